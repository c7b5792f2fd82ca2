"""Another vault key: the same content, nothing former opens it, and at every moment one header matches one set of files."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from companion import rekey
from companion.backup import restore, verify
from companion.disk import ProcessLock
from companion.errors import (
    Cancelled,
    CompanionError,
    DiskFull,
    StorageError,
    UsageError,
    VaultDamaged,
    VaultInUse,
    WrongKeyringItem,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSecret,
)
from companion.media import Media
from companion.recovery import Kit
from companion.rekey import change_key
from companion.store import Store
from companion.vault import Keys, Vault
from companion.workspace import Workspace, create
from tests.companion.backup_hands import NOW, count_reports, fill, stop_at, substance
from tests.companion.vault_hands import FakeKeyring
from tests.companion.vault_hands import keyring as keyring  # a fixture
from tests.conftest import ROOT, rounds
from tests.tools.mutate import flip

OLD = "two br\u00f6tchen and a walk"
NEW = "window soup bicycle nine candle"


def open_with(vault: Vault, keys: Keys) -> Workspace:
    return Workspace.open(vault.folder.parent.parent, vault, keys, clock=lambda: NOW)


def made(home: Path, *, passphrase: str | None = OLD, keyring: bool = False) -> tuple[Vault, Kit]:
    workspace, kit = create(home, label="Mine", passphrase=passphrase, keyring=keyring, clock=lambda: NOW)
    fill(workspace)
    workspace.close()
    return Vault.load(workspace.vault.folder), kit


@pytest.fixture
def vault(home: Path) -> Vault:
    return made(home)[0]


def everything(vault: Vault, keys: Keys) -> dict[str, str]:
    """A sum of every table, the parts of the search index too, and of every photo; and that it searches and checks."""
    found: dict[str, str] = {}
    workspace = open_with(vault, keys.copy())
    try:
        with workspace.store.reading() as db:
            for name, sql in db.all("SELECT name, sql FROM sqlite_schema ORDER BY name"):
                found[f"schema {name}"] = str(sql)
            for (name,) in db.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
                rows = db.all(f'SELECT * FROM "{name}"')
                found[f"table {name}"] = hashlib.sha256(repr(rows).encode()).hexdigest()
            names = [name for (name,) in db.all("SELECT media FROM photo")]
        assert names
        for name in names:
            found[f"photo {name}"] = hashlib.sha256(workspace.media.read(name)).hexdigest()
        assert len(workspace.diary.search("first words")) == 1
        assert len(workspace.diary.search("\u7a93\u8fba")) == 1
        assert workspace.health().problems == ()
    finally:
        workspace.close()
    return found


def listing(vault: Vault) -> dict[str, bytes]:
    """Every file of the vault but what being open leaves, with its bytes."""
    return {
        str(path.relative_to(vault.folder)): path.read_bytes()
        for path in vault.folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def header_of(vault: Vault) -> bytes:
    return (vault.folder / "vault.json").read_bytes()


def kinds(vault: Vault) -> set[str]:
    """Of which files and folders a vault's folder consists, photos left out."""
    return {path.name for path in vault.folder.iterdir()} | {
        f"backups/{path.name}" for path in (vault.folder / "backups").glob("*")
    }


HEADERS = {"vault.json", "vault.json.bak", "vault.json.bak2", "lock"}


# -- what it does ------------------------------------------------------------------------------------------


