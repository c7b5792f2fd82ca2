"""A few words to put up: a door sign, or a table tent that is read from both sides.

    door    176 x 126 mm, to cut out and hang or lean
    tent    176 x 96 mm twice, the upper one on its head, to fold at the dots

The first sentence is large and the rest below it, as large as both fit without a word being broken. No name, no date,
and nothing on the sheet that says where it comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.printing import draw, grid
from ui.printing import paper as papers
from ui.printing.dialog import PrintDialog
from ui.printing.grid import ABOVE, Grid
from ui.printing.paper import Block, Canvas, Document
from ui.widgets.fields import Combo, TextField, labelled

if TYPE_CHECKING:
    from ui.session import Session

translate = QCoreApplication.translate

SHAPES = ("door", "tent")

_GRIDS = {
    "door": Grid("door", 1, 1, 176, 126, 60, 16, 0.55, furniture=9),
    "tent": Grid("tent", 1, 1, 176, 96, 48, 16, 0.55, furniture=9, back="top"),
}
_PAD = 12.0
_BETWEEN = 0.35
_FIRST = re.compile(r"[^\n]*?[.?…:]+(?=\s)|[^\n]+?[。？]|[^\n]*(?=\n)")
_OWN = "own"


def ready_words() -> tuple[str, ...]:
    """Words to choose from. Each says what somebody is doing and what is welcome, and asks for nothing."""
    return (
        translate("Sign", "Reading. Company welcome, no talking needed."),
        translate("Sign", "Resting. Knock if you need me."),
        translate("Sign", "A quiet hour. Come in and sit, or leave it for another day."),
        translate("Sign", "Busy with my hands. Tea is welcome, so are you."),
        translate("Sign", "Here, and out of words. You can sit with me."),
        translate("Sign", "This chair is for anyone."),
    )


class SignDocument(Document):
    """One sheet with the words on it, once or twice."""

    def __init__(self, words: str, *, shape: str = "door", sheet: str = "A4", title: str = "Notes") -> None:
        if shape not in SHAPES:
            raise ValueError("no such shape")
        super().__init__(papers.paper(sheet), title)
        theme.load_fonts()
        self._text = words.strip()
        self.shape = shape
        self.grid = _GRIDS[shape]
        self.points, self._blocks = self._sized()

    @property
    def count(self) -> int:
        return 1

    def words(self, page: int) -> str:
        return self._text

    def paint(self, canvas: Canvas, page: int) -> None:
        grid.lines(canvas, self.grid, 1)
        self._how(canvas)
        left, top = self.grid.origin(self.paper)
        if not self.grid.back:
            self._panel(canvas, left, top)
            return
        fold = top + self.grid.height
        self._panel(canvas, left, fold)
        with canvas.turned(self.paper.width / 2, fold):
            self._panel(canvas, left, fold)

    def _panel(self, canvas: Canvas, left: float, top: float) -> None:
        tall = sum(block.height for block in self._blocks) + self._gap(self.points, len(self._blocks))
        y = top + (self.grid.height - tall) / 2
        for block in self._blocks:
            canvas.text(block, left + (self.grid.width - block.width) / 2, y)
            y += block.height + self._gap(self.points, 2)

    def _how(self, canvas: Canvas) -> None:
        how = (
            translate("Sign", "Cut along the lines and fold at the dots. It stands like a tent.")
            if self.grid.back
            else translate("Sign", "Cut along the lines.")
        )
        left, top = self.grid.origin(self.paper)
        start, _ = draw.sides(canvas)
        block = Block(how, points=self.grid.furniture, width=self.paper.width - 2 * left - 6, align=start)
        canvas.text(block, left + 3, max(5.0, top - ABOVE - 1.6 - block.height))

    # --- how large ----------------------------------------------------------------------------------------

    def _sized(self) -> tuple[float, list[Block]]:
        parts = _parts(self._text)
        for smallest, whole in ((self.grid.smallest, True), (self.grid.smallest, False), (1.0, False)):
            points = self.grid.largest
            while points >= smallest:
                blocks = self._laid_out(parts, points)
                if self._fits(blocks, points) and (not whole or self._unbroken(parts, points)):
                    return points, self._balanced(parts, points, blocks)
                points -= 1.0
        return 1.0, self._laid_out(parts, 1.0)

    def _laid_out(self, parts: list[str], points: float) -> list[Block]:
        return [
            self._block(text, points * (1 if not number else self.grid.second), not number)
            for number, text in enumerate(parts)
        ]

    def _balanced(self, parts: list[str], points: float, blocks: list[Block]) -> list[Block]:
        """The same, each only as wide as it must be for as many lines, so that no last word stands alone."""
        found = []
        for number, (text, block) in enumerate(zip(parts, blocks, strict=True)):
            size = points * (1 if not number else self.grid.second)
            narrow, wide, best = 1.0, self.grid.width - 2 * _PAD, block
            while wide - narrow > 1:
                middle = (narrow + wide) / 2
                tried = self._block(text, size, not number, middle)
                if tried.lines > block.lines or tried.widest > middle:
                    narrow = middle
                else:
                    wide, best = middle, tried
            found.append(best)
        return found

    def _block(self, text: str, points: float, first: bool, width: float = 0.0) -> Block:
        return Block(
            text.replace("\n", "\u2028"),
            points=points,
            width=width or self.grid.width - 2 * _PAD,
            pitch=1.25 if first else 1.35,
            family=papers.READ,
            weight=500 if first else 400,
            align=Qt.AlignmentFlag.AlignHCenter,
        )

    def _fits(self, blocks: list[Block], points: float) -> bool:
        tall = sum(block.height for block in blocks) + self._gap(points, len(blocks))
        return tall <= self.grid.height - 2 * _PAD

    def _unbroken(self, parts: list[str], points: float) -> bool:
        room = self.grid.width - 2 * _PAD
        return all(
            self._block(word, points * (1 if not number else self.grid.second), not number, 10_000).widest
            <= room
            for number, text in enumerate(parts)
            for word in text.split()
        )

    def _gap(self, points: float, blocks: int) -> float:
        return points * papers.POINT * _BETWEEN if blocks > 1 else 0.0


def _parts(text: str) -> list[str]:
    """The first sentence, or the first line, and the rest."""
    found = _FIRST.match(text)
    at = found.end() if found is not None and found.end() else len(text)
    return [part for part in (text[:at].strip(), text[at:].strip()) if part]


class SignPrintDialog(PrintDialog):
    """Print a door sign or a table tent, with ready words or with own ones."""

    def __init__(self, parent: QWidget, session: Session, shape: str = "door") -> None:
        self._shape = shape
        super().__init__(parent, "", self._sheet, file_name=session.settings.discreet_name, session=session)
        self.set_title(self.tr("Print a sign"))

    def add_controls(self) -> None:
        self.shape = Combo(
            self.tr("Kind"),
            [("door", self.tr("A door sign")), ("tent", self.tr("A table tent"))],
            self._shape,
        )
        self.shape.chosen.connect(lambda _value: self.refresh())
        lines = ready_words()
        self.ready = Combo(
            self.tr("Ready words"), [*((line, line) for line in lines), (_OWN, self.tr("Own words"))]
        )
        self.ready.chosen.connect(self._chosen)
        self.text = TextField(self.tr("What it says"), self.tr("A few words"), most=4)
        self.text.setPlainText(lines[0])
        self.text.textChanged.connect(self._typed)
        self.controls.addWidget(labelled(self.tr("Kind"), self.shape))
        self.controls.addWidget(labelled(self.tr("Ready words"), self.ready))
        self.controls.addWidget(labelled(self.tr("What it says"), self.text))

    def _chosen(self, words: object) -> None:
        if words == _OWN:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self.text.selectAll()
        else:
            self.text.setPlainText(str(words))

    def _typed(self) -> None:
        words = self.text.toPlainText()
        self.ready.value = words if words in ready_words() else _OWN
        self.refresh()

    def _sheet(self, sheet: str) -> Document | None:
        words = self.text.toPlainText().strip()
        if not words:
            return None
        return SignDocument(words, shape=str(self.shape.value), sheet=sheet, title=self._file_name)
