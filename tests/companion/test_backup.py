"""A backup counts only when it opens; it opens without the app; nothing false or hostile gets through it."""

import hashlib
import io
import json
import os
import random
import shlex
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from companion import age, content, recovery
from companion import workspace as workspaces
from companion.backup import container, manifest, opening, restore, rotation, verify
from companion.decks import OwnCard
from companion.disk import profiles
from companion.errors import (
    BackupDamaged,
    Cancelled,
    CompanionError,
    Damaged,
    DiskFull,
    KeyringAbsent,
    NewerVersion,
    NotABackup,
    NotFound,
    StorageError,
    UsageError,
    VaultDamaged,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSecret,
)
from companion.planner import Repeat
from companion.recovery import Kit
from companion.store import migrations
from companion.vault import Vault
from companion.vault import header as headers
from companion.workspace import Workspace
from tests.conftest import ROOT, rounds
from tests.tools import mutate
from tests.tools.mutate import flip

SECRET = "two br\u00f6tchen and a walk"
NOW = datetime(2030, 1, 31, 21, 5)
CANARY = "Zwetschgenkuchen"
needs_age = pytest.mark.skipif(
    not (shutil.which("age") and shutil.which("unzip")), reason="age and unzip are not installed"
)


def fill(workspace: Workspace) -> None:
    """Something of everything a person can keep."""
    diary = workspace.diary
    first = diary.blank(NOW - timedelta(days=40))
    diary.save(
        replace(first, title=f"A day of {CANARY}", text="one\n\ntwo & <three>\n", tags=("river", "bread"))
    )
    diary.save(replace(first, title="Another title", text="first words\n"), sitting="later")
    second = diary.blank(NOW - timedelta(days=2))
    diary.save(
        replace(
            second,
            title="\u7a93\u8fba\u306e\u5348\u5f8c",
            text="\u96e8\u304c\u964d\u3063\u3066\u3044\u308b",
            mood=4,
            closeness=2,
        )
    )
    for name, size in (("river.jpg", 4_000), (f"{CANARY}.png", (1 << 20) + 17), ("whole.jpg", 1 << 20)):
        diary.add_photo(
            second.id,
            os.urandom(size),
            name=name,
            width=4,
            height=3,
            kind="png" if "png" in name else "jpeg",
            thumbnail=b"small",
            caption=f"caption of {name}",
        )
    shown = diary.get(second.id).photos[0]
    diary.save(replace(diary.get(second.id), text=f"before\n![by the river](photo:{shown.id})\nafter"))
    gone = diary.blank(NOW - timedelta(days=1))
    diary.save(replace(gone, title="thrown away", text="x"))
    diary.trash([gone.id])
    imported = diary.start_import("test")
    diary.add_imported(
        imported, [replace(diary.blank(datetime(2019, 5, 4, 3, 2)), text="from another program")]
    )
    diary.finish_import(imported)
    diary.set_check_in(NOW.date(), at=NOW, closeness=3, mood=4)
    plan = workspace.planner.blank(NOW.date() + timedelta(days=3))
    workspace.planner.save(replace(plan, title=f"Bake {CANARY}", at=time(18, 30), part=None))
    weekly = replace(workspace.planner.blank(NOW.date()), title="Soup", repeat=Repeat("FREQ=WEEKLY;COUNT=9"))
    workspace.planner.save(weekly)
    second = f"{weekly.id}@{NOW.date() + timedelta(days=7)}"
    workspace.planner.move(second, NOW.date() + timedelta(days=8), time(18), None)
    workspace.planner.save_idea(workspace.planner.own_idea("Count the boats", pressure=2))
    workspace.talk.keep(content.prompts()[0], note="ask again")
    own = OwnCard("Slow evenings", "What was the best minute?", "Point at it.", "Nod.", 3)
    workspace.decks.save(own)
    workspace.decks.trash(workspace.decks.add([replace(own, text="Thrown away?")]).ids)
    workspace.prefs.set("my_name", "Jo \u00c5")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kit]:
    """A vault somebody lived in, closed; each test gets a copy."""
    home = tmp_path_factory.mktemp("template") / "home"
    workspace, kit = workspaces.create(
        home, label="Mine", passphrase=SECRET, keyring=False, clock=lambda: NOW
    )
    fill(workspace)
    workspace.close()
    return home, kit


@pytest.fixture
def lived_in(home: Path, template: tuple[Path, Kit]) -> Iterator[tuple[Workspace, Kit]]:
    original, kit = template
    shutil.copytree(original, home, dirs_exist_ok=True)
    vault = Vault.all(home)[0]
    workspace = Workspace.open(home, vault, vault.unlock_with_passphrase(SECRET), clock=lambda: NOW)
    yield workspace, kit
    workspace.close()


def substance(workspace: Workspace) -> dict[str, object]:
    """Every row of every table, and the bytes of every photo; only the names of files are left out."""
    found: dict[str, object] = {}
    with workspace.store.reading() as db:
        for table in (
            "batch",
            "entry",
            "body",
            "history",
            "photo",
            "unspaced",
            "check_in",
            "plan",
            "occurrence",
            "own_idea",
            "declined",
            "kept_card",
            "own_card",
            "pref",
        ):
            columns = [
                name
                for (name,) in db.all(f"SELECT name FROM pragma_table_info('{table}')")
                if name != "media"
            ]
            found[table] = sorted(map(repr, db.all(f"SELECT {', '.join(columns)} FROM {table}")))
        media = db.all("SELECT id, media FROM photo")
    found["photos"] = {id: hashlib.sha256(workspace.media.read(name)).hexdigest() for id, name in media}
    return found


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def reopened(home: Path, vault: Vault, keys) -> Workspace:
    return Workspace.open(home, vault, keys, clock=lambda: NOW)


# -- making ------------------------------------------------------------------------------------------------


def test_a_backup_is_one_private_file_that_was_checked(lived_in, tmp_path: Path):
    workspace, _kit = lived_in
    target = tmp_path / "Notes-2030-01-31.zip"
    before = files(workspace.vault.folder)
    steps: list[tuple[int, int, str]] = []
    info = workspace.backups.create(target, lambda *told: steps.append(told))
    assert (info.file, info.automatic, info.made) == (target, False, NOW.astimezone(UTC))
    assert (info.entries, info.photos, info.plans, info.missing) == (4, 3, 2, 0)
    assert info.size == target.stat().st_size
    assert info == verify(target, keys=workspace.keys)
    assert files(tmp_path) - files(tmp_path / "home") >= {target.name}
    assert not list(tmp_path.glob("*.part"))
    if sys.platform != "win32":
        assert target.stat().st_mode & 0o777 == 0o600
    assert files(workspace.vault.folder) - before == {"backups/last.age"}
    order = list(dict.fromkeys(step for _, _, step in steps))
    assert order == ["snapshot", "writing", "verifying"]
    assert all(done <= total for done, total, _ in steps)
    assert max(done for done, _, step in steps if step == "writing") == 7


def test_the_last_backup_is_remembered_where_nobody_else_can_read_it(lived_in, tmp_path: Path):
    workspace, _kit = lived_in
    assert workspace.backups.last() is None
    target = tmp_path / f"{CANARY}.zip"
    info = workspace.backups.create(target)
    assert workspace.backups.last() == info
    assert workspace.backups.list() == []
    raw = (workspace.backups.folder / "last.age").read_bytes()
    assert CANARY.encode() not in raw
    (workspace.backups.folder / "last.age").write_bytes(flip(raw, 8 * len(raw) - 9))
    assert workspace.backups.last() is None


def test_the_outside_gives_nothing_away(lived_in, tmp_path: Path):
    workspace, _kit = lived_in
    target = tmp_path / "Notes-2030-01-31.zip"
    workspace.backups.create(target)
    with zipfile.ZipFile(target) as outer:
        assert outer.namelist() == ["README.txt", "header.json", "payload.age"]
        assert outer.testzip() is None
        shown = outer.read("README.txt") + outer.read("header.json")
    for word in (
        b"diary",
        b"companion",
        b"photo",
        b"entr",
        b"mine",
        b"notes of",
        b"couple",
        CANARY.lower().encode(),
    ):
        assert word not in shown.lower(), word
    raw = target.read_bytes()
    for spelled in (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode().hex().encode()):
        assert spelled not in raw
    slots = json.loads(shown[shown.index(b"{") :])["slots"]
    assert {slot["kind"] for slot in slots} == {"passphrase", "recovery"}


