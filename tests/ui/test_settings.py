"""Settings on a real vault in the real window: keys that change, a backup that is made, stopped and brought back,
exports, imports, and everything deleted."""

import secrets
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from companion import keychain, settings
from companion.backup import verify
from companion.errors import CompanionError, DiskFull, KeyringItemMissing, UsageError, WrongRecoveryCode
from companion.vault import Vault
from companion.workspace import LOOK_FOR_SELF_HARM, Workspace, create
from tests import looks
from tests.tools.notices import Desk
from ui import autostart, reminders, theme
from ui.lock.page import LockPage
from ui.onboarding.page import OnboardingPage
from ui.session import Session, State
from ui.settings.backup import ProgressDialog
from ui.settings.keys import KitDialog, PassphraseDialog, ProveDialog
from ui.settings.page import SettingsPage
from ui.settings.removal import DeleteDialog, RenameDialog
from ui.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog, open_dialogs
from ui.widgets.toggles import Switch

PASSPHRASE = "harbour lantern moss quiet tin"
NEW = "window soup bicycle nine candle"
NOW = datetime(2030, 11, 14, 21, 40)


class Box:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.trouble: CompanionError | None = None

    def put(self, service: str, secret: str) -> str:
        if self.trouble is not None:
            raise self.trouble
        user = f"key-{secrets.token_hex(8)}"
        self.items[service, user] = secret
        return user

    def get(self, service: str, user: str) -> str:
        if (service, user) not in self.items:
            raise KeyringItemMissing
        return self.items[service, user]

    def forget(self, service: str, user: str) -> None:
        self.items.pop((service, user), None)


@pytest.fixture(autouse=True)
def box(monkeypatch: pytest.MonkeyPatch) -> Box:
    made = Box()
    monkeypatch.setattr(keychain, "find", lambda: made)
    return made


class Window:
    """The unlocked app on its Settings page."""

    def __init__(self, qtbot, home: Path, *, passphrase: str | None, keyring: bool) -> None:
        self.qtbot, self.home = qtbot, home
        workspace, self.kit = create(home, passphrase=passphrase, keyring=keyring, clock=lambda: NOW)
        self.write(workspace, "The lamp was left on.")
        workspace.close()
        self.session = Session(home, clock=lambda: NOW)
        self.session.prefer(motion="reduced", theme="light", cover_when_inactive=False)
        self.notices: list[str] = []
        self.session.noticed.connect(lambda notice: self.notices.append(notice.text))
        self.shell = Shell(self.session)
        self.shell.resize(1100, 720)
        self.shell.show()
        self.shell.activateWindow()
        qtbot.waitUntil(self.shell.isActiveWindow)
        vault = Vault.all(home)[0]
        keys = vault.unlock_with_keyring() if keyring else vault.unlock_with_passphrase(passphrase)
        self.session.open(vault, keys)

    @staticmethod
    def write(workspace: Workspace, text: str) -> str:
        entry = replace(workspace.diary.blank(NOW), text=text)
        workspace.diary.save(entry)
        return entry.id

    def section(self, key: str):
        self.shell.go("settings", {"section": key})
        return self.page.current()

    @property
    def page(self) -> SettingsPage:
        page = self.shell.page()
        assert isinstance(page, SettingsPage)
        return page

    @property
    def vault(self) -> Vault:
        return Vault.all(self.home)[0]

    def dialog(self) -> Dialog:
        found = open_dialogs(self.shell)
        assert len(found) == 1
        return found[0]

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.jobs_running(), timeout=20000)
        QApplication.processEvents()

    def words(self) -> str:
        shown = (label.text() for label in self.shell.findChildren(QLabel) if label.isVisible())
        return "\n".join(shown)


