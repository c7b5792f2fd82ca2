#!/usr/bin/env python3
"""The two commands of this project, with nothing but Python 3.11 or newer.

    python3 packaging/dev.py start [-- arguments of the app]   sets everything up, then opens the app
    python3 packaging/dev.py check [--long]                    sets everything up, then runs every check

`start` on a machine without a screen runs the self-test instead and leaves its results in ./self-test. `check --long`
also runs the trials that take hours elsewhere and minutes here: kills, mutations, 100,000 entries. `lock` writes the two
lock files anew (needs uv inside the environment; everyone else only reads them).

Everything lives in ./.venv: the packages come from the lock files, by hash, and the app itself is installed in place. On
Debian and its relatives the system libraries Qt needs are named, and installed when run as root. Other systems carry them.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# What Qt loads for a window and for printing; then what the checks drive: a virtual screen with a real window manager, a
# real keyring, a real print queue, a real notification daemon, and the second opinions on our backups and calendars.
APT_APP = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 libxkbcommon-x11-0 "
    "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libcups2"
).split()
APT_CHECK = (
    "xvfb xauth xdotool openbox gnome-keyring dbus dbus-x11 libsecret-tools cups-daemon cups-client cups-filters "
    "poppler-utils age unzip strace util-linux fonts-noto-core dunst libglib2.0-bin gir1.2-ical-3.0 python3-gi "
    "at-spi2-core libenchant-2-2 hunspell-en-us"
).split()
TOOLS = {
    "xvfb": ("Xvfb", "xdotool", "openbox"),
    "a11y": ("dbus-daemon", "/usr/libexec/at-spi-bus-launcher"),
    "keyring": ("gnome-keyring-daemon", "dbus-run-session", "secret-tool"),
    "cups": ("cupsd", "lpadmin", "pdfinfo"),
    "age": ("age", "unzip"),
    "notices": ("dunst", "dunstctl", "dbus-daemon", "dbus-monitor", "Xvfb"),
    "desktop": ("gio",),
    "net": ("strace", "unshare"),
    "mount": ("unshare", "mount"),
    "ical": ("/usr/bin/python3",),  # and what `speaks_ical` asks it
}


@dataclass
class Outcome:
    """What ran, what failed and what could not run."""

    failed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def step(self, name: str, run: Callable[[], int]) -> None:
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        if run() != 0:
            self.failed.append(name)
        print(f"-- {name}: {time.monotonic() - began:.0f} s", flush=True)

    def close(self) -> int:
        print()
        for name in self.failed:
            print(f"FAILED  {name}")
        for name in self.missing:
            print(f"NOT RUN {name}")
        if not self.failed and not self.missing:
            print("Everything passed.")
        return 1 if self.failed or self.missing else 0


def run(*command: object, env: dict[str, str] | None = None) -> int:
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=env)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt(packages: list[str]) -> list[str]:
    """Install what is missing (as root) or say how; returns what is still missing."""
    if not shutil.which("dpkg-query"):
        return []
    missing = [name for name in packages if not installed(name)]
    if not missing:
        return []
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if not is_root():
        print(f"Some system libraries are missing. This installs them:\n\n    sudo {line}\n", flush=True)
        return missing
    print(f"Installing {len(missing)} system packages", flush=True)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        subprocess.call(["apt-get", "update", "-qq"], env=quiet, stdout=nowhere)
        subprocess.call(line.replace("-y", "-y -qq").split(), env=quiet, stdout=nowhere)
    return [name for name in missing if not installed(name)]


def installed(package: str) -> bool:
    # Newer releases renamed some libraries (libglib2.0-0t64, libcups2t64) for the 64-bit time change.
    for name in (package, package + "t64"):
        found = subprocess.run(["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True)
        if "ok installed" in found.stdout:
            return True
    return False


def prepare(lock: str) -> None:
    """Make .venv hold exactly what the lock file says, and the app in place; again only when something changed."""
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python may well be the one that runs this file)
        raise SystemExit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")
    make_environment()
    wanted = hashlib.sha256()
    for path in (ROOT / "packaging" / lock, ROOT / "pyproject.toml"):
        wanted.update(path.read_bytes())
    wanted.update(sys.version.encode())
    stamp = VENV / f"{lock}.stamp"
    if stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return
    print(f"Installing what {lock} names", flush=True)
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if run(*pip, "--require-hashes", "-r", ROOT / "packaging" / lock) != 0:
        raise SystemExit("The packages could not be installed. Nothing outside .venv was changed.")
    if run(*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT) != 0:
        raise SystemExit("The app could not be installed into .venv.")
    stamp.write_text(wanted.hexdigest())


def make_environment() -> None:
    if (
        PYTHON.exists()
        and subprocess.call([str(PYTHON), "-m", "pip", "--version"], stdout=subprocess.DEVNULL) == 0
    ):
        return
    if shutil.which("dpkg-query"):
        try:
            import ensurepip  # noqa: F401
        except ImportError:
            apt([f"python3.{sys.version_info.minor}-venv"])
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise SystemExit("A virtual environment could not be made in .venv.")


def has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start(arguments: list[str]) -> int:
    apt(APT_APP)
    prepare("requirements.lock")
    if has_screen():
        return run(PYTHON, "-m", "ui", *arguments)
    folder = ROOT / "self-test"
    print(f"There is no screen here, so the self-test runs instead. Its results: {folder}", flush=True)
    return run(PYTHON, "-m", "ui", "--self-test", "--keep", folder)


def check(long: bool) -> int:
    outcome = Outcome()
    still_missing = apt(APT_APP + APT_CHECK)
    prepare("requirements-dev.lock")
    if still_missing:
        outcome.missing.append("system packages: " + " ".join(still_missing))
    env = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # without compiled files every start compiles the app anew
    if long:
        env["COMPANION_LONG"] = "1"
    outcome.step("format", lambda: run(PYTHON, "-m", "ruff", "format", "--check", "."))
    outcome.step("lint", lambda: run(PYTHON, "-m", "ruff", "check", "."))
    outcome.step("types", lambda: run(PYTHON, "-m", "mypy"))
    outcome.step("content", lambda: run(PYTHON, "-m", "tests.resources.linter"))
    # As many processes as processors; one that has done its share takes from another's, so none stands idle at the end.
    beside = ("-n", min(4, os.cpu_count() or 1), "--dist", "worksteal")
    outcome.step("tests", lambda: run(PYTHON, "-m", "pytest", *beside, *selection(outcome), env=env))
    outcome.step("self-test", lambda: run(PYTHON, "-m", "ui", "--self-test", env=env))
    if long:
        outcome.step("benchmarks", lambda: run(PYTHON, "-m", "tests.benchmarks", env=env))
    return outcome.close()


def selection(outcome: Outcome) -> list[str]:
    """Which marked tests cannot run here. They are named at the end and the check is not green without them."""
    unable = [
        mark for mark, tools in TOOLS.items() if sys.platform == "linux" and not all(map(shutil.which, tools))
    ]
    if sys.platform == "linux" and "ical" not in unable and not speaks_ical():
        unable.append("ical")
    if sys.platform != "linux":
        unable = list(TOOLS)  # these drive Linux services; other systems have their own list
    elif not is_root():
        # a private print scheduler, a network namespace and file systems of their own want to be root
        unable = sorted({*unable, "cups", "net", "mount"})
    outcome.missing += [f"tests marked {mark!r}" for mark in unable]
    return ["-m", " and ".join(f"not {mark}" for mark in unable)] if unable else []


def speaks_ical() -> bool:
    """Whether the system's own Python has the bindings of libical; those in .venv cannot."""
    ask = "import gi; gi.require_version('ICalGLib', '3.0')"
    found = subprocess.run(["/usr/bin/python3", "-c", ask], stderr=subprocess.DEVNULL, check=False)
    return found.returncode == 0


def lock() -> int:
    prepare("requirements-dev.lock")
    common = (
        "-m uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header "
        "--no-annotate --quiet --upgrade --extra build pyproject.toml"
    ).split()
    first = run(PYTHON, *common, "-o", "packaging/requirements.lock")
    return first or run(
        PYTHON, *common, "--extra", "check", "--extra", "spelling", "-o", "packaging/requirements-dev.lock"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Start the app, or run every check.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("start", help="set everything up, then open the app").add_argument("rest", nargs="*")
    commands.add_parser("check", help="set everything up, then run every check").add_argument(
        "--long", action="store_true", help="also the long trials"
    )
    commands.add_parser("lock", help="write the two lock files anew")
    options = parser.parse_args()
    if options.command == "start":
        return start(options.rest)
    if options.command == "check":
        return check(options.long)
    return lock()


if __name__ == "__main__":
    sys.exit(main())
