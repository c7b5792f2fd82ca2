"""Every way in opens the same vault, nothing else does, and no failure in between leaves it without one."""

import base64
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from companion import crypto, keychain, recovery
from companion.errors import (
    DiskFull,
    KeyringAbsent,
    KeyringItemMissing,
    KeyringLocked,
    NewerVersion,
    UsageError,
    VaultDamaged,
    WrongKeyringItem,
    WrongPassphrase,
    WrongRecoveryCode,
)
from companion.vault import Keys, Vault, open_slots
from companion.vault import header as headers
from tests.companion.vault_hands import SECRET, FakeKeyring, content, opens, same
from tests.companion.vault_hands import keyring as keyring  # a fixture
from tests.conftest import ROOT
from tests.tools.mutate import mutations

# -- making and opening ------------------------------------------------------------------------------------


def test_every_way_in_gives_the_same_keys(home: Path, keyring: FakeKeyring):
    vault, keys, kit = Vault.create(home, label="Blue notes", passphrase=SECRET, keyring=True)
    again = Vault.load(vault.folder)
    assert same(keys, again.unlock_with_passphrase(SECRET))
    assert same(keys, again.unlock_with_code(kit.code.lower()))
    assert same(keys, again.unlock_with_keyring())
    assert (again.label, again.has_keyring, again.has_passphrase) == ("Blue notes", True, True)
    assert again.kit_number == 1
    assert again.kit_fingerprint == kit.fingerprint
    assert again.kit_made == again.passphrase_set == date.today()
    assert again.backup_recipients == (kit.recipient, keys.backup_identity.recipient)
    assert again.header_problems == ()
    assert again.damaged is None
    assert len({keys.vault_key, keys.database_key, keys.media_key, keys.mac_key}) == 4


def test_the_folder_says_nothing_and_is_private(home: Path, keyring: FakeKeyring):
    vault, keys, kit = Vault.create(home, passphrase=SECRET, keyring=True)
    assert vault.folder == home / "profiles" / vault.id
    everything = b"".join(content(home).values())
    hidden = [
        SECRET.encode(),
        kit.code.encode(),
        kit.identity.encode(),
        keys.vault_key,
        *keyring.items.values(),
    ]
    for secret in hidden:
        secret = secret.encode() if isinstance(secret, str) else secret
        for spelled in (secret, secret.hex().encode(), base64.b64encode(secret), base64.b32encode(secret)):
            assert spelled.strip(b"=") not in everything
    if sys.platform != "win32":
        assert {file.stat().st_mode & 0o777 for file in vault.folder.iterdir()} == {0o600}
        assert vault.folder.stat().st_mode & 0o777 == 0o700
    assert keys.vault_key.hex() not in repr(keys)


def test_a_vault_needs_a_passphrase_or_the_keyring(home: Path):
    for ways in ({"passphrase": None}, {"passphrase": ""}):
        with pytest.raises(UsageError):
            Vault.create(home, keyring=False, **ways)
    for label in ("", "   ", "x" * 61, "a\x07b"):
        with pytest.raises(UsageError):
            Vault.create(home, label=label, passphrase=SECRET, keyring=False)
    assert Vault.all(home) == []
    assert content(home) == {}


def test_wrong_secrets_are_called_wrong_and_change_nothing(home: Path, keyring: FakeKeyring):
    vault, _keys, _kit = Vault.create(home, passphrase=SECRET, keyring=True)
    other, _other_keys, other_kit = Vault.create(home, passphrase="other", keyring=True)
    before = content(home)
    for wrong in ("", " " + SECRET, SECRET.upper(), "other"):
        with pytest.raises(WrongPassphrase):
            vault.unlock_with_passphrase(wrong)
    with pytest.raises(WrongRecoveryCode) as caught:
        vault.unlock_with_code(other_kit.code)
    assert caught.value.facts == {}
    with pytest.raises(WrongRecoveryCode) as caught:
        vault.unlock_with_code(
            "Z" + other_kit.code[1:] if other_kit.code[0] != "Z" else "Y" + other_kit.code[1:]
        )
    assert caught.value.facts == {"group": 1}
    mine, theirs = [(f"companion/{v.id}", v._header.slot("keyring").public["user"]) for v in (vault, other)]
    keyring.items[mine] = keyring.items[theirs]
    with pytest.raises(WrongKeyringItem):
        vault.unlock_with_keyring()
    for nonsense in ("", "not base32 at all!", "AAAA", "\u00fc" * 52):
        keyring.items[mine] = nonsense
        with pytest.raises(WrongKeyringItem):
            vault.unlock_with_keyring()
    del keyring.items[mine]
    with pytest.raises(KeyringItemMissing):
        vault.unlock_with_keyring()
    assert content(home) == before
    assert set(keyring.items) == {theirs}


