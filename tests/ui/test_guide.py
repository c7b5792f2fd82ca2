"""Writing with a guide, on the real page with real presses: every guide to its end, gates, swaps, undo, and coming back."""

import random

import pytest

from companion import content
from companion.diary import OPEN_GUIDES
from companion.guides import NEXT, question, steps_of
from tests.conftest import rounds
from tests.ui.guide_hands import Writer, settle
from tests.ui.hands import click, shown_texts, straight
from ui.diary.guide import QUESTIONS
from ui.typeset import curly

GUIDES = content.guides()
BY_ID = {guide.id: guide for guide in GUIDES}
SITTINGS = [(guide.id, sitting) for guide in GUIDES for sitting in range(1, guide.sittings + 1)]
GATED = [guide.id for guide in GUIDES if guide.gate]


# --- each guide, to its end


@pytest.mark.parametrize(("id", "sitting"), SITTINGS)
def test_a_guide_walked_to_its_end_leaves_what_was_answered_under_its_questions(writer, id, sitting):
    writer.begin(id, sitting)
    wanted = []
    writer.let_in()
    steps = [step for step in steps_of(BY_ID[id], sitting) if step.kind != "gate"]
    for number, step in enumerate(steps):
        assert writer.walk.step is step
        assert straight(writer.bar.question.text()) == straight(curly(question(step)))
        assert writer.bar.stop.isVisible(), "the way to stop stands on every step"
        answer = answered(writer, step, number)
        if answer:
            wanted.append(f"## {question(step)}\n\n{answer}")
        writer.next() if number % 2 else next_by_key(writer)
    assert writer.walk.stage == "close"
    assert straight(writer.bar.question.text()) == straight(curly(BY_ID[id].close))
    click(writer.bar.away)
    assert not writer.guide.place.isVisible()
    assert straight(writer.stored()) == straight("\n\n".join(wanted)), "as it was answered, to the letter"
    diary = writer.session.workspace.diary
    assert diary.get(diary.newest().id).guide == id
    following = sitting % BY_ID[id].sittings + 1
    assert writer.prefs.get(NEXT) == ({id: following} if BY_ID[id].sittings > 1 else None)
    assert writer.prefs.get(OPEN_GUIDES) is None


def next_by_key(writer: Writer) -> None:
    """The key works from the text, and from the bar."""
    writer.press("Ctrl+J")


def answered(writer: Writer, step, number: int) -> str:
    """Answer as the step wants it; what stands on the page because of it."""
    if step.kind == "choose":
        places = [0, 2] if step.most != 1 else [number % len(step.options)]
        for place in places:
            writer.pick(place)
        line = ", ".join(step.options[place] for place in places)
        return "" if step.asks else line[:1].upper() + line[1:]
    if step.kind == "scale":
        click(writer.bar.scale.cells[2])
        return "In the middle"
    if step.kind in ("line", "write"):
        assert writer.window.focusWidget() is writer.editor
        writer.type(f"Answer {number}.")
        return f"Answer {number}."
    return ""


@pytest.mark.parametrize("id", [guide.id for guide in GUIDES])
def test_passing_every_question_leaves_no_word(writer, id):
    writer.begin(id)
    writer.let_in()
    while writer.walk.stage == "step":
        writer.next()
    click(writer.bar.away)
    assert writer.text == ""
    writer.page.flush()
    assert writer.page.desk.entry.row == 0, "nothing was written, so nothing is kept"


# --- gates


@pytest.mark.parametrize("id", GATED)
def test_who_does_not_fit_a_guide_is_led_to_one_that_asks_less(writer, id):
    writer.begin(id)
    own = writer.walk.step is not None
    writer.pick(1)
    assert writer.walk.gave_way == id
    assert writer.walk.guide.id != id
    assert "asks less" in shown_texts(writer.bar)
    if not own and writer.walk.named & {"afraid", "crisis"}:
        assert writer.bar.help.isVisible()
        assert writer.session.sitting.conditions >= writer.walk.named
    writer.let_in()
    assert writer.walk.stage == "step"
    writer.page.guide.put_away()