def test_the_content_is_the_same_and_nothing_former_opens_it(home: Path, keyring: FakeKeyring) -> None:
    vault, kit = made(home, keyring=True)
    keys = vault.unlock_with_passphrase(OLD)
    before = everything(vault, keys)
    former = dict(keyring.items)
    steps: list[tuple[int, int, str]] = []

    told = change_key(vault, keys, passphrase=NEW, report=lambda *step: steps.append(step))

    again = Vault.load(vault.folder)
    assert everything(again, again.unlock_with_passphrase(NEW)) == before
    assert everything(again, again.unlock_with_code(told.kit.code)) == before
    assert everything(again, again.unlock_with_keyring()) == before
    assert again.unlock_with_passphrase(NEW).vault_key == told.keys.vault_key != keys.vault_key
    assert again.id == vault.id
    assert (told.damaged, told.missing, told.earlier) == (0, 0, 0)
    with pytest.raises(WrongPassphrase):
        again.unlock_with_passphrase(OLD)
    with pytest.raises(WrongRecoveryCode) as caught:
        again.unlock_with_code(kit.code)
    assert caught.value.facts["old_kit"] == 1
    assert (again.kit_number, again.kit_confirmed) == (2, False)
    assert not set(former) & set(keyring.items)
    (user,) = keyring.items
    keyring.items[user] = next(iter(former.values()))  # somebody puts the former secret back
    with pytest.raises(WrongKeyringItem):
        again.unlock_with_keyring()
    assert kinds(again) == {*HEADERS, "diary-2.db", "media-2", "backups", "backups/earlier-2.age"}
    order = list(dict.fromkeys(step for _, _, step in steps))
    assert order == ["database", "checking", "media", "switching"]
    assert all(done <= total for done, total, _ in steps)
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
    assert steps[-1][0] == steps[-1][1]


def test_a_vault_that_the_keyring_opens_gets_a_new_secret_there(home: Path, keyring: FakeKeyring) -> None:
    vault, _kit = made(home, passphrase=None, keyring=True)
    keys = vault.unlock_with_keyring()
    former = set(keyring.items.values())
    before = everything(vault, keys)
    change_key(vault, keys)
    again = Vault.load(vault.folder)
    assert everything(again, again.unlock_with_keyring()) == before
    assert len(keyring.items) == 1
    assert not former & set(keyring.items.values())
    assert not again.has_passphrase


def test_old_files_and_the_old_header_open_nothing_of_the_new(vault: Vault, tmp_path: Path) -> None:
    keys = vault.unlock_with_passphrase(OLD)
    copied = tmp_path / "copied" / vault.id
    shutil.copytree(vault.folder, copied)
    new = change_key(vault, keys, passphrase=NEW).keys
    taken = Vault.load(copied).unlock_with_passphrase(
        OLD
    )  # whoever has a copy and the passphrase has the copy
    (copied / "diary-1.db").write_bytes((vault.folder / "diary-2.db").read_bytes())
    with pytest.raises(VaultDamaged):
        Store.open(copied / "diary-1.db", taken.database_key)
    photos = Media(vault.media, taken.media_key)
    assert photos.ids()
    for name in photos.ids():
        with pytest.raises(VaultDamaged):
            photos.read(name)
        assert Media(vault.media, new.media_key).read(name)
    with pytest.raises(WrongSecret):
        Vault.load(vault.folder).unlock_with_passphrase(OLD)
    for name in ("vault.json", "vault.json.bak", "vault.json.bak2"):  # the old header put back finds no files
        (vault.folder / name).write_bytes((copied / name).read_bytes())
    again = Vault.load(vault.folder)
    with pytest.raises(CompanionError):
        open_with(again, again.unlock_with_passphrase(OLD))
    assert (vault.folder / "diary-2.db").exists()


def test_it_is_done_again_and_again(vault: Vault) -> None:
    keys = vault.unlock_with_passphrase(OLD)
    before = everything(vault, keys)
    for number in range(3):
        keys = change_key(vault, keys, passphrase=f"passphrase {number}").keys
    again = Vault.load(vault.folder)
    assert everything(again, again.unlock_with_passphrase("passphrase 2")) == before
    assert kinds(again) == {*HEADERS, "diary-4.db", "media-4", "backups", "backups/earlier-4.age"}
    assert [number for number, _day in again.old_kits] == [1, 2, 3]


