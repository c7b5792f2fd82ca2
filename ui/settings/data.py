"""Your data: take it out, bring it in, the trash, and delete everything.

Exports are readable by anyone, and the page says so before each. An import of this app's own JSON is looked through first
and undone in one step. Deleting everything asks for the discreet name, typed, and then says what it could not reach.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFileDialog

from companion.changes import Change
from ui.session import Session
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.cards import LampBar
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, LineField, labelled
from ui.widgets.progress import Progress
from ui.widgets.text import Label
from ui.work import Report


class YourData(Section):
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
        self.add(
            Row(self.tr("Format to take it out"), self.tr("JSON can be brought back in whole."), self.format)
        )
        out = Button(self.tr("Export"), kind="secondary")
        out.clicked.connect(self.export)
        words = self.tr("An export is not encrypted: whoever finds the file can read it.")
        self.add(Row(self.tr("Take your words out"), words, out))
        come = Button(self.tr("Choose a file"), kind="secondary")
        come.clicked.connect(self.bring_in)
        words = self.tr("A JSON file made here. You see what it would add before anything is added.")
        self.add(Row(self.tr("Bring words in"), words, come))
        trash = Button(self.tr("Show the trash"), kind="secondary")
        trash.clicked.connect(self.show_trash)
        self.add(Row(self.tr("Trash"), self.tr("Pages stay there for thirty days."), trash))
        away = Button(self.tr("Delete everything"), kind="destructive", icon="trash-2")
        away.clicked.connect(self.delete_everything)
        words = self.tr("Every page, plan, photo and automatic copy on this computer, for good.")
        self.add(Row(self.tr("Delete everything"), words, away))

    # --- out

    def export(self) -> None:
        kind = self.format.value
        ask = Dialog(self.tr("Take your words out"), self)
        words = self.tr(
            "The export is not encrypted. Anyone who finds it can read all of it, so think about where it goes."
        )
        ask.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        ask.add_button(self.tr("Not now"), "secondary", "reject")
        ask.add_button(self.tr("Choose where"), "primary", "accept")
        ask.accepted.connect(lambda: self._choose_and_export(str(kind)))
        ask.open()

    def _choose_and_export(self, kind: str) -> None:
        name = self.session.settings.discreet_name or "Notes"
        if kind == "markdown":
            chosen = QFileDialog.getExistingDirectory(self, self.tr("A folder for it"), str(Path.home()))
            target = Path(chosen) / name if chosen else None
        else:
            start = str(Path.home() / f"{name}.{kind}")
            chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("Where it goes"), start, f"*.{kind}")
            target = Path(chosen) if chosen else None
        if target is not None:
            self.export_to(kind, target)

    def export_to(self, kind: str, target: Path) -> None:
        """Write the export in a job, with a dialog that can stop it."""
        workspace = self.session.workspace
        assert workspace is not None

        def write(report: Report) -> None:
            from companion import interchange

            interchange.export(workspace, kind, target, report)

        self._work(
            self.tr("Taking your words out"), write, self.tr("The export is there. It is not encrypted.")
        )

    def _work(self, title: str, function: Callable[[Report], object], told: str) -> None:
        dialog = WaitDialog(title, self)
        job = self.session.run(
            function,
            owner=self,
            done=lambda _value: self.session.notice(told),
            failed=self.session.fault,
            progressed=lambda part, whole, _step: dialog.bar.set_value(part, whole),
        )
        dialog.stopped.connect(job.cancel)
        job.ended.connect(dialog.finish)
        dialog.open()

    # --- in

    def bring_in(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Choose a file"), str(Path.home()), self.tr("JSON (*.json)")
        )
        if chosen:
            self.look_through(Path(chosen))

    def look_through(self, file: Path) -> None:
        """Read the file in a job and show what it would add."""
        workspace = self.session.workspace
        assert workspace is not None

        def read(_report: Report) -> object:
            from companion import interchange

            return interchange.preview(workspace, file)

        self.session.run(
            read, owner=self, done=lambda found: self._preview(file, found), failed=self.session.fault
        )

    def _preview(self, file: Path, found: object) -> None:
        dialog = Dialog(self.tr("Bring words in"), self)
        count = QLocale()
        words = self.tr("New: {added}. Changed since: {updated}. Already here: {skipped}.")
        told = words.format(
            added=count.toString(found.added),  # type: ignore[attr-defined]
            updated=count.toString(found.updated),  # type: ignore[attr-defined]
            skipped=count.toString(found.skipped),  # type: ignore[attr-defined]
        )
        dialog.body.addWidget(Label(told, "body", wrap=True))
        words = self.tr("Nothing has been added yet. Afterwards one step takes it all back.")
        dialog.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        dialog.add_button(self.tr("Not now"), "secondary", "reject")
        dialog.add_button(self.tr("Bring them in"), "primary", "accept")
        dialog.accepted.connect(lambda: self._import(file))
        dialog.open()

    def _import(self, file: Path) -> None:
        workspace = self.session.workspace
        assert workspace is not None

        def bring() -> Change:
            from companion import interchange

            return interchange.import_file(workspace, file)

        self.session.perform(bring, by=self)

    # --- away

    def show_trash(self) -> None:
        page = self.parent()
        while page is not None and not hasattr(page, "go"):
            page = page.parent()
        if page is not None:
            page.go.emit("diary", {"trash": True})

    def delete_everything(self) -> None:
        DeleteDialog(self, self.session).open()


class WaitDialog(Dialog):
    """A job that may take a while, with a Stop."""

    stopped = Signal()

    def __init__(self, title: str, page: YourData) -> None:
        super().__init__(title, page)
        self.bar = Progress(title)
        self.body.addWidget(self.bar)
        self.add_button(self.tr("Stop"), "secondary", "other").clicked.connect(self._stop)

    def _stop(self) -> None:
        self.stopped.emit()
        self.finish()

    def finish(self) -> None:
        if self.isVisible():
            self.accept()


class DeleteDialog(Dialog):
    """The only thing here that cannot be undone. Enter never does it."""

    def __init__(self, page: YourData, session: Session) -> None:
        super().__init__(page.tr("Delete everything"), page)
        self.session = session
        name = session.settings.discreet_name or "Notes"
        words = self.tr(
            "Every page, plan, photo and automatic copy on this computer goes, for good. Nobody can bring it back."
        )
        self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        bar = LampBar()
        words = self.tr(
            "It cannot reach backups and exports you keep elsewhere, printed pages, or what a print queue kept."
        )
        bar.body.addWidget(Label(words, "body", wrap=True))
        self.body.addWidget(bar)
        asked = self.tr("Type {name} to go on").format(name=name)
        self.field = LineField(asked, "")
        self.body.addWidget(labelled(asked, self.field))
        self.add_button(self.tr("Keep everything"), "secondary", "reject")
        self.go = self.add_button(self.tr("Delete for good"), "destructive", "other")
        self.go.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.go.setEnabled(text.strip() == name))
        self.go.clicked.connect(self._delete)

    def _delete(self) -> None:
        self.accept()
        self.session.delete_everything()
