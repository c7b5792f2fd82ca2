"""Talk on a real vault in the real window: the safety question before anything, the check in words, cards by keys,
and what a person keeps."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from companion import content
from companion.workspace import Workspace, open_new
from tests import looks
from ui import theme
from ui.printing.card_dialog import CardPrintDialog
from ui.session import Session
from ui.shell import Shell
from ui.talk import words
from ui.talk.check import CheckStep
from ui.talk.page import TalkPage
from ui.talk.steps import EndStep, KindStep, LinesStep, SafeStep, SettleStep
from ui.widgets.dialog import open_dialogs

PASSPHRASE = "harbour lantern moss"
NOW = datetime(2030, 11, 14, 21, 40)


@pytest.fixture
def session(qtbot, home: Path):
    workspace, _kit = open_new(home, passphrase=PASSPHRASE, clock=lambda: NOW)
    vault = workspace.vault
    workspace.close()
    session = Session(home, clock=lambda: NOW)
    session.prefer(motion="reduced", cover_when_inactive=False)
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    yield session
    session.close()


@pytest.fixture
def window(qtbot, session: Session):
    window = Shell(session)
    qtbot.addWidget(window)
    window.resize(1100, 720)
    window.show()
    window.go("talk")
    yield window
    theme.apply(QApplication.instance(), "light")


@pytest.fixture
def page(window: Shell) -> TalkPage:
    page = window.page()
    assert isinstance(page, TalkPage)
    return page


def focus_in(page: TalkPage) -> QWidget:
    """Where the keyboard is in the page's window."""
    focus = page.window().focusWidget()
    assert focus is not None
    return focus


def press(page: TalkPage, key: Qt.Key) -> None:
    QTest.keyClick(focus_in(page), key)


