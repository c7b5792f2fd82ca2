"""The drop-down: a field with a list of choices."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme
from ui.widgets import icons, speech
from ui.widgets.paint import box, rtl, start
from ui.widgets.rounded import Cast, cut_corners, make_round


class _Choices(QStyledItemDelegate):
    """The rows of a drop-down, 34 high."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 24, theme.px(34))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = QRectF(option.rect).adjusted(5, 1, -5, -1)
        lit = bool(option.state & QStyle.StateFlag.State_Selected)
        if lit:
            box(painter, rect, theme.radius("tag"), theme.color("accent_soft"))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("on_accent_soft" if lit else "ink"))
        flags = start(self._owner) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(8, 0, -8, 0), flags, index.data())


class _List(QListView):
    """The list of a drop-down, on the ground its window paints."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(1, 5, 1, 5)
        self.viewport().setAutoFillBackground(False)


class Combo(QComboBox):
    """A drop-down. `items` are (value, words); `chosen` gives the value of what the person picked."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        items: Sequence[tuple[Any, str]] = (),
        value: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        speech.install()
        self.spoken_role = QAccessible.Role.ComboBox  # Qt alone would call it by its present choice
        self.spoken_value = self.currentText
        self.setAccessibleName(name)
        self.ring_none = True
        self._cast = Cast()
        self.setView(_List())
        self.setItemDelegate(_Choices(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_items(items)
        if value is not None:
            self.value = value
        self.restyle()
        self.activated.connect(self._activated)
        theme.watcher.changed.connect(self.restyle)

    def set_items(self, items: Sequence[tuple[Any, str]]) -> None:
        """Replace what can be chosen; the value stays if it is still among them."""
        kept = self.value
        self.clear()
        for value, words in items:
            self.addItem(words, value)
        if kept is not None:
            self.value = kept

    @property
    def value(self) -> Any:
        """The value of the present choice."""
        return self.currentData()

    @value.setter
    def value(self, value: Any) -> None:
        for index in range(self.count()):
            if self.itemData(index) == value:
                self.setCurrentIndex(index)
                return

    @Slot(int)
    def _activated(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))

    def restyle(self) -> None:
        """Take font and height from the theme again."""
        self.setFont(theme.font("body"))
        self.view().setFont(theme.font("body"))
        self.setFixedHeight(theme.size("field"))

    def _widest(self) -> int:
        metrics = QFontMetricsF(self.font())
        return round(
            max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=60.0)
        )

    def sizeHint(self) -> QSize:
        return QSize(self._widest() + 12 + 8 + theme.px(18) + 14, theme.size("field"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(190)), theme.size("field"))

    def showPopup(self) -> None:
        # The popup is a window of its own; without these its rounded corners would be filled.
        container = self.view().window()
        make_round(container)
        self.view().setMinimumWidth(max(self.width(), self._widest() + 48))
        super().showPopup()
        cut_corners(container, theme.radius("card"))
        self._cast.fall(container)

    def hidePopup(self) -> None:
        super().hidePopup()
        self._cast.lift()

    def wheelEvent(self, event: Any) -> None:
        # Scrolling the page must not change a choice that happens to lie under the pointer.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on, focused = self.isEnabled(), self.hasFocus()
        ground = theme.color("hover" if on and self.underMouse() else "surface" if on else "sunken")
        border = "focus" if focused else "line_strong" if on else "line"
        box(painter, rect, theme.radius("control"), ground, theme.color(border), 2 if focused else 1)
        side = theme.px(18)
        chevron_x = 12 if rtl(self) else rect.width() - side - 12
        at = QRectF(chevron_x, (rect.height() - side) / 2, side, side)
        icons.paint(painter, "chevron-down", at, "ink_2" if on else "ink_off")
        metrics = QFontMetricsF(self.font())
        room = rect.width() - 12 - side - 20
        words = metrics.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        x = rect.width() - 12 - metrics.horizontalAdvance(words) if rtl(self) else 12
        painter.setFont(self.font())
        painter.setPen(theme.color("ink" if on else "ink_off"))
        painter.drawText(QPointF(x, (rect.height() - metrics.height()) / 2 + metrics.ascent()), words)
