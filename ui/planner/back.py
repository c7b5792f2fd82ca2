"""Looking back: what was done together, by month, with the line one kept. A plain list, newest first.

No totals, no gaps, no comparison: a month without anything is not in it. Above it, what seemed to help, as a maybe.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.planner.afterwards import LineDialog
from ui.planner.agenda import DayColumn
from ui.planner.helped import SeemedToHelp
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import EmptyState, Hairline
from ui.widgets.marks import Mark
from ui.widgets.phrasing import full_day, month_and_year, plan_facts
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from companion.planner import Plan
    from ui.session import Session

# Three steps were asked, on the scale of five that the mark draws.
_STEPS = {1: 1, 2: 3, 3: 5}
_AT_ONCE = 40
_MEASURE = 640


class DoneRow(QWidget):
    """One thing that was, its line, and how near it felt if that was said."""

    change_asked = Signal(str)

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.space(3) + 2, 0, theme.space(4))
        row.setSpacing(18)
        row.addWidget(DayColumn(plan.day), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addWidget(Label(plan.title, "h3", wrap=True))
        words.addWidget(Label(plan_facts(plan), "caption", "ink_3", wrap=True))
        if plan.line:
            words.addWidget(ReadLabel(plan.line, "read_small", "ink_2"))
        near = {
            1: self.tr("It felt far apart"),
            2: self.tr("It felt side by side"),
            3: self.tr("It felt close"),
        }.get(plan.closeness or 0, "")
        if plan.closeness in _STEPS:
            line = QHBoxLayout()
            line.setSpacing(theme.space(2))
            line.addWidget(Label(near, "caption", "ink_2"))
            line.addWidget(Mark("closeness", _STEPS[plan.closeness]))
            line.addStretch(1)
            words.addLayout(line)
        row.addLayout(words, 1)
        self.change = IconButton(
            "pen-line", self.tr("Change the line about {title}").format(title=plan.title)
        )
        self.change.setToolTip(self.tr("Change the line"))
        self.change.clicked.connect(lambda: self.change_asked.emit(self.plan.key))
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(
            " ".join(
                f"{part}." for part in (full_day(plan.day), plan.title, plan.line.rstrip("."), near) if part
            )
        )


class LookingBack(QWidget):
    """The third tab."""

    ideas_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._limit = _AT_ONCE
        self.rows: list[DoneRow] = []
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self.helped = SeemedToHelp(session)
        self.helped.hide()
        self._outer.addWidget(self.helped)
        self._content = QWidget()
        self._outer.addWidget(self._content)

    def refresh(self) -> None:
        """Show what the planner knows was done."""
        workspace = self._session.workspace
        if workspace is None:
            return
        done = workspace.planner.done()
        self.rows = []
        self.helped.refresh()
        content = self._list(done) if done else self._empty()
        self._outer.removeWidget(self._content)
        self._outer.addWidget(content, 1)
        self._content.hide()
        self._content.deleteLater()
        self._content = content

    def _empty(self) -> QWidget:
        return EmptyState(
            "plan",
            self.tr("Nothing to look back on yet."),
            self.tr("What you do together can leave a line here, if you feel like writing one."),
            primary=(self.tr("Look at the ideas"), self.ideas_asked.emit),
            primary_kind="secondary",
        )

    def _list(self, done: list[Plan]) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(0)
        shown = done[: self._limit]
        today = self._session.today()
        for number, (_, plans) in enumerate(groupby(shown, key=lambda plan: (plan.day.year, plan.day.month))):
            month = list(plans)
            if number:
                column.addSpacing(theme.space(6))
            column.addWidget(Label(month_and_year(month[0].day, today), "h2"))
            for plan in month:
                row = DoneRow(plan)
                row.change_asked.connect(self._change)
                self.rows.append(row)
                column.addWidget(row)
                if plan is not month[-1]:
                    column.addWidget(Hairline())
        if len(done) > len(shown):
            self.earlier = Button(self.tr("Show earlier"), "quiet")
            self.earlier.clicked.connect(self._show_earlier)
            column.addLayout(quiet_line(self.earlier))
        column.addStretch(1)
        content.setMaximumWidth(theme.px(_MEASURE) + 2 * PULL)
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return content

    def _show_earlier(self) -> None:
        at = len(self.rows)
        self._limit += _AT_ONCE
        self.refresh()
        self.rows[at].change.setFocus(Qt.FocusReason.TabFocusReason)

    def _change(self, key: str) -> None:
        plan = next((row.plan for row in self.rows if row.plan.key == key), None)
        if plan is not None:
            LineDialog(self._session, plan, self).open()
