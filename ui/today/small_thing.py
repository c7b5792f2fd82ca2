"""One small thing: a single suggestion in lamplight, with equal ways to answer it.

The planner chooses, from the check-in, the time of year, what was declined today and what was let go. "Why this?" says
the one reason in one sentence. "Not today" puts the block away until tomorrow without a word about it. What asks for
less, and how much it may ask at most, are in the menu; it asks for more again only when somebody says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion import content
from companion.planner import Suggestion
from companion.planner.suggest import MOST
from ui import theme
from ui.typeset import curly
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import Card
from ui.widgets.icons import IconView
from ui.widgets.menu import Menu
from ui.widgets.phrasing import idea_facts
from ui.widgets.rows import pulled, quiet_line
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Activity
    from ui.session import Session

# In `session.places`: the day, and what the suggestion was to ask less than on it.
_PLACE = "less_than"
_ASKED_LESS = "asked_less"
_GENTLER = {"after_let_go", _ASKED_LESS}
_QUIET = 1


def opening(text: str, sentences: int = 2) -> str:
    """The first sentences: enough to see it, little enough to take in at a glance."""
    ends = [found.end() for found in re.finditer(r"[.!?…](?=\s)|[。！？]", text)]
    return text[: ends[sentences - 1]] if len(ends) >= sentences else text


def asks(idea: Activity) -> tuple[int, int, int, int]:
    """How much something asks for: of two ideas the smaller one asks less."""
    return idea.pressure, idea.energy, idea.talk, idea.minutes[0]


class SmallThing(Card):
    """`plan_asked` carries the id of an activity."""

    plan_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(lamp=True)
        self._session = session
        self._found: Suggestion | None = None
        self._build()

    @property
    def idea(self) -> Activity | None:
        """What is suggested now."""
        return self._found.idea if self._found is not None else None

    def _build(self) -> None:
        self.body.setContentsMargins(23, 12, 23, 13)
        self.body.setSpacing(theme.space(3))
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(IconView("lamp", 18, "on_lamp_soft"))
        head.addWidget(Label(self.tr("One small thing"), "h3", "on_lamp_soft"), 1)
        self.menu_button = IconButton("ellipsis", self.tr("More about one small thing"), small=True)
        self.menu_button.setToolTip(self.tr("More"))
        self.menu_button.clicked.connect(self._open_menu)
        head.addWidget(self.menu_button)
        self.sentence = ReadLabel("", "suggest")
        self.facts = Label("", "caption", "ink_2", wrap=True)
        self.reason = Label("", "caption", "ink_2", wrap=True)
        self.why_button = Button(self.tr("Why this?"), "quiet", size="small")
        self.more_button = Button(self.tr("More is fine"), "quiet", size="small")
        self.plan_button = Button(self.tr("Plan it"), "quiet")
        self.another_button = Button(self.tr("Another"), "quiet")
        self.not_today_button = Button(self.tr("Not today"), "quiet")
        self.why_button.clicked.connect(self._say_why)
        self.more_button.clicked.connect(self._more_is_fine)
        self.plan_button.clicked.connect(self._plan)
        self.another_button.clicked.connect(self._another)
        self.not_today_button.clicked.connect(self._not_today)
        self.body.addLayout(head)
        self.body.addWidget(self.sentence)
        self.body.addLayout(self._about())
        self.body.addStretch(1)
        self.body.addLayout(quiet_line(self.plan_button, self.another_button, self.not_today_button))

    def _about(self) -> QVBoxLayout:
        """What it is called, how long it takes, and, once asked for, why this one."""
        about = QVBoxLayout()
        about.setSpacing(theme.space(1))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.facts, 1)
        row.addWidget(self.why_button, 0, Qt.AlignmentFlag.AlignBottom)
        about.addLayout(row)
        about.addWidget(self.reason)
        self._gentler = QWidget()
        line = QHBoxLayout(self._gentler)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.more_button)
        line.addStretch(1)
        about.addLayout(pulled(self._gentler))
        return about

    # --- what is suggested ----------------------------------------------------------------------------------

    def refresh(self) -> bool:
        """Ask for a suggestion again. Answers whether there is one."""
        before, self._found = self._found, self._look()
        found = self._found
        if found is None:
            return False
        idea = found.idea
        what = opening(idea.what)
        self.sentence.setText((what if idea.own else curly(what)) or idea.title)
        self.facts.setText(f"{idea.title}\n{idea_facts(*idea.minutes, idea.place)}")
        if before != found:
            self._hide_why()
        for button in (self.why_button, self.plan_button, self.another_button, self.not_today_button):
            button.setAccessibleDescription(idea.title)
        return True

    def _look(self) -> Suggestion | None:
        """The suggestion for today, within what was asked for on this card."""
        workspace, day = self._session.workspace, self._session.today()
        if workspace is None or workspace.planner.suggestion_hidden(day):
            return None
        ideas, less = self._ideas(), self._less_than()
        if less is not None:
            ideas = [idea for idea in ideas if asks(idea) < less]
        found = workspace.planner.suggestion(ideas, workspace.diary.check_in(day), day)
        if found is None or less is None:
            return found
        return Suggestion(found.idea, _ASKED_LESS)

    def _ideas(self) -> list[Activity]:
        workspace, sitting = self._session.workspace, self._session.sitting
        if workspace is None:
            return []
        every = (*content.activities(), *workspace.planner.own_ideas())
        return [idea for idea in every if sitting is None or sitting.allows(idea)]

    def _less_than(self) -> tuple[int, ...] | None:
        place = self._session.places.get(_PLACE)
        return place[1] if place is not None and place[0] == self._session.today() else None

    # --- answers --------------------------------------------------------------------------------------------

    def _plan(self) -> None:
        if self.idea is not None:
            self.plan_asked.emit(self.idea.id)

    def _another(self) -> None:
        workspace, idea = self._session.workspace, self.idea
        if workspace is None or idea is None:
            return
        day = self._session.today()
        self._session.perform(lambda: workspace.planner.decline_today(idea.id, day))
        if self.idea is not None:
            announce(self, self.sentence.text())

    def _not_today(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        day = self._session.today()
        self._session.perform(lambda: workspace.planner.hide_suggestion(day))

    def ask_less(self) -> None:
        """Something that asks less than this, for the rest of the day; if there is nothing, say so and keep this."""
        workspace, idea = self._session.workspace, self.idea
        if workspace is None or idea is None:
            return
        day = self._session.today()
        before = self._session.places.get(_PLACE)
        self._session.places[_PLACE] = (day, asks(idea))
        if self._look() is None:
            self._session.places[_PLACE] = before
            self._tell(self.tr("Nothing here asks less than this."))
            return
        self._session.perform(lambda: workspace.planner.decline_today(idea.id, day))
        announce(self, self.sentence.text())

    def _more_is_fine(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        self._session.places.pop(_PLACE, None)
        self.plan_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.perform(workspace.planner.more_is_fine)
        if self.idea is not None:
            announce(self, self.sentence.text())

    def _set_ceiling(self, most: int) -> None:
        workspace = self._session.workspace
        if workspace is not None and workspace.planner.ceiling() != most:
            self._session.perform(lambda: workspace.planner.set_ceiling(most))

    # --- the reason -----------------------------------------------------------------------------------------

    def _say_why(self) -> None:
        if self._found is None:
            return
        keyboard = self.why_button.hasFocus()
        self._tell(self.why(self._found.reason))
        self.why_button.hide()
        self._gentler.setVisible(self._found.reason in _GENTLER)
        if keyboard:
            then = self.more_button if self.more_button.isVisible() else self.plan_button
            then.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, text: str) -> None:
        self.reason.setText(text)
        self.reason.show()
        announce(self.reason, text)

    def _hide_why(self) -> None:
        self.reason.hide()
        self._gentler.hide()
        self.why_button.show()

    def why(self, reason: str) -> str:
        """The sentence for a reason of the planner."""
        return {
            "after_let_go": self.tr("Something was let go lately, so this one asks less."),
            "low_energy": self.tr("Because you noted low energy."),
            "low_mood": self.tr("Because you noted a low mood, and this asks for very little."),
            "low_closeness": self.tr("Because you noted feeling far apart, and this can be done in silence."),
            "closer": self.tr("Because you noted energy and closeness, so it may ask a little more."),
            "apart": self.tr("Because it works from two places."),
            "season": self.tr("Because it fits this time of year."),
            "few_words": self.tr("Because it needs few words."),
            "works_alone": self.tr("Because it is good alone too, so a no costs nothing."),
            _ASKED_LESS: self.tr("Because you chose something that asks less today."),
        }.get(reason, self.tr("No special reason. It asks for little, and each day another one comes first."))

    # --- the menu -------------------------------------------------------------------------------------------

    def menu(self) -> Menu:
        """What asks less, what may ask more again, and how much it may ask at most."""
        menu = Menu(self)
        menu.setAccessibleName(self.menu_button.accessibleName())
        workspace = self._session.workspace
        if workspace is None:
            return menu
        planner = workspace.planner
        self._row(menu, self.tr("Something that asks less"), self.ask_less, "less")
        if self._less_than() is not None or planner.step() < MOST:
            self._row(menu, self.tr("More is fine"), self._more_is_fine, "more")
        menu.addSeparator()
        quiet = planner.ceiling() <= _QUIET
        self._row(menu, self.tr("Only quiet company"), lambda: self._set_ceiling(_QUIET), "quiet", quiet)
        self._row(menu, self.tr("Light things too"), lambda: self._set_ceiling(MOST), "light", not quiet)
        return menu

    def _row(self, menu: Menu, text: str, slot: Any, name: str, checked: bool | None = None) -> None:
        menu.add(text, slot=slot, checked=checked).setObjectName(name)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self.menu_button)
