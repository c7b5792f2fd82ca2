"""Is there room for a talk? Four small checks, a result in words, and three depths to choose from.

The answers live in the sitting, in memory. Nothing here is a number, and every way out is as large as the way in. Where two
people answer, each does so alone: no result and no depth is shown, and "rather not tonight" looks like any other answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.talk import flow_words, words
from ui.talk.steps import pulled
from ui.typeset import curly
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import Card
from ui.widgets.chips import FlowLayout
from ui.widgets.marks import Mark
from ui.widgets.segmented import Segmented
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.flow import Flow

_QUESTIONS = 512
_RESULT = 276
_LEAST_DEPTH = 216
_ANY = 16_777_215
# Quiet buttons reach this far beyond the text, so that their words stand under it.
_PULL = 10
_SMALL_RESULTS = ("settle", "not_now")
_ROOM = ("small", "some", "enough")


class CheckStep(QWidget):
    """The page of picture 11. `example(deck)` gives a card to show as a taste, or nothing."""

    draw_asked = Signal(str)
    go_on_asked = Signal()
    not_tonight_asked = Signal()
    settle_asked = Signal(str)
    company_chosen = Signal(str)
    pause_asked = Signal()
    smaller_asked = Signal()
    stop_asked = Signal()

    def __init__(self, flow: Flow, example: Callable[[str], str]) -> None:
        super().__init__()
        self.title = self.tr("Is there room for a talk?")
        self._flow = flow
        self._sitting = flow.sitting
        self._two = flow.company == "both"
        self._example = example
        self._small = False
        self._arranged: tuple[object, ...] = ()
        self._touched = False
        self._heard = ""
        self._build()
        self.refresh()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._questions = QWidget()
        self._questions.setLayout(self._build_questions())
        self.result = _Result()
        self.result.settle_asked.connect(self.settle_asked)
        self.result.company_asked.connect(self.smaller_asked)
        # An aligned item is not asked for its height at its width, so a stretch does the aligning.
        self._beside = QWidget()
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.result)
        beside.addStretch(1)
        self._top.addWidget(self._questions, 1)
        self._top.addWidget(self._beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addSpacing(theme.space(5))
        column.addWidget(self._build_depth())
        column.addStretch(1)
        self._foot = self._build_foot()
        column.addLayout(self._foot)

    def _build_depth(self) -> QWidget:
        self._depth = QWidget(self)
        column = QVBoxLayout(self._depth)
        column.setContentsMargins(0, 0, 0, theme.space(5))
        column.setSpacing(0)
        heading = QHBoxLayout()
        heading.setSpacing(theme.space(3))
        heading.addWidget(Label(self.tr("How deep?"), "h2"))
        heading.addWidget(
            Label(self.tr("You can change this at any card."), "caption", "ink_3", wrap=True), 1
        )
        column.addLayout(heading)
        column.addSpacing(theme.space(3))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.space("gutter"))
        self.depths = {deck: DepthCard(deck) for deck in words.DECKS}
        for deck, card in self.depths.items():
            card.setParent(self._depth)
            card.clicked.connect(lambda deck=deck: self._choose(deck))
        column.addLayout(self._grid)
        self._depth.setHidden(self._two)
        return self._depth

    def _build_questions(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(theme.space(2))
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(ReadLabel(self.title, "lead"))
        told.addWidget(
            Label(self.tr("Four small questions. Nothing is scored or kept."), "body", "ink_2", wrap=True)
        )
        items = [("me", self.tr("Just me")), ("both", self.tr("Both of us"))]
        self.company = Segmented(self.tr("Who answers"), items, self._flow.company, self._questions)
        self.company.chosen.connect(lambda who: self.company_chosen.emit(who))
        self._head.addLayout(told, 1)
        # A stretch beside it, or its narrow width would be taken for the width of the whole head.
        asked = QHBoxLayout()
        asked.addWidget(self.company)
        asked.addStretch(1)
        self._head.addLayout(asked)
        column.addLayout(self._head)
        column.addSpacing(theme.space(4))
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(theme.space(4))
        self._rows.setVerticalSpacing(theme.space(2) + 2)
        self.asked: dict[str, Label] = {}
        self.steps: dict[str, StepSelector] = {}
        for check in words.CHECKS:
            self.asked[check] = Label("", "body", wrap=True)
            # With its parent from the start, for Tab goes as the parts were made: questions, depth, deeds.
            step = StepSelector(words.check_name(check), words.answers(), parent=self._questions)
            step.chosen.connect(lambda value, check=check: self._answered(check, value))
            self.steps[check] = step
        column.addLayout(self._rows)
        column.addStretch(1)
        return column

    def _build_foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(theme.space(2))
        self._deeds = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._deeds.setSpacing(theme.space(5))
        row = FlowLayout(spacing=theme.space(2) + 2)
        self.draw_button = Button(self.tr("Draw a card"), "primary", size="large")
        self.draw_button.clicked.connect(lambda: self.draw_asked.emit(self.chosen_deck()))
        self.go_on_button = Button(self.tr("Prepare a talk"), "secondary", size="large")
        self.go_on_button.clicked.connect(lambda: self.go_on_asked.emit())
        self.not_tonight_button = Button(self.tr("Not tonight"), "secondary", size="large")
        self.not_tonight_button.clicked.connect(self._not_tonight)
        if self._two:
            self.go_on_button.setText(self.tr("That’s my answer"))
            self.not_tonight_button.setText(self.tr("Rather not tonight"))
            self.draw_button.hide()
        for button in (self.draw_button, self.go_on_button, self.not_tonight_button):
            row.addWidget(button)
        self.pause_button = LinkButton(self.tr("Pause"))
        self.pause_button.clicked.connect(lambda: self.pause_asked.emit())
        self.smaller_button = LinkButton(self.tr("Something smaller"))
        self.smaller_button.clicked.connect(lambda: self.smaller_asked.emit())
        self.stop_button = LinkButton(self.tr("Stop here"))
        self.stop_button.clicked.connect(lambda: self.stop_asked.emit())
        holder = QWidget(self)
        holder.setLayout(row)
        self._deeds.addWidget(holder, 1)
        self._deeds.addLayout(quiet_row(self.pause_button, self.smaller_button, self.stop_button))
        foot.addLayout(self._deeds)
        told = self.tr("“Not tonight” is an answer too. It can become a plan to sit together instead.")
        if self._two:
            told = self.tr("Either way the other one answers too, and sees no difference.")
        foot.addWidget(Label(told, "caption", "ink_3", wrap=True))
        return foot

    # --- answers ------------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.steps["body"]

    def chosen_deck(self) -> str:
        """The depth that is chosen now."""
        return next((deck for deck, card in self.depths.items() if card.chosen), "beside")

    def refresh(self) -> None:
        """Show what the sitting knows."""
        self.company.value = self._flow.company
        for check in words.CHECKS:
            question = curly(words.question(self._sitting.question(check)))
            self.asked[check].setText(question)
            self.steps[check].setAccessibleDescription(question)
            given = self._sitting.answered(check)
            self.steps[check].value = words.ANSWERS.index(given) + 1 if given else None
        self._show_result()

    def _not_tonight(self) -> None:
        if self._two:
            self._sitting.rather_not()
            self.go_on_asked.emit()
        else:
            self.not_tonight_asked.emit()

    def _answered(self, check: str, value: object) -> None:
        if isinstance(value, int):
            self._sitting.answer(check, words.ANSWERS[value - 1])
        else:
            # The sitting knows no way back to unanswered; what was said last stands until it is changed.
            self.refresh()
        self._show_result()

    def _choose(self, deck: str) -> None:
        self._touched = True
        for name, card in self.depths.items():
            card.chosen = name == deck

    def _show_result(self) -> None:
        if self._two:
            self.result.tell(flow_words.for_two(), "")
            self.go_on_button.setEnabled(self._sitting.complete)
            self.go_on_button.set_kind("primary")
            return
        code = self._sitting.result()
        told = words.result(code, self._sitting.role)
        self.result.tell(told, code)
        if code != self._heard:
            self._heard = code
            if code:
                announce(self.result, " ".join((told.title, *told.lines)))
        fits = self._sitting.fits()
        if fits and not self._touched:
            for name, card in self.depths.items():
                card.chosen = name == fits
        elif not any(card.chosen for card in self.depths.values()):
            self.depths["beside"].chosen = True
        for deck, card in self.depths.items():
            reason = self._sitting.may_open(deck)
            example = "" if reason else self._example(deck)
            card.show_state(fits=deck == fits, example=example, closed=bool(reason))
        small = code in _SMALL_RESULTS
        self.draw_button.set_kind("secondary" if small else "primary")
        self.not_tonight_button.set_kind("primary" if small else "secondary")
        self.go_on_button.setVisible(code in _ROOM or code == "another_time")
        self.go_on_button.setText(
            self.tr("Pick another time") if code == "another_time" else self.tr("Prepare a talk")
        )

    # --- room ---------------------------------------------------------------------------------------------

    def set_small(self, small: bool) -> None:
        """The result goes below the questions in a narrow window."""
        self._small = small
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._arrange()

    def _arrange(self) -> None:
        room = self.width()
        side_by_side = not self._small and room >= theme.px(_QUESTIONS - 60 + _RESULT)
        columns = 3 if room >= 3 * theme.px(_LEAST_DEPTH) else 1
        stacked = room < theme.px(460)
        wanted = (side_by_side, columns, stacked, theme.scale())
        if wanted == self._arranged:
            return
        self._arranged = wanted
        self._arrange_top(side_by_side)
        self._arrange_rows(stacked)
        for card in self.depths.values():
            self._grid.removeWidget(card)
        for place, card in enumerate(self.depths.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if stacked else across)
        self._deeds.setDirection(down if room < theme.px(760) else across)

    def _arrange_top(self, side_by_side: bool) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(across if side_by_side else down)
        self._top.setSpacing(theme.space(12) if side_by_side else theme.space(5))
        self._questions.setMaximumWidth(theme.px(_QUESTIONS) if side_by_side else _ANY)
        self._beside.setMinimumWidth(theme.px(_RESULT) if side_by_side else 0)
        self._beside.setMaximumWidth(theme.px(_RESULT) if side_by_side else _ANY)

    def _arrange_rows(self, stacked: bool) -> None:
        for check in words.CHECKS:
            self._rows.removeWidget(self.asked[check])
            self._rows.removeWidget(self.steps[check])
        for row, check in enumerate(words.CHECKS):
            if stacked:
                self._rows.addWidget(self.asked[check], 2 * row, 0)
                self._rows.addWidget(self.steps[check], 2 * row + 1, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self._rows.addWidget(self.asked[check], row, 0, Qt.AlignmentFlag.AlignVCenter)
                self._rows.addWidget(self.steps[check], row, 1, Qt.AlignmentFlag.AlignRight)
        self._rows.setColumnStretch(0, 1)


class _Result(Card):
    """What could fit, in lamplight and in words."""

    settle_asked = Signal(str)
    company_asked = Signal()

    def __init__(self) -> None:
        super().__init__(lamp=True)
        self.body.setContentsMargins(22, 20, 22, 20)
        self.heading = ReadLabel("", "lead_small")
        self.body.addWidget(self.heading)
        self._lines = [Label("", "body", "ink_2", wrap=True) for _ in range(2)]
        for line in self._lines:
            self.body.addWidget(line)
        self._choices = QWidget()
        column = QVBoxLayout(self._choices)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(0)
        self.offers: dict[str, LinkButton] = {}
        for offer in words.settling():
            button = LinkButton(offer.title, size="small")
            button.clicked.connect(lambda _=False, key=offer.key: self.settle_asked.emit(key))
            self.offers[offer.key] = button
            column.addLayout(quiet_row(button))
        self.body.addLayout(pulled(self._choices))
        self.company_button = LinkButton(self.tr("Quiet company"), size="small")
        self.company_button.clicked.connect(lambda: self.company_asked.emit())
        self._company = QWidget()
        holder = QVBoxLayout(self._company)
        holder.setContentsMargins(_PULL, 0, _PULL, 0)
        holder.addLayout(quiet_row(self.company_button))
        self.body.addLayout(pulled(self._company))

    def tell(self, told: words.Told, code: str) -> None:
        self.heading.setText(told.title)
        for place, line in enumerate(self._lines):
            line.setText(told.lines[place] if place < len(told.lines) else "")
            line.setVisible(place < len(told.lines))
        self._choices.setVisible(code == "settle")
        self._company.setVisible(code in ("another_time", "not_now"))
        self.setAccessibleName(" ".join((told.title, *told.lines)))


class DepthCard(Card):
    """One of the three depths."""

    def __init__(self, deck: str) -> None:
        super().__init__(choosable=True)
        self.deck = deck
        self.body.setContentsMargins(18, 16, 18, 16)
        self.body.setSpacing(theme.space(1))
        head = QHBoxLayout()
        head.setSpacing(theme.space(2) + 2)
        self._fits = Label("", "caption", "accent")
        head.addWidget(Mark("pressure", words.DECKS.index(deck) + 1, "ink_2"))
        head.addWidget(Label(words.deck_name(deck), "card_title"), 1)
        head.addWidget(self._fits)
        self._line = Label(words.deck_line(deck), "body", "ink_2", wrap=True)
        self._example = ReadLabel("", "read_small", "ink_2", max_lines=3)
        self.body.addLayout(head)
        self.body.addWidget(self._line)
        self.body.addSpacing(theme.space(1))
        self.body.addWidget(self._example)
        self.body.addStretch(1)

    def show_state(self, *, fits: bool, example: str, closed: bool) -> None:
        """Whether it fits tonight, a card as a taste, or that it asks something first."""
        self._fits.setText(self.tr("fits tonight") if fits else "")
        if closed:
            text = self.tr("Opens after four yes.")
            formats = []
        else:
            text = self.tr("“{text}”").format(text=curly(example)) if example else ""
            italic = QTextCharFormat()
            italic.setFontItalic(True)
            whole = QTextLayout.FormatRange()
            whole.start, whole.length, whole.format = 0, len(text.encode("utf-16-le")) // 2, italic
            formats = [whole]
        self._example.setText(text)
        self._example.set_formats(formats)
        parts = (words.deck_name(self.deck), self._fits.text(), self._line.text(), words.spoken(text))
        self.setAccessibleName(". ".join(part.rstrip(".") for part in parts if part))
