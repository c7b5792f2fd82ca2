"""Rules of RFC 5545: the same starts as a plain walk by `dateutil` gives, wherever that library keeps to the RFC, and
what the RFC says where it does not."""

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as some

from companion.errors import UsageError
from companion.planner import rules
from companion.planner.rrule import WEEKDAYS, parse
from companion.planner.rules import between, last
from tests.conftest import rounds

# -- against a plain walk ----------------------------------------------------------------------------------

firsts = some.datetimes(datetime(1995, 1, 1), datetime(2035, 12, 31)).map(
    lambda when: when.replace(second=0, microsecond=0)
)
weekdays = some.lists(some.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)
nth = some.lists(
    some.tuples(some.sampled_from((1, 2, 3, 4, 5, -1, -2)), some.sampled_from(WEEKDAYS)).map(
        lambda pair: f"{pair[0]}{pair[1]}"
    ),
    min_size=1,
    max_size=2,
    unique=True,
)
month_days = some.lists(
    some.integers(-28, 31).filter(lambda day: day != 0), min_size=1, max_size=3, unique=True
)


def numbers(least: int, most: int) -> some.SearchStrategy[list[int]]:
    return some.lists(some.integers(least, most).filter(bool), min_size=1, max_size=3, unique=True)


def part(name: str, values: list[object]) -> str:
    return f"{name}={','.join(map(str, values))}"


