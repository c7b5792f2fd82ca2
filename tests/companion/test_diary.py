"""The diary: every word comes back as typed, is found when looked for, and goes only when asked to."""

from array import array
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from companion.diary import CheckIn, Diary, Entry
from companion.errors import NotFound, UsageError, VaultDamaged
from companion.store.text import clean, clean_line, preview
from tests.clock import NOW, Clock
from tests.companion.diary_hands import found, sound, write

PHOTO = {"name": "lamp.png", "width": 4, "height": 3, "kind": "png", "thumbnail": b"small"}


# -- text --------------------------------------------------------------------------------------------------

LINE_ENDS = {"\r": "\n", "\u2028": "\n", "\u2029": "\n"}
DROPPED = {"\x00", "\ufdd0", "\ufdd1", "\ufffc"} | {chr(n) for n in (0xD800, 0xDBFF, 0xDC00, 0xDFFF)}


def expected(text: str) -> str:
    """The rule once more, written the long way."""
    text = text.replace("\r\n", "\n")
    return "".join(
        LINE_ENDS.get(char, char)
        for char in text
        if char not in DROPPED and not 0xD800 <= ord(char) <= 0xDFFF
    )


PIECES = [
    "\r",
    "\n",
    "\r\n",
    *LINE_ENDS,
    *DROPPED,
    "\u00a0",
    "\u200d",
    "\ufeff",
    "😀",
    "ع",
    "e\u0301",
    "word",
    "夜",
]
anything = some.lists(some.one_of(some.characters(), some.sampled_from(PIECES), some.text())).map("".join)


@given(text=anything)
@settings(max_examples=400)
def test_text_is_cleaned_as_promised_and_no_further(text: str) -> None:
    once = clean(text)
    assert once == expected(text)
    assert clean(once) == once
    assert "\n" not in clean_line(text)
    once.encode("utf-8")


@given(texts=some.lists(anything.filter(lambda text: text.strip()), min_size=1, max_size=3))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_text_comes_back_as_typed(diary: Diary, texts: list[str]) -> None:
    entry = diary.blank(NOW)
    for text in texts:
        diary.save(replace(entry, text=text, title=text))
        if expected(text).strip():
            again = diary.get(entry.id)
            assert again.text == expected(text)
            assert again.title == expected(text).replace("\n", " ")
        diary.search(text)
        diary.count(text)


@given(when=some.datetimes())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_moment_comes_back_as_the_clock_showed_it(diary: Diary, when: datetime) -> None:
    entry = replace(diary.blank(NOW), when=when, text="odd")
    diary.save(entry)
    assert diary.get(entry.id).when == when
    assert entry.id in {row.id for row in diary.on_day(when.date())}
    assert when.day in diary.days(when.year, when.month)


@pytest.mark.parametrize(
    "when", [datetime.min, datetime.max, datetime(2028, 2, 29, 23, 59, 59), datetime(1, 12, 31)]
)
def test_the_ends_of_the_calendar(diary: Diary, when: datetime) -> None:
    entry = write(diary, "edge", when)
    assert entry.when.date() == when.date()
    assert [row.id for row in diary.on_day(when.date())] == [entry.id]
    assert diary.days(when.year, when.month) == {when.day}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Heading\n\nand a line", "Heading and a line"),
        ("- one\n- two\n> three\n1. four", "one two three four"),
        ("- [ ] one\n2. [x] two\n- [ ]\n---\nthree [x] --- four", "one two three [x] --- four"),
        ("**bold** and *soft* and snake_case", "bold and soft and snake_case"),
        ("before\n![The lamp](photo:00ff)\nafter", "before The lamp after"),
        ("before\n![The lamp](lamp.heic) after", "before The lamp after"),
        ("before\n![The \\[old\\] lamp](photo:00ff)\nafter", "before The [old] lamp after"),
        ("2 * 3 = 6", "2 * 3 = 6"),
        ("as [that evening](entry:00ff-1) and [there](https://x.org)", "as that evening and there"),
        ("a list [x] (of) things](y)", "a list [x] (of) things](y)"),
        ("x" * 500, "x" * 160),
        ("", ""),
    ],
)
def test_the_preview_is_what_a_list_can_show(text: str, shown: str) -> None:
    assert preview(text) == shown


# -- saving ------------------------------------------------------------------------------------------------


