"""Small helpers for widgets that paint themselves: crisp rounded boxes, and which way a text runs."""

import unicodedata

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.theme.draw import box
from ui.theme.tokens import GLYPH

__all__ = ["box", "fade", "lamplight", "mirrored", "rtl", "runs_rtl", "start"]


def lamplight(painter: QPainter, rect: QRectF, rtl: bool) -> None:
    """Set the brush of a card that holds a suggestion; plain surface where lines are stronger."""
    glow = GLYPH["lamplight"]
    if theme.strong_lines():
        painter.setBrush(theme.color(glow["to"]))
        return
    from PySide6.QtGui import QRadialGradient

    part = 1 - glow["centre_x"] if rtl else glow["centre_x"]
    centre = QPointF(rect.left() + rect.width() * part, rect.top() + rect.height() * glow["centre_y"])
    gradient = QRadialGradient(centre, rect.width() * glow["radius"])
    gradient.setColorAt(0, theme.color(glow["from"]))
    gradient.setColorAt(1, theme.color(glow["to"]))
    painter.setBrush(gradient)


def fade(painter: QPainter, rect: QRectF, ground: QColor) -> None:
    """Let what lies there go over into the ground towards the top."""
    from PySide6.QtGui import QLinearGradient

    clear = QColor(ground)
    clear.setAlpha(0)
    gradient = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    gradient.setColorAt(0, ground)
    gradient.setColorAt(1, clear)
    painter.fillRect(rect, gradient)


def rtl(widget: QWidget) -> bool:
    """Whether the widget is mirrored."""
    return widget.layoutDirection() == Qt.LayoutDirection.RightToLeft


def runs_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction == "L":
            return False
        if direction in {"R", "AL"}:
            return True
    return False


def start(widget: QWidget) -> Qt.AlignmentFlag:
    """Alignment to the start edge of a widget, whatever the direction of its text."""
    side = Qt.AlignmentFlag.AlignRight if rtl(widget) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def mirrored(widget: QWidget, rect: QRectF) -> QRectF:
    """`rect`, laid out from the start edge, where it is in a mirrored widget."""
    if not rtl(widget):
        return rect
    return QRectF(widget.width() - rect.right(), rect.top(), rect.width(), rect.height())
