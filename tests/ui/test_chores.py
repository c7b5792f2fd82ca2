"""After an unlock: tidying, the daily copy, the weekly check and gentle reminders, and nothing of it in the
way."""

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.errors import DiskFull
from companion.vault import Vault
from companion.workspace import Health
from tests.clock import Clock
from ui import chores as chores_module
from ui.chores import Chores
from ui.session import Session


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2030, 11, 14, 21, 0))


@pytest.fixture
def session(qtbot, home: Path, clock: Clock):
    vault, keys, _ = Vault.create(home, passphrase="a", keyring=False)
    vault.confirm_kit()
    session = Session(home, clock=clock)
    session.open(vault, keys)
    yield session
    session.close()


@pytest.fixture
def chores(session: Session) -> Chores:
    chores = Chores(session, session)
    chores._timer.stop()
    return chores


def rest(session: Session, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(session.watch, "idle", lambda: seconds)


def test_nothing_runs_while_somebody_types(
    chores: Chores, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest(session, monkeypatch, 1.0)
    for _ in range(5):
        chores.tick()
    assert not session.jobs_running()
    assert not list(session.workspace.backups.folder.glob("*.zip"))
    assert chores._tidy


def test_a_file_that_nothing_names_goes_after_a_rest_and_not_on_the_window_thread(
    qtbot, chores: Chores, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks at every photo's file: with ten thousand of them the next key press would wait."""
    media = session.workspace.media
    left = media.path(media.add(b"of a page that never came"))
    os.utime(left, (0, 0))
    threads = []
    sweep = session.workspace.sweep

    def watched(report: Any) -> int:
        threads.append(threading.current_thread())
        return sweep(report)

    monkeypatch.setattr(session.workspace, "sweep", watched)
    rest(session, monkeypatch, chores_module.TIDY_AFTER)

    def gone() -> bool:
        chores.tick()
        return not left.exists()

    qtbot.waitUntil(gone, timeout=20_000)
    qtbot.waitUntil(lambda: chores._job is None)
    assert threads
    assert threading.main_thread() not in threads


def test_the_copy_of_the_day_is_made_once(
    qtbot, chores: Chores, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest(session, monkeypatch, chores_module.BACKUP_AFTER)

    def made() -> bool:
        chores.tick()
        return chores._backed_up

    qtbot.waitUntil(made, timeout=20_000)
    files = list(session.workspace.backups.folder.glob("*.zip"))
    assert [file.name for file in files] == ["Notes-2030-11-14.zip"]
    chores.tick()
    qtbot.waitUntil(lambda: not session.jobs_running(), timeout=20_000)
    assert len(list(session.workspace.backups.folder.glob("*.zip"))) == 1


def test_a_lock_stops_the_copy_and_leaves_nothing_half_made(qtbot, chores: Chores, session: Session) -> None:
    folder = session.workspace.backups.folder
    chores.back_up()
    assert session.lock()
    assert not session.jobs_running()
    assert not list(folder.glob("*.part"))


def test_a_copy_that_failed_is_said_at_the_foot_of_today_and_tried_later(
    qtbot, chores: Chores, session: Session, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(now, report):
        raise DiskFull

    monkeypatch.setattr(session.workspace.backups, "automatic", full)
    with qtbot.assertNotEmitted(session.noticed), qtbot.waitSignal(session.changed):
        chores.back_up()
    assert "couldn’t be made" in session.footer_note()
    chores._tidy = False
    chores._swept = chores._checked = True
    rest(session, monkeypatch, 1000)
    chores.tick()
    assert chores._job is None, "not at once again"
    clock.now += timedelta(hours=2)
    chores.tick()
    assert chores._job is not None
    qtbot.waitUntil(lambda: chores._job is None)


def test_the_check_runs_once_a_week_and_after_a_bad_end(qtbot, session: Session, clock: Clock) -> None:
    chores = Chores(session, session)
    assert not chores._checked, "never checked before"
    chores.check()
    qtbot.waitUntil(lambda: chores._job is None, timeout=20_000)
    assert Chores(session, session)._checked
    session.ended_badly = True
    assert not Chores(session, session)._checked
    session.ended_badly = False
    clock.now += timedelta(days=7)
    assert not Chores(session, session)._checked


def test_what_the_check_finds_is_said(chores: Chores, session: Session) -> None:
    chores._found(Health((), {}))
    assert session.footer_note() == ""
    chores._found(Health(("media_missing",), {"media_missing": 1}))
    assert "can’t be read" in session.footer_note()


def test_the_kit_is_mentioned_until_it_is_on_paper(session: Session) -> None:
    session.workspace.vault.new_kit(session.workspace.keys)
    chores = Chores(session, session)
    assert "recovery kit" in session.footer_note()
    session.workspace.vault.confirm_kit()
    chores.remind()
    assert session.footer_note() == ""


def test_a_copy_elsewhere_is_suggested_once_a_month_at_most(
    chores: Chores, session: Session, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.footer_note() == "", "not in the first days"
    clock.now += timedelta(days=3)
    chores.remind()
    assert "stick" in session.footer_note()
    clock.now += timedelta(days=1)
    chores.remind()
    assert session.footer_note() == ""
    clock.now += timedelta(days=30)
    chores.remind()
    assert "stick" in session.footer_note()
    session.prefer(backup_reminder="off")
    chores.remind()
    assert session.footer_note() == ""


def test_a_copy_on_another_disk_ends_the_suggestion(
    chores: Chores, session: Session, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion import backup

    monkeypatch.setattr(backup, "_elsewhere", lambda target, folder: True)
    session.workspace.backups.create(tmp_path / "Notes.zip")
    clock.now += timedelta(days=40)
    chores.remind()
    assert session.footer_note() == ""
