"""Bringing this app's own JSON back: look through it, take it in step by step, and take it out again.

What an item is decides its id, never its date. One that is not here is added; one that differs and was
changed later in the file is updated; everything else is skipped. So the same file twice adds nothing.

New entries come in slices under an import number and are not shown. The last transaction shows them, and
does everything else with them: plans, ideas, cards kept and written, templates, check-ins, preferences that are not set
here, and updates. Until then a stop or a crash leaves nothing; what a crash left behind is tidied at the next unlock.
What the last step replaced or added is noted inside the vault, so that one undo takes all of it back.
"""

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from companion.changes import Change
from companion.disk import Report, quiet
from companion.errors import ImportFailed, NewerVersion, NotFound
from companion.interchange import contents, incoming, json_format
from companion.interchange.contents import Item
from companion.interchange.given import Given
from companion.interchange.incoming import Unfit
from companion.interchange.json_format import FORMAT, VERSION
from companion.interchange.pull import members
from companion.interchange.storing import entry_of, set_trashed, write
from companion.store.tables import PASSING

if TYPE_CHECKING:
    from companion.store import Reader, Writer
    from companion.workspace import Workspace

LISTS = ("entries", *json_format.LISTS)
_SLICE = 0.2
"""Seconds a step takes where nobody waits for a frame: a commit costs as much as a dozen entries."""
_WRITING = 0.5
"""How much of a step goes into rows; the rest is for their words and for making them last."""
_DAYS = 5
_TIDIED = 10
_ADD, _UPDATE, _SKIP = "added", "updated", "skipped"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that was left out: where it stands ("entries[3]") and why, as a code."""

    where: str
    why: str


@dataclass(slots=True)
class Outcome:
    """How many items of all kinds were, or would be, added and so on; of the new entries the photos, and from when to
    when they are."""

    added: int = 0
    updated: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    photos: int = 0
    first: date | None = None
    last: date | None = None
    days: list[date] = field(default_factory=list)

    def note(self, what: str) -> None:
        setattr(self, what, getattr(self, what) + 1)

    def reach(self, entry: Item) -> None:
        """This entry is new."""
        day = datetime.fromisoformat(entry["when"]).date()
        self.photos += len(entry["photos"])
        self.first, self.last = min(self.first or day, day), max(self.last or day, day)
        if len(self.days) < _DAYS and day not in self.days:
            self.days.append(day)


def preview(workspace: "Workspace", file: Path | Given, report: Report = quiet) -> Outcome:
    """What an import would do. Nothing is changed; good in a job.

    ImportFailed(why="not_json", "not_text", "other_format" or "unreadable"), NewerVersion, and what `Given` raises.
    """
    told = Outcome()
    with workspace.store.reading() as db:
        here = _Here(db, shown=True)  # what a crash left behind is nothing that is here
        for name, place, raw in _pieces(as_given(workspace, file)):
            report(place + 1, 0, "reading")
            if place < 0:
                continue
            try:
                fit = _FIT[name](raw)
                what = _what(here, name, fit)
                told.note(what)
                if name == "entries" and what == _ADD:
                    told.reach(fit)
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

    def __init__(self, workspace: "Workspace", file: Path | Given) -> None:
        self.told = Outcome()
        self._workspace = workspace
        self._file = as_given(workspace, file)
        self.number = 0
        """Of the import in the diary; 0 as long as nothing came in."""
        self._added: dict[str, list[str]] = {name: [] for name in (*LISTS, "photos")}
        self._preferences: Item = {}
        self._replaced: dict[str, list[Item]] = {name: [] for name in LISTS}
        self._trash: list[tuple[str, str]] = []
        self._later: set[tuple[str, int]] = set()
        self._rest = _pieces(self._file)
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

    def halt(self) -> None:
        """Stop where it is, at once. What came in is never shown, and removed at the next unlock."""
        self._rest.close()

    def drop(self) -> None:
        """Leave it: what came in is removed."""
        self._rest.close()
        if self.number:
            self._workspace.diary.abandon_import(self.number)
            self.number = 0

    def step(self, seconds: float = _SLICE) -> bool:
        """Go on for about this long, in one transaction; new entries come in and are not shown. False at
        the end."""
        if self._here is None and self._workspace.diary.tidy_imports(_TIDIED):
            return True  # what was taken back and not yet removed is nothing that is here
        if self._here is None:
            with self._workspace.store.reading() as db:  # this thread's own connection: it sees what comes in
                self._here = _Here(db)
        if self._workspace.diary.merge_added(seconds):
            return True
        until = monotonic() + seconds * _WRITING
        with self._workspace.diary.adding(seconds):
            for name, place, raw in self._rest:
                if not self.number:
                    self.number = self._workspace.diary.start_import(FORMAT)
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
                self.told.reach(fit)
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
            if not self.number:  # a file with nothing in it
                self.number = workspace.diary.start_import(FORMAT)
            for name, place, raw in _pieces(self._file):
                if name == "preferences" and isinstance(raw, dict):
                    self._take_preferences(raw)
                elif (name, place) in self._later:
                    self._take(db, here, name, f"{name}[{place}]", _FIT[name](raw))
            workspace.diary.finish_import(self.number)
            db.many("UPDATE entry SET trashed = ? WHERE id = ?", self._trash)
            keys = {
                name: [*self._added[name], *(_key(name, item) for item in self._replaced[name])]
                for name in LISTS
            }
            left = {name: _sums(db, name, known) for name, known in keys.items()}
            note = {
                "added": self._added,
                "replaced": self._replaced,
                "preferences": self._preferences,
                "left": left,
            }
            db.run(_NOTES)
            db.run("INSERT INTO import_note (number, note) VALUES (?, ?)", self.number, json.dumps(note))
        number = self.number
        return Change("", label="imported", undo=lambda: take_back(workspace, number))

    # -- entries -------------------------------------------------------------------------------------------

    def _add_entry(self, where: str, item: Item) -> None:
        diary = self._workspace.diary
        with self._workspace.store.transaction() as db:
            self._add_photos(db, where, item)
            diary.add_imported(self.number, [entry_of(diary.blank(datetime.min), item)])
            for version in item["history"]:
                db.run(
                    "INSERT INTO history (entry, at, title, text) VALUES (?, ?, ?, ?)",
                    *(item["id"], version["at"], version["title"], version["text"]),
                )
            if item["sitting"]:
                db.run(
                    "UPDATE body SET sitting = ? WHERE row = (SELECT row FROM entry WHERE id = ?)",
                    *(item["sitting"], item["id"]),
                )
        if item["trashed"]:
            self._trash.append((item["trashed"], item["id"]))

    def _add_photos(self, db: "Writer", where: str, item: Item) -> list[str]:
        added = []
        for number, raw in enumerate(item["photos"]):
            try:
                photo = incoming.photo(raw)
            except Unfit as unfit:
                self.told.problems.append(Problem(f"{where}.photos[{number}]", unfit.why))
                continue
            kept = [photo.pop(name) for name in ("place", "added", "removed")]
            if db.value("SELECT 1 FROM photo WHERE id = ?", photo["id"]) is None:
                self._workspace.diary.add_photo(item["id"], photo.pop("data"), **photo)
                db.run(
                    "UPDATE photo SET place = coalesce(?, place), added = coalesce(?, added), removed = ? WHERE id = ?",
                    *(*kept, photo["id"]),
                )
                added.append(photo["id"])
        return added

    def _update_entry(self, db: "Writer", where: str, item: Item) -> None:
        diary = self._workspace.diary
        known = contents.entry(db, item["id"])
        if known is None:
            return
        # A file may have two of one id: the first one came in with this import, and goes with it.
        new = db.value("SELECT batch FROM entry WHERE id = ?", item["id"]) == self.number
        photos = self._add_photos(db, where, item)
        if not new:
            self._replaced["entries"].append(known | {"photos": []})
            self._added["photos"] += photos
        diary.save(entry_of(diary.get(item["id"]), item))
        set_trashed(db, item)

    # -- everything else -----------------------------------------------------------------------------------

    def _take(self, db: "Writer", here: "_Here", name: str, where: str, item: Item) -> None:
        if name == "entries":
            self._update_entry(db, where, item)
            return
        known = here.get(name, item)
        if known is None:
            self._added[name].append(_key(name, item))
        else:
            self._replaced[name].append(known)
        write(self._workspace, db, name, item)

    def _take_preferences(self, raw: Item) -> None:
        """Only what is not set here: an older file must not rename anybody."""
        prefs = self._workspace.prefs
        for name, value in raw.items():
            if value is not None and name not in PASSING and prefs.get(name) is None:
                prefs.set(name, value)
                self._preferences[name] = value


# A temporary table lies in the connection's memory (`temp_store`) and is gone with it: what was replaced
# never outlives the lock, and an erased entry's earlier words are not left behind in a note.
_NOTES = "CREATE TEMP TABLE IF NOT EXISTS import_note (number INTEGER PRIMARY KEY, note TEXT NOT NULL)"


def take_back(workspace: "Workspace", number: int) -> Change:
    """Undo an import of this unlock: what it added goes, what it replaced comes back, and what was changed by hand
    since stays as it is. NotFound if it is not known."""
    with workspace.store.transaction() as db:
        db.run(_NOTES)
        found = db.value("SELECT note FROM import_note WHERE number = ?", number)
        if found is None:
            raise NotFound(what="import")
        note = json.loads(found)
        untouched = {
            name: {key for key, was in _sums(db, name, left).items() if was == left[key]}
            for name, left in note["left"].items()
        }
        for id in note["added"]["photos"]:
            page = db.value("SELECT entry FROM photo WHERE id = ?", id)
            if page in untouched["entries"]:
                workspace.diary.remove_photo(id)
        for name, (table, key) in _TABLES.items():
            for id in untouched[name].intersection(note["added"][name]):
                db.run(f"DELETE FROM {table} WHERE {key} = ?", id)
        for name, items in note["replaced"].items():
            for item in reversed(items):  # what was replaced twice becomes what it was at first
                if _key(name, item) in untouched[name]:
                    write(workspace, db, name, item)
        for name, value in note["preferences"].items():
            if workspace.prefs.get(name) == value:
                workspace.prefs.set(name, None)
        db.run("DELETE FROM import_note WHERE number = ?", number)
    workspace.diary.drop_import(number)  # by itself: it removes files too
    return Change("")


def _sums(db: "Reader", name: str, keys: Iterable[str]) -> dict[str, str]:
    """Of each of these items a sum that is another one once somebody has changed it; of one that is gone, none."""
    here, found = _Here(db), {}
    for key in keys:
        known = here.known(name, key)
        told = json.dumps(_told(name, known), sort_keys=True, default=str) if known is not None else ""
        found[key] = sha256(told.encode("utf-8", "surrogatepass")).hexdigest() if told else ""
    return found


def _told(name: str, item: Item) -> Item:
    """What somebody can have changed of an item, what they said about its photos included."""
    said = [[photo["caption"], photo["alt"]] for photo in item["photos"]] if name == "entries" else []
    return _substance(name, item) | {"said": said}


# -- reading -----------------------------------------------------------------------------------------------


def as_given(workspace: "Workspace", file: Path | Given) -> Given:
    """The file as one that what was sealed for these notes opens by itself."""
    if isinstance(file, Given):
        return file
    return Given(file, identities=[workspace.keys.backup_identity])


def _pieces(file: Given) -> Generator[tuple[str, int, Any], None, None]:
    """The items of the file's lists with their places, and its preferences at place -1."""
    try:
        with file.text() as text:
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


