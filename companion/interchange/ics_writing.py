"""Plans as a calendar file (RFC 5545), for any other calendar.

By default the file says when and nothing else: titles are a plan's alias or one neutral word, everything is
CLASS:PRIVATE, places and what to say stay here, and an alarm has that word too. A plan keeps its UID for ever, and its
SEQUENCE grows with each change of it. What was let go, or did not happen, is not in the file.

The same plans give the same bytes, so a file that is kept up to date is written only when something changed.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from companion import zones
from companion.disk import Report, handing_out, quiet
from companion.interchange.ics_drafts import split_uid
from companion.interchange.ics_vtimezone import vtimezone
from companion.planner import PARTS, Plan, Repeat, repeat, rows, rrule, rules
from companion.planner.values import DEFAULT_MINUTES

if TYPE_CHECKING:
    from companion.store import Reader
    from companion.workspace import Workspace

Titles = Literal["neutral", "own", "busy"]
TITLES: tuple[Titles, ...] = ("neutral", "own", "busy")
_SHOWN = ("planned", "done")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words a file may hold, in the language of whoever asks for it."""

    calendar: str = "Notes"
    plan: str = "Something planned"
    busy: str = "Busy"


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes out. Without `brought_in`, what came from a calendar file stays out of the next one."""

    titles: Titles = "neutral"
    brought_in: bool = True
    alarms: bool = True
    wording: Wording = Wording()


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar: its bytes, and how many plans are in it."""

    data: bytes
    plans: int


def write_out(
    workspace: "Workspace",
    target: Path,
    choice: Choice = Choice(),
    report: Report = quiet,
    *,
    keys: Collection[str] | None = None,
) -> int:
    """Write all plans, or those of these keys, and give how many. Good in a job. What `disk.handing_out` raises."""
    report(0, 1, "exporting")
    with workspace.store.reading(steady=True) as db:
        made = calendar(db, choice, ids=None if keys is None else {key.partition("@")[0] for key in keys})
    with handing_out(target) as file:
        file.write(made.data)
    report(1, 1, "exporting")
    return made.plans


def calendar(db: "Reader", choice: Choice = Choice(), *, ids: Collection[str] | None = None) -> Written:
    """The plans as the bytes of a file."""
    kept = {
        id: (changed, int(number))
        for id, changed, number in db.each("SELECT id, changed, sequence + revision FROM plan")
    }
    came = {plan for (plan,) in db.all("SELECT plan FROM calendar_item")}
    happened: dict[str, dict[str, rows.Happened]] = {}
    for (id, was), row in rows.happened(db, "").items():
        happened.setdefault(id, {})[was] = row
    plans = [
        plan
        for plan in rows.plans(db, "WHERE state IN ('planned', 'done') ORDER BY day, id")
        if (ids is None or plan.id in ids) and (choice.brought_in or plan.id not in came)
    ]
    events: list[str] = []
    used: dict[str, int] = {}
    for plan in plans:
        event = _Event(plan, happened.get(plan.id, {}), *kept[plan.id], choice)
        events += event.lines()
        for name, year in event.zones().items():
            used[name] = min(year, used.get(name, year))
    parts = [line for name, year in sorted(used.items()) for line in vtimezone(name, year)]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Notes//Calendar//EN", "CALSCALE:GREGORIAN"]
    if choice.wording.calendar:
        head.append("X-WR-CALNAME:" + _text(choice.wording.calendar))
    return Written(_folded([*head, *parts, *events, "END:VCALENDAR"]), len(plans))


