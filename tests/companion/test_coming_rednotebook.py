"""RedNotebook comes in: months of YAML that may say anything, and its markup as ours."""

import json
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from companion.errors import ImportFailed
from companion.interchange.coming import Draft, Source, guess
from companion.interchange.coming.txt2tags import hashtags, to_markdown
from companion.interchange.coming.words import NotYaml, load
from tests.companion.coming_hands import (
    OTHERS,
    OWN,
    drafts,
    pixels,
    read,
    real,
    remarks,
    there_and_back,
    vault,
)

SAMPLES = OWN / "rednotebook"


def month(tmp_path: Path, text: str, name: str = "2031-05.txt") -> Path:
    path = tmp_path / "data" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.parent


def test_days_categories_and_hashtags_are_what_rednotebook_shows() -> None:
    """The months were written by RedNotebook 2.41's own `storage`, and `shown.json` holds what its `Day` says of them."""
    shown = json.loads((SAMPLES / "shown.json").read_text(encoding="utf-8"))
    found = {f"{one.when:%Y-%m-%d}": one for one in drafts(SAMPLES)}
    assert set(found) == set(shown)
    for day, says in shown.items():
        assert set(found[day].tags) == set(says["categories"])
        assert found[day].day_only
        assert not found[day].title
        for entries in says["categories"].values():
            assert all(f"- {entry}" in found[day].text for entry in entries)


def test_a_day_as_it_comes() -> None:
    first, second = drafts(SAMPLES)[:2]
    assert first.text == (
        "# The kettle\n\nIt sang **before** either of us *did*. We *both* heard it, ~~twice~~.\n\n"
        "- cups\n  - the blue one\n1. first\n2. second\n\n\n---\n\n### Later\n"
        "At the [harbour](https://example.org/a%28b%29) with #Nora and #tea_time, not #112233.\n"
        "[lamp.png](lamp.png)\n[step one.jpg](/home/someone/step%20one.jpg)\n\n**Weather**\n\n- frost\n- no wind"
    )
    assert second.text == (
        "Über die Brücke. 🌙\n\nTwo paragraphs, one with `code //kept//` and a line  \nbroken here.\n\n"
        "```\n**as it is**\n```\n\n> something she said"
    )
    assert remarks(SAMPLES) == {"photo_outside": 1, "photo_missing": 1}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("**bold //both//**", "**bold *both***"),
        ("5 ** 3 ** 2", "5 ** 3 ** 2"),
        ("a -- b -- c", "a -- b -- c"),
        ("----------", "----------"),
        ("http://a.de/x//y and //it//", "http://a.de/x//y and *it*"),
        ("[x http://y.de]", "[x](http://y.de)"),
        ("[then 2019-08-01] and [2019-10-20]", "then (2019-08-01) and [2019-10-20]"),
        ('""**not bold**""', "**not bold**"),
        ("``a`b``", "`` a`b ``"),
        ("{Red|color:#FF0000} firetruck", "Red firetruck"),
        ("== two ==[anchor]", "## two"),
        ("===== five =====", "### five"),
        ("=no title", "=no title"),
        ("words\n--------------------", "words\n\n---"),
        ("+ a\n+ b\n  - c\n+ d", "1. a\n2. b\n   - c\n3. d"),
        ("- a\n\n\n+ b\n-\n- c", "- a\n\n\n1. b\n- c"),
        ("|| A | B |\n| c | **d** |", "| A | B |\n| --- | --- |\n| c | **d** |"),
        ("``` one **line**", "`one **line**`"),
        ("% a comment", "% a comment"),
        ("#work and C#", "#work and C#"),
    ],
)
def test_markup_becomes_ours(theirs: str, ours: str) -> None:
    assert to_markdown(theirs, lambda _path: None) == ours


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("test #hashtag", ["hashtag"]),
        ("text #1tag #1234 #12é34", ["1tag", "12é34"]),
        ("text#no &#nbsp; ##no", []),
        ("a.#yes #dodge/#answer!", ["yes", "dodge", "answer"]),
        ("#hashtagの ＃wide", ["hashtagの", "wide"]),
        ("hex #11ff22 but #11ff22abc", ["11ff22abc"]),
        ("#include <x> #include_me", ["include_me"]),
        ("#Same #same", ["same"]),
    ],
)
def test_hashtags_are_rednotebooks(text: str, tags: list[str]) -> None:
    """After tests/test_hashtags.py of jendrikseipp/rednotebook at 9f186e1bb0fb."""
    assert list(hashtags(text)) == tags


@pytest.mark.parametrize(
    "line", ["[" + " " * 60_000, "**a " * 30_000, "[a" * 40_000, "``a " * 30_000, "#1" * 40_000, "_" * 90_000]
)
def test_no_line_takes_long(line: str) -> None:
    assert to_markdown(line, lambda _path: None)
    hashtags(line)


def test_old_files_and_strays(tmp_path: Path) -> None:
    folder = month(tmp_path, "14:\n  {text: !!python/unicode 'Old words', Tags: {quiet: null}}\n")
    month(tmp_path, "{}\n", "2031-06.txt")
    for stray in ("2031-05.old.txt", "2031-05.CONFLICT_BACKUP17.txt", "2031-05.new.txt", "notes.txt"):
        month(tmp_path, "1: {text: not this}\n", stray)
    (one,) = drafts(folder)
    assert (one.text, one.tags, one.when) == ("Old words", ("quiet",), datetime(2031, 5, 14))


def test_values_stay_the_words_somebody_typed(tmp_path: Path) -> None:
    folder = month(
        tmp_path,
        "1: {text: 2019-01-01}\n2: {text: no}\n3:\n  = equals: null\n  yes: {1e3: null}\n  text: ''\n",
    )
    first, second, third = drafts(folder)
    assert (first.text, second.text) == ("2019-01-01", "no")
    assert third.tags == ("= equals", "yes")
    assert third.text == "**yes**\n\n- 1e3"


