"""Grounds to put things on: cards, the lamp bar, hairlines, the fault message, the empty state, and the page scroll."""

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import draw
from ui.widgets import speech
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.icons import IconView
from ui.widgets.paint import box, lamplight, rtl
from ui.widgets.text import Label, ReadLabel

Action = tuple[str, Callable[[], object]]


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
            if QAccessible.isActive():
                from PySide6.QtGui import QAccessibleStateChangeEvent

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
        self._line.setVisible(bool(line))
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


class EmptyState(QWidget):
    """A place with nothing in it yet: a line drawing ("page", "plan", "search", "lines"), one sentence, one line,
    and up to two ways on, each as (words, what to call). A block of 380 in the middle of its pane.
    """

    def __init__(
        self,
        drawing: str,
        title: str,
        line: str = "",
        primary: Action | None = None,
        quiet: Action | None = None,
        primary_kind: str = "primary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._block = QWidget()
        column = QVBoxLayout(self._block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Drawing(drawing), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(24)
        column.addWidget(ReadLabel(title, "lead_small"))
        if line:
            column.addSpacing(4)
            column.addWidget(Label(line, "body", "ink_2", wrap=True))
        self.primary: Button | None = None
        self.quiet: Button | None = None
        if primary or quiet:
            column.addSpacing(16)
            column.addLayout(self._buttons(primary, quiet, primary_kind))
        around = QHBoxLayout(self)
        around.setContentsMargins(24, 24, 24, 24)
        around.addStretch(1)
        around.addWidget(self._block, 0, Qt.AlignmentFlag.AlignVCenter)
        around.addStretch(1)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def _buttons(self, primary: Action | None, quiet: Action | None, kind: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        if primary:
            self.primary = Button(primary[0], kind)
            self.primary.clicked.connect(lambda _checked=False: primary[1]())
            row.addWidget(self.primary)
        if quiet:
            self.quiet = LinkButton(quiet[0])
            self.quiet.clicked.connect(lambda _checked=False: quiet[1]())
            row.addWidget(self.quiet)
        row.addStretch(1)
        return row

    def restyle(self) -> None:
        """Take the width of the block from the theme again."""
        self._block.setMaximumWidth(theme.px(380))
        self._block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretchFactor(self._block, 1000)


class _Drawing(QWidget):
    """The line drawings of empty places, 120 by 56."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(150 if self._kind == "lines" else 120), theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if rtl(self):
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.scale(theme.scale(), theme.scale())
        getattr(self, f"_{self._kind}")(painter)

    def _pen(self, painter: QPainter, color: str, width: float) -> QPen:
        pen = QPen(theme.color(color), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return pen

    def _page(self, painter: QPainter) -> None:
        self._pen(painter, "line_strong", 2)
        painter.drawLine(QLineF(2, 8, 96, 8))
        painter.drawLine(QLineF(2, 26, 58, 26))
        self._pen(painter, "accent", 2.5)
        painter.drawLine(QLineF(66, 16, 66, 36))

    def _plan(self, painter: QPainter) -> None:
        self._pen(painter, "line_strong", 2)
        painter.drawLine(QLineF(4, 38, 116, 38))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("me"))
        painter.drawEllipse(QPointF(46, 25), 10, 10)
        self._pen(painter, "you", 2.5)
        painter.drawEllipse(QPointF(76, 25), 9, 9)

    def _search(self, painter: QPainter) -> None:
        self._pen(painter, "line", 2)
        for y, right in ((6, 60), (24, 40), (42, 72)):
            painter.drawLine(QLineF(2, y, right, y))
        self._pen(painter, "line_strong", 2.5)
        painter.drawEllipse(QPointF(84, 20), 14, 14)
        painter.drawLine(QLineF(95, 31, 106, 42))

    def _lines(self, painter: QPainter) -> None:
        for color, start, end in (("me", 4, 18), ("you", 40, 26)):
            pen = self._pen(painter, color, 2.25)
            pen.setDashPattern([0.01, 3.0])
            painter.setPen(pen)
            path = QPainterPath(QPointF(3, start))
            path.cubicTo(60, start, 80, end, 146, end)
            painter.drawPath(path)


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
