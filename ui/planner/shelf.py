"""One shelf of ideas: a heading, the first few cards, and more of them when somebody asks for more.

Six cards are enough to choose from on a tired evening, and a page that holds a few dozen cards answers at once,
however many ideas there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from companion.content import Activity
from ui import theme
from ui.planner.idea_card import CardGrid, IdeaCard
from ui.widgets.buttons import Button
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label

FIRST = 6
MORE = 12


class Shelf(QWidget):
    """`make` gives a new card. Without an idea to show, the whole shelf is away. `opened` asks for more cards."""

    opened = Signal()

    def __init__(self, title: str, line: str, make: Callable[[Activity], IdeaCard]) -> None:
        super().__init__()
        self._make = make
        self._ideas: Sequence[Activity] = ()
        self._room = FIRST
        self._to_first_new = False
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, theme.space(1))
        column.setSpacing(theme.space(3))
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._title = Label(title, "h2", wrap=True)
        self._line = Label(line, "caption", "ink_3", wrap=True)
        self._heading.addWidget(self._title)
        self._heading.addWidget(self._line, 1)
        column.addLayout(self._heading)
        self.grid = CardGrid()
        column.addWidget(self.grid)
        self.more = Button(self.tr("Show more"), "quiet")
        self.more.setAccessibleName(self.tr("Show more: {shelf}").format(shelf=title))
        self.more.clicked.connect(self._open)
        column.addLayout(quiet_line(self.more))
        self.setAccessibleName(title)
        theme.watcher.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        title = QFontMetrics(theme.font("h2")).horizontalAdvance(self._title.text()) + 2
        line = QFontMetrics(theme.font("caption")).horizontalAdvance(self._line.text()) + 2
        wide = title + theme.space(3) + line <= self.width() - 2 * PULL
        self._heading.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._heading.setSpacing(theme.space(3) if wide else 0)
        # A wrapped label asks for less than its one line; beside another it gets exactly that line.
        self._title.setMinimumWidth(title if wide else 0)

    def show_ideas(self, ideas: Sequence[Activity], *, folded: bool) -> None:
        """Show the first of these, on the cards there are; `make_some` makes the ones still lacking. `folded` puts
        back what was asked for with "Show more"."""
        self._ideas = ideas
        if folded:
            self._room = FIRST
        self.grid.show_ideas(ideas[: self._room])
        self.more.setVisible(len(ideas) > self._room)
        self.setVisible(bool(ideas))

    @property
    def lacking(self) -> int:
        """How many cards are still to be made."""
        return max(0, min(self._room, len(self._ideas)) - len(self.grid.all_cards))

    def make_some(self, most: int) -> None:
        """Make that many of the cards still lacking."""
        at = len(self.grid.all_cards)
        new = [self._make(idea) for idea in self._ideas[at : at + min(most, self.lacking)]]
        if new:
            self.grid.add(new)
            self.grid.show_ideas(self._ideas[: self._room])
        if new and self._to_first_new:
            self._to_first_new = False
            new[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        before = self._room
        self._room += MORE
        self.show_ideas(self._ideas, folded=False)
        # The button goes away when everything is there; the keyboard goes on with what came.
        if before < len(self.grid.cards):
            self.grid.cards[before].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._to_first_new = True
        self.opened.emit()
