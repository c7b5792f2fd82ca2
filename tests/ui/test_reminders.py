"""Reminders on a real vault: when they come, in which of two ways, how often, and what is known while locked.

The clock is moved instead of waited for. What the system shows is shown by a real daemon.
"""

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from companion.changes import Change
from companion.workspace import open_new
from tests.tools.notices import Desk
from ui import reminders as module
from ui.notify import BusNotifier
from ui.reminders import STAY, SYSTEM, TOLD, WORDS, Reminders
from ui.session import Notice, Session, State
from ui.shell import Shell

PASSPHRASE = "harbour lantern moss"
NOON = datetime(2030, 11, 14, 12, 0)
CANARY = "zqheronvx"
USUAL = "Something you planned"
LATE = "There was something in your plan."


class Life:
    """The app's own session on one home, with a clock that can be moved, as often started and killed as wanted."""

    def __init__(self, home: Path, now: datetime = NOON) -> None:
        self.home, self.now = home, now
        self.session = Session(home, clock=lambda: self.now)
        self.notifier = BusNotifier()
        self.reminders = Reminders(self.session, self.notifier)
        self.notices: list[Notice] = []
        self.shown: list[str] = []
        self.came = 0
        self.session.noticed.connect(self._noticed)
        self.reminders.asked.connect(self.shown.append)
        self.reminders.came.connect(self._came)

    def _noticed(self, notice: Notice) -> None:
        if notice.action_text == "Show":
            self.notices.append(notice)

    def _came(self) -> None:
        self.came += 1

    def unlock(self, number: int = 0) -> "Life":
        vault = self.session.vaults()[number]
        self.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
        self.reminders.begin()
        self.reminders.look()
        return self

    def plan(self, hours: float, remind: int | None = 60, **more: object) -> str:
        """Something planned so many hours from now; gives its key."""
        planner = self.session.workspace.planner
        begins = self.now + timedelta(hours=hours)
        blank = replace(planner.blank(begins.date()), title=CANARY, at=begins.time(), part=None)
        plan = replace(blank, remind=remind, **more)
        assert self.session.perform(lambda: planner.save(plan)) is not None
        return plan.id

    def choose(self, **wishes: object) -> None:
        names = {"system": SYSTEM, "words": WORDS, "stay": STAY}
        prefs = self.session.workspace.prefs
        for name, value in wishes.items():
            assert self.session.perform(partial(prefs.set, names[name], value)) is not None

    def after(self, **time: float) -> None:
        """Let time pass, and the next look come."""
        self.now += timedelta(**time)
        self.reminders.look()

    @property
    def said(self) -> list[str]:
        return [notice.text for notice in self.notices]

    def die(self) -> None:
        """Gone without a lock, as far as this object goes; the vault is let go for the next start."""
        if self.session.workspace is not None:
            self.session.workspace.close()
            self.session.workspace = None
        self.reminders.drop()
        self.session.watch.stop()


@pytest.fixture
def lives(qtbot, home: Path) -> Iterator[list[Life]]:
    open_new(home, passphrase=PASSPHRASE, clock=lambda: NOON)[0].close()
    made: list[Life] = []
    yield made
    for life in made:
        life.die()


@pytest.fixture
def life(lives: list[Life], home: Path) -> Life:
    lives.append(Life(home).unlock())
    return lives[0]


def again(lives: list[Life], home: Path, hours: float) -> Life:
    """A kill, and another start so many hours after the last one."""
    lives[-1].die()
    lives.append(Life(home, lives[-1].now + timedelta(hours=hours)))
    return lives[-1]


# --- in the window


def test_it_is_said_in_the_open_window_when_its_time_comes_and_once(life: Life) -> None:
    key = life.plan(3)
    life.after(hours=1, minutes=59)
    assert life.said == []
    life.after(minutes=1)
    assert life.said == [USUAL]
    assert life.notices[0].lasting, "it waits until it was seen"
    life.after(minutes=1)
    life.after(hours=5)
    assert life.said == [USUAL]
    life.notices[0].action()
    assert life.shown == [key]


def test_what_has_no_reminder_says_nothing(life: Life) -> None:
    life.plan(1, remind=None)
    life.after(hours=5)
    assert life.said == []


