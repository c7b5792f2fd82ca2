"""Day One's plain text.

Real samples lie in COMPANION_SAMPLES/dayone_text, and none of them in this repository:

- fjrevoredo/mini-diarium 2938ad5, MIT: src-tauri/test-fixtures/dayone-sample.txt
- chsyu/RN-Install-Tutorial-MD e017245, without a licence: a whole plain-text export with its ten photos, and in
  chsyu/RN-MAC-Tutorial 7e227e2 the same entry as Day One's own HTML export shows it
- patmcgtx/daily-flight-plan c8531ea, without a licence: DailyFlightPlan/docs/daily-flight-planner.md, an entry as it came out
- three notes in public repositories whose names are not known: one of 2014 whole, the beginnings of two of 2017 and 2018
"""

import html
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from companion.interchange.coming import Source, bring_in, guess
from companion.workspace import Workspace
from tests.companion.coming_hands import OTHERS, brought, drafts, pixels, real, remarks, there_and_back, vault
from tests.companion.pictures import picture
from ui.photos import prepare_import


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with vault(tmp_path / "home") as opened:
        yield opened


@real
def test_a_real_text_export(workspace: Workspace) -> None:
    """fjrevoredo/mini-diarium 2938ad5: dayone-sample.txt; its own importer's test names these three days."""
    found = there_and_back(workspace, OTHERS / "dayone_text" / "dayone-sample.txt")
    assert [
        (entry.when.date().isoformat(), entry.text.split("\n")[0], entry.day_only) for entry in found
    ] == [
        ("2024-01-15", "Morning Reflections", True),
        ("2024-01-16", "Project Milestone", True),
        ("2024-02-29", "Leap Year Entry", True),
    ]


@real
def test_real_records_of_other_languages(workspace: Workspace) -> None:
    """Notes that lie in public repositories as Day One wrote them: of a Korean system, whole; and the first page of each, of
    a Chinese one with the zone before the hour, and of an English one with its zone as an offset, which is no place."""
    folder = OTHERS / "dayone_text"
    (korean,) = there_and_back(workspace, folder / "korean-2014.txt")
    assert (korean.when, korean.day_only) == (datetime(2014, 10, 24, 2, 0), False)
    assert korean.title == "공찰래리그 일정 생성 앱"
    whole = (folder / "korean-2014.txt").read_text()
    assert korean.text == whole.partition(korean.title)[2].strip("\n")
    assert "\n\tTeam A = { FH : 4" in korean.text
    (english,) = there_and_back(workspace, folder / "gmt9-2017.txt")
    assert (english.when, english.zone) == (datetime(2017, 7, 23, 14, 54, 26), "")
    assert "- adds same name of **Factory Methods**" in english.text
    (chinese,) = there_and_back(workspace, folder / "k8s-2018.txt")
    assert (chinese.when, chinese.title) == (datetime(2018, 8, 12, 23, 6, 36), "K8S")
    assert "*kube-proxy*" in chinese.text
    assert "**kube-proxy**：实现k8s" in chinese.text


@real
def test_a_real_text_export_with_photos_reads_as_day_one_itself_shows_it(workspace: Workspace) -> None:
    """chsyu/RN-Install-Tutorial-MD e017245, against Day One's HTML of the same entry in chsyu/RN-MAC-Tutorial 7e227e2. Three
    letters were mended by its writer in between."""
    file = OTHERS / "dayone_text" / "react-native-2017.zip"
    (found,) = there_and_back(workspace, file)
    shown = (OTHERS / "dayone_text" / "react-native-2017-shown.html").read_text()
    date, _sep, body = shown.partition("</h1>")
    assert "2017年3月7日 星期二 GMT+8 下午3:17" in date
    assert (found.when, found.zone, found.day_only) == (datetime(2017, 3, 7, 15, 17, 4), "", False)
    theirs = re.sub(r"\W", "", html.unescape(re.sub(r"<[^>]+>", "", body)))
    ours = re.sub(r"\W", "", re.sub(r"!?(\]\([^)]*\))", "", found.text))
    assert len(ours) == len(theirs)
    assert sum(one != other for one, other in zip(ours, theirs, strict=True)) == 3
    named = re.findall(r"<img src='photos/([^']+)'>", shown)
    assert [photo.name for photo in found.photos] == named
    assert len(named) == 10
    assert re.findall(r"\]\(photo:([0-9a-f-]+)\)", found.text) == [photo.id for photo in found.photos]
    assert remarks(file) == {}


@real
def test_the_photos_of_a_real_text_export_are_pixel_equal(workspace: Workspace) -> None:
    """As above."""
    file = OTHERS / "dayone_text" / "react-native-2017.zip"
    with Source(file) as source:
        bring_in(workspace, source, "dayone", pictures=prepare_import).run()
    (found,) = brought(workspace)
    with zipfile.ZipFile(file) as opened:
        for photo in found.photos:
            data = opened.read(f"photos/{photo.name}")
            assert pixels(workspace.diary.photo_data(photo.id)) == pixels(data)


