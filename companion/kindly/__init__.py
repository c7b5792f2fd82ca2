"""Say it kindly: what in a sentence may land as blame, and another way to say it. On this computer.

    hints(text)        at most two hints, or none and `care` where a sentence tells of fear, force, threat or harm
    questions(text)    any blaming sentence as two or three open questions, for oneself first
    pushes(text)       pressure words of an invitation, with their places
    leaves_room(text)  whether an invitation can be said no to
    self_harm(text)    plain words about wanting to die or to hurt oneself

Nothing here stores, counts or changes a text. Grammar finds where something may land as blame (`families`), and evidence
learnt beforehand from labelled sentences decides whether anything is said (`evidence`). A hint on an honest sentence does
more harm than a miss, so where the evidence is thin nothing is said. The table of weights is English; a language without
one gets no hints.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from companion import content
from companion.kindly.asking import leaves_room, pushes
from companion.kindly.choosing import MOST, Find, look, plain_words
from companion.kindly.dying import wants_to_die
from companion.kindly.reading import sentences

__all__ = ["MOST", "Hint", "Hints", "hints", "leaves_room", "pushes", "questions", "self_harm"]

_LONGEST = 4000
_PLAIN = frozenset(
    "^ $ , . i you a the to me my it is and of so that do not are am in for with have be we your "
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
    looked = look(text[:_LONGEST], locale)
    return Hints(tuple(_worded(one, locale) for one in looked.finds), looked.care)


def self_harm(text: str) -> bool:
    """Whether a text holds plain words about wanting to die or to hurt oneself."""
    return any(wants_to_die(one.plain) for one in sentences(text))


def questions(text: str, locale: str = "en") -> tuple[str, ...]:
    """Two or three open questions in place of a blaming sentence. Empty for an empty text and where `care` holds:
    nobody is asked to be curious about being harmed."""
    looked = look(text[:_LONGEST], locale)
    words = frozenset(plain_words(text[:_LONGEST]))
    if not words or looked.care:
        return ()
    blaming = (
        frozenset(word for one in looked.finds for word in one.sentence.plain[one.start : one.end].split())
        - _PLAIN
    )
    asked = [
        *_of_thought(looked.finds, words, locale),
        *_of_cue(looked.finds[0].cue if looked.finds else "", locale),
        *_of_cue("", locale),
    ]
    return tuple(one for one in dict.fromkeys(asked) if blaming.isdisjoint(plain_words(one)))[:3]


def _worded(find: Find, locale: str) -> Hint:
    start, end = find.sentence.span(find.start, find.end)
    pool = (*content.blames(locale), *content.erasings(locale))
    pattern = next((one for one in pool if one.id == find.pattern), None)
    note, instead = (pattern.hint, pattern.instead) if pattern else ("", ())
    return Hint(find.cue, start, end, find.strength, note, instead)


def _of_thought(found: Iterable[Find], words: frozenset[str], locale: str) -> list[str]:
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
