"""Which pages point to one, and what a link looks like."""

from dataclasses import replace
from datetime import timedelta

import pytest

from companion.diary import Diary, Entry
from companion.diary.links import link_to, links_in
from tests.clock import NOW


def write(diary: Diary, text: str, days_ago: int = 0, **fields: object) -> Entry:
    entry = replace(diary.blank(NOW - timedelta(days=days_ago)), text=text, **fields)
    diary.save(entry)
    return entry


def test_pages_that_point_here_newest_first(diary: Diary) -> None:
    here = write(diary, "The lamp.", 9)
    other = write(diary, "Another.", 8)
    older = write(diary, f"As on {link_to(here.id, 'that evening')}.", 5)
    newer = write(diary, f"{link_to(other.id, 'x')} and {link_to(here.id, 'y')}", 1)
    write(diary, f"Its name alone, entry:{here.id}, is no link, and ![a picture](entry:{here.id}) is none.")
    thrown = write(diary, link_to(here.id, "gone"))
    diary.trash([thrown.id])
    diary.save(replace(here, text=f"The lamp. {link_to(here.id, 'myself')}"))
    assert [row.id for row in diary.pointing_to(here.id)] == [newer.id, older.id]
    diary.put_back([thrown.id])
    assert [row.id for row in diary.pointing_to(here.id)] == [thrown.id, newer.id, older.id]
    diary.save(replace(newer, text="Nothing any more."))
    assert newer.id not in [row.id for row in diary.pointing_to(here.id)]


@pytest.mark.parametrize("id", ["plain", "with_underscores_1", "-a-b-", "ALL-Caps", "-", "x" * 64])
def test_ids_of_every_shape_are_found(diary: Diary, id: str) -> None:
    pointing = write(diary, f"To {link_to(id, 'there')} and back")
    write(diary, f"To {link_to(id + '0', 'elsewhere')}"[:200], 1)
    expected = [pointing.id] if any(map(str.isalnum, id)) else []
    assert [row.id for row in diary.pointing_to(id)] == expected


def test_brackets_in_the_words_do_not_end_the_link() -> None:
    link = link_to("one-2", "the [long]\n way]")
    assert link == "[the (long) way)](entry:one-2)"
    assert links_in(f"{link} and {link} and [x](entry:three)") == ["one-2", "three"]
