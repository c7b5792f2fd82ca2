"""A small panel that opens at a control and closes with Esc, with a click beside it, or when the keyboard goes on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMoveEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.focus import FocusRing
from ui.widgets.paint import box, rtl
from ui.widgets.rounded import Cast, cut_corners, make_round, underlay

_DISTANCE = 4


class Popover(QFrame):
    """Fill `body`, then `open_at` a widget. It deletes itself when it is closed."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        make_round(self)
        self._cast = Cast()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setLayoutDirection(owner.layoutDirection())
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        self.ring = FocusRing(self)

    def open_at(self, widget: QWidget, width: int = 0) -> None:
        """Show it under a widget at its start edge, or above it where there is no room below."""
        self.adjustSize()
        if width:
            self.resize(width, self.heightForWidth(width) if self.hasHeightForWidth() else self.height())
        size = self.size()
        left = widget.width() - size.width() if rtl(widget) else 0
        corner = widget.mapToGlobal(QPoint(left, widget.height() + _DISTANCE))
        room = widget.screen().availableGeometry() & widget.window().geometry()
        if corner.y() + size.height() > room.bottom():
            corner.setY(widget.mapToGlobal(QPoint(0, 0)).y() - size.height() - _DISTANCE)
        corner.setY(max(room.top(), corner.y()))
        corner.setX(min(max(corner.x(), room.left()), max(room.left(), room.right() - size.width())))
        self.move(corner)
        self.show()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    @Slot("QWidget*", "QWidget*")
    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        # The keys of the page work in here, too: what they open must not be covered by this.
        at = now
        while at is not None and at is not self:
            at = at.parentWidget()
        if now is not None and at is None and not self.isHidden():
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut_corners(self, theme.radius("card"))
        self._cast.follow(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cast.fall(self)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._cast.follow(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._cast.lift()

    def paintEvent(self, event: QPaintEvent) -> None:
        underlay(self)
        rect = QRectF(self.rect())
        box(QPainter(self), rect, theme.radius("card"), theme.color("raised"), theme.color("line"))
