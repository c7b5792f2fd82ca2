"""The plain pages of "When ready": one thing to read or answer, and the ways on, all of them real buttons.

Each step says by signals what was chosen; the tab decides what comes next. Pausing, something smaller and stopping are
on every step that asks something. What follows the check is in `asking.py` and `ask_them.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.talk import words
from ui.typeset import curly
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import Card, Hairline, LampBar
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.text import Label, ReadLabel, announce

_MEASURE = 540
# Quiet buttons reach this far beyond the text, so that their words stand under it.
_PULL = 10


class Step(QWidget):
    """A column of reading width. `title` is what a screen reader hears first."""

    pause_asked = Signal()
    smaller_asked = Signal()
    stop_asked = Signal()

    def __init__(self, title: str = "", measure: int = _MEASURE) -> None:
        super().__init__()
        self.title = title
        self._measure = measure
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._block = QWidget()
        self._block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(self._block)
        self.column.setContentsMargins(_PULL, 0, _PULL, 0)
        self.column.setSpacing(theme.space(3))
        row.addWidget(self._block, 1000)
        row.addStretch(1)
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._block.setMaximumWidth(theme.px(self._measure) + 2 * _PULL)

    def first(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None

    def _ways_out(self) -> QHBoxLayout:
        self.pause_button = LinkButton(self.tr("Pause"))
        self.pause_button.clicked.connect(lambda: self.pause_asked.emit())
        self.smaller_button = LinkButton(self.tr("Something smaller"))
        self.smaller_button.clicked.connect(lambda: self.smaller_asked.emit())
        self.stop_button = LinkButton(self.tr("Stop here"))
        self.stop_button.clicked.connect(lambda: self.stop_asked.emit())
        return quiet_row(self.pause_button, self.smaller_button, self.stop_button)

    def _tell(self, told: words.Told) -> None:
        self.column.addWidget(ReadLabel(told.title, "lead"))
        for line in told.lines:
            self.column.addWidget(Label(line, "body", "ink_2", wrap=True))


class SafeStep(Step):
    """SAFE?, before anything else."""

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Before you begin"))
        told = words.Told(
            self.title,
            (
                self.tr(
                    "Talking things through helps many people. It can make things worse where one person is "
                    "frightened of the other."
                ),
            ),
        )
        self._tell(told)
        question = self.tr("Does it feel safe enough to bring this up with them?")
        self.column.addSpacing(theme.space(2))
        self.column.addWidget(Label(question, "h2", wrap=True))
        self.buttons: dict[str, Button] = {}
        for code, text in words.safe_answers():
            button = wide(Button(text, "secondary", size="large"))
            button.setAccessibleDescription(question)
            button.clicked.connect(lambda _=False, code=code: self.answered.emit(code))
            self.buttons[code] = button
            self.column.addWidget(button)
        self.column.addWidget(Label(self.tr("The answer isn’t stored."), "caption", "ink_3", wrap=True))
        self.column.addLayout(self._ways_out())
        self.column.addStretch(1)

    def first(self) -> QWidget:
        return self.buttons["safe"]


class LinesStep(Step):
    """Three plain lines for "not sure". No count, no verdict, either way."""

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__(self.tr("Three plain lines"))
        self.column.addWidget(ReadLabel(self.title, "lead"))
        for line in words.three_lines():
            self.column.addWidget(Hairline())
            self.column.addWidget(ReadLabel(line, "read_small"))
        self.column.addWidget(Hairline())
        self.column.addSpacing(theme.space(1))
        lines = " ".join(words.three_lines())
        self.fits = wide(Button(self.tr("One of these fits"), "secondary", size="large"))
        self.none = wide(Button(self.tr("None fits"), "secondary", size="large"))
        for button, one in ((self.fits, True), (self.none, False)):
            button.setAccessibleDescription(lines)
            button.clicked.connect(lambda _=False, one=one: self.answered.emit(one))
            self.column.addWidget(button)
        self.column.addLayout(self._ways_out())
        self.column.addStretch(1)

    def first(self) -> QWidget:
        return self.fits


class KindStep(Step):
    """Where talking stops for now: a few kind words, a page to read, something for oneself, a way to begin again.

    `asked` carries "help", "write", "today" or "again".
    """

    asked = Signal(str)

    def __init__(self, told: words.Told, help_text: str) -> None:
        super().__init__(told.title)
        self._tell(told)
        self.column.addSpacing(theme.space(2))
        row = FlowLayout(spacing=theme.space(3))
        self.help_button = Button(help_text, "primary", size="large")
        self.close_button = Button(self.tr("Close this"), "secondary", size="large")
        self.help_button.clicked.connect(lambda: self.asked.emit("help"))
        self.close_button.clicked.connect(lambda: self.asked.emit("today"))
        row.addWidget(self.help_button)
        row.addWidget(self.close_button)
        self.column.addLayout(row)
        self.write_button = LinkButton(self.tr("Write something for yourself"))
        self.write_button.clicked.connect(lambda: self.asked.emit("write"))
        self.again_button = LinkButton(self.tr("Begin a new session"))
        self.again_button.clicked.connect(lambda: self.asked.emit("again"))
        self.column.addLayout(quiet_row(self.write_button))
        self.column.addStretch(1)
        self.column.addWidget(
            Label(
                self.tr(
                    "The cards come back when you begin a new session. It asks the first question again."
                ),
                "caption",
                "ink_3",
                wrap=True,
            )
        )
        self.column.addLayout(quiet_row(self.again_button))

    def first(self) -> QWidget:
        return self.help_button


class SettleStep(Step):
    """Five minutes of something else. There is no clock; looking again is up to the person."""

    again_asked = Signal()
    write_asked = Signal()
    not_tonight_asked = Signal()

    def __init__(self, offer: words.Offer, role: str) -> None:
        super().__init__(offer.title)
        card = Card()
        card.body.setSpacing(theme.space(3))
        card.body.addWidget(ReadLabel(offer.title, "lead_small"))
        card.body.addWidget(ReadLabel(offer.text, "read_small", "ink_2"))
        self.column.addWidget(card)
        if role == "reaching":
            self._urge()
        self.column.addSpacing(theme.space(2))
        row = FlowLayout(spacing=theme.space(3))
        writes = offer.key == "hot"
        self.again_button = Button(
            self.tr("Look once more"), "secondary" if writes else "primary", size="large"
        )
        self.again_button.clicked.connect(lambda: self.again_asked.emit())
        self.not_tonight_button = Button(self.tr("Not tonight"), "secondary", size="large")
        self.not_tonight_button.clicked.connect(lambda: self.not_tonight_asked.emit())
        self.write_button = Button(self.tr("Open a page"), "primary", size="large")
        self.write_button.clicked.connect(lambda: self.write_asked.emit())
        if not writes:
            self.write_button.hide()
        for button in (self.write_button, self.again_button, self.not_tonight_button):
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addLayout(self._ways_out())
        self.column.addStretch(1)
        self._writes = writes

    def _urge(self) -> None:
        self.column.addSpacing(theme.space(2))
        self.urges = OneOf(self.tr("What does the pull to ask right now want?"), words.urges())
        self.column.addWidget(self.urges)

    def first(self) -> QWidget:
        return self.write_button if self._writes else self.again_button


class OneOf(QWidget):
    """Some short choices; the one that is pressed says what goes with it. Nothing is kept of it."""

    def __init__(self, question: str, offers: Sequence[words.Offer]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addWidget(Label(question, "h3", wrap=True))
        holder = QWidget()
        row = FlowLayout(holder)
        self._bar = LampBar()
        self.answer = Label("", "body", wrap=True)
        self._bar.body.addWidget(self.answer)
        self._bar.hide()
        self.chips: dict[str, Chip] = {}
        for offer in offers:
            chip = Chip(offer.title, checkable=True)
            chip.setAccessibleDescription(question)
            chip.clicked.connect(lambda _=False, offer=offer: self._choose(offer))
            self.chips[offer.key] = chip
            row.addWidget(chip)
        column.addWidget(holder)
        column.addWidget(self._bar)

    def _choose(self, offer: words.Offer) -> None:
        for key, chip in self.chips.items():
            chip.setChecked(key == offer.key)
        self.answer.setText(offer.text)
        self._bar.show()
        announce(self._bar, offer.text)


class EndStep(Step):
    """A quiet ending. With `lines` to say it, one at a time, and with `calming` five minutes of something; nothing is
    kept, nothing asked again."""

    company_asked = Signal()
    write_asked = Signal()
    often_asked = Signal()
    again_asked = Signal()

    def __init__(
        self,
        told: words.Told,
        lines: Sequence[str],
        copy: Callable[[str], object],
        *,
        often: bool = False,
        calming: bool = False,
    ) -> None:
        super().__init__(told.title)
        self._tell(told)
        self.saying = Saying(lines, copy)
        if not lines:
            self.saying.hide()
        self.column.addWidget(self.saying)
        self.column.addSpacing(theme.space(2))
        row = FlowLayout(spacing=theme.space(3))
        self.company_button = Button(self.tr("Quiet company instead"), "primary", size="large")
        self.company_button.clicked.connect(lambda: self.company_asked.emit())
        self.write_button = Button(self.tr("Write a little"), "secondary", size="large")
        self.write_button.clicked.connect(lambda: self.write_asked.emit())
        row.addWidget(self.company_button)
        row.addWidget(self.write_button)
        self.column.addLayout(row)
        if calming:
            self.calming = OneOf(self.tr("Five minutes of something else"), words.settling())
            self.column.addWidget(self.calming)
        self.often_button = LinkButton(self.tr("I always end up saying “not now”"))
        self.often_button.clicked.connect(lambda: self.often_asked.emit())
        if not often:
            self.often_button.hide()
        self.again_button = LinkButton(self.tr("Begin a new session"))
        self.again_button.clicked.connect(lambda: self.again_asked.emit())
        if often:
            self.column.addLayout(quiet_row(self.often_button))
        else:
            self.often_button.setParent(self)
        self.column.addLayout(quiet_row(self.again_button))
        self.column.addStretch(1)

    def first(self) -> QWidget:
        return self.company_button


class Saying(LampBar):
    """A sentence one could say, another one at a press, and a way to copy it."""

    def __init__(self, lines: Sequence[str], copy: Callable[[str], object]) -> None:
        super().__init__()
        self._lines = [curly(line) for line in lines] or [""]
        self._at = 0
        self.line = ReadLabel(self._lines[0], "suggest")
        self.body.addWidget(self.line)
        self.another_button = LinkButton(self.tr("Another way to say it"), size="small")
        self.another_button.clicked.connect(self._another)
        if len(self._lines) < 2:
            self.another_button.hide()
        self.copy_button = LinkButton(self.tr("Copy"), icon="copy", size="small")
        self.copy_button.clicked.connect(lambda: copy(self.text))
        self.body.addLayout(quiet_row(self.another_button, self.copy_button))

    @property
    def text(self) -> str:
        """The sentence that stands there now."""
        return self._lines[self._at]

    def _another(self) -> None:
        self._at = (self._at + 1) % len(self._lines)
        self.line.setText(self.text)
        announce(self.line, self.text)


def wide(button: Button) -> Button:
    """A button as wide as its column, one of several answers under one another."""
    policy = button.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    button.setSizePolicy(policy)
    return button


def pulled(widget: QWidget) -> QHBoxLayout:
    """A place for a widget that keeps room for quiet buttons, so that its words line up with its neighbours'."""
    row = quiet_row()
    row.takeAt(0)
    row.addWidget(widget, 1)
    return row
