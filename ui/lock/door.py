"""The door: a plain notebook, the discreet name, one field or one button, and "I can't open it". Nothing
about what is inside.

After five wrong tries it waits, longer each time, and says how long. The tries are counted by the session,
so that locking again does not start the count anew.
"""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.session import Session
from ui.ways.frame import Column
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import FaultBar
from ui.widgets.fields import FaultLine, PassphraseField, labelled
from ui.widgets.icons import IconView
from ui.widgets.text import Label, ReadLabel

FREE_TRIES = 5
FIRST_PAUSE = 5
LONGEST_PAUSE = 60

FIELD = "field"
OPEN = "open"


class Door(Column):
    """`submitted(passphrase)`, `opened()` for the keyring's button, `stuck()` for "I can't open it",
    `others()`."""

    submitted = Signal(str)
    opened = Signal()
    stuck = Signal()
    others = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(340)
        self.session = session
        self.mode = ""
        self._spare = False
        self._busy = False
        self.body.setSpacing(0)
        self.held = FaultBar()
        self.held.hide()
        self.body.addWidget(self.held)
        self.body.addSpacing(8)
        self._icon = IconView("notebook", 40, "ink_3")
        self.body.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(14)
        name = ReadLabel(session.settings.discreet_name, "entry_title")
        name.setAccessibleName(session.settings.discreet_name)
        self._name = _centred(name)
        self.body.addWidget(self._name)
        self.state = Label(self.tr("Locked"), "caption", "ink_3")
        self.state.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.state)
        self.body.addSpacing(26)
        self._field_block = QWidget()
        block = QVBoxLayout(self._field_block)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(0)
        self.field = PassphraseField(self.tr("Passphrase"), large=True)
        self.fault = FaultLine()
        block.addWidget(labelled(self.tr("Passphrase"), self.field, self.fault))
        block.addSpacing(16)
        self.body.addWidget(self._field_block)
        self.button = Button("", "primary", size="large")
        policy = self.button.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.button.setSizePolicy(policy)
        self.body.addWidget(self.button)
        self.body.addSpacing(10)
        links = QVBoxLayout()
        links.setSpacing(0)
        self.spare_link = LinkButton(self.tr("Use the passphrase"))
        self.stuck_link = LinkButton(self.tr("I can’t open it"))
        self.others_link = LinkButton(self.tr("Open other notes"))
        for link in (self.spare_link, self.stuck_link, self.others_link):
            links.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addLayout(links)
        self.spare_link.hide()
        self.others_link.hide()
        self._foot_line = foot = Label(self.tr("Esc closes the window"), "caption", "ink_3")
        foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, foot)
        outer.insertSpacing(2, 24)
        self.field.returnPressed.connect(self._submit)
        self.field.textEdited.connect(lambda _: self._clear_fault())
        self.button.clicked.connect(self._submit)
        self.spare_link.clicked.connect(lambda _=False: self.set_mode(FIELD, spare=False))
        self.stuck_link.clicked.connect(self.stuck)
        self.others_link.clicked.connect(self.others)
        self._countdown = QTimer(self)
        self._countdown.setInterval(250)
        self._countdown.timeout.connect(self._count)
        self.set_mode("")

    def set_mode(self, mode: str, *, spare: bool = False, several: bool = False, label: str = "") -> None:
        """ "field" asks for the passphrase, "open" has one button; empty while nothing is known yet.
        `spare` offers the passphrase beside the button; `several` offers the other vaults."""
        self.mode = mode
        self._field_block.setVisible(mode == FIELD)
        self.button.setVisible(bool(mode))
        self.button.setText(self.tr("Open") if mode == OPEN else self.tr("Unlock"))
        self.spare_link.setVisible(mode == OPEN and spare)
        self.stuck_link.setVisible(bool(mode))
        if several:
            self.others_link.show()
        if label:
            self.state.setText(self.tr("{name}, locked").format(name=label))
        if mode:
            self._count()
            self.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a low window with large text the field and its button matter more than a drawing and a hint.
        room = self.height() / theme.scale()
        self._icon.setVisible(room > 440)
        self._foot_line.setVisible(room > 380)

    def focus_first(self) -> None:
        target = self.field if self.mode == FIELD else self.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_held(self, title: str, line: str) -> None:
        self.held.set_words(title, line)
        self.held.show()

    def set_busy(self, busy: bool) -> None:
        """While the key is worked out. Under half a second, so nothing turns; the button just rests."""
        self._busy = busy
        self.field.setReadOnly(busy)
        self._count()

    def wrong(self, sentence: str) -> None:
        """The passphrase did not open it."""
        self.session.wrong_tries += 1
        over = self.session.wrong_tries - FREE_TRIES
        if over >= 0:
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**over)
            self.session.wait_until = time.monotonic() + pause
        self.field.hide_again()
        self.field.fault(True)
        self.fault.say(sentence)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self._count(sentence)

    def _clear_fault(self) -> None:
        if not self._countdown.isActive():
            self.field.fault(False)
            self.fault.say("")

    def _count(self, before: str = "") -> None:
        left = self.session.wait_until - time.monotonic()
        waiting = left > 0 and self.mode == FIELD
        self.button.setEnabled(not self._busy and not waiting)
        if waiting:
            seconds = max(1, round(left))
            self.fault.say(self.tr("That didn’t open it. Try again in {seconds} s.").format(seconds=seconds))
            self._countdown.start()
        elif self._countdown.isActive():
            self._countdown.stop()
            self.fault.say("")
            self.field.fault(False)

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        if self.mode == OPEN:
            self.opened.emit()
        elif self.field.text():
            self.submitted.emit(self.field.text())
        else:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)


def _centred(label: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(label)
    row.addStretch(1)
    return holder
