"""What the tools and keys of the editor do to the source text: put marks in and take them out again.

Each command works out a few small edits from the lines concerned and applies them as one step of undo, so the
text around them is never rewritten and a page of a megabyte costs no more than a short one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtGui import QTextCursor, QTextDocument

from companion.lines import Kind, shape
from ui.source import units

_BYTE_ORDER = ("\ufeff", "\ufffe")
# What only signs made of several have: joiners, colour and skin, flags, key caps.
_SIGN = re.compile("[\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_PREFIX = re.compile(r"(?:#{1,6} |[ \t]{0,12}(?:[-*+]|\d{1,9}[.)]) (?:\[[ xX]\] )?|(?:> ?)+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document and where it begins, counted as the toolkit counts."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """Take `removed` characters away at `at`, and put `inserted` there. Places are those before any edit."""

    at: int
    removed: int
    inserted: str


def lines(cursor: QTextCursor) -> list[Line]:
    """The lines the selection touches, or the one with the caret."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    found = [Line(block.position(), units(block.text()))]
    block = block.next()
    while block.isValid() and block.position() < cursor.selectionEnd():
        found.append(Line(block.position(), units(block.text())))
        block = block.next()
    return found


def apply(cursor: QTextCursor, edits: list[Edit], start: int, end: int) -> None:
    """Do the edits as one step, then select from `start` to `end`, counted after them."""
    cursor.beginEditBlock()
    for edit in sorted(edits, key=lambda each: each.at, reverse=True):
        cursor.setPosition(edit.at)
        cursor.setPosition(edit.at + edit.removed, QTextCursor.MoveMode.KeepAnchor)
        put(cursor, edit.inserted)
    cursor.endEditBlock()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)


def put(cursor: QTextCursor, text: str) -> None:
    """Insert text in place of the selection, exactly, and as a step of undo that what is typed next does not join.

    On its way to the toolkit a string loses a byte-order mark it begins with, or is read backwards; it goes in behind
    another letter, which is then taken away. The letter put in and taken away behind it is what ends the step: the
    toolkit joins what is typed to an insertion right before it. Nothing put where nothing is chosen is no step.
    """
    if not text and not cursor.hasSelection():
        return
    cursor.beginEditBlock()
    start = cursor.selectionStart()
    behind = text.startswith(_BYTE_ORDER)
    cursor.insertText(("." if behind else "") + text + ".")
    cursor.deletePreviousChar()
    if behind:
        end = cursor.position() - 1
        cursor.setPosition(start)
        cursor.deleteChar()
        cursor.setPosition(end)
    cursor.endEditBlock()


def space(cursor: QTextCursor) -> None:
    """A blank between two words: a step of undo ends before it, so that undo goes back word by word."""
    cursor.beginEditBlock()
    cursor.insertText(" ")
    cursor.endEditBlock()


def delete_back(cursor: QTextCursor) -> bool:
    """Take away the whole sign before the caret if it is one made of several, a flag or a family. False elsewhere: in
    other scripts Backspace takes the last mark alone."""
    if cursor.hasSelection() or cursor.atBlockStart():
        return False
    start = QTextCursor(cursor)
    start.movePosition(QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor)
    if len(start.selectedText()) < 2 or not _SIGN.search(start.selectedText()):
        return False
    start.removeSelectedText()
    cursor.setPosition(start.position())
    return True


def load(document: QTextDocument, text: str) -> None:
    """Make this the whole text, exactly and with nothing to undo."""
    if not text.startswith(_BYTE_ORDER):
        document.setPlainText(text)
        return
    document.setPlainText("." + text)
    document.setUndoRedoEnabled(False)
    QTextCursor(document).deleteChar()
    document.setUndoRedoEnabled(True)


def moved(place: int, edits: list[Edit], after: bool = True) -> int:
    """Where `place` lies after the edits. Text put in exactly there pushes it on if `after`."""
    shift = 0
    for edit in edits:
        if edit.at + edit.removed < place or (edit.at + edit.removed == place and (edit.removed or after)):
            shift += len(edit.inserted) - edit.removed
        elif edit.at < place:
            shift -= place - edit.at
    return place + shift


