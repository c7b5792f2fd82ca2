"""Whole exports of every format that comes in, small ones, with words of our own: what `mutate_imports` begins with."""

import base64
import json
import plistlib
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.companion.coming_hands import OWN

Files = dict[str, bytes]
"""A source by the names in it. One with a single name may be a file, a folder or a zip; several are the latter two."""


def seeds(picture: bytes) -> dict[str, tuple[str, Files]]:
    """Whole ones of every format: by a name, the form it comes in ("file", "folder", "zip") and what is in it."""
    found: dict[str, tuple[str, Files]] = {}
    for path in sorted((OWN / "jrnl").iterdir()):
        if path.stem in ("iso", "short-year", "locked-2", "locked-3"):
            found[f"jrnl {path.name}"] = ("file", {path.name: path.read_bytes()})
    day = (OWN / "jrnl" / "iso.txt").read_bytes()
    found["jrnl folder"] = ("folder", {"2031/01/03.txt": day, "2031/02/28.txt": day})
    months = {path.name: path.read_bytes() for path in (OWN / "rednotebook").glob("*.txt")}
    found["rednotebook"] = ("folder", {**months, "lamp.png": picture})
    found["rednotebook zip"] = ("zip", {**months, "lamp.png": picture})
    note = (
        b"---\ntags: [a, 'b c']\ncreated: 2023-09-12 21:05\n---\n# One\n\n![[lamp.png]] [[2023-09-13|then]]\n"
    )
    ours = b'---\nid: "11111111-2222-3333-4444-555555555555"\ndate: "2030-01-14T21:05:00"\nmood: 3\n'
    ours += b'photos: [{"file": "lamp.png", "caption": "x"}]\n---\n\nOurs\n![x](lamp.png)\n'
    notes = {"2023-09-12.md": note, "a/2023-09-13.md": b"Two\n", "a/ours.md": ours, "a/lamp.png": picture}
    found["markdown"] = ("folder", notes)
    found["markdown zip"] = ("zip", notes)
    found["minidiary"] = ("file", {"export.json": _json(_mini_diary())})
    page = (
        b"# Mini Diary\n\n## Tuesday, January 1, 2019\n\n**T**\n\nWords _so_.\n\n\n## 2 mars 2019\n\nMore.\n"
    )
    found["minidiary page"] = ("file", {"diary.md": page})
    found["minidiary list"] = ("file", {"export.json": _json(_mini_diarium())})
    table = 'full_date,date,weekday,time,mood,activities,note_title,note\n2023-12-17,x,x,10:13 PM,rad,"a | b","T","x<br>y"\n'
    found["daylio"] = ("file", {"daylio.csv": (table + '2023-12-16,x,x,10:13,wobbly,"","",""\n').encode()})
    backup = base64.b64encode(_json(_daylio()))
    found["daylio backup"] = ("zip", {"backup.daylio": backup, "assets/photos/2023/1/abc": picture})
    found["dayone"] = (
        "zip",
        {"Journal.json": _json(_day_one()), "photos/0123456789abcdef0123456789abcdef.jpeg": picture},
    )
    found["dayone text"] = (
        "zip",
        {
            "Journal.txt": b"\tDate:\t01 January 2019 at 10:00:00 GMT\n\tTags:\ta, b\n\tStarred\n\tPhoto:\tb.jpg\n\n"
            b'# Title\n\nWords ![](photos/a.jpg "")\n\n\n',
            "photos/a.jpg": picture,
            "photos/b.jpg": picture,
        },
    )
    found["dayone classic"] = ("folder", {"J.dayone/entries/AB.doentry": plistlib.dumps(_classic())})
    found["journey"] = (
        "zip",
        {"1514764800000-abcdef0123456789.json": _json(_journey()), "1514764800000-abcd-x.jpg": picture},
    )
    found["diarium"] = (
        "zip",
        {"Diarium.json": _json(_diarium()), "media/2020-01-02_030405000/a.jpg": picture},
    )
    found["diarium text"] = (
        "zip",
        {"Diarium_2021-10-24.txt": "\ufeff24. októbra 2021\n\r— 11:37 —\n\rWords\n\r".encode()},
    )
    found["diarium backup"] = ("file", {"diary.db": _diarium_backup(picture)})
    page = b'<html><body class="pageContainer"><div class="pageHeader">2 January 2020</div><div class="assetGrid"><div class='
    page += b'"assetType_photo"><img src="../Resources/a.jpg"></div></div><div class="title">T</div><div class="bodyText"><p>'
    page += b"one <b>two</b></p></div></body></html>"
    found["applejournal"] = (
        "zip",
        {"Entries/2020-01-02_T.html": page, "Resources/a.jpg": picture, "index.html": b"<p>"},
    )
    return found


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _mini_diary() -> Any:
    entry = {"title": "T", "text": "a _b_ **c**", "dateUpdated": "Thu Jan 03 2019 00:00:00 GMT-0800"}
    return {"metadata": {"application": "Mini Diary", "version": "3.3.0"}, "entries": {"2019-01-01": entry}}


