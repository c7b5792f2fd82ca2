"""Where the deepest cards would be, and two small helpers for things that stand in the middle."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayoutItem, QVBoxLayout, QWidget

from ui import theme
from ui.talk import words
from ui.widgets.buttons import Button
from ui.widgets.chips import FlowLayout
from ui.widgets.text import Label, ReadLabel

_BLOCK = 700
# Quiet buttons reach this far beyond the text, so that their words stand under it.
PULL = 10


class CentredFlow(FlowLayout):
    """Lines in the middle, and more of them where the width does not do for one."""

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        lines: dict[int, list[QLayoutItem]] = {}
        for number in range(self.count()):
            item = self.itemAt(number)
            if item is not None and not item.isEmpty():
                lines.setdefault(item.geometry().center().y(), []).append(item)
        for items in lines.values():
            left = min(item.geometry().left() for item in items)
            right = max(item.geometry().right() for item in items)
            by = (rect.left() + rect.right() - left - right) // 2
            for item in items:
                item.setGeometry(item.geometry().translated(by, 0))


class Centred(Label):
    """A line in the middle, in both directions of reading."""

    def _align(self) -> None:
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


class Gate(QWidget):
    """Where the deepest cards would be: why they are not, and two ways on."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._gentler = "closer"
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, theme.space(6), PULL, 0)
        column.setSpacing(theme.space(3))
        self._title = ReadLabel("", "lead")
        self._line = Label("", "body", "ink_2", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._line)
        column.addSpacing(theme.space(2))
        row = QHBoxLayout()
        row.setSpacing(theme.space(3))
        self.ask_button = Button(self.tr("Ask me now"), "primary", size="large")
        self.ask_button.clicked.connect(lambda: self.asked.emit("ask"))
        self.gentler_button = Button("", "secondary", size="large")
        self.gentler_button.clicked.connect(lambda: self.asked.emit(self._gentler))
        row.addWidget(self.ask_button)
        row.addWidget(self.gentler_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setMaximumWidth(theme.px(_BLOCK))

    def tell(self, reason: str) -> None:
        """Say why."""
        told = words.closed(reason)
        self._title.setText(told.title)
        self._line.setText(" ".join(told.lines))
        asks = reason in ("safe_first", "check_first")
        self.ask_button.setVisible(asks)
        self._gentler = "closer" if asks else "beside"
        self.gentler_button.setText(words.deck_name(self._gentler))

    def first(self) -> QWidget:
        return self.ask_button if not self.ask_button.isHidden() else self.gentler_button
