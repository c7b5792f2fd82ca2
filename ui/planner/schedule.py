"""Putting something in the plan, and moving it: when, how long, where, and a way to say it that leaves room for a no.

One dialog for an idea, for something of one's own, for changing a plan, and, with only its first rows, for moving
one. It asks for nothing but a day; a part of the day is as good as a time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.planner.form import FormRow
from ui.planner.idea_dialog import facts_line, invitations
from ui.widgets.buttons import Button
from ui.widgets.calendar import DatePicker
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, FaultLine, LineField, TextField
from ui.widgets.icons import IconView
from ui.widgets.phrasing import about, band, band_word, clock, full_day
from ui.widgets.rows import PULL, line_of, pulled, quiet_line
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, announce
from ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from companion.content import Activity
    from companion.planner import Part, Plan
    from ui.session import Session

LENGTHS = (10, 20, 30, 45, 60, 90, 120, 180)
PARTS: tuple[Part, ...] = ("morning", "afternoon", "evening", "day")
_PRESSURE = {1: 1, 2: 2, 3: 4}
_USUAL_TIME = time(19, 0)
_LONGEST_TITLE = 80
_WIDTH = 560


def first_day(now: datetime, today: date) -> date:
    """The day a new plan begins with: today while there is some of it left, otherwise tomorrow."""
    return today if now.hour < 17 and now.date() == today else today + timedelta(days=1)


def usual_minutes(idea: Activity | None) -> int | None:
    """A length to begin with, the nearest to the middle of what the idea says; None for "no set length"."""
    if idea is None or not idea.minutes[1]:
        return None
    middle = sum(idea.minutes) / 2
    return min(LENGTHS, key=lambda minutes: abs(minutes - middle))


class WhenFields(QWidget):
    """A day, and a clock time or a part of the day."""

    def __init__(self, day: date, at: time | None, part: str | None, today: date) -> None:
        super().__init__()
        self._today = today
        self.day = DatePicker(self.tr("Day"), day, earliest=today, today=today)
        self.kind = Segmented(
            self.tr("At a time or loosely"),
            [("time", self.tr("At a time")), ("part", self.tr("Loosely"))],
        )
        self.kind.value = "time" if at else "part"
        self.time = TimeField(self.tr("Time"), at or _USUAL_TIME)
        self.fault = FaultLine()
        self.part = Segmented(
            self.tr("Part of the day"),
            [
                ("morning", self.tr("Morning")),
                ("afternoon", self.tr("Afternoon")),
                ("evening", self.tr("Evening")),
                ("day", self.tr("Any time")),
            ],
        )
        self.part.value = part if part in PARTS else "afternoon"
        self.kind.chosen.connect(self._switch)
        self._first = line_of(self.day, self.kind)
        self._second = line_of(self.time, self.part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addWidget(self.fault)
        self._switch(self.kind.value)

    def _switch(self, kind: str) -> None:
        self.time.setVisible(kind == "time")
        self.part.setVisible(kind == "part")

    def at(self) -> time | None:
        """The clock time, if one was chosen."""
        return self.time.value if self.kind.value == "time" else None

    def complete(self) -> bool:
        """Whether it can be kept; says what to do if it cannot."""
        good = self.kind.value != "time" or self.time.value is not None
        self.fault.say(
            "" if good else self.tr("Write a time like {example}.").format(example=clock(_USUAL_TIME))
        )
        self.time.fault(not good)
        if not good:
            self.time.setFocus(Qt.FocusReason.OtherFocusReason)
        return good

    def chosen_part(self) -> Part | None:
        """The part of the day, if one was chosen."""
        if self.kind.value == "time":
            return None
        return next(part for part in PARTS if part == self.part.value)


class Invitation(QWidget):
    """A sentence that can be changed, swapped for another, and copied. Each of them holds a clear no."""

    def __init__(self, session: Session, idea: Activity | None, present: str) -> None:
        super().__init__()
        self._session = session
        self._lines = invitations(idea)
        self.setProperty("pulls", True)
        self.text = TextField(self.tr("How to say it"), "")
        self.text.setPlainText(present or self._lines[0])
        self.other = Button(self.tr("Another way to say it"), "quiet")
        self.copy = Button(self.tr("Copy"), "quiet")
        self.other.clicked.connect(self._another)
        self.copy.clicked.connect(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.text)
        column.addLayout(quiet_line(self.other, self.copy))

    def words(self) -> str:
        """What stands there now."""
        return str(self.text.toPlainText()).strip()

    def _another(self) -> None:
        now = self.words()
        at = self._lines.index(now) if now in self._lines else -1
        self.text.setPlainText(self._lines[(at + 1) % len(self._lines)])
        self.copy.setText(self.tr("Copy"))
        announce(self.text, self.words())

    def _copy(self) -> None:
        self._session.copy(self.words())
        self.copy.setText(self.tr("Copied"))
        announce(self.copy, self.tr("Copied"))


class ScheduleDialog(QObject):
    """Everything about one plan. `planned` carries its id once it is stored."""

    planned = Signal(str)
    ideas_asked = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        *,
        idea: Activity | None = None,
        plan: Plan | None = None,
        day: date | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._idea, self._plan = session, idea, plan
        today = session.today()
        start = plan.day if plan else day or first_day(session.now(), today)
        self.dialog = Dialog(self._heading(), parent, width=_WIDTH, close_button=True)
        self.dialog.destroyed.connect(self.deleteLater)
        self.title: LineField | None = None
        self.talk: Segmented | None = None
        self.fault = FaultLine()
        if idea is not None:
            self.dialog.body.addLayout(facts_line(idea))
        if idea is None or plan is not None:
            self._add_title()
        self.when = WhenFields(start, plan.at if plan else None, plan.part if plan else None, today)
        self.dialog.body.addLayout(pulled(FormRow(self.tr("When"), self.when)))
        if idea is None:
            self._add_talk()
        self._add_length_and_place()
        self.invitation = Invitation(session, idea, plan.invite if plan else "")
        self.dialog.body.addLayout(pulled(FormRow(self.tr("How to say it"), self.invitation)))
        self.dialog.body.addLayout(
            pulled(FormRow("", _either_of_us(self.tr("Either of us can let it go, no reason needed"))))
        )
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        accept = self.tr("Put it in the plan") if plan is None else self.tr("Keep the change")
        self.main = self.dialog.add_button(accept, "primary", "other")
        self.main.clicked.connect(self._accept)

    def open(self) -> None:
        """Show it, with the keyboard on what is asked first."""
        self.dialog.open()
        first = self.title if self.title is not None else self.when.day
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heading(self) -> str:
        if self._plan is not None:
            return self.tr("Change the plan")
        return self._idea.title if self._idea is not None else self.tr("Plan something")

    def _add_title(self) -> None:
        self.title = LineField(self.tr("What"), self.tr("A walk, a soup, a film"))
        self.title.setMaxLength(_LONGEST_TITLE)
        if self._plan is not None:
            self.title.setText(self._plan.title)
        row = FormRow(self.tr("What"), self.title, self.fault)
        if self._plan is None:
            look = Button(self.tr("Look at the ideas"), "quiet", size="small")
            look.clicked.connect(self._look_at_ideas)
            row.column.addLayout(quiet_line(look))
        self.dialog.body.addLayout(pulled(row))

    def _add_talk(self) -> None:
        self.talk = Segmented(
            self.tr("How much talking"),
            [(str(n), band_word(n)) for n in (1, 2, 3)],
        )
        self.talk.value = str(band(self._plan.pressure)) if self._plan else "1"
        self.dialog.body.addLayout(pulled(FormRow(self.tr("Talking"), line_of(self.talk))))

    def _add_length_and_place(self) -> None:
        plan, idea = self._plan, self._idea
        chosen = plan.minutes if plan else usual_minutes(idea)
        lengths = sorted({*LENGTHS, *([chosen] if chosen else [])})
        self.length = Combo(
            self.tr("How long"), [(0, self.tr("No set length")), *((n, about(n)) for n in lengths)]
        )
        self.length.value = chosen or 0
        self.dialog.body.addLayout(pulled(FormRow(self.tr("How long"), line_of(self.length))))
        self.place = LineField(self.tr("Where"), self.tr("At home, the park, or leave it open"))
        self.place.setMaxLength(_LONGEST_TITLE)
        self.place.setText(plan.place if plan else self.tr("at home") if _at_home(idea) else "")
        self.company = Segmented(
            self.tr("Together or apart"),
            [("together", self.tr("Together")), ("apart", self.tr("Apart"))],
        )
        apart = plan.apart if plan else idea is not None and idea.family == "apart"
        self.company.value = "apart" if apart else "together"
        self.dialog.body.addLayout(pulled(FormRow(self.tr("Where"), self.place, line_of(self.company))))

    def _look_at_ideas(self) -> None:
        self.dialog.reject()
        self.ideas_asked.emit()

    def _accept(self) -> None:
        title = self._title()
        self.fault.say("" if title else self.tr("Add a word or two."))
        if not title and self.title is not None:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.when.complete():
            self._store(title)

    def _title(self) -> str:
        if self.title is not None:
            return " ".join(self.title.text().split())
        return self._idea.title if self._idea is not None else ""

    def _store(self, title: str) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        day = self.when.day.value
        plan = replace(
            self._plan or workspace.planner.blank(day, self._idea),
            title=title,
            day=day,
            at=self.when.at(),
            part=self.when.chosen_part(),
            minutes=int(self.length.value) or None,
            place=" ".join(self.place.text().split()),
            apart=self.company.value == "apart",
            invite=self.invitation.words(),
        )
        if self.talk is not None and (
            self._plan is None or str(band(self._plan.pressure)) != self.talk.value
        ):
            plan = replace(plan, pressure=_PRESSURE[int(self.talk.value)])
        # Said by the row that appears; a toast would say it twice.
        if self._session.perform(lambda: workspace.planner.save(plan), quiet=True) is None:
            return
        self.dialog.accept()
        announce(
            self.dialog.parentWidget() or self.dialog,
            self.tr("In the plan: {day}").format(day=full_day(plan.day)),
        )
        self.planned.emit(plan.id)


class MoveDialog(QObject):
    """Another day or time for a plan, and nothing else."""

    planned = Signal(str)

    def __init__(self, session: Session, parent: QWidget, plan: Plan) -> None:
        super().__init__(parent)
        self._session, self._plan = session, plan
        self.dialog = Dialog(self.tr("Move it"), parent, width=_WIDTH)
        self.dialog.destroyed.connect(self.deleteLater)
        self.dialog.body.addWidget(Label(plan.title, "body", "ink_2", wrap=True))
        today = session.today()
        self.when = WhenFields(max(plan.day, today), plan.at, plan.part, today)
        self.dialog.body.addLayout(pulled(FormRow(self.tr("When"), self.when)))
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.main = self.dialog.add_button(self.tr("Move it"), "primary", "other")
        self.main.clicked.connect(self._accept)

    def open(self) -> None:
        """Show it, with the keyboard on the day."""
        self.dialog.open()
        self.when.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        workspace = self._session.workspace
        if workspace is None or not self.when.complete():
            return
        plan, day, at, part = self._plan, self.when.day.value, self.when.at(), self.when.chosen_part()
        if (
            self._session.perform(lambda: workspace.planner.move(plan.id, day, at, part), quiet=True)
            is not None
        ):
            self.dialog.accept()
            self.planned.emit(plan.id)


def _either_of_us(text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.space(2))
    row.addWidget(IconView("check", 18, "accent"))
    row.addWidget(Label(text, "body", wrap=True), 1)
    return line


def _at_home(idea: Activity | None) -> bool:
    return idea is not None and tuple(idea.place) == ("in",)
