"""The times of everything that repeats, month by month, worked out when they are asked for and remembered for a while.

Two things are remembered, in the owner's thread only, and both for a few months: what each rule gives, for as long as the
series stays as it is, and those times together with what happened to single ones, until anything is written. So a page that
comes back after a save asks the database for rows, and no rule for its days.
"""

from calendar import monthrange
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from companion.errors import UsageError
from companion.planner import repeat, rows
from companion.planner.rows import Happened
from companion.planner.values import Plan, named
from companion.store import Row, Store

MONTHS = 6
"""Months that are remembered: six weeks touch three, and a person turns back. Python looks through all of it now and then."""
_WIDEST = 240
"""Months one question is answered for. Who asks for all time gets twenty years of what never ends."""
_AHEAD = (7, 45, 400, 3_700)
"""Days in which the next time is looked for, further out each time: the last brings the leap days."""

Keyed = tuple[datetime, datetime, str, Plan]
"""A plan behind what it is sorted by, so that sorting asks nothing twice."""


class Series:
    """One repeating plan: its times, without what happened to them until that is given."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.length = (plan.last_day - plan.day).days
        self._first = rows.first(plan)
        self._timed = plan.at is not None
        self._make = rows.maker(plan)
        self._months: dict[int, tuple[Keyed, ...]] = {}

    def starts(self, start: datetime, end: datetime) -> list[datetime]:
        """What the rule gives. A rule that cannot be read, from a file somebody changed, leaves the first start."""
        plan = self.plan
        if plan.repeat is None:
            return []
        try:
            return repeat.starts(self._first, plan.repeat, start, end, zone=plan.zone)
        except (UsageError, ValueError, TypeError):
            return [self._first] if start <= self._first <= end else []

    def occurrence(self, was: str, row: Happened | None) -> Plan | None:
        """The occurrence of this name: one the rule gives, or one to which something happened."""
        start = _start(was)
        if start is None or (
            row is None and (named(start, timed=self._timed) != was or not self._holds(start))
        ):
            return None
        plain = rows.plain(self.plan, was)
        return plain if row is None else rows.changed(plain, row)

    def month(self, month: int) -> tuple[Keyed, ...]:
        """What the rule gives in a month, in order; nothing for a series that was let go."""
        found = self._months.get(month)
        if found is None:
            low, high = _days_of(month)
            begin, end = datetime.combine(low, time.min), datetime.combine(high, time.max)
            starts = self.starts(begin, end) if self.plan.state == "planned" else []
            found = self._months[month] = tuple(map(keyed, map(self._make, starts)))
        return found

    def forget(self, month: int) -> None:
        """Remember this month no longer."""
        self._months.pop(month, None)

    def changed_month(self, month: int, happened: Mapping[str, Happened]) -> Iterator[Keyed]:
        """A month with what happened: `happened` is by name, of those the rule gives in it and of those moved into it."""
        low, high = _days_of(month)
        names = set()
        for one in self.month(month):
            row = happened.get(one[3].occurrence)
            if row is None:
                yield one
                continue
            names.add(one[3].occurrence)
            plan = rows.changed(one[3], row)
            if low <= plan.day <= high:
                yield keyed(plan)
        for was, row in happened.items():
            if (
                was not in names
                and row["day"] is not None
                and low.isoformat() <= row["day"] <= high.isoformat()
            ):
                there = self.occurrence(was, row)
                if there is not None and (row["state"] == "done" or self._still(was)):
                    yield keyed(there)

    def _still(self, was: str) -> bool:
        start = _start(was)
        return self.plan.state == "planned" and start is not None and self._holds(start)

    def _holds(self, start: datetime) -> bool:
        return bool(self.starts(start, start))


class Occurrences:
    """All repeating plans of one open vault."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._writes: int | None = None
        self._rows: dict[str, Row] = {}
        self._series: dict[str, Series] = {}
        self._months: OrderedDict[int, list[Keyed]] = OrderedDict()

    def within(self, start: date, end: date) -> list[Keyed]:
        """All occurrences that touch these days, both included, month after month."""
        series = self._all()
        longest = max((one.length for one in series.values()), default=0)
        low, high = _month(days_on(start, -longest)), _month(end)
        if high - low > _WIDEST:
            low = max(low, min((_month(one.plan.day) for one in series.values()), default=low))
            high = min(high, low + _WIDEST)
        found: list[Keyed] = []
        for month in range(low, high + 1) if series else ():
            there = self._of_month(month, series)
            if longest or not low < month < high:
                there = [one for one in there if one[3].day <= end and one[3].last_day >= start]
            found += there
        return found

    def next(self, now: datetime) -> list[Plan]:
        """What is planned and not over, of some days; the nearest is among them."""
        since = days_on(now.date(), -2)
        for days in _AHEAD if self._all() else ():
            there = self.within(since, days_on(now.date(), days))
            found = [plan for *_, plan in there if plan.state == "planned" and not plan.over(now)]
            if found:
                return found
        return []

    def done(self) -> list[Plan]:
        """What was done, also what a rule no longer gives, or a series that was let go."""
        series = self._all()
        with self._store.reading() as db:
            happened = rows.happened(db, "WHERE state = 'done'")
        found = (series[id].occurrence(was, row) for (id, was), row in happened.items() if id in series)
        return [plan for plan in found if plan is not None]

    def _all(self) -> Mapping[str, Series]:
        if not self._store.owned:
            return {row[0]: Series(rows.plan(row)) for row in self._read()}
        writes = self._store.writes
        if writes is None or writes != self._writes:
            found = {row[0]: row for row in self._read()}
            self._series = {
                id: self._series[id] if self._rows.get(id) == row else Series(rows.plan(row))
                for id, row in found.items()
            }
            self._rows, self._writes = found, writes
            self._months.clear()
        return self._series

    def _read(self) -> list[Row]:
        with self._store.reading() as db:
            return db.all(f"SELECT {rows.COLUMNS} FROM plan WHERE rule IS NOT NULL ORDER BY id")

    def _of_month(self, month: int, series: Mapping[str, Series]) -> list[Keyed]:
        if series is not self._series:
            return self._work_out(month, series)
        found = self._months.get(month)
        if found is None:
            found = self._months[month] = self._work_out(month, series)
            while len(self._months) > MONTHS:
                oldest, _ = self._months.popitem(last=False)
                for one in series.values():
                    one.forget(oldest)
        self._months.move_to_end(month)
        return found

    def _work_out(self, month: int, series: Mapping[str, Series]) -> list[Keyed]:
        low, high = _days_of(month)
        happened: dict[str, dict[str, Happened]] = {}
        with self._store.reading() as db:
            # "T" sorts after the digits of a day, and "U" after every time on it.
            where = "WHERE was BETWEEN ?1 AND ?2 || 'U' OR day BETWEEN ?1 AND ?2"
            for (id, was), row in rows.happened(db, where, low.isoformat(), high.isoformat()).items():
                happened.setdefault(id, {})[was] = row
        found: list[Keyed] = []
        for id, one in series.items():
            rows_of = happened.get(id)
            found += one.month(month) if rows_of is None else one.changed_month(month, rows_of)
        found.sort()
        return found


def keyed(plan: Plan) -> Keyed:
    """A plan behind the order of time, which is always the same one."""
    return plan.begins, plan.created, plan.key, plan


def in_time(plan: Plan) -> tuple[datetime, datetime, str]:
    return plan.begins, plan.created, plan.key


def days_on(day: date, days: int) -> date:
    """So many days later; the first or last day there is where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _days_of(month: int) -> tuple[date, date]:
    year, number = divmod(month, 12)
    return date(year, number + 1, 1), date(year, number + 1, monthrange(year, number + 1)[1])


def _start(was: str) -> datetime | None:
    try:
        return datetime.fromisoformat(was)
    except ValueError:
        return None
