"""How everything grows with the diary: import, unlock, search, save, memory, backup, restore and disk, each beside its limit.

    python -m tests.benchmarks.curve [--entries 10000 100000 1000000] [--folder DIR]

Every size is one run: the bare way and the app take turns, slice by slice or process by process, so that whatever else the
machine does falls on both. The limit of an import is sqlcipher3 itself with a narrow table, a body and the same word index;
that of the window a bare PySide6 window (`window.py`); that of a backup the same rows and texts, barely packed and read back
(`backup.py`); a restore is held against the import of the same entries. Prints a Markdown table; figures are "app (ratio to
the limit)".
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from companion.store.tables import slot
from tests.benchmarks import vaults
from tests.benchmarks.backup import the_same, timed
from tests.benchmarks.data import PLANTED, entries
from tests.benchmarks.window import child, p95

SLICE = 2000
COLUMNS = (
    *(
        "entries",
        "text MB",
        "import, entries/s",
        "disk MB",
        "unlock to list ms",
        "search p95 ms",
        "first letter ms",
        "save p50 ms",
        "slowest save ms",
        "first picture of the list ms",
    ),
    *("scroll p95 ms", "jump p95 ms", "GUI away ms", "memory MiB", "backup s", "restore s", "planted"),
)
_BARE = """
    CREATE TABLE entry (row INTEGER PRIMARY KEY, at TEXT, title TEXT, preview TEXT, mood INTEGER, tags TEXT);
    CREATE TABLE body (row INTEGER PRIMARY KEY, text TEXT);
    CREATE VIEW written AS SELECT entry.row AS row, title, text AS body, tags FROM entry JOIN body USING (row);
    CREATE VIRTUAL TABLE words USING fts5 (title, body, tags, content='written', content_rowid='row',
        tokenize='unicode61 remove_diacritics 2', prefix='1 2 3', detail=full);
