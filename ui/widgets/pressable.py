"""What one draws oneself and presses like a button: by click, Space and Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Pressable(QAbstractButton):
    """Reached with Tab, told when the mouse is over it. What it looks like is for whoever derives from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class ChoiceRow(Pressable):
    """One line of a list of choices, checkable, as high as its words need: give it `heightForWidth`."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.ring_inside = True
        self.ring_radius = theme.radius("control")
        theme.watcher.changed.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        return True
