"""What a guide puts into the text of a page, and takes out again: room for an answer, a line of what was picked, a question
as a heading above its answer.

The text stays the person's. A heading goes in once there is an answer below it, and only where that begins a line of
its own; what they changed is theirs and is let alone. Each change is one step of undo. Left out: which question it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock, QTextCursor

from ui.diary import commands

if TYPE_CHECKING:
    from ui.diary.editor import Editor

_BREAK = "\n\n"


def heading(question: str) -> str:
    """The line a question becomes."""
    return f"## {question}"


class _Answer:
    """Where the answer to one question begins, and the line of picks in it. The places go along with the text."""

    def __init__(self, start: QTextCursor, question: str) -> None:
        self.start, self.question = start, question
        self.line: QTextCursor | None = None
        self.words = self.put = ""

    @property
    def line_stands(self) -> bool:
        """Whether the line of picks is there as it was put."""
        if self.line is None or not self.put:
            return False
        return self.selected_line().selectedText().replace("\u2029", "\n") == self.put

    def selected_line(self) -> QTextCursor:
        """The line and the room below it that was made with it."""
        assert self.line is not None
        found, last = QTextCursor(self.line), self.line.document().characterCount() - 1
        found.setPosition(self.line.position())
        found.setPosition(min(found.position() + _units(self.put), last), QTextCursor.MoveMode.KeepAnchor)
        return found


class Answers:
    """The answers of one walk, on the page that is open. `with_questions` says whether headings are wanted."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._answers: dict[Hashable, _Answer] = {}
        self._now: _Answer | None = None
        self._room = False
        self.with_questions = True

    def forget(self) -> None:
        """Another text is loaded, or none."""
        self._answers.clear()
        self._now = None
        self._room = False

    # --- from one question to the next ------------------------------------------------------------------------

    def turn(self, key: Hashable = None, question: str = "") -> None:
        """Leave the present question, and make room for the answer to another one, if there is another."""
        with self._one_step():
            self._leave()
            if question:
                self._arrive(key, question)

    def resume(self, key: Hashable, question: str) -> None:
        """Go on with an answer begun earlier, on a page that was just opened. Nothing is changed by it."""
        line = heading(question)
        start = self._end()
        for block in self._blocks():
            if block.text() == line:
                below = block.next()
                while below.isValid() and not below.text().strip() and below.next().isValid():
                    below = below.next()
                if below.isValid():
                    start = QTextCursor(below)
        start.setKeepPositionOnInsert(True)
        self._now = self._answers[key] = _Answer(start, question)
        self._room = False

    def settle(self) -> None:
        """Put the heading above what has been written so far; writing may go on below it."""
        with self._one_step():
            self._put_heading(self._now)

    def _leave(self) -> None:
        self._put_heading(self._now)
        if self._now is not None and self._room and not self._written(self._now):
            self._take_room()
            self._answers = {key: one for key, one in self._answers.items() if one is not self._now}
        self._now, self._room = None, False

    def _arrive(self, key: Hashable, question: str) -> None:
        known = self._answers.get(key)
        if known is not None and self._written(known):
            self._now = known
            return
        end = self._end()
        self._room = self._make_room(end)
        # Room that was there already is not ours to take away.
        start = QTextCursor(end)
        start.setKeepPositionOnInsert(True)
        self._now = self._answers[key] = _Answer(start, question)
        self._editor.setTextCursor(end)
        self._editor.ensureCursorVisible()

    def _make_room(self, end: QTextCursor) -> bool:
        text = self._editor.document()
        block = text.lastBlock()
        if block.text().strip():
            commands.put(end, _BREAK)
        elif block.previous().isValid() and block.previous().text().strip():
            commands.put(end, "\n")
        else:
            return False
        return True

    def _take_room(self) -> None:
        """The line breaks at the end that were made for an answer which did not come."""
        cursor = self._end()
        while cursor.position() and not cursor.block().text().strip():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()

    # --- picks ------------------------------------------------------------------------------------------------

    def pick(self, words: str) -> None:
        """Write what was picked as a line of the answer, in place of what was picked before; nothing for none."""
        answer = self._now
        if answer is None or not (words or answer.line_stands):
            return
        with self._one_step():
            if answer.line_stands:
                cursor, tail = answer.selected_line(), answer.put[len(answer.words) :]
            else:
                cursor = self._line_place(answer)
                # Above what was typed, if something was.
                tail = _BREAK if self._written(answer) else ""
            at = cursor.selectionStart()
            commands.put(cursor, words + tail if words else "")
            cursor.setPosition(at)
        answer.words, answer.put = words, words + tail if words else ""
        answer.line = QTextCursor(cursor)
        cursor.setPosition(at + _units(words))
        self._editor.setTextCursor(cursor)
        self._editor.ensureCursorVisible()

    def _line_place(self, answer: _Answer) -> QTextCursor:
        """Where a line of picks goes: where the answer begins, on a line of its own."""
        if answer.start.positionInBlock():
            end = self._end()
            self._make_room(end)
            answer.start.setPosition(end.position())
        return self._at(answer.start.position())

    @property
    def pick_stands(self) -> bool:
        """Whether the picks of the present question are on the page as they were put there."""
        return self._now is not None and self._now.line_stands

    # --- questions as headings --------------------------------------------------------------------------------

    def keep_questions(self, kept: bool, questions: Iterable[str]) -> None:
        """Put the question above each answer of this walk, or take away every heading that is one of `questions`."""
        self.with_questions = kept
        with self._one_step():
            if kept:
                for answer in self._answers.values():
                    self._put_heading(answer)
            else:
                lines = {heading(question) for question in questions}
                for block in reversed([each for each in self._blocks() if each.text() in lines]):
                    self._remove(block)

    def _put_heading(self, answer: _Answer | None) -> None:
        if answer is None or not self.with_questions or not self._written(answer):
            return
        line = heading(answer.question)
        if answer.start.positionInBlock() or any(block.text() == line for block in self._blocks()):
            return
        cursor = self._at(answer.start.position())
        commands.put(cursor, line + _BREAK)
        answer.start.setPosition(cursor.position())

    def _remove(self, block: QTextBlock) -> None:
        """A heading and the blank line below it."""
        cursor = QTextCursor(block)
        following = block.next()
        if following.isValid() and not following.text().strip() and following.next().isValid():
            following = following.next()
        if following.isValid():
            cursor.setPosition(following.position(), QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    # --- the text ---------------------------------------------------------------------------------------------

    def _written(self, answer: _Answer) -> bool:
        """Whether something stands between where an answer begins and where the next one does, or the end."""
        start = answer.start.position()
        later = [one.start.position() for one in self._answers.values() if one.start.position() > start]
        cursor = self._at(start)
        cursor.setPosition(min(later) if later else self._end().position(), QTextCursor.MoveMode.KeepAnchor)
        return bool(cursor.selectedText().strip())

    def _at(self, position: int) -> QTextCursor:
        """A cursor of its own: one that keeps its place still lets go of its anchor."""
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(position)
        return cursor

    def _end(self) -> QTextCursor:
        cursor = QTextCursor(self._editor.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self._editor.document().firstBlock()
        while block.isValid():
            yield block
            block = block.next()

    @contextmanager
    def _one_step(self) -> Iterator[None]:
        cursor = QTextCursor(self._editor.document())
        cursor.beginEditBlock()
        try:
            yield
        finally:
            cursor.endEditBlock()


def _units(text: str) -> int:
    """How long Qt takes a text to be: it counts UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
