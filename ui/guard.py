"""The crash guard: what happens when the program itself is wrong.

An exception nobody caught, on whatever thread, becomes a short report in `logs/` in the data folder: the
kinds of the errors and where they happened, and no values, since a value may be somebody's words. Then what
was typed is flushed and one plain sentence is said. The window goes on: after most such mistakes the rest
still works. What ends the process below Python leaves the stacks of all threads.

Qt's own log is switched off inside Qt, never heard by Python. Qt writes to it while it holds its locks, and a
handler in Python would wait there for the interpreter, which a thread may hold that waits for that very lock.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.session import Session

_KEEP = 20
_log = logging.getLogger("companion")


class Guard:
    """Install once, as early as possible; `session` joins later."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._session: Session | None = None
        self._busy = False
        self._count = 0
        self._faults: Any = None
        self._main = threading.get_ident()
        self._before: tuple[Callable[..., Any], Callable[..., Any]] | None = None

    def install(self) -> None:
        # Nothing of the log is kept; with COMPANION_DEBUG it goes to the terminal, codes and counts only.
        if os.environ.get("COMPANION_DEBUG"):
            logging.basicConfig(level=logging.DEBUG)
        elif not _log.handlers:
            _log.addHandler(logging.NullHandler())
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.caught
        threading.excepthook = self._caught_on_thread

    def remove(self) -> None:
        """Give everything back as it was."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None
        if self._faults is not None:
            import faulthandler

            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def quiet_qt(self) -> None:
        """Let Qt's log be silent, but for its last words: it may name files and widgets. Before the application."""
        if os.environ.get("COMPANION_DEBUG"):
            return
        from PySide6.QtCore import QLoggingCategory

        # The environment counts more than rules set here; what somebody's shell says has no say.
        for name in ("QT_LOGGING_RULES", "QT_LOGGING_CONF"):
            os.environ.pop(name, None)
        QLoggingCategory.setFilterRules("*=false")

    def watch_faults(self) -> None:
        """A crash below Python leaves the stack of every thread: names and lines, no values."""
        import faulthandler

        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._faults = (self.folder / "fault.txt").open("w", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._faults)

    def join(self, session: Session) -> None:
        self._session = session

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The place of `sys.excepthook`; PySide calls it for slots and events too."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if os.environ.get("COMPANION_DEBUG"):
            sys.__excepthook__(kind, error, trace)
        self._write(kind.__name__, chain(error))
        self._tell(error)

    def _caught_on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self._write(args.exc_type.__name__, ["on a thread", *chain(args.exc_value)])

    def _tell(self, error: BaseException) -> None:
        # A mistake while telling of a mistake would go round and round; and only the GUI thread may speak.
        if self._busy or self._session is None or threading.get_ident() != self._main:
            return
        self._busy = True
        try:
            self._session.rescue()
            self._session.fault(error)
        except Exception as second:
            self._write(type(second).__name__, chain(second))
        finally:
            self._busy = False

    def _write(self, title: str, lines: list[str]) -> None:
        _log.error("mistake %s", title)
        # A mistake inside a paint event comes sixty times a second; a handful of reports says as much.
        self._count += 1
        if self._count > _KEEP:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            stamp = time.strftime("%Y%m%d-%H%M%S")
            path = self.folder / f"report-{stamp}-{os.getpid()}-{self._count}.txt"
            from companion import __version__

            head = [title, f"version {__version__}", f"python {sys.version.split()[0]} {sys.platform}"]
            path.write_text("\n".join([*head, "", *lines]) + "\n", encoding="utf-8")
            for old in sorted(self.folder.glob("report-*.txt"))[:-_KEEP]:
                old.unlink(missing_ok=True)
        except OSError:
            pass


def chain(error: BaseException | None) -> list[str]:
    """The error and what led to it: kinds and places. No message: it may hold a value."""
    lines: list[str] = []
    while error is not None:
        lines.append(type(error).__name__)
        trace = error.__traceback__
        while trace is not None:
            lines.append("  " + place(trace.tb_frame, trace.tb_lineno))
            trace = trace.tb_next
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def place(frame: FrameType, line: int) -> str:
    """Module, function and line. Never the file's path: it may hold a name."""
    code = frame.f_code
    return f"{frame.f_globals.get('__name__', '?')}.{code.co_name}:{line}"
