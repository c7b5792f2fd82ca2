"""Repeat: once, daily, weekly on days, monthly by date or by weekday; until a day, a number of times, or without an end.

What was chosen is read back in one sentence. A rule from a calendar that says more than this form can show stays as it
is until something else is chosen.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.calendar import DatePicker
from ui.widgets.chips import Chip
from ui.widgets.fields import Combo, FaultLine, LineField
from ui.widgets.phrasing import dated
from ui.widgets.repeating import (
    day_in_month,
    every_weeks,
    sentence,
    weekday_name,
    weekdays_from,
)
from ui.widgets.rows import line_of
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.planner import Choice, Plan, Repeat

_WEEKS = (1, 2, 3, 4, 6, 8)
_MOST = 999
_LATER = timedelta(weeks=12)
_OWN = "own"


class RepeatFields(QWidget):
    """Give it the day and whether there is a clock time with `set_first`; `repeat` is what was chosen."""

    changed = Signal()

    def __init__(self, plan: Plan, today: date) -> None:
        super().__init__()
        from companion.planner import Choice
        from companion.planner.repeat import read

        self._today, self._timed, self._said = today, plan.at is not None, ""
        self._plan = plan
        self._first = plan.day
        rule_day = date.fromisoformat(plan.occurrence[:10]) if plan.occurrence else plan.day
        known = read(plan.repeat, rule_day) if plan.repeat else None
        self._richer = plan.repeat is not None and known is None
        self._known = known or Choice("week")
        every = _OWN if self._richer else known.every if known else "once"
        self.every = Segmented(self.tr("Repeat"), self._kinds(every), every)
        self._make_details(rule_day)
        self._lay_out()
        self._connect()
        self._changed()

    def _kinds(self, every: str) -> list[tuple[str, str]]:
        kinds = [
            ("once", self.tr("Once")),
            ("day", self.tr("Every day")),
            ("week", self.tr("Every week")),
            ("month", self.tr("Monthly")),
        ]
        if every == "year":
            kinds.append(("year", self.tr("Yearly")))
        if every == _OWN:
            kinds.append((_OWN, self.tr("As it is")))
        return kinds

    def _make_details(self, rule_day: date) -> None:
        known = self._known
        weeks = sorted({*_WEEKS, known.interval})
        self.weeks = Combo(
            self.tr("How many weeks apart"), [(n, every_weeks(n)) for n in weeks], known.interval
        )
        chosen = set(known.weekdays) or {rule_day.weekday()}
        self.days: dict[int, Chip] = {}
        for day in weekdays_from(QLocale().firstDayOfWeek().value):
            chip = Chip(weekday_name(day, short=True), checkable=True, large=True)
            chip.setAccessibleName(weekday_name(day))
            chip.setChecked(day in chosen)
            self.days[day] = chip
        self.month = Combo(self.tr("Which day of the month"))
        self._nth = known.nth
        ends = [
            ("", self.tr("Without an end")),
            ("until", self.tr("Until a day")),
            ("count", self.tr("So many times")),
        ]
        self.ends = Combo(
            self.tr("How long"), ends, "until" if known.until else "count" if known.count else ""
        )
        last = known.until or max(self._first, self._today) + _LATER
        self.until = DatePicker(self.tr("Last day"), last, earliest=min(self._first, last), today=self._today)
        self.count = LineField(self.tr("How many times"))
        self.count.setText(QLocale().toString(known.count or 6))
        self.fault = FaultLine()
        self.words = Label("", "caption", "ink_2", wrap=True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        self._days = line_of(*self.days.values(), spacing=4)
        self._ends = line_of(self.ends, self.until, self.count)
        self._weeks, self._month = line_of(self.weeks), line_of(self.month)
        rows = (line_of(self.every), self._weeks, self._days, self._month, self._ends, self.fault, self.words)
        for row in rows:
            column.addWidget(row)
        self._fit()
        theme.watcher.changed.connect(self._fit)

    def _fit(self) -> None:
        self.count.setFixedWidth(theme.px(72))

    def _connect(self) -> None:
        self.every.chosen.connect(self._changed)
        self.weeks.chosen.connect(self._changed)
        self.month.chosen.connect(self._changed)
        self.ends.chosen.connect(self._changed)
        self.until.chosen.connect(self._changed)
        self.count.textChanged.connect(self._changed)
        for chip in self.days.values():
            chip.clicked.connect(self._day_clicked)

    # --- what it is about

    def set_first(self, day: date, *, timed: bool) -> None:
        """The day of the first time, and whether it has a clock time. A single weekday moves along with the day."""
        moved = day != self._first
        before, self._first, self._timed = self._first, day, timed
        if moved:
            on = {weekday for weekday, chip in self.days.items() if chip.isChecked()}
            if on == {before.weekday()}:
                for weekday, chip in self.days.items():
                    chip.setChecked(weekday == day.weekday())
            if self.until.value < day:
                self.until.value = day + _LATER
        self._changed()

    @property
    def first(self) -> date:
        """The day of the first time: the first from the chosen day on that fits."""
        from companion.planner.repeat import first_fit

        repeat = self.repeat
        return first_fit(repeat, self._first) if repeat is not None and not self._kept else self._first

    @property
    def repeat(self) -> Repeat | None:
        """The rule, or None for once."""
        from companion.planner.repeat import make, read

        choice = self.choice
        if self._kept or choice is None:
            return self._plan.repeat if self._kept else None
        old = self._plan.repeat
        rule_day = date.fromisoformat(self._plan.occurrence[:10]) if self._plan.occurrence else self._plan.day
        if old is not None and self._first == self._plan.day and choice == read(old, rule_day):
            return old
        return make(choice, self._first, timed=self._timed)

    @property
    def _kept(self) -> bool:
        return bool(self.every.value == _OWN)

    @property
    def choice(self) -> Choice | None:
        """What the form says; None for once, or where it cannot say it."""
        from companion.planner import Choice

        every = self.every.value
        if every in ("once", _OWN):
            return None
        days: tuple[int, ...] = ()
        if every == "week":
            days = tuple(sorted(day for day, chip in self.days.items() if chip.isChecked()))
            if days == (self._first.weekday(),) and not self._known.weekdays:
                days = ()
        return Choice(
            every,
            int(self.weeks.value)
            if every == "week"
            else self._known.interval
            if every == self._known.every
            else 1,
            days,
            int(self.month.value or 0) if every == "month" else 0,
            self.until.value if self.ends.value == "until" else None,
            self._times() if self.ends.value == "count" else None,
            self._week_start() if every == "week" and int(self.weeks.value) > 1 else 0,
        )

    def _week_start(self) -> int:
        """Which days belong to one week, where not every week counts: as the rule had it, or as the locale has it."""
        if self._plan.repeat is not None and self._known.every == "week" and self._known.interval > 1:
            return self._known.week_start
        return QLocale().firstDayOfWeek().value - 1

    def _times(self) -> int | None:
        text = self.count.text().strip()
        number = int(text) if text.isdecimal() else 0
        return number if 1 <= number <= _MOST else None

    def complete(self) -> bool:
        """Whether it can be kept; says what to do if it cannot."""
        wrong = self._look()
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None

    def _look(self) -> QWidget | None:
        """Say what keeps it from being kept, if anything, and answer where."""
        ends = self.every.value not in ("once", _OWN)
        uncounted = ends and self.ends.value == "count" and self._times() is None
        early = not uncounted and self._ends_before_it_begins()
        words = self.tr("Write a number like 6.") if uncounted else ""
        if early:
            first = dated(self.first, self._today)
            words = self.tr("The first time is {day}. Choose that day or a later one.").format(day=first)
        self.fault.say(words)
        self.count.fault(uncounted)
        return self.count if uncounted else self.until if early else None

    def _ends_before_it_begins(self) -> bool:
        """Whether the last day lies before the first time: nothing would be planned at all."""
        if self.every.value in ("once", _OWN) or self.ends.value != "until":
            return False
        return bool(self.until.value < self.first) and self.repeat != self._plan.repeat

    # --- what is shown

    def _day_clicked(self) -> None:
        if not any(chip.isChecked() for chip in self.days.values()):
            # A week without a day is none; the day that was chosen above stays.
            self.days[self._first.weekday()].setChecked(True)
        self._changed()

    def _changed(self, _chosen: object = None) -> None:
        every = self.every.value
        self._weeks.setVisible(every == "week")
        self._days.setVisible(every == "week")
        self._month.setVisible(every == "month")
        self._show_month_days()
        ends = every not in ("once", _OWN)
        self._ends.setVisible(ends)
        self.until.setVisible(ends and self.ends.value == "until")
        self.count.setVisible(ends and self.ends.value == "count")
        if self.fault.text():
            self._look()
        self._say()
        self.changed.emit()

    def _show_month_days(self) -> None:
        from companion.planner.repeat import LAST, nth_of

        nth = nth_of(self._first)
        places = [0, nth]
        if nth != LAST and (self._first + timedelta(days=7)).month != self._first.month:
            places.append(LAST)
        on = self.tr("On the {day}")
        chosen = self.month.value if self.month.count() else self._nth
        self.month.set_items([(place, on.format(day=day_in_month(place, self._first))) for place in places])
        self.month.value = chosen if chosen in places else nth if chosen else 0

    def _say(self) -> None:
        choice = self.choice
        said = ""
        if self._kept:
            said = self.tr("It comes again as the calendar it came from says.")
        elif choice is not None:
            said = sentence(choice, self._first, self._today)
            if self.first != self._first:
                first = self.tr("The first time is {day}.").format(day=dated(self.first, self._today))
                said = f"{said} {first}"
        self.words.setVisible(bool(said))
        if said != self._said:
            self.words.setText(said)
            if self._said or self.isVisible():
                announce(self.words, said)
            self._said = said
