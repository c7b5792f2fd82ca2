"""The workspace: one process inside, everything put away at the end, and one call that removes it all."""

import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion import settings
from companion.backup import shelf
from companion.diary import Diary
from companion.errors import (
    Cancelled,
    DatabaseMissing,
    NewerVersion,
    NotWritable,
    StorageError,
    UsageError,
    VaultDamaged,
    VaultInUse,
)
from companion.vault import Vault
from companion.workspace import (
    OUT_OF_REACH,
    Workspace,
    create,
    delete_everything,
    delete_vault,
    open_new,
)
from tests.conftest import ROOT

NOW = datetime(2030, 11, 14, 21, 40)
PASSPHRASE = "lantern moss quiet harbour"
PHOTO = {"name": "lamp.png", "width": 4, "height": 3, "kind": "png", "thumbnail": b"small"}


@pytest.fixture
def workspace(home: Path) -> Iterator[Workspace]:
    made, _kit = open_new(home, passphrase=PASSPHRASE, clock=lambda: NOW)
    yield made
    if not made.closed:
        made.close()


def again(workspace: Workspace, now: datetime = NOW) -> Workspace:
    vault = Vault.load(workspace.vault.folder)
    return Workspace.open(workspace.home, vault, vault.unlock_with_passphrase(PASSPHRASE), clock=lambda: now)


def write(diary: Diary, text: str) -> str:
    entry = replace(diary.blank(NOW), text=text)
    diary.save(entry)
    return entry.id


def test_a_new_vault_is_open_empty_and_healthy(workspace: Workspace) -> None:
    assert list(workspace.diary.ids()) == []
    assert workspace.planner.next(NOW) is None
    assert workspace.talk.kept() == []
    health = workspace.health()
    assert health.problems == ()
    assert health.counts == {"entries": 0, "photos": 0, "plans": 0}
    assert workspace.clock() == NOW
    assert workspace.engine_versions()[0].startswith("3.")


def test_words_survive_a_lock(workspace: Workspace) -> None:
    id = write(workspace.diary, "the lamp")
    workspace.prefs.set("my_name", "Alex")
    workspace.close()
    workspace.close()
    opened = again(workspace)
    assert opened.diary.get(id).text == "the lamp"
    assert opened.prefs.get("my_name") == "Alex"
    opened.close()


def test_preferences(workspace: Workspace) -> None:
    prefs = workspace.prefs
    assert prefs.get("role", "unsure") == "unsure"
    change = prefs.set("role", "reaching")
    assert (change.subject, change.ids) == ("prefs", {"role"})
    prefs.set("seen", {"a": [1, None, "ü"]})
    assert prefs.all() == {"role": "reaching", "seen": {"a": [1, None, "ü"]}}
    prefs.set("role", None)
    assert prefs.get("role") is None


def test_locking_leaves_no_key_and_no_database_behind(workspace: Workspace) -> None:
    keys = workspace.keys
    secrets = (keys.vault_key, keys.database_key, keys.media_key)
    workspace.close()
    assert not any((keys.vault_key, keys.database_key, keys.media_key))
    assert workspace.store._database is None
    assert not workspace.store._key
    assert not workspace.media._key
    assert all(secrets), "the test itself held them"
    assert sorted(
        file.name for file in workspace.vault.folder.iterdir() if file.suffix.startswith(".db")
    ) == ["diary-1.db"]


def test_a_second_opening_is_refused_until_the_first_is_closed(workspace: Workspace) -> None:
    with pytest.raises(VaultInUse):
        again(workspace)
    workspace.close()
    again(workspace).close()


def test_another_process_is_refused_and_a_killed_one_is_not_in_the_way(workspace: Workspace) -> None:
    id = write(workspace.diary, "kept")
    workspace.close()
    script = f"""
        import sys, time
        from pathlib import Path
        from companion.vault import Vault
        from companion.workspace import Workspace
        vault = Vault.load(Path(sys.argv[2]))
        opened = Workspace.open(Path(sys.argv[1]), vault, vault.unlock_with_passphrase({PASSPHRASE!r}))
        from dataclasses import replace
        from datetime import datetime
        opened.diary.save(replace(opened.diary.blank(datetime(2030, 1, 1)), text="from the other"))
        print("open", flush=True)
        sys.stdin.read()
    """
    command = [
        sys.executable,
        "-c",
        textwrap.dedent(script),
        str(workspace.home),
        str(workspace.vault.folder),
    ]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert other.stdout is not None
    assert other.stdin is not None
    assert other.stdout.readline() == "open\n"
    with pytest.raises(VaultInUse):
        again(workspace)
    other.kill()
    other.wait()
    other.stdout.close()
    other.stdin.close()
    opened = again(workspace)
    assert opened.diary.get(id).text == "kept"
    assert opened.diary.count("other") == 1
    assert opened.health().problems == ()
    opened.close()


