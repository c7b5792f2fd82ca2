"""When a rule of RFC 5545 says that something begins.

Everything is reckoned on the wall clock, without a zone; a zone is attached afterwards, by whoever asks for a moment.
A question names a window, and only the periods in it are looked at: the first day may lie ten years back, and a rule
that never comes true ("the 30th of February") costs no more than one that does. That is why this does not ask
`dateutil`, which walks from the first day on; the tests hold both against each other wherever that library keeps to
the RFC.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from companion.planner.rrule import Rule, parse, until

_SECONDS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}
_WALKED = 40_000
"""How far a rule with a number of times is counted through, and no further than the calendar's own four hundred years.
One that has not ended by then has no end for us."""
_LAST_DAY = date.max.toordinal()


def between(text: str, first: datetime, start: datetime, end: datetime, *, zone: str = "") -> list[datetime]:
    """When it begins from `start` to `end`, both included, in order. `first` always counts as the first time.

    RFC 5545 leaves open what a first day means that does not fit its own rule (3.8.5.3), and says that it is the
    first instance and counts as one (3.3.10): so it is, unless the rule ended before.
    """
    last = _end(text, first, zone)
    if last is not None:
        end = min(end, last)
    days = _days(text, first)
    found = list(_matching(days, max(first, start), end)) if end >= start and end >= first else []
    if start <= first <= end and (not found or found[0] != first):
        found.insert(0, first)
    return found


def first_fit(text: str, first: datetime) -> datetime:
    """The first time from `first` on that fits the rule; `first` if there is none within ten years. "Every second
    week" begins with the week of the first time, so the interval does not count yet."""
    days = _Days(replace(parse(text), interval=1), first)
    for ahead in (62, 400, 3_700):
        try:
            found = min(_matching(days, first, first + timedelta(days=ahead)), default=None)
        except OverflowError:
            return first
        if found is not None:
            return found
    return first


def last(text: str, first: datetime, *, zone: str = "") -> datetime | None:
    """The moment after which nothing comes any more; None if there is no end."""
    return _end(text, first, zone)


@lru_cache(2048)
def _days(text: str, first: datetime) -> "_Days":
    return _Days(parse(text), first)


@lru_cache(2048)
def _end(text: str, first: datetime, zone: str) -> datetime | None:
    rule = parse(text)
    limit = until(rule, zone)
    ends = [] if limit is None else [limit]
    if rule.count is not None:
        horizon = _years_after(first, 5 if rule.freq in _SECONDS else 400)
        times = (when for when in _matching(_days(text, first), first, horizon) if when > first)
        walked = [first, *islice(times, min(rule.count - 1, _WALKED))]
        if len(walked) == rule.count:
            ends.append(walked[-1])
    return min(ends, default=None)


def _years_after(when: datetime, years: int) -> datetime:
    return when + timedelta(days=365 * years) if when.year + years < 9999 else datetime.max


def _matching(days: "_Days", start: datetime, end: datetime) -> Iterator[datetime]:
    """What the rule alone gives from start to end; neither is before the first."""
    rule = days.rule
    if rule.freq in _SECONDS:
        yield from _within_days(days, start, end)
        return
    for ordinals in days.periods(start.toordinal(), end.toordinal()):
        candidates = [
            datetime.combine(date.fromordinal(ordinal), at) for ordinal in ordinals for at in days.times
        ]
        for when in _positioned(rule, candidates):
            if start <= when <= end:
                yield when


def _positioned(rule: Rule, candidates: Sequence[datetime]) -> Sequence[datetime]:
    """BYSETPOS, the last part to be looked at: which of the candidates of one period."""
    if not rule.positions:
        return candidates
    count = len(candidates)
    places = {place - 1 if place > 0 else count + place for place in rule.positions}
    return [candidates[place] for place in sorted(places) if 0 <= place < count]


def _times(rule: Rule, first: datetime) -> list[time]:
    return [
        time(hour, minute, second)
        for hour in rule.hours or (first.hour,)
        for minute in rule.minutes or (first.minute,)
        for second in rule.seconds or (first.second,)
    ]


