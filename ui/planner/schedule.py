"""Putting something in the plan, and moving it: when, how often, how long, where, and a way to say it that leaves room
for a no.

One dialog for an idea, for something of one's own, for changing a plan, and, with only its first rows, for moving
one. It asks for nothing but a day; a part of the day is as good as a time. Of what repeats it asks whether only this
one is meant.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.planner.company import CompanyFields, room_for
from ui.planner.form import FormRow
from ui.planner.idea_dialog import facts_line
from ui.planner.invitation import Invitation
from ui.planner.remind import RemindField
from ui.planner.repeat_form import RepeatFields
from ui.planner.when import WhenFields
from ui.planner.which import WhichFields
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, FaultLine, LineField
from ui.widgets.icons import IconView
from ui.widgets.phrasing import about, band, band_word, full_day
from ui.widgets.rows import line_of, pulled, quiet_line
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.content import Activity
    from companion.planner import Plan, Planner, Scope
    from ui.session import Session

LENGTHS = (10, 20, 30, 45, 60, 90, 120, 180)
_PRESSURE = {1: 1, 2: 2, 3: 4}
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


class ScheduleDialog(QObject):
    """Everything about one plan, or one time of a series. `planned` carries its key once it is stored."""

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
        assert session.workspace is not None
        self._session, self._idea, self._plan = session, idea, plan
        today = session.today()
        begin = session.workspace.planner.blank(day or first_day(session.now(), today), idea)
        self._start = plan or replace(
            begin,
            part="afternoon",
            minutes=usual_minutes(idea),
            apart=idea is not None and idea.family == "apart",
            invite="",
        )
        self.dialog = Dialog(self._heading(), parent, width=_WIDTH, close_button=True)
        self.dialog.destroyed.connect(self.deleteLater)
        self.title: LineField | None = None
        self.talk: Segmented | None = None
        self.which: WhichFields | None = None
        self.fault = FaultLine()
        self._build(today)
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

    # --- its rows

    def _row(self, label: str, *widgets: QWidget) -> FormRow:
        row = FormRow(label, *widgets)
        self.dialog.body.addLayout(pulled(row))
        return row

    def _build(self, today: date) -> None:
        plan, idea = self._start, self._idea
        if idea is not None:
            self.dialog.body.addLayout(facts_line(idea))
        if idea is None or self._plan is not None:
            self._add_title()
        if plan.occurrence:
            self.which = WhichFields()
            self.which.changed.connect(self._fit)
            self._row(self.tr("Which"), self.which)
        self.when = WhenFields(plan, today)
        self._row(self.tr("When"), self.when)
        self.repeat = RepeatFields(plan, today)
        self._repeat_row = self._row(self.tr("Repeat"), self.repeat)
        self.remind = RemindField(plan)
        self._row(self.tr("Remind me"), self.remind)
        if idea is None:
            self._add_talk()
        self._add_length()
        place = plan.place or (self.tr("at home") if self._plan is None and _at_home(idea) else "")
        self.company = CompanyFields(self._session, plan, place)
        self._row(self.tr("Where"), self.company)
        self.invitation = Invitation(self._session, idea, plan.invite)
        self._row(self.tr("How to say it"), self.invitation)
        self._row("", _either_of_us(self.tr("Either of us can let it go, no reason needed")))
        self.when.changed.connect(self._when_changed)
        self._fit()

    def _add_title(self) -> None:
        self.title = LineField(self.tr("What"), self.tr("A walk, a soup, a film"))
        self.title.setMaxLength(room_for(self._start.title, _LONGEST_TITLE))
        self.title.setText(self._start.title)
        row = self._row(self.tr("What"), self.title, self.fault)
        if self._plan is None:
            look = Button(self.tr("Look at the ideas"), "quiet", size="small")
            look.clicked.connect(self._look_at_ideas)
            row.column.addLayout(quiet_line(look))

    def _add_talk(self) -> None:
        self.talk = Segmented(
            self.tr("How much talking"),
            [(str(n), band_word(n)) for n in (1, 2, 3)],
            str(band(self._start.pressure)),
        )
        self._row(self.tr("Talking"), line_of(self.talk))

    def _add_length(self) -> None:
        chosen = self._start.minutes
        lengths = sorted({*LENGTHS, *([chosen] if chosen else [])})
        items = [(0, self.tr("No set length")), *((n, about(n)) for n in lengths)]
        self.length = Combo(self.tr("How long"), items, chosen or 0)
        self._row(self.tr("How long"), line_of(self.length))

    def _fit(self) -> None:
        """A single time of a series has no rule of its own."""
        self._repeat_row.setVisible(self.which is None or self.which.scope != "one")

    def _when_changed(self) -> None:
        plan = self._when(self._start)
        self.repeat.set_first(plan.day, timed=self.when.timed)
        self.remind.set_when(plan.at, plan.part)
        self.company.show_for(plan)

    # --- keeping it

    def _look_at_ideas(self) -> None:
        self.dialog.reject()
        self.ideas_asked.emit()

    def _accept(self) -> None:
        self._when_changed()
        title = self._title()
        self.fault.say("" if title else self.tr("Add a word or two."))
        if not title and self.title is not None:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.when.complete() and (self._repeat_row.isHidden() or self.repeat.complete()):
            self._store(title)

    def _title(self) -> str:
        if self.title is not None:
            return " ".join(self.title.text().split())
        return self._idea.title if self._idea is not None else ""

    def _when(self, plan: Plan) -> Plan:
        """The plan at the day and time of the form; an hour is meant by the clocks of the place it was planned at."""
        day, at, part = self.when.day.value, self.when.at(), self.when.chosen_part()
        end = plan.end_day + (day - plan.day) if plan.end_day and part != "week" and at is None else None
        return replace(plan, day=day, at=at, part=part, end_day=end)

    def _edited(self, title: str) -> Plan:
        plan = replace(
            self._when(self._start),
            title=title,
            minutes=int(self.length.value) or None,
            place=self.company.place,
            apart=self.company.apart,
            zone_there=self.company.zone_there,
            remind=self.remind.minutes(),
            invite=self.invitation.words(),
        )
        if self.talk is not None and str(band(plan.pressure)) != self.talk.value:
            plan = replace(plan, pressure=_PRESSURE[int(self.talk.value)])
        if not self._repeat_row.isHidden():
            plan = replace(plan, repeat=self.repeat.repeat)
            if not plan.occurrence:
                plan = replace(plan, day=self.repeat.first)
        return plan

    def _store(self, title: str) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        plan = self._edited(title)
        scope = self.which.scope if self.which is not None else "one"
        # Said by the row that appears; a toast would say it twice.
        change = self._session.perform(lambda: workspace.planner.change(plan, scope), quiet=True)
        if change is None:
            return
        self.dialog.accept()
        announce(
            self.dialog.parentWidget() or self.dialog,
            self.tr("In the plan: {day}").format(day=full_day(plan.day)),
        )
        self.planned.emit(_kept_key(plan, scope, change))


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
        self.which: WhichFields | None = None
        self.when = WhenFields(replace(plan, day=max(plan.day, today)), today)
        self.dialog.body.addLayout(pulled(FormRow(self.tr("When"), self.when)))
        if plan.occurrence:
            self.which = WhichFields()
            self.dialog.body.addLayout(pulled(FormRow(self.tr("Which"), self.which)))
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
        planner = workspace.planner
        scope = self.which.scope if self.which is not None else "one"
        change = self._session.perform(lambda: self._move(planner, scope), quiet=True)
        if change is not None:
            self.dialog.accept()
            self.planned.emit(_kept_key(self._plan, scope, change))

    def _move(self, planner: Planner, scope: Scope) -> Change:
        day, at, part = self.when.day.value, self.when.at(), self.when.chosen_part()
        if scope == "one":
            return planner.move(self._plan.key, day, at, part)
        end = self._plan.end_day + (day - self._plan.day) if self._plan.end_day else None
        return planner.change(replace(self._plan, day=day, at=at, part=part, end_day=end), scope)


def _kept_key(plan: Plan, scope: Scope, change: Change) -> str:
    """Where it lies now: later times of a series have become plans of another name."""
    if scope == "one":
        return plan.key
    return next(iter(change.ids - {plan.id}), plan.id)


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
