"""Asking the other person, and what they said. Nothing is sent from here, and nothing waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.talk import flow_words, words
from ui.talk.here import HereBuilder
from ui.talk.steps import Saying, Step
from ui.typeset import curly
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.chips import FlowLayout
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from ui.session import Session


class AskStep(Step):
    """Words to ask with, then the answer, whenever it comes."""

    answered = Signal(str)
    back_asked = Signal()
    go = Signal(str, object)

    def __init__(self, session: Session, role: str, *, alone: bool) -> None:
        told = flow_words.ask()
        super().__init__(told.title)
        self._tell(told)
        self.builder = HereBuilder(session, role)
        self.builder.finished.connect(self._taken)
        self.builder.go.connect(self.go)
        self.column.addWidget(self.builder)
        self._ready = Label("", "body", "ink_2", wrap=True)
        self._ready.hide()
        self.column.addWidget(self._ready)
        question = self.tr("What did they say?")
        self.column.addSpacing(theme.space(2))
        self.column.addWidget(Label(question, "h2", wrap=True))
        self.column.addWidget(
            Label(self.tr("There is no hurry. This page can wait."), "body", "ink_2", wrap=True)
        )
        row = FlowLayout(spacing=theme.space(2))
        self.buttons: dict[str, Button] = {}
        for event, text in flow_words.their_answers():
            button = Button(text, "secondary")
            button.setAccessibleDescription(question)
            button.clicked.connect(lambda _=False, event=event: self.answered.emit(event))
            self.buttons[event] = button
            row.addWidget(button)
        self.column.addLayout(row)
        self.later_button = LinkButton(self.tr("I have what I need for now"))
        self.later_button.clicked.connect(lambda: self.answered.emit("not_asked"))
        if alone:
            self.column.addLayout(quiet_row(self.later_button))
        else:
            self.later_button.setParent(self)
            self.later_button.hide()
        self.back_button = LinkButton(self.tr("Back"))
        self.back_button.clicked.connect(lambda: self.back_asked.emit())
        ways = self._ways_out()
        ways.insertWidget(0, self.back_button)
        self.column.addLayout(ways)
        self.column.addStretch(1)

    def _taken(self, text: str) -> None:
        self._ready.setText(self.tr("“{words}” That can be all of it.").format(words=curly(text)))
        self._ready.show()
        announce(self._ready, self._ready.text())
        self.buttons["yes"].setFocus()

    def first(self) -> QWidget:
        return self.builder.first()


class KindPage(Step):
    """After a no, a silence, or a pause nobody came back from: kind words, perhaps a line to answer with, and ways on
    that lead away from asking. `asked` carries "write", "company", "page:…", "again", or an event of the flow."""

    asked = Signal(str)

    def __init__(
        self,
        told: words.Told,
        state: str,
        lines: Sequence[str],
        session: Session,
        events: Sequence[tuple[str, str]] = (),
        later: Sequence[str] = (),
    ) -> None:
        super().__init__(told.title)
        self._tell(told)
        self.saying = Saying(lines, session.copy)
        if lines:
            self.column.addSpacing(theme.space(2))
            self.column.addWidget(self.saying)
        else:
            self.saying.setParent(self)
            self.saying.hide()
        if later:
            self.column.addWidget(Label(self.tr("For later, if you like:"), "body", "ink_2", wrap=True))
            self.later = Saying(later, session.copy)
            self.column.addWidget(self.later)
        self.column.addSpacing(theme.space(2))
        row = FlowLayout(spacing=theme.space(3))
        self.buttons: dict[str, Button] = {}
        for offer in flow_words.offers_after(state):
            what = f"page:{offer.text}" if offer.key == "page" else offer.key
            kind = "secondary" if self.buttons else "primary"
            row.addWidget(self._button(Button(offer.title, kind, size="large"), what))
        self.column.addLayout(row)
        for event, text in events:
            self.column.addLayout(quiet_row(self._button(LinkButton(text), event)))
        self.column.addLayout(quiet_row(self._button(LinkButton(self.tr("Done for today")), "go_on")))
        self.column.addStretch(1)

    def _button(self, button: Button, what: str) -> Button:
        button.clicked.connect(lambda: self.asked.emit(what))
        self.buttons[what] = button
        return button

    def first(self) -> QWidget:
        return next(iter(self.buttons.values()))