@pytest.fixture
def opened(qtbot, home: Path):
    made: list[Window] = []

    def open_it(*, passphrase: str | None = PASSPHRASE, keyring: bool = False) -> Window:
        made.append(Window(qtbot, home, passphrase=passphrase, keyring=keyring))
        return made[-1]

    yield open_it
    for window in made:
        window.session.close()
        window.shell.close()
        window.shell.deleteLater()
    theme.apply(QApplication.instance(), "light")


def press(window: Window, root: QWidget, words: str) -> None:
    button = next(b for b in root.findChildren(Button) if b.text() == words and b.isVisible())
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def flip(switch: Switch) -> None:
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)


def type_new(dialog: PassphraseDialog, words: str) -> None:
    for field in (dialog.passphrase.first, dialog.passphrase.second):
        QTest.keyClicks(field, words)


# --- the page


def test_each_section_is_there_and_fits(opened):
    window = opened()
    for key in ("privacy", "backup", "appearance", "names", "reminders", "data", "about"):
        window.section(key)
        window.idle()
        assert looks.problems(window.shell) == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_in_a_small_window_the_list_becomes_a_drop_down(opened, scale):
    window = opened()
    window.session.prefer(text_scale=scale)
    window.shell.resize(800, 560)
    for key in ("privacy", "backup", "appearance", "names", "reminders", "data", "about"):
        window.section(key)
        window.idle()
        assert window.page.top.isVisible()
        assert not window.page.side.isVisible()
        assert window.page.top.value == key
        assert looks.problems(window.shell) == []


def test_sections_are_walked_with_the_keyboard(opened):
    window = opened()
    window.section("privacy")
    assert window.page.step_tab(1)
    assert window.page.key == "backup"
    window.page.step_tab(-1)
    window.page.step_tab(-1)
    assert window.page.key == "about"


def test_after_a_lock_it_is_the_section_one_left(opened):
    window = opened()
    window.section("appearance")
    window.idle()
    vault = window.session.vault
    window.session.lock()
    window.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window.qtbot.waitUntil(lambda: window.shell.page() is not None)
    assert window.page.key == "appearance"


# --- the two of you


def test_names_and_role_can_be_changed_any_day(opened):
    window = opened()
    section = window.section("names")
    QTest.keyClicks(section.fields["my_name"], "Alex")
    QTest.keyClick(section.fields["my_name"], Qt.Key.Key_Return)
    QTest.mouseClick(section.role.cards["quiet"], Qt.MouseButton.LeftButton)
    QTest.keyClicks(section.fields["their_name"], " Robin ")
    window.shell.go("today")  # no Enter: leaving the page keeps it, too
    assert window.shell.page().greeting.text() == "Good evening, Alex."
    prefs = window.session.workspace.prefs
    assert (prefs.get("their_name"), prefs.get("role")) == ("Robin", "quiet")
    window.shell.go("understand", {"tab": "learn"})
    assert window.shell.page().learn.way == "quiet"
    section = window.section("names")
    QTest.mouseClick(section.role.cards["reaching"], Qt.MouseButton.LeftButton)
    window.shell.go("understand", {"tab": "learn"})
    assert window.shell.page().learn.way == "reaching"


def test_a_name_taken_back_is_gone_from_the_vault(opened):
    window = opened()
    window.session.workspace.prefs.set("their_name", "Robin")
    field = window.section("names").fields["their_name"]
    assert field.text() == "Robin"
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert window.session.lock()
    window.session.open(window.vault, window.vault.unlock_with_passphrase(PASSPHRASE))
    assert "their_name" not in window.session.workspace.prefs.all()


def test_where_words_speak_of_the_other_they_have_the_name(opened):
    window = opened()
    workspace = window.session.workspace
    planner = workspace.planner
    planner.save(replace(planner.blank(NOW.date() + timedelta(days=1)), title="A walk"))
    window.shell.go("today")
    assert "Next, together" in window.words()
    field = window.section("names").fields["their_name"]
    QTest.keyClicks(field, "Robin")
    window.shell.go("today")
    assert "Next, with Robin" in window.words()
    window.shell.go("together", {"tab": "ideas"})
    window.shell.page().open_idea("a-one-pot")
    assert "How to invite Robin" in window.words()


