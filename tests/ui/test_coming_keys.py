"""Bringing words in with nothing but keys: each Enter presses what stands there for it, and never the way out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from companion import interchange
from tests.ui.test_coming import notes, other_vault
from ui.session import Session
from ui.settings.data import YourData
from ui.shell import Shell
from ui.widgets.dialog import Dialog, open_dialogs


class Keys:
    """Somebody at the keyboard, on the rows of "Your data". What an Enter on Quick exit would do is only noted."""

    def __init__(self, qtbot, window: Shell, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.window, self.session, self._patch = qtbot, window, session, monkeypatch
        self.left: list[str] = []
        window.quick_exit_button.clicked.disconnect(session.quick_exit)
        window.quick_exit_button.clicked.connect(lambda: self.left.append("quick exit"))
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.go("settings", {"section": "data"})
        section = window.page().current()
        assert isinstance(section, YourData)
        self.section = section

    def press(self, *keys: Qt.Key) -> None:
        """To the window, which finds who has the focus, as a real keyboard does."""
        for key in keys:
            QTest.keyClick(self.window.windowHandle(), key)
            QApplication.processEvents()

    def type(self, words: str) -> None:
        for sign in words:
            QTest.keyClick(self.window.windowHandle(), sign)
        QApplication.processEvents()

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    @property
    def focus(self) -> QWidget | None:
        return QApplication.focusWidget()

    def walk_to(self, widget: QWidget) -> None:
        """With Tab, to what is on the page."""
        for _ in range(80):
            if self.focus is widget:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError("Tab does not come there")

    def choose(self, how: str, path: Path) -> Dialog:
        """Enter on the button, then the system's dialog, which is a window of its own and goes again."""
        name = "getOpenFileName" if how == "file" else "getExistingDirectory"
        self._patch.setattr(
            QFileDialog, name, self._other_window((str(path), "") if how == "file" else str(path))
        )
        self.walk_to(self.section.come if how == "file" else self.section.come_folder)
        self.enter()
        self.window.activateWindow()
        self.wait(lambda: bool(open_dialogs(self.window)) and not self.session.jobs_running())
        return open_dialogs(self.window)[0]

    def _other_window(self, answer: object) -> Callable[..., object]:
        def ask(*_args: object) -> object:
            other = QPushButton("Open")
            other.show()
            other.activateWindow()
            self.qtbot.waitUntil(other.isActiveWindow)
            other.close()
            other.deleteLater()
            QApplication.processEvents()
            return answer

        return ask

    def wait(self, so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(so, timeout=30000)
        QApplication.processEvents()

    def pages(self) -> int:
        assert self.session.workspace is not None
        return len(self.session.workspace.diary.ids())

    def comes_in(self, count: int) -> None:
        self.wait(lambda: self.pages() == count and open_dialogs(self.window) == [])


@pytest.fixture
def keys(qtbot, window: Shell, session: Session, monkeypatch: pytest.MonkeyPatch) -> Keys:
    return Keys(qtbot, window, session, monkeypatch)


# 1,500 take long enough that the dialog with "Stop" comes and goes in between.
@pytest.mark.parametrize("count", [3, 1500])
def test_enter_brings_in_and_then_stands_where_it_began(keys: Keys, tmp_path: Path, count: int) -> None:
    keys.choose("folder", notes(tmp_path / "Daily", count))
    keys.enter()
    keys.comes_in(count)
    assert keys.focus is keys.section.come_folder
    keys.choose("folder", notes(tmp_path / "Daily", count))
    keys.enter()  # nothing new in it: there is nothing to bring in
    assert len(open_dialogs(keys.window)) == 1
    keys.press(Qt.Key.Key_Escape)
    assert keys.focus is keys.section.come_folder
    assert keys.left == []


def test_after_what_it_asked_enter_brings_in(keys: Keys, tmp_path: Path) -> None:
    other = other_vault(tmp_path, ["The lamp was left on.", "A second page."])
    file = tmp_path / "chosen.age"
    interchange.export(other, "json", file, seal=interchange.Seal(passphrase="moss"))
    other.close()
    keys.choose("file", file)
    for words in ("tin", "moss"):
        keys.type(words)
        keys.enter()
        keys.wait(lambda: not keys.session.jobs_running())
    keys.enter()
    keys.comes_in(2)
    assert keys.focus is keys.section.come
    assert keys.left == []


def test_the_button_that_goes_on_keeps_enter_on_the_way_in(keys: Keys, tmp_path: Path) -> None:
    folder = tmp_path / "Daily"
    folder.mkdir()
    (folder / "03-04-2019.md").write_text("Words.\n", "utf-8")
    dialog = keys.choose("folder", folder)
    keys.press(Qt.Key.Key_Space)  # the first of the two ways to read it
    go = next(button for button, kind in dialog._buttons if kind == "primary")
    keys.walk_to(go)
    keys.press(Qt.Key.Key_Space)
    keys.wait(lambda: not keys.session.jobs_running())
    keys.enter()
    keys.comes_in(1)
    assert keys.left == []


def test_taking_back_by_the_line_at_the_bottom_gives_the_keyboard_back(keys: Keys, tmp_path: Path) -> None:
    keys.choose("folder", notes(tmp_path / "Daily"))
    keys.enter()
    keys.comes_in(3)
    while keys.focus is not keys.window.toast.button:
        keys.press(Qt.Key.Key_F6)
    keys.enter()
    assert keys.pages() == 0
    assert keys.window.isAncestorOf(keys.focus)
    assert keys.focus is not keys.window.quick_exit_button
    keys.choose("folder", notes(tmp_path / "Daily"))  # it goes on from there
    assert keys.left == []
