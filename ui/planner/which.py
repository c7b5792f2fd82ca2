"""Of what repeats: only this one, this and the later ones, or all of them. Asked where it matters, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ui.widgets.toggles import Radio

if TYPE_CHECKING:
    from companion.planner import Scope


class WhichFields(QWidget):
    """`scope` is the answer; it begins with only this one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        words: dict[Scope, str] = {
            "one": self.tr("Only this one"),
            "later": self.tr("This and the later ones"),
            "all": self.tr("All of them"),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.radios: dict[Scope, Radio] = {}
        for scope, text in words.items():
            radio = Radio(text)
            self.radios[scope] = radio
            self._group.addButton(radio)
            column.addWidget(radio)
        self.radios["one"].setChecked(True)
        self._group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)

    @property
    def scope(self) -> Scope:
        return next(scope for scope, radio in self.radios.items() if radio.isChecked())
