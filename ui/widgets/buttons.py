"""Buttons: one filled at most on a page, and a way out of equal size beside it.

A button is as wide as its words; where there is less room its words wrap and it grows downward. Enter presses it as
Space does.
"""

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from ui import theme
from ui.widgets import icons
from ui.widgets.paint import box, rtl, runs_rtl


class _Size(NamedTuple):
    height: str
    style: str
    radius: str
    padding: int


_SIZES = {
    "normal": _Size("button", "button", "control", 16),
    "small": _Size("button_small", "button", "control", 12),
    "large": _Size("button_large", "button_large", "control_large", 22),
}
_QUIET_PADDING = 10
_GAP = 8
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Look(NamedTuple):
    """Ground, border and text of a button in one state; an empty name draws nothing."""

    ground: str
    border: str
    text: str


_LOOKS = {
    "primary": (
        _Look("accent", "", "on_accent"),
        _Look("accent_hover", "", "on_accent"),
        _Look("accent_press", "", "on_accent"),
    ),
    "secondary": (
        _Look("surface", "line_strong", "ink"),
        _Look("hover", "line_strong", "ink"),
        _Look("accent_soft", "line_strong", "ink"),
    ),
    "quiet": (
        _Look("", "", "accent"),
        _Look("accent_soft", "", "on_accent_soft"),
        _Look("accent_soft2", "", "on_accent_soft"),
    ),
    "destructive": (
        _Look("", "clay", "clay"),
        _Look("clay_soft", "clay", "on_clay_soft"),
        _Look("clay_soft", "clay", "on_clay_soft"),
    ),
}
_OFF = _Look("sunken", "line", "ink_off")
_OFF_QUIET = _Look("", "", "ink_off")


