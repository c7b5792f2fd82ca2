"""The backups made by themselves: one a day, small, and only as many as days, weeks and months ask for."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from companion.backup import opening, restore, rotation, verify
from companion.errors import (
    BackupDamaged,
    Cancelled,
    StorageError,
)
from tests.companion.backup_hands import NOW, SECRET, files, reopened, stop_at, substance

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
