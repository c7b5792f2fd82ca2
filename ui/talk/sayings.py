"""The parts of a sentence without blame, their stems, and how they sound together. No widget.

Nobody has to say it word for word: whoever writes a whole sentence into a part gets that sentence, without the stem.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

FORMS: dict[str, tuple[str, ...]] = {
    "whole": ("noticed", "feel", "need", "ask"),
    "miss": ("noticed", "miss"),
    "ask": ("feel", "ask"),
}
MORE = ("warm", "guess", "out")
"""Parts of the whole form that are asked for."""
ORDER = ("warm", "noticed", "guess", "feel", "miss", "need", "ask", "out")
HERE = ("matter", "free", "near")
MOST_SENTENCES = 3

_OWN_WORDS = 4


def stem(part: str) -> str:
    """What stands before the field and begins the sentence; empty where the part is a sentence of its own."""
    return {
        "noticed": translate("Say", "I’ve noticed"),
        "guess": translate("Say", "Maybe you"),
        "feel": translate("Say", "I feel"),
        "miss": translate("Say", "I miss"),
        "need": translate("Say", "I need"),
        "ask": translate("Say", "Would you"),
    }.get(part, "")


def name(part: str) -> str:
    """What the part is called where it has no stem."""
    return stem(part) or {
        "warm": translate("Say", "A warm start"),
        "out": translate("Say", "A way out"),
        "matter": translate("Say", "You matter"),
        "free": translate("Say", "You are free"),
        "near": translate("Say", "I’ll be around"),
    }.get(part, "")


def caption(part: str) -> str:
    """One quiet line under a field; empty for most."""
    return {
        "guess": translate("Say", "A guess about their side. It will say that you may be wrong."),
        "ask": translate("Say", "A request has room for “no”. That is what keeps it from being a demand."),
        "out": translate("Say", "For instance: No need to answer tonight."),
    }.get(part, "")


def _whole(part: str, words: str) -> bool:
    """Whether the words are a sentence by themselves and want no stem."""
    first = words.split(" ", 1)[0].replace("’", "'")
    if not stem(part) or words.lower().startswith(stem(part).lower()):
        return True
    if first == "I" or first.startswith("I'"):
        return True
    return words[:1].isupper() and len(words.split()) >= _OWN_WORDS


def _ended(sentence: str, mark: str = ".") -> str:
    sentence = sentence.rstrip(" ,;")
    if mark == "?" and sentence.endswith("."):
        sentence = sentence.rstrip(".")
    return sentence if sentence[-1:] in '?!….”"' else sentence + mark


def with_stem(part: str, words: str) -> tuple[str, str]:
    """What the rules read: the stem and the words, together a sentence."""
    words = words.strip()
    return ("", words) if _whole(part, words) else (f"{stem(part)} ", words)


def compose(parts: Mapping[str, str]) -> list[str]:
    """The sentences, in the order in which they are easiest to hear."""
    said = {part: " ".join(words.split()) for part, words in parts.items() if words.strip()}
    joined = {"feel", "need"} <= said.keys() and not any(_whole(p, said[p]) for p in ("feel", "need"))
    made = []
    for part in (*HERE, *ORDER):
        if part not in said or (joined and part == "need"):
            continue
        words = said[part]
        if joined and part == "feel":
            both = translate("Say", "I feel {feeling}, and I need {need}")
            made.append(_ended(both.format(feeling=words.rstrip(" .,;"), need=said["need"])))
        elif part == "guess" and not _whole(part, words):
            guess = translate("Say", "Maybe you {words}, and I may be wrong")
            made.append(_ended(guess.format(words=words.rstrip(" .,;?"))))
        else:
            before, words = with_stem(part, words)
            asked = part == "ask" and (bool(before) or words.split(" ", 1)[0].lower() in _asking())
            made.append(_ended(before + words, "?" if asked else "."))
    return made


def _asking() -> tuple[str, ...]:
    return tuple(translate("Say", "could would can may shall will is are do does").split())


def voices(role: str) -> tuple[str, ...]:
    """The roles whose lines fit somebody; who is both, or not sure, has all of them."""
    return ("either", role) if role in ("quiet", "reaching") else ("either", "quiet", "reaching")


def here_lines(role: str) -> dict[str, list[str]]:
    """Lines to begin the three parts with, in the voice of a role."""
    reaching = {
        "matter": [
            translate("Say", "I like having you near."),
            translate("Say", "You matter to me on the quiet days too."),
            translate("Say", "I’m on your side."),
        ],
        "free": [
            translate("Say", "No is fine. Nothing bad happens."),
            translate("Say", "You don’t have to say anything."),
            translate("Say", "Come, or don’t. Both are fine."),
        ],
        "near": [
            translate("Say", "I’m in the kitchen till nine."),
            translate("Say", "I’m next door with a book."),
            translate("Say", "I’ll be home all evening."),
        ],
    }
    quiet = {
        "matter": [
            translate("Say", "You matter to me, also when I’m silent."),
            translate("Say", "It isn’t you."),
            translate("Say", "I’m glad you’re in my life."),
        ],
        "free": [
            translate("Say", "I may only manage a little."),
            translate("Say", "You don’t have to wait up."),
            translate("Say", "If that’s not enough today, you can say so."),
        ],
        "near": [
            translate("Say", "I’ll come and find you after supper."),
            translate("Say", "I’ll write a line at lunch."),
            translate("Say", "I’m in the room next to yours."),
        ],
    }
    if role == "reaching":
        return reaching
    if role == "quiet":
        return quiet
    return {part: [*reaching[part][:2], *quiet[part][:2]] for part in HERE}
