"""How far something is: a bar, and the steps in words. Never a spinner; where the length is unknown the bar stays away."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets import icons, speech
from ui.widgets.paint import box, mirrored
from ui.widgets.text import Label

RADIUS = 4


class Progress(QWidget):
    """A bar 8 high. `name` is what a screen reader calls it; the value is spoken in per cent of the work."""

    spoken_role = QAccessible.Role.ProgressBar

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speech.install()
        self._done, self._total = 0, 0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, done: int, total: int) -> None:
        """`total` 0 means that nobody knows yet."""
        self._done, self._total = done, total
        self.update()

    def spoken_value(self) -> str:
        return f"{round(100 * self.part())} %"

    def part(self) -> float:
        """How much of it is done, 0 to 1."""
        return min(1.0, self._done / self._total) if self._total else 0.0

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.size("progress"))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, theme.size("progress"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS, theme.color("sunken"), theme.color("line_strong"))
        if self.part():
            filled = QRectF(
                rect.left(), rect.top(), max(2.0 * RADIUS, rect.width() * self.part()), rect.height()
            )
            box(painter, mirrored(self, filled), RADIUS, theme.color("accent"))


class Steps(QWidget):
    """What has been done, what is being done, what is to come: a tick, a filled mark, a ring, each with its words."""

    def __init__(self, words: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        self._marks: list[_StepMark] = []
        self._labels: list[Label] = []
        for number, text in enumerate(words):
            mark, label = _StepMark(), Label(text, "body", "ink_3", wrap=True)
            grid.addWidget(mark, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, number, 1)
            self._marks.append(mark)
            self._labels.append(label)
        self.set_current(0)

    def set_current(self, current: int) -> None:
        """The step being done; one past the last means that all are."""
        for number, (mark, label) in enumerate(zip(self._marks, self._labels, strict=True)):
            mark.set_state((number > current) - (number < current))
            now = number == current
            label.set_style("h3" if now else "body", "ink" if number <= current else "ink_3")


class _StepMark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._state = 1
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        self.setFixedSize(theme.px(18), theme.line("body"))

    def set_state(self, state: int) -> None:
        """-1 done, 0 now, 1 to come."""
        self._state = state
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme.px(18 if self._state < 0 else 8)
        spot = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        if self._state < 0:
            icons.paint(painter, "check", spot, "accent")
            return
        painter.setPen(Qt.PenStyle.NoPen if self._state == 0 else QPen(theme.color("ink_3"), 1.5))
        painter.setBrush(theme.color("accent") if self._state == 0 else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(spot)
