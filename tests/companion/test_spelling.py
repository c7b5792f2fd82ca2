"""Words are found however they are spelled: with their marks and without, in a dozen scripts, as words, beginnings and
phrases, in all pages and on one; and what is marked is the word as it was written."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlcipher3 import dbapi2

from companion.diary import Diary
from companion.media import Media
from companion.spelling import fold, places, plain
from companion.store import Store
from companion.store.migrations import HOW_WORDS_PART

# As written, and what is typed for it; then a word that shares letters with it and is another one.
WORDS = {
    "arabic": ("كَتَبَ", ["كتب", "كَتب", "كتـب"], "كاتب"),
    "arabic, hamza": ("أُمِّي", ["امي", "أمي", "امى", "امی"], "امان"),
    "persian": ("کتابی", ["كتابي", "کتابی"], "کتابخانه"),
    "hebrew": ("שָׁלוֹם", ["שלום", "שָׁלום"], "שלומי"),
    "hindi": ("हिन्दी", ["हिन्दी"], "हिन्दुस्तान"),
    "hindi, nukta": ("ज़रूरत", ["जरूरत", "\u095bरूरत"], "जरा"),
    "bengali": ("বাংলা", ["বাংলা"], "বাংলাদেশ"),
    "tamil": ("தமிழ்", ["தமிழ்"], "தமிழகம்"),
    "telugu": ("తెలుగు", ["తెలుగు"], "తెల్ల"),
    "malayalam": ("മലയാളം", ["മലയാളം"], "മലയാളി"),
    "punjabi": ("ਪੰਜਾਬੀ", ["ਪੰਜਾਬੀ"], "ਪੰਜਾਬ"),
    "sinhala": ("සිංහල", ["සිංහල"], "සිංහය"),
    "tibetan": ("བཀྲིས", ["བཀྲིས"], "བཀྲམ"),
    "greek": ("Ελλάδα", ["ελλαδα", "ΕΛΛΑΔΑ", "ελλάδα"], "ελληνικά"),
    "russian": ("Ёлка", ["елка", "ЁЛКА"], "ёлочка"),
    "german": ("Straße", ["strasse", "STRASSE", "straße", "STRAẞE"], "Strasbourg"),
    "danish": ("smørrebrød", ["smorrebrod", "SMØRREBRØD"], "smør"),
    "french": ("Cœur", ["coeur", "cœur"], "courage"),
    "icelandic": ("Það", ["thad", "það"], "þeir"),
    "polish": ("Łódź", ["lodz", "łódź", "LODZ"], "łódka"),
    "croatian": ("Đakovo", ["dakovo", "đakovo"], "đak"),
    "turkish": ("İstanbul", ["istanbul", "ISTANBUL", "ıstanbul"], "İzmir"),
    "turkish, dotless": ("ışığı", ["isigi", "ışığı", "IŞIĞI"], "ısı"),
    "vietnamese": ("Nẵng", ["nang", "nẵng"], "nặn"),
    "korean": ("한국어", ["한국어"], "한국인"),
    "armenian": ("Հայերեն", ["հայերեն"], "Հայաստան"),
    "georgian": ("ქართული", ["ქართული"], "ქართველი"),
    "amharic": ("ሰላም", ["ሰላም"], "ሰላምታ"),
    "ligature": ("ﬁnal", ["final"], "finish"),
}
NOW = datetime(2030, 11, 14, 21, 40)
PLANTED = 3


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    """The texts of a diary, by the word that stands in them."""
    chosen = random.Random(2)
    fillers = ["and", "— ❤️", *(other for _, _, other in WORDS.values())]
    return {
        name: [
            " ".join(
                [
                    *chosen.sample(fillers, 4),
                    f"«{written}»,",
                    "later",
                    str(number),
                    *chosen.sample(fillers, 3),
                ]
            )
            for number in range(PLANTED)
        ]
        for name, (written, _, _) in WORDS.items()
    }


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory, pages: dict[str, list[str]]) -> Iterator[Diary]:
    folder: Path = tmp_path_factory.mktemp("spelling")
    store = Store.create(folder / "diary-1.db", bytes(range(32)))
    made = Diary(store, Media(folder / "media", bytes(32)), lambda: NOW)
    for number, text in enumerate(text for texts in pages.values() for text in texts):
        made.save(replace(made.blank(NOW - timedelta(days=number)), text=text, title=f"Page {number}"))
    yield made
    store.close()


def found(diary: Diary, typed: str, *, typing: bool = False) -> list[str]:
    hits = diary.search(typed, 1000, typing=typing)
    assert len(hits) == diary.count(typed, typing=typing)
    return [diary.get(hit.row.id).text for hit in hits]


def every_text(pages: dict[str, list[str]]) -> list[str]:
    return [text for texts in pages.values() for text in texts]


def words_of(text: str) -> list[str]:
    return [plain(word.strip("«»,—")) for word in text.split()]


def forms(typed: str) -> set[str]:
    return {unicodedata.normalize(form, typed) for form in ("NFC", "NFD")} | {typed}


@pytest.mark.parametrize("name", WORDS)
def test_a_word_is_found_in_every_spelling_and_marked_as_it_was_written(
    diary: Diary, pages: dict[str, list[str]], name: str
) -> None:
    written, spellings, _ = WORDS[name]
    for typed in {form for spelling in [written, *spellings] for form in forms(spelling)}:
        for typing in (False, True):
            hits = [
                hit
                for hit in diary.search(typed, 1000, typing=typing)
                if diary.get(hit.row.id).text in pages[name]
            ]
            assert len(hits) == PLANTED, typed
            for hit in hits:
                assert written in {hit.snippet[start:end] for start, end in hit.marks}, typed
                assert all(plain(hit.snippet[a:b]).startswith(plain(typed)) for a, b in hit.marks)
        exact = [text for text in every_text(pages) if plain(typed) in words_of(text)]
        assert found(diary, typed) == exact


@pytest.mark.parametrize("name", WORDS)
def test_letter_by_letter_the_index_finds_what_reading_every_page_finds(
    diary: Diary, pages: dict[str, list[str]], name: str
) -> None:
    written, spellings, other = WORDS[name]
    for typed in {form for word in [written, *spellings, other] for form in forms(word)}:
        for end in range(1, len(typed) + 1):
            begun = typed[:end]
            scanned = [t for t in every_text(pages) if any(w.startswith(plain(begun)) for w in words_of(t))]
            assert found(diary, begun, typing=True) == scanned, begun


@pytest.mark.parametrize("name", WORDS)
def test_phrases_and_what_is_left_out(diary: Diary, pages: dict[str, list[str]], name: str) -> None:
    written, spellings, _ = WORDS[name]
    for typed in [written, *spellings]:
        assert found(diary, f'"{typed} later"') == pages[name]
        assert found(diary, f'"{typed} later 1"') == [pages[name][1]]
        assert found(diary, f'"later {typed}"') == []
        assert found(diary, f"later body:{typed} -1") == [pages[name][0], pages[name][2]]
        hit = diary.search(f'"{typed} later 2"', typing=False)[0]
        assert [hit.snippet[a:b] for a, b in hit.marks] == [f"{written}», later 2"]


@pytest.mark.parametrize("name", WORDS)
def test_on_one_page_the_same_word_is_found_and_marked_whole(name: str) -> None:
    written, spellings, _ = WORDS[name]
    text = f"❤️ a {written}, e\u0301t {written}"
    where = [5, text.rindex(written)]
    for typed in {form for spelling in [written, *spellings] for form in forms(spelling)}:
        assert list(places(text, plain(typed))) == [(at, at + len(written)) for at in where], typed


def test_a_title_is_marked_as_it_was_written(diary: Diary) -> None:
    entry = replace(diary.blank(datetime(2020, 1, 1)), title="An der Weserstraße ❤️ Ecke Öderweg", text="x")
    diary.save(entry)
    (hit,) = diary.search("weserstrasse ode", typing=True)
    assert [hit.row.title[a:b] for a, b in hit.title_marks] == ["Weserstraße", "Öderweg"]
    diary.trash([entry.id])
    diary.erase([entry.id])
    assert diary.search("weserstrasse") == []


# Letters and marks of many scripts, thrown together as nobody writes them: what counts is that both ways agree.
SIGNS = (
    "aAeßØłıİ éèñ ـ كتبأىة\u064e\u0651\u0670 שלום\u05b8\u05c1 हिन्दीक़\u093c தமிழ் Ωώς Ёйи 한ᄒ\u1161"
    " ❤️ ½ﬁ²١ \u0301\u0308\u0345 ͡°"
)


@given(some.lists(some.text(alphabet=SIGNS, max_size=12), min_size=1, max_size=6), some.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_the_index_and_a_scan_agree(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: some.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("any")
    store = Store.create(folder / "diary-1.db", bytes(range(32)))
    diary = Diary(store, Media(folder / "media", bytes(32)), lambda: NOW)
    for number, text in enumerate(texts):
        entry = replace(diary.blank(NOW - timedelta(days=number)), text="before", title=text)
        diary.save(entry)
        diary.save(replace(entry, text=f"x {text} y"))
    assert store.damage() == {}
    word = data.draw(
        some.sampled_from([w for text in texts for w in text.split() if w.isalnum()] or ["before"])
    )
    wanted = plain(word)
    for hit in diary.search(word, 100, typing=False):
        marked = {plain(hit.snippet[a:b]) for a, b in hit.marks}
        marked |= {plain(hit.row.title[a:b]) for a, b in hit.title_marks}
        assert marked == {wanted}
    scanned = [text for text in texts if wanted in plain(text).split()]
    hit_texts = [diary.get(hit.row.id).title for hit in diary.search(word, 100, typing=False)]
    assert [text for text in hit_texts if text in scanned] == scanned
    diary.trash(one.id for one in diary.rows(diary.ids()))
    diary.erase(one.id for one in diary.rows(diary.ids(trashed=True)))
    assert store.damage() == {}
    assert diary.search(word, typing=True) == []
    store.close()


def test_a_fold_leaves_every_word_in_its_place() -> None:
    """For every character of the first two planes: among letters, alone, with a vowel sign, and twice."""
    db = dbapi2.connect(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE words USING fts5(written, folded, {HOW_WORDS_PART})")
    db.execute("CREATE VIRTUAL TABLE told USING fts5vocab(words, instance)")
    chars = [chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
    texts = [f"a {x} b{x}c b{x}c {x}\u064e \u0301{x}\u0301 {x}{x}-d" for x in chars]
    db.executemany("INSERT INTO words VALUES (?, ?)", ((text, fold(text)) for text in texts))
    written, folded = (
        db.execute("SELECT doc, max(offset) FROM told WHERE col = ? GROUP BY doc", (column,)).fetchall()
        for column in ("written", "folded")
    )
    assert len(written) == len(texts)
    assert len({last for _, last in written}) > 1
    assert written == folded


@given(some.text(max_size=60))
def test_one_spelling_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)


def test_what_a_letter_becomes_is_folded_already() -> None:
    """Or a text would be put into the index in one spelling, and taken out in another by the next start of the app."""
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    folded = [fold(letter) for letter in letters]
    assert [letter for letter, once in zip(letters, folded, strict=True) if fold(once) != once] == []
    every = "x".join(letters)
    assert fold(every) == "x".join("" if once == "\ue000" else once for once in folded)
    # U+FE77 is a vowel sign of Arabic upon a tatweel.
    assert fold("x\ufe77\u0640y \ufe77b") == "xy b"
    assert fold("كـ\ufe77ـتب") == fold("كتب")
