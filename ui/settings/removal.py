"""The name of these notes, removing just these, and deleting everything.

What goes for good asks for a name, typed, and says what it cannot reach. It happens after a lock, from outside the
page, which is gone by then.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QLocale, QSettings, QTimer, Slot
from PySide6.QtWidgets import QWidget

from companion.errors import CompanionError, StorageError, UsageError
from companion.settings import Settings
from ui import messages
from ui.session import Session
from ui.widgets.cards import LampBar
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FaultLine, LineField, labelled
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.vault import Vault

translate = QCoreApplication.translate


class RenameDialog(Dialog):
    """Another open name for these notes."""

    def __init__(self, page: QWidget, session: Session) -> None:
        super().__init__(translate("Settings", "Name of these notes"), page)
        self._session = session
        words = self.tr("It is not encrypted. A word that says nothing about what is inside is a good one.")
        self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        self.field = LineField(self.tr("Name"))
        self.field.setMaxLength(60)
        self.field.setText(session.vault.label if session.vault is not None else "")
        self.field.selectAll()
        self.wrong = FaultLine()
        self.body.addWidget(labelled(self.tr("Name"), self.field, self.wrong))
        self.add_button(self.tr("Not now"), "secondary", "reject")
        self.keep = self.add_button(self.tr("Keep this name"), "primary", "other")
        self.keep.clicked.connect(self._try)
        self.field.returnPressed.connect(self._try)
        self.field.textChanged.connect(self._typed)

    @Slot()
    def _typed(self) -> None:
        self.wrong.say("")
        self.field.fault(False)

    @Slot()
    def _try(self) -> None:
        workspace, name = self._session.workspace, self.field.text()
        if workspace is None:
            return
        if self._session.perform(lambda: workspace.rename(name), failed=self._failed) is not None:
            self.accept()

    def _failed(self, error: CompanionError) -> None:
        message = messages.explain(error)
        said = f"{message.what} {message.line}".strip()
        if isinstance(error, UsageError):
            said = self.tr("Other notes here have that name. Choose another one.")
            if error.facts.get("reason") != "name is taken":
                said = self.tr("Type a name of letters and signs.")
        self.field.fault(True)
        self.wrong.say(said)
        self.field.setFocus()


class DeleteDialog(Dialog):
    """What cannot be undone. `go(session, window)` follows once `name` was typed; Enter never does it."""

    def __init__(
        self,
        page: QWidget,
        session: Session,
        title: str,
        words: str,
        *,
        name: str,
        keep: str,
        go: Callable[[Session, QWidget], None],
    ) -> None:
        super().__init__(title, page)
        self._session, self._go_on = session, go
        self.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        bar = LampBar()
        bar.body.addWidget(Label(out_of_reach(), "body", wrap=True))
        self.body.addWidget(bar)
        asked = self.tr("Type {name} to go on").format(name=name)
        self.field = LineField(asked)
        self.body.addWidget(labelled(asked, self.field))
        self.add_button(keep, "secondary", "reject")
        self.delete = self.add_button(self.tr("Delete for good"), "destructive", "other")
        self.delete.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.delete.setEnabled(" ".join(text.split()) == name))
        self.delete.clicked.connect(self._go)

    @Slot()
    def _go(self) -> None:
        session, window, go = self._session, self.window(), self._go_on
        self.accept()
        # Locking takes this dialog and its page away, so the rest happens from the outside, in the next turn.
        QTimer.singleShot(0, session, lambda: go(session, window))


def ask_everything(page: QWidget, session: Session) -> DeleteDialog:
    """The question before everything goes."""
    words = translate(
        "Settings",
        "Every page, plan, photo and automatic copy on this computer goes, for good, and the keys with them. "
        "Nobody can bring it back.",
    )
    several = len(session.vaults())
    if several > 1:
        words = translate(
            "Settings",
            "There are {count} sets of notes on this computer, and all of them go, for good: every page, plan, photo "
            "and automatic copy, and the keys with them. Nobody can bring them back.",
        ).format(count=QLocale().toString(several))
    return DeleteDialog(
        page,
        session,
        translate("Settings", "Delete everything"),
        words,
        name=" ".join(session.settings.discreet_name.split()) or "Notes",
        keep=translate("Settings", "Keep everything"),
        go=delete_everything,
    )


def ask_these(page: QWidget, session: Session, vault: "Vault") -> DeleteDialog:
    """The question before one set of notes goes."""
    words = translate(
        "Settings",
        "The pages, plans, photos and automatic copies of “{name}” go, for good, and their key with them. Nobody can "
        "bring them back. The other notes on this computer stay as they are.",
    ).format(name=vault.label)
    return DeleteDialog(
        page,
        session,
        translate("Settings", "Remove just these notes"),
        words,
        name=vault.label,
        keep=translate("Settings", "Keep these notes"),
        go=lambda session, window: delete_these(session, window, vault),
    )


def out_of_reach() -> str:
    """What no program can take back."""
    return translate(
        "Settings",
        "It cannot reach backups and exports you keep elsewhere, printed pages, or what a print queue kept.",
    )


def delete_everything(session: Session, window: QWidget) -> None:
    """Lock, remove all of it, and say what is left. The window goes back to the first run."""
    if not session.lock():
        return
    session.clear_clipboard()
    forget_file_dialogs()  # before the rest, which takes the file along that this leaves empty
    title = translate("Settings", "Everything here is deleted")
    told = _told(title, lambda: _everything(session))
    session.settings = Settings()
    session.settings_changed.emit()
    session.may_be_new()
    _say(window, *told)


def _everything(session: Session) -> tuple[str, ...]:
    """Gives codes of what is left, as the core does."""
    from companion import workspace
    from ui import autostart

    left = workspace.delete_everything(session.home)
    entry = autostart.here(session.home)
    try:
        if entry is not None:
            entry.remove()
    except StorageError:
        left = (*left, "files")
    return left


def delete_these(session: Session, window: QWidget, vault: "Vault") -> None:
    """Lock, remove one set of notes, and say what is left. The window stays at the lock, with the others."""
    from companion import workspace

    if not session.lock():
        return
    session.clear_clipboard()
    told = _told(translate("Settings", "These notes are deleted"), lambda: workspace.delete_vault(vault))
    if session.settings.last_vault == vault.id:
        session.prefer(last_vault="")
    session.may_be_new()
    _say(window, *told)


def _told(title: str, delete: Callable[[], tuple[str, ...]]) -> tuple[str, str]:
    """Do it; gives a title and what there is to say, or what went wrong."""
    said = out_of_reach()
    try:
        left = delete()
    except CompanionError as error:
        message = messages.explain(error)
        return message.what, message.line
    if "keyring" in left:
        said += " " + translate(
            "Settings", "The system keyring did not let its item go; without the notes it opens nothing."
        )
    if "files" in left:
        said += " " + translate(
            "Settings", "Some files could not be removed; their keys are gone, so nobody can read them."
        )
    return title, said


def _say(window: QWidget, title: str, said: str) -> None:
    if shiboken6.isValid(window):
        told = Dialog(title, window)
        told.body.addWidget(Label(said, "body", "ink_2", wrap=True))
        told.add_button(translate("Settings", "All right"), "primary", "accept")
        told.open()


def forget_file_dialogs() -> None:
    """Qt's own file dialog remembers in the person's settings which folders and files were chosen. Forget them."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.sync()
