"""Something long that only the thread of the window may do: short steps, between which the window lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from companion.errors import CompanionError
from ui.widgets.waiting import WaitDialog

if TYPE_CHECKING:
    from companion.changes import Change
    from ui.session import Session

SLICE = 0.008
"""Seconds it may take of one turn of the window."""


class Task(Protocol):
    """`step` until it answers False, then `finish`; or `drop`, and nothing was; or `halt` on the way out."""

    looked: int

    def step(self, seconds: float) -> bool: ...
    def finish(self) -> Change: ...
    def drop(self) -> None: ...
    def halt(self) -> None: ...


class Turns(QObject):
    """One task being done, with a dialog that can stop it. `total` is what `looked` reaches, 0 if nobody knows."""

    def __init__(self, owner: QWidget, session: Session, task: Task, title: str, total: int) -> None:
        super().__init__(owner)
        self._session, self._total = session, total
        self.task = task
        self.ended = False
        self.dialog = WaitDialog(title, "", owner)
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._step)
        self.dialog.stopped.connect(self.stop)
        session.locking.connect(self._halt)

    def start(self) -> None:
        """Begin. The dialog comes after a moment, if it takes one."""
        self._turn.start()
        self.dialog.come_later()

    @Slot()
    def stop(self) -> None:
        """Leave it: what came in is taken out again."""
        if self.ended:
            return
        self._end()
        self._guarded(self.task.drop)
        self._session.notice(self.tr("Stopped. Nothing was added."))

    def let_go(self) -> None:
        """It is over, one way or the other: nothing more is read."""

    def make_whole(self) -> Change:
        """The last step, on the way to the notice."""
        return self.task.finish()

    def made(self, change: Change) -> None:
        """All of it is there."""

    @Slot()
    def _halt(self) -> None:
        """A lock does not wait until everything is out again: what came in is never seen, and goes with the next unlock."""
        if not self.ended:
            self.ended = True
            self._turn.stop()
            self.task.halt()
            self.let_go()

    @Slot()
    def _step(self) -> None:
        try:
            more = self.task.step(SLICE)
        except CompanionError as error:
            self._end()
            self._guarded(self.task.drop)
            self._session.fault(error)
            return
        self.dialog.progressed(self.task.looked, self._total, "importing")
        if not more:
            self._finish()

    def _finish(self) -> None:
        self._end()
        change = self._session.perform(self.make_whole)
        if change is None:
            self._guarded(self.task.drop)
        else:
            self.made(change)

    def _end(self) -> None:
        self.ended = True
        self._turn.stop()
        self.let_go()
        self.dialog.finish()

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except CompanionError as error:
            self._session.fault(error)
