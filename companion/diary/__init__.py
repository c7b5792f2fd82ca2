"""The diary: entries and their photos, search, history, trash, and the small check-in of a day.

Times on an entry are wall-clock times, as the person saw them; the name of the zone stands beside them and changes
nothing about them. An entry keeps its id when its date changes and gets another row number, which follows the date.
Reading works in every thread, writing in the one that opened the workspace. Nothing here deletes at a click: `trash`
sets a date, `erase` is for ever.

Here are single entries, lists and the trash; finding, looking back, photos, check-ins, templates, links and imports are
parts of their own.
"""

import uuid
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from companion.changes import Change
from companion.diary.asking import Asked
from companion.diary.check_ins import CheckIns
from companion.diary.choosing import LABEL_INDEX
from companion.diary.finding import Finding, Searching
from companion.diary.imports import Imports
from companion.diary.links import Links
from companion.diary.lookback import LookBack
from companion.diary.photos import Photos
from companion.diary.rows import (
    ENTRY,
    ROW,
    SHOWN,
    entry_of,
    entry_row,
    insert,
    photos_of,
    remove,
    tags_of,
    tidied,
    update,
)
from companion.diary.templates import Template, Templates
from companion.diary.values import (
    MOST_COUNTED,
    OPEN_GUIDES,
    CheckIn,
    Entry,
    EntryRow,
    Hit,
    Imported,
    Photo,
    Version,
)
from companion.errors import NotFound
from companion.store.connection import Row
from companion.store.tables import SLOTS, day_span, days_before, moment, stamp
from companion.zones import local_name

__all__ = [
    "MOST_COUNTED",
    "OPEN_GUIDES",
    "Asked",
    "CheckIn",
    "Diary",
    "Entry",
    "EntryRow",
    "Hit",
    "Imported",
    "Photo",
    "Searching",
    "Template",
    "Version",
]

TRASH_DAYS = 30

_PIECE = 50_000
# Photos added to a page that was never saved and never came back. Which ones is read off indexes alone: in their own rows
# a thumbnail stands before everything that is asked about.
_OF_NO_PAGE = """
    SELECT id, media FROM photo WHERE added < ? AND rowid IN
        (SELECT rowid FROM photo INDEXED BY photo_entry
            WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.id = photo.entry))
"""


