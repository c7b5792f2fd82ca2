"""Daylio comes in: its table in every shape it has had, and its own backup."""

import base64
import csv
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from companion.errors import ImportFailed
from companion.interchange.coming import Source, guess
from tests.companion.coming_hands import OTHERS, brought, drafts, read, real, remarks, there_and_back, vault

HEAD = "full_date,date,weekday,time,mood,activities,note_title,note"


def table(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "daylio_export.csv"
    path.write_bytes(("\ufeff" + "\n".join([head, *rows]) + "\n").encode())
    return path


def backup(tmp_path: Path, *, photos: dict[str, bytes] | None = None, **data: Any) -> Path:
    path = tmp_path / "backup.daylio"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("backup.daylio", base64.encodebytes(json.dumps(data).encode()))
        for name, content in (photos or {}).items():
            packed.writestr(name, content)
    return path


def test_a_row_is_an_entry(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        '2023-12-17,Dec 17,Sunday,10:13 PM,rad,"clean | two words | clean","A ""title""","One<br>two <b>three</b>, &amp; 4"',
        '2023-12-16,Dec 16,Saturday,08:05,wobbly,"","","plain < text"',
    )
    first, second = drafts(file)
    assert (first.when, first.mood, first.feelings) == (datetime(2023, 12, 17, 22, 13), 5, ())
    assert (first.tags, first.title) == (("clean", "two words"), 'A "title"')
    assert first.text == "One\ntwo **three**, & 4"
    assert (second.mood, second.feelings, second.tags, second.text) == (None, ("wobbly",), (), "plain < text")


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        *(
            ("22:13", 22),
            ("10:13 PM", 22),
            ("10:13 p. m.", 22),
            ("10:13\u202fPM", 22),
            ("12:13 AM", 0),
            ("12:13 pm", 12),
        ),
        *(("下午10:13", 22), ("上午10:13", 10), ("22.13", 22), ("22h13", 22)),
    ],
)
def test_hours_of_other_places(tmp_path: Path, written: str, hour: int) -> None:
    (one,) = drafts(table(tmp_path, f'2023-12-17,x,x,"{written}",meh,"","",""'))
    assert one.when == datetime(2023, 12, 17, hour, 13)


def test_the_first_tables_had_a_year_and_words(tmp_path: Path) -> None:
    head = "year,date,weekday,time,mood,activities,note"
    file = table(
        tmp_path, '2018,June 22,Friday,20:39,bad,"",""', '2018,18 May,Friday,11:54 pm,good,"a",""', head=head
    )
    assert [one.when for one in drafts(file)] == [
        datetime(2018, 6, 22, 20, 39),
        datetime(2018, 5, 18, 23, 54),
    ]
    assert [one.mood for one in drafts(file)] == [2, 4]


def test_what_does_not_fit_is_left_out_and_said(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        '2023-02-30,x,x,10:00,meh,"","",""',
        '2023-02-01,x,x,25:00,meh,"","",""',
        "2023-02-01,x,x,10:00,meh",
        "",
        '2023-02-01,x,x,10:00,meh,"","",""',
    )
    assert remarks(file) == {"no_date": 2, "value": 1}
    assert len(drafts(file)) == 1
    scales = table(
        tmp_path,
        '2023-02-01,x,x,10:00,meh,"","Sleep: 8","",""',
        head=HEAD.replace("note_title", "scales,note_title"),
    )
    assert remarks(scales) == {"scales": 1}
    damaged = table(tmp_path, '2023-02-01,x,x,10:00,meh,"","","never closed')
    with pytest.raises(ImportFailed) as caught:
        read(damaged)
    assert caught.value.facts == {"why": "damaged"}


def test_equal_rows_stay_two(tmp_path: Path) -> None:
    row = '2023-02-01,x,x,10:00,meh,"","",""'
    assert len({one.id for one in drafts(table(tmp_path, row, row))}) == 2


def test_a_backup_with_its_photos(tmp_path: Path) -> None:
    image = QImage(12, 8, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(tmp_path / "p.jpg"))
    moods = [
        {"id": 1, "custom_name": "", "mood_group_id": 1, "predefined_name_id": 1},
        {"id": 6, "custom_name": "wobbly", "mood_group_id": 4, "predefined_name_id": -1},
    ]
    common = {"year": 2023, "day": 24, "note_title": "T", "note": "One<br><br>two"}
    entries = [
        {**common, "month": 0, "hour": 9, "minute": 59, "mood": 6, "tags": [14, 99], "assets": [1, 2, 3, 9]},
        {**common, "month": 11, "hour": -1, "minute": -1, "mood": 1, "tags": [], "assets": []},
        {**common, "month": 12, "hour": 9, "minute": 59, "mood": 1},
        "not an entry",
    ]
    assets = [
        {"id": 1, "type": 1, "checksum": "abc", "android_metadata": '{"Name": "lamp.jpg"}'},
        {"id": 2, "type": 2, "checksum": "def", "android_metadata": "{}"},
        {"id": 3, "type": 1, "checksum": "../../secret", "android_metadata": "{}"},
    ]
    file = backup(
        tmp_path,
        photos={"assets/photos/2023/1/abc": (tmp_path / "p.jpg").read_bytes()},
        dayEntries=entries,
        customMoods=moods,
        tags=[{"id": 14, "name": "famille"}],
        assets=assets,
    )
    assert remarks(file) == {"no_date": 1, "value": 1, "audio": 1, "photo_missing": 2}
    with vault(tmp_path / "home") as workspace:
        first, second = there_and_back(workspace, file)
    assert (first.when, first.mood, first.feelings) == (datetime(2023, 1, 24, 9, 59), 2, ("wobbly",))
    assert (first.tags, first.title) == (("famille",), "T")
    (photo,) = first.photos
    assert photo.name == "lamp.jpg"
    assert first.text == f"One\n\ntwo\n\n![](photo:{photo.id})"
    assert (second.when, second.day_only, second.mood) == (datetime(2023, 12, 24), True, 5)


