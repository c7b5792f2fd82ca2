"""The questions around the check: who is here, which is closer, what it is for, and how. One page each.

Whoever is asked answers with a press; two people are shown a plain sheet between their answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion.flow import MINUTES
from ui import theme
from ui.talk import flow_words, words
from ui.talk.check import DepthCard
from ui.talk.steps import Step, wide
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import Card
from ui.widgets.chips import FlowLayout
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, ReadLabel, announce
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.flow import Flow


_WIDE = 836


class StartStep(Step):
    """Who is here. Two people are never asked SAFE?, so this comes before anything else."""

    answered = Signal(str)

    def __init__(self) -> None:
        told = flow_words.start()
        super().__init__(told.title)
        self._tell(told)
        question = self.tr("Who is here right now?")
        self.column.addSpacing(theme.space(2))
        self.column.addWidget(Label(question, "h2", wrap=True))
        self.buttons: dict[str, Button] = {}
        for event, text in (("just_me", self.tr("Just me")), ("both_of_us", self.tr("Both of us"))):
            button = wide(Button(text, "secondary", size="large"))
            button.setAccessibleDescription(question)
            button.clicked.connect(lambda _=False, event=event: self.answered.emit(event))
            self.buttons[event] = button
            self.column.addWidget(button)
        for line in flow_words.for_two().lines:
            self.column.addWidget(Label(line, "caption", "ink_3", wrap=True))
        self.column.addLayout(self._ways_out())
        self.column.addStretch(1)

    def first(self) -> QWidget:
        return self.buttons["just_me"]


class ChoiceStep(Step):
    """One question and its answers under one another: the role, and the aim. `known` is where the keyboard starts."""

    answered = Signal(str)
    not_tonight_asked = Signal()

    def __init__(
        self,
        told: words.Told,
        choices: list[tuple[str, str]],
        known: str = "",
        above: QWidget | None = None,
        not_tonight: bool = False,
    ) -> None:
        super().__init__(told.title)
        if above is not None:
            self.column.addWidget(above)
            self.column.addSpacing(theme.space(2))
        self._tell(told)
        self.buttons: dict[str, Button] = {}
        row = FlowLayout(spacing=theme.space(3))
        for code, text in choices:
            button = Button(text, "secondary", size="large")
            button.setAccessibleDescription(told.title)
            button.clicked.connect(lambda _=False, code=code: self.answered.emit(code))
            self.buttons[code] = button
            if above is None:
                self.column.addWidget(wide(button))
            else:
                row.addWidget(button)
        if above is not None:
            self.column.addLayout(row)
        self._known = known if known in self.buttons else choices[0][0]
        if not_tonight:
            self.not_tonight_button = Button(self.tr("Not tonight"), "secondary", size="large")
            self.not_tonight_button.clicked.connect(lambda: self.not_tonight_asked.emit())
            self.column.addSpacing(theme.space(2))
            self.column.addWidget(self.not_tonight_button)
        self.column.addLayout(self._ways_out())
        self.column.addStretch(1)

    def first(self) -> QWidget:
        return self.buttons[self._known]


def result_card(result: str, role: str, draw: Callable[[], object]) -> Card:
    """What there is room for, in lamplight, with a card as the shorter way."""
    told = words.result(result, role)
    card = Card(lamp=True)
    card.body.setContentsMargins(22, 20, 22, 16)
    card.body.addWidget(ReadLabel(told.title, "lead_small"))
    for line in told.lines:
        card.body.addWidget(Label(line, "body", "ink_2", wrap=True))
    button = LinkButton(card.tr("Draw a card instead"), size="small")
    button.clicked.connect(lambda: draw())
    card.body.addLayout(quiet_row(button))
    card.setAccessibleName(" ".join((told.title, *told.lines)))
    return card


class HandOverStep(Step):
    """A plain sheet between two people's answers: nothing on it tells what was said."""

    answered = Signal()

    def __init__(self) -> None:
        told = flow_words.hand_over()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(8))
        self._tell(told)
        self.column.addSpacing(theme.space(3))
        self.here_button = Button(self.tr("It’s my turn now"), "primary", size="large")
        self.here_button.clicked.connect(lambda: self.answered.emit())
        self.column.addWidget(self.here_button)
        self.column.addSpacing(theme.space(3))
        self.column.addLayout(self._ways_out())
        self.column.addStretch(1)

    def first(self) -> QWidget:
        return self.here_button


