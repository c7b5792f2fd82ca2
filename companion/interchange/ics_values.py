"""Single values of a calendar file (RFC 5545, 3.3): days, times, lengths, texts.

Nothing is believed: whatever does not fit raises `Unfit` with a code, and no value can cost more than its line is long.
A time is kept as the wall clock shows it, beside the zone it is meant in.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from companion import zones as clocks
from companion.interchange.ics_lines import Line
from companion.interchange.ics_zones import Zones
from companion.interchange.incoming import Unfit
from companion.store.text import clean_line

FIRST_YEAR, LAST_YEAR = 1500, 2500
"""Birthdays without a year are written as of 1604. What lies further away is a mistake."""
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)Z?")  # Google writes birthdays with a Z
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)")
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,5})W|(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)"
)
_ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(frozen=True, slots=True)
class When:
    """A point in time as written. `zone` is empty where it floats; a whole day is its midnight."""

    at: datetime
    whole_day: bool
    zone: str = ""

    def clock_in(self, zone: str) -> datetime:
        """What the clock shows there. What floats, and whole days, are the same everywhere."""
        if self.whole_day or not self.zone or not zone or self.zone == zone:
            return self.at
        return clocks.wall_clock(clocks.moment(self.at, self.zone), zone)


def when(line: Line, zones: Zones, unknown: set[str]) -> When:
    """The value of a DTSTART or the like. A zone that nobody knows is put into `unknown`, and the time floats."""
    return _when(line.value, line.params, zones, unknown)


def whens(line: Line, zones: Zones, unknown: set[str]) -> list[tuple[When, timedelta | When | None]]:
    """The values of an RDATE or EXDATE; a period comes with its length or its end."""
    found: list[tuple[When, timedelta | When | None]] = []
    for text in line.value.split(","):
        start, slash, end = text.strip().partition("/")
        if not start:
            continue
        first = _when(start, line.params, zones, unknown)
        if not slash:
            found.append((first, None))
        elif end.lstrip("+-").upper().startswith("P"):
            found.append((first, length(end)))
        else:
            found.append((first, _when(end, line.params, zones, unknown)))
    return found


def _when(text: str, params: dict[str, str], zones: Zones, unknown: set[str]) -> When:
    text = text.strip().upper()
    whole = _DATE.fullmatch(text)
    if whole is not None:
        return When(datetime.combine(_day(*whole.groups()), time()), True)
    found = _TIME.fullmatch(text)
    if found is None:
        raise Unfit("date")
    day = _day(*found.groups()[:3])
    hour, minute, second = (int(part) for part in found.groups()[3:6])
    if hour > 23 or minute > 59 or second > 60:
        raise Unfit("date")
    at = datetime.combine(day, time(hour, minute, min(second, 59)))  # no clock keeps a leap second
    if params.get("VALUE", "").upper() == "DATE":
        return When(datetime.combine(day, time()), True)
    if found[7]:
        return When(at, False, "UTC")
    tzid = params.get("TZID", "").strip()
    zone = zones.find(tzid) if tzid else ""
    if zone is None:
        unknown.add(clean_line(tzid)[:80])
    return When(at, False, zone or "")


def _day(year: str, month: str, day: str) -> date:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Unfit("date")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unfit("date") from None


def length(text: str) -> timedelta:
    """A DURATION. Unfit("length") if it is none."""
    found = _LENGTH.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise Unfit("length")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    total = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -total if found[1] == "-" else total


def text(line: Line | None, longest: int) -> str:
    """A TEXT on one line, its escapes undone, and no longer than this."""
    if line is None:
        return ""
    plain = _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], line.value)
    return " ".join(clean_line(plain).split())[:longest]


def number(line: Line | None) -> int:
    """A whole number that is not below 0; 0 for none."""
    said = line.value.strip() if line is not None else ""
    return min(int(said), 1 << 31) if said.isascii() and said.isdigit() and len(said) < 12 else 0


def stamp(line: Line | None) -> str:
    """A moment in UTC as text that sorts; empty for none."""
    found = _TIME.fullmatch(line.value.strip().upper()) if line is not None else None
    if found is None:
        return ""
    try:
        moment = datetime(*(int(part) for part in found.groups()[:6]), tzinfo=UTC)  # type: ignore[arg-type,misc]
    except ValueError:
        return ""
    return moment.isoformat(timespec="seconds")
