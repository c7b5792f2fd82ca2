"""The window: rooms by state, pages built once and deleted at a lock, keys that reach, and Quick exit above
everything."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from companion.changes import Change
from companion.errors import DiskFull
from companion.vault import Vault
from ui import keys, pages, theme
from ui.lock.page import LockPage
from ui.onboarding.page import OnboardingPage
from ui.pages import PAGES, Page, PageInfo
from ui.session import Session, State
from ui.shell import Shell
from ui.theme.palette import ratio
from ui.widgets.dialog import Dialog
from ui.widgets.focus import first_focus
from ui.widgets.text import Label
from ui.workroom import Workroom

PASSPHRASE = "harbour lantern moss"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Plain(Page):
    """A page with one field, which notes what happens to it."""

    made: list[str] = []

    def __init__(self, session: Session, key: str) -> None:
        super().__init__(session)
        self.key = key
        self.calls: list[object] = []
        self.takes = True
        self.small: bool | None = None
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        Plain.made.append(key)

    def enter(self) -> None:
        self.calls.append("enter")

    def leave(self) -> None:
        self.calls.append("leave")

    def flush(self) -> bool:
        self.calls.append("flush")
        return self.takes

    def arrive(self, argument: object) -> None:
        self.calls.append(argument)

    def set_small(self, small: bool) -> None:
        self.small = small

    def home_focus(self) -> QWidget:
        return self.field

    def search(self) -> bool:
        self.calls.append("search")
        return True

    def step_tab(self, by: int) -> bool:
        self.calls.append(("tab", by))
        return True


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain pages in the place of the real ones: these tests are about the window."""
    Plain.made = []
    monkeypatch.setattr(PageInfo, "make", lambda info, session: Plain(session, info.key))


@pytest.fixture
def vault(home: Path) -> Vault:
    vault, opened, _ = Vault.create(home, passphrase=PASSPHRASE, keyring=False)
    opened.close()
    return vault


@pytest.fixture
def session(qtbot, home: Path, vault: Vault):
    session = Session(home, clock=lambda: datetime(2030, 11, 14, 21, 0))
    session.prefer(motion="reduced", theme="light")
    yield session
    for page in list(getattr(session._room, "_pages", {}).values()):
        page.takes = True
    if session.state is State.HELD:
        session._try_again()
    session.close()


@pytest.fixture
def shell(qtbot, session: Session):
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.resize(1100, 720)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    return shell


@pytest.fixture
def open_shell(qtbot, shell: Shell, session: Session, vault: Vault, plain: None) -> Shell:
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    qtbot.waitUntil(lambda: shell.page() is not None and shell.page().field.hasFocus())
    return shell


