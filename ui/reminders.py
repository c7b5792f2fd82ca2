"""When something planned comes near: its time is known, and it is said, in words that tell nothing.

    inside     a quiet line in the open window, with "Show"; always
    outside    a notice of the system, locked or not; only if that was asked for

After an unlock and after each change of the plan what is due is read from the vault, on a thread, and a lock leaves nothing
of it but times: locked, this knows when and nothing else, and a quick exit drops even that. The clock on the wall decides,
looked at once a minute, so that sleep and a clock that was set do no harm.

`told` is the moment up to which everything was said or needs no saying. It lies in the vault, so that after a kill and the
next unlock what came late is said once, and not at all when it is over a day old. Nothing else is stored anywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from companion.errors import CompanionError
from ui.session import Session, State

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.planner import Due
    from companion.workspace import Workspace
    from ui.notify import Notifier

SYSTEM = "remind_system"
WORDS = "remind_words"
STAY = "remind_stay"
TOLD = "reminded_until"
"""Names in `workspace.prefs`: a notice of the system too, other words, going on in the background, and `told`."""

LATEST = timedelta(days=1)
AHEAD = timedelta(days=62)
"""How long it can stay locked and still know the times."""
SETTLE_MS = 500
LOOK_MS = 60_000
WAIT_MS = 2_000
AWAY_SECONDS = 120.0
SLACK = timedelta(minutes=5)
"""A clock that goes back by less was corrected, not set: nothing is said twice for that."""
_READ_EVERY = timedelta(days=1)
"""Open for days, it goes on knowing as far ahead."""
_JUST_BEFORE = timedelta(microseconds=1)


class Reminders(QObject):
    """One for the process, from its start. It needs no vault to be made."""

    asked = Signal(str)
    """The key of a plan that the person wants to see."""
    came = Signal()
    """A notice of the system was clicked: the window is wanted, locked as it may be."""

    def __init__(self, session: Session, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self._notifier = session, notifier
        self._settle = self._timer(SETTLE_MS, self.begin)
        self._soon = self._timer(SETTLE_MS, self._fetch)
        self._clock = self._timer(LOOK_MS, self.look)
        self._forget()
        session.state_changed.connect(self._state_changed)
        session.locking.connect(self._put_away)
        session.changed.connect(self._changed)
        session.exit_requested.connect(self.drop)
        session.watch.jumped.connect(self.look)
        notifier.answered.connect(self._answered)
        notifier.clicked.connect(self._clicked)

    def _timer(self, ms: int, slot: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.setInterval(ms)
        timer.timeout.connect(slot)
        return timer

    def _forget(self) -> None:
        self.times: tuple[datetime, ...] = ()
        """What is known while locked: when something is due, soonest first."""
        self._due: tuple[Due, ...] = ()
        """The same with keys, from what still waits on; only while the vault is open."""
        self._vault: Path | None = None
        self._looked = self._read = self._now()
        self._stale = True
        self._changes = 0
        self._since: datetime | None = None
        """After an unlock, until it was looked at: from when on something may have come late."""
        self._told: datetime | None = None
        self._inside: datetime | None = None
        """The first moment that still waits to be said in the window."""
        self._late = False
        self._outside: datetime | None = None
        """The latest moment that the system took."""
        self._wanted: datetime | None = None
        """The moment whose notice was clicked before anything could be shown."""
        self._system, self._words = False, ""

    def _now(self) -> datetime:
        return self.session.now().astimezone()

    # --- coming and going

    def _state_changed(self, state: State) -> None:
        if state is State.OPEN:
            self._settle.start()  # the first page comes first
            return
        self._due = ()
        if state is State.NEW:
            self.drop()

    def begin(self) -> None:
        """After an unlock: the person's choices, what came late, what is to come."""
        self._settle.stop()
        workspace = self.session.workspace
        if workspace is None:
            return
        if self._vault != workspace.vault.folder:
            self._forget()
            self._vault = workspace.vault.folder
        self._choose(workspace)
        self._notifier.clear()
        now = self._now()
        known = [at for at in (self._told, _kept(workspace)) if at is not None]
        since = max(min(max(known, default=now), now), now - LATEST)
        self._late = self._wanted is None
        if self._wanted is not None:
            since = min(since, self._wanted - _JUST_BEFORE)
        self._since, self._wanted, self._inside, self._looked = since, None, None, now
        self._tell(workspace, since)
        self._change()

    def _put_away(self) -> None:
        """The lock comes; the vault is open for the last time."""
        if self.session.leaving:
            return
        if self._settle.isActive():
            self.begin()
        workspace = self.session.workspace
        if workspace is None or self._vault != workspace.vault.folder:
            return
        if self._stale:
            self._take(_ask(workspace, *self._window()))
        if self._inside is None:
            self._tell(workspace, self._looked)
        self._inside = None

    def drop(self) -> None:
        """Know nothing any more, and take away what the system still shows."""
        for timer in (self._settle, self._soon, self._clock):
            timer.stop()
        self._notifier.end()
        self._forget()
        self.session.background = False

    # --- what is known

    def _changed(self, change: Change, _by: object) -> None:
        workspace = self.session.workspace
        if workspace is None or self._vault != workspace.vault.folder:
            return
        if change.subject in ("planner", ""):
            self._change()
        elif change.subject == "prefs" and change.ids & {SYSTEM, WORDS, STAY}:
            self._choose(workspace)

    def _choose(self, workspace: Workspace) -> None:
        """What the person chose in the settings."""
        self._system = workspace.prefs.get(SYSTEM) is True
        words = workspace.prefs.get(WORDS)
        self._words = words if isinstance(words, str) else ""
        self.session.background = workspace.prefs.get(STAY) is True
        if not self._system:
            self._notifier.end()

    def _change(self) -> None:
        """What is known is old. A moment later it is read again, once for many changes."""
        self._stale = True
        self._changes += 1
        self._soon.start()

    def _fetch(self) -> None:
        """Read it on a thread: with hundreds of plans that repeat it takes longer than a frame."""
        workspace = self.session.workspace
        if workspace is not None and self._stale:
            window, done = self._window(), partial(self._fetched, self._changes)
            self.session.run(lambda _report: _ask(workspace, *window), owner=self, done=done)

    def _fetched(self, changes: int, due: list[Due]) -> None:
        if changes == self._changes and self._stale and self.session.state is State.OPEN:
            self._take(due)
            self.look()

    def _window(self) -> tuple[datetime, datetime]:
        """From the first moment that is not dealt with, and as far ahead as wanted."""
        waiting = [self._looked]
        if self._since is not None:
            waiting.append(self._since)
        if self._inside is not None:
            waiting.append(self._inside - _JUST_BEFORE)
        return min(waiting), self._looked + AHEAD

    def _take(self, due: list[Due]) -> None:
        self._stale, self._read, self._due = False, self._now(), tuple(due)
        self.times = tuple(one.when for one in due if one.when > self._looked)
        if self._since is not None:
            late = [one.when for one in due if one.when <= self._looked]
            self._since, self._inside = None, late[0] if late else None

    def _tell(self, workspace: Workspace | None, until: datetime) -> None:
        """Everything up to here is dealt with, and the vault is to know, as soon as it is open."""
        self._told = until if self._told is None else max(self._told, until)
        if workspace is not None:
            with suppress(CompanionError):
                workspace.prefs.set(TOLD, self._told.isoformat())

    # --- the clock

    def look(self) -> None:
        """See what has come, say it, and wait for the next."""
        if self._vault is None or self.session.leaving:
            return
        if not self._vault.is_dir():
            self.drop()  # these notes were deleted
            return
        now, workspace = self._now(), self.session.workspace
        if now < self._looked - SLACK:
            self._set_back(now)
        now = max(now, self._looked)
        if workspace is not None and (self._stale or now - self._read > _READ_EVERY):
            self._take(_ask(workspace, *self._window()))
        passed = [at for at in self.times if at <= now and now - at <= LATEST]
        self.times = tuple(at for at in self.times if at > now)
        self._looked = now
        if passed:
            self._come(passed)
        self._say_inside(workspace)
        self._arm(now)

    def _set_back(self, now: datetime) -> None:
        """Somebody set the clock back: what lies between comes when it comes, once more if it has to."""
        self._looked, self._stale = now, True
        self._told = now if self._told is None else min(self._told, now)

    def _come(self, passed: list[datetime]) -> None:
        if self.session.state is State.OPEN and self._inside is None:
            self._inside, self._late = passed[0], False
        if self._system and not self._in_front():
            title = self.session.settings.discreet_name.strip() or "Notes"
            self._notifier.show(title, self._words or usual_words(), passed[-1])

    def _arm(self, now: datetime) -> None:
        """Look again at the next time, and once a minute before, since only the wall clock counts."""
        inside = self.session.state is State.OPEN
        if not self.times and not inside:
            self._clock.stop()
            return
        wait = WAIT_MS if inside and self._inside is not None else LOOK_MS
        if self.times:
            wait = min(wait, max(50, int((self.times[0] - now).total_seconds() * 1000)))
        self._clock.start(wait)

    # --- saying it

    def _somebody(self) -> bool:
        """Whether a person is there, at the open window."""
        there = self.session.watch.idle() < AWAY_SECONDS
        return self.session.state is State.OPEN and not self.session.hidden and there

    def _in_front(self) -> bool:
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        return active and self._somebody()

    def _say_inside(self, workspace: Workspace | None) -> None:
        """The line in the window, once somebody is there to read it."""
        since = self._inside
        if since is None or not self._somebody():
            return
        keys = [one.key for one in self._due if since <= one.when <= self._looked]
        self._inside = None
        self._tell(workspace, self._looked)
        if keys:  # otherwise it was let go meanwhile
            said = late_words() if self._late else self._words or usual_words()
            show = QCoreApplication.translate("Reminders", "Show")
            self.session.notice(said, show, lambda: self.asked.emit(keys[-1]), lasting=True)

    def _answered(self, token: object, taken: bool) -> None:
        if taken and isinstance(token, datetime) and self._vault is not None:
            self._outside = token
            self._tell(self.session.workspace, token)

    def _clicked(self) -> None:
        if self.session.state is not State.OPEN:
            self._wanted = self._outside
        elif self._inside is None and self._outside is not None:
            self._inside, self._late, self._stale = self._outside, False, True
        self.came.emit()
        self.look()


def usual_words() -> str:
    """What is said as long as nobody chose other words."""
    return QCoreApplication.translate("Reminders", "Something you planned")


def late_words() -> str:
    """What the window says of something that came while nobody could be told."""
    return QCoreApplication.translate("Reminders", "There was something in your plan.")


def _ask(workspace: Workspace, after: datetime, until: datetime) -> list[Due]:
    try:
        return workspace.planner.due(after, until)
    except CompanionError:
        return []  # a fault of the store is said by the page that stumbles over it


def _kept(workspace: Workspace) -> datetime | None:
    """`told` as it lies in the vault."""
    found = workspace.prefs.get(TOLD)
    if isinstance(found, str):
        with suppress(ValueError):
            moment = datetime.fromisoformat(found)
            return moment.astimezone()
    return None
