"""The question before anything is deleted for good: which pages, what goes, and which copies keep it.

It names the automatic backups by their days and offers to delete them too, unticked; what a person keeps elsewhere it
names and leaves. A few pages at a time are deleted, so that a full trash does not hold up the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from companion.changes import Change
from ui.diary.words import title_of
from ui.widgets.dialog import Dialog
from ui.widgets.phrasing import dated, joined, unbroken
from ui.widgets.text import Label
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.diary import EntryRow
    from ui.session import Session

_MOST_LISTED = 40
_MOST_NAMED = 7
_AT_ONCE = 20
translate = QCoreApplication.translate


class EraseDialog(Dialog):
    """Give it the pages that may go; those in `ticked` are chosen. Without `choose` all of them are meant."""

    def __init__(
        self,
        parent: QWidget,
        rows: Sequence[EntryRow],
        *,
        ticked: frozenset[str],
        choose: bool,
        copies: Sequence[date],
        own: date | None,
        today: date,
    ) -> None:
        super().__init__(_title(len(rows), choose), parent)
        self._rows = tuple(rows)
        self._boxes: list[CheckBox] = []
        if choose and len(rows) > 1:
            self._list(ticked, today)
        elif len(rows) == 1:
            self.body.addWidget(Label(title_of(rows[0]), "h3", wrap=True))
        self._say(
            self.tr(
                "Text, photos, tags and earlier versions are deleted from these notes. This can’t be undone."
            )
        )
        self.copies: CheckBox | None = None
        if copies:
            held = self.tr("These automatic backups still hold what was written by then: {days}.")
            self._say(held.format(days=_days(copies, today)))
            self.copies = CheckBox(self.tr("Delete these automatic backups too"))
            self.body.addWidget(self.copies)
        self._say(_own_words(own, today))
        self.add_button(self.tr("Leave it in the trash"), "secondary", "reject")
        self._go = self.add_button(self.tr("Delete for good"), "destructive", "accept")
        self._look()

    def _say(self, words: str) -> None:
        self.body.addWidget(Label(words, "body", "ink_2", wrap=True))

    def _list(self, ticked: frozenset[str], today: date) -> None:
        for row in self._rows:
            words = self.tr("{title}, {day}").format(title=title_of(row), day=dated(row.when.date(), today))
            box = CheckBox(words)
            box.setChecked(row.id in ticked)
            box.toggled.connect(self._look)
            self._boxes.append(box)
            self.body.addWidget(box)

    def _look(self) -> None:
        self._go.setEnabled(not self._boxes or any(box.isChecked() for box in self._boxes))

    @property
    def chosen(self) -> list[str]:
        """The ids of the pages that are to go."""
        if not self._boxes:
            return [row.id for row in self._rows]
        return [row.id for row, box in zip(self._rows, self._boxes, strict=True) if box.isChecked()]

    @property
    def with_copies(self) -> bool:
        """Whether the automatic backups are to go, too."""
        return self.copies is not None and self.copies.isChecked()


def listed(rows: Sequence[EntryRow]) -> bool:
    """Whether so many pages can be chosen among by name."""
    return len(rows) <= _MOST_LISTED


def _title(count: int, choose: bool) -> str:
    if not choose:
        return translate("Erasing", "Empty the trash for good?")
    if count == 1:
        return translate("Erasing", "Delete this page for good?")
    return translate("Erasing", "Delete for good?")


def _days(copies: Sequence[date], today: date) -> str:
    named = [unbroken(dated(day, today)) for day in copies[:_MOST_NAMED]]
    if len(copies) > _MOST_NAMED:
        back = translate("Erasing", "others back to {day}")
        named.append(back.format(day=unbroken(dated(copies[-1], today))))
    return joined(named)


def _own_words(own: date | None, today: date) -> str:
    words = translate("Erasing", "Backups and exports you made yourself keep their copy.")
    if own is None:
        return words
    latest = translate("Erasing", "The latest such backup is from {day}.").format(day=dated(own, today))
    return f"{words} {latest}"


class Erasing(QObject):
    """Deletes pages a few at a time, then the copies if that was asked for. `ended` when all of it is done."""

    ended = Signal()

    def __init__(self, session: Session, ids: Sequence[str], *, copies: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._left, self._copies = session, list(ids), copies
        self._some()

    def _some(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            self.deleteLater()
            return
        part, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        done = self._session.perform(
            lambda: workspace.diary.erase(part), quiet=bool(self._left) or self._copies
        )
        if done is None:
            self.deleteLater()  # why is said; what is left stays in the trash
        elif self._left:
            QTimer.singleShot(0, self, self._some)
        elif self._copies:
            self._remove_copies()
        else:
            self._end()

    def _remove_copies(self) -> None:
        workspace = self._session.workspace
        assert workspace is not None

        def gone(_count: int) -> None:
            self._session.broadcast(Change("backup"))
            self._session.notice(self.tr("Deleted for good, and the automatic backups with it."))
            self._end()

        self._session.run(workspace.remove_copies, owner=self, done=gone)

    def _end(self) -> None:
        self.ended.emit()
        self.deleteLater()
