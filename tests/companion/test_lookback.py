"""Looking back: the same days of earlier years, one page from back then, and nothing of what was kept away."""

import random
from dataclasses import replace
from datetime import date, datetime

from companion.diary import Diary

TODAY = date(2030, 11, 14)


def write(diary: Diary, day: str, **fields: object) -> str:
    entry = replace(diary.blank(datetime.fromisoformat(f"{day} 12:00")), text=day, **fields)  # type: ignore[arg-type]
    diary.save(entry)
    return entry.id


def back(diary: Diary, day: date = TODAY) -> list[str]:
    return [row.preview for row in diary.back_then(day)]


def test_the_days_around_this_one_in_every_earlier_year(diary: Diary) -> None:
    for day in ("2030-11-14", "2029-11-14", "2029-11-18", "2028-11-11", "2028-11-10", "1984-11-17"):
        write(diary, day)
    assert back(diary) == ["2029-11-14", "2028-11-11", "1984-11-17"]


def test_the_turn_of_the_year_and_the_end_of_february_are_days_like_others(diary: Diary) -> None:
    for day in ("2030-12-31", "2029-12-31", "2030-01-02", "2028-12-30", "2028-02-29", "2027-02-28"):
        write(diary, day)
    assert back(diary, date(2031, 1, 1)) == ["2030-01-02", "2029-12-31", "2028-12-30"]
    assert back(diary, date(2032, 2, 29)) == ["2028-02-29", "2027-02-28"]


def test_what_was_kept_away_or_thrown_away_never_comes(diary: Diary) -> None:
    write(diary, "2029-11-14", kept_away=True)
    diary.trash([write(diary, "2028-11-14")])
    assert back(diary) == []
    assert diary.one_from_back_then(TODAY) is None
    write(diary, "2027-11-14")
    for seed in range(20):
        row = diary.one_from_back_then(TODAY, random.Random(seed))
        assert row is not None
        assert row.preview == "2027-11-14"


def test_one_page_is_older_than_a_month_and_any_of_them_may_come(diary: Diary) -> None:
    write(diary, "2030-11-01")
    assert diary.one_from_back_then(TODAY) is None
    older = {"2030-10-01", "2030-08-01", "2030-06-15"}
    for day in older:
        write(diary, day)
    rows = [diary.one_from_back_then(TODAY, random.Random(seed)) for seed in range(60)]
    assert {row.preview for row in rows if row is not None} == older


def test_years_and_months_with_an_entry(diary: Diary) -> None:
    assert diary.years() == []
    for day in ("2030-11-14", "2030-02-28", "2028-12-31", "1971-01-01"):
        write(diary, day)
    diary.trash([write(diary, "1999-05-05")])
    assert diary.years() == [2030, 2028, 1971]
    assert diary.months(2030) == {2, 11}
    assert diary.months(2028) == {12}
    assert diary.months(1999) == frozenset()


def test_feelings_in_use_are_listed_like_tags(diary: Diary) -> None:
    write(diary, "2030-11-14", feelings=("wobbly", "feel-calm"))
    write(diary, "2030-11-13", feelings=("feel-calm",))
    assert diary.feelings() == ["feel-calm", "wobbly"]
