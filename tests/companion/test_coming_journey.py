"""Journey's export.

Real exports, in COMPANION_SAMPLES/journey, none of them in this repository: andi0b/journey-markdown-converter c090879
(GPL-3.0), tests/testdata/journey-multiple-1.zip, two entries and a photo of 2021; bisraelsen/Journey2md e839acd (MIT),
journey-test, six entries and a photo of 2015, their words changed by whoever put them there, and one that another converter
made; alxhslm/journey2dayone 9ce8d5f (without a licence), journey, one entry and its photo of 2019, beside what that
converter makes of it for Day One. Then three entries that are quoted whole in public. The rest is built from what converters
agree on (JourneyToDayOneImporter, journey2md, day-one importers): Markdown in older exports, and the largest double for
"nothing".
"""

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from companion.workspace import Workspace
from tests.companion.coming_hands import OTHERS, drafts, pixels, real, remarks, there_and_back, vault
from tests.companion.pictures import picture

NOTHING = 1.7976931348623157e308


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with vault(tmp_path / "home") as opened:
        yield opened


def export(folder: Path, *entries: dict[str, Any], **pictures: bytes) -> Path:
    """A flat zip of one JSON file an entry, as Journey writes it."""
    file = folder / "journey-multiple-1.zip"
    with zipfile.ZipFile(file, "w") as made:
        for item in entries:
            made.writestr(f"{item['id']}.json", json.dumps(item))
        for name, data in pictures.items():
            made.writestr(name.replace("_", "-").replace("DOT", "."), data)
    return file


def entry(number: int, text: str, **more: Any) -> dict[str, Any]:
    absent = {"lat": NOTHING, "lon": NOTHING, "address": "", "weather": {"degree_c": NOTHING}, "mood": 0}
    made = {
        "id": f"162549404954{number}-abcDEF123456ghij",
        "date_journal": 1625133600000 + number,
        "text": text,
    }
    return (
        made
        | {"timezone": "Europe/Vienna", "tags": [], "photos": [], "favourite": False, "type": ""}
        | absent
        | more
    )


@real
def test_a_real_export(workspace: Workspace, tmp_path: Path) -> None:
    """andi0b/journey-markdown-converter: tests/testdata/journey-multiple-1.zip, whose own test names both ids and one
    attachment."""
    file = OTHERS / "journey" / "journey-multiple-1.zip"
    first, second = there_and_back(workspace, file)
    assert (first.when, first.text) == (datetime(2021, 6, 27, 16, 9, 3), "Another test")
    assert second.when == datetime.fromtimestamp(1625133600, UTC).replace(
        hour=12, tzinfo=None
    )  # Vienna, in summer
    lines = second.text.split("\n")
    assert lines[:3] == ["Test Entry", "", "**bold** *italic* ***bold-italic***"]
    assert lines[-1] == f"![](photo:{second.photos[0].id})"
    assert (second.zone, second.starred, second.tags) == ("Europe/Vienna", False, ())
    assert remarks(file) == {"location": 1, "weather": 1}


