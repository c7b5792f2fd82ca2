"""The long list: all row ids, and blocks of 128 rows, against the bare queries on the same encrypted file, in turn.

    python -m tests.benchmarks.list [--entries N] [--home DIR] [--rounds N]

What the app adds is turning rows into values: for the ids at most as much again as the query, for a block, whose values have
nine parts each, at most twice as much again.
"""

import random
import sys

from tests.benchmarks.vaults import Times, bare, ended, filled, parser

IDS_GOAL = 2.0
BLOCK_GOAL = 3.0
BLOCK = 128
EVERYTHING = "SELECT row FROM entry WHERE trashed IS NULL ORDER BY row DESC"
SHOWN = "row, id, at, title, preview, mood, closeness, tags, trashed, starred, feelings, day_only, pictured, energy"


def main(argv: list[str] | None = None) -> int:
    arguments = parser(__doc__)
    arguments.add_argument("--rounds", type=int, default=60)
    chosen = arguments.parse_args(argv)
    whole, blocks = Times("all ids"), Times("a block of rows")
    chance = random.Random(5)
    with filled(chosen.entries, chosen.home) as workspace:
        diary, base = workspace.diary, bare(workspace)
        ids = diary.ids()
        marks = ", ".join("?" * min(BLOCK, len(ids)))
        for number in range(chosen.rounds):
            if number % 6 == 0:
                whole.take(diary.ids, lambda: base.execute(EVERYTHING).fetchall())
            start = chance.randrange(max(1, len(ids) - BLOCK))
            block = list(ids[start : start + BLOCK])
            blocks.take(
                lambda block=block: diary.rows(block),
                lambda block=block: base.execute(
                    f"SELECT {SHOWN} FROM entry WHERE row IN ({marks}) ORDER BY row DESC", block
                ).fetchall(),
            )
        base.close()
    return ended([whole.told(0.5, IDS_GOAL), blocks.told(0.5, BLOCK_GOAL)])


if __name__ == "__main__":
    sys.exit(main())
