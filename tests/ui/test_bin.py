"""The trash in the real window: what it says before anything is deleted for good, several pages at once, and the copies."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion.workspace import Workspace
from tests.ui.hands import NOW, shown_texts, until
from ui.diary.erasing import EraseDialog
from ui.diary.page import DiaryPage
from ui.session import Session
from ui.shell import Shell
from ui.widgets.dialog import open_dialogs


class Trash:
    """Three pages in the trash and one that is not, the trash open."""

    def __init__(self, window: Shell, session: Session) -> None:
        self.window, self.session = window, session
        self.ids = []
        for number, title in enumerate(("First", "Second", "", "Stays")):
            entry = replace(
                self.workspace.diary.blank(NOW - timedelta(days=number)), title=title, text=f"words {number}"
            )
            self.workspace.diary.save(entry)
            self.ids.append(entry.id)
        self.workspace.diary.trash(self.ids[:3])
        window.go("diary", {"trash": True})
        page = window.page()
        assert isinstance(page, DiaryPage)
        self.page = page
        until(lambda: page.list.known and len(self.titles()) == 3)

    @property
    def workspace(self) -> Workspace:
        assert self.session.workspace is not None
        return self.session.workspace

    def titles(self) -> list[str]:
        model = self.page.list.model
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]

    def dialog(self) -> EraseDialog:
        QApplication.processEvents()
        (found,) = open_dialogs(self.window)
        assert isinstance(found, EraseDialog)
        return found

    def ask(self) -> EraseDialog:
        view = self.page.list.view
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Home)
        QTest.keyClick(view, Qt.Key.Key_Delete)
        return self.dialog()

    def left(self) -> int:
        return len(self.workspace.diary.ids(trashed=True))


@pytest.fixture
def trash(window: Shell, session: Session) -> Trash:
    return Trash(window, session)


def test_each_row_says_until_when(trash: Trash) -> None:
    row = trash.page.list.model.entry(0)
    assert row is not None
    assert trash.page.list.view.until(row) == "In the trash until Saturday 14 December"


def test_the_list_has_the_focus_on_the_way_in_and_out(trash: Trash) -> None:
    page = trash.page
    page.list.leave_trash.click()
    until(lambda: trash.titles() == ["Stays"])
    assert trash.window.focusWidget() is page.list.view
    page.open_id(trash.ids[3])
    page.sheet.bar.more_button.setFocus()
    page.bin.open()
    until(lambda: len(trash.titles()) == 3)
    assert trash.window.focusWidget() is page.list.view


def test_nobody_is_asked_for_a_title_of_a_page_in_the_trash(trash: Trash) -> None:
    view, title = trash.page.list.view, trash.page.sheet.head.title
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert (title.text(), title.place_words) == ("", "Untitled")
    trash.window.go("diary", {"new": True})
    assert title.place_words == "Title, if you like"


def test_the_question_names_what_goes_and_what_stays(trash: Trash) -> None:
    trash.workspace.backups.automatic(NOW)
    trash.workspace.backups.automatic(NOW - timedelta(days=3))
    dialog = trash.ask()
    said = shown_texts(dialog)
    assert "This can’t be undone." in said
    assert "still hold what was written by then: Thursday 14 November, Monday 11 November." in said
    assert "Backups and exports you made yourself keep their copy." in said
    assert dialog.copies is not None
    assert not dialog.copies.isChecked(), "never silently"
    focus = trash.window.focusWidget()
    assert focus is not None
    assert focus.text() == "Leave it in the trash"  # type: ignore[attr-defined]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert trash.left() == 3


def test_the_last_backup_somebody_made_is_named(trash: Trash, tmp_path: Path) -> None:
    trash.workspace.backups.create(tmp_path / "mine.zip")
    dialog = trash.ask()
    assert dialog.copies is None
    assert "The latest such backup is from Thursday 14 November." in shown_texts(dialog)


def test_several_at_once_are_ticked_by_hand(trash: Trash) -> None:
    dialog = trash.ask()
    words = [box.text() for box in dialog._boxes]
    assert words == [
        "First, Thursday 14 November",
        "Second, Wednesday 13 November",
        "Untitled, Tuesday 12 November",
    ]
    assert [box.isChecked() for box in dialog._boxes] == [True, False, False]
    dialog._boxes[0].click()
    assert not dialog._go.isEnabled(), "nothing chosen, nothing to do"
    dialog._boxes[0].click()
    dialog._boxes[2].click()
    dialog._go.click()
    until(lambda: trash.titles() == ["Second"])
    assert trash.left() == 1
    assert len(trash.workspace.diary.ids()) == 1


def test_the_whole_trash_is_emptied_with_the_same_question(trash: Trash) -> None:
    trash.workspace.backups.automatic(NOW)
    trash.page.list.empty_trash.click()
    dialog = trash.dialog()
    assert dialog.title == "Empty the trash for good?"
    assert dialog._boxes == []
    assert "14 November" in shown_texts(dialog)
    dialog._go.click()
    until(lambda: trash.left() == 0)
    until(lambda: trash.titles() == [])
    assert trash.page.list.empty_trash.isHidden()
    assert trash.window.focusWidget() is trash.page.list.leave_trash, "the way out, not an empty list"
    assert len(trash.workspace.backups.days()) == 1
    assert len(trash.workspace.diary.ids()) == 1


def test_a_full_trash_goes_a_few_at_a_time(window: Shell, session: Session) -> None:
    trash = Trash(window, session)
    for number in range(70):
        entry = replace(trash.workspace.diary.blank(NOW - timedelta(days=9 + number)), text=f"more {number}")
        trash.workspace.diary.save(entry)
        trash.workspace.diary.trash([entry.id])
    trash.page.list.reload()
    until(lambda: len(trash.titles()) == 73)
    dialog = trash.ask()
    assert dialog._boxes == [], "too many to choose among by name: the chosen one only"
    assert dialog.chosen == [trash.ids[0]]
    dialog.reject()
    QApplication.processEvents()
    trash.page.list.empty_trash.click()
    trash.dialog()._go.click()
    assert trash.left() > 0, "the window is not held up"
    until(lambda: trash.left() == 0)


def test_the_automatic_backups_go_only_when_asked(trash: Trash) -> None:
    trash.workspace.backups.automatic(NOW)
    dialog = trash.ask()
    assert dialog.copies is not None
    dialog.copies.click()
    dialog._go.click()
    until(lambda: trash.workspace.copies() == [])
    assert trash.left() == 2
    assert not list(trash.workspace.backups.folder.glob("*.zip"))
