"""Calendar files into the plan: what is read, what is said about the rest, all or nothing, and exactly back."""

import random
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest

from companion.errors import ImportFailed
from companion.interchange import ics_reading, ics_taking
from companion.interchange.ics_lines import LARGEST
from companion.interchange.ics_reading import read
from companion.interchange.ics_taking import look_through, take_in
from companion.interchange.ics_writing import calendar
from companion.planner import Plan, Repeat
from companion.workspace import Workspace, create
from tests.conftest import rounds
from tests.tools.mutate import mutations

CALENDARS = Path(__file__).parent / "calendars"
NOW = datetime(2026, 3, 1, 12)
TABLES = ("plan", "occurrence", "calendar_item", "check_in", "own_idea", "pref", "batch")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _kit = create(tmp_path / "home", passphrase="x", keyring=False, clock=lambda: NOW)
    made.planner.save(replace(made.planner.blank(date(2026, 3, 3)), title="Tea on the step", alias="Tea"))
    yield made
    made.close()


def event(*lines: str, uid: str = "one", start: str = "DTSTART:20260310T190000") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Soup", start, *lines, "END:VEVENT"])


def text(*parts: str, head: str = "VERSION:2.0") -> bytes:
    return ("\r\n".join(["BEGIN:VCALENDAR", head, *parts, "END:VCALENDAR"]) + "\r\n").encode()


def file_of(tmp_path: Path, data: bytes, name: str = "x.ics") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def bring(workspace: Workspace, tmp_path: Path, data: bytes) -> ics_taking.Look:
    look = look_through(workspace, file_of(tmp_path, data))
    take_in(workspace, look, untitled="Something")
    return look


def rows(workspace: Workspace) -> dict[str, list[Any]]:
    with workspace.store.reading() as db:
        return {table: db.all(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}


def whys(data: bytes) -> list[str]:
    return [remark.why for remark in read(data).remarks]


def known(workspace: Workspace, uid: str = "one") -> Plan:
    found = workspace.planner.by_uid(uid)
    assert found is not None
    return found


def starts(workspace: Workspace, first: date, last: date) -> list[str]:
    return [
        f"{plan.begins:%m-%d %H:%M} {plan.title}" for plan in workspace.planner.plans(first, last) if plan.uid
    ]


# -- reading -----------------------------------------------------------------------------------------------


def test_a_series_comes_in_with_its_exceptions_and_edits(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, (CALENDARS / "evenings.ics").read_bytes())
    assert starts(workspace, date(2026, 3, 5), date(2026, 4, 10)) == [
        "03-05 19:00 Evening walk",
        "03-10 19:00 Evening walk",
        "03-14 10:00 Evening walk",
        "03-15 15:00 Evening walk",  # ten in New York, where the clocks have changed already
        "03-19 19:00 Evening walk",
        "03-24 19:00 Evening walk",
        "03-27 20:30 Evening walk",
        "04-02 19:00 Walk, indoors",
        "04-07 19:00 Evening walk",
    ]
    first = workspace.planner.plans(date(2026, 3, 5), date(2026, 3, 5))[0]
    assert (first.place, first.minutes, first.zone) == ("By the lake, north side", 45, "Europe/Berlin")
    assert workspace.planner.plans(date(2026, 12, 31), date(2026, 12, 31))[0].at is not None  # UNTIL included


def test_whole_days_stay_days(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, (CALENDARS / "whole_days.ics").read_bytes())
    away = next(
        plan for plan in workspace.planner.plans(date(2027, 1, 2), date(2027, 1, 2)) if plan.title == "Away"
    )
    assert (away.day, away.end_day, away.at) == (date(2026, 12, 29), date(2027, 1, 2), None)
    assert "02-29 00:00 Birthday" in starts(workspace, date(2028, 2, 1), date(2028, 2, 29))
    assert starts(workspace, date(2027, 2, 1), date(2027, 2, 26))[:1] != ["02-28 00:00 Birthday"]
    assert [line for line in starts(workspace, date(2026, 5, 1), date(2026, 7, 31)) if "31st" in line] == [
        "06-02 00:00 The 31st, later",
        "07-31 00:00 The 31st",
    ]


def test_zones_are_found_by_name_prefix_and_rules() -> None:
    found = {draft.uid: draft.zone for draft in read((CALENDARS / "zones.ics").read_bytes()).drafts}
    assert found == {
        "warm": "Australia/Sydney",
        "windows": "America/Los_Angeles",
        "prefixed": "Asia/Kolkata",
        "utc": "UTC",
        "floating": "",
    }


def test_a_zone_nobody_knows_leaves_the_time_as_written_and_says_so() -> None:
    found = read(text(event(start="DTSTART;TZID=Our house:20260310T190000")))
    assert [(remark.why, remark.detail, remark.left_out) for remark in found.remarks] == [
        ("zone", "Our house", False)
    ]
    assert (found.drafts[0].zone, found.drafts[0].start) == ("", datetime(2026, 3, 10, 19))


def test_rules_that_fit_no_zone_are_not_guessed() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Mars\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0317\n"
        "TZOFFSETTO:+0317\nEND:STANDARD\nEND:VTIMEZONE"
    )
    assert whys(text(zone, event(start="DTSTART;TZID=Mars:20260310T190000"))) == ["zone"]


