"""The print dialog: the sheets first, then paper and printer. Nothing is written to disk to print.

Printing and saving run on a thread, sheet by sheet, and can be stopped between two of them. The printer itself is
chosen in the system's own dialog, the one window of the app that is not its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QFileDialog, QVBoxLayout, QWidget

from companion.errors import CompanionError
from ui import messages, theme
from ui.printing import paper as papers
from ui.printing.paper import Document
from ui.printing.preview import Preview
from ui.widgets.cards import LampBar
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FaultLine, labelled
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, announce
from ui.work import Job, Report

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from ui.session import Session

_WIDTH = 640
_NOTE_SEEN = "print_note_seen"
_PAPER = "paper"


class PrintDialog(Dialog):
    """`make(paper)` gives the sheets for "A4" or "Letter", or None when there is nothing to print.

    With a `session` the paper is remembered and the note about copies is said once, ever; without one it stands
    there each time. `sent` comes when the printer has the job, `saved` with the file once it is written.
    """

    sent = Signal()
    saved = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        title: str,
        make: Callable[[str], Document | None],
        *,
        file_name: str = "Notes",
        session: Session | None = None,
    ) -> None:
        super().__init__(title, parent, width=_WIDTH)
        self._make = make
        self._file_name = file_name
        self._session = session
        self._job: Job | None = None
        self._printer: QPrinter | None = None
        self._system: QPrintDialog | None = None
        self._files: QFileDialog | None = None
        self.document: Document | None = None
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.space(6))
        self.preview = Preview()
        self.controls = QVBoxLayout()
        self.controls.setSpacing(theme.space(3))
        self._columns.addWidget(self.preview)
        self._columns.addLayout(self.controls, 1)
        self.body.addLayout(self._columns)
        self._build_controls()
        theme.watcher.changed.connect(self._turn_columns)

    def _build_controls(self) -> None:
        self.add_controls()
        self.paper = Segmented(
            self.tr("Paper"), [("A4", self.tr("A4")), ("Letter", self.tr("Letter"))], self._usual()
        )
        self.paper.chosen.connect(self._paper_chosen)
        self.controls.addWidget(labelled(self.tr("Paper"), self.paper))
        self._build_note()
        self.status = Label("", "caption", "ink_2", wrap=True)
        self.status.hide()
        self.fault = FaultLine()
        self.controls.addWidget(self.status)
        self.controls.addWidget(self.fault)
        self.controls.addStretch(1)
        self.close_button = self.add_button(self.tr("Close"), "quiet", "reject")
        self.save_button = self.add_button(self.tr("Save as PDF"), "secondary", "other")
        self.print_button = self.add_button(self.tr("Print…"), "primary", "other")
        self.save_button.clicked.connect(lambda: self.choose_file())
        self.print_button.clicked.connect(lambda: self.choose_printer())

    def add_controls(self) -> None:
        """What a kind of document lets people choose besides the paper."""

    def _build_note(self) -> None:
        self.note: LampBar | None = None
        if self._prefs(_NOTE_SEEN):
            return
        self.note = LampBar()
        words = self.tr(
            "Printers and print queues can keep a copy of what they printed. A saved PDF is not encrypted."
        )
        self.note.body.addWidget(Label(words, "caption", "ink_2", wrap=True))
        self.controls.addWidget(self.note)

    # --- what is remembered -------------------------------------------------------------------------------

    def _prefs(self, name: str) -> Any:
        workspace = self._session.workspace if self._session is not None else None
        return workspace.prefs.get(name) if workspace is not None else None

    def _remember(self, name: str, value: Any) -> None:
        session = self._session
        if session is not None and session.workspace is not None:
            prefs = session.workspace.prefs
            session.perform(lambda: prefs.set(name, value), self, quiet=True)

    def _usual(self) -> str:
        kept = self._prefs(_PAPER)
        return kept if kept in papers.PAPERS else papers.usual_paper(QLocale.system())

    def _paper_chosen(self, name: str) -> None:
        self._remember(_PAPER, name)
        self.refresh()

    # --- the sheets ---------------------------------------------------------------------------------------

    def open(self) -> None:
        self._turn_columns()
        self.refresh()
        super().open()
        if self.note is not None:
            self._remember(_NOTE_SEEN, True)

    def refresh(self) -> None:
        """Make the sheets again after a choice."""
        self.document = self._make(str(self.paper.value))
        self.preview.show_document(self.document)
        there = self.document is not None and self.document.count > 0
        for button in (self.save_button, self.print_button):
            button.setEnabled(there and self._job is None)
        self.fault.say("")

    def _turn_columns(self) -> None:
        narrow = self.window().width() < theme.px(560)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else across)

    def _tell(self, text: str) -> None:
        self.status.setText(text)
        self.status.setVisible(bool(text))
        if text:
            announce(self, text)

    def _begin(self, function: Callable[[Report], Any], done: Callable[[Any], None]) -> None:
        """Run on a thread, with the buttons off meanwhile. The session stops it at a lock."""
        self.fault.say("")
        self._tell("")
        if self._session is not None:
            self._job = self._session.run(function, owner=self, done=done, failed=self._failed)
        else:
            self._job = Job(function, self)
            self._job.succeeded.connect(done)
            self._job.failed.connect(self._failed)
            self._job.start()
        self._job.ended.connect(self._ended)
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)

    def _ended(self) -> None:
        self._job = None
        there = self.document is not None and self.document.count > 0
        self.save_button.setEnabled(there)
        self.print_button.setEnabled(there)

    def _failed(self, error: object) -> None:
        if isinstance(error, CompanionError):
            said = messages.explain(error)
            self.fault.say(" ".join(part for part in (said.what, said.do) if part))
        else:
            self.fault.say(self.tr("That didn’t work. Nothing was changed."))

    # --- a file -------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask where to, in Qt's own file dialog: quick exit works above it."""
        files = QFileDialog(self.window(), self.tr("Save as PDF"))
        files.setOption(QFileDialog.Option.DontUseNativeDialog)
        files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        files.setNameFilters([self.tr("PDF (*.pdf)")])
        files.setDefaultSuffix("pdf")
        files.selectFile(f"{self._file_name}.pdf")
        files.fileSelected.connect(lambda name: self.save(Path(name)))
        self._files = files
        files.open()

    def save(self, file: Path) -> None:
        """Write the sheets to that file."""
        document = self.document
        if document is None or self._job is not None:
            return

        def written(_count: object) -> None:
            self._tell(self.tr("Saved. The file is not encrypted."))
            self.saved.emit(file)

        self._begin(lambda report: papers.write_pdf(file, document, report), written)

    # --- a printer ----------------------------------------------------------------------------------------

    def choose_printer(self) -> None:
        """The system's own dialog, opened on the paper that was chosen here."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        document = self.document
        if document is None or self._job is not None:
            return
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        papers.prepare(self._printer, document)
        papers.turn_over(self._printer, document)
        system = QPrintDialog(self._printer, self.window())
        system.setWindowTitle(document.title)
        system.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
        system.accepted.connect(self._printer_chosen)
        self._system = system
        # Modal to this window only; the platform decides what the dialog looks like.
        QDialog.open(system)

    def _printer_chosen(self) -> None:
        document, printer = self.document, self._printer
        if document is not None and printer is not None:
            self.print_on(printer, document)

    def print_on(self, printer: QPrinter, document: Document) -> None:
        """Send the sheets to that printer. Another printer may have other papers, so it is asked again."""
        if not papers.prepare(printer, document):
            self.fault.say(
                self.tr(
                    "This printer says that it has no {paper} paper. Choose the other one, or save as PDF."
                ).format(paper=document.paper.name)
            )
            return

        def done(accepted: object) -> None:
            if accepted:
                self._tell(self.tr("Sent to the printer."))
                self.sent.emit()
            else:
                self.fault.say(
                    self.tr("The printer didn’t take it. Look whether it is switched on, or save as PDF.")
                )

        self._begin(lambda report: papers.send(document, printer, report), done)
