"""The month beside the plan, with a mark for how much talking each day asks for; folded to one week where it is narrow.

Past days are quieter than coming ones and never marked as missed. A chosen day that has no row in the agenda says
below the grid what it holds, and a coming one can be planned from there.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.calendar import DayMark, MonthGrid
from ui.widgets.phrasing import band, band_word, dated, full_day, joined, plan_when
from ui.widgets.rows import PULL, pulled, quiet_line
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.planner import Plan
    from ui.session import Session


class PlanMonth(QWidget):
    """`chosen` carries a day, `plan_asked` a day to plan something on, `row_asked` a day whose row was opened."""

    chosen = Signal(object)
    row_asked = Signal(object)
    plan_asked = Signal(object)
    fold_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._folded = False
        self._unfolded = False
        self._plans: dict[date, list[Plan]] = {}
        self.in_agenda: Callable[[date], bool] = lambda _day: False
        self.grid = MonthGrid(self.tr("Month"), session.today())
        self.grid.set_marks(self._mark, self._spoken)
        self.grid.chosen.connect(self._chosen)
        self.grid.opened.connect(self._opened)
        self.grid.month_changed.connect(lambda *_: self._month_shown())
        self.fold_button = Button("", "quiet", size="small")
        self.fold_button.clicked.connect(self._toggle)
        self.day_line = Label("", "caption", "ink_2", wrap=True)
        self.day_button = Button(self.tr("Plan something on this day"), "quiet", size="small")
        self.day_button.clicked.connect(self._plan_day)
        self._day = QWidget()
        day = QVBoxLayout(self._day)
        day.setContentsMargins(PULL, theme.space(2), PULL, 0)
        day.setSpacing(0)
        day.addWidget(self.day_line)
        day.addLayout(quiet_line(self.day_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(0)
        column.addWidget(self.grid)
        column.addLayout(quiet_line(self.fold_button))
        column.addLayout(pulled(self._day))
        self._day.hide()
        self._fold()
        theme.watcher.changed.connect(self._fold)

    def refresh(self) -> None:
        """Take the plans of the month that is shown again."""
        self.grid.today = self._session.today()
        self._load()
        self._say_day()

    def set_folded(self, folded: bool) -> None:
        """Show one week, with a button for the rest; or the whole month."""
        self._folded = folded
        self._unfolded = False
        self._fold()

    @property
    def is_week(self) -> bool:
        """Whether only one week is shown."""
        return self._folded and not self._unfolded

    # --- what the grid asks -----------------------------------------------------------------------------------

    def _load(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        year, month = self.grid.month()
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
        self._plans = {}
        # A day more at both ends: what was planned elsewhere in the world may lie on another day here.
        for plan in workspace.planner.plans(_beside(first, -1), _beside(last, 1)):
            # What did not happen leaves no trace in the month either.
            if plan.state in {"planned", "done"}:
                for day in days_of(plan, first, last):
                    self._plans.setdefault(day, []).append(plan)
        self.grid.set_marks(self._mark, self._spoken)

    def _mark(self, day: date) -> DayMark:
        plans = self._plans.get(day)
        return ("pressure", max(band(plan.pressure) for plan in plans)) if plans else None

    def _spoken(self, day: date) -> str:
        return "; ".join(self._said(plan) for plan in self._plans.get(day, ()))

    def _said(self, plan: Plan) -> str:
        return self.tr("{title}, {when}, {pressure}").format(
            title=plan.title,
            when=plan_when(plan, self.grid.today),
            pressure=band_word(band(plan.pressure)),
        )

    # --- what a person does -----------------------------------------------------------------------------------

    def _month_shown(self) -> None:
        self._load()
        self._fold()

    def _chosen(self, day: date) -> None:
        self._fold()
        self._say_day()
        self.chosen.emit(day)

    def _opened(self, day: date) -> None:
        if self.in_agenda(day) or (day >= self.grid.today and self._coming(day)):
            self.row_asked.emit(day)
        elif not self.day_button.isHidden():
            self.day_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _coming(self, day: date) -> bool:
        return any(plan.state == "planned" for plan in self._plans.get(day, ()))

    def _say_day(self) -> None:
        day = self.grid.value
        silent = day is None or self.in_agenda(day)
        self._day.setHidden(silent)
        if day is None or silent:
            return
        there = joined([plan.title for plan in self._plans.get(day, ())])
        said = dated(day, self.grid.today)
        self.day_line.setText(self.tr("{day}: {plans}").format(day=said, plans=there) if there else said)
        coming = day >= self._session.today()
        self.day_button.setVisible(coming)
        self.day_button.setAccessibleName(self.tr("Plan something on {day}").format(day=full_day(day)))

    def _plan_day(self) -> None:
        if self.grid.value is not None:
            self.plan_asked.emit(self.grid.value)

    # --- one week ---------------------------------------------------------------------------------------------

    def _toggle(self) -> None:
        self._unfolded = not self._unfolded
        self._fold()
        self.fold_changed.emit()
        announce(self, self.fold_button.text())

    def _fold(self) -> None:
        week = self.is_week
        table, model = self.grid.table, self.grid.model
        shown = self._week_row()
        for row in range(model.rowCount()):
            table.setRowHidden(row, week and row != shown)
        heights = [table.rowHeight(row) for row in range(model.rowCount())]
        table.setFixedHeight(sum(heights))
        self.fold_button.setVisible(self._folded)
        self.fold_button.setText(self.tr("Show the month") if week else self.tr("Show one week"))

    def _week_row(self) -> int:
        """The row of the chosen day, or of today, or the first of another month."""
        for day in (self.grid.value, self.grid.today):
            if day is not None and (day.year, day.month) == self.grid.month():
                return int(self.grid.model.place(day).row())
        return 0


def days_of(plan: Plan, first: date, last: date) -> list[date]:
    """The days from first to last that a plan is on by the clocks here. Something for some time in a week has no day,
    and stands on the first of them."""
    begins = plan.here().date()
    ends = begins if plan.part == "week" else max(begins, plan.last_day)
    begins, ends = max(begins, first), min(ends, last)
    return [begins + timedelta(days=n) for n in range((ends - begins).days + 1)]


def _beside(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return day
