"""The rail at the start edge: mark and name, the five pages, Settings, Lock; and Quick exit, which floats
above everything.

Pages are listed in `ui.pages`; the rail only draws them and says which was chosen. Wide it is 184 with
words beside the icons; small it is 76 with words below. When large text meets a low window it first gives
up air, then the mark, then the icons, and never the words.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QSpacerItem, QVBoxLayout, QWidget

from ui import theme
from ui.pages import PAGES
from ui.widgets.icons import pixmap

ROOMY, TIGHT, WORDS = range(3)
"""How much air there is: as drawn; less padding and no mark; words without icons."""

_RESHAPES = {QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange}


class RailItem(QAbstractButton):
    """One place to go to, or one thing to do. `low` are the quieter ones at the bottom."""

    def __init__(self, text: str, icon: str, *, low: bool = False, hint: str = "") -> None:
        super().__init__()
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ring_inside = True
        self._icon = icon
        self._low = low
        self._hint = hint
        self._small = False
        self._air = ROOMY
        self._chosen = False
        self._hover = False

    @property
    def chosen(self) -> bool:
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        self._chosen = chosen
        self.setAccessibleDescription(self.tr("This page is open") if chosen else "")
        self.update()

    def set_shape(self, small: bool, air: int, spare: int = 0) -> None:
        """`spare` is what the rail has left for each item, in pixels."""
        self._small = small
        self._air = air
        self.setFixedHeight(self.height_for(small, air) + spare)
        self.update()

    def height_for(self, small: bool, air: int) -> int:
        """How high this item is in a shape, in pixels."""
        if not small:
            roomy = theme.size("rail_item_low" if self._low else "rail_item")
            return roomy if air == ROOMY else max(32, theme.line("body") + 4)
        words = self._words_height()
        if air == WORDS:
            return max(32, words + 6)
        icon = theme.size("icon")
        if air == TIGHT:
            return icon + words + 4
        roomy = theme.px(46) if self._low else theme.size("rail_item_small")
        return max(roomy, icon + words + theme.px(14))

    def _words_height(self) -> int:
        metrics = QFontMetrics(self._font(small=True))
        width = theme.size("rail_small") - 12
        box = metrics.boundingRect(QRect(0, 0, width, 1000), Qt.TextFlag.TextWordWrap, self.text())
        lines = max(1, round(box.height() / max(1, metrics.lineSpacing())))
        return lines * theme.line("micro")

    def _font(self, small: bool) -> QFont:
        if small:
            font = theme.font("micro")
            font.setPixelSize(max(theme.px(12), font.pixelSize()))
            if not self._chosen:
                font.setWeight(QFont.Weight.Normal)
            return font
        if self._low:
            return theme.font("caption")
        return theme.font("h3" if self._chosen else "body")

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font(self._small))
        if self._small:
            widest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
            return QSize(widest, self.height_for(True, self._air))
        icon = 0 if self._air == WORDS else theme.size("icon") + theme.px(12)
        wide = theme.px(10) + icon + metrics.horizontalAdvance(self.text()) + theme.px(8)
        return QSize(wide, self.height_for(False, self._air))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.radius("control")
        if self._chosen:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(box, radius, radius)
        elif self._hover or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("page"))
            painter.drawRoundedRect(box, radius, radius)
        if self._small:
            self._paint_small(painter)
        else:
            self._paint_wide(painter)

    def _colors(self) -> tuple[str, QColor]:
        icon = "accent" if self._chosen else "ink_3" if self._low else "ink_2"
        words = "ink" if self._chosen else "ink_2"
        return icon, theme.color(words)

    def _paint_wide(self, painter: QPainter) -> None:
        icon_color, ink = self._colors()
        side = theme.size("icon_small") + 2 if self._low else theme.size("icon")
        inset = theme.px(10)
        gap = theme.px(12)
        left = inset
        if self._air != WORDS:
            left = inset + theme.size("icon") + gap - (2 if self._low else 0)
            at = QRect(inset, (self.height() - side) // 2, side, side)
            _draw_icon(painter, self._mirrored(at), self._icon, icon_color, self.devicePixelRatioF())
        painter.setFont(self._font(small=False))
        painter.setPen(ink)
        words = QRect(left, 0, self.width() - left - theme.px(8), self.height())
        # Qt mirrors a left alignment by itself.
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._hint:
            font = theme.font("micro")
            font.setWeight(QFont.Weight.Normal)
            width = QFontMetrics(font).horizontalAdvance(self._hint)
            room = words.width() - QFontMetrics(painter.font()).horizontalAdvance(self.text()) - theme.px(8)
            if width <= room:
                painter.save()
                painter.setFont(font)
                painter.setPen(theme.color("ink_3"))
                end = QRect(self.width() - width - theme.px(10), 0, width, self.height())
                painter.drawText(self._mirrored(end), int(align), self._hint)
                painter.restore()
        painter.drawText(self._mirrored(words), int(align), self.text())

    def _paint_small(self, painter: QPainter) -> None:
        icon_color, ink = self._colors()
        words_height = self._words_height()
        painter.setFont(self._font(small=True))
        painter.setPen(ink)
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        if self._air == WORDS:
            painter.drawText(self.rect(), flags, self.text())
            return
        icon = theme.size("icon")
        gap = theme.px(2)
        top = (self.height() - icon - gap - words_height) // 2
        at = QRect((self.width() - icon) // 2, top, icon, icon)
        _draw_icon(painter, at, self._icon, icon_color, self.devicePixelRatioF())
        painter.drawText(QRect(0, top + icon + gap, self.width(), words_height), flags, self.text())

    def _mirrored(self, rect: QRect) -> QRect:
        if self.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return rect
        return QRect(self.width() - rect.right() - 1, rect.y(), rect.width(), rect.height())


def _draw_icon(painter: QPainter, at: QRect, name: str, color: str, ratio: float) -> None:
    painter.drawPixmap(at, pixmap(name, at.width(), color, ratio=ratio))


class Mark(QWidget):
    """The two strokes, and the name beside them when there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._small = False

    def set_small(self, small: bool) -> None:
        self._small = small
        self.setFixedHeight(theme.px(32))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(22)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = (self.width() - side) // 2 if self._small else theme.px(10)
        if rtl and not self._small:
            left = self.width() - left - side
        paint_mark(painter, QRectF(left, (self.height() - side) / 2, side, side))
        if self._small:
            return
        painter.setFont(theme.font("card_title"))
        painter.setPen(theme.color("ink"))
        start = theme.px(10) + side + theme.px(10)
        name = QCoreApplication.translate("Rail", "Companion")
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        box = QRect(0 if rtl else start, 0, self.width() - start, self.height())
        painter.drawText(box, int(align), name)


