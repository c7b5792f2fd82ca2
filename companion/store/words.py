"""What the word index holds: title, body and tags of every entry, in the one spelling of `companion.spelling`.

The texts as they were written stay where they are, and are what SQLite reads to show what it found: a fold leaves every
word in its place. Taking an entry out means folding the same texts again, so whoever changes them takes it out before and
puts it in after, in one transaction.
"""

from collections.abc import Callable, Iterable
from typing import Any

from companion.spelling import fold
from companion.store.connection import Reader, Row, Writer
from companion.store.migrations import HOW_WORDS_PART

_SLICE = 1000
_TASK = "index words"
"""In `upkeep` while the index is being filled: after which row number to go on."""

_MERGED = 8
"""Pages for an entry: each is written anew once on every level, and a million entries have six."""

_MERGE = "INSERT INTO words (words, rank) VALUES ('merge', ?)"
_INSERT = "INSERT INTO words (rowid, title, body, tags) VALUES (?, ?, ?, ?)"
_TEXTS = "SELECT row, title, body, tags FROM written WHERE row > ? ORDER BY row LIMIT ?"


def index(db: Writer, row: int, title: str, body: str, tags: str) -> None:
    """Put an entry in."""
    db.run(_INSERT, row, fold(title), fold(body), fold(tags))


def settle(db: Writer, entries: int) -> None:
    """Merge the parts of the index as far as so many new entries ask for. For many at once; after a single save it has
    time until nobody types (`Store.merge_some`)."""
    db.run(_MERGE, entries * _MERGED)


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
    for row, *texts in rows:
        run(_INSERT, (row, *map(fold, texts)))
    if rows:
        run(_MERGE, (len(rows) * _MERGED,))
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
