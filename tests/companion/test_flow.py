"""The talk from "is there room?" to its end: the whole table, a long random walk, and two people's answers.

`flow_table.txt` is the table to read, every state with every event. When the table changes on purpose, change it there too.
"""

import random
import textwrap
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion import content
from companion.flow import AIMS, EVENTS, MINUTES, PRESENCES, SHAPES, STATES, TABLE, Flow, Pause
from companion.flow.events import ANY, AUTOMATIC, RESUME, STAYS, Cell
from companion.flow.pause import in_minutes
from companion.talk import ANSWERS, CHECKS, ROLES, Sitting

NOW = datetime(2030, 1, 14, 20, 40)
PROMPTS = {state for state in STATES if TABLE[state].prompts}
REFUSED = ("their_no", "their_rough_no", "silence", "upset", "not_now")


class Clock:
    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def targets(cell: Cell) -> set[str]:
    return {cell} if isinstance(cell, str) else {target for _guard, target in cell}


def answered(flow: Flow, answers: str = "yyyy") -> None:
    for check, letter in zip(CHECKS, answers, strict=True):
        flow.sitting.answer(check, {"y": "yes", "n": "nearly", "x": "not_yet"}[letter])


def sent(flow: Flow, *events: str) -> str:
    for event in events:
        flow.send(event)
    return flow.state


def at_ready(role: str = "quiet", **settings: object) -> Flow:
    flow = Flow(Sitting(today=NOW.date), now=Clock(), **settings)  # type: ignore[arg-type]
    sent(flow, "just_me", "safe")
    flow.sitting.role = role
    flow.send("go_on")
    assert flow.state == "ready"
    return flow


def at_ask(role: str = "quiet", answers: str = "yyyy", **settings: object) -> Flow:
    flow = at_ready(role, **settings)
    answered(flow, answers)
    flow.send("go_on")
    flow.choose_aim("near")
    sent(flow, "go_on", "go_on")
    assert flow.state == "ask"
    return flow


def in_turns(role: str = "quiet", **settings: object) -> Flow:
    flow = at_ask(role, **settings)
    flow.choose_depth("closer")
    sent(flow, "yes", "go_on")
    card = next(prompt for prompt in content.prompts() if prompt.depth == 3 and flow.sitting.allows(prompt))
    flow.draw(card)
    assert flow.prompt is card
    flow.begin_with("them")
    assert flow.send("go_on") == "turns"
    return flow


# --- the table -------------------------------------------------------------------------------------------------


def written_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return ", ".join(f"{target} if {guard.__name__}" if guard else f"else {target}" for guard, target in cell)


def written_table() -> str:
    lines = []
    for name, state in TABLE.items():
        marks = ", ".join(mark for mark in ("asks", "prompts", "room") if getattr(state, mark))
        lines.append(f"{name}  ({marks})" if marks else name)
        moves = {event: cell for event, cell in state.moves.items() if cell != STAYS}
        lines += [f"    {event:<16}{written_cell(moves[event])}" for event in EVENTS if event in moves]
        stays = "stays: " + " ".join(event for event in EVENTS if event not in moves)
        lines += textwrap.wrap(stays, 116, initial_indent="    ", subsequent_indent=" " * 11)
        lines.append("")
    return "\n".join(lines)


def test_the_table_is_the_one_written_down() -> None:
    path = Path(__file__).parent / "flow_table.txt"
    assert written_table().strip() == path.read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("name", STATES)
def test_every_event_leads_somewhere_or_stays_on_purpose(name: str) -> None:
    state = TABLE[name]
    assert set(state.moves) | state.stays == set(EVENTS)
    assert not set(state.moves) & state.stays
    for cell in state.moves.values():
        assert targets(cell) <= {*STATES, STAYS, RESUME}
        if not isinstance(cell, str):
            assert cell[-1][0] is None or len(cell) == 1, "the last fork catches the rest"


@pytest.mark.parametrize("name", STATES)
def test_the_ways_out_are_in_every_state_that_asks(name: str) -> None:
    state = TABLE[name]
    assert "quick_exit" in state.buttons
    if state.asks or state.prompts:
        assert {"pause", "smaller", "stop"} <= state.buttons
        assert targets(state.moves["stop"]) <= {"end", "close"}
        assert targets(state.moves["pause"]) <= {"pause", "paused", "another_day"}


def reachable(start: str, *, but_for: tuple[str, ...] = ()) -> set[str]:
    """States that can be reached, not going on from some of them. Taking up a pause leads to no new state."""
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        if here in but_for:
            continue
        for cell in TABLE[here].moves.values():
            todo += targets(cell) - seen - {STAYS, RESUME}
            seen |= targets(cell) - {STAYS, RESUME}
    return seen


