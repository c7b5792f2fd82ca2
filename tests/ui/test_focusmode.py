"""Writing without distraction: alone with the text, the ways back, and the keys for what only the whole page has."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.diary_hands import Desk, until
from ui.session import Session
from ui.shell import Shell


@pytest.fixture
def desk(window: Shell, session: Session) -> Desk:
    made = Desk(window, session)
    made.open(made.seed("one\n\ntwo"))
    return made


def test_alone_with_the_text_and_back(desk: Desk) -> None:
    desk.press("focus")
    room = desk.page.focus_mode.room
    assert room is not None
    assert room.geometry() == desk.window.rect()
    assert desk.focus is desk.editor
    desk.write("!")
    assert not room.bar_shown
    QTest.mouseMove(desk.editor.viewport(), desk.editor.rect().center())
    until(lambda: room.bar_shown)
    assert desk.page.flush()
    assert room.saved.text() == "Saved"
    desk.press("bold")
    desk.press("Esc")
    assert desk.page.focus_mode.room is None
    assert desk.editor.isVisible()
    assert desk.editor.parentWidget() is desk.sheet.papers
    assert desk.focus is desk.editor


def test_the_key_that_begins_it_ends_it(desk: Desk) -> None:
    desk.press("focus")
    assert desk.page.focus_mode.room is not None
    desk.press("focus")
    assert desk.page.focus_mode.room is None
    assert desk.focus is desk.editor


def test_going_to_another_page_of_the_app_ends_it(desk: Desk) -> None:
    desk.press("focus")
    desk.window.go("today")
    assert desk.page.focus_mode.room is None


@pytest.mark.parametrize("in_focus", [True, False])
@pytest.mark.parametrize("name", ["mood", "tag", "history"])
def test_what_stands_around_the_text_comes_by_its_keys_and_leads_back_to_the_caret(
    desk: Desk, name: str, in_focus: bool
) -> None:
    sheet = desk.sheet

    def of_tags() -> QWidget | None:
        return sheet.foot.field if sheet.foot.field.hasFocus() else None

    def of_history() -> QWidget | None:
        return sheet.history.rows[0] if sheet.history_open else None

    ways: dict[str, Callable[[], QWidget | None]] = {
        "mood": QApplication.activePopupWidget,
        "tag": of_tags,
        "history": of_history,
    }
    shown = ways[name]
    desk.press("Ctrl+Home", "Right", "Right")
    if in_focus:
        desk.press("focus")
    desk.press(name)
    until(lambda: shown() is not None)
    assert desk.page.focus_mode.room is None
    found = shown()
    assert found is not None
    QTest.keyClick(found, Qt.Key.Key_Escape)
    until(lambda: desk.focus is desk.editor)
    assert shown() is None
    desk.write("!")
    assert desk.editor.text() == "on!e\n\ntwo"


@pytest.mark.parametrize("size", [(940, 640), (800, 560)])
def test_the_panel_of_the_mood_stands_at_its_chip_though_the_window_changed_meanwhile(
    desk: Desk, size: tuple[int, int]
) -> None:
    desk.press("focus")
    desk.window.resize(*size)
    desk.settle()
    desk.press("mood")
    panel, chip = QApplication.activePopupWidget(), desk.foot.mood
    assert panel is not None
    stands = panel.geometry()
    desk.settle()
    top = chip.mapToGlobal(chip.rect().topLeft())
    assert (stands.x(), stands.y() + stands.height() + 4) == (top.x(), top.y())
