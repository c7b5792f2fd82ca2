"""Rows of things in their own width, which go on below where there is no room, and rows of quiet buttons among them.

A quiet button is wider than its words. So that the words stand in line with the text above, a row of them reaches
`PULL` over the edge at both sides; whatever holds such a row keeps that much room there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QSpacerItem, QWidget

from ui import theme
from ui.widgets.buttons import quiet_row
from ui.widgets.chips import FlowLayout
from ui.widgets.text import Label

PULL = 10
BOTTOM_BAR = "bottom_bar"
"""The object name of a bar at the bottom of a page: a notice stands above it, so that what is in it can be pressed."""


def line_of(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Things side by side in their own width, going on below where there is no room."""
    line = QWidget()
    flow = FlowLayout(line, spacing=spacing)
    for widget in widgets:
        flow.addWidget(widget)
    return line


def pulled(widget: QWidget) -> QHBoxLayout:
    """Lays a widget out `PULL` wider at both sides than its place."""
    row = quiet_row(widget)
    row.setStretch(0, 1)
    row.setStretch(1, 0)
    return row


def quiet_line(*buttons: QWidget) -> QHBoxLayout:
    """Quiet buttons whose words stand in line with the text above, on as many lines as they need."""
    return pulled(line_of(*buttons, spacing=4))


class HeadLine(QWidget):
    """A heading at the start edge and small things at the end edge; where there is no room, they stand below it."""

    def __init__(self, heading: Label, *ends: QWidget, gap: int = 8) -> None:
        super().__init__()
        self.heading = heading
        heading.setWordWrap(True)
        self._ends = ends
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(gap)
        self.row.addWidget(heading, 1)
        self._tail = QHBoxLayout()
        self._tail.setSpacing(gap)
        for end in ends:
            self._tail.addWidget(end)
        self._space = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self._tail.addItem(self._space)
        self.row.addLayout(self._tail)
        theme.watcher.changed.connect(self.fit)

    def minimumSizeHint(self) -> QSize:
        shown = [end for end in self._ends if not end.isHidden()]
        tail = sum(end.minimumSizeHint().width() for end in shown) + self.row.spacing() * len(shown)
        return QSize(max(self.heading.minimumSizeHint().width(), tail), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Choose between one line and two; to be called when words have changed."""
        shown = [end for end in self._ends if not end.isHidden()]
        words = self.heading.fontMetrics().horizontalAdvance(self.heading.text()) + 2
        tail = sum(end.sizeHint().width() + self.row.spacing() for end in shown)
        one = words + tail <= self.width()
        self.row.setDirection(QBoxLayout.Direction.LeftToRight if one else QBoxLayout.Direction.TopToBottom)
        policy = QSizePolicy.Policy.Minimum if one else QSizePolicy.Policy.Expanding
        self._space.changeSize(0, 0, policy, QSizePolicy.Policy.Minimum)
        self._tail.invalidate()


def chain_focus(parts: Sequence[QWidget]) -> None:
    """Let Tab walk through these parts in this order, and inside each as it does now. Parts that are not yet in one
    window are left as they are."""
    if len({part.window() for part in parts}) != 1:
        return
    # As it is from the window on: a part itself may lie anywhere among its own controls.
    round_window = _ring(parts[0].window())
    before: QWidget | None = None
    for part in parts:
        for control in (each for each in round_window if each is part or part.isAncestorOf(each)):
            if before is not None:
                QWidget.setTabOrder(before, control)
            before = control


def _ring(window: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    at = window.nextInFocusChain()
    while at is not None and at is not window:
        if _takes_focus(at):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def _takes_focus(widget: QWidget) -> bool:
    # Also what Tab passes by now: the step of a scale that Tab stops at is another after each choice.
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
