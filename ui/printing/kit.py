"""The recovery kit: one sheet with the code, the key of the backups, and what to do with them.

The sheet is drawn from the kit that was just made and is gone from memory afterwards: the app does not keep the
code, so there is no printing it again, only a new kit.

Left out: making kits (`companion.recovery`), and asking two groups back, which the first run does.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.printing import draw
from ui.printing import paper as papers
from ui.printing.paper import Block, Canvas, Document

if TYPE_CHECKING:
    from companion.recovery import Kit
    from ui.printing.dialog import PrintDialog

translate = QCoreApplication.translate

_MARGIN = 20.0
_QR = 40.0
_BOX_GAP = 3.3
_BOX_HEIGHT = 16.2


class KitDocument(Document):
    """The sheet of one kit. `old_kits` are the numbers of replaced kits and the day each was replaced."""

    def __init__(
        self,
        kit: Kit,
        *,
        old_kits: Sequence[tuple[int, date]] = (),
        sheet: str = "A4",
        title: str = "Notes",
    ) -> None:
        super().__init__(papers.paper(sheet), title)
        theme.load_fonts()
        self._kit = kit
        self._old = tuple(sorted(old_kits))

    @property
    def count(self) -> int:
        return 1

    def words(self, page: int) -> str:
        kit = self._kit
        return "\n".join([translate("Kit", "Recovery kit"), self._made(), *kit.groups, *self._older()])

    def paint(self, canvas: Canvas, page: int) -> None:
        width = self.paper.width - 2 * _MARGIN
        y = self._head(canvas, width)
        y = self._code(canvas, width, y)
        y = self._how(canvas, width, y)
        y = self._key_line(canvas, width, y)
        y = self._warning(canvas, width, y)
        self._foot(canvas, width, y)

    # --- from top to bottom; each part answers where it ended ---------------------------------------------

    def _head(self, canvas: Canvas, width: float) -> float:
        start, end = draw.sides(canvas)
        title = Block(
            translate("Kit", "Recovery kit"),
            points=26,
            width=width * 0.55,
            pitch=1.3,
            family=papers.READ,
            weight=500,
            align=start,
        )
        line = Block(
            translate("Kit", "for the notes on this computer"), points=11, width=width * 0.55, align=start
        )
        about = [
            Block(text, points=10, width=width * 0.43, pitch=1.4, align=end)
            for text in [self._made(), *self._older()]
        ]
        near, far = (width * 0.45, 0.0) if canvas.rtl else (0.0, width * 0.57)
        canvas.text(title, _MARGIN + near, 18.5)
        canvas.text(line, _MARGIN + near, 18.5 + title.height)
        y = 19.5
        for block in about:
            canvas.text(block, _MARGIN + far, y)
            y += block.height + 0.8
        rule = max(43.0, y + 4)
        canvas.pen(0.3)
        canvas.line(_MARGIN, rule, _MARGIN + width, rule)
        return rule + 7.0

    def _code(self, canvas: Canvas, width: float, y: float) -> float:
        y = _heading(canvas, translate("Kit", "The code"), width, y)
        note = translate("Kit", "Seven groups. The letters I, L, O and U are never used.")
        y = _paragraph(canvas, note, width, y, family=papers.PLAIN) + 2.5
        box = (width - 3 * _BOX_GAP) / 4
        # The code itself is read from left to right in every language.
        for index, group in enumerate(self._kit.groups):
            row, column = divmod(index, 4)
            x = _MARGIN + column * (box + _BOX_GAP)
            top = y + row * (_BOX_HEIGHT + _BOX_GAP)
            canvas.pen(0.3)
            canvas.box(x, top, box, _BOX_HEIGHT, 2.0)
            canvas.text(Block(str(index + 1), points=8.5, width=6, pitch=1.2), x + 2.3, top + 1.2)
            letters = Block(
                group,
                points=17,
                width=box,
                pitch=1.3,
                weight=600,
                spacing=0.9,
                align=Qt.AlignmentFlag.AlignHCenter,
            )
            canvas.text(letters, x + 0.45, top + (_BOX_HEIGHT - letters.height) / 2)
        rows = -(-len(self._kit.groups) // 4)
        return y + rows * _BOX_HEIGHT + (rows - 1) * _BOX_GAP + 9.0

    def _how(self, canvas: Canvas, width: float, y: float) -> float:
        qr_x = _MARGIN + (width - _QR if canvas.rtl else 0)
        text_x = _MARGIN + (0 if canvas.rtl else _QR + 14)
        text_width = width - _QR - 14
        cells = _pattern(self._kit.identity)
        canvas.cells(qr_x, y, _QR / len(cells), cells)
        caption = Block(
            translate("Kit", "The backup key, to scan."),
            points=9.5,
            width=_QR + 10,
            align=draw.sides(canvas)[0],
        )
        canvas.text(caption, qr_x - (10 if canvas.rtl else 0), y + _QR + 1.6)
        low = y + _QR + 1.6 + caption.height

        y = _heading(canvas, translate("Kit", "To open the notes with it"), text_width, y - 1.2, text_x)
        for step in (
            translate("Kit", "1. Start the program and choose “I can’t open it”."),
            translate(
                "Kit", "2. Choose “Use the recovery kit” and type the code. Capitals and spaces don’t matter."
            ),
            translate("Kit", "3. Then make a new kit. From then on this one opens older backups only."),
        ):
            y = _paragraph(canvas, step, text_width, y, text_x)
        y = _heading(canvas, translate("Kit", "If the computer is gone"), text_width, y + 4, text_x)
        gone = translate(
            "Kit", "Install the program on another one, choose “I have a backup”, and give it this code."
        )
        y = _paragraph(canvas, gone, text_width, y, text_x)
        return max(y, low) + 6.0

    def _key_line(self, canvas: Canvas, width: float, y: float) -> float:
        y = _heading(canvas, translate("Kit", "The backup key, to type"), width, y)
        about = translate(
            "Kit",
            "The same as the square. The age program opens a backup with it, without this program: "
            "README.txt in each backup says how.",
        )
        y = _paragraph(canvas, about, width, y, family=papers.PLAIN) + 1.0
        key = Block(self._kit.identity, points=10, width=width, pitch=1.5, weight=600, spacing=0.12)
        canvas.text(key, _MARGIN, y)
        return y + key.height + 6.0

    def _warning(self, canvas: Canvas, width: float, y: float) -> float:
        pad = 6.0
        top = y
        y = _heading(
            canvas,
            translate("Kit", "Whoever holds this page and the notes can read them"),
            width - 2 * pad,
            y + 4.6,
            _MARGIN + pad,
        )
        text = translate(
            "Kit",
            "Keep it where you keep papers that matter, away from the computer. A photo of it on a phone is a copy, "
            "too. Nobody, the makers of the program included, can make a second one for you.",
        )
        y = _paragraph(canvas, text, width - 2 * pad, y, _MARGIN + pad) + 4.0
        canvas.pen(0.3)
        canvas.box(_MARGIN, top, width, y - top, 2.0)
        return y

    def _foot(self, canvas: Canvas, width: float, y: float) -> None:
        start, end = draw.sides(canvas)
        low = self.paper.height - 17.5
        line = min(max(y + 14, low - 38), low - 12)
        half = (width - 9.5) / 2
        labels = (translate("Kit", "Where the backup is"), translate("Kit", "When I last tried it"))
        for place, label in enumerate(reversed(labels) if canvas.rtl else labels):
            x = _MARGIN + place * (half + 9.5)
            canvas.pen(0.25)
            canvas.line(x, line, x + half, line)
            canvas.text(Block(label, points=9.5, width=half, align=start), x, line + 1.2)
        digits = self._kit.fingerprint
        check = translate("Kit", "Check: {digits}").format(digits=f"{digits[:2]} {digits[2:]}")
        canvas.text(Block(check, points=9.5, width=width, align=start), _MARGIN, low)
        canvas.text(Block(translate("Kit", "Page 1 of 1"), points=9.5, width=width, align=end), _MARGIN, low)

    # --- words --------------------------------------------------------------------------------------------

    def _made(self) -> str:
        return translate("Kit", "Kit {number}, made {day}").format(
            number=self._kit.number, day=day_of(self._kit.made)
        )

    def _older(self) -> list[str]:
        if not self._old:
            return []
        if len(self._old) == 1:
            number, until = self._old[0]
            return [
                translate(
                    "Kit",
                    "Kit {number} no longer opens these notes; it still opens backups made before {day}.",
                ).format(number=number, day=day_of(until))
            ]
        return [
            translate(
                "Kit",
                "Kits {first} to {last} no longer open these notes; each still opens backups made before it was "
                "replaced, the last on {day}.",
            ).format(first=self._old[0][0], last=self._old[-1][0], day=day_of(self._old[-1][1]))
        ]


def day_of(day: date) -> str:
    """A date as this language writes it, without the weekday."""
    pattern = translate("Kit", "d MMMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _heading(canvas: Canvas, text: str, width: float, y: float, x: float = _MARGIN) -> float:
    block = Block(text, points=11, width=width, weight=600, align=draw.sides(canvas)[0])
    canvas.text(block, x, y)
    return y + block.height + 0.8


def _paragraph(
    canvas: Canvas, text: str, width: float, y: float, x: float = _MARGIN, family: str = papers.READ
) -> float:
    block = Block(text, points=10.5, width=width, pitch=1.45, family=family, align=draw.sides(canvas)[0])
    canvas.text(block, x, y)
    return y + block.height


def _pattern(text: str) -> list[list[int]]:
    import segno

    code = segno.make(text.upper(), error="m", micro=False, boost_error=False)
    return [[int(cell) for cell in row] for row in code.matrix]


def write_pdf(
    path: Path,
    kit: Kit,
    *,
    old_kits: Sequence[tuple[int, date]] = (),
    paper: str = "A4",
    title: str = "Notes",
) -> int:
    """Write the sheet to a PDF file, which is not encrypted. Returns 1. Needs a QGuiApplication.

    Raises what `disk.handing_out` raises.
    """
    return papers.write_pdf(path, KitDocument(kit, old_kits=old_kits, sheet=paper, title=title))


def paint(
    painter: QPainter,
    kit: Kit,
    *,
    dots_per_mm: float,
    old_kits: Sequence[tuple[int, date]] = (),
    paper: str = "A4",
) -> None:
    """Draw the sheet from the painter's origin, so large that a millimetre of paper is `dots_per_mm`."""
    papers.draw(KitDocument(kit, old_kits=old_kits, sheet=paper), painter, 0, dots_per_mm)


def print_dialog(
    parent: QWidget, kit: Kit, *, old_kits: Sequence[tuple[int, date]] = (), title: str = "Notes"
) -> PrintDialog:
    """Open the window's own print dialog on this kit and return it; `sent` and `saved` tell what came of it."""
    from ui.printing.dialog import PrintDialog

    def make(sheet: str) -> Document:
        return KitDocument(kit, old_kits=old_kits, sheet=sheet, title=title)

    dialog = PrintDialog(parent, translate("Kit", "Print the recovery kit"), make, file_name=title)
    dialog.open()
    return dialog
