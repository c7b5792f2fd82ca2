"""When something planned comes near: its time is known, and it is said, in words that tell nothing.

    inside     a quiet line in the open window, with "Show"; always
    outside    a notice of the system, locked or not; only if that was asked for

After an unlock and after each change of the plan the due times are taken from the vault, and only times are kept: locked,
this knows when and nothing else, and a quick exit drops even that. What a time was about is asked when it is shown, of an
open vault. The clock on the wall decides, looked at once a minute, so that sleep and a clock that was set do no harm.

`told` is the moment up to which everything was said or needs no saying. It lies in the vault, so that after a kill and the
next unlock what came late is said once, and not at all when it is over a day old. Nothing else is stored anywhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
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
_TAKE_EVERY = timedelta(days=1)
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
        self._vault: Path | None = None
        self._looked = self._taken = self._now()
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

    @property
    def words(self) -> str:
        """What is said, to whoever may be looking."""
        return self._words or usual_words()

    # --- coming and going

    def _state_changed(self, state: State) -> None:
        if state is State.OPEN:
            # The first page comes first.
            self._settle.start()
        elif state is State.NEW:
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
        self._notifier.clear()
        self._choose(workspace)
        now = self._now()
        kept = _kept(workspace)
        since = min(max((at for at in (self._told, kept) if at is not None), default=now), now)
        if self._wanted is not None:
            since = min(since, self._wanted - _JUST_BEFORE)
        late = self._due(workspace, max(since, now - LATEST), now)
        self._inside, self._late = (late[0].when, self._wanted is None) if late else (None, False)
        self._wanted = None
        self._looked = now
        self._tell(workspace, since if late else now)
        self._take(workspace)
        self.look()

    def _put_away(self) -> None:
        """The lock comes; the vault is open for the last time."""
        workspace = self.session.workspace
        if self._settle.isActive() and not self.session.leaving:
            self.begin()
        if workspace is None or self._vault != workspace.vault.folder:
            return
        if self._inside is None:
            self._tell(workspace, self._looked)
        self._inside = None

    def drop(self) -> None:
        """Know nothing any more, and take away what the system still shows."""
        self._settle.stop()
        self._clock.stop()
        self._notifier.end()
        self._forget()
        self.session.background = False

    # --- what is known

    def _changed(self, change: Change, _by: object) -> None:
        workspace = self.session.workspace
        if workspace is None or self._vault != workspace.vault.folder:
            return
        if change.subject == "planner":
            self._take(workspace)
            self.look()
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

    def _take(self, workspace: Workspace) -> None:
        """The times from the last look on."""
        self._taken = self._now()
        self.times = tuple(due.when for due in self._due(workspace, self._looked, self._taken + AHEAD))

    @staticmethod
    def _due(workspace: Workspace, after: datetime, until: datetime) -> list[Due]:
        try:
            return workspace.planner.due(after, until)
        except CompanionError:
            return []  # a fault of the store is said by the page that stumbles over it

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
        if workspace is not None and self._stale(now):
            self._take(workspace)
        passed = [at for at in self.times if self._looked < at <= now and now - at <= LATEST]
        self.times = tuple(at for at in self.times if at > now)
        self._looked = now
        if passed:
            self._come(passed)
        self._say_inside()
        self._arm(now)

    def _stale(self, now: datetime) -> bool:
        """Whether the times want to be taken anew: they reach only so far, and some go with the machine's zone."""
        if hasattr(time, "tzset"):
            time.tzset()  # the C library reads the zone once and keeps it; by the next look it knows the new one
        return now - self._taken > _TAKE_EVERY or now.utcoffset() != self._taken.utcoffset()

    def _set_back(self, now: datetime) -> None:
        """Somebody set the clock back: what lies between comes when it comes, once more if it has to."""
        self._looked = now
        self._told = now if self._told is None else min(self._told, now)
        if self.session.workspace is not None:
            self._take(self.session.workspace)

    def _come(self, passed: list[datetime]) -> None:
        if self.session.state is State.OPEN and self._inside is None:
            self._inside, self._late = passed[0], False
        if self._system and not self._in_front():
            title = self.session.settings.discreet_name.strip() or "Notes"
            self._notifier.show(title, self.words, passed[-1])

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

    def _say_inside(self) -> None:
        """The line in the window, once somebody is there to read it."""
        workspace, since = self.session.workspace, self._inside
        if workspace is None or since is None or not self._somebody():
            return
        found = self._due(workspace, since - _JUST_BEFORE, self._looked)
        self._inside = None
        self._tell(workspace, self._looked)
        if found:
            key = found[-1].key
            said = late_words() if self._late else self.words
            show = QCoreApplication.translate("Reminders", "Show")
            self.session.notice(said, show, lambda: self.asked.emit(key), lasting=True)

    def _answered(self, token: object, taken: bool) -> None:
        if taken and isinstance(token, datetime) and self._vault is not None:
            self._outside = token
            self._tell(self.session.workspace, token)

    def _clicked(self) -> None:
        if self.session.state is State.OPEN:
            if self._inside is None and self._outside is not None:
                self._inside, self._late = self._outside, False
        else:
            self._wanted = self._outside
        self.came.emit()
        self.look()


def usual_words() -> str:
    """What is said as long as nobody chose other words."""
    return QCoreApplication.translate("Reminders", "Something you planned")


def late_words() -> str:
    """What the window says of something that came while nobody could be told."""
    return QCoreApplication.translate("Reminders", "There was something in your plan.")


def _kept(workspace: Workspace) -> datetime | None:
    """`told` as it lies in the vault."""
    found = workspace.prefs.get(TOLD)
    if isinstance(found, str):
        with suppress(ValueError):
            moment = datetime.fromisoformat(found)
            return moment.astimezone()
    return None
