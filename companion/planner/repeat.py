"""What repeats: its starts in a window, the choices a form offers, and how a series is ended or moved.

Pure: no store and no clock. Rules are those of RFC 5545; "every 31st" leaves out the months without one, and every
29th of February the years without it (3.3.10: an invalid date is ignored).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from companion.errors import UsageError
from companion.planner import rrule, rules
from companion.planner.rrule import WEEKDAYS
from companion.planner.values import Repeat, named

Every = Literal["day", "week", "month", "year"]
_FREQ: dict[Every, str] = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
LAST = -1


@dataclass(frozen=True, slots=True)
class Choice:
    """What the form offers. `weekdays` (Monday is 0) goes with weeks, and none is the day of the first time.

    `week_start` matters to every other week on several days: the locale's first weekday decides which belong together.
    `nth` goes with months: 0 is the date, 1 to 4 that weekday of the month, LAST the last one of it. The last day
    (`until`, included) and the number of times (`count`, the first included) exclude each other.
    """

    every: Every
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    until: date | None = None
    count: int | None = None
    week_start: int = 0


def check(repeat: Repeat) -> None:
    """UsageError(reason="rule") if it cannot be read."""
    if repeat.rule:
        rrule.parse(repeat.rule)
    elif not repeat.extra:
        raise UsageError(reason="rule", part="FREQ")
    try:
        times = [datetime.fromisoformat(text) for text in (*repeat.extra, *repeat.gone)]
    except ValueError:
        times = [datetime.max.replace(tzinfo=UTC)]
    if any(when.tzinfo for when in times):
        raise UsageError(reason="rule", part="dates")


def starts(
    first: datetime, repeat: Repeat, start: datetime, end: datetime, *, zone: str = ""
) -> list[datetime]:
    """The starts from `start` to `end`, both included, in order, on the wall clock of the plan's own zone.

    The first start belongs to them unless it was taken out, or the rule ended before it.
    """
    found = rules.between(repeat.rule, first, start, end, zone=zone) if repeat.rule else []
    if not repeat.extra and not repeat.gone and repeat.rule:
        return found
    added = [datetime.fromisoformat(text) for text in repeat.extra] + ([] if repeat.rule else [first])
    times = {*found, *(when for when in added if start <= when <= end)}
    days = {text for text in repeat.gone if len(text) <= 10}
    times -= {datetime.fromisoformat(text) for text in repeat.gone if len(text) > 10}
    return sorted(when for when in times if when.date().isoformat() not in days)


def holds(first: datetime, repeat: Repeat, when: datetime, *, zone: str = "") -> bool:
    """Whether it begins at this time."""
    return bool(starts(first, repeat, when, when, zone=zone))


def last(first: datetime, repeat: Repeat, *, zone: str = "") -> datetime | None:
    """The moment after which nothing comes any more; None if there is no end."""
    ends = [datetime.fromisoformat(text) for text in repeat.extra]
    if repeat.rule:
        end = rules.last(repeat.rule, first, zone=zone)
        if end is None:
            return None
        ends.append(end)
    return max(first, *ends) if ends else first


# -- choices -----------------------------------------------------------------------------------------------


def make(choice: Choice, first: date, *, timed: bool) -> Repeat:
    """The rule for a choice that begins on `first`; `timed` says whether the plan has a clock time."""
    parts = [f"FREQ={_FREQ[choice.every]}"]
    if choice.interval > 1:
        parts.append(f"INTERVAL={choice.interval}")
    if choice.every == "week" and choice.weekdays:
        parts.append("BYDAY=" + ",".join(WEEKDAYS[day] for day in sorted(set(choice.weekdays))))
    if choice.every == "week" and choice.interval > 1 and choice.week_start:
        parts.append(f"WKST={WEEKDAYS[choice.week_start]}")
    if choice.every == "month" and choice.nth:
        parts.append(f"BYDAY={choice.nth}{WEEKDAYS[first.weekday()]}")
    if choice.until is not None:
        parts.append("UNTIL=" + _until(datetime.combine(choice.until, time(23, 59, 59)), timed=timed))
    elif choice.count is not None:
        parts.append(f"COUNT={choice.count}")
    return Repeat(";".join(parts))


def read(repeat: Repeat, first: date, *, zone: str = "") -> Choice | None:
    """The choice behind a rule, or None for one that says more than the form can show.

    Single starts that were taken out do not show in a form, and are kept by whoever changes the rule.
    """
    try:
        rule = rrule.parse(repeat.rule)
    except UsageError:
        return None
    every = next((name for name, freq in _FREQ.items() if freq == rule.freq), None)
    if every is None or repeat.extra or (rule.until and rule.count is not None):
        return None
    if rule.weeks or rule.year_days or rule.hours or rule.minutes or rule.seconds:
        return None
    until = rrule.until(rule, zone)
    shown = Choice(every, rule.interval, until=until.date() if until else None, count=rule.count)
    plain = not (rule.months or rule.month_days or rule.days or rule.positions)
    if every == "week" and not (rule.months or rule.month_days or rule.positions):
        weekdays = tuple(day for _nth, day in rule.days)
        return replace(shown, weekdays=weekdays, week_start=rule.week_start if rule.interval > 1 else 0)
    if every == "month" and not rule.months:
        nth = _nth(rule, first)
        return None if nth is None else replace(shown, nth=nth)
    if every == "year" and not (rule.days or rule.positions):
        same_day = rule.months in ((), (first.month,)) and rule.month_days in ((), (first.day,))
        return shown if same_day else None
    return shown if plain else None


def first_fit(repeat: Repeat, day: date) -> date:
    """The first day from this one on that fits the rule: a first time that does not would stand beside the others."""
    if not repeat.rule:
        return day
    return rules.first_fit(repeat.rule, datetime.combine(day, time.min)).date()


def nth_of(day: date) -> int:
    """Which of its weekday a day is in its month, 1 to 4; LAST for what only some months have a fifth of."""
    nth = (day.day - 1) // 7 + 1
    return nth if nth < 5 else LAST


def _nth(rule: rrule.Rule, first: date) -> int | None:
    """0 for the date, 1 to 4 or LAST for a weekday of the month, None for anything else."""
    if not rule.days and not rule.positions:
        return 0 if rule.month_days in ((), (first.day,)) else None
    if rule.month_days or len(rule.days) != 1 or len(rule.positions) > 1:
        return None
    nth, weekday = rule.days[0]
    if rule.positions:
        nth = rule.positions[0] if nth == 0 else 0
    return nth if nth in (1, 2, 3, 4, LAST) and weekday == first.weekday() else None


# -- ending and moving -------------------------------------------------------------------------------------


def ended(repeat: Repeat, was: datetime, *, timed: bool) -> Repeat:
    """The same without this start and whatever comes after it."""
    parts = [part for part in repeat.rule.split(";") if part]
    kept = [part for part in parts if not part.upper().startswith(("COUNT=", "UNTIL="))]
    # The end of the day before reads better in a form, where nothing comes twice a day.
    often = any(part.upper().startswith(("BYHOUR=", "BYMINUTE=", "BYSECOND=")) for part in parts)
    often = often or (bool(parts) and rrule.parse(repeat.rule).freq in rrule.FREQUENCIES[4:])
    begin = was if often else datetime.combine(was, time.min)
    until = _until(begin - timedelta(seconds=1), timed=timed)
    extra = tuple(text for text in repeat.extra if datetime.fromisoformat(text) < was)
    return replace(repeat, rule=";".join([*kept, f"UNTIL={until}"]) if kept else "", extra=extra)


def moved(
    repeat: Repeat, old: datetime, new: datetime, *, zone: str, timed: bool
) -> tuple[Repeat, timedelta]:
    """The same for a first start that moves from `old` to `new`, and by how much its other starts move.

    A choice of the form moves along with its last day: every Tuesday becomes every Thursday. A richer rule keeps its
    days and takes the new time of day.
    """
    choice = read(replace(repeat, extra=()), old.date(), zone=zone)
    days = (new.date() - old.date()).days
    if choice is None:
        by = datetime.combine(old, new.time()) - old
        rule = _whole_days(repeat.rule, zone, timed=timed)
    else:
        by = new - old
        weekdays = tuple((day + days) % 7 for day in choice.weekdays)
        nth = choice.nth if not (choice.nth and days) else nth_of(new.date())
        until = choice.until + timedelta(days=days) if choice.until else None
        rule = make(replace(choice, weekdays=weekdays, nth=nth, until=until), new.date(), timed=timed).rule
    shift: Callable[[str], str] = lambda text: renamed(text, by, timed=timed)  # noqa: E731
    return Repeat(rule, tuple(map(shift, repeat.extra)), tuple(map(shift, repeat.gone))), by


def retimed(repeat: Repeat, old: time | None, new: time | None, *, zone: str) -> Repeat:
    """The same at another time of day, or at none."""
    shift: Callable[[str], str] = lambda text: at_time(text, old, new)  # noqa: E731
    rule = _whole_days(repeat.rule, zone, timed=new is not None)
    return Repeat(rule, tuple(map(shift, repeat.extra)), tuple(map(shift, repeat.gone)))


def _whole_days(rule: str, zone: str, *, timed: bool) -> str:
    """A rule whose last day is meant as a whole: an end at seven must not cut off what now begins at eight."""
    end = rrule.until(rrule.parse(rule), zone) if rule else None
    if end is None:
        return rule
    until = "UNTIL=" + _until(datetime.combine(end, time(23, 59, 59)), timed=timed)
    return ";".join(until if part.upper().startswith("UNTIL=") else part for part in rule.split(";"))


def at_time(was: str, old: time | None, new: time | None) -> str:
    """The name of an occurrence whose series has another time of day; one at a time of its own keeps it."""
    try:
        start = datetime.fromisoformat(was)
    except ValueError:
        return was
    if start.time() != (old or time.min) or (old is None) != (len(was) <= 10):
        return was
    return named(datetime.combine(start.date(), new or time.min), timed=new is not None)


def renamed(was: str, by: timedelta, *, timed: bool) -> str:
    """The name of an occurrence whose series moved by so much; a text that is no time stays."""
    try:
        return named(datetime.fromisoformat(was) + by, timed=timed)
    except (ValueError, OverflowError):
        return was


def _until(end: datetime, *, timed: bool) -> str:
    written = end.isoformat(timespec="seconds").replace("-", "").replace(":", "")
    return written if timed else written[:8]
