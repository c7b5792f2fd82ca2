"""What a line of an entry means: Markdown as far as this app shows it, in the editor, on paper and in an HTML page.

The text itself is the truth and is kept as typed; this module only reads it. `normalise` is what a
window keeps of what is typed; what the store keeps is the same.

Left out on purpose: tables, HTML, reference links. They stay what they are, plain characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, IntFlag

# What the toolkit's documents use as marks of their own, what no encoding can write, and the placeholder of an
# inline object: text that holds them would come back different, so they never get in.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff\ufdd0\ufdd1\ufffc]")
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")


def normalise(text: str) -> str:
    """The text as it is kept: every kind of line break as LF, and without NUL, lone surrogates, U+FDD0, U+FDD1
    and U+FFFC. Everything else stays exactly, no-break spaces included. Doing it twice changes nothing."""
    return _UNKEEPABLE.sub("", _BREAKS.sub("\n", text))


class Kind(Enum):
    """What a line is."""

    TEXT = "text"
    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    TASK = "task"
    NUMBER = "number"
    QUOTE = "quote"
    PHOTO = "photo"
    RULE = "rule"
    FENCE = "fence"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Shape:
    """One line: its kind, how many characters at its start are marks, a heading's or an indent's level, whether a
    box is ticked, a photo's id and caption."""

    kind: Kind
    mark: int = 0
    level: int = 0
    photo: str = ""
    caption: str = ""
    ticked: bool = False


_HEADING = re.compile(r"(#{1,6}) ")
_ITEM = re.compile(r"([ \t]{0,12})[-*+] (?:\[([ xX])\] )?")
_NUMBER = re.compile(r"([ \t]{0,12})\d{1,9}[.)] ")
_QUOTE = re.compile(r"(?:> ?)+")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})[ \t]*\Z")
_FENCE = re.compile(r"(?:```|~~~)")
_PHOTO = re.compile(r"!\[((?:[^\]\\]|\\.)*)\]\(photo:([0-9A-Za-z-]{1,64})\)[ \t]*\Z")
_STARTS = frozenset("#-*+>!_`~0123456789 \t")


def shape(line: str, in_code: bool = False) -> Shape:
    """What this line is. `in_code`: an earlier ``` line has opened a block of code."""
    if not line or line[0] not in _STARTS:
        # Most lines of a diary: decided by their first letter.
        return Shape(Kind.CODE if in_code else Kind.TEXT if line else Kind.BLANK)
    if _FENCE.match(line):
        return Shape(Kind.FENCE, mark=len(line))
    if in_code:
        return Shape(Kind.CODE)
    if not line.strip():
        return Shape(Kind.BLANK)
    if found := _HEADING.match(line):
        return Shape(Kind.HEADING, found.end(), len(found[1]))
    if _RULE.match(line):
        return Shape(Kind.RULE, len(line))
    if found := _ITEM.match(line):
        kind = Kind.TASK if found[2] else Kind.ITEM
        return Shape(kind, found.end(), _depth(found[1]), ticked=found[2] in {"x", "X"})
    if found := _NUMBER.match(line):
        return Shape(Kind.NUMBER, found.end(), _depth(found[1]))
    if found := _QUOTE.match(line):
        return Shape(Kind.QUOTE, found.end(), found[0].count(">"))
    if found := _PHOTO.match(line):
        return Shape(Kind.PHOTO, len(line), photo=found[2], caption=unescape(found[1]))
    return Shape(Kind.TEXT)


def _depth(blanks: str) -> int:
    return len(blanks.replace("\t", "    ")) // 2


def photo_line(photo: str, caption: str = "") -> str:
    """The line that shows a photo. The caption loses its line breaks and keeps everything else."""
    kept = " ".join(normalise(caption).split())
    return f"![{escape(kept)}](photo:{photo})"


def escape(caption: str) -> str:
    return re.sub(r"([\\\[\]])", r"\\\1", caption)


def unescape(caption: str) -> str:
    return re.sub(r"\\([\\\[\]])", r"\1", caption)


def photos(text: str) -> list[str]:
    """The ids of the photos the text shows, in order."""
    if "](photo:" not in text:
        return []
    return [found.photo for line in text.split("\n") if (found := shape(line)).kind is Kind.PHOTO]