@real
def test_a_real_record_of_a_new_system(workspace: Workspace) -> None:
    """patmcgtx/daily-flight-plan c8531ea: a narrow blank before PM, a zone that is no place, blanks of no width."""
    file = OTHERS / "dayone_text" / "flight-plan-2026.txt"
    (found,) = there_and_back(workspace, file)
    assert (found.when, found.zone, found.day_only) == (datetime(2026, 7, 30, 18, 49, 4), "", False)
    assert found.title == "Daily Flight Planner app Figma UX mock and specs"
    head, _sep, body = file.read_text().partition("specs\n")
    assert found.text == body.replace("\u200b", "").strip("\n")
    assert "6:49:04\u202fPM CDT" in head
    assert remarks(file) == {"weather": 1, "location": 1}


@pytest.mark.parametrize(
    ("date", "when"),
    [
        ("2014년 10월 24일 02:00", datetime(2014, 10, 24, 2)),
        ("2014년 10월 24일 오후 2:05:09 GMT+9", datetime(2014, 10, 24, 14, 5, 9)),
        ("2020年1月3日 午前12:30", datetime(2020, 1, 3, 0, 30)),
        ("2018年8月12日 GMT+8 下午11:06:36", datetime(2018, 8, 12, 23, 6, 36)),
        ("2016年3月20日 12:00:00 JST", datetime(2016, 3, 20, 12)),
        ("14. April 2016 um 11:33:57 MESZ", datetime(2016, 4, 14, 11, 33, 57)),
        ("14 avril 2016 à 11:33:57 UTC+2", datetime(2016, 4, 14, 11, 33, 57)),
        ("14 de abril de 2016, 11:33:57 GMT-3", datetime(2016, 4, 14, 11, 33, 57)),
        ("14 aprile 2016 alle ore 11:33:57 CEST", datetime(2016, 4, 14, 11, 33, 57)),
        ("04/05/2016 11:33", None),
        ("January 5, 2024 at 2:54:26\u202fPM EST", datetime(2024, 1, 5, 14, 54, 26)),
        ("2014년 13월 24일 02:00", None),
    ],
)
def test_days_as_other_systems_write_them(date: str, when: datetime | None) -> None:
    from companion.interchange.coming.dayone_text import _when

    assert _when(date)[0] == when


def test_a_text_export_with_hours_and_what_else_it_notes(tmp_path: Path) -> None:
    file = tmp_path / "Journal.txt"
    file.write_text(
        "\tDate:\t01 January 2019 at 09:05:00 GMT\n\tWeather:\t3°C\n\tLocation:\tA quay\n\n# Cold\n\nBut bright\\.\n\n\n"
        "\tDate:\tFebruary 3, 2019 at 7:15:00 PM GMT\n\nLater\n"
        "\tDate:\t31 February 2019\n\nNever\n"
    )
    first, second = drafts(file)
    assert (first.title, first.text, first.when) == ("Cold", "But bright.", datetime(2019, 1, 1, 9, 5))
    assert (second.text, second.when, second.day_only) == ("Later", datetime(2019, 2, 3, 19, 15), False)
    assert remarks(file) == {"weather": 1, "location": 1, "no_date": 1}


def test_a_text_export_of_the_older_day_one(workspace: Workspace, tmp_path: Path) -> None:
    """Tags, the star and a picture stand in lines above the words, as a converter's own tests have them."""
    file = tmp_path / "Export.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(
            "Journal.txt",
            "\tDate:\tSeptember 23, 2014 at 13:34\n\tTags:\tshoes, two words\n\tStarred\n\nFirst words\n\n\n\n"
            "\tDate:\tOctober 31, 2014 at 23:44\n\tPhoto:\t2014-10-31.png\n\n\n\n"
            "\tDate:\tNovember 1, 2014 at 8:00\n\tPhoto:\tgone.jpg\n\n"
            'Before\n\n![](photos/gone.jpg "")\n![](photos/../Journal.txt)\n\nAfter ![cup](./photos/2014-10-31.png "")\n',
        )
        made.writestr("photos/2014-10-31.png", picture())
    first, second, third = there_and_back(workspace, file)
    assert (first.tags, first.starred, first.text) == (("shoes", "two words"), True, "First words")
    assert (second.when, second.text) == (
        datetime(2014, 10, 31, 23, 44),
        f"![](photo:{second.photos[0].id})",
    )
    assert third.text == f"Before\n\n\nAfter \n![cup](photo:{third.photos[0].id})"
    assert (second.tags, second.starred) == ((), False)
    assert remarks(file) == {"photo_missing": 3}


def test_a_record_that_is_nothing_but_lines_above_the_words_ends(tmp_path: Path) -> None:
    """Somebody made it so that each line costs as much as all that follow it: with that, this would take minutes."""
    file = tmp_path / "Journal.txt"
    file.write_text("\tDate:\t1 January 2020 at 10:00\n" + "\tStarred\n" * 400_000 + "\nWords\n")
    (found,) = drafts(file)
    assert (found.text, found.starred) == ("Words", True)


def test_what_lies_beside_the_records_is_named(tmp_path: Path) -> None:
    """A folder of other notes with one such file in it looks like Day One's: that the rest stays out is said."""
    (tmp_path / "Old.txt").write_text("\tDate:\t1 January 2020 at 10:00\n\nWords ![](photos/a.png)\n")
    for name in ("2024-01-01.md", "2024-01-02.md", "list.txt", ".hidden.md", "photos/a.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(picture())
    assert remarks(tmp_path, "dayone") == {"other_file": 3}
    with Source(tmp_path) as source:
        assert guess(source) == "markdown"
