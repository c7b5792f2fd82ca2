"""The picture at the start edge: two lines that draw nearer from step to step, with lamplight between
them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QWidget

from ui import theme

# How far each line bends inward at its middle, by step, in a picture 400 wide; and how far the light
# reaches.
_INWARD = (36.0, 55.0, 71.0, 86.0)
_LIGHT = (180.0, 220.0, 260.0, 300.0)
_LEFT, _RIGHT, _WIDE = 56.0, 345.0, 400.0


class Picture(QWidget):
    """`set_step(0 to 3)` moves the lines there, in 600 ms, or at once where motion is not wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0.0
        self._run = QVariantAnimation(self)
        self._run.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._run.valueChanged.connect(self._move)
        theme.watcher.changed.connect(self.update)

    def set_step(self, step: int) -> None:
        self._run.stop()
        length = theme.motion("onboarding_lines")
        if not length or not self.isVisible():
            self._move(float(step))
            return
        self._run.setStartValue(self._at)
        self._run.setEndValue(float(step))
        self._run.setDuration(length)
        self._run.start()

    def _move(self, value: Any) -> None:
        self._at = float(value)
        self.update()

    def _between(self, values: tuple[float, ...]) -> float:
        low = min(len(values) - 1, int(self._at))
        high = min(len(values) - 1, low + 1)
        return values[low] + (values[high] - values[low]) * (self._at - low)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, theme.color("rail"))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        unit = area.width() / _WIDE
        if not theme.strong_lines():
            light = QRadialGradient(area.center(), self._between(_LIGHT) * max(unit, 0.5))
            glow = theme.color("lamp_soft")
            rim = QColor(glow)
            rim.setAlpha(0)
            light.setColorAt(0, glow)
            light.setColorAt(1, rim)
            painter.fillRect(area, light)
        inward = self._between(_INWARD)
        # Me is at the start edge, in every language.
        start, end = ("you", "me") if rtl else ("me", "you")
        for name, x, bend in ((start, _LEFT, inward), (end, _RIGHT, -inward)):
            path = QPainterPath(QPointF(x * unit, -8))
            path.quadTo(
                QPointF((x + 2 * bend) * unit, area.center().y()), QPointF(x * unit, area.height() + 8)
            )
            painter.setPen(QPen(theme.color(name), 3.2))
            painter.drawPath(path)
        edge = 0 if rtl else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), theme.color("line"))


class StepBars(QWidget):
    """Four short bars: those done and the present one are filled. The words beside them say the same."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self._total, self._step = total, 1
        self._size()
        theme.watcher.changed.connect(self._size)

    def _size(self) -> None:
        self.setFixedSize(self._total * 32 - 8, 4)

    def set_step(self, step: int) -> None:
        self._step = step
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number in range(self._total):
            painter.setBrush(theme.color("accent" if number < self._step else "line"))
            x = number * 32
            painter.drawRoundedRect(QRectF(self.width() - 24 - x if rtl else x, 0, 24, 4), 2, 2)
