"""What the planner's tests share: a planner on a real database, its evening, and plans made in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from companion.planner import Plan, Planner
from companion.store import Store

NOW = datetime(2030, 11, 14, 21, 40)
TODAY = NOW.date()


@contextmanager
def planning(folder: Path) -> Iterator[Planner]:
    """An open planner whose evening is always this one."""
    store = Store.create(folder / "diary-1.db", bytes(range(32)))
    try:
        yield Planner(store, lambda: NOW)
    finally:
        store.close()


def plan(planner: Planner, title: str, days: int = 0, at: time | None = None, **fields: object) -> Plan:
    """A plan so many days from today, stored."""
    made = replace(planner.blank(TODAY + timedelta(days=days)), title=title, at=at, **fields)  # type: ignore[arg-type]
    planner.save(made)
    return made
