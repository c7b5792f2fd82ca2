"""Reminders of the real app, process and all: while locked, on a real notification daemon, and after a kill.

The app's own clock is moved by the robot; nothing waits for an hour to pass.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from companion.disk import ProcessLock
from companion.errors import VaultInUse
from companion.vault import Vault
from companion.workspace import Workspace
from tests.conftest import ROOT
from tests.test_privacy import spellings
from tests.tools.notices import Desk
from tests.tools.robot import PASSPHRASE
from tests.tools.screen import Screen
from ui.instance import Instance
from ui.reminders import STAY

LATE = "There was something in your plan."


@pytest.fixture
def made(home: Path, companion) -> Path:
    done = companion("new", "--no-keyring", "--passphrase-stdin", stdin=PASSPHRASE + "\n")
    assert done.returncode == 0, done.stderr
    return home


@contextmanager
def playing(play: str, **env: str) -> Iterator["subprocess.Popen[str]"]:
    """The app with a robot at its keys; killed at the end, if it has not ended."""
    app = subprocess.Popen(
        [sys.executable, "-m", "tests.tools.robot", play],
        cwd=ROOT,
        env={"COMPANION_CANARY": "zqwalkvx", **os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield app
    finally:
        app.kill()
        app.communicate()


def told(app: "subprocess.Popen[str]", word: str) -> str:
    """The next line that begins with the word, without it."""
    assert app.stdout is not None
    for line in app.stdout:
        first, _, rest = line.strip().partition(" ")
        assert first != "broken", line
        if first == word:
            return rest
    raise AssertionError(f"it ended without saying {word!r}")


@pytest.mark.notices
def test_locked_a_reminder_is_a_real_notice_without_a_word_of_the_plan(made: Path) -> None:
    canary = "zq" + secrets.token_hex(7) + "vx"
    with Desk() as desk:
        bus = desk.env["DBUS_SESSION_BUS_ADDRESS"]
        with playing(
            "remind_locked", COMPANION_CANARY=canary, COMPANION_NOTICES="1", DBUS_SESSION_BUS_ADDRESS=bus
        ) as app:
            told(app, "looked")
            desk.until(desk.shown)
            ((program, _replaced, icon, title, words, _actions, hints, _time),) = desk.notices()
            assert (program, icon, title, words) == ("Notes", "", "Notes", "Something you planned")
            assert hints["urgency"] == ("y", 0)
            desk.click()
            assert told(app, "came") == "locked", "the window comes forward, and it is still locked"
        heard = desk.heard()
        assert len(desk.messages("Notify")) == 1
        assert not [how for how, text in spellings(canary).items() if text in heard]
        assert b"ompanion" not in heard
        (shown,) = desk.history()
        assert (shown["summary"], shown["body"]) == ("Notes", "Something you planned")


@pytest.mark.notices
def test_turned_off_nothing_is_shown(made: Path) -> None:
    with Desk() as desk:
        bus = desk.env["DBUS_SESSION_BUS_ADDRESS"]
        with playing("remind_locked", DBUS_SESSION_BUS_ADDRESS=bus) as app:
            assert told(app, "looked") == "", "nothing is even open that could speak to the desktop"
        assert desk.notices() == []
        assert desk.shown() == 0


def test_killed_and_started_again_it_says_once_what_came_late(made: Path) -> None:
    with playing("remind_and_wait") as app:
        told(app, "planned")
        app.kill()
    with playing("remind_late", COMPANION_HOURS="5") as app:
        assert told(app, "first") == LATE
        assert told(app, "second") == ""
        assert app.wait(timeout=20) == 0
    with playing("remind_late", COMPANION_HOURS="6") as app:
        assert told(app, "first") == ""


def test_over_a_day_later_it_says_nothing(made: Path) -> None:
    with playing("remind_and_wait") as app:
        told(app, "planned")
        app.kill()
    with playing("remind_late", COMPANION_HOURS="26.5") as app:
        assert told(app, "first") == ""


# --- a window that is out of sight, on a screen with a window manager and real keys


def start(screen: Screen, home: Path, *words: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "ui", "--home", str(home), *words]
    return subprocess.Popen(
        command, cwd=ROOT, env=screen.env, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def seen(screen: Screen) -> int:
    try:
        return screen.windows()
    except subprocess.CalledProcessError:
        return 0  # that is how it says none


def bring_back(screen: Screen, home: Path) -> None:
    """Start it again, unlock it by its keys, and see that it is open."""
    assert start(screen, home).communicate(timeout=30) == (None, b"")
    screen.until(lambda: seen(screen) == 1)
    screen.settle()
    screen.type(PASSPHRASE)
    screen.keys("Return")
    screen.until(lambda: in_use(home))


def in_use(home: Path) -> bool:
    """Whether a process has the vault open."""
    lock = ProcessLock(Vault.all(home)[0].lock)
    try:
        lock.acquire()
    except VaultInUse:
        return True
    lock.release()
    return False


@pytest.mark.xvfb
def test_closed_it_stays_if_asked_to_and_quick_exit_ends_it(made: Path, tmp_path: Path) -> None:
    vault = Vault.all(made)[0]
    workspace = Workspace.open(made, vault, vault.unlock_with_passphrase(PASSPHRASE))
    workspace.prefs.set(STAY, True)
    workspace.close()
    with Screen() as screen:
        try:
            screen.start_app(made)
            screen.type(PASSPHRASE)
            screen.keys("Return")
            screen.until(lambda: in_use(made))
            screen.settle()
            screen.keys("alt+F4", settle=False)
            screen.until(lambda: seen(screen) == 0)
            screen.until(lambda: not in_use(made))
            assert screen.app is not None
            assert screen.app.poll() is None
            bring_back(screen, made)
            screen.keys("ctrl+shift+q", settle=False)
            assert screen.wait_for_end(20) == 0
        except BaseException:
            screen.picture(tmp_path / "where-it-stopped.png")
            raise


def test_started_at_login_where_nothing_is_it_leaves_again(home: Path, companion) -> None:
    done = companion("--hidden")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.xvfb
def test_started_at_login_it_is_out_of_sight_until_it_is_started_again(made: Path, tmp_path: Path) -> None:
    with Screen() as screen:
        try:
            screen.app = start(screen, made, "--hidden")
            screen.until(Path(Instance(made).socket_name()).exists)
            assert seen(screen) == 0
            bring_back(screen, made)
            screen.settle()
            screen.keys("alt+F4", settle=False)
            assert screen.wait_for_end(20) == 0, "nobody asked it to stay"
        except BaseException:
            screen.picture(tmp_path / "where-it-stopped.png")
            raise
