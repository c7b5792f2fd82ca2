"""What somebody asks the diary for, read from one line: words, and filters such as `tag:kitchen after:2024-05`.

The line is the only truth: chips are pieces of it, and whatever chooses by hand writes into it. A filter that says
nothing sensible, and every unknown `foo:bar`, stays among the words. The English names are always understood, others
when a `Vocabulary` brings them. No database here and no sentence of any language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from companion.spelling import plain

LABELS: Final = ("tag", "feeling")
SCALES: Final = {"mood": 5, "closeness": 5, "energy": 3}
DATES: Final = ("after", "before", "on", "in")
STATES: Final = {"photo": "has", "starred": "is", "untitled": "is"}
KEYS: Final = (*LABELS, *SCALES, *DATES, "has", "is")

if TYPE_CHECKING:
    from companion.diary.values import Entry

_KEYS: Final = {key: key for key in KEYS} | {"with": "has"}
_PIECE = re.compile(
    r'(?P<no>-?)(?P<key>[^\W\d_]+):(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]*))(?=\s|$)|"[^"]*"?|[^\s"]+"?'
)
_TERM = re.compile(r'(?P<no>-?)(?:(?:title|body|tags):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DATE_BEGUN = re.compile(r"\d{0,4}(?:(?<=\d{4})[-/.](?:\d{1,2}(?:[-/.]\d{0,2})?)?)?")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language beside the English ones, folded by `plain`: names of filters, as `{"stichwort": "tag"}`,
    and values, as `{"mood": {"schwer": "1"}, "feeling": {"einsam": "feel-lonely"}, "is": {"markiert": "starred"}}`."""

    keys: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


ENGLISH: Final = Vocabulary()


@dataclass(frozen=True, slots=True)
class Label:
    """A tag or a feeling to look for: stored as one of `ids`, or spelled like `word`, or beginning so while it is typed."""

    word: str
    ids: tuple[str, ...] = ()
    beginning: bool = False

    def fits(self, stored: str) -> bool:
        """Whether a stored tag or feeling is meant."""
        return bool(self.among({stored: plain(stored)}))

    def among(self, spelled: Mapping[str, str]) -> set[str]:
        """Which of these stored tags or feelings are meant; each comes with its `plain` spelling."""
        wanted = plain(self.word)
        begins = self.beginning
        return {
            stored
            for stored, folded in spelled.items()
            if folded == wanted or (begins and folded.startswith(wanted)) or stored in self.ids
        }


