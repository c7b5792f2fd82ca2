"""Bringing this app's own JSON back: look through it, take it in step by step, and take it out again.

What an item is decides its id, never its date. One that is not here is added; one that differs and was
changed later in the file is updated; everything else is skipped. So the same file twice adds nothing.

New entries come in slices under an import number and are not shown. The last transaction shows them, and
does everything else with them: plans, ideas, cards kept and written, templates, check-ins, preferences that are not set
here, and updates. Until then a stop or a crash leaves nothing; what a crash left behind is tidied at the next unlock.
What the last step replaced or added is noted inside the vault, so that one undo takes all of it back.
"""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from companion.changes import Change
from companion.disk import Report, quiet
from companion.errors import ImportFailed, NewerVersion, NotFound
from companion.interchange import contents, incoming
from companion.interchange.contents import Item
from companion.interchange.incoming import Unfit
from companion.interchange.json_format import FORMAT, VERSION
from companion.interchange.pull import members
from companion.store.tables import PASSING

if TYPE_CHECKING:
    from companion.store import Reader
    from companion.workspace import Workspace

LISTS = ("entries", "check_ins", "plans", "ideas", "cards", "own_cards", "templates")
_SLICE = 0.2
"""Seconds a step takes where nobody waits for a frame: a commit costs as much as a dozen entries."""
_ADD, _UPDATE, _SKIP = "added", "updated", "skipped"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that was left out: where it stands ("entries[3]") and why, as a code."""

    where: str
    why: str


@dataclass(slots=True)
class Outcome:
    """How many items of all kinds were, or would be, added and so on."""

    added: int = 0
    updated: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)

    def note(self, what: str) -> None:
        setattr(self, what, getattr(self, what) + 1)


def preview(workspace: "Workspace", file: Path, report: Report = quiet) -> Outcome:
    """What an import would do. Nothing is changed; good in a job.

    ImportFailed(why="not_json", "not_text", "other_format" or "unreadable"), NewerVersion.
    """
    told = Outcome()
    with workspace.store.reading() as db:
        here = _Here(db)
        for name, place, raw in _pieces(file):
            report(place + 1, 0, "reading")
            if place < 0:
                continue
            try:
                fit = _FIT[name](raw)
                told.note(_what(here, name, fit))
                _check_photos(name, place, fit, told)
            except Unfit as unfit:
                told.problems.append(Problem(f"{name}[{place}]", unfit.why))
    return told


class Import:
    """One import into an open vault, in its own thread. `steps` does a little at a time, `finish` shows all
    of it.

    For a window: take steps while there is time, then finish. `run` does both at once and cleans up by
    itself.
    """

    def __init__(self, workspace: "Workspace", file: Path) -> None:
        self.told = Outcome()
        self._workspace = workspace
        self._file = file
        self._number = 0
        self._added: dict[str, list[str]] = {name: [] for name in (*LISTS, "photos", "preferences")}
        self._replaced: dict[str, list[Item]] = {name: [] for name in LISTS}
        self._trash: list[str] = []
        self._later: set[tuple[str, int]] = set()
        self._rest = _pieces(file)
        self._here: _Here | None = None
        self.looked = 0

    def run(self, report: Report = quiet) -> Change:
        """All of it. Raises what `preview` raises, StorageError's kinds and Cancelled, and leaves nothing
        then."""
        with self._undone_on_error():
            more = True
            while more:
                more = self.step()
                report(self.looked, 0, "importing")
            return self.finish()

    @contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Leave it: what came in is removed."""
        self._rest.close()
        if self._number:
            diary = self._workspace.diary
            diary.drop_import(self._number)
            while diary.tidy_imports():
                pass
            self._number = 0

    def step(self, seconds: float = _SLICE) -> bool:
        """Go on for about this long, in one transaction; new entries come in and are not shown. False at
        the end."""
        if self._here is None:
            with self._workspace.store.reading() as db:  # this thread's own connection: it sees what comes in
                self._here = _Here(db)
        until = monotonic() + seconds
        with self._workspace.store.transaction():
            for name, place, raw in self._rest:
                if not self._number:
                    self._number = self._workspace.diary.start_import(FORMAT)
                if place >= 0:
                    self._look_at(self._here, name, place, raw)
                if monotonic() >= until:
                    return True
        return False

    def _look_at(self, here: "_Here", name: str, place: int, raw: Any) -> None:
        self.looked += 1
        where = f"{name}[{place}]"
        try:
            fit = _FIT[name](raw)
            what = _what(here, name, fit)
            if name == "entries" and what == _ADD:
                self._add_entry(where, fit)
            elif what != _SKIP:
                self._later.add((name, place))
            self.told.note(what)
        except Unfit as unfit:
            self.told.problems.append(Problem(where, unfit.why))

    def finish(self) -> Change:
        """Show it, in one transaction. The change's undo takes all of it back."""
        workspace = self._workspace
        with workspace.store.transaction() as db:
            here = _Here(db)
            for name, place, raw in _pieces(self._file):
                if name == "preferences" and isinstance(raw, dict):
                    self._take_preferences(raw)
                elif (name, place) in self._later:
                    self._take(db, here, name, f"{name}[{place}]", _FIT[name](raw))
            workspace.diary.finish_import(self._number)
            workspace.diary.trash(self._trash)
            note = json.dumps({"added": self._added, "replaced": self._replaced}, ensure_ascii=False)
            db.run(_NOTES)
            db.run("INSERT INTO import_note (number, note) VALUES (?, ?)", self._number, note)
        number = self._number
        return Change("", label="imported", undo=lambda: take_back(workspace, number))

    # -- entries -------------------------------------------------------------------------------------------

    def _add_entry(self, where: str, item: Item) -> None:
        diary = self._workspace.diary
        with self._workspace.store.transaction() as db:
            self._add_photos(db, where, item)
            diary.add_imported(self._number, [_entry(diary.blank(datetime.min), item)])
            for version in item["history"]:
                db.run(
                    "INSERT INTO history (entry, at, title, text) VALUES (?, ?, ?, ?)",
                    *(item["id"], version["at"], version["title"], version["text"]),
                )
        if item["trashed"]:
            self._trash.append(item["id"])

    def _add_photos(self, db: "Reader", where: str, item: Item) -> list[str]:
        added = []
        for number, raw in enumerate(item["photos"]):
            try:
                photo = incoming.photo(raw)
            except Unfit as unfit:
                self.told.problems.append(Problem(f"{where}.photos[{number}]", unfit.why))
                continue
            if db.value("SELECT 1 FROM photo WHERE id = ?", photo["id"]) is None:
                self._workspace.diary.add_photo(item["id"], photo.pop("data"), **photo)
                added.append(photo["id"])
        return added

    def _update_entry(self, db: "Reader", where: str, item: Item) -> None:
        diary = self._workspace.diary
        known = contents.entry(db, item["id"])
        if known is None:
            return
        self._replaced["entries"].append(known | {"photos": []})
        self._added["photos"] += self._add_photos(db, where, item)
        diary.save(_entry(diary.get(item["id"]), item))
        _set_trashed(self._workspace, item)

    # -- everything else -----------------------------------------------------------------------------------

    def _take(self, db: "Reader", here: "_Here", name: str, where: str, item: Item) -> None:
        if name == "entries":
            self._update_entry(db, where, item)
            return
        known = here.get(name, item)
        if known is None:
            self._added[name].append(_key(name, item))
        else:
            self._replaced[name].append(known)
        _write(self._workspace, name, item)

    def _take_preferences(self, raw: Item) -> None:
        """Only what is not set here: an older file must not rename anybody."""
        prefs = self._workspace.prefs
        for name, value in raw.items():
            if value is not None and name not in PASSING and prefs.get(name) is None:
                prefs.set(name, value)
                self._added["preferences"].append(name)


