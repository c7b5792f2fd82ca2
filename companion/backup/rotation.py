"""Which automatic backups may go: a pure function of names and the date.

Kept are the last 7 days, 4 weeks and 12 months that have a backup at all, counted in backups and not in
time, so that a month without the app costs nothing. Files from the future of a clock that was set back are
left alone.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

DAYS, WEEKS, MONTHS = 7, 4, 12

_NAME = re.compile(r".+-(\d{4}-\d\d-\d\d)\.zip")


def file_name(label: str, day: date) -> str:
    """ "Notes-2030-01-31.zip", from a name that can be shown; letters, digits, space and - stay of it."""
    plain = re.sub(r"[^\w -]", "", label).strip(" -")[:40] or "Notes"
    return f"{plain}-{day.isoformat()}.zip"


def day_of(name: str) -> date | None:
    """The date in such a name, or None for any other file."""
    found = _NAME.fullmatch(name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def surplus(names: Iterable[str], today: date) -> list[str]:
    """The names that no rule keeps, oldest first. Foreign files and later dates are never among them."""
    dated = {name: day for name in names if (day := day_of(name)) is not None and day <= today}
    newest_first = sorted(dated, key=lambda name: (dated[name], name), reverse=True)
    rules: list[tuple[int, Callable[[date], object]]] = [
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    ]
    kept: set[str] = set()
    for count, period in rules:
        seen: set[object] = set()
        for name in newest_first:
            if period(dated[name]) not in seen and len(seen) < count:
                seen.add(period(dated[name]))
                kept.add(name)
    return [name for name in reversed(newest_first) if name not in kept]
