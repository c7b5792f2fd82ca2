"""How an earlier text differs from the present one, seen from the earlier one. Nothing here knows Qt.

Whole lines first, then the words within lines that have a counterpart. What is equal at both ends is set aside before
anything is compared, and what is left is compared word by word only as far as that stays quick; beyond it a line
counts as changed as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_MOST_LINES = 3000
_MOST_WORDS = 2500
_ALIKE = 0.25
"""Below this share of equal words two lines are two different lines, and marking single words would only be noise."""

_LOOK_AHEAD = 6
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of the earlier text, in UTF-16 units as a page counts them: stretches that only it has, places where
    the present one has more words, and whether whole lines of the present one are missing before or after it."""

    differs: bool = False
    only_here: tuple[tuple[int, int], ...] = ()
    more_there: tuple[int, ...] = ()
    lines_before: bool = False
    lines_after: bool = False


UNCHANGED = LineChange()


@dataclass(frozen=True, slots=True)
class Changes:
    """All of them, by line. `differing` lines of the earlier text are other ones now or gone, `added` lines are only
    in the present text."""

    lines: Mapping[int, LineChange] = field(default_factory=dict)
    differing: int = 0
    added: int = 0

    def of_line(self, number: int) -> LineChange:
        return self.lines.get(number, UNCHANGED)


NOTHING_CHANGED = Changes()


def compare(old: str, new: str) -> Changes:
    """What is different in `old`, seen from `new`. Any thread."""
    if old == new:
        return NOTHING_CHANGED
    a, b = old.split("\n"), new.split("\n")
    start, end = _equal_ends(a, b)
    middle = a[start : len(a) - end], b[start : len(b) - end]
    found: dict[int, LineChange] = {}
    added = 0
    for _tag, i, j, k, m in _steps(*middle):
        changes, more = _lines(a[start + i : start + j], b[start + k : start + m])
        for number, change in enumerate(changes):
            found[start + i + number] = _with(found.get(start + i + number), change)
        if more:
            _gap(found, start + j, len(a))
        added += max(0, (m - k) - (j - i))
    differing = sum(change.differs for change in found.values())
    return Changes(found, differing, added)


def _equal_ends(a: list[str], b: list[str]) -> tuple[int, int]:
    """How many items at the start, and then at the end, are the same."""
    most = min(len(a), len(b))
    start = 0
    while start < most and a[start] == b[start]:
        start += 1
    end = 0
    while end < most - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return start, end


def _steps(a: list[str], b: list[str]) -> list[tuple[str, int, int, int, int]]:
    if max(len(a), len(b)) > _MOST_LINES:
        return _roughly(a, b)
    # What many lines share, blank ones above all, would make it slow and tells little.
    found = SequenceMatcher(None, a, b, autojunk=len(a) + len(b) > 400).get_opcodes()
    return [step for step in found if step[0] != "equal"]


def _roughly(a: list[str], b: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Which lines the other text does not have anywhere: quick, whatever there is."""
    there, here = set(b), set(a)
    steps = [("delete", number, number + 1, 0, 0) for number, line in enumerate(a) if line not in there]
    more = sum(line not in here for line in b)
    return [*steps, ("insert", len(a), len(a), 0, more)] if more else steps


def _lines(a: list[str], b: list[str]) -> tuple[list[LineChange], bool]:
    """For each line of `a`, how it differs from its counterpart in `b`; and whether `b` has more lines at the end."""
    found: list[LineChange] = []
    next_there = owed = 0
    for line in a:
        there = _counterpart(line, b, next_there)
        if there < 0:
            found.append(_gone(line))
            owed += 1  # what stands there now takes its place
            continue
        before = there - next_there > owed
        found.append(_with(_words(line, b[there]), LineChange(lines_before=before)))
        next_there, owed = there + 1, 0
    return found, len(b) - next_there > owed


def _counterpart(line: str, others: list[str], first: int) -> int:
    """Which of the next few lines is this one, changed; -1 if none looks like it."""
    words = set(_WORD.findall(line))
    best, found = _ALIKE, -1
    for number in range(first, min(len(others), first + _LOOK_AHEAD)):
        theirs = set(_WORD.findall(others[number]))
        shared = len(words & theirs) / max(1, len(words | theirs))
        if shared > best:
            best, found = shared, number
    return found


def _gone(line: str) -> LineChange:
    return LineChange(True, ((0, _units(line)),) if line else ())


def _words(old: str, new: str) -> LineChange:
    a, b = _WORD.findall(old), _WORD.findall(new)
    start, end = _equal_ends(a, b)
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    if max(len(left), len(right)) > _MOST_WORDS:
        return LineChange(True)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    places = [0]
    for word in a:
        places.append(places[-1] + _units(word))
    only: list[tuple[int, int]] = []
    more: list[int] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag in {"replace", "delete"}:
            first, last = _without_blanks(a, start + i, start + j)
            only.append((places[first], places[last]))
        if tag == "insert" or (tag == "replace" and m - k > j - i):
            more.append(places[start + j])
    return LineChange(True, tuple(only), tuple(more))


def _without_blanks(words: list[str], first: int, last: int) -> tuple[int, int]:
    """The same stretch without the blanks around it, unless it is nothing else."""
    inner = [number for number in range(first, last) if words[number].strip()]
    return (inner[0], inner[-1] + 1) if inner else (first, last)


def _gap(found: dict[int, LineChange], before: int, lines: int) -> None:
    """Whole lines of the present text are missing before this one; after the last one they are so at its end."""
    if before < lines:
        found[before] = _with(found.get(before), LineChange(lines_before=True))
    else:
        found[lines - 1] = _with(found.get(lines - 1), LineChange(lines_after=True))


def _with(one: LineChange | None, other: LineChange) -> LineChange:
    if one is None:
        return other
    return LineChange(
        one.differs or other.differs,
        one.only_here or other.only_here,
        one.more_there or other.more_there,
        one.lines_before or other.lines_before,
        one.lines_after or other.lines_after,
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