def press(
    shell: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(shell.windowHandle(), key, modifiers)


def page_of(shell: Shell) -> Plain:
    page = shell.page()
    assert isinstance(page, Plain)
    return page


# --- rooms


def test_nothing_made_yet_shows_the_first_run(qtbot, home: Path) -> None:
    shell = Shell(Session(home))
    qtbot.addWidget(shell)
    assert isinstance(shell.room, OnboardingPage)


def test_locked_open_locked(qtbot, shell: Shell, session: Session, vault: Vault, plain: None) -> None:
    lock = shell.room
    assert isinstance(lock, LockPage)
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    assert isinstance(shell.room, Workroom)
    qtbot.waitUntil(lambda: not shiboken6.isValid(lock))
    page = page_of(shell)
    session.lock()
    assert isinstance(shell.room, LockPage)
    qtbot.waitUntil(lambda: not shiboken6.isValid(page))


def test_the_title_is_the_discreet_name_and_nothing_else(open_shell: Shell, session: Session) -> None:
    assert open_shell.windowTitle() == "Notes"
    open_shell.go("diary", {"new": True})
    assert open_shell.windowTitle() == "Notes"
    session.prefer(discreet_name="Lists")
    assert open_shell.windowTitle() == "Lists"


# --- pages


def test_a_page_is_built_on_its_first_visit_and_once(open_shell: Shell) -> None:
    assert Plain.made == ["today"]
    today = page_of(open_shell)
    open_shell.go("diary")
    open_shell.go("today")
    assert page_of(open_shell) is today
    assert Plain.made == ["today", "diary"]


def test_leaving_a_page_stores_what_was_typed_there(open_shell: Shell) -> None:
    today = page_of(open_shell)
    today.calls.clear()
    open_shell.go("talk")
    assert today.calls == ["flush", "leave"]


def test_a_wish_is_carried_to_the_page_it_is_for(open_shell: Shell) -> None:
    page_of(open_shell).go.emit("diary", {"new": True, "text": "begin"})
    diary = page_of(open_shell)
    assert diary.key == "diary"
    assert diary.calls == ["enter", {"new": True, "text": "begin"}]


def test_a_wish_right_after_the_unlock_leaves_the_keyboard_on_the_page(
    qtbot, shell: Shell, session: Session, vault: Vault, plain: None
) -> None:
    """A reminder or the help key may be quicker than the page that is open at first."""
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    shell.go("settings", {"section": "backup"})
    qtbot.waitUntil(lambda: page_of(shell).field.hasFocus())
    assert page_of(shell).key == "settings"


def test_after_a_lock_the_same_page_is_open_again(
    qtbot, open_shell: Shell, session: Session, vault: Vault
) -> None:
    open_shell.go("understand")
    session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    qtbot.waitUntil(lambda: open_shell.page() is not None)
    assert page_of(open_shell).key == "understand"


def test_held_pages_are_kept_and_come_back_as_they_were(
    open_shell: Shell, session: Session, vault: Vault
) -> None:
    page = page_of(open_shell)
    page.field.setText("not stored yet")
    page.takes = False
    session.lock()
    assert session.state is State.HELD
    lock = open_shell.room
    assert isinstance(lock, LockPage)
    assert lock.door.held.isVisible()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    assert page_of(open_shell) is page
    assert page.field.text() == "not stored yet"


def test_closing_keeps_the_window_while_text_is_held(open_shell: Shell, session: Session) -> None:
    page_of(open_shell).takes = False
    assert not open_shell.close()
    assert open_shell.isVisible()
    page_of_takes = open_shell._pages["today"]
    page_of_takes.takes = True  # type: ignore[attr-defined]
    assert open_shell.close()


# --- keys


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_no_key_is_given_twice_in_the_table(platform: str) -> None:
    given = [QKeySequence(text).toString() for texts in keys.table(platform).values() for text in texts]
    assert all(given)
    assert [key for key, times in Counter(given).items() if times > 1] == []


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_no_key_is_given_twice_on_any_page(
    qtbot, shell: Shell, session: Session, vault: Vault, key: str
) -> None:
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    shell.go(key)
    page = shell.page()
    assert page is not None

    def sequences(root: QWidget) -> list[str]:
        found = [sequence for action in root.findChildren(QAction) for sequence in action.shortcuts()]
        for shortcut in root.findChildren(QShortcut):
            found += shortcut.keys()
        return [sequence.toString() for sequence in found if not sequence.isEmpty()]

    window = [sequence.toString() for action in shell.actions() for sequence in action.shortcuts()]
    twice = [text for text, times in Counter(window + sequences(page)).items() if times > 1]
    assert twice == []


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (Qt.Key.Key_1, "today"),
        (Qt.Key.Key_2, "diary"),
        (Qt.Key.Key_3, "together"),
        (Qt.Key.Key_4, "talk"),
        (Qt.Key.Key_5, "understand"),
        (Qt.Key.Key_Comma, "settings"),
    ],
)
def test_pages_by_key(open_shell: Shell, key: Qt.Key, page: str) -> None:
    open_shell.go("talk" if page != "talk" else "today")
    press(open_shell, key, CONTROL)
    assert page_of(open_shell).key == page


def test_new_entry_new_plan_help_search_and_tabs(open_shell: Shell) -> None:
    press(open_shell, Qt.Key.Key_N, CONTROL)
    assert page_of(open_shell).calls[-1] == {"new": True}
    press(open_shell, Qt.Key.Key_N, CONTROL | SHIFT)
    assert (page_of(open_shell).key, page_of(open_shell).calls[-1]) == ("together", {"plan": None})
    press(open_shell, Qt.Key.Key_F1)
    assert (page_of(open_shell).key, page_of(open_shell).calls[-1]) == ("understand", {"tab": "help"})
    press(open_shell, Qt.Key.Key_F, CONTROL)
    press(open_shell, Qt.Key.Key_Tab, CONTROL)
    press(open_shell, Qt.Key.Key_Tab, CONTROL | SHIFT)
    assert page_of(open_shell).calls[-3:] == ["search", ("tab", 1), ("tab", -1)]


