"""A vault's header that is not as it was written: damage is found, named and mended where a copy is there."""

import json
import os
import random
import secrets
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion import disk, recovery
from companion.errors import (
    NewerVersion,
    StorageError,
    VaultDamaged,
    WrongPassphrase,
)
from companion.vault import Vault
from companion.vault import header as headers
from tests.companion.vault_hands import SECRET, content, forged, opens, same
from tests.companion.vault_hands import keyring as keyring  # a fixture
from tests.conftest import ROOT, rounds
from tests.tools.mutate import flip, mutations, some_bits


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
