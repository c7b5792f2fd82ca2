"""The first run and the lock at every size, text scale and direction: nothing clipped, nothing without a
name."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QApplication

from companion.errors import KeyringItemMissing, VaultDamaged
from companion.vault import Vault
from tests import looks
from ui.lock.page import LockPage
from ui.onboarding.page import OnboardingPage
from ui.session import Session
from ui.shell import Shell

SHAPES = [
    (size, scale, direction)
    for size in (QSize(1100, 720), QSize(800, 560))
    for scale in (1.0, 1.5, 2.0)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)
]


def named(shape: tuple[QSize, float, Qt.LayoutDirection]) -> str:
    size, scale, direction = shape
    return f"{size.width()}x{size.height()}-{scale:.0%}-{'rtl' if direction == Qt.LayoutDirection.RightToLeft else 'ltr'}"


@pytest.fixture(params=SHAPES, ids=named)
def session(request: pytest.FixtureRequest, qapp: QApplication, qtbot, home: Path):
    size, scale, direction = request.param
    qapp.setLayoutDirection(direction)
    session = Session(home)
    session.prefer(motion="reduced", theme="light", text_scale=scale)
    session.shape = size
    yield session
    session.prefer(text_scale=1.0)
    session.close()


def window(qtbot, session: Session) -> Shell:
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.resize(session.shape)
    with qtbot.waitExposed(shell):
        shell.show()
    return shell


def settled() -> None:
    for _ in range(5):
        QCoreApplication.processEvents()


def test_the_first_run(qtbot, session: Session) -> None:
    shell = window(qtbot, session)
    page = shell.room
    assert isinstance(page, OnboardingPage)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        settled()
        found[name] = looks.problems(shell)

    look("what")
    page.main_button.click()
    look("before you start")
    page.main_button.click()
    look("question")
    step = page.current()
    step.login.cards["shared"].clicked.emit()
    step.new.suggestion.click()
    step.new.second.setText(step.new.first.text())
    look("passphrase")
    page.main_button.click()
    qtbot.waitUntil(lambda: page.step == 2)
    look("kit")
    kit = page.current().kit
    kit.hand_button.click()
    look("by hand")
    kit.written_button.click()
    look("asked back")
    page.second_button.click()
    look("today")
    page.back_button.click()
    page.back_button.click()
    look("key made")
    page.show_restore()
    look("restore")
    page.restore.set_file(Path("Notes-2030-01-31.zip"))
    page.restore.login.cards["shared"].clicked.emit()
    look("restore form")
    page.restore.kind.value = "code"
    page.restore._show_kind("code")
    look("restore by code")
    assert {name: what for name, what in found.items() if what} == {}


def test_the_lock(qtbot, session: Session, home: Path) -> None:
    _, keys, kit = Vault.create(home, passphrase="a", keyring=False)
    session.may_be_new()
    shell = window(qtbot, session)
    lock = shell.room
    assert isinstance(lock, LockPage)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        settled()
        found[name] = looks.problems(shell)

    qtbot.waitUntil(lambda: lock.door.mode != "")
    look("door")
    for _ in range(5):
        lock.door.wrong("That didn’t open it. Caps Lock is on.")
    look("wrong")
    lock.door.say_held(
        "Something isn’t saved yet.", "It is kept, hidden behind this lock, and tried again by itself."
    )
    look("held")
    lock.show_ways()
    look("ways")
    lock.show_fault(KeyringItemMissing())
    lock.view().unfold.click()
    look("key missing")
    lock.show_fault(VaultDamaged(part="header"))
    look("header")
    shell.help_before_opening()
    look("help")
    lock.show_recover()
    view = lock.view()
    look("code")
    view.code.boxes[1].textEdited.emit("ZZZZZZZZZZ")
    look("code marked")
    view._in(keys)
    look("new passphrase")
    view._ask_for_kit()
    look("new kit?")
    view._show(view._kit_step(kit))
    look("new kit")
    assert {name: what for name, what in found.items() if what} == {}
