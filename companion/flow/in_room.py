"""The talk itself: what both agree on, the turns, and the pause. A lock here is a pause, and something smaller is the same
state, one level lighter."""

from collections.abc import Iterable

from companion.flow.events import (
    AGAIN,
    CHECK,
    COMPANY,
    ENDING,
    FEAR,
    FIRST,
    LATER,
    NOT_FEAR,
    PAUSES,
    PAUSING,
    RESUME,
    RETURNING,
    STAYS,
    STEPS,
    TALKING,
    THEIR_ANSWER,
    Cell,
    State,
    came_back,
    may_extend,
    nothing_to_resume,
    only_being_there,
    talked,
    took_turns,
)

_ENDS: Cell = ((talked, "close"), (None, "end"))
_WAYS_OUT: dict[str, Cell] = {
    "pause": "pause",
    "smaller": STAYS,
    "stop": "close",
    "not_now": "close",
    "begin_again": AGAIN,
    **PAUSES,
}


def _talk(moves: dict[str, Cell], *stays: Iterable[str], prompts: bool = False) -> State:
    return State({**_WAYS_OUT, **moves}, FIRST, CHECK, *stays, asks=True, prompts=prompts, room=True)


IN_ROOM: dict[str, State] = {
    "agree": _talk({"go_on": ((only_being_there, "beside"), (None, "opener")), "back": STAYS}, LATER),
    "opener": _talk({"go_on": "turns", "back": "agree"}, LATER, prompts=True),
    "turns": _talk(
        {"swap": STAYS, "came_out_wrong": "repair", "back": "opener", "go_on": "close"},
        THEIR_ANSWER,
        ("carry_on", "slower"),
        PAUSING,
        RETURNING,
        ENDING,
        prompts=True,
    ),
    "beside": _talk({"go_on": "close"}, ("back",), LATER),
    "repair": _talk(
        {"carry_on": "turns", "slower": "turns", "back": "turns"},
        ("go_on",),
        THEIR_ANSWER,
        ("swap", "came_out_wrong"),
        PAUSING,
        RETURNING,
        ENDING,
        prompts=True,
    ),
    "pause": _talk(
        # When to come back. Pausing without choosing takes the half hour; something smaller is the shortest pause.
        {
            "until": "paused",
            "keep_talking": ((came_back, "return"), (None, RESUME)),
            "back": ((came_back, "return"), (None, RESUME)),
            "stop": _ENDS,
            "not_now": _ENDS,
            "pause": "paused",
        },
        ("go_on",),
        THEIR_ANSWER,
        TALKING,
        ("time_came",),
        RETURNING,
        ENDING,
    ),
    "paused": State(
        # Nothing to fill in, nothing to answer. `back` is for two who are ready before the time.
        {
            "time_came": "return",
            "back": "return",
            "stop": _ENDS,
            "not_now": _ENDS,
            "pause": STAYS,
            "smaller": STAYS,
            "begin_again": AGAIN,
            "lock": STAYS,
            "quick_exit": STAYS,
        },
        FIRST,
        ("go_on",),
        CHECK,
        THEIR_ANSWER,
        TALKING,
        ("until", "keep_talking"),
        RETURNING,
        ENDING,
        room=True,
    ),
    "return": State(
        {
            **_WAYS_OUT,
            **FEAR,
            # Back to the turns; who only sat there, or had not begun, goes on with that.
            "ready": ((took_turns, "turns"), (nothing_to_resume, "start"), (None, RESUME)),
            "more_time": ((may_extend, "pause"), (None, "another_day")),
            "not_this_topic": _ENDS,
            "no_return": "not_back",
            "pause": ((may_extend, "pause"), (None, "another_day")),
            "stop": _ENDS,
            "not_now": _ENDS,
        },
        COMPANY,
        NOT_FEAR,
        STEPS,
        CHECK,
        THEIR_ANSWER,
        TALKING,
        PAUSING,
        ENDING,
        asks=True,
        room=True,
    ),
    "another_day": State(
        # Chosen together, within a week, and put in the plan by hand: nothing waits in the app.
        {
            "go_on": "end",
            "back": "return",
            "pause": STAYS,
            "smaller": STAYS,
            "stop": "end",
            "not_now": "end",
            "begin_again": AGAIN,
            "lock": "end",
            "quick_exit": "end",
        },
        FIRST,
        CHECK,
        LATER,
        room=True,
    ),
}
