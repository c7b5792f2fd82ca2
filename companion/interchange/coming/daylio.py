"""Daylio: the table it exports (CSV), and its own backup (`.daylio`), a zip with JSON in base64 and the photos.

An entry is a mood, some activities, and perhaps words. The five moods it begins with become our five steps; one that
somebody made up is a feeling in their own words, and in a backup also the step of the group it lies in. Activities
are tags. Nothing there is a lasting name, so the id follows from minute, words and activities, in both forms alike.
"""

import base64
import binascii
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from companion.errors import ImportFailed, UsageError
from companion.interchange.coming import dates
from companion.interchange.coming.drafts import Answers, Draft, Picture, Remark, id_of, picture_key
from companion.interchange.coming.source import LARGEST_PICTURE, Source

_BACKUP = "backup.daylio"
_COLUMNS = frozenset(("date", "time", "mood", "activities", "note"))
_MOST_ROWS = 500_000
_NAMES = ("rad", "good", "meh", "bad", "awful")
_STEPS = {name: 5 - place for place, name in enumerate(_NAMES)}
_MARKUP = re.compile(r"<(?:br|b|i|u|s|strong|em|p|div|ul|ol|li|span|font|h[1-6])\b", re.IGNORECASE)
_CLOCK = re.compile(r"(\D*?)(\d{1,2})[:.h](\d{2})(?:[:.]\d{2})?(\D*)")
_AFTERNOON = re.compile(r"p\.?\s?m|下午|晚上|午後|오후|μ\.?\s?μ", re.IGNORECASE)
_MORNING = re.compile(r"a\.?\s?m|上午|凌晨|早上|午前|오전|π\.?\s?μ", re.IGNORECASE)


class _Daylio:
    name = "daylio"

    def fits(self, source: Source) -> bool:
        if source.kind == "zip":
            return source.find(_BACKUP) is not None
        if source.kind != "file":
            return False
        start = source.head(source.name, 400).decode("utf-8-sig", "replace")
        return set(_split(start.split("\n", 1)[0])) >= _COLUMNS

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        found = _backup(source) if source.kind == "zip" else _table(source)
        told: Counter[str] = Counter()
        for one in found:
            yield _draft(one, told) if isinstance(one, _Row) else one


READER = _Daylio()


@dataclass(frozen=True)
class _Row:
    """An entry of either form."""

    where: str
    when: datetime
    mood: int | None
    feeling: str
    activities: tuple[str, ...]
    title: str
    note: str
    pictures: tuple[Picture, ...] = ()
    timed: bool = True


def _draft(row: _Row, told: Counter[str]) -> Draft | Remark:
    try:
        text = _markdown(row.note)
    except UsageError:
        return Remark(row.where, "too_large")
    parts = (row.when.isoformat(timespec="minutes"), row.title, row.note, *sorted(row.activities))
    id = id_of("daylio", *parts)
    told[id] += 1
    if told[id] > 1:
        id = id_of("daylio", *parts, f"{told[id]}")
    return Draft(
        id,
        row.when,
        row.where,
        row.title,
        text,
        day_only=not row.timed,
        tags=row.activities,
        mood=row.mood,
        feelings=(row.feeling,) if row.feeling else (),
        pictures=row.pictures,
    )


def _markdown(note: str) -> str:
    if not _MARKUP.search(note):
        return note.strip()
    from companion.markup import from_html

    return from_html(note.replace("\n", "<br>")).strip()


# -- the table ---------------------------------------------------------------------------------------------


def _split(line: str) -> list[str]:
    return [name.strip().strip('"').lower() for name in line.strip().split(",")]


def _table(source: Source) -> Iterator[_Row | Remark]:
    if source.kind != "file":
        raise ImportFailed(why="other_format")
    try:
        text = source.read(source.name).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportFailed(why="not_text") from None
    rows = _rows(text)
    head = [name.strip().lower() for name in next(rows, [])]
    if not set(head) >= _COLUMNS or not {"full_date", "year"} & set(head):
        raise ImportFailed(why="other_format")
    for number, cells in enumerate(rows, 2):
        where = f"{source.name}, row {number}"
        if number > _MOST_ROWS:
            raise ImportFailed(why="too_many")
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(head):
            yield Remark(where, "value")
            continue
        cell = {name: value.strip() for name, value in zip(head, cells, strict=True)}
        when = _when(cell)
        if when is None:
            yield Remark(where, "no_date")
            continue
        if cell.get("scales"):
            yield Remark(where, "scales")
        mood, feeling = _mood(cell["mood"])
        activities = tuple(
            dict.fromkeys(name for part in cell["activities"].split("|") if (name := part.strip()))
        )
        yield _Row(where, when, mood, feeling, activities, cell.get("note_title", ""), cell["note"])