@pytest.mark.parametrize("kind", ["missing", "empty", "garbage", "newer"])
def test_what_is_wrong_with_a_database_is_told_apart_and_lets_go(workspace: Workspace, kind: str) -> None:
    write(workspace.diary, "kept")
    if kind == "newer":
        workspace.store._database.execute_sql("PRAGMA user_version = 999")
    workspace.close()
    database = workspace.vault.database
    whole = database.read_bytes()
    if kind == "missing":
        database.unlink()
    elif kind == "empty":
        database.write_bytes(b"")
    elif kind == "garbage":
        database.write_bytes(os.urandom(len(whole)))
    before = database.read_bytes() if database.exists() else None
    vault = Vault.load(workspace.vault.folder)
    keys = vault.unlock_with_passphrase(PASSPHRASE)
    kinds = {
        "missing": DatabaseMissing,
        "empty": DatabaseMissing,
        "garbage": VaultDamaged,
        "newer": NewerVersion,
    }
    with pytest.raises(kinds[kind]):
        Workspace.open(workspace.home, vault, keys)
    assert (database.read_bytes() if database.exists() else None) == before
    assert keys.database_key, "the keys are still the caller's"
    if kind != "newer":
        database.write_bytes(whole)
        opened = Workspace.open(workspace.home, vault, keys)
        assert opened.diary.count("kept") == 1
        opened.close()


def test_a_vault_whose_making_was_cut_off_before_the_database_opens(home: Path) -> None:
    vault, keys, _kit = Vault.create(home, passphrase=PASSPHRASE, keyring=False)
    keys.close()
    assert not vault.database.exists()
    opened = Workspace.open(home, vault, vault.unlock_with_passphrase(PASSPHRASE))
    write(opened.diary, "first")
    opened.close()
    vault = Vault.load(vault.folder)
    assert vault.started
    vault.database.unlink()
    with pytest.raises(DatabaseMissing):
        Workspace.open(home, vault, vault.unlock_with_passphrase(PASSPHRASE))


def test_a_failed_making_leaves_no_vault(home: Path, monkeypatch) -> None:
    def fail(*_arguments: object) -> None:
        raise VaultDamaged(part="database")

    monkeypatch.setattr("companion.store.Store.create", fail)
    with pytest.raises(VaultDamaged):
        open_new(home, passphrase=PASSPHRASE)
    with pytest.raises(UsageError):
        create(home, passphrase=None, keyring=False)
    assert Vault.all(home) == []


# -- upkeep ------------------------------------------------------------------------------------------------


def tidied(workspace: Workspace) -> int:
    steps = 0
    while workspace.tidy():
        steps += 1
        assert steps < 2000
    return steps


def test_the_trash_is_emptied_at_an_unlock(workspace: Workspace) -> None:
    id = write(workspace.diary, "old")
    workspace.diary.trash([id])
    workspace.close()
    opened = again(workspace, NOW + timedelta(days=29))
    assert len(opened.diary.ids(trashed=True)) == 1
    opened.close()
    opened = again(workspace, NOW + timedelta(days=31))
    assert len(opened.diary.ids(trashed=True)) == 0
    opened.close()


def test_tidying_removes_what_an_import_left_and_empties_the_log(workspace: Workspace) -> None:
    own = write(workspace.diary, "own")
    number = workspace.diary.start_import("trial")
    workspace.diary.add_imported(
        number, [replace(workspace.diary.blank(NOW), text=f"brought {n}") for n in range(40)]
    )
    workspace.close()
    opened = again(workspace)
    assert [row.id for row in opened.diary.rows(opened.diary.ids())] == [own]
    tidied(opened)
    with opened.store.reading() as db:
        assert db.value("SELECT count(*) FROM entry") == 1
        assert db.value("SELECT count(*) FROM batch") == 0
    assert opened.health().problems == ()
    opened.close()


