"""A row that opens something: a title, perhaps a line, an arrow at its end."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import speech
from ui.widgets.cards import Chevron
from ui.widgets.icons import IconView
from ui.widgets.paint import box
from ui.widgets.text import Label


class OpenRow(QWidget):
    """A title, perhaps a line, a quiet note and an icon, and an arrow at the end. Mouse, Space and Enter open it. `inset`
    keeps its words off the ends."""

    clicked = Signal()

    def __init__(
        self, title: str, line: str = "", icon: str = "", low: bool = False, inset: int = 0, note: str = ""
    ) -> None:
        super().__init__()
        speech.install()
        self.spoken_role = QAccessible.Role.Button
        self.ring_inside = True
        self.ring_radius = theme.radius("control")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._pressed = False
        row = QHBoxLayout(self)
        air = theme.space(2) + 2 if low or not line else theme.space(3)
        row.setContentsMargins(inset, air, inset, air)
        row.setSpacing(theme.space(4))
        if icon:
            row.addWidget(IconView(icon, 20, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, "body" if low or not line else "h3", wrap=True))
        if line:
            words.addWidget(Label(line, "body", "ink_2", wrap=True))
        if note:
            words.addSpacing(2)
            words.addWidget(Label(note, "caption", "ink_3", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(Chevron())
        self.setAccessibleName(title)
        self.setAccessibleDescription(". ".join(each.rstrip(".") for each in (line, note) if each))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse():
            box(QPainter(self), QRectF(self.rect()), theme.radius("control"), theme.color("hover"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.button() == Qt.MouseButton.LeftButton

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        self._pressed = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)
