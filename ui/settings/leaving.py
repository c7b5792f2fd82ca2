"""Taking words out: as what, which pages, and who can read it. It says so before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.disk import ending_in, free_name
from companion.errors import DiskFull
from ui.printing.picked import WhatShows, WhichPages, wording
from ui.ways.passphrase import NewPassphrase
from ui.widgets.combo import Combo
from ui.widgets.dialog import Dialog
from ui.widgets.fields import labelled
from ui.widgets.rows import pulled
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label
from ui.widgets.waiting import WaitDialog

if TYPE_CHECKING:
    from companion.interchange import Exported, Seal
    from ui.session import Session
    from ui.work import Report

_WIDTH = 560
_ENDING = {"json": ".json", "html": ".html", "sealed": ".age"}


class TakingOut(QObject):
    """The dialog. `kind` is one of json, markdown, html, pdf, and sealed: JSON in an age file."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent
        workspace = session.workspace
        assert workspace is not None
        self._workspace = workspace
        self._name = session.settings.discreet_name or "Notes"
        self.dialog = Dialog(self.tr("Take your words out"), parent, width=_WIDTH, close_button=True)
        self.dialog.destroyed.connect(self.deleteLater)
        self.kind = Combo(self.tr("As what"), self._kinds())
        self.about = Label("", "caption", "ink_3", wrap=True)
        self.which = WhichPages(workspace, session.today())
        self.which.kind.value = "all"
        self.shows = WhatShows()
        self.opens = Segmented(
            self.tr("Who can open it"),
            [
                ("passphrase", self.tr("Whoever has a passphrase")),
                ("kit", self.tr("These notes, and the kit")),
            ],
        )
        self.passphrase = NewPassphrase(reach=True)
        self._which = labelled(self.tr("Which pages"), self.which)
        self._shows = labelled(self.tr("What shows"), self.shows)
        self._opens = labelled(self.tr("Who can open it"), self.opens)
        self.warning = Label("", "body", "ink_2", wrap=True)
        self._fill()
        self.describe()

    def _fill(self) -> None:
        body = self.dialog.body
        body.addWidget(labelled(self.tr("As what"), self.kind))
        # Who can read it stands at the top, where no window is too small for it.
        for widget in (self.about, self.warning, self._which, self._shows, self._opens):
            body.addWidget(widget)
        body.addLayout(pulled(self.passphrase))
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.go = self.dialog.add_button(self.tr("Choose where"), "primary", "other")
        self.go.clicked.connect(self._go_on)
        self.kind.chosen.connect(lambda _value: self.describe())
        self.opens.chosen.connect(lambda _value: self.describe())

    def _kinds(self) -> list[tuple[str, str]]:
        return [
            ("json", self.tr("JSON, everything")),
            ("markdown", self.tr("Markdown, a folder")),
            ("html", self.tr("HTML, one page to read")),
            ("pdf", self.tr("PDF, or on paper")),
            ("sealed", self.tr("Chosen pages, encrypted")),
        ]

    def open(self) -> None:
        """Show it."""
        self.dialog.open()

    def describe(self) -> None:
        """Say what the choice is, and ask only what belongs to it."""
        kind = str(self.kind.value)
        self.about.setText(
            {
                "json": self.tr("Pages, photos, plans and all else. It can be brought back in whole."),
                "markdown": self.tr("A file for each page with its photos beside it, for other programs."),
                "html": self.tr(
                    "One page for any browser, photos inside. It loads nothing and reaches nowhere."
                ),
                "pdf": self.tr("You see the sheets first, and choose there which pages."),
                "sealed": self.tr(
                    "Pages with their photos and earlier words. They can be brought in again, here or elsewhere."
                ),
            }[kind]
        )
        sealed = kind == "sealed"
        self._which.setVisible(kind in {"markdown", "html", "sealed"})
        self._shows.setVisible(kind == "html")
        self._opens.setVisible(sealed)
        self.passphrase.setVisible(sealed and self.opens.value == "passphrase")
        if not sealed:
            words = self.tr(
                "It is not encrypted. Anyone who finds it can read all of it, so think about where it goes."
            )
        elif self.opens.value == "passphrase":
            words = self.tr(
                "It is encrypted. Nobody can open it without the passphrase, which is kept nowhere."
            )
        else:
            words = self.tr("It is encrypted. These notes open it, and so does the recovery kit.")
        self.warning.setText(words)
        self.go.setText(self.tr("Look at the sheets") if kind == "pdf" else self.tr("Choose where"))

    def _go_on(self) -> None:
        kind = str(self.kind.value)
        if kind == "pdf":
            self._to_paper()
        elif kind != "sealed" or self.opens.value != "passphrase" or self.passphrase.check():
            target = self._chosen_target(kind)
            if target is not None:
                self.write_to(target)

    def _to_paper(self) -> None:
        from ui.printing.entries_dialog import EntriesPrintDialog

        self.dialog.accept()
        EntriesPrintDialog(self._parent, self._session).open()

    def _chosen_target(self, kind: str) -> Path | None:
        if kind == "markdown":
            chosen = QFileDialog.getExistingDirectory(
                self.dialog, self.tr("A folder for it"), str(Path.home())
            )
            return free_name(Path(chosen) / self._name) if chosen else None
        ending = _ENDING[kind]
        start = str(Path.home() / f"{self._name}{ending}")
        heading = self.tr("Where it goes")
        chosen, _filter = QFileDialog.getSaveFileName(self.dialog, heading, start, f"*{ending}")
        return ending_in(chosen, ending) if chosen else None

    def write_to(self, target: Path) -> None:
        """Write it in a job, with a dialog that can stop it."""
        kind, workspace, seal = str(self.kind.value), self._workspace, self._seal()
        choose = None if kind == "json" or self.which.all else self.which.chooser()
        said, show = wording(self._name), self.shows.show_what()

        def write(report: Report) -> Exported:
            from companion import interchange

            rows = choose(report) if choose is not None else None
            if seal is not None and rows is None:
                from companion.diary.asking import Asked

                rows = workspace.diary.chosen_rows(Asked(), report=report)
            format = "json" if kind == "sealed" else kind
            return interchange.export(
                workspace, format, target, report, wording=said, show=show, rows=rows, seal=seal
            )

        self.dialog.accept()
        dialog = WaitDialog(self.tr("Taking your words out"), "", self._parent)
        session, told = self._session, self._told(encrypted=seal is not None)

        def done(made: Exported) -> None:
            session.notice(told if not made.damaged else self._with_damage(told, made.damaged))

        def failed(error: BaseException) -> None:
            if isinstance(error, DiskFull):
                session.notice(self._no_room())
            else:
                session.fault(error)

        dialog.follow(
            session.run(write, owner=self._parent, done=done, failed=failed, progressed=dialog.progressed)
        )

    def _seal(self) -> Seal | None:
        from companion.interchange import Seal

        if self.kind.value != "sealed":
            return None
        if self.opens.value == "passphrase":
            return Seal(passphrase=self.passphrase.text())
        return Seal(recipients=self._workspace.vault.backup_recipients)

    def _told(self, *, encrypted: bool) -> str:
        if encrypted:
            return self.tr("The export is there, encrypted.")
        return self.tr("The export is there. It is not encrypted.")

    def _no_room(self) -> str:
        return self.tr("There isn’t room enough there. Nothing was written.")

    def _with_damage(self, told: str, count: int) -> str:
        words = self.tr("{told} Photos that could not be read and are missing in it: {count}")
        return words.format(told=told, count=QLocale().toString(count))