def test_a_sweep_leaves_photos_that_an_entry_or_a_backup_names(workspace: Workspace) -> None:
    kept, erased = write(workspace.diary, "kept"), write(workspace.diary, "erased")
    for id in (kept, erased):
        workspace.diary.add_photo(id, b"bytes", **PHOTO)
    assert workspace.backups.automatic(NOW) is not None
    orphan = workspace.media.add(b"nobody's")
    workspace.diary.erase([erased])
    assert len(workspace.media.ids()) == 3, "the backup still needs it"
    long_ago = time.time() - 5 * 86_400
    for id in workspace.media.ids():
        os.utime(workspace.media.path(id), (long_ago, long_ago))
    workspace.sweep()
    assert len(workspace.media.ids()) == 2
    assert orphan not in workspace.media.ids()
    for file in workspace.backups.folder.glob("*.zip"):
        file.unlink()
    workspace.sweep()
    assert len(workspace.media.ids()) == 1


def test_a_sweep_that_a_lock_overtakes_ends_and_takes_nothing_away(workspace: Workspace) -> None:
    """Without its key no backup says which photos it needs."""
    erased = write(workspace.diary, "erased")
    workspace.diary.add_photo(erased, b"bytes", **PHOTO)
    backups = workspace.backups
    assert backups.automatic(NOW) is not None
    workspace.diary.erase([erased])
    (needed,) = [workspace.media.path(id) for id in workspace.media.ids()]
    os.utime(needed, (0, 0))
    backups._shelf._known.clear()  # as after an unlock
    inside, closed, raised = threading.Event(), threading.Event(), []

    def report(*_told: object) -> None:
        inside.set()
        closed.wait(30)

    def sweep() -> None:
        try:
            workspace.sweep(report)
        except BaseException as error:
            raised.append(type(error))

    thread = threading.Thread(target=sweep)
    thread.start()
    inside.wait(30)
    workspace.close()
    closed.set()
    thread.join(30)
    assert raised == [Cancelled]
    assert needed.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="what holds the file here is a limit of POSIX")
def test_a_backup_that_cannot_be_read_just_now_keeps_its_photos(workspace: Workspace) -> None:
    import resource

    erased = write(workspace.diary, "erased")
    workspace.diary.add_photo(erased, b"bytes", **PHOTO)
    backups = workspace.backups
    assert backups.automatic(NOW) is not None
    workspace.diary.erase([erased])
    (needed,) = [workspace.media.path(id) for id in workspace.media.ids()]
    os.utime(needed, (0, 0))
    backups._shelf._known.clear()  # as after an unlock

    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    handles = iter((3,))

    def for_a_moment_out_of_handles(*_told: object) -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (next(handles, limits[0]), limits[1]))

    try:
        with pytest.raises(StorageError):
            workspace.sweep(for_a_moment_out_of_handles)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert needed.exists()
    assert workspace.sweep() == 0


