"""A card of one's own: its words and the deck it goes into are enough, the rest helps when it is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from companion.decks import DEPTHS, LONGEST, OwnCard
from ui.talk import words
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, FaultLine, LineField, TextField, labelled
from ui.widgets.segmented import Segmented
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from ui.session import Session

_NEW = ""


class OwnCardDialog(Dialog):
    """Write one, or change one. `kept` carries its deck once it is stored."""

    kept = Signal(str)

    def __init__(
        self, parent: QWidget, session: Session, card: OwnCard | None = None, deck: str = ""
    ) -> None:
        super().__init__("", parent, width=560)
        self.set_title(self.tr("Change your card") if card else self.tr("Write a card"))
        self._session, self._card = session, card
        known = session.workspace.decks.names() if session.workspace is not None else []
        wanted = card.deck if card else deck
        self.text = TextField(
            self.tr("The card"), self.tr("A question, or a line with a blank: ___"), lines=3
        )
        self.smaller = TextField(
            self.tr("A smaller version"), self.tr("One word, a nod, a thing to point at"), 1
        )
        self.listener = TextField(self.tr("For who listens"), self.tr("What is enough to say or do"), 1)
        self.deep = Segmented(
            self.tr("How deep?"),
            [(deck, words.deck_name(deck), ("pressure", n + 1)) for n, deck in enumerate(words.DECKS)],
        )
        self.both = CheckBox(self.tr("One of the deepest: only when we have both said yes, today"))
        self.deep.chosen.connect(lambda _deep: self._show_both())
        self.deck = Combo(
            self.tr("Deck"),
            [*((name, name) for name in known), (_NEW, self.tr("A new deck"))],
            wanted if wanted in known else next(iter(known), _NEW),
        )
        self.deck.chosen.connect(lambda _value: self._show_name())
        self.name = LineField(self.tr("Its name"), self.tr("Slow evenings"))
        self.name.setMaxLength(LONGEST["deck"])
        self.faults = {name: FaultLine() for name in LONGEST}
        self._fill(card)
        self.body.addWidget(labelled(self.tr("The card"), self.text, self.faults["text"]))
        for name, words_, field in (
            ("smaller", self.tr("A smaller version, if you like"), self.smaller),
            ("listener", self.tr("For who listens, if you like"), self.listener),
        ):
            self.body.addWidget(labelled(words_, field, self.faults[name]))
        self.body.addWidget(labelled(self.tr("How deep?"), self.deep))
        self.body.addWidget(self.both)
        self._decks = labelled(self.tr("Deck"), self.deck)
        self._names = labelled(self.tr("Its name"), self.name, self.faults["deck"])
        self.body.addWidget(self._decks)
        self.body.addWidget(self._names)
        self._decks.setVisible(bool(known))
        self._show_name()
        self._show_both()
        self.add_button(self.tr("Not now"), "secondary", "reject")
        self.main = self.add_button(self.tr("Keep it"), "primary", "other")
        self.main.clicked.connect(self._agree)

    def _fill(self, card: OwnCard | None) -> None:
        if card is None:
            return
        self.text.setPlainText(card.text)
        self.smaller.setPlainText(card.smaller)
        self.listener.setPlainText(card.listener)
        self.deep.value = card.level
        self.both.setChecked(card.deepness == "deepest")

    def _show_both(self) -> None:
        self.both.setVisible(self.deep.value == "open")

    def _show_name(self) -> None:
        self._names.setVisible(self.deck.value == _NEW)

    def _written(self) -> OwnCard:
        level = str(self.deep.value)
        level = "deepest" if level == "open" and self.both.isChecked() else level
        before = self._card
        # An older card may be finer about its depth than what there is to choose from here.
        depth = before.depth if before is not None and before.deepness == level else DEPTHS[level]
        return replace(
            before or OwnCard("", ""),
            deck=str(self.deck.value) or self.name.text(),
            text=self.text.toPlainText(),
            smaller=self.smaller.toPlainText(),
            listener=self.listener.toPlainText(),
            depth=depth,
        ).tidy()

    def _agree(self) -> None:
        workspace = self._session.workspace
        card = self._written()
        if workspace is None or not self._fits(card):
            return
        if self._session.perform(lambda: workspace.decks.save(card), quiet=True) is not None:
            self.accept()
            self.kept.emit(card.deck)

    def _fits(self, card: OwnCard) -> bool:
        fields: dict[str, QWidget] = {
            "text": self.text,
            "smaller": self.smaller,
            "listener": self.listener,
            "deck": self.name,
        }
        wrong = []
        for name, field in fields.items():
            value = getattr(card, name)
            said = ""
            if len(value) > LONGEST[name]:
                said = self.tr("This is longer than a card holds. Take a few words away.")
            elif not value and name in ("text", "deck"):
                said = self.tr("Add a word or two.")
            self.faults[name].say(said)
            if said:
                wrong.append(field)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong
