"""A backup counts only when it opens, and it opens without the app. A making that fails leaves what was there."""

import hashlib
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from companion.backup import container, restore, verify
from companion.errors import (
    Cancelled,
    DiskFull,
    StorageError,
    UsageError,
    VaultDamaged,
)
from tests.companion.backup_hands import (
    CANARY,
    NOW,
    SECRET,
    count_reports,
    files,
    reopened,
    stop_at,
    substance,
)
from tests.tools.mutate import flip

needs_age = pytest.mark.skipif(
    not (shutil.which("age") and shutil.which("unzip")), reason="age and unzip are not installed"
)


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


def test_a_damaged_vault_is_called_that_or_all_of_it_is_saved(lived_in, tmp_path: Path):
    """What does not authenticate is never sealed anew; a page that only a search needs keeps nothing from being saved."""
    workspace, _kit = lived_in
    (tmp_path / "out").mkdir()
    workspace.store.checkpoint(whole=True)
    before = substance(workspace)
    database = workspace.vault.database
    whole = database.read_bytes()
    refused = saved = 0
    parts = set()
    for place in range(4096 + 100, len(whole), 5 * 4096):
        with database.open("r+b") as file:
            file.seek(place)
            file.write(bytes([whole[place] ^ 1]))
        try:
            workspace.backups.create(tmp_path / "out" / "x.zip")
        except VaultDamaged as error:
            parts.add(error.facts["part"])
            assert files(tmp_path / "out") == set()
            refused += 1
        else:
            home = tmp_path / "back" / str(place)
            vault, keys, _kit = restore(
                tmp_path / "out" / "x.zip", home, keys=workspace.keys, new_passphrase="x"
            )
            again = reopened(home, vault, keys)
            assert substance(again) == before
            assert again.health().problems == ()
            again.close()
            (tmp_path / "out" / "x.zip").unlink()
            saved += 1
        with database.open("r+b") as file:
            file.seek(place)
            file.write(bytes([whole[place]]))
    assert parts == {"database"}
    assert refused >= 3
    assert saved >= 3


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
