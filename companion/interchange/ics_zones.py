"""Which of the world's time zones a calendar file means.

RFC 5545 lets a file call a zone whatever it likes and describe it in a VTIMEZONE of its own. Most names are IANA's,
with something before them; Outlook's are those of Windows. For any other, the rules in the file are compared with those of
the zones there are, over the years its events lie in. Where none fits, nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from companion.errors import UsageError
from companion.interchange.ics_lines import Block
from companion.planner import rules

_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?:\d\d)?")
_PREFERRED = (
    *("Europe/London", "Europe/Berlin", "America/New_York", "America/Chicago", "America/Los_Angeles"),
    "Australia/Sydney",
)
"""Of several zones with the same rules, these are asked first; then the ones Windows names, then all."""
_MOST_YEARS = 12
_MOST_ONSETS = 400
_MOST_PARTS = 200
_MOST_LOOKS = 60
"""VTIMEZONEs of one file that are compared with the world; each costs some hundredths of a second."""


class Zones:
    """The zones of one file: its VTIMEZONEs, and the years its events lie in; only in those they have to fit."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str | None] = {}
        self._blocks: dict[str, Block] = {}
        self._years: list[list[int]] = []

    def of(self, blocks: Iterable[Block], first: set[int], all: set[int]) -> None:
        """From now on those of this VCALENDAR: `first` are the years its events begin in, `all` those they reach."""
        self._blocks = {}
        for block in blocks:
            named = block.get("TZID")
            if named is not None:
                self._blocks.setdefault(named.value.strip(), block)
        # What goes on today has to be right today, first of all. Some files bring rules that have changed since; those
        # were right when the file was written.
        recent, early = sorted(all)[-_MOST_YEARS:], sorted(first)[:_MOST_YEARS]
        self._years = [years for years in (recent, early) if years]

    def find(self, tzid: str) -> str | None:
        """The IANA name, or None where no zone is meant that we know."""
        tzid = tzid.strip().strip('"')
        block = self._blocks.get(tzid)
        key = (tzid, block.text if block is not None else "")
        if key not in self._known:
            self._known[key] = self._look(tzid, block)
        return self._known[key]

    def _look(self, tzid: str, block: Block | None) -> str | None:
        named = by_name(tzid)
        if named is not None or block is None:
            return named
        location = block.get("X-LIC-LOCATION")
        named = by_name(location.value) if location is not None else None
        if named is not None or len(self._known) > _MOST_LOOKS:
            return named
        found = (by_rules(block, years, tzid) for years in self._years)
        return next((name for name in found if name is not None), None)


def by_name(tzid: str) -> str | None:
    """IANA's name for this one: the same, with a prefix ("/example.org/2006/Europe/Berlin"), or Windows'."""
    tzid = tzid.strip()
    if len(tzid) > 200:
        return None
    parts = [part for part in tzid.split("/") if part]
    for count in (3, 2, 1):
        # A single word may be anything ("/Local/EST"), so it counts only where it stands alone.
        if len(parts) >= count and (count > 1 or len(parts) == 1):
            found = _names().get("/".join(parts[-count:]).casefold())
            if found is not None:
                return found
    return _windows().get(tzid.casefold()) or _squeezed().get(_letters(tzid))


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


@cache
def _squeezed() -> dict[str, str]:
    """By letters alone, for "US-Eastern" and "Europe_Berlin". Offsets ("Etc/GMT-5") would lose their sign."""
    return {_letters(name): name for name in _names().values() if "/" in name and not name.startswith("Etc/")}


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() if name not in ("localtime", "Factory")}


@cache
def _windows() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    names = _names()
    return {
        windows.casefold(): name for windows, name in WINDOWS_TO_OLSON.items() if name.casefold() in names
    }


# -- by their rules ----------------------------------------------------------------------------------------


