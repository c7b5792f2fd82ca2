"""Calendars of other people read in and looked at over fifteen years, beside icalendar with recurring-ical-events.

    python -m tests.benchmarks.calendars FOLDER --peers PYTHON [--rounds N]

FOLDER holds `.ics` files, PYTHON can import `recurring_ical_events`. In turn, file by file: we look through the file, store
its plans in an encrypted vault and ask for the years one after the other, as a page does; the others read it and ask for the
same fifteen years. The years are those from the file's first start. Files that either of the two refuses are said and left
out of the sum; that the answers are right is for `tests/companion/test_second_calendar.py`. The goal is to take no longer in
all.
"""

import argparse
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from companion.errors import CompanionError
from tests.benchmarks import vaults

YEARS = 15
GOAL = 1.0

_PEER = """
import sys, time, json, datetime
import icalendar, recurring_ical_events
recurring_ical_events.of(icalendar.Calendar.from_ical("BEGIN:VCALENDAR\\r\\nEND:VCALENDAR\\r\\n"))
for line in sys.stdin:
    file, first, years = json.loads(line)
    start = time.perf_counter()
    try:
        with open(file, "rb") as source:
            found = recurring_ical_events.of(icalendar.Calendar.from_ical(source.read()))
        events = found.between(datetime.date(first, 1, 1), datetime.date(first + years, 1, 1))
        told = [(time.perf_counter() - start) * 1000, len(list(events))]
    except Exception as error:
        told = [type(error).__name__, 0]
    print(json.dumps(told), flush=True)
"""


class Peer:
    """One process for all files, with everything loaded."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-W", "ignore", "-c", _PEER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, file: Path, first: int) -> tuple[float | str, int]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([str(file), first, YEARS]) + "\n")
        self._process.stdin.flush()
        told, count = json.loads(self._process.stdout.readline())
        return told, count

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def ours(file: Path, home: Path) -> tuple[float, int, int]:
    """Milliseconds, times shown, and the first year."""
    from companion.interchange.ics_taking import look_through, take_in

    with _empty(home) as workspace:
        began = time.perf_counter()
        look = look_through(workspace, file)
        first = min(
            (step.draft.start.year for step in look.steps if step.draft.start.year >= 1970), default=2026
        )
        take_in(workspace, look)
        count = 0
        for year in range(first, first + YEARS):
            count += len(workspace.planner.plans(date(year, 1, 1), date(year, 12, 31)))
        return (time.perf_counter() - began) * 1000, count, first


@contextlib.contextmanager
def _empty(home: Path) -> Iterator[vaults.Any]:
    from companion.workspace import open_new

    workspace, _kit = open_new(home, passphrase=vaults.PASSPHRASE)
    try:
        yield workspace
    finally:
        workspace.close()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--peers", default=sys.executable, help="a Python that can import recurring_ical_events"
    )
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args(argv)
    peer = Peer(chosen.peers)
    mine = theirs = 0.0
    print("| file | times here | times there | ms here | ms there |\n| --- | ---: | ---: | ---: | ---: |")
    try:
        for file in sorted(chosen.folder.glob("*.ics")):
            row = _both(file, peer, chosen.rounds)
            print(f"| {file.name[-60:]} | {row[0]} | {row[1]} | {row[2]:.4} | {row[3]:.4} |", flush=True)
            if not isinstance(row[2], str) and not isinstance(row[3], str):
                mine, theirs = mine + row[2], theirs + row[3]
    finally:
        peer.close()
    print(f"in all: {mine:.0f} ms against {theirs:.0f} ms, {mine / theirs:.2f} x (goal {GOAL})")
    return int(mine / theirs > GOAL)


def _both(file: Path, peer: Peer, rounds: int) -> tuple[int, int, float | str, float | str]:
    """How many times each shows, and the median milliseconds of each, or how it refuses."""
    here: list[float] = []
    there: list[float] = []
    count = other = 0
    for _round in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            try:
                took, count, first = ours(file, Path(folder))
            except CompanionError as error:
                return 0, 0, type(error).__name__, "-"
        told, other = peer.ask(file, first)
        if isinstance(told, str):
            return count, 0, statistics.median([*here, took]), told
        here.append(took)
        there.append(told)
    return count, other, statistics.median(here), statistics.median(there)


if __name__ == "__main__":
    sys.exit(main())
