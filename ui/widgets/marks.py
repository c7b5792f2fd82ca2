"""The drawn marks: closeness as distance, mood as light, pressure as talk, and the app's own two strokes.

Me is always the filled mark, you the ring; shape carries the meaning and colour only helps.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.theme.tokens import GLYPH
from ui.widgets import paint

BOXES = {"closeness": (44, 18), "mood": (17, 17), "pressure": (24, 16), "amount": (17, 17)}
"""Width and height of each mark at 100 %, in logical pixels."""


def paint_closeness(painter: QPainter, rect: QRectF, step: int, rtl: bool = False) -> None:
    """Two marks, nearer with each step (1 to 5), in the middle of `rect`."""
    glyph = GLYPH["closeness"]
    with _fitted(painter, rect, BOXES["closeness"], rtl):
        half = glyph["gaps"][step - 1] / 2
        painter.setPen(QPen(theme.color("you"), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(22 + half, 9), glyph["you_radius"], glyph["you_radius"])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("me"))
        painter.drawEllipse(QPointF(22 - half, 9), glyph["me_radius"], glyph["me_radius"])


def paint_mood(painter: QPainter, rect: QRectF, step: int, rtl: bool = False) -> None:
    """A ring that fills with light, step 1 to 5. Never mirrored; `rtl` is taken only to match the other marks."""
    glyph = GLYPH["mood"]
    radius = glyph["radius"]
    color = theme.color("lamp_mark")
    with _fitted(painter, rect, BOXES["mood"], False):
        painter.translate(8.5, 8.5)
        painter.setPen(QPen(color, glyph["stroke"]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(0, 0), radius, radius)
        if step > 1:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPath(_lit(step, radius, glyph["terminator"]))


def _lit(step: int, radius: float, terminator: float) -> QPainterPath:
    disc = QPainterPath()
    disc.addEllipse(QPointF(0, 0), radius, radius)
    if step == 5:
        return disc
    right = QPainterPath()
    right.addRect(QRectF(0, -radius, radius, 2 * radius))
    half = disc.intersected(right)
    if step == 3:
        return half
    inner = QPainterPath()
    inner.addEllipse(QPointF(0, 0), radius * terminator, radius)
    return half.subtracted(inner) if step == 2 else half.united(inner)


def paint_pressure(
    painter: QPainter,
    rect: QRectF,
    level: int,
    color: str = "ink_2",
    rtl: bool = False,
) -> None:
    """Two marks and the talk between them: level 1 none, 2 a dotted arc, 3 a drawn one."""
    glyph = GLYPH["pressure"]
    ink = theme.color(color)
    with _fitted(painter, rect, BOXES["pressure"], rtl):
        y = 8.0 if level == 1 else 10.6
        me, you = glyph["marks"]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(me, y), glyph["me_radius"], glyph["me_radius"])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.6))
        painter.drawEllipse(QPointF(you, y), glyph["you_radius"], glyph["you_radius"])
        if level > 1:
            pen = QPen(ink, 1.5)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            if level == 2:
                pen.setDashPattern([0.01, 2.2])
                pen.setWidthF(1.7)
            painter.setPen(pen)
            painter.drawPath(_arc(glyph["arc"]))


def paint_amount(painter: QPainter, rect: QRectF, step: int) -> None:
    """A disc that grows, step 1 to 5: how much of something there is, which is neither good nor bad."""
    with _fitted(painter, rect, BOXES["amount"], False):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ink_2"))
        painter.drawEllipse(QPointF(8.5, 8.5), 1.2 + 1.2 * step, 1.2 + 1.2 * step)


def _arc(path: str) -> QPainterPath:
    """A path of the form "M x y C x y x y x y"."""
    n = [float(part) for part in path.replace("M", " ").replace("C", " ").split()]
    made = QPainterPath(QPointF(n[0], n[1]))
    made.cubicTo(n[2], n[3], n[4], n[5], n[6], n[7])
    return made


class _fitted:
    """Scales and moves the painter so that a box of the mark's own size lies in the middle of a rectangle."""

    def __init__(self, painter: QPainter, rect: QRectF, size: tuple[int, int], rtl: bool) -> None:
        self.painter, self.rect, self.size, self.rtl = painter, rect, size, rtl

    def __enter__(self) -> None:
        width, height = self.size
        factor = min(self.rect.width() / width, self.rect.height() / height)
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.translate(self.rect.center())
        self.painter.scale(-factor if self.rtl else factor, factor)
        self.painter.translate(-width / 2, -height / 2)

    def __exit__(self, *_: object) -> None:
        self.painter.restore()


def paint_mark(
    painter: QPainter, kind: str, rect: QRectF, step: int, rtl: bool, color: str = "ink_2"
) -> None:
    """Any of them by its name: "closeness", "mood", "pressure" or "amount"."""
    if kind == "closeness":
        paint_closeness(painter, rect, step, rtl)
    elif kind == "mood":
        paint_mood(painter, rect, step)
    elif kind == "amount":
        paint_amount(painter, rect, step)
    else:
        paint_pressure(painter, rect, step, color, rtl)


class Mark(QWidget):
    """A mark that only stands there. `kind` is "closeness", "mood" or "pressure"; the words beside it speak."""

    def __init__(self, kind: str, step: int, color: str = "ink_2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._step, self._color = kind, step, color
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.restyle)

    def set_step(self, step: int) -> None:
        self._step = step
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width, height = BOXES[self._kind]
        return QSize(theme.px(width), theme.px(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), self._kind, QRectF(self.rect()), self._step, paint.rtl(self), self._color)


class AppMark(QWidget):
    """The two strokes of the app, 22 px, in the colours of me and you. Never mirrored."""

    def __init__(self, size: int = 22, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_app_mark(QPainter(self), QRectF(self.rect()), theme.color("me"), theme.color("you"))


def paint_app_mark(painter: QPainter, rect: QRectF, first: QColor, second: QColor) -> None:
    """The two strokes, leaning toward one another; they differ in height."""
    with _fitted(painter, rect, (22, 22), False):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, path in ((first, _bow(5.3, 3.1, 18.9, 3.7)), (second, _bow(17.1, 6.0, 18.9, -3.0))):
            pen = QPen(color, 2.3)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPath(path)


def _bow(x: float, top: float, bottom: float, reach: float) -> QPainterPath:
    made = QPainterPath(QPointF(x, top))
    third = (bottom - top) / 3
    made.cubicTo(x + reach * 4 / 3, top + third, x + reach * 4 / 3, bottom - third, x, bottom)
    return made
