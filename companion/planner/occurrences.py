"""The times of everything that repeats, month by month, remembered until something is written.

A month is worked out when it is asked for, from the rules alone: nothing is stored ahead. The owner's thread keeps
the last few months; every other thread works out its own.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from companion.errors import UsageError
from companion.planner import repeat, rows
from companion.planner.values import Plan, named
from companion.store import Store

MONTHS = 30
"""Months that are remembered: a year back and a year ahead, and some."""
_WIDEST = 240
"""Months one question is answered for. Who asks for all time gets twenty years of what never ends."""
_AHEAD = (45, 400, 3_700)
"""Days in which the next start is looked for, further out each time: years bring the leap days."""


class Series:
    """One repeating plan with what happened to its times."""

    def __init__(self, plan: Plan, happened: dict[str, rows.Happened]) -> None:
        self.plan = plan
        self.happened = happened
        self.first = rows.first(plan)
        self.length = (plan.last_day - plan.day).days

    def starts(self, start: datetime, end: datetime) -> list[datetime]:
        """What the rule gives. A rule that cannot be read, from a file somebody changed, leaves the first start."""
        plan = self.plan
        if plan.repeat is None:
            return []
        try:
            return repeat.starts(self.first, plan.repeat, start, end, zone=plan.zone)
        except (UsageError, ValueError):
            return [self.first] if start <= self.first <= end else []

    def within(self, low: date, high: date) -> Iterator[Plan]:
        """The occurrences whose day is from low to high, whatever became of them."""
        if self.plan.state == "planned":
            begin, end = datetime.combine(low, time.min), datetime.combine(high, time.max)
            for given in self.starts(begin, end):
                row = self.happened.get(named(given, timed=self.plan.at is not None))
                found = rows.occurrence(self.plan, given, row)
                if low <= found.day <= high:
                    yield found
        for was, kept in self.happened.items():
            if kept["day"] is not None and low.isoformat() <= kept["day"] <= high.isoformat():
                if (start := _start(was)) is None:
                    continue
                holds = self.plan.state == "planned" and self._holds(start)
                shown = holds and low <= start.date() <= high
                if not shown and (holds or kept["state"] == "done"):
                    yield self._kept(was, start)

    def occurrence(self, was: str) -> Plan | None:
        """The occurrence of this name: one the rule gives, or one to which something happened."""
        start = _start(was)
        if start is None or not (was in self.happened or self._holds(start)):
            return None
        return self._kept(was, start)

    def _kept(self, was: str, start: datetime) -> Plan:
        return replace(rows.occurrence(self.plan, start, self.happened.get(was)), occurrence=was)

    def done(self) -> Iterator[Plan]:
        """What was done, also what the rule no longer gives."""
        for was, row in self.happened.items():
            found = self.occurrence(was) if row["state"] == "done" else None
            if found is not None:
                yield found

    def _holds(self, start: datetime) -> bool:
        return bool(self.starts(start, start))

    def next(self, now: datetime) -> Plan | None:
        """The first occurrence that is planned and not over."""
        if self.plan.state != "planned":
            return None
        since = _days(now.date(), -self.length - 2)
        for days in _AHEAD:
            found = [
                plan
                for plan in self.within(since, _days(now.date(), days))
                if plan.state == "planned" and not plan.over(now)
            ]
            if found:
                return min(found, key=in_time)
        return None


class Occurrences:
    """All repeating plans of one open vault."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writes = -1
        self._series: list[Series] = []
        self._months: OrderedDict[int, tuple[Plan, ...]] = OrderedDict()

    def series(self) -> list[Series]:
        """Every repeating plan, whatever its state."""
        if not self._store.owned:
            return self._read()
        writes = self._store.writes
        if writes != self._writes:
            self._series = self._read()
            self._months.clear()
            self._writes = writes
        return self._series

    def within(self, start: date, end: date) -> list[Plan]:
        """All occurrences that touch these days, both included, in no order."""
        series = self.series()
        longest = max((one.length for one in series), default=0)
        low, high = _month(_days(start, -longest)), _month(end)
        if high - low > _WIDEST:
            first = min((_month(one.plan.day) for one in series), default=low)
            low = max(low, first)
            high = min(high, low + _WIDEST)
        return [
            plan
            for month in range(low, high + 1)
            for plan in self._of_month(month, series)
            if plan.day <= end and plan.last_day >= start
        ]

    def _of_month(self, month: int, series: list[Series]) -> tuple[Plan, ...]:
        kept = self._months.get(month) if series is self._series else None
        if kept is not None:
            self._months.move_to_end(month)
            return kept
        low = date(month // 12, month % 12 + 1, 1)
        high = _days(date(low.year, low.month, 28), 4)
        high = _days(high, -high.day) if high != date.max else high
        found = tuple(plan for one in series for plan in one.within(low, high))
        if series is self._series:
            self._months[month] = found
            while len(self._months) > MONTHS:
                self._months.popitem(last=False)
        return found

    def _read(self) -> list[Series]:
        with self._store.reading() as db:
            plans = rows.plans(db, "WHERE rule IS NOT NULL ORDER BY id")
            found: dict[str, dict[str, rows.Happened]] = {}
            for (id, was), row in rows.happened(db, "").items():
                found.setdefault(id, {})[was] = row
        return [Series(plan, found.get(plan.id, {})) for plan in plans]


def _start(was: str) -> datetime | None:
    try:
        return datetime.fromisoformat(was)
    except ValueError:
        return None


def in_time(plan: Plan) -> tuple[datetime, datetime, str]:
    return plan.begins, plan.created, plan.key


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
