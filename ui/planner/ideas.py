"""The ideas tab: filters above, shelves of cards below, and a way out when the filters leave too little.

A filter narrows and never ranks. The cards of a shelf are made once and kept; filtering only chooses among them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.planner import filters
from ui.planner.filters import FEW, Filters
from ui.planner.idea_card import CardGrid, IdeaCard
from ui.printing.typeset import curly
from ui.widgets.buttons import Button
from ui.widgets.cards import LampBar
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.fields import SearchField
from ui.widgets.menu import Menu
from ui.widgets.phrasing import band_word
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.content import Activity
    from ui.session import Session


# Cards made in one go, and how many goes before the page is shown: what a large window has room for.
_SLICE = 6
_AT_ONCE = 4


class FilterBar(QWidget):
    """Pressure, search, and five chips. `changed` carries the filters as they are now."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.filters = Filters()
        self._quiet = False
        self.shelf = Segmented(
            self.tr("How much talking"),
            [
                ("", self.tr("Any")),
                ("quiet", band_word(1), ("pressure", 1)),
                ("light", band_word(2), ("pressure", 2)),
                ("open", band_word(3), ("pressure", 3)),
            ],
        )
        grows = self.shelf.sizePolicy()
        grows.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        self.shelf.setSizePolicy(grows)
        self.shelf.chosen.connect(lambda value: self._set(shelf=value))
        self.search = SearchField(self.tr("Search ideas"))
        self.search.words.connect(lambda words: self._set(words=words.strip()))
        self.energy = Chip(self.tr("Low energy"), checkable=True)
        self.energy.toggled.connect(lambda on: self._set(low_energy=on))
        self._menus = self._choices()
        self._lists = {name: Menu(self) for name in self._menus}
        self.chips = {
            name: Chip(options[0][1], menu=self._lists[name]) for name, options in self._menus.items()
        }
        self.clear_button = Button(self.tr("Clear"), "quiet", size="small")
        self.clear_button.setAccessibleName(self.tr("Clear all filters"))
        self.clear_button.clicked.connect(self.clear)
        self._build()

    def _choices(self) -> dict[str, list[tuple[object, str]]]:
        """For each chip its choices; the first lets everything through."""
        minutes = QLocale().toString
        return {
            "length": [
                (0, self.tr("Any length")),
                (15, self.tr("Up to {n} min").format(n=minutes(15))),
                (30, self.tr("Up to {n} min").format(n=minutes(30))),
                (60, self.tr("Up to an hour")),
            ],
            "cost": [
                (0, self.tr("Any cost")),
                (1, self.tr("Costs nothing")),
                (2, self.tr("Small change at most")),
            ],
            "place": [
                ("", self.tr("Indoors or out")),
                ("in", self.tr("Indoors")),
                ("out", self.tr("Out")),
            ],
            "company": [
                ("", self.tr("Together or apart")),
                ("together", self.tr("Together")),
                ("apart", self.tr("Apart")),
            ],
        }

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3) + 2)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.space(4))
        self._top.addWidget(self.shelf)
        self._top.addStretch(1)
        self._top.addWidget(self.search)
        column.addLayout(self._top)
        chips = QWidget()
        flow = FlowLayout(chips)
        flow.addWidget(self.energy)
        for name, chip in self.chips.items():
            menu = self._lists[name]
            for value, text in self._menus[name]:
                action = menu.add(text, slot=partial(self._pick, name, value), checked=False)
                action.setData(value)
            flow.addWidget(chip)
        flow.addWidget(self.clear_button)
        column.addWidget(chips)
        self._show()
        theme.watcher.changed.connect(self._fit)

    def _pick(self, name: str, value: object) -> None:
        self._set(**{name: value})

    def _set(self, **changes: object) -> None:
        if self._quiet:
            return
        self.apply(replace(self.filters, **changes))  # type: ignore[arg-type]

    def apply(self, wanted: Filters) -> None:
        """Choose these filters, in the controls as well."""
        if wanted == self.filters:
            return
        self.filters = wanted
        self._show()
        self.changed.emit(wanted)

    def clear(self) -> None:
        """Let everything through."""
        self.shelf.setFocus(Qt.FocusReason.OtherFocusReason)
        self.apply(Filters())

    def _show(self) -> None:
        self._quiet = True
        now = self.filters
        self.shelf.value = now.shelf
        self.energy.setChecked(now.low_energy)
        if self.search.text().strip() != now.words:
            self.search.setText(now.words)
        for name, chip in self.chips.items():
            value = getattr(now, name)
            chip.setText(next(text for known, text in self._menus[name] if known == value))
            chip.setCheckable(name in now.active())
            chip.setChecked(name in now.active())
            for action in self._lists[name].actions():
                action.setChecked(action.data() == value)
        self.clear_button.setVisible(bool(now.active()))
        self._quiet = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.shelf.sizeHint().width() + theme.px(180) + theme.space(4)
        wide = self.width() >= room
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self.search.setMinimumWidth(theme.px(180) if wide else 0)
        self.search.setMaximumWidth(theme.px(180) if wide else 16_777_215)


