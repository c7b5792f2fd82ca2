"""Fit `resources/hints/en.tsv` anew from the labelled sentences, and say how well it does on writers it has not seen.

    python -m tests.tools.weigh            measure, then write the table
    python -m tests.tools.weigh --measure  only measure

Every "everyday" set in `tests/companion/sentences` was written by somebody else, and all but the eleventh were
labelled again by a reader who saw no label; where the two differ it says "border". Each set is left out once: a table
is fitted to all others and held against it. The bars are set once, over all sets. What is printed is therefore what a
new writer can expect, but for the little that three bars can learn from so many sets. The sets named "practice",
which are odd on purpose, and the packs' own lines are only learnt from; the labelled table of the tests is not even
that.

Each name weighs by how much more often it stands on one side than on the other (its log ratio), and by what a logistic
regression over all of them makes of that. Blame is held against what blames nobody, harm against all the rest: what is
near to harm is set aside before anybody asks whether it blames. Needs scikit-learn (the extra `weigh`); nothing else in
the project does.
"""

import argparse
import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import resources
from companion import content
from companion.kindly.choosing import heaviest, read
from companion.kindly.evidence import Balance, Table, share

SETS = Path(__file__).parents[1] / "companion" / "sentences"
LABELLED = SETS.parent / "labelled.toml"
LEAST = 2
"""Sentences a name must stand in."""
SMALL = 0.04
"""A weight below this on both sides is left out."""
FREE = 1.0
"""How freely the weights may grow."""
ODD = 0.5
"""What a practice sentence counts for beside an everyday one."""
BARS = {"blaming": 0.035, "care": 0.025, "near": 0.03}
"""Of the sentences that blame nobody, how many may come over the bar of blame and of harm, and how many so near to harm
that nothing is said of them."""
HEAD = "# Written by tests/tools/weigh.py: what a name weighs towards blame and towards harm, in thousandths."
MARK = "# From "

Names = frozenset[str]


@dataclass(frozen=True)
class Entry:
    """A labelled text, by the names of its sentences."""

    label: str
    group: str
    sentences: tuple[Names, ...]

    @property
    def whole(self) -> Names:
        """What is learnt from: the text as one."""
        return frozenset[str]().union(*self.sentences)


def entries() -> list[Entry]:
    """All that is learnt from or measured on, by group."""
    found = [
        _entry(label, path.stem, text)
        for path in sorted(SETS.glob("*.tsv"))
        for label, _, text in (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines())
    ]
    return found + [_entry(label, "practice-packs", text) for label, text in _packs()]


def _entry(label: str, group: str, text: str) -> Entry:
    return Entry(label, group, tuple(frozenset(one.names) for one in read(text)))


def _packs() -> Iterator[tuple[str, str]]:
    yield from (("blaming", example) for one in content.blames("en") for example in one.examples)
    yield from (
        ("care", f"I feel {one.word}.") for one in content.verdicts("en") if one.care and not one.when
    )
    for one in (*content.blames("en"), *content.erasings("en")):
        yield from (("not", line) for line in one.instead)
    yield from (("not", question) for one in content.wonderings("en") for question in one.questions)
    yield from (
        ("not", question) for one in content.curiosities("en") for question in (one.inside, one.offer)
    )
    yield from (("not", phrase.text) for bank in content.BANKS for phrase in content.phrases(bank))
    yield from (("not", ask) for need in content.needs() for ask in need.asks)
    yield from (("not", line) for activity in content.activities() for line in activity.invite)


def stamp() -> str:
    """What the table depends on, in short: the sets, and the names of the labelled sentences."""
    held = tomllib.loads(LABELLED.read_text(encoding="utf-8"))["sentence"]
    named = [sorted(name for one in read(row["text"]) for name in one.names) for row in held]
    sets = [path.read_text(encoding="utf-8") for path in sorted(SETS.glob("*.tsv"))]
    return hashlib.sha256(json.dumps([named, sets]).encode()).hexdigest()[:16]


def fit(learnt: list[Entry]) -> Table:
    """A table without bars."""
    rows = [one for one in learnt if one.label != "border"]
    blame_bias, blame = _side([one for one in rows if one.label != "care"], "blaming")
    harm_bias, harm = _side(rows, "care")
    weights = {name: (blame.get(name, 0.0), harm.get(name, 0.0)) for name in sorted({*blame, *harm})}
    return Table(weights, (blame_bias, harm_bias), 0.0)


