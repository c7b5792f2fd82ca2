"""The encrypted store: what it refuses, what survives, and which thread may do what. Real SQLCipher throughout."""

import hashlib
import logging
import os
import random
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from companion.errors import (
    Cancelled,
    DatabaseMissing,
    DiskFull,
    FileBusy,
    NewerVersion,
    NotWritable,
    StorageError,
    UnsupportedEngine,
    UsageError,
    VaultDamaged,
)
from companion.planner import Plan, Planner
from companion.store import Engine, Store, WrongThread, connection, engine, migrations, supported
from companion.store.tables import match
from companion.store.words import index, unindex
from tests.conftest import ROOT, rounds

KEY = bytes(range(32))
CANARY = "zanzibarine"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder, with ünusual %41 #? name" / "diary-1.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    path.parent.mkdir()
    made = Store.create(path, KEY)
    yield made
    if made.owned:
        made.close()


def put(store: Store, name: str, value: str = "1") -> None:
    with store.transaction() as db:
        db.run("INSERT OR REPLACE INTO pref (name, value) VALUES (?, ?)", name, value)


def names(store: Store) -> list[str]:
    with store.reading() as db:
        return [name for (name,) in db.all("SELECT name FROM pref ORDER BY name")]


def folder_hash(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def in_thread(call) -> object:
    """What the call gave or raised in a thread of its own."""
    result: list[object] = []

    def run() -> None:
        try:
            result.append(call())
        except BaseException as error:
            result.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    return result[0]


# -- the engine and its settings ---------------------------------------------------------------------------


def test_the_engine_here_is_above_the_floor() -> None:
    found = engine()
    assert tuple(map(int, found.sqlite.split("."))) >= (3, 53, 3)
    assert found.sqlcipher.startswith("4.")


@pytest.mark.parametrize(
    ("sqlite", "sqlcipher", "options", "good"),
    [
        ("3.53.3", "4.17.0 community", ["TEMP_STORE=2"], True),
        ("3.54.0", "5.0.0 community", ["TEMP_STORE=3"], True),
        ("3.53.2", "4.19.0 community", ["TEMP_STORE=2"], False),
        ("3.53.4", "4.16.9 community", ["TEMP_STORE=2"], False),
        ("3.53.4", "", ["TEMP_STORE=2"], False),
        ("3.53.4", "4.19.0 community", ["TEMP_STORE=1"], False),
        ("3.53.4", "4.19.0 community", [], False),
    ],
)
def test_the_floor(sqlite: str, sqlcipher: str, options: list[str], good: bool) -> None:
    assert supported(Engine(sqlite, sqlcipher), options) is good


def test_an_engine_below_the_floor_is_refused_before_any_file(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(connection, "_engine", None)
    monkeypatch.setattr(connection, "SQLITE_FLOOR", (99, 0, 0))
    path.parent.mkdir()
    with pytest.raises(UnsupportedEngine) as caught:
        Store.create(path, KEY)
    assert caught.value.facts["sqlite"]
    assert list(path.parent.iterdir()) == []


def test_the_settings_of_a_connection(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "cipher_page_size": "4096",
        "cipher_memory_security": "0",
        "application_id": migrations.APPLICATION_ID,
        "user_version": migrations.LATEST,
    }
    with store.reading() as db:
        assert {name: db.value(f"PRAGMA {name}") for name in wanted} == wanted
        assert db.value("PRAGMA wal_autocheckpoint") >= 4096


def test_nothing_of_the_file_is_readable(store: Store, path: Path) -> None:
    put(store, CANARY, f'"{CANARY}"')
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert CANARY.encode() not in content
        assert b"SQLite format" not in content
        assert b"CREATE TABLE" not in content


def test_nothing_is_logged_at_the_most_verbose_level(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("", "peewee", "companion"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    with caplog.at_level(1):
        put(store, CANARY)
        names(store)
    assert CANARY not in caplog.text
    assert not any(record.name == "peewee" for record in caplog.records)


# -- opening -----------------------------------------------------------------------------------------------


def test_a_clean_close_leaves_one_file_and_opens_again(store: Store, path: Path) -> None:
    put(store, "kept")
    store.close()
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["diary-1.db"]
    again = Store.open(path, KEY)
    assert names(again) == ["kept"]
    again.close()


@pytest.mark.parametrize("empty", [False, True])
def test_a_missing_or_empty_database_is_never_made_anew(path: Path, empty: bool) -> None:
    path.parent.mkdir()
    if empty:
        path.write_bytes(b"")
    before = folder_hash(path.parent)
    with pytest.raises(DatabaseMissing):
        Store.open(path, KEY)
    assert folder_hash(path.parent) == before


def test_an_existing_database_is_never_made_over(store: Store, path: Path) -> None:
    put(store, "kept")
    with pytest.raises(UsageError):
        Store.create(path, KEY)
    assert names(store) == ["kept"]


def test_a_creation_cut_off_leaves_nothing(path: Path, monkeypatch) -> None:
    path.parent.mkdir()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "CREATE TABLE pref (twice);"))
    with pytest.raises(Exception, match="already exists"):
        Store.create(path, KEY)
    assert list(path.parent.iterdir()) == []


def test_another_key_is_called_damage_and_changes_nothing(store: Store, path: Path) -> None:
    put(store, "kept")
    store.close()
    before = folder_hash(path.parent)
    with pytest.raises(VaultDamaged) as caught:
        Store.open(path, bytes(32))
    assert caught.value.facts == {"part": "database"}
    assert folder_hash(path.parent) == before


def test_garbage_is_called_damage(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path.parent.mkdir()
    path.write_bytes(os.urandom(20_000))
    with pytest.raises(VaultDamaged):
        Store.open(path, KEY)
    assert capfd.readouterr().err == "", "SQLCipher writes to the terminal"


def test_a_newer_file_is_refused_without_a_byte_written(store: Store, path: Path) -> None:
    store._database.execute_sql(f"PRAGMA user_version = {migrations.LATEST + 3}")
    store.close()
    before = folder_hash(path.parent)
    with pytest.raises(NewerVersion) as caught:
        Store.open(path, KEY)
    assert caught.value.facts["needs"] == migrations.LATEST + 3
    assert folder_hash(path.parent) == before


def test_a_newer_file_whose_version_is_still_in_the_log(store: Store, path: Path, tmp_path: Path) -> None:
    """As after a kill: the file says the old version, the log beside it the new one."""
    store.checkpoint(whole=True)
    store._database.execute_sql(f"PRAGMA user_version = {migrations.LATEST + 1}")
    copy = tmp_path / "killed"
    copy.mkdir()
    for file in path.parent.iterdir():
        if not file.name.endswith("-shm"):
            (copy / file.name).write_bytes(file.read_bytes())
    before = folder_hash(copy)
    with pytest.raises(NewerVersion):
        Store.open(copy / path.name, KEY)
    after = folder_hash(copy)
    assert {name: after[name] for name in before} == before


# -- migrations --------------------------------------------------------------------------------------------


def later(monkeypatch: pytest.MonkeyPatch, *steps: str) -> None:
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, *steps))
    monkeypatch.setattr(migrations, "LATEST", len(migrations.STEPS))


def test_an_older_file_is_upgraded_and_a_dated_copy_kept(store: Store, path: Path, monkeypatch) -> None:
    put(store, "kept")
    store.close()
    later(monkeypatch, "CREATE TABLE added (a);", "INSERT INTO added VALUES (7);")
    upgraded = Store.open(path, KEY)
    assert names(upgraded) == ["kept"]
    with upgraded.reading() as db:
        assert db.value("SELECT a FROM added") == 7
    upgraded.close()
    monkeypatch.undo()
    copy = path.with_name(f"diary-1.v{migrations.LATEST}-{date.today().isoformat()}.db")
    old = Store.open(copy, KEY)
    assert names(old) == ["kept"]
    old.close()


def test_a_file_of_every_earlier_version_becomes_one_of_today(path: Path, monkeypatch) -> None:
    steps = migrations.STEPS
    path.parent.mkdir()
    new = Store.create(path, KEY)
    today = schema(new)
    new.close()
    for version in range(1, len(steps)):
        old = path.with_name(f"version-{version}.db")
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "STEPS", steps[:version])
            patch.setattr(migrations, "LATEST", version)
            made = Store.create(old, KEY)
            put(made, "kept")
            made.close()
        upgraded = Store.open(old, KEY)
        assert names(upgraded) == ["kept"]
        assert schema(upgraded) == today
        upgraded.close()


