"""Side by side with other diaries, each as it is shipped, on the same entries, in turn.

    python -m tests.benchmarks.peers DIARY.jsonl[.xz] --peers PYTHON [--rounds N] [--without NAME ...]

DIARY holds one object a line: `{"date", "title", "text"}`. PYTHON is an interpreter that can import the peers: jrnl (its
journal encrypted, its password given by a keyring) and Bouquin (with a module `sqlcipher4` that hands out `sqlcipher3`, where
its own does not build). RedNotebook, which does not encrypt, is Debian's. What is not installed is left out and said.

Every figure is what a person waits for, each program in its own way, with its own key stretching.

- open: from the start of a process to the painted window with the diary in it (Companion once its passphrase is typed,
  Bouquin with a remembered one, RedNotebook until its window has nothing more to do); of that the stretching of the key,
  which Companion has not either where the keyring opens it; first picture: for Companion the lock; loaded ahead: what it
  loads while the passphrase is typed, which is not counted in open.
- search: the program's own query for a common word, a rare one and one that is nowhere, asked a second time, without
  drawing.
- drawn: from the text reaching the search box to the painted results, for a first letter and for a word; given up after a
  minute. Companion's holds the 120 ms it lets pass after the last letter before it asks; Bouquin asks at every letter.
- save: the newest entry with a few words more, durable; for jrnl a short new one. memory: PSS with the diary open.
- encrypted copy: Companion's backup, which also holds the text twice as open text inside, and is read back whole; Bouquin's
  encrypted export, a copy of its database that nothing reads back.
- import, entries a second: for Bouquin its own saves one after the other, and it keeps no search index.

For jrnl each is a whole command, since it has no other way, and memory is the most it held.
"""

import argparse
import json
import lzma
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.others import Program, inside, installed

PASSPHRASE = "lantern moss quiet harbour tin"
ROWS = (
    *("first picture", "open", "of it, the key", "open, less the key", "loaded ahead"),
    *("search, common", "search, rare", "search, nowhere", "first letter, drawn", "whole word, drawn"),
    *("save", "memory, MiB", "encrypted copy", "import, entries a second"),
)

# As ui.main does it, with the passphrase typed at once.
_COMPANION = """
from pathlib import Path
from ui import binding
binding.lighten()
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from ui import theme
from ui import ahead
from ui.session import Session
from ui.shell import Shell
home = Path(sys.argv[1])
app = QApplication([])
theme.apply(app)
session = Session(home)
session.prefer(cover_when_inactive=False, motion="reduced")
shell = Shell(session)
shell.show()
def until(ready):
    while not ready():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
until(shell.isVisible)
shell.repaint()
first = time.time()
ahead.load()
for _step in ahead.warm():
    pass
ahead = time.time() - first  # passes while somebody types a passphrase
began += ahead
vault = session.vaults()[0]
start = time.perf_counter()
keys = vault.unlock_with_passphrase("lantern moss quiet harbour tin")
key = time.perf_counter() - start
session.last_page = "diary"
session.open(vault, keys)
until(lambda: shell.page() is not None)
page = shell.page()
until(lambda: page.desk.entry is not None)
shell.repaint()
there = time.time()
from dataclasses import replace
from ui.diary.rows import EntriesView
diary, newest = session.workspace.diary, page.desk.entry
search = diary.search
save = lambda: diary.save(replace(newest, text=newest.text + " and a little more"), sitting="bench")
copy = lambda target: session.workspace.backups.create(Path(target))
view = next(iter(page.findChildren(EntriesView)))
pane = view
while not hasattr(pane, "search_for"):
    pane = pane.parent()
def type_word(word):
    asked = []
    pane.search.words.connect(asked.append)  # behind the page's own: it waits for an answer by then
    pane.search.setText(word)
    until(lambda: asked and not pane.waiting)
    pane.search.words.disconnect(asked.append)
    view.viewport().repaint()
"""


def read(file: Path) -> list[dict[str, str]]:
    packed = file.read_bytes()
    text = (lzma.decompress(packed) if file.suffix == ".xz" else packed).decode("utf-8")
    entries = [json.loads(line) for line in text.split("\n") if line.strip()]
    return sorted(entries, key=lambda entry: str(entry["date"]))


def fill_companion(home: Path, entries: list[dict[str, str]]) -> float:
    from companion.workspace import open_new

    workspace, _kit = open_new(home, passphrase=PASSPHRASE)
    diary = workspace.diary
    began = time.perf_counter()
    number = diary.start_import("benchmark")
    for first in range(0, len(entries), 2000):
        made = []
        for entry in entries[first : first + 2000]:
            when = datetime.fromisoformat(entry["date"][:10]).replace(hour=21, minute=5)
            words = {"title": entry["title"], "text": entry["text"]}
            made.append(replace(diary.blank(when), changed=when.replace(tzinfo=UTC), **words))
        diary.add_imported(number, made)
    diary.finish_import(number)
    took = time.perf_counter() - began
    while workspace.tidy():
        pass
    workspace.close()
    return took


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("diary", type=Path)
    parser.add_argument("--peers", default=sys.executable, help="a Python that can import jrnl and Bouquin")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--without", nargs="*", default=[], help="names, or their beginnings, to leave out")
    chosen = parser.parse_args(argv)
    os.environ.pop("COMPANION_CHEAP_KDF", None)  # every program stretches its key as it does for people
    entries = read(chosen.diary)
    programs = [Program("Companion", fill_companion, inside(sys.executable, _COMPANION))]
    programs += [
        one
        for one in installed(chosen.peers)
        if not one.name.lower().startswith(tuple(map(str.lower, chosen.without)) or "-")
    ]
    with tempfile.TemporaryDirectory() as folder:
        told = _in_turn(programs, Path(folder), entries, chosen.rounds)
    return _table(programs, told, len(entries))


def _in_turn(
    programs: list[Program], folder: Path, entries: list[dict[str, str]], rounds: int
) -> dict[str, list[dict[str, float]]]:
    homes: dict[str, Path] = {}
    told: dict[str, list[dict[str, float]]] = {program.name: [] for program in programs}
    rates: dict[str, dict[str, float]] = {}
    for number, program in enumerate(programs):
        homes[program.name] = folder / str(number)
        homes[program.name].mkdir()
        took = program.fill(homes[program.name], entries)
        rates[program.name] = {} if took is None else {ROWS[-1]: len(entries) / took}
    for number in range(rounds + 1):
        for program in programs:
            figures = program.once(homes[program.name])
            if number:  # the first warms the files
                told[program.name].append(figures | rates[program.name])
    return told


def _table(programs: list[Program], told: dict[str, list[dict[str, float]]], count: int) -> int:
    """The medians as a table of Markdown. 1 if somebody else is ahead in a row."""
    names = [program.name for program in programs]
    print(f"\n{count} entries; ms and MiB, median (lowest to highest)\n\n| | {' | '.join(names)} |")
    print("| --- |" + " ---: |" * len(names))
    behind = 0
    for row in ROWS:
        cells, middles = [], []
        for name in names:
            values = [figures[row] for figures in told[name] if row in figures]
            if not values:
                cells.append("")
                continue
            middles.append(statistics.median(values))
            spread = f" ({min(values):.3g} to {max(values):.3g})" if min(values) < max(values) else ""
            cells.append(f"{middles[-1]:.3g}{spread}")
        best = max if row == ROWS[-1] else min
        behind |= middles[0] != best(middles) and row not in ("of it, the key", "loaded ahead")
        print(f"| {row} | {' | '.join(cells)} |")
    return int(behind)


if __name__ == "__main__":
    sys.exit(main())
