"""The list side of the diary: title and Write, search, the month, the pages.

Searching happens while typing: a job asks the store, so the window never waits, and a later letter takes the
place of an earlier search. The same list shows what was thrown away, and, looking back, the days around one in earlier
years.

Left out: opening a page, and everything done to one; signals ask the page for that.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.diary import nothing
from ui.diary.answers import Answers, pages
from ui.diary.days import DayWalk
from ui.diary.entries import EntriesModel
from ui.diary.filters import Known
from ui.diary.lookback import BackLine
from ui.diary.rows import INSET, EntriesView
from ui.diary.searchbar import SearchBar
from ui.diary.strip import MonthStrip
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import EmptyState, Hairline, scroll
from ui.widgets.focus import tab_after
from ui.widgets.paint import rtl
from ui.widgets.text import Label, announce
from ui.work import next_turn

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.diary import Diary, EntryRow
    from ui.session import Session
    from ui.work import Job

_PULL = 8

AT_ONCE = 64


class ListPane(QWidget):
    """Signals: `write` for a new page, `guide` for one that begins with a guide, `opened(EntryRow)` to read or write
    one, `moved(EntryRow)` when the keyboard passes over one, `unwanted(EntryRow)` to throw one away, `left_trash`,
    `emptying` to delete all of it,
    `loaded` after the pages were listed."""

    write = Signal()
    guide = Signal()
    opened = Signal(object)
    moved = Signal(object)
    unwanted = Signal(object)
    left_trash = Signal()
    emptying = Signal()
    loaded = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place = "all"
        self._back_day: date | None = None
        self._loading: Job | None = None
        self._known = False
        self.model = EntriesModel(self._fetch, session.today, self)
        self.model.stale = self.reload
        self.title = Label(self.tr("Diary"), "title")
        self.write_button = Button(self.tr("Write"), "primary", "pen-line")
        self.empty_trash = Button(self.tr("Empty the trash"), "secondary", size="small")
        self.empty_trash.hide()
        self.leave_trash = LinkButton(self.tr("All entries"), "chevron-left")
        self.bar = SearchBar(self._learn, lambda at, tell: self.strip.ask_day(at, tell), session.today)
        self.search = self.bar.field
        self.back = BackLine(session.today)
        self.strip = MonthStrip(self._days, session.today, self._years)
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
        head.addWidget(self.empty_trash)
        back = quiet_row(self.leave_trash)
        field = QHBoxLayout()
        field.addWidget(self.bar)
        self._top = QVBoxLayout()
        self._top.setSpacing(0)
        self._head = head
        self._top.addLayout(back)
        self._top.addLayout(head)
        self._top.addSpacing(14)
        self._top.addLayout(field)
        self._top.addSpacing(12)
        self._top.addWidget(self.back)
        self._top.addLayout(quiet_row(self.back.one))
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
        for widget in (self.leave_trash, self.back, self.back.one):
            widget.hide()

    def _connect(self) -> None:
        self.write_button.clicked.connect(lambda: self.write.emit())
        self.leave_trash.clicked.connect(self._leave)
        self.bar.down.connect(self._go_down)
        self.back.one.clicked.connect(self._open_one)
        self.empty_trash.clicked.connect(self.emptying)
        self.view.opened.connect(self.opened)
        self.view.moved.connect(self.moved)
        self.view.unwanted.connect(self.unwanted)
        self.answers = Answers(self._session, self.bar, self.view, lambda: self.in_trash)
        self.answers.came.connect(self._answer_came)
        self.strip.back_asked.connect(self.show_back)
        self._walk = DayWalk(self.strip, self.view, self._diary, self.opened.emit)

    _down_asked = False

    def _go_down(self) -> None:
        # From the search field Down goes on to what was found. What still stands there until the answer comes was not.
        self._down_asked = self.answers.waiting
        if self.model.rowCount() and not self._down_asked:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _answer_came(self) -> None:
        self._show_what_there_is()
        if self._down_asked and not self.answers.waiting:
            self._down_asked = False
            if self.search.hasFocus():
                self._go_down()

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
        # The buttons of filters and month reach over the end edge, so that their drawings end where the rest does.
        if rtl(self):
            self._top.setContentsMargins(end - _PULL, top, start, 0)
        else:
            self._top.setContentsMargins(start, top, end - _PULL, 0)
        self._head.setContentsMargins(_PULL if rtl(self) else 0, 0, 0 if rtl(self) else _PULL, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_head"):
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

    def _years(self) -> list[int]:
        diary = self._diary()
        return diary.years() if diary is not None else []

    def reload(self) -> None:
        """List everything again."""
        diary = self._diary()
        if diary is None:
            return
        if self._loading is not None:
            self._loading.cancel()
        if not self._known and not self.in_trash:
            # What fits the window comes through the connection that is open, after the page has been painted; the rest
            # follows.
            next_turn(self, self._list_newest)
            return
        self._list_all()

    def _list_newest(self) -> None:
        diary = self._diary()
        if diary is None or self._known:
            return
        newest = diary.ids(limit=AT_ONCE)
        self._show_ids(newest)
        # The list is painted before a page is opened beside it: both in one turn would be felt.
        next_turn(self, self.loaded.emit)
        if len(newest) == AT_ONCE:
            self._list_all()

    def _list_all(self) -> None:
        diary = self._diary()
        if diary is None:
            return
        trash = self.in_trash
        self._loading = self._session.run(
            lambda _report: diary.ids(trashed=trash),
            owner=self,
            done=lambda ids: self._came(ids, trash),
        )

    def _came(self, ids: array[int], trash: bool) -> None:
        if trash != self.in_trash:
            return
        self._loading = None
        self._show_ids(ids)
        self.loaded.emit()

    def _show_ids(self, ids: array[int]) -> None:
        current = self.view.current()
        self._known = True
        self.model.show_ids(ids)
        self.answers.ask_again()
        if self._back_day is not None:
            self._list_back(self._back_day)
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
            elif (row[0].trashed is not None) == self.in_trash:
                self.model.put(number, known)
            else:
                self.model.drop(known if known is not None else number)
                self.model.drop(number)
        self.strip.refresh()
        self._show_what_there_is()

    def choose(self, number: int | None) -> None:
        """Mark the page with this row number as the open one; None marks none."""
        self.answers.open_row = number or 0
        at = self.model.row_of_number(number) if number else -1
        if at >= 0:
            # A save must not bring back a list that was scrolled away on purpose.
            self.view.go_to(at, show=at != self.view.currentIndex().row())
        else:
            self.view.clear_choice()

    def show_trash(self, trash: bool) -> None:
        """The pages in the trash, or the others."""
        self._show_place("trash" if trash else "all")
        self._known = False
        self.model.show_ids(array("q"))
        self.choose(None)
        self.reload()

    def _show_place(self, place: str, back: date | None = None) -> None:
        """What the pane is about: all entries, the trash, or a day in earlier years."""
        self._place, self._back_day = place, back
        trash = place == "trash"
        titles = {"trash": self.tr("Trash"), "back": self.tr("On this day")}
        self.title.setText(titles.get(place) or self.tr("Diary"))
        self.write_button.setVisible(not trash)
        self.leave_trash.setVisible(place != "all")
        self.strip.setVisible(place == "all")
        self.bar.setVisible(place != "back")
        for widget in (self.back, self.back.one):
            widget.setVisible(place == "back")
        self.bar.set_place(self.tr("Search the trash") if trash else self.tr("Search your words"))

    def _leave(self) -> None:
        """Back to all entries."""
        if self.in_trash:
            self.left_trash.emit()
        else:
            self.leave_back()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- earlier years --------------------------------------------------------------------------------------

    def show_back(self, day: date) -> None:
        """The pages of the days around this one in earlier years, instead of all."""
        if self.in_trash:
            self.left_trash.emit()
        self.search.clear()
        self.back.show_day(day)
        self._show_place("back", day)
        self._list_back(day)
        self.leave_trash.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_back(self) -> None:
        """From earlier years to all entries, if they are shown."""
        if self._place == "back":
            self._show_place("all")
            self.answers.list_everything()

    def _list_back(self, day: date) -> None:
        diary = self._diary()
        if diary is None:
            return
        rows = diary.back_then(day)
        self.model.show_chosen(array("q", [row.row for row in rows]))
        self.view.scrollToTop()
        self._show_what_there_is()
        announce(self, pages(len(rows)))

    def _open_one(self) -> None:
        """Any page from back then."""
        diary = self._diary()
        row = diary.one_from_back_then(self._session.today()) if diary is not None else None
        if row is not None:
            self.choose(row.row)
            self.opened.emit(row)
        self.back.say_none(row is None)

    def go_to_day(self, day: date) -> None:
        """Open the newest page of a day, or show where it would be."""
        if self.in_trash:
            self.left_trash.emit()
        self.leave_back()
        self._walk.go_to_day(day)

    @property
    def known(self) -> bool:
        """Whether the pages have been listed."""
        return self._known

    @property
    def in_trash(self) -> bool:
        return self._place == "trash"

    @property
    def waiting(self) -> bool:
        """Whether something was asked for whose answer has not come."""
        return self.answers.waiting

    def forget(self) -> None:
        """Hold no word any longer."""
        if self._loading is not None:
            self._loading.cancel()
        self.answers.forget()
        self.bar.forget()
        self.model.forget()

    def search_for(self, line: str) -> None:
        """Put these words and filters into the field and show the pages they leave; none shows all of them."""
        self.search.setText(line)
        self.search.words.emit(line)

    def _learn(self, tell: Callable[[Known], object]) -> None:
        """Ask what there is to choose from, in a job: there may be a million entries."""
        diary = self._diary()
        if diary is not None:
            self._session.run(
                lambda _report: Known(tuple(diary.tags()), tuple(diary.feelings()), tuple(diary.years())),
                owner=self,
                done=tell,
            )

    # --- nothing there --------------------------------------------------------------------------------------

    def _show_what_there_is(self) -> None:
        # Where the first page is offered in the middle of things, one filled button is enough.
        nothing = self._known and not self.model.total and not self.in_trash
        self.write_button.setVisible(not self.in_trash and not nothing)
        self.empty_trash.setVisible(self.in_trash and bool(self.model.total))
        if self.model.rowCount() or not self._known or self.waiting:
            self.below.setCurrentWidget(self.view)
            return
        made = scroll(self._empty())  # large words in a low window need more than there is
        self.below.removeWidget(self.nothing)
        self.nothing.deleteLater()
        self.nothing = made
        self.below.addWidget(made)
        tab_after(self.view, made)
        if self.in_trash and self.view.hasFocus():
            self.leave_trash.setFocus(Qt.FocusReason.OtherFocusReason)  # an empty trash has nothing to choose
        self.below.setCurrentWidget(made)

    def _empty(self) -> QWidget:
        if not self.answers.asked.empty:
            look = None if self.in_trash else self.look_in_trash
            return nothing.found(self.answers.asked, self.search.clear, look)
        if self._place == "back":
            return nothing.back_then(self._leave)
        if self.in_trash:
            return nothing.thrown_away()
        return self.first_page() if not self._wide else QWidget()

    def first_page(self) -> EmptyState:
        """What stands where the first page will be."""
        return nothing.first_page(self.write.emit, self.guide.emit)

    def look_in_trash(self) -> None:
        """Search for the same words among what was thrown away."""
        self.show_trash(True)
        self.answers.ask_again()
