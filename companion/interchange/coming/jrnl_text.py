"""jrnl's own text: `[when] Title`, a star at the end of that line, and a body up to the next such line.

How the date is written is set by whoever keeps the journal and stands nowhere in the file, so every line that
begins with brackets is tried, and the lines of a file decide together which number is the day (`dates`). jrnl
takes each bracketed date it can read for an entry, also in the middle of a body; so does this.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from companion.interchange.coming.dates import Spelling, day_comes_first, spelled

_BRACKETS = re.compile(r"^\[([^\]\n]{1,80})\] ", re.MULTILINE)
_OPEN = re.compile(r"^(?=\d)(.{8,22}?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?) ", re.MULTILINE)
_SENTENCE = re.compile(
    r"[.!?\u2026\u203c\u203d\u2047-\u2049\u22ef\ufe52\ufe57]['\u2019\"\u201d]?[\])]*\s+"
    r"|[\uff01\uff0e\uff1f\uff61\u3002]"
)
TAG_SIGNS = "@"


@dataclass(frozen=True)
class Told:
    """An entry as jrnl shows it. `line` is where it begins, from 1."""

    when: datetime
    timed: bool
    title: str
    body: str
    starred: bool
    tags: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    spelling: Spelling


class OrderUnknown(Exception):
    """Nothing in the file says which number is the day."""


def looks_like_it(text: str) -> bool:
    """Whether a piece from the beginning of a file reads like a journal."""
    return next(_places(text, _form(text)), None) is not None


def entries(
    text: str, signs: str = TAG_SIGNS, day_first: bool | None = None, day: date | None = None
) -> Iterator[Told]:
    """All entries in their order. `day` is the one its folder says, which then counts. OrderUnknown."""
    text = text.replace("\r\n", "\n")
    places = list(_places(text, _form(text)))
    first = day_first if day_first is not None else _order(places, day)
    line, counted = 1, 0
    known = [(place, moment) for place in places if (moment := place.spelling.when(first))]
    ends = [place.start for place, _ in known[1:]] + [len(text)]
    for (place, moment), following in zip(known, ends, strict=False):
        line += text.count("\n", counted, place.start)
        counted = place.start
        when = datetime.combine(day, moment.time()) if day else moment
        yield _told(text[place.end : following], when, place.spelling.timed, signs, line)


def head(text: str) -> bool:
    """Whether words stand before the first entry. jrnl shows them nowhere."""
    first = next(_places(text, _form(text)), None)
    return first is not None and bool(text[: first.start].strip())


def _form(text: str) -> re.Pattern[str]:
    """jrnl 1 wrote no brackets. A file is of that kind if it begins so; brackets in it are then somebody's words."""
    lead = len(text) - len(text.lstrip())
    found = _OPEN.match(text, lead)
    return _OPEN if found and spelled(found[1]) else _BRACKETS


def _places(text: str, lines: re.Pattern[str]) -> Iterator[_Place]:
    for found in lines.finditer(text):
        spelling = spelled(found[1])
        if spelling is not None and (spelling.when(True) or spelling.when(False)):
            yield _Place(found.start(), found.end(), spelling)


def _order(places: list[_Place], day: date | None) -> bool:
    if day is not None:
        return True
    first = day_comes_first([place.spelling for place in places], sorted_file=True)
    if first is None:
        raise OrderUnknown()
    return first


def _told(words: str, when: datetime, timed: bool, signs: str, line: int) -> Told:
    lines = words.splitlines()
    starred = bool(lines) and lines[0].strip().endswith("*")
    if starred:
        words = "\n".join([lines[0].strip("\n *"), *lines[1:]])
    title, body = split_title(words)
    return Told(when, timed, title, body, starred, tags(words, signs), line)


def split_title(words: str) -> tuple[str, str]:
    """The first line, or the first sentence where there is but one line."""
    lead = len(words) - len(words.lstrip())
    end = words.find("\n", lead)
    if end < 0:
        found = _SENTENCE.search(words)
        if not found:
            return words.strip(), ""
        end = found.end()
    return words[:end].strip(), words[end:].strip()


def tags(words: str, signs: str) -> tuple[str, ...]:
    """What follows one of the signs, without the sign, small, in the order it comes."""
    if not signs:
        return ()
    found = re.findall(rf"(?<!\S)[{re.escape(signs)}]([-+*#/\w]+)", words)
    return tuple(dict.fromkeys(tag.lower() for tag in found))


def moment(day: str, clock: str) -> tuple[datetime, bool]:
    """When an entry of a JSON export is. ValueError if there is no such day."""
    when = date.fromisoformat(day)
    if not clock:
        return datetime.combine(when, time()), False
    hour, minute = clock.split(":")[:2]
    return datetime.combine(when, time(int(hour), int(minute))), True