def test_untidy_files_are_read_all_the_same() -> None:
    found = read((CALENDARS / "untidy.ics").read_bytes())
    assert not found.remarks
    drafts = {draft.uid: draft for draft in found.drafts}
    assert set(drafts) == {"alone/2026-05-05T19:00", "lower", "moved-edit-first"}
    assert drafts["lower"].title == "Small letters; and a fold in the mid dle"
    assert drafts["lower"].zone == "Europe/Berlin"
    [edit] = drafts["moved-edit-first"].edits
    assert (edit.was, edit.title, edit.minutes) == ("2026-06-08T08:00", "A newer edit", 120)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("RRULE:FREQ=SECONDLY;COUNT=10",), "often"),
        (("RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=" + ",".join(map(str, range(60))),), "often"),
        (("RRULE:FREQ=SOMETIMES",), "rule"),
        (("RRULE:FREQ=DAILY;COUNT=99999999999999999999",), "rule"),
        (("RRULE:RSCALE=CHINESE;FREQ=YEARLY",), "rule"),
        (("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"), "several_rules"),
        (("RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"), "several_rules"),
        (("RECURRENCE-ID;RANGE=THISANDFUTURE:20260310T190000",), "this_and_future"),
        (("RDATE:never",), "date"),
        (("DTEND:20270310T190000",), "long"),
    ],
)
def test_what_cannot_be_kept_is_left_out_as_a_whole_and_said(lines: tuple[str, ...], why: str) -> None:
    found = read(text(event(*lines), event(uid="two")))
    assert [(remark.why, remark.left_out, remark.title) for remark in found.remarks] == [(why, True, "Soup")]
    assert [draft.uid for draft in found.drafts] == ["two"]


