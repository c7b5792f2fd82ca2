"""The shortcuts of the diary, in one table, as the design lists them.

Left out: what the whole window has (ui.keys), and the keys every text field has.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

_KEYS: dict[str, str] = {
    "bold": "Ctrl+B",
    "italic": "Ctrl+I",
    "heading": "Ctrl+Shift+1",
    "heading_small": "Ctrl+Shift+2",
    "list": "Ctrl+Shift+L",
    "quote": "Ctrl+Shift+9",
    "photo": "Ctrl+Shift+P",
    "tick": "Ctrl+Return",
    "paste_plain": "Ctrl+Shift+V",
    "find": "Ctrl+Shift+F",
    "find_next": "F3",
    "find_previous": "Shift+F3",
    "tag": "Ctrl+T",
    "mood": "Ctrl+M",
    "history": "Ctrl+H",
    "focus": "F11",
    "next_question": "Ctrl+J",
    "feelings": "Ctrl+Shift+E",
    "star": "Ctrl+D",
    "link": "Ctrl+Shift+K",
    "follow": "Ctrl+Shift+Return",
}
# Command+H hides an app there, Command+M minimises its window.
_MAC: dict[str, str] = {"history": "Ctrl+Y", "mood": "Ctrl+Shift+M"}


def table(platform: str = sys.platform) -> Mapping[str, str]:
    """Action to key sequence, in Qt's notation, on this platform ("darwin", "linux", "win32")."""
    return {**_KEYS, **_MAC} if platform == "darwin" else _KEYS


def spoken(name: str) -> str:
    """The keys of an action as people read them on this system: "Ctrl+B"."""
    return QKeySequence(table()[name]).toString(QKeySequence.SequenceFormat.NativeText)


def add(widget: QWidget, name: str, text: str, slot: Callable[[], object]) -> QAction:
    """An action with its keys, which work while the focus is in `widget`."""
    action = QAction(text, widget)
    action.setObjectName(name)
    action.setShortcut(QKeySequence(table()[name]))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _checked=False: slot())
    widget.addAction(action)
    return action
