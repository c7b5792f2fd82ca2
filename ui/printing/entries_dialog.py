"""Print pages of the diary, or save them as PDF: which, and what of them shows.

The pages are laid out in a job, since a diary may be long; until they are, the preview is empty and nothing can be printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from ui.printing.dialog import PrintDialog
from ui.printing.entries import EntriesDocument
from ui.printing.picked import WhatShows, WhichPages, wording
from ui.widgets.fields import labelled

if TYPE_CHECKING:
    from companion.diary import Asked
    from ui.session import Session
    from ui.work import Job, Report


class EntriesPrintDialog(PrintDialog):
    """`open_page` is the id of the page that is open, `found` what the list was asked for."""

    def __init__(
        self, parent: QWidget, session: Session, *, open_page: str = "", found: Asked | None = None
    ) -> None:
        self._owner, self._open_page, self._found = session, open_page, found
        self._laying: Job | None = None
        super().__init__(
            parent, "", lambda _paper: None, file_name=session.settings.discreet_name, session=session
        )
        self.set_title(self.tr("Print pages of the diary"))
        self.rejected.connect(self._stop_laying)

    def add_controls(self) -> None:
        workspace = self._owner.workspace
        assert workspace is not None
        self.which = WhichPages(workspace, self._owner.today(), open_page=self._open_page, found=self._found)
        self.shows = WhatShows()
        self.which.changed.connect(self.refresh)
        self.shows.changed.connect(self.refresh)
        self.controls.addWidget(labelled(self.tr("Which pages"), self.which))
        self.controls.addWidget(labelled(self.tr("What shows"), self.shows))

    def refresh(self) -> None:
        """Lay the pages out anew, in a job; a choice made meanwhile begins again."""
        workspace = self._owner.workspace
        if workspace is None:
            return
        self._stop_laying()
        self.document = None
        self.preview.show_document(None)
        for button in (self.save_button, self.print_button):
            button.setEnabled(False)
        self.fault.say("")
        self._tell(self.tr("Laying the pages out…"))
        choose, show = self.which.chooser(), self.shows.show_what()
        sheet, said = str(self.paper.value), wording(self._file_name)

        def lay(report: Report) -> EntriesDocument:
            from companion.interchange import Leafing

            leafing = Leafing(workspace, choose(report))
            return EntriesDocument(leafing, show, said, sheet=sheet, report=report)

        self._laying = self._owner.run(lay, owner=self, done=self._laid, failed=self._failed)

    def _stop_laying(self) -> None:
        if self._laying is not None:
            self._laying.cancel()
            self._laying = None

    def _laid(self, document: EntriesDocument) -> None:
        self._laying = None
        self.document = document
        self.preview.show_document(document)
        for button in (self.save_button, self.print_button):
            button.setEnabled(bool(document.count) and self._job is None)
        if not document.count:
            self._tell(self.tr("No page of the diary is like that."))
        else:
            self._tell(self.tr("Sheets: {count}").format(count=QLocale().toString(document.count)))

    def _ended(self) -> None:
        super()._ended()
        if isinstance(self.document, EntriesDocument) and self.document.leafing.damaged:
            self.fault.say(
                self.tr("Some photos are damaged or missing. An empty frame stands in their place.")
            )
