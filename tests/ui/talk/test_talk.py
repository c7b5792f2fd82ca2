"""Talk on a real vault in the real window: cards by keys, what a person keeps, printing, and the frame."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion import content
from tests.ui.hands import PASSPHRASE, click, shown_texts, straight
from tests.ui.talk.hands import all_yes, answer, focus_in, press, say_safe, workspace_of
from ui.printing.card_dialog import CardPrintDialog
from ui.widgets.dialog import open_dialogs

# --- cards -----------------------------------------------------------------------------------------------


def test_drawing_opens_the_depth_that_was_chosen(page):
    step = say_safe(page)
    click(step.depths["closer"])
    click(step.draw_button)
    assert page.tab == "cards"
    assert page.cards.deck == "closer"
    assert page.cards.current.depth in (2, 3)
    assert focus_in(page) is page.cards.card.face


def test_a_card_listens_to_keys_only_while_it_has_the_focus(page):
    page.show_tab("cards", focus=True)
    first = page.cards.current
    press(page, Qt.Key.Key_Space)
    second = page.cards.current
    assert second is not first
    press(page, Qt.Key.Key_Left)
    assert page.cards.current is first
    press(page, Qt.Key.Key_Right)
    assert page.cards.current is second
    press(page, Qt.Key.Key_P)
    assert page.cards.current is not second
    for _ in range(8):
        press(page, Qt.Key.Key_Right)
        assert page.cards.current is not second
    press(page, Qt.Key.Key_2)
    assert page.cards.deck == "closer"
    press(page, Qt.Key.Key_1)
    assert page.cards.deck == "beside"
    page.cards.next_button.setFocus()
    press(page, Qt.Key.Key_2)
    press(page, Qt.Key.Key_K)
    assert page.cards.deck == "beside"
    assert workspace_of(page).talk.kept() == []


def test_mirrored_the_arrows_go_the_way_they_point(window, page, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page.show_tab("cards", focus=True)
    first = page.cards.current
    press(page, Qt.Key.Key_Left)
    assert page.cards.current is not first
    press(page, Qt.Key.Key_Right)
    assert page.cards.current is first


def test_the_card_says_what_stands_on_it(page):
    page.show_tab("cards")
    page.cards.choose("closer")
    while "___" not in page.cards.current.text:
        click(page.cards.next_button)
    face = page.cards.card.face
    interface = QAccessible.queryAccessibleInterface(face)
    said = interface.text(QAccessible.Text.Name)
    assert "blank" in said
    assert "___" not in said
    listener = page.cards.current.listener[0]
    about = interface.text(QAccessible.Text.Description).replace("’", "'").replace("‘", "'")
    assert listener in about


def test_the_smaller_version_and_plain_words_are_one_press_away(page):
    page.show_tab("cards")
    page.cards.choose("closer")
    while not page.cards.current.plain:
        click(page.cards.next_button)
    prompt = page.cards.current
    click(page.cards.smaller_button)
    assert straight(page.cards.card.face.text.text()) == prompt.smaller
    click(page.cards.smaller_button)
    assert straight(page.cards.card.face.text.text()) == prompt.text
    click(page.cards.plain_button)
    assert straight(page.cards.card.face.text.text()) == prompt.plain


def test_passing_everything_leaves_a_kind_empty_card(page):
    page.show_tab("cards")
    for _ in content.prompts():
        if page.cards.current is None:
            break
        click(page.cards.pass_button)
    assert page.cards.current is None
    assert page.cards.card.face.text.text() == "No more cards here for now."
    assert not page.cards.pass_button.isEnabled()


def test_open_cards_ask_first_once_an_unlock(page):
    page.show_tab("cards")
    page.cards.choose("open")
    assert not page.cards.card.isVisible()
    assert "Open cards ask something first." in shown_texts(page)
    gate = page.cards.home_focus()
    click(gate)
    assert page.tab == "ready"
    all_yes(page)
    page.show_tab("cards")
    page.cards.choose("open")
    assert page.cards.card.isVisible()
    assert page.cards.current.depth == 4


def test_open_stays_closed_where_the_answers_leave_less_room(page):
    answer(say_safe(page), body=3, time=3, place=3, room=2)
    page.show_tab("cards")
    page.cards.choose("open")
    assert "Your answers leave room for something gentler." in shown_texts(page)
    click(page.cards.home_focus())
    assert page.cards.deck == "beside"


def test_the_deepest_card_needs_both_to_say_yes(page):
    all_yes(page)
    page.show_tab("cards")
    page.cards.choose("open")

    def depths() -> set[int]:
        seen = set()
        first = page.cards.current
        for _ in range(100):  # to the end of the deck and round
            seen.add(page.cards.current.depth)
            click(page.cards.next_button)
            if page.cards.current == first:
                break
        return seen

    assert depths() == {4}
    page.cards.both.click()
    assert 5 in depths()


# --- kept cards ------------------------------------------------------------------------------------------


def test_keep_a_card_write_a_line_and_let_it_go_with_undo(page, window, session):
    notices = []
    session.noticed.connect(notices.append)
    page.show_tab("cards", focus=True)
    kept = page.cards.current
    press(page, Qt.Key.Key_K)
    assert [card.prompt_id for card in workspace_of(page).talk.kept()] == [kept.id]
    assert page.cards.keep_button.text() == "Kept"
    click(page.cards.line_button)
    row = page.cards.kept.rows[0]
    assert focus_in(page) is row.field
    QTest.keyClicks(row.field, "Ten minutes was enough.")
    click(row.keep_button)
    assert workspace_of(page).talk.kept()[0].note == "Ten minutes was enough."
    assert row.line.isVisible()
    assert focus_in(page) is row.line_button
    click(row.let_go_button)
    assert workspace_of(page).talk.kept() == []
    assert notices[-1].text == "Card let go"
    notices[-1].action()
    assert workspace_of(page).talk.kept()[0].note == "Ten minutes was enough."
    assert len(page.cards.kept.rows) == 1


def test_a_line_being_written_is_stored_when_the_page_is_left(page, window):
    page.show_tab("cards", focus=True)
    press(page, Qt.Key.Key_K)
    click(page.cards.line_button)
    QTest.keyClicks(page.cards.kept.rows[0].field, "still typing")
    window.go("today")
    assert workspace_of(page).talk.kept()[0].note == "still typing"


def test_a_kept_card_stays_with_the_lock(page, window, session):
    page.show_tab("cards", focus=True)
    press(page, Qt.Key.Key_K)
    text = page.cards.current.text
    vault = session.vault
    session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window.go("talk", {"kept": True})
    assert [row.card.text for row in window.page().cards.kept.rows] == [text]


def test_write_about_this_opens_a_page_with_the_card(page, qtbot):
    page.show_tab("cards")
    text = page.cards.current.text
    with qtbot.waitSignal(page.go) as went:
        page.cards.write_button.click()
    assert went.args == ["diary", {"new": True, "text": f"> {text}\n\n"}]


# --- printing and the frame --------------------------------------------------------------------------------


def test_print_offers_the_decks_that_may_be_shown_and_the_kept_cards(page, window):
    page.show_tab("cards", focus=True)
    press(page, Qt.Key.Key_K)
    window._actions["print"].trigger()
    (dialog,) = open_dialogs(window)
    assert isinstance(dialog, CardPrintDialog)
    offered = [dialog.which.itemData(place) for place in range(dialog.which.count())]
    assert offered == ["beside", "closer", "kept", "this"]
    dialog.reject()
    page.show_tab("ready")
    all_yes(page)
    page.open_print()
    (dialog,) = open_dialogs(window)
    assert "open" in [dialog.which.itemData(place) for place in range(dialog.which.count())]
    dialog.reject()


def test_tabs_by_keyboard(page, window):
    for tab in ("cards", "say", "room", "ready"):
        window._actions["next_tab"].trigger()
        assert page.tab == page.tabs.value == tab
    window._actions["previous_tab"].trigger()
    assert page.tab == "room"


def test_everything_can_be_reached_by_tab(page):
    step = say_safe(page)
    wanted = {
        step.draw_button,
        step.not_tonight_button,
        step.stop_button,
        *step.depths.values(),
        page.print_button,
    }
    page.ready.focus_first()
    seen = set()
    for _ in range(60):
        focus = focus_in(page)
        if focus in seen:
            break
        seen.add(focus)
        press(page, Qt.Key.Key_Tab)
    assert wanted <= seen


def test_nothing_is_clipped_and_everything_has_a_name(page, window, session, fine):
    fine()
    step = say_safe(page)
    answer(step, body=1)
    fine()
    click(step.result.offers["hot"])
    fine()
    click(page.ready.step.not_tonight_button)
    fine()
    page._draw("closer")
    page.cards._keep()
    fine()
    page.cards.show_kept()
    page.cards.kept.rows[0].open_editor()
    fine()
    page.open_print("kept")
    fine()
    open_dialogs(window)[0].reject()
    page.cards.show_deck()
    page.cards.choose("open")
    fine()


def test_a_card_slides_when_motion_is_wanted_and_not_when_it_is_not(page, session, qtbot):
    page.show_tab("cards", focus=True)
    press(page, Qt.Key.Key_Space)
    assert not page.cards.card._leaving.isVisible()
    session.prefer(motion="full")
    press(page, Qt.Key.Key_Space)
    assert page.cards.card._leaving.isVisible()
    qtbot.waitUntil(lambda: not page.cards.card._leaving.isVisible())


def test_the_keyboard_stays_on_the_page_when_it_is_asked_for_again(window, page):
    for _ in range(2):
        window.go("talk")
        assert page.isAncestorOf(focus_in(page))


def test_tab_goes_through_the_check_as_one_reads(window, page):
    step = say_safe(page)
    walked = [focus_in(page)]
    for _ in range(10):
        press(page, Qt.Key.Key_Tab)
        walked.append(focus_in(page))
    deeds = [step.draw_button, step.not_tonight_button, step.pause_button, step.smaller_button]
    assert walked[4:] == [*step.depths.values(), *deeds]


def test_the_cards_stay_whole_when_the_questions_were_built_anew(window, page):
    say_safe(page)
    for _ in range(3):
        window.go("today")
        window.go("talk")
        page.show_tab("cards")
        QApplication.processEvents()
        assert page.cards.next_button.isVisible()
        page.show_tab("ready")
