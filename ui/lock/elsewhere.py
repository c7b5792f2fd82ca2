"""ElsewhereView: the notes open, but the disk they lie on takes nothing. A copy of them can be made in another place.

The window does not open such notes for reading only: half of it could then not do what it says, and words typed
there could not be kept. The copy is an ordinary backup, made in a job from a private copy of the database, so that
nothing is written where the notes lie. Until the view goes it holds the keys that were just proved.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from companion.disk import ending_in
from companion.errors import CompanionError, DiskFull
from ui import messages
from ui.session import Session
from ui.ways.frame import StepView
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.fields import FaultLine
from ui.widgets.progress import Progress
from ui.work import Job

if TYPE_CHECKING:
    from companion.vault import Keys, Vault


class ElsewhereView(StepView):
    """`again()` when the person wants to look whether it opens now. The keys are this view's from here on."""

    again = Signal()

    def __init__(self, session: Session, vault: Vault, keys: Keys, error: CompanionError) -> None:
        full = isinstance(error, DiskFull)
        super().__init__("", "")
        self.title.setText(
            self.tr("The disk is full.") if full else self.tr("Nothing can be written where these notes lie.")
        )
        self.line.setText(
            self.tr(
                "Opening these notes needs a little room beside them. Nothing has been changed. Free some space and "
                "look again, or make a copy on another disk."
            )
            if full
            else self.tr(
                "Opening them needs to write beside them. They are whole and still encrypted, and nothing has been "
                "changed. A copy made in another place can be opened there."
            )
        )
        self.session, self._vault = session, vault
        self._keys: Keys | None = keys
        self._job: Job | None = None
        self.bar = Progress(self.tr("Making a copy"))
        self.bar.hide()
        self.fault = FaultLine()
        self.middle.addWidget(self.bar)
        self.middle.addWidget(self.fault)
        self.look = LinkButton(self.tr("Look again"))
        self.look.clicked.connect(self.again)
        self.stop = Button(self.tr("Stop"))
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        self.make = Button(self.tr("Make a copy elsewhere"), "primary", "database-backup", size="large")
        self.make.clicked.connect(self._choose)
        self.buttons.addWidget(self.look)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.stop)
        self.buttons.addWidget(self.make)

    def focus_first(self) -> None:
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop_keys(self) -> None:
        """The view goes: nothing may keep the keys."""
        if self._job is not None:
            self._job.cancel()
        if self._keys is not None:
            self._keys.close()
            self._keys = None

    # --- the copy

    def _choose(self) -> None:
        name = f"{self.session.settings.discreet_name or 'Notes'}-{self.session.now():%Y-%m-%d}.zip"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where the copy goes"), str(Path.home() / name), self.tr("Backup (*.zip)")
        )
        if chosen:
            self.copy_to(ending_in(chosen, ".zip"))

    def copy_to(self, target: Path) -> None:
        """Make the copy in a job."""
        if self._keys is None or self._job is not None:
            return
        home, vault, keys = self.session.home, self._vault, self._keys.copy()

        def work(report: Any) -> object:
            from companion.workspace import Workspace

            try:
                workspace = Workspace.open_copy(home, vault, keys)
            except BaseException:
                keys.close()
                raise
            try:
                return workspace.backups.create(target, report)
            finally:
                workspace.close()

        self.fault.say("")
        self._working(True)
        self._job = self.session.run(
            work, owner=self, done=self._done, failed=self._failed, progressed=self._moved
        )
        self._job.cancelled.connect(self._stopped)
        self._job.ended.connect(self._ended)

    def _working(self, working: bool) -> None:
        self.bar.setVisible(working)
        self.stop.setVisible(working)
        self.stop.setEnabled(True)
        self.make.setVisible(not working)
        (self.stop if working else self.make).setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, done: int, total: int, _step: str) -> None:
        self.bar.set_value(done, total)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)

    def _ended(self) -> None:
        self._job = None
        self._working(False)

    def _stopped(self) -> None:
        self.fault.say(self.tr("Stopped. Nothing half-made was left."))

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, DiskFull):
            self.fault.say(
                self.tr("There is not enough room for a copy. Choose another disk, or free some space.")
            )
            return
        message = messages.explain(error)
        self.fault.say(f"{message.what} {message.do}".strip())

    def _done(self, _info: object) -> None:
        self.title.setText(self.tr("The copy is there, read once and checked."))
        self.line.setText(
            self.tr(
                "It is a backup, encrypted like these notes; their passphrase or the recovery kit opens it. Where "
                "there is room to write, choose “I have a backup”, or “Open a backup” at the lock."
            )
        )
