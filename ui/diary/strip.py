"""The month over the list: a dot for a day with a page, a tick for one without, a bar under today.

It is one control for the keyboard: Left and Right go to the next day with something, Page Up and Page Down to
another month, Enter opens the month as a grid. It asks for the days of one month at a time and knows no entries.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.diary.monthpick import Days, MonthPopover
from ui.diary.words import dated
from ui.widgets import speech
from ui.widgets.buttons import IconButton
from ui.widgets.paint import rtl
from ui.widgets.phrasing import month_and_year
from ui.widgets.text import Label


class MonthStrip(QWidget):
    """`days(year, month)` gives the days with a page, `years` the years that have one. Signals: `stepped(-1 or 1)` to the
    previous or next day with something, `turned(-1 or 1)` to another month, `chosen(date)` from the grid, `back_asked(date)`
    for the same days of earlier years."""

    stepped = Signal(int)
    turned = Signal(int)
    chosen = Signal(object)
    back_asked = Signal(object)

    def __init__(
        self,
        days: Days,
        today: Callable[[], date],
        years: Callable[[], Sequence[int]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._days, self._today, self._years = days, today, years
        self._month = today().replace(day=1)
        self._day: date | None = None
        self._filled: frozenset[int] = frozenset()
        self.label = Label("", "label", "ink_2")
        self.back = IconButton("chevron-left", self.tr("Previous month"), small=True)
        self.ahead = IconButton("chevron-right", self.tr("Next month"), small=True)
        self.open_grid = IconButton("calendar-days", self.tr("Show the month"), small=True)
        self.dots = _Dots(self)
        for button in (self.back, self.ahead, self.open_grid):
            # The keyboard has its own keys for these on the strip, which is one stop.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.ahead.clicked.connect(lambda: self.turned.emit(1))
        self.open_grid.clicked.connect(self.show_grid)
        self._build()
        self.refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self.label, 1)
        for button in (self.back, self.ahead, self.open_grid):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        room = QHBoxLayout()
        room.setContentsMargins(8 if rtl(self) else 0, 0, 0 if rtl(self) else 8, 0)
        room.addWidget(self.dots)
        column.addLayout(room)
        self.setFocusProxy(self.dots)

    # --- what is shown --------------------------------------------------------------------------------------

    def show_day(self, day: date | None) -> None:
        """The day of the page that is open; its month is shown."""
        self._day = day
        if day is not None:
            self._month = day.replace(day=1)
        self.refresh()

    def show_month(self, month: date) -> None:
        """Another month, without a day in it."""
        self._month, self._day = month.replace(day=1), None
        self.refresh()

    @property
    def month(self) -> date:
        return self._month

    def refresh(self) -> None:
        """Ask again which days have a page."""
        self._filled = self._days(self._month.year, self._month.month)
        self.label.setText(month_and_year(self._month, self._today()))
        self.dots.show_days(self._month, self._filled, self._today(), self._day)

    def show_grid(self) -> None:
        """The month as a grid, to point at."""
        panel = MonthPopover(self, self._days, self._years(), self._today(), with_back=True)
        panel.chosen.connect(self._taken)
        panel.back_asked.connect(self.back_asked)
        panel.open_on(self.label, self._month, self._day)

    def ask_day(self, anchor: QWidget, tell: Callable[[date], object]) -> None:
        """Have a day chosen from the same grid, at another place."""
        panel = MonthPopover(anchor, self._days, self._years(), self._today())
        panel.chosen.connect(tell)
        panel.open_on(anchor, self._month)

    def _taken(self, day: date) -> None:
        self.dots.setFocus()
        self.chosen.emit(day)


class _Dots(QWidget):
    """The strip itself."""

    def __init__(self, owner: MonthStrip) -> None:
        super().__init__(owner)
        speech.install()
        self.spoken_role = QAccessible.Role.Slider
        self._owner = owner
        self._month, self._today = date(2000, 1, 1), date(2000, 1, 1)
        self._filled: frozenset[int] = frozenset()
        self._day: date | None = None
        self.ring_radius = theme.radius("control")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Days of the month"))
        self.setToolTip(self.tr("Show the month"))
        theme.watcher.changed.connect(self.updateGeometry)

    def show_days(self, month: date, filled: frozenset[int], today: date, day: date | None) -> None:
        self._month, self._filled, self._today, self._day = month, filled, today, day
        self.update()

    def spoken_value(self) -> str:
        if self._day is None:
            return month_and_year(self._month, self._today)
        return dated(self._day, self._today)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        count = monthrange(self._month.year, self._month.month)[1]
        side = theme.px(7)
        pitch = (self.width() - side - 2) / max(1, count - 1)
        middle = theme.px(12)
        for number in range(1, count + 1):
            x = 1 + side / 2 + (number - 1) * pitch
            if rtl(self):
                x = self.width() - x
            day = self._month.replace(day=number)
            self._paint_day(painter, QPointF(x, middle), day, number in self._filled, side)

    def _paint_day(self, painter: QPainter, at: QPointF, day: date, filled: bool, side: int) -> None:
        if filled:
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(at, side / 2, side / 2)
        else:
            color = QColor(theme.color("line_strong"))
            color.setAlphaF(0.45 if day > self._today else 1.0)
            painter.setBrush(color)
            painter.drawEllipse(at, theme.px(3) / 2, theme.px(3) / 2)
        if day == self._today:
            wide, tall = theme.px(8), theme.px(2)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(at.x() - wide / 2, at.y() + theme.px(7), wide, tall), 1, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._owner.show_grid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead, behind = Qt.Key.Key_Right, Qt.Key.Key_Left
        if rtl(self):
            ahead, behind = behind, ahead
        if event.key() in {ahead, behind}:
            self._owner.stepped.emit(1 if event.key() == ahead else -1)
        elif event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._owner.turned.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._owner.show_grid()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