def test_back(open_shell: Shell) -> None:
    open_shell.go("diary")
    open_shell.go("talk")
    press(open_shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page_of(open_shell).key == "diary"
    press(open_shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page_of(open_shell).key == "today"


def test_f6_walks_between_rail_and_page(open_shell: Shell) -> None:
    press(open_shell, Qt.Key.Key_F6)
    assert open_shell.workroom.rail.isAncestorOf(QApplication.focusWidget())
    press(open_shell, Qt.Key.Key_F6)
    assert page_of(open_shell).field.hasFocus()


def test_text_size(open_shell: Shell, session: Session) -> None:
    press(open_shell, Qt.Key.Key_Equal, CONTROL)
    assert session.settings.text_scale == 1.1
    press(open_shell, Qt.Key.Key_Minus, CONTROL)
    press(open_shell, Qt.Key.Key_Minus, CONTROL)
    assert session.settings.text_scale == 0.9
    press(open_shell, Qt.Key.Key_0, CONTROL)
    assert session.settings.text_scale == 1.0


def test_ctrl_l_locks(open_shell: Shell, session: Session) -> None:
    press(open_shell, Qt.Key.Key_L, CONTROL)
    assert session.state is State.LOCKED


# --- quick exit


def test_shift_three_times(qtbot, open_shell: Shell, session: Session) -> None:
    with qtbot.waitSignal(session.exit_requested):
        for _ in range(3):
            press(open_shell, Qt.Key.Key_Shift)
    assert not open_shell.isVisible()
    assert session.state is State.LOCKED


def test_shift_can_be_turned_off_and_the_other_keys_stay(qtbot, open_shell: Shell, session: Session) -> None:
    session.prefer(quick_exit_keys="ctrl_shift_q_only")
    with qtbot.assertNotEmitted(session.exit_requested):
        for _ in range(3):
            press(open_shell, Qt.Key.Key_Shift)
    with qtbot.waitSignal(session.exit_requested):
        press(open_shell, Qt.Key.Key_Q, CONTROL | SHIFT)


def test_the_button_works_above_a_dialogs_scrim(qtbot, open_shell: Shell, session: Session) -> None:
    dialog = Dialog("A question", page_of(open_shell))
    dialog.add_button("Not now", "secondary", "reject")
    dialog.open()
    button = open_shell.quick_exit_button
    at = button.mapTo(open_shell, button.rect().center())
    assert open_shell.childAt(at) is button
    with qtbot.waitSignal(session.exit_requested):
        QTest.mouseClick(open_shell.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    assert session.state is State.LOCKED


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_its_words_can_be_read_above_a_scrim(qtbot, open_shell: Shell, session: Session, mode: str) -> None:
    session.prefer(theme=mode)
    Dialog("A question", page_of(open_shell)).open()
    button = open_shell.quick_exit_button
    qtbot.waitUntil(lambda: open_shell.childAt(button.geometry().center()) is button)
    picture = open_shell.grab(button.geometry()).toImage()
    ground = picture.pixelColor(picture.width() // 2, 4)
    seen = {picture.pixel(x, y) for x in range(picture.width()) for y in range(4, picture.height() - 4)}
    assert max(ratio(QColor(pixel), ground) for pixel in seen) >= 4.5


def test_a_dialog_keeps_clear_of_it(qtbot, open_shell: Shell, session: Session) -> None:
    session.prefer(text_scale=2.0)
    open_shell.resize(800, 560)
    dialog = Dialog("A question", page_of(open_shell))
    dialog.body.addWidget(Label("Words enough for a whole window, said again. " * 20, wrap=True))
    dialog.add_button("Not now", "secondary", "reject")
    dialog.open()
    assert not dialog._panel.geometry().intersects(open_shell.quick_exit_button.geometry())
    open_shell.resize(1100, 720)
    qtbot.waitUntil(lambda: dialog._panel.height() > 560)
    QApplication.processEvents()
    assert not dialog._panel.geometry().intersects(open_shell.quick_exit_button.geometry())


def test_it_works_in_every_room(qtbot, shell: Shell, session: Session) -> None:
    button = shell.quick_exit_button
    assert shell.childAt(button.geometry().center()) is button
    with qtbot.waitSignal(session.exit_requested):
        press(shell, Qt.Key.Key_Q, CONTROL | SHIFT)


def test_it_works_from_inside_a_file_dialog(qtbot, open_shell: Shell, session: Session) -> None:
    dialog = QFileDialog(open_shell)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setModal(True)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is dialog.windowHandle())
    with qtbot.waitSignal(session.exit_requested):
        for _ in range(3):
            press(dialog, Qt.Key.Key_Shift)
    assert not dialog.isVisible()
    assert not open_shell.isVisible()


def test_tab_reaches_it_first(shell: Shell) -> None:
    first = shell.nextInFocusChain()
    while not first.focusPolicy() & Qt.FocusPolicy.TabFocus:
        first = first.nextInFocusChain()
    assert first is shell.quick_exit_button


def test_the_ring_around_it_is_seen(qtbot, open_shell: Shell) -> None:
    button = open_shell.quick_exit_button
    page_of(open_shell).field.setFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_F5)  # somebody is at the keyboard
    qtbot.waitUntil(open_shell._ring.isVisible)
    open_shell._raise_exit()
    picture = open_shell.grab(button.geometry()).toImage()
    middle = picture.height() // 2
    assert QColor(picture.pixel(0, middle)) == theme.color("focus")


def test_a_dialog_keeps_the_page_where_it_is(open_shell: Shell) -> None:
    dialog = Dialog("A question", page_of(open_shell))
    dialog.open()
    press(open_shell, Qt.Key.Key_2, CONTROL)
    assert page_of(open_shell).key == "today"
    dialog.reject()


def test_locking_takes_dialogs_and_notices_with_it(qtbot, open_shell: Shell, session: Session) -> None:
    undone: list[int] = []

    def undo() -> Change:
        undone.append(1)
        return Change("diary")

    session.perform(lambda: Change("diary", frozenset({"a"}), "trashed", undo))
    dialog = Dialog("A question", page_of(open_shell))
    dialog.open()
    toast = open_shell.toast
    assert toast is not None
    session.lock()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog) and not shiboken6.isValid(toast))
    assert undone == []


