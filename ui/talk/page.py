"""The Talk page: two tabs, When ready and Cards, and printing.

The page arranges and carries; each tab looks after itself. After a named fear neither tab shows a card, and
printing is put away too, until a new session is begun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.pages import Page
from ui.talk import words
from ui.talk.deck import Cards
from ui.talk.hand import own_prompts
from ui.talk.ready import WhenReady
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import scroll
from ui.widgets.segmented import Tabs
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.content import Prompt
    from ui.session import Session

_WIDEST = 1120
PULL = 10
_TABS = ("ready", "cards")


def make(session: Session) -> Page:
    """Build the page."""
    return TalkPage(session)


class TalkPage(Page):
    """The page itself."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._small = False
        self._tab = "ready"
        self.ready = WhenReady(session)
        self.cards = Cards(session)
        self._build()
        self.ready.draw_asked.connect(self._draw)
        self.ready.changed.connect(self._sitting_changed)
        self.ready.go.connect(self.go)
        self.cards.go.connect(self.go)
        self.cards.ask_first.connect(lambda: self.show_tab("ready", focus=True))
        self.cards.stop_asked.connect(self._stop)
        self.cards.print_kept_asked.connect(lambda: self.open_print("kept"))
        self.cards.print_deck_asked.connect(lambda deck: self.open_print(f"own:{deck}"))
        session.changed.connect(self._changed)
        theme.watcher.changed.connect(self._arrange)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._head = QVBoxLayout()
        self._head.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        self.heading = Label(self.tr("Talk"), "title")
        self.print_button = LinkButton(self.tr("Print cards"), icon="printer")
        self.print_button.setToolTip(self.tr("Print cards  (Ctrl+P)"))
        self.print_button.clicked.connect(lambda: self.open_print())
        row.addWidget(self.heading, 1)
        row.addWidget(self.print_button)
        self.tabs = Tabs([("ready", self.tr("When ready")), ("cards", self.tr("Cards"))])
        self.tabs.chosen.connect(lambda tab: self.show_tab(tab))
        self._head.addLayout(row)
        self._head.addSpacing(theme.space(2))
        self._head.addWidget(self.tabs)
        outer.addLayout(self._head)
        self._stack = QStackedWidget()
        self._inner: list[QVBoxLayout] = []
        self._areas: dict[str, QScrollArea] = {}
        # With a named fear the second tab says what the first one says, and shows no card.
        self.kind = self.ready.kind_step("afraid")
        for key, widget in (("ready", self.ready), ("cards", self.cards), ("kind", self.kind)):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.addWidget(widget)
            self._inner.append(column)
            self._areas[key] = scroll(holder)
            self._areas[key].verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._arrange())
            self._stack.addWidget(self._areas[key])
        outer.addWidget(self._stack, 1)

    # --- what the window asks -----------------------------------------------------------------------------

    def enter(self) -> None:
        self.show_tab(self._tab)

    def flush(self) -> bool:
        return self.cards.flush()

    def arrive(self, argument: object) -> None:
        if not isinstance(argument, dict):
            return
        tab = argument.get("tab")
        if tab in _TABS:
            self.show_tab(str(tab))
        deck = argument.get("deck")
        if deck in words.DECKS:
            self.cards.choose(str(deck))
        if argument.get("kept"):
            self.show_tab("cards")
            if self._shows_prompts():
                self.cards.show_kept()

    def set_small(self, small: bool) -> None:
        self._small = small
        self.ready.set_small(small)
        self.cards.set_small(small)
        self._arrange()

    def home_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self._areas["kind"]:
            return self.kind.first()
        return self.ready.home_focus() if self.tab == "ready" else self.cards.home_focus()

    def search(self) -> bool:
        if not self._shows_prompts():
            return False
        self.show_tab("cards")
        self.cards.show_search()
        return True

    def step_tab(self, by: int) -> bool:
        self.show_tab(_TABS[(_TABS.index(self.tab) + by) % len(_TABS)], focus=True)
        return True

    def print_page(self) -> bool:
        if self.print_button.isHidden():
            return False
        self.open_print("kept" if self.tab == "cards" and self.cards.showing_kept() else "")
        return True

    # --- tabs ---------------------------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        """The tab that is shown: "ready" or "cards"."""
        return self._tab

    def show_tab(self, tab: str, *, focus: bool = False) -> None:
        """Show a tab; after a named fear both say the same kind words."""
        self._tab = tab
        self.tabs.value = tab
        if tab == "ready":
            self.ready.refresh()
        elif self._shows_prompts():
            self.cards.refresh()
        self._place()
        if focus:
            home = self.home_focus()
            if home is not None:
                home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shows_prompts(self) -> bool:
        sitting = self.session.sitting
        return sitting is None or sitting.shows_prompts

    def _place(self) -> None:
        shows = self._shows_prompts()
        self.print_button.setVisible(shows)
        self._stack.setCurrentWidget(self._areas["kind" if self._tab == "cards" and not shows else self._tab])

    def _sitting_changed(self) -> None:
        """An answer in the first tab. A new session begins there, from wherever it was asked for."""
        if self._stack.currentWidget() is self._areas["kind"] and self._shows_prompts():
            self.show_tab("ready", focus=True)
        else:
            self._place()

    def _draw(self, deck: str) -> None:
        self.show_tab("cards")
        self.cards.choose(deck)
        self.cards.home_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        self.show_tab("ready")
        self.ready.stop()

    def _changed(self, change: Change, by: object) -> None:
        # A help page was opened elsewhere, or a vault was imported: what may be shown can be another now.
        if change.subject == "sitting":
            self.enter()

    # --- printing -----------------------------------------------------------------------------------------

    def open_print(self, chosen: str = "") -> None:
        """The window's own print dialog, on a deck or on the kept cards."""
        from ui.printing.card_dialog import CardPrintDialog, CardSet

        workspace, sitting = self.session.workspace, self.session.sitting
        if workspace is None or sitting is None or not sitting.shows_prompts:
            return
        sets = []
        for deck in words.DECKS:
            prompts = tuple(
                p for p in content.prompts() if content.deck_of(p.depth) == deck and sitting.may_show(p)
            )
            if prompts:
                sets.append(CardSet(deck, words.deck_name(deck), prompts, deck))
        for name in workspace.decks.names():
            own = tuple(p for p in own_prompts(self.session, name) if sitting.may_show(p))
            if own:
                sets.append(CardSet(f"own:{name}", name, own))
        kept = tuple(workspace.talk.kept())
        if kept:
            sets.append(CardSet("kept", self.tr("Kept cards"), tuple(_as_prompts(kept))))
        at_hand = self.cards.current
        if at_hand is not None and self.tab == "cards":
            sets.append(CardSet("this", self.tr("The card on the table"), (at_hand,)))
        wanted = chosen or (self.cards.deck if self.tab == "cards" else "")
        CardPrintDialog(self, self.session, sets, wanted).open()

    # --- room ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        side = theme.space("page_x_small" if self._small else "page_x")
        top = theme.space(4) if self._small else theme.space("page_top")
        bottom = theme.space(4)
        # From a certain width on, the page stops growing and stays at the start edge.
        spare = 0 if self._small else max(0, self.width() - 2 * side - theme.px(_WIDEST))
        left, right = (side + spare, side) if self.isRightToLeft() else (side, side + spare)
        self._head.setContentsMargins(left, top, right, 0)
        for column, area in zip(self._inner, self._areas.values(), strict=True):
            # The scroll bar lies in the padding, so that nothing moves when it comes; and what lies inside keeps
            # ten pixels of its own, which quiet buttons reach into.
            bar = area.verticalScrollBar()
            taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
            before, after = (left - taken, right) if self.isRightToLeft() else (left, right - taken)
            column.setContentsMargins(before - PULL, theme.space(5), after - PULL, bottom)


def _as_prompts(kept: tuple[object, ...]) -> list[Prompt]:
    """Kept cards as cards to print: in the wording that was kept, with what the pack still knows about it."""
    from dataclasses import replace

    known = {prompt.id: prompt for prompt in content.prompts()}
    found = []
    for card in kept:
        prompt_id, text = str(card.prompt_id), str(card.text)  # type: ignore[attr-defined]
        shipped = known.get(prompt_id)
        if shipped is not None:
            found.append(shipped if shipped.text == text else replace(shipped, text=text))
        else:
            found.append(
                content.Prompt(prompt_id, text, 1, "", "either", "ask", (), 0, followups=(), listener=())
            )
    return found
