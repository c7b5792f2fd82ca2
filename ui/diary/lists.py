"""Lists in the source text: they go on at Enter, go in and out a level, count on, and have boxes to tick.

Each command is one step of undo. Numbers are counted anew only where they counted before, so a list somebody numbered
their own way stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QTextBlock, QTextCursor

from companion.lines import Kind, shape
from ui.diary.commands import Edit, Line, apply, lines, moved
from ui.diary.styling import fenced
from ui.source import units

_BEGUN = re.compile(r"((?:> ?)*)([ \t]{0,12})(?:([-*+])|(\d{1,9})([.)])) (\[[ xX]\] )?")
_QUOTED = re.compile(r"((?:> ?)+)")
_FAR = 300  # lines of one list that are looked at in either direction
_DEEPEST = 12  # blanks; companion.lines reads no list beyond


@dataclass(frozen=True, slots=True)
class Item:
    """How a line of a list begins: inside which quote, how far in, its dot or number, its box."""

    quote: str = ""
    blanks: str = ""
    sign: str = ""
    number: int = 0
    dot: str = ""
    box: str = ""

    @property
    def depth(self) -> int:
        return len(self.blanks.expandtabs(4))

    @property
    def mark(self) -> str:
        """What it begins with, without quote and blanks."""
        return f"{self.sign or f'{self.number}{self.dot}'} "

    def __str__(self) -> str:
        return f"{self.quote}{self.blanks}{self.mark}{self.box}"


def read(text: str) -> Item | None:
    """How this line of a list begins, or None if it is none."""
    found = _BEGUN.match(text)
    if found is None:
        return None
    quote, blanks, sign, number, dot, box = found.groups("")
    return Item(quote, blanks, sign, int(number or 0), dot, box)


def in_list(cursor: QTextCursor) -> bool:
    """Whether each chosen line is one of a list, so that Tab moves them and not the focus."""
    chosen = [line for line in lines(cursor) if line.text.strip()]
    return bool(chosen) and not _in_code(cursor) and all(read(line.text) is not None for line in chosen)


def _in_code(cursor: QTextCursor) -> bool:
    return fenced(cursor.block().previous().userState())


# --- Enter and Backspace ----------------------------------------------------------------------------------------


def new_line(cursor: QTextCursor) -> None:
    """Enter: a new line, which goes on with a list or a quote; on an empty item one level out, and out of the list."""
    line, place = lines(cursor)[0], cursor.selectionStart() - lines(cursor)[0].start
    begun = "" if cursor.hasSelection() or _in_code(cursor) else _begun(line.text)
    if not begun or place < len(begun):
        break_line(cursor)
    elif line.text[len(begun) :].strip():
        _go_on(cursor, line, place)
    elif not _step_out(cursor, line):
        item = read(line.text)
        kept = item.quote if item is not None else ""
        end = line.start + len(kept)
        apply(cursor, [Edit(line.start, len(line.text), kept)], end, end)


def break_line(cursor: QTextCursor) -> None:
    """A line break and nothing else."""
    cursor.beginEditBlock()
    cursor.insertText("\n")
    cursor.endEditBlock()


def _begun(text: str) -> str:
    found = _BEGUN.match(text) or _QUOTED.match(text)
    return found[0] if found else ""


def _go_on(cursor: QTextCursor, line: Line, place: int) -> None:
    item = read(line.text)
    fresh, edits = _begun(line.text), list[Edit]()
    if item is not None:
        following = replace(item, box="[ ] " if item.box else "")
        fresh = str(following)
    if item is not None and item.dot:
        region, at = _region(cursor.block())
        now = [*region[: at + 1], _Entry(line, following, moved=True), *region[at + 1 :]]
        counted = _count(region, now)
        fresh = str(counted[at + 1])
        edits = _edits(region[at + 1 :], counted[at + 2 :])
    here = Edit(line.start + place, 0, "\n" + fresh)
    caret = here.at + len(here.inserted)
    apply(cursor, [here, *edits], caret, caret)


def leave_mark(cursor: QTextCursor) -> bool:
    """Backspace right behind the mark of an item, a quote or a heading takes the whole mark. False elsewhere."""
    if cursor.hasSelection() or _in_code(cursor):
        return False
    line = lines(cursor)[0]
    found = shape(line.text)
    if found.kind not in {Kind.ITEM, Kind.TASK, Kind.NUMBER, Kind.QUOTE, Kind.HEADING}:
        return False
    if cursor.positionInBlock() != found.mark:
        return False
    apply(cursor, [Edit(line.start, found.mark, "")], line.start, line.start)
    return True


# --- in and out a level -----------------------------------------------------------------------------------------


def indent(cursor: QTextCursor) -> None:
    """Move the chosen items in a level, under the one above them."""
    first = cursor.document().findBlock(cursor.selectionStart())
    region, at = _region(first)
    item = region[at].item
    above = [entry.item for entry in region[:at] if entry.item is not None]
    parent = next((each for each in reversed(above) if each.depth <= (item.depth if item else 0)), None)
    if item is None or parent is None or parent.depth < item.depth:
        return  # nothing to go under, or there already
    _shift(cursor, parent.depth + len(parent.mark) - item.depth)


def outdent(cursor: QTextCursor) -> None:
    """Move the chosen items out a level. One that is at none stays."""
    first = cursor.document().findBlock(cursor.selectionStart())
    region, at = _region(first)
    item = region[at].item
    if item is not None and item.depth:
        above = (entry.item for entry in reversed(region[:at]) if entry.item is not None)
        parent = next((each for each in above if each.depth < item.depth), None)
        _shift(cursor, (parent.depth if parent else 0) - item.depth)


def _step_out(cursor: QTextCursor, line: Line) -> bool:
    item = read(line.text)
    if item is None or not item.depth:
        return False
    outdent(cursor)
    return True


def _shift(cursor: QTextCursor, by: int) -> None:
    """Move the chosen items, and what lies under the last of them, by so many blanks."""
    block = cursor.document().findBlock(cursor.selectionStart())
    region, at = _region(block)
    end = at + 1
    last = cursor.document().findBlock(max(cursor.selectionStart(), cursor.selectionEnd() - 1))
    deepest = region[at].item.depth if region[at].item else 0  # type: ignore[union-attr]
    while end < len(region):
        entry = region[end]
        chosen = entry.line.start <= last.position()
        under = entry.item is not None and entry.item.depth > deepest
        if not chosen and not under:
            break
        end += 1
    now = list(region)
    for index in range(at, end):
        item = region[index].item
        if item is not None:
            depth = min(max(0, item.depth + by), _DEEPEST)
            now[index] = replace(region[index], item=replace(item, blanks=" " * depth), moved=True)
    edits = _edits(region, _count(region, now))
    anchor, place = cursor.anchor(), cursor.position()
    apply(cursor, edits, moved(anchor, edits), moved(place, edits))


# --- boxes --------------------------------------------------------------------------------------------------------


def tick(cursor: QTextCursor) -> bool | None:
    """Tick the boxes of the chosen lines, or take the ticks away if all have one; lines without a box get an empty
    one. Answers whether they are ticked now, or None where there is nothing to tick."""
    chosen = [line for line in lines(cursor) if _tickable(line.text)]
    if not chosen:
        return None
    kinds = [shape(line.text) for line in chosen]
    if all(kind.kind is Kind.TASK for kind in kinds):
        ticked = not all(kind.ticked for kind in kinds)
        edits = [
            Edit(line.start + kind.mark - 3, 1, "x" if ticked else " ")
            for line, kind in zip(chosen, kinds, strict=True)
            if kind.ticked != ticked
        ]
    else:
        ticked = False
        edits = [_boxed(line) for line, kind in zip(chosen, kinds, strict=True) if kind.kind is not Kind.TASK]
    anchor, place = cursor.anchor(), cursor.position()
    apply(cursor, edits, moved(anchor, edits), moved(place, edits))
    return ticked


def _tickable(text: str) -> bool:
    return shape(text).kind in {Kind.TASK, Kind.ITEM, Kind.TEXT, Kind.BLANK}


def _boxed(line: Line) -> Edit:
    item = shape(line.text)
    if item.kind is Kind.ITEM:
        return Edit(line.start + item.mark, 0, "[ ] ")
    return Edit(line.start, 0, "- [ ] ")


# --- counting on ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a list; `item` is None for what stands between its items. `moved`: it is new at its place."""

    line: Line
    item: Item | None
    moved: bool = False


