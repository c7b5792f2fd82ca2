"""Hands for the tests of Talk: they click, type, and read what is shown."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from companion.workspace import Workspace
from ui.talk.asking import ChoiceStep, StartStep
from ui.talk.check import CheckStep
from ui.talk.page import TalkPage
from ui.talk.steps import SafeStep

PASSPHRASE = "harbour lantern moss"
NOW = datetime(2030, 11, 14, 21, 40)


class Clock:
    """A wall clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


def focus_in(page: TalkPage) -> QWidget:
    """Where the keyboard is in the page's window."""
    focus = page.window().focusWidget()
    assert focus is not None
    return focus


def press(page: TalkPage, key: Qt.Key) -> None:
    QTest.keyClick(focus_in(page), key)


def click(widget: QWidget) -> None:
    QApplication.processEvents()  # what was just added to a layout is shown by the loop
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def shown_texts(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def workspace_of(page: TalkPage) -> Workspace:
    assert page.session.workspace is not None
    return page.session.workspace


def just_me(page: TalkPage) -> SafeStep:
    assert isinstance(page.ready.step, StartStep)
    click(page.ready.step.buttons["just_me"])
    step = page.ready.step
    assert isinstance(step, SafeStep)
    return step


def say_safe(page: TalkPage, role: str = "quiet") -> CheckStep:
    step = page.ready.step if isinstance(page.ready.step, SafeStep) else just_me(page)
    click(step.buttons["safe"])
    assert isinstance(page.ready.step, ChoiceStep)
    click(page.ready.step.buttons[role])
    step = page.ready.step
    assert isinstance(step, CheckStep)
    return step


def answer(step: CheckStep, **answers: int) -> None:
    for check, value in answers.items():
        click(step.steps[check].cells[value - 1])


def all_yes(page: TalkPage) -> None:
    answer(say_safe(page), body=3, time=3, place=3, room=3)
