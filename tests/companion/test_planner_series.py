"""Plans that repeat: single times moved and let go, series ended and changed, what was done kept, and what is due."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from companion.errors import NotFound, UsageError
from companion.planner import Choice, Plan, Planner, Repeat, repeat
from companion.store import Store
from tests.conftest import rounds
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


# -- choices of the form -----------------------------------------------------------------------------------


@some.composite
def choices(draw: some.DrawFn) -> Choice:
    every = draw(some.sampled_from(("day", "week", "month", "year")))
    end = draw(some.sampled_from(("", "until", "count")))
    interval = draw(some.integers(1, 4))
    return Choice(
        every,
        interval,
        weekdays=tuple(sorted(draw(some.sets(some.integers(0, 6), max_size=3)))) if every == "week" else (),
        nth=draw(some.sampled_from((0, 1, 2, 3, 4, repeat.LAST))) if every == "month" else 0,
        until=draw(some.dates(date(2031, 1, 1), date(2033, 1, 1))) if end == "until" else None,
        count=draw(some.integers(1, 30)) if end == "count" else None,
        week_start=draw(some.sampled_from((0, 5, 6))) if every == "week" and interval > 1 else 0,
    )


days = some.dates(date(2028, 1, 1), date(2032, 12, 31))


@given(choice=choices(), first=days, timed=some.booleans())
def test_what_the_form_makes_it_can_read(choice: Choice, first: date, timed: bool) -> None:
    made = repeat.make(choice, first, timed=timed)
    repeat.check(made)
    assert repeat.read(made, first) == choice
    begin = datetime.combine(first, time(19) if timed else time())
    if choice.until and choice.until < first:
        assert repeat.starts(begin, made, begin, begin + timedelta(days=800)) == []
        return
    found = repeat.starts(begin, made, begin, begin + timedelta(days=800))
    assert found[0] == begin
    if choice.until:
        assert all(when.date() <= choice.until for when in found)
    if choice.count:
        assert len(repeat.starts(begin, made, begin, begin + timedelta(days=365 * 130))) <= choice.count


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=DAILY;BYMONTH=3",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYDAY=2MO,3TU",
        "FREQ=MONTHLY;BYDAY=3WE",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=DAILY;COUNT=3;UNTIL=20310101",
        "nothing",
    ],
)
def test_a_richer_rule_is_not_shown_as_less_than_it_is(rule: str) -> None:
    assert repeat.read(Repeat(rule), date(2030, 11, 14)) is None


def test_other_spellings_of_a_choice_are_read() -> None:
    thursday = date(2030, 11, 14)
    assert repeat.read(Repeat("BYDAY=TH;BYSETPOS=2;FREQ=MONTHLY"), thursday) == Choice("month", nth=2)
    assert repeat.read(Repeat("FREQ=MONTHLY;BYMONTHDAY=14"), thursday) == Choice("month")
    assert repeat.read(Repeat("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=14"), thursday) == Choice("year")
    night = Repeat("FREQ=WEEKLY;UNTIL=20301129T000000Z")
    assert repeat.read(night, thursday, zone="America/New_York") == Choice("week", until=date(2030, 11, 28))
    assert (repeat.nth_of(thursday), repeat.nth_of(date(2030, 11, 29))) == (2, repeat.LAST)


# -- a series as a whole -----------------------------------------------------------------------------------


def begin(planner: Planner, end: date = date(2031, 1, 31)) -> list[datetime]:
    return [one.begins for one in planner.plans(date(2030, 10, 1), end)]


def test_a_whole_series_moves_with_its_rule_and_comes_back(planner: Planner) -> None:
    rule = Repeat("FREQ=WEEKLY;BYDAY=TH,FR;UNTIL=20301130T235959", gone=("2030-11-21T19:00",))
    made = plan(planner, "swim", 0, time(19), part=None, repeat=rule)
    planner.let_go(f"{made.id}@2030-11-15T19:00")
    before = begin(planner)
    assert [when.day for when in before] == [14, 22, 28, 29]
    change = planner.move(made.id, date(2030, 11, 16), time(10), None)
    assert begin(planner) == [when + timedelta(days=2) - timedelta(hours=9) for when in before]
    assert change.undo is not None
    change.undo()
    assert planner.get(made.id) == made
    assert begin(planner) == before


def test_a_richer_rule_keeps_its_days_and_takes_the_new_hour(planner: Planner) -> None:
    rule = Repeat("FREQ=MONTHLY;BYMONTHDAY=1,14;UNTIL=20310114T180000Z")
    made = plan(planner, "swim", 0, time(19), part=None, repeat=rule, zone="Europe/Berlin")
    gone = planner.let_go(f"{made.id}@2030-12-01T19:00")
    planner.move(made.id, TODAY, time(20), None)
    assert [when.isoformat() for when in begin(planner)] == [
        *("2030-11-14T20:00:00", "2030-12-14T20:00:00", "2031-01-01T20:00:00", "2031-01-14T20:00:00")
    ]
    assert gone.label == "let_go"


def test_another_hour_for_all_keeps_what_was_said_of_single_times(planner: Planner) -> None:
    rule = Repeat("FREQ=DAILY;UNTIL=20301120T190000", gone=("2030-11-16T19:00",))
    made = plan(planner, "walk", 0, time(19), part=None, repeat=rule)
    planner.let_go(f"{made.id}@2030-11-15T19:00")
    planner.move(f"{made.id}@2030-11-17T19:00", date(2030, 11, 17), time(8), None)
    planner.save(replace(planner.get(made.id), at=time(20)))
    found = [(when.day, when.hour) for when in begin(planner)]
    assert found == [(14, 20), (17, 8), (18, 20), (19, 20), (20, 20)]
    planner.save(replace(planner.get(made.id), at=None, part="evening"))
    assert [one.key[-10:] for one in planner.plans(TODAY, date(2030, 12, 1))] == [
        *("2030-11-14", "2030-11-17", "2030-11-18", "2030-11-19", "2030-11-20")
    ]


def test_what_no_longer_repeats_keeps_what_was_done_as_plans_of_their_own(planner: Planner) -> None:
    made = plan(planner, "swim", -7, time(19), part=None, repeat=WEEKLY)
    planner.keep_line(f"{made.id}@2030-11-07T19:00", "Cold.", 3)
    planner.save(replace(made, day=TODAY + timedelta(days=1), repeat=None))
    assert [one.begins.day for one in planner.plans(date(2030, 11, 1), date(2030, 12, 31))] == [7, 15]
    (done,) = planner.done()
    assert (done.line, done.repeat, done.occurrence) == ("Cold.", None, "")


def test_nobody_is_asked_about_a_day_that_a_later_change_made(tmp_path: Path) -> None:
    clock = [datetime(2030, 11, 11, 12)]
    store = Store.create(tmp_path / "diary-1.db", bytes(range(32)))
    planner = Planner(store, lambda: clock[0])
    tuesdays = replace(planner.blank(date(2030, 10, 1)), title="swim", repeat=WEEKLY)
    planner.save(tuesdays)
    clock[0] = datetime(2030, 11, 14, 12)
    asked = planner.to_ask(clock[0])
    assert asked is not None
    assert asked.day == date(2030, 11, 12)
    planner.save(replace(tuesdays, day=date(2030, 10, 2)))
    assert planner.to_ask(clock[0]) is None, "Wednesday the 13th was never planned"
    clock[0] = datetime(2030, 11, 21, 12)
    asked = planner.to_ask(clock[0])
    assert asked is not None
    assert asked.day == date(2030, 11, 20)
    store.close()


def test_one_time_with_words_of_its_own(planner: Planner) -> None:
    made = plan(planner, "swim", 0, time(19), part=None, repeat=WEEKLY, remind=30, place="pool")
    second = planner.get(f"{made.id}@2030-11-21T19:00")
    planner.save(replace(second, title="swim in the lake", place="lake", remind=None, minutes=90))
    planner.save(replace(made, invite="Come if you like.", title="swim, then soup"))
    found = planner.plans(TODAY, date(2030, 11, 28))
    assert [(one.title, one.place, one.invite) for one in found] == [
        ("swim, then soup", "pool", "Come if you like."),
        ("swim in the lake", "lake", "Come if you like."),
        ("swim, then soup", "pool", "Come if you like."),
    ]
    assert planner.changed_times(made.id) == [found[1]]
    planner.save(replace(found[1], title="swim, then soup", place="pool", remind=30, minutes=made.minutes))
    assert planner.changed_times(made.id) == []


def test_things_of_several_days_repeat_with_their_length(planner: Planner) -> None:
    made = plan(planner, "away", 2, None, end_day=TODAY + timedelta(days=5), repeat=Repeat("FREQ=MONTHLY"))
    inside = date(2030, 12, 18)
    (found,) = planner.plans(inside, inside)
    assert (found.day, found.last_day, found.id) == (date(2030, 12, 16), date(2030, 12, 19), made.id)
    planner.move(found.key, date(2030, 12, 30))
    (moved,) = planner.plans(date(2031, 1, 2), date(2031, 1, 2))
    assert (moved.day, moved.last_day) == (date(2030, 12, 30), date(2031, 1, 2))


def test_every_thread_reads_the_same(planner: Planner) -> None:
    made = plan(planner, "walk", 0, time(19), part=None, repeat=Repeat("FREQ=DAILY"))
    planner.let_go(f"{made.id}@2030-11-20T19:00")
    here = planner.plans(TODAY, date(2031, 2, 1)), planner.next(NOW)
    with ThreadPoolExecutor(1) as elsewhere:
        there = elsewhere.submit(lambda: (planner.plans(TODAY, date(2031, 2, 1)), planner.next(NOW)))
        assert there.result() == here


def test_what_a_transaction_takes_back_is_not_remembered(planner: Planner) -> None:
    made = plan(planner, "walk", 0, time(19), part=None, repeat=WEEKLY)
    before = planner.plans(TODAY, date(2031, 1, 1))

    class Failed(Exception):
        pass

    def cut_off() -> None:
        with planner._store.transaction():
            planner.let_go(f"{made.id}@2030-11-21T19:00")
            assert len(planner.plans(TODAY, date(2031, 1, 1))) == len(before) - 1
            raise Failed

    with pytest.raises(Failed):
        cut_off()
    assert planner.plans(TODAY, date(2031, 1, 1)) == before


def test_a_prepared_rule_leaves_the_first_time(planner: Planner) -> None:
    made = plan(planner, "walk", 0, time(19), part=None, repeat=Repeat("FREQ=DAILY"))
    with planner._store.transaction() as db:
        db.run("UPDATE plan SET rule = 'FREQ=EVIL', gone = 'never' WHERE id = ?", made.id)
    assert [one.day for one in planner.plans(TODAY, date(2031, 1, 1))] == [TODAY]
    with pytest.raises(UsageError):
        planner.save(planner.get(made.id))
    with planner._store.transaction() as db:
        values = '\'2030-11-14T19:00\', \'planned\', \'{"title": 5, "line": "x", "place": "park"}\', \'\''
        db.run(f"INSERT INTO occurrence (plan, was, state, fields, changed) SELECT id, {values} FROM plan")
    (found,) = planner.plans(TODAY, TODAY)
    assert (found.title, found.line, found.place) == ("walk", "", "park")


def test_keys_that_name_nothing(planner: Planner) -> None:
    made = plan(planner, "walk", 0, time(19), part=None, repeat=WEEKLY)
    alone = plan(planner, "soup", 0)
    for was in ("", "2030-11-15T19:00", "2030-11-14", "2030-11-14T19:00:00", "soon"):
        for call in (planner.get, planner.let_go, planner.let_go_from, planner.didnt_happen):
            with pytest.raises(NotFound):
                call(f"{made.id}@{was}" if was else f"nobody@{TODAY}")
    with pytest.raises(NotFound):
        planner.get(f"{alone.id}@{TODAY}")


# -- whatever one does, and takes back ---------------------------------------------------------------------


def alone(planner: Planner, first: date, rule: Repeat, at: time | None) -> Plan:
    """The only series there is: an example before may have ended anywhere."""
    with planner._store.transaction() as db:
        db.run("DELETE FROM plan")
    made = replace(planner.blank(first), id="walk", title="walk", at=at, repeat=rule)
    planner.save(made)
    return made


@settings(
    max_examples=rounds(25, 1000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(choice=choices(), first=days, timed=some.booleans(), data=some.data())
def test_everything_done_to_a_series_can_be_taken_back(
    planner: Planner, choice: Choice, first: date, timed: bool, data: some.DataObject
) -> None:
    rule = repeat.make(choice, first, timed=timed)
    made = alone(planner, first, rule, time(19) if timed else None)
    end = first + timedelta(days=120)
    before = planner.plans(first, end)
    changes = []
    for _ in range(data.draw(some.integers(1, 5))):
        seen = planner.plans(first, end)
        if not seen:
            break
        chosen = data.draw(some.sampled_from(seen))
        others = {one.key: one for one in seen if one.key != chosen.key}
        what = data.draw(some.sampled_from(("move", "let_go", "didnt", "from")))
        if what == "move":
            by = data.draw(some.integers(-20, 20))
            changes.append(planner.move(chosen.key, chosen.day + timedelta(days=by), time(8), None))
        elif what == "from":
            changes.append(planner.let_go_from(chosen.key))
            left = planner.plans(first, end)
            assert {one.occurrence for one in left} <= {one.occurrence for one in seen}
            assert all(one.occurrence < chosen.occurrence for one in left)
            continue
        else:
            changes.append((planner.let_go if what == "let_go" else planner.didnt_happen)(chosen.key))
        after = {one.key: one for one in planner.plans(first - timedelta(days=20), end)}
        assert {key: after.get(key) for key in others} == others, "the other times stay as they were"
        assert Planner(planner._store, lambda: NOW).plans(first, end) == planner.plans(first, end)
    for change in reversed(changes):
        assert change.undo is not None
        change.undo()
    assert planner.plans(first, end) == before
    assert planner.get(made.id) == made
    with planner._store.transaction() as db:
        assert db.value("SELECT count(*) FROM occurrence") == 0


@settings(
    max_examples=rounds(25, 1000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    old=choices(),
    new=choices(),
    first=days,
    at=some.sampled_from((None, time(19), time(8, 30))),
    data=some.data(),
)
def test_what_was_done_is_kept_through_every_change_of_the_series(
    planner: Planner, old: Choice, new: Choice, first: date, at: time | None, data: some.DataObject
) -> None:
    made = alone(planner, first, repeat.make(old, first, timed=True), time(19))
    seen = planner.plans(first, first + timedelta(days=200))
    assume(seen)
    done = data.draw(
        some.lists(some.sampled_from(seen), min_size=1, max_size=3, unique_by=lambda one: one.key)
    )
    for one in done:
        planner.keep_line(one.key, f"On {one.day}.", data.draw(some.sampled_from((None, 1, 2, 3))))
    kept = [(one.title, one.begins, one.line, one.closeness) for one in planner.done()]
    assert len(kept) == len(done)
    day = first + timedelta(days=data.draw(some.integers(-30, 30)))
    changed = repeat.make(new, day, timed=at is not None)
    part = None if at else "evening"
    planner.save(replace(made, title="run", day=day, at=at, part=part, repeat=changed, place="park"))
    assert [(one.title, one.begins, one.line, one.closeness) for one in planner.done()] == kept
    planner.move(made.id, day + timedelta(days=3), at, part)
    planner.let_go(made.id)
    assert [(one.title, one.begins, one.line, one.closeness) for one in planner.done()] == kept
    for title, begins, *_ in kept:
        shown = planner.plans(begins.date(), begins.date())
        assert [(one.title, one.begins) for one in shown if one.state == "done"] == [(title, begins)]
