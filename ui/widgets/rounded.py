"""Popups with round corners, also where nothing composes the screen."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

from ui import theme


def make_round(popup: QWidget) -> None:
    """Give a popup, before it is first shown, the flags under which its corners stay clear."""
    popup.setWindowFlag(Qt.WindowType.FramelessWindowHint, True)
    popup.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint, True)
    popup.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


def cut_corners(popup: QWidget, radius: float) -> None:
    """Call it in `resizeEvent`. Without a compositor what is translucent is painted black: four black corners."""
    if QGuiApplication.platformName() != "xcb":
        return
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(popup.rect()), radius, radius)
    popup.setMask(QRegion(shape.toFillPolygon().toPolygon()))


def underlay(popup: QWidget) -> None:
    """Call it first in `paintEvent`: what the cut leaves of a half-covered corner pixel is line, and not black."""
    if QGuiApplication.platformName() == "xcb":
        QPainter(popup).fillRect(popup.rect(), theme.color("line"))
