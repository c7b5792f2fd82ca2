"""How a rule is written: a line of plain words that stands for every way a sentence can be built with them.

    you|she        one of these words; "_" joins words that belong together ("shut_down")
    talk+          the verb in every person and tense
    word?  word*   may be missing; may come any number of times
    <you>          a named group of `GROUPS`, with ? and * as above
    !word|<bad>    not if this comes next
    ..             up to three words of any kind in the same clause; "..." up to eight
    ^              where a clause begins
    $              where a clause ends; "you|$" is the word, or the end of the sentence
    { ... }        what the hint is about; without braces it is everything that was found

Rules are matched word by word, not compiled to regular expressions: hundreds of these would take a second to make ready,
and most sentences need a handful. `Rules` asks first whether the words a rule cannot do without are there at all.
"""
# ruff: noqa: E501

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

_IRREGULAR = {
    "be": "am are is was were being been", "have": "has had having", "do": "does did doing done", "go": "goes went going gone",
    "say": "said", "tell": "told", "think": "thought", "leave": "left", "make": "made", "take": "took taken", "give": "gave given",
    "get": "got gotten", "come": "came", "keep": "kept", "hold": "held", "know": "knew known", "feel": "felt",
    "hear": "heard", "see": "saw seen", "shut": "", "hit": "", "hurt": "", "let": "", "put": "", "cut": "", "quit": "",
    "cost": "", "set": "", "run": "ran", "lie": "lied lying", "hide": "hid hidden", "break": "broke broken", "throw": "threw thrown",
    "fall": "fell fallen", "forget": "forgot forgotten", "choose": "chose chosen", "speak": "spoke spoken",
    "bring": "brought", "buy": "bought", "seek": "sought", "read": "", "write": "wrote written", "find": "found",
    "show": "shown", "sit": "sat", "stand": "stood", "sleep": "slept", "spend": "spent", "lose": "lost", "mean": "meant",
    "drive": "drove driven", "drink": "drank drunk", "eat": "ate eaten", "bite": "bit bitten", "spit": "spat", "shake": "shook shaken",
    "grow": "grew grown", "teach": "taught", "fight": "fought", "forgive": "forgave forgiven", "send": "sent",
    "strike": "struck", "swear": "swore sworn", "pay": "paid", "withdraw": "withdrew withdrawn", "build": "built",
    "become": "became", "begin": "began begun", "hang": "hung", "pull": "", "win": "won", "lock": "",
    "apologise": "apologize apologized apologizing apologizes", "criticise": "criticize criticizes criticized criticizing",
    "realise": "realize realizes realized realizing", "prioritise": "prioritize prioritized prioritizing",
    "belittle": "", "notice": "", "forbid": "forbade forbidden", "wake": "woke woken", "meet": "met",
    "remind": "", "mind": "", "wear": "wore worn", "stick": "stuck", "beat": "beaten", "sulk": "", "tear": "tore torn",
}  # fmt: skip
_DOUBLING = frozenset("shut hit let put cut quit set run get sit stop grab slap nag skip drop cheat step plan hug chat spit"
                      " beg win forget begin pin sob stab forbid control wrap rub shop flip rip drag".split())  # fmt: skip


def _double(word: str) -> str:
    return word + word[-1] if word in _DOUBLING and word not in ("cheat",) else word


@cache
def forms(verb: str) -> tuple[str, ...]:
    """A verb in every person and tense; words after the first stay as they are ("shut_down")."""
    head, _, rest = verb.partition("_")
    if head.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = head + "es"
    elif head.endswith("y") and head[-2:-1] not in tuple("aeiou"):
        third = head[:-1] + "ies"
    else:
        third = head + "s"
    stem = _double(head)
    if head.endswith("e") and not head.endswith(("ee", "oe", "ye")):
        going = head[:-1] + "ing"
    else:
        going = stem + "ing"
    found = [head, third, going]
    if head.endswith("y") and head[-2:-1] not in tuple("aeiou"):
        found.append(head[:-1] + "ied")
    else:
        found.append(head + "d" if head.endswith("e") else stem + "ed")
    found += _IRREGULAR.get(head, "").split()
    return tuple(dict.fromkeys(form + (" " + rest.replace("_", " ") if rest else "") for form in found))


