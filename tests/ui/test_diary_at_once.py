"""A page on which everything stands at once: guide, finding, the dark line. The keyboard's way over it, and the room."""

from collections.abc import Callable

import pytest

from tests.ui.diary_hands import Desk, until
from ui.diary.feelings import FeelingsDialog
from ui.session import Session
from ui.shell import Shell
from ui.widgets.text import Label

DARK = "I do not want to be alive any more."


@pytest.fixture
def desk(window: Shell, session: Session) -> Desk:
    made = Desk(window, session)
    made.page.dark._rest.setInterval(1)
    return made


def in_order(desk: Desk) -> None:
    """From the text with Tab, once round, and the same way back."""
    page, bar, head = desk.page, desk.page.text_help.bar, desk.sheet.head
    line, room = page.dark.line, page.focus_mode.room
    assert line is not None
    above = [*page.guide.bar.controls(), bar.field, bar.before, bar.after, bar.away]
    above = [each for each in above if each.isVisible() and each.isEnabled()]
    below = [line.help_button, line.leave_button]
    if room is not None:
        order = [*below, room.leave_button, *above, desk.editor]
    else:
        order = [*above, head.date_line, head.title, desk.editor, *below]
        above[0].setFocus()
        desk.press("Backtab")
        assert desk.focus is desk.sheet.bar.more_button
    way = []
    desk.press("Tab")
    for _ in order[1:]:
        way.append(desk.focus)
        desk.press("Tab")
    way.append(desk.focus)
    assert way == order
    for stop in reversed(order):
        assert desk.focus is stop
        desk.press("Backtab")
    desk.editor.setFocus()


def test_tab_walks_as_one_reads_with_everything_there_at_once(desk: Desk) -> None:
    desk.press("find")
    desk.page.guide.begin("g-no-words")
    desk.editor.setFocus()
    desk.write(DARK)
    until(lambda: desk.page.dark.line is not None)
    in_order(desk)
    desk.press("focus")
    desk.settle()
    in_order(desk)
    desk.press("next_question")
    desk.editor.setFocus()
    in_order(desk)
    desk.press("focus")
    in_order(desk)
    desk.press("next_question")
    in_order(desk)


def test_another_page_finds_no_search_of_the_one_before_on_a_blank_one(desk: Desk) -> None:
    desk.write("The kettle sang.")
    desk.press("find")
    desk.write("kettle")
    desk.press("Escape", "Ctrl+N")
    assert desk.page.text_help.bar.isHidden()
    desk.press("find")
    assert desk.page.text_help.bar.isVisible()
    desk.press("Ctrl+N")
    desk.write("A second page.")
    desk.press("find", "Ctrl+N")
    assert desk.page.text_help.bar.isHidden()
    assert desk.editor.hasFocus()


def one_under_the_other(desk: Desk) -> None:
    """What stands on the page leaves each other its place, and the text keeps room for a line or two."""
    page = desk.page
    assert page.dark.line is not None
    column = [page.guide.place, page.text_help.bar, desk.editor, page.dark.line]
    shown = [each for each in column if each.isVisible()]
    tops = [each.mapTo(desk.window, each.rect().topLeft()).y() for each in shown]
    ends = [top + each.height() for top, each in zip(tops, shown, strict=True)]
    assert all(end <= top for end, top in pairwise_of(ends, tops))
    for each in shown[1:]:
        assert each.height() >= each.minimumSizeHint().height()
    for words in page.dark.line.findChildren(Label):
        assert words.height() >= words.heightForWidth(words.width())


def pairwise_of(ends: list[int], tops: list[int]) -> list[tuple[int, int]]:
    return list(zip(ends, tops[1:], strict=False))


def test_everything_at_once_has_its_place_in_every_look(desk: Desk, fine: Callable[[], None]) -> None:
    desk.page.guide.begin("g-no-words")
    desk.editor.setFocus()
    desk.write(DARK)
    until(lambda: desk.page.dark.line is not None)
    desk.press("find")
    desk.settle()
    one_under_the_other(desk)
    fine()
    desk.press("Escape")
    desk.settle()
    one_under_the_other(desk)
    assert desk.page.guide.bar.isVisible()
    desk.press("find", "focus")
    desk.settle()
    one_under_the_other(desk)


def test_a_guide_and_finding_go_on_by_keys_without_distraction(desk: Desk) -> None:
    desk.write("The kettle sang.")
    desk.page.guide.begin("g-no-words")
    desk.press("focus")
    desk.editor.setFocus()
    desk.press("next_question")
    assert desk.page.guide.bar.question.text() == "Which is nearer?"
    desk.editor.setFocus()
    desk.press("find")
    assert desk.page.text_help.bar.field.hasFocus()
    desk.write("kettle")
    desk.press("Escape")
    assert desk.page.focus_mode.room is not None
    desk.press("feelings")
    dialog = desk.dialog(FeelingsDialog)
    desk.press("Tab", "Space", "Escape")
    assert dialog.closed
    assert desk.editor.hasFocus()
    desk.press("focus")
    assert desk.page.focus_mode.room is None
    assert desk.stored().feelings
