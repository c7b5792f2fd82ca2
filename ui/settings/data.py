"""Your data: take it out, bring it in, the trash, the name of these notes, and what goes for good.

Exports are readable by anyone, and the page says so before each. An import of this app's own JSON is looked through
first, comes in a little at a time and is taken back in one step. What goes for good is in `removal`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.disk import ending_in, free_name
from companion.errors import CompanionError
from ui.session import Session
from ui.settings import removal
from ui.settings.backup import WaitDialog
from ui.settings.removal import RenameDialog
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo
from ui.widgets.text import Label
from ui.work import Report

if TYPE_CHECKING:
    from companion.interchange import Import, Outcome

SLICE = 0.008
"""Seconds an import may take of one turn of the window."""


class YourData(Section):
    """The fourth section."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Your data"))

    def build(self) -> None:
        self.format = Combo(
            self.tr("Format"),
            [
                ("json", self.tr("JSON, everything")),
                ("markdown", self.tr("Markdown, a folder")),
                ("html", self.tr("HTML, one page")),
            ],
        )
        caption = self.tr("JSON can be brought back in whole. The others are for reading.")
        self.add(Row(self.tr("Format"), caption, self.format))
        self.out = Button(self.tr("Export"))
        self.out.clicked.connect(self.export)
        caption = self.tr("An export is not encrypted: whoever finds the file can read it.")
        self.add(Row(self.tr("Take your words out"), caption, self.out))
        self.come = Button(self.tr("Choose a file"))
        self.come.clicked.connect(self.bring_in)
        caption = self.tr("A JSON file made here. You see what it would add before anything is added.")
        self.add(Row(self.tr("Bring words in"), caption, self.come))
        trash = Button(self.tr("Show the trash"))
        trash.clicked.connect(self.show_trash)
        self.add(Row(self.tr("Trash"), self.tr("Pages stay there for thirty days."), trash))
        self.name = Button(self.tr("Rename"))
        self.name.clicked.connect(self.rename)
        self.named = Row(self.tr("Name of these notes"), "", self.name)
        self.add(self.named)
        several = len(self.session.vaults())
        caption = self.tr("Every page, plan, photo and automatic copy on this computer, for good.")
        if several > 1:
            self.remove = Button(self.tr("Remove"), "destructive", "trash-2")
            self.remove.clicked.connect(self.remove_these)
            words = self.tr("With their photos and automatic copies, for good. The other notes here stay.")
            self.add(Row(self.tr("Remove just these notes"), words, self.remove))
            caption = self.tr(
                "All {count} sets of notes on this computer, with every copy made here, for good."
            )
            caption = caption.format(count=QLocale().toString(several))
        self.away = Button(self.tr("Delete everything"), "destructive", "trash-2")
        self.away.clicked.connect(self.delete_everything)
        self.add(Row(self.tr("Delete everything"), caption, self.away))

    def refresh(self) -> None:
        vault = self.session.vault
        if vault is not None:
            words = self.tr(
                "“{name}”. Where there are several to choose from, the lock shows this name to anybody."
            )
            self.named.set_caption(words.format(name=vault.label))

    # --- out

    def export(self) -> None:
        """Say that it will be readable, ask where, and write it."""
        kind = str(self.format.value)
        ask = Dialog(self.tr("Take your words out"), self)
        words = self.tr(
            "The export is not encrypted. Anyone who finds it can read all of it, so think about where it goes."
        )
        ask.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        ask.add_button(self.tr("Not now"), "secondary", "reject")
        ask.add_button(self.tr("Choose where"), "primary", "accept")
        ask.accepted.connect(lambda: self._choose_and_export(kind))
        ask.open()

    def _choose_and_export(self, kind: str) -> None:
        name = self.session.settings.discreet_name or "Notes"
        if kind == "markdown":
            chosen = QFileDialog.getExistingDirectory(self, self.tr("A folder for it"), str(Path.home()))
            target = free_name(Path(chosen) / name) if chosen else None
        else:
            start = str(Path.home() / f"{name}.{kind}")
            chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("Where it goes"), start, f"*.{kind}")
            target = ending_in(chosen, f".{kind}") if chosen else None
        if target is not None:
            self.export_to(kind, target)

    def export_to(self, kind: str, target: Path) -> None:
        """Write the export in a job, with a dialog that can stop it."""
        workspace = self.session.workspace
        if workspace is None:
            return
        title = self.session.settings.discreet_name or "Notes"

        def write(report: Report) -> object:
            from companion import interchange

            return interchange.export(workspace, kind, target, report, wording=interchange.Wording(title))

        dialog = WaitDialog(self.tr("Taking your words out"), "", self)
        told = self.tr("The export is there. It is not encrypted.")
        job = self.session.run(
            write, owner=self, done=lambda _made: self.session.notice(told), progressed=dialog.progressed
        )
        dialog.follow(job)

    # --- in

    def bring_in(self) -> None:
        """Choose a file of this app."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Choose a file"), str(Path.home()), self.tr("JSON (*.json);;All files (*)")
        )
        if chosen:
            self.look_through(Path(chosen))

    def look_through(self, file: Path) -> None:
        """Read the file in a job and show what it would add."""
        workspace = self.session.workspace
        if workspace is None:
            return

        def read(report: Report) -> "Outcome":
            from companion import interchange

            return interchange.preview(workspace, file, report)

        dialog = WaitDialog(self.tr("Looking through the file"), "", self)
        job = self.session.run(read, owner=self, done=lambda found: self._preview(file, found))
        dialog.follow(job)

    def _preview(self, file: Path, found: "Outcome") -> None:
        dialog = Dialog(self.tr("Bring words in"), self)
        count = QLocale()
        lines = [
            self.tr("New: {count}").format(count=count.toString(found.added)),
            self.tr("Changed since, would be brought up to date: {count}").format(
                count=count.toString(found.updated)
            ),
            self.tr("Already here, left as they are: {count}").format(count=count.toString(found.skipped)),
        ]
        if found.problems:
            words = self.tr("Not readable, would be left out: {count}")
            lines.append(words.format(count=count.toString(len(found.problems))))
        for line in lines:
            dialog.body.addWidget(Label(line, "body", wrap=True))
        words = self.tr("Nothing has been added yet. Afterwards one step takes it all back.")
        dialog.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        dialog.add_button(self.tr("Not now"), "secondary", "reject")
        bring = dialog.add_button(self.tr("Bring them in"), "primary", "accept")
        bring.setEnabled(bool(found.added or found.updated))
        total = found.added + found.updated + found.skipped + len(found.problems)
        dialog.accepted.connect(lambda: self.import_file(file, total))
        dialog.open()

    def import_file(self, file: Path, total: int = 0) -> "ImportRun | None":
        """Take the file in, a little at a time, with a dialog that can stop it."""
        workspace = self.session.workspace
        if workspace is None:
            return None
        from companion.interchange import Import

        dialog = WaitDialog(self.tr("Bringing words in"), "", self)
        run = ImportRun(self, self.session, Import(workspace, file), total, dialog)
        run.start()
        return run

    # --- away

    def show_trash(self) -> None:
        """The trash is a list of the diary."""
        from ui.settings.backup import _page_of

        _page_of(self).go.emit("diary", {"trash": True})

    def rename(self) -> None:
        """Ask for another open name."""
        RenameDialog(self, self.session).open()

    def remove_these(self) -> None:
        """Ask, with the name of these notes typed."""
        vault = self.session.vault
        if vault is not None:
            removal.ask_these(self, self.session, vault).open()

    def delete_everything(self) -> None:
        """Ask, with the discreet name typed."""
        removal.ask_everything(self, self.session).open()


class ImportRun(QObject):
    """One import on the thread of the window: short steps between which the window lives."""

    def __init__(
        self, owner: QWidget, session: Session, task: "Import", total: int, dialog: WaitDialog
    ) -> None:
        super().__init__(owner)
        self._session, self._task, self._total, self._dialog = session, task, total, dialog
        self._ended = False
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._step)
        dialog.stopped.connect(self.stop)

    def start(self) -> None:
        """Begin. The dialog comes after a moment, if it takes one."""
        self._turn.start()
        QTimer.singleShot(400, self._dialog, self._dialog._open_if_needed)

    @Slot()
    def stop(self) -> None:
        """Leave it: what came in is taken out again."""
        if self._ended:
            return
        self._end()
        self._guarded(self._task.drop)
        self._session.notice(self.tr("Stopped. Nothing was added."))

    @Slot()
    def _step(self) -> None:
        try:
            more = self._task.step(SLICE)
        except CompanionError as error:
            self._end()
            self._guarded(self._task.drop)
            self._session.fault(error)
            return
        self._dialog.progressed(self._task.looked, self._total, "importing")
        if not more:
            self._end()
            self._session.perform(self._task.finish)

    def _end(self) -> None:
        self._ended = True
        self._turn.stop()
        self._dialog.finish()

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except CompanionError as error:
            self._session.fault(error)
