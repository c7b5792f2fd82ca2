"""The lock. It shows the door at once, then looks what is there, and always has a way on.

    door -> (in a job) a slot is opened -> Session.open
    door -> "I can't open it" -> recovery kit | backup | look again
    a failure that is not a wrong passphrase -> its own message over the whole window, with the same ways

Before the first paint no vault is read; until then the door shows the name and "Locked". Words here are
neutral: nothing about what is inside. Where there are several notes to choose from, each is told by its open
name and by the days it was made and last used, which the files say to anybody at this login.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from companion import __version__
from companion.errors import (
    CompanionError,
    Damaged,
    DatabaseMissing,
    DiskFull,
    KeyringUnavailable,
    NewerVersion,
    NotWritable,
    UnsupportedEngine,
    VaultInUse,
    WrongKeyringItem,
    WrongPassphrase,
)
from ui import messages
from ui.lock.door import FIELD, OPEN, Door
from ui.session import Session, State
from ui.ways.frame import Way, WaysView

if TYPE_CHECKING:
    from companion.vault import Keys, Vault


def make(session: Session) -> LockPage:
    """The lock for this session."""
    return LockPage(session)


class LockPage(QWidget):
    """`close_window()` when Esc or Close was chosen. Everything else ends in `session.open`."""

    close_window = Signal()
    help_asked = Signal()
    """Somebody wants the help pages; the window brings them, since rooms do not know each other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.vault: Vault | None = None
        self._vaults: list[Vault] = []
        self._look_due = False
        self._views = QStackedWidget(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._views)
        self.door = Door(session)
        self._views.addWidget(self.door)
        self.door.submitted.connect(self._try_passphrase)
        self.door.opened.connect(self._try_keyring)
        self.door.stuck.connect(self.show_ways)
        self.door.others.connect(self._show_vaults)

    def start(self) -> None:
        """Look what can be opened, as soon as the door has been painted."""
        if self.session.state is State.HELD:
            self.door.say_held(
                self.tr("Something isn’t saved yet."),
                self.tr(
                    "It is kept, hidden behind this lock, and tried again by itself. Free some space if you can."
                ),
            )
        self._look_due = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._look_due:
            # Reading a header loads what the first picture must not wait for.
            self._look_due = False
            QTimer.singleShot(0, self, self.look)

    def view(self) -> QWidget:
        """What is shown: the door, or one of the ways."""
        shown = self._views.currentWidget()
        assert shown is not None
        return shown

    # --- what is there

    def look(self) -> None:
        """Read the vaults of this home and set up the door."""
        if self.session.state in (State.OPEN, State.NEW):
            return  # opened by somebody else in the meantime; the focus belongs to the pages now
        if self.session.state is State.HELD:
            self._vaults = [self.session.vault] if self.session.vault is not None else []
        else:
            self._vaults = self.session.vaults()
        if not self._vaults:
            self.session.may_be_new()
            return
        chosen = self._preferred()
        if chosen is None:
            self._show_vaults()
        else:
            self._take(chosen)

    def _preferred(self) -> Vault | None:
        if len(self._vaults) == 1:
            return self._vaults[0]
        wanted = self.session.preferred_vault
        for vault in self._vaults:
            if wanted and wanted in (vault.id, vault.label):
                return vault
        if wanted:
            return None
        return next((vault for vault in self._vaults if vault.id == self.session.settings.last_vault), None)

    def _take(self, vault: Vault) -> None:
        if self.vault is not None and self.vault.id != vault.id:
            self.session.wrong_tries = 0
        self.vault = vault
        if vault.damaged is not None:
            self.show_fault(vault.damaged)
            return
        several = len(self._vaults) > 1
        self.door.set_mode(
            OPEN if vault.has_keyring else FIELD,
            spare=vault.has_keyring and vault.has_passphrase,
            several=several,
            label=vault.label if several else "",
        )
        self._to_door()

    def _to_door(self) -> None:
        self._show(self.door)
        self.door.focus_first()

    def _show(self, view: QWidget) -> None:
        old = self._views.currentWidget()
        if self._views.indexOf(view) < 0:
            self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        if old is not None and old is not view and old is not self.door:
            drop = getattr(old, "drop_keys", None)
            if drop is not None:
                drop()
            self._views.removeWidget(old)
            old.deleteLater()

    def _show_vaults(self) -> None:
        ways = [
            Way(
                "notebook",
                vault.label or self.tr("Notes that can’t be read"),
                self._dates(vault),
                self._chooser(vault),
            )
            for vault in self._vaults
        ]
        view = WaysView("", self.tr("Which notes?"), self.tr("Each has its own key."), ways, fault=False)
        view.closed.connect(self.close_window)
        self._show(view)
        view.focus_first()

    def _dates(self, vault: Vault) -> str:
        """What tells notes of one name apart, and anybody at this login could read from the files."""
        locale, short = QLocale(), QLocale.FormatType.ShortFormat
        made = vault.made and locale.toString(QDate(vault.made.year, vault.made.month, vault.made.day), short)
        used = vault.used and locale.toString(
            QDateTime.fromSecsSinceEpoch(int(vault.used.timestamp())), short
        )
        if made and used:
            return self.tr("Made {made}, last used {used}").format(made=made, used=used)
        if used:
            return self.tr("Last used {used}").format(used=used)
        return self.tr("Made {made}").format(made=made) if made else ""

    def _chooser(self, vault: Vault) -> Callable[[], object]:
        return lambda: self._take(vault)

    # --- opening

    def _try_passphrase(self, passphrase: str) -> None:
        vault = self.vault
        if vault is not None:
            self._try(lambda: vault.unlock_with_passphrase(passphrase))

    def _try_keyring(self) -> None:
        vault = self.vault
        if vault is not None:
            self._try(vault.unlock_with_keyring)

    def _try(self, way: Callable[[], Keys]) -> None:
        self.door.set_busy(True)
        self.session.run(lambda report: way(), owner=self, done=self._opened, failed=self._not_opened)

    def _opened(self, keys: Keys) -> None:
        self.door.set_busy(False)
        if self.vault is not None:
            self._enter(self.vault, keys)

    def _enter(self, vault: Vault, keys: Keys) -> None:
        spare = keys.copy()
        try:
            self.session.open(vault, keys)
        except (NotWritable, DiskFull) as error:
            self._show_elsewhere(vault, spare, error)
        except CompanionError as error:
            spare.close()
            self.show_fault(error)
        except BaseException:
            spare.close()
            raise
        else:
            spare.close()
            self.door.field.clear()

    def _show_elsewhere(self, vault: Vault, keys: Keys, error: CompanionError) -> None:
        """The key is right and the disk takes nothing: the notes can still be copied away from it."""
        from ui.lock.elsewhere import ElsewhereView

        self.door.field.clear()
        view = ElsewhereView(self.session, vault, keys, error)
        view.again.connect(self.look_again)
        view.destroyed.connect(view.drop_keys)
        self._show(view)
        view.focus_first()

    def _not_opened(self, error: BaseException) -> None:
        self.door.set_busy(False)
        if isinstance(error, WrongPassphrase):
            self.door.wrong(self._wrong_sentence())
        else:
            self.show_fault(error)

    def _wrong_sentence(self) -> str:
        from ui import system

        if system.caps_lock():
            return self.tr("That didn’t open it. Caps Lock is on.")
        if self.vault is not None and len(self._vaults) > 1:
            return self.tr("That didn’t open “{name}”. There are other notes here too.").format(
                name=self.vault.label
            )
        return self.tr("That didn’t open it.")

    # --- the ways on

    def show_ways(self) -> None:
        """ "I can't open it": nothing is wrong with the notes, so nothing looks like a fault."""
        view = WaysView(
            "key-round",
            self.tr("There are other ways in."),
            self.tr("What is written here is still here and still encrypted. Nothing has been changed."),
            [*self._ways(kit=True, backup=True), self._help()],
            self._details(""),
            fault=False,
            back=self._to_door,
        )
        view.closed.connect(self.close_window)
        self._show(view)
        view.focus_first()

    def _help(self) -> Way:
        return Way("life-buoy", self.tr("Help"), self.tr("General pages, and numbers"), self.help_asked.emit)

    def show_help(self, view: QWidget) -> None:
        """Put the help pages where the door was."""
        self._show(view)

    def leave_help(self) -> None:
        """Back to the door."""
        self.look()

    def show_fault(self, error: BaseException) -> None:
        """A failure over the whole window: what happened, what is safe, the ways on."""
        self.door.field.clear()  # coming back, one types anew and not behind what was typed
        message = messages.explain(error)
        of_the_key = isinstance(error, KeyringUnavailable | WrongKeyringItem)
        passing = isinstance(error, VaultInUse | NewerVersion | UnsupportedEngine)
        readable = self.vault is not None and self.vault.damaged is None
        ways = self._ways(
            passphrase=of_the_key and self.vault is not None and readable and self.vault.has_passphrase,
            kit=of_the_key and readable,
            backup=not passing,
        )
        icon = "key-round" if of_the_key else "circle-alert"
        if isinstance(error, Damaged | DatabaseMissing):
            icon = "hard-drive"
        several = len(self._vaults) > 1
        view = WaysView(
            icon,
            message.what,
            message.line if not of_the_key else message.safe,
            ways,
            self._details(message.code, error),
            back=self._show_vaults if several else None,
        )
        view.closed.connect(self.close_window)
        self._show(view)
        view.focus_first()

    def _ways(self, *, passphrase: bool = False, kit: bool = False, backup: bool = False) -> list[Way]:
        ways = []
        if passphrase:
            ways.append(
                Way("lock-keyhole", self.tr("Use the passphrase"), self.tr("The spare way in"), self._spare)
            )
        if kit:
            ways.append(
                Way(
                    "file-key",
                    self.tr("Use the recovery kit"),
                    self.tr("Type the code from the page you printed or wrote"),
                    self.show_recover,
                )
            )
        if backup:
            ways.append(
                Way(
                    "database-backup",
                    self.tr("Open a backup"),
                    self.tr("Choose the file, and give its passphrase or the kit"),
                    self.show_restore,
                )
            )
        again = (
            self.tr("After unlocking the system keyring")
            if self.vault is not None and self.vault.damaged is None and self.vault.has_keyring
            else self.tr("When something has changed: a disk is back, a window is closed")
        )
        ways.append(Way("rotate-cw", self.tr("Look again"), again, self.look_again))
        return ways

    def _details(self, code: str, error: BaseException | None = None) -> str:
        """For somebody helping: kinds and numbers, no path, no name."""
        parts = [code, f"version {__version__}", sys.platform]
        if isinstance(error, CompanionError):
            parts += [
                f"{name} {value}"
                for name, value in sorted(error.facts.items())
                if isinstance(value, int | str)
            ]
        if self.vault is not None and self.vault.damaged is None:
            parts += [f"header: {problem}" for problem in self.vault.header_problems]
        return " · ".join(part for part in parts if part)

    def look_again(self) -> None:
        """Read everything anew, and with a keyring try it at once."""
        self.look()
        if self.view() is self.door and self.door.mode == OPEN:
            self._try_keyring()

    def _spare(self) -> None:
        self.door.set_mode(FIELD)
        self._to_door()

    def show_recover(self) -> None:
        from ui.lock.recover import RecoverView

        if self.vault is None:
            return
        view = RecoverView(self.session, self.vault)
        view.opened.connect(self._enter)
        view.back.connect(self.show_ways)
        self._show(view)
        view.focus_first()

    def show_restore(self) -> None:
        from ui.ways.restore import RestoreView

        view = RestoreView(self.session)
        view.restored.connect(self._enter)
        view.back.connect(self.show_ways)
        self._show(view)
        view.focus_first()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.view() is self.door or self.vault is None:
                self.close_window.emit()
            else:
                self._take(self.vault) if self.vault.damaged is None else self.close_window.emit()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.session.state is State.OPEN:
            self.door.field.clear()
