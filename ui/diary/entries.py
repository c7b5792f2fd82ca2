"""The list of diary pages as a model: all row numbers, and a few blocks of rows in memory.

A job loads the row numbers, newest first; what a row shows is fetched in blocks of 128 when it is looked at and
kept for a while. Only `_block` asks the store. A search puts its hits in place of the rows; they come whole. What filters
or looking back leave is listed as all of them are, by other row numbers.

Left out: drawing (ui.diary.rows), and deciding what to search for (ui.diary.listpane).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from ui.diary.words import dated, listed, title_of
from ui.scales import feeling_words, mood_words

if TYPE_CHECKING:
    from companion.diary import EntryRow, Hit

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

BLOCK = 128
BLOCKS_KEPT = 12

ROW_ROLE = Role.UserRole
HIT_ROLE = Role.UserRole + 1

Fetch = Callable[[Sequence[int]], "list[EntryRow]"]


class EntriesModel(QAbstractTableModel):
    """One column. `fetch` gives the rows of row numbers, in order, leaving out what is gone; `today` the day that
    decides whether a year is said."""

    def __init__(self, fetch: Fetch, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._today = today
        self._ids: array[int] = array("q")
        self._blocks: OrderedDict[int, list[EntryRow | None]] = OrderedDict()
        self._chosen: array[int] | None = None
        self._hits: list[Hit] | None = None
        self.stale: Callable[[], None] = lambda: None
        """Called when a row number leads nowhere: what is listed is no longer what is stored."""
        self._ahead: list[int] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._fetch_ahead)

    # --- what is listed -----------------------------------------------------------------------------------

    def show_ids(self, ids: array[int]) -> None:
        """List these row numbers, the newest (largest) first."""
        self.beginResetModel()
        self._ids, self._chosen, self._hits = ids, None, None
        self._blocks.clear()
        self.endResetModel()

    def show_chosen(self, rows: array[int]) -> None:
        """List these of them instead, newest first, until `show_all`. More of what is listed already is put below it."""
        known = len(self._chosen) if self._chosen is not None and self._hits is None else 0
        if self._chosen is not None and known and rows[:known] == self._chosen:
            if len(rows) > known:
                self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
                self._chosen = rows
                self._blocks.pop(known // BLOCK, None)
                self.endInsertRows()
            return
        self.beginResetModel()
        self._chosen, self._hits = rows, None
        self._blocks.clear()
        self.endResetModel()

    def show_hits(self, hits: list[Hit]) -> None:
        """List what a search found instead, until `show_all`."""
        self.beginResetModel()
        if self._chosen is not None:
            self._blocks.clear()
        self._chosen, self._hits = None, hits
        self.endResetModel()

    def add_hits(self, hits: list[Hit]) -> None:
        """List these below the hits that are there."""
        if self._hits is not None and hits:
            first = len(self._hits)
            self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
            self._hits.extend(hits)
            self.endInsertRows()

    def show_all(self) -> None:
        """Back from a search."""
        if self.searching:
            self.beginResetModel()
            if self._chosen is not None:
                self._blocks.clear()
            self._chosen, self._hits = None, None
            self.endResetModel()

    def forget(self) -> None:
        """Hold no word any longer."""
        self._idle.stop()
        self._ahead.clear()
        self.show_ids(array("q"))

    @property
    def searching(self) -> bool:
        """Whether less is listed than all."""
        return self._hits is not None or self._chosen is not None

    @property
    def last_hit(self) -> int:
        """The row number of the last hit, 0 if there is none."""
        return self._hits[-1].row.row if self._hits else 0

    @property
    def _listed(self) -> array[int]:
        return self._ids if self._chosen is None else self._chosen

    @property
    def total(self) -> int:
        """How many pages there are, whatever is searched for."""
        return len(self._ids)

    def entry(self, row: int) -> EntryRow | None:
        """What the list shows in this row, or None if there is nothing (any longer)."""
        if not 0 <= row < self.rowCount():
            return None
        if self._hits is not None:
            return self._hits[row].row
        block = self._block(row // BLOCK)
        return block[row % BLOCK]

    def glance(self, row: int) -> EntryRow | None:
        """The same for one row far away, without fetching its neighbours."""
        if self._hits is not None or row // BLOCK in self._blocks:
            return self.entry(row)
        found = self._fetch(self._listed[row : row + 1])
        return found[0] if found else None

    def row_of_number(self, number: int) -> int:
        """The list row of a stored row number, or -1."""
        if self._hits is not None:
            return next((at for at, hit in enumerate(self._hits) if hit.row.row == number), -1)
        at = _place(self._listed, number)
        return at if _is_at(self._listed, at, number) else -1

    def _block(self, which: int) -> list[EntryRow | None]:
        block = self._blocks.get(which)
        if block is not None:
            self._blocks.move_to_end(which)
            return block
        # Its neighbours are fetched once there is nothing else to do, before anyone scrolls there.
        self._ahead = [which + 1, which - 1]
        self._idle.start()
        return self._load(which)

    def _fetch_ahead(self) -> None:
        if self._ahead:
            which = self._ahead.pop(0)
            if which not in self._blocks and 0 <= which * BLOCK < len(self._listed):
                self._load(which)
            self._idle.start()

    def _load(self, which: int) -> list[EntryRow | None]:
        wanted = self._listed[which * BLOCK : (which + 1) * BLOCK]
        found = {row.row: row for row in self._fetch(wanted)}
        block = [found.get(number) for number in wanted]
        self._blocks[which] = block
        while len(self._blocks) > BLOCKS_KEPT:
            self._blocks.popitem(last=False)
        if len(found) < len(wanted):
            self.stale()
        return block

    # --- changes, one row at a time -------------------------------------------------------------------------

    def put(self, number: int, was: int | None = None) -> None:
        """A page was written or moved: `number` is where it stands now, `was` where it stood."""
        if was is not None and was != number:
            self.drop(was)
        at = _place(self._listed, number)
        if _is_at(self._listed, at, number):
            self._blocks.pop(at // BLOCK, None)
            if self._hits is None:
                index = self.index(at, 0)
                self.dataChanged.emit(index, index)
        elif self._chosen is None:
            if self._hits is None:
                self.beginInsertRows(QModelIndex(), at, at)
            self._ids.insert(at, number)
            self._forget_from(at)
            if self._hits is None:
                self.endInsertRows()
        if self._chosen is not None and not _is_at(self._ids, at := _place(self._ids, number), number):
            self._ids.insert(at, number)

    def drop(self, number: int) -> None:
        """A page is no longer listed."""
        if self._hits is not None:
            row = self.row_of_number(number)
            if row >= 0:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._hits[row]
                self.endRemoveRows()
        at = _place(self._listed, number)
        if _is_at(self._listed, at, number):
            if self._hits is None:
                self.beginRemoveRows(QModelIndex(), at, at)
            del self._listed[at]
            self._forget_from(at)
            if self._hits is None:
                self.endRemoveRows()
        if self._chosen is not None and _is_at(self._ids, at := _place(self._ids, number), number):
            del self._ids[at]

    def _forget_from(self, at: int) -> None:
        for which in [each for each in self._blocks if each >= at // BLOCK]:
            del self._blocks[which]

    # --- what views ask -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self._listed) if self._hits is None else len(self._hits)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == HIT_ROLE:
            return (
                self._hits[index.row()] if self._hits is not None and index.row() < len(self._hits) else None
            )
        if role not in {Role.DisplayRole, Role.AccessibleTextRole, ROW_ROLE}:
            return None
        row = self.entry(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Role.AccessibleTextRole:
            return spoken(row, self._today())
        return title_of(row)


def _place(rows: array[int], number: int) -> int:
    # Descending, so looked up by what is subtracted.
    return bisect_left(rows, -number, key=lambda each: -each)


def _is_at(rows: array[int], at: int, number: int) -> bool:
    return at < len(rows) and rows[at] == number


def spoken(row: EntryRow, today: date) -> str:
    """A row as a screen reader says it: "Thursday 14 November. The quiet after dinner. Starred. Mood even. Felt lonely,
    wobbly. With a photo. Tags evening, kitchen."."""
    say = QCoreApplication.translate
    title = title_of(row)
    parts = [
        say("Diary", "{day}.").format(day=dated(row.when.date(), today)),
        say("Diary", "{title}.").format(title=title),
    ]
    if row.starred:
        parts.append(say("Diary", "Starred."))
    if row.mood:
        parts.append(say("Diary", "Mood {word}.").format(word=mood_words()[row.mood - 1]))
    if row.feelings and title != (felt := listed(feeling_words(row.feelings))):
        parts.append(say("Diary", "Felt {words}.").format(words=felt))
    if row.pictured:
        parts.append(say("Diary", "With a photo."))
    if row.tags:
        parts.append(say("Diary", "Tags {tags}.").format(tags=listed(row.tags)))
    return " ".join(parts)
