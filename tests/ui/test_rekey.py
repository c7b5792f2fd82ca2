"""Changing the key itself, in the real window with real keys: from the row in Settings to the notes open again."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from companion import rekey
from companion.backup import verify
from companion.errors import CompanionError, DiskFull, WrongPassphrase
from companion.media import Media
from companion.vault import Vault
from tests import looks
from tests.ui.keyring_box import Box
from tests.ui.keyring_box import box as box  # a fixture
from tests.ui.settings_hands import NEW, NOW, PASSPHRASE, Window, press
from tests.ui.settings_hands import opened as opened  # a fixture
from ui.lock.page import LockPage
from ui.session import State
from ui.settings.keys import ChangeKeyDialog
from ui.ways.rekey import ChangeRoom
from ui.widgets.buttons import Button

pytestmark = pytest.mark.usefixtures("box")


def focused(window: Window) -> QWidget:
    QApplication.processEvents()
    if not window.shell.isActiveWindow():  # there is no window manager here that would do it
        window.shell.activateWindow()
        window.qtbot.waitUntil(window.shell.isActiveWindow)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def key(window: Window, pressed: Qt.Key) -> None:
    """To whatever has the focus, as a keyboard does."""
    QTest.keyClick(focused(window), pressed)


def words(window: Window, text: str) -> None:
    QTest.keyClicks(focused(window), text)


def ask(window: Window) -> ChangeKeyDialog:
    section = window.section("privacy")
    focused(window)
    section.change_key.setFocus()
    key(window, Qt.Key.Key_Space)
    dialog = window.dialog()
    assert isinstance(dialog, ChangeKeyDialog)
    return dialog


def begin(window: Window) -> None:
    ask(window)
    if window.vault.has_passphrase:
        words(window, NEW)
        key(window, Qt.Key.Key_Return)
        words(window, NEW)
    key(window, Qt.Key.Key_Return)


def room(window: Window) -> ChangeRoom:
    found = window.shell.room
    assert isinstance(found, ChangeRoom)
    return found


def done(window: Window) -> ChangeRoom:
    window.qtbot.waitUntil(lambda: hasattr(room(window), "kit_step"), timeout=20000)
    return room(window)


def shown(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def ill_fitting(window: Window) -> list[str]:
    QApplication.processEvents()  # a scroll bar that has just come takes its room a moment later
    return looks.problems(window.shell)


def tab_to(window: Window, wanted: QWidget) -> None:
    for _ in range(20):
        if focused(window) is wanted:
            return
        key(window, Qt.Key.Key_Tab)
    raise AssertionError("the keyboard does not come there")


def texts(window: Window) -> list[str]:
    workspace = window.session.workspace
    assert workspace is not None
    return [hit.row.title or hit.row.preview for hit in workspace.diary.search("lamp")]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch):
    """The work waits at its first photo or, without any, before its last step, until it is let go or stopped."""
    go = threading.Event()
    there = threading.Event()
    real = rekey._Work.remember_key

    def wait(work: rekey._Work) -> None:
        there.set()
        while not go.wait(0.01):
            work.tell()
        real(work)

    monkeypatch.setattr(rekey._Work, "remember_key", wait)
    yield there, go
    go.set()


def test_the_whole_way_with_the_keyboard(opened) -> None:
    window = opened()
    before = texts(window)
    assert before
    begin(window)
    assert window.session.state is State.CHANGING
    assert window.session.workspace is None
    changed = done(window)
    assert "opens backups made until now" in shown(changed)
    assert "Automatic copies" not in shown(changed)
    step = changed.kit_step
    tab_to(window, step.hand_button)
    key(window, Qt.Key.Key_Return)
    code = step._kit.code
    assert ill_fitting(window) == []
    key(window, Qt.Key.Key_Return)  # it is on paper
    assert not changed.open_button.isEnabled()
    for number, field in zip(step.check.asked, step.check.fields, strict=True):
        assert focused(window) is field
        words(window, step._kit.groups[number])
        if field is step.check.fields[0]:
            key(window, Qt.Key.Key_Tab)
    assert window.vault.kit_confirmed
    assert focused(window) is changed.open_button
    key(window, Qt.Key.Key_Return)
    assert window.session.state is State.OPEN
    assert texts(window) == before
    window.vault.unlock_with_passphrase(NEW).close()
    window.vault.unlock_with_code(code).close()
    for refused in (
        lambda: window.vault.unlock_with_passphrase(PASSPHRASE),
        lambda: window.vault.unlock_with_code(window.kit.code),
    ):
        with pytest.raises(CompanionError):
            refused()
    window.section("privacy")
    assert "Kit 1 no longer opens these notes" in window.words()


def test_leaving_the_question_changes_nothing(opened) -> None:
    window = opened()
    header = (window.vault.folder / "vault.json").read_bytes()
    dialog = ask(window)
    assert "it still opens copies made before, theirs and the automatic ones here" in shown(dialog)
    key(window, Qt.Key.Key_Return)  # to the second field; nothing is typed
    key(window, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "Type a passphrase" in shown(dialog)
    key(window, Qt.Key.Key_Escape)
    assert window.session.state is State.OPEN
    assert (window.vault.folder / "vault.json").read_bytes() == header


def test_what_the_keyring_opens_gets_a_new_secret_and_no_question(opened, box: Box) -> None:
    window = opened(passphrase=None, keyring=True)
    before, lines = set(box.items.values()), texts(window)
    dialog = ask(window)
    assert dialog.passphrase is None
    key(window, Qt.Key.Key_Return)
    changed = done(window)
    assert not hasattr(changed, "later_button")  # the kit is the only spare way in
    changed.kit_step.ask_back()
    for number, field in zip(changed.kit_step.check.asked, changed.kit_step.check.fields, strict=True):
        QTest.keyClicks(field, changed.kit_step._kit.groups[number])
    key(window, Qt.Key.Key_Return)
    assert window.session.state is State.OPEN
    assert texts(window) == lines
    assert len(box.items) == 1
    assert not before & set(box.items.values())


def test_what_is_being_typed_is_stored_first(opened) -> None:
    window = opened()
    window.shell.go("diary", {"new": True})
    words(window, "not stored yet: the kettle")
    begin(window)
    press(window, done(window), "Later")
    assert window.session.state is State.OPEN
    assert [hit.row.preview for hit in window.session.workspace.diary.search("kettle")]


def test_typing_that_cannot_be_stored_keeps_everything_open(opened, monkeypatch) -> None:
    window = opened()
    monkeypatch.setattr(type(window.shell), "flush", lambda _shell: False)
    begin(window)
    assert window.session.state is State.OPEN
    assert any("nothing was begun" in notice for notice in window.notices)
    monkeypatch.undo()


def test_stop_brings_back_what_was(opened, held) -> None:
    window = opened()
    there, _go = held
    header = (window.vault.folder / "vault.json").read_bytes()
    before = texts(window)
    begin(window)
    changing = room(window)
    window.qtbot.waitUntil(there.is_set)
    window.qtbot.waitUntil(lambda: changing.bar.part() > 0.5)
    assert ill_fitting(window) == []
    assert focused(window) is changing  # an Enter too many presses nothing
    key(window, Qt.Key.Key_Return)
    assert changing.stop_button.isEnabled()
    tab_to(window, changing.stop_button)
    key(window, Qt.Key.Key_Space)
    window.qtbot.waitUntil(lambda: window.session.state is State.OPEN, timeout=20000)
    assert "Stopped. The key is as it was." in window.notices
    assert texts(window) == before
    assert (window.vault.folder / "vault.json").read_bytes() == header
    assert not (window.vault.folder / "diary-2.db").exists()


def test_a_full_disk_is_said_and_the_notes_are_open_again(opened, monkeypatch) -> None:
    window = opened()
    before = texts(window)

    def full(*_arguments: object, **_named: object) -> bool:
        raise DiskFull

    monkeypatch.setattr(rekey.snapshot, "take", full)
    begin(window)
    window.qtbot.waitUntil(lambda: window.session.state is State.OPEN, timeout=20000)
    assert any("full" in notice for notice in window.notices)
    assert texts(window) == before
    window.vault.unlock_with_passphrase(PASSPHRASE).close()


@pytest.mark.parametrize("way", ["lock", "quick_exit", "close"])
def test_a_lock_ends_it_and_the_old_key_opens(opened, held, way: str) -> None:
    window = opened()
    there, _go = held
    begin(window)
    window.qtbot.waitUntil(there.is_set)
    if way == "close":
        window.shell.close()
    else:
        getattr(window.session, way)()
    assert window.session.state is State.LOCKED
    assert isinstance(window.shell.room, LockPage)
    assert not window.session.jobs_running()
    window.idle()
    assert window.session.state is State.LOCKED
    window.vault.unlock_with_passphrase(PASSPHRASE).close()
    assert not (window.vault.folder / "diary-2.db").exists()


def test_nobody_there_counts_from_the_end_of_the_work(opened, held) -> None:
    window = opened()
    there, go = held
    begin(window)
    window.qtbot.waitUntil(there.is_set)
    changing = room(window)
    window.session.watch._last -= 3600
    changing.progressed(1, 2, "media")
    window.session.watch.tick()
    assert window.session.state is State.CHANGING
    go.set()
    done(window)
    window.session.watch._last -= 3600
    window.session.watch.tick()
    assert (
        window.session.state is State.LOCKED
    )  # the kit was not seen; the new passphrase opens, and a line asks for it
    window.vault.unlock_with_passphrase(NEW).close()
    with pytest.raises(WrongPassphrase):
        window.vault.unlock_with_passphrase(PASSPHRASE)
    assert not window.vault.kit_confirmed


def test_copies_of_before_are_named_and_can_be_deleted(opened, tmp_path: Path) -> None:
    window = opened()
    copy = window.session.workspace.backups.automatic(NOW)
    section = window.section("backup")
    window.idle()
    assert not section.copies.earlier.isVisible()
    begin(window)
    assert "Settings, Backup can delete them" in shown(done(window))
    assert ill_fitting(window) == []
    press(window, room(window), "Later")
    section = window.section("backup")
    window.idle()
    assert section.copies.earlier.isVisible()
    assert "opens with the old kit" in window.words()
    verify(copy.file, code=window.kit.code)
    section.copies.delete_earlier.setFocus()
    key(window, Qt.Key.Key_Space)
    key(window, Qt.Key.Key_Return)  # on the safe button
    assert copy.file.exists()
    section.copies.delete_earlier.setFocus()
    key(window, Qt.Key.Key_Space)
    press(window, window.dialog(), "Delete them")
    window.qtbot.waitUntil(lambda: not copy.file.exists())
    window.idle()
    assert not section.copies.earlier.isVisible()


def test_photos_that_were_damaged_are_said(opened) -> None:
    window = opened()
    workspace = window.session.workspace
    entry = window.write(workspace, "with a picture")
    for name in ("one", "two"):
        workspace.diary.add_photo(
            entry, name.encode(), name=name, width=1, height=1, kind="png", thumbnail=b"x"
        )
    media = Media(window.vault.media, workspace.keys.media_key)
    torn = sorted(media.ids())[0]
    media.path(torn).write_bytes(b"companion media 1\nnot what was there")
    begin(window)
    assert "1 of your photos could not be read, as before" in shown(done(window))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_a_small_window(opened, held, scale: float) -> None:
    window = opened(keyring=True)
    window.session.prefer(text_scale=scale)
    window.shell.resize(800, 560)
    dialog = ask(window)
    assert ill_fitting(window) == []
    dialog.reject()
    begin(window)
    assert ill_fitting(window) == []
    held[1].set()
    changed = done(window)
    assert ill_fitting(window) == []
    assert [b.text() for b in changed.findChildren(Button) if b.isVisible()][-2:] == ["Later", "Open"]
    assert Vault.all(window.home)[0].kit_number == 2
