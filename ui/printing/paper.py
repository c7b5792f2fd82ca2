"""Drawing on paper: sizes, a pen that counts in millimetres, and the three places a sheet can go.

A `Document` knows how many sheets it has and how to draw each of them on a `Canvas`. `image` shows one in the
window, `pdf` turns all of them into one file, `send` gives them to a printer. All three run the same drawing
code, so what the preview shows is what comes out.

Left out: anything about cards or kits, and any word for people. Nothing here writes a file by itself except
`write_pdf`, which is only called when somebody asked for a file.
"""

from __future__ import annotations

import errno
import mmap
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QFile, QIODevice, QLocale, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from ui import theme
from ui.theme import tokens

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

READ = "Literata"
PLAIN = "Source Sans 3"

BLACK = QColor(0, 0, 0)
# A hairline is drawn grey so that a cut that is a little off does not leave a black edge on the card.
GREY = QColor(150, 150, 150)

# The painter counts in hundredths of a millimetre: fonts take whole pixel sizes only, and at this scale the
# rounding is a three-hundredth of a point.
UNIT = 100
POINT = 25.4 / 72

# Finer than any home printer, so that hairlines keep their width.
_PDF_DPI = 1200

# A joined "ft" or "Th" is one glyph that stands for no letter: in a PDF "left" could not be found or read aloud.
_JOINED = tuple(QFont.Tag(name) for name in ("liga", "clig", "dlig"))


Report = Callable[[int, int, str], None]


def _quiet(done: int, total: int, step: str) -> None:
    """Nobody is listening."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet: its name as people know it, and its width and height in millimetres."""

    name: str
    width: float
    height: float
    size: QPageSize.PageSizeId


PAPERS: dict[str, Paper] = {
    "A4": Paper("A4", 210.0, 297.0, QPageSize.PageSizeId.A4),
    "Letter": Paper("Letter", 215.9, 279.4, QPageSize.PageSizeId.Letter),
}


def paper(name: str) -> Paper:
    """The paper of that name, "A4" or "Letter" in any case. ValueError for another."""
    for each in PAPERS.values():
        if each.name.lower() == name.lower():
            return each
    raise ValueError("no such paper")


def usual_paper(locale: QLocale) -> str:
    """The paper most people have where that locale is spoken."""
    letter = locale.measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return "Letter" if letter else "A4"


class Block:
    """Some text laid out to a width, ready to be drawn. Sizes are in millimetres, `pitch` in font sizes."""

    def __init__(
        self,
        text: str,
        *,
        points: float,
        width: float,
        pitch: float = 1.45,
        family: str = PLAIN,
        weight: int = 400,
        spacing: float = 0.0,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        formats: Sequence[QTextLayout.FormatRange] = (),
    ) -> None:
        font = QFont([family, *tokens.FONT["fallback"]])
        font.setPixelSize(max(1, round(points * POINT * UNIT)))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature in _JOINED:
            font.setFeature(feature, 0)
        if spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * UNIT)
        self.pitch = points * POINT * pitch
        self.width = width
        self._layout = QTextLayout(text, font)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A text runs in the direction of its own script; "left" then means where it starts.
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._layout.setTextOption(option)
        if formats:
            self._layout.setFormats(list(formats))
        self.lines = 0
        self.widest = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width * UNIT)
            # Baselines stand one pitch apart, whatever the face says about its own height.
            middle = (self.lines + 0.5) * self.pitch * UNIT
            line.setPosition(QPointF(0, middle + points * POINT * UNIT * 0.34 - line.ascent()))
            self.widest = max(self.widest, line.naturalTextWidth() / UNIT)
            self.lines += 1
        self._layout.endLayout()
        self.height = self.lines * self.pitch

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw with the top left corner there, in millimetres, with the painter's pen."""
        self._layout.draw(painter, QPointF(x * UNIT, y * UNIT))

    def draw_lines(self, painter: QPainter, x: float, y: float, first: int, last: int) -> None:
        """Draw some of its lines, the first of them with its top left corner there."""
        above = QPointF(x * UNIT, (y - first * self.pitch) * UNIT)
        for number in range(first, last):
            self._layout.lineAt(number).draw(painter, above)


