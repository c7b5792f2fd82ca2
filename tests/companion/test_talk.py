"""Talk when ready: what opens a deck, what closes it, and that nothing said in a sitting is kept."""

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from companion import content
from companion.errors import NotFound
from companion.store import Store
from companion.talk import ANSWERS, CHECKS, KeptCard, Sitting, Talk, Walk, remarks

DECKS = ("beside", "closer", "open")


def sitting(answers: str = "", **settings: str) -> Sitting:
    """A sitting that said "safe" and then answered body, time, place, room: y, n (nearly) or x (not yet)."""
    found = Sitting(today=lambda: date(2030, 1, 14), **settings)
    found.answer_safe("safe")
    for check, letter in zip(CHECKS, answers, strict=False):
        found.answer(check, {"y": "yes", "n": "nearly", "x": "not_yet"}[letter])
    return found


def depths(found: Sitting, deck: str) -> set[int]:
    walk = found.walk(content.prompts(), deck, seed=1)
    return {card.depth for card in cards(walk)}


def cards(walk: Walk) -> list[content.Prompt]:
    seen: list[content.Prompt] = []
    while walk.current is not None and walk.current not in seen:
        seen.append(walk.current)
        walk.next()
    return seen


@pytest.mark.parametrize(
    ("answers", "result", "fits"),
    [
        ("", "", ""),
        ("yyy", "", ""),
        ("yyyy", "enough", "closer"),
        ("nnnn", "small", "beside"),
        ("ynyy", "some", "closer"),
        ("nyyn", "some", "closer"),
        ("yxyy", "another_time", ""),
        ("yyxy", "another_time", ""),
        ("xyyy", "settle", ""),
        ("yyyx", "settle", ""),
        ("xxxx", "settle", ""),
        ("x", "settle", ""),
    ],
)
def test_what_the_four_answers_leave_room_for(answers: str, result: str, fits: str) -> None:
    found = sitting(answers)
    assert found.result() == result
    assert found.fits() == fits


def test_after_settling_body_and_room_are_asked_once_more_and_then_it_is_not_now() -> None:
    found = sitting("xyyy")
    found.settled()
    assert found.result() == ""
    assert found.answered("time") == "yes"
    assert found.answered("body") is None
    found.answer("body", "nearly")
    found.answer("room", "not_yet")
    assert found.result() == "not_now"
    found.answer("room", "nearly")
    assert found.result() == "some"


def test_the_open_deck_asks_for_safety_then_the_check_then_four_yes() -> None:
    found = Sitting()
    assert found.may_open("open") == "safe_first"
    found.answer_safe("unsure")
    assert found.may_open("open") == "safe_first"
    found.answer_safe("safe")
    assert found.may_open("open") == "check_first"
    for check in CHECKS:
        found.answer(check, "nearly")
    assert found.may_open("open") == "not_tonight"
    for check in CHECKS:
        found.answer(check, "yes")
    assert found.may_open("open") == ""


def test_four_yes_without_a_safe_answer_open_nothing_deep() -> None:
    found = Sitting()
    for check in CHECKS:
        found.answer(check, "yes")
    assert found.may_open("open") == "safe_first"
    assert not any(found.allows(prompt) for prompt in content.prompts() if prompt.depth >= 4)


def test_no_combination_of_answers_but_four_yes_shows_a_deep_card() -> None:
    for answers in itertools.product(ANSWERS, repeat=4):
        found = sitting()
        for check, answer in zip(CHECKS, answers, strict=True):
            found.answer(check, answer)
        assert bool(depths(found, "open")) == (set(answers) == {"yes"})


def test_the_deepest_cards_need_both_yes_today() -> None:
    today = date(2030, 1, 14)
    found = Sitting(today=lambda: today)
    found.answer_safe("safe")
    for check in CHECKS:
        found.answer(check, "yes")
    assert depths(found, "open") == {4}
    found.both_said_yes()
    assert depths(found, "open") == {4, 5}
    today = date(2030, 1, 15)
    assert depths(found, "open") == {4}


