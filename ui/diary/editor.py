"""The writing surface: what is written (ui.diary.writing), as it is shown and touched.

Styling shows the text (ui.diary.styling), the layout places it (ui.diary.layout), and neither changes it. What stands
above the text (date and title) is a child of the view and scrolls with it.

Left out: saving, photos' bytes, and every word about them; the sheet around it does that.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QWidget

from companion.lines import Kind, link_at
from ui import theme
from ui.diary.comparing import Changes
from ui.diary.doubts import Doubts
from ui.diary.layout import PageLayout, Size
from ui.diary.styling import Styling
from ui.diary.writing import Writing
from ui.source import units, whole

FOCUS_LINE = 0.58
_END = 48  # free room under the last line
_EDGE = 56
_CENTRED_FROM = 900  # a pane this wide belongs to a window of 1400 and more


class Editor(Writing):
    """Signals, besides those of `Writing`: `photo_opened(photo id)` when a picture is clicked, or Enter pressed within
    its line; `photo_menu(photo id, global point)` when one is asked about; `link_asked(address)` when a link is to be
    followed; `placed` when the column has another place."""

    photo_opened = Signal(str)
    photo_menu = Signal(str, QPoint)
    link_asked = Signal(str)
    placed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(theme.font("read"))
        self._page = PageLayout(document)
        document.setDocumentLayout(self._page)
        self._styling = Styling(document)
        super().__init__(document, parent)
        document.setParent(self)
        self._focus = False
        self._small = False
        self._pressed_photo = ""
        self._pressed_box = -1
        self.doubts = Doubts(self)
        self._header: QWidget | None = None
        self._page.top_of_view = lambda: self.verticalScrollBar().value()
        self._page.revealed = lambda: self._styling.revealed
        self._page.doubted = self.doubts.spans
        self._page.shifted.connect(self._stay)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.verticalScrollBar().valueChanged.connect(self._move_header)
        theme.watcher.changed.connect(self._restyle)
        self._restyle()

    def set_text(self, text: str, caret: int | None = None) -> None:
        self._styling.forget_caret()
        super().set_text(text, caret)
        self._caret_moved()

    def forget(self) -> None:
        super().forget()
        self._page.forget()

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

    # --- boxes and links ------------------------------------------------------------------------------------

    def box_at(self, point: QPoint) -> int:
        """The number of the line whose box is at this place of the view, or -1."""
        if self.isReadOnly():
            return -1
        place = QPointF(point) + QPointF(0, self.verticalScrollBar().value())
        number = self._page.number_at(place.y())
        return number if self._page.box_rect(number).contains(place) else -1

    def link_at(self, cursor: QTextCursor) -> str:
        """The address of the link at this place of the text, or ""."""
        return whole(link_at(units(cursor.block().text()), cursor.positionInBlock()))

    # --- what was found ---------------------------------------------------------------------------------------

    def show_found(self, in_line: Callable[[int], list[tuple[int, int]]]) -> None:
        """Where finds on the page come from, line by line: they are drawn on a ground of their own."""
        self._page.found = in_line

    def show_find(self, line: int, start: int, end: int) -> None:
        """Choose one find and bring it into sight, with its marks, though the focus is elsewhere."""
        block = self.document().findBlockByNumber(line)
        cursor = self.textCursor()
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._styling.reveal(line)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        rect = self.cursorRect()
        if self._focus:
            self._hold_line()
        elif rect.top() < 0 or rect.bottom() > room:
            bar.setValue(bar.value() + rect.center().y() - room // 3)

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

    def mark_changes(self, changes: Changes) -> None:
        """Show how these lines differ from another text: bars beside them, lines under words, wedges."""
        self._page.changes = changes
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
            top, bottom = self.focus_line(), height - self.focus_line()
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
            if self.hasFocus():
                self._give_air()
        self.doubts.caret_moved()
        if self._focus:
            QTimer.singleShot(0, self, self._hold_line)

    def ensureCursorVisible(self) -> None:
        """Bring the caret into sight, its line not on the lower edge."""
        super().ensureCursorVisible()
        self._give_air()

    def _give_air(self) -> None:
        """Leave about a line free below the line one writes in, or it would stand on the foot of the page."""
        if self._focus:
            return  # its line has a place of its own there
        room, bar = self.viewport().height(), self.verticalScrollBar()
        short = self.cursorRect().bottom() + min(theme.line("read"), room // 4) - room
        if short > 0:
            bar.setValue(bar.value() + short)

    def _reveal(self) -> None:
        self._styling.reveal(self.textCursor().blockNumber() if self.hasFocus() else -1)

    def _hold_line(self) -> None:
        if self._focus:
            middle = self.cursorRect().center().y() + self.verticalScrollBar().value()
            self.verticalScrollBar().setValue(middle - self.focus_line())

    def focus_line(self) -> int:
        """Where in the view the line of the caret stays: at 58 % of what lies around it, too."""
        around, height = self.parentWidget(), self.viewport().height()
        line = (
            round(around.height() * FOCUS_LINE) - self.y()
            if around is not None
            else round(height * FOCUS_LINE)
        )
        return min(max(line, height // 3), max(0, height - theme.line("read_focus")))

    # --- events -------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._reveal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self._styling.reveal(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._in_photo():
            self.photo_opened.emit(self.photo_of_caret())
        else:
            super().keyPressEvent(event)

    def _in_photo(self) -> bool:
        """Whether the caret is within a photo's line, where a line break would only destroy it. At its start and end
        one goes on writing."""
        cursor = self.textCursor()
        inside = not cursor.hasSelection() and not cursor.atBlockStart() and not cursor.atBlockEnd()
        return (inside or self.isReadOnly()) and bool(self.photo_of_caret())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left, place = event.button() == Qt.MouseButton.LeftButton, event.position().toPoint()
        self._pressed_photo = self.photo_at(place) if left else ""
        self._pressed_box = self.box_at(place) if left else -1
        if not self._pressed_photo and self._pressed_box < 0:
            # On a picture or a box the caret stays where it is: in its line the source would come up and move it.
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        photo, box, place = self._pressed_photo, self._pressed_box, event.position().toPoint()
        self._pressed_photo, self._pressed_box = "", -1
        if photo:
            if self.photo_at(place) == photo:
                self.photo_opened.emit(photo)
        elif box >= 0:
            if self.box_at(place) == box:
                self.tick_line(box)
        else:
            super().mouseReleaseEvent(event)
            self._reveal()
            if event.button() == Qt.MouseButton.LeftButton and (address := self._followed(event)):
                self.link_asked.emit(address)

    def _followed(self, event: QMouseEvent) -> str:
        """The address of the link under the mouse while Ctrl is held, or ""."""
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return ""
        return self.link_at(self.cursorForPosition(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.box_at(event.position().toPoint()) >= 0:
            self.mousePressEvent(event)  # two quick clicks are two clicks
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_box < 0:
            super().mouseMoveEvent(event)
        place = event.position().toPoint()
        over = not event.buttons() and (
            bool(self.photo_at(place)) or self.box_at(place) >= 0 or bool(self._followed(event))
        )
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "_styling"):
            return
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._restyle()
        elif event.type() in {QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange}:
            # The toolkit has just given the text the window's own font.
            self.document().setDefaultFont(theme.font("read_focus" if self._focus else "read"))

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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        photo = self.photo_at(event.pos()) if by_mouse else self.photo_of_caret()
        if photo:
            self.photo_menu.emit(photo, event.globalPos())
            return
        cursor = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        self.doubts.open_menu(event.globalPos(), cursor)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)
