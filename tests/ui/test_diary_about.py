"""What stands around the text of a page: when it was, feelings, scales, tags, star, kept away. By keyboard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion import content
from tests.ui.diary_hands import Desk, click, until
from tests.ui.hands import NOW, PASSPHRASE
from ui.diary import keys
from ui.diary.feelings import FeelingsDialog
from ui.diary.moment import Moment, MomentDialog
from ui.diary.offers import matching
from ui.diary.words import title_of
from ui.session import Session
from ui.shell import Shell
from ui.widgets.popover import Popover

TOKYO = "Asia/Tokyo"


@pytest.fixture
def desk(window: Shell, session: Session, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    return Desk(window, session)


# --- when it was


class TestMoment:
    def test_a_page_keeps_its_wall_clock_and_says_where_it_hung_only_elsewhere(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk.write("words")
        entry = desk.stored()
        assert (entry.when, entry.zone) == (NOW, "Europe/Berlin")
        line = desk.sheet.head.date_line
        assert line.text() == "Thursday 14 November, 21:40"
        other = desk.seed("elsewhere")
        monkeypatch.setenv("TZ", TOKYO)
        desk.open(other)
        desk.open(entry)
        assert line.text() == "Thursday 14 November, 21:40, Berlin"
        assert "21:40, Berlin" in line.accessibleName()
        assert desk.stored() == entry

    def test_a_zone_whose_clocks_agree_is_not_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TZ", "Europe/Berlin")
        assert not Moment(NOW, "Europe/Paris").elsewhere
        assert Moment(NOW, "Europe/Lisbon").elsewhere
        assert not Moment(NOW, "").elsewhere
        assert not Moment(NOW, "Nobody/Knows").elsewhere

    def ask(self, desk: Desk) -> MomentDialog:
        line = desk.sheet.head.date_line
        line.setFocus()
        desk.press("Return")
        return desk.dialog(MomentDialog)

    def test_another_zone_by_the_name_of_a_place_and_not_a_hand_of_the_clock_moves(self, desk: Desk) -> None:
        desk.write("words")
        desk.stored()
        dialog = self.ask(desk)
        assert dialog.zone.text() == "Berlin, Europe"
        dialog.zone.setFocus()
        dialog.zone.selectAll()
        desk.write("sao pau")
        assert dialog.zone.offers == ["Sao Paulo, America"]
        desk.press("Down", "Return", "Return")
        assert dialog.closed
        entry = desk.stored()
        assert (entry.when, entry.zone) == (NOW, "America/Sao_Paulo")
        assert desk.sheet.head.date_line.text().endswith("21:40, Sao Paulo")
        assert desk.sheet.head.date_line.hasFocus()

    def test_a_place_without_a_clock_is_said_and_nothing_changes(self, desk: Desk) -> None:
        desk.write("words")
        before = desk.stored()
        dialog = self.ask(desk)
        dialog.zone.setFocus()
        dialog.zone.selectAll()
        desk.write("Atlantis")
        click(dialog.change)
        assert not dialog.closed
        dialog.zone.setFocus()
        desk.press("Escape")
        assert dialog.closed
        assert desk.stored() == before

    def test_a_page_of_a_day_shows_no_hour_and_can_be_given_one(self, desk: Desk) -> None:
        entry = desk.seed("from an old diary", 3, day_only=True, zone="")
        desk.open(entry)
        assert desk.sheet.head.date_line.text() == "Monday 11 November"
        dialog = self.ask(desk)
        assert dialog.time.text() == ""
        click(dialog.change)
        assert desk.diary.get(entry.id) == entry
        dialog = self.ask(desk)
        dialog.time.setText("7.05")
        click(dialog.change)
        assert desk.sheet.head.date_line.text() == "Monday 11 November, 07:05"
        now = desk.diary.get(entry.id)
        assert (now.day_only, now.when) == (False, datetime(2030, 11, 11, 7, 5))
        dialog = self.ask(desk)
        dialog.time.clear()
        click(dialog.change)
        assert (desk.diary.get(entry.id).day_only, desk.diary.get(entry.id).when) == (True, now.when)


# --- feelings


class TestFeelings:
    def ask(self, desk: Desk) -> FeelingsDialog:
        desk.press("feelings")
        return desk.dialog(FeelingsDialog)

    def test_six_groups_cannot_tell_first_and_every_word_is_in_one(self, desk: Desk) -> None:
        dialog = self.ask(desk)
        assert [chip.key for chip in dialog.groups.chips] == list(content.FEELING_GROUPS)
        assert dialog.groups.chips[0].hasFocus()
        assert dialog.groups.chips[0].isChecked()
        shown: list[str] = []
        for _group in content.FEELING_GROUPS:
            shown += [chip.key for chip in dialog.words.chips]
            desk.press("Right")
        assert sorted(shown) == sorted(feeling.id for feeling in content.feelings())

    def test_a_page_of_feelings_alone_by_keyboard(self, desk: Desk) -> None:
        dialog = self.ask(desk)
        desk.press("Right", "Tab")
        assert dialog.group == "low and heavy"
        assert dialog.words.chips[0].hasFocus()
        first, third = (dialog.words.chips[at].key for at in (0, 2))
        desk.press("Space", "Right", "Right", "Return")
        assert dialog.feelings == (first, third)
        known = {feeling.id: feeling for feeling in content.feelings()}
        assert known[third].plain.replace("'", "’") in dialog.about.text()
        assert dialog.words.chips[2].accessibleDescription() == dialog.about.text().partition(": ")[2]
        desk.press("Escape")
        assert dialog.closed
        assert desk.editor.hasFocus()
        entry = desk.stored()
        assert (entry.feelings, entry.text, entry.title) == ((first, third), "", "")
        [row] = desk.diary.rows(desk.diary.ids())
        assert title_of(row) == ", ".join(known[each].word for each in (first, third))
        assert [chip.text() for chip in desk.foot.felt] == [known[first].word, known[third].word]

    def test_words_near_a_chosen_one_are_offered_and_can_be_chosen(self, desk: Desk) -> None:
        dialog = self.ask(desk)
        dialog.press("feel-blank")
        assert [chip.text() for chip in dialog.near.chips] == ["empty", "foggy"]
        click(dialog.near.chips[1])
        assert dialog.feelings == ("feel-blank", "feel-foggy")
        dialog.press("feel-foggy")
        assert dialog.feelings == ("feel-blank",)

    def test_tab_walks_as_one_reads(self, desk: Desk) -> None:
        dialog = self.ask(desk)
        dialog.press("misty")
        dialog.press("feel-blank")
        parts = (dialog.words, dialog.near, dialog.chosen)
        for part in parts:
            desk.press("Tab")
            assert part.isAncestorOf(desk.focus)
        desk.press("Tab")
        assert desk.focus is dialog.own
        dialog.show_group("calm and near")
        desk.press("Backtab", "Backtab")
        assert dialog.words.isAncestorOf(desk.focus)

    def test_own_words_and_words_of_the_pack_by_typing(self, desk: Desk) -> None:
        dialog = self.ask(desk)
        dialog.own.setFocus()
        desk.write("too mu")
        assert dialog.own.offers == ["too much at once"]
        desk.press("Down", "Return")
        desk.write("  like   a paper boat ")
        desk.press("Return")
        desk.write("LIKE A PAPER BOAT")
        desk.press("Return")
        assert dialog.feelings == ("feel-too-much-at-once", "like a paper boat")
        assert [chip.text() for chip in dialog.chosen.chips] == ["like a paper boat"]
        desk.press("Return")
        assert dialog.closed
        assert desk.stored().feelings == ("feel-too-much-at-once", "like a paper boat")

    def test_chips_at_the_foot_open_the_words_and_can_be_taken_away(self, desk: Desk) -> None:
        desk.write("x")
        desk.foot.set_feelings(("feel-blank", "feel-stuck", "misty"))
        assert desk.foot.felt[1].accessibleName() == "Feeling, stuck"
        desk.foot.felt[1].setFocus()
        desk.press("Delete")
        assert desk.stored().feelings == ("feel-blank", "misty")
        assert desk.foot.felt[1].hasFocus()
        desk.press("Return")
        dialog = desk.dialog(FeelingsDialog)
        assert dialog.words.chips[0].isChecked()
        dialog.chosen.chips[0].setFocus()
        desk.press("Space", "Escape")
        assert desk.stored().feelings == ("feel-blank",)
        desk.foot.felt[0].setFocus()
        desk.press("Backspace")
        assert desk.foot.feelings.hasFocus()
        assert desk.stored().feelings == ()

    def test_a_chosen_word_is_among_the_first_that_are_seen_again(self, desk: Desk) -> None:
        desk.foot.set_feelings(("feel-blank", "feel-at-ease"))
        dialog = self.ask(desk)
        assert dialog.group == "calm and near"
        assert [chip.key for chip in dialog.chosen.chips] == ["feel-blank"]

    def test_it_fits_and_is_named_in_every_look(self, desk: Desk, fine: Callable[[], None]) -> None:
        desk.foot.set_feelings(("feel-at-ease", "feel-blank", "a word that nobody but me would use for it"))
        dialog = self.ask(desk)
        dialog.press("feel-stuck")
        fine()


# --- scales, tags


class TestFoot:
    def test_energy_beside_mood_and_closeness(self, desk: Desk) -> None:
        desk.press("mood")
        panel = QApplication.activePopupWidget()
        assert panel is not None
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
        QTest.keyClick(panel, Qt.Key.Key_Escape)
        entry = desk.stored()
        assert (entry.mood, entry.closeness, entry.energy) == (None, None, 3)
        assert desk.foot.energy.accessibleName() == "Energy, plenty"
        assert desk.foot.energy.isVisible()

    def test_tags_are_offered_by_any_part_of_a_word_without_accents(self, desk: Desk) -> None:
        words = ["café", "late night", "nightfall", "tonight", "Ünter den Linden", "soup"]
        assert matching(words, "cafe") == ["café"]
        assert matching(words, "night") == ["nightfall", "late night", "tonight"]
        assert matching(words, "lin un") == ["Ünter den Linden"]
        assert matching(words, "OU") == ["soup"]
        assert matching(words, " ") == []

    def test_two_hundred_tags(self, desk: Desk) -> None:
        desk.seed("many", tags=tuple(f"tag {number}" for number in range(200)))
        desk.write("x")
        desk.press("tag")
        desk.write("19")
        assert desk.foot.field.offers == ["tag 19", "tag 190", "tag 191", "tag 192", "tag 193", "tag 194"]
        desk.press("Down", "Down", "Return", "Escape")
        assert desk.focus is desk.editor
        assert desk.stored().tags == ("tag 190",)
        many = desk.diary.rows(desk.diary.ids())[1]
        desk.open(desk.diary.get(many.id))
        desk.settle()
        assert desk.editor.height() > desk.sheet.height() / 2
        desk.press("tag", "Shift+Tab")
        assert desk.focus is desk.foot._shown_tags[-1].cross
        desk.press("Delete")
        assert desk.focus is desk.foot._shown_tags[-1].cross
        assert len(desk.diary.get(many.id).tags) == 200
        assert desk.page.flush()
        assert desk.diary.get(many.id).tags[-1] == "tag 198"

    def test_crosses_are_there_while_tags_are_edited_and_an_unfinished_tag_is_kept(self, desk: Desk) -> None:
        desk.press("tag")
        desk.write("one,two")
        desk.editor.setFocus()
        desk.settle()
        assert desk.stored().tags == ("one", "two")
        assert not any(tag.removable for tag in desk.foot._shown_tags)
        desk.press("tag")
        assert all(tag.removable for tag in desk.foot._shown_tags)
        desk.write("never mind")
        desk.press("Escape")
        assert desk.stored().tags == ("one", "two")

    def test_an_unfinished_tag_never_goes_to_another_page(self, desk: Desk) -> None:
        other = desk.seed("another")
        desk.write("x")
        desk.press("tag")
        desk.write("mine")
        desk.open(other)
        assert desk.diary.get(other.id).tags == ()
        assert desk.foot.values.tags == ()
        assert desk.stored().tags == ("mine",)

    def test_tab_walks_from_the_text_over_the_foot_as_one_reads(self, desk: Desk) -> None:
        desk.write("x")
        desk.foot.set_feelings(("feel-blank",))
        foot = desk.foot
        for expected in (foot.mood, foot.closeness, foot.feelings, foot.felt[0], foot.add_tag):
            desk.press("Tab")
            assert desk.focus is expected
        for expected in (foot.felt[0], foot.feelings):
            desk.press("Shift+Tab")
            assert desk.focus is expected

    def test_much_of_everything_fits_in_every_look(self, desk: Desk, fine: Callable[[], None]) -> None:
        entry = desk.seed(
            "Words.",
            feelings=("feel-too-much-at-once", "feel-lonely", "like a paper boat"),
            tags=("evening", "kitchen", "a long word for a short thing", "together", "rain"),
            mood=3,
            closeness=2,
            energy=1,
            starred=True,
            kept_away=True,
            zone=TOKYO,
        )
        desk.open(entry)
        fine()


# --- star and kept away


class TestAbout:
    def test_a_star_by_its_keys_button_and_menu(self, desk: Desk) -> None:
        desk.write("x")
        button = desk.sheet.bar.star_button
        desk.press("star")
        assert desk.stored().starred
        assert button.isChecked()
        click(button)
        assert not desk.stored().starred
        assert not button.isChecked()
        desk.menu("Star")
        assert desk.stored().starred

    def test_a_star_on_a_page_with_nothing_else_is_kept(self, desk: Desk) -> None:
        desk.press("star")
        assert desk.stored().starred

    def test_kept_away_is_said_on_the_page_and_can_be_undone(self, desk: Desk) -> None:
        desk.write("x")
        desk.menu("Keep away from looking back")
        assert desk.stored().kept_away
        assert desk.foot.away.isVisible()
        assert desk.foot.away.accessibleName() == "Kept away from looking back"
        notice = desk.notices[-1]
        assert (notice.text, notice.action_text) == ("This page stays out of looking back.", "Undo")
        assert notice.action is not None
        notice.action()
        assert not desk.stored().kept_away
        assert desk.foot.away.isHidden()

    def test_undo_finds_its_page_when_another_is_open(self, desk: Desk) -> None:
        first, second = desk.seed("one"), desk.seed("two", 2)
        desk.open(first)
        desk.menu("Keep away from looking back")
        desk.open(second)
        undo = desk.notices[-1].action
        assert undo is not None
        undo()
        assert not desk.diary.get(first.id).kept_away
        assert not desk.diary.get(second.id).kept_away
        assert desk.diary.get(first.id).text == "one"
        assert desk.diary.versions(first.id) == []

    def test_the_chip_lets_it_come_back(self, desk: Desk) -> None:
        entry = desk.seed("words", kept_away=True)
        desk.open(entry)
        desk.foot.away.setFocus()
        desk.press("Return")
        assert not desk.diary.get(entry.id).kept_away
        assert desk.foot.away.isHidden()
        assert desk.foot.isAncestorOf(desk.focus)

    def test_saved_is_said_once(self, desk: Desk) -> None:
        desk.write("x")
        assert desk.page.flush()
        said: list[str] = []
        saved = desk.sheet.bar.saved
        assert saved.text() == "Saved"
        desk.page.desk.said.connect(said.append)
        desk.write("y")
        until(lambda: desk.diary.get(desk.page.desk.entry.id).text == "xy")
        assert [words for words in said if words] == ["Saved"]

    def test_what_another_page_changed_is_shown(self, desk: Desk) -> None:
        entry = desk.seed("words")
        desk.open(entry)
        desk.session.perform(lambda: desk.diary.save(replace(entry, starred=True, energy=2)), quiet=True)
        assert desk.sheet.bar.star_button.isChecked()
        assert desk.foot.energy.isVisible()


@pytest.mark.parametrize("other", ["focus", "feelings"])
def test_the_scales_go_when_a_key_opens_something_else(desk: Desk, other: str) -> None:
    desk.press("mood")
    [panel] = desk.foot.findChildren(Popover)
    until(lambda: panel.isActiveWindow() and QApplication.focusWidget() is not None)
    sequence = QKeySequence(keys.table()[other])[0]
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClick(now, sequence.key(), sequence.keyboardModifiers())
    until(lambda: not desk.foot.findChildren(Popover))
    assert (desk.page.focus_mode.room is not None) is (other == "focus")


# --- a lock


@pytest.mark.parametrize("in_list", [False, True])
def test_a_lock_amid_a_dialog_keeps_what_was_chosen_and_one_goes_on_where_one_was(
    desk: Desk, in_list: bool
) -> None:
    desk.write("The kettle sang.")
    if in_list:
        desk.stored()
        desk.page.list.view.setFocus()
    desk.press("feelings")
    dialog = desk.dialog(FeelingsDialog)
    desk.press("Tab", "Space")
    [chosen] = dialog.feelings
    vault = desk.session.workspace.vault
    desk.session.lock()
    desk.settle()
    assert desk.session.workspace is None
    desk.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    desk.window.go("diary")
    page = desk.window.page()
    until(lambda: page.list.known and page.desk.entry is not None)
    assert page.desk.entry.text == "The kettle sang."
    assert page.desk.entry.feelings == (chosen,)
    assert page.sheet.editor.hasFocus() is not in_list
