"""Two small things the help pages are made of: a key as it lies on a keyboard, and room for quiet buttons."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets.buttons import quiet_row
from ui.widgets.paint import box
from ui.widgets.text import Label


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
