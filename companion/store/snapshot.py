"""A copy of an open database for a backup, and the way back: a new database from a copy of any origin.

`take` copies what is committed at one moment, page by page in one step, with a key of the copy's own; `take_rows` the rows
alone, since the search indexes are half of it. Writing goes on meanwhile. `rebuild` never moves such a copy into place: it
compares its tables with the ones we make ourselves, looks at every value, and copies row by row into a database made by our
own migrations, whose search indexes are built anew.
"""

import json
import os
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from companion.disk import Report, quiet, storing
from companion.errors import BackupDamaged, CompanionError, NewerVersion, VaultDamaged
from companion.store import Store, migrations, words
from companion.store.connection import (
    READING,
    Reader,
    WrongThread,
    close,
    connect,
    engine,
    remove,
    sorted_errors,
)
from companion.store.tables import PASSING

# A file that is thrown away unless it gets whole needs no journal; the cache is for the search indexes.
_BUILDING = [
    ("journal_mode", "OFF"),
    ("synchronous", "OFF"),
    ("foreign_keys", "OFF"),
    ("cache_size", -32_000),
]

LARGEST_VALUE = 64 << 20
"""Bytes of one text or picture. A prepared copy must not fill the memory with a single row."""


def take(store: Store, target: Path, key: bytes) -> None:
    """Copy what is committed now to a new file under `key`. Any thread; the writer hardly notices.

    Nothing is left behind if it fails. StorageError's kinds, VaultDamaged.
    """
    source = connect(store.path.as_uri() + "?mode=ro", bytes(store._key), READING, uri=True)
    try:
        _whole(source)
        remove(target)
        with storing():
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        copy = connect(target, key, [("synchronous", "OFF")])
        try:
            with sorted_errors():
                # All pages at once. In small steps it starts over at every commit, and never ends while one
                # types.
                source.connection().backup(copy.connection())
                # Its header says "log": without this, opening it would leave a log beside it.
                copy.execute_sql("PRAGMA journal_mode = DELETE").fetchall()
                copy.execute_sql("PRAGMA secure_delete = ON").fetchall()
                for name in PASSING:
                    copy.execute_sql("DELETE FROM pref WHERE name = ?", (name,))
                _unlearn(copy)
        finally:
            close(copy)
    except BaseException:
        remove(target)
        raise
    finally:
        close(source)


def take_rows(store: Store, target: Path, key: bytes, report: Report = quiet) -> None:
    """Copy every row that is committed now to a new file under `key`, its search indexes empty. Any thread; the writer
    hardly notices.

    For a backup: `rebuild` trusts no index of a copy and makes them anew, and words that were deleted for good are in no
    part of an index that is empty. `report` is asked now and then; what it raises stops it. Nothing is left behind if it
    fails. StorageError's kinds, VaultDamaged if a row cannot be read.
    """
    engine()
    remove(target)
    try:
        with storing():
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        copy = connect(target, key, _BUILDING)
        try:
            with sorted_errors():
                connection = copy.connection()
                source = f"{store.path.as_uri()}?mode=ro", f"x'{bytes(store._key).hex()}'"
                connection.execute("ATTACH ? AS source KEY ?", source)
                _copy_rows(connection, report)
                connection.execute("DETACH source")
        finally:
            close(copy)
    except BaseException:
        remove(target)
        raise


def _copy_rows(connection: Any, report: Report) -> None:
    version = int(connection.execute("PRAGMA source.user_version").fetchone()[0])
    # All tables in one transaction: a log is read as it stood when it began.
    with _building(connection, version), _asking(connection, lambda: report(0, 0, "snapshot")):
        for table in _tables(connection):
            # Where both tables are the same and this one is empty, SQLite moves whole rows without looking into them.
            connection.execute(f'DELETE FROM "{table}"')
            if table not in _OF_ITS_FILE:
                connection.execute(f'INSERT INTO main."{table}" SELECT * FROM source."{table}"')
        marks = ", ".join("?" * len(PASSING))
        connection.execute(f"DELETE FROM pref WHERE name IN ({marks})", PASSING)


_OF_ITS_FILE = {"upkeep"}
"""What this file has still to do with its own indexes."""


@contextmanager
def _building(connection: Any, version: int) -> Iterator[None]:
    """Inside, one transaction in a new database of that version whose triggers are away: they would index every row."""
    for script in migrations.STEPS[:version]:
        for statement in migrations.statements(script):
            connection.execute(statement)
    connection.execute("BEGIN")
    triggers = connection.execute(
        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' ORDER BY rowid"
    ).fetchall()
    for name, _sql in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in triggers:
        connection.execute(sql)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")


