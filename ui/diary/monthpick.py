"""A month to point at, and any other month and year with two choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import LinkButton, quiet_row
from ui.widgets.calendar import MonthGrid
from ui.widgets.cards import scroll
from ui.widgets.combo import Combo
from ui.widgets.phrasing import day_and_month
from ui.widgets.popover import Popover

Days = Callable[[int, int], "frozenset[int]"]

CELL = 40
_EDGE = 10
"""Room inside for focus rings and for the quiet row, which reaches over its place."""


class MonthPopover(Popover):
    """Days with a page have a dot. `chosen(date)` closes it; `back_asked(date)`, if wanted by `with_back`, asks for the
    same days of earlier years. `years` are those that have a page."""

    chosen = Signal(object)
    back_asked = Signal(object)

    def __init__(
        self, owner: QWidget, days: Days, years: Sequence[int], today: date, *, with_back: bool = False
    ) -> None:
        super().__init__(owner)
        self._days, self._today = days, today
        self._filled: dict[tuple[int, int], frozenset[int]] = {}
        self.grid = MonthGrid(self.tr("Days with a page"), today=today, cell=CELL, looks_back=True)
        self.grid.set_marks(self._mark, lambda day: self.tr("has a page") if self._mark(day) else "")
        self.month = Combo(self.tr("Month"), [(m, QLocale().standaloneMonthName(m)) for m in range(1, 13)])
        self._years = sorted({*years, today.year}, reverse=True)
        self.year = Combo(self.tr("Year"), [(year, _year(year)) for year in self._years])
        self.back = LinkButton("", "history", size="small")
        self.back.clicked.connect(lambda: self._go_back())
        self.grid.opened.connect(self._taken)
        self.grid.chosen.connect(lambda _day: self._say_day())
        self.grid.month_changed.connect(self._follow)
        self.month.chosen.connect(lambda _month: self._show())
        self.year.chosen.connect(lambda _year: self._show())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.month, 1)
        row.addWidget(self.year)
        if not with_back:
            self.back.hide()
        self.grid.setFixedWidth(7 * theme.px(CELL))
        # Large letters in a low window: what does not fit is scrolled to, as in any page.
        self._inside = QWidget()
        self._column = column = QVBoxLayout(self._inside)
        column.setContentsMargins(_EDGE, 0, _EDGE, 0)
        column.setSpacing(8)
        column.addWidget(self.grid)
        column.addLayout(row)
        column.addLayout(quiet_row(self.back))
        self._area = scroll(self._inside)
        self.body.setContentsMargins(16 - _EDGE, 14, 16 - _EDGE, 14)
        self.body.addWidget(self._area)
        self._owner = owner
        self._follow(today.year, today.month)

    def open_on(self, anchor: QWidget, month: date, day: date | None = None) -> None:
        """Show it at a widget, with this month and, if given, this day."""
        self.grid.show_month(month.year, month.month)
        self.grid.value = day
        self._say_day()
        self._fit()
        self.open_at(anchor)
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _mark(self, day: date) -> str | None:
        month = (day.year, day.month)
        if month not in self._filled:
            self._filled[month] = self._days(*month)
        return "dot" if day.day in self._filled[month] else None

    def _follow(self, year: int, month: int) -> None:
        """Another month is shown: the choices say so, and the panel is as high as it needs."""
        if year not in self._years:
            self._years = sorted({*self._years, year}, reverse=True)
            self.year.set_items([(each, _year(each)) for each in self._years])
        self.month.value, self.year.value = month, year
        self._say_day()
        if self.isVisible():
            self._fit()
            self.adjustSize()

    def _fit(self) -> None:
        """As high as the month, but no higher than the window."""
        column = self._column
        column.activate()
        wide = column.totalSizeHint().width()
        # A button that might wrap would be counted as if it did.
        tall = (
            column.totalHeightForWidth(wide)
            if column.hasHeightForWidth()
            else column.totalSizeHint().height()
        )
        room = self._owner.window().height() - 2 * _EDGE - 28
        scrolls = tall > room
        bar = self._area.verticalScrollBar().sizeHint().width() if scrolls else 0
        self._area.setFixedSize(wide + bar, min(tall, room))

    def _show(self) -> None:
        self.grid.show_month(self.year.value, self.month.value)

    def _back_day(self) -> date:
        """The day whose earlier years are offered: the chosen one, or one in the month that is seen."""
        year, month = self.grid.month()
        value = self.grid.value
        if value is not None and (value.year, value.month) == (year, month):
            return value
        here = (self._today.year, self._today.month) == (year, month)
        return self._today if here else date(year, month, 1)

    def _say_day(self) -> None:
        self.back.setText(self.tr("{day} in earlier years").format(day=day_and_month(self._back_day())))

    def _go_back(self) -> None:
        day = self._back_day()
        self.close()
        self.back_asked.emit(day)

    def _taken(self, day: date) -> None:
        self.close()
        self.chosen.emit(day)


def _year(year: int) -> str:
    return QLocale().toString(QDate(year, 1, 1), "yyyy")
