"""What every page of the talking room is made of: a column, quiet ways out, and a row of large buttons at its foot.

`asked` carries an event of the flow, or one of a few words the room itself understands ("pause_asked", "leave").
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.talk import words
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.chips import FlowLayout
from ui.widgets.text import Label, ReadLabel

MEASURE = 620


class RoomView(QWidget):
    """One page. `title` is what a screen reader hears first; `measure` how wide its column may be."""

    asked = Signal(str)

    def __init__(self, title: str, measure: int = MEASURE) -> None:
        super().__init__()
        self.title = title
        self._measure = measure
        self.pause_button: Button | None = None
        self.smaller_button: Button | None = None
        self.stop_button: Button | None = None
        self._foot_pause: Button | None = None
        self._end: tuple[Button, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.block = QWidget()
        self.block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(self.block)
        self.column.setContentsMargins(10, 0, 10, 0)
        self.column.setSpacing(theme.space(3))
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.addStretch(1)
        self._across.addWidget(self.block, 1000)
        self._across.addStretch(1)
        outer.addLayout(self._across)
        outer.addStretch(1)
        outer.addSpacing(theme.space(5))
        self.foot_bar = QWidget()
        self._feet = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.foot_bar)
        self._feet.setContentsMargins(10, 0, 10, 0)
        self._feet.setSpacing(theme.space(3))
        outer.addWidget(self.foot_bar)
        self._outer = outer
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.block.setMaximumWidth(theme.px(self._measure) + 20)
        self.arrange_foot(self.width())

    # --- building -----------------------------------------------------------------------------------------

    def tell(self, told: words.Told) -> None:
        self.column.addWidget(ReadLabel(told.title, "lead"))
        for line in told.lines:
            self.column.addWidget(Label(line, "body", "ink_2", wrap=True))

    def event_button(self, text: str, event: str, kind: str = "secondary", icon: str = "") -> Button:
        """A large button that says an event."""
        button = Button(text, kind, icon=icon, size="large")
        button.clicked.connect(lambda: self.asked.emit(event))
        return button

    def event_link(self, text: str, event: str) -> LinkButton:
        button = LinkButton(text)
        button.clicked.connect(lambda: self.asked.emit(event))
        return button

    def ways_out(self, *more: QWidget) -> QHBoxLayout:
        """Something smaller and stop here, and what else is as quiet."""
        self.smaller_button = self.event_link(self.tr("Something smaller"), "smaller")
        self.stop_button = self.event_link(self.tr("Stop here"), "stop")
        return quiet_row(*more, self.smaller_button, self.stop_button)

    def foot(self, *end: Button, pause: bool = True) -> None:
        """The row at the bottom: pausing alone at the start, the ways on at the end."""
        if pause:
            self.pause_button = Button(
                self.tr("Pause, and come back"), "secondary", icon="pause", size="large"
            )
            self.pause_button.setToolTip(self.tr("Pause, and come back  (F2)"))
            self.pause_button.clicked.connect(lambda: self.asked.emit("pause_asked"))
            self._feet.addWidget(self.pause_button, 0, Qt.AlignmentFlag.AlignTop)
        self._feet.addStretch(1)
        self._foot_pause, self._end = self.pause_button, end
        holder = QWidget()
        row = FlowLayout(holder, spacing=theme.space(3))
        for button in end:
            row.addWidget(button)
        self._feet.addWidget(holder, 0)
        self.arrange_foot(self.width())

    def first(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None

    def buttons(self) -> list[QWidget]:
        """The large buttons at the foot, as one reads them."""
        return [button for button in (self._foot_pause, *self._end) if button is not None]

    def take_foot_back(self) -> None:
        """The foot scrolls with the page again."""
        if self.foot_bar.parent() is not self:
            self._outer.addWidget(self.foot_bar)

    # --- room ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange_foot(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_end"):
            self.arrange_foot(self.width())

    def arrange_foot(self, room: int) -> None:
        """Side by side where the buttons fit into `room` pixels, else one below the other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = sum(button.sizeHint().width() + theme.space(3) for button in self.buttons())
        self._feet.setDirection(across if wanted + 40 <= room else down)
