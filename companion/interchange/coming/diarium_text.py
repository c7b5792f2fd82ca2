"""Diarium's text: one file a day, `Diarium_2021-10-24.txt`, its day written out in the first line in the writer's language.

Diarium puts a line `— 11:37 —` where somebody began to write, with the date in it if that was another day. The first of them
is the hour of the entry if it is of that day; whatever else there is stays among the words, as do the tags below them, whose
heading is in the writer's language, too. Nothing names an entry but its day and its words.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from companion.errors import ImportFailed
from companion.interchange.coming.drafts import Draft, Remark, id_of
from companion.interchange.coming.source import Source, most_of

_NAME = re.compile(r"(?:.*/)?Diarium_(\d{4})-(\d{2})-(\d{2})\.txt", re.IGNORECASE)
_BEGAN = re.compile(r"\s*— (\d{1,2})[:.](\d{2})(?:[:.]\d{2})?(?: ?([AaPp])\.? ?[Mm]\.?)? —[ \t]*(?:\n|\Z)")


def fits(source: Source) -> bool:
    """Whether most of the notes there are such files: a folder of others may hold one, too."""
    return most_of(source, files(source))


def files(source: Source) -> list[str]:
    """Every such file: its first line has the year and the day that its name has."""
    return [name for name in source.names(".txt") if (day := _day(name)) and _opens(source, name, day)]


def read(source: Source) -> Iterator[Draft | Remark]:
    """Every day, and what else lies there. A file that is no UTF-8 is left out; ImportFailed if there is no other."""
    found = files(source)
    unread = 0
    for name in found:
        day = _day(name)
        assert day
        try:
            text = source.read(name).decode("utf-8-sig")
        except UnicodeDecodeError:
            unread += 1
            if unread == len(found):
                raise ImportFailed(why="not_text") from None
            yield Remark(name, "not_text")
            continue
        # Line feeds may have a carriage return before or behind them.
        text = text.replace("\r", "") if "\n" in text else text.replace("\r", "\n")
        text = text.partition("\n")[2]
        hour = None
        if (began := _BEGAN.match(text)) and (hour := _hour(*began.groups())):
            text = text[began.end() :]
        text = text.strip()
        if not text:
            continue
        said = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        yield Draft(
            id_of("diarium", "text", day.date().isoformat(), said),
            day + (hour or timedelta()),
            name,
            text=text,
            day_only=hour is None,
        )
    known = set(found)
    for name in source.names():
        if name not in known and not re.match(r"\.|__MACOSX/|.*/\.", name):
            yield Remark(name, "other_file")


def _day(name: str) -> datetime | None:
    found = _NAME.fullmatch(name)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _opens(source: Source, name: str, day: datetime) -> bool:
    line = re.split(r"[\r\n]", source.head(name, 400).decode("utf-8-sig", "replace"), maxsplit=1)[0]
    return {day.year, day.day} <= {int(number) for number in re.findall(r"\d{1,9}", line)}


def _hour(hour: str, minute: str, half: str | None) -> timedelta | None:
    shown = int(hour)
    if half:
        shown = shown % 12 + (12 if half in "Pp" else 0)
    return timedelta(hours=shown, minutes=int(minute)) if shown < 24 and int(minute) < 60 else None
