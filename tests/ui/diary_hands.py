"""Hands for a page of the diary in the real window: writing, pressing keys where the focus is, what is stored."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from companion.diary import Diary, Entry
from tests.ui.hands import NOW, until
from ui.diary import keys
from ui.diary.page import DiaryPage
from ui.session import Notice, Session
from ui.shell import Shell
from ui.widgets.dialog import Dialog, open_dialogs

D = TypeVar("D", bound=Dialog)


class Desk:
    """The diary in a window, with a new page on it."""

    def __init__(self, window: Shell, session: Session) -> None:
        self.window, self.session = window, session
        self.notices: list[Notice] = []
        session.noticed.connect(self.notices.append)
        window.activateWindow()
        window.go("diary", {"new": True})
        page = window.page()
        assert isinstance(page, DiaryPage)
        self.page, self.sheet, self.foot = page, page.sheet, page.sheet.foot
        self.editor = page.sheet.editor
        until(lambda: page.list.known)

    @property
    def diary(self) -> Diary:
        assert self.session.workspace is not None
        return self.session.workspace.diary

    def stored(self) -> Entry:
        """The newest page of the store, after what is written is stored."""
        assert self.page.flush()
        return self.diary.get(self.diary.rows(self.diary.ids())[0].id)

    def seed(self, text: str, days_ago: int = 1, **fields: Any) -> Entry:
        """A page of some days before, stored and opened."""
        entry = replace(self.diary.blank(NOW - timedelta(days=days_ago)), text=text, **fields)
        self.session.perform(lambda: self.diary.save(entry), quiet=True)
        return self.diary.get(entry.id)

    def open(self, entry: Entry) -> None:
        assert self.page.open_id(entry.id)

    @property
    def focus(self) -> QWidget:
        found = self.window.focusWidget()
        assert found is not None
        return found

    def write(self, words: str) -> None:
        QTest.keyClicks(self.focus, words)

    def press(self, *sequences: str) -> None:
        """Keys, where the focus is: "Ctrl+T", or a name of the diary's own keys."""
        for each in sequences:
            key = QKeySequence(keys.table().get(each, each))[0]
            QTest.keyClick(self.focus, key.key(), key.keyboardModifiers())

    def dialog(self, kind: type[D]) -> D:
        until(lambda: bool(open_dialogs(self.window)))
        found = open_dialogs(self.window)[-1]
        assert isinstance(found, kind)
        return found

    def menu(self, words: str) -> None:
        """Choose a row of the More menu by its words."""
        menu = self.page.more.menu(self.page)
        rows = {row.text().split("\t")[0]: row for row in menu.actions() if row.isEnabled()}
        rows[words].trigger()
        menu.deleteLater()

    def menu_rows(self) -> list[str]:
        menu = self.page.more.menu(self.page)
        rows = [row.text().split("\t")[0] for row in menu.actions() if row.isEnabled() and row.text()]
        menu.deleteLater()
        return rows

    def settle(self) -> None:
        for _ in range(12):
            QApplication.processEvents()


def click(widget: QWidget) -> None:
    QApplication.processEvents()
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
