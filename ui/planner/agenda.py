"""What is planned, by day: a row for each plan with its ways to change one's mind.

Coming things only. What is past is either asked about in the lamplight card or gone from here, unmentioned. The days
are those of the clocks here; what was planned elsewhere says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import speech
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Hairline
from ui.widgets.chips import FlowLayout
from ui.widgets.icons import IconView
from ui.widgets.marks import Mark
from ui.widgets.menu import Menu
from ui.widgets.phrasing import (
    band,
    band_word,
    dated,
    day_number,
    elsewhere,
    full_day,
    month_and_year,
    plan_facts,
    plan_sentence,
    weekday_short,
)
from ui.widgets.repeating import again
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from companion.planner import Plan

AT_ONCE = 24
"""Rows that are made at first, and again each time more are asked for: nobody reads five thousand."""


def this_week_ends(today: date) -> date:
    """The last day of the week that holds today, as the locale counts weeks."""
    first = QLocale().firstDayOfWeek().value
    return today + timedelta(days=6 - (today.isoweekday() - first) % 7)


def day_here(plan: Plan) -> date:
    """The day on which it begins by the clocks here."""
    return plan.here().date()


class DayColumn(QWidget):
    """Weekday over day number, as wide in every row; below it the last day of what is longer."""

    def __init__(self, day: date, last: date | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(1), 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(Label(weekday_short(day), "micro", "ink_2"))
        column.addWidget(Label(day_number(day), "numeral"))
        self.setAccessibleName(full_day(day))
        if last is not None and last > day:
            column.addWidget(Label(self.tr("to {day}").format(day=day_number(last)), "micro", "ink_2"))
            span = self.tr("{first} to {last}").format(first=full_day(day), last=full_day(last))
            self.setAccessibleName(span)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._fit()
        theme.watcher.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(40))


class _More(IconButton):
    """The dots at the end of a row. What arrows and Delete do there is the list's business."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in Agenda.KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PlanRow(QWidget):
    """One plan. Its menu asks with "move", "change", "let_go", and for what repeats "let_go_from" or "let_go_all"."""

    asked = Signal(str, str)

    def __init__(self, plan: Plan, today: date) -> None:
        super().__init__()
        self.plan = plan
        self.says = _says(plan, today)
        self.day = day_here(plan)
        self.last_day = max(self.day, plan.last_day)
        self.spoken_role = QAccessible.Role.ListItem
        words_again = again(plan)
        sentence = plan_sentence(plan, today=today, again=words_again)
        self.setAccessibleName(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 14, 0, 14)
        row.setSpacing(18)
        row.addWidget(DayColumn(self.day, self.last_day), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addWidget(Label(plan.title, "h3", wrap=True))
        words.addWidget(facts_line(plan_facts(plan, today=today), words_again))
        words.addLayout(pressure_line(plan.pressure))
        row.addLayout(words, 1)
        self.more = _More("ellipsis", self.tr("More about {title}").format(title=plan.title))
        self.more.setToolTip(self.tr("More"))
        self.more.setAccessibleDescription(sentence)
        self.more.clicked.connect(self._open_menu)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def take_focus(self) -> None:
        """Put the keyboard here, also in a row that was made a moment ago and would be shown when the loop turns."""
        self.show()
        self.more.setFocus(Qt.FocusReason.TabFocusReason)

    def covers(self, day: date) -> bool:
        """Whether it is on this day. Some time in a week is on none of its days more than on the first."""
        return day == self.day if self.plan.part == "week" else self.day <= day <= self.last_day

    def menu(self) -> Menu:
        """Move, Change, a calendar file, Let it go; of what repeats this one, this and later ones, or all."""
        menu = Menu(self)
        menu.setAccessibleName(self.more.accessibleName())
        self._add(menu, "calendar-days", self.tr("Move"), "move")
        self._add(menu, "pen-line", self.tr("Change"), "change")
        self._add(menu, "calendar-plus", self.tr("As a calendar file"), "calendar")
        menu.addSeparator()
        if self.plan.occurrence:
            self._add(menu, "wind", self.tr("Let this one go"), "let_go")
            self._add(menu, "", self.tr("Let this and later ones go"), "let_go_from")
            self._add(menu, "", self.tr("Let all of them go"), "let_go_all")
        else:
            self._add(menu, "wind", self.tr("Let it go"), "let_go")
        return menu

    def _add(self, menu: Menu, picture: str, text: str, what: str) -> None:
        action = menu.add(text, picture, lambda: self.asked.emit(what, self.plan.key))
        action.setObjectName(what)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self.more)


