"""Rows of things in their own width, which go on below where there is no room, and rows of quiet buttons among them.

A quiet button is wider than its words. So that the words stand in line with the text above, a row of them reaches
`PULL` over the edge at both sides; whatever holds such a row keeps that much room there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.buttons import quiet_row
from ui.widgets.chips import FlowLayout

PULL = 10


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


def chain_focus(parts: Sequence[QWidget]) -> None:
    """Let Tab walk through these parts in this order, and inside each as it does now. Parts that are not yet in one
    window are left as they are."""
    if len({part.window() for part in parts}) != 1:
        return
    before: QWidget | None = None
    for part in parts:
        for control in _controls(part):
            if before is not None:
                QWidget.setTabOrder(before, control)
            before = control


def _controls(part: QWidget) -> list[QWidget]:
    found = [part] if _takes_focus(part) else []
    at = part.nextInFocusChain()
    while at is not None and at is not part:
        if _takes_focus(at) and part.isAncestorOf(at):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def _takes_focus(widget: QWidget) -> bool:
    # Also what Tab passes by now: the step of a scale that Tab stops at is another after each choice.
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
