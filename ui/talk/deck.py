"""Cards: a depth, a card in the middle, and three equal answers to it.

Which cards may be shown is the sitting's answer, asked each time; nothing counts how many were seen or are left.
Going on, going back, passing and keeping are all one key while the card has the focus.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from companion import content
from companion.talk import remarks
from ui import theme
from ui.printing.typeset import curly
from ui.talk import words
from ui.talk.gate import PULL, Centred, CentredFlow, Gate
from ui.talk.kept import KeptCards, forget
from ui.talk.prompt_card import PromptCard, Shown
from ui.talk.steps import pulled
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.chips import FlowLayout
from ui.widgets.segmented import Segmented
from ui.widgets.text import announce
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.content import Prompt
    from companion.talk import Sitting, Walk
    from ui.session import Session


class Cards(QWidget):
    """The tab. `ask_first` leads to the questions, `stop_asked` to a quiet ending, `go` to another page."""

    ask_first = Signal()
    stop_asked = Signal()
    print_kept_asked = Signal()
    go = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sitting: Sitting | None = None
        self._deck = "beside"
        self._walks: dict[str, tuple[tuple[object, ...], Walk]] = {}
        self._variant = ""
        self._kept: dict[str, str] = {}
        self._seed = random.randrange(1 << 30)
        self._build()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(0)
        self._head, self._below = QHBoxLayout(), QHBoxLayout()
        items = [
            (deck, words.deck_name(deck), ("pressure", place + 1)) for place, deck in enumerate(words.DECKS)
        ]
        self.decks = Segmented(self.tr("How deep?"), items)
        self.decks.chosen.connect(self._deck_chosen)
        self.kept_button = LinkButton(self.tr("Kept cards"), icon="bookmark")
        self.kept_button.clicked.connect(lambda: self.show_kept())
        self._head.addWidget(self.decks)
        self._head.addStretch(1)
        self._head.addWidget(self.kept_button)
        self._below.addStretch(1)
        column.addLayout(self._head)
        column.addLayout(self._below)
        column.addSpacing(theme.space(2))
        # One of three is seen. No stack: that would be as tall as the tallest, and leave the others to scroll.
        holder = QWidget()
        places = QVBoxLayout(holder)
        places.setContentsMargins(0, 0, 0, 0)
        self._table = self._build_table()
        self._gate = Gate()
        self._gate.asked.connect(self._gate_asked)
        self.kept = KeptCards(self._session)
        self.kept.back_asked.connect(self.show_deck)
        self.kept.write_asked.connect(self._write)
        self.kept.print_asked.connect(self.print_kept_asked)
        self._seen: QWidget = self._table
        for page in (self._table, self._gate, self.kept):
            page.setVisible(page is self._seen)
            places.addWidget(page)
        column.addLayout(pulled(holder), 1)
        self._session.changed.connect(self._changed)

    def _build_table(self) -> QWidget:
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.back = IconButton(
            "chevron-left", self.tr("Previous card"), tooltip=self.tr("Previous card  (Left)")
        )
        self.ahead = IconButton("chevron-right", self.tr("Next card"), tooltip=self.tr("Next card  (Right)"))
        self.card = PromptCard()
        middle.addStretch(1)
        middle.addWidget(self.back)
        middle.addWidget(self.card, 1000)
        middle.addWidget(self.ahead)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(theme.space(3))
        column.addLayout(self._build_answers())
        column.addSpacing(theme.space(2))
        promise = self.tr("Anyone may pass on any card. No reason needed.")
        column.addWidget(Centred(promise, "caption", "ink_3", wrap=True))
        column.addLayout(self._build_quiet())
        self.both = CheckBox(self.tr("We have both said yes to the deepest cards, today"))
        self.both.toggled.connect(self._both_said)
        # Its sentence is long: let it grow downward where it wraps.
        policy = self.both.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.both.setSizePolicy(policy)
        deepest = QHBoxLayout()
        deepest.addStretch(1)
        deepest.addWidget(self.both)
        deepest.addStretch(1)
        column.addLayout(deepest)
        column.addStretch(1)
        self.card.next_asked.connect(self._ahead)
        self.card.back_asked.connect(self._back)
        self.card.pass_asked.connect(self._pass)
        self.card.keep_asked.connect(self._keep)
        self.card.deck_asked.connect(self.choose)
        self.back.clicked.connect(lambda: self._back())
        self.ahead.clicked.connect(lambda: self._ahead())
        return table

    def _build_answers(self) -> FlowLayout:
        self.pass_button = Button(self.tr("Pass"), "secondary", size="large")
        self.next_button = Button(self.tr("Next card"), "primary", size="large")
        self.keep_button = Button(self.tr("Keep"), "secondary", icon="bookmark", size="large")
        self.pass_button.clicked.connect(lambda: self._pass())
        self.next_button.clicked.connect(lambda: self._ahead())
        self.keep_button.clicked.connect(lambda: self._keep())
        for button, key in (
            (self.pass_button, "P"),
            (self.next_button, self.tr("Space")),
            (self.keep_button, "K"),
        ):
            button.setToolTip(self.tr("{key}, while the card has the focus").format(key=key))
        row = CentredFlow(spacing=theme.space(2) + 2)
        for button in (self.pass_button, self.next_button, self.keep_button):
            row.addWidget(button)
        return row

    def _build_quiet(self) -> FlowLayout:
        self.smaller_button = LinkButton(self.tr("Something smaller"), size="small")
        self.smaller_button.clicked.connect(lambda: self._vary("smaller"))
        self.plain_button = LinkButton(self.tr("In plain words"), size="small")
        self.plain_button.clicked.connect(lambda: self._vary("plain"))
        self.line_button = LinkButton(self.tr("Add a line"), size="small")
        self.line_button.clicked.connect(self._add_line)
        self.write_button = LinkButton(self.tr("Write about this"), size="small")
        self.write_button.clicked.connect(self._write_this)
        self.stop_button = LinkButton(self.tr("Stop here"), size="small")
        self.stop_button.clicked.connect(lambda: self.stop_asked.emit())
        row = CentredFlow(spacing=theme.space(1))
        for button in (
            self.smaller_button,
            self.plain_button,
            self.line_button,
            self.write_button,
            self.stop_button,
        ):
            row.addWidget(button)
        return row

    # --- what is shown ------------------------------------------------------------------------------------

    @property
    def deck(self) -> str:
        return self._deck

    @property
    def current(self) -> Prompt | None:
        """The prompt on the card, or None."""
        walk = self._walk()
        return walk.current if walk is not None else None

    def refresh(self) -> None:
        """Show what may be shown now."""
        sitting = self._session.sitting
        if sitting is not self._sitting:
            self._sitting = sitting
            self._walks.clear()
        if self._seen is self.kept:
            self.kept.refresh()
        else:
            self._show()

    def _see(self, page: QWidget) -> None:
        self._seen = page
        for each in (self._table, self._gate, self.kept):
            each.setVisible(each is page)

    def choose(self, deck: str) -> None:
        """Go to a depth."""
        self._deck = deck
        self.decks.value = deck
        self._variant = ""
        self._show()

    def _deck_chosen(self, deck: str) -> None:
        self.choose(deck)

    def show_kept(self, edit: str = "") -> None:
        """The list of kept cards; `edit` opens the line of one."""
        self._see(self.kept)
        self.kept.refresh(edit)
        if not edit:
            self.kept.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_deck(self) -> None:
        """Back from the list to the card."""
        self.kept.flush()
        self._show()
        self.card.face.setFocus(Qt.FocusReason.OtherFocusReason)

    def showing_kept(self) -> bool:
        return self._seen is self.kept

    def _walk(self) -> Walk | None:
        sitting = self._sitting
        if sitting is None:
            return None
        # What was said since changes which cards may come; a walk is only as good as what it was made from.
        state = (sitting.ceiling(), sitting.conditions, sitting.role, sitting.may_open(self._deck))
        known = self._walks.get(self._deck)
        if known is None or known[0] != state:
            known = (state, sitting.walk(content.prompts(), self._deck, self._seed))
            self._walks[self._deck] = known
        return known[1]

    def _show(self, direction: int = 0) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        self.decks.value = self._deck
        reason = sitting.may_open(self._deck)
        if reason:
            self._gate.tell(reason)
            self._see(self._gate)
            return
        self._see(self._table)
        prompt = self.current
        self._buttons(prompt)
        shown = self._empty() if prompt is None else self._shown(prompt)
        self.card.show_prompt(shown, direction=direction)
        if direction:
            announce(self.card.face, words.spoken(shown.text))

    def _shown(self, prompt: Prompt) -> Shown:
        label = words.deck_name(self._deck)
        text = prompt.text
        if self._variant == "smaller":
            label, text = self.tr("A smaller version"), prompt.smaller
        elif self._variant == "plain":
            label, text = self.tr("In plain words"), prompt.plain
        return Shown(
            text=curly(text),
            deck=self._deck,
            label=label,
            note=curly(prompt.note),
            listener=[curly(line) for line in prompt.listener],
            after=curly(prompt.after),
            remarks=[line for line in map(words.remark, remarks(prompt)) if line],
        )

    def _empty(self) -> Shown:
        return Shown(
            text=self.tr("No more cards here for now."),
            deck=self._deck,
            label=words.deck_name(self._deck),
            remarks=[self.tr("Another depth has others. Or let it rest.")],
        )

    def _buttons(self, prompt: Prompt | None) -> None:
        there = prompt is not None
        for button in (self.pass_button, self.next_button, self.keep_button, self.back, self.ahead):
            button.setEnabled(there)
        smaller = prompt.smaller if prompt is not None else ""
        plain = prompt.plain if prompt is not None else ""
        self.smaller_button.setVisible(bool(smaller))
        self.smaller_button.setText(
            self.tr("The card as it was") if self._variant == "smaller" else self.tr("Something smaller")
        )
        self.plain_button.setVisible(bool(plain))
        self.plain_button.setText(
            self.tr("The card as it was") if self._variant == "plain" else self.tr("In plain words")
        )
        self.write_button.setVisible(there)
        kept = prompt is not None and prompt.id in self._kept_now()
        self.keep_button.setText(self.tr("Kept") if kept else self.tr("Keep"))
        self.keep_button.set_icon("bookmark-check" if kept else "bookmark")
        self.line_button.setVisible(kept)
        sitting = self._sitting
        asks = self._deck == "open" and sitting is not None and sitting.ceiling() >= 4
        self.both.setVisible(asks)
        if asks and sitting is not None:
            self.both.blockSignals(True)
            self.both.setChecked(sitting.ceiling() == 5)
            self.both.setEnabled(sitting.ceiling() < 5)
            self.both.blockSignals(False)

    def _kept_now(self) -> dict[str, str]:
        """Ids of kept cards by the prompt they came from."""
        workspace = self._session.workspace
        if workspace is None:
            return {}
        self._kept = {card.prompt_id: card.id for card in workspace.talk.kept()}
        return self._kept

    # --- answers to a card --------------------------------------------------------------------------------

    def _step(self, move: Callable[[Walk], object], direction: int) -> None:
        walk = self._walk()
        if walk is None or walk.current is None:
            return
        move(walk)
        self._variant = ""
        self._show(direction)

    def _ahead(self) -> None:
        self._step(lambda walk: walk.next(), 1)

    def _back(self) -> None:
        self._step(lambda walk: walk.previous(), -1)

    def _pass(self) -> None:
        self._step(lambda walk: walk.pass_(), 1)

    def _keep(self) -> None:
        """Keep the card, or, when it is kept already, let it go again."""
        prompt, workspace = self.current, self._session.workspace
        if prompt is None or workspace is None:
            return
        kept = self._kept_now().get(prompt.id)
        if kept is None:
            self._session.perform(lambda: workspace.talk.keep(prompt), quiet=True)
            announce(self.card.face, self.tr("Kept"))
        else:
            forget(self._session, lambda: workspace.talk.forget(kept))

    def _vary(self, variant: str) -> None:
        self._variant = "" if self._variant == variant else variant
        self._show()
        if self.current is not None:
            announce(self.card.face, self.card.face.accessibleName())

    def _add_line(self) -> None:
        if self.current is not None:
            self.show_kept(self._kept_now().get(self.current.id, ""))

    def _write_this(self) -> None:
        if self.current is not None:
            text = {"smaller": self.current.smaller, "plain": self.current.plain}.get(self._variant)
            self._write(text or self.current.text)

    def _write(self, text: str) -> None:
        self.go.emit("diary", {"new": True, "text": f"> {text}\n\n"})

    def _both_said(self, yes: bool) -> None:
        if yes and self._sitting is not None:
            self._sitting.both_said_yes()
            self._show()

    def _gate_asked(self, what: str) -> None:
        if what == "ask":
            self.ask_first.emit()
        else:
            self.choose(what)
            self.card.face.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, change: Change, by: object) -> None:
        if change.subject != "talk" or by is self.kept or self._session.workspace is None:
            return
        if self.showing_kept():
            self.kept.refresh()
        elif self._seen is self._table:
            self._buttons(self.current)

    def set_small(self, small: bool) -> None:
        self.card.set_small(small)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.decks.sizeHint().width() + self.kept_button.sizeHint().width() + theme.space(6)
        narrow = needed > self.width() - 2 * PULL
        here, there = (self._below, self._head) if narrow else (self._head, self._below)
        if here.indexOf(self.kept_button) < 0:
            there.removeWidget(self.kept_button)
            here.insertWidget(0 if narrow else -1, self.kept_button)

    # --- for the page -------------------------------------------------------------------------------------

    def flush(self) -> bool:
        return self.kept.flush()

    def home_focus(self) -> QWidget:
        if self.showing_kept():
            return self.kept.back_button
        if self._seen is self._gate:
            return self._gate.first()
        return self.card.face
