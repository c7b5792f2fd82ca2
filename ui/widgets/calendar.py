"""A month to look at and choose from, and the field that opens one.

The days are an item view, so that each is spoken as a full date. Arrows go by day and week and cross into the next
month, Page Up and Page Down by month, Home and End to the ends of the week, Enter opens a day.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QEvent,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets import icons
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.marks import BOXES, paint_mark
from ui.widgets.paint import box, rtl
from ui.widgets.popover import Popover
from ui.widgets.repeating import weekday_name
from ui.widgets.text import Label, announce

Index = QModelIndex | QPersistentModelIndex
DayMark = tuple[str, int] | tuple[str, int, str] | str | None
"""What stands under a day: a mark as (kind, step) or (kind, step, colour), "dot" for a plain dot, or nothing."""

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_WEEK = 7


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _full_date(day: date) -> str:
    return QLocale().toString(_qdate(day), QLocale.FormatType.LongFormat)


class _Days(QAbstractTableModel):
    """The days of one month in rows of seven; the cells before and after are blank."""

    def __init__(self, owner: "MonthGrid") -> None:
        super().__init__(owner)
        self.owner = owner
        self.year, self.month = 2000, 1
        self.first_column = 0

    def show(self, year: int, month: int) -> None:
        self.beginResetModel()
        self.year, self.month = year, month
        week_begins = QLocale().firstDayOfWeek().value
        self.first_column = (date(year, month, 1).isoweekday() - week_begins) % _WEEK
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return -(-(self.first_column + monthrange(self.year, self.month)[1]) // _WEEK)

    def columnCount(self, parent: Index | None = None) -> int:
        return _WEEK

    def day(self, index: Index) -> date | None:
        number = index.row() * _WEEK + index.column() - self.first_column + 1
        if index.isValid() and 1 <= number <= monthrange(self.year, self.month)[1]:
            return date(self.year, self.month, number)
        return None

    def place(self, day: date) -> QModelIndex:
        number = day.day - 1 + self.first_column
        return self.index(number // _WEEK, number % _WEEK)

    def flags(self, index: Index) -> Qt.ItemFlag:
        day = self.day(index)
        if day is None or not self.owner.can_choose(day):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day(index)
        if day is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return QLocale().toString(day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.owner.spoken(day)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        day = (QLocale().firstDayOfWeek().value - 1 + section) % _WEEK + 1
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return weekday_name(day - 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return weekday_name(day - 1, short=True)
        return None


class _DayPainter(QStyledItemDelegate):
    def __init__(self, owner: "MonthGrid") -> None:
        super().__init__(owner)
        self.owner = owner

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day = self.owner.model.day(index)
        if day is None:
            return
        rect = QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, rect, day)
        mark = self.owner.mark_of(day)
        number = QLocale().toString(day.day)
        today = day == self.owner.today
        font = theme.font("h3" if today else "body")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color(self._ink(day, mark)))
        top = rect.top() + theme.px(4) if self.owner.has_marks else rect.center().y() - metrics.height() / 2
        x = rect.center().x() - metrics.horizontalAdvance(number) / 2
        painter.drawText(round(x), round(top + metrics.ascent()), number)
        if mark is not None:
            self._paint_mark(painter, rect, mark, self._faint(day))
        painter.restore()

    def _faint(self, day: date) -> bool:
        """Whether a day lies on the side that the month does not look to."""
        owner = self.owner
        return day > owner.today if owner.looks_back else day < owner.today

    def _ink(self, day: date, mark: DayMark) -> str:
        owner = self.owner
        if not owner.can_choose(day):
            return "ink_off"
        if self._faint(day):
            return "ink_3"
        return "ink_2" if owner.looks_back and owner.has_marks and mark is None else "ink"

    def _paint_ground(self, painter: QPainter, rect: QRectF, day: date) -> None:
        owner = self.owner
        focused = owner.table.hasFocus() and day == owner.value
        if day == owner.value:
            box(painter, rect, theme.radius("control"), theme.color("accent_soft"))
        elif owner.hovered == day and owner.can_choose(day):
            box(painter, rect, theme.radius("control"), theme.color("hover"))
        if day == owner.today:
            box(painter, rect, theme.radius("control"), None, theme.color("accent"), 1.5)
        if focused:
            box(painter, rect, theme.radius("control"), None, theme.color("focus"), 2)

    def _paint_mark(self, painter: QPainter, rect: QRectF, mark: DayMark, gone: bool) -> None:
        if isinstance(mark, str):
            side = theme.px(6)
            at = QRectF(rect.center().x() - side / 2, rect.bottom() - theme.px(14), side, side)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ink_3" if gone else "accent"))
            painter.drawEllipse(at)
        elif mark is not None:
            kind, step = mark[0], mark[1]
            color = str(mark[2]) if len(mark) > 2 else "ink_3" if gone else "lamp_mark"
            width, height = BOXES[kind]
            at = QRectF(0, 0, theme.px(width) * 0.84, theme.px(height) * 0.84)
            at.moveCenter(rect.center())
            at.moveBottom(rect.bottom() - theme.px(5))
            paint_mark(painter, kind, at, step, rtl(self.owner), color)


class MonthTable(QTableView):
    def __init__(self, owner: "MonthGrid") -> None:
        super().__init__(owner)
        self.owner = owner
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.owner.key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.owner.come_in()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.owner.hover(None)


class MonthGrid(QWidget):
    """A month. `chosen` comes when a day is moved to or clicked, `opened` on Enter or a click, `month_changed` with
    (year, month) when another month is shown.

    Give it the day that is today (`today`), which day is chosen (`value`, may be None), and, with `set_marks`, what
    stands under each day. `cell` is the height of a day at 100 %. `looks_back` is for days that were: those to come are
    faint then, and not those that are over.
    """

    chosen = Signal(object)
    opened = Signal(object)
    month_changed = Signal(int, int)

    def __init__(
        self,
        name: str,
        today: date | None = None,
        cell: int = 46,
        earliest: date | None = None,
        parent: QWidget | None = None,
        *,
        looks_back: bool = False,
    ) -> None:
        super().__init__(parent)
        self._today = today or date.today()
        self.looks_back = looks_back
        self._value: date | None = None
        self._earliest = earliest
        self._cell = cell
        self._mark_of: Callable[[date], DayMark] | None = None
        self._spoken_mark: Callable[[date], str] | None = None
        self.hovered: date | None = None
        self.model = _Days(self)
        self.table = MonthTable(self)
        self.table.setAccessibleName(name)
        self.table.setModel(self.model)
        self.table.setItemDelegate(_DayPainter(self))
        self.table.ensurePolished()
        self.table.entered.connect(lambda index: self.hover(self.model.day(index)))
        self.table.clicked.connect(self._clicked)
        self._build()
        self.show_month(self._today.year, self._today.month)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Into the days. No focus proxy: with one, Tab would come here before what stands ahead in its order."""
        self.table.setFocus(reason)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._title = Label("", "h2")
        back = IconButton("chevron-left", self.tr("Previous month"), small=True)
        ahead = IconButton("chevron-right", self.tr("Next month"), small=True)
        now = LinkButton(self.tr("Today"), size="small")
        back.clicked.connect(lambda: self.turn(-1))
        ahead.clicked.connect(lambda: self.turn(1))
        now.clicked.connect(self._to_today)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        for button in (back, now, ahead):
            head.addWidget(button)
        column.addLayout(head)
        self._weekdays = _Weekdays(self.model)
        column.addSpacing(8)
        column.addWidget(self._weekdays)
        column.addWidget(self.table)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take sizes from the theme again."""
        for row in range(self.model.rowCount()):
            self.table.setRowHeight(row, theme.px(self._cell))
        self.table.setFixedHeight(theme.px(self._cell) * self.model.rowCount())
        self.table.viewport().update()
        self.updateGeometry()

    # --- what is shown

    @property
    def value(self) -> date | None:
        return self._value

    @value.setter
    def value(self, day: date | None) -> None:
        self._value = day
        if day is not None and (day.year, day.month) != (self.model.year, self.model.month):
            self.show_month(day.year, day.month)
        self._select()

    @property
    def today(self) -> date:
        return self._today

    @today.setter
    def today(self, day: date) -> None:
        self._today = day
        self.table.viewport().update()

    @property
    def has_marks(self) -> bool:
        return self._mark_of is not None

    def set_marks(
        self, mark_of: Callable[[date], DayMark] | None, spoken: Callable[[date], str] | None = None
    ) -> None:
        """What stands under each day, and how it is said after the date. Call it again when that has changed."""
        self._mark_of, self._spoken_mark = mark_of, spoken
        self.table.viewport().update()

    def mark_of(self, day: date) -> DayMark:
        return self._mark_of(day) if self._mark_of is not None else None

    def can_choose(self, day: date) -> bool:
        return self._earliest is None or day >= self._earliest

    def spoken(self, day: date) -> str:
        """A day as screen readers say it."""
        words = [_full_date(day)]
        if day == self._today:
            words.append(self.tr("today"))
        if self._spoken_mark is not None and (more := self._spoken_mark(day)):
            words.append(more)
        return ", ".join(words)

    def month(self) -> tuple[int, int]:
        """The year and month shown."""
        return self.model.year, self.model.month

    def show_month(self, year: int, month: int) -> None:
        """Show a month; which day is chosen stays."""
        self.model.show(year, month)
        name = QLocale().standaloneMonthName(month)
        written = QLocale().toString(QDate(year, month, 1), "yyyy")
        here = self.tr("{month} {year}").format(month=name, year=written)
        self._title.setText(name if year == self._today.year else here)
        self._weekdays.update()
        self.restyle()
        self._select()
        self.month_changed.emit(year, month)

    def turn(self, by: int) -> None:
        """Show the next month, or the previous with -1."""
        shown = _months_on(date(self.model.year, self.model.month, 1), by)
        self.show_month(shown.year, shown.month)
        announce(self, self._title.text())

    def hover(self, day: date | None) -> None:
        if day != self.hovered:
            self.hovered = day
            self.table.viewport().update()

    def _select(self) -> None:
        day = self._value
        here = day is not None and (day.year, day.month) == (self.model.year, self.model.month)
        model = self.table.selectionModel()
        if here and day is not None:
            index = self.model.place(day)
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            model.clear()
        self.table.viewport().update()

    # --- what a person does

    def _choose(self, day: date, opened: bool = False) -> None:
        if not self.can_choose(day):
            return
        self.value = day
        self.chosen.emit(day)
        if opened:
            self.opened.emit(day)

    def _clicked(self, index: QModelIndex) -> None:
        day = self.model.day(index)
        if day is not None:
            self._choose(day, opened=True)

    @Slot()
    def _to_today(self) -> None:
        self._choose(self._today)
        self.show_month(self._today.year, self._today.month)

    def key(self, event: QKeyEvent) -> bool:
        """Handle a key press; False leaves it to others."""
        key = event.key()
        day = self._value
        if key in _ENTER or key == Qt.Key.Key_Space:
            if day is None:
                return False
            self._choose(day, opened=True)
            return True
        steps = {Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key not in steps and key not in {
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        }:
            return False
        if day is None:
            day = self._entry_day()
            self._choose(day)
            return True
        if key in steps:
            sideways = key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and rtl(self)
            moved = _days_on(day, -steps[Qt.Key(key)] if sideways else steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            column = self.model.place(day).column()
            moved = _days_on(day, -column if key == Qt.Key.Key_Home else _WEEK - 1 - column)
        else:
            moved = _months_on(day, 1 if key == Qt.Key.Key_PageDown else -1)
        self._choose(max(moved, self._earliest) if self._earliest else moved)
        return True

    def come_in(self) -> None:
        """The keyboard has come to the days: stand on one, so that a screen reader says where it is."""
        if self._value is None:
            day = self._entry_day()
            self.value = max(day, self._earliest) if self._earliest else day

    def _entry_day(self) -> date:
        if (self._today.year, self._today.month) == self.month():
            return self._today
        return date(self.model.year, self.model.month, 1)


def _days_on(day: date, by: int) -> date:
    """So many days later, as far as there are days."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _months_on(day: date, by: int) -> date:
    number = day.year * 12 + day.month - 1 + by
    year, month = number // 12, number % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return day
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class _Weekdays(QWidget):
    def __init__(self, model: _Days) -> None:
        super().__init__()
        self._model = model
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(7 * 32), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("ink_3"))
        wide = self.width() / _WEEK
        for column in range(_WEEK):
            place = _WEEK - 1 - column if rtl(self) else column
            area = QRectF(place * wide, 0, wide, self.height())
            name = self._model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)


