"""What every page of the talking room is made of: a column that scrolls, and a foot that does not.

`asked` carries an event of the flow, or one of a few words the room itself understands ("pause_asked", "lock_asked").
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.talk import words
from ui.talk.foot import Foot, pause_button
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.text import Label, ReadLabel

MEASURE = 620

translate = QCoreApplication.translate


class RoomView(QWidget):
    """One page. `title` is what a screen reader hears first; `measure` how wide its column may be. Its `foot_bar` is laid
    out by the room."""

    asked = Signal(str)

    def __init__(self, title: str, measure: int = MEASURE) -> None:
        super().__init__()
        self.title = title
        self._measure = measure
        self.pause_button: Button | None = None
        self.smaller_button: Button | None = None
        self.stop_button: Button | None = None
        self.foot_bar = Foot()
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
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.block.setMaximumWidth(theme.px(self._measure) + 20)

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

    def ways_out(self, *more: QWidget) -> None:
        """Something smaller and stop here in the foot, and what else is as quiet."""
        self.smaller_button = self.event_link(translate("Talk", "Something smaller"), "smaller")
        self.stop_button = self.event_link(translate("Talk", "Stop here"), "stop")
        self.foot_bar.put_quiet(*more, self.smaller_button, self.stop_button)

    def foot(self, *end: Button, pause: str = "pause") -> None:
        """The large buttons: pausing alone at the start, the ways on at the end. `pause` is "pause", "more" where one was
        paused already, or empty."""
        if pause:
            self.pause_button = pause_button(more=pause == "more")
            self.pause_button.clicked.connect(lambda: self.asked.emit("pause_asked"))
            if pause == "pause":
                self.foot_bar.shorten(self.pause_button, translate("Talk", "Pause"))
        self.foot_bar.put(self.pause_button, *end)

    def first(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None
