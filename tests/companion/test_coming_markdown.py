"""Folders of Markdown come in: days by their names, front matter of every kind, pictures, and our own export again."""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from companion.diary.values import Entry
from companion.interchange import export
from companion.interchange.coming import Draft, Needs, Source, bring_in, guess
from companion.interchange.coming.front import split
from companion.interchange.coming.naming import named
from companion.workspace import Workspace
from tests.companion.coming_hands import (
    OTHERS,
    brought,
    drafts,
    pixels,
    read,
    real,
    remarks,
    there_and_back,
    vault,
)
from tests.conftest import rounds
from ui.photos import prepare_import


def folder(tmp_path: Path, **files: str) -> Path:
    """Notes by name; `__` stands for a folder, and every name ends in .md."""
    root = tmp_path / "notes"
    for name, text in files.items():
        note(root, f"{name.replace('__', '/')}.md", text)
    return root


def note(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    os.utime(path, (1_900_000_000, 1_900_000_000))
    return path


def picture(path: Path, colour: int = 0x336699) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(9, 5, QImage.Format.Format_RGB32)
    image.fill(colour)
    assert image.save(str(path))


@pytest.mark.parametrize(
    ("name", "when", "timed", "rest"),
    [
        ("2023-09-12", "2023-09-12", False, ""),
        ("2023-09-12 The lamp", "2023-09-12", False, "The lamp"),
        ("2023-09-12-Tuesday", "2023-09-12", False, ""),
        ("2023_09_12", "2023-09-12", False, ""),
        ("2023.09.12", "2023-09-12", False, ""),
        ("20230912", "2023-09-12", False, ""),
        ("202309121530", "2023-09-12 15:30", True, ""),
        ("202309121530 Zettel", "2023-09-12 15:30", True, "Zettel"),
        ("2023-09-12-1530", "2023-09-12 15:30", True, ""),
        ("2023-09-12 15.30", "2023-09-12 15:30", True, ""),
        ("2023-09-12T15-30-10 x", "2023-09-12 15:30:10", True, "x"),
        ("2023-09-12 1200 words", "2023-09-12", False, "1200 words"),
        ("The lamp 2023-09-12", "2023-09-12", False, "The lamp"),
        ("Sam-20230912-Diary", "2023-09-12", False, "Sam Diary"),
        ("Jan 5th, 2022", "2022-01-05", False, ""),
        ("Friday, January 7, 2022", "2022-01-07", False, ""),
        ("7 January 2022", "2022-01-07", False, ""),
        ("31.12.2022", "2022-12-31", False, ""),
        ("2023/09/12", "2023-09-12", False, ""),
        ("2023/09-September/12-Tuesday", "2023-09-12", False, ""),
        ("journal/2023-09/12", "2023-09-12", False, ""),
        ("2046/1231", "2046-12-31", False, ""),
    ],
)
def test_the_day_in_a_name(name: str, when: str, timed: bool, rest: str) -> None:
    found = named(f"{name}.md", day_first=True)
    assert found is not None
    assert (found.when, found.timed, found.rest) == (datetime.fromisoformat(when), timed, rest)


@pytest.mark.parametrize(
    "name",
    ["The lamp", "2023", "2023-13-01", "2023-02-30", "v1.2.3", "12", "notes/1231", "Week 39", "2023-09"],
)
def test_a_name_without_a_day(name: str) -> None:
    assert named(f"{name}.md", day_first=True) is None


def test_which_number_is_the_day_is_asked_where_no_name_says(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"03-04-2021": "a", "05-04-2021": "b"})
    with pytest.raises(Needs) as asked:
        read(root)
    assert asked.value.what == "day_first"
    assert {one.when.month for one in drafts(root, day_first=True)} == {4}
    assert {one.when.day for one in drafts(root, day_first=False)} == {4}
    note(root, "25-04-2021.md", "c")
    assert {one.when.month for one in drafts(root)} == {4}


