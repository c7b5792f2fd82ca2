"""One connection to SQLCipher: what the engine must be, how it is set, what may be asked, and what its errors mean.

The only module that knows peewee and the driver by name, besides the search model. `Store` decides which thread gets which
connection and when it is closed.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from companion.disk import Report, has_no_room, quiet
from companion.errors import (
    Cancelled,
    CompanionError,
    DiskFull,
    FileBusy,
    NotWritable,
    UnsupportedEngine,
    VaultDamaged,
)

SQLITE_FLOOR = (3, 53, 3)
"""Below lie a bug that corrupts write-ahead logs and two memory corruptions in FTS5."""
CIPHER_FLOOR = (4, 17)

# peewee prints every parameter at DEBUG, and a parameter here is somebody's diary. `disabled` holds even against a
# level that someone sets on all loggers.
_peewee_log = logging.getLogger("peewee")
_peewee_log.setLevel(logging.WARNING)
_peewee_log.disabled = True

ALWAYS = [
    ("temp_store", "MEMORY"),
    ("trusted_schema", "OFF"),
    ("foreign_keys", "ON"),
]
WRITING = [
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    # The log is emptied when nobody types (`checkpoint`), so a save never pays for it. The limit is for a day of
    # imports without a pause: 16 MiB.
    ("wal_autocheckpoint", 4096),
    ("journal_size_limit", 4 << 20),
    ("cache_size", -12_000),
    # What is deleted or replaced is overwritten, always: words that an earlier save left in a page that became free
    # would otherwise outlive their entry's deletion. The wheels come so, but that is nothing to rely on.
    ("secure_delete", "ON"),
]
READING = [("query_only", "ON"), ("cache_size", -4_000)]

Row = tuple[Any, ...]


class WrongThread(RuntimeError):
    """The owner's connection was used, or a write tried, in another thread. A mistake in the program, never shown."""


@dataclass(frozen=True, slots=True)
class Engine:
    sqlite: str
    sqlcipher: str


_engine: Engine | None = None


def engine() -> Engine:
    """The versions in use. UnsupportedEngine if they are older than the floor or spill to disk."""
    global _engine
    if _engine is None:
        connection = dbapi2.connect(":memory:")
        try:
            # Process-wide: SQLCipher otherwise prints its complaints on the terminal.
            connection.execute("PRAGMA cipher_log_level = NONE")
            cipher = connection.execute("PRAGMA cipher_version").fetchone()
            options = {name for (name,) in connection.execute("PRAGMA compile_options")}
        finally:
            connection.close()
        found = Engine(dbapi2.sqlite_version, str(cipher[0]) if cipher else "")
        if not supported(found, options):
            raise UnsupportedEngine(sqlite=found.sqlite, sqlcipher=found.sqlcipher)
        _engine = found
    return _engine


def supported(found: Engine, options: Iterable[str]) -> bool:
    """Whether these versions, built this way, may hold a diary."""
    in_memory = any(option in ("TEMP_STORE=2", "TEMP_STORE=3") for option in options)
    return _numbers(found.sqlite) >= SQLITE_FLOOR and _numbers(found.sqlcipher) >= CIPHER_FLOOR and in_memory


def _numbers(version: str) -> tuple[int, ...]:
    first = version.split(" ")[0]
    return tuple(int(part) for part in first.split(".") if part.isdigit())


@contextmanager
def sorted_errors() -> Iterator[None]:
    """Inside, a known failure of the world leaves as one of ours. Anything else is a mistake and stays as it is.

    The original is not chained: SQLite quotes search words in some of its messages.
    """
    try:
        yield
    except (peewee.PeeweeException, dbapi2.Error) as error:
        known = _known(error)
        if known is None:
            raise
        raise known from None


@contextmanager
def naming_full_disks(folder: Path) -> Iterator[None]:
    """Inside, what could not be written for want of room is DiskFull. SQLite says so only of the database itself; where
    its log or the log's index finds no room, it speaks of a disk that fails."""
    try:
        yield
    except NotWritable:
        if has_no_room(folder):
            raise DiskFull() from None
        raise


_SPOKEN = {
    "database is locked": 5,
    "readonly database": 8,
    "disk I/O error": 10,
    "disk image is malformed": 11,
    "disk is full": 13,
    "unable to open database": 14,
    "is not a database": 26,
}
_ROLLED_BACK = ("no transaction is active", "no such savepoint")


