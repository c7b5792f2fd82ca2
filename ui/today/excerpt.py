"""The last lines of a page, as they stand on Today: emphasis shown, marks and pictures left out, a caret at the end.

It only shows. The text is laid out again whenever the width changes, and only its tail is looked at: a page of
any length costs the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets import paint

LINES = 5
# Five lines of the widest card hold far less than this.
_TAIL = 1600
_FADE = 44
_STYLE = "read_small"

_PHOTO = re.compile(r"!\[[^\]\n]*\]\(photo:[^)\n]*\)")
_LINE_MARK = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|(?:[-*+]|\d+[.)])\s+)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])([*_])(?=\S)(.+?)(?<=\S)\3(?![\w*])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the page without its marks; `spans` are (start, length, "italic" or "bold")."""

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()


def paragraphs(source: str) -> list[Paragraph]:
    """The last lines of a page, ready to be read."""
    tail = source[-_TAIL:]
    if len(source) > _TAIL:
        # Begin at a word, so that no half word opens the excerpt.
        tail = tail[tail.find(" ") + 1 :]
    lines = (_LINE_MARK.sub("", _PHOTO.sub("", line)).strip() for line in tail.split("\n"))
    return [_emphasised(line) for line in lines if line]


def _emphasised(line: str) -> Paragraph:
    text, spans, end = "", [], 0
    for found in _EMPHASIS.finditer(line):
        text += line[end : found.start()]
        inner, kind = (found[2], "bold") if found[2] is not None else (found[4], "italic")
        spans.append((len(text), len(inner), kind))
        text += inner
        end = found.end()
    return Paragraph(text + line[end:], tuple(spans))


class Excerpt(QWidget):
    """The last five lines, fading at the top where the page goes on above. A click asks to go on writing."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paragraphs: list[Paragraph] = []
        self._laid: tuple[int, list[QTextLayout]] = (-1, [])
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.watcher.changed.connect(self._forget)

    def set_text(self, source: str) -> None:
        """Show the end of this page."""
        self._paragraphs = paragraphs(source)
        # A screen reader gets what is to be seen, not the whole page.
        self.setAccessibleName(" ".join(p.text for p in self._paragraphs)[-400:])
        self._forget()

    def shown(self) -> str:
        """The text of the lines that are visible."""
        rows = [layout.lineAt(n) for layout, n in self._rows()[-LINES:]]
        texts = [layout.text() for layout, _ in self._rows()[-LINES:]]
        return " ".join(
            text[row.textStart() : row.textStart() + row.textLength()].strip()
            for row, text in zip(rows, texts, strict=True)
        )

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        count = sum(layout.lineCount() for layout in self._layouts(width))
        return int(min(max(count, 1), LINES) * theme.line(_STYLE))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(360), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.line(_STYLE))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.color("ink"))
        pitch = theme.line(_STYLE)
        rows = self._rows()
        hidden = max(len(rows) - LINES, 0)
        for number, (layout, n) in enumerate(rows[hidden:]):
            line = layout.lineAt(n)
            # A text line draws itself relative to where it was laid out.
            line.draw(painter, QPointF(0, number * pitch + (pitch - line.height()) / 2 - line.y()))
        if rows:
            self._draw_caret(painter, *rows[-1], (len(rows) - hidden - 1) * pitch)
        if hidden:
            paint.fade(painter, QRectF(0, 0, self.width(), _FADE), theme.color("surface"))

    def _draw_caret(self, painter: QPainter, layout: QTextLayout, n: int, top: float) -> None:
        line = layout.lineAt(n)
        found = line.cursorToX(line.textStart() + line.textLength())
        x = min(max(_first(found) + 1, 0), self.width() - 2)
        pitch = theme.line(_STYLE)
        painter.fillRect(QRectF(x, top + pitch * 0.12, 1.5, pitch * 0.76), theme.color("accent"))

    # --- layout -------------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._laid = (-1, [])
        self.updateGeometry()
        self.update()

    def _rows(self) -> list[tuple[QTextLayout, int]]:
        return [(layout, n) for layout in self._layouts(self.width()) for n in range(layout.lineCount())]

    def _layouts(self, width: int) -> list[QTextLayout]:
        if self._laid[0] != width:
            self._laid = (width, [_lay_out(p, width, paint.start(self)) for p in self._paragraphs])
        return self._laid[1]


def _first(found: Any) -> float:
    """The place of a caret: Qt's binding answers with a pair, or with the number alone."""
    return float(found[0] if isinstance(found, tuple) else found)


def _lay_out(paragraph: Paragraph, width: int, edge: Qt.AlignmentFlag) -> QTextLayout:
    font = theme.font(_STYLE)
    layout = QTextLayout(paragraph.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    backwards = paint.runs_rtl(paragraph.text)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight)
    option.setAlignment(edge)
    layout.setTextOption(option)
    formats = []
    for start, length, kind in paragraph.spans:
        span = QTextLayout.FormatRange()
        span.start, span.length = start, length
        look = QTextCharFormat()
        if kind == "italic":
            look.setFontItalic(True)
        else:
            look.setFontWeight(QFont.Weight.Bold)
        span.format = look
        formats.append(span)
    layout.setFormats(formats)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout
