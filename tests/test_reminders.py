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

from tests.conftest import ROOT
from tests.test_privacy import spellings
from tests.tools.notices import Desk
from tests.tools.robot import PASSPHRASE

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
