"""A backup, written and read back, against the least that could be done: compress and encrypt the same database once.

    python -m tests.benchmarks.backup [--entries N] [--home DIR] [--rounds N]

The floor reads the database file, deflates it at level 1 and seals it with AES-256-GCM in frames of 1 MiB, and syncs. The
backup also copies the database in one step, writes every entry as readable text, and reads all of it back before it counts;
the goal is at most four times the floor. Without it being verified a backup would not be one, so that is not left out.
"""

import os
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.vaults import filled, parser

GOAL = 4.0
FRAME = 1 << 20


def floor(source: Path, target: Path) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    seal = AESGCM(os.urandom(32))
    squeeze = zlib.compressobj(1)
    with source.open("rb") as read, target.open("wb") as write:
        number = 0
        while data := read.read(FRAME):
            write.write(seal.encrypt(number.to_bytes(12, "big"), squeeze.compress(data), None))
            number += 1
        write.write(seal.encrypt(number.to_bytes(12, "big"), squeeze.flush(), None))
        write.flush()
        os.fsync(write.fileno())


def timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def main(argv: list[str] | None = None) -> int:
    arguments = parser(__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    chosen = arguments.parse_args(argv)
    mine, least = [], []
    with tempfile.TemporaryDirectory() as scratch, filled(chosen.entries, chosen.home) as workspace:
        workspace.store.checkpoint(whole=True)
        folder = Path(scratch)
        made: list[Any] = []
        for number in range(chosen.rounds):
            target = folder / f"Notes-{number}.zip"
            mine.append(timed(lambda target=target: made.append(workspace.backups.create(target))))
            target.unlink()
            least.append(timed(lambda: floor(workspace.vault.database, folder / "floor")))
        assert all(info.entries == len(workspace.diary.ids()) for info in made)
    ratio = median(mine) / median(least)
    print(
        f"backup of {made[0].entries} entries, verified: {median(mine):.1f} s against {median(least):.1f} s, "
        f"{ratio:.2f} x (goal {GOAL})"
    )
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
