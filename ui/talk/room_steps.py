"""The other pages of a talk itself: what both agree on, how to begin, being there, and a repair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from companion import content
from companion.talk import remarks
from ui import theme
from ui.talk import flow_words, sayings
from ui.talk.room_view import RoomView
from ui.talk.steps import Saying
from ui.talk.turns import Names
from ui.typeset import curly
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Hairline
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.phrasing import better_not, clock
from ui.widgets.rows import quiet_line
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Prompt
    from companion.flow import Flow
    from companion.talk import Walk


class AgreeView(RoomView):
    """A card both can read."""

    def __init__(self, flow: Flow, stop_at: datetime) -> None:
        told = flow_words.agree()
        super().__init__(told.title)
        self.column.addWidget(ReadLabel(told.title, "lead"))
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 24)
        card.body.setSpacing(theme.space(3))
        lines = (self.tr("We stop at {time}.").format(time=clock(stop_at)), *told.lines)
        for place, line in enumerate(lines):
            if place:
                card.body.addWidget(Hairline())
            card.body.addWidget(ReadLabel(line, "lead_small"))
        self.column.addWidget(card)
        if flow.company == "me":
            where = [item for item in flow_words.presences() if item[0] != "alone"]
            self.presence = Segmented(self.tr("Where are you two?"), where, flow.presence)
            self.presence.chosen.connect(flow.choose_presence)
            self.column.addWidget(self.presence)
        self.column.addWidget(
            Label(self.tr("If you like, also a word or a sign for pause, and:"), "body", "ink_2", wrap=True)
        )
        row = FlowLayout(spacing=theme.space(2))
        for text in flow_words.eases():
            row.addWidget(Chip(text, checkable=True))
        self.column.addLayout(row)
        self.ways_out()
        self.go_on_button = self.event_button(self.tr("We both agree"), "go_on", "primary")
        self.foot(self.go_on_button)

    def first(self) -> QWidget:
        return self.go_on_button


class OpenerView(RoomView):
    """A card, a sentence of one's own, or neither. The lightest card lies there first.

    `own` is what was put together in Say it kindly, if anything was; `own_chosen` tells whether to begin with it.
    """

    own_chosen = Signal(bool)

    def __init__(self, flow: Flow, names: Names, seed: int, own: str = "") -> None:
        told = flow_words.opener()
        super().__init__(told.title)
        self._flow = flow
        self._seed = seed
        self._own = own
        self._walk: Walk | None = None
        self.tell(told)
        items = [(who, names.name(who)) for who in ("me", "them")]
        if not flow.speaker:
            flow.begin_with("me")
        self.speaker = Segmented(self.tr("Who begins"), items, flow.speaker)
        self.speaker.chosen.connect(flow.begin_with)
        self.column.addWidget(self.speaker)
        self.column.addWidget(self._build_card())
        self.ways_out()
        self.go_on_button = self.event_button(self.tr("Begin"), "go_on", "primary")
        self.foot(self.go_on_button)
        if flow.prompt is None:
            self._with()
        else:
            self._show()

    def _build_card(self) -> Card:
        card = Card()
        card.body.setContentsMargins(24, 20, 24, 14)
        self.words = ReadLabel("", "lead_small")
        self._note = Label("", "caption", "ink_3", wrap=True)
        self._remarks = Label("", "caption", "ink_3", wrap=True)
        card.body.addWidget(self._note)
        card.body.addWidget(self.words)
        card.body.addWidget(self._remarks)
        self.another_button = self._link(self.tr("Another card"), self._another)
        self.own_button = self._link(self.tr("My own sentence"), self._with_own)
        self.without_button = self._link(self.tr("Without a card"), self._without)
        self.with_button = self._link(self.tr("With a card"), self._with)
        links = (self.another_button, self.own_button, self.without_button, self.with_button)
        card.body.addLayout(quiet_line(*links))
        return card

    def _link(self, text: str, slot: Callable[[], object]) -> LinkButton:
        link = LinkButton(text, size="small")
        link.clicked.connect(lambda: slot())
        return link

    def _with(self) -> None:
        if self._flow.aim == "practical" and self._walk is not None:
            self._flow.ask_for_cards()
        self._walk = self._flow.openers(content.prompts(), self._seed)
        self._put(self._walk.current)

    def _another(self) -> None:
        if self._walk is None:
            self._walk = self._flow.openers(content.prompts(), self._seed)
        self._put(self._walk.next())

    def _without(self) -> None:
        self._put(None)
        self.with_button.setFocus()

    def _with_own(self) -> None:
        self._flow.begin_with("me")
        self.speaker.value = "me"
        self._put(None, own=True)
        self.with_button.setFocus()

    def _put(self, prompt: Prompt | None, *, own: bool = False) -> None:
        self._flow.draw(prompt)
        self.own_chosen.emit(own)
        self._show(own)
        announce(self.words, self.words.text())

    def _show(self, own: bool = False) -> None:
        text, card = self._flow.text, self._flow.prompt if self._flow.text else None
        self.words.setText(self._own if own else curly(text) or self._bare())
        notes = [card.note] if card is not None else []
        lines = [line for line in map(better_not, remarks(card)) if line] if card is not None else []
        for label, said in ((self._note, notes), (self._remarks, lines)):
            label.setText(curly(" ".join(said)))
            label.setVisible(bool(label.text()))
        self.another_button.setVisible(card is not None)
        self.without_button.setVisible(card is not None or own)
        self.own_button.setVisible(bool(self._own) and not own)
        self.with_button.setVisible(card is None)

    def _bare(self) -> str:
        practical = self._flow.aim == "practical"
        return " ".join(flow_words.practical().lines) if practical else flow_words.no_card()

    def refresh(self) -> None:
        """It became lighter: a card that is too deep now goes."""
        self._with()

    def first(self) -> QWidget:
        return self.go_on_button


class BesideView(RoomView):
    """No talk at all: the room is there, and so are the ways out."""

    def __init__(self) -> None:
        told = flow_words.beside()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(8))
        self.tell(told)
        self.ways_out()
        self.close_button = self.event_button(self.tr("Close and thank"), "go_on", "primary")
        self.foot(self.close_button)

    def first(self) -> QWidget:
        return self.close_button


class RepairView(RoomView):
    """One line to mend with, then carry on, slower, or stop."""

    def __init__(self, role: str, copy: Callable[[str], object]) -> None:
        told = flow_words.repair()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(4))
        self.tell(told)
        voices = sayings.voices(role)
        lines = [phrase.text for phrase in content.phrases("repair") if phrase.role in voices]
        self.saying = Saying(lines, copy)
        self.column.addWidget(self.saying)
        self.ways_out()
        self.slower_button = self.event_button(self.tr("Slower"), "slower")
        self.carry_on_button = self.event_button(self.tr("Carry on"), "carry_on", "primary")
        self.foot(self.slower_button, self.carry_on_button)

    def first(self) -> QWidget:
        return self.carry_on_button