def test_what_was_let_go_says_nothing_and_what_was_moved_comes_then(life: Life) -> None:
    planner = life.session.workspace.planner
    gone, moved = life.plan(3), life.plan(3)
    life.session.perform(lambda: planner.let_go(gone))
    life.session.perform(lambda: planner.move(moved, NOON.date(), (NOON + timedelta(hours=6)).time(), None))
    life.after(hours=2)
    assert life.said == []
    life.after(hours=3)
    assert life.said == [USUAL]
    life.notices[0].action()
    assert life.shown == [moved]


def test_what_is_moved_after_it_was_said_is_said_at_its_new_time(life: Life) -> None:
    key, planner = life.plan(3), life.session.workspace.planner
    life.after(hours=2)
    life.session.perform(lambda: planner.move(key, NOON.date(), (NOON + timedelta(hours=6)).time(), None))
    life.after(hours=3)
    assert life.said == [USUAL, USUAL]


def test_a_time_that_had_passed_when_it_was_planned_is_not_made_up_for(life: Life) -> None:
    life.after(hours=2)
    life.plan(0.5)
    life.after(minutes=1)
    life.session.lock()
    life.unlock()
    assert life.said == []


def test_other_words_are_said_when_somebody_chose_them(life: Life) -> None:
    life.choose(words="Tea")
    life.plan(3)
    life.after(hours=2)
    assert life.said == ["Tea"]


def test_it_waits_for_somebody_to_come_back(life: Life) -> None:
    life.plan(3)
    life.session.set_hidden(True)
    life.after(hours=2)
    assert life.said == []
    life.session.set_hidden(False)
    life.after(minutes=1)
    assert life.said == [USUAL]


def test_what_is_let_go_while_it_waits_is_not_said(life: Life) -> None:
    key, planner = life.plan(3), life.session.workspace.planner
    life.session.set_hidden(True)
    life.after(hours=2)
    life.session.perform(lambda: planner.let_go(key))
    life.session.set_hidden(False)
    life.after(minutes=1)
    assert life.said == []


def test_it_waits_where_nobody_touched_anything_for_a_while(life: Life, monkeypatch) -> None:
    life.plan(3)
    monkeypatch.setattr(life.session.watch, "_steady", lambda: time.monotonic() + 600)
    life.after(hours=2)
    assert life.said == []
    life.session.watch.alive()
    life.after(minutes=1)
    assert life.said == [USUAL]


def test_what_waited_in_vain_comes_after_the_next_unlock(life: Life) -> None:
    life.plan(3)
    life.session.set_hidden(True)
    life.after(hours=2)
    life.session.lock()
    life.session.set_hidden(False)
    life.unlock()
    assert life.said == [LATE]


# --- late


def test_after_a_kill_what_came_late_is_said_once_and_softly(lives, life: Life, home: Path) -> None:
    key = life.plan(3)
    started = again(lives, home, 5)
    assert started.said == [], "locked, nothing can be known"
    started.unlock()
    assert started.said == [LATE]
    started.notices[0].action()
    assert started.shown == [key]
    started.session.lock()
    started.unlock()
    started = again(lives, home, 0.1).unlock()
    assert started.said == []


@pytest.mark.parametrize(("hours", "said"), [(2 + 23.9, [LATE]), (2 + 24.1, [])])
def test_what_is_over_a_day_late_is_not_said_at_all(lives, life: Life, home: Path, hours, said) -> None:
    life.plan(3)
    assert again(lives, home, hours).unlock().said == said


def test_several_that_came_late_are_one_line(lives, life: Life, home: Path) -> None:
    for _ in range(4):
        life.plan(3)
    assert again(lives, home, 5).unlock().said == [LATE]


def test_what_was_said_before_a_kill_is_not_said_after_it(lives, life: Life, home: Path) -> None:
    life.plan(3)
    life.after(hours=2)
    assert life.said == [USUAL]
    assert again(lives, home, 1).unlock().said == []


def test_what_was_let_go_meanwhile_is_not_late(lives, life: Life, home: Path) -> None:
    key, planner = life.plan(3), life.session.workspace.planner
    life.session.perform(lambda: planner.let_go(key))
    assert again(lives, home, 5).unlock().said == []


