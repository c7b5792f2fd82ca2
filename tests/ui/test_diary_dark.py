"""The quiet line under a page that sounds dark: where it comes, where it never does, and what it leaves behind."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.workspace import LOOK_FOR_SELF_HARM
from tests.ui.diary_hands import Desk, click, until
from ui.diary import dark
from ui.session import Session, State
from ui.shell import Shell

DARK = "I do not want to be alive any more."


@pytest.fixture
def desk(window: Shell, session: Session, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(window, session)
    made.page.dark._rest.setInterval(1)
    return made


def rested(desk: Desk) -> None:
    """Nobody has typed for a moment, and whatever was asked has been answered."""
    until(lambda: not desk.page.dark._rest.isActive())
    for job in tuple(desk.session._jobs):
        if not job.property("serves"):
            job.wait(20)
    desk.settle()


def test_it_comes_quietly_once_nobody_types_and_leads_to_people_who_listen(desk: Desk) -> None:
    assert dark.REST_MS > 2000
    desk.write(DARK)
    assert desk.page.dark.line is None
    rested(desk)
    line = desk.page.dark.line
    assert line is not None
    assert line.isVisible()
    assert line.words.text() == "If it’s that dark: people who listen, any hour."
    assert desk.editor.hasFocus()
    assert desk.sheet.editor.geometry().bottom() <= line.mapTo(desk.sheet, line.rect().topLeft()).y()
    desk.press("Tab")
    assert desk.focus is line.help_button
    desk.press("Return")
    assert desk.window.workroom.current == "understand"
    assert desk.window.page().help.page_id == "s-low"
    assert desk.diary.get(desk.diary.rows(desk.diary.ids())[0].id).text == DARK


def test_whoever_writes_without_distraction_sees_it_too(desk: Desk) -> None:
    desk.press("focus")
    desk.write(DARK)
    rested(desk)
    line, room = desk.page.dark.line, desk.page.focus_mode.room
    assert line is not None
    assert room is not None
    assert line.isVisible()
    assert room.isAncestorOf(line)
    desk.press("Tab")
    assert desk.focus is line.help_button
    desk.press("Escape")
    assert desk.page.focus_mode.room is None
    assert line.isVisible()
    assert desk.sheet.isAncestorOf(line)
    desk.press("focus")
    desk.settle()
    assert desk.page.focus_mode.room is not None
    assert desk.page.focus_mode.room.isAncestorOf(line)
    click(line.leave_button)
    assert desk.editor.hasFocus()
    assert desk.page.dark.line is None


def test_leave_it_ends_it_for_this_page_only(desk: Desk) -> None:
    desk.write(DARK)
    rested(desk)
    assert desk.page.dark.line is not None
    click(desk.page.dark.line.leave_button)
    assert desk.editor.hasFocus()
    desk.write(" " + DARK)
    rested(desk)
    assert desk.page.dark.line is None
    desk.press("Ctrl+N")
    desk.write(DARK)
    rested(desk)
    assert desk.page.dark.line is not None


def test_it_goes_when_the_words_go_and_stays_while_other_lines_are_written(desk: Desk) -> None:
    desk.write(DARK)
    rested(desk)
    desk.press("Return")
    desk.write("Soup.")
    rested(desk)
    assert desk.page.dark.line is not None
    desk.editor.replace_text("Soup.")
    rested(desk)
    assert desk.page.dark.line is None


def test_a_page_that_is_only_read_brings_no_line(desk: Desk) -> None:
    desk.open(desk.seed(DARK))
    rested(desk)
    assert desk.page.dark.line is None


@pytest.mark.parametrize("words", ["I'm dying to see you.", "We ate late. It was quiet."])
def test_other_words_bring_no_line(desk: Desk, words: str) -> None:
    desk.write(words)
    rested(desk)
    assert desk.page.dark.line is None


def test_it_is_off_for_whoever_said_no(desk: Desk) -> None:
    assert desk.session.workspace is not None
    desk.session.workspace.prefs.set(LOOK_FOR_SELF_HARM, False)
    desk.write(DARK)
    rested(desk)
    assert desk.page.dark.line is None


def test_nothing_of_it_is_kept_or_logged(
    desk: Desk, home: Path, caplog: pytest.LogCaptureFixture, session: Session
) -> None:
    assert session.workspace is not None
    caplog.set_level(logging.DEBUG)
    prefs = session.workspace.prefs.all()
    settings = (home / "settings.json").read_bytes()
    desk.write(DARK)
    entry = desk.stored()
    rested(desk)
    assert desk.page.dark.line is not None
    click(desk.page.dark.line.leave_button)
    assert desk.diary.get(entry.id) == entry
    assert session.workspace.prefs.all() == prefs
    assert (home / "settings.json").read_bytes() == settings
    assert not any(
        "alive" in record.getMessage() or "dark" in record.getMessage() for record in caplog.records
    )
    part = desk.page.dark
    session.lock()
    assert session.state is State.LOCKED
    assert (part._left, part._found) == (set(), "")


def test_only_the_lines_around_the_caret_are_looked_at(desk: Desk) -> None:
    desk.editor.set_text("\n".join(["A line of soup and rain."] * 20_000))
    desk.write("x")
    assert len(desk.page.dark._lines_around()) <= 4 * 1500


def test_it_fits_in_every_look(desk: Desk, fine: Callable[[], None]) -> None:
    desk.write(DARK)
    rested(desk)
    assert desk.page.dark.line is not None
    fine()
