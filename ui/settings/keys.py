"""The dialogs about keys: a new passphrase, the passphrase typed once to be sure, a new recovery kit, the key itself.

What is typed goes to the vault in a job and is forgotten with the dialog.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QWidget

from companion.changes import Change
from companion.errors import CompanionError, WrongPassphrase
from ui import messages
from ui.session import Session
from ui.ways.kit import KitStep
from ui.ways.passphrase import NewPassphrase
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FaultLine, PassphraseField, labelled
from ui.widgets.rows import pulled
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.recovery import Kit
    from companion.vault import Vault


translate = QCoreApplication.translate


class PassphraseDialog(Dialog):
    """A new passphrase, twice. `store` runs in a job with what was typed; `stored` follows when it is in place."""

    def __init__(
        self,
        page: QWidget,
        session: Session,
        title: str,
        line: str,
        store: Callable[[str], Any],
        stored: Callable[[], object],
    ) -> None:
        super().__init__(title, page, 560)
        self._session, self._store, self._stored = session, store, stored
        self.body.addWidget(Label(line, "body", "ink_2", wrap=True))
        self.passphrase = NewPassphrase(reach=True)
        self.body.addLayout(pulled(self.passphrase))
        self.wrong = FaultLine()
        self.body.addWidget(self.wrong)
        self.add_button(self.tr("Not now"), "secondary", "reject")
        self.keep = self.add_button(self.tr("Keep this passphrase"), "primary", "other")
        self.keep.clicked.connect(self._try)
        self.passphrase.entered.connect(self._try)

    @Slot()
    def _try(self) -> None:
        if not self.keep.isEnabled() or not self.passphrase.check():
            return
        self.keep.setEnabled(False)
        typed = self.passphrase.text()
        self._session.run(
            lambda _report: self._store(typed),
            owner=self,
            done=lambda _v: self._finish(),
            failed=self._failed,
        )

    def _finish(self) -> None:
        self.passphrase.clear()
        self.accept()
        self._stored()

    def _failed(self, error: BaseException) -> None:
        self.keep.setEnabled(True)
        message = messages.explain(error)
        self.wrong.say(f"{message.what} {message.line}".strip())


class ProveDialog(Dialog):
    """The passphrase that is already set, typed once, before anything comes to depend on it."""

    def __init__(
        self, page: QWidget, session: Session, store: Callable[[], Any], stored: Callable[[], object]
    ) -> None:
        super().__init__(translate("Settings", "Ask for a passphrase each time"), page)
        self._session, self._store, self._stored = session, store, stored
        words = translate(
            "Settings",
            "Type your passphrase once, to be sure it opens your notes. Then the key leaves the system keyring.",
        )
        self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        self.passphrase = PassphraseField(translate("Settings", "Passphrase"))
        self.wrong = FaultLine()
        self.body.addWidget(labelled(translate("Settings", "Passphrase"), self.passphrase, self.wrong))
        self.add_button(translate("Settings", "Not now"), "secondary", "reject")
        self.keep = self.add_button(translate("Settings", "Ask each time"), "primary", "other")
        self.keep.clicked.connect(self._try)

    @Slot()
    def _try(self) -> None:
        vault, typed = self._session.vault, self.passphrase.text()
        if vault is None or not typed:
            self.passphrase.fault(not typed)
            return
        self.keep.setEnabled(False)

        def work(_report: Any) -> None:
            vault.unlock_with_passphrase(typed).close()
            self._store()

        self._session.run(work, owner=self, done=lambda _v: self._finish(), failed=self._failed)

    def _finish(self) -> None:
        self.passphrase.clear()
        self.accept()
        self._stored()

    def _failed(self, error: BaseException) -> None:
        self.keep.setEnabled(True)
        message = messages.explain(error)
        wrong = isinstance(error, WrongPassphrase)
        self.passphrase.fault(wrong)
        self.wrong.say(message.what if wrong else f"{message.what} {message.line}".strip())
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.selectAll()


class ChangeKeyDialog(Dialog):
    """What a change of the vault's key does and does not do, and the passphrase from now on where there is one.

    `begin` gets it, or None where the keyring alone opens the notes, after the dialog has gone.
    """

    def __init__(self, page: QWidget, vault: "Vault", begin: Callable[[str | None], object]) -> None:
        super().__init__(translate("Settings", "Change the key itself"), page, 560)
        self._begin = begin
        for words in (
            translate(
                "Settings",
                "For when somebody saw your kit or your passphrase, or has a copy of these files. Everything is encrypted "
                "again under a new key. What they know then no longer opens your notes; it still opens copies made before, "
                "theirs and the automatic ones here.",
            ),
            translate(
                "Settings",
                "Your notes close while it is done, which takes about as much free space as they take now. You can stop "
                "it. Afterwards a new recovery kit takes the place of the one you have.",
            ),
        ):
            self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        self.passphrase: NewPassphrase | None = None
        if vault.has_passphrase:
            words = translate("Settings", "Your passphrase from now on. Not the one somebody may know.")
            self.body.addWidget(Label(words, "body", wrap=True))
            self.passphrase = NewPassphrase(reach=True)
            self.passphrase.entered.connect(self._go)
            self.body.addLayout(pulled(self.passphrase))
        if vault.has_keyring:
            words = translate("Settings", "The system keyring gets a new secret.")
            self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        self.add_button(translate("Settings", "Not now"), "secondary", "reject")
        self.add_button(translate("Settings", "Change the key"), "primary", "other").clicked.connect(self._go)

    @Slot()
    def _go(self) -> None:
        if self.closed:  # Enter in the second field reaches the button too
            return
        typed = None
        if self.passphrase is not None:
            if not self.passphrase.check():
                return
            typed = self.passphrase.text()
            self.passphrase.clear()
        self.accept()
        self._begin(typed)


class KitDialog(Dialog):
    """The new kit: print it, save it or copy it by hand; then two of its groups are asked back.

    "Later" is offered only where a passphrase opens the notes too. Otherwise the kit is the only spare way in, and
    the dialog stays until it is on paper; a lock or quick exit ends it all the same.
    """

    def __init__(self, page: QWidget, session: Session, kit: "Kit") -> None:
        super().__init__(translate("Settings", "Put the new kit on paper"), page, 560)
        self._session = session
        vault = session.vault
        self.may_wait = vault is not None and vault.has_passphrase
        self.step = KitStep(kit, session.settings.discreet_name)
        self.step.confirmed.connect(self._confirmed)
        self.body.addWidget(self.step)
        if self.may_wait:
            self.add_button(translate("Settings", "Later"), "secondary", "reject")
        self.finished = self.add_button(translate("Settings", "Done"), "primary", "accept")
        self.finished.setEnabled(False)

    @Slot()
    def reject(self) -> None:
        if self.may_wait or self.finished.isEnabled() or self._session.workspace is None:
            super().reject()

    @Slot()
    def _confirmed(self) -> None:
        if self._session.vault is not None:
            try:
                self._session.vault.confirm_kit()
            except CompanionError as error:
                self._session.fault(error)
                return
        self.may_wait = True
        self.finished.setEnabled(True)
        self.finished.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.broadcast(Change("vault"), self)
