"""Plans and series: kept, moved, let go, asked about once, and remembered with a line.

A key with an occurrence acts on that one time of a series, which then has a row of its own; a key without acts on all.
What was done is kept as it was: a series may change, move or end, and the evening it was stays where it was.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from companion import zones
from companion.changes import Change
from companion.content import Activity
from companion.errors import NotFound, UsageError
from companion.planner import repeat, rows
from companion.planner.occurrences import Series, days_on, in_time, keyed
from companion.planner.part import Part
from companion.planner.reminders import LONGEST
from companion.planner.values import Part as DayPart
from companion.planner.values import Plan, Repeat, State, split
from companion.store import Writer
from companion.store.tables import moment, stamp
from companion.store.text import clean

ASK_DAYS = 2


class Plans(Part):
    """What is planned, and what became of it."""

    # -- reading -------------------------------------------------------------------------------------------

    def blank(self, day: date, idea: Activity | None = None) -> Plan:
        """A new plan for a day, here, from an idea or from nothing. Not stored until it is saved."""
        created = self._now().replace(microsecond=0, tzinfo=None)
        plan = Plan(str(uuid.uuid4()), "", None, day, created=created, zone=self.zone())
        if idea is None:
            return plan
        return replace(
            plan,
            title=idea.title,
            idea=idea.id,
            pressure=idea.pressure,
            minutes=idea.minutes[1],
            invite=idea.invite[0] if idea.invite else "",
        )

    def plans(self, start: date, end: date, *, let_go: bool = False) -> list[Plan]:
        """Plans and occurrences that touch the days from start to end, both included, in order of time.

        Those let go only if asked for. What lasts several days is there from its first day on, so it may begin before
        `start`. A question wider than twenty years gets twenty years of what repeats.
        """
        found = [keyed(plan) for plan in self._within(start, end, "" if let_go else "state <> 'let_go'")]
        found += self._occurrences.within(start, end)
        found.sort()
        return [plan for *_, plan in found if let_go or plan.state != "let_go"]

    def get(self, key: str) -> Plan:
        """A plan, a whole series, or one occurrence. NotFound if there is none."""
        id, was = split(key)
        found = self._one("WHERE id = ?", id)
        if found is not None and was:
            found = Series(found).occurrence(was, self._row(id, was))
        if found is None:
            raise NotFound(what="plan")
        return found

    def by_uid(self, uid: str) -> Plan | None:
        """The plan or series that came from a calendar under this name."""
        return self._one("WHERE uid = ? AND uid <> '' ORDER BY id", uid)

    def _one(self, where: str, value: str) -> Plan | None:
        with self._store.reading() as db:
            return next(iter(rows.plans(db, where, value)), None)

    def changed_times(self, id: str) -> list[Plan]:
        """The times of a series to which something happened, also those its rule no longer gives."""
        series = Series(self.get(id))
        with self._store.reading() as db:
            happened = rows.happened(db, "WHERE plan = ? ORDER BY was", id)
        found = (series.occurrence(was, row) for (_id, was), row in happened.items())
        return [plan for plan in found if plan is not None]

    def next(self, now: datetime) -> Plan | None:
        """The first plan that is not over yet. Something for some time this week waits for what has a day."""
        now = now.replace(tzinfo=None)
        # What began yesterday may still be going on after midnight, or elsewhere in the world.
        since = days_on(now.date(), -2).isoformat()
        found: list[Plan] = []
        with self._store.reading() as db:
            open_ended = f"{rows.LONG} AND day < ?1 AND {rows.LAST} >= ?1"
            found += rows.plans(db, f"WHERE rule IS NULL AND state = 'planned' AND {open_ended}", since)
            coming = db.each(
                f"SELECT {rows.COLUMNS} FROM plan WHERE rule IS NULL AND state = 'planned' AND day >= ?"
                " ORDER BY day",
                since,
            )
            for plan in map(rows.plan, coming):
                nearest = min((one for one in found if not one.over(now)), key=_nearest, default=None)
                if nearest is not None and plan.day > nearest.last_day:
                    break
                found.append(plan)
        found = [plan for plan in found if not plan.over(now)]
        found += self._occurrences.next(now)
        return min(found, key=_nearest, default=None)

    def to_ask(self, now: datetime) -> Plan | None:
        """The latest plan of the past two days that is over and about which nothing was said.

        What came from a calendar is nobody's evening: it is not asked about.
        """
        now = now.replace(tzinfo=None)
        start, end = days_on(now.date(), -ASK_DAYS), days_on(now.date(), 1)
        found = self._within(start, end, "state = 'planned'")
        found += self._since_changed([plan for *_, plan in self._occurrences.within(start, end)])
        over = (plan for plan in found if plan.state == "planned" and not plan.uid and plan.over(now))
        return max(over, key=in_time, default=None)

    def _since_changed(self, plans: list[Plan]) -> list[Plan]:
        """Without the times that a later change of their series put into the past: nobody planned those."""
        with self._store.reading() as db:
            changed: dict[str, str] = dict(db.all("SELECT id, changed FROM plan WHERE rule IS NOT NULL"))
        return [
            plan
            for plan in plans
            if zones.moment(plan.ends) > (when := moment(changed[plan.id]))
            or when - zones.moment(plan.created) < timedelta(minutes=1)
        ]

    def done(self) -> list[Plan]:
        """What was done, the latest first."""
        with self._store.reading() as db:
            found = rows.plans(db, "WHERE state = 'done'")
        return sorted(found + self._occurrences.done(), key=in_time, reverse=True)

    def _within(self, start: date, end: date, where: str) -> list[Plan]:
        """What does not repeat and touches these days."""
        also = f" AND {where}" if where else ""
        with self._store.reading() as db:
            return rows.plans(
                db,
                f"WHERE rule IS NULL{also} AND (day BETWEEN ?1 AND ?2"
                f" OR {rows.LONG} AND day < ?1 AND {rows.LAST} >= ?1)",
                *(start.isoformat(), end.isoformat()),
            )

    def _row(self, id: str, was: str) -> rows.Happened | None:
        with self._store.reading() as db:
            return rows.happened(db, "WHERE plan = ? AND was = ?", id, was).get((id, was))

    # -- keeping -------------------------------------------------------------------------------------------

    def save(self, plan: Plan, *, batch: int = 0) -> Change:
        """Store a plan or a series, new or known; or one occurrence, which then differs from its series.

        A series with another time of day takes what happened to its times along. `batch` is the import it is new from.
        """
        if not plan.title.strip():
            raise UsageError(reason="a plan needs a title")
        if plan.remind is not None and abs(plan.remind) > LONGEST:
            raise UsageError(reason="a reminder is four weeks off at most")
        with self._store.transaction() as db:
            if plan.occurrence:
                self._put_occurrence(db, plan)
            else:
                self._put(db, plan, batch)
        return Change("planner", frozenset({plan.key}))

    def _put(self, db: Writer, plan: Plan, batch: int = 0) -> None:
        if plan.repeat is not None:
            repeat.check(plan.repeat)
        old = next(iter(rows.plans(db, "WHERE id = ?", plan.id)), None)
        if old is not None and old.repeat is not None:
            if plan.repeat is None:
                self._set_free(db, old)
            elif old.at != plan.at:
                plan = self._rename(db, old, plan)
        rows.put(db, plan, stamp(self._now()), batch)

    def _set_free(self, db: Writer, series: Plan, since: str = "") -> None:
        """A series that no longer repeats, or not from a time on: what was done of it becomes plans of their own."""
        for plan in self.changed_times(series.id):
            if plan.state == "done" and plan.occurrence >= since:
                alone = replace(plan, id=str(uuid.uuid4()), repeat=None, occurrence="", uid="")
                rows.put(db, alone, stamp(self._now()), 0)
        db.run("DELETE FROM occurrence WHERE plan = ? AND was >= ?", series.id, since)

    def _put_occurrence(self, db: Writer, plan: Plan) -> None:
        plain = rows.plain(self.get(plan.id), plan.occurrence)
        row = rows.difference(plain, plan, whole=plan.state == "done")
        rows.put_happened(db, plan.id, plan.occurrence, row, stamp(self._now()))

    def _rename(self, db: Writer, old: Plan, new: Plan) -> Plan:
        """Another time of day for a whole series: its occurrences are called by the new time from now on, and so are
        the starts taken out or added, and the end, as far as they are still the old ones."""
        rows.rename(db, old.id, lambda was: repeat.at_time(was, old.at, new.at))
        if old.repeat is None or new.repeat is None:
            return new
        other = repeat.retimed(old.repeat, old.at, new.at, zone=old.zone)
        kept = {
            name: getattr(
                other if getattr(new.repeat, name) == getattr(old.repeat, name) else new.repeat, name
            )
            for name in ("rule", "extra", "gone")
        }
        return replace(new, repeat=Repeat(**kept))

    def take_over(
        self, plan: Plan, happened: Iterable[rows.Happened], changed: str = "", revision: int = 0
    ) -> None:
        """Store a plan or series exactly so, as of when it was changed, and as what happened to its times these rows and
        no others. A row may bring its own moment of change; `revision` never goes back."""
        if plan.repeat is not None:
            repeat.check(plan.repeat)
        when = changed or stamp(self._now())
        with self._store.transaction() as db:
            rows.put(db, plan, when, 0)
            db.run("DELETE FROM occurrence WHERE plan = ?", plan.id)
            for row in happened:
                what = {name: row[name] for name in rows.NOTHING}
                rows.put_happened(db, plan.id, row["was"], what, row.get("changed") or when)
            db.run("UPDATE plan SET revision = max(revision, ?) WHERE id = ?", revision, plan.id)

    # -- changing one's mind -------------------------------------------------------------------------------

    def move(self, key: str, day: date, at: time | None = None, part: DayPart | None = "day") -> Change:
        """Another day or hour; undo moves it back. A whole series takes its rule along: Tuesdays become Thursdays."""
        old = self.get(key)
        new = _moved(old, day, at, part)
        if old.repeat is None or old.occurrence:
            self.save(new)
            was = old.day, old.at, old.part
            return Change("planner", frozenset({key}), "moved", lambda: self.move(key, *was))
        timed = at is not None
        rule, by = repeat.moved(old.repeat, rows.first(old), rows.first(new), zone=old.zone, timed=timed)
        return self._move_series(old, replace(new, repeat=rule), by)

    def _move_series(self, old: Plan, new: Plan, by: timedelta) -> Change:
        with self._store.transaction() as db:
            rows.rename(db, old.id, lambda was: repeat.renamed(was, by, timed=new.at is not None))
            rows.put(db, new, stamp(self._now()), 0)
        id, day, at, part, before = old.id, old.day, old.at, old.part, old.repeat

        def undo() -> Change:
            now = self.get(id)
            return self._move_series(now, replace(_moved(now, day, at, part), repeat=before), -by)

        return Change("planner", frozenset({id}), "moved", undo)

    def let_go(self, key: str) -> Change:
        """Out of the plans, no reason needed; undo puts it back."""
        return self._set_state(key, "let_go", "let_go")

    def let_go_from(self, key: str) -> Change:
        """This time and every later one: the rule ends before it. Undo takes that back."""
        id, was = split(key)
        state = self.get(key).state
        plan = self.get(id)
        if plan.repeat is None or not was:
            return self.let_go(id)
        rule, start = plan.repeat, datetime.fromisoformat(was)
        if not Series(plan).starts(rows.first(plan), start - timedelta(seconds=1)):
            return self.let_go(id)
        ended = repeat.ended(rule, start, timed=plan.at is not None)
        with self._store.transaction() as db:
            self._set_state(key, "let_go", "")
            rows.put(db, replace(plan, repeat=ended), stamp(self._now()), 0)
        return Change("planner", frozenset({id, key}), "let_go", lambda: self._go_on(key, rule, state))

    def _go_on(self, key: str, rule: Repeat, state: State) -> Change:
        id, _was = split(key)
        with self._store.transaction() as db:
            rows.put(db, replace(self.get(id), repeat=rule), stamp(self._now()), 0)
            self._set_state(key, state, "")
        return Change("planner", frozenset({id, key}), undo=lambda: self.let_go_from(key))

    def didnt_happen(self, key: str) -> Change:
        """It did not happen, and is never asked about again; undo takes that back."""
        return self._set_state(key, "didnt", "")

    def keep_line(self, key: str, line: str, closeness: int | None) -> Change:
        """It was done: one line about it, which may be empty, and 1 to 3 for how near it felt, or None."""
        done = replace(self.get(key), state="done", line=clean(line), closeness=closeness)
        self.save(done)
        return Change("planner", frozenset({key}), "kept")

    def _set_state(self, key: str, state: State, label: str) -> Change:
        old = self.get(key)
        id, was = split(key)
        now = stamp(self._now())
        with self._store.transaction() as db:
            if was:
                row = self._row(id, was) or rows.NOTHING
                rows.put_happened(db, id, was, row | {"state": state}, now)
            else:
                db.run("UPDATE plan SET state = ?, changed = ? WHERE id = ?", state, now, id)
        return Change("planner", frozenset({key}), label, lambda: self._set_state(key, old.state, ""))


def _moved(plan: Plan, day: date, at: time | None, part: DayPart | None) -> Plan:
    end = days_on(plan.end_day, (day - plan.day).days) if plan.end_day else None
    return replace(plan, day=day, at=at, part=part, end_day=end)


def _nearest(plan: Plan) -> tuple[datetime, datetime, str]:
    begins, created, key = in_time(plan)
    return (plan.ends if plan.part == "week" and plan.at is None else begins), created, key
