"""A field whose words can be marked, and the soft bar under it that says why. Nothing here changes a text by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QLineF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextCursor, QTextLine
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.typeset import curly
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import LampBar
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.fields import TextField
from ui.widgets.paint import rtl
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label, ReadLabel, announce

translate = QCoreApplication.translate

_EMPHASIS = re.compile(r"\*([^*]+)\*")


class HintedField(TextField):
    """Grows from one line to three. Marked words have dots under them."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder, lines=1, most=3)
        self._marks: tuple[tuple[int, int], ...] = ()

    def words(self) -> str:
        """What was typed, letter for letter."""
        return self.document().toRawText().replace("\u2029", "\n")

    def put(self, text: str) -> None:
        """Replace the words, so that it can be undone."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put something in the place of some code points, so that it can be undone."""
        words = self.words()
        cursor = self.textCursor()
        cursor.setPosition(_units(words[:start]))
        cursor.setPosition(_units(words[:end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        return self._marks

    def mark(self, spans: Iterable[tuple[int, int]]) -> None:
        """Put dots under these code points, and nowhere else."""
        self._marks = tuple(spans)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._marks:
            return
        painter = QPainter(self.viewport())
        pen = QPen(theme.color("lamp_mark"), theme.px(2))
        pen.setDashPattern([1, 1.5])
        painter.setPen(pen)
        words = self.words()
        for start, end in self._marks:
            for line in self._under(_units(words[:start]), _units(words[:end])):
                painter.drawLine(line)

    def _under(self, start: int, end: int) -> Iterator[QLineF]:
        """Where the dots for a stretch of the text lie, line by line."""
        block = self.document().firstBlock()
        while block.isValid():
            layout = block.layout()
            origin = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first = max(start - block.position(), line.textStart())
                last = min(end - block.position(), line.textStart() + line.textLength())
                if first < last:
                    y = origin.y() + line.y() + line.ascent() + theme.px(4)
                    left, right = _x(line, first), _x(line, last)
                    yield QLineF(origin.x() + left, y, origin.x() + right, y)
            block = block.next()


def _x(line: QTextLine, place: int) -> float:
    """The place of a letter; Qt's binding answers with a pair, or with the number alone."""
    found: Any = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)


def _units(text: str) -> int:
    """How long Qt takes a text to be: it counts UTF-16, the core counts code points."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Remark:
    """What a bar says about one find. `choices` are words to put in its place, `instead` whole other ways to say it."""

    key: tuple[str, str]
    text: str
    choices: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


class HintBar(LampBar):
    """One or two remarks under a field. `left` carries the key of one that is left as it is, `chosen` and `used` what
    to put in place of the marked words or of the whole field, `more` asks for all the words there are."""

    left = Signal(object)
    chosen = Signal(object, str)
    used = Signal(str)
    more = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.remarks: tuple[Remark, ...] = ()
        self._holder: QWidget | None = None
        self.buttons: list[LinkButton] = []
        self.chips: list[Chip] = []
        self.hide()

    def _margins(self) -> None:
        # Quiet buttons reach over the edge; what they reach into is taken from the room beside the bar.
        wide = 3 + 16 - PULL
        self.body.setContentsMargins(0 if rtl(self) else wide, 0, wide if rtl(self) else 0, 0)

    def say(self, remarks: Sequence[Remark]) -> None:
        """Show these, and nothing for none. The same ones again leave everything as it is, and are not read out."""
        if tuple(remarks) == self.remarks:
            return
        new = [one for one in remarks if one not in self.remarks]
        self.remarks = tuple(remarks)
        if self._holder is not None:
            self.body.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self.buttons, self.chips = [], []
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(2))
        for remark in remarks:
            column.addLayout(self._made(remark))
        self.body.addWidget(self._holder)
        self.setVisible(bool(remarks))
        if new:
            announce(self, " ".join(spoken(one.text) for one in new))

    def _made(self, remark: Remark) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.space(1))
        leave = LinkButton(self.tr("Leave it"), size="small")
        leave.setAccessibleDescription(spoken(remark.text))
        leave.clicked.connect(lambda: self.left.emit(remark.key))
        first = QHBoxLayout()
        first.setSpacing(theme.space(2))
        words = Label(spoken(remark.text), "body", wrap=True)
        words.setContentsMargins(0, theme.px(5), 0, theme.px(5))
        first.addWidget(words, 1)
        first.addWidget(leave, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        if remark.choices:
            column.addSpacing(theme.space(1))
            column.addWidget(self._choices(remark))
        line = ReadLabel("", "suggest")
        line.hide()
        column.addWidget(line)
        if remark.instead:
            ways = self._another(remark, line)
            self.buttons += ways
            column.addLayout(quiet_line(*ways))
        self.buttons.append(leave)
        return column

    def _choices(self, remark: Remark) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        for word in remark.choices:
            chip = Chip(word)
            chip.setAccessibleDescription(spoken(remark.text))
            chip.clicked.connect(lambda _=False, word=word: self.chosen.emit(remark.key, word))
            self.chips.append(chip)
            flow.addWidget(chip)
        every = Chip(self.tr("more…"))
        every.setAccessibleName(self.tr("More words for a feeling"))
        every.clicked.connect(lambda: self.more.emit())
        self.chips.append(every)
        flow.addWidget(every)
        return holder

    def _another(self, remark: Remark, line: ReadLabel) -> list[LinkButton]:
        another = LinkButton(self.tr("Another way to say it"), size="small")
        use = LinkButton(self.tr("Use this"), size="small")
        use.hide()
        lines = [curly(text) for text in remark.instead]
        at = [-1]

        def show() -> None:
            at[0] = (at[0] + 1) % len(lines)
            line.setText(lines[at[0]])
            line.show()
            use.show()
            announce(line, lines[at[0]])

        another.clicked.connect(show)
        use.clicked.connect(lambda: self.used.emit(lines[at[0]]))
        return [another, use]


def spoken(note: str) -> str:
    """A note as it is shown: what the pack puts between stars stands between quotation marks."""
    return curly(_EMPHASIS.sub(r"“\1”", note))


def pressing(key: tuple[str, str]) -> Remark:
    """About words of an invitation that press; the second half of the key are the words."""
    text = translate("Hints", "“{words}” can press. Without it the line weighs less.")
    return Remark(key, text.format(words=key[1]))


def no_room(key: tuple[str, str]) -> Remark:
    """About an invitation nobody could say no to, with ways to put the no in."""
    ways = (
        translate("Hints", "No is fine."),
        translate("Hints", "Or not, that’s fine too."),
        translate("Hints", "Later is fine as well."),
    )
    return Remark(key, translate("Hints", "There is no way to say no in it yet."), (), ways)
