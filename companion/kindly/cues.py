"""Where in a sentence something may land as blame: the rules, held against what stands around each find."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from companion.kindly.context import Context
from companion.kindly.frames import FRAMES
from companion.kindly.grammar import Rules
from companion.kindly.kinder import spared
from companion.kindly.rules import RULES
from companion.kindly.turns import TURNS

_BESIDE_PRAISE = frozenset({"C1", "C6", "C9"})
"""Always and never, cause and comparison are said as often in praise."""


@dataclass(frozen=True, slots=True)
class Find:
    """One find: where in `plain`, and how sure (2 a gentle card, 1 a soft mark)."""

    cue: str
    strength: int
    start: int
    end: int


@cache
def _rules() -> Rules:
    return Rules((rule, (cue, check)) for cue, rule, check in (*RULES, *TURNS, *FRAMES))


def finds(context: Context) -> Iterator[Find]:
    """Everything the rules see in one sentence, not yet chosen from."""
    for match, (cue, check) in _rules().found(context.plain):
        start, end = match.start, match.end
        if context.taken_back(start, end) or context.somebody_else(context.plain[start:end]):
            continue
        if context.warm and cue in _BESIDE_PRAISE:
            continue
        strength = check(context, start, end)
        if strength and not spared(context, cue, start, end):
            yield Find(cue, strength, match.about[0] + 1, match.about[1])
