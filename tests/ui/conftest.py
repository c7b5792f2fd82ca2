"""A real vault in the real window, at an evening that stands still until a test moves it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from companion.workspace import open_new
from tests.ui.hands import PASSPHRASE, Clock
from ui import theme
from ui.session import Session
from ui.shell import Shell


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(qtbot, home: Path, clock: Clock):
    workspace, _kit = open_new(home, passphrase=PASSPHRASE, clock=clock)
    vault = workspace.vault
    workspace.close()
    session = Session(home, clock=clock)
    session.prefer(motion="reduced", cover_when_inactive=False)
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    yield session
    session.close()


@pytest.fixture
def window(qtbot, session: Session):
    window = Shell(session)
    qtbot.addWidget(window)
    window.resize(1100, 720)
    window.show()
    yield window
    theme.apply(QApplication.instance(), "light")
