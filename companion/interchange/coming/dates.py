"""Dates as people's programs write them, read without guessing more than the file allows.

`Clock.read` takes one spelling apart; which of two small numbers is the day is decided over all spellings of a
file together (`day_comes_first`), and where nothing decides it, somebody is asked.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

_NAMES = (
    # English, German, French, Spanish, Italian, Portuguese, Dutch, the Scandinavian ones; each as it is folded
    ("january jan januar janner janvier janv enero ene gennaio gen janeiro januari"),
    ("february feb februar febr fevrier fevr febrero febbraio fevereiro fev februari"),
    ("march mar marz mrz mars marzo marco maart mrt marts"),
    ("april apr avril avr abril abr aprile"),
    ("may mai mayo maggio mag maio mei maj"),
    ("june jun juni juin junio giugno giu junho"),
    ("july jul juli juillet juil julio luglio lug julho"),
    ("august aug aout agosto ago augustus augusti"),
    ("september sep sept septembre septiembre set settembre setembro setiembre"),
    ("october oct oktober okt octobre octubre ottobre ott outubro out"),
    ("november nov novembre noviembre novembro"),
    ("december dec dezember dez decembre diciembre dic dicembre dezembro desember des"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_DAYS = (
    "mon|tue|wed|thu|fri|sat|sun|monday|tues|tuesday|wednesday|thur|thurs|thursday|friday|saturday|sunday"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo"
    "|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|segunda|terca|quarta|quinta|sexta|feira"
    "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|mandag|tirsdag|onsdag|torsdag|fredag|lordag"
    "|sondag|mandag|tisdag|lordag|sondag"
)
_WORDS = re.compile(rf"\b(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?")
_WEEKDAY = re.compile(rf"\b(?:{_DAYS})\b\.?,?")
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:h.](?P<minute>\d{2}))(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?|(?<!\d)(?P<bare>\d{1,2})\s*(?P<bare_half>[ap])\.?\s?m\b\.?",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(r"\d{1,2}[:h]\d{2}|\d\s*[ap]\.?\s?m\b", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})\.?")
_SHORT = re.compile(r"(\d{4})[-/.](\d{1,2})")
_PLAIN = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?")
_FILLING = re.compile(
    r"\b(?:at|um|kl|the|of|de|del|den|der|le|el|st|nd|rd|th)\b|(?<=\d)(?:st|nd|rd|th|er)\b|[\s,t|@–—-]+"
)
LONGEST = 60


@dataclass(frozen=True)
class Spelling:
    """A date as it is written. `order` is "known", or "open" where first and second may both be the day."""

    year: int
    first: int
    second: int
    open: bool
    hour: int = 0
    minute: int = 0
    second_of: int = 0
    timed: bool = False

    def when(self, day_first: bool) -> datetime | None:
        """The moment, if there is such a day. Without `open`, first is the month."""
        month, day = (self.second, self.first) if self.open and day_first else (self.first, self.second)
        try:
            return datetime(self.year, month, day, self.hour, self.minute, self.second_of)
        except ValueError:
            return None


def spelled(text: str) -> Spelling | None:
    """What this date says, or None if it is no whole date with a year."""
    text = text.strip()
    if not 6 < len(text) <= LONGEST:
        return None
    if found := _PLAIN.fullmatch(text) or _SOLID.fullmatch(text):
        return _solid(found)
    text = _folded(text)
    if not text.isascii():
        return None
    text = _WEEKDAY.sub(" ", text)
    rest, clock = _without_clock(text)
    if clock is None:
        return None
    date = _date(rest)
    if date is None:
        return None
    return Spelling(*date, *clock)


def _folded(text: str) -> str:
    """Small letters without their accents."""
    return "".join(
        char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char)
    )


def _solid(found: re.Match[str]) -> Spelling | None:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    if hour > 23 or minute > 59 or second > 59:
        return None
    return Spelling(year, month, day, False, hour, minute, second, found[4] is not None)


def _without_clock(text: str) -> tuple[str, tuple[int, int, int, bool] | None]:
    """The text without its time, and the time. A clock that cannot be makes the whole no date."""
    for found in _TIME.finditer(text):
        if not _CLOCK_FIRST.match(found[0]) and not _looks_timed(text, found):
            continue
        hour = int(found["hour"] or found["bare"])
        minute, second = int(found["minute"] or 0), int(found["second"] or 0)
        half = (found["half"] or found["bare_half"] or "").lower()
        if half and not 1 <= hour <= 12:
            # "14:32 PM": jrnl writes what its owner asked for, and the hour needs no half.
            half = ""
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour > 23 or minute > 59 or second > 59:
            return text, None
        return f"{text[: found.start()]} {text[found.end() :]}", (hour, minute, second, True)
    return text, (0, 0, 0, False)


def _looks_timed(text: str, found: re.Match[str]) -> bool:
    """`9.30` is a time only beside a date, and a date may be written with dots as well."""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return _date(rest) is not None


def _date(text: str) -> tuple[int, int, int, bool] | None:
    """Year, first, second, and whether their order is open."""
    if found := _WORDS.search(text):
        numbers = re.findall(r"\d+", text)
        rest = re.sub(r"(?<=\d)\.(?!\d)", "", _WORDS.sub(" ", text, count=1))
        if len(numbers) != 2 or _FILLING.sub("", rest) != "".join(numbers):
            return None
        month = _MONTHS[found["month"]]
        one, two = numbers
        year, day = (one, two) if len(one) == 4 else (two, one)
        return None if len(year) not in (2, 4) or len(day) > 2 else (_year(year), month, int(day), False)
    stripped = _FILLING.sub(lambda found: "-" if found[0] == "-" else " ", text).strip()
    if found := _NUMBERS.fullmatch(stripped):
        first, last = found[1], found[4]
        if len(first) == 4 and len(last) <= 2:
            return int(first), int(found[3]), int(last), False
        if len(first) <= 2 and len(last) in (2, 4):
            return _year(last), int(first), int(found[3]), True
        return None
    if found := _SHORT.fullmatch(stripped):
        return int(found[1]), int(found[2]), 1, False
    return None


def _year(written: str) -> int:
    year = int(written)
    return year if len(written) == 4 else year + (2000 if year < 69 else 1900)


def day_comes_first(spellings: Sequence[Spelling], sorted_file: bool) -> bool | None:
    """Whether the day comes before the month where that is open; None if the file does not say.

    A number over 12 says it. So does the order, in files that their program keeps sorted.
    """
    unclear = [spelling for spelling in spellings if spelling.open]
    if not unclear:
        return True
    fits = {
        day_first: sum(spelling.when(day_first) is not None for spelling in unclear)
        for day_first in (True, False)
    }
    if fits[True] != fits[False]:
        return fits[True] > fits[False]
    if sorted_file and len(unclear) > 1:
        ascending = {day_first: _ascending(spellings, day_first) for day_first in (True, False)}
        if ascending[True] != ascending[False]:
            return ascending[True]
    if all(spelling.first == spelling.second for spelling in unclear):
        return True
    return None


def _ascending(spellings: Sequence[Spelling], day_first: bool) -> bool:
    moments = [moment for spelling in spellings if (moment := spelling.when(day_first))]
    return all(one <= two for one, two in pairwise(moments))


_STAMP = re.compile(
    r"(?:[A-Z][a-z]{2} )?(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}) (?P<year>\d{4}) (?P<time>\d{2}:\d{2}:\d{2})"
    r"(?: GMT(?P<offset>[+-]\d{4}))?(?: \([^)]*\))?"
)


def moment(text: str) -> datetime | None:
    """A moment in UTC from ISO 8601 or from how JavaScript prints a date. Without an offset it is none."""
    found = _STAMP.fullmatch(text.strip()) if len(text) < 100 else None
    try:
        if found and found["month"].lower() in _MONTHS:
            offset = found["offset"] or "+0000"
            zone = timezone(
                (1 if offset[0] == "+" else -1) * timedelta(hours=int(offset[1:3]), minutes=int(offset[3:]))
            )
            hour, minute, second = map(int, found["time"].split(":"))
            month = _MONTHS[found["month"].lower()]
            return datetime(
                int(found["year"]), month, int(found["day"]), hour, minute, second, tzinfo=zone
            ).astimezone(UTC)
        parsed = datetime.fromisoformat(text.strip())
        return parsed.astimezone(UTC) if parsed.tzinfo else None
    except (ValueError, OverflowError):
        return None
