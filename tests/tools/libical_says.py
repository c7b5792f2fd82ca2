"""What libical makes of a calendar file: a second opinion that shares no line with ours.

It runs under the system's own Python, which has the bindings (Debian: gir1.2-ical-3.0, python3-gi):

    /usr/bin/python3 tests/tools/libical_says.py FILE FROM_YEAR TO_YEAR

It prints one JSON object: "occurrences", a list of [uid, start, end] for everything that begins in these years, in UTC by
the zones of the file (VTIMEZONE), or as written where the time floats or is a day; and "errors", how many things
libical objects to. libical expands RRULE, RDATE and EXDATE; putting an edited occurrence (RECURRENCE-ID) in the place
of the one it names is done here, since libical leaves that to programs.
"""

import json
import sys
from datetime import datetime, timedelta

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as I  # noqa: E402

EPOCH = datetime(1970, 1, 1)


def moment(seconds: int) -> str:
    return (EPOCH + timedelta(seconds=seconds)).isoformat()


def point(time: "I.Time") -> str:
    return moment(time.as_timet_with_zone(time.get_timezone()))


def events(component: "I.Component") -> list["I.Component"]:
    kind = component.isa()
    if kind == I.ComponentKind.VEVENT_COMPONENT:
        return [component]
    found, inner = [], component.get_first_component(I.ComponentKind.ANY_COMPONENT)
    while inner is not None:
        if inner.isa() in (I.ComponentKind.VEVENT_COMPONENT, I.ComponentKind.VCALENDAR_COMPONENT):
            found += events(inner)
        inner = component.get_next_component(I.ComponentKind.ANY_COMPONENT)
    return found


def occurrences(event: "I.Component", first: str, last: str) -> list[tuple[str, str]]:
    spans: list[tuple[str, str]] = []
    event.foreach_recurrence(
        I.Time.new_from_string(first),
        I.Time.new_from_string(last),
        lambda _event, span, *_rest: spans.append((moment(span.get_start()), moment(span.get_end()))),
    )
    return spans


def cancelled(event: "I.Component") -> bool:
    status = event.get_first_property(I.PropertyKind.STATUS_PROPERTY)
    return status is not None and status.get_value_as_string() == "CANCELLED"


def age(event: "I.Component") -> tuple[int, str]:
    changed = event.get_first_property(I.PropertyKind.LASTMODIFIED_PROPERTY)
    if changed is not None:
        return event.get_sequence(), changed.get_value_as_string()
    stamp = event.get_dtstamp()
    return event.get_sequence(), "" if stamp is None or stamp.is_null_time() else stamp.as_ical_string()


def series(found: list["I.Component"], first: str, last: str) -> list[tuple[str, str]]:
    """One UID: the latest master, with its edits in place."""
    masters = [event for event in found if is_master(event)]
    edits: dict[str, I.Component] = {}
    for event in found:
        if not is_master(event):
            # get_recurrenceid does not look at the zone
            prop = event.get_first_property(I.PropertyKind.RECURRENCEID_PROPERTY)
            named = point(prop.get_datetime_with_component(event))
            if named not in edits or age(event) >= age(edits[named]):
                edits[named] = event
    result: list[tuple[str, str]] = []
    if masters:
        master = max(reversed(masters), key=age)
        if not cancelled(master):
            result = [span for span in occurrences(master, first, last) if span[0] not in edits]
        else:
            edits = {}
    for event in edits.values():
        if not cancelled(event):
            result.append(own(event))
    return result


def is_master(event: "I.Component") -> bool:
    named = event.get_recurrenceid()
    return named is None or named.is_null_time()


def own(event: "I.Component") -> tuple[str, str]:
    start, end = event.get_dtstart(), event.get_dtend()
    return point(start), point(start if end is None or end.is_null_time() else end)


def main() -> None:
    file, first, last = sys.argv[1:]
    with open(file, "rb") as opened:
        text = opened.read().decode("utf-8-sig", "replace")
    calendar = I.Component.new_from_string(text)
    if calendar is None:
        print(json.dumps({"occurrences": [], "errors": -1}))
        return
    by_uid: dict[str, list[I.Component]] = {}
    for event in events(calendar):
        by_uid.setdefault(event.get_uid() or "", []).append(event)
    begin, end = f"{first}0101T000000Z", f"{last}1231T235959Z"
    low, high = f"{first}-01-01", f"{last}-12-31T24"
    told = [
        (uid, *span)
        for uid, found in by_uid.items()
        for span in series(found, begin, end)
        if low <= span[0] < high
    ]
    print(json.dumps({"occurrences": sorted(told), "errors": calendar.count_errors()}))


if __name__ == "__main__":
    main()