def test_a_change_is_read_a_moment_later_on_a_thread(qtbot, life: Life, monkeypatch) -> None:
    threads: list[str] = []
    real = life.session.workspace.planner.due

    def due(*span: datetime) -> list:
        threads.append(threading.current_thread().name)
        return real(*span)

    monkeypatch.setattr(life.session.workspace.planner, "due", due)
    for _ in range(5):
        life.plan(3)
    assert threads == [], "nothing holds up the window"
    qtbot.waitUntil(lambda: len(life.reminders.times) == 5)
    assert threads == ["companion-job"]


def test_an_unlock_leads_there_by_itself_and_a_quick_lock_leaves_nothing_out(qtbot, life: Life) -> None:
    life.session.lock()
    vault = life.session.vaults()[0]
    life.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    life.plan(3)
    life.session.lock()
    assert len(life.reminders.times) == 1, "a lock right after the unlock still takes the times along"
    life.now += timedelta(hours=3)
    life.session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    qtbot.waitUntil(lambda: life.said == [LATE])


# --- while locked


def test_locked_it_knows_times_and_nothing_else(life: Life) -> None:
    key = life.plan(3)
    life.session.lock()
    assert life.session.state is State.LOCKED
    assert life.reminders.times == ((NOON + timedelta(hours=2)).astimezone(),)
    held = repr(vars(life.reminders))
    assert CANARY not in held
    assert key not in held


def test_quick_exit_drops_even_those(life: Life) -> None:
    life.choose(stay=True)
    life.plan(3)
    life.session.quick_exit()
    assert life.reminders.times == ()
    assert not life.session.background


def test_notes_that_were_deleted_remind_of_nothing(life: Life, home: Path) -> None:
    from companion.workspace import delete_vault

    open_new(home, passphrase=PASSPHRASE, clock=lambda: NOON)[0].close()
    vault = life.session.vault
    life.plan(3)
    life.session.lock()
    delete_vault(vault)
    life.after(minutes=1)
    assert life.reminders.times == ()


def test_other_notes_have_other_reminders(life: Life, home: Path) -> None:
    open_new(home, passphrase=PASSPHRASE, clock=lambda: NOON)[0].close()
    other = next(n for n, vault in enumerate(life.session.vaults()) if vault.id != life.session.vault.id)
    life.plan(3)
    life.session.lock()
    life.unlock(other)
    assert life.reminders.times == ()
    life.after(hours=5)
    life.session.lock()
    life.unlock(1 - other)
    assert life.said == [LATE]


def test_it_knows_enough_for_a_long_time_behind_the_lock(life: Life) -> None:
    life.plan(24 * 30)
    life.session.lock()
    assert len(life.reminders.times) == 1


# --- clocks


def test_a_clock_set_back_repeats_what_comes_again_and_a_small_correction_nothing(life: Life) -> None:
    life.plan(3)
    life.after(hours=2, seconds=1)
    life.after(seconds=-2)
    life.after(seconds=2)
    assert life.said == [USUAL]
    life.after(hours=-1)
    assert life.said == [USUAL]
    life.after(hours=1)
    assert life.said == [USUAL, USUAL]


def test_a_clock_that_was_far_ahead_does_not_silence_what_comes(lives, life: Life, home: Path) -> None:
    life.after(days=400)
    life.session.lock()
    back = again(lives, home, -400 * 24).unlock()
    back.plan(3)
    back.after(hours=2)
    assert back.said == [USUAL]


def test_after_sleep_it_looks_at_once(life: Life) -> None:
    life.session.prefer(lock_on_sleep=False)
    life.plan(3)
    life.now += timedelta(hours=4)
    life.session.watch.jumped.emit()
    assert life.said == [USUAL]


def test_it_wakes_for_the_next_time_and_once_a_minute(life: Life) -> None:
    life.plan(1.5)
    assert life.reminders._clock.interval() == module.LOOK_MS
    life.after(minutes=29, seconds=50)
    assert life.reminders._clock.interval() == 10_000
    life.session.lock()
    life.after(hours=1)
    assert not life.reminders._clock.isActive(), "locked and with nothing to come, it rests"


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.delenv("TZ")
    time.tzset()


def test_what_goes_with_the_machine_goes_along_to_another_zone(zone, life: Life, monkeypatch) -> None:
    life.plan(3.5, zone="")
    # Two hours further east, the wall clock is two hours ahead, and half past two is near.
    monkeypatch.setenv("TZ", "Europe/Moscow")
    time.tzset()
    life.session.broadcast(Change("planner"))
    life.after(hours=2)
    assert life.said == []
    life.after(minutes=30)
    assert life.said == [USUAL]


