"""Plans as rows, and rows as plans. `plan` holds plans and series, `occurrence` what happened to single times of one."""

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, time
from types import NoneType
from typing import Any

from companion.errors import NotFound
from companion.planner.values import Plan, Repeat, named
from companion.store import Reader, Row, Writer
from companion.store.tables import clock, moment
from companion.store.text import clean, clean_line

_WRITTEN = (
    *("id", "title", "idea", "day", "at", "part", "minutes", "place", "pressure", "apart", "invite", "state"),
    *("line", "closeness", "created", "zone", "zone_there", "remind", "uid", "sequence", "alias", "end_day"),
    *("rule", "extra", "gone"),
)
COLUMNS = ", ".join(_WRITTEN)
_SET = ", ".join(f"{name} = excluded.{name}" for name in (*_WRITTEN[1:], "changed") if name != "created")
PUT = ", ".join((*_WRITTEN, "batch", "changed"))
"""Every column that `put` writes."""
_INSERT = (
    f"INSERT INTO {{table}} ({PUT}) VALUES ({', '.join('?' * (len(_WRITTEN) + 2))})"
    f" ON CONFLICT (id) DO UPDATE SET {_SET}"
)

LONG = "(end_day IS NOT NULL OR part = 'week')"
LAST = "(CASE part WHEN 'week' THEN date(day, '+6 days') ELSE end_day END)"
"""The last day of what is longer than one, as SQL."""

OWN: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("title", "place", "invite", "zone", "zone_there", "alias"), (str,)),
    **dict.fromkeys(("idea", "end_day"), (str, NoneType)),
    **dict.fromkeys(("minutes", "remind"), (int, NoneType)),
    "pressure": (int,),
    "apart": (bool,),
}
"""What one occurrence may have of its own, beside its time and what became of it, and how it is written."""

Happened = dict[str, Any]
"""A row of `occurrence` without its key: day, at, part, state, line, closeness, fields."""
_HAPPENED = ("day", "at", "part", "state", "line", "closeness", "fields")
NOTHING: Happened = dict(zip(_HAPPENED, (None, None, None, "planned", "", None, {}), strict=True))


# -- plans -------------------------------------------------------------------------------------------------


def plan(row: Row) -> Plan:
    id, title, idea, day, at, part, minutes, place, pressure, apart, invite, state, line, near, made = row[
        :15
    ]
    zone, zone_there, remind, uid, sequence, alias, end_day, rule, extra, gone = row[15:]
    return Plan(
        id=id,
        title=title,
        idea=idea,
        day=date.fromisoformat(day),
        at=time.fromisoformat(at) if at else None,
        part=part,
        minutes=minutes,
        place=place,
        pressure=pressure,
        apart=bool(apart),
        invite=invite,
        state=state,
        line=line,
        closeness=near,
        created=moment(made),
        zone=zone,
        zone_there=zone_there,
        repeat=None if rule is None else Repeat(rule, _lines(extra), _lines(gone)),
        remind=remind,
        uid=uid,
        sequence=sequence,
        alias=alias,
        end_day=date.fromisoformat(end_day) if end_day else None,
    )


def plans(db: Reader, where: str, *values: object) -> list[Plan]:
    return [plan(row) for row in db.all(f"SELECT {COLUMNS} FROM plan {where}", *values)]


def put(db: Writer, plan: Plan, now: str, batch: int, table: str = "plan") -> None:
    repeat = plan.repeat
    db.run(
        _INSERT.format(table=table),
        *(plan.id, clean_line(plan.title), plan.idea, plan.day.isoformat(), _time(plan.at), plan.part),
        *(
            plan.minutes,
            clean_line(plan.place),
            plan.pressure,
            int(plan.apart),
            clean(plan.invite),
            plan.state,
        ),
        *(clean(plan.line), plan.closeness, clock(plan.created), plan.zone, plan.zone_there, plan.remind),
        *(
            plan.uid,
            plan.sequence,
            clean_line(plan.alias),
            plan.end_day.isoformat() if plan.end_day else None,
        ),
        *((repeat.rule, "\n".join(repeat.extra), "\n".join(repeat.gone)) if repeat else (None, "", "")),
        *(batch, now),
    )


def _time(at: time | None) -> str | None:
    return at.replace(tzinfo=None).isoformat() if at else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


# -- occurrences -------------------------------------------------------------------------------------------


def happened(db: Reader, where: str, *values: object) -> dict[tuple[str, str], Happened]:
    """What happened to single occurrences, by plan and start."""
    rows = db.all(f"SELECT plan, was, {', '.join(_HAPPENED)} FROM occurrence {where}", *values)
    return {(id, was): _happened(rest) for id, was, *rest in rows}


