"""What the word index holds: title, body and tags of every entry, in the one spelling of `companion.spelling`.

The texts as they were written stay where they are, and are what SQLite reads to show what it found: a fold leaves every
word in its place. Taking an entry out means folding the same texts again, so whoever changes them takes it out before and
puts it in after, in one transaction.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from companion.spelling import fold
from companion.store.connection import Reader, Row, Writer
from companion.store.migrations import HOW_WORDS_PART

_SLICE = 1000
_TASK = "index words"
"""In `upkeep` while the index is being filled: after which row number to go on."""

_ITSELF = "INSERT INTO words (words, rank) VALUES ('automerge', 8)"
_FLUSH = "INSERT INTO words (words, rank) VALUES ('merge', 1)"
_NEVER = "INSERT INTO words (words, rank) VALUES ('automerge', 0)"
_INSERT = "INSERT INTO words (rowid, title, body, tags) VALUES (?, ?, ?, ?)"
_TEXTS = "SELECT row, title, body, tags FROM written WHERE row > ? ORDER BY row LIMIT ?"


def index(db: Writer, row: int, title: str, body: str, tags: str) -> None:
    """Put an entry in."""
    db.run(_INSERT, row, fold(title), fold(body), fold(tags))


@contextmanager
def many(run: Callable[[str], Any]) -> Iterator[None]:
    """Put many entries in, in one transaction: meanwhile the index merges its parts by itself, as FTS5 does where it is
    left alone, a little with every page it writes. So it stays small and the file takes what a merge sets free; all at once
    would leave a tenth of the file empty. A single save leaves its part for when nobody types (`Store.merge_some`)."""
    run(_ITSELF)
    yield
    run(_FLUSH)  # what is still in memory; written at the commit it would find the merging switched off
    run(_NEVER)


def unindex(db: Writer, row: int, title: str, body: str, tags: str) -> None:
    """Take an entry out; the texts have to be those that were put in."""
    db.run(
        "INSERT INTO words (words, rowid, title, body, tags) VALUES ('delete', ?, ?, ?, ?)",
        *(row, fold(title), fold(body), fold(tags)),
    )


def fill_some(run: Callable[..., Any]) -> bool:
    """A slice of an index that a step of the database's history has left empty; True while there is more.

    `run` executes a statement inside a transaction, so what a crash cuts off goes on where it was.
    """
    begun = run("SELECT state FROM upkeep WHERE task = ?", (_TASK,)).fetchone()
    if begun is None:
        return False
    rows = run(_TEXTS, (begun[0], _SLICE)).fetchall()
    with many(run):
        for row, *texts in rows:
            run(_INSERT, (row, *map(fold, texts)))
    if rows:
        run("UPDATE upkeep SET state = ? WHERE task = ?", (rows[-1][0], _TASK))
    else:
        run("DELETE FROM upkeep WHERE task = ?", (_TASK,))
    return bool(rows)


def start_filling(run: Callable[..., Any]) -> None:
    """Have an empty index filled by `fill_some`."""
    run("INSERT OR REPLACE INTO upkeep (task, state) VALUES (?, 0)", (_TASK,))


def agree(db: Writer) -> bool:
    """Whether every word stands in the index where it stands in the texts, and nothing else. It reads all of both."""
    db.run("CREATE VIRTUAL TABLE temp.told USING fts5vocab(main, words, instance)")
    db.run(f"CREATE VIRTUAL TABLE temp.again USING fts5(title, body, tags, content='', {HOW_WORDS_PART})")
    db.run("CREATE VIRTUAL TABLE temp.said USING fts5vocab(temp, again, instance)")
    try:
        said, last = 0, 0
        while texts := db.all(_TEXTS, last, _SLICE):
            for row, *each in texts:
                db.run(_INSERT.replace("words", "again"), row, *map(fold, each))
            last = texts[-1][0]
            said += _sum(db, "said")
            db.run("INSERT INTO again (again) VALUES ('delete-all')")
        return said == _sum(db, "told")
    finally:
        for name in ("told", "said", "again"):
            db.run(f"DROP TABLE temp.{name}")


# A number for all places of a word, the same in whatever order and in however many parts they are added up.
_PLACES = """
    SELECT term, sum((doc % 99991 + 1) * (3 * offset + CASE col WHEN 'title' THEN 1 WHEN 'body' THEN 2 ELSE 3 END))
    FROM temp.{table} GROUP BY term"""


def _sum(db: Reader, table: str) -> int:
    rows: Iterable[Row] = db.each(_PLACES.format(table=table))
    return sum(hash(term) * places for term, places in rows)
