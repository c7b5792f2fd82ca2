"""Writing without distraction: alone with the text, the ways back, and the keys for what only the whole page has."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.diary_hands import Desk, until
from ui import theme
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


@pytest.fixture
def long(desk: Desk) -> Desk:
    """A page with more lines than fit, in writing without distraction."""
    desk.open(desk.seed("\n".join(["HHHHHH three"] * 80), days_ago=2))
    desk.press("focus")
    desk.settle()
    return desk


def test_nothing_but_the_text_is_seen_while_one_types(long: Desk) -> None:
    room, scroll = long.page.focus_mode.room, long.editor.verticalScrollBar()
    assert room is not None
    assert scroll.maximum() > 0

    def seen() -> set[str]:
        picture = room.grab(QRect(scroll.mapTo(room, QPoint(0, 0)), scroll.size())).toImage()
        middle = picture.width() // 2
        return {picture.pixelColor(middle, row).name() for row in range(0, picture.height(), 7)}

    ground = {theme.color("page").name()}
    assert seen() > ground
    long.write("!")
    assert seen() == ground
    for place in (QPoint(40, 40), long.editor.rect().center()):
        QTest.mouseMove(long.editor.viewport(), place)
    until(lambda: room.bar_shown)
    assert seen() > ground, "and it can be used again"


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_what_stands_above_the_text_stands_over_its_column(long: Desk, direction: Qt.LayoutDirection) -> None:
    QApplication.setLayoutDirection(direction)
    bar = long.page.text_help.bar
    bar.open()
    long.settle()
    assert long.editor.verticalScrollBar().isVisible()
    column, view = long.editor.column(), long.editor.viewport()
    left = view.mapTo(long.window, column.topLeft()).x()
    assert (bar.mapTo(long.window, QPoint(0, 0)).x(), bar.width()) == (left, column.width())


def test_a_line_at_the_upper_edge_goes_away_softly(long: Desk) -> None:
    room = long.page.focus_mode.room
    assert room is not None
    long.write("!")  # the bar goes, and the text reaches to the edge of the window
    picture, left = room.grab().toImage(), long.editor.column().left()
    ground = theme.color("page").lightness()

    def darkest(rows: range) -> int:
        return min(picture.pixelColor(x, y).lightness() for x in range(left, left + 90) for y in rows)

    for _ in range(8):
        long.press("Up")
        long.settle()
        picture = room.grab().toImage()
        assert darkest(range(3)) > ground - 40, "no line is cut in two"
        assert darkest(range(40, 90)) < ground - 100