def test_without_a_check_the_everyday_cards_are_there_and_nearly_everywhere_stays_light() -> None:
    assert depths(Sitting(), "beside") == {1}
    assert depths(Sitting(), "closer") == {2, 3}
    assert depths(sitting("nnnn"), "closer") == {2}
    assert depths(sitting("ynyy"), "closer") == {2, 3}


def test_a_named_fear_hides_every_prompt_until_a_new_session() -> None:
    found = sitting("yyyy")
    assert found.answer_safe("afraid") == "s-afraid"
    assert not found.shows_prompts
    assert [found.may_open(deck) for deck in DECKS] == ["afraid"] * 3
    assert not any(found.allows(prompt) for prompt in content.prompts())
    assert found.answer_safe("safe") == "s-afraid"
    assert found.feared
    assert not any(found.allows(a) for a in content.activities() if "afraid" in a.not_when)
    assert any(found.allows(activity) for activity in content.activities())
    found.begin_again()
    assert found.safe is None
    assert found.shows_prompts
    assert found.result() == ""
    assert depths(found, "beside") == {1}


def test_not_sure_leads_to_three_lines_and_one_that_fits_is_a_named_fear() -> None:
    found = Sitting()
    assert found.answer_safe("unsure") == "three_lines"
    assert found.answer_lines(one_fits=True) == "s-afraid"
    assert found.feared
    other = Sitting()
    other.answer_safe("unsure")
    assert other.answer_lines(one_fits=False) == "check"
    assert not other.feared


@pytest.mark.parametrize("way", ["answer", "page"])
def test_after_the_heavy_page_the_deep_cards_stay_closed(way: str) -> None:
    found = sitting("yyyy")
    found.both_said_yes()
    if way == "answer":
        assert found.answer_safe("low") == "s-low"
        found.answer_safe("safe")
    else:
        found.opened("s-low")
    assert found.may_open("open") == "low"
    assert depths(found, "open") == set()
    assert depths(found, "closer") == {2, 3}
    closed = {guide.id for guide in content.guides() if not found.allows(guide)}
    assert closed == {"g-four-sittings", "g-unsaid"}
    found.opened("s-computer")
    assert found.may_open("open") == "low"


def test_another_help_page_closes_nothing() -> None:
    found = sitting("yyyy")
    found.opened("s-therapist")
    assert found.may_open("open") == ""


def test_what_was_said_takes_fitting_items_away_and_the_rest_is_a_remark() -> None:
    found = sitting("ynyy")
    before = set(cards(found.walk(content.prompts(), "closer", seed=3)))
    found.say("just-argued")
    after = set(cards(found.walk(content.prompts(), "closer", seed=3)))
    assert before - after == {card for card in before if "just-argued" in card.not_when}
    assert before - after
    photo = next(prompt for prompt in content.prompts() if prompt.id == "p-apart-002")
    assert found.allows(photo)
    assert remarks(photo) == ("driving",)


def test_a_full_body_counts_as_overloaded() -> None:
    assert "overloaded" in sitting("x").conditions
    assert "overloaded" not in sitting("yx").conditions


def test_the_wording_follows_the_role() -> None:
    assert Sitting("reaching").question("room") == "room_reaching"
    assert {Sitting(role).question("body") for role in ("quiet", "mixed", "unsure")} == {"body_quiet"}


def test_a_walk_is_the_same_for_the_same_seed_and_begins_gently() -> None:
    found = sitting("ynyy")
    orders = [[c.id for c in cards(found.walk(content.prompts(), "closer", seed))] for seed in (5, 5, 6)]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2]
    deck = cards(found.walk(content.prompts(), "closer", 5))
    assert [card.depth for card in deck] == sorted(card.depth for card in deck)


def test_the_own_voice_comes_first() -> None:
    deck = cards(sitting("ynyy", role="quiet").walk(content.prompts(), "closer", 9))
    everyday = [card.role for card in deck if card.depth == 3]
    assert "reaching" in everyday
    assert set(everyday[-everyday.count("reaching") :]) == {"reaching"}


