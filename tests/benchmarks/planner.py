"""The planner with years in it: 5,000 plans and 200 that repeat, twenty of them daily for ten years.

    python -m tests.benchmarks.planner [--plans N] [--repeating N] [--months N]

A month is six weeks of plans and occurrences as values. The bare way reads as many rows with the same figures from a table
that has every occurrence written out, encrypted with the same settings: what the rules cost, and nothing else, is the
difference. Measured is a month seen again, each of 200 months turned to for the first time, the first one after a save, and
the questions that pages and reminders ask; and the memory over all that turning. Time is the thread's own on the processor:
nothing here waits for a disk, and a busy machine would only measure its other work.
"""

import gc
import random
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import thread_time
from typing import Any

from companion.planner import Plan, Planner, Repeat, State
from companion.workspace import Workspace, open_new
from tests.benchmarks.vaults import PASSPHRASE, Times, ended, quantile
from tests.benchmarks.window import FRAME, pss

TODAY = date(2030, 11, 14)
NOW = datetime.combine(TODAY, time(21, 40))
AGAIN_GOAL = 1.5
TURN_GOAL = 4.0
AGAIN = 6.0
GROWTH = 2.0
COLUMNS = "key, title, idea, day, at, part, minutes, place, pressure, apart, invite, state, line, closeness"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def fill(planner: Planner, plans: int, repeating: int) -> None:
    chance = random.Random(11)
    blank = planner.blank(TODAY)
    for number in range(plans):
        day = TODAY + timedelta(days=chance.randrange(-5 * 365, 365))
        at = time(chance.randrange(7, 23), chance.choice((0, 15, 30))) if number % 3 else None
        state: State = "planned" if day >= TODAY else chance.choice(("done", "done", "let_go", "didnt"))
        planner.save(
            replace(
                blank, id=f"p{number}", title=f"Something {number}", day=day, at=at, state=state, remind=30
            )
        )
    for number in range(repeating):
        planner.save(series(blank, number, chance))
    for number in range(0, repeating, 3):
        happen(planner, f"s{number}", chance)


def series(blank: Plan, number: int, chance: random.Random) -> Plan:
    """One in ten daily for ten years, half weekly, a third monthly, the rest yearly."""
    day = TODAY - timedelta(days=chance.randrange(30, 8 * 365))
    rule = f"FREQ=WEEKLY;INTERVAL={number % 3 + 1};BYDAY={WEEKDAYS[number % 7]},{WEEKDAYS[(number + 3) % 7]}"
    if number % 10 == 0:
        rule, day = "FREQ=DAILY", TODAY - timedelta(days=3652)
    elif number % 3 == 0:
        rule = chance.choice(
            ("FREQ=MONTHLY", f"FREQ=MONTHLY;BYDAY={number % 4 + 1}TU", "FREQ=MONTHLY;COUNT=90")
        )
    elif number % 11 == 0:
        rule = "FREQ=YEARLY"
    return replace(
        blank,
        id=f"s{number}",
        title=f"Again {number}",
        day=day,
        at=time(7 + number % 15),
        part=None,
        repeat=Repeat(rule),
        remind=30,
        zone="Europe/Berlin",
    )


def happen(planner: Planner, id: str, chance: random.Random) -> None:
    """What a person does to some of the times of the last two months."""
    for one in planner.plans(TODAY - timedelta(days=60), TODAY):
        if one.id == id and chance.random() < 0.4:
            what = chance.randrange(3)
            if what == 0:
                planner.keep_line(one.key, "A line about it.", chance.choice((None, 1, 2, 3)))
            elif what == 1:
                planner.let_go(one.key)
            else:
                planner.move(one.key, one.day + timedelta(days=1), one.at, one.part)


def written_out(planner: Planner, months: list[date], file: Path) -> Any:
    """The same plans as rows, one for every occurrence, in an encrypted file of their own."""
    from sqlcipher3 import dbapi2

    base = dbapi2.connect(str(file), isolation_level=None)
    base.execute(f"PRAGMA key = \"x'{bytes(range(32)).hex()}'\"")
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -16000", "temp_store = MEMORY"):
        base.execute(f"PRAGMA {setting}").fetchall()
    base.execute(f"CREATE TABLE row ({COLUMNS})")
    base.execute("BEGIN")
    step = timedelta(days=365)
    day, last = months[0], months[-1] + timedelta(days=41)
    while day <= last:
        for plan in planner.plans(day, min(last, day + step - timedelta(days=1))):
            values = [getattr(plan, name) for name in COLUMNS.split(", ")]
            kept = [value.isoformat() if isinstance(value, (date, time)) else value for value in values]
            base.execute(f"INSERT INTO row VALUES ({', '.join('?' * len(kept))})", kept)
        day += step
    base.execute("COMMIT")
    base.execute("CREATE INDEX row_day ON row (day)")
    return base


