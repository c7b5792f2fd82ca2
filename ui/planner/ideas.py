"""The ideas tab: filters above, shelves of cards below, and a way out when the filters leave too little."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.planner import filters
from ui.planner.filter_bar import FilterBar
from ui.planner.filters import FEW, Filters
from ui.planner.idea_card import IdeaCard
from ui.planner.idea_dialog import set_for
from ui.planner.shelf import Shelf
from ui.widgets.buttons import Button
from ui.widgets.cards import LampBar
from ui.widgets.phrasing import band_word
from ui.widgets.rows import PULL, pulled, quiet_line
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.content import Activity
    from ui.session import Session


# Cards made in one go, and how many goes before the page is first shown: what a window has room for.
_SLICE = 3
_AT_ONCE = 4


class IdeasTab(QWidget):
    """The second tab. Ids of ideas go out; the page opens dialogs."""

    opened = Signal(str)
    plan_asked = Signal(str)
    trash_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.ideas: list[Activity] = []
        self.shown: list[Activity] = []
        self.bar = FilterBar()
        self.bar.changed.connect(self._filtered)
        self.loosen_buttons: list[Button] = []
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._make_some)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PULL, 0, PULL, 0)
        self._column.setSpacing(theme.space(5))
        self._column.addWidget(self.bar)
        self.shelves: dict[str, Shelf] = {}
        for name in filters.SHELVES:
            shelf = Shelf(*self._titles(name), self._card)
            shelf.opened.connect(self._slices.start)
            shelf.hide()
            self.shelves[name] = shelf
            self._column.addLayout(pulled(shelf))
        self._hint: QWidget = QWidget()
        self._hint.hide()
        self._column.addWidget(self._hint)
        self.trash_button = Button(self.tr("Your ideas in the trash"), "quiet", icon="trash-2")
        self.trash_button.clicked.connect(self.trash_asked)
        self._column.addLayout(quiet_line(self.trash_button))
        self._column.addStretch(1)

    @property
    def cards(self) -> list[IdeaCard]:
        """The cards on the shelves, from top to bottom."""
        return [card for shelf in self.shelves.values() for card in shelf.grid.cards]

    def refresh(self) -> None:
        """Take the ideas again: the pack's, and one's own. What does not fit what was said in this sitting stays
        away."""
        workspace = self._session.workspace
        if workspace is None:
            return
        self.trash_button.setVisible(bool(workspace.planner.own_ideas(trashed=True)))
        sitting = self._session.sitting
        every = [*content.activities(), *workspace.planner.own_ideas()]
        ideas = [idea for idea in every if sitting is None or sitting.allows(idea)]
        if ideas != self.ideas:
            self.ideas = ideas
            self._show(folded=not self.shown)

    def idea(self, idea_id: str) -> Activity | None:
        """The idea with that id, if there is one."""
        workspace = self._session.workspace
        if workspace is None:
            return None
        return next(
            (idea for idea in (*content.activities(), *workspace.planner.own_ideas()) if idea.id == idea_id),
            None,
        )

    def _filtered(self, _filters: Filters) -> None:
        self._show(folded=True)
        count = len(self.shown)
        said = self.tr("{n} ideas").format(n=QLocale().toString(count)) if count != 1 else self.tr("1 idea")
        announce(self, said)

    @property
    def making(self) -> bool:
        """Whether cards of the shelves are still to come."""
        return any(shelf.lacking for shelf in self.shelves.values())

    def _make_some(self) -> None:
        """The next few cards. They are made a slice at a time, so that the page never stands still."""
        for shelf in self.shelves.values():
            if shelf.lacking:
                shelf.make_some(_SLICE)
                return
        self._slices.stop()

    def _card(self, idea: Activity) -> IdeaCard:
        card = IdeaCard(idea, self._sentence)
        card.opened.connect(self.opened)
        card.plan_asked.connect(self.plan_asked)
        return card

    def _show(self, *, folded: bool) -> None:
        chosen = self.bar.filters
        self.shown = filters.matching(self.ideas, chosen)
        on_shelves = dict(filters.shelves(self.shown))
        # Each shelf that comes or goes would have the whole page laid out at once; once at the end is enough.
        self._column.setEnabled(False)
        for name, shelf in self.shelves.items():
            shelf.show_ideas(on_shelves.get(name, ()), folded=folded)
        self._column.setEnabled(True)
        for _ in range(_AT_ONCE if not self.cards else 0):
            self._make_some()
        self._slices.start()
        self._show_hint(chosen)

    def _show_hint(self, chosen: Filters) -> None:
        self.loosen_buttons = []
        few = len(self.shown) < FEW and bool(chosen.active())
        hint = self._loosen(filters.loosen(self.ideas, chosen)) if few else QWidget()
        self._column.replaceWidget(self._hint, hint)
        self._hint.hide()
        self._hint.deleteLater()
        self._hint = hint
        hint.setVisible(few)

    def _sentence(self, idea: Activity) -> str:
        apart = self.bar.filters.company == "apart" and idea.apart
        return set_for(idea, first_sentence(idea.apart if apart else idea.what))

    def _titles(self, name: str) -> tuple[str, str]:
        titles = {
            filters.QUIET: (band_word(1), self.tr("Being near. Nothing has to be said.")),
            filters.FIRST: (
                self.tr("To begin with"),
                self.tr("For a first week, or any slow one. In no order, and none of them is due."),
            ),
            filters.LIGHT: (
                band_word(2),
                self.tr("Something for the hands. A little talk comes by itself, or not."),
            ),
            filters.OPEN: (
                band_word(3),
                self.tr("Talking is part of it. For days when both have asked for it."),
            ),
            filters.APART: (
                self.tr("Apart, still near"),
                self.tr("For different rooms, or different towns."),
            ),
            filters.OWN: (self.tr("Your own"), self.tr("What you thought of yourselves.")),
        }
        return titles[name]

    def _loosen(self, names: Sequence[str]) -> QWidget:
        words = {
            "shelf": self.tr("Any amount of talking"),
            "low_energy": self.tr("Any energy"),
            "length": self.tr("Any length"),
            "cost": self.tr("Any cost"),
            "place": self.tr("Indoors or out"),
            "company": self.tr("Together or apart"),
            "season": self.tr("Any season"),
            "words": self.tr("Other words"),
        }
        bar = LampBar()
        said = self.tr("Nothing fits all of that.") if not self.shown else self.tr("Little fits all of that.")
        bar.body.addWidget(Label(f"{said} {self.tr('Loosen a filter:')}", "body", wrap=True))
        for name in names:
            button = Button(words[name], "quiet")
            button.clicked.connect(partial(self._let_go, name))
            self.loosen_buttons.append(button)
        bar.body.addLayout(quiet_line(*self.loosen_buttons))
        return bar

    def _let_go(self, name: str, _checked: bool = False) -> None:
        self.bar.shelf.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bar.apply(self.bar.filters.without(name))


def first_sentence(text: str) -> str:
    """What a card has room for."""
    for mark in (". ", "? ", "。"):
        if mark in text:
            return text[: text.index(mark) + 1]
    return text
