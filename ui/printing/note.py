"""One short message on a small piece of paper, to cut out or to fold with the words inside.

    cut     105 x 74 mm
    fold    the same size closed: the upper half stays empty and is folded over the words
    large   176 x 126 mm, 18 point or more

Words are printed as they were typed, line breaks included. No name, no date, and nothing on the sheet that says what
it is. What is too long for its size gets the whole sheet, and what is longer still is set smaller.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.printing import draw, grid
from ui.printing import paper as papers
from ui.printing.dialog import PrintDialog
from ui.printing.grid import ABOVE, GRIDS, Grid
from ui.printing.paper import Block, Canvas, Document
from ui.widgets.fields import Combo, labelled

if TYPE_CHECKING:
    from ui.session import Session

translate = QCoreApplication.translate

LAYOUTS = ("cut", "fold", "large")

_NOTES = {
    "cut": Grid("cut", 1, 1, 105, 74, 16, 9.5, 10),
    "fold": Grid("fold", 1, 1, 105, 74, 16, 9.5, 10, back="top"),
    "large": replace(GRIDS["large"], rows=1),
}
_WHOLE = {
    "cut": replace(GRIDS["full"], smallest=9.5, largest=16, furniture=9),
    "fold": Grid("fold", 1, 1, 176, 126, 16, 9.5, 10, back="top"),
    "large": GRIDS["full"],
}
_PAD = 9.0


class NoteDocument(Document):
    """The one sheet with the message."""

    def __init__(self, text: str, *, layout: str = "cut", sheet: str = "A4", title: str = "Notes") -> None:
        if layout not in LAYOUTS:
            raise ValueError("no such layout")
        super().__init__(papers.paper(sheet), title)
        theme.load_fonts()
        self._text = text.strip()
        self.layout = layout
        self.grid, self.points = self._sized()

    @property
    def count(self) -> int:
        return 1

    def words(self, page: int) -> str:
        return self._text

    def paint(self, canvas: Canvas, page: int) -> None:
        grid.lines(canvas, self.grid, 1)
        self._how(canvas)
        block = self._block(self.grid, self.points)
        x, y = self.grid.origin(self.paper)
        if self.grid.back:
            y += self.grid.height
        canvas.text(block, x + _PAD, y + (self.grid.height - block.height) / 2)

    def _how(self, canvas: Canvas) -> None:
        how = (
            translate("Note", "Cut along the lines, fold at the dots.")
            if self.grid.back
            else translate("Note", "Cut along the lines.")
        )
        left, top = self.grid.origin(self.paper)
        start, _ = draw.sides(canvas)
        block = Block(how, points=self.grid.furniture, width=self.paper.width - 2 * left - 6, align=start)
        canvas.text(block, left + 3, max(5.0, top - ABOVE - 1.6 - block.height))

    def _sized(self) -> tuple[Grid, float]:
        for at in (_NOTES[self.layout], _WHOLE[self.layout], _WHOLE["cut"]):
            points = self._largest(at, at.smallest)
            if points is not None:
                return at, points
        return at, self._largest(at, 1.0) or 1.0

    def _largest(self, at: Grid, smallest: float) -> float | None:
        points = at.largest
        while points >= smallest:
            if self._block(at, points).height <= at.height - 2 * _PAD:
                return points
            points -= 0.5
        return None

    def _block(self, at: Grid, points: float) -> Block:
        # Qt breaks a laid out text at this sign only.
        text = self._text.replace("\n", "\u2028")
        return Block(text, points=points, width=at.width - 2 * _PAD, pitch=1.5, family=papers.READ)


class NotePrintDialog(PrintDialog):
    """Print one message: `NotePrintDialog(parent, session, text).open()`."""

    def __init__(self, parent: QWidget, session: Session, text: str) -> None:
        self._text = text
        super().__init__(parent, "", self._sheet, file_name=session.settings.discreet_name, session=session)
        self.set_title(self.tr("Print as a small note"))

    def add_controls(self) -> None:
        self.layout_ = Combo(
            self.tr("Size"),
            [
                ("cut", self.tr("A small note, to cut")),
                ("fold", self.tr("A small note, to fold")),
                ("large", self.tr("Large print")),
            ],
        )
        self.layout_.chosen.connect(lambda _value: self.refresh())
        self.controls.addWidget(labelled(self.tr("Size"), self.layout_))

    def _sheet(self, sheet: str) -> Document | None:
        if not self._text.strip():
            return None
        return NoteDocument(self._text, layout=str(self.layout_.value), sheet=sheet, title=self._file_name)