def _within_days(days: "_Days", start: datetime, end: datetime) -> Iterator[datetime]:
    """Rules by the hour, minute or second. A day that does not fit is passed over as a whole."""
    rule, first = days.rule, days.first
    unit = _SECONDS[rule.freq]
    step = timedelta(seconds=unit * rule.interval)
    base = (
        first.replace(minute=0, second=0)
        if unit == 3600
        else first.replace(second=0)
        if unit == 60
        else first
    )
    number = max(0, (start - base) // step)
    while True:
        try:
            when = base + number * step
        except OverflowError:
            return
        if when > end:
            return
        if not days.fits(when.toordinal()):
            midnight = datetime.combine(when.date(), time.max)
            number = (midnight - base) // step + 1
            continue
        yield from (at for at in _positioned(rule, _in_period(rule, when, first)) if start <= at <= end)
        number += 1


def _in_period(rule: Rule, when: datetime, first: datetime) -> list[datetime]:
    if rule.hours and when.hour not in rule.hours:
        return []
    if rule.freq != "HOURLY" and rule.minutes and when.minute not in rule.minutes:
        return []
    if rule.freq == "SECONDLY":
        return [when] if not rule.seconds or when.second in rule.seconds else []
    minutes = (rule.minutes or (first.minute,)) if rule.freq == "HOURLY" else (when.minute,)
    seconds = rule.seconds or (first.second,)
    return [when.replace(minute=minute, second=second) for minute in minutes for second in seconds]


class _Days:
    """The days of a rule, as ordinals, with what its first day fills in where the rule says nothing."""

    def __init__(self, rule: Rule, first: datetime) -> None:
        self.rule = rule
        self.first = first
        self.times = _times(rule, first)
        self._months = frozenset(rule.months)
        self._month_days = frozenset(rule.month_days)
        self._weekdays = frozenset(day for nth, day in rule.days if not nth or rule.weeks)
        self._nth = () if rule.weeks else tuple(pair for pair in rule.days if pair[0])
        self._fill_in()
        self._by_month = rule.freq == "MONTHLY" or bool(rule.months)
        self._placed: dict[tuple[int, int], frozenset[int]] = {}
        # A year is looked at month by month where that is the same: where no position counts through all of it.
        self._in_months = rule.freq == "MONTHLY" or (rule.freq == "YEARLY" and not rule.positions)
        self._plain = self._only()

    def _only(self) -> str:
        """What alone says which days of a period these are, where that is one thing; most rules are like that."""
        said = {
            "months": () if self._in_months else self._months,
            "month_days": self._month_days,
            "weekdays": self._weekdays,
            "nth": self._nth,
            "weeks": self.rule.weeks,
            "year_days": self.rule.year_days,
        }
        found = [name for name, value in said.items() if value]
        return found[0] if len(found) == 1 else "" if found else "every"

    def _fill_in(self) -> None:
        rule, first = self.rule, self.first
        if rule.days or rule.month_days or rule.year_days:
            return
        if rule.freq == "WEEKLY" or (rule.freq == "YEARLY" and rule.weeks):
            self._weekdays = frozenset({first.weekday()})
        elif rule.freq in ("MONTHLY", "YEARLY"):
            self._month_days = frozenset({first.day})
            if rule.freq == "YEARLY" and not rule.months:
                self._months = frozenset({first.month})

    def periods(self, low: int, high: int) -> Iterator[Sequence[int]]:
        """The fitting days of each period that touches the window, in order. Only BYSETPOS needs whole periods."""
        if self.rule.freq == "DAILY" and self._plain == "every":
            yield range(self._begin(low), high + 1, self.rule.interval)
            return
        if self.rule.freq in ("DAILY", "WEEKLY") and self.rule.interval == 1 and not self.rule.positions:
            yield self._between(low, high)
            return
        for begin, stop in self._spans(low, high):
            if not self.rule.positions:
                begin, stop = max(begin, low), min(stop, high)
            yield self._between(max(begin, 1), min(stop, _LAST_DAY))

    def _between(self, begin: int, stop: int) -> Sequence[int]:
        """The fitting days of a piece of a period, which is no longer than a month unless it is a year's."""
        if self._plain == "weekdays":
            # An ordinal of 1 is a Monday.
            found = (
                day
                for weekday in self._weekdays
                for day in range(begin + (weekday + 1 - begin) % 7, stop + 1, 7)
            )
            return sorted(found)
        if self._plain == "nth" and self._in_months and self._by_month:
            return sorted(day for day in self._nth_days(date.fromordinal(begin)) if begin <= day <= stop)
        if self._plain == "month_days" and self._in_months:
            return self._dates(begin, stop)
        return [day for day in range(begin, stop + 1) if self.fits(day)]

    def _dates(self, begin: int, stop: int) -> list[int]:
        """The dates of a month in a piece of it."""
        if begin > stop:
            return []
        day = date.fromordinal(begin)
        before, length = begin - day.day, monthrange(day.year, day.month)[1]
        dates = {number if number > 0 else length + 1 + number for number in self._month_days}
        return sorted(
            before + number for number in dates if 1 <= number <= length and begin <= before + number <= stop
        )

    def _begin(self, low: int) -> int:
        """The first day of the first period that touches the window, for days and weeks."""
        length = 7 if self.rule.freq == "WEEKLY" else 1
        back = (self.first.weekday() - self.rule.week_start) % 7 if length == 7 else 0
        begin, step = self.first.toordinal() - back, length * self.rule.interval
        return begin + max(0, (low - begin) // step) * step

    def _spans(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """First and last day of each period that touches the window; the months of a year that names some."""
        interval, first = self.rule.interval, self.first
        if self.rule.freq in ("DAILY", "WEEKLY"):
            length = 7 if self.rule.freq == "WEEKLY" else 1
            for day in range(self._begin(low), high + 1, length * interval):
                yield day, day + length - 1
            return
        months = interval * (12 if self.rule.freq == "YEARLY" else 1)
        begin = first.year * 12 + (first.month - 1 if self.rule.freq == "MONTHLY" else 0)
        start, stop = date.fromordinal(low), date.fromordinal(high)
        begin += max(0, (start.year * 12 + start.month - 1 - begin) // months) * months
        for month in range(begin, stop.year * 12 + stop.month, months):
            yield from self._month_spans(month)

    def _month_spans(self, month: int) -> Iterator[tuple[int, int]]:
        year, at = divmod(month, 12)
        if not self._in_months:
            begin = date(year, 1, 1).toordinal()
            yield begin, begin + 364 + isleap(year)
            return
        for number in range(1, 13) if self.rule.freq == "YEARLY" else (at + 1,):
            if not self._months or number in self._months:
                begin = date(year, number, 1).toordinal()
                yield begin, begin + monthrange(year, number)[1] - 1

    def fits(self, ordinal: int) -> bool:
        """Whether a day fits every part of the rule that speaks of days."""
        if self._plain == "every":
            return True
        day, rule = date.fromordinal(ordinal), self.rule
        if self._months and day.month not in self._months:
            return False
        if self._month_days and not self._in_month(day):
            return False
        if (self._weekdays or self._nth) and not self._on_weekday(day, ordinal):
            return False
        if rule.year_days:
            number = day.timetuple().tm_yday
            if number not in rule.year_days and number - 366 - isleap(day.year) not in rule.year_days:
                return False
        return not rule.weeks or self._in_week(day)

    def _in_month(self, day: date) -> bool:
        return day.day in self._month_days or (
            day.day - monthrange(day.year, day.month)[1] - 1 in self._month_days
        )

    def _on_weekday(self, day: date, ordinal: int) -> bool:
        if day.weekday() in self._weekdays:
            return True
        return bool(self._nth) and ordinal in self._nth_days(day)

    def _nth_days(self, day: date) -> frozenset[int]:
        """The days a "second Tuesday" means in the month, or in the year, of this day."""
        unit = (day.year, day.month if self._by_month else 0)
        if unit not in self._placed:
            if len(self._placed) > 40:
                self._placed.clear()
            begin = date(day.year, unit[1] or 1, 1).toordinal()
            length = monthrange(day.year, day.month)[1] if self._by_month else 365 + isleap(day.year)
            found = set()
            for nth, weekday in self._nth:
                shift = (weekday - (begin + 6)) % 7  # an ordinal of 1 is a Monday
                number = (length - shift + 6) // 7
                place = nth - 1 if nth > 0 else number + nth
                if 0 <= place < number:
                    found.add(begin + shift + 7 * place)
            self._placed[unit] = frozenset(found)
        return self._placed[unit]

    def _in_week(self, day: date) -> bool:
        """BYWEEKNO: week 1 is the first with at least four days of its year."""
        start = self.rule.week_start
        ordinal = day.toordinal()
        thursday = ordinal - (day.weekday() - start) % 7 + 3  # the week's fourth day tells its year
        if not 1 <= thursday <= _LAST_DAY:
            return False
        year = date.fromordinal(thursday).year
        new_year = date(year, 1, 1).toordinal()
        number = (thursday - new_year) // 7 + 1
        weeks = (364 + isleap(year) - (thursday - new_year)) // 7 + number
        return number in self.rule.weeks or number - weeks - 1 in self.rule.weeks
