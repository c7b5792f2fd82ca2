"""How days, times, lengths and plans are said, for every page that shows one.

Values in, words out. Everything goes through the translator and QLocale, so that digits, order and separators
belong to the language and not to this file. It draws nothing and asks nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

if TYPE_CHECKING:
    from companion.planner import Plan

# Lucide names by family of activity; things a person does, drawn plainly, and never people.
_ICONS = {
    "sit": "book-open",
    "screen": "film",
    "walk": "footprints",
    "eat": "soup",
    "make": "scissors",
    "mend": "hammer",
    "play": "puzzle",
    "listen": "music",
    "grow": "sprout",
    "errand": "shopping-basket",
    "tiny-new": "bus",
    "remember": "image",
    "apart": "phone",
    "care": "leaf",
}


def _say(text: str) -> str:
    return QCoreApplication.translate("Plans", text)


def joined(parts: Sequence[str]) -> str:
    """Short facts in a row, empty ones left out: "at home, 20 min"."""
    return QCoreApplication.translate("Plans", ", ", "between short facts").join(
        part for part in parts if part
    )


def unbroken(words: str) -> str:
    """The same words, kept on one line wherever they stand in a sentence."""
    return words.replace(" ", "\u00a0")


# --- days and times ------------------------------------------------------------------------------------------


def clock(moment: time | datetime) -> str:
    """Hours and minutes as the locale writes them: "21:40"."""
    locale = QLocale()
    pattern = locale.timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "").replace(".ss", "")
    return locale.toString(QTime(moment.hour, moment.minute), pattern)


def full_day(day: date) -> str:
    """ "Thursday 14 November"; the year only where it is another than the locale's reader would expect is the
    caller's business."""
    return _day(day, QCoreApplication.translate("Plans", "dddd d MMMM", "pattern of a date, see QLocale"))


def dated(day: date, today: date) -> str:
    """The day in full, with its year where that is not this one: "Thursday 3 March", "Thursday 3 March 2031"."""
    if day.year == today.year:
        return full_day(day)
    return _day(
        day,
        QCoreApplication.translate(
            "Plans", "dddd d MMMM yyyy", "pattern of a date with its year, see QLocale"
        ),
    )


def short_day(day: date) -> str:
    """ "Thu 14 November", for a field."""
    return _day(
        day, QCoreApplication.translate("Plans", "ddd d MMMM", "pattern of a short date, see QLocale")
    )


def day_and_month(day: date) -> str:
    """ "14 November", for a day of any year."""
    return _day(
        day, QCoreApplication.translate("Plans", "d MMMM", "pattern of a day of any year, see QLocale")
    )


def weekday(day: date) -> str:
    """ "Thursday"."""
    return _day(day, "dddd")


def weekday_short(day: date) -> str:
    """ "Thu", for the small line over a day number."""
    return _day(day, "ddd")


def day_number(day: date) -> str:
    """The day of the month in the locale's digits."""
    return QLocale().toString(day.day)


def month_and_year(day: date, today: date) -> str:
    """ "November", with the year when it is not this one."""
    return _day(day, "MMMM" if day.year == today.year else "MMMM yyyy", standalone=True)


def near_day(day: date, today: date) -> str:
    """ "Today", "Yesterday", "Tomorrow", otherwise the day in full."""
    names = {0: _say("Today"), -1: _say("Yesterday"), 1: _say("Tomorrow")}
    return names.get((day - today).days) or full_day(day)


def written_at(moment: datetime, today: date) -> str:
    """When a page was written, for a corner of a card: "today, 18:52"."""
    days = (today - moment.date()).days
    # The evening runs past midnight, so a page can carry tomorrow's date and still be of today.
    if days <= 0:
        return _say("today, {time}").format(time=clock(moment))
    if days == 1:
        return _say("yesterday, {time}").format(time=clock(moment))
    return _say("{day}, {time}").format(day=weekday(moment.date()), time=clock(moment))


def _day(day: date, pattern: str, *, standalone: bool = False) -> str:
    locale = QLocale()
    if standalone:
        # Languages with cases have another form for a month that stands alone.
        name = locale.standaloneMonthName(day.month)
        return name if pattern == "MMMM" else _say("{month} {year}").format(month=name, year=_year(day))
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def _year(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "yyyy")


# --- lengths -------------------------------------------------------------------------------------------------


def length(minutes: int) -> str:
    """ "20 min", "1 hour", "1 hour 30 min", "2 hours"."""
    locale = QLocale()
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _say("{n} min").format(n=locale.toString(rest))
    whole = _say("1 hour") if hours == 1 else _say("{n} hours").format(n=locale.toString(hours))
    if not rest:
        return whole
    return _say("{hours} {n} min").format(hours=whole, n=locale.toString(rest))


def length_between(shortest: int, longest: int) -> str:
    """ "10 to 40 min", "25 min to 2 hours"."""
    if shortest == longest:
        return length(longest)
    if longest <= 60:
        locale = QLocale()
        return _say("{a} to {b} min").format(a=locale.toString(shortest), b=locale.toString(longest))
    return _say("{a} to {b}").format(a=length(shortest), b=length(longest))


def about(minutes: int) -> str:
    """The length of a plan, which nobody holds to: "about an hour"."""
    if minutes == 60:
        return _say("about an hour")
    if minutes == 30:
        return _say("about half an hour")
    return _say("about {length}").format(length=length(minutes))


# --- activities and plans ------------------------------------------------------------------------------------


