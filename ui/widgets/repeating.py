"""How something comes again, in words: "every second Tuesday, until 3 March".

Made from the choices of the form, so that a rule says the same in the form, in the plan and to a screen reader.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from ui.widgets.phrasing import weekday

if TYPE_CHECKING:
    from companion.planner import Plan
    from companion.planner.repeat import Choice

_WEEK = 7


def _say(text: str) -> str:
    return QCoreApplication.translate("Repeats", text)


def again(plan: Plan) -> str:
    """How a plan comes again: "every Sunday". Empty for what comes once; rules richer than the form are "again at
    times of its own"."""
    from companion.planner.repeat import read

    if plan.repeat is None:
        return ""
    first = date.fromisoformat(plan.occurrence[:10]) if plan.occurrence else plan.day
    choice = read(plan.repeat, first)
    return rhythm(choice, first) if choice is not None else _say("again at times of its own")


def sentence(choice: Choice, first: date, today: date) -> str:
    """The whole choice read back: "Every second Tuesday, until 3 March."."""
    words = _say("{rhythm}, {end}.") if bound(choice, today) else _say("{rhythm}.")
    said = words.format(rhythm=rhythm(choice, first), end=bound(choice, today))
    said = said[:1].upper() + said[1:]
    if choice.every == "month" and not choice.nth and first.day > 28:
        said += " " + _say("Shorter months are left out.")
    return said


def rhythm(choice: Choice, first: date) -> str:
    """How often: "every Sunday", "every second week on Monday and Friday", "every month on the last Sunday"."""
    if choice.every == "week":
        return _weekly(choice, first)
    if choice.every == "month":
        often = _often(choice.interval, _say("every month"), _say("every {nth} month"))
        return _say("{often} on the {day}").format(often=often, day=day_in_month(choice.nth, first))
    if choice.every == "year":
        often = _often(choice.interval, _say("every year"), _say("every {nth} year"))
        return _say("{often} on {day}").format(often=often, day=_day_and_month(first))
    return _often(choice.interval, _say("every day"), _say("every {nth} day"))


def bound(choice: Choice, today: date) -> str:
    """How long: "until 3 March", "six times"; empty without an end."""
    if choice.until is not None:
        return _say("until {day}").format(day=_day_and_month(choice.until, today))
    if choice.count is not None:
        return _say("once") if choice.count == 1 else _say("{n} times").format(n=number(choice.count))
    return ""


def day_in_month(which: int, first: date) -> str:
    """ "third Sunday", "last Sunday", and with 0 the date: "17th"."""
    if which == 0:
        return _ordinal(first.day)
    place = _say("last") if which < 0 else _ordinals()[which]
    return _say("{nth} {weekday}").format(nth=place, weekday=weekday(first))


def weekdays_from(first_of_week: int) -> list[int]:
    """The days of a week, Monday being 0, in the order of a locale whose week begins on this day (1 to 7)."""
    return [(first_of_week - 1 + n) % _WEEK for n in range(_WEEK)]


def weekday_name(day: int, *, short: bool = False) -> str:
    """ "Monday" for 0; "Mo" where there is little room."""
    if not short:
        return QLocale().standaloneDayName(day + 1)
    # Two letters where the language has them, as on any paper calendar.
    name = QLocale().standaloneDayName(day + 1, QLocale.FormatType.ShortFormat)
    english = QLocale().language() in {QLocale.Language.English, QLocale.Language.C}
    return name[:2] if english else name


def number(n: int) -> str:
    """In words up to twelve."""
    words = [
        *(_say("zero"), _say("one"), _say("two"), _say("three"), _say("four"), _say("five"), _say("six")),
        *(_say("seven"), _say("eight"), _say("nine"), _say("ten"), _say("eleven"), _say("twelve")),
    ]
    return words[n] if n < len(words) else QLocale().toString(n)


def every_weeks(interval: int) -> str:
    """ "Every week", "Every second week", to choose from."""
    said = _often(interval, _say("every week"), _say("every {nth} week"))
    return said[:1].upper() + said[1:]


def _often(interval: int, each: str, other: str) -> str:
    return each if interval == 1 else other.format(nth=_word(interval))


def _word(n: int) -> str:
    words = _ordinals()
    return words[n] if n < len(words) else _ordinal(n)


def _weekly(choice: Choice, first: date) -> str:
    days = sorted(set(choice.weekdays)) or [first.weekday()]
    if len(days) == _WEEK and choice.interval == 1:
        return _say("every day")
    order = weekdays_from(QLocale().firstDayOfWeek().value)
    names = [weekday_name(day) for day in order if day in days]
    if choice.interval == 1:
        return _say("every {days}").format(days=_list(names))
    if len(names) == 1:
        return _say("every {nth} {day}").format(nth=_word(choice.interval), day=names[0])
    often = _say("every {nth} week").format(nth=_word(choice.interval))
    return _say("{often} on {days}").format(often=often, days=_list(names))


def _list(names: list[str]) -> str:
    """ "Monday, Wednesday and Friday"."""
    return QLocale().createSeparatedList(names)


def _ordinals() -> list[str]:
    return [
        "",
        *(_say("first"), _say("second"), _say("third"), _say("fourth"), _say("fifth"), _say("sixth")),
        *(_say("seventh"), _say("eighth"), _say("ninth"), _say("tenth"), _say("eleventh"), _say("twelfth")),
    ]


def _ordinal(n: int) -> str:
    """ "17th"; a language that writes only the number writes it in all four."""
    last = 0 if 10 < n % 100 < 14 else n % 10
    pattern = {1: _say("{n}st"), 2: _say("{n}nd"), 3: _say("{n}rd")}.get(last, _say("{n}th"))
    return pattern.format(n=QLocale().toString(n))


def _day_and_month(day: date, today: date | None = None) -> str:
    same_year = today is None or day.year == today.year
    pattern = (
        QCoreApplication.translate("Repeats", "d MMMM", "pattern of a day, see QLocale")
        if same_year
        else QCoreApplication.translate(
            "Repeats", "d MMMM yyyy", "pattern of a day with its year, see QLocale"
        )
    )
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)