_FIT = {
    "entries": incoming.entry,
    "check_ins": incoming.check_in,
    "plans": incoming.plan,
    "ideas": incoming.idea,
    "declined": incoming.declined,
    "cards": incoming.card,
    "own_cards": incoming.own_card,
    "templates": incoming.template,
}
_TABLES = {
    "check_ins": ("check_in", "day"),
    "plans": ("plan", "id"),
    "ideas": ("own_idea", "id"),
    "declined": ("declined", "day || ' ' || idea"),
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
    if name == "declined":
        return f"{item['day']} {item['idea']}"
    return str(item["day" if name == "check_ins" else "id"])


class _Here:
    """What the vault has, by id, in the form of the file. Entries are asked for one by one, the rest is
    read once."""

    def __init__(self, db: "Reader", *, shown: bool = False) -> None:
        self._db, self._shown = db, shown
        self._lists: dict[str, dict[str, Item]] = {}

    def get(self, name: str, item: Item) -> Item | None:
        return self.known(name, _key(name, item))

    def known(self, name: str, key: str) -> Item | None:
        if name == "entries":
            return contents.entry(self._db, key, shown=self._shown)
        if name not in self._lists:
            listed = getattr(contents, name)(self._db)
            self._lists[name] = {_key(name, known): known for known in listed}
        return self._lists[name].get(key)


def _what(here: _Here, name: str, item: Item) -> str:
    """Whether to add it, update it, or skip it: it is here, or what is here was changed later."""
    known = here.get(name, item)
    if known is None:
        return _ADD
    if _substance(name, known) == _substance(name, item):
        return _SKIP
    if name == "cards" and (known["forgotten"] or item["forgotten"]):
        return _SKIP  # what was taken away by hand no file brings back, and none takes anything away
    stamp = _STAMPS.get(name)
    if stamp is None:
        return _UPDATE
    return _UPDATE if _later(stamp(item), stamp(known)) else _SKIP


def _changed(item: Item) -> str:
    return str(item["changed"])


def _news(plan: Item) -> str:
    """What happened to one time of a series is news of the series."""
    return max(str(plan["changed"]), *(str(one["changed"] or "") for one in plan["occurrences"]), "")


def _noted(check_in: Item) -> str:
    """When a day was last noted; what was cleared since is not brought back by what was noted before."""
    return str(check_in["at"])


_STAMPS: dict[str, Callable[[Item], str]] = {
    "entries": _changed,
    "plans": _news,
    "check_ins": _noted,
    "own_cards": _changed,
    "templates": _changed,
}


def _later(one: str, other: str) -> bool:
    if not one or not other:
        return bool(one)
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    return first > second


def _substance(name: str, item: Item) -> Item:
    """What makes two items differ: not when they were changed, nor how a list of fields was left to its
    defaults."""
    left_out = {"changed", "created", "at", "history", "sitting", "revision", "calendar"}
    if name == "plans":
        left_out.discard("at")
    found = {
        key: value
        for key, value in item.items()
        # A reminder of no minutes before is one.
        if key not in left_out and (type(value) is int or value not in ("", [], None, False))
    }
    if name == "entries":
        found["photos"] = [photo.get("id") for photo in item["photos"] if not photo.get("removed")]
    if name == "plans":
        found["occurrences"] = [one | {"changed": ""} for one in item["occurrences"]]
    return found | {name: bool(item[name]) for name in ("trashed", "cleared", "forgotten") if name in item}
