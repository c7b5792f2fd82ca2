"""Filters as SQL: which rows of `entry` an `Asked` leaves, newest first, and the condition a search puts on its matches.

Every filter has an index that answers alone. The one that leaves fewest rows leads; where even that one leaves many,
a match is looked up by its row, so that the newest fifty are found without gathering all.
"""

import json
from array import array
from dataclasses import dataclass

from companion.diary.asking import Asked, Label
from companion.diary.rows import SHOWN, tags_of
from companion.spelling import plain
from companion.store import Reader
from companion.store.search import ENDLESS, Within
from companion.store.tables import day_span

FEW = 20_000
"""So many rows are gathered in a few milliseconds; above it, a match is looked up instead."""

VERY_FEW = 200
"""So few are asked for one by one in the word index: a third of a millisecond each, where going through all matches of a
common word takes half a second in a million."""


@dataclass(frozen=True, slots=True)
class _Filter:
    index: str
    sql: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The rows an `Asked` leaves when its words are left aside."""

    where: str
    values: tuple[object, ...]
    index: str
    low: int
    high: int
    count: int
    """How many rows the leading filter leaves, as far as that was counted."""
    dates_only: bool

    @property
    def few(self) -> bool:
        return bool(self.index) and self.count <= FEW

    def rows(self, db: Reader, limit: int | None = None) -> "array[int]":
        """Row numbers, newest first, all or at most `limit`."""
        # A few of many are found soonest by going down the rows; all of them in the index that has nothing else.
        by = f"INDEXED BY {self.index}" if self.index and (self.few or limit is None) else ""
        if limit is not None and not self.few:
            by = "NOT INDEXED"
        sql = f"SELECT row FROM entry {by} WHERE {self.where} AND row >= ? AND row < ? ORDER BY row DESC"
        found = db.each(f"{sql} LIMIT ?", *self.values, self.low, self.high, -1 if limit is None else limit)
        return array("q", (row for (row,) in found))

    def within(self) -> Within:
        """The same for a search among words."""
        if self.dates_only:
            return Within(self.low, self.high)
        if self.few:
            inside = (
                f"SELECT row FROM entry INDEXED BY {self.index} WHERE {self.where} AND row >= ? AND row < ?"
            )
            values = (*self.values, self.low, self.high)
            return Within(self.low, self.high, f"{{row}} IN ({inside})", values, self.count <= VERY_FEW)
        probe = f"EXISTS (SELECT 1 FROM entry NOT INDEXED WHERE entry.row = {{row}} AND {self.where})"
        return Within(self.low, self.high, probe, self.values)


def choose(db: Reader, asked: Asked) -> Choice:
    """Read the filters of a question."""
    filters = _filters(db, asked)
    low = day_span(asked.after)[0] if asked.after is not None else -ENDLESS
    high = day_span(asked.before)[0] if asked.before is not None else ENDLESS
    conditions = ["trashed IS NULL", *(each.sql for each in filters)]
    if db.value("SELECT 1 FROM batch WHERE done IS NULL"):
        conditions.append(SHOWN)
    values = tuple(value for each in filters for value in each.values)
    counts = {each: _count(db, each, low, high) for each in filters if each.index}
    leading = min(counts, key=lambda each: counts[each], default=None)
    index, count = (leading.index, counts[leading]) if leading is not None else ("", 0)
    return Choice(" AND ".join(conditions), values, index, low, high, count, not filters)


def _count(db: Reader, each: _Filter, low: int, high: int) -> int:
    """How many rows a filter leaves, as far as that matters."""
    some = (
        f"SELECT 1 FROM entry INDEXED BY {each.index}"
        f" WHERE {each.sql} AND trashed IS NULL AND row >= ? AND row < ? LIMIT {FEW + 1}"
    )
    return int(db.value(f"SELECT count(*) FROM ({some})", *each.values, low, high))


def _filters(db: Reader, asked: Asked) -> list[_Filter]:
    found = []
    for column, wanted, unwanted in (
        ("tags", asked.tags, asked.not_tags),
        ("feelings", asked.feelings, asked.not_feelings),
    ):
        if wanted or unwanted:
            found += _labelled(db, column, wanted, unwanted)
    for column in ("mood", "closeness", "energy"):
        steps: tuple[int, ...] = getattr(asked, column)
        if steps:
            found.append(_Filter(f"entry_{column}", f"{column} IN ({', '.join(map(str, steps))})"))
    for index, sql, state in (
        ("entry_starred", "starred <> 0", asked.starred),
        ("entry_pictured", "pictured <> 0", asked.photo),
        ("entry_untitled", "title = ''", asked.untitled),
    ):
        if state:
            found.append(_Filter(index, sql))
        elif state is not None:
            # By numbers, not by reading every row for it.
            inside = f"SELECT row FROM entry INDEXED BY {index} WHERE {sql} AND trashed IS NULL"
            found.append(_Filter("", f"row NOT IN ({inside})"))
    return found


LABEL_INDEX = {"tags": "entry_tagged", "feelings": "entry_felt"}
"""Named wherever they are wanted: left to itself, SQLite takes the index on `trashed`, which leaves out next to nothing."""


def _labelled(
    db: Reader, column: str, wanted: tuple[Label, ...], unwanted: tuple[Label, ...]
) -> list[_Filter]:
    """Filters on tags or feelings: the few different ways they stand together are read, and those that fit named."""
    together = [(row, tags_of(row)) for row in together_in(db, column)]
    found = []
    every = {one: plain(one) for one in {one for _, each in together for one in each}}
    for labels, no in ((wanted, False), (unwanted, True)):
        for label in labels:
            fit = label.among(every)
            fitting = [joined for joined, each in together if not fit.isdisjoint(each)]
            some = f"{column} IN (SELECT value FROM json_each(?)) AND {column} <> ''"
            if no:
                inside = f"entry INDEXED BY {LABEL_INDEX[column]} WHERE {some} AND trashed IS NULL"
                some = f"row NOT IN (SELECT row FROM {inside})"
            found.append(_Filter("" if no else LABEL_INDEX[column], some, (json.dumps(fitting),)))
    return found


def together_in(db: Reader, column: str) -> list[str]:
    """Every different value of `tags` or `feelings`: jumping through their index, not reading all of it."""
    next_one = (
        f"SELECT min({column}) FROM entry INDEXED BY {LABEL_INDEX[column]}"
        f" WHERE {column} > {{}} AND {column} <> '' AND trashed IS NULL"
    )
    rows = db.all(
        f"WITH RECURSIVE each(value) AS ({next_one.format(repr(''))} UNION ALL"
        f" SELECT ({next_one.format('each.value')}) FROM each WHERE each.value IS NOT NULL)"
        " SELECT value FROM each WHERE value IS NOT NULL"
    )
    return [value for (value,) in rows]