# --- bold, italic ---------------------------------------------------------------------------------------------


def emphasise(cursor: QTextCursor, mark: str) -> None:
    """Put `mark` ("**" or "*") around the selection, the word at the caret, or the caret; or take it away."""
    if cursor.hasSelection():
        _emphasise_selection(cursor, mark)
        return
    line, place = lines(cursor)[0], cursor.positionInBlock()
    here, size = cursor.position(), len(mark)
    behind, ahead = _stars_before(line.text, place), _stars_after(line.text, place)
    if _is(mark, behind) and _is(mark, ahead):
        apply(cursor, [Edit(here - size, 2 * size, "")], here - size, here - size)
    elif _is(mark, ahead) and line.text[:place].count(mark) % 2:
        cursor.setPosition(here + size)  # the end of bold text: the key leaves it
    elif word := next((w for w in _WORD.finditer(line.text) if w.start() < place < w.end()), None):
        edits = _toggle(
            line, word.start(), word.end(), mark, _wrapped(line.text, word.start(), word.end(), mark)
        )
        apply(cursor, edits, moved(here, edits), moved(here, edits))
    else:
        apply(cursor, [Edit(here, 0, mark * 2)], here + size, here + size)


def _emphasise_selection(cursor: QTextCursor, mark: str) -> None:
    pieces = _pieces(cursor)
    if not pieces:
        return
    wrapped = all(_wrapped(line.text, a, b, mark) for line, a, b in pieces)
    edits: list[Edit] = []
    for line, a, b in pieces:
        if wrapped or not _wrapped(line.text, a, b, mark):
            edits += _toggle(line, a, b, mark, wrapped)
    start, end = pieces[0][0].start + pieces[0][1], pieces[-1][0].start + pieces[-1][2]
    apply(cursor, edits, moved(start, edits), moved(end, edits, after=False))


def _pieces(cursor: QTextCursor) -> list[tuple[Line, int, int]]:
    """The selection line by line, without blanks at its ends and without the marks that begin a line."""
    found: list[tuple[Line, int, int]] = []
    for line in lines(cursor):
        kind = shape(line.text)
        a = max(cursor.selectionStart() - line.start, kind.mark)
        b = min(cursor.selectionEnd() - line.start, len(line.text))
        while a < b and line.text[a].isspace():
            a += 1
        while b > a and line.text[b - 1].isspace():
            b -= 1
        # Whether the marks were chosen with the words or not, the words are meant.
        a = min(b, a + _stars_after(line.text, a))
        b = max(a, b - _stars_before(line.text, b))
        if a < b and kind.kind not in {Kind.PHOTO, Kind.RULE, Kind.FENCE}:
            found.append((line, a, b))
    return found


def _toggle(line: Line, a: int, b: int, mark: str, wrapped: bool) -> list[Edit]:
    size = len(mark)
    if not wrapped:
        return [Edit(line.start + a, 0, mark), Edit(line.start + b, 0, mark)]
    return [Edit(line.start + a - size, size, ""), Edit(line.start + b, size, "")]


def _wrapped(text: str, a: int, b: int, mark: str) -> bool:
    return _is(mark, _stars_before(text, a)) and _is(mark, _stars_after(text, b))


def _is(mark: str, stars: int) -> bool:
    """Whether a run of this many stars holds `mark`: three are bold and italic at once."""
    return stars in {len(mark), 3}


def _stars_after(text: str, place: int) -> int:
    return len(text) - place - len(text[place:].lstrip("*"))


def _stars_before(text: str, place: int) -> int:
    return place - len(text[:place].rstrip("*"))


# --- headings, lists, quotes ------------------------------------------------------------------------------------


