"""The encrypted database: the only place where a key and a file of SQLite meet. Private to the core.

`Store.open` checks the engine, the file and its version, upgrades what is older, and keeps the one writing connection
for the thread that called it. Every other thread reads through `with store.reading()`, which opens a connection of its
own and closes it again. Errors of SQLite are turned into ours here and nowhere else.

It knows no entries and no plans; the subjects bring their SQL. Nothing here ever logs a statement or a value.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase

from companion.disk import Report, quiet, replacing, storing, sync_folder
from companion.errors import (
    CompanionError,
    DatabaseMissing,
    FileBusy,
    NewerVersion,
    NotWritable,
    UsageError,
    VaultDamaged,
)
from companion.store import migrations, words
from companion.store.connection import (
    READING,
    WRITING,
    Engine,
    Reader,
    Row,
    Writer,
    WrongThread,
    close,
    connect,
    engine,
    naming_full_disks,
    remove,
    sorted_errors,
    supported,
)

__all__ = [
    "Engine",
    "Reader",
    "Row",
    "Store",
    "Writer",
    "WrongThread",
    "engine",
    "sorted_errors",
    "supported",
]

_INDEXES = '["words", "grams"]'

# Entries that are stored and not indexed, or indexed and not stored.
_NOT_IN_STEP = """
    SELECT row FROM written WHERE row NOT IN (SELECT id FROM words_docsize)
    UNION ALL SELECT id FROM words_docsize WHERE id NOT IN (SELECT row FROM written)
    UNION ALL SELECT row FROM unspaced WHERE row NOT IN (SELECT id FROM grams_docsize)
    UNION ALL SELECT id FROM grams_docsize WHERE id NOT IN (SELECT row FROM unspaced)
