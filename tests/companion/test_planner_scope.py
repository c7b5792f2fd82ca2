"""One time of a series, this and later ones, or all: what was changed is changed there, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from companion.planner import Plan, Planner, Repeat, Scope
from companion.planner.repeat import Choice, first_fit, make, read
from companion.store import Store

NOW = datetime(2030, 11, 14, 21, 40)  # a Thursday
SUNDAYS = [date(2030, 11, 17) + timedelta(weeks=n) for n in range(6)]


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    store = Store.create(tmp_path / "diary-1.db", bytes(range(32)))
    yield Planner(store, lambda: NOW)
    store.close()


@pytest.fixture
def walk(planner: Planner) -> Plan:
    """Six Sundays at ten."""
    rule = make(Choice("week", count=6), SUNDAYS[0], timed=True)
    made = replace(planner.blank(SUNDAYS[0]), title="Walk", at=time(10), part=None, zone="", repeat=rule)
    planner.save(made)
    return made


def times(planner: Planner) -> list[tuple[str, date, time | None]]:
    found = planner.plans(date(2030, 11, 1), date(2031, 3, 1))
    return [(plan.title, plan.day, plan.at) for plan in found]


def third(planner: Planner) -> Plan:
    return planner.plans(SUNDAYS[2], SUNDAYS[2])[0]


def test_one_time_differs_and_the_others_do_not(planner: Planner, walk: Plan) -> None:
    planner.change(replace(third(planner), title="Walk in the rain", at=time(11)), "one")
    assert times(planner) == [
        *(("Walk", day, time(10)) for day in SUNDAYS[:2]),
        ("Walk in the rain", SUNDAYS[2], time(11)),
        *(("Walk", day, time(10)) for day in SUNDAYS[3:]),
    ]


def test_later_ones_become_a_series_of_their_own_and_the_count_is_kept(planner: Planner, walk: Plan) -> None:
    planner.keep_line(planner.plans(SUNDAYS[0], SUNDAYS[0])[0].key, "Fog.", 2)
    planner.let_go(planner.plans(SUNDAYS[4], SUNDAYS[4])[0].key)
    planner.change(replace(third(planner), title="Longer walk", day=SUNDAYS[2] + timedelta(days=2)), "later")
    assert times(planner) == [
        *(("Walk", day, time(10)) for day in SUNDAYS[:2]),
        *(("Longer walk", SUNDAYS[n] + timedelta(days=2), time(10)) for n in (2, 3, 5)),
    ]
    assert [plan.line for plan in planner.done()] == ["Fog."]


def test_all_of_them_change_from_any_of_them(planner: Planner, walk: Plan) -> None:
    one = planner.plans(SUNDAYS[1], SUNDAYS[1])[0]
    planner.change(replace(one, place="by the river"), "one")
    planner.change(replace(third(planner), day=SUNDAYS[2] - timedelta(days=1), at=time(18)), "all")
    assert times(planner) == [("Walk", day - timedelta(days=1), time(18)) for day in SUNDAYS]
    assert [plan.place for plan in planner.plans(SUNDAYS[0], SUNDAYS[5])][:2] == ["by the river", ""]


@pytest.mark.parametrize("scope", ["later", "all"])
def test_one_that_was_different_before_is_as_it_was_edited(
    planner: Planner, walk: Plan, scope: Scope
) -> None:
    planner.move(third(planner).key, SUNDAYS[2] + timedelta(days=2), time(10), None)
    moved = planner.plans(SUNDAYS[2], SUNDAYS[3])[0]
    planner.change(replace(moved, title="Walk in the rain", place="by the river"), "one")
    differs = planner.get(moved.key)
    planner.change(replace(differs, title="Longer walk", day=differs.day - timedelta(days=1)), scope)
    left = SUNDAYS[:2] if scope == "later" else []
    assert times(planner) == [
        *(("Walk", day, time(10)) for day in left),
        *(("Longer walk", day - timedelta(days=1), time(10)) for day in SUNDAYS[len(left) : 2]),
        ("Longer walk", SUNDAYS[2] + timedelta(days=1), time(10)),
        *(("Longer walk", day - timedelta(days=1), time(10)) for day in SUNDAYS[3:]),
    ]
    assert [plan.place for plan in planner.plans(SUNDAYS[0], SUNDAYS[5]) if plan.place] == ["by the river"]


def test_from_the_first_on_means_all(planner: Planner, walk: Plan) -> None:
    first = planner.plans(SUNDAYS[0], SUNDAYS[0])[0]
    planner.change(replace(first, title="Stroll"), "later")
    assert planner.get(walk.id).title == "Stroll"
    assert {title for title, _day, _at in times(planner)} == {"Stroll"}


def test_a_new_rule_begins_on_a_day_that_fits_it(planner: Planner, walk: Plan) -> None:
    rule = make(Choice("week", interval=2, weekdays=(1,), count=2), SUNDAYS[2], timed=True)
    planner.change(replace(third(planner), repeat=rule), "later")
    assert times(planner) == [
        *(("Walk", day, time(10)) for day in SUNDAYS[:2]),
        ("Walk", date(2030, 12, 3), time(10)),
        ("Walk", date(2030, 12, 17), time(10)),
    ]


def test_a_day_without_a_time_can_be_given_one_for_all(planner: Planner) -> None:
    rule = make(Choice("day", count=3), SUNDAYS[0], timed=False)
    planner.save(replace(planner.blank(SUNDAYS[0]), title="Tea", part="evening", repeat=rule))
    planner.let_go(planner.plans(SUNDAYS[0], SUNDAYS[0])[0].key)
    second = planner.plans(date(2030, 11, 18), date(2030, 11, 18))[0]
    planner.change(replace(second, at=time(16), part=None), "all")
    assert times(planner) == [("Tea", date(2030, 11, 18), time(16)), ("Tea", date(2030, 11, 19), time(16))]


def test_all_of_them_once_leaves_the_one_that_was_looked_at_and_what_was_done(
    planner: Planner, walk: Plan
) -> None:
    planner.keep_line(planner.plans(SUNDAYS[0], SUNDAYS[0])[0].key, "Fog.", 2)
    planner.change(replace(third(planner), title="Walk in the rain"), "one")
    planner.change(replace(third(planner), repeat=None), "all")
    assert times(planner) == [
        ("Walk", SUNDAYS[0], time(10)),
        ("Walk in the rain", SUNDAYS[2], time(10)),
    ]
    assert planner.get(walk.id).day == SUNDAYS[2]
    assert [(plan.day, plan.line) for plan in planner.done()] == [(SUNDAYS[0], "Fog.")]


def test_later_ones_once_leave_the_earlier_ones_this_one_and_what_was_done(
    planner: Planner, walk: Plan
) -> None:
    planner.keep_line(planner.plans(SUNDAYS[0], SUNDAYS[0])[0].key, "Fog.", 2)
    planner.keep_line(planner.plans(SUNDAYS[4], SUNDAYS[4])[0].key, "Sun.", 3)
    planner.change(replace(third(planner), repeat=None), "later")
    assert times(planner) == [("Walk", SUNDAYS[n], time(10)) for n in (0, 1, 2, 4)]
    assert [plan.line for plan in planner.done()] == ["Sun.", "Fog."]
    assert [plan.day for plan in planner.plans(SUNDAYS[2], SUNDAYS[3]) if not plan.occurrence] == [SUNDAYS[2]]


def test_what_does_not_repeat_is_simply_kept(planner: Planner) -> None:
    made = replace(planner.blank(SUNDAYS[0]), title="Soup")
    planner.change(made, "all")
    assert planner.get(made.id).title == "Soup"


def test_a_first_day_that_fits() -> None:
    thursday = date(2030, 11, 14)
    assert first_fit(make(Choice("week", weekdays=(1, 4)), thursday, timed=False), thursday) == date(
        2030, 11, 15
    )
    assert first_fit(make(Choice("week", weekdays=(3,)), thursday, timed=False), thursday) == thursday
    assert first_fit(make(Choice("month", nth=2), thursday, timed=False), thursday) == thursday
    assert first_fit(Repeat("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), thursday) == date(2032, 2, 29)
    assert read(make(Choice("month", nth=-1), thursday, timed=False), thursday) == Choice("month", nth=-1)