def test_the_hour_that_comes_twice_is_told_apart(zone, lives: list[Life], home: Path) -> None:
    life = Life(home, datetime(2030, 10, 27, 1, 0)).unlock()
    lives.append(life)
    life.plan(3, remind=75)  # at four, in the second hour between two and three: 2:45 the second time
    life.now = datetime(2030, 10, 27, 2, 46)
    life.reminders.look()
    assert life.said == []
    life.now = datetime(2030, 10, 27, 2, 46, fold=1)
    life.reminders.look()
    assert life.said == [USUAL]


# --- outside


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with Desk() as desk:
        desk.join(monkeypatch)
        yield desk


def until(desk: Desk, condition) -> None:
    def look() -> object:
        QCoreApplication.processEvents()
        return condition()

    desk.until(look)


@pytest.mark.notices
def test_locked_it_is_a_notice_without_a_word_of_the_plan(desk: Desk, lives, life: Life, home: Path) -> None:
    life.choose(system=True)
    key = life.plan(3)
    life.session.lock()
    life.after(hours=2)
    until(desk, lambda: life.reminders._outside)
    assert [(told[0], told[3], told[4]) for told in desk.notices()] == [("Notes", "Notes", USUAL)]
    heard = desk.heard()
    assert CANARY.encode() not in heard
    assert key.encode() not in heard
    life.unlock()
    assert life.said == [], "it was told once"
    assert again(lives, home, 1).unlock().said == []
    assert len(desk.notices()) == 1


@pytest.mark.notices
def test_other_words_and_another_name_go_out_as_they_are(desk: Desk, life: Life) -> None:
    life.session.prefer(discreet_name="Lists")
    life.choose(system=True, words="Tea")
    life.plan(3)
    life.session.lock()
    life.after(hours=2)
    until(desk, desk.shown)
    assert [(shown["summary"], shown["body"]) for shown in desk.history()] == [("Lists", "Tea")]


@pytest.mark.notices
@pytest.mark.parametrize("turned_off", [False, True])
def test_it_is_off_until_asked_for_and_off_when_turned_off(desk: Desk, life: Life, turned_off: bool) -> None:
    if turned_off:
        life.choose(system=True)
        life.choose(system=None)
    life.plan(3)
    life.plan(4)
    life.session.lock()
    life.after(hours=2)
    life.unlock().choose(system=True)
    life.session.lock()
    life.after(hours=1)
    until(desk, desk.shown)
    assert len(desk.notices()) == 1, "only the one after it was turned on"
    assert life.said == [LATE], "the other was said inside"


@pytest.mark.notices
def test_turning_it_off_takes_away_what_is_up(desk: Desk, life: Life) -> None:
    life.choose(system=True)
    life.plan(3)
    life.session.set_hidden(True)
    life.after(hours=2)
    until(desk, desk.shown)
    life.choose(system=None)
    until(desk, lambda: not desk.shown())


@pytest.mark.notices
def test_a_click_brings_the_window_and_the_unlock_says_it_with_a_way_to_the_plan(
    desk: Desk, life: Life
) -> None:
    life.choose(system=True)
    key = life.plan(3)
    life.session.lock()
    life.after(hours=2)
    until(desk, desk.shown)
    desk.click()
    until(desk, lambda: life.came)
    assert life.session.state is State.LOCKED
    life.unlock()
    assert life.said == [USUAL]
    life.notices[0].action()
    assert life.shown == [key]
    life.session.lock()
    life.unlock()
    assert life.said == [USUAL]


@pytest.mark.notices
def test_opening_the_notes_or_leaving_in_a_hurry_puts_it_away(desk: Desk, life: Life) -> None:
    life.choose(system=True)
    life.plan(3)
    life.plan(4)
    life.session.lock()
    life.after(hours=2)
    until(desk, desk.shown)
    life.unlock()
    until(desk, lambda: not desk.shown())
    life.session.lock()
    life.after(hours=1)
    until(desk, desk.shown)
    life.session.quick_exit()
    until(desk, lambda: not desk.shown())


