"""Looking back: entries of the same days in earlier years, and one page from back then. What was kept away never comes."""

import random
from calendar import monthrange
from datetime import date, timedelta

from companion.diary.part import Part
from companion.diary.rows import ROW, SHOWN, entry_row
from companion.diary.values import EntryRow
from companion.store import Reader
from companion.store.tables import SLOTS, day_span

_SEEN = f"trashed IS NULL AND kept_away = 0 AND {SHOWN}"
_AGE = timedelta(days=30)
"""What is younger is not from back then."""


class LookBack(Part):
    """Earlier years."""

    def back_then(self, day: date, around: int = 3) -> list[EntryRow]:
        """The entries of this day of the year, and of so many days before and after it, in earlier years; newest first.
        In a year without a 29 February, the 28th stands for it."""
        found: list[EntryRow] = []
        with self._store.reading() as db:
            first = db.value(f"SELECT row FROM entry WHERE {_SEEN} ORDER BY row LIMIT 1")
            oldest = _day(first).year if first is not None else day.year
            for year in range(day.year - 1, oldest - 1, -1):
                there = date(year, day.month, min(day.day, monthrange(year, day.month)[1]))
                found += _between(db, _days_before(there, around), there + timedelta(days=around))
        return found

    def one_from_back_then(self, today: date, chance: random.Random | None = None) -> EntryRow | None:
        """Any older entry, or None if there is none. Each has about the same chance where they lie evenly."""
        until = day_span(_days_before(today, _AGE.days))[1]
        chosen = chance or random.SystemRandom()
        one = f"SELECT {ROW} FROM entry WHERE {_SEEN} AND row <= ? ORDER BY row"
        with self._store.reading() as db:
            oldest, newest = db.one(f"{one} LIMIT 1", until), db.one(f"{one} DESC LIMIT 1", until)
            if oldest is None or newest is None:
                return None
            days = (_day(newest[0]) - _day(oldest[0])).days
            day = _day(oldest[0]) + timedelta(days=chosen.randint(0, days))
            return entry_row(db.one(f"{one} DESC LIMIT 1", day_span(day)[1]) or oldest)


def _between(db: Reader, first: date, last: date) -> list[EntryRow]:
    rows = db.all(
        f"SELECT {ROW} FROM entry WHERE {_SEEN} AND row BETWEEN ? AND ? ORDER BY row DESC",
        *(day_span(first)[0], day_span(last)[1]),
    )
    return [entry_row(row) for row in rows]


def _day(row: int) -> date:
    """The day a row number belongs to."""
    number = row // SLOTS
    return date(number // 10_000, number // 100 % 100, number % 100)


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))