"""


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the vaults lie meanwhile; the largest takes 20 GB")
    chosen = parser.parse_args(argv)
    print(f"| {' | '.join(COLUMNS)} |\n|{' ---: |' * len(COLUMNS)}", flush=True)
    for count in chosen.entries:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            row = measure(count, Path(folder))
        print(f"| {' | '.join(row)} |", flush=True)
    return 0


def measure(count: int, folder: Path) -> list[str]:
    home = folder / "home"
    home.mkdir()
    text, mine, least = filling(count, home, folder / "bare.db")
    limit = (folder / "bare.db").stat().st_size
    (folder / "bare.db").unlink()
    disk = sum(file.stat().st_size for file in home.rglob("diary-*.db*"))
    rounds = [(child("floor", home), child("app", home)) for _ in range(3)]
    backup, bare_backup, restored = there_and_back(home, folder)
    exact = all(found == planted for _f, app in rounds for found, planted in app["planted"].values())
    return [
        f"{count:,}",
        f"{text / 1e6:.0f}",
        f"{count / mine:,.0f} ({least / mine:.2f})",
        f"{disk / 1e6:.0f} ({disk / limit:.2f})",
        _both(rounds, "unlock"),
        _both(rounds, "search", p95),
        f"{statistics.median(app['cold'] for _f, app in rounds):.1f}",
        _both(rounds, "save", statistics.median),
        f"{statistics.median(max(app['save']) for _f, app in rounds):.1f}",
        _both(rounds, "first"),
        f"{statistics.median(p95(app['scroll']) for _f, app in rounds):.1f}",
        f"{statistics.median(p95(app['jump']) for _f, app in rounds):.1f}",
        f"{statistics.median(app['heart'][0] for _f, app in rounds):.0f}",
        _both(rounds, "memory"),
        f"{backup:.1f} ({backup / bare_backup:.2f})",
        f"{restored:.1f} ({restored / mine:.2f} x import)",
        "exact" if exact else "WRONG",
    ]


def _both(rounds: list[Any], name: str, pick: Any = float) -> str:
    app = statistics.median(pick(app[name]) for _floor, app in rounds)
    least = statistics.median(pick(floor[name]) for floor, _app in rounds)
    return f"{app:.1f} ({app / least:.2f})"


def filling(count: int, home: Path, bare: Path) -> tuple[int, float, float]:
    """Fill a vault and a bare database in turn; characters of text, and the seconds each took."""
    from companion.workspace import open_new

    workspace, _kit = open_new(home, passphrase=vaults.PASSPHRASE)
    base = _bare(bare)
    source, number = entries(count), workspace.diary.start_import("benchmark")
    text, mine, least, done = 0, 0.0, 0.0, 0
    while part := list(islice(source, SLICE)):
        text += sum(len(entry.text) for entry in part)
        mine += timed(lambda part=part: workspace.diary.add_imported(number, part))
        least += timed(lambda part=part: _bare_slice(base, part))
        done += len(part)
        if done % 100_000 == 0 and count > done:
            print(f"{done:,} of {count:,}", file=sys.stderr, flush=True)
    mine += timed(lambda: workspace.diary.finish_import(number))
    mine += timed(lambda: workspace.store.checkpoint(whole=True))
    least += timed(lambda: base.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    base.close()
    while workspace.tidy():
        pass
    workspace.close()
    return text, mine, least


def _bare(path: Path) -> Any:
    from sqlcipher3 import dbapi2

    base = dbapi2.connect(str(path), isolation_level=None)
    base.execute(f"PRAGMA key = \"x'{os.urandom(32).hex()}'\"")
    for setting in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -16000", "temp_store = MEMORY"):
        base.execute(f"PRAGMA {setting}").fetchall()
    base.executescript(_BARE)
    return base


def _bare_slice(base: Any, part: Iterable[Any]) -> None:
    # Numbers that follow the date, as a list needs them.
    rows = sorted(((slot(entry.when), entry) for entry in part), key=lambda pair: pair[0])
    base.execute("BEGIN")
    narrow = ((n, e.when.isoformat(), e.title, e.text[:160], e.mood, "\n".join(e.tags)) for n, e in rows)
    base.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", narrow)
    base.executemany("INSERT INTO body VALUES (?, ?)", ((n, e.text) for n, e in rows))
    words = ((n, e.title, e.text, "\n".join(e.tags)) for n, e in rows)
    base.executemany("INSERT INTO words (rowid, title, body, tags) VALUES (?, ?, ?, ?)", words)
    base.execute("COMMIT")


def there_and_back(home: Path, folder: Path) -> tuple[float, float, float]:
    """Seconds of a verified backup, of its limit, and of its restore into an empty home, whose planted words are counted."""
    from companion.backup.opening import restore
    from companion.vault import Vault
    from companion.workspace import Workspace

    vault = Vault.all(home)[0]
    workspace = Workspace.open(home, vault, vault.unlock_with_passphrase(vaults.PASSPHRASE))
    file, elsewhere = folder / "Notes.zip", folder / "restored"
    try:
        made = timed(lambda: workspace.backups.create(file))
        least = timed(lambda: the_same(workspace, folder))
        planted = {word: workspace.diary.count(word, typing=False) for word in PLANTED}
    finally:
        workspace.close()
    began = time.perf_counter()
    again, keys, _kit = restore(
        file, elsewhere, passphrase=vaults.PASSPHRASE, new_passphrase=vaults.PASSPHRASE
    )
    took = time.perf_counter() - began
    back = Workspace.open(elsewhere, again, keys)
    found = {word: back.diary.count(word, typing=False) for word in PLANTED}
    back.close()
    shutil.rmtree(elsewhere)
    if found != planted:
        raise SystemExit(f"after a restore other words are found: {found} and not {planted}")
    return made, least, took


if __name__ == "__main__":
    sys.exit(main())
