"""Things to do together: plans with a day, what became of them, ideas of one's own, and one suggestion.

Nothing here counts or judges. A plan is let go without a reason, one that did not happen is never asked about again,
and the suggestion never asks for more than the day's check-in leaves room for. Days and hours are the wall clock's.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, Protocol

from companion.changes import Change
from companion.content import Activity
from companion.errors import NotFound, UsageError
from companion.store import Store
from companion.store.tables import clock, days_before, moment, stamp
from companion.store.text import clean, clean_line

Part = Literal["morning", "afternoon", "evening", "day"]
State = Literal["planned", "let_go", "done", "didnt"]

ASK_DAYS = 2
TRASH_DAYS = 30
DEFAULT_MINUTES = 60

PARTS: dict[str, tuple[time, time]] = {
    "morning": (time(6), time(12)),
    "afternoon": (time(12), time(18)),
    "evening": (time(18), time(23, 59, 59)),
    "day": (time(0), time(23, 59, 59)),
}

_COLUMNS = (
    "id, title, idea, day, at, part, minutes, place, pressure, apart, invite, state, line, closeness, created"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Something for one day, at a time or in a part of the day. `closeness` 1 to 3 is how near it felt afterwards."""

    id: str
    title: str
    idea: str | None
    day: date
    at: time | None = None
    part: Part | None = "day"
    minutes: int | None = None
    place: str = ""
    pressure: int = 1
    apart: bool = False
    invite: str = ""
    state: State = "planned"
    line: str = ""
    closeness: int | None = None
    created: datetime = datetime.min

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.at or PARTS[self.part or "day"][0])

    @property
    def ends(self) -> datetime:
        """When it is over. With a time and no length, an hour is taken."""
        if self.at is None:
            return datetime.combine(self.day, PARTS[self.part or "day"][1])
        try:
            return self.begins + timedelta(minutes=self.minutes or DEFAULT_MINUTES)
        except OverflowError:
            return datetime.max


class Noted(Protocol):
    """What of a check-in the suggestion looks at; the diary's CheckIn is one."""

    @property
    def day(self) -> date: ...
    @property
    def closeness(self) -> int | None: ...
    @property
    def energy(self) -> int | None: ...
    @property
    def mood(self) -> int | None: ...


