"""What the planner speaks of: plans and their times, what repeats, and the small answers to questions about them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol

from companion import zones
from companion.content import Activity

Part = Literal["morning", "afternoon", "evening", "day", "week"]
State = Literal["planned", "let_go", "done", "didnt"]

DEFAULT_MINUTES = 60

AROUND = timedelta(hours=28)
"""More than any two clocks in the world are apart, so beyond it nothing needs to be reckoned."""

PARTS: dict[str, tuple[time, time]] = {
    "morning": (time(6), time(12)),
    "afternoon": (time(12), time(18)),
    "evening": (time(18), time(23, 59, 59)),
    "day": (time(0), time(23, 59, 59)),
    "week": (time(0), time(23, 59, 59)),
}


@dataclass(frozen=True, slots=True)
class Repeat:
    """How a plan comes again: the value of an RRULE (RFC 5545), starts added to it, and starts taken out of it.

    `extra` and `gone` are wall-clock times in ISO, at the plan's own place; a `gone` without a time is the whole day.
    An empty rule leaves the first start and the extra ones. What the form offers is made and read in `repeat.py`.
    """

    rule: str
    extra: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Something for one day, at a time, in a part of the day, or some time in the seven days that begin with `day`.

    `closeness` 1 to 3 is how near it felt afterwards. With `repeat` it is a whole series, and `occurrence` empty; one
    occurrence of it has the start the rule gave it there, and keeps that name wherever it is moved.

    `zone` is where it was planned, `zone_there` where the other one is, both by IANA name; an empty zone goes with the
    machine. Only clock times have a zone: a day is a day everywhere. `remind` is minutes before it begins; for a day
    it may be negative, -540 being nine in the morning.
    """

    id: str
    title: str
    idea: str | None
    day: date
    at: time | None = None
    part: Part | None = "day"
    minutes: int | None = None
    place: str = ""
    pressure: int = 1
    apart: bool = False
    invite: str = ""
    state: State = "planned"
    line: str = ""
    closeness: int | None = None
    created: datetime = datetime.min
    zone: str = ""
    zone_there: str = ""
    repeat: Repeat | None = None
    occurrence: str = ""
    remind: int | None = None
    uid: str = ""
    sequence: int = 0
    alias: str = ""
    end_day: date | None = None

    @property
    def key(self) -> str:
        """What every operation of the planner takes: the plan, the series, or this one occurrence."""
        return f"{self.id}@{self.occurrence}" if self.occurrence else self.id

    @property
    def last_day(self) -> date:
        """The day on which it is over, by the calendar; only whole days and weeks are longer than one."""
        if self.at is not None:
            return self.day
        if self.part == "week":
            return _later(self.day, 6)
        return max(self.day, self.end_day) if self.end_day else self.day

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.at or PARTS[self.part or "day"][0])

    @property
    def ends(self) -> datetime:
        """When it is over. With a time and no length, an hour is taken."""
        if self.at is None:
            return datetime.combine(self.last_day, PARTS[self.part or "day"][1])
        try:
            return self.begins + timedelta(minutes=self.minutes or DEFAULT_MINUTES)
        except OverflowError:
            return datetime.max

    @property
    def moment(self) -> datetime:
        """When it begins, in UTC."""
        return zones.moment(self.begins, self.zone if self.at else "")

    def here(self, zone: str = "") -> datetime:
        """What the clocks of another zone show when it begins; those of the machine without one."""
        if self.at is None or (not self.zone and not zone):
            return self.begins
        return zones.wall_clock(self.moment, zone)

    def over(self, now: datetime) -> bool:
        """Whether it is over at this time on the machine's clock."""
        now = now.replace(tzinfo=None)
        left = self.ends - now
        if self.at is None or not self.zone or abs(left) > AROUND:
            return left <= timedelta(0)
        return self.moment + (self.ends - self.begins) <= zones.moment(now)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder: the moment, in UTC, and of which plan. Nothing else, so that it may wait in memory while locked."""

    when: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Helped:
    """Something that maybe helped. `idea` is None for what has a title only."""

    idea: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An idea for today and why this one, as a code of `suggest.REASONS`; empty where there is nothing to say."""

    idea: Activity
    reason: str = ""


class Noted(Protocol):
    """What of a check-in the suggestion looks at; the diary's CheckIn is one."""

    @property
    def day(self) -> date: ...
    @property
    def closeness(self) -> int | None: ...
    @property
    def energy(self) -> int | None: ...
    @property
    def mood(self) -> int | None: ...


def split(key: str) -> tuple[str, str]:
    """The id in a key, and the occurrence, which may be empty."""
    id, _, was = key.partition("@")
    return id, was


def named(start: datetime, *, timed: bool) -> str:
    """How an occurrence is called: its first start on the wall clock, `2026-11-28T19:00`, or the day alone."""
    if not timed:
        return start.date().isoformat()
    return start.isoformat(timespec="seconds" if start.second else "minutes")


def _later(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
