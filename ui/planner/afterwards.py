"""The lamplight card that asks about something of the last two days, once, and only if one wants to.

One line, three closeness steps, "Keep". "It didn’t happen, and that’s all right" puts the card away for ever;
so does leaving it alone for two days. It never asks twice and nothing depends on the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from companion.errors import NotFound
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LineField
from ui.widgets.phrasing import near_day, plan_sentence
from ui.widgets.rows import HeadLine, chain_focus, quiet_line
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.planner import Plan
    from ui.session import Session

_LONGEST_LINE = 280
_BEGUN = "line_begun"
"""What was begun when the notes were locked: the plan's key, the line, how near. In the vault, like all words."""


class NearSteps(StepSelector):
    """How near it felt, in three steps: the first, the middle and the last of the scale of five, so that the same
    drawing means the same everywhere. `value` of the selector stays on the scale of five, `near` counts to three.
    """

    def __init__(self) -> None:
        words = [self.tr("far apart"), "", self.tr("side by side"), "", self.tr("close")]
        super().__init__(self.tr("How near it felt"), words, "closeness", show_word=False)
        for cell in self.cells:
            cell.setVisible(bool(cell.word))
            place = QLocale().toString((cell.step + 1) // 2)
            cell.setAccessibleDescription(self.tr("{step} of 3, not required").format(step=place))

    @property
    def near(self) -> int | None:
        """What was chosen, from 1 to 3, or None."""
        return (self.value + 1) // 2 if self.value else None

    @near.setter
    def near(self, near: int | None) -> None:
        self.value = near * 2 - 1 if near else None

    def go(self, step: int) -> None:
        if not self.words[min(max(step, 1), len(self.words)) - 1]:
            # One of the two that are left out: on to the next in the same direction.
            step += 1 if step > (self.value or 1) else -1
        super().go(step)


class LineAndCloseness(QWidget):
    """A line about it and how near it felt, beside one another or, in a narrow place, under one another."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self.line = LineField(
            self.tr("One line about {title}").format(title=title), self.tr("One line about it")
        )
        self.line.setMaxLength(_LONGEST_LINE)
        self.steps = NearSteps()
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self.steps)
        theme.watcher.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() >= theme.px(360)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


class AfterCard(Card):
    """Shown while the planner has something to ask about."""

    def __init__(self, session: Session) -> None:
        super().__init__(lamp=True)
        self._session = session
        self._plan: Plan | None = None
        self.body.setContentsMargins(20, 16, 20, 10)
        self.body.setSpacing(theme.space(1))
        self.day = Label("", "label", "ink_3")
        self._head = HeadLine(self.day, Label(self.tr("only if you want to"), "caption", "ink_3"))
        self.title = Label("", "h3", wrap=True)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, theme.space(1), 0, 0)
        self.answer: LineAndCloseness | None = None
        self.keep = Button(self.tr("Keep"), "quiet")
        self.didnt = Button(self.tr("It didn’t happen, and that’s all right"), "quiet")
        self.keep.clicked.connect(self._keep)
        self.didnt.clicked.connect(self._didnt)
        self.body.addWidget(self._head)
        self.body.addWidget(self.title)
        self.body.addLayout(self._place)
        self.body.addLayout(quiet_line(self.keep, self.didnt))

    @property
    def plan(self) -> Plan | None:
        """What the card asks about now."""
        return self._plan

    def refresh(self) -> bool:
        """Look for something to ask about. Answers whether there is. What was typed so far stays."""
        if self.answer is None:
            self._take_up()
        plan = self._written_about() or self._to_ask()
        before, self._plan = self._plan, plan
        if plan is None:
            return False
        self.day.setText(near_day(plan.here().date(), self._session.today()))
        self.title.setText(plan.title)
        self._head.fit()
        if self.answer is None or before is None or before.key != plan.key:
            self._ask_anew(plan)
        return True

    def _to_ask(self) -> Plan | None:
        workspace = self._session.workspace
        return workspace.planner.to_ask(self._session.now()) if workspace is not None else None

    def _written_about(self) -> Plan | None:
        """What somebody has begun to answer stays, also when something later is over meanwhile."""
        workspace, plan, answer = self._session.workspace, self._plan, self.answer
        if workspace is None or plan is None or answer is None:
            return None
        if not answer.line.text().strip() and answer.steps.near is None:
            return None
        try:
            known = workspace.planner.get(plan.key)
        except NotFound:
            return None
        return known if known.state == "planned" and known.over(self._session.now()) else None

    def hold(self) -> bool:
        """Put what was begun into the vault, to be found after a lock. False if it could not be stored."""
        workspace, plan, answer = self._session.workspace, self._plan, self.answer
        if workspace is None:
            return True
        begun = None
        if plan is not None and answer is not None and self._written_about() is not None:
            begun = [plan.key, answer.line.text(), answer.steps.near]
        if begun == workspace.prefs.get(_BEGUN):
            return True
        return self._session.perform(lambda: workspace.prefs.set(_BEGUN, begun), quiet=True) is not None

    def _take_up(self) -> None:
        """Go on with what was begun before a lock."""
        workspace = self._session.workspace
        begun = workspace.prefs.get(_BEGUN) if workspace is not None else None
        if workspace is None or begun is None:
            return
        key, line, near = begun
        try:
            self._plan = workspace.planner.get(key)
        except NotFound:
            return
        self._ask_anew(self._plan)
        if self.answer is not None:
            self.answer.line.setText(line)
            self.answer.steps.near = near

    def _ask_anew(self, plan: Plan) -> None:
        if self.answer is not None:
            self.answer.hide()
            self.answer.deleteLater()
        self.answer = LineAndCloseness(plan.title)
        self.answer.line.returnPressed.connect(self._keep)
        self._place.addWidget(self.answer)
        chain_focus((self.answer, self.keep, self.didnt))
        for button in (self.keep, self.didnt):
            button.setAccessibleDescription(plan_sentence(plan))

    def _keep(self) -> None:
        workspace, plan, answer = self._session.workspace, self._plan, self.answer
        if workspace is None or plan is None or answer is None:
            return
        line, near = answer.line.text().strip(), answer.steps.near
        self._session.perform(lambda: workspace.planner.keep_line(plan.key, line, near), quiet=True)

    def _didnt(self) -> None:
        workspace, plan = self._session.workspace, self._plan
        if workspace is not None and plan is not None:
            self._session.perform(lambda: workspace.planner.didnt_happen(plan.key))


class LineDialog(QObject):
    """Change the line of something that was."""

    def __init__(self, session: Session, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._plan = session, plan
        self.dialog = Dialog(plan.title, parent)
        self.dialog.destroyed.connect(self.deleteLater)
        self.answer = LineAndCloseness(plan.title)
        self.answer.line.setText(plan.line)
        self.answer.steps.near = plan.closeness
        self.dialog.body.addWidget(self.answer)
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.dialog.add_button(self.tr("Keep"), "primary", "accept")
        self.dialog.accepted.connect(self._keep)

    def open(self) -> None:
        """Show it."""
        self.dialog.open()

    def _keep(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        plan, line, near = self._plan, self.answer.line.text().strip(), self.answer.steps.near
        self._session.perform(lambda: workspace.planner.keep_line(plan.key, line, near), quiet=True)