@pytest.mark.parametrize("id", GATED)
def test_what_was_said_in_this_sitting_is_not_asked_again(writer, id):
    for condition in set(BY_ID[id].gate) & {"overloaded", "afraid", "just-argued", "one-said-no"}:
        writer.session.sitting.say(condition)
        writer.begin(id)
        assert writer.walk.guide.id != id
        assert condition not in writer.walk.guide.gate
        writer.session.sitting.unsay(condition)


def test_afraid_at_the_outside_view_is_offered_help_and_no_words(writer):
    writer.begin("g-outside-view")
    writer.pick(writer.walk.choices.index("afraid"))
    assert writer.walk.guide.id == "g-no-words"
    assert writer.bar.help.isVisible()
    assert not writer.session.sitting.shows_prompts, "nothing offers a talk to somebody who is afraid"
    click(writer.bar.help)
    assert writer.window.workroom.current == "understand"
    writer.window.go("diary")
    assert writer.walk.guide.id == "g-no-words", "the guide is still there"


def test_not_sure_offers_both_ways(writer):
    writer.begin("g-four-sittings")
    assert not writer.bar.next.isVisible(), "a gate is not passed by"
    writer.pick(2)
    assert writer.bar.next.isVisible()
    click(writer.bar.lighter)
    assert writer.walk.guide.id == "g-empty-day"
    writer.type("x")
    assert writer.page.desk.draft().guide == "g-empty-day"


# --- what may not be kept


def test_fear_of_a_limit_is_in_no_row_and_opens_help(writer, tmp_path):
    writer.begin("g-needs-limits")
    writer.to("A limit is about")
    writer.type("I will step outside.")
    writer.next()
    assert writer.walk.step.asks == "afraid"
    assert "Nothing is stored" in shown_texts(writer.bar)
    before = rows(writer)
    writer.pick(2)
    assert writer.window.workroom.current == "understand"
    writer.window.go("diary")
    assert writer.text.endswith("I will step outside.")
    writer.next()
    click(writer.bar.away)
    writer.page.flush()
    after = rows(writer)
    fresh = {row for table, kept in after.items() for row in kept - before.get(table, set())}
    assert not [
        row for row in fresh if "frighten" in row or "afraid" in row.lower() or '"yes"' in row.lower()
    ]
    assert {table for table, kept in after.items() if kept != before.get(table)} <= {
        "entry", "body", "pref", "version", "words", "words_data", "words_docsize", "words_idx", "grams",
        "grams_data", "grams_docsize", "grams_idx",
    }  # fmt: skip


def rows(writer: Writer) -> dict[str, set[str]]:
    """Every row of the decrypted database, as text."""
    found = {}
    with writer.session.workspace.store.reading() as db:
        for (table,) in db.all("SELECT name FROM sqlite_master WHERE type = 'table'"):
            found[table] = {repr(row) for row in db.all(f'SELECT * FROM "{table}"')}
    return found


# --- the text is the person's


def test_undo_walks_back_what_the_guide_put_in_one_step_each(writer):
    writer.begin("g-no-words")
    states = [writer.text]
    writer.pick(2)
    states.append(writer.text)
    writer.pick(3)
    states.append(writer.text)
    writer.next()
    states.append(writer.text)
    writer.pick(1)
    states.append(writer.text)
    assert len(set(states)) == len(states)
    writer.editor.setFocus()
    for state in reversed(states[:-1]):
        writer.press("Ctrl+Z")
        assert writer.text == state
    assert writer.bar.chips[1].isChecked() is False, "what is off the page is not picked"


def test_another_pick_takes_the_place_of_the_first_unless_it_was_written_on(writer):
    writer.begin("g-no-words")
    writer.pick(2)
    writer.editor.setFocus()
    writer.type(", and low")
    writer.pick(1)
    assert writer.text == "Throat, and low", "what was typed behind it stays"
    writer.press("Home")
    writer.editor.setFocus()
    cursor = writer.editor.textCursor()
    cursor.setPosition(2)
    writer.editor.setTextCursor(cursor)
    writer.type("x")
    assert not writer.bar.chips[1].isChecked(), "a line that was changed is theirs"
    writer.pick(3)
    assert writer.text == "Belly\n\nThxroat, and low"
    writer.pick(3)
    assert writer.text == "Thxroat, and low"