def test_plans_of_before_they_could_repeat_are_all_there(path: Path, monkeypatch) -> None:
    row = "'one', 'Soup', 'a-soup', '2030-11-14', '18:30:00', NULL, 45, 'home', 2, 1, 'Come.', 'done', 'Warm.', 3"
    path.parent.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:2])
        patch.setattr(migrations, "LATEST", 2)
        old = Store.create(path, KEY)
        with old.transaction() as db:
            db.run(
                f"INSERT INTO plan VALUES ({row}, '2030-11-01T10:00:00', '2030-11-15T10:00:00.000000+00:00')"
            )
        old.close()
    store = Store.open(path, KEY)
    made = Planner(store).get("one")
    assert made == Plan(
        *(
            "one",
            "Soup",
            "a-soup",
            date(2030, 11, 14),
            time(18, 30),
            None,
            45,
            "home",
            2,
            True,
            "Come.",
            "done",
        ),
        *("Warm.", 3, datetime(2030, 11, 1, 10)),
    )
    with store.reading() as db:
        assert db.value("SELECT changed FROM plan") == "2030-11-15T10:00:00.000000+00:00"
    store.close()


WRITTEN = ("Die Straße, später", "كَتَبَ الولد", "हिन्दी में", "Ελλάδα", "a lamp ❤️ here")
ASKED = {'"die strasse"': 0, "كتب*": 1, "हिन्दी": 2, "ελλαδα": 3, "lam*": 4}


