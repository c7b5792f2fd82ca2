"""One spelling for finding words: what a person types without accents, vowel signs and ligatures meets what was written
with them.

The word index holds texts folded like this, and takes a word out again by folding it once more. So a text must be folded
the same way for ever, under every Python: the tables are those of Unicode 3.2, which Python keeps beside today's. They
know the letters of all that is said here by name; what is younger stays as it was written.

A fold leaves every word in its place: as many words as before, in the same order. So the index knows where in the text as
it was written the words stand that it found in the folded one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from unicodedata import ucd_3_2_0 as _letters

NO_MARK: Final = "\ufe0e\ufe0f"
"""Two marks of class Mn that say how a sign looks. They stand behind emoji, belong to no word and part words."""

# Letters that Unicode does not take apart, though people do. The Arabic ones as Lucene folds them for Arabic and Persian:
# keyboards have one or the other, and two of them look alike at the end of a word.
_ALIKE: Final = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i",
    "\u0671": "\u0627",  # alef with wasla
    "\u0649": "\u064a", "\u06cc": "\u064a", "\u06d2": "\u064a",  # three shapes of yeh
    "\u06a9": "\u0643",  # keheh, kaf
    "\u0629": "\u0647", "\u06c1": "\u0647", "\u06be": "\u0647", "\u06d5": "\u0647",  # teh marbuta and three of heh
}  # fmt: skip

_MANY = 50  # one look through the text for each of a few characters is quicker than a look at every character
_QUOTES = str.maketrans("‘’‚‛“”„‟´`", "''''\"\"\"\"''")
_VOICED = {"\u3099", "\u309a"}  # か with one of these is another letter, and is not found by か
_TATWEEL = "\u0640"  # makes a word longer, and nothing else
_GONE = "\ue000"  # for private use, and so part of a word: where something was left out, until that is known to be in one


def fold(text: str) -> str:
    """The text for the word index, which sees to upper and lower case and to what stands between words."""
    if text.isascii():
        return text
    changed = [char for char in set(text) if _FOLDED[ord(char)] != char]
    if len(changed) > _MANY:
        text = text.translate(_FOLDED)
    else:
        for char in changed:
            text = text.replace(char, _FOLDED[ord(char)])
    if _GONE in text:
        outside, in_words = _left_out()
        text = in_words.sub("", text) if outside.search(text) else text.replace(_GONE, "")
    return text


def plain(text: str) -> str:
    """The text as names are compared and as one looks into it letter by letter: in the spelling of the index, without
    upper and lower case, with quotation marks and other signs in their simplest shape."""
    if text.isascii():
        return text.lower().translate(_QUOTES)
    return "".join(map(_letter, text))


def places(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where `plain` words stand in a text, from the first letter to after the last with its accents; without overlaps."""
    letters = [] if text.isascii() else list(map(_letter, text))
    folded = "".join(letters) if letters else plain(text)
    at = folded.find(wanted)
    if at < 0 or not wanted:
        return
    origin = [index for index, letter in enumerate(letters) for _ in letter]
    while at >= 0:
        end = at + len(wanted)
        if folded[end : end + 1] in _VOICED:
            end = at + 1
        elif not letters:
            yield at, end
        else:
            after = origin[end - 1] + 1
            while after < len(text) and not letters[after]:
                after += 1  # the accents belong to the letter
            yield origin[at], after
        at = folded.find(wanted, end)


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """One character as it is compared in a text; nothing is left of an accent or a vowel sign that need not be typed."""
    parts = unicodedata.normalize("NFKD", char.translate(_QUOTES))
    return "".join(_FOLDED[ord(part)] for part in parts).replace(_GONE, "").casefold()


def ends_in_word(text: str) -> bool:
    """Whether the last character is part of a word, so that more of it may follow."""
    return text[-1:].isalnum() or (_in_word(text[-1:]) and text[-1:] != _GONE)


class _Folds(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


_FOLDED = _Folds()


def _folded(char: str) -> str:
    if char not in _ALIKE and not _in_word(char):
        return char
    # Taken apart as far as it stays within a word: of "½" and of "ﷺ" signs and spaces would be left.
    ways = (_letters.normalize(form, char) for form in ("NFKD", "NFD"))
    pieces = next((pieces for pieces in ways if all(map(_in_word, pieces))), char)
    # Nothing of this may fold once more: `fold` replaces one character after the other, in no order of its own.
    return "".join(_ALIKE.get(piece, piece) for piece in pieces if not _is_light(piece)) or _GONE


def _is_light(mark: str) -> bool:
    """Whether a mark is left out by people who write quickly. An accent, a point of Hebrew, a vowel sign of Arabic, a
    nukta, a tatweel; not a vowel sign of India or Tibet, not what makes か into が."""
    order = _letters.combining(mark)
    return mark == _TATWEEL or order in {1, 7} or 10 <= order <= 36 or order >= 200


def _in_word(char: str) -> bool:
    """As the word index sees it."""
    kind = _letters.category(char) if char else ""
    return (kind[:1] in {"L", "N"} or kind in {"Mn", "Mc", "Co"}) and char not in NO_MARK


@lru_cache(maxsize=1)
def _left_out() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What was left out and does not follow a letter, which is rare; and what was left out of a word. A mark that stands
    alone is a word to the index, and has to remain one."""
    ranges: list[str] = []
    began = -1
    for code in range(0x20001):
        inside = _in_word(chr(code)) and chr(code) != _GONE
        if inside and began < 0:
            began = code
        elif not inside and began >= 0:
            ranges.append(f"{re.escape(chr(began))}-{re.escape(chr(code - 1))}")
            began = -1
    word = f"{''.join(ranges)}\U00020000-\U0003ffff"
    outside = re.compile(f"{_GONE}(?<![{word}{_GONE}]{_GONE})")
    return outside, re.compile(f"(?<=[{word}]){_GONE}+|{_GONE}+(?=[{word}])")
