"""Say it kindly and I'm here, on a real vault in the real window: words as they come, remarks that never push, and
nothing kept that nobody kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from companion import content
from tests import looks
from tests.ui.hands import PASSPHRASE, click, shown_texts
from ui import theme
from ui.diary.page import DiaryPage
from ui.printing.note import NotePrintDialog
from ui.session import Session, State
from ui.shell import Shell
from ui.talk import sayings
from ui.talk.choose import ChooseDialog
from ui.talk.here import HereBuilder
from ui.talk.page import TalkPage
from ui.talk.say import QuestionDialog, SayKindly
from ui.understand.page import UnderstandPage
from ui.widgets.dialog import open_dialogs


@pytest.fixture
def window(window: Shell) -> Shell:
    window.go("talk", {"tab": "say"})
    return window


@pytest.fixture
def say(page: TalkPage) -> SayKindly:
    return page.say


def type_into(say: SayKindly, part: str, text: str) -> None:
    field = say.parts[part].field
    field.setFocus()
    QTest.keyClicks(field, text)


def remarks(say: SayKindly) -> dict[str, list[str]]:
    say.look()
    return {name: [r.text for r in part.bar.remarks] for name, part in say.parts.items() if part.bar.remarks}


def marked(say: SayKindly, part: str) -> list[str]:
    field = say.parts[part].field
    return [field.words()[start:end] for start, end in field.marks]


def kept(say: SayKindly) -> list[str]:
    assert say._session.workspace is not None
    return [card.text for card in say._session.workspace.talk.kept()]


# --- how it sounds -----------------------------------------------------------------------------------------


def test_the_words_compose_as_they_are_typed(say):
    type_into(say, "noticed", "we eat apart since Sunday")
    assert say.sound.words == "I’ve noticed we eat apart since Sunday."
    type_into(say, "feel", "lonely")
    type_into(say, "need", "an evening with you")
    type_into(say, "ask", "sit with me tonight")
    assert say.sound.words == (
        "I’ve noticed we eat apart since Sunday. I feel lonely, and I need an evening with you."
        " Would you sit with me tonight?"
    )
    assert say.sound.words in shown_texts(say)


def test_every_part_can_stay_empty():
    assert sayings.compose({}) == []
    assert sayings.compose({"noticed": "  ", "ask": "\n"}) == []
    assert sayings.compose({"need": "rest"}) == ["I need rest."]


def test_a_whole_sentence_gets_no_stem():
    assert sayings.compose({"feel": "I'm worn out"}) == ["I'm worn out."]
    assert sayings.compose({"ask": "Could you ring the landlord?"}) == ["Could you ring the landlord?"]
    assert sayings.compose({"feel": "I feel sad"}) == ["I feel sad."]
    assert sayings.compose({"noticed": "Since Sunday, we have been quiet"}) == [
        "Since Sunday, we have been quiet."
    ]


def test_a_guess_says_that_it_is_one():
    assert sayings.compose({"guess": "are worn out"}) == ["Maybe you are worn out, and I may be wrong."]


def test_the_short_forms_show_two_parts_each(say):
    for form, shown in (("miss", ["noticed", "miss"]), ("ask", ["feel", "ask"])):
        click(next(cell for cell in say.form.cells if cell.value == form))
        assert [name for name, part in say.parts.items() if not part.isHidden()] == shown
    type_into(say, "ask", "walk with me")
    click(next(cell for cell in say.form.cells if cell.value == "miss"))
    assert say.sound.words == ""


def test_more_parts_come_when_asked_for_and_a_long_text_is_only_named(say):
    click(say.more_button)
    assert say.window().focusWidget() is say.parts["warm"].field
    for part, text in (
        ("warm", "I like our mornings"),
        ("noticed", "we talk less"),
        ("feel", "sad"),
        ("out", "No hurry"),
    ):
        type_into(say, part, text)
    assert say.sound.words == "I like our mornings. I’ve noticed we talk less. I feel sad. No hurry."
    assert say.sound.long.isVisible()
    assert say.keep_button.isEnabled()


# --- remarks -----------------------------------------------------------------------------------------------


def test_nothing_is_said_while_somebody_types_and_something_after_a_pause(qtbot, say):
    type_into(say, "feel", "like you never listen to me")
    assert say._pause.isActive()
    assert say.parts["feel"].bar.remarks == ()
    qtbot.waitUntil(lambda: bool(say.parts["feel"].bar.remarks))
    assert say.parts["feel"].bar.isVisible()
    assert marked(say, "feel") == ["like", "never"]
    assert "“Never” invites a list of exceptions." in shown_texts(say.parts["feel"])
    qtbot.waitUntil(lambda: looks.problems(say.window()) == [])


def test_there_are_never_more_than_two_in_all_and_they_stand_at_their_part(say):
    type_into(say, "noticed", "you never listen")
    type_into(say, "feel", "that you are selfish")
    type_into(say, "need", "you to stop being so cold")
    found = remarks(say)
    assert sum(len(lines) for lines in found.values()) == 2
    assert set(found) <= {"noticed", "feel", "need"}


def test_they_block_nothing_and_change_nothing(say):
    text = "you always walk away"
    type_into(say, "noticed", text)
    assert remarks(say)
    assert say.parts["noticed"].field.words() == text
    assert say.sound.words == "I’ve noticed you always walk away."
    assert say.keep_button.isEnabled()
    assert say.sound.copy_button.isEnabled()


def test_one_can_be_left_and_the_other_stays(say):
    type_into(say, "feel", "like you never listen to me")
    remarks(say)
    bar = say.parts["feel"].bar
    click(bar.buttons[0])
    assert len(bar.remarks) == 1
    assert marked(say, "feel") == ["never"]
    type_into(say, "feel", " any more")
    assert len(remarks(say)["feel"]) == 1


def test_another_way_to_say_it_is_shown_and_used_only_when_asked(say):
    type_into(say, "noticed", "you always walk away")
    remarks(say)
    bar = say.parts["noticed"].bar
    another, use = bar.buttons[0], bar.buttons[1]
    assert use.isHidden()
    click(another)
    pattern = next(one for one in content.blames() if "*Always*" in one.hint)
    assert pattern.instead[0].replace("'", "’") in shown_texts(bar)
    click(use)
    assert say.parts["noticed"].field.words() == pattern.instead[0].replace("'", "’")
    assert remarks(say) == {}


def test_a_verdict_word_is_asked_what_is_inside(say):
    type_into(say, "feel", "ignored at the table")
    assert remarks(say) == {"feel": ["And inside, is that more lonely or sad?"]}
    click(next(chip for chip in say.parts["feel"].bar.chips if chip.text() == "lonely"))
    assert say.parts["feel"].field.words() == "lonely at the table"
    assert remarks(say) == {}


def test_they_can_be_turned_off_for_good(say, session):
    type_into(say, "noticed", "you never listen")
    assert remarks(say)
    click(say.switch)
    assert remarks(say) == {}
    assert marked(say, "noticed") == []
    assert Session(session.home).settings.kind_hints is False
    click(say.switch)
    assert remarks(say)


def test_harm_gets_no_remark_and_a_quiet_way_to_help(say, window):
    type_into(say, "noticed", "you never listen and you pushed me against the door")
    assert remarks(say) == {}
    assert say.help_link.isVisible()
    assert say.sound.words.startswith("I’ve noticed you never listen")
    click(say.help_link)
    assert isinstance(window.page(), UnderstandPage)


def test_help_is_offered_with_remarks_turned_off_too(say):
    click(say.switch)
    type_into(say, "noticed", "you hit me")
    say.look()
    assert say.help_link.isVisible()


def test_letters_outside_the_first_plane_keep_the_dots_in_place(say):
    say.parts["noticed"].field.put("😀 you never listen")
    say.look()
    assert marked(say, "noticed") == ["never"]


# --- helpers -----------------------------------------------------------------------------------------------


def only_dialog(window: Shell, kind: type) -> QWidget:
    (dialog,) = open_dialogs(window)
    assert isinstance(dialog, kind)
    return dialog


def test_the_feelings_begin_with_cannot_tell_and_are_chosen_by_key(say, window):
    click(say.helpers["feel"])
    dialog = only_dialog(window, ChooseDialog)
    assert next(chip.text() for chip in dialog.choices) == content.feelings()[0].word
    chip = next(chip for chip in dialog.choices if chip.text() == "lonely")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert open_dialogs(window) == []
    assert say.sound.words == "I feel lonely."


def test_a_need_leads_to_small_asks(say, window):
    click(say.helpers["need"])
    dialog = only_dialog(window, ChooseDialog)
    need = content.needs()[0]
    click(next(chip for chip in dialog.choices if chip.text() == need.word))
    click(say.helpers["ask"])
    dialog = only_dialog(window, ChooseDialog)
    card = dialog.choices[0]
    assert card.accessibleName() == need.asks[0].replace("'", "’")
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert say.sound.words == f"I need {need.word}. {need.asks[0]}".replace("'", "’")


def test_a_way_to_begin_is_a_sentence_of_its_own(say, window):
    click(say.helpers["noticed"])
    only_dialog(window, ChooseDialog).choices[0].clicked.emit()
    QTest.keyClicks(say.parts["noticed"].field, "we have been quiet")
    assert say.sound.words.endswith("we have been quiet.")
    assert not say.sound.words.startswith("I’ve noticed Since")


# --- what becomes of the words -----------------------------------------------------------------------------


def test_blame_can_be_turned_into_open_questions(say, window, session):
    type_into(say, "feel", "that you don't care about us")
    click(say.question_button)
    dialog = only_dialog(window, QuestionDialog)
    assert 2 <= len(dialog.questions) <= 3
    for question in dialog.questions:
        assert question in shown_texts(dialog)
    session.copy("something else")
    next(button for button, _ in dialog._buttons if button.text() == "Copy").click()
    assert QApplication.clipboard().text() == "\n".join(dialog.questions)


def test_harm_is_never_turned_into_a_question(say, window):
    type_into(say, "noticed", "you slapped me")
    click(say.question_button)
    assert open_dialogs(window) == []
    assert say.help_link.isVisible()


def test_copied_words_are_cleared_again(say, session):
    type_into(say, "need", "rest")
    click(say.sound.copy_button)
    assert QApplication.clipboard().text() == "I need rest."
    session.clear_clipboard()
    assert QApplication.clipboard().text() == ""


def test_words_are_kept_when_asked_and_found_among_the_kept_ones(say, page):
    type_into(say, "need", "rest")
    click(say.keep_button)
    assert kept(say) == ["I need rest."]
    click(page.kept_button)
    assert page.tab == "cards"
    QApplication.processEvents()
    assert "I need rest." in shown_texts(page)


def test_words_go_to_the_diary_when_asked(say, window):
    type_into(say, "need", "rest")
    click(say.sound.diary_button)
    assert isinstance(window.page(), DiaryPage)
    assert window.page().sheet.editor.toPlainText() == "I need rest."


def test_words_are_printed_as_a_small_note(say, window):
    type_into(say, "need", "rest")
    click(say.sound.card_button)
    dialog = only_dialog(window, NotePrintDialog)
    document = dialog._sheet("A4")
    assert document is not None
    assert "I need rest." in document.words(0)


def test_what_was_not_kept_is_nowhere(say, session, home):
    type_into(say, "noticed", "we eat apart")
    type_into(say, "feel", "lonely")
    session.lock()
    assert session.state is State.LOCKED
    vault = session.vaults()[0]
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    workspace = session.workspace
    assert workspace is not None
    assert workspace.talk.kept() == []
    assert list(workspace.diary.search("lonely")) == []


def test_clear_empties_the_parts_and_can_be_taken_back(say):
    type_into(say, "need", "rest")
    click(say.clear_button)
    assert say.sound.words == ""
    field = say.parts["need"].field
    field.undo()
    assert field.words() == "rest"


# --- after a named fear ------------------------------------------------------------------------------------


def test_after_a_named_fear_there_are_no_words_to_talk_with(page, session):
    session.sitting.answer_safe("afraid")
    page.show_tab("say")
    assert page.home_focus() is page.kind.first()
    assert not page.say.isVisible()
    assert page.kept_button.isHidden()


# --- I'm here ----------------------------------------------------------------------------------------------


@pytest.fixture
def here(say) -> HereBuilder:
    click(say.form.cells[-1])
    assert say.here is not None
    return say.here


def here_remarks(here: HereBuilder) -> dict[str, list[str]]:
    here.look()
    return {part: [r.text for r in bar.remarks] for part, bar in here.bars.items() if bar.remarks}


def test_three_parts_make_one_message(here):
    QTest.keyClicks(here.fields["matter"], "I like having you near")
    QTest.keyClicks(here.fields["free"], "No is fine")
    QTest.keyClicks(here.fields["near"], "I'm in the kitchen till nine")
    assert here.sound.words == "I like having you near. No is fine. I'm in the kitchen till nine."
    assert here_remarks(here) == {}


@pytest.mark.parametrize("role", ["quiet", "reaching"])
def test_lines_to_begin_with_speak_in_the_role(qtbot, session, role):
    here = HereBuilder(session, role)
    qtbot.addWidget(here)
    here.show()
    for part in sayings.HERE:
        click(here.another[part])
        assert here.fields[part].words() == sayings.here_lines(role)[part][0]
    other = "quiet" if role == "reaching" else "reaching"
    assert sayings.here_lines(role) != sayings.here_lines(other)


def test_the_role_is_the_one_of_the_sitting(say, session):
    session.sitting.role = "quiet"
    click(say.form.cells[-1])
    assert say.here.role == "quiet"
    session.sitting.role = "reaching"
    click(say.form.cells[0])
    click(say.form.cells[-1])
    assert say.here.role == "reaching"


def test_ready_lines_are_those_of_the_role(qtbot, session, window, here):
    mine = {phrase.text.replace("'", "’") for phrase in content.phrases("here") if phrase.role != "quiet"}
    here.role = "reaching"
    click(here.ready_button)
    dialog = only_dialog(window, ChooseDialog)
    assert {card.accessibleName() for card in dialog.choices} == mine
    dialog.choices[0].clicked.emit()
    assert here.sound.words in mine


def test_words_that_press_and_a_missing_no_are_named_softly(here):
    QTest.keyClicks(here.fields["matter"], "We need to talk")
    assert here_remarks(here) == {
        "matter": ["“need to talk” can press. Without it the line weighs less."],
        "free": ["There is no way to say no in it yet."],
    }
    bar = here.bars["free"]
    click(bar.buttons[0])
    click(bar.buttons[1])
    assert here.fields["free"].words() == "No is fine."
    assert list(here_remarks(here)) == ["matter"]
    click(here.bars["matter"].buttons[-1])
    assert here_remarks(here) == {}


def test_harm_in_a_message_gets_the_way_to_help_and_no_remark(here):
    QTest.keyClicks(here.fields["matter"], "You hit me and we need to talk")
    assert here_remarks(here) == {}
    assert here.help_link.isVisible()


def test_the_message_is_handed_on_kept_and_copied(qtbot, session):
    here = HereBuilder(session, "reaching")
    qtbot.addWidget(here)
    here.show()
    assert not here.use_button.isEnabled()
    QTest.keyClicks(here.fields["matter"], "Thinking of you. Nothing needed.")
    with qtbot.waitSignal(here.finished) as told:
        click(here.use_button)
    assert told.args == ["Thinking of you. Nothing needed."]
    click(here.keep_button)
    assert [card.text for card in session.workspace.talk.kept()] == ["Thinking of you. Nothing needed."]
    click(here.sound.copy_button)
    assert QApplication.clipboard().text() == "Thinking of you. Nothing needed."


# --- looks and keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scale", "size"), [(1.0, (1100, 720)), (1.5, (800, 560)), (2.0, (1100, 720))])
def test_nothing_is_cut_off(say, window, scale, size):
    theme.apply(QApplication.instance(), "light", text_scale=scale)
    window.resize(*size)
    type_into(say, "feel", "ignored, and like you never listen to me at all these days")
    say.look()
    QApplication.processEvents()
    assert looks.problems(window) == []
    theme.apply(QApplication.instance(), "light", text_scale=1.0)


def test_tab_goes_from_part_to_part(say):
    say.parts["noticed"].field.setFocus()
    QTest.keyClick(say.parts["noticed"].field, Qt.Key.Key_Tab)
    assert say.window().focusWidget() is say.parts["feel"].field
