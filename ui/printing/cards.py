"""Prompt cards on paper: which cards, on which sheet, and how a card is drawn.

    cut     88 x 63 mm, two by four, the same centred grid on A4 and Letter
    fold    the same size with a back: what a listener can do, one more question, the pass mark
    large   176 x 126 mm, nothing on the sheet below 18 point

Words shrink from 14 to 9.5 point until they fit. What still does not fit goes on a sheet of A6 cards at the
end, and the sheet says why. A card carries no name and no date; how deep it goes is drawn, and written only on
request.

Left out: choosing cards for somebody. Cards of depth 5 print when picked one by one, never with a deck.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import theme
from ui.printing import draw
from ui.printing import paper as papers
from ui.printing.face import GRIDS, Face, Grid, Placed, back, fit, front
from ui.printing.paper import Block, Canvas, Document
from ui.printing.typeset import curly

if TYPE_CHECKING:
    from companion.content import Prompt

LAYOUTS = ("cut", "fold", "large")

# What a deck holds, by depth (companion.content.deck_of says it the other way round).
DECKS = {"beside": (1,), "closer": (2, 3), "open": (4, 5)}

_BIGGER = {"cut": "a6", "fold": "a6", "large": "full"}

_TICK = 3.0
_TICK_GAP = 1.3
_HAIRLINE = 0.2


translate = QCoreApplication.translate


def deck_word(deck: str) -> str:
    """The name of a deck, or "" for a hand-picked set."""
    return {
        "beside": translate("Cards", "Beside"),
        "closer": translate("Cards", "Closer"),
        "open": translate("Cards", "Open"),
    }.get(deck, "")


def level(depth: int) -> int:
    """How the mark shows that depth: 1 no arc, 2 dotted, 3 drawn."""
    return 1 if depth <= 1 else 2 if depth <= 3 else 3


def of_deck(prompts: Iterable[Prompt], deck: str) -> list[Prompt]:
    """What a deck prints: its depths, without 5, which is only printed when picked by itself."""
    depths = DECKS[deck] if deck else (1, 2, 3, 4, 5)
    return [prompt for prompt in prompts if prompt.depth in depths and prompt.depth < 5]


def faces(prompts: Iterable[Prompt], *, words: bool = False) -> list[Face]:
    """The cards of these prompts. What both people need a copy of comes twice."""
    found = []
    for prompt in prompts:
        shown = level(prompt.depth)
        deck = ("beside", "closer", "open")[shown - 1]
        face = Face(
            text=curly(prompt.text),
            level=shown,
            note=curly(prompt.note),
            smaller=curly(prompt.smaller),
            listener=tuple(curly(line) for line in prompt.listener[:2]),
            followup=curly(prompt.followups[0]) if prompt.followups else "",
            word=deck_word(deck) if words else "",
        )
        found += [face, face] if "print-pair" in prompt.tags else [face]
    return found


@dataclass(frozen=True, slots=True)
class _Sheet:
    grid: Grid
    cards: tuple[Placed, ...]


class CardDocument(Document):
    """Sheets of cards. `moved` is how many were too long for the size asked for and lie on larger cards."""

    def __init__(
        self,
        cards: Sequence[Face],
        *,
        layout: str = "cut",
        sheet: str = "A4",
        deck: str = "",
        how_to: bool = False,
        title: str = "Notes",
    ) -> None:
        if layout not in LAYOUTS:
            raise ValueError("no such layout")
        super().__init__(papers.paper(sheet), title)
        theme.load_fonts()
        self.layout = layout
        self.deck = deck
        every = (
            [Face(translate("Cards", "Take one, swap it, or pass. Stop any time."))] if how_to else []
        ) + list(cards)
        grid, bigger = GRIDS[layout], GRIDS[_BIGGER[layout]]
        fitting: list[Placed] = []
        rest: list[Placed] = []
        for face in every:
            points = fit(face, grid)
            if points is not None:
                fitting.append(Placed(face, points))
            else:
                # Longer than anything we ship: words of the person's own are never cut off, only set smaller.
                rest.append(Placed(face, fit(face, bigger) or fit(face, bigger, floor=4.0) or 4.0))
        self.moved = len(rest)
        self._sheets = [
            *(_Sheet(grid, tuple(part)) for part in _parts(fitting, grid.per_sheet)),
            *(_Sheet(bigger, tuple(part)) for part in _parts(rest, bigger.per_sheet)),
        ]

    @property
    def count(self) -> int:
        return len(self._sheets)

    def paint(self, canvas: Canvas, page: int) -> None:
        sheet = self._sheets[page]
        self._furniture(canvas, sheet.grid, page)
        _grid_lines(canvas, sheet.grid, len(sheet.cards))
        for place, card in enumerate(sheet.cards):
            x, y = _corner(canvas, sheet.grid, place)
            if sheet.grid.back:
                at = x if canvas.rtl else x + sheet.grid.width
                front(canvas, card, sheet.grid, at, y)
                back(canvas, card, sheet.grid, x + sheet.grid.width if canvas.rtl else x, y)
            else:
                front(canvas, card, sheet.grid, x, y)

    def words(self, page: int) -> str:
        return "\n".join(card.face.text for card in self._sheets[page].cards)

    def _furniture(self, canvas: Canvas, grid: Grid, page: int) -> None:
        left, top = grid.origin(self.paper)
        width = self.paper.width - 2 * left
        word = deck_word(self.deck)
        head = translate("Cards", "Cards, {deck}").format(deck=word) if word else translate("Cards", "Cards")
        number = {"number": page + 1, "count": self.count}
        if grid.name == "cut":
            how = translate("Cards", "Cut along the lines. 88 × 63 mm, sheet {number} of {count}").format(
                **number
            )
        elif grid.name == "fold":
            how = translate(
                "Cards", "Cut along the lines, fold at the dots. 88 × 63 mm, sheet {number} of {count}"
            ).format(**number)
        elif grid.name == "a6":
            how = translate("Cards", "Cut along the lines. A6, sheet {number} of {count}").format(**number)
        else:
            how = translate("Cards", "Cut along the lines. Sheet {number} of {count}").format(**number)
        foot = translate("Cards", "Either person may pass on any card. No reason needed.")
        if grid.name == "a6":
            foot += " " + translate("Cards", "These cards are larger because their words need more room.")
        # On Letter there is little room above the grid; the marks and these lines share it.
        above = top - _TICK_GAP - _TICK - 1.6
        pitch = grid.furniture * papers.POINT * 1.45
        head_y = max(5.0, min(above - pitch, top - 9.7 - pitch / 2))
        foot_y = min(self.paper.height - 5.0 - pitch, self.paper.height - top + 10.5 - pitch / 2)
        start, end = draw.sides(canvas)
        if grid.furniture > 12:
            # Large letters reach down to the cut marks; a step inwards keeps them apart.
            left, width = left + 3, width - 6
        canvas.text(Block(head, points=grid.furniture, width=width, align=start), left, head_y)
        canvas.text(Block(how, points=grid.furniture, width=width, align=end), left, head_y)
        canvas.text(Block(foot, points=grid.furniture, width=width, align=start), left, foot_y)


def _parts(cards: Sequence[Placed], size: int) -> list[Sequence[Placed]]:
    return [cards[start : start + size] for start in range(0, len(cards), size)]


def _corner(canvas: Canvas, grid: Grid, place: int) -> tuple[float, float]:
    left, top = grid.origin(canvas.paper)
    row, column = divmod(place, grid.columns)
    if canvas.rtl:
        column = grid.columns - 1 - column
    return left + column * grid.width, top + row * grid.height


def _grid_lines(canvas: Canvas, grid: Grid, used: int) -> None:
    """Every line once: drawn by two neighbours it would come out twice as dark."""
    left, top = grid.origin(canvas.paper)
    columns = grid.columns * (2 if grid.back else 1)
    rows = -(-used // grid.columns)
    right, bottom = left + columns * grid.width, top + rows * grid.height
    canvas.pen(_HAIRLINE, papers.GREY)
    for row in range(rows + 1):
        canvas.line(left, top + row * grid.height, right, top + row * grid.height)
    for column in range(columns + 1):
        x = left + column * grid.width
        if grid.back and column == 1:
            canvas.pen(0.35, papers.GREY, dotted=True)
            canvas.line(x, top, x, bottom)
            canvas.pen(_HAIRLINE, papers.GREY)
        else:
            canvas.line(x, top, x, bottom)
    canvas.pen(_HAIRLINE)
    for row in range(rows + 1):
        y = top + row * grid.height
        canvas.line(left - _TICK_GAP - _TICK, y, left - _TICK_GAP, y)
        canvas.line(right + _TICK_GAP, y, right + _TICK_GAP + _TICK, y)
    for column in range(columns + 1):
        if grid.back and column == 1:
            continue
        x = left + column * grid.width
        canvas.line(x, top - _TICK_GAP - _TICK, x, top - _TICK_GAP)
        canvas.line(x, bottom + _TICK_GAP, x, bottom + _TICK_GAP + _TICK)


# --- for the command line and the window ------------------------------------------------------------------


def write_pdf(
    path: Path,
    prompts: Iterable[Prompt],
    *,
    layout: str = "cut",
    paper: str = "A4",
    deck: str = "",
    title: str = "Notes",
) -> int:
    """Write cards to one PDF and return the number of sheets.

    With a `deck` its name stands above the cards and depth 5 is left out; without one the prompts count as
    picked one by one. Needs a QGuiApplication. Raises ValueError for an unknown paper or layout, or when no
    card is left, and what `disk.handing_out` raises.
    """
    chosen = of_deck(prompts, deck) if deck else list(prompts)
    if not chosen:
        raise ValueError("no cards")
    document = CardDocument(faces(chosen), layout=layout, sheet=paper, deck=deck, title=title)
    return papers.write_pdf(path, document)


def companion_cards(file: Path, depth: str = "", paper: str = "A4", layout: str = "cut") -> int:
    """Write every shipped card of a deck, or of all three, to a PDF without a window. Returns the sheets.

    Makes a QGuiApplication on no screen if there is none yet. Raises like `write_pdf`.
    """
    import os

    from PySide6.QtGui import QGuiApplication

    from companion import content

    keep: QCoreApplication | None = QCoreApplication.instance()
    if keep is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # whatever is set: a command needs no screen
        keep = QGuiApplication([])
    chosen = of_deck(content.prompts(), depth)
    document = CardDocument(faces(chosen), layout=layout, sheet=paper, deck=depth)
    return papers.write_pdf(file, document)
