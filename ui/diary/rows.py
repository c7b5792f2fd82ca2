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
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
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
from ui.diary.words import listed, month_short, untitled, year
from ui.widgets.marks import paint_mood
from ui.widgets.paint import box, rtl, runs_rtl
from ui.widgets.phrasing import day_number, full_day, weekday_short

if TYPE_CHECKING:
    from companion.diary import EntryRow, Hit

Index = QModelIndex | QPersistentModelIndex

INSET = 8
_PAD = 12
_TOP = 10
_DAY = 30
_GAP = 14
_SNIPPET = 19
_MARK = 14
_TRASH_DAYS = 30
_PREVIEW = 160  # as many characters as the store keeps for the list


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
        area = QRectF(whole.left() + INSET, whole.top(), whole.width() - INSET - INSET, height)
        painter.save()
        self._ground(painter, area, index)
        if row is not None:
            _RowPainter(painter, area, row, index.data(HIT_ROLE), self._view).paint()
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


class _RowPainter:
    """One row being drawn."""

    def __init__(
        self, painter: QPainter, area: QRectF, row: EntryRow, hit: Hit | None, view: EntriesView
    ) -> None:
        self.painter, self.area, self.row, self.hit, self.view = painter, area, row, hit, view
        self.mirrored = rtl(view)
        self.left = theme.px(_DAY) + _GAP + _GAP
        self.width = area.width() - self.left - _PAD

    def paint(self) -> None:
        self._day()
        self._title()
        self._snippet()
        self._foot()

    def _from_start(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A rectangle counted from the start edge of the row."""
        left = self.area.right() - x - width if self.mirrored else self.area.left() + x
        return QRectF(left, self.area.top() + y, width, height)

    def _line(self, style: str, color: str, text: str, box_: QRectF, align: Qt.AlignmentFlag) -> None:
        font = theme.font(style)
        metrics = QFontMetricsF(font)
        self.painter.setFont(font)
        self.painter.setPen(theme.color(color))
        width = metrics.horizontalAdvance(text)
        x = box_.left()
        if align == Qt.AlignmentFlag.AlignHCenter:
            x += (box_.width() - width) / 2
        elif self.mirrored:
            x += box_.width() - width
        baseline = box_.top() + (box_.height() - metrics.height()) / 2 + metrics.ascent()
        self.painter.drawText(QPointF(x, round(baseline)), text)

    def _day(self) -> None:
        day, today = self.row.when.date(), self.view.today()
        centre = Qt.AlignmentFlag.AlignHCenter
        y = _TOP + theme.px(3)
        number = theme.line("numeral_small")
        small = theme.line("micro")
        x, width = _GAP, theme.px(_DAY)
        self._line("numeral_small", "ink", day_number(day), self._from_start(x, y, width, number), centre)
        lines = [weekday_short(day)]
        if (day.year, day.month) != (today.year, today.month):
            lines.append(month_short(day))
        if day.year != today.year:
            lines.append(year(day))
        for at, text in enumerate(lines):
            place = self._from_start(x, y + number + theme.px(2) + at * small, width, small)
            self._line("micro", "ink_3" if at else "ink_2", text, place, centre)

    def _title(self) -> None:
        height = theme.line("h3")
        room = self.width - (theme.px(_MARK) + 10 if self.row.mood else 0)
        if self.row.title:
            marks = self.hit.title_marks if self.hit is not None else ()
            self._text(self.row.title, "h3", "ink", marks, _TOP, height, room, 1, marked_color="accent")
        else:
            font = QFont(theme.font("body"))
            font.setItalic(True)
            self.painter.setFont(font)
            self.painter.setPen(theme.color("ink_3"))
            metrics = QFontMetricsF(font)
            place = self._from_start(self.left, _TOP, room, height)
            words = untitled()
            x = place.right() - metrics.horizontalAdvance(words) if self.mirrored else place.left()
            base = place.top() + (height - metrics.height()) / 2 + metrics.ascent()
            self.painter.drawText(QPointF(x, round(base)), words)
        if self.row.mood:
            side = theme.px(_MARK)
            at = self._from_start(self.left + self.width - side, _TOP + (height - side) / 2 + 1, side, side)
            paint_mood(self.painter, at, self.row.mood, self.mirrored)

    def _snippet(self) -> None:
        text = self.hit.snippet if self.hit is not None else _as_a_beginning(self.row.preview)
        marks = self.hit.marks if self.hit is not None else ()
        pitch = theme.px(_SNIPPET)
        self._text(text, "caption", "ink_2", marks, _TOP + theme.line("h3"), pitch, self.width, 2)

    def _foot(self) -> None:
        pitch = theme.px(_SNIPPET)
        y = _TOP + theme.line("h3") + 2 * pitch + theme.px(3)
        if self.row.trashed is not None:
            words = self.view.until(self.row)
        else:
            words = listed(self.row.tags)
        if not words:
            return
        font = theme.font("caption")
        font.setPixelSize(theme.px(13))
        metrics = QFontMetricsF(font)
        self.painter.setFont(font)
        self.painter.setPen(theme.color("ink_3"))
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width)
        place = self._from_start(self.left, y, self.width, pitch)
        x = place.right() - metrics.horizontalAdvance(words) if self.mirrored else place.left()
        base = place.top() + (pitch - metrics.height()) / 2 + metrics.ascent()
        self.painter.drawText(QPointF(x, round(base)), words)

    def _text(
        self,
        text: str,
        style: str,
        color: str,
        marks: tuple[tuple[int, int], ...],
        y: float,
        pitch: int,
        width: float,
        lines: int,
        marked_color: str = "ink",
    ) -> None:
        """A few lines, the last one elided, with what was found in semi-bold."""
        font = theme.font(style)
        layout = QTextLayout(text, font)
        layout.setFormats(_formats(text, marks, font, marked_color))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if runs_rtl(text) else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        self.painter.setPen(theme.color(color))
        place = self._from_start(self.left, y, width, pitch * lines)
        rest = _lay(layout, width, lines, pitch)
        shown = layout.lineCount()
        for number in range(shown - 1 if rest else shown):
            layout.lineAt(number).draw(self.painter, place.topLeft())
        if rest:
            self._last(text, marks, layout, style, marked_color, place, (shown - 1) * pitch, width, pitch)

    def _last(
        self,
        text: str,
        marks: tuple[tuple[int, int], ...],
        layout: QTextLayout,
        style: str,
        marked_color: str,
        place: QRectF,
        y: float,
        width: float,
        pitch: int,
    ) -> None:
        """The line that does not hold the rest, cut at a word or letter with an ellipsis."""
        start = len(
            text.encode("utf-16-le")[: 2 * layout.lineAt(layout.lineCount() - 1).textStart()].decode(
                "utf-16-le", "ignore"
            )
        )
        font = theme.font(style)
        cut = _at_a_word(
            text[start : start + 400],
            QFontMetricsF(font).elidedText(text[start : start + 400], Qt.TextElideMode.ElideRight, width),
        )
        moved = tuple((max(0, a - start), min(len(cut), b - start)) for a, b in marks if b > start)
        line = QTextLayout(cut, font)
        line.setFormats(_formats(cut, tuple(m for m in moved if m[1] > m[0]), font, marked_color))
        line.setTextOption(layout.textOption())
        _lay(line, width + 8, 1, pitch)
        dx = -8 if self.mirrored else 0
        line.lineAt(0).draw(self.painter, QPointF(place.left() + dx, place.top() + y))


def _as_a_beginning(preview: str) -> str:
    """What is kept of a text for the list ends in the middle of a word; shown, it ends before it."""
    if len(preview) < _PREVIEW:
        return preview
    return (preview.rsplit(" ", 1)[0] if " " in preview else preview).rstrip(" ,;") + "…"


def _at_a_word(text: str, cut: str) -> str:
    """The cut text without the piece of a word before its ellipsis."""
    if not cut.endswith("…") or cut == text:
        return cut
    kept = cut[:-1]
    if " " in kept.strip() and len(kept) < len(text) and not text[len(kept)].isspace():
        kept = kept.rsplit(" ", 1)[0]
    return kept.rstrip(" ,;") + "…"


def _lay(layout: QTextLayout, width: float, lines: int, pitch: int) -> bool:
    """Lay out at most so many lines; True if there is more text."""
    layout.beginLayout()
    end = 0
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, round(number * pitch + (pitch - line.height()) / 2)))
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return end < len(layout.text().encode("utf-16-le")) // 2


def _formats(
    text: str, marks: tuple[tuple[int, int], ...], font: QFont, color: str
) -> list[QTextLayout.FormatRange]:
    made = []
    for start, end in marks:
        each = QTextLayout.FormatRange()
        each.start = len(text[:start].encode("utf-16-le")) // 2
        each.length = len(text[start:end].encode("utf-16-le")) // 2
        form = QTextCharFormat()
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        form.setFont(bold)
        form.setForeground(theme.color(color))
        each.format = form
        made.append(each)
    return made


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
