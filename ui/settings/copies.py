"""The automatic copies: which there are, where they lie, and those that open with what was before a change of the key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.changes import Change
from ui.session import Session
from ui.settings.rows import Row
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.dialog import Dialog
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.backup import BackupInfo

SHOWN = 5


class Copies(QWidget):
    """A row, the newest few below it, and one more row while copies from before the key was changed are there.

    `changed` after some were deleted.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._all = False
        self._found: list[BackupInfo] = []
        self.show_folder = Button(self.tr("Open folder"))
        self.show_folder.clicked.connect(self.open_folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.automatic = Row(self.tr("Automatic copies"), "", self.show_folder)
        column.addWidget(self.automatic)
        self.listing = QWidget()
        self._lines = QVBoxLayout(self.listing)
        self._lines.setContentsMargins(0, 0, 0, 12)
        self._lines.setSpacing(2)
        column.addWidget(self.listing)
        self.listing.hide()
        self.delete_earlier = Button(self.tr("Delete them"))
        self.delete_earlier.clicked.connect(self.ask_about_earlier)
        caption = self.tr(
            "The old kit and the old passphrase open these copies, and the photos kept for them. Copies made since "
            "then need what is new."
        )
        self.earlier = Row(self.tr("From before the key was changed"), caption, self.delete_earlier)
        column.addWidget(self.earlier)
        self.earlier.hide()

    def show_copies(self, found: "list[BackupInfo]") -> None:
        """Bring it up to date."""
        self._found = found
        if found:
            words = self.tr("Once a day while you rest, here on this computer: {count} of them.")
            self.automatic.set_caption(words.format(count=QLocale().toString(len(found))))
        else:
            self.automatic.set_caption(self.tr("Once a day while you rest, here on this computer. None yet."))
        self.show_folder.setEnabled(bool(found))
        self.earlier.setVisible(any(info.earlier for info in found))
        self._list()

    def _list(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            _clear(item.widget())
            if (row := item.layout()) is not None:
                while (inner := row.takeAt(0)) is not None:
                    _clear(inner.widget())
        shown = self._found if self._all else self._found[:SHOWN]
        for info in shown:
            size = QLocale().formattedDataSize(info.size, 1)
            words = f"{when(info)} · {size}"
            if info.earlier:
                words = self.tr("{copy} · opens with the old kit").format(copy=words)
            self._lines.addWidget(Label(words, "caption", "ink_3", wrap=True))
        if len(shown) < len(self._found):
            more = LinkButton(self.tr("Show all"), size="small")
            more.clicked.connect(self._show_all)
            row = QHBoxLayout()
            row.addWidget(more)
            row.addStretch(1)
            self._lines.addLayout(row)
        self.listing.setVisible(bool(shown))

    def _show_all(self) -> None:
        self._all = True
        self._list()

    def open_folder(self) -> None:
        """Show the automatic copies in the system's file manager."""
        from ui import system

        if self.session.workspace is not None:
            folder = self.session.workspace.backups.folder
            if not system.open_folder(folder):
                self.session.notice(self.tr("No file manager answered."))

    def ask_about_earlier(self) -> None:
        """Deleting backups is asked about, with what it means."""
        ask = Dialog(self.tr("Delete the copies from before?"), self)
        words = self.tr(
            "Your notes are not touched. What you have erased since then, and only these copies still hold, goes with "
            "them. Backups you made yourself stay where you put them."
        )
        ask.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        ask.add_button(self.tr("Keep them"), "secondary", "reject")
        ask.add_button(self.tr("Delete them"), "destructive", "accept")
        ask.accepted.connect(self._delete_earlier)
        ask.open()

    @Slot()
    def _delete_earlier(self) -> None:
        workspace = self.session.workspace
        if workspace is not None:
            backups = workspace.backups
            self.session.run(
                lambda _report: backups.remove_earlier(),
                owner=self,
                done=self._earlier_gone,
                failed=self.session.fault,
            )

    def _earlier_gone(self, _count: int) -> None:
        self.session.broadcast(Change("backup"), self)
        self.session.notice(self.tr("The copies from before are deleted."))
        self.changed.emit()


def _clear(widget: QWidget | None) -> None:
    if widget is not None:
        widget.hide()
        widget.deleteLater()


def when(info: "BackupInfo") -> str:
    """When a backup was made, as the locale writes it."""
    made = info.made.astimezone().replace(tzinfo=None)
    moment = QDateTime(made.year, made.month, made.day, made.hour, made.minute, 0)
    return QLocale().toString(moment, "d MMMM yyyy, HH:mm")