def paint_mark(painter: QPainter, box: QRectF) -> None:
    """Two strokes of unequal height that lean toward one another, in a square box."""
    unit = box.width() / 22
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name, top, middle, bottom in (
        ("me", QPointF(4.0, 2.2), QPointF(9.6, 11.0), QPointF(4.0, 19.8)),
        ("you", QPointF(17.6, 4.2), QPointF(12.6, 11.4), QPointF(17.8, 18.6)),
    ):
        pen = QPen(theme.color(name), 2.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        path = QPainterPath(top)
        path.quadTo(middle, bottom)
        painter.drawPath(path)
    painter.restore()


class Rail(QFrame):
    """`went(key)` when a page was chosen, `locked` when Lock was. The room for Quick exit at the end is
    left empty."""

    went = Signal(str)
    locked = Signal()

    def __init__(self, lock_hint: str) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Pages"))
        self.small = False
        self.spare = 0
        """How much higher each item is than it has to be, where the mark went for the sake of a low window."""
        self._air = ROOMY
        self.mark = Mark()
        self.items: dict[str, RailItem] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.mark)
        self._gap = QSpacerItem(0, 20)
        self._layout.addItem(self._gap)
        for page in PAGES:
            item = RailItem(page.name(), page.icon, low=page.key == "settings")
            item.clicked.connect(lambda _=False, key=page.key: self.went.emit(key))
            self.items[page.key] = item
        for key, item in self.items.items():
            if key != "settings":
                self._layout.addWidget(item)
        self._layout.addStretch(1)
        self._layout.addWidget(self.items["settings"])
        self.lock_item = RailItem(self.tr("Lock"), "lock-keyhole", low=True, hint=lock_hint)
        self.lock_item.clicked.connect(self.locked)
        self._layout.addWidget(self.lock_item)
        self._place = QWidget()
        self._layout.addWidget(self._place)
        self.set_small(False)

    def choose(self, key: str) -> None:
        """Show this page as the open one."""
        for name, item in self.items.items():
            item.set_chosen(name == key)
        self.update()

    def set_small(self, small: bool) -> None:
        self.small = small
        self.setFixedWidth(theme.size("rail_small" if small else "rail"))
        self._fit()

    def exit_box(self, height: int) -> QRect:
        """Where Quick exit belongs in a window of that height, measured from the start edge."""
        side = self._side()
        size = exit_height(self.small, self._air) + self.spare
        return QRect(side, height - self._end() - size, self.width() - 2 * side - 1, size)

    @property
    def air(self) -> int:
        return self._air

    def _side(self) -> int:
        return 6 if self.small else 12

    def _end(self) -> int:
        return 4 if self._air != ROOMY else (10 if self.small else 16)

    def _fit(self) -> None:
        for air in (ROOMY, TIGHT, WORDS):
            if air == WORDS or self._needed(air) <= self.height():
                break
        self._air = air
        left = self.height() - self._needed(air)
        self.spare = min(theme.px(10), max(0, left // (len(self.items) + 2))) if air == TIGHT else 0
        self.mark.setVisible(air == ROOMY)
        self.mark.set_small(self.small)
        self._gap.changeSize(0, (8 if self.small else 20) - 4 if air == ROOMY else 0)
        for item in (*self.items.values(), self.lock_item):
            item.set_shape(self.small, air, self.spare)
        self._place.setFixedHeight(exit_height(self.small, air) + self.spare)
        side = self._side()
        top = 4 if air != ROOMY else (12 if self.small else 16)
        # The hairline at the end edge takes one pixel. Margins are not mirrored.
        before, after = (side + 1, side) if self._mirrored() else (side, side + 1)
        self._layout.setContentsMargins(before, top, after, self._end())
        self._layout.setSpacing(2 if air != ROOMY or self.small else 4)
        self._layout.invalidate()

    def _needed(self, air: int) -> int:
        items = [*self.items.values(), self.lock_item]
        total = sum(item.height_for(self.small, air) for item in items) + exit_height(self.small, air)
        total += len(items) * (2 if air != ROOMY or self.small else 4)
        if air == ROOMY:
            total += theme.px(32) + (8 if self.small else 20) + (22 if self.small else 32)
        return total + 8

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RESHAPES and hasattr(self, "_place"):
            self.set_small(self.small)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rtl = self._mirrored()
        painter.fillRect(self.rect(), theme.color("rail"))
        edge = 0 if rtl else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), theme.color("line"))
        for item in self.items.values():
            if item.chosen and item.isVisible():
                high = min(20, item.height() - 8)
                top = item.y() + (item.height() - high) // 2
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("accent"))
                left = self.width() - 3 if rtl else 0
                painter.drawRoundedRect(QRectF(left, top, 3, high), 1.5, 1.5)


