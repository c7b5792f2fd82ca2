"""RestoreView: bring a backup into this computer. It becomes notes of its own; nothing that is here is
overwritten.

    choose the file -> how it opens (passphrase or kit) -> does anyone else use this login -> bring it back,
    with Stop -> a new kit is offered -> `restored(vault, keys)`
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.errors import (
    CompanionError,
    KeyringUnavailable,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSecret,
)
from ui import messages
from ui.session import Session
from ui.ways.choice import SHARED, LoginQuestion
from ui.ways.code import CodeField
from ui.ways.frame import StepView
from ui.ways.kit import KitStep
from ui.ways.passphrase import NewPassphrase
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.fields import FaultLine, PassphraseField, labelled
from ui.widgets.progress import Progress
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label
from ui.work import Job

if TYPE_CHECKING:
    from companion.recovery import Kit
    from companion.vault import Keys, Vault

PASSPHRASE = "passphrase"
CODE = "code"


class RestoreView(QWidget):
    """`restored(vault, keys)` at the end, `back()` when the person does not want to after all."""

    restored = Signal(object, object)
    back = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.file: Path | None = None
        self._job: Job | None = None
        self._found: tuple[Vault, Keys] | None = None
        self._views = QStackedWidget(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)
        self.form = self._form()
        self._views.addWidget(self.form)

    def focus_first(self) -> None:
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._views.currentWidget() is self.form:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    # --- what is asked

    def _form(self) -> StepView:
        view = StepView(
            self.tr("Bring a backup"),
            self.tr("It becomes notes of its own on this computer. Nothing that is already here is changed."),
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        self.choose_button = Button(self.tr("Choose the file"), icon="folder-open")
        self.choose_button.clicked.connect(self._choose)
        self.file_name = Label("", "body", "ink_2", wrap=True)
        row.addWidget(self.choose_button)
        row.addWidget(self.file_name, 1)
        view.middle.addLayout(row)
        self.file_fault = FaultLine()
        view.middle.addWidget(self.file_fault)
        self._rest = QWidget()
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(16)
        self._rest.hide()
        view.middle.addWidget(self._rest)
        self.kind = Segmented(
            self.tr("How the backup opens"),
            [(PASSPHRASE, self.tr("With the passphrase"), ""), (CODE, self.tr("With the recovery kit"), "")],
        )
        self.kind.value = PASSPHRASE
        self.kind.chosen.connect(self._show_kind)
        rest.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeading)
        self.passphrase = PassphraseField(self.tr("Passphrase of the backup"))
        self.passphrase_fault = FaultLine()
        self._passphrase_block = labelled(
            self.tr("Passphrase of the backup"), self.passphrase, self.passphrase_fault
        )
        self.passphrase.textEdited.connect(lambda _text: self._typing(self.passphrase_fault))
        self.passphrase.returnPressed.connect(self._go)
        self.code = CodeField()
        self.code.changed.connect(self._typing)
        self.code.entered.connect(self._go)
        rest.addWidget(self._passphrase_block)
        rest.addWidget(self.code)
        rest.addWidget(Label(self.tr("Does anyone else use this computer login?"), "h3", wrap=True))
        self.login = LoginQuestion()
        self.login.chosen.connect(self._answered)
        rest.addWidget(self.login)
        self.new_block = QWidget()
        block = QVBoxLayout(self.new_block)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(8)
        block.addWidget(
            Label(self.tr("A passphrase for this computer. It may be the same as before."), "body", wrap=True)
        )
        self.new_passphrase = NewPassphrase()
        self.new_passphrase.changed.connect(self._typing)
        self.new_passphrase.entered.connect(self._go)
        block.addWidget(self.new_passphrase)
        self.new_block.hide()
        rest.addWidget(self.new_block)
        self.fault = FaultLine()
        rest.addWidget(self.fault)
        back = LinkButton(self.tr("Back"))
        back.clicked.connect(self.back)
        self.go_button = Button(self.tr("Bring it back"), "primary", size="large")
        self.go_button.setEnabled(False)
        self.go_button.clicked.connect(self._go)
        view.buttons.addWidget(back)
        view.buttons.addStretch(1)
        view.buttons.addWidget(self.go_button)
        self._show_kind(PASSPHRASE)
        return view

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose the backup"), str(Path.home()), self.tr("Backups (*.zip);;All files (*)")
        )
        if name:
            self.set_file(Path(name))

    def set_file(self, file: Path) -> None:
        """Take this file, and ask for the rest."""
        self.file = file
        self.file_name.setText(file.name)
        self.file_fault.say("")
        self._rest.show()
        self.go_button.setEnabled(True)
        target = self.passphrase if self.kind.value == PASSPHRASE else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_kind(self, kind: str) -> None:
        self._passphrase_block.setVisible(kind == PASSPHRASE)
        self.code.setVisible(kind == CODE)
        self.fault.say("")

    def _answered(self, value: str) -> None:
        self.new_block.setVisible(value == SHARED)
        self.fault.say("")

    def _typing(self, answered: FaultLine | None = None) -> None:
        """Somebody types again: what was said before, of the whole or of this field, no longer holds."""
        for line in (self.fault, answered):
            if line is not None:
                line.say("")

    # --- doing it

    def _go(self) -> None:
        secret = self._secret()
        if self.file is None or secret is None:
            return
        if self.login.value is None:
            self.fault.say(self.tr("One answer is missing: does anyone else use this computer login?"))
            next(iter(self.login.cards.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        shared = self.login.value == SHARED
        if shared and not self.new_passphrase.check():
            return
        file, home = self.file, self.session.home
        passphrase, code = secret
        new_passphrase = self.new_passphrase.text() if shared else None
        dated = self._dated

        def work(report: Any) -> Any:
            from companion import backup

            return backup.restore(
                file,
                home,
                passphrase=passphrase,
                code=code,
                keyring=not shared,
                new_passphrase=new_passphrase,
                dated=dated,
                report=report,
            )

        self._views.addWidget(self._waiting())
        self._views.setCurrentIndex(self._views.count() - 1)
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._job = self.session.run(
            work, owner=self, done=self._done, failed=self._failed, progressed=self._moved
        )
        self._job.cancelled.connect(self._stopped)

    def _dated(self, name: str, day: date) -> str:
        """The name of these notes beside others that have it already."""
        written = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)
        # Some languages put marks of direction into a date; a name holds only what can be seen.
        shown = "".join(letter for letter in written if letter.isprintable())
        return self.tr("{name}, {date}").format(name=name, date=shown)

    def _secret(self) -> tuple[str | None, str | None] | None:
        """The passphrase or the code, the other None; or None when it is not there yet, and that was
        said."""
        if self.kind.value == CODE:
            if self.code.complete():
                return None, self.code.text()
            self.code.fault.say(self.tr("Seven boxes with five signs each. Compare them with the page."))
            self.code.focus_first()
            return None
        if self.passphrase.text():
            return self.passphrase.text(), None
        self.passphrase_fault.say(
            self.tr("Type the passphrase that opened these notes when the backup was made.")
        )
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        return None

    def _waiting(self) -> StepView:
        view = StepView(
            self.tr("Bringing it back"), self.tr("Each part is read, checked and only then put in place.")
        )
        self.bar = Progress(self.tr("Bringing it back"))
        view.middle.addWidget(self.bar)
        stop = Button(self.tr("Stop"))
        stop.clicked.connect(self._stop)
        view.buttons.addWidget(stop)
        view.buttons.addStretch(1)
        self.stop_button = stop
        return view

    def _moved(self, done: int, total: int, step: str) -> None:
        self.bar.set_value(done, total)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop_button.setEnabled(False)

    def _to_form(self) -> None:
        waiting = self._views.currentWidget()
        self._views.setCurrentWidget(self.form)
        if waiting is not None and waiting is not self.form:
            self._views.removeWidget(waiting)
            waiting.deleteLater()

    def _stopped(self) -> None:
        self._to_form()
        self.fault.say(self.tr("Stopped. Nothing was brought in."))

    def _failed(self, error: BaseException) -> None:
        self._to_form()
        message = messages.explain(error)
        said = f"{message.what} {message.do}"
        if isinstance(error, WrongPassphrase) or (
            isinstance(error, WrongSecret) and self.kind.value == PASSPHRASE
        ):
            self.passphrase_fault.say(
                self.tr("That didn’t open it. The passphrase is the one from the day of the backup.")
            )
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            self.passphrase.selectAll()
        elif isinstance(error, WrongRecoveryCode):
            group = error.facts.get("group")
            if isinstance(group, int):
                self.code.mark([group])
                said = messages.wrong_group(group)
            self.code.fault.say(said)
        elif isinstance(error, KeyringUnavailable):
            self.login.value = SHARED
            self.new_block.show()
            self.fault.say(f"{message.what} {self.tr('Choose a passphrase here instead.')}")
        else:
            self.file_fault.say(said)

    # --- afterwards

    def _done(self, made: tuple[Vault, Keys, Kit]) -> None:
        vault, keys, kit = made
        self._found = (vault, keys)
        self.passphrase.clear()
        self.code.clear()
        self._to_form()
        view = StepView(
            self.tr("It is back."),
            self.tr(
                "These notes have a new kit; the page you had goes on opening the old backups. "
                "Put the new one on paper, then give two groups of it back."
            ),
        )
        self.kit_step = KitStep(kit, self.session.settings.discreet_name)
        view.middle.addWidget(self.kit_step)
        self.open_button = Button(self.tr("Open"), "primary", size="large")
        self.open_button.setEnabled(False)
        view.buttons.addStretch(1)
        if vault.has_passphrase:
            self.later_button = Button(self.tr("Later"), size="large")
            self.later_button.clicked.connect(self._finish)
            view.buttons.addWidget(self.later_button)
        view.buttons.addWidget(self.open_button)
        self.kit_step.confirmed.connect(self._confirmed)
        self.open_button.clicked.connect(self._finish)
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        self.kit_step.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirmed(self) -> None:
        assert self._found is not None
        try:
            self._found[0].confirm_kit()
        except CompanionError:
            pass  # the reminder stays; the kit on paper is good all the same
        self.open_button.setEnabled(True)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self) -> None:
        if self._found is not None:
            vault, keys = self._found
            self._found = None
            self.restored.emit(vault, keys)

    def drop_keys(self) -> None:
        """The view goes without opening: nothing may keep the keys."""
        if self._found is not None:
            self._found[1].close()
            self._found = None