class AnotherTimeStep(Step):
    """Time or place say not yet: another one can be picked, and company needs neither."""

    asked = Signal(str)

    def __init__(self) -> None:
        told = words.result("another_time", "")
        super().__init__(told.title)
        self._tell(told)
        self.column.addSpacing(theme.space(2))
        row = FlowLayout(spacing=theme.space(3))
        self.plan_button = Button(self.tr("Put it in the plan"), "primary", size="large")
        self.plan_button.clicked.connect(lambda: self.asked.emit("plan"))
        self.company_button = Button(self.tr("Quiet company meanwhile"), "secondary", size="large")
        self.company_button.clicked.connect(lambda: self.asked.emit("company"))
        row.addWidget(self.plan_button)
        row.addWidget(self.company_button)
        self.column.addLayout(row)
        self.back_button = LinkButton(self.tr("Back to the questions"))
        self.back_button.clicked.connect(lambda: self.asked.emit("back"))
        self.column.addLayout(quiet_row(self.back_button))
        self.column.addLayout(self._ways_out())
        self.column.addStretch(1)

    def first(self) -> QWidget:
        return self.plan_button


class ShapeStep(Step):
    """How, where, how deep and how long. What asks least is chosen already."""

    answered = Signal()
    not_tonight_asked = Signal()
    back_asked = Signal()

    def __init__(self, flow: Flow, example: Callable[[str], str]) -> None:
        super().__init__(self.tr("How would you like to do it?"), _WIDE)
        self._flow = flow
        self._two = flow.company == "both"
        if not flow.shape:
            flow.choose_shape(flow.propose_shape())
        self.column.addWidget(ReadLabel(self.title, "lead"))
        self.shape = self._choice(self.title, flow_words.shapes(), flow.shape, self._shape_chosen)
        self._shape_line = Label(flow_words.shape_line(flow.shape), "body", "ink_2", wrap=True)
        self.column.addWidget(self._shape_line)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.space(3))
        self.column.addSpacing(theme.space(2))
        self.column.addLayout(self._pair)
        if not self._two:
            where = self.tr("Where are you two?")
            self.presence = self._beside(where, flow_words.presences(), flow.presence, flow.choose_presence)
        lengths = [(number, flow_words.minutes(number)) for number in MINUTES]
        self.minutes = self._beside(self.tr("How long?"), lengths, flow.minutes, flow.choose_minutes)
        self._heading(self.tr("How deep?"))
        self._build_depth(example)
        self._build_foot()

    def _heading(self, text: str) -> None:
        self.column.addSpacing(theme.space(2))
        self.column.addWidget(Label(text, "h3", wrap=True))

    def _choice(
        self, name: str, items: Sequence[tuple[Any, str]], value: object, chosen: Callable[[Any], object]
    ) -> Segmented:
        made = Segmented(name, items, value)
        made.chosen.connect(chosen)
        self.column.addWidget(made)
        return made

    def _beside(
        self, name: str, items: Sequence[tuple[Any, str]], value: object, chosen: Callable[[Any], object]
    ) -> Segmented:
        """Two short choices side by side, where there is room."""
        part = QVBoxLayout()
        part.setSpacing(theme.space(2))
        part.addWidget(Label(name, "h3", wrap=True))
        track = QHBoxLayout()
        made = Segmented(name, items, value)
        made.chosen.connect(chosen)
        track.addWidget(made)
        track.addStretch(1)
        part.addLayout(track)
        # The longer words get the more room.
        self._pair.addLayout(part, sum(len(words) for _value, words in items))
        return made

    def _shape_chosen(self, shape: str) -> None:
        self._flow.choose_shape(shape)
        self._shape_line.setText(flow_words.shape_line(shape))
        announce(self._shape_line, flow_words.shape_line(shape))

    # --- depth --------------------------------------------------------------------------------------------

    def _build_depth(self, example: Callable[[str], str]) -> None:
        sitting = self._flow.sitting
        open_now = [deck for deck in words.DECKS if not sitting.may_open(deck)]
        fits = sitting.fits() or "beside"
        self.depths: dict[str, DepthCard] = {}
        self.wishes: list[Segmented] = []
        if self._two:
            items = [(deck, words.deck_name(deck)) for deck in open_now]
            self.column.addWidget(
                Label(self.tr("Each of you picks. The lighter one holds."), "body", "ink_2", wrap=True)
            )
            for name in (self.tr("One of you"), self.tr("The other one")):
                self.column.addWidget(Label(name, "caption", "ink_2"))
                self.wishes.append(self._choice(name, items, fits, self._wished))
        else:
            holder = QWidget(self._block)
            self._grid = QGridLayout(holder)
            self._grid.setContentsMargins(0, 0, 0, 0)
            self._grid.setSpacing(theme.space(3))
            for deck in open_now:
                card = DepthCard(deck)
                card.setParent(holder)  # at once, for Tab goes as the parts were made
                card.show_state(fits=deck == fits, example=example(deck), closed=False)
                card.chosen = deck == fits
                card.clicked.connect(lambda deck=deck: self._depth_chosen(deck))
                self.depths[deck] = card
            self.column.addWidget(holder)
        self.deepest = CheckBox(words.both_yes())
        policy = self.deepest.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # its sentence is long: it grows where it wraps
        self.deepest.setSizePolicy(policy)
        if "open" not in open_now:
            self.deepest.hide()
        self.deepest.toggled.connect(lambda on: sitting.both_said_yes() if on else sitting.not_both_yes())
        self.column.addWidget(self.deepest)
        self._flow.choose_depth(fits)

    def _depth_chosen(self, deck: str) -> None:
        for name, card in self.depths.items():
            card.chosen = name == deck
        self._flow.choose_depth(deck)

    def _wished(self, _deck: object) -> None:
        self._flow.choose_depth(*(str(wish.value) for wish in self.wishes))

    # --- foot ---------------------------------------------------------------------------------------------

    def _build_foot(self) -> None:
        self.column.addSpacing(theme.space(3))
        row = FlowLayout(spacing=theme.space(3))
        self.go_on_button = Button(self.tr("Go on"), "primary", size="large")
        self.go_on_button.clicked.connect(lambda: self.answered.emit())
        self.not_tonight_button = Button(self.tr("Not tonight"), "secondary", size="large")
        self.not_tonight_button.clicked.connect(lambda: self.not_tonight_asked.emit())
        row.addWidget(self.go_on_button)
        row.addWidget(self.not_tonight_button)
        self.column.addLayout(row)
        self.back_button = LinkButton(self.tr("Back"))
        self.back_button.clicked.connect(lambda: self.back_asked.emit())
        ways = self._ways_out()
        ways.insertWidget(0, self.back_button)
        self.column.addLayout(ways)
        self.column.addStretch(1)

    def first(self) -> QWidget:
        return self.shape

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_depths()

    def _place_depths(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(across if self._block.width() >= theme.px(680) else down)
        if not self.depths:
            return  # two people choose in words
        columns = 3 if self._block.width() >= theme.px(600) else 1
        for card in self.depths.values():
            self._grid.removeWidget(card)
        for place, card in enumerate(self.depths.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        for number in range(3):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
