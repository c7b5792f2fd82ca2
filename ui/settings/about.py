"""About: versions of what does the work, the report folder, and the licences of everything that is in here."""

import sys

from PySide6.QtCore import qVersion

import resources
from companion import __version__
from ui.session import Session
from ui.settings.rows import Row, Section
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.text import Label


class About(Section):
    """The last section."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("About"))

    def build(self) -> None:
        self.add(Row(self.tr("Companion"), self.tr("Version {number}").format(number=__version__)))
        self.versions = Row(self.tr("What it stands on"))
        self.add(self.versions)
        caption = self.tr(
            "It never opens a connection: no account, no updates by itself, nothing is ever sent."
        )
        self.add(Row(self.tr("No network"), caption))
        self.report = Button(self.tr("Open folder"))
        self.report.clicked.connect(self.open_reports)
        caption = self.tr("After a mistake of ours a short report lies there. It holds none of your words.")
        self.add(Row(self.tr("Reports"), caption, self.report))
        show = Button(self.tr("Show licences"))
        show.clicked.connect(self.show_licences)
        caption = self.tr("MIT for the app and its words. Qt is under the LGPL, fonts and icons are open.")
        self.add(Row(self.tr("Licences"), caption, show))

    def refresh(self) -> None:
        workspace = self.session.workspace
        if workspace is not None:
            sqlite, sqlcipher = workspace.engine_versions()
            words = self.tr("SQLCipher {cipher}, SQLite {sqlite}, Qt {qt}, Python {python}")
            python = ".".join(str(part) for part in sys.version_info[:3])
            self.versions.set_caption(
                words.format(cipher=sqlcipher, sqlite=sqlite, qt=qVersion(), python=python)
            )
        self.report.setEnabled((self.session.home / "logs").is_dir())

    def open_reports(self) -> None:
        """Show the reports in the system's file manager."""
        from ui import system

        if not system.open_folder(self.session.home / "logs"):
            self.session.notice(self.tr("No file manager answered."))

    def show_licences(self) -> None:
        """All texts, one below the other."""
        dialog = Dialog(self.tr("Licences"), self, 560, close_button=True)
        for file in sorted(resources.path("licences").glob("*.txt")):
            dialog.body.addWidget(Label(file.stem.replace("-", ", "), "h3", wrap=True))
            for part in file.read_text(encoding="utf-8").split("\n\n"):
                words = " ".join(part.split())
                if words.strip("-"):
                    dialog.body.addWidget(Label(words, "caption", "ink_2", wrap=True))
        dialog.add_button(self.tr("Close"), "secondary", "reject")
        dialog.open()