def band(pressure: int) -> int:
    """The shelf of a pressure level: 1 is quiet company, 2 and 3 are light, 4 and 5 are open talk."""
    return 1 if pressure <= 1 else 2 if pressure <= 3 else 3


def band_word(shelf: int) -> str:
    """The name of a shelf, 1 to 3."""
    return (_say("Quiet company"), _say("Light"), _say("Open talk"))[shelf - 1]


def energy_word(energy: int) -> str:
    """How much strength something takes, 1 to 3."""
    return (_say("low energy"), _say("some energy"), _say("plenty of energy"))[min(max(energy, 1), 3) - 1]


def places(where: Sequence[str]) -> str:
    """Where an activity happens, from the pack's words for it."""
    if "anywhere" in where:
        return _say("anywhere")
    if "in" in where and ("out" in where or "car" in where):
        return _say("indoors or out")
    if "in" in where:
        return _say("at home")
    if "out" in where:
        return _say("outdoors")
    return _say("on the road") if "car" in where else ""


def icon_of(family: str) -> str:
    """The icon of a family of activities, by its Lucide name; empty for a family nobody drew."""
    return _ICONS.get(family, "")


def idea_facts(shortest: int, longest: int, where: Sequence[str]) -> str:
    """The small line of an idea card: "10 to 40 min, at home"."""
    return joined([length_between(shortest, longest) if longest else "", places(where)])


def better_not(value: str) -> str:
    """When a card or an idea is better left, as a short line from the pack's word for it; "" for what needs none."""
    return {
        "others-listening": _say("Better when nobody else can hear."),
        "children-near": _say("Better when no children are near."),
        "driving": _say("Not while driving."),
        "drinking": _say("Not after drinking."),
        "bedtime": _say("Not right before sleep."),
        "rushed": _say("Not when one of you is in a hurry."),
        "text-only": _say("Better face to face or on the phone than by text."),
        "fresh-loss": _say("Not soon after a loss."),
        "fresh-separation": _say("Not soon after a separation."),
        "first-weeks": _say("Not in the first weeks of talking again."),
    }.get(value, "")


def cost_word(cost: int) -> str:
    """What something costs, from 0 to 3."""
    return (
        _say("costs nothing"),
        _say("small change"),
        _say("about a cheap meal"),
        _say("more than a cheap meal"),
    )[min(max(cost, 0), 3)]


def seasons(when: Sequence[str]) -> str:
    """When in the year it fits, from the pack's words; empty where it always does."""
    names = {
        "warm": _say("warm days"),
        "cold": _say("cold days"),
        "wet": _say("wet days"),
        "dark-evenings": _say("dark evenings"),
    }
    return "" if "any" in when else joined([names[name] for name in when if name in names])


def part_words(part: str | None, *, now: bool = False) -> str:
    """When a plan without a clock time is: "afternoon, no fixed time"; `now` if its week has begun."""
    return {
        "morning": _say("morning, no fixed time"),
        "afternoon": _say("afternoon, no fixed time"),
        "evening": _say("evening, no fixed time"),
        "week": _say("some time this week") if now else _say("some time that week"),
    }.get(part or "", _say("any time that day"))


def place_of(zone: str) -> str:
    """How a time zone is spoken of, from its IANA name: "Buenos Aires"."""
    return zone.rpartition("/")[2].replace("_", " ")


def elsewhere(plan: Plan) -> list[str]:
    """What other clocks show when it begins, where they differ from those here: the clock of the place it was planned
    at, and that of the other person. "21:00 in Helsinki", "04:00 on Friday in Auckland"."""
    if plan.at is None:
        return []
    here, said = plan.here(), []
    for zone in dict.fromkeys(filter(None, (plan.zone, plan.zone_there))):
        there = plan.here(zone)
        if there == here:
            continue
        known = {"time": clock(there), "place": place_of(zone), "day": weekday(there.date())}
        same_day = there.date() == here.date()
        pattern = _say("{time} in {place}") if same_day else _say("{time} on {day} in {place}")
        said.append(pattern.format(**known))
    return said


def plan_when(plan: Plan, today: date | None = None) -> str:
    """The hour of a plan on the clocks here, or its part of the day; with several days also the last of them."""
    if plan.at is not None:
        return clock(plan.here())
    if plan.part == "week":
        return part_words("week", now=today is not None and plan.day <= today <= plan.last_day)
    if plan.last_day > plan.day:
        return _say("until {day}").format(day=full_day(plan.last_day))
    return part_words(plan.part)


def plan_facts(plan: Plan, *, place: bool = True, today: date | None = None) -> str:
    """The small line of a plan: "10:30, about an hour, at home", with other clocks where two are apart."""
    apart = _say("apart")
    return joined(
        [
            plan_when(plan, today),
            *elsewhere(plan),
            about(plan.minutes) if plan.minutes else "",
            apart if plan.apart and apart not in plan.place.casefold() else "",
            plan.place if place else "",
        ]
    )


def plan_sentence(plan: Plan, *, today: date | None = None, again: str = "") -> str:
    """A plan as a screen reader says it. `again` is how it repeats, in words."""
    facts = joined([plan_facts(plan, today=today), again])
    return _say("{day}. {title}. {facts}. {pressure}.").format(
        day=full_day(plan.here().date()) if today is None else dated(plan.here().date(), today),
        title=plan.title,
        facts=facts,
        pressure=band_word(band(plan.pressure)),
    )
