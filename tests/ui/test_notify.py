"""Notices of the system, on a real bus with a real daemon, and where there is none."""

import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication

from tests.tools.notices import Desk
from ui.notify import BusNotifier, TrayNotifier

pytestmark = pytest.mark.notices


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch):
    with Desk() as desk:
        desk.join(monkeypatch)
        yield desk


@pytest.fixture
def notifier(qtbot):
    made = BusNotifier()
    yield made
    made.end()


def show(qtbot, notifier, title: str, words: str) -> bool:
    with qtbot.waitSignal(notifier.answered, timeout=20_000) as told:
        notifier.show(title, words, "token")
    assert told.args[0] == "token"
    return told.args[1]


def test_it_says_the_title_and_the_words_and_nothing_else(qtbot, desk: Desk, notifier: BusNotifier) -> None:
    assert show(qtbot, notifier, "Notes", "Something you planned")
    desk.until(desk.shown)
    (program, _replaced, icon, title, words, _actions, hints, _time) = desk.notices()[0]
    assert (program, icon, title, words) == ("Notes", "", "Notes", "Something you planned")
    assert hints["urgency"] == ("y", 0)
    assert hints["category"] == ("s", "x-reminder")
    (shown,) = desk.history()
    assert (shown["appname"], shown["summary"], shown["body"]) == ("Notes", "Notes", "Something you planned")
    assert b"ompanion" not in desk.heard(), "the bus is no place for the name"


def test_words_are_words_and_no_markup(qtbot, desk: Desk, notifier: BusNotifier) -> None:
    assert show(qtbot, notifier, "Notes", "Tea & <b>bread</b> \ud83d ☕")
    assert desk.history()[0]["body"] == "Tea & <b>bread</b> ? ☕"


def test_the_next_takes_the_place_of_the_last_and_all_goes_at_the_end(qtbot, desk: Desk, notifier) -> None:
    assert show(qtbot, notifier, "Notes", "One")
    assert show(qtbot, notifier, "Notes", "Two")
    desk.until(lambda: desk.shown() == 1)
    notifier.end()
    desk.until(lambda: desk.shown() == 0)
    assert [thread for thread in threading.enumerate() if thread.name == "companion-notices"] == []
    assert show(qtbot, notifier, "Notes", "Three"), "what is asked after the end begins anew"


def test_a_click_comes_back_and_puts_it_away(qtbot, desk: Desk, notifier: BusNotifier) -> None:
    assert show(qtbot, notifier, "Notes", "Something you planned")
    desk.until(desk.shown)
    with qtbot.waitSignal(notifier.clicked, timeout=20_000):
        desk.click()
    desk.until(lambda: desk.shown() == 0)


def test_where_nobody_shows_notices_it_says_so_until_somebody_does(qtbot, monkeypatch, notifier) -> None:
    with Desk(daemon=False) as desk:
        desk.join(monkeypatch)
        assert not show(qtbot, notifier, "Notes", "Something you planned")
        desk.start_daemon()
        assert show(qtbot, notifier, "Notes", "Something you planned")
        desk.until(desk.shown)


def test_a_bus_that_goes_away_is_no_mistake(qtbot, monkeypatch, notifier: BusNotifier) -> None:
    with Desk() as desk:
        desk.join(monkeypatch)
        assert show(qtbot, notifier, "Notes", "Something you planned")
    assert not show(qtbot, notifier, "Notes", "Something you planned")


def test_without_a_bus_nothing_is_shown(qtbot, monkeypatch, notifier: BusNotifier) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert not show(qtbot, notifier, "Notes", "Something you planned")


def test_a_bus_that_never_answers_holds_up_nobody(qtbot, monkeypatch, tmp_path, notifier) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "bus"))
        deaf.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
        began = time.monotonic()
        notifier.show("Notes", "Something you planned", "token")
        QCoreApplication.processEvents()
        notifier.end()
        assert time.monotonic() - began < 1


def test_without_a_tray_nothing_is_shown(qtbot) -> None:
    tray = TrayNotifier()
    assert not show(qtbot, tray, "Notes", "Something you planned")
    tray.end()
