"""Mini Diary and Mini Diarium come in."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from companion.errors import ImportFailed
from companion.interchange.coming import Source, guess
from tests.companion.coming_hands import OTHERS, drafts, read, real, remarks, there_and_back, vault


def export(tmp_path: Path, entries: Any, **metadata: str) -> Path:
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"metadata": metadata, "entries": entries}), encoding="utf-8")
    return path


def test_an_entry_a_day_in_markdown(tmp_path: Path) -> None:
    file = export(
        tmp_path,
        {
            "2019-01-01": {
                "dateUpdated": "Thu Jan 03 2019 00:00:00 GMT-0800 (PST)",
                "title": " New year ",
                "text": "This is **bold**, _italic_, snake_case_word and __both__.\n\n- One\n",
            },
            "2019-01-02": {"title": "", "text": " "},
            "2019-02-30": {"title": "x", "text": "y"},
            "2019-01-04": {"title": 5, "text": "y"},
            "2019-01-05": ["x"],
            "2019-01-06": {"title": "Only a title", "text": "", "dateUpdated": "soon"},
        },
        application="Mini Diary",
    )
    first, second = drafts(file)
    assert (first.when, first.day_only, first.title) == (datetime(2019, 1, 1), True, "New year")
    assert first.text == "This is **bold**, *italic*, snake_case_word and __both__.\n\n- One"
    assert first.changed == datetime(2019, 1, 3, 8, tzinfo=UTC)
    assert (second.title, second.changed) == ("Only a title", None)
    assert remarks(file) == {"no_date": 1, "value": 2}


def test_mini_diariums_list_with_days_that_repeat(tmp_path: Path) -> None:
    item = {"id": 1, "date": "2024-01-15", "title": "T", "dateUpdated": "2024-01-15T12:00:00+02:00"}
    same = {**item, "id": 2, "text": "<p>One <strong>two</strong></p><ul><li><p>three</p></li></ul>"}
    file = export(
        tmp_path, [{**same, "id": 1}, same, {**item, "text": "plain < text"}], application="Mini Diarium"
    )
    found = drafts(file)
    assert [one.text for one in found] == ["One **two**\n\n- three", "One **two**\n\n- three", "plain < text"]
    assert len({one.id for one in found}) == 3
    assert found[0].changed == datetime(2024, 1, 15, 10, tzinfo=UTC)


def test_the_written_and_rewritten_day_are_two(tmp_path: Path) -> None:
    (one,) = drafts(export(tmp_path, {"2019-01-01": {"title": "a", "text": "b"}}))
    (other,) = drafts(export(tmp_path, {"2019-01-01": {"title": "a", "text": "b, and more"}}))
    assert one.id != other.id


def test_the_markdown_form_is_the_same_entries(tmp_path: Path) -> None:
    days = {
        "2019-01-01": {
            "title": "New year",
            "text": "This is **bold** and _italic_.\n\n## Not a day\n\nMore.",
        },
        "2019-03-02": {"title": "", "text": "One **bold** word."},
    }
    from_json = drafts(export(tmp_path, days, application="Mini Diary"))
    first, second = days.values()
    for one, two in (
        ("Tuesday, January 1, 2019", "Saturday, March 2, 2019"),
        ("Dienstag, 1. Januar 2019", "Samstag, 2. März 2019"),
        ("mardi 1 janvier 2019", "samedi 2 mars 2019"),
        ("martes, 1 de enero de 2019", "sábado, 2 de marzo de 2019"),
        ("2019-01-01", "2019-03-02"),
    ):
        path = tmp_path / "diary.md"
        text = f"## {one}\n\n**New year**\n\n{first['text']}\n\n\n## {two}\n\n{second['text']}\n\n\n"
        path.write_text(f"# Mini Diary\n\n{text}", encoding="utf-8")
        assert [(o.id, o.when, o.title, o.text) for o in drafts(path)] == [
            (o.id, o.when, o.title, o.text) for o in from_json
        ]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"entries": 5}', '{"entries": ', "[" * 100_000, '{"metadata": {}}']
)
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with Source(path) as source:
        assert guess(source) is None
    with pytest.raises(ImportFailed):
        read(path, "minidiary")


@real
@pytest.mark.parametrize("name", ["mini-diary.json", "readme-3.3.0.json", "mini-diarium.json"])
def test_real_exports(tmp_path: Path, name: str) -> None:
    """samuelmeuli/mini-diary at dcf37b4a4570 (test/import-export/files/jsonMiniDiary.json, MIT), the export of version
    3.3.0 that fjrevoredo/mini-diarium at 2938ad5a2872 tests itself with (src-tauri/src/import/minidiary.rs, MIT), and the
    one it writes (src-tauri/src/export/json.rs)."""
    file = OTHERS / "minidiary" / name
    with vault(tmp_path / "home") as workspace:
        found = there_and_back(workspace, file)
    entries = json.loads(file.read_text(encoding="utf-8"))["entries"]
    pairs = entries.items() if isinstance(entries, dict) else ((item["date"], item) for item in entries)
    expected = sorted(
        (day, item["title"].strip(), item["text"].strip().replace("_italic_", "*italic*"))
        for day, item in pairs
    )
    assert sorted((f"{e.when:%Y-%m-%d}", e.title, e.text) for e in found) == expected