class Diary(Finding, LookBack, Photos, CheckIns, Imports, Templates, Links):
    """All entries of one open vault."""

    # -- one entry -----------------------------------------------------------------------------------------

    def blank(self, now: datetime) -> Entry:
        """A new entry for this moment, in the zone the machine is in now. It is not stored until it is saved with
        something in it."""
        when = now.replace(microsecond=0, tzinfo=None)
        return Entry(id=str(uuid.uuid4()), when=when, zone=local_name())

    def save(self, entry: Entry, *, sitting: str = "") -> Change:
        """Store an entry, new or known. An empty one that was never saved is not stored.

        The first save of a sitting that changes title or text keeps the previous ones; `sitting` is any name for it,
        and without a name every save is a sitting of its own. Photos are added and removed by their own calls.
        """
        entry = tidied(entry)
        with self._store.transaction() as db:
            known = db.one(
                f"SELECT {ENTRY}, sitting FROM entry JOIN body ON body.row = entry.row WHERE id = ?",
                entry.id,
            )
            if known is None:
                if not entry.empty or db.value("SELECT 1 FROM photo WHERE entry = ?", entry.id):
                    insert(db, entry, stamp(self._now()), sitting, 0)
            else:
                update(db, entry, known, sitting, stamp(self._now()))
        return Change("diary", frozenset({entry.id}))

    def get(self, id: str) -> Entry:
        """The whole entry, in the trash or not. NotFound if there is none."""
        with self._store.reading() as db:
            found = db.one(f"SELECT {ENTRY} FROM entry JOIN body ON body.row = entry.row WHERE id = ?", id)
            if found is None:
                raise NotFound(what="entry")
            return entry_of(id, found, photos_of(db, id))

    def versions(self, id: str) -> list[Version]:
        """Earlier texts, newest first, at most 20."""
        with self._store.reading() as db:
            rows = db.all(
                "SELECT number, at, title, text FROM history WHERE entry = ? ORDER BY number DESC", id
            )
        return [Version(number, moment(at), title, text) for number, at, title, text in rows]

    # -- lists ---------------------------------------------------------------------------------------------

    def ids(self, *, trashed: bool = False, limit: int | None = None) -> "array[int]":
        """Every row number, newest first, or the newest `limit`. All of 100,000 take a tenth of a second: use a job."""
        found = array("q")
        with self._store.reading() as db:
            where = "trashed IS NOT NULL" if trashed else "trashed IS NULL"
            if db.value("SELECT 1 FROM batch WHERE done IS NULL"):
                where += f" AND {SHOWN}"
            # In pieces: a million tuples at once would be a hundred megabytes.
            piece = min(_PIECE, limit or _PIECE)
            sql = f"SELECT row FROM entry WHERE {where} AND row < ? ORDER BY row DESC LIMIT {piece}"
            while part := db.all(sql, found[-1] if found else 2**62):
                found.extend([row for (row,) in part])
                if len(part) < piece or (limit and len(found) >= limit):
                    break
        return found

    def rows(self, row_ids: Sequence[int]) -> list[EntryRow]:
        """What a list shows of these, in their order. One that is gone is left out."""
        wanted = list(row_ids)
        found: dict[int, EntryRow] = {}
        with self._store.reading() as db:
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                marks = ", ".join("?" * len(part))
                for row in db.all(f"SELECT {ROW} FROM entry WHERE row IN ({marks})", *part):
                    found[row[0]] = entry_row(row)
        return [found[row] for row in wanted if row in found]

    def row_of(self, id: str) -> int | None:
        """Where an entry stands now, or None. It changes with the entry's date."""
        with self._store.reading() as db:
            row: int | None = db.value("SELECT row FROM entry WHERE id = ?", id)
        return row

    def newest(self, until: date | None = None) -> EntryRow | None:
        """The newest entry, or the newest that is not of a later day."""
        bound = f"AND row <= {day_span(until)[1]} " if until is not None else ""
        found = self._list(f"{bound}ORDER BY row DESC LIMIT 1")
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
                f" WHERE row BETWEEN ? AND ? AND trashed IS NULL AND {SHOWN}",
                *(first, last),
            )
        days = [date.fromisoformat(day) for (day,) in rows]
        return frozenset(day.day for day in days if (day.year, day.month) == (year, month))

    def years(self) -> list[int]:
        """The years that have an entry, the newest first."""
        return sorted({row // SLOTS // 10_000 for row in self._first_of_each(10_000 * SLOTS)}, reverse=True)

    def months(self, year: int) -> frozenset[int]:
        """The months of a year that have an entry."""
        first = day_span(date(year, 1, 1))[0]
        rows = self._first_of_each(100 * SLOTS, first, day_span(date(year, 12, 31))[1])
        return frozenset(row // SLOTS // 100 % 100 for row in rows)

    def _first_of_each(self, span: int, low: int = 0, high: int = 2**62) -> list[int]:
        """The oldest entry of each span of row numbers that has any: one look for each, however many entries there are."""
        sql = f"SELECT row FROM entry WHERE trashed IS NULL AND {SHOWN} AND row BETWEEN ? AND ? ORDER BY row LIMIT 1"
        found: list[int] = []
        with self._store.reading() as db:
            while (row := db.value(sql, (found[-1] // span + 1) * span if found else low, high)) is not None:
                found.append(row)
        return found

    def tags(self) -> list[str]:
        """Every tag in use, the most used first."""
        return self._labels("tags")

    def feelings(self) -> list[str]:
        """Every feeling in use, ids and words of one's own, the most used first."""
        return self._labels("feelings")

    def _labels(self, column: str) -> list[str]:
        uses: dict[str, int] = {}
        with self._store.reading() as db:
            shown = f" AND {SHOWN}" if db.value("SELECT 1 FROM batch WHERE done IS NULL") else ""
            for labels, number in db.all(
                f"SELECT {column}, count(*) FROM entry INDEXED BY {LABEL_INDEX[column]}"
                f" WHERE {column} <> '' AND trashed IS NULL{shown} GROUP BY {column}"
            ):
                for label in tags_of(labels):
                    uses[label] = uses.get(label, 0) + number
        return sorted(uses, key=lambda label: (-uses[label], label.casefold()))

    def _list(self, rest: str) -> list[EntryRow]:
        with self._store.reading() as db:
            return [
                entry_row(row)
                for row in db.all(f"SELECT {ROW} FROM entry WHERE trashed IS NULL AND {SHOWN} {rest}")
            ]

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
            with self._store.transaction() as db:
                for id in chosen:
                    files += remove(db, id)
                self._store.unlearn(db)
            self._discard(files)
            self._store.checkpoint(whole=True)  # the log still holds the pages as they were
        return Change("diary", chosen, "erased")

    def purge(self, now: datetime) -> Change:
        """Remove what has been in the trash for 30 days, templates too, and photos removed as long ago."""
        self.purge_templates(now)
        limit = days_before(now, TRASH_DAYS)
        with self._store.reading() as db:
            old = [id for (id,) in db.all("SELECT id FROM entry WHERE trashed < ?", limit)]
            photos = db.all("SELECT id, media FROM photo WHERE removed < ?", limit)
        self._purge(old, photos)
        return Change("diary", frozenset(old))

    def purge_strays(self, now: datetime) -> None:
        """Remove photos whose page was never saved and has not come back for a day. It looks at every photo, so it is for a
        moment when nobody waits."""
        with self._store.reading() as db:
            photos = db.all(_OF_NO_PAGE, days_before(now, 1))
        self._purge([], photos)

    def _purge(self, entries: list[str], photos: list[Row]) -> None:
        if not entries and not photos:
            return
        with self._store.transaction() as db:
            files = [file for id in entries for file in remove(db, id)]
            for id, media in photos:
                db.run("DELETE FROM photo WHERE id = ?", id)
                files.append(media)
            if entries:
                self._store.unlearn(db)
        self._discard(files)
        self._store.checkpoint(whole=True)
