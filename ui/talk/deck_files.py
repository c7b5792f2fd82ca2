"""Decks as text files: choosing where, and saying what came of it. The format is `companion.deck_file`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from companion import deck_file, disk
from companion.errors import CompanionError, ImportFailed
from ui import messages
from ui.talk import words

if TYPE_CHECKING:
    from ui.session import Session


class DeckFiles(QObject):
    """`told` carries what is wrong, or the deck that came in."""

    told = Signal(str, str)

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._widget, self._session = parent, session
        self.dialog: QFileDialog | None = None

    def choose_to_read(self) -> None:
        """Ask for a file, in Qt's own dialog: quick exit works above it."""
        dialog = self._dialog(self.tr("Bring in a deck"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.read(Path(name)))
        dialog.open()

    def choose_to_save(self, deck: str) -> None:
        """Ask where the text file goes."""
        dialog = self._dialog(self.tr("Save as a text file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(f"{_file_name(deck) or self.tr('Cards')}.txt")
        dialog.fileSelected.connect(lambda name: self.save(deck, Path(name)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._widget.window(), title)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setNameFilters([self.tr("Text (*.txt)"), self.tr("All files (*)")])
        self.dialog = dialog
        return dialog

    def read(self, file: Path) -> None:
        """Bring in a file. What is wrong with it is said, and then nothing was changed."""
        workspace = self._session.workspace
        if workspace is None:
            return
        try:
            cards = deck_file.read(file)
        except ImportFailed as error:
            line = error.facts.get("line")
            said = words.deck_fault(str(error.facts.get("why")), line if isinstance(line, int) else 0)
            self.told.emit(said, "")
            return
        change = self._session.perform(lambda: workspace.decks.add(cards), quiet=True)
        if change is None:
            return
        undo = change.undo
        if not change.ids:
            self._session.notice(self.tr("All of these cards are here already"))
        elif undo is not None:
            said = self.tr("The deck is in")
            self._session.notice(said, messages.undo(), lambda: self._session.perform(undo, quiet=True))
        wanted = cards[0].deck.casefold()
        self.told.emit("", next((name for name in workspace.decks.names() if name.casefold() == wanted), ""))

    def save(self, deck: str, file: Path) -> None:
        """Write a deck to a text file, with a few lines on how it can be changed by hand."""
        workspace = self._session.workspace
        if workspace is None:
            return
        text = deck_file.write(deck, workspace.decks.cards(deck), words.deck_remarks())
        try:
            disk.write_beside(file, text.encode("utf-8"))
        except CompanionError as error:
            said = messages.explain(error)
            self.told.emit(" ".join(part for part in (said.what, said.do) if part), "")
            return
        self._session.notice(self.tr("Saved. The file is not encrypted."))
        self.told.emit("", "")


def _file_name(deck: str) -> str:
    """The deck's name without what some file system refuses."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", deck).strip(" .")[:60]