# A temporary table lies in the connection's memory (`temp_store`) and is gone with it: what was replaced
# never outlives the lock, and an erased entry's earlier words are not left behind in a note.
_NOTES = "CREATE TEMP TABLE IF NOT EXISTS import_note (number INTEGER PRIMARY KEY, note TEXT NOT NULL)"


def take_back(workspace: "Workspace", number: int) -> Change:
    """Undo an import of this unlock: what it added goes, what it replaced comes back. NotFound if it is not
    known."""
    with workspace.store.transaction() as db:
        db.run(_NOTES)
        found = db.value("SELECT note FROM import_note WHERE number = ?", number)
        if found is None:
            raise NotFound(what="import")
        note = json.loads(found)
        for id in note["added"]["photos"]:
            workspace.diary.remove_photo(id)
        for name, (table, key) in _TABLES.items():
            for id in note["added"][name]:
                db.run(f"DELETE FROM {table} WHERE {key} = ?", id)
        for name, items in note["replaced"].items():
            for item in items:
                _write(workspace, name, item)
        for name in note["added"]["preferences"]:
            workspace.prefs.set(name, None)
        db.run("DELETE FROM import_note WHERE number = ?", number)
    workspace.diary.drop_import(number)  # by itself: it removes files too
    return Change("")


# -- reading -----------------------------------------------------------------------------------------------