# --- notices, cover, sizes


def test_undo_in_the_toast(qtbot, open_shell: Shell, session: Session) -> None:
    undone: list[int] = []

    def undo() -> Change:
        undone.append(1)
        return Change("diary")

    session.perform(lambda: Change("diary", frozenset({"a"}), "trashed", undo))
    assert open_shell.toast.label.text() == "Moved to trash"
    QTest.mouseClick(open_shell.toast.button, Qt.MouseButton.LeftButton)
    assert undone == [1]


def test_a_fault_stands_above_the_page_until_it_is_closed(open_shell: Shell, session: Session) -> None:
    session.fault(DiskFull())
    session.fault(DiskFull())
    room = open_shell.workroom
    assert room._fault_place.count() == 1
    bar = room._fault.findChild(QWidget, "", Qt.FindChildOption.FindChildrenRecursively)
    assert bar is not None
    room.drop_fault()
    assert room._fault is None


def test_what_goes_with_the_keyboard_in_it_never_leaves_it_on_quick_exit(
    open_shell: Shell, session: Session
) -> None:
    session.fault(DiskFull())
    QApplication.processEvents()
    close = first_focus(open_shell.workroom._fault)
    assert close is not None
    close.setFocus()
    press(open_shell, Qt.Key.Key_Return)
    assert open_shell.workroom._fault is None
    assert page_of(open_shell).field.hasFocus()


