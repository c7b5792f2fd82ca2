"""The bridge between the face and the core: what state the app is in, and the one road for every operation.

    perform(operation)   runs it, tells everyone what changed, offers Undo, or says what went wrong
    run(function)        the same for what takes longer than a frame, on a thread
    open(vault, keys)    LOCKED or NEW -> OPEN
    step_aside(what)     OPEN -> CHANGING: the same as a lock, but the keys go to a job that works on the files
    lock()               OPEN -> LOCKED: flush, close dialogs, delete pages, close the vault, clear our
    clipboard
                         OPEN -> HELD when something typed could not be stored: hidden, but kept, and tried
                         again
    quick_exit()         cover and hide first, then lock, then end the process

Locks by itself when idle, when hidden, when the computer slept and when the system says so. Left out: any
widget. The window lends itself as a `Room`, so that this file can be tested without one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from companion import settings as settings_file
from companion.changes import Change
from companion.disk import vault_folders
from companion.errors import CompanionError
from companion.settings import Settings
from ui import messages
from ui.watch import Watch
from ui.work import Job, Report

if TYPE_CHECKING:
    from companion.talk import Sitting
    from companion.vault import Keys, Vault
    from companion.workspace import Workspace

T = TypeVar("T")

WARN_SECONDS = 20
RUNNING = "running"
HOLD_RETRY_MS = 3000
PRACTICE_MS = 30_000
PRACTICE_COVER_MS = 1200
JOBS_WAIT_SECONDS = 3.0
JOBS_WAIT_LEAVING = 0.4

_log = logging.getLogger("companion")


class State(Enum):
    """NEW: nothing made yet. LOCKED: no key, no text, no database in this process. HELD: hidden like
    LOCKED, but text that could not be stored is kept until it can be. OPEN: the workspace is there. CHANGING: closed
    like LOCKED, while a room of its own works on the files with the keys."""

    NEW = "new"
    LOCKED = "locked"
    HELD = "held"
    OPEN = "open"
    CHANGING = "changing"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say in passing: one line, and at most one action. A fault has a second line and stays
    until closed."""

    text: str
    line: str = ""
    action_text: str = ""
    action: Callable[[], object] | None = None
    fault: bool = False
    code: str = ""
    lasting: bool = False
    """Whether it waits until somebody closes it or acts."""


@dataclass(frozen=True, slots=True, repr=False)
class Aside:
    """What the room of a change gets: the closed vault, its keys, which the room closes or opens with, and the
    passphrase from now on, if one is wanted."""

    vault: Vault
    keys: Keys
    passphrase: str | None


class Room(Protocol):
    """What the window lends to the session."""

    def flush(self) -> bool:
        """Store everything typed anywhere. False if something could not be stored."""

    def cover(self) -> None:
        """Paint over everything, at once."""

    def dismantle(self) -> None:
        """Close dialogs and notices with their undos, and delete every page."""

    def vanish(self) -> None:
        """Hide every window, at once."""

    def uncover(self) -> None:
        """Take the cover away again."""


