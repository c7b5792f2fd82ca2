"""The list side of the diary: title and Write, search, the month, the pages.

Searching happens while typing: a job asks the store, so the window never waits, and a later letter takes the
place of an earlier search. In the trash the same list shows what was thrown away.

Left out: opening a page, and everything done to one; signals ask the page for that.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.diary.entries import EntriesModel
from ui.diary.finding import Finder, find_in_trash
from ui.diary.rows import INSET, EntriesView
from ui.diary.strip import MonthStrip
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import EmptyState, Hairline, scroll
from ui.widgets.fields import SearchField
from ui.widgets.paint import rtl
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.diary import Diary, EntryRow, Hit
    from ui.session import Session
    from ui.work import Job

_PULL = 8

AT_ONCE = 64


class ListPane(QWidget):
    """Signals: `write` for a new page, `guide` for one that begins with a guide, `opened(EntryRow)` to read or write
    one, `moved(EntryRow)` when the keyboard passes over one, `unwanted(EntryRow)` to throw one away, `left_trash`,
    `loaded` after the pages were listed."""

    write = Signal()
    guide = Signal()
    opened = Signal(object)
    moved = Signal(object)
    unwanted = Signal(object)
    left_trash = Signal()
    loaded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._trash = False
        self._words = ""
        self._job: Job | None = None
        self.waiting = False
        """Whether words were asked for whose answer has not come."""
        self.finder = Finder(session, self)
        self.finder.found.connect(self._found)
        self.finder.more.connect(self._found_more)
        self._loading: Job | None = None
        self._known = False
        self.model = EntriesModel(self._fetch, session.today, self)
        self.model.stale = self.reload
        self.title = Label(self.tr("Diary"), "title")
        self.write_button = Button(self.tr("Write"), "primary", "pen-line")
        self.leave_trash = LinkButton(self.tr("All entries"), "chevron-left")
        self.search = SearchField(self.tr("Search your words"))
        self.strip = MonthStrip(self._days, session.today)
        self.line = Hairline()
        self.view = EntriesView(self.tr("Pages"))
        self.view.today = session.today
        self.view.setModel(self.model)
        self.nothing = QWidget()
        self.below = QStackedWidget()
        self._build()
        self._connect()
        self.set_small(False)
        theme.watcher.changed.connect(self.restyle)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.write_button)
        back = quiet_row(self.leave_trash)
        field = QHBoxLayout()
        field.addWidget(self.search)
        self._top = QVBoxLayout()
        self._top.setSpacing(0)
        self._pulled = (head, field)
        self._top.addLayout(back)
        self._top.addLayout(head)
        self._top.addSpacing(14)
        self._top.addLayout(field)
        self._top.addSpacing(12)
        self._top.addWidget(self.strip)
        self._top.addSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self.line)
        self.below.addWidget(self.view)
        self.below.addWidget(self.nothing)
        # Air above the first row. Margins of the table's own would be taken back at each of its layouts.
        self.below.setContentsMargins(0, INSET, 0, 0)
        column.addWidget(self.below, 1)
        self.leave_trash.hide()

    def _connect(self) -> None:
        self.write_button.clicked.connect(lambda: self.write.emit())
        self.leave_trash.clicked.connect(self.left_trash)
        self.search.words.connect(self.search_for)
        self.search.installEventFilter(self)
        self.view.opened.connect(self.opened)
        self.view.moved.connect(self.moved)
        self.view.unwanted.connect(self.unwanted)
        self.strip.stepped.connect(self._step_day)
        self.strip.turned.connect(self._turn_month)
        self.strip.chosen.connect(self._go_to_day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # From the search field Down goes on to what was found.
        pressed = watched is self.search and event.type() == QEvent.Type.KeyPress
        down = pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def restyle(self) -> None:
        """Take the width from the theme again."""
        if self._wide:
            self.setFixedWidth(theme.size("list_diary"))
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        self.title.setMinimumHeight(theme.size("button"))

    _wide = True

    def set_small(self, small: bool) -> None:
        """In the small layout the list has the whole page."""
        self._wide = not small
        self._set_margins()
        policy = QSizePolicy.Policy.Expanding if small else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, QSizePolicy.Policy.Expanding)
        self.restyle()
        self._show_what_there_is()

    def _set_margins(self) -> None:
        start, end = (22, 20) if self._wide else (24, 24)
        top = 28 if self._wide else 16
        # The buttons of the month reach over the end edge, so that their drawings end where the rest does.
        if rtl(self):
            self._top.setContentsMargins(end - _PULL, top, start, 0)
        else:
            self._top.setContentsMargins(start, top, end - _PULL, 0)
        for row in self._pulled:
            row.setContentsMargins(_PULL if rtl(self) else 0, 0, 0 if rtl(self) else _PULL, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_pulled"):
            self._set_margins()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._wide:
            right = self.layoutDirection().value == 0
            QPainter(self).fillRect(
                self.width() - 1 if right else 0, 0, 1, self.height(), theme.color("line")
            )

    # --- the pages ------------------------------------------------------------------------------------------

    def _diary(self) -> Diary | None:
        workspace = self._session.workspace
        return workspace.diary if workspace is not None else None

    def _fetch(self, numbers: Sequence[int]) -> list[EntryRow]:
        diary = self._diary()
        return diary.rows(numbers) if diary is not None else []

    def _days(self, year: int, month: int) -> frozenset[int]:
        diary = self._diary()
        return diary.days(year, month) if diary is not None else frozenset()

    def reload(self) -> None:
        """List everything again."""
        diary = self._diary()
        if diary is None:
            return
        if self._loading is not None:
            self._loading.cancel()
        if not self._known and not self._trash:
            # What fits the window comes through the connection that is open, after the page has been painted; the rest
            # follows.
            QTimer.singleShot(0, self, self._list_newest)
            return
        self._list_all()

    def _list_newest(self) -> None:
        diary = self._diary()
        if diary is None or self._known:
            return
        newest = diary.ids(limit=AT_ONCE)
        self._show_ids(newest)
        # The list is painted before a page is opened beside it: both in one turn would be felt.
        QTimer.singleShot(0, self, self.loaded.emit)
        if len(newest) == AT_ONCE:
            self._list_all()

    def _list_all(self) -> None:
        diary = self._diary()
        if diary is None:
            return
        trash = self._trash
        self._loading = self._session.run(
            lambda _report: diary.ids(trashed=trash),
            owner=self,
            done=lambda ids: self._came(ids, trash),
        )

    def _came(self, ids: array[int], trash: bool) -> None:
        if trash != self._trash:
            return
        self._loading = None
        self._show_ids(ids)
        self.loaded.emit()

    def _show_ids(self, ids: array[int]) -> None:
        current = self.view.current()
        self._known = True
        self.model.show_ids(ids)
        if self._words:
            self.search_for(self._words)
        if current is not None:
            self.choose(current.row)
        self.strip.refresh()
        self._show_what_there_is()

    def changed(self, change: Change, was: dict[str, int]) -> None:
        """Some pages were changed: put them where they belong now. `was` says where pages stood, as far as known."""
        diary = self._diary()
        if diary is None:
            return
        if not change.ids or len(change.ids) > 50:
            self.reload()
            return
        for id in change.ids:
            number = diary.row_of(id)
            known = was.get(id)
            row = diary.rows([number]) if number is not None else []
            if number is None or not row:
                if known is None:
                    self.reload()
                    return
                self.model.drop(known)
            elif (row[0].trashed is not None) == self._trash:
                self.model.put(number, known)
            else:
                self.model.drop(known if known is not None else number)
                self.model.drop(number)
        self.strip.refresh()
        self._show_what_there_is()

    def choose(self, number: int | None) -> None:
        """Mark the page with this row number as the open one; None marks none."""
        at = self.model.row_of_number(number) if number else -1
        if at >= 0:
            # A save must not bring back a list that was scrolled away on purpose.
            self.view.go_to(at, show=at != self.view.currentIndex().row())
        else:
            self.view.clear_choice()

    def show_trash(self, trash: bool) -> None:
        """The pages in the trash, or the others."""
        self._trash, self._known = trash, False
        self.title.setText(self.tr("Trash") if trash else self.tr("Diary"))
        self.write_button.setVisible(not trash)
        self.leave_trash.setVisible(trash)
        self.strip.setVisible(not trash)
        self.search.setPlaceholderText(self.tr("Search the trash") if trash else self.tr("Search your words"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.model.show_ids(array("q"))
        self.view.clear_choice()
        self.reload()

    @property
    def known(self) -> bool:
        """Whether the pages have been listed."""
        return self._known

    @property
    def in_trash(self) -> bool:
        return self._trash

    def forget(self) -> None:
        """Hold no word any longer."""
        for job in (self._job, self._loading):
            if job is not None:
                job.cancel()
        self.search.blockSignals(True)
        self.search.clear()
        self.model.forget()

    # --- search ---------------------------------------------------------------------------------------------

    def search_for(self, words: str) -> None:
        """Show the pages with these words; none shows all of them."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.finder.drop()
        self.waiting = False
        self._words = words
        diary = self._diary()
        if not words or diary is None:
            was_searching = self.model.searching
            current = self.view.current()
            self.model.show_all()
            if was_searching and current is not None:
                self.choose(current.row)
            self._show_what_there_is()
            return
        self.waiting = True
        if not self._trash:
            self.finder.ask(words)
            return
        self._job = self._session.run(
            lambda report: find_in_trash(diary, words, report),
            owner=self,
            done=lambda found: self._found(words, *found),
        )

    def _found(self, words: str, hits: list[Hit], count: int) -> None:
        if words != self._words:
            return
        self._job = None
        self.waiting = False
        current = self.view.current()
        self.model.show_hits(hits)
        if current is not None and self.model.row_of_number(current.row) >= 0:
            self.choose(current.row)
        else:
            self.view.clear_choice()
        self.view.scrollToTop()
        self._show_what_there_is()
        pages = self.tr("1 page") if count == 1 else self.tr("{count} pages").format(count=count)
        announce(self.search, pages)

    def _found_more(self, words: str, hits: list[Hit]) -> None:
        if words == self._words:
            self.model.add_hits(hits)

    # --- nothing there --------------------------------------------------------------------------------------

    def _show_what_there_is(self) -> None:
        # Where the first page is offered in the middle of things, one filled button is enough.
        nothing = self._known and not self.model.total and not self._trash
        self.write_button.setVisible(not self._trash and not nothing)
        if self.model.rowCount() or not self._known:
            self.below.setCurrentWidget(self.view)
            return
        made = scroll(self._empty())  # large words in a low window need more than there is
        self.below.removeWidget(self.nothing)
        self.nothing.deleteLater()
        self.nothing = made
        self.below.addWidget(made)
        self.below.setCurrentWidget(made)

    def _empty(self) -> QWidget:
        if self._words:
            again = None if self._trash else (self.tr("Search the trash"), self.look_in_trash)
            return EmptyState(
                "search",
                self.tr("No words like “{words}”.").format(words=self._words),
                self.tr("Titles and tags were searched too.")
                if self._trash
                else self.tr("Tags and titles were searched too. Trash is kept apart."),
                (self.tr("Clear the search"), self.search.clear),
                again,
                primary_kind="secondary",
            )
        if self._trash:
            return EmptyState(
                "page",
                self.tr("Nothing in the trash."),
                self.tr("What you move here stays for 30 days and can be put back."),
            )
        return self.first_page() if not self._wide else QWidget()

    def first_page(self) -> EmptyState:
        """What stands where the first page will be."""
        return EmptyState(
            "page",
            self.tr("A page can be one line."),
            self.tr("Nobody grades it, and it is kept only on this computer. Begin anywhere."),
            (self.tr("Write"), self.write.emit),
            (self.tr("Begin with a guide"), self.guide.emit),
        )

    def look_in_trash(self) -> None:
        """Search for the same words among what was thrown away."""
        words = self.search.text()
        self.show_trash(True)
        self.search_for(words)

    # --- days -----------------------------------------------------------------------------------------------

    def _step_day(self, by: int) -> None:
        """To the next day with a page (1, later) or the one before (-1)."""
        row = self.view.currentIndex().row() if self.view.currentIndex().isValid() else -1
        here = self.model.entry(row)
        if here is None:
            target = 0 if self.model.rowCount() else -1
        else:
            target = row
            found: EntryRow | None = here
            while found is not None and found.when.date() == here.when.date():
                target -= by  # the list runs from new to old
                found = self.model.entry(target)
            if found is None:
                return
            if by > 0:
                target = self._first_of_day(target, found.when.date())
        self._open_row(target)

    def _first_of_day(self, row: int, day: date) -> int:
        while (above := self.model.entry(row - 1)) is not None and above.when.date() == day:
            row -= 1
        return row

    def _open_row(self, row: int) -> None:
        entry = self.model.entry(row)
        if entry is not None:
            self.view.go_to(row)
            self.opened.emit(entry)
            self.strip.setFocus()

    def _turn_month(self, by: int) -> None:
        month = self.strip.month
        number = month.year * 12 + month.month - 1 + by
        if number // 12 < 1:
            return
        self.strip.show_month(date(number // 12, number % 12 + 1, 1))
        self._scroll_to(self.strip.month)

    def _go_to_day(self, day: date) -> None:
        diary = self._diary()
        rows = diary.on_day(day) if diary is not None else []
        if rows:
            self._open_row(self.model.row_of_number(rows[0].row))
        else:
            self.strip.show_month(day)
            self._scroll_to(day)

    def _scroll_to(self, day: date) -> None:
        """Bring the pages around this day into sight, without opening one."""
        low, high = 0, self.model.rowCount()
        while low < high:
            middle = (low + high) // 2
            entry = self.model.glance(middle)
            if entry is not None and entry.when.date() > day.replace(day=28):
                low = middle + 1
            else:
                high = middle
        if self.model.rowCount():
            index = self.model.index(min(low, self.model.rowCount() - 1), 0)
            self.view.scrollTo(index, EntriesView.ScrollHint.PositionAtTop)
