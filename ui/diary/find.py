"""Finding words on the page that is open: where they stand, in what order, and which one is next.

The page is read in slices while nothing else is to be done, so that a page of a megabyte is searched without a key
waiting for it. Words are compared as the search over all pages compares them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from companion.spelling import places, plain
from ui.diary.writing import Writing
from ui.source import units

_SLICE = 0.005  # seconds of searching at a time
_STRETCH = 8_000  # letters of one line looked at in one go
_AFTER_EDIT = 250  # milliseconds of rest before an edited page is searched again

Span = tuple[int, int]
Place = tuple[int, int, int]
"""A line's number, and where in it a find begins and ends, as the toolkit counts."""


def spans(line: str, wanted: str) -> list[Span]:
    """Where folded words stand in a line, without overlaps."""
    found: list[Span] = []
    for start in range(0, max(1, len(line)), _STRETCH):
        # A find may reach into the next stretch, with accents of their own between its letters.
        piece = line[start : start + _STRETCH + 4 * len(wanted)]
        for first, last in places(piece, wanted):
            if first < _STRETCH and (not found or first + start >= found[-1][1]):
                found.append((first + start, last + start))
    return found


class PageFinder(QObject):
    """Finds in one editor. `counted` when the whole page has been read for the present words."""

    counted = Signal()

    def __init__(self, editor: Writing) -> None:
        super().__init__(editor)
        self._editor = editor
        self._wanted = ""
        self._forget_places()
        self._reading: Iterator[None] | None = None
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._read_on)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AFTER_EDIT)
        self._again.timeout.connect(self._start)
        editor.document().contentsChange.connect(self._edited)

    def find(self, words: str) -> None:
        """Look for these words; "" ends it."""
        self._wanted = plain(words)
        self._start()

    @property
    def reading(self) -> bool:
        """Whether the page has not been read to its end yet."""
        return self._reading is not None or self._again.isActive()

    @property
    def count(self) -> int:
        """How much was found so far."""
        return len(self._lines)

    def place(self, number: int) -> Place:
        """Where a find is; they are counted from 0, down the page."""
        return self._lines[number], self._starts[number], self._ends[number]

    def in_line(self, number: int) -> list[Span]:
        """What was found in this line."""
        first, last = self._of_line(number)
        return list(zip(self._starts[first:last], self._ends[first:last], strict=True))

    def next(self, line: int, at: int) -> int:
        """The number of the first find that begins here or later, or of the first of all."""
        index = bisect_left(self._starts, at, *self._of_line(line))
        return index if index < self.count else 0

    def previous(self, line: int, at: int) -> int:
        """The number of the last find that ends here or earlier, or of the last of all."""
        return (bisect_right(self._ends, at, *self._of_line(line)) or self.count) - 1

    def _of_line(self, number: int) -> Span:
        return bisect_left(self._lines, number), bisect_right(self._lines, number)

    # --- reading ------------------------------------------------------------------------------------------

    def _edited(self, _place: int, removed: int, added: int) -> None:
        if self._wanted and (removed or added):
            self._forget()
            self._again.start()

    def _forget(self) -> None:
        self._reading = None
        self._idle.stop()
        self._forget_places()

    def _forget_places(self) -> None:
        # Numbers and nothing else: ten thousand small objects would wake the collector in the middle of a slice.
        self._lines, self._starts, self._ends = array("l"), array("l"), array("l")

    def _start(self) -> None:
        self._again.stop()
        self._forget()
        if self._wanted:
            self._reading = self._read()
            self._idle.start(0)
            self._read_on()
        else:
            self.counted.emit()

    def _read_on(self) -> None:
        end = perf_counter() + _SLICE
        reading = self._reading
        if reading is None:
            return
        for _ in reading:
            if perf_counter() > end:
                return
        self._reading = None
        self._idle.stop()
        self.counted.emit()

    def _read(self) -> Iterator[None]:
        wanted = self._wanted
        # The text is fetched whole: line by line the toolkit takes ten times as long.
        for number, line in enumerate(self._editor.document().toRawText().split("\u2029")):
            for start, end in spans(units(line), wanted) if line else ():
                self._lines.append(number)
                self._starts.append(start)
                self._ends.append(end)
            if len(line) > 500 or not number % 32:
                yield
