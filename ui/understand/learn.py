"""Learn: one card to begin with, four ways in, and all cards with a search.

A way in puts the cards that sit closest to it first; nothing is hidden by it. It is not stored: a role belongs to a
moment. Left out: anything about what was read. No card is marked as done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.understand import prose
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.cards import Card, Chevron, EmptyState, Hairline
from ui.widgets.fields import SearchField
from ui.widgets.icons import IconView
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Learn
    from ui.session import Session

_START = 510
_WAYS = 298
_LEAST_CARD = 236
_SEARCH = 200
_PULL = 10

# Which cards sit closest to each way in. Cards that are not named follow in the order of the pack.
_CLOSEST: dict[str, tuple[str, ...]] = {
    "": ("l-protective", "l-valued-free", "l-quiets"),
    "reaching": ("l-valued-free", "l-protective", "l-fine", "l-nd", "l-quiets", "l-your-heart"),
    "quiet": ("l-limit", "l-pause", "l-protective", "l-quiets", "l-masks", "l-fine"),
    "mixed": ("l-loop", "l-pause", "l-honest", "l-closeness", "l-limit"),
    "holding": ("l-your-heart", "l-closeness", "l-valued-free", "l-not-talk"),
}
_WAY_OF_ROLE = {"quiet": "quiet", "reaching": "reaching", "mixed": "mixed"}


def ordered(cards: tuple[Learn, ...], way: str) -> list[Learn]:
    """All cards, the ones closest to a way in first."""
    closest = _CLOSEST.get(way, ())
    place = {card_id: number for number, card_id in enumerate(closest)}
    return sorted(cards, key=lambda card: place.get(card.id, len(closest)))


def matches(card: Learn, wanted: str) -> bool:
    """Whether every word that was typed is somewhere in the card."""
    text = prose.plain(f"{card.title} {card.body} {card.try_}").casefold().replace("’", "'")
    return all(word in text for word in wanted.casefold().replace("’", "'").split())


class LearnTab(QWidget):
    """The tab. `opened` carries the id of a card, and whether two want to read it together."""

    opened = Signal(str, bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._way = ""
        self._role = ""
        self._words = ""
        self._small = False
        self._arranged: tuple[object, ...] = ()
        self.cards: dict[str, LearnCard] = {}
        self._build()
        self._choose("")

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(0)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.start = _Start()
        self.start.opened.connect(self.opened)
        self._ways = QWidget()
        self._ways.setLayout(self._build_ways())
        self._top.addWidget(self.start)
        self._top.addWidget(self._ways)
        column.addLayout(self._top)
        column.addSpacing(theme.space(6))
        head = QHBoxLayout()
        head.setSpacing(theme.space(4))
        self.heading = Label(self.tr("All cards"), "h2")
        self.search = SearchField(self.tr("Search cards"))
        self.search.words.connect(self._search)
        head.addWidget(self.heading, 1)
        head.addWidget(self.search)
        column.addLayout(head)
        column.addSpacing(theme.space(3))
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.space("gutter"))
        column.addLayout(self._grid)
        self._none = EmptyState(
            "search",
            self.tr("No card has all of these words."),
            self.tr("Try fewer of them, or one that is close."),
            quiet=(self.tr("Show all cards"), self.search.clear),
        )
        column.addWidget(self._none)
        column.addStretch(1)
        for card in content.learn():
            made = LearnCard(card)
            made.clicked.connect(lambda card_id=card.id: self.opened.emit(card_id, False))
            self.cards[card.id] = made

    def _build_ways(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, theme.space(1), 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(self.tr("For where you are"), "label", "ink_2"))
        column.addSpacing(theme.space(1))
        self.ways: dict[str, WayIn] = {}
        texts = (
            ("reaching", self.tr("Someone close to me has gone quiet")),
            ("quiet", self.tr("I have gone quiet")),
            ("mixed", self.tr("It is both of us, I think")),
            ("holding", self.tr("I am the one holding it up")),
        )
        for place, (way, text) in enumerate(texts):
            if place:
                column.addWidget(Hairline())
            row = WayIn(text)
            row.clicked.connect(lambda way=way: self._choose("" if self._way == way else way))
            self.ways[way] = row
            column.addWidget(row)
        column.addStretch(1)
        return column

    # --- what is shown ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Begin where the person said they are, and again there when they have said something else."""
        workspace = self._session.workspace
        role = str(workspace.prefs.get("role", "") or "") if workspace is not None else self._role
        if role != self._role:
            self._role = role
            self._choose(_WAY_OF_ROLE.get(role, ""))

    @property
    def way(self) -> str:
        return self._way

    def shown(self) -> list[str]:
        """The ids of the cards in the grid, in their order."""
        cards = ordered(content.learn(), self._way)
        if not self._words:
            # The one in lamplight stands above already; among all cards it comes last.
            cards = cards[1:] + cards[:1]
        return [card.id for card in cards if matches(card, self._words)]

    def _choose(self, way: str) -> None:
        self._way = way
        for key, row in self.ways.items():
            row.chosen = key == way
        cards = ordered(content.learn(), way)
        if cards:
            lead = self.tr("Where most people start") if not way else self.tr("A place to start")
            self.start.show_card(cards[0], lead)
        self.start.setVisible(bool(cards))
        self._fill()

    def _search(self, text: str) -> None:
        self._words = text
        self._fill()
        if text:
            announce(self.search, self.tr("Cards found: {count}").format(count=len(self.shown())))

    def _fill(self) -> None:
        self._arranged = ()
        self._arrange()

    # --- room ---------------------------------------------------------------------------------------------

    def set_small(self, small: bool) -> None:
        self._small = small
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._arrange()

    def _arrange(self) -> None:
        room = self.width() - 2 * _PULL
        gap = theme.space("gutter")
        columns = max(1, min(3, (room + gap) // (theme.px(_LEAST_CARD) + gap)))
        side = not self._small and room >= theme.px(_START + 240)
        ids = tuple(self.shown())
        wanted = (columns, side, ids, theme.scale())
        if wanted == self._arranged:
            return
        self._arranged = wanted
        self.search.setFixedWidth(theme.px(_SEARCH))
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(across if side else down)
        self._top.setSpacing(theme.space(7) if side else theme.space(5))
        self._top.setStretch(0, _START if side else 0)
        self._top.setStretch(1, _WAYS if side else 0)
        self._fill_grid(ids, columns)

    def _fill_grid(self, ids: tuple[str, ...], columns: int) -> None:
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.setVisible(False)
        for place, card_id in enumerate(ids):
            self._grid.addWidget(self.cards[card_id], place // columns, place % columns)
            self.cards[card_id].setVisible(True)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._none.setVisible(not ids)
        # The keyboard walks the cards as they stand, whatever order they were made in.
        before: QWidget = self.search
        for card_id in ids:
            QWidget.setTabOrder(before, self.cards[card_id])
            before = self.cards[card_id]


class _Start(Card):
    """The one card in lamplight."""

    opened = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__(lamp=True)
        self._card = ""
        self.body.setContentsMargins(28, 22, 28, 20)
        self.body.setSpacing(theme.space(2))
        self._lead = Label("", "caption", "ink_2", wrap=True)
        self.heading = ReadLabel("", "lead")
        self._text = ReadLabel("", "read_small", "ink_2", max_lines=4)
        for part in (self._lead, self.heading, self._text):
            self.body.addWidget(part)
        self.body.addSpacing(theme.space(1))
        row = QHBoxLayout()
        row.setSpacing(theme.space(1))
        self.read_button = Button(self.tr("Read"), "primary")
        self.read_button.clicked.connect(lambda: self.opened.emit(self._card, False))
        self.aloud_button = LinkButton(self.tr("Read it aloud together"))
        self.aloud_button.clicked.connect(lambda: self.opened.emit(self._card, True))
        row.addWidget(self.read_button)
        row.addWidget(self.aloud_button)
        row.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(row)

    def show_card(self, card: Learn, lead: str) -> None:
        self._card = card.id
        self._lead.setText(self.tr("{lead}, {time}").format(lead=lead, time=prose.minutes_text(card)))
        self.heading.setText(prose.plain(card.title))
        self._text.setText(prose.plain(prose.paragraphs(card.body)[0]))
        for button in (self.read_button, self.aloud_button):
            button.setAccessibleDescription(card.title)


class LearnCard(Card):
    """A card in the grid. Opens by mouse, Space and Enter."""

    def __init__(self, card: Learn) -> None:
        super().__init__(choosable=True)
        # It opens something; it is not one of several to choose from.
        self.spoken_role = QAccessible.Role.Button
        del self.spoken_checked
        self.card = card
        self.body.setContentsMargins(20, 18, 20, 16)
        self.body.setSpacing(theme.space(1))
        excerpt = prose.plain(prose.paragraphs(card.body)[0])
        self.body.addWidget(ReadLabel(prose.plain(card.title), "card_title"))
        self._excerpt = _Excerpt(excerpt)
        self.body.addWidget(self._excerpt)
        self.body.addStretch(1)
        self.body.addSpacing(theme.space(3))
        self.body.addWidget(Label(prose.minutes_text(card), "caption", "ink_3"))
        self.setAccessibleName(prose.plain(card.title))
        self.setAccessibleDescription(f"{excerpt} {prose.minutes_text(card)}")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _Excerpt(ReadLabel):
    """Two lines of a card's beginning, in the interface face."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "body", "ink_2", max_lines=2)


class WayIn(QWidget):
    """One of the four rows: opens nothing, puts the closest cards first, and can be taken back."""

    clicked = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        from ui.widgets import speech

        speech.install()
        self.spoken_role = QAccessible.Role.CheckBox
        self._chosen = False
        self.spoken_checked = lambda: self._chosen
        self.ring_inside = True
        self.ring_radius = theme.radius("control")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 4, 11)
        row.setSpacing(theme.space(2))
        self._label = Label(text, "body", wrap=True)
        row.addWidget(self._label, 1)
        self._chevron = Chevron()
        self._tick = IconView("check", 18, "accent")
        self._tick.hide()
        row.addWidget(self._chevron)
        row.addWidget(self._tick)
        self.setAccessibleName(text)

    @property
    def chosen(self) -> bool:
        return self._chosen

    @chosen.setter
    def chosen(self, value: bool) -> None:
        self._chosen = value
        self._label.set_style("h3" if value else "body")
        self._tick.setVisible(value)
        self._chevron.setVisible(not value)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.underMouse():
            QPainter(self).fillRect(self.rect(), theme.color("hover"))

    def mouseReleaseEvent(self, event: object) -> None:
        self.clicked.emit()

    def keyPressEvent(self, event: object) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):  # type: ignore[attr-defined]
            self.clicked.emit()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]