class _Event:
    """One plan, with the times of it that differ."""

    def __init__(
        self, plan: Plan, happened: dict[str, rows.Happened], changed: str, sequence: int, choice: Choice
    ) -> None:
        self.plan = plan
        self._choice = choice
        self._sequence = sequence
        self._uid = plan.uid or plan.id
        self._stamp = _moment(datetime.fromisoformat(changed))
        self._gone = {was for was, row in happened.items() if row["state"] not in _SHOWN}
        self._edits: dict[str, Plan] = {}
        self._added: list[str] = []
        for was, row in sorted(happened.items()) if plan.repeat is not None else ():
            if row["state"] in _SHOWN:
                self._edit(was, row)

    def _edit(self, was: str, row: rows.Happened) -> None:
        plain = rows.plain(self.plan, was)
        edited = rows.changed(plain, row)
        differs = self._told(edited) != self._told(plain)
        if self.plan.repeat is not None and not self._holds(was):
            if row["state"] != "done":
                return  # it belonged to a rule there is no longer
            self._added.append(was)
        if differs:
            self._edits[was] = edited

    def _holds(self, was: str) -> bool:
        series = replace(self.plan.repeat or Repeat(""), gone=())
        return repeat.holds(rows.first(self.plan), series, datetime.fromisoformat(was), zone=self.plan.zone)

    def zones(self) -> dict[str, int]:
        """The zones it needs, and from which year on."""
        return {
            plan.zone: plan.day.year
            for plan in (self.plan, *self._edits.values())
            if _kind(plan) == "zoned" and plan.zone != "UTC"
        }

    def lines(self) -> Iterator[str]:
        alone = split_uid(self._uid)[1]
        if alone and self.plan.repeat is None:
            yield from self._block(self.plan, [self._at("RECURRENCE-ID", alone)])
            return
        yield from self._block(self.plan, [*self._repeats()])
        for was, plan in self._edits.items():
            yield from self._block(plan, [self._at("RECURRENCE-ID", was)])

    def _block(self, plan: Plan, more: Iterable[str]) -> Iterator[str]:
        yield "BEGIN:VEVENT"
        yield "UID:" + _text(split_uid(self._uid)[0])
        yield f"DTSTAMP:{self._stamp}"
        yield f"LAST-MODIFIED:{self._stamp}"
        yield f"SEQUENCE:{self._sequence}"
        yield from more
        yield from self._told(plan)
        yield "CLASS:PRIVATE"
        yield "END:VEVENT"

    def _told(self, plan: Plan) -> list[str]:
        """What the file says of one time."""
        titles, words = self._choice.titles, self._choice.wording
        title = plan.alias or words.plan
        if titles != "neutral":
            title = words.busy if titles == "busy" else plan.title
        kind = _kind(plan)
        found = [_stamped("DTSTART", _start(plan), plan)]
        if (end := _end(plan)) is not None:
            found.append(_stamped("DTEND", end, plan))
        found.append("SUMMARY:" + _text(title))
        if titles == "own" and plan.place:
            found.append("LOCATION:" + _text(plan.place))
        # Only a clock time keeps anybody from anything else; a part of the day leaves room.
        found.append("TRANSP:" + ("OPAQUE" if plan.at is not None and kind != "day" else "TRANSPARENT"))
        if self._choice.alarms and plan.remind is not None:
            found += ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + _text(words.plan)]
            found += [f"TRIGGER:{_trigger(plan.remind)}", "END:VALARM"]
        return found

    def _repeats(self) -> Iterator[str]:
        plan = self.plan
        if plan.repeat is None:
            return
        added = [*plan.repeat.extra, *self._added]
        if plan.repeat.rule:
            yield "RRULE:" + _rule(plan)
        for was in dict.fromkeys(added):
            yield self._at("RDATE", was)
        for was in sorted({*plan.repeat.gone, *self._gone}):
            yield self._at("EXDATE", was)

    def _at(self, name: str, was: str) -> str:
        """A start of the series by its name, as the kind of value its DTSTART has."""
        start = datetime.fromisoformat(was)
        if self.plan.at is None:
            start = datetime.combine(start.date(), _part(self.plan)[0])
        elif len(was) <= 10:
            start = datetime.combine(start.date(), self.plan.at)
        if name == "RDATE" and _kind(self.plan) == "zoned":
            # In UTC, which every program reads: libical, and what stands on it, looks at no zone here.
            return f"RDATE:{_moment(zones.moment(start, self.plan.zone))}"
        return _stamped(name, start, self.plan)


