"""A calendar file (RFC 5545) read into drafts of plans, with a remark for whatever could not be taken as it is.

`read` gets bytes from anywhere and gives drafts that fit the planner, in bounded time. One draft is one UID: a series
with its added and left-out dates and with the single occurrences somebody edited. What this app has no way to keep (a
change "from this one on", a rule by the second, two rules in one event) is left out as a whole and said, since half of
a series would be wrong without anybody seeing it.

Notes, guests and alarms are not read: the program that wrote them has them, and goes on ringing.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from companion.errors import ImportFailed, UsageError
from companion.interchange import ics_values as values
from companion.interchange.ics_drafts import Draft, Edit, Remark
from companion.interchange.ics_lines import Block, outline
from companion.interchange.ics_values import When
from companion.interchange.ics_zones import Zones
from companion.interchange.incoming import Unfit
from companion.planner import Repeat, repeat, rrule
from companion.planner.values import named
from companion.store.text import clean_line

MOST_EVENTS = 10_000
MOST_DATES = 5_000
"""Dates added to or left out of one series."""
_MOST_LONG_COUNTS = 20
"""Series in one file that name more than a thousand times: each has to be counted through to know its end."""
LONGEST_TITLE = 500
LONGEST_MINUTES = 99_999
_MOST_REMARKS = 1_000


@dataclass(slots=True)
class Found:
    """Everything a file says: drafts in its order, cancelled ones too, and the remarks in the order of its lines."""

    drafts: list[Draft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    long_counts: int = 0

    def note(self, line: int, why: str, title: str = "", detail: str = "") -> None:
        if len(self.remarks) < _MOST_REMARKS:
            self.remarks.append(Remark(line, why, title, detail))


def read(data: bytes) -> Found:
    """ImportFailed(why="not_calendar", "old_calendar", "too_large" or "too_many"); nothing else, whatever the bytes are."""
    parts = outline(data)
    if sum(len(calendar.inside) for calendar in parts.calendars) > MOST_EVENTS:
        raise ImportFailed(why="too_many")
    found = Found()
    zones = Zones()
    if parts.guessed:
        found.note(0, "encoding")
    for calendar in parts.calendars:
        version = calendar.get("VERSION")
        if version is not None and version.value.strip().startswith("1"):
            raise ImportFailed(why="old_calendar")
        _Calendar(calendar, found, zones).read()
    found.drafts = _once(found)
    found.remarks.sort(key=lambda remark: remark.line)
    return found


def _once(found: Found) -> list[Draft]:
    """Each UID once: several calendars in one file may have the same event, and the latest counts."""
    drafts: dict[str, Draft] = {}
    for draft in found.drafts:
        known = drafts.get(draft.uid)
        if known is None or (draft.sequence, draft.changed) >= (known.sequence, known.changed):
            drafts[draft.uid] = draft
    return list(drafts.values())


@dataclass(frozen=True, slots=True)
class _Event:
    """One VEVENT taken apart. `recurs` is the RECURRENCE-ID, `future` whether it means all later ones too."""

    block: Block
    uid: str
    title: str
    place: str
    start: When
    minutes: int | None
    end_day: date | None
    recurs: When | None
    cancelled: bool
    sequence: int
    changed: str
    future: bool

    @property
    def age(self) -> tuple[int, str]:
        return self.sequence, self.changed


class _Calendar:
    """One VCALENDAR on its way into drafts."""

    def __init__(self, calendar: Block, found: Found, zones: Zones) -> None:
        self._calendar = calendar
        self._found = found
        self._unknown: set[str] = set()
        self._zones = zones
        zones.of((block for block in calendar.inside if block.kind == "VTIMEZONE"), *_years(calendar))
        method = calendar.get("METHOD")
        self._all_cancelled = method is not None and method.value.strip().upper() == "CANCEL"

    def read(self) -> None:
        series: dict[str, list[_Event]] = {}
        for block in self._calendar.inside:
            if block.kind in ("VTODO", "VJOURNAL"):
                self._found.note(block.number, "task", values.text(block.get("SUMMARY"), 80))
            elif block.kind == "VEVENT":
                event = self._event(block)
                if event is not None:
                    series.setdefault(event.uid, []).append(event)
        for events in series.values():
            self._found.drafts += self._drafts(events)

    def _event(self, block: Block) -> _Event | None:
        title = values.text(block.get("SUMMARY"), LONGEST_TITLE)
        before = set(self._unknown)
        try:
            event = self._taken_apart(block, title)
        except Unfit as unfit:
            self._found.note(block.number, unfit.why, title)
            return None
        for name in sorted(self._unknown - before):
            self._found.note(block.number, "zone", title, name)
        if block.junk:
            self._found.note(block.junk, "line", title)
        return event

    def _taken_apart(self, block: Block, title: str) -> _Event:
        if not block.whole:
            raise Unfit("broken")
        begins = block.get("DTSTART")
        if begins is None:
            raise Unfit("date")
        start = values.when(begins, self._zones, self._unknown)
        if begins.params.get("VALUE", "").upper() == "DATE" and not start.whole_day:
            raise Unfit("date")
        minutes, end_day = self._length(block, start, title)
        named_uid = block.get("UID")
        place = values.text(block.get("LOCATION"), LONGEST_TITLE)
        uid = clean_line(named_uid.value).strip()[:255] if named_uid is not None else ""
        recurs = block.get("RECURRENCE-ID")
        status = block.get("STATUS")
        return _Event(
            block,
            uid or _made_up(title, place, start),
            title,
            place,
            start,
            minutes,
            end_day,
            values.when(recurs, self._zones, self._unknown) if recurs is not None else None,
            self._all_cancelled or (status is not None and status.value.strip().upper() == "CANCELLED"),
            values.number(block.get("SEQUENCE")),
            values.stamp(block.get("LAST-MODIFIED")) or values.stamp(block.get("DTSTAMP")),
            recurs is not None and "RANGE" in recurs.params,
        )

    def _length(self, block: Block, start: When, title: str) -> tuple[int | None, date | None]:
        """Minutes for a time, the last day for whole days; (None, None) where one of them says nothing of it."""
        ends, lasts = block.get("DTEND"), block.get("DURATION")
        try:
            if ends is not None:
                end = values.when(ends, self._zones, self._unknown)
                return _between(start, end)
            if lasts is not None:
                return _span(start, values.length(lasts.value))
        except Unfit as unfit:
            if unfit.why == "long":
                raise
            self._found.note(block.number, "length", title)
        return None, None

    # -- series ------------------------------------------------------------------------------------------------

    def _drafts(self, events: list[_Event]) -> Iterator[Draft]:
        """The series of one UID; or its occurrences alone, where the file has only those."""
        future = [event for event in events if event.future]
        for event in future:
            self._found.note(event.block.number, "this_and_future", event.title)
        if future:
            return
        masters = [event for event in events if event.recurs is None]
        if not masters:
            for edit in _latest(events, events[0].start):
                yield _alone(edit)
            return
        master = max(reversed(masters), key=lambda event: event.age)
        for other in masters:
            if other is not master and (other.start, other.title) != (master.start, master.title):
                self._found.note(other.block.number, "again", other.title)
        try:
            yield self._series(master, _latest(events, master.start))
        except Unfit as unfit:
            self._found.note(master.block.number, unfit.why, master.title)

    def _series(self, master: _Event, events: list[_Event]) -> Draft:
        draft = _draft(master)
        series = self._repeat(master)
        if series is None and not events:
            return draft
        edits = {edit.was: edit for edit in self._periods(master)} if series else {}
        series = series or Repeat("")
        gone, extra = set(series.gone), list(series.extra)
        for event in events:
            was = named(_named_by(event, master.start), timed=not master.start.whole_day)
            if event.cancelled:
                gone.add(was)
                edits.pop(was, None)
                continue
            if not repeat.holds(master.start.at, series, datetime.fromisoformat(was), zone=master.start.zone):
                if was not in gone:
                    self._found.note(event.block.number, "edit", event.title)
                # Nothing to edit there any more (3.8.4.4). It takes place all the same, as programs show it.
                extra.append(was)
                gone.discard(was)
            edits[was] = _edit(was, event, master)
        series = replace(series, extra=tuple(dict.fromkeys(extra)), gone=tuple(sorted(gone)))
        if not series.rule and not series.extra:
            return _as_edited(draft, edits, gone)
        return replace(draft, repeat=series, edits=tuple(sorted(edits.values(), key=lambda edit: edit.was)))

    def _repeat(self, master: _Event) -> Repeat | None:
        block, start = master.block, master.start
        found = ["".join(line.value.split()).strip(";").upper() for line in block.all("RRULE")]
        if len(set(found)) > 1 or block.has("EXRULE"):
            raise Unfit("several_rules")
        rule = found[0] if found else ""
        extra, gone = (
            tuple(dict.fromkeys(_name(at, start) for at, _end in self._dates(block, name)))
            for name in ("RDATE", "EXDATE")
        )
        if not rule and not extra:
            return None
        made = Repeat(rule, extra, gone)
        try:
            repeat.check(made)
        except UsageError as wrong:
            raise Unfit("often" if wrong.facts.get("part") == "often" else "rule") from None
        if rule and (rrule.parse(rule).count or 0) > 1_000:
            self._found.long_counts += 1
            if self._found.long_counts > _MOST_LONG_COUNTS:
                raise Unfit("rule")
        return made

    def _dates(self, block: Block, name: str) -> Iterator[tuple[When, timedelta | When | None]]:
        count = 0
        for line in block.all(name):
            for found in values.whens(line, self._zones, self._unknown):
                count += 1
                if count > MOST_DATES:
                    raise Unfit("rule")
                yield found

    def _periods(self, master: _Event) -> Iterator[Edit]:
        """Added dates that bring a length of their own."""
        for at, end in self._dates(master.block, "RDATE"):
            if end is None or at.whole_day or master.start.whole_day:
                continue
            try:
                minutes, _day = _span(at, end) if isinstance(end, timedelta) else _between(at, end)
            except Unfit:
                continue
            if minutes != master.minutes:
                start = at.clock_in(master.start.zone)
                yield Edit(named(start, timed=True), start, minutes=minutes, title="", place="")


def _latest(events: list[_Event], start: When) -> list[_Event]:
    """Of several edits of one occurrence the latest; of two as old, the one that stands later."""
    found: dict[datetime, _Event] = {}
    for event in events:
        if event.recurs is not None:
            at = _named_by(event, start)
            if at not in found or event.age >= found[at].age:
                found[at] = event
    return list(found.values())


def _named_by(event: _Event, start: When) -> datetime:
    """The start an edit names, on the clock of its series."""
    assert event.recurs is not None
    return _at(event.recurs, start)


def _name(at: When, start: When) -> str:
    return named(_at(at, start), timed=not start.whole_day)


def _at(at: When, start: When) -> datetime:
    """A time on the clock of a series. A day where a time belongs is the time of that day, as programs read it."""
    clock = at.clock_in(start.zone)
    if at.whole_day and not start.whole_day:
        return datetime.combine(clock.date(), start.at.time())
    return datetime.combine(clock.date(), time()) if start.whole_day else clock


def _alone(event: _Event) -> Draft:
    """One occurrence of a series that is not in the file: a plan of its own, called by both."""
    assert event.recurs is not None
    return _draft(event, uid=f"{event.uid}/{named(event.recurs.at, timed=not event.recurs.whole_day)}")


def _edit(was: str, event: _Event, master: _Event) -> Edit:
    return Edit(
        was,
        event.start.clock_in(master.start.zone),
        event.start.whole_day,
        event.minutes,
        event.end_day,
        event.title if event.title != master.title else "",
        event.place if event.place != master.place else "",
    )


def _years(calendar: Block) -> tuple[set[int], set[int]]:
    """The years its events begin in; and those with the years in which its series go on, from then to a while from now."""
    now = datetime.now().year
    first: set[int] = set()
    goes_on: set[int] = set()
    for block in calendar.inside:
        begins = block.get("DTSTART") if block.kind == "VEVENT" else None
        year = int(begins.value[:4]) if begins is not None and begins.value[:4].isdecimal() else 0
        if values.FIRST_YEAR <= year <= values.LAST_YEAR:
            first.add(year)
            if block.has("RRULE"):
                goes_on.update(range(max(year, now), now + 3))
    return first, first | goes_on


def _draft(event: _Event, *, uid: str = "") -> Draft:
    return Draft(
        uid or event.uid,
        event.block.number,
        event.title,
        event.place,
        event.start.at,
        event.start.whole_day,
        event.start.zone,
        event.minutes,
        event.end_day,
        cancelled=event.cancelled,
        sequence=event.sequence,
        changed=event.changed,
    )


def _as_edited(draft: Draft, edits: dict[str, Edit], gone: set[str]) -> Draft:
    """A plan that does not repeat, edited as if it did."""
    was = named(draft.start, timed=not draft.whole_day)
    edit = edits.get(was)
    if edit is None:
        return replace(draft, cancelled=draft.cancelled or was in gone)
    return replace(
        draft,
        start=edit.start,
        whole_day=edit.whole_day,
        minutes=edit.minutes,
        end_day=edit.end_day,
        title=edit.title or draft.title,
        place=edit.place or draft.place,
    )


def _between(start: When, end: When) -> tuple[int | None, date | None]:
    """From DTSTART to DTEND, which for whole days is the day after (3.6.1)."""
    if start.whole_day:
        return None, _last_day(start.at.date(), (end.at.date() - start.at.date()).days)
    return _minutes(end.clock_in(start.zone) - start.at)


def _span(start: When, length: timedelta) -> tuple[int | None, date | None]:
    if start.whole_day:
        return None, _last_day(start.at.date(), length.days)
    return _minutes(length)


def _minutes(length: timedelta) -> tuple[int | None, date | None]:
    if length < timedelta():
        raise Unfit("length")
    minutes = round(length.total_seconds() / 60)
    if minutes > LONGEST_MINUTES:
        raise Unfit("long")
    return minutes or None, None


def _last_day(first: date, days: int) -> date | None:
    if days < 0:
        raise Unfit("length")
    return first + timedelta(days=days - 1) if days > 1 else None


def _made_up(title: str, place: str, start: When) -> str:
    """A UID for an event without one, the same each time the file is read."""
    said = "\n".join((title, place, start.at.isoformat(), start.zone))
    return "without-" + hashlib.sha256(said.encode()).hexdigest()[:32]
