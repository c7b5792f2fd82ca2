"""Where a talk does not come about, and where it ends: kind words and ways on. After any "no" nothing leads back to asking
but a new session."""

from collections.abc import Iterable

from companion.flow.events import (
    AGAIN,
    CHECK,
    COMPANY,
    FEAR,
    FIRST,
    FORGETS,
    LATER,
    NOT_FEAR,
    STAYS,
    STEPS,
    TALK,
    Cell,
    State,
)

_ENDS_BY_ITSELF: dict[str, Cell] = {"lock": "end", "quick_exit": "end"}
# Nothing here is asked, so nothing needs to be put off.
_QUIET: dict[str, Cell] = {
    "pause": STAYS,
    "smaller": STAYS,
    "stop": "end",
    "not_now": "end",
    "begin_again": AGAIN,
    "go_on": "end",
    **FORGETS,
}
_CLOSING: dict[str, Cell] = {
    "pause": "pause",
    "stop": "end",
    "not_now": "end",
    "begin_again": AGAIN,
    "back": STAYS,
    **_ENDS_BY_ITSELF,
}


def _kind(moves: dict[str, Cell], *stays: Iterable[str]) -> State:
    return State({**_QUIET, **moves}, CHECK, *stays)


def _refused(moves: dict[str, Cell] | None = None) -> State:
    """After an answer that was no, in whatever words."""
    told: dict[str, Cell] = {
        "back": STAYS,
        "reflect": "reflect",
        "keeps_happening": "keeps_happening",
        "often_not_now": STAYS,
    }
    return _kind({**FEAR, **told, **(moves or {})}, COMPANY, NOT_FEAR, TALK)


ENDINGS: dict[str, State] = {
    "their_no": _refused(),
    "their_rough_no": _refused(),
    "silence": _refused(),
    # Ends, unless both want to come back to it later.
    "upset": _refused({"pause": "pause"}),
    "not_now": _kind(
        {"back": STAYS, "often_not_now": "often_not_now", "reflect": "reflect"},
        FIRST,
        TALK,
        ("keeps_happening",),
    ),
    "keeps_happening": _kind({**FEAR}, COMPANY, NOT_FEAR, ("back",), LATER),
    "often_not_now": _kind({}, FIRST, ("back",), LATER),
    "not_back": _kind(
        {"reflect": "reflect", **FEAR},
        COMPANY,
        NOT_FEAR,
        ("back", "keeps_happening", "often_not_now"),
        TALK,
    ),
    "close": State(
        # The lines may all be left out.
        {**_CLOSING, "go_on": "aftercare", "smaller": "aftercare"},
        FIRST,
        CHECK,
        LATER,
        asks=True,
    ),
    "aftercare": _kind(
        {"reflect": "reflect", **_ENDS_BY_ITSELF},
        FIRST,
        ("back", "keeps_happening", "often_not_now"),
        TALK,
    ),
    "reflect": State({**_CLOSING, "go_on": "end", "smaller": "end"}, FIRST, CHECK, LATER, asks=True),
    "help": State(
        # After a named fear only a new session, begun by hand, leads on.
        {"begin_again": "safe"},
        FIRST,
        STEPS,
        CHECK,
        LATER,
        ("pause", "smaller", "stop", "not_now", "lock", "quick_exit"),
    ),
    "end": State(
        {"begin_again": AGAIN, **FORGETS},
        FIRST,
        STEPS,
        CHECK,
        LATER,
        ("pause", "smaller", "stop", "not_now"),
    ),
}
