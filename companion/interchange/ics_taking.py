"""A calendar file into the plan: what it would do, then all of it or nothing, then all of it back with one undo.

A plan is known by its UID. The same file twice adds nothing; one that says something else about a plan changes it, unless
what it says is older (SEQUENCE, then LAST-MODIFIED). What somebody did with a plan here, letting it go or a line about it,
stays. A plan that was made here keeps its words: from a file that went out and came back it takes a new time only.
"""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

from companion.changes import Change
from companion.disk import Report, quiet
from companion.errors import ImportFailed, NotFound
from companion.interchange.ics_drafts import Draft, Edit, Remark
from companion.interchange.ics_lines import LARGEST
from companion.interchange.ics_reading import read
from companion.interchange.ics_writing import calendar
from companion.planner import Plan, rows
from companion.store.tables import stamp

if TYPE_CHECKING:
    from companion.store import Reader, Writer
    from companion.workspace import Workspace

What = Literal["added", "updated", "removed", "same", "older", "cancelled"]
_AT_ONCE = 60.0
_WRITING = 0.6
"""How much of a step goes into rows; the rest is for ending its transaction."""
UNTITLED = "…"
"""The title of an event that has none, where nobody gave a better one."""


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one draft. `plan` is the id of the plan it is known as, or of the one it will be.

    `own` is a plan that was made here; `words` says whether title and place come from the file.
    """

    draft: Draft
    what: What
    plan: str
    own: bool = False
    words: bool = True


@dataclass(slots=True)
class Look:
    """A file looked through against the plan as it is now."""

    steps: list[Step] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def count(self, *what: What) -> int:
        return sum(step.what in what for step in self.steps)

    @property
    def changes_something(self) -> bool:
        return self.count("added", "updated", "removed") > 0


def is_calendar(file: Path) -> bool:
    """Whether a file begins like one, whatever its name is. An unreadable one is none."""
    try:
        with file.open("rb") as opened:
            return b"BEGIN:VCALENDAR" in opened.read(1024).replace(b"\x00", b"").upper()
    except OSError:
        return False


def look_through(workspace: "Workspace", file: Path, report: Report = quiet) -> Look:
    """What taking in this file would do. Nothing is changed; good in a job.

    ImportFailed(why="unreadable", "too_large", "too_many", "not_calendar" or "old_calendar").
    """
    report(0, 2, "reading")
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        raise ImportFailed(why="unreadable") from None
    found = read(data)
    report(1, 2, "reading")
    with workspace.store.reading() as db:
        steps = _steps(db, found.drafts)
    cancelled = [step.draft for step in steps if step.what == "cancelled"]
    remarks = [*found.remarks, *(Remark(draft.line, "cancelled", draft.title) for draft in cancelled)]
    report(2, 2, "reading")
    return Look(steps, sorted(remarks, key=lambda remark: remark.line))


def take_in(workspace: "Workspace", look: Look, *, untitled: str = UNTITLED) -> Change:
    """Do it, in the owner's thread, in one go. See `Taking`."""
    taking = Taking(workspace, look, untitled=untitled)
    while taking.step(_AT_ONCE):
        pass
    return taking.finish()