def test_what_makes_no_sense_is_refused_before_anything_happens(
    home: Path, vault: Vault, keyring: FakeKeyring
) -> None:
    keys = vault.unlock_with_passphrase(OLD)
    before = listing(vault)
    for passphrase in (None, ""):
        with pytest.raises(UsageError):
            change_key(vault, keys, passphrase=passphrase)
    with pytest.raises(VaultDamaged):
        change_key(vault, Keys(vault.id, os.urandom(32)), passphrase=NEW)
    with ProcessLock(vault.lock), pytest.raises(VaultInUse):
        change_key(vault, keys, passphrase=NEW)
    workspace = open_with(vault, keys.copy())
    with pytest.raises(VaultInUse):
        change_key(vault, keys, passphrase=NEW)
    workspace.close()
    assert listing(vault) == before
    fresh, its_keys, _ = Vault.create(home, passphrase=OLD, keyring=False)
    with pytest.raises(UsageError):
        change_key(fresh, its_keys, passphrase=NEW)


# -- what goes wrong ---------------------------------------------------------------------------------------


def test_stopping_at_any_moment_leaves_the_vault_as_it_was(home: Path, vault: Vault) -> None:
    keys = vault.unlock_with_passphrase(OLD)
    copy = home.with_name("copy")
    shutil.copytree(home, copy)
    twin = Vault.load(copy / "profiles" / vault.id)
    moments = count_reports(lambda report: change_key(twin, keys, passphrase=NEW, report=report))
    before = listing(vault)
    for number in range(1, moments + 1):
        with pytest.raises(Cancelled):
            change_key(vault, keys, passphrase=NEW, report=stop_at(number))
        assert listing(vault) == before, number
    content = everything(vault, keys)
    change_key(vault, keys, passphrase=NEW, report=stop_at(moments + 1))
    assert everything(vault, vault.unlock_with_passphrase(NEW)) == content


def test_a_disk_that_is_full_at_any_moment_leaves_one_whole_vault(vault: Vault, monkeypatch) -> None:
    """Every sync in turn is where the disk says no. Which vault counts then is for the header to say."""
    keys = vault.unlock_with_passphrase(OLD)
    content = everything(vault, keys)
    before = listing(vault)
    real, left = os.fsync, [0]

    def sync(handle: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, "full")
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    failed = 0
    for number in range(1, 1000):
        left[0] = number
        try:
            change_key(vault, keys, passphrase=NEW)
        except DiskFull:
            failed += 1
            assert listing(vault) == before, number
            continue
        break
    left[0] = 0
    assert failed >= 8  # the database, each of three photos, their folders, what was remembered, the header
    again = Vault.load(vault.folder)
    new = again.unlock_with_passphrase(NEW)
    with pytest.raises(WrongPassphrase):
        again.unlock_with_passphrase(OLD)
    assert everything(again, new) == content
    assert Vault.load(vault.folder).header_problems == ()


def test_a_disk_with_too_little_room_is_told_before_it_is_full(vault: Vault, monkeypatch) -> None:
    keys = vault.unlock_with_passphrase(OLD)
    before = listing(vault)
    room = shutil.disk_usage(vault.folder)
    monkeypatch.setattr(rekey.shutil, "disk_usage", lambda _path: room._replace(free=17 << 20))
    with pytest.raises(DiskFull):
        change_key(vault, keys, passphrase=NEW)
    assert listing(vault) == before


@pytest.mark.parametrize("after", [False, True])
def test_a_keyring_that_fails_at_any_call_locks_nobody_out(
    home: Path, keyring: FakeKeyring, after: bool
) -> None:
    vault, _kit = made(home, keyring=True)
    keys = vault.unlock_with_passphrase(OLD)
    content = everything(vault, keys)
    keyring.after = after
    passphrase = OLD
    for number in range(1, 12):
        keyring.calls, keyring.fail_at = 0, number
        changed = f"passphrase {number}"
        try:
            keys = change_key(vault, keys, passphrase=changed).keys
            passphrase = changed
        except CompanionError:
            pass
        used, keyring.fail_at = keyring.calls, 0
        vault = Vault.load(vault.folder)
        assert everything(vault, vault.unlock_with_passphrase(passphrase)) == content
        assert everything(vault, vault.unlock_with_keyring()) == content
        if used < number:
            break
    assert number > 3


