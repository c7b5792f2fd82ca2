"""Hands for tests of whole pages: a clock that stands, clicking, and reading what is shown."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from ui.widgets.text import ReadLabel

PASSPHRASE = "harbour lantern moss"
NOW = datetime(2030, 11, 14, 21, 40)
_CURVED = str.maketrans("’‘“”", "''\"\"")


class Clock:
    """A wall clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_minutes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


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
