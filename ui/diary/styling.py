"""Live styling of the source text: emphasis shown, marks out of the way unless the caret is in their line.

Only changed lines are styled again, and the two lines the caret leaves and enters. Widths and heights belong to
ui.diary.layout; the text is never touched.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontDatabase, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from companion.lines import Kind, Look, Run, Shape, runs, shape, stretches
from ui import theme
from ui.source import units

PLAIN, IN_CODE = 0, 1

# A line this long is not prose, and reading its emphasis at every key would be felt.
LONGEST_STYLED = 20_000

_HEADING_SIZE = {1: 24 / 17, 2: 20 / 17}
_HEADING_LINE = {1: 34 / 28, 2: 30 / 28}


def heading_size(level: int) -> float:
    """How much larger than the text a heading of this level is."""
    return _HEADING_SIZE.get(level, 1.0)


def heading_line(level: int) -> float:
    """How much larger its line pitch is."""
    return _HEADING_LINE.get(level, 1.0)


def fixed_font(like: QFont) -> QFont:
    """A typewriter font in the size that sits well beside `like`."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPixelSize(max(1, round(like.pixelSize() * 0.86)))
    return made


def fenced(state: int) -> bool:
    """Whether a block after one with this state lies in a block of code."""
    return state == IN_CODE


class Styling(QSyntaxHighlighter):
    """Styles a document. `reveal` names the line whose marks are shown."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._revealed = -1
        self._style = "read"
        self._formats: dict[object, QTextCharFormat] = {}

    def set_style(self, style: str) -> None:
        """Take fonts and colours again, from this type style ("read" or "read_focus")."""
        self._style = style
        self._formats.clear()
        self.rehighlight()

    def reveal(self, number: int) -> None:
        """Show the marks of the line with this number, and hide those of the line before."""
        old, self._revealed = self._revealed, number
        if old == number:
            return
        document = self.document()
        for which in (old, number):
            block = document.findBlockByNumber(which)
            if which >= 0 and block.isValid() and self._marked(block.text(), block.previous().userState()):
                self.rehighlightBlock(block)

    def forget_caret(self) -> None:
        """Another text is about to come: no line of it is revealed yet."""
        self._revealed = -1

    @property
    def revealed(self) -> int:
        return self._revealed

    def _marked(self, text: str, before: int) -> bool:
        return shape(text, fenced(before)).mark > 0 or (len(text) <= LONGEST_STYLED and bool(runs(text)))

    # --- one line -----------------------------------------------------------------------------------------

    def highlightBlock(self, text: str) -> None:
        text = units(text)
        inside = fenced(self.previousBlockState())
        found = shape(text, inside)
        self.setCurrentBlockState(IN_CODE if inside != (found.kind is Kind.FENCE) else PLAIN)
        if found.kind is Kind.BLANK:
            return
        shown = self.currentBlock().blockNumber() == self._revealed
        self._style_whole(text, found)
        if found.kind in {Kind.CODE, Kind.FENCE, Kind.RULE, Kind.PHOTO} or len(text) > LONGEST_STYLED:
            self._style_mark(found, shown)
            return
        emphasis = runs(text, found.mark)
        if emphasis:
            self._style_emphasis(text, found, emphasis, shown)
        self._style_mark(found, shown)

    def _style_whole(self, text: str, found: Shape) -> None:
        if found.kind in {Kind.HEADING, Kind.QUOTE} or found.ticked:
            self.setFormat(
                found.mark, len(text) - found.mark, self._format((found.kind, found.level, Look.PLAIN))
            )
        elif found.kind in {Kind.CODE, Kind.FENCE}:
            self.setFormat(0, len(text), self._format((Kind.CODE, 0, Look.PLAIN)))

    def _style_emphasis(self, text: str, found: Shape, emphasis: list[Run], shown: bool) -> None:
        # Formats do not add up in the highlighter, so each stretch of equal look gets its own.
        for start, end, look in stretches(emphasis):
            if look & Look.MARK:
                self.setFormat(start, end - start, self._mark(shown, gap=bool(look & Look.GAP)))
            else:
                upright = bool(look & Look.ITALIC) and _no_italics(text[start:end])
                self.setFormat(start, end - start, self._format((found.kind, found.level, look, upright)))

    def _style_mark(self, found: Shape, shown: bool) -> None:
        if not found.mark:
            return
        if shown or found.kind in {Kind.NUMBER, Kind.FENCE}:
            form = self._mark(True, small=found.kind is Kind.PHOTO)
        elif found.kind in {Kind.PHOTO, Kind.HEADING}:
            form = self._mark(False)
        else:
            form = self._clear()
        self.setFormat(0, found.mark, form)

    # --- formats, made once a theme -----------------------------------------------------------------------

    def _mark(self, shown: bool, small: bool = False, gap: bool = False) -> QTextCharFormat:
        key = ("mark", shown, small, gap)
        if key not in self._formats:
            made = QTextCharFormat()
            if shown:
                made.setForeground(theme.color("ink_3"))
                if small:
                    made.setFont(fixed_font(theme.font("caption")))
            else:
                # One pixel and no ink: the line is laid out as if the marks were not there.
                tiny = QFont(theme.font(self._style))
                tiny.setPixelSize(1)
                if gap:
                    tiny.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme.px(5))
                made.setFont(tiny)
                made.setForeground(QColor(0, 0, 0, 0))
            self._formats[key] = made
        return self._formats[key]

    def _clear(self) -> QTextCharFormat:
        """Marks at the start of a line hang outside the text: invisible, they may keep their width."""
        if "clear" not in self._formats:
            made = QTextCharFormat()
            made.setForeground(QColor(0, 0, 0, 0))
            self._formats["clear"] = made
        return self._formats["clear"]

    def _format(self, key: tuple[object, ...]) -> QTextCharFormat:
        if key not in self._formats:
            self._formats[key] = self._make(*key)
        return self._formats[key]

    def _make(self, kind: object, level: object, look: object, upright: object = False) -> QTextCharFormat:
        assert isinstance(level, int)
        assert isinstance(look, Look)
        made = QTextCharFormat()
        font = theme.font(self._style)
        if kind is Kind.HEADING:
            font.setPixelSize(round(font.pixelSize() * heading_size(level)))
            font.setWeight(QFont.Weight.Medium)
        if kind in {Kind.QUOTE, Kind.TASK}:
            made.setForeground(theme.color("ink_2"))
        if kind is Kind.CODE or look & Look.CODE:
            font = fixed_font(font)
            made.setForeground(theme.color("ink_2"))
            if kind is not Kind.CODE:
                made.setBackground(theme.color("sunken"))
        if look & Look.PAGE:
            made.setForeground(theme.color("accent"))
            font.setUnderline(True)
        if look & Look.ADDRESS:
            made.setForeground(theme.color("ink_3"))
        if look & Look.BOLD:
            font.setWeight(QFont.Weight.Bold)
        if look & Look.ITALIC:
            if upright:
                font.setWeight(QFont.Weight.Medium)
            else:
                font.setItalic(True)
        if look & Look.STRUCK:
            font.setStrikeOut(True)
            made.setForeground(theme.color("ink_3"))
        made.setFont(font)
        return made


def _no_italics(text: str) -> bool:
    """Arabic and Hebrew have none: there emphasis is weight."""
    return any("\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc" for letter in text)
