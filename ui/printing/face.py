"""One card: its words, the size at which they fit, and how front and back are drawn.

A card is laid out from its grid: the mark at the top, the prompt in the middle with what belongs to it. What a
listener can do stands on the back, or at the foot of the front where there is no back. Left out: where cards lie on
a sheet (`grid`).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from ui.printing import draw
from ui.printing import paper as papers
from ui.printing.grid import Grid
from ui.printing.paper import Block, Canvas

translate = QCoreApplication.translate

PAD = 6.5
"""Millimetres kept free inside the edge of a card."""


@dataclass(frozen=True, slots=True)
class Face:
    """The words of one card."""

    text: str
    level: int = 0  # 1 to 3, how much talking it asks for; 0 draws no mark
    note: str = ""
    smaller: str = ""
    listener: tuple[str, ...] = ()
    followup: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A card and the size of its prompt, in points."""

    face: Face
    points: float


@dataclass(slots=True)
class _Set:
    """A front laid out: what stands in the middle, from top to bottom, and what stands at the foot."""

    middle: list[tuple[Block, float]]  # with the space above it
    foot: Block | None

    @property
    def height(self) -> float:
        return sum(block.height + gap for block, gap in self.middle)


def _lay(face: Face, grid: Grid, points: float) -> _Set:
    width = grid.width - 2 * PAD
    second = min(grid.second, max(points, min(grid.second, 9.5)))
    middle: list[tuple[Block, float]] = []
    if face.note:
        middle.append((Block(face.note, points=second, width=width, pitch=1.35), 0.0))
    middle.append(
        (
            Block(face.text, points=points, width=width, pitch=1.5, family=papers.READ),
            2.0 if face.note else 0.0,
        )
    )
    if face.smaller:
        smaller = translate("Cards", "or: {smaller}").format(smaller=face.smaller)
        middle.append(
            (
                Block(smaller, points=second, width=width, pitch=1.4, family=papers.READ),
                points * papers.POINT * 0.5,
            )
        )
    foot = None
    if face.listener and not grid.back:
        line = translate("Cards", "Listening: {line}").format(line=face.listener[0])
        foot = Block(line, points=second, width=width, pitch=1.35)
    return _Set(middle, foot)


def _room(face: Face, grid: Grid, laid: _Set) -> tuple[float, float]:
    """From where to where the middle may reach, counted from the top of the card."""
    top = PAD + (draw.MARK_HEIGHT * grid.mark + 2.4 if face.level else 0.0)
    bottom = grid.height - PAD + 0.8
    if laid.foot:
        bottom -= laid.foot.height + 2.6
    return top, bottom


def fit(face: Face, grid: Grid, floor: float | None = None) -> float | None:
    """The largest size, in half points, at which front and back fit on that card, or None."""
    if floor is None and grid.back and _back(face, grid) is None:
        return None
    points = grid.largest
    while points >= (grid.smallest if floor is None else floor):
        laid = _lay(face, grid, points)
        top, bottom = _room(face, grid, laid)
        if laid.height <= bottom - top:
            return points
        points -= 0.5
    return None


def front(canvas: Canvas, card: Placed, grid: Grid, x: float, y: float) -> None:
    """Draw the front with its top left corner there, in millimetres."""
    face = card.face
    laid = _lay(face, grid, card.points)
    top, bottom = _room(face, grid, laid)
    if face.level:
        wide = draw.MARK_WIDTH * grid.mark
        mark = x + grid.width - PAD - wide if canvas.rtl else x + PAD
        draw.pressure(canvas, mark, y + PAD, face.level, grid.mark)
        if face.word:
            start, _ = draw.sides(canvas)
            room = grid.width - 2 * PAD - wide - 2.5
            word = Block(face.word, points=grid.second, width=room, pitch=1.2, align=start)
            middle = y + PAD + 9.5 * draw.MARK_UNIT * grid.mark
            canvas.text(word, x + PAD + (0 if canvas.rtl else wide + 2.5), middle - word.height / 2)
    # The middle stands in the middle of the card; only where it would touch mark or foot does it give way.
    wanted = (grid.height - laid.height) / 2
    place = y + min(max(wanted, top), max(top, bottom - laid.height))
    for block, gap in laid.middle:
        canvas.text(block, x + PAD, place + gap)
        place += gap + block.height
    if laid.foot:
        canvas.text(laid.foot, x + PAD, y + grid.height - PAD + 0.8 - laid.foot.height)


def _back_blocks(face: Face, grid: Grid, tight: bool) -> list[tuple[Block, float]]:
    width = grid.width - 2 * PAD
    line, more = (grid.small, grid.small) if tight else (grid.second, grid.second + 1)
    blocks: list[tuple[Block, float]] = []

    def heading(words: str, gap: float) -> None:
        blocks.append((Block(words, points=grid.small, width=width, weight=600), gap))

    if face.listener:
        heading(translate("Cards", "Listening"), 0.0)
        for words in face.listener:
            blocks.append((Block(words, points=line, width=width, pitch=1.35 if tight else 1.4), 0.6))
    if face.followup:
        heading(translate("Cards", "One more, if you both like"), (2.0 if tight else 3.0) if blocks else 0.0)
        blocks.append(
            (
                Block(
                    face.followup,
                    points=more,
                    width=width,
                    pitch=1.35 if tight else 1.4,
                    family=papers.READ,
                ),
                0.6,
            )
        )
    return blocks


def _back(face: Face, grid: Grid) -> list[tuple[Block, float]] | None:
    """The back laid out, set tighter where it is long. None if it does not fit even so."""
    room = grid.height - 2 * PAD + 1.6 - draw.pass_height(grid.small) - 1.5
    for tight in (False, True):
        blocks = _back_blocks(face, grid, tight)
        if sum(block.height + gap for block, gap in blocks) <= room:
            return blocks
    return None


def back(canvas: Canvas, card: Placed, grid: Grid, x: float, y: float) -> None:
    """Draw the back: what a listener can do, one more question, and the mark for passing."""
    if not card.face.level:
        return  # what explains the others has nothing to pass
    place = y + PAD - 0.8
    for block, gap in _back(card.face, grid) or _back_blocks(card.face, grid, True):
        canvas.text(block, x + PAD, place + gap)
        place += gap + block.height
    foot = y + grid.height - PAD + 0.8 - draw.pass_height(grid.small)
    draw.pass_mark(canvas, x + PAD, foot, grid.width - 2 * PAD, translate("Cards", "pass"), grid.small)