class Taking:
    """One calendar on its way in, in the thread that owns the vault: `step` until it answers False, then `finish`; or `drop`.

    New plans, which are nearly all of most files, are written out in memory step by step; the plan itself knows nothing of
    them. The last step is the one transaction that changes it. StorageError's kinds; nothing is changed then.
    """

    def __init__(self, workspace: "Workspace", look: Look, *, untitled: str = UNTITLED) -> None:
        self.looked = 0
        self._workspace, self._look, self._untitled = workspace, look, untitled
        self._clock = workspace.clock()
        self._new = iter([step for step in look.steps if step.what == "added" and not step.draft.edits])
        self._ready: dict[str, str] = {}
        self._tray = _Tray()

    def step(self, seconds: float) -> bool:
        """Go on for about this long. False when everything is ready for `finish`."""
        until = monotonic() + seconds * _WRITING
        with self._workspace.store.transaction() as db:
            for step in self._new:
                plan = _plan_of(step, _blank(step, self._untitled, self._clock))
                self._tray.lay_out(db, step, plan, stamp(self._clock))
                self._ready[step.draft.uid] = step.plan
                self.looked += 1
                if monotonic() >= until:
                    return True
        return False

    def finish(self) -> Change:
        """The plan is asked again: what changed since the look counts. The change's undo takes all of it back, row by row."""
        workspace, look = self._workspace, self._look
        now = stamp(self._clock)
        with workspace.store.transaction() as db:
            steps = [step for step in _steps(db, [step.draft for step in look.steps]) if step.what in _DONE]
            steps = [self._as_laid_out(step) for step in steps]
            laid = {step.plan for step in steps} & set(self._ready.values())
            others = [step for step in steps if step.plan not in laid]
            before = _rows(db, [step.plan for step in others])
            self._tray.take_up(db, laid)
            for step in others:
                _DONE[step.what](db, step, self._untitled, now, self._clock)
            name = _note(db, [step.plan for step in steps], before, stamp(workspace.clock()))
        look.steps = [*steps, *(step for step in look.steps if step.what not in _DONE)]
        ids = frozenset(step.plan for step in steps)
        return Change("planner", ids, "calendar_in", lambda: take_out(workspace, name))

    def drop(self) -> None:
        """Leave it: what was written out is forgotten."""
        with self._workspace.store.transaction() as db:
            self._tray.clear(db)

    def halt(self) -> None:
        """Stop where it is. What was written out goes with the lock."""

    def _as_laid_out(self, step: Step) -> Step:
        laid = self._ready.get(step.draft.uid) if step.what == "added" else None
        return replace(step, plan=laid) if laid else step


# -- what is ready before it is there ----------------------------------------------------------------------

_ITEM = "uid, plan, sequence, revised, mark"


class _Tray:
    """Plans that are written out and not yet there, in temporary tables: those lie in the connection's memory and are gone
    with the lock."""

    def __init__(self) -> None:
        name = uuid.uuid4().hex
        self._plan, self._item = f"coming_plan_{name}", f"coming_item_{name}"
        self._there = False

    def lay_out(self, db: "Writer", step: Step, plan: Plan, now: str) -> None:
        if not self._there:
            db.run(f"CREATE TEMP TABLE {self._plan} AS SELECT {rows.PUT} FROM plan LIMIT 0")
            db.run(f"CREATE UNIQUE INDEX temp.{self._plan}_id ON {self._plan} (id)")
            db.run(f"CREATE TEMP TABLE {self._item} AS SELECT {_ITEM} FROM calendar_item LIMIT 0")
            self._there = True
        rows.put(db, plan, now, 0, self._plan)
        _put_item(db, step, self._item)

    def take_up(self, db: "Writer", plans: set[str]) -> None:
        """These, all at once; the others are forgotten."""
        if not self._there:
            return
        wanted = json.dumps(sorted(plans))
        chosen = "IN (SELECT value FROM json_each(?)) ORDER BY"
        put, item = rows.PUT, _ITEM
        db.run(f"INSERT INTO plan ({put}) SELECT {put} FROM {self._plan} WHERE id {chosen} id", wanted)
        db.run(
            f"INSERT INTO calendar_item ({item}) SELECT {item} FROM {self._item} WHERE plan {chosen} uid",
            wanted,
        )
        self.clear(db)

    def clear(self, db: "Writer") -> None:
        for table in (self._plan, self._item):
            db.run(f"DROP TABLE IF EXISTS temp.{table}")


# -- what to do --------------------------------------------------------------------------------------------


def _steps(db: "Reader", drafts: Iterable[Draft]) -> list[Step]:
    drafts = list(drafts)
    came = {
        uid: (plan, int(sequence), revised, mark)
        for uid, plan, sequence, revised, mark in db.each(
            "SELECT uid, plan, sequence, revised, mark FROM calendar_item"
        )
    }
    own = _own(db, [draft.uid for draft in drafts if draft.uid not in came])
    other = {came[draft.uid][0] for draft in drafts if draft.uid in came and came[draft.uid][3] != draft.mark}
    sent = _sent(db, {plan.id for plan in own.values()} | other)
    steps = []
    for draft in drafts:
        ours = sent.get(draft.uid)
        if draft.uid in came:
            plan, *known = came[draft.uid]
            what = "same" if _is_ours(draft, ours) else _again(draft, *known)
            steps.append(Step(draft, what, plan, words=ours is None or draft.title != ours.title))
        elif draft.uid in own:
            steps.append(Step(draft, _home_again(draft, ours), own[draft.uid].id, own=True, words=False))
        else:
            steps.append(Step(draft, "cancelled" if draft.cancelled else "added", str(uuid.uuid4())))
    return steps


