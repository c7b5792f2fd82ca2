"""Starting with the login, under the discreet name, hidden. Off until asked for; what is written here is all there is.

    Linux     ~/.config/autostart/at-login-notes.desktop
    Windows   a value of HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run
    macOS     ~/Library/LaunchAgents/local.notes.at-login.plist

Each starts this home and no other; whether it is on is asked of the system itself, so nothing is stored twice. File names say
nothing, but what is started has a path, and whoever looks for it finds it.
"""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from xml.parsers.expat import ExpatError

from PySide6.QtCore import QSettings

from companion.disk import storing, write_beside
from companion.errors import NotWritable, StorageError

_RUN = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"


class Entry(Protocol):
    """Where one system looks at login. Ours is what starts this home, from wherever the program lies."""

    def on(self) -> bool:
        """Whether ours stands there."""

    def fresh(self, name: str) -> bool:
        """Whether it stands there under this name, for the program where it lies now."""

    def write(self, name: str) -> None:
        """Put it there. A kind of StorageError if that cannot be done."""

    def remove(self) -> None:
        """Take it away; fine if it is not there. A kind of StorageError if that cannot be done."""


def here(home: Path) -> Entry | None:
    """The entry of this system for this home; None where a program may not write one (a sealed-off package)."""
    if os.environ.get("FLATPAK_ID") or os.environ.get("SNAP"):
        return None
    start = command(home)
    if sys.platform == "win32":
        return RunValue(QSettings(_RUN, QSettings.Format.NativeFormat), start)
    if sys.platform == "darwin":
        return LaunchAgent(Path.home() / "Library" / "LaunchAgents", start)
    config = os.environ.get("XDG_CONFIG_HOME")
    return DesktopFile((Path(config) if config else Path.home() / ".config") / "autostart", start)


_TAIL = 3


def command(home: Path) -> list[str]:
    """What starts this program for this home without a window. The last three words say which home, and that it hides."""
    start = [os.environ.get("APPIMAGE") or sys.executable]
    if not getattr(sys, "frozen", False):
        script = Path(sys.executable).with_name("companion.exe" if os.name == "nt" else "companion")
        start = [str(script)] if script.is_file() else [sys.executable, "-m", "ui"]
    return [*start, "--home", str(home.resolve()), "--hidden"]


def refresh(entry: Entry | None, name: str) -> None:
    """Where it is on, let it stand under this name, and start the program where it lies now."""
    with suppress(StorageError):
        if entry is not None and entry.on() and not entry.fresh(name):
            entry.write(name)


class DesktopFile:
    """The freedesktop way."""

    def __init__(self, folder: Path, start: Sequence[str]) -> None:
        self.path = folder / "at-login-notes.desktop"
        self._exec = f"Exec={exec_line(start)}"
        self._tail = f" {exec_line(start[-_TAIL:])}"

    def on(self) -> bool:
        lines = self._lines()
        # Desktops switch an entry off by one of these lines.
        return self._ours(lines) and not {"Hidden=true", "X-GNOME-Autostart-enabled=false"} & {*lines}

    def fresh(self, name: str) -> bool:
        return self.on() and {self._exec, f"Name={_escaped(name)}"} <= {*self._lines()}

    def write(self, name: str) -> None:
        lines = ("[Desktop Entry]", "Type=Application", f"Name={_escaped(name)}", self._exec)
        more = ("Terminal=false", "NoDisplay=true", "StartupNotify=false", "")
        with storing():
            self.path.parent.mkdir(parents=True, exist_ok=True)
        write_beside(self.path, "\n".join((*lines, *more)).encode("utf-8", "replace"))

    def remove(self) -> None:
        if self._ours(self._lines()):
            with storing():
                self.path.unlink(missing_ok=True)

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return []

    def _ours(self, lines: list[str]) -> bool:
        return any(line.startswith("Exec=") and line.endswith(self._tail) for line in lines)


def exec_line(words: Sequence[str]) -> str:
    """Words as the Exec key wants them: each in quotes, escaped for those, then once more as every value is."""
    quoted = []
    for word in words:
        for sign in '\\"`$':
            word = word.replace(sign, "\\" + sign)
        quoted.append('"' + word.replace("%", "%%") + '"')
    return _escaped(" ".join(quoted))


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


class RunValue:
    """The Windows way: a value of any name, so ours is the one that starts this home."""

    def __init__(self, run: QSettings, start: Sequence[str]) -> None:
        self._run = run
        self._start = subprocess.list2cmdline(start)
        self._tail = f" {subprocess.list2cmdline(start[-_TAIL:])}"

    def on(self) -> bool:
        return bool(self._ours())

    def fresh(self, name: str) -> bool:
        return str(self._run.value(_value_name(name))) == self._start

    def write(self, name: str) -> None:
        for old in self._ours():
            self._run.remove(old)
        self._run.setValue(_value_name(name), self._start)
        self._settle()

    def remove(self) -> None:
        for name in self._ours():
            self._run.remove(name)
        self._settle()

    def _ours(self) -> list[str]:
        return [name for name in self._run.childKeys() if str(self._run.value(name)).endswith(self._tail)]

    def _settle(self) -> None:
        self._run.sync()
        if self._run.status() != QSettings.Status.NoError:
            raise NotWritable()


def _value_name(name: str) -> str:
    """QSettings would make folders of slashes."""
    return name.replace("/", " ").replace("\\", " ").strip() or "Notes"


class LaunchAgent:
    """The macOS way. It has no name to show: the system lists the program itself."""

    def __init__(self, folder: Path, start: Sequence[str]) -> None:
        self.path = folder / "local.notes.at-login.plist"
        self._start = list(start)

    def on(self) -> bool:
        return self._found()[-_TAIL:] == self._start[-_TAIL:]

    def fresh(self, name: str) -> bool:
        return self._found() == self._start

    def write(self, name: str) -> None:
        held = {
            "Label": self.path.stem,
            "ProgramArguments": self._start,
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        with storing():
            self.path.parent.mkdir(parents=True, exist_ok=True)
        write_beside(self.path, plistlib.dumps(held))

    def remove(self) -> None:
        if self.on():
            with storing():
                self.path.unlink(missing_ok=True)

    def _found(self) -> list[str]:
        try:
            return list(plistlib.loads(self.path.read_bytes())["ProgramArguments"])
        except (OSError, ValueError, TypeError, LookupError, ExpatError):
            return []
