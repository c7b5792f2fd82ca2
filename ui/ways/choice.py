"""ChoiceCards: one question, a few answers, each a card with a radio mark, a title and a line. And the two questions that are
asked in more than one place: who uses this login, and where the person is today."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.cards import Card
from ui.widgets.text import Label
from ui.widgets.toggles import paint_radio

ALONE = "alone"
SHARED = "shared"
NAME_LENGTH = 40
"""How long a name can be by which one of the two is called."""


class ChoiceCards(QWidget):
    """`items` are (value, title, line). `value` is None until one is chosen; `chosen(value)` says which."""

    chosen = Signal(str)

    def __init__(
        self, name: str, items: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._value: str | None = None
        self.cards: dict[str, _Choice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        for value, title, line in items:
            self.add(value, title, line)

    def add(self, value: str, title: str, line: str) -> None:
        """One more answer."""
        card = _Choice(title, line, self._step)
        card.clicked.connect(lambda: self._choose(value))
        self._column.addWidget(card)
        self.cards[value] = card

    @property
    def value(self) -> str | None:
        return self._value

    @value.setter
    def value(self, value: str | None) -> None:
        self._value = value
        for name, card in self.cards.items():
            card.set_chosen(name == value)

    def _choose(self, value: str) -> None:
        if value != self._value:
            self.value = value
            self.chosen.emit(value)

    def _step(self, card: _Choice, by: int) -> None:
        names = list(self.cards)
        here = next(at for at, name in enumerate(names) if self.cards[name] is card)
        there = names[(here + by) % len(names)]
        self.cards[there].setFocus(Qt.FocusReason.TabFocusReason)
        self._choose(there)


class _Choice(Card):
    def __init__(self, title: str, line: str, step: object) -> None:
        super().__init__(choosable=True)
        self._step = step
        self.setAccessibleName(f"{title}. {line}" if line else title)
        self.body.setContentsMargins(16, 11, 16, 12)
        row = QHBoxLayout()
        row.setSpacing(14)
        self._mark = _Mark()
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, "h3", wrap=True))
        if line:
            words.addWidget(Label(line, "caption", "ink_3", wrap=True))
        row.addLayout(words, 1)
        self.body.addLayout(row)

    def set_chosen(self, chosen: bool) -> None:
        self.chosen = chosen
        self._mark.on = chosen
        self._mark.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(self, 1 if event.key() == Qt.Key.Key_Down else -1)  # type: ignore[operator]
        else:
            super().keyPressEvent(event)


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.on = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("check"), theme.line("h3"))

    def paintEvent(self, event: QPaintEvent) -> None:
        side = theme.size("check")
        paint_radio(QPainter(self), QRectF(0, (self.height() - side) / 2, side, side), self.on)


class LoginQuestion(ChoiceCards):
    """Does anyone else use this computer login? The answer decides where the key is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", [], parent)
        self.setAccessibleName(self.tr("Does anyone else use this computer login?"))
        self.add(
            ALONE,
            self.tr("No, only I do"),
            self.tr("The key goes into the system’s keyring, so opening is quick. A passphrase is optional."),
        )
        self.add(
            SHARED,
            self.tr("Yes, or I’m not sure"),
            self.tr("A passphrase opens it, each time. Nothing is put into the keyring."),
        )


class RoleQuestion(ChoiceCards):
    """Where are you today? The answer only changes what comes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", [], parent)
        self.setAccessibleName(self.tr("Where are you today?"))
        self.add(
            "reaching",
            self.tr("Someone close to me has gone quiet"),
            self.tr("Reaching out, waiting, not knowing"),
        )
        self.add("quiet", self.tr("I have gone quiet"), self.tr("Too much, too tired, or no words for it"))
        self.add("mixed", self.tr("A bit of both"), self.tr("It moves between us"))
        self.add("unsure", self.tr("I’d rather not say"), self.tr("Everything, in a neutral order"))
