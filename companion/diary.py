"""The diary: entries and their photos, search, history, trash, and the small check-in of a day.

Times on an entry are wall-clock times, as the person saw them, without a zone; an entry keeps its id when its date
changes and gets another row number, which follows the date. Reading works in every thread, writing in the one that
opened the workspace. Nothing here deletes at a click: `trash` sets a date, `erase` is for ever.
"""

import uuid
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import EllipsisType
from typing import Literal

from companion.changes import Change
from companion.disk import Report, quiet
from companion.errors import NotFound, UsageError
from companion.media import Media
from companion.store import Reader, Store, Writer, search
from companion.store.tables import (
    SLOTS,
    clock,
    day_span,
    days_before,
    moment,
    slot,
    stamp,
)
from companion.store.text import clean, clean_line, preview, unmark, unspaced

_NEVER = datetime.min.replace(tzinfo=UTC)

VERSIONS_KEPT = 20
TRASH_DAYS = 30

_ROW = "row, id, at, title, preview, mood, closeness, tags, trashed"
_PHOTO = "id, name, caption, width, height, kind, thumbnail"
_PIECE = 50_000
_SHOWN = "batch NOT IN (SELECT id FROM batch WHERE done IS NULL)"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of an entry. Its bytes come from `photo_data`; in the text it is a line `![caption](photo:ID)`."""

    id: str
    name: str
    caption: str
    width: int
    height: int
    kind: Literal["jpeg", "png"]
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What a list shows of an entry."""

    row: int
    id: str
    when: datetime
    title: str
    preview: str
    mood: int | None
    closeness: int | None
    tags: tuple[str, ...]
    trashed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole entry. `row` 0 means it was never saved; `changed` is UTC."""

    id: str
    when: datetime
    title: str = ""
    text: str = ""
    mood: int | None = None
    closeness: int | None = None
    tags: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    changed: datetime = _NEVER
    row: int = 0

    @property
    def empty(self) -> bool:
        """Nothing to keep. A photo alone is something."""
        return not (
            self.text.strip() or self.title.strip() or self.tags or self.photos or self.mood or self.closeness
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One found entry. Marks are (start, end) of what was found, in the snippet and in the title."""

    row: EntryRow
    snippet: str
    marks: tuple[tuple[int, int], ...]
    title_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text of an entry. `at` (UTC) is when it was last changed."""

    number: int
    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What somebody noted of a day: closeness and mood 1 to 5, energy 1 to 3, each only if they chose to."""

    day: date
    closeness: int | None = None
    energy: int | None = None
    mood: int | None = None
    at: datetime | None = None

    @property
    def empty(self) -> bool:
        return self.closeness is None and self.energy is None and self.mood is None


