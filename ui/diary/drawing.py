"""Drawing one line of a diary page after another: text, selection, caret, and what stands for hidden marks.

Where things are was settled by ui.diary.layout; nothing is measured or changed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QPolygonF, QTextBlock, QTextLayout, QTextLine

from companion.lines import Kind, Shape
from ui import theme
from ui.diary.comparing import LineChange
from ui.theme.draw import box
from ui.theme.draw import check as paint_check

PICTURE_RADIUS = 8
CAPTION_GAP = 6
INDENT = 24
BOX_GAP = 6
CARET_WIDTH = 2
_BREAK = 6  # how wide a chosen line break is drawn


@dataclass(slots=True)
class Stand:
    """A laid-out block: where it is and how it is shown. `shown`: the caret is in it and its marks are to be seen."""

    block: QTextBlock
    shape: Shape
    rect: QRectF
    rtl: bool
    shown: bool
    changed: LineChange
    quiet: bool
    indent: float
    ascent: float
    picture: QRectF
    image: QImage | None
    note: str
    found: Sequence[tuple[int, int]]
    doubted: Sequence[tuple[int, int]]


class Drawing:
    """One pass over the visible blocks. `chosen` are stretches of the document, `caret` as the toolkit gives it: a
    place, -1 for none, below -1 a place within what is being composed."""

    def __init__(
        self, painter: QPainter, clip: QRectF, chosen: list[tuple[int, int]], caret: int, rtl: bool
    ) -> None:
        self.painter, self.clip, self.chosen, self.caret, self.rtl = painter, clip, chosen, caret, rtl

    def block(self, stand: Stand) -> None:
        """Draw a block."""
        start, length = stand.block.position(), stand.block.length()
        self._ground(stand)
        self._found(stand)
        for first, last in self.chosen:
            if first < start + length and last > start:
                self._chosen(stand, first - start, last - start)
        self._found_now(stand)
        self.painter.setPen(theme.color("ink_2" if stand.quiet else "ink"))
        stand.block.layout().draw(self.painter, QPointF(0, stand.rect.top()), [], self.clip)
        for line, left, right, _top, _bottom in self._stretches(stand, stand.doubted):
            self._wave(left, right, stand.rect.top() + line.y() + line.ascent() + 3)
        if not stand.shown:
            self._sign(stand)
        if stand.shape.kind is Kind.PHOTO:
            self._picture(stand)
        self._changes(stand)
        self._caret(stand)

    def _ground(self, stand: Stand) -> None:
        rect = stand.rect
        if stand.changed.differs:
            x = rect.right() + 14 if self.rtl else rect.left() - 16
            self.painter.fillRect(QRectF(x, rect.top(), 2, rect.height()), theme.color("accent"))
        if stand.shape.kind in {Kind.CODE, Kind.FENCE}:
            self.painter.fillRect(rect.adjusted(-12, 0, 12, 0), theme.color("sunken"))
        elif stand.shape.kind is Kind.QUOTE:
            for level in range(stand.shape.level):
                inset = INDENT * level
                x = rect.right() - 2 - inset if stand.rtl else rect.left() + inset
                self.painter.fillRect(QRectF(x, rect.top(), 2, rect.height()), theme.color("line_strong"))

    def _sign(self, stand: Stand) -> None:
        """What stands for a mark while the caret is elsewhere: a list's dot, a rule."""
        rect, painter = stand.rect, self.painter
        if stand.shape.kind is Kind.RULE:
            y = float(round(rect.center().y()))
            painter.setPen(QPen(theme.color("line_strong"), 1))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        elif stand.shape.kind is Kind.ITEM and stand.block.layout().lineCount():
            line = stand.block.layout().lineAt(0)
            inset = stand.indent - INDENT / 2 - 2
            x = rect.right() - inset if stand.rtl else rect.left() + inset
            y = rect.top() + line.y() + line.ascent() - stand.ascent * 0.28
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ink_2"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(QPointF(x, y), theme.px(5) / 2, theme.px(5) / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif stand.shape.kind is Kind.TASK and stand.block.layout().lineCount():
            line, side = stand.block.layout().lineAt(0), theme.size("check")
            inset = stand.indent - BOX_GAP - side
            x = rect.right() - inset - side if stand.rtl else rect.left() + inset
            middle = rect.top() + line.y() + line.ascent() - stand.ascent * 0.32
            box = QRectF(round(x), round(middle - side / 2), side, side)
            paint_check(painter, box, stand.shape.ticked)

    def _found(self, stand: Stand) -> None:
        """A soft ground under what was found, and a thin line, for on a dark page the ground alone is hardly seen."""
        if stand.shape.kind is Kind.PHOTO and not stand.shown:
            return  # its words are the caption's
        for _line, left, right, top, bottom in self._stretches(stand, stand.found):
            self.painter.fillRect(QRectF(left, top, right - left, bottom - top), theme.color("accent_soft"))
            self.painter.fillRect(QRectF(left, bottom - 1, right - left, 1), theme.color("line_strong"))

    def _found_now(self, stand: Stand) -> None:
        """The find that is chosen has a line below it, too."""
        start = stand.block.position()
        if stand.shape.kind is Kind.PHOTO and not stand.shown:
            return
        now = [span for span in stand.found if (span[0] + start, span[1] + start) in self.chosen]
        for _line, left, right, _top, bottom in self._stretches(stand, now):
            self.painter.fillRect(QRectF(left, bottom - 2, right - left, 2), theme.color("accent"))

    def _wave(self, left: float, right: float, y: float) -> None:
        """A quiet wave under a word that no dictionary has."""
        step = theme.px(2)
        points = [QPointF(left, y)]
        while points[-1].x() < right:
            points.append(QPointF(points[-1].x() + step, y + (step if len(points) % 2 else 0)))
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setPen(QPen(theme.color("line_strong"), 1.2))
        self.painter.drawPolyline(QPolygonF(points))
        self.painter.restore()

    def _stretches(
        self, stand: Stand, spans: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[QTextLine, float, float, float, float]]:
        """Line, left, right, top and bottom of each piece of the spans on screen."""
        layout = stand.block.layout()
        for index in range(layout.lineCount() if spans else 0):
            line = layout.lineAt(index)
            first, last = line.textStart(), line.textStart() + line.textLength()
            top, bottom = _band(layout, index, stand.rect.height())
            for start, end in spans:
                if start < last and end > first:
                    for left, right in _spans(line, max(start, first), min(end, last)):
                        yield line, left, right, stand.rect.top() + top, stand.rect.top() + bottom

    def _changes(self, stand: Stand) -> None:
        """A line under words that only this text has; a wedge where the other one has more."""
        color, rect = theme.color("accent"), stand.rect
        for line, left, right, _top, _bottom in self._stretches(stand, stand.changed.only_here):
            self.painter.fillRect(
                QRectF(left, rect.top() + line.y() + line.ascent() + 3, right - left, 2), color
            )
        for place in stand.changed.more_there:
            line = stand.block.layout().lineForTextPosition(place)
            if line.isValid():
                x = _x(line, place, QTextLine.Edge.Leading)
                self._wedge(QPointF(x, rect.top() + line.y() + line.ascent() + 2), 0, 1)
        side = -1 if self.rtl else 1
        x = rect.right() + 15 if self.rtl else rect.left() - 16
        if stand.changed.lines_before:
            self._wedge(QPointF(x, rect.top()), side, 0)
        if stand.changed.lines_after:
            self._wedge(QPointF(x, rect.bottom()), side, 0)

    def _wedge(self, tip: QPointF, across: int, down: int) -> None:
        """A small triangle at a place, its point there: up from below a line, or in from the margin."""
        size = float(theme.px(7))
        path = QPainterPath(tip if down else tip + QPointF(across * size, 0))
        if down:
            path.lineTo(tip + QPointF(size * 0.6, size))
            path.lineTo(tip + QPointF(-size * 0.6, size))
        else:
            path.lineTo(tip + QPointF(0, size * 0.7))
            path.lineTo(tip + QPointF(0, -size * 0.7))
        path.closeSubpath()
        self.painter.save()
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.fillPath(path, theme.color("accent"))
        self.painter.restore()

    def _picture(self, stand: Stand) -> None:
        painter = self.painter
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(stand.picture, PICTURE_RADIUS, PICTURE_RADIUS)
        if stand.note or stand.image is None or stand.image.isNull():
            painter.fillPath(path, theme.color("sunken"))
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("ink_2"))
            middle = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
            painter.drawText(stand.picture.adjusted(16, 0, -16, 0), middle, stand.note)
        else:
            painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
            painter.drawImage(stand.picture, stand.image)
        painter.restore()
        if stand.shape.caption:
            self._caption(stand)

    def _caption(self, stand: Stand) -> None:
        painter = self.painter
        painter.setFont(theme.font("caption"))
        top = stand.picture.bottom() + CAPTION_GAP
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        flags = Qt.TextFlag.TextWordWrap.value | side.value | Qt.AlignmentFlag.AlignAbsolute.value
        room = QRectF(stand.rect.left(), top, stand.rect.width(), 1e4)
        if stand.found and not stand.shown:
            words = painter.boundingRect(room, flags, stand.shape.caption)
            box(
                painter,
                words.adjusted(-4, -1, 4, 1),
                4,
                theme.color("accent_soft"),
                theme.color("line_strong"),
            )
        painter.setPen(theme.color("ink_3"))
        painter.drawText(room, flags, stand.shape.caption)

    def _caret(self, stand: Stand) -> None:
        layout, start = stand.block.layout(), stand.block.position()
        if self.caret < -1 and layout.preeditAreaText():
            place = layout.preeditAreaPosition() - (self.caret + 2)
        elif start <= self.caret < start + stand.block.length():
            place = self.caret - start
        else:
            return
        line = layout.lineForTextPosition(place)
        if line.isValid():
            # Not by the toolkit, which inverts what is below and so has no colour.
            height = line.height() * 0.86
            top = stand.rect.top() + line.y() + (line.height() - height) / 2
            # Blanks at the end of a line may reach out of the column, and marks before a line do.
            edge = max(stand.rect.right() + _BREAK, line.x() + line.width() if stand.rtl else 0.0)
            x = min(_x(line, place, QTextLine.Edge.Leading), edge)
            self.painter.fillRect(QRectF(round(x), top, CARET_WIDTH, height), theme.color("accent"))

    # --- the selection, as high as the line pitch so that lines join ----------------------------------------

    def _chosen(self, stand: Stand, start: int, end: int) -> None:
        layout, color = stand.block.layout(), theme.color("select")
        if stand.shape.kind is Kind.PHOTO:
            self.painter.fillRect(stand.rect.adjusted(-4, 0, 4, 0), color)
            return
        for index in range(layout.lineCount()):
            line = layout.lineAt(index)
            first, last = line.textStart(), line.textStart() + line.textLength()
            final = index + 1 == layout.lineCount()
            if end <= first or start > last or (start == last and not final):
                continue
            top, bottom = _band(layout, index, stand.rect.height())
            for left, right in _spans(line, max(start, first), min(end, last)):
                self._fill(left, right, stand.rect.top() + top, stand.rect.top() + bottom)
            if end > last and final:
                text = line.naturalTextRect()
                x = text.left() - _BREAK if stand.rtl else text.right()
                self._fill(x, x + _BREAK, stand.rect.top() + top, stand.rect.top() + bottom)

    def _fill(self, left: float, right: float, top: float, bottom: float) -> None:
        self.painter.fillRect(QRectF(left, top, right - left, bottom - top), theme.color("select"))