def _words(items: str) -> list[str]:
    """The words behind "talk+|listen+|shut_down"."""
    found: list[str] = []
    for item in items.split("|"):
        if item.endswith("+"):
            found += forms(item[:-1])
        elif item.startswith("<"):
            found += GROUPS[item[1:-1]]
        else:
            found.append(item.replace("_", " "))
    return found


def group(text: str) -> tuple[str, ...]:
    """Words for a group: written with spaces between, "_" inside, "+" for every form."""
    return tuple(word for item in text.split() for word in _words(item))


GROUPS: dict[str, tuple[str, ...]] = {}
"""Filled by `words.py`, which is imported by every file of rules."""

_START = frozenset(
    ", ; : . ? ! … - and but so or then because oh well please honestly look yeah okay no now when if though wow sorry"
    " seriously that (".split()
)
_STOP = frozenset(
    "$ , ; : . ? ! … ) - and but or because when if so while then today tonight again though lately".split()
)
_STOP_PAIRS = frozenset({("any", "more"), ("at", "all")})
_ENDS = frozenset(";:.?!…$")
_COMMON = frozenset(
    "you i a an the to of and is are am was be it that this he she they my your me we not do have has had will would can"
    " could for with in on at so , but if or just".split()
)

Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Alternatives by their first word, longer ones first."""


@cache
def _phrases(items: str) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(set(_words(items)), key=len, reverse=True):
        parts = tuple(words.split(" "))
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(phrases) for first, phrases in found.items()}


@dataclass(frozen=True, slots=True)
class _Item:
    """One part of a rule. `kind`: "word", "maybe", "many", "not", "gap", "start", "stop", "open", "close"
    or "finish"."""

    kind: str
    phrases: Phrases
    most: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule was found, with the space before its first word; `about` is what stands between the braces."""

    start: int
    end: int
    about: tuple[int, int]


def _split(text: str) -> tuple[list[str], list[int]]:
    """The words of a text and where each begins."""
    words = text.split(" ")
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    return words, starts


def _ends_at(words: list[str], phrase: tuple[str, ...], at: int) -> int:
    """The place after a phrase, or 0 if it does not stand here. The last word of a text may be cut off, so it never
    counts."""
    end = at + len(phrase)
    if end >= len(words):
        return 0
    for number in range(1, len(phrase)):
        if words[at + number] != phrase[number]:
            return 0
    return end


class Rule:
    """A rule made ready."""

    def __init__(self, text: str) -> None:
        self._items = [_item(part) for part in text.split()]
        self.needs = tuple(
            sorted({frozenset(item.phrases) for item in self._items if item.kind == "word"}, key=len)
        )
        first = next((item for item in self._items if item.kind not in ("open", "close", "start")), None)
        self._first = first.phrases if first is not None and first.kind == "word" else None

    def found(self, words: list[str], starts: list[int]) -> Iterator[Match]:
        """Every place in a divided text, from the start, none inside another."""
        walk = _Walk(self._items, words)
        at = 1
        while at < len(words) - 1:
            end = walk.match(at, 0) if self._first is None or words[at] in self._first else 0
            if end > at:
                opened, closed = walk.opened or at, walk.closed or end
                about = (starts[opened] - 1, starts[closed - 1] + len(words[closed - 1]))
                yield Match(starts[at] - 1, starts[end - 1] + len(words[end - 1]), about)
            at = max(end, at + 1)


