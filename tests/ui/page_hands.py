"""Hands for the diary page in a window of its own, over a real vault."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from companion.diary import Diary
from tests.ui.hands import NOW, until
from ui.diary.page import DiaryPage
from ui.session import Notice, Session
from ui.widgets.dialog import Dialog, open_dialogs


class Opened:
    """An open vault with the diary page in a window of its own."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.notices: list[Notice] = []
        session.noticed.connect(self.notices.append)
        self.page = DiaryPage(session)
        self.page.resize(916, 720)
        self.page.set_small(False)
        self.page.show()
        self.page.activateWindow()
        self.enter()

    def enter(self) -> None:
        self.page.enter()
        until(lambda: self.page.list.known)
        QApplication.processEvents()

    @property
    def diary(self) -> Diary:
        assert self.session.workspace is not None
        return self.session.workspace.diary

    @property
    def editor(self):
        return self.page.sheet.editor

    def titles(self) -> list[str]:
        model = self.page.list.model
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]

    def stored(self, row: int = 0):
        """The newest entry of the store, or the one so many rows below."""
        return self.diary.get(self.diary.rows(self.diary.ids())[row].id)

    def dialog(self) -> Dialog:
        return open_dialogs(self.page.window())[-1]


def press(widget: QWidget, keys_: str) -> None:
    """Press a shortcut as the person does, with the focus where it is."""
    sequence = QKeySequence(keys_)[0]
    QTest.keyClick(widget, sequence.key(), sequence.keyboardModifiers())


@pytest.fixture
def opened(session: Session) -> Iterator[Opened]:
    made = Opened(session)
    yield made
    made.page.leave()
    made.page.close()
    made.page.deleteLater()


def seed(session: Session, *texts: str) -> list[str]:
    """Pages on the days before, the first text the newest."""
    assert session.workspace is not None
    ids = []
    for number, text in enumerate(texts):
        entry = replace(
            session.workspace.diary.blank(NOW - timedelta(days=number, hours=2)),
            title=f"Page {number}",
            text=text,
        )
        session.workspace.diary.save(entry)
        ids.append(entry.id)
    return ids
