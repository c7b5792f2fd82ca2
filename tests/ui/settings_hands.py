"""Hands for tests of Settings: the unlocked app on that page, over a vault of its own."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from companion.vault import Vault
from companion.workspace import Workspace, create
from ui import theme
from ui.session import Session
from ui.settings.keys import PassphraseDialog
from ui.settings.page import SettingsPage
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog, open_dialogs
from ui.widgets.toggles import Switch

PASSPHRASE = "harbour lantern moss quiet tin"
NEW = "window soup bicycle nine candle"
NOW = datetime(2030, 11, 14, 21, 40)


class Window:
    """The unlocked app on its Settings page."""

    def __init__(self, qtbot, home: Path, *, passphrase: str | None, keyring: bool) -> None:
        self.qtbot, self.home = qtbot, home
        workspace, self.kit = create(home, passphrase=passphrase, keyring=keyring, clock=lambda: NOW)
        self.write(workspace, "The lamp was left on.")
        workspace.close()
        self.session = Session(home, clock=lambda: NOW)
        self.session.prefer(motion="reduced", theme="light", cover_when_inactive=False)
        self.notices: list[str] = []
        self.session.noticed.connect(lambda notice: self.notices.append(notice.text))
        self.shell = Shell(self.session)
        self.shell.resize(1100, 720)
        self.shell.show()
        self.shell.activateWindow()
        qtbot.waitUntil(self.shell.isActiveWindow)
        vault = Vault.all(home)[0]
        keys = vault.unlock_with_keyring() if keyring else vault.unlock_with_passphrase(passphrase)
        self.session.open(vault, keys)

    @staticmethod
    def write(workspace: Workspace, text: str) -> str:
        entry = replace(workspace.diary.blank(NOW), text=text)
        workspace.diary.save(entry)
        return entry.id

    def section(self, key: str):
        self.shell.go("settings", {"section": key})
        return self.page.current()

    @property
    def page(self) -> SettingsPage:
        page = self.shell.page()
        assert isinstance(page, SettingsPage)
        return page

    @property
    def vault(self) -> Vault:
        return Vault.all(self.home)[0]

    def dialog(self) -> Dialog:
        found = open_dialogs(self.shell)
        assert len(found) == 1
        return found[0]

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.jobs_running(), timeout=20000)
        QApplication.processEvents()

    def words(self) -> str:
        shown = (label.text() for label in self.shell.findChildren(QLabel) if label.isVisible())
        return "\n".join(shown)


@pytest.fixture
def opened(qtbot, home: Path):
    made: list[Window] = []

    def open_it(*, passphrase: str | None = PASSPHRASE, keyring: bool = False) -> Window:
        made.append(Window(qtbot, home, passphrase=passphrase, keyring=keyring))
        return made[-1]

    yield open_it
    for window in made:
        window.session.close()
        window.shell.close()
        window.shell.deleteLater()
    theme.apply(QApplication.instance(), "light")


def press(window: Window, root: QWidget, words: str) -> None:
    button = next(b for b in root.findChildren(Button) if b.text() == words and b.isVisible())
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def flip(switch: Switch) -> None:
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)


def type_new(dialog: PassphraseDialog, words: str) -> None:
    for field in (dialog.passphrase.first, dialog.passphrase.second):
        QTest.keyClicks(field, words)
