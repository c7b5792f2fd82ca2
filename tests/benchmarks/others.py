"""The other diaries of `peers`: how each is filled with the same entries, and how each is timed, as it is shipped.

Bouquin runs in an interpreter that can import it, with its own window; jrnl as a command; RedNotebook as Debian installs it,
its window under Xvfb. Bouquin and RedNotebook keep one page a day, so the entries of one day are one page there.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("the", "lamp", "quillonburyless")
QUERIES = ("search, common", "search, rare", "search, nowhere")
PATIENCE = 60
"""Seconds after which a letter is no longer waited for."""

_SYSTEM_PYTHON = "/usr/bin/python3"
_QUIET = 0.6
"""Seconds without work after which a window's picture is settled."""


@dataclass
class Program:
    name: str
    fill: Callable[[Path, list[dict[str, str]]], float | None]
    """Gives the seconds of an import, where the program has one of its own."""
    once: Callable[[Path], dict[str, float]]


# Inside a process: what the two with a Qt window share. What `prepare` asks for the rows below is not theirs to open, so it
# says itself when the diary was `there`.
_INSIDE = """
import json, os, signal, sys, time
began = float(sys.argv[2])
words = json.loads(sys.argv[3])
{prepare}
told = {{"first picture": first - float(sys.argv[2]), "open": there - began, "of it, the key": key, "loaded ahead": ahead}}
told["open, less the key"] = told["open"] - key
told = {{row: seconds * 1000 for row, seconds in told.items()}}
def taken(call, *given):
    start = time.perf_counter()
    call(*given)
    return (time.perf_counter() - start) * 1000
for name, word in zip(("search, common", "search, rare", "search, nowhere"), words):
    search(word)
    told[name] = taken(search, word)
for line in open("/proc/self/smaps_rollup"):
    if line.startswith("Pss:"):
        told["memory, MiB"] = int(line.split()[1]) / 1024
told["save"] = taken(save)
told["encrypted copy"] = taken(copy, os.path.join(sys.argv[1], "copy-" + str(os.getpid())))
def late(*_):
    raise TimeoutError
signal.signal(signal.SIGALRM, late)
for name, word in (("first letter, drawn", "p"), ("whole word, drawn", "plague")):
    signal.alarm(int(sys.argv[4]))
    told[name] = taken(type_word, word)
    signal.alarm(0)
print(json.dumps(told), flush=True)
os._exit(0)
"""


def inside(python: str, prepare: str) -> Callable[[Path], dict[str, float]]:
    """Time one start of a program that has a Qt window, which `prepare` opens."""

    def once(home: Path) -> dict[str, float]:
        code = _INSIDE.format(prepare=prepare)
        env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)}
        arguments = [python, "-c", code, str(home), repr(time.time()), json.dumps(WORDS), str(PATIENCE)]
        done = subprocess.run(arguments, capture_output=True, text=True, check=False, env=env, cwd=ROOT)
        for copy in home.glob("copy-*"):
            copy.unlink()
        if done.returncode:
            raise SystemExit(done.stderr[-3000:])
        told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return told

    return once


# --- Bouquin --------------------------------------------------------------------------------------------------

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
first = there = time.time()
ahead = 0.0
import hashlib
start = time.perf_counter()
hashlib.pbkdf2_hmac("sha512", b"lantern moss quiet harbour tin", b"0123456789abcdef", 256_000)
key = time.perf_counter() - start
day = window.db.dates_with_content()[-1]
text = window.db.get_entry(day)
search = window.db.search_entries
save = lambda: window.db.save_new_version(day, text + " and a little more")
copy = window.db.export_sqlcipher
def type_word(word):
    from PySide6.QtWidgets import QLineEdit
    box = window.search.search
    box.setText(word)
    app.processEvents()
    window.repaint()
"""

_BOUQUIN_FILL = """
import json, sys, time
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
began = time.perf_counter()
for day, parts in pages.items():
    base.save_new_version(day, "\\n\\n".join(parts))