@pytest.mark.parametrize("name", STATES)
def test_there_is_no_dead_end(name: str) -> None:
    assert {"end", "help"} & reachable(name)
    assert "start" in reachable(name)
    assert reachable("start") == set(STATES)


@pytest.mark.parametrize("refusal", REFUSED)
def test_nothing_leads_from_a_no_back_to_asking_but_a_new_session(refusal: str) -> None:
    # What a pause leads back to depends on where it began; the walk below looks at that.
    seen = reachable(refusal, but_for=("start", "safe", "return"))
    assert "ask" not in seen
    assert not seen & {"agree", "opener", "turns"}


def test_what_happens_by_itself_never_asks_the_other_person() -> None:
    for name in STATES:
        for event in AUTOMATIC:
            assert targets(TABLE[name].moves.get(event, STAYS)) <= {STAYS, "return", "paused", "start", "end"}


def test_an_unknown_event_is_refused() -> None:
    with pytest.raises(ValueError, match="nudge"):
        Flow(Sitting()).send("nudge")


# --- a person who presses anything -------------------------------------------------------------------------------


def choose_something(flow: Flow, chosen: random.Random, clock: Clock) -> None:
    """What a state lets a person choose before going on."""
    state = flow.state
    if state == "role":
        flow.sitting.role = chosen.choice(ROLES)
    elif state == "ready":
        for check in CHECKS:
            flow.sitting.answer(check, chosen.choices(ANSWERS, (4, 2, 1))[0])
        if chosen.random() < 0.05:
            flow.sitting.rather_not()
    elif state == "aim":
        flow.choose_aim(chosen.choice(AIMS))
    elif state == "shape":
        flow.choose_shape(chosen.choice(SHAPES))
        flow.choose_presence(chosen.choice(PRESENCES))
        flow.choose_minutes(chosen.choice(MINUTES))
        flow.choose_depth(*chosen.choices(("beside", "closer", "open"), k=2))
        if chosen.random() < 0.2:
            flow.sitting.both_said_yes()
    elif state == "opener":
        if chosen.random() < 0.3:
            flow.ask_for_cards()
        flow.draw(flow.openers(content.prompts(), chosen.randrange(99)).current)
        flow.begin_with(chosen.choice(("me", "them")))
    elif state == "pause":
        flow.pause_until(in_minutes(clock.now, chosen.choice((20, 30, 60))))
    elif state == "paused":
        clock.now += timedelta(minutes=chosen.choice((5, 45)))
        flow.tick()


def press(state: str, chosen: random.Random, *, left_out: tuple[str, ...] = ()) -> str:
    """Mostly what leads on from here, often any way out, sometimes anything at all."""
    moves = [event for event, cell in TABLE[state].moves.items() if cell != STAYS]
    onward = [event for event in moves if event not in (*ANY, "afraid", "low", "one_fits")]
    events = chosen.choices((onward or moves, moves, EVENTS), (6, 3, 1))[0]
    return chosen.choice([event for event in events if event not in left_out] or ["smaller"])


def facts(flow: Flow) -> dict[str, object]:
    return {name: getattr(flow, name) for name in Flow.__slots__ if name not in ("_now", "_keep", "_erase")}


def test_a_random_walk_finds_no_dead_end_no_count_and_no_prompt_after_fear() -> None:
    clock, chosen = Clock(), random.Random(3)
    kept: list[Pause | None] = [None]
    flow = Flow(
        Sitting(today=lambda: clock.now.date()),
        now=clock,
        keep=lambda pause: kept.__setitem__(0, pause),
        erase=lambda: kept.__setitem__(0, None),
    )
    visited: set[str] = set()
    feared = refused = False
    since_left, longest = 0, 0
    for _ in range(100_000):
        before = flow.state
        if chosen.random() < 0.8:
            choose_something(flow, chosen, clock)
            before = flow.state
        event = press(before, chosen)
        after = flow.send(event)
        visited.add(after)

        state = TABLE[after]
        assert "quick_exit" in flow.buttons
        assert not (state.asks or state.prompts) or {"pause", "smaller", "stop"} <= flow.buttons

        if event == "begin_again" or after in ("start", "safe"):
            feared = refused = False
        feared = feared or flow.sitting.feared
        if feared:
            assert after == "help"
            assert flow.text == ""
            assert flow.openers(content.prompts()[:20], 1).current is None
        refused = refused or after in REFUSED
        if refused:
            assert after != "ask", (before, event)
        if after in PROMPTS and flow.prompt is not None:
            assert flow.level <= flow.sitting.ceiling()
        assert (kept[0] is not None) <= (after in ("pause", "paused", "return", "another_day"))
        assert (after == "paused") <= (kept[0] is not None)

        found = facts(flow)
        assert found["extensions"] in (0, 1, 2)
        assert found["minutes"] in MINUTES
        numbers = {
            name for name, value in found.items() if isinstance(value, int) and not isinstance(value, bool)
        }
        assert numbers <= {"extensions", "minutes", "_level"}
        assert not any(isinstance(value, list | dict | set) for value in found.values())

        since_left = 0 if after != before else since_left + 1
        longest = max(longest, since_left)
    assert visited == set(STATES)
    assert longest < 400, "somewhere it is hard to get out"


