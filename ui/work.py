"""Job: one function on a plain Python thread, with progress and a way to stop it.

    start -> thread runs function(report) -> report() may raise Cancelled, else says how far it is
          -> the result comes home to the GUI thread -> succeeded | failed | cancelled, then ended

Everything is told on the GUI thread, so whoever listens may touch widgets. The thread itself must not: it
works with values it was given, or opens its own read-only connection and closes it again. No QThread and no
thread pool, on purpose: an encrypted connection left open on one of Qt's threads ends the process.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from companion.errors import Cancelled, CompanionError

# Progress more often than this only fills the event queue; the eye gets nothing from it.
_PROGRESS_EVERY = 0.05

Report = Callable[[int, int, str], None]


def next_turn(owner: QObject, deed: Callable[[], object]) -> None:
    """Do something in another turn of the window's loop, after what waits to be painted, unless `owner` is gone by then.

    A timer of no milliseconds would not do: Qt makes a posted event of it, and those come before any painting.
    """
    QTimer.singleShot(1, owner, deed)


class Job(QObject):
    """A running function. Make it with `Session.run`, which keeps it alive and stops it when the vault is
    locked."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    _spoke = Signal(int, int, str)
    _finished = Signal()

    def __init__(self, function: Callable[[Report], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._function: Callable[[Report], Any] | None = function
        self._stop = threading.Event()
        self._outcome: tuple[str, Any] | None = None
        self._told = False
        self._last = 0.0
        self._thread = threading.Thread(target=self._work, name="companion-job", daemon=True)
        queued = Qt.ConnectionType.QueuedConnection
        self._spoke.connect(self._progress, queued)
        self._finished.connect(self._deliver, queued)

    def start(self) -> Job:
        """Begin. Returns itself."""
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the function to stop; it does so at its next report and leaves nothing behind."""
        self._stop.set()

    def running(self) -> bool:
        """Whether the outcome has not been told yet."""
        return not self._told

    def wait(self, seconds: float | None = None) -> bool:
        """Wait on the GUI thread for the end and tell the outcome at once. False if the time ran out
        first."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
            if self._thread.is_alive():
                return False
        self._deliver()
        return True

    # --- on the thread ------------------------------------------------------------------------------------

    def report(self, done: int, total: int, step: str = "") -> None:
        """What the function calls between its steps. Raises Cancelled once someone asked it to stop."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= _PROGRESS_EVERY or done >= total > 0:
            self._last = now
            # Large byte counts do not fit a C int; the proportion is all that is shown.
            while total > 0x7FFFFFFF:
                done, total = done >> 10, total >> 10
            self._spoke.emit(done, total, step)

    def _work(self) -> None:
        function, self._function = self._function, None
        assert function is not None
        try:
            self._outcome = ("done", function(self.report))
        except Cancelled:
            self._outcome = ("cancelled", None)
        except CompanionError as error:
            self._outcome = ("failed", error)
        except BaseException as error:
            # A mistake of ours: told like a failure so that the page can go on, and raised again on the GUI
            # thread for the crash guard, which writes the report.
            self._outcome = ("broken", error)
        finally:
            del function
        try:
            self._finished.emit()
        except RuntimeError:
            # The window is gone and this object with it; nobody is left to be told.
            pass

    # --- on the GUI thread --------------------------------------------------------------------------------

    def _progress(self, done: int, total: int, step: str) -> None:
        if not self._told and not self._stop.is_set():
            self.progressed.emit(done, total, step)

    def _deliver(self) -> None:
        if self._told or self._outcome is None:
            return
        self._told = True
        kind, value = self._outcome
        self._outcome = ("told", None)
        if self._stop.is_set() and kind == "failed":
            kind = "cancelled"
        try:
            if kind == "done":
                self.succeeded.emit(value)
            elif kind == "cancelled":
                self.cancelled.emit()
            else:
                self.failed.emit(value)
        finally:
            self.ended.emit()
        if kind == "broken":
            raise value
