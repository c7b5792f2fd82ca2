"""How a rule is written: a line of plain words that stands for every way a sentence can be built with them.

    you|she        one of these words; "_" joins words that belong together ("shut_down")
    talk+          the verb in every person and tense
    word?  word*   may be missing; may come any number of times
    <you>          a named group of `GROUPS`, with ? and * as above
    !word|<bad>    not if this comes next
    ..             up to three words of any kind in the same clause; "..." up to eight
    ^              where a clause begins
    $              where a clause ends
    { ... }        what the hint is about; without braces it is everything that was found

Matching is by `re` over `Sentence.plain`. `Rules` asks first whether the words a rule cannot do without are there.
"""
# ruff: noqa: E501

import re
from collections.abc import Iterable, Iterator
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


def _either(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in ordered) + ")"


def group(text: str) -> tuple[str, ...]:
    """Words for a group: written with spaces between, "_" inside, "+" for every form."""
    return tuple(word for item in text.split() for word in _words(item))


GROUPS: dict[str, tuple[str, ...]] = {}
"""Filled by `words.py`, which is imported by every file of rules."""

_START = r"(?:(?<=\^)|(?<= [,;:.?!…-])|(?<= and)|(?<= but)|(?<= so)|(?<= or)|(?<= then)|(?<= because)|(?<= oh)|(?<= well)"
_START += (
    r"|(?<= please)|(?<= honestly)|(?<= look)|(?<= yeah)|(?<= okay)|(?<= no)|(?<= now)|(?<= when)|(?<= if)"
)
_START += r"|(?<= though)|(?<= wow)|(?<= sorry)|(?<= seriously)|(?<= that)|(?<= \())"
_STOP = r"(?= (?:[$,;:.?!…)-]|and|but|or|because|when|if|so|while|then|any more|at all|today|tonight|again|though|lately)(?= |$))"


@cache
def pattern(rule: str) -> re.Pattern[str]:
    """The rule as a compiled pattern. What the hint is about is the group "it", if the rule has braces."""
    made = []
    for item in rule.split():
        many = item[-1] if len(item) > 1 and item[-1] in "?*" else ""
        body = item[:-1] if many else item
        if item == "{":
            made.append("(?:" if "(?P<it>" in made else "(?P<it>")
        elif item == "}":
            made.append(")")
        elif item == "..":
            made.append(r"(?: [^ ,;:.?!…$]+){0,3}?")
        elif item == "...":
            made.append(r"(?: [^ ;:.?!…$]+){0,8}?")
        elif item == "^":
            made.append(_START)
        elif item == "$":
            made.append(_STOP)
        elif item.startswith("!"):
            made.append(f"(?! {_either(_words(item[1:]))} )")
        else:
            made.append(f"(?: {_either(_words(body))}(?= )){many}")
    return re.compile("".join(made))


def needs(rule: str) -> tuple[frozenset[str], ...]:
    """For each word a rule cannot do without, the first words it may be: without one of each there is no match, and
    asking that costs a tenth of trying the pattern."""
    found = set()
    for item in rule.split():
        if (
            item in ("{", "}", "..", "...", "^", "$")
            or item.startswith("!")
            or (len(item) > 1 and item[-1] in "?*")
        ):
            continue
        found.add(frozenset(word.split(" ")[0] for word in _words(item)))
    return tuple(sorted(found, key=len))


class Rules:
    """Many rules, made ready once. Each carries something of its caller's, which comes back with its finds."""

    def __init__(self, rules: Iterable[tuple[str, Any]]) -> None:
        self._made = [(needs(rule), pattern(rule), carried) for rule, carried in rules]

    def found(self, plain: str) -> Iterator[tuple[re.Match[str], Any]]:
        """Every match of any of the rules, in their order."""
        words = frozenset(plain.split(" "))
        for needed, rule, carried in self._made:
            for need in needed:
                if words.isdisjoint(need):
                    break
            else:
                for match in rule.finditer(plain):
                    yield match, carried