@some.composite
def written(draw: some.DrawFn) -> str:
    """A rule that comes true now and then, without what `dateutil` reads in another way than the RFC."""
    freq = draw(some.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY")))
    parts = [f"FREQ={freq}"]
    if freq == "MINUTELY":
        parts.append(f"INTERVAL={draw(some.sampled_from((15, 45, 77, 1440, 2000)))}")
    elif draw(some.booleans()):
        parts.append(f"INTERVAL={draw(some.integers(1, 5))}")
        if freq == "HOURLY":
            parts[-1] = f"INTERVAL={draw(some.sampled_from((1, 5, 7, 11)))}"
    elif draw(some.booleans()):
        parts.append(part("BYMONTH", draw(numbers(1, 12))))
    if draw(some.booleans()):
        parts.append(f"WKST={draw(some.sampled_from(('MO', 'SU', 'SA')))}")
    days = draw(some.integers(0, 4))
    if days == 1:
        parts.append(part("BYDAY", draw(weekdays)))
    elif days == 2 and freq in ("YEARLY", "MONTHLY"):
        parts.append(part("BYDAY", draw(nth)))
    elif days == 3 and freq in ("YEARLY", "MONTHLY", "DAILY"):
        parts.append(part("BYMONTHDAY", draw(month_days)))
        if "BYMONTH" in "".join(parts):
            parts[-1] = part("BYMONTHDAY", [draw(some.integers(1, 28))])
    elif days == 4 and freq == "YEARLY" and "BYMONTH" not in "".join(parts):
        if draw(some.booleans()):
            parts += [part("BYWEEKNO", draw(numbers(-20, 52))), part("BYDAY", draw(weekdays))]
        else:
            parts.append(part("BYYEARDAY", draw(numbers(-366, 366))))
    if freq in ("MONTHLY", "YEARLY") and days in (1, 2) and draw(some.booleans()):
        parts.append(part("BYSETPOS", draw(some.sampled_from(([1], [-1], [1, -1])))))
    if freq == "HOURLY" or (freq != "MINUTELY" and draw(some.integers(0, 4)) == 0):
        parts.append(part("BYMINUTE", [draw(some.integers(0, 59))]))
    if freq not in ("HOURLY", "MINUTELY") and draw(some.integers(0, 4)) == 0:
        parts.append(
            part("BYHOUR", draw(some.lists(some.integers(0, 23), min_size=1, max_size=3, unique=True)))
        )
    return ";".join(draw(some.permutations(parts[1:])) + parts[:1])


@settings(max_examples=rounds(80, 1500), deadline=None)
@given(text=written(), first=firsts, ahead=some.integers(-400, 4000), days=some.integers(0, 400))
def test_a_window_far_ahead_says_what_a_walk_from_the_first_day_says(
    text: str, first: datetime, ahead: int, days: int
) -> None:
    if "HOURLY" in text or "MINUTELY" in text:
        ahead //= 20  # the walk is what takes the time
    start = first + timedelta(days=ahead)
    end = start + timedelta(days=days)
    walked = list(rrulestr(f"{text};UNTIL={end:%Y%m%dT%H%M%S}", dtstart=first))
    expected = sorted({when for when in [first, *walked] if start <= when <= end})
    assert between(text, first, start, end) == expected


@settings(max_examples=rounds(40, 800), deadline=None)
@given(text=written(), first=firsts, count=some.integers(1, 40))
def test_a_number_of_times_includes_the_first(text: str, first: datetime, count: int) -> None:
    horizon = first + timedelta(days=365 * (1 if "HOURLY" in text or "MINUTELY" in text else 60))
    walk = rrulestr(f"{text};UNTIL={horizon:%Y%m%dT%H%M%S}", dtstart=first)
    expected = [first, *islice((when for when in walk if when != first), count - 1)]
    counted = f"{text};COUNT={count}"
    assert between(counted, first, first, horizon) == expected
    if len(expected) == count:
        assert last(counted, first) == expected[-1]


# -- what the RFC says where a walk says something else ----------------------------------------------------


def days(text: str, first: datetime, years: int = 8, zone: str = "") -> list[str]:
    end = datetime(first.year + years, 12, 31)
    return [when.date().isoformat() for when in between(text, first, first, end, zone=zone)]


def test_a_first_day_that_does_not_fit_is_the_first_time_all_the_same() -> None:
    wednesday = datetime(2030, 1, 2, 19)
    assert days("FREQ=WEEKLY;BYDAY=FR;COUNT=3", wednesday) == ["2030-01-02", "2030-01-04", "2030-01-11"]
    assert days("FREQ=WEEKLY;BYDAY=FR;UNTIL=20300111T190000", wednesday) == [
        "2030-01-02",
        "2030-01-04",
        "2030-01-11",
    ]


def test_every_31st_leaves_out_the_months_without_one() -> None:
    found = days("FREQ=MONTHLY;COUNT=5", datetime(2030, 1, 31))
    assert found == ["2030-01-31", "2030-03-31", "2030-05-31", "2030-07-31", "2030-08-31"]
    assert days("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", datetime(2031, 12, 31)) == [
        "2031-12-31",
        "2032-01-31",
        "2032-02-29",
    ]


def test_a_leap_day_comes_in_leap_years() -> None:
    assert days("FREQ=YEARLY;COUNT=3", datetime(2096, 2, 29), 12) == [
        "2096-02-29",
        "2104-02-29",
        "2108-02-29",
    ]


def test_where_a_week_begins_matters_for_every_other_one() -> None:
    """The example of 3.8.5.3."""
    first = datetime(1997, 8, 5, 9)
    assert days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", first) == [
        *("1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"),
    ]
    assert days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", first) == [
        *("1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"),
    ]


def test_the_last_workday_of_a_month() -> None:
    found = days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7", datetime(1997, 9, 29, 9))
    assert found == [
        *("1997-09-29", "1997-10-30", "1997-11-27", "1997-12-30", "1998-01-29", "1998-02-26", "1998-03-30")
    ]


def test_a_position_counts_in_the_whole_week_also_the_first_day_lies_in_its_middle() -> None:
    """The first Monday, Wednesday or Friday of a week is its Monday: the Wednesday is only the first time."""
    found = days("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1;COUNT=3", datetime(2030, 1, 2))
    assert found == ["2030-01-02", "2030-01-07", "2030-01-14"]