def _region(block: QTextBlock) -> tuple[list[_Entry], int]:
    """The lines of the list around a block, as far as it goes, and the place of that block among them."""
    quote = (read(block.text()) or Item()).quote
    above = _run(block, quote, QTextBlock.previous)
    below = _run(block, quote, QTextBlock.next)
    return [*reversed(above), _entry(block, quote), *below], len(above)


def _run(block: QTextBlock, quote: str, step: Callable[[QTextBlock], QTextBlock]) -> list[_Entry]:
    found: list[_Entry] = []
    block = step(block)
    blank = False
    while block.isValid() and len(found) < _FAR:
        entry = _entry(block, quote)
        empty = not entry.line.text.strip()
        if entry.item is None and not entry.line.text.startswith("  ") and (blank or not empty):
            break
        blank = empty
        found.append(entry)
        block = step(block)
    return found


def _entry(block: QTextBlock, quote: str) -> _Entry:
    text = units(block.text())
    item = read(text)
    return _Entry(Line(block.position(), text), item if item is not None and item.quote == quote else None)


def _siblings(entries: list[_Entry]) -> list[_Entry | None]:
    """For each, the item before it on its level, under the same parent."""
    found: list[_Entry | None] = []
    levels: list[_Entry] = []
    for entry in entries:
        if entry.item is None:
            found.append(None)
            continue
        while levels and levels[-1].item.depth > entry.item.depth:  # type: ignore[union-attr]
            levels.pop()
        same = bool(levels) and levels[-1].item.depth == entry.item.depth  # type: ignore[union-attr]
        found.append(levels.pop() if same else None)
        levels.append(entry)
    return found


