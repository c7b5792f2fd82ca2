"""Switches, check boxes and radio buttons with words that wrap. A switch acts at once; a check box waits for the
button of its dialog.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ui import theme
from ui.theme.draw import check as paint_check
from ui.theme.draw import radio as paint_radio
from ui.widgets.paint import box, rtl

__all__ = ["CheckBox", "Radio", "Switch", "paint_check", "paint_radio"]

_GAP = 10
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _flags(button: QAbstractButton) -> int:
    side = Qt.AlignmentFlag.AlignRight if rtl(button) else Qt.AlignmentFlag.AlignLeft
    absolute = Qt.AlignmentFlag.AlignAbsolute
    return side.value | absolute.value | Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextWordWrap.value


def _words_height(button: QAbstractButton, width: int) -> int:
    room = width - theme.size("check") - _GAP
    area = QRect(0, 0, max(1, room), 100_000)
    words = button.text().replace("&&", "&")
    return QFontMetrics(theme.font("body")).boundingRect(area, _flags(button), words).height()


def _hint(button: QAbstractButton) -> QSize:
    advance = QFontMetricsF(theme.font("body")).horizontalAdvance(button.text().replace("&&", "&"))
    words = round(advance) + 4 + _GAP if button.text() else 0
    return QSize(theme.size("check") + words, theme.size("target_min"))


def _tall(button: QAbstractButton, width: int) -> int:
    return max(theme.size("target_min"), _words_height(button, width) + _pad() * 2)


def _pad() -> int:
    return max(0, (theme.size("target_min") - theme.line("body")) // 2)


def _paint_words(button: QAbstractButton, painter: QPainter) -> None:
    skip = theme.size("check") + _GAP
    left = 0 if rtl(button) else skip
    painter.setFont(theme.font("body"))
    painter.setPen(theme.color("ink" if button.isEnabled() else "ink_off"))
    area = QRect(left, _pad(), button.width() - skip, button.height())
    painter.drawText(area, _flags(button), button.text().replace("&&", "&"))


def _mark_rect(button: QAbstractButton) -> QRectF:
    side = theme.size("check")
    top = _pad() + (theme.line("body") - side) / 2
    return QRectF(button.width() - side if rtl(button) else 0, round(top), side, side)


class CheckBox(QCheckBox):
    """A box to tick, with its words beside it; the words can be clicked too."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.ring_radius = theme.radius("check")
        _prepare(self)
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take font and sizes from the theme again."""
        self.updateGeometry()
        self.update()

    def ring_rect(self) -> QRect:
        return _mark_rect(self).toRect()

    def sizeHint(self) -> QSize:
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_hint(self).width(), theme.px(140)), theme.size("target_min"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _tall(self, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_check(painter, _mark_rect(self), self.isChecked(), self.isEnabled())
        _paint_words(self, painter)


class Radio(QRadioButton):
    """One of several, with its words beside it. Put the radios of one question into one parent."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.ring_radius = 9
        _prepare(self)
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take font and sizes from the theme again."""
        self.ring_radius = theme.size("check") // 2
        self.updateGeometry()
        self.update()

    def ring_rect(self) -> QRect:
        return _mark_rect(self).toRect()

    def sizeHint(self) -> QSize:
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_hint(self).width(), theme.px(140)), theme.size("target_min"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _tall(self, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_radio(painter, _mark_rect(self), self.isChecked(), self.isEnabled())
        _paint_words(self, painter)


def _prepare(button: QAbstractButton) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class Switch(QCheckBox):
    """On or off, at once. It has no words of its own: `name` is what screen readers say."""

    def __init__(self, name: str, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the size from the theme again."""
        self.ring_radius = theme.size("switch_h") // 2
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("switch_w"), theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def ring_rect(self) -> QRect:
        tall = theme.size("switch_h")
        return QRect(0, (self.height() - tall) // 2, self.width(), tall)

    def hitButton(self, pos: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        track = QRectF(self.ring_rect())
        half = track.height() / 2
        on, enabled = self.isChecked(), self.isEnabled()
        if on:
            box(painter, track, half, theme.color("accent" if enabled else "ink_off"))
        else:
            outline = theme.color("line_strong" if enabled else "line")
            box(painter, track, half, theme.color("sunken"), outline, 1.5)
        at_end = on != rtl(self)
        x = track.right() - half if at_end else track.left() + half
        knob = track.height() * (14 if on else 12) / 44
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_accent" if on else "line_strong" if enabled else "ink_off"))
        painter.drawEllipse(QPointF(x, track.center().y()), knob, knob)
