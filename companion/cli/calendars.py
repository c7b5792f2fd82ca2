"""The commands that speak with calendars: a calendar file in and out, and what is planned, one a line."""

import json
from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from companion.errors import CompanionError, UsageError

if TYPE_CHECKING:
    from companion.cli.commands import Cards
    from companion.interchange import Outcome
    from companion.planner import Plan
    from companion.workspace import Workspace

_SHOWN = ("planned", "done")


def is_calendar(file: Path) -> bool:
    """Whether to read it as one: by its name, or by how it begins."""
    if file.suffix.lower() in (".ics", ".ical", ".ifb", ".icalendar"):
        return True
    from companion.interchange import ics_taking

    return ics_taking.is_calendar(file)


def bring_in(workspace: "Workspace", file: Path, *, dry_run: bool) -> "Outcome":
    """A calendar into the plan, or only what would become of it."""
    from companion.interchange import Outcome, Problem
    from companion.interchange.ics_taking import look_through, take_in

    look = look_through(workspace, file)
    if not dry_run:
        take_in(workspace, look, untitled="Something planned")
    where = (f"line {remark.line}" if remark.line else "the file" for remark in look.remarks)
    problems = [Problem(place, remark.why) for place, remark in zip(where, look.remarks, strict=True)]
    return Outcome(
        look.count("added"), look.count("updated", "removed"), look.count("same", "older"), problems
    )


def follow(workspace: "Workspace") -> None:
    """The calendar file that is kept up to date, if there is one. It is no reason to fail."""
    from companion.cli.commands import complain
    from companion.interchange.ics_keeping import bring_up_to_date

    try:
        bring_up_to_date(workspace)
    except CompanionError:
        complain("The calendar file that is kept up to date could not be written.")


def ics(words: Namespace, _cards: "Cards | None") -> int:
    """All plans as a calendar file, with neutral titles."""
    from companion import disk, settings
    from companion.cli.commands import new_place, opened, put
    from companion.interchange.ics_writing import Choice, Wording, write_out

    new_place(words.file)
    name = settings.load(disk.data_home(words.home)).discreet_name
    with opened(words) as workspace:
        plans = write_out(workspace, words.file, Choice(wording=Wording(calendar=name)))
    told = f"Plans: {plans}. What was written is not encrypted."
    put(json.dumps({"plans": plans}) if words.json else told)
    return 0


def plans(words: Namespace, _cards: "Cards | None") -> int:
    """What is planned from one day to another, one occurrence a line."""
    from companion.cli.commands import opened, plain, put

    if words.last < words.first:
        raise UsageError(reason="no such days")
    with opened(words) as workspace:
        for plan in workspace.planner.plans(words.first, words.last):
            if plan.state not in _SHOWN:
                continue
            told = _told(plan)
            if words.json:
                put(json.dumps(told, ensure_ascii=False))
            else:
                kind = "all-day" if told["all_day"] else "timed"
                put(
                    "\t".join(
                        [str(told["start"]), str(told["end"]), kind, plain(plan.title), str(told["uid"])]
                    )
                )
    return 0


def _told(plan: "Plan") -> dict[str, object]:
    from companion.interchange.ics_drafts import split_uid

    whole = plan.at is None and plan.part in ("day", "week", None)
    if whole:
        start, end = plan.day.isoformat(), (plan.last_day + timedelta(days=1)).isoformat()
    else:
        start, end = _written(plan.begins, plan), _written(plan.ends, plan)
    uid = split_uid(plan.uid or plan.id)[0]
    return {"start": start, "end": end, "all_day": whole, "title": plan.title, "uid": uid}


def _written(at: datetime, plan: "Plan") -> str:
    """ISO 8601, with the offset of the zone it was planned in."""
    from companion import zones

    if plan.at is None or zones.zone(plan.zone) is None:
        return at.isoformat()
    return zones.moment(at, plan.zone).astimezone(ZoneInfo(plan.zone)).isoformat()
