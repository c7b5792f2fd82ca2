"""Popups with round corners and a soft shadow, also where nothing composes the screen."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QRegion
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

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
    popup.setMask(_rounded(popup.rect(), round(radius)))


def _rounded(rect: QRect, radius: int) -> QRegion:
    """Row by row, so that all four corners are alike; the region of a path is not."""
    region = QRegion(rect.adjusted(0, radius, 0, -radius))
    for row in range(radius):
        off = radius - row - 0.5
        inset = round(radius - sqrt(radius * radius - off * off))
        for y in (rect.top() + row, rect.bottom() - row):
            region += QRect(rect.left() + inset, y, rect.width() - 2 * inset, 1)
    return region


def underlay(popup: QWidget) -> None:
    """Call it first in `paintEvent`: what the cut leaves of a half-covered corner pixel is line, and not black."""
    if QGuiApplication.platformName() == "xcb":
        QPainter(popup).fillRect(popup.rect(), theme.color("line"))


class Cast:
    """The shadow of a popup. It falls on the window below, for not every screen lets a popup be larger than it looks.

    Whoever owns the popup keeps one and says when it is shown (`fall`), moved (`follow`) and hidden (`lift`). It is no
    filter of events on purpose: of a popup that only Qt holds, Python would forget the filter.
    """

    def __init__(self) -> None:
        self._shadow: QWidget | None = None

    def fall(self, popup: QWidget) -> None:
        """The popup is shown."""
        from ui.widgets.dialog import Shadow

        self.lift()
        ground = _ground(popup)
        if ground is None:
            return
        self._shadow = shadow = Shadow(ground, "menu", "card")
        popup.destroyed.connect(shadow.deleteLater)
        self.follow(popup)
        shadow.show()
        if popup.parentWidget() is ground and not popup.isWindow():
            shadow.stackUnder(popup)
        else:
            shadow.raise_()

    def follow(self, popup: QWidget) -> None:
        """The popup is elsewhere, or of another size."""
        shadow = self._shadow
        ground = shadow.parentWidget() if shadow is not None and isValid(shadow) else None
        if shadow is not None and ground is not None:
            corner = ground.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0)))
            shadow.setGeometry(QRect(corner, popup.size()))

    def lift(self) -> None:
        """The popup is hidden."""
        shadow, self._shadow = self._shadow, None
        if shadow is not None and isValid(shadow):
            shadow.hide()
            shadow.deleteLater()


def _ground(popup: QWidget) -> QWidget | None:
    """The window the shadow falls on. A menu inside a menu has that one's."""
    at = popup.parentWidget()
    while at is not None and isinstance(at.window(), QMenu):
        at = at.window().parentWidget()
    return at.window() if at is not None else None
