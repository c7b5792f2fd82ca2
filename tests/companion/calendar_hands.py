"""What the tests of calendars share: events and files of a few words, and what a vault has of them."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from companion.interchange import ics_taking
from companion.interchange.ics_reading import read
from companion.interchange.ics_taking import look_through, take_in
from companion.planner import Plan
from companion.workspace import Workspace

CALENDARS = Path(__file__).parent / "calendars"
NOW = datetime(2026, 3, 1, 12)
TABLES = ("plan", "occurrence", "calendar_item", "check_in", "own_idea", "pref", "batch")


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
