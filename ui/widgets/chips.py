"""Chips and tags, and the layout that lets them flow over several lines."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
    QWidgetItem,
)

from ui import theme
from ui.theme.tokens import GLYPH
from ui.widgets import icons
from ui.widgets.buttons import Button
from ui.widgets.marks import BOXES, paint_mark
from ui.widgets.paint import box, rtl
from ui.widgets.text import Label

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_GAP = 6


def _mark_width(kind: str, step: int) -> float:
    """How wide a mark is as drawn; the box of the closeness mark is as wide as its first step."""
    return GLYPH[kind]["gaps"][step - 1] + 12 if kind == "closeness" else BOXES[kind][0]


class Chip(QPushButton):
    """A small rounded choice. `checkable` lets it be chosen, with a tick; `menu` puts a chevron at its end and opens
    the menu; `mark` is drawn before the words, as ("mood", 3), ("closeness", 2) or ("pressure", 1).
    """

    def __init__(
        self,
        text: str = "",
        checkable: bool = False,
        menu: QMenu | None = None,
        mark: tuple[str, int] | None = None,
        large: bool = False,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._mark, self._large, self._icon = "", mark, large, icon
        self._measured: tuple[tuple[str, str], int] = (("", ""), 0)
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if menu is not None:
            self.setMenu(menu)
        self.setText(text)
        self.restyle()
        self.toggled.connect(self.updateGeometry)
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take font and sizes from the theme again."""
        self._measured = (("", ""), 0)
        self.ring_radius = self.sizeHint().height() // 2
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._words

    def setText(self, text: str) -> None:
        """Change the words. An ampersand is an ampersand."""
        self._words = text
        super().setText(text.replace("&", "&&"))
        self.updateGeometry()

    def set_mark(self, mark: tuple[str, int] | None) -> None:
        """Change the mark before the words, or take it away."""
        self._mark = mark
        self.updateGeometry()
        self.update()

    def _parts(self) -> list[tuple[str, int]]:
        """What is drawn, from the start edge, with widths."""
        parts = []
        if self.isChecked():
            parts.append(("tick", theme.px(16)))
        if self._icon:
            parts.append(("icon", theme.px(16)))
        if self._mark:
            parts.append(("mark", theme.px(_mark_width(*self._mark))))
        if self._words:
            parts.append(("words", self._advance()))
        if self.menu() is not None:
            parts.append(("chevron", theme.px(16)))
        return parts

    def _font_style(self) -> str:
        return "label" if self.isChecked() else "caption"

    def _advance(self) -> int:
        # Asked for dozens of times while a page with a row of chips finds its shape.
        asked = (self._font_style(), self._words)
        if self._measured[0] != asked:
            advance = round(QFontMetricsF(theme.font(asked[0])).horizontalAdvance(self._words) + 1)
            self._measured = (asked, advance)
        return self._measured[1]

    def sizeHint(self) -> QSize:
        parts = self._parts()
        padding = 14 if self._large else 10
        width = sum(width for _, width in parts) + _GAP * (len(parts) - 1) + 2 * padding
        return QSize(width, theme.size("chip_large" if self._large else "chip"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(90)), self.sizeHint().height())

    def _colors(self) -> tuple[str, str, str]:
        """Ground, border and text."""
        if not self.isEnabled():
            return "sunken", "line", "ink_off"
        if self.isChecked():
            return "accent_soft", "accent", "on_accent_soft"
        if self.isDown():
            return "accent_soft", "line_strong", "ink_2"
        return ("hover", "line_strong", "ink_2") if self.underMouse() else ("surface", "line", "ink_2")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, border, ink = self._colors()
        rect = QRectF(self.rect())
        box(painter, rect, rect.height() / 2, theme.color(ground), theme.color(border))
        parts = self._parts()
        total = sum(width for _, width in parts) + _GAP * (len(parts) - 1)
        over = max(0, total - (self.width() - 12))
        x = max(6.0, (self.width() - total) / 2)
        for kind, width in parts:
            room = width - over if kind == "words" else width
            left = self.width() - x - room if rtl(self) else x
            self._paint_part(painter, kind, QRectF(left, 0, room, self.height()), ink)
            x += room + _GAP

    def _paint_part(self, painter: QPainter, kind: str, area: QRectF, ink: str) -> None:
        side = QRectF(0, 0, theme.px(16), theme.px(16))
        side.moveCenter(area.center())
        if kind == "tick":
            icons.paint(painter, "check", side, ink)
        elif kind == "icon":
            icons.paint(painter, self._icon, side, ink, rtl=rtl(self))
        elif kind == "chevron":
            icons.paint(painter, "chevron-down", side, ink)
        elif kind == "mark" and self._mark:
            width, height = BOXES[self._mark[0]]
            at = QRectF(0, 0, theme.px(width), theme.px(height))
            at.moveCenter(area.center())
            paint_mark(painter, self._mark[0], at, self._mark[1], rtl(self), ink)
        else:
            font = theme.font(self._font_style())
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, area.width() + 1)
            y = area.center().y() - metrics.height() / 2 + metrics.ascent()
            painter.drawText(QPointF(area.left(), y), words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            if self.menu() is not None:
                self.showMenu()
            else:
                self.click()
        else:
            super().keyPressEvent(event)


class _Remove(QAbstractButton):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.ring_inside = True
        self.ring_radius = theme.radius("tag")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("tag"), theme.size("tag"))

    def paintEvent(self, event: QPaintEvent) -> None:
        at = QRectF(0, 0, theme.px(14), theme.px(14))
        at.moveCenter(QRectF(self.rect()).center())
        icons.paint(QPainter(self), "x", at, "ink" if self.underMouse() else "ink_2")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER | {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.click()
        else:
            super().keyPressEvent(event)


class Tag(QWidget):
    """A word something is filed under. With `removable` it carries a small cross and emits `removed`."""

    removed = Signal(str)

    def __init__(self, text: str, removable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.removable = text, removable
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0 if removable else 8, 0)
        row.setSpacing(0)
        label = Label(text, "caption", "ink_2")
        row.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        if removable:
            self.cross = _Remove(self.tr("Remove {tag}").format(tag=text), self)
            self.cross.clicked.connect(lambda _checked=False: self.removed.emit(self.text))
            row.addWidget(self.cross)
            if rtl(self):
                row.setContentsMargins(0, 0, 8, 0)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the height from the theme again."""
        self.setFixedHeight(theme.size("tag"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        border = theme.color("line") if theme.strong_lines() else None
        box(QPainter(self), QRectF(self.rect()), theme.radius("tag"), theme.color("sunken"), border)


class FlowLayout(QLayout):
    """Widgets side by side from the start edge, going on in a new line where the width ends.

    With `pull` a quiet button that begins a line stands so far into the margin, and its words in line with the rest.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        spacing: int = 8,
        line_spacing: int | None = None,
        pull: int = 0,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._pull = pull
        self._line_spacing = spacing if line_spacing is None else line_spacing
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def addWidget(self, widget: QWidget) -> None:
        """Put a widget at the end.

        The item is made here and not by Qt. An item is no QObject: Python would know Qt's by its address alone and take
        it for an older one that lay there, which is gone as soon as the layout of that one is.
        """
        self.addChildWidget(widget)
        self._items.append(QWidgetItem(widget))
        self.invalidate()

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the one at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        shown = [item for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        around = QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        return QSize(width, height) + around

    def minimumSize(self) -> QSize:
        shown = [item for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        width = max((item.minimumSize().width() for item in shown), default=0)
        height = max((item.minimumSize().height() for item in shown), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            wide = min(hint.width(), max(width, item.minimumSize().width()))
            tall = (
                item.heightForWidth(wide)
                if item.hasHeightForWidth() and wide < hint.width()
                else hint.height()
            )
            if lines[-1] and used + self.spacing() + wide > width:
                lines.append([])
                used = 0
            used += wide + (self.spacing() if lines[-1] else 0)
            lines[-1].append((item, QSize(wide, tall)))
        return [line for line in lines if line]

    def _arrange(self, rect: QRect, place: bool) -> int:
        margins = self.contentsMargins()
        area = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        parent = self.parentWidget()
        backwards = parent is not None and rtl(parent)
        y = area.y()
        for number, line in enumerate(self._lines(area.width())):
            if number:
                y += self._line_spacing
            tall = max(size.height() for _, size in line)
            x = -self._pull if _quiet(line[0][0]) else 0
            for item, size in line:
                if place:
                    left = area.right() + 1 - x - size.width() if backwards else area.x() + x
                    item.setGeometry(QRect(QPoint(left, y + (tall - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += tall
        return y - rect.y() + margins.bottom()


def _quiet(item: QLayoutItem) -> bool:
    widget = item.widget()
    return isinstance(widget, Button) and widget.kind == "quiet"


def flow(widgets: Sequence[QWidget], spacing: int = 8) -> FlowLayout:
    """A flow layout with these widgets in it."""
    made = FlowLayout(spacing=spacing)
    for widget in widgets:
        made.addWidget(widget)
    return made
