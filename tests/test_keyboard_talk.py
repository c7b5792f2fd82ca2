"""A whole talk with keys only, on a real screen: asked for, begun, paused, locked, the app ended and started again, taken up
where it was, and closed. Once in each role.

The app is the real one under Xvfb with a window manager; the keys are real X key presses. What was kept meanwhile and
afterwards is read from the vault itself, while the app is locked or gone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion.flow import Pause
from companion.vault import Vault
from companion.workspace import Workspace
from tests.companion.test_pause import rows
from tests.tools.robot import PASSPHRASE
from tests.tools.screen import Screen


@pytest.mark.xvfb
def test_a_quiet_person_pauses_restarts_and_keeps_nothing(home: Path, companion, tmp_path: Path) -> None:
    prepare(home, companion)
    with Screen() as screen, picture_if_stuck(screen, tmp_path):
        screen.start_app(home)
        begin(screen, role=0)
        lock_in_the_pause(screen)
        pause = kept_pause(home, screen)
        assert pause.turn == "them", "it was swapped once"
        assert pause.prompt.startswith("p-")
        assert pause.back > datetime.now() + timedelta(minutes=20)
        restart(screen, home)
        screen.keys(
            "shift+Tab", "shift+Tab", "Return"
        )  # from Lock back over "Stop for today": both are back already
        screen.keys("Return")  # ready
        screen.keys(*["Tab"] * 5, "Return")  # close and thank
        screen.type("the garden")
        screen.keys(*["Tab"] * 7, "Return")  # close, keep nothing
        screen.keys("Return", "ctrl+l")  # done for today
        with opened(home, screen) as workspace:
            assert workspace.pauses.current() is None
            assert "garden" not in rows(workspace)
            assert pause.prompt not in rows(workspace)
            assert workspace.diary.newest() is None


@pytest.mark.xvfb
def test_a_reaching_person_is_reminded_after_the_restart_and_keeps_a_page(
    home: Path, companion, tmp_path: Path
) -> None:
    prepare(home, companion)
    with Screen() as screen, picture_if_stuck(screen, tmp_path):
        screen.start_app(home)
        begin(screen, role=1)
        lock_in_the_pause(screen)
        end(screen)
        with opened(home) as workspace:  # half an hour passes
            pause = workspace.pauses.current()
            assert pause is not None
            past = datetime.now().replace(microsecond=0) - timedelta(minutes=1)
            workspace.pauses.keep(replace(pause, back=past))
        screen.start_app(home)
        unlock(screen)
        screen.keys("Return")  # the time has come: ready
        screen.keys("s", *["Tab"] * 5, "Return")  # swap, close and thank
        screen.type("the garden")
        screen.keys(*["Tab"] * 6, "Return", "Return")  # keep for us, in the diary
        screen.keys("Return", "ctrl+l")
        with opened(home, screen) as workspace:
            assert workspace.pauses.current() is None
            newest = workspace.diary.newest()
            assert newest is not None
            assert workspace.diary.get(newest.id).text == "One thing I heard: the garden"


def prepare(home: Path, companion) -> None:
    made = companion("new", "--no-keyring", "--passphrase-stdin", stdin=PASSPHRASE + "\n")
    assert made.returncode == 0, made.stderr


def unlock(screen: Screen) -> None:
    screen.type(PASSPHRASE)
    screen.keys("Return")


def begin(screen: Screen, role: int) -> None:
    """From the lock to the first turn, all yes."""
    unlock(screen)
    screen.keys("ctrl+4", "Return", "Return")  # just me, safe enough
    screen.keys(*["Tab"] * role, "Return")
    screen.keys("End", "Tab", "End", "Tab", "End", "Tab", "End")
    screen.keys(*["Tab"] * 5, "Return")  # over the depths and "Draw a card": prepare a talk
    screen.keys("Return")  # to be understood
    screen.keys(*["Tab"] * 7, "Return")  # how, where, how deep, how long: go on
    screen.keys(*["Tab"] * 7, "Return")  # over the three parts of the words to ask with: yes
    screen.keys("Return", "Return")  # agreed, begin
    screen.keys("s")


def lock_in_the_pause(screen: Screen) -> None:
    screen.keys("F2", "Return", "Return")


def end(screen: Screen) -> None:
    """Quick exit, until the process is gone."""
    screen.keys("ctrl+shift+q", settle=False)
    screen.wait_for_end()


def restart(screen: Screen, home: Path) -> None:
    end(screen)
    screen.start_app(home)
    unlock(screen)


@contextmanager
def opened(home: Path, screen: Screen | None = None) -> Iterator[Workspace]:
    """The vault itself, as soon as the locked window has let go of it."""
    vault = Vault.all(home)[0]
    found: list[Workspace] = []

    def free() -> bool:
        keys = vault.unlock_with_passphrase(PASSPHRASE)
        try:
            found.append(Workspace.open(home, vault, keys))
        except Exception:
            keys.close()
            return False
        return True

    if screen is not None:
        screen.until(free)
    else:
        assert free()
    try:
        yield found[0]
    finally:
        found[0].close()


def kept_pause(home: Path, screen: Screen) -> Pause:
    with opened(home, screen) as workspace:
        pause = workspace.pauses.current()
    assert pause is not None
    return pause


@contextmanager
def picture_if_stuck(screen: Screen, folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        screen.picture(folder / "where-it-stopped.png")
        raise
