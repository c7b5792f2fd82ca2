"""The small sentences the diary says in more than one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ui.scales import closeness_words, energy_words, feeling_words, mood_words
from ui.widgets.phrasing import clock, full_day

if TYPE_CHECKING:
    from companion.diary import EntryRow

translate = QCoreApplication.translate


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
    if row.energy:
        return translate("Diary", "Energy: {word}").format(word=energy_words()[row.energy - 1])
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
