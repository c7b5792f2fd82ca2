"""A guide on the page around it: coming back after a lock, focus mode, choosing one, and for eyes, ears and hands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from companion import content
from companion.diary import OPEN_GUIDES
from companion.guides import Place
from tests.ui.guide_hands import Writer, settle
from tests.ui.hands import click, straight
from ui.typeset import curly
from ui.widgets.dialog import open_dialogs

GUIDES = content.guides()
BY_ID = {guide.id: guide for guide in GUIDES}


# --- coming back


def test_chosen_for_a_page_with_words_it_shows_all_it_says(writer):
    writer.window.go("diary", {"new": True})
    writer.editor.setFocus()
    writer.type("Rain, then none.")
    writer.guide.begin("g-what-helps-me-back")
    settle()
    stop = writer.bar.stop
    seen = stop.visibleRegion().boundingRect()
    assert stop.text()
    assert writer.editor.hasFocus(), "whoever writes goes on writing"
    writer.guide.put_away()
    writer.page.sheet.bar.more_button.setFocus()
    writer.guide.begin("g-what-helps-me-back")
    settle()
    assert writer.bar.next.hasFocus(), "whoever chose it from the menu goes on with the guide"
    assert seen.height() >= stop.heightForWidth(stop.width())


def test_the_guide_and_its_step_come_back_after_a_lock_and_a_restart(writer):
    writer.begin("g-what-helps-me-back")
    writer.to("just before?")
    writer.type("The dog.")
    here = writer.walk.place
    writer.reopen(restart=True)
    assert writer.walk.place == here
    assert writer.guide.place.isVisible()
    text = writer.text
    assert straight(text).endswith("just before?\n\nThe dog.")
    assert not writer.page.desk.autosave.dirty, "coming back changes nothing"
    writer.editor.setFocus()
    writer.press("Ctrl+End")
    writer.type(" And the bus.")
    writer.next()
    assert writer.text == text + " And the bus.\n\n", "the question is not put twice"


def test_what_was_picked_is_picked_again_after_a_lock(writer):
    writer.begin("g-what-helps-me-back")
    writer.to("What helps?")
    for place in (1, 4, 8):
        writer.pick(place)
    text = "## What helps? Pick as many as you like.\n\nNo questions, less noise, time with no clock"
    assert writer.stored() == text
    writer.reopen()
    assert [chip.isChecked() for chip in writer.bar.chips] == [n in (1, 4, 8) for n in range(10)]
    writer.pick(4)
    assert writer.text == text.replace(", less noise", "")


def test_a_page_without_a_word_comes_back_after_a_lock_with_its_guide(writer):
    writer.begin("g-it-hurts")
    writer.let_in()
    writer.reopen()
    assert writer.walk.place == Place("g-it-hurts", 1, 0)


def test_a_page_deleted_for_good_leaves_no_trace_of_its_guide(writer):
    writer.begin("g-empty-day")
    writer.pick(1)
    writer.page.flush()
    id, diary = writer.page.desk.entry.id, writer.session.workspace.diary
    assert id in writer.prefs.get(OPEN_GUIDES)
    writer.session.perform(lambda: diary.trash([id]))
    assert id in writer.prefs.get(OPEN_GUIDES), "it can be put back, with its guide"
    writer.session.perform(lambda: diary.erase([id]))
    settle()
    assert id not in str(writer.prefs.all())


def test_another_page_puts_the_bar_away_and_the_first_brings_it_back(writer):
    writer.begin("g-empty-day")
    writer.pick(1)
    writer.page.flush()
    first = writer.page.desk.entry.id
    writer.window.go("diary", {"new": True})
    settle()
    assert not writer.guide.place.isVisible()
    assert writer.guide.offer.isVisible(), "an empty page offers a guide"
    writer.window.go("diary", {"open": first})
    settle()
    assert writer.guide.place.isVisible()
    assert writer.walk.guide.id == "g-empty-day"


def test_writing_without_distraction_takes_the_bar_along(writer):
    writer.begin("g-empty-day")
    writer.press("F11")
    room = writer.page.focus_mode.room
    assert room.isAncestorOf(writer.bar)
    assert writer.bar.isVisible()
    writer.pick(1)
    writer.next()
    assert writer.window.focusWidget() is writer.editor
    assert room.isAncestorOf(writer.editor)
    writer.press("Escape")
    settle()
    assert writer.page.sheet.isAncestorOf(writer.bar)
    assert writer.bar.isVisible()


# --- choosing


def test_every_guide_can_be_chosen_from_the_list(writer):
    writer.begin("g-empty-day")
    writer.guide.put_away()
    writer.guide.choose()
    settle()
    chooser = open_dialogs(writer.window)[0]
    assert set(chooser.rows) == set(BY_ID)
    for id, row in chooser.rows.items():
        assert row.accessibleName() == curly(BY_ID[id].title)
        assert "minutes" in row.accessibleDescription()
    QTest.keyClick(chooser.rows["g-thank-you-unsent"], Qt.Key.Key_Return)
    settle()
    assert writer.walk.guide.id == "g-thank-you-unsent"


def test_a_guide_that_rests_says_so_and_opens_the_lighter_one(writer):
    writer.begin("g-empty-day")
    writer.guide.put_away()
    writer.session.sitting.say("just-argued")
    writer.guide.choose()
    settle()
    chooser = open_dialogs(writer.window)[0]
    row = chooser.rows["g-outside-view"]
    assert "It can wait for now. “The hot version first”" in row.accessibleDescription()
    chooser._area.ensureWidgetVisible(row)
    click(row)
    settle()
    assert writer.walk.guide.id == "g-hot-version-first"


def test_not_now_leaves_the_page_as_it_is(writer):
    writer.begin("g-empty-day")
    writer.guide.put_away()
    writer.guide.choose()
    settle()
    QTest.keyClick(writer.window.focusWidget(), Qt.Key.Key_Escape)
    settle()
    assert open_dialogs(writer.window) == []
    assert not writer.guide.walking


# --- for the eyes, the ears and the hands


@pytest.mark.parametrize("where", ["gate", "picks", "line", "scale", "focus", "list"])
def test_nothing_is_cut_off_or_nameless(writer, fine, where):
    if where == "gate":
        writer.begin("g-unsaid")
        writer.pick(2)
    elif where == "picks":
        writer.begin("g-what-helps-me-back")
        to_step(writer, "What helps?")
    elif where == "scale":
        writer.begin("g-hot-version-first")
        to_step(writer, "how strong")
    elif where == "list":
        writer.begin("g-empty-day")
        writer.guide.choose()
    else:
        writer.begin("g-own-heart", sitting=4)
        writer.bar.another.click()
        if where == "focus":
            writer.page.focus_mode.toggle()
    fine()


def to_step(writer: Writer, words: str) -> None:
    """Where a button may have to be scrolled to first."""
    while words not in writer.walk.step.say:
        writer.guide.go_on()
    settle()


def test_the_keyboard_walks_the_bar_as_it_is_read_and_then_the_text(writer):
    writer.begin("g-own-heart", sitting=2)
    writer.bar.sitting.setFocus()
    walked = []
    while writer.window.focusWidget() is not writer.editor:
        walked.append(writer.window.focusWidget())
        writer.press("Tab")
        assert len(walked) < 30
    bar = writer.bar
    assert walked[: len(bar.chips) + 4] == [bar.sitting, bar.more, *bar.chips, bar.next, bar.away]


def test_a_new_question_is_said_once(writer, monkeypatch):
    said = []
    monkeypatch.setattr("ui.diary.guidebar.announce", lambda _widget, words: said.append(words))
    writer.begin("g-no-words")
    writer.pick(1)
    writer.type("x")
    writer.page.flush()
    assert [straight(words) for words in said] == [
        "Where is it in the body? To choose: head, throat, chest, belly, hands, all over, nowhere, can't tell."
    ]
    writer.next()
    assert len(said) == 2
    assert said[1].startswith("Which is nearer?")
