"""Settings, backups and your data: copies, bringing one back, names, removing and deleting everything."""

import threading

import pytest
from PySide6.QtCore import QDate, QLocale, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from companion import settings
from companion.backup import verify
from companion.errors import UsageError
from companion.vault import Vault
from companion.workspace import Workspace, create
from tests.ui.keyring_box import box as box  # a fixture
from tests.ui.settings_hands import NEW, NOW, PASSPHRASE, Window, flip, press
from tests.ui.settings_hands import opened as opened  # a fixture
from ui import autostart
from ui.lock.page import LockPage
from ui.onboarding.page import OnboardingPage
from ui.session import State
from ui.settings.backup import ProgressDialog
from ui.settings.removal import DeleteDialog, RenameDialog
from ui.widgets.dialog import open_dialogs

pytestmark = pytest.mark.usefixtures("box")


# --- backup


def test_a_backup_goes_to_the_chosen_folder_and_opens_with_the_kit(opened, tmp_path):
    window = opened()
    stick = tmp_path / "Blue stick"
    stick.mkdir()
    window.session.prefer(backup_folder=str(stick))
    section = window.section("backup")
    window.idle()
    press(window, section, "Back up now")
    assert isinstance(window.dialog(), ProgressDialog)
    assert "Copying to “Blue stick”" in window.words()
    window.qtbot.waitUntil(lambda: open_dialogs(window.shell) == [], timeout=20000)
    window.idle()
    file = stick / "Notes-2030-11-14.zip"
    assert verify(file, code=window.kit.code).entries == 1
    assert "to “Blue stick”. Opened once and checked." in window.words()
    assert any("hecked" in notice for notice in window.notices)
    press(window, section, "Back up now")
    window.qtbot.waitUntil(lambda: (stick / "Notes-2030-11-14-2.zip").exists(), timeout=20000)
    window.idle()


def test_without_a_chosen_folder_it_asks_where(opened, tmp_path, monkeypatch):
    window = opened()
    target = tmp_path / "elsewhere" / "mine"
    target.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    press(window, window.section("backup"), "Back up now")
    window.qtbot.waitUntil(lambda: target.with_name("mine.zip").exists(), timeout=20000)
    window.idle()
    assert settings.load(window.home).backup_folder == str(target.parent)


def test_stop_leaves_nothing_half_made(opened, tmp_path, monkeypatch):
    window = opened()
    backups = window.session.workspace.backups
    whole = backups.create
    told = threading.Event()

    def slow(target, report):
        for done in range(10_000):
            report(done, 10_000, "writing")
            told.wait(0.001)
        return whole(target, report)

    monkeypatch.setattr(backups, "create", slow)
    window.section("backup").begin(tmp_path / "Notes.zip")
    dialog = window.dialog()
    window.qtbot.waitUntil(lambda: dialog.bar.part() > 0)
    press(window, dialog, "Stop")
    window.qtbot.waitUntil(lambda: open_dialogs(window.shell) == [])
    window.idle()
    assert list(tmp_path.glob("Notes*")) == []
    assert "Stopped. Nothing half-made was left." in window.notices
    assert window.page.current().make.isEnabled()


def test_it_can_go_on_in_the_background(opened, tmp_path):
    window = opened()
    window.section("backup").begin(tmp_path / "Notes.zip")
    press(window, window.dialog(), "Continue in the background")
    assert open_dialogs(window.shell) == []
    window.shell.go("settings", {"section": "about"})
    window.qtbot.waitUntil(lambda: (tmp_path / "Notes.zip").exists(), timeout=20000)
    window.idle()
    assert any("hecked" in notice for notice in window.notices)


def test_a_backup_that_fails_says_so_and_can_be_tried_again(opened, tmp_path):
    window = opened()
    section = window.section("backup")
    section.begin(tmp_path / "nowhere" / "deeper" / "Notes.zip")
    window.qtbot.waitUntil(lambda: open_dialogs(window.shell) == [], timeout=20000)
    window.idle()
    assert window.notices
    assert section.make.isEnabled()


def test_automatic_copies_are_listed(opened):
    window = opened()
    window.session.workspace.backups.automatic(NOW)
    window.section("backup")
    window.idle()
    assert "14 November 2030, 21:40" in window.words()
    assert window.page.current().copies.show_folder.isEnabled()


