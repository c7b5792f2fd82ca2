"""A walk through a guide: it always comes to an end, gates lead to something that fits, and what may not be kept is not."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion import content
from companion.guides import (
    CONDITIONS,
    NONE,
    SCALE,
    UNSURE,
    Place,
    Walk,
    following,
    lighter,
    opener,
    question,
    questions,
    rests,
    steps_of,
)
from companion.talk import CLOSED_AFTER_LOW

GUIDES = content.guides()
BY_ID = {guide.id: guide for guide in GUIDES}
SERIES = [guide for guide in GUIDES if guide.sittings > 1]
EVERY = pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)


def begin(id: str, *said: str, sitting: int = 1) -> Walk:
    return Walk(GUIDES, Place(id, sitting), said)


def let_in(walk: Walk) -> Walk:
    """Past a gate with "none of these" or "no, go on"."""
    while walk.stage == "asking" or (walk.step is not None and walk.step.kind == "gate"):
        walk.pick(0)
    return walk


def to(walk: Walk, words: str) -> Walk:
    let_in(walk)
    while walk.step is None or words not in walk.step.say:
        before = walk.place
        walk.go_on()
        assert walk.place != before, words
    return walk


# --- to the end


@EVERY
def test_every_sitting_of_every_guide_comes_to_its_close_by_going_on(guide):
    for sitting in range(1, guide.sittings + 1):
        walk = let_in(begin(guide.id, sitting=sitting))
        seen = [walk.step]
        while walk.stage == "step":
            walk.go_on()
            seen.append(walk.step)
        assert walk.stage == "close"
        wanted = [step for step in steps_of(guide, sitting) if step.kind != "gate"]
        assert seen[:-1] == wanted, "each of its steps once, in their order"
        assert walk.gave_way == ""


def test_the_sittings_of_a_series_together_are_the_whole_guide():
    for guide in SERIES:
        shown = {step for n in range(1, guide.sittings + 1) for step in steps_of(guide, n)}
        assert shown == set(guide.steps)
        own = [{s for s in steps_of(guide, n) if s.sitting} for n in range(1, guide.sittings + 1)]
        assert all(own), "no sitting is empty"
        assert sum(map(len, own)) == len(set().union(*own)), "and none has what belongs to another"


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["go_on", "go_back", "take_lighter", "take_back"])),
        st.tuples(st.just("pick"), st.integers(-1, 13)),
        st.tuples(st.just("go_to_sitting"), st.integers(0, 6)),
    ),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(BY_ID)),
    st.sets(st.sampled_from(CONDITIONS)),
    st.builds(Place, st.just(""), st.integers(-1, 7), st.integers(-2, 20)),
    EVENTS,
)
def test_whatever_is_pressed_there_is_a_way_on_a_way_out_and_an_end(id, said, place, events):
    walk = Walk(GUIDES, replace(place, guide=id), said)
    for name, *values in events:
        guides = walk.guide.id
        picked = {walk.key: walk.picked} if walk.kept else {}
        getattr(walk, name)(*values)
        holds(walk, said)
        if walk.guide.id == guides and name in ("go_on", "go_back") and picked:
            assert walk._picks.items() >= {k: v for k, v in picked.items() if v}.items(), (
                "what was picked stays"
            )
    for _ in range(60):
        if walk.stage not in ("asking", "step"):
            break
        if walk.can_go_on:
            walk.go_on()
        else:
            walk.pick(0)
    assert walk.stage in ("close", "away"), "going on leads to the end from everywhere"
    walk.put_away()
    assert walk.stage == "away"
    assert Walk(GUIDES, walk.place, ()).guide is walk.guide, "and the place can be come back to"


def holds(walk: Walk, said: set[str]) -> None:
    """What is so at every moment."""
    known = said | walk.named
    assert walk.stage in ("asking", "step", "close", "away")
    assert (walk.step is not None) == (walk.stage == "step")
    if walk.stage != "away" and not (walk.named and walk.step is not None):
        assert not rests(walk.guide, known), "no guide is shown that rests after what was said"
    if walk.stage == "asking":
        assert set(walk.asked) <= set(walk.guide.gate)
        assert walk.asked
    assert all(0 <= place < max(len(walk.choices), SCALE) for place in walk.picked)
    assert not walk.most or len(walk.picked) <= max(1, walk.most)
    assert walk.can_go_on or walk.stage in ("close", "away") or walk.choices, "there is always a way on"
    if walk.named & {"afraid", "crisis"}:
        assert walk.help, "who named it is shown where people listen"


# --- gates


@EVERY
@pytest.mark.parametrize("condition", CONDITIONS)
def test_what_was_said_in_the_sitting_needs_no_asking(guide, condition):
    walk = begin(guide.id, condition)
    if condition not in guide.gate:
        assert walk.guide is guide
        return
    assert walk.gave_way == guide.id
    assert walk.guide is not guide
    assert condition not in walk.guide.gate
    assert walk.stage in ("asking", "step")


@EVERY
def test_a_gate_is_asked_first_and_each_of_its_answers_leads_somewhere(guide):
    walk = begin(guide.id)
    own = any(step.kind == "gate" for step in guide.steps)
    if not guide.gate or own:
        assert walk.stage == "step"
        return
    assert walk.stage == "asking"
    assert set(walk.asked) == set(guide.gate)
    assert walk.choices == (NONE, *walk.asked, UNSURE)
    assert not walk.can_go_on, "a gate is not passed by"
    for place, condition in enumerate(walk.asked, 1):
        other = begin(guide.id)
        other.pick(place)
        assert other.named == {condition}
        assert other.gave_way == guide.id
        assert condition not in other.guide.gate


def test_not_sure_leaves_both_ways_open():
    walk = begin("g-small-door")
    walk.pick(walk.choices.index(UNSURE))
    assert walk.unsure
    assert walk.offers_lighter
    assert walk.named == frozenset(), "nothing was named"
    walk.go_on()
    assert walk.number == 1
    assert walk.guide.id == "g-small-door"
    walk = begin("g-small-door")
    walk.pick(walk.choices.index(UNSURE))
    walk.take_lighter()
    assert (walk.guide.id, walk.gave_way) == ("g-no-words", "g-small-door")


@pytest.mark.parametrize(("id", "to_"), [("g-unsaid", "g-no-words"), ("g-four-sittings", "g-empty-day")])
def test_the_second_answer_of_a_gate_step_is_the_lighter_guide(id, to_):
    walk = begin(id)
    assert walk.step.kind == "gate"
    walk.go_on()
    assert walk.number == 1, "a gate is not passed by"
    walk.pick(1)
    assert (walk.guide.id, walk.gave_way) == (to_, id)
    assert walk.named == frozenset(), "it does not say which of them holds"
    walk = begin(id)
    walk.pick(2)
    assert walk.offers_lighter
    assert walk.can_go_on
    walk.pick(0)
    assert walk.step.kind == "read"


def test_afraid_is_never_sent_to_the_hot_version():
    for guide in GUIDES:
        walk = begin(guide.id, "afraid")
        assert walk.gave_way == "" or walk.guide.id != "g-hot-version-first"
    walk = begin("g-outside-view")
    walk.pick(walk.choices.index("afraid"))
    assert walk.guide.id == "g-no-words"
    assert walk.help == "s-afraid"
    walk = begin("g-outside-view")
    walk.pick(walk.choices.index("just-argued"))
    assert walk.guide.id == "g-hot-version-first"
    assert walk.help == ""


def test_a_lighter_guide_that_is_gated_itself_gives_way_too():
    chain = [
        replace(BY_ID["g-small-door"], id="g-a", gate=("afraid",), lighter="g-b"),
        replace(BY_ID["g-small-door"], id="g-b", gate=("crisis", "afraid"), lighter="g-c"),
        replace(BY_ID["g-small-door"], id="g-c", gate=("drinking",), lighter="g-a"),
    ]
    walk = Walk(chain, Place("g-a"), {"afraid"})
    assert walk.guide.id == "g-c"
    assert walk.asked == ("drinking",), "it asks what nobody has asked yet"
    walk.pick(1)
    assert walk.stage == "away", "where nothing fits, there is a plain page"
    assert lighter(chain[2], {guide.id: guide for guide in chain}, {"afraid"}) is None


def test_what_was_denied_is_not_asked_again():
    chain = [
        replace(BY_ID["g-small-door"], id="g-a", gate=("afraid", "bedtime"), lighter="g-b"),
        replace(BY_ID["g-small-door"], id="g-b", gate=("crisis",), lighter=""),
    ]
    walk = Walk(chain, Place("g-a"))
    walk.pick(walk.choices.index("bedtime"))
    assert walk.asked == ("crisis",)


def test_what_is_closed_after_a_low_evening_is_gated_against_it():
    assert all("crisis" in BY_ID[id].gate for id in CLOSED_AFTER_LOW)


# --- answers


def test_one_pick_takes_the_place_of_another_unless_several_are_meant():
    walk = to(begin("g-no-words"), "Where is it in the body?")
    walk.pick(1)
    walk.pick(3)
    assert walk.picked == (3,)
    walk.pick(3)
    assert walk.picked == (), "the same again takes it back"
    walk = to(begin("g-waiting-without-shrinking"), "stepping so softly")
    for place in (5, 0, 2):
        walk.pick(place)
    assert walk.picked == (0, 2, 5)


def test_up_to_three_are_three():
    walk = to(begin("g-needs-limits"), "up to three")
    for place in (1, 2, 3, 4):
        walk.pick(place)
    assert walk.picked == (1, 2, 3)


def test_what_was_picked_is_there_again_on_the_way_back():
    walk = to(begin("g-no-words"), "Where is it in the body?")
    walk.pick(2)
    walk.go_on()
    assert walk.picked == ()
    walk.go_back()
    assert walk.picked == (2,)


def test_fear_of_a_limit_is_heard_and_not_kept():
    walk = to(begin("g-needs-limits"), "frighten you")
    assert not walk.kept
    assert not walk.help
    walk.pick(1)
    assert walk.named == frozenset(), "a little is not a yes"
    walk.pick(2)
    assert walk.named == {"afraid"}
    assert walk.help == "s-afraid"
    walk.go_on()
    assert walk.stage == "close"
    walk.go_back()
    assert walk.picked == ()


def test_the_name_of_a_sitting_is_not_part_of_its_question():
    first = begin("g-own-heart").step
    assert question(first) == "What used to make an hour pass quickly for you? Name two things."
    assert all(not said.startswith(("One", "Two", "Look", "Day")) or ":" not in said[:12] for said in (
        words for guide in SERIES for words in questions(guide)
    ))  # fmt: skip
    hot = BY_ID["g-hot-version-first"].steps[1]
    assert question(hot) == hot.say, "a colon of its own stays"


def test_after_the_last_sitting_comes_the_first():
    heart = BY_ID["g-own-heart"]
    assert [following(n, heart) for n in range(1, 6)] == [2, 3, 4, 5, 1]


def test_a_page_can_begin_with_a_guide_on_any_day():
    for said in ((), ("crisis", "afraid"), CONDITIONS):
        chosen = [opener(GUIDES, day, said) for day in range(12)]
        assert len(set(chosen)) > 2
        for guide in chosen:
            first = begin(guide.id, *said)
            assert first.stage == "step"
            assert first.kept, "it begins with a question"
