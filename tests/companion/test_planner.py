"""The planner: plans come, go without a reason, are asked about once, and the suggestion stays within the day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from companion import content
from companion.content import Activity
from companion.diary import CheckIn
from companion.errors import NotFound, UsageError
from companion.planner import Plan, Planner, Repeat
from companion.planner.suggest import choose
from companion.store import Store

NOW = datetime(2030, 11, 14, 21, 40)
TODAY = NOW.date()


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    store = Store.create(tmp_path / "diary-1.db", bytes(range(32)))
    yield Planner(store, lambda: NOW)
    store.close()


def plan(planner: Planner, title: str, days: int = 0, at: time | None = None, **fields: object) -> Plan:
    made = replace(planner.blank(TODAY + timedelta(days=days)), title=title, at=at, **fields)
    planner.save(made)
    return made


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


# -- what repeats ------------------------------------------------------------------------------------------

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


def test_after_something_was_let_go_less_is_asked(planner: Planner) -> None:
    check_in = CheckIn(TODAY, closeness=5, energy=3)
    made = plan(planner, "dance", 1, pressure=3)
    change = planner.let_go(made.id)
    days = [TODAY + timedelta(days=n) for n in range(40)]
    found = [planner.suggestion(content.activities(), replace(check_in, day=day)) for day in days]
    assert all(one is not None and one.idea.pressure <= 2 for one in found)
    assert {one.reason for one in found if one} == {"after_let_go"}
    more = planner.more_is_fine()
    found = [planner.suggestion(content.activities(), replace(check_in, day=day)) for day in days]
    assert any(one is not None and one.idea.pressure == 3 for one in found)
    assert more.undo is not None
    more.undo()
    assert planner.step() == 2
    assert change.undo is not None
    change.undo()
    assert planner.step() == 5


def test_never_above_the_ceiling(planner: Planner) -> None:
    change = planner.set_ceiling(1)
    assert planner.ceiling() == 1
    check_in = CheckIn(TODAY, closeness=5, energy=3)
    for n in range(40):
        found = planner.suggestion(content.activities(), replace(check_in, day=TODAY + timedelta(days=n)))
        assert found is not None
        assert found.idea.pressure == 1
    assert change.undo is not None
    change.undo()
    assert planner.ceiling() == 5


def test_what_seemed_to_help_needs_three(planner: Planner) -> None:
    for n in range(3):
        assert planner.helped() == []
        planner.keep_line(plan(planner, "Soup", -n, idea="soup").id, "", 3)
    planner.keep_line(plan(planner, "Soup", -9, idea="soup").id, "", 1)
    assert [(one.idea, one.title) for one in planner.helped()] == [("soup", "Soup")]
    for n in range(3):
        planner.keep_line(plan(planner, "Soup", -n, idea="soup").id, "", 1)
    assert planner.helped() == []


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


# -- the suggestion ----------------------------------------------------------------------------------------

steps5 = some.one_of(some.none(), some.integers(1, 5))
steps3 = some.one_of(some.none(), some.integers(1, 3))


@given(closeness=steps5, energy=steps3, mood=steps5, day=some.dates())
def test_the_suggestion_never_asks_for_more_than_the_day(
    closeness: int | None, energy: int | None, mood: int | None, day: date
) -> None:
    check_in = CheckIn(day, closeness, energy, mood)
    found = choose(content.activities(), check_in, day)
    assert found is not None
    assert found == choose(content.activities()[::-1], check_in, day)
    first = found.idea
    if energy == 1 or mood == 1:
        assert (first.pressure, first.energy) == (1, 1)
        assert "overloaded" not in first.not_when
    assert first.pressure <= (3 if energy == 3 and (closeness or 0) >= 4 else 2)
    assert energy is None or first.energy <= energy


def test_another_comes_until_there_is_none(planner: Planner) -> None:
    check_in = CheckIn(TODAY, energy=1)
    seen: list[str] = []
    while found := planner.suggestion(content.activities(), check_in, TODAY):
        idea = found.idea
        assert idea.id not in seen
        seen.append(idea.id)
        planner.decline_today(idea.id, TODAY)
    assert len(seen) > 1
    assert planner.declined(TODAY) == set(seen)
    tomorrow = TODAY + timedelta(days=1)
    assert planner.suggestion(content.activities(), replace(check_in, day=tomorrow)) is not None
    change = planner.decline_today(seen[0], TODAY)
    assert change.undo is not None
    change.undo()
    again = planner.suggestion(content.activities(), check_in)
    assert again is not None
    assert again.idea.id == seen[0]


def test_days_differ(planner: Planner) -> None:
    ideas = {
        planner.suggestion(content.activities(), CheckIn(TODAY + timedelta(days=n), energy=2)).idea.id  # type: ignore[union-attr]
        for n in range(60)
    }
    assert len(ideas) > 3


def test_hidden_until_tomorrow(planner: Planner) -> None:
    change = planner.hide_suggestion(TODAY)
    assert planner.suggestion_hidden(TODAY)
    assert not planner.suggestion_hidden(TODAY + timedelta(days=1))
    assert planner.declined(TODAY) == frozenset()
    assert change.undo is not None
    change.undo()
    assert not planner.suggestion_hidden(TODAY)