class Shelf(QWidget):
    """A heading and its cards. Without a card to show, the whole shelf is away."""

    def __init__(self, title: str, line: str, ideas: Sequence[Activity]) -> None:
        super().__init__()
        self._ids = {idea.id for idea in ideas}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.space(1))
        column.setSpacing(theme.space(3))
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._title = Label(title, "h2", wrap=True)
        self._line = Label(line, "caption", "ink_3", wrap=True)
        self._heading.addWidget(self._title)
        self._heading.addWidget(self._line, 1)
        column.addLayout(self._heading)
        self.grid = CardGrid()
        column.addWidget(self.grid)
        self.setAccessibleName(title)
        theme.watcher.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        title = QFontMetrics(theme.font("h2")).horizontalAdvance(self._title.text()) + 2
        line = QFontMetrics(theme.font("caption")).horizontalAdvance(self._line.text()) + 2
        wide = title + theme.space(3) + line <= self.width()
        self._heading.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._heading.setSpacing(theme.space(3) if wide else 0)
        # A wrapped label asks for less than its one line; beside another it gets exactly that line.
        self._title.setMinimumWidth(title if wide else 0)

    def show_only(self, ids: set[str]) -> None:
        """Show the cards of these ideas."""
        self.grid.show_only(ids)
        self.setVisible(not self._ids.isdisjoint(ids))