def test_front_matter_of_every_kind(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        One="---\ndate: 2023-09-12\ntitle: 'It''s \"so\"'\ntags: [kitchen, '#quiet', \"two words\"]\n---\n\nText.\n",
        Two="---\ncreated: 2023-09-12T21:05:00\ntags:\n  - one\n  - two/three\naliases: [x]\n---\nText.\n",
        Three='---\nDate: "[[2023-09-12]]"\ntags: one, two three\nlocation: Rome\n---\nText.\n',
        Four="---\ndate: [[2023-09-12]]\ntag: '#one'\n---\nText.\n",
        Five="---\ncreated: 2023-09-12 21:05:32 -04:00\n---\nText.\n",
        Six="---\ncreated: 2023-09-12T19:05:32.123Z\n---\nText.\n",
        Seven="---\nnot: [closed\n---\nText.\n",
    )
    found = {one.where: one for one in drafts(root)}
    one, two, three, four, five, six, seven = (
        found[f"{name}.md"] for name in ("One", "Two", "Three", "Four", "Five", "Six", "Seven")
    )
    assert (one.title, one.tags, one.day_only) == ('It\'s "so"', ("kitchen", "quiet", "two words"), True)
    assert (two.when, two.day_only, two.tags) == (datetime(2023, 9, 12, 21, 5), False, ("one", "two/three"))
    assert (three.when, three.tags, three.title) == (datetime(2023, 9, 12), ("one", "two", "three"), "Three")
    assert (four.when, four.tags) == (datetime(2023, 9, 12), ("one",))
    assert (five.when, five.zone) == (datetime(2023, 9, 12, 21, 5, 32), "")
    assert (six.when, six.zone) == (datetime(2023, 9, 12, 19, 5, 32), "UTC")
    assert seven.text == "---\nnot: [closed\n---\nText."
    assert all(one.text == "Text." for one in (one, two, three, four, five, six))
    assert remarks(root) == {"fields": 1, "file_time": 1}


def test_the_hour_comes_from_the_front_matter_of_the_same_day(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        **{
            "2023-09-12": "---\ncreated: 2023-09-12 21:05\n---\na",
            "2023-09-13": "---\ncreated: 2024-01-01 10:00\n---\nb",
        },
    )
    first, second = drafts(root)
    assert (first.when, first.day_only) == (datetime(2023, 9, 12, 21, 5), False)
    assert (second.when, second.day_only) == (datetime(2023, 9, 13), True)


def test_without_a_day_it_is_the_files_own_and_said(tmp_path: Path) -> None:
    (one,) = drafts(folder(tmp_path, Thoughts="Some.\n"))
    assert one.when == datetime.fromtimestamp(1_900_000_000)
    assert (one.title, one.day_only) == ("Thoughts", False)
    assert remarks(tmp_path / "notes") == {"file_time": 1}


def test_links_become_words_and_code_stays(tmp_path: Path) -> None:
    text = (
        "[[Sam]] and [[people/Sam|my love]], [[2023-09-11#Evening]], [[#Here]], ![[Note]]\n"
        "`[[code]] #code` and a [plain](https://example.org) one #inline (#in/brackets) C#no #12\n"
        "```\n[[fenced]] #fenced ![](x.png)\n```\nend"
    )
    (one,) = drafts(folder(tmp_path, **{"2023-09-12": text}))
    assert one.text == (
        "Sam and my love, 2023-09-11 > Evening, Here, Note\n"
        "`[[code]] #code` and a [plain](https://example.org) one #inline (#in/brackets) C#no #12\n"
        "```\n[[fenced]] #fenced ![](x.png)\n```\nend"
    )
    assert one.tags == ("inline", "in/brackets")


def test_links_to_notes_that_come_along_become_links_to_their_entries(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        **{
            "2023-09-12": "[[people/Sam|my love]], [[2023-09-13]], [there](days/2023-09-13.md#x), [gone](gone.md)",
            "people__Sam": "---\ndate: 2020-01-01\n---\nx",
            "days__2023-09-13": "[[2023-09-12#Evening]] [a](https://example.org/a.md)",
        },
    )
    found = {one.where: one for one in drafts(root)}
    first, sam, second = (found[name] for name in ("2023-09-12.md", "people/Sam.md", "days/2023-09-13.md"))
    assert first.text == (
        f"[my love](entry:{sam.id}), [2023-09-13](entry:{second.id}), [there](entry:{second.id}), [gone](gone.md)"
    )
    assert second.text == f"[2023-09-12 > Evening](entry:{first.id}) [a](https://example.org/a.md)"


