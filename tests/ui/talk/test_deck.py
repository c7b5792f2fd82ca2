"""Cards on a real vault in the real window: their wordings, what was said about this moment, the search, and decks of
one's own from the first card to a file and back."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from companion import content, deck_file
from companion.decks import LONGEST, OwnCard
from tests.ui.hands import click, shown_texts, straight
from tests.ui.talk.hands import workspace_of
from ui.printing.card_dialog import CardPrintDialog
from ui.session import Session
from ui.talk.own_card import OwnCardDialog
from ui.talk.own_decks import NameDialog
from ui.talk.page import TalkPage
from ui.widgets.dialog import open_dialogs

DECK = "Slow evenings"
LIGHT = OwnCard(DECK, "What was the best minute of today?", "Point at it.", "A nod is enough.", 1)
DEEP = OwnCard(DECK, "What have you been carrying without me?", "Yes or no.", "Only listen.", 4)


@pytest.fixture
def page(page: TalkPage) -> TalkPage:
    page.show_tab("cards", focus=True)
    return page


@pytest.fixture
def notices(session: Session) -> list:
    found: list = []
    session.noticed.connect(found.append)
    return found


def on_card(page: TalkPage) -> str:
    return straight(page.cards.card.face.text.text())


def enough_room(page: TalkPage) -> None:
    """Safe, and four yes: what opens the deepest decks."""
    sitting = page.session.sitting
    assert sitting is not None
    sitting.answer_safe("safe")
    for check in ("body", "time", "place", "room"):
        sitting.answer(check, "yes")
    page.cards.refresh()


# --- wordings --------------------------------------------------------------------------------------------


def test_every_further_question_is_one_press_away_and_then_the_card_comes_back(page):
    page.cards.choose("closer")
    while len(page.cards.current.followups) < 2:
        click(page.cards.next_button)
    prompt = page.cards.current
    for followup in prompt.followups:
        assert page.cards.more_button.text() == "One more question"
        click(page.cards.more_button)
        assert on_card(page) == followup
        assert page.cards.card.face.label.text() == "One more, if you both like"
    assert page.cards.more_button.text() == "The card as it was"
    click(page.cards.more_button)
    assert on_card(page) == prompt.text
    click(page.cards.more_button)
    click(page.cards.smaller_button)
    assert on_card(page) == prompt.smaller


def test_the_next_card_comes_as_it_is(page):
    page.cards.choose("closer")
    click(page.cards.smaller_button)
    click(page.cards.next_button)
    assert on_card(page) == page.cards.current.text


def test_when_a_card_is_better_left_stands_under_it_as_a_short_line(page):
    page.cards.choose("closer")
    for _ in content.prompts():
        if "drinking" in page.cards.current.not_when:
            break
        click(page.cards.next_button)
    assert "Not after drinking." in shown_texts(page.cards.card)


def test_what_was_said_about_this_moment_takes_cards_away_until_it_is_taken_back(page):
    def all_shown() -> set[str]:
        page.cards.choose("closer")
        found: set[str] = set()
        while page.cards.current.id not in found:  # once around
            found.add(page.cards.current.id)
            click(page.cards.next_button)
        return found

    def choose(sentence: str) -> None:
        (action,) = (each for each in page.cards.now_menu().actions() if each.text() == sentence)
        action.trigger()

    unfit = {p.id for p in content.prompts() if "just-argued" in p.not_when and p.depth in (2, 3)}
    before = all_shown()
    assert unfit
    assert unfit <= before
    choose("We just argued")
    assert all_shown() == before - unfit
    ticked = [each.text() for each in page.cards.now_menu().actions() if each.isChecked()]
    assert ticked == ["We just argued"]
    choose("We just argued")
    assert all_shown() == before


# --- search ----------------------------------------------------------------------------------------------


def search(page: TalkPage, words: str) -> list[str]:
    field = page.cards.finding.field
    field.setText(words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return [row.found.prompt.text for row in page.cards.finding.list.rows]


def test_the_search_finds_cards_as_people_type_and_opens_them(page, window):
    window._actions["search"].trigger()
    assert page.window().focusWidget() is page.cards.finding.field
    wanted = next(p for p in content.prompts() if p.depth in (2, 3) and "'" in p.text)
    word = next(word for word in wanted.text.split() if "'" in word).strip(".,?")
    assert wanted.text in search(page, word.upper())
    assert wanted.text in search(page, word.replace("'", "’"))
    assert wanted.text in search(page, wanted.smaller)
    (row,) = (row for row in page.cards.finding.list.rows if row.found.prompt is wanted)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert page.cards.current is wanted
    assert on_card(page) == wanted.text
    assert page.window().focusWidget() is page.cards.card.face


def test_nothing_found_is_said_and_an_empty_field_shows_nothing(page):
    page.search()
    assert search(page, "zeppelin keeper") == []
    assert "No card has all of these words." in shown_texts(page.cards.finding)
    assert search(page, "") == []
    assert "No card has" not in shown_texts(page.cards.finding)


def test_a_card_that_was_passed_can_be_found_again(page):
    prompt = page.cards.current
    click(page.cards.pass_button)
    page.search()
    search(page, prompt.text)
    click(page.cards.finding.list.rows[0])
    assert page.cards.current is prompt


def test_the_search_holds_to_what_may_be_shown_now(page):
    workspace_of(page).decks.add([LIGHT, DEEP])
    page.search()
    every = {p.text: p for p in content.prompts()}

    def depths(words: str) -> set[int]:
        return {every[text].depth for text in search(page, words) if text in every}

    def finds(depth: int) -> bool:
        one = next(p for p in content.prompts() if p.depth == depth)
        return one.text in search(page, " ".join(re.findall(r"[A-Za-z]{5,}", one.text)[:4]))

    assert finds(3)
    assert not finds(4)
    assert search(page, "best minute") == [LIGHT.text]
    assert search(page, "carrying without") == []
    enough_room(page)
    assert finds(4)
    assert not finds(5)
    assert search(page, "carrying without") == [DEEP.text]
    page.session.sitting.both_said_yes()
    assert finds(5)
    page.session.sitting.answer("body", "nearly")
    page.session.sitting.answer("room", "nearly")
    page.session.sitting.answer("time", "nearly")
    page.session.sitting.answer("place", "nearly")
    assert depths("e") <= {1, 2}
    assert not finds(3)
    page.session.sitting.say("just-argued")
    assert not any("just-argued" in every[text].not_when for text in search(page, "e") if text in every)


# --- cards of one's own ----------------------------------------------------------------------------------


def write_one(page: TalkPage, text: str, deck: str = "", depth: int = 0) -> None:
    click(page.cards.own.write_button)
    (dialog,) = open_dialogs(page.window())
    assert isinstance(dialog, OwnCardDialog)
    assert page.window().focusWidget() is dialog.text
    QTest.keyClicks(dialog.text, text)
    click(dialog.deep.cells[depth])
    if deck:
        assert dialog.name.isVisible()
        QTest.keyClicks(dialog.name, deck)
    click(dialog.main)


def test_write_a_card_find_it_on_the_table_change_it_and_take_it_out_with_undo(page, notices):
    click(page.cards.own_button)
    assert "A card can be yours, too." in shown_texts(page.cards.own)
    write_one(page, "What was warm today?", DECK)
    assert page.cards.own.deck == DECK
    write_one(page, "And what was odd?", depth=1)
    assert [card.text for card in workspace_of(page).decks.cards(DECK)] == [
        "What was warm today?",
        "And what was odd?",
    ]
    click(page.cards.own.look_button)
    assert on_card(page) == "What was warm today?"
    assert page.cards.card.face.label.text() == DECK
    assert page.cards.decks.value is None
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    assert on_card(page) == "And what was odd?"
    click(page.cards.own_button)
    click(page.cards.own.list.rows[0].buttons[0])
    row = page.cards.own.list.rows[0]
    click(row.buttons[0])
    (dialog,) = open_dialogs(page.window())
    assert dialog.text.toPlainText() == "What was warm today?"
    dialog.text.setPlainText("What was warm,\ntoday?")
    click(dialog.main)
    assert page.cards.own.list.rows[0].text.text() == "What was warm, today?"
    click(page.cards.own.list.rows[0].last_button)
    assert [row.text.text() for row in page.cards.own.list.rows] == ["And what was odd?"]
    assert page.window().focusWidget() is page.cards.own.list.rows[0].last_button
    assert notices[-1].text == "Moved to trash"
    notices[-1].action()
    assert page.cards.own.list.rows[0].text.text() == "What was warm, today?"


def test_a_whole_deck_goes_to_the_trash_and_each_card_can_be_put_back(page, notices):
    workspace_of(page).decks.add([LIGHT, DEEP])
    page.cards.show_own()
    click(page.cards.own.list.rows[0].buttons[0])
    click(page.cards.own.trash_deck_button)
    assert workspace_of(page).decks.names() == []
    click(page.cards.own.trash_button)
    assert len(page.cards.own.list.rows) == 2
    click(page.cards.own.list.rows[1].buttons[0])
    assert workspace_of(page).decks.cards() == workspace_of(page).decks.cards(DECK)
    assert len(workspace_of(page).decks.cards()) == 1


def test_a_deck_gets_another_name(page):
    workspace_of(page).decks.add([LIGHT])
    page.cards.show_own()
    page.cards.own.show_deck(DECK)
    click(page.cards.own.name_button)
    (dialog,) = open_dialogs(page.window())
    assert isinstance(dialog, NameDialog)
    QTest.keyClicks(dialog.field, "Winter")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert workspace_of(page).decks.names() == ["Winter"]
    assert page.cards.own.deck == "Winter"
    assert page.cards.own.heading.text() == "Winter"


def test_a_card_without_words_or_too_long_stays_in_its_window(page):
    page.cards.show_own()
    click(page.cards.own.write_button)
    (dialog,) = open_dialogs(page.window())
    click(dialog.main)
    assert dialog.faults["text"].text() == "Add a word or two."
    assert dialog.faults["deck"].text() == "Add a word or two."
    dialog.text.setPlainText("W" * (LONGEST["text"] + 1))
    dialog.listener.setPlainText("W" * (LONGEST["listener"] + 1))
    dialog.name.setText(DECK)
    click(dialog.main)
    assert "longer than a card holds" in dialog.faults["text"].text()
    assert "longer than a card holds" in dialog.faults["listener"].text()
    assert workspace_of(page).decks.cards() == []
    assert page.window().focusWidget() is dialog.text
    dialog.reject()


def test_own_cards_follow_the_same_conditions_on_the_table(page):
    workspace_of(page).decks.add([DEEP, LIGHT])
    page.cards.hand.choose_own(DECK)
    page.cards.refresh()
    assert on_card(page) == LIGHT.text
    click(page.cards.pass_button)
    assert "No more cards here for now." in shown_texts(page.cards.card)
    page.cards.hand.choose_own("")
    enough_room(page)
    page.cards.hand.choose_own(DECK)
    page.cards.refresh()
    click(page.cards.next_button)
    assert on_card(page) == DEEP.text


def test_the_deepest_own_card_waits_for_both_and_prints_one_by_one(page, window):
    page.cards.show_own()
    page.cards.own.write()
    (dialog,) = open_dialogs(window)
    dialog.text.setPlainText(DEEP.text)
    dialog.name.setText(DECK)
    assert not dialog.both.isVisible()
    click(next(cell for cell in dialog.deep.cells if cell.value == "open"))
    click(dialog.both)
    click(dialog.main)
    (card,) = workspace_of(page).decks.cards()
    assert card.depth == 5
    assert "Open, the deepest" in shown_texts(page.cards.own)
    page.cards.own.list.rows[0].buttons[0].click()
    (again,) = open_dialogs(window)
    assert again.both.isChecked()
    again.reject()
    enough_room(page)
    page.cards.hand.choose_own(DECK)
    page.cards.refresh()
    page.cards.show_deck()
    assert "No more cards here for now." in shown_texts(page.cards.card)
    click(page.cards.both)
    assert on_card(page) == DEEP.text
    workspace_of(page).decks.add([LIGHT])
    page.open_print(f"own:{DECK}")
    (printing,) = open_dialogs(window)
    said = printing.document.words(0)
    assert LIGHT.text in said
    assert DEEP.text not in said
    assert "only when they are chosen one by one" in printing.about.text()
    printing.reject()


def test_kept_cards_and_kept_words_are_picked_for_print_each_by_itself(page, window):
    talk = workspace_of(page).talk
    talk.keep_words("The garden, and tea.")
    talk.keep_words("Another evening.")
    page.open_print("kept")
    (dialog,) = open_dialogs(window)
    dialog.choose_cards()
    picking = dialog.picking
    assert len(picking.boxes) == 2
    click(next(box for box in picking.boxes.values() if box.text().startswith("The garden")))
    click(picking.main)
    said = dialog.document.words(0)
    assert "Another evening." in said
    assert "The garden" not in said
    dialog.reject()


def test_an_own_card_can_be_kept_and_written_about_in_its_own_words(page, qtbot):
    workspace_of(page).decks.add([OwnCard(DECK, 'Say "good night" first.')])
    page.cards.hand.choose_own(DECK)
    page.cards.refresh()
    assert page.cards.card.face.text.text() == 'Say "good night" first.'
    click(page.cards.keep_button)
    assert [card.text for card in workspace_of(page).talk.kept()] == ['Say "good night" first.']
    with qtbot.waitSignal(page.go) as went:
        click(page.cards.write_button)
    assert went.args == ["diary", {"new": True, "text": '> Say "good night" first.\n\n'}]


def test_own_cards_print_like_any_other(page, window):
    workspace_of(page).decks.add([LIGHT, DEEP])
    page.cards.show_own()
    page.cards.own.show_deck(DECK)
    click(page.cards.own.print_button)
    (dialog,) = open_dialogs(window)
    assert isinstance(dialog, CardPrintDialog)
    assert dialog.which.value == f"own:{DECK}"
    said = dialog.document.words(0)
    assert LIGHT.text in said
    assert DEEP.text not in said
    dialog.reject()


def test_after_a_named_fear_nothing_of_this_shows_a_card(page, window, session):
    workspace_of(page).decks.add([LIGHT])
    page.search()
    search(page, "minute")
    assert page.cards.finding.list.rows[0].isVisible()
    session.sitting.answer_safe("afraid")
    window.go("today")
    window.go("talk", {"tab": "cards"})
    window.go("talk", {"kept": True})
    QApplication.processEvents()
    assert not page.search()
    assert not page.print_page()
    page.open_print(f"own:{DECK}")
    assert open_dialogs(window) == []
    said = shown_texts(window)
    assert LIGHT.text not in said
    for prompt in content.prompts():
        assert prompt.text not in straight(said)
    assert page.cards.hand.current is None


# --- files -----------------------------------------------------------------------------------------------


def test_a_deck_goes_out_as_text_and_comes_back_once(page, notices, tmp_path):
    decks = workspace_of(page).decks
    decks.add([LIGHT, DEEP])
    before = decks.cards()
    page.cards.show_own()
    page.cards.own.show_deck(DECK)
    click(page.cards.own.save_button)
    files = page.cards.own.files
    assert files.dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert [Path(name).name for name in files.dialog.selectedFiles()] == [f"{DECK}.txt"]
    target = tmp_path / "deck.txt"
    files.dialog.fileSelected.emit(str(target))
    files.dialog.close()
    assert notices[-1].text == "Saved. The file is not encrypted."
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# You can change this file by hand and bring it in again.\n")
    assert LIGHT.text in text
    files.read(target)
    assert decks.cards() == before
    assert notices[-1].text == "All of these cards are here already"
    decks.trash([card.id for card in before])
    decks.purge(datetime(2040, 1, 1))
    files.read(target)
    assert [(c.text, c.smaller, c.listener, c.depth) for c in decks.cards(DECK)] == [
        (c.text, c.smaller, c.listener, c.depth) for c in before
    ]
    assert page.cards.own.deck == DECK
    assert notices[-1].text == "The deck is in"
    notices[-1].action()
    assert decks.cards() == []


BROKEN = [
    ("What was warm?", "The first line has to be “Deck:” and a name."),
    ("Deck: Tea\n\nWhat?\ndepth: bottomless", "Line 4: the depth is beside, closer, open or deepest."),
    ("Deck: Tea\n\nFine?\n\nor: nothing", "Line 5: this card has no words of its own."),
    ("Deck: Tea\n\nFine?\n\n" + "a" * 300, "Line 5: this is longer than a card holds."),
    ("Deck: Tea\n", "There is a name in this file, but no card."),
    ("Deck: Tea\n\n" + "What?\n\n" * (deck_file.MOST + 1), "more cards in this file than a deck can hold"),
    ("\x00\x00", "This is not a text file in UTF-8."),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_a_broken_file_is_explained_and_changes_nothing(page, tmp_path, text, said):
    decks = workspace_of(page).decks
    decks.add([LIGHT])
    before = decks.cards()
    file = tmp_path / "deck.txt"
    file.write_text(text, encoding="utf-8")
    page.cards.show_own()
    page.cards.own.files.read(file)
    assert said in page.cards.own.fault.text()
    assert "Nothing was added or changed." in page.cards.own.fault.text()
    assert page.cards.own.fault.isVisible()
    assert decks.cards() == before


def test_a_place_that_takes_no_file_is_named(page, tmp_path):
    workspace_of(page).decks.add([LIGHT])
    page.cards.show_own()
    page.cards.own.files.save(DECK, tmp_path / "missing" / "deck.txt")
    assert "be written to" in page.cards.own.fault.text()


# --- the frame -------------------------------------------------------------------------------------------


def test_nothing_is_clipped_with_the_longest_words(page, window, session, fine):
    long = OwnCard("Wide words and ways " * 3, ("Wide words " * 22)[:240], "Nod. " * 45, "Wait. " * 26, 3)
    workspace_of(page).decks.add([long, LIGHT])

    def shut() -> None:
        fine()
        open_dialogs(window)[0].reject()

    own = page.cards.own
    page.search()
    search(page, "wide")
    fine()
    page.cards.finding.list.rows[0].clicked.emit()
    fine()
    page.cards._vary("smaller")
    fine()
    page.cards.show_own()
    fine()
    own.show_deck(long.tidy().deck)
    fine()
    own.write()
    shut()
    own.write(workspace_of(page).decks.cards(long.tidy().deck)[0])
    shut()
    own.rename()
    shut()
    own._told("Line 4: the depth is beside, closer or open. Nothing was added or changed.", "")
    fine()
    own._trash_deck()
    own.show_trash()
    fine()
    page.open_print("closer")
    fine()
    open_dialogs(window)[0].choose_cards()
    fine()


def test_a_long_list_begins_with_a_part(page):
    decks = workspace_of(page).decks
    decks.add([OwnCard(DECK, f"Card {number}?") for number in range(70)])
    page.cards.show_own()
    page.cards.own.show_deck(DECK)
    rows = page.cards.own.list
    assert len(rows.rows) < 70
    click(rows.more_button)
    assert page.window().focusWidget() in rows.rows[30].buttons
    click(rows.more_button)
    assert len(rows.rows) == 70
    assert not rows.more_button.isVisible()
    assert rows.rows[69].text.text() == "Card 69?"
