"""A photo out of the diary, as a file: said to be readable by anyone, asked where to, written in a job.

Qt's own file dialog asks before a file is replaced, and Quick exit and lock reach over it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from companion.disk import ending_in, free_name, handing_out
from ui.widgets.dialog import Dialog
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.diary import Diary, Photo
    from ui.session import Session

_ENDINGS = {"jpeg": ".jpg", "png": ".png"}


class CopyOut(QObject):
    """Belongs to a page; asks above whatever lies over it."""

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._files: QFileDialog | None = None

    def ask(self, photo: Photo) -> None:
        """Say what a copy is, and go on if that is wanted."""
        dialog = Dialog(self.tr("Save a copy of this photo"), self._page)
        words = self.tr(
            "The copy is not encrypted. Anyone who finds it can look at it, and deleting the photo here "
            "doesn’t delete it there."
        )
        dialog.body.addWidget(Label(words, "body", "ink_2", wrap=True))
        dialog.add_button(self.tr("Not now"), "secondary", "reject")
        dialog.add_button(self.tr("Choose where"), "primary", "accept")
        dialog.accepted.connect(lambda: self.choose(photo))
        dialog.open()

    def choose(self, photo: Photo) -> None:
        """Ask where to."""
        ending = _ENDINGS[photo.kind]
        name = Path(photo.name).stem or self.tr("Photo")
        files = QFileDialog(self._page.window(), self.tr("Save a copy"), str(Path.home()))
        files.setOption(QFileDialog.Option.DontUseNativeDialog)
        files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        files.setNameFilter(f"*{ending}")
        files.selectFile(free_name(Path.home() / (name + ending)).name)
        files.fileSelected.connect(lambda chosen: self.save(photo, ending_in(chosen, ending)))
        files.finished.connect(self._done)
        self._files = files
        files.open()

    def _done(self) -> None:
        files, self._files = self._files, None
        if files is not None:
            files.deleteLater()

    def save(self, photo: Photo, target: Path) -> None:
        """Write it there, all of it or nothing."""
        workspace = self._session.workspace
        if workspace is None:
            return
        diary = workspace.diary
        self._session.run(
            lambda _report: _write(diary, photo.id, target),
            owner=self,
            done=lambda _: self._session.notice(self.tr("Saved. The copy is not encrypted.")),
        )

    def forget(self) -> None:
        """Close what is open."""
        if self._files is not None:
            self._files.close()


def _write(diary: Diary, photo: str, target: Path) -> None:
    data = diary.photo_data(photo)
    with handing_out(target) as file:
        file.write(data)
