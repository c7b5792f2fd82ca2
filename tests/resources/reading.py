"""How hard a text is to read: Flesch-Kincaid grade with a syllable counter written down here.

Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59, over all lines of an item joined.

- A sentence ends at . ? or ! before a space or the end, so "8.30" does not end one. A line without such a mark is a
  sentence of its own. For the longest sentence, and only there, a colon ends one too: what follows is a quoted line
  or a list, and is read with a new breath.
- A word is a run of letters; hyphens divide it. A blank ("___") is read "blank". A number is one word with a
  syllable for each digit.
- Syllables, in this order. A word of the short list has the number given there. "-n't" after a consonant is one;
  other endings after an apostrophe are none. "-ly", "-ful", "-less", "-ness" and "-ment" are one each and come off.
  "-s" comes off; "-es" loses its e unless s, x, z, c, g, ch or sh stand before it. "-ed" comes off unless t or d
  stands before it, and leaves a syllable after a consonant and l. A last "-e" after a consonant comes off unless it
  is "-le" after another consonant; "-gue" and "-que" lose both vowels. What remains has one syllable for each run
  of the vowels a e i o u y, and one more for each pair that is spoken apart (`_APART`). There is never less than one.
"""

import re
from functools import cache

_WORD = re.compile(r"_{2,}|\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"(?<=[.?!…])[\"'”’)\]]*(?:\s+|$)")
_RUN = re.compile(r"[aeiouy]+")
_SUFFIX = re.compile(r"(.*[aeiouy].*?)(?:ly|ful|less|ness|ment)$")
_SIBILANT = re.compile(r"(?:[sxzcg]|ch|sh)$")
_APART = re.compile(
    r"(?<![tcs])ia|(?<![tcsgx])io(?!n$)|(?<=l)ion$|(?<![qg])ua|(?<=[dr])eo|eum|eing|oing|ying|iet|ier$|iest$"
    r"|crea|rea(?=ct)|oe(?=[mt])|(?<![tc])ience|ism$|ui(?=n)"
)
_EXACT = {
    "people": 2, "someone": 2, "someone's": 2, "something": 2, "sometimes": 2, "somewhere": 2, "somebody": 3,
    "everyone": 3, "every": 2, "everything": 3, "everywhere": 3, "evening": 2, "evenings": 2, "idea": 3, "ideas": 3,
    "area": 3, "areas": 3, "business": 2, "marriage": 2, "argue": 2, "queue": 1, "suicide": 3, "naked": 2,
    "hundred": 2, "different": 3, "several": 3, "closeness": 2, "therefore": 2, "homesick": 2, "lifetime": 2,
    "whatever": 3, "being": 2, "clothes": 1, "family": 3, "couldn't": 2, "violence": 3,
}  # fmt: skip


@cache
def words(text: str) -> tuple[str, ...]:
    """The words of a text, lower case; a blank is the word "blank"."""
    return tuple("blank" if w.startswith("__") else w.lower().replace("’", "'") for w in _WORD.findall(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text; every line break ends one."""
    found = [part.strip() for line in text.splitlines() for part in _END.split(line)]
    return [part for part in found if _WORD.search(part)]


def breaths(text: str) -> list[str]:
    """Sentences, divided at colons as well."""
    return [part for sentence in sentences(text) for part in re.split(r"(?<=:)\s+", sentence)]


@cache
def syllables(word: str) -> int:
    """How many syllables a word has, by the rules above."""
    word = word.lower().replace("’", "'")
    if word.isdigit():
        return len(word)
    if word in _EXACT:
        return _EXACT[word]
    if word.endswith("n't"):
        return syllables(word[:-3]) + (word[-4:-3] not in "aeiouy")
    word = word.partition("'")[0]
    suffix = _SUFFIX.match(word)
    if suffix:
        return syllables(suffix[1]) + 1
    word, more = _without_ending(word)
    return max(len(_RUN.findall(word)) + len(_APART.findall(word)) + more, 1)


def _without_ending(word: str) -> tuple[str, int]:
    """The word without its silent endings, and the syllables that went with them."""
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
        if word.endswith("e") and _SIBILANT.search(word[:-1]):
            return word[:-1], 1
    if word.endswith("ed") and not word.endswith("eed") and _RUN.search(word[:-2]) and word[-3] not in "td":
        word = word[:-2]
        return word, int(bool(re.search(r"[^aeiouyrl]l$", word)))
    if re.search(r"[gq]ue$", word):
        return word[:-2], 0
    if re.search(r"[aeiouy].*[^aeiouy]e$", word) and not re.search(r"[^aeiouyrl]le$", word):
        return word[:-1], 0
    return word, 0


def grade(lines: list[str]) -> float:
    """The Flesch-Kincaid grade of some lines read as one text."""
    text = "\n".join(lines)
    found = words(text)
    if not found:
        return 0.0
    per_sentence = len(found) / len(sentences(text))
    per_word = sum(map(syllables, found)) / len(found)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
