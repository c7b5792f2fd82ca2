"""Turning the pages: which one lies open as somebody walks along the list, comes back after a lock, or when the one that
was open has gone.

The keyboard may pass a hundred rows; a page is fetched for the one it rests on. Left out: what a page is once it lies
open, and the pages others ask for by name (ui.diary.page).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from companion.diary import EntryRow
    from ui.diary.page import DiaryPage

_PASSING = 160
"""Milliseconds the keyboard has to rest on a row before its page is loaded."""
_PLACE = "diaryPlace"


class Turning(QObject):
    """Works on the page that owns it."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page, self._list = page, page.list
        self._wanted = ""
        self._gap: int | None = None
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(_PASSING)
        self._passing.timeout.connect(self._rested)
        self._list.opened.connect(self.open)
        self._list.moved.connect(self._passed)
        self._list.loaded.connect(self._listed)

    def stop(self) -> None:
        """Open nothing any more that the keyboard only passed."""
        self._passing.stop()

    # --- along the list -------------------------------------------------------------------------------------

    def open(self, row: EntryRow) -> None:
        """Open a row that was clicked, or on which Enter was pressed."""
        page = self._page
        self.stop()
        if not self._show(row):
            return
        page.show_page()
        from_keys = self._list.view.hasFocus() and self._list.view.by_keyboard
        if page.small or from_keys:
            page.sheet.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: EntryRow) -> bool:
        page = self._page
        if self._list.in_trash:
            return page.bin.show(row)
        entry = page.desk.entry
        if entry is not None and entry.id == row.id:
            page.text_help.mark_found()
            return True
        if page.load(row.id):
            return True
        self._list.choose(entry.row if entry is not None else None)
        return False

    def _passed(self, row: EntryRow) -> None:
        """The keyboard reached a row: show its page once it rests there."""
        self._wanted = row.id
        if not self._page.small:
            self._passing.start()

    def _rested(self) -> None:
        row = self._list.view.current()
        if row is not None and row.id == self._wanted:
            self._show(row)

    def _show_at(self, at: int) -> bool:
        """Show the page in this row of the list, without moving the focus."""
        found = self._list.model.entry(at)
        if found is None:
            return False
        self._list.view.go_to(at)
        return self._show(found)

    # --- coming back ----------------------------------------------------------------------------------------

    def remember(self) -> None:
        """Before a lock: which page, where in it, and whether one was on it or in the list; no word of it. After an
        unlock one goes on there."""
        page, entry = self._page, self._page.desk.entry
        if entry is not None and entry.row:
            focus = page.window().focusWidget()
            listed = focus is not None and self._list.isAncestorOf(focus)
            page.session.setProperty(_PLACE, [entry.id, page.sheet.editor.caret(), not listed])

    def _listed(self) -> None:
        """The list has been loaded."""
        page = self._page
        if page.session.workspace is None:
            return  # locked meanwhile
        entry = page.desk.entry
        if entry is not None:
            self._list.choose(entry.row)
        elif page.bin.shown is None and not page.guide.come_back() and not self._return() and not page.small:
            self._show_at(0)
        page.arrange()

    def _return(self) -> bool:
        """Go back to the page that was open before a lock, with the caret where it was."""
        page = self._page
        place = page.session.property(_PLACE)
        if self._list.in_trash or not place:
            return False
        number = page.diary().row_of(place[0])
        row = self._list.model.row_of_number(number) if number is not None else -1
        if row < 0 or not self._show_at(row):
            return False
        editor = page.sheet.editor
        cursor = editor.textCursor()
        cursor.setPosition(min(place[1], editor.document().characterCount() - 1))
        editor.setTextCursor(cursor)
        editor.ensureCursorVisible()
        if place[2] and self._list.view.hasFocus() and not page.small:
            page.arrange()
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # --- when a page goes -----------------------------------------------------------------------------------

    def note_gap(self) -> None:
        """The chosen row is about to go: the one that takes its place comes next."""
        self._gap = self._list.view.currentIndex().row()

    def forget_gap(self) -> None:
        """It has gone, or stayed after all."""
        self._gap = None

    def fill_gap(self) -> None:
        """After a page has gone: open the one that took its place in the list, the focus where it was."""
        page, view = self._page, self._list.view
        at = self._gap if self._gap is not None else view.currentIndex().row()
        self.forget_gap()
        in_list = view.hasFocus()
        at = min(max(at, 0), self._list.model.rowCount() - 1)
        if not page.small:
            self._show_at(at)
        elif at >= 0:
            view.go_to(at)
        if page.desk.entry is None and page.bin.shown is None:
            page.show_list()
        else:
            page.arrange()
        if in_list or not page.sheet.isVisible():
            view.setFocus(Qt.FocusReason.OtherFocusReason)