# -- times -------------------------------------------------------------------------------------------------


def _kind(plan: Plan) -> Literal["day", "floating", "zoned"]:
    """As what a plan's times are written: whole days, clock times anywhere, or clock times of a zone."""
    if plan.at is not None:
        return "zoned" if zones.zone(plan.zone) is not None else "floating"
    return "day" if plan.part in ("day", "week", None) else "floating"


def _part(plan: Plan) -> tuple[time, time]:
    return PARTS[plan.part or "day"]


def _start(plan: Plan) -> datetime:
    return datetime.combine(plan.day, plan.at or _part(plan)[0])


def _end(plan: Plan) -> datetime | None:
    """When it is over; None for what reaches beyond the last day there is, which then has no end in the file."""
    try:
        if plan.at is not None:
            return _start(plan) + timedelta(minutes=plan.minutes or DEFAULT_MINUTES)
        if _kind(plan) == "day":
            return datetime.combine(plan.last_day + timedelta(days=1), time())
    except OverflowError:
        return None
    return datetime.combine(plan.day, _part(plan)[1].replace(second=0))


def _stamped(name: str, at: datetime, plan: Plan) -> str:
    kind = _kind(plan)
    if kind == "day":
        return f"{name};VALUE=DATE:{_day(at.date())}"
    clock = f"{_day(at.date())}T{at:%H%M%S}"
    if kind == "floating":
        return f"{name}:{clock}"
    return f"{name}:{clock}Z" if plan.zone == "UTC" else f"{name};TZID={plan.zone}:{clock}"


def _day(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _trigger(minutes: int) -> str:
    """Minutes before the start, as a duration from it."""
    sign = "-" if minutes > 0 else ""
    return f"{sign}PT{abs(minutes)}M"


def _rule(plan: Plan) -> str:
    """The rule with an end as the RFC wants it (3.3.10): a day for days, in UTC where there is a zone, and only one end."""
    assert plan.repeat is not None
    parts = plan.repeat.rule.split(";")
    rule = rrule.parse(plan.repeat.rule)
    if not rule.until:
        return plan.repeat.rule
    until = rule.until
    if rule.count is not None:
        last = rules.last(plan.repeat.rule, rows.first(plan), zone=plan.zone)
        until = f"{last:%Y%m%dT%H%M%S}" if last is not None else until
    kept = [part for part in parts if not part.upper().startswith(("UNTIL=", "COUNT="))]
    return ";".join([*kept, "UNTIL=" + _until(until, plan)])


def _until(until: str, plan: Plan) -> str:
    kind = _kind(plan)
    if kind == "day":
        return until[:8]
    if len(until) == 8:
        until += "T235959"
    if kind == "floating":
        return until.removesuffix("Z")
    if until.endswith("Z"):
        return until
    return _moment(zones.moment(datetime.strptime(until, "%Y%m%dT%H%M%S"), plan.zone))


# -- lines -------------------------------------------------------------------------------------------------


def _text(words: str) -> str:
    """A TEXT value: the four signs that mean something are escaped, and nothing breaks the line."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, "\\" + sign)
    lines = "\\n".join(words.split("\n"))
    return "".join(
        letter for letter in lines if letter == "\t" or letter.isprintable() or letter in "\u200c\u200d"
    )


def _folded(lines: Iterable[str]) -> bytes:
    """Lines of at most 75 octets, ended by CR LF, and never cut within a letter (3.1)."""
    found: list[bytes] = []
    for line in lines:
        data = line.encode("utf-8", "replace")
        room = 75
        while len(data) > room:
            cut = room
            while data[cut] & 0xC0 == 0x80:
                cut -= 1
            found.append(data[:cut])
            data, room = b" " + data[cut:], 75
        found.append(data)
    return b"\r\n".join(found) + b"\r\n"
