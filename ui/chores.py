"""What runs by itself after an unlock, when nobody is busy: tidying, the daily backup, the health check,
gentle reminders.

    rest of a few seconds    tidy the store, a few milliseconds at a time; then, once, the photo files nothing names
    rest of half a minute    the automatic backup of the day; a lock cancels it, and it is tried again
    rest of two minutes      the full check, once a week or after an end that was not orderly
    a moment after a change  the calendar file that follows the plan, if somebody chose one

Nothing here opens a window. What a person may want to know becomes one sentence at the foot of Today.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from companion.errors import CompanionError
from ui.work import Job

if TYPE_CHECKING:
    from companion.workspace import Health, Workspace
    from ui.session import Session

TICK_MS = 2000
TIDY_AFTER = 4.0
TIDY_FOR = 0.006
"""Seconds, and then one step more at most: half a frame."""
BACKUP_AFTER = 30.0
CHECK_AFTER = 120.0
CHECK_EVERY = timedelta(days=7)
FIRST_DAYS = timedelta(days=2)
REMIND_EVERY = timedelta(days=30)
COPY_LASTS = timedelta(days=180)
_TRY_BACKUP_AGAIN = timedelta(hours=1)
FOLLOW_MS = 700
"""After the last change, so that ten changes in a row write the calendar file once."""

_log = logging.getLogger("companion")
translate = QCoreApplication.translate


class Chores(QObject):
    """Lives as long as the workspace room. Every part can be called by itself, which is what the tests
    do."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        assert session.workspace is not None
        self.session = session
        self.workspace: Workspace = session.workspace
        self._job: Job | None = None
        self._tidy = True
        self._swept = self._backed_up = False
        self._next_backup = datetime.min
        self._checked = not self._check_is_due()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.setInterval(FOLLOW_MS)
        self._follow.timeout.connect(self.follow)
        session.changed.connect(self._changed)
        self.remind()
        self._follow.start()  # what a lock cut off, or another computer changed

    def tick(self) -> None:
        """Do the next small thing that is due, if the person rests long enough."""
        if self._job is not None or self.workspace.closed:
            return
        rest = self.session.watch.idle()
        if self._tidy and rest >= TIDY_AFTER:
            self._quietly(self._tidy_up)
        elif not self._swept and rest >= TIDY_AFTER:
            self.sweep()
        elif not self._backed_up and rest >= BACKUP_AFTER and self.session.now() >= self._next_backup:
            self.back_up()
        elif not self._checked and rest >= CHECK_AFTER:
            self.check()

    def _quietly(self, work: Callable[[], object]) -> None:
        with suppress(CompanionError):
            work()

    def _changed(self, change: Any, by: object) -> None:
        self._tidy = True
        if change.subject == "backup":
            self._backed_up = False  # those there were may have been removed; one of today is not made twice
        if change.subject in ("backup", "vault"):
            self.remind()
        if change.subject in ("planner", ""):
            self._follow.start()

    def _tidy_up(self) -> None:
        self._tidy = False
        until = monotonic() + TIDY_FOR
        while self.workspace.tidy():
            if monotonic() >= until:
                self._tidy = True
                self.workspace.store.checkpoint()  # or the log would grow until a save has to empty it
                return

    def sweep(self) -> None:
        """Remove photo files that nothing names, in a job: it looks at every one, and into the automatic backups."""
        self._swept = True
        self._job = self.session.run(
            self.workspace.sweep,
            owner=self,
            done=lambda _count: self._end_job(),
            failed=lambda _error: self._end_job(),  # at the next unlock again
        )
        self._job.cancelled.connect(self._end_job)

    # --- backup

    def back_up(self) -> None:
        """The automatic backup of the day, in a job."""
        backups, now = self.workspace.backups, self.session.now()
        self._job = self.session.run(
            lambda report: backups.automatic(now, report),
            owner=self,
            done=lambda info: self._backed(),
            failed=self._not_backed,
        )
        self._job.cancelled.connect(self._end_job)

    def _backed(self) -> None:
        self._backed_up = True
        self._end_job()

    def _not_backed(self, error: BaseException) -> None:
        code = error.code if isinstance(error, CompanionError) else type(error).__name__
        _log.warning("automatic-backup-failed %s", code)
        self._next_backup = self.session.now() + _TRY_BACKUP_AGAIN
        self._end_job()
        self.session.set_footer_note(
            translate("Chores", "Today’s own copy couldn’t be made. Settings, Backup says where copies go.")
        )

    def _end_job(self) -> None:
        self._job = None

    # --- the calendar file that follows the plan

    def follow(self) -> None:
        """Write it in a job, if there is one and the plan is another one than it says."""
        if self.workspace.closed or self.workspace.prefs.get("calendar_file") is None:
            return
        self.session.run(self._write_calendar, owner=self, failed=self._not_written)

    def _write_calendar(self, _report: object) -> bool:
        from companion.interchange.ics_keeping import bring_up_to_date

        return bring_up_to_date(self.workspace)

    def _not_written(self, error: BaseException) -> None:
        code = error.code if isinstance(error, CompanionError) else type(error).__name__
        _log.warning("calendar-file-failed %s", code)
        self.session.set_footer_note(
            translate(
                "Chores", "The calendar file couldn’t be written. Together, Calendar file says where it goes."
            )
        )

    # --- the weekly check

    def _check_is_due(self) -> bool:
        if self.session.ended_badly:
            return True
        last = _moment(self.workspace.prefs.get("health_checked"))
        return last is None or self.session.now() - last >= CHECK_EVERY

    def check(self) -> None:
        """The full check, in a job. What it finds is said at the foot of Today."""
        self._checked = True
        self._job = self.session.run(
            self.workspace.health, owner=self, done=self._found, failed=self._not_checked
        )
        self._job.cancelled.connect(self._end_job)

    def _found(self, health: Health) -> None:
        self._end_job()
        self._quietly(lambda: self.workspace.prefs.set("health_checked", self.session.now().isoformat()))
        if health.problems:
            _log.error("health-check-found %d", len(health.problems))
            self.session.set_footer_note(
                translate(
                    "Chores", "A check found something that can’t be read. Settings, Backup has the way back."
                )
            )

    def _not_checked(self, error: BaseException) -> None:
        _log.warning("health-check-failed %s", type(error).__name__)
        self._end_job()

    # --- reminders

    def remind(self) -> None:
        """One sentence at the foot of Today, or none: the kit until it is on paper, a copy elsewhere once a
        month."""
        if not self.workspace.vault.kit_confirmed:
            self.session.set_footer_note(
                translate(
                    "Chores", "The recovery kit isn’t on paper yet. Settings, Privacy and lock makes one."
                )
            )
        elif self._copy_is_due():
            self.session.set_footer_note(
                translate(
                    "Chores", "A copy on a stick would outlive this computer. Settings, Backup makes one."
                )
            )
        else:
            self.session.set_footer_note("")

    def _copy_is_due(self) -> bool:
        """Whether to say it today: not in the first days, at most once a month, and not while a copy lies
        elsewhere."""
        if self.session.settings.backup_reminder != "monthly":
            return False
        prefs, now = self.workspace.prefs, self.session.now()
        first = _moment(prefs.get("first_opened"))
        if first is None:
            self._quietly(lambda: prefs.set("first_opened", now.isoformat()))
            return False
        if now - first < FIRST_DAYS:
            return False
        reminded = _moment(prefs.get("reminded"))
        today = reminded is not None and reminded.date() == now.date()
        if reminded is not None and not today and now - reminded < REMIND_EVERY:
            return False
        copied = self.workspace.backups.last()
        if copied is not None and copied.elsewhere and now.astimezone() - copied.made < COPY_LASTS:
            return False
        if not today:
            self._quietly(lambda: prefs.set("reminded", now.isoformat()))
        return True


def _moment(text: object) -> datetime | None:
    if isinstance(text, str):
        with suppress(ValueError):
            return datetime.fromisoformat(text)
    return None
