"""Privacy and lock: how it opens, said honestly; the passphrase, the recovery kit, the locks, quick exit.

Ways in are alternatives. "Ask for a passphrase each time" takes the key out of the system keyring; while the keyring
opens the notes, a passphrase is only a spare way in, and the page says so. Key changes run in a job, since stretching
a passphrase takes a moment; each adds and tries the new way in before the old one goes.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout

from companion.changes import Change
from ui.session import Session
from ui.settings.keys import ChangeKeyDialog, KitDialog, PassphraseDialog, ProveDialog
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.cards import Panel
from ui.widgets.dialog import Dialog
from ui.widgets.fields import Combo, LineField
from ui.widgets.icons import IconView
from ui.widgets.keycaps import KeyCaps
from ui.widgets.text import Label
from ui.widgets.toggles import Switch

if TYPE_CHECKING:
    from companion.recovery import Kit
    from companion.vault import Keys, Vault

MINUTES = (1, 2, 5, 10, 15, 30, 60)
CLIPBOARD_SECONDS = 45


def spoken(day: date | None) -> str:
    """A day as the locale writes it, or an empty text."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy") if day is not None else ""


class Privacy(Section):
    """The first section."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Privacy and lock"))

    def build(self) -> None:
        self._build_band()
        self._build_keys()
        self._build_locks()
        self._build_discretion()
        self._build_quick_exit()

    def _build_band(self) -> None:
        self.band = Panel("accent_soft")
        self.band.body.addWidget(IconView("shield-check", 20, "on_accent_soft"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self.tr("Encrypted, and only here"), "h3", "on_accent_soft", wrap=True))
        self.band_words = Label("", "body", "on_accent_soft", wrap=True)
        words.addWidget(self.band_words)
        self.band.body.addLayout(words, 1)
        self.plain(self.band, gap=10)

    def _build_keys(self) -> None:
        self.change = Button(self.tr("Change"))
        self.change.clicked.connect(self.set_passphrase)
        self.passphrase = Row(self.tr("Passphrase"), "", self.change)
        self.add(self.passphrase)
        self.each_time = Switch(self.tr("Ask for a passphrase each time"))
        self.each_time.clicked.connect(self.ask_each_time)
        self.keyring = Row(self.tr("Ask for a passphrase each time"), "", self.each_time)
        self.add(self.keyring)
        self.make_kit = Button(self.tr("Make a new kit"))
        self.make_kit.clicked.connect(self.new_kit)
        self.kit = Row(self.tr("Recovery kit"), "", self.make_kit)
        self.add(self.kit)
        self.change_key = Button(self.tr("Change it"))
        self.change_key.clicked.connect(self.new_key)
        caption = self.tr("For when somebody saw your kit or passphrase, or has a copy of these files.")
        self.add(Row(self.tr("Change the key itself"), caption, self.change_key))

    def _build_locks(self) -> None:
        minutes = self.tr("After {count} minutes")
        choices = [(n, minutes.format(count=n) if n > 1 else self.tr("After a minute")) for n in MINUTES]
        self.idle = Combo(self.tr("Lock by itself"), choices)
        self.idle.chosen.connect(lambda value: self.session.prefer(idle_minutes=value))
        self.add(Row(self.tr("Lock by itself"), self.tr("When nothing was pressed for a while."), self.idle))
        self.hidden = Combo(self.tr("Lock when out of sight"), choices)
        self.hidden.chosen.connect(lambda value: self.session.prefer(hidden_minutes=value))
        caption = self.tr("When the window is minimised or hidden.")
        self.add(Row(self.tr("Lock when out of sight"), caption, self.hidden))
        self.sleep = Switch(self.tr("Lock with the computer"))
        self.sleep.clicked.connect(lambda on: self.session.prefer(lock_on_sleep=on))
        caption = self.tr("When the screen locks or the lid closes.")
        self.add(Row(self.tr("Lock with the computer"), caption, self.sleep))

    def _build_discretion(self) -> None:
        self.name = LineField(self.tr("Discreet name"))
        self.name.setMaxLength(24)
        self.name.editingFinished.connect(self._rename)
        caption = self.tr("Shown in the title bar, the task bar and on the lock screen.")
        self.add(Row(self.tr("Discreet name"), caption, self.name))
        self.cover = Switch(self.tr("Cover the page when another window is in front"))
        self.cover.clicked.connect(lambda on: self.session.prefer(cover_when_inactive=on))
        caption = self.tr("Shows a plain sheet until you come back.")
        self.add(Row(self.tr("Cover the page when another window is in front"), caption, self.cover))
        self.clear = Switch(self.tr("Clear what was copied"))
        self.clear.clicked.connect(self._clear_clipboard)
        self.copied = Row(self.tr("Clear what was copied"), "", self.clear)
        self.add(self.copied)

    def _build_quick_exit(self) -> None:
        self.caps = KeyCaps()
        caption = self.tr("Hides this at once, keeps what you wrote, locks and closes.")
        self.add(Row(self.tr("Quick exit"), caption, self.caps))
        self.keys = Combo(
            self.tr("Keys for quick exit"),
            [
                ("shift3", self.tr("Shift three times")),
                ("ctrl_shift_q_only", self.tr("Ctrl Shift Q only")),
            ],
        )
        self.keys.chosen.connect(lambda value: self.session.prefer(quick_exit_keys=value))
        caption = self.tr("Ctrl Shift Q and the button in the corner always work.")
        self.add(Row(self.tr("Keys for quick exit"), caption, self.keys))
        self.attempt = Button(self.tr("Try it now"))
        self.attempt.clicked.connect(self.try_quick_exit)
        caption = self.tr("So that your hands know it before it is needed.")
        self.add(Row(self.tr("Practise it"), caption, self.attempt))

    # --- what is so

    def refresh(self) -> None:
        vault, settings = self.session.vault, self.session.settings
        if vault is None:
            return
        self._refresh_keys(vault)
        self.idle.value = self._nearest(settings.idle_minutes)
        self.hidden.value = self._nearest(settings.hidden_minutes)
        self.sleep.setChecked(settings.lock_on_sleep)
        if not self.name.hasFocus():
            self.name.setText(settings.discreet_name)
        self.cover.setChecked(settings.cover_when_inactive)
        self.clear.setChecked(settings.clipboard_seconds > 0)
        seconds = settings.clipboard_seconds or CLIPBOARD_SECONDS
        words = self.tr("Empties the clipboard {count} seconds after a copy from here.")
        self.copied.set_caption(words.format(count=seconds))
        self.keys.value = settings.quick_exit_keys
        shift = settings.quick_exit_keys == "shift3"
        self.caps.set_keys((self.tr("Shift"),) * 3 if shift else (self.tr("Ctrl"), self.tr("Shift"), "Q"))

    def _refresh_keys(self, vault: "Vault") -> None:
        self.band_words.setText(self._honest(vault.has_keyring, vault.has_passphrase))
        if not vault.has_passphrase:
            self.passphrase.set_caption(self.tr("None. The system keyring opens your notes."))
            self.change.setText(self.tr("Set one"))
        else:
            use = (
                self.tr("A spare way in.") if vault.has_keyring else self.tr("Asked for each time it opens.")
            )
            since = (
                self.tr("Set on {day}.").format(day=spoken(vault.passphrase_set))
                if vault.passphrase_set
                else ""
            )
            self.passphrase.set_caption(f"{use} {since}".strip())
            self.change.setText(self.tr("Change"))
        self.each_time.setChecked(not vault.has_keyring)
        self.keyring.set_caption(
            self.tr("Off: whoever uses this computer login can open your notes.")
            if vault.has_keyring
            else self.tr("On: the system keyring holds no key to your notes.")
        )
        self.kit.set_caption(self._kit_words(vault))

    def _honest(self, keyring: bool, passphrase: bool) -> str:
        if not keyring:
            return self.tr("Opened by your passphrase. Nothing is ever sent.")
        opened = self.tr("Opened by your system keyring. Nothing is ever sent.")
        if passphrase:
            opened = self.tr(
                "Opened by your system keyring; your passphrase is a spare. Nothing is ever sent."
            )
        lock = self.tr("Lock hides your notes; it does not stop someone who uses this login.")
        return f"{opened} {lock}"

    def _kit_words(self, vault: "Vault") -> str:
        if not vault.kit_confirmed:
            return self.tr("Not on paper yet. Make one, and keep it where you keep papers that matter.")
        words = self.tr("Kit {number}, made on {day}. Its check number is {check}.").format(
            number=vault.kit_number, day=spoken(vault.kit_made), check=vault.kit_fingerprint or "-"
        )
        if vault.old_kits:
            number, gone = vault.old_kits[-1]
            old = self.tr(
                "Kit {number} no longer opens these notes; it still opens backups made before {day}."
            )
            words = f"{words} {old.format(number=number, day=spoken(gone))}"
        return words

    @staticmethod
    def _nearest(minutes: int) -> int:
        return min(MINUTES, key=lambda choice: abs(choice - minutes))

    def _rename(self) -> None:
        name = self.name.text().strip() or "Notes"
        if name != self.session.settings.discreet_name:
            self.session.prefer(discreet_name=name)

    def _clear_clipboard(self, on: bool) -> None:
        self.session.prefer(clipboard_seconds=CLIPBOARD_SECONDS if on else 0)

    # --- keys

    def _open(self) -> "tuple[Vault, Keys] | None":
        vault, workspace = self.session.vault, self.session.workspace
        return (vault, workspace.keys) if vault is not None and workspace is not None else None

    def set_passphrase(self) -> None:
        """Ask for a new passphrase twice, then put it in place in a job."""
        if (found := self._open()) is None:
            return
        vault, keys = found
        line = self.tr(
            "Nobody can reset it, not even us. The recovery kit is the way back in for the day you forget."
        )
        PassphraseDialog(
            self,
            self.session,
            self.tr("A new passphrase"),
            line,
            partial(vault.set_passphrase, keys),
            partial(self._changed, self.tr("The passphrase is set.")),
        ).open()

    def ask_each_time(self, wanted: bool) -> None:
        """Take the key out of the system keyring, or put it back, after asking what has to be asked."""
        if (found := self._open()) is None:
            return
        vault, keys = found
        self.each_time.setChecked(not vault.has_keyring)  # it shows what is so until the change is made
        told = self.tr("From now on it asks each time.")
        if not wanted:
            self._back_to_keyring(vault, keys)
        elif vault.has_passphrase:
            ProveDialog(
                self, self.session, partial(vault.remove_keyring, keys), partial(self._changed, told)
            ).open()
        else:
            PassphraseDialog(
                self,
                self.session,
                self.tr("A passphrase first"),
                self.tr("It will be asked for each time. Then the key leaves the system keyring."),
                partial(_passphrase_instead, vault, keys),
                partial(self._changed, told),
            ).open()

    def _back_to_keyring(self, vault: "Vault", keys: "Keys") -> None:
        ask = Dialog(self.tr("Let the system keyring open it"), self)
        words = self.tr(
            "Your notes then open without a question, for anyone who uses this computer login. Lock hides them; it "
            "does not stop someone at this login. The passphrase stays as a spare way in."
        )
        ask.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        ask.add_button(self.tr("Go on asking"), "secondary", "reject")
        ask.add_button(self.tr("Use the keyring"), "primary", "accept")
        told = self.tr("The system keyring opens it now.")
        ask.accepted.connect(
            lambda: self._work(partial(vault.add_keyring, keys), partial(self._changed, told))
        )
        ask.open()

    def _work(self, work: Callable[[], object], done: Callable[[], object]) -> None:
        self.session.run(lambda _report: work(), owner=self, done=lambda _value: done(), failed=self._failed)

    def _changed(self, told: str) -> None:
        self.session.broadcast(Change("vault"), self)
        self.session.notice(told)
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        self.session.fault(error)
        self.refresh()

    def new_kit(self) -> None:
        """A new kit makes the old one worthless for these notes, so that is said first."""
        ask = Dialog(self.tr("Make a new kit"), self)
        words = self.tr(
            "The kit you have then no longer opens these notes. It still opens backups made before today, so keep it "
            "as long as you keep those."
        )
        ask.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        ask.add_button(self.tr("Not now"), "secondary", "reject")
        ask.add_button(self.tr("Make a new kit"), "primary", "accept")
        ask.accepted.connect(self._make_kit)
        ask.open()

    def _make_kit(self) -> None:
        if (found := self._open()) is None:
            return
        vault, keys = found
        self.session.run(
            lambda _report: vault.new_kit(keys), owner=self, done=self._show_kit, failed=self._failed
        )

    def _show_kit(self, kit: "Kit") -> None:
        self.session.broadcast(Change("vault"), self)
        self.refresh()
        KitDialog(self, self.session, kit).open()

    def new_key(self) -> None:
        """Another key for everything. The notes close for it, so this page goes too."""
        if (found := self._open()) is not None:
            ChangeKeyDialog(self, found[0], self._step_aside).open()

    def _step_aside(self, passphrase: str | None) -> None:
        if not self.session.step_aside(passphrase):
            self.session.notice(self.tr("Something you typed isn’t stored yet, so nothing was begun."))

    # --- quick exit

    def try_quick_exit(self) -> None:
        """The real thing, after a word."""
        ask = Dialog(self.tr("Try quick exit"), self)
        words = self.tr(
            "This is the real one: what you wrote is kept, your notes lock and the window closes. Start the program "
            "again to come back to the lock."
        )
        ask.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        shift = self.session.settings.quick_exit_keys == "shift3"
        how = (
            self.tr("Tap Shift three times, within about a second, with nothing else in between.")
            if shift
            else self.tr("Press Ctrl Shift Q.")
        )
        ask.body.addWidget(Label(how, "body", wrap=True))
        ask.add_button(self.tr("Not now"), "secondary", "reject")
        ask.add_button(self.tr("Close it now"), "primary", "accept")
        ask.accepted.connect(self.session.quick_exit)
        ask.open()


def _passphrase_instead(vault: "Vault", keys: "Keys", passphrase: str) -> None:
    """The passphrase comes in first; only then does the key leave the keyring."""
    vault.set_passphrase(keys, passphrase)
    vault.remove_keyring(keys)
