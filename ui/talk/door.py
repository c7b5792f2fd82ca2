"""The tab of the talking room: what it is, and the way in. While a talk goes on or rests, the way back in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.talk import words
from ui.talk.steps import Step
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import Card
from ui.widgets.icons import IconView
from ui.widgets.text import Label, ReadLabel


class RoomDoor(Step):
    """`asked` carries "enter", "begin" or "pauses"."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._leads = "begin"
        self._told = ReadLabel("", "lead")
        self._lines = [Label("", "body", "ink_2", wrap=True) for _ in range(2)]
        self.column.addWidget(self._told)
        for line in self._lines:
            self.column.addWidget(line)
        card = Card()
        card.body.setSpacing(theme.space(3))
        for icon, text in (
            ("ear", self.tr("One speaks, the other one listens. Then you swap.")),
            ("pause", self.tr("Anyone can pause at any moment, with a time to come back.")),
            ("door-open", self.tr("Stopping is fine, and nothing is kept unless you choose it.")),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.space(3))
            row.addWidget(IconView(icon))
            row.addWidget(Label(text, "body", wrap=True), 1)
            card.body.addLayout(row)
        self._card = card
        self.column.addWidget(card)
        self.column.addSpacing(theme.space(2))
        self.enter_button = Button("", "primary", size="large")
        self.enter_button.clicked.connect(lambda: self.asked.emit(self._leads))
        self.column.addWidget(self.enter_button)
        self.pauses_button = LinkButton(self.tr("What a pause is, and what it isn’t"))
        self.pauses_button.clicked.connect(lambda: self.asked.emit("pauses"))
        self.column.addLayout(quiet_row(self.pauses_button))
        self.column.addStretch(1)
        self.show_state("")

    def show_state(self, state: str, back: str = "") -> None:
        """How the room is: "" when nobody is in it, "paused" until `back`, "talk" when it was left for a moment."""
        self._leads = "enter" if state else "begin"
        if state == "paused":
            told = words.Told(
                self.tr("Back at {time}").format(time=back),
                (self.tr("Until then nothing is needed here."),),
            )
            self.enter_button.setText(self.tr("Go to the room"))
        elif state:
            told = words.Told(
                self.tr("The room is as you left it."),
                (self.tr("Nothing goes on in there without you."),),
            )
            self.enter_button.setText(self.tr("Go back in"))
        else:
            told = words.Told(
                self.tr("A room for two, with doors."),
                (self.tr("It opens after a few small questions, so that nobody is taken by surprise."),),
            )
            self.enter_button.setText(self.tr("Begin with the questions"))
        self.title = told.title
        self._told.setText(told.title)
        for place, line in enumerate(self._lines):
            line.setText(told.lines[place] if place < len(told.lines) else "")
            line.setVisible(place < len(told.lines))
        self._card.setVisible(not state)
        self.pauses_button.setVisible(not state)

    def first(self) -> QWidget:
        return self.enter_button
