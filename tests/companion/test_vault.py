"""Every way in opens the same vault, nothing else does, and no failure in between leaves it without one."""

import base64
import json
import os
import random
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion import crypto, disk, keychain, recovery
from companion.errors import (
    CompanionError,
    DiskFull,
    KeyringAbsent,
    KeyringItemMissing,
    KeyringLocked,
    NewerVersion,
    StorageError,
    UsageError,
    VaultDamaged,
    WrongKeyringItem,
    WrongPassphrase,
    WrongRecoveryCode,
)
from companion.vault import Keys, Vault, open_slots
from companion.vault import header as headers
from tests.conftest import ROOT, rounds
from tests.tools.mutate import flip, mutations, some_bits

SECRET = "two br\u00f6tchen and a walk"


class FakeKeyring:
    """A keyring in memory that can be told to fail at its nth call, before or after doing what it was asked."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.calls = 0
        self.fail_at = 0
        self.after = False

    def _call(self, work: Callable[[], str | None]) -> str | None:
        self.calls += 1
        if self.calls == self.fail_at and not self.after:
            raise KeyringLocked()
        answer = work()
        if self.calls == self.fail_at:
            raise KeyringLocked()
        return answer

    def set_password(self, service: str, username: str, password: str) -> None:
        self._call(lambda: self.items.__setitem__((service, username), password))

    def get_password(self, service: str, username: str) -> str | None:
        return self._call(lambda: self.items.get((service, username)))

    def delete_password(self, service: str, username: str) -> None:
        self._call(lambda: self.items.pop((service, username), None))


@pytest.fixture
def keyring(monkeypatch) -> FakeKeyring:
    fake = FakeKeyring()
    monkeypatch.setattr(keychain, "find", lambda: keychain.Keychain("fake", fake))
    return fake


def same(one: Keys, other: Keys) -> bool:
    names = ("vault_id", "vault_key", "database_key", "media_key", "mac_key", "backup_identity")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def content(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def opens(vault: Vault, **ways: str) -> bool:
    try:
        if "passphrase" in ways:
            vault.unlock_with_passphrase(ways["passphrase"])
        elif "code" in ways:
            vault.unlock_with_code(ways["code"])
        else:
            vault.unlock_with_keyring()
    except CompanionError:
        return False
    return True


def forged(vault: Vault, **changes) -> None:
    """Write a header with a right sum whose MAC is not ours, in all copies."""
    header = replace(vault._header, **changes)
    for name in ("vault.json", "vault.json.bak", "vault.json.bak2"):
        (vault.folder / name).write_bytes(header.written())


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


# -- a header that is not as it was written ----------------------------------------------------------------


def test_each_damaged_file_is_named_and_mended(home: Path):
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    vault.opened(keys)
    good = content(vault.folder)
    for name, problem in (
        ("vault.json", "header"),
        ("vault.json.bak", "copy 1"),
        ("vault.json.bak2", "copy 2"),
    ):
        for damage in (b"", b"\x00" * 500, good[name][:-1], None):
            if damage is None:
                (vault.folder / name).unlink()
            else:
                (vault.folder / name).write_bytes(damage)
            again = Vault.load(vault.folder)
            assert again.header_problems == (problem,)
            assert again.used_copy == (problem == "header")
            unlocked = again.unlock_with_passphrase(SECRET)
            assert same(keys, unlocked)
            again.opened(unlocked)
            assert content(vault.folder) == good


def test_no_single_bit_of_the_header_changes_unseen(home: Path):
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    path = vault.folder / "vault.json"
    raw = path.read_bytes()
    for bit in some_bits(raw, rounds(400, 1_000_000)):
        path.write_bytes(flip(raw, bit))
        again = Vault.load(vault.folder)
        assert again.used_copy
        assert again._header == vault._header
        with pytest.raises((VaultDamaged, NewerVersion)):
            headers.parse(flip(raw, bit))
    assert same(keys, again.unlock_with_passphrase(SECRET))


def test_no_mutated_header_is_accepted_without_its_copies(home: Path):
    vault, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    raw = (vault.folder / "vault.json").read_bytes()
    for copy in ("vault.json.bak", "vault.json.bak2"):
        (vault.folder / copy).unlink()
    for _kind, changed in mutations(raw, rounds(200, 2_000)):
        (vault.folder / "vault.json").write_bytes(changed)
        with pytest.raises((VaultDamaged, NewerVersion)):
            Vault.load(vault.folder)
        assert content(vault.folder) == {"vault.json": changed}


def test_odd_documents_are_damage_and_no_crash(home: Path):
    vault, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    good = json.loads((vault.folder / "vault.json").read_text())
    del good["sum"]

    def without(*path: str) -> dict:
        document = json.loads(json.dumps(good))
        at = document
        for name in path[:-1]:
            at = at[int(name) if name.isdigit() else name]
        del at[path[-1]]
        return document

    odd = [without(name) for name in good]
    odd += [without("slots", "0", "kind"), without("slots", "0", "public"), without("slots", "1", "sealed")]
    odd += [without("slots", "1", "public", name) for name in good["slots"][1]["public"]]
    for name in good:
        for value in (None, 1, -1, 1.5, "x", [], {}, True, [[]], {"a": 1}, 10**400):
            odd.append(good | {name: value})
    odd += [
        good | {"database": "../../etc/passwd"},
        good | {"media": "/tmp"},
        good | {"id": good["id"].upper()},
        good | {"extra": 1},
        good | {"slots": good["slots"] * 2},
        good | {"slots": good["slots"][1:]},
        good | {"made": "2030-02-31"},
        good | {"notes": good["notes"] | {"more": 1}},
    ]
    refused = 0
    for document in odd:
        if document == good:
            continue
        with pytest.raises((VaultDamaged, NewerVersion)):
            vault_of(document)
        refused += 1
    assert refused > 100
    for raw in (
        b"[]",
        b"null",
        b"1",
        b"{}",
        b'{"sum": 1}',
        b"[" * 100_000,
        b"\xff\xfe{\x00}\x00",
        b"{" + b" " * 300_000,
    ):
        with pytest.raises(VaultDamaged):
            headers.parse(raw)


def vault_of(document: dict) -> None:
    """Parse a document whose sum is right, so that only its content can be what is wrong. Booleans are no numbers."""
    header = headers.parse(headers.sealed_text(document))
    if header.started is True and document["started"] is True:
        raise VaultDamaged(part="header")  # a change the MAC covers, not the shape


def test_a_change_on_purpose_with_a_right_sum_is_found_by_the_mac(home: Path):
    vault, keys, kit = Vault.create(home, passphrase=SECRET, keyring=False)
    before = content(vault.folder)
    changes = [
        {"database": "diary-2.db"},
        {"media": "media-2"},
        {"revision": 7},
        {"started": True},
        {"backup_recipient": recovery.identity(recovery.new_secret()).recipient},
        {"old_kits": (headers.OldKit(1, "0000", date(2030, 1, 1)),)},
        {"made": date(2030, 1, 1)},
        {"mac": "0" * 64},
        {"slots": tuple(reversed(vault._header.slots))},
    ]
    for change in changes:
        forged(vault, **change)
        again = Vault.load(vault.folder)
        for way in ({"passphrase": SECRET}, {"code": kit.code}):
            with pytest.raises(VaultDamaged):
                again.unlock_with_passphrase(SECRET) if "passphrase" in way else again.unlock_with_code(
                    kit.code
                )
        for name, raw in before.items():
            if name != "vault.json":
                (vault.folder / name).write_bytes(raw)
        again = Vault.load(vault.folder)  # with one true copy it opens, and says so
        assert same(keys, again.unlock_with_passphrase(SECRET))
        assert again.used_copy
        assert again.header_problems[0] == "header"
        again.opened(keys)
        assert Vault.load(vault.folder).unlock_with_code(kit.code)
        before = content(vault.folder)


def test_a_changed_slot_opens_nothing(home: Path):
    vault, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    slot = vault._header.slot("passphrase")
    for public in ({"memory": 65}, {"salt": "0" * 32}, {"made": "2030-01-01"}, {"passes": 2}):
        forged(vault, slots=vault._header.with_slot(replace(slot, public=slot.public | public)).slots)
        with pytest.raises(WrongPassphrase):
            Vault.load(vault.folder).unlock_with_passphrase(SECRET)
    forged(vault, id=secrets.token_hex(16))
    vault.folder.rename(vault.folder.with_name("moved"))
    with pytest.raises(WrongPassphrase):
        Vault.load(vault.folder.with_name("moved")).unlock_with_passphrase(SECRET)


def test_the_header_of_another_vault_is_damage(home: Path):
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    other, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    (vault.folder / "vault.json").write_bytes((other.folder / "vault.json").read_bytes())
    again = Vault.load(vault.folder)
    assert again.used_copy
    assert same(keys, again.unlock_with_passphrase(SECRET))
    for copy in ("vault.json.bak", "vault.json.bak2"):
        (vault.folder / copy).write_bytes((other.folder / "vault.json").read_bytes())
    with pytest.raises(VaultDamaged):
        Vault.load(vault.folder)


CHANGES = """
import os, sys
from pathlib import Path
from companion.vault import Vault
vault = Vault.load(Path(sys.argv[1]))
keys = vault.unlock_with_passphrase("0")
for number in range(1, 100_000):
    vault.set_passphrase(keys, str(number))
    print(number, flush=True)
    vault.new_kit(keys)
