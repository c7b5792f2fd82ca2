"""The talking room in the real window: turns, the pause that comes back, the lock as a pause, and keeping by choice only."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from companion import content
from companion.errors import DiskFull
from tests.companion.test_pause import rows
from tests.ui.diary_hands import until
from tests.ui.hands import NOW, PASSPHRASE, Clock, click, shown_texts, straight
from tests.ui.talk.hands import answer, press, say_safe
from ui.session import State
from ui.talk.asking import StartStep
from ui.talk.closing import AftercareView, CloseView, ReflectView
from ui.talk.page import TalkPage
from ui.talk.pause import AnotherDayView, NotBackView, PausedView, ReturnView
from ui.talk.room_steps import AgreeView, BesideView, OpenerView, RepairView
from ui.talk.turns import Names, TurnsView
from ui.widgets.buttons import Button
from ui.widgets.dialog import open_dialogs


def enter(page: TalkPage, shape: str = "side", answer_with: str = "yes") -> AgreeView:
    """From the first question to the door of the room, all yes."""
    answer(say_safe(page), body=3, time=3, place=3, room=3)
    click(page.ready.step.go_on_button)
    click(page.ready.step.buttons["understand"])
    click(next(cell for cell in page.ready.step.shape.cells if cell.value == shape))
    click(page.ready.step.go_on_button)
    click(page.ready.step.buttons[answer_with])
    view = page.room.view
    assert isinstance(view, AgreeView)
    return view


def talk(page: TalkPage) -> TurnsView:
    click(enter(page).go_on_button)
    click(page.room.view.go_on_button)
    view = page.room.view
    assert isinstance(view, TurnsView)
    return view


def pause(page: TalkPage, chip: str = "30") -> PausedView:
    click(page.room.view.pause_button)
    dialog = page.room.dialog
    click(dialog.chips[chip])
    click(dialog.pause_button)
    view = page.room.view
    assert isinstance(view, PausedView)
    return view


def card_texts() -> set[str]:
    return {text for prompt in content.prompts() for text in (prompt.text, prompt.smaller) if text}


# --- the talk ------------------------------------------------------------------------------------------------


def test_the_room_covers_the_window_and_quick_exit_stays_above_it(window, page):
    view = enter(page)
    assert page.room.geometry() == window.rect()
    assert "We stop at 22:00." in shown_texts(view)
    QApplication.processEvents()
    exit_button = window.quick_exit_button
    assert exit_button.isVisible()
    assert window.childAt(exit_button.geometry().center()) is exit_button
    window.resize(900, 600)
    assert page.room.geometry() == window.rect()


def test_a_card_lies_there_or_none_and_the_quieter_one_picks_who_begins(page):
    click(enter(page).go_on_button)
    view = page.room.view
    assert isinstance(view, OpenerView)
    first = view.words.text()
    assert straight(first) in card_texts()
    click(view.another_button)
    assert view.words.text() != first
    click(view.without_button)
    assert view.words.text() == "One thing. From your side."
    click(view.speaker.cells[1])
    click(view.go_on_button)
    assert page.flow.speaker == "them"
    assert page.room.view.words.text() == "One thing. From your side."


def test_whose_turn_it_is_and_swapping_by_button_and_by_key(page, session):
    prefs = session.workspace.prefs
    prefs.set("my_name", "Alex")
    prefs.set("their_name", "Robin")
    view = talk(page)
    assert "Alex is speaking" in shown_texts(view)
    assert "Robin is listening" in shown_texts(view)
    assert view.swap_button.text() == "Alex has finished, swap"
    click(view.swap_button)
    assert "Robin is speaking" in shown_texts(page.room.view)
    press(page, Qt.Key.Key_S)
    assert "Alex is speaking" in shown_texts(page.room.view)


def test_the_time_bar_shows_no_digit_and_does_nothing_when_it_is_full(page):
    view = talk(page)
    assert not any(sign.isdigit() for sign in shown_texts(view.speaker))
    view.bar.set_part(1.0)
    QApplication.processEvents()
    assert page.room.view is view
    assert page.flow.state == "turns"


def test_something_smaller_shows_the_smaller_words_and_a_lighter_level(page):
    view = talk(page)
    card = next(p for p in content.prompts() if p.depth == 2 and p.smaller)
    page.flow.choose_depth("closer")
    page.flow.prompt = card
    view.refresh()
    assert straight(view.words.text()) == card.text
    click(view.smaller_button)
    assert straight(view.words.text()) == card.smaller
    assert page.room._depth.text() == "Beside"


def test_further_questions_and_plain_words_are_there_for_both_until_it_is_smaller(page):
    talk(page)
    allows = page.flow.sitting.allows
    card = next(
        p for p in content.prompts() if p.depth == 2 and p.plain and len(p.followups) > 1 and allows(p)
    )
    page.flow.prompt = card
    page.room.refresh()
    view = page.room.view
    assert straight(view.words.text()) == card.text
    click(view.more_button)
    assert straight(view.words.text()) == card.followups[0]
    press(page, Qt.Key.Key_Tab)
    view.speaker.setFocus()
    press(page, Qt.Key.Key_S)
    view = page.room.view
    assert straight(view.words.text()) == card.followups[0], "the other one answers the same"
    for followup in card.followups[1:]:
        click(view.more_button)
        assert straight(view.words.text()) == followup
    assert view.more_button.text() == "The card as it was"
    click(view.more_button)
    assert straight(view.words.text()) == card.text
    click(view.plain_button)
    assert straight(view.words.text()) == card.plain
    click(view.smaller_button)
    assert straight(view.words.text()) == card.smaller
    assert not view.more_button.isVisible()
    assert not view.plain_button.isVisible()


def test_a_sentence_put_together_before_can_open_the_talk_and_is_nowhere_afterwards(page):
    before = everything(page)
    assert not OpenerView(page.flow, Names(page.session), 1, page.say.opening_words()).own_button.isVisibleTo(
        page
    )
    page.say.parts["miss"].field.put("our slow mornings")
    page.say._choose_form("miss")
    click(enter(page).go_on_button)
    view = page.room.view
    click(view.own_button)
    assert view.words.text() == "I miss our slow mornings."
    assert page.flow.prompt is None
    click(view.go_on_button)
    view = page.room.view
    assert view.words.text() == "I miss our slow mornings."
    assert not view.more_button.isVisible()
    click(view.swap_button)
    assert "mornings" not in shown_texts(page.room), "the other one says something of their own"
    click(page.room.view.stop_button)
    click(page.room.view.stop_button)
    assert everything(page) == before


def test_words_that_tell_of_harm_are_no_opener(page):
    page.say.parts["noticed"].field.put("you hit me")
    assert page.say.opening_words() == ""
    click(enter(page).go_on_button)
    assert not page.room.view.own_button.isVisible()


def test_when_the_time_agreed_on_comes_it_is_said_once_and_nothing_else_happens(page, clock: Clock):
    view = talk(page)
    clock.pass_minutes(19)
    page.look_at_the_clock()
    assert view.foot_bar.said == ""
    clock.pass_minutes(1)
    page.look_at_the_clock()
    assert "This is the time you agreed on." in shown_texts(page.room)
    assert not any(sign.isdigit() for sign in view.foot_bar.said)
    assert page.room.view is view
    assert page.flow.state == "turns"
    click(view.wrong_button)
    assert "This is the time you agreed on." in shown_texts(page.room)


def test_a_repair_has_one_line_and_leads_back(page):
    click(talk(page).wrong_button)
    view = page.room.view
    assert isinstance(view, RepairView)
    assert straight(view.saying.text) in {phrase.text for phrase in content.phrases("repair")}
    click(view.carry_on_button)
    assert isinstance(page.room.view, TurnsView)


def test_just_being_there_shows_no_card(page):
    click(enter(page, shape="be").go_on_button)
    view = page.room.view
    assert isinstance(view, BesideView)
    assert not any(text in straight(shown_texts(view)) for text in card_texts())


def test_yes_but_smaller_is_ten_minutes(page):
    assert "We stop at 21:50." in shown_texts(enter(page, answer_with="yes_smaller"))


def test_every_page_that_asks_has_pause_smaller_and_stop(window, page):
    seen = []

    def ask(view: QWidget) -> None:
        seen.append(type(view).__name__)
        assert {"pause", "smaller", "stop"} <= page.flow.buttons
        for button in (view.pause_button, view.smaller_button, view.stop_button):
            assert button is not None
            assert button.isVisibleTo(page.room), type(view)
        assert window.quick_exit_button.isVisible()

    ask(enter(page))
    click(page.room.view.go_on_button)
    ask(page.room.view)
    click(page.room.view.go_on_button)
    ask(page.room.view)
    click(page.room.view.wrong_button)
    ask(page.room.view)
    page.room.send("carry_on")
    pause(page)
    page.room.send("back")
    ask(page.room.view)
    click(page.room.view.topic_button)
    ask(page.room.view)
    click(page.room.view.close_button)
    click(page.room.view.reflect_button)
    ask(page.room.view)
    assert len(seen) == 7


def test_leaving_the_room_keeps_it_and_the_door_leads_back(window, page):
    talk(page)
    click(page.room.leave_button)
    assert page.room is None
    assert page.tab == "room"
    assert "The room is as you left it." in shown_texts(page)
    page.show_tab("ready")
    assert "The room is as you left it." in shown_texts(page)
    click(page.door.enter_button)
    assert isinstance(page.room.view, TurnsView)


def test_another_page_puts_the_room_away_and_coming_back_brings_it(window, page):
    talk(page)
    window.go("diary")
    assert page.room is None
    window.go("talk")
    assert isinstance(page.room.view, TurnsView)


def test_tab_stays_in_the_room_and_reaches_quick_exit(window, page):
    view = talk(page)
    seen = set()
    for _ in range(12):
        press(page, Qt.Key.Key_Tab)
        seen.add(window.focusWidget())
    wanted = {page.room.leave_button, view.pause_button, view.swap_button, view.stop_button}
    assert wanted | {window.quick_exit_button} <= seen
    assert all(page.room.isAncestorOf(one) or one is window.quick_exit_button for one in seen)


def test_the_keys_of_the_window_do_not_reach_below_the_room(window, page):
    view = talk(page)
    for name in ("next_tab", "next_region", "print"):
        window._actions[name].trigger()
        assert page.tab == "ready"
        assert page.room.isAncestorOf(window.focusWidget())
    assert open_dialogs(window) == []
    assert page.room.view is view


# --- the pause -----------------------------------------------------------------------------------------------


def test_half_an_hour_is_chosen_already_and_the_sentence_has_the_time_in_it(page):
    talk(page)
    press(page, Qt.Key.Key_F2)
    dialog = page.room.dialog
    assert dialog.pause_button.text() == "Pause until 22:10"
    assert "22:10" in dialog.sentence.text()
    click(dialog.chips["60"])
    assert dialog.pause_button.text() == "Pause until 22:40"
    click(dialog.chips["tomorrow"])
    dialog.time.setText("19:00")
    assert dialog.back == (NOW + timedelta(days=1)).replace(hour=19, minute=0)
    click(dialog.chips["tonight"])
    assert dialog.back is None, "seven is over"
    assert not dialog.pause_button.isEnabled()
    dialog.time.setText("23:15")
    assert dialog.pause_button.text() == "Pause until 23:15"


def test_keep_talking_leaves_everything_as_it_was(page):
    view = talk(page)
    click(view.pause_button)
    click(page.room.dialog.keep_button)
    assert page.room.view is view
    assert page.flow.state == "turns"
    assert page.session.workspace.pauses.current() is None


def test_a_pause_the_disk_did_not_take_holds_until_the_lock(page, session, monkeypatch, clock: Clock):
    def full(_pause: object) -> None:
        raise DiskFull

    monkeypatch.setattr(session.workspace.pauses, "keep", full)
    talk(page)
    pause(page)
    page.look_at_the_clock()
    assert isinstance(page.room.view, PausedView)
    clock.pass_minutes(30)
    page.look_at_the_clock()
    assert isinstance(page.room.view, ReturnView)


def test_two_who_only_sat_together_come_back_to_that(page, clock: Clock):
    click(enter(page, shape="be").go_on_button)
    pause(page)
    clock.pass_minutes(30)
    page.look_at_the_clock()
    click(page.room.view.ready_button)
    assert isinstance(page.room.view, BesideView)


def test_no_line_to_come_back_with_names_a_time(page, clock: Clock):
    talk(page)
    pause(page)
    clock.pass_minutes(30)
    page.look_at_the_clock()
    view = page.room.view
    seen = set()
    while view.saying.text not in seen:
        seen.add(view.saying.text)
        click(view.saying.another_button)
    assert len(seen) > 8
    for line in seen:
        assert not any(sign.isdigit() for sign in line)
        assert not any(words in line for words in ("tomorrow at", "I said four", "ten minutes late"))


def test_a_fear_named_at_the_return_puts_talking_away(window, page, clock: Clock):
    talk(page)
    pause(page)
    clock.pass_minutes(30)
    page.look_at_the_clock()
    click(page.room.view.afraid_button)
    assert window.workroom.current == "understand"
    assert page.flow.state == "help"
    assert not page.session.sitting.shows_prompts
    assert page.session.workspace.pauses.current() is None
    window.go("talk", {"tab": "cards"})
    assert page.room is None
    assert not page.cards.isVisible()
    assert not page.print_button.isVisible()


def test_after_a_restart_a_new_session_asks_who_is_here_first(window, page, session):
    talk(page)
    vault = session.vault
    session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    until(lambda: window.page() is not None)
    found = window.page()
    click(found.room.view.stop_button)
    click(found.room.view.stop_button)
    click(found.ready.step.again_button)
    assert isinstance(found.ready.step, StartStep)


def test_stop_for_today_from_the_pause_goes_to_the_close(page):
    click(talk(page).pause_button)
    click(page.room.dialog.stop_button)
    assert isinstance(page.room.view, CloseView)


def test_a_pause_shows_a_time_and_nothing_of_the_talk(page):
    talk(page)
    card = page.flow.prompt
    view = pause(page)
    assert "Back at 22:10" in shown_texts(page.room)
    assert not any(text in straight(shown_texts(page.room)) for text in card_texts())
    assert page.room._depth.text() == ""
    kept = page.session.workspace.pauses.current()
    assert (kept.prompt, kept.turn, kept.back) == (card.id, "me", NOW + timedelta(minutes=30))
    idea = view.idea.text()
    click(view.another_button)
    assert view.idea.text() != idea


@pytest.mark.parametrize("restarted", [False, True])
def test_a_pause_is_there_after_the_lock_and_the_return_is_lighter(
    window, page, session, clock: Clock, restarted: bool
):
    talk(page)
    page.flow.prompt = next(p for p in content.prompts() if p.depth == 3 and page.flow.sitting.allows(p))
    page.flow._level = 3
    text = page.flow.prompt.smaller
    pause(page)
    vault = session.vault
    click(page.room.view.lock_button)
    assert session.state is State.LOCKED
    locked = shown_texts(window)
    assert "22:10" not in locked
    assert "Back" not in locked
    if restarted:
        window.workroom = None
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    until(lambda: window.page() is not None)
    found = window.page()
    assert isinstance(found, TalkPage)
    assert isinstance(found.room.view, PausedView)
    assert "Back at 22:10" in shown_texts(found.room)
    clock.pass_minutes(30)
    found.look_at_the_clock()
    view = found.room.view
    assert isinstance(view, ReturnView)
    assert "It’s 22:10." in shown_texts(view)
    click(view.ready_button)
    assert isinstance(found.room.view, TurnsView)
    assert found.flow.level == 2
    assert straight(found.room.view.words.text()) == text
    assert session.workspace.pauses.current() is None


def test_a_lock_in_the_room_is_a_pause(window, page, session):
    talk(page)
    vault = session.vault
    session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    until(lambda: window.page() is not None)
    assert isinstance(window.page().room.view, PausedView)
    assert "Back at 22:10" in shown_texts(window.page().room)


def test_the_room_rests_as_long_as_the_talk_and_half_an_hour(page, session):
    talk(page)
    session._tick(49 * 60)
    assert session.state is State.OPEN
    page.room.send("stop")
    page.close_room()
    session._tick(5 * 60)
    assert session.state is State.LOCKED


def test_the_room_locks_at_the_end_of_that_time(page, session):
    talk(page)
    session._tick(50 * 60)
    assert session.state is State.LOCKED


def test_elsewhere_in_the_app_the_time_comes_as_a_clock_time(window, page, session, clock: Clock):
    notices = []
    session.noticed.connect(notices.append)
    talk(page)
    pause(page)
    window.go("diary")
    clock.pass_minutes(31)
    page.look_at_the_clock()
    page.look_at_the_clock()
    assert [notice.text for notice in notices] == ["22:11"]
    notices[0].action()
    assert isinstance(window.page().room.view, ReturnView)


def test_more_time_twice_and_then_another_day(page, clock: Clock):
    talk(page)
    pause(page, "20")
    for _ in range(2):
        clock.pass_minutes(20)
        page.look_at_the_clock()
        click(page.room.view.pause_button)
        click(page.room.dialog.chips["20"])
        click(page.room.dialog.pause_button)
    clock.pass_minutes(20)
    page.look_at_the_clock()
    click(page.room.view.pause_button)
    assert isinstance(page.room.view, AnotherDayView)
    click(page.room.view.leave_button)
    assert page.room is None
    assert page.session.workspace.pauses.current() is None


def test_going_back_from_more_time_is_the_return_again(page, clock: Clock):
    talk(page)
    pause(page)
    clock.pass_minutes(30)
    page.look_at_the_clock()
    click(page.room.view.pause_button)
    click(page.room.dialog.keep_button)
    assert isinstance(page.room.view, ReturnView)
    assert page.flow.extensions == 0


def test_when_they_do_not_come_back(window, page, clock: Clock):
    talk(page)
    pause(page)
    clock.pass_minutes(30)
    page.look_at_the_clock()
    click(page.room.view.missing_button)
    view = page.room.view
    assert isinstance(view, NotBackView)
    assert "You kept your side." in shown_texts(view)
    assert page.session.workspace.pauses.current() is None
    click(view.card_button)
    assert window.workroom.current == "understand"
    window.go("talk")
    click(page.room.view.write_button)
    assert window.page().guide.walk.guide.id == "g-needs-limits"


def test_a_pause_whose_day_is_over_is_gone(page, clock: Clock):
    talk(page)
    pause(page)
    click(page.room.leave_button)
    clock.pass_minutes(24 * 60)
    page.look_at_the_clock()
    assert page.session.workspace.pauses.current() is None
    assert page.flow.state == "safe"


def test_the_questions_before_a_talk_can_be_paused_too(page, clock: Clock):
    step = say_safe(page)
    answer(step, body=2)
    click(step.pause_button)
    dialog = open_dialogs(page.window())[0]
    click(dialog.pause_button)
    assert isinstance(page.room.view, PausedView)
    clock.pass_minutes(30)
    page.look_at_the_clock()
    view = page.room.view
    assert "They did not come back" not in [button.text() for button in view.findChildren(Button)]
    assert view.ready_button.text() == "Go on", "nobody waits, and nothing becomes lighter"
    click(view.ready_button)
    assert page.room is None
    assert page.flow.state == "ready"
    assert page.ready.step.steps["body"].value == 2


# --- the end ---------------------------------------------------------------------------------------------------


def close(page: TalkPage) -> CloseView:
    click(talk(page).close_button)
    view = page.room.view
    assert isinstance(view, CloseView)
    return view


def everything(page: TalkPage) -> str:
    return rows(page.session.workspace)


def test_closing_keeps_nothing_unless_it_is_chosen(page):
    before = everything(page)
    view = close(page)
    QTest.keyClicks(view.fields["heard"], "the garden")
    click(view.close_button)
    assert isinstance(page.room.view, AftercareView)
    click(page.room.view.reflect_button)
    assert isinstance(page.room.view, ReflectView)
    QTest.keyClicks(page.room.view.fields["now"], "an early night")
    click(page.room.view.done_button)
    assert page.room is None
    assert "That’s enough for today." in shown_texts(page)
    assert everything(page) == before


@pytest.mark.parametrize("where", ["diary", "words"])
def test_what_is_kept_goes_where_the_person_says(page, where):
    view = close(page)
    assert not view.keep_button.isEnabled()
    QTest.keyClicks(view.fields["heard"], "the garden")
    QTest.keyClicks(view.fields["next"], "tea")
    click(view.keep_button)
    click(view.diary_button if where == "diary" else view.words_button)
    assert isinstance(page.room.view, AftercareView)
    workspace = page.session.workspace
    wanted = "One thing I heard: the garden\n\nOne small next thing, or nothing: tea"
    newest = workspace.diary.newest()
    if where == "diary":
        assert workspace.diary.get(newest.id).text == wanted
        assert workspace.talk.kept() == []
    else:
        assert [card.text for card in workspace.talk.kept()] == [wanted]
        assert newest is None
        click(page.room.view.done_button)
        page.show_tab("cards")
        page.cards.show_kept()
        QApplication.processEvents()
        assert "the garden" in shown_texts(page)


def test_what_one_reflects_can_become_a_page(page):
    click(close(page).close_button)
    click(page.room.view.reflect_button)
    QTest.keyClicks(page.room.view.fields["me"], "I waited")
    click(page.room.view.keep_button)
    workspace = page.session.workspace
    assert workspace.diary.get(workspace.diary.newest().id).text == "What did I learn about me?: I waited"


def test_a_lock_leaves_no_word_of_the_room_behind(window, page, session):
    view = close(page)
    QTest.keyClicks(view.fields["heard"], "the garden")
    before = everything(page)
    vault = session.vault
    session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    until(lambda: window.page() is not None)
    assert "the garden" not in everything_of(session)
    assert "pause" not in everything_of(session)
    assert before


def everything_of(session) -> str:
    return rows(session.workspace)


# --- looks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("mirrored", [False, True])
def test_pausing_stopping_going_on_and_quick_exit_are_in_sight_without_scrolling(
    page, window, session, qapp, scale, mirrored
):
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    session.prefer(text_scale=scale)
    session.workspace.prefs.set("their_name", "Maximiliane")
    window.resize(QSize(800, 560))
    enter_room(page)
    for event in (
        "go_on",
        "go_on",
        "came_out_wrong",
        "carry_on",
        "until",
        "back",
        "not_this_topic",
        "go_on",
        "reflect",
    ):
        view = page.room.view
        for _ in range(8):
            QApplication.processEvents()
        for button in (view.pause_button, view.stop_button, *view.foot_bar.reading_order()):
            in_sight(window, button)
        in_sight(window, window.quick_exit_button)
        assert view.block.visibleRegion().boundingRect().height() >= 100, "and some of the page too"
        if event == "until":
            page.room.send("pause")
            page.room.dialog.pause_button.click()
        else:
            page.room.send(event)


def enter_room(page: TalkPage) -> None:
    for event in ("just_me", "safe", "go_on"):
        page.ready.send(event)
    for check in ("body", "time", "place", "room"):
        page.flow.sitting.answer(check, "yes")
    page.flow.choose_aim("near")
    for event in ("go_on", "go_on", "go_on", "yes"):
        page.ready.send(event)


def in_sight(window: QWidget, button: QWidget | None) -> None:
    if button is None or button.isHidden() or button.parentWidget().isHidden():
        return
    assert button.visibleRegion().boundingRect() == button.rect(), button
    at = button.mapTo(window, button.rect().topLeft())
    assert window.rect().contains(QRect(at, button.size()))


def test_nothing_is_clipped_in_the_room(page, window, session, fine):
    enter_room(page)
    for event in ("go_on", "go_on", "came_out_wrong", "carry_on", "pause", "until", "back", "no_return"):
        fine()
        if event == "until":
            page.room.dialog.pause_button.click()
        else:
            page.room.send(event)
    fine()
