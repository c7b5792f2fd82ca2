"""Step 2: the login question, and what follows from the answer: the keyring, a passphrase, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.errors import KeyringCleartext, KeyringLocked
from ui.onboarding.steps import Step
from ui.ways.choice import ALONE, SHARED, LoginQuestion
from ui.ways.passphrase import NewPassphrase
from ui.widgets.cards import LampBar, Panel
from ui.widgets.icons import IconView
from ui.widgets.text import Label
from ui.widgets.toggles import Switch

if TYPE_CHECKING:
    from ui.onboarding.page import OnboardingPage


class KeyStep(Step):
    """Holds the answers; the page makes the key. Once it is made, this step only shows what was decided."""

    def __init__(self, page: OnboardingPage) -> None:
        super().__init__(page)
        self._refused = ""  # why the keyring cannot be used, in words, once it was tried
        self.head(
            self.tr("Your key stays with you"),
            self.tr(
                "Everything you write is encrypted on this computer. Where its key is kept depends on one thing."
            ),
        )
        self._strip = Panel("accent_soft", "row")
        self._strip.body.addWidget(IconView("key-round", 20, "on_accent_soft"), 0, Qt.AlignmentFlag.AlignTop)
        self.made = Label("", "body", "on_accent_soft", wrap=True)
        self._strip.body.addWidget(self.made, 1)
        self._strip.hide()
        self.body.addWidget(self._strip)
        self._ask = QWidget()
        ask = QVBoxLayout(self._ask)
        ask.setContentsMargins(0, 0, 0, 0)
        ask.setSpacing(12)
        self.body.addWidget(self._ask)
        ask.addWidget(Label(self.tr("Does anyone else use this computer login?"), "h3", wrap=True))
        self.login = LoginQuestion()
        ask.addWidget(self.login)
        self.keyring_note = LampBar()
        self._note = Label("", "body", wrap=True)
        self.keyring_note.body.addWidget(self._note)
        self.keyring_note.hide()
        ask.addWidget(self.keyring_note)
        self._also = QWidget()
        also = QHBoxLayout(self._also)
        also.setContentsMargins(0, 0, 0, 0)
        also.setSpacing(12)
        self.also = Switch(self.tr("Also set a passphrase"))
        also.addWidget(self.also)
        words = Label(self.tr("Also set a passphrase"), "h3")
        words.setBuddy(self.also)
        also.addWidget(words)
        also.addWidget(
            Label(self.tr("A spare way in. You can decide later, too."), "caption", "ink_3", wrap=True), 1
        )
        self._also.hide()
        ask.addWidget(self._also)
        # Above the fields: what has to be known stays in sight when something more is said below them.
        self.warning = Label("", "body", wrap=True)
        self._warning = LampBar()
        self._warning.body.addWidget(self.warning)
        self._warning.hide()
        ask.addWidget(self._warning)
        self.new = NewPassphrase()
        self.new.hide()
        ask.addWidget(self.new)
        self.body.addStretch(1)
        self.login.chosen.connect(lambda _: self._show())
        self.also.toggled.connect(lambda _: self._show())
        self.new.changed.connect(self.changed)
        self.new.entered.connect(self.advance)

    # --- what was answered

    def keyring(self) -> bool:
        """Whether the key goes into the system's keyring."""
        return self.login.value == ALONE and not self._refused

    def passphrase(self) -> str | None:
        return self.new.text() if self.asks_passphrase() else None

    def asks_passphrase(self) -> bool:
        """Whether a passphrase belongs to the answer."""
        if self.login.value is None:
            return False
        return not self.keyring() or self.also.isChecked()

    def _show(self) -> None:
        self._also.setVisible(self.keyring())
        self.new.setVisible(self.asks_passphrase())
        self._warning.setVisible(self.asks_passphrase())
        warning = self.tr(
            "Nobody can reset it, not even us. The next step makes a paper copy for the day you forget."
        )
        locks = self.tr("It locks after five quiet minutes, and when the computer sleeps.")
        self.warning.setText(f"{warning} {locks}" if self.login.value == SHARED else warning)
        said = ""
        if self.keyring():
            said = self.tr(
                "Lock hides your notes; it does not stop someone who uses this login. A passphrase each time does."
            )
        elif self.login.value == ALONE:
            said = self._refused
        self._note.setText(said)
        self.keyring_note.setVisible(bool(said))
        self.changed.emit()

    def say_no_keyring(self, error: BaseException) -> None:
        """The keyring refused: a passphrase takes its place, and the reason is said."""
        if isinstance(error, KeyringCleartext):
            self._refused = self.tr(
                "This computer’s keyring keeps its secrets readable, so nothing was left in it. A passphrase is needed here."
            )
        elif isinstance(error, KeyringLocked):
            self._refused = self.tr(
                "This computer’s keyring is locked and stayed so. A passphrase does the same work here."
            )
        else:
            self._refused = self.tr(
                "This computer has no keyring that can be used. A passphrase does the same work here."
            )
        self.login.setEnabled(True)
        self._show()
        self.new.first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the step

    def ready(self) -> bool:
        return self.page.vault is not None or self.login.value is not None

    def check(self) -> bool:
        return self.page.vault is not None or not self.asks_passphrase() or self.new.check()

    def set_busy(self, busy: bool) -> None:
        self._ask.setEnabled(not busy)

    def set_made(self) -> None:
        """The key is made: say where it is, forget the passphrase, offer nothing more here."""
        vault = self.page.vault
        assert vault is not None
        if vault.has_keyring and vault.has_passphrase:
            said = self.tr("The key is made and stored in the system keyring. Your passphrase opens it, too.")
        elif vault.has_keyring:
            said = self.tr("The key is made and stored in the system keyring.")
        else:
            said = self.tr("The key is made. Your passphrase opens it.")
        self.made.setText(said + " " + self.tr("You can change this in Settings."))
        self._strip.show()
        self._ask.hide()
        self.new.clear()

    def focus_first(self) -> None:
        if self.page.vault is not None:
            self.page.main_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.login.value is None:
            next(iter(self.login.cards.values())).setFocus(Qt.FocusReason.OtherFocusReason)
