"""A keyring in memory, for pages that ask for one."""

import secrets

import pytest

from companion import keychain
from companion.errors import (
    CompanionError,
    KeyringItemMissing,
)


class Box:
    """A keyring in memory, which can be away, locked, or hold something else."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.trouble: CompanionError | None = None
        self.name = "box"

    def _ask(self) -> None:
        if self.trouble is not None:
            raise self.trouble

    def put(self, service: str, secret: str) -> str:
        self._ask()
        user = f"key-{secrets.token_hex(8)}"
        self.items[service, user] = secret
        return user

    def get(self, service: str, user: str) -> str:
        self._ask()
        if (service, user) not in self.items:
            raise KeyringItemMissing
        return self.items[service, user]

    def forget(self, service: str, user: str) -> None:
        self.items.pop((service, user), None)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Box:
    box = Box()
    monkeypatch.setattr(keychain, "find", lambda: box)
    return box
