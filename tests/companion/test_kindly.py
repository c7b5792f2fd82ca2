"""Say it kindly: the labelled table and its bars, what must not fool the rules, and the forms real sentences come in."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from companion import content
from companion.kindly import MOST, Hints, hints, leaves_room, pushes, questions, self_harm
from companion.kindly.choosing import look
from companion.kindly.evidence import table
from tests.tools.weigh import MARK, SETS, stamp

TABLE = tomllib.loads((Path(__file__).parent / "labelled.toml").read_text(encoding="utf-8"))["sentence"]
BY_LABEL = {label: [row for row in TABLE if row["label"] == label] for label in ("blaming", "not", "border")}


def cues(text: str) -> set[str]:
    return {hint.cue for hint in hints(text).hints}


def about(text: str) -> list[str]:
    return [text[hint.start : hint.end] for hint in hints(text).hints]


# --- the table ---


def test_the_table_is_whole() -> None:
    assert {label: len(rows) for label, rows in BY_LABEL.items()} == {"blaming": 31, "not": 29, "border": 17}


def test_blaming_sentences_get_a_hint() -> None:
    missed = [row["id"] for row in BY_LABEL["blaming"] if not hints(row["text"]).hints]
    assert len(missed) / len(BY_LABEL["blaming"]) <= 0.15, missed


def test_other_sentences_get_none() -> None:
    hinted = [row["id"] for row in BY_LABEL["not"] if hints(row["text"]).hints]
    assert len(hinted) / len(BY_LABEL["not"]) <= 0.04, hinted


def test_a_border_sentence_gets_a_soft_mark_at_most() -> None:
    assert {
        row["id"] for row in BY_LABEL["border"] if any(h.strength > 1 for h in hints(row["text"]).hints)
    } == set()


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["id"])
def test_care_is_raised_where_the_table_says_and_nowhere_else(row: dict) -> None:
    found = hints(row["text"])
    assert found.care == row["care"]
    assert not (found.care and found.hints)


@pytest.mark.parametrize("row", BY_LABEL["blaming"], ids=lambda row: row["id"])
def test_the_cue_is_one_the_table_names(row: dict) -> None:
    assert cues(row["text"]) & set(row["cues"])


def test_the_table_of_weights_is_the_one_the_sentences_give() -> None:
    lines = resources.path("hints", "en.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == MARK + stamp(), "python -m tests.tools.weigh"


def test_the_labelled_table_is_never_learnt_from() -> None:
    learnt = {line for path in SETS.glob("*.tsv") for line in path.read_text(encoding="utf-8").splitlines()}
    texts = {line.partition("\t")[2].strip().lower() for line in learnt}
    assert [row["id"] for row in TABLE if row["text"].lower() in texts] == []


def test_two_hundred_sentences_nobody_learnt_from() -> None:
    """Written after the table of weights was made, by somebody who had seen neither it nor the rules, labelled by a
    reader who saw no label, and measured once. Three turned out to stand in a set too and do not count. They are never
    to be learnt from: new ones would be needed then."""
    learnt = {
        line.split("\t")[1] for path in SETS.glob("*.tsv") for line in path.read_text("utf-8").splitlines()
    }
    told = [line.split("\t") for line in (SETS.parent / "held_out.tsv").read_text("utf-8").splitlines()]
    unknown = [(label, text) for label, text in told if text not in learnt]
    assert len(told) == 200
    assert len(unknown) == 197
    hinted = {
        wanted: [bool(hints(text).hints) for label, text in unknown if label == wanted]
        for wanted in ("blaming", "not", "care")
    }
    assert sum(hinted["blaming"]) >= 0.8 * len(hinted["blaming"])
    assert sum(hinted["not"]) <= 0.05 * len(hinted["not"])
    assert not any(hinted["care"])


def test_a_language_without_a_table_gets_no_hint() -> None:
    assert table("xx") is None
    assert look("You never listen.", "xx").finds == ()


# --- what must not fool it ---


@pytest.mark.parametrize(
    "text",
    [
        "You always make me laugh on Mondays.",
        "You never once complained about the hospital.",
        "I will never shout at you again.",
        "I'll always pick up when you ring.",
        "You came back at eleven on Tuesday and I lay awake.",
        "I should have rung before I came over.",
        "I'd love to come, but I'm on the late shift.",
        "I love you, but I need to sleep.",
        "Would you rather write it down, or leave it?",
        "Are you up for a walk, or is it a sofa evening?",
        "You told me that you needed a night alone, and I'm glad you said.",
        "I said you never help, and I was wrong.",
        "I'm sorry I called you lazy.",
        'Yesterday I shouted "you never listen" and I regret it.',
        "I don't think you're selfish.",
        "It isn't your fault.",
        "I worry that you don't love me any more, and that's my worry.",
        "My boss never listens to anyone.",
        "My mother rang. She never asks how I am.",
        "You should have the last slice.",
        "If you don't feel like talking, that's fine.",
        "You're cold, take my jumper.",
    ],
)
def test_honest_sentences_are_left_alone(text: str) -> None:
    assert hints(text) == Hints()


def test_what_follows_never_decides() -> None:
    assert hints("You never rush me.") == Hints()
    assert "C1" in cues("You never thank me.")
    assert hints("You always remember my sister's birthday.") == Hints()
    assert "C1" in cues("You always forget my sister's birthday.")


# --- the forms sentences come in ---


@pytest.mark.parametrize(
    "text",
    [
        "you never listen",
        "YOU NEVER LISTEN",
        "You nevr listen!!!",
        "u never listen to me",
        "He never listens to me.",
        "She's never listened to me.",
        "You’ve never listened to me.",
        "youve never listened to me",
        "You have never, ever listened to me.",
        "You neeever listen",
    ],
)
def test_never_in_other_clothes(text: str) -> None:
    assert "C1" in cues(text)


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("You always walk away.", "you allways walk away"),
        ("You don't care about us.", "you dont care about us"),
        ("You don't care about us.", "You don’t care about us."),
        ("You're being childish.", "your being childish"),
        ("It's your fault.", "its your fault"),
        ("Why can't you talk to me?", "y cant u talk to me?"),
        ("Why won't you talk to me?", "WHY WONT YOU TALK TO ME"),
        ("You make me feel worthless.", "he makes me feel worthless"),
        ("I feel like you don't love me.", "I felt as if you didn't love me."),
    ],
)
def test_the_same_cue_however_it_is_typed(plain: str, other: str) -> None:
    assert cues(plain) & cues(other)


def test_a_hint_is_about_the_words_that_were_typed() -> None:
    assert about("Well, YOU NEVR listen") == ["NEVR"]
    assert about("I feel  like you’ve given up on us.")[0].startswith("like")
    text = "😀 Du weißt… you never listen"
    assert about(text) == ["never"]


@pytest.mark.parametrize("cue", [f"C{n}" for n in range(1, 16)])
def test_every_family_is_seen_in_the_examples_of_the_pack(cue: str) -> None:
    patterns = [pattern for pattern in content.blames() if pattern.cue == cue]
    examples = [example for pattern in patterns for example in pattern.examples]
    seen = [example for example in examples if cue in cues(example)]
    assert len(patterns) == 4
    assert min(len(pattern.examples) for pattern in patterns) >= 4
    assert len(seen) / len(examples) >= 0.8


def test_rewrites_and_ready_lines_are_never_hinted_at() -> None:
    lines = [line for pattern in (*content.blames(), *content.erasings()) for line in pattern.instead]
    lines += [phrase.text for bank in content.BANKS for phrase in content.phrases(bank)]
    lines += [ask for need in content.needs() for ask in need.asks]
    lines += [line for activity in content.activities() for line in activity.invite]
    assert {line: cues(line) for line in lines if hints(line) != Hints()} == {}


def test_a_hint_brings_the_note_and_the_rewrites_of_the_pattern_that_fits_best() -> None:
    always, never = hints("You always walk out.").hints[0], hints("You never listen to me.").hints[0]
    assert "Always" in always.note
    assert "Never" in never.note
    for hint in (always, never):
        pattern = next(pattern for pattern in content.blames() if pattern.hint == hint.note)
        assert (pattern.cue, pattern.instead) == (hint.cue, hint.instead)


def test_making_oneself_small_has_its_own_gentle_cue() -> None:
    for text in ("It's fine, forget it.", "never mind", "I'm just being silly.", "My feelings don't matter."):
        (hint,) = hints(text).hints
        assert (hint.cue, hint.strength) == ("S1", 1)
        assert hint.note
        assert hint.instead
    assert hints("It's fine if you can't come.") == Hints()


# --- care ---


@pytest.mark.parametrize(
    "text",
    [
        "You slapped me.",
        "He grabbed me by the wrist.",
        "They locked me out last night.",
        "She reads all my messages.",
        "You won't let me see my sister.",
        "I'm scared of him.",
        "I feel trapped.",
        "i said no and u didnt stop",
        "You said you'd hurt yourself if I left.",
        "I want to die.",
        "YOU TOOK MY KEYS so I couldnt leave",
        "I’m afraid of how you’ll react.",
    ],
)
def test_harm_raises_care_and_never_a_hint(text: str) -> None:
    assert hints(text) == Hints(care=True)


def test_one_sentence_of_harm_silences_every_hint() -> None:
    assert hints("You never listen. You're so cold. Last night you pushed me against the wall.") == Hints(
        care=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "I'm not afraid of you.",
        "You pushed me to apply and it worked out.",
        "You took my hand on the bridge.",
        "I'm scared of the dark.",
        "I'm afraid of losing you.",
        "You took my phone to be repaired.",
    ],
)
def test_the_same_words_without_harm(text: str) -> None:
    assert hints(text) == Hints()


def test_words_about_dying_are_found_and_figures_of_speech_are_not() -> None:
    for text in (
        "I want to die.",
        "i dont want to be here any more",
        "I keep thinking about hurting myself.",
        "I'd be better off dead",
    ):
        assert self_harm(text)
    for text in (
        "I nearly died of embarrassment.",
        "I cut myself shaving.",
        "I'm dying to see you.",
        "You hurt me.",
        "",
    ):
        assert not self_harm(text)


# --- blame to curiosity ---


@pytest.mark.parametrize("row", BY_LABEL["blaming"], ids=lambda row: row["id"])
def test_any_blaming_sentence_becomes_two_or_three_open_questions(row: dict) -> None:
    asked = questions(row["text"])
    assert 2 <= len(asked) <= 3
    for question in asked:
        assert question.endswith("?")
        assert not question.lower().startswith("why")
        assert hints(question) == Hints()


def test_the_stuck_thoughts_of_the_pack_lead_to_their_own_questions() -> None:
    assert questions("You don't care about us.")[0] == "What else could a quiet face mean?"
    assert questions("I'm the only one who ever tries.")[0] == "What trying do I not see?"


def test_no_question_where_there_was_harm_or_nothing() -> None:
    assert questions("You hit me.") == ()
    assert questions("") == ()
    assert questions("   …") == ()


def test_the_blame_words_are_not_said_back() -> None:
    for text, word in (
        ("You are so cold.", "cold"),
        ("You always shut down.", "always"),
        ("It's your fault.", "fault"),
    ):
        assert word not in " ".join(questions(text)).lower()


# --- invitations ---


@pytest.mark.parametrize(
    ("text", "pressing"),
    [
        ("We need to talk.", ["need to talk"]),
        ("Can we finally sit down?", ["finally"]),
        ("You could at least come.", ["at least"]),
        ("Come now.", ["now"]),
        ("Just come.", ["Just"]),
    ],
)
def test_pressure_words_are_found_where_they_stand(text: str, pressing: list[str]) -> None:
    assert [text[start:end] for start, end in pushes(text)] == pressing


@pytest.mark.parametrize(
    "text", ["Sit with me, no need to talk.", "You don't have to come.", "I like having you near.", ""]
)
def test_free_words_are_not_pressing(text: str) -> None:
    assert pushes(text) == ()


def test_a_way_to_say_no() -> None:
    assert leaves_room("Tea at four? No is fine.")
    assert leaves_room("Come along, or don’t.")
    assert not leaves_room("Tea at four.")


# --- any text at all ---


@given(st.text(max_size=300))
def test_any_text_is_taken(text: str) -> None:
    found = hints(text)
    assert len(found.hints) <= MOST
    for hint in found.hints:
        assert 0 <= hint.start < hint.end <= len(text)
        assert hint.strength in (1, 2)
    assert len(questions(text)) <= 3
    assert all(0 <= start < end <= len(text) for start, end in pushes(text))
    assert isinstance(self_harm(text), bool)


@given(
    st.lists(
        st.sampled_from([row["text"] for row in TABLE] + ["\u202e", "💬", "…", "\x00", "“", "’"]), max_size=6
    )
)
def test_many_sentences_give_two_hints_or_care(parts: list[str]) -> None:
    text = " ".join(parts)
    found = hints(text)
    spans = [(hint.start, hint.end) for hint in found.hints]
    assert len(spans) <= MOST
    assert spans == sorted(spans)
    assert not (found.care and spans)
    if any(row["care"] and row["text"] in parts for row in TABLE):
        assert found.care


def test_nothing_for_nothing() -> None:
    assert hints("") == Hints()
    assert hints(" \n…") == Hints()


@pytest.mark.parametrize("verdict", content.verdicts(), ids=lambda verdict: verdict.id)
def test_every_verdict_word_of_the_pack_is_known(verdict: content.Verdict) -> None:
    found = hints(f"I feel {verdict.word}.")
    if verdict.care:
        assert found.hints == ()
        assert found.care or verdict.when
    else:
        assert [(hint.cue, hint.strength) for hint in found.hints] == [("C5", 1)]