def test_a_header_that_was_replaced_counts_whatever_the_disk_says_afterwards(
    vault: Vault, monkeypatch
) -> None:
    """The name is switched and only then the folder cannot be synced: the new vault counts, and is not thrown away."""
    keys = vault.unlock_with_passphrase(OLD)
    content = everything(vault, keys)
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        real(source, target)
        if Path(target).name == "vault.json":
            raise OSError(5, "the disk went away just now")

    monkeypatch.setattr(os, "replace", replace)
    change_key(vault, keys, passphrase=NEW)
    monkeypatch.undo()
    again = Vault.load(vault.folder)
    assert everything(again, again.unlock_with_passphrase(NEW)) == content


@pytest.mark.parametrize("works", range(4))
def test_a_header_damaged_meanwhile_is_never_the_last_one(vault: Vault, monkeypatch, works: int) -> None:
    """The copies go before the switch; but not while they are all there is."""
    keys = vault.unlock_with_passphrase(OLD)
    content = everything(vault, keys)
    (vault.folder / "vault.json").write_bytes(b"damaged")
    real, written = os.replace, [0]

    def replace(source: Path, target: Path) -> None:
        if "vault.json" in Path(target).name:
            written[0] += 1
            if written[0] > works:
                raise OSError(28, "full")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(DiskFull):
        change_key(vault, keys, passphrase=NEW)
    monkeypatch.undo()
    again = Vault.load(vault.folder)
    assert everything(again, again.unlock_with_passphrase(OLD)) == content
    change_key(again, keys, passphrase=NEW)
    assert everything(again, again.unlock_with_passphrase(NEW)) == content


def test_damaged_and_missing_photos_stay_what_they_are_and_are_said(vault: Vault) -> None:
    keys = vault.unlock_with_passphrase(OLD)
    photos = sorted(Media(vault.media, keys.media_key).ids())
    media = Media(vault.media, keys.media_key)
    torn = flip(media.path(photos[0]).read_bytes(), 8 * 100)
    media.path(photos[0]).write_bytes(torn)
    media.remove(photos[1])
    kept = media.read(photos[2])
    told = change_key(vault, keys, passphrase=NEW)
    assert (told.damaged, told.missing) == (1, 1)
    after = Media(vault.media, told.keys.media_key)
    assert after.path(photos[0]).read_bytes() == torn
    assert after.read(photos[2]) == kept
    workspace = open_with(vault, told.keys)
    health = workspace.health()
    assert health.problems == ("media_damaged", "media_missing")
    assert (health.counts["photos"], health.counts["media_damaged"], health.counts["media_missing"]) == (
        3,
        1,
        1,
    )
    workspace.close()


def test_a_photo_the_disk_did_not_keep_is_noticed_before_the_old_one_goes(vault: Vault, monkeypatch) -> None:
    keys = vault.unlock_with_passphrase(OLD)
    before = listing(vault)
    real = os.fsync

    def bad_disk(handle: int) -> None:
        real(handle)
        for part in (vault.folder / "media-2").rglob("*.part"):
            data = part.read_bytes()
            part.write_bytes(flip(data, 8 * len(data) - 9))

    monkeypatch.setattr(os, "fsync", bad_disk)
    with pytest.raises(StorageError):
        change_key(vault, keys, passphrase=NEW)
    assert listing(vault) == before


def test_a_damaged_database_is_left_alone(vault: Vault) -> None:
    keys = vault.unlock_with_passphrase(OLD)
    path = vault.database
    data = path.read_bytes()
    path.write_bytes(flip(data, 8 * (len(data) - 2000)))
    before = listing(vault)
    with pytest.raises(VaultDamaged):
        change_key(vault, keys, passphrase=NEW)
    assert listing(vault) == before


# -- backups -----------------------------------------------------------------------------------------------