class IdeasTab(QWidget):
    """The second tab. Ids of ideas go out; the page opens dialogs."""

    opened = Signal(str)
    plan_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.ideas: list[Activity] = []
        self.shown: list[Activity] = []
        self.cards: list[IdeaCard] = []
        self.bar = FilterBar()
        self.bar.changed.connect(self._filtered)
        self.loosen_buttons: list[Button] = []
        self._shelves: list[Shelf] = []
        self._waiting: deque[tuple[Shelf, Sequence[Activity]]] = deque()
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._make_some)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(PULL, 0, PULL, 0)
        self._column.setSpacing(theme.space(5))
        self._column.addWidget(self.bar)
        self._hint: QWidget = QWidget()
        self._hint.hide()
        self._column.addWidget(self._hint)
        self._column.addStretch(1)

    def refresh(self) -> None:
        """Take the ideas again: the pack's, and one's own."""
        workspace = self._session.workspace
        if workspace is None:
            return
        ideas = [*content.activities(), *workspace.planner.own_ideas()]
        if ideas != self.ideas or not self.cards:
            self.ideas = ideas
            self.shown = filters.matching(ideas, self.bar.filters)
            self._build_shelves()
            self._show()

    def idea(self, idea_id: str) -> Activity | None:
        """The idea with that id, if there is one."""
        return next((idea for idea in self.ideas if idea.id == idea_id), None)

    def _filtered(self, _filters: Filters) -> None:
        self._show()
        count = len(self.shown)
        said = self.tr("{n} ideas").format(n=QLocale().toString(count)) if count != 1 else self.tr("1 idea")
        announce(self, said)

    def _build_shelves(self) -> None:
        for old in self._shelves:
            old.hide()
            old.deleteLater()
        self._shelves, self.cards = [], []
        self._waiting.clear()
        for name, ideas in filters.shelves(self.ideas):
            shelf = Shelf(*self._titles(name), ideas)
            self._shelves.append(shelf)
            self._column.insertWidget(len(self._shelves), shelf)
            self._waiting.extend((shelf, ideas[at : at + _SLICE]) for at in range(0, len(ideas), _SLICE))
        for _ in range(_AT_ONCE):
            self._make_some()
        self._slices.start()

    @property
    def making(self) -> bool:
        """Whether cards of the shelf are still to come."""
        return bool(self._waiting)

    def _make_some(self) -> None:
        """The next few cards. A large pack is made a slice at a time, so that the page never stands still."""
        if not self._waiting:
            self._slices.stop()
            return
        shelf, ideas = self._waiting.popleft()
        shelf.grid.add([self._card(idea) for idea in ideas], {idea.id for idea in self.shown})

    def _card(self, idea: Activity) -> IdeaCard:
        card = IdeaCard(idea, self._sentence(idea))
        card.opened.connect(self.opened)
        card.plan_asked.connect(self.plan_asked)
        self.cards.append(card)
        return card

    def _show(self) -> None:
        chosen = self.bar.filters
        self.shown = filters.matching(self.ideas, chosen)
        ids = {idea.id for idea in self.shown}
        for card in self.cards:
            card.set_sentence(self._sentence(card.idea))
        for shelf in self._shelves:
            shelf.show_only(ids)
        self.loosen_buttons = []
        few = len(self.shown) < FEW and bool(chosen.active())
        hint = self._loosen(filters.loosen(self.ideas, chosen)) if few else QWidget()
        self._column.replaceWidget(self._hint, hint)
        self._hint.hide()
        self._hint.deleteLater()
        self._hint = hint
        hint.setVisible(few)

    def _sentence(self, idea: Activity) -> str:
        apart = self.bar.filters.company == "apart" and idea.apart
        return curly(first_sentence(idea.apart if apart else idea.what))

    def _titles(self, name: str) -> tuple[str, str]:
        titles = {
            filters.QUIET: (band_word(1), self.tr("Being near. Nothing has to be said.")),
            filters.LIGHT: (
                band_word(2),
                self.tr("Something for the hands. A little talk comes by itself, or not."),
            ),
            filters.OPEN: (
                band_word(3),
                self.tr("Talking is part of it. For days when both have asked for it."),
            ),
            filters.APART: (
                self.tr("Apart, still near"),
                self.tr("For different rooms, or different towns."),
            ),
            filters.OWN: (self.tr("Your own"), self.tr("What you thought of yourselves.")),
        }
        return titles[name]

    def _loosen(self, names: Sequence[str]) -> QWidget:
        words = {
            "shelf": self.tr("Any amount of talking"),
            "low_energy": self.tr("Any energy"),
            "length": self.tr("Any length"),
            "cost": self.tr("Any cost"),
            "place": self.tr("Indoors or out"),
            "company": self.tr("Together or apart"),
            "words": self.tr("Other words"),
        }
        bar = LampBar()
        said = self.tr("Nothing fits all of that.") if not self.shown else self.tr("Little fits all of that.")
        bar.body.addWidget(Label(f"{said} {self.tr('Loosen a filter:')}", "body", wrap=True))
        for name in names:
            button = Button(words[name], "quiet")
            button.clicked.connect(partial(self._let_go, name))
            self.loosen_buttons.append(button)
        bar.body.addLayout(quiet_line(*self.loosen_buttons))
        return bar

    def _let_go(self, name: str, _checked: bool = False) -> None:
        self.bar.shelf.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bar.apply(self.bar.filters.without(name))


def first_sentence(text: str) -> str:
    """What a card has room for."""
    for mark in (". ", "? ", "。"):
        if mark in text:
            return text[: text.index(mark) + 1]
    return text
