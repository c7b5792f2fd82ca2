"""Privacy and lock: how it opens, said honestly; the passphrase, the recovery kit, the locks, quick exit.

Slots are alternatives. "Ask for a passphrase each time" removes the keyring slot; while the keyring opens the vault, a
passphrase is only a spare way in, and the page says so. Key changes run in a job, since stretching a passphrase takes a
moment; each adds and verifies the new way in before the old one goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from companion.changes import Change
from ui import messages
from ui.session import Session
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.cards import FaultBar, Panel
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, LineField, PassphraseField, labelled
from ui.widgets.icons import IconView
from ui.widgets.kit import KitCheck, KitCode
from ui.widgets.text import Label, ReadLabel, announce
from ui.widgets.toggles import Switch

if TYPE_CHECKING:
    from datetime import date

    from companion.recovery import Kit

MINUTES = (1, 2, 5, 10, 15, 30, 60)
CLIPBOARD = (15, 45, 120, 0)


def spoken(day: date | None) -> str:
    """A day as the locale writes it, or an empty text."""
    if day is None:
        return ""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


class Privacy(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Privacy and lock"))

    def build(self) -> None:
        self._build_band()
        self._build_keys()
        self._build_locks()
        self._build_discretion()

    def _build_band(self) -> None:
        self.band = Panel("accent_soft")
        self.band.body.addWidget(IconView("shield-check", 20, "on_accent_soft"), 0, Qt.AlignmentFlag.AlignTop)
        self.band_words = ReadLabel("", "body", "on_accent_soft")
        self.band.body.addWidget(self.band_words, 1)
        self.plain(self.band, gap=4)

    def _build_keys(self) -> None:
        self.change = Button(self.tr("Change"), kind="secondary")
        self.change.clicked.connect(self.set_passphrase)
        self.passphrase = Row(self.tr("Passphrase"), "-", self.change)
        self.add(self.passphrase)
        self.each_time = Switch(self.tr("Ask for a passphrase each time"))
        self.each_time.clicked.connect(self.toggle_keyring)
        self.keyring = Row(self.tr("Ask for a passphrase each time"), "-", self.each_time)
        self.add(self.keyring)
        make = Button(self.tr("Make a new kit"), kind="secondary")
        make.clicked.connect(self.new_kit)
        self.kit = Row(self.tr("Recovery kit"), "-", make)
        self.add(self.kit)

    def _build_locks(self) -> None:
        words = self.tr("After {count} min")
        choices = [(str(n), words.format(count=n)) for n in MINUTES]
        self.idle = Combo(self.tr("Lock by itself"), choices)
        self.idle.chosen.connect(lambda value: self.session.prefer(idle_minutes=int(value)))
        self.add(
            Row(
                self.tr("Lock by itself"),
                self.tr("When nothing was pressed or clicked for a while."),
                self.idle,
            )
        )
        self.hidden = Combo(self.tr("Lock when out of sight"), choices)
        self.hidden.chosen.connect(lambda value: self.session.prefer(hidden_minutes=int(value)))
        self.add(
            Row(
                self.tr("Lock when out of sight"),
                self.tr("When the window is minimised or hidden."),
                self.hidden,
            )
        )
        self.sleep = Switch(self.tr("Lock with the computer"))
        self.sleep.clicked.connect(lambda on: self.session.prefer(lock_on_sleep=on))
        words = self.tr("When the screen locks or the lid closes.")
        self.add(Row(self.tr("Lock with the computer"), words, self.sleep))

    def _build_discretion(self) -> None:
        self.name = LineField(self.tr("Discreet name"), "")
        self.name.setMaxLength(24)
        self.name.editingFinished.connect(self._rename)
        words = self.tr("Shown in the title bar, the task bar and on the lock screen.")
        self.add(Row(self.tr("Discreet name"), words, self.name))
        self.cover = Switch(self.tr("Cover the page when another window is in front"))
        self.cover.clicked.connect(lambda on: self.session.prefer(cover_when_inactive=on))
        words = self.tr("Shows a plain sheet until you come back.")
        self.add(Row(self.tr("Cover the page when another window is in front"), words, self.cover))
        self.clear = Combo(self.tr("Clear what was copied"), [(str(n), self._seconds(n)) for n in CLIPBOARD])
        self.clear.chosen.connect(lambda value: self.session.prefer(clipboard_seconds=int(value)))
        self.add(
            Row(
                self.tr("Clear what was copied"),
                self.tr("Empties the clipboard after a copy from here."),
                self.clear,
            )
        )
        self.keys = Combo(
            self.tr("Quick exit keys"),
            [
                ("shift3", self.tr("Shift three times, or Ctrl Shift Q")),
                ("ctrl_shift_q_only", self.tr("Ctrl Shift Q only")),
            ],
        )
        self.keys.chosen.connect(lambda value: self.session.prefer(quick_exit_keys=value))
        self.add(
            Row(self.tr("Quick exit"), self.tr("Hides this at once, saves, locks and closes."), self.keys)
        )
        attempt = Button(self.tr("Try it now"), kind="secondary")
        attempt.clicked.connect(self.session.quick_exit)
        words = self.tr("It really closes. Start it again afterwards; your words are where they were.")
        self.add(Row(self.tr("Practise quick exit"), words, attempt))

    def _seconds(self, number: int) -> str:
        return self.tr("After {count} s").format(count=number) if number else self.tr("Not by itself")

    # --- what is so

    def refresh(self) -> None:
        vault, settings = self.session.vault, self.session.settings
        if vault is None:
            return
        self.band_words.setText(self._honest(vault.has_keyring, vault.has_passphrase))
        if vault.has_passphrase:
            words = (
                self.tr("A spare way in.") if vault.has_keyring else self.tr("Asked for each time it opens.")
            )
            since = (
                self.tr("Set on {day}.").format(day=spoken(vault.passphrase_set))
                if vault.passphrase_set
                else ""
            )
            self.passphrase.set_caption(f"{words} {since}".strip())
            self.change.setText(self.tr("Change"))
        else:
            self.passphrase.set_caption(self.tr("None. The system keyring opens it."))
            self.change.setText(self.tr("Set one"))
        self.each_time.setChecked(not vault.has_keyring)
        if vault.has_keyring:
            words = self.tr("Off: it opens for anyone at this computer login.")
        else:
            words = self.tr("On: the system keyring holds no key to it.")
        self.keyring.set_caption(words)
        self.kit.set_caption(self._kit_words())
        self.idle.value = str(settings.idle_minutes)
        self.hidden.value = str(settings.hidden_minutes)
        self.sleep.setChecked(settings.lock_on_sleep)
        if not self.name.hasFocus():
            self.name.setText(settings.discreet_name)
        self.cover.setChecked(settings.cover_when_inactive)
        self.clear.value = str(settings.clipboard_seconds)
        self.keys.value = settings.quick_exit_keys

    def _honest(self, keyring: bool, passphrase: bool) -> str:
        if not keyring:
            return self.tr("Encrypted, and only here. Opened by your passphrase. Nothing is ever sent.")
        words = self.tr(
            "Encrypted, and only here. Opened by your system keyring. "
            "Lock hides your notes; it does not stop someone who uses this login."
        )
        if passphrase:
            return words + " " + self.tr("The passphrase is a spare way in.")
        return words

    def _kit_words(self) -> str:
        vault = self.session.vault
        assert vault is not None
        if not vault.kit_confirmed:
            return self.tr("Not put away yet. Make a new one, and keep it where you keep papers that matter.")
        words = self.tr("Kit {number}, made on {day}. Its check number is {check}.")
        return words.format(
            number=vault.kit_number, day=spoken(vault.kit_made), check=vault.kit_fingerprint or "-"
        )

    def _rename(self) -> None:
        name = self.name.text().strip() or "Notes"
        if name != self.session.settings.discreet_name:
            self.session.prefer(discreet_name=name)

    # --- keys

    def set_passphrase(self) -> None:
        """Ask for a new passphrase twice, then change the slot in a job."""
        PassphraseDialog(self, self.tr("Passphrase"), self._store_passphrase).open()

    def _store_passphrase(self, passphrase: str, dialog: PassphraseDialog) -> None:
        vault, workspace = self.session.vault, self.session.workspace
        assert vault is not None
        assert workspace is not None
        keys = workspace.keys
        self.session.run(
            lambda _report: vault.set_passphrase(keys, passphrase),
            owner=self,
            done=lambda _value: self._changed(dialog, self.tr("The passphrase is set.")),
            failed=dialog.say,
        )

    def toggle_keyring(self, each_time: bool) -> None:
        vault, workspace = self.session.vault, self.session.workspace
        assert vault is not None
        assert workspace is not None
        keys = workspace.keys
        if each_time and not vault.has_passphrase:
            self.each_time.setChecked(False)
            PassphraseDialog(self, self.tr("A passphrase first"), self._store_then_remove_keyring).open()
            return
        work = vault.remove_keyring if each_time else vault.add_keyring
        told = (
            self.tr("From now on it asks each time.") if each_time else self.tr("The keyring opens it now.")
        )
        self.session.run(
            lambda _report: work(keys),
            owner=self,
            done=lambda _v: self._changed(None, told),
            failed=self._fault,
        )

    def _store_then_remove_keyring(self, passphrase: str, dialog: PassphraseDialog) -> None:
        vault, workspace = self.session.vault, self.session.workspace
        assert vault is not None
        assert workspace is not None
        keys = workspace.keys

        def work(_report: object) -> None:
            vault.set_passphrase(keys, passphrase)
            vault.remove_keyring(keys)

        told = self.tr("From now on it asks each time.")
        self.session.run(work, owner=self, done=lambda _v: self._changed(dialog, told), failed=dialog.say)

    def _changed(self, dialog: Dialog | None, told: str) -> None:
        if dialog is not None:
            dialog.accept()
        self.session.broadcast(Change("vault"), self)
        self.session.notice(told)
        self.refresh()

    def _fault(self, error: BaseException) -> None:
        self.session.fault(error)
        self.refresh()

    def new_kit(self) -> None:
        """A new kit makes the old one worthless for these notes, so the dialog says that first."""
        dialog = Dialog(self.tr("Make a new kit"), self)
        words = self.tr(
            "The old kit then no longer opens these notes. It still opens backups made before today, "
            "so keep it as long as you keep those."
        )
        dialog.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        dialog.add_button(self.tr("Not now"), "secondary", "reject")
        dialog.add_button(self.tr("Make a new kit"), "primary", "accept")
        dialog.accepted.connect(self._make_kit)
        dialog.open()

    def _make_kit(self) -> None:
        vault, workspace = self.session.vault, self.session.workspace
        assert vault is not None
        assert workspace is not None
        keys = workspace.keys
        self.session.run(
            lambda _report: vault.new_kit(keys), owner=self, done=self._show_kit, failed=self._fault
        )

    def _show_kit(self, kit: Kit) -> None:
        self.refresh()
        KitDialog(self, self.session, kit).open()


class PassphraseDialog(Dialog):
    """A passphrase, twice. `store(passphrase, dialog)` is called when both are the same."""

    def __init__(self, page: QWidget, title: str, store: Callable[[str, PassphraseDialog], None]) -> None:
        super().__init__(title, page)
        self.store = store
        words = self.tr(
            "Nobody can reset it. Several plain words in a row are easier to keep than signs and figures."
        )
        self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        self.fault = FaultBar("", "")
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.first = PassphraseField(self.tr("Passphrase"))
        self.second = PassphraseField(self.tr("Once more"))
        self.body.addWidget(labelled(self.tr("Passphrase"), self.first))
        self.body.addWidget(labelled(self.tr("Once more"), self.second))
        self.add_button(self.tr("Not now"), "secondary", "reject")
        self.go = self.add_button(self.tr("Keep it"), "primary", "other")
        self.go.clicked.connect(self._try)

    def _try(self) -> None:
        first, second = self.first.text(), self.second.text()
        if len(first) < 8:
            self._say(
                self.tr("That is very short."), self.tr("Eight letters or more; five words are better.")
            )
        elif first != second:
            self._say(self.tr("The two are not the same."), self.tr("Nothing was changed. Type them again."))
        else:
            self.go.setEnabled(False)
            self.store(first, self)

    def say(self, error: BaseException) -> None:
        """The job failed."""
        message = messages.explain(error)
        self._say(message.what, message.line)

    def _say(self, what: str, line: str) -> None:
        self.go.setEnabled(True)
        self.fault.set_words(what, line)
        self.fault.show()
        announce(self, what)


class KitDialog(Dialog):
    """The new kit: print it, save it, or copy it by hand; then two of its groups are asked back."""

    def __init__(self, page: QWidget, session: Session, kit: Kit) -> None:
        super().__init__(page.tr("Your recovery kit"), page)
        self.session, self.kit = session, kit
        self.body.addWidget(KitCode(kit.groups))
        row = QHBoxLayout()
        out = Button(self.tr("Print the kit"), kind="secondary", icon="printer")
        out.clicked.connect(self._print)
        row.addWidget(out)
        save = Button(self.tr("Save to a stick as PDF"), kind="secondary")
        save.clicked.connect(self._save)
        row.addWidget(save)
        row.addStretch(1)
        self.body.addLayout(row)
        self.check = KitCheck(kit.groups)
        self.check.confirmed.connect(self._confirm)
        self.body.addWidget(self.check)
        self.add_button(self.tr("Later"), "secondary", "reject")
        self.done = self.add_button(self.tr("Done"), "primary", "accept")
        self.done.setEnabled(False)

    def _print(self) -> None:
        from ui.printing import kit as sheet

        sheet.print_dialog(self, self.kit, old_kits=self._old())

    def _save(self) -> None:
        from ui.printing import kit as sheet

        sheet.save_dialog(self, self.kit, old_kits=self._old())

    def _old(self) -> tuple[tuple[int, date], ...]:
        return self.session.vault.old_kits if self.session.vault is not None else ()

    def _confirm(self) -> None:
        if self.session.vault is not None:
            self.session.vault.confirm_kit()
        self.done.setEnabled(True)
        self.done.setFocus()
        self.session.broadcast(Change("vault"), self)
