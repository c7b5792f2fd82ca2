"""The day a note is of, as its name says it: `2023-09-12.md`, `2023_09_12`, `Jan 5th, 2022`, `2023/09/12.md`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from companion.interchange.coming import dates

_AT = (
    r"(?:(?:[T_-]|[T _-]+(?=\d\d[.:_h-]))(?P<hour>[01]\d|2[0-3])[.:_h-]?(?P<minute>[0-5]\d)"
    r"(?:[.:_-]?(?P<second>[0-5]\d))?(?!\d))?"
)
_FIRST = re.compile(rf"(?P<year>\d{{4}})(?P<sep>[-_.]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d){_AT}(?!\d)")
_SOLID = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?!\d)"
)
_WITHIN = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<sep>[-_.]?)(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?![\d.]\d|\d)"
)
_MONTHLY = re.compile(r"\d{4}[-_. ]\d{1,2}")
_YEAR = re.compile(r"(?P<year>\d{4})$")
_MONTH = re.compile(r"(?:\d{4}[-_. ])?(?P<month>\d\d)(?!\d)")
_DAY = re.compile(r"(?P<day>\d\d?)(?:(?=\D)|$)")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}", re.IGNORECASE)
_BETWEEN = " \t-_.,–—:"


@dataclass(frozen=True)
class Named:
    """What a name says: a day, perhaps an hour, and the words beside it."""

    when: datetime
    timed: bool
    rest: str


def named(path: str, day_first: bool) -> Named | None:
    """None if it names no day."""
    *folders, file = path.split("/")
    stem = file.rsplit(".", 1)[0]
    for pattern in (_SOLID, _FIRST):
        if found := pattern.match(stem):
            return _made(found.groupdict(), stem[found.end() :])
    within = list(_WITHIN.finditer(stem))
    if len(within) == 1:
        found = within[0]
        around = (stem[: found.start()].strip(_BETWEEN), stem[found.end() :].strip(_BETWEEN))
        return _made(found.groupdict(), " ".join(part for part in around if part))
    spelling = None if _MONTHLY.fullmatch(stem) else dates.spelled(stem)
    if spelling and (when := spelling.when(day_first)):
        return Named(when, spelling.timed, "")
    return _by_folders(folders, stem)


def unclear(paths: Iterable[str]) -> list[dates.Spelling]:
    """The names in which either number may be the day."""
    stems = (path.rsplit("/", 1)[-1].rsplit(".", 1)[0] for path in paths)
    return [found for stem in stems if (found := dates.spelled(stem)) and found.open]


def _by_folders(folders: list[str], stem: str) -> Named | None:
    """`2023/09/12.md`, `2023/09-September/12-Tuesday.md`, `2023-09/12.md`, `2046/1231.md`."""
    if folders and (year := _YEAR.fullmatch(folders[-1])) and re.fullmatch(r"\d{4}", stem):
        return _made({"year": year["year"], "month": stem[:2], "day": stem[2:]}, "")
    day = _DAY.match(stem)
    if not day or not folders or not (month := _MONTH.match(folders[-1])):
        return None
    whole = re.match(r"\d{4}", folders[-1]) if "-" in folders[-1] or "_" in folders[-1] else None
    year = whole or (_YEAR.fullmatch(folders[-2]) if len(folders) > 1 else None)
    if not year:
        return None
    return _made({"year": year[0], "month": month["month"], "day": day["day"]}, stem[day.end() :])


def _made(parts: dict[str, str | None], rest: str) -> Named | None:
    numbers = [int(parts.get(name) or 0) for name in ("year", "month", "day", "hour", "minute", "second")]
    rest = rest.strip(_BETWEEN)
    try:
        when = datetime(*numbers)  # type: ignore[arg-type]
    except ValueError:
        return None
    return Named(when, bool(parts.get("hour")), "" if _WEEKDAY.fullmatch(rest) else rest)
