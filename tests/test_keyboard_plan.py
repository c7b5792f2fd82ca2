"""The plan with keys only, on a real screen: a weekly walk, one of them moved, one let go and taken back, and a line kept
about what was.

The app is the real one under Xvfb with a window manager; the keys are real X key presses. What came of it is read
afterwards from the vault itself.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from companion.planner import Plan
from companion.vault import Vault
from companion.workspace import Workspace, open_new
from tests.tools.robot import PASSPHRASE
from tests.tools.screen import Screen


@pytest.mark.xvfb
def test_a_weekly_walk_is_planned_moved_let_go_and_looked_back_on(home: Path, tmp_path: Path) -> None:
    today = (datetime.now() - timedelta(hours=4)).date()
    workspace, _kit = open_new(home, passphrase=PASSPHRASE)
    planner = workspace.planner
    tea = replace(planner.blank(today - timedelta(days=1)), title="Tea", at=time(12), part=None)
    planner.save(tea)
    workspace.close()
    with Screen() as screen:
        try:
            screen.start_app(home)
            drive(screen)
            screen.keys("ctrl+l")
            screen.until(lambda: opens(home))
        except BaseException:
            screen.picture(tmp_path / "where-it-stopped.png")
            raise
    kept, walks = look(home, today)
    assert (kept.state, kept.line, kept.closeness) == ("done", "Steam on the window", 3)
    assert [plan.title for plan in walks] == ["Walk"] * 4
    first = walks[0].day
    days = [(plan.day - first).days for plan in walks]
    assert days == [0, 8, 14, 21], "the second was moved by a day, the third let go and taken back"
    assert {plan.state for plan in walks} == {"planned"}


def drive(screen: Screen) -> None:
    screen.type(PASSPHRASE)
    screen.keys("Return", "ctrl+shift+n")
    # What, the ideas, the day, at a time or loosely, the part of the day, then how often: two to the right is weekly.
    screen.type("Walk")
    screen.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Right", "Right")
    screen.keys("Return")
    # The keyboard is on the row that has come. The next one: Move, a day later, only this one.
    screen.keys("Down", "Return", "Down", "Return")
    screen.keys("Return", "Right", "Return")
    screen.keys("Tab", "Tab", "Tab", "Tab", "Tab", "Return")
    # The third: let this one go; then Undo, which stands in the notice.
    screen.keys("Down", "Delete")
    screen.keys("ctrl+z")
    # What was: a line, the last of three steps, Keep.
    screen.keys("F6", "F6", "F6")


def opens(home: Path) -> bool:
    try:
        look(home, datetime.now().date())
    except Exception:
        return False
    return True


def look(home: Path, today: object) -> tuple[Plan, list[Plan]]:
    vault = Vault.all(home)[0]
    workspace = Workspace.open(home, vault, vault.unlock_with_passphrase(PASSPHRASE))
    try:
        planner = workspace.planner
        day = datetime.now().date()
        coming = planner.plans(day - timedelta(days=1), day + timedelta(days=27))
        kept = next(plan for plan in coming if plan.title == "Tea")
        return kept, [plan for plan in coming if plan.title == "Walk"][:4]
    finally:
        workspace.close()
