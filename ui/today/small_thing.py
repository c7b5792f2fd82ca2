"""One small thing: a single suggestion in lamplight, and three equal ways to answer it.

The planner chooses, from the check-in and what was declined today. "Not today" puts the block away until
tomorrow without a word about it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from companion import content
from ui import theme
from ui.printing.typeset import curly
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.icons import IconView
from ui.widgets.phrasing import idea_facts
from ui.widgets.rows import quiet_line
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Activity
    from ui.session import Session


def opening(text: str, sentences: int = 2) -> str:
    """The first sentences: enough to see it, little enough to take in at a glance."""
    ends = [found.end() for found in re.finditer(r"[.!?…](?=\s)|[。！？]", text)]
    return text[: ends[sentences - 1]] if len(ends) >= sentences else text


class SmallThing(Card):
    """`plan_asked` carries the id of an activity."""

    plan_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(lamp=True)
        self._session = session
        self._idea: Activity | None = None
        self._build()

    def _build(self) -> None:
        self.body.setContentsMargins(23, 18, 23, 13)
        self.body.setSpacing(theme.space(3))
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(IconView("lamp", 18, "on_lamp_soft"))
        head.addWidget(Label(self.tr("One small thing"), "h3", "on_lamp_soft"), 1)
        self.sentence = ReadLabel("", "suggest")
        self.reason = Label("", "caption", "ink_2", wrap=True)
        self.body.addLayout(head)
        self.body.addSpacing(2)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.reason)
        self.body.addStretch(1)
        self.plan_button = Button(self.tr("Plan it"), "quiet")
        self.another_button = Button(self.tr("Another"), "quiet")
        self.not_today_button = Button(self.tr("Not today"), "quiet")
        self.plan_button.clicked.connect(self._plan)
        self.another_button.clicked.connect(self._another)
        self.not_today_button.clicked.connect(self._not_today)
        self.body.addLayout(quiet_line(self.plan_button, self.another_button, self.not_today_button))

    def refresh(self) -> bool:
        """Ask for a suggestion again. Answers whether there is one."""
        workspace = self._session.workspace
        if workspace is None:
            return False
        day = self._session.today()
        self._idea = None
        if workspace.planner.suggestion_hidden(day):
            return False
        ideas = (*content.activities(), *workspace.planner.own_ideas())
        found = workspace.planner.suggestion(ideas, workspace.diary.check_in(day), day)
        if found is None:
            return False
        idea = self._idea = found.idea
        self.sentence.setText(curly(opening(idea.what)) or idea.title)
        facts = idea_facts(*idea.minutes, idea.place)
        self.reason.setText(f"{idea.title}\n{facts}")
        for button in (self.plan_button, self.another_button, self.not_today_button):
            button.setAccessibleDescription(idea.title)
        return True

    def _plan(self) -> None:
        if self._idea is not None:
            self.plan_asked.emit(self._idea.id)

    def _another(self) -> None:
        workspace, idea = self._session.workspace, self._idea
        if workspace is None or idea is None:
            return
        day = self._session.today()
        self._session.perform(lambda: workspace.planner.decline_today(idea.id, day))
        if self._idea is not None:
            announce(self, self.sentence.text())

    def _not_today(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        day = self._session.today()
        self._session.perform(lambda: workspace.planner.hide_suggestion(day))
