"""What the core's benchmarks share: a filled vault, a bare connection to the same file, and how ratios are told."""

import os
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from companion.spelling import fold

os.environ.setdefault("COMPANION_CHEAP_KDF", "1")

PASSPHRASE = "lantern moss quiet harbour tin"


def parser(description: str | None) -> ArgumentParser:
    made = ArgumentParser(description=description, formatter_class=RawDescriptionHelpFormatter)
    made.add_argument("--entries", type=int, default=10_000)
    made.add_argument("--home", type=Path, help="keep the vault here and use it again")
    return made


@contextmanager
def filled(entries: int, home: Path | None) -> Iterator[Any]:
    """An open workspace with so many made-up entries, closed afterwards."""
    from companion.vault import Vault
    from companion.workspace import Workspace, open_new
    from tests.benchmarks.data import fill

    with tempfile.TemporaryDirectory() as folder:
        place = home or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        vaults = Vault.all(place)
        if vaults:
            workspace = Workspace.open(place, vaults[0], vaults[0].unlock_with_passphrase(PASSPHRASE))
        else:
            workspace, _kit = open_new(place, passphrase=PASSPHRASE)
        try:
            if len(workspace.diary.ids()) < entries:
                began = time.perf_counter()
                fill(workspace, entries)
                print(f"filled {entries} entries in {time.perf_counter() - began:.0f} s", flush=True)
                while workspace.tidy():
                    pass
                workspace.store.checkpoint(whole=True)
            yield workspace
        finally:
            workspace.close()


def bare_save(base: Any, row: int, text: str) -> None:
    """The least a save can be: an entry's text, the beginning a list shows, and its place in the word index."""
    index = "INSERT INTO words (rowid, title, body, tags) VALUES (?, ?, ?, ?)"
    base.execute("BEGIN IMMEDIATE")
    title, before, tags = base.execute(
        "SELECT title, body, tags FROM written WHERE row = ?", (row,)
    ).fetchone()
    gone = index.replace("(rowid", "(words, rowid").replace("(?", "('delete', ?")
    base.execute(gone, (row, fold(title), fold(before), fold(tags)))
    base.execute("UPDATE entry SET preview = ? WHERE row = ?", (text[:160], row))
    base.execute("UPDATE body SET text = ? WHERE row = ?", (text, row))
    base.execute(index, (row, fold(title), fold(text), fold(tags)))
    base.execute("COMMIT")


def bare(workspace: Any) -> Any:
    """The least there can be: sqlcipher3 itself on the same file, with the same settings."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(workspace.vault.database), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{workspace.keys.database_key.hex()}'\"")
    for setting in (
        "synchronous = FULL",
        "cache_size = -16000",
        "temp_store = MEMORY",
        "wal_autocheckpoint = 4096",
    ):
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


@dataclass
class Times:
    """Milliseconds of the app and of the bare way, taken in turn."""

    name: str
    app: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    clock: Callable[[], float] = time.perf_counter

    def take(self, app: Callable[[], object], bare: Callable[[], object]) -> None:
        for values, call in ((self.app, app), (self.bare, bare)):
            began = self.clock()
            call()
            values.append((self.clock() - began) * 1000)

    def told(self, part: float, goal: float) -> bool:
        """Print the ratio at this quantile (0.5 is the median) and whether the goal is kept."""
        app, least = quantile(self.app, part), quantile(self.bare, part)
        ratio = app / least
        kept = ratio <= goal
        print(
            f"{self.name}, p{part * 100:.0f}: {app:.2f} ms, {ratio:.2f} x the bare {least:.2f} ms"
            f" (goal {goal}){'' if kept else '  MISSED'}",
            flush=True,
        )
        return kept


def quantile(values: list[float], part: float) -> float:
    if part == 0.5:
        return statistics.median(values)
    return sorted(values)[max(0, round(part * len(values)) - 1)]


def ended(kept: list[bool]) -> int:
    sys.stdout.flush()
    return 0 if all(kept) else 1