def exit_height(small: bool, air: int) -> int:
    """How high the Quick exit button is in a shape of the rail."""
    if not small:
        return theme.size("rail_item_low") if air == ROOMY else max(32, theme.line("body") + 4)
    if air == WORDS:
        return max(32, theme.line("micro") + 6)
    return theme.size("icon") + theme.line("micro") + (4 if air == TIGHT else theme.px(12))


def exit_width() -> int:
    """How far the Quick exit button reaches from the start edge where there is no rail."""
    return 12 + RailItem(_exit_text(), "door-open", low=True).sizeHint().width()


def _exit_text() -> str:
    return QCoreApplication.translate("Rail", "Quick exit")


class QuickExit(RailItem):
    """The one button that is always there: in every room, and above every dialog. One for the whole window,
    on top."""

    def __init__(self, parent: QWidget, hint: str, ground: Callable[[], str]) -> None:
        """`ground` names the colour it lies on now. It brings that ground along, since a scrim or a picture may come
        between."""
        super().__init__(_exit_text(), "door-open", low=True)
        self.setParent(parent)
        self.setToolTip(hint)
        self._ground = ground
        # A click on it inside a dialog must not move the focus out of the dialog; Tab still reaches it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(self._ground()))
        painter.drawRoundedRect(QRectF(self.rect()), theme.radius("control"), theme.radius("control"))
        painter.end()
        super().paintEvent(event)
