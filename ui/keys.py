"""The window's shortcuts, in one table, so that a test can find a key that was given twice.

Left out: what belongs to a page's own controls (the editor's bold, the card's single letters). Those live
with the control; the same test walks the pages for them. Quick exit by Shift is in `watch`, since it is not
a shortcut but a rhythm.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

# Qt reads Ctrl as Command on macOS and Meta as the real Control key.
_EVERYWHERE: dict[str, tuple[str, ...]] = {
    "today": ("Ctrl+1",),
    "diary": ("Ctrl+2",),
    "together": ("Ctrl+3",),
    "talk": ("Ctrl+4",),
    "understand": ("Ctrl+5",),
    "settings": ("Ctrl+,",),
    "help": ("F1",),
    "lock": ("Ctrl+L",),
    "quick_exit": ("Ctrl+Shift+Q",),
    "new_entry": ("Ctrl+N",),
    "new_plan": ("Ctrl+Shift+N",),
    "search": ("Ctrl+F",),
    "print": ("Ctrl+P",),
    "next_tab": ("Ctrl+Tab",),
    "previous_tab": ("Ctrl+Shift+Tab",),
    "next_region": ("F6",),
    "previous_region": ("Shift+F6",),
    "back": ("Alt+Left",),
    "larger": ("Ctrl+=", "Ctrl++"),
    "smaller": ("Ctrl+-",),
    "usual_size": ("Ctrl+0",),
}
_MAC: dict[str, tuple[str, ...]] = {
    # Command+Shift+Q logs the whole computer out there, and Command+Tab belongs to the system.
    "quick_exit": ("Meta+Shift+Q",),
    "next_tab": ("Meta+Tab",),
    "previous_tab": ("Meta+Shift+Tab",),
    "back": ("Ctrl+[",),
}


def table(platform: str = sys.platform) -> Mapping[str, tuple[str, ...]]:
    """Action to key sequences, in Qt's notation, on this platform ("darwin", "linux", "win32")."""
    return {**_EVERYWHERE, **_MAC} if platform == "darwin" else _EVERYWHERE


def text(name: str) -> str:
    """A key as people read it: "Ctrl L"."""
    from PySide6.QtGui import QKeySequence

    sequence = QKeySequence(table()[name][0])
    return sequence.toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
