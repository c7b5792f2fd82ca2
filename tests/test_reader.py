"""What a screen reader hears of the plan, on the real accessibility bus, and where the keyboard is meanwhile.

The real app under Xvfb with a window manager; real X key presses; names and states as any screen reader asks for them.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale

from companion.planner.repeat import Choice, make
from companion.workspace import open_new
from tests.tools.reader import Reader
from tests.tools.robot import PASSPHRASE
from tests.tools.screen import Screen

ENGLISH = {"LC_ALL": "en_GB.UTF-8", "LANGUAGE": "en_GB"}


def fill(home: Path) -> date:
    """Something without an hour today, and a walk on every day; answers the day that is today for the app."""
    today = (datetime.now() - timedelta(hours=4)).date()
    workspace, _kit = open_new(home, passphrase=PASSPHRASE)
    planner = workspace.planner
    planner.save(replace(planner.blank(today), title="Soup, and the radio on", place="at home"))
    rule = make(Choice("day"), today, timed=True)
    walk = replace(planner.blank(today), title="Walk", at=time(23, 30), part=None, pressure=2, repeat=rule)
    planner.save(walk)
    workspace.close()
    return today


def spoken(day: date) -> str:
    return QLocale("en_GB").toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


@pytest.mark.xvfb
@pytest.mark.a11y
def test_month_and_agenda_are_heard_and_walked(home: Path, tmp_path: Path) -> None:
    today = fill(home)
    with Screen() as screen, Reader(screen) as reader:
        try:
            screen.start_app(home, **reader.env, **ENGLISH)
            screen.type(PASSPHRASE)
            screen.keys("Return", "ctrl+3")
            hear_the_month(reader, today)
            hear_the_agenda(reader, today)
            walk_the_month(screen, reader, today)
            walk_the_agenda(screen, reader)
        except BaseException:
            screen.picture(tmp_path / "where-it-stopped.png")
            raise


def hear_the_month(reader: Reader, today: date) -> None:
    """Every day has its full date and what is planned; blank cells say nothing."""
    cells = reader.children(reader.find("table", "Month"))
    heads = [reader.name(one) for one in cells if reader.role(one) == "column header"]
    assert heads == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    names = [name for cell in cells if reader.role(cell) == "cell" and (name := reader.name(cell))]
    first = today.replace(day=1)
    days = [first + timedelta(days=n) for n in range(31) if (first + timedelta(days=n)).month == first.month]
    assert [name.startswith(spoken(day)) for name, day in zip(names, days, strict=True)] == [True] * len(days)
    for name, day in zip(names, days, strict=True):
        assert ("Walk, 23:30, Light" in name) == (day >= today), name
        assert ("today" in name) == (day == today), name
        assert ("Soup, and the radio on, any time that day, Quiet company" in name) == (day == today), name


def hear_the_agenda(reader: Reader, today: date) -> None:
    rows = [
        one
        for one in reader.everything(reader.find("list", "What is planned"))
        if reader.role(one) == "list item"
    ]
    assert rows, "the rows are items of a list"
    first = QLocale("en_GB").toString(QDate(today.year, today.month, today.day), "dddd d MMMM")
    assert reader.name(rows[0]) == (
        f"{first}. Soup, and the radio on. any time that day, at home. Quiet company."
    )
    assert reader.name(rows[1]) == f"{first}. Walk. 23:30, every day. Light."


def walk_the_month(screen: Screen, reader: Reader, today: date) -> None:
    """F6 goes to the month, and every arrow is answered by a full date."""
    for _ in range(6):
        focus = reader.focused()
        if focus is not None and reader.name(focus).startswith(spoken(today)):
            break
        screen.keys("F6")
    for key, day in (
        ("Right", today + timedelta(days=1)),
        ("Down", today + timedelta(days=8)),
        ("Up", today + timedelta(days=1)),
        ("Left", today),
        ("Prior", month_before(today)),
        ("Next", month_after(month_before(today))),
    ):
        screen.keys(key)
        focus = reader.focused()
        assert focus is not None
        assert reader.name(focus).startswith(spoken(day)), key
    assert "selected" in reader.states(focus)


def walk_the_agenda(screen: Screen, reader: Reader) -> None:
    """Enter on a day goes to its row; from there by arrows."""
    screen.keys("Return", "Home")
    focus = reader.focused()
    assert focus is not None
    assert reader.name(focus) == "More about Soup, and the radio on"
    assert reader.description(focus).endswith("Quiet company.")
    screen.keys("Down")
    focus = reader.focused()
    assert focus is not None
    assert reader.name(focus) == "More about Walk"


def month_before(day: date) -> date:
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def month_after(day: date) -> date:
    first = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
