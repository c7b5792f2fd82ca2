"""Taking words out through Settings: it says who can read it, asks only what belongs to it, and writes it whole or not."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from companion import age
from companion.errors import WrongSecret
from companion.interchange import Given, preview
from tests.ui.hands import click, shown_texts
from ui.session import Session
from ui.settings.leaving import TakingOut
from ui.shell import Shell
from ui.widgets.dialog import open_dialogs
from ui.widgets.rows import PULL

NOW = datetime(2030, 11, 14, 21, 40)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def notices(session: Session) -> list[str]:
    said: list[str] = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    return said


@pytest.fixture
def taking(window: Shell, session: Session, notices) -> TakingOut:
    diary = session.workspace.diary
    for number, words in enumerate(("The lamp was left on.", "A second page.", "Long ago.")):
        entry = replace(diary.blank(NOW - timedelta(days=400 * (number // 2) + number)), text=words)
        diary.save(replace(entry, starred=number == 1, tags=("kitchen",) if number else (), mood=2))
        if number == 1:
            diary.add_photo(entry.id, PNG, name="a", width=1, height=1, kind="png", thumbnail=b"x")
    window.go("settings", {"section": "data"})
    click(window.page().current().out)
    made = window.page().current().findChild(TakingOut)
    assert made is not None
    return made


def choose(box, value: str) -> None:
    box.value = value
    box.chosen.emit(value)


def written(qtbot, session: Session, taking: TakingOut, target: Path) -> Path:
    taking.write_to(target)
    qtbot.waitUntil(lambda: not session.jobs_running(), timeout=20000)
    return target


@pytest.mark.parametrize("kind", ["json", "markdown", "html"])
def test_what_is_readable_says_so_before_and_after(
    qtbot, window, session, taking, notices, tmp_path, monkeypatch, kind
):
    choose(taking.kind, kind)
    assert "It is not encrypted. Anyone who finds it can read all of it" in shown_texts(taking.dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(tmp_path / "out"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(tmp_path))
    click(taking.go)
    qtbot.waitUntil(lambda: bool(notices), timeout=20000)
    assert notices == ["The export is there. It is not encrypted."]
    found = tmp_path / "Notes" if kind == "markdown" else tmp_path / f"out.{kind}"
    files = [found] if found.is_file() else [path for path in found.rglob("*") if path.is_file()]
    assert any(b"The lamp was left on." in path.read_bytes() for path in files)
    assert open_dialogs(window) == []


def test_a_page_to_read_holds_the_chosen_pages_and_shows_what_was_ticked(qtbot, session, taking, tmp_path):
    choose(taking.kind, "html")
    choose(taking.which.kind, "days")
    taking.which.first.value = (NOW - timedelta(days=30)).date()
    taking.which.last.value = NOW.date()
    page = written(qtbot, session, taking, tmp_path / "a.html").read_text("utf-8")
    assert "The lamp was left on." in page
    assert "A second page." in page
    assert "Long ago." not in page
    for words in ("Thursday 14 November 2030, 21:40", "Mood: low", "kitchen", "data:image/png"):
        assert words in page
    assert page.index("A second page.") < page.index("The lamp was left on.")  # oldest first


def test_what_is_not_ticked_does_not_show(qtbot, session, taking, tmp_path):
    choose(taking.kind, "html")
    for box in (taking.shows.dates, taking.shows.noted, taking.shows.tags, taking.shows.photos):
        click(box)
    page = written(qtbot, session, taking, tmp_path / "a.html").read_text("utf-8")
    assert "A second page." in page
    for words in ("2030", "Mood", "kitchen", "data:image/png"):
        assert words not in page


def test_chosen_pages_are_sealed_with_a_passphrase_that_has_to_be_typed_twice(
    qtbot, window, session, taking, notices, tmp_path, monkeypatch
):
    choose(taking.kind, "sealed")
    choose(taking.which.kind, "starred")
    target = tmp_path / "out.age"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    click(taking.go)
    assert "Type a passphrase" in shown_texts(taking.dialog)
    assert not target.exists()
    for field in (taking.passphrase.first, taking.passphrase.second):
        QTest.keyClicks(field, "moss and tin")
    assert "Nobody can open it without the passphrase" in shown_texts(taking.dialog)
    suggest, field = taking.passphrase.suggestion, taking.passphrase.first
    edge = field.mapTo(taking.dialog, QPoint(0, 0)).x()
    assert suggest.mapTo(taking.dialog, QPoint(PULL, 0)).x() == edge, "its words begin where the fields do"
    click(taking.go)
    qtbot.waitUntil(lambda: bool(notices), timeout=20000)
    assert notices == ["The export is there, encrypted."]
    sealed = target.read_bytes()
    assert b"A second page." not in sealed
    plain = json.loads(pyrage.passphrase.decrypt(sealed, "moss and tin"))
    assert [entry["text"] for entry in plain["entries"]] == ["A second page."]
    assert len(plain["entries"][0]["photos"]) == 1
    assert set(plain) == {"format", "version", "made", "entries"}


@pytest.mark.age
def test_the_age_command_opens_what_was_sealed_for_these_notes(qtbot, session, taking, tmp_path):
    choose(taking.kind, "sealed")
    choose(taking.opens, "kit")
    assert "so does the recovery kit" in shown_texts(taking.dialog)
    target = written(qtbot, session, taking, tmp_path / "out.age")
    keys = tmp_path / "key.txt"
    keys.write_text(session.workspace.keys.backup_identity.text + "\n")
    opened = subprocess.run(["age", "-d", "-i", str(keys), str(target)], capture_output=True, check=True)
    assert len(json.loads(opened.stdout)["entries"]) == 3
    told = preview(session.workspace, Given(target, identities=[session.workspace.keys.backup_identity]))
    assert (told.added, told.skipped) == (0, 3)
    with pytest.raises(WrongSecret):
        age.open_bytes(io.BytesIO(target.read_bytes()), "a passphrase")


def test_a_damaged_photo_is_said(qtbot, session, taking, notices, tmp_path):
    for file in session.workspace.media.ids():
        session.workspace.media.path(file).write_bytes(b"something else")
    written(qtbot, session, taking, tmp_path / "out.json")
    qtbot.waitUntil(lambda: bool(notices))
    assert notices[0].endswith("Photos that could not be read and are missing in it: 1")


def test_a_place_inside_the_notes_is_refused(qtbot, session, taking, notices):
    inside = session.vault.folder / "out.json"
    written(qtbot, session, taking, inside)
    qtbot.waitUntil(lambda: bool(notices))
    assert not inside.exists()
    assert "there" not in notices[0]


def test_a_full_disk_is_said_and_nothing_is_left(qtbot, session, taking, notices, tmp_path, monkeypatch):
    full = shutil.disk_usage(tmp_path)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: full)
    written(qtbot, session, taking, tmp_path / "out.json")
    qtbot.waitUntil(lambda: bool(notices))
    assert notices == ["There isn’t room enough there. Nothing was written."]
    assert list(tmp_path.glob("*out*")) == []


def test_a_pdf_is_looked_at_first(qtbot, window, session, taking):
    choose(taking.kind, "pdf")
    click(taking.go)
    (dialog,) = open_dialogs(window)
    qtbot.waitUntil(lambda: dialog.document is not None, timeout=20000)
    assert dialog.title == "Print pages of the diary"
    assert "The lamp was left on." in dialog.document.words(0)


@pytest.mark.parametrize("kind", ["html", "sealed"])
def test_the_dialog_fits_every_look(fine, taking, kind):
    choose(taking.kind, kind)
    fine()