def test_a_change_from_one_time_on_takes_the_series_with_it() -> None:
    """Half of it would be wrong without anybody seeing it."""
    found = read(text(event("RRULE:FREQ=DAILY"), event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260312T190000")))
    assert not found.drafts
    assert [remark.why for remark in found.remarks] == ["this_and_future"]


@pytest.mark.parametrize(
    "start",
    ["", "DTSTART:", "DTSTART:20260230", "DTSTART:20260310T250000", "DTSTART:00010101", "DTSTART:99991231",
     "DTSTART;VALUE=DATE:2026", "DTSTART;TZID=X:20260310T1900"],
)  # fmt: skip
def test_days_that_do_not_exist_are_said(start: str) -> None:
    assert whys(text(event(start=start))) == ["date"]


def test_broken_lines_and_ends() -> None:
    assert whys(text(event("this is no line", start="DTSTART:20260310"))) == ["line"]
    cut = text(event(), event(uid="two")).split(b"END:VEVENT")[0]
    assert whys(cut) == ["broken"]
    assert whys(text(event().removesuffix("END:VEVENT"), event(uid="two"))) == ["broken"]
    assert whys(text("BEGIN:VTODO\nSUMMARY:Taxes\nEND:VTODO")) == ["task"]


def test_ends_before_beginnings_are_no_reason_to_leave_something_out() -> None:
    found = read(text(event("DTEND:20260310T180000")))
    assert [(remark.why, remark.left_out) for remark in found.remarks] == [("length", False)]
    assert found.drafts[0].minutes is None


def test_an_edit_of_nothing_takes_place_all_the_same() -> None:
    found = read(
        text(
            event("RRULE:FREQ=DAILY;COUNT=2"),
            event("RECURRENCE-ID:20260320T190000", start="DTSTART:20260321T190000"),
        )
    )
    [draft] = found.drafts
    assert draft.repeat is not None
    assert draft.repeat.extra == ("2026-03-20T19:00",)
    assert [(remark.why, remark.left_out) for remark in found.remarks] == [("edit", False)]


@pytest.mark.parametrize(
    ("encoded", "title", "said"),
    [
        ("utf-8-sig", "Thé à deux", []),
        ("utf-16", "Thé à deux", []),
        ("cp1252", "Thé à deux", ["encoding"]),
    ],
)
def test_encodings(encoded: str, title: str, said: list[str]) -> None:
    found = read(text(event().replace("Soup", title)).decode().encode(encoded))
    assert (found.drafts[0].title, [remark.why for remark in found.remarks]) == (title, said)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not_calendar"),
        (b"PK\x03\x04", "not_calendar"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "not_calendar"),
        (b"BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n", "old_calendar"),
        (b"\n" * (LARGEST // 2), "too_large"),
        (b"x" * (LARGEST + 1), "too_large"),
        (text(*["BEGIN:VEVENT\nEND:VEVENT"] * 10_001), "too_many"),
    ],
)
def test_files_that_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(ImportFailed) as refused:
        read(data)
    assert refused.value.facts == {"why": why}


HEAVY = {
    "never true": event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
    "huge count": event("RRULE:FREQ=DAILY;COUNT=999999", *[f"EXDATE:2026{number:04}" for number in range(101, 1229)]),
    "far year": event("RRULE:FREQ=DAILY", start="DTSTART:15000101T000000"),
    "many edits": "\n".join(
        [event("RRULE:FREQ=DAILY;COUNT=999999")]
        + [event(f"RECURRENCE-ID:{date(2026, 3, 10) + timedelta(days=n):%Y%m%d}T190000") for n in range(1_500)]
    ),
    "many zones": "\n".join(
        f"BEGIN:VTIMEZONE\nTZID:z{n}\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        f"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-{n % 4 + 1}SU\n"
        f"TZOFFSETFROM:+0{n % 9}17\nTZOFFSETTO:+0{n % 9}17\nEND:STANDARD\nEND:VTIMEZONE\n"
        + event(uid=f"u{n}", start=f"DTSTART;TZID=z{n}:20260310T190000")
        for n in range(300)
    ),
    "long line": event("RDATE:" + ",".join(["20260310T190000"] * 200_000)),
    "folds": event("SUMMARY:" + "\n x" * 100_000),
    "quotes": event('DTEND;X="' + ";" * 60_000 + ":20260310T200000"),
    "long counts": "\n".join(
        event(f"RRULE:FREQ=DAILY;BYDAY=MO,TU,WE;COUNT={40_000 + n}", uid=f"u{n}")
        + "\n"
        + event("RECURRENCE-ID:20260317T190000", uid=f"u{n}")
        for n in range(3_000)
    ),
    "colons": event('DTEND;X="' + ":" * 60_000, 'DTEND;X="a":' + ":" * 60_000),
    "nested": "BEGIN:VALARM\n" * 50_000 + event(),
}  # fmt: skip


@pytest.mark.parametrize("name", HEAVY)
def test_nothing_takes_more_than_two_seconds(name: str) -> None:
    began = time.process_time()
    with suppress(ImportFailed):
        read(text(HEAVY[name]))
    assert time.process_time() - began < 2


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


def test_every_remark_there_is_has_a_place(workspace: Workspace) -> None:
    """A line for each, so that somebody can look it up in the file."""
    found = read(text(event("DTEND:20260310T180000"), "BEGIN:VTODO\nEND:VTODO", event("RRULE:X", uid="two")))
    assert [remark.line for remark in found.remarks] == sorted(remark.line for remark in found.remarks)
    assert all(remark.line > 0 for remark in found.remarks)


def test_the_draft_of_a_plan_is_bounded() -> None:
    long = "x" * 10_000
    [draft] = read(text(event(f"LOCATION:{long}").replace("Soup", long))).drafts
    assert len(draft.title) == len(draft.place) == ics_reading.LONGEST_TITLE
    assert isinstance(draft, ics_reading.Draft)
    assert Plan("x", draft.title, None, draft.start.date()).title
