"""Search letter by letter, against the bare FTS5 query on the same encrypted file, in turn.

    python -m tests.benchmarks.search [--entries N] [--home DIR] [--rounds N]

Every state of the search box while a few phrases are typed, newest 50 with snippets. The goal is at most twice the bare
query at the 95th percentile. With filters beside the words, and in Japanese, there is no bare query of the same meaning:
there the goal is that a key costs no more than a tenth of a second, or the slowest bare query of the run. Planted words and
filters must be found in exactly their planted number, whatever the clock says.
"""

import sys
import time

from companion.diary import Diary
from companion.diary.asking import parse
from companion.disk import quiet
from tests.benchmarks.data import PLANTED, PLANTED_FILTERS
from tests.benchmarks.vaults import Times, bare, ended, filled, parser, quantile

GOAL = 2.0
KEY_MS = 100.0
TYPED = (
    "the brass",
    "brassotter",
    "zephyrmark",
    "mothlantern",
    "it was not",
    "kede lo",
    "my bada",
    "harrowquay",
)
FILTERED = (
    "tag:evening the",
    "tag:harbour the",
    "mood:1 brassotter",
    "feeling:feel-calm my b",
    "is:starred kede lo",
    "-tag:evening it was",
    "in:2026 the brass",
    "after:2020 before:2029 is:starred mothlantern",
    "tag:evening mood:1 ",
    "is:untitled -is:starred ",
)
UNSPACED = ("灯台守の灯り", "昨日の夜", "提灯を買って", "駅前")
QUERY = """
    SELECT rowid, snippet(words, 1, '<', '>', '…', 24) FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 50"""


HITS, AT_ONCE = 50, 64
"""As `ui.diary.finding` asks."""


def states() -> list[str]:
    return [phrase[:end] for phrase in TYPED for end in range(1, len(phrase) + 1) if phrase[end - 1] != " "]


def as_match(words: str) -> str:
    *whole, last = words.split()
    return " ".join([*(f'"{word}"' for word in whole), f'"{last}"*'])


def main(argv: list[str] | None = None) -> int:
    arguments = parser(__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    chosen = arguments.parse_args(argv)
    times = Times("search, per key")
    with filled(chosen.entries, chosen.home) as workspace:
        base = bare(workspace)
        for number in range(chosen.rounds + 1):
            now = Times("warm-up") if number == 0 else times
            for words in states():
                now.take(
                    lambda words=words: workspace.diary.search(words),
                    lambda words=words: base.execute(QUERY, (as_match(words),)).fetchall(),
                )
        base.close()
        limit = max(KEY_MS, quantile(times.bare, 1.0))
        kept = [filtered(workspace.diary, FILTERED, "with filters", limit, chosen.rounds)]
        kept.append(filtered(workspace.diary, UNSPACED, "in Japanese", limit, chosen.rounds))
        kept.append(all_found(workspace.diary, chosen.entries))
    return ended([times.told(0.5, GOAL), times.told(0.95, GOAL), *kept])


def filtered(diary: Diary, lines: tuple[str, ...], name: str, limit: float, rounds: int) -> bool:
    """Letter by letter, as the window asks: the newest hits, or the first rows where there are filters only."""
    taken: list[float] = []
    with diary.searching() as searching:
        for number in range(rounds + 1):
            for line in lines:
                for end in range(1, len(line) + 1):
                    asked = parse(line[:end], typing=True)
                    began = time.perf_counter()
                    if asked.words:
                        searching.hits(asked, HITS, quiet)
                    else:
                        searching.rows(asked, quiet, AT_ONCE)
                    taken += [(time.perf_counter() - began) * 1000] if number else []
    p95 = quantile(taken, 0.95)
    print(
        f"{name}, per key, p50: {quantile(taken, 0.5):.2f} ms, p95: {p95:.2f} ms (goal {limit:.0f})"
        f"{'' if p95 <= limit else '  MISSED'}",
        flush=True,
    )
    return p95 <= limit


def all_found(diary: Diary, count: int) -> bool:
    """Whether planted words and filters are found in exactly their number, in every language."""
    sound = True
    for line, every in {**PLANTED, **PLANTED_FILTERS}.items():
        asked = parse(line, typing=True)
        found, planted = diary.count(asked), len(range(0, count, every))
        if found != planted or found != len(diary.chosen_rows(asked)):
            print(f"{line} is found {found} times, not {planted}")
            sound = False
    return sound


if __name__ == "__main__":
    sys.exit(main())
