"""Hands for tests of vaults: a keyring in memory that can fail at any call, what a folder holds, what opens a vault."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from companion import keychain
from companion.errors import (
    CompanionError,
    KeyringLocked,
)
from companion.vault import Keys, Vault

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
