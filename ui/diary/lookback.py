"""Looking back in the list: which days are shown, and a way to one page from back then.

Nothing here counts, and nothing comes by itself: it is opened from a menu or the month. What is kept away from looking
back never appears; that is the store's promise.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import LinkButton
from ui.widgets.phrasing import day_and_month
from ui.widgets.text import Label, announce


class BackLine(QWidget):
    """What stands over the pages of earlier years. `one` leads to a page from back then; its place is the owner's."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.words = Label("", "caption", "ink_2", wrap=True)
        self.one = LinkButton(self.tr("A page from back then"), "dices", size="small")
        self.none = Label(
            self.tr("There is no page older than a month to open."), "caption", "ink_3", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(self.none)
        self.none.hide()

    def show_day(self, day: date) -> None:
        """Which day it is about."""
        self.none.hide()
        self.words.setText(
            self.tr(
                "{day} and the days around it, in earlier years. What is kept away from looking back is not here."
            ).format(day=day_and_month(day))
        )

    def say_none(self, none: bool) -> None:
        """Whether there is no page from back then."""
        self.none.setVisible(none)
        if none:
            announce(self, self.none.text())
