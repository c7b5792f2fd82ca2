"""A CUPS scheduler and a printer of the test's own, and what came out of it.

    with PrivateCups() as cups:
        subprocess.run([...], env=cups.environment())
        job = cups.delivered()          # the PDF that reached the printer
        job.pages, job.size, job.text, job.fonts, words(job.file, 0), Ink(job.file, 0)

Nothing of the system is touched: cupsd runs from a temporary folder and listens on a socket there, no port is
opened, and the one queue hands its jobs to the generic PDF driver, which writes them to a file. Needs root and the
Debian packages cups-daemon, cups-client, cups-filters and poppler-utils; `missing()` says what is not there.

By hand: `python -m tests.tools.real_print -- COMMAND...` runs COMMAND against such a printer and says what came out.
"""

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

QUEUE = "Test-Printer"
DRIVER = "/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd"
COMMANDS = ("cupsd", "lpadmin", "lpstat", "pdfinfo", "pdftotext", "pdffonts", "pdftoppm")

_DAEMON = """LogLevel warn
MaxLogSize 0
Listen {folder}/socket
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""

_PLACES = """ServerRoot {folder}/etc
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
ServerBin /usr/lib/cups
DataDir /usr/share/cups
FileDevice Yes
Sandboxing relaxed
"""


def missing() -> str:
    """What a real print job lacks on this machine, or nothing."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "the scheduler can only be started by root"
    absent = [name for name in COMMANDS if shutil.which(name) is None]
    absent += [] if Path(DRIVER).exists() else ["cups-filters"]
    return f"not installed: {', '.join(absent)}" if absent else ""


@dataclass(frozen=True)
class Delivered:
    """A document as the printer got it. `size` is width and height in points, `settings` what the printer was told."""

    file: Path
    settings: str
    pages: int
    size: tuple[float, float]
    text: str
    fonts: str


def inspect(file: Path, settings: str = "") -> Delivered:
    """Look at a PDF with poppler's tools, which share no code with Qt."""
    facts = {}
    for line in _run("pdfinfo", str(file)).splitlines():
        key, _, value = line.partition(":")
        facts[key] = value.strip()
    width, height = facts["Page size"].split(" pts")[0].split(" x ")
    return Delivered(
        file=file,
        settings=settings,
        pages=int(facts["Pages"]),
        size=(float(width), float(height)),
        text=" ".join(_run("pdftotext", str(file), "-").split()),
        fonts=_run("pdffonts", str(file)),
    )


@dataclass(frozen=True)
class Word:
    """A word on a page and the box it takes, in millimetres from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def words(file: Path, page: int) -> list[Word]:
    """Every word of a page, counted from 0, where poppler finds it."""
    number = str(page + 1)
    found = _run("pdftotext", "-bbox", "-f", number, "-l", number, str(file), "-")
    box = r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</word>'
    return [
        Word(html.unescape(text), *(float(side) / 72 * 25.4 for side in sides))
        for *sides, text in re.findall(box, found)
    ]


class Ink:
    """A page, counted from 0, as poppler draws it: ten dots a millimetre, in grey."""

    def __init__(self, file: Path, page: int) -> None:
        number = str(page + 1)
        command = ["pdftoppm", "-gray", "-r", "254", "-f", number, "-l", number, str(file)]
        done = subprocess.run(command, capture_output=True, timeout=60, check=True)
        _, size, _, rest = done.stdout.split(b"\n", 3)
        self.width, self.height = map(int, size.split())
        self._dots = rest

    def across(self, y: float, below: int = 190) -> list[float]:
        """Where ink begins on the line at that height, in millimetres."""
        start = round(y * 10) * self.width
        return _begins(self._dots[start : start + self.width], below)

    def down(self, x: float, below: int = 190) -> list[float]:
        """Where ink begins on the line at that distance from the left."""
        return _begins(self._dots[round(x * 10) :: self.width], below)


def _begins(dots: bytes, below: int) -> list[float]:
    return [
        place / 10
        for place, dot in enumerate(dots)
        if dot < below and (place == 0 or dots[place - 1] >= below)
    ]


def _run(*command: str, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout


class PrivateCups:
    """The scheduler, from `with` to the end of it. RuntimeError if it does not come up."""

    def __init__(self) -> None:
        # Short, because the path of a socket may not be long.
        self.folder = Path(tempfile.mkdtemp(prefix="cu-", dir="/tmp"))
        self._daemon: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        """The environment in which CUPS clients, Qt among them, see this printer only."""
        return dict(os.environ, CUPS_SERVER=str(self.folder / "socket"), QT_QPA_PLATFORM="offscreen")

    def __enter__(self) -> "PrivateCups":
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _start(self) -> None:
        self.folder.chmod(0o755)
        for name in ("etc/ppd", "spool/tmp", "cache", "log", "state", "out"):
            (self.folder / name).mkdir(parents=True)
        daemon, places = self.folder / "etc/cupsd.conf", self.folder / "etc/cups-files.conf"
        daemon.write_text(_DAEMON.format(folder=self.folder))
        places.write_text(_PLACES.format(folder=self.folder))
        self._daemon = subprocess.Popen(
            ["cupsd", "-f", "-c", str(daemon), "-s", str(places)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._until(lambda: "is running" in self._ask("lpstat", "-r"), "the scheduler did not come up")
        out = f"file:{self.folder}/out/job.pdf"
        _run("lpadmin", "-p", QUEUE, "-E", "-v", out, "-P", DRIVER, env=self.environment())
        _run("lpadmin", "-d", QUEUE, env=self.environment())

    def _stop(self) -> None:
        if self._daemon is not None:
            self._daemon.terminate()
            try:
                self._daemon.wait(5)
            except subprocess.TimeoutExpired:
                self._daemon.kill()
                self._daemon.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ask(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.environment(), capture_output=True, text=True, timeout=30, check=False
        )
        return done.stdout

    @staticmethod
    def _until(true: Callable[[], bool], otherwise: str, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise RuntimeError(otherwise)
            time.sleep(0.05)

    def delivered(self) -> Delivered:
        """The last job, once every job is through."""
        self._until(
            lambda: (
                bool(self._ask("lpstat", "-W", "completed", "-o").strip())
                and not self._ask("lpstat", "-o").strip()
            ),
            "the job did not come through",
        )
        written = self.folder / "out/job.pdf"
        self._until(
            lambda: written.exists() and b"%%EOF" in written.read_bytes()[-2000:], "no document came out"
        )
        raw = written.read_bytes()
        written.unlink()  # so that the next one is never taken for this one
        # The driver wraps the document in the printer's own job language.
        document = self.folder / "delivered.pdf"
        document.write_bytes(raw[raw.index(b"%PDF") : raw.rindex(b"%%EOF") + 6])
        return inspect(document, raw[: raw.index(b"%PDF")].decode("latin-1"))


def main(arguments: list[str]) -> int:
    """Run a command against the printer. Its own exit code, or 2 if the printer could not be made."""
    command = [word for word in arguments if word != "--"]
    lack = missing()
    if lack or not command:
        print(lack or "usage: python -m tests.tools.real_print -- COMMAND...", file=sys.stderr)
        return 2
    with PrivateCups() as cups:
        status = subprocess.run(command, env=cups.environment(), check=False).returncode
        if status == 0:
            job = cups.delivered()
            print(
                f"{job.pages} pages, {job.size[0]:.0f} x {job.size[1]:.0f} pt\n{job.fonts}\n{job.text[:400]}"
            )
        return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
