"""About: versions of what does the work, and the licences of everything that is in here."""

import sys

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion import __version__
from resources import path
from ui.session import Session
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.text import Label, ReadLabel


class About(Section):
    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("About"))

    def build(self) -> None:
        self.add(Row(self.tr("Companion"), self.tr("Version {number}").format(number=__version__)))
        self.versions = Row(self.tr("What it stands on"), "-")
        self.add(self.versions)
        self.add(
            Row(
                self.tr("No network"),
                self.tr(
                    "It never opens a connection: no account, no updates by itself, nothing is ever sent."
                ),
            )
        )
        show = Button(self.tr("Show licences"), kind="secondary")
        show.clicked.connect(self.show_licences)
        caption = self.tr(
            "MIT for the app and its words. Qt is used under the LGPL. Fonts and icons have open licences."
        )
        self.add(Row(self.tr("Licences"), caption, show))

    def refresh(self) -> None:
        workspace = self.session.workspace
        sqlite, sqlcipher = workspace.engine_versions() if workspace is not None else ("", "")
        words = self.tr("SQLCipher {cipher}, SQLite {sqlite}, Qt {qt}, Python {python}")
        self.versions.set_caption(
            words.format(cipher=sqlcipher, sqlite=sqlite, qt=qVersion(), python=sys.version.split()[0])
        )

    def show_licences(self) -> None:
        dialog = Dialog(self.tr("Licences"), self)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for file in sorted(path("licences").glob("*.txt")):
            column.addWidget(Label(file.stem.replace("-", " "), "h3", wrap=True))
            column.addWidget(ReadLabel(file.read_text(encoding="utf-8"), "caption", "ink_2"))
            column.addSpacing(16)
        dialog.body.addWidget(holder)
        dialog.add_button(self.tr("Close"), "primary", "accept")
        dialog.open()
