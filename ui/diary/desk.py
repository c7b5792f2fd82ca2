"""The entry that is being written: what was loaded, what the sheet holds now, and when it goes to the store.

    open -> typing -> Autosave -> save -> "Saved"
                                       -> or the text stays, a bar says why, and it is tried again

A new page is stored once it holds something. Each opening is one sitting: the first save of it keeps what was there
before as a version. Left out: lists, photos' bytes, and which page to open.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from companion.errors import CompanionError, NotFound, StorageError
from companion.lines import photos
from ui import messages
from ui.autosave import FAILED, SAVED, Autosave

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.diary import Diary, Entry, Version
    from ui.diary.sheet import Sheet
    from ui.session import Session


class Desk(QObject):
    """Holds one entry or none. `stored(Entry, number)` after each save, with the row number it had before, which is
    too large for a C int; `said(str)` with the word for the corner."""

    stored = Signal(object, object)
    said = Signal(str)

    def __init__(self, session: Session, sheet: Sheet, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._sheet = sheet
        self._by = parent
        self._entry: Entry | None = None
        self._sitting = ""
        self._changed: dict[str, Any] = {}
        self._fault: CompanionError | None = None
        self.guide = ""
        """The id of the guide this page is written with."""
        self.settle: Callable[[], object] = lambda: None
        """Puts the text in order before it is stored on the way out."""
        self.autosave = Autosave(self._save, self)
        self.autosave.state_changed.connect(self._say)
        sheet.edited.connect(self.autosave.touch)
        sheet.head.moved.connect(
            lambda moment: self.set(when=moment.when, zone=moment.zone, day_only=moment.day_only)
        )

    # --- which entry ----------------------------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The entry as it was last loaded or stored."""
        return self._entry

    def open(self, entry: Entry, *, caret: int | None = None) -> None:
        """Put an entry on the sheet. What was there before must be safe."""
        self._entry = entry
        self.guide = entry.guide
        self._changed = {}
        self._sitting = uuid.uuid4().hex
        self._sheet.show_entry(entry, self._session.today(), caret=caret)
        self.autosave.reset()
        self._whisper(self.tr("Saved") if entry.row else "")

    def update(self, entry: Entry) -> None:
        """The store knows something newer about this entry that is not its words: photos, its row."""
        self._entry = entry

    def close(self) -> bool:
        """Store what there is and let go of the entry. False if it could not be stored; it then stays."""
        self._sheet.editor.settle()
        if not self.flush():
            return False
        self._drop_unused_photos()
        self._entry = None
        self.autosave.reset()
        return True

    def give_up(self) -> None:
        """Let go of the entry without storing: it is in the trash, or gone."""
        self._entry = None
        self.autosave.reset()

    def forget(self) -> None:
        self.give_up()
        self._fault = None
        self._sheet.forget()

    # --- saving ---------------------------------------------------------------------------------------------

    def flush(self) -> bool:
        """Store what was typed, now, a half-typed tag too. False if it could not be stored."""
        self._sheet.foot.flush()
        if self._entry is not None:
            self.settle()
        return self.autosave.flush()

    def draft(self) -> Entry | None:
        """The entry with what the sheet holds now."""
        if self._entry is None:
            return None
        noted = self._sheet.foot.values
        return replace(
            self._entry,
            title=self._sheet.head.title.text(),
            text=self._sheet.editor.text(),
            mood=noted.mood,
            closeness=noted.closeness,
            energy=noted.energy,
            feelings=noted.feelings,
            tags=noted.tags,
            guide=self.guide,
            **self._changed,
        )

    def set(self, **fields: Any) -> bool:
        """Change what stands neither in the text nor at the foot: the moment and its zone, star, kept away. Stored at
        once; False if it could not be."""
        if self._entry is None:
            return False
        self._changed |= fields
        draft = self.draft()
        if draft is not None:
            self._sheet.show_about(draft, self._session.today())
        self.autosave.touch()
        return self.flush()

    def _diary(self) -> Diary | None:
        workspace = self._session.workspace
        return workspace.diary if workspace is not None else None

    def _save(self) -> object:
        draft, diary = self.draft(), self._diary()
        if draft is None:
            return True
        if diary is None:
            return False
        if draft == self._entry or (draft.empty and not draft.row):
            return True
        change = self._session.perform(
            lambda: diary.save(draft, sitting=self._sitting), by=self._by, failed=self._failed, quiet=True
        )
        if change is None:
            return False
        self._fault = None
        was = draft.row
        self._entry = replace(draft, row=diary.row_of(draft.id) or 0)
        self._changed = {}
        self.stored.emit(self._entry, was)
        return True

    def _failed(self, error: CompanionError) -> None:
        self._fault = error

    def _say(self, state: str) -> None:
        if state == FAILED:
            error = self._fault or CompanionError()
            message = messages.explain(error)
            again = (self.tr("Save again"), lambda: self.flush())
            line = message.line
            if not isinstance(error, StorageError):
                line = self.tr("Your words stay here, and storing them is tried again by itself.")
            self._sheet.show_fault(message.what, line, again, kind="save")
            self._whisper(self.tr("Not saved yet"))
            return
        if state == SAVED:
            self._sheet.clear_fault("save")
        entry = self._entry
        self._whisper(self.tr("Saved") if state == SAVED and entry is not None and entry.row else "")

    def _whisper(self, words: str) -> None:
        self._sheet.bar.say_saved(words)
        self.said.emit(words)

    # --- versions -------------------------------------------------------------------------------------------

    def versions(self) -> list[Version]:
        diary = self._diary()
        return diary.versions(self._entry.id) if diary is not None and self._entry is not None else []

    def use(self, version: Version) -> bool:
        """Go back to an earlier version; the present words become a version themselves. Can be undone."""
        if not self.flush():
            return False
        self._sitting = uuid.uuid4().hex
        self._sheet.head.title.replace_text(version.title)
        self._sheet.editor.replace_text(version.text)
        self._bring_back_photos()
        return self.flush()

    # --- photos follow the text -----------------------------------------------------------------------------

    def _bring_back_photos(self) -> None:
        """The text may name photos that were taken out of the entry meanwhile."""
        diary = self._diary()
        if diary is None or self._entry is None:
            return
        known = {photo.id for photo in self._entry.photos}
        for photo in photos(self._sheet.editor.text()):
            if photo not in known:
                self._quietly(partial(diary.bring_back_photo, photo))

    def _drop_unused_photos(self) -> None:
        """A photo whose line was deleted goes, too; for 30 days it can come back."""
        diary, entry = self._diary(), self._entry
        if diary is None or entry is None or not entry.photos or not entry.row:
            return
        used = set(photos(self._sheet.editor.text()))
        for photo in entry.photos:
            if photo.id not in used:
                self._quietly(partial(diary.remove_photo, photo.id))

    def _quietly(self, operation: Callable[[], Change]) -> None:
        def ignore(error: CompanionError) -> None:
            if not isinstance(error, NotFound):
                self._session.fault(error)

        self._session.perform(operation, by=self._by, failed=ignore, quiet=True)
