"""How some words sound together, and what can be done with them: copy, keep, print as a small note, take to the diary.

Nothing is kept unless somebody says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from companion.content import Prompt
from ui import theme
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Card, Hairline
from ui.widgets.rows import quiet_line
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from ui.session import Session

OWN = "own-words"
"""The id under which a person's own words are kept; no card of a pack has it."""


class SoundCard(Card):
    """The composed words. `diary_asked` carries them to a page."""

    diary_asked = Signal(str)

    def __init__(self, session: Session, *, diary: bool = True) -> None:
        super().__init__()
        self._session = session
        self._words = ""
        self.body.setSpacing(theme.space(3))
        self.body.addWidget(Label(self.tr("How it sounds"), "label", "ink_2"))
        self.text = ReadLabel("", "suggest")
        self.body.addWidget(self.text)
        self.long = Label(
            self.tr("That is a lot for one breath. Three sentences are easier to hear."),
            "caption",
            "ink_2",
            wrap=True,
        )
        self.body.addWidget(self.long)
        self.body.addWidget(Hairline())
        self.copy_button = LinkButton(self.tr("Copy"), icon="copy", size="small")
        self.copy_button.clicked.connect(lambda: self._session.copy(self._words))
        self.diary_button = LinkButton(self.tr("To diary"), icon="notebook-pen", size="small")
        self.diary_button.clicked.connect(lambda: self.diary_asked.emit(self._words))
        self.card_button = LinkButton(self.tr("Note"), icon="printer", size="small")
        self.card_button.setToolTip(self.tr("Print it as a small note"))
        self.card_button.clicked.connect(lambda: print_words(self, self._session, self._words))
        self.buttons = [self.copy_button, *([self.diary_button] if diary else []), self.card_button]
        if not diary:
            self.diary_button.setParent(self)
            self.diary_button.hide()
        self.body.addLayout(quiet_line(*self.buttons))
        self.show_words([])

    @property
    def words(self) -> str:
        return self._words

    def show_words(self, sentences: list[str], most: int = 0) -> None:
        """Show these sentences; more than `most` are not forbidden, only named."""
        self._words = " ".join(sentences)
        self.text.setText(self._words or self.tr("Your words will stand here, as they come."))
        self.text.set_style("suggest", "ink" if self._words else "ink_3")
        self.long.setVisible(bool(most) and len(sentences) > most)
        for button in self.buttons:
            button.setEnabled(bool(self._words))


def as_card(text: str) -> Prompt:
    """Somebody's own words in the shape of a card."""
    return Prompt(OWN, text, 1, "", "either", "share", (), 0, followups=(), listener=())


def keep_words(session: Session, text: str, by: QWidget) -> bool:
    """Put the words among the kept ones. False if the disk did not take them; that was said then."""
    workspace = session.workspace
    if workspace is None or not text:
        return False
    return session.perform(lambda: workspace.talk.keep(as_card(text)), by) is not None


def print_words(parent: QWidget, session: Session, text: str) -> None:
    """The window's own print dialog, for these words as a small note."""
    from ui.printing.note import NotePrintDialog

    NotePrintDialog(parent, session, text).open()
