"""The large card: one prompt on raised paper, two more cards showing behind it, and the keys it listens to.

The card is shown, not stored: it gets a `Shown` and says by signals what somebody asked of it. At large text its
inside scrolls and the card stays as large as it is. Single letters act only while the card itself has the focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.talk import words
from ui.theme.tokens import ELEVATION
from ui.widgets.cards import Hairline
from ui.widgets.icons import IconView
from ui.widgets.marks import Mark
from ui.widgets.paint import box, rtl
from ui.widgets.text import Label, ReadLabel

# Room around the card for its shadow.
_AROUND = 14
_SLIDE = 24
_SMALL_HEIGHT = 280
_LEVELS = {"beside": 1, "closer": 2, "open": 3}


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the card now. `deck` is a code, everything else words."""

    text: str
    deck: str
    label: str = ""
    note: str = ""
    listener: Sequence[str] = ()
    after: str = ""
    remarks: Sequence[str] = ()


class PromptCard(QWidget):
    """The card with its shadow and the edges behind it."""

    next_asked = Signal()
    back_asked = Signal()
    pass_asked = Signal()
    keep_asked = Signal()
    deck_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._small = False
        self._backdrop = _Backdrop(self)
        self.face = _Face(self)
        self._leaving = _Leaving(self)
        self._leaving.hide()
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def show_prompt(self, shown: Shown, *, direction: int = 0) -> None:
        """Put a prompt on the card. A direction of 1 or -1 lets the old one slide away to the start or the end."""
        moving = direction != 0 and self.isVisible() and theme.motion("card_next") > 0
        before = self.face.grab() if moving else None
        self.face.fill(shown)
        if before is not None:
            self._leaving.setGeometry(self.face.geometry())
            self._leaving.go(before, -direction if rtl(self) else direction)

    def set_small(self, small: bool) -> None:
        """Lower in a small window, so that the answers below it can be seen."""
        self._small = small
        self.face.text.set_style("prompt_room" if small else "prompt")
        self._restyle()

    def sizeHint(self) -> QSize:
        height = theme.px(_SMALL_HEIGHT) if self._small else theme.size("prompt_h")
        return QSize(theme.size("prompt_w") + 2 * _AROUND, height + 2 * _AROUND + 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def _restyle(self) -> None:
        self.setMaximumWidth(self.sizeHint().width())
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = min(theme.size("prompt_w"), self.width() - 2 * _AROUND)
        left = (self.width() - width) // 2
        height = self.height() - 2 * _AROUND - 10
        for part in (self._backdrop, self.face):
            part.setGeometry(left, _AROUND, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        face = QRectF(self.face.geometry())
        for inset, lower in ((28, 16), (14, 8)):
            edge = face.adjusted(inset, face.height() / 2, -inset, lower)
            box(painter, edge, theme.radius("prompt"), theme.color("raised"), theme.color("line"))


class _Backdrop(QFrame):
    """An empty frame that only casts the shadow: an effect on the text itself would blur it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._effect = QGraphicsDropShadowEffect(self)
        self.setGraphicsEffect(self._effect)
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        kind = ELEVATION["card"]
        self._effect.setBlurRadius(float(kind["blur"]))
        self._effect.setOffset(0, float(kind["y"]))
        self._effect.setColor(
            theme.color(str(kind["color"])) if not theme.strong_lines() else QColor(0, 0, 0, 0)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), theme.radius("prompt"), theme.color("raised"))


class _Face(QFrame):
    """The paper itself: takes the focus, scrolls when its words are long, listens to the card's keys."""

    def __init__(self, card: PromptCard) -> None:
        super().__init__(card)
        self._card = card
        self.ring_radius = theme.radius("prompt")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        inside = QWidget()
        self._area.setWidget(inside)
        # Handing a widget over makes it opaque; the paper is the ground here.
        inside.setAutoFillBackground(False)
        self._area.viewport().installEventFilter(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2, 10, 2, 10)
        outer.addWidget(self._area)
        self._build(QVBoxLayout(inside))

    def _build(self, body: QVBoxLayout) -> None:
        body.setContentsMargins(43, 20, 43, 16)
        body.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(theme.space(2) + 2)
        self.mark = Mark("pressure", 1)
        self.label = Label("", "caption", "ink_2", wrap=True)
        head.addWidget(self.mark)
        head.addWidget(self.label, 1)
        body.addLayout(head)
        body.addStretch(1)
        self.note = Label("", "caption", "ink_2", wrap=True)
        self.text = ReadLabel("", "prompt")
        body.addWidget(self.note)
        body.addSpacing(theme.space(2))
        body.addWidget(self.text)
        body.addStretch(1)
        body.addSpacing(theme.space(3))
        self.hairline = Hairline()
        body.addWidget(self.hairline)
        body.addSpacing(theme.space(3))
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2) + 2)
        self.ear = IconView("ear", 20, "ink_2")
        foot.addWidget(self.ear, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(theme.space(1))
        self.listener = Label("", "body", "ink_2", wrap=True)
        self.after = Label("", "body", "ink_2", wrap=True)
        self.remarks = Label("", "caption", "ink_3", wrap=True)
        for line in (self.listener, self.after, self.remarks):
            lines.addWidget(line)
        foot.addLayout(lines, 1)
        body.addLayout(foot)

    def fill(self, shown: Shown) -> None:
        level = _LEVELS.get(shown.deck, 0)
        self.mark.setVisible(level > 0)
        if level:
            self.mark.set_step(level)
        self.label.setText(shown.label)
        self.note.setText(shown.note)
        self.text.setText(shown.text)
        listening = " ".join(shown.listener)
        self.listener.setText(
            self.tr("If you are listening: {lines}").format(lines=listening) if listening else ""
        )
        self.after.setText(self.tr("Afterwards: {line}").format(line=shown.after) if shown.after else "")
        self.remarks.setText(" ".join(shown.remarks))
        for line in (self.note, self.listener, self.after, self.remarks):
            line.setVisible(bool(line.text()))
        anything = bool(listening or shown.after or shown.remarks)
        self.ear.setVisible(bool(listening))
        self.hairline.setVisible(anything)
        self._area.verticalScrollBar().setValue(0)
        self.setAccessibleName(words.spoken(f"{shown.label}. {shown.text}" if shown.label else shown.text))
        about = (shown.note, self.listener.text(), self.after.text(), self.remarks.text())
        self.setAccessibleDescription(" ".join(part for part in about if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        box(
            QPainter(self),
            QRectF(self.rect()),
            theme.radius("prompt"),
            theme.color("raised"),
            theme.color("line"),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, card = event.key(), self._card
        ahead, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if rtl(self):
            ahead, back = back, ahead
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        bar = self._area.verticalScrollBar()
        decks = {Qt.Key.Key_1: "beside", Qt.Key.Key_2: "closer", Qt.Key.Key_3: "open"}
        if not plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Space, ahead):
            card.next_asked.emit()
        elif key == back:
            card.back_asked.emit()
        elif key == Qt.Key.Key_P:
            card.pass_asked.emit()
        elif key == Qt.Key.Key_K:
            card.keep_asked.emit()
        elif key in decks:
            card.deck_asked.emit(decks[Qt.Key(key)])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and bar.maximum() > 0:
            bar.setValue(bar.value() + (40 if key == Qt.Key.Key_Down else -40))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        # A click anywhere on the card gives it the focus, so that its keys work afterwards.
        if event.type() == QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        return False


class _Leaving(QWidget):
    """The old card as a picture, sliding a little and fading, above the new one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture = QPixmap()
        self._towards = 1
        self._part = 0.0
        self._run = QVariantAnimation(self)
        self._run.setStartValue(0.0)
        self._run.setEndValue(1.0)
        self._run.valueChanged.connect(self._moved)
        self._run.finished.connect(self._arrived)

    def go(self, picture: QPixmap, towards: int) -> None:
        self._picture, self._towards, self._part = picture, towards, 0.0
        self.raise_()
        self.show()
        self._run.stop()
        self._run.setDuration(theme.motion("card_next"))
        self._run.start()

    def _moved(self, value: float) -> None:
        self._part = value
        self.update()

    def _arrived(self) -> None:
        self._picture = QPixmap()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 - self._part)
        painter.drawPixmap(round(-_SLIDE * self._part * self._towards), 0, self._picture)
