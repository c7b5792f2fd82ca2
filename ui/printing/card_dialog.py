"""Printing cards: which ones, in which size, and with what besides the prompt.

The dialog prints what it is given. Which cards may be offered at all is the Talk page's answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.printing import cards
from ui.printing.cards import CardDocument
from ui.printing.dialog import PrintDialog
from ui.printing.paper import Document
from ui.printing.picking import DEEPEST, PickDialog
from ui.widgets.buttons import LinkButton, quiet_row
from ui.widgets.fields import Combo, labelled
from ui.widgets.text import Label
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.content import Prompt
    from ui.session import Session


@dataclass(frozen=True, slots=True)
class CardSet:
    """Some cards to offer. `deck` is the code of a shipped deck, for its name above the cards, or empty."""

    key: str
    name: str
    prompts: tuple[Prompt, ...]
    deck: str = ""

    def usual(self) -> frozenset[str]:
        """What is picked to begin with: all but the deepest, or the one card there is."""
        if len(self.prompts) == 1:
            return frozenset(prompt.id for prompt in self.prompts)
        return frozenset(prompt.id for prompt in self.prompts if prompt.depth < DEEPEST)


class CardPrintDialog(PrintDialog):
    """Opens on the set called `wanted`, or on the first."""

    def __init__(self, parent: QWidget, session: Session, sets: Sequence[CardSet], wanted: str = "") -> None:
        self._sets = {each.key: each for each in sets if each.prompts}
        self._wanted = wanted if wanted in self._sets else next(iter(self._sets), "")
        self._picked: dict[str, frozenset[str]] = {}
        self.picking: PickDialog | None = None
        title = session.settings.discreet_name
        super().__init__(parent, "", self._sheets, file_name=title, session=session)
        self.set_title(self.tr("Print cards"))

    def add_controls(self) -> None:
        self.which = Combo(
            self.tr("Cards"), [(each.key, each.name) for each in self._sets.values()], self._wanted
        )
        self.layout_ = Combo(
            self.tr("Size"),
            [
                ("cut", self.tr("Playing cards")),
                ("fold", self.tr("Playing cards, to fold")),
                ("a6", self.tr("A6")),
                ("large", self.tr("Large print")),
            ],
        )
        self.pick_button = LinkButton(self.tr("Choose one by one"), size="small")
        self.pick_button.clicked.connect(lambda: self.choose_cards())
        self.backs = CheckBox(self.tr("Backs on the other side of the sheet"))
        self.backs.setChecked(True)
        self.how_to = CheckBox(self.tr("Begin with a card on how to use them"))
        self.how_to.setChecked(True)
        self.words = CheckBox(self.tr("Write the depth on each card"))
        for combo, label in ((self.which, self.tr("Cards")), (self.layout_, self.tr("Size"))):
            combo.chosen.connect(lambda _value: self.refresh())
            self.controls.addWidget(labelled(label, combo))
            if combo is self.which:
                self.controls.addLayout(quiet_row(self.pick_button))
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        for box in (self.backs, self.how_to, self.words):
            box.toggled.connect(lambda _on: self.refresh())
            boxes.addWidget(box)
        self.controls.addLayout(boxes)
        self.about = Label("", "caption", "ink_2", wrap=True)
        self.controls.addWidget(self.about)

    def choose_cards(self) -> None:
        """Let the cards of the set be picked one by one."""
        chosen = self._sets.get(str(self.which.value))
        if chosen is None:
            return

        def take(ids: object) -> None:
            if isinstance(ids, frozenset):
                self._picked[chosen.key] = ids
                self.refresh()

        self.picking = PickDialog(self, chosen.prompts, self._picked.get(chosen.key, chosen.usual()))
        self.picking.picked.connect(take)
        self.picking.open()

    def _sheets(self, sheet: str) -> Document | None:
        chosen = self._sets.get(str(self.which.value))
        if chosen is None:
            self.about.hide()
            return None
        ids = self._picked.get(chosen.key, chosen.usual())
        prompts = [prompt for prompt in chosen.prompts if prompt.id in ids]
        layout = str(self.layout_.value)
        self.backs.setEnabled(layout != "fold")
        document = None
        if prompts:
            document = CardDocument(
                cards.faces(prompts, words=self.words.isChecked()),
                layout=layout,
                sheet=sheet,
                deck=chosen.deck,
                backs=self.backs.isChecked(),
                how_to=self.how_to.isChecked(),
                title=self._file_name,
            )
        left_out = any(prompt.depth == DEEPEST and prompt.id not in ids for prompt in chosen.prompts)
        self.about.setText(" ".join(self._about(document, left_out)))
        self.about.setVisible(bool(self.about.text()))
        return document

    def _about(self, document: CardDocument | None, left_out: bool) -> list[str]:
        said = []
        if document is not None and document.two_sided:
            said.append(self.tr("Print on both sides, turned over the long edge."))
        if document is not None and document.moved:
            said.append(
                self.tr("Longer ones have a sheet to themselves, at the end.")
                if document.layout == "large"
                else self.tr("Some are too long for this size. They are on larger cards, A6, at the end.")
            )
        if left_out:
            said.append(self.tr("The deepest cards print only when they are chosen one by one."))
        return said