# --- reminders


def test_looking_for_dark_words_is_on_until_it_is_switched_off_and_lies_in_the_vault(opened):
    window = opened()
    prefs = window.session.workspace.prefs
    look = window.section("writing").look
    assert look.isChecked()
    look.setFocus()
    QTest.keyClick(look, Qt.Key.Key_Space)
    assert prefs.get(LOOK_FOR_SELF_HARM) is False
    assert LOOK_FOR_SELF_HARM not in (window.home / "settings.json").read_text()
    QTest.keyClick(look, Qt.Key.Key_Space)
    assert prefs.get(LOOK_FOR_SELF_HARM) is True


def test_reminders_are_off_until_asked_for_and_lie_in_the_vault(opened):
    window = opened()
    section, prefs = window.section("reminders"), window.session.workspace.prefs
    assert not section.system.isChecked()
    assert not section.stay.isChecked()
    assert not section.login.isChecked()
    flip(section.system)
    flip(section.stay)
    QTest.keyClicks(section.words, "  Tea ")
    QTest.keyClick(section.words, Qt.Key.Key_Return)
    assert [prefs.get(name) for name in (reminders.SYSTEM, reminders.STAY, reminders.WORDS)] == [
        True,
        True,
        "Tea",
    ]
    flip(section.system)
    assert prefs.get(reminders.SYSTEM) is None
    section.words.selectAll()
    QTest.keyClick(section.words, Qt.Key.Key_Delete)
    assert section.flush()
    assert prefs.get(reminders.WORDS) is None


def test_starting_with_the_computer_is_written_and_taken_away(opened):
    window = opened()
    window.session.prefer(discreet_name="Lists")
    section = window.section("reminders")
    flip(section.login)
    assert autostart.here(window.home).fresh("Lists")
    assert section.login.isChecked()
    assert "The system lists it as “Lists”." in window.words()
    flip(section.login)
    assert not autostart.here(window.home).on()


