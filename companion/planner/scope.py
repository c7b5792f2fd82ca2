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
        happened to later times goes with them. What does not repeat, and a new plan, is stored as it is.
        """
        if not plan.occurrence or scope == "one":
            return self.save(plan)
        old = self.get(plan.key)
        series = self._series(plan.id)
        start = _start(plan.occurrence)
        if scope == "all" or not series.starts(series.first, start - timedelta(seconds=1)):
            return self._change_all(series.plan, old, plan)
        return self._change_later(series.plan, old, plan, start)

    def _change_all(self, series: Plan, old: Plan, plan: Plan) -> Change:
        new = _edited(series, old, plan)
        rule = _rule(series, new, old, plan)
        with self._store.transaction() as db:
            _shift_names(db, series, new)
            rows.put(db, replace(new, repeat=rule), stamp(self._now()), 0)
        return Change("planner", frozenset({series.id}))

    def _change_later(self, series: Plan, old: Plan, plan: Plan, start: datetime) -> Change:
        assert series.repeat is not None
        timed = series.at is not None
        rest = replace(
            series,
            id=str(uuid.uuid4()),
            day=start.date(),
            at=start.time() if timed else None,
            end_day=start.date() + (series.end_day - series.day) if series.end_day else None,
            repeat=self._rest(series, start),
            uid="",
            sequence=0,
        )
        new = _edited(rest, old, plan)
        rule = _rule(rest, new, replace(old, repeat=series.repeat), plan)
        ended = repeat.ended(series.repeat, start, timed=timed)
        with self._store.transaction() as db:
            rows.put(db, replace(new, repeat=rule), stamp(self._now()), 0)
            rows.put(db, replace(series, repeat=ended), stamp(self._now()), 0)
            db.run(
                "UPDATE occurrence SET plan = ? WHERE plan = ? AND was >= ?",
                rest.id,
                series.id,
                plan.occurrence,
            )
            _shift_names(db, rest, new)
        return Change("planner", frozenset({series.id, rest.id}))

    def _rest(self, series: Plan, start: datetime) -> Repeat:
        """The rule from a start on: fewer times where they are counted, and the single days that are left."""
        assert series.repeat is not None
        rule, whole = series.repeat.rule, self._series(series.id)
        parts = rule.split(";")
        counted = [part for part in parts if part.upper().startswith("COUNT=")]
        if counted:
            plain = replace(whole.plan.repeat or series.repeat, extra=(), gone=())
            before = repeat.starts(
                whole.first, plain, whole.first, start - timedelta(seconds=1), zone=series.zone
            )
            left = max(1, int(counted[0][6:]) - len(before))
            rule = ";".join([*(part for part in parts if part not in counted), f"COUNT={left}"])
        return Repeat(rule, _from(series.repeat.extra, start), _from(series.repeat.gone, start))


def _edited(series: Plan, old: Plan, plan: Plan) -> Plan:
    """The series with what was changed on one of its occurrences."""
    changed: dict[str, Any] = {
        name: getattr(plan, name) for name in _SHARED if getattr(plan, name) != getattr(old, name)
    }
    days = plan.day - old.day
    day = _on(series.day, days)
    end = _on(series.end_day, days) if series.end_day else None
    if (plan.at, plan.part) != (old.at, old.part):
        changed |= {"at": plan.at, "part": plan.part}
    made = replace(series, day=day, end_day=end, **changed)
    if plan.repeat is not None and plan.repeat != old.repeat:
        # The first time has to fit the new rule, or it would stand there beside it.
        made = replace(made, day=repeat.first_fit(plan.repeat, made.day))
    return made


def _rule(series: Plan, new: Plan, old: Plan, plan: Plan) -> Repeat | None:
    """The rule of an edited series: the one that was chosen, or its own, moved along."""
    if series.repeat is None or plan.repeat is None:
        return None
    if plan.repeat == old.repeat:
        return repeat.moved(series.repeat, rows.first(series), rows.first(new), timed=new.at is not None)
    by, timed = rows.first(new) - rows.first(series), new.at is not None
    extra, gone = (
        tuple(repeat.renamed(text, by, timed=timed) for text in texts)
        for texts in (series.repeat.extra, series.repeat.gone)
    )
    return Repeat(plan.repeat.rule, extra, gone)


def _shift_names(db: Writer, old: Plan, new: Plan) -> None:
    """What happened to single times keeps to them when all of them move."""
    by = rows.first(new) - rows.first(old)
    timed = new.at is not None
    if by or timed != (old.at is not None):
        rows.rename(db, new.id, lambda was: repeat.renamed(was, by, timed=timed))


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
