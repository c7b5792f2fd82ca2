"""Calendar files as they are read: series and zones, untidy files, and what is said about the rest."""

import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from companion.errors import ImportFailed
from companion.interchange import ics_reading
from companion.interchange.ics_drafts import Draft
from companion.interchange.ics_lines import LARGEST
from companion.interchange.ics_reading import read
from companion.planner import Plan
from companion.workspace import Workspace, create
from tests.companion.calendar_hands import CALENDARS, NOW, bring, event, starts, text, whys


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _kit = create(tmp_path / "home", passphrase="x", keyring=False, clock=lambda: NOW)
    yield made
    made.close()


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


def test_every_remark_there_is_has_a_place(workspace: Workspace) -> None:
    """A line for each, so that somebody can look it up in the file."""
    found = read(text(event("DTEND:20260310T180000"), "BEGIN:VTODO\nEND:VTODO", event("RRULE:X", uid="two")))
    assert [remark.line for remark in found.remarks] == sorted(remark.line for remark in found.remarks)
    assert all(remark.line > 0 for remark in found.remarks)


def test_the_draft_of_a_plan_is_bounded() -> None:
    long = "x" * 10_000
    [draft] = read(text(event(f"LOCATION:{long}").replace("Soup", long))).drafts
    assert len(draft.title) == len(draft.place) == ics_reading.LONGEST_TITLE
    assert isinstance(draft, Draft)
    assert Plan("x", draft.title, None, draft.start.date()).title