def facts_line(facts: str, words_again: str) -> QWidget:
    """The small line of a plan, and how it comes again if it does."""
    said = ReadLabel(facts, "caption", "ink_3")
    if not words_again:
        return said
    repeats = QWidget()
    row = QHBoxLayout(repeats)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(IconView("repeat", 16, "ink_3"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(ReadLabel(words_again, "caption", "ink_3"), 1)
    line = QWidget()
    flow = FlowLayout(line, spacing=12, line_spacing=2)
    flow.addWidget(said)
    flow.addWidget(repeats)
    return line


def pressure_line(pressure: int) -> QHBoxLayout:
    """The mark and the word for how much talking something asks for."""
    line = QHBoxLayout()
    line.setSpacing(theme.space(2))
    line.addWidget(Mark("pressure", band(pressure)))
    line.addWidget(Label(band_word(band(pressure)), "caption", "ink_2"))
    line.addStretch(1)
    return line


class Agenda(QWidget):
    """The coming plans under "This week", "Later" and the months after.

    Up and Down, Home and End go from row to row, Delete lets one go. `more_asked` wants what comes after the last row,
    `now_asked` the days from today on again.
    """

    asked = Signal(str, str)
    more_asked = Signal()
    now_asked = Signal()
    KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete}

    def __init__(self) -> None:
        super().__init__()
        speech.install()
        self.rows: list[PlanRow] = []
        self.since = Label("", "h3", wrap=True)
        self.now = Button(self.tr("Back to today"), "quiet", size="small")
        self.now.clicked.connect(self.now_asked)
        self.more = Button(self.tr("Show what comes later"), "quiet")
        self.more.clicked.connect(self.more_asked)
        self._rows = QWidget()
        self._rows.spoken_role = QAccessible.Role.List  # type: ignore[attr-defined]
        self._rows.setAccessibleName(self.tr("What is planned"))
        self._list = QVBoxLayout(self._rows)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(0)
        column.addWidget(self.since)
        column.addLayout(quiet_line(self.now))
        column.addWidget(self._rows)
        column.addLayout(quiet_line(self.more))

    def show_plans(
        self, plans: list[Plan], today: date, *, since: date | None = None, more: bool = False
    ) -> None:
        """Show these, in their order. `since` is the day they begin with if that is not today; `more` says that others
        come after them. A row that says the same as before stays."""
        known = {row.says: row for row in self.rows}
        self._take_out(keep=set(known.values()))
        self.rows = []
        if since is not None:
            self._list.addSpacing(theme.space(2))
        for name, group in groupby(plans, key=lambda plan: _heading(plan, today, since)):
            if self.rows:
                self._list.addSpacing(18)
            self._list.addWidget(Label(name, "label", "ink_3"))
            for number, plan in enumerate(group):
                if number:
                    self._list.addWidget(Hairline())
                same = _says(plan, today)
                self.rows.append(known.pop(same) if same in known else self._new_row(plan, today))
                self._list.addWidget(self.rows[-1])
        for row in known.values():
            row.hide()
            row.deleteLater()
        # New rows come last to the keyboard; what shows more of them is read after them.
        order = [self.now, *(row.more for row in self.rows), self.more]
        if len({control.window() for control in order}) == 1:
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)
        self.more.setVisible(more)
        self.now.setVisible(since is not None)
        self.since.setVisible(since is not None)
        self.since.setText(self.tr("From {day}").format(day=dated(since, today)) if since else "")

    def _new_row(self, plan: Plan, today: date) -> PlanRow:
        row = PlanRow(plan, today)
        row.asked.connect(self.asked)
        return row

    def _take_out(self, keep: set[PlanRow]) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget not in keep:
                widget.hide()
                widget.deleteLater()

    def row_of(self, key: str) -> PlanRow | None:
        """The row of a plan, or the first one of a series."""
        exact = (row for row in self.rows if row.plan.key == key)
        return next(exact, None) or next((row for row in self.rows if row.plan.id == key), None)

    def row_on(self, day: date) -> PlanRow | None:
        """The first row that begins on a day, or that is on it."""
        begins = (row for row in self.rows if row.day == day)
        return next(begins, None) or next((row for row in self.rows if row.covers(day)), None)

    def covers(self, day: date) -> bool:
        """Whether a row is on this day."""
        return self.row_on(day) is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = next((n for n, row in enumerate(self.rows) if row.more.hasFocus()), None)
        if at is None or event.key() not in self.KEYS:
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Delete:
            self.asked.emit("let_go", self.rows[at].plan.key)
            return
        to = {
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self.rows) - 1,
        }[Qt.Key(event.key())]
        self.rows[min(max(to, 0), len(self.rows) - 1)].take_focus()


def _says(plan: Plan, today: date) -> tuple[object, ...]:
    """All that the words of a row depend on: the plan, the day, and the clocks it is read by."""
    return plan, today, plan.here(), *elsewhere(plan)


def _heading(plan: Plan, today: date, since: date | None) -> str:
    day = day_here(plan)
    if since is None and day <= this_week_ends(today):
        return QCoreApplication.translate("Agenda", "This week")
    if since is None and (day.year, day.month) == (today.year, today.month):
        return QCoreApplication.translate("Agenda", "Later")
    return month_and_year(day, today)
