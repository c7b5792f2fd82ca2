"""The slim bar over the text that finds words on this page: a field, which of how many, there and back, and away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QWidget

from ui import theme
from ui.diary import keys
from ui.diary.editor import Editor
from ui.diary.find import PageFinder
from ui.widgets.buttons import IconButton
from ui.widgets.fields import SearchField
from ui.widgets.text import Label, announce

_FIELD, _LEAST = 280, 110
_AIRY = 300  # the least width of the bar with some air in it


class _Field(SearchField):
    """Enter goes on, with Shift back; Esc is the bar's."""

    onward = Signal(bool)
    done = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()  # before it means anything to what lies around the bar
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.onward.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Hidden until `open`. Esc and its last button close it: the caret stays at what was found, `closed` tells."""

    closed = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self.finder = PageFinder(editor)
        self.finder.counted.connect(self._counted)
        self.setProperty("slim", True)  # writing without distraction puts it right under its own bar
        self._from = (0, 0)
        self._seeking = self._quietly = False
        self._at = -1
        self.field = _Field(self.tr("Find here"), self.tr("Find on this page"))
        self.field.setMaximumWidth(theme.px(_FIELD))
        self.field.setMinimumWidth(theme.px(_LEAST))
        self.field.words.connect(self._look_for)
        self.field.onward.connect(self.go)
        self.field.done.connect(self.close_bar)
        self.count = Label("", "caption", "ink_2")
        self.before = self._button("chevron-up", self.tr("The one before"), keys.spoken("find_previous"))
        self.after = self._button("chevron-down", self.tr("The next one"), keys.spoken("find_next"))
        self.away = self._button("x", self.tr("Close"), self.tr("Esc", "the key"))
        self.before.clicked.connect(lambda: self.go(False))
        self.after.clicked.connect(lambda: self.go(True))
        self.away.clicked.connect(self.close_bar)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.addWidget(self.field, 1)
        self._gaps = QSpacerItem(10, 0), QSpacerItem(6, 0)
        row.addItem(self._gaps[0])
        row.addWidget(self.count)
        row.addStretch(0)
        row.addItem(self._gaps[1])
        for button in (self.before, self.after, self.away):
            row.addWidget(button)
        self.hide()
        theme.watcher.changed.connect(self.restyle)
        editor.show_found(self.finder.in_line)

    def restyle(self) -> None:
        """Take the width of the field from the theme again."""
        self.field.setMaximumWidth(theme.px(_FIELD))
        self.field.setMinimumWidth(theme.px(_LEAST))
        self._close_up()

    def _close_up(self) -> None:
        """With large words on little room the air between the parts goes to the field."""
        airy = self.width() >= theme.px(_AIRY)
        self._row.setSpacing(2 if airy else 0)
        for gap, wide in zip(self._gaps, (10, 6) if airy else (4, 0), strict=True):
            gap.changeSize(wide, 0)
        self._row.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._close_up()

    def _button(self, icon: str, text: str, shortcut: str) -> IconButton:
        tip = self.tr("{what} ({keys})").format(what=text, keys=shortcut)
        return IconButton(icon, text, small=True, tooltip=tip)

    # --- opening and closing ----------------------------------------------------------------------------------

    def open(self) -> None:
        """Show it with what is chosen in the text, or what was looked for before, and begin."""
        cursor = self._editor.textCursor()
        chosen = cursor.selectedText()
        self._from = _place(self._editor.document(), cursor.selectionStart())
        self.show()
        if chosen and len(chosen) < 100 and "\u2029" not in chosen:
            self.field.setText(chosen)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._look_for(self.field.text().strip())

    def close_bar(self) -> None:
        """Away with bar and marks; the caret stays where it is."""
        if self.isHidden():
            return
        self.put_away()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def put_away(self) -> None:
        """Away with bar and marks, wherever the keyboard is."""
        self.forget_finds()
        self.hide()

    def forget_finds(self) -> None:
        """Another page, or none: nothing is marked any more."""
        self._seeking = self._quietly = False
        self.finder.find("")
        self._say("")

    def forget(self) -> None:
        """Hold no word any longer."""
        self.forget_finds()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.hide()

    def mark(self, words: str) -> None:
        """Mark where these words stand, without the bar, and bring the first into sight: the caret before it."""
        self._from = (0, 0)
        self._quietly = True
        self._look_for(words)

    # --- going there ------------------------------------------------------------------------------------------

    def go(self, onward: bool = True) -> None:
        """To the next find after the caret, or the one before it; after the last comes the first."""
        if self.isHidden() or not self.field.text().strip():
            self.open()
            return
        if self.finder.reading or not self.finder.count:
            return
        cursor = self._editor.textCursor()
        document = self._editor.document()
        if onward:
            self._show(self.finder.next(*_place(document, cursor.selectionEnd())))
        else:
            self._show(self.finder.previous(*_place(document, cursor.selectionStart())))

    def _look_for(self, words: str) -> None:
        self._seeking = bool(words)
        self._say("")
        self.finder.find(words)

    def _counted(self) -> None:
        self._editor.viewport().update()
        if self._quietly:
            self._seeking = self._quietly = False
            if self.finder.count:
                self._editor.show_find(*self.finder.place(0))
                # Nothing stays chosen: what is typed next must not take its place.
                cursor = self._editor.textCursor()
                cursor.setPosition(cursor.selectionStart())
                self._editor.setTextCursor(cursor)
        elif self._seeking:
            self._seeking = False
            if self.finder.count:
                self._show(self.finder.next(*self._from))
            else:
                self._say(self.tr("Nothing found"))
        elif self.field.text().strip() and not self.isHidden():
            # The page was edited: the words may stand in other places now.
            self._say(self._in_all() if self.finder.count else self.tr("Nothing found"), aloud=False)

    def _show(self, number: int) -> None:
        place = self.finder.place(number)
        self._editor.show_find(*place)
        self._from = place[:2]
        words = self.tr("{number} of {count}")
        self._say(words.format(number=number + 1, count=self.finder.count))

    def _in_all(self) -> str:
        return self.tr("%n found", "", self.finder.count)

    def _say(self, words: str, aloud: bool = True) -> None:
        for button in (self.before, self.after):
            button.setEnabled(bool(self.finder.count))
        if words != self.count.text():
            self.count.setText(words)
            if words and aloud:
                announce(self.count, words)


def _place(document: QTextDocument, position: int) -> tuple[int, int]:
    block = document.findBlock(position)
    return block.blockNumber(), position - block.position()
