"""When a page was written, and the dialog that says it was another time.

A page keeps the clock on the wall and the name of the zone it hung in. Changing the zone moves no hand of that clock:
it says where it hung.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from companion import zones
from companion.spelling import plain
from ui import theme
from ui.diary.offers import OfferField
from ui.diary.words import dated, moment
from ui.widgets.calendar import DatePicker
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FaultLine, labelled
from ui.widgets.phrasing import clock, place_of
from ui.widgets.text import Label
from ui.widgets.time_field import TimeField


@dataclass(frozen=True, slots=True)
class Moment:
    """The clock on the wall, the zone it hung in ("" if nobody knows), and whether the hour means nothing."""

    when: datetime
    zone: str = ""
    day_only: bool = False

    def spoken(self, today: date) -> str:
        """ "Thursday 14 November, 18:52", without an hour that means nothing, and with the place where clocks here
        would have shown something else."""
        if self.day_only:
            return dated(self.when.date(), today)
        words = moment(self.when, today)
        if not self.elsewhere:
            return words
        pattern = QCoreApplication.translate("Diary", "{when}, {place}")
        return pattern.format(when=words, place=place_of(self.zone))

    @property
    def elsewhere(self) -> bool:
        """Whether the clocks of this machine, as it is set now, showed another time at that moment."""
        if zones.zone(self.zone) is None:
            return False
        return zones.moment(self.when, self.zone) != zones.moment(self.when)


class MomentDialog(Dialog):
    """Date, time and zone of a page. `take` gets the new moment; the dialog has gone by then."""

    def __init__(self, parent: QWidget, now: Moment, today: date, take: Callable[[Moment], object]) -> None:
        super().__init__(self.tr("When was this?"), parent)
        self._now, self._take = now, take
        self.day = DatePicker(self.tr("Date"), now.when.date(), today=today)
        self.time = TimeField(self.tr("Time"), now.when.time())
        if now.day_only:
            self.time.clear()
        self.zone = ZoneField(now.zone)
        self._time_fault, self._zone_fault = FaultLine(), FaultLine()
        self.body.addWidget(labelled(self.tr("Date"), self.day))
        self.body.addWidget(labelled(self.tr("Time"), self.time, self._time_fault))
        note = self.tr("Left empty, the page belongs to the day and to no hour.")
        self.body.addWidget(Label(note, "caption", "ink_3", wrap=True))
        self.body.addWidget(labelled(self.tr("Place whose clock it was"), self.zone, self._zone_fault))
        self.add_button(self.tr("Leave it"), "secondary", "reject")
        self.change = self.add_button(self.tr("Change"), "primary", "other")
        self.change.clicked.connect(self._done)

    def _done(self) -> None:
        day_only, at, zone = not self.time.text().strip(), self.time.value, self.zone.value
        self._fault(
            self.time,
            self._time_fault,
            "" if at or day_only else self.tr("Write it like {example}.").format(example=clock(time(18, 30))),
        )
        self._fault(
            self.zone,
            self._zone_fault,
            "" if zone is not None else self.tr("No clock is known by this name. Try a larger city nearby."),
        )
        if zone is None or not (at or day_only):
            return
        kept = at or self._now.when.time()
        if at is not None and (at.hour, at.minute) == (self._now.when.hour, self._now.when.minute):
            kept = self._now.when.time()  # the seconds keep pages of one minute in their order
        found = Moment(datetime.combine(self.day.value, kept), zone, day_only)
        self.accept()
        self._take(found)

    def _fault(self, field: TimeField | OfferField, line: FaultLine, words: str) -> None:
        field.fault(bool(words))
        line.say(words)


class ZoneField(OfferField):
    """A time zone, by the name of a place. `value` is its IANA name, "" for none, None for one nobody knows."""

    takes_typed = False

    def __init__(self, zone: str) -> None:
        super().__init__(self.tr("Place whose clock it was"), self.tr("Not noted"))
        self._was = zone
        self.setText(_called(zone))
        self.offer([_called(name) for name in _zones()])
        self.taken.connect(self._put)

    @property
    def value(self) -> str | None:
        typed = plain(self.text()).strip()
        if typed == plain(_called(self._was)):
            return self._was  # also one that only somebody else's computer knows
        if not typed:
            return ""
        names = _zones()
        for called in (_called, place_of, str):
            for name in names:
                if plain(called(name)) == typed:
                    return name
        other = self.text().strip()
        return other if zones.zone(other) is not None else None

    def _put(self, words: str) -> None:
        self.setText(words)
        self._hide_offers()

    def restyle(self) -> None:
        super().restyle()
        self.setMinimumWidth(theme.px(220))


@cache
def _zones() -> tuple[str, ...]:
    """The zones that are named after a place, and UTC."""
    from zoneinfo import available_timezones

    named = [name for name in available_timezones() if "/" in name and not name.startswith(_NO_PLACES)]
    return (*sorted(named, key=lambda name: (place_of(name), name)), "UTC")


_NO_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/", "Brazil/", "Canada/", "Chile/", "Mexico/")


def _called(zone: str) -> str:
    """ "Buenos Aires, America"."""
    region, slash, _place = zone.partition("/")
    return f"{place_of(zone)}, {region}" if slash else zone
