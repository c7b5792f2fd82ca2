"""What stands where nothing is yet: a line drawing, one sentence, and the ways on."""

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Action
from ui.widgets.paint import rtl
from ui.widgets.text import Label, ReadLabel


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
        around.setContentsMargins(22, 24, 22, 24)
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
