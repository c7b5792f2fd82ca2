"""Side by side with other encrypted diaries, each as it is shipped, on the same entries, in turn.

    python -m tests.benchmarks.peers DIARY.jsonl[.xz] --peers PYTHON [--rounds N]

DIARY holds one object a line: `{"date", "title", "text"}`. PYTHON is an interpreter that can import the peers: jrnl (its
journal encrypted, its password given by a keyring) and Bouquin (with a module `sqlcipher4` that hands out `sqlcipher3`, where
its own does not build). What is not installed there is left out and said.

Every figure is what a person waits for, each program in its own way, with its own key stretching. open: from the start of a
process to the painted window with the diary in it (Companion once its passphrase is typed, Bouquin with a remembered one),
and of that the stretching of the key; first picture: for Companion the lock; loaded ahead: what it loads while the
passphrase is typed, which is not counted in open; search: the program's own query for a common word, a rare one and one that
is nowhere, without drawing; save: the newest entry with a few words more, durable; memory: PSS at the end. For jrnl each is
a whole command, since it has no other way, and memory is the most it held. Bouquin keeps one page a day, so the entries of
one day are one page there.
"""

import argparse
import json
import lzma
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "lantern moss quiet harbour tin"
WORDS = ("the", "lamp", "quillonburyless")
ROWS = (
    "first picture",
    "open",
    "of it, the key",
    "loaded ahead",
    "search, common",
    "search, rare",
    "search, nowhere",
    "save",
    "memory, MiB",
)

# Inside a process: what the two with a window share.
_INSIDE = """
import json, os, sys, time
began = float(sys.argv[2])
words = json.loads(sys.argv[3])
{prepare}
now = time.time()
told = {{"first picture": first - float(sys.argv[2]), "open": now - began, "of it, the key": key, "loaded ahead": ahead}}
told = {{row: seconds * 1000 for row, seconds in told.items()}}
for name, word in zip(("search, common", "search, rare", "search, nowhere"), words):
    start = time.perf_counter()
    search(word)
    told[name] = (time.perf_counter() - start) * 1000
start = time.perf_counter()
save()
told["save"] = (time.perf_counter() - start) * 1000
for line in open("/proc/self/smaps_rollup"):
    if line.startswith("Pss:"):
        told["memory, MiB"] = int(line.split()[1]) / 1024
print(json.dumps(told), flush=True)
os._exit(0)
"""

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
from dataclasses import replace
diary, newest = session.workspace.diary, page.desk.entry
search = diary.search
save = lambda: diary.save(replace(newest, text=newest.text + " and a little more"), sitting="bench")
"""

_BOUQUIN = """
import bouquin
from bouquin import strings
from bouquin.main import *
app = QApplication([])
app.setApplicationName(APP_NAME)
app.setOrganizationName(APP_ORG)
app.setWindowIcon(QIcon(str(Path(bouquin.__file__).parent / "icons" / "bouquin.svg")))
themes = ThemeManager(app, ThemeConfig(theme=Theme("system")))
themes.apply(Theme("system"))
strings.load_strings("en")
window = MainWindow(themes=themes)
window.show()
for _ in range(3):
    app.processEvents()
window.repaint()
first, ahead = time.time(), 0.0
import hashlib
start = time.perf_counter()
hashlib.pbkdf2_hmac("sha512", b"lantern moss quiet harbour tin", b"0123456789abcdef", 256_000)
key = time.perf_counter() - start
began += key  # that was done twice
day = window.db.dates_with_content()[-1]
text = window.db.get_entry(day)
search = window.db.search_entries
save = lambda: window.db.save_new_version(day, text + " and a little more")
"""

_BOUQUIN_FILL = """
import json, sys
from pathlib import Path
from bouquin.db import DBConfig, DBManager
base = DBManager(DBConfig(Path(sys.argv[1]) / "notebook.db", "lantern moss quiet harbour tin"))
base.connect()
from PySide6.QtCore import QSettings
settings = QSettings("Bouquin", "Bouquin")
settings.setValue("db/default_db", str(base.cfg.path))
settings.setValue("db/key", base.cfg.key)
settings.sync()
pages = {}
for entry in json.load(sys.stdin):
    pages.setdefault(entry["date"][:10], []).append(entry["title"] + "\\n\\n" + entry["text"])
for day, parts in pages.items():
    base.save_new_version(day, "\\n\\n".join(parts))
"""

_JRNL_FILL = """
import json, sys
from pathlib import Path
from jrnl.encryption import determine_encryption_method_for_writing
home = Path(sys.argv[1])
lines = []
for entry in json.load(sys.stdin):
    title = " ".join(entry["title"].split()) or "A page."
    lines.append(f"[{entry['date'][:10]} 21:05] {title}\\n{entry['text']}\\n")
seal = determine_encryption_method_for_writing(True)("default", {"encrypt": True})
seal.password = "lantern moss quiet harbour tin"
(home / "journal.txt").write_bytes(seal.encrypt("\\n".join(lines)))
"""

_KEYRING = '''
from keyring.backend import KeyringBackend

class Known(KeyringBackend):
    """A keyring that knows the one password, so that jrnl asks nobody."""

    priority = 9

    def get_password(self, service, name):
        return "lantern moss quiet harbour tin"

    def set_password(self, service, name, password):
        pass
'''


_JRNL_SETTINGS = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: true
highlight: false
indent_character: '|'
journals: {{default: {{journal: {journal}, encrypt: true}}}}
linewrap: 79
tagsymbols: '@'
template: false
timeformat: '%F %H:%M'
version: '4.6'
"""


