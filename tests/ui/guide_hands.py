"""Hands for writing with a guide, on the real page with real presses."""

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from companion.guides import NEXT, Walk
from tests.ui.hands import PASSPHRASE, click
from ui.session import Session
from ui.shell import Shell
from ui.widgets.menu import Menu


class Writer:
    """Somebody at the real window, on the page of the diary."""

    def __init__(self, session: Session, window: Shell) -> None:
        self.session, self.window = session, window

    @property
    def page(self):
        return self.window.page()

    @property
    def guide(self):
        return self.page.guide

    @property
    def bar(self):
        return self.page.guide.bar

    @property
    def walk(self) -> Walk:
        assert self.guide.walk is not None
        return self.guide.walk

    @property
    def editor(self):
        return self.page.sheet.editor

    @property
    def text(self) -> str:
        return self.editor.text()

    @property
    def prefs(self):
        assert self.session.workspace is not None
        return self.session.workspace.prefs

    def begin(self, id: str, sitting: int = 1) -> None:
        """A page of its own with this guide, as another page asks for it."""
        if sitting > 1:
            self.prefs.set(NEXT, {id: sitting})
        self.window.go("diary", {"new": True, "guide": id})
        settle()

    def type(self, words: str) -> None:
        """Letter by letter, to where the focus is."""
        for letter in words:
            focus = self.window.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, letter) if letter.isascii() else QTest.keyClicks(focus, letter)

    def press(self, keys: str) -> None:
        focus = self.window.focusWidget()
        assert focus is not None
        sequence = QKeySequence(keys)[0]
        QTest.keyClick(focus, sequence.key(), sequence.keyboardModifiers())
        settle()

    def pick(self, place: int) -> None:
        click(self.bar.chips[place])

    def next(self) -> None:
        click(self.bar.next)
        settle()

    def menu(self, words: str) -> None:
        """Choose in the menu of the bar."""
        click(self.bar.more)
        menu = next(one for one in self.bar.findChildren(Menu) if one.isVisible())
        action = next(one for one in menu.actions() if one.text() == words)
        assert action.isEnabled()
        action.trigger()
        menu.close()
        settle()

    def let_in(self) -> None:
        """Past a gate that nothing speaks against."""
        while self.walk.stage == "asking" or (self.walk.step is not None and self.walk.step.kind == "gate"):
            self.pick(0)

    def to(self, words: str) -> None:
        self.let_in()
        while self.walk.step is None or words not in self.walk.step.say:
            self.next()

    def reopen(self, restart: bool = False) -> None:
        """Lock and unlock; after a restart only the vault remembers anything."""
        vault = self.session.vault
        assert vault is not None
        self.session.lock()
        settle()
        if restart:
            self.session.places.clear()
        self.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
        self.window.go("diary")
        while not self.page.list.known:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        settle()

    def stored(self) -> str:
        self.page.flush()
        diary = self.session.workspace.diary
        return diary.get(diary.newest().id).text


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