def by_rules(block: Block, years: list[int], tzid: str = "") -> str | None:
    """The first zone with the same offsets through all these years. A city in the name goes first."""
    onsets = _onsets(block, years)
    if not onsets:
        return None
    probes = [(at, _offset_at(onsets, at)) for at in _moments(onsets, years)]
    for name in _candidates(tzid):
        zone = _zone(name)
        if all(at.astimezone(zone).utcoffset() == offset for at, offset in probes):
            return name
    return None


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _candidates(tzid: str) -> Iterator[str]:
    said = tzid.casefold()
    cities = [
        name
        for key, name in sorted(_names().items())
        if "/" in key and (city := key.rpartition("/")[2].replace("_", " ")) in said and len(city) > 3
    ]
    seen = set()
    for name in (*cities, *_PREFERRED, *sorted(set(_windows().values())), *sorted(_names().values())):
        # "Etc/GMT-1" and the like are offsets, not places, and "UTC" is a good answer for no summer time at 0.
        if name not in seen and name.casefold() in _names():
            seen.add(name)
            yield name


@dataclass(frozen=True, slots=True, order=True)
class _Onset:
    """From this moment on (UTC, without a zone) the clocks are this far from UTC."""

    at: datetime
    to: timedelta


def _onsets(block: Block, years: list[int]) -> list[_Onset]:
    found: list[_Onset] = []
    for part in block.inside[:_MOST_PARTS]:
        if part.kind not in ("STANDARD", "DAYLIGHT"):
            continue
        start, before, to = part.get("DTSTART"), part.get("TZOFFSETFROM"), part.get("TZOFFSETTO")
        if start is None or to is None:
            return []
        offset = _offset(to.value)
        earlier = _offset(before.value) if before is not None else offset
        first = _clock(start.value)
        if offset is None or earlier is None or first is None:
            return []
        clocks = _clocks(part, first, earlier, years)
        if clocks is None:
            return []
        found += [_Onset(at - earlier, offset) for at in clocks if at.year > 1]
        if len(found) > _MOST_ONSETS:
            return []
    return sorted(found)


def _clocks(part: Block, first: datetime, earlier: timedelta, years: list[int]) -> list[datetime] | None:
    """When this part begins, on the clock of before: its first day, its dates, and its rule in the years that count.

    None for a rule of another kind than summer time has.
    """
    found = [first]
    for dates in part.all("RDATE"):
        at = [_clock(text.partition("/")[0]) for text in dates.value.split(",")[:_MOST_ONSETS]]
        found += [day for day in at if day is not None]
    for rule in part.all("RRULE"):
        yearly = _yearly(_on_the_clock(rule.value, earlier), first, years)
        if yearly is None:
            return None
        found += yearly
    return found


def _on_the_clock(rule: str, earlier: timedelta) -> str:
    """The rule with its end, which stands in UTC (3.6.5), on the clock of before, as its starts are."""

    def moved(found: re.Match[str]) -> str:
        try:
            end = datetime.strptime(found[1], "%Y%m%dT%H%M%S") + earlier
        except (ValueError, OverflowError):
            return found[0]
        return f"UNTIL={end:%Y%m%dT%H%M%S}"

    return re.sub(r"UNTIL=(\d{8}T\d{6})Z", moved, rule, flags=re.IGNORECASE)


def _yearly(rule: str, first: datetime, years: list[int]) -> list[datetime] | None:
    # From the year before on, since its last onset is still in force on New Year's day.
    start, end = datetime(max(years[0] - 1, 1), 1, 1), datetime(min(years[-1] + 1, 9999), 12, 31)
    if "FREQ=YEARLY" not in rule.upper():
        return None
    try:
        return rules.between(rule, first, start, end)
    except UsageError:
        return None


def _moments(onsets: list[_Onset], years: list[int]) -> Iterator[datetime]:
    """Where two zones would differ: the middle of each month, and a day to both sides of each change.

    Not closer: some programs write the hour of a change wrongly, which moves nothing but that night.
    """
    for year in years:
        for month in range(1, 13):
            yield datetime(year, month, 15, 12, tzinfo=UTC)
    for onset in onsets:
        if onset.at.year in years:
            yield (onset.at - timedelta(hours=25)).replace(tzinfo=UTC)
            yield (onset.at + timedelta(hours=25)).replace(tzinfo=UTC)


def _offset_at(onsets: list[_Onset], at: datetime) -> timedelta:
    moment = at.replace(tzinfo=None)
    before = [onset for onset in onsets if onset.at <= moment]
    return (before[-1] if before else onsets[0]).to


def _offset(text: str) -> timedelta | None:
    found = _OFFSET.fullmatch(text.strip())
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -offset if found[1] == "-" else offset


def _clock(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip().upper().removesuffix("Z"), "%Y%m%dT%H%M%S")
    except ValueError:
        return None
