"""What happens to words on the way in, and the small things derived from them. No database here.

`clean` is the one place where anything a person wrote may be changed before it is stored. Everything it does not name is
kept exactly as typed. `preview` and `unspaced` only derive; the text itself stays as it was.
"""

import re
import unicodedata
from functools import lru_cache

from companion.lines import unescape

MARK_START, MARK_END = "\ufdd0", "\ufdd1"
"""Two code points that can never be in stored text, so search can put them around what it found."""

PREVIEW_LENGTH = 160

_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
# NUL ends a string for SQLite's own functions, a lone surrogate has no UTF-8, U+FFFC is Qt's mark for an object, and
# the two noncharacters are Qt's frame marks and our own search marks.
_DROPPED = re.compile("[\x00\ud800-\udfff\ufdd0\ufdd1\ufffc]")
_TOUCHED = re.compile("[\x00\r\u2028\u2029\ud800-\udfff\ufdd0\ufdd1\ufffc]")

_PHOTO = re.compile(r"!\[((?:[^\]\\\n]|\\.)*)\]\(photo:[^)\s]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\([^()\s]+\)")
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\s]*\)")
_BLANKS = re.compile(r"[ \t\n]{2,}|[\t\n]")
_LINE_MARKS = re.compile(
    r"^(?:(?:-{3,}|\*{3,}|_{3,})[ \t]*$"  # a rule across the page
    r"|[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\](?:[ \t]+|$))?))",
    re.MULTILINE,
)
# What search found may stand between a sign and its word.
_EMPHASIS = re.compile(
    f"\\*\\*|__|~~|(?<![\\w{MARK_END}])[*_](?={MARK_START}?\\w)|(?:(?<=\\w)|(?<=\\w{MARK_END}))[*_](?!\\w)"
)

# Scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, bopomofo, Han and its extensions.
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_HAS_NO_SPACES = re.compile(f"[{_NO_SPACES}]")


def clean(text: str) -> str:
    """The text as it is stored: line ends become LF, six kinds of code point are dropped, nothing else changes."""
    if text.isascii() and "\r" not in text and "\x00" not in text:
        return text  # most saves: nothing to look for one by one
    if not _TOUCHED.search(text):
        return text
    return _DROPPED.sub("", _BREAKS.sub("\n", text))


def clean_line(text: str) -> str:
    """As `clean`, for what has one line only (titles, captions, places): a line break becomes a space."""
    return clean(text).replace("\n", " ")


def preview(text: str) -> str:
    """The first 160 characters as a list shows them: one line, without photo references and the commonest marks."""
    # Three times the length is enough: marks and white space rarely make up two thirds of a beginning.
    return " ".join(without_signs(text[: 3 * PREVIEW_LENGTH]).split())[:PREVIEW_LENGTH]


def without_signs(text: str) -> str:
    """A piece of an entry as a list shows it: photos and pictures kept elsewhere as their captions, links as their words,
    the commonest marks gone."""
    if "](photo:" in text:
        text = _PHOTO.sub(lambda found: unescape(found[1]), text)
    if "](" in text:
        text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", text) if "![" in text else text)
    text = _LINE_MARKS.sub("", text)
    return _EMPHASIS.sub("", text) if "*" in text or "_" in text or "~" in text else text


def has_no_spaces(text: str) -> bool:
    """Whether any of it is in a script that puts no spaces between words."""
    return not text.isascii() and _HAS_NO_SPACES.search(text) is not None


def unspaced(*parts: str) -> str:
    """The runs that a word index cannot cut into words, one a line, folded so that half and full width forms meet.

    A run reaches from white space to white space, so Latin letters inside a Japanese sentence belong to it.
    """
    runs = [run for part in parts if has_no_spaces(part) for run in part.split() if has_no_spaces(run)]
    return fold("\n".join(runs))


def fold(text: str) -> str:
    """One spelling for comparing in scripts without spaces."""
    return unicodedata.normalize("NFKC", text).casefold()


def fold_in_place(text: str) -> str:
    """As `fold`, but every character stays where it was: one that would become several is left alone."""
    if unicodedata.is_normalized("NFKC", text) and len(lowered := text.casefold()) == len(text):
        return lowered
    return "".join(map(_fold_one, text))


@lru_cache(maxsize=4096)
def _fold_one(char: str) -> str:
    folded = fold(char)
    return folded if len(folded) == 1 else char


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Text with search marks, as plain text on one line and the (start, end) of what was marked."""
    if "\n" in marked or "\t" in marked:
        marked = _BLANKS.sub(" ", marked)
    first, *found = marked.split(MARK_START)
    if not found:
        return marked.replace(MARK_END, ""), ()
    plain, length = [first], len(first)
    marks: list[tuple[int, int]] = []
    for piece in found:  # each begins with what was marked
        words, _, rest = piece.partition(MARK_END)
        if words:
            marks.append((length, length + len(words)))
        plain += (words, rest)
        length += len(words) + len(rest)
    return "".join(plain), tuple(marks)
