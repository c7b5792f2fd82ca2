"""A row of a dialog: its label in a column at the start, or above where large text leaves no room for a column."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.rows import PULL, pulled
from ui.widgets.text import Label

_COLUMN = 112
_WIDE = 440


class FormRow(QWidget):
    """A label and what belongs to it, one thing under the other."""

    def __init__(self, label: str, *widgets: QWidget) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(PULL, 0, PULL, 0)
        self._row.setSpacing(0)
        self.label = Label(label, "label", "ink_2", wrap=True)
        self._gap = QWidget()
        self._row.addWidget(self._gap)
        self._row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self.label.setVisible(bool(label))
        self.column = QVBoxLayout()
        self.column.setSpacing(theme.space(2))
        for widget in widgets:
            if widget.property("pulls"):
                self.column.addLayout(pulled(widget))
            else:
                self.column.addWidget(widget)
        self._row.addLayout(self.column, 1)
        self._fit()
        theme.watcher.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = self.width() - 2 * PULL >= theme.px(_WIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        # A row without a label keeps the column of those above it.
        self._gap.setVisible(wide and self.label.isHidden())
        self._gap.setFixedWidth(theme.px(_COLUMN) if wide else 0)
        self.label.setMinimumWidth(theme.px(_COLUMN) if wide else 0)
        self.label.setMaximumWidth(theme.px(_COLUMN) if wide else 16_777_215)
        # Beside a field of 36 the words stand in its middle.
        air = max(0, (theme.size("field") - theme.line("label")) // 2) if wide else 0
        self.label.setContentsMargins(0, air, 0, 0 if wide else theme.space(1))
