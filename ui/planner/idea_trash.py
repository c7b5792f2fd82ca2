"""Ideas of one's own that were moved to the trash: put them back, or leave them until they go by themselves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.rows import HeadLine
from ui.widgets.text import Label

if TYPE_CHECKING:
    from ui.session import Session


class IdeaTrash(QObject):
    """The dialog. It closes by itself when nothing is left in the trash."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.dialog = Dialog(self.tr("Your ideas in the trash"), parent, width=480)
        self.dialog.destroyed.connect(self.deleteLater)
        told = self.tr("They stay here for 30 days.")
        self.dialog.body.addWidget(Label(told, "body", "ink_2", wrap=True))
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.space(1))
        self.dialog.body.addLayout(self._place)
        self.buttons: list[Button] = []
        self._rows: list[QWidget] = []
        self._fill()
        self.dialog.add_button(self.tr("Close"), "secondary", "reject")

    def open(self) -> None:
        """Show it, with the keyboard on the first way back."""
        self.dialog.open()
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows, self.buttons = [], []
        for idea in workspace.planner.own_ideas(trashed=True):
            back = Button(self.tr("Put back"), "quiet")
            back.setAccessibleName(self.tr("Put back: {title}").format(title=idea.title))
            back.clicked.connect(partial(self._put_back, idea.id, len(self.buttons)))
            row = HeadLine(Label(idea.title, "body"), back)
            self._place.addWidget(row)
            self._rows.append(row)
            self.buttons.append(back)

    def _put_back(self, idea_id: str, at: int, _checked: bool = False) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        if self._session.perform(lambda: workspace.planner.put_back_idea(idea_id), quiet=True) is None:
            return
        self._fill()
        if not self.buttons:
            self.dialog.accept()
            return
        self.buttons[min(at, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
