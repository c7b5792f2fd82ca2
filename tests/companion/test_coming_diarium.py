"""Diarium's export and backup.

No real sample was found. The converters read for this (Demizo/Daily_You 079cd73, YelovSK/Diarium-CLI ce29ba4,
hansvandemeent/Diarium2HTML 9f1d19a, samholstein/diarium-to-dayone 1325e5d, Garfonso/diarium2journey 380bf3d) ship none. What
they agree on is built here, the backup with the names of tables and columns they use.
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
from companion.interchange.coming import Source, guess
from companion.workspace import Workspace
from tests.companion.coming_hands import drafts, pixels, remarks, there_and_back, vault
from tests.companion.pictures import picture


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with vault(tmp_path / "home") as opened:
        yield opened


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