def _pieces(file: Path) -> Generator[tuple[str, int, Any], None, None]:
    """The items of the file's lists with their places, and its preferences at place -1."""
    try:
        with file.open(encoding="utf-8-sig") as text:
            marked = False
            for name, place, value in members(text):
                if name == "format" and value != FORMAT:
                    raise ImportFailed(why="other_format")
                if name == "version" and isinstance(value, int) and value > VERSION:
                    raise NewerVersion(part="file", needs=value)
                marked = marked or name == "format"
                if not marked:
                    raise ImportFailed(why="other_format")
                if (name in LISTS and place >= 0) or name == "preferences":
                    yield name, place, value
            if not marked:
                raise ImportFailed(why="other_format")
    except UnicodeDecodeError:
        raise ImportFailed(why="not_text") from None
    except OSError:
        raise ImportFailed(why="unreadable") from None


_FIT = {
    "entries": incoming.entry,
    "check_ins": incoming.check_in,
    "plans": incoming.plan,
    "ideas": incoming.idea,
    "cards": incoming.card,
    "own_cards": incoming.own_card,
    "templates": incoming.template,
}
_TABLES = {
    "check_ins": ("check_in", "day"),
    "plans": ("plan", "id"),
    "ideas": ("own_idea", "id"),
    "cards": ("kept_card", "id"),
    "own_cards": ("own_card", "id"),
    "templates": ("template", "id"),
}


def _check_photos(name: str, place: int, item: Item, told: Outcome) -> None:
    for number, raw in enumerate(item["photos"] if name == "entries" else ()):
        try:
            incoming.photo(raw)
        except Unfit as unfit:
            told.problems.append(Problem(f"{name}[{place}].photos[{number}]", unfit.why))


def _key(name: str, item: Item) -> str:
    return str(item["day" if name == "check_ins" else "id"])


class _Here:
    """What the vault has, by id, in the form of the file. Entries are asked for one by one, the rest is
    read once."""

    def __init__(self, db: "Reader") -> None:
        self._db = db
        self._lists: dict[str, dict[str, Item]] = {}

    def get(self, name: str, item: Item) -> Item | None:
        if name == "entries":
            return contents.entry(self._db, item["id"])
        if name not in self._lists:
            listed = getattr(contents, name)(self._db)
            self._lists[name] = {_key(name, known): known for known in listed}
        return self._lists[name].get(_key(name, item))

    def forgotten(self, name: str, item: Item) -> bool:
        """Whether it was here and was taken away by hand, which an older file does not take back."""
        return name == "cards" and bool(self._db.value("SELECT 1 FROM kept_card WHERE id = ?", item["id"]))


def _what(here: _Here, name: str, item: Item) -> str:
    """Whether to add it, update it, or skip it: it is here, or what is here was changed later."""
    known = here.get(name, item)
    if known is None:
        return _SKIP if here.forgotten(name, item) else _ADD
    if _substance(name, known) == _substance(name, item):
        return _SKIP
    stamp = "at" if name == "check_ins" else "changed"
    if stamp not in item:
        return _UPDATE
    return _UPDATE if _later(item[stamp], known[stamp]) else _SKIP


