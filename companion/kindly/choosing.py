"""What to say about a text: whether it tells of harm, whether it blames, and at which words of which cue.

The evidence decides whether; the families say where. Where the evidence is clear and no family knows the build, the words
that weigh most are marked, and the pack's example that is most alike gives the cue.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from companion import content
from companion.kindly import families, features
from companion.kindly.dying import wants_to_die
from companion.kindly.evidence import Balance, Table, table
from companion.kindly.reading import Sentence, sentences

MOST = 2
"""Hints for a text. More would be a correction, not a thought."""

_TOGETHER = 4
"""Sentences that are read as one, besides each by itself: what blames is often said across two or three."""
_ALONE = 2.0
"""How much more a sentence must weigh by itself than with its neighbours."""
_SOFT = frozenset({"C5", "C15", "S1"})
"""Cues that are never more than a soft mark."""
_STRONG = 1.5
"""How far above the bar the evidence must be for a gentle card."""
_FELT = -3.0
"""How far below the bar it may be where somebody says they feel ignored, left out, ...: a soft mark."""
_LITTLE = frozenset(
    "^ $ , . i you a the to me my it is and of so that do not are am in for with have be we your".split()
)


@dataclass(frozen=True, slots=True)
class Find:
    """One find: where in the plain words of its sentence, how sure (2 a gentle card, 1 a soft mark), and the pattern of
    the pack that speaks about it, by its id."""

    cue: str
    strength: int
    start: int
    end: int
    sentence: Sentence
    pattern: str


@dataclass(frozen=True, slots=True)
class Looked:
    """`care` where a text tells of harm; then there are no finds."""

    care: bool = False
    finds: tuple[Find, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, and its names with the number of the word each ends at."""

    sentence: Sentence
    names: dict[str, int]


def look(text: str, locale: str) -> Looked:
    """What a text holds: harm, or at most two finds in its order, or nothing."""
    parts = list(read(text))
    weights = table(locale)
    if any(wants_to_die(one.sentence.plain) or families.tells(one.sentence.plain) for one in parts):
        return Looked(care=True)
    if weights is None or not parts:
        return Looked()
    alone = [weights.balance(one.names) for one in parts]
    all_told = heaviest([frozenset(one.names) for one in parts], weights)
    if all_told.harm > 0:
        return Looked(care=len(parts) > 1 or not families.harmless(parts[0].sentence.plain))
    small = tuple(_small(parts))
    if all_told.blame > 0 and not small:
        near = all_told.harm > weights.near
        return Looked(finds=() if near else tuple(_chosen(parts, alone, all_told.blame, weights)))
    return Looked(finds=small or tuple(_felt(parts, alone)))


def heaviest(parts: list[frozenset[str]], weights: Table) -> Balance:
    """The heaviest evidence anywhere in a text, by the names of its sentences: neighbours are weighed as one, and each
    by itself, where it must weigh more because it stands without what surrounds it."""
    runs = range(max(1, len(parts) - _TOGETHER + 1))
    whole = [weights.balance(frozenset[str]().union(*parts[at : at + _TOGETHER])) for at in runs]
    alone = [weights.balance(names) for names in parts] if len(parts) > 1 else []
    return Balance(
        max([one.blame for one in whole] + [one.blame - _ALONE for one in alone]),
        max([one.harm for one in whole] + [one.harm - _ALONE for one in alone]),
    )


def read(text: str) -> Iterator[Part]:
    """The sentences of a text, each with its names."""
    found = sentences(text)
    starts = [one.span(0, len(one.plain))[0] for one in found]
    for one, start, end in zip(found, starts, [*starts[1:], len(text)], strict=False):
        yield Part(one, features.names(one, text[start:end]))


def _chosen(parts: list[Part], alone: list[Balance], blame: float, weights: Table) -> list[Find]:
    """The heaviest finds: no cue twice, none inside another, at most two."""
    kept: list[Find] = []
    for weight, find in sorted(_candidates(parts, alone, blame, weights), key=lambda one: -one[0]):
        if len(kept) == MOST or (kept and weight <= 0) or any(find.cue == other.cue for other in kept):
            continue
        if not any(_overlap(find, other) for other in kept):
            kept.append(find)
    if not kept:
        heaviest = max(range(len(parts)), key=lambda number: alone[number].blame)
        kept.append(_unnamed(parts[heaviest], blame, weights))
    places = {id(part.sentence): number for number, part in enumerate(parts)}
    return sorted(kept, key=lambda find: (places[id(find.sentence)], find.start))