def test_deleting_while_a_backup_cannot_be_read_leaves_what_it_needs_for_later(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, unsaved = write(workspace.diary, "saved"), write(workspace.diary, "unsaved")
    workspace.diary.add_photo(saved, b"bytes", **PHOTO)
    assert workspace.backups.automatic(NOW) is not None
    (needed,) = workspace.media.ids()
    workspace.diary.add_photo(unsaved, b"others", **PHOTO)
    workspace.backups._shelf._known.clear()  # as after an unlock

    def held_by_another_program(*_given: object) -> None:
        raise NotWritable

    with monkeypatch.context() as patch:
        patch.setattr(shelf, "peek", held_by_another_program)
        workspace.diary.erase([saved, unsaved])
    assert not workspace.diary.ids()
    assert len(workspace.media.ids()) == 2
    for id in workspace.media.ids():
        os.utime(workspace.media.path(id), (0, 0))
    assert workspace.sweep() == 1
    assert workspace.media.ids() == [needed]


def test_erased_words_are_gone_once_it_was_tidied(workspace: Workspace) -> None:
    id = write(workspace.diary, "zanzibarine")
    workspace.diary.save(replace(workspace.diary.get(id), text="something else"))
    workspace.diary.erase([id])
    tidied(workspace)
    with workspace.store.reading() as db:
        assert db.value("SELECT count(*) FROM words_data WHERE instr(block, 'zanzibarine')") == 0


# -- health ------------------------------------------------------------------------------------------------


def in_job(call) -> object:
    result: list[object] = []
    thread = threading.Thread(target=lambda: result.append(call()))
    thread.start()
    thread.join(30)
    return result[0]


def test_health_counts_and_names_what_is_wrong_with_photos(workspace: Workspace) -> None:
    id = write(workspace.diary, "x")
    for _ in range(3):
        workspace.diary.add_photo(id, os.urandom(5000), **PHOTO)
    assert workspace.health().counts == {"entries": 1, "photos": 3, "plans": 0}
    first, second, _third = workspace.media.ids()
    workspace.media.path(first).unlink()
    path = workspace.media.path(second)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    for health in (workspace.health(), in_job(workspace.health)):
        assert health.problems == ("media_damaged", "media_missing")
        assert health.counts["media_damaged"] == health.counts["media_missing"] == 1


def test_health_finds_damaged_pages(workspace: Workspace) -> None:
    for n in range(60):
        write(workspace.diary, f"page {n} " * 100)
    workspace.close()
    path = workspace.vault.database
    whole = path.read_bytes()
    at = len(whole) - 2000
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
    opened = again(workspace)
    assert opened.health().problems == ("pages",)
    opened.close()


# -- delete everything -------------------------------------------------------------------------------------


def test_deleting_everything_leaves_nothing_of_ours(workspace: Workspace, home: Path) -> None:
    id = write(workspace.diary, "zanzibarine")
    workspace.diary.add_photo(id, b"bytes", **PHOTO)
    workspace.backups.automatic(NOW)
    settings.save(home, settings.Settings())
    (home / "logs").mkdir()
    (home / "logs" / "report-20300131-210500-7-1.txt").write_text("code")
    (home / "QtProject.conf").write_text("[FileDialog]")
    with pytest.raises(VaultInUse):
        subprocess_delete(home)
    workspace.close()
    second, _kit = open_new(home, passphrase=PASSPHRASE)
    second.close()
    assert delete_everything(home) == OUT_OF_REACH
    person = home.parent / "person"
    left = [
        path for folder in (home, person) if folder.exists() for path in folder.rglob("*") if path.is_file()
    ]
    assert left == []
    assert not home.exists()
    assert delete_everything(home) == OUT_OF_REACH


def subprocess_delete(home: Path) -> None:
    """Deleting while this process has the vault open, from another one."""
    script = f"""
        from pathlib import Path
        from companion.errors import VaultInUse
        from companion.workspace import delete_everything
        try:
            delete_everything(Path({str(home)!r}))
        except VaultInUse:
            print("in use")
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    if run.stdout.strip() == "in use":
        raise VaultInUse()


def test_deleting_everything_leaves_what_is_not_ours(workspace: Workspace, home: Path) -> None:
    mine = [home / "holiday.txt", home / "logs" / "ship.txt", home / "profiles" / "of people" / "a.txt"]
    for file in mine:
        file.parent.mkdir(exist_ok=True)
        file.write_text("mine")
    (home / "logs" / "fault.txt").write_text("code")
    (home / "profiles" / ".new-0123abcd").mkdir()
    workspace.close()
    assert delete_everything(home) == OUT_OF_REACH
    assert sorted(path for path in home.rglob("*") if path.is_file()) == sorted(mine)
    assert sorted(path.name for path in (home / "profiles").iterdir()) == ["of people"]


def test_one_vault_is_deleted_and_the_others_stay(workspace: Workspace, home: Path) -> None:
    second, _kit = open_new(home, passphrase=PASSPHRASE)
    vault = second.vault
    with pytest.raises(VaultInUse):
        delete_vault(workspace.vault)
    second.close()
    assert delete_vault(vault) == OUT_OF_REACH
    assert not vault.folder.exists()
    assert [kept.id for kept in Vault.all(home)] == [workspace.vault.id]
    assert workspace.health().problems == ()


def test_a_name_is_changed_and_never_one_of_two(workspace: Workspace, home: Path) -> None:
    second, _kit = open_new(home, passphrase=PASSPHRASE)
    assert second.rename("  Winter \n house ").subject == "vault"
    assert Vault.load(second.vault.folder).label == "Winter house"
    with pytest.raises(UsageError) as caught:
        workspace.rename("Winter  house")
    assert caught.value.facts == {"reason": "name is taken"}
    workspace.rename(workspace.vault.label)
    second.close()


def test_a_vault_with_a_damaged_header_goes_too(workspace: Workspace, home: Path) -> None:
    workspace.close()
    for header in workspace.vault.folder.glob("vault.json*"):
        header.write_text(json.dumps({"format": 1}))
    assert delete_everything(home) == (*OUT_OF_REACH, "keyring")
    assert not home.exists()
