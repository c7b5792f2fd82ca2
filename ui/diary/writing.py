"""What is written: a QTextEdit that holds the source text of a page, takes keys, input methods and the clipboard, and
keeps what they brought.

What is typed, composed, pasted or loaded comes back as it was, after `source.normalise`. Loading is not an edit. Undo goes
back by words, tools and pastes, each whole. Left out: how any of it looks (ui.diary.editor).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from companion.lines import normalise
from ui.diary import commands, lists, pasting, quotes
from ui.diary.styling import fenced
from ui.source import units, unkeepable
from ui.widgets.text import announce

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_BACK = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
_HELD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class Writing(QTextEdit):
    """Signals: `edited` after every change of the text that a person made; `files_given(list)` of paths and
    `image_given(QImage or bytes)` for what was dropped or pasted."""

    edited = Signal()
    files_given = Signal(object)
    image_given = Signal(object)

    def __init__(self, document: QTextDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        self._loaded = 0
        """How many texts were shown: what was begun for one is not put into another."""
        self._composed = ""
        self._signs: quotes.Signs | None = None
        self._set: tuple[int, str, str] = (-1, "", "")
        """The revision at which signs were set in the place of typed ones, the signs, and what was typed."""
        self.copied: Callable[[str], None] = _copy_plainly
        self.aside: Callable[[Callable[[], str], Callable[[str], object]], object] = _at_once
        commands.load(document, "")
        self.setDocument(document)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        document.contentsChange.connect(self._changed)

    # --- the text -----------------------------------------------------------------------------------------

    def text(self) -> str:
        """The source text, with LF as line break. What is still being composed is not yet in it."""
        return normalise(self.document().toRawText())

    def set_text(self, text: str, caret: int | None = None) -> None:
        """Show another text. Not an edit: nothing is emitted and undo starts afresh. The caret goes to `caret`, or
        to the end."""
        self._drop_composed()
        self._loading = True
        self._loaded += 1
        try:
            commands.load(self.document(), normalise(text))
            cursor = self.textCursor()
            if caret is None:
                cursor.movePosition(QTextCursor.MoveOperation.End)
            else:
                cursor.setPosition(min(max(0, caret), self.document().characterCount() - 1))
            self.setTextCursor(cursor)
            self.document().setModified(False)
        finally:
            self._loading = False

    def replace_text(self, text: str) -> None:
        """Put another text in place of this one as a single edit, which undo takes back."""
        self.settle()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        commands.put(cursor, normalise(text))
        self.setTextCursor(cursor)

    def forget(self) -> None:
        """Hold no word any longer: text, undo, and what was being composed."""
        self._drop_composed()
        self.set_text("")
        self.document().clearUndoRedoStacks()

    def is_empty(self) -> bool:
        """Whether nothing is written, without reading it all."""
        return self.document().isEmpty()

    def caret(self) -> int:
        return self.textCursor().position()

    def _changed(self, _place: int, removed: int, added: int) -> None:
        if not self._loading and (removed or added):
            self.edited.emit()

    # --- tools --------------------------------------------------------------------------------------------

    def bold(self) -> None:
        self.do(lambda cursor: commands.emphasise(cursor, "**"))

    def italic(self) -> None:
        self.do(lambda cursor: commands.emphasise(cursor, "*"))

    def heading(self, level: int) -> None:
        self.do(lambda cursor: commands.begin_lines(cursor, "#" * level + " "))

    def bullets(self) -> None:
        self.do(lambda cursor: commands.begin_lines(cursor, "- "))

    def quote(self) -> None:
        self.do(lambda cursor: commands.begin_lines(cursor, "> "))

    def tick(self) -> None:
        """Tick the box of the chosen lines, untick it, or give them one; and say so to a screen reader."""
        said: list[bool | None] = []
        self.do(lambda cursor: said.append(lists.tick(cursor)))
        self._say_ticked(said[0])

    def tick_line(self, number: int) -> None:
        """The same for one line, wherever the caret is."""
        self.settle()
        self._say_ticked(lists.tick(QTextCursor(self.document().findBlockByNumber(number))))

    def _say_ticked(self, ticked: bool | None) -> None:
        if ticked is not None:
            announce(self, self.tr("Ticked") if ticked else self.tr("Not ticked"))

    def insert_photos(self, photo_lines: list[str]) -> None:
        self.do(lambda cursor: commands.insert_photos(cursor, photo_lines))

    def remove_line(self, number: int) -> None:
        self.do(lambda cursor: commands.remove_line(cursor, number))

    def insert_line(self, number: int, text: str) -> None:
        self.do(lambda cursor: commands.insert_line(cursor, number, text))

    def set_line(self, number: int, text: str) -> None:
        self.do(lambda cursor: commands.set_line(cursor, number, text))

    def do(self, command: Callable[[QTextCursor], object]) -> None:
        """Do something to the text at the caret; what is being composed is finished first."""
        self.settle()
        cursor = self.textCursor()
        command(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def set_quotes(self, language: str | None) -> None:
        """Put typographic signs of this language in the place of a keyboard's while they are typed; None leaves every
        sign as it is."""
        self._signs = quotes.signs(language) if language is not None else None

    # --- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            self.take(cut=event.matches(QKeySequence.StandardKey.Cut) and not self.isReadOnly())
        elif self.isReadOnly() or event.modifiers() & _HELD or not self._typed(event):
            super().keyPressEvent(event)
            if event.text() in quotes.TYPED and not event.modifiers() & _HELD:
                self._set_signs(event.text())

    def _typed(self, event: QKeyEvent) -> bool:
        """Do what a key means here and nowhere else. False for all others."""
        if event.key() in _ENTER:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.do(lists.break_line if shift else lists.new_line)
        elif event.key() in _BACK:
            return self._delete(event.key() == Qt.Key.Key_Delete)
        elif event.text() == " ":
            self.do(commands.space)
        elif unkeepable(event.text()) or _unknown(event.text()):
            self._put(normalise(event.text()))
        else:
            return False
        return True

    def _put(self, words: str) -> None:
        if words:
            self.do(lambda cursor: commands.put(cursor, words))

    def _delete(self, forward: bool) -> bool:
        number = commands.photo_at_edge(self.textCursor(), forward)
        if number is not None:
            self.remove_line(number)
            return True
        if forward:
            return False
        cursor = self.textCursor()
        done = self._unset_signs(cursor) or lists.leave_mark(cursor) or commands.delete_back(cursor)
        if done:
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        return done

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab moves the focus, but inside a list the item."""
        if self.isReadOnly() or not lists.in_list(self.textCursor()):
            return super().focusNextPrevChild(next)
        self.do(lists.indent if next else lists.outdent)
        return True

    # --- typographic signs --------------------------------------------------------------------------------

    def _set_signs(self, typed: str) -> None:
        """Put what is wanted in the place of the sign just typed, as a step of its own."""
        cursor = self.textCursor()
        block, place = cursor.block(), cursor.positionInBlock()
        if self._signs is None or self.isReadOnly() or self._composed or cursor.hasSelection() or not place:
            return
        line = units(block.text())
        if line[place - 1] != typed or fenced(block.userState()) or quotes.in_code(line, place - 1):
            return
        signs, taken = quotes.instead(line[: place - 1], typed, self._signs)
        if signs == typed:
            return
        cursor.setPosition(cursor.position() - 1 - taken, QTextCursor.MoveMode.KeepAnchor)
        commands.put(cursor, signs)
        self.setTextCursor(cursor)
        self._set = (self.document().revision(), signs, line[place - 1 - taken : place])

    def _unset_signs(self, cursor: QTextCursor) -> bool:
        """Backspace right after signs were set brings back what was typed."""
        revision, signs, typed = self._set
        place = cursor.positionInBlock()
        if revision != self.document().revision() or cursor.hasSelection():
            return False
        if not cursor.block().text()[:place].endswith(signs):
            return False
        cursor.setPosition(cursor.position() - len(signs), QTextCursor.MoveMode.KeepAnchor)
        commands.put(cursor, typed)
        return True

    # --- input methods --------------------------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        brought = event.commitString()
        if unkeepable(brought):
            event.setCommitString("")
        super().inputMethodEvent(event)
        if unkeepable(brought):
            self._put(normalise(brought))
        self._composed = event.preeditString()
        # Some systems bring every letter this way.
        if brought in quotes.TYPED:
            self._set_signs(brought)

    def settle(self) -> None:
        """Finish what is being composed, so that no word is lost: it is in the text afterwards, once."""
        if self._composed:
            QGuiApplication.inputMethod().commit()
        if self._composed:  # the input method left it to us
            event = QInputMethodEvent()
            event.setCommitString(self._composed)
            QApplication.sendEvent(self, event)
            QGuiApplication.inputMethod().reset()

    def _drop_composed(self) -> None:
        if self._composed:
            QApplication.sendEvent(self, QInputMethodEvent())
        QGuiApplication.inputMethod().reset()

    # --- clipboard and dropping -----------------------------------------------------------------------------

    def take(self, cut: bool) -> None:
        """Copy what is chosen, or cut it out."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return
        self.copied(normalise(cursor.selectedText()))
        if cut:
            cursor.removeSelectedText()
            self.setTextCursor(cursor)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(normalise(self.textCursor().selectedText()))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return (
            source.hasText() or source.hasHtml() or pasting.has_picture(source) or bool(pasting.files(source))
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Files and pictures are handed on, formatting becomes marks. One step of undo."""
        self._insert(source, plain=False)

    def paste_plain(self) -> None:
        """Put the words of the clipboard in without any formatting."""
        if not self.isReadOnly():
            self._insert(QGuiApplication.clipboard().mimeData(), plain=True)

    def _insert(self, data: QMimeData, plain: bool) -> None:
        if files := pasting.files(data):
            self.files_given.emit(files)
        elif pasting.only_a_picture(data):
            self.image_given.emit(pasting.picture(data))
        elif not plain and (html := pasting.formatted(data)):
            self._insert_formatted(html, normalise(data.text()))
        elif data.hasText():
            self.do(lambda cursor: commands.put(cursor, normalise(data.text())))
        elif (picture := pasting.picture(data)) is not None:
            self.image_given.emit(picture)

    def _insert_formatted(self, html: str, plain: str) -> None:
        """Much of it takes a while to read: that is done aside, and goes where the caret was then."""
        self.settle()
        where, revision = self.textCursor(), self.document().revision()
        where.setKeepPositionOnInsert(True)

        def put(words: str) -> None:
            here = self.textCursor().position() == where.position()
            where.setKeepPositionOnInsert(False)
            if revision != self.document().revision():
                where.setPosition(where.position())  # what was chosen then is no longer what was meant
            commands.put(where, words)
            if here:  # nobody has gone on writing meanwhile
                self.setTextCursor(where)
                self.ensureCursorVisible()

        if len(html) <= pasting.AT_ONCE:
            put(pasting.marked(html, plain))
        else:
            loaded = self._loaded
            self.aside(
                lambda: pasting.marked(html, plain),
                lambda words: put(words) if loaded == self._loaded and not self.isReadOnly() else None,
            )


def _at_once(work: Callable[[], str], done: Callable[[str], object]) -> None:
    done(work())


def _unknown(text: str) -> bool:
    """Whether this is a letter that the toolkit would refuse, because its tables do not have it."""
    return len(text) == 1 and unicodedata.category(text) == "Cn"


def _copy_plainly(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