def begin_lines(cursor: QTextCursor, prefix: str) -> None:
    """Begin the chosen lines with `prefix` ("# ", "- ", "> "), in place of another such beginning; if all of them
    have it, take it away. Blank lines between others stay blank."""
    chosen = lines(cursor)
    if len(chosen) > 1:
        chosen = [line for line in chosen if line.text.strip()] or chosen[:1]
    remove = all(_prefix(line.text) == prefix for line in chosen)
    edits = [Edit(line.start, len(_prefix(line.text)), "" if remove else prefix) for line in chosen]
    anchor, place = cursor.anchor(), cursor.position()
    apply(cursor, edits, _not_before(anchor, edits), _not_before(place, edits))


def _not_before(place: int, edits: list[Edit]) -> int:
    """Like `moved`, but a caret inside the beginning of a line ends up behind it."""
    for edit in edits:
        if edit.at <= place < edit.at + edit.removed:
            return moved(edit.at + edit.removed, edits)
    return moved(place, edits)


def _prefix(text: str) -> str:
    found = _PREFIX.match(text)
    return found[0] if found else ""


# --- photos -------------------------------------------------------------------------------------------------------


def insert_photos(cursor: QTextCursor, photo_lines: list[str]) -> None:
    """Put photo lines in after the caret's line, with a blank line between them and the text."""
    block = cursor.block()
    text = block.text().strip()
    cursor.beginEditBlock()
    if cursor.hasSelection():
        cursor.setPosition(cursor.selectionEnd())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    for photo in photo_lines:
        above = cursor.block().text().strip()
        before = cursor.block().previous()
        if above:
            cursor.insertText("\n\n" + photo)
        else:
            cursor.insertText(("\n" if before.isValid() and before.text().strip() else "") + photo)
    following = cursor.block().next()
    if following.isValid() and not following.text().strip():
        if not following.next().isValid():
            cursor.setPosition(following.position())
            cursor.insertText("\n" if text or photo_lines else "")
        else:
            cursor.setPosition(following.next().position())
    else:
        cursor.insertText("\n\n")
        if following.isValid():
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    cursor.endEditBlock()


def remove_line(cursor: QTextCursor, number: int) -> None:
    """Take a whole line away, and one of the blank lines around it if there are two."""
    document = cursor.document()
    block = document.findBlockByNumber(number)
    before, after = block.previous(), block.next()
    start, end = block.position(), block.position() + block.length() - 1
    if after.isValid():
        end = after.position()
        if (
            before.isValid()
            and not before.text().strip()
            and not after.text().strip()
            and after.next().isValid()
        ):
            end = after.next().position()
    elif before.isValid():
        start -= 1
    apply(cursor, [Edit(start, end - start, "")], start, start)


def insert_line(cursor: QTextCursor, number: int, text: str) -> None:
    """Put a line back where it stood, with blank lines around it where there is text."""
    document = cursor.document()
    block = document.findBlockByNumber(min(number, document.blockCount() - 1))
    before = block.previous().text().strip() if block.previous().isValid() else ""
    if number >= document.blockCount():
        here = block.position() + block.length() - 1
        fresh = ("\n\n" if block.text().strip() else "\n" if before else "") + text
    else:
        here = block.position()
        fresh = ("\n" if before else "") + text + ("\n\n" if block.text().strip() else "\n")
    edits = [Edit(here, 0, fresh)]
    place = moved(cursor.position(), edits, after=cursor.position() >= here)
    apply(cursor, edits, place, place)


def set_line(cursor: QTextCursor, number: int, text: str) -> None:
    """Write another text into a line, as one step of undo. The caret stays where it was as far as it can."""
    block = cursor.document().findBlockByNumber(number)
    edits = [Edit(block.position(), block.length() - 1, text)]
    inside = block.position() <= cursor.position() < block.position() + block.length()
    place = block.position() + len(text) if inside else moved(cursor.position(), edits)
    apply(cursor, edits, place, place)


def photo_at_edge(cursor: QTextCursor, forward: bool) -> int | None:
    """The number of the photo line that Backspace (or Delete, if `forward`) would begin to nibble at."""
    if cursor.hasSelection():
        return None
    block = cursor.block()
    if shape(block.text()).kind is Kind.PHOTO:
        edge = 0 if forward else len(block.text())
        return block.blockNumber() if cursor.positionInBlock() == edge else None
    return None
