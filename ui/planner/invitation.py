"""How to say it: a sentence that can be changed, swapped for another, and copied. Each that is offered holds a clear no.

What the person writes is looked over quietly, once they rest: words that press, and whether it can be said no to. It
is one remark at most, it changes nothing by itself, and it can be left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.printing.typeset import curly
from ui.widgets.buttons import Button
from ui.widgets.cards import LampBar
from ui.widgets.fields import TextField
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from ui.session import Session

_REST_MS = 900


class Invitation(QWidget):
    """`words` is what stands there."""

    def __init__(self, session: Session, lines: Sequence[str], present: str) -> None:
        super().__init__()
        self._session = session
        common = (
            self.tr("I’d like some company for this. No is a fine answer."),
            self.tr("I’ll be doing this either way. Come along if you like, no need to talk."),
            self.tr("Would you like to, or rather not? Both are fine."),
        )
        self._lines = [*map(curly, lines), *common]
        self._left: set[str] = set()
        self.setProperty("pulls", True)
        self.text = TextField(self.tr("How to say it"), "")
        self.text.setPlainText(present or self._lines[0])
        self.other = Button(self.tr("Another way to say it"), "quiet")
        self.copy = Button(self.tr("Copy"), "quiet")
        self._build_remark()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REST_MS)
        self._pause.timeout.connect(self.look)
        self.other.clicked.connect(self._another)
        self.copy.clicked.connect(self._copy)
        self.text.textChanged.connect(self._typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.text)
        column.addWidget(self.remark)
        column.addLayout(quiet_line(self.other, self.copy))

    def _build_remark(self) -> None:
        self.remark = LampBar()
        self._key = ""
        self.said = Label("", "body", wrap=True)
        self.add = Button(self.tr("Add “No is fine.”"), "quiet", size="small")
        self.leave = Button(self.tr("Leave it"), "quiet", size="small")
        self.add.clicked.connect(self._add)
        self.leave.clicked.connect(self._leave)
        self.remark.body.addWidget(self.said)
        self.remark.body.addLayout(quiet_line(self.add, self.leave))
        self.remark.hide()

    def words(self) -> str:
        """What stands there now."""
        return str(self.text.toPlainText()).strip()

    def look(self) -> None:
        """Say what may press, or that there is no way to say no; nothing where a sentence tells of harm."""
        from companion.kindly import hints, leaves_room, pushes

        self._pause.stop()
        words = self.words()
        if not words or not self._session.settings.kind_hints or hints(words).care:
            self.remark.hide()
            return
        pressing = [words[start:end] for start, end in pushes(words) if words[start:end] not in self._left]
        if pressing:
            said = self.tr("“{words}” can press. Without it the line weighs less.")
            self._say(pressing[0], said.format(words=pressing[0]))
        elif not leaves_room(words) and "no" not in self._left:
            self._say("no", self.tr("There is no way to say no in it yet."))
        else:
            self.remark.hide()

    def _say(self, key: str, text: str) -> None:
        new = self.remark.isHidden() or self.said.text() != text
        self._key = key
        self.said.setText(text)
        self.add.setVisible(key == "no")
        self.remark.show()
        if new:
            announce(self.said, text)

    def _typed(self) -> None:
        self.copy.setText(self.tr("Copy"))
        self._pause.start()

    def _add(self) -> None:
        self.text.setPlainText(self.tr("{line} No is fine.").format(line=self.words()))
        self.look()
        self.text.setFocus()

    def _leave(self) -> None:
        self._left.add(self._key)
        self.look()
        self.text.setFocus()

    def _another(self) -> None:
        now = self.words()
        at = self._lines.index(now) if now in self._lines else -1
        self.text.setPlainText(self._lines[(at + 1) % len(self._lines)])
        self.look()
        announce(self.text, self.words())

    def _copy(self) -> None:
        self._session.copy(self.words())
        self.copy.setText(self.tr("Copied"))
        announce(self.copy, self.tr("Copied"))