def test_a_new_entry_is_stored_once_it_has_something_in_it(diary: Diary) -> None:
    blank = diary.blank(NOW)
    diary.save(blank)
    diary.save(replace(blank, text=" \n"))
    with pytest.raises(NotFound):
        diary.get(blank.id)
    assert diary.newest() is None
    change = diary.save(replace(blank, mood=3))
    assert (change.subject, change.ids) == ("diary", {blank.id})
    assert diary.get(blank.id).mood == 3


def test_a_stored_entry_may_become_empty_and_stays(diary: Diary) -> None:
    entry = write(diary, "something")
    diary.save(replace(entry, text=""))
    assert diary.get(entry.id).text == ""
    assert len(diary.ids()) == 1


def test_a_page_with_only_a_photo_is_kept(diary: Diary) -> None:
    entry = diary.blank(NOW)
    diary.add_photo(entry.id, b"bytes", **PHOTO)
    diary.save(entry)
    assert len(diary.get(entry.id).photos) == 1


def test_everything_of_an_entry_comes_back(diary: Diary, clock: Clock) -> None:
    entry = write(
        diary, "text", title="A title", mood=2, closeness=5, tags=("evening", " two  words ", "Evening", "")
    )
    assert entry == Entry(
        id=entry.id,
        when=NOW,
        title="A title",
        text="text",
        mood=2,
        closeness=5,
        tags=("evening", "two words"),
        changed=NOW.astimezone(UTC),
        row=diary.row_of(entry.id) or 0,
        zone=entry.zone,
    )
    (row,) = diary.rows(diary.ids())
    assert (row.title, row.preview, row.mood, row.closeness, row.tags) == (
        "A title",
        "text",
        2,
        5,
        entry.tags,
    )


def test_saving_the_same_again_changes_nothing(diary: Diary, clock: Clock) -> None:
    entry = write(diary, "text")
    clock.now += timedelta(hours=1)
    diary.save(entry)
    assert diary.get(entry.id).changed == NOW.astimezone(UTC)
    assert diary.versions(entry.id) == []


def test_a_mood_outside_the_steps_is_refused_and_nothing_half_saved(diary: Diary) -> None:
    entry = write(diary, "text")
    with pytest.raises(Exception, match="CHECK"):
        diary.save(replace(entry, text="other", mood=9))
    assert diary.get(entry.id) == entry


def test_a_changed_date_moves_the_entry_and_keeps_its_id(diary: Diary) -> None:
    entry = write(diary, "moved words", title="Moved", tags=("far",))
    other = write(diary, "stays", NOW - timedelta(days=1))
    diary.add_photo(entry.id, b"bytes", **PHOTO)
    diary.save(replace(entry, text="moved words and more"))
    diary.save(replace(diary.get(entry.id), when=datetime(2029, 3, 1, 8, 0)))
    moved = diary.get(entry.id)
    assert moved.row == diary.row_of(entry.id) == 20290301333
    assert (moved.text, moved.title, moved.tags) == ("moved words and more", "Moved", ("far",))
    assert len(moved.photos) == 1
    assert [version.text for version in diary.versions(entry.id)] == ["moved words"]
    assert [row.id for row in diary.rows(diary.ids())] == [other.id, entry.id]
    assert found(diary, "moved") == found(diary, "tags:far") == [entry.id]
    assert sound(diary)


def test_entries_of_one_moment_all_have_a_place(diary: Diary) -> None:
    made = [write(diary, f"n{number}").id for number in range(40)]
    assert [row.id for row in diary.on_day(NOW.date())] == made[::-1]


def test_a_day_with_more_entries_than_numbers_keeps_them_all(diary: Diary) -> None:
    late = datetime(2030, 1, 31, 23, 59)
    number = diary.start_import("trial")
    diary.add_imported(number, [replace(diary.blank(late), text=f"n{n}") for n in range(30)])
    diary.finish_import(number)
    next_day = write(diary, "next", datetime(2030, 2, 1, 0, 0))
    assert len(diary.ids()) == 31
    assert [row.id for row in diary.on_day(date(2030, 2, 1))] == [next_day.id]
    assert diary.days(2030, 2) == {1}
    assert diary.days(2030, 1) == {31}


# -- lists -------------------------------------------------------------------------------------------------


def test_lists_run_newest_first_by_the_clock_not_by_writing(diary: Diary) -> None:
    for hour in (9, 21, 15):
        write(diary, f"at {hour}", datetime(2030, 5, 2, hour))
    write(diary, "the day before", datetime(2030, 5, 1, 23))
    previews = [row.preview for row in diary.rows(diary.ids())]
    assert previews == ["at 21", "at 15", "at 9", "the day before"]
    newest = diary.newest()
    assert newest is not None
    assert newest.preview == "at 21"
    assert [row.preview for row in diary.on_day(date(2030, 5, 2))] == previews[:3]
    assert diary.days(2030, 5) == {1, 2}
    assert diary.days(2030, 4) == frozenset()


