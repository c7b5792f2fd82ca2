"""What Today says before anything is asked: a greeting by the hour and one sentence.

The sentences know the hour and the day and nothing else. None may speak of time away, of what was or was not
written, or of anything that waits: coming back after a year reads like coming back after an hour.
"""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication


def _say(text: str) -> str:
    return QCoreApplication.translate("Greeting", text)


def greeting(now: datetime, name: str, evening_ends: int) -> str:
    """The large line. Until `evening_ends` o'clock it is still the night before."""
    hour = now.hour
    if hour < evening_ends:
        return _say("It is late, {name}.").format(name=name) if name else _say("It is late.")
    if hour < 12:
        return _say("Good morning, {name}.").format(name=name) if name else _say("Good morning.")
    if hour < 18:
        return _say("Good afternoon, {name}.").format(name=name) if name else _say("Good afternoon.")
    return _say("Good evening, {name}.").format(name=name) if name else _say("Good evening.")


def sentence(day: date) -> str:
    """The line below it: the same all day, another tomorrow."""
    lines = (
        _say("A line is enough. So is closing this."),
        _say("There is no order on this page. Start anywhere."),
        _say("You can be here without doing anything."),
        _say("Small is fine here. Blank is fine too."),
        _say("Nothing here is waiting on you. Take whatever is useful."),
        _say("Whatever the day was, it can be put down for a moment."),
        _say("Some days want words and some want quiet. Both fit here."),
    )
    return lines[day.toordinal() % len(lines)]
