"""The plan tab: what was (if it may be asked), what comes, and the month beside it, or above it when it is narrow.

The month answers two questions: when is there something, and how much talking does it ask for. Choosing a day
brings its row in the agenda into view.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.planner.afterwards import AfterCard
from ui.planner.agenda import AT_ONCE, Agenda, day_here
from ui.planner.month import PlanMonth
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState, Hairline
from ui.widgets.chips import FlowLayout
from ui.widgets.marks import Mark
from ui.widgets.phrasing import band_word
from ui.widgets.rows import PULL, chain_focus, pulled, quiet_line
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.planner import Plan
    from ui.session import Session

_MONTH = 346
_GAP = 44
_AHEAD = timedelta(days=366)
_PIECE = timedelta(days=31)


class PlanTab(QWidget):
    """The first tab. `asked` carries what a row of the agenda asks for and the key of a plan; `day_asked` an empty
    day."""

    asked = Signal(str, str)
    day_asked = Signal(object)
    quiet_shelf_asked = Signal()
    own_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._small = False
        self._arranged: tuple[bool, float] | None = None
        self.after = AfterCard(session)
        self._since: date | None = None
        self._most = AT_ONCE
        self.agenda = Agenda()
        self.agenda.asked.connect(self.asked)
        self.agenda.more_asked.connect(self._show_more)
        self.agenda.now_asked.connect(lambda: self.show_from(None))
        self.month = PlanMonth(session)
        self.month.chosen.connect(self._day_chosen)
        self.month.row_asked.connect(self._row_asked)
        self.month.plan_asked.connect(self.day_asked)
        self.month.fold_changed.connect(self._fold_changed)
        self.empty = EmptyState(
            "plan",
            self.tr("Nothing is planned. That can be restful."),
            self.tr("When you would like something small, the quiet shelf asks for the least."),
            primary=(self.tr("Look at the quiet shelf"), self.quiet_shelf_asked.emit),
            quiet=(self.tr("Plan my own"), self.own_asked.emit),
        )
        self._build()
        theme.watcher.changed.connect(self._arrange)

    def _build(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._main = QWidget()
        column = QVBoxLayout(self._main)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(5))
        column.addWidget(self.after)
        column.addLayout(pulled(self.agenda))
        # In the middle of the pane; without it the rows keep to the top.
        column.addWidget(self.empty, 1)
        column.addStretch()
        self._side = QVBoxLayout()
        self._side.setSpacing(0)
        self.legend = self._legend()
        self.little = self._little_energy()
        self._arrange()

    def _legend(self) -> QWidget:
        legend = QWidget()
        column = QVBoxLayout(legend)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(3) + 2)
        column.addWidget(Hairline())
        marks = QWidget()
        flow = FlowLayout(marks, spacing=20)
        for level in (1, 2, 3):
            one = QWidget()
            row = QHBoxLayout(one)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.space(2))
            row.addWidget(Mark("pressure", level))
            row.addWidget(Label(band_word(level), "caption", "ink_3"))
            flow.addWidget(one)
        column.addWidget(marks)
        return legend

    def _little_energy(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(PULL, theme.space(6), PULL, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(Label(self.tr("Little energy this evening?"), "h3", wrap=True))
        line = self.tr("Some ideas ask for almost nothing, and none of them need words.")
        column.addWidget(Label(line, "body", "ink_2", wrap=True))
        look = Button(self.tr("Look at the quiet shelf"), "quiet")
        look.clicked.connect(self.quiet_shelf_asked)
        column.addSpacing(theme.space(1))
        column.addLayout(quiet_line(look))
        return block

    def refresh(self) -> None:
        """Take plan and month again."""
        workspace = self._session.workspace
        if workspace is None:
            return
        self.after.setVisible(self.after.refresh())
        today = self._session.today()
        coming = self._coming(today)
        if not coming and self._since is not None:
            self._since = None
            coming = self._coming(today)
        self.agenda.show_plans(coming[: self._most], today, since=self._since, more=len(coming) > self._most)
        self.agenda.setVisible(bool(coming))
        self.empty.setVisible(not coming)
        self.little.setVisible(bool(coming))
        self._order_keys()
        self.month.in_agenda = self.agenda.covers
        self.month.refresh()

    def _coming(self, today: date) -> list[Plan]:
        """What is planned and not over, by the clocks here: one more than is shown, if there are so many within a
        year. Looked up a month at a time, so that a full life costs no more than an empty one."""
        assert self._session.workspace is not None
        planner, now = self._session.workspace.planner, self._session.now()
        # A plan of yesterday evening may still be going on, or lie on today by the clocks here.
        begin = (self._since or today) - timedelta(days=1)
        end = begin + _AHEAD
        found: dict[str, Plan] = {}
        while begin <= end and len(found) <= self._most + 1:
            for plan in planner.plans(begin, begin + _PIECE):
                shown = plan.state == "planned" and not plan.over(now)
                if shown and (self._since is None or max(day_here(plan), plan.last_day) >= self._since):
                    found[plan.key] = plan
            begin += _PIECE + timedelta(days=1)
        return sorted(found.values(), key=lambda plan: (plan.here(), plan.created, plan.key))

    def show_from(self, day: date | None) -> None:
        """Let the agenda begin with a day to come, or with None today again."""
        self._since, self._most = day, AT_ONCE
        self.refresh()
        if day is None:
            self.month.grid.setFocus()

    def _show_more(self) -> None:
        at = len(self.agenda.rows)
        self._most += AT_ONCE
        self.refresh()
        self.agenda.rows[at].more.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def is_empty(self) -> bool:
        """Whether the agenda has nothing; the empty state then brings the filled button of the page."""
        return not self.agenda.rows

    def set_small(self, small: bool) -> None:
        """One column, with the month folded to a week above it."""
        self._small = small
        self.month.set_folded(small)
        self._fold_changed()
        self._arrange()

    def _fold_changed(self) -> None:
        # One week says its marks in the rows below it; a month needs the legend.
        self.legend.setVisible(not self.month.is_week)

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.month, self._main] if self._small else [self._main, self.month]

    def show_plan(self, key: str, day: date | None = None) -> None:
        """Bring the row of a plan into view and put the keyboard there. `day` is when it is, if that is far off."""
        row = self.agenda.row_of(key)
        if row is None and self._since is not None:
            self.show_from(None)
            row = self.agenda.row_of(key)
        if row is None and day is not None and day > self._session.today():
            self.show_from(day)
            row = self.agenda.row_of(key)
        if row is not None:
            self._reveal(row)
            row.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day_chosen(self, day: date) -> None:
        row = self.agenda.row_on(day)
        if row is not None:
            self._reveal(row)

    def _row_asked(self, day: date) -> None:
        row = self.agenda.row_on(day)
        if row is None:
            self.show_from(day)
            row = self.agenda.row_on(day)
        if row is not None:
            self._reveal(row)
            row.more.setFocus(Qt.FocusReason.TabFocusReason)

    def _reveal(self, row: QWidget) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inner = area.widget() if area is not None else None
        if area is not None and inner is not None:
            at = row.mapTo(inner, QPoint(0, row.height() // 2))
            area.ensureVisible(at.x(), at.y(), 0, row.height() // 2 + theme.space(4))

    # --- room -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_columns"):
            self._arranged = None
            self._arrange()

    def _arrange(self) -> None:
        wanted = (self._small, theme.scale())
        if wanted == self._arranged:
            return
        self._arranged = wanted
        # Removed, not taken: the item a widget had would live on beside the new one and answer for its height.
        for widget in (self.month, self.legend, self.little):
            self._side.removeWidget(widget)
            self._columns.removeWidget(widget)
            widget.setMinimumWidth(0 if self._small else theme.px(_MONTH) + 2 * PULL)
            widget.setMaximumWidth(16_777_215 if self._small else theme.px(_MONTH) + 2 * PULL)
        self._columns.removeWidget(self._main)
        self._columns.removeItem(self._side)
        while self._side.count():
            self._side.takeAt(0)
        if self._small:
            self._columns.setDirection(QBoxLayout.Direction.TopToBottom)
            self._columns.setSpacing(theme.space(4))
            for part in (self.month, self.legend, self._main, self.little):
                self._columns.addWidget(part)
            self._columns.setStretchFactor(self._main, 1)
        else:
            self._columns.setDirection(QBoxLayout.Direction.LeftToRight)
            self._columns.setSpacing(_GAP - 2 * PULL)
            self._side.addWidget(self.month)
            self._side.addSpacing(theme.space(3))
            self._side.addWidget(self.legend)
            self._side.addWidget(self.little)
            self._side.addStretch(1)
            self._columns.addWidget(self._main, 1)
            self._columns.addLayout(self._side)
        self._order_keys()

    def _order_keys(self) -> None:
        """The keyboard walks as the page is read: agenda first where it stands first."""
        coming = (self.after, self.agenda, self.empty)
        parts = (self.month, *coming, self.little) if self._small else (*coming, self.month, self.little)
        chain_focus(parts)
