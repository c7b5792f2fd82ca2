"""Two small things the help pages are made of: a row that opens something, and a key as it lies on a keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import speech
from ui.widgets.buttons import quiet_row
from ui.widgets.cards import Chevron
from ui.widgets.icons import IconView
from ui.widgets.paint import box
from ui.widgets.text import Label


class OpenRow(QWidget):
    """A title, perhaps a line and an icon, and an arrow at the end. Mouse, Space and Enter open it."""

    clicked = Signal()

    def __init__(self, title: str, line: str = "", icon: str = "", low: bool = False) -> None:
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
        row.setContentsMargins(0, air, 0, air)
        row.setSpacing(theme.space(4))
        if icon:
            row.addWidget(IconView(icon, 20, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(title, "body" if low or not line else "h3", wrap=True))
        if line:
            words.addWidget(Label(line, "body", "ink_2", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(Chevron())
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)

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


class KeyCap(Label):
    """A key, drawn as it lies on the keyboard."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "caption", "ink")
        self.setContentsMargins(8, 2, 8, 4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, 5, theme.color("line"))
        box(painter, rect.adjusted(0, 0, 0, -1), 5, theme.color("raised"), theme.color("line"))
        painter.end()
        super().paintEvent(event)


def pulled(widget: QWidget) -> QHBoxLayout:
    """A place for a widget that keeps room for quiet buttons, so that its words line up with its neighbours'."""
    row = quiet_row()
    row.takeAt(0)
    row.addWidget(widget, 1)
    return row