@pytest.mark.notices
def test_out_of_sight_it_comes_from_the_system_and_in_the_window_when_that_is_back(
    desk: Desk, life: Life, shell: Shell
) -> None:
    life.choose(system=True)
    life.plan(3)
    shell.showMinimized()
    life.after(hours=2)
    until(desk, desk.shown)
    assert life.said == []
    shell.showNormal()
    life.after(minutes=1)
    assert life.said == [USUAL]


def test_in_front_of_somebody_the_line_in_the_window_is_enough(qtbot, life: Life, shell: Shell) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    life.choose(system=True)
    life.plan(3)
    life.after(hours=2)
    assert life.said == [USUAL]
    assert life.notifier._bus is None, "the system was not even spoken to"


@pytest.mark.notices
def test_what_nobody_took_is_said_inside_after_the_unlock(monkeypatch, life: Life) -> None:
    with Desk(daemon=False) as desk:
        desk.join(monkeypatch)
        answers: list[bool] = []
        life.notifier.answered.connect(lambda _token, taken: answers.append(taken))
        life.choose(system=True)
        life.plan(3)
        life.session.lock()
        life.after(hours=2)
        until(desk, lambda: answers)
        assert answers == [False]
        life.unlock()
        assert life.said == [LATE]


@pytest.mark.notices
def test_what_came_over_a_day_ago_while_it_slept_is_not_shown(desk: Desk, life: Life) -> None:
    life.choose(system=True)
    life.plan(3)
    life.plan(24 * 3 + 1)
    life.session.lock()
    life.after(days=2)
    life.after(days=1)
    until(desk, desk.shown)
    assert len(desk.notices()) == 1


# --- the window that stays


@pytest.fixture
def shell(qtbot, life: Life) -> Shell:
    made = Shell(life.session)
    qtbot.addWidget(made)
    made.closings = []
    made.closed.connect(lambda: made.closings.append(1))
    made.show()
    qtbot.waitUntil(lambda: made.page() is not None)
    return made


def test_closing_ends_it_unless_somebody_chose_otherwise(qtbot, life: Life, shell: Shell) -> None:
    life.choose(stay=True)
    life.plan(3)
    shell.close()
    assert not shell.isVisible()
    assert life.session.state is State.LOCKED
    assert shell.closings == []
    assert len(life.reminders.times) == 1
    shell.raise_window()
    assert shell.isVisible()
    life.unlock()
    qtbot.waitUntil(lambda: shell.page() is not None)
    life.choose(stay=None)
    shell.close()
    assert shell.closings == [1]


def test_the_end_of_the_session_ends_it_all_the_same(life: Life, shell: Shell) -> None:
    life.choose(stay=True)
    shell.close()
    shell.end()
    assert shell.closings == [1]


def test_the_line_in_the_window_stays_until_it_is_closed(qtbot, life: Life, shell: Shell) -> None:
    life.plan(3)
    life.after(hours=2)
    qtbot.waitUntil(lambda: shell.toast is not None and shell.toast.isVisible())
    shell.toast._time_over()
    assert shell.toast.isVisible()
    shell.toast.close_button.click()
    assert not shell.toast.isVisible()
    life.session.notice("Kept")
    assert not shell.toast.close_button.isVisible()
    shell.toast._time_over()
    assert not shell.toast.isVisible()


def test_the_line_in_the_window_is_reached_with_the_keyboard(qtbot, life: Life, shell: Shell) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    key = life.plan(3)
    life.after(hours=2)
    for _ in range(9):
        QTest.keyClick(shell, Qt.Key.Key_F6)
        if shell.toast.button.hasFocus():
            break
    assert shell.toast.button.hasFocus()
    QTest.keyClick(shell.toast.button, Qt.Key.Key_Return)
    assert life.shown == [key]
    assert not shell.toast.isVisible()


def test_nothing_about_it_lies_outside_the_vault(life: Life, home: Path) -> None:
    life.choose(system=True, words="qwertzy", stay=True)
    life.plan(3)
    life.after(hours=2)
    life.session.lock()
    seen, names = 0, (SYSTEM, WORDS, STAY, TOLD)
    for name in ("COMPANION_HOME", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        for path in Path(os.environ[name]).rglob("*"):
            if path.is_file():
                seen += 1
                held = path.read_bytes()
                assert not [name for name in (*names, "qwertzy", "2030-11-14T14") if name.encode() in held]
    assert seen > 2
