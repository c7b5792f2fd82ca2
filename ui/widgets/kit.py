"""The recovery code on the screen: its seven groups in boxes, and asking two of them back.

Shared by the first run and by Settings. The code itself is given in and forgotten with the widget; nothing here stores it.
"""

import secrets
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.cards import Card
from ui.widgets.fields import FaultLine, LineField, labelled
from ui.widgets.text import Label, announce

COLUMNS = 4
ASKED = 2
_ALIKE = str.maketrans("OILU", "011V")
"""Signs the code leaves out, and what they are read as."""


class KitCode(QWidget):
    """The groups in numbered boxes, left to right in every language."""

    def __init__(self, groups: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, group in enumerate(groups):
            box = Card()
            box.body.setContentsMargins(10, 4, 10, 8)
            box.body.setSpacing(0)
            box.body.addWidget(Label(str(number + 1), "micro", "ink_3"))
            words = Label(group, "h2")
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            box.body.addWidget(words)
            box.setAccessibleName(
                self.tr("Group {number}: {letters}").format(number=number + 1, letters=" ".join(group))
            )
            grid.addWidget(box, number // COLUMNS, number % COLUMNS)


class KitCheck(QWidget):
    """Asks for two random groups of the code, so that it is known to be on paper. `confirmed` comes once, when both are
    right; a wrong one is named."""

    confirmed = Signal()

    def __init__(self, groups: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = tuple(groups)
        self._over = False
        self.asked = sorted(secrets.SystemRandom().sample(range(len(groups)), ASKED))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            Label(self.tr("Two groups from your paper, to be sure it is readable:"), "body", wrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        self.fields: list[LineField] = []
        for number in self.asked:
            name = self.tr("Group {number}").format(number=number + 1)
            field = LineField(name)
            field.setMaxLength(7)
            field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            field.textChanged.connect(self._look)
            self.fields.append(field)
            row.addWidget(labelled(name, field))
        row.addStretch(1)
        column.addLayout(row)
        self.line = FaultLine()
        column.addWidget(self.line)

    def _look(self) -> None:
        right = []
        wrong = []
        for number, field in zip(self.asked, self.fields, strict=True):
            typed = "".join(field.text().split()).replace("-", "")
            good = typed.upper().translate(_ALIKE) == self._groups[number]
            field.fault(len(typed) >= len(self._groups[number]) and not good)
            right.append(good)
            if len(typed) >= len(self._groups[number]) and not good:
                wrong.append(number + 1)
        if wrong:
            words = self.tr("Group {number} is not the one on the paper. Look again.")
            self.line.say(words.format(number=wrong[0]))
        else:
            self.line.say("")
        if all(right) and not self._over:
            self._over = True
            for field in self.fields:
                field.setReadOnly(True)
            announce(self, self.tr("Both groups are right."))
            self.confirmed.emit()
