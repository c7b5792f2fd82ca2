"""The linter: the shipped packs hold every rule, and each rule can be broken."""

import re
import shutil
from pathlib import Path

import pytest

import resources
from companion.kindly import leaves_room
from tests.resources import lists, reading
from tests.resources.linter import lint, main, page

PACKS = resources.path("packs")


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(PACKS, tmp_path / "packs")
    return tmp_path / "packs"


def swap(packs: Path, kind: str, old: str, new: str, times: int = 1) -> None:
    file = packs / kind / "en.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, times), encoding="utf-8")


def broken(packs: Path) -> set[str]:
    return {violation.rule for violation in lint(packs).violations}


def test_the_shipped_packs_break_no_rule() -> None:
    report = lint(PACKS)
    assert report.violations == []
    assert report.counts["prompts.prompt"] == 360
    whole = [kind for kind, whole in report.complete.items() if whole]
    assert whole == ["prompts", "activities", "guides", "phrases"]
    assert max(report.grades["prompts"]) < 6


QUIET = 'text = "Let\'s sit in the same room for ten minutes and each do our own thing. Talking is optional."'
LOOP = 'smaller = "Draw it: a circle with two arrows. One word on each."'
LOOP_TAIL = re.search(
    re.escape(LOOP) + r"(?s:.*?)not_when = .*", (PACKS / "prompts" / "en.toml").read_text(encoding="utf-8")
)[0]


@pytest.mark.parametrize(
    ("kind", "old", "new", "rule"),
    [
        ("prompts", QUIET, 'text = "Sit near me."', "length"),
        ("prompts", QUIET, f'text = "{"Sit here with me now. " * 12}"', "length"),
        ("prompts", QUIET, 'text = "Why do you never sit with me?"', "begins_with_why"),
        ("prompts", QUIET, 'text = "You are so needy when you sit with me."', "banned_word"),
        ("prompts", QUIET, 'text = "Sit with me for ten minutes now!"', "exclamation_mark"),
        ("prompts", QUIET, 'text = "Sit with me for ten minutes now \U0001f642."', "emoji"),
        ("prompts", QUIET, 'text = "Open Companion and sit with me for a while."', "app_name"),
        ("prompts", LOOP, "", "no_smaller_version"),
        ("prompts", LOOP, f'smaller = "{"Draw one more thing. " * 9}"', "smaller_is_longer"),
        ("prompts", 'after = "Put the paper away. Do something easy side by side."', "", "no_aftercare"),
        ("prompts", LOOP_TAIL, LOOP_TAIL.partition("not_when")[0] + 'not_when = ["just-argued"]', "not_when"),
        ("prompts", 'not_when = ["rushed"]', "not_when = []", "no_not_when"),
        ("prompts", 'theme = "loop"', 'theme = "circle"', "value"),
        ("prompts", 'id = "p-loop-003"', 'id = "p-loop-3"', "id"),
        ("prompts", 'id = "p-quiet-009"', 'id = "p-quiet-001"', "repeated_id"),
        ("prompts", 'ideas = ["I33", "I37"]', 'ideas = ["I48"]', "unknown_idea"),
        ("prompts", 'sources = ["jiang2013"]', 'sources = ["smith2013"]', "unknown_source"),
        ("prompts", 'depth = 1\ntheme = "quiet"', 'theme = "quiet"', "missing_field"),
        ("prompts", 'depth = 1\ntheme = "quiet"', 'depht = 1\ntheme = "quiet"', "unknown_field"),
        ("prompts", "depth = 1\n", 'depth = "1"\n', "type"),
        ("prompts", 'lang = "en"', 'lang = "de"', "header"),
        ("activities", 'title = "One pot"', f'title = "{"One pot " * 6}"', "length"),
        ("activities", '["Kettle\'s on. Want one at the window, or one where you are?"]', '["Come."]', "invite_without_no"),
        ("activities", 'touch = "optional"', 'touch = "part"', "touch"),
        ("guides", 'kind = "body", say = "Feet', 'kind = "dance", say = "Feet', "value"),
        ("guides", 'lighter = "g-hot-version-first"', 'lighter = ""', "gate"),
        ("guides", '"wish to run", "a thought", "can\'t tell"]', '"wish to run", "a thought"]', "step"),
        ("guides", 'say = "Three: pick one thing', 'say = "Pick one thing', "sittings"),
        ("guides", 'sitting = 3, kind = "line", say = "Three: pick', 'kind = "line", say = "Three: pick', "sittings"),
        ("guides", 'asks = "afraid", yes = 3', 'asks = "afraid"', "step"),
        ("guides", 'asks = "afraid", yes = 3', 'asks = "sad", yes = 3', "value"),
        ("learn", "Closeness isn't one big talk.", "Closeness isn't one big talk. " * 30, "length"),
        ("help", 'do = ["Emergency number", "Quick exit"]', 'do = ["Quick exit"]', "number_of_lines"),
        ("help", "print = false", "print = true", "value"),
        ("contacts", 'number = "116 123"', 'number = "+44 116 123"', "number"),
        ("contacts", 'checked = ""', 'checked = "2030-01-14"', "number"),
        ("contacts", 'country = "GB"', 'country = "UK?"', "value"),
        ("phrases", 'tone = "warm"', 'tone = "loud"', "value"),
        ("phrases", 'near = ["empty", "foggy"]', 'near = ["empty"]', "number_of_lines"),
        ("phrases", 'maybe = []\ncare = true', 'maybe = ["sad"]\ncare = true', "number_of_lines"),
        ("phrases", "No need to answer. I like that you exist.", "Thinking of you. Nothing needed.", "near_duplicate"),
    ],
)  # fmt: skip
def test_each_rule_can_be_broken(packs: Path, kind: str, old: str, new: str, rule: str) -> None:
    swap(packs, kind, old, new)
    assert rule in broken(packs)


