"""The whole way with keys only, on a real screen: a saved page, a planned walk, a printed card, and a lock.

The app is the real one under Xvfb with a window manager; the keys are real X key presses; the printer is a real CUPS queue.
What came of it is read afterwards from the vault itself, by the command line, while the locked window is still there.
"""

from pathlib import Path

import pytest

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


def found(companion, words: str):
    """The vault opens for the command line only once the window has let go of it."""
    return companion("search", words, "--passphrase-stdin", stdin=PASSPHRASE + "\n")


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
