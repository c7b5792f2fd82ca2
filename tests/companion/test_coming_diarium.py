"""Diarium's export and backup.

Three texts as Diarium wrote them, in COMPANION_SAMPLES/diarium and not in this repository: YelovSK/Diarium-CLI c68f2b9
(Apache-2.0 since), Diarium/*.txt, of a Slovak system. Of its JSON and its backup no real one was found. The converters read
for these (Demizo/Daily_You 079cd73, YelovSK/Diarium-CLI ce29ba4, hansvandemeent/Diarium2HTML 9f1d19a,
samholstein/diarium-to-dayone 1325e5d, Garfonso/diarium2journey 380bf3d) ship none. What they agree on is built here, the
backup with the names of tables and columns they use, and with the kinds that richard.dallaway.com/diarium-schema names.
"""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from companion.errors import ImportFailed
from companion.interchange.coming import Remark, Source, guess
from companion.workspace import Workspace
from tests.companion.coming_hands import OTHERS, drafts, pixels, read, real, remarks, there_and_back, vault
from tests.companion.pictures import picture


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with vault(tmp_path / "home") as opened:
        yield opened


@real
def test_real_texts(workspace: Workspace) -> None:
    """YelovSK/Diarium-CLI: two that were written on their day, and one on the next, whose hour is therefore not known."""
    folder = OTHERS / "diarium" / "Diarium-CLI"
    found = there_and_back(workspace, folder)
    assert [(entry.when, entry.day_only, entry.title, entry.text) for entry in found] == [
        (datetime(2021, 10, 24, 11, 37), False, "", "hey, this is a test entry"),
        (datetime(2021, 10, 28), True, "", "— 29. 10. 2021 22:01 —\nanother day test"),
        (datetime(2021, 10, 29, 22, 6), False, "", "lalala"),
    ]
    assert not remarks(folder)
    for entry in found:
        (alone,) = drafts(folder / f"Diarium_{entry.when:%Y-%m-%d}.txt", "diarium")
        assert (alone.when, alone.text) == (entry.when, entry.text)


@pytest.mark.parametrize(
    ("text", "when", "words"),
    [
        ("Sunday, October 24, 2021\r\n— 9:05 PM —\r\nTea\r\n\r\nTags: x\r\n", "21:05", "Tea\n\nTags: x"),
        ("Sonntag, 24. Oktober 2021\n\nTee", None, "Tee"),
        ("2021年10月24日\n— 11:37 —\n茶\n— 23:10 —\nまた", "11:37", "茶\n— 23:10 —\nまた"),
        ("24/10/2021\n— 25:00 —\nTea", None, "— 25:00 —\nTea"),
        ("24 October 2021\n— 11:37 —\n", "", ""),
    ],
)
def test_a_text_says_its_hour_and_keeps_all_other_words(
    tmp_path: Path, text: str, when: str | None, words: str
) -> None:
    file = tmp_path / "Diarium_2021-10-24.txt"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    found = [(one.when.strftime("%Y-%m-%d %H:%M"), one.day_only, one.text) for one in drafts(file, "diarium")]
    assert found == ([(f"2021-10-24 {when or '00:00'}", when is None, words)] if words else [])


def test_a_text_of_that_name_with_another_day_in_it_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "Diarium_2021-10-24.txt").write_text("Notes on the program\n")
    with Source(tmp_path) as source:
        assert guess(source) == "markdown"


def test_what_lies_beside_the_texts_is_said(tmp_path: Path) -> None:
    (tmp_path / "Diarium_2021-10-24.txt").write_text("24 October 2021\nTea")
    (tmp_path / "a.jpg").write_bytes(picture())
    assert [one.text for one in drafts(tmp_path)] == ["Tea"]
    assert remarks(tmp_path) == {"other_file": 1}


def test_a_text_that_is_no_utf_8_is_left_out_and_named(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "Diarium_2021-10-24.txt").write_text("24 October 2021\nTea")
    (folder / "Diarium_2021-10-25.txt").write_bytes("25 October 2021\nCafé".encode("cp1252"))
    (folder / "Diarium_2021-10-26.txt").write_text("26 October 2021\nThé", "utf-8")
    assert [entry.text for entry in there_and_back(workspace, folder)] == ["Tea", "Thé"]
    left = [one for one in read(folder) if isinstance(one, Remark)]
    assert left == [Remark("Diarium_2021-10-25.txt", "not_text")]
    with pytest.raises(ImportFailed) as alone:
        drafts(folder / "Diarium_2021-10-25.txt")
    assert alone.value.facts["why"] == "not_text"


