"""The questions before a talk, up to the other person's answer. Something smaller is quiet company, which the page opens
beside the flow; a lock forgets all of it."""

from collections.abc import Iterable

from companion.flow.events import (
    AGAIN,
    CHECK,
    COMPANY,
    ENDING,
    FEAR,
    FIRST,
    FORGETS,
    LATER,
    NOT_FEAR,
    PAUSING,
    RETURNING,
    SAFETY,
    STAYS,
    STEPS,
    TALKING,
    Cell,
    State,
    alone,
    first_of_two,
    has_aim,
    has_room,
    needs_settling,
    not_yet,
    other_time,
    safety_open,
    still_answering,
)

_WAYS_OUT: dict[str, Cell] = {
    "pause": "pause",
    "smaller": STAYS,
    "stop": "end",
    "not_now": "not_now",
    "begin_again": AGAIN,
    **FORGETS,
}


def _asked(moves: dict[str, Cell], *stays: Iterable[str]) -> State:
    """A question where fear can be named late."""
    return State({**_WAYS_OUT, **FEAR, **moves}, COMPANY, *stays, asks=True)


BEFORE: dict[str, State] = {
    "start": State(
        {**_WAYS_OUT, "just_me": ((safety_open, "safe"), (None, "role")), "both_of_us": "ready"},
        SAFETY,
        STEPS,
        CHECK,
        LATER,
        asks=True,
    ),
    "safe": _asked(
        {"safe": "role", "unsure": "lines", "back": "start"},
        ("one_fits", "none_fits", "go_on"),
        CHECK,
        LATER,
    ),
    "lines": _asked(
        {"one_fits": "help", "none_fits": "role", "back": "safe"},
        ("safe", "unsure", "go_on"),
        CHECK,
        LATER,
    ),
    "role": _asked({"go_on": "ready", "back": STAYS}, NOT_FEAR, CHECK, LATER),
    "ready": State(
        {
            **_WAYS_OUT,
            **FEAR,
            "just_me": ((safety_open, "safe"), (None, STAYS)),
            "both_of_us": STAYS,  # the same questions, begun afresh for two
            "go_on": (
                (still_answering, STAYS),
                (first_of_two, "hand_over"),
                (needs_settling, "settle"),
                (not_yet, "not_now"),
                (other_time, "another_time"),
                (has_room, "aim"),
                (None, STAYS),  # not all four are answered
            ),
            "settle": ((needs_settling, "settle"), (None, STAYS)),
            "back": ((alone, "role"), (None, STAYS)),
        },
        ("safe", "unsure", "one_fits", "none_fits", "look_again", "handed_over"),
        LATER,
        asks=True,
    ),
    "hand_over": State(
        {**_WAYS_OUT, "handed_over": "ready"},
        FIRST,
        STEPS,
        ("settle", "look_again"),
        LATER,
        asks=True,
    ),
    "settle": _asked({"look_again": "ready"}, NOT_FEAR, STEPS, ("settle", "handed_over"), LATER),
    "another_time": _asked({"go_on": "end", "back": "ready"}, NOT_FEAR, CHECK, LATER),
    "aim": _asked(
        {"go_on": ((has_aim, "shape"), (None, STAYS)), "back": ((alone, "ready"), (None, STAYS))},
        NOT_FEAR,
        CHECK,
        LATER,
    ),
    "shape": _asked(
        # Two people are there already; there is nobody to ask.
        {"go_on": ((alone, "ask"), (None, "agree")), "back": "aim"},
        NOT_FEAR,
        CHECK,
        LATER,
    ),
    "ask": _asked(
        {
            "yes": "agree",
            "yes_smaller": "agree",
            "no_kindly": "their_no",
            "no_harshly": "their_rough_no",
            "no_answer": "silence",
            "upset": "upset",
            "not_asked": "end",
            "back": "shape",
        },
        NOT_FEAR,
        ("go_on",),
        CHECK,
        TALKING,
        PAUSING,
        RETURNING,
        ENDING,
    ),
}
