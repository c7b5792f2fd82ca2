"""What an invitation is looked over for: words that press, and a way to say no."""
# ruff: noqa: E501

import re
from functools import cache

from companion.kindly import words as _filled  # noqa: F401
from companion.kindly.grammar import Rules
from companion.kindly.reading import sentences

# A phrase is added here only by a person who read the invitation.
NO_WORDS = (
    "no", "fine", "if you like", "if you want", "or not", "or don't", "stay", "skip", "no plan", "either", "later",
    "all good", "alone too", "shall i bring", "where you are", "turn back", "fall asleep", "then nothing",
    "ever feel like",
)  # fmt: skip
_NO = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in NO_WORDS) + r")(?!\w)")

_PRESSING = (
    "need+|have|must|got|ought|should to? <adv>* talk|discuss|speak|sort|have_a_talk",
    "finally|at_least|at_last|once_and_for_all|right_now|straight_away|immediately|asap|for_once|or_else|this_minute",
    "just !ten|five|a|one|an|the|me|us|you|be|sit|sitting|in_case|company|thinking|here|this|as|enough|two|quiet|there|tea|for|wanted_to_say_no",
    "now !and_then|and|or_later|that|or_never_matter|i",
    "<you> <adv>* have_to|must|need_to|should|had_better|owe|promised|said_you_would",
    "i <adv>* need|expect|want|demand you|an_answer",
    "why do_not|can_not|will_not|are you",
    "for_me|after_all|last_chance|it_is_important_that|no_excuses|do_not_say_no|you_never|you_always|i_insist|or_i",
    "please please",
)  # fmt: skip
_NOT_PRESSING = ("do|does|would|you not|never have|need|owe|must", "no need", "need not")


@cache
def _pressing() -> Rules:
    return Rules((rule, None) for rule in _PRESSING)


@cache
def _calm() -> Rules:
    return Rules((rule, None) for rule in _NOT_PRESSING)


def pushes(text: str) -> tuple[tuple[int, int], ...]:
    """The places of words that press, as code points, end exclusive, in order and apart from one another."""
    places: list[tuple[int, int]] = []
    for one in sentences(text):
        calm = [(match.start, match.end) for match, _ in _calm().found(one.plain)]
        spans = sorted((match.start, match.end) for match, _ in _pressing().found(one.plain))
        for start, end in spans:
            if any(first < end and start < last for first, last in calm):
                continue
            place = one.span(start + 1, end)
            if not places or place[0] >= places[-1][1]:
                places.append(place)
    return tuple(places)


def leaves_room(text: str) -> bool:
    """Whether the words hold a way to say no."""
    return _NO.search(text.lower().replace("’", "'")) is not None
