"""Changing what repeats: one time of it, this and every later one, or all of them.

Whatever the person changed on the occurrence they looked at is changed on the others too; what they left stays as each
of them has it.
"""

import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from companion.changes import Change
from companion.errors import UsageError
from companion.planner import repeat, rows
from companion.planner.occurrences import Series
from companion.planner.plans import Plans
from companion.planner.values import Plan, Repeat
from companion.store import Writer
from companion.store.tables import stamp

Scope = Literal["one", "later", "all"]

_SHARED = (
    *("title", "idea", "minutes", "place", "pressure", "apart", "invite", "zone", "zone_there", "remind"),
    "alias",
)


class Scopes(Plans):
    """Plans that can be changed one at a time or together."""

    def change(self, plan: Plan, scope: Scope = "one") -> Change:
        """Keep an occurrence as it was edited: its day, time, words and, where more than one is meant, its rule.

        "later" makes a series of its own out of this and every later time, and ends the old one before it; what
        happened to later times goes with them. Without a rule, this one time is all that is left of those that are
        meant, and what was done stays. What does not repeat, and a new plan, is stored as it is.
        """
        if not plan.occurrence or scope == "one":
            return self.save(plan)
        old, series = self.get(plan.key), self.get(plan.id)
        start = _start(plan.occurrence)
        before = Series(series).starts(rows.first(series), start - timedelta(seconds=1))
        later = scope == "later" and bool(before)
        if plan.repeat is None:
            return self._only_this(series, plan, start, later=later)
        if later:
            return self._change_later(series, old, plan, start)
        return self._change_all(series, old, plan)

    def _change_all(self, series: Plan, old: Plan, plan: Plan) -> Change:
        new, by = _edited(series, old, plan)
        with self._store.transaction() as db:
            self._take_along(db, new, plan, by)
            rows.put(db, new, stamp(self._now()), 0)
        return Change("planner", frozenset({series.id}))

    def _only_this(self, series: Plan, plan: Plan, start: datetime, *, later: bool) -> Change:
        alone = replace(plan, occurrence="")
        with self._store.transaction() as db:
            if later:
                assert series.repeat is not None
                alone = replace(alone, id=str(uuid.uuid4()), uid="", sequence=0)
                ended = repeat.ended(series.repeat, start, timed=series.at is not None)
                self._set_free(db, series, plan.occurrence)
                rows.put(db, replace(series, repeat=ended), stamp(self._now()), 0)
            else:
                self._set_free(db, series)
            rows.put(db, alone, stamp(self._now()), 0)
        return Change("planner", frozenset({series.id, alone.id}))

    def _change_later(self, series: Plan, old: Plan, plan: Plan, start: datetime) -> Change:
        assert series.repeat is not None
        timed = series.at is not None
        rest = replace(
            series,
            id=str(uuid.uuid4()),
            day=start.date(),
            at=start.time() if timed else None,
            end_day=start.date() + (series.end_day - series.day) if series.end_day else None,
            repeat=_rest(series, series.repeat, start),
            uid="",
            sequence=0,
        )
        new, by = _edited(rest, old, plan)
        ended = repeat.ended(series.repeat, start, timed=timed)
        with self._store.transaction() as db:
            rows.put(db, new, stamp(self._now()), 0)
            rows.put(db, replace(series, repeat=ended), stamp(self._now()), 0)
            db.run(
                "UPDATE occurrence SET plan = ? WHERE plan = ? AND was >= ?",
                *(rest.id, series.id, plan.occurrence),
            )
            self._take_along(db, new, plan, by)
        return Change("planner", frozenset({series.id, rest.id}))

    def _take_along(self, db: Writer, new: Plan, plan: Plan, by: timedelta) -> None:
        """What happened to single times keeps to them when all of them move; the one that was looked at is as it was
        edited, also where it was different before."""
        timed = new.at is not None
        rows.rename(db, new.id, lambda was: repeat.renamed(was, by, timed=timed))
        was = repeat.renamed(plan.occurrence, by, timed=timed)
        if rows.happened(db, "WHERE plan = ? AND was = ?", new.id, was):
            row = rows.difference(rows.plain(new, was), plan, whole=plan.state == "done")
            rows.put_happened(db, new.id, was, row, stamp(self._now()))


def _rest(series: Plan, whole: Repeat, start: datetime) -> Repeat:
    """The rule from a start on: fewer times where they are counted, and the single days that are left."""
    parts = []
    for part in whole.rule.split(";"):
        if part.upper().startswith("COUNT="):
            first, end = rows.first(series), start - timedelta(seconds=1)
            gone = repeat.starts(first, Repeat(whole.rule), first, end, zone=series.zone)
            part = f"COUNT={max(1, int(part[6:]) - len(gone))}"
        parts.append(part)
    return Repeat(";".join(parts), _from(whole.extra, start), _from(whole.gone, start))


def _edited(series: Plan, old: Plan, plan: Plan) -> tuple[Plan, timedelta]:
    """The series with what was changed on one of its occurrences, and by how much its times move."""
    changed: dict[str, Any] = {
        name: getattr(plan, name) for name in _SHARED if getattr(plan, name) != getattr(old, name)
    }
    if (plan.at, plan.part) != (old.at, old.part):
        changed |= {"at": plan.at, "part": plan.part}
    days = plan.day - old.day
    end = _on(series.end_day, days) if series.end_day else None
    new = replace(series, day=_on(series.day, days), end_day=end, **changed)
    assert series.repeat is not None
    assert plan.repeat is not None
    timed = new.at is not None
    if plan.repeat == old.repeat:
        rule, by = repeat.moved(
            series.repeat, rows.first(series), rows.first(new), zone=series.zone, timed=timed
        )
        return replace(new, repeat=rule), by
    # The first time has to fit the new rule, or it would stand there beside it.
    new = replace(new, day=repeat.first_fit(plan.repeat, new.day))
    by = rows.first(new) - rows.first(series)
    extra, gone = (
        tuple(repeat.renamed(text, by, timed=timed) for text in texts)
        for texts in (series.repeat.extra, series.repeat.gone)
    )
    return replace(new, repeat=Repeat(plan.repeat.rule, extra, gone)), by


def _start(was: str) -> datetime:
    try:
        return datetime.fromisoformat(was)
    except ValueError:
        raise UsageError(reason="an occurrence is named by its start") from None


def _from(texts: tuple[str, ...], start: datetime) -> tuple[str, ...]:
    """The single times of a rule that are not before a start; a whole day counts by its day."""
    day = datetime.combine(start, time.min)
    return tuple(text for text in texts if _start(text) >= (start if len(text) > 10 else day))


def _on(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
