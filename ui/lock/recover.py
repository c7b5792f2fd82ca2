"""In by the recovery kit: type the code, then, if wanted, a new passphrase and a new kit, then open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from companion.errors import CompanionError, KeyringUnavailable, WrongRecoveryCode
from ui import messages
from ui.session import Session
from ui.ways.choice import ALONE, SHARED, LoginQuestion
from ui.ways.code import CodeField
from ui.ways.frame import StepView
from ui.ways.kit import KitStep
from ui.ways.passphrase import NewPassphrase
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.fields import FaultLine

if TYPE_CHECKING:
    from companion.recovery import Kit
    from companion.vault import Keys, Vault


class RecoverView(QWidget):
    """`opened(vault, keys)` when it is time to open, `back()` when the person wants the door again."""

    opened = Signal(object, object)
    back = Signal()

    def __init__(self, session: Session, vault: Vault) -> None:
        super().__init__()
        self.session = session
        self.vault = vault
        self.keys: Keys | None = None
        self._views = QStackedWidget(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)
        self.code_view = self._code_step()
        self._views.addWidget(self.code_view)

    def focus_first(self) -> None:
        self.code.focus_first()

    def _show(self, view: QWidget) -> None:
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)

    # --- the code

    def _code_step(self) -> StepView:
        view = StepView(
            self.tr("Use the recovery kit"),
            self.tr(
                "Type the code from the page. Capitals and spaces don’t matter; a box that can’t be right is marked."
            ),
        )
        self.code = CodeField()
        view.middle.addWidget(self.code)
        self.open_button = Button(self.tr("Open"), "primary", size="large")
        self.open_button.setEnabled(False)
        back = LinkButton(self.tr("Back"))
        view.buttons.addWidget(back)
        view.buttons.addStretch(1)
        view.buttons.addWidget(self.open_button)
        self.code.changed.connect(lambda: self.open_button.setEnabled(self.code.complete()))
        self.code.entered.connect(self._try)
        self.open_button.clicked.connect(self._try)
        back.clicked.connect(self.back)
        return view

    def _try(self) -> None:
        if not self.code.complete():
            return
        self.open_button.setEnabled(False)
        code, vault = self.code.text(), self.vault
        self.session.run(
            lambda report: vault.unlock_with_code(code), owner=self, done=self._in, failed=self._not_in
        )

    def _not_in(self, error: BaseException) -> None:
        self.open_button.setEnabled(True)
        message = messages.explain(error)
        said = f"{message.what} {message.do}"
        if isinstance(error, WrongRecoveryCode):
            old, group = error.facts.get("old_kit"), error.facts.get("group")
            if old:
                said = self.tr(
                    "This is kit {number}. A newer kit has taken its place; this one still opens older backups."
                ).format(number=old)
            elif isinstance(group, int):
                self.code.mark([group])
                said = messages.wrong_group(group)
        self.code.fault.say(said)

    def _in(self, keys: Keys) -> None:
        self.keys = keys
        self.code.clear()
        self._show(self._passphrase_step())

    # --- a new passphrase, or the keyring again

    def _passphrase_step(self) -> StepView:
        keyring = self.vault.has_keyring
        view = StepView(
            self.tr("That opened it."),
            self.tr(
                "Now a way in for every day. The old one opens nothing any more once the new one is there."
            )
            if not keyring
            else self.tr("Now a way in for every day. First: does anyone else use this computer login?"),
        )
        self.login = LoginQuestion()
        self.new_passphrase = NewPassphrase()
        self.way_fault = FaultLine()
        view.middle.addWidget(self.login)
        view.middle.addWidget(self.new_passphrase)
        view.middle.addWidget(self.way_fault)
        self.login.setVisible(keyring)
        self.new_passphrase.setVisible(not keyring)
        self.login.chosen.connect(lambda value: self.new_passphrase.setVisible(value == SHARED))
        self.skip_way = LinkButton(self.tr("Not now"))
        self.set_way = Button(self.tr("Next"), "primary", size="large")
        view.buttons.addWidget(self.skip_way)
        view.buttons.addStretch(1)
        view.buttons.addWidget(self.set_way)
        self.skip_way.clicked.connect(self._ask_for_kit)
        self.set_way.clicked.connect(self._set_way)
        self.new_passphrase.entered.connect(self._set_way)
        return view

    def _set_way(self) -> None:
        vault, keys = self.vault, self.keys
        assert keys is not None
        if self.vault.has_keyring and self.login.value is None:
            self.way_fault.say(self.tr("Choose one of the two, or “Not now”."))
            return
        if self.login.value == ALONE:
            self._work(lambda: vault.add_keyring(keys))
        elif self.new_passphrase.check():
            passphrase = self.new_passphrase.text()

            def change() -> None:
                vault.set_passphrase(keys, passphrase)
                if vault.has_keyring:
                    vault.remove_keyring(keys)

            self._work(change)

    def _work(self, change: object) -> None:
        assert callable(change)
        self.set_way.setEnabled(False)
        self.session.run(
            lambda report: change(), owner=self, done=lambda _: self._ask_for_kit(), failed=self._way_failed
        )

    def _way_failed(self, error: BaseException) -> None:
        self.set_way.setEnabled(True)
        message = messages.explain(error)
        if isinstance(error, KeyringUnavailable):
            self.way_fault.say(f"{message.what} {self.tr('Choose a passphrase here, or “Not now”.')}")
            self.login.value = SHARED
            self.new_passphrase.show()
        else:
            self.way_fault.say(f"{message.what} {message.do}")

    # --- a new kit

    def _ask_for_kit(self) -> None:
        view = StepView(
            self.tr("A new kit?"),
            self.tr(
                "The page you just used goes on working. If someone else may have seen it, make a new one: "
                "the old page then opens older backups only."
            ),
        )
        self.make_kit = Button(self.tr("Make a new kit"), "primary", size="large")
        self.keep_kit = Button(self.tr("Keep this one and open"), size="large")
        view.buttons.addStretch(1)
        view.buttons.addWidget(self.keep_kit)
        view.buttons.addWidget(self.make_kit)
        self.kit_fault = FaultLine()
        view.middle.addWidget(self.kit_fault)
        self.make_kit.clicked.connect(self._make_kit)
        self.keep_kit.clicked.connect(self._open)
        self._show(view)
        self.make_kit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_kit(self) -> None:
        vault, keys = self.vault, self.keys
        assert keys is not None
        try:
            kit = vault.new_kit(keys)
        except CompanionError as error:
            message = messages.explain(error)
            self.kit_fault.say(f"{message.what} {message.do}")
            return
        self._show(self._kit_step(kit))

    def _kit_step(self, kit: Kit) -> StepView:
        view = StepView(
            self.tr("Print a way back in"),
            self.tr("Kit {number} is ready. Put it on paper, then give two groups of it back.").format(
                number=kit.number
            ),
        )
        self.kit_step = KitStep(kit, self.session.settings.discreet_name)
        view.middle.addWidget(self.kit_step)
        self.done_button = Button(self.tr("Open"), "primary", size="large")
        self.done_button.setEnabled(False)
        view.buttons.addStretch(1)
        if self.vault.has_passphrase:
            later = Button(self.tr("Later"), size="large")
            later.clicked.connect(self._open)
            view.buttons.addWidget(later)
        view.buttons.addWidget(self.done_button)
        self.kit_step.confirmed.connect(self._kit_confirmed)
        self.done_button.clicked.connect(self._open)
        return view

    def _kit_confirmed(self) -> None:
        try:
            self.vault.confirm_kit()
        except CompanionError:
            pass  # the reminder stays; the kit on paper is good all the same
        self.done_button.setEnabled(True)
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        keys, self.keys = self.keys, None
        if keys is not None:
            self.opened.emit(self.vault, keys)

    def drop_keys(self) -> None:
        """The view goes without opening: nothing may keep the keys."""
        if self.keys is not None:
            self.keys.close()
            self.keys = None
