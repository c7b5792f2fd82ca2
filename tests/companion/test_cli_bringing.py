"""`companion import` for what other diaries export: recognised, tried dry, locked or not, and told in words and as JSON."""

import json
import plistlib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from companion.workspace import Workspace
from tests.companion.cli_hands import PASS, Shell, filled, one_sentence, shell
from tests.companion.coming_hands import OWN, pixels
from tests.companion.pictures import picture
from ui.photos import prepare_import

__all__ = ["filled", "shell"]

UUID = "1461153D91EC48C180C606C853FBFD83"
LOCKED = OWN / "jrnl" / "locked-3.journal"


def day_one(folder: Path, **more: Any) -> Path:
    """An export with one entry, its photo, and a place."""
    file = folder / "Export.zip"
    entry = {
        "uuid": UUID,
        "creationDate": "2024-04-16T23:00:00Z",
        "timeZone": "Europe/Dublin",
        "starred": True,
    }
    entry |= {
        "text": f"# Harbour\n\nRain\\.\n\n![](dayone-moment://{UUID})",
        "location": {"placeName": "Quay"},
    }
    entry |= {"photos": [{"identifier": UUID, "md5": "ab" * 16, "type": "jpeg"}], "tags": ["sea"]} | more
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("Journal.json", json.dumps({"metadata": {"version": "1.0"}, "entries": [entry]}))
        made.writestr(f"photos/{'ab' * 16}.jpeg", picture("jpeg"))
    return file


def opened(shell: Shell) -> Workspace:
    return shell.workspace()


def test_a_day_one_export_comes_in_with_its_photo(filled: Shell, tmp_path: Path) -> None:
    file = day_one(tmp_path)
    dry = filled.open("import", file, "--dry-run")
    assert dry.out.splitlines() == [
        "Would be added: 1. Updated: 0. Here already: 0. Photos: 1.",
        "Left out: Journal.json, entries[0] has a place, which is not kept here.",
    ]
    said = filled.open("import", file, "--json", pictures=prepare_import)
    assert said.json == {
        "added": 1,
        "updated": 0,
        "skipped": 0,
        "problems": [{"where": "Journal.json, entries[0]", "why": "has a place, which is not kept here"}],
    }
    workspace = opened(filled)
    (found,) = [workspace.diary.get(hit.row.id) for hit in workspace.diary.search("harbour")]
    assert (found.when, found.starred, found.tags) == (datetime(2024, 4, 17), True, ("sea",))
    assert pixels(workspace.diary.photo_data(found.photos[0].id)) == pixels(picture("jpeg"))
    workspace.close()
    assert filled.open("import", file, "--json").json["skipped"] == 1


def test_without_somebody_who_knows_pictures_they_are_left_out_and_that_is_said(
    filled: Shell, tmp_path: Path
) -> None:
    said = filled.open("import", day_one(tmp_path))
    assert said.code == 0
    assert "is a picture of a kind that cannot be kept here" in said.out
    assert len(filled.open("search", "harbour").out.splitlines()) == 1


def test_the_whole_program_brings_photos_in(filled: Shell, tmp_path: Path, companion: Any) -> None:
    """As a process, with Qt loaded for the photo by the entry point."""
    done = companion(
        "import", day_one(tmp_path), "--passphrase-stdin", stdin=PASS + "\n", QT_QPA_PLATFORM="offscreen"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Photos: 1." in done.stdout


def test_several_files_and_folders_of_several_kinds(filled: Shell, tmp_path: Path) -> None:
    package = tmp_path / "Journal.dayone" / "entries"
    package.mkdir(parents=True)
    made = {"Creation Date": datetime(2014, 4, 16, 23), "Entry Text": "Old rain", "UUID": "A" * 32}
    (package / "A.doentry").write_bytes(plistlib.dumps(made))
    said = filled.open("import", day_one(tmp_path), package.parent, "--json", pictures=prepare_import)
    assert said.json["added"] == 2
    assert {problem["where"].split(":")[0] for problem in said.json["problems"]} == {
        "Export.zip",
        "Journal.dayone",
    }


def test_what_is_locked_asks_for_its_password_and_takes_it_after_the_passphrase(filled: Shell) -> None:
    asked = filled.open("import", LOCKED)
    assert asked.code == 1
    assert "--source-password-stdin" in one_sentence(asked)
    words = ("import", LOCKED, "--passphrase-stdin", "--source-password-stdin")
    wrong = filled(*words, stdin=f"{PASS}\nno\n")
    assert (wrong.code, wrong.out) == (3, "")
    right = filled(*words, "--json", stdin=f"{PASS}\n{password()}\n")
    assert right.code == 0
    assert right.json["added"] > 0


def password() -> str:
    from tests.companion.test_coming_jrnl import PASSWORD

    return PASSWORD


def test_what_is_many_times_the_same_is_said_once(filled: Shell, tmp_path: Path) -> None:
    file = tmp_path / "Journal.json"
    entries = [
        {
            "uuid": f"{n:032x}",
            "creationDate": "2024-04-16T23:00:00Z",
            "timeZone": "UTC",
            "text": "x",
            "weather": {"a": 1},
        }
        for n in range(300)
    ]
    file.write_text(json.dumps({"metadata": {}, "entries": entries}))
    said = filled.open("import", file, "--dry-run")
    assert said.out.splitlines()[1:] == [
        "Left out, 300 times: has weather, which is not kept here; first Journal.json, entries[0]."
    ]
    problems = filled.open("import", file, "--json").json["problems"]
    assert len(problems) == 201
    assert problems[-1] == {"where": "100 more", "why": "has weather, which is not kept here"}


def test_a_damaged_export_leaves_nothing(filled: Shell, tmp_path: Path) -> None:
    file = tmp_path / "Journal.json"
    whole = {"uuid": UUID, "creationDate": "2024-04-16T23:00:00Z", "timeZone": "UTC", "text": "Harbour"}
    file.write_text(json.dumps({"metadata": {}, "entries": [whole]})[:-3])
    said = filled.open("import", file)
    assert said.code == 1
    assert "nothing was brought in" in one_sentence(said)
    assert filled.open("search", "harbour").out == ""