def test_backups_of_before_open_as_before_and_later_ones_with_what_is_new(home: Path, tmp_path: Path) -> None:
    vault, kit = made(home)
    keys = vault.unlock_with_passphrase(OLD)
    workspace = open_with(vault, keys.copy())
    content = substance(workspace)
    by_hand = workspace.backups.create(tmp_path / "old.zip")
    automatic = workspace.backups.automatic(NOW)
    assert automatic
    workspace.close()

    told = change_key(vault, keys, passphrase=NEW)
    assert told.earlier == 1
    workspace = open_with(vault, told.keys)
    backups = workspace.backups
    assert [(info.file, info.earlier) for info in backups.list()] == [(automatic.file, True)]
    assert backups.last().file == by_hand.file
    assert backups.last().earlier
    assert backups.verify(by_hand.file).entries == by_hand.entries
    workspace.sweep()
    later = backups.create(tmp_path / "new.zip")
    assert not backups.last().earlier
    for number, file in enumerate((by_hand.file, automatic.file, later.file)):
        mine, former = (told.kit.code, NEW), (kit.code, OLD)
        right, wrong = (former, mine) if number < 2 else (mine, former)
        with pytest.raises(WrongSecret):
            verify(file, code=wrong[0])
        with pytest.raises(WrongSecret):
            verify(file, passphrase=wrong[1])
        verify(file, code=right[0])
        there, its_keys, _ = restore(file, tmp_path / f"n{number}", passphrase=right[1], new_passphrase="y")
        brought = open_with(there, its_keys)
        assert substance(brought) == content
        brought.close()

    replaced = backups.automatic(NOW)  # the day's copy is made again, under the new key
    assert replaced.file == automatic.file
    assert backups.automatic(NOW) is None
    verify(replaced.file, code=told.kit.code)
    assert [info.earlier for info in backups.list()] == [False]
    workspace.sweep()
    assert not (vault.folder / "media").exists()
    assert backups.kept_media() == frozenset(workspace.media.ids())
    workspace.close()


def test_copies_of_before_can_be_deleted_with_the_photos_kept_for_them(home: Path, tmp_path: Path) -> None:
    vault, _kit = made(home)
    keys = vault.unlock_with_passphrase(OLD)
    workspace = open_with(vault, keys.copy())
    copy = workspace.backups.automatic(NOW)
    assert copy
    lived = substance(workspace)
    gone = [hit.row.id for hit in workspace.diary.search("before")]
    workspace.diary.trash(gone)
    workspace.diary.erase(gone)  # the backup alone still names its photos
    left = substance(workspace)
    workspace.close()
    keys = change_key(vault, keys, passphrase="in between").keys
    keys = change_key(vault, keys, passphrase=NEW).keys
    assert (vault.folder / "media").is_dir()
    assert not (vault.folder / "media-2").exists()
    there, its_keys, _ = restore(copy.file, tmp_path / "new", passphrase=OLD, new_passphrase="y")
    brought = open_with(there, its_keys)
    assert substance(brought) == lived
    brought.close()
    workspace = open_with(vault, keys)
    assert workspace.backups.remove_earlier() == 1
    assert workspace.backups.remove_earlier() == 0
    assert substance(workspace) == left
    workspace.close()
    assert kinds(vault) == {*HEADERS, "diary-3.db", "backups", "backups/earlier-3.age"}


def test_photos_of_before_stay_when_nobody_can_say_who_needs_them(home: Path) -> None:
    vault, _kit = made(home)
    keys = vault.unlock_with_passphrase(OLD)
    workspace = open_with(vault, keys.copy())
    workspace.backups.automatic(NOW)
    workspace.close()
    keys = change_key(vault, keys, passphrase=NEW).keys
    kept = {path.name for path in (vault.folder / "media").rglob("*")}
    remembered = vault.folder / "backups" / "earlier-2.age"
    remembered.write_bytes(flip(remembered.read_bytes(), 1500))
    workspace = open_with(vault, keys)
    workspace.sweep()
    assert workspace.backups.list() == []
    workspace.close()
    assert {path.name for path in (vault.folder / "media").rglob("*")} == kept


