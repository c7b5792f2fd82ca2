"""The times of everything that repeats, month by month, remembered until something is written.

A month is worked out when it is asked for, from the rules and from what happened to single times: nothing is stored
ahead. The owner's thread keeps the last few months; every other thread works out its own.
"""

from calendar import monthrange
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from companion.errors import UsageError
from companion.planner import repeat, rows
from companion.planner.rows import Happened
from companion.planner.values import Plan, named
from companion.store import Store

MONTHS = 30
"""Months that are remembered: a year back and a year ahead, and some."""
_WIDEST = 240
"""Months one question is answered for. Who asks for all time gets twenty years of what never ends."""
_AHEAD = (45, 400, 3_700)
"""Days in which the next time is looked for, further out each time: the last brings the leap days."""


class Series:
    """One repeating plan: its times, without what happened to them until that is given."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.first = rows.first(plan)
        self.length = (plan.last_day - plan.day).days
        self._timed = plan.at is not None
        self._make = rows.maker(plan)

    def starts(self, start: datetime, end: datetime) -> list[datetime]:
        """What the rule gives. A rule that cannot be read, from a file somebody changed, leaves the first start."""
        plan = self.plan
        if plan.repeat is None:
            return []
        try:
            return repeat.starts(self.first, plan.repeat, start, end, zone=plan.zone)
        except (UsageError, ValueError, TypeError):
            return [self.first] if start <= self.first <= end else []

    def within(self, low: date, high: date, happened: Mapping[str, Happened]) -> Iterator[Plan]:
        """The occurrences whose day is from low to high, whatever became of them.

        `happened` is by name, of those the rule gives in this time and of those that were moved into it.
        """
        names = set()
        if self.plan.state == "planned":
            begin, end = datetime.combine(low, time.min), datetime.combine(high, time.max)
            for start in self.starts(begin, end):
                plan = self._make(start)
                if happened:
                    names.add(plan.occurrence)
                    row = happened.get(plan.occurrence)
                    plan = plan if row is None else rows.changed(plan, row)
                    if not low <= plan.day <= high:
                        continue
                yield plan
        for was, row in happened.items():
            if was in names or row["day"] is None or not low.isoformat() <= row["day"] <= high.isoformat():
                continue
            plan_then = self.occurrence(was, row)
            if plan_then is not None and (row["state"] == "done" or self._still(was)):
                yield plan_then

    def occurrence(self, was: str, row: Happened | None) -> Plan | None:
        """The occurrence of this name: one the rule gives, or one to which something happened."""
        start = _start(was)
        if start is None or (
            row is None and (named(start, timed=self._timed) != was or not self._holds(start))
        ):
            return None
        plain = rows.plain(self.plan, was)
        return plain if row is None else rows.changed(plain, row)

    def _still(self, was: str) -> bool:
        start = _start(was)
        return self.plan.state == "planned" and start is not None and self._holds(start)

    def _holds(self, start: datetime) -> bool:
        return bool(self.starts(start, start))


class Occurrences:
    """All repeating plans of one open vault."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writes = -1
        self._series: list[Series] = []
        self._months: OrderedDict[int, tuple[Plan, ...]] = OrderedDict()

    def within(self, start: date, end: date) -> list[Plan]:
        """All occurrences that touch these days, both included, in no order."""
        series = self._all()
        longest = max((one.length for one in series), default=0)
        low, high = _month(days_on(start, -longest)), _month(end)
        if high - low > _WIDEST:
            low = max(low, min((_month(one.plan.day) for one in series), default=low))
            high = min(high, low + _WIDEST)
        return [
            plan
            for month in range(low, high + 1)
            for plan in self._of_month(month, series)
            if plan.day <= end and plan.last_day >= start
        ]

    def next(self, now: datetime) -> list[Plan]:
        """What is planned and not over, of some days; the nearest is among them."""
        since = days_on(now.date(), -2)
        for days in _AHEAD if self._all() else ():
            found = [
                plan
                for plan in self.within(since, days_on(now.date(), days))
                if plan.state == "planned" and not plan.over(now)
            ]
            if found:
                return found
        return []

    def done(self) -> list[Plan]:
        """What was done, also what a rule no longer gives, or a series that was let go."""
        with self._store.reading() as db:
            happened = rows.happened(db, "WHERE state = 'done'")
        series = {one.plan.id: one for one in self._all()}
        found = (series[id].occurrence(was, row) for (id, was), row in happened.items() if id in series)
        return [plan for plan in found if plan is not None]

    def _all(self) -> list[Series]:
        if not self._store.owned:
            return self._read()
        writes = self._store.writes
        if writes != self._writes:
            self._series = self._read()
            self._months.clear()
            self._writes = writes
        return self._series

    def _read(self) -> list[Series]:
        with self._store.reading() as db:
            return [Series(plan) for plan in rows.plans(db, "WHERE rule IS NOT NULL ORDER BY id")]

    def _of_month(self, month: int, series: list[Series]) -> tuple[Plan, ...]:
        kept = self._months.get(month) if series is self._series else None
        if kept is not None:
            self._months.move_to_end(month)
            return kept
        found = self._work_out(date(month // 12, month % 12 + 1, 1), series)
        if series is self._series:
            self._months[month] = found
            while len(self._months) > MONTHS:
                self._months.popitem(last=False)
        return found

    def _work_out(self, low: date, series: list[Series]) -> tuple[Plan, ...]:
        high = low.replace(day=monthrange(low.year, low.month)[1])
        happened: dict[str, dict[str, Happened]] = {}
        with self._store.reading() as db:
            span = low.isoformat(), high.isoformat()
            # "T" sorts after the digits of a day, and "U" after every time on it.
            kept = rows.happened(db, "WHERE was BETWEEN ?1 AND ?2 || 'U' OR day BETWEEN ?1 AND ?2", *span)
        for (id, was), row in kept.items():
            happened.setdefault(id, {})[was] = row
        return tuple(
            plan for one in series for plan in one.within(low, high, happened.get(one.plan.id) or {})
        )


def in_time(plan: Plan) -> tuple[datetime, datetime, str]:
    """The order of time, and always the same one."""
    return plan.begins, plan.created, plan.key


def days_on(day: date, days: int) -> date:
    """So many days later; the first or last day there is where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _start(was: str) -> datetime | None:
    try:
        return datetime.fromisoformat(was)
    except ValueError:
        return None
