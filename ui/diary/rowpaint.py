"""One row of the diary list, drawn: day and weekday, title with its mood, two lines of the text, tags.

What was found by a search stands out in semi-bold. Everything is placed from the start edge, so that a mirrored list
is the same row the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from ui import theme
from ui.diary.words import listed, month_short, title_of, year
from ui.widgets import icons
from ui.widgets.marks import paint_mood
from ui.widgets.paint import rtl, runs_rtl
from ui.widgets.phrasing import day_number, weekday_short

if TYPE_CHECKING:
    from companion.diary import EntryRow, Hit
    from ui.diary.rows import EntriesView

_PAD = 8
_TOP = 10
_DAY = 30
_GAP = 14
_SNIPPET = 19
_MARK = 14
_PREVIEW = 160  # as many characters as the store keeps for the list


class RowPainter:
    """One row being drawn."""

    def __init__(
        self, painter: QPainter, area: QRectF, row: EntryRow, hit: Hit | None, view: EntriesView
    ) -> None:
        self.painter, self.area, self.row, self.hit, self.view = painter, area, row, hit, view
        self.mirrored = rtl(view)
        self.left = theme.px(_DAY) + _GAP + _GAP
        self.width = area.width() - self.left - _PAD

    def paint(self) -> None:
        self._day()
        self._title()
        self._snippet()
        self._foot()

    def _from_start(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A rectangle counted from the start edge of the row."""
        left = self.area.right() - x - width if self.mirrored else self.area.left() + x
        return QRectF(left, self.area.top() + y, width, height)

    def _line(self, style: str, color: str, text: str, box_: QRectF, align: Qt.AlignmentFlag) -> None:
        font = theme.font(style)
        metrics = QFontMetricsF(font)
        self.painter.setFont(font)
        self.painter.setPen(theme.color(color))
        width = metrics.horizontalAdvance(text)
        x = box_.left()
        if align == Qt.AlignmentFlag.AlignHCenter:
            x += (box_.width() - width) / 2
        elif self.mirrored:
            x += box_.width() - width
        baseline = box_.top() + (box_.height() - metrics.height()) / 2 + metrics.ascent()
        self.painter.drawText(QPointF(x, round(baseline)), text)

    def _day(self) -> None:
        day, today = self.row.when.date(), self.view.today()
        centre = Qt.AlignmentFlag.AlignHCenter
        y = _TOP + theme.px(3)
        number = theme.line("numeral_small")
        small = theme.line("micro")
        x, width = _GAP, theme.px(_DAY)
        self._line("numeral_small", "ink", day_number(day), self._from_start(x, y, width, number), centre)
        lines = [weekday_short(day)]
        if (day.year, day.month) != (today.year, today.month):
            lines.append(month_short(day))
        if day.year != today.year:
            lines.append(year(day))
        for at, text in enumerate(lines):
            place = self._from_start(x, y + number + theme.px(2) + at * small, width, small)
            self._line("micro", "ink_3" if at else "ink_2", text, place, centre)

    def _title(self) -> None:
        height = theme.line("h3")
        room = self.width - self._marks(height)
        if self.row.title:
            marks = self.hit.title_marks if self.hit is not None else ()
            self._text(self.row.title, "h3", "ink", marks, _TOP, height, room, 1, marked_color="accent")
        else:
            font = QFont(theme.font("body"))
            font.setItalic(True)
            self.painter.setFont(font)
            self.painter.setPen(theme.color("ink_3"))
            metrics = QFontMetricsF(font)
            place = self._from_start(self.left, _TOP, room, height)
            words = metrics.elidedText(title_of(self.row), Qt.TextElideMode.ElideRight, room)
            x = place.right() - metrics.horizontalAdvance(words) if self.mirrored else place.left()
            base = place.top() + (height - metrics.height()) / 2 + metrics.ascent()
            self.painter.drawText(QPointF(x, round(base)), words)

    def _marks(self, height: int) -> float:
        """The signs at the end of the title's line: a star, a photo, the mood. Gives the room they take."""
        side = theme.px(_MARK)
        signs = [name for name, has in (("star", self.row.starred), ("image", self.row.pictured)) if has]
        x = self.left + self.width
        if self.row.mood:
            x -= side
            at = self._from_start(x, _TOP + (height - side) / 2 + 1, side, side)
            paint_mood(self.painter, at, self.row.mood, self.mirrored)
        for name in reversed(signs):
            x -= side + (6 if x < self.left + self.width else 0)
            at = self._from_start(x, _TOP + (height - side) / 2 + 1, side, side)
            icons.paint(self.painter, name, at, "lamp_mark" if name == "star" else "ink_3", rtl=self.mirrored)
        taken = self.left + self.width - x
        return taken + 10 if taken else 0

    def _snippet(self) -> None:
        text = self.hit.snippet if self.hit is not None else _as_a_beginning(self.row.preview)
        marks = self.hit.marks if self.hit is not None else ()
        pitch = theme.px(_SNIPPET)
        self._text(text, "caption", "ink_2", marks, _TOP + theme.line("h3"), pitch, self.width, 2)

    def _foot(self) -> None:
        pitch = theme.px(_SNIPPET)
        y = _TOP + theme.line("h3") + 2 * pitch + theme.px(3)
        if self.row.trashed is not None:
            words = self.view.until(self.row)
        else:
            words = listed(self.row.tags)
        if not words:
            return
        font = theme.font("caption")
        font.setPixelSize(theme.px(13))
        metrics = QFontMetricsF(font)
        self.painter.setFont(font)
        self.painter.setPen(theme.color("ink_3"))
        backwards = runs_rtl(words)
        self.painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        )
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width)
        place = self._from_start(self.left, y, self.width, pitch)
        x = place.right() - metrics.horizontalAdvance(words) if self.mirrored else place.left()
        base = place.top() + (pitch - metrics.height()) / 2 + metrics.ascent()
        self.painter.drawText(QPointF(x, round(base)), words)

    def _text(
        self,
        text: str,
        style: str,
        color: str,
        marks: tuple[tuple[int, int], ...],
        y: float,
        pitch: int,
        width: float,
        lines: int,
        marked_color: str = "ink",
    ) -> None:
        """A few lines, the last one elided, with what was found in semi-bold."""
        font = theme.font(style)
        layout = QTextLayout(text, font)
        layout.setFormats(_formats(text, marks, font, marked_color))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if runs_rtl(text) else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        self.painter.setPen(theme.color(color))
        place = self._from_start(self.left, y, width, pitch * lines)
        rest = _lay(layout, width, lines, pitch)
        shown = layout.lineCount()
        for number in range(shown - 1 if rest else shown):
            layout.lineAt(number).draw(self.painter, place.topLeft())
        if rest:
            self._last(text, marks, layout, style, marked_color, place, (shown - 1) * pitch, width, pitch)

    def _last(
        self,
        text: str,
        marks: tuple[tuple[int, int], ...],
        layout: QTextLayout,
        style: str,
        marked_color: str,
        place: QRectF,
        y: float,
        width: float,
        pitch: int,
    ) -> None:
        """The line that does not hold the rest, cut at a word or letter with an ellipsis."""
        start = len(
            text.encode("utf-16-le")[: 2 * layout.lineAt(layout.lineCount() - 1).textStart()].decode(
                "utf-16-le", "ignore"
            )
        )
        font = theme.font(style)
        cut = _at_a_word(
            text[start : start + 400],
            QFontMetricsF(font).elidedText(text[start : start + 400], Qt.TextElideMode.ElideRight, width),
        )
        moved = tuple((max(0, a - start), min(len(cut), b - start)) for a, b in marks if b > start)
        line = QTextLayout(cut, font)
        line.setFormats(_formats(cut, tuple(m for m in moved if m[1] > m[0]), font, marked_color))
        line.setTextOption(layout.textOption())
        _lay(line, width + 8, 1, pitch)
        dx = -8 if self.mirrored else 0
        line.lineAt(0).draw(self.painter, QPointF(place.left() + dx, place.top() + y))


