"""I'm here: a short message in three parts, you matter, you are free, I'll be around, in the voice of a role.

Used in Say it kindly and in When ready. Words that press get a soft remark, and so does a message nobody could say no
to. Nothing is sent from here, and nothing is kept unless somebody says so.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.hinted import HintBar, HintedField, Remark, no_room, pressing
from ui.talk import choose, sayings
from ui.talk.sounding import SoundCard, keep_words
from ui.typeset import curly
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label

if TYPE_CHECKING:
    from ui.session import Session

_MEASURE = 620
_PAUSE_MS = 700


class HereBuilder(QWidget):
    """`finished` carries the message somebody settled on, `go` leads to another page. `role` is one of the sitting's.

    With `hands_on` false nobody waits for the message, and there is no button for it.
    """

    finished = Signal(str)
    go = Signal(str, object)

    def __init__(self, session: Session, role: str, *, hands_on: bool = True) -> None:
        super().__init__()
        self._session = session
        self.role = role
        self._lines = sayings.here_lines(role)
        self._at = dict.fromkeys(sayings.HERE, -1)
        self._left: set[tuple[str, str]] = set()
        self.fields: dict[str, HintedField] = {}
        self.bars: dict[str, HintBar] = {}
        self.another: dict[str, LinkButton] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._build(hands_on)
        session.settings_changed.connect(self.look)
        theme.watcher.changed.connect(self._restyle)
        self._restyle()
        self._typed()

    def _build(self, hands_on: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(3))
        told = self.tr("Three small parts. One is enough.")
        column.addWidget(Label(told, "body", "ink_2", wrap=True))
        for part in sayings.HERE:
            column.addLayout(self._part(part))
        self.ready_button = LinkButton(self.tr("Begin with a ready line"))
        self.ready_button.clicked.connect(self.choose_line)
        self.help_link = LinkButton(self.tr("People who listen, and what may help"), icon="life-buoy")
        self.help_link.clicked.connect(lambda: self.go.emit("understand", {"page": "s-afraid"}))
        self.help_link.hide()
        column.addLayout(quiet_line(self.ready_button, self.help_link))
        self.sound = SoundCard(self._session, diary=False)
        column.addWidget(self.sound)
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addStretch(1)
        self.keep_button = Button(self.tr("Keep these words"), "secondary")
        self.keep_button.clicked.connect(lambda: keep_words(self._session, self.sound.words, self))
        self.use_button = Button(self.tr("These are the words"), "primary")
        self.use_button.clicked.connect(lambda: self.finished.emit(self.sound.words))
        row.addWidget(self.keep_button)
        row.addWidget(self.use_button)
        if not hands_on:
            self.use_button.hide()
        column.addLayout(row)

    def _part(self, part: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.space(1))
        name = sayings.name(part)
        label = Label(name, "card_title", wrap=True)
        field = HintedField(name)
        label.setBuddy(field)
        field.textChanged.connect(self._typed)
        bar = HintBar()
        bar.left.connect(self._leave)
        bar.used.connect(partial(self._use, part))
        another = LinkButton(self.tr("A line to begin with"), size="small")
        another.setAccessibleDescription(name)
        another.clicked.connect(partial(self._next_line, part))
        self.fields[part], self.bars[part], self.another[part] = field, bar, another
        column.addWidget(label)
        column.addWidget(field)
        column.addWidget(bar)
        column.addLayout(quiet_line(another))
        return column

    def _restyle(self) -> None:
        self.setMaximumWidth(theme.px(_MEASURE) + 2 * PULL)

    def first(self) -> QWidget:
        return self.fields["matter"]

    # --- words --------------------------------------------------------------------------------------------

    def _next_line(self, part: str) -> None:
        lines = self._lines[part]
        self._at[part] = (self._at[part] + 1) % len(lines)
        self.fields[part].put(lines[self._at[part]])

    def choose_line(self) -> None:
        """A whole message of the pack, in the voice of the role; it goes into the first part, the others empty."""
        lines = [one for one in content.phrases("here") if one.role in sayings.voices(self.role)]
        groups = [("", [choose.Choice(curly(phrase.text)) for phrase in lines])]
        choose.ChooseDialog(self, self.tr("A ready line"), groups, self._take, lines=True).open()

    def _take(self, line: str) -> None:
        for part, field in self.fields.items():
            field.put(line if part == "matter" else "")
        self.look()

    def _use(self, part: str, line: str) -> None:
        field = self.fields[part]
        field.put(f"{field.words().rstrip()} {line}".strip())
        self.look()

    def _typed(self) -> None:
        self.sound.show_words(sayings.compose({part: field.words() for part, field in self.fields.items()}))
        for button in (self.keep_button, self.use_button):
            button.setEnabled(bool(self.sound.words))
        self._pause.start()

    def look(self) -> None:
        """Words that press, and whether there is a way to say no. At most two remarks, or the way to help."""
        from companion.kindly import hints, leaves_room, pushes

        self._pause.stop()
        texts = {part: field.words() for part, field in self.fields.items()}
        care = hints("\n".join(texts.values())).care
        self.help_link.setVisible(care)
        on = self._session.settings.kind_hints and not care
        told: dict[str, list[Remark]] = {part: [] for part in texts}
        marks: dict[str, list[tuple[int, int]]] = {part: [] for part in texts}
        if on:
            for part, text in texts.items():
                for start, end in pushes(text):
                    key = (part, text[start:end])
                    if key not in self._left and sum(map(len, told.values())) < 1:
                        told[part].append(pressing(key))
                        marks[part].append((start, end))
            no_way_out = any(text.strip() for text in texts.values()) and not leaves_room(self.sound.words)
            if no_way_out and ("free", "") not in self._left:
                told["free"].append(no_room(("free", "")))
        for part, field in self.fields.items():
            field.mark(marks[part])
            self.bars[part].say(told[part])

    def _leave(self, key: object) -> None:
        self._left.add(key)  # type: ignore[arg-type]  # what the bar was given
        self.look()
        self.fields[key[0]].setFocus()  # type: ignore[index]
