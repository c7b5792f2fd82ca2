"""How much speaks for blame, and how much for harm: the weights of the names of a sentence, added up.

    blame = bias + 10 * sum of the weights / square root of (200 + the number of names)

Every name has two weights, one towards blame and one towards harm, in a table that anybody can read
(`resources/hints/<language>.tsv`). They were learnt once, from labelled sentences of our own, and are shipped as they are:
nothing learns while the app runs. `tests/tools/weigh.py` fits the table anew and says how it was measured.
"""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

import resources


def share(names: int) -> float:
    """What one weight counts for among so many names: a long sentence holds more of everything."""
    return 10.0 / math.sqrt(200 + names)


@dataclass(frozen=True, slots=True)
class Balance:
    """What speaks for blame and for harm, each against its bar: above 0 is over the bar."""

    blame: float
    harm: float


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of a language, what each side begins with, and how near to the bar of harm nothing is said."""

    weights: dict[str, tuple[float, float]]
    begin: tuple[float, float]
    near: float

    def balance(self, names: Collection[str]) -> Balance:
        """The balance of evidence of these names."""
        known = [self.weights[name] for name in names if name in self.weights]
        each = share(len(names))
        return Balance(
            self.begin[0] + each * sum(weight for weight, _ in known),
            self.begin[1] + each * sum(weight for _, weight in known),
        )

    def weight(self, name: str) -> float:
        """How far a name speaks for blame."""
        return self.weights.get(name, (0.0, 0.0))[0]


@cache
def table(locale: str) -> Table | None:
    """The table of a language, or None where there is none."""
    path = resources.path("hints", f"{locale}.tsv")
    return parsed(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else None


def parsed(lines: Iterable[str]) -> Table:
    """A table from its lines: a name, what it weighs towards blame and towards harm, in thousandths."""
    weights: dict[str, tuple[float, float]] = {}
    for line in lines:
        if not line.startswith("# "):
            name, blame, harm = line.split("\t")
            weights[name] = (int(blame) / 1000, int(harm) / 1000)
    begin, (_, near) = weights.pop("= begin"), weights.pop("= near")
    return Table(weights, begin, near)
