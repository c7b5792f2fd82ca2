"""The Understand page: Learn, and Help & safety.

    {"tab": "learn" | "help"}      one of the tabs
    {"card": id}                   a learn card, open
    {"page": id}                   a help page, open

Left out until they have something to show: the cycle, over time, for a therapist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.pages import Page
from ui.understand.help import HelpView
from ui.understand.learn import LearnTab
from ui.understand.reading import ReadingPage
from ui.widgets.cards import scroll
from ui.widgets.segmented import Tabs
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from ui.session import Session

_WIDEST = 1120
_PULL = 10
_TABS = ("learn", "help")


def make(session: Session) -> Page:
    """Build the page."""
    return UnderstandPage(session)


class UnderstandPage(Page):
    """The page itself."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._small = False
        self._tab = "learn"
        self._came_from = ""
        self.reading: ReadingPage | None = None
        self.learn = LearnTab(session)
        self.help = HelpView(session)
        self._build()
        self.learn.opened.connect(self.open_card)
        self.help.go.connect(self._go)
        theme.watcher.changed.connect(self._arrange)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._head = QVBoxLayout()
        self._head.setSpacing(0)
        self._head.addWidget(Label(self.tr("Understand"), "title"))
        self._head.addSpacing(theme.space(3) + 2)
        self.tabs = Tabs([("learn", self.tr("Learn")), ("help", self.tr("Help & safety"))])
        self.tabs.chosen.connect(lambda tab: self.show_tab(tab))
        self._head.addWidget(self.tabs)
        outer.addLayout(self._head)
        self._stack = QStackedWidget()
        self._inner: list[QVBoxLayout] = []
        self._areas: dict[str, QScrollArea] = {}
        for key, widget in (("learn", self.learn), ("reading", None), ("help", self.help)):
            holder = QWidget()
            column = QVBoxLayout(holder)
            if widget is not None:
                column.addWidget(widget)
            self._inner.append(column)
            self._areas[key] = scroll(holder)
            self._areas[key].verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._arrange())
            self._stack.addWidget(self._areas[key])
        outer.addWidget(self._stack, 1)

    # --- what the window asks -----------------------------------------------------------------------------

    def enter(self) -> None:
        self.learn.refresh()
        self.help.refresh()

    def arrive(self, argument: object) -> None:
        if not isinstance(argument, dict):
            return
        if argument.get("page"):
            self.show_tab("help")
            self.help.show_page(str(argument["page"]))
        elif argument.get("card"):
            self.open_card(str(argument["card"]), False)
        elif argument.get("tab") in _TABS:
            self.show_tab(str(argument["tab"]))
            if argument["tab"] == "help":
                self.help.show_page("")
            self._focus_home()

    def set_small(self, small: bool) -> None:
        self._small = small
        self.learn.set_small(small)
        self.help.set_small(small)
        self._arrange()

    def home_focus(self) -> QWidget | None:
        if self._tab == "help":
            return self.help.home_focus()
        return self.reading.back_button if self.reading is not None else self.learn.start.read_button

    def search(self) -> bool:
        self.close_card()
        self.show_tab("learn")
        self.learn.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.learn.search.selectAll()
        return True

    def step_tab(self, by: int) -> bool:
        self.show_tab(_TABS[(_TABS.index(self._tab) + by) % len(_TABS)])
        self._focus_home()
        return True

    # --- tabs ---------------------------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        """The tab that is shown: "learn" or "help"."""
        return self._tab

    def show_tab(self, tab: str) -> None:
        """Show a tab; Learn as it was left, with the card that was open."""
        self._tab = tab
        self.tabs.value = tab
        shown = "help" if tab == "help" else "reading" if self.reading is not None else "learn"
        self._stack.setCurrentWidget(self._areas[shown])

    def _focus_home(self) -> None:
        home = self.home_focus()
        if home is not None:
            home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, key: str, argument: object) -> None:
        if key == "understand":
            self.arrive(argument)
        else:
            self.go.emit(key, argument)

    # --- reading ------------------------------------------------------------------------------------------

    def open_card(self, card_id: str, together: bool = False) -> None:
        """Open a learn card as a page to read. An unknown id opens nothing."""
        found = next((card for card in content.learn() if card.id == card_id), None)
        if found is None:
            return
        if self.reading is None:
            self._came_from = card_id
        self._drop_reading()
        made = ReadingPage(found, together)
        made.back_asked.connect(self.close_card)
        made.write_asked.connect(lambda text: self.go.emit("diary", {"new": True, "text": f"> {text}\n\n"}))
        made.help_asked.connect(lambda: self.arrive({"tab": "help"}))
        made.card_asked.connect(lambda other: self.open_card(other, together))
        self.reading = made
        self._inner[1].addWidget(made)
        self._areas["reading"].verticalScrollBar().setValue(0)
        self.show_tab("learn")
        made.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(made, made.heading.text())

    def close_card(self) -> None:
        """Back to all cards, the keyboard on the one that was opened."""
        if self.reading is None:
            return
        self._drop_reading()
        self.show_tab("learn")
        card = self.learn.cards.get(self._came_from)
        if card is not None and card.isVisibleTo(self.learn):
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self._areas["learn"].ensureWidgetVisible(card)

    def _drop_reading(self) -> None:
        if self.reading is not None:
            self._inner[1].removeWidget(self.reading)
            self.reading.hide()
            self.reading.deleteLater()
            self.reading = None

    # --- room ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        side = theme.space("page_x_small" if self._small else "page_x")
        top = theme.space(4) if self._small else theme.space("page_top")
        spare = 0 if self._small else max(0, self.width() - 2 * side - theme.px(_WIDEST))
        left, right = (side + spare, side) if self.isRightToLeft() else (side, side + spare)
        self._head.setContentsMargins(left, top, right, 0)
        for column, area in zip(self._inner, self._areas.values(), strict=True):
            # The scroll bar lies in the padding, so that nothing moves when it comes; and what lies inside keeps
            # ten pixels of its own, which quiet buttons reach into.
            bar = area.verticalScrollBar()
            taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
            before, after = (left - taken, right) if self.isRightToLeft() else (left, right - taken)
            column.setContentsMargins(
                before - _PULL, theme.space(6), after - _PULL, theme.space("page_bottom")
            )