def test_a_vault_without_a_slot_says_so(home: Path, keyring: FakeKeyring):
    only_passphrase, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    with pytest.raises(KeyringItemMissing):
        only_passphrase.unlock_with_keyring()
    only_keyring, _, _ = Vault.create(home, passphrase=None, keyring=True)
    with pytest.raises(WrongPassphrase):
        only_keyring.unlock_with_passphrase(SECRET)
    assert keyring.calls == 2  # one item kept and read back; where no slot is, nobody asks the keyring


def test_a_database_that_lost_every_header_is_damage_and_not_nothing(home: Path):
    vault, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    for name in ("vault.json", "vault.json.bak"):
        (vault.folder / name).unlink()
    assert Vault.all(home)[0].used_copy  # the last copy alone is enough
    vault.database.write_bytes(b"encrypted")
    (vault.folder / "vault.json.bak2").unlink()
    before = content(home)
    (found,) = Vault.all(home)
    assert isinstance(found.damaged, VaultDamaged)
    assert found.damaged.facts == {"part": "header"}
    with pytest.raises(VaultDamaged):
        found.unlock_with_passphrase(SECRET)
    assert content(home) == before


def test_vaults_are_listed_oldest_first_with_the_damaged_ones(home: Path, monkeypatch):
    one, _, _ = Vault.create(home, label="one", passphrase=SECRET, keyring=False)
    two, _, _ = Vault.create(home, label="two", passphrase=SECRET, keyring=False)
    (home / "profiles" / "empty").mkdir()
    (home / "profiles" / "stray.txt").write_text("x")
    for name in ("vault.json", "vault.json.bak", "vault.json.bak2"):
        (one.folder / name).write_bytes(b"\x00" * 300)
    listed = Vault.all(home)
    assert [vault.id for vault in listed] == [two.id, one.id]
    assert isinstance(listed[1].damaged, VaultDamaged)
    with pytest.raises(VaultDamaged):
        listed[1].unlock_with_passphrase(SECRET)
    assert Vault.all(home / "nowhere") == []


