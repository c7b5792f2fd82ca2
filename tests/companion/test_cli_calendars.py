"""Calendars from the command line: in, out, and what is planned, for people who script."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from companion.interchange.ics_keeping import keep_file
from companion.interchange.ics_writing import Choice
from companion.planner import Repeat
from tests.companion.cli_hands import PASS, Said, Shell

CALENDARS = Path(__file__).parent / "calendars"


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path) -> Shell:
    made = Shell(monkeypatch, capsys, home)
    assert made.made().code == 0
    return made


@pytest.fixture
def planned(shell: Shell) -> Shell:
    workspace = shell.workspace()
    planner = workspace.planner
    blank = replace(planner.blank(date(2030, 1, 31)), part=None)
    walk = Repeat("FREQ=WEEKLY;COUNT=3")
    plans = [
        replace(
            blank,
            id="walk",
            title="Walk\tby the lake",
            at=time(19),
            minutes=45,
            zone="Europe/Berlin",
            repeat=walk,
        ),
        replace(blank, id="call", title="Call", at=time(7), zone=""),
        replace(blank, id="away", title="Away", part="day", end_day=date(2030, 2, 2)),
        replace(blank, id="gone", title="Let go", part="day", state="let_go"),
    ]
    for plan in plans:
        planner.save(plan)
    workspace.close()
    return shell


def lines(said: Said) -> list[str]:
    assert (said.code, said.err) == (0, "")
    return said.out.splitlines()


def test_what_is_planned_one_occurrence_a_line(planned: Shell) -> None:
    assert lines(planned.open("plans", "--from", "2030-01-31", "--to", "2030-02-07")) == [
        "2030-01-31\t2030-02-03\tall-day\tAway\taway",
        "2030-01-31T07:00:00\t2030-01-31T08:00:00\ttimed\tCall\tcall",
        "2030-01-31T19:00:00+01:00\t2030-01-31T19:45:00+01:00\ttimed\tWalk by the lake\twalk",
        "2030-02-07T19:00:00+01:00\t2030-02-07T19:45:00+01:00\ttimed\tWalk by the lake\twalk",
    ]


def test_what_is_planned_as_json_lines(planned: Shell) -> None:
    import json

    found = [
        json.loads(line)
        for line in lines(planned.open("plans", "--from", "2030-01-31", "--to", "2030-01-31", "--json"))
    ]
    assert found[0] == {
        "start": "2030-01-31",
        "end": "2030-02-03",
        "all_day": True,
        "title": "Away",
        "uid": "away",
    }
    assert found[2]["title"] == "Walk\tby the lake"
    assert [one["all_day"] for one in found] == [True, False, False]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("plans", "--from", "2030-02-30", "--to", "2030-03-01"), "A day is written as"),
        (("plans", "--from", "2030-03-02", "--to", "2030-03-01"), "before the first"),
        (("plans", "--from", "2030-03-02"), "--to"),
        (("ics",), "required"),
    ],
)
def test_wrong_words_are_one_sentence_and_exit_two(planned: Shell, words: tuple[str, ...], part: str) -> None:
    said = planned.open(*words)
    assert (said.code, said.out) == (2, "")
    assert part in said.err
    assert said.err.count("\n") == 1


def test_plans_go_out_with_neutral_titles_and_come_home_unchanged(planned: Shell, tmp_path: Path) -> None:
    out = tmp_path / "plans.ics"
    assert planned.open("ics", out, "--json").json == {"plans": 3}
    data = out.read_bytes()
    assert b"lake" not in data
    assert data.count(b"SUMMARY:Something planned") == 3
    assert planned.open("ics", out).code == 2  # nobody to ask whether it may go
    assert planned.open("import", out, "--json").json == {
        "added": 0,
        "updated": 0,
        "skipped": 3,
        "problems": [],
    }


def test_a_calendar_comes_in_and_twice_adds_nothing(shell: Shell) -> None:
    file = CALENDARS / "evenings.ics"
    dry = shell.open("import", file, "--dry-run", "--json").json
    assert dry == {"added": 1, "updated": 0, "skipped": 0, "problems": []}
    assert shell.open("import", file, "--format", "ics", "--json").json == dry
    assert shell.open("import", file, "--json").json == dry | {"added": 0, "skipped": 1}
    found = lines(shell.open("plans", "--from", "2026-03-01", "--to", "2026-03-31"))
    assert len(found) == 7
    assert found[-1].startswith(
        "2026-03-27T20:30:00+01:00\t2026-03-27T22:00:00+01:00\ttimed\tEvening walk\tevenings"
    )


def test_what_is_left_out_has_a_place_and_a_reason(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "x.dat"
    event = "BEGIN:VEVENT\nUID:{}\nSUMMARY:x\nDTSTART;TZID=Our house:20300131T190000\n{}\nEND:VEVENT\n"
    file.write_text(
        "BEGIN:VCALENDAR\n" + event.format(1, "RRULE:FREQ=SECONDLY") + event.format(2, "") + "END:VCALENDAR\n"
    )
    said = lines(shell.open("import", file))
    assert said == [
        "Added: 1. Updated: 0. Here already: 0.",
        "Not quite as in the file: line 2 has a time zone that is not known here; its times are kept as written.",
        "Left out: line 2 repeats more often than four times an hour.",
    ]


@pytest.mark.parametrize(
    ("data", "part"),
    [
        ("nothing of the kind", "not a calendar"),
        ("BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n", "vCalendar 1.0"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * 10_001, "10,000"),
    ],
)
def test_what_is_no_calendar_is_one_sentence(shell: Shell, tmp_path: Path, data: str, part: str) -> None:
    file = tmp_path / "x.ics"
    file.write_text(data)
    said = shell.open("import", file)
    assert (said.code, said.out) == (1, "")
    assert part in said.err
    assert said.err.count("\n") == 1
    assert shell.open("import", tmp_path / "none.ics").code == 1


def test_an_import_brings_the_kept_file_up_to_date(shell: Shell, tmp_path: Path) -> None:
    kept = tmp_path / "kept.ics"
    workspace = shell.workspace()
    keep_file(workspace, kept, Choice())
    workspace.close()
    before = kept.read_bytes()
    assert shell.open("import", CALENDARS / "evenings.ics").code == 0
    assert kept.read_bytes() != before
    kept.unlink()
    kept.mkdir()
    said = shell.open("import", CALENDARS / "zones.ics")
    assert (said.code, "could not be written" in said.err) == (0, True)


def test_a_calendar_on_standard_words_only(companion, home: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The real command, in a process of its own."""
    assert companion("new", "--no-keyring", "--passphrase-stdin", stdin=PASS).returncode == 0
    done = companion("import", CALENDARS / "zones.ics", "--passphrase-stdin", stdin=PASS)
    assert (done.returncode, done.stderr) == (0, "")
    done = companion("ics", tmp_path / "out.ics", "--passphrase-stdin", stdin=PASS)
    assert (done.returncode, done.stdout) == (0, "Plans: 5. What was written is not encrypted.\n")
