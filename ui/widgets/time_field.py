"""A clock time as a line one can simply type into: "19:30", "7.30 pm", "1930", "19". Up and Down go by quarters of an hour.

What was typed is read generously and written the way the locale writes it, once the field is left.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from ui import theme
from ui.widgets.fields import LineField
from ui.widgets.phrasing import clock

_STEP = timedelta(minutes=15)
_TYPED = re.compile(r"^\s*(\d{1,2})(?:\s*[:.,hH ]\s*(\d{1,2})|(\d{2}))?\s*([AaPp])?\.?[Mm]?\.?\s*$")


def read_time(text: str) -> time | None:
    """The time somebody typed, or None if it is none. Digits of any script count."""
    found = _TYPED.match(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or found[3] or 0), (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class TimeField(LineField):
    """`value` is the time, or None while what stands there is no time."""

    def __init__(self, name: str, value: time) -> None:
        super().__init__(name)
        self.value = value
        self._narrow()
        theme.watcher.changed.connect(self._narrow)

    @property
    def value(self) -> time | None:
        return read_time(self.text())

    @value.setter
    def value(self, value: time) -> None:
        self.setText(clock(value))

    def _narrow(self) -> None:
        self.setFixedWidth(theme.px(96))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self.value
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and now is not None:
            moved = datetime.combine(datetime(2000, 1, 2), now)
            moved += _STEP if event.key() == Qt.Key.Key_Up else -_STEP
            self.value = moved.time()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        now = self.value
        if now is not None:
            self.value = now
