"""Who is there: when the last key or click was, whether the computer slept or travelled, and three taps of Shift.

Input is watched at the windows (`QWindow`), where the system delivers it, and not at the application: a
Python filter on the application would be called for every paint and timer of every widget. The filter only
looks; it swallows nothing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

TAPS = 3
TAPS_WITHIN = 1.2
TICK_MS = 1000
# A tick that comes this much later by the wall clock than by the steady one means that the machine slept,
# or that somebody set the clock. Both are good moments to lock.
JUMP_SECONDS = 30.0

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = (
    Qt.KeyboardModifier.MetaModifier if sys.platform == "darwin" else Qt.KeyboardModifier.ControlModifier
)
EXIT_KEYS = QKeyCombination(_CONTROL | _SHIFT, Qt.Key.Key_Q)

_BUTTONS = frozenset(
    (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel, QEvent.Type.TouchBegin)
)
_SIGNS_OF_LIFE = _BUTTONS | {
    QEvent.Type.MouseMove,
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletMove,
    QEvent.Type.InputMethod,
}


class Taps:
    """Counts taps of Shift: pressed and let go with nothing else between, three within 1.2 seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._down = False
        self._times: list[float] = []

    def reset(self) -> None:
        self._down = False
        self._times.clear()

    def pressed(self, key: int, repeat: bool) -> None:
        if repeat:
            # Held, not tapped.
            self.reset()
        elif key == Qt.Key.Key_Shift and not self._down:
            self._down = True
        else:
            self.reset()

    def released(self, key: int, repeat: bool) -> bool:
        """True on the third tap."""
        if repeat or key != Qt.Key.Key_Shift or not self._down:
            self.reset()
            return False
        self._down = False
        now = self._clock()
        self._times = [moment for moment in self._times if now - moment <= TAPS_WITHIN]
        self._times.append(now)
        if len(self._times) < TAPS:
            return False
        self._times.clear()
        return True


def zone_now() -> tuple[str, int]:
    """The machine's zone, as far as its clocks tell: what it is called there, and how far it is from Greenwich now."""
    if hasattr(time, "tzset"):
        # The C library reads the zone of the machine once and keeps it.
        time.tzset()
    now = time.localtime()
    return now.tm_zone, now.tm_gmtoff


class Watch(QObject):
    """`tapped` after three taps of Shift; `ticked(idle seconds)` once a second while running; `jumped`
    after sleep; `zone_changed` when the machine's clocks are those of another zone."""

    tapped = Signal()
    exit_keys = Signal()
    ticked = Signal(float)
    jumped = Signal()
    zone_changed = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._steady = steady
        self._wall = wall
        self._last = steady()
        self._seen = (steady(), wall())
        self._zone = zone_now()
        self.taps = Taps(steady)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._windows: set[QWindow] = set()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._focus_window)
            self._focus_window(QGuiApplication.focusWindow())

    def start(self) -> None:
        """Begin to count idle time from now."""
        self._last = self._steady()
        self._seen = (self._steady(), self._wall())
        self._zone = zone_now()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def alive(self) -> None:
        """Somebody is there."""
        self._last = self._steady()

    def idle(self) -> float:
        """Seconds since the last sign of life."""
        return self._steady() - self._last

    def tick(self) -> None:
        steady, wall = self._steady(), self._wall()
        before_steady, before_wall = self._seen
        self._seen = (steady, wall)
        zone_before, self._zone = self._zone, zone_now()
        if self._zone != zone_before:
            self.zone_changed.emit()
        if (
            abs((wall - before_wall) - (steady - before_steady)) > JUMP_SECONDS
            or steady - before_steady > JUMP_SECONDS * 2
        ):
            self.jumped.emit()
            return
        self.ticked.emit(self.idle())

    def watch(self, window: QWindow | None) -> None:
        """Look at what this window receives. Windows that get the focus are watched by themselves."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _focus_window(self, window: QWindow | None) -> None:
        self.watch(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self._last = self._steady()
            if kind == QEvent.Type.KeyPress:
                assert isinstance(event, QKeyEvent)
                self.taps.pressed(event.key(), event.isAutoRepeat())
                if event.keyCombination() == EXIT_KEYS and not event.isAutoRepeat():
                    # As a shortcut it never comes this far; here it comes where a modal window of Qt's own
                    # (a file dialog) keeps the shortcuts of the main window away.
                    self.exit_keys.emit()
            elif kind == QEvent.Type.KeyRelease:
                assert isinstance(event, QKeyEvent)
                if self.taps.released(event.key(), event.isAutoRepeat()):
                    self.tapped.emit()
            elif kind in _BUTTONS:
                self.taps.reset()
        return False
