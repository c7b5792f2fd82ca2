"""The bytes of a calendar file as blocks of lines, each with its place in the file (RFC 5545, 3.1).

A file may come from anywhere: another encoding, line ends of three kinds, blocks that never end, lines without a
colon. Nothing here raises for that. What is too long to be a calendar is refused before it is looked at, and only
the lines of properties somebody asks for are taken apart, so a megabyte of pictures inside costs nothing.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from companion.errors import ImportFailed

LARGEST = 16 << 20
"""Bytes of a file. Twenty years of a busy calendar are a third of it."""
MOST_LINES = 500_000
LONGEST_LINE = 1 << 16
"""Characters of a line that is taken apart; a title or a list of a thousand dates is far below."""

_BREAK = re.compile("\r\n|\n|\r")
_NAME = re.compile(r"([A-Za-z0-9-]{1,64})[ \t]*([;:])")
_HEAD = re.compile(r'(?:[^":]++|"[^"]*+")*+:')
"""All before the value: up to the first colon that is not between quotes."""
_NESTED = frozenset({"VALARM", "STANDARD", "DAYLIGHT"})
"""The only blocks that lie in others of a calendar; any other that begins closes what was left open."""


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its name in capitals, its parameters, and its value as it stands there."""

    number: int
    name: str
    params: dict[str, str]
    value: str


@dataclass(slots=True)
class Block:
    """What stands between BEGIN and END. `whole` says whether the END came; `junk` names a line that is none."""

    kind: str
    number: int
    inside: "list[Block]" = field(default_factory=list)
    whole: bool = False
    junk: int = 0
    _raw: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, number: int, text: str) -> None:
        found = _NAME.match(text)
        if found is None:
            self.junk = self.junk or number
        else:
            self._raw.setdefault(found[1].upper(), []).append((number, text))

    def all(self, name: str) -> Iterator[Line]:
        """The properties of this name, in order; those that cannot be taken apart are left out and remembered."""
        for number, text in self._raw.get(name, ()):
            line = _line(number, name, text)
            if line is None:
                self.junk = self.junk or number
            else:
                yield line

    def get(self, name: str) -> Line | None:
        """The first property of this name."""
        return next(self.all(name), None)

    @property
    def text(self) -> str:
        """All of it as one text, to tell whether two blocks say the same."""
        own = "\n".join(text for lines in self._raw.values() for _number, text in lines)
        return "\n".join([own, *(f"{block.kind}\n{block.text}" for block in self.inside)])

    def has(self, name: str) -> bool:
        return name in self._raw


@dataclass(slots=True)
class Outline:
    """The calendars of a file. `guessed` says that it was no UTF-8 and was read as Western European text."""

    calendars: list[Block]
    guessed: bool = False


def outline(data: bytes) -> Outline:
    """The file taken apart. ImportFailed(why="too_large" or "not_calendar")."""
    if len(data) > LARGEST:
        raise ImportFailed(why="too_large")
    text, guessed = _decoded(data)
    calendars = list(_blocks(text))
    if not calendars:
        raise ImportFailed(why="not_calendar")
    return Outline(calendars, guessed)


def _decoded(data: bytes) -> tuple[str, bool]:
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def _blocks(text: str) -> Iterator[Block]:
    """Each VCALENDAR, also one that breaks off. What stands outside of one is not looked at."""
    open_: list[Block] = []
    for number, line in _unfolded(text):
        head, _, rest = line.partition(":")
        word = head.strip().upper()
        if word == "BEGIN":
            kind = rest.strip().upper()
            if kind == "VCALENDAR":
                yield from open_[:1]
                open_ = [Block(kind, number)]
            elif open_:
                if kind not in _NESTED:
                    del open_[1:]
                block = Block(kind, number)
                open_[-1].inside.append(block)
                open_.append(block)
        elif word == "END":
            kind = rest.strip().upper()
            place = next((n for n in reversed(range(len(open_))) if open_[n].kind == kind), None)
            if place is not None:
                open_[place].whole = True
                if place == 0:
                    yield open_[0]
                del open_[place:]
        elif open_:
            open_[-1].add(number, line)
    yield from open_[:1]


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The lines with the number of their first part. A fold is a line break and one white space after it."""
    if max(text.count("\n"), text.count("\r")) > MOST_LINES:
        raise ImportFailed(why="too_large")
    parts: list[str] = []
    first = 0
    for number, line in enumerate(_BREAK.split(text), 1):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
        elif line.strip():  # an empty line ends nothing: some programs put one before each fold
            if parts:
                yield first, "".join(parts)
            parts, first = [line], number
    if parts:
        yield first, "".join(parts)


def _line(number: int, name: str, text: str) -> Line | None:
    if len(text) > LONGEST_LINE:
        return None
    found = _NAME.match(text)
    if found is not None and found[2] == ":":  # no parameters, as most lines: nothing to look for in quotes
        return Line(number, name, {}, text[found.end() :])
    head = _HEAD.match(text)
    params = _params(head[0]) if head is not None else None
    return (
        Line(number, name, params, text[len(head[0]) :]) if head is not None and params is not None else None
    )


@lru_cache(512)
def _params(head: str) -> dict[str, str] | None:
    """The parameters of a name, or None where they cannot be told apart. A file has few, again and again."""
    from icalendar.parser import Contentline

    try:
        _, params, _ = Contentline(head).raw_parts()  # type: ignore[no-untyped-call]
    except (ValueError, AssertionError):
        return None
    # A parameter with several values is none that we ask for.
    return {key.upper(): str(said) for key, said in params.items()}