def _band(layout: QTextLayout, index: int, height: float) -> tuple[float, float]:
    """Top and bottom of a line, half way to its neighbours."""
    line = layout.lineAt(index)
    top, bottom = 0.0, height
    if index:
        above = layout.lineAt(index - 1)
        top = (above.y() + above.height() + line.y()) / 2
    if index + 1 < layout.lineCount():
        bottom = (line.y() + line.height() + layout.lineAt(index + 1).y()) / 2
    return float(round(top)), float(round(bottom))


def _spans(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """The stretches on screen of characters start to end: more than one where directions meet."""
    natural = line.naturalTextRect()
    if start <= line.textStart() and end >= line.textStart() + line.textLength():
        return [(natural.left(), natural.right())]
    found: list[tuple[float, float]] = []
    for place in range(start, end):
        a = _x(line, place, QTextLine.Edge.Leading)
        b = _x(line, place, QTextLine.Edge.Trailing)
        left, right = min(a, b), max(a, b)
        if found and abs(found[-1][1] - left) < 0.5:
            found[-1] = (found[-1][0], right)
        elif found and abs(found[-1][0] - right) < 0.5:
            found[-1] = (left, found[-1][1])
        elif right > left:
            found.append((left, right))
    return found


def _x(line: QTextLine, place: int, edge: QTextLine.Edge) -> float:
    found: object = line.cursorToX(place, edge)
    value = found[0] if isinstance(found, tuple) else found
    assert isinstance(value, float)
    return value