def _later(one: str, other: str) -> bool:
    if not one or not other:
        return bool(one)
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    return first > second


def _substance(name: str, item: Item) -> Item:
    """What makes two items differ: not when they were changed, nor how a list of fields was left to its
    defaults."""
    left_out = {"changed", "created", "at", "history"} if name != "plans" else {"changed", "created"}
    found = {
        key: value
        for key, value in item.items()
        if key not in left_out and value not in ("", [], None, False)
    }
    if name == "entries":
        found["photos"] = [photo.get("id") for photo in item["photos"]]
    if "trashed" in item:
        found["trashed"] = bool(item["trashed"])
    return found


# -- writing -----------------------------------------------------------------------------------------------


def _entry(base: Any, item: Item) -> Any:
    return replace(
        base,
        id=item["id"],
        when=datetime.fromisoformat(item["when"]),
        title=item["title"],
        text=item["text"],
        mood=item["mood"],
        closeness=item["closeness"],
        energy=item["energy"],
        tags=tuple(item["tags"]),
        feelings=tuple(item["feelings"]),
        starred=item["starred"],
        kept_away=item["kept_away"],
        zone=item["zone"],
        day_only=item["day_only"],
        guide=item["guide"],
        changed=datetime.fromisoformat(item["changed"]).astimezone(UTC),
    )


def _set_trashed(workspace: "Workspace", item: Item) -> None:
    change = workspace.diary.trash if item["trashed"] else workspace.diary.put_back
    change([item["id"]])


def _write(workspace: "Workspace", name: str, item: Item) -> None:
    """Store an item, new or known, through the subject it belongs to."""
    if name == "entries":
        workspace.diary.save(_entry(workspace.diary.get(item["id"]), item))
        _set_trashed(workspace, item)
    elif name == "check_ins":
        day, at = date.fromisoformat(item["day"]), datetime.fromisoformat(item["at"])
        noted = {key: item[key] for key in ("closeness", "energy", "mood")}
        workspace.diary.set_check_in(day, at=at, **noted)
    elif name == "plans":
        _write_plan(workspace, item)
    elif name == "ideas":
        fields = {key: value for key, value in item.items() if key not in ("id", "title", "trashed")}
        idea = workspace.planner.own_idea(item["title"], **fields)
        workspace.planner.save_idea(replace(idea, id=item["id"]))
        put = workspace.planner.trash_idea if item["trashed"] else workspace.planner.put_back_idea
        put(item["id"])
    elif name == "own_cards":
        from companion.decks import OwnCard

        moments = {key: item[key] for key in ("created", "changed", "trashed")}
        words = {key: value for key, value in item.items() if key not in moments}
        workspace.decks.take_over(OwnCard(**words), **moments)
    elif name == "templates":
        from companion.diary import Template

        kept = Template(item["title"], item["text"], item["id"])
        workspace.diary.take_over_template(kept, item["created"], item["changed"], item["trashed"])
    else:
        from companion.talk import KeptCard

        when = datetime.fromisoformat(item["when"])
        workspace.talk.take_over(KeptCard(item["id"], item["prompt"], item["text"], item["note"], when))


def _write_plan(workspace: "Workspace", item: Item) -> None:
    from companion.planner import Plan, Repeat

    repeat = item["repeat"]
    end_day = item["end_day"]
    same = (
        *("id", "title", "idea", "part", "minutes", "place", "pressure", "apart", "invite", "state", "line"),
        *("closeness", "zone", "zone_there", "remind", "uid", "sequence", "alias"),
    )
    made = Plan(
        **{name: item[name] for name in same},
        day=date.fromisoformat(item["day"]),
        at=time.fromisoformat(item["at"]) if item["at"] else None,
        end_day=date.fromisoformat(end_day) if end_day else None,
        created=datetime.fromisoformat(item["created"]),
        repeat=Repeat(repeat["rule"], tuple(repeat["extra"]), tuple(repeat["gone"])) if repeat else None,
    )
    workspace.planner.take_over(made, item["occurrences"], item["changed"])