def _count(before: list[_Entry], now: list[_Entry]) -> list[Item | None]:
    """The items with their numbers counted on, where they were moved or counted on before."""
    counting = {
        entry.line.start
        for entry, sibling in zip(before, _siblings(before), strict=True)
        if entry.item is not None
        and sibling is not None
        and sibling.item is not None
        and entry.item.dot
        and entry.item.number == sibling.item.number + 1
    }
    numbers: dict[int, int] = {}
    items: list[Item | None] = []
    for entry, sibling in zip(now, _siblings(now), strict=True):
        item = entry.item
        if item is not None and item.dot and (entry.moved or entry.line.start in counting):
            counted = numbers.get(id(sibling), 0) if sibling is not None else 0
            item = replace(item, number=counted + 1)
        if item is not None:
            numbers[id(entry)] = item.number
        items.append(item)
    return items


def _edits(entries: list[_Entry], items: list[Item | None]) -> list[Edit]:
    """What has to change at the start of the lines."""
    found: list[Edit] = []
    for entry, item in zip(entries, items, strict=True):
        if entry.item is None or item is None or item == entry.item:
            continue
        written = _BEGUN.match(entry.line.text)
        assert written is not None
        start, blanks = entry.line.start + len(item.quote), written[2]
        # What stands further on comes first: both may begin at the same place.
        if item.number != entry.item.number:
            found.append(Edit(entry.line.start + written.start(4), len(written[4]), str(item.number)))
        if item.blanks != blanks:
            found.append(Edit(start, len(blanks), item.blanks))
    return found