def test_a_day_written_on_comes_again_beside_the_first(tmp_path: Path) -> None:
    (one,) = drafts(month(tmp_path, "1: {text: first}\n"))
    (same,) = drafts(month(tmp_path, "1:\n  text: 'first'\n"))
    (more,) = drafts(month(tmp_path, "1: {text: first and more}\n"))
    assert one.id == same.id != more.id


@pytest.mark.parametrize(
    "text",
    [
        "1: &a [x, x]\n2: &b [*a, *a]\n"
        + "".join(f"{n}: &n{n} [{', '.join([f'*n{n - 1}'] * 9)}]\n" for n in range(4, 12)).replace(
            "*n3", "*b"
        ),
        "1: !!python/object/apply:os.system ['touch owned']\n",
        "1: &a {text: x, more: *a}\n",
        "1: " + "[" * 5_000,
        "1: " + "{a: " * 5_000,
        "- " * 5_000,
        "? [a]\n: b\n",
        "\x00",
        "1: 'open",
    ],
)
def test_yaml_that_wants_more_than_words_gives_none(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        load(text)
    except NotYaml:
        pass
    folder = month(tmp_path, text)
    assert not drafts(folder, "rednotebook")
    assert not (tmp_path / "owned").exists()


def test_one_damaged_month_does_not_hold_the_others_back(tmp_path: Path) -> None:
    folder = month(tmp_path, "1: {text: 'open\n")
    month(tmp_path, "31: {text: no such day}\n1: {text: fine}\nx: {text: y}\n2: words\n", "2031-06.txt")
    (folder / "2031-07.txt").write_bytes(b"1: {text: \xff\xfe}\n")
    found = read(folder, "rednotebook")
    assert [one.text for one in found if isinstance(one, Draft)] == ["fine"]
    assert remarks(folder, "rednotebook") == {"damaged": 1, "no_date": 2, "value": 1, "not_text": 1}


def test_a_picture_beside_the_months_comes_along(tmp_path: Path) -> None:
    image = QImage(6, 4, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    folder = month(tmp_path, '1:\n  text: "[\\"\\"lamp one\\"\\".png?300] and [\\"\\"../secret\\"\\".png]"\n')
    image.save(str(folder / "lamp one.png"))
    image.save(str(tmp_path / "secret.png"))
    with vault(tmp_path / "home") as workspace:
        (entry,) = there_and_back(workspace, folder, "rednotebook")
    assert [photo.name for photo in entry.photos] == ["lamp one.png"]
    assert entry.text == f"![](photo:{entry.photos[0].id})\n and [secret.png](../secret.png)"


def test_another_folder_is_not_taken_for_one(tmp_path: Path) -> None:
    folder = month(tmp_path, "Dear diary\n")
    with Source(folder) as source:
        assert guess(source) is None
    with pytest.raises(ImportFailed):
        read(month(tmp_path / "data", "", "x.txt"), "rednotebook")


def test_there_and_back_from_a_zip(tmp_path: Path) -> None:
    file = tmp_path / "RedNotebook-Backup.zip"
    with zipfile.ZipFile(file, "w") as packed:
        for path in SAMPLES.glob("*.txt"):
            packed.write(path, path.name)
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, file)
    assert len(found) == 5


@real
@pytest.mark.parametrize("name", ["jimmy-1", "jimmy-2.zip", "help"])
def test_real_journals(tmp_path: Path, name: str) -> None:
    """marph91/jimmy-test-data at 53415f23451f (test_data/rednotebook/test_1 and test_2), and the journal RedNotebook makes
    on its first day together with its manual (jendrikseipp/rednotebook at 9f186e1bb0fb, rednotebook/help.py, GPL-2.0+). What
    its `Day` and its `markup.convert` say of each day lies in `shown/`."""
    shown = json.loads((OTHERS / "rednotebook" / "shown" / f"{name}.json").read_text(encoding="utf-8"))
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, OTHERS / "rednotebook" / name)
    assert [f"{entry.when:%Y-%m-%d}" for entry in found] == sorted(shown)
    for entry in found:
        says = shown[f"{entry.when:%Y-%m-%d}"]
        text = re.sub(r"```\n.*?\n```", "", entry.text, flags=re.DOTALL)
        plain = re.sub(r"`[^`\n]+`", "", text)
        assert set(entry.tags) == set(says["categories"])
        assert re.findall(r"\*\*(.+?)\*\*", plain) == says["bold"]
        assert re.findall(r"~~(.+?)~~", plain) == says["strike"]
        assert [code for code in says["code"] if "<" not in code and "#" not in code] == [
            code for code in re.findall(r"`([^`\n]+)`", text) if "<" not in code and "2019" not in code
        ] or name == "help"
        assert set(filter(None, says["heads"])) <= set(re.findall(r"^#+ (.*)$", text, re.MULTILINE))
        assert text.count("\n---\n") == says["rules"]


def test_pixels_stay(tmp_path: Path) -> None:
    folder = month(tmp_path, '1: {text: "[\\"\\"x\\"\\".png]"}\n')
    image = QImage(31, 17, QImage.Format.Format_ARGB32)
    for place in range(31 * 17):
        image.setPixel(place % 31, place // 31, (place * 0x010305) & 0xFFFFFF | 0xFF000000)
    image.setText("Author", "somebody")
    image.save(str(folder / "x.png"))
    (one,) = drafts(folder)
    from ui.photos import prepare_import

    made = prepare_import(one.pictures[0].open(), "x.png")
    assert pixels(made.data) == pixels((folder / "x.png").read_bytes())
    assert b"somebody" not in made.data
