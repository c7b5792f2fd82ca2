"""Choosing a passphrase: two fields, five suggested words, and what a guesser would need, said in words.

No score and no colours: a program cannot know how good a passphrase is, only how bad some are. Suggestions
are drawn from a list of plain words by the system's random source.
"""

from __future__ import annotations

import itertools
import math
import secrets
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import FaultLine, PassphraseField, labelled
from ui.widgets.icons import IconView
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label

SUGGESTED_WORDS = 5
WEAK_BITS = 28
FAIR_BITS = 44

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz")
_COMMON = frozenset(
    ("password", "passphrase", "letmein", "iloveyou", "welcome", "dragon", "monkey", "football", "admin")
)


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """The list that suggestions are drawn from."""
    return tuple(resources.path("words.txt").read_text(encoding="utf-8").split())


def suggest() -> str:
    """Five words, each drawn by itself."""
    return " ".join(secrets.choice(words()) for _ in range(SUGGESTED_WORDS))


def guess_bits(text: str) -> float:
    """A rough and rather low guess of how many tries it takes, as a power of two."""
    plain = text.strip().lower()
    if not plain:
        return 0.0
    parts = plain.split()
    known = set(words())
    if len(parts) > 1 and all(part in known for part in parts):
        return len(set(parts)) * math.log2(len(known))
    squeezed = "".join(parts)
    if squeezed.strip("0123456789!.?") in _COMMON or len(set(squeezed)) <= 2:
        return 8.0
    # A run along the keyboard or the alphabet counts as one choice, not as many.
    choices = 1
    for before, sign in itertools.pairwise(squeezed):
        run = any(before + sign in row or sign + before in row for row in _ROWS) or before == sign
        choices += not run
    alphabet = 10 if squeezed.isdigit() else 26
    if any(sign.isdigit() for sign in squeezed) and not squeezed.isdigit():
        alphabet += 6
    if any(not sign.isalnum() for sign in squeezed):
        alphabet += 8
    if len(parts) > 2 and all(part.isalpha() for part in parts):
        # Several words of a language: each worth about what a word of a common vocabulary is.
        return min(len(set(parts)) * 10.0, choices * math.log2(alphabet))
    # Letters of a word follow one another; half of what random letters would be worth is still kind.
    return choices * math.log2(alphabet) * (0.6 if squeezed.isalpha() else 0.75)


def strength(text: str, suggested: str = "") -> str:
    """One plain sentence about a passphrase, or an empty text for an empty one."""
    if not text.strip():
        return ""
    if suggested and text.strip() == suggested:
        return QCoreApplication.translate("Passphrase", "Five words picked at random are hard to guess.")
    bits = guess_bits(text)
    if bits < WEAK_BITS:
        return QCoreApplication.translate(
            "Passphrase",
            "Easy to guess for someone who has the file and a program for it. More words help most.",
        )
    if bits < FAIR_BITS:
        return QCoreApplication.translate(
            "Passphrase", "It slows a guesser down, perhaps not for long. Another word or two would help."
        )
    return QCoreApplication.translate(
        "Passphrase", "Hard to guess, unless it stands in a book, a song or a letter."
    )


class NewPassphrase(QWidget):
    """Two fields that have to agree, a sentence about what was typed, and other words to choose.

    With `reach` its quiet button reaches over the edge, so that words stand in line with the fields: then it is laid out
    with `ui.widgets.rows.pulled`."""

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None, *, reach: bool = False) -> None:
        super().__init__(parent)
        self._suggested = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL if reach else 0, 0, PULL if reach else 0, 0)
        column.setSpacing(8)
        self.first = PassphraseField(self.tr("Passphrase"))
        self.second = PassphraseField(self.tr("Once more"))
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self._row.addWidget(labelled(self.tr("Passphrase"), self.first), 1)
        self._row.addWidget(labelled(self.tr("Once more"), self.second), 1)
        column.addLayout(self._row)
        self.fault = FaultLine()
        column.addWidget(self.fault)
        said = QHBoxLayout()
        said.setSpacing(8)
        self._tick = IconView("check", 16, "accent")
        self._tick.hide()
        self._said = Label("", "caption", "ink_3", wrap=True)
        self._said.hide()
        said.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._said, 1)
        column.addLayout(said)
        self.suggestion = LinkButton(self.tr("Suggest five words"))
        self.suggestion.clicked.connect(self.suggest)
        if reach:
            column.addLayout(quiet_line(self.suggestion))
        else:
            column.addWidget(self.suggestion, 0, Qt.AlignmentFlag.AlignLeading)
        for field in (self.first, self.second):
            field.textChanged.connect(self._changed)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.entered)

    def text(self) -> str:
        """The passphrase, without blanks around it."""
        return self.first.text().strip()

    def agreed(self) -> bool:
        """Whether both fields hold the same, and something."""
        return bool(self.text()) and self.text() == self.second.text().strip()

    def check(self) -> bool:
        """Say what is missing. True if nothing is."""
        if self.agreed():
            self.fault.say("")
            return True
        if not self.text():
            self.first.fault(True)
            self.fault.say(self.tr("Type a passphrase, or take five suggested words."))
            self.first.setFocus()
        else:
            self.second.fault(True)
            self.fault.say(self.tr("The two don’t match yet. Type it once more, the same way."))
            self.second.setFocus()
            self.second.selectAll()
        return False

    def suggest(self) -> None:
        """Put five new words into the first field, readable, and ask for them once more."""
        self._suggested = suggest()
        if self.first.echoMode() == PassphraseField.EchoMode.Password:
            # What was just suggested has to be read to be kept.
            self.first._toggle()
        self.second.clear()
        self.first.setText(self._suggested)
        self.suggestion.setText(self.tr("Suggest other words"))
        self.second.setFocus()

    def clear(self) -> None:
        self._suggested = ""
        for field in (self.first, self.second):
            field.clear()
            field.fault(False)
            field.hide_again()
        self.fault.say("")

    def _changed(self) -> None:
        self.first.fault(False)
        self.second.fault(False)
        self.fault.say("")
        said = strength(self.first.text(), self._suggested)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._tick.setVisible(bool(self._suggested) and self.text() == self._suggested)
        self.changed.emit()
