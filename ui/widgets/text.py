"""Words on the page: `Label` for controls and captions, `ReadLabel` for anything in Literata that wraps.

Both show plain text only, so that nothing a person wrote is ever read as markup, and both keep to the start edge of
the page even where a text runs the other way.
"""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.widgets.paint import rtl, runs_rtl, start

_MEASURE = 540
_TALL = 10_000


class Label(QLabel):
    """One line of text, or a wrapped paragraph of interface text. Takes its font and colour from the theme."""

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        color: str = "ink",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style, self._color, self._aligned = style, color, False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        self.restyle()
        self._align()
        theme.watcher.changed.connect(self.restyle)

    def set_style(self, style: str, color: str | None = None) -> None:
        """Change type style and, if given, colour."""
        self._style, self._color = style, color or self._color
        self.restyle()

    def set_color(self, color: str) -> None:
        self._color = color
        self.restyle()

    def restyle(self) -> None:
        """Take font and colour from the theme again."""
        self.setFont(theme.font(self._style))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(self._color))
        palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, theme.color("ink_off"))
        self.setPalette(palette)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        if self.alignment() & (Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignJustify):
            return
        if self._aligned and not self.alignment() & Qt.AlignmentFlag.AlignAbsolute:
            return  # somebody chose another edge
        self._aligned = True
        vertical = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        self.setAlignment(start(self) | vertical)

    def sizeHint(self) -> QSize:
        return self._at_least_a_line(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._at_least_a_line(super().minimumSizeHint())

    def _at_least_a_line(self, hint: QSize) -> QSize:
        if self.wordWrap() or self.pixmap():
            return hint
        lines = self.text().count("\n") + 1
        margins = self.contentsMargins()
        tall = lines * theme.line(self._style) + margins.top() + margins.bottom()
        return QSize(hint.width(), tall if self.text() else hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        # Literata's own line is taller than its pitch. Qt would cut the text off at the widget's edge, so single
        # lines are placed here; text that can be selected or wraps is left to Qt.
        if self.wordWrap() or self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(theme.color(self._color if self.isEnabled() else "ink_off"))
        metrics = QFontMetricsF(self.font())
        area = self.contentsRect()
        lines = self.text().split("\n")
        pitch = theme.line(self._style)
        top = area.top() + (area.height() - pitch * len(lines)) / 2 - theme.lift(self._style)
        # Absolute is ours, for the start edge; right without it means the end edge, whichever side that is.
        right = bool(self.alignment() & Qt.AlignmentFlag.AlignRight)
        if not self.alignment() & Qt.AlignmentFlag.AlignAbsolute:
            right = right != rtl(self)
        centred = bool(self.alignment() & Qt.AlignmentFlag.AlignHCenter)
        for number, line in enumerate(lines):
            width = metrics.horizontalAdvance(line)
            x = float(area.left())
            if centred:
                x = area.left() + (area.width() - width) / 2
            elif right:
                x = area.right() + 1 - width
            baseline = top + number * pitch + (pitch - metrics.height()) / 2 + metrics.ascent()
            painter.drawText(QPointF(x, round(baseline)), line)


class ReadLabel(QLabel):
    """Wrapped text at the fixed line pitch of its type style, as tall as its width asks for.

    A line feed begins a new line. `max_lines` above 0 cuts the rest with an ellipsis; `centred` puts the lines in the
    middle.
    """

    def __init__(
        self,
        text: str = "",
        style: str = "read",
        color: str = "ink",
        max_lines: int = 0,
        parent: QWidget | None = None,
        *,
        centred: bool = False,
    ) -> None:
        super().__init__(parent)
        self._style, self._color, self._max_lines = style, color, max_lines
        self._centred = centred
        self._formats: list[QTextLayout.FormatRange] = []
        self._laid_out: QTextLayout | None = None
        self._laid_for = -1
        self._counts: dict[int, int] = {}  # lines by width: layouts ask for several widths, many times each
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.restyle()
        self.setText(text)
        theme.watcher.changed.connect(self.restyle)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._formats = []
        self._stale()

    def set_formats(self, formats: Sequence[QTextLayout.FormatRange]) -> None:
        """Mark ranges of the present text, for emphasis. Starts and lengths count UTF-16 units, as Qt does."""
        self._formats = list(formats)
        self._stale()

    def set_style(self, style: str, color: str | None = None) -> None:
        """Change type style and, if given, colour."""
        self._style, self._color = style, color or self._color
        self.restyle()

    def restyle(self) -> None:
        """Take font and pitch from the theme again."""
        self.setFont(theme.font(self._style))
        self._stale()

    def _stale(self) -> None:
        self._laid_out = None
        self._counts.clear()
        self.updateGeometry()
        self.update()

    def pitch(self) -> int:
        """The distance of two lines, in pixels."""
        return theme.line(self._style)

    def _layout_for(self, width: int) -> QTextLayout:
        if self._laid_out is not None and self._laid_for == width:
            return self._laid_out
        text = self.text()
        made = QTextLayout(text.replace("\n", "\u2028"), theme.font(self._style))
        made.setFormats(self._formats)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        backwards = runs_rtl(text)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        )
        option.setAlignment(Qt.AlignmentFlag.AlignHCenter if self._centred else start(self))
        made.setTextOption(option)
        made.beginLayout()
        y = 0.0
        pitch = self.pitch()
        lift = theme.lift(self._style)
        while (line := made.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, round(y + (pitch - line.height()) / 2) - lift))
            y += pitch
        made.endLayout()
        self._laid_out, self._laid_for = made, width
        return made

    def _inner(self, width: int) -> int:
        margins = self.contentsMargins()
        return width - margins.left() - margins.right()

    def _lines(self, width: int) -> int:
        if width not in self._counts:
            self._counts[width] = self._layout_for(width).lineCount()
        count = self._counts[width]
        return min(count, self._max_lines) if self._max_lines else count

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        if not self.text():
            return margins.top() + margins.bottom()
        return self._lines(self._inner(width)) * self.pitch() + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(self._style))
        natural = max((metrics.horizontalAdvance(part) for part in self.text().split("\n")), default=0.0)
        margins = self.contentsMargins()
        width = min(ceil(natural) + 1, theme.px(_MEASURE)) + margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme.font(self._style))
        widest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0.0)
        return QSize(min(ceil(widest) + 1, theme.px(_MEASURE)), self.pitch() if self.text() else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._stale()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.color(self._color if self.isEnabled() else "ink_off"))
        margins = self.contentsMargins()
        width = self._inner(self.width())
        layout = self._layout_for(width)
        corner = QPointF(margins.left(), margins.top())
        shown = self._lines(width)
        for number in range(shown):
            if number == shown - 1 and shown < layout.lineCount():
                self._draw_cut_line(painter, layout, number, corner, width)
            else:
                layout.lineAt(number).draw(painter, corner)

    def _draw_cut_line(
        self, painter: QPainter, layout: QTextLayout, number: int, corner: QPointF, width: int
    ) -> None:
        line = layout.lineAt(number)
        rest = (
            layout.text()
            .encode("utf-16-le")[2 * line.textStart() :]
            .decode("utf-16-le")
            .replace("\u2028", " ")
        )
        metrics = QFontMetricsF(theme.font(self._style))
        cut = metrics.elidedText(rest[:_TALL], Qt.TextElideMode.ElideRight, width)
        painter.setFont(theme.font(self._style))
        x = corner.x() + (width - metrics.horizontalAdvance(cut) if rtl(self) else 0)
        painter.drawText(QPointF(x, corner.y() + line.y() + line.ascent()), cut)


def announce(widget: QWidget, text: str) -> None:
    """Say a short status to screen readers, politely: "Saved", "4 pages"."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
