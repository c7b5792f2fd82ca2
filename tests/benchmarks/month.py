"""The month in the window with years in it, 5,000 plans and 200 that repeat, against the same window with nothing planned.

    python -m tests.benchmarks.month [--plans N] [--repeating N] [--months N]

Measured is what a person waits for after a press: the month turned to and painted, each for the first time and then again,
the page of the plan taken anew, and the memory over all that turning. One window, two vaults, one run; time is the thread's
own on the processor.
"""

import gc
import os
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import thread_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("COMPANION_CHEAP_KDF", "1")

from companion.workspace import open_new
from tests.benchmarks import planner
from tests.benchmarks.vaults import PASSPHRASE
from tests.benchmarks.window import FRAME, p95, pss

GROWTH = 2.0
"""MiB that turning through all the months once more may cost."""


def timed(run: Callable[[], object]) -> float:
    began = thread_time()
    run()
    return (thread_time() - began) * 1000


def measure(home: Path, months: int) -> dict[str, float]:
    """The page of one vault: p95 in milliseconds, and MiB."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from companion.settings import Settings
    from ui.planner.page import TogetherPage
    from ui.session import Session

    session = Session(home, Settings(motion="reduced"), clock=lambda: planner.NOW)
    vault = session.vaults()[0]
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    page = TogetherPage(session)
    page.resize(916, 720)
    page.show()
    page.enter()
    QCoreApplication.processEvents()
    grid = page.plan.month.grid

    def settle() -> None:
        for _ in range(3):
            QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def turn(by: int) -> float:
        spent = timed(lambda: (grid.turn(by), grid.table.viewport().repaint()))
        settle()
        return spent

    turn(1)
    found = {"turned to anew": p95([turn(1) for _ in range(months)])}
    gc.collect()
    before = pss()
    found["turned to again"] = p95([turn(by) for by in (-1, 1) * (months // 2)])
    for by in (-1, 1):
        for _ in range(months):
            turn(by)
    gc.collect()
    found["memory grown"] = max(0.0, pss() - before)
    found["page taken anew"] = p95([timed(page.plan.refresh) for _ in range(20)])
    grid.value = date(2030, 12, 24)
    days = [date(2030, 12, day) for day in range(1, 28)]
    found["keyboard, a day on"] = p95([timed(partial(grid._choose, day)) for day in days])
    page.close()
    page.deleteLater()
    settle()
    session.close()
    return found


def main(argv: list[str] | None = None) -> int:
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=5_000)
    parser.add_argument("--repeating", type=int, default=200)
    parser.add_argument("--months", type=int, default=120)
    options = parser.parse_args(argv)
    from PySide6.QtWidgets import QApplication

    from ui import theme

    app = QApplication.instance() or QApplication(["month"])
    assert isinstance(app, QApplication)
    theme.apply(app, "light", reduced_motion=True)
    with tempfile.TemporaryDirectory() as scratch:
        homes = Path(scratch) / "empty", Path(scratch) / "full"
        for home, filled in zip(homes, (False, True), strict=True):
            home.mkdir(mode=0o700)
            workspace, _kit = open_new(home, passphrase=PASSPHRASE, clock=lambda: planner.NOW)
            if filled:
                planner.fill(workspace.planner, options.plans, options.repeating)
            workspace.close()
        empty, full = (measure(home, options.months) for home in homes)
    missed = False
    for name, spent in full.items():
        most = GROWTH if name == "memory grown" else 6 * FRAME if name == "page taken anew" else FRAME
        held = spent <= most
        missed |= not held
        print(
            f"{'ok  ' if held else 'MISS'} {name}: {spent:.1f} against {empty[name]:.1f}, at most {most:.1f}"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