def _side(rows: list[Entry], side: str) -> tuple[float, dict[str, float]]:
    import numpy as np
    from scipy.sparse import diags
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    counts: Any = vectors.fit_transform([dict.fromkeys(sorted(one.whole), 1) for one in rows]).tocsr()
    often = np.asarray(counts.sum(0)).ravel() >= LEAST
    counts = counts[:, often]
    there = np.array([one.label == side for one in rows])
    here, elsewhere = (np.asarray(counts[part].sum(0)).ravel() + 0.5 for part in (there, ~there))
    ratio = np.abs(np.clip(np.log((here / here.sum()) / (elsewhere / elsewhere.sum())), -4, 4))
    shares = diags([share(len(one.whole)) for one in rows])
    heavy = [1.0 if one.group.startswith("everyday") else ODD for one in rows]
    model = LogisticRegression(
        C=FREE, solver="liblinear", class_weight="balanced", max_iter=1000, random_state=0
    )
    model.fit(shares @ counts @ diags(ratio), there, sample_weight=heavy)
    weights = model.coef_[0] * ratio
    kept = np.abs(weights) >= SMALL
    told = zip(vectors.get_feature_names_out()[often][kept].tolist(), weights[kept].tolist(), strict=True)
    return float(model.intercept_[0]), {name: round(weight, 3) for name, weight in told}


Told = list[tuple[Entry, Balance]]


def left_out(every: list[Entry]) -> Told:
    """Every entry of an everyday set, with its balance under the table of all other sets."""
    told: Told = []
    for group in sorted({one.group for one in every if one.group.startswith("everyday")}):
        weights = fit([one for one in every if one.group != group])
        told += [(one, heaviest(list(one.sentences), weights)) for one in every if one.group == group]
    return told


def bars(told: Told) -> tuple[float, float, float]:
    """The bars of blame and of harm, and what is near to harm."""
    plain = [balance for one, balance in told if one.label == "not"]
    blame, harm = sorted(one.blame for one in plain), sorted(one.harm for one in plain)
    over = {name: len(plain) - 1 - round(part * len(plain)) for name, part in BARS.items()}
    return blame[over["blaming"]], harm[over["care"]], harm[over["near"]]


def say(told: Told, bar: float, harm_bar: float, near: float) -> None:
    """The figures of each set, and their means."""

    def hinted(one: Balance) -> bool:
        return one.blame > bar and one.harm <= near

    def cared(one: Balance) -> bool:
        return one.harm > harm_bar

    columns: list[tuple[str, str, Callable[[Balance], bool]]] = [
        (f"{what} {label}", label, test)
        for what, test in (("hint", hinted), ("care", cared))
        for label in ("blaming", "not", "care")
    ]
    print(f"{'':12}", *(f"{title:>13}" for title, _, _ in columns))
    groups = sorted({one.group for one, _ in told})
    for group in (*groups, "everyday"):
        got = [
            [
                test(balance)
                for one, balance in told
                if one.label == label and group in (one.group, "everyday")
            ]
            for _, label, test in columns
        ]
        print(f"{group:12}", *(f"{100 * sum(one) / max(len(one), 1):12.1f}%" for one in got))


def main() -> None:
    """Measure, and write the table unless told not to."""
    words = argparse.ArgumentParser(description="Weigh the evidence of hints anew.")
    words.add_argument("--measure", action="store_true", help="write nothing")
    asked = words.parse_args()
    every = entries()
    told = left_out(every)
    bar, harm_bar, near = bars(told)
    say(told, bar, harm_bar, near)
    if asked.measure:
        return
    table = fit(every)
    begin = (table.begin[0] - bar, table.begin[1] - harm_bar)
    rows = {"= begin": begin, "= near": (0.0, near - harm_bar), **table.weights}
    lines = [f"{name}\t{round(blame * 1000)}\t{round(harm * 1000)}" for name, (blame, harm) in rows.items()]
    path = resources.path("hints", "en.tsv")
    path.write_text("\n".join([HEAD, MARK + stamp(), *lines]) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(lines)} names, {path.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
