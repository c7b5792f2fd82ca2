"""The Talk page: When ready, Cards, Say it kindly and the Talking room, and printing.

The page arranges and carries; each tab looks after itself. One `Flow` goes through When ready and the room, and is taken up
again from the vault if it was paused. After a named fear no tab shows a card or words to talk with, and printing is put
away too, until a new session is begun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from companion import content
from companion.flow import Flow, Pause
from companion.talk import Sitting
from ui import theme
from ui.pages import Page
from ui.talk import flow_words, words
from ui.talk.deck import Cards
from ui.talk.door import RoomDoor
from ui.talk.pause import PauseDialog
from ui.talk.ready import WhenReady
from ui.talk.room import TalkingRoom
from ui.talk.say import SayKindly
from ui.talk.steps import KindStep
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import scroll
from ui.widgets.phrasing import clock
from ui.widgets.segmented import Tabs
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.changes import Change
    from ui.session import Session

_WIDEST = 1120
PULL = 10
_TABS = ("ready", "cards", "say", "room")
_LOOK_MS = 2000


def make(session: Session) -> Page:
    """Build the page."""
    return TalkPage(session)


class TalkPage(Page):
    """The page itself."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._small = False
        self._tab = "ready"
        self._left = False
        self._kept = False
        self.room: TalkingRoom | None = None
        self.flow = self._make_flow()
        self.ready = WhenReady(session, self.flow)
        self.cards = Cards(session)
        self.say = SayKindly(session)
        self.door = RoomDoor()
        self._build()
        self.ready.draw_asked.connect(self._draw)
        self.ready.moved.connect(self._moved)
        self.ready.pause_asked.connect(self._ask_pause)
        self.ready.go.connect(self.go)
        self.door.asked.connect(self._door)
        self.cards.go.connect(self.go)
        self.cards.ask_first.connect(lambda: self.show_tab("ready", focus=True))
        self.cards.stop_asked.connect(self._stop)
        self.say.go.connect(self.go)
        self.cards.print_kept_asked.connect(lambda: self.open_print("kept"))
        self.cards.print_deck_asked.connect(lambda deck: self.open_print(f"own:{deck}"))
        session.changed.connect(self._changed)
        session.locking.connect(self._locking)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look_at_the_clock)
        self._clock.start()
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
        self.kept_button = LinkButton(self.tr("Kept words"), icon="bookmark")
        self.kept_button.clicked.connect(self._show_kept)
        row.addWidget(self.kept_button)
        row.addWidget(self.print_button)
        self.tabs = Tabs(
            [
                ("ready", self.tr("When ready")),
                ("cards", self.tr("Cards")),
                ("say", self.tr("Say it kindly")),
                ("room", self.tr("Talking room")),
            ]
        )
        self.tabs.chosen.connect(lambda tab: self.show_tab(tab))
        self._head.addLayout(row)
        self._head.addSpacing(theme.space(2))
        self._head.addWidget(self.tabs)
        outer.addLayout(self._head)
        self._stack = QStackedWidget()
        self._inner: list[QVBoxLayout] = []
        self._areas: dict[str, QScrollArea] = {}
        # With a named fear the other tabs say what the first one says, and show no card and no words; so after a rough no.
        self.kind = self.ready.kind_step("afraid")
        self.resting = self._build_resting()
        for key, widget in (
            ("ready", self.ready),
            ("cards", self.cards),
            ("say", self.say),
            ("room", self.door),
            ("kind", self.kind),
            ("resting", self.resting),
        ):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.addWidget(widget)
            self._inner.append(column)
            self._areas[key] = scroll(holder)
            self._areas[key].verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._arrange())
            self._stack.addWidget(self._areas[key])
        outer.addWidget(self._stack, 1)

    def _build_resting(self) -> KindStep:
        step = KindStep(flow_words.put_away(), self.tr("If it frightened you"))
        step.asked.connect(lambda what: self.ready.kindly(what, "s-afraid"))
        return step

    # --- what the window asks -----------------------------------------------------------------------------

    def enter(self) -> None:
        self.look_at_the_clock()
        self.show_tab(self._tab)
        if self._in_room() and not self._left:
            self.open_room()

    def leave(self) -> None:
        self.close_room()

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
        if tab == "room" and self._in_room():
            self.open_room()
        if argument.get("kept"):
            self._show_kept()
            self.show_tab("cards")
            if self._shows_prompts():
                self.cards.show_kept()

    def set_small(self, small: bool) -> None:
        self._small = small
        self.ready.set_small(small)
        self.cards.set_small(small)
        self._arrange()

    def home_focus(self) -> QWidget | None:
        if self.room is not None:
            return self.room.view.first() if self.room.view is not None else None
        shown = self._stack.currentWidget()
        for key, step in (("kind", self.kind), ("resting", self.resting), ("room", self.door)):
            if shown is self._areas[key]:
                return step.first()
        if self.tab == "say":
            return self.say.home_focus()
        return self.cards.home_focus() if self.tab == "cards" else self.ready.home_focus()

    def fills_window(self) -> bool:
        return self.room is not None

    def regions(self) -> list[QWidget]:
        return [self.room] if self.room is not None else [self]

    def search(self) -> bool:
        if not self._shows_prompts():
            return False
        self.show_tab("cards")
        self.cards.show_search()
        return True

    def step_tab(self, by: int) -> bool:
        if self.room is not None:
            return False
        self.show_tab(_TABS[(_TABS.index(self.tab) + by) % len(_TABS)], focus=True)
        return True

    def print_page(self) -> bool:
        if self.print_button.isHidden() or self.room is not None:
            return False
        self.open_print("kept" if self.tab == "cards" and self.cards.showing_kept() else "")
        return True

    # --- tabs ---------------------------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        """The tab that is shown: "ready", "cards", "say" or "room"."""
        return self._tab

    def show_tab(self, tab: str, *, focus: bool = False) -> None:
        """Show a tab; after a named fear all say the same kind words."""
        self._tab = tab
        self.tabs.value = tab
        if tab == "ready":
            self.ready.refresh()
        elif tab in ("cards", "say") and self._shows_prompts():
            (self.cards if tab == "cards" else self.say).refresh()
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
        self.print_button.setVisible(shows and self._tab != "say")
        self.kept_button.setVisible(shows and self._tab == "say")
        key = self._tab
        if key == "ready" and self._in_room():
            key = "room"
        elif key in ("cards", "say") and not shows:
            key = "kind" if self.flow.sitting.feared else "resting"
        if key == "room":
            self._show_door()
        self._stack.setCurrentWidget(self._areas[key])

    def _moved(self) -> None:
        """The flow stands elsewhere. A new session begins in the first tab, from wherever it was asked for."""
        kind = self._stack.currentWidget() in (self._areas["kind"], self._areas["resting"])
        if self._in_room():
            self.open_room()
        elif kind and self._shows_prompts():
            self.show_tab("ready", focus=True)
        else:
            self._place()

    def _show_kept(self) -> None:
        self.show_tab("cards")
        if self._shows_prompts():
            self.cards.show_kept()

    # --- the talk -----------------------------------------------------------------------------------------

    def _make_flow(self) -> Flow:
        """The flow of this unlock, or the one that was paused before."""
        session, workspace = self.session, self.session.workspace

        def keep(pause: Pause) -> None:
            if session.workspace is not None:
                pauses = session.workspace.pauses
                # A pause the disk did not take still holds here, until the lock.
                self._kept = session.perform(lambda: pauses.keep(pause), by=self, quiet=True) is not None

        def erase() -> None:
            if session.workspace is not None:
                session.perform(session.workspace.pauses.erase, by=self, quiet=True)

        flow = Flow(session.sitting or Sitting(), now=session.now, keep=keep, erase=erase)
        pause = workspace.pauses.current() if workspace is not None else None
        if pause is not None:
            self._kept = True
            flow.resume(pause, content.prompts())
        return flow

    def _in_room(self) -> bool:
        """Whether the flow stands in the talking room, or rests there."""
        return self.flow.state not in ("pause",) and not self.ready.has(self.flow.state)

    def open_room(self) -> None:
        """The room over the whole window, where the flow stands now."""
        self._left = False
        if self.room is None:
            self.room = TalkingRoom(self.window(), self.session, self.flow, self.say.opening_words)
            self.room.moved.connect(self._room_moved)
            self.room.left.connect(self._leave_room)
            self.room.go.connect(self.go)
        else:
            self.room.refresh()
        self._place()

    def close_room(self) -> None:
        """Away with it; what the flow knows stays."""
        room, self.room = self.room, None
        if room is not None:
            room.end()

    def _leave_room(self) -> None:
        self._left = True
        self.close_room()
        self.show_tab("room", focus=True)

    def _room_moved(self) -> None:
        if not self._in_room() and self.flow.state != "pause":
            self.close_room()
            self.show_tab("ready", focus=True)

    def _ask_pause(self) -> None:
        """Before the talk: a time to come back to the questions."""
        if self.flow.send("pause") != "pause":
            return
        dialog = PauseDialog(self, self.session.now, again=True)
        dialog.chosen.connect(self._pause_until)
        dialog.stop_asked.connect(lambda: self._after_pause("stop"))
        dialog.rejected.connect(lambda: self._after_pause("keep_talking"))
        dialog.open()

    def _pause_until(self, back: object) -> None:
        self.flow.pause_until(back)  # type: ignore[arg-type]
        self.open_room()

    def _after_pause(self, event: str) -> None:
        self.flow.send(event)
        self.show_tab("ready", focus=event != "keep_talking")

    def _door(self, what: str) -> None:
        if what == "enter":
            self.open_room()
        elif what == "begin":
            self.show_tab("ready", focus=True)
        else:
            self.go.emit("understand", {"card": "l-pause"})

    def _show_door(self) -> None:
        flow = self.flow
        if not self._in_room():
            self.door.show_state("")
        elif flow.state == "paused" and flow.back_at is not None:
            self.door.show_state("paused", clock(flow.back_at))
        else:
            self.door.show_state("talk")

    def look_at_the_clock(self) -> None:
        """Whether it is time to come back: the room shows it, and elsewhere a clock time says so. A pause whose day is
        over is gone."""
        flow, workspace = self.flow, self.session.workspace
        if self.room is not None:
            self.room.look_at_the_clock()
        if workspace is None or flow.state not in ("paused", "return"):
            return
        if self._kept and workspace.pauses.current() is None:
            flow.send("begin_again")
            self.close_room()
            self.show_tab(self._tab)
        elif flow.tick():
            if self.room is not None:
                self.room.refresh()
            else:
                self._place()
                self.session.notice(
                    clock(self.session.now()),
                    self.tr("Open"),
                    lambda: self.go.emit("talk", {"tab": "room"}),
                )

    def _locking(self) -> None:
        """A lock in the room is a pause; before it, everything that was said is forgotten."""
        self.flow.send("lock")
        self.close_room()
        self.ready.refresh()
        self._place()

    def _draw(self, deck: str) -> None:
        self.show_tab("cards")
        self.cards.choose(deck)
        self.cards.home_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        self.show_tab("ready")
        self.ready.send("stop")

    def _changed(self, change: Change, by: object) -> None:
        # A help page was opened elsewhere, or a vault was imported: what may be shown can be another now.
        if change.subject == "sitting":
            self.enter()

    # --- printing -----------------------------------------------------------------------------------------

    def open_print(self, chosen: str = "") -> None:
        """The window's own print dialog, on a deck or on the kept cards."""
        from ui.printing.card_dialog import CardPrintDialog
        from ui.talk.to_print import card_sets

        if self.session.workspace is None or not self._shows_prompts():
            return
        at_hand = self.cards.current if self.tab == "cards" else None
        wanted = chosen or (self.cards.deck if self.tab == "cards" else "")
        CardPrintDialog(self, self.session, card_sets(self.session, at_hand), wanted).open()

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
