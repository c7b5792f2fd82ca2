"""Diarium's backup: one SQLite file with the tables Entries, Media, Tags and EntryTags.

Its tags are of kinds since it knows trackers: a tag, a person, a number or a text that was tracked. So are its media: a
picture, a recording, a document, a film.

It is read with the standard library's SQLite and never by the vault's: opened read-only and immutable, so that not even a log
is looked at, its schema not trusted (no views, no virtual tables, no triggers), and nothing allowed but reading columns.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

from companion.errors import ImportFailed
from companion.interchange.coming.drafts import Picture
from companion.interchange.coming.reading import MOST_PARTS, Item
from companion.interchange.coming.source import LARGEST_PICTURE, Source

_MOST = 1_000_000
"""Rows of a table that are kept in mind at once."""
_STEPS = 100_000
_MAGIC = b"SQLite format 3\x00"
_TABLES = {
    "Entries": ("DiaryEntryId", "Heading", "Text", "Rating"),
    "Media": ("DiaryEntryId", "Type", "Index", "Data"),
    "Tags": ("DiaryTagId", "Value"),
    "EntryTags": ("DiaryEntryId", "DiaryTagId"),
}
_TAGS = (None, 0, 1)
_MEDIA = {1: "audio", 4: "video"}


def fits(source: Source) -> bool:
    """Whether it is such a file: a single SQLite file that names the table of entries."""
    return source.kind == "file" and source.head(source.name, len(_MAGIC)) == _MAGIC and bool(_known(source))


def rows(source: Source) -> Iterator[tuple[Item, list[Picture], list[str]]]:
    """Every entry as the JSON export would have it, with `ticks` for the date, its pictures, and what is left out."""
    try:
        with closing(_opened(source)) as db:
            tables = _columns(db)
            # Asked once and not for each entry: nobody promises an index.
            left_out: dict[object, list[str]] = {}
            tags, media = _tags(db, tables, left_out), _media(db, tables, left_out)
            for ticks, heading, text, rating in db.execute(
                'SELECT "DiaryEntryId", "Heading", "Text", "Rating" FROM "Entries" ORDER BY "DiaryEntryId"'
            ):
                item: Item = {"ticks": ticks, "heading": heading, "html": text, "rating": rating}
                pictures = [
                    Picture(f"p{number}", f"{number + 1}", _opener(db, row))
                    for number, row in enumerate(media.get(ticks, ()))
                ]
                yield item | {"tags": tags.get(ticks, [])}, pictures, left_out.get(ticks, [])
    except sqlite3.Error:
        source.watch()  # it may have been stopped
        raise ImportFailed(why="broken") from None


def _known(source: Source) -> bool:
    try:
        with closing(_opened(source)) as db:
            return "Entries" in _columns(db)
    except (sqlite3.Error, ImportFailed):
        return False


def _opened(source: Source) -> sqlite3.Connection:
    db = sqlite3.connect(f"{source.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_PICTURE + 4096)
        db.text_factory = lambda data: data.decode("utf-8", "replace")
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            db.execute(f"PRAGMA {pragma}").close()
        db.set_progress_handler(lambda: _stopped(source), _STEPS)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _stopped(source: Source) -> int:
    """What SQLite wants to know now and then: anything but 0 ends the query."""
    try:
        source.watch()
    except BaseException:
        return 1
    return 0


def _columns(db: sqlite3.Connection) -> dict[str, set[str]]:
    """The plain tables that have the columns we read, each with all it has. From then on only these can be read."""
    found = {}
    for name, wanted in _TABLES.items():
        kind = db.execute("SELECT type, sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
        if kind is None or kind[0] != "table" or str(kind[1]).upper().split()[:2] != ["CREATE", "TABLE"]:
            continue
        columns = {row[1] for row in db.execute(f'PRAGMA table_info("{name}")')}
        if columns.issuperset(wanted):
            found[name] = columns

    def allowed(
        action: int, first: str | None, _second: str | None, _db: str | None, _inner: str | None
    ) -> int:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION) or (
            action == sqlite3.SQLITE_READ and first in found
        ):
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    db.set_authorizer(allowed)
    return found


def _tags(
    db: sqlite3.Connection, tables: dict[str, set[str]], left_out: dict[object, list[str]]
) -> dict[object, list[object]]:
    """The tags and people of each entry that has any."""
    if not {"Tags", "EntryTags"} <= set(tables):
        return {}
    kind = '"Type"' if "Type" in tables["Tags"] else "NULL"
    known = {
        tag: (name, of)
        for tag, name, of in db.execute(f'SELECT "DiaryTagId", "Value", {kind} FROM "Tags" LIMIT ?', (_MOST,))
    }
    found: dict[object, list[object]] = {}
    for ticks, tag in db.execute('SELECT "DiaryEntryId", "DiaryTagId" FROM "EntryTags" LIMIT ?', (_MOST,)):
        name, of = known.get(tag, (None, None))
        if of in _TAGS:
            found.setdefault(ticks, []).append(name)
        elif "tracker" not in (codes := left_out.setdefault(ticks, [])):
            codes.append("tracker")
    return found


def _media(
    db: sqlite3.Connection, tables: dict[str, set[str]], left_out: dict[object, list[str]]
) -> dict[object, list[int]]:
    """The rows of the pictures of each entry that has any, in their order."""
    found: dict[object, list[int]] = {}
    if "Media" in tables:
        asked = 'SELECT "DiaryEntryId", rowid, "Type" FROM "Media" ORDER BY "Index", rowid LIMIT ?'
        for ticks, row, kind in db.execute(asked, (_MOST,)):
            if kind == 0:
                of_entry = found.setdefault(ticks, [])
                if len(of_entry) < MOST_PARTS:
                    of_entry.append(row)
            else:
                left_out.setdefault(ticks, []).append(_MEDIA.get(kind, "attachment"))
    return found


def _opener(db: sqlite3.Connection, row: int) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            found = db.execute('SELECT "Data" FROM "Media" WHERE rowid = ?', (row,)).fetchone()
        except sqlite3.Error:
            raise ImportFailed(why="broken") from None
        if found is None or not isinstance(found[0], bytes):
            raise ImportFailed(why="missing")
        return found[0]

    return read
