"""Bringing words in through Settings: looked through, asked about, in by slices, and back out by one step."""

import ast
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion import interchange
from companion.cli.sentences import WHY
from companion.interchange import coming
from companion.workspace import Workspace, open_new
from tests.conftest import ROOT
from tests.ui.hands import PASSPHRASE, click, shown_texts
from ui.session import Session
from ui.settings import coming as coming_in
from ui.settings import coming_words
from ui.settings.coming import ComingIn, ComingRun
from ui.shell import Shell
from ui.widgets.dialog import open_dialogs

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000030101"
    "00c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def section(window: Shell):
    window.go("settings", {"section": "data"})
    return window.page().current()


@pytest.fixture
def diary(session: Session):
    assert session.workspace is not None
    return session.workspace.diary


def notes(folder: Path, count: int = 3) -> Path:
    """A folder of daily notes, as other programs keep it."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        day = f"{2000 + number // 300:04}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        (folder / f"{day}.md").write_text(f"# A day\n\nWe sat on the step, {number}.\n", "utf-8")
    return folder


def other_vault(tmp_path: Path, texts: list[str]) -> Workspace:
    made, _kit = open_new(tmp_path / "other", passphrase="x")
    for number, text in enumerate(texts):
        blank = made.diary.blank(datetime(2029, 5, 1 + number, 7, 30))
        made.diary.save(replace(blank, text=text))
    return made


def look(qtbot, section, path: Path) -> ComingIn:
    found = section.look_through(path)
    assert found is not None
    qtbot.waitUntil(lambda: found._job is None, timeout=20000)
    return found


def all_in(qtbot, section, count: int, diary) -> None:
    qtbot.waitUntil(lambda: len(diary.ids()) == count and open_dialogs(section) == [], timeout=20000)


def test_a_folder_is_recognised_shown_brought_in_and_taken_back(qtbot, window, section, diary, tmp_path):
    folder = notes(tmp_path / "Daily")
    (folder / "2000-01-01.md").write_text("Here ![](a.png) and ![](gone.png).\n", "utf-8")
    (folder / "a.png").write_bytes(PNG)
    found = look(qtbot, section, folder)
    assert found.format.value == "markdown"
    said = shown_texts(found.dialog)
    for words in ("Pages: 3", "Photos: 1", "1 January 2000 to 3 January 2000", "Nothing has been added yet."):
        assert words in said
    assert "sat on" not in said
    assert list(diary.ids()) == []
    QTest.keyClick(found.dialog, Qt.Key.Key_Return)
    all_in(qtbot, window, 3, diary)
    assert section.last.isVisible()
    assert "3 from Markdown or text files" in shown_texts(section)
    assert diary.search("step")
    click(section.back)
    assert list(diary.ids()) == []
    assert not section.last.isVisible()
    assert window.focusWidget() is section.come


def test_the_undo_of_the_notice_takes_the_line_away_too(qtbot, window, section, diary, tmp_path):
    found = look(qtbot, section, notes(tmp_path / "Daily"))
    found.bring_in()
    all_in(qtbot, window, 3, diary)
    click(window.toast.button)
    assert list(diary.ids()) == []
    assert not section.last.isVisible()


def test_the_same_again_offers_nothing(qtbot, window, section, diary, tmp_path):
    folder = notes(tmp_path / "Daily")
    look(qtbot, section, folder).bring_in()
    all_in(qtbot, window, 3, diary)
    found = look(qtbot, section, folder)
    assert "There is nothing in it that isn’t here." in shown_texts(found.dialog)
    assert "3, left as they are" in shown_texts(found.dialog)
    assert not found.go.isEnabled()


def test_what_would_be_left_out_is_said_by_kind(qtbot, section, tmp_path):
    folder = notes(tmp_path / "Daily")
    (folder / "2000-01-01.md").write_text("![](one.png) ![](two.png)\n", "utf-8")
    (folder / "list.xyz").write_text("something\n", "utf-8")
    said = shown_texts(look(qtbot, section, folder).dialog)
    assert "Left out" in said
    assert "Pictures that are not in the file: 2" in said
    assert "Other files: 1" in said


def test_a_sealed_export_asks_until_the_passphrase_fits(qtbot, window, section, diary, tmp_path):
    other = other_vault(tmp_path, ["The lamp was left on.", "A second page."])
    file = tmp_path / "chosen.age"
    interchange.export(other, "json", file, seal=interchange.Seal(passphrase="moss and tin"))
    other.close()
    found = look(qtbot, section, file)
    assert found.format.value == "companion"
    field = found._ask.field
    qtbot.waitUntil(lambda: window.focusWidget() is field)
    QTest.keyClicks(field, "moss and tea")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: found._job is None, timeout=20000)
    assert "That didn’t open it." in shown_texts(found.dialog)
    QTest.keyClicks(found._ask.field, "moss and tin")
    QTest.keyClick(found._ask.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: found._job is None and found._ask is None, timeout=20000)
    assert "Pages, plans, cards and choices: 2" in shown_texts(found.dialog)
    found.bring_in()
    all_in(qtbot, window, 2, diary)


def test_what_was_sealed_for_these_notes_opens_by_itself(qtbot, section, session, tmp_path):
    workspace = session.workspace
    other = other_vault(tmp_path, ["The lamp was left on."])
    file = tmp_path / "chosen.age"
    seal = interchange.Seal(recipients=workspace.vault.backup_recipients)
    interchange.export(other, "json", file, seal=seal)
    other.close()
    found = look(qtbot, section, file)
    assert found._ask is None
    assert "Pages, plans, cards and choices: 1" in shown_texts(found.dialog)


def test_what_nobody_recognises_is_said_and_can_be_named_by_hand(qtbot, section, tmp_path):
    file = tmp_path / "list.bin"
    file.write_bytes(bytes(range(256)) * 20)
    found = look(qtbot, section, file)
    assert "It isn’t clear what this is." in shown_texts(found.dialog)
    assert not found.go.isEnabled()
    found.format.value = "dayone"
    found.format.chosen.emit("dayone")
    qtbot.waitUntil(lambda: found._job is None, timeout=20000)
    assert "It isn’t clear" not in shown_texts(found.dialog)
    assert not found.go.isEnabled()


def test_dates_that_may_be_read_two_ways_are_asked_about(qtbot, section, tmp_path):
    folder = tmp_path / "Daily"
    folder.mkdir()
    for name in ("03-04-2019", "05-06-2019"):
        (folder / f"{name}.md").write_text("Words.\n", "utf-8")
    found = look(qtbot, section, folder)
    assert found._ask is not None
    assert found._ask.name == "day_first"
    click(found.go)
    assert found._job is None  # nothing was answered yet
    click(found._ask.field.cells[0])
    click(found.go)
    qtbot.waitUntil(lambda: found._job is None and found._ask is None, timeout=20000)
    assert "3 April 2019 to 5 June 2019" in shown_texts(found.dialog)


def begun(qtbot, section, tmp_path) -> ComingRun:
    found = look(qtbot, section, notes(tmp_path / "Many", 1500))
    run = found.bring_in()
    assert run is not None
    qtbot.waitUntil(lambda: run.task.looked > 5, timeout=20000)
    assert not run.ended
    return run


def test_a_stop_leaves_nothing(qtbot, window, section, session, diary, tmp_path):
    said = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    run = begun(qtbot, section, tmp_path)
    run.dialog.stop()
    assert list(diary.ids()) == []
    with session.workspace.store.reading() as db:
        assert db.value("SELECT count(*) FROM entry") == 0
    assert "Stopped. Nothing was added." in said
    assert not section.last.isVisible()


def test_a_lock_in_the_middle_leaves_nothing_after_the_next_unlock(qtbot, section, session, tmp_path):
    run = begun(qtbot, section, tmp_path)
    assert session.lock()
    assert run.task._thread is None or not run.task._thread.is_alive()
    vault = session.vaults()[0]
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    assert list(session.workspace.diary.ids()) == []
    while session.workspace.tidy():
        pass
    with session.workspace.store.reading() as db:
        assert db.value("SELECT count(*) FROM entry") == 0


def test_the_dialog_can_be_left_while_it_looks(qtbot, section, session, tmp_path):
    found = section.look_through(notes(tmp_path / "Many", 800))
    QTest.keyClick(found.dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not session.jobs_running(), timeout=20000)
    QApplication.processEvents()
    assert list(session.workspace.diary.ids()) == []


def codes() -> set[str]:
    """Every code a reader or the framework gives a remark, as it stands in their source."""
    found: set[str] = set()
    for file in (ROOT / "companion" / "interchange" / "coming").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "Remark"
                and len(node.args) == 2
            ):
                found |= _texts(node.args[1])
    return found


def _texts(node: ast.AST) -> set[str]:
    """The texts an expression may be, not those it is made from."""
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    return {node.value} if _text(node) else set()


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_remark_format_and_question_has_words():
    assert {code for code in codes() | coming.KEPT if not coming_words.known(code)} == set()
    calendars = {
        "often",
        "several_rules",
        "this_and_future",
        "cancelled",
        "task",
        "long",
        "again",
        "line",
        "length",
    }
    assert {code for code in set(WHY) - calendars - {"edit"} if not coming_words.known(code)} == set()
    assert [name for name, _words in coming_words.formats()] == list(coming.FORMATS)
    assert coming_in.questions() == frozenset(coming.Answers.__dataclass_fields__)


def test_every_reason_why_nothing_can_be_read_has_words():
    found: set[str] = set()
    for file in (ROOT / "companion" / "interchange").rglob("*.py"):
        if file.name.startswith("ics"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ImportFailed":
                found |= {key.value.value for key in node.keywords if _text(key.value)}
    assert found - coming_words.reasons() - {"sealed"} == set()


@pytest.mark.usefixtures("fine")
def test_the_preview_fits_every_look(qtbot, fine, section, tmp_path):
    folder = notes(tmp_path / "Daily")
    (folder / "2000-01-01.md").write_text("![](one.png) ![](two.png)\n", "utf-8")
    (folder / "list.xyz").write_text("something\n", "utf-8")
    look(qtbot, section, folder)
    fine()


def test_our_own_export_comes_in_and_is_taken_back(qtbot, window, section, diary, tmp_path):
    other = other_vault(tmp_path, ["The lamp was left on.", "A second page."])
    file = tmp_path / "out.json"
    interchange.export(other, "json", file)
    other.close()
    assert len(json.loads(file.read_text("utf-8"))["entries"]) == 2
    found = look(qtbot, section, file)
    assert found.format.value == "companion"
    found.bring_in()
    all_in(qtbot, window, 2, diary)
    click(section.back)
    assert list(diary.ids()) == []
