"""A month to point at, and any other month and year with two choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.diary.popover import Popover
from ui.widgets.buttons import LinkButton, quiet_row
from ui.widgets.calendar import MonthGrid
from ui.widgets.combo import Combo
from ui.widgets.phrasing import day_and_month

Days = Callable[[int, int], "frozenset[int]"]

CELL = 40


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
        self.grid = MonthGrid(self.tr("Days with a page"), today=today, cell=CELL)
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
        self.body.addWidget(self.grid)
        self.body.addLayout(row)
        self.body.addLayout(quiet_row(self.back))
        self.back.setVisible(with_back)
        self.grid.setFixedWidth(7 * theme.px(CELL))
        self._follow(today.year, today.month)

    def open_on(self, anchor: QWidget, month: date, day: date | None = None) -> None:
        """Show it at a widget, with this month and, if given, this day."""
        self.grid.show_month(month.year, month.month)
        self.grid.value = day
        self._say_day()
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
            self.adjustSize()

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
