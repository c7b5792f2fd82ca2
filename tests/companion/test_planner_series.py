"""Plans that repeat: single times moved and let go, series ended and changed, what was done kept, and what is due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from companion.errors import NotFound
from companion.planner import Planner, Repeat
from tests.planning import NOW, TODAY, plan, planning


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    with planning(tmp_path) as made:
        yield made


WEEKLY = Repeat("FREQ=WEEKLY")


def keys(planner: Planner, days: int = 28) -> list[str]:
    return [found.key for found in planner.plans(TODAY, TODAY + timedelta(days=days))]


def test_a_series_comes_again(planner: Planner) -> None:
    made = plan(planner, "swim", 0, time(19), part=None, repeat=WEEKLY)
    found = planner.plans(TODAY, TODAY + timedelta(days=14))
    assert [one.begins for one in found] == [datetime(2030, 11, day, 19) for day in (14, 21, 28)]
    assert [one.key for one in found] == [f"{made.id}@2030-11-{day}T19:00" for day in (14, 21, 28)]
    assert planner.get(made.id) == made
    assert planner.get(found[1].key) == found[1]
    assert planner.next(NOW) == found[1]
    with pytest.raises(NotFound):
        planner.get(f"{made.id}@2030-11-22T19:00")


def test_one_time_of_a_series_is_moved_and_let_go(planner: Planner) -> None:
    made = plan(planner, "swim", 0, time(19), part=None, repeat=WEEKLY)
    second, third = (f"{made.id}@2030-11-{day}T19:00" for day in (21, 28))
    change = planner.move(second, date(2030, 12, 1), None, "morning")
    assert keys(planner, 21) == [made.id + "@2030-11-14T19:00", third, second, made.id + "@2030-12-05T19:00"]
    gone = planner.let_go(third)
    assert third not in keys(planner, 21)
    assert change.undo is not None
    assert gone.undo is not None
    change.undo()
    gone.undo()
    assert [one.begins.day for one in planner.plans(TODAY, date(2030, 11, 30))] == [14, 21, 28]
    with planner._store.reading() as db:
        assert db.value("SELECT count(*) FROM occurrence") == 0


def test_this_and_all_later_ones_are_let_go(planner: Planner) -> None:
    made = plan(planner, "swim", 0, time(19), part=None, repeat=WEEKLY)
    change = planner.let_go_from(f"{made.id}@2030-11-28T19:00")
    assert [one.begins.day for one in planner.plans(TODAY, date(2031, 12, 31))] == [14, 21]
    assert change.undo is not None
    change.undo()
    assert planner.get(made.id) == made
    assert len(planner.plans(TODAY, date(2030, 12, 12))) == 5


def test_a_time_that_was_done_is_kept_whatever_becomes_of_the_series(planner: Planner) -> None:
    made = plan(planner, "swim", -14, time(19), part=None, repeat=WEEKLY)
    first = f"{made.id}@2030-10-31T19:00"
    planner.keep_line(first, "Cold, and good.", 3)
    done = planner.get(first)
    planner.save(replace(made, title="run", at=time(20), repeat=Repeat("FREQ=WEEKLY;BYDAY=SA")))
    planner.let_go(made.id)
    assert [(one.title, one.begins, one.line) for one in planner.done()] == [
        ("swim", done.begins, "Cold, and good.")
    ]
    assert [one.title for one in planner.plans(TODAY - timedelta(days=30), TODAY)] == ["swim"]


def test_some_time_this_week(planner: Planner) -> None:
    week = plan(planner, "a call", -2, None, part="week")
    later = plan(planner, "soup", 1, time(18), part=None)
    assert planner.plans(TODAY, TODAY) == [week]
    assert planner.next(NOW) == later
    planner.let_go(later.id)
    assert planner.next(NOW) == week
    assert planner.to_ask(NOW + timedelta(days=5)) == week


def test_what_is_due(planner: Planner) -> None:
    plan(planner, "no reminder", 0, time(23), part=None)
    once = plan(planner, "soup", 1, time(18), part=None, remind=30, zone="Europe/Berlin")
    daily = plan(planner, "walk", 0, None, part="day", remind=-540, repeat=Repeat("FREQ=DAILY"))
    after = datetime(2030, 11, 14, 22, tzinfo=UTC)
    found = planner.due(after, after + timedelta(days=1))
    assert [(one.when.isoformat(), one.key) for one in found] == [
        ("2030-11-15T09:00:00+00:00", f"{daily.id}@2030-11-15"),
        ("2030-11-15T16:30:00+00:00", once.id),
    ]
