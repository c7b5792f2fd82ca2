"""Remind me: not at all, at the time, a little before, the evening before or that morning. The screen will not say of
what."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.fields import Combo
from ui.widgets.phrasing import clock, length
from ui.widgets.rows import line_of
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.planner import Part, Plan

_MORNING = time(9)
_EVENING = time(18)
_BEFORE = {"at": 0, "ten": 10, "hour": 60}


class RemindField(QWidget):
    """Give it the time with `set_when`; `minutes` is the answer for a plan that begins then."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._at, self._part = plan.at, plan.part
        self._own = plan.remind if self._code_of(plan.remind) == "own" else None
        self.choice = Combo(self.tr("Remind me"), [("", self.tr("No reminder"))])
        self.note = Label(
            self.tr("The screen will only say “Something you planned”."), "caption", "ink_2", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(line_of(self.choice))
        column.addWidget(self.note)
        self._offer()
        self.choice.value = self._code_of(plan.remind)
        self.choice.currentIndexChanged.connect(self._show)
        self._show()

    def set_when(self, at: time | None, part: Part | None) -> None:
        """The time or part of the day it is now. What was chosen stays if it still makes sense, or becomes the nearest
        to it: "ten minutes before" of an afternoon is that morning."""
        if (at, part) == (self._at, self._part):
            return
        chosen = self.choice.value
        self._at, self._part = at, part
        self._offer()
        if chosen and self.choice.value != chosen:
            self.choice.value = "morning" if chosen in _BEFORE else "at"

    def minutes(self) -> int | None:
        """How long before it begins, as the planner counts."""
        code = self.choice.value
        if code == "own":
            return self._own
        return self._minutes_of(code) if code else None

    def _minutes_of(self, code: str) -> int:
        if code in _BEFORE:
            return _BEFORE[code]
        begins = self._begins()
        when = datetime.combine(begins, _MORNING)
        if code == "evening":
            when = datetime.combine(begins - timedelta(days=1), _EVENING)
        return round((begins - when).total_seconds() / 60)

    def _begins(self) -> datetime:
        from companion.planner import PARTS

        return datetime.combine(date(2000, 1, 2), self._at or PARTS[self._part or "day"][0])

    def _codes(self) -> list[str]:
        timed = list(_BEFORE) if self._at is not None else []
        later = ["morning"] if self._at is None or self._at > _MORNING else []
        return [*timed, *later, "evening"]

    def _offer(self) -> None:
        named = {
            "at": self.tr("At the time"),
            "ten": self.tr("10 minutes before"),
            "hour": self.tr("An hour before"),
            "morning": self.tr("That morning, {time}").format(time=clock(_MORNING)),
            "evening": self.tr("The evening before, {time}").format(time=clock(_EVENING)),
        }
        items = [("", self.tr("No reminder")), *((code, named[code]) for code in self._codes())]
        if self._own is not None and self._code_of(self._own) == "own":
            words = self.tr("{length} before") if self._own > 0 else self.tr("{length} after it begins")
            items.append(("own", words.format(length=length(abs(self._own)))))
        self.choice.set_items(items)

    def _code_of(self, minutes: int | None) -> str:
        if minutes is None:
            return ""
        return next((code for code in self._codes() if self._minutes_of(code) == minutes), "own")

    def _show(self) -> None:
        self.note.setVisible(bool(self.choice.value))
