"""Backup: make one and watch it (or not), what is there already, the reminder, and getting one back.

A backup counts only after it was read back and opened once. "Stop" leaves nothing half-made. "Continue in the background"
closes the dialog and lets the job go on; what came of it is said in passing. A lock stops it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from companion.changes import Change
from ui import messages
from ui.session import Session
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.cards import FaultBar
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, LineField, PassphraseField, labelled
from ui.widgets.progress import Progress, Steps
from ui.widgets.text import Label, announce
from ui.work import Report

if TYPE_CHECKING:
    from companion.backup import BackupInfo

SHOWN = 12


class Backup(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Backup"))

    def build(self) -> None:
        make = Button(self.tr("Back up now"), kind="primary")
        make.clicked.connect(self.back_up)
        self.last = Row(self.tr("Last backup"), "-", make)
        self.add(self.last)
        check = Button(self.tr("Choose a file"), kind="secondary")
        check.clicked.connect(self.check_a_file)
        self.add(
            Row(self.tr("Check a backup"), self.tr("Opens it, reads all of it and changes nothing."), check)
        )
        show = Button(self.tr("Open folder"), kind="secondary", icon="folder")
        show.clicked.connect(self.open_folder)
        self.automatic = Row(self.tr("Automatic copies"), "-", show)
        self.add(self.automatic)
        self.listing = QWidget()
        column = QVBoxLayout(self.listing)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(2)
        self.column.addWidget(self.listing)
        self.reminder = Combo(
            self.tr("Reminder"), [("monthly", self.tr("Once a month at most")), ("off", self.tr("Off"))]
        )
        self.reminder.chosen.connect(lambda value: self.session.prefer(backup_reminder=value))
        words = self.tr("One line on Today, until a copy lies somewhere else than on this computer.")
        self.add(Row(self.tr("A gentle reminder"), words, self.reminder))
        back = Button(self.tr("Open a backup"), kind="secondary")
        back.clicked.connect(self.restore)
        words = self.tr("It becomes a second set of notes beside this one. Nothing here is overwritten.")
        self.add(Row(self.tr("Get a backup back"), words, back))

    # --- what is there

    def refresh(self) -> None:
        self.reminder.value = self.session.settings.backup_reminder
        workspace = self.session.workspace
        if workspace is None:
            return
        self.session.run(
            lambda _report: (workspace.backups.last(), workspace.backups.list()), owner=self, done=self._show
        )

    def _show(self, found: tuple[BackupInfo | None, list[BackupInfo]]) -> None:
        last, automatic = found
        if last is None:
            words = self.tr(
                "None yet that you made yourself. The automatic copies are on this computer only."
            )
        else:
            words = self.tr("{when}. Opened once and checked.").format(when=self._when(last))
        self.last.set_caption(words)
        words = self.tr(
            "Made once a day while this is open: {count} here. They lie on this computer, so keep one elsewhere too."
        )
        self.automatic.set_caption(words.format(count=QLocale().toString(len(automatic))))
        column = self.listing.layout()
        assert column is not None
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for info in automatic[:SHOWN]:
            column.addWidget(Label(self._when(info), "caption", "ink_2"))
        self.listing.setVisible(bool(automatic))

    @staticmethod
    def _when(info: BackupInfo) -> str:
        return QLocale().toString(info.made.astimezone().replace(tzinfo=None), QLocale.FormatType.LongFormat)

    def open_folder(self) -> None:
        from ui import system

        if self.session.workspace is not None:
            system.open_folder(self.session.workspace.backups.folder)

    # --- making one

    def back_up(self) -> None:
        workspace = self.session.workspace
        if workspace is None:
            return
        name = f"{self.session.settings.discreet_name or 'Notes'}-{self.session.now():%Y-%m-%d}.zip"
        start = Path(self.session.settings.backup_folder or Path.home())
        chosen, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Where the backup goes"), str(start / name), self.tr("Backup (*.zip)")
        )
        if not chosen:
            return
        target = Path(chosen) if chosen.endswith(".zip") else Path(chosen + ".zip")
        self.session.prefer(backup_folder=str(target.parent))
        self.begin(target)

    def begin(self, target: Path) -> None:
        """Make a backup at `target`, with the dialog of picture 24."""
        workspace = self.session.workspace
        assert workspace is not None
        dialog = ProgressDialog(self)
        job = self.session.run(
            lambda report: workspace.backups.create(target, report),
            owner=self,
            done=self._made,
            failed=self._failed,
            progressed=dialog.progressed,
        )
        dialog.stopped.connect(job.cancel)
        job.ended.connect(dialog.finish)
        dialog.open()

    def _made(self, _info: BackupInfo) -> None:
        self.session.broadcast(Change("backup"), self)
        self.session.notice(self.tr("The backup is made, opened once and checked."))
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        self.session.fault(error)

    # --- checking and getting back

    def check_a_file(self) -> None:
        file = self._choose()
        workspace = self.session.workspace
        if file is None or workspace is None:
            return
        from companion.backup import verify

        keys = workspace.keys
        self.session.run(
            lambda report: verify(file, keys=keys, report=report), owner=self, done=self._checked
        )

    def _checked(self, info: BackupInfo) -> None:
        words = self.tr(
            "It opens, and every part of it is as it was made: {entries} entries, {photos} photos."
        )
        count = QLocale()
        self.session.notice(
            words.format(entries=count.toString(info.entries), photos=count.toString(info.photos))
        )

    def _choose(self) -> Path | None:
        start = self.session.settings.backup_folder or str(Path.home())
        chosen, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Choose a backup"), start, self.tr("Backup (*.zip)")
        )
        return Path(chosen) if chosen else None

    def restore(self) -> None:
        file = self._choose()
        if file is not None:
            RestoreDialog(self, self.session, file).open()


class ProgressDialog(Dialog):
    """Picture 24: what is being done, how far, and a Stop that works. Esc only puts the dialog away."""

    stopped = Signal()

    def __init__(self, page: Backup) -> None:
        super().__init__(page.tr("Making a backup"), page)
        words = self.tr("You can go on writing. What you write now is included next time.")
        self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        self.body.addSpacing(16)
        self.bar = Progress(self.tr("Backup"))
        self.body.addWidget(self.bar)
        self.told = Label("", "caption", "ink_3")
        self.body.addWidget(self.told)
        self.body.addSpacing(8)
        self.steps = Steps(
            [
                self.tr("Encrypting, before anything is written"),
                self.tr("Writing it to the place you chose"),
                self.tr("Opening it once, to be sure it can be opened"),
            ]
        )
        self.body.addWidget(self.steps)
        self.add_button(self.tr("Stop"), "secondary", "other").clicked.connect(self._stop)
        self.add_button(self.tr("Continue in the background"), "primary", "accept")

    def _stop(self) -> None:
        self.stopped.emit()
        self.finish()

    def progressed(self, done: int, total: int, step: str) -> None:
        self.bar.set_value(done, total)
        self.steps.set_current({"snapshot": 0, "writing": 1, "verifying": 2}.get(step, 1))
        if total:
            words = self.tr("{part} of {whole}")
            count = QLocale()
            self.told.setText(words.format(part=count.toString(done), whole=count.toString(total)))

    def finish(self) -> None:
        """The job is over, one way or the other."""
        if self.isVisible():
            self.accept()


class RestoreDialog(Dialog):
    """A backup becomes a second vault: its kit or passphrase first, then who else uses this login, then a job."""

    def __init__(self, page: Backup, session: Session, file: Path) -> None:
        super().__init__(page.tr("Open a backup"), page)
        self.session, self.file = session, file
        words = self.tr("It becomes a second set of notes. After a lock you choose which one to open.")
        self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        self.fault = FaultBar("", "")
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.code = LineField(self.tr("Code from its recovery kit"), "")
        self.body.addWidget(labelled(self.tr("Code from its recovery kit"), self.code))
        self.old = PassphraseField(self.tr("Or the passphrase it had"))
        self.body.addWidget(labelled(self.tr("Or the passphrase it had"), self.old))
        self.new = PassphraseField(self.tr("A passphrase for the restored notes"))
        self.body.addWidget(labelled(self.tr("A passphrase for the restored notes"), self.new))
        self.add_button(self.tr("Not now"), "secondary", "reject")
        self.go = self.add_button(self.tr("Open the backup"), "primary", "other")
        self.go.clicked.connect(self.begin)

    def begin(self) -> None:
        code, old, new = self.code.text().strip(), self.old.text(), self.new.text()
        if not (code or old) or not new:
            self.say(
                self.tr("Something is missing."),
                self.tr("Give the code or the old passphrase, and a passphrase for the restored notes."),
            )
            return
        self.go.setEnabled(False)
        self.session.run(
            lambda report: self._restore(code, old, new, report),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _restore(self, code: str, old: str, new: str, report: Report) -> None:
        from companion.backup import restore

        opened = {"code": code} if code else {"passphrase": old}
        _vault, keys, _kit = restore(
            self.file, self.session.home, keyring=False, new_passphrase=new, report=report, **opened
        )
        keys.close()

    def _done(self, _nothing: object) -> None:
        self.accept()
        self.session.notice(self.tr("The backup is open as a second set of notes. Lock to choose it."))

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        message = messages.explain(error)
        self.say(message.what, message.line)

    def say(self, what: str, line: str) -> None:
        self.fault.set_words(what, line)
        self.fault.show()
        announce(self, what)