def click(widget: QWidget) -> None:
    QApplication.processEvents()  # what was just added to a layout is shown by the loop
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def shown_texts(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def workspace_of(page: TalkPage) -> Workspace:
    assert page.session.workspace is not None
    return page.session.workspace


def say_safe(page: TalkPage) -> CheckStep:
    assert isinstance(page.ready.step, SafeStep)
    click(page.ready.step.buttons["safe"])
    step = page.ready.step
    assert isinstance(step, CheckStep)
    return step


def answer(step: CheckStep, **answers: int) -> None:
    for check, value in answers.items():
        click(step.steps[check].cells[value - 1])


def all_yes(page: TalkPage) -> None:
    answer(say_safe(page), body=3, time=3, place=3, room=3)


# --- SAFE? -----------------------------------------------------------------------------------------------


def test_the_safety_question_stands_before_anything(page):
    assert isinstance(page.ready.step, SafeStep)
    assert [button.text() for button in page.ready.step.buttons.values()] == [
        "Safe enough",
        "Not sure",
        "I’m afraid of how they might react",
        "I feel unsafe with myself",
    ]
    assert "Does it feel safe enough to bring this up with them?" in shown_texts(page)


def test_not_sure_leads_to_three_lines_and_none_fits_says_nothing_more(page):
    click(page.ready.step.buttons["unsure"])
    assert isinstance(page.ready.step, LinesStep)
    for line in words.three_lines():
        assert line in shown_texts(page)
    click(page.ready.step.none)
    assert isinstance(page.ready.step, CheckStep)
    assert "you are safe" not in shown_texts(page).lower()


def test_one_that_fits_opens_the_help_page_and_hides_every_card(window, page):
    click(page.ready.step.buttons["unsure"])
    click(page.ready.step.fits)
    assert window.page().help.page_id == "s-afraid"
    window.go("talk")
    assert isinstance(page.ready.step, KindStep)


def test_fear_hides_cards_in_every_tab_until_a_new_session(window, page):
    click(page.ready.step.buttons["afraid"])
    assert isinstance(page.ready.step, KindStep)
    assert "not a failing of yours" in shown_texts(page)
    assert page.print_button.isHidden()
    page.tabs.chosen.emit("cards")
    assert not page.cards.card.isVisible()
    assert "not a failing of yours" in shown_texts(page)
    assert page.print_page() is False
    prompts = [prompt.text for prompt in content.prompts()]
    assert not any(text in shown_texts(page).replace("’", "'") for text in prompts)
    click(page.kind.again_button)
    assert page.tab == "ready"
    assert isinstance(page.ready.step, SafeStep)
    page.show_tab("cards")
    assert page.cards.card.isVisible()
    assert not page.print_button.isHidden()


def test_the_help_page_and_leaving_are_offered_after_fear(window, page):
    click(page.ready.step.buttons["afraid"])
    click(page.ready.step.help_button)
    assert window.page().help.page_id == "s-afraid"
    window.go("talk")
    click(page.ready.step.close_button)
    assert window.workroom.current == "today"


def test_unsafe_with_oneself_opens_its_page_and_closes_the_deep_cards(window, page):
    click(page.ready.step.buttons["low"])
    assert window.page().help.page_id == "s-low"
    window.go("talk")
    assert isinstance(page.ready.step, KindStep)
    page.show_tab("cards")
    page.cards.choose("open")
    assert not page.cards.card.isVisible()
    page.cards.choose("beside")
    assert page.cards.card.isVisible()


def test_nothing_of_the_answers_is_stored(page):
    before = workspace_of(page).prefs.all()
    all_yes(page)
    assert workspace_of(page).prefs.all() == before


def test_the_question_comes_again_after_a_lock(window, page, session):
    all_yes(page)
    vault = session.vault
    assert session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window.go("talk")
    assert isinstance(window.page().ready.step, SafeStep)


# --- the check -------------------------------------------------------------------------------------------


def test_the_check_asks_in_the_words_of_the_role(page):
    step = say_safe(page)
    assert step.asked["body"].text() == "Is there any ease: a full breath, loose hands?"
    step.role.chosen.emit("reaching")
    assert step.asked["body"].text() == "Can you sit back, or does it have to be now?"
    assert step.asked["room"].text() == "Could you hear “no”, or “I don’t know”?"


def test_the_role_a_person_told_the_app_is_where_it_begins(window, page, session):
    session.perform(lambda: session.workspace.prefs.set("role", "reaching"))
    session.sitting.begin_again()
    vault = session.vault
    session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window.go("talk")
    step = say_safe(window.page())
    assert step.asked["time"].text() == "Could it end in 20 minutes and be okay?"


@pytest.mark.parametrize(
    ("answers", "title", "fits"),
    [
        ((2, 2, 2, 2), "Something small could fit tonight.", "beside"),
        ((3, 2, 3, 2), "There is some room tonight.", "closer"),
        ((3, 3, 3, 3), "There is room tonight.", "closer"),
        ((3, 1, 3, 3), "Another time or place may suit it better.", ""),
    ],
)
def test_the_result_is_said_in_words_and_marks_what_fits(page, answers, title, fits):
    step = say_safe(page)
    answer(step, **dict(zip(words.CHECKS, answers, strict=True)))
    assert step.result.heading.text() == title
    assert not any(sign.isdigit() for sign in shown_texts(step.result))
    marked = [deck for deck, card in step.depths.items() if "fits tonight" in shown_texts(card)]
    assert marked == ([fits] if fits else [])
    if fits:
        assert step.chosen_deck() == fits


def test_not_tonight_is_as_large_as_drawing_and_first_when_there_is_hardly_any(page):
    step = say_safe(page)
    assert step.draw_button.height() == step.not_tonight_button.height() == 44
    assert (step.draw_button.kind, step.not_tonight_button.kind) == ("primary", "secondary")
    answer(step, body=1)
    assert (step.draw_button.kind, step.not_tonight_button.kind) == ("secondary", "primary")


def test_settling_is_offered_once_and_then_it_may_rest(page):
    step = say_safe(page)
    answer(step, body=1, time=3)
    click(step.result.offers["senses"])
    assert isinstance(page.ready.step, SettleStep)
    assert "Cold water" in shown_texts(page)
    click(page.ready.step.again_button)
    step = page.ready.step
    assert isinstance(step, CheckStep)
    assert step.steps["body"].value is None
    assert step.steps["time"].value == 3
    answer(step, body=1)
    assert step.result.heading.text() == "Not now is honest."
    assert not step.result.offers["senses"].isVisible()


def test_the_one_who_reaches_is_asked_what_the_pull_wants(page):
    step = say_safe(page)
    step.role.chosen.emit("reaching")
    answer(step, room=1)
    click(step.result.offers["breath"])
    settle = page.ready.step
    assert "What does the pull to ask right now want?" in shown_texts(settle)
    click(settle.chips["alone"])
    assert "Ring or write to someone else who likes you." in shown_texts(settle)


def test_not_tonight_ends_kindly_and_can_become_company(window, page, qtbot):
    step = say_safe(page)
    click(step.not_tonight_button)
    end = page.ready.step
    assert isinstance(end, EndStep)
    first = end.line.text()
    click(end.another_button)
    assert end.line.text() != first
    click(end.copy_button)
    assert QApplication.clipboard().text() == end.line.text()
    click(end.company_button)
    assert window.workroom.current == "together"
    assert window.page().tab == "ideas"


def test_stop_here_and_something_smaller_are_in_every_step_that_asks(window, page):
    def both(step: QWidget) -> bool:
        return step.stop_button.isVisible() and step.smaller_button.isVisible()

    assert both(page.ready.step)
    click(page.ready.step.buttons["unsure"])
    assert both(page.ready.step)
    click(page.ready.step.none)
    assert both(page.ready.step)
    answer(page.ready.step, body=1)
    click(page.ready.step.result.offers["breath"])
    assert both(page.ready.step)
    click(page.ready.step.stop_button)
    assert "That’s enough for today." in shown_texts(page)
    page.show_tab("cards")
    assert page.cards.stop_button.isVisible()
    click(page.cards.stop_button)
    assert page.tab == "ready"
    assert "That’s enough for today." in shown_texts(page)


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
    assert page.cards.card.face.text.text().replace("’", "'") == prompt.smaller
    click(page.cards.smaller_button)
    assert page.cards.card.face.text.text().replace("’", "'") == prompt.text
    click(page.cards.plain_button)
    assert page.cards.card.face.text.text().replace("’", "'") == prompt.plain


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
        for _ in range(12):
            seen.add(page.cards.current.depth)
            click(page.cards.next_button)
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
    window._actions["next_tab"].trigger()
    assert page.tab == "cards"
    assert page.tabs.value == "cards"
    window._actions["previous_tab"].trigger()
    assert page.tab == "ready"


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


VARIANTS = [
    ("light", 1.0, False, QSize(1100, 720)),
    ("dark", 1.5, False, QSize(1100, 720)),
    ("light", 2.0, False, QSize(800, 560)),
    ("light", 1.0, True, QSize(800, 560)),
    ("contrast", 2.0, True, QSize(1100, 720)),
]


@pytest.mark.parametrize(("mode", "scale", "mirrored", "size"), VARIANTS)
def test_nothing_is_clipped_and_everything_has_a_name(
    page, window, session, qapp, mode, scale, mirrored, size
):
    if mirrored:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    session.prefer(theme=mode, text_scale=scale)
    window.resize(size)

    def fine() -> None:
        for _ in range(12):
            QApplication.processEvents()
        assert looks.problems(window) == []

    fine()
    step = say_safe(page)
    answer(step, body=1)
    fine()
    page.ready._begin_settling("hot")
    fine()
    page.ready._not_tonight()
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
    click(page.ready.step.buttons["safe"])
    step = page.ready.step
    walked = [focus_in(page)]
    for _ in range(10):
        press(page, Qt.Key.Key_Tab)
        walked.append(focus_in(page))
    deeds = [step.draw_button, step.not_tonight_button, step.smaller_button, step.stop_button]
    assert walked[4:] == [*step.depths.values(), *deeds]


def test_the_cards_stay_whole_when_the_questions_were_built_anew(window, page):
    click(page.ready.step.buttons["safe"])
    for _ in range(3):
        window.go("today")
        window.go("talk")
        page.show_tab("cards")
        QApplication.processEvents()
        assert page.cards.next_button.isVisible()
        page.show_tab("ready")
