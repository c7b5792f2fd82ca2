"""What stands above the text of a page and scrolls with it: when it was written, and its title."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QMimeData, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from companion.lines import normalise
from ui import theme
from ui.diary import commands
from ui.diary.layout import PageLayout
from ui.diary.moment import Moment, MomentDialog
from ui.diary.words import untitled
from ui.widgets.menu import EditMenu
from ui.widgets.paint import rtl

SIDE = 12
"""Room at both sides of the text, for what hangs over its edge: focus rings, a button's ground."""
_GAP = 6


class DateLine(QAbstractButton):
    """The date and time of a page. It reads like a caption and is a button: clicking changes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.ring_radius = theme.radius("tag")
        self.setProperty("elides", True)  # beside the history there may be little room
        theme.watcher.changed.connect(self.updateGeometry)

    def show_words(self, words: str) -> None:
        """The moment, in words."""
        self.setText(words)
        self.setAccessibleName(self.tr("Written {when}. Change the date or time").format(when=words))
        self.setToolTip(self.tr("Change the date or time"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.font("caption")).horizontalAdvance(self.text())
        return QSize(round(width) + 2, theme.line("caption"))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, theme.line("caption"))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font("caption")
        font.setUnderline(self.underMouse() and self.isEnabled())
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color("ink_2" if self.underMouse() else "ink_3"))
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() + 1)
        x = self.width() - metrics.horizontalAdvance(words) if rtl(self) else 0
        baseline = (self.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, round(baseline)), words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class TitleField(QTextEdit):
    """The title: one line of text that may wrap. Enter and Down go on to the text (`left`); line breaks become
    blanks. `grown` comes when it needs another height."""

    edited = Signal()
    left = Signal()
    grown = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        document.setDefaultFont(theme.font("entry_title"))
        self._page = PageLayout(document, "entry_title", plain=True)
        document.setDocumentLayout(self._page)
        self.setDocument(document)
        self._placeholder = placeholder
        self.copied: Callable[[str], None] = QGuiApplication.clipboard().setText
        self._loading = False
        self.ring_none = True  # the caret shows where the keyboard is, as in the text below
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Title"))
        document.contentsChange.connect(self._changed)
        self._page.documentSizeChanged.connect(lambda _size: self._fit())
        theme.watcher.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take font and pitch from the theme again."""
        self.document().setDefaultFont(theme.font("entry_title"))
        self._page.mirrored = rtl(self)
        self._page.set_style("entry_title")
        self._fit()

    def text(self) -> str:
        return normalise(self.document().toRawText()).replace("\n", " ")

    def set_text(self, text: str) -> None:
        """Show another title. Not an edit."""
        self._loading = True
        try:
            commands.load(self.document(), normalise(text).replace("\n", " "))
            self.moveCursor(QTextCursor.MoveOperation.End)
        finally:
            self._loading = False
        self._fit()

    def replace_text(self, text: str) -> None:
        """Put another title in place of this one, as an edit."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        commands.put(cursor, normalise(text).replace("\n", " "))

    def forget(self) -> None:
        self.set_text("")
        self.document().clearUndoRedoStacks()
        self._page.forget()

    def _changed(self, _place: int, removed: int, added: int) -> None:
        if not self._loading and (removed or added):
            self.edited.emit()

    def _fit(self) -> None:
        height = max(theme.line("entry_title"), round(self._page.documentSize().height()))
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.grown.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._page.set_column(2 if rtl(self) else 0, max(40, self.width() - 2), 0, 0, self.width())
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cut = event.matches(QKeySequence.StandardKey.Cut)
        if cut or event.matches(QKeySequence.StandardKey.Copy):
            self._copy(cut)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            before = self.textCursor().position()
            super().keyPressEvent(event)
            if self.textCursor().position() == before or self.textCursor().atEnd():
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def _copy(self, cut: bool) -> None:
        if self.textCursor().hasSelection():
            self.copied(normalise(self.textCursor().selectedText()))
            if cut and not self.isReadOnly():
                self.textCursor().removeSelectedText()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        EditMenu(self, self._copy).ask(event.globalPos())

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            commands.put(self.textCursor(), " ".join(normalise(source.text()).split("\n")))

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(normalise(self.textCursor().selectedText()))
        return data

    @property
    def place_words(self) -> str:
        """What stands where there is no title: nobody is asked for one who can only read."""
        return untitled() if self.isReadOnly() else self._placeholder

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty() and not self.textCursor().block().layout().preeditAreaText():
            painter = QPainter(self.viewport())
            font = theme.font("entry_title")
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(theme.color("ink_3"))
            words = metrics.elidedText(self.place_words, Qt.TextElideMode.ElideRight, self.width())
            x = self.width() - 2 - metrics.horizontalAdvance(words) if rtl(self) else 0
            pitch = theme.line("entry_title")
            painter.drawText(QPointF(x, round((pitch - metrics.height()) / 2 + metrics.ascent())), words)
            painter.end()


class PageHead(QWidget):
    """Date line and title. `resized` when it needs another height, `moved(Moment)` when the moment was
    changed."""

    resized = Signal()
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment = Moment(datetime(2000, 1, 1))
        self._today = date(2000, 1, 1)
        self.date_line = DateLine()
        self.title = TitleField(self.tr("Title, if you like"))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(_GAP)
        self._column.addWidget(self.date_line, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self.title)
        self.set_small(False)
        self.title.grown.connect(self.resized)
        self.date_line.clicked.connect(self.ask_moment)

    def set_small(self, small: bool) -> None:
        self._column.setContentsMargins(SIDE, 24 if small else 32, SIDE, 18)
        self.resized.emit()

    def show_moment(self, moment: Moment, today: date) -> None:
        """When the page was written. Not an edit."""
        self._moment, self._today = moment, today
        self.date_line.show_words(moment.spoken(today))

    def sizeHint(self) -> QSize:
        margins = self._column.contentsMargins()
        height = (
            margins.top() + self.date_line.sizeHint().height() + _GAP + self.title.height() + margins.bottom()
        )
        return QSize(300, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def ask_moment(self) -> None:
        """A dialog for another date, time or zone."""
        MomentDialog(self, self._moment, self._today, self.moved.emit).open()