def test_a_flow_has_room_for_nothing_else() -> None:
    flow = Flow(Sitting())
    assert not hasattr(flow, "__dict__")
    with pytest.raises(AttributeError):
        flow.asked_times = 1  # type: ignore[attr-defined]


# --- alone -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("presence", PRESENCES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_whole_talk_in_every_role_shape_and_presence(role: str, presence: str, shape: str) -> None:
    flow = at_ready(role)
    answered(flow, "nnnn")
    assert flow.send("go_on") == "aim"
    assert flow.send("go_on") == "aim", "an aim is chosen first"
    flow.choose_aim("understand")
    assert flow.send("go_on") == "shape"
    assert flow.propose_shape() == "be"
    assert flow.level == 1
    flow.choose_shape(shape)
    flow.choose_presence(presence)
    assert flow.send("go_on") == "ask"
    assert flow.send("yes") == "agree"
    assert flow.presence == ("apart" if presence == "apart" else "together")
    flow.send("go_on")
    if shape == "be":
        assert flow.state == "beside"
    else:
        assert flow.state == "opener"
        walk = flow.openers(content.prompts(), seed=4)
        assert walk.current is not None
        flow.draw(walk.current)
        assert flow.send("go_on") == "turns"
        assert flow.text == walk.current.text
        assert sent(flow, "came_out_wrong", "slower") == "turns"
        assert sent(flow, "swap", "swap") == "turns"
    assert flow.stop_at == NOW + timedelta(minutes=20), "as it stood on the card both read"
    assert sent(flow, "go_on", "go_on", "reflect", "go_on") == "end"
    assert flow.prompt is None
    assert flow.stop_at is None
    assert sent(flow, "begin_again") == "safe"


def test_fear_and_the_three_lines_lead_to_help_and_only_a_new_session_leads_on() -> None:
    for events in (("afraid",), ("unsure", "one_fits")):
        flow = Flow(Sitting())
        assert sent(flow, "just_me", *events) == "help"
        for event in EVENTS:
            if event != "begin_again":
                assert flow.send(event) == "help"
        assert flow.send("begin_again") == "safe"
        assert not flow.sitting.feared
    flow = Flow(Sitting())
    assert sent(flow, "just_me", "unsure", "none_fits") == "role"


def test_settling_is_asked_again_once_and_then_it_is_not_now() -> None:
    flow = at_ready()
    answered(flow, "xyyy")
    assert flow.send("go_on") == "settle"
    assert flow.send("look_again") == "ready"
    flow.sitting.answer("body", "not_yet")
    flow.sitting.answer("room", "yes")
    assert flow.send("settle") == "ready", "there is no second settling"
    assert flow.send("go_on") == "not_now"
    assert sent(flow, "often_not_now", "go_on") == "end"


def test_another_time_or_place() -> None:
    flow = at_ready()
    answered(flow, "yxyy")
    assert flow.send("go_on") == "another_time"
    assert flow.send("back") == "ready"
    flow.sitting.answer("time", "nearly")
    assert flow.send("go_on") == "aim"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("yes", "agree"),
        ("yes_smaller", "agree"),
        ("no_kindly", "their_no"),
        ("no_harshly", "their_rough_no"),
        ("no_answer", "silence"),
        ("upset", "upset"),
        ("not_asked", "end"),
    ],
)
def test_their_answers(answer: str, state: str) -> None:
    flow = at_ask("reaching")
    flow.choose_depth("closer")
    assert flow.send(answer) == state
    if answer == "yes_smaller":
        assert (flow.level, flow.minutes) == (2, 10)
    if answer.startswith("no_") and answer != "no_answer":
        assert "one-said-no" in flow.sitting.conditions
    assert flow.sitting.shows_prompts is (answer != "no_harshly")


