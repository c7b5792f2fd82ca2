"""A time zone written out as a VTIMEZONE (RFC 5545, 3.6.5), for the years a calendar needs.

Onsets that come by the same rule each year become one part with an RRULE, so that a series without an end stays right
after the last year looked at; whatever fits no rule is written one by one. `icalendar` can make one too, but only a list of
dates until 2038, and puts the beginning of summer time an hour late.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_AHEAD = 12
"""Years from now that are looked at; a rule that holds until then is taken to go on."""
_FIRST, _LAST = 1970, 2200


@dataclass(frozen=True, slots=True)
class _Onset:
    """A change of the clocks: when, on the clock of before; from which offset to which; the name after it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def kind(self) -> tuple[object, ...]:
        return self.before, self.after, self.name, self.summer, self.at.month, self.at.time()


@dataclass(slots=True)
class _Run:
    """The same change in years that follow each other. `days` are the day-of-month floors that fit all of them."""

    onsets: list[_Onset]
    days: set[int] = field(default_factory=set)
    last: bool = False

    def __post_init__(self) -> None:
        self.days, self.last = _fits(self.onsets[0].at.date())

    def takes(self, onset: _Onset) -> bool:
        before = self.onsets[-1]
        if onset.kind != before.kind or onset.at.year != before.at.year + 1:
            return False
        if onset.at.weekday() != before.at.weekday():
            return False
        days, last = _fits(onset.at.date())
        if not (days & self.days or (last and self.last)):
            return False
        self.days &= days
        self.last = self.last and last
        self.onsets.append(onset)
        return True

    def rule(self) -> str:
        at = self.onsets[0].at
        weekday = _WEEKDAYS[at.weekday()]
        if self.last:
            return f"FREQ=YEARLY;BYMONTH={at.month};BYDAY=-1{weekday}"
        whole = sorted(day for day in self.days if day % 7 == 1)
        if whole:
            return f"FREQ=YEARLY;BYMONTH={at.month};BYDAY={whole[0] // 7 + 1}{weekday}"
        floor = max(self.days)
        days = ",".join(str(day) for day in range(floor, floor + 7))
        return f"FREQ=YEARLY;BYMONTH={at.month};BYMONTHDAY={days};BYDAY={weekday}"


def _fits(day: date) -> tuple[set[int], bool]:
    """Which "first such weekday on or after the nth" name this day, and whether it is the last one of its month."""
    floors = {floor for floor in range(day.day - 6, day.day + 1) if 1 <= floor <= 25}
    return floors, (day + timedelta(days=7)).month != day.month


def vtimezone(name: str, first: int) -> Iterator[str]:
    """The lines of a VTIMEZONE for a zone that has to be right from this year on."""
    zone = ZoneInfo(name)
    begin = min(max(first - 1, _FIRST), _LAST)
    end = max(datetime.now(UTC).year, begin) + _AHEAD
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    runs = _runs(_onsets(zone, begin, end))
    before = datetime(begin, 1, 1, tzinfo=zone)
    if not runs or min(run.onsets[0].at for run in runs) > datetime(begin, 2, 1):
        offset = before.utcoffset() or timedelta()
        start = _Onset(datetime(begin, 1, 1), offset, offset, before.tzname() or "", _summer(before))
        yield from _part(start, "")
    for run in runs:
        if run.onsets[-1].at.year == end and len(run.onsets) > 1:
            yield from _part(run.onsets[0], f"RRULE:{run.rule()}")
        elif len(run.onsets) > 1:
            until = (run.onsets[-1].at - run.onsets[-1].before).strftime("%Y%m%dT%H%M%SZ")
            yield from _part(run.onsets[0], f"RRULE:{run.rule()};UNTIL={until}")
        else:
            yield from _part(run.onsets[0], "")
    yield "END:VTIMEZONE"


def _part(onset: _Onset, rule: str) -> Iterator[str]:
    kind = "DAYLIGHT" if onset.summer else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset.at:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset(onset.before)}"
    yield f"TZOFFSETTO:{_offset(onset.after)}"
    if onset.name:
        yield f"TZNAME:{onset.name}"
    if rule:
        yield rule
    yield f"END:{kind}"


def _runs(onsets: Iterable[_Onset]) -> list[_Run]:
    runs: list[_Run] = []
    for onset in onsets:
        if not any(run.takes(onset) for run in reversed(runs)):
            runs.append(_Run([onset]))
    return runs


def _onsets(zone: ZoneInfo, first: int, last: int) -> Iterator[_Onset]:
    """Every change of offset or name from one year to another, found by halving."""
    at = datetime(first, 1, 1, tzinfo=UTC)
    end = datetime(last + 1, 1, 1, tzinfo=UTC)
    while at < end:
        later = at + timedelta(days=7)
        if _state(at, zone) != _state(later, zone):
            yield _onset(at, later, zone)
        at = later


def _onset(low: datetime, high: datetime, zone: ZoneInfo) -> _Onset:
    before = _state(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if _state(middle, zone) == before:
            low = middle
        else:
            high = middle
    local = high.astimezone(zone)
    earlier = before[0] or timedelta()
    return _Onset(
        (high + earlier).replace(tzinfo=None),
        earlier,
        local.utcoffset() or timedelta(),
        local.tzname() or "",
        _summer(local),
    )


def _summer(local: datetime) -> bool:
    # Ireland's winter is an hour less than its standard time, which is no summer time.
    return (local.dst() or timedelta()) > timedelta()


def _state(at: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    local = at.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _offset(offset: timedelta) -> str:
    minutes, seconds = divmod(round(abs(offset).total_seconds()), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