class Planner:
    """All plans and own ideas of one open vault. Reading works in every thread."""

    def __init__(self, store: Store, now: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._now = now

    # -- plans ---------------------------------------------------------------------------------------------

    def blank(self, day: date, idea: Activity | None = None) -> Plan:
        """A new plan for a day, from an idea or from nothing. Not stored until it is saved."""
        created = self._now().replace(microsecond=0, tzinfo=None)
        plan = Plan(str(uuid.uuid4()), "", None, day, created=created)
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
        """Plans from start to end, both included, in order of time; those let go only if asked for."""
        states = "" if let_go else " AND state <> 'let_go'"
        found = self._plans(f"WHERE day BETWEEN ? AND ?{states}", start.isoformat(), end.isoformat())
        return sorted(found, key=_in_time)

    def get(self, id: str) -> Plan:
        found = self._plans("WHERE id = ?", id)
        if not found:
            raise NotFound(what="plan")
        return found[0]

    def next(self, now: datetime) -> Plan | None:
        """The first plan that is not over yet."""
        now = now.replace(tzinfo=None)
        # A plan of yesterday evening may still be going on after midnight.
        since = _days_back(now.date(), 1)
        found = self._plans("WHERE state = 'planned' AND day >= ?", since.isoformat())
        return min((plan for plan in found if plan.ends > now), key=_in_time, default=None)

    def to_ask(self, now: datetime) -> Plan | None:
        """The latest plan of the past two days that is over and about which nothing was said."""
        now = now.replace(tzinfo=None)
        since = _days_back(now.date(), ASK_DAYS)
        found = self._plans(
            "WHERE state = 'planned' AND day BETWEEN ? AND ?", since.isoformat(), now.date().isoformat()
        )
        return max((plan for plan in found if plan.ends <= now), key=_in_time, default=None)

    def done(self) -> list[Plan]:
        """What was done, the latest first."""
        return sorted(self._plans("WHERE state = 'done'"), key=_in_time, reverse=True)

    def save(self, plan: Plan) -> Change:
        """Store a plan, new or known."""
        if not plan.title.strip():
            raise UsageError(reason="a plan needs a title")
        with self._store.transaction() as db:
            db.run(
                f"INSERT INTO plan ({_COLUMNS}, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET title = excluded.title, idea = excluded.idea,"
                " day = excluded.day, at = excluded.at, part = excluded.part, minutes = excluded.minutes,"
                " place = excluded.place, pressure = excluded.pressure, apart = excluded.apart,"
                " invite = excluded.invite, state = excluded.state, line = excluded.line,"
                " closeness = excluded.closeness, changed = excluded.changed",
                *(plan.id, clean_line(plan.title), plan.idea, plan.day.isoformat()),
                *(plan.at.replace(tzinfo=None).isoformat() if plan.at else None, plan.part, plan.minutes),
                *(clean_line(plan.place), plan.pressure, int(plan.apart), clean(plan.invite), plan.state),
                *(clean(plan.line), plan.closeness, clock(plan.created), stamp(self._now())),
            )
        return Change("planner", frozenset({plan.id}))

    def move(self, id: str, day: date, at: time | None = None, part: Part | None = "day") -> Change:
        """Another day or hour; undo moves it back."""
        old = self.get(id)
        self.save(replace(old, day=day, at=at, part=part))
        undo: Callable[[], Change] = lambda: self.move(id, old.day, old.at, old.part)  # noqa: E731
        return Change("planner", frozenset({id}), "moved", undo)

    def let_go(self, id: str) -> Change:
        """Out of the plans, no reason needed; undo puts it back."""
        return self._set_state(id, "let_go", "let_go")

    def didnt_happen(self, id: str) -> Change:
        """It did not happen, and is never asked about again; undo takes that back."""
        return self._set_state(id, "didnt", "")

    def keep_line(self, id: str, line: str, closeness: int | None) -> Change:
        """It was done: one line about it, which may be empty, and 1 to 3 for how near it felt, or None."""
        with self._store.transaction() as db:
            touched = db.run(
                "UPDATE plan SET state = 'done', line = ?, closeness = ?, changed = ? WHERE id = ?",
                *(clean(line), closeness, stamp(self._now()), id),
            )
        if not touched:
            raise NotFound(what="plan")
        return Change("planner", frozenset({id}), "kept")

    def _set_state(self, id: str, state: State, label: str) -> Change:
        with self._store.transaction() as db:
            old = db.value("SELECT state FROM plan WHERE id = ?", id)
            if old is None:
                raise NotFound(what="plan")
            db.run("UPDATE plan SET state = ?, changed = ? WHERE id = ?", state, stamp(self._now()), id)
        return Change("planner", frozenset({id}), label, lambda: self._set_state(id, old, ""))

    def _plans(self, where: str, *values: object) -> list[Plan]:
        with self._store.reading() as db:
            return [_plan(row) for row in db.all(f"SELECT {_COLUMNS} FROM plan {where}", *values)]

    # -- ideas of one's own --------------------------------------------------------------------------------

    def own_ideas(self, *, trashed: bool = False) -> list[Activity]:
        """Ideas somebody wrote themselves, the latest first, in the shape of the ones that ship."""
        state = "IS NOT NULL" if trashed else "IS NULL"
        with self._store.reading() as db:
            rows = db.all(
                f"SELECT id, title, fields FROM own_idea WHERE trashed {state} ORDER BY created DESC, id"
            )
        return [_idea(id, title, json.loads(written)) for id, title, written in rows]

    def own_idea(self, title: str, **chosen: Any) -> Activity:
        """A new idea with a title and whatever fields of an Activity are given. Not stored until it is saved."""
        return _idea(str(uuid.uuid4()), title, chosen)

    def save_idea(self, idea: Activity) -> Change:
        """Store an own idea, new or known."""
        if not idea.title.strip():
            raise UsageError(reason="an idea needs a title")
        written = {name: _cleaned(value) for name, value in asdict(idea).items() if name not in _APART}
        with self._store.transaction() as db:
            db.run(
                "INSERT INTO own_idea (id, title, fields, created) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET title = excluded.title, fields = excluded.fields",
                *(idea.id, clean_line(idea.title), json.dumps(written, ensure_ascii=False)),
                stamp(self._now()),
            )
        return Change("planner", frozenset({idea.id}))

    def trash_idea(self, id: str) -> Change:
        """Off the shelf, for 30 days; undo puts it back."""
        return self._set_trashed(id, stamp(self._now()))

    def put_back_idea(self, id: str) -> Change:
        return self._set_trashed(id, None)

    def _set_trashed(self, id: str, when: str | None) -> Change:
        with self._store.transaction() as db:
            if not db.run("UPDATE own_idea SET trashed = ? WHERE id = ?", when, id):
                raise NotFound(what="idea")
        back = self.put_back_idea if when else self.trash_idea
        return Change("planner", frozenset({id}), "trashed" if when else "put_back", lambda: back(id))

    def purge(self, now: datetime) -> Change:
        """Remove ideas that were in the trash for 30 days, and what was declined on days long gone."""
        with self._store.overwriting(), self._store.transaction() as db:
            db.run("DELETE FROM own_idea WHERE trashed < ?", days_before(now, TRASH_DAYS))
            db.run("DELETE FROM declined WHERE day < ?", _days_back(now.date(), TRASH_DAYS).isoformat())
        return Change("planner")

    # -- the suggestion ------------------------------------------------------------------------------------

    def suggestion(
        self,
        activities: Iterable[Activity],
        check_in: Noted,
        day: date | None = None,
        *,
        declined: Collection[str] | None = None,
    ) -> Activity | None:
        """One idea for this day, the same one each time it is asked, until it is declined; or None.

        Little energy, or a low mood, leaves only what asks for nothing: pressure 1 and energy 1. Otherwise up to
        pressure 2, and 3 on a day with energy and closeness. `declined` replaces what was declined that day.
        """
        day = day or check_in.day
        if declined is None:
            declined = self.declined(day)
        pressure, energy = _ceiling(check_in)
        fitting = (
            idea
            for idea in activities
            if idea.id not in declined
            and idea.pressure <= pressure
            and idea.energy <= energy
            and not (pressure == 1 and "overloaded" in idea.not_when)
        )
        return min(fitting, key=lambda idea: _lot(day, idea.id), default=None)

    def declined(self, day: date) -> frozenset[str]:
        """Ideas that were declined on this day."""
        with self._store.reading() as db:
            rows = db.all("SELECT idea FROM declined WHERE day = ? AND idea <> ''", day.isoformat())
        return frozenset(idea for (idea,) in rows)

    def decline_today(self, idea_id: str, day: date) -> Change:
        """Not this one today."""
        return self._decline(day, idea_id)

    def hide_suggestion(self, day: date) -> Change:
        """No suggestion until tomorrow; undo shows it again."""
        return self._decline(day, "")

    def suggestion_hidden(self, day: date) -> bool:
        with self._store.reading() as db:
            return db.value("SELECT 1 FROM declined WHERE day = ? AND idea = ''", day.isoformat()) is not None

    def _decline(self, day: date, idea: str) -> Change:
        with self._store.transaction() as db:
            db.run("INSERT OR IGNORE INTO declined (day, idea) VALUES (?, ?)", day.isoformat(), idea)
        return Change("planner", undo=lambda: self._allow(day, idea))

    def _allow(self, day: date, idea: str) -> Change:
        with self._store.transaction() as db:
            db.run("DELETE FROM declined WHERE day = ? AND idea = ?", day.isoformat(), idea)
        return Change("planner", undo=lambda: self._decline(day, idea))


def _ceiling(noted: Noted) -> tuple[int, int]:
    """The most pressure and energy an idea may ask for."""
    if noted.energy == 1 or noted.mood == 1:
        return 1, 1
    if noted.energy == 3 and (noted.closeness or 0) >= 4:
        return 3, 3
    pressure = 1 if noted.closeness is not None and noted.closeness <= 1 else 2
    return pressure, noted.energy or 2


def _lot(day: date, id: str) -> bytes:
    """An order that differs from day to day and never within one."""
    return hashlib.sha256(f"{day.isoformat()} {id}".encode()).digest()


def _in_time(plan: Plan) -> tuple[datetime, datetime, str]:
    return plan.begins, plan.created, plan.id


def _days_back(day: date, days: int) -> date:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min


def _plan(row: tuple[Any, ...]) -> Plan:
    id, title, idea, day, at, part, minutes, place, pressure, apart, invite, state, line, near, made = row
    return Plan(
        id,
        title,
        idea,
        date.fromisoformat(day),
        time.fromisoformat(at) if at else None,
        part,
        minutes,
        place,
        pressure,
        bool(apart),
        invite,
        state,
        line,
        near,
        moment(made),
    )


_APART = ("id", "title", "own")
_DEFAULTS: dict[str, Any] = {
    "what": "",
    "pressure": 1,
    "talk": 0,
    "minutes": (10, 30),
    "cost": 0,
    "place": ("anywhere",),
    "energy": 1,
    "touch": "none",
    "access": "",
    "season": ("any",),
    "invite": (),
    "leave": "",
    "family": "",
}
_FIELDS = frozenset(entry.name for entry in fields(Activity)) - set(_APART)


def _idea(id: str, title: str, written: dict[str, Any]) -> Activity:
    known = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in written.items()
        if name in _FIELDS
    }
    return Activity(id=id, title=title, own=True, **(_DEFAULTS | known))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (tuple, list)):
        return [_cleaned(part) for part in value]
    return value
