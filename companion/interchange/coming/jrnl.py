"""jrnl: the text file, encrypted or not, the folder of days, and what `jrnl --format json` prints.

An entry has no name of its own there, only its minute, which two may share. So its id follows from minute, title and
body, and is the same whichever of the forms it comes in; a second one just like it is told apart by its place.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from companion.errors import ImportFailed, WrongPassphrase
from companion.interchange.coming import jrnl_locked, jrnl_text
from companion.interchange.coming.drafts import Answers, Draft, Needs, Remark, id_of
from companion.interchange.coming.reading import json_whole
from companion.interchange.coming.source import LARGEST_WHOLE, Source

_DAY_FILE = re.compile(r"(?:.*/)?(\d{4})/([01]\d)/([0-3]\d)\.txt")
_NAMES = re.compile(r"[^.]+|.*\.(?:txt|jrnl|journal|enc)", re.IGNORECASE)
_LONGEST_TITLE: Final = 300
_HEAD: Final = 64 * 1024


class _Jrnl:
    name = "jrnl"

    def fits(self, source: Source) -> bool:
        if source.kind == "file":
            return _fits_file(source, source.name)
        days = [name for name in source.names(".txt") if _day(name)]
        return bool(days) and jrnl_text.looks_like_it(_words(source.head(days[0], _HEAD)))

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        told = _Once()
        if source.kind == "file":
            yield from _file(source, source.name, answers, told)
            return
        days = sorted((day, name) for name in source.names(".txt") if (day := _day(name)))
        if not days:
            raise ImportFailed(why="other_format")
        for day, name in days:
            yield from _text(_decoded(source.read(name)), name, answers, told, day)


READER = _Jrnl()


class _Once:
    """Gives equal entries of one source ids that differ."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()

    def id(self, *parts: str) -> str:
        self._seen[parts] += 1
        number = self._seen[parts]
        return id_of("jrnl", *parts, *((str(number),) if number > 1 else ()))


def _fits_file(source: Source, name: str) -> bool:
    start = source.head(name, _HEAD)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _looks_exported(start)
    if jrnl_locked.is_locked(start, source.size(name)):
        # The first encrypted form has no mark: it is nothing but noise, in a file named like a journal.
        return start.isascii() or start.startswith(b"JRNLv3") or bool(_NAMES.fullmatch(name))
    return jrnl_text.looks_like_it(_words(start))


def _looks_exported(start: bytes) -> bool:
    """`{"tags": …, "entries": [{"title": …, "body": …}]}`; nobody else calls the text a body."""
    words = _words(start)
    return (
        bool(re.match(r'\s*\{\s*"(?:tags|entries)"\s*:', words)) and '"body"' in words and '"date"' in words
    )


def _words(start: bytes) -> str:
    return start.decode("utf-8-sig", "replace")


def _day(name: str) -> date | None:
    found = _DAY_FILE.fullmatch(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _file(source: Source, name: str, answers: Answers, told: _Once) -> Iterator[Draft | Remark]:
    data = source.read(name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _exported(json_whole(source, name, LARGEST_WHOLE), name, told)
    elif jrnl_locked.is_locked(data[:4096], len(data)):
        yield from _text(_unlocked(data, answers), name, answers, told)
    else:
        yield from _text(_decoded(data), name, answers, told)


def _unlocked(data: bytes, answers: Answers) -> str:
    if answers.password is None:
        raise Needs("password")
    try:
        return jrnl_locked.opened(data, answers.password)
    except jrnl_locked.WrongPassword:
        raise WrongPassphrase() from None
    except jrnl_locked.Broken:
        raise ImportFailed(why="damaged") from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportFailed(why="not_text") from None


def _text(
    text: str, where: str, answers: Answers, told: _Once, day: date | None = None
) -> Iterator[Draft | Remark]:
    signs = jrnl_text.TAG_SIGNS if answers.tag_symbols is None else answers.tag_symbols
    if jrnl_text.head(text):
        yield Remark(f"{where}, line 1", "no_date")
    found = False
    try:
        for entry in jrnl_text.entries(text, signs, answers.day_first, day):
            found = True
            yield _draft(entry, f"{where}, line {entry.line}", told)
    except jrnl_text.OrderUnknown:
        raise Needs("day_first") from None
    if not found and text.strip():
        if day is None:
            raise ImportFailed(why="no_dates")
        yield Remark(where, "no_date")


def _draft(entry: jrnl_text.Told, where: str, told: _Once) -> Draft:
    id = told.id(entry.when.isoformat(timespec="minutes"), entry.title, entry.body)
    title, text = entry.title, entry.body
    if len(title) > _LONGEST_TITLE:
        title, text = "", f"{title}\n\n{text}".strip()
    return Draft(
        id,
        entry.when,
        where,
        title,
        text,
        day_only=not entry.timed,
        tags=entry.tags,
        starred=entry.starred,
    )


def _exported(found: Any, name: str, told: _Once) -> Iterator[Draft | Remark]:
    listed = found.get("entries") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise ImportFailed(why="other_format")
    for number, item in enumerate(listed):
        where = f"{name}, entries[{number}]"
        entry = _entry(item)
        yield _draft(entry, where, told) if isinstance(entry, jrnl_text.Told) else Remark(where, entry)


def _entry(item: Any) -> jrnl_text.Told | str:
    """An entry of an export, or why it is none."""
    if not isinstance(item, dict):
        return "value"
    title, body, day, clock = (item.get(field, "") for field in ("title", "body", "date", "time"))
    if not all(isinstance(value, str) for value in (title, body, day, clock)):
        return "value"
    try:
        when, timed = jrnl_text.moment(day, clock)
    except ValueError:
        return "no_date"
    listed = item.get("tags")
    if isinstance(listed, list):
        tags = tuple(tag[1:] for tag in listed if isinstance(tag, str) and len(tag) > 1)
    else:  # before jrnl 1.9 entries had none of their own
        tags = jrnl_text.tags(f"{title} {body}", jrnl_text.TAG_SIGNS)
    return jrnl_text.Told(when, timed, title.strip(), body.strip(), item.get("starred") is True, tags, 0)
