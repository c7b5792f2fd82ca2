"""What stands in a file, made fit for the vault or refused: types, ranges, days that exist, pictures that
are pictures.

A file may come from anywhere, so nothing is believed. What does not fit raises `Unfit` with a code; the
importer lists it and goes on with the next item. Words are cleaned the way the diary cleans them, so that
two can be compared.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, time
from typing import Any, get_args, get_origin

from companion.content import Activity
from companion.decks import LONGEST
from companion.diary.plain import SWITCHES
from companion.diary.templates import LONGEST_TITLE
from companion.errors import UsageError
from companion.interchange.contents import Item
from companion.planner import Repeat
from companion.planner.reminders import LONGEST as LONGEST_REMINDER
from companion.planner.repeat import check
from companion.planner.rows import OWN
from companion.store.text import clean, clean_line

PARTS = ("morning", "afternoon", "evening", "day", "week", None)
STATES = ("planned", "let_go", "done", "didnt")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MAGIC = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


class Unfit(Exception):
    """Why an item cannot be taken in, as a code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def entry(raw: Any) -> Item:
    """The entry without its photos' bytes; see `photo`."""
    item = _table(raw)
    return {
        "id": _id(item),
        "when": _clock(item, "when"),
        "title": clean_line(_words(item, "title")),
        "text": clean(_words(item, "text")),
        "mood": _step(item, "mood", 5),
        "closeness": _step(item, "closeness", 5),
        "energy": _step(item, "energy", 3),
        "tags": _tags(item),
        "feelings": _tags(item, "feelings"),
        **{name: item.get(name) is True for name in SWITCHES},
        "zone": clean_line(_words(item, "zone"))[:64],
        "guide": clean_line(_words(item, "guide"))[:64],
        "changed": _moment(item, "changed") or datetime.min.replace(tzinfo=UTC).isoformat(),
        "trashed": _moment(item, "trashed"),
        "sitting": clean_line(_words(item, "sitting"))[:64],
        "photos": [photo for photo in _list(item, "photos") if isinstance(photo, dict)],
        "history": [_version(version) for version in _list(item, "history")],
    }


