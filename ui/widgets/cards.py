"""Grounds to put things on: cards, the lamp bar, hairlines, the fault message, and the page scroll.

`EmptyState` lives in ui.widgets.empty and is loaded when it is first asked for.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import draw
from ui.widgets.buttons import Button
from ui.widgets.icons import IconView
from ui.widgets.paint import box, lamplight, rtl
from ui.widgets.text import Label

if TYPE_CHECKING:
    from ui.widgets.empty import EmptyState

__all__ = [
    "Action",
    "Card",
    "Chevron",
    "EmptyState",
    "FaultBar",
    "Hairline",
    "LampBar",
    "Panel",
    "scroll",
]

Action = tuple[str, Callable[[], object]]


def __getattr__(name: str) -> Any:
    if name == "EmptyState":
        from ui.widgets.empty import EmptyState

        return EmptyState
    raise AttributeError(name)


class Card(QFrame):
    """Surface with a hairline around it; put things into `body`.

    `lamp` lays it in lamplight: for what the program suggests, one to a page. `choosable` makes it one of several to
    choose from, by mouse, Space or Enter: it then emits `clicked` and shows `chosen`. Give it an accessible name.
    """

    clicked = Signal()

    def __init__(self, lamp: bool = False, choosable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lamp, self._choosable, self._chosen, self._pressed = lamp, choosable, False, False
        self.ring_radius = theme.radius("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 18, 24, 18)
        self.body.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if choosable:
            from PySide6.QtGui import QAccessible

            from ui.widgets import speech

            speech.install()
            self.spoken_role = QAccessible.Role.RadioButton
            self.spoken_checked = lambda: self._chosen
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.watcher.changed.connect(self.update)

    @property
    def chosen(self) -> bool:
        return self._chosen

    @chosen.setter
    def chosen(self, value: bool) -> None:
        if value != self._chosen:
            self._chosen = value
            self.update()
            from PySide6.QtGui import QAccessible, QAccessibleStateChangeEvent

            if QAccessible.isActive():
                changed = QAccessible.State()
                changed.checked = True
                QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, changed))

    def set_lamp(self, lamp: bool) -> None:
        """Lay it in lamplight, or take the light away."""
        self._lamp = lamp
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pen = QPen(theme.color("line"), 1)
        radius = theme.radius("card") - 0.5
        if self._chosen:
            pen = QPen(theme.color("accent"), 2)
            rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        elif self._choosable and self.underMouse():
            pen.setColor(theme.color("line_strong"))
        painter.setPen(pen)
        if self._lamp:
            lamplight(painter, rect, rtl(self))
        else:
            painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(rect, radius, radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._choosable and event.button() == Qt.MouseButton.LeftButton
        if not self._pressed:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        self._pressed = False
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._choosable and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class LampBar(QFrame):
    """The program speaking softly: a 3 px bar at the start edge, things beside it in `body`, no ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(4)
        self._margins()
        theme.watcher.changed.connect(self.update)

    def _margins(self) -> None:
        wide = 3 + 16
        self.body.setContentsMargins(0 if rtl(self) else wide, 0, wide if rtl(self) else 0, 0)

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "body"):
            self._margins()

    def paintEvent(self, event: QPaintEvent) -> None:
        x = self.width() - 3 if rtl(self) else 0
        QPainter(self).fillRect(x, 0, 3, self.height(), theme.color("lamp_mark"))


class Hairline(QWidget):
    """A line of one pixel, across or, with `upright`, from top to bottom."""

    def __init__(self, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        theme.watcher.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("line"))


class Panel(QFrame):
    """A flat rounded ground of one token colour, without a line; things go into `body`."""

    def __init__(
        self, color: str = "accent_soft", radius: str = "row", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._color, self._radius = color, radius
        self.body = QHBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(12)
        theme.watcher.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        border = theme.color("line") if theme.strong_lines() else None
        radius = theme.radius(self._radius)
        box(QPainter(self), QRectF(self.rect()), radius, theme.color(self._color), border)


class FaultBar(Panel):
    """Something went wrong, said in place: what is so, what to do, and at most one action."""

    def __init__(
        self,
        title: str = "",
        line: str = "",
        action: Action | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("clay_soft", "row", parent)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = Label(title, "h3", "on_clay_soft", wrap=True)
        self._line = Label(line, "body", "on_clay_soft", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._line)
        if not line:
            self._line.hide()
        icon = IconView("circle-alert", 20, "clay")
        self.body.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(words, 1)
        self.button: Button | None = None
        if action is not None:
            self.button = Button(action[0], "secondary")
            self.button.clicked.connect(lambda _checked=False: action[1]())
            self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(f"{title} {line}".strip())

    def set_words(self, title: str, line: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self.setAccessibleName(f"{title} {line}".strip())


class Chevron(QWidget):
    """A small arrow at the end of a row that opens something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(18), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        way = "left" if rtl(self) else "right"
        draw.chevron(QPainter(self), QRectF(self.rect()), way, theme.color("ink_3"))


def scroll(widget: QWidget) -> QScrollArea:
    """A page that scrolls up and down: `widget` as wide as the view, at least as tall. The ground shows through."""
    area = QScrollArea()
    # A viewport of our own: Qt's would have to be looked up among all classes before Python could name it.
    view = QWidget()
    view.setAutoFillBackground(False)
    area.setViewport(view)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)
    return area
