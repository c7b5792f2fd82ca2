"""Plans as a calendar file: nothing in it but when, the same bytes for the same plans, and a file that follows the plan."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from companion.errors import NotWritable, UsageError
from companion.interchange import ics_zones
from companion.interchange.ics_keeping import bring_up_to_date, keep_file, kept_file, let_file_be
from companion.interchange.ics_lines import outline
from companion.interchange.ics_vtimezone import vtimezone
from companion.interchange.ics_writing import Choice, Wording, calendar, write_out
from companion.planner import Plan, Repeat
from companion.workspace import Workspace, create

DAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 1, 12)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _kit = create(tmp_path / "home", passphrase="x", keyring=False, clock=lambda: NOW)
    yield made
    made.close()


def put(workspace: Workspace, title: str = "Bath; a long one, with \\ and\tmore", **more: object) -> Plan:
    plan = replace(workspace.planner.blank(DAY), title=title, **more)  # type: ignore[arg-type]
    workspace.planner.save(plan)
    return plan


def written(workspace: Workspace, choice: Choice = Choice(), **more: object) -> str:
    with workspace.store.reading() as db:
        return calendar(db, choice, **more).data.decode()  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def sequence(workspace: Workspace) -> int:
    return int(re.findall(r"SEQUENCE:(\d+)", written(workspace))[0])


TIMED = {"at": time(19), "part": None, "zone": "Europe/Berlin"}


def test_by_default_it_says_when_and_nothing_else(workspace: Workspace) -> None:
    put(workspace, place="At home", invite="Would you?", remind=30, minutes=90, **TIMED)
    lines = unfolded(written(workspace, Choice(wording=Wording("Notes", "Something planned"))))
    start = lines.index("BEGIN:VEVENT")
    told = [line for line in lines[start:] if not line.startswith(("UID", "DTSTAMP", "LAST-MODIFIED"))]
    assert told == [
        "BEGIN:VEVENT",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/Berlin:20260310T190000",
        "DTEND;TZID=Europe/Berlin:20260310T203000",
        "SUMMARY:Something planned",
        "TRANSP:OPAQUE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Something planned",
        "TRIGGER:-PT30M",
        "END:VALARM",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert "TZID:Europe/Berlin" in lines


def test_titles_are_a_choice(workspace: Workspace) -> None:
    put(workspace, place="At home", alias="Tea", **TIMED)
    assert "SUMMARY:Tea" in written(workspace)
    own = unfolded(written(workspace, Choice(titles="own")))
    assert "SUMMARY:Bath\\; a long one\\, with \\\\ and\tmore" in own
    assert "LOCATION:At home" in own
    busy = written(workspace, Choice(titles="busy", wording=Wording(busy="Busy")))
    assert "SUMMARY:Busy" in busy
    assert "Bath" not in busy + written(workspace)
    assert "LOCATION" not in busy + written(workspace)


def test_lines_are_at_most_75_octets_and_end_in_crlf(workspace: Workspace) -> None:
    title = "日本語のとても長い題名" * 12 + "🌙" * 40
    put(workspace, title, **TIMED)
    data = written(workspace, Choice(titles="own")).encode()
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert [line.decode() for line in lines]  # no letter is cut in two
    assert f"SUMMARY:{title}" in unfolded(data.decode())


def test_days_and_parts_of_days(workspace: Workspace) -> None:
    for part, start, end in (
        ("day", ";VALUE=DATE:20260310", ";VALUE=DATE:20260311"),
        ("week", ";VALUE=DATE:20260310", ";VALUE=DATE:20260317"),
        ("evening", ":20260310T180000", ":20260310T235900"),
    ):
        plan = put(workspace, "x", part=part)
        lines = unfolded(written(workspace, ids={plan.id}))
        assert f"DTSTART{start}" in lines
        assert f"DTEND{end}" in lines
        assert "TRANSP:TRANSPARENT" in lines


@pytest.mark.parametrize(("at", "part"), [(time(23, 50), None), (None, "day"), (None, "week")])
def test_the_last_day_there_is_has_no_end(workspace: Workspace, at: time | None, part: str | None) -> None:
    put(workspace, day=date.max, at=at, part=part)
    assert "DTSTART" in written(workspace)
    assert "DTEND" not in written(workspace)


def test_what_was_let_go_or_did_not_happen_is_not_in_it(workspace: Workspace) -> None:
    for state in ("let_go", "didnt"):
        put(workspace, "x", state=state)
    assert "BEGIN:VEVENT" not in written(workspace)


def test_a_series_with_its_exceptions(workspace: Workspace) -> None:
    plan = put(
        workspace,
        "Walk",
        repeat=Repeat("FREQ=DAILY;UNTIL=20260330T235959", extra=("2026-04-02T10:00",)),
        **TIMED,
    )
    planner = workspace.planner
    planner.let_go(f"{plan.id}@2026-03-12T19:00")
    planner.move(f"{plan.id}@2026-03-13T19:00", date(2026, 3, 14), time(8), None)
    lines = unfolded(written(workspace))
    assert "RRULE:FREQ=DAILY;UNTIL=20260330T215959Z" in lines  # summer time by then
    assert "RDATE:20260402T080000Z" in lines
    assert "EXDATE;TZID=Europe/Berlin:20260312T190000" in lines
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20260313T190000" in lines
    assert "DTSTART;TZID=Europe/Berlin:20260314T080000" in lines


def test_the_sequence_grows_with_each_change_and_the_uid_stays(workspace: Workspace) -> None:
    plan = put(workspace, "Walk", repeat=Repeat("FREQ=DAILY"), **TIMED)
    planner = workspace.planner
    seen = [sequence(workspace)]

    def grown() -> None:
        seen.append(sequence(workspace))
        assert seen[-1] > seen[-2]
        assert f"UID:{plan.id}" in written(workspace)

    planner.save(replace(planner.get(plan.id), minutes=20))
    grown()
    planner.let_go(f"{plan.id}@2026-03-12T19:00")
    grown()
    change = planner.move(f"{plan.id}@2026-03-13T19:00", date(2026, 3, 14), time(8), None)
    grown()
    assert change.undo is not None
    change.undo()
    grown()
    planner.save(plan)  # as it was long ago, from somewhere
    grown()
    # A line about it is no other plan.
    before = sequence(workspace)
    planner.save(replace(planner.get(plan.id), invite="Would you?"))
    assert sequence(workspace) == before


def test_the_same_plans_give_the_same_bytes(workspace: Workspace) -> None:
    put(workspace, **TIMED)
    assert written(workspace) == written(workspace)


def test_one_plan_or_all(workspace: Workspace, tmp_path: Path) -> None:
    one = put(workspace, "One")
    put(workspace, "Two")
    target = tmp_path / "one.ics"
    assert write_out(workspace, target, keys={f"{one.id}@2026-03-10"}) == 1
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 1
    assert write_out(workspace, target) == 2


def test_nothing_is_written_into_a_vault(workspace: Workspace) -> None:
    with pytest.raises(UsageError):
        write_out(workspace, workspace.vault.folder / "x.ics")
    with pytest.raises(UsageError):
        keep_file(workspace, workspace.vault.folder / "x.ics", Choice())


ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Jerusalem", "Africa/Casablanca",
         "America/Sao_Paulo", "Asia/Kolkata", "Europe/Dublin", "Pacific/Apia", "America/Santiago", "Asia/Tehran"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(ZONES), at=st.datetimes(datetime(2000, 1, 2), datetime(2034, 12, 30)))
@example(
    name="Africa/Casablanca", at=datetime(2034, 12, 18)
)  # its clocks change by the moon, four times in some years
@example(
    name="Australia/Lord_Howe", at=datetime(2007, 11, 1)
)  # the last year of a rule, ten and a half hours from UTC
def test_a_zone_we_describe_shows_the_worlds_clocks(name: str, at: datetime) -> None:
    text = "\r\n".join(["BEGIN:VCALENDAR", *vtimezone(name, 2000), "END:VCALENDAR"])
    [block] = outline(text.encode()).calendars[0].inside
    onsets = ics_zones._onsets(block, list(range(1999, 2036)))
    moment = at.replace(tzinfo=UTC)
    assert ics_zones._offset_at(onsets, moment) == moment.astimezone(ZoneInfo(name)).utcoffset()


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Asia/Jerusalem", "Australia/Sydney"])
def test_a_zone_with_the_same_rules_each_year_stays_right_for_long(name: str) -> None:
    """A series without an end must not be an hour off in thirty years."""
    text = "\r\n".join(["BEGIN:VCALENDAR", *vtimezone(name, 2026), "END:VCALENDAR"])
    [block] = outline(text.encode()).calendars[0].inside
    assert ics_zones.by_rules(block, [2055, 2056], name) == name
    assert "RDATE" not in text


# -- a file that follows -----------------------------------------------------------------------------------


def test_a_kept_file_follows_the_plan(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "plans.ics"
    change = keep_file(workspace, target, Choice(titles="own"))
    assert target.read_bytes().count(b"BEGIN:VEVENT") == 0
    put(workspace, "Walk")
    assert bring_up_to_date(workspace)
    assert b"SUMMARY:Walk" in target.read_bytes()
    assert not bring_up_to_date(workspace), "written again though nothing had changed"
    target.unlink()
    assert bring_up_to_date(workspace)
    assert not list(tmp_path.glob("*.part*"))
    assert change.undo is not None
    change.undo()
    assert kept_file(workspace) is None
    assert not bring_up_to_date(workspace)


def test_it_is_off_until_asked_for_and_off_again(workspace: Workspace, tmp_path: Path) -> None:
    assert kept_file(workspace) is None
    target = tmp_path / "plans.ics"
    keep_file(workspace, target, Choice())
    let_file_be(workspace)
    before = target.read_bytes()
    put(workspace, "Walk")
    assert not bring_up_to_date(workspace)
    assert target.read_bytes() == before


def test_a_place_that_cannot_be_written_to_is_said_and_nothing_is_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NotWritable):
        keep_file(workspace, tmp_path / "not there" / "plans.ics", Choice())
    assert kept_file(workspace) is None


def test_on_another_computer_nothing_is_written_by_itself(workspace: Workspace, tmp_path: Path) -> None:
    from companion.backup import restore
    from companion.interchange import export_json, import_file

    keep_file(workspace, tmp_path / "plans.ics", Choice())
    workspace.backups.create(tmp_path / "a.zip")
    vault, keys, _kit = restore(
        tmp_path / "a.zip", tmp_path / "b", passphrase="x", new_passphrase="y", keyring=False
    )
    assert keys is not None
    there = Workspace.open(tmp_path / "b", vault, keys)
    assert kept_file(there) is None
    there.close()
    export_json(workspace, tmp_path / "a.json")
    made, _kit = create(tmp_path / "c", passphrase="x", keyring=False)
    import_file(made, tmp_path / "a.json")
    assert kept_file(made) is None
    made.close()


def test_wording_is_kept_with_the_choice(workspace: Workspace, tmp_path: Path) -> None:
    """The window and the command line write the same file, in whatever language it was asked for."""
    words = Wording("Notizen", "Etwas geplant", "Belegt")
    keep_file(workspace, tmp_path / "plans.ics", Choice(wording=words))
    kept = kept_file(workspace)
    assert kept is not None
    assert (kept.choice.wording, kept.path) == (words, tmp_path / "plans.ics")
