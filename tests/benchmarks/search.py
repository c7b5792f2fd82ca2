"""Search letter by letter, against the bare FTS5 query on the same encrypted file, in turn.

    python -m tests.benchmarks.search [--entries N] [--home DIR] [--rounds N]

Every state of the search box while a few phrases are typed, newest 50 with snippets. The goal is at most twice the bare query
at the 95th percentile. Planted words must be found in exactly their planted number, whatever the clock says.
"""

import sys

from tests.benchmarks.data import PLANTED
from tests.benchmarks.vaults import Times, bare, ended, filled, parser

GOAL = 2.0
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
QUERY = """
    SELECT rowid, snippet(words, 1, '<', '>', '…', 24) FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 50"""


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
        for word, every in PLANTED.items():
            found, planted = workspace.diary.count(word), len(range(0, chosen.entries, every))
            if found != planted:
                print(f"a planted word is found {found} times, not {planted}")
                return 1
    return ended([times.told(0.5, GOAL), times.told(0.95, GOAL)])


if __name__ == "__main__":
    sys.exit(main())
