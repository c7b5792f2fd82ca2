"""Links between pages: put in, followed by mouse and keyboard, gone or in the trash, and who points here."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from companion.diary.links import link_to
from tests.ui.diary_hands import Desk, until
from ui.diary.linking import PageFinder, PageList, day_of
from ui.diary.textmenu import TextMenu
from ui.session import Session
from ui.shell import Shell

TODAY = date(2030, 11, 14)


@pytest.fixture
def desk(window: Shell, session: Session) -> Desk:
    return Desk(window, session)


def place_of(desk: Desk, words: str) -> QPoint:
    """Where some words stand in the view."""
    cursor = QTextCursor(desk.editor.document())
    cursor.setPosition(desk.editor.document().toRawText().index(words) + 1)
    return desk.editor.cursorRect(cursor).center()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2029-05-03", date(2029, 5, 3)),
        ("3 May 2029", date(2029, 5, 3)),
        ("14 November", TODAY),
        ("12 nov", date(2030, 11, 12)),
        ("24 December", date(2029, 12, 24)),
        ("3.5.2029", date(2029, 5, 3)),
        ("soup", None),
        ("", None),
    ],
)
def test_days_as_people_type_them(qapp: object, typed: str, day: date | None) -> None:
    assert day_of(typed, TODAY) == day


def test_a_link_is_put_in_by_keyboard_and_leads_there_and_who_points_is_listed(desk: Desk) -> None:
    lamp = desk.seed("About the lamp.", 3, title="The lamp [ours]")
    desk.seed("Soup again.", 2)
    desk.write("As on that evening, ")
    desk.press("link")
    finder = desk.dialog(PageFinder)
    assert finder.search.hasFocus()
    until(lambda: len(finder.cards) == 2)
    desk.write("lamp")
    until(lambda: len(finder.cards) == 1)
    desk.press("Down", "Return")
    assert finder.closed
    assert desk.editor.hasFocus()
    here = desk.stored()
    assert here.text == f"As on that evening, [The lamp (ours)](entry:{lamp.id})"
    desk.press("Ctrl+Z")
    assert desk.editor.text() == "As on that evening, "
    desk.press("Ctrl+Shift+Z")
    desk.press("Left", "Left", "follow")
    assert desk.page.desk.entry is not None
    assert desk.page.desk.entry.id == lamp.id
    desk.menu("Pages that point here…")
    pointing = desk.dialog(PageList)
    assert [card.accessibleName() for card in pointing.cards] == [
        f"{here.text.partition('[')[0]}[The lamp (ours)](entry:{lamp.id})"[:80] + ". Thursday 14 November"
    ]
    assert pointing.cards[0].hasFocus()
    desk.press("Return")
    assert desk.page.desk.entry.id == here.id


def test_marked_words_become_the_words_of_the_link(desk: Desk) -> None:
    other = desk.seed("Another.")
    desk.write("that day")
    desk.editor.selectAll()
    desk.press("link")
    finder = desk.dialog(PageFinder)
    until(lambda: bool(finder.cards))
    finder.cards[0].clicked.emit()
    assert desk.stored().text == f"[that day](entry:{other.id})"


def test_a_page_is_found_by_its_day_and_never_the_one_at_hand(desk: Desk) -> None:
    desk.seed("Soup.", 2)
    desk.write("A page of today about soup.")
    own = desk.stored()
    desk.press("link")
    finder = desk.dialog(PageFinder)
    for typed, count in (("12 November", 1), ("soup", 1), ("zeppelin", 0)):
        finder.search.setText(typed)
        finder._look(typed)
        until(lambda count=count: len(finder.cards) == count and finder.nothing.isVisible() == (not count))
        assert own.id not in [card.accessibleName() for card in finder.cards]
    desk.press("Escape", "Escape")
    assert finder.closed


def test_ctrl_and_a_click_follow_and_a_click_alone_does_not(desk: Desk) -> None:
    other = desk.seed("Another.", 2)
    here = desk.seed(f"See {link_to(other.id, 'that evening')} again.\nMore.")
    desk.open(here)
    desk.settle()
    place = place_of(desk, "evening")
    QTest.mouseClick(desk.editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.page.desk.entry is not None
    assert desk.page.desk.entry.id == here.id
    QTest.mouseClick(
        desk.editor.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ControlModifier,
        place_of(desk, "evening"),
    )
    assert desk.page.desk.entry.id == other.id


def test_what_was_just_written_is_stored_before_a_link_is_followed(desk: Desk) -> None:
    other = desk.seed("Another.", 2)
    desk.write("New words ")
    desk.editor.insertPlainText(link_to(other.id, "there"))
    desk.press("follow")
    assert desk.editor.text() == "Another."
    assert desk.stored().text.startswith("New words [there]")


def test_the_menu_of_the_text_offers_the_way(desk: Desk) -> None:
    other = desk.seed("Another.", 2)
    menu = TextMenu(desk.editor, f"entry:{other.id}", None)
    row = next(row for row in menu.actions() if row.text().startswith("Go to that page"))
    row.trigger()
    assert desk.editor.text() == "Another."
    menu.deleteLater()


def test_a_link_into_the_trash_and_one_into_nothing_say_so(desk: Desk) -> None:
    gone = desk.seed("Gone.", 2)
    desk.open(desk.seed(f"{link_to(gone.id, 'there')} and {link_to('nobody', 'here')}"))
    desk.diary.trash([gone.id])
    desk.page.linking.follow(f"entry:{gone.id}")
    assert desk.notices[-1].text == "The page this points to is in the trash."
    desk.page.linking.follow("entry:nobody")
    assert desk.notices[-1].text == "The page this points to is no longer here."
    assert "there" in desk.editor.text()
    desk.page.linking.follow("https://example.org/a")
    assert desk.notices[-1].action_text == "Copy"
    assert desk.notices[-2].action is None


def test_nobody_points_here_and_nothing_is_said_of_it(desk: Desk) -> None:
    desk.open(desk.seed("Alone."))
    assert "Pages that point here…" not in desk.menu_rows()
    assert "Link to another page…" in desk.menu_rows()


def test_the_finder_fits_in_every_look(desk: Desk, fine: Callable[[], None]) -> None:
    for days in range(1, 5):
        desk.seed("A long beginning of a page that goes on over more than one line of the list.", days)
    desk.press("link")
    finder = desk.dialog(PageFinder)
    until(lambda: len(finder.cards) == 4)
    fine()
