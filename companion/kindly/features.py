"""What a sentence is made of, as names with places: the evidence is weighed name by name (`evidence`).

sulk               a word, its ending cut off; YOU, I, NOT ... stand for every word of their kind
you never, a _ b   two or three neighbours, or two with one between
<trait>            a class of words (`words`), alone or beside a neighbour
YOU..<trait>       who, or "not", stands up to five words before what
C1.3, H.7          a family of blame or of harm found in it (`families`)
??, !, 🙄, CAPS, kiss, ask, long   marks
"""

import re
from collections.abc import Iterator
from functools import cache

from companion.kindly import families
from companion.kindly.grammar import GROUPS
from companion.kindly.reading import Sentence

_PERSONS = {
    "YOU": "you yourself", "YOUR": "your yours", "I": "i", "ME": "me myself", "MY": "my mine",
    "WE": "we us our ours ourselves",
    "HE": "he she him her his hers himself herself", "THEY": "they them their theirs", "NOT": "not", "NEVER": "never",
}  # fmt: skip
_KIND = {word: name for name, words in _PERSONS.items() for word in words.split()}
_REACHING = frozenset("you your i my me we he she his her not never".split())
_REACH = 5
_LITTLE = frozenset("you your third them me my adv be modal not article sly mate number polite".split())
"""Groups that rules need and that tell nothing by themselves."""

_ENDINGS = ("ing", "ed", "es", "s", "ly")
_PICTURE = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_CAPS = re.compile(r"\b[A-Z]{3,}\b")
_KISS = re.compile(r"\bx+\s*$")


def stem(word: str) -> str:
    """A word without its ending, good enough to bring its forms together."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def names(sentence: Sentence, typed: str) -> dict[str, int]:
    """Every name that holds for a sentence, with the number of the plain word it ends at; `typed` is its own text."""
    words = sentence.plain.split()
    found: dict[str, int] = {}
    for name, at in _told(words):
        found.setdefault(name, at)
    for name, at in _found(sentence.plain):
        found.setdefault(name, at)
    found |= dict.fromkeys(_marks(sentence, typed), 0)
    return found


def _told(words: list[str]) -> Iterator[tuple[str, int]]:
    stems = [_KIND.get(word) or stem(word) for word in words]
    kinds = [_kinds_at(words, at) for at in range(len(words))]
    reaching: dict[str, int] = {}
    for at, word in enumerate(stems):
        yield word, at
        if at:
            yield f"{stems[at - 1]} {word}", at
        if at > 1:
            yield f"{stems[at - 2]} {stems[at - 1]} {word}", at
            yield f"{stems[at - 2]} _ {word}", at
        yield from ((name, at) for name in _beside(stems, kinds, at))
        for person, where in reaching.items():
            if at - where <= _REACH:
                yield f"{person}..{word}", at
                yield from ((f"{person}..<{kind}>", at) for kind in kinds[at])
        if words[at] in _REACHING:  # by kind: what he does, she does
            reaching[stems[at]] = at


def _beside(stems: list[str], kinds: list[list[str]], at: int) -> Iterator[str]:
    """The classes of a word, and what stands one or two words before them and one after."""
    for kind in kinds[at]:
        yield f"<{kind}>"
        if at + 1 < len(stems):
            yield f"<{kind}> {stems[at + 1]}"
        for back, gap in ((1, " "), (2, " _ ")):
            if at >= back:
                yield f"{stems[at - back]}{gap}<{kind}>"
                yield from (f"<{other}>{gap}<{kind}>" for other in kinds[at - back])


def _kinds_at(words: list[str], at: int) -> list[str]:
    return [
        kind
        for phrase, kind in _members().get(words[at], ())
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase
    ]


@cache
def _members() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Every member of a telling class, filed under its first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, members in GROUPS.items():
        for member in dict.fromkeys(members if kind not in _LITTLE else ()):
            phrase = tuple(member.split())
            found.setdefault(phrase[0], []).append((phrase, kind))
    return found


def _found(plain: str) -> Iterator[tuple[str, int]]:
    for match, (cue, name) in families.blame().found(plain):
        at = plain.count(" ", 0, match.about[1])
        yield name, at
        yield cue, at
    for match, name in families.harm().found(plain):
        at = plain.count(" ", 0, match.about[1])
        yield name, at
        yield "H", at


def _marks(sentence: Sentence, typed: str) -> Iterator[str]:
    yield from _PICTURE.findall(typed)
    if sentence.asks:
        yield "ask"
    if "??" in typed:
        yield "??"
    if "!" in typed:
        yield "!"
    if _CAPS.search(typed) and not typed.isupper():
        yield "CAPS"
    if _KISS.search(typed):
        yield "kiss"
