"""A list that may be long: it begins with a part, and makes the rest when somebody asks for more of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.rows import quiet_line

_PART = 30


class ListRow(QWidget):
    """A row that remembers its heights until something in it changes: a list asks each row dozens of times."""

    def __init__(self) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._heights.clear()
        return super().event(event)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]


class LongList(QWidget):
    """`make` gives the row for an item. `rows` are those that are there now."""

    def __init__(self, spacing: int = 0) -> None:
        super().__init__()
        self.rows: list[Any] = []
        self._rest: Sequence[Any] = ()
        self._make: Callable[[Any], QWidget] = lambda _item: QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        self._list = QVBoxLayout()
        self._list.setSpacing(spacing)
        column.addLayout(self._list)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(10, 0, 10, 0)
        self.more_button = LinkButton(self.tr("Show more"), size="small")
        self.more_button.clicked.connect(lambda: self._more())
        foot.addLayout(quiet_line(self.more_button))
        column.addWidget(self._foot)
        self._foot.hide()

    def fill(self, items: Sequence[Any], make: Callable[[Any], QWidget]) -> None:
        """Show these, and as many of them as were shown before if that was more."""
        least = max(_PART, len(self.rows))
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        self._rest, self._make = items, make
        self._add(least)

    def clear(self) -> None:
        """Nothing is shown, and a long list begins with a part again."""
        self.fill((), self._make)

    def _add(self, count: int) -> None:
        for item in self._rest[:count]:
            row = self._make(item)
            self.rows.append(row)
            self._list.addWidget(row)
        self._rest = self._rest[count:]
        self._foot.setVisible(bool(self._rest))

    def _more(self) -> None:
        before = len(self.rows)
        self._add(_PART)
        self.rows[before].setFocus(Qt.FocusReason.OtherFocusReason)
