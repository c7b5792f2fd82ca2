"""Understand on a real vault: cards to read, help that is reachable with the notes open or closed, numbers exactly as
they stand in the pack."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from companion import content
from companion.content import Number
from tests.ui.hands import PASSPHRASE, click, shown_texts
from ui.shell import Shell
from ui.understand import numbers, prose
from ui.understand.help import HelpView
from ui.understand.learn import matches, ordered
from ui.understand.page import UnderstandPage
from ui.widgets.dialog import open_dialogs


@pytest.fixture
def window(window: Shell) -> Shell:
    window.go("understand")
    return window


@pytest.fixture
def page(window: Shell) -> UnderstandPage:
    page = window.page()
    assert isinstance(page, UnderstandPage)
    return page


def focus_in(page: QWidget) -> QWidget:
    focus = page.window().focusWidget()
    assert focus is not None
    return focus


# --- Learn -----------------------------------------------------------------------------------------------


def test_a_way_in_puts_the_closest_cards_first_and_hides_none(page):
    everything = {card.id for card in content.learn()}
    assert set(page.learn.shown()) == everything
    for way in page.learn.ways:
        click(page.learn.ways[way])
        assert page.learn.way == way
        assert set(page.learn.shown()) == everything
    click(page.learn.ways["quiet"])
    assert ordered(content.learn(), "quiet")[0].id == "l-limit"
    assert page.learn.start.heading.text() == "When the body is full"
    click(page.learn.ways["quiet"])
    assert page.learn.way == ""


def test_a_way_in_by_keyboard_says_whether_it_is_chosen(page):
    row = page.learn.ways["mixed"]
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert page.learn.way == "mixed"
    assert QAccessible.queryAccessibleInterface(row).state().checked


def test_the_role_a_person_told_the_app_comes_first(window, session, page):
    session.perform(lambda: session.workspace.prefs.set("role", "quiet"))
    vault = session.vault
    session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window.go("understand")
    assert window.page().learn.way == "quiet"


def test_search_finds_words_in_the_text_and_says_when_there_are_none(page, qtbot):
    QTest.keyClicks(page.learn.search, "return")
    qtbot.waitUntil(lambda: len(page.learn.shown()) < len(content.learn()))
    found = page.learn.shown()
    assert "l-pause" in found
    assert [key for key, card in page.learn.cards.items() if card.isVisibleTo(page.learn)] != []
    page.learn.search.setText("xylophone")
    qtbot.waitUntil(lambda: page.learn.shown() == [])
    assert "No card has all of these words." in shown_texts(page)
    page.learn.search.clear()
    assert len(page.learn.shown()) == len(content.learn())


def test_search_takes_either_apostrophe():
    card = next(card for card in content.learn() if card.id == "l-fine")
    assert matches(card, "i'm FINE")
    assert matches(card, "i’m fine")
    assert not matches(card, "fine zebra")


def test_ctrl_f_goes_to_the_search_even_from_a_card(window, page):
    page.open_card("l-loop")
    window._actions["search"].trigger()
    assert page.reading is None
    assert focus_in(page) is page.learn.search


def test_a_card_opens_as_a_page_with_all_it_holds(page):
    card = next(card for card in content.learn() if card.id == "l-valued-free")
    QTest.keyClick(page.learn.cards[card.id], Qt.Key.Key_Return)
    text = shown_texts(page)
    for part in prose.paragraphs(card.body):
        assert prose.plain(part) in text
    assert prose.plain(card.try_) in text
    assert prose.plain(card.unless) in text
    assert "Well studied." in text
    known = {source.id: source.text for source in content.sources()}
    for key in card.sources:
        assert prose.plain(known[key]) in text
    assert focus_in(page) is page.reading.back_button
    QTest.keyClick(page.reading.back_button, Qt.Key.Key_Escape)
    assert page.reading is None
    assert focus_in(page) is page.learn.cards[card.id]


def test_write_about_this_carries_the_small_thing(page, qtbot):
    page.open_card("l-limit")
    with qtbot.waitSignal(page.go) as went:
        page.reading.write_button.click()
    assert went.args == [
        "diary",
        {"new": True, "text": "> Find your first sign. Tell one person what it is.\n\n"},
    ]


def test_related_cards_and_help_are_one_press_away(page):
    page.open_card("l-limit")
    page.reading.related["l-pause"].click()
    assert page.reading.card.id == "l-pause"
    page.reading.help_button.click()
    assert page.tab == "help"
    page.show_tab("learn")
    assert page.reading.card.id == "l-pause"


def test_stressed_words_are_set_in_italics_without_their_marks(qapp):
    label = prose.label("A *small* thing, and 🌙 *another* one.")
    assert label.text() == "A small thing, and 🌙 another one."
    spans = [(each.start, each.length, each.format.fontItalic()) for each in label._formats]
    assert spans == [(2, 5, True), (22, 7, True)]


# --- Help & safety ---------------------------------------------------------------------------------------


def test_f1_opens_help_and_every_page_is_reachable(window, page):
    window._actions["help"].trigger()
    assert page.tab == "help"
    pages = [each.id for each in content.help_pages()]
    assert len(pages) == 12
    assert set(page.help.overview.rows) | {"s-computer"} >= set(pages)
    for page_id in page.help.overview.rows:
        QTest.keyClick(page.help.overview.rows[page_id], Qt.Key.Key_Space)
        assert page.help.page_id == page_id
        found = next(each for each in content.help_pages() if each.id == page_id)
        text = shown_texts(page)
        assert prose.plain(found.title) in text
        for part in prose.paragraphs(found.body):
            assert prose.plain(part) in text
        for deed in found.do:
            assert prose.plain(deed) in text
        QTest.keyClick(page.help.page.back_button, Qt.Key.Key_Escape)
        assert page.help.page_id == ""
        assert focus_in(page) is page.help.overview.rows[page_id]


def test_numbers_stand_exactly_as_in_the_pack_for_the_chosen_country(page, session):
    page.arrive({"tab": "help"})
    page.help.overview.country.chosen.emit("US")
    assert session.settings.country == "US"
    american = next(each for each in content.contacts() if each.country == "US")
    rows = page.help.overview.numbers.rows
    shown = [row.number.text().strip("\u2066\u2069") for row in rows]
    everywhere = content.contacts()[-1]
    assert shown == [
        *(number.number for number in american.emergency),
        everywhere.directory,
        *(number.number for number in american.distress),
        *(number.number for number in american.partner_abuse),
    ]
    text = shown_texts(page)
    assert text.count(content.unchecked_line()) == len(shown) - 1
    assert "Text START" in text


def test_the_country_is_kept_in_the_settings_and_never_guessed(page, session, home):
    from companion import settings

    assert session.settings.country == ""
    page.help.overview.country.chosen.emit("IE")
    assert settings.load(home).country == "IE"


def test_a_number_says_who_looked_at_it_and_when():
    def said(checked: str) -> str:
        return numbers.checked_text(Number("112", ("call",), checked=checked), date(2030, 11, 14))

    assert said("") == content.unchecked_line()
    assert said("nonsense") == content.unchecked_line()
    assert said("2030-10-01").startswith("checked on")
    assert "a while ago" in said("2029-10-01")


def test_copying_a_number_takes_only_the_number(page, session):
    session.prefer(country="GB")
    page.arrive({"page": "s-low"})
    row = page.help.page.numbers.rows[0]
    row.copy_button.click()
    assert QApplication.clipboard().text() == row.number.text().strip("\u2066\u2069")


def test_a_line_of_a_page_does_what_it_says(window, page, session, monkeypatch):
    page.arrive({"page": "s-afraid"})
    click(page.help.page.deeds[1])
    assert page.help.page_id == "s-computer"
    click(page.help.page.deeds[0])
    assert window.workroom.current == "settings"
    window.go("understand", {"page": "s-low"})
    click(page.help.page.deeds[0])
    assert focus_in(page) is page.help.page.numbers.rows[0].copy_button
    gone = []
    monkeypatch.setattr(session, "quick_exit", lambda: gone.append(True))
    page.arrive({"page": "s-now"})
    click(page.help.page.deeds[1])
    assert gone == [True]


def test_reading_about_a_heavy_life_closes_the_deep_cards(page, session):
    assert not session.sitting.low
    page.arrive({"page": "s-low"})
    assert session.sitting.low


def test_own_numbers_are_added_changed_and_let_go_with_undo(page, window, session):
    notices = []
    session.noticed.connect(notices.append)
    page.arrive({"tab": "help"})
    own = page.help.overview.own

    def keep(name: str, number: str) -> None:
        assert own.keep_button.isEnabled() or not own.number_field.text()
        own.name_field.setText(name)
        own.number_field.setText(number)
        own.keep_button.click()

    own.add_button.click()
    assert not own.keep_button.isEnabled()
    keep("Robin", "0123 456")
    (entry,) = numbers.own_contacts(session)
    assert (entry.name, entry.number) == ("Robin", "0123 456")
    assert list(own.rows) == [entry.id]
    own.edit(entry)
    assert own.name_field.text() == "Robin"
    keep("Robin", "0123 457")
    assert [each.number for each in numbers.own_contacts(session)] == ["0123 457"]
    own.remove(entry)
    assert own.rows == {}
    notices[-1].action()
    assert list(own.rows) == [entry.id]
    assert "0123 457" in shown_texts(page)


def test_own_numbers_are_found_nowhere_in_clear(page, session, home):
    own = page.help.overview.own
    own.edit(None)
    own.name_field.setText("Zqxwv")
    own.number_field.setText("555 73 91 44")
    own.keep_button.click()
    session.lock()
    for file in home.rglob("*"):
        if file.is_file():
            assert b"Zqxwv" not in file.read_bytes()
            assert b"555 73 91 44" not in file.read_bytes()


def test_quick_exit_is_explained_with_the_keys_that_are_set_and_tried_for_real(
    page, session, window, monkeypatch
):
    page.arrive({"tab": "help"})
    assert "Shift three times" in shown_texts(page.help.overview)
    session.prefer(quick_exit_keys="ctrl_shift_q_only")
    assert "Shift three times" not in shown_texts(page.help.overview)
    assert "Ctrl+Shift+Q" in shown_texts(page.help.overview)
    gone = []
    monkeypatch.setattr(session, "quick_exit", lambda: gone.append(True))
    page.help.overview.try_button.click()
    (dialog,) = open_dialogs(window)
    dialog.accept()
    assert gone == [True]


def test_help_works_while_the_notes_are_closed_and_shows_nothing_private(qtbot, session):
    session.perform(
        lambda: session.workspace.prefs.set("own_contacts", [{"id": "1", "name": "Robin", "number": "0123"}])
    )
    session.lock()
    view = HelpView(session, closable=True)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    text = shown_texts(view)
    assert "Robin" not in text
    assert "0123" not in text
    for word in ("partner", "distance", "relationship", "afraid of", "home"):
        assert word not in text.lower(), word
    assert "112" in text
    view.show_page("s-start")
    assert 0 not in view.page.deeds
    with qtbot.waitSignal(view.closed):
        view.back()
        QTest.keyClick(view.overview.close_button, Qt.Key.Key_Escape)


# --- the frame -------------------------------------------------------------------------------------------


def test_nothing_is_clipped_and_everything_has_a_name(page, window, session, fine):
    session.prefer(country="US")
    fine()
    page.learn._choose("holding")
    fine()
    page.open_card("l-valued-free")
    fine()
    page.arrive({"tab": "help"})
    fine()
    for page_id in ("s-afraid", "s-start", "s-therapist"):
        page.arrive({"page": page_id})
        fine()
    page.help.show_page("")
    page.help.overview.own.edit(None)
    fine()