def _unlearn(copy: SqlCipherDatabase) -> None:
    """What the diary has yet to do in quiet moments is done in the copy at once: words that were deleted for good are
    in no part of its search indexes."""
    if copy.execute_sql("SELECT 1 FROM upkeep LIMIT 1").fetchone() is None:
        return
    with suppress(peewee.DatabaseError):  # an index that is damaged keeps nobody from a backup
        for index in ("words", "grams"):
            copy.execute_sql(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        copy.execute_sql("DELETE FROM upkeep")


def _whole(source: SqlCipherDatabase) -> None:
    """VaultDamaged if a page does not authenticate. Copying pages does not ask: it seals whatever it read under the new
    key, and from then on nothing can tell it from what somebody wrote."""
    with sorted_errors():
        for _attempt in range(
            2
        ):  # the writer may be moving its log into the file: a page half there is no damage
            if not source.execute_sql("PRAGMA cipher_integrity_check").fetchall():
                return
    raise VaultDamaged(part="database")


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[Reader]:
    """A copy to read from, in this thread, with every caution SQLite has. BackupDamaged if it is none."""
    engine()
    database = _open_copy(path, key)
    owner = threading.get_ident()

    def check() -> None:
        if threading.get_ident() != owner:
            raise WrongThread("a reading connection stays in its thread")

    try:
        with _damaged():
            yield Reader(database, check)
    finally:
        with suppress(CompanionError):
            close(database)


def _open_copy(path: Path, key: bytes) -> SqlCipherDatabase:
    with _damaged():
        return connect(
            path.as_uri() + "?mode=ro&immutable=1", key, [("cell_size_check", "ON"), *READING], uri=True
        )


@contextmanager
def each(db: Reader, sql: str, *values: object) -> Iterator[Iterator[tuple[Any, ...]]]:
    """`Reader.each` for generators: the statement ends with the block, even when an exception leaves it half read."""
    rows = db.each(sql, *values)
    try:
        yield rows
    finally:
        if isinstance(rows, Generator):
            rows.close()


def rebuild(
    path: Path,
    key: bytes,
    target: Path,
    target_key: bytes,
    *,
    media: Callable[[str], str] = lambda name: name,
    report: Report = quiet,
) -> None:
    """A new database at `target` with the rows of a copy; `media` gives each photo's file its name of here.

    BackupDamaged if tables or values are not as we make them, NewerVersion if it was made by a later
    version. If it raises, there is no new database.
    """
    with opened(path, key) as copy:
        version = int(copy.value("PRAGMA user_version"))
        if version > migrations.LATEST:
            raise NewerVersion(part="database", needs=version)
        if version < 1 or _schema(copy.all(_SCHEMA)) != _known_schema(version):
            raise BackupDamaged(part="schema")
        remove(target)
        with storing():
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        database = connect(target, target_key, _BUILDING)
        try:
            with _damaged():
                _fill(copy, database, version, media, report)
        except BaseException:
            with suppress(CompanionError):
                close(database)
            remove(target)
            raise
        close(database)
    with storing(), target.open("rb+") as file:
        os.fsync(file.fileno())
    if version < migrations.LATEST:
        Store.open(target, target_key).close()
        for kept in target.parent.glob(f"{target.stem}.v*{target.suffix}"):
            remove(kept)  # the copy an upgrade keeps: here the backup itself is that copy


# -- comparing ---------------------------------------------------------------------------------------------

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def _schema(rows: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    return set(rows)


def _known_schema(version: int) -> set[tuple[Any, ...]]:
    connection = dbapi2.connect(":memory:")
    try:
        for script in migrations.STEPS[:version]:
            for statement in migrations.statements(script):
                connection.execute(statement)
        return set(connection.execute(_SCHEMA).fetchall())
    finally:
        connection.close()


@contextmanager
def _damaged() -> Iterator[None]:
    """Inside, whatever SQLite or a value says against the copy becomes BackupDamaged; a full disk stays one."""
    try:
        with sorted_errors():
            yield
    except VaultDamaged as error:
        raise BackupDamaged(part="snapshot") from error
    except (peewee.PeeweeException, dbapi2.Error, UnicodeError, OverflowError) as error:
        raise BackupDamaged(part="snapshot") from error


# -- copying -----------------------------------------------------------------------------------------------


def _fill(
    copy: Reader, database: SqlCipherDatabase, version: int, media: Callable[[str], str], report: Report
) -> None:
    connection = database.connection()
    with _building(connection, version):
        tables = _tables(connection)
        total = sum(int(copy.value(f'SELECT count(*) FROM "{table}"')) for table in tables)
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            if done % 200 == 0:
                report(done, total, "restoring")

        for table in tables:
            _copy_table(copy, connection, table, media, count)
        with _asking(connection, lambda: report(total, total, "restoring")):
            connection.execute("INSERT INTO grams (grams) VALUES ('rebuild')")
            if (
                version == migrations.LATEST
            ):  # one of an earlier version gets a word index when it is upgraded
                words.start_filling(connection.execute)
                while words.fill_some(connection.execute):
                    report(total, total, "restoring")


def _virtual(sql: str) -> bool:
    return sql.upper().startswith("CREATE VIRTUAL")


def _made(connection: Any) -> list[tuple[str, str]]:
    """Name and SQL of every table, in the order they were made."""
    rows = connection.execute(
        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        " ORDER BY rowid"
    ).fetchall()
    return [(name, sql) for name, sql in rows]


def _tables(connection: Any) -> list[str]:
    """The tables that hold something of a person's own."""
    made = _made(connection)
    virtual = [name for name, sql in made if _virtual(sql)]
    shadows = {
        f"{name}_{part}" for name in virtual for part in ("data", "idx", "content", "docsize", "config")
    }
    return [name for name, _sql in made if name not in virtual and name not in shadows]


@contextmanager
def _asking(connection: Any, report: Callable[[], None]) -> Iterator[None]:
    """Inside, `report` is asked while a long statement runs, and ends it by raising."""
    raised: list[BaseException] = []

    def ask() -> int:
        try:
            report()
        except BaseException as error:  # raised again below: SQLite would turn it into one of its own
            raised.append(error)
            return 1
        return 0

    connection.set_progress_handler(ask, 20_000)
    try:
        yield
    except dbapi2.Error:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _copy_table(
    copy: Reader, connection: Any, table: str, media: Callable[[str], str], count: Callable[[], None]
) -> None:
    columns = [
        (name, kind) for _, name, kind, *_ in connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    ]
    names = ", ".join(f'"{name}"' for name, _kind in columns)
    too_long = " OR ".join(f'octet_length("{name}") > {LARGEST_VALUE}' for name, _kind in columns)
    if copy.value(f'SELECT 1 FROM "{table}" WHERE {too_long} LIMIT 1'):
        raise BackupDamaged(part="snapshot")
    checks = [(_TYPES[kind], _CHECKS.get((table, name)) or _CHECKS.get(name)) for name, kind in columns]
    renamed = [place for place, (name, _kind) in enumerate(columns) if (table, name) == ("photo", "media")]

    def rows() -> Generator[tuple[Any, ...], None, None]:
        with each(copy, f'SELECT {names} FROM "{table}"') as found:
            for row in found:
                count()
                _check_row(row, checks)
                yield tuple(media(value) if at in renamed else value for at, value in enumerate(row))

    marks = ", ".join("?" * len(columns))
    with closing(rows()) as checked:
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', checked)


_TYPES: Mapping[str, type] = {"TEXT": str, "INTEGER": int, "BLOB": bytes}

Check = Callable[[str], object]


def _json_table(text: str) -> None:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError
    if found.get("end_day") is not None:
        date.fromisoformat(str(found["end_day"]))


# What a text in a column of this name has to be for the subjects to read it. A pair names one table's column.
_CHECKS: Mapping[Any, Check] = {
    ("plan", "at"): time.fromisoformat,
    ("plan", "day"): date.fromisoformat,
    ("plan", "end_day"): date.fromisoformat,
    ("occurrence", "at"): time.fromisoformat,
    ("occurrence", "day"): date.fromisoformat,
    ("occurrence", "fields"): _json_table,
    ("check_in", "day"): date.fromisoformat,
    ("photo", "media"): bytes.fromhex,
    ("pref", "value"): json.loads,
    ("own_idea", "fields"): json.loads,
    **dict.fromkeys(
        (
            "at",
            "changed",
            "trashed",
            "added",
            "removed",
            "created",
            "started",
            "done",
            "cleared",
            "forgotten",
        ),
        datetime.fromisoformat,
    ),
}


def _check_row(row: tuple[Any, ...], checks: list[tuple[type, Check | None]]) -> None:
    for value, (kind, check) in zip(row, checks, strict=True):
        if value is None:
            continue
        if type(value) is not kind:
            raise BackupDamaged(part="snapshot")
        if check:
            text: Any = value
            try:
                check(text)
            except (ValueError, RecursionError) as error:
                raise BackupDamaged(part="snapshot") from error