def test_rows_come_in_the_order_asked_and_leave_out_what_is_gone(diary: Diary) -> None:
    ids = [write(diary, f"n{n}", NOW - timedelta(days=n)).row for n in range(700)]
    assert isinstance(diary.ids(), array)
    assert list(diary.ids()) == ids
    asked = [ids[600], 12345, ids[3]]
    assert [row.row for row in diary.rows(asked)] == [ids[600], ids[3]]


def test_tags_by_use(diary: Diary) -> None:
    for n, tags in enumerate([("walk", "evening"), ("walk",), ("Apple",), ("apple pie", "walk")]):
        write(diary, "t", NOW - timedelta(days=n), tags=tags)
    gone = write(diary, "t", tags=("gone",))
    diary.trash([gone.id])
    assert diary.tags() == ["walk", "Apple", "apple pie", "evening"]


# -- history -----------------------------------------------------------------------------------------------


def test_the_first_save_of_a_sitting_keeps_the_text_before(diary: Diary, clock: Clock) -> None:
    entry = diary.blank(NOW)
    for text in ("a", "ab", "abc"):
        diary.save(replace(entry, text=text), sitting="monday")
    assert diary.versions(entry.id) == []
    clock.now += timedelta(days=1)
    for text in ("abcd", "abcde"):
        diary.save(replace(entry, text=text), sitting="tuesday")
    (version,) = diary.versions(entry.id)
    assert (version.text, version.at) == ("abc", NOW.astimezone(UTC))
    diary.save(replace(diary.get(entry.id), mood=4), sitting="wednesday")
    assert len(diary.versions(entry.id)) == 1, "a mood is no version of the text"
    diary.save(replace(diary.get(entry.id), title="Named"), sitting="wednesday")
    assert [version.text for version in diary.versions(entry.id)] == ["abcde", "abc"]


def test_the_last_twenty_versions_are_kept(diary: Diary) -> None:
    entry = write(diary, "0")
    for number in range(1, 30):
        diary.save(replace(entry, text=str(number)))
    assert [version.text for version in diary.versions(entry.id)] == [str(n) for n in range(28, 8, -1)]


# -- trash and erasing -------------------------------------------------------------------------------------


def test_trash_and_its_undo(diary: Diary) -> None:
    entry, other = write(diary, "the lamp"), write(diary, "a lamp")
    change = diary.trash([entry.id])
    assert change.label == "trashed"
    assert found(diary, "lamp") == [other.id]
    assert diary.count("lamp") == 1
    assert [row.id for row in diary.rows(diary.ids())] == [other.id]
    (gone,) = diary.rows(diary.ids(trashed=True))
    assert (gone.id, gone.trashed) == (entry.id, NOW.astimezone(UTC))
    assert change.undo is not None
    back = change.undo()
    assert set(found(diary, "lamp")) == {entry.id, other.id}
    assert back.undo is not None
    back.undo()
    assert found(diary, "lamp") == [other.id]
    assert sound(diary)


def test_the_date_in_the_trash_is_that_of_the_first_time(diary: Diary, clock: Clock) -> None:
    entry = write(diary, "x")
    diary.trash([entry.id])
    clock.now += timedelta(days=20)
    diary.trash([entry.id])
    assert diary.rows(diary.ids(trashed=True))[0].trashed == NOW.astimezone(UTC)


def test_erasing_takes_all_that_hangs_on_an_entry(diary: Diary, tmp_path: Path) -> None:
    entry, other = write(diary, "zanzibarine"), write(diary, "other")
    photo = diary.add_photo(entry.id, b"bytes", **PHOTO)
    diary.save(replace(entry, text="zanzibarine twice"))
    diary.trash([entry.id])
    change = diary.erase([entry.id])
    assert change.undo is None
    for gone in (lambda: diary.get(entry.id), lambda: diary.photo_data(photo.id)):
        with pytest.raises(NotFound):
            gone()
    assert diary.versions(entry.id) == []
    assert [file for file in (tmp_path / "media").rglob("*") if file.is_file()] == []
    assert diary.get(other.id) == other
    assert not (tmp_path / "diary-1.db-wal").stat().st_size
    assert sound(diary)