# -- cut off -----------------------------------------------------------------------------------------------

CHANGE = """
import os, signal, sys
from pathlib import Path
from companion.rekey import change_key
from companion.vault import Vault

vault = Vault.load(Path(sys.argv[1]))
keys = vault.unlock_with_passphrase(sys.argv[2])
last, seen = int(sys.argv[4]), 0

def watch(event, arguments):
    global seen
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"):
        seen += 1
        if event == "os.rename" and str(arguments[1]).endswith("vault.json"):
            print("switch", seen, flush=True)
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
print("begun", 0, flush=True)
change_key(vault, keys, passphrase=sys.argv[3], report=lambda *_: None)
print("done", seen, flush=True)
"""


def run(vault: Vault, old: str, new: str, *, at: int = 0, after: float | None = None) -> dict[str, int]:
    """The change in a process of its own, killed at its nth touch of a file, or after some seconds, or not at all."""
    command = [sys.executable, "-c", CHANGE, str(vault.folder), old, new, str(at)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout
    said = [child.stdout.readline()]
    if after is not None:
        threading.Event().wait(after)
        child.kill()
    said += child.stdout.readlines()
    child.stdout.close()
    assert child.wait() in (0, -signal.SIGKILL)
    return {word: int(number) for word, number in (line.split() for line in said)}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_kill_at_any_moment_leaves_the_old_vault_or_the_new(home: Path, tmp_path: Path) -> None:
    vault, _kit = made(home)
    workspace = open_with(vault, vault.unlock_with_passphrase(OLD))
    copy = workspace.backups.automatic(NOW)
    rows = substance(workspace)
    workspace.close()
    assert copy
    content = everything(vault, vault.unlock_with_passphrase(OLD))
    untouched = tmp_path / "untouched"
    shutil.copytree(home, untouched)

    def anew() -> Vault:
        shutil.rmtree(home)
        shutil.copytree(untouched, home)
        return Vault.all(home)[0]

    whole = run(anew(), OLD, NEW)
    chance = random.Random(os.environ.get("COMPANION_SEED", "rekey"))
    moments: list[Callable[[], dict[str, int]]] = [
        lambda: run(anew(), OLD, NEW, at=whole["switch"]),
        lambda: run(anew(), OLD, NEW, at=whole["switch"] + 1),
    ]
    for _ in range(rounds(2, 100)):
        moments.append(lambda: run(anew(), OLD, NEW, at=chance.randint(1, whole["done"])))
        moments.append(lambda: run(anew(), OLD, NEW, after=chance.random() * 0.3))
    outcomes = set()
    for number, killed in enumerate(moments):
        killed()
        again = Vault.all(home)[0]
        assert not again.used_copy
        ways = [word for word in (OLD, NEW) if opens(again, word)]
        assert len(ways) == 1, number
        outcomes.add(ways[0])
        assert everything(again, again.unlock_with_passphrase(ways[0])) == content
        workspace = open_with(again, again.unlock_with_passphrase(ways[0]))
        workspace.sweep()
        workspace.close()
        former = ways[0] == OLD
        beside = {f"backups/{copy.file.name}"} | (set() if former else {"backups/earlier-2.age", "media"})
        files = {"diary-1.db", "media"} if former else {"diary-2.db", "media-2"}
        assert kinds(again) == HEADERS | files | beside | {"backups"}
        assert not list(again.folder.rglob("*.part"))
        assert Vault.load(again.folder).header_problems == ()
        there, keys, _ = restore(copy.file, tmp_path / f"n{number}", passphrase=OLD, new_passphrase="y")
        brought = open_with(there, keys)
        assert substance(brought) == rows
        brought.close()
        change_key(again, again.unlock_with_passphrase(ways[0]), passphrase="next")  # nothing is in the way
    assert outcomes == {OLD, NEW}


def opens(vault: Vault, passphrase: str) -> bool:
    try:
        vault.unlock_with_passphrase(passphrase).close()
    except WrongPassphrase:
        return False
    return True
