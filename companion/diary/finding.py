"""Finding entries: by words, by filters, by both. What counts as a match is the store's affair (`search.py`), which rows
the filters leave that of `choosing.py`."""

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from companion.diary.asking import Asked
from companion.diary.choosing import choose
from companion.diary.part import Part
from companion.diary.rows import ROW, entry_row
from companion.diary.values import EntryRow, Hit
from companion.disk import Report, quiet
from companion.store import Reader, search
from companion.store.text import clean_line, unmark, without_signs


class Finding(Part):
    """Search as one types, with filters, and all at once."""

    def search(
        self,
        asked: str | Asked,
        limit: int = 50,
        *,
        typing: bool = True,
        best: bool = False,
        report: Report = quiet,
    ) -> list[Hit]:
        """Entries with all these words, newest first; the last word counts as a beginning while `typing`.

        `best` puts the most fitting first where few entries match. Quotes hold words together, a minus leaves out,
        `title:`, `body:` and `tags:` look in one place; nothing typed is an error. An `Asked` brings filters along, and
        with nothing but filters every entry they leave is found. One or two characters of Chinese, Japanese or Thai
        read the texts one by one: use a job, whose `report` can stop it.
        """
        with self._store.reading() as db, db.stoppable(report):
            return self._hits(db, _as_asked(asked, typing), limit, best=best)

    @contextmanager
    def searching(self) -> Iterator["Searching"]:
        """For somebody who types: one connection for many searches, warm after the first. It stays in the thread that
        entered."""
        with self._store.reading() as db:
            yield Searching(self, db)

    def count(self, asked: str | Asked, *, typing: bool = True, report: Report = quiet) -> int:
        """How many entries `search` would find without a limit."""
        asked = _as_asked(asked, typing)
        with self._store.reading() as db, db.stoppable(report):
            return self._count(db, asked)

    def chosen_rows(self, asked: Asked, *, limit: int | None = None, report: Report = quiet) -> "array[int]":
        """The row number of every entry that is asked for, newest first, or of the newest `limit`. Nothing asked means
        all. Use a job."""
        with self._store.reading() as db, db.stoppable(report):
            return self._chosen(db, asked, limit)

    def _chosen(self, db: Reader, asked: Asked, limit: int | None = None) -> "array[int]":
        if not asked.words:
            return choose(db, asked).rows(db, limit)
        found = search.rows(db, clean_line(asked.words), typing=asked.typing, within=_within(db, asked))
        return found if limit is None else found[:limit]

    def _count(self, db: Reader, asked: Asked) -> int:
        if not asked.words:
            return len(choose(db, asked).rows(db)) if asked.filtered else 0
        return search.count(db, clean_line(asked.words), typing=asked.typing, within=_within(db, asked))

    def _hits(
        self, db: Reader, asked: Asked, limit: int, *, best: bool = False, below: int | None = None
    ) -> list[Hit]:
        if not asked.words:
            chosen = choose(db, asked).rows(db, limit) if asked.filtered else ()
            rows = {row.row: row for row in self._among(db, list(chosen))}
            return [Hit(rows[row], rows[row].preview, ()) for row in chosen if row in rows]
        within = _within(db, asked)
        if below is not None:
            within = replace(within, high=min(within.high, below))
        found = search.find(db, clean_line(asked.words), limit, typing=asked.typing, best=best, within=within)
        rows = {row.row: row for row in self._among(db, [hit.row for hit in found])}
        hits = []
        for hit in found:
            if hit.row in rows:
                snippet, marks = unmark(without_signs(hit.snippet))
                hits.append(Hit(rows[hit.row], snippet, marks, unmark(hit.title)[1]))
        return hits

    def _among(self, db: Reader, rows: list[int]) -> list[EntryRow]:
        marks = ", ".join("?" * len(rows))
        return [entry_row(row) for row in db.all(f"SELECT {ROW} FROM entry WHERE row IN ({marks})", *rows)]


class Searching:
    """Many searches through one connection. A `report` that raises stops one."""

    def __init__(self, diary: Finding, db: Reader) -> None:
        self._diary, self._db = diary, db

    def hits(
        self, asked: Asked, limit: int, report: Report, *, best: bool = False, below: int | None = None
    ) -> list[Hit]:
        """What `Diary.search` finds, or, newest first, what of it stands below a row number."""
        with self._db.stoppable(report):
            return self._diary._hits(self._db, asked, limit, best=best, below=below)

    def rows(self, asked: Asked, report: Report, limit: int | None = None) -> "array[int]":
        """What `Diary.chosen_rows` gives."""
        with self._db.stoppable(report):
            return self._diary._chosen(self._db, asked, limit)

    def count(self, asked: Asked, report: Report) -> int:
        """What `Diary.count` counts."""
        with self._db.stoppable(report):
            return self._diary._count(self._db, asked)


def _as_asked(asked: str | Asked, typing: bool) -> Asked:
    return Asked(words=asked, typing=typing) if isinstance(asked, str) else asked


def _within(db: Reader, asked: Asked) -> search.Within:
    return choose(db, asked).within() if asked.filtered else search.EVERYWHERE
