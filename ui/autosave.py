"""Autosave: when typed text goes to the store, and what is said about it meanwhile.

    touch()  ->  "editing"  ->  after 800 ms of rest, or 5 s after the first key at the latest  ->  flush()
    flush()  ->  "saved", or "failed": the text stays where it is and is tried again, a little later each
    time

It knows nothing of text or stores: `save` does the work and answers whether the text is safe.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

IDLE_MS = 800
CEILING_MS = 5000
RETRY_MS = (2000, 5000, 10000, 30000)

CLEAN = "clean"
EDITING = "editing"
SAVED = "saved"
FAILED = "failed"


class Autosave(QObject):
    """`save()` returns something true when the text is stored (the Change of `Session.perform` will do),
    else None or False. `state_changed(str)` carries "clean", "editing", "saved" or "failed", once per
    change."""

    state_changed = Signal(str)

    def __init__(
        self,
        save: Callable[[], object],
        parent: QObject | None = None,
        *,
        idle: int = IDLE_MS,
        ceiling: int = CEILING_MS,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._state = CLEAN
        self._dirty = False
        self._saving = False
        self._failures = 0
        self._rest = self._timer(idle)
        self._ceiling = self._timer(ceiling)
        self._retry = self._timer(RETRY_MS[0])

    def _timer(self, ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(self.flush)
        return timer

    @property
    def state(self) -> str:
        return self._state

    @property
    def dirty(self) -> bool:
        """Whether something was typed that the store does not have."""
        return self._dirty

    def touch(self) -> None:
        """The person changed something. While saving fails, typing goes on and the next try stays as
        planned."""
        self._dirty = True
        if self._state == FAILED:
            return
        self._rest.start()
        if not self._ceiling.isActive():
            self._ceiling.start()
        self._say(EDITING)

    def flush(self) -> bool:
        """Store now. True when everything typed is safe, also when there was nothing to do."""
        if not self._dirty:
            return True
        if self._saving:
            # Saving made something ask for a save again (a signal going round); the outer call answers for
            # both.
            return False
        self._rest.stop()
        self._ceiling.stop()
        self._retry.stop()
        self._saving = True
        self._dirty = False
        stored = False
        try:
            stored = bool(self._save())
        finally:
            self._saving = False
            if not stored:
                self._dirty = True
                self._wait_and_retry()
        if not stored:
            return False
        self._failures = 0
        if self._dirty:
            # Typed while saving: that part is not safe yet.
            self._rest.start()
            self._say(EDITING)
            return False
        self._say(SAVED)
        return True

    def reset(self) -> None:
        """Another text was loaded, and the last one is safe or was given up on purpose."""
        for timer in (self._rest, self._ceiling, self._retry):
            timer.stop()
        self._dirty = False
        self._failures = 0
        self._say(CLEAN)

    def _wait_and_retry(self) -> None:
        self._retry.setInterval(RETRY_MS[min(self._failures, len(RETRY_MS) - 1)])
        self._failures += 1
        self._retry.start()
        self._say(FAILED)

    def _say(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)
