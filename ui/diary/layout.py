"""Where each line of a diary page stands: line pitch, hanging marks, half-height blank lines, pictures.

Chosen after two trials. A QPlainTextDocumentLayout subclass can draw a picture under its line, but
QPlainTextEdit scrolls by whole lines: one step over a picture moved the page by 337 px, and the end of a page
with a picture could not be reached. A QTextEdit with block formats puts every height on the undo stack and lays
out a long text at once. So the editor is a QTextEdit that holds nothing but source text, and this layout, which
needs no block formats at all.

It is lazy: a block is laid out when it is drawn, asked for, or when there is nothing else to do; until then its
height is an estimate. Heights are kept in one list, their sums only as far as someone asked, so a key press costs
the lines it changed. `shifted` says by how much the blocks above `top_of_view` moved when estimates became exact,
so that the view can stay where it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from time import perf_counter

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QTextBlock,
    QTextDocument,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from companion.lines import Kind, Shape, shape
from ui import theme
from ui.diary.comparing import NOTHING_CHANGED
from ui.diary.drawing import BOX_GAP, CAPTION_GAP, CARET_WIDTH, INDENT, Drawing, Stand
from ui.diary.styling import fenced, heading_line
from ui.source import has_direction
from ui.widgets.paint import runs_rtl

PICTURE_HEIGHT = 320
PICTURE_GAP = 4
_AT_ONCE = 64  # as many changed blocks are laid out before the next picture of the window
_SLICE = 0.006  # seconds of laying out at a time while idle

Size = tuple[int, int]


class PageLayout(QAbstractTextDocumentLayout):
    """Lays out one QTextDocument of plain blocks; with `plain`, no line of it means anything.

    `picture_size(id)` gives a photo's pixels or None while unknown, `picture(id, width, height)` the picture to draw or
    None, and `picture_note(id)` what is said in its place.
    """

    shifted = Signal(int)

    def __init__(self, document: QTextDocument, style: str = "read", plain: bool = False) -> None:
        super().__init__(document)
        self._plain = plain
        self.setProperty("cursorWidth", CARET_WIDTH)
        self.picture_size: Callable[[str], Size | None] = lambda _id: None
        self.picture: Callable[[str, int, int], QImage | None] = lambda _id, _w, _h: None
        self.picture_note: Callable[[str], str] = lambda _id: ""
        self.top_of_view: Callable[[], int] = lambda: 0
        self.revealed: Callable[[], int] = lambda: -1
        self.found: Callable[[int], Sequence[tuple[int, int]]] = lambda _number: ()
        self.doubted: Callable[[QTextBlock], Sequence[tuple[int, int]]] = lambda _block: ()
        self.changes = NOTHING_CHANGED  # how the blocks differ from another text
        self.mirrored = False  # the interface runs from right to left
        self.quiet_but = -1  # in focus mode: the block in full ink, the others are quieter
        self._style = style
        self._left, self._width, self._top, self._bottom, self._room = 0, 540, 0, 0, 600
        self._heights: list[int] = [0]
        self._tops: list[int] = [0]  # sums as far as asked for: the top of block n, without the head room
        self._total = 0
        self._edited = False
        self._told = QSizeF()
        self._next_idle = 0
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._lay_some)
        self._tell_later = QTimer(self)
        self._tell_later.setSingleShot(True)
        self._tell_later.setInterval(0)
        self._tell_later.timeout.connect(self._tell_size)
        document.contentsChange.connect(self._note_edit)
        self._measure()

    # --- what the editor decides --------------------------------------------------------------------------

    def set_column(self, left: int, width: int, top: int, bottom: int, room: int) -> None:
        """The text column: its left edge and width, room above and below, and the width of the view."""
        if (left, width, top, bottom, room) == (self._left, self._width, self._top, self._bottom, self._room):
            return
        again = width != self._width or left != self._left
        self._left, self._width, self._top, self._bottom, self._room = left, width, top, bottom, room
        if again:
            self.relayout()
        else:
            self._tell_size()
            self._redraw(QRectF(0, 0, 1e7, 1e9))

    def set_style(self, style: str) -> None:
        """Take fonts and sizes again, from this type style. The caller styles the text again, too."""
        self._style = style
        self._measure()
        self.relayout()

    def relayout(self) -> None:
        """Lay out everything again."""
        block = self.document().firstBlock()
        few = self.document().blockCount() <= _AT_ONCE
        self._heights = []
        while block.isValid():
            block.clearLayout()
            self._heights.append(self._lay(block) if few else self._estimate(block))
            block = block.next()
        self._total = sum(self._heights)
        self._tops = [0]
        if not few:
            self._start_idle(0)
        self._tell_size()
        self._redraw(QRectF(0, 0, 1e7, 1e9))

    def photo_changed(self, photo: str) -> None:
        """A photo's size or picture has become known."""
        block = self.document().firstBlock()
        number = 0
        while block.isValid():
            if photo in block.text():
                block.clearLayout()
                self._set_height(number, self._lay(block))
                self._redraw(QRectF(0, self.top(number), 1e7, 1e9))
            block = block.next()
            number += 1
        self._tell_size()

    def forget(self) -> None:
        """Stop working in the background."""
        self._idle.stop()
        self._tell_later.stop()

    def _measure(self) -> None:
        metrics = QFontMetricsF(theme.font(self._style))
        self._pitch = theme.line(self._style)
        self._ascent, self._descent = metrics.ascent(), metrics.descent()
        self._letter = max(1.0, metrics.averageCharWidth())
        self._caption_line = theme.line("caption")

    # --- heights and places -------------------------------------------------------------------------------

    def top(self, number: int) -> int:
        """Where the block with this number begins, in the document's coordinates."""
        known = len(self._tops)
        if number >= known:
            more = accumulate(self._heights[known - 1 : number], initial=self._tops[-1])
            next(more)
            self._tops.extend(more)
        return self._top + self._tops[number]

    def number_at(self, y: float) -> int:
        """The number of the block at this height; the first or last one outside the text."""
        y -= self._top
        last = len(self._heights) - 1
        while self._tops[-1] <= y and len(self._tops) <= last:
            self.top(min(last, len(self._tops) + 511))
        return max(0, min(last, bisect_right(self._tops, y) - 1))

    def _set_height(self, number: int, height: int) -> int:
        change = height - self._heights[number]
        if change:
            self._heights[number] = height
            self._total += change
            del self._tops[number + 1 :]
        return change

    def _estimate(self, block: QTextBlock) -> int:
        length = block.length() - 1
        if not length:
            return self._pitch // 2 if block.next().isValid() else self._pitch
        return self._pitch * max(1, -(-int(length * self._letter) // max(1, self._width)))

    def _ensure(self, block: QTextBlock, number: int) -> int:
        """Lay the block out if it is not; its height."""
        if not block.layout().lineCount() and self._set_height(number, self._lay(block)):
            self._tell_later.start()
        return self._heights[number]

    def _start_idle(self, number: int) -> None:
        self._next_idle = min(self._next_idle, number) if self._idle.isActive() else number
        self._idle.start()

    def _lay_some(self) -> None:
        end = perf_counter() + _SLICE
        number, block = self._next_idle, self.document().findBlockByNumber(self._next_idle)
        first_seen = self.number_at(self.top_of_view())
        moved = 0
        while block.isValid():
            if not block.layout().lineCount():
                change = self._set_height(number, self._lay(block))
                moved += change if number < first_seen else 0
                if perf_counter() > end:
                    break
            block = block.next()
            number += 1
        self._next_idle = number
        if not block.isValid():
            self._idle.stop()
        self._tell_size()
        if moved:
            self.shifted.emit(moved)

    def _redraw(self, rect: QRectF) -> None:
        # The signal's short form, without a rectangle, is what Python finds by its plain name.
        self.update[QRectF].emit(rect)  # type: ignore[index]

    def _tell_size(self) -> None:
        size = self.documentSize()
        if size != self._told:
            self._told = size
            self.documentSizeChanged.emit(size)

    # --- one block ----------------------------------------------------------------------------------------

    def shape_of(self, block: QTextBlock) -> Shape:
        """What the block is."""
        if self._plain:
            return Shape(Kind.TEXT)
        return shape(block.text(), fenced(block.previous().userState()))

    def _lay(self, block: QTextBlock) -> int:
        found = self.shape_of(block)
        layout = block.layout()
        option = QTextOption(self.document().defaultTextOption())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        rtl = self._backwards(block)
        way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        option.setTextDirection(way)
        # A title keeps to the page's start edge; a paragraph to that of its own language.
        right = self.mirrored if self._plain else rtl
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        blank = found.kind is Kind.BLANK and not layout.preeditAreaText()
        pitch, y = self._pitch_of(block, found, blank)
        indent, hang = self._indent(block, found)
        layout.beginLayout()
        first = True
        while (line := layout.createLine()).isValid():
            out = hang if first else 0
            line.setLineWidth(self._width - indent + out)
            left = self._left if rtl else self._left + indent - out
            y += self._place(line, left, y, pitch)
            first = False
        layout.endLayout()
        if found.kind is Kind.PHOTO:
            return round(y) + self._picture_room(found)
        return round(y)

    def _place(self, line: QTextLine, left: float, y: float, pitch: int) -> float:
        """Put the line on its base line within the pitch; a taller letter makes its line taller."""
        if not pitch:
            line.setPosition(QPointF(left, y))
            return 0
        grow = pitch / self._pitch if pitch > self._pitch else 1.0
        base = (pitch - (self._ascent + self._descent) * grow) / 2 + self._ascent * grow
        above = max(0.0, line.ascent() - base) if line.ascent() > base + 2 and pitch >= self._pitch else 0.0
        line.setPosition(QPointF(left, y + base + above - line.ascent()))
        below = max(0.0, line.descent() - (pitch - base) - 2) if pitch >= self._pitch else 0.0
        return round(pitch + above + below)

    def _pitch_of(self, block: QTextBlock, found: Shape, blank: bool) -> tuple[int, float]:
        if blank:
            # The line between two paragraphs is half a line; the last one is where writing goes on.
            return (self._pitch // 2 if block.next().isValid() else self._pitch), 0
        if found.kind is Kind.HEADING:
            return round(self._pitch * heading_line(found.level)), (6 if block.blockNumber() else 0)
        if found.kind is Kind.PHOTO and block.blockNumber() != self.revealed():
            return 0, 0
        return self._pitch, 0

    def _indent(self, block: QTextBlock, found: Shape) -> tuple[float, float]:
        """How far the text is moved in, and how far its first line hangs out to hold the marks."""
        if found.kind in {Kind.ITEM, Kind.NUMBER, Kind.QUOTE, Kind.HEADING}:
            font = theme.font(self._style)
            hang = QFontMetricsF(font).horizontalAdvance(block.text()[: found.mark])
            if found.kind is Kind.HEADING:
                if block.blockNumber() != self.revealed():
                    font.setPixelSize(1)  # as the styling hides them
                    hang = QFontMetricsF(font).horizontalAdvance(block.text()[: found.mark])
                return 0, min(hang, self._left - 4)
            level = found.level if found.kind is Kind.QUOTE else found.level + 1
            return max(INDENT * min(level, 6), hang), hang
        if found.kind is Kind.TASK:
            # The box stands where a dot would; the marks behind it are longer, and reach out of the column.
            hang = QFontMetricsF(theme.font(self._style)).horizontalAdvance(block.text()[: found.mark])
            indent = max(
                INDENT * min(found.level + 1, 6), theme.size("check") + BOX_GAP + INDENT * min(found.level, 5)
            )
            return indent, min(hang, indent + self._left - 4)
        return 0, 0

    def picture_rect(self, number: int) -> QRectF:
        """Where the picture of a photo line is drawn, in the document's coordinates; empty if there is none."""
        block = self.document().findBlockByNumber(number)
        found = self.shape_of(block)
        if found.kind is not Kind.PHOTO:
            return QRectF()
        bottom = self.top(number) + self._ensure(block, number)
        width, height = self._picture_box(found.photo)
        top = bottom - self._picture_room(found) + PICTURE_GAP
        left = self._left + self._width - width if self.mirrored else self._left
        return QRectF(left, top, width, height)

    def box_rect(self, number: int) -> QRectF:
        """Where a click means the box of a line: over the box, and over the marks while they are seen; empty if there
        is none."""
        block = self.document().findBlockByNumber(number)
        found = self.shape_of(block)
        if found.kind is not Kind.TASK:
            return QRectF()
        self._ensure(block, number)
        indent, hang = self._indent(block, found)
        reach = max(hang if number == self.revealed() else 0, theme.size("check") + BOX_GAP) + BOX_GAP
        line = block.layout().lineAt(0)
        left = self._left + indent - reach
        if self._backwards(block):
            left = self._left + self._width - indent
        return QRectF(left, self.top(number), reach - 2, line.y() + line.height())

    def _picture_box(self, photo: str) -> Size:
        """The picture's size on the page: as wide as the column, at most 320 high, never stretched."""
        known = self.picture_size(photo)
        if known is None:
            return self._width, theme.px(96)
        width, height = max(1, known[0]), max(1, known[1])
        factor = min(self._width / width, theme.px(PICTURE_HEIGHT) / height, 1.0)
        return max(1, round(width * factor)), max(1, round(height * factor))

    def _picture_room(self, found: Shape) -> int:
        room = PICTURE_GAP * 2 + self._picture_box(found.photo)[1]
        return room + (CAPTION_GAP + self._caption_height(found.caption) if found.caption else 0)

    def _caption_height(self, caption: str) -> int:
        bounds = QFontMetricsF(theme.font("caption")).boundingRect(
            QRectF(0, 0, self._width, 1e4), Qt.TextFlag.TextWordWrap, caption
        )
        return max(self._caption_line, -(-int(bounds.height()) // self._caption_line) * self._caption_line)

    def _backwards(self, block: QTextBlock) -> bool:
        """Whether the block runs from right to left: by its first letter, else as the interface does. The x of a ticked
        box is no letter."""
        if self.shape_of(block).kind is Kind.TASK:
            words = block.text()[self.shape_of(block).mark :]
            return runs_rtl(words) if has_direction(words) else self.mirrored
        if block.textDirection() == Qt.LayoutDirection.RightToLeft:
            return True
        return self.mirrored and not has_direction(block.text())

    # --- what the toolkit asks ----------------------------------------------------------------------------

    def _note_edit(self, *_: int) -> None:
        self._edited = True

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        if not removed and not self._edited:
            return  # only a notice about the page size
        self._edited = False
        document = self.document()
        more = document.blockCount() - len(self._heights)
        first, last = document.findBlock(start), document.findBlock(start + added)
        first = first if first.isValid() else document.lastBlock()
        last = last if last.isValid() else document.lastBlock()
        number, end = first.blockNumber(), max(last.blockNumber(), first.blockNumber() + max(0, more))
        count = end - number + 1
        old = self._heights[number : end - more + 1]
        fresh = []
        block = first
        for _ in range(count):
            block.clearLayout()
            fresh.append(self._lay(block) if count <= _AT_ONCE else self._estimate(block))
            block = block.next()
        self._heights[number : end - more + 1] = fresh
        del self._tops[number + 1 :]
        change = sum(fresh) - sum(old)
        self._total += change
        if count > _AT_ONCE:
            self._start_idle(number)
        elif self._idle.isActive():
            self._next_idle = max(0, min(self._next_idle + min(0, more), number))
        self._tell_size()
        height = 1e9 if change or more else sum(fresh) + 2 * self._pitch
        self._redraw(QRectF(0, self.top(number) - self._pitch, 1e7, height))

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        number = block.blockNumber()
        if number >= len(self._heights):
            return QRectF()  # asked in the middle of an edit, before it was told
        height = self._ensure(block, number)
        return QRectF(0, self.top(number), self._room, height)

    def documentSize(self) -> QSizeF:
        return QSizeF(self._room, self._top + self._total + self._bottom)

    def pageCount(self) -> int:
        return 1

    def frameBoundingRect(self, _frame: object) -> QRectF:
        return QRectF(QPointF(), self.documentSize())

    def hitTest(self, place: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy) -> int:
        point = QPointF(place.x, place.y) if isinstance(place, QPainterPath.Element) else QPointF(place)
        number = self.number_at(point.y())
        block = self.document().findBlockByNumber(number)
        height = self._ensure(block, number)
        layout, top = block.layout(), self.top(number)
        exact = accuracy == Qt.HitTestAccuracy.ExactHit
        if exact and not top <= point.y() < top + height:
            return -1
        line = self._line_at(layout, point.y() - top)
        if not line.isValid():
            return -1 if exact else block.position()
        if exact and not line.naturalTextRect().contains(QPointF(point.x(), line.y() + 1)):
            return -1
        at = self._to_cursor(line, point.x())
        composed = len(layout.preeditAreaText())
        if composed and at > layout.preeditAreaPosition():
            at = max(layout.preeditAreaPosition(), at - composed)
        return block.position() + at

    def _line_at(self, layout: QTextLayout, y: float) -> QTextLine:
        last = layout.lineCount() - 1
        for index in range(last):
            line, following = layout.lineAt(index), layout.lineAt(index + 1)
            if y < (line.y() + line.height() + following.y()) / 2:
                return line
        return layout.lineAt(max(0, last))

    @staticmethod
    def _to_cursor(line: QTextLine, x: float) -> int:
        place: int = line.xToCursor(x, QTextLine.CursorPosition.CursorBetweenCharacters)
        return place

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        clip = context.clip
        top, bottom = (clip.top(), clip.bottom()) if clip.isValid() else (0.0, 1e9)
        number = max(0, self.number_at(top) - 1)
        block = self.document().findBlockByNumber(number)
        chosen = [
            (each.cursor.selectionStart(), each.cursor.selectionEnd())
            for each in context.selections
            if each.cursor.hasSelection()
        ]
        drawing = Drawing(painter, clip, chosen, context.cursorPosition, self.mirrored)
        while block.isValid():
            y, height = self.top(number), self._ensure(block, number)
            if y > bottom + self._pitch:
                break
            drawing.block(self._stand(block, number, QRectF(self._left, y, self._width, height)))
            block = block.next()
            number += 1

    def _stand(self, block: QTextBlock, number: int, rect: QRectF) -> Stand:
        found = self.shape_of(block)
        picture, image, note = QRectF(), None, ""
        if found.kind is Kind.PHOTO:
            picture = self.picture_rect(number)
            image = self.picture(found.photo, round(picture.width()), round(picture.height()))
            note = self.picture_note(found.photo)
        return Stand(
            block=block,
            shape=found,
            rect=rect,
            rtl=self._backwards(block),
            shown=number == self.revealed(),
            changed=self.changes.of_line(number),
            quiet=self.quiet_but >= 0 and number != self.quiet_but,
            indent=self._indent(block, found)[0],
            ascent=self._ascent,
            picture=picture,
            image=image,
            note=note,
            found=self.found(number),
            doubted=self.doubted(block),
        )
