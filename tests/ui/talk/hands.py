"""Ways through Talk for its tests."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from companion.workspace import Workspace
from tests.ui.hands import click
from ui.talk.asking import ChoiceStep, StartStep
from ui.talk.check import CheckStep
from ui.talk.page import TalkPage
from ui.talk.steps import SafeStep


def focus_in(page: TalkPage) -> QWidget:
    """Where the keyboard is in the page's window."""
    focus = page.window().focusWidget()
    assert focus is not None
    return focus


def press(page: TalkPage, key: Qt.Key) -> None:
    QTest.keyClick(focus_in(page), key)


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