def entry(date: str, html: str, **more: Any) -> dict[str, Any]:
    return {"date": date, "heading": "", "html": html, "rating": 0, "tags": [], "people": []} | more


def export(folder: Path, entries: object, **files: bytes) -> Path:
    file = folder / "Diarium_2010-10-26_2024-01-01.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("Diarium_2010-10-26_2024-01-01.json", json.dumps(entries))
        for name, data in files.items():
            made.writestr("media/" + name.replace("__", "/").replace("_dot_", "."), data)
    return file


def test_an_export_comes_in(workspace: Workspace, tmp_path: Path) -> None:
    file = export(
        tmp_path,
        [
            entry("2010-10-26T15:47:53.48828", "<p>Rain</p><p><b>Tea</b></p>", heading="A day", rating=4),
            entry(
                "2010-10-26T15:47:53.4882801", "<p>At nearly the same moment</p>", tags=["x"], people=["Ines"]
            ),
            entry(
                "2024-01-01T00:00:00",
                "<p>Later</p>",
                location=[1.0, 2.0],
                weather="☁ 3°C",
                tracker="Steps",
                sun="☀",
            ),
        ],
        **{"2010-10-26_154753488__a_dot_jpg": picture("jpeg"), "2024-01-01_000000000__v_dot_mp4": b"film"},
    )
    second, third, first = sorted(there_and_back(workspace, file), key=lambda one: one.text)
    assert (first.when, first.title, first.mood) == (datetime(2010, 10, 26, 15, 47, 53), "A day", 4)
    assert first.text == f"Rain\n\n**Tea**\n\n![](photo:{first.photos[0].id})"
    assert (second.tags, second.mood) == (("x", "Ines"), None)
    assert (third.when, third.text) == (datetime(2024, 1, 1), "Later")
    assert remarks(file) == {"location": 1, "weather": 1, "tracker": 1, "video": 1}


def test_one_file_an_entry_and_a_file_alone(tmp_path: Path) -> None:
    alone = tmp_path / "Diarium_2024-01-01_2024-01-01.json"
    alone.write_text(json.dumps(entry("2024-01-01T10:00:00", "<p>One</p>")), encoding="utf-8-sig")
    assert [one.text for one in drafts(alone)] == ["One"]


def backup(folder: Path, *, photo: bytes = b"", tables: str = "") -> Path:
    file = folder / "Diarium.diary"
    made = datetime(2010, 10, 26, 15, 47, 53, 488280) - datetime(1970, 1, 1)
    ticks = (
        621_355_968_000_000_000 + (made.days * 86_400 + made.seconds) * 10_000_000 + made.microseconds * 10
    )
    with closing(sqlite3.connect(file)) as db:
        db.executescript(
            tables
            or 'CREATE TABLE Entries (DiaryEntryId INTEGER PRIMARY KEY, Heading TEXT, "Text" TEXT, Rating INTEGER);'
            'CREATE TABLE Media (MediaId INTEGER, DiaryEntryId INTEGER, Type INTEGER, "Index" INTEGER, Data BLOB);'
            "CREATE TABLE Tags (DiaryTagId INTEGER PRIMARY KEY, Value TEXT);"
            "CREATE TABLE EntryTags (DiaryEntryId INTEGER, DiaryTagId INTEGER);"
        )
        if not tables:
            db.execute("INSERT INTO Entries VALUES (?, 'A day', '<p>Rain</p><p><b>Tea</b></p>', 4)", (ticks,))
            db.execute(
                "INSERT INTO Media VALUES (1, ?, 0, 0, ?), (2, ?, 1, 1, 'sound')", (ticks, photo, ticks)
            )
            db.execute("INSERT INTO Tags VALUES (7, 'evening')")
            db.execute("INSERT INTO EntryTags VALUES (?, 7)", (ticks,))
        db.commit()
    return file