class _Walk:
    """One rule on its way through one text. What has failed once is not tried again, so the way is never longer than
    words times items, whatever somebody types."""

    def __init__(self, items: list[_Item], words: list[str]) -> None:
        self._items, self._words = items, words
        self._failed: set[tuple[int, int]] = set()
        self.opened = self.closed = 0

    def match(self, at: int, number: int) -> int:
        """Where the items from `number` on end if they begin at `at`, or 0."""
        if (at, number) in self._failed:
            return 0
        end = self._match(at, number)
        if not end:
            self._failed.add((at, number))
        return end

    def _match(self, at: int, number: int) -> int:
        if not number:
            self.opened = self.closed = 0
        while number < len(self._items):
            item = self._items[number]
            kind = item.kind
            if kind == "word":
                phrases = item.phrases.get(self._words[at]) if at < len(self._words) else None
                if phrases is None:
                    return 0
                if len(phrases) > 1:
                    return self._one_of(phrases, at, number + 1)
                at = _ends_at(self._words, phrases[0], at)
                if not at:
                    return 0
            elif kind in ("maybe", "many"):
                phrases = item.phrases.get(self._words[at], ()) if at < len(self._words) else ()
                after = number if kind == "many" else number + 1
                return self._one_of(phrases, at, after) or self.match(at, number + 1)
            elif kind == "gap":
                return self._gap(item, at, number + 1)
            elif kind == "open":
                return self._bracket(at, number, opening=True)
            elif kind == "close":
                return self._bracket(at, number, opening=False)
            elif kind == "finish":
                phrases = item.phrases.get(self._words[at], ()) if at < len(self._words) else ()
                end = self._one_of(phrases, at, number + 1)
                if end or at >= len(self._words) or self._words[at] not in _ENDS:
                    return end
            elif not _holds(item, self._words, at):
                return 0
            number += 1
        return at

    def _bracket(self, at: int, number: int, *, opening: bool) -> int:
        """The braces are set on the way back, when it is known that the way was right; the first pair counts."""
        end = self.match(at, number + 1)
        if end and opening:
            self.opened = at
        elif end:
            self.closed = at
        return end

    def _one_of(self, phrases: tuple[tuple[str, ...], ...], at: int, number: int) -> int:
        for phrase in phrases:
            after = _ends_at(self._words, phrase, at)
            end = self.match(after, number) if after else 0
            if end:
                return end
        return 0

    def _gap(self, item: _Item, at: int, number: int) -> int:
        for here in range(at, at + item.most + 1):
            end = self.match(here, number)
            if end:
                return end
            if here >= len(self._words) or self._words[here] in _ENDS:
                return 0
            if item.most < 8 and self._words[here] == ",":
                return 0
        return 0


def _holds(item: _Item, words: list[str], at: int) -> bool:
    """What takes up no room: the start and the end of a clause, and what may not come next."""
    if item.kind == "start":
        before = words[at - 1] if at else ""
        return before in _START or before.endswith("^")
    if item.kind == "stop":
        if at >= len(words):
            return False
        return words[at] in _STOP or tuple(words[at : at + 2]) in _STOP_PAIRS
    phrases = item.phrases.get(words[at], ()) if at < len(words) else ()
    return not any(_ends_at(words, phrase, at) for phrase in phrases)


def _item(part: str) -> _Item:
    marks = {"{": "open", "}": "close", "^": "start", "$": "stop"}
    if part in marks:
        return _Item(marks[part], {})
    if part in ("..", "..."):
        return _Item("gap", {}, 3 if part == ".." else 8)
    if part.endswith("|$") or "|$|" in part or part.startswith("$|"):
        words = "|".join(word for word in part.split("|") if word != "$")
        return _Item("not" if part[0] == "!" else "finish", _phrases(words.lstrip("!")))
    if part.startswith("!"):
        return _Item("not", _phrases(part[1:]))
    if len(part) > 1 and part[-1] in "?*":
        return _Item("maybe" if part[-1] == "?" else "many", _phrases(part[:-1]))
    return _Item("word", _phrases(part))


@cache  # of our rules, never of what somebody typed
def ready(rule: str) -> Rule:
    """The rule, made ready once."""
    return Rule(rule)


class Rules:
    """Many rules, each made ready once. A rule carries something of its caller's, which comes back with its finds.
    Most rules are never looked at: each is filed under the words it cannot do without that are rarest in speech."""

    def __init__(self, rules: Iterable[tuple[str, Any]]) -> None:
        self._rules = [(ready(rule), carried) for rule, carried in rules]
        self._filed: dict[str, list[int]] = {}
        self._unfiled: list[int] = []
        for number, (rule, _) in enumerate(self._rules):
            rarest = min(rule.needs, key=lambda need: (len(need & _COMMON), len(need)), default=None)
            if rarest is None:
                self._unfiled.append(number)
            for word in rarest or ():
                self._filed.setdefault(word, []).append(number)

    def found(self, plain: str) -> Iterator[tuple[Match, Any]]:
        """Every match of any of the rules, in their order."""
        words, starts = _split(plain)
        there = frozenset(words)
        numbers = {number for word in there for number in self._filed.get(word, ())}
        for number in sorted(numbers.union(self._unfiled)):
            rule, carried = self._rules[number]
            if not any(there.isdisjoint(need) for need in rule.needs):
                for match in rule.found(words, starts):
                    yield match, carried