def test_listing_loads_no_cryptography(home: Path):
    Vault.create(home, passphrase=SECRET, keyring=False)
    code = (
        "import sys; from pathlib import Path; from companion.vault import Vault\n"
        "assert [v.label for v in Vault.all(Path(sys.argv[1]))] == ['Notes']\n"
        "print([m for m in ('cryptography', 'keyring', 'peewee', 'sqlcipher3') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code, home], capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.strip() == "[]", run.stderr


# -- changing the ways in ----------------------------------------------------------------------------------


def test_another_passphrase_takes_the_place_of_the_old_one(home: Path):
    vault, keys, kit = Vault.create(home, passphrase=SECRET, keyring=False)
    vault.set_passphrase(keys, "new one")
    for seen in (vault, Vault.load(vault.folder)):
        assert not opens(seen, passphrase=SECRET)
        assert same(keys, seen.unlock_with_passphrase("new one"))
        assert same(keys, seen.unlock_with_code(kit.code))
    for copy in vault.folder.glob("vault.json*"):  # the old one is in no copy either
        assert copy.read_bytes() == (vault.folder / "vault.json").read_bytes()
    with pytest.raises(UsageError):
        vault.set_passphrase(keys, "")


def test_the_last_way_in_beside_the_kit_stays(home: Path, keyring: FakeKeyring):
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    with pytest.raises(UsageError):
        vault.remove_passphrase(keys)
    vault.add_keyring(keys)
    vault.remove_passphrase(keys)
    assert (vault.has_keyring, vault.has_passphrase) == (True, False)
    with pytest.raises(UsageError):
        vault.remove_keyring(keys)
    assert same(keys, vault.unlock_with_keyring())
    vault.set_passphrase(keys, SECRET)
    vault.remove_keyring(keys)
    assert keyring.items == {}
    assert same(keys, Vault.load(vault.folder).unlock_with_passphrase(SECRET))


def test_renewing_the_keyring_leaves_one_item(home: Path, keyring: FakeKeyring):
    vault, keys, _ = Vault.create(home, passphrase=None, keyring=True)
    first = set(keyring.items)
    vault.add_keyring(keys)
    assert len(keyring.items) == 1
    assert set(keyring.items) != first
    assert same(keys, vault.unlock_with_keyring())
    assert vault.forget_keyring()
    assert keyring.items == {}


def test_a_new_kit_makes_the_old_one_worthless_and_says_which_it_was(home: Path):
    vault, keys, first = Vault.create(home, passphrase=SECRET, keyring=False)
    vault.confirm_kit()
    assert vault.kit_confirmed
    second = vault.new_kit(keys)
    assert (vault.kit_number, vault.kit_confirmed) == (2, False)
    assert vault.old_kits == ((1, date.today()),)
    assert vault.backup_recipients == (second.recipient, keys.backup_identity.recipient)
    with pytest.raises(WrongRecoveryCode) as caught:
        vault.unlock_with_code(first.code)
    assert caught.value.facts == {"old_kit": 1}
    assert same(keys, vault.unlock_with_code(second.code))
    vault.confirm_kit()
    assert Vault.load(vault.folder).kit_confirmed


def test_a_vault_can_be_renamed(home: Path):
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    vault.rename("  B\u00fccher   und\nmehr ")
    assert Vault.load(vault.folder).label == "B\u00fccher und mehr"
    assert same(keys, Vault.load(vault.folder).unlock_with_passphrase(SECRET))
    with pytest.raises(UsageError):
        vault.rename("")


def test_keys_of_another_vault_change_nothing(home: Path):
    vault, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    _, foreign, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    before = content(home)
    with pytest.raises(VaultDamaged):
        vault.set_passphrase(foreign, "x")
    with pytest.raises(VaultDamaged):
        vault.new_kit(foreign)
    assert content(home) == before


def test_opened_notes_that_there_is_a_database(home: Path):
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    assert not vault.started
    vault.opened(keys)
    assert Vault.load(vault.folder).started
    before = content(home)
    vault.opened(keys)
    assert content(home) == before


# -- a keyring that fails ----------------------------------------------------------------------------------


def change_keyring(vault: Vault, keys: Keys) -> None:
    vault.add_keyring(keys)


def drop_keyring(vault: Vault, keys: Keys) -> None:
    vault.remove_keyring(keys)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fail_at", [1, 2, 3, 4])
@pytest.mark.parametrize("change", [change_keyring, drop_keyring])
def test_a_keyring_that_fails_at_any_call_leaves_a_vault_that_opens(
    home: Path, keyring: FakeKeyring, change, fail_at: int, after: bool
):
    vault, keys, kit = Vault.create(home, passphrase=SECRET, keyring=True)
    keyring.calls, keyring.fail_at, keyring.after = 0, fail_at, after
    try:
        change(vault, keys)
    except KeyringLocked:
        pass
    keyring.fail_at = 0
    again = Vault.load(vault.folder)
    assert again.header_problems == ()
    assert same(keys, again.unlock_with_passphrase(SECRET))
    assert same(keys, again.unlock_with_code(kit.code))
    if again.has_keyring:
        assert same(keys, again.unlock_with_keyring())
    assert len(keyring.items) <= 2


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("fail_at", [1, 2])
def test_a_keyring_that_fails_while_a_vault_is_made_leaves_none(
    home: Path, keyring: FakeKeyring, fail_at: int, after: bool
):
    keyring.fail_at, keyring.after = fail_at, after
    with pytest.raises(KeyringLocked):
        Vault.create(home, passphrase=SECRET, keyring=True)
    assert Vault.all(home) == []
    assert content(home) == {}
    assert keyring.items == {}


def test_no_keyring_makes_no_vault(home: Path, monkeypatch):
    def absent() -> keychain.Keychain:
        raise KeyringAbsent()

    monkeypatch.setattr(keychain, "find", absent)
    with pytest.raises(KeyringAbsent):
        Vault.create(home, passphrase=SECRET, keyring=True)
    assert content(home) == {}
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    before = content(home)
    with pytest.raises(KeyringAbsent):
        vault.add_keyring(keys)
    assert content(home) == before


# -- a disk that fails -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fail_at", range(1, 4))
def test_a_full_disk_at_any_write_leaves_a_vault_that_opens(home: Path, keyring, monkeypatch, fail_at: int):
    vault, keys, kit = Vault.create(home, passphrase=SECRET, keyring=True)
    items = dict(keyring.items)
    calls = 0
    real = os.fsync

    def fsync(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2 * fail_at - 1:  # the file, then its folder
            raise OSError(28, "full")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    failed = False
    try:
        vault.add_keyring(keys)
    except DiskFull:
        failed = True
    monkeypatch.setattr(os, "fsync", real)
    again = Vault.load(vault.folder)
    assert failed == (fail_at == 1)  # once the header itself is written, the change counts
    assert same(keys, again.unlock_with_keyring())
    assert same(keys, again.unlock_with_code(kit.code))
    assert (keyring.items == items) == failed
    assert len(keyring.items) == 1
    assert not again.used_copy
    again.opened(keys)
    assert Vault.load(vault.folder).header_problems == ()


def test_a_full_disk_while_a_vault_is_made_leaves_none(home: Path, keyring: FakeKeyring, monkeypatch):
    def full(_handle: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        Vault.create(home, passphrase=SECRET, keyring=True)
    assert Vault.all(home) == []
    assert keyring.items == {}


def test_a_crash_between_the_header_and_its_copies_leaves_the_new_way_in_only(home: Path, monkeypatch):
    vault, keys, _ = Vault.create(home, passphrase="old", keyring=False)
    vault.opened(keys)
    old = content(vault.folder)
    vault.set_passphrase(keys, "new")
    for name in ("vault.json.bak", "vault.json.bak2"):
        (vault.folder / name).write_bytes(old[name])
    again = Vault.load(vault.folder)
    assert again.header_problems == ("copy 1", "copy 2")
    assert not again.used_copy
    with pytest.raises(
        WrongPassphrase
    ):  # the copies still name it, and do not count beside an authentic header
        again.unlock_with_passphrase("old")
    keys = again.unlock_with_passphrase("new")
    again.opened(keys)
    assert again.header_problems == ("copy 1", "copy 2")  # what it was like stays to be told
    assert Vault.load(vault.folder).header_problems == ()


# -- what a backup carries ---------------------------------------------------------------------------------


def test_the_slots_in_a_backup_open_with_the_passphrase_and_the_code(home: Path, keyring: FakeKeyring):
    vault, keys, kit = Vault.create(home, label="Very private", passphrase=SECRET, keyring=True)
    raw = vault.public_slots()
    assert b"keyring" not in raw
    assert b"private" not in raw
    assert same(keys, open_slots(raw, passphrase=SECRET))
    assert same(keys, open_slots(raw, code=kit.code))
    with pytest.raises(WrongPassphrase):
        open_slots(raw, passphrase="x")
    with pytest.raises(WrongRecoveryCode):
        open_slots(raw, code=recovery.code(recovery.new_secret()))
    with pytest.raises(NewerVersion):
        open_slots(headers.sealed_text({"format": 2}), passphrase=SECRET)
    for odd in ({"format": 1}, {"format": 1, "id": "..", "slots": []}, {"format": 1, "id": 3, "slots": [{}]}):
        with pytest.raises(VaultDamaged):
            open_slots(headers.sealed_text(odd), passphrase=SECRET)
    for _kind, changed in mutations(raw, 100):
        with pytest.raises((VaultDamaged, NewerVersion)):
            open_slots(changed, passphrase=SECRET)


@pytest.mark.slow
def test_real_costs_open_the_same_vault(home: Path, monkeypatch):
    monkeypatch.delenv("COMPANION_CHEAP_KDF")
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False, kdf=crypto.KdfParams())
    assert same(keys, Vault.load(vault.folder).unlock_with_passphrase(SECRET))


def test_keys_can_be_dropped(home: Path):
    _vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    keys.close()
    keys.close()
    assert keys.vault_key == keys.database_key == keys.media_key == keys.mac_key == b""
