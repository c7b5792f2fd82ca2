"""What is planned, by day: a row for each plan with its three ways to change one's mind.

Coming things only. What is past is either asked about in the lamplight card or gone from here, unmentioned.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import IconButton
from ui.widgets.cards import Hairline
from ui.widgets.marks import Mark
from ui.widgets.menu import Menu
from ui.widgets.phrasing import (
    band,
    band_word,
    day_number,
    full_day,
    plan_facts,
    plan_sentence,
    weekday_short,
)
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.planner import Plan


def this_week_ends(today: date) -> date:
    """The last day of the week that holds today, as the locale counts weeks."""
    first = QLocale().firstDayOfWeek().value
    return today + timedelta(days=6 - (today.isoweekday() - first) % 7)


class DayColumn(QWidget):
    """Weekday over day number, as wide in every row."""

    def __init__(self, day: date) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(1), 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(Label(weekday_short(day), "micro", "ink_2"))
        column.addWidget(Label(day_number(day), "numeral"))
        column.addStretch(1)
        self.setAccessibleName(full_day(day))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._fit()
        theme.watcher.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(40))


class PlanRow(QWidget):
    """One plan. Its menu asks with "move", "change" or "let_go"."""

    asked = Signal(str, str)

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self.setAccessibleName(plan_sentence(plan))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 14, 0, 14)
        row.setSpacing(18)
        row.addWidget(DayColumn(plan.day), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addWidget(Label(plan.title, "h3", wrap=True))
        words.addWidget(Label(plan_facts(plan), "caption", "ink_3", wrap=True))
        words.addLayout(pressure_line(plan.pressure))
        row.addLayout(words, 1)
        self.more = IconButton("ellipsis", self.tr("More about {title}").format(title=plan.title))
        self.more.setToolTip(self.tr("More"))
        self.more.setAccessibleDescription(plan_sentence(plan))
        self.more.clicked.connect(self._open_menu)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def menu(self) -> Menu:
        """Move, Change, Let it go, and out as a calendar file."""
        menu = Menu(self)
        menu.setAccessibleName(self.more.accessibleName())
        self._add(menu, "calendar-days", self.tr("Move"), "move")
        self._add(menu, "pen-line", self.tr("Change"), "change")
        menu.addSeparator()
        self._add(menu, "wind", self.tr("Let it go"), "let_go")
        menu.addSeparator()
        self._add(menu, "calendar-plus", self.tr("As a calendar file"), "calendar")
        return menu

    def _add(self, menu: Menu, picture: str, text: str, what: str) -> None:
        action = menu.add(text, picture, lambda: self.asked.emit(what, self.plan.id))
        action.setObjectName(what)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self.more)


def pressure_line(pressure: int) -> QHBoxLayout:
    """The mark and the word for how much talking something asks for."""
    line = QHBoxLayout()
    line.setSpacing(theme.space(2))
    line.addWidget(Mark("pressure", band(pressure)))
    line.addWidget(Label(band_word(band(pressure)), "caption", "ink_2"))
    line.addStretch(1)
    return line


class Agenda(QWidget):
    """The coming plans under "This week" and "Later"."""

    asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.rows: list[PlanRow] = []

    def show_plans(self, plans: list[Plan], today: date) -> None:
        """Show these, in their order."""
        while self._list.count():
            item = self._list.takeAt(0)
            if item is not None and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        self.rows = []
        ends = this_week_ends(today)
        groups: list[tuple[str, Callable[[Plan], bool]]] = [
            (self.tr("This week"), lambda plan: plan.day <= ends),
            (self.tr("Later"), lambda plan: plan.day > ends),
        ]
        for name, belongs in groups:
            chosen = [plan for plan in plans if belongs(plan)]
            if not chosen:
                continue
            if self.rows:
                self._list.addSpacing(18)
            self._list.addWidget(Label(name, "label", "ink_3"))
            for plan in chosen:
                row = PlanRow(plan)
                row.asked.connect(self.asked)
                self.rows.append(row)
                self._list.addWidget(row)
                if plan is not plans[-1]:
                    self._list.addWidget(Hairline())

    def row_of(self, plan_id: str) -> PlanRow | None:
        """The row of a plan, if it is shown."""
        return next((row for row in self.rows if row.plan.id == plan_id), None)

    def row_on(self, day: date) -> PlanRow | None:
        """The first row of a day."""
        return next((row for row in self.rows if row.plan.day == day), None)
