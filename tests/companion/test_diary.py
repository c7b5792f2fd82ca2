"""The diary: every word comes back as typed, is found when looked for, and goes only when asked to."""

import threading
from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from companion.diary import CheckIn, Diary, Entry
from companion.errors import Cancelled, NotFound, UsageError, VaultDamaged
from companion.media import Media
from companion.store import Store, WrongThread
from companion.store.text import MARK_END, MARK_START, clean, clean_line, preview, unmark

NOW = datetime(2030, 11, 14, 21, 40)
PHOTO = {"name": "lamp.png", "width": 4, "height": 3, "kind": "png", "thumbnail": b"small"}


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def diary(tmp_path: Path, clock: Clock) -> Iterator[Diary]:
    store = Store.create(tmp_path / "diary-1.db", bytes(range(32)))
    yield Diary(store, Media(tmp_path / "media", bytes(32)), clock)
    store.close()


def write(diary: Diary, text: str, when: datetime = NOW, **fields: object) -> Entry:
    entry = replace(diary.blank(when), text=text, **fields)
    diary.save(entry)
    return diary.get(entry.id)


def found(diary: Diary, words: str, **how: object) -> list[str]:
    return [hit.row.id for hit in diary.search(words, **how)]


def sound(diary: Diary) -> bool:
    return diary._store.damage() == {}


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
    diary.purge(NOW + timedelta(hours=23))
    assert len(diary._media.ids()) == 1
    diary.purge(NOW + timedelta(hours=25))
    assert diary._media.ids() == []


def test_an_imported_photo_keeps_its_id_and_comes_once(diary: Diary) -> None:
    entry = write(diary, "![x](photo:imported-1)")
    first = diary.add_photo(entry.id, b"bytes", id="imported-1", **PHOTO)
    again = diary.add_photo(entry.id, b"other", id="imported-1", **PHOTO)
    assert first == again
    assert first.id == "imported-1"
    assert diary.photo_data("imported-1") == b"bytes"
    assert len(diary._media.ids()) == 1


# -- search ------------------------------------------------------------------------------------------------


def test_words_prefixes_and_folded_accents(diary: Diary) -> None:
    entry = write(diary, "Ärger über die Brücke, c++ and naïve café", title="Übermorgen", tags=("später",))
    write(diary, "nothing of that", NOW - timedelta(days=1))
    for words in (
        "arger",
        "BRUCKE",
        "brü",
        "cafe",
        "nai",
        "ubermorgen",
        "spat",
        "über die",
        '"über die"',
        "c++",
    ):
        assert found(diary, words) == [entry.id], words
        assert diary.count(words) == 1, words
    assert found(diary, "ucke") == []
    assert found(diary, "brück", typing=False) == []
    assert found(diary, "title:über") == [entry.id]
    assert found(diary, "title:brücke") == []
    assert found(diary, "arger -brücke") == []


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        '"',
        "'",
        "c++",
        "AND OR (",
        ")(",
        "*",
        "a*b",
        "title:",
        "-",
        "-x",
        "^a",
        "NEAR(a b)",
        "{x}:",
        "\x00",
        "a" * 5000,
        "( " * 400,
    ],
)
def test_nothing_typed_is_an_error(diary: Diary, words: str) -> None:
    write(diary, "x y")
    diary.search(words)
    diary.search(words, best=True, typing=False)
    diary.count(words)


def test_marks_stand_where_the_words_are(diary: Diary) -> None:
    text = (
        "long before " * 40
        + "then the *lamp* and\nanother lampshade ![lamp](photo:ff00) here"
        + " after" * 60
    )
    write(diary, text, title="A lamp in the title")
    (hit,) = diary.search("lamp")
    assert {hit.snippet[start:end].lower() for start, end in hit.marks} <= {"lamp", "lampshade"}
    assert len(hit.marks) >= 2
    assert "\n" not in hit.snippet
    assert "photo:" not in hit.snippet
    assert [hit.row.title[start:end] for start, end in hit.title_marks] == ["lamp"]


def test_newest_first_and_the_best_first_when_asked(diary: Diary) -> None:
    older = write(diary, "heron heron heron", NOW - timedelta(days=5))
    newer = write(diary, "a heron among very many other words that were written on this day")
    assert found(diary, "heron") == [newer.id, older.id]
    assert found(diary, "heron", best=True) == [older.id, newer.id]
    assert found(diary, "heron", limit=1) == [newer.id]


def test_a_snippet_shows_words_and_no_markdown(diary: Diary) -> None:
    write(diary, "## The *lamp* and **the lamp**\n\n- a lamp_post, _lamp_ and 2 * 3\n> said the lamp")
    (hit,) = diary.search("lamp")
    assert hit.snippet == "The lamp and the lamp a lamp_post, lamp and 2 * 3 said the lamp"
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["lamp"] * 5


def test_emoji_are_found(diary: Diary) -> None:
    sun = write(diary, "A better morning 🌞 with bread", NOW - timedelta(days=2))
    both = write(diary, "🌞🌙 and bread", NOW - timedelta(days=1))
    write(diary, "bread and nothing else")
    gone = write(diary, "🌞 in the trash")
    diary.trash([gone.id])
    assert found(diary, "🌞") == [both.id, sun.id]
    assert diary.count("🌞") == 2
    assert found(diary, "🌞 morn", typing=True) == [sun.id]
    assert found(diary, "🌙🌞") == []
    (hit,) = diary.search("🌞 morning")
    assert {hit.snippet[start:end] for start, end in hit.marks} == {"🌞", "morning"}
    assert found(diary, "?") == []


