"""Your data: take it out, bring it in, the trash, the name of these notes, and what goes for good.

Taking out is `leaving`, bringing in is `coming`, what came in before is `earlier`, what goes for good is `removal`; here are
their rows, and the line about what came in since the unlock, as long as it can be taken back.
"""

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from ui.session import Session
from ui.settings import removal
from ui.settings.coming_words import OURS
from ui.settings.earlier import EarlierImport, ask, titles
from ui.settings.removal import RenameDialog
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.rows import line_of

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.diary import Imported
    from ui.settings.coming import ComingIn
    from ui.settings.leaving import TakingOut

_EARLIER = 3


class YourData(Section):
    """The fourth section."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Your data"))

    def build(self) -> None:
        self.out = Button(self.tr("Export"))
        self.out.clicked.connect(self.export)
        caption = self.tr(
            "As JSON, Markdown, a page to read, or PDF, which anyone can read who finds them; or chosen pages, encrypted."
        )
        self.add(Row(self.tr("Take your words out"), caption, self.out))
        self._build_in()
        trash = Button(self.tr("Show the trash"))
        trash.clicked.connect(self.show_trash)
        self.add(Row(self.tr("Trash"), self.tr("Pages stay there for 30 days."), trash))
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

    def _build_in(self) -> None:
        self.come = Button(self.tr("Choose a file"))
        self.come.clicked.connect(self.choose_file)
        self.come_folder = Button(self.tr("Choose a folder"))
        self.come_folder.clicked.connect(self.choose_folder)
        caption = self.tr(
            "From Day One, jrnl, RedNotebook, Journey, Diarium, Mini Diary, Daylio, Apple Journal, a folder of Markdown, or"
            " an export made here. You see what it would add before anything is added."
        )
        self.add(Row(self.tr("Bring words in"), caption, line_of(self.come, self.come_folder)))
        self._last: Change | None = None
        self._number = 0
        self.last_words = ""
        self.back = Button(self.tr("Undo"))
        self.back.clicked.connect(self.take_back)
        self.last = Row(self.tr("Brought in just now"), "", self.back)
        self.add(self.last)
        self.show_row(self.last, False)
        self.earlier = [EarlierImport() for _ in range(_EARLIER)]
        for row in self.earlier:
            row.asked.connect(self._ask_back)
            self.add(row)
            self.show_row(row, False)

    def refresh(self) -> None:
        vault = self.session.vault
        if vault is not None:
            words = self.tr(
                "“{name}”. Where there are several to choose from, the lock shows this name to anybody."
            )
            self.named.set_caption(words.format(name=vault.label))
        self._say_earlier()

    # --- out

    def export(self) -> "TakingOut | None":
        """Ask as what, which pages and who can read it."""
        if self.session.workspace is None:
            return None
        from ui.settings.leaving import TakingOut

        taking = TakingOut(self.session, self)
        taking.open()
        return taking

    # --- in

    def choose_file(self) -> None:
        """Choose a file to bring in."""
        chosen, _filter = QFileDialog.getOpenFileName(self, self.tr("Choose a file"), str(Path.home()))
        if chosen:
            self.look_through(Path(chosen))

    def choose_folder(self) -> None:
        """Choose a folder to bring in."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), str(Path.home()))
        if chosen:
            self.look_through(Path(chosen))

    def look_through(self, path: Path) -> "ComingIn | None":
        """Look through what was chosen and show what it would bring."""
        if self.session.workspace is None:
            return None
        from ui.settings.coming import ComingIn

        coming = ComingIn(self.session, self, path)
        coming.brought.connect(self._brought)
        coming.taken_back.connect(self._taken_back)
        coming.open()
        return coming

    @Slot(object, str, int)
    def _brought(self, change: "Change", what: str, number: int) -> None:
        self._last, self.last_words, self._number = change, what, number
        self._say_last()

    def _say_last(self) -> None:
        """The line about what came in since the unlock, as long as it can be taken back, and those of before."""
        there = self._last is not None and self._last.undo is not None
        self._show(self.last, there)
        words = self.tr("{what}. Undo leaves the pages you have written in since.")
        self.last.set_caption(words.format(what=self.last_words))
        self._say_earlier()

    def _say_earlier(self) -> None:
        """What came in before can be taken back as well, but for an export made here, which also changed what was there:
        how that had been is known until the lock and no longer."""
        if self.session.workspace is None:
            return
        found = self.session.workspace.diary.imports(_EARLIER + 1, without=OURS)
        found = tuple(one for one in found if self._last is None or one.number != self._number)[:_EARLIER]
        named = list(zip(found, titles(found, self.session.now().date()), strict=True))
        for row, told in zip_longest(self.earlier, named):
            if told is not None:
                row.tell(*told)
            self._show(row, told is not None)

    def _show(self, row: Row, shown: bool) -> None:
        if not shown and row.isAncestorOf(self.window().focusWidget() or self):
            self.come.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_row(row, shown)

    @Slot()
    def _taken_back(self) -> None:
        self._last = None
        self._say_last()

    def take_back(self) -> None:
        """Take the last import back, whole."""
        if self._last is not None and self._last.undo is not None:
            if self.session.perform(self._last.undo) is None:
                return
            self._say_taken_back()

    @Slot(object, str)
    def _ask_back(self, found: "Imported", title: str) -> None:
        asking = ask(self, found, title)
        asking.accepted.connect(lambda: self._take_back(found.number))
        asking.open()

    def _take_back(self, number: int) -> None:
        workspace = self.session.workspace
        if workspace is None or self.session.perform(lambda: workspace.diary.drop_import(number)) is None:
            return
        self._say_earlier()
        self._say_taken_back()

    def _say_taken_back(self) -> None:
        self.come.setFocus(Qt.FocusReason.OtherFocusReason)
        self.session.notice(self.tr("Taken back. The pages you have written in since are still here."))

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