def _happened(rest: list[Any]) -> Happened:
    found = dict(zip(_HAPPENED, rest, strict=True))
    found["fields"] = json.loads(found["fields"])
    return found


def put_happened(db: Writer, id: str, was: str, row: Happened, now: str) -> None:
    """Store it, or forget it if it says nothing any more."""
    if row == NOTHING:
        db.run("DELETE FROM occurrence WHERE plan = ? AND was = ?", id, was)
        return
    values = [row[name] for name in _HAPPENED[:-1]]
    db.run(
        f"INSERT OR REPLACE INTO occurrence (plan, was, {', '.join(_HAPPENED)}, changed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(id, was, *values, json.dumps(row["fields"], ensure_ascii=False), now),
    )


def first(series: Plan) -> datetime:
    """Where the rule of a series begins."""
    return datetime.combine(series.day, series.at or time.min)


# A month has a thousand times of what repeats, and `replace` takes longer for one than everything else does. A slot's
# own setter is what a dataclass calls in the end.
_SLOTS = {field.name: getattr(Plan, field.name).__set__ for field in fields(Plan)}


def _copy(plan: Plan, own: dict[str, Any]) -> Plan:
    """`replace`, five times as fast."""
    made = object.__new__(Plan)
    for name, put in _SLOTS.items():
        put(made, own[name] if name in own else getattr(plan, name))
    return made


def maker(series: Plan) -> Callable[[datetime], Plan]:
    """What makes an occurrence as the rule gives it, from its start."""
    shared = [(put, getattr(series, name)) for name, put in _SLOTS.items()]
    day, at, was, end = (_SLOTS[name] for name in ("day", "at", "occurrence", "end_day"))
    length = series.end_day - series.day if series.end_day else None
    usual = series.at
    suffix = named(first(series), timed=True)[10:]

    def make(start: datetime) -> Plan:
        plan = object.__new__(Plan)
        for put, value in shared:
            put(plan, value)
        there = start.date()
        day(plan, there)
        if usual is None:
            was(plan, there.isoformat())
        elif (hour := start.time()) == usual:
            was(plan, there.isoformat() + suffix)
        else:
            at(plan, hour)
            was(plan, named(start, timed=True))
        if length is not None:
            end(plan, there + length)
        return plan

    return make


def changed(plain: Plan, row: Happened) -> Plan:
    """An occurrence as the rule gives it, with what happened to it."""
    own: dict[str, Any] = {
        name: value for name, value in row["fields"].items() if isinstance(value, OWN.get(name, ()))
    }
    if row["day"] is not None:
        day = date.fromisoformat(row["day"])
        if plain.end_day:
            own.setdefault("end_day", (plain.end_day + (day - plain.day)).isoformat())
        own |= {"day": day, "at": time.fromisoformat(row["at"]) if row["at"] else None, "part": row["part"]}
    if own.get("end_day"):
        own["end_day"] = date.fromisoformat(own["end_day"])
    return _copy(plain, own | {"state": row["state"], "line": row["line"], "closeness": row["closeness"]})


def difference(plain: Plan, plan: Plan, *, whole: bool = False) -> Happened:
    """The row that makes of an occurrence as the rule gives it this plan. `whole` keeps every part of it, so that it
    stays what it was, whatever becomes of the series."""
    row = NOTHING | {"state": plan.state, "line": clean(plan.line), "closeness": plan.closeness}
    if whole or (plan.day, plan.at, plan.part) != (plain.day, plain.at, plain.part):
        row |= {"day": plan.day.isoformat(), "at": _time(plan.at), "part": plan.part}
    own = {name: getattr(plan, name) for name in OWN if whole or getattr(plan, name) != getattr(plain, name)}
    for name in own.keys() & {"title", "place", "alias"}:
        own[name] = clean_line(own[name])
    if "invite" in own:
        own["invite"] = clean(own["invite"])
    if "end_day" in own:
        own["end_day"] = own["end_day"].isoformat() if own["end_day"] else None
    return row | {"fields": own}


def plain(series: Plan, was: str) -> Plan:
    """An occurrence as the rule gives it, by its name."""
    try:
        return replace(maker(series)(datetime.fromisoformat(was)), occurrence=was)
    except ValueError:
        raise NotFound(what="plan") from None


def rename(db: Writer, id: str, other: Callable[[str], str]) -> None:
    """Other names for what happened to a series' occurrences, which moved all by the same time."""
    names = [was for (was,) in db.all("SELECT was FROM occurrence WHERE plan = ? ORDER BY was", id)]
    if names and other(names[0]) > names[0]:
        names.reverse()  # so that none steps on the next
    for was in names:
        if (new := other(was)) != was:
            db.run("UPDATE OR REPLACE occurrence SET was = ? WHERE plan = ? AND was = ?", new, id, was)