def test_checking_a_good_file_and_a_broken_one(opened, tmp_path, monkeypatch):
    window = opened()
    file = tmp_path / "Notes.zip"
    window.session.workspace.backups.create(file)
    section = window.section("backup")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(file), ""))
    section.check_a_file()
    window.qtbot.waitUntil(lambda: any("1 pages" in notice for notice in window.notices), timeout=20000)
    window.idle()
    broken = bytearray(file.read_bytes())
    broken[len(broken) // 2] ^= 1
    file.write_bytes(broken)
    before = len(window.notices)
    section.check_a_file()
    window.qtbot.waitUntil(lambda: len(window.notices) > before, timeout=20000)
    assert "as it was made" not in window.notices[-1]
    window.idle()


def test_a_backup_is_brought_back_and_opened_beside_these_notes(opened, tmp_path):
    window = opened()
    file = tmp_path / "Notes.zip"
    window.session.workspace.backups.create(file)
    window.write(window.session.workspace, "Written after the backup.")
    section = window.section("backup")
    section.restore(file)
    view = window.page._rooms.currentWidget()
    view.passphrase.setText(PASSPHRASE)
    view.login.value = "shared"
    view.login.chosen.emit("shared")
    for field in (view.new_passphrase.first, view.new_passphrase.second):
        field.setText(NEW)
    view.go_button.click()
    window.qtbot.waitUntil(lambda: hasattr(view, "later_button"), timeout=20000)
    view.later_button.click()
    window.qtbot.waitUntil(lambda: len(Vault.all(window.home)) == 2)
    assert window.session.state is State.OPEN
    rows = window.session.workspace.diary.rows(window.session.workspace.diary.ids())
    assert [row.preview for row in rows] == ["The lamp was left on."]
    day = QLocale().toString(QDate(2030, 11, 14), QLocale.FormatType.ShortFormat)
    assert window.session.vault.label == f"Notes, {day}"
    window.idle()


def test_restoring_can_be_left_again(opened, tmp_path):
    window = opened()
    file = tmp_path / "Notes.zip"
    window.session.workspace.backups.create(file)
    window.section("backup").restore(file)
    window.page._rooms.currentWidget().back.emit()
    assert window.page._rooms.currentIndex() == 0
    assert len(Vault.all(window.home)) == 1
    window.idle()


# --- your data


def test_everything_is_deleted_after_the_name_was_typed(opened, box, tmp_path):
    window = opened(keyring=True)
    elsewhere = tmp_path / "Notes.zip"
    window.session.workspace.backups.create(elsewhere)
    window.session.workspace.backups.automatic(NOW)
    flip(window.section("reminders").login)
    assert autostart.here(window.home).on()
    history = QSettings(QSettings.Scope.UserScope, "QtProject")
    history.setValue("FileDialog/history", ["file:///somewhere/private"])
    history.sync()
    press(window, window.section("data"), "Delete everything")
    dialog = window.dialog()
    assert isinstance(dialog, DeleteDialog)
    assert "It cannot reach backups and exports you keep elsewhere" in window.words()
    assert not dialog.delete.isEnabled()
    QTest.keyClicks(dialog.field, "Note")
    assert not dialog.delete.isEnabled()
    QTest.keyClicks(dialog.field, "s")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()  # Enter never does what cannot be undone
    QTest.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: isinstance(window.shell.room, OnboardingPage))
    assert "Everything here is deleted" in window.words()
    assert Vault.all(window.home) == []
    assert box.items == {}
    assert not autostart.here(window.home).on()
    left = [path for path in window.home.rglob("*") if path.is_file()]
    assert [path.name for path in left if path.name not in {"window.ini", "window.lock"}] == []
    history.sync()
    assert not QSettings(QSettings.Scope.UserScope, "QtProject").contains("FileDialog/history")
    assert elsewhere.exists()


def second_vault(window: Window, label: str = "Lists") -> Vault:
    made, _kit = create(window.home, label=label, passphrase=NEW, keyring=False, clock=lambda: NOW)
    made.close()
    return made.vault


def test_notes_get_another_name_and_never_one_that_others_have(opened):
    window = opened()
    second_vault(window)
    section = window.section("data")
    press(window, section, "Rename")
    dialog = window.dialog()
    assert isinstance(dialog, RenameDialog)
    assert dialog.field.selectedText() == "Notes"
    QTest.keyClicks(dialog.field, "Lists")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.wrong.text() == "Other notes here have that name. Choose another one."
    dialog.field.selectAll()
    QTest.keyClicks(dialog.field, "Winter")
    assert dialog.wrong.text() == ""
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert open_dialogs(window.shell) == []
    assert {vault.label for vault in Vault.all(window.home)} == {"Winter", "Lists"}
    assert section.named.caption.text().startswith("“Winter”.")


def test_just_these_notes_are_removed_and_the_others_stay(opened, box):
    window = opened(keyring=True)
    other = second_vault(window)
    press(window, window.section("data"), "Remove")
    dialog = window.dialog()
    assert isinstance(dialog, DeleteDialog)
    assert "The other notes on this computer stay as they are." in window.words()
    QTest.keyClicks(dialog.field, "Notes")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
    window.qtbot.waitUntil(lambda: isinstance(window.shell.room, LockPage))
    window.qtbot.waitUntil(lambda: window.shell.room.vault is not None)
    assert "These notes are deleted" in window.words()
    assert window.shell.room.vault.id == other.id
    assert [vault.id for vault in Vault.all(window.home)] == [other.id]
    assert box.items == {}
    Workspace.open(window.home, other, other.unlock_with_passphrase(NEW)).close()


def test_deleting_everything_says_how_many_there_are(opened):
    window = opened()
    section = window.section("data")
    assert not hasattr(section, "remove")  # alone, removing these is deleting everything
    second_vault(window)
    press(window, section, "Delete everything")
    assert "There are 2 sets of notes on this computer, and all of them go" in window.words()


def test_the_last_way_in_cannot_be_taken_away(opened):
    window = opened()
    with pytest.raises(UsageError):
        window.session.vault.remove_passphrase(window.session.workspace.keys)
