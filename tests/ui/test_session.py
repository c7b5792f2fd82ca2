"""What the session promises: one road for operations, locking in order, text held and never dropped, quick
exit in time."""

import gc
import time
import weakref
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from companion import settings as settings_file
from companion.changes import Change
from companion.errors import DiskFull
from companion.vault import Vault
from tests.clock import Clock
from tests.conftest import at_rest
from ui import session as session_module
from ui.session import Session, State

PASSPHRASE = "harbour lantern moss"


class Room:
    """Stands for the window: notes in which order it was asked for what."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.calls: list[str] = []
        self.takes = True
        self.workspace_was_open: bool | None = None

    def flush(self) -> bool:
        self.calls.append("flush")
        return self.takes

    def cover(self) -> None:
        self.calls.append("cover")

    def uncover(self) -> None:
        self.calls.append("uncover")

    def dismantle(self) -> None:
        self.calls.append("dismantle")
        workspace = self.session.workspace
        self.workspace_was_open = workspace is not None and not workspace.closed

    def vanish(self) -> None:
        self.calls.append("vanish")


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2030, 11, 14, 21, 0))


@pytest.fixture
def vault(home: Path) -> Vault:
    vault, keys, _ = Vault.create(home, passphrase=PASSPHRASE, keyring=False)
    keys.close()
    return vault


@pytest.fixture
def session(qtbot, home: Path, vault: Vault, clock: Clock):
    session = Session(home, clock=clock)
    yield session
    room = session._room
    if isinstance(room, Room):
        room.takes = True
    if session.state is State.HELD:
        session._try_again()
    session.close()


@pytest.fixture
def room(session: Session) -> Room:
    room = Room(session)
    session.attach(room)
    return room


def unlock(session: Session, vault: Vault) -> None:
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))


def test_an_empty_home_is_new_and_a_vault_means_locked(qtbot, home: Path, tmp_path: Path) -> None:
    assert Session(home).state is State.NEW
    Vault.create(home, passphrase=PASSPHRASE, keyring=False)[1].close()
    assert Session(home).state is State.LOCKED


def test_a_header_that_is_only_there_as_a_copy_still_counts(qtbot, home: Path, vault: Vault) -> None:
    (vault.folder / "vault.json").unlink()
    assert Session(home).state is State.LOCKED


def test_opening_and_locking(session: Session, room: Room, vault: Vault) -> None:
    states: list[State] = []
    session.state_changed.connect(states.append)
    unlock(session, vault)
    assert session.workspace is not None
    workspace = session.workspace
    assert session.sitting is not None
    assert session.settings.last_vault == vault.id
    assert session.lock()
    assert room.calls == ["cover", "flush", "dismantle"]
    assert room.workspace_was_open, "pages go before the vault closes"
    assert workspace.closed
    assert session.workspace is None
    assert session.sitting is None
    assert states == [State.OPEN, State.LOCKED]


def test_a_sitting_begins_anew_with_every_unlock(session: Session, room: Room, vault: Vault) -> None:
    unlock(session, vault)
    first = session.sitting
    session.lock()
    unlock(session, vault)
    assert session.sitting is not first


def test_text_that_cannot_be_stored_is_held_and_stored_later(
    session: Session, room: Room, vault: Vault
) -> None:
    unlock(session, vault)
    workspace = session.workspace
    room.takes = False
    assert not session.lock()
    assert session.state is State.HELD
    assert "dismantle" not in room.calls
    assert workspace is not None
    assert not workspace.closed
    room.takes = True
    session._try_again()
    assert session.state is State.LOCKED
    assert workspace.closed


def test_held_text_comes_back_with_the_secret_and_nothing_else_was_reopened(
    session: Session, room: Room, vault: Vault
) -> None:
    unlock(session, vault)
    workspace = session.workspace
    room.takes = False
    session.lock()
    unlock(session, vault)
    assert session.state is State.OPEN
    assert session.workspace is workspace


def test_a_mistake_while_flushing_holds_the_text_too(session: Session, room: Room, vault: Vault) -> None:
    unlock(session, vault)

    def broken() -> bool:
        raise ValueError

    room.flush = broken  # type: ignore[method-assign]
    assert not session.lock()
    assert session.state is State.HELD
    del room.flush  # type: ignore[attr-defined]


def test_quick_exit_covers_and_hides_before_anything_else(
    qtbot, session: Session, room: Room, vault: Vault
) -> None:
    unlock(session, vault)
    session.copy("a line to copy")
    began = time.monotonic()
    with qtbot.waitSignal(session.exit_requested):
        session.quick_exit()
    assert time.monotonic() - began < at_rest(1)
    assert room.calls[:2] == ["cover", "vanish"]
    assert room.calls.index("vanish") < room.calls.index("flush")
    assert session.state is State.LOCKED
    assert QGuiApplication.clipboard().text() == ""


def test_quick_exit_with_text_that_cannot_be_stored_stays_hidden_until_it_is(
    qtbot, session: Session, room: Room, vault: Vault
) -> None:
    unlock(session, vault)
    room.takes = False
    with qtbot.assertNotEmitted(session.exit_requested):
        session.quick_exit()
    assert session.state is State.HELD
    assert session.leaving
    room.takes = True
    with qtbot.waitSignal(session.exit_requested):
        session._try_again()
    assert session.state is State.LOCKED


def test_a_practice_press_only_covers_and_the_next_one_is_real(
    qtbot, session: Session, room: Room, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "PRACTICE_COVER_MS", 1)
    unlock(session, vault)
    session.practise_quick_exit()
    with qtbot.waitSignal(session.practised):
        session.quick_exit()
    assert session.state is State.OPEN
    assert room.calls == ["cover", "uncover"]
    with qtbot.waitSignal(session.exit_requested):
        session.quick_exit()


def test_jobs_stop_at_a_lock(qtbot, session: Session, room: Room, vault: Vault) -> None:
    unlock(session, vault)

    def work(report) -> None:
        while True:
            report(0, 0, "")

    owner = QObject()
    job = session.run(work, owner=owner)
    assert session.lock()
    assert not job.running()
    assert not session.jobs_running()


def test_a_job_that_ended_keeps_nothing_alive(qtbot, session: Session) -> None:
    class Words:
        pass

    asked, owner = Words(), QObject()
    seen = weakref.ref(asked)
    done: list[object] = []
    job = session.run(
        lambda report, asked=asked: 1, owner=owner, done=lambda one, asked=asked: done.append(one)
    )
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(lambda: not session.jobs_running())
    known = weakref.ref(job)
    del asked, job
    gc.collect()
    assert seen() is None
    assert known() is None


# --- by itself


def test_it_warns_and_then_locks_when_nobody_is_there(
    qtbot, session: Session, room: Room, vault: Vault
) -> None:
    unlock(session, vault)
    warnings: list[int] = []
    session.lock_soon.connect(warnings.append)
    session.watch.ticked.emit(279.0)
    assert warnings[-1] == 0
    session.watch.ticked.emit(285.0)
    assert warnings[-1] == 15
    session.watch.ticked.emit(10.0)
    assert warnings[-1] == 0, "a sign of life takes the warning back"
    assert session.state is State.OPEN
    session.watch.ticked.emit(300.0)
    assert session.state is State.LOCKED


def test_hidden_it_locks_sooner(session: Session, room: Room, vault: Vault) -> None:
    unlock(session, vault)
    session.set_hidden(True)
    session.watch.ticked.emit(61.0)
    assert session.state is State.LOCKED


def test_sleep_locks_and_can_be_told_not_to(session: Session, room: Room, vault: Vault) -> None:
    unlock(session, vault)
    session.prefer(lock_on_sleep=False)
    session.watch.jumped.emit()
    assert session.state is State.OPEN
    session.prefer(lock_on_sleep=True)
    session.watch.jumped.emit()
    assert session.state is State.LOCKED


def test_never_locking_by_itself_can_be_chosen(session: Session, room: Room, vault: Vault) -> None:
    unlock(session, vault)
    session.prefer(idle_minutes=0)
    session.watch.ticked.emit(100_000.0)
    assert session.state is State.OPEN


# --- operations


def test_a_change_is_told_with_its_author_and_offers_undo(qtbot, session: Session) -> None:
    author = QObject()
    undone: list[str] = []

    def undo() -> Change:
        undone.append("undone")
        return Change("diary", frozenset({"a"}), "put_back")

    told: list[tuple[object, ...]] = []
    session.changed.connect(lambda *what: told.append(what))
    session.noticed.connect(lambda what: told.append((what,)))
    session.perform(lambda: Change("diary", frozenset({"a"}), "trashed", undo), by=author)
    (change, by), (notice,) = told
    assert change.ids == {"a"}
    assert by is author
    assert notice.text == "Moved to trash"
    assert notice.action_text == "Undo"
    with qtbot.waitSignal(session.changed), qtbot.assertNotEmitted(session.noticed):
        notice.action()
    assert undone == ["undone"]


def test_what_worked_as_expected_is_not_announced(qtbot, session: Session) -> None:
    with qtbot.assertNotEmitted(session.noticed):
        assert session.perform(lambda: Change("diary")) == Change("diary")


def test_a_failure_is_said_in_plain_words_and_answers_none(qtbot, session: Session) -> None:
    def full() -> Change:
        raise DiskFull

    with qtbot.waitSignal(session.noticed) as said, qtbot.assertNotEmitted(session.changed):
        assert session.perform(full) is None
    assert said.args[0].fault
    errors: list[object] = []
    with qtbot.assertNotEmitted(session.noticed):
        session.perform(full, failed=errors.append)
    assert isinstance(errors[0], DiskFull)


def test_a_mistake_of_ours_stays_loud(session: Session) -> None:
    def broken() -> Change:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        session.perform(broken)


# --- settings, days, clipboard


def test_settings_are_written_and_told_at_once(qtbot, session: Session, home: Path) -> None:
    with qtbot.waitSignal(session.settings_changed):
        session.prefer(theme="dark", idle_minutes=12)
    assert session.settings.theme == "dark"
    assert settings_file.load(home).idle_minutes == 12


def test_the_evening_belongs_to_the_day_before_until_four(session: Session, clock: Clock) -> None:
    clock.now = datetime(2030, 11, 15, 3, 59)
    assert session.today() == date(2030, 11, 14)
    clock.now += timedelta(minutes=1)
    assert session.today() == date(2030, 11, 15)
    session.prefer(evening_ends=0)
    clock.now = datetime(2030, 11, 15, 0, 0)
    assert session.today() == date(2030, 11, 15)


def test_the_clipboard_is_cleared_only_while_it_is_ours(
    qtbot, session: Session, room: Room, vault: Vault
) -> None:
    clipboard = QGuiApplication.clipboard()
    unlock(session, vault)
    session.copy("ours")
    assert clipboard.text() == "ours"
    clipboard.setText("somebody else's")
    session.lock()
    assert clipboard.text() == "somebody else's"
    unlock(session, vault)
    session.copy("ours again")
    session.clear_clipboard()
    assert clipboard.text() == ""


def test_private_preferences_given_at_the_first_opening_are_kept(
    session: Session, room: Room, vault: Vault
) -> None:
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE), prefs={"role": "quiet", "my_name": "Alex"})
    assert session.workspace is not None
    assert session.workspace.prefs.get("role") == "quiet"
    assert session.workspace.prefs.get("my_name") == "Alex"


def test_it_knows_whether_the_last_run_ended_with_a_lock(
    session: Session, room: Room, vault: Vault, home: Path
) -> None:
    unlock(session, vault)
    assert not session.ended_badly
    assert session.workspace is not None
    session.workspace.close()  # as after a kill: nobody said goodbye
    second = Session(home)
    unlock(second, vault)
    assert second.ended_badly
    second.lock()
    unlock(second, vault)
    assert not second.ended_badly
    second.close()
    session.workspace = None
