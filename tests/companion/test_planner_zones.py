"""Clocks that change, on both halves of the world: a plan at seven stays at seven, and a reminder comes at its moment."""

import time as clocks
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from companion import zones
from companion.planner import Due, Plan, Planner, Repeat, repeat
from companion.planner.reminders import moment_of
from tests.conftest import rounds
from tests.planning import plan, planning

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "America/Santiago",  # at midnight
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kathmandu",  # never, and a quarter of an hour off
    "Africa/Casablanca",  # back for a month a year
    "Pacific/Apia",  # a whole day left out in 2011
)


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    with planning(tmp_path) as made:
        yield made


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Takes the machine elsewhere, as an open app meets it: nobody tells it."""
    yield lambda name: monkeypatch.setenv("TZ", name)
    monkeypatch.undo()
    clocks.tzset()


# -- moments -----------------------------------------------------------------------------------------------


@settings(max_examples=rounds(200, 10_000), deadline=None)
@given(some.sampled_from(ZONES), some.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31)))
def test_a_time_on_the_clock_is_its_first_moment_or_comes_later_by_the_gap(name: str, wall: datetime) -> None:
    """RFC 5545, 3.3.5."""
    wall = wall.replace(second=0, microsecond=0)
    around = (wall.replace(tzinfo=UTC) + timedelta(hours=hours) for hours in (-48, 48))
    before, after = (when.astimezone(ZoneInfo(name)).utcoffset() for when in around)
    assert before is not None
    assert after is not None
    moments = [(wall - offset).replace(tzinfo=UTC) for offset in sorted({before, after}, reverse=True)]
    real = [when for when in moments if zones.wall_clock(when, name) == wall]
    found = zones.moment(wall, name)
    if real:
        assert found == real[0]
    else:
        assert zones.wall_clock(found, name) == wall + (after - before)


@pytest.mark.parametrize(
    ("name", "wall", "shown"),
    [
        ("Europe/Berlin", "2030-03-31T02:30", "2030-03-31T03:30"),
        ("America/New_York", "2030-03-10T02:00", "2030-03-10T03:00"),
        ("Australia/Sydney", "2030-10-06T02:59", "2030-10-06T03:59"),
        ("America/Santiago", "2030-09-08T00:00", "2030-09-08T01:00"),
        ("Australia/Lord_Howe", "2030-10-06T02:15", "2030-10-06T02:45"),
        ("Asia/Kathmandu", "2030-03-31T02:30", "2030-03-31T02:30"),
        ("Pacific/Apia", "2011-12-30T19:00", "2011-12-31T19:00"),
    ],
)
def test_a_time_that_is_not_there_comes_later(name: str, wall: str, shown: str) -> None:
    moment = zones.moment(datetime.fromisoformat(wall), name)
    assert zones.wall_clock(moment, name) == datetime.fromisoformat(shown)


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert zones.moment(datetime(2030, 10, 27, 2, 30), "Europe/Berlin").hour == 0
    assert zones.moment(datetime(2030, 4, 7, 1, 45), "Australia/Lord_Howe").isoformat() == (
        "2030-04-06T14:45:00+00:00"
    )


@pytest.mark.parametrize("wall", [datetime.min, datetime.max])
@pytest.mark.parametrize("name", [*ZONES, "", "No/Where", "../etc/passwd"])
def test_the_ends_of_the_calendar_and_names_nobody_knows(name: str, wall: datetime) -> None:
    made = Plan("1", "edge", None, wall.date(), wall.time(), None, zone=name)
    assert made.moment.tzinfo is UTC
    made.here("Europe/Berlin")
    made.over(datetime(2030, 1, 1))


# -- plans -------------------------------------------------------------------------------------------------


@settings(max_examples=rounds(40, 1000), deadline=None)
@given(
    name=some.sampled_from(ZONES),
    first=some.dates(date(2020, 1, 1), date(2036, 1, 1)),
    at=some.times().map(lambda at: at.replace(second=0, microsecond=0)),
    rule=some.sampled_from(
        ("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=HOURLY;INTERVAL=7;BYMINUTE=0")
    ),
)
def test_the_clock_says_the_same_every_time(name: str, first: date, at: time, rule: str) -> None:
    begin = datetime.combine(first, at)
    made = Plan("1", "walk", None, first, at, None, zone=name, repeat=Repeat(rule))
    starts = repeat.starts(begin, Repeat(rule), begin, begin + timedelta(days=400), zone=name)
    if "HOURLY" not in rule:
        assert {start.time() for start in starts} == {at}
    shown = [replace(made, day=start.date(), at=start.time()) for start in starts]
    for one in shown:
        there = one.here(name)
        moved = there - one.begins
        assert moved in (timedelta(0), timedelta(minutes=30), timedelta(hours=1)), (
            "only what is not there moves"
        )
        assert moved == timedelta(0) or zones.wall_clock(zones.moment(there, name), name) == there
    moments = [one.moment for one in shown]
    assert moments == sorted(moments)


def test_a_week_over_the_change_of_the_clocks(planner: Planner) -> None:
    made = plan(planner, "walk", 0, time(19), part=None)
    made = replace(made, day=date(2030, 3, 28), zone="Europe/Berlin", repeat=Repeat("FREQ=DAILY"), remind=30)
    planner.save(made)
    found = planner.plans(date(2030, 3, 30), date(2030, 4, 1))
    assert [one.begins.hour for one in found] == [19, 19, 19]
    assert [one.moment.hour for one in found] == [18, 17, 17]
    assert [one.here("America/Santiago").hour for one in found] == [15, 14, 14]
    due = planner.due(datetime(2030, 3, 30, tzinfo=UTC), datetime(2030, 4, 1, 12, tzinfo=UTC))
    assert [(one.when.hour, one.when.minute) for one in due] == [(17, 30), (16, 30)]


def test_both_evenings_of_a_plan_apart() -> None:
    made = Plan(
        *("1", "a call", None, date(2030, 11, 14), time(19), None),
        apart=True,
        zone="Europe/Berlin",
        zone_there="Asia/Kathmandu",
    )
    assert made.here(made.zone_there) == datetime(2030, 11, 14, 23, 45)
    late = replace(made, at=time(20))
    assert late.here(late.zone_there) == datetime(2030, 11, 15, 0, 45)
    day = replace(made, at=None, part="evening")
    assert day.here("Asia/Kathmandu") == day.begins, "a day is a day everywhere"


# -- reminders ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "remind", "moment"),
    [
        (time(19), 0, "2030-03-31T17:00"),
        (time(19), 90, "2030-03-31T15:30"),
        (time(19), 1440, "2030-03-30T18:00"),  # the evening before at seven, 23 hours away
        (time(19), 1500, "2030-03-30T17:00"),
        (time(3, 30), 120, "2030-03-30T23:30"),  # two hours that pass, over the gap
        (time(19), -10, "2030-03-31T17:10"),
        (None, -540, "2030-03-31T07:00"),  # nine in the morning, after the change
        (None, 300, "2030-03-30T18:00"),
        (None, 0, "2030-03-30T23:00"),
    ],
)
def test_when_a_reminder_comes(
    at: time | None, remind: int, moment: str, travel: Callable[[str], None]
) -> None:
    travel("Europe/Berlin")
    made = Plan("1", "walk", None, date(2030, 3, 31), at, "day", zone="Europe/Berlin", remind=remind)
    assert moment_of(made) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_only_what_is_still_planned_is_due(planner: Planner) -> None:
    made = plan(planner, "walk", 0, time(19), part=None, remind=0, zone="UTC", repeat=Repeat("FREQ=DAILY"))
    alone = plan(planner, "soup", 1, time(12), part=None, remind=60, zone="UTC")
    start = datetime(2030, 11, 14, 19, tzinfo=UTC)
    assert [one.key for one in planner.due(start, start + timedelta(days=2))] == [
        *(alone.id, f"{made.id}@2030-11-15T19:00", f"{made.id}@2030-11-16T19:00")
    ]
    planner.let_go(alone.id)
    planner.didnt_happen(f"{made.id}@2030-11-15T19:00")
    planner.move(f"{made.id}@2030-11-20T19:00", date(2030, 11, 15), time(8), None)
    assert planner.due(start, start + timedelta(days=2)) == [
        Due(datetime(2030, 11, 15, 8, tzinfo=UTC), f"{made.id}@2030-11-20T19:00"),
        Due(datetime(2030, 11, 16, 19, tzinfo=UTC), f"{made.id}@2030-11-16T19:00"),
    ]
    assert planner.due(start, start) == []


@settings(max_examples=rounds(8, 200), deadline=None)
@given(
    steps=some.lists(some.integers(1, 5_000), min_size=2, max_size=8),
    first=some.datetimes(datetime(2030, 9, 1), datetime(2030, 11, 10)),
)
def test_looking_often_or_seldom_reminds_of_the_same(steps: list[int], first: datetime) -> None:
    """Whatever the pieces the time is cut into: none twice, none left out."""
    with TemporaryDirectory() as folder, planning(Path(folder)) as planner:
        for number, name in enumerate(ZONES[:4]):
            made = plan(planner, "walk", 0, time(2, 30), part=None, zone=name, repeat=Repeat("FREQ=DAILY"))
            planner.save(replace(made, day=date(2030, 8, 1 + number), remind=15 * number))
        begin = first.replace(tzinfo=UTC)
        cuts = [begin]
        for step in steps:
            cuts.append(cuts[-1] + timedelta(minutes=step))
        pieces = [planner.due(start, end) for start, end in pairwise(cuts)]
        assert [one for piece in pieces for one in piece] == planner.due(cuts[0], cuts[-1])


# -- the machine goes elsewhere ----------------------------------------------------------------------------


def test_the_machine_travels_while_the_app_is_open(planner: Planner, travel: Callable[[str], None]) -> None:
    travel("Europe/Berlin")
    assert planner.zone() == "Europe/Berlin"
    home = plan(planner, "walk", 1, time(19), part=None, remind=0)
    anywhere = plan(planner, "tea", 1, time(9), part=None, remind=0, zone="")
    morning = plan(planner, "rest", 1, remind=-480)
    assert home.zone == "Europe/Berlin"

    def due() -> dict[str, int]:
        start = datetime(2030, 11, 14, 23, tzinfo=UTC)
        return {one.key: one.when.hour for one in planner.due(start, start + timedelta(days=1))}

    assert due() == {home.id: 18, anywhere.id: 8, morning.id: 7}
    travel("America/New_York")
    assert due() == {home.id: 18, anywhere.id: 14, morning.id: 13}
    assert planner.get(home.id).begins == home.begins, "it stays at seven where it was planned"
    assert planner.get(home.id).here() == datetime(2030, 11, 15, 13)
    assert planner.zone() == "America/New_York"
    # At half past one it is going on at home, at half past two it is over there.
    assert planner.next(datetime(2030, 11, 15, 13, 30)) == morning
    planner.let_go(morning.id)
    assert planner.next(datetime(2030, 11, 15, 13, 30)) == home
    assert planner.to_ask(datetime(2030, 11, 15, 13, 30)) == anywhere
    assert planner.next(datetime(2030, 11, 15, 14, 0)) is None
    assert planner.to_ask(datetime(2030, 11, 15, 14, 0)) == home


def test_what_the_system_tells_of_its_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Kathmandu")
    assert zones.local_name() == "Asia/Kathmandu"
    monkeypatch.setenv("TZ", "CET-1CEST")
    assert zones.local_name() == "", "rules without a place have no name"
    monkeypatch.setenv("TZ", "/usr/share/zoneinfo/Europe/Berlin")
    assert zones.local_name() == "Europe/Berlin"
