"""The writing surface: a QTextEdit that holds the source text of a page and nothing else.

Styling shows the text (ui.diary.styling), the layout places it (ui.diary.layout), and neither changes it: what
is typed, pasted or loaded comes back as it was, after `source.normalise`. Loading is not an edit. What stands
above the text (date and title) is a child of the view and scrolls with it.

Left out: saving, photos' bytes, and every word about them; the sheet around it does that.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ui import theme
from ui.diary import commands
from ui.diary.layout import PageLayout, Size
from ui.diary.source import Kind, normalise
from ui.diary.styling import Styling
from ui.widgets.menu import EditMenu

FOCUS_LINE = 0.58
_END = 48  # free room under the last line
_EDGE = 56
_CENTRED_FROM = 900  # a pane this wide belongs to a window of 1400 and more


class Editor(QTextEdit):
    """Signals: `edited` after every change of the text that a person made; `files_given(list)` of paths and
    `image_given(QImage or bytes)` for what was dropped or pasted; `photo_menu(photo id, global point)` when a
    picture is asked about; `placed` when the column has another place."""

    edited = Signal()
    files_given = Signal(object)
    image_given = Signal(object)
    photo_menu = Signal(str, QPoint)
    placed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        document.setDefaultFont(theme.font("read"))
        self._page = PageLayout(document)
        document.setDocumentLayout(self._page)
        self._styling = Styling(document)
        self.setDocument(document)
        self._loading = False
        self._focus = False
        self.focus_line = FOCUS_LINE
        """Where the line with the caret stays while writing without distraction, as a part of the height."""
        self._small = False
        self._pressed_photo = ""
        self._header: QWidget | None = None
        self._placeholder = ""
        self.copied: Callable[[str], None] = _copy_plainly
        self._page.top_of_view = lambda: self.verticalScrollBar().value()
        self._page.revealed = lambda: self._styling.revealed
        self._page.shifted.connect(self._stay)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        document.contentsChange.connect(self._changed)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.verticalScrollBar().valueChanged.connect(self._move_header)
        theme.watcher.changed.connect(self._restyle)
        self._restyle()

    # --- the text -----------------------------------------------------------------------------------------

    def text(self) -> str:
        """The source text, with LF as line break."""
        return normalise(self.document().toRawText())

    def set_text(self, text: str, caret: int | None = None) -> None:
        """Show another text. Not an edit: nothing is emitted and undo starts afresh. The caret goes to `caret`, or
        to the end."""
        self._loading = True
        try:
            self._styling.forget_caret()
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
        self._caret_moved()

    def replace_text(self, text: str) -> None:
        """Put another text in place of this one as a single edit, which undo takes back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        commands.put(cursor, normalise(text))
        self.setTextCursor(cursor)

    def forget(self) -> None:
        """Hold no word any longer: text, undo, and what was being composed."""
        QGuiApplication.inputMethod().reset()
        self.set_text("")
        self.document().clearUndoRedoStacks()
        self._page.forget()

    def is_empty(self) -> bool:
        """Whether nothing is written, without reading it all."""
        return self.document().isEmpty()

    def caret(self) -> int:
        return self.textCursor().position()

    # --- pictures -----------------------------------------------------------------------------------------

    def show_pictures(
        self,
        size: Callable[[str], Size | None],
        picture: Callable[[str, int, int], QImage | None],
        note: Callable[[str], str] = lambda _id: "",
    ) -> None:
        """Where the sizes and pictures of photos come from, and what is said where there is none."""
        self._page.picture_size, self._page.picture, self._page.picture_note = size, picture, note

    def photo_changed(self, photo: str) -> None:
        self._page.photo_changed(photo)

    def photo_line(self, photo: str) -> int | None:
        """The number of the line that shows this photo."""
        block = self.document().firstBlock()
        while block.isValid():
            if photo in block.text() and self._page.shape_of(block).photo == photo:
                return block.blockNumber()
            block = block.next()
        return None

    def photo_at(self, point: QPoint) -> str:
        """The id of the photo whose picture is at this place of the view, or ""."""
        place = QPointF(point) + QPointF(0, self.verticalScrollBar().value())
        number = self._page.number_at(place.y())
        if self._page.picture_rect(number).contains(place):
            return self._page.shape_of(self.document().findBlockByNumber(number)).photo
        return ""

    def photo_of_caret(self) -> str:
        """The id of the photo whose line the caret is in, or ""."""
        found = self._page.shape_of(self.textCursor().block())
        return found.photo if found.kind is Kind.PHOTO else ""

    def picture_on_screen(self, photo: str) -> QRect:
        """Where a photo's picture is in the view; empty if it is not on this page."""
        number = self.photo_line(photo)
        if number is None:
            return QRect()
        rect = self._page.picture_rect(number).toAlignedRect()
        return rect.translated(0, -self.verticalScrollBar().value())

    # --- tools --------------------------------------------------------------------------------------------

    def bold(self) -> None:
        self._do(lambda cursor: commands.emphasise(cursor, "**"))

    def italic(self) -> None:
        self._do(lambda cursor: commands.emphasise(cursor, "*"))

    def heading(self, level: int) -> None:
        self._do(lambda cursor: commands.begin_lines(cursor, "#" * level + " "))

    def bullets(self) -> None:
        self._do(lambda cursor: commands.begin_lines(cursor, "- "))

    def quote(self) -> None:
        self._do(lambda cursor: commands.begin_lines(cursor, "> "))

    def insert_photos(self, photo_lines: list[str]) -> None:
        self._do(lambda cursor: commands.insert_photos(cursor, photo_lines))

    def remove_line(self, number: int) -> None:
        self._do(lambda cursor: commands.remove_line(cursor, number))

    def insert_line(self, number: int, text: str) -> None:
        self._do(lambda cursor: commands.insert_line(cursor, number, text))

    def set_line(self, number: int, text: str) -> None:
        self._do(lambda cursor: commands.set_line(cursor, number, text))

    def _do(self, command: Callable[[QTextCursor], None]) -> None:
        cursor = self.textCursor()
        command(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # --- looks --------------------------------------------------------------------------------------------

    def set_header(self, header: QWidget) -> None:
        """A widget above the text that scrolls away with it."""
        self._header = header
        header.setParent(self.viewport())
        header.show()
        self.place()

    def set_focus_mode(self, on: bool) -> None:
        """Nothing but the text, the present paragraph in full ink, its line at 58 % of the height."""
        self._focus = on
        if self._header is not None:
            self._header.setVisible(not on)
        self._page.quiet_but = self.textCursor().blockNumber() if on else -1
        self._restyle()
        self._caret_moved()

    def set_small(self, small: bool) -> None:
        self._small = small
        self.place()

    def set_placeholder(self, text: str) -> None:
        """What stands, quietly, where the first word will be."""
        self._placeholder = text
        self.viewport().update()

    def mark_lines(self, numbers: frozenset[int]) -> None:
        """Put a bar beside these lines."""
        self._page.marked = numbers
        self.viewport().update()

    def column(self) -> QRect:
        """The text column in the view: left edge and width."""
        room = self.width()  # with the scroll bar, so that its coming and going moves no word
        measure = theme.size("measure_focus" if self._focus else "measure")
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._focus or room >= _CENTRED_FROM:
            width = min(measure, room - 48)
            left = (room - width) // 2
        else:
            edge = min(80 if self._small else _EDGE, max(24, room // 8))
            width = max(120, min(measure, room - edge - min(edge, _EDGE)))
            left = room - edge - width if mirrored else edge
        # In a mirrored window the scroll bar stands before the view.
        return QRect(left - (room - self.viewport().width() if mirrored else 0), 0, width, 0)

    def place(self) -> None:
        """Put header and column where the view's size wants them."""
        column = self.column()
        height = self.viewport().height()
        top, bottom = 32, _END
        if self._focus:
            top, bottom = round(height * self.focus_line), round(height * (1 - self.focus_line))
        elif self._header is not None:
            self._header.setFixedWidth(column.width() + 24)
            layout = self._header.layout()
            if layout is not None and layout.hasHeightForWidth():
                top = layout.totalHeightForWidth(column.width() + 24)
            else:
                top = max(self._header.sizeHint().height(), self._header.minimumSizeHint().height())
            self._header.resize(column.width() + 24, top)
        self.placed.emit()
        self._page.set_column(column.left(), column.width(), top, bottom, self.viewport().width())
        self._move_header()

    def _move_header(self) -> None:
        if self._header is not None:
            self._header.move(self.column().left() - 12, -self.verticalScrollBar().value())

    def _restyle(self) -> None:
        style = "read_focus" if self._focus else "read"
        option = QTextOption(self.document().defaultTextOption())
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setAlignment(Qt.AlignmentFlag.AlignLeading)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().setDefaultFont(theme.font(style))
        self._page.mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._styling.set_style(style)
        self._page.set_style(style)
        self.place()

    def _stay(self, by: int) -> None:
        bar = self.verticalScrollBar()
        if bar.value() > 0:
            bar.setValue(bar.value() + by)

    # --- the caret ----------------------------------------------------------------------------------------

    def _changed(self, _place: int, removed: int, added: int) -> None:
        if not self._loading and (removed or added):
            self.edited.emit()

    def _caret_moved(self) -> None:
        if self._loading:
            return
        number = self.textCursor().blockNumber()
        if self._focus and self._page.quiet_but != number:
            self._page.quiet_but = number
            self.viewport().update()
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            # While the mouse chooses, nothing may move under it.
            self._reveal()
        if self._focus:
            QTimer.singleShot(0, self, self._hold_line)

    def _reveal(self) -> None:
        self._styling.reveal(self.textCursor().blockNumber() if self.hasFocus() else -1)

    def _hold_line(self) -> None:
        if self._focus:
            middle = self.cursorRect().center().y() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(round(middle - self.viewport().height() * self.focus_line))

    # --- events -------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._reveal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self._styling.reveal(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed_photo = self.photo_at(event.position().toPoint()) if left else ""
        if not self._pressed_photo:
            # On a picture the caret stays where it is: in its line the source would come up and push it down.
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_photo = self._pressed_photo, ""
        if pressed:
            if self.photo_at(event.position().toPoint()) == pressed:
                self.photo_menu.emit(pressed, event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)
        self._reveal()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = not event.buttons() and bool(self.photo_at(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_styling"):
            self._restyle()

    def showEvent(self, event: QShowEvent) -> None:
        # The toolkit would scroll to the caret; a page is seen from where it was left, or from its beginning.
        value = self.verticalScrollBar().value()
        super().showEvent(event)
        self.verticalScrollBar().setValue(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        line = self.cursorRect().bottom()
        seen = self.hasFocus() and 0 <= line <= event.oldSize().height()
        self.place()
        super().resizeEvent(event)
        if self._focus:
            self._hold_line()
        elif seen:
            self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            self._copy(cut=event.matches(QKeySequence.StandardKey.Cut))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._do(commands.new_line)
        elif event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete} and not event.modifiers():
            number = commands.photo_at_edge(self.textCursor(), event.key() == Qt.Key.Key_Delete)
            if number is None:
                super().keyPressEvent(event)
            else:
                self.remove_line(number)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        photo = self.photo_at(event.pos())
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            photo = self.photo_of_caret()
        if photo:
            self.photo_menu.emit(photo, event.globalPos())
            return
        EditMenu(self, lambda cut: self._copy(cut=cut)).ask(event.globalPos())

    # --- clipboard and dropping -----------------------------------------------------------------------------

    def _copy(self, cut: bool) -> None:
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
        return source.hasText() or source.hasImage() or bool(_local_files(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = _local_files(source)
        if files:
            self.files_given.emit(files)
        elif source.hasText():
            self._do(lambda cursor: commands.put(cursor, normalise(source.text())))
        elif source.hasImage():
            self.image_given.emit(_image(source))

    # --- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._placeholder and self.is_empty() and not self.textCursor().block().layout().preeditAreaText():
            painter = QPainter(self.viewport())
            painter.setFont(theme.font("read_focus" if self._focus else "read"))
            painter.setPen(theme.color("ink_3"))
            column = self.column()
            pitch = theme.line("read_focus" if self._focus else "read")
            top = self._page.top(0) - self.verticalScrollBar().value()
            where = QRect(column.left(), top, column.width(), pitch)
            painter.drawText(
                where, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, self._placeholder
            )
            painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)


def _copy_plainly(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _local_files(source: QMimeData) -> list[str]:
    if not source.hasUrls():
        return []
    paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
    return paths if len(paths) == len(source.urls()) else []


def _image(source: QMimeData) -> QImage | bytes:
    """The copied picture: its own bytes where they are there, so that its turn is known; else the pixels."""
    for name in ("image/jpeg", "image/png"):
        if source.hasFormat(name):
            return bytes(source.data(name).data())
    image = source.imageData()
    return image if isinstance(image, QImage) else QImage(image)