def test_a_backup_comes_in_and_knows_its_entries_by_the_names_of_the_export(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = backup(tmp_path, photo=picture())
    (found,) = there_and_back(workspace, file)
    assert (found.when, found.title, found.mood, found.tags) == (
        datetime(2010, 10, 26, 15, 47, 53),
        "A day",
        4,
        ("evening",),
    )
    assert len(found.photos) == 1
    (told,) = drafts(file)
    assert told.pictures[0].key == "p0"
    export_too = export(tmp_path, [entry("2010-10-26T15:47:53.48828", "<p>Rain</p>")])
    assert drafts(export_too)[0].id == found.id


def test_the_picture_of_a_backup_is_pixel_equal(workspace: Workspace, tmp_path: Path) -> None:
    from companion.interchange.coming import bring_in
    from tests.companion.coming_hands import brought
    from ui.photos import prepare_import

    data = picture()
    with Source(backup(tmp_path, photo=data)) as source:
        bring_in(workspace, source, "diarium", pictures=prepare_import).run()
    (found,) = brought(workspace)
    assert pixels(workspace.diary.photo_data(found.photos[0].id)) == pixels(data)


def test_a_backup_with_kinds_gives_tags_and_people_and_says_what_it_leaves(tmp_path: Path) -> None:
    file = backup(tmp_path, photo=picture())
    with closing(sqlite3.connect(file)) as db:
        db.executescript(
            "ALTER TABLE Tags ADD COLUMN Type INTEGER;"
            "UPDATE Tags SET Type = 0;"
            "INSERT INTO Tags VALUES (8, 'Ines', 1), (9, 'Steps', 2), (10, 'Dream', 3);"
            "INSERT INTO EntryTags SELECT DiaryEntryId, n.value FROM Entries, json_each('[8, 9, 10]') AS n;"
            "INSERT INTO Media SELECT 3, DiaryEntryId, 3, 2, 'letter' FROM Entries;"
            "INSERT INTO Media SELECT 4, DiaryEntryId, 4, 3, 'film' FROM Entries;"
        )
        db.commit()
    (told,) = drafts(file)
    assert (told.tags, len(told.pictures)) == (("evening", "Ines"), 1)
    assert remarks(file) == {"tracker": 1, "audio": 1, "attachment": 1, "video": 1}


HOSTILE = {
    "view": "CREATE VIEW Entries AS WITH RECURSIVE n(DiaryEntryId) AS (SELECT 1 UNION ALL SELECT DiaryEntryId + 1 FROM n)"
    " SELECT DiaryEntryId, '' AS Heading, '' AS Text, 1 AS Rating FROM n;",
    "virtual": "CREATE VIRTUAL TABLE Entries USING fts5(DiaryEntryId, Heading, Text, Rating);",
    "columns": "CREATE TABLE Entries (Something TEXT);",
    "other": "CREATE TABLE Notes (Text TEXT);",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_backup_that_is_not_one_is_nothing_to_it(tmp_path: Path, kind: str) -> None:
    file = backup(tmp_path, tables=HOSTILE[kind])
    with Source(file) as source:
        assert guess(source) is None
        with pytest.raises(ImportFailed):
            drafts(file, "diarium")


def test_reading_a_backup_changes_no_byte_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = backup(tmp_path, photo=picture())
    before = file.read_bytes()
    assert len(drafts(file)) == 1
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_folder_of_notes_with_one_text_of_diarium_in_it_is_a_folder_of_notes(tmp_path: Path) -> None:
    """Its own name is no longer enough where others outnumber it; whoever says that it is Diarium's still gets it."""
    (tmp_path / "Diarium_2021-10-24.txt").write_text("Sunday, 24 October 2021\n\n— 11:37 —\nCold.\n")
    with Source(tmp_path) as source:
        assert guess(source) == "diarium"
    for day in (1, 2):
        (tmp_path / f"2021-11-0{day}.md").write_text("Rain.")
    with Source(tmp_path) as source:
        assert guess(source) == "markdown"
    (found,) = drafts(tmp_path, "diarium")
    assert (found.when, found.text) == (datetime(2021, 10, 24, 11, 37), "Cold.")
    assert remarks(tmp_path, "diarium") == {"other_file": 2}
