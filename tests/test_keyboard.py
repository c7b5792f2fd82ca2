"""The whole way with keys only, on a real screen: the first run, a saved page, a planned walk, a printed card, a backup and
the way back from it, a lock, and the way out in a hurry.

The app is the real one under Xvfb with a window manager; the keys are real X key presses; the printer is a real CUPS queue.
What came of it is read afterwards from the vault itself, by the command line, while the locked window is still there.
"""

from pathlib import Path

import pytest

from tests.conftest import at_rest, rounds
from tests.tools import real_print
from tests.tools.robot import PASSPHRASE
from tests.tools.screen import Screen


@pytest.mark.xvfb
@pytest.mark.cups
def test_from_start_to_lock_without_a_mouse(home: Path, companion, tmp_path: Path) -> None:
    made = companion("new", "--no-keyring", "--passphrase-stdin", stdin=PASSPHRASE + "\n")
    assert made.returncode == 0, made.stderr
    with real_print.PrivateCups() as cups, Screen() as screen:
        screen.start_app(home, CUPS_SERVER=cups.environment()["CUPS_SERVER"])
        try:
            drive(screen)
            job = cups.delivered()
            screen.until(lambda: found(companion, "heron").returncode == 0)
        except BaseException:
            screen.picture(tmp_path / "where-it-stopped.png")
            raise
        assert screen.app is not None
        assert screen.app.poll() is None, "it only locked; the window is still there"
    assert job.pages >= 1
    assert "pass" in job.text.lower()
    assert "A heron on the step" in found(companion, "heron").stdout
    exported = companion(
        "export", tmp_path / "all.json", "--format", "json", "--passphrase-stdin", stdin=PASSPHRASE + "\n"
    )
    assert exported.returncode == 0, exported.stderr
    assert "Walk to the bridge" in (tmp_path / "all.json").read_text(encoding="utf-8")


def found(companion, words: str, *more: object, passphrase: str = PASSPHRASE):
    """The vault opens for the command line only once the window has let go of it."""
    return companion("search", words, *more, "--passphrase-stdin", stdin=passphrase + "\n")


def drive(screen: Screen) -> None:
    screen.type(PASSPHRASE)
    screen.keys("Return")
    # A page: title first, then the text.
    screen.keys("ctrl+n")
    screen.type("We saw a heron. Nobody spoke.")
    screen.keys("shift+Tab")
    screen.type("A heron on the step")
    # A plan: the dialog opens on its title, Enter puts it in the plan.
    screen.keys("ctrl+shift+n")
    screen.type("Walk to the bridge")
    screen.keys("Return")
    # A card on paper: our preview first, then the system's dialog, Enter in both.
    screen.keys("ctrl+4", "ctrl+p", "Return", "Return")
    screen.keys("Escape", "ctrl+l")


@pytest.mark.xvfb
def test_first_run_backup_and_restore_without_a_mouse(home: Path, companion, tmp_path: Path) -> None:
    elsewhere, copy = tmp_path / "elsewhere", tmp_path / "stick" / "copy.zip"
    copy.parent.mkdir()
    with Screen() as screen:
        try:
            screen.start_app(home)
            first_run(screen)
            screen.keys("ctrl+n")
            screen.type("A heron stood there, and nobody spoke.")
            back_up(screen, copy)
            screen.until(copy.exists)
            screen.settle()
            screen.keys("ctrl+l")
            screen.until(lambda: found(companion, "heron").returncode == 0)
            screen.keys("ctrl+shift+q", settle=False)
            assert screen.wait_for_end(20) == 0
            screen.start_app(elsewhere)
            bring_back(screen, copy)
            screen.keys("ctrl+l")
            there = ("--home", elsewhere)
            screen.until(lambda: found(companion, "heron", *there, passphrase=NEW).returncode == 0)
        except BaseException:
            screen.picture(tmp_path / "where-it-stopped.png")
            raise
    assert "nobody spoke" in found(companion, "heron", *there, passphrase=NEW).stdout
    exported = companion(
        *("export", tmp_path / "all.json", "--format", "json", *there, "--passphrase-stdin"), stdin=NEW + "\n"
    )
    assert exported.returncode == 0, exported.stderr
    assert "Robin" in (tmp_path / "all.json").read_text(encoding="utf-8")


NEW = "moss tin lantern harbour slow"


def first_run(screen: Screen) -> None:
    screen.keys("Return", "Return")
    # Does anyone else use this login: the second answer, then a passphrase, twice.
    screen.keys("Down", "Tab")
    twice(screen, PASSPHRASE)
    # The kit: print, save, write down, back, later.
    screen.keys("Tab", "Tab", "Tab", "Tab", "Return")
    # Where are you today: the second of four answers, and both names.
    screen.keys("Down", "Tab", "Tab", "Tab")
    screen.type("Alex")
    screen.keys("Tab")
    screen.type("Robin")
    screen.keys("Return")


def twice(screen: Screen, passphrase: str) -> None:
    for _ in range(2):
        screen.type(passphrase)
        screen.keys("Return")


def back_up(screen: Screen, file: Path) -> None:
    screen.keys("ctrl+comma", "ctrl+Tab", "Tab", "Return")
    screen.keys("ctrl+a")
    screen.type(str(file))
    screen.keys("Return")


def bring_back(screen: Screen, file: Path) -> None:
    # "I have a backup" stands before "Begin"; then the file, and its passphrase.
    screen.keys("shift+Tab", "Return", "Return")
    screen.type(str(file))
    screen.keys("Return")
    screen.type(PASSPHRASE)
    screen.keys("Return")
    # What is still missing comes by itself: the answer about this login.
    screen.keys("Down", "Tab")
    twice(screen, NEW)
    screen.keys("Tab", "Tab", "Tab", "Return")


@pytest.mark.xvfb
def test_quick_exit_from_qts_own_file_dialog_ends_within_a_second(home: Path, companion, tmp_path) -> None:
    made = companion("new", "--no-keyring", "--passphrase-stdin", stdin=PASSPHRASE + "\n")
    assert made.returncode == 0, made.stderr
    with Screen() as screen:
        for _ in range(rounds(3, 10)):
            screen.start_app(home)
            screen.type(PASSPHRASE)
            screen.keys("Return", "ctrl+comma", "ctrl+Tab", "Tab", "Return")
            screen.until(lambda: screen.windows() == 2)  # the dialog
            screen.keys("Shift_L", "Shift_L", "Shift_L", settle=False)
            assert screen.wait_for_end(at_rest(1)) == 0
