"""Say it kindly: what in a sentence may land as blame, and another way to say it. On this computer, by plain rules.

    hints(text)        at most two hints, or none and `care` where a sentence tells of fear, force, threat or harm
    questions(text)    any blaming sentence as two or three open questions, for oneself first
    pushes(text)       pressure words of an invitation, with their places
    leaves_room(text)  whether an invitation can be said no to
    self_harm(text)    plain words about wanting to die or to hurt oneself

Nothing here stores, counts or changes a text. A hint on an honest sentence does more harm than a miss, so where the
words alone do not decide, nothing is said. The rules know English (`reading`, `cues`, `care`); what is said about a
find comes from the pack of phrases, in the language that is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from companion import content
from companion.kindly.asking import leaves_room, pushes
from companion.kindly.care import tells_of_harm
from companion.kindly.context import Context
from companion.kindly.cues import Find, finds
from companion.kindly.dying import wants_to_die
from companion.kindly.reading import Sentence, sentences

__all__ = ["Hint", "Hints", "hints", "leaves_room", "pushes", "questions", "self_harm"]

MOST = 2
"""Hints for a text. More would be a correction, not a thought."""

_LONGEST = 4000
_FEW = frozenset(
    "^ $ , . i you a the to me my it is and of so that do not are am in for with have be we your".split()
)
_PLAIN = _FEW | frozenset(
    "what why how when who would could can will does did were been has had this there they them he she her his their"
    " something anything one time talk say tell feel ? ! like an all any could know look be".split()
)
"""Words that blame nobody, and may come back in a question."""
# Which stuck thought of the pack a find belongs to: the words that name its subject, most telling first.
_THOUGHTS = (
    ("curious-05", frozenset("job work career client clients boss".split())),
    ("curious-04", frozenset("ex before others other".split())),
    ("curious-03", frozenset("everyone strangers colleagues friends everybody".split())),
    ("curious-09", frozenset("touch kiss kissed touched attractive sex bed desire want".split())),
    ("curious-06", frozenset("fine lie lied lying liar lies honest truth".split())),
    ("curious-07", frozenset("guess guessing read mind hint hints sign signs".split())),
    ("curious-02", frozenset("purpose deliberately punish spite silence silent ignore ignoring ignored".split())),
    ("curious-11", frozenset("push pushing pester nag nagging stop pressure pressuring alone".split())),
    ("curious-08", frozenset("everything tries try trying effort first one".split())),
    ("curious-01", frozenset("care cares cared love bother matter matters".split())),
)  # fmt: skip
# Of two finds that say the same, the one that sees the whole sentence: a feeling or a kindness put before a verdict.
_RANK = {"C4": 0, "C14": 0, "C11": 0, "C3": 2}
_BY_CUE = {"S1": "curious-12", "C12": "curious-08", "C3": "curious-01"}


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that may land as blame. `start` and `end` are code points of the text, end exclusive; `instead`
    are other ways to say it. `strength` is 1 for a soft mark and 2 for a gentle card."""

    cue: str
    start: int
    end: int
    strength: int
    note: str
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """`care` means that a sentence tells of fear, force, threat or harm: no hint then, only a way to help."""

    hints: tuple[Hint, ...] = ()
    care: bool = False


def hints(text: str, locale: str = "en") -> Hints:
    """At most two hints for a text, in its order. Any text is taken; the end of a very long one is not read."""
    read = sentences(text[:_LONGEST])
    if any(tells_of_harm(one.plain) or wants_to_die(one.plain) for one in read):
        return Hints(care=True)
    chosen = _chosen(read)
    return Hints(tuple(_worded(one, sentence, locale) for one, sentence in chosen))


def self_harm(text: str) -> bool:
    """Whether a text holds plain words about wanting to die or to hurt oneself."""
    return any(wants_to_die(one.plain) for one in sentences(text))