def test_nothing_readable_touches_the_disk_on_the_way(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    seen = 0

    def look(_done: int, _total: int, _step: str) -> None:
        nonlocal seen
        seen += 1
        for path in tmp_path.rglob("*"):
            if path.is_file():
                assert CANARY.encode() not in path.read_bytes(), path.name

    workspace.backups.create(tmp_path / "x.zip", look)
    restore(tmp_path / "x.zip", tmp_path / "new", code=kit.code, new_passphrase="y", report=look)
    assert seen > 10


@needs_age
def test_it_opens_with_age_and_unzip_by_its_own_readme(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    place = tmp_path / "a folder of mine"
    place.mkdir()
    target = place / "Our notes-2030-01-31.zip"
    workspace.backups.create(target)
    with zipfile.ZipFile(target) as outer:
        readme = outer.read("README.txt").decode()
    (place / "key.txt").write_text(kit.identity + "\n")
    commands = [line.strip() for line in readme.splitlines() if line.startswith("    ")]
    assert [shlex.split(command)[0] for command in commands] == ["unzip", "age", "unzip"]
    for command in commands:
        subprocess.run(shlex.split(command), cwd=place, check=True, capture_output=True)
    inside = place / "opened"
    said = json.loads((inside / "manifest.json").read_text(encoding="utf-8"))
    assert files(inside) == {"manifest.json", *said["members"]}
    for name, member in said["members"].items():
        data = (inside / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (member["size"], member["sha256"])
    written = [
        json.loads(line) for line in (inside / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [entry["title"] for entry in written] == [
        "",
        "Another title",
        "\u7a93\u8fba\u306e\u5348\u5f8c",
        "thrown away",
    ]
    (shown,) = (entry for entry in written if entry["photos"])
    originals = {workspace.diary.photo_data(photo["id"]) for photo in shown["photos"]}
    assert {(inside / photo["file"]).read_bytes() for photo in shown["photos"]} == originals
    page = (inside / "text" / "2030.md").read_text(encoding="utf-8")
    assert "## 2030-01-29 21:05  \u7a93\u8fba\u306e\u5348\u5f8c" in page
    links = [line.split("](")[1].rstrip(")") for line in page.splitlines() if line.startswith("![")]
    assert len(links) == 3
    assert all((inside / "text" / link).is_file() for link in links)
    assert "thrown away" not in page
    assert "first words" in (inside / "text" / "2029.md").read_text(encoding="utf-8")
    assert CANARY in (inside / "more" / "plan.jsonl").read_text(encoding="utf-8")
    assert "snapshot.db" in (inside / "README.txt").read_text(encoding="utf-8")
    # The database opens with the key that lies beside it, in any SQLCipher.
    connection = dbapi2.connect(f"file:{inside / 'snapshot.db'}?mode=ro", uri=True)
    connection.execute(f"PRAGMA key = \"x'{said['snapshot_key']}'\"")
    assert connection.execute("SELECT count(*) FROM entry").fetchone() == (4,)
    connection.close()


def test_it_is_made_whole_while_somebody_writes(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    ended = threading.Event()
    made: list[object] = []

    def job() -> None:
        try:
            for number in range(5):
                made.append(workspace.backups.create(tmp_path / f"{number}.zip"))
        except BaseException as error:
            made.append(error)
        finally:
            ended.set()

    thread = threading.Thread(target=job)
    thread.start()
    entry = workspace.diary.blank(NOW)
    saved = 0
    while not ended.is_set():
        saved += 1
        workspace.diary.save(replace(entry, text=f"words number {saved}"), sitting="one")
    thread.join()
    assert [getattr(info, "photos", info) for info in made] == [3] * 5
    assert workspace.diary.get(entry.id).text == f"words number {saved}"
    for number in range(5):
        verify(tmp_path / f"{number}.zip", code=kit.code)


def test_one_lost_photo_does_not_keep_the_rest_from_being_saved(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    lost, damaged = sorted(path for path in workspace.vault.media.rglob("*") if path.is_file())[:2]
    lost.unlink()
    damaged.write_bytes(flip(damaged.read_bytes(), 999))
    info = workspace.backups.create(tmp_path / "x.zip")
    assert (info.photos, info.missing) == (3, 2)
    vault, keys, _ = restore(tmp_path / "x.zip", tmp_path / "new", code=kit.code, new_passphrase="y")
    again = reopened(tmp_path / "new", vault, keys)
    assert again.health().problems == ("media_missing",)
    assert len(again.diary.ids()) == 3
    again.close()


# -- a making that fails -----------------------------------------------------------------------------------


def stop_at(number: int) -> Callable[[int, int, str], None]:
    calls = 0

    def report(_done: int, _total: int, _step: str) -> None:
        nonlocal calls
        calls += 1
        if calls == number:
            raise Cancelled()

    return report


def count_reports(work: Callable[[Callable[[int, int, str], None]], object]) -> int:
    calls = 0

    def report(_done: int, _total: int, _step: str) -> None:
        nonlocal calls
        calls += 1

    work(report)
    return calls


def test_stopping_at_any_moment_leaves_the_old_file_and_nothing_else(lived_in, tmp_path: Path):
    workspace, _kit = lived_in
    target = tmp_path / "out" / "x.zip"
    target.parent.mkdir()
    moments = count_reports(lambda report: workspace.backups.create(tmp_path / "first.zip", report))
    target.write_bytes(b"an older backup")
    before = files(tmp_path)
    for number in range(1, moments + 1):
        with pytest.raises(Cancelled):
            workspace.backups.create(target, stop_at(number))
        assert target.read_bytes() == b"an older backup"
        assert files(tmp_path) == before
    assert workspace.backups.create(target, stop_at(moments + 1))
    verify(target, passphrase=SECRET)


def test_a_full_disk_leaves_the_old_file_and_nothing_else(lived_in, tmp_path: Path, monkeypatch):
    workspace, _kit = lived_in
    target = tmp_path / "x.zip"
    workspace.backups.create(target)
    good = target.read_bytes()
    before = files(tmp_path)
    real = container.Writer.write
    left = [0]

    def write(self: container.Writer, data: bytes) -> int:
        left[0] -= len(data)
        if left[0] < 0:
            raise OSError(28, "full")
        return real(self, data)

    monkeypatch.setattr(container.Writer, "write", write)
    for room in (0, 1_000, 200_000, 2_000_000):
        left[0] = room
        with pytest.raises(DiskFull):
            workspace.backups.create(target)
        assert target.read_bytes() == good
        assert files(tmp_path) == before
    with pytest.raises(StorageError):
        workspace.backups.create(tmp_path / "no such folder" / "x.zip")


@pytest.mark.parametrize("place", [0.01, 0.3, 0.7, 0.999])
def test_what_the_disk_did_not_keep_is_noticed_before_it_counts(
    lived_in, tmp_path: Path, monkeypatch, place: float
):
    workspace, _kit = lived_in
    target = tmp_path / "x.zip"
    size = workspace.backups.create(tmp_path / "first.zip").size
    target.write_bytes(b"an older backup")
    real = os.fsync

    def bad_disk(handle: int) -> None:
        real(handle)
        part = tmp_path / "x.zip.part"
        if part.exists() and part.stat().st_size > 1_000_000:
            at = int(size * place)
            byte = os.pread(handle, 1, at)
            os.pwrite(handle, bytes([byte[0] ^ 4]), at)

    monkeypatch.setattr(os, "fsync", bad_disk)
    with pytest.raises(StorageError):  # the disk is to blame, not a backup that somebody has
        workspace.backups.create(target)
    assert target.read_bytes() == b"an older backup"
    assert not (tmp_path / "x.zip.part").exists()


def test_a_damaged_vault_is_called_that_and_gets_no_backup(lived_in, tmp_path: Path):
    """Copying pages does not ask whether they authenticate: whatever was read there would be sealed anew and pass."""
    workspace, _kit = lived_in
    (tmp_path / "out").mkdir()
    workspace.store.checkpoint(whole=True)
    database = workspace.vault.database
    whole = database.read_bytes()
    for place in range(4096 + 100, len(whole), 9 * 4096):
        with database.open("r+b") as file:
            file.seek(place)
            file.write(bytes([whole[place] ^ 1]))
        with pytest.raises(VaultDamaged) as caught:
            workspace.backups.create(tmp_path / "out" / "x.zip")
        assert caught.value.facts == {"part": "database"}
        with database.open("r+b") as file:
            file.seek(place)
            file.write(bytes([whole[place]]))
    assert files(tmp_path / "out") == set()
    workspace.backups.create(tmp_path / "out" / "x.zip")


def test_what_a_crash_left_goes_with_the_next_one(lived_in, tmp_path: Path):
    workspace, _kit = lived_in
    (workspace.vault.folder / "snapshot-0123.part").write_bytes(b"half")
    (workspace.backups.folder).mkdir()
    (workspace.backups.folder / "x.zip.part").write_bytes(b"half")
    workspace.backups.automatic(NOW)
    assert not list(workspace.vault.folder.rglob("*.part"))


def test_where_a_person_keeps_things_nothing_goes_but_the_file_itself(lived_in, tmp_path: Path):
    workspace, _kit = lived_in
    (tmp_path / "x.zip.part").write_bytes(b"somebody's")
    workspace.backups.create(tmp_path / "x.zip")
    assert (tmp_path / "x.zip.part").read_bytes() == b"somebody's"
    verify(tmp_path / "x.zip", passphrase=SECRET)


def test_no_backup_goes_into_the_folder_of_a_vault(lived_in, tmp_path: Path):
    workspace, _kit = lived_in
    folder = workspace.vault.folder
    (tmp_path / "link").symlink_to(folder / "backups", target_is_directory=True)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for target in (
        workspace.vault.database,
        folder / "new.zip",
        folder / "media" / "x.zip",
        tmp_path / "link" / "x.zip",
    ):
        with pytest.raises(UsageError) as caught:
            workspace.backups.create(target)
        assert caught.value.facts == {"reason": "inside a vault"}
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


# -- opening it again --------------------------------------------------------------------------------------


def test_each_secret_opens_it_and_a_wrong_one_is_called_wrong(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    target = tmp_path / "x.zip"
    info = workspace.backups.create(target)
    for secret in (
        {"keys": workspace.keys},
        {"passphrase": SECRET},
        {"code": kit.code.lower().replace("-", " ")},
        {"code": kit.identity},
        {"code": f" {kit.identity.lower()}\n"},
    ):
        assert verify(target, **secret) == info
    stranger = Vault.create(tmp_path / "other", passphrase="x", keyring=False)
    with pytest.raises(WrongPassphrase):
        verify(target, passphrase="x")
    with pytest.raises(WrongRecoveryCode):
        verify(target, code=stranger[2].code)
    with pytest.raises(WrongRecoveryCode):
        verify(target, code=stranger[2].identity)
    with pytest.raises(WrongRecoveryCode) as caught:
        verify(target, code=kit.code[:-1])
    assert caught.value.facts == {"group": 7}
    with pytest.raises(WrongRecoveryCode):
        verify(target, code=kit.identity[:-1])
    with pytest.raises(WrongSecret):
        verify(target, keys=stranger[1])
    for none_or_two in ({}, {"passphrase": SECRET, "code": kit.code}):
        with pytest.raises(UsageError):
            verify(target, **none_or_two)


def test_what_is_no_backup_is_called_that(lived_in, tmp_path: Path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("holiday.txt", "x" * 100)
    for name, data in (
        ("empty", b""),
        ("text", b"hello " * 100),
        ("pdf", b"%PDF-1.7\n" * 50),
        ("zip", other.read_bytes()),
        ("age", b"age-encryption.org/v1\n"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(NotABackup):
            verify(path, passphrase=SECRET)
        with pytest.raises(NotABackup):
            restore(path, tmp_path / "new", passphrase=SECRET, new_passphrase="y")
    with pytest.raises(NotFound):
        verify(tmp_path / "nowhere.zip", passphrase=SECRET)
    with pytest.raises((NotFound, StorageError)):
        verify(tmp_path, passphrase=SECRET)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("way", ["keys", "passphrase", "code", "identity"])
def test_a_restored_vault_is_the_same_word_for_word(lived_in, tmp_path: Path, way: str):
    workspace, kit = lived_in
    target = tmp_path / "x.zip"
    workspace.backups.create(target)
    before = substance(workspace)
    home = files(workspace.home)
    secret = {
        "keys": {"keys": workspace.keys},
        "passphrase": {"passphrase": SECRET},
        "code": {"code": kit.code},
        "identity": {"code": kit.identity},
    }[way]
    vault, keys, new_kit = restore(target, tmp_path / "new", new_passphrase="a new one", **secret)
    assert files(workspace.home) == home
    assert vault.id != workspace.vault.id
    assert vault.label == "Mine"
    assert vault.started
    assert new_kit.code != kit.code
    assert Vault.load(vault.folder).header_problems == ()
    assert keys.database_key != workspace.keys.database_key
    keys.close()
    again = reopened(tmp_path / "new", vault, vault.unlock_with_passphrase("a new one"))
    assert substance(again) == before
    assert again.health().problems == ()
    assert [hit.row.title for hit in again.diary.search("first wor")] == ["Another title"]
    assert [hit.row.title for hit in again.diary.search("\u5348\u5f8c")] == ["\u7a93\u8fba\u306e\u5348\u5f8c"]
    assert again.diary.search("thrown") == []
    entry = again.diary.blank(NOW)
    again.diary.save(replace(entry, text="life goes on"))
    assert len(again.diary.search("life goes")) == 1
    again.close()
    assert same_files(vault.folder, {"lock", "vault.json", "vault.json.bak", "vault.json.bak2", "diary-1.db"})
    Vault.load(vault.folder).unlock_with_code(new_kit.code)


def same_files(folder: Path, expected: set[str]) -> bool:
    return {name for name in files(folder) if not name.startswith("media")} == expected


def test_restoring_beside_the_original_makes_a_second_vault(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    target = tmp_path / "x.zip"
    workspace.backups.create(target)
    restore(target, workspace.home, code=kit.code, new_passphrase="y", label="Restored")
    labels = {vault.label for vault in Vault.all(workspace.home)}
    assert labels == {"Mine", "Restored"}
    assert {path.name for path in profiles(workspace.home).iterdir()} == {
        v.id for v in Vault.all(workspace.home)
    }


def test_a_restored_vault_is_told_from_the_others_by_its_name(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    target = tmp_path / "x.zip"
    workspace.backups.create(target)
    secret = {"code": kit.code, "new_passphrase": "y"}
    made = [restore(target, workspace.home, **secret)[0].label for _ in range(3)]
    made.append(restore(target, workspace.home, dated="{0} of {1:%d.%m.%Y}".format, **secret)[0].label)
    assert made == [
        "Mine 2030-01-31",
        "Mine 2030-01-31 (2)",
        "Mine 2030-01-31 (3)",
        "Mine of 31.01.2030",
    ]
    with pytest.raises(UsageError) as caught:
        restore(target, workspace.home, label="Mine  of 31.01.2030", **secret)
    assert caught.value.facts == {"reason": "name is taken"}
    assert len(Vault.all(workspace.home)) == 5
    assert restore(target, tmp_path / "empty", **secret)[0].label == "Mine"


def test_a_restored_vault_knows_the_kit_it_was_backed_up_with(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    second = workspace.vault.new_kit(workspace.keys)
    target = tmp_path / "x.zip"
    workspace.backups.create(target)
    vault, keys, third = restore(target, tmp_path / "new", code=second.code, new_passphrase="y")
    keys.close()
    assert (third.number, vault.kit_number) == (3, 3)
    assert vault.old_kits == ((2, date.today()),)
    with pytest.raises(WrongRecoveryCode) as caught:
        vault.unlock_with_code(second.code)
    assert caught.value.facts == {"old_kit": 2}
    with pytest.raises(WrongRecoveryCode) as caught:
        vault.unlock_with_code(kit.code)
    assert caught.value.facts == {}


def test_stopping_a_restore_at_any_moment_leaves_nothing(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    target = tmp_path / "x.zip"
    workspace.backups.create(target)

    def work(report: Callable[[int, int, str], None]) -> None:
        restore(target, tmp_path / "new", code=kit.code, new_passphrase="y", report=report)

    moments = count_reports(work)
    shutil.rmtree(tmp_path / "new")
    for number in range(1, moments + 1):
        with pytest.raises(Cancelled):
            work(stop_at(number))
        assert files(tmp_path / "new") == set() if (tmp_path / "new").exists() else True
    work(stop_at(moments + 1))
    assert len(Vault.all(tmp_path / "new")) == 1


RESTORES = """
import sys
from pathlib import Path
from companion.backup import restore
for number in range(1000):
    restore(Path(sys.argv[1]), Path(sys.argv[2]), code=sys.argv[3], new_passphrase=str(number))
    print(number, flush=True)
"""


def test_a_kill_in_the_middle_of_a_restore_leaves_whole_vaults_only(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    target, new = tmp_path / "x.zip", tmp_path / "new"
    workspace.backups.create(target)
    before = substance(workspace)
    rng = random.Random(8)
    for _ in range(rounds(3, 50)):
        command = [sys.executable, "-c", RESTORES, target, new, kit.code]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert child.stdout
        child.stdout.readline()
        threading.Event().wait(rng.random() * 0.3)
        child.kill()
        acknowledged = 1 + len(child.stdout.read().split())
        child.wait()
        child.stdout.close()
        found = Vault.all(new)
        assert len(found) in (acknowledged, acknowledged + 1)
        for number, vault in enumerate(sorted(found, key=lambda vault: vault.folder.stat().st_mtime)):
            assert vault.damaged is None
            assert vault.started
            if number == len(found) - 1:
                again = reopened(new, vault, keys_of(vault, len(found)))
                assert substance(again) == before
                again.close()
        shutil.rmtree(new)


def keys_of(vault: Vault, count: int):
    """The keys behind one of the passphrases that were numbers."""
    for number in range(count + 1):
        try:
            return vault.unlock_with_passphrase(str(number))
        except WrongPassphrase:
            continue
    raise AssertionError("a restored vault does not open")


def test_a_restore_that_fails_leaves_nothing(lived_in, tmp_path: Path, monkeypatch):
    workspace, kit = lived_in
    target = tmp_path / "x.zip"
    workspace.backups.create(target)
    new = tmp_path / "new"
    with pytest.raises(UsageError):
        restore(target, new, code=kit.code)
    with pytest.raises(KeyringAbsent):  # there is no keyring in a test
        restore(target, new, code=kit.code, keyring=True)
    with pytest.raises(WrongPassphrase):
        restore(target, new, passphrase="wrong", new_passphrase="y")

    def full(*_arguments, **_named) -> None:
        raise DiskFull()

    monkeypatch.setattr(opening.snapshot, "rebuild", full)
    with pytest.raises(DiskFull):
        restore(target, new, code=kit.code, new_passphrase="y")
    assert files(new) == set()
    assert Vault.all(new) == []


def test_an_old_kit_opens_the_backups_of_its_time_and_no_later_ones(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    workspace.backups.create(tmp_path / "old.zip")
    second = workspace.vault.new_kit(workspace.keys)
    workspace.vault.set_passphrase(workspace.keys, "another")
    workspace.backups.create(tmp_path / "new.zip")
    verify(tmp_path / "old.zip", code=kit.code)
    verify(tmp_path / "old.zip", passphrase=SECRET)
    verify(tmp_path / "old.zip", keys=workspace.keys)
    verify(tmp_path / "new.zip", code=second.code)
    verify(tmp_path / "new.zip", passphrase="another")
    with pytest.raises(WrongRecoveryCode):
        verify(tmp_path / "new.zip", code=kit.code)
    with pytest.raises(WrongRecoveryCode):
        verify(tmp_path / "old.zip", code=second.identity)
    with pytest.raises(WrongPassphrase):
        verify(tmp_path / "new.zip", passphrase=SECRET)


# -- damage ------------------------------------------------------------------------------------------------


def test_mutated_backups_are_refused_and_called_damaged(home: Path, tmp_path: Path):
    mutate.trial_backups(tmp_path, rounds(100, 2_000))


def test_flipped_bits_of_the_header_are_reported_and_mended(home: Path, tmp_path: Path):
    mutate.trial_header(tmp_path, rounds(100, 2_000))


def test_flipped_bits_of_the_database_never_pass(home: Path, tmp_path: Path):
    mutate.trial_database(tmp_path, rounds(100, 2_000))


def test_flipped_bits_of_photos_never_pass(home: Path, tmp_path: Path):
    mutate.trial_media(tmp_path, rounds(60, 2_000))


def test_no_single_bit_of_the_frame_can_change(lived_in, tmp_path: Path):
    workspace, _kit = lived_in
    target = tmp_path / "x.zip"
    workspace.backups.create(target)
    good = target.read_bytes()
    with target.open("rb") as file:
        outer = container.read(file)
    frame = [
        bit for bit in range(len(good) * 8) if not outer.start * 8 <= bit < (outer.start + outer.size) * 8
    ]
    assert len(frame) > 10_000
    for bit in frame[:: rounds(211, 5)]:
        target.write_bytes(flip(good, bit))
        with pytest.raises((Damaged, NewerVersion)):
            verify(target, keys=workspace.keys)


# -- files somebody prepared -------------------------------------------------------------------------------


class Forger:
    """Makes backups that are sealed as they should be and hold whatever a test wants."""

    def __init__(self, workspace: Workspace, kit: Kit, tmp_path: Path) -> None:
        self.kit = kit
        self.tmp_path = tmp_path
        self.target = tmp_path / "forged.zip"
        self.header = workspace.vault.public_slots()
        good = tmp_path / "good.zip"
        workspace.backups.create(good)
        with good.open("rb") as file, opening.opened(file, code=kit.code) as backup:
            self.readme = backup.outer.readme
            self.members = {info.filename: backup.inner.read(info) for info in backup.inner.infolist()}
        self.said = json.loads(self.members.pop("manifest.json"))

    def seal(self, payload: bytes) -> Path:
        with self.target.open("wb") as file:
            outer = container.Writer(file, self.readme, self.header)
            with age.Encryptor(outer, recipients=[self.kit.recipient]) as encryptor:
                encryptor.write(payload)
            outer.close()
        return self.target

    def payload(self, members: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", compression) as inner:
            for name, data in members:
                inner.writestr(name, data)
        return made.getvalue()

    def make(
        self, members: dict[str, bytes], said: dict | None = None, compression=zipfile.ZIP_STORED
    ) -> Path:
        """A backup whose manifest fits its members, apart from what `said` overrides."""
        sums = {
            name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in members.items()
        }
        document = {**self.said, "members": sums, **(said or {})}
        listed = [*members.items(), ("manifest.json", json.dumps(document).encode())]
        return self.seal(self.payload(listed, compression))

    def refused(self, path: Path, *expected: type[CompanionError]) -> CompanionError:
        """Both doors refuse it, and nothing is left; gives the error."""
        kinds = expected or (BackupDamaged,)
        new = self.tmp_path / "new"
        with pytest.raises(kinds) as caught:
            restore(path, new, code=self.kit.code, new_passphrase="y")
        assert files(new) == set()
        assert Vault.all(new) == []
        return caught.value


@pytest.fixture
def forger(lived_in, tmp_path: Path) -> Forger:
    return Forger(*lived_in, tmp_path)


def test_the_forged_backups_of_these_tests_are_good_when_nothing_is_wrong(forger: Forger):
    path = forger.make(forger.members)
    assert verify(path, code=forger.kit.code).entries == 4
    restore(path, forger.tmp_path / "new", code=forger.kit.code, new_passphrase="y")


@pytest.mark.parametrize(
    "name",
    ["../evil", "/tmp/evil", "text/../../evil.md", "photos/..\\evil.jpg", "C:\\evil", "photos/x.jpg", "evil.exe",
     "text/2030.md/x", "more/../x.jsonl", "snapshot.db/", "vault.json"],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(forger: Forger, name: str):
    evil = forger.tmp_path / "evil"
    forger.refused(forger.make({**forger.members, name: b"x"}))
    assert not evil.exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zip_tricks_are_refused(forger: Forger):
    members = list(forger.members.items())
    document = json.dumps(forger.said).encode()
    listed = [*members, ("manifest.json", document)]
    forger.refused(forger.seal(forger.payload([*listed, members[0]])))  # a name twice
    forger.refused(forger.seal(forger.payload([*listed, ("manifest.json", document)])))
    forger.refused(forger.seal(forger.payload(members)))  # no manifest
    forger.refused(forger.seal(forger.payload(listed[1:])))  # something missing
    forger.refused(forger.seal(forger.payload([*listed, ("text/1999.md", b"more")])))  # something more
    forger.refused(forger.seal(b""))
    forger.refused(forger.seal(b"no zip at all" * 1000))
    good = forger.payload(listed)
    forger.refused(forger.seal(good[: len(good) // 2]))
    forger.refused(forger.seal(good + b"and more"))
    forger.refused(forger.seal(b"junk before" + good[:-22] + good[-22:-2] + b"\x04\x00more"))
    forger.refused(forger.make(forger.members, compression=zipfile.ZIP_DEFLATED))  # a database that expands
    forger.refused(forger.make(forger.members, compression=zipfile.ZIP_LZMA))


def test_sums_and_sizes_have_to_be_right(forger: Forger):
    for name, data in forger.members.items():
        sums = {
            other: {"size": len(d), "sha256": hashlib.sha256(d).hexdigest()}
            for other, d in forger.members.items()
        }
        changed = {**forger.members, name: flip(data, 5) if data else b"x"}
        forger.refused(forger.make(changed, {"members": sums}))
        sums[name] = {**sums[name], "size": len(data) + 1}
        forger.refused(forger.make(forger.members, {"members": sums}))
    forger.refused(forger.make(forger.members, {"outer": {**forger.said["outer"], "README.txt": "0" * 64}}))


def test_odd_manifests_are_damage_and_newer_ones_are_newer(forger: Forger):
    for name in forger.said:
        for value in (None, -1, 1.5, "x", [], {"a": 1}, 10**30, [[[]]]):
            if name == "members" or (name in ("app", "label")) or value == forger.said[name]:
                continue
            if (name, value) in (("missing", []),):
                continue
            error = forger.refused(forger.make(forger.members, {name: value}), BackupDamaged, NewerVersion)
            assert isinstance(error, BackupDamaged) or name == "format", (name, value)
    assert forger.refused(forger.make(forger.members, {"format": 2}), NewerVersion).facts["needs"] == 2
    deep = forger.payload([*forger.members.items(), ("manifest.json", b"[" * 200_000)])
    forger.refused(forger.seal(deep))


def test_a_header_of_a_later_version_is_named(forger: Forger):
    forger.header = headers.sealed_text({"format": 2, "new": "things"})
    path = forger.make(forger.members)
    with pytest.raises(NewerVersion):
        verify(path, passphrase=SECRET)


def test_bombs_stay_small(forger: Forger):
    """Run apart, so that its memory can be measured: text of half a gigabyte, and 400,000 members."""
    text = b"\x00" * (512 << 20)
    sums = {"size": len(text), "sha256": hashlib.sha256(text).hexdigest()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as inner:
        for name, data in forger.members.items():
            if name != "entries.jsonl":
                inner.writestr(name, data)
        inner.writestr("entries.jsonl", text, zipfile.ZIP_DEFLATED, 9)
        del text
        members = {**forger.said["members"], "entries.jsonl": {**sums, "sha256": "0" * 64}}
        inner.writestr("manifest.json", json.dumps({**forger.said, "members": members}))
    bomb = forger.seal(made.getvalue())
    assert bomb.stat().st_size < 8 << 20
    assert_refused_in_little_memory(forger, bomb)
    many = bytearray()
    for number in range(400_000):
        name = b"photos/%032x.jpg" % number
        many += b"PK\x01\x02" + bytes(24) + len(name).to_bytes(2, "little") + bytes(16) + name
    size, count = len(many), 400_000
    end = b"PK\x06\x06" + (44).to_bytes(8, "little") + bytes(12)
    end += count.to_bytes(8, "little") * 2 + size.to_bytes(8, "little") + bytes(8)
    end += b"PK\x06\x07" + bytes(4) + size.to_bytes(8, "little") + (1).to_bytes(4, "little")
    end += b"PK\x05\x06" + bytes(4) + b"\xff" * 12 + bytes(2)
    assert_refused_in_little_memory(forger, forger.seal(bytes(many) + end))


MEASURE = """
import resource, sys, time
from pathlib import Path
from companion.backup import verify
from companion.errors import BackupDamaged
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
try:
    verify(Path(sys.argv[1]), code=sys.argv[2])
except BackupDamaged:
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) // 1024, time.process_time() - began)
"""


def assert_refused_in_little_memory(forger: Forger, path: Path) -> None:
    command = [sys.executable, "-c", MEASURE, str(path), forger.kit.code]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    mebibytes, seconds = run.stdout.split()
    assert int(mebibytes) < 300
    assert float(seconds) < 10


# -- databases somebody prepared ---------------------------------------------------------------------------


@pytest.fixture
def tampered(forger: Forger) -> Callable[..., Path]:
    """A backup whose database was changed by a statement, everything around it fitting."""

    def make(*statements: str, **said: object) -> Path:
        path = forger.tmp_path / "changed.db"
        path.write_bytes(forger.members["snapshot.db"])
        connection = dbapi2.connect(str(path), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{forger.said['snapshot_key']}'\"")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        connection.close()
        return forger.make({**forger.members, "snapshot.db": path.read_bytes()}, said)

    return make


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON plan BEGIN DELETE FROM entry; END",
        "CREATE VIEW evil AS SELECT 1",
        "CREATE TABLE evil (x)",
        "CREATE INDEX evil ON plan (title)",
        "DROP TRIGGER unspaced_new",
        "ALTER TABLE plan ADD COLUMN evil",
        "PRAGMA user_version = 0",
        "UPDATE entry SET at = 'never'",
        "UPDATE entry SET title = x'00ff'",
        "UPDATE entry SET title = 5.5 || x'ff'",
        "UPDATE entry SET mood = 99",
        "UPDATE entry SET mood = 'high'",
        "UPDATE plan SET day = '2030-02-31'",
        "UPDATE plan SET state = 'evil'",
        "UPDATE plan SET end_day = 'later'",
        "UPDATE occurrence SET day = 'soon'",
        "UPDATE occurrence SET fields = '[]'",
        "UPDATE pref SET value = '{'",
        "UPDATE own_idea SET fields = 'nothing'",
        "UPDATE photo SET media = '../../../etc/passwd' WHERE name = 'river.jpg'",
        "UPDATE body SET text = CAST(zeroblob(70000000) AS TEXT) WHERE row = (SELECT min(row) FROM body)",
    ],
)
def test_a_database_that_is_not_as_we_make_them_is_refused(forger: Forger, tampered, statement: str):
    forger.refused(tampered(statement))


def test_a_poisoned_search_index_is_left_behind(forger: Forger, tampered):
    path = tampered(
        "INSERT INTO words (rowid, title, body, tags) VALUES (4711, 'poison', 'poison', '')",
        "UPDATE words_data SET block = x'00' WHERE id > 10",
    )
    vault, keys, _ = restore(path, forger.tmp_path / "new", code=forger.kit.code, new_passphrase="y")
    again = reopened(forger.tmp_path / "new", vault, keys)
    assert again.diary.search("poison") == []
    assert len(again.diary.search("first words")) == 1
    assert again.health().problems == ()
    again.close()


def test_a_newer_database_a_wrong_key_and_a_torn_one_are_told_apart(forger: Forger, tampered):
    error = forger.refused(tampered(f"PRAGMA user_version = {migrations.LATEST + 1}"), NewerVersion)
    assert error.facts["needs"] == migrations.LATEST + 1
    forger.refused(tampered(snapshot_key="00" * 32))
    data = forger.members["snapshot.db"]
    for torn in (b"", data[:100], data[: len(data) // 2], data[:-4096], os.urandom(len(data))):
        forger.refused(forger.make({**forger.members, "snapshot.db": torn}))


# -- the daily ones ----------------------------------------------------------------------------------------


def test_one_a_day_small_and_only_with_what_an_open_vault_has(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    info = workspace.backups.automatic(NOW)
    assert info is not None
    assert info.automatic
    assert info.file == workspace.backups.folder / "Notes-2030-01-31.zip"
    assert workspace.backups.automatic(NOW + timedelta(hours=2)) is None
    later = workspace.backups.automatic(NOW + timedelta(hours=4))
    assert later is not None
    assert [found.file for found in workspace.backups.list()] == [later.file, info.file]
    assert info.size < workspace.backups.create(tmp_path / "full.zip").size - 2_000_000
    assert workspace.backups.last().file == tmp_path / "full.zip"
    media = {path.name for path in workspace.vault.media.rglob("*") if path.is_file()}
    assert workspace.backups.kept_media() == media
    verify(info.file, code=kit.code)


def test_an_automatic_backup_brings_back_the_photos_too(lived_in, tmp_path: Path):
    workspace, kit = lived_in
    before = substance(workspace)
    info = workspace.backups.automatic(NOW)
    for secret in ({"passphrase": SECRET}, {"code": kit.identity}, {"keys": workspace.keys}):
        vault, keys, _ = restore(info.file, tmp_path / "new", new_passphrase="y", **secret)
        again = reopened(tmp_path / "new", vault, keys)
        assert substance(again) == before
        assert again.health().problems == ()
        again.close()
    moved = tmp_path / "moved.zip"
    shutil.copy(info.file, moved)
    vault, keys, _ = restore(
        moved, tmp_path / "new", code=kit.code, new_passphrase="y", media=workspace.vault.media
    )
    again = reopened(tmp_path / "new", vault, keys)
    assert substance(again) == before
    again.close()
    vault, keys, _ = restore(moved, tmp_path / "new", code=kit.code, new_passphrase="y")
    again = reopened(tmp_path / "new", vault, keys)
    assert again.health().problems == ("media_missing",)
    again.close()


def test_a_new_one_that_fails_costs_no_old_one(lived_in, monkeypatch):
    workspace, _kit = lived_in
    for day in range(10):
        workspace.backups.automatic(NOW + timedelta(days=day))
    before = files(workspace.backups.folder)
    with pytest.raises(Cancelled):
        workspace.backups.automatic(NOW + timedelta(days=20), stop_at(3))
    monkeypatch.setattr(opening, "_check_frame", lambda *_: (_ for _ in ()).throw(BackupDamaged()))
    with pytest.raises(StorageError):
        workspace.backups.automatic(NOW + timedelta(days=20))
    assert files(workspace.backups.folder) == before


def test_old_ones_go_and_a_damaged_one_is_left_out_of_the_list(lived_in):
    workspace, _kit = lived_in
    folder = workspace.backups.folder
    for day in range(9):
        workspace.backups.automatic(NOW + timedelta(days=day))
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 8  # seven days, and the last of January
    assert names[0] == "Notes-2030-01-31.zip"
    (folder / names[3]).write_bytes(b"damaged")
    (folder / "somebody else's.zip").write_bytes(b"x")
    assert len(workspace.backups.list()) == 7
    workspace.backups.automatic(NOW + timedelta(days=9))
    assert (folder / "somebody else's.zip").exists()


def test_rotation_over_two_years_keeps_days_weeks_and_months():
    today = date(2030, 1, 1)
    kept: set[str] = set()
    for number in range(800):
        day = today + timedelta(days=number)
        kept.add(rotation.file_name("Notes", day))
        kept -= set(rotation.surplus(kept, day))
    days = sorted((rotation.day_of(name) for name in kept), reverse=True)
    assert days[:7] == [day - timedelta(days=n) for n in range(7)]
    assert len({d.isocalendar()[:2] for d in days}) >= 4
    assert len({(d.year, d.month) for d in days}) == 12
    assert len(days) <= 7 + 4 + 12


def test_a_clock_that_is_wrong_deletes_no_good_backup():
    good = {rotation.file_name("Notes", date(2030, 1, 1) + timedelta(days=n)) for n in range(7)}
    for wrong in (date(2020, 1, 1), date(2040, 1, 1), date(1970, 1, 1)):
        kept = set(good)
        for n in range(30):  # a month with the wrong clock
            day = wrong + timedelta(days=n)
            kept.add(rotation.file_name("Notes", day))
            gone = set(rotation.surplus(kept, day))
            kept -= gone
            if wrong.year < 2030:
                assert not gone & good
        newest = rotation.file_name("Notes", date(2030, 1, 7))
        assert newest in kept
        kept.add(rotation.file_name("Notes", date(2030, 1, 8)))
        assert rotation.surplus(kept, date(2030, 1, 8)) == [] or newest not in rotation.surplus(
            kept, date(2030, 1, 8)
        )


def test_only_files_of_ours_are_ever_surplus():
    names = ["last.age", "Notes.zip", "Notes-2030-13-01.zip", "Notes-2030-01-01.zip.part", "x-2030-01-01.txt"]
    assert rotation.surplus(names, date(2040, 1, 1)) == []
    assert (
        rotation.file_name('../../M\u00fcller & Co: "x"', date(2030, 1, 2))
        == "M\u00fcller  Co x-2030-01-02.zip"
    )
    assert rotation.file_name("***", date(2030, 1, 2)) == "Notes-2030-01-02.zip"


def test_days_before_the_age_of_zips_are_fine(lived_in):
    workspace, _kit = lived_in
    info = workspace.backups.automatic(datetime(1970, 1, 2, 12))
    assert info is not None
    assert info.made.year == 1970


# -- the frame ---------------------------------------------------------------------------------------------


def test_a_payload_beyond_four_gigabytes_has_the_long_form(monkeypatch):
    monkeypatch.setattr(container, "_FULL32", 1_000)  # the limit of the short form, made small
    for size in (0, 10, 999, 1_000, 5_000):
        file = io.BytesIO()
        writer = container.Writer(file, b"readme", b"{}")
        writer.write(b"x" * size)
        writer.close()
        found = container.read(file)
        assert (found.readme, found.header, found.size) == (b"readme", b"{}", size)
        assert found.payload().read() == b"x" * size
        assert found.crc_holds()


@pytest.mark.parametrize("size", [0, 1, 100_000])
def test_any_zip_program_reads_the_frame(size: int):
    file = io.BytesIO()
    writer = container.Writer(file, b"readme", b"{}")
    writer.write(b"x" * size)
    writer.close()
    with zipfile.ZipFile(file) as outer:
        assert outer.testzip() is None
        assert outer.read("payload.age") == b"x" * size


def test_recovery_codes_of_other_kits_do_not_open(forger: Forger):
    path = forger.make(forger.members)
    with pytest.raises(WrongRecoveryCode):
        verify(path, code=recovery.code(recovery.new_secret()))
    assert manifest.FORMAT == 1