def test_erasing_leaves_a_file_that_a_backup_names(diary: Diary) -> None:
    entry = write(diary, "x")
    diary.add_photo(entry.id, b"bytes", **PHOTO)
    (media,) = diary._media.ids()
    diary.kept_media = lambda: frozenset({media})
    diary.erase([entry.id])
    assert diary._media.ids() == [media]


def test_the_trash_is_emptied_after_thirty_days(diary: Diary, clock: Clock) -> None:
    old, young, kept = write(diary, "old"), write(diary, "young"), write(diary, "kept")
    removed = diary.add_photo(kept.id, b"removed", **PHOTO)
    diary.remove_photo(removed.id)
    diary.trash([old.id])
    clock.now += timedelta(days=10)
    diary.trash([young.id])
    diary.purge(NOW + timedelta(days=30, seconds=-1))
    assert len(diary.ids(trashed=True)) == 2
    diary.purge(NOW + timedelta(days=30, seconds=1))
    assert [row.id for row in diary.rows(diary.ids(trashed=True))] == [young.id]
    assert diary.get(kept.id).text == "kept"
    assert diary._media.ids() == []
    diary.purge(datetime.min)
    diary.purge(datetime.max)


# -- photos ------------------------------------------------------------------------------------------------


def test_a_photo_with_all_it_says(diary: Diary) -> None:
    entry = write(diary, "x")
    data = bytes(range(256)) * 9000
    first = diary.add_photo(entry.id, data, caption="The lamp\nat night", **PHOTO)
    second = diary.add_photo(entry.id, b"2", **PHOTO)
    assert diary.get(entry.id).photos == (first, second)
    assert first.caption == "The lamp at night"
    assert first.thumbnail == b"small"
    assert diary.photo_data(first.id) == data
    diary.caption(first.id, "Another")
    assert diary.get(entry.id).photos[0].caption == "Another"


def test_removing_a_photo_can_be_undone(diary: Diary) -> None:
    entry = write(diary, "x")
    photo = diary.add_photo(entry.id, b"bytes", **PHOTO)
    change = diary.remove_photo(photo.id)
    assert change.ids == {entry.id}
    assert diary.get(entry.id).photos == ()
    assert change.undo is not None
    change.undo()
    assert diary.get(entry.id).photos == (photo,)
    assert diary.photo_data(photo.id) == b"bytes"


def test_photos_that_are_not_there(diary: Diary) -> None:
    for call in (diary.photo_data, diary.remove_photo, lambda id: diary.caption(id, "c")):
        with pytest.raises(NotFound):
            call("no such photo")
    photo = diary.add_photo(write(diary, "x").id, b"bytes", **PHOTO)
    for file in diary._media.ids():
        diary._media.remove(file)
    with pytest.raises(VaultDamaged) as caught:
        diary.photo_data(photo.id)
    assert caught.value.facts == {"part": "media"}


def test_a_photo_whose_row_cannot_be_written_leaves_no_file(diary: Diary) -> None:
    with pytest.raises(Exception, match="CHECK"):
        diary.add_photo(write(diary, "x").id, b"bytes", **(PHOTO | {"kind": "gif"}))
    assert diary._media.ids() == []


def test_photos_of_a_page_that_never_came_go_after_a_day(diary: Diary) -> None:
    diary.add_photo("never saved", b"bytes", **PHOTO)
    diary.purge_strays(NOW + timedelta(hours=23))
    assert len(diary._media.ids()) == 1
    diary.purge_strays(NOW + timedelta(hours=25))
    assert diary._media.ids() == []


def test_an_imported_photo_keeps_its_id_and_comes_once(diary: Diary) -> None:
    entry = write(diary, "![x](photo:imported-1)")
    first = diary.add_photo(entry.id, b"bytes", id="imported-1", **PHOTO)
    again = diary.add_photo(entry.id, b"other", id="imported-1", **PHOTO)
    assert first == again
    assert first.id == "imported-1"
    assert diary.photo_data("imported-1") == b"bytes"
    assert len(diary._media.ids()) == 1


# -- check-ins ---------------------------------------------------------------------------------------------


def test_a_check_in_grows_tap_by_tap(diary: Diary) -> None:
    day = NOW.date()
    assert diary.check_in(day) == CheckIn(day)
    diary.set_check_in(day, at=NOW, closeness=2)
    diary.set_check_in(day, at=NOW + timedelta(minutes=1), energy=3)
    assert diary.check_in(day) == CheckIn(day, 2, 3, None, NOW + timedelta(minutes=1))
    diary.set_check_in(day, at=NOW, closeness=None)
    assert diary.check_in(day).closeness is None
    assert diary.check_in(day).energy == 3


