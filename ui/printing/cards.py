"""Prompt cards on paper: which cards, in which size, and what stands around them on the sheet.

    cut     88 x 63 mm, two by four, the same centred grid on A4 and Letter
    fold    the same size with its back beside it, for printers that know one side only
    a6      148 x 105 mm, two on a sheet
    large   176 x 126 mm, nothing on the sheet below 18 point

The front has the prompt and its smaller version; the back, printed on the other side of the sheet, what a listener
can do, one more question and the mark for passing. Words shrink from 14 to 9.5 point until they fit. What still does
not fit goes on a sheet of A6 cards at the end, and the sheet says why. A card carries no name and no date; how deep
it goes is drawn, and written only on request.

Left out: choosing cards for somebody. Cards of depth 5 print when picked one by one, never with a deck.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui import theme
from ui.printing import draw, grid
from ui.printing import paper as papers
from ui.printing.face import Face, Placed, back, fit, front
from ui.printing.grid import ABOVE, GRIDS, Grid
from ui.printing.paper import Block, Canvas, Document
from ui.typeset import curly

if TYPE_CHECKING:
    from companion.content import Prompt

LAYOUTS = ("cut", "fold", "a6", "large")

# What a deck holds, by depth (companion.content.deck_of says it the other way round).
DECKS = {"beside": (1,), "closer": (2, 3), "open": (4, 5)}

# Where a card goes that is too long for the size asked for.
_BIGGER = {"cut": "a6", "fold": "a6-fold", "a6": "a6", "large": "full"}

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
    """Sheets of cards. `moved` is how many were too long for the size asked for and lie on larger cards.

    With `backs` every sheet has a second side, so there are twice as many pages as sheets; folded cards have their
    backs on the same side. Without, the listener's first line stands at the foot of the front where it finds room.
    """

    def __init__(
        self,
        cards: Sequence[Face],
        *,
        layout: str = "cut",
        sheet: str = "A4",
        deck: str = "",
        backs: bool = True,
        how_to: bool = False,
        title: str = "Notes",
    ) -> None:
        if layout not in LAYOUTS:
            raise ValueError("no such layout")
        super().__init__(papers.paper(sheet), title, two_sided=backs and layout != "fold")
        theme.load_fonts()
        self.layout = layout
        self.deck = deck
        first = [Face(translate("Cards", "Take one, swap it, or pass. Stop any time."))] if how_to else []
        usual, bigger = (self._grid(name) for name in (layout, _BIGGER[layout]))
        fitting: list[Placed] = []
        rest: list[Placed] = []
        for face in [*first, *cards]:
            points = fit(face, usual)
            if points is None:
                rest.append(_squeezed(face, bigger))
            else:
                fitting.append(Placed(face, points))
        self.moved = len(rest)
        self._sheets = [
            *(_Sheet(usual, tuple(part)) for part in _parts(fitting, usual.per_sheet)),
            *(_Sheet(bigger, tuple(part)) for part in _parts(rest, bigger.per_sheet)),
        ]

    def _grid(self, name: str) -> Grid:
        return replace(GRIDS[name], back="over") if self.two_sided else GRIDS[name]

    @property
    def count(self) -> int:
        return len(self._sheets) * (2 if self.two_sided else 1)

    def paint(self, canvas: Canvas, page: int) -> None:
        number, behind = self.place(page)
        sheet = self._sheets[number]
        if behind:
            self._behind(canvas, sheet, number)
            return
        self._furniture(canvas, sheet.grid, number)
        grid.lines(canvas, sheet.grid, len(sheet.cards))
        for place, card in enumerate(sheet.cards):
            x, y = sheet.grid.corner(canvas, place)
            self._card(canvas, card, sheet.grid, x, y)

    def _card(self, canvas: Canvas, card: Placed, at: Grid, x: float, y: float) -> None:
        if at.back == "side":
            front(canvas, card, at, x if canvas.rtl else x + at.width, y)
            back(canvas, card, at, x + at.width if canvas.rtl else x, y)
        elif at.back == "top":
            front(canvas, card, at, x, y + at.height)
            with canvas.turned(x + at.width / 2, y + at.height / 2):
                back(canvas, card, at, x, y)
        else:
            front(canvas, card, at, x, y)

    def _behind(self, canvas: Canvas, sheet: _Sheet, number: int) -> None:
        """The other side: the columns run the other way, so that each back lies behind its front."""
        said = translate("Cards", "The other side of sheet {number}").format(number=number + 1)
        self._line(canvas, sheet.grid, said, above=True)
        grid.marks(canvas, sheet.grid, len(sheet.cards))
        for place, card in enumerate(sheet.cards):
            x, y = sheet.grid.corner(canvas, place, behind=True)
            back(canvas, card, sheet.grid, x, y)

    def words(self, page: int) -> str:
        number, behind = self.place(page)
        faces = [card.face for card in self._sheets[number].cards]
        if behind:
            return "\n".join(" ".join((*face.listener, face.followup)).strip() for face in faces)
        return "\n".join(face.text for face in faces)

    # --- around the cards ---------------------------------------------------------------------------------

    def _furniture(self, canvas: Canvas, at: Grid, number: int) -> None:
        word = deck_word(self.deck)
        head = translate("Cards", "Cards, {deck}").format(deck=word) if word else translate("Cards", "Cards")
        self._line(canvas, at, head, above=True)
        self._line(canvas, at, self._how(at, number), above=True, end=True)
        foot = translate("Cards", "Either person may pass on any card. No reason needed.")
        if self.layout != at.name == "a6":
            foot += " " + translate("Cards", "These cards are larger because their words need more room.")
        self._line(canvas, at, foot, above=False)

    def _how(self, at: Grid, number: int) -> str:
        if at.name == "cut":
            how = translate("Cards", "Cut along the lines. 88 × 63 mm, sheet {number} of {count}")
        elif at.name == "fold":
            how = translate(
                "Cards", "Cut along the lines, fold at the dots. 88 × 63 mm, sheet {number} of {count}"
            )
        elif at.back == "top":
            how = translate("Cards", "Cut along the lines, fold at the dots. A6, sheet {number} of {count}")
        elif at.name == "a6":
            how = translate("Cards", "Cut along the lines. A6, sheet {number} of {count}")
        else:
            how = translate("Cards", "Cut along the lines. Sheet {number} of {count}")
        return how.format(number=number + 1, count=self.sheets)

    def _line(self, canvas: Canvas, at: Grid, words: str, *, above: bool, end: bool = False) -> None:
        left, top = at.origin(self.paper)
        width = self.paper.width - 2 * left
        pitch = at.furniture * papers.POINT * 1.45
        # On Letter there is little room above the grid; the marks and these lines share it.
        if above:
            y = max(5.0, min(top - ABOVE - 1.6 - pitch, top - 9.7 - pitch / 2))
        else:
            y = min(self.paper.height - 5.0 - pitch, self.paper.height - top + 10.5 - pitch / 2)
        if at.furniture > 12:
            # Large letters reach down to the cut marks; a step inwards keeps them apart.
            left, width = left + 3, width - 6
        align = draw.sides(canvas)[1 if end else 0]
        canvas.text(Block(words, points=at.furniture, width=width, align=align), left, y)


def _squeezed(face: Face, at: Grid) -> Placed:
    """A card at the largest size that holds it."""
    points = fit(face, at)
    if points is None:
        # Only a front without a back: what asks comes before what helps to listen.
        face = replace(face, listener=())
        points = fit(face, at)
    # Longer than a card may be, so from elsewhere: words are never cut off, only set smaller.
    return Placed(face, points or fit(face, at, floor=4.0) or 4.0)


def _parts(cards: Sequence[Placed], size: int) -> list[Sequence[Placed]]:
    return [cards[start : start + size] for start in range(0, len(cards), size)]


# --- for the command line and the window ------------------------------------------------------------------


def write_pdf(
    path: Path,
    prompts: Iterable[Prompt],
    *,
    layout: str = "cut",
    paper: str = "A4",
    deck: str = "",
    how_to: bool = False,
    title: str = "Notes",
) -> int:
    """Write cards with their backs to one PDF and return the number of sheets.

    With a `deck` its name stands above the cards and depth 5 is left out; without one the prompts count as
    picked one by one. Needs a QGuiApplication. Raises ValueError for an unknown paper or layout, or when no
    card is left, and what `disk.handing_out` raises.
    """
    chosen = of_deck(prompts, deck) if deck else list(prompts)
    if not chosen:
        raise ValueError("no cards")
    document = CardDocument(faces(chosen), layout=layout, sheet=paper, deck=deck, how_to=how_to, title=title)
    papers.write_pdf(path, document)
    return document.sheets


def companion_cards(file: Path, depth: str = "", paper: str = "A4", layout: str = "cut") -> int:
    """Write every shipped card of a deck, or of all three, to a PDF without a window. Returns the sheets.

    A card on how to use them comes first. Makes a QGuiApplication on no screen if there is none yet. Raises like
    `write_pdf`.
    """
    import os

    from PySide6.QtGui import QGuiApplication

    from companion import content

    keep: QCoreApplication | None = QCoreApplication.instance()
    if keep is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # whatever is set: a command needs no screen
        keep = QGuiApplication([])
    chosen = of_deck(content.prompts(), depth)
    document = CardDocument(faces(chosen), layout=layout, sheet=paper, deck=depth, how_to=True)
    papers.write_pdf(file, document)
    return document.sheets
