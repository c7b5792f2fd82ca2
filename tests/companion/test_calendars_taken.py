"""Calendar files into the plan: all or nothing, twice nothing, and exactly back; and whatever damage there is."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest

from companion.errors import ImportFailed
from companion.interchange import ics_taking
from companion.interchange.ics_taking import look_through, take_in
from companion.interchange.ics_writing import calendar
from companion.planner import Repeat
from companion.workspace import Workspace, create
from tests.companion.calendar_hands import CALENDARS, NOW, bring, event, file_of, known, rows, text
from tests.conftest import rounds
from tests.tools.mutate import mutations


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _kit = create(tmp_path / "home", passphrase="x", keyring=False, clock=lambda: NOW)
    made.planner.save(replace(made.planner.blank(date(2026, 3, 3)), title="Tea on the step", alias="Tea"))
    yield made
    made.close()


# -- into the plan -----------------------------------------------------------------------------------------


def test_a_look_changes_nothing_and_says_what_would_be(workspace: Workspace, tmp_path: Path) -> None:
    before = rows(workspace)
    look = look_through(workspace, file_of(tmp_path, text(event(), event("RRULE:FREQ=NO", uid="two"))))
    assert (look.count("added"), look.count("updated"), [remark.why for remark in look.remarks]) == (
        1,
        0,
        ["rule"],
    )
    assert rows(workspace) == before


def many(tmp_path: Path, count: int = 300) -> Path:
    return file_of(tmp_path, text(*(event(uid=f"u{number}") for number in range(count))), "many.ics")


def test_nothing_of_a_calendar_is_there_before_all_of_it_is(workspace: Workspace, tmp_path: Path) -> None:
    before = rows(workspace)
    taking = ics_taking.Taking(workspace, look_through(workspace, many(tmp_path)))
    steps = 1
    while taking.step(0.001):
        steps += 1
        assert rows(workspace) == before
    assert steps > 3
    assert rows(workspace) == before
    change = taking.finish()
    assert len(rows(workspace)["plan"]) == len(before["plan"]) + 300
    assert change.undo is not None
    change.undo()
    assert rows(workspace) == before


def test_step_by_step_is_the_same_as_at_once(workspace: Workspace, tmp_path: Path) -> None:
    with_edits = text(
        event("RRULE:FREQ=DAILY;COUNT=5"),
        event("RECURRENCE-ID:20260311T190000", start="DTSTART:20260311T200000"),
        *(event(uid=f"u{number}") for number in range(40)),
    )
    apart = {"id", "plan", "created", "changed"}

    def shown() -> list[Any]:
        with workspace.store.reading() as db:
            names = [name for (name,) in db.all("SELECT name FROM pragma_table_info('plan')")]
            kept = [name for name in names if name not in apart]
            return db.all(f"SELECT {', '.join(kept)} FROM plan ORDER BY uid, day")

    change = take_in(workspace, look_through(workspace, file_of(tmp_path, with_edits)))
    at_once = shown()
    assert change.undo is not None
    change.undo()
    taking = ics_taking.Taking(
        workspace, look_through(workspace, file_of(tmp_path, with_edits)), untitled="…"
    )
    while taking.step(0):
        pass
    taking.finish()
    assert shown() == at_once


def test_a_calendar_that_is_left_in_the_middle_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    before = rows(workspace)
    file = many(tmp_path)
    for _ in range(2):
        taking = ics_taking.Taking(workspace, look_through(workspace, file))
        assert taking.step(0)
        taking.drop()
        assert rows(workspace) == before
    taking = ics_taking.Taking(workspace, look_through(workspace, file))
    while taking.step(1):
        pass
    taking.finish()
    assert len(rows(workspace)["calendar_item"]) == 300


def test_a_plan_somebody_used_since_stays_when_its_calendar_is_taken_back(tmp_path: Path) -> None:
    moments = iter(range(10_000))
    made, _kit = create(
        tmp_path / "moving",
        passphrase="x",
        keyring=False,
        clock=lambda: NOW + timedelta(seconds=next(moments)),
    )
    events = text(event("RRULE:FREQ=DAILY;COUNT=5"), *(event(uid=uid) for uid in ("two", "three")))
    change = take_in(made, look_through(made, file_of(tmp_path, events)))
    made.planner.keep_line(f"{known(made).id}@2026-03-11T19:00", "It was warm.", 3)
    made.planner.let_go(known(made, "two").id)
    kept = rows(made)
    assert change.undo is not None
    change.undo()
    after = rows(made)
    assert after["occurrence"] == kept["occurrence"]
    assert {row[0] for row in after["plan"]} == {known(made).id, known(made, "two").id}
    assert made.planner.by_uid("three") is None
    assert made.health().problems == ()
    made.close()


def test_what_came_in_meanwhile_does_not_come_in_twice(workspace: Workspace, tmp_path: Path) -> None:
    taking = ics_taking.Taking(workspace, look_through(workspace, many(tmp_path, 20)))
    while taking.step(1):
        pass
    bring(workspace, tmp_path, text(event(uid="u3"), event(uid="u4")))
    kept = [known(workspace, uid).id for uid in ("u3", "u4")]
    change = taking.finish()
    assert [known(workspace, uid).id for uid in ("u3", "u4")] == kept
    assert len(change.ids) == 18
    assert len(rows(workspace)["plan"]) == 21


@pytest.mark.parametrize("name", ["evenings", "whole_days", "zones", "untidy"])
def test_one_undo_takes_all_of_it_back_row_by_row(workspace: Workspace, tmp_path: Path, name: str) -> None:
    before = rows(workspace)
    change = take_in(workspace, look_through(workspace, CALENDARS / f"{name}.ics"))
    assert rows(workspace) != before
    assert change.undo is not None
    change.undo()
    assert rows(workspace) == before


def test_undo_brings_back_what_an_update_replaced(workspace: Workspace, tmp_path: Path) -> None:
    series = text(
        event("RRULE:FREQ=DAILY;COUNT=5"),
        event("RECURRENCE-ID:20260311T190000", start="DTSTART:20260311T200000"),
    )
    bring(workspace, tmp_path, series)
    plan = known(workspace)
    workspace.planner.keep_line(f"{plan.id}@2026-03-12T19:00", "Warm hands.", 2)
    before = rows(workspace)
    look = look_through(workspace, file_of(tmp_path, text(event("RRULE:FREQ=WEEKLY", "SEQUENCE:1"))))
    change = take_in(workspace, look)
    assert look.count("updated") == 1
    assert change.undo is not None
    change.undo()
    assert rows(workspace) == before


def test_the_same_file_twice_adds_nothing(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("evenings", "whole_days", "zones", "untidy"):
        data = (CALENDARS / f"{name}.ics").read_bytes()
        bring(workspace, tmp_path, data)
        before = rows(workspace)
        look = bring(workspace, tmp_path, data)
        assert not look.changes_something
        assert rows(workspace) == before


def test_a_changed_file_updates_and_an_older_one_does_not(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, text(event("SEQUENCE:2", "LAST-MODIFIED:20260101T000000Z")))
    older = text(event("SEQUENCE:1", start="DTSTART:20260311T190000"))
    assert bring(workspace, tmp_path, older).count("older") == 1
    earlier = text(event("SEQUENCE:2", "LAST-MODIFIED:20250101T000000Z", start="DTSTART:20260311T190000"))
    assert bring(workspace, tmp_path, earlier).count("older") == 1
    # Many programs change an event and leave its numbers alone.
    quiet = text(event("SEQUENCE:2", "LAST-MODIFIED:20260101T000000Z", start="DTSTART:20260312T190000"))
    assert bring(workspace, tmp_path, quiet).count("updated") == 1
    assert known(workspace).day == date(2026, 3, 12)


def test_what_somebody_did_here_stays_when_the_calendar_changes(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, text(event("RRULE:FREQ=DAILY"), event(uid="two")))
    one, two = known(workspace), known(workspace, "two")
    workspace.planner.let_go(f"{one.id}@2026-03-11T19:00")
    workspace.planner.keep_line(f"{one.id}@2026-03-12T19:00", "Warm hands.", 2)
    workspace.planner.let_go(two.id)
    bring(
        workspace,
        tmp_path,
        text(event("RRULE:FREQ=DAILY", "LOCATION:Home"), event("LOCATION:Home", uid="two")),
    )
    assert workspace.planner.get(f"{one.id}@2026-03-12T19:00").line == "Warm hands."
    assert workspace.planner.get(f"{one.id}@2026-03-11T19:00").state == "let_go"
    assert workspace.planner.get(two.id).state == "let_go"
    assert workspace.planner.get(one.id).place == "Home"


def test_cancelled_events_are_skipped_or_removed(workspace: Workspace, tmp_path: Path) -> None:
    cancelled = text(event("STATUS:CANCELLED", "SEQUENCE:1"))
    look = bring(workspace, tmp_path, cancelled)
    assert ([remark.why for remark in look.remarks], look.changes_something) == (["cancelled"], False)
    bring(workspace, tmp_path, text(event()))
    assert workspace.planner.by_uid("one") is not None
    assert bring(workspace, tmp_path, cancelled).count("removed") == 1
    assert workspace.planner.by_uid("one") is None
    bring(workspace, tmp_path, text(event(uid="two")))
    bring(workspace, tmp_path, text(event(uid="two"), head="METHOD:CANCEL"))
    assert workspace.planner.by_uid("two") is None


def test_what_was_done_is_not_removed_with_its_event(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, text(event()))
    plan = known(workspace)
    workspace.planner.keep_line(plan.id, "Warm hands.", 2)
    bring(workspace, tmp_path, text(event("STATUS:CANCELLED")))
    assert workspace.planner.get(plan.id).line == "Warm hands."


def test_events_without_a_title_get_the_given_word(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, text(event().replace("SUMMARY:Soup", "SUMMARY:")))
    assert known(workspace).title == "Something"


def test_a_failure_in_the_middle_leaves_nothing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(workspace)
    look = look_through(workspace, CALENDARS / "zones.ics")
    real, calls = ics_taking.rows.put, []

    def failing(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 3:
            raise OSError("the disk is gone")
        real(*arguments)

    monkeypatch.setattr(ics_taking.rows, "put", failing)
    with pytest.raises(OSError, match="gone"):
        take_in(workspace, look)
    assert rows(workspace) == before


# -- our own, coming home ----------------------------------------------------------------------------------


def own_plans(workspace: Workspace) -> None:
    planner = workspace.planner
    day = date(2026, 3, 10)
    walks = Repeat("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T235959", extra=("2026-03-12T19:00",))
    months = Repeat("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271231", gone=("2026-04-14",))
    blank = planner.blank(day)
    for plan in (
        replace(blank, id="walk", title="Walk", at=clock(19), part=None, minutes=45, zone="Europe/Berlin",
                repeat=walks, remind=30),
        replace(blank, id="quiet", title="Quiet hour", part="evening", repeat=Repeat("FREQ=DAILY;COUNT=9")),
        replace(blank, id="week", title="Some time", part="week"),
        replace(blank, id="away", title="Away", part="day", end_day=date(2026, 3, 14)),
        replace(blank, id="call", title="Call", at=clock(7), part=None, zone=""),
        replace(blank, id="months", title="Months", part="day", repeat=months),
    ):  # fmt: skip
        planner.save(plan)
    planner.move("walk@2026-03-17T19:00", date(2026, 3, 18), clock(20, 30), None)
    planner.let_go("walk@2026-03-24T19:00")
    planner.keep_line("walk@2026-03-31T19:00", "Cold, good.", 2)
    planner.let_go("quiet@2026-03-12")


def test_our_own_export_imported_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    own_plans(workspace)
    bring(workspace, tmp_path, (CALENDARS / "evenings.ics").read_bytes())
    bring(workspace, tmp_path, (CALENDARS / "zones.ics").read_bytes())
    before = rows(workspace)
    with workspace.store.reading() as db:
        data = calendar(db).data
    look = bring(workspace, tmp_path, data)
    assert [(step.draft.uid, step.what) for step in look.steps if step.what != "same"] == []
    assert not look.remarks
    assert rows(workspace) == before


def test_a_plan_moved_elsewhere_takes_its_time_and_keeps_its_words(
    workspace: Workspace, tmp_path: Path
) -> None:
    own_plans(workspace)
    with workspace.store.reading() as db:
        data = calendar(db, ids={"call"}).data
    look = bring(
        workspace,
        tmp_path,
        data.replace(b"20260310T07", b"20260311T09").replace(b"20260310T08", b"20260311T10"),
    )
    assert look.count("updated") == 1
    call = workspace.planner.get("call")
    assert (call.day, call.at, call.title) == (date(2026, 3, 11), clock(9), "Call")
    # and the file from before is older now
    assert bring(workspace, tmp_path, data).count("older") == 1


def test_what_was_let_go_does_not_come_back_with_an_old_export(workspace: Workspace, tmp_path: Path) -> None:
    own_plans(workspace)
    with workspace.store.reading() as db:
        data = calendar(db).data
    workspace.planner.let_go("call")
    assert not bring(workspace, tmp_path, data).count("added", "updated")
    assert workspace.planner.get("call").state == "let_go"


# -- whatever comes ----------------------------------------------------------------------------------------

PIECES = [
    piece.encode()
    for piece in ("\r\n", "\r\n ", "\n\n", "\r", ";TZID=", ";VALUE=DATE", ";VALUE=PERIOD", ",", "Z")
] + [
    *(b"\x00", b"\xff\xfe", b"\xe2\x80\xa8"),
    *(
        f"{line}\r\n".encode()
        for line in (
            *(
                "BEGIN:VEVENT",
                "END:VEVENT",
                "END:VCALENDAR",
                "BEGIN:VCALENDAR",
                "BEGIN:VTIMEZONE",
                "UID:",
                "TZID:",
            ),
            *("RRULE:FREQ=SECONDLY", "RRULE:FREQ=DAILY;COUNT=2147483647", "RRULE:FREQ=DAILY;INTERVAL=999999"),
            *("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "DTSTART:00000000", "DTSTART;VALUE=DATE:25001231"),
            *("DURATION:P99999W", "DTEND:15000101T000000Z", "RECURRENCE-ID:20260310", "EXDATE:20260310"),
            *("RECURRENCE-ID;RANGE=THISANDFUTURE:20260310T190000", "RDATE:20260310/P1D", "STATUS:CANCELLED"),
            *(
                "METHOD:CANCEL",
                "SEQUENCE:-1",
                "TZOFFSETTO:+9999",
                "DTSTART;TZID=Europe/Berlin:20260329T023000",
            ),
        )
    ),
]


def mutated(count: int) -> Iterator[bytes]:
    """Damage of every kind, and words of the language itself in the wrong places."""
    rng = random.Random(count)
    sources = [path.read_bytes() for path in sorted(CALENDARS.glob("*.ics"))]
    damage = [mutations(data, count, seed=place) for place, data in enumerate(sources)]
    for number in range(count):
        place = number % len(sources)
        if number % 2:
            yield next(damage[place])[1]
            continue
        data = sources[place]
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data))
            data = data[:at] + rng.choice(PIECES) + data[at + rng.choice((0, 0, 1, 9)) :]
        yield data


def test_mutated_calendars_give_clear_errors_and_leave_the_plan_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = rows(workspace)
    refused, taken = set(), 0
    for data in mutated(rounds(100, 5_000)):
        began = time.process_time()
        try:
            look = look_through(workspace, file_of(tmp_path, data))
        except ImportFailed as error:
            refused.add(error.facts["why"])
        else:
            assert rows(workspace) == before
            change = take_in(workspace, look)
            workspace.planner.plans(date(2026, 3, 1), date(2026, 12, 31))
            with workspace.store.reading() as db:
                calendar(db)
            assert change.undo is not None
            change.undo()
            taken += 1
        assert time.process_time() - began < 2, "a calendar took longer than anybody waits"
        assert rows(workspace) == before
    assert refused <= {"not_calendar", "old_calendar", "too_large", "too_many"}
    assert taken > rounds(50, 2_500)
