"""Pages of the diary on paper: an entry, or as many as there are, oldest first.

A page is a place to begin (which entry, which piece of it, which line), so a diary of any length is laid out page by page
and nothing of it is held but those places. Whoever draws a page lays it out again from there. Marks of Markdown become
what they stand for; line breaks stay as they were typed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QTextCharFormat, QTextLayout

from companion import lines
from companion.lines import Kind, Look
from ui import theme
from ui.printing import draw
from ui.printing import paper as papers
from ui.printing.paper import UNIT, Block, Canvas, Document
from ui.widgets.paint import runs_rtl

if TYPE_CHECKING:
    from companion.interchange import Leafing, Show
    from companion.interchange.contents import Item
    from companion.interchange.exporting import Wording

Report = Callable[[int, int, str], None]

_MARGIN = 25.0
_FOOT = 12.0
_BETWEEN = 11.0
"""Millimetres between two entries."""
_POINTS = 11.0
_PITCH = 17 / 11
_INDENT = 7.0
_TALLEST = 90.0
"""Of a photo, in millimetres."""
_DOTS = 12.0
"""Of a photo in a millimetre at most: 300 to the inch."""
_WITH = 2
"""Lines of the text that stay with the heading."""


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of text, which may go on over the next page after any line."""

    block: Block
    x: float
    before: float
    text: str
    mark: Block | None = None
    mark_x: float = 0.0
    bar_x: float | None = None
    heading: bool = False

    @property
    def lines(self) -> int:
        return max(1, self.block.lines)

    def fits(self, room: float, first: int) -> int:
        """How many lines from `first` on have room; one line is not left alone at either side."""
        rest = self.lines - first
        count = min(rest, int((room + 1e-6) // self.block.pitch))
        if rest - count == 1 and count > 2:
            count -= 1
        return 0 if count == 1 and rest > 2 else count

    def tall(self, first: int, last: int) -> float:
        return (last - first) * self.block.pitch

    def draw(self, canvas: Canvas, _leafing: Leafing, y: float, first: int, last: int) -> None:
        canvas.painter.setPen(papers.BLACK)
        self.block.draw_lines(canvas.painter, self.x, y, first, last)
        if self.mark is not None and first == 0:
            canvas.text(self.mark, self.mark_x, y)
        if self.bar_x is not None:
            canvas.pen(0.4, papers.GREY)
            canvas.line(self.bar_x, y, self.bar_x, y + self.tall(first, last))


@dataclass(frozen=True, slots=True)
class _Photo:
    """A photo in one piece, never taller than a page has room for."""

    photo: Item
    x: float
    width: float
    height: float
    before: float = 3.0
    text: str = ""
    lines: int = 1
    heading: bool = False

    def fits(self, room: float, _first: int) -> int:
        return int(self.height <= room)

    def tall(self, _first: int, _last: int) -> float:
        return self.height

    def draw(self, canvas: Canvas, leafing: Leafing, y: float, _first: int, _last: int) -> None:
        box = QRectF(self.x * UNIT, y * UNIT, self.width * UNIT, self.height * UNIT)
        image = self._image(leafing)
        if image is None:
            canvas.pen(0.2, papers.GREY)
            canvas.box(self.x, y, self.width, self.height)
        else:
            canvas.painter.drawImage(box, image)

    def _image(self, leafing: Leafing) -> QImage | None:
        from companion.picture_file import PictureUnfit
        from ui.photos import decoded

        data = leafing.photo(self.photo)
        if data is None:
            return None
        try:
            return decoded(data, QSize(round(self.width * _DOTS), round(self.height * _DOTS)))
        except PictureUnfit:
            leafing.damaged.add(self.photo["id"])
            return None


@dataclass(frozen=True, slots=True)
class _Rule:
    """A short line in the middle."""

    x: float
    width: float
    before: float = 0.0
    text: str = ""
    lines: int = 1
    heading: bool = False

    def fits(self, room: float, _first: int) -> int:
        return int(room >= self.tall(0, 1))

    def tall(self, _first: int, _last: int) -> float:
        return _POINTS * papers.POINT * _PITCH

    def draw(self, canvas: Canvas, _leafing: Leafing, y: float, _first: int, _last: int) -> None:
        canvas.pen(0.2, papers.GREY)
        middle = y + self.tall(0, 1) / 2
        canvas.line(self.x + self.width * 0.4, middle, self.x + self.width * 0.6, middle)


_Piece = _Words | _Photo | _Rule
_Part = tuple[_Piece, int, int, float]
_Start = tuple[int, int, int]


class EntriesDocument(Document):
    """The pages. Making it measures all of them, which takes a job: `report(done, total, step)` may stop it."""

    def __init__(
        self,
        leafing: Leafing,
        show: Show,
        wording: Wording,
        *,
        sheet: str = "A4",
        report: Report = lambda done, total, step: None,
    ) -> None:
        super().__init__(papers.paper(sheet), wording.title)
        theme.load_fonts()
        self.leafing = leafing
        self._setting = _Setting(self.paper.width - 2 * _MARGIN, self.rtl, show, wording)
        self._held = threading.local()
        self._starts: list[_Start] = []
        start: _Start | None = (0, 0, 0)
        while start is not None:
            report(start[0], len(leafing), "laying out")
            begin = start
            parts, start = self._flow(begin)
            if parts:
                self._starts.append(begin)

    @property
    def count(self) -> int:
        return len(self._starts)

    def words(self, page: int) -> str:
        parts, _next = self._flow(self._starts[page])
        return "\n".join(dict.fromkeys(piece.text for piece, _first, _last, _y in parts if piece.text))

    def paint(self, canvas: Canvas, page: int) -> None:
        parts, _next = self._flow(self._starts[page])
        for piece, first, last, y in parts:
            piece.draw(canvas, self.leafing, y, first, last)
        number = Block(
            QLocale().toString(page + 1),
            points=9,
            width=self.paper.width,
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        canvas.text(number, 0, self.paper.height - _FOOT - number.height)

    def _flow(self, start: _Start) -> tuple[list[_Part], _Start | None]:
        """What stands on the page that begins there, and where the next one begins."""
        entry, at, line = start
        y, bottom = _MARGIN, self.paper.height - _MARGIN
        parts: list[_Part] = []
        while entry < len(self.leafing):
            pieces = self._pieces(entry)
            if not at and not line and parts and pieces:
                y += _BETWEEN
                if y + _together(pieces) > bottom:
                    return parts, (entry, 0, 0)
            while at < len(pieces):
                piece = pieces[at]
                gap = piece.before if parts and not line and at else 0.0
                fit = piece.fits(bottom - y - gap, line)
                if not fit and parts:
                    return parts, (entry, at, line)
                last = line + max(1, fit)
                parts.append((piece, line, last, y + gap))
                y += gap + piece.tall(line, last)
                if last < piece.lines:
                    return parts, (entry, at, last)
                at, line = at + 1, 0
            entry, at = entry + 1, 0
        return parts, None

    def _pieces(self, entry: int) -> list[_Piece]:
        if getattr(self._held, "entry", None) != entry:
            item = self.leafing.entry(entry)
            self._held.pieces = list(self._setting.pieces(item)) if item is not None else []
            self._held.entry = entry
        pieces: list[_Piece] = self._held.pieces
        return pieces


def _together(pieces: Sequence[_Piece]) -> float:
    """The height of the heading with the first lines below it."""
    tall = 0.0
    for number, piece in enumerate(pieces):
        tall += piece.before if number else 0.0
        if not piece.heading:
            return tall + piece.tall(0, min(piece.lines, _WITH))
        tall += piece.tall(0, piece.lines)
    return tall


class _Setting:
    """How an entry becomes pieces on a column of this width."""

    def __init__(self, width: float, rtl: bool, show: Show, wording: Wording) -> None:
        self._width, self._rtl, self._show, self._wording = width, rtl, show, wording

    def pieces(self, entry: Item) -> Iterator[_Piece]:
        yield from self._head(entry)
        photos = {photo["id"]: photo for photo in entry["photos"]}
        yield from self._text(entry["text"], photos)
        for photo in photos.values():  # those that the text does not name
            yield from self._photo(photo, photo["caption"])

    def _head(self, entry: Item) -> Iterator[_Piece]:
        if self._show.dates:
            yield self._line(self._wording.moment(entry), 10, before=0, heading=True)
        if entry["title"]:
            yield self._line(entry["title"], 16, family=papers.READ, weight=500, before=0.6, heading=True)
        noted = [*self._wording.noted(entry)] if self._show.noted else []
        for words in (noted, entry["tags"] if self._show.tags else []):
            if words:
                yield self._line(", ".join(words), 10, before=0.6, heading=True)

    def _line(
        self,
        text: str,
        points: float,
        *,
        before: float,
        family: str = papers.PLAIN,
        weight: int = 400,
        heading: bool = False,
    ) -> _Words:
        block = Block(
            text, points=points, width=self._width, family=family, weight=weight, align=_begins(text)
        )
        return _Words(block, _MARGIN, before, text, heading=heading)

    def _text(self, text: str, photos: dict[str, Item]) -> Iterator[_Piece]:
        before, code = 3.0, False
        for line in text.split("\n"):
            shape = lines.shape(line, code)
            if shape.kind is Kind.FENCE:
                code = not code
                continue
            if shape.kind is Kind.BLANK:
                before = max(before, _POINTS * papers.POINT * 0.9)
                continue
            if shape.kind is Kind.PHOTO:
                photo = photos.pop(shape.photo, None)
                if photo is not None:
                    yield from self._photo(photo, shape.caption or photo["caption"])
                before = 3.0
            elif shape.kind is Kind.RULE:
                yield _Rule(_MARGIN, self._width, before)
                before = 0.0
            else:
                yield self._paragraph(line, shape, before)
                before = 0.0

    def _photo(self, photo: Item, caption: str) -> Iterator[_Piece]:
        if not self._show.photos:
            return
        scale = min(self._width / photo["width"], _TALLEST / photo["height"], 25.4 / 96)
        width, height = photo["width"] * scale, photo["height"] * scale
        x = _MARGIN + (self._width - width if self._rtl else 0)
        yield _Photo(photo, x, width, height, text=photo["alt"] or caption)
        if caption:
            yield self._line(caption, 9.5, before=1.0)

    def _paragraph(self, line: str, shape: lines.Shape, before: float) -> _Words:
        kind = shape.kind
        points = {1: 15.0, 2: 13.0, 3: 12.0}.get(shape.level, 11.0) if kind is Kind.HEADING else _POINTS
        depth = {Kind.QUOTE: shape.level, Kind.HEADING: 0}.get(kind, shape.level)
        listed = kind in {Kind.ITEM, Kind.TASK, Kind.NUMBER}
        indent = min(_INDENT * (depth + listed), self._width / 2) if listed or kind is Kind.QUOTE else 0.0
        words, formats = (line, []) if kind is Kind.CODE else _plain(line, shape.mark)
        block = Block(
            words,
            points=points,
            width=self._width - indent,
            pitch=_PITCH if kind is not Kind.HEADING else 1.4,
            family=papers.PLAIN if kind is Kind.CODE else papers.READ,
            weight=500 if kind is Kind.HEADING else 400,
            align=_begins(words),
            formats=formats,
        )
        if kind is Kind.HEADING:
            return _Words(block, _MARGIN, max(before, 2.0), words, heading=True)
        # A list stands on the side on which its own words begin, whatever the window does.
        backwards = runs_rtl(words)
        x = _MARGIN + (0 if backwards else indent)
        if kind is Kind.QUOTE:
            bar = _MARGIN + (self._width - indent / 2 if backwards else indent / 2)
            return _Words(block, x, before, words, bar_x=bar)
        mark = _mark(line, shape)
        if not mark:
            return _Words(block, x, before, words)
        sign = Block(
            mark,
            points=points,
            width=_INDENT,
            pitch=_PITCH,
            family=papers.READ,
            align=draw.sides_of(backwards)[0],
        )
        aside = _MARGIN + (self._width - indent if backwards else indent - _INDENT)
        return _Words(block, x, before, words, sign, aside)


def _begins(text: str) -> Qt.AlignmentFlag:
    """The side on which a text begins, by its own letters."""
    return draw.sides_of(runs_rtl(text))[0]


def _mark(line: str, shape: lines.Shape) -> str:
    """What stands before the words of a list."""
    if shape.kind is Kind.NUMBER:
        return line[: shape.mark].strip()
    return {Kind.ITEM: "•", Kind.TASK: "☑" if shape.ticked else "☐"}.get(shape.kind, "")


def _plain(line: str, start: int) -> tuple[str, list[QTextLayout.FormatRange]]:
    """The words of a line without their marks, and how stretches of them look."""
    words, formats = "", []
    for stretch, look in lines.shown(line, start):
        if look & Look.ADDRESS:
            continue
        if look:
            formats.append(_format(_units(words), _units(stretch), look))
        words += stretch
    return words, formats


def _units(text: str) -> int:
    """How long Qt takes it for."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _format(start: int, length: int, look: Look) -> QTextLayout.FormatRange:
    shown = QTextCharFormat()
    if look & Look.BOLD:
        shown.setFontWeight(QFont.Weight.DemiBold)
    if look & Look.ITALIC:
        shown.setFontItalic(True)
    if look & Look.STRUCK:
        shown.setFontStrikeOut(True)
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, shown
    return made
