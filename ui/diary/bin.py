"""The trash of the diary: throwing a page away, looking at what was thrown away, putting back, deleting for good.

Nothing is destroyed by a click: only "Delete for good" is, and it asks. It works on the page that owns it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from companion.errors import CompanionError
from ui.diary.words import untitled
from ui.widgets.dialog import Dialog
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.diary import Entry, EntryRow
    from ui.diary.page import DiaryPage


class Bin(QObject):
    """`shown` is the page from the trash that lies on the sheet, to be read, or None."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        self.shown: Entry | None = None

    def throw_away(self, id: str) -> None:
        """Move a page to the trash; the notice offers Undo."""
        page = self._page
        if page.list.in_trash:
            self.ask_erase()
            return
        entry = page.desk.entry
        if entry is not None and entry.id == id and not page.desk.flush():
            return
        page.next_row = page.list.view.currentIndex().row()
        page.session.perform(lambda: page.diary().trash([id]))
        page.next_row = None

    def open(self) -> None:
        """List what was thrown away."""
        page = self._page
        page.leave_focus()
        if not page.desk.close():
            return
        page.list.search.clear()
        page.list.show_trash(True)
        page.show_list()

    def leave(self) -> None:
        """Back to the pages that are kept."""
        page = self._page
        self.shown = None
        page.sheet.set_writable(True)
        page.list.search.clear()
        page.list.show_trash(False)
        page.arrange()

    def show(self, row: EntryRow) -> bool:
        """Lay a page from the trash on the sheet, to read."""
        page = self._page
        if not page.desk.close():
            return False
        try:
            entry = page.diary().get(row.id)
        except CompanionError as error:
            page.session.fault(error)
            return False
        self.shown = entry
        page.album.show(entry)
        page.beginnings.refresh(False)
        page.dark.show_page()
        page.sheet.show_entry(entry, page.session.today())
        page.sheet.set_writable(False)
        page.arrange()
        return True

    def put_back(self) -> None:
        """Put the shown page back where it was."""
        page, entry = self._page, self.shown
        if entry is not None:
            page.next_row = page.list.view.currentIndex().row()
            page.session.perform(lambda: page.diary().put_back([entry.id]))

    def ask_erase(self) -> None:
        """Ask whether the chosen page is to be deleted for good."""
        row = self._page.list.view.current()
        if row is None:
            return
        dialog = Dialog(self.tr("Delete this page for good?"), self._page)
        dialog.body.addWidget(Label(row.title or untitled(), "h3", wrap=True))
        words = self.tr(
            "Its text, photos and earlier versions are deleted from these notes, and this can’t be undone. "
            "Backups made before keep their copy."
        )
        dialog.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        dialog.add_button(self.tr("Leave it in the trash"), "secondary", "reject")
        dialog.add_button(self.tr("Delete for good"), "destructive", "accept")
        dialog.accepted.connect(lambda: self._erase(row.id))
        dialog.open()

    def _erase(self, id: str) -> None:
        page = self._page
        page.next_row = page.list.view.currentIndex().row()
        page.session.perform(lambda: page.diary().erase([id]))
