"""The lock: what it shows, what it says when it does not open, and the ways on."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from companion.backup import verify
from companion.errors import (
    CompanionError,
    DatabaseMissing,
    DiskFull,
    KeyringAbsent,
    KeyringCleartext,
    KeyringItemMissing,
    KeyringLocked,
    NewerVersion,
    NotWritable,
    VaultDamaged,
    VaultInUse,
    WrongKeyringItem,
)
from companion.recovery import Kit
from companion.vault import Vault
from companion.workspace import Workspace
from tests.ui.keyring_box import Box
from tests.ui.keyring_box import box as box  # a fixture
from ui.lock import door as door_module
from ui.lock.elsewhere import ElsewhereView
from ui.lock.page import LockPage
from ui.lock.recover import RecoverView
from ui.session import Session, State
from ui.shell import Shell
from ui.ways.frame import WaysView
from ui.ways.restore import RestoreView

pytestmark = pytest.mark.usefixtures("plain_pages")
PASSPHRASE = "harbour lantern moss"
PRIVATE = ("diary", "entry", "entries", "companion", "partner", "relationship")


def make_vault(
    home: Path, *, passphrase: str | None = PASSPHRASE, keyring: bool = False, label: str = "Notes"
) -> tuple[Vault, Kit]:
    vault, keys, kit = Vault.create(home, label=label, passphrase=passphrase, keyring=keyring)
    Workspace.open(home, vault, keys).close()
    return vault, kit


@pytest.fixture
def start(qtbot, home: Path):
    shells: list[Shell] = []

    def show(**options: object) -> LockPage:
        session = Session(home)
        session.prefer(motion="reduced", theme="light")
        for name, value in options.items():
            setattr(session, name, value)
        shell = Shell(session)
        qtbot.addWidget(shell)
        shells.append(shell)
        shell.resize(1100, 720)
        with qtbot.waitExposed(shell):
            shell.show()
        shell.activateWindow()
        lock = shell.room
        assert isinstance(lock, LockPage)
        qtbot.waitUntil(lambda: lock.door.mode != "" or lock.view() is not lock.door)
        return lock

    yield show
    for shell in shells:
        shell.session.close()


def words_on(view: QWidget) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def typed(lock: LockPage, text: str) -> None:
    lock.door.field.clear()
    QTest.keyClicks(lock.door.field, text)
    QTest.keyClick(lock.door.field, Qt.Key.Key_Return)


# --- the door


def test_the_passphrase_opens_it_with_the_keyboard_alone(qtbot, home: Path, start) -> None:
    make_vault(home)
    lock = start()
    qtbot.waitUntil(lambda: lock.door.field.hasFocus())
    session = lock.session
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: session.state is State.OPEN)


def test_it_says_nothing_about_what_is_inside(home: Path, start) -> None:
    make_vault(home)
    lock = start()
    said = words_on(lock).lower() + lock.window().windowTitle().lower()
    assert "notes" in said
    assert not [word for word in PRIVATE if word in said]


def test_a_wrong_passphrase_is_said_below_the_field_and_selected(
    qtbot, home: Path, start, monkeypatch
) -> None:
    from ui import system

    monkeypatch.setattr(system, "caps_lock", lambda: True)
    make_vault(home)
    lock = start()
    typed(lock, "something else")
    qtbot.waitUntil(lambda: lock.door.fault.text() != "")
    assert lock.door.fault.text() == "That didn’t open it. Caps Lock is on."
    assert lock.door.field.selectedText() == "something else"
    monkeypatch.setattr(system, "caps_lock", lambda: None)
    typed(lock, "another")
    qtbot.waitUntil(lambda: lock.door.fault.text() == "That didn’t open it.")
    assert lock.session.state is State.LOCKED


def test_after_five_tries_it_waits_longer_each_time_and_says_how_long(
    qtbot, home: Path, start, monkeypatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(door_module.time, "monotonic", lambda: clock[0])
    make_vault(home)
    lock = start()
    for _ in range(4):
        lock.door.wrong("That didn’t open it.")
        assert lock.door.button.isEnabled()
    lock.door.wrong("That didn’t open it.")
    assert not lock.door.button.isEnabled()
    assert "5 s" in lock.door.fault.text()
    with qtbot.assertNotEmitted(lock.door.submitted):
        QTest.keyClick(lock.door.field, Qt.Key.Key_Return)
    clock[0] += 5
    lock.door._count()
    assert lock.door.button.isEnabled()
    lock.door.wrong("That didn’t open it.")
    assert "10 s" in lock.door.fault.text()
    clock[0] += 10
    for _ in range(10):
        clock[0] += 60
        lock.door.wrong("That didn’t open it.")
    assert "60 s" in lock.door.fault.text(), "it never waits longer than a minute"


def test_the_count_of_tries_survives_locking_again(home: Path, start) -> None:
    make_vault(home)
    lock = start()
    lock.session.wrong_tries = 4
    lock.door.wrong("That didn’t open it.")
    again = LockPage(lock.session)
    again.look()
    assert not again.door.button.isEnabled()
    again.deleteLater()


def test_a_keyring_vault_has_one_button_and_no_field(qtbot, home: Path, start, box: Box) -> None:
    make_vault(home, passphrase=None, keyring=True)
    lock = start()
    assert not lock.door.field.isVisible()
    assert lock.door.button.text() == "Open"
    assert not lock.door.spare_link.isVisible()
    session = lock.session
    QTest.keyClick(lock.door.button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.state is State.OPEN)


def test_a_spare_passphrase_is_offered_beside_the_button(qtbot, home: Path, start, box: Box) -> None:
    make_vault(home, keyring=True)
    lock = start()
    assert lock.door.button.text() == "Open"
    QTest.mouseClick(lock.door.spare_link, Qt.MouseButton.LeftButton)
    assert lock.door.field.isVisible()
    session = lock.session
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: session.state is State.OPEN)


def test_esc_closes_the_window(qtbot, home: Path, start) -> None:
    make_vault(home)
    lock = start()
    shell = lock.window()
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_Escape)
    assert not shell.isVisible()


def test_several_vaults_are_chosen_from_by_name(qtbot, home: Path, start) -> None:
    make_vault(home, label="Notes")
    other, _ = make_vault(home, label="Lists", passphrase="other words")
    lock = start()
    view = lock.view()
    assert isinstance(view, WaysView)
    assert {row.accessibleName() for row in view.rows} == {"Notes", "Lists"}
    today = QLocale().toString(QDate.currentDate(), QLocale.FormatType.ShortFormat)
    for row in view.rows:  # when it was made and last used tell even notes of one name apart
        assert row.accessibleDescription().startswith(f"Made {today}, last used {today}")
    row = next(row for row in view.rows if row.accessibleName() == "Lists")
    row.click()
    assert lock.vault is not None
    assert lock.vault.id == other.id
    session = lock.session
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: bool(lock.door.fault.text()))
    assert lock.door.fault.text() == "That didn’t open “Lists”. There are other notes here too."
    typed(lock, "other words")
    qtbot.waitUntil(lambda: session.state is State.OPEN)


def test_the_vault_named_at_the_start_is_taken(home: Path, start) -> None:
    make_vault(home, label="Notes")
    make_vault(home, label="Lists")
    lock = start(preferred_vault="Lists")
    assert lock.vault is not None
    assert lock.vault.label == "Lists"


# --- faults: each its own message, nothing changed, the right ways


def ways_of(lock: LockPage) -> list[str]:
    view = lock.view()
    assert isinstance(view, WaysView)
    return [row.accessibleName() for row in view.rows]


KEYRING_STATES = [
    (KeyringAbsent, "There is no keyring to ask in this session."),
    (KeyringLocked, "Your computer’s keyring is locked."),
    (KeyringItemMissing, "The key isn’t in the keyring."),
    (KeyringCleartext, "This computer’s keyring keeps its secrets readable."),
]


@pytest.mark.parametrize(
    ("trouble", "said"), KEYRING_STATES, ids=lambda value: getattr(value, "__name__", "")
)
def test_each_state_of_the_keyring(
    qtbot, home: Path, start, box: Box, trouble: type[CompanionError], said: str
) -> None:
    vault, _ = make_vault(home, keyring=True)
    before = (vault.folder / "vault.json").read_bytes()
    box.trouble = trouble()
    lock = start()
    lock.door.button.click()
    qtbot.waitUntil(lambda: lock.view() is not lock.door)
    assert lock.view().title.text() == said
    assert ways_of(lock) == ["Use the passphrase", "Use the recovery kit", "Open a backup", "Look again"]
    assert (vault.folder / "vault.json").read_bytes() == before
    assert len(Vault.all(home)) == 1


def test_another_key_in_the_keyring(qtbot, home: Path, start, box: Box) -> None:
    make_vault(home, keyring=True)
    box.items = dict.fromkeys(box.items, "A" * 52)
    lock = start()
    lock.door.button.click()
    qtbot.waitUntil(lambda: lock.view() is not lock.door)
    view = lock.view()
    assert isinstance(view, WaysView)
    assert view.title.text() == "The keyring holds a different key."


def test_look_again_opens_it_once_the_keyring_is_back(qtbot, home: Path, start, box: Box) -> None:
    make_vault(home, passphrase=None, keyring=True)
    box.trouble = KeyringLocked()
    lock = start()
    session = lock.session
    lock.door.button.click()
    qtbot.waitUntil(lambda: lock.view() is not lock.door)
    assert ways_of(lock) == ["Use the recovery kit", "Open a backup", "Look again"]
    box.trouble = None
    lock.view().rows[-1].click()
    qtbot.waitUntil(lambda: session.state is State.OPEN)


def test_a_damaged_header(home: Path, start) -> None:
    vault, _ = make_vault(home)
    for file in vault.folder.glob("vault.json*"):
        file.write_bytes(b"{}")
    lock = start()
    view = lock.view()
    assert isinstance(view, WaysView)
    assert view.title.text() == "The file that holds the locks is damaged."
    assert "still encrypted" in view.line.text()
    assert ways_of(lock) == ["Open a backup", "Look again"]
    lock.deleteLater()


def test_a_header_from_a_newer_version(home: Path, start) -> None:
    make_vault(home)
    lock = start()
    lock.show_fault(NewerVersion(needs=9))
    assert ways_of(lock) == ["Look again"]
    assert "newer version" in lock.view().title.text()
    assert "9" in lock.view()._details.text()


def test_a_missing_database(qtbot, home: Path, start) -> None:
    vault, _ = make_vault(home)
    vault.database.unlink()
    lock = start()
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: lock.view() is not lock.door)
    assert lock.view().title.text() == "The file with your writing isn’t where it was."
    assert ways_of(lock) == ["Open a backup", "Look again"]
    assert not vault.database.exists(), "nothing new is made in its place"


def test_a_damaged_database(qtbot, home: Path, start) -> None:
    vault, _ = make_vault(home)
    content = bytearray(vault.database.read_bytes())
    content[200:260] = bytes(60)
    vault.database.write_bytes(bytes(content))
    lock = start()
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: lock.view() is not lock.door)
    assert lock.view().title.text() == "The file with your writing is damaged."


def test_open_in_another_process(qtbot, home: Path, start) -> None:
    vault, _ = make_vault(home)
    other = Workspace.open(home, vault, vault.unlock_with_passphrase(PASSPHRASE))
    lock = start()
    session = lock.session
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: lock.view() is not lock.door)
    assert lock.view().title.text() == "These notes are open in another window."
    other.close()
    lock.view().rows[-1].click()
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: session.state is State.OPEN)


def test_the_messages_differ_and_details_hold_no_path(home: Path, start) -> None:
    make_vault(home)
    lock = start()
    said = []
    for error in (
        VaultDamaged(part="header"),
        VaultDamaged(part="database"),
        DatabaseMissing(),
        VaultInUse(),
        WrongKeyringItem(),
    ):
        lock.show_fault(error)
        view = lock.view()
        assert isinstance(view, WaysView)
        said.append(view.title.text())
        view.unfold.click()
        assert error.code in view._details.text()
        assert str(home) not in view._details.text()
    assert len(set(said)) == len(said)


# --- by the recovery kit


def to_the_kit(lock: LockPage) -> RecoverView:
    lock.door.stuck_link.click()
    next(row for row in lock.view().rows if row.accessibleName() == "Use the recovery kit").click()
    view = lock.view()
    assert isinstance(view, RecoverView)
    return view


def test_the_code_opens_it_and_everything_after_can_be_left(qtbot, home: Path, start) -> None:
    _, kit = make_vault(home)
    lock = start()
    session = lock.session
    view = to_the_kit(lock)
    QTest.keyClicks(view.code.boxes[1], "")
    view.code.boxes[1].setFocus()
    for sign in kit.code.replace("-", "").lower():
        QTest.keyClick(view.code.window().focusWidget(), sign)
    assert view.code.complete()
    view.open_button.click()
    qtbot.waitUntil(lambda: view.keys is not None)
    view.skip_way.click()
    view.keep_kit.click()
    assert session.state is State.OPEN


def test_the_wrong_box_is_marked_while_typing(home: Path, start) -> None:
    _, kit = make_vault(home)
    lock = start()
    view = to_the_kit(lock)
    groups = list(kit.groups)
    changed = "Z" if groups[2][1] != "Z" else "Y"
    groups[2] = groups[2][0] + changed + groups[2][2:]
    view.code.boxes[1].setFocus()
    QTest.keyClicks(view.code.boxes[1], "")
    for number, group in enumerate(groups[:4], start=1):
        QTest.keyClicks(view.code.boxes[number], group)
    marked = [number for number, box in view.code.boxes.items() if box.property("fault")]
    assert marked == [3]
    assert "Box 3" in view.code.fault.text()
    assert not view.code.complete()


def test_a_pasted_code_spreads_over_the_boxes(home: Path, start) -> None:
    _, kit = make_vault(home)
    view = to_the_kit(start())
    view.code.boxes[1].textEdited.emit(f" {kit.code.lower()} ")
    assert view.code.text() == kit.code
    assert view.code.complete()


def test_an_old_kit_says_that_it_is_old(qtbot, home: Path, start) -> None:
    vault, kit = make_vault(home)
    vault.new_kit(vault.unlock_with_passphrase(PASSPHRASE))
    view = to_the_kit(start())
    view.code.boxes[1].textEdited.emit(kit.code)
    view.open_button.click()
    qtbot.waitUntil(lambda: view.code.fault.text() != "")
    assert "kit 1" in view.code.fault.text()
    assert "older backups" in view.code.fault.text()


def test_a_new_passphrase_and_a_new_kit(qtbot, home: Path, start) -> None:
    vault, kit = make_vault(home)
    lock = start()
    session = lock.session
    view = to_the_kit(lock)
    view.code.boxes[1].textEdited.emit(kit.code)
    view.open_button.click()
    qtbot.waitUntil(lambda: view.keys is not None)
    QTest.keyClicks(view.new_passphrase.first, "a newer set of words")
    QTest.keyClicks(view.new_passphrase.second, "a newer set of words")
    view.set_way.click()
    qtbot.waitUntil(lambda: hasattr(view, "make_kit"))
    view.make_kit.click()
    assert not view.done_button.isEnabled()
    step = view.kit_step
    step.hand_button.click()
    step.written_button.click()
    for number, field in zip(step.check.asked, step.check.fields, strict=True):
        QTest.keyClicks(field, step._kit.groups[number].lower())
    assert view.done_button.isEnabled()
    newer = step._kit
    view.done_button.click()
    assert session.state is State.OPEN
    session.lock()
    again = Vault.load(vault.folder)
    again.unlock_with_passphrase("a newer set of words").close()
    again.unlock_with_code(newer.code).close()
    assert again.kit_confirmed
    with pytest.raises(CompanionError):
        again.unlock_with_code(kit.code)


def test_after_a_lost_keyring_the_key_can_go_into_it_again(qtbot, home: Path, start, box: Box) -> None:
    _, kit = make_vault(home, passphrase=None, keyring=True)
    box.items.clear()
    lock = start()
    session = lock.session
    lock.door.button.click()
    qtbot.waitUntil(lambda: lock.view() is not lock.door)
    lock.view().rows[0].click()
    view = lock.view()
    assert isinstance(view, RecoverView)
    view.code.boxes[1].textEdited.emit(kit.code)
    view.open_button.click()
    qtbot.waitUntil(lambda: view.keys is not None)
    view.login.cards["alone"].clicked.emit()
    view.set_way.click()
    qtbot.waitUntil(lambda: hasattr(view, "keep_kit"))
    assert len(box.items) == 1
    view.keep_kit.click()
    session.lock()
    session.vaults()[0].unlock_with_keyring().close()


def test_leaving_the_way_by_the_kit_drops_the_keys(qtbot, home: Path, start) -> None:
    _, kit = make_vault(home)
    lock = start()
    view = to_the_kit(lock)
    view.code.boxes[1].textEdited.emit(kit.code)
    view.open_button.click()
    qtbot.waitUntil(lambda: view.keys is not None)
    keys = view.keys
    QTest.keyClick(lock.window().windowHandle(), Qt.Key.Key_Escape)
    assert lock.view() is lock.door
    assert keys is not None
    assert keys.vault_key == b""


@pytest.mark.parametrize(
    ("error", "words"),
    [(DiskFull, "The disk is full."), (NotWritable, "Nothing can be written where these notes lie.")],
)
def test_notes_on_a_disk_that_takes_nothing_can_be_copied_away(
    qtbot,
    home: Path,
    start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: type[CompanionError],
    words: str,
) -> None:
    made, _ = make_vault(home)
    before = {file: file.read_bytes() for file in made.folder.rglob("*") if file.is_file()}
    lock = start()

    def refuses(*_args: object, **_more: object) -> Workspace:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(Workspace, "open", refuses)
        typed(lock, PASSPHRASE)
        qtbot.waitUntil(lambda: isinstance(lock.view(), ElsewhereView))
        view = lock.view()
        assert isinstance(view, ElsewhereView)
        assert view.title.text() == words
        assert view.make.hasFocus()
        assert lock.door.field.text() == ""
        target = tmp_path / "copy"
        broken.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
        QTest.keyClick(view.make, Qt.Key.Key_Return)
        qtbot.waitUntil(
            lambda: view.title.text() == "The copy is there, read once and checked.", timeout=20000
        )
        assert verify(tmp_path / "copy.zip", passphrase=PASSPHRASE).entries == 0
        assert {file: file.read_bytes() for file in made.folder.rglob("*") if file.is_file()} == before
        qtbot.waitUntil(lambda: not view.bar.isVisible())
        view.copy_to(made.folder / "inside.zip")
        qtbot.waitUntil(lambda: bool(view.fault.text()))
        assert view.fault.text().startswith("This folder belongs to the notes themselves.")
        keys = view._keys
        QTest.keyClick(lock.window().windowHandle(), Qt.Key.Key_Escape)
        assert lock.view() is lock.door
        assert keys is not None
        assert keys.vault_key == b""
    session = lock.session
    QTest.keyClicks(lock.door.field, PASSPHRASE)
    QTest.keyClick(lock.door.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.state is State.OPEN)


def test_after_a_fault_one_types_anew(qtbot, home: Path, start, monkeypatch: pytest.MonkeyPatch) -> None:
    make_vault(home)
    lock = start()

    def refuses(*_args: object, **_more: object) -> Workspace:
        raise VaultInUse

    monkeypatch.setattr(Workspace, "open", refuses)
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: lock.view() is not lock.door)
    assert lock.door.field.text() == ""


def test_open_a_backup_leads_to_the_restore_form(home: Path, start) -> None:
    make_vault(home)
    lock = start()
    lock.door.stuck_link.click()
    next(row for row in lock.view().rows if row.accessibleName() == "Open a backup").click()
    assert isinstance(lock.view(), RestoreView)


def test_a_vault_that_was_never_finished_can_still_be_opened(qtbot, home: Path, start) -> None:
    """The process ended between making the key and opening: the header is there, the database is not."""
    vault, keys, _ = Vault.create(home, passphrase=PASSPHRASE, keyring=False)
    keys.close()
    assert json.loads((vault.folder / "vault.json").read_bytes())["started"] is False
    lock = start()
    session = lock.session
    typed(lock, PASSPHRASE)
    qtbot.waitUntil(lambda: session.state is State.OPEN)