def photo(raw: Item) -> Item:
    """A photo with `data` and `thumbnail` as bytes. Unfit("photo") if it is not the picture it says it is."""
    kind = raw.get("kind")
    width, height = raw.get("width"), raw.get("height")
    try:
        data = b64decode(raw.get("data", ""), validate=True)
        thumbnail = b64decode(raw.get("thumbnail", ""), validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise Unfit("photo") from None
    if not isinstance(kind, str) or not data.startswith(_MAGIC.get(kind, b"\x00unknown")):
        raise Unfit("photo")
    if type(width) is not int or type(height) is not int or not (0 < width < 65536 and 0 < height < 65536):
        raise Unfit("photo")
    return {
        "id": _id(raw),
        "name": clean_line(_words(raw, "name")),
        "caption": clean_line(_words(raw, "caption")),
        "alt": clean_line(_words(raw, "alt")),
        "width": width,
        "height": height,
        "kind": kind,
        "place": _number(raw, "place", 0, 2**31),
        "added": _moment(raw, "added"),
        "removed": _moment(raw, "removed"),
        "thumbnail": thumbnail,
        "data": data,
    }


def check_in(raw: Any) -> Item:
    item = _table(raw)
    return {
        "day": _parsed(item, "day", date.fromisoformat).isoformat(),
        "at": _clock(item, "at"),
        "closeness": _step(item, "closeness", 5),
        "energy": _step(item, "energy", 3),
        "mood": _step(item, "mood", 5),
        "cleared": _moment(item, "cleared"),
    }


def declined(raw: Any) -> Item:
    """An idea that was not wanted on a day; without an idea, none was."""
    item = _table(raw)
    day = _parsed(item, "day", date.fromisoformat)
    return {"day": day.isoformat(), "idea": clean_line(_words(item, "idea"))[:64]}


def plan(raw: Any) -> Item:
    item = _table(raw)
    title = clean_line(_words(item, "title"))
    minutes = _number(item, "minutes", 1, 100_000)
    if not title.strip():
        raise Unfit("value")
    return {
        "id": _id(item),
        "title": title,
        "idea": _words(item, "idea")[:64] or None,
        "day": _parsed(item, "day", date.fromisoformat).isoformat(),
        "at": _time(item),
        "part": _one_of(item, "part", PARTS),
        "end_day": _day(item, "end_day"),
        "minutes": minutes,
        "place": clean_line(_words(item, "place")),
        "pressure": _step(item, "pressure", 5) or 1,
        "apart": item.get("apart") is True,
        "invite": clean(_words(item, "invite")),
        "state": _one_of(item, "state", STATES),
        "line": clean(_words(item, "line")),
        "closeness": _step(item, "closeness", 3),
        "zone": clean_line(_words(item, "zone"))[:64],
        "zone_there": clean_line(_words(item, "zone_there"))[:64],
        "remind": _number(item, "remind", -LONGEST_REMINDER, LONGEST_REMINDER),
        "uid": clean_line(_words(item, "uid"))[:1000],
        "sequence": _number(item, "sequence", 0, 2**31) or 0,
        "alias": clean_line(_words(item, "alias")),
        "revision": _number(item, "revision", 0, 2**31) or 0,
        "created": _clock(item, "created"),
        "repeat": _repeat(item),
        "occurrences": [_occurrence(one) for one in _list(item, "occurrences")],
        "calendar": [_said(one) for one in _list(item, "calendar")],
        "changed": _moment(item, "changed") or "",
    }


def _repeat(item: Item) -> Item | None:
    if item.get("repeat") is None:
        return None
    given = _table(item["repeat"])
    extra, gone = (tuple(map(str, _list(given, name))) for name in ("extra", "gone"))
    found = Repeat(_words(given, "rule"), extra, gone)
    try:
        check(found)
    except UsageError:
        raise Unfit("rule") from None
    return {"rule": found.rule, "extra": list(extra), "gone": list(gone)}


def _occurrence(raw: Any) -> Item:
    """What happened to one time of a series. What it has of its own is looked at like the plan's."""
    item = _table(raw)
    was = _words(item, "was")
    day = _day(item, "day")
    own = _table(item.get("fields", {}))
    whole = plan(
        {
            "id": "one",
            "title": "one",
            "day": "2000-01-01",
            "part": None,
            "state": "planned",
            "created": "2000-01-01",
            **own,
        }
    )
    return {
        "was": _parsed(item, "was", datetime.fromisoformat) and was,
        "day": day,
        "at": _time(item) if day else None,
        "part": _one_of(item, "part", PARTS) if day else None,
        "state": _one_of(item, "state", STATES),
        "line": clean(_words(item, "line")),
        "closeness": _step(item, "closeness", 3),
        "fields": {name: whole[name] for name in OWN if name in own},
        "changed": _moment(item, "changed"),
    }


def _said(raw: Any) -> Item:
    """What a calendar said of a plan."""
    item = _table(raw)
    uid = clean_line(_words(item, "uid"))[:1000]
    if not uid:
        raise Unfit("value")
    texts = {name: clean_line(_words(item, name))[:1000] for name in ("revised", "mark")}
    return {"uid": uid, "sequence": _number(item, "sequence", 0, 2**31) or 0} | texts


def idea(raw: Any) -> Item:
    """An own idea: id, title, trashed, and whatever fields of an Activity it has."""
    item = _table(raw)
    title = clean_line(_words(item, "title"))
    if not title.strip():
        raise Unfit("value")
    moments = {name: _moment(item, name) for name in ("created", "trashed")}
    found: Item = {"id": _id(item), "title": title} | moments
    for field in fields(Activity):
        if field.name in ("id", "title", "own") or field.name not in item:
            continue
        value = item[field.name]
        if get_origin(field.type) is tuple:
            inner = get_args(field.type)
            exact = len(inner) if inner[-1] is not Ellipsis else None
            if not isinstance(value, list) or any(type(part) is not inner[0] for part in value):
                raise Unfit("value")
            if exact is not None and len(value) != exact:
                raise Unfit("value")
            found[field.name] = [clean(part) if isinstance(part, str) else part for part in value]
        elif type(value) is not field.type:
            raise Unfit("value")
        else:
            found[field.name] = clean(value) if isinstance(value, str) else value
    for name, most in (("pressure", 5), ("energy", 3)):
        if not 1 <= found.get(name, 1) <= most:
            raise Unfit("value")
    return found


def card(raw: Any) -> Item:
    item = _table(raw)
    text = clean(_words(item, "text"))
    if not text.strip():
        raise Unfit("value")
    return {
        "id": _id(item),
        "prompt": clean_line(_words(item, "prompt"))[:64],
        "text": text,
        "note": clean(_words(item, "note")),
        "when": _clock(item, "when"),
        "forgotten": _moment(item, "forgotten"),
    }


def own_card(raw: Any) -> Item:
    item = _table(raw)
    found: Item = {"id": _id(item), "depth": _step(item, "depth", 5) or 1}
    for name, most in LONGEST.items():
        found[name] = " ".join(clean_line(_words(item, name)).split())
        if len(found[name]) > most:
            raise Unfit("value")
    if not found["text"] or not found["deck"]:
        raise Unfit("value")
    return found | _moments(item)


def template(raw: Any) -> Item:
    item = _table(raw)
    title = " ".join(clean_line(_words(item, "title")).split())
    found: Item = {"id": _id(item), "title": title, "text": clean(_words(item, "text"))}
    if not found["title"] or len(found["title"]) > LONGEST_TITLE or not found["text"].strip():
        raise Unfit("value")
    return found | _moments(item)


def _moments(item: Item) -> Item:
    """When it was made, changed and thrown away; what is not told is as early as can be."""
    first = datetime.min.replace(tzinfo=UTC).isoformat(timespec="microseconds")
    known = {name: _moment(item, name) or first for name in ("created", "changed")}
    return known | {"trashed": _moment(item, "trashed")}


# -- single values -----------------------------------------------------------------------------------------


def _table(raw: Any) -> Item:
    if not isinstance(raw, dict):
        raise Unfit("value")
    return raw


def _id(item: Item) -> str:
    found = item.get("id")
    if not isinstance(found, str) or not _ID.fullmatch(found):
        raise Unfit("id")
    return found


def _words(item: Item, name: str) -> str:
    found = item.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise Unfit("value")
    return found


def _list(item: Item, name: str) -> list[Any]:
    found = item.get(name, [])
    if not isinstance(found, list):
        raise Unfit("value")
    return found


def _step(item: Item, name: str, most: int) -> int | None:
    found = item.get(name)
    if found is None:
        return None
    if type(found) is not int or not 1 <= found <= most:
        raise Unfit("value")
    return found


def _one_of(item: Item, name: str, allowed: tuple[str | None, ...]) -> Any:
    found = item.get(name)
    if found not in allowed:
        raise Unfit("value")
    return found


def _number(item: Item, name: str, least: int, most: int) -> int | None:
    found = item.get(name)
    if found is not None and (type(found) is not int or not least <= found <= most):
        raise Unfit("value")
    return found


def _day(item: Item, name: str) -> str | None:
    if item.get(name) is None:
        return None
    return str(_parsed(item, name, date.fromisoformat).isoformat())


def _time(item: Item) -> str | None:
    if item.get("at") is None:
        return None
    at: time = _parsed(item, "at", time.fromisoformat)
    return at.replace(tzinfo=None).isoformat()


def _parsed(item: Item, name: str, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(_words(item, name))
    except ValueError:
        raise Unfit("date") from None


def _clock(item: Item, name: str) -> str:
    """A time on the wall clock. A zone is dropped, not reckoned with: it was this time where it was
    written."""
    when: datetime = _parsed(item, name, datetime.fromisoformat)
    return when.replace(tzinfo=None).isoformat()


def _moment(item: Item, name: str) -> str | None:
    """A moment in UTC, or None."""
    if item.get(name) is None:
        return None
    found: datetime = _parsed(item, name, datetime.fromisoformat)
    try:
        return found.astimezone(UTC).isoformat(timespec="microseconds")
    except (OverflowError, ValueError, OSError):
        raise Unfit("date") from None


def _tags(item: Item, name: str = "tags") -> list[str]:
    tags: dict[str, str] = {}
    for tag in _list(item, name):
        if not isinstance(tag, str):
            raise Unfit("value")
        tag = " ".join(clean_line(tag).split())
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return list(tags.values())


def _version(raw: Any) -> Item:
    item = _table(raw)
    return {
        "at": _moment(item, "at") or datetime.min.replace(tzinfo=UTC).isoformat(),
        "title": clean_line(_words(item, "title")),
        "text": clean(_words(item, "text")),
    }
