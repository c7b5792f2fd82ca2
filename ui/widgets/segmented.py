"""Choosing one of a few: `Segmented` for a view or a filter, `Tabs` for the parts of a page."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui import theme
from ui.widgets import icons, speech
from ui.widgets.chips import FlowLayout
from ui.widgets.marks import BOXES, paint_mark
from ui.widgets.paint import box, rtl

Picture = str | tuple[str, int]


class Segmented(QWidget):
    """A track of segments, one of them chosen. Items are (value, words) or (value, words, picture); a picture is the
    name of an icon or a mark such as ("pressure", 2).

    `value` is the chosen one, or None; setting it does not emit. `chosen` comes with what the person picked. Where the
    segments do not fit in one line, the track grows by another.
    """

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        items: Sequence[tuple[Any, ...]],
        value: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        speech.install()
        self.spoken_role = QAccessible.Role.Grouping
        self.setAccessibleName(name)
        self._value: Any = None
        self._group = QButtonGroup(self)
        flow = FlowLayout(self, spacing=0, line_spacing=2)
        flow.setContentsMargins(3, 3, 3, 3)
        self.cells: list[_Segment] = []
        for item in items:
            cell = _Segment(self, item[0], item[1], item[2] if len(item) > 2 else "")
            cell.setAccessibleName(self.tr("{question}, {answer}").format(question=name, answer=item[1]))
            flow.addWidget(cell)
            self._group.addButton(cell)
            self.cells.append(cell)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.value = self.cells[0].value if value is None else value
        theme.watcher.changed.connect(self.update)

    @property
    def value(self) -> Any:
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        if value is None:
            self._value = None
            self._group.setExclusive(False)
            for cell in self.cells:
                cell.setChecked(False)
            self._group.setExclusive(True)
        for cell in self.cells:
            if cell.value == value:
                self._value = value
                cell.setChecked(True)
                self.setFocusProxy(cell)

    def set_words(self, value: Any, words: str) -> None:
        """Change the words of one segment."""
        for cell in self.cells:
            if cell.value == value:
                cell.words = words
                name = self.tr("{question}, {answer}").format(question=self.accessibleName(), answer=words)
                cell.setAccessibleName(name)
                cell.updateGeometry()
                cell.update()

    def pick(self, cell: "_Segment") -> None:
        """What a person does: choose a segment."""
        if cell.value != self._value:
            self.value = cell.value
            self.chosen.emit(cell.value)

    def step(self, cell: "_Segment", by: int) -> None:
        """Choose the next or previous segment that can be chosen, and move the focus there."""
        place = self.cells.index(cell) + by
        while 0 <= place < len(self.cells):
            if self.cells[place].isEnabled():
                self.pick(self.cells[place])
                self.cells[place].setFocus(Qt.FocusReason.OtherFocusReason)
                return
            place += by

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if (
            0 < self.width() < hint.width()
        ):  # a fixed height is what this says, so it has to know of a second line
            hint.setHeight(self.heightForWidth(self.width()))
        return hint

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), QRectF(self.rect()), 9, theme.color("sunken"), theme.color("line"))


class _Segment(QRadioButton):
    PADDING = 14

    def __init__(self, owner: Segmented, value: Any, words: str, picture: Picture) -> None:
        super().__init__()
        self.owner, self.value, self.words, self.picture = owner, value, words, picture
        self.ring_radius = 6
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: owner.pick(self))
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def hitButton(self, pos: object) -> bool:
        return True

    def _picture_width(self) -> int:
        if not self.picture:
            return 0
        return theme.px(18 if isinstance(self.picture, str) else BOXES[self.picture[0]][0])

    def sizeHint(self) -> QSize:
        words = round(QFontMetricsF(theme.font("h3")).horizontalAdvance(self.words) + 1) if self.words else 0
        picture = self._picture_width()
        gap = 8 if picture and words else 0
        return QSize(picture + gap + words + 2 * self.PADDING, theme.size("segment") - 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self.owner.step(self, 1 if (key == Qt.Key.Key_Right) != rtl(self) else -1)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.owner.step(self, 1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.isChecked():
            self.owner.pick(self)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()  # what is chosen already leaves Enter to the dialog around it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        on, enabled = self.isChecked(), self.isEnabled()
        if on:
            box(painter, rect, 6, theme.color("surface"), theme.color("line_strong"))
        elif self.underMouse() and enabled:
            box(painter, rect, 6, theme.color("accent_soft"))
        color = "ink" if on else "ink_2" if enabled else "ink_off"
        font = theme.font("h3" if on else "body")
        metrics = QFontMetricsF(font)
        words, picture = metrics.horizontalAdvance(self.words), self._picture_width()
        gap = 8 if picture and words else 0
        left = (rect.width() - picture - gap - words) / 2
        if picture:
            tall = theme.px(18 if isinstance(self.picture, str) else BOXES[self.picture[0]][1])
            x = rect.width() - left - picture if rtl(self) else left
            at = QRectF(x, (rect.height() - tall) / 2, picture, tall)
            if isinstance(self.picture, str):
                icons.paint(painter, self.picture, at, color, rtl=rtl(self))
            else:
                paint_mark(painter, self.picture[0], at, self.picture[1], rtl(self), color)
        painter.setFont(font)
        painter.setPen(theme.color(color))
        x = left if rtl(self) else left + picture + gap
        painter.drawText(QPointF(x, (rect.height() - metrics.height()) / 2 + metrics.ascent()), self.words)


class Tabs(QWidget):
    """The parts of a page, with a line below them. Items are (value, words). Tabs that do not fit go into "More"."""

    chosen = Signal(object)
    GAP = 24

    def __init__(
        self, items: Sequence[tuple[Any, str]], name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        speech.install()
        self.spoken_role = QAccessible.Role.PageTabList
        self.setAccessibleName(name or self.tr("Parts of this page"))
        self._value: Any = items[0][0]
        self.tabs = [_Tab(self, value, words) for value, words in items]
        self.more = _Tab(self, None, self.tr("More"))
        self.more.spoken_role = QAccessible.Role.ButtonMenu
        self.more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show()
        theme.watcher.changed.connect(self.restyle)

    @property
    def value(self) -> Any:
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        if value != self._value and any(tab.value == value for tab in self.tabs):
            self._value = value
            self._show()
            self._arrange()

    def pick(self, value: Any) -> None:
        """What a person does: open a part."""
        if value != self._value:
            self.value = value
            self.chosen.emit(value)

    def step(self, by: int) -> None:
        """Open the next part, or the previous with -1; after the last comes the first."""
        values = [tab.value for tab in self.tabs]
        self.pick(values[(values.index(self._value) + by) % len(values)])

    def _show(self) -> None:
        for tab in self.tabs:
            tab.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if tab.value == self._value else Qt.FocusPolicy.ClickFocus
            )
            tab.update()

    def restyle(self) -> None:
        """Take font and height from the theme again."""
        self.updateGeometry()
        self._arrange()

    def sizeHint(self) -> QSize:
        width = sum(tab.sizeHint().width() + self.GAP for tab in self.tabs) - self.GAP
        return QSize(width, theme.size("tab"))

    def minimumSizeHint(self) -> QSize:
        widest = max(tab.sizeHint().width() for tab in self.tabs)
        return QSize(widest + self.GAP + self.more.sizeHint().width(), theme.size("tab"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def _fitting(self) -> list["_Tab"]:
        if self.sizeHint().width() <= self.width():
            return list(self.tabs)
        room = self.width() - self.more.sizeHint().width() - self.GAP
        open_one = next(tab for tab in self.tabs if tab.value == self._value)
        room -= open_one.sizeHint().width()
        kept = [open_one]
        for tab in self.tabs:
            if tab is not open_one:
                room -= tab.sizeHint().width() + self.GAP
                if room < 0:
                    break
                kept.append(tab)
        return [tab for tab in self.tabs if tab in kept]

    def _arrange(self) -> None:
        fitting = self._fitting()
        shown = fitting if len(fitting) == len(self.tabs) else [*fitting, self.more]
        x = 0
        for tab in [*self.tabs, self.more]:
            tab.setVisible(tab in shown)
        for tab in shown:
            width = tab.sizeHint().width()
            left = self.width() - x - width if rtl(self) else x
            tab.setGeometry(left, 0, width, self.height())
            x += width + self.GAP

    def open_more(self) -> None:
        """Show the parts that did not fit."""
        from ui.widgets.menu import Menu

        menu = Menu(self)
        fitting = self._fitting()
        for tab in self.tabs:
            if tab not in fitting:
                menu.add(tab.words, slot=partial(self.pick, tab.value))
        menu.open_below(self.more)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


class _Tab(QAbstractButton):
    def __init__(self, owner: Tabs, value: Any, words: str) -> None:
        super().__init__(owner)
        self.owner, self.value, self.words = owner, value, words
        self.spoken_role = QAccessible.Role.PageTab
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ring_radius = theme.radius("tag")
        self.clicked.connect(self._clicked)

    def ring_rect(self) -> QRect:
        """Around the words, with a little room at their sides; the line below stays free."""
        return self.rect().adjusted(-2, 6, 2, -6)

    @property
    def open(self) -> bool:
        return self.value is not None and self.value == self.owner.value

    def spoken_checked(self) -> bool:
        return self.open

    def _clicked(self) -> None:
        if self.value is None:
            self.owner.open_more()
        else:
            self.owner.pick(self.value)

    def sizeHint(self) -> QSize:
        width = round(QFontMetricsF(theme.font("h3")).horizontalAdvance(self.words) + 1)
        more = theme.px(16) + 4 if self.value is None else 0
        return QSize(width + more, theme.size("tab"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Right, Qt.Key.Key_Left} and self.value is not None:
            self.owner.step(1 if (key == Qt.Key.Key_Right) != rtl(self) else -1)
            for tab in self.owner.tabs:
                if tab.open:
                    tab.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = self.open or self.underMouse()
        color = "ink" if lit else "ink_2"
        font = theme.font("h3" if self.open else "body")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.color(color))
        more = theme.px(16) + 4 if self.value is None else 0
        x = self.width() - metrics.horizontalAdvance(self.words) if rtl(self) else 0.0
        y = (self.height() - 2 - metrics.height()) / 2 + metrics.ascent()
        painter.drawText(QPointF(x, round(y)), self.words)
        if more:
            side = theme.px(16)
            left = 0 if rtl(self) else self.width() - side
            icons.paint(painter, "chevron-down", QRectF(left, (self.height() - side) / 2, side, side), color)
        if self.open:
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.color("accent"))
