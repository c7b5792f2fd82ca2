"""Which ideas are shown, on which shelf, and which filter to loosen when few are left.

Plain functions over activities; it draws nothing and keeps nothing. A filter narrows and never ranks. On a shelf,
what asks for the least strength stands first, and the kinds of things take turns, so that the first cards differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import zip_longest
from typing import Any

from companion.content import Activity
from ui.widgets.phrasing import band

# Fewer than this on the page, and it offers to loosen something.
FEW = 3

OWN, APART, QUIET, FIRST, LIGHT, OPEN = "own", "apart", "quiet", "first", "light", "open"
# The quiet one first: whoever has no strength to look further has found what asks for the least.
SHELVES = (QUIET, FIRST, LIGHT, OPEN, APART, OWN)
_FIRST_WEEK = "first-week"
_BY_BAND = {1: QUIET, 2: LIGHT, 3: OPEN}


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen. A field at its default lets everything through.

    `shelf` is "quiet", "light" or "open"; `length` the longest time one has, in minutes; `cost` the highest cost
    plus one; `place` "in" or "out"; `company` "together" or "apart"; `season` the pack's word for one; `words` what
    was typed.
    """

    shelf: str = ""
    low_energy: bool = False
    length: int = 0
    cost: int = 0
    place: str = ""
    company: str = ""
    season: str = ""
    words: str = ""

    def active(self) -> tuple[str, ...]:
        """The names of the filters that hold something back."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name) != field.default)

    def without(self, name: str) -> Filters:
        """The same with one filter let go."""
        default: Any = next(field.default for field in fields(self) if field.name == name)
        return replace(self, **{name: default})


def matching(items: Iterable[Activity], filters: Filters) -> list[Activity]:
    """The ideas that pass every filter, in their own order."""
    tests = [test for name, test in _TESTS.items() if name in filters.active()]
    return [item for item in items if all(test(item, filters) for test in tests)]


def shelves(items: Iterable[Activity]) -> list[tuple[str, list[Activity]]]:
    """The ideas by shelf, each on exactly one, empty shelves left out."""
    found: dict[str, list[Activity]] = {name: [] for name in SHELVES}
    for item in items:
        found[_shelf(item)].append(item)
    return [(name, _in_turns(found[name])) for name in SHELVES if found[name]]


def loosen(items: Sequence[Activity], filters: Filters) -> list[str]:
    """The filters whose letting go would bring something, the most helpful first.

    Where only two together hold everything back, all of them are named: each is a step in the right direction.
    """
    now = len(matching(items, filters))
    gains = {name: len(matching(items, filters.without(name))) - now for name in filters.active()}
    helpful = [name for name, gain in gains.items() if gain > 0]
    return sorted(helpful or gains, key=lambda name: -gains[name])


def _shelf(item: Activity) -> str:
    if item.own:
        return OWN
    if _FIRST_WEEK in item.tags:
        return FIRST
    return APART if item.family == "apart" else _BY_BAND[band(item.pressure)]


def _in_turns(items: Sequence[Activity]) -> list[Activity]:
    """What takes little strength first, and of that one of each family in turn; otherwise as they came."""
    ordered: list[Activity] = []
    for energy in sorted({item.energy for item in items}):
        families: dict[str, list[Activity]] = {}
        for item in items:
            if item.energy == energy:
                families.setdefault(item.family, []).append(item)
        for turn in zip_longest(*families.values()):
            ordered.extend(item for item in turn if item is not None)
    return ordered


def _plain(text: str) -> str:
    """Lower case without accents, so that "cafe" finds "café"."""
    if text.isascii():  # most are, and this runs over every idea at each letter
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _has_words(item: Activity, filters: Filters) -> bool:
    text = _plain(" ".join((item.title, item.what, item.apart, item.solo, *item.invite)))
    return all(word in text for word in _plain(filters.words).split())


def _in_place(item: Activity, filters: Filters) -> bool:
    wanted = {"in": {"in", "anywhere"}, "out": {"out", "car", "anywhere"}}[filters.place]
    # An own idea may leave its place open, and then it fits anywhere.
    return not item.place or bool(wanted.intersection(item.place))


def _in_company(item: Activity, filters: Filters) -> bool:
    return (
        bool(item.apart) or item.family == "apart" if filters.company == "apart" else item.family != "apart"
    )


_TESTS: dict[str, Callable[[Activity, Filters], bool]] = {
    "shelf": lambda item, f: _BY_BAND[band(item.pressure)] == f.shelf,
    "low_energy": lambda item, f: item.energy <= 1,
    # The shortest it can be counts: half a film is a film.
    "length": lambda item, f: item.minutes[0] <= f.length,
    "cost": lambda item, f: item.cost < f.cost,
    "place": _in_place,
    "company": _in_company,
    "season": lambda item, f: not item.season or "any" in item.season or f.season in item.season,
    "words": _has_words,
}
