"""Decks of one's own: the list of them, the cards of one, and what lies in the trash.

They are the person's own writing, so all of them can be read and changed here at any time; on the table and in a search
they come under the same conditions as every other card. Left out: writing one (`own_card`) and files (`deck_files`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.decks import LONGEST
from ui import theme
from ui.talk import words
from ui.talk.deck_files import DeckFiles
from ui.talk.long_list import ListRow, LongList
from ui.talk.own_card import OwnCardDialog
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import EmptyState, Hairline
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FaultLine, LineField, labelled
from ui.widgets.rows import line_of, pulled, quiet_line
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from companion.decks import OwnCard
    from ui.session import Session

_MEASURE = 640
_PULL = 10


class OwnDecks(QWidget):
    """`look_asked` and `print_asked` carry the name of a deck, `back_asked` leads to the card at hand."""

    back_asked = Signal()
    look_asked = Signal(str)
    print_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.deck = ""
        self._trash = False
        self.files = DeckFiles(self, session)
        self.files.told.connect(self._told)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(theme.space(3))
        self.back_button = LinkButton("", icon="chevron-left")
        self.back_button.clicked.connect(lambda: self._back())
        column.addLayout(quiet_row(self.back_button))
        self.heading = Label("", "h2", wrap=True)
        column.addWidget(self.heading)
        self._build_deeds(column)
        self.fault = FaultLine()
        column.addWidget(self.fault)
        self.list = LongList()
        column.addLayout(pulled(self.list))
        self._empty = EmptyState(
            "page",
            self.tr("A card can be yours, too."),
            self.tr(
                "A question you would like to be asked, or a line for the two of you. It stays in your notes."
            ),
        )
        column.addWidget(self._empty, 1)
        self.trash_button = LinkButton(self.tr("Cards in the trash"), size="small")
        self.trash_button.clicked.connect(lambda: self.show_trash())
        self._trash_row = QWidget()
        row = QVBoxLayout(self._trash_row)
        row.setContentsMargins(_PULL, 0, _PULL, 0)
        row.addLayout(quiet_line(self.trash_button))
        column.addLayout(pulled(self._trash_row))
        column.addStretch(1)
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _build_deeds(self, column: QVBoxLayout) -> None:
        self.write_button = Button(self.tr("Write a card"), "secondary")
        self.write_button.clicked.connect(lambda: self.write())
        self.read_button = LinkButton(self.tr("Bring in a deck"), icon="file-text")
        self.read_button.clicked.connect(lambda: self.files.choose_to_read())
        self.look_button = LinkButton(self.tr("Look through"), size="small")
        self.look_button.clicked.connect(lambda: self.look_asked.emit(self.deck))
        self.name_button = LinkButton(self.tr("Another name"), size="small")
        self.name_button.clicked.connect(lambda: self.rename())
        self.save_button = LinkButton(self.tr("Save as a text file"), size="small")
        self.save_button.clicked.connect(lambda: self.files.choose_to_save(self.deck))
        self.print_button = LinkButton(self.tr("Print"), size="small")
        self.print_button.clicked.connect(lambda: self.print_asked.emit(self.deck))
        self.trash_deck_button = LinkButton(self.tr("Move to trash"), size="small")
        self.trash_deck_button.clicked.connect(lambda: self._trash_deck())
        self._first = line_of(self.write_button, self.read_button, spacing=theme.space(2))
        column.addWidget(self._first)
        self._deeds = QWidget()
        row = QVBoxLayout(self._deeds)
        row.setContentsMargins(_PULL, 0, _PULL, 0)
        row.addLayout(
            quiet_line(
                self.look_button,
                self.name_button,
                self.save_button,
                self.print_button,
                self.trash_deck_button,
            )
        )
        column.addLayout(pulled(self._deeds))

    def _restyle(self) -> None:
        self.setMaximumWidth(theme.px(_MEASURE) + 2 * _PULL)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_decks(self) -> None:
        """The list of decks."""
        self.deck, self._trash = "", False
        self._turn()

    def show_deck(self, deck: str) -> None:
        """The cards of one."""
        self.deck, self._trash = deck, False
        self._turn()

    def show_trash(self) -> None:
        """What was thrown away and can still be put back."""
        self.deck, self._trash = "", True
        self._turn()

    def _turn(self) -> None:
        self.list.clear()
        self.fault.say("")
        self.refresh()
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read it again."""
        workspace = self._session.workspace
        if workspace is None:
            return
        decks, thrown = workspace.decks.names(), workspace.decks.cards(trashed=True)
        if self.deck and self.deck not in decks:
            self.deck = ""
        if self._trash and not thrown:
            self._trash = False
        place = self._focused_place()
        if self._trash:
            self.list.fill(thrown, self._thrown_row)
        elif self.deck:
            self.list.fill(workspace.decks.cards(self.deck), self._card_row)
        else:
            self.list.fill(decks, self._deck_row)
        self._name_parts(decks, bool(thrown))
        self._focus_again(place)

    def _name_parts(self, decks: list[str], thrown: bool) -> None:
        inside = bool(self.deck) or self._trash
        self.back_button.setText(self.tr("Your decks") if inside else self.tr("Back to the cards"))
        self.heading.setText(
            self.tr("Cards in the trash") if self._trash else self.deck or self.tr("Your decks")
        )
        self._first.setVisible(not self._trash)
        self.read_button.setVisible(not inside)
        self._deeds.setVisible(bool(self.deck))
        self.list.setVisible(bool(self.list.rows))
        self._empty.setVisible(not decks and not self._trash)
        self._trash_row.setVisible(thrown and not inside)

    def _focused_place(self) -> int | None:
        """After a card has gone, the keyboard goes on at the one that took its place."""
        now = self.window().focusWidget()
        for place, row in enumerate(self.list.rows):
            if now is not None and row.isAncestorOf(now):
                return place
        return None

    def _focus_again(self, place: int | None) -> None:
        if place is None:
            return
        rows = self.list.rows
        target = rows[min(place, len(rows) - 1)].last_button if rows else self.write_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _deck_row(self, deck: str) -> QWidget:
        row = Row(deck, "card_title", deck)
        row.add(self.tr("Open"), lambda: self.show_deck(deck))
        row.add(self.tr("Look through"), lambda: self.look_asked.emit(deck))
        return row

    def _card_row(self, card: OwnCard) -> QWidget:
        row = Row(card.text, "read_small", words.spoken(card.text), words.deepness(card.deepness))
        row.add(self.tr("Change"), lambda: self.write(card))
        row.add(self.tr("Move to trash"), lambda: self._trash_cards([card.id]))
        return row

    def _thrown_row(self, card: OwnCard) -> QWidget:
        row = Row(card.text, "read_small", words.spoken(card.text), card.deck)
        row.add(self.tr("Put back"), lambda: self._put_back(card.id))
        return row

    def _back(self) -> None:
        if self.deck or self._trash:
            self.show_decks()
        else:
            self.back_asked.emit()

    def _told(self, fault: str, deck: str) -> None:
        """What came of a file: what is wrong with it, or the deck it brought."""
        self.fault.say(fault)
        if deck:
            self.show_deck(deck)

    # --- what can be done ---------------------------------------------------------------------------------

    def write(self, card: OwnCard | None = None) -> None:
        """Write a card, or change one."""
        dialog = OwnCardDialog(self, self._session, card, self.deck)
        if card is None:
            dialog.kept.connect(self.show_deck)
        dialog.open()

    def rename(self) -> None:
        """Give the open deck another name."""
        dialog = NameDialog(self, self.deck)

        def take(name: str) -> None:
            workspace, before = self._session.workspace, self.deck
            if workspace is None:
                return
            if self._session.perform(lambda: workspace.decks.rename(before, name), self, quiet=True):
                self.show_deck(name)

        dialog.named.connect(take)
        dialog.open()

    def _trash_deck(self) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self._trash_cards([card.id for card in workspace.decks.cards(self.deck)])
            self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _trash_cards(self, ids: list[str]) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self._session.perform(lambda: workspace.decks.trash(ids))

    def _put_back(self, id: str) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self._session.perform(lambda: workspace.decks.put_back([id]), quiet=True)