print(time.perf_counter() - began)
"""


def bouquin(python: str) -> Program:
    def fill(home: Path, entries: list[dict[str, str]]) -> float:
        env = os.environ | {"XDG_CONFIG_HOME": str(home)}
        command = [python, "-c", _BOUQUIN_FILL, str(home)]
        done = subprocess.run(
            command, input=json.dumps(entries), text=True, check=True, env=env, stdout=subprocess.PIPE
        )
        return float(done.stdout.splitlines()[-1])

    return Program("Bouquin", fill, inside(python, _BOUQUIN))


# --- jrnl -----------------------------------------------------------------------------------------------------

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
        for name, task in zip(("open", *QUERIES, "save"), tasks, strict=True):
            told[name], memory = _command(
                [python, "-m", "jrnl", "--config-file", str(home / "jrnl.yaml"), *task], home
            )
            most = max(most, memory)
        return told | {"memory, MiB": most}

    return Program("jrnl, encrypted", fill, once)


def _command(arguments: list[str], home: Path) -> tuple[float, float]:
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


# --- RedNotebook ----------------------------------------------------------------------------------------------

_REDNOTEBOOK_FILL = """
import json, sys
from pathlib import Path
import yaml
months = {}
for entry in json.load(sys.stdin):
    day = months.setdefault(entry["date"][:7], {}).setdefault(int(entry["date"][8:10]), [])
    day.append(entry["title"] + "\\n\\n" + entry["text"])
for month, days in months.items():
    days = {day: {"text": "\\n\\n".join(parts)} for day, parts in days.items()}
    with open(Path(sys.argv[1]) / "journal" / (month + ".txt"), "w", encoding="utf-8") as file:
        yaml.dump(days, file, Dumper=yaml.CSafeDumper, allow_unicode=True)
"""

# Its own modules, without its window: what its search does before it draws, and how it saves the month written in.
_REDNOTEBOOK = """
import json, sys, time
sys.path.insert(0, "/usr/share/rednotebook")
from rednotebook import storage
journal = sys.argv[1] + "/journal"
months = storage.load_all_months_from_disk(journal)
told = {}
def taken(call):
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
for name, word in zip(json.loads(sys.argv[2]), json.loads(sys.argv[3])):
    search = lambda: [day.search(word, []) for month in months.values() for day in month.days.values()]
    search()
    told[name] = taken(search)
month = months[max(months)]
day = month.days[max(month.days)]
day.text += " and a little more"
month.edited = True
told["save"] = taken(lambda: storage.save_months_to_disk(months, journal))
print(json.dumps(told))
"""


def rednotebook() -> Program | None:
    """Not encrypted; None where it, or Xvfb, is not installed."""
    if not (shutil.which("rednotebook") and shutil.which("Xvfb")):
        return None

    def fill(home: Path, entries: list[dict[str, str]]) -> None:
        (home / "journal").mkdir()
        command = [_SYSTEM_PYTHON, "-c", _REDNOTEBOOK_FILL, str(home)]
        subprocess.run(command, input=json.dumps(entries), text=True, check=True)

    def once(home: Path) -> dict[str, float]:
        arguments = [str(home), json.dumps(QUERIES), json.dumps(WORDS)]
        done = subprocess.run(
            [_SYSTEM_PYTHON, "-c", _REDNOTEBOOK, *arguments], capture_output=True, text=True, check=True
        )
        told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        with _screen() as display:
            env = os.environ | {"DISPLAY": display, "HOME": str(home), "NO_AT_BRIDGE": "1"}
            told["open"], told["memory, MiB"] = _settled(["rednotebook", str(home / "journal")], env)
        return told

    return Program("RedNotebook, open text", fill, once)


@contextmanager
def _screen() -> Iterator[str]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _settled(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Milliseconds until a program and its children have nothing more to do, and what they hold then, in MiB of PSS."""
    began = time.time()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        last, seen = began, 0
        while time.time() - last < _QUIET and time.time() - began < 300:
            time.sleep(0.02)
            spent = sum(_ticks(pid) for pid in _family(process.pid))
            if spent > seen + 1:  # a caret that blinks is not work
                last, seen = time.time(), spent
        memory = sum(_pss(pid) for pid in _family(process.pid))
        return (last - began) * 1000, memory
    finally:
        for pid in reversed(_family(process.pid)):
            os.kill(pid, 9)
        process.wait()


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        except OSError:
            continue
        found += map(int, children.split())
    return found


def _ticks(pid: int) -> int:
    """Processor time so far, in hundredths of a second."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def installed(python: str) -> Iterator[Program]:
    """Those that are there; the others are said."""
    found: list[tuple[str, Any]] = [("bouquin", bouquin), ("jrnl", jrnl)]
    for module, make in found:
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode:
            print(f"{module} is not there")
        else:
            yield make(python)
    other = rednotebook()
    if other is None:
        print("rednotebook is not there")
    else:
        yield other
