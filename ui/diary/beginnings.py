"""Quiet ways to begin, under a page that holds nothing yet. They go away with the first letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import LinkButton
from ui.widgets.rows import PULL, quiet_line

if TYPE_CHECKING:
    from ui.diary.sheet import Sheet


class Beginnings(QWidget):
    """`add` a way to begin; `refresh` when another page lies on the sheet, `blank` being whether nothing is on it."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._ways: list[tuple[LinkButton, Callable[[], bool]]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PULL, 0, PULL, 8)
        self.hide()
        sheet.edited.connect(self._written)

    def add(
        self, words: str, icon: str, begin: Callable[[], object], possible: Callable[[], bool] = lambda: True
    ) -> LinkButton:
        """A button that begins the page in some way, shown while `possible` says so."""
        button = LinkButton(words, icon, "small")
        button.clicked.connect(lambda: begin())
        self._column.addLayout(quiet_line(button))
        self._ways.append((button, possible))
        self._sheet.put_below(self)
        return button

    def refresh(self, blank: bool) -> None:
        """Show what is possible on this page."""
        if blank:
            for button, possible in self._ways:
                button.setVisible(possible())
        self.setVisible(blank and any(not button.isHidden() for button, _possible in self._ways))

    def _written(self) -> None:
        sheet = self._sheet
        if not self.isHidden() and not (sheet.editor.is_empty() and sheet.head.title.document().isEmpty()):
            self.hide()