class Canvas:
    """A painter that counts in millimetres from the top left corner of the sheet."""

    def __init__(self, painter: QPainter, sheet: Paper, rtl: bool = False) -> None:
        self.painter = painter
        self.paper = sheet
        self.rtl = rtl
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def pen(self, width: float, color: QColor = BLACK, *, dotted: bool = False) -> None:
        """Lines of that width from now on."""
        pen = QPen(color)
        pen.setWidthF(width * UNIT)
        if dotted:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.01, 2.2])
        else:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line with the present pen."""
        self.painter.drawLine(QPointF(x1 * UNIT, y1 * UNIT), QPointF(x2 * UNIT, y2 * UNIT))

    def box(self, x: float, y: float, width: float, height: float, radius: float = 0.0) -> None:
        """The outline of a box with the present pen."""
        rect = QRectF(x * UNIT, y * UNIT, width * UNIT, height * UNIT)
        self.painter.drawRoundedRect(rect, radius * UNIT, radius * UNIT)

    def disc(self, x: float, y: float, radius: float) -> None:
        """A filled circle around that point."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(BLACK)
        self.painter.drawEllipse(QPointF(x * UNIT, y * UNIT), radius * UNIT, radius * UNIT)

    def ring(self, x: float, y: float, radius: float, width: float) -> None:
        """A circle around that point, its line `width` wide and lying inside the radius."""
        self.pen(width)
        inner = (radius - width / 2) * UNIT
        self.painter.drawEllipse(QPointF(x * UNIT, y * UNIT), inner, inner)

    def path(self, path: QPainterPath) -> None:
        """The outline of a path given in millimetres, with the present pen."""
        self.painter.save()
        pen = self.painter.pen()
        pen.setWidthF(pen.widthF() / UNIT)
        self.painter.setPen(pen)
        self.painter.scale(UNIT, UNIT)
        self.painter.drawPath(path)
        self.painter.restore()

    def cells(self, x: float, y: float, step: float, rows: Sequence[Sequence[int]]) -> None:
        """A black and white pattern, `step` millimetres a cell, drawn so that neighbours leave no seam."""
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        for row, cells in enumerate(rows):
            start = None
            for column, cell in enumerate([*cells, 0]):
                if cell and start is None:
                    start = column
                elif not cell and start is not None:
                    left, top = x + start * step, y + row * step
                    shape.addRect(
                        QRectF(left * UNIT, top * UNIT, (column - start) * step * UNIT, step * UNIT * 1.02)
                    )
                    start = None
        self.painter.fillPath(shape, BLACK)

    @contextmanager
    def turned(self, x: float, y: float) -> Iterator[None]:
        """Everything drawn inside stands on its head around that point."""
        self.painter.save()
        self.painter.translate(x * UNIT, y * UNIT)
        self.painter.rotate(180)
        self.painter.translate(-x * UNIT, -y * UNIT)
        yield
        self.painter.restore()

    def text(self, block: Block, x: float, y: float) -> None:
        """Text in black with its top left corner there."""
        self.painter.setPen(BLACK)
        block.draw(self.painter, x, y)