def _known(error: BaseException) -> CompanionError | None:
    if isinstance(error, CompanionError):
        return error
    cause = error if isinstance(error, dbapi2.Error) else error.__context__ or error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        # Copying a whole database says what failed in words only.
        code = next((number for words, number in _SPOKEN.items() if words in str(error)), None)
    if code is None or cause is None:
        return None
    if any(sign in str(error) for sign in _ROLLED_BACK):
        # A full disk makes SQLite roll back by itself; peewee's own attempt then fails and hides why.
        before = cause.__context__
        return _known(before) if before is not None else None
    kinds: dict[int, Callable[[], CompanionError]] = {
        3: NotWritable,  # PERM
        5: FileBusy,  # BUSY
        6: FileBusy,  # LOCKED
        8: NotWritable,  # READONLY
        9: Cancelled,  # INTERRUPT
        10: NotWritable,  # IOERR: the disk is gone or refuses
        11: lambda: VaultDamaged(part="database"),  # CORRUPT
        13: DiskFull,  # FULL
        14: NotWritable,  # CANTOPEN
        23: NotWritable,  # AUTH
        26: lambda: VaultDamaged(part="database"),  # NOTADB: the key was proved before it got here
    }
    make = kinds.get(int(code) & 0xFF)
    return make() if make else None


class Reader:
    """Questions to one connection, for the thread it belongs to. Rows are tuples."""

    def __init__(self, database: SqlCipherDatabase, check: Callable[[], None]) -> None:
        self._database = database
        self._check = check

    def all(self, sql: str, *values: object) -> list[Row]:
        with sorted_errors():
            return list(self._execute(sql, values).fetchall())

    def one(self, sql: str, *values: object) -> Row | None:
        with sorted_errors():
            row: Row | None = self._execute(sql, values).fetchone()
            return row

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, *values)
        return row[0] if row else None

    def each(self, sql: str, *values: object) -> Iterator[Row]:
        """Rows one by one, for what is too long to hold at once."""
        with sorted_errors():
            yield from self._execute(sql, values)

    @contextmanager
    def stoppable(self, report: Report) -> Iterator[None]:
        """`report` is asked now and, inside, every few milliseconds; when it raises, the running statement ends with it."""
        if report is quiet:
            yield
            return
        report(0, 0, "")
        raised: list[BaseException] = []

        def ask() -> int:
            try:
                report(0, 0, "")
            except BaseException as error:  # whatever it is, it is raised again below
                raised.append(error)
                return 1
            return 0

        connection = self._database.connection()
        connection.set_progress_handler(ask, 4_000)
        try:
            yield
        except Cancelled:
            if raised:
                raise raised[0] from None
            raise
        finally:
            connection.set_progress_handler(None, 0)

    def _execute(self, sql: str, values: tuple[object, ...]) -> Any:
        self._check()
        return self._database.execute_sql(sql, values)


class Writer(Reader):
    """A Reader inside a transaction of the owner's thread, which may also change things."""

    def run(self, sql: str, *values: object) -> int:
        """One statement; gives the number of rows it touched."""
        with sorted_errors():
            return int(self._execute(sql, values).rowcount)

    def many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        for row in rows:
            self.run(sql, *row)


def connect(
    target: Path | str, key: bytes, pragmas: list[tuple[str, Any]], *, uri: bool = False
) -> SqlCipherDatabase:
    options = {"uri": True} if uri else {}
    database = SqlCipherDatabase(
        str(target),
        passphrase=f"x'{key.hex()}'",  # a raw key: nothing is derived, opening costs a millisecond
        pragmas=[*ALWAYS, *pragmas],
        lock_type="IMMEDIATE",
        autoconnect=False,
        **options,
    )
    with sorted_errors():
        database.connect()
        try:
            database.execute_sql("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            database.close()
            raise
    return database


def close(database: SqlCipherDatabase) -> None:
    with sorted_errors():
        if not database.is_closed():
            database.close()
    database.connect_params.clear()  # the key was in there


def remove(path: Path) -> None:
    for name in (path.name, path.name + "-wal", path.name + "-shm", path.name + "-journal"):
        with suppress(OSError):
            path.with_name(name).unlink()