class DatePicker(QPushButton):
    """A field with a date; it opens a month to choose from. `value` is the date, `chosen` comes with a new one."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        value: date | None = None,
        earliest: date | None = None,
        today: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._earliest, self._today = name, earliest, today or date.today()
        self._value = value or self._today
        self._popover: _Popover | None = None
        self.ring_inside = True
        self.ring_radius = theme.radius("control")
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open)
        self._show()
        theme.watcher.changed.connect(self._show)

    @property
    def value(self) -> date:
        return self._value

    @value.setter
    def value(self, day: date) -> None:
        self._value = day
        self._show()

    @Slot()
    def _show(self) -> None:
        self.setAccessibleName(
            self.tr("{name}, {date}").format(name=self._name, date=_full_date(self._value))
        )
        pattern = self.tr("ddd d MMMM", "a short date with its weekday, see QLocale")
        if self._value.year != self._today.year:
            pattern = self.tr("ddd d MMMM yyyy", "a short date with weekday and year, see QLocale")
        self.setText(QLocale().toString(_qdate(self._value), pattern))
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.size("field"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = round(QFontMetricsF(theme.font("body")).horizontalAdvance(self.text()))
        return QSize(max(words + 12 + theme.px(20) + 8 + 14, theme.px(190)), theme.size("field"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER | {Qt.Key.Key_Down}:
            self.open()
        else:
            super().keyPressEvent(event)

    @Slot()
    def open(self) -> None:
        """Show the month below the field."""
        self._popover = _Popover(self, self._name, self._value, self._today, self._earliest)
        self._popover.month.opened.connect(self._taken)
        self._popover.open_below(self)

    @Slot(object)
    def _taken(self, day: date) -> None:
        if self._popover is not None:
            self._popover.close()
            self._popover = None
        self.value = day
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on = self.isEnabled()
        ground = theme.color("sunken" if not on else "hover" if self.underMouse() else "surface")
        box(painter, rect, theme.radius("control"), ground, theme.color("line_strong" if on else "line"))
        side = theme.px(20)
        x = rect.width() - 11 - side if rtl(self) else 11
        at = QRectF(x, (rect.height() - side) / 2, side, side)
        icons.paint(painter, "calendar-days", at, "ink_2" if on else "ink_off")
        metrics = QFontMetricsF(self.font())
        skip = 11 + side + 8
        left = rect.width() - skip - metrics.horizontalAdvance(self.text()) if rtl(self) else skip
        painter.setFont(self.font())
        painter.setPen(theme.color("ink" if on else "ink_off"))
        baseline = (rect.height() - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(round(left), round(baseline), self.text())


class _Popover(Popover):
    def __init__(self, owner: QWidget, name: str, value: date, today: date, earliest: date | None) -> None:
        super().__init__(owner)
        # From a first day on, a day to come is chosen; with none, one that was.
        self.month = MonthGrid(name, today=today, cell=36, earliest=earliest, looks_back=earliest is None)
        self.month.value = value
        self.body.addWidget(self.month)

    def open_below(self, widget: QWidget) -> None:
        self.open_at(widget, theme.px(312))
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)
