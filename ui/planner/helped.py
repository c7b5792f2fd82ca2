"""What seemed to help: what felt close afterwards, three times or more, said as a maybe. About the thing, never about a
person; without a number; and it can be put away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import LampBar
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from companion.planner import Helped
    from ui.session import Session

HIDDEN = "helped_hidden"
_MOST = 5


class SeemedToHelp(QWidget):
    """Shows itself while there is something to say; once it is put away, a quiet line brings it back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.bar = LampBar()
        self.things = ReadLabel("", "read_small")
        self.hide_button = Button(self.tr("Hide this"), "quiet", size="small")
        self.show_button = Button(self.tr("Show what seemed to help"), "quiet", size="small")
        self.hide_button.clicked.connect(lambda: self._set_hidden(True))
        self.show_button.clicked.connect(lambda: self._set_hidden(False))
        self.bar.body.addWidget(Label(self.tr("What seemed to help"), "h3", wrap=True))
        self.bar.body.addWidget(self.things)
        chance = self.tr("It felt close afterwards more often than not. It may be chance.")
        self.bar.body.addWidget(Label(chance, "caption", "ink_3", wrap=True))
        self.bar.body.addLayout(quiet_line(self.hide_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, theme.space(5))
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(quiet_line(self.show_button))

    def refresh(self) -> None:
        """Ask the planner again."""
        workspace = self._session.workspace
        found = workspace.planner.helped() if workspace is not None else []
        hidden = workspace is not None and bool(workspace.prefs.get(HIDDEN))
        self.setVisible(bool(found))
        self.bar.setVisible(not hidden)
        self.show_button.setVisible(hidden)
        self.things.setText(self._words(found) if found and not hidden else "")

    def _words(self, found: list[Helped]) -> str:
        quoted = self.tr("“{title}”", "what helped, by its title")
        titles = [quoted.format(title=one.title) for one in found[:_MOST]]
        return self.tr("Maybe {things}.").format(things=QLocale().createSeparatedList(titles))

    def _set_hidden(self, hidden: bool) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        if self._session.perform(lambda: workspace.prefs.set(HIDDEN, hidden or None), quiet=True) is None:
            return
        self.refresh()
        shown = self.show_button if hidden else self.hide_button
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