def test_after_a_rough_no_no_card_is_shown_until_a_new_session() -> None:
    flow = at_ask()
    flow.send("no_harshly")
    assert flow.sitting.may_open("beside") == "put_away"
    assert not any(flow.sitting.allows(prompt) for prompt in content.prompts())
    sent(flow, "keeps_happening", "go_on", "begin_again")
    assert flow.state == "safe"
    assert flow.sitting.shows_prompts


def test_someone_upset_may_come_back_to_it_if_both_want() -> None:
    flow = at_ask()
    sent(flow, "upset", "pause")
    flow.pause_until(NOW + timedelta(minutes=30))
    assert sent(flow, "time_came", "ready") == "turns"


def test_a_practical_thing_shows_no_card_unless_one_is_asked_for() -> None:
    flow = at_ask()
    flow.choose_aim("practical")
    assert flow.propose_shape() == "talk"
    sent(flow, "yes", "go_on")
    assert flow.openers(content.prompts(), 1).current is None
    flow.ask_for_cards()
    assert flow.openers(content.prompts(), 1).current is not None


def test_openers_begin_light_and_stay_within_the_level_and_the_way_of_talking() -> None:
    flow = at_ask()
    flow.choose_depth("closer")
    flow.choose_presence("apart")
    sent(flow, "yes", "go_on")
    walk = flow.openers(content.prompts(), 7)
    cards = []
    while walk.current is not None and walk.current not in cards:
        cards.append(walk.current)
        walk.next()
    assert len(cards) > 5
    assert [card.depth for card in cards] == sorted(card.depth for card in cards)
    assert {card.depth for card in cards} <= {1, 2, 3}
    assert all({"text", "call"} & set(card.channel) for card in cards)


def test_a_card_deeper_than_agreed_is_never_on_the_table() -> None:
    flow = at_ask(answers="nnnn")
    sent(flow, "yes", "go_on")
    deep = next(prompt for prompt in content.prompts() if prompt.depth == 4)
    flow.draw(deep)
    assert flow.prompt is None


def test_something_smaller_is_one_level_lighter_in_the_smaller_words() -> None:
    flow = in_turns()
    assert flow.prompt is not None
    assert flow.text == flow.prompt.text
    assert flow.send("smaller") == "turns"
    assert flow.level == 2
    assert flow.text == flow.prompt.smaller


def test_something_smaller_is_seen_at_the_first_press_also_below_the_level_agreed_on() -> None:
    flow = in_turns()
    flow.draw(next(p for p in content.prompts() if p.depth == 2 and flow.sitting.allows(p)))
    assert flow.prompt is not None
    assert flow.text == flow.prompt.text
    flow.send("smaller")
    assert flow.text == flow.prompt.smaller


def test_the_time_agreed_on_stays_and_nothing_happens_by_itself_when_it_comes() -> None:
    clock = Clock()
    flow = at_ask()
    flow._now = clock
    flow.send("yes")
    clock.now += timedelta(minutes=5)
    sent(flow, "go_on", "go_on", "pause", "keep_talking")
    assert flow.stop_at == NOW + timedelta(minutes=20)
    clock.now = NOW + timedelta(minutes=19)
    assert not flow.over
    clock.now += timedelta(minutes=1)
    assert flow.over
    assert flow.state == "turns"
    sent(flow, "pause", "until", "back", "ready")
    assert not flow.over, "after a pause there is time again"


def test_stop_here_asks_nothing_from_anywhere() -> None:
    assert in_turns().send("stop") == "close"
    assert at_ready().send("stop") == "end"


# --- two people --------------------------------------------------------------------------------------------------


def both(first: str, second: str) -> Flow:
    flow = Flow(Sitting(today=NOW.date), now=Clock())
    assert flow.send("both_of_us") == "ready", "two people are never asked SAFE?"
    answered(flow, first)
    assert flow.send("go_on") == "hand_over"
    assert flow.send("handed_over") == "ready"
    assert all(flow.sitting.answered(check) is None for check in CHECKS)
    answered(flow, second)
    flow.send("go_on")
    return flow


