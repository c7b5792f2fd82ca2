"""The words of the two scales and the small sentences the diary says in more than one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ui.widgets.phrasing import clock, full_day

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


def untitled() -> str:
    return translate("Diary", "Untitled")


def listed(words: Sequence[str]) -> str:
    """Tags in a row."""
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