class Look(IntFlag):
    """How a stretch of text is shown."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    CODE = 4
    STRUCK = 8
    MARK = 16
    ADDRESS = 32
    GAP = 64
    """A mark in whose place there is a little room."""
    PAGE = 128
    """Words that lead to another page of this diary."""


@dataclass(frozen=True, slots=True)
class Run:
    """`length` characters from `start`, shown as `look`."""

    start: int
    length: int
    look: Look


_DELIMITER = re.compile(r"\\.|\*+|_+|~~|`+|!?\[")
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*+)\]\(([^()\s]{1,2000}(?:\([^()\s]*\)[^()\s]*)*)\)")
PAGE_SCHEME = "entry:"
"""What the address of another page of this diary begins with; `companion.diary.links` reads them."""
_OPEN_AT_ONCE = (
    24  # more open marks than this in one line is not emphasis, and looking through them all is slow
)


@dataclass(slots=True)
class _Open:
    sign: str
    length: int
    start: int
    end: int


@dataclass(slots=True)
class _Reader:
    """Goes through one line once, so a line of ten thousand stars costs no more than its length."""

    line: str
    found: list[Run] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    code_until: int = 0
    address: tuple[int, int] = (0, 0)

    def read(self, start: int) -> list[Run]:
        marks = list(_DELIMITER.finditer(self.line, start))
        ticks = self._ticks(marks)
        for match in marks:
            sign = match[0][0]
            at = match.start()
            if at < self.code_until or self.address[0] <= at < self.address[1] or sign in "\\!":
                continue
            if sign == "`":
                self._code(match, ticks)
            elif sign == "[":
                self._link(match)
            else:
                self._emphasis(match, sign)
        return self.found

    def _ticks(self, marks: list[re.Match[str]]) -> dict[int, list[int]]:
        """Where runs of back ticks begin, by length, last one first."""
        ticks: dict[int, list[int]] = {}
        for match in reversed(marks):
            if match[0][0] == "`":
                ticks.setdefault(len(match[0]), []).append(match.start())
        return ticks

    def _code(self, match: re.Match[str], ticks: dict[int, list[int]]) -> None:
        length = len(match[0])
        places = ticks[length]
        while places and places[-1] <= match.start():
            places.pop()
        if not places:
            return
        end = places[-1]
        self._add(match.start(), match.end(), end, end + length, Look.CODE)
        self.code_until = end + length

    def _link(self, match: re.Match[str]) -> None:
        """The words of a link are read like any others; nothing in its address is emphasis."""
        found = _LINK.match(self.line, match.start())
        if found is None or not found[1].strip():
            return
        words_end, page = found.end(1), found[2].startswith(PAGE_SCHEME)
        if page:
            self.found.append(Run(found.start(1), words_end - found.start(1), Look.PAGE))
        self.found += (
            Run(found.start(), 1, Look.MARK),
            Run(words_end, 1, Look.MARK if page else Look.MARK | Look.GAP),
            Run(words_end + 1, found.end() - words_end - 1, Look.MARK if page else Look.ADDRESS),
        )
        self.address = (words_end, found.end())

    def _emphasis(self, match: re.Match[str], sign: str) -> None:
        before = self.line[match.start() - 1] if match.start() else " "
        after = self.line[match.end()] if match.end() < len(self.line) else " "
        closes, opens = not before.isspace(), not after.isspace()
        if sign == "_":
            # Inside a word an underscore is a letter: snake_case_name.
            closes, opens = closes and not after.isalnum(), opens and not before.isalnum()
        at, left = match.start(), len(match[0])
        while closes and left and (opened := self._partner(sign, left)):
            self._add(opened.start, opened.end, at, at + opened.length, _look(sign, opened.length))
            at, left = at + opened.length, left - opened.length
        if opens and 0 < left <= 3 and len(self.stack) < _OPEN_AT_ONCE:
            self.stack.append(_Open(sign, left, at, at + left))

    def _partner(self, sign: str, left: int) -> _Open | None:
        for index in range(len(self.stack) - 1, -1, -1):
            opened = self.stack[index]
            if opened.sign == sign and opened.length <= left:
                del self.stack[index:]
                return opened
        return None

    def _add(self, start: int, inner: int, outer: int, end: int, look: Look) -> None:
        if outer > inner:
            self.found.append(Run(inner, outer - inner, look))
            self.found.append(Run(start, inner - start, Look.MARK))
            self.found.append(Run(outer, end - outer, Look.MARK))


def _look(sign: str, length: int) -> Look:
    if sign == "~":
        return Look.STRUCK
    return (Look.ITALIC, Look.BOLD, Look.BOLD | Look.ITALIC)[length - 1]


_INLINE = re.compile(r"[*_`~]|\]\(")


def runs(line: str, start: int = 0) -> list[Run]:
    """The emphasised stretches of a line and their marks, from `start` on. Stretches may overlap: bold inside
    italic is told twice, and belongs to both."""
    if not _INLINE.search(line, start):
        return []
    return _Reader(line).read(start)


def link_at(line: str, place: int) -> str:
    """The address of the link that this place of the line belongs to, or ""."""
    if "](" not in line:
        return ""
    code = [run for run in runs(line, shape(line).mark) if run.look & Look.CODE]
    for found in _LINK.finditer(line):
        inside = any(run.start <= found.start() < run.start + run.length for run in code)
        image = line[: found.start()].endswith("!")
        if found.start() <= place <= found.end() and not inside and not image:
            return found[2]
    return ""


def shown(line: str, start: int = 0) -> Iterator[tuple[str, Look]]:
    """What there is to read of a line from `start` on, each stretch with its look: no marks, and of a link its words and
    then its address, in brackets, as `Look.ADDRESS`."""
    at = start
    for first, last, look in stretches(runs(line, start)):
        if at < first:
            yield line[at:first], Look.PLAIN
        if look & Look.ADDRESS:
            yield line[first:last], Look.ADDRESS
        elif not look & Look.MARK:
            yield line[first:last], look
        at = last
    if at < len(line):
        yield line[at:], Look.PLAIN


def stretches(emphasis: list[Run]) -> Iterator[tuple[int, int, Look]]:
    """Start, end and look of each stretch that is shown in one way, from runs that may overlap."""
    changes: dict[int, list[tuple[int, Look]]] = {}
    for run in emphasis:
        changes.setdefault(run.start, []).append((1, run.look))
        changes.setdefault(run.start + run.length, []).append((-1, run.look))
    held: dict[Look, int] = {}
    before = 0
    for place in sorted(changes):
        if held and place > before:
            look = Look.PLAIN
            for each in held:
                look |= each
            yield before, place, look
        before = place
        for step, look in changes[place]:
            held[look] = held.get(look, 0) + step
            if not held[look]:
                del held[look]