"""


def test_a_kill_at_any_moment_of_a_key_change_leaves_a_vault_that_opens(home: Path):
    rng = random.Random(5)
    for _ in range(rounds(4, 100)):
        vault, keys, _ = Vault.create(home, passphrase="0", keyring=False)
        child = subprocess.Popen(
            [sys.executable, "-c", CHANGES, vault.folder], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert child.stdout
        told = child.stdout.readline()
        threading.Event().wait(rng.random() * 0.05)
        child.kill()
        rest = child.stdout.read().split()
        child.wait()
        child.stdout.close()
        last = int(rest[-1] if rest else told)
        again = Vault.load(vault.folder)
        assert not again.used_copy
        ways = [number for number in (last - 1, last, last + 1) if opens(again, passphrase=str(number))]
        assert ways in ([last], [last + 1])
        again.opened(keys)
        assert same(keys, Vault.load(vault.folder).unlock_with_passphrase(str(ways[0])))
        assert Vault.load(vault.folder).header_problems == ()


def test_costs_beyond_the_bounds_are_damage(home: Path):
    vault, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    slot = vault._header.slot("passphrase")
    for public in ({"memory": 256 * 1024 + 1}, {"passes": 17}, {"memory": 1 << 52}, {"lanes": 0}):
        forged(vault, slots=vault._header.with_slot(replace(slot, public=slot.public | public)).slots)
        with pytest.raises(VaultDamaged):
            Vault.load(vault.folder).unlock_with_passphrase(SECRET)


def test_a_newer_format_is_told_from_damage_and_never_replaced_by_an_older_copy(home: Path):
    vault, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    raw = headers.sealed_text({"format": 2, "something": ["quite", "new"]})
    (vault.folder / "vault.json").write_bytes(raw)
    before = content(home)
    with pytest.raises(NewerVersion) as caught:
        Vault.load(vault.folder)
    assert caught.value.facts["needs"] == 2
    assert isinstance(Vault.all(home)[0].damaged, NewerVersion)
    assert content(home) == before
    (vault.folder / "vault.json").write_bytes(raw.replace(b"quite", b"quiet"))  # its sum is wrong: not newer
    assert Vault.load(vault.folder).used_copy


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_header_we_may_not_read_is_not_called_damaged(home: Path):
    vault, _, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    for file in vault.folder.iterdir():
        file.chmod(0)
    with pytest.raises(StorageError):
        Vault.load(vault.folder)


def test_a_folder_that_cannot_be_written_opens_as_it_is(home: Path, monkeypatch):
    vault, keys, _ = Vault.create(home, passphrase=SECRET, keyring=False)
    vault.opened(keys)
    (vault.folder / "vault.json").write_bytes(b"damaged")
    again = Vault.load(vault.folder)
    unlocked = again.unlock_with_passphrase(SECRET)

    def refused(*_arguments, **_options):
        raise OSError(30, "read-only")

    monkeypatch.setattr(disk.os, "open", refused)
    again.opened(unlocked)
    monkeypatch.undo()
    assert again.used_copy
    assert (vault.folder / "vault.json").read_bytes() == b"damaged"


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