def _as_a_beginning(preview: str) -> str:
    """What is kept of a text for the list ends in the middle of a word; shown, it ends before it."""
    if len(preview) < _PREVIEW:
        return preview
    return (preview.rsplit(" ", 1)[0] if " " in preview else preview).rstrip(" ,;") + "…"


def _at_a_word(text: str, cut: str) -> str:
    """The cut text without the piece of a word before its ellipsis."""
    if not cut.endswith("…") or cut == text:
        return cut
    kept = cut[:-1]
    if " " in kept.strip() and len(kept) < len(text) and not text[len(kept)].isspace():
        kept = kept.rsplit(" ", 1)[0]
    return kept.rstrip(" ,;") + "…"


def _lay(layout: QTextLayout, width: float, lines: int, pitch: int) -> bool:
    """Lay out at most so many lines; True if there is more text."""
    layout.beginLayout()
    end = 0
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, round(number * pitch + (pitch - line.height()) / 2)))
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return end < len(layout.text().encode("utf-16-le")) // 2


def _formats(
    text: str, marks: tuple[tuple[int, int], ...], font: QFont, color: str
) -> list[QTextLayout.FormatRange]:
    made = []
    for start, end in marks:
        each = QTextLayout.FormatRange()
        each.start = len(text[:start].encode("utf-16-le")) // 2
        each.length = len(text[start:end].encode("utf-16-le")) // 2
        form = QTextCharFormat()
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        form.setFont(bold)
        form.setForeground(theme.color(color))
        each.format = form
        made.append(each)
    return made
