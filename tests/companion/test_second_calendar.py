"""A second opinion on calendars: libical, which shares no line with us, computes the same files over ten years.

Where the two disagree, the paragraph of RFC 5545 behind it is named here, or the test fails. `COMPANION_CALENDARS` names
a folder with calendars of other people, which stay out of the repository.
"""

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from companion import zones
from companion.interchange import ics_zones
from companion.interchange.ics_drafts import Draft, Remark, split_uid
from companion.interchange.ics_lines import Block, outline
from companion.interchange.ics_reading import read
from companion.interchange.ics_taking import look_through, take_in
from companion.interchange.ics_vtimezone import vtimezone
from companion.interchange.ics_writing import calendar
from companion.planner import rules
from companion.workspace import Workspace, create

CALENDARS = Path(__file__).parent / "calendars"
TOOL = Path(__file__).parent.parent / "tools" / "libical_says.py"
PYTHON = "/usr/bin/python3"
YEARS = 10

pytestmark = [
    pytest.mark.ical,
    pytest.mark.skipif(
        subprocess.run(
            [PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"],
            capture_output=True,
            check=False,
        ).returncode
        != 0
        if Path(PYTHON).exists()
        else True,
        reason="libical's bindings are not installed",
    ),
]

OURS = sorted(CALENDARS.glob("*.ics"))
THEIRS = (
    sorted(Path(os.environ["COMPANION_CALENDARS"]).glob("*.ics"))
    if "COMPANION_CALENDARS" in os.environ
    else []
)

Occurrence = tuple[str, str]
"""UID and start: in UTC, or as written where it floats or is a day."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _kit = create(tmp_path / "home", passphrase="x", keyring=False)
    yield made
    made.close()


def libical(file: Path, first: int, last: int) -> set[Occurrence]:
    command = [PYTHON, TOOL, file, str(first), str(last)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return {(uid, start) for uid, start, _end in json.loads(done.stdout)["occurrences"]}


def ours(workspace: Workspace, first: int, last: int) -> set[Occurrence]:
    """What the planner shows, from the vault, asked as a page asks."""
    found = set()
    low, high = datetime(first, 1, 1), datetime(last + 1, 1, 1)
    for year in range(first - 1, last + 2):
        for plan in workspace.planner.plans(date(year, 1, 1), date(year, 12, 31)):
            start = plan.begins
            if plan.at is not None and zones.zone(plan.zone) is not None:
                start = zones.moment(start, plan.zone).replace(tzinfo=None)
            if low <= start < high:
                found.add((split_uid(plan.uid)[0], start.isoformat()))
    return found


@dataclass(frozen=True)
class Subject:
    """One UID: what we made of it, and its lines in the file."""

    uid: str
    draft: Draft | None
    blocks: list[Block]
    remarks: list[Remark]

    def says(self, name: str) -> list[str]:
        return [line.value for block in self.blocks for line in block.all(name)]

    def values(self, name: str) -> list[str]:
        return [line.params.get("VALUE", "") for block in self.blocks for line in block.all(name)]

    def tzids(self) -> set[str]:
        names = ("DTSTART", "RECURRENCE-ID", "RDATE", "EXDATE")
        return {
            line.params["TZID"]
            for block in self.blocks
            for name in names
            for line in block.all(name)
            if "TZID" in line.params
        }


def _unknown_zone(subject: Subject) -> bool:
    return any(remark.why == "zone" for remark in subject.remarks)


def _out_of_step(subject: Subject) -> bool:
    """A DTSTART that is none of its own rule's times."""
    draft = subject.draft
    if draft is None or draft.repeat is None or not draft.repeat.rule:
        return False
    return not list(rules._matching(rules._days(draft.repeat.rule, draft.start), draft.start, draft.start))


def _until_of_another_kind(subject: Subject) -> bool:
    return any(
        ("T" not in value.partition("UNTIL=")[2].partition(";")[0])
        != bool(subject.draft and subject.draft.whole_day)
        for value in subject.says("RRULE")
        if "UNTIL=" in value
    )


def _until_before_start(subject: Subject) -> bool:
    return any(
        value.partition("UNTIL=")[2][:8] < subject.says("DTSTART")[0][:8]
        for value in subject.says("RRULE")
        if "UNTIL=" in value
    )


def _rare_parts(subject: Subject) -> bool:
    """BYWEEKNO, and BYDAY with BYMONTHDAY in years: libical 3.0 gives fewer times than the table of the RFC."""
    return any(
        "BYWEEKNO" in value or ("YEARLY" in value and "BYMONTHDAY" in value and "BYDAY" in value)
        for value in subject.says("RRULE")
    )


def _hours(subject: Subject) -> bool:
    return any("HOURLY" in value or "MINUTELY" in value for value in subject.says("RRULE"))


REASONS: dict[str, Callable[[Subject], bool]] = {
    "3.8.4.7: UID must be there; without one we make one up": lambda subject: not subject.says("UID"),
    "3.2.19: no zone is known by this TZID, and there is no rule for it that fits one": _unknown_zone,
    "3.8.5.2: libical reads no RDATE that is a period": lambda subject: (
        "PERIOD" in subject.values("RDATE") or any("/" in value for value in subject.says("RDATE"))
    ),
    "3.8.5.2: libical does not look at the zone of an RDATE": lambda subject: (
        bool(subject.says("RDATE")) and bool(subject.tzids())
    ),
    "3.8.5.2: RDATE has the kind of DTSTART": lambda subject: any(
        value.endswith("Z") and len(value) == 9 for value in subject.says("RDATE")
    ),
    "3.8.4.4: RECURRENCE-ID has the kind of DTSTART": lambda subject: (
        {len(value) > 9 for value in subject.says("RECURRENCE-ID")}
        != {len(value) > 9 for value in subject.says("DTSTART")}
        and bool(subject.says("RECURRENCE-ID"))
    ),
    "3.8.5.3: what DTSTART means is open where it is none of its rule's times; for us it is the first": _out_of_step,
    "3.3.10: UNTIL has the kind of DTSTART": _until_of_another_kind,
    "3.3.10: UNTIL before DTSTART; DTSTART is the first instance": _until_before_start,
    "3.3.10: the table of BYxxx parts": _rare_parts,
    "3.3.5: hours that come twice or not at all": _hours,
}


LEFT_OUT = "what we cannot keep is left out as a whole, and said"
CLOCKS = "3.6.5: the VTIMEZONE in the file says something else than the world's clocks, or is missing"


def reason(subject: Subject, mine: set[str], theirs: set[str]) -> str:
    if not mine and any(remark.left_out for remark in subject.remarks) and theirs:
        return LEFT_OUT
    return next((text for text, holds in REASONS.items() if holds(subject)), "")


def with_the_worlds_clocks(data: bytes) -> bytes:
    """The same file with each zone described as it is: where both agree on it, only the VTIMEZONE was between them."""
    text = data.decode("utf-8-sig", "replace")
    used = {found.strip('"') for found in re.findall(r"TZID=(\"[^\"]*\"|[^:;]*)", text)}
    described = dict(_described(data))
    text = re.sub(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r?\n", "", text, flags=re.DOTALL)
    parts = []
    for tzid in used:
        name = ics_zones.by_name(tzid)
        if name is None and tzid in described:
            name = next(
                filter(None, (ics_zones.by_rules(described[tzid], [year], tzid) for year in (2005, 2015))),
                None,
            )
        if name is not None:
            lines = (f"TZID:{tzid}" if line.startswith("TZID:") else line for line in vtimezone(name, 1970))
            parts.append("\r\n".join(lines) + "\r\n")
    return re.sub(r"(BEGIN:VEVENT)", "".join(parts).replace("\\", "") + r"\1", text, count=1).encode()


def _described(data: bytes) -> Iterator[tuple[str, Block]]:
    for whole in outline(data).calendars:
        for block in whole.inside:
            tzid = block.get("TZID") if block.kind == "VTIMEZONE" else None
            if tzid is not None:
                yield tzid.value.strip(), block


def times(uid: str, found: set[Occurrence]) -> set[str]:
    return {start for name, start in found if name == uid}


def subjects(data: bytes) -> dict[str, Subject]:
    found = read(data)
    drafts = {draft.uid: draft for draft in found.drafts}
    blocks: dict[str, list[Block]] = {}
    for whole in outline(data).calendars:
        for block in whole.inside:
            if block.kind == "VEVENT":
                uid = block.get("UID")
                name = uid.value.strip() if uid is not None else ""
                blocks.setdefault(name, []).append(block)
    lines = {block.number: name for name, its in blocks.items() for block in its}
    remarks: dict[str, list[Remark]] = {}
    for remark in found.remarks:
        remarks.setdefault(lines.get(remark.line, ""), []).append(remark)
    return {name: Subject(name, drafts.get(name), its, remarks.get(name, [])) for name, its in blocks.items()}


def series_of(uid: str, known: dict[str, Subject]) -> str:
    """The UID in the file: one that was made up has none."""
    return "" if uid not in known and "" in known else uid


@pytest.mark.parametrize("file", OURS + THEIRS, ids=lambda path: path.stem[-60:])
def test_the_same_times_as_libical_over_ten_years(
    workspace: Workspace, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = file.read_bytes()
    if file in THEIRS and b"BEGIN:VCALENDAR" not in data:
        pytest.skip("not a calendar but a piece of one (3.4)")
    look = look_through(workspace, file)
    years = [step.draft.start.year for step in look.steps if step.draft.start.year >= 1970]
    if b"\r" in data and b"\n" not in data:
        pytest.skip("libical ends a line at a line feed only (3.1)")
    first = min(years, default=2026)
    take_in(workspace, look)
    mine = ours(workspace, first, first + YEARS - 1)
    known = subjects(data)
    mine = {(series_of(uid, known), start) for uid, start in mine}
    second = libical(file, first, first + YEARS - 1)
    named = {}
    if mine != second:
        other = tmp_path / "clocks.ics"
        other.write_bytes(with_the_worlds_clocks(data))
        clocks = libical(other, first, first + YEARS - 1)
        for uid in {uid for uid, _start in mine ^ second}:
            subject = known.get(uid)
            one, two, three = (times(uid, found) for found in (mine, second, clocks))
            named[uid] = CLOCKS if one == three else reason(subject, one, two) if subject else ""
    nameless = {
        uid: (times(uid, mine) - times(uid, second), times(uid, second) - times(uid, mine))
        for uid in named
        if not named[uid]
    }
    assert not nameless
    with capsys.disabled():
        if file in THEIRS:
            print(
                f"\n{file.name}: {len(mine & second)} the same, {len(mine ^ second)} not; {sorted(set(named.values()))}"
            )


def test_our_exports_are_read_the_same_by_libical(workspace: Workspace, tmp_path: Path) -> None:
    """Out again from the vault: the same times, and nothing that libical objects to."""
    for file in OURS:
        take_in(workspace, look_through(workspace, file))
    with workspace.store.reading() as db:
        data = calendar(db).data
    out = tmp_path / "out.ics"
    out.write_bytes(data)
    mine = ours(workspace, 2026, 2026 + YEARS - 1)
    assert len(mine) > 1_000
    assert mine == libical(out, 2026, 2026 + YEARS - 1)
    command = [PYTHON, TOOL, out, "2026", "2026"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(done.stdout)["errors"] == 0
