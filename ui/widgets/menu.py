"""Menus: rows of 34 with an icon, the destructive one in its own colour, shortcuts at the end edge."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui import theme
from ui.widgets import icons
from ui.widgets.paint import box, rtl, start


class Menu(QMenu):
    """Build it with `add` and `addSeparator`; show it with `open_below` or give it to a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint, True)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint, True)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        theme.watcher.changed.connect(self.restyle)

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
        if icon:
            action.setIcon(icons.icon(icon, theme.px(18), "clay" if danger else "ink_2"))
        if shortcut:
            keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(f"{action.text()}\t{keys}")
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        if slot is not None:
            action.triggered.connect(lambda _checked=False: slot())
        self.addAction(action)
        return action

    @Slot()
    def restyle(self) -> None:
        """Take the colours of the icons again."""
        for action in self.actions():
            name = action.property("line_icon")
            if name:
                color = "clay" if action.property("danger") else "ink_2"
                action.setIcon(icons.icon(name, theme.px(18), color))

    def open_below(self, widget: QWidget) -> None:
        """Show it under a widget, at its start edge; above where there is no room below."""
        size = self.sizeHint()
        corner = widget.mapToGlobal(
            QPoint(widget.width() - size.width() if rtl(widget) else 0, widget.height() + 4)
        )
        room = widget.screen().availableGeometry()
        if corner.y() + size.height() > room.bottom():
            corner.setY(widget.mapToGlobal(QPoint(0, 0)).y() - size.height() - 4)
        corner.setX(min(max(corner.x(), room.left()), room.right() - size.width()))
        self.popup(corner)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # A style sheet has one colour for all rows; the destructive one is drawn over.
        for action in self.actions():
            if action.property("danger") and action.isEnabled():
                self._paint_danger(QPainter(self), action)

    def _paint_danger(self, painter: QPainter, action: QAction) -> None:
        area = QRectF(self.actionGeometry(action))
        lit = self.activeAction() is action
        box(painter, area, theme.radius("tag"), theme.color("clay_soft" if lit else "raised"))
        color = "on_clay_soft" if lit else "clay"
        side = theme.px(18)
        edge = 12
        name = action.property("line_icon")
        x = area.right() - edge - side if rtl(self) else area.left() + edge
        if name:
            icons.paint(painter, name, QRectF(x, area.center().y() - side / 2, side, side), color)
        skip = edge + (side + 10 if name else 0)
        words = area.adjusted(0 if rtl(self) else skip, 0, -skip if rtl(self) else 0, 0)
        painter.setFont(self.font())
        painter.setPen(theme.color(color))
        painter.drawText(words, start(self) | Qt.AlignmentFlag.AlignVCenter, action.text().replace("&&", "&"))