def test_letters_typed_on_the_bar_go_into_the_text(writer):
    writer.begin("g-no-words")
    writer.pick(2)
    assert writer.bar.isAncestorOf(writer.window.focusWidget())
    writer.type("ish")
    assert writer.text == "Chestish"


def test_a_guide_on_a_page_with_words_begins_below_them(writer):
    writer.begin("g-empty-day")
    writer.guide.put_away()
    writer.editor.setFocus()
    writer.type("Before.")
    writer.guide.begin("g-no-words")
    writer.pick(1)
    writer.next()
    assert writer.text == "Before.\n\n## Where is it in the body?\n\nThroat\n\n"
    writer.guide.put_away()
    assert writer.text == "Before.\n\n## Where is it in the body?\n\nThroat"


def test_questions_can_be_left_out_and_come_again(writer):
    writer.begin("g-no-words")
    for place in (1, 2, 3):
        writer.pick(place)
        writer.next()
    kept = writer.text
    assert kept.count("## ") == 3
    writer.menu("Keep the questions as headings")
    assert writer.text == "Throat\n\nBuzzing\n\nCry\n\n"
    assert writer.prefs.get(QUESTIONS) is False
    writer.editor.setFocus()
    writer.press("Ctrl+Z")
    assert writer.text == kept, "one step of undo"
    writer.menu("Keep the questions as headings")
    assert writer.text == kept
    assert writer.prefs.get(QUESTIONS) is None


def test_a_question_somebody_changed_is_theirs(writer):
    writer.begin("g-no-words")
    writer.pick(1)
    writer.next()
    writer.editor.replace_text(writer.text.replace("in the body?", "in my body?"))
    writer.menu("Keep the questions as headings")
    assert "## Where is it in my body?" in writer.text
    writer.menu("Keep the questions as headings")


def test_the_choice_to_leave_questions_out_is_remembered(writer):
    writer.prefs.set(QUESTIONS, False)
    writer.begin("g-no-words")
    writer.pick(1)
    writer.next()
    assert "##" not in writer.text
    assert not writer.bar.keeps_questions


@pytest.mark.parametrize("seed", range(rounds(8, 200)))
def test_whatever_is_pressed_no_typed_word_is_lost_and_undo_goes_all_the_way(writer, seed):
    chance = random.Random(seed)
    writer.begin(chance.choice(sorted(BY_ID)))
    typed = []
    for number in range(30):
        deed = chance.choice(
            ["type", "type", "pick", "pick", "next", "next", "back", "sitting", "help", "questions"]
        )
        if not writer.guide.walking:
            writer.guide.begin(chance.choice(sorted(BY_ID)))
        if deed == "type":
            writer.editor.setFocus()
            writer.press("Ctrl+End")
            typed.append(f"qx{number}")
            writer.type(f" {typed[-1]} ")
        elif deed == "pick" and writer.bar.chips:
            chance.choice(writer.bar.chips).click()
        elif deed == "pick" and writer.bar.scale is not None:
            chance.choice(writer.bar.scale.cells).click()
        elif deed == "next":
            writer.guide.go_on()
        elif deed == "sitting" and writer.walk.guide.sittings > 1:
            writer.bar.sitting_asked.emit(chance.randint(1, writer.walk.guide.sittings))
        elif deed in ("back", "questions"):
            writer.bar.asked.emit(deed)
        if writer.window.workroom.current != "diary":
            writer.window.go("diary")
        settle()
        assert [word for word in writer.text.split() if word.startswith("qx")] == typed, (deed, number)
    writer.guide.put_away()
    assert [word for word in writer.text.split() if word.startswith("qx")] == typed
    end, document = writer.text, writer.editor.document()
    while document.isUndoAvailable():
        document.undo()
    assert writer.text == ""
    while document.isRedoAvailable():
        document.redo()
    assert writer.text == end