class Document(ABC):
    """Some sheets of one paper. `title` is what a print queue or a PDF viewer shows, so it is neutral.

    With `two_sided` every second page is the other side of the one before, turned over the long edge. Once made, a
    document is only read: it may be drawn in the window and on another thread at the same time.
    """

    def __init__(self, sheet: Paper, title: str, *, two_sided: bool = False) -> None:
        self.paper = sheet
        self.title = title
        self.two_sided = two_sided
        app = QGuiApplication.instance()
        mirrored = (
            isinstance(app, QGuiApplication) and app.layoutDirection() == Qt.LayoutDirection.RightToLeft
        )
        self.rtl = mirrored

    @property
    @abstractmethod
    def count(self) -> int:
        """How many pages: sides that are printed."""

    @property
    def sheets(self) -> int:
        """How many sheets of paper."""
        return -(-self.count // 2) if self.two_sided else self.count

    def place(self, page: int) -> tuple[int, bool]:
        """On which sheet a page is, counted from 0, and whether it is the other side."""
        return (page // 2, page % 2 == 1) if self.two_sided else (page, False)

    @abstractmethod
    def paint(self, canvas: Canvas, page: int) -> None:
        """Draw a page, counted from 0."""

    @abstractmethod
    def words(self, page: int) -> str:
        """What stands on the page, for those who have the window read to them."""


def draw(document: Document, painter: QPainter, page: int, dots_per_mm: float) -> None:
    """Draw one sheet from the painter's origin, so large that a millimetre of paper is `dots_per_mm`."""
    painter.save()
    painter.scale(dots_per_mm / UNIT, dots_per_mm / UNIT)
    document.paint(Canvas(painter, document.paper, document.rtl), page)
    painter.restore()


def image(document: Document, page: int, width: int, ratio: float = 1.0) -> QImage:
    """One sheet as a picture `width` logical pixels wide on a screen with that pixel ratio."""
    theme.load_fonts()
    sheet = document.paper
    height = round(width * sheet.height / sheet.width)
    picture = QImage(QSize(width, height) * ratio, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    draw(document, painter, page, picture.width() / sheet.width)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pdf(document: Document) -> bytes:
    """All sheets as one PDF, fonts inside, with neither a date nor a name in its description."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _write(buffer, document, _quiet)
    buffer.close()
    return _undated(bytes(buffer.data().data()))


def _write(device: QIODevice, document: Document, report: Report) -> None:
    theme.load_fonts()
    writer = QPdfWriter(device)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(document.title)
    writer.setCreator(document.title)
    if not (
        writer.setPageSize(QPageSize(document.paper.size)) and writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    ):
        raise RuntimeError("the PDF writer refused the page")
    painter = QPainter(writer)
    try:
        for page in range(document.count):
            report(page, document.count, "printing")
            if page:
                writer.newPage()
            draw(document, painter, page, _PDF_DPI / 25.4)
    finally:
        painter.end()


_DATES = re.compile(
    rb"(/(?:CreationDate|ModDate) \(D:|xmp:\w+Date=\")(\d{14}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([^)\"]{0,16})"
)


def _undated(data: bytes) -> bytes:
    """The same PDF without the moment it was made.

    A sheet that says when it was made says when somebody sat down to make it. Digits are replaced by as many
    others, so every offset in the file stays right.
    """
    return _DATES.sub(_no_date, data)


def _no_date(found: re.Match[bytes]) -> bytes:
    first = b"2000-01-01T00:00:00" if b"-" in found[2] else b"20000101000000"
    return found[1] + first + re.sub(rb"\d", b"0", found[3].replace(b"-", b"+"))


def write_pdf(path: Path, document: Document, report: Report = _quiet) -> int:
    """Write all sheets to one PDF file, beside and replaced, a page at a time. Returns the number of pages.

    Raises what `disk.handing_out` raises (DiskFull, NotWritable), and what `report` raises before each page.
    """
    from companion import disk

    with disk.handing_out(path) as file:
        target = QFile()
        flags = QIODevice.OpenModeFlag.WriteOnly
        if not target.open(file.fileno(), flags):
            raise disk.sorted_error(OSError())
        _write(target, document, report)
        target.flush()
        if target.error() != QFile.FileError.NoError:  # Qt's writer goes on in silence
            raise disk.sorted_error(OSError(errno.ENOSPC, ""))
        target.close()
        # In place, since the whole of a long diary with its photos would be much to hold.
        with mmap.mmap(file.fileno(), 0) as written:
            for found in _DATES.finditer(written):
                written[found.start() : found.end()] = _no_date(found)
    return document.count


def prepare(printer: QPrinter, document: Document) -> bool:
    """Tell the printer the paper, the name of the job and its colours. False if it cannot do that paper.

    The order matters: a layout with a margin below the printer's own minimum is refused as a whole, paper
    size included, and a Letter sheet then comes out as A4. So: paper first, margins clamped, both answers
    looked at.
    """
    printer.setDocName(document.title)
    printer.setColorMode(type(printer).ColorMode.Color)
    printer.setFullPage(True)
    if not printer.setPageSize(QPageSize(document.paper.size)):
        return False
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    layout = printer.pageLayout()
    smallest = layout.minimumMargins()
    if not printer.setPageMargins(smallest, layout.units()):
        return False
    size = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size()
    wanted = QSizeF(document.paper.width, document.paper.height)
    return abs(size.width() - wanted.width()) < 1 and abs(size.height() - wanted.height()) < 1


def turn_over(printer: QPrinter, document: Document) -> None:
    """Ask for both sides, turned over the long edge, or for one. What the system's dialog says afterwards wins.

    One side has to be asked for too: fronts on both sides of a sheet would be cut up with one another.
    """
    sides = type(printer).DuplexMode
    printer.setDuplex(sides.DuplexLongSide if document.two_sided else sides.DuplexNone)


def send(document: Document, printer: QPrinter, report: Report = _quiet) -> bool:
    """Draw every sheet on a prepared printer and hand the job over. False if the printer would not begin.

    Safe on a thread: Qt allows painting on a printer there. `report` is asked before each sheet and may raise
    Cancelled; the job is then taken back.
    """
    theme.load_fonts()
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for page in range(document.count):
            report(page, document.count, "printing")
            if page and not printer.newPage():
                printer.abort()
                return False
            draw(document, painter, page, printer.resolution() / 25.4)
        report(document.count, document.count, "printing")
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return True