def test_pictures_inside_come_along_and_outside_never(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        **{
            "daily__2023-09-12": '![[lamp.png|300]]\n![A (lamp)](../img/the%20lamp.png "t")\n![[Pasted one.png|The step]]\n'
            "![x](../../secret.png)\n![y](https://example.org/a.png)\n![z](/etc/passwd)\n![[gone.png]]\n![[voice.m4a]]\n"
        },
    )
    picture(root / "daily" / "lamp.png")
    picture(root / "img" / "the lamp.png", 0x111111)
    picture(root / "attachments" / "Pasted one.png", 0x222222)
    picture(tmp_path / "secret.png")
    (root / "voice.m4a").write_bytes(b"sound")
    (root / "list.pdf").write_bytes(b"%PDF")
    assert remarks(root) == {"photo_missing": 3, "photo_outside": 1, "attachment": 1, "other_file": 1}
    with vault(tmp_path / "home") as workspace:
        (entry,) = there_and_back(workspace, root)
    assert [photo.name for photo in entry.photos] == ["lamp.png", "the lamp.png", "Pasted one.png"]
    assert [photo.caption for photo in entry.photos] == ["", "A (lamp)", "The step"]
    first, second, third = (photo.id for photo in entry.photos)
    assert entry.text == (
        f"![](photo:{first})\n![A (lamp)](photo:{second})\n![The step](photo:{third})\n"
        "![x](../../secret.png)\n![y](https://example.org/a.png)\n![z](/etc/passwd)\ngone.png\nvoice.m4a"
    )


def test_pixels_stay_and_metadata_goes(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"2023-09-12": "![[lamp.jpg]]"})
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    for place in range(64 * 48):
        image.setPixel(place % 64, place // 64, (place * 0x010305) & 0xFFFFFF)
    image.setText("Comment", "somebody wrote this")
    assert image.save(str(root / "lamp.jpg"), quality=92)
    with vault(tmp_path / "home") as workspace, Source(root) as source:
        bring_in(workspace, source, "markdown", pictures=prepare_import).run()
        (entry,) = brought(workspace)
        kept = workspace.diary.photo_data(entry.photos[0].id)
    assert pixels(kept) == pixels((root / "lamp.jpg").read_bytes())
    assert b"somebody" not in kept


def test_what_programs_keep_for_themselves_is_passed_over(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"2023-09-12": "x"})
    for name in (".obsidian/app.md", ".trash/2023-01-01.md", "logseq/bak/2023_01_01.md", "a/.git/b.md"):
        note(root, name, "not a note")
    assert len(drafts(root)) == 1
    assert not remarks(root)


def test_a_single_note_and_notes_in_other_encodings(tmp_path: Path) -> None:
    path = tmp_path / "2023-09-12.md"
    path.write_bytes("Grüße".encode("cp1252"))
    (one,) = drafts(path)
    assert one.text == "Grüße"
    assert remarks(path) == {"encoding": 1}
    path.write_bytes(b"\xff\xfe" + "Grüße\r\n".encode("utf-16-le"))
    assert drafts(path)[0].text == "Grüße"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntags: [a]\r\n---\r\nGr\xc3\xbc\xc3\x9fe\r\nzwei\r\n")
    assert (drafts(path)[0].text, drafts(path)[0].tags) == ("Grüße\nzwei", ("a",))


def test_plain_texts_named_by_their_day_are_notes_too(tmp_path: Path) -> None:
    root = tmp_path / "notes"
    for name in ("2023-09-12.txt", "2024/01/31.txt", "list.txt"):
        note(root, name, "Words.")
    with Source(root) as source:
        assert guess(source) == "markdown"
    assert [one.when for one in drafts(root)] == [datetime(2023, 9, 12), datetime(2024, 1, 31)]
    assert remarks(root) == {"other_file": 1}


def test_the_same_note_twice_is_one_and_a_changed_one_another(tmp_path: Path) -> None:
    root = folder(tmp_path, **{"a__2023-09-12": "x", "b__2023-09-12": "x", "c__2023-09-12": "y"})
    assert len({one.id for one in drafts(root)}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "---\na: &a [x]\nb: [*a, *a]\n---\nt",
        "---\ndate: !!python/object/apply:os.system ['x']\n---\nt",
        "---\n" + "a: [" * 3_000 + "\n---\nt",
        "---\n- list\n---\nt",
        "---\n---\nt",
        "---\nnever closed",
        "---\ndate: 2023-02-30\n---\nt",
        '---\nid: "../x"\ndate: "2023-01-01"\n---\n\nt',
        '---\nid: "x"\ndate: "soon"\n---\n\nt',
    ],
)
def test_front_matter_that_is_none_or_wants_more(tmp_path: Path, text: str) -> None:
    split(text)
    for one in read(folder(tmp_path, Note=text)):
        assert not isinstance(one, Draft) or one.when.year in (2023, 2030)


