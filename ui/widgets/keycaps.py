"""Keys as they lie on a keyboard, for showing a shortcut."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets.paint import box
from ui.widgets.text import Label


class KeyCap(Label):
    """One key."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "caption", "ink", parent=parent)
        self.setContentsMargins(7, 0, 7, 1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, 5, theme.color("line"))
        box(painter, rect.adjusted(0, 0, 0, -1), 5, theme.color("surface"), theme.color("line"))
        painter.end()
        super().paintEvent(event)


class KeyCaps(QWidget):
    """Some keys in a row, left to right in every language. `name` says them to screen readers."""

    def __init__(self, keys: Sequence[str] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.set_keys(keys, name)

    def set_keys(self, keys: Sequence[str], name: str = "") -> None:
        """Show other keys."""
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for key in keys:
            self._row.addWidget(KeyCap(key))
        self.setAccessibleName(name or " ".join(keys))
