"""Frames for what stands alone in the window: a column in the middle, a fault with three ways on, a step
with buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.rail import ROOMY, exit_height, exit_width
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Chevron, Hairline, Panel
from ui.widgets.icons import IconView
from ui.widgets.paint import box, rtl
from ui.widgets.pressable import Pressable
from ui.widgets.text import Label, ReadLabel


def scrolled(widget: QWidget) -> QScrollArea:
    """What `ui.widgets.cards.scroll` makes, with a viewport of our own: asking Qt for the one it made
    itself loads dozens of classes to find out what it is, and this is on the way to the first picture."""
    area = QScrollArea()
    view = QWidget()
    view.setAutoFillBackground(False)
    area.setViewport(view)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)
    return area


class Column(QWidget):
    """A column of `width` (grown with the text) in the middle of the window, that scrolls when it has to.
    Put things into `body`; the foot of the window stays free for Quick exit."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = width
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        self._block = QWidget()
        row.addWidget(self._block, 1000)
        row.addStretch(1)
        block = QVBoxLayout(self._block)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(0)
        block.addStretch(9)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        block.addLayout(self.body)
        block.addStretch(11)
        self.area = scrolled(holder)
        outer.addWidget(self.area, 1)
        self._foot = QVBoxLayout()
        outer.addLayout(self._foot)
        self._grow()
        theme.watcher.changed.connect(self._grow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        self._block.setMaximumWidth(theme.px(self._width))
        beside = (self.width() - theme.px(self._width)) / 2 - 24
        # Beside a narrow column Quick exit has room; below a wide one it needs a strip of its own.
        self._foot.setContentsMargins(0, 0, 0, 0 if beside >= theme.px(140) else exit_strip())


class BesideExit(QWidget):
    """A whole page where there is no rail: it scrolls, and Quick exit keeps the corner to itself, beside the page where there
    is room and below it where there is not."""

    WIDTH = 820
    """What a page wants beside Quick exit, at 100 %."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self._view = view
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(scrolled(view))
        self._fit()
        theme.watcher.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = exit_width() + 24
        beside = self.width() - room - 40 >= theme.px(self.WIDTH)
        start, end = (room if beside else 40), 40
        if rtl(self):
            start, end = end, start
        self._view.setContentsMargins(start, 28, end, 24)
        self._outer.setContentsMargins(0, 0, 0, 0 if beside else exit_strip())


def exit_strip() -> int:
    """How much of the foot of the window Quick exit needs where nothing stands beside it."""
    return exit_height(False, ROOMY) + 20


@dataclass(frozen=True, slots=True)
class Way:
    """One way on: icon, what it is, a line, and what to do when it is chosen."""

    icon: str
    title: str
    line: str
    go: Callable[[], object]


class WayRow(Pressable):
    """A row that opens something, as high as its words need."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self.ring_inside = True
        self.setAccessibleName(way.title)
        self.setAccessibleDescription(way.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(16)
        row.addWidget(IconView(way.icon, 20, "accent"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(way.title, "h3", wrap=True))
        words.addWidget(Label(way.line, "caption", "ink_3", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(Chevron())
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            # Inside a button labels would take the button's own text colour.
            child.setForegroundRole(QPalette.ColorRole.WindowText)
        self.clicked.connect(lambda _=False: way.go())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse() or self.isDown():
            inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            box(QPainter(self), inner, theme.radius("card") - 1, theme.color("hover"))


class WaysView(Column):
    """Picture 25: an icon, what happened, what is safe, the ways on, details folded away, and Close."""

    closed = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        line: str,
        ways: Sequence[Way],
        details: str = "",
        *,
        fault: bool = True,
        back: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(620)
        self.body.setSpacing(0)
        if icon:
            self.body.addWidget(_IconTile(icon, fault), 0, Qt.AlignmentFlag.AlignLeading)
            self.body.addSpacing(18)
        self.title = ReadLabel(title, "display")
        self.body.addWidget(self.title)
        self.body.addSpacing(6)
        self.line = ReadLabel(line, "read", "ink_2")
        self.body.addWidget(self.line)
        self.body.addSpacing(24)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.setSpacing(0)
        self.rows: list[WayRow] = []
        for way in ways:
            if self.rows:
                card.body.addWidget(Hairline())
            row = WayRow(way)
            self.rows.append(row)
            card.body.addWidget(row)
        self.body.addWidget(card)
        self.body.addSpacing(12)
        foot = QHBoxLayout()
        self._details = Label(details, "caption", "ink_2", wrap=True)
        self._details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._details.hide()
        if details:
            self.unfold = LinkButton(self.tr("Details for someone helping you"), icon="chevron-right")
            self.unfold.clicked.connect(self._unfold)
            foot.addWidget(self.unfold)
        foot.addStretch(1)
        if back is not None:
            self.back = LinkButton(self.tr("Back"))
            self.back.clicked.connect(lambda _=False: back())
            foot.addWidget(self.back)
        close = LinkButton(self.tr("Close"))
        close.clicked.connect(self.closed)
        foot.addWidget(close)
        self.body.addLayout(foot)
        self.body.addWidget(self._details)

    def _unfold(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self.unfold.set_icon("chevron-down" if shown else "chevron-right")

    def focus_first(self) -> None:
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)


class _IconTile(Panel):
    def __init__(self, icon: str, fault: bool) -> None:
        super().__init__("clay_soft" if fault else "accent_soft", "row")
        self.body.setContentsMargins(11, 11, 11, 11)
        self.body.addWidget(IconView(icon, 22, "clay" if fault else "accent"))


class StepView(Column):
    """A title, a line, things between, and buttons at the foot, where they stay in sight: what one does alone with
    the window."""

    def __init__(self, title: str, line: str, width: int = 620) -> None:
        super().__init__(width)
        self.body.setSpacing(0)
        self.title = ReadLabel(title, "display")
        self.body.addWidget(self.title)
        self.body.addSpacing(6)
        self.line = ReadLabel(line, "read", "ink_2")
        self.body.addWidget(self.line)
        self.body.addSpacing(24)
        self.middle = QVBoxLayout()
        self.middle.setSpacing(16)
        self.body.addLayout(self.middle)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self._foot.addLayout(self.buttons)
        self._grow()

    def _grow(self) -> None:
        super()._grow()
        if not hasattr(self, "buttons"):
            return
        side = max(24, (self.width() - theme.px(self._width)) // 2)
        start, below = side, 24
        if not self._in_workspace():
            start = max(side, exit_width() + 24)
            if self.buttons.sizeHint().width() > self.width() - start - side:
                start, below = side, exit_strip()
        start, end = (side, start) if rtl(self) else (start, side)
        self._foot.setContentsMargins(start, 12, end, below)

    def _in_workspace(self) -> bool:
        """Whether the rail, and Quick exit with it, stands beside this view."""
        window = self.window()
        at = self.mapTo(window, QPoint(0, 0)).x()
        return at + self.width() < window.width() if rtl(self) else at > 0