@dataclass
class Program:
    name: str
    fill: Callable[[Path, list[dict[str, str]]], None]
    once: Callable[[Path], dict[str, float]]


def read(file: Path) -> list[dict[str, str]]:
    packed = file.read_bytes()
    text = (lzma.decompress(packed) if file.suffix == ".xz" else packed).decode("utf-8")
    entries = [json.loads(line) for line in text.split("\n") if line.strip()]
    return sorted(entries, key=lambda entry: str(entry["date"]))


# --- Companion ------------------------------------------------------------------------------------------------


def fill_companion(home: Path, entries: list[dict[str, str]]) -> None:
    from companion.workspace import open_new

    workspace, _kit = open_new(home, passphrase=PASSPHRASE)
    diary = workspace.diary
    number = diary.start_import("benchmark")
    made = []
    for entry in entries:
        when = datetime.fromisoformat(entry["date"][:10]).replace(hour=21, minute=5)
        words = {"title": entry["title"], "text": entry["text"]}
        made.append(replace(diary.blank(when), changed=when.replace(tzinfo=UTC), **words))
    diary.add_imported(number, made)
    diary.finish_import(number)
    while workspace.tidy():
        pass
    workspace.close()


def inside(python: str, prepare: str) -> Callable[[Path], dict[str, float]]:
    import time

    def once(home: Path) -> dict[str, float]:
        code = _INSIDE.format(prepare=prepare)
        env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)}
        arguments = [python, "-c", code, str(home), repr(time.time()), json.dumps(WORDS)]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True, env=env, cwd=ROOT)
        told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return told

    return once


# --- the others -----------------------------------------------------------------------------------------------


def bouquin(python: str) -> Program:
    def fill(home: Path, entries: list[dict[str, str]]) -> None:
        given = json.dumps(entries)
        env = os.environ | {"XDG_CONFIG_HOME": str(home)}
        subprocess.run([python, "-c", _BOUQUIN_FILL, str(home)], input=given, text=True, check=True, env=env)

    return Program("Bouquin", fill, inside(python, _BOUQUIN))


def jrnl(python: str) -> Program:
    def fill(home: Path, entries: list[dict[str, str]]) -> None:
        (home / "known.py").write_text(_KEYRING)
        (home / "jrnl.yaml").write_text(_JRNL_SETTINGS.format(journal=json.dumps(str(home / "journal.txt"))))
        fill_it = [python, "-c", _JRNL_FILL, str(home)]
        subprocess.run(fill_it, input=json.dumps(entries), text=True, check=True)

    def once(home: Path) -> dict[str, float]:
        tasks = [
            ["-n", "1"],
            *(["-contains", word, "--short"] for word in WORDS),
            ["today:", "A little more."],
        ]
        told, most = {}, 0.0
        for name, task in zip(("open", *ROWS[4:]), tasks, strict=False):
            told[name], memory = command(
                [python, "-m", "jrnl", "--config-file", str(home / "jrnl.yaml"), *task], home
            )
            most = max(most, memory)
        return told | {"memory, MiB": most}

    return Program("jrnl, encrypted", fill, once)


def command(arguments: list[str], home: Path) -> tuple[float, float]:
    """Milliseconds and MiB of a whole command."""
    watch = (
        "import resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,"
        " stdin=subprocess.DEVNULL)\n"
        "print((time.perf_counter() - start) * 1000,"
        " resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\n"
    )
    env = os.environ | {"PYTHONPATH": str(home), "PYTHON_KEYRING_BACKEND": "known.Known"}
    done = subprocess.run(
        [sys.executable, "-c", watch, *arguments], capture_output=True, text=True, check=True, env=env
    )
    wall, memory = map(float, done.stdout.split())
    return wall, memory


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("diary", type=Path)
    parser.add_argument("--peers", default=sys.executable, help="a Python that can import jrnl and Bouquin")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args(argv)
    os.environ.pop("COMPANION_CHEAP_KDF", None)  # every program stretches its key as it does for people
    entries = read(chosen.diary)
    programs = [Program("Companion", fill_companion, inside(sys.executable, _COMPANION))]
    for module, make in (("bouquin", bouquin), ("jrnl", jrnl)):
        found = subprocess.run([chosen.peers, "-c", f"import {module}"], capture_output=True)
        if found.returncode:
            print(f"{module} is not there")
        else:
            programs.append(make(chosen.peers))
    with tempfile.TemporaryDirectory() as folder:
        told = _in_turn(programs, Path(folder), entries, chosen.rounds)
    return _table(programs, told, len(entries))


def _in_turn(
    programs: list[Program], folder: Path, entries: list[dict[str, str]], rounds: int
) -> dict[str, list[dict[str, float]]]:
    homes: dict[str, Path] = {}
    for number, program in enumerate(programs):
        homes[program.name] = folder / str(number)
        homes[program.name].mkdir()
        program.fill(homes[program.name], entries)
    told: dict[str, list[dict[str, float]]] = {program.name: [] for program in programs}
    for number in range(rounds + 1):
        for program in programs:
            figures = program.once(homes[program.name])
            if number:  # the first warms the files
                told[program.name].append(figures)
    return told


def _table(programs: list[Program], told: dict[str, list[dict[str, Any]]], count: int) -> int:
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
            cells.append(f"{middles[-1]:.3g} ({min(values):.3g} to {max(values):.3g})")
        behind |= middles[0] > min(middles) and row not in ("of it, the key", "loaded ahead")
        print(f"| {row} | {' | '.join(cells)} |")
    return int(behind)


if __name__ == "__main__":
    sys.exit(main())
