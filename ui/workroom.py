"""The room with the rail and the pages: what stands around them, and what is said above and below them.

Which page is seen, and what goes from one to the other, is the window's matter (`ui.shell`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui import keys, theme
from ui.pages import Page
from ui.rail import Rail
from ui.session import Notice, Session
from ui.widgets.cards import FaultBar
from ui.widgets.text import Label


class Workroom(QWidget):
    """The room with the rail and the pages."""

    ring_none = True  # it has the keyboard only until the first page is there

    def __init__(self, session: Session, go: Callable[[str], None], lock: Callable[[], object]) -> None:
        super().__init__()
        self.session = session
        self.chores: QObject | None = None
        self.current = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(keys.text("lock"))
        self.rail.went.connect(go)
        self.rail.locked.connect(lock)
        row.addWidget(self.rail)
        self.content = QWidget()
        row.addWidget(self.content, 1)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._fault_place = QVBoxLayout()
        self._fault_place.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._fault_place)
        self._fault: QWidget | None = None
        self._fault_code = ""
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self._status = Label("", "caption", "ink_2", wrap=True)
        self._status.setContentsMargins(24, 6, 24, 8)
        self._status.hide()
        column.addWidget(self._status)
        self._veil = _Veil(self._stack)

    def page(self) -> Page | None:
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def add(self, page: Page) -> None:
        self._stack.addWidget(page)

    def show_page(self, key: str, page: Page) -> None:
        self.current = key
        self._stack.setCurrentWidget(page)
        self.rail.choose(key)
        self._veil.fade()

    def set_small(self, small: bool) -> None:
        self.rail.set_small(small)

    def show_fault(self, notice: Notice) -> None:
        """One bar above the page. The same fault again changes nothing; another takes its place."""
        if self._fault is not None and notice.code == self._fault_code:
            return
        self.drop_fault()
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(24, 12, 24, 0)
        bar = FaultBar(notice.text, notice.line, (self.tr("Close"), self.drop_fault))
        box.addWidget(bar)
        self._fault = holder
        self._fault_code = notice.code
        self._fault_place.addWidget(holder)

    def drop_fault(self) -> None:
        if self._fault is not None:
            self._fault.hide()
            self._fault.deleteLater()
            self._fault = None

    def set_status(self, text: str) -> None:
        """The line at the foot of the window. Empty hides it."""
        if text != self._status.text():
            self._status.setText(text)
        self._status.setVisible(bool(text))

    @property
    def status(self) -> str:
        return self._status.text() if not self._status.isHidden() else ""


class _Veil(QWidget):
    """The page colour, fading away over a page that has just come: cheaper than making the page itself
    transparent."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._alpha = 0.0
        self._run = QVariantAnimation(self)
        self._run.setStartValue(1.0)
        self._run.setEndValue(0.0)
        self._run.valueChanged.connect(self._step)
        self._run.finished.connect(self.hide)
        self.hide()

    def fade(self) -> None:
        length = theme.motion("fade")
        self._run.stop()
        if not length or not self._over.isVisible():
            self.hide()
            return
        self.setGeometry(self._over.rect())
        self._alpha = 1.0
        self.show()
        self.raise_()
        self._run.setDuration(length)
        self._run.start()

    def _step(self, value: Any) -> None:
        self._alpha = float(value)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._alpha)
        painter.fillRect(self.rect(), theme.color("page"))
