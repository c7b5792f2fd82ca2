"""Popups with round corners and a soft shadow, also where nothing composes the screen."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QRegion
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui import theme


def make_round(popup: QWidget) -> None:
    """Give a popup, before it is first shown, the flags under which its corners stay clear."""
    popup.setWindowFlag(Qt.WindowType.FramelessWindowHint, True)
    popup.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint, True)
    popup.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    if not any(isinstance(child, _Caster) for child in popup.children()):
        _Caster(popup)


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


class _Caster(QObject):
    """The shadow of a popup. It falls on the window below, for not every screen lets a popup be larger than it looks."""

    def __init__(self, popup: QWidget) -> None:
        super().__init__(popup)
        self._popup = popup
        self._shadow: QWidget | None = None
        popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show:
            self._cast()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize) and self._shadow is not None:
            self._place()
        elif kind in (QEvent.Type.Hide, QEvent.Type.ParentChange):
            self._drop()
        return False

    def _ground(self) -> QWidget | None:
        """The window the shadow falls on. A menu inside a menu has that one's."""
        at = self._popup.parentWidget()
        while at is not None and at.window().windowType() == Qt.WindowType.Popup:
            at = at.window().parentWidget()
        return at.window() if at is not None else None

    def _cast(self) -> None:
        from ui.widgets.dialog import Shadow

        self._drop()
        ground = self._ground()
        if ground is None:
            return
        self._shadow = Shadow(ground, "menu", "card")
        self._popup.destroyed.connect(self._shadow.deleteLater)
        self._place()
        self._shadow.show()
        if self._popup.parentWidget() is ground and not self._popup.isWindow():
            self._shadow.stackUnder(self._popup)
        else:
            self._shadow.raise_()

    def _place(self) -> None:
        shadow, popup = self._shadow, self._popup
        ground = shadow.parentWidget() if shadow is not None and isValid(shadow) else None
        if shadow is None or ground is None:
            return
        corner = ground.mapFromGlobal(popup.mapToGlobal(QPoint(0, 0)))
        shadow.setGeometry(QRect(corner, popup.size()))

    def _drop(self) -> None:
        shadow, self._shadow = self._shadow, None
        if shadow is not None and isValid(shadow):
            shadow.hide()
            shadow.deleteLater()
