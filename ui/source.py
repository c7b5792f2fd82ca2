"""The source text of a page being typed: which signs never can be kept, how the toolkit counts them, and what is a word.

What a line means is `companion.lines`. Nothing here knows Qt, so it is tested without a window.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.lines import Kind, Look, runs, shape


def unkeepable(text: str) -> bool:
    """Whether some of this can never be kept, wherever it stands. Halves of a character can meet and be whole."""
    return any(sign in text for sign in "\x00\ufdd0\ufdd1\ufffc")


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def units(text: str) -> str:
    """The text with a place for each of the toolkit's: what lies beyond U+FFFF takes two, as half characters."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return _ASTRAL.sub(_halves, text)


def _halves(found: re.Match[str]) -> str:
    beyond = ord(found[0]) - 0x10000
    return chr(0xD800 + (beyond >> 10)) + chr(0xDC00 + (beyond & 0x3FF))


def whole(halves: str) -> str:
    """`units` taken back."""
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_PROSE = re.compile(r"[^\s()\[\]]*(?:://|@|www\.)[^\s()\[\]]*|[^\s()\[\]]*[_/\\\d][^\s()\[\]]*")
_LONGEST_READ = 20_000  # a line that is longer is not prose


def words(line: str, in_code: bool = False) -> Iterator[tuple[int, int, str]]:
    """The words of a line, with where they begin and end; no code, no address, nothing with a digit in it."""
    found = shape(line, in_code)
    if found.kind in {Kind.CODE, Kind.FENCE, Kind.PHOTO, Kind.RULE} or len(line) > _LONGEST_READ:
        return
    left_out = [(each.start(), each.end()) for each in _NOT_PROSE.finditer(line, found.mark)]
    left_out += [
        (run.start, run.start + run.length)
        for run in runs(line, found.mark)
        if run.look & (Look.CODE | Look.ADDRESS)
    ]
    for match in _WORD.finditer(line, found.mark):
        start, end = match.span()
        if not any(first < end and last > start for first, last in left_out):
            yield start, end, match[0]


def has_direction(text: str) -> bool:
    """Whether any letter says which way the text runs; digits and signs do not."""
    return any(letter.isalpha() for letter in text)
