"""Settings on a real vault in the real window: names, reminders, keys that change, the kit, locks and looks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from companion import settings
from companion.errors import CompanionError, DiskFull, WrongRecoveryCode
from companion.workspace import LOOK_FOR_SELF_HARM
from tests import looks
from tests.tools.notices import Desk
from tests.ui.keyring_box import box as box  # a fixture
from tests.ui.settings_hands import NEW, NOW, PASSPHRASE, flip, press, type_new
from tests.ui.settings_hands import opened as opened  # a fixture
from ui import autostart, reminders, theme
from ui.lock.page import LockPage
from ui.session import State
from ui.settings.keys import KitDialog, PassphraseDialog, ProveDialog
from ui.widgets.buttons import Button
from ui.widgets.dialog import open_dialogs

pytestmark = pytest.mark.usefixtures("box")


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
    window.page.buttons["privacy"].setFocus()
    assert window.page.step_tab(1)
    assert window.page.key == "backup"
    assert window.page.buttons["backup"].hasFocus(), "the ring stands where the page is"
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