def test_table_and_backup_of_the_same_days_are_the_same_entries(tmp_path: Path) -> None:
    entry = {
        "year": 2023,
        "month": 11,
        "day": 17,
        "hour": 22,
        "minute": 13,
        "note_title": "T",
        "note": "a<br>b",
        "tags": [1, 2],
    }
    file = backup(tmp_path, dayEntries=[entry], tags=[{"id": 1, "name": "x"}, {"id": 2, "name": "y"}])
    rows = table(tmp_path, '2023-12-17,x,x,22:13,rad,"y | x","T","a<br>b"')
    with vault(tmp_path / "home") as workspace:
        from companion.interchange.coming import bring_in

        for path in (file, rows):
            with Source(path) as source:
                bring_in(workspace, source, "daylio").run()
        assert len(brought(workspace)) == 1


@pytest.mark.parametrize(
    "data", [b"", b"AAAA", b"%%%%", base64.b64encode(b"[1]"), base64.b64encode(b"{" * 9000)]
)
def test_a_backup_that_is_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.daylio"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("backup.daylio", data)
    with pytest.raises(ImportFailed):
        read(path, "daylio")


def test_another_table_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("date,amount,note\n2023-01-01,5,x\n")
    with Source(path) as source:
        assert guess(source) is None
    with pytest.raises(ImportFailed):
        read(path, "daylio")


STEPS = {"rad": 5, "good": 4, "meh": 3, "bad": 2, "awful": 1}


@real
@pytest.mark.parametrize(
    "name",
    [
        "daylio_export_ok_scales.csv",
        "sample.csv",
        "sample_multiple_moods.csv",
        "test_data.csv",
        "moody.csv",
        "kayra.csv",
    ],
)
def test_real_tables(tmp_path: Path, name: str) -> None:
    """DeutscheGabanna/Obsidian-Daylio-Parser at 097c66cf1f04 (tests/files), MichaelCurrin/daylio-csv-parser at 26259e2c415a
    (dayliopy, MIT), staticf0x/daylio-parser at 516db4ad1dcb (tests/data), zhafen/moody at 1d2ee38c3876 and
    kayraucklnc/daylio_visualizer at 6e73c49e76c3 (daylio_export.csv)."""
    file = OTHERS / "daylio" / name
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, file)
    assert len(found) == len(rows)
    says = []
    for row in rows:
        clock = row["time"].strip().upper()
        clock = datetime.strptime(clock, "%I:%M %p" if clock.endswith("M") else "%H:%M").strftime("%H:%M")
        tags = sorted({tag.strip() for tag in row["activities"].split("|")} - {""})
        mood = row["mood"].strip()
        says.append(
            (
                f"{row['full_date']} {clock}",
                STEPS.get(mood),
                tags,
                row["note"].strip().replace("<br>", "\n").replace("<b>", "**").replace("</b>", "**"),
            )
        )
    came = [(f"{e.when:%Y-%m-%d %H:%M}", e.mood, sorted(e.tags), e.text) for e in found]
    assert sorted(map(repr, came)) == sorted(map(repr, says))


@real
@pytest.mark.parametrize("name", ["official/english.daylio", "old.daylio", "new.daylio", "merged.daylio"])
def test_real_backups(tmp_path: Path, name: str) -> None:
    """Guekka/DaylioBackupTools at 710a09fbf01a, tests/data (GPL-3.0): a backup of the app and three of a real one with its
    words replaced."""
    file = OTHERS / "daylio" / name
    with zipfile.ZipFile(file) as packed:
        data = json.loads(base64.b64decode(packed.read("backup.daylio")))
    tags = {tag["id"]: tag["name"] for tag in data["tags"]}
    steps = {mood["id"]: 6 - mood["mood_group_id"] for mood in data["customMoods"]}
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, file)
    says = [
        (
            f"{item['year']}-{item['month'] + 1:02}-{item['day']:02} {max(item['hour'], 0):02}:{max(item['minute'], 0):02}",
            *(item["note_title"], steps[item["mood"]], sorted(tags[tag] for tag in item["tags"])),
        )
        for item in data["dayEntries"]
    ]
    came = [(f"{e.when:%Y-%m-%d %H:%M}", e.title, e.mood, sorted(e.tags)) for e in found]
    assert sorted(map(repr, came)) == sorted(map(repr, says))
