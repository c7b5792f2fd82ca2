"""Doubted words in the text, as far as one sees and touches them: where the waves go, and the menu with what may have
been meant.

The speller knows which words are doubted (ui.diary.speller). The one that is being typed is spared until the caret leaves
it, and a menu waits for what may have been meant, but not for long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QTextBlock, QTextCursor

from ui.diary import commands
from ui.diary.styling import fenced
from ui.diary.textmenu import Doubt, TextMenu

if TYPE_CHECKING:
    from ui.diary.editor import Editor
    from ui.diary.speller import Speller

_MENU_WAITS = 350  # milliseconds


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a menu was asked for: on the screen, and in the text."""

    point: QPoint
    cursor: QTextCursor


class Doubts(QObject):
    """Works on the editor that owns it. Without a speller nothing is doubted, and the menu opens at once."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._speller: Speller | None = None
        self._spared = False
        self._asked: _Place | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_MENU_WAITS)
        self._waiting.timeout.connect(self._open_late)

    def ask(self, speller: Speller) -> None:
        """Have this one say from now on which words are doubted."""
        self._speller = speller
        speller.ready.connect(self._editor.viewport().update)
        speller.suggested.connect(self._suggested)

    def spans(self, block: QTextBlock) -> list[tuple[int, int]]:
        """Where in this line waves are to be drawn: under what is doubted, but not under what is being typed."""
        if self._speller is None:
            return []
        found = self._speller.doubted(block.text(), fenced(block.previous().userState()))
        cursor = self._editor.textCursor()
        if not found or not self._editor.hasFocus() or cursor.block() != block:
            return found
        place = cursor.positionInBlock()
        kept = [span for span in found if not span[0] <= place <= span[1]]
        self._spared = len(kept) < len(found)
        return kept

    def caret_moved(self) -> None:
        """A word that was spared may have been left."""
        if self._spared:
            self._spared = False
            self._editor.viewport().update()

    # --- the menu -------------------------------------------------------------------------------------------

    def open_menu(self, point: QPoint, cursor: QTextCursor) -> None:
        """The menu of the text, for this place on the screen and in the text."""
        self._asked = _Place(point, cursor)
        if (doubt := self._at(cursor)) is not None and not doubt.own:
            assert self._speller is not None
            self._speller.suggest(doubt.word)
            self._waiting.start()
        else:
            self._open(doubt)

    def _open(self, doubt: Doubt | None) -> None:
        place, self._asked = self._asked, None
        self._waiting.stop()
        if place is not None:
            TextMenu(self._editor, self._editor.link_at(place.cursor), doubt).ask(place.point)

    def _open_late(self) -> None:
        self._open(self._asked_about())

    def _suggested(self, word: str, choices: list[str]) -> None:
        doubt = self._asked_about()
        if doubt is not None and doubt.word == word:
            self._open(replace(doubt, choices=tuple(choices)))

    def _asked_about(self) -> Doubt | None:
        return self._at(self._asked.cursor) if self._asked is not None else None

    def _at(self, cursor: QTextCursor) -> Doubt | None:
        """The word at this place, if it is doubted or one of the person's own."""
        editor, speller, block = self._editor, self._speller, cursor.block()
        if speller is None or not speller.on or editor.isReadOnly():
            return None
        found = speller.word_at(block.text(), cursor.positionInBlock(), fenced(block.previous().userState()))
        if found is None or not (speller.wrong(found[2]) or speller.is_own(found[2])):
            return None
        start, end, word = found
        there = QTextCursor(block)
        there.setPosition(block.position() + start)
        there.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)

        def instead(other: str) -> None:
            editor.settle()
            commands.put(there, other)
            editor.setTextCursor(there)

        return Doubt(word, speller.is_own(word), (), instead, lambda known: speller.learn(word, known))
