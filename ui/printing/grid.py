"""How things to cut out lie on a sheet: a grid in the middle of the paper, its lines, and the marks outside it.

    over    the back is the other side of the sheet, turned over the long edge
    side    the back lies beside its front, to fold at the dots
    top     the back lies above its front and upside down, to fold at the dots

Because the grid stands in the middle of the paper, the back of a card lies behind it when the columns run the other
way; nothing else differs between the two sides.
"""

from __future__ import annotations

from dataclasses import dataclass

from ui.printing import paper as papers
from ui.printing.paper import Canvas

_TICK = 3.0
_TICK_GAP = 1.3
_HAIRLINE = 0.2

ABOVE = _TICK + _TICK_GAP
"""Millimetres outside the grid that belong to its marks."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Sizes in millimetres and points: the same on every paper."""

    name: str
    columns: int
    rows: int
    width: float
    height: float
    largest: float
    smallest: float
    second: float
    small: float = 9.5
    furniture: float = 9.0
    mark: float = 1.0
    back: str = ""

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows

    @property
    def cell(self) -> tuple[float, float]:
        """What one card takes of the sheet: twice its size where it is folded."""
        wide, tall = self.back == "side", self.back == "top"
        return self.width * (2 if wide else 1), self.height * (2 if tall else 1)

    def origin(self, sheet: papers.Paper) -> tuple[float, float]:
        """The top left corner of the grid."""
        wide, tall = self.cell
        return (sheet.width - self.columns * wide) / 2, (sheet.height - self.rows * tall) / 2

    def corner(self, canvas: Canvas, place: int, *, behind: bool = False) -> tuple[float, float]:
        """The top left corner of a card's cell; `behind` is where it lies on the other side of the sheet."""
        left, top = self.origin(canvas.paper)
        wide, tall = self.cell
        row, column = divmod(place, self.columns)
        if canvas.rtl != behind:
            column = self.columns - 1 - column
        return left + column * wide, top + row * tall


GRIDS = {
    "cut": Grid("cut", 2, 4, 88, 63, 14, 9.5, 10),
    "fold": Grid("fold", 1, 4, 88, 63, 14, 9.5, 10, back="side"),
    "a6": Grid("a6", 1, 2, 148, 105, 18, 9.5, 11, small=10),
    "a6-fold": Grid("a6", 1, 1, 148, 105, 18, 9.5, 11, small=10, back="top"),
    "large": Grid("large", 1, 2, 176, 126, 24, 18, 18, small=18, furniture=18, mark=1.6),
    "full": Grid("full", 1, 1, 176, 252, 24, 18, 18, small=18, furniture=18, mark=1.6),
}


def lines(canvas: Canvas, grid: Grid, used: int) -> None:
    """Every cutting line once: drawn by two neighbours it would come out twice as dark. Folds are dotted."""
    left, top = grid.origin(canvas.paper)
    wide, tall = grid.cell
    rows = -(-used // grid.columns)
    right, bottom = left + grid.columns * wide, top + rows * tall
    canvas.pen(_HAIRLINE, papers.GREY)
    for row in range(rows + 1):
        canvas.line(left, top + row * tall, right, top + row * tall)
    for column in range(grid.columns + 1):
        canvas.line(left + column * wide, top, left + column * wide, bottom)
    canvas.pen(0.35, papers.GREY, dotted=True)
    if grid.back == "side":
        canvas.line(left + grid.width, top, left + grid.width, bottom)
    elif grid.back == "top":
        canvas.line(left, top + grid.height, right, top + grid.height)
    marks(canvas, grid, used)


def marks(canvas: Canvas, grid: Grid, used: int) -> None:
    """Where to cut, outside the cards. All there is on the other side of a sheet: a line there would stay visible on
    the cards when the printer lays the two sides a little apart."""
    left, top = grid.origin(canvas.paper)
    wide, tall = grid.cell
    rows = -(-used // grid.columns)
    right, bottom = left + grid.columns * wide, top + rows * tall
    canvas.pen(_HAIRLINE)
    for row in range(rows + 1):
        y = top + row * tall
        canvas.line(left - ABOVE, y, left - _TICK_GAP, y)
        canvas.line(right + _TICK_GAP, y, right + ABOVE, y)
    for column in range(grid.columns + 1):
        x = left + column * wide
        canvas.line(x, top - ABOVE, x, top - _TICK_GAP)
        canvas.line(x, bottom + _TICK_GAP, x, bottom + ABOVE)