def test_any_and_a_certain_weekday_together_are_both() -> None:
    found = days("FREQ=MONTHLY;BYDAY=1MO,TU;UNTIL=20300131", datetime(2030, 1, 1))
    assert found == ["2030-01-01", "2030-01-07", "2030-01-08", "2030-01-15", "2030-01-22", "2030-01-29"]


def test_a_week_without_a_weekday_takes_it_from_the_first_time() -> None:
    assert days("FREQ=YEARLY;BYWEEKNO=20;COUNT=3", datetime(1997, 5, 12)) == [
        *("1997-05-12", "1998-05-11", "1999-05-17")
    ]


def test_an_end_in_utc_is_an_end_on_the_clock_of_the_place() -> None:
    evening = datetime(2030, 1, 1, 19)
    new_york = "FREQ=DAILY;UNTIL=20300104T000000Z"  # 19:00 on the third over there
    assert days(new_york, evening, zone="America/New_York")[-1] == "2030-01-03"
    assert days("FREQ=DAILY;UNTIL=20300103T235959Z", evening, zone="America/New_York")[-1] == "2030-01-02"
    assert days("FREQ=DAILY;UNTIL=20300103", evening, zone="America/New_York")[-1] == "2030-01-03"
    assert days("FREQ=DAILY;UNTIL=20300103T190000", evening)[-1] == "2030-01-03"


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;INTERVAL=15;BYMINUTE=7",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3",
        "FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYSETPOS=6",
        "FREQ=WEEKLY;BYDAY=MO;BYMONTHDAY=31;BYMONTH=6",
        "FREQ=YEARLY;BYYEARDAY=60;BYMONTH=12",
    ],
)
def test_a_rule_that_never_comes_true_costs_no_more_than_another(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = 0
    fits = rules._Days.fits

    def counted(days: rules._Days, ordinal: int) -> bool:
        nonlocal looked
        looked += 1
        return fits(days, ordinal)

    monkeypatch.setattr(rules._Days, "fits", counted)
    first = datetime(2030, 1, 1)
    far = first + timedelta(days=3650)
    end = far + timedelta(days=42)
    assert between(text, first, far, end) == []
    assert looked <= 5000
    assert between(f"{text};COUNT=9", first, far, end) == between(f"{text};COUNT=9", first, far, end) == []
    assert looked <= 250_000, "it is counted through once, and not to the end of time"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", ""),
        ("INTERVAL=2", "FREQ"),
        ("FREQ=SOMETIMES", "FREQ"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL"),
        ("FREQ=DAILY;COUNT=-1", "COUNT"),
        ("FREQ=DAILY;COUNT=1_0", "COUNT"),
        ("FREQ=DAILY;COUNT=1;COUNT=2", "COUNT"),
        ("FREQ=DAILY;UNTIL=20301301", "UNTIL"),
        ("FREQ=DAILY;BYDAY=XX", "BYDAY"),
        ("FREQ=DAILY;BYDAY=99MO", "BYDAY"),
        ("FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY"),
        ("FREQ=DAILY;BYMONTH=-1", "BYMONTH"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR"),
        ("FREQ=DAILY;BYEASTER=0", "BYEASTER"),
        ("RSCALE=GREGORIAN;FREQ=DAILY", "RSCALE"),
        ("FREQ=SECONDLY", "often"),
        ("FREQ=MINUTELY;INTERVAL=5", "often"),
        ("FREQ=HOURLY;BYMINUTE=0,10,20,30,40,50", "often"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, part: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert (caught.value.facts["reason"], caught.value.facts["part"]) == ("rule", part)


@given(some.text(alphabet="FREQ=DAILYWKBNMOUTCH;,0123456789-+Z", max_size=60))
def test_any_text_is_a_rule_or_an_error_of_ours(text: str) -> None:
    first = datetime(2030, 1, 1, 19)
    with suppress(UsageError):
        between(text, first, first, first + timedelta(days=60))