def _sent(db: "Reader", ids: set[str]) -> dict[str, Draft]:
    """What of these plans would go out now, read as it would come back."""
    return {draft.uid: draft for draft in read(calendar(db, ids=ids).data).drafts} if ids else {}


def _is_ours(draft: Draft, sent: Draft | None) -> bool:
    """Whether this is what went out from here last: with a neutral title, which is no news of the plan."""
    if sent is None or (draft.sequence, draft.changed) != (sent.sequence, sent.changed):
        return False
    return _times(draft) == _times(sent)


def _own(db: "Reader", uids: list[str]) -> dict[str, Plan]:
    """The plans made here that go by these UIDs."""
    wanted = json.dumps(uids)
    found = rows.plans(
        db,
        "WHERE id IN (SELECT value FROM json_each(?1)) OR uid IN (SELECT value FROM json_each(?1)) ORDER BY id",
        wanted,
    )
    return {plan.uid or plan.id: plan for plan in found}


def _again(draft: Draft, sequence: int, changed: str, mark: str) -> What:
    if draft.mark == mark:
        return "same"
    if (draft.sequence, draft.changed or changed) < (sequence, changed):
        return "older"
    return "removed" if draft.cancelled else "updated"


def _home_again(draft: Draft, sent: Draft | None) -> What:
    """A plan of this app that comes back from another program; `sent` is what would go out now."""
    if sent is None:
        return "same"  # let go here, and it stays so
    if draft.sequence < sent.sequence:
        return "older"
    if draft.cancelled:
        return "removed"
    return "same" if _times(draft) == _times(sent) else "updated"


def _times(draft: Draft) -> str:
    """A draft without its words, to be compared."""
    edits = tuple(replace(edit, title="", place="") for edit in draft.edits)
    return replace(draft, title="", place="", edits=edits).mark


# -- doing it ----------------------------------------------------------------------------------------------


def _add(db: "Writer", step: Step, untitled: str, now: str, clock: datetime) -> None:
    _put(db, step, _blank(step, untitled, clock), now)


def _blank(step: Step, untitled: str, clock: datetime) -> Plan:
    created = clock.replace(microsecond=0, tzinfo=None)
    return Plan(step.plan, untitled, None, step.draft.start.date(), created=created)


def _update(db: "Writer", step: Step, _untitled: str, now: str, _clock: datetime) -> None:
    known = rows.plans(db, "WHERE id = ?", step.plan)
    if known:
        _put(db, step, known[0], now)


def _put(db: "Writer", step: Step, base: Plan, now: str) -> None:
    plan = _plan_of(step, base)
    rows.put(db, plan, now, 0)
    if step.what != "added" or step.draft.edits:
        _put_edits(db, plan, step.draft.edits, now, words=step.words)
    if not step.own:
        _put_item(db, step, "calendar_item")


def _plan_of(step: Step, base: Plan) -> Plan:
    """What was there, or nothing, with what the file says."""
    draft = step.draft
    said: dict[str, Any] = {
        "day": draft.start.date(),
        "at": None if draft.whole_day else draft.start.time(),
        "part": "day" if draft.whole_day else None,
        "minutes": draft.minutes,
        "end_day": draft.end_day,
        "zone": draft.zone,
        "repeat": draft.repeat,
        "sequence": max(draft.sequence, base.sequence),
    }
    if step.words:
        said |= {"title": draft.title or base.title, "place": draft.place, "uid": draft.uid}
    return replace(base, **said)


def _put_item(db: "Writer", step: Step, table: str) -> None:
    draft = step.draft
    db.run(
        f"INSERT OR REPLACE INTO {table} ({_ITEM}) VALUES (?, ?, ?, ?, ?)",
        *(draft.uid, step.plan, draft.sequence, draft.changed, draft.mark),
    )


