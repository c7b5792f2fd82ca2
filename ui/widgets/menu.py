"""Menus: rows of 34 with a picture, the destructive one in its own colour, shortcuts at the end edge.

The style draws the rows (ui.theme.style); this says what is in them.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QMoveEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget

from ui import theme
from ui.widgets.paint import rtl
from ui.widgets.rounded import Cast, cut_corners, make_round, underlay

_PADDING = 6


class Menu(QMenu):
    """Build it with `add` and `addSeparator`; show it with `open_below` or give it to a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: dict[str, tuple[str, bool]] = {}
        """For the style: the text of a row, its picture and whether it deletes something."""
        self.indented = False
        make_round(self)
        self._cast = Cast()
        self.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)

    def add(
        self,
        text: str,
        icon: str = "",
        slot: Callable[[], object] | None = None,
        *,
        shortcut: str = "",
        danger: bool = False,
        checked: bool | None = None,
    ) -> QAction:
        """Add a row. `shortcut` is only shown; `checked` makes it a choice with a tick."""
        words = text.replace("&", "&&")
        action = QAction(words, self)
        self.pictures[words] = (icon, danger)
        if shortcut:
            keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(f"{words}\t{keys}")
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        if slot is not None:
            action.triggered.connect(lambda _checked=False: slot())
        self.indented = self.indented or bool(icon) or checked is not None
        self.addAction(action)
        return action

    def open_below(self, widget: QWidget) -> None:
        """Show it under a widget, at its start edge; above where there is no room below."""
        self.ensurePolished()
        size = self.sizeHint()
        across = widget.width() - size.width() if rtl(widget) else 0
        corner = widget.mapToGlobal(QPoint(across, widget.height() + 4))
        room = widget.screen().availableGeometry()
        if corner.y() + size.height() > room.bottom():
            corner.setY(widget.mapToGlobal(QPoint(0, 0)).y() - size.height() - 4)
        corner.setX(min(max(corner.x(), room.left()), room.right() - size.width()))
        self.popup(corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut_corners(self, theme.radius("card"))
        self._cast.follow(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cast.fall(self)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._cast.follow(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._cast.lift()

    def paintEvent(self, event: QPaintEvent) -> None:
        underlay(self)
        super().paintEvent(event)


class EditMenu(Menu):
    """Undo, cut, copy and paste for a field, as it stands now. `copy(cut)` takes the place of the field's own copying."""

    def __init__(
        self,
        field: QLineEdit | QPlainTextEdit | QTextEdit,
        copy: Callable[[bool], object] | None = None,
    ) -> None:
        super().__init__(field)
        if isinstance(field, QLineEdit):
            undo, redo, paste = field.isUndoAvailable(), field.isRedoAvailable(), not field.isReadOnly()
            hidden = field.echoMode() != QLineEdit.EchoMode.Normal
            chosen, words = field.hasSelectedText() and not hidden, bool(field.text())
        else:
            document = field.document()
            undo, redo, paste = document.isUndoAvailable(), document.isRedoAvailable(), field.canPaste()
            chosen, words = field.textCursor().hasSelection(), not document.isEmpty()
        writable = not field.isReadOnly()
        self._row(self.tr("Undo"), field.undo, undo and writable)
        self._row(self.tr("Redo"), field.redo, redo and writable)
        self.addSeparator()
        self._row(self.tr("Cut"), (lambda: copy(True)) if copy else field.cut, chosen and writable)
        self._row(self.tr("Copy"), (lambda: copy(False)) if copy else field.copy, chosen)
        self.paste_row = self._row(self.tr("Paste"), field.paste, paste)
        self.addSeparator()
        self._row(self.tr("Select all"), field.selectAll, words)

    def _row(self, text: str, slot: Callable[[], object], possible: bool) -> QAction:
        action = self.add(text, slot=slot)
        action.setEnabled(possible)
        return action

    def ask(self, place: QPoint) -> None:
        """Show it, wait for the choice, and be gone."""
        self.exec(place)
        self.deleteLater()