def test_a_check_in_is_cleared_and_comes_back(diary: Diary) -> None:
    day = NOW.date()
    diary.set_check_in(day, at=NOW, mood=4)
    change = diary.clear_check_in(day)
    assert (change.subject, change.ids, change.label) == ("check_in", {"2030-11-14"}, "cleared")
    assert diary.check_in(day).empty
    assert change.undo is not None
    change.undo()
    assert diary.check_in(day).mood == 4
    diary.clear_check_in(day)
    diary.set_check_in(day, at=NOW, energy=1)
    assert diary.check_in(day) == CheckIn(day, None, 1, None, NOW), (
        "what was cleared does not come back by itself"
    )


def test_check_ins_of_a_time(diary: Diary) -> None:
    days = [date(2030, 1, 31), date(2030, 2, 1), date(2030, 2, 28), date(2030, 3, 1)]
    for day in days:
        diary.set_check_in(day, at=NOW, mood=3)
    diary.clear_check_in(days[2])
    diary.set_check_in(date(2030, 2, 2), at=NOW, mood=None)
    assert [noted.day for noted in diary.check_ins(date(2030, 2, 1), date(2030, 2, 28))] == [days[1]]
    assert [noted.day for noted in diary.check_ins(date.min, date.max)] == [days[0], days[1], days[3]]


# -- imports -----------------------------------------------------------------------------------------------


def entries(diary: Diary, count: int) -> list[Entry]:
    return [
        replace(diary.blank(NOW - timedelta(days=n)), text=f"imported lamp {n} 静かな夜", tags=("brought",))
        for n in range(count)
    ]


def test_an_import_is_not_seen_before_it_is_whole(diary: Diary) -> None:
    own = write(diary, "my own lamp")
    number = diary.start_import("trial")
    assert diary.add_imported(number, entries(diary, 5)) == 5
    assert list(diary.ids()) == [own.row]
    assert found(diary, "lamp") == [own.id]
    assert diary.count("lamp") == 1
    assert found(diary, "静かな夜") == found(diary, "夜") == []
    assert diary.tags() == []
    assert diary.days(NOW.year, NOW.month) == {NOW.day}
    newest = diary.newest()
    assert newest is not None
    assert newest.id == own.id
    change = diary.finish_import(number)
    assert diary.count("lamp") == 6
    assert diary.count("静かな夜") == 5
    assert sound(diary)
    assert change.undo is not None
    change.undo()
    while diary.tidy_imports():
        pass
    assert list(diary.ids()) == [own.row]
    assert diary.count("lamp") == 1
    assert sound(diary)


def test_importing_again_adds_nothing(diary: Diary) -> None:
    brought = entries(diary, 3)
    for added in (3, 0):
        number = diary.start_import("trial")
        assert diary.add_imported(number, brought) == added
        diary.finish_import(number)
    assert len(diary.ids()) == 3


def test_an_import_that_never_ended_is_removed_a_little_at_a_time(diary: Diary) -> None:
    own = write(diary, "own")
    number = diary.start_import("trial")
    brought = entries(diary, 25)
    diary.add_imported(number, brought)
    diary.add_photo(brought[0].id, b"bytes", **PHOTO)
    assert not diary.tidy_imports()  # it may still be under way
    steps, diary = 0, Diary(diary._store, diary._media)  # the next unlock
    while diary.tidy_imports(10):
        steps += 1
        assert list(diary.ids()) == [own.row]
    assert steps == 3
    with pytest.raises(NotFound):
        diary.get(brought[0].id)
    assert diary._media.ids() == []
    with pytest.raises(UsageError):
        diary.add_imported(number, brought)
    assert sound(diary)


def test_an_import_keeps_the_times_it_brings(diary: Diary) -> None:
    changed = datetime(2011, 5, 6, 7, 8, 9, tzinfo=UTC)
    entry = replace(diary.blank(NOW), text="x", changed=changed)
    number = diary.start_import("trial")
    diary.add_imported(number, [entry])
    diary.finish_import(number)
    assert diary.get(entry.id).changed == changed


def test_a_new_entry_knows_the_zone_and_keeps_its_wall_clock(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    entry = write(diary, "Here.")
    monkeypatch.setenv("TZ", "America/Santiago")
    assert (diary.get(entry.id).zone, diary.get(entry.id).when) == ("Asia/Tokyo", NOW)
    monkeypatch.setenv("TZ", "Nowhere/Atall")
    assert diary.blank(NOW).zone == ""