@pytest.mark.parametrize(
    ("first", "second", "result", "state"),
    [
        ("yyyy", "yyyy", "enough", "aim"),
        ("yyyy", "nnnn", "small", "aim"),
        ("nnnn", "yyyy", "small", "aim"),
        ("ynyy", "yyyy", "some", "aim"),
        ("xyyy", "yyyy", "not_now", "not_now"),
        ("yyyy", "yxyy", "not_now", "not_now"),
        ("yyyy", "yyyx", "not_now", "not_now"),
        ("xxxx", "xxxx", "not_now", "not_now"),
    ],
)
def test_the_gentler_of_both_holds(first: str, second: str, result: str, state: str) -> None:
    flow = both(first, second)
    assert flow.sitting.result() == result
    assert flow.state == state


def everything(thing: object, seen: set[int] | None = None) -> Iterator[object]:
    """Every value that can be reached from an object."""
    seen = set() if seen is None else seen
    if id(thing) in seen or isinstance(thing, type) or (callable(thing) and not hasattr(thing, "sitting")):
        return
    seen.add(id(thing))
    yield thing
    slots = getattr(type(thing), "__slots__", ())
    inner = [getattr(thing, name, None) for name in slots] + list(getattr(thing, "__dict__", {}).values())
    if isinstance(thing, dict):
        inner += [*thing, *thing.values()]
    elif isinstance(thing, list | tuple | set | frozenset):
        inner += list(thing)
    for value in inner:
        yield from everything(value, seen)


def test_the_single_answers_of_two_people_are_gone_afterwards() -> None:
    one, other = both("yyyy", "nnnn"), both("nnnn", "yyyy")
    for flow in (one, other):
        values = list(everything(flow))
        assert not {"yes", "nearly", "not_yet"} & {value for value in values if isinstance(value, str)}
        assert "enough" not in values, "what one of them would have had room for"
        assert flow.sitting.role == "unsure"
        assert all(flow.sitting.answered(check) is None for check in CHECKS)
    assert vars(one.sitting).keys() == vars(other.sitting).keys()
    comparable = [{k: v for k, v in vars(f.sitting).items() if not callable(v)} for f in (one, other)]
    assert comparable[0] == comparable[1], "nobody can tell who answered what"


def test_a_careful_answer_of_one_of_two_looks_like_any_other_not_tonight() -> None:
    careful = Flow(Sitting(today=NOW.date), now=Clock())
    careful.send("both_of_us")
    careful.sitting.rather_not()
    sent(careful, "go_on", "handed_over")
    answered(careful)
    careful.send("go_on")
    busy = both("yyyy", "yyxy")
    assert careful.state == busy.state == "not_now"
    assert careful.sitting.result() == busy.sitting.result()
    assert not careful.sitting.feared
    for state in ("ready", "aim", "shape", "return", "not_back"):
        for event in ("afraid", "low"):
            assert targets(TABLE[state].moves[event]) == {"help", "not_now"}


def test_for_two_all_four_are_answered_each_time() -> None:
    flow = Flow(Sitting(), now=Clock())
    flow.send("both_of_us")
    flow.sitting.answer("body", "not_yet")
    assert flow.send("go_on") == "ready"
    answered(flow)
    sent(flow, "go_on", "handed_over")
    flow.sitting.answer("room", "not_yet")
    assert flow.send("go_on") == "ready"


def test_two_people_are_never_asked_about_safety_nor_whether_to_ask() -> None:
    clock, chosen = Clock(), random.Random(8)
    flow = Flow(Sitting(), now=clock)
    flow.send("both_of_us")
    seen = set()
    for _ in range(20_000):
        choose_something(flow, chosen, clock)
        seen.add(flow.send(press(flow.state, chosen, left_out=("just_me", "begin_again"))))
        if flow.state in ("start", "end"):
            flow = Flow(Sitting(), now=clock)
            flow.send("both_of_us")
        assert not flow.sitting.feared
    assert not seen & {"safe", "lines", "role", "ask", "help", "settle"}
    assert {"turns", "aftercare", "not_now", "hand_over"} <= seen


def test_of_two_depths_the_lighter_holds_and_the_deepest_needs_both_yes_today() -> None:
    flow = both("yyyy", "yyyy")
    flow.choose_depth("open", "beside")
    assert flow.level == 1
    flow.choose_depth("closer", "open")
    assert flow.level == 3
    flow.choose_depth("open", "open")
    assert flow.level == 4
    flow.sitting.both_said_yes()
    assert flow.level == 5


def test_changing_between_one_and_two_begins_the_answers_afresh() -> None:
    flow = at_ready()
    answered(flow)
    assert flow.send("both_of_us") == "ready"
    assert flow.sitting.answered("body") is None
    assert flow.send("just_me") == "ready"
    two = Flow(Sitting())
    two.send("both_of_us")
    assert two.send("just_me") == "safe", "someone alone is asked first"
