"""Menus: rows of 34 with a picture, the destructive one in its own colour, shortcuts at the end edge."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui import theme
from ui.widgets import icons
from ui.widgets.paint import box, rtl, start

_EDGE = 12
_GAP = 10


class Menu(QMenu):
    """Build it with `add` and `addSeparator`; show it with `open_below` or give it to a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, True)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint, True)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setProperty("pictures", False)

    def add(
        self,
        text: str,
        icon: str = "",
        slot: Callable[[], object] | None = None,
        *,
        shortcut: str = "",
        danger: bool = False,
        checked: bool | None = None,
    ) -> QAction:
        """Add a row. `shortcut` is only shown; `checked` makes it a choice with a tick."""
        action = QAction(text.replace("&", "&&"), self)
        action.setProperty("line_icon", icon)
        action.setProperty("danger", danger)
        if shortcut:
            keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(f"{action.text()}\t{keys}")
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        if slot is not None:
            action.triggered.connect(lambda _checked=False: slot())
        if icon or checked is not None:
            self.setProperty("pictures", True)
        self.addAction(action)
        return action

    def open_below(self, widget: QWidget) -> None:
        """Show it under a widget, at its start edge; above where there is no room below."""
        self.ensurePolished()
        size = self.sizeHint()
        across = widget.width() - size.width() if rtl(widget) else 0
        corner = widget.mapToGlobal(QPoint(across, widget.height() + 4))
        room = widget.screen().availableGeometry()
        if corner.y() + size.height() > room.bottom():
            corner.setY(widget.mapToGlobal(QPoint(0, 0)).y() - size.height() - 4)
        corner.setX(min(max(corner.x(), room.left()), room.right() - size.width()))
        self.popup(corner)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for action in self.actions():
            if not action.isSeparator() and action.isVisible():
                self._paint_row(painter, action)

    def _paint_row(self, painter: QPainter, action: QAction) -> None:
        """What the style sheet cannot do: the picture, and a row in another colour."""
        area = QRectF(self.actionGeometry(action))
        lit = self.activeAction() is action and action.isEnabled()
        color = "on_accent_soft" if lit else "ink_2" if action.isEnabled() else "ink_off"
        danger = bool(action.property("danger")) and action.isEnabled()
        if danger:
            color = "on_clay_soft" if lit else "clay"
            box(painter, area, theme.radius("tag"), theme.color("clay_soft" if lit else "raised"))
        name = action.property("line_icon") or ("check" if action.isChecked() else "")
        side = theme.px(18)
        x = area.right() - _EDGE - side if rtl(self) else area.left() + _EDGE
        if name:
            at = QRectF(x, area.center().y() - side / 2, side, side)
            icons.paint(painter, name, at, color, rtl=rtl(self))
        if danger:
            skip = _EDGE + (side + _GAP if self.property("pictures") else 0)
            words = area.adjusted(0 if rtl(self) else skip, 0, -skip if rtl(self) else 0, 0)
            painter.setFont(self.font())
            painter.setPen(theme.color(color))
            flags = start(self) | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(words, flags, action.text().split("\t")[0].replace("&&", "&"))
