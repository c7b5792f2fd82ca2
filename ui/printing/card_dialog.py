"""Printing cards: which ones, in which layout, and with what besides the prompt.

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
from ui.widgets.fields import Combo, labelled
from ui.widgets.text import Label
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.content import Prompt
    from ui.session import Session


@dataclass(frozen=True, slots=True)
class CardSet:
    """Some cards to offer: a `deck` with its name, or, with an empty `deck`, cards picked one by one."""

    key: str
    name: str
    prompts: tuple[Prompt, ...]
    deck: str

    def printable(self) -> list[Prompt]:
        """Without depth 5 if it is a deck; all of them if they were picked."""
        return cards.of_deck(self.prompts, self.deck) if self.deck else list(self.prompts)


class CardPrintDialog(PrintDialog):
    """Opens on the set called `wanted`, or on the first."""

    def __init__(self, parent: QWidget, session: Session, sets: Sequence[CardSet], wanted: str = "") -> None:
        self._sets = {each.key: each for each in sets if each.printable()}
        self._wanted = wanted if wanted in self._sets else next(iter(self._sets), "")
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
                ("cut", self.tr("88 × 63 mm, to cut")),
                ("fold", self.tr("88 × 63 mm, with a back")),
                ("large", self.tr("Large print")),
            ],
        )
        self.words = CheckBox(self.tr("Write the depth on each card"))
        self.how_to = CheckBox(self.tr("Begin with a card on how to use them"))
        for combo, label in ((self.which, self.tr("Cards")), (self.layout_, self.tr("Size"))):
            combo.chosen.connect(lambda _value: self.refresh())
            self.controls.addWidget(labelled(label, combo))
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        for box in (self.words, self.how_to):
            box.toggled.connect(lambda _on: self.refresh())
            boxes.addWidget(box)
        self.controls.addLayout(boxes)
        self.moved = Label("", "caption", "ink_2", wrap=True)
        self.controls.addWidget(self.moved)

    def _sheets(self, sheet: str) -> Document | None:
        chosen = self._sets.get(str(self.which.value))
        if chosen is None:
            self.moved.hide()
            return None
        document = CardDocument(
            cards.faces(chosen.printable(), words=self.words.isChecked()),
            layout=str(self.layout_.value),
            sheet=sheet,
            deck=chosen.deck,
            how_to=self.how_to.isChecked(),
            title=self._file_name,
        )
        self.moved.setText(self._about(document))
        self.moved.setVisible(bool(self.moved.text()))
        return document

    def _about(self, document: CardDocument) -> str:
        if not document.moved:
            return ""
        if document.layout == "large":
            return self.tr("Longer ones have a sheet to themselves, at the end.")
        return self.tr("Too long for this size: {count}. They are on larger cards, A6, at the end.").format(
            count=document.moved
        )