def questions(text: str, locale: str = "en") -> tuple[str, ...]:
    """Two or three open questions in place of a blaming sentence. Empty for an empty text and where `care` holds:
    nobody is asked to be curious about being harmed."""
    read = sentences(text[:_LONGEST])
    if not read or any(tells_of_harm(one.plain) or wants_to_die(one.plain) for one in read):
        return ()
    chosen = _chosen(read)
    words = frozenset(word for one in read for word in one.plain.split())
    blaming = (
        frozenset(word for one, where in chosen for word in where.plain[one.start : one.end].split()) - _PLAIN
    )
    cue = chosen[0][0].cue if chosen else ""
    asked = [
        *_of_thought([one for one, _ in chosen], words, locale),
        *_of_cue(cue, locale),
        *_of_cue("", locale),
    ]
    return tuple(one for one in dict.fromkeys(asked) if blaming.isdisjoint(_words(one)))[:3]


def _chosen(read: Iterable[Sentence]) -> list[tuple[Find, Sentence]]:
    """The two finds that matter most: the surer first, then the earlier, no cue twice, none inside another."""
    every: list[tuple[Find, Sentence]] = []
    before = ""
    for sentence in read:
        context = Context(sentence, before, frozenset(sentence.plain.split()))
        every += [(one, sentence) for one in finds(context)]
        before += " " + sentence.plain
    kept: list[tuple[Find, Sentence]] = []
    for one, sentence in sorted(every, key=lambda pair: (-pair[0].strength, _RANK.get(pair[0].cue, 1))):
        if len(kept) == MOST or any(one.cue == other.cue for other, _ in kept):
            continue
        if not any(
            sentence is where and one.start < other.end and other.start < one.end for other, where in kept
        ):
            kept.append((one, sentence))
    return sorted(kept, key=lambda pair: pair[1].span(pair[0].start, pair[0].end))


def _worded(find: Find, sentence: Sentence, locale: str) -> Hint:
    start, end = sentence.span(find.start, find.end)
    pattern = _best(find, sentence.plain, locale)
    return Hint(
        find.cue,
        start,
        end,
        find.strength,
        pattern.hint if pattern else "",
        pattern.instead if pattern else (),
    )


def _best(find: Find, plain: str, locale: str) -> content.Blame | None:
    """The pattern whose examples are most like the sentence, and above all like the words the hint is about."""
    about = frozenset(plain[find.start : find.end].split())
    words = frozenset(plain.split())
    best: tuple[float, content.Blame | None] = (-1.0, None)
    for pattern, examples in _patterns(find.cue, locale):
        likeness = max(
            (
                (2 * len(about & example - _FEW) + len(words & example - _FEW) + 0.2 * len(words & example))
                / (3 + len(example))
                for example in examples
            ),
            default=0.0,
        ) + (0.1 if pattern.strength == find.strength else 0)
        best = max(best, (likeness, pattern), key=lambda pair: pair[0])
    return best[1]


@cache
def _patterns(cue: str, locale: str) -> tuple[tuple[content.Blame, tuple[frozenset[str], ...]], ...]:
    """The blame patterns of a cue. The rules read English, so English examples are compared."""
    english = {pattern.id: pattern.examples for pattern in content.blames("en")}
    pool = content.erasings(locale) if cue == "S1" else content.blames(locale)
    english |= {pattern.id: pattern.examples for pattern in content.erasings("en")}
    return tuple(
        (pattern, tuple(frozenset(_words(example)) for example in english[pattern.id]))
        for pattern in pool
        if pattern.cue == cue
    )


def _words(text: str) -> list[str]:
    return [word for one in sentences(text) for word in one.plain.split()]


def _of_thought(found: list[Find], words: frozenset[str], locale: str) -> list[str]:
    """The questions of the stuck thought a sentence is about, if the pack knows one."""
    ids = [name for name, subject in _THOUGHTS if words & subject]
    ids += [_BY_CUE[one.cue] for one in found if one.cue in _BY_CUE]
    known = {item.id: item for item in content.curiosities(locale)}
    for name in ids:
        if name in known:
            return _split(known[name].inside) + _split(known[name].offer)
    return []


def _of_cue(cue: str, locale: str) -> list[str]:
    return [question for item in content.wonderings(locale) if item.cue == cue for question in item.questions]


def _split(text: str) -> list[str]:
    """The questions of a text. What leads up to one stays with it."""
    parts = [part.strip() + "?" for part in text.split("?")[:-1]]
    return [part for part in parts if len(part) > 1]