def test_a_heavy_text_and_a_long_sentence_are_found(packs: Path) -> None:
    long = "and then we walk a little further on the same way " * 4
    swap(packs, "activities", 'access = "Seated.', f'access = "{long}. Seated.')
    assert "long_sentence" in broken(packs)
    heavy = "Emotional dysregulation necessitates sophisticated communicative reconciliation. " * 6
    swap(packs, "help", "This is a private place", heavy + "This is a private place")
    assert "reading_grade" in broken(packs)


def test_blame_examples_and_stuck_thoughts_may_hold_what_people_say(packs: Path) -> None:
    swap(packs, "phrases", '"You\'re so cold."', '"You are so needy."')
    swap(packs, "phrases", 'thought = "They don\'t care."', 'thought = "They are toxic."')
    assert broken(packs) == set()
    swap(packs, "phrases", "I feel far from you today.", "I feel you are needy.")
    assert broken(packs) == {"banned_word"}


def test_a_pack_that_cannot_be_read_is_a_violation(packs: Path) -> None:
    (packs / "guides" / "en.toml").write_text("[pack\n", encoding="utf-8")
    assert "unreadable" in broken(packs)


def cut_down(file: Path, most: int) -> None:
    """A pack that says it is complete and has lost most of it."""
    head, *items = re.split(r"(?m)^(?=\[\[)", file.read_text(encoding="utf-8"))
    head = re.sub(r'reviewed = "[^"]*"', 'reviewed = ""', head)
    file.write_text(
        head.replace("complete = false", "complete = true") + "".join(items[:most]), encoding="utf-8"
    )


def test_a_complete_pack_is_held_to_counts_spreads_openings_and_references(packs: Path) -> None:
    for kind in ("prompts", "activities", "guides", "learn", "phrases", "help"):
        cut_down(packs / kind / "en.toml", most=15 if kind == "guides" else 70)
    report = lint(packs)
    assert {v.rule for v in report.violations if v.pack == "prompts"} >= {
        "count",
        "spread",
        "header",
    }
    assert {v.rule for v in report.violations if v.pack == "activities"} >= {"count", "spread"}
    assert "g-outside-view names g-hot-version-first" in {v.detail for v in report.violations}
    assert "l-protective names l-nd" not in {v.detail for v in report.violations}
    uncarried = {v.item for v in report.violations if v.rule == "idea_coverage"}
    assert "I13" in uncarried or "I17" in uncarried
    assert "help" not in {v.pack for v in report.violations if v.rule == "count"}


def test_the_page_is_one_page_and_says_how_it_went(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(packs)]) == 0
    out = capsys.readouterr().out
    assert "No violations." in out
    assert len(out.splitlines()) < 40
    swap(packs, "prompts", QUIET, 'text = "Why?"')
    assert main([str(packs)]) == 1
    assert "begins_with_why" in capsys.readouterr().out
    assert "prompts" in page(lint(packs))


@pytest.mark.parametrize("line", ["Book hour? No is fine.", "Come, or don’t.", "Two songs, then nothing."])
def test_invitations_with_a_no(line: str) -> None:
    assert leaves_room(line)


@pytest.mark.parametrize("line", ["Come with me.", "Do you know the song?", "A cup of tea, finest sort?"])
def test_invitations_without_a_no(line: str) -> None:
    assert not leaves_room(line)


SYLLABLES = {
    1: "make walked asked times whole while smile breathes clothes blue true scared league lived can't one else",
    2: "table wanted houses watches quiet being trying didn't wouldn't closeness agreed argue circles create react",
    3: "radio video carefully period curious autistic therapist idea family museum easier beautiful",
    4: "relationship situation usually emergency community",
}


@pytest.mark.parametrize("count", SYLLABLES)
def test_syllables_are_counted_as_spoken(count: int) -> None:
    assert {word: reading.syllables(word) for word in SYLLABLES[count].split()} == dict.fromkeys(
        SYLLABLES[count].split(), count
    )


def test_sentences_end_where_a_voice_does() -> None:
    assert reading.sentences("Check in at 8.30. 'Rather not say' closes it. No?") == [
        "Check in at 8.30.",
        "'Rather not say' closes it.",
        "No?",
    ]
    assert reading.sentences("One line\nand another") == ["One line", "and another"]
    assert reading.breaths("Put down: what you noticed.") == ["Put down:", "what you noticed."]


def test_the_grade_is_the_published_formula() -> None:
    # 13 words, 2 sentences, 15 syllables
    text = "The cat sat on the mat by the fire. It was very happy."
    assert reading.grade([text]) == pytest.approx(0.39 * 13 / 2 + 11.8 * 15 / 13 - 15.59)


def test_the_lists_agree_with_each_other() -> None:
    assert sum(map(sum, lists.PROMPT_SPREAD.values())) == lists.COUNTS["prompts"]["prompt"]
    assert sum(lists.PROMPT_ROLES.values()) == lists.COUNTS["prompts"]["prompt"]
    assert sum(lists.PRESSURES) == lists.COUNTS["activities"]["activity"]
    assert lists.WIDE_IDEAS < lists.IDEAS
    assert len(lists.THEMES) == 20


def test_no_pack_holds_markup_or_links() -> None:
    for file in PACKS.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"https?://|<[a-z]+>", text), file.name
