"""The list of diary pages as it is drawn and walked through.

Rows of one height in a one-column table, because that is the view that asks for no more rows than it shows. Up,
Down, Home and End move, Enter opens, Delete moves to the trash.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.diary.entries import HIT_ROLE, ROW_ROLE, EntriesModel
from ui.diary.rowpaint import RowPainter
from ui.widgets.paint import box, rtl
from ui.widgets.phrasing import full_day

if TYPE_CHECKING:
    from companion.diary import EntryRow

Index = QModelIndex | QPersistentModelIndex

INSET = 8
_END = 12  # at the end edge a row stops before the thumb of the scroll bar
_TRASH_DAYS = 30


class EntryDelegate(QStyledItemDelegate):
    """Draws a row as in the design: day and weekday, title with its mood, two lines of the text, tags."""

    def __init__(self, view: EntriesView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.size("list_diary"), theme.size("row_pitch_diary"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: EntryRow | None = index.data(ROW_ROLE)
        whole = QRectF(option.rect)
        height = theme.size("row_diary")
        left = _END if rtl(self._view) else INSET
        area = QRectF(whole.left() + left, whole.top(), whole.width() - INSET - _END, height)
        painter.save()
        self._ground(painter, area, index)
        if row is not None:
            RowPainter(painter, area, row, index.data(HIT_ROLE), self._view).paint()
        painter.restore()

    def _ground(self, painter: QPainter, area: QRectF, index: Index) -> None:
        view = self._view
        chosen = index.row() == view.currentIndex().row() and view.show_choice
        radius = theme.radius("row")
        if chosen:
            box(painter, area, radius, theme.color("surface"), theme.color("line"))
            x = area.right() - 3 if rtl(view) else area.left()
            bar = QRectF(x, area.top() + 14, 3, area.height() - 28)
            box(painter, bar, 1.5, theme.color("accent"))
        elif index.row() == view.hovered:
            box(painter, area, radius, theme.color("hover"))
        if index.row() == view.currentIndex().row() and view.hasFocus() and view.by_keyboard:
            box(painter, area, radius, None, theme.color("focus"), 2)


class _OverlayBar(QScrollBar):
    """The scroll bar, drawn over the end edge of the rows, so that its coming and going moves no word."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        view.verticalScrollBar().rangeChanged.connect(self._take)
        view.verticalScrollBar().valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._give)
        self._take()

    def _give(self, value: int) -> None:
        self._view.verticalScrollBar().setValue(value)

    def _take(self) -> None:
        # Asked for each time: what Python holds of a bar that Qt owns does not outlive every change of style.
        true = self._view.verticalScrollBar()
        self.setRange(true.minimum(), true.maximum())
        self.setPageStep(true.pageStep())
        self.setSingleStep(true.singleStep())
        self.setValue(true.value())
        self.setVisible(true.maximum() > 0)

    def place(self, area: QRect, mirrored: bool) -> None:
        width = self.sizeHint().width()
        x = area.left() if mirrored else area.right() + 1 - width
        self.setGeometry(x, area.top(), width, area.height())
        self.raise_()
        self._take()


class EntriesView(QTableView):
    """The list. `opened(EntryRow)` on Enter or a click, `moved(EntryRow)` when the keyboard reaches another row,
    `unwanted(EntryRow)` on Delete."""

    opened = Signal(object)
    moved = Signal(object)
    unwanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self.by_keyboard = False
        self.show_choice = True
        self.ring_none = True
        self.today = date.today
        self.setAccessibleName(name)
        self.setItemDelegate(EntryDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = _OverlayBar(self)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the row height from the theme again."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme.size("row_pitch_diary"))
        self.verticalScrollBar().setSingleStep(theme.size("row_pitch_diary") // 3)
        self.viewport().update()

    def until(self, row: EntryRow) -> str:
        """When a page in the trash is deleted for good."""
        from datetime import timedelta

        if row.trashed is None:
            return ""
        last = (row.trashed + timedelta(days=_TRASH_DAYS)).astimezone().date()
        return self.tr("In the trash until {day}").format(day=full_day(last))

    def entries(self) -> EntriesModel:
        model = self.model()
        assert isinstance(model, EntriesModel)
        return model

    def current(self) -> EntryRow | None:
        """What the current row shows."""
        return self.entries().entry(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def go_to(self, row: int, *, show: bool = True) -> None:
        """Make a row the current one without opening it."""
        index = self.entries().index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if show and index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def clear_choice(self) -> None:
        self.selectionModel().clear()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.place(self.rect(), rtl(self))

    # --- events -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        row = self.current()
        self.by_keyboard = True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if row is not None:
                self.opened.emit(row)
            return
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            if row is not None:
                self.unwanted.emit(row)
            return
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(0 if key == Qt.Key.Key_Home else self.entries().rowCount() - 1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} or (event.text().isprintable() and event.text()):
            # No search by typing: that would read every row.
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
        now = self.current()
        if now is not None and (row is None or now.id != row.id):
            self.moved.emit(now)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            row = self.current()
            if row is not None:
                self.opened.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():
            self._hover(self.rowAt(event.position().toPoint().y()))
        # Dragging over the list does not choose.

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason  # type: ignore[attr-defined]
        if not self.currentIndex().isValid() and self.entries().rowCount():
            self.go_to(0, show=False)
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()