def before_one_spelling(path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of the version before, with so many entries as they were indexed then."""
    path.parent.mkdir(exist_ok=True)
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:5])
        patch.setattr(migrations, "LATEST", 5)
        old = Store.create(path, KEY)
        with old.transaction() as db:
            for number in range(count):
                row = 20300101000 + number
                db.run(
                    "INSERT INTO entry (row, id, at, changed) VALUES (?, ?, '2030-01-01', '2030-01-01')",
                    row,
                    str(number),
                )
                db.run("INSERT INTO body (row, text) VALUES (?, ?)", row, WRITTEN[number % len(WRITTEN)])
        old.close()


def matches(store: Store, asked: str) -> list[int]:
    with store.reading() as db:
        found = db.all(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", match(asked, typing=False)
        )
        return [row - 20300101000 for (row,) in found]


def test_an_older_word_index_is_made_anew_and_a_crash_in_the_middle_costs_nothing(
    path: Path, monkeypatch
) -> None:
    count = 2600
    before_one_spelling(path, count, monkeypatch)
    cut_off = """
        import os, sys
        from pathlib import Path
        from companion.store import Store, words
        fill_some, slices = words.fill_some, []

        def cut_off(run):
            slices.append(run)
            if len(slices) == 2:
                texts = run("SELECT row, title, body, tags FROM written LIMIT 1 OFFSET 1500").fetchone()
                run(words._INSERT, texts)  # half of a slice, which nothing has committed
                os._exit(9)
            return fill_some(run)

        words.fill_some = cut_off
        Store.open(Path(sys.argv[1]), bytes(range(32)))
    """
    cut = subprocess.run([sys.executable, "-c", textwrap.dedent(cut_off), str(path)], cwd=ROOT, check=False)
    assert cut.returncode == 9
    store = Store.open(path, KEY)
    assert store.damage() == {}
    for asked, first in ASKED.items():
        assert matches(store, asked) == list(range(first, count, len(WRITTEN))), asked
    assert not store.merge_some()
    store.close()


@pytest.mark.parametrize("older", [True, False])
def test_a_copy_of_either_version_gets_a_whole_word_index(
    path: Path, tmp_path: Path, monkeypatch, older: bool
) -> None:
    from companion.store import snapshot

    before_one_spelling(path, 10, monkeypatch)
    copy = tmp_path / "copy.db"
    if older:
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "LATEST", 5)
            store = Store.open(path, KEY)
            snapshot.take_rows(store, copy, KEY)
    else:
        store = Store.open(path, KEY)
        snapshot.take_rows(store, copy, KEY)
    store.close()
    snapshot.rebuild(copy, KEY, tmp_path / "new.db", KEY)
    restored = Store.open(tmp_path / "new.db", KEY)
    assert restored.damage() == {}
    for asked, first in ASKED.items():
        assert matches(restored, asked) == [first, first + len(WRITTEN)]
    restored.close()


def schema(store: Store) -> set[tuple[object, ...]]:
    with store.reading() as db:
        return set(db.all("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def test_a_failing_step_leaves_the_file_at_the_step_before(store: Store, path: Path, monkeypatch) -> None:
    put(store, "kept")
    store.close()
    with monkeypatch.context() as patch:
        later(patch, "CREATE TABLE added (a);", "CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);")
        with pytest.raises(Exception, match="nowhere"):
            Store.open(path, KEY)
    with monkeypatch.context() as patch:
        later(patch, "CREATE TABLE added (a);")
        again = Store.open(path, KEY)
        with again.reading() as db:
            tables = {name for (name,) in db.all("SELECT name FROM sqlite_schema")}
        again.close()
    assert "added" in tables
    assert "half" not in tables


def test_statements_keep_triggers_whole() -> None:
    found = migrations.statements(migrations.STEPS[0])
    triggers = [statement for statement in found if statement.startswith(("CREATE TRIGGER", "-- "))]
    assert all(statement.endswith(";") for statement in found)
    assert sum("CREATE TRIGGER" in statement for statement in found) == migrations.STEPS[0].count(
        "CREATE TRIGGER"
    )
    assert triggers
    with pytest.raises(ValueError, match="middle"):
        migrations.statements("CREATE TABLE a (b);\nCREATE TABLE c (")


# -- transactions and threads ------------------------------------------------------------------------------


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    def fails(*, within: bool) -> None:
        with store.transaction() as db:
            db.run("INSERT INTO pref VALUES ('b', '1')")
            if within:
                put(store, "c")
            raise RuntimeError

    for within in (True, False):
        with pytest.raises(RuntimeError):
            fails(within=within)
        assert names(store) == []
    with store.transaction() as db:
        db.run("INSERT INTO pref VALUES ('a', '1')")
        with pytest.raises(RuntimeError):
            fails(within=True)
    assert names(store) == ["a"]


def test_only_the_owner_writes(store: Store) -> None:
    def write() -> None:
        put(store, "wrong")

    def sneak() -> None:
        with store.reading() as db:
            db.all("INSERT INTO pref VALUES ('sneaked', '1') RETURNING name")

    for call in (write, store.close, store.checkpoint):
        assert isinstance(in_thread(call), WrongThread)
    assert isinstance(in_thread(sneak), Exception)
    assert names(store) == []


def test_a_reader_of_one_thread_is_refused_in_another(store: Store) -> None:
    with store.reading() as db:
        assert isinstance(in_thread(lambda: db.all("SELECT 1")), WrongThread)
    with store.transaction() as db:
        assert isinstance(in_thread(lambda: db.run("DELETE FROM pref")), WrongThread)


def test_other_threads_read_what_was_committed(store: Store) -> None:
    put(store, "committed")
    with store.transaction() as db:
        db.run("INSERT INTO pref VALUES ('not yet', '1')")
        assert in_thread(lambda: names(store)) == ["committed"]
    assert in_thread(lambda: names(store)) == ["committed", "not yet"]


def test_a_steady_reader_sees_one_state(store: Store) -> None:
    put(store, "first")
    reading, written = threading.Event(), threading.Event()

    def read() -> tuple[list[str], list[str]]:
        with store.reading(steady=True) as db:
            before = [name for (name,) in db.all("SELECT name FROM pref")]
            reading.set()
            assert written.wait(10)
            return before, [name for (name,) in db.all("SELECT name FROM pref")]

    result: list[object] = []
    thread = threading.Thread(target=lambda: result.append(read()))
    thread.start()
    assert reading.wait(10)
    put(store, "second")
    written.set()
    thread.join(10)
    assert result == [(["first"], ["first"])]


def test_a_thousand_readers_leave_no_connection_open(store: Store, path: Path) -> None:
    put(store, "a")
    threads = [threading.Thread(target=lambda: names(store)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # SQLite keeps the handles of closed readers for the next ones while the writer is open, and makes no more.
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir())) if handles.exists() else 0
    for _ in range(rounds(50, 1000)):
        assert in_thread(lambda: names(store)) == ["a"]
    if before:
        assert len(list(handles.iterdir())) <= before
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["diary-1.db"]
    if before:
        assert not any(str(path) in os.readlink(file) for file in handles.iterdir() if file.is_symlink())


def test_a_closed_store_says_so_and_forgets_the_key(store: Store) -> None:
    database = store._database
    store.close()
    assert store.closed
    assert not store._key
    assert "passphrase" not in database.connect_params
    with pytest.raises(WrongThread), store.reading():
        pass
    assert isinstance(in_thread(lambda: names(store)), WrongThread)


def test_a_long_question_can_be_stopped(store: Store) -> None:
    asked = []

    def report(done: int, total: int, step: str) -> None:
        asked.append(done)
        if len(asked) > 3:
            raise Cancelled()

    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(Cancelled), store.reading() as db, db.stoppable(report):
        db.value(endless)
    put(store, "still works")
    assert names(store) == ["still works"]


# -- failures of the world ---------------------------------------------------------------------------------


def test_a_full_disk_keeps_what_was_acknowledged(store: Store) -> None:
    """SQLite's own "full", by a bound on the file's size."""
    pages = store._database.execute_sql("PRAGMA page_count").fetchone()[0]
    store._database.execute_sql(f"PRAGMA max_page_count = {pages + 20}")
    saved: list[str] = []

    def go_on() -> None:
        while len(saved) < 1000:
            put(store, f"n{len(saved):04}", "x" * 3000)
            saved.append(f"n{len(saved):04}")

    for _ in range(3):
        with pytest.raises(DiskFull):
            go_on()
    assert saved
    assert names(store) == saved
    store._database.execute_sql("PRAGMA max_page_count = 1000000")
    put(store, "z")
    assert names(store) == [*saved, "z"]


def test_another_writer_is_called_busy(store: Store, path: Path) -> None:
    other = connection.connect(path, KEY, [])
    other.begin("IMMEDIATE")
    store._database.timeout = 0.05
    with pytest.raises(FileBusy):
        put(store, "late")
    other.rollback()
    other.close()
    put(store, "in time")
    assert names(store) == ["in time"]


def fill(store: Store, count: int = 120) -> None:
    with store.transaction() as db:
        for number in range(count):
            db.run(
                "INSERT INTO entry (row, id, at, title, changed) VALUES (?, ?, '2030-01-01', ?, '')",
                *(20300101000 + number, str(number), f"title {number}"),
            )
            text = f"lamp {number} " * 150
            db.run("INSERT INTO body (row, text) VALUES (?, ?)", 20300101000 + number, text)
            index(db, 20300101000 + number, f"title {number}", text, "")


def test_every_flipped_bit_is_found_and_none_is_shown(store: Store, path: Path) -> None:
    fill(store)
    with store.reading() as db:
        texts = dict(db.all("SELECT row, text FROM body"))
    store.close()
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(rounds(25, 500)):
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        try:
            damaged = Store.open(path, KEY)
        except VaultDamaged:
            continue
        try:
            with damaged.reading() as db:
                shown = dict(db.all("SELECT row, text FROM body"))
            assert shown == texts
        except VaultDamaged:
            pass
        assert damaged.damage().get("pages"), at
        damaged.close()
    path.write_bytes(whole)
    sound = Store.open(path, KEY)
    assert sound.damage() == {}
    sound.close()


def test_an_index_that_says_something_else_is_found(store: Store) -> None:
    fill(store, 5)
    assert store.damage() == {}
    with store.transaction() as db:
        db.run(
            "INSERT INTO words (words, rowid, title, body, tags) VALUES ('delete', 20300101002, 'title 2', 'x', '')"
        )
    assert "index" in store.damage()


def test_an_entry_missing_in_the_index_is_found_from_a_job_too(store: Store) -> None:
    fill(store, 5)
    with store.transaction() as db:
        db.run("DELETE FROM words_docsize WHERE id = 20300101002")
    found = in_thread(store.damage)
    assert isinstance(found, dict)
    assert found["index"] >= 1


def test_a_check_in_a_job_can_be_stopped_and_does_not_hold_up_saving(store: Store) -> None:
    fill(store, 40)

    def report(done: int, total: int, step: str) -> None:
        if step == "structure":
            raise Cancelled()

    assert isinstance(in_thread(lambda: store.damage(report)), Cancelled)
    put(store, "after")
    assert names(store) == ["after"]


KILLED = """
    import sys
    from pathlib import Path
    from companion.store import Store
    from companion.store.words import index
    store = Store.open(Path(sys.argv[1]), bytes(range(32)))
    number = int(sys.argv[2])
    while True:
        number += 1
        with store.transaction() as db:
            row = 20300101000 + number
            db.run("INSERT INTO entry (row, id, at, changed) VALUES (?, ?, '', '')", row, str(number))
            db.run("INSERT INTO body (row, text) VALUES (?, ?)", row, f"lamp {number} " * 40)
            index(db, row, "", f"lamp {number} " * 40, "")
        print(number, flush=True)
"""


def test_killed_at_any_moment_nothing_acknowledged_is_lost(store: Store, path: Path) -> None:
    store.close()
    chance, last = random.Random(3), 0
    for _ in range(rounds(4, 100)):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(path), str(last)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert process.stdout is not None
        for _line in range(chance.randrange(1, 40)):
            last = int(process.stdout.readline())
        process.kill()
        rest = process.stdout.read().split()
        process.stdout.close()
        process.wait()
        last = int(rest[-1]) if rest and rest[-1].isdigit() else last
        again = Store.open(path, KEY)
        with again.reading() as db:
            found = [int(id) for (id,) in db.all("SELECT id FROM entry ORDER BY row")]
            bodies = db.value("SELECT count(*) FROM body")
        assert found[:last] == list(range(1, last + 1))
        assert bodies == len(found)
        assert again.damage() == {}
        last = len(found)
        again.close()


def test_erased_rows_are_overwritten_and_their_words_leave_the_index(store: Store) -> None:
    fill(store, 30)
    row, written = 20300101007, "lamp 7 " * 150
    with store.transaction() as db:
        for text in (f"9{CANARY} and more", "another text"):
            unindex(db, row, "title 7", written, "")
            db.run("UPDATE body SET text = ? WHERE row = ?", text, row)
            index(db, row, "title 7", text, "")
            written = text

    def left() -> int:
        with store.reading() as db:
            return int(db.value("SELECT count(*) FROM words_data WHERE instr(block, ?)", CANARY.encode()))

    assert left()
    with store.transaction() as db:
        unindex(db, row, "title 7", written, "")
        db.run("DELETE FROM entry WHERE row = ?", row)
        store.unlearn(db)
    steps = 0
    while store.merge_some():
        steps += 1
        assert steps < 1000
    assert left() == 0
    assert store.damage() == {}
    assert store.merge_some() is False


def test_a_copy_that_finds_no_room_says_so_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    from companion.store import snapshot

    with store.transaction() as db:
        db.run("INSERT INTO pref (name, value) VALUES ('long', ?)", "x" * 400_000)
    store.checkpoint()
    target = tmp_path / "copies" / "copy.db"
    target.parent.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StorageError):
            snapshot.take_rows(store, target, KEY)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", DiskFull),
        ("database is locked", FileBusy),
        ("disk I/O error", NotWritable),
        ("attempt to write a readonly database", NotWritable),
        ("database disk image is malformed", VaultDamaged),
    ],
)
def test_failures_that_come_in_words_only_are_sorted_too(words: str, kind: type[Exception]) -> None:
    with pytest.raises(kind), connection.sorted_errors():
        raise connection.dbapi2.OperationalError(words)
