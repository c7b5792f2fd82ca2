"""Cards picked one by one: a box for each, with its words beside it.

The deepest cards are never ticked here by anything but their own box, so they print only when somebody meant it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.typeset import curly
from ui.widgets.buttons import LinkButton, quiet_row
from ui.widgets.dialog import Dialog
from ui.widgets.text import Label
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.content import Prompt

DEEPEST = 5


class PickDialog(Dialog):
    """`picked` carries the ids that were ticked, once they are agreed to."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, prompts: Sequence[Prompt], chosen: Collection[str]) -> None:
        super().__init__("", parent, width=560)
        self.set_title(self.tr("Which cards?"))
        self._prompts = prompts
        self.all_button = LinkButton(self.tr("All"), size="small")
        self.all_button.clicked.connect(lambda: self._tick(True))
        self.none_button = LinkButton(self.tr("None"), size="small")
        self.none_button.clicked.connect(lambda: self._tick(False))
        self.body.addLayout(quiet_row(self.all_button, self.none_button))
        if any(prompt.depth == DEEPEST for prompt in prompts):
            said = self.tr("The deepest cards are ticked one by one.")
            self.body.addWidget(Label(said, "caption", "ink_2", wrap=True))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        self.boxes: dict[str, CheckBox] = {}
        for prompt in prompts:
            box = CheckBox(curly(prompt.text))
            box.setChecked(prompt.id in chosen)
            # A card's words are long: the box grows downward where they wrap.
            policy = box.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
            box.setSizePolicy(policy)
            self.boxes[prompt.id] = box
            column.addWidget(box)
        self.body.addWidget(holder)
        self.add_button(self.tr("Not now"), "secondary", "reject")
        self.main = self.add_button(self.tr("Take these"), "primary", "other")
        self.main.clicked.connect(self._agree)

    def _tick(self, on: bool) -> None:
        for prompt in self._prompts:
            if prompt.depth != DEEPEST or not on:
                self.boxes[prompt.id].setChecked(on)

    def _agree(self) -> None:
        self.accept()
        self.picked.emit(frozenset(id for id, box in self.boxes.items() if box.isChecked()))
