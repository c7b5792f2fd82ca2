"""The words of the two scales and the small sentences the diary says in more than one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from companion import content
from ui.printing.typeset import curly
from ui.widgets.phrasing import clock, full_day

if TYPE_CHECKING:
    from companion.diary import EntryRow

translate = QCoreApplication.translate


def mood_words() -> list[str]:
    """How much light there is, 1 to 5."""
    return [
        translate("Diary", "heavy"),
        translate("Diary", "low"),
        translate("Diary", "even"),
        translate("Diary", "light"),
        translate("Diary", "bright"),
    ]


def closeness_words() -> list[str]:
    """How near it feels, 1 to 5."""
    return [
        translate("Diary", "far apart"),
        translate("Diary", "a little apart"),
        translate("Diary", "side by side"),
        translate("Diary", "near"),
        translate("Diary", "close"),
    ]


def energy_words() -> list[str]:
    """How much there is to spend, 1 to 3."""
    return [translate("Diary", "low"), translate("Diary", "some"), translate("Diary", "plenty")]


def feeling_words(feelings: Sequence[str]) -> list[str]:
    """What an entry's feelings are called: the pack's word for an id of it, and words of one's own as they are."""
    if not feelings:
        return []  # the pack is not read for a diary that has none
    known = _feelings()
    return [known.get(feeling, feeling) for feeling in feelings]


@cache
def _feelings() -> dict[str, str]:
    return {feeling.id: curly(feeling.word) for feeling in content.feelings()}


def untitled() -> str:
    return translate("Diary", "Untitled")


def title_of(row: EntryRow) -> str:
    """What a list calls a page: its title; without one, and without a written word, what was felt or how it was; or
    "Untitled"."""
    if row.title or row.preview:
        return row.title or untitled()
    if row.feelings:
        return listed(feeling_words(row.feelings))
    if row.mood:
        return translate("Diary", "Mood: {word}").format(word=mood_words()[row.mood - 1])
    if row.closeness:
        return translate("Diary", "Closeness: {word}").format(word=closeness_words()[row.closeness - 1])
    return untitled()


def listed(words: Sequence[str]) -> str:
    """Tags or feelings in a row."""
    return translate("Diary", ", ", "between tags").join(words)


def dated(day: date, today: date) -> str:
    """ "Thursday 14 November", with the year when it is not this one."""
    if day.year == today.year:
        return full_day(day)
    pattern = translate("Diary", "dddd d MMMM yyyy", "pattern of a date, see QLocale")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def moment(when: datetime, today: date) -> str:
    """ "Thursday 14 November, 18:52"."""
    return translate("Diary", "{day}, {time}").format(day=dated(when.date(), today), time=clock(when))


def month_short(day: date) -> str:
    """ "Nov"."""
    return QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def year(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "yyyy")
