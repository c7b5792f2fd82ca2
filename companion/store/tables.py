"""The full-text tables as peewee knows them, and the shape of values in columns. Private to the core.

The tables themselves are made by `migrations.py`, in SQL. What stands here is what more than one subject needs: the
search model whose `web_query` is the only way a person's words get into a MATCH, the row number that follows the date,
and how moments are written.
"""

from datetime import UTC, date, datetime, timedelta

from playhouse.sqlite_ext import FTS5Model, SearchField

from companion.spelling import ends_in_word, fold

SLOTS = 1_000
"""Row numbers a day: yyyymmdd * 1000 + n, where n follows the clock in steps of 86 seconds. Small steps between
numbers keep the search index small: ten times as many a day made it four per cent larger."""

PASSING = ("pause", "calendar_file")
"""Names in `pref` of what holds for a day at most, or for this computer only: no backup and no export takes them along."""


class Words(FTS5Model):  # type: ignore[misc]
    """The word index over title, body and tags."""

    title = SearchField()
    body = SearchField()
    tags = SearchField()

    class Meta:
        table_name = "words"


def match(words: str, *, typing: bool) -> str:
    """An FTS5 query for what somebody typed into a search box. While typing, the last word is a beginning.

    Nothing typed can be a syntax error: quotes, brackets and stars that do not fit are read as text.
    """
    words = fold(words.replace("\x00", " "))
    if typing and ends_in_word(words):
        words += "*"
    return str(Words.web_query(words))


def slot(when: datetime) -> int:
    """Where an entry of this moment belongs, before looking whether the place is free."""
    seconds = when.hour * 3600 + when.minute * 60 + when.second
    return day_number(when.date()) * SLOTS + seconds * SLOTS // 86_400


def day_number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def day_span(day: date) -> tuple[int, int]:
    """The first and the last row number of a day."""
    first = day_number(day) * SLOTS
    return first, first + SLOTS - 1


def clock(when: datetime) -> str:
    """A moment on the wall clock, without a zone, as text that sorts."""
    return when.replace(tzinfo=None).isoformat()


def stamp(moment: datetime | None = None) -> str:
    """A moment in UTC, as text that sorts. Without an argument: now. A naive moment is taken as local."""
    return utc(moment or datetime.now(UTC)).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(moment: datetime) -> datetime:
    """The same moment in UTC. At the very ends of the calendar the clock's own figures are taken instead."""
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return moment.replace(tzinfo=UTC)


def days_before(moment: datetime, days: int) -> str:
    """`stamp` of so many days earlier; the earliest possible moment where there is none."""
    try:
        return stamp(utc(moment) - timedelta(days=days))
    except OverflowError:
        return stamp(datetime.min.replace(tzinfo=UTC))