class Session(QObject):
    """One for the life of the process. `home` is the data folder, `clock` the local clock (tests bring
    their own)."""

    state_changed = Signal(object)
    changed = Signal(object, object)
    noticed = Signal(object)
    settings_changed = Signal()
    locking = Signal()
    """The lock comes, by whatever way. The vault is still open: what must survive it is put away now."""
    lock_soon = Signal(int)
    """Seconds until the idle lock; 0 takes the warning back."""
    practised = Signal()
    exit_requested = Signal()
    """Quick exit is through: the process may end."""

    def __init__(
        self,
        home: Path,
        settings: Settings | None = None,
        *,
        clock: Callable[[], datetime] = datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.home = home
        self.settings = settings if settings is not None else settings_file.load(home)
        self._clock = clock
        self.workspace: Workspace | None = None
        self.vault: Vault | None = None
        self.sitting: Sitting | None = None
        self.preferred_vault = ""
        self.last_page = ""
        self.background = False
        """Whether closing the window leaves the process there, locked and out of sight."""
        self.aside: Aside | None = None
        """For the room of CHANGING, which takes it."""
        self.places: dict[str, Any] = {}
        """What pages remember over a lock, in memory only: ids and numbers, never words."""
        self.wrong_tries = 0
        self.wait_until = 0.0
        self.ended_badly = False
        """Whether the last run of this vault ended without a lock: by a crash, a kill, a power cut."""
        self._practising = False
        self._attached: Room | None = None
        self._jobs: set[Job] = set()
        self._leaving = False
        self._gone_by = 0.0
        """Until when jobs are waited for on the way out, on the monotonic clock; 0 while nobody leaves."""
        self._hidden = False
        self._room_minutes = 0
        self._copied: str | None = None
        self._footer = ""
        self._state = State.LOCKED if vault_exists(home) else State.NEW
        self._retry = self._single_shot(HOLD_RETRY_MS, self._try_again)
        self._clipboard = self._single_shot(0, self._forget_copied)
        self._practice = self._single_shot(PRACTICE_MS, self.stop_practising)
        self.watch = Watch(self)
        self.watch.ticked.connect(self._tick)
        self.watch.jumped.connect(self._slept)
        self.watch.zone_changed.connect(self._travelled)

    def _single_shot(self, ms: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(slot)
        return timer

    # --- time, state, settings

    @property
    def state(self) -> State:
        return self._state

    def now(self) -> datetime:
        """The local clock, without a zone."""
        return self._clock()

    def name(self, whose: str) -> str:
        """ "my_name" or "their_name" as it was given, or an empty text."""
        found = self.workspace.prefs.get(whose) if self.workspace is not None else None
        return found.strip() if isinstance(found, str) else ""

    def today(self) -> date:
        """The day an evening belongs to: until `evening_ends` o'clock it is still yesterday's."""
        return (self.now() - timedelta(hours=self.settings.evening_ends)).date()

    def attach(self, room: Room) -> None:
        """The window introduces itself."""
        self._attached = room

    @property
    def _room(self) -> Room | None:
        """The window, as long as it is there."""
        room = self._attached
        if isinstance(room, QObject) and not shiboken6.isValid(room):
            return None
        return room

    def prefer(self, **changes: Any) -> None:
        """Change settings, write them and tell everyone. Changes apply even where the file cannot be
        written."""
        self.settings = replace(self.settings, **changes)
        self.settings_changed.emit()
        try:
            settings_file.save(self.home, self.settings)
        except CompanionError as error:
            self._say_fault(error)

    # --- operations

    def perform(
        self,
        operation: Callable[[], Change],
        by: QObject | None = None,
        *,
        failed: Callable[[CompanionError], object] | None = None,
        quiet: bool = False,
    ) -> Change | None:
        """Run a core operation on this thread. Answers the change, or None if it failed.

        `by` is handed on with `changed`, so that a page can skip the echo of its own edit. `failed` takes
        the place of the notice when the page says it itself. `quiet` leaves out the notice of success, with
        its Undo.
        """
        try:
            change = operation()
        except CompanionError as error:
            _log.info("operation-failed %s", error.code)
            if failed is not None:
                failed(error)
            else:
                self._say_fault(error)
            return None
        self.broadcast(change, by)
        text = messages.notice(change.label) if change.label and not quiet else ""
        if text:
            undo = change.undo
            if undo is None:
                self.notice(text)
            else:
                self.notice(text, messages.undo(), lambda: self.perform(undo, quiet=True))
        return change

    def broadcast(self, change: Change, by: QObject | None = None) -> None:
        """Tell everyone about a change that was made elsewhere, for instance at the end of an import."""
        self.changed.emit(change, by)

    def run(
        self,
        function: Callable[[Report], T],
        *,
        owner: QObject,
        done: Callable[[T], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        progressed: Callable[[int, int, str], object] | None = None,
    ) -> Job:
        """Run a function on a thread. The callbacks come on the GUI thread, and only while `owner` still
        lives; when it dies, the job is cancelled. Without `failed`, a failure is said in a notice. Locking
        cancels the job and waits."""
        job = Job(function)
        self._jobs.add(job)

        def alive() -> bool:
            return shiboken6.isValid(owner)

        def succeed(value: T) -> None:
            if done is not None and alive():
                done(value)

        def fail(error: BaseException) -> None:
            if not alive():
                return
            if failed is not None:
                failed(error)
            else:
                self._say_fault(error)

        def report(current: int, total: int, step: str) -> None:
            if progressed is not None and alive():
                progressed(current, total, step)

        def end() -> None:
            self._jobs.discard(job)
            # A connection keeps its function, and these keep the job, the page and what was asked for: cut
            # here, or none of it would ever go.
            for signal, slot in links:
                signal.disconnect(slot)

        links = (
            (job.succeeded, succeed),
            (job.failed, fail),
            (job.progressed, report),
            (job.ended, end),
        )
        for signal, slot in links:
            signal.connect(slot)
        owner.destroyed.connect(job.cancel)
        return job.start()

    def _stop_jobs(self) -> None:
        """Cancel every job and wait for all of them together, on the way out no longer than a moment in all."""
        for job in tuple(self._jobs):
            job.cancel()
        now = time.monotonic()
        if self._leaving:
            self._gone_by = self._gone_by or now + JOBS_WAIT_LEAVING
        end = self._gone_by or now + JOBS_WAIT_SECONDS
        for job in tuple(self._jobs):
            if not job.wait(max(0.0, end - time.monotonic())):
                _log.warning("job-did-not-stop")

    def jobs_running(self) -> bool:
        """Whether a thread of ours has not ended yet."""
        return any(job.running() for job in self._jobs)

    # --- notices

    def notice(
        self,
        text: str,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        *,
        lasting: bool = False,
    ) -> None:
        """Say something in passing, or `lasting` until it was seen."""
        self.noticed.emit(Notice(text, action_text=action_text, action=action, lasting=lasting))

    def fault(self, error: BaseException) -> None:
        """Say what went wrong, in the words of `messages`."""
        self._say_fault(error)

    def _say_fault(self, error: BaseException) -> None:
        message = messages.explain(error)
        self.noticed.emit(Notice(message.what, line=message.line, fault=True, code=message.code))

    def footer_note(self) -> str:
        """A sentence for the foot of Today, or an empty text. Not a duty: at most once a month."""
        return self._footer

    def set_footer_note(self, text: str) -> None:
        if text != self._footer:
            self._footer = text
            self.changed.emit(Change("footer"), self)

    # --- clipboard

    def copy(self, text: str) -> None:
        """Copy, marked as private; gone again after the time in the settings, at a lock and at the end."""
        from ui import system

        system.copy_private(text)
        self._copied = text
        if self.settings.clipboard_seconds:
            self._clipboard.start(self.settings.clipboard_seconds * 1000)

    def clear_clipboard(self) -> None:
        """Empty the clipboard if what it holds came from here, from whatever field."""
        self._forget_copied()
        from ui import system

        system.empty_our_clipboard()

    def _forget_copied(self) -> None:
        """The time is over: empty the clipboard if it still holds what was copied."""
        self._clipboard.stop()
        if self._copied is None:
            return
        from ui import system

        text, self._copied = self._copied, None
        system.clear_clipboard(text)

    # --- opening

    def vaults(self) -> list[Vault]:
        """Every vault of this home. Reads the headers; not for the time before the first paint."""
        from companion.vault import Vault

        found: list[Vault] = Vault.all(self.home)
        return found

    def open(self, vault: Vault, keys: Keys, *, prefs: Mapping[str, Any] | None = None) -> None:
        """Go to OPEN with these keys, on this thread. `prefs` are private preferences to keep before
        anything is shown. Raises what Workspace.open raises; the keys are closed then."""
        if self._state is State.HELD:
            # The workspace was never closed; the person has shown again that they may see it.
            keys.close()
            self._retry.stop()
            self._begin()
            return
        from companion.workspace import Workspace

        try:
            workspace = Workspace.open(self.home, vault, keys, clock=self._clock)
        except BaseException:
            keys.close()
            raise
        from companion.talk import Sitting

        for name, value in (prefs or {}).items():
            self.perform(partial(workspace.prefs.set, name, value), quiet=True)
        self.ended_badly = bool(workspace.prefs.get(RUNNING))
        self.perform(partial(workspace.prefs.set, RUNNING, True), quiet=True)
        if not workspace.planner.zone():
            from ui.system import zone_name

            workspace.planner.zone = zone_name
        self.workspace = workspace
        self.vault = vault
        self.sitting = Sitting()
        if self.settings.last_vault != vault.id:
            self.prefer(last_vault=vault.id)
        self._begin()

    def _begin(self) -> None:
        self.come_back()
        self.wrong_tries = 0
        self.wait_until = 0.0
        self.watch.start()
        self._set(State.OPEN)

    def may_be_new(self) -> None:
        """Look at the disk again while nothing is open: a vault may have come or gone."""
        if self._state in (State.NEW, State.LOCKED):
            self._set(State.LOCKED if vault_exists(self.home) else State.NEW)

    # --- locking

    def step_aside(self, passphrase: str | None) -> bool:
        """Store what was typed, close the vault and give its keys to the room that changes its key.

        False, and all stays open, if something typed could not be stored. The room ends it with `open`, with the new
        keys or the ones it got; a lock or quick exit ends it too.
        """
        if self._state is not State.OPEN or self.workspace is None or self.vault is None or not self._flush():
            return False
        self.aside = Aside(self.vault, self.workspace.keys.copy(), passphrase)
        self._close()
        self._set(State.CHANGING)
        return True

    def lock(self) -> bool:
        """Lock. True when everything is stored and closed, False when text is held behind the lock."""
        if self._state is State.CHANGING:
            self.lock_soon.emit(0)
            self.watch.stop()
            self._close()
            self._set(State.LOCKED)
            return True
        if self._state is not State.OPEN:
            return self._state is not State.HELD
        if self._room is not None:
            self._room.cover()
        self.lock_soon.emit(0)
        self.watch.stop()
        self._tell_locking()
        if not self._flush():
            self.clear_clipboard()
            self._set(State.HELD)
            self._retry.start()
            return False
        self._close()
        self._set(State.LOCKED)
        return True

    def _tell_locking(self) -> None:
        try:
            self.locking.emit()
        except Exception as error:  # a mistake of ours must not keep the door open
            _log.error("locking-broken %s", type(error).__name__)

    def _flush(self) -> bool:
        try:
            return self._room is None or self._room.flush()
        except Exception as error:  # a mistake of ours must not keep the door open, nor drop what was typed
            _log.error("flush-broken %s", type(error).__name__)
            return False

    def rescue(self) -> None:
        """After a mistake of ours: store what was typed while that still works."""
        if self._state is State.OPEN:
            self._flush()

    def _close(self) -> None:
        """The road back, in the order that leaves nothing behind."""
        self._retry.stop()
        self._stop_jobs()
        if self._room is not None:
            self._room.dismantle()
        workspace, self.workspace = self.workspace, None
        self.sitting = None
        self._room_minutes = 0
        self._footer = ""
        if workspace is not None:
            with suppress(CompanionError):  # a full disk must not keep the door open
                workspace.prefs.set(RUNNING, None)
            workspace.close()
        self.vault = None
        self.clear_clipboard()

    def _try_again(self) -> None:
        """HELD: the text waits; perhaps the disk takes it now."""
        if self._state is not State.HELD:
            return
        if not self._flush():
            self._retry.start()
            return
        self._close()
        self._set(State.LOCKED)
        if self._leaving:
            self.exit_requested.emit()

    def quick_exit(self) -> None:
        """Out of sight within a frame or two, then locked, then gone. What could not be stored keeps the
        process alive, hidden, until it is."""
        if self._practising:
            self._practise()
            return
        self._leaving, self._gone_by = True, 0.0
        if self._room is not None:
            self._room.cover()
            self._room.vanish()
        if self.lock():
            self._stop_jobs()
            self.clear_clipboard()
            self.exit_requested.emit()

    def practise_quick_exit(self) -> None:
        """The next quick exit within half a minute only covers the window for a moment, then `practised` is
        told."""
        self._practising = True
        self._practice.start()

    def stop_practising(self) -> None:
        """From now on quick exit is real again."""
        self._practising = False
        self._practice.stop()

    def _practise(self) -> None:
        # From here on the next press is a real one, even while the cover of this one is still up.
        self.stop_practising()
        room = self._room
        if room is not None:
            room.cover()
            QTimer.singleShot(PRACTICE_COVER_MS, self, room.uncover)
        QTimer.singleShot(PRACTICE_COVER_MS, self, self.practised.emit)

    @property
    def leaving(self) -> bool:
        """Whether a quick exit is under way and waits for text to be stored."""
        return self._leaving

    def come_back(self) -> None:
        """Somebody started the app again while it was leaving: show the lock, stay."""
        self._leaving, self._gone_by = False, 0.0

    def close(self) -> bool:
        """The window is about to close: lock, stop everything. False if text is held; the window then
        stays."""
        if self._state is State.HELD:
            self._try_again()
        if not self.lock():
            return False
        self._stop_jobs()
        self.clear_clipboard()
        self.watch.stop()
        return True

    def _set(self, state: State) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)

    # --- nobody there

    @property
    def hidden(self) -> bool:
        """Whether the window is minimised or out of sight."""
        return self._hidden

    def set_hidden(self, hidden: bool) -> None:
        """The window was minimised, or is seen again."""
        if hidden != self._hidden:
            self._hidden = hidden
            self.watch.alive()

    def rest_in_room(self, minutes: int) -> None:
        """The talking room is open: two people may sit for so long without touching anything. 0 ends it. Someone who
        never locks by idle time stays with that, and a hidden window locks as soon as ever."""
        self._room_minutes = minutes

    def lock_because_of_system(self) -> None:
        """The system locks its screen or goes to sleep."""
        if self.settings.lock_on_sleep:
            self.lock()

    def _slept(self) -> None:
        self.lock_because_of_system()

    def _travelled(self) -> None:
        # The same plans lie at other hours now, perhaps on other days.
        if self.workspace is not None:
            self.broadcast(Change("planner"))

    def _tick(self, idle: float) -> None:
        minutes = self.settings.idle_minutes
        if self._room_minutes and minutes:
            minutes = self._room_minutes
        if self._hidden:
            minutes = min(minutes, self.settings.hidden_minutes) if minutes else self.settings.hidden_minutes
        if not minutes:
            return
        left = minutes * 60 - idle
        if left <= 0:
            self.lock()
        elif left <= WARN_SECONDS and not self._hidden:
            self.lock_soon.emit(max(1, round(left)))
        else:
            self.lock_soon.emit(0)


def vault_exists(home: Path) -> bool:
    """Whether anything was ever made here. Looks for names only: reading a header would load the whole
    core."""
    return bool(vault_folders(home))
