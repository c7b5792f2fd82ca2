"""Plans and other calendars: a file out, a file that follows the plan, and a file in.

One dialog for the three. Nothing in it happens by itself: the file that follows is off until somebody chooses it, and says
that it is not encrypted. What a file would bring is shown first (`calendar_in`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.disk import ending_in
from ui.planner.calendar_in import CalendarPreview
from ui.planner.form import FormRow
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.rows import line_of, pulled
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, announce
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.interchange.ics_keeping import KeptFile
    from companion.interchange.ics_taking import Look
    from companion.interchange.ics_writing import Choice, Wording
    from ui.session import Session

_WIDTH = 600
_ENDING = ".ics"


def wording(session: Session) -> Wording:
    """The words a calendar file may hold, in the language of the window."""
    from companion.interchange.ics_writing import Wording

    return Wording(
        session.settings.discreet_name or "Notes",
        QCoreApplication.translate("Calendars", "Something planned"),
        QCoreApplication.translate("Calendars", "Busy"),
    )


class CalendarDialog(QObject):
    """The dialog. `only` is a plan's key: then it is about that plan, and only out."""

    def __init__(self, session: Session, parent: QWidget, only: str = "") -> None:
        super().__init__(parent)
        self._session, self._parent, self._only = session, parent, only
        heading = self.tr("This plan as a calendar file") if only else self.tr("Calendar file")
        self.dialog = Dialog(heading, parent, width=_WIDTH, close_button=True)
        self.dialog.destroyed.connect(self.deleteLater)
        words = self.tr("A calendar file is not encrypted: whoever finds it can read what is in it.")
        self.dialog.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        self._build_out()
        if not only:
            self._build_following()
            self._build_in()
            self._show_following()
        self._describe()

    def open(self) -> None:
        """Show it."""
        self.dialog.open()

    # --- how it is made

    def _build_out(self) -> None:
        items = [("neutral", self.tr("One neutral word"))]
        items += [("own", self.tr("Your titles")), ("busy", self.tr("Only “Busy”"))]
        self.titles = Segmented(self.tr("What it says"), items)
        self.titles.chosen.connect(lambda _value: self._describe())
        self.about = Label("", "caption", "ink_3", wrap=True)
        self._add(FormRow(self.tr("What it says"), line_of(self.titles), self.about))
        self.brought = CheckBox(self.tr("Also what came from a calendar file"))
        self.save = Button(self.tr("Save a file"))
        self.save.clicked.connect(self._choose_and_save)
        parts = [line_of(self.save)] if self._only else [self.brought, line_of(self.save)]
        self._add(FormRow(self.tr("Out"), *parts))

    def _build_following(self) -> None:
        self.following = Label("", "body", wrap=True)
        self.follow = Button(self.tr("Choose a file"))
        self.follow.clicked.connect(self._choose_and_follow)
        self.stop = Button(self.tr("Stop writing it"))
        self.stop.clicked.connect(self._stop_following)
        self._add(FormRow(self.tr("Up to date"), self.following, line_of(self.follow, self.stop)))

    def _build_in(self) -> None:
        words = self.tr(
            "You see what a file would bring before anything changes. Notes, guests and alarms stay out."
        )
        self.come = Button(self.tr("Bring a file in"))
        self.come.clicked.connect(self._choose_and_look)
        self._add(FormRow(self.tr("In"), Label(words, "body", wrap=True), line_of(self.come)))

    def _add(self, row: FormRow) -> None:
        self.dialog.body.addLayout(pulled(row))

    def _describe(self) -> None:
        """What the chosen kind of file says, and what it does not."""
        words = {
            "neutral": self.tr(
                "Every plan is called “{word}”, or by the other name you gave it. No place, no notes."
            ).format(word=wording(self._session).plan),
            "own": self.tr("With titles and places, for anyone who opens the file."),
            "busy": self.tr("When, and nothing else."),
        }
        self.about.setText(words[str(self.titles.value)])

    def _choice(self) -> Choice:
        from companion.interchange.ics_writing import Choice

        titles = self.titles.value
        only_own = not self._only and not self.brought.isChecked()
        return Choice(
            titles, brought_in=not only_own, alarms=titles != "busy", wording=wording(self._session)
        )

    # --- out

    def _choose_and_save(self) -> None:
        target = self._chosen_target(self.tr("Where the calendar file goes"))
        if target is not None:
            self.save_to(target)

    def _chosen_target(self, heading: str) -> Path | None:
        name = self._session.settings.discreet_name or "Notes"
        start = str(Path.home() / f"{name}{_ENDING}")
        kinds = self.tr("Calendar (*.ics)")
        chosen, _filter = QFileDialog.getSaveFileName(self.dialog, heading, start, kinds)
        return ending_in(chosen, _ENDING) if chosen else None

    def save_to(self, target: Path) -> None:
        """Write the file in a job, and say so."""
        workspace, choice = self._session.workspace, self._choice()
        if workspace is None:
            return
        keys = [self._only] if self._only else None

        def write(report: object) -> int:
            from companion.interchange.ics_writing import write_out

            return write_out(workspace, target, choice, report, keys=keys)  # type: ignore[arg-type]

        told = self.tr("The calendar file is there. It is not encrypted.")
        self._session.run(write, owner=self._parent, done=lambda _plans: self._session.notice(told))
        self.dialog.accept()

    # --- a file that follows

    def _choose_and_follow(self) -> None:
        target = self._chosen_target(self.tr("The file that follows the plan"))
        if target is not None:
            self.follow_to(target)

    def follow_to(self, target: Path) -> None:
        """Write this file in a job, and after each change from now on."""
        workspace, choice = self._session.workspace, self._choice()
        if workspace is None:
            return

        def write(_report: object) -> KeptFile:
            from companion.interchange.ics_keeping import write_first

            return write_first(workspace, target, choice)

        self.follow.setEnabled(False)
        self._session.run(write, owner=self.dialog, done=self._keep_on, failed=self._not_followed)

    def _keep_on(self, kept: KeptFile) -> None:
        workspace = self._session.workspace
        self.follow.setEnabled(True)
        if workspace is None:
            return
        from companion.interchange.ics_keeping import keep_on

        if self._session.perform(lambda: keep_on(workspace, kept), by=self) is not None:
            self._show_following()
            self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.following, self.following.text())

    def _not_followed(self, error: BaseException) -> None:
        self.follow.setEnabled(True)
        self.follow.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.fault(error)

    def _stop_following(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        from companion.interchange.ics_keeping import let_file_be

        if self._session.perform(lambda: let_file_be(workspace), by=self) is not None:
            self._show_following()
            self.follow.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.following, self.following.text())

    def _show_following(self) -> None:
        kept = self._kept()
        self.stop.setVisible(kept is not None)
        self.follow.setText(self.tr("Choose a file") if kept is None else self.tr("Another file"))
        if kept is None:
            words = self.tr(
                "A file that is written again after each change, for a calendar to subscribe to. It is not encrypted, and"
                " it stays readable while these notes are locked."
            )
        else:
            self.titles.value = kept.choice.titles
            self.brought.setChecked(kept.choice.brought_in)
            words = self.tr("“{file}” in “{folder}” is written after each change. It is not encrypted.")
            words = words.format(file=kept.path.name, folder=kept.path.parent.name or kept.path.anchor)
        self.following.setText(words)

    def _kept(self) -> KeptFile | None:
        from companion.interchange.ics_keeping import kept_file

        workspace = self._session.workspace
        return kept_file(workspace) if workspace is not None else None

    # --- in

    def _choose_and_look(self) -> None:
        kinds = self.tr("Calendar (*.ics *.ical *.icalendar);;All files (*)")
        heading = self.tr("Choose a calendar file")
        chosen, _filter = QFileDialog.getOpenFileName(self.dialog, heading, str(Path.home()), kinds)
        if chosen:
            self.look_through(Path(chosen))

    def look_through(self, file: Path) -> None:
        """Read the file in a job and show what it would bring."""
        workspace = self._session.workspace
        if workspace is None:
            return

        def read(report: object) -> Look:
            from companion.interchange.ics_taking import look_through

            return look_through(workspace, file, report)  # type: ignore[arg-type]

        self.come.setEnabled(False)
        self.come.setText(self.tr("Looking through it"))
        self._session.run(read, owner=self.dialog, done=self._preview, failed=self._not_read)

    def _preview(self, look: Look) -> None:
        self.dialog.accept()
        CalendarPreview(self._session, self._parent, look).open()

    def _not_read(self, error: BaseException) -> None:
        self.come.setText(self.tr("Bring a file in"))
        self.come.setEnabled(True)
        self.come.setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.fault(error)