# -- our own export ----------------------------------------------------------------------------------------


def test_our_own_export_comes_back_as_it_was(tmp_path: Path) -> None:
    with vault(tmp_path / "one") as workspace:
        entry = workspace.diary.blank(datetime(2030, 1, 14, 21, 5))
        picture(tmp_path / "lamp.png")
        made = prepare_import((tmp_path / "lamp.png").read_bytes(), "lamp.png")
        size = {"width": made.width, "height": made.height, "kind": made.kind, "thumbnail": made.thumbnail}
        photo = workspace.diary.add_photo(entry.id, made.data, name="lamp.png", caption="Two cups", **size)
        words = f"Before\na ![Two cups](photo:{photo.id}) b\nafter [[it]] ![x](file:{'0' * 24})\n"
        workspace.diary.save(replace(entry, title='The "back" step', text=words, tags=("two words", "x")))
        entry = workspace.diary.blank(datetime(2030, 2, 3, 4, 5))
        text = "[[not a link]] #nottag ![x](gone.png)\n\n  ends with blanks  \n\n"
        workspace.diary.save(
            replace(entry, title="— \u201cx\u201d: y", text=text, tags=("a, b", "ü"), mood=2)
        )
        before = brought(workspace)
        data = {photo.id: workspace.diary.photo_data(photo.id) for one in before for photo in one.photos}
        export(workspace, "markdown", tmp_path / "out")
    with vault(tmp_path / "two") as workspace, Source(tmp_path / "out") as source:
        assert guess(source) == "markdown"
        bring_in(workspace, source, "markdown", pictures=prepare_import).run()
        after = brought(workspace)
        for old, new in zip(before, after, strict=True):
            text = old.text
            for one, other in zip(old.photos, new.photos, strict=True):
                text = text.replace(f"photo:{one.id}", f"photo:{other.id}")
                assert pixels(workspace.diary.photo_data(other.id)) == pixels(data[one.id])
            assert (new.id, new.when, new.title, new.text) == (old.id, old.when, old.title, text)
            assert (new.tags, new.mood, new.closeness) == (old.tags, old.mood, old.closeness)
        again = bring_in(workspace, source, "markdown", pictures=prepare_import)
        again.run()
        assert (again.told.added, again.told.skipped) == (0, len(before))


signs = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
pieces = st.sampled_from(
    (
        "---",
        "\n",
        "![x](a.png)",
        "[[a]]",
        "#tag ",
        "  ",
        "id: ",
        "```",
        "\u2028",
        "\r\n",
        "\x7f",
        "\x85",
        "\ufeff",
        "'",
        '"',
    )
)
texts = st.lists(st.one_of(signs, pieces), max_size=8).map("".join)


