"""What several readers need to look into a file that may say anything: values that are what they should be, or nothing."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from companion import zones
from companion.errors import ImportFailed
from companion.interchange.coming.source import Source
from companion.interchange.pull import elements, members

LARGEST_VALUE = 16 * 2**20
"""Characters of one entry in a long JSON file."""
MOST_PARTS = 1_000
"""Tags or pictures of one entry that are looked at."""

Item = dict[str, Any]

_OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?")


def json_members(source: Source, name: str) -> Iterator[tuple[str, int, Any]]:
    """What `pull.members` gives, of a file in the source."""
    with source.text(name) as file:
        yield from members(file, largest=LARGEST_VALUE)


def json_elements(source: Source, name: str) -> Iterator[tuple[int, Any]]:
    """What `pull.elements` gives, of a file in the source."""
    with source.text(name) as file:
        yield from elements(file, largest=LARGEST_VALUE)


def json_whole(source: Source, name: str, limit: int = 4 * 2**20) -> Any:
    """A small JSON file. ImportFailed(why="not_json" or "not_text")."""
    data = source.read(name, limit)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ImportFailed(why="not_text") from None
    except (ValueError, RecursionError):
        raise ImportFailed(why="not_json") from None


def words(item: Item, name: str) -> str:
    """A text, or "" for anything else."""
    found = item.get(name)
    return found if isinstance(found, str) else ""


def listed(item: Item, name: str) -> list[Any]:
    """A list, or an empty one for anything else; never a very long one."""
    found = item.get(name)
    return found[:MOST_PARTS] if isinstance(found, list) else []


def strings(item: Item, name: str) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(one for one in listed(item, name) if isinstance(one, str) and one.strip())


def moment(text: str) -> datetime | None:
    """An ISO moment in UTC; one without an offset is in UTC already."""
    try:
        found = datetime.fromisoformat(text.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def moment_of(number: object, per_second: int = 1000) -> datetime | None:
    """A moment counted from 1970, in thousandths of a second or other parts."""
    if not isinstance(number, int | float) or isinstance(number, bool) or not abs(number) < 1e20:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(
            microseconds=round(number) * (1_000_000 // per_second)
        )
    except OverflowError:
        return None


def on_the_wall(when: datetime, zone: str) -> tuple[datetime, str, str]:
    """What the clock showed in a zone at a moment, the zone's name if it is one, and what there is to remark about it.

    "GMT+02:00" and its kind are understood and have no name to keep. No zone at all is told as the clock here would show it,
    since most of a diary is written at home ("no_zone"), anything else in UTC ("zone").
    """
    zone = zone.strip()
    if zones.zone(zone) is not None:
        return zones.wall_clock(when, zone).replace(microsecond=0), zone, ""
    if not zone:
        return zones.wall_clock(when).replace(microsecond=0), "", "no_zone"
    found = _OFFSET.fullmatch(zone)
    if found:
        shift = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        try:
            ours = timezone(shift if found[1] == "+" else -shift)
            return when.astimezone(ours).replace(tzinfo=None, microsecond=0), "", ""
        except (ValueError, OverflowError):
            pass
    return when.replace(tzinfo=None, microsecond=0), "", "" if zone in ("GMT", "UTC", "Z") else "zone"
