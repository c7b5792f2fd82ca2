"""A made-up diary of any size, the same on every machine, with planted words whose number is known.

Lengths vary around 1.9 kB, words follow Zipf's law over a vocabulary of invented ones (as real text roughly does), and there
are one to three entries a day. `PLANTED` words stand in exactly every n-th entry, in German and Japanese too, so that a
search can be checked and not only timed; so do tags, feelings and stars (`PLANTED_FILTERS`).
"""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice

from companion.diary import Entry
from companion.workspace import Workspace

LAST = date(2030, 11, 14)
PLANTED = {
    "brassotter": 10,
    "mothlantern": 100,
    "zephyrmark": 1000,
    "harrowquay": 10_000,
    "Kerzenflügel": 200,
    "Straßenglück": 2000,
    "灯台守の灯り": 500,
    "提灯": 4000,
}
"""Words and how often: in every n-th entry."""
_SENTENCES = {"灯台守の灯り": "昨日の夜、灯台守の灯りを見た。", "提灯": "駅前で提灯を買って帰った。"}
PLANTED_FILTERS = {
    "tag:evening": 7,
    'tag:"long walk"': 50,
    "tag:harbour": 3000,
    "feeling:feel-calm": 9,
    "is:starred": 101,
    "mood:1": 6,
}
FEELINGS = tuple(
    f"feel-{name}" for name in "tender hopeful bored flat restless guarded missing shaky warm".split()
)
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
        picked += [_SENTENCES.get(word, word) for word, every in PLANTED.items() if number % every == 0]
        text = " ".join(picked[:120]) + "\n\n" + " ".join(picked[120:])
        when = datetime(day.year, day.month, day.day, 8 + 5 * left, chosen.randrange(60))
        yield Entry(
            id=str(uuid.UUID(int=chosen.getrandbits(128), version=4)),
            when=when,
            title=" ".join(picked[:4]) if number % 3 else "",
            text=text,
            mood=1 + number % 6 if number % 6 < 5 else None,
            closeness=None,
            tags=tuple(tag for tag, every in _TAGS.items() if number % every == 0),
            feelings=_felt(number),
            starred=number % 101 == 0,
            changed=when.replace(tzinfo=UTC),
            row=0,
        )


_TAGS = {"evening": 7, "long walk": 50, "harbour": 3000, **{f"tag {n}": 11 * n for n in range(2, 40)}}


def _felt(number: int) -> tuple[str, ...]:
    """One to three feelings of every third entry, and calm in every ninth."""
    some = (number // 3 % 9, number // 27 % 9, number // 243 % 9)[: 1 + number % 3] if number % 3 == 0 else ()
    return tuple(
        dict.fromkeys((*(("feel-calm",) if number % 9 == 0 else ()), *(FEELINGS[at] for at in some)))
    )


def fill(workspace: Workspace, count: int) -> None:
    """Put `count` made-up entries into an open workspace, as an import does."""
    source = entries(count)
    number = workspace.diary.start_import("benchmark")
    while part := list(islice(source, 2000)):
        workspace.diary.add_imported(number, part)
    workspace.diary.finish_import(number)
