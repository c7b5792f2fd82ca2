"""Day One's plain text: records that open with a line TAB `Date:` TAB and a day, more such lines, a blank line, words.

The day is written as the system it came from writes days: in English, or as in China, Japan and Korea, where the zone may
stand before the hour. Pictures lie beside the text in `photos/`; they stand in the words since Day One 2, and in a line of
their own before. There is no identity in it: an entry is known by its date line and its words, so one that was changed there
since comes as another entry.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime

from companion import zones
from companion.errors import ImportFailed
from companion.interchange.coming import dates
from companion.interchange.coming.drafts import Draft, Picture, Remark, id_of, picture_key
from companion.interchange.coming.source import LARGEST_PICTURE, Source, most_of

_LARGEST = 64 * 2**20
_OPENS = re.compile(r"\tDate:\t(.{1,200})")
_MORE = re.compile(r"\t(?:([A-Z][A-Za-z ]{1,30}):\t(.*)|Starred)")
_PHOTO = re.compile(
    r"!\[((?:[^\[\]\n\\]|\\.){0,500})\]\((?:\./)?(photos/[^()\s]{1,300})(?: \"[^\"\n]{0,300}\")?\)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(\d{1,2}) (\w{3,12}) (\d{4})(?:(?: at|,)? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])\.?[Mm]\.?)?(?: (\S{1,40}))?)?"
)
_OTHER = re.compile(
    r"(\w{3,12}) (\d{1,2}), (\d{4})(?:(?: at|,)? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])\.?[Mm]\.?)?(?: (\S{1,40}))?)?"
)
_EASTERN = re.compile(
    r"(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]"
    r"(?:(?: ([A-Z]{1,5}[+\-\d:]{0,6}))? ?(오전|오후|午前|午後|上午|下午)? ?(\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"(?: (\S{1,40}))?)?"
)
_ZONE = re.compile(r" (?:[A-Z]{2,5}|(?:GMT|UTC)[+-]\d{1,2}(?::\d{2})?)$")
_JOINED = re.compile(r",? (?:um|à|alle ore|alle|às|a las|om|kl\.?|klo) (?=\d)")
_MONTHS = {name: number for number, name in enumerate(
    "january february march april may june july august september october november december".split(), 1)}  # fmt: skip


def fits(source: Source) -> bool:
    """Whether a text file opens a record somewhere near its beginning, and most of the notes there are such files."""
    try:
        return most_of(source, journals(source))
    except ImportFailed:
        return False


def read(source: Source) -> Iterator[Draft | Remark]:
    """Every record, in order, and what else lies there: a folder of other notes may hold one such file, too."""
    found = journals(source)
    for name in found:
        try:
            text = source.read(name, _LARGEST).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ImportFailed(why="not_text") from None
        for number, (date, lines) in enumerate(_records(text)):
            yield from _entry(source, name, f"{name}, record {number + 1}", date, lines)
    known = set(found)
    for name in source.names():
        if name not in known and not re.match(r"\.|.*/\.|(?:.*/)?photos/", name, re.IGNORECASE):
            yield Remark(name, "other_file")


def journals(source: Source) -> list[str]:
    """Every file with a record near its beginning."""
    files = [name for name in source.names(".txt") if "/" not in name or source.kind == "zip"][:1000]
    return [name for name in files if re.search(rb"(?m)^\tDate:\t", source.head(name))]


def _records(text: str) -> Iterator[tuple[str, list[str]]]:
    date = ""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if found := _OPENS.fullmatch(line):
            if date:
                yield date, lines
            date, lines = found[1].strip(), []
        elif date:
            lines.append(line)
    if date:
        yield date, lines


def _entry(source: Source, name: str, where: str, date: str, lines: list[str]) -> Iterator[Draft | Remark]:
    from companion.interchange.coming.dayone import titled, unescaped

    noted: dict[str, str] = {}
    above = 0
    while above < len(lines) and (found := _MORE.fullmatch(lines[above])):
        noted[(found[1] or "starred").lower()] = found[2] or ""
        above += 1
    when, zone, timed = _when(date)
    if when is None:
        yield Remark(where, "no_date")
        return
    text = "\n".join(lines[above:]).strip("\n")
    said = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    text, pictures, missing = _placed(source, name.rpartition("/")[0], text, noted.get("photo", ""))
    title, text = titled(unescaped(text))
    yield Draft(
        id_of("dayone", "text", date, said),
        when,
        where,
        title,
        text,
        zone,
        day_only=not timed,
        tags=tuple(tag for one in noted.get("tags", "").split(",") if (tag := one.strip())),
        starred="starred" in noted,
        pictures=pictures,
    )
    yield from [Remark(where, "photo_missing")] * missing
    for one in noted:
        if one in ("location", "weather", "video", "audio", "music"):
            yield Remark(where, one)


def _placed(source: Source, folder: str, text: str, named: str) -> tuple[str, tuple[Picture, ...], int]:
    """The words with their pictures, the one that only a line above names as well, and how many there were not."""
    from companion.interchange.coming.dayone import closed

    pictures: dict[str, Picture] = {}
    missing = 0

    def taken(path: str) -> str | None:
        nonlocal missing
        file = source.find(f"{folder}/{path}" if folder else path)
        if file is None or ".." in path.split("/"):
            missing += 1
            return None
        key = picture_key(file)
        pictures[key] = Picture(key, file.rpartition("/")[2], lambda: source.read(file, LARGEST_PICTURE))
        return key

    def place(found: re.Match[str]) -> str:
        key = taken(found[2])
        return f"![{found[1]}](file:{key})" if key else "\x00"

    text = closed(_PHOTO.sub(place, text.replace("\x00", "")))
    if named:
        taken(f"photos/{named.strip()}")
    return text, tuple(pictures.values()), missing


def _when(date: str) -> tuple[datetime | None, str, bool]:
    """The moment on the wall, the zone where it names one, and whether there is an hour."""
    date = " ".join(date.split())  # newer systems put a narrow blank before PM
    if found := _EASTERN.fullmatch(date):
        year, month, day, before, half, hour, minute, second, behind = found.groups()
        half = "P" if half in ("오후", "午後", "下午") else half and "A"
        return _made(year, int(month), day, half, hour, minute, second, behind or before)
    if found := _DATE.fullmatch(date):
        day, month, *rest = found.groups()
    elif found := _OTHER.fullmatch(date):
        month, day, *rest = found.groups()
    else:
        said = dates.spelled(_JOINED.sub(" ", _ZONE.sub("", date)))
        when = said.when(day_first=True) if said and not said.open else None
        return when, "", bool(said and said.timed)
    year, hour, minute, second, half, zone = rest
    number = next((number for name, number in _MONTHS.items() if name.startswith(month.lower())), 0)
    return _made(year, number, day, half, hour, minute, second, zone)


def _made(
    year: str,
    month: int,
    day: str,
    half: str | None,
    hour: str | None,
    minute: str | None,
    second: str | None,
    zone: str | None,
) -> tuple[datetime | None, str, bool]:
    shown = int(hour or 0)
    if half:
        shown = shown % 12 + (12 if half in "Pp" else 0)
    try:
        when = datetime(int(year), month, int(day), shown, int(minute or 0), int(second or 0))
    except ValueError:
        return None, "", False
    return when, zone if zone and zones.zone(zone) else "", hour is not None