@settings(max_examples=rounds(25, 1_000), suppress_health_check=list(HealthCheck))
@given(
    entries=st.lists(
        st.fixed_dictionaries(
            {
                "title": signs,
                "text": texts.map(lambda text: f"{text}."),
                "tags": st.lists(signs, max_size=3).map(tuple),
                "when": st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),
                "mood": st.one_of(st.none(), st.integers(1, 5)),
                "closeness": st.one_of(st.none(), st.integers(1, 5)),
                "energy": st.one_of(st.none(), st.integers(1, 3)),
                "feelings": st.lists(signs, max_size=2).map(tuple),
                "starred": st.booleans(),
                "kept_away": st.booleans(),
                "day_only": st.booleans(),
                "zone": st.sampled_from(("", "Europe/Dublin", "Asia/Tokyo")),
            }
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_entries_leave_as_markdown_and_come_back(
    two_vaults: tuple[Workspace, Workspace], entries: list[dict[str, Any]]
) -> None:
    """Out of one vault and into an empty one: text, day, hour, tags and what was noted are equal in every sign."""
    one, other = two_vaults
    for entry in entries:
        one.diary.save(replace(one.diary.blank(datetime(2030, 1, 1)), **entry))
    before = brought(one)
    with tempfile.TemporaryDirectory() as folder:
        export(one, "markdown", Path(folder) / "out")
        one.diary.trash([entry.id for entry in before])
        with Source(Path(folder) / "out") as source:
            change = bring_in(other, source, "markdown", pictures=prepare_import).run()
    after = brought(other)
    assert change.undo is not None
    change.undo()
    while other.tidy():
        pass
    assert [_said(entry) for entry in after] == [_said(entry) for entry in before]


def _said(entry: Entry) -> tuple[Any, ...]:
    noted = (entry.mood, entry.closeness, entry.energy, entry.feelings, entry.starred, entry.kept_away)
    return entry.id, entry.when, entry.title, entry.text, entry.tags, noted, entry.day_only, entry.zone


@pytest.fixture
def two_vaults(tmp_path: Path) -> Iterator[tuple[Workspace, Workspace]]:
    with vault(tmp_path / "first") as one, vault(tmp_path / "second") as other:
        yield one, other


def test_every_field_our_front_matter_may_have(tmp_path: Path) -> None:
    fields = {
        "id": "11111111-2222-3333-4444-555555555555",
        "date": "2030-01-14T21:05:00",
        "zone": "Europe/Dublin",
        "title": "x",
        "tags": ["a"],
        "mood": 3,
        "closeness": 4,
        "energy": 2,
        "feelings": ["feel-calm", "wobbly"],
        "starred": True,
        "kept_away": True,
        "guide": "g",
        "photos": [{"file": "p.png", "caption": "Two cups", "alt": "cups"}],
    }
    head = "\n".join(f"{name}: {json.dumps(value)}" for name, value in fields.items())
    root = folder(tmp_path, **{"2030__2030-01-14-2105": f"---\n{head}\n---\n\nTop\n![Two cups](p.png)\n"})
    picture(root / "2030" / "p.png")
    with vault(tmp_path / "home") as workspace, Source(root) as source:
        bring_in(workspace, source, "markdown", pictures=prepare_import).run()
        (entry,) = brought(workspace)
    assert (entry.id, entry.when, entry.zone) == (fields["id"], datetime(2030, 1, 14, 21, 5), "Europe/Dublin")
    assert (entry.mood, entry.closeness, entry.energy, entry.feelings) == (3, 4, 2, ("feel-calm", "wobbly"))
    assert (entry.starred, entry.kept_away, entry.guide) == (True, True, "g")
    (photo,) = entry.photos
    assert (photo.caption, photo.alt) == ("Two cups", "cups")
    assert entry.text == f"Top\n![Two cups](photo:{photo.id})\n"


# -- real folders ------------------------------------------------------------------------------------------


@real
@pytest.mark.parametrize(
    ("name", "entries", "day_first"),
    [("tracker", 96, True), ("diary-one", 87, None), ("jimmy", 2, None), ("journal-setup", 13, None)],
)
def test_real_folders(tmp_path: Path, name: str, entries: int, day_first: bool | None) -> None:
    """pyrochlore/obsidian-tracker at 933fa7537580 (examples/diary, MIT), k-l-lambda/diary-one at e2f7c25569a7 (2025, 2026),
    marph91/jimmy-test-data at 53415f23451f (test_data/obsidian) and lofti-lofi/journal-setup at 271cb5d3d061 (all)."""
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, OTHERS / "markdown" / name, day_first=day_first)
    notes = {path.name: path for path in (OTHERS / "markdown" / name).rglob("*.md") if "/." not in str(path)}
    said = drafts(OTHERS / "markdown" / name, day_first=day_first)
    assert len(said) <= entries
    assert len(found) == len({one.id for one in said})
    if name == "tracker":
        assert all(one.when.year in (2021, 2023, 2026) for one in said)
        by_name = {one.where: one for one in said}
        assert by_name["05-01-2021.md"].when == datetime(2021, 1, 5)
        assert by_name["2021-01-01.md"].tags[:2] == ("work_log", "work_log2")
    if name == "diary-one":
        assert {f"{one.when:%Y/%m%d}.md" for one in said} == {one.where for one in said}
        pictures = [photo for entry in found for photo in entry.photos]
        assert len(pictures) == 2
    if name == "jimmy":
        assert {"frontmatter-tag-obsidian", "inline-tag-obsidian"} <= {
            tag for one in said for tag in one.tags
        }
    assert notes
