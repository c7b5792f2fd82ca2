"""Cards: a depth, a card in the middle, and three equal answers to it.

Around the card: what was kept, decks of one's own, a search, and what can be said about this moment. Which card is at
hand is `Hand`'s; going on, going back, passing and keeping are all one key while the card has the focus.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from companion.changes import Change
from companion.decks import DEPTHS
from ui import theme
from ui.talk import words
from ui.talk.finding import FindCards, Found
from ui.talk.gate import PULL, Centred, CentredFlow, Gate
from ui.talk.hand import Hand
from ui.talk.kept import KeptCards, forget
from ui.talk.own_decks import OwnDecks
from ui.talk.prompt_card import PromptCard
from ui.talk.shown import shown
from ui.talk.steps import pulled
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.chips import FlowLayout
from ui.widgets.menu import Menu
from ui.widgets.rows import line_of
from ui.widgets.segmented import Segmented
from ui.widgets.text import announce
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.content import Prompt
    from ui.session import Session


DEEPEST = DEPTHS["deepest"]


class Cards(QWidget):
    """The tab. `ask_first` leads to the questions, `stop_asked` to a quiet ending, `go` to another page."""

    ask_first = Signal()
    stop_asked = Signal()
    print_kept_asked = Signal()
    print_deck_asked = Signal(str)
    go = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.hand = Hand(session)
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
        self._ways = self._build_ways()
        self._head.addWidget(self.decks)
        self._head.addStretch(1)
        self._head.addWidget(self._ways)
        column.addLayout(self._head)
        column.addLayout(self._below)
        column.addSpacing(theme.space(2))
        # One of them is seen. No stack: that would be as tall as the tallest, and leave the others to scroll.
        holder = QWidget()
        places = QVBoxLayout(holder)
        places.setContentsMargins(0, 0, 0, 0)
        self._table = self._build_table()
        self._build_pages()
        self._seen: Any = self._table
        for page in self._pages:
            places.addWidget(page)
            page.setVisible(page is self._seen)
        column.addLayout(pulled(holder), 1)
        self._session.changed.connect(self._changed)

    def _build_ways(self) -> QWidget:
        self.search_button = LinkButton(self.tr("Search"), icon="search")
        self.search_button.clicked.connect(lambda: self.show_search())
        self.own_button = LinkButton(self.tr("Your decks"), icon="layers")
        self.own_button.clicked.connect(lambda: self.show_own())
        self.kept_button = LinkButton(self.tr("Kept cards"), icon="bookmark")
        self.kept_button.clicked.connect(lambda: self.show_kept())
        return line_of(self.search_button, self.own_button, self.kept_button, spacing=theme.space(1))

    def _build_pages(self) -> None:
        self._gate = Gate()
        self._gate.asked.connect(self._gate_asked)
        self.kept = KeptCards(self._session)
        self.kept.back_asked.connect(self.show_deck)
        self.kept.write_asked.connect(self._write)
        self.kept.print_asked.connect(self.print_kept_asked)
        self.own = OwnDecks(self._session)
        self.own.back_asked.connect(self.show_deck)
        self.own.look_asked.connect(self._look_through)
        self.own.print_asked.connect(self.print_deck_asked)
        self.finding = FindCards(self._session)
        self.finding.back_asked.connect(self.show_deck)
        self.finding.opened.connect(self._open_found)
        self._pages: tuple[QWidget, ...] = (self._table, self._gate, self.kept, self.own, self.finding)

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
        self.both = CheckBox(words.both_yes())
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
        self.more_button = LinkButton(self.tr("One more question"), size="small")
        self.more_button.clicked.connect(lambda: self._vary("more"))
        self.line_button = LinkButton(self.tr("Add a line"), size="small")
        self.line_button.clicked.connect(self._add_line)
        self.write_button = LinkButton(self.tr("Write about this"), size="small")
        self.write_button.clicked.connect(self._write_this)
        self.now_button = LinkButton(self.tr("Right now…"), size="small")
        self.now_button.clicked.connect(lambda: self.now_menu().open_below(self.now_button))
        self.stop_button = LinkButton(self.tr("Stop here"), size="small")
        self.stop_button.clicked.connect(lambda: self.stop_asked.emit())
        row = CentredFlow(spacing=theme.space(1))
        for button in (
            self.smaller_button,
            self.plain_button,
            self.more_button,
            self.line_button,
            self.write_button,
            self.now_button,
            self.stop_button,
        ):
            row.addWidget(button)
        return row

    # --- what is shown ------------------------------------------------------------------------------------

    @property
    def deck(self) -> str:
        """The code of the shipped deck that was chosen last."""
        return self.hand.deck

    @property
    def current(self) -> Prompt | None:
        """The prompt on the card, or None."""
        return self.hand.current

    def refresh(self) -> None:
        """Show what may be shown now."""
        self.hand.refresh()
        if self._seen in (self.kept, self.own, self.finding):
            self._seen.refresh()
        else:
            self._show()

    def _see(self, page: QWidget) -> None:
        self._seen = page
        for each in self._pages:
            each.setVisible(each is page)

    def choose(self, deck: str) -> None:
        """Go to a depth."""
        self.hand.choose(deck)
        self._show()

    def _deck_chosen(self, deck: str) -> None:
        self.choose(deck)

    def show_kept(self, edit: str = "") -> None:
        """The list of kept cards; `edit` opens the line of one."""
        self._see(self.kept)
        self.kept.refresh(edit)
        if not edit:
            self.kept.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_own(self) -> None:
        """The decks of one's own."""
        self._see(self.own)
        self.own.show_decks()

    def show_search(self) -> None:
        """The search, with the cursor in its field."""
        self.hand.refresh()
        self._see(self.finding)
        self.finding.begin()

    def show_deck(self) -> None:
        """Back from a list to the card."""
        self.kept.flush()
        self._show()
        self.home_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_through(self, deck: str) -> None:
        self.hand.choose_own(deck)
        self.show_deck()

    def _open_found(self, found: Found) -> None:
        self.hand.open(found.prompt, found.own)
        self.show_deck()

    def showing_kept(self) -> bool:
        return self._seen is self.kept

    def _show(self, direction: int = 0) -> None:
        if self.hand.sitting is None:
            return
        self.decks.value = None if self.hand.own else self.hand.deck
        reason = self.hand.closed()
        if reason:
            self._gate.tell(reason)
            self._see(self._gate)
            return
        self._see(self._table)
        prompt = self.current
        self._buttons(prompt)
        card = shown(self.hand)
        self.card.show_prompt(card, direction=direction)
        if direction:
            announce(self.card.face, words.spoken(card.text))

    def _buttons(self, prompt: Prompt | None) -> None:
        there = prompt is not None
        for button in (self.pass_button, self.next_button, self.keep_button, self.back, self.ahead):
            button.setEnabled(there)
        as_it_was = self.tr("The card as it was")
        wording = self.hand.wording
        self.smaller_button.setVisible(prompt is not None and bool(prompt.smaller))
        self.smaller_button.setText(
            as_it_was if wording.variant == "smaller" else self.tr("Something smaller")
        )
        self.plain_button.setVisible(prompt is not None and bool(prompt.plain))
        self.plain_button.setText(as_it_was if wording.variant == "plain" else self.tr("In plain words"))
        self.more_button.setVisible(prompt is not None and bool(prompt.followups))
        self.more_button.setText(as_it_was if wording.last_more() else self.tr("One more question"))
        self.write_button.setVisible(there)
        kept = prompt is not None and prompt.id in self._kept_now()
        self.keep_button.setText(self.tr("Kept") if kept else self.tr("Keep"))
        self.keep_button.set_icon("bookmark-check" if kept else "bookmark")
        self.line_button.setVisible(kept)
        self._show_both()

    def _show_both(self) -> None:
        """The box for the deepest cards, where there are any and room for them."""
        sitting = self.hand.sitting
        ceiling = sitting.ceiling() if sitting is not None else 0
        self.both.setVisible(ceiling >= DEEPEST - 1 and self.hand.goes_deepest())
        self.both.blockSignals(True)
        self.both.setChecked(ceiling == DEEPEST)
        self.both.setEnabled(ceiling < DEEPEST)
        self.both.blockSignals(False)

    def _kept_now(self) -> dict[str, str]:
        """Ids of kept cards by the prompt they came from."""
        workspace = self._session.workspace
        if workspace is None:
            return {}
        return {card.prompt_id: card.id for card in workspace.talk.kept()}

    # --- answers to a card --------------------------------------------------------------------------------

    def _step(self, move: str, direction: int) -> None:
        if self.hand.go(move):
            self._show(direction)

    def _ahead(self) -> None:
        self._step("next", 1)

    def _back(self) -> None:
        self._step("previous", -1)

    def _pass(self) -> None:
        self._step("pass", 1)

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
        self.hand.wording.vary(variant)
        self._show()
        if self.current is not None:
            announce(self.card.face, self.card.face.accessibleName())

    def _add_line(self) -> None:
        if self.current is not None:
            self.show_kept(self._kept_now().get(self.current.id, ""))

    def _write_this(self) -> None:
        if self.current is not None:
            self._write(self.hand.wording.text())

    def _write(self, text: str) -> None:
        self.go.emit("diary", {"new": True, "text": f"> {text}\n\n"})

    def _both_said(self, yes: bool) -> None:
        if yes and self.hand.sitting is not None:
            self.hand.sitting.both_said_yes()
            self._show()

    def now_menu(self) -> Menu:
        """What can be said about this moment. Cards that do not fit it stay away until it is taken back."""
        menu = Menu(self)
        said = self.hand.sitting.said if self.hand.sitting is not None else frozenset()
        for code, sentence in words.conditions():
            menu.add(sentence, slot=partial(self._say, code), checked=code in said)
        return menu

    def _say(self, code: str) -> None:
        sitting = self.hand.sitting
        if sitting is None:
            return
        if code in sitting.said:
            sitting.unsay(code)
        else:
            sitting.say(code)
        self._session.broadcast(Change("sitting"), self)
        self._show()

    def _gate_asked(self, what: str) -> None:
        if what == "ask":
            self.ask_first.emit()
        else:
            self.choose(what)
            self.card.face.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, change: Change, by: object) -> None:
        if change.subject not in ("talk", "decks", "") or by is self.kept or self._session.workspace is None:
            return
        if self._seen in (self.kept, self.own, self.finding):
            self._seen.refresh()
        elif change.subject != "talk":
            self._show()
        elif self._seen is self._table:
            self._buttons(self.current)

    def set_small(self, small: bool) -> None:
        self.card.set_small(small)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.decks.sizeHint().width() + self._ways.sizeHint().width() + theme.space(6)
        narrow = needed > self.width() - 2 * PULL
        here, there = (self._below, self._head) if narrow else (self._head, self._below)
        if here.indexOf(self._ways) < 0:
            there.removeWidget(self._ways)
            here.addWidget(self._ways, 1 if narrow else 0)

    # --- for the page -------------------------------------------------------------------------------------

    def flush(self) -> bool:
        return self.kept.flush()

    def home_focus(self) -> QWidget:
        homes: dict[QWidget, QWidget] = {
            self._gate: self._gate.first(),
            self.kept: self.kept.back_button,
            self.own: self.own.back_button,
            self.finding: self.finding.field,
        }
        home: QWidget = homes.get(self._seen, self.card.face)
        return home