def _put_edits(db: "Writer", series: Plan, edits: Iterable[Edit], now: str, *, words: bool) -> None:
    """The edited times of a series. Those about which something was said here stay as they are."""
    db.run("DELETE FROM occurrence WHERE plan = ? AND state = 'planned'", series.id)
    said = {was for _plan, was in rows.happened(db, "WHERE plan = ?", series.id)}
    for edit in edits:
        if edit.was in said:
            continue
        plain = rows.plain(series, edit.was)
        edited = replace(
            plain,
            day=edit.start.date(),
            at=None if edit.whole_day else edit.start.time(),
            part="day" if edit.whole_day else None,
            minutes=edit.minutes,
            end_day=edit.end_day,
        )
        if words:
            edited = replace(edited, title=edit.title or plain.title, place=edit.place or plain.place)
        rows.put_happened(db, series.id, edit.was, rows.difference(plain, edited), now)


def _remove(db: "Writer", step: Step, _untitled: str, now: str, _clock: datetime) -> None:
    """What was cancelled. Anything here that somebody said something about, or made, is only let go."""
    said = db.value("SELECT 1 FROM occurrence WHERE plan = ? AND state <> 'planned' LIMIT 1", step.plan)
    if step.own or said or db.value("SELECT state FROM plan WHERE id = ?", step.plan) != "planned":
        db.run(
            "UPDATE plan SET state = 'let_go', changed = ? WHERE id = ? AND state = 'planned'", now, step.plan
        )
        db.run(
            "UPDATE calendar_item SET sequence = ?, revised = ?, mark = ? WHERE plan = ?",
            *(step.draft.sequence, step.draft.changed, step.draft.mark, step.plan),
        )
    else:
        db.run("DELETE FROM plan WHERE id = ?", step.plan)


_DONE: dict[str, Any] = {"added": _add, "updated": _update, "removed": _remove}


# -- taking it back ----------------------------------------------------------------------------------------

# A temporary table lies in the connection's memory and is gone with the lock, as for every import.
_NOTES = "CREATE TEMP TABLE IF NOT EXISTS calendar_note (id TEXT PRIMARY KEY, note TEXT NOT NULL)"
_TABLES = {"plan": "id", "occurrence": "plan", "calendar_item": "plan"}

Rows = dict[str, list[list[Any]]]


def _rows(db: "Reader", ids: Iterable[str]) -> Rows:
    """Everything the tables have about these plans, as it lies there."""
    wanted = json.dumps(list(ids))
    return {
        table: [
            list(row)
            for row in db.all(
                f"SELECT * FROM {table} WHERE {key} IN (SELECT value FROM json_each(?)) ORDER BY 1, 2", wanted
            )
        ]
        for table, key in _TABLES.items()
    }


def _note(db: "Writer", ids: list[str], before: Rows, done: str) -> str:
    db.run(_NOTES)
    name = str(uuid.uuid4())
    note = json.dumps({"ids": ids, "before": before, "done": done}, ensure_ascii=False)
    db.run("INSERT INTO calendar_note (id, note) VALUES (?, ?)", name, note)
    return name


def take_out(workspace: "Workspace", name: str) -> Change:
    """Undo an import of this unlock: every row about its plans is again what it was. A plan that somebody did something with
    since is theirs, and stays. NotFound if the import is not known."""
    with workspace.store.transaction() as db:
        db.run(_NOTES)
        found = db.value("SELECT note FROM calendar_note WHERE id = ?", name)
        if found is None:
            raise NotFound(what="import")
        note = json.loads(found)
        ids = set(note["ids"]) - _touched(db, note["ids"], note["done"])
        db.run("DELETE FROM plan WHERE id IN (SELECT value FROM json_each(?))", json.dumps(sorted(ids)))
        # The plans last: an occurrence that comes to a plan is a revision of it.
        db.run("PRAGMA defer_foreign_keys = ON")
        for table in reversed(_TABLES):
            names = [name for (name,) in db.all(f"SELECT name FROM pragma_table_info('{table}')")]
            place = names.index(_TABLES[table])
            for row in note["before"][table]:
                if row[place] not in ids:
                    continue
                db.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", *row)
        db.run("DELETE FROM calendar_note WHERE id = ?", name)
    return Change("planner", frozenset(ids))


def _touched(db: "Reader", ids: list[str], since: str) -> set[str]:
    """Those of these plans that changed after that moment, or one of whose times did."""
    found = db.all(
        "SELECT id FROM plan WHERE changed > ?2 AND id IN (SELECT value FROM json_each(?1)) UNION"
        " SELECT plan FROM occurrence WHERE changed > ?2 AND plan IN (SELECT value FROM json_each(?1))",
        *(json.dumps(ids), since),
    )
    return {id for (id,) in found}
