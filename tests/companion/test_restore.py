"""Opening a backup again, with each of its secrets, into a vault beside or into an empty home; and damage is said."""

import random
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion.backup import container, opening, restore, verify
from companion.disk import profiles
from companion.errors import (
    Cancelled,
    Damaged,
    DiskFull,
    KeyringAbsent,
    NewerVersion,
    NotABackup,
    NotFound,
    StorageError,
    UsageError,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSecret,
)
from companion.vault import Vault
from tests.companion.backup_hands import NOW, SECRET, count_reports, files, reopened, stop_at, substance
from tests.conftest import ROOT, rounds
from tests.tools import mutate
from tests.tools.mutate import flip

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