def test_next_goes_round_and_pass_takes_a_card_out() -> None:
    walk = sitting().walk(content.prompts(), "beside", 2)
    first = walk.current
    assert first is not None
    second = walk.next()
    assert second not in (None, first)
    assert walk.previous() is first
    assert walk.pass_() is second
    assert first not in cards(walk)
    while walk.current:
        walk.pass_()
    assert walk.next() is None
    assert walk.pass_() is None


def test_nothing_said_shows_up_in_print() -> None:
    found = sitting("xnyx")
    found.answer_safe("afraid")
    assert "afraid" not in repr(found)
    assert "not_yet" not in str(found)


@pytest.mark.parametrize("call", [("answer_safe", "fine"), ("answer", "mind", "yes"), ("say", "bedtime")])
def test_an_unknown_code_is_refused(call: tuple[str, ...]) -> None:
    name, *arguments = call
    with pytest.raises(ValueError, match=arguments[0]):
        getattr(Sitting(), name)(*arguments)


# --- kept cards ---

NOW = datetime(2030, 1, 14, 21, 5, 7)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    store = Store.create(tmp_path / "diary.db", os.urandom(32))
    yield Talk(store, now=lambda: NOW)
    store.close()


def card(id: str = "p-quiet-009") -> content.Prompt:
    return next(prompt for prompt in content.prompts() if prompt.id == id)


def test_a_kept_card_holds_the_wording_that_was_seen(talk: Talk) -> None:
    change = talk.keep(card(), note="after supper")
    (kept,) = talk.kept()
    assert change.ids == {kept.id}
    assert kept == KeptCard(kept.id, "p-quiet-009", card().text, "after supper", NOW)
    assert talk.is_kept(card())
    assert not talk.is_kept(card("p-quiet-001"))
    talk.keep(replace(card(), text="Another wording of the same card."))
    assert len(talk.kept()) == 2


def test_keeping_twice_keeps_once(talk: Talk) -> None:
    first = talk.keep(card(), note="a line")
    assert talk.keep(card()).ids == first.ids
    assert [kept.note for kept in talk.kept()] == ["a line"]
    talk.keep(card(), note="another line")
    assert [kept.note for kept in talk.kept()] == ["another line"]


def test_forgetting_can_be_taken_back_until_it_is_purged(talk: Talk) -> None:
    talk.keep(card(), note="words")
    (kept,) = talk.kept()
    change = talk.forget(kept.id)
    assert talk.kept() == []
    assert change.undo is not None
    change.undo()
    assert talk.kept() == [kept]
    talk.forget(kept.id)
    talk.purge(NOW + timedelta(days=29))
    talk.bring_back(kept.id)
    talk.forget(kept.id)
    talk.purge(NOW + timedelta(days=31))
    with pytest.raises(NotFound):
        talk.bring_back(kept.id)


def test_undoing_a_keep_takes_the_card_away(talk: Talk) -> None:
    change = talk.keep(card())
    assert change.undo is not None
    change.undo()
    assert talk.kept() == []


def test_a_note_changes_and_goes(talk: Talk) -> None:
    talk.keep(card())
    (kept,) = talk.kept()
    talk.note(kept.id, "one\r\ntwo")
    assert talk.kept()[0].note == "one\ntwo"
    talk.note(kept.id, "")
    assert talk.kept()[0].note == ""
    with pytest.raises(NotFound):
        talk.note("no-such-card", "words")


def test_taking_over_a_card_twice_adds_nothing(talk: Talk) -> None:
    there = KeptCard("2b0c", "p-quiet-001", "Sit near.", "", NOW)
    assert talk.take_over(there) == "added"
    assert talk.take_over(there) == "skipped"
    assert talk.take_over(replace(there, note="new")) == "updated"
    talk.forget("2b0c")
    talk.take_over(replace(there, note="newer"))
    assert talk.kept() == []


def test_a_sitting_loads_no_database() -> None:
    code = "import sys, companion.talk; sys.exit('peewee' in sys.modules or 'sqlcipher3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
