"""The suggestion stays within the day, asks less after something was let go, and says why; what seemed to help."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from companion import content
from companion.diary import CheckIn
from companion.errors import UsageError
from companion.planner import Planner, Repeat
from companion.planner.suggest import REASONS, choose, season
from tests.planning import TODAY, plan, planning


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    with planning(tmp_path) as made:
        yield made


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


# -- the ladder, the ceiling, what helped ------------------------------------------------------------------


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
    with pytest.raises(UsageError):
        planner.set_ceiling(0)


def test_what_seemed_to_help_needs_three(planner: Planner) -> None:
    for n in range(3):
        assert planner.helped() == []
        planner.keep_line(plan(planner, "Soup", -n, idea="soup").id, "", 3)
    planner.keep_line(plan(planner, "Soup", -9, idea="soup").id, "", 1)
    assert [(one.idea, one.title) for one in planner.helped()] == [("soup", "Soup")]
    for n in range(3):
        planner.keep_line(plan(planner, "Soup", -n, idea="soup").id, "", 1)
    assert planner.helped() == []


def test_what_was_let_go_or_is_planned_is_not_suggested(planner: Planner) -> None:
    check_in = CheckIn(TODAY, energy=2)
    first = planner.suggestion(content.activities(), check_in)
    assert first is not None
    planned = replace(planner.blank(TODAY + timedelta(days=2), first.idea))
    planner.save(planned)
    second = planner.suggestion(content.activities(), check_in)
    assert second is not None
    assert second.idea.id != first.idea.id
    planner.let_go(planned.id)
    third = planner.suggestion(content.activities(), check_in)
    assert third is not None
    assert third.idea.id != first.idea.id
    assert planner.declined(TODAY) == frozenset(), "nobody declined anything"


def test_letting_go_one_time_of_a_series_counts_as_well(planner: Planner) -> None:
    made = plan(planner, "dance", 1, time(19), pressure=3, repeat=Repeat("FREQ=WEEKLY"))
    change = planner.let_go(f"{made.id}@2030-11-15T19:00")
    assert planner.step() == 2
    assert change.undo is not None
    change.undo()
    assert planner.step() == 5
    planner.let_go_from(f"{made.id}@2030-11-22T19:00")
    assert planner.step() == 2


def test_what_came_from_a_calendar_is_no_step_of_the_ladder(planner: Planner) -> None:
    planner.let_go(plan(planner, "dentist", 1, uid="1@example.org").id)
    assert planner.step() == 5


@given(
    closeness=steps5,
    energy=steps3,
    mood=steps5,
    ceiling=some.integers(1, 5),
    step=some.integers(1, 5),
    side=some.sampled_from(("", "quiet", "reaching", "mixed", "unsure")),
    apart=some.booleans(),
    day=some.dates(date(2020, 1, 1), date(2050, 1, 1)),
)
def test_nothing_makes_it_ask_for_more(
    closeness: int | None,
    energy: int | None,
    mood: int | None,
    ceiling: int,
    step: int,
    side: str,
    apart: bool,
    day: date,
) -> None:
    noted = CheckIn(day, closeness, energy, mood)
    given = {"ceiling": ceiling, "step": step, "side": side, "apart": apart, "season": season(day)}
    found = choose(content.activities(), noted, day, **given)  # type: ignore[arg-type]
    assert found is not None
    assert found == choose(content.activities()[::-1], noted, day, **given)  # type: ignore[arg-type]
    assert found.idea.pressure <= min(ceiling, step)
    assert found.reason in REASONS
    assert not apart or found.idea.apart
    again = choose(content.activities(), noted, day, declined={found.idea.id}, **given)  # type: ignore[arg-type]
    assert again is None or again.idea.id != found.idea.id


@pytest.mark.parametrize(
    ("noted", "given", "reason"),
    [
        ({"energy": 1}, {}, "low_energy"),
        ({"mood": 1}, {}, "low_mood"),
        ({"closeness": 1}, {}, "low_closeness"),
        ({"energy": 3, "closeness": 5}, {}, "closer"),
        ({"energy": 3, "closeness": 5}, {"step": 1}, "after_let_go"),
        ({"energy": 1}, {"step": 1}, "low_energy"),
        ({}, {"apart": True}, "apart"),
        ({}, {"side": "quiet"}, "few_words"),
        ({}, {"side": "reaching"}, "works_alone"),
        ({}, {"side": "mixed"}, ""),
        ({}, {}, ""),
    ],
)
def test_it_says_why(noted: dict[str, int], given: dict[str, object], reason: str) -> None:
    found = choose(content.activities(), CheckIn(TODAY, **noted), TODAY, **given)  # type: ignore[arg-type]
    assert found is not None
    assert found.reason == reason
    if reason == "few_words":
        assert found.idea.talk <= 1
    if reason == "works_alone":
        assert found.idea.solo


def test_the_season_follows_the_hemisphere() -> None:
    winter, summer = date(2030, 1, 10), date(2030, 7, 10)
    assert season(winter, "Europe/Berlin") == season(summer, "Australia/Sydney") == {"cold", "dark-evenings"}
    assert season(summer, "Europe/Dublin") == season(winter, "America/Santiago") == {"warm"}
    dark = replace(content.activities()[0], season=("dark-evenings",))
    noted = CheckIn(TODAY)
    found = choose([dark], noted, winter, season=season(winter, "Europe/Berlin"))
    assert found is not None
    assert found.reason == "season"
    assert choose([dark], noted, summer, season=season(summer, "Europe/Berlin")) is None
