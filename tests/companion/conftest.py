"""A diary in its own store, at an evening that stands still until a test moves it; and a vault somebody lived in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion import workspace as workspaces
from companion.diary import Diary
from companion.media import Media
from companion.recovery import Kit
from companion.store import Store
from companion.vault import Vault
from companion.workspace import Workspace
from tests.clock import Clock
from tests.companion.backup_hands import NOW, SECRET, fill


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def diary(tmp_path: Path, clock: Clock) -> Iterator[Diary]:
    store = Store.create(tmp_path / "diary-1.db", bytes(range(32)))
    yield Diary(store, Media(tmp_path / "media", bytes(32)), clock)
    store.close()


@pytest.fixture(scope="session")
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
