"""Whether words are spelt as a dictionary of this system has them: an extra that is off where there is none.

It asks Enchant, which knows the dictionaries that the system has (Hunspell's, Aspell's, those of macOS). Nothing is ever
written by it: it gets no folder of its own, because it would make one, with a list of personal words in the clear. Words
a person adds lie in the vault instead, and are not asked about. Nothing here knows Qt; it is called on a thread.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ui.diary.source import Kind, Look, runs, shape

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_PROSE = re.compile(r"[^\s()\[\]]*(?:://|@|www\.)[^\s()\[\]]*|[^\s()\[\]]*[_/\\\d][^\s()\[\]]*")
_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk", "kk", "mn"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ur"), "ARABIC"),
    **dict.fromkeys(("he", "yi"), "HEBREW"),
    **dict.fromkeys(("hi", "mr", "ne"), "DEVANAGARI"),
    "el": "GREEK",
    "hy": "ARMENIAN",
    "ka": "GEORGIAN",
    "ko": "HANGUL",
    "th": "THAI",
}
LONGEST_LINE = 20_000
_LONGEST_WORD = 60
_SUGGESTED = 5


def words(line: str, in_code: bool = False) -> Iterator[tuple[int, int, str]]:
    """The words of a line, with where they begin and end; no code, no address, nothing with a digit in it."""
    found = shape(line, in_code)
    if found.kind in {Kind.CODE, Kind.FENCE, Kind.PHOTO, Kind.RULE} or len(line) > LONGEST_LINE:
        return
    left_out = [(each.start(), each.end()) for each in _NOT_PROSE.finditer(line, found.mark)]
    left_out += [
        (run.start, run.start + run.length)
        for run in runs(line, found.mark)
        if run.look & (Look.CODE | Look.ADDRESS)
    ]
    for match in _WORD.finditer(line, found.mark):
        start, end = match.span()
        if not any(first < end and last > start for first, last in left_out):
            yield start, end, match[0]


def languages() -> list[str]:
    """The dictionaries there are, as language tags; none where Enchant or its library is missing."""
    broker = _broker()
    if broker is None:
        return []
    return sorted({str(tag).replace("-", "_") for tag in broker.list_languages()})


def fitting(wanted: str, there: list[str]) -> str:
    """The dictionary for a language: the same, or the same in another country, or ""."""
    wanted = wanted.replace("-", "_")
    if wanted in there:
        return wanted
    base = wanted.split("_")[0]
    usual = f"{base}_{base.upper()}" if base != "en" else "en_US"
    near = [tag for tag in there if tag.split("_")[0] == base]
    return usual if usual in near else (near[0] if near else "")


class Dictionary:
    """One dictionary. To be used on the thread that made it."""

    def __init__(self, tag: str) -> None:
        broker = _broker()
        if broker is None:
            raise LookupError(tag)
        self._broker = broker
        self._words = broker.request_dict(tag)
        self._script = _SCRIPTS.get(tag.split("_")[0], "LATIN")

    def knows(self, word: str) -> bool:
        """Whether a word is spelt as it should be; one in another script is not this dictionary's affair."""
        plain = unicodedata.normalize("NFC", word).replace("’", "'")
        if len(plain) > _LONGEST_WORD or not unicodedata.name(plain[0], "").startswith(self._script):
            return True
        return bool(self._words.check(plain))

    def suggest(self, word: str) -> list[str]:
        """A few words that may have been meant, with the person's kind of apostrophe."""
        plain = unicodedata.normalize("NFC", word).replace("’", "'")
        found = [str(each) for each in self._words.suggest(plain)[:_SUGGESTED]]
        return [each.replace("'", "’") for each in found] if "’" in word else found


def _broker() -> Any:
    # Without this Enchant makes a folder and two files beside the person's other settings. Set before it is loaded.
    os.environ["ENCHANT_CONFIG_DIR"] = os.devnull
    try:
        import enchant
    except ImportError:  # the extra is not installed, or the system's library is not there
        return None
    try:
        broker = enchant.Broker()
        broker.set_ordering("*", "hunspell,nuspell,AppleSpell,aspell")
    except enchant.errors.Error:
        return None
    return broker
