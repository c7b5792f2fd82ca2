"""The first run, four steps: what this is; your key; the way back in; where you are today.

    1  what it is and what it is not, quick exit to try, or a backup to bring
    2  the login question decides where the key is kept; "Next" makes the key, in a job, and nothing before
    does 3  the recovery kit onto paper, two groups asked back; "Later" only where a passphrase is set 4
    which words come first, and names if wanted; then the notes open

The steps' own widgets are in `steps.py`. Going back from step 3 shows step 2 as it was decided: the key is
made, and Settings is the place to change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from companion.errors import CompanionError, KeyringUnavailable
from ui import messages, theme
from ui.onboarding.picture import Picture, StepBars
from ui.onboarding.steps import STEPS, Step
from ui.rail import exit_width
from ui.session import Session
from ui.ways.frame import scrolled
from ui.widgets.buttons import Button, LinkButton, quiet_row
from ui.widgets.cards import FaultBar
from ui.widgets.rows import chain_focus
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.recovery import Kit
    from companion.vault import Keys, Vault
    from ui.onboarding.key import KeyStep
    from ui.ways.restore import RestoreView

PICTURE = 400
COLUMN = 570
SLACK = 30
GUTTER = 16
RING = 10


def make(session: Session) -> OnboardingPage:
    """The first run for this session."""
    return OnboardingPage(session)


class OnboardingPage(QWidget):
    """Ends in `session.open`. What was made on the way (vault, keys, kit) waits here until then."""

    help_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.vault: Vault | None = None
        self.keys: Keys | None = None
        self.kit: Kit | None = None
        self.step = 0
        self._steps: dict[int, Step] = {}
        self._areas: dict[int, QScrollArea] = {}
        self.restore: RestoreView | None = None
        self._help: QWidget | None = None
        self._before_help: QWidget | None = None
        self._views = QStackedWidget(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)
        self._steps_view = self._frame()
        self._views.addWidget(self._steps_view)
        theme.watcher.changed.connect(self._fit)

    def _frame(self) -> QWidget:
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.picture = Picture()
        row.addWidget(self.picture)
        self._side = QWidget()
        row.addWidget(self._side, 1)
        self._column = QVBoxLayout(self._side)
        self._column.setSpacing(0)
        head = self._head = QHBoxLayout()
        head.setSpacing(16)
        self._bars = StepBars(len(STEPS))
        self._count = Label("", "caption", "ink_2")
        head.addWidget(self._bars)
        head.addWidget(self._count)
        head.addStretch(1)
        self.help_button = LinkButton(self.tr("Help & safety"), size="small")
        self.help_button.clicked.connect(self.help_asked)
        head.addWidget(self.help_button)
        self._column.addLayout(head)
        self._column.addSpacing(22)
        self._stack = QStackedWidget()
        self._column.addWidget(self._stack, 1)
        self.fault = FaultBar()
        self.fault.hide()
        self._column.addWidget(self.fault)
        self._column.addSpacing(12)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(10)
        self.back_button = LinkButton("")
        self.second_button = Button("", size="large")
        self.main_button = Button("", "primary", size="large")
        self._foot.addLayout(quiet_row(self.back_button))
        self._foot.addStretch(1)
        self._foot.addWidget(self.second_button)
        self._foot.addWidget(self.main_button)
        self._column.addLayout(self._foot)
        self.back_button.clicked.connect(self._back)
        self.second_button.clicked.connect(self._second)
        self.main_button.clicked.connect(self._main)
        return frame

    def start(self) -> None:
        """Show step 1."""
        self.show_step(0)

    # --- steps

    def show_step(self, number: int) -> None:
        """Go to a step, 0 to 3, building it on the first visit."""
        step = self._steps.get(number)
        if step is None:
            step = STEPS[number](self)
            self._steps[number] = step
            step.changed.connect(self._buttons)
            step.advance.connect(self._main)
            holder = QWidget()
            # The scroll bar stands in the margin beside the column, so that it takes nothing from the
            # words.
            margin = QHBoxLayout(holder)
            margin.setContentsMargins(0, 0, 0, 0)
            margin.setSpacing(0)
            margin.addSpacing(RING)
            margin.addWidget(step, 1)
            margin.addSpacing(GUTTER)
            area = scrolled(holder)
            self._areas[number] = area
            self._stack.addWidget(area)
            # Tab walks as one reads: the head, the step, the buttons.
            chain_focus(
                (self.help_button, self._stack, self.back_button, self.second_button, self.main_button)
            )
        self.step = number
        self.fault.hide()
        self._stack.setCurrentWidget(self._areas[number])
        self._bars.set_step(number + 1)
        self._count.setText(self.tr("Step {number} of {total}").format(number=number + 1, total=len(STEPS)))
        self.picture.set_step(number)
        step.enter()
        self._buttons()
        QTimer.singleShot(0, step, step.focus_first)

    def current(self) -> Step:
        return self._steps[self.step]

    def _buttons(self) -> None:
        step = self.current()
        self.back_button.setText(self.tr("Back"))
        self.back_button.setVisible(self.step > 0 or step.can_go_back())
        self.second_button.setText(step.second_text())
        self.second_button.setVisible(bool(step.second_text()))
        self.main_button.setText(step.main_text())
        self.main_button.setEnabled(step.ready())

    def _back(self) -> None:
        if self.current().go_back():
            self._buttons()
        elif self.step:
            self.show_step(self.step - 1)

    def _second(self) -> None:
        if self.step == 0:
            self.show_restore()
        else:
            self.show_step(self.step + 1)

    def _main(self) -> None:
        if not self.main_button.isEnabled():
            return
        step = self.current()
        if not step.check():
            return
        if self.step == 1 and self.vault is None:
            self._make_key()
        elif self.step == len(STEPS) - 1:
            self._finish()
        else:
            self.show_step(self.step + 1)

    # --- step 2: the key

    def _make_key(self) -> None:
        step = self._steps[1]
        from ui.onboarding.key import KeyStep

        assert isinstance(step, KeyStep)
        passphrase, keyring = step.passphrase(), step.keyring()
        home, label = self.session.home, self.session.settings.discreet_name
        self.main_button.setEnabled(False)
        self.back_button.setEnabled(False)
        step.set_busy(True)

        def work(report: object) -> tuple[Vault, Keys, Kit]:
            from companion.vault import Vault

            return Vault.create(home, label=label, passphrase=passphrase, keyring=keyring)

        self.session.run(work, owner=self, done=self._made, failed=self._not_made)

    def _made(self, made: tuple[Vault, Keys, Kit]) -> None:
        self.vault, self.keys, self.kit = made
        self.back_button.setEnabled(True)
        step = self._key_step()
        step.set_busy(False)
        step.set_made()
        self.show_step(2)

    def _not_made(self, error: BaseException) -> None:
        self.back_button.setEnabled(True)
        step = self._key_step()
        step.set_busy(False)
        if isinstance(error, KeyringUnavailable):
            step.say_no_keyring(error)
        else:
            self._say(error)
        self._buttons()

    def _key_step(self) -> KeyStep:
        from ui.onboarding.key import KeyStep

        step = self._steps[1]
        assert isinstance(step, KeyStep)
        return step

    def _say(self, error: BaseException) -> None:
        message = messages.explain(error)
        self.fault.set_words(message.what, message.line)
        self.fault.show()

    # --- step 4: in

    def _finish(self) -> None:
        from ui.onboarding.today import TodayStep

        step = self.current()
        assert isinstance(step, TodayStep)
        if self.vault is None or self.keys is None:
            return
        keys, self.keys = self.keys, None
        chosen = step.chosen()
        session = self.session
        try:
            session.open(self.vault, keys, prefs=chosen)
        except CompanionError as error:
            # The vault is there; the lock knows every way on from here.
            self._say(error)
            session.may_be_new()

    # --- a backup instead

    def show_restore(self) -> None:
        """ "I have a backup": the whole window is the form."""
        from ui.ways.restore import RestoreView

        self.restore = RestoreView(self.session)
        self.restore.back.connect(self._leave_restore)
        self.restore.restored.connect(self._restored)
        self._views.addWidget(self.restore)
        self._views.setCurrentWidget(self.restore)
        self.restore.focus_first()

    def _leave_restore(self) -> None:
        if self.restore is not None:
            self._views.removeWidget(self.restore)
            self.restore.deleteLater()
            self.restore = None
        self._views.setCurrentIndex(0)
        self.second_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restored(self, vault: Vault, keys: Keys) -> None:
        try:
            self.session.open(vault, keys)
        except CompanionError as error:
            self._leave_restore()
            self._say(error)
            self.session.may_be_new()

    def show_help(self, view: QWidget) -> None:
        """Put the help pages in front of the steps, which stay as they are."""
        if self._help is None:
            self._before_help = self.window().focusWidget()
        else:
            self._drop_help(self._help)
        self._help = view
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)

    def leave_help(self) -> None:
        """Back to where it was, the keyboard too."""
        if self._help is None:
            return
        self._drop_help(self._help)
        self._help = None
        before: QWidget = self.restore or self._steps_view
        self._views.setCurrentWidget(before)
        held, self._before_help = self._before_help, None
        if held is not None and shiboken6.isValid(held) and before.isAncestorOf(held):
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.restore is not None:
            self.restore.focus_first()
        else:
            self.current().focus_first()

    def _drop_help(self, view: QWidget) -> None:
        self._views.removeWidget(view)
        view.deleteLater()

    # --- sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _picture_width(self) -> int:
        left = self.width() - theme.px(COLUMN - SLACK) - 64 - 40
        return PICTURE if left >= PICTURE else left if left >= 150 else 0

    def exit_ground(self) -> str:
        """The colour Quick exit lies on."""
        return "rail" if self.picture.isVisible() else "page"

    def _fit(self) -> None:
        """The picture gives way first; the words keep their measure."""
        wide = self._picture_width()
        self.picture.setVisible(wide > 0)
        self.picture.setFixedWidth(max(1, wide))
        roomy = self.height() >= 640 and theme.scale() < 1.3
        start, top, bottom = 64 if wide else 40, 54 if roomy else 24, 38 if roomy else 16
        spare = max(0, self.width() - wide - start - theme.px(COLUMN))
        end = max(40, spare) - GUTTER
        start -= RING
        # Without the picture Quick exit stands at the start of the row of buttons.
        exit_room = RING if wide else max(RING, exit_width() + 24 - start)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._column.setContentsMargins(end if rtl else start, top, start if rtl else end, bottom)
        self._foot.setContentsMargins(GUTTER if rtl else exit_room, 0, exit_room if rtl else GUTTER, 0)
        self._head.setContentsMargins(0 if rtl else RING, 0, RING if rtl else 0, 0)
