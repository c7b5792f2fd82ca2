"""A field one types into and the known words that fit what is typed, shown beside it.

The offers are a child of the window, not a window of their own: they open no grab, and whatever covers the window
covers them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from companion.spelling import plain
from ui import theme
from ui.widgets.dialog import Shadow
from ui.widgets.fields import LineField
from ui.widgets.paint import box, rtl
from ui.widgets.text import announce

MOST_OFFERS = 6
_PAD = 6
_BETWEEN = re.compile(r"[\s/_,·-]+")


def matching(words: Sequence[str], typed: str, most: int = MOST_OFFERS) -> list[str]:
    """The words that fit: those that begin with what is typed, those in which each part of it begins a word, those
    that hold it anywhere; in each group in the order they came."""
    parts = plain(typed).split()
    if not parts:
        return []
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for word in words:
        known = plain(word)
        if known.startswith(" ".join(parts)):
            found[0].append(word)
        elif all(any(piece.startswith(part) for piece in _BETWEEN.split(known)) for part in parts):
            found[1].append(word)
        elif all(part in known for part in parts):
            found[2].append(word)
    return [word for group in found for word in group][:most]


class Offers(QWidget):
    """A few words to choose from. It takes no focus; the field moves the choice. `picked(str)` on a click."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words: list[str] = []
        self.choice = -1
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._shadow = Shadow(parent, "menu", "card")
        self._shadow.hide()
        self.destroyed.connect(self._shadow.deleteLater)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shadow.show()
        self._shadow.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if isValid(self._shadow):
            self._shadow.hide()

    def show_words(self, words: list[str], over: QWidget) -> None:
        """Show the words at a field, above it where there is more room; the last ones are left out where it does not
        suffice. None hides it."""
        window = over.window()
        corner = over.mapTo(window, QPoint(0, over.height() + 4))
        top = over.mapTo(window, QPoint(0, 0)).y() - 4
        above, below = self._fitting(top), self._fitting(window.height() - corner.y())
        upwards = below < len(words) and above > below
        self.words, self.choice = words[: above if upwards else below], -1
        if not self.words:
            self.hide()
            return
        size = self.sizeHint()
        # As wide as a field in a column; across a whole page the words would only lie apart.
        self.resize(max(size.width(), min(over.width(), theme.px(320))), size.height())
        self._over, self._upwards = over, upwards
        self._place()
        self.show()
        self.raise_()
        self.update()
        QTimer.singleShot(0, self, self._place)  # what is about to move the field has moved it by then

    _over: QWidget | None = None
    _upwards = False

    def _place(self) -> None:
        over = self._over
        if over is None or not isValid(over):
            return
        window, gap = over.window(), 4
        corner = over.mapTo(window, QPoint(0, -gap - self.height() if self._upwards else over.height() + gap))
        if rtl(over):
            corner.setX(corner.x() + over.width() - self.width())
        corner.setX(max(gap, min(corner.x(), window.width() - self.width() - gap)))
        self.move(corner)
        self._shadow.setGeometry(self.geometry())

    @staticmethod
    def _fitting(room: int) -> int:
        """How many words have room."""
        return max(0, (room - 2 * _PAD - 4) // theme.px(32))

    def step(self, by: int) -> None:
        """Choose the next offer, or the one before; past the ends none is chosen."""
        if self.words:
            self.choice = (self.choice + 1 + by) % (len(self.words) + 1) - 1
            self.update()
            if self.choice >= 0:
                announce(self, self.words[self.choice])

    @property
    def chosen(self) -> str:
        return self.words[self.choice] if self.isVisible() and 0 <= self.choice < len(self.words) else ""

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font("body"))
        wide = max((metrics.horizontalAdvance(word) for word in self.words), default=0.0)
        width = min(max(theme.px(140), round(wide) + 2 * (_PAD + 12)), theme.px(320))
        return QSize(width, len(self.words) * theme.px(32) + 2 * _PAD)

    def _row(self, y: float) -> int:
        row = int((y - _PAD) // theme.px(32))
        return row if 0 <= row < len(self.words) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.choice = self._row(event.position().y())
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row(event.position().y())
        if row >= 0:
            self.picked.emit(self.words[row])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, theme.radius("card"), theme.color("raised"), theme.color("line"))
        metrics = QFontMetricsF(theme.font("body"))
        painter.setFont(theme.font("body"))
        high = theme.px(32)
        for row, word in enumerate(self.words):
            area = QRectF(_PAD, _PAD + row * high, self.width() - 2 * _PAD, high)
            if row == self.choice:
                box(painter, area, theme.radius("tag"), theme.color("accent_soft"))
            words = metrics.elidedText(word, Qt.TextElideMode.ElideRight, area.width() - 24)
            x = area.right() - 12 - metrics.horizontalAdvance(words) if rtl(self) else area.left() + 12
            painter.setPen(theme.color("on_accent_soft" if row == self.choice else "ink"))
            base = area.top() + (high - metrics.height()) / 2 + metrics.ascent()
            painter.drawText(QPointF(x, round(base)), words)


class Offering(QObject):
    """The offers beside one field, made once there are any. `picked(str)` when one was clicked, or chosen by the keys."""

    picked = Signal(str)

    def __init__(self, field: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        self.box: Offers | None = None

    @property
    def words(self) -> list[str]:
        """What stands beside the field."""
        return self.box.words if self.box is not None and self.box.isVisible() else []

    def show(self, words: list[str]) -> None:
        """Have these stand there; none hides them."""
        if self.box is None:
            if not words:
                return
            self.box = Offers(self._field.window())
            self.box.picked.connect(self.picked)
            self.destroyed.connect(self.box.deleteLater)
        self.box.show_words(words, self._field)

    def key(self, event: QKeyEvent) -> bool:
        """Whether this key was for the offers: Down and Up choose, Enter takes what is chosen, Esc puts them away."""
        box = self.box
        if box is None or not self.words:
            return False
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            box.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.show([])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and box.chosen:
            self.picked.emit(box.chosen)
        else:
            return False
        return True


class OfferField(LineField):
    """`taken(str)` comes with a word once it is there: an offer that was chosen, or, where `takes_typed`, what was typed
    and Enter."""

    taken = Signal(str)
    takes_typed = True

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder)
        self._known: list[str] = []
        self._offering = Offering(self, self)
        self._offering.picked.connect(self._take)
        self.textEdited.connect(self._typed)

    def offer(self, words: Sequence[str]) -> None:
        """The words there are, the likeliest first."""
        self._known = list(words)
        self._show_offers()

    def matching(self) -> list[str]:
        """What would be offered now."""
        typed = plain(self.text()).strip()
        return [word for word in matching(self._known, typed, MOST_OFFERS + 1) if plain(word) != typed][
            :MOST_OFFERS
        ]

    @property
    def offers(self) -> list[str]:
        """What stands beside the field."""
        return self._offering.words

    def _show_offers(self) -> None:
        self._offering.show(self.matching() if self.hasFocus() else [])

    def _hide_offers(self) -> None:
        self._offering.show([])

    def _take(self, words: str) -> None:
        self.taken.emit(words)
        self._show_offers()

    def _typed(self, _text: str) -> None:
        self._show_offers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._offering.key(event):
            return
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.takes_typed and self.text().strip():
            self._take(self.text())
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hide_offers()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hide_offers()

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)