def _overlap(one: Find, other: Find) -> bool:
    return one.sentence is other.sentence and one.start < other.end and other.start < one.end


def _candidates(
    parts: list[Part], alone: list[Balance], blame: float, weights: Table
) -> Iterator[tuple[float, Find]]:
    for part, balance in zip(parts, alone, strict=True):
        for match, (cue, name) in families.blame().found(part.sentence.plain):
            alike, pattern = _alike(part.sentence.plain, match.about, cue)
            weight = weights.weight(name) + weights.weight(cue) + alike + max(balance.blame, 0)
            if cue != "S1" and weight > 0:
                about = (match.about[0] + 1, match.about[1])
                yield weight, _find(part, cue, about, blame, pattern)


def _find(part: Part, cue: str, about: tuple[int, int], blame: float, pattern: content.Blame) -> Find:
    soft = cue in _SOFT or pattern.strength == 1 or blame < _STRONG or families.FELT in part.names
    return Find(cue, 1 if soft else 2, about[0], about[1], part.sentence, pattern.id)


def _unnamed(part: Part, blame: float, weights: Table) -> Find:
    """Where no family matched: the clause around the heaviest word, and the cue of the example most like it."""
    plain = part.sentence.plain
    heavy = [0.0] * (plain.count(" ") + 1)
    for name, at in part.names.items():
        heavy[at] += weights.weight(name)
    about = _clause(plain, heavy.index(max(heavy)))
    _, pattern = max(
        (_alike(plain, about, cue) for cue in families.CUES if cue != "S1"), key=lambda found: found[0]
    )
    return _find(part, pattern.cue, about, blame, pattern)


def _clause(plain: str, number: int) -> tuple[int, int]:
    """From the comma before a word to the one after it."""
    words = plain.split(" ")
    first = last = min(max(number, 1), len(words) - 2)
    while first > 1 and words[first - 1] not in ",;:-(":
        first -= 1
    while last < len(words) - 2 and words[last + 1] not in ",;:-).?!…":
        last += 1
    start = len(" ".join(words[:first])) + 1
    return start, start + len(" ".join(words[first : last + 1]))


def _small(parts: list[Part]) -> Iterator[Find]:
    """Where somebody makes themselves small. They are not told that they blame."""
    yield from islice(_softly(parts, lambda cue, _: cue == "S1"), 1)


def _felt(parts: list[Part], alone: list[Balance]) -> Iterator[Find]:
    """A verdict told as a feeling, where nothing else blames."""
    telling = [part for part, one in zip(parts, alone, strict=True) if one.blame > _FELT]
    yield from islice(_softly(telling, lambda _, name: name == families.FELT), 1)


def _softly(parts: list[Part], wanted: Callable[[str, str], bool]) -> Iterator[Find]:
    for part in parts:
        for match, (cue, name) in families.blame().found(part.sentence.plain):
            if wanted(cue, name):
                _, pattern = _alike(part.sentence.plain, match.about, cue)
                yield Find(cue, 1, match.about[0] + 1, match.about[1], part.sentence, pattern.id)


def _alike(plain: str, about: tuple[int, int], cue: str) -> tuple[float, content.Blame]:
    """The pattern of a cue whose examples are most like the sentence, and above all like the words in question."""
    within = frozenset(plain[about[0] : about[1]].split())
    words = frozenset(plain.split())
    return max(
        (
            (max((_likeness(within, words, example) for example in examples), default=0.0), pattern)
            for pattern, examples in _patterns(cue)
        ),
        key=lambda found: found[0],
    )


def _likeness(within: frozenset[str], words: frozenset[str], example: frozenset[str]) -> float:
    shared = 2 * len(within & example - _LITTLE) + len(words & example - _LITTLE) + 0.2 * len(words & example)
    return shared / (3 + len(example))


@cache
def _patterns(cue: str) -> tuple[tuple[content.Blame, tuple[frozenset[str], ...]], ...]:
    """The patterns of a cue with the words of their examples. The rules read English, so English ones are compared."""
    return tuple(
        (pattern, tuple(frozenset(plain_words(example)) for example in pattern.examples))
        for pattern in (*content.blames("en"), *content.erasings("en"))
        if pattern.cue == cue
    )


def plain_words(text: str) -> list[str]:
    """The plain words of a text."""
    return [word for one in sentences(text) for word in one.plain.split()]
