"""The trash of the diary: throwing a page away, looking at what was thrown away, putting back, deleting for good.

Nothing is destroyed by a click: only "Delete for good" is, and it asks. It works on the page that owns it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from companion.errors import CompanionError
from ui.diary.erasing import EraseDialog, Erasing, listed

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
        page.turning.note_gap()
        page.session.perform(lambda: page.diary().trash([id]))
        page.turning.forget_gap()

    def open(self) -> None:
        """List what was thrown away."""
        page = self._page
        page.focus_mode.leave()
        if not page.desk.close():
            return
        page.list.search.clear()
        page.list.show_trash(True)
        page.show_list()
        page.list.view.setFocus(Qt.FocusReason.OtherFocusReason)  # what had it may have gone with the page

    def leave(self) -> None:
        """Back to the pages that are kept."""
        page = self._page
        self.shown = None
        page.sheet.set_writable(True)
        page.list.search.clear()
        page.list.show_trash(False)
        page.arrange()
        page.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

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
            page.turning.note_gap()
            page.session.perform(lambda: page.diary().put_back([entry.id]))

    def ask_erase(self) -> None:
        """Ask which pages are to be deleted for good: the chosen one, and any others with it."""
        row = self._page.list.view.current()
        if row is None:
            return
        rows = self._rows()
        if listed(rows):
            rows.sort(key=lambda each: each.id != row.id)
        else:
            rows = [row]
        self._ask(rows, frozenset({row.id}), choose=True)

    def ask_empty(self) -> None:
        """Ask whether everything in the trash is to be deleted for good."""
        rows = self._rows()
        if rows:
            self._ask(rows, frozenset(), choose=False)

    def _rows(self) -> list[EntryRow]:
        diary = self._page.diary()
        return diary.rows(diary.ids(trashed=True))

    def _ask(self, rows: list[EntryRow], ticked: frozenset[str], *, choose: bool) -> None:
        page, workspace = self._page, self._page.session.workspace
        assert workspace is not None
        last = workspace.backups.last()
        dialog = EraseDialog(
            page,
            rows,
            ticked=ticked,
            choose=choose,
            copies=workspace.copies(),
            own=last.made.astimezone().date() if last is not None else None,
            today=page.session.today(),
        )
        dialog.accepted.connect(lambda: self._erase(dialog.chosen, copies=dialog.with_copies))
        dialog.open()

    def _erase(self, ids: list[str], *, copies: bool) -> None:
        page = self._page
        page.turning.note_gap()
        Erasing(page.session, ids, copies=copies, parent=page)