def test_where_it_cannot_be_written_that_is_said_and_it_stays_off(opened, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    window = opened()
    section = window.section("reminders")
    flip(section.login)
    assert not section.login.isChecked()
    assert window.notices != []


@pytest.mark.notices
def test_a_notice_can_be_tried_and_what_the_system_lacks_is_said(opened, monkeypatch):
    with Desk(daemon=False) as desk:
        desk.join(monkeypatch)
        window = opened()
        section = window.section("reminders")
        window.qtbot.waitUntil(lambda: "Nothing on this desktop shows notices" in window.words())
        press(window, section, "Show one now")
        window.qtbot.waitUntil(lambda: window.notices[-1:] == ["Nothing here took it."])
        desk.start_daemon()
        section.refresh()
        window.qtbot.waitUntil(lambda: "Also when this is locked" in window.words())
        QTest.keyClicks(section.words, "Tea")
        press(window, section, "Show one now")
        window.qtbot.waitUntil(lambda: desk.shown() == 1, timeout=20_000)
        assert [(told[3], told[4]) for told in desk.notices()] == [("Notes", "Tea")]


# --- about


def test_about_says_what_it_stands_on(opened):
    window = opened()
    window.section("about")
    words = window.words()
    for part in ("SQLCipher 4.", "SQLite 3.", "Qt 6.", "Python 3."):
        assert part in words
    press(window, window.page, "Show licences")
    licences = "\n".join(label.text() for label in window.dialog().findChildren(QLabel))
    for part in ("SIL OPEN FONT LICENSE", "Lucide", "Cole Bemis"):
        assert part in licences


# --- how it opens


def test_the_band_says_honestly_how_it_opens(opened):
    window = opened(passphrase=None, keyring=True)
    window.section("privacy")
    assert "it does not stop someone who uses this login" in window.words()
    assert "Set one" in [b.text() for b in window.page.findChildren(Button)]


def test_with_a_passphrase_alone_nothing_is_said_of_the_keyring(opened):
    window = opened()
    window.section("privacy")
    assert "Opened by your passphrase. Nothing is ever sent." in window.words()
    assert window.page.current().each_time.isChecked()


def test_a_passphrase_is_changed_and_only_the_new_one_opens(opened):
    window = opened()
    section = window.section("privacy")
    press(window, section, "Change")
    dialog = window.dialog()
    assert isinstance(dialog, PassphraseDialog)
    QTest.keyClicks(dialog.passphrase.first, NEW)
    press(window, dialog, "Keep this passphrase")
    assert dialog.isVisible()  # the second field is still empty
    QTest.keyClicks(dialog.passphrase.second, NEW)
    press(window, dialog, "Keep this passphrase")
    window.qtbot.waitUntil(lambda: open_dialogs(window.shell) == [])
    window.vault.unlock_with_passphrase(NEW).close()
    with pytest.raises(CompanionError):
        window.vault.unlock_with_passphrase(PASSPHRASE)
    assert "The passphrase is set." in window.notices


def test_asking_each_time_takes_the_key_out_of_the_keyring_after_a_passphrase_is_set(opened, box):
    window = opened(passphrase=None, keyring=True)
    section = window.section("privacy")
    assert len(box.items) == 1
    flip(section.each_time)
    assert not section.each_time.isChecked()  # nothing has changed yet
    dialog = window.dialog()
    type_new(dialog, NEW)
    press(window, dialog, "Keep this passphrase")
    window.qtbot.waitUntil(lambda: not window.vault.has_keyring)
    window.qtbot.waitUntil(lambda: section.each_time.isChecked())
    assert box.items == {}
    window.vault.unlock_with_passphrase(NEW).close()


def test_a_passphrase_that_does_not_open_it_cannot_become_the_only_way_in(opened, box):
    window = opened(keyring=True)
    section = window.section("privacy")
    flip(section.each_time)
    dialog = window.dialog()
    assert isinstance(dialog, ProveDialog)
    QTest.keyClicks(dialog.passphrase, "not this one at all")
    press(window, dialog, "Ask each time")
    window.qtbot.waitUntil(lambda: dialog.wrong.isVisible())
    assert window.vault.has_keyring
    assert box.items
    QTest.keyClicks(dialog.passphrase, PASSPHRASE)  # the wrong words are marked, so typing replaces them
    press(window, dialog, "Ask each time")
    # The header is replaced first; what the keyring held goes last.
    window.qtbot.waitUntil(lambda: not window.vault.has_keyring and box.items == {})


def test_leaving_the_question_changes_nothing(opened, box):
    window = opened(keyring=True)
    section = window.section("privacy")
    flip(section.each_time)
    QTest.keyClick(window.dialog(), Qt.Key.Key_Escape)
    assert window.vault.has_keyring
    assert not section.each_time.isChecked()


def test_going_back_to_the_keyring_is_asked_about(opened, box):
    window = opened()
    section = window.section("privacy")
    flip(section.each_time)
    assert "does not stop someone at this login" in window.words()
    press(window, window.dialog(), "Use the keyring")
    window.qtbot.waitUntil(lambda: window.vault.has_keyring)
    window.qtbot.waitUntil(lambda: not section.each_time.isChecked())
    window.vault.unlock_with_keyring().close()


def test_a_keyring_that_refuses_is_said_and_changes_nothing(opened, box):
    window = opened()
    section = window.section("privacy")
    box.trouble = DiskFull()
    flip(section.each_time)
    press(window, window.dialog(), "Use the keyring")
    window.qtbot.waitUntil(lambda: bool(window.notices))
    assert not window.vault.has_keyring
    assert section.each_time.isChecked()


# --- the recovery kit


def give_back(dialog: KitDialog) -> None:
    dialog.step.ask_back()
    check = dialog.step.check
    for number, field in zip(check.asked, check.fields, strict=True):
        QTest.keyClicks(field, dialog.step._kit.groups[number])


def test_a_new_kit_replaces_the_old_and_counts_once_two_groups_came_back(opened):
    window = opened()
    section = window.section("privacy")
    press(window, section, "Make a new kit")
    assert "no longer opens these notes" in window.words()
    press(window, window.dialog(), "Make a new kit")
    window.qtbot.waitUntil(lambda: any(isinstance(d, KitDialog) for d in open_dialogs(window.shell)))
    dialog = window.dialog()
    code = dialog.step._kit.code
    assert not dialog.finished.isEnabled()
    assert not window.vault.kit_confirmed
    give_back(dialog)
    assert window.vault.kit_confirmed
    press(window, dialog, "Done")
    window.vault.unlock_with_code(code).close()
    with pytest.raises(WrongRecoveryCode):
        window.vault.unlock_with_code(window.kit.code)
    assert "Kit 2, made on" in window.words()
    assert "Kit 1 no longer opens these notes" in window.words()
    assert code not in window.words()


def test_where_the_kit_is_the_only_spare_way_in_it_cannot_be_put_off(opened):
    window = opened(passphrase=None, keyring=True)
    window.section("privacy").new_kit()
    press(window, window.dialog(), "Make a new kit")
    window.qtbot.waitUntil(lambda: any(isinstance(d, KitDialog) for d in open_dialogs(window.shell)))
    dialog = window.dialog()
    assert "Later" not in [b.text() for b in dialog.findChildren(Button)]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    window.session.lock()  # a lock is never in the way of anything
    assert isinstance(window.shell.room, LockPage)


# --- locks, name, quick exit


def test_choices_are_kept_at_once_and_shown_again(opened):
    window = opened()
    section = window.section("privacy")
    section.idle.value = 15
    section.idle.chosen.emit(15)
    flip(section.sleep)
    flip(section.clear)
    section.keys.chosen.emit("ctrl_shift_q_only")
    kept = settings.load(window.home)
    assert kept.idle_minutes == 15
    assert not kept.lock_on_sleep
    assert kept.clipboard_seconds == 0
    assert kept.quick_exit_keys == "ctrl_shift_q_only"
    assert section.caps.accessibleName() == "Ctrl Shift Q"


def test_the_discreet_name_reaches_the_window_title(opened):
    window = opened()
    section = window.section("privacy")
    section.name.setFocus()
    section.name.selectAll()
    QTest.keyClicks(section.name, "Recipes")
    QTest.keyClick(section.name, Qt.Key.Key_Return)
    assert window.shell.windowTitle() == "Recipes"
    assert settings.load(window.home).discreet_name == "Recipes"
    section.name.clear()
    QTest.keyClick(section.name, Qt.Key.Key_Return)
    assert settings.load(window.home).discreet_name == "Notes"


def test_trying_quick_exit_says_it_is_real_and_then_is(opened):
    window = opened()
    left = []
    window.session.exit_requested.connect(lambda: left.append(1))
    press(window, window.section("privacy"), "Try it now")
    assert "This is the real one" in window.words()
    assert left == []
    press(window, window.dialog(), "Close it now")
    assert left == [1]
    assert window.session.state is State.LOCKED
    assert not window.shell.isVisible()


# --- appearance


def test_appearance_applies_at_once(opened):
    window = opened()
    section = window.section("appearance")
    section.theme.chosen.emit("dark")
    assert theme.is_dark()
    section.text.chosen.emit("1.5")
    assert theme.scale() == 1.5
    flip(section.lines)
    assert theme.strong_lines()
    section.reading.chosen.emit("20")
    assert theme.font("read").pixelSize() == 30
    kept = settings.load(window.home)
    assert (kept.theme, kept.text_scale, kept.stronger_lines, kept.reading_size) == ("dark", 1.5, True, 20)


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
