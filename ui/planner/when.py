"""When: a day, and a clock time, a part of the day, or any time within a week."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.calendar import DatePicker
from ui.widgets.fields import Combo, FaultLine
from ui.widgets.phrasing import clock, full_day
from ui.widgets.rows import line_of
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label
from ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from companion.planner import Part, Plan

PARTS: tuple[Part, ...] = ("morning", "afternoon", "evening", "day", "week")
_USUAL_TIME = time(19, 0)
_WEEK = timedelta(days=6)


class WhenFields(QWidget):
    """`changed` comes with every change of day, time or part."""

    changed = Signal()

    def __init__(self, plan: Plan, today: date) -> None:
        super().__init__()
        self._today = today
        earliest = min(today, plan.day)
        self.day = DatePicker(self.tr("Day"), plan.day, earliest=earliest, today=today)
        self.kind = Segmented(
            self.tr("At a time or loosely"),
            [("time", self.tr("At a time")), ("part", self.tr("Loosely"))],
        )
        self.kind.value = "time" if plan.at else "part"
        self.time = TimeField(self.tr("Time"), plan.at or _USUAL_TIME)
        self.fault = FaultLine()
        self.part = Combo(self.tr("Part of the day"), self._parts(), plan.part or "afternoon")
        self.week = Label("", "caption", "ink_2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(line_of(self.day, self.kind))
        column.addWidget(line_of(self.time, self.part))
        column.addWidget(self.week)
        column.addWidget(self.fault)
        self.day.chosen.connect(self._changed)
        self.kind.chosen.connect(self._changed)
        self.part.chosen.connect(self._changed)
        self.time.textChanged.connect(self.changed)
        self._changed()

    def _parts(self) -> list[tuple[str, str]]:
        return [
            ("morning", self.tr("In the morning")),
            ("afternoon", self.tr("In the afternoon")),
            ("evening", self.tr("In the evening")),
            ("day", self.tr("Any time that day")),
            ("week", self.tr("Some time this week")),
        ]

    def _changed(self, _chosen: object = None) -> None:
        timed = self.kind.value == "time"
        self.time.setVisible(timed)
        self.part.setVisible(not timed)
        week = not timed and self.part.value == "week"
        self.week.setVisible(week)
        if week:
            said = self.tr("Any day from {first} to {last}.")
            last = self.day.value + _WEEK
            self.week.setText(said.format(first=full_day(self.day.value), last=full_day(last)))
        if not timed:
            self.fault.say("")
            self.time.fault(False)
        self.changed.emit()

    @property
    def timed(self) -> bool:
        """Whether a clock time is asked for."""
        return bool(self.kind.value == "time")

    def at(self) -> time | None:
        """The clock time, if one was chosen and can be read."""
        return self.time.value if self.timed else None

    def chosen_part(self) -> Part | None:
        """The part of the day, if one was chosen."""
        return None if self.timed else next(part for part in PARTS if part == self.part.value)

    def complete(self) -> bool:
        """Whether it can be kept; says what to do if it cannot."""
        good = not self.timed or self.time.value is not None
        self.fault.say(
            "" if good else self.tr("Write a time like {example}.").format(example=clock(_USUAL_TIME))
        )
        self.time.fault(not good)
        if not good:
            self.time.setFocus(Qt.FocusReason.OtherFocusReason)
        return good
