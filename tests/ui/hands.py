"""Hands for tests of whole pages: a clock that stands, clicking, and reading what is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from tests.clock import NOW, Clock
from ui.widgets.text import ReadLabel

__all__ = ["NOW", "PASSPHRASE", "Clock", "click", "press", "select", "shown_texts", "straight", "until"]

PASSPHRASE = "harbour lantern moss"
_CURVED = str.maketrans("’‘“”", "''\"\"")


def until(condition: Callable[[], bool]) -> None:
    """Let events happen until it is so."""
    for _ in range(2000):
        if condition():
            return
        QTest.qWait(5)
    raise AssertionError("it never became so")


def click(widget: QWidget) -> None:
    QApplication.processEvents()  # what was just added to a layout is shown by the loop
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def shown_texts(root: QWidget) -> str:
    QApplication.processEvents()
    kinds = (*root.findChildren(QLabel), *root.findChildren(ReadLabel))
    # What is kept on one line is read like any other words.
    return "\n".join(label.text() for label in kinds if label.isVisible()).replace("\u00a0", " ")


def straight(text: str) -> str:
    """With the quotation marks of a keyboard, as packs are written."""
    return text.translate(_CURVED)


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    QTest.keyClick(widget, key, held)


def select(editor: QTextEdit, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