class Row(ListRow):
    """Some words, a quiet line below them, and what can be done with them."""

    def __init__(self, text: str, style: str, spoken: str, below: str = "") -> None:
        super().__init__()
        self._spoken = spoken
        self.buttons: list[LinkButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_PULL, theme.space(3), _PULL, 0)
        column.setSpacing(theme.space(1))
        self.text = ReadLabel(text, style)
        self.text.setAccessibleName(spoken)
        column.addWidget(self.text)
        if below:
            column.addWidget(Label(below, "caption", "ink_3", wrap=True))
        self._line = quiet_row()
        column.addLayout(self._line)
        column.addSpacing(theme.space(2))
        column.addWidget(Hairline())

    def add(self, words_: str, deed: object) -> None:
        """A button at the end of the line."""
        button = LinkButton(words_, size="small")
        button.clicked.connect(lambda: deed())  # type: ignore[operator]
        button.setAccessibleDescription(self._spoken)
        self._line.insertWidget(len(self.buttons), button)
        self.buttons.append(button)
        self.setFocusProxy(self.buttons[0])

    @property
    def last_button(self) -> LinkButton:
        return self.buttons[-1]


class NameDialog(Dialog):
    """Another name for a deck. `named` carries it."""

    named = Signal(str)

    def __init__(self, parent: QWidget, deck: str) -> None:
        super().__init__("", parent, width=440)
        self.set_title(self.tr("Another name"))
        self.field = LineField(self.tr("Name of the deck"))
        self.field.setMaxLength(LONGEST["deck"])
        self.field.setText(deck)
        self.field.selectAll()
        self.fault = FaultLine()
        self.body.addWidget(labelled(self.tr("Name of the deck"), self.field, self.fault))
        self.add_button(self.tr("Not now"), "secondary", "reject")
        self.main = self.add_button(self.tr("Keep it"), "primary", "other")
        self.main.clicked.connect(self._agree)

    def _agree(self) -> None:
        name = " ".join(self.field.text().split())
        self.fault.say("" if name else self.tr("Add a word or two."))
        if name:
            self.accept()
            self.named.emit(name)
