"""Searching the diary: words, their beginnings, signs of every script, and what a row shows of where they stand."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from companion.diary import Diary, Entry
from companion.errors import Cancelled, DiskFull
from companion.media import Media
from companion.store import Store, WrongThread
from companion.store.text import MARK_END, MARK_START, unmark
from tests.benchmarks.data import entries
from tests.clock import NOW
from tests.companion.diary_hands import found, sound, write


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


def parts(diary: Diary) -> int:
    with diary._store.reading() as db:
        return int(db.value("SELECT count(DISTINCT id >> 37) FROM words_data WHERE id > 10"))


def test_what_saves_leave_in_the_index_is_merged_when_nobody_types(diary: Diary) -> None:
    """Every save adds a part to the word index, and a search asks all of them: they become few again in small steps."""
    pages = [write(diary, f"lamp{n} heron", NOW - timedelta(days=n)) for n in range(7)]
    for turn in range(6):
        for entry in pages[turn % 7 :: 2]:
            diary.save(replace(diary.get(entry.id), text=f"lamp{turn} heron and more"))
    assert parts(diary) > 4
    steps = 0
    while diary._store.merge_some():
        steps += 1
        assert steps < 200
    assert parts(diary) <= 4
    assert diary.count("heron") == 7
    assert sound(diary)
    assert not diary._store.merge_some()
    diary.save(replace(diary.get(pages[0].id), text="heron"))
    assert diary.count("heron", typing=False) == 7


def test_an_import_leaves_little_of_the_file_empty(diary: Diary) -> None:
    """Merging the word index only after each slice had left a third of it unused."""
    number = diary.start_import("benchmark")
    source = entries(400)
    while part := list(islice(source, 100)):
        diary.add_imported(number, part)
    diary.finish_import(number)
    while diary._store.merge_some():
        pass
    with diary._store.reading() as db:
        assert db.value("PRAGMA freelist_count") < 0.1 * db.value("PRAGMA page_count")
    assert diary.count("the") > 300
    before = parts(diary)
    for n in range(12):
        write(diary, f"heron {n}", NOW - timedelta(days=n))
    assert parts(diary) == before + 12, "saves have merged"
    assert sound(diary)


def test_a_slice_that_fails_leaves_saves_as_quick_as_before(diary: Diary) -> None:
    """Only while many entries come in does the index merge by itself; never in the middle of a save."""
    database = diary._store._owned()
    number = diary.start_import("benchmark")
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(
        f"PRAGMA max_page_count = {pages + 420}"
    )  # room for the rows of 200 entries, not for their words
    with pytest.raises(DiskFull):
        diary.add_imported(number, list(entries(200)))
    database.execute_sql("PRAGMA max_page_count = 1000000")
    diary.drop_import(number)
    for n in range(15):
        write(diary, f"heron {n}", NOW - timedelta(days=n))
    assert parts(diary) == 15, "saves have merged"
    assert diary.count("heron") == 15


def test_short_slices_are_merged_between_them_and_not_in_them(diary: Diary) -> None:
    """Beside a window an import writes a few entries at a time; what makes searching quick has its own moments."""
    number = diary.start_import("benchmark")
    source = entries(120)
    most = 0
    while part := list(islice(source, 6)):
        before = parts(diary)
        with diary.adding(0.008):
            for entry in part:
                diary.add_imported(number, [entry])
        assert parts(diary) == before + 1
        while diary.merge_added(0.008):
            pass
        most = max(most, parts(diary))
    diary.finish_import(number)
    assert most < 10
    assert diary.count("the") > 100
    assert sound(diary)


@pytest.mark.parametrize("seconds", [0.008, 1])
def test_what_is_taken_back_in_the_middle_of_a_slice_has_no_words(diary: Diary, seconds: float) -> None:
    number = diary.start_import("benchmark")
    kept, other, last = (
        Entry(id=str(n), when=NOW - timedelta(days=n), text=f"heron {n}", row=0) for n in range(3)
    )
    with diary.adding(seconds):
        diary.add_imported(number, [kept])
        with suppress(ZeroDivisionError), diary._store.transaction():
            diary.add_imported(number, [other])
            raise ZeroDivisionError
        diary.add_imported(number, [last])
    diary.finish_import(number)
    assert found(diary, "heron") == ["0", "2"]
    assert sound(diary)