"""


class Store:
    """An open database. The thread that opened it owns it: only there may it be written, closed or moved on."""

    def __init__(self, path: Path, key: bytes, database: SqlCipherDatabase) -> None:
        self.path = path
        self._key = bytearray(key)
        self._database: SqlCipherDatabase | None = database
        self._owner = threading.get_ident()
        self._all_merged = -1
        """How much had been written when the word index had nothing to merge."""

    # -- opening and closing -------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, key: bytes) -> "Store":
        """A new, empty database. It gets its name only when it is whole. UsageError if there is one already."""
        engine()
        if path.exists():
            raise UsageError(reason="database exists")
        part = path.with_name(path.name + ".part")
        remove(part)
        database = connect(part, key, WRITING)
        try:
            _migrate(database, 0)
        except BaseException:
            close(database)
            remove(part)
            raise
        close(database)
        with storing():
            part.rename(path)
            sync_folder(path.parent)
        return cls.open(path, key)

    @classmethod
    def open(cls, path: Path, key: bytes) -> "Store":
        """The database at `path`, upgraded if it is older; a dated copy of it is kept beside it then.

        DatabaseMissing if there is none or it is empty, NewerVersion (nothing was written) if it was made by a later
        version, VaultDamaged if it cannot be read with this key, which was proved before, NotWritable if it can only be read.
        Also StorageError's other kinds.
        """
        engine()
        with storing():
            if not path.is_file() or path.stat().st_size == 0:
                raise DatabaseMissing()
            if not os.access(path, os.W_OK):
                raise NotWritable()  # beside a log that was left, SQLite opens it all the same and refuses each save
        with naming_full_disks(path.parent):
            version = _version(path, key)
            database = connect(path, key, WRITING)
            try:
                version = _gate(database)  # once more: what a left-over log holds counts too
                if version < migrations.LATEST:
                    _keep_copy(database, path, version)
                    _migrate(database, version)
                _fill_words(database)
            except BaseException:
                close(database)
                raise
        return cls(path, key, database)

    @property
    def closed(self) -> bool:
        return self._database is None

    def close(self) -> None:
        """Empty the log, close, forget the key. Closing twice is fine. The file is whole either way."""
        if self._database is None:
            return
        self._owned()
        with suppress(CompanionError):
            self.checkpoint(whole=True)
        database, self._database = self._database, None
        with suppress(CompanionError):
            close(database)
        for index in range(len(self._key)):
            self._key[index] = 0
        self._key.clear()

    # -- using it ------------------------------------------------------------------------------------------

    @property
    def owned(self) -> bool:
        """Whether this thread is the one that may write."""
        return threading.get_ident() == self._owner

    @property
    def writes(self) -> int | None:
        """Another number whenever the owner's thread has written, so that it may remember what it read. None inside a
        transaction: what is read there may still be taken back."""
        connection = self._owned().connection()
        return None if connection.in_transaction else int(connection.total_changes)

    @contextmanager
    def transaction(self) -> Iterator[Writer]:
        """All of it or nothing. Inside another one it is a part of that, undone alone if it fails."""
        database = self._owned()
        with naming_full_disks(self.path.parent), sorted_errors(), database.atomic():
            yield Writer(database, self._check)

    @contextmanager
    def reading(self, *, steady: bool = False) -> Iterator[Reader]:
        """Something to ask. In the owner's thread its own connection, elsewhere a fresh one, closed at the end.

        `steady` elsewhere shows one unchanging state until the end, however much is written meanwhile.
        """
        if self.owned:
            yield Reader(self._owned(), self._check)
            return
        if self._database is None:
            raise WrongThread("the store is closed")
        # A path that ends in .db may hold any character a folder's name may: as_uri quotes them all.
        with naming_full_disks(self.path.parent):
            database = connect(self.path.as_uri() + "?mode=ro", bytes(self._key), READING, uri=True)
        reader = threading.get_ident()

        def check() -> None:
            if threading.get_ident() != reader:
                raise WrongThread("a reading connection stays in its thread")

        try:
            if steady:
                with sorted_errors():
                    database.begin("DEFERRED")
                    database.execute_sql("SELECT 1 FROM sqlite_schema").fetchone()
            yield Reader(database, check)
        finally:
            if steady:
                with suppress(peewee.PeeweeException):
                    database.rollback()
            close(database)

    def checkpoint(self, *, whole: bool = False) -> None:
        """Move the log into the file; call it when nobody types. `whole` also empties the log.

        Nobody who reads is waited for, a window least of all; the next one does the rest.
        """
        if whole:
            self._empty_log()
            return
        database = self._owned()
        with suppress(FileBusy), sorted_errors():
            database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def unlearn(self, db: Writer) -> None:
        """Note that erased words are still in old parts of the search indexes, and then in the log; `merge_some` works
        it off."""
        db.run(
            "INSERT OR REPLACE INTO upkeep (task, state) SELECT 'merge ' || value, 0 FROM json_each(?)",
            _INDEXES,
        )
        db.run("INSERT OR REPLACE INTO upkeep (task, state) VALUES ('then empty log', 0)")

    def merge_some(self, pages: int = 16) -> bool:
        """Rewrite a little of a search index that has many parts, or still holds erased words; a few milliseconds. True
        while there is more.

        An index only notes deletions and every save leaves an older part behind, which a search has to ask, too. Merging
        all parts into one is what really removes words, but takes seconds in a very large diary: so it is done here and
        there, when nobody types. The log, which holds the pages as they were before, is emptied last.
        """
        with self.reading() as db:
            task = db.one("SELECT task, state FROM upkeep ORDER BY task LIMIT 1")
        if task is None:
            return self.merge_parts(pages)
        if not task[0].startswith("merge "):
            if not self._empty_log():
                return True  # it has to be tried again
            with self.transaction() as db:
                db.run("DELETE FROM upkeep WHERE task = ?", task[0])
            return False
        index, begun = task[0].removeprefix("merge "), task[1]
        connection = self._owned().connection()
        with self.transaction() as db:
            before = connection.total_changes
            # A negative number first says that all parts are meant; then the same again until nothing happens.
            merge = f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)"
            db.run(merge, pages if begun else -pages)
            if begun and connection.total_changes - before < 2:
                db.run("DELETE FROM upkeep WHERE task = ?", task[0])
            elif not begun:
                db.run("UPDATE upkeep SET state = 1 WHERE task = ?", task[0])
        return True

    def merge_parts(self, pages: int = 16) -> bool:
        """Merge parts that saves have left in the word index, four or more of one size, a few milliseconds; False where
        there are none."""
        connection = self._owned().connection()
        if connection.total_changes == self._all_merged:
            return False  # nothing was written since
        with self.transaction() as db:
            before = connection.total_changes
            db.run("INSERT INTO words (words, rank) VALUES ('merge', ?)", pages)
            more = connection.total_changes - before >= 2
        if not more:
            self._all_merged = connection.total_changes
        return bool(more)

    def _empty_log(self) -> bool:
        """Empty the log, if nobody is reading; whether it is empty now."""
        database = self._owned()
        with sorted_errors():
            patience = int(database.execute_sql("PRAGMA busy_timeout").fetchone()[0])
            database.execute_sql("PRAGMA busy_timeout = 0").fetchall()
        busy = True
        try:
            with suppress(FileBusy), sorted_errors():
                busy = bool(database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
        finally:
            with sorted_errors():
                database.execute_sql(f"PRAGMA busy_timeout = {patience}").fetchall()
        return not busy

    def damage(self, report: Report = quiet) -> dict[str, int]:
        """What a full check finds, as counts by code; empty is well. Any thread. It reads every page.

        "pages": pages that do not authenticate. "structure", "references": SQLite's own checks. "index": a search index
        that does not say what the entries say; in the owner's thread compared word by word, elsewhere entry by entry.
        """
        found: dict[str, int] = {}
        with self.reading() as db, db.stoppable(report):
            report(0, 3, "pages")
            pages = db.all("PRAGMA cipher_integrity_check")
            if pages:
                return {"pages": len(pages)}  # the rest would only stumble over the same pages
            report(1, 3, "structure")
            try:
                notes = [row for row in db.all("PRAGMA integrity_check") if row[0] != "ok"]
                # integrity_check asks the search tables too and names them by their type.
                about_index = [row for row in notes if "fts5" in str(row[0]).lower()]
                found["structure"] = len(notes) - len(about_index)
                found["index"] = len(about_index)
                found["index"] += len(db.all(_NOT_IN_STEP))
                report(2, 3, "references")
                found["references"] = len(db.all("PRAGMA foreign_key_check"))
            except VaultDamaged:
                found["structure"] = found.get("structure", 0) + 1
        if self.owned and not any(found.values()):
            found["index"] = self._compare_index()
        return {code: count for code, count in found.items() if count}

    def _compare_index(self) -> int:
        """Read every text again and hold it against the search indexes. SQLite counts this as writing, so owner only."""
        wrong = 0
        for agree in (words.agree, _grams_agree):
            try:
                with self.transaction() as db:
                    wrong += not agree(db)
            except VaultDamaged:
                wrong += 1
        return wrong

    def _owned(self) -> SqlCipherDatabase:
        self._check()
        if self._database is None:
            raise WrongThread("the store is closed")
        return self._database

    def _check(self) -> None:
        if not self.owned:
            raise WrongThread("only the owner's thread may use this connection")


def _grams_agree(db: Writer) -> bool:
    db.run("INSERT INTO grams (grams, rank) VALUES ('integrity-check', 1)")
    return True


# -- versions ----------------------------------------------------------------------------------------------


def _version(path: Path, key: bytes) -> int:
    """The version of a file, without a byte of it changing. NewerVersion if it is beyond us."""
    log = path.with_name(path.name + "-wal")
    # With no log the file is all there is, and `immutable` makes no -shm. With one, reading needs it.
    how = "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
    database = connect(f"{path.as_uri()}?{how}", key, READING, uri=True)
    try:
        return _gate(database)
    finally:
        close(database)


def _gate(database: SqlCipherDatabase) -> int:
    with sorted_errors():
        version = int(database.execute_sql("PRAGMA user_version").fetchone()[0])
    if version > migrations.LATEST:
        raise NewerVersion(part="database", needs=version)
    return version


def _migrate(database: SqlCipherDatabase, version: int) -> None:
    """Every missing step, each in a transaction that also sets the version: after a crash the next start goes on."""
    for number, script in enumerate(migrations.STEPS[version:], version + 1):
        with sorted_errors(), database.atomic():
            for statement in migrations.statements(script):
                database.execute_sql(statement)
            database.execute_sql(f"PRAGMA user_version = {number}")


def _fill_words(database: SqlCipherDatabase) -> None:
    """Fill a word index that a step left empty, in transactions of their own: after a crash the next start goes on."""
    more = True
    while more:
        with sorted_errors(), database.atomic():
            more = words.fill_some(database.execute_sql)


def _keep_copy(database: SqlCipherDatabase, path: Path, version: int) -> None:
    """A copy of the file as it was, still encrypted: `diary-1.db` gives `diary-1.v1-2030-01-31.db`."""
    with sorted_errors():
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    copy = path.with_name(f"{path.stem}.v{version}-{date.today().isoformat()}{path.suffix}")
    if copy.exists():
        return  # an upgrade that was cut off; the first copy is the one from before
    with storing(), path.open("rb") as source, replacing(copy) as target:
        while block := source.read(1 << 20):
            target.write(block)