def six_weeks(base: Any, day: date) -> list[tuple[Any, ...]]:
    span = day.isoformat(), (day + timedelta(days=41)).isoformat()
    rows = base.execute(f"SELECT {COLUMNS} FROM row WHERE day BETWEEN ? AND ? ORDER BY day, at", span)
    return list(rows.fetchall())


def within(name: str, values: list[float], goal: float, unit: str = "ms") -> bool:
    found = quantile(values, 0.95)
    kept = found <= goal
    print(f"{name}, p95: {found:.2f} {unit} (goal {goal}){'' if kept else '  MISSED'}", flush=True)
    return kept


def turned(planner: Planner, base: Any, months: list[date]) -> list[bool]:
    again = Times("six weeks seen again", clock=thread_time)
    turning = Times("six weeks turned to", clock=thread_time)
    memory = [0.0, 0.0]
    planner.plans(months[0], months[0] + timedelta(days=41))
    for number, month in enumerate(months):
        end = month + timedelta(days=41)
        turning.take(lambda: planner.plans(month, end), lambda: six_weeks(base, month))  # noqa: B023
        again.take(lambda: planner.plans(month, end), lambda: six_weeks(base, month))  # noqa: B023
        if number == len(months) // 4:
            memory[0] = pss()
    memory[1] = pss()
    return [
        again.told(0.5, AGAIN_GOAL),
        within(again.name, again.app, AGAIN),
        turning.told(0.5, TURN_GOAL),
        within(turning.name, turning.app, FRAME),
        within("memory over the turning", [memory[1] - memory[0]], GROWTH, "MiB more"),
    ]


def asked(planner: Planner) -> list[bool]:
    """After each save everything is read again: that is the worst a page can meet. What is due is read in a job, where it
    keeps nobody waiting; it may take five frames."""
    plan = planner.get("p0")
    questions: dict[str, Callable[[], object]] = {
        "six weeks after a save": lambda: planner.plans(TODAY, TODAY + timedelta(days=41)),
        "what comes next": lambda: planner.next(NOW),
        "what to ask about": lambda: planner.to_ask(NOW),
        "what is due": lambda: planner.due(
            NOW.replace(tzinfo=UTC), NOW.replace(tzinfo=UTC) + timedelta(days=1)
        ),
    }
    kept = []
    for name, question in questions.items():
        values = []
        for _ in range(40):
            planner.save(plan)
            began = thread_time()
            question()
            values.append((thread_time() - began) * 1000)
        kept.append(within(name, values, 5 * FRAME if name == "what is due" else FRAME))
    return kept


def main(argv: list[str] | None = None) -> int:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=5_000)
    parser.add_argument("--repeating", type=int, default=200)
    parser.add_argument("--months", type=int, default=200)
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        workspace, _kit = open_new(Path(folder), passphrase=PASSPHRASE, clock=lambda: NOW)
        try:
            return measured(workspace, Path(folder), chosen.plans, chosen.repeating, chosen.months)
        finally:
            workspace.close()


def measured(workspace: Workspace, folder: Path, plans: int, repeating: int, months: int) -> int:
    planner = workspace.planner
    with workspace.store.transaction():
        fill(planner, plans, repeating)
    first = TODAY.year * 12 + TODAY.month - 1 - months // 2
    turns = [date(month // 12, month % 12 + 1, 1) for month in range(first, first + months)]
    base = written_out(Planner(workspace.store, lambda: NOW), turns, folder / "rows.db")
    rows = [len(six_weeks(base, month)) for month in turns]
    print(
        f"{plans} plans, {repeating} that repeat, six weeks have {sum(rows) // len(rows)} to show", flush=True
    )
    gc.collect()
    gc.freeze()  # as the app does when its window stands
    kept = turned(planner, base, turns)
    base.close()
    return ended(kept + asked(planner))


if __name__ == "__main__":
    sys.exit(main())
