"""A made-up diary of any size, the same on every machine, with planted words whose number is known.

Lengths vary around 1.9 kB, words follow Zipf's law over a vocabulary of invented ones (as real text roughly does), and there
are one to three entries a day. `plant` words stand in exactly every n-th entry, so that a search can be checked and not only
timed.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice

from companion.diary import Entry
from companion.workspace import Workspace

LAST = date(2030, 11, 14)
PLANTED = {"brassotter": 10, "mothlantern": 100, "zephyrmark": 1000, "harrowquay": 10_000}
SYLLABLES = [c + v for c in "bdfgklmnprstvw" for v in "aeiou"]
VOCABULARY = 24_000
WORDS = 330


def vocabulary(chosen: random.Random) -> list[str]:
    words: dict[str, None] = dict.fromkeys(
        "the and I to a of was it in that my on we at not for but with her him".split()
    )
    while len(words) < VOCABULARY:
        words["".join(chosen.choices(SYLLABLES, k=chosen.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(words)


def entries(count: int, seed: int = 7) -> Iterator[Entry]:
    """`count` entries, oldest first."""
    chosen = random.Random(seed)
    words = vocabulary(chosen)
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    day = LAST - timedelta(days=count // 2)
    left = 0
    for number in range(count):
        if left == 0:
            day += timedelta(days=1)
            left = chosen.choice((1, 2, 3))
        left -= 1
        picked = chosen.choices(words, cum_weights=weights, k=max(20, round(chosen.gauss(WORDS, 120))))
        picked += [word for word, every in PLANTED.items() if number % every == 0]
        text = " ".join(picked[:120]) + "\n\n" + " ".join(picked[120:])
        when = datetime(day.year, day.month, day.day, 8 + 5 * left, chosen.randrange(60))
        yield Entry(
            id=str(uuid.UUID(int=chosen.getrandbits(128), version=4)),
            when=when,
            title=" ".join(picked[:4]) if number % 3 else "",
            text=text,
            mood=chosen.choice((None, 1, 2, 3, 4, 5)),
            closeness=None,
            tags=("evening",) if number % 7 == 0 else (),
            photos=(),
            changed=when.replace(tzinfo=UTC),
            row=0,
        )


def fill(workspace: Workspace, count: int) -> None:
    """Put `count` made-up entries into an open workspace, as an import does."""
    source = entries(count)
    number = workspace.diary.start_import("benchmark")
    while part := list(islice(source, 2000)):
        workspace.diary.add_imported(number, part)
    workspace.diary.finish_import(number)