class Diary:
    """All entries of one open vault."""

    def __init__(self, store: Store, media: Media, now: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._media = media
        self._now = now
        self.kept_media: Callable[[], frozenset[str]] = frozenset
        """Media that automatic backups name, and that must outlive their rows. Set by the workspace."""

    # -- one entry -----------------------------------------------------------------------------------------

    def blank(self, now: datetime) -> Entry:
        """A new entry for this moment. It is not stored until it is saved with something in it."""
        return Entry(id=str(uuid.uuid4()), when=now.replace(microsecond=0, tzinfo=None))

    def save(self, entry: Entry, *, sitting: str = "") -> Change:
        """Store an entry, new or known. An empty one that was never saved is not stored.

        The first save of a sitting that changes title or text keeps the previous ones; `sitting` is any name for it,
        and without a name every save is a sitting of its own. Photos are added and removed by their own calls.
        """
        entry = _tidied(entry)
        with self._store.transaction() as db:
            known = db.one(
                "SELECT entry.row, at, title, text, mood, closeness, tags, changed, sitting"
                " FROM entry JOIN body ON body.row = entry.row WHERE id = ?",
                entry.id,
            )
            if known is None:
                if not entry.empty or db.value("SELECT 1 FROM photo WHERE entry = ?", entry.id):
                    self._insert(db, entry, stamp(self._now()), sitting, 0)
            else:
                self._update(db, entry, known, sitting)
        return Change("diary", frozenset({entry.id}))

    def get(self, id: str) -> Entry:
        """The whole entry, in the trash or not. NotFound if there is none."""
        with self._store.reading() as db:
            found = db.one(
                "SELECT entry.row, at, title, text, mood, closeness, tags, changed"
                " FROM entry JOIN body ON body.row = entry.row WHERE id = ?",
                id,
            )
            if found is None:
                raise NotFound(what="entry")
            row, at, title, text, mood, closeness, tags, changed = found
            photos = _photos(db, id)
        return Entry(id, moment(at), title, text, mood, closeness, _split(tags), photos, moment(changed), row)

    def versions(self, id: str) -> list[Version]:
        """Earlier texts, newest first, at most 20."""
        with self._store.reading() as db:
            rows = db.all(
                "SELECT number, at, title, text FROM history WHERE entry = ? ORDER BY number DESC", id
            )
        return [Version(number, moment(at), title, text) for number, at, title, text in rows]

    # -- lists ---------------------------------------------------------------------------------------------

    def ids(self, *, trashed: bool = False) -> "array[int]":
        """Every row number, newest first. Good in a job: 100,000 take a tenth of a second or two."""
        found = array("q")
        with self._store.reading() as db:
            where = "trashed IS NOT NULL" if trashed else "trashed IS NULL"
            if db.value("SELECT 1 FROM batch WHERE done IS NULL"):
                where += f" AND {_SHOWN}"
            # In pieces: a million tuples at once would be a hundred megabytes.
            sql = f"SELECT row FROM entry WHERE {where} AND row < ? ORDER BY row DESC LIMIT {_PIECE}"
            while part := db.all(sql, found[-1] if found else 2**62):
                found.extend([row for (row,) in part])
        return found

    def rows(self, row_ids: Sequence[int]) -> list[EntryRow]:
        """What a list shows of these, in their order. One that is gone is left out."""
        wanted = list(row_ids)
        found: dict[int, EntryRow] = {}
        with self._store.reading() as db:
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ", ".join("?" * len(part))
                for row in db.all(f"SELECT {_ROW} FROM entry WHERE row IN ({marks})", *part):
                    found[row[0]] = _row(row)
        return [found[row] for row in wanted if row in found]

    def row_of(self, id: str) -> int | None:
        """Where an entry stands now, or None. It changes with the entry's date."""
        with self._store.reading() as db:
            row: int | None = db.value("SELECT row FROM entry WHERE id = ?", id)
        return row

    def newest(self) -> EntryRow | None:
        found = self._list("ORDER BY row DESC LIMIT 1")
        return found[0] if found else None

    def on_day(self, day: date) -> list[EntryRow]:
        """The entries of a day, newest first."""
        first, last = day_span(day)
        # The clock text has the last word: a full day runs over into the next one's numbers.
        same = f"substr(at, 1, 10) = '{day.isoformat()}'"
        return self._list(f"AND row BETWEEN {first} AND {last} AND {same} ORDER BY row DESC")

    def days(self, year: int, month: int) -> frozenset[int]:
        """The days of a month that have an entry, as numbers from 1."""
        first, last = day_span(date(year, month, 1))[0], day_span(date(year, month, 28))[1] + 3 * SLOTS
        with self._store.reading() as db:
            rows = db.all(
                f"SELECT DISTINCT substr(at, 1, 10) FROM entry"
                f" WHERE row BETWEEN ? AND ? AND trashed IS NULL AND {_SHOWN}",
                *(first, last),
            )
        days = [date.fromisoformat(day) for (day,) in rows]
        return frozenset(day.day for day in days if (day.year, day.month) == (year, month))

    def tags(self) -> list[str]:
        """Every tag in use, the most used first."""
        uses: dict[str, int] = {}
        with self._store.reading() as db:
            for tags, number in db.all(
                f"SELECT tags, count(*) FROM entry WHERE tags <> '' AND trashed IS NULL AND {_SHOWN} GROUP BY tags"
            ):
                for tag in _split(tags):
                    uses[tag] = uses.get(tag, 0) + number
        return sorted(uses, key=lambda tag: (-uses[tag], tag.casefold()))

    def _list(self, rest: str) -> list[EntryRow]:
        with self._store.reading() as db:
            return [
                _row(row)
                for row in db.all(f"SELECT {_ROW} FROM entry WHERE trashed IS NULL AND {_SHOWN} {rest}")
            ]

    # -- search --------------------------------------------------------------------------------------------

    def search(
        self,
        words: str,
        limit: int = 50,
        *,
        typing: bool = True,
        best: bool = False,
        report: Report = quiet,
    ) -> list[Hit]:
        """Entries with all these words, newest first; the last word counts as a beginning while `typing`.

        `best` puts the most fitting first where few entries match. Quotes hold words together, a minus leaves out,
        `title:`, `body:` and `tags:` look in one place; nothing typed is an error. One or two characters of Chinese,
        Japanese or Thai read the texts one by one: use a job, whose `report` can stop it.
        """
        with self._store.reading() as db, db.stoppable(report):
            found = search.find(db, clean_line(words), limit, typing=typing, best=best)
            rows = {row.row: row for row in self._among(db, [hit.row for hit in found])}
        hits = []
        for hit in found:
            if hit.row in rows:
                snippet, marks = unmark(hit.snippet)
                hits.append(Hit(rows[hit.row], snippet, marks, unmark(hit.title)[1]))
        return hits

    def count(self, words: str, *, typing: bool = True, report: Report = quiet) -> int:
        """How many entries `search` would find without a limit."""
        with self._store.reading() as db, db.stoppable(report):
            return search.count(db, clean_line(words), typing=typing)

    def _among(self, db: Reader, rows: list[int]) -> list[EntryRow]:
        marks = ", ".join("?" * len(rows))
        return [_row(row) for row in db.all(f"SELECT {_ROW} FROM entry WHERE row IN ({marks})", *rows)]

    # -- trash ---------------------------------------------------------------------------------------------

    def trash(self, ids: Iterable[str]) -> Change:
        """Out of the lists and out of search; kept for 30 days."""
        return self._set_trashed(ids, stamp(self._now()), "trashed", self.put_back)

    def put_back(self, ids: Iterable[str]) -> Change:
        return self._set_trashed(ids, None, "put_back", self.trash)

    def _set_trashed(
        self, ids: Iterable[str], when: str | None, label: str, back: Callable[[Iterable[str]], Change]
    ) -> Change:
        chosen = frozenset(ids)
        state = "IS NULL" if when else "IS NOT NULL"
        with self._store.transaction() as db:
            for id in chosen:
                db.run(f"UPDATE entry SET trashed = ? WHERE id = ? AND trashed {state}", when, id)
        return Change("diary", chosen, label, lambda: back(chosen))

    def erase(self, ids: Iterable[str]) -> Change:
        """For ever, with photos and versions; what they took up in the file is overwritten. There is no undo.

        Single words stay in old parts of the encrypted search index until `Workspace.tidy` has rewritten it.
        """
        chosen = frozenset(ids)
        if chosen:
            files: list[str] = []
            with self._store.overwriting(), self._store.transaction() as db:
                for id in chosen:
                    files += _remove(db, id)
                self._store.unlearn(db)
            self._discard(files)
            self._store.checkpoint(whole=True)  # the log still holds the pages as they were
        return Change("diary", chosen, "erased")

    def purge(self, now: datetime) -> Change:
        """Remove what has been in the trash for 30 days, and photos removed as long ago."""
        limit = days_before(now, TRASH_DAYS)
        with self._store.reading() as db:
            old = [id for (id,) in db.all("SELECT id FROM entry WHERE trashed < ?", limit)]
            # The second kind was added to a page that was never saved and never came back.
            photos = db.all(
                "SELECT id, media FROM photo WHERE removed < ?"
                " OR (added < ? AND entry NOT IN (SELECT id FROM entry))",
                *(limit, days_before(now, 1)),
            )
        if old or photos:
            with self._store.overwriting(), self._store.transaction() as db:
                files = [file for id in old for file in _remove(db, id)]
                for id, media in photos:
                    db.run("DELETE FROM photo WHERE id = ?", id)
                    files.append(media)
                if old:
                    self._store.unlearn(db)
            self._discard(files)
        return Change("diary", frozenset(old))

    def _discard(self, files: Sequence[str]) -> None:
        kept = self.kept_media() if files else frozenset()
        for media in files:
            if media not in kept:
                self._media.remove(media)

    # -- photos --------------------------------------------------------------------------------------------

    def add_photo(
        self,
        entry_id: str,
        data: bytes,
        *,
        name: str,
        width: int,
        height: int,
        kind: Literal["jpeg", "png"],
        thumbnail: bytes,
        caption: str = "",
        id: str | None = None,
    ) -> Photo:
        """Keep a photo for an entry, which may be saved later. The file is written before the row that names it.

        `id` is for imports, whose texts name it already; a photo with this id that is there already is kept as it is.
        """
        with self._store.reading() as db:
            if id is not None and (known := db.one(f"SELECT {_PHOTO} FROM photo WHERE id = ?", id)):
                return Photo(*known)
        media = self._media.add(data)
        photo = Photo(id or media, clean_line(name), clean_line(caption), width, height, kind, thumbnail)
        try:
            with self._store.transaction() as db:
                place = db.value("SELECT coalesce(max(place), 0) + 1 FROM photo WHERE entry = ?", entry_id)
                db.run(
                    "INSERT INTO photo (id, entry, media, place, name, caption, width, height, kind, size,"
                    " thumbnail, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    *(photo.id, entry_id, media, place, photo.name, photo.caption, width, height, kind),
                    *(len(data), thumbnail, stamp(self._now())),
                )
        except BaseException:
            self._media.remove(media)
            raise
        return photo

    def photo_data(self, photo_id: str) -> bytes:
        """The whole picture file. Any thread. NotFound, or VaultDamaged(part="media")."""
        with self._store.reading() as db:
            media = db.value("SELECT media FROM photo WHERE id = ?", photo_id)
        if media is None:
            raise NotFound(what="photo")
        return self._media.read(media)

    def remove_photo(self, photo_id: str) -> Change:
        """Take a photo from its entry; the file stays for 30 days, so it can come back. The text is not touched."""
        return self._set_removed(photo_id, stamp(self._now()), "photo_removed")

    def bring_back_photo(self, photo_id: str) -> Change:
        return self._set_removed(photo_id, None, "photo_back")

    def _set_removed(self, photo_id: str, when: str | None, label: str) -> Change:
        with self._store.transaction() as db:
            entry = db.value("SELECT entry FROM photo WHERE id = ?", photo_id)
            if entry is None:
                raise NotFound(what="photo")
            db.run("UPDATE photo SET removed = ? WHERE id = ?", when, photo_id)
        back = self.bring_back_photo if when else self.remove_photo
        return Change("diary", frozenset({entry}), label, lambda: back(photo_id))

    def caption(self, photo_id: str, text: str) -> Change:
        with self._store.transaction() as db:
            entry = db.value("SELECT entry FROM photo WHERE id = ?", photo_id)
            if entry is None:
                raise NotFound(what="photo")
            db.run("UPDATE photo SET caption = ? WHERE id = ?", clean_line(text), photo_id)
        return Change("diary", frozenset({entry}))

    # -- check-in ------------------------------------------------------------------------------------------

    def check_in(self, day: date) -> CheckIn:
        """What was noted for this day; an empty one if nothing was."""
        found = self.check_ins(day, day)
        return found[0] if found else CheckIn(day)

    def check_ins(self, start: date, end: date) -> list[CheckIn]:
        """The days from start to end, both included, that have something noted, oldest first."""
        with self._store.reading() as db:
            rows = db.all(
                "SELECT day, closeness, energy, mood, at FROM check_in"
                " WHERE day BETWEEN ? AND ? AND cleared IS NULL ORDER BY day",
                start.isoformat(),
                end.isoformat(),
            )
        found = [
            CheckIn(date.fromisoformat(day), closeness, energy, mood, moment(at))
            for day, closeness, energy, mood, at in rows
        ]
        return [check_in for check_in in found if not check_in.empty]

    def set_check_in(
        self,
        day: date,
        *,
        at: datetime,
        closeness: int | EllipsisType | None = ...,
        energy: int | EllipsisType | None = ...,
        mood: int | EllipsisType | None = ...,
    ) -> Change:
        """Note something for a day. What is left out stays; None takes it away."""
        given = {"closeness": closeness, "energy": energy, "mood": mood}
        now = self.check_in(day)
        values = {
            name: getattr(now, name) if isinstance(value, EllipsisType) else value
            for name, value in given.items()
        }
        with self._store.transaction() as db:
            db.run(
                "INSERT INTO check_in (day, at, closeness, energy, mood) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (day) DO UPDATE SET at = excluded.at, closeness = excluded.closeness,"
                " energy = excluded.energy, mood = excluded.mood, cleared = NULL",
                *(day.isoformat(), clock(at), values["closeness"], values["energy"], values["mood"]),
            )
        return Change("check_in", frozenset({day.isoformat()}))

    def clear_check_in(self, day: date) -> Change:
        return self._set_cleared(day, stamp(self._now()))

    def _set_cleared(self, day: date, when: str | None) -> Change:
        with self._store.transaction() as db:
            db.run("UPDATE check_in SET cleared = ? WHERE day = ?", when, day.isoformat())
        undo = (lambda: self._set_cleared(day, None)) if when else (lambda: self.clear_check_in(day))
        return Change("check_in", frozenset({day.isoformat()}), "cleared" if when else "", undo)

    # -- imports -------------------------------------------------------------------------------------------

    def start_import(self, source: str) -> int:
        """Begin an import. What is added under its number is not shown before `finish_import`."""
        with self._store.transaction() as db:
            db.run(
                "INSERT INTO batch (source, started) VALUES (?, ?)", clean_line(source), stamp(self._now())
            )
            return int(db.value("SELECT last_insert_rowid()"))

    def add_imported(self, number: int, entries: Iterable[Entry]) -> int:
        """Store a slice of an import in one transaction; entries whose id is known are left as they are.

        Gives how many were added. `changed` is taken over where the entry brings one.
        """
        words: list[tuple[object, ...]] = []
        with self._store.transaction() as db:
            if db.value("SELECT done IS NULL FROM batch WHERE id = ?", number) != 1:
                raise UsageError(reason="no such import")
            for entry in map(_tidied, entries):
                if db.value("SELECT 1 FROM entry WHERE id = ?", entry.id) is None:
                    changed = self._now() if entry.changed == _NEVER else entry.changed
                    row = self._insert(db, entry, stamp(changed), "", number)
                    words.append((row, entry.title, entry.text, "\n".join(entry.tags)))
            db.many("INSERT INTO words (rowid, title, body, tags) VALUES (?, ?, ?, ?)", words)
        return len(words)

    def finish_import(self, number: int) -> Change:
        """Show all of it at once. Undo removes all of it again."""
        with self._store.transaction() as db:
            db.run("UPDATE batch SET done = ? WHERE id = ?", stamp(self._now()), number)
        return Change("diary", label="imported", undo=lambda: self.drop_import(number))

    def drop_import(self, number: int) -> Change:
        """Hide an import and remove what it brought, some at once and the rest by `tidy_imports`."""
        with self._store.transaction() as db:
            db.run("UPDATE batch SET done = NULL WHERE id = ?", number)
        self.tidy_imports()
        return Change("diary")

    def tidy_imports(self, at_most: int = 100) -> bool:
        """Remove entries of imports that never ended, a few at a time. True while there are more."""
        with self._store.transaction() as db:
            number = db.value("SELECT id FROM batch WHERE done IS NULL LIMIT 1")
            if number is None:
                return False
            ids = db.all("SELECT id FROM entry WHERE batch <> 0 AND batch = ? LIMIT ?", number, at_most)
            files = [file for (id,) in ids for file in _remove(db, id)]
            if len(ids) < at_most:
                db.run("DELETE FROM batch WHERE id = ?", number)
        self._discard(files)
        return True

    # -- inside --------------------------------------------------------------------------------------------

    def _insert(self, db: Writer, entry: Entry, changed: str, sitting: str, batch: int) -> int:
        row = _free_row(db, slot(entry.when))
        db.run(
            "INSERT INTO entry (row, id, at, title, preview, mood, closeness, tags, changed, batch)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(row, entry.id, clock(entry.when), entry.title, preview(entry.text), entry.mood),
            *(entry.closeness, "\n".join(entry.tags), changed, batch),
        )
        db.run("INSERT INTO body (row, text, sitting) VALUES (?, ?, ?)", row, entry.text, sitting)
        _set_unspaced(db, row, "", _runs(entry))
        return row

    def _update(self, db: Writer, entry: Entry, known: tuple[object, ...], sitting: str) -> None:
        row, at, title, text, mood, closeness, tags, changed, known_sitting = known
        assert isinstance(row, int)
        assert isinstance(at, str)
        joined = "\n".join(entry.tags)
        words_changed = (entry.title, entry.text) != (title, text)
        if not words_changed and (entry.mood, entry.closeness, joined, clock(entry.when)) == (
            mood,
            closeness,
            tags,
            at,
        ):
            return
        if words_changed and (not sitting or sitting != known_sitting):
            _keep_version(db, entry.id, str(changed), str(title), str(text))
        before = unspaced(str(title), str(tags), str(text))
        db.run(
            "UPDATE entry SET at = ?, preview = ?, mood = ?, closeness = ?, changed = ? WHERE row = ?",
            *(clock(entry.when), preview(entry.text), entry.mood, entry.closeness),
            *(stamp(self._now()), row),
        )
        if (entry.title, joined) != (title, tags):  # apart, for it makes the whole entry indexed anew
            db.run("UPDATE entry SET title = ?, tags = ? WHERE row = ?", entry.title, joined, row)
        if words_changed:
            db.run("UPDATE body SET text = ?, sitting = ? WHERE row = ?", entry.text, sitting, row)
        _set_unspaced(db, row, before, _runs(entry))
        if slot(entry.when) != slot(moment(at)):
            db.run("UPDATE entry SET row = ? WHERE row = ?", _free_row(db, slot(entry.when)), row)


def _tidied(entry: Entry) -> Entry:
    """As it is stored: words cleaned, tags in order of first use and without doubles."""
    tags: dict[str, str] = {}
    for tag in entry.tags:
        tag = " ".join(clean_line(tag).split())
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return replace(entry, title=clean_line(entry.title), text=clean(entry.text), tags=tuple(tags.values()))


def _runs(entry: Entry) -> str:
    return unspaced(entry.title, "\n".join(entry.tags), entry.text)


def _set_unspaced(db: Writer, row: int, before: str, after: str) -> None:
    if before == after:
        return
    if not after:
        db.run("DELETE FROM unspaced WHERE row = ?", row)
    elif not before:
        db.run("INSERT INTO unspaced (row, text) VALUES (?, ?)", row, after)
    else:
        db.run("UPDATE unspaced SET text = ? WHERE row = ?", after, row)


def _keep_version(db: Writer, id: str, at: str, title: str, text: str) -> None:
    if not (title.strip() or text.strip()):
        return
    db.run("INSERT INTO history (entry, at, title, text) VALUES (?, ?, ?, ?)", id, at, title, text)
    db.run(
        "DELETE FROM history WHERE entry = ? AND number NOT IN"
        " (SELECT number FROM history WHERE entry = ? ORDER BY number DESC LIMIT ?)",
        *(id, id, VERSIONS_KEPT),
    )


def _remove(db: Writer, id: str) -> list[str]:
    """Delete an entry with all that hangs on it; gives the media files that nothing names any more."""
    files = [media for (media,) in db.all("SELECT media FROM photo WHERE entry = ?", id)]
    db.run("DELETE FROM photo WHERE entry = ?", id)
    db.run("DELETE FROM entry WHERE id = ?", id)
    return files


def _free_row(db: Reader, wanted: int) -> int:
    """The wanted row number, or the next free one; only a day with a thousand entries runs over into the next."""
    if db.value("SELECT 1 FROM entry WHERE row = ?", wanted) is None:
        return wanted
    return int(
        db.value(
            "SELECT row + 1 FROM entry AS taken WHERE row >= ?"
            " AND NOT EXISTS (SELECT 1 FROM entry WHERE row = taken.row + 1) ORDER BY row LIMIT 1",
            wanted,
        )
    )


def _photos(db: Reader, id: str) -> tuple[Photo, ...]:
    rows = db.all(f"SELECT {_PHOTO} FROM photo WHERE entry = ? AND removed IS NULL ORDER BY place", id)
    return tuple(Photo(*row) for row in rows)


def _split(tags: str) -> tuple[str, ...]:
    return tuple(tags.split("\n")) if tags else ()


def _row(row: tuple[object, ...]) -> EntryRow:
    number, id, at, title, head, mood, closeness, tags, trashed = row
    when = moment(str(at))
    gone = moment(str(trashed)) if trashed else None
    return EntryRow(number, id, when, title, head, mood, closeness, _split(str(tags)), gone)  # type: ignore[arg-type]
