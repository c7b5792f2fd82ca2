"""The field for how an idea is asked for: words that press, and a line nobody could say no to, get a soft remark.

It is a thought, never a condition: the idea is kept with whatever stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.hinted import HintBar, HintedField, Remark, no_room, pressing
from ui.widgets.buttons import LinkButton
from ui.widgets.rows import PULL, quiet_line

if TYPE_CHECKING:
    from ui.session import Session

_PAUSE_MS = 700


class InviteField(QWidget):
    """One line of words. `help_asked` where what was written tells of harm; then nothing else is said about it."""

    help_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._left: set[object] = set()
        self.setProperty("pulls", True)
        self.field = HintedField(
            self.tr("How to say it"), self.tr("I’m making tea. Come if you like, or not.")
        )
        self.bar = HintBar()
        self.help_link = LinkButton(self.tr("People who listen, and what may help"), icon="life-buoy")
        self.help_link.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.field.textChanged.connect(self._pause.start)
        self.bar.left.connect(self._leave)
        self.bar.used.connect(self._use)
        self.help_link.clicked.connect(self.help_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.field)
        column.addWidget(self.bar)
        column.addLayout(quiet_line(self.help_link))

    @property
    def words(self) -> str:
        """What stands there, as one line."""
        return " ".join(self.field.words().split())

    def put(self, words: str) -> None:
        """Begin with these words."""
        self.field.put(words)

    def look(self) -> None:
        """Look at the words now."""
        from companion.kindly import hints, leaves_room, pushes

        self._pause.stop()
        text = self.field.words()
        care = hints(text).care
        self.help_link.setVisible(care)
        remarks: list[Remark] = []
        marks: list[tuple[int, int]] = []
        if text.strip() and not care and self._session.settings.kind_hints:
            found = [span for span in pushes(text) if ("press", text[span[0] : span[1]]) not in self._left]
            for start, end in found[:1]:
                remarks.append(pressing(("press", text[start:end])))
                marks.append((start, end))
            if not leaves_room(text) and ("room", "") not in self._left:
                remarks.append(no_room(("room", "")))
        self.field.mark(marks)
        self.bar.say(remarks)

    def _leave(self, key: object) -> None:
        self._left.add(key)
        self.look()
        self.field.setFocus()

    def _use(self, line: str) -> None:
        self.field.put(f"{self.field.words().rstrip()} {line}".strip())
        self.look()
        self.field.setFocus()