def _mini_diarium() -> Any:
    entry = {
        "id": 1,
        "date": "2024-01-15",
        "title": "T",
        "text": "<p>a <b>b</b></p>",
        "dateUpdated": "2024-01-15T12:00:00Z",
    }
    return {
        "metadata": {"application": "Mini Diarium", "version": "0.4"},
        "entries": [entry, {**entry, "id": 2}],
    }


def _daylio() -> Any:
    entry = {
        "id": 1,
        "year": 2023,
        "month": 0,
        "day": 24,
        "hour": 9,
        "minute": 59,
        "mood": 6,
        "tags": [14],
        "assets": [1],
    }
    mood = {"id": 6, "custom_name": "wobbly", "mood_group_id": 4, "predefined_name_id": -1}
    asset = {"id": 1, "type": 1, "checksum": "abc", "android_metadata": '{"Name": "lamp.jpg"}'}
    entries = [
        {**entry, "note_title": "T", "note": "a<br>b"},
        {**entry, "minute": 58, "note": "", "assets": []},
    ]
    return {
        "dayEntries": entries,
        "customMoods": [mood],
        "tags": [{"id": 14, "name": "t"}],
        "assets": [asset],
    }


def _day_one() -> Any:
    photo = {"identifier": "A" * 32, "md5": "0123456789abcdef0123456789abcdef", "type": "jpeg"}
    rich = {"contents": [{"text": "One\n", "attributes": {"bold": True}}], "meta": {"version": 1}}
    entry = {
        "uuid": "0123456789ABCDEF0123456789ABCDEF",
        "creationDate": "2018-04-21T23:00:00Z",
        "modifiedDate": "2018-04-22T10:00:00Z",
        "timeZone": "Europe/Dublin",
        "text": f"# One\\.\n\n![](dayone-moment://{'A' * 32})\nwords",
        "richText": json.dumps(rich),
        "tags": ["a"],
        "starred": True,
        "photos": [photo],
        "location": {"latitude": 1.5, "longitude": 2.5},
    }
    return {
        "metadata": {"version": "1.0"},
        "entries": [entry, {**entry, "uuid": "F" * 32, "isAllDay": True, "photos": []}],
    }


def _classic() -> Any:
    made = datetime(2013, 5, 17, 18, 39, 20)
    return {
        "Creation Date": made,
        "Entry Text": "Words",
        "Starred": True,
        "Tags": ["a"],
        "UUID": "AB",
        "Time Zone": "Asia/Tokyo",
    }


def _journey() -> Any:
    return {
        "id": "1514764800000-abcdef0123456789",
        "date_journal": 1514764800000,
        "date_modified": 1514764900000,
        "timezone": "Asia/Tokyo",
        "text": "<p>one <b>two</b></p>",
        "type": "html",
        "mood": 1,
        "favourite": True,
        "tags": ["a"],
        "photos": ["1514764800000-abcd-x.jpg"],
        "lat": 1.7976931348623157e308,
        "address": "here",
    }


def _diarium() -> Any:
    entry = {
        "date": "2020-01-02T03:04:05.0000000",
        "heading": "T",
        "html": "<p>a <i>b</i></p>",
        "rating": 4,
        "tags": ["x"],
    }
    return [{**entry, "location": [1.0, 2.0], "lunar": "x"}, {**entry, "date": "2020-01-03T03:04:05"}]


def _diarium_backup(picture: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "diary.db"
        with closing(sqlite3.connect(path)) as db:
            db.executescript(
                "CREATE TABLE Entries (DiaryEntryId INTEGER, Heading TEXT, Text TEXT, Rating INTEGER);"
                'CREATE TABLE Media (DiaryEntryId INTEGER, Type INTEGER, "Index" INTEGER, Data BLOB);'
                "CREATE TABLE Tags (DiaryTagId INTEGER, Value TEXT);"
                "CREATE TABLE EntryTags (DiaryEntryId INTEGER, DiaryTagId INTEGER);"
                "INSERT INTO Entries VALUES (637135310450000000, 'T', '<p>a</p>', 4);"
                "INSERT INTO Tags VALUES (1, 'x'); INSERT INTO EntryTags VALUES (637135310450000000, 1);"
            )
            db.execute("INSERT INTO Media VALUES (637135310450000000, 0, 0, ?)", (picture,))
            db.commit()
        return path.read_bytes()
