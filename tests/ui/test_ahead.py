"""What is made ready while the lock screen stands, and the turn of the loop between the unlock and the first page: whatever
somebody does in the middle of it, nothing is left over and nothing opens by itself."""

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hands import PASSPHRASE, until
from ui import ahead, theme
from ui.lock.page import LockPage
from ui.main import _in_turns
from ui.session import Session, State
from ui.shell import Shell


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QTest.qWait(2)


def parentless() -> set[QWidget]:
    return {widget for widget in QApplication.topLevelWidgets() if widget.parent() is None}


@pytest.fixture
def locked(qtbot: QtBot, session: Session, window: Shell) -> Shell:
    """A window with a vault that was locked."""
    qtbot.waitUntil(lambda: window.page() is not None)
    assert session.lock()
    settle()
    assert isinstance(window.room, LockPage)
    return window


def unlock(session: Session) -> None:
    (vault,) = session.vaults()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))


@pytest.mark.parametrize("taken", range(12))
def test_wherever_it_is_cut_off_nothing_is_left(qapp: QApplication, taken: int) -> None:
    settle()
    before = parentless()
    steps = ahead.warm()
    for _ in range(taken):
        next(steps, None)
    del steps
    settle()
    assert parentless() <= before
    theme.apply(qapp, "dark")  # nothing that has gone hears of it
    theme.apply(qapp, "light")
    settle()
    gc.unfreeze()


@pytest.mark.parametrize("taken", range(1, 8))
def test_whoever_comes_in_meanwhile_is_not_held_up(
    qapp: QApplication, locked: Shell, session: Session, taken: int
) -> None:
    """The rest is not built any more, and a lock right after it does not begin again."""
    told: list[str] = []

    def steps() -> Iterator[None]:
        for number, _none in enumerate(ahead.warm(), 1):
            told.append(session.state.value)
            if number == taken:
                unlock(session)
            yield

    _in_turns(steps(), locked)
    until(lambda: locked.page() is not None)
    assert session.state is State.OPEN
    assert len(told) <= taken + 1  # the page comes in the turn after
    assert session.lock()
    built = len(told)
    settle()
    assert len(told) == built
    assert parentless() <= {locked}
    gc.unfreeze()


@pytest.mark.parametrize("taken", range(1, 8))
def test_quick_exit_meanwhile(qapp: QApplication, locked: Shell, session: Session, taken: int) -> None:
    gone: list[bool] = []
    session.exit_requested.connect(lambda: gone.append(locked.isVisible()))

    def steps() -> Iterator[None]:
        for number, _none in enumerate(ahead.warm(), 1):
            if number == taken:
                session.quick_exit()
            yield

    _in_turns(steps(), locked)
    until(lambda: gone == [False])
    settle()
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    gc.unfreeze()


# --- between the unlock and the first page ---


def lock(session: Session) -> None:
    assert session.lock()


def leave(session: Session) -> None:
    session.quick_exit()


@pytest.mark.parametrize("deed", [lock, leave])
def test_a_lock_before_the_first_page_is_there(
    locked: Shell, session: Session, deed: Callable[[Session], None]
) -> None:
    unlock(session)
    assert locked.page() is None
    deed(session)
    settle()
    assert session.state is State.LOCKED
    assert isinstance(locked.room, LockPage)
    assert locked.page() is None
    assert locked.isVisible() is (deed is lock)


def test_an_unlock_right_after_a_lock_leads_to_one_page(locked: Shell, session: Session) -> None:
    session.last_page = "together"
    for _ in range(3):
        unlock(session)
        lock(session)
    unlock(session)
    settle()
    assert session.state is State.OPEN
    assert locked.workroom is not None
    assert locked.workroom.current == "together"
    assert list(locked._pages) == ["together"]


def test_keys_before_the_first_page_do_nothing_to_it(locked: Shell, session: Session) -> None:
    session.last_page = "diary"
    unlock(session)
    assert locked.page() is None
    for key in (Qt.Key.Key_F6, Qt.Key.Key_A, Qt.Key.Key_Escape):
        QTest.keyClick(locked.focusWidget() or locked, key)
    QTest.keyClick(locked.focusWidget() or locked, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert locked.workroom is not None
    assert locked.workroom.current == "diary"


def test_an_enter_too_many_leads_where_one_was(locked: Shell, session: Session) -> None:
    """Whoever presses Enter twice after the passphrase goes on at the page that was open, not at the first of the rail."""
    session.last_page = "diary"
    unlock(session)
    assert locked.page() is None
    QTest.keyClick(locked.focusWidget() or locked, Qt.Key.Key_Return)
    settle()
    assert locked.workroom is not None
    assert locked.workroom.current == "diary"
