"""Finding: a typed line is read as words and filters, and what is found is what reading every entry finds."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from companion.diary import Diary, Entry, choosing
from companion.diary.asking import Asked, Label, Vocabulary, parse, without, written
from companion.spelling import plain
from tests.clock import NOW

GERMAN = Vocabulary(
    keys={"stichwort": "tag", "nach": "after", "gefuhl": "feeling", "stimmung": "mood", "ist": "is"},
    values={
        "feeling": {"einsam": "feel-lonely", "lonely": "feel-lonely"},
        "mood": {"schwer": "1", "heavy": "1"},
        "is": {"markiert": "starred"},
    },
)


def write(diary: Diary, text: str, when: datetime = NOW, **fields: object) -> str:
    entry = replace(diary.blank(when), text=text, **fields)  # type: ignore[arg-type]
    diary.save(entry)
    return entry.id


def texts(diary: Diary, line: str, *, typing: bool = False) -> list[str]:
    """The texts that are found, newest first, and the same by every way there is to ask."""
    asked = parse(line, typing=typing)
    hits = diary.search(asked, 1000)
    assert [hit.row.row for hit in hits] == list(diary.chosen_rows(asked))
    assert len(hits) == diary.count(asked)
    return [diary.get(hit.row.id).text for hit in hits]


class TestLine:
    def test_words_and_filters_are_told_apart(self) -> None:
        asked = parse('tag:kitchen after:2024-05 "the lamp" -work')
        assert asked == Asked(words='"the lamp" -work', tags=(Label("kitchen"),), after=date(2024, 5, 1))
        assert [(piece.key, piece.value) for piece in asked.pieces] == [
            ("tag", "kitchen"),
            ("after", "2024-05"),
        ]

    @pytest.mark.parametrize(
        "line",
        [
            "foo:bar",
            "16:30",
            "http://x.org",
            '"tag:kitchen"',
            "tags:kitchen",
            "a:b:c",
            "tag:",
            "-",
            '"',
            ":",
            'tag:a"b',
        ],
    )
    def test_what_is_no_filter_is_text(self, line: str) -> None:
        assert parse(line) == Asked(words=line)

    def test_a_tag_with_spaces_stands_in_quotes(self) -> None:
        assert parse('tag:"long walk" lamp').tags == (Label("long walk"),)

    @pytest.mark.parametrize(
        ("line", "after", "before"),
        [
            ("after:2024-05", date(2024, 5, 1), None),
            ("before:2025", None, date(2025, 1, 1)),
            ("on:2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
            ("in:2024-12", date(2024, 12, 1), date(2025, 1, 1)),
            ("in:2024/5", date(2024, 5, 1), date(2024, 6, 1)),
            ("in:9999", date(9999, 1, 1), None),
            ("in:9999-12", date(9999, 12, 1), None),
            ("on:9999-12-31", date(9999, 12, 31), None),
            ("in:2024 after:2024-06 before:2024-09-15", date(2024, 6, 1), date(2024, 9, 15)),
        ],
    )
    def test_dates_are_years_months_and_days(
        self, line: str, after: date | None, before: date | None
    ) -> None:
        assert parse(line) == Asked(after=after, before=before)

    @pytest.mark.parametrize(
        "line", ["after:2024-13", "on:2023-02-29", "in:0000", "before:soon", "mood:6", "-mood:3", "is:odd"]
    )
    def test_what_cannot_be_read_is_text_and_said_so(self, line: str) -> None:
        asked = parse(line)
        assert asked == Asked(words=line)
        assert len(asked.unread) == 1

    def test_what_is_still_being_typed_is_no_mistake_yet(self) -> None:
        for begun in ("after:", "after:2", "after:202", "after:2024-", "mood:", "mood:he", "is:st", "tag:"):
            asked = parse(f"lamp {begun}", GERMAN, typing=True)
            assert (asked.words, asked.unread, asked.filtered) == ("lamp", (), False), begun
        assert parse("tag:kit", typing=True).tags == (Label("kit", beginning=True),)
        assert parse("tag:kit ", typing=True).tags == (Label("kit"),)
        assert parse("after:20x", typing=True).unread

    def test_only_a_word_at_the_end_may_be_a_beginning(self) -> None:
        assert parse("lam", typing=True).typing
        assert not parse("lam ", typing=True).typing
        assert not parse("lam tag:kitchen", typing=True).typing

    def test_what_can_be_marked_on_a_page(self) -> None:
        assert parse('lamp -work "the long way" OR title:sea (dark*)').terms == [
            "lamp",
            "the long way",
            "sea",
            "dark",
        ]

    def test_another_language_is_understood_beside_english(self) -> None:
        assert parse("Stichwort:Küche nach:2024", GERMAN) == parse("tag:Küche after:2024", GERMAN)
        assert parse("Gefühl:Einsam", GERMAN).feelings == (Label("Einsam", ("feel-lonely",)),)
        assert parse("feeling:LONELY", GERMAN).feelings[0].ids == ("feel-lonely",)
        assert parse("Stimmung:schwer mood:2", GERMAN).mood == (1, 2)
        assert parse("ist:markiert", GERMAN).starred is True

    @given(some.text(alphabet='tagmoodis:"- 20é日', max_size=30), some.booleans())
    def test_any_line_can_be_read_and_its_pieces_taken_out(self, line: str, typing: bool) -> None:
        asked = parse(line, typing=typing)
        for piece in asked.pieces:
            assert ":" in line[piece.start : piece.end]
            assert len(parse(without(line, piece), typing=typing).pieces) <= len(asked.pieces)

    @given(some.text(alphabet='abc "日é', min_size=1, max_size=12))
    def test_what_is_written_by_hand_is_read_again(self, value: str) -> None:
        wanted = " ".join(value.replace('"', "").split())
        tags = parse(f"lamp {written('tag', value)} again").tags
        assert tags == ((Label(wanted),) if wanted else ())


class TestFilters:
    def test_tags_are_whole_and_know_no_case_or_accent(self, diary: Diary) -> None:
        write(diary, "one", tags=("Café", "kitchen sink"))
        write(diary, "two", NOW - timedelta(days=1), tags=("kitchen",))
        assert texts(diary, "tag:cafe") == ["one"]
        assert texts(diary, "tag:KITCHEN") == ["two"]
        assert texts(diary, 'tag:"kitchen sink"') == ["one"]
        assert texts(diary, "tag:kit", typing=True) == ["one", "two"]
        assert texts(diary, "tag:kit") == []
        assert texts(diary, "-tag:kitchen") == ["one"]

    def test_a_photo_counts_from_its_first_moment_to_its_last(self, diary: Diary) -> None:
        early = diary.blank(NOW)
        photo = {"name": "lamp.png", "width": 4, "height": 3, "kind": "png", "thumbnail": b"small"}
        shown = diary.add_photo(early.id, b"bytes", **photo)  # type: ignore[arg-type]
        diary.save(replace(early, text="with a picture"))
        write(diary, "without", NOW - timedelta(days=1))
        assert texts(diary, "has:photo") == ["with a picture"]
        assert texts(diary, "-has:photo") == ["without"]
        diary.remove_photo(shown.id)
        assert texts(diary, "with:photo") == []
        diary.bring_back_photo(shown.id)
        assert texts(diary, "with:photo") == ["with a picture"]

    def test_what_is_in_the_trash_or_still_coming_in_is_not_found(self, diary: Diary) -> None:
        write(diary, "kept lamp", starred=True)
        gone = write(diary, "gone lamp", NOW - timedelta(days=1), starred=True)
        diary.trash([gone])
        number = diary.start_import("test")
        diary.add_imported(
            number, [replace(diary.blank(NOW - timedelta(days=2)), text="coming lamp", starred=True)]
        )
        for line in ("is:starred", "lamp is:starred", "lamp in:2030", "in:2030"):
            assert texts(diary, line) == ["kept lamp"]
        diary.finish_import(number)
        assert texts(diary, "lamp is:starred") == ["kept lamp", "coming lamp"]

    @pytest.mark.parametrize(
        ("few", "very_few"), [(choosing.FEW, choosing.VERY_FEW), (choosing.FEW, 0), (0, 0)]
    )
    def test_every_question_finds_what_reading_every_entry_finds(
        self, diary: Diary, few: int, very_few: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The three ways filters and words meet: these entries are few, but a large diary knows them all.
        monkeypatch.setattr(choosing, "FEW", few)
        monkeypatch.setattr(choosing, "VERY_FEW", very_few)
        chosen = random.Random(5)
        entries = [made(diary, chosen, number) for number in range(150)]
        number = diary.start_import("test")
        diary.add_imported(number, entries)
        diary.finish_import(number)
        diary.trash([entry.id for entry in entries[::11]])
        kept = sorted((e for n, e in enumerate(entries) if n % 11), key=lambda e: e.when, reverse=True)
        filters = list(FILTERS)
        for _ in range(250):
            picked = chosen.sample(filters, chosen.choice((1, 1, 2, 3)))
            wanted = [e.text for e in kept if all(FILTERS[line](e) for line in picked)]
            assert texts(diary, " ".join(picked)) == wanted, picked


def made(diary: Diary, chosen: random.Random, number: int) -> Entry:
    words = chosen.sample(("lamp", "harbour", "Küche", "仕事で疲れた", "window"), 2)
    return replace(
        diary.blank(NOW - timedelta(days=13 * number)),
        text=f"{' '.join(words)} {number}",
        title=chosen.choice(("", "A page")),
        tags=tuple(chosen.sample(("kitchen", "long walk", "Café"), chosen.randrange(3))),
        feelings=tuple(chosen.sample(("feel-lonely", "feel-calm", "wobbly"), chosen.randrange(3))),
        mood=chosen.choice((None, 1, 2, 5)),
        energy=chosen.choice((None, 1, 3)),
        closeness=chosen.choice((None, 2, 4)),
        starred=chosen.random() < 0.3,
    )


FILTERS = {
    "lamp": lambda e: "lamp" in e.text,
    "kuche": lambda e: "Küche" in e.text,
    '"harbour lamp"': lambda e: "harbour lamp" in e.text,
    "-window lamp": lambda e: "lamp" in e.text and "window" not in e.text,
    "疲れた": lambda e: "疲れた" in e.text,
    "仕事": lambda e: "仕事" in e.text,
    "tag:cafe": lambda e: "Café" in e.tags,
    'tag:"long walk"': lambda e: "long walk" in e.tags,
    "-tag:kitchen": lambda e: "kitchen" not in e.tags,
    "feeling:wobbly": lambda e: "wobbly" in e.feelings,
    "-feeling:feel-calm": lambda e: "feel-calm" not in e.feelings,
    "mood:1 mood:2": lambda e: e.mood in (1, 2),
    "energy:3": lambda e: e.energy == 3,
    "closeness:4": lambda e: e.closeness == 4,
    "after:2028-06": lambda e: e.when.date() >= date(2028, 6, 1),
    "before:2029": lambda e: e.when.date() < date(2029, 1, 1),
    "in:2027": lambda e: e.when.year == 2027,
    "is:starred": lambda e: e.starred,
    "-is:starred": lambda e: not e.starred,
    "is:untitled": lambda e: not e.title,
}


def test_one_spelling_leaves_other_scripts_alone() -> None:
    assert plain("ÉTÉ") == "ete"
    assert plain("が") != plain("か")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("灯台 -灯台守", "bd"),
        ("灯台 -守", "bd"),
        ("lamp -灯台", "ce"),
        ("lamp -灯", "ce"),
        ("lamp -💡", "bc"),
        ("💡 -🕯️", "e"),
        ("💡 -灯台守", "e"),
        ('"💡"', "e"),
        ("title:灯台", "d"),
        ("body:灯台 -title:灯台", "ab"),
        ("tags:ランプ", "c"),
        ("ランプ", "c"),
        ("🕯️", "a"),
        ("灯台 title:🕯️", ""),
        ("灯台 tags:🕯️", "a"),
        ("-灯台", ""),
        ("-💡", ""),
        ("lamp -", "bce"),
        ("title:灯台 lamp", ""),
    ],
)
def test_a_minus_quotes_and_places_mean_the_same_in_every_script(diary: Diary, line: str, found: str) -> None:
    pages = {
        "a": {"text": "昨日の夜、灯台守に会った。", "tags": ("🕯️",)},
        "b": {"text": "lamp\n灯台は暗い"},
        "c": {"text": "a lamp", "tags": ("ランプ",)},
        "d": {"title": "灯台にて", "text": "雨"},
        "e": {"text": "the lamp 💡 is on"},
    }
    names = {}
    for number, (name, fields) in enumerate(pages.items()):
        names[str(fields["text"])] = name
        write(diary, when=NOW - timedelta(days=number), **fields)  # type: ignore[arg-type]
    for typing in (False, True):
        assert "".join(names[text] for text in texts(diary, line, typing=typing)) == found