@real
def test_a_real_export_of_the_first_years(workspace: Workspace) -> None:
    """bisraelsen/Journey2md: journey-test. No zones yet, so the clock here counts; Markdown as it was typed."""
    folder = OTHERS / "journey" / "journey2md"
    told = {item["id"]: item for path in folder.glob("*.json") for item in [json.loads(path.read_bytes())]}
    found = there_and_back(workspace, folder)
    assert len(found) == len(told) == 7
    for item, entry in zip(sorted(told.values(), key=lambda one: one["date_journal"]), found, strict=True):
        assert entry.when == datetime.fromtimestamp(item["date_journal"] // 1000)
        assert (entry.zone, entry.starred, entry.tags) == ("", False, tuple(item["tags"]))
        words, _sep, pictures = entry.text.partition("\n\n![](photo:")
        assert words.strip() == item["text"].strip()
        assert [photo.name for photo in entry.photos] == item["photos"]
        assert bool(pictures) == bool(item["photos"])
    assert remarks(folder) == {"no_zone": 7, "location": 6, "weather": 5, "mood_unknown": 2}


@real
def test_a_real_entry_reads_as_another_converter_takes_it_to_day_one(workspace: Workspace) -> None:
    """alxhslm/journey2dayone: journey, against the dayone.zip beside it, read by the reader for Day One."""
    folder = OTHERS / "journey"
    (found,) = there_and_back(workspace, folder / "journey2dayone")
    (shown,) = there_and_back(workspace, folder / "journey2dayone-shown.zip", "dayone")
    assert (found.when, found.zone) == (datetime(2019, 10, 18, 9, 7, 39), "Europe/London")
    assert (shown.when, shown.zone, shown.starred, shown.tags) == (found.when, found.zone, False, ())
    words, theirs = (re.sub("photo:[0-9a-f]+", "", one.text).split() for one in (found, shown))
    assert words == theirs
    assert found.text.startswith(
        "Rode my new bike for the first time!\n\nI think the bike looks pretty damn good, with the *very"
    )
    assert len(found.photos) == len(shown.photos) == 1


@real
def test_real_entries_that_are_named_in_public(workspace: Workspace, tmp_path: Path) -> None:
    """Three entries as Journey wrote them, each quoted whole where somebody explains the format, each in a zip here: the
    maker's own description (Markdown, of 2014, without its photo), and two from the comments of converters (HTML from Google
    Drive, of 2023; plain, of 2018)."""
    folder = OTHERS / "journey"
    (first,) = there_and_back(workspace, folder / "Journey-format.zip")
    assert (first.title, first.text) == (
        "",
        "# Melbourne\nMelbourne is a beautiful city especially at night.\nLook at the *night skyline*.  🏢🌟💗",
    )
    assert remarks(folder / "Journey-format.zip")["photo_missing"] == 1
    (second,) = there_and_back(workspace, folder / "journey-toyama.zip")
    assert (second.when, second.zone, second.text) == (
        datetime(2023, 3, 27, 6, 44, 35),
        "Asia/Tokyo",
        "頭痛がさ。",
    )
    (third,) = there_and_back(workspace, folder / "journey-graphite.zip")
    assert (third.when, third.zone) == (datetime(2018, 12, 10, 15, 40, 10), "Asia/Kolkata")
    assert third.text.split("\n")[2] == "- RJ Vashisht"


@real
@pytest.mark.parametrize("name", ["journey-multiple-1.zip", "journey2md", "journey2dayone"])
def test_the_photo_of_a_real_export_is_pixel_equal(workspace: Workspace, name: str) -> None:
    """All three, as above."""
    from companion.interchange.coming import Source, bring_in
    from tests.companion.coming_hands import brought
    from ui.photos import prepare_import

    with Source(OTHERS / "journey" / name) as source:
        (file,) = source.names(".jpg", ".jpeg")
        data = source.read(file)
        bring_in(workspace, source, "journey", pictures=prepare_import).run()
    (photo,) = [photo for one in brought(workspace) for photo in one.photos]
    assert pixels(workspace.diary.photo_data(photo.id)) == pixels(data)


def test_html_and_markdown_stars_tags_and_times(workspace: Workspace, tmp_path: Path) -> None:
    html = '<p dir="auto">Rain &amp; <strong>tea</strong></p><ul><li>one</li><li>two</li></ul>'
    file = export(
        tmp_path,
        entry(
            1, html, type="html", tags=["evening", "two words"], favourite=True, date_modified=1700000000000
        ),
        entry(2, "**Older** one\n\n- as it *was*", type="markdown"),
    )
    second, first = sorted(there_and_back(workspace, file), key=lambda one: one.text)
    assert (first.text, first.tags, first.starred) == (
        "Rain & **tea**\n\n- one\n- two",
        ("evening", "two words"),
        True,
    )
    assert first.changed == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert (second.text, second.starred) == ("**Older** one\n\n- as it *was*", False)
    assert remarks(file) == {}


def test_what_has_no_place_here_is_said(tmp_path: Path) -> None:
    more = {
        "lat": 51.5,
        "mood": 3,
        "weather": {"degree_c": 20.0},
        "music_title": "Song",
        "label": "red",
        "timezone": "Mars",
    }
    file = export(tmp_path, entry(1, "Words", photos=["gone.jpg", "film.mp4", "voice.mp3"], **more))
    assert [one.text for one in drafts(file)] == ["Words"]
    assert remarks(file) == {
        **dict.fromkeys(("location", "mood_unknown", "weather", "music", "label", "zone"), 1),
        **dict.fromkeys(("photo_missing", "video", "audio"), 1),
    }


def test_one_broken_file_is_passed_over(workspace: Workspace, tmp_path: Path) -> None:
    file = export(tmp_path, entry(1, "Whole"), entry(2, "No day", date_journal=None))
    with zipfile.ZipFile(file, "a") as made:
        made.writestr("1625494049549-abcDEF123456ghij.json", b'{"date_journal": 1, "text": "bro')
    assert [one.text for one in there_and_back(workspace, file)] == ["Whole"]
    assert remarks(file) == {"not_json": 1, "no_date": 1}


def test_the_same_entry_alone_and_among_others_is_one(tmp_path: Path) -> None:
    single = tmp_path / "162549404951.json"
    single.write_text(json.dumps(entry(1, "Once")))
    assert drafts(single)[0].id == drafts(export(tmp_path, entry(1, "Once"), entry(2, "Twice")))[0].id


def test_photos_follow_the_words(workspace: Workspace, tmp_path: Path) -> None:
    file = export(
        tmp_path,
        entry(1, "Two", photos=["a.png", "B.PNG"]),
        aDOTpng=picture(seed=2),
        bDOTpng=picture(),
    )
    (found,) = there_and_back(workspace, file)
    first, second = found.photos
    assert found.text == f"Two\n\n![](photo:{first.id})\n![](photo:{second.id})"
    assert (first.name, second.name) == ("a.png", "B.PNG")
