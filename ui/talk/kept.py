"""The cards a person kept, newest first, each with an optional line of their own.

What was kept is the wording that was seen. The line belongs to the person: it is stored encrypted with the card,
saved when the editor is left, and goes with the card. Letting a card go can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import messages, theme
from ui.talk import words
from ui.talk.long_list import ListRow
from ui.talk.steps import pulled
from ui.typeset import curly
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import EmptyState, Hairline
from ui.widgets.fields import TextField
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.talk import KeptCard
    from ui.session import Session

_MEASURE = 640
_PULL = 10


class KeptCards(QWidget):
    """The list. `write_asked` carries the card's words, `back_asked` leads to the deck."""

    write_asked = Signal(str)
    back_asked = Signal()
    print_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[KeptRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(theme.space(3))
        self.back_button = LinkButton(self.tr("Back to the cards"), icon="chevron-left")
        self.back_button.clicked.connect(lambda: self.back_asked.emit())
        self.print_button = LinkButton(self.tr("Print these"), icon="printer")
        self.print_button.clicked.connect(lambda: self.print_asked.emit())
        column.addLayout(quiet_row(self.back_button, self.print_button))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        rows = QWidget()
        rows.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        column.addLayout(pulled(rows))
        self._empty = EmptyState(
            "page",
            self.tr("Nothing kept, and that is fine."),
            self.tr("“Keep” on a card puts it here. Only you see this list."),
            quiet=(self.tr("Back to the cards"), self.back_asked.emit),
        )
        column.addWidget(self._empty, 1)
        column.addStretch(1)
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.setMaximumWidth(theme.px(_MEASURE) + 2 * _PULL)

    def refresh(self, edit: str = "") -> None:
        """Read the list again; `edit` is the id of a card whose line is to be written now."""
        workspace = self._session.workspace
        if workspace is None:
            return
        focused = self._focused_place()
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [KeptRow(self, card) for card in workspace.talk.kept()]
        for row in self.rows:
            self._list.addWidget(row)
        self._empty.setVisible(not self.rows)
        self.print_button.setVisible(bool(self.rows))
        for row in self.rows:
            if row.card.id == edit:
                row.open_editor()
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].let_go_button.setFocus()

    def _focused_place(self) -> int | None:
        """After a card was let go, the keyboard goes on at the one that took its place."""
        for place, row in enumerate(self.rows):
            if row.let_go_button.hasFocus():
                return place
        return None

    def flush(self) -> bool:
        """Store a line that is being written. False if the disk did not take it."""
        return all(row.save() for row in self.rows)

    # --- what a row asks ----------------------------------------------------------------------------------

    def store_line(self, card: KeptCard, text: str) -> bool:
        workspace = self._session.workspace
        if workspace is None:
            return not text
        return self._session.perform(lambda: workspace.talk.note(card.id, text), self, quiet=True) is not None

    def let_go(self, card: KeptCard) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            forget(self._session, lambda: workspace.talk.forget(card.id))


def forget(session: Session, operation: Callable[[], Change]) -> None:
    """Let a kept card go, and offer to take that back."""
    change = session.perform(operation, quiet=True)
    if change is not None and change.undo is not None:
        undo = change.undo
        text = QCoreApplication.translate("KeptCards", "Card let go")
        session.notice(text, messages.undo(), lambda: session.perform(undo, quiet=True))


class KeptRow(ListRow):
    """One kept card: its words, the line, and what can be done with it."""

    def __init__(self, owner: KeptCards, card: KeptCard) -> None:
        super().__init__()
        self.card = card
        self._owner = owner
        self._line = card.note
        column = QVBoxLayout(self)
        column.setContentsMargins(_PULL, theme.space(3), _PULL, 0)
        column.setSpacing(theme.space(1))
        self.text = ReadLabel(curly(card.text), "card_title")
        self.text.setAccessibleName(words.spoken(card.text))
        self.line = ReadLabel(card.note, "read_small", "ink_2")
        if not card.note:
            self.line.hide()
        column.addWidget(self.text)
        column.addWidget(self.line)
        column.addWidget(self._build_editor())
        column.addLayout(self._build_actions())
        column.addSpacing(theme.space(2))
        column.addWidget(Hairline())

    def _build_editor(self) -> QWidget:
        self.editor = QWidget()
        column = QVBoxLayout(self.editor)
        column.setContentsMargins(0, theme.space(1), 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(Label(self.tr("A line of your own"), "label"))
        self.field = TextField(self.tr("A line of your own"), self.tr("If you like"), lines=2)
        self.field.setAccessibleDescription(words.spoken(self.card.text))
        column.addWidget(self.field)
        self.keep_button = Button(self.tr("Keep these words"), "secondary", size="small")
        self.keep_button.clicked.connect(self.close_editor)
        self.not_now_button = LinkButton(self.tr("Not now"), size="small")
        self.not_now_button.clicked.connect(self._put_away)
        row = QHBoxLayout()
        row.setSpacing(theme.space(1))
        row.addWidget(self.keep_button)
        row.addWidget(self.not_now_button)
        row.addStretch(1)
        column.addLayout(row)
        self.editor.hide()
        return self.editor

    def _build_actions(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self.line_button = LinkButton("", size="small")
        self.line_button.clicked.connect(self.open_editor)
        self.write_button = LinkButton(self.tr("Write about this"), size="small")
        self.write_button.clicked.connect(lambda: self._owner.write_asked.emit(self.card.text))
        self.let_go_button = LinkButton(self.tr("Let it go"), size="small")
        self.let_go_button.clicked.connect(lambda: self._owner.let_go(self.card))
        for button in (self.line_button, self.write_button, self.let_go_button):
            button.setAccessibleDescription(words.spoken(self.card.text))
        self._name_line()
        column.addLayout(quiet_row(self.line_button, self.write_button, self.let_go_button))
        return column

    def _name_line(self) -> None:
        self.line_button.setText(self.tr("Change the line") if self._line else self.tr("Add a line"))

    def open_editor(self) -> None:
        """Let the person write."""
        self.field.setPlainText(self._line)
        self.editor.show()
        self.line.hide()
        self.line_button.hide()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> None:
        """Store what was written and show it. If it could not be stored, the field stays open with it."""
        if self.save():
            self._shut()

    def _put_away(self) -> None:
        self.field.setPlainText(self._line)
        self._shut()

    def _shut(self) -> None:
        self.editor.hide()
        self.line.setText(self._line)
        self.line.setVisible(bool(self._line))
        self._name_line()
        self.line_button.show()
        self.line_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Store the line if it was changed. False if that did not work."""
        text = self.field.toPlainText().strip()
        if self.editor.isHidden() or text == self._line:
            return True
        if not self._owner.store_line(self.card, text):
            return False
        self._line = text
        return True
