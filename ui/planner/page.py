"""Together: the page with three tabs, and the dialogs that belong to it.

The tabs show, the dialogs ask, and this file carries wishes between them. A wish from another page arrives as a
small dict: {"plan": idea id or None}, {"move": plan key}, {"show": plan key}, {"tab": "plan" | "ideas" | "back",
"shelf": "quiet"}.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from companion.errors import NotFound
from ui import theme
from ui.pages import Page
from ui.planner.back import LookingBack
from ui.planner.calendars import CalendarDialog
from ui.planner.filters import Filters
from ui.planner.idea_dialog import IdeaDialog
from ui.planner.idea_trash import IdeaTrash
from ui.planner.ideas import IdeasTab
from ui.planner.own_idea import OwnIdeaDialog
from ui.planner.plan_tab import PlanTab
from ui.planner.schedule import MoveDialog, ScheduleDialog
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import scroll
from ui.widgets.menu import Menu
from ui.widgets.rows import PULL, HeadLine
from ui.widgets.segmented import Tabs
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.planner import Plan
    from ui.session import Session

PLAN, IDEAS, BACK = "plan", "ideas", "back"
_TABS = (PLAN, IDEAS, BACK)
_WIDEST = 1120


def make(session: Session) -> Page:
    """Build the page."""
    return TogetherPage(session)


class TogetherPage(Page):
    """The page itself."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._small = False
        self._shown = False
        self._undo: Callable[[], Change] | None = None
        """Takes back the last letting go; the notice with its button is gone in a moment, this stays until a lock."""
        self.plan = PlanTab(session)
        self.ideas = IdeasTab(session)
        self.back = LookingBack(session)
        self._build()
        self._connect()
        session.changed.connect(self._changed)
        theme.watcher.changed.connect(self._fit)

    def _build(self) -> None:
        self._top = QWidget()
        self._head = QVBoxLayout(self._top)
        self._head.setSpacing(7)
        self.plan_button = Button(self.tr("Plan something"), "primary", icon="plus")
        self.own_button = Button(self.tr("Add your own"), "secondary", icon="plus")
        self.more = IconButton("ellipsis", self.tr("More about the plan"))
        self._line = HeadLine(
            Label(self.tr("Together"), "title"), self.plan_button, self.own_button, self.more
        )
        self._head.addWidget(self._line)
        self.tabs = Tabs(
            [(PLAN, self.tr("Plan")), (IDEAS, self.tr("Ideas")), (BACK, self.tr("Looking back"))],
            self.tr("Together"),
        )
        self._head.addWidget(self.tabs)
        self.stack = QStackedWidget()
        self._inner: list[QVBoxLayout] = []
        self._areas: dict[str, QScrollArea] = {}
        for name, tab in ((PLAN, self.plan), (IDEAS, self.ideas), (BACK, self.back)):
            inner = QWidget()
            column = QVBoxLayout(inner)
            column.addWidget(tab)
            self._inner.append(column)
            area = scroll(inner)
            area.verticalScrollBar().rangeChanged.connect(lambda *_: self._fit())
            self._areas[name] = area
            self.stack.addWidget(area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._top)
        outer.addWidget(self.stack, 1)
        self._fit()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show_tab)
        self.plan_button.clicked.connect(lambda: self.plan_something())
        self.own_button.clicked.connect(lambda: self.add_idea())
        self.more.clicked.connect(lambda: self.menu().open_below(self.more))
        self.plan.asked.connect(self._asked)
        self.plan.day_asked.connect(self._plan_on)
        self.plan.quiet_shelf_asked.connect(lambda: self._open_shelf("quiet"))
        self.plan.own_asked.connect(lambda: self.plan_something())
        self.ideas.opened.connect(self.open_idea)
        self.ideas.plan_asked.connect(self.plan_something)
        self.ideas.trash_asked.connect(lambda: IdeaTrash(self.session, self).open())
        self.back.ideas_asked.connect(lambda: self._open_shelf(""))

    # --- what the window asks -------------------------------------------------------------------------------

    def enter(self) -> None:
        self._shown = True
        self._refresh()

    def leave(self) -> None:
        self._shown = False

    def flush(self) -> bool:
        return self.plan.after.hold()

    def set_small(self, small: bool) -> None:
        self._small = small
        self.plan.set_small(small)
        self._fit()

    def home_focus(self) -> QWidget | None:
        return self._tab_button()

    def regions(self) -> list[QWidget]:
        if self.tab == PLAN:
            return [self._top, *self.plan.regions()]
        return [self._top, self._areas[self.tab]]

    def search(self) -> bool:
        self._go_to(IDEAS)
        self.ideas.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ideas.bar.search.selectAll()
        return True

    def print_page(self) -> bool:
        if self.tab == IDEAS:
            self.print_sign("door")
        else:
            self.print_week()
        return True

    def step_tab(self, by: int) -> bool:
        self._go_to(_TABS[(_TABS.index(self.tab) + by) % len(_TABS)])
        self._tab_button().setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def arrive(self, argument: object) -> None:
        wish = argument if isinstance(argument, dict) else {}
        if wish.get("tab") in _TABS:
            self._go_to(str(wish["tab"]))
            if wish.get("shelf") is not None:
                self.ideas.bar.apply(Filters(shelf=str(wish["shelf"])))
            self._tab_button().setFocus(Qt.FocusReason.OtherFocusReason)
        if "plan" in wish:
            self._go_to(PLAN)
            self.plan_something(str(wish["plan"] or ""))
        if "show" in wish:
            self._planned(str(wish["show"]))
        if "move" in wish:
            self._go_to(PLAN)
            self._asked("move", str(wish["move"]))

    @property
    def tab(self) -> str:
        """Which tab is in front."""
        return _TABS[self.stack.currentIndex()]

    def _tab_button(self) -> QWidget:
        return next(tab for tab in self.tabs.tabs if tab.value == self.tab)

    # --- tabs -----------------------------------------------------------------------------------------------

    def _go_to(self, name: str) -> None:
        self.tabs.value = name
        self._show_tab(name)

    def _show_tab(self, name: str) -> None:
        self.stack.setCurrentIndex(_TABS.index(name))
        self._refresh()

    def _open_shelf(self, shelf: str) -> None:
        self.ideas.bar.apply(Filters(shelf=shelf))
        self._go_to(IDEAS)
        self._areas[IDEAS].verticalScrollBar().setValue(0)
        self.ideas.bar.shelf.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        if self.session.workspace is None:
            return
        if self.tab == PLAN:
            self.plan.refresh()
        elif self.tab == IDEAS:
            self.ideas.refresh()
        else:
            self.back.refresh()
        # One filled button at most: an empty plan has its own.
        self.plan_button.setVisible(self.tab == PLAN and not self.plan.is_empty)
        self.own_button.setVisible(self.tab == IDEAS)
        self._line.fit()

    def _changed(self, change: Change, by: object) -> None:
        if self._shown and change.subject in {"planner", ""}:
            self._refresh()

    # --- dialogs --------------------------------------------------------------------------------------------

    def menu(self) -> Menu:
        """What else can be done with the plan as a whole."""
        menu = Menu(self)
        menu.setAccessibleName(self.more.accessibleName())
        self._add_sheets(menu)
        menu.add(self.tr("Calendar file"), "calendar-days", self.open_calendars)
        return menu

    def open_calendars(self) -> CalendarDialog:
        """Plans as a calendar file, and a calendar file into the plan."""
        dialog = CalendarDialog(self.session, self)
        dialog.open()
        return dialog

    def plan_something(self, idea_id: str = "", day: date | None = None) -> None:
        """Open the dialog for an idea, or for something of one's own."""
        self.ideas.refresh()
        idea = self.ideas.idea(idea_id) if idea_id else None
        dialog = ScheduleDialog(self.session, self, idea=idea, day=day)
        dialog.planned.connect(self._planned)
        dialog.ideas_asked.connect(lambda: self._open_shelf(""))
        dialog.open()

    def open_idea(self, idea_id: str) -> None:
        """Show one idea."""
        idea = self.ideas.idea(idea_id)
        if idea is None:
            return
        dialog = IdeaDialog(self.session, idea, self)
        dialog.plan_asked.connect(self.plan_something)
        dialog.change_asked.connect(self.add_idea)
        dialog.trash_asked.connect(self._trash_idea)
        dialog.print_asked.connect(self._print_words)
        dialog.open()

    def add_idea(self, idea_id: str = "") -> None:
        """Add an idea of one's own, or change one."""
        dialog = OwnIdeaDialog(self.session, self, self.ideas.idea(idea_id) if idea_id else None)
        dialog.help_asked.connect(lambda: self.go.emit("understand", {"page": "s-afraid"}))
        dialog.open()

    # --- paper ----------------------------------------------------------------------------------------------

    def _add_sheets(self, menu: Menu) -> None:
        menu.add(self.tr("Print a week"), "printer", self.print_week)
        menu.add(self.tr("Print a door sign"), "door-open", lambda: self.print_sign("door"))
        menu.add(self.tr("Print a table tent"), "tent-tree", lambda: self.print_sign("tent"))

    def print_week(self) -> None:
        """Seven days of the plan on a plain sheet."""
        from ui.printing.week import WeekPrintDialog

        WeekPrintDialog(self, self.session).open()

    def print_sign(self, shape: str) -> None:
        """Words to put up: "door" or "tent"."""
        from ui.printing.sign import SignPrintDialog

        SignPrintDialog(self, self.session, shape).open()

    def _print_words(self, words: str) -> None:
        from ui.printing.note import NotePrintDialog

        NotePrintDialog(self, self.session, words).open()

    def _plan_on(self, day: date) -> None:
        self.plan_something(day=day)

    def _planned(self, key: str) -> None:
        self._go_to(PLAN)
        plan = self._plan(key)
        self.plan.show_plan(key, plan.day if plan is not None else None)

    def _trash_idea(self, idea_id: str) -> None:
        workspace = self.session.workspace
        if workspace is not None:
            self.session.perform(lambda: workspace.planner.trash_idea(idea_id))

    def _asked(self, what: str, key: str) -> None:
        workspace, plan = self.session.workspace, self._plan(key)
        if workspace is None or plan is None:
            return
        if what.startswith("let_go"):
            self._let_go(what, plan)
        elif what == "calendar":
            CalendarDialog(self.session, self, key).open()
        elif what == "move":
            moving = MoveDialog(self.session, self, plan)
            moving.planned.connect(self._planned)
            moving.open()
        else:
            self.ideas.refresh()
            idea = self.ideas.idea(plan.idea) if plan.idea else None
            changing = ScheduleDialog(self.session, self, idea=idea, plan=plan)
            changing.planned.connect(self._planned)
            changing.open()

    def _let_go(self, what: str, plan: Plan) -> None:
        """One of the three ways, with its Undo; nothing is asked."""
        workspace = self.session.workspace
        if workspace is None:
            return
        planner = workspace.planner
        way, key = {
            "let_go": (planner.let_go, plan.key),
            "let_go_from": (planner.let_go_from, plan.key),
            "let_go_all": (planner.let_go, plan.id),
        }[what]
        rows = self.plan.agenda.rows
        at = next((n for n, row in enumerate(rows) if row.plan.key == plan.key), 0)
        change = self.session.perform(lambda: way(key))
        if change is None:
            return
        self._undo = change.undo
        # After a row is gone the keyboard goes to the next one.
        rows = self.plan.agenda.rows
        if rows:
            rows[min(at, len(rows) - 1)].take_focus()
        else:
            self._tab_button().setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan(self, key: str) -> Plan | None:
        workspace = self.session.workspace
        try:
            return workspace.planner.get(key) if workspace is not None else None
        except NotFound:
            return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        undo = self._undo
        if undo is None or not event.matches(QKeySequence.StandardKey.Undo):
            super().keyPressEvent(event)
            return
        self._undo = None
        change = self.session.perform(undo, quiet=True)
        if change is not None and change.ids:
            self._planned(max(change.ids, key=len))

    # --- room -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        small = self._small
        side = theme.space("page_x_small" if small else "page_x")
        spare = max(0, self.width() - 2 * side - theme.px(_WIDEST)) if not small else 0
        start, end = (side, side + spare) if not self.isRightToLeft() else (side + spare, side)
        top = theme.space(4) if small else theme.space("page_top")
        self._head.setContentsMargins(start, top, end, 0)
        # As high with a button as without one, so that the tabs stay where they are.
        self._line.setMinimumHeight(theme.size("button"))
        for column, area in zip(self._inner, self._areas.values(), strict=True):
            # The bar takes its room from the padding: nothing moves when it comes.
            bar = area.verticalScrollBar()
            room = bar.sizeHint().width() if bar.maximum() > 0 else 0
            left, right = (start, end - room) if not self.isRightToLeft() else (start - room, end)
            column.setContentsMargins(left - PULL, theme.space(5), right - PULL, theme.space("page_bottom"))
