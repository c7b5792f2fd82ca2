"""Where in a sentence something may land as blame: the rules, held against what stands around each find."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from companion.kindly.checks import Check
from companion.kindly.context import Context
from companion.kindly.grammar import found
from companion.kindly.rules import RULES


@dataclass(frozen=True, slots=True)
class Find:
    """One find: where in `plain`, and how sure (2 a gentle card, 1 a soft mark)."""

    cue: str
    strength: int
    start: int
    end: int


def finds(context: Context) -> Iterator[Find]:
    """Everything the rules see in one sentence, not yet chosen from."""
    for cue, match, check in _matches(context):
        found_text = match.group()
        start, end = match.start(), match.end()
        if context.taken_back(start, end) or context.somebody_else(found_text):
            continue
        strength = check(context, start, end)
        if strength:
            about = match.span("it") if "it" in match.re.groupindex and match.group("it") else match.span()
            yield Find(cue, strength, about[0] + 1, about[1])


def _matches(context: Context) -> Iterator[tuple[str, re.Match[str], Check]]:
    for cue, rule, check in RULES:
        for match in found((rule,), context.plain):
            yield cue, match, check
