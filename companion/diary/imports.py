"""Bringing entries in: nothing shows before all of it is there, and all of it can be taken back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from time import monotonic
from typing import Any

from companion.changes import Change
from companion.diary.part import Part
from companion.diary.rows import insert, insert_photo, remove, tidied
from companion.diary.values import MOST_COUNTED, NEVER, Entry, Imported
from companion.errors import UsageError
from companion.store.connection import Writer
from companion.store.tables import moment, stamp
from companion.store.text import clean_line
from companion.store.words import index, many

_SHORT = 0.05
"""Seconds up to which a slice is one of many beside a window."""

_THERE = "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM entry WHERE row = value) ORDER BY value"

# By the index of imports alone, and of a large one no further than is said.
_LEFT = f"""
    SELECT id, source, done,
        (SELECT count(*) FROM (SELECT 1 FROM entry WHERE batch <> 0 AND batch = brought.id LIMIT {MOST_COUNTED}))
    FROM batch AS brought
    WHERE done IS NOT NULL AND source <> ?
        AND EXISTS (SELECT 1 FROM entry WHERE batch <> 0 AND batch = brought.id)
    ORDER BY id DESC LIMIT ?
"""


class Imports(Part):
    """Imports by number, from the first slice to the last small transaction that shows them."""

    def __init__(self, *parts: Any, **more: Any) -> None:
        super().__init__(*parts, **more)
        self._under_way: set[int] = set()
        """Imports of this unlock that have not ended: they are not yet shown, and no left-overs."""
        self._slice: tuple[Writer, dict[int, tuple[str, str, str]]] | None = None
        """The transaction of a slice under way; and by row title, text and tags of what it added and has no words yet."""
        self._unmerged = False

    def start_import(self, source: str) -> int:
        """Begin an import. What is added under its number is not shown before `finish_import`."""
        with self._store.transaction() as db:
            db.run(
                "INSERT INTO batch (source, started) VALUES (?, ?)", clean_line(source), stamp(self._now())
            )
            number = int(db.value("SELECT last_insert_rowid()"))
        self._under_way.add(number)
        return number

    def keep_file(self, data: bytes) -> str:
        """Encrypt a picture ahead of the entry that will name it; gives its id. Any thread. Either `add_imported` gets it
        or `discard_files` does; what a crash leaves is swept after a day."""
        return self._media.add(data)

    def discard_files(self, ids: Iterable[str]) -> None:
        """Remove files that no entry came to name. Any thread."""
        self._discard(list(ids))

    @contextmanager
    def adding(self, seconds: float) -> Iterator[None]:
        """Make one slice of several `add_imported`: one transaction, whose words go into the index at its end. Nothing else
        is written to an entry meanwhile. `seconds` is what the slice is meant to take: in a short one the index is not
        merged, since somebody sits before a window; `merge_added` is for the time between two of them."""
        merging = seconds > _SHORT
        added: dict[int, tuple[str, str, str]] = {}
        try:
            with self._store.transaction() as db:
                self._slice = db, added
                yield
                # FTS5 writes out all it has gathered whenever a number is not above the last one, and files often run from
                # new to old: in order this takes half the time.
                there = db.all(_THERE, json.dumps(sorted(added)))  # some may have been taken back meanwhile
                with many(db.run) if merging else nullcontext():
                    for (row,) in there:
                        index(db, row, *added[row])
        finally:
            self._slice = None
        self._unmerged = not merging

    def merge_added(self, seconds: float) -> bool:
        """Merge what short slices have left in the word index, for about this long; True while there is more."""
        until = monotonic() + seconds
        while self._unmerged:
            self._unmerged = self._store.merge_parts()
            if monotonic() >= until:
                break
        return self._unmerged

    def add_imported(
        self, number: int, entries: Iterable[Entry], files: Mapping[str, int] | None = None
    ) -> int:
        """Store entries of an import, in the slice under way or in one transaction; those whose id is known are left as they
        are.

        Gives how many were added. `changed` is taken over where the entry brings one. `files` are those of `keep_file` with
        their sizes: an entry's photos are named by them.
        """
        if self._slice is None:
            with self.adding(1):
                return self.add_imported(number, entries, files)
        db, added = self._slice
        files, count = files or {}, 0
        if db.value("SELECT done IS NULL FROM batch WHERE id = ?", number) != 1:
            raise UsageError(reason="no such import")
        for entry in map(tidied, entries):
            if db.value("SELECT 1 FROM entry WHERE id = ?", entry.id) is None:
                changed = self._now() if entry.changed == NEVER else entry.changed
                row = insert(db, entry, stamp(changed), "", number)
                added[row] = entry.title, entry.text, "\n".join(entry.tags)
                count += 1
                for photo in entry.photos:
                    if photo.id in files:
                        insert_photo(db, entry.id, photo, photo.id, files[photo.id], stamp(self._now()))
        return count

    def finish_import(self, number: int) -> Change:
        """Show all of it at once. Undo removes all of it again."""
        with self._store.transaction() as db:
            db.run("UPDATE batch SET done = ? WHERE id = ?", stamp(self._now()), number)
        self._under_way.discard(number)
        return Change("diary", label="imported", undo=lambda: self.drop_import(number))

    def imports(self, at_most: int, *, without: str = "") -> tuple[Imported, ...]:
        """The newest imports that still have pages nobody has written in, whenever they were; none of the source
        `without`, whose imports change more than the diary."""
        with self._store.reading() as db:
            found = db.all(_LEFT, without, at_most)
        return tuple(Imported(number, source, moment(done), pages) for number, source, done, pages in found)

    def drop_import(self, number: int) -> Change:
        """Hide an import, of this unlock or before, and remove what it brought and nobody has written in since: some at
        once and the rest by `tidy_imports`."""
        with self._store.transaction() as db:
            db.run("UPDATE batch SET done = NULL WHERE id = ?", number)
        self._under_way.discard(number)
        self.tidy_imports()
        return Change("diary")

    def abandon_import(self, number: int) -> None:
        """Leave an import that was never shown, and remove what came in. Its pictures go first: where the disk is full, that
        makes the room that removing rows takes."""
        self._under_way.discard(number)
        with self._store.reading() as db:
            files = db.all(
                "SELECT media FROM photo JOIN entry ON entry.id = photo.entry WHERE batch <> 0 AND batch = ?"
                " AND batch IN (SELECT id FROM batch WHERE done IS NULL)",
                number,
            )
        self._discard([file for (file,) in files])
        while self.tidy_imports():
            pass

    def tidy_imports(self, at_most: int = 100) -> bool:
        """Remove entries of imports that were taken back or never ended, a few at a time. True while there are more."""
        with self._store.transaction() as db:
            left = (id for (id,) in db.all("SELECT id FROM batch WHERE done IS NULL ORDER BY id"))
            number = next((id for id in left if id not in self._under_way), None)
            if number is None:
                return False
            ids = db.all("SELECT id FROM entry WHERE batch <> 0 AND batch = ? LIMIT ?", number, at_most)
            files = [file for (id,) in ids for file in remove(db, id)]
            if ids:
                self._store.unlearn(db)
            if len(ids) < at_most:
                db.run("DELETE FROM batch WHERE id = ?", number)
        self._discard(files)
        return True
