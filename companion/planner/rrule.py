"""The text of an RRULE (RFC 5545, section 3.3.10, without "RRULE:") taken apart, and what cannot be read named.

Where rules in the wild are wider than the RFC allows: an ordinal before a weekday is left out where no month or year can
give it a meaning, and a rule that names a number of times as well as an end has both. RSCALE (RFC 7529) and rules that come
more often than four times an hour are refused.
"""

from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache

from companion import zones
from companion.errors import UsageError

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
_OFTEN = 96
"""Most starts a day. What comes more often is nothing anyone does together."""

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule taken apart. `days` holds pairs: which one (0 is every) and the weekday, Monday being 0."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_start: int = 0
    months: Numbers = ()
    weeks: Numbers = ()
    year_days: Numbers = ()
    month_days: Numbers = ()
    days: tuple[tuple[int, int], ...] = ()
    hours: Numbers = ()
    minutes: Numbers = ()
    seconds: Numbers = ()
    positions: Numbers = ()


# -- reading -----------------------------------------------------------------------------------------------

_NUMBERS = {
    "BYMONTH": ("months", 1, 12, False),
    "BYWEEKNO": ("weeks", 1, 53, True),
    "BYYEARDAY": ("year_days", 1, 366, True),
    "BYMONTHDAY": ("month_days", 1, 31, True),
    "BYHOUR": ("hours", 0, 23, False),
    "BYMINUTE": ("minutes", 0, 59, False),
    "BYSECOND": ("seconds", 0, 59, False),
    "BYSETPOS": ("positions", 1, 366, True),
}


@lru_cache(1024)
def parse(text: str) -> Rule:
    """The rule in a text. UsageError(reason="rule", part=...) names what cannot be read, "often" what comes too often."""
    parts: dict[str, str] = {}
    for piece in text.strip().rstrip(";").upper().split(";"):
        name, sign, value = piece.partition("=")
        # Python reads more as a number than a calendar does.
        if not sign or not value or name in parts or not value.isascii() or "_" in value or " " in value:
            raise UsageError(reason="rule", part=name[:16])
        parts[name] = value
    freq = parts.pop("FREQ", "")
    if freq not in FREQUENCIES:
        raise UsageError(reason="rule", part="FREQ")
    found: dict[str, object] = {}
    for name, value in parts.items():
        try:
            found.update([_part(name, value, freq)])
        except ValueError:
            raise UsageError(reason="rule", part=name[:16]) from None
    rule = Rule(freq, **found)  # type: ignore[arg-type]
    if _a_day(rule) > _OFTEN:
        raise UsageError(reason="rule", part="often")
    return rule


def _part(name: str, value: str, freq: str) -> tuple[str, object]:
    if name in ("INTERVAL", "COUNT"):
        number = int(value)
        if not 1 <= number < 1_000_000:
            raise ValueError
        return name.lower(), number
    if name == "UNTIL":
        _written(value)
        return "until", value
    if name == "WKST":
        return "week_start", WEEKDAYS.index(value)
    if name == "BYDAY":
        return "days", tuple(sorted({_weekday(part, freq) for part in value.split(",")}))
    if name not in _NUMBERS:
        raise ValueError
    field, least, most, negative = _NUMBERS[name]
    numbers = tuple(sorted({int(part) for part in value.split(",")}))
    if not all(least <= (abs(number) if negative else number) <= most for number in numbers):
        raise ValueError
    return field, numbers


def _weekday(text: str, freq: str) -> tuple[int, int]:
    nth = int(text[:-2] or "0")
    if abs(nth) > 53:
        raise ValueError
    return (nth if freq in ("YEARLY", "MONTHLY") else 0), WEEKDAYS.index(text[-2:])


def _written(text: str) -> tuple[datetime, bool, bool]:
    """UNTIL as a time, whether it is in UTC, and whether it names a whole day."""
    if len(text) == 8:
        return datetime.strptime(text, "%Y%m%d"), False, True
    utc = text.endswith("Z")
    return datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S"), utc, False


def _a_day(rule: Rule) -> float:
    """About how many starts a day has at most."""
    seconds, minutes, hours = (max(1, len(part)) for part in (rule.seconds, rule.minutes, rule.hours))
    match rule.freq:
        case "SECONDLY":
            return 86_400 / rule.interval
        case "MINUTELY":
            return 1_440 / rule.interval * seconds
        case "HOURLY":
            return 24 / rule.interval * minutes * seconds
        case _:
            return hours * minutes * seconds


def until(rule: Rule, zone: str = "") -> datetime | None:
    """Its last possible start, on the wall clock."""
    if not rule.until:
        return None
    end, utc, whole = _written(rule.until)
    if utc and zones.zone(zone) is not None:
        # 3.3.10: with a zone, UNTIL is in UTC; what it limits is the wall clock there. Without one it is taken as it
        # stands, so that a rule does not end elsewhere on another machine.
        end = zones.wall_clock(end, zone)
    return datetime.combine(end, time.max) if whole else end
