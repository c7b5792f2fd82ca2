"""ChangeRoom: the room of a change of the vault's key. The notes are closed, so nothing can be written meanwhile.

    copy, check, photos, switch, with Stop -> the new kit on paper -> open with the new key
    Stop or a failure                      -> open with the key as it was, and say so
    a lock, quick exit or closing          -> the job is stopped; whichever key counts then opens the door

The kit is shown before anything is opened: it exists nowhere else. Nobody there for a while counts from the end of
the work, since one may well look away from a bar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from companion.errors import CompanionError
from ui.session import Aside, Session
from ui.ways.frame import StepView
from ui.ways.kit import KitStep
from ui.widgets.buttons import Button
from ui.widgets.progress import Progress, Steps
from ui.widgets.text import Label
from ui.work import Job

if TYPE_CHECKING:
    from companion.rekey import Rekeyed
    from companion.vault import Keys

STEPS = {"database": 0, "checking": 1, "media": 2, "switching": 3}


class ChangeRoom(QWidget):
    """Takes `session.aside`, and ends with `session.open`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._aside: Aside | None = None
        self._told: Rekeyed | None = None
        self._job: Job | None = None
        self._stop_asked = False
        self._views = QStackedWidget(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)
        self._views.addWidget(self._waiting())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def start(self) -> None:
        """Begin. Without anything set aside there is nothing to do."""
        self._aside, self.session.aside = self.session.aside, None
        if self._aside is None:
            return
        vault, keys, passphrase = self._aside.vault, self._aside.keys, self._aside.passphrase

        def work(report: Any) -> Rekeyed:
            from companion.rekey import change_key

            return change_key(vault, keys, passphrase=passphrase, report=report)

        self._job = self.session.run(
            work, owner=self, done=self._done, failed=self._failed, progressed=self.progressed
        )
        self._job.cancelled.connect(self._stopped)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # on nothing: an Enter too many must not press Stop

    def drop_keys(self) -> None:
        """The room goes without opening: nothing may keep the keys."""
        for held in (self._aside, self._told):
            if held is not None:
                held.keys.close()
        self._aside = self._told = None

    # --- while it works

    def _waiting(self) -> StepView:
        view = StepView(
            self.tr("Changing the key"),
            self.tr(
                "Your notes are closed while everything is encrypted anew. Until the last step they stay as they are."
            ),
        )
        self.bar = Progress(self.tr("Changing the key"))
        view.middle.addWidget(self.bar)
        self.steps = Steps(
            [
                self.tr("Your writing, under the new key"),
                self.tr("Reading every page of it, to be sure"),
                self.tr("Photos, one by one"),
                self.tr("Putting the new key in the place of the old one"),
            ]
        )
        view.middle.addWidget(self.steps)
        self.stop_button = Button(self.tr("Stop"))
        self.stop_button.clicked.connect(self._stop)
        view.buttons.addWidget(self.stop_button)
        view.buttons.addStretch(1)
        return view

    def progressed(self, done: int, total: int, step: str) -> None:
        """Move on, and let nobody's absence count yet."""
        self.session.watch.alive()
        self.bar.set_value(done, total)
        self.steps.set_current(STEPS.get(step, 0))

    def _stop(self) -> None:
        if self._job is not None:
            self._stop_asked = True
            self._job.cancel()
            self.stop_button.setEnabled(False)

    def _stopped(self) -> None:
        # A lock stops the job too; then the door is what comes next, and it wants a key.
        if self._stop_asked and self._back_to_old():
            self.session.notice(self.tr("Stopped. The key is as it was."))

    def _failed(self, error: BaseException) -> None:
        if self._back_to_old():
            self.session.fault(error)

    def _back_to_old(self) -> bool:
        aside, self._aside = self._aside, None
        return aside is not None and self._open(aside, aside.keys)

    def _open(self, aside: Aside, keys: Keys) -> bool:
        try:
            self.session.open(aside.vault, keys)
        except CompanionError:
            self.session.lock()  # the door reads everything anew and says what is wrong
            return False
        return True

    # --- afterwards

    def _done(self, told: Rekeyed) -> None:
        assert self._aside is not None
        self._told = told
        self._aside.keys.close()
        self.session.watch.alive()
        view = StepView(
            self.tr("The key is changed."),
            self.tr(
                "There is a new kit; the page you had opens backups made until now, and nothing newer. Put the new one "
                "on paper, then give two groups of it back."
            ),
        )
        for words in self._to_know(told):
            view.middle.addWidget(Label(words, "body", "ink_2", wrap=True))
        self.kit_step = KitStep(told.kit, self.session.settings.discreet_name)
        view.middle.addWidget(self.kit_step)
        view.buttons.addStretch(1)
        if self._aside.vault.has_passphrase:
            self.later_button = Button(self.tr("Later"), size="large")
            self.later_button.clicked.connect(self._finish)
            view.buttons.addWidget(self.later_button)
        self.open_button = Button(self.tr("Open"), "primary", size="large")
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self._finish)
        view.buttons.addWidget(self.open_button)
        self.kit_step.confirmed.connect(self._confirmed)
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        self.kit_step.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_know(self, told: Rekeyed) -> list[str]:
        words = []
        if told.earlier:
            words.append(
                self.tr(
                    "Automatic copies made until now stay on this computer, with the photos they need. The old kit and "
                    "the old passphrase go on opening them. Settings, Backup can delete them."
                )
            )
        if told.damaged or told.missing:
            unread = self.tr(
                "{count} of your photos could not be read, as before. They keep their places, and a backup may still "
                "hold them."
            )
            words.append(unread.format(count=QLocale().toString(told.damaged + told.missing)))
        return words

    def _confirmed(self) -> None:
        assert self._aside is not None
        try:
            self._aside.vault.confirm_kit()
        except CompanionError:
            pass  # the reminder stays; the kit on paper is good all the same
        self.open_button.setEnabled(True)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        aside, told = self._aside, self._told
        self._aside = self._told = None
        if aside is not None and told is not None:
            self._open(aside, told.keys)