@dataclass(frozen=True, slots=True)
class Piece:
    """A filter as it stands in the line, from `start` to `end`: the English key, the value as typed, whether a minus
    leaves it out, and whether somebody may still be typing it."""

    key: str
    value: str
    start: int
    end: int
    no: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What an entry must have. Tags and feelings: every one of them; a scale: one of its steps; None: either way.

    `after` is the first day that counts, `before` the first one that does not any more. With `typing` the last of
    `words` may be a beginning. `pieces` are the filters in the line, `unread` those nobody could read, which are words.
    """

    words: str = ""
    tags: tuple[Label, ...] = ()
    feelings: tuple[Label, ...] = ()
    not_tags: tuple[Label, ...] = ()
    not_feelings: tuple[Label, ...] = ()
    mood: tuple[int, ...] = ()
    closeness: tuple[int, ...] = ()
    energy: tuple[int, ...] = ()
    after: date | None = None
    before: date | None = None
    photo: bool | None = None
    starred: bool | None = None
    untitled: bool | None = None
    typing: bool = False
    pieces: tuple[Piece, ...] = field(default=(), compare=False)
    unread: tuple[Piece, ...] = field(default=(), compare=False)

    @property
    def filtered(self) -> bool:
        """Whether anything but words narrows it."""
        return replace(self, words="", typing=False) != Asked()

    @property
    def terms(self) -> list[str]:
        """The words and phrases that stand in what is found, in order."""
        return self._terms("")

    @property
    def unwanted(self) -> list[str]:
        """Those that a minus leaves out."""
        return self._terms("-")

    def _terms(self, no: str) -> list[str]:
        found = []
        for each in _TERM.finditer(self.words):
            term = (each["phrase"] or (each["word"] or "").strip("*()")).strip()
            if term and each["no"] == no and term not in {"AND", "OR", "NOT"}:
                found.append(term)
        return found

    @property
    def empty(self) -> bool:
        """Nothing is asked for, so everything is meant."""
        return not self.words and not self.filtered


def parse(text: str, vocabulary: Vocabulary = ENGLISH, *, typing: bool = False) -> Asked:
    """Read a line. While `typing`, what stands at its very end may be a beginning and is not yet a mistake."""
    asked = Asked()
    pieces: list[Piece] = []
    unread: list[Piece] = []
    last_is_word = False
    for found in _PIECE.finditer(text):
        piece = _piece(found, vocabulary, typing and found.end() == len(text))
        narrowed = _narrowed(asked, piece, vocabulary) if piece is not None else None
        last_is_word = narrowed is None
        if piece is not None and narrowed is not None:
            asked = narrowed
            pieces.append(piece)
        elif piece is not None:
            unread.append(piece)
    words = text
    for piece in reversed(pieces):
        words = without(words, piece)
    return replace(
        asked,
        words=words.strip(),
        typing=typing and last_is_word and not text[-1:].isspace(),
        pieces=tuple(pieces),
        unread=tuple(unread),
    )


def fits(entry: "Entry", asked: Asked) -> bool:
    """Whether an entry passes the filters; its words are not looked at."""
    day = entry.when.date()
    return (
        all(any(map(label.fits, entry.tags)) for label in asked.tags)
        and all(any(map(label.fits, entry.feelings)) for label in asked.feelings)
        and not any(label.fits(tag) for label in asked.not_tags for tag in entry.tags)
        and not any(label.fits(word) for label in asked.not_feelings for word in entry.feelings)
        and all(getattr(entry, key) in steps for key in SCALES if (steps := getattr(asked, key)))
        and (asked.after is None or day >= asked.after)
        and (asked.before is None or day < asked.before)
        and asked.photo in {None, bool(entry.photos)}
        and asked.starred in {None, entry.starred}
        and asked.untitled in {None, not entry.title}
    )


def without(text: str, piece: Piece) -> str:
    """The line without one of its filters."""
    return " ".join(part for part in (text[: piece.start].rstrip(), text[piece.end :].lstrip()) if part)


def written(name: str, value: str) -> str:
    """A filter as one would type it; a value with spaces gets quotes."""
    value = value.replace('"', "")
    return f'{name}:"{value}"' if not value or re.search(r"\s", value) else f"{name}:{value}"


def days_of(value: str) -> tuple[date, date | None] | None:
    """The first day of a year, a month or a day, and the first one after it (None at the end of the calendar)."""
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return first, first + timedelta(days=1)
        following = year * 12 + (month if month else 12)
        return first, date(following // 12, following % 12 + 1, 1)
    except OverflowError:
        return first, None
    except ValueError:
        return (first, None) if year == date.max.year and month in {0, 12} and not day else None


# -- reading one piece -------------------------------------------------------------------------------------


def _piece(found: re.Match[str], vocabulary: Vocabulary, at_end: bool) -> Piece | None:
    """The filter a piece of the line names, or None for a word."""
    if found["key"] is None:
        return None
    name = plain(found["key"])
    key = vocabulary.keys.get(name) or _KEYS.get(name)
    if not key:
        return None
    quoted = found["quoted"] is not None
    closed = (
        quoted and found.group().endswith('"') and len(found.group()) > len(found["no"] + found["key"]) + 2
    )
    value = found["quoted"] if quoted else found["bare"]
    return Piece(key, value, found.start(), found.end(), bool(found["no"]), at_end and not closed)


def _narrowed(asked: Asked, piece: Piece, vocabulary: Vocabulary) -> Asked | None:
    """The question with a filter more, or None if the filter cannot be read."""
    value = " ".join(piece.value.split())
    if not value:
        return asked if piece.open else None
    values = vocabulary.values.get(piece.key, {})
    if piece.key in LABELS:
        return _with_label(
            asked, piece, Label(value, tuple(_ids(plain(value), values, piece.open)), piece.open)
        )
    known = values.get(plain(value), plain(value))
    begun = piece.open and any(each.startswith(plain(value)) for each in _known(piece.key, values))
    if piece.no and piece.key not in {"has", "is"}:
        return None
    if piece.key in SCALES:
        read = _with_step(asked, piece.key, known)
    elif piece.key in DATES:
        read = _with_days(asked, piece.key, days_of(value))
        begun = piece.open and _DATE_BEGUN.fullmatch(value) is not None
    else:
        fields: dict[str, Any] = {known: not piece.no}
        read = replace(asked, **fields) if STATES.get(known) == piece.key else None
    return read if read is not None or not begun else asked


def _known(key: str, values: Mapping[str, str]) -> Iterator[str]:
    yield from values
    yield from (state for state, name in STATES.items() if name == key)


def _ids(folded: str, values: Mapping[str, str], beginning: bool) -> Iterable[str]:
    if beginning:
        return dict.fromkeys(id for word, id in values.items() if word.startswith(folded))
    return [values[folded]] if folded in values else []


def _with_label(asked: Asked, piece: Piece, label: Label) -> Asked:
    name = f"{'not_' if piece.no else ''}{piece.key}s"
    if piece.no and label.beginning:
        label = replace(label, beginning=False)  # leaving out everything that begins so would flicker
    fields: dict[str, Any] = {name: (*getattr(asked, name), label)}
    return replace(asked, **fields)


def _with_step(asked: Asked, key: str, value: str) -> Asked | None:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= SCALES[key]):
        return None
    steps: tuple[int, ...] = getattr(asked, key)
    fields: dict[str, Any] = {key: tuple(sorted({*steps, int(value)}))}
    return replace(asked, **fields)


def _with_days(asked: Asked, key: str, span: tuple[date, date | None] | None) -> Asked | None:
    if span is None:
        return None
    first, following = span
    after, before = asked.after, asked.before
    if key in {"after", "on", "in"}:
        after = first if after is None else max(after, first)
    if key == "before":
        before = first if before is None else min(before, first)
    elif key in {"on", "in"} and following is not None:
        before = following if before is None else min(before, following)
    return replace(asked, after=after, before=before)