@pytest.mark.parametrize("gone", [True, False])
def test_a_dialog_that_was_opened_from_what_has_gone_gives_the_keyboard_to_the_page(
    open_shell: Shell, session: Session, gone: bool
) -> None:
    """Or the next Tab would be the first in the window, and that is Quick exit."""
    session.notice("Moved to trash", "Undo", lambda: None)
    toast = open_shell.toast
    toast.button.setFocus()
    dialog = Dialog("A question", page_of(open_shell))
    dialog.body.addWidget(QLineEdit())
    dialog.open()
    if gone:
        toast.hide()
    press(open_shell, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(dialog)
    assert open_shell.focusWidget() is (page_of(open_shell).field if gone else toast.button)


def test_above_another_dialog_it_gives_the_keyboard_to_that(open_shell: Shell) -> None:
    lower = Dialog("A question", page_of(open_shell))
    asked = QLineEdit()
    going = QLineEdit()
    for field in (asked, going):
        lower.body.addWidget(field)
    lower.open()
    going.setFocus()
    upper = Dialog("Another", page_of(open_shell))
    upper.body.addWidget(QLineEdit())
    upper.open()
    going.hide()
    press(open_shell, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert open_shell.focusWidget() is asked
    lower.reject()


def test_the_warning_before_the_idle_lock(open_shell: Shell, session: Session) -> None:
    session.watch.ticked.emit(290.0)
    assert "10 seconds" in open_shell.workroom.status
    session.watch.ticked.emit(1.0)
    assert open_shell.workroom.status == ""


def test_the_cover_hides_everything_while_the_window_is_not_active(
    open_shell: Shell, session: Session
) -> None:
    open_shell._activity_changed(Qt.ApplicationState.ApplicationInactive)
    assert open_shell._cover.isVisible()
    middle = QPoint(open_shell.width() // 2, open_shell.height() // 2)
    assert open_shell.childAt(middle) is open_shell._cover
    assert "flush" in page_of(open_shell).calls
    open_shell._activity_changed(Qt.ApplicationState.ApplicationActive)
    assert not open_shell._cover.isVisible()
    session.prefer(cover_when_inactive=False)
    open_shell._activity_changed(Qt.ApplicationState.ApplicationInactive)
    assert not open_shell._cover.isVisible()


def test_small_and_wide(open_shell: Shell, session: Session) -> None:
    page = page_of(open_shell)
    assert page.small is False
    assert open_shell.workroom.rail.width() == 184
    open_shell.resize(900, 600)
    assert page.small is True
    assert open_shell.workroom.rail.width() == 76
    open_shell.resize(1100, 720)
    session.prefer(text_scale=1.5)
    assert page.small is True


@pytest.mark.parametrize("size", [QSize(1100, 720), QSize(800, 560)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_word_of_the_rail_fits(open_shell: Shell, session: Session, size: QSize, scale: float) -> None:
    session.prefer(text_scale=scale)
    open_shell.resize(size)
    QApplication.processEvents()
    rail = open_shell.workroom.rail
    items = [*rail.items.values(), rail.lock_item, open_shell.quick_exit_button]
    boxes = []
    for item in items:
        hint = item.sizeHint()
        assert hint.width() <= item.width(), item.text()
        assert hint.height() <= item.height(), item.text()
        boxes.append(item.rect().translated(item.mapTo(open_shell, QPoint(0, 0))))
    for number, box in enumerate(boxes):
        assert open_shell.rect().contains(box)
        assert not any(box.intersects(other) for other in boxes[number + 1 :])


def test_the_window_comes_back_where_it_was(qtbot, open_shell: Shell, session: Session) -> None:
    open_shell.resize(800, 640)
    open_shell.close()
    again = Shell(session)
    qtbot.addWidget(again)
    assert again.size() == QSize(800, 640)
    kept = (session.home / "window.ini").read_text(encoding="utf-8")
    assert {line.split("=")[0] for line in kept.splitlines() if "=" in line} == {"geometry"}


def test_pages_know_their_names() -> None:
    assert [pages.info(page.key).name() for page in PAGES] == [
        "Today",
        "Diary",
        "Together",
        "Talk",
        "Understand",
        "Settings",
    ]
    with pytest.raises(KeyError):
        pages.info("nowhere")


def test_large_words_in_a_low_window_leave_the_rail_its_air(open_shell: Shell, session: Session) -> None:
    session.prefer(text_scale=1.5)
    open_shell.resize(1100, 720)
    QApplication.processEvents()
    rail, exit = open_shell.workroom.rail, open_shell.quick_exit_button
    assert rail.mark.isHidden(), "the mark went for it"
    for item in (*rail.items.values(), rail.lock_item, exit):
        assert item.height() >= theme.size("icon") + theme.line("micro") + theme.px(8), item.text()


def test_in_a_mirrored_window_quick_exit_stands_in_line_with_the_rail(open_shell: Shell) -> None:
    for width, direction in ((1080, Qt.LayoutDirection.RightToLeft), (1100, Qt.LayoutDirection.LeftToRight)):
        QApplication.setLayoutDirection(direction)
        open_shell.resize(width, 720)
        QApplication.processEvents()
        lock, exit = open_shell.workroom.rail.lock_item, open_shell.quick_exit_button
        place = (lock.mapTo(open_shell, QPoint(0, 0)).x(), lock.width())
        assert (exit.x(), exit.width()) == place
