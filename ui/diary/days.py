"""Going through the list by day and month, for the strip above it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.diary.rows import EntriesView

if TYPE_CHECKING:
    from companion.diary import Diary, EntryRow
    from ui.diary.strip import MonthStrip


class DayWalk(QObject):
    """Takes what the strip asks for. `opened` is called with a page to open, `diary` gives the store."""

    def __init__(
        self,
        strip: MonthStrip,
        view: EntriesView,
        diary: Callable[[], Diary | None],
        opened: Callable[[EntryRow], object],
    ) -> None:
        super().__init__(strip)
        self._strip, self._view, self._diary, self._opened = strip, view, diary, opened
        self._model = view.entries()
        strip.stepped.connect(self._step_day)
        strip.turned.connect(self._turn_month)
        strip.chosen.connect(self.go_to_day)

    def _step_day(self, by: int) -> None:
        """To the next day with a page (1, later) or the one before (-1)."""
        row = self._view.currentIndex().row() if self._view.currentIndex().isValid() else -1
        here = self._model.entry(row)
        if here is None:
            target = 0 if self._model.rowCount() else -1
        else:
            target = row
            found: EntryRow | None = here
            while found is not None and found.when.date() == here.when.date():
                target -= by  # the list runs from new to old
                found = self._model.entry(target)
            if found is None:
                return
            if by > 0:
                target = self._first_of_day(target, found.when.date())
        self._open_row(target)

    def _first_of_day(self, row: int, day: date) -> int:
        while (above := self._model.entry(row - 1)) is not None and above.when.date() == day:
            row -= 1
        return row

    def _open_row(self, row: int) -> None:
        entry = self._model.entry(row)
        if entry is not None:
            self._view.go_to(row)
            self._opened(entry)
            self._strip.setFocus()

    def _turn_month(self, by: int) -> None:
        month = self._strip.month
        number = month.year * 12 + month.month - 1 + by
        if not date.min.year <= number // 12 <= date.max.year:
            return
        self._strip.show_month(date(number // 12, number % 12 + 1, 1))
        self._scroll_to(self._strip.month)

    def go_to_day(self, day: date) -> None:
        """Open the newest page of a day, or show where it would be."""
        diary = self._diary()
        rows = diary.on_day(day) if diary is not None else []
        if rows and (at := self._model.row_of_number(rows[0].row)) >= 0:
            self._open_row(at)
        elif rows:  # a search leaves it out of the list
            self._opened(rows[0])
        else:
            self._strip.show_month(day)
            self._scroll_to(day)

    def _scroll_to(self, day: date) -> None:
        """Bring the pages around this day into sight, without opening one."""
        low, high = 0, self._model.rowCount()
        while low < high:
            middle = (low + high) // 2
            entry = self._model.glance(middle)
            if entry is not None and entry.when.date() > day.replace(day=28):
                low = middle + 1
            else:
                high = middle
        if self._model.rowCount():
            index = self._model.index(min(low, self._model.rowCount() - 1), 0)
            self._view.scrollTo(index, EntriesView.ScrollHint.PositionAtTop)
