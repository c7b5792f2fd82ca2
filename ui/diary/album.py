"""Adding, describing and removing photos of the page on the desk.

Files, drops and pastes take one road: prepared in a job, kept by the store on the window's thread, then a line of
the text shows them. What cannot be taken in is said above the text, and nothing of the page is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from companion.errors import CompanionError
from companion.picture_file import PictureUnfit, Prepared
from ui import messages, theme
from ui.diary.photos import prepare, read_file
from ui.diary.pictures import Pictures
from ui.diary.source import normalise, photo_line, photos, shape
from ui.widgets.dialog import Dialog
from ui.widgets.fields import LineField, labelled
from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from companion.diary import Entry, Photo
    from ui.diary.desk import Desk
    from ui.diary.sheet import Sheet
    from ui.session import Session
    from ui.work import Report

Source = str | bytes | QImage
MOST_AT_ONCE = 30


class Album(QObject):
    """What the sheet's photos need. Made once a page; `page` is the widget that dialogs belong to."""

    def __init__(self, session: Session, sheet: Sheet, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._sheet, self._desk, self._page = session, sheet, desk, page
        self._removed: dict[str, tuple[int, str]] = {}
        self._waiting: list[Photo] = []
        self._shown = ""
        self._file_dialog: QFileDialog | None = None
        self.pictures = Pictures(session, self)
        self.pictures.ratio = sheet.devicePixelRatioF
        for editor in (sheet.editor, sheet.older):
            editor.show_pictures(self.pictures.size, self.pictures.picture, self._note)
            self.pictures.ready.connect(editor.photo_changed)
        sheet.editor.files_given.connect(self.add)
        sheet.editor.image_given.connect(lambda image: self.add([image]))
        sheet.editor.photo_menu.connect(self._menu)
        sheet.editor.edited.connect(self._look_for_returned)

    def _note(self, photo: str) -> str:
        if self.pictures.known(photo) is None:
            return self.tr("This photo is not with the page any more.")
        return (
            self.tr("This photo can’t be read. A backup may hold it.") if self.pictures.broken(photo) else ""
        )

    # --- the page changes -----------------------------------------------------------------------------------

    def show(self, entry: Entry) -> None:
        """Another entry is on the desk, or the photos of this one have changed."""
        self.pictures.show(entry.photos)
        if entry.id != self._shown:
            self._shown = entry.id
            self._removed.clear()
        for editor in (self._sheet.editor, self._sheet.older):
            for photo in entry.photos:
                editor.photo_changed(photo.id)

    def forget(self) -> None:
        """Hold no picture any longer."""
        self._shown = ""
        self._removed.clear()
        self._waiting.clear()
        self.pictures.forget()
        if self._file_dialog is not None:
            self._file_dialog.deleteLater()
            self._file_dialog = None

    # --- adding ---------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for picture files."""
        if self._desk.entry is None or self._sheet.editor.isReadOnly():
            return
        dialog = QFileDialog(self._page.window(), self.tr("Add photos"), str(Path.home()))
        # Qt's own, so that quick exit and lock reach over it.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Photos (JPEG, PNG)") + " (*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.add)
        dialog.finished.connect(self._file_dialog_closed)
        self._file_dialog = dialog
        dialog.open()

    def _file_dialog_closed(self) -> None:
        self._file_dialog = None

    def add(self, sources: Sequence[Source]) -> None:
        """Take in files (by path) or pictures. Those that fail are named together, once."""
        entry = self._desk.entry
        if entry is None or self._sheet.editor.isReadOnly() or not sources:
            return
        wanted = list(sources)[:MOST_AT_ONCE]
        self._session.run(
            lambda report: _prepare_all(wanted, report),
            owner=self,
            done=lambda found: self._prepared(entry.id, *found),
        )

    def _prepared(self, entry_id: str, ready: list[Prepared], faults: list[str]) -> None:
        kept = self._keep(entry_id, ready)
        if faults:
            self._say_faults(faults)
        if not kept:
            return
        entry = self._desk.entry
        lines = [photo_line(photo.id) for photo in kept]
        if entry is None or entry.id != entry_id:
            self._append_elsewhere(entry_id, lines)
            return
        self._desk.update(replace(entry, photos=(*entry.photos, *kept)))
        for photo in kept:
            self.pictures.add(photo)
        self._sheet.editor.insert_photos(lines)
        self._desk.flush()
        self._waiting += kept
        self._describe_next()

    def _keep(self, entry_id: str, ready: list[Prepared]) -> list[Photo]:
        workspace = self._session.workspace
        kept: list[Photo] = []
        if workspace is None:
            return kept
        for each in ready:
            try:
                photo = workspace.diary.add_photo(
                    entry_id,
                    each.data,
                    name=each.name,
                    width=each.width,
                    height=each.height,
                    kind=each.kind,
                    thumbnail=each.thumbnail,
                )
            except CompanionError as error:
                message = messages.explain(error)
                self._fault(self.tr("The photo isn’t added."), " ".join((message.what, message.do)).strip())
                break
            kept.append(photo)
        return kept

    def _append_elsewhere(self, entry_id: str, lines: list[str]) -> None:
        """The person went on to another page while the photo was being made ready: it belongs to the first."""
        workspace = self._session.workspace
        if workspace is None:
            return
        diary = workspace.diary
        try:
            entry = diary.get(entry_id)
        except CompanionError:
            return
        text = "\n\n".join([part for part in (entry.text.rstrip("\n"), *lines) if part])
        self._session.perform(lambda: diary.save(replace(entry, text=text)), by=self._page)

    def _say_faults(self, codes: list[str]) -> None:
        first = codes[0]
        several = len(codes) > 1
        what = {
            "kind": self.tr("These aren’t JPEG or PNG pictures.")
            if several
            else self.tr("This isn’t a JPEG or PNG picture."),
            "large": self.tr("This picture is too large."),
            "damaged": self.tr("This picture can’t be read."),
        }.get(first, self.tr("This file can’t be opened."))
        todo = {
            "kind": self.tr("The page is as it was. Save it as JPEG or PNG, then add it."),
            "large": self.tr("The page is as it was. Make the picture smaller, then add it."),
            "damaged": self.tr("The page is as it was. Open it in another program and save it anew."),
        }.get(first, self.tr("The page is as it was. Look whether the file is still there."))
        self._fault(what, todo)

    def _fault(self, what: str, line: str) -> None:
        self._sheet.show_fault(what, line, (self.tr("Close"), self._sheet.clear_fault), kind="photo")

    # --- describing -----------------------------------------------------------------------------------------

    def _describe_next(self) -> None:
        if self._waiting:
            photo = self._waiting.pop(0)
            # The next one comes when this one is out of the way, and not at all if the page is, too.
            self.describe(photo.id, after=lambda: QTimer.singleShot(0, self, self._describe_next))

    def describe(self, photo: str, after: Callable[[], object] | None = None) -> None:
        """Ask for a few words about a photo; they stand under it and are read to those who can't see it."""
        found = self.pictures.known(photo)
        number = self._sheet.editor.photo_line(photo)
        if found is None or number is None:
            return
        block = self._sheet.editor.document().findBlockByNumber(number)
        now = shape(block.text()).caption
        dialog = Dialog(self.tr("Describe this photo"), self._page)
        dialog.body.addWidget(_Preview(QImage.fromData(found.thumbnail)))
        field = LineField(self.tr("What is in it"), self.tr("A few words, if you like"))
        field.setText(now)
        field.setMaxLength(300)
        hint = self.tr("They stand under the photo and are found by search.")
        dialog.body.addWidget(labelled(self.tr("What is in it"), field, hint=hint))
        dialog.add_button(self.tr("Leave it") if now else self.tr("Skip"), "secondary", "reject")
        dialog.add_button(self.tr("Keep"), "primary", "accept")

        def end() -> None:
            if after is not None:
                after()
            else:
                self._sheet.editor.setFocus(Qt.FocusReason.OtherFocusReason)

        dialog.accepted.connect(lambda: self._caption(photo, field.text()))
        dialog.accepted.connect(end)
        dialog.rejected.connect(end)
        dialog.open()

    def _caption(self, photo: str, words: str) -> None:
        number = self._sheet.editor.photo_line(photo)
        workspace = self._session.workspace
        if number is None or workspace is None:
            return
        words = " ".join(normalise(words).split())
        self._sheet.editor.set_line(number, photo_line(photo, words))
        self._session.perform(lambda: workspace.diary.caption(photo, words), by=self._page, quiet=True)
        self._desk.flush()

    # --- removing -------------------------------------------------------------------------------------------

    def _menu(self, photo: str, at: QPoint) -> None:
        menu = Menu(self._page)
        menu.add(self.tr("Describe this photo"), "pen-line", lambda: self.describe(photo))
        menu.addSeparator()
        menu.add(self.tr("Remove this photo"), "trash-2", lambda: self.remove(photo), danger=True)
        if self._sheet.editor.isReadOnly() or self.pictures.known(photo) is None:
            for action in menu.actions()[:1]:
                action.setEnabled(False)
        if self._sheet.editor.isReadOnly():
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def remove(self, photo: str) -> None:
        """Take a photo out of the page. Undo brings it back, in the notice or in the text."""
        workspace, editor = self._session.workspace, self._sheet.editor
        number = editor.photo_line(photo)
        if workspace is None or number is None:
            return
        line = editor.document().findBlockByNumber(number).text()
        known = self.pictures.known(photo) is not None
        editor.remove_line(number)
        self._desk.flush()
        if known:
            self._removed[photo] = (number, line)
            self._session.perform(lambda: workspace.diary.remove_photo(photo))

    def returned(self, entry: Entry) -> None:
        """The store has photos again that were removed here: put their lines back where they stood."""
        used = set(photos(self._sheet.editor.text()))
        for photo in entry.photos:
            place = self._removed.pop(photo.id, None)
            if place is not None and photo.id not in used:
                self._sheet.editor.insert_line(*place)
        self._desk.flush()

    def _look_for_returned(self) -> None:
        """Undo in the text has brought back the line of a removed photo: the photo follows."""
        workspace = self._session.workspace
        if not self._removed or workspace is None:
            return
        for photo in photos(self._sheet.editor.text()):
            if photo in self._removed:
                del self._removed[photo]
                self._session.perform(
                    lambda photo=photo: workspace.diary.bring_back_photo(photo),  # type: ignore[misc]
                    quiet=True,
                )


def _prepare_all(sources: list[Source], report: Report) -> tuple[list[Prepared], list[str]]:
    ready: list[Prepared] = []
    faults: list[str] = []
    for done, source in enumerate(sources):
        report(done, len(sources), "")
        try:
            if isinstance(source, str):
                ready.append(prepare(read_file(source), source))
            else:
                ready.append(prepare(source))
        except PictureUnfit as fault:
            faults.append(fault.code)
    return ready, faults


class _Preview(QWidget):
    """The photo that is asked about, small."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        size = self._image.size()
        return size.scaled(theme.px(240), theme.px(150), Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(self.rect(), 8, 8)
        painter.setClipPath(path)
        painter.drawImage(self.rect(), self._image)
