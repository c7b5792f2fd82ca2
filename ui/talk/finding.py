"""Searching the cards that may be shown now: the app's and one's own, never one that stays closed at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion import content, talk
from ui import theme
from ui.talk import words
from ui.talk.long_list import LongList
from ui.typeset import curly
from ui.widgets.buttons import LinkButton, quiet_row
from ui.widgets.cards import Card, EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.marks import Mark
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Prompt
    from ui.session import Session

_MEASURE = 640
_PULL = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A card, and the deck of one's own it lies in."""

    prompt: Prompt
    own: str = ""


class FindCards(QWidget):
    """The field and what it found. `opened` carries a `Found`, `back_asked` leads to the card at hand."""

    opened = Signal(object)
    back_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(theme.space(3))
        self.back_button = LinkButton(self.tr("Back to the cards"), icon="chevron-left")
        self.back_button.clicked.connect(lambda: self.back_asked.emit())
        column.addLayout(quiet_row(self.back_button))
        self.field = SearchField(self.tr("Search cards"))
        self.field.words.connect(lambda _words: self.refresh(say=True))
        column.addWidget(self.field)
        self.list = LongList(theme.space(2))
        column.addWidget(self.list)
        self._none = EmptyState(
            "search",
            self.tr("No card has all of these words."),
            self.tr("Try fewer of them, or one that is close."),
        )
        column.addWidget(self._none, 1)
        column.addStretch(1)
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setMaximumWidth(theme.px(_MEASURE) + 2 * _PULL)

    def begin(self) -> None:
        """Put the cursor into the field."""
        self.refresh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def refresh(self, say: bool = False) -> None:
        """Search again: what may be shown can be another by now."""
        wanted = self.field.text().strip()
        found = self._find(wanted) if wanted else []
        self.list.clear()
        self.list.fill(found, self._row)
        self.list.setVisible(bool(found))
        self._none.setVisible(bool(wanted) and not found)
        if say and wanted:
            announce(self, self.tr("Cards found") if found else self.tr("No card has all of these words."))

    def clear(self) -> None:
        """Forget what was searched for."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.refresh()

    def _find(self, wanted: str) -> list[Found]:
        sitting, workspace = self._session.sitting, self._session.workspace
        if sitting is None or workspace is None:
            return []
        shipped = [prompt for prompt in content.prompts() if sitting.may_show(prompt)]
        found = [Found(prompt) for prompt in talk.find(shipped, wanted)]
        for card in workspace.decks.cards():
            prompt = card.prompt()
            if sitting.may_show(prompt) and talk.find([prompt], wanted):
                found.append(Found(prompt, card.deck))
        return found

    def _row(self, found: Found) -> QWidget:
        row = FoundCard(found)
        row.clicked.connect(lambda: self.opened.emit(found))
        return row


class FoundCard(Card):
    """One card that was found: how deep it goes, its words, and one's own deck if it lies in one."""

    def __init__(self, found: Found) -> None:
        super().__init__(choosable=True)
        self.found = found
        prompt = found.prompt
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(theme.space(1))
        deck = content.deck_of(prompt.depth)
        row = QHBoxLayout()
        row.setSpacing(theme.space(2) + 2)
        mark = Mark("pressure", words.DECKS.index(deck) + 1, "ink_2")
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.text = ReadLabel(curly(prompt.text), "read_small")
        row.addWidget(self.text, 1)
        self.body.addLayout(row)
        if found.own:
            self.body.addWidget(Label(found.own, "caption", "ink_3", wrap=True))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(words.spoken(prompt.text))
        self.setAccessibleDescription(", ".join(part for part in (words.deck_name(deck), found.own) if part))
