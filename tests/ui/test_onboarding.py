"""The first run: nothing is stored before the login question, no way in is the only one, and a backup can
begin it all."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from companion.content import help_pages
from companion.errors import (
    CompanionError,
    KeyringAbsent,
    KeyringCleartext,
    KeyringLocked,
)
from companion.vault import Vault
from companion.workspace import LOOK_FOR_SELF_HARM, open_new
from tests.ui.keyring_box import Box
from tests.ui.keyring_box import box as box  # a fixture
from ui.onboarding.page import OnboardingPage
from ui.session import Session, State
from ui.shell import Shell
from ui.understand.help import HelpView

pytestmark = pytest.mark.usefixtures("box", "plain_pages")
PASSPHRASE = "harbour lantern moss quiet tin"


@pytest.fixture
def page(qtbot, home: Path):
    session = Session(home)
    session.prefer(motion="reduced", theme="light")
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.resize(1100, 720)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    room = shell.room
    assert isinstance(room, OnboardingPage)
    yield room
    session.close()


def words_on(view: QWidget) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def to_the_key(page: OnboardingPage):
    page.main_button.click()
    page.main_button.click()
    assert page.step == 1
    return page.current()


def test_help_is_one_key_away_and_leads_back_to_the_same_step(qtbot, page: OnboardingPage) -> None:
    to_the_key(page)
    QTest.keyClick(page.window(), Qt.Key.Key_F1)
    view = page.window().findChild(HelpView)
    assert view.isVisible()
    assert not page.main_button.isVisible()
    QTest.keyClick(page.window(), Qt.Key.Key_F1)  # again changes nothing
    shown = [one for one in page.window().findChildren(HelpView) if one.isVisible()]
    assert len(shown) == 1
    shown[0].closed.emit()
    assert page.step == 1
    assert page.main_button.isVisible()
    assert page.isAncestorOf(page.window().focusWidget())


def test_help_is_one_click_away_on_every_step(qtbot, page: OnboardingPage) -> None:
    for _ in range(3):
        QTest.mouseClick(page.help_button, Qt.MouseButton.LeftButton)
        view = next(one for one in page.window().findChildren(HelpView) if one.isVisible())
        view.closed.emit()
        assert page.main_button.isVisible()
        page.main_button.click()
    assert page.step == 1


def test_after_help_enter_means_what_it_meant_before(page: OnboardingPage) -> None:
    assert page.main_button.hasFocus()
    QTest.keyClick(page.window(), Qt.Key.Key_F1)
    view = page.window().findChild(HelpView)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert page.window().focusWidget() is page.main_button
    QTest.keyClick(page.main_button, Qt.Key.Key_Return)
    assert page.current().second
    assert page.restore is None


def made(qtbot, page: OnboardingPage) -> None:
    page.main_button.click()
    qtbot.waitUntil(lambda: page.step == 2)


def give_back(page: OnboardingPage, kit_step) -> None:
    check = kit_step.check
    for number, field in zip(check.asked, check.fields, strict=True):
        QTest.keyClicks(field, kit_step._kit.groups[number])


# --- step 1


def test_step_one_says_what_has_to_be_said(page: OnboardingPage) -> None:
    seen = words_on(page)
    page.main_button.click()
    assert page.step == 0, "the second short screen belongs to step one"
    seen += words_on(page)
    required = next(help_page for help_page in help_pages() if help_page.id == "s-start")

    def plain(text: str) -> str:
        return re.sub(r"[^a-z ]", "", text.lower().replace("’", ""))

    said = plain(" ".join(seen.split()))
    for sentence in re.split(r"(?<=[.])\s+", " ".join(required.body.split())):
        # Where the page speaks of a password, this app has a key and a passphrase.
        if "password" not in sentence and "Help" not in sentence:
            assert plain(sentence) in said, sentence
    for word in (
        "not therapy",
        "emergency number",
        "without fear",
        "passphrase",
        "Quick exit",
        "Help & safety",
    ):
        assert word.lower() in " ".join(seen.split()).lower()


def test_quick_exit_can_be_practised_first(qtbot, page: OnboardingPage) -> None:
    page.main_button.click()
    step = page.current()
    step.try_button.click()
    shell = page.window()
    with qtbot.waitSignal(page.session.practised):
        for _ in range(3):
            QTest.keyClick(shell.windowHandle(), Qt.Key.Key_Shift)
        assert shell._cover.isVisible()
    assert shell.isVisible()
    assert not shell._cover.isVisible()
    assert "That’s it" in step.practice.text()


# --- step 2


def test_no_key_is_made_before_the_question_is_answered(page: OnboardingPage, box: Box, home: Path) -> None:
    to_the_key(page)
    assert not page.main_button.isEnabled()
    assert box.items == {}
    assert Vault.all(home) == []


def test_alone_the_key_goes_into_the_keyring_and_a_passphrase_is_optional(
    qtbot, page: OnboardingPage, box: Box, home: Path
) -> None:
    step = to_the_key(page)
    step.login.cards["alone"].clicked.emit()
    assert not step.new.isVisible()
    assert "does not stop someone who uses this login" in words_on(page)
    assert box.items == {}
    made(qtbot, page)
    vault = Vault.all(home)[0]
    assert vault.has_keyring
    assert not vault.has_passphrase
    assert len(box.items) == 1
    assert page.second_button.isHidden(), "the kit is the only spare way in, so it can't wait"


def test_that_nobody_can_reset_it_stays_in_sight_beside_a_mistake(page: OnboardingPage) -> None:
    step = to_the_key(page)
    step.login.cards["shared"].clicked.emit()
    QTest.keyClicks(step.new.first, "summer")
    QTest.keyClicks(step.new.second, "winter")
    page.main_button.click()
    QApplication.processEvents()
    assert "match" in step.new.fault.text()
    assert "Nobody can reset it" in step.warning.text()
    for widget in (step.warning, step.new.fault, step.new.second):
        assert widget.visibleRegion().boundingRect() == widget.rect()


def test_without_a_keyring_nothing_more_is_said_of_one(qtbot, page: OnboardingPage, box: Box) -> None:
    box.trouble = KeyringAbsent()
    step = to_the_key(page)
    step.login.cards["alone"].clicked.emit()
    page.main_button.click()
    qtbot.waitUntil(lambda: step.new.isVisible())
    step.login.cards["shared"].clicked.emit()
    assert "no keyring that can be used" not in words_on(page)
    for field in (step.new.first, step.new.second):
        QTest.keyClicks(field, PASSPHRASE)
    made(qtbot, page)
    assert "slips your mind" in words_on(page)
    assert "keyring" not in words_on(page)


def test_with_others_a_passphrase_is_asked_and_nothing_goes_into_the_keyring(
    qtbot, page: OnboardingPage, box: Box, home: Path
) -> None:
    step = to_the_key(page)
    step.login.cards["shared"].clicked.emit()
    page.main_button.click()
    assert page.step == 1
    assert "Type a passphrase" in step.new.fault.text()
    QTest.keyClicks(step.new.first, PASSPHRASE)
    QTest.keyClicks(step.new.second, "something else")
    page.main_button.click()
    assert "match" in step.new.fault.text()
    step.new.second.clear()
    QTest.keyClicks(step.new.second, PASSPHRASE)
    made(qtbot, page)
    vault = Vault.all(home)[0]
    assert vault.has_passphrase
    assert not vault.has_keyring
    assert box.items == {}
    vault.unlock_with_passphrase(PASSPHRASE).close()


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (KeyringAbsent, "no keyring that can be used"),
        (KeyringLocked, "is locked"),
        (KeyringCleartext, "keeps its secrets readable"),
    ],
)
def test_a_keyring_that_refuses_is_named_and_a_passphrase_takes_its_place(
    qtbot, page: OnboardingPage, box: Box, home: Path, trouble: type[CompanionError], said: str
) -> None:
    box.trouble = trouble()
    step = to_the_key(page)
    step.login.cards["alone"].clicked.emit()
    page.main_button.click()
    qtbot.waitUntil(lambda: step.new.isVisible())
    assert said in words_on(page)
    assert Vault.all(home) == []
    QTest.keyClicks(step.new.first, PASSPHRASE)
    QTest.keyClicks(step.new.second, PASSPHRASE)
    made(qtbot, page)
    assert not Vault.all(home)[0].has_keyring


def test_five_suggested_words_are_shown_and_typed_once_more(qtbot, page: OnboardingPage) -> None:
    step = to_the_key(page)
    step.login.cards["shared"].clicked.emit()
    step.new.suggestion.click()
    first = step.new.text()
    assert len(first.split()) == 5
    assert step.new.first.echoMode() == QLineEdit.EchoMode.Normal
    assert "hard to guess" in words_on(page)
    step.new.suggestion.click()
    assert step.new.text() != first


def test_going_back_shows_what_was_decided_and_makes_nothing_twice(
    qtbot, page: OnboardingPage, home: Path
) -> None:
    step = to_the_key(page)
    step.login.cards["alone"].clicked.emit()
    made(qtbot, page)
    page.back_button.click()
    assert "stored in the system keyring" in words_on(page)
    assert not step.login.isVisible()
    page.main_button.click()
    assert page.step == 2
    assert len(Vault.all(home)) == 1


# --- step 3


def to_the_kit(qtbot, page: OnboardingPage, *, shared: bool):
    step = to_the_key(page)
    step.login.cards["shared" if shared else "alone"].clicked.emit()
    if shared:
        QTest.keyClicks(step.new.first, PASSPHRASE)
        QTest.keyClicks(step.new.second, PASSPHRASE)
    made(qtbot, page)
    return page.current().kit


def test_two_groups_are_asked_back_and_then_the_kit_counts(qtbot, page: OnboardingPage, home: Path) -> None:
    kit = to_the_kit(qtbot, page, shared=False)
    assert not page.main_button.isEnabled()
    kit.hand_button.click()
    for group in page.kit.groups:
        assert group in words_on(page)
    kit.written_button.click()
    assert page.kit.groups[0] not in words_on(page), "what is asked back must not stand beside the question"
    give_back(page, kit)
    assert page.main_button.isEnabled()
    assert Vault.load(page.vault.folder).kit_confirmed


def test_the_kit_as_a_pdf(qtbot, page: OnboardingPage, tmp_path: Path) -> None:
    from pypdf import PdfReader

    kit = to_the_kit(qtbot, page, shared=False)
    target = tmp_path / "kit.pdf"
    kit.save_to(target)
    # The groups are letter-spaced, and a reader may take a wide gap for a space.
    text = "".join(PdfReader(target).pages[0].extract_text().split())
    for group in page.kit.groups:
        assert group in text
    assert kit.check is not None
    kit.save_to(tmp_path / "no such folder" / "kit.pdf")
    assert "can’t be written" in kit.fault.text()


def test_later_is_offered_with_a_passphrase_and_leaves_a_quiet_reminder(qtbot, page: OnboardingPage) -> None:
    to_the_kit(qtbot, page, shared=True)
    assert page.second_button.text() == "Later"
    session = page.session
    page.second_button.click()
    page.main_button.click()
    assert session.state is State.OPEN
    qtbot.waitUntil(lambda: "recovery kit" in session.footer_note())


# --- step 4


def test_everything_about_you_is_optional_and_kept_in_the_vault_only(
    qtbot, page: OnboardingPage, home: Path
) -> None:
    to_the_kit(qtbot, page, shared=True)
    page.second_button.click()
    step = page.current()
    assert step.role.value is None
    step.role.cards["quiet"].clicked.emit()
    QTest.keyClicks(step.mine, "Wrenna")
    session = page.session
    QTest.keyClick(step.mine, Qt.Key.Key_Return)
    assert session.state is State.OPEN
    prefs = session.workspace.prefs
    assert (prefs.get("role"), prefs.get("my_name"), prefs.get("their_name")) == ("quiet", "Wrenna", None)
    session.lock()
    for file in home.rglob("*"):
        if file.is_file():
            assert b"Wrenna" not in file.read_bytes()


def test_no_answer_at_all_opens_it_too(qtbot, page: OnboardingPage) -> None:
    to_the_kit(qtbot, page, shared=True)
    page.second_button.click()
    session = page.session
    page.main_button.click()
    assert session.state is State.OPEN
    assert session.workspace.prefs.get("role") is None
    assert session.workspace.prefs.get(LOOK_FOR_SELF_HARM) is True


def test_looking_for_dark_words_is_asked_with_yes_preset_and_no_is_kept(qtbot, page: OnboardingPage) -> None:
    to_the_kit(qtbot, page, shared=True)
    page.second_button.click()
    look = page.current().look
    assert look.isChecked()
    assert "Nothing is kept or sent" in look.accessibleDescription()
    look.setFocus()
    QTest.keyClick(look, Qt.Key.Key_Space)
    session = page.session
    page.main_button.click()
    assert session.state is State.OPEN
    assert session.workspace.prefs.get(LOOK_FOR_SELF_HARM) is False


def test_the_passphrase_is_in_no_field_once_the_key_is_made(qtbot, page: OnboardingPage) -> None:
    to_the_kit(qtbot, page, shared=True)
    assert not [field for field in page.findChildren(QLineEdit) if PASSPHRASE in field.text()]


# --- a backup instead


@pytest.fixture
def backup(tmp_path: Path):
    workspace, kit = open_new(
        tmp_path / "elsewhere", passphrase="the old words", clock=lambda: datetime(2030, 1, 31, 9)
    )
    entry = workspace.diary.blank(datetime(2030, 1, 30, 21))
    from dataclasses import replace

    workspace.diary.save(replace(entry, title="The back step", text="Nobody said much."))
    file = tmp_path / "Notes-2030-01-31.zip"
    workspace.backups.create(file)
    workspace.close()
    return file, kit


def restore_form(page: OnboardingPage, file: Path):
    page.second_button.click()
    view = page.restore
    assert view is not None
    view.set_file(file)
    return view


def test_a_backup_with_its_passphrase_in_an_empty_home(
    qtbot, page: OnboardingPage, backup, home: Path
) -> None:
    file, _ = backup
    view = restore_form(page, file)
    session = page.session
    QTest.keyClicks(view.passphrase, "the old words")
    view.go_button.click()
    assert "does anyone else" in view.fault.text()
    view.login.cards["shared"].clicked.emit()
    QTest.keyClicks(view.new_passphrase.first, PASSPHRASE)
    QTest.keyClicks(view.new_passphrase.second, PASSPHRASE)
    view.go_button.click()
    qtbot.waitUntil(lambda: hasattr(view, "open_button"), timeout=20_000)
    assert not view.open_button.isEnabled()
    view.later_button.click()
    assert session.state is State.OPEN
    newest = session.workspace.diary.newest()
    assert newest is not None
    assert newest.title == "The back step"
    session.lock()
    Vault.all(home)[0].unlock_with_passphrase(PASSPHRASE).close()


def test_a_backup_with_the_kit_and_a_new_keyring_slot(
    qtbot, page: OnboardingPage, backup, box: Box, home: Path
) -> None:
    file, kit = backup
    view = restore_form(page, file)
    session = page.session
    view.kind.value = "code"
    view._show_kind("code")
    view.code.boxes[1].textEdited.emit(kit.code)
    view.login.cards["alone"].clicked.emit()
    view.go_button.click()
    qtbot.waitUntil(lambda: hasattr(view, "open_button"), timeout=20_000)
    assert not hasattr(view, "later_button"), "without a passphrase the new kit can't wait"
    view.kit_step.ask_back()
    give_back(page, view.kit_step)
    view.open_button.click()
    assert session.state is State.OPEN
    assert len(box.items) == 1
    assert Vault.all(home)[0].kit_confirmed


def test_a_wrong_passphrase_for_a_backup_is_said_and_nothing_is_made(
    qtbot, page: OnboardingPage, backup, home: Path
) -> None:
    file, _ = backup
    view = restore_form(page, file)
    QTest.keyClicks(view.passphrase, "not these")
    view.login.cards["alone"].clicked.emit()
    view.go_button.click()
    qtbot.waitUntil(lambda: view.passphrase_fault.text() != "", timeout=20_000)
    assert "didn’t open it" in view.passphrase_fault.text()
    assert Vault.all(home) == []


def test_a_backup_comes_back_with_enter_alone(qtbot, page: OnboardingPage, backup) -> None:
    view = restore_form(page, backup[0])

    def enter() -> None:
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)

    QTest.keyClicks(view.passphrase, "not these")
    enter()
    assert page.window().focusWidget() is view.login.cards["alone"], "what is still missing is asked for"
    QTest.keyClick(view.login.cards["alone"], Qt.Key.Key_Down)
    view.new_passphrase.first.setFocus()
    QTest.keyClicks(view.new_passphrase.first, PASSPHRASE)
    enter()
    QTest.keyClicks(view.new_passphrase.second, PASSPHRASE)
    enter()
    qtbot.waitUntil(lambda: view.passphrase_fault.text() != "", timeout=20_000)
    QTest.keyClicks(view.passphrase, "the old words")
    assert view.passphrase_fault.text() == "", "what was wrong goes with the first new sign"
    enter()
    qtbot.waitUntil(lambda: hasattr(view, "open_button"), timeout=20_000)


@pytest.mark.parametrize("size", [(1100, 720), (800, 560)])
def test_the_button_that_brings_it_back_stays_in_sight(qtbot, page: OnboardingPage, backup, size) -> None:
    page.window().resize(*size)
    view = restore_form(page, backup[0])
    view.login.cards["shared"].clicked.emit()
    view.passphrase_fault.say("That didn’t open it. The passphrase is the one from the day of the backup.")
    QApplication.processEvents()
    seen = view.go_button.visibleRegion().boundingRect()
    assert seen == view.go_button.rect()


def test_a_file_that_is_no_backup_is_named_as_such(qtbot, page: OnboardingPage, tmp_path: Path) -> None:
    file = tmp_path / "holiday.zip"
    file.write_bytes(b"not ours")
    view = restore_form(page, file)
    QTest.keyClicks(view.passphrase, "any")
    view.login.cards["alone"].clicked.emit()
    view.go_button.click()
    qtbot.waitUntil(lambda: view.file_fault.text() != "", timeout=20_000)
    assert "isn’t one of our backups" in view.file_fault.text()


def test_back_from_the_backup_leads_to_step_one(page: OnboardingPage, backup) -> None:
    view = restore_form(page, backup[0])
    view.back.emit()
    assert page.restore is None
    assert page.main_button.isVisible()