class Button(QPushButton):
    """A button with words. `kind` is "primary", "secondary", "quiet" or "destructive"; `size` "normal", "small" or
    "large"; `icon` the name of a line icon before the words.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "secondary",
        icon: str = "",
        size: str = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._words = kind, icon, ""
        self._size = _SIZES[size]
        self.ring_radius = theme.radius(self._size.radius)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take font and sizes from the theme again."""
        self.setFont(theme.font(self._size.style))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._words

    def setText(self, text: str) -> None:
        """Change the words. An ampersand is an ampersand here; there are no underlined letters."""
        self._words = text
        super().setText(text.replace("&", "&&"))
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        """Change the icon; an empty name takes it away."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Change what kind of button it is."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    @property
    def kind(self) -> str:
        return self._kind

    def set_size(self, size: str) -> None:
        """Change how large it is."""
        self._size = _SIZES[size]
        self.ring_radius = theme.radius(self._size.radius)
        self.restyle()

    def _around(self) -> int:
        """Everything in the width that is not words."""
        padding = _QUIET_PADDING if self._kind == "quiet" else self._size.padding
        icon = theme.px(18) + (_GAP if self._words else 0) if self._icon else 0
        return 2 * padding + icon

    def _advance(self, words: str) -> int:
        return ceil(QFontMetricsF(self.font()).horizontalAdvance(words))

    def _flags(self, room: int) -> int:
        # Qt breaks a line that fills its room to the pixel, so wrapping is asked for only where it is needed.
        wrap = Qt.TextFlag.TextWordWrap if self._advance(self._words) > room else Qt.TextFlag.TextSingleLine
        # Words of the other direction keep their order: a number or three dots at an end stay there.
        way = Qt.TextFlag.TextForceRightToLeft if runs_rtl(self._words) else Qt.TextFlag.TextForceLeftToRight
        return Qt.AlignmentFlag.AlignCenter.value | wrap.value | way.value

    def _words_rect(self, room: int) -> QRect:
        area = QRect(0, 0, max(1, room), 100_000)
        return QFontMetrics(self.font()).boundingRect(area, self._flags(room), self._words)

    def sizeHint(self) -> QSize:
        width = self._advance(self._words) + self._around()
        return QSize(width, theme.size(self._size.height))

    def minimumSizeHint(self) -> QSize:
        widest = max((self._advance(word) for word in self._words.split()), default=0)
        return QSize(min(widest + self._around(), self.sizeHint().width()), theme.size(self._size.height))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        one = QFontMetrics(self.font()).height()
        lines = max(1, round(self._words_rect(width - self._around()).height() / one))
        return theme.size(self._size.height) + (lines - 1) * theme.line(self._size.style)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and event.size().width() < self.sizeHint().width():
            self.updateGeometry()

    def _look(self) -> _Look:
        if not self.isEnabled():
            return _OFF_QUIET if self._kind == "quiet" else _OFF
        rest, hover, pressed = _LOOKS[self._kind]
        if self.isDown() or self.isChecked():
            return pressed
        return hover if self.underMouse() else rest

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look()
        rect = QRectF(self.rect())
        ground = theme.color(look.ground) if look.ground else None
        border = theme.color(look.border) if look.border else None
        if ground or border:
            box(painter, rect, theme.radius(self._size.radius), ground, border)
        self._paint_words(painter, look.text)

    def _paint_words(self, painter: QPainter, color: str) -> None:
        room = self.width() - self._around()
        words = self._words_rect(room)
        width = min(room, max(words.width(), min(room, self._advance(self._words))))
        icon = theme.px(18) if self._icon else 0
        gap = _GAP if icon and self._words else 0
        left = ceil((self.width() - icon - gap - width) / 2)
        text_left = left if rtl(self) else left + icon + gap
        icon_left = left + width + gap if rtl(self) else left
        if self._icon:
            at = QRectF(icon_left, (self.height() - icon) / 2, icon, icon)
            icons.paint(painter, self._icon, at, color, rtl=rtl(self))
        painter.setPen(theme.color(color))
        painter.setFont(self.font())
        at_words = QRect(text_left - 1, 0, width + 2, self.height())
        painter.drawText(at_words, self._flags(room), self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class LinkButton(Button):
    """A quiet button: words in the accent colour, without a ground until it is pointed at."""

    def __init__(
        self, text: str = "", icon: str = "", size: str = "normal", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "quiet", icon, size, parent)


class IconButton(QToolButton):
    """A button with an icon only. `name` says what it does, to screen readers and, without `tooltip`, as one."""

    def __init__(
        self,
        icon: str,
        name: str,
        small: bool = False,
        tooltip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._small = icon, small
        self.ring_radius = theme.radius("control")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name, tooltip)
        theme.watcher.changed.connect(self.restyle)

    def set_name(self, name: str, tooltip: str = "") -> None:
        """Change what it says it does."""
        self.setAccessibleName(name)
        self.setToolTip(tooltip or name)

    def set_icon(self, name: str) -> None:
        """Change the icon."""
        self._icon = name
        self.update()

    def restyle(self) -> None:
        """Take the size from the theme again."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.size("icon_button_small" if self._small else "icon_button")
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = "ink_2" if self.isEnabled() else "ink_off"
        ground = ""
        if self.isEnabled() and (self.isDown() or self.isChecked()):
            ground, color = "accent_soft", "on_accent_soft"
        elif self.isEnabled() and self.underMouse():
            ground = "hover"
        rect = QRectF(self.rect())
        if ground:
            box(painter, rect, theme.radius("control"), theme.color(ground))
        side = theme.px(18 if self._small else 20)
        at = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        icons.paint(painter, self._icon, at, color, rtl=rtl(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            if self.menu() is None:
                self.click()
            else:
                self.showMenu()
        else:
            super().keyPressEvent(event)


class _PulledRow(QHBoxLayout):
    """A row that reaches over its place on both sides; Qt takes no negative margins.

    It remembers its heights until something in it changes, as Qt's own rows do: rows lie inside one another, each asks
    several times, and without this a list of thirty took seconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}
        self._least: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._heights.clear()
        self._least.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect.adjusted(-_QUIET_PADDING, 0, _QUIET_PADDING, 0))

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width + 2 * _QUIET_PADDING)
        return self._heights[width]

    def minimumHeightForWidth(self, width: int) -> int:
        if width not in self._least:
            # Qt asks for the height of that width first, here, and answers with what it found on the way.
            self._heights.pop(width, None)
            self._least[width] = super().minimumHeightForWidth(width)
        return self._least[width]

    def sizeHint(self) -> QSize:
        return super().sizeHint() - QSize(2 * _QUIET_PADDING, 0)

    def minimumSize(self) -> QSize:
        return super().minimumSize() - QSize(2 * _QUIET_PADDING, 0)


def quiet_row(*buttons: QWidget, spacing: int = 4) -> QHBoxLayout:
    """Quiet buttons in a line, pulled 10 px outward so that the first one's words align with the text above it.

    The layout reaches 10 px beyond its place on both sides, so what holds it needs at least that much padding.
    """
    row = _PulledRow()
    row.setSpacing(spacing)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
