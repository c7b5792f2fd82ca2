"""The few marks that paper shares with the window, in millimetres and black only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from ui.printing.paper import Block, Canvas

# The mark of the window is 24 x 16 units; on paper a unit is this long.
MARK_UNIT = 0.27
MARK_WIDTH = 24 * MARK_UNIT
MARK_HEIGHT = 13 * MARK_UNIT


def sides(canvas: Canvas) -> tuple[Qt.AlignmentFlag, Qt.AlignmentFlag]:
    """Alignment at the start and at the end edge, whatever script the words are in."""
    return sides_of(canvas.rtl)


def sides_of(rtl: bool) -> tuple[Qt.AlignmentFlag, Qt.AlignmentFlag]:
    """The same before there is anything to draw on."""
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    return (right, left) if rtl else (left, right)


def pressure(canvas: Canvas, x: float, y: float, level: int, scale: float = 1.0) -> None:
    """Two marks, me filled and you a ring, with as much arc between them as there is talking.

    Level 1 has none, 2 a dotted one, 3 a drawn one. The corner given is the top left one; in a mirrored layout
    *me* stands at the right.
    """

    unit = MARK_UNIT * scale

    def across(units: float) -> float:
        return x + (24 - units if canvas.rtl else units) * unit

    def down(units: float) -> float:
        return y + units * unit

    canvas.disc(across(4.0), down(9.5), 3.5 * unit)
    canvas.ring(across(19.6), down(9.5), 3.4 * unit, 1.4 * unit)
    if level <= 1:
        return
    arc = QPainterPath()
    arc.moveTo(across(4.4), down(3.6))
    arc.cubicTo(across(7.6), down(0), across(15.8), down(0), across(19.2), down(3.6))
    canvas.pen((0.5 if level == 2 else 0.42) * scale, dotted=level == 2)
    canvas.path(arc)


def pass_height(points: float) -> float:
    """How tall the mark for passing is with its word at that size."""
    return points * 0.55


def pass_mark(canvas: Canvas, x: float, y: float, width: float, word: str, points: float = 9.5) -> None:
    """The word for passing in a small outline, at the end edge of a column of that width."""
    tall = pass_height(points)
    outline = Block(word, points=points, width=width, pitch=1.2, weight=600).widest + tall
    left = x if canvas.rtl else x + width - outline
    canvas.pen(0.25)
    canvas.box(left, y, outline, tall, tall / 2)
    middle = Qt.AlignmentFlag.AlignHCenter
    block = Block(word, points=points, width=outline, pitch=1.2, weight=600, align=middle)
    canvas.text(block, left, y + (tall - block.height) / 2)
