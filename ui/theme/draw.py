"""Shapes that both the style and the widgets draw: crisp rounded boxes, marks to tick, chevrons."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui import theme

CHEVRONS = {
    "down": ((4.5, 7.0), (9.0, 11.5), (13.5, 7.0)),
    "up": ((4.5, 11.0), (9.0, 6.5), (13.5, 11.0)),
    "right": ((7.0, 4.5), (11.5, 9.0), (7.0, 13.5)),
    "left": ((11.0, 4.5), (6.5, 9.0), (11.0, 13.5)),
}


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded rectangle whose border lies wholly inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(border, width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half)


def field_box(
    painter: QPainter, rect: QRectF, *, focused: bool, enabled: bool, fault: bool, large: bool = False
) -> None:
    """The box of a text field: two pixels for focus and for a mistake, inside."""
    radius = theme.radius("control_large" if large else "control")
    if not enabled:
        box(painter, rect, radius, theme.color("sunken"), theme.color("line"))
    elif fault or focused:
        border = theme.color("clay" if fault else "focus")
        box(painter, rect, radius, theme.color("surface"), border, 2)
    else:
        box(painter, rect, radius, theme.color("surface"), theme.color("line_strong"))


def chevron(painter: QPainter, rect: QRectF, way: str, color: QColor) -> None:
    """A small arrow of 18 px at 100 %, in the middle of `rect`."""
    side = theme.px(18)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_round(color, 1.75 * side / 18))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, top = rect.center().x() - side / 2, rect.center().y() - side / 2
    points = [QPointF(left + x * side / 18, top + y * side / 18) for x, y in CHEVRONS[way]]
    painter.drawPolyline(QPolygonF(points))


def check(painter: QPainter, rect: QRectF, on: bool, enabled: bool = True) -> None:
    """A box to tick, 18 px at 100 %."""
    radius = theme.radius("check")
    if not on:
        ground = theme.color("surface" if enabled else "sunken")
        box(painter, rect, radius, ground, theme.color("line_strong" if enabled else "line"), 1.5)
        return
    box(painter, rect, radius, theme.color("accent" if enabled else "ink_off"))
    tick(painter, rect, theme.color("on_accent"))


def tick(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """The tick alone."""
    part = rect.width() / 18
    painter.setPen(_round(color, 2 * part))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    places = ((5, 9.4), (7.8, 12.2), (13, 6.4))
    points = [QPointF(rect.left() + x * part, rect.top() + y * part) for x, y in places]
    painter.drawPolyline(QPolygonF(points))


def radio(painter: QPainter, rect: QRectF, on: bool, enabled: bool = True) -> None:
    """A ring, with a dot when chosen, 18 px at 100 %."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = theme.color("line" if not enabled else "accent" if on else "line_strong")
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(theme.color("surface" if enabled else "sunken"))
    half = rect.width() / 2
    painter.drawEllipse(rect.center(), half - 0.75, half - 0.75)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if enabled else "ink_off"))
        painter.drawEllipse(rect.center(), half * 8 / 18, half * 8 / 18)


def _round(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