def _rows(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error:
        raise ImportFailed(why="damaged") from None


def _when(cell: dict[str, str]) -> datetime | None:
    """`full_date` is the same in every language; the first tables had only a year and the day in words."""
    day = None
    if "full_date" in cell:
        try:
            day = datetime.fromisoformat(cell["full_date"][:10])
        except ValueError:
            return None
    elif spelling := dates.spelled(f"{cell['date']}, {cell['year']}"):
        day = spelling.when(True)
    clock = _clock(cell["time"])
    return day.replace(hour=clock[0], minute=clock[1]) if day and clock else None


def _clock(written: str) -> tuple[int, int] | None:
    """`22:13`, `10:13 PM`, `10:13 p. m.`, `下午10:13`."""
    found = _CLOCK.fullmatch(written.replace("\u202f", " ").replace("\xa0", " "))
    if not found:
        return None
    hour, minute, words = int(found[2]), int(found[3]), f"{found[1]} {found[4]}"
    if _AFTERNOON.search(words) and 1 <= hour <= 12:
        hour = hour % 12 + 12
    elif _MORNING.search(words) and 1 <= hour <= 12:
        hour %= 12
    return (hour, minute) if hour < 24 and minute < 60 else None


def _mood(name: str) -> tuple[int | None, str]:
    step = _STEPS.get(name.lower())
    return step, "" if step else name[:100]


# -- the backup --------------------------------------------------------------------------------------------


def _backup(source: Source) -> Iterator[_Row | Remark]:
    found = source.find(_BACKUP)
    if found is None:
        raise ImportFailed(why="other_format")
    try:
        data = json.loads(base64.b64decode(source.read(found), validate=False))
    except (binascii.Error, UnicodeDecodeError):
        raise ImportFailed(why="damaged") from None
    except (ValueError, RecursionError):
        raise ImportFailed(why="not_json") from None
    if not isinstance(data, dict) or not isinstance(data.get("dayEntries"), list):
        raise ImportFailed(why="other_format")
    book = _Book(source, data)
    for number, item in enumerate(data["dayEntries"]):
        where = f"{found}, dayEntries[{number}]"
        yield from book.entry(item, where) if isinstance(item, dict) else (Remark(where, "value"),)


class _Book:
    """What the entries of a backup refer to by number."""

    def __init__(self, source: Source, data: dict[str, Any]) -> None:
        self._source = source
        self._tags = {
            key: name for key, item in _numbered(data, "tags") if isinstance(name := item.get("name"), str)
        }
        self._moods = {key: _group(item) for key, item in _numbered(data, "customMoods")}
        self._assets = dict(_numbered(data, "assets"))
        self._photos = {
            name.rsplit("/", 1)[-1]: name for name in source.names() if name.startswith("assets/photos/")
        }

    def entry(self, item: dict[str, Any], where: str) -> Iterator[_Row | Remark]:
        found = _moment(item)
        if found is None:
            yield Remark(where, "no_date")
            return
        when, timed = found
        title, note = (item.get(name) or "" for name in ("note_title", "note"))
        if not (isinstance(title, str) and isinstance(note, str)):
            yield Remark(where, "value")
            return
        mood, feeling = self._moods.get(_key(item.get("mood")), (None, ""))
        tags = tuple(name for key in _keys(item, "tags") if (name := self._tags.get(key, "").strip()))
        pictures: list[Picture] = []
        for key in _keys(item, "assets"):
            picture = self._picture(key)
            if isinstance(picture, Picture):
                pictures.append(picture)
            else:
                yield Remark(where, picture)
        yield _Row(where, when, mood, feeling, tags, title.strip(), note.strip(), tuple(pictures), timed)

    def _picture(self, key: int) -> Picture | str:
        """A photo of the backup, or why there is none. Other kinds are sound."""
        asset = self._assets.get(key)
        if asset is None:
            return "photo_missing"
        if asset.get("type") != 1:
            return "audio"
        name = self._photos.get(str(asset.get("checksum")))
        if name is None:
            return "photo_missing"
        return Picture(picture_key(name), _name(asset), partial(self._source.read, name, LARGEST_PICTURE))


def _group(item: dict[str, Any]) -> tuple[int | None, str]:
    """The step of a mood's group (1 is the best), and its own name if it has one."""
    group, name = item.get("mood_group_id"), item.get("custom_name")
    step = 6 - group if type(group) is int and 1 <= group <= 5 else None
    return step, name.strip()[:100] if isinstance(name, str) else ""


def _name(asset: dict[str, Any]) -> str:
    try:
        name = json.loads(asset["android_metadata"])["Name"]
        return name if isinstance(name, str) else ""
    except (KeyError, TypeError, ValueError, RecursionError):
        return ""


def _numbered(data: dict[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    listed = data.get(name)
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and type(item.get("id")) is int:
            yield item["id"], item


def _keys(item: dict[str, Any], name: str) -> list[int]:
    listed = item.get(name)
    return [key for key in listed[:1000] if type(key) is int] if isinstance(listed, list) else []


def _key(value: Any) -> int:
    return value if type(value) is int else -1


def _moment(item: dict[str, Any]) -> tuple[datetime, bool] | None:
    """When it was, and whether the hour is known: entries of the first versions have -1 there."""
    try:
        year, month, day, hour, minute = (
            _number(item.get(name)) for name in ("year", "month", "day", "hour", "minute")
        )
        timed = (hour, minute) != (-1, -1)
        # its months begin with 0
        return datetime(year, month + 1, day, *((hour, minute) if timed else ())), timed
    except (ValueError, OverflowError):
        return None


def _number(value: Any) -> int:
    if type(value) is not int:
        raise ValueError()
    return value