@given(pieces=some.lists(some.tuples(some.sampled_from(["lamp", "a\nb", "夜", "x"]), some.booleans())))
def test_marks_are_taken_off_and_remembered(pieces: list[tuple[str, bool]]) -> None:
    marked = "".join(MARK_START + word + MARK_END if found else word for word, found in pieces)
    plain, marks = unmark(marked)
    assert plain == "".join(word for word, _found in pieces).replace("\n", " ")
    assert [plain[start:end] for start, end in marks] == [
        word.replace("\n", " ") for word, found in pieces if found
    ]


@pytest.fixture
def eastern(diary: Diary) -> dict[str, Entry]:
    texts = {
        "ja": "今日は東京タワーへ行った。とても静かな夜だった。",
        "zh": "我們昨天在公園散步，什麼都沒說。",
        "th": "วันนี้เราเดินเล่นในสวน",
        "mixed": "Dinner in 京都 with Python3を書く people",
        "en": "tokyo in English, walking",
        "ko": "오늘은 조용한 저녁이었다",
    }
    return {name: write(diary, text, NOW - timedelta(days=n)) for n, (name, text) in enumerate(texts.items())}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("東京タワー", ["ja"]),
        ("ﾀﾜｰ", ["ja"]),
        ("静かな夜", ["ja"]),
        ("京", ["ja", "mixed"]),
        ("東京", ["ja"]),
        ("散步", ["zh"]),
        ("在公園散步", ["zh"]),
        ("เดินเล่น", ["th"]),
        ("สวน", ["th"]),
        ("python3", ["mixed"]),
        ("京都 dinner", ["mixed"]),
        ("京都 people", ["mixed"]),
        ("京都 散步", []),
        ("京都 tokyo", []),
        ("조용", ["ko"]),
        ("walk", ["en"]),
        ("夜 だった", ["ja"]),
        ("大阪", []),
        ("%", []),
        ("東_タ", []),
    ],
)
def test_scripts_without_spaces_are_found(
    diary: Diary, eastern: dict[str, Entry], words: str, names: list[str]
) -> None:
    assert found(diary, words) == [eastern[name].id for name in names]
    assert diary.count(words) == len(names)
    for hit in diary.search(words):
        assert hit.marks
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.marks)


def test_scripts_without_spaces_follow_edits_moves_and_the_trash(
    diary: Diary, eastern: dict[str, Entry]
) -> None:
    ja = eastern["ja"]
    diary.save(replace(ja, text="大阪へ行った", when=datetime(2001, 1, 1)))
    assert (found(diary, "東京タワー"), found(diary, "大阪へ")) == ([], [ja.id])
    change = diary.trash([ja.id])
    assert found(diary, "大阪へ") == found(diary, "大") == []
    assert change.undo is not None
    change.undo()
    assert found(diary, "大") == [ja.id]
    diary.save(replace(diary.get(ja.id), text="nothing eastern any more"))
    assert found(diary, "大") == []
    assert sound(diary)
    diary.erase([eastern["zh"].id])
    assert found(diary, "散步") == []
    assert sound(diary)


WORDS = ["lamp", "lamps", "heron", "quiet", "Été", "über", "夜", "静かな夜", "x1"]


@given(
    texts=some.lists(some.lists(some.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=6),
    query=some.lists(some.sampled_from(WORDS), min_size=1, max_size=2),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_search_agrees_with_reading_everything(
    tmp_path_factory, texts: list[list[str]], query: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("search")
    store = Store.create(folder / "diary-1.db", bytes(range(32)))
    diary = Diary(store, Media(folder / "media", bytes(32)), lambda: NOW)
    for n, words in enumerate(texts):
        write(diary, " ".join(words), NOW - timedelta(days=n))

    def says(words: list[str]) -> bool:
        for place, asked in enumerate(query):
            unspaced = asked[0] in "夜静"
            last = place == len(query) - 1
            if unspaced and not any(asked in word for word in words):
                return False
            if not unspaced and not any(word == asked or (last and word.startswith(asked)) for word in words):
                return False
        return True

    wanted = [n for n, words in enumerate(texts) if says(words)]
    hits = diary.search(" ".join(query))
    assert [(NOW - hit.row.when).days for hit in hits] == wanted
    assert diary.count(" ".join(query)) == len(wanted)
    store.close()


def test_a_job_searches_and_can_be_stopped(diary: Diary) -> None:
    for n in range(60):
        write(diary, "静かな夜" * 300, NOW - timedelta(days=n))
    result: list[object] = []

    def stop(done: int, total: int, step: str) -> None:
        raise Cancelled()

    def job() -> None:
        result.append(len(diary.search("夜")))
        result.append(len(diary.ids()))
        try:
            diary.count("夜", report=stop)
        except Cancelled:
            result.append("stopped")
        try:
            diary.trash(["x"])
        except WrongThread:
            result.append("refused")

    thread = threading.Thread(target=job)
    thread.start()
    thread.join(20)
    assert result == [50, 60, "stopped", "refused"]


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
