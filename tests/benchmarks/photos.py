"""What photos cost at the start: open a vault and show its first page, with and without a full media folder.

    python -m tests.benchmarks.photos [--photos N] [--size MB] [--runs N] [--home DIR]

Two vaults of the same entries, one of them with photos; the files are holes of the wanted size, so 2 GB cost no disk
(`--photos 1000 --size 2`). Interleaved in one run. The first page names no photo: what is measured is what the others
cost. The goal is a ratio of at most 1.15, the noise of this measure on a shared machine.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

os.environ.setdefault("COMPANION_CHEAP_KDF", "1")

from companion.vault import Vault
from companion.workspace import Workspace, open_new

GOAL = 1.15
ENTRIES = 2000
PASSPHRASE = "lantern moss quiet harbour"
NOW = datetime(2030, 11, 14, 21, 40)
THUMBNAIL = bytes(9000)  # as large as a usual one


def made(home: Path, photos: int, size: int) -> None:
    """A vault at `home`, if there is none yet."""
    if Vault.all(home):
        return
    workspace, _kit = open_new(home, passphrase=PASSPHRASE, clock=lambda: NOW)
    diary = workspace.diary
    with workspace.store.transaction():
        for number in range(ENTRIES):
            entry = replace(diary.blank(NOW - timedelta(hours=7 * number)), text=f"Page {number}. " * 40)
            diary.save(entry)
            share = photos * number // ENTRIES, photos * (number + 1) // ENTRIES
            for _ in range(share[1] - share[0]):
                photo = diary.add_photo(
                    entry.id, b"", name="IMG.jpg", width=4000, height=3000, kind="jpeg", thumbnail=THUMBNAIL
                )
                os.truncate(workspace.media.path(photo.id), size)
    workspace.close()


def once(home: Path) -> float:
    """Seconds to open the vault, list the newest and read the first page."""
    vault = Vault.all(home)[0]
    keys = vault.unlock_with_passphrase(PASSPHRASE)
    start = time.perf_counter()
    workspace = Workspace.open(home, vault, keys, clock=lambda: NOW)
    rows = workspace.diary.rows(workspace.diary.ids(limit=64))
    workspace.diary.get(rows[0].id)
    taken = time.perf_counter() - start
    workspace.close()
    return taken


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=int, default=100)
    parser.add_argument("--size", type=float, default=2.0, help="megabytes of each")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--home", type=Path, help="keep the vaults here and use them again")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        bare, full = ((options.home or Path(scratch)) / name for name in ("bare", f"photos-{options.photos}"))
        made(bare, 0, 0)
        made(full, options.photos, round(options.size * 1_000_000))
        times: dict[Path, list[float]] = {bare: [], full: []}
        for run in range(options.runs + 1):
            for home in (bare, full):
                taken = once(home)
                if run:
                    times[home].append(taken)
    medians = [statistics.median(times[home]) * 1000 for home in (bare, full)]
    ratio = medians[1] / medians[0]
    held = options.photos * options.size / 1000
    print(
        f"open, list, first page: {medians[0]:.1f} ms without photos, {medians[1]:.1f} ms with {held:.1f} GB of them"
    )
    print(f"ratio {ratio:.2f}, goal at most {GOAL}: {'met' if ratio <= GOAL else 'missed'}")
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
