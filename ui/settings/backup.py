"""Backup: make one and watch it or not, where it goes, what is there already, the reminder, and getting one back.

A backup counts only after it was read back and opened once. "Stop" leaves nothing half-made. "Continue in the
background" closes the dialog and lets the job go on; what came of it is said in passing. A lock stops it.
"""

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from companion.changes import Change
from companion.disk import ending_in, free_name
from ui.session import Session
from ui.settings.copies import Copies, when
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo
from ui.widgets.progress import Progress, Steps
from ui.widgets.text import Label
from ui.widgets.waiting import WaitDialog
from ui.work import Job

if TYPE_CHECKING:
    from companion.backup import BackupInfo
    from companion.vault import Keys, Vault
    from ui.settings.page import SettingsPage

translate = QCoreApplication.translate

STEPS = {"snapshot": 0, "writing": 1, "verifying": 2}
LEFT_AFTER = 3.0
"""Seconds a job runs before it says how long it may still take."""


class Backup(Section):
    """The second section."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Backup"))

    def build(self) -> None:
        self._job: Job | None = None
        self.make = Button(self.tr("Back up now"), "primary")
        self.make.clicked.connect(self.back_up)
        self.last = Row(self.tr("Last backup"), "", self.make)
        self.add(self.last)
        self.place = Button(self.tr("Choose a folder"), icon="folder")
        self.place.clicked.connect(self.choose_place)
        self.where = Row(self.tr("Where"), "", self.place)
        self.add(self.where)
        self.reminder = Combo(
            self.tr("Remind me"), [("monthly", self.tr("Once a month at most")), ("off", self.tr("Never"))]
        )
        self.reminder.chosen.connect(lambda value: self.session.prefer(backup_reminder=value))
        caption = self.tr("One line on Today, until a copy lies somewhere else.")
        self.add(Row(self.tr("Remind me"), caption, self.reminder))
        self.copies = Copies(self.session)
        self.copies.changed.connect(self.refresh)
        self.add(self.copies)
        check = Button(self.tr("Check a file"))
        check.clicked.connect(self.check_a_file)
        caption = self.tr("Opens a backup of these notes, reads all of it and changes nothing.")
        self.add(Row(self.tr("Check a backup"), caption, check))
        self.bring = Button(self.tr("Choose a file"))
        self.bring.clicked.connect(self.open_backup)
        caption = self.tr("It becomes a second set of notes beside this one. Nothing here is overwritten.")
        self.add(Row(self.tr("Open a backup"), caption, self.bring))

    # --- what is there

    def refresh(self) -> None:
        self.reminder.value = self.session.settings.backup_reminder
        folder = self._folder()
        self.where.set_caption(
            self.tr("Asked each time. A copy on a stick outlives this computer.")
            if folder is None
            else self.tr("In “{folder}”.").format(folder=folder.name or str(folder))
        )
        self.make.setEnabled(self._job is None)
        workspace = self.session.workspace
        if workspace is not None:
            backups = workspace.backups
            self.session.run(lambda _report: (backups.last(), backups.list()), owner=self, done=self._show)

    def _folder(self) -> Path | None:
        kept = self.session.settings.backup_folder
        return Path(kept) if kept and Path(kept).is_dir() else None

    def _show(self, known: "tuple[BackupInfo | None, list[BackupInfo]]") -> None:
        last, found = known
        if last is None:
            self.last.set_caption(self.tr("None yet that you made yourself."))
        else:
            words = self.tr("{when}, to “{folder}”. Opened once and checked.")
            self.last.set_caption(
                words.format(when=when(last), folder=last.file.parent.name or last.file.anchor)
            )
        self.copies.show_copies(found)

    # --- making one

    def choose_place(self) -> None:
        """Ask for the folder that backups go to from now on."""
        start = str(self._folder() or Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where backups go"), start)
        if chosen:
            self.session.prefer(backup_folder=chosen)

    def back_up(self) -> None:
        """Make a backup in the chosen folder, or ask where if there is none or it is not there now."""
        folder = self._folder()
        name = f"{self.session.settings.discreet_name or 'Notes'}-{self.session.now():%Y-%m-%d}"
        if folder is not None:
            # An older backup is never replaced without a question.
            self.begin(free_name(folder / f"{name}.zip"))
            return
        chosen, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Where the backup goes"),
            str(Path.home() / f"{name}.zip"),
            self.tr("Backup (*.zip)"),
        )
        if chosen:
            target = ending_in(chosen, ".zip")
            self.session.prefer(backup_folder=str(target.parent))
            self.begin(target)

    def begin(self, target: Path) -> None:
        """Make a backup at `target`, with a dialog that can stop it or be put away."""
        workspace = self.session.workspace
        if workspace is None or self._job is not None:
            return
        dialog = ProgressDialog(self, target.parent.name or target.anchor)
        backups = workspace.backups
        self._job = self.session.run(
            lambda report: backups.create(target, report),
            owner=self,
            done=self._made,
            failed=self._failed,
            progressed=dialog.progressed,
        )
        dialog.stopped.connect(self._job.cancel)
        self._job.cancelled.connect(self._stopped)
        self._job.ended.connect(dialog.finish)
        self._job.ended.connect(self._ended)
        self.make.setEnabled(False)
        dialog.open()

    def _made(self, info: "BackupInfo") -> None:
        workspace = self.session.workspace
        if workspace is not None and info.elsewhere:
            now = self.session.now().isoformat()
            prefs = workspace.prefs
            self.session.perform(lambda: prefs.set("own_backup", now), by=self, quiet=True)
        self.session.broadcast(Change("backup"), self)
        if info.missing:
            words = self.tr("The backup is made and checked, but {count} of your photos could not be read.")
            self.session.notice(words.format(count=QLocale().toString(info.missing)))
        elif info.elsewhere:
            self.session.notice(self.tr("The backup is made, opened once and checked."))
        else:
            self.session.notice(self.tr("Made and checked. It lies on this computer’s own disk."))

    def _failed(self, error: BaseException) -> None:
        self.session.fault(error)

    @Slot()
    def _stopped(self) -> None:
        self.session.notice(self.tr("Stopped. Nothing half-made was left."))

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self.refresh()

    # --- checking and getting back

    def check_a_file(self) -> None:
        """Read a whole backup of these notes."""
        file = self._choose()
        workspace = self.session.workspace
        if file is None or workspace is None:
            return
        backups = workspace.backups
        dialog = WaitDialog(
            self.tr("Checking the backup"), self.tr("It is opened and read to the end."), self
        )

        dialog.follow(
            self.session.run(
                lambda report: backups.verify(file, report),
                owner=self,
                done=self._checked,
                progressed=dialog.progressed,
            )
        )

    def _checked(self, info: "BackupInfo") -> None:
        words = self.tr("It opens, and all of it is as it was made: {entries} pages, {photos} photos.")
        count = QLocale()
        self.session.notice(
            words.format(entries=count.toString(info.entries), photos=count.toString(info.photos))
        )

    def _choose(self) -> Path | None:
        start = str(self._folder() or Path.home())
        chosen, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Choose a backup"), start, self.tr("Backups (*.zip);;All files (*)")
        )
        return Path(chosen) if chosen else None

    def open_backup(self) -> None:
        """Choose a file and bring it back as a second set of notes, then open those."""
        file = self._choose()
        if file is not None:
            self.restore(file)

    def restore(self, file: Path) -> None:
        """Show what is asked for `file`, in place of the sections."""
        from ui.ways.restore import RestoreView

        page = _page_of(self)
        view = RestoreView(self.session)
        view.set_file(file)
        view.back.connect(page.back_to_sections)
        view.restored.connect(self._switch)
        view.destroyed.connect(view.drop_keys)
        page.stand_in(view)

    @Slot(object, object)
    def _switch(self, vault: "Vault", keys: "Keys") -> None:
        switch_to(self.session, vault, keys)


def switch_to(session: Session, vault: "Vault", keys: "Keys") -> None:
    """Lock what is open and open the other notes. If something typed cannot be stored, it stays as it is."""
    if not session.lock():
        keys.close()
        return
    try:
        session.open(vault, keys)
    except Exception as error:
        session.fault(error)


class ProgressDialog(Dialog):
    """What is being done, how far, and a Stop that works. Esc only puts the dialog away."""

    stopped = Signal()

    def __init__(self, page: QWidget, folder: str) -> None:
        super().__init__(translate("Settings", "Making a backup"), page)
        self.body.setSpacing(0)
        line = self.tr("You can go on writing. What you write now is included next time.")
        self.body.addWidget(Label(line, "body", "ink_2", wrap=True))
        self.body.addSpacing(26)
        self.bar = Progress(self.tr("Backup"))
        self.body.addWidget(self.bar)
        self.body.addSpacing(8)
        told = QHBoxLayout()
        self.done_words = Label("", "caption", "ink_2")
        self.left_words = Label("", "caption", "ink_2")
        told.addWidget(self.done_words)
        told.addStretch(1)
        told.addWidget(self.left_words)
        self.body.addLayout(told)
        self.body.addSpacing(18)
        self.steps = Steps(
            [
                self.tr("Encrypted before anything is written"),
                self.tr("Copying to “{folder}”").format(folder=folder),
                self.tr("Opening it once, to be sure it can be opened"),
            ]
        )
        self.body.addWidget(self.steps)
        self.stop_button = self.add_button(self.tr("Stop"), "secondary", "other")
        self.stop_button.clicked.connect(self._stop)
        self.add_button(self.tr("Continue in the background"), "primary", "accept")
        self._step, self._since = "", monotonic()

    @Slot()
    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stopped.emit()

    def progressed(self, done: int, total: int, step: str) -> None:
        """Move on. The job may outlive the dialog."""
        if self.closed:
            return
        if step != self._step:
            self._step, self._since = step, monotonic()
            self.steps.set_current(STEPS.get(step, 1))
        self.bar.set_value(done, total)
        count = QLocale()
        words = self.tr("{part} of {whole}").format(part=count.toString(done), whole=count.toString(total))
        self.done_words.setText(words if total else "")
        self.left_words.setText(self._left(done, total))

    def _left(self, done: int, total: int) -> str:
        spent = monotonic() - self._since
        if not done or not total or spent < LEFT_AFTER:
            return ""
        seconds = spent * (total - done) / done
        if seconds < 45:
            return self.tr("less than a minute left")
        minutes = round(seconds / 60)
        if minutes <= 1:
            return self.tr("about a minute left")
        return self.tr("about {count} minutes left").format(count=QLocale().toString(minutes))

    @Slot()
    def finish(self) -> None:
        """The job is over, one way or the other."""
        self.accept()


def _page_of(section: QWidget) -> "SettingsPage":
    from ui.settings.page import SettingsPage

    at: QWidget | None = section
    while at is not None and not isinstance(at, SettingsPage):
        at = at.parentWidget()
    if at is None:
        raise LookupError("a section lies in the page")
    return at
