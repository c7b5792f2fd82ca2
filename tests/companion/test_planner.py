"""The planner: plans come, go without a reason, are asked about once, and the suggestion stays within the day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from companion import content
from companion.content import Activity
from companion.errors import NotFound, UsageError
from companion.planner import Plan, Planner
from tests.planning import NOW, TODAY, plan, planning


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    with planning(tmp_path) as made:
        yield made


# -- plans -------------------------------------------------------------------------------------------------


def test_a_plan_comes_back_whole(planner: Planner) -> None:
    made = Plan(
        id="one",
        title="A walk with no topic",
        idea="a-walk-no-topic",
        day=date(2030, 11, 16),
        at=time(19, 30),
        part=None,
        minutes=30,
        place="by the river",
        pressure=1,
        apart=True,
        invite="I'm walking at seven.\nNo is fine.",
        created=NOW,
    )
    change = planner.save(made)
    assert (change.subject, change.ids) == ("planner", {"one"})
    assert planner.get("one") == made
    planner.save(replace(made, title="Another\nname", place="at home", at=None, part="evening"))
    assert planner.get("one") == replace(made, title="Another name", place="at home", at=None, part="evening")


@pytest.mark.parametrize("day", [date.min, date.max, date(2028, 2, 29)])
def test_the_ends_of_the_calendar(planner: Planner, day: date) -> None:
    made = replace(planner.blank(day), title="edge", at=time(23, 59))
    planner.save(made)
    assert planner.plans(day, day) == [made]
    now = datetime.combine(day, time(12))
    assert planner.next(now) == made
    assert planner.to_ask(now) is None


def test_a_plan_needs_a_title(planner: Planner) -> None:
    with pytest.raises(UsageError):
        planner.save(replace(planner.blank(TODAY), title="  "))
    assert planner.plans(date.min, date.max) == []


def test_plans_run_in_order_of_time(planner: Planner) -> None:
    for title, days, at, part in [
        ("late", 0, time(22), None),
        ("morning", 0, None, "morning"),
        ("evening", 0, None, "evening"),
        ("tomorrow", 1, None, "day"),
        ("whole day", 0, None, "day"),
        ("noon", 0, time(12, 30), None),
        ("later", 2, None, "day"),
    ]:
        plan(planner, title, days, at, part=part)
    titles = [found.title for found in planner.plans(TODAY, TODAY + timedelta(days=1))]
    assert titles == ["whole day", "morning", "noon", "evening", "late", "tomorrow"]


def test_what_comes_next_is_not_over_yet(planner: Planner) -> None:
    plan(planner, "this morning", 0, None, part="morning")
    running = plan(planner, "still going on", 0, time(21), minutes=60)
    later = plan(planner, "tomorrow", 1, time(9))
    found = planner.next(NOW)
    assert found == running
    assert planner.next(NOW + timedelta(minutes=20)) == later
    assert planner.next(NOW + timedelta(days=3)) is None


def test_a_plan_over_midnight_goes_on_after_it(planner: Planner) -> None:
    late = plan(planner, "stars", 0, time(23, 30), minutes=90)
    assert planner.next(datetime(2030, 11, 15, 0, 30)) == late
    assert planner.to_ask(datetime(2030, 11, 15, 0, 30)) is None
    assert planner.to_ask(datetime(2030, 11, 15, 1, 0)) == late


def test_letting_go_and_taking_it_back(planner: Planner) -> None:
    made = plan(planner, "soup", 1)
    change = planner.let_go(made.id)
    assert change.label == "let_go"
    assert planner.next(NOW) is None
    assert planner.plans(TODAY, TODAY + timedelta(days=2)) == []
    assert planner.plans(TODAY, TODAY + timedelta(days=2), let_go=True)[0].state == "let_go"
    assert change.undo is not None
    change.undo()
    assert planner.next(NOW) == made


def test_moving_and_moving_back(planner: Planner) -> None:
    made = plan(planner, "soup", 1, time(18), part=None)
    change = planner.move(made.id, TODAY + timedelta(days=5), None, "evening")
    moved = planner.get(made.id)
    assert (moved.day, moved.at, moved.part) == (TODAY + timedelta(days=5), None, "evening")
    assert change.undo is not None
    change.undo()
    assert planner.get(made.id) == made


def test_it_is_asked_about_for_two_days_and_once(planner: Planner) -> None:
    older = plan(planner, "the day before", -2)
    made = plan(planner, "yesterday", -1)
    plan(planner, "long ago", -3)
    plan(planner, "tonight", 0, time(23))
    plan(planner, "let go", -1, state="let_go")
    plan(planner, "the dentist, from a calendar", -1, uid="1@example.org")
    assert planner.to_ask(NOW) == made
    change = planner.didnt_happen(made.id)
    assert change.label == ""
    assert planner.to_ask(NOW) == older
    planner.keep_line(older.id, "Warm, and short.", 3)
    assert planner.to_ask(NOW) is None
    assert planner.get(made.id).state == "didnt"
    assert change.undo is not None
    change.undo()
    assert planner.to_ask(NOW) == made


def test_what_was_done_with_its_line(planner: Planner) -> None:
    first, second = plan(planner, "first", -9), plan(planner, "second", -1)
    planner.keep_line(first.id, "One line\r\nor two", None)
    planner.keep_line(second.id, "", 2)
    assert [(done.title, done.line, done.closeness) for done in planner.done()] == [
        ("second", "", 2),
        ("first", "One line\nor two", None),
    ]


def test_plans_that_are_not_there(planner: Planner) -> None:
    for call in (planner.get, planner.let_go, planner.didnt_happen, lambda id: planner.keep_line(id, "", 1)):
        with pytest.raises(NotFound):
            call("nobody")


def test_a_plan_from_an_idea(planner: Planner) -> None:
    idea = content.activities()[0]
    made = planner.blank(TODAY, idea)
    assert (made.title, made.idea, made.pressure) == (idea.title, idea.id, idea.pressure)
    assert made.invite == idea.invite[0]
    assert made.part == "day"


# -- own ideas ---------------------------------------------------------------------------------------------


def test_an_own_idea_has_the_shape_of_the_others(planner: Planner) -> None:
    idea = planner.own_idea(
        "Sort the records", what="Side by side.", minutes=(20, 60), place=("in",), invite=("No is fine.",)
    )
    planner.save_idea(idea)
    assert planner.own_ideas() == [idea]
    assert idea.own
    assert isinstance(idea, Activity)
    planner.save_idea(replace(idea, title="Sort\nthe books", energy=2, what="a\r\nb"))
    (again,) = planner.own_ideas()
    assert (again.title, again.energy, again.what, again.minutes) == ("Sort the books", 2, "a\nb", (20, 60))
    with pytest.raises(UsageError):
        planner.save_idea(planner.own_idea(" "))


def test_an_own_idea_goes_to_the_trash_and_back(planner: Planner) -> None:
    idea = planner.own_idea("Sort the records")
    planner.save_idea(idea)
    change = planner.trash_idea(idea.id)
    assert planner.own_ideas() == []
    assert planner.own_ideas(trashed=True) == [idea]
    assert change.undo is not None
    change.undo()
    assert planner.own_ideas() == [idea]
    planner.trash_idea(idea.id)
    planner.purge(NOW + timedelta(days=29))
    assert planner.own_ideas(trashed=True) == [idea]
    planner.purge(NOW + timedelta(days=31))
    assert planner.own_ideas(trashed=True) == []
    with pytest.raises(NotFound):
        planner.trash_idea(idea.id)
