"""Adding, describing and removing photos of the page on the desk.

Files, drops and pastes take one road: prepared in a job, kept by the store on the window's thread, then a line of
the text shows them. What cannot be taken in is said above the text, and nothing of the page is touched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QGridLayout, QTreeView, QWidget

from companion.errors import CompanionError
from companion.lines import normalise, photo_line, photos, shape
from companion.picture_file import PictureUnfit, Prepared
from ui import messages, theme
from ui.diary import photo_words
from ui.diary.copyout import CopyOut
from ui.diary.describing import DescribeDialog
from ui.diary.pictures import Pictures
from ui.diary.viewer import Viewer
from ui.photos import prepare, read_file
from ui.widgets.menu import Menu
from ui.widgets.text import announce
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.diary import Entry, Photo
    from ui.diary.desk import Desk
    from ui.diary.sheet import Sheet
    from ui.session import Session
    from ui.work import Report

Source = str | bytes | QImage
Fault = tuple[str, str]
MOST_AT_ONCE = 30
_LOOKED_FOR = (".jpg", ".jpeg", ".png", ".gif", ".webp")


class Album(QObject):
    """What the sheet's photos need. Made once a page; `page` is the widget that dialogs belong to."""

    def __init__(self, session: Session, sheet: Sheet, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._sheet, self._desk, self._page = session, sheet, desk, page
        self._removed: dict[str, tuple[int, str]] = {}
        self._waiting: list[Photo] = []
        self._shown = ""
        self._said = ""
        self._file_dialog: QFileDialog | None = None
        self.viewer: Viewer | None = None
        self.copies = CopyOut(session, page)
        self.pictures = Pictures(session, self)
        self.pictures.ratio = sheet.devicePixelRatioF
        for editor in (sheet.editor, sheet.older):
            editor.show_pictures(self.pictures.size, self.pictures.picture, self._note)
            self.pictures.ready.connect(editor.photo_changed)
            editor.photo_opened.connect(self.view)
        sheet.editor.files_given.connect(self.add)
        sheet.editor.image_given.connect(lambda image: self.add([image]))
        sheet.editor.photo_menu.connect(self._menu)
        sheet.editor.edited.connect(self._look_for_returned)
        sheet.editor.cursorPositionChanged.connect(self._say_photo)

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
            self.close_view()
        for editor in (self._sheet.editor, self._sheet.older):
            for photo in entry.photos:
                editor.photo_changed(photo.id)

    def forget(self) -> None:
        """Hold no picture any longer."""
        self._shown = ""
        self._removed.clear()
        self._waiting.clear()
        self.close_view()
        self.copies.forget()
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
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{ending} *{ending.upper()}" for ending in _LOOKED_FOR)
        dialog.setNameFilter(f"{self.tr('Photos')} ({endings})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = CheckBox(self.tr("Keep what the camera wrote in the file: place, time, camera"))
        grid = dialog.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(keep, grid.rowCount(), 0, 1, -1)
        files = dialog.findChild(QTreeView)
        if files is not None:
            files.header().setStretchLastSection(True)
        dialog.resize(theme.px(740), theme.px(500))  # room for the days of the files
        dialog.filesSelected.connect(lambda files: self.add(files, keep_all=keep.isChecked()))
        dialog.finished.connect(self._file_dialog_closed)
        self._file_dialog = dialog
        dialog.open()

    def _file_dialog_closed(self) -> None:
        self._file_dialog = None

    def add(self, sources: Sequence[Source], *, keep_all: bool = False) -> None:
        """Take in files, folders of them (both by path) or pictures. Those that fail are named together, once.

        Without `keep_all` nothing of a file but its picture is kept.
        """
        entry = self._desk.entry
        if entry is None or self._sheet.editor.isReadOnly() or not sources:
            return
        wanted = list(sources)
        self._session.run(
            lambda report: _prepare_all(wanted, keep_all, report),
            owner=self,
            done=lambda found: self._prepared(entry.id, *found),
        )

    def _prepared(self, entry_id: str, ready: list[Prepared], faults: list[Fault]) -> None:
        if self._is_gone(entry_id):
            return
        kept = self._keep(entry_id, ready)
        if faults:
            self._fault(*photo_words.faults(faults))
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

    def _is_gone(self, entry_id: str) -> bool:
        """Whether the page was deleted for good meanwhile, or left before anything of it was stored: nothing of a photo
        may stay behind then."""
        entry, workspace = self._desk.entry, self._session.workspace
        if entry is not None and entry.id == entry_id:
            return False
        return workspace is None or workspace.diary.row_of(entry_id) is None

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

    def _fault(self, what: str, line: str) -> None:
        self._sheet.show_fault(what, line, (self.tr("Close"), self._sheet.clear_fault), kind="photo")

    # --- describing -----------------------------------------------------------------------------------------

    def _describe_next(self) -> None:
        if self._waiting:
            photo = self._waiting.pop(0)
            # The next one comes when this one is out of the way, and not at all if the page is, too.
            self.describe(photo.id, after=lambda: QTimer.singleShot(0, self, self._describe_next))

    def describe(self, photo: str, after: Callable[[], object] | None = None) -> None:
        """Ask for words about a photo: what is on it, and what stands under it. Either may be left out."""
        found = self.pictures.known(photo)
        number = self._sheet.editor.photo_line(photo)
        if found is None or number is None:
            return
        caption = shape(self._sheet.editor.document().findBlockByNumber(number).text()).caption
        dialog = DescribeDialog(
            self._page, found.thumbnail, found.alt, caption, more=after is not None and bool(self._waiting)
        )

        def end() -> None:
            if dialog.skip_all:
                self._waiting.clear()
            if after is not None and self._waiting:
                after()
            else:
                self._sheet.editor.setFocus(Qt.FocusReason.OtherFocusReason)

        dialog.accepted.connect(lambda: self._note_words(photo, dialog.alt.text(), dialog.caption.text()))
        dialog.accepted.connect(end)
        dialog.rejected.connect(end)
        dialog.open()

    def _note_words(self, photo: str, alt: str, caption: str) -> None:
        number = self._sheet.editor.photo_line(photo)
        workspace, found = self._session.workspace, self.pictures.known(photo)
        if number is None or workspace is None or found is None:
            return
        alt, caption = (" ".join(normalise(words).split()) for words in (alt, caption))
        self._sheet.editor.set_line(number, photo_line(photo, caption))
        for deed in (
            lambda: workspace.diary.caption(photo, caption),
            lambda: workspace.diary.describe(photo, alt),
        ):
            self._session.perform(deed, by=self._page, quiet=True)
        self.pictures.add(replace(found, alt=alt, caption=caption))
        self._desk.flush()

    def _say_photo(self) -> None:
        """For a screen reader: what the line the caret has come to shows."""
        photo = self._sheet.editor.photo_of_caret()
        if photo == self._said:
            return
        self._said = photo
        known = self.pictures.known(photo)
        if known is not None:
            announce(self._sheet.editor, photo_words.description(known))

    # --- looking --------------------------------------------------------------------------------------------

    def view(self, photo: str) -> None:
        """Show a photo over the whole window; from it one gets to the others of the page."""
        text = (self._sheet.older if self._sheet.older.isVisible() else self._sheet.editor).text()
        found = [known for each in photos(text) if (known := self.pictures.known(each)) is not None]
        places = [at for at, known in enumerate(found) if known.id == photo]
        if not places:
            return
        self.close_view()
        viewer = Viewer(self._session, self._page, found, places[0])
        viewer.copy_asked.connect(self.copy_out)
        viewer.closed.connect(self._view_closed)
        self.viewer = viewer

    def _view_closed(self) -> None:
        self.viewer = None

    def close_view(self) -> None:
        """Put the full view away, if there is one."""
        if self.viewer is not None:
            self.viewer.close_view()

    def copy_out(self, photo: str) -> None:
        """A copy as a file, after a warning."""
        known = self.pictures.known(photo)
        if known is not None:
            self.copies.ask(known)

    # --- removing -------------------------------------------------------------------------------------------

    def _menu(self, photo: str, at: QPoint) -> None:
        if self.pictures.known(photo) is None and self._sheet.editor.isReadOnly():
            return
        self.menu(photo).popup(at)

    def menu(self, photo: str) -> Menu:
        """What can be done with a photo. One that is not with the page any more can only be taken out."""
        menu = Menu(self._page)
        if self.pictures.known(photo) is not None:
            menu.add(self.tr("Look at this photo"), "maximize-2", lambda: self.view(photo))
            if not self._sheet.editor.isReadOnly():
                menu.add(self.tr("Describe this photo"), "pen-line", lambda: self.describe(photo))
            menu.add(self.tr("Save a copy out"), "download", lambda: self.copy_out(photo))
        if not self._sheet.editor.isReadOnly():
            menu.addSeparator()
            menu.add(self.tr("Remove this photo"), "trash-2", lambda: self.remove(photo), danger=True)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

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


def _prepare_all(sources: list[Source], keep_all: bool, report: Report) -> tuple[list[Prepared], list[Fault]]:
    ready: list[Prepared] = []
    faults: list[Fault] = []
    wanted: list[Source] = []
    for source in sources:
        inside = _pictures_in(source) if isinstance(source, str) and os.path.isdir(source) else [source]
        if not inside:
            faults.append(("folder", os.path.basename(str(source))))
        wanted += inside
    if len(wanted) > MOST_AT_ONCE:
        faults.append(("many", ""))
        del wanted[MOST_AT_ONCE:]
    for done, source in enumerate(wanted):
        report(done, len(wanted), "")
        name = source if isinstance(source, str) else ""
        try:
            data = read_file(source) if isinstance(source, str) else source
            ready.append(prepare(data, name, keep_all=keep_all))
        except PictureUnfit as fault:
            faults.append((fault.code, os.path.basename(name)))
    return ready, faults


def _pictures_in(folder: str) -> list[Source]:
    """The picture files of a folder by name, not of those further in."""
    try:
        names = sorted(each.name for each in os.scandir(folder) if each.is_file())
    except OSError:
        return []
    return [os.path.join(folder, name) for name in names if name.lower().endswith(_LOOKED_FOR)]
