"""Drafts into the diary: what that would do, then all of it or nothing, then all of it back with one undo.

Two threads share the work. One of `Coming`'s own reads the source and gets each entry ready, pictures encrypted on the disk
included; the owner of the vault only writes rows, in short steps, under an import number that is not shown before `finish`.
"""

import queue
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING

from companion.changes import Change
from companion.diary.rows import SHOWN
from companion.diary.values import Photo
from companion.disk import Report, quiet
from companion.errors import Cancelled, ImportFailed
from companion.interchange.coming.drafts import Answers, Draft, Picture, Remark
from companion.interchange.coming.ready import Ready, entry_of, is_empty
from companion.picture_file import PictureUnfit, Prepared
from companion.store.text import clean_line

if TYPE_CHECKING:
    from companion.interchange.coming.drafts import Reader
    from companion.interchange.coming.source import Source
    from companion.store import Reader as Rows
    from companion.workspace import Workspace

_EXAMPLES = 200
_DAYS = 5
_AHEAD = 32
"""Entries that may wait to be written: enough for some steps, few enough to be little memory."""
_TIDIED = 10
_WAIT = 0.004
_WRITING = 0.3
"""How much of a step goes into rows; the rest is for their words and for making them last."""
_SLICE = 0.2


Pictures = Callable[[bytes, str], Prepared]
"""Bytes and a name to a picture that can be kept. Called in a thread; raises PictureUnfit where it can't be."""


@dataclass(slots=True)
class Preview:
    """What came in, or would: how many entries and photos, from when to when, and what was said about the rest.

    `days` are the first few in the order of the file. `remarks` has the first few of each kind, `kinds` how many there are
    of each.
    """

    format: str = ""
    added: int = 0
    updated: int = 0
    skipped: int = 0
    photos: int = 0
    first: date | None = None
    last: date | None = None
    days: list[date] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def note(self, remark: Remark) -> None:
        self.kinds[remark.why] += 1
        if self.kinds[remark.why] <= _EXAMPLES:
            self.remarks.append(Remark(clean_line(remark.where)[:200], remark.why))

    def reach(self, day: date) -> None:
        """There is an entry of this day."""
        self.first = min(self.first or day, day)
        self.last = max(self.last or day, day)
        if len(self.days) < _DAYS and day not in self.days:
            self.days.append(day)


def preview(
    workspace: "Workspace", source: "Source", reader: "Reader", answers: Answers, report: Report = quiet
) -> Preview:
    """What taking this in would do. Nothing is written; good in a job. Needs, ImportFailed, Cancelled."""
    told = Preview(reader.name)
    seen: set[str] = set()
    looked = 0
    source.watch = lambda: report(looked, 0, "reading")
    with workspace.store.reading() as db, closing(_drafts(reader, source, answers)) as found:
        for looked, one in enumerate(found, 1):  # noqa: B007  # `watch` tells it
            source.watch()
            if isinstance(one, Remark):
                told.note(one)
            elif _known(db, seen, one.id):
                told.skipped += 1
            elif is_empty(one):
                told.note(Remark(one.where, "empty"))
            else:
                told.added += 1
                told.photos += len(one.pictures)
                told.reach(one.when.date())
    _note_refused(source, told)
    return told


class Coming:
    """One import into an open vault, made in the thread that owns it.

    For a window: `step` while there is time and it answers True, then `finish`. `run` does both at once. An error leaves
    nothing behind after `drop`, which `run` calls by itself.
    """

    def __init__(
        self,
        workspace: "Workspace",
        source: "Source",
        reader: "Reader",
        answers: Answers | None = None,
        pictures: "Pictures | None" = None,
    ) -> None:
        self.told = Preview(reader.name)
        self.looked = 0
        self._workspace = workspace
        self._source = source
        self._reader = reader
        self._answers = answers or Answers()
        self._pictures = pictures
        self.number = 0
        """Of the import in the diary; 0 as long as nothing came in."""
        self._queue: queue.Queue[Ready | Remark | str | BaseException | None] = queue.Queue(_AHEAD)
        self._stopped = threading.Event()
        self._free = (
            threading.Event()
        )  # not while rows are written: each statement would wait for the interpreter
        self._free.set()
        self._thread: threading.Thread | None = None
        self._over = False

    def run(self, report: Report = quiet) -> Change:
        """All of it. Needs, ImportFailed, StorageError's kinds and Cancelled; nothing is left then."""
        try:
            while self.step(_SLICE):
                report(self.looked, 0, "importing")
            return self.finish()
        except BaseException:
            self.drop()
            raise

    def step(self, seconds: float = 0.008) -> bool:
        """Write what is ready, for about this long and in one transaction. False when everything came in."""
        if self._over:
            return False
        # What was taken back and not yet removed is no entry that is here.
        if self._thread is None and self._workspace.diary.tidy_imports(_TIDIED):
            return True
        self._begin()
        if self._workspace.diary.merge_added(seconds):
            return True
        one = self._next(seconds)
        if isinstance(one, Ready | Remark | str):
            one = self._write(one, seconds)
        if isinstance(one, BaseException):
            raise one
        self._over = one is None
        return not self._over

    def _write(self, one: "Ready | Remark | str", seconds: float) -> object:
        """This and what else is ready meanwhile, in one transaction. Gives what came instead of a next one."""
        number, written = self.number, []
        found: object = one
        until = monotonic() + seconds * _WRITING
        self._free.clear()
        try:
            with self._workspace.diary.adding(seconds):
                while isinstance(found, Ready | Remark | str):
                    written.append(found)
                    self._take(found)
                    found = self._next(0) if monotonic() < until else _NOTHING
        except BaseException:  # none of it was written, so its pictures have no entries
            self.number = number
            for taken in written:
                if isinstance(taken, Ready):
                    taken.kept = False
                    taken.discard(self._workspace)
            raise
        finally:
            self._free.set()
        return found

    def finish(self) -> Change:
        """Show it, in one small transaction. The change's undo takes all of it back."""
        self._stop()
        number, workspace = self.number, self._workspace
        if number:
            workspace.diary.finish_import(number)
        return Change(
            "diary", label="imported", undo=(lambda: take_back(workspace, number)) if number else None
        )

    def halt(self) -> None:
        """Stop where it is, at once. What came in is never shown, and removed at the next unlock."""
        self._stop()

    def drop(self) -> None:
        """Leave it: whatever came in goes again, with the files of its pictures."""
        self._stop()
        if self.number:
            self._workspace.diary.abandon_import(self.number)
            self.number = 0

    # -- writing, in the owner's thread --------------------------------------------------------------------

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._read, name="coming in", daemon=True)
            self._thread.start()

    def _next(self, seconds: float) -> object:
        try:
            return self._queue.get(timeout=min(seconds, _WAIT)) if seconds > 0 else self._queue.get_nowait()
        except queue.Empty:
            return _NOTHING

    def _take(self, one: "Ready | Remark | str") -> None:
        if isinstance(one, Remark):
            self.told.note(one)
            return
        self.looked += 1
        if not isinstance(one, Ready):
            self.told.skipped += 1
            return
        diary = self._workspace.diary
        if not self.number:
            self.number = diary.start_import(self._reader.name)
        if diary.add_imported(self.number, [one.entry], one.files):
            self.told.added += 1
            self.told.photos += len(one.files)
            self.told.reach(one.entry.when.date())
            one.kept = True
        else:
            self.told.skipped += 1
            one.discard(self._workspace)

    def _stop(self) -> None:
        """End the reading thread, and remove the pictures of what it had ready."""
        self._over = True
        self._stopped.set()
        self._free.set()
        if self._thread is None:
            return
        while self._thread.is_alive():
            self._empty()
            self._thread.join(0.01)
        self._empty()

    def _empty(self) -> None:
        while (one := self._next(0)) is not _NOTHING:
            if isinstance(one, Ready):
                one.discard(self._workspace)

    # -- reading, in its own thread ------------------------------------------------------------------------

    def _read(self) -> None:
        self._source.watch = self._ask
        try:
            with self._workspace.store.reading() as db:
                for one in self._ready(db):
                    self._put(one)
            self._put(None)
        except Cancelled:
            pass
        except BaseException as error:  # told in the thread that can tell somebody
            self._put_last(error)

    def _ask(self) -> None:
        if self._stopped.is_set():
            raise Cancelled()

    def _ready(self, db: "Rows") -> "Iterator[Ready | Remark | str]":
        seen: set[str] = set()
        with closing(_drafts(self._reader, self._source, self._answers)) as found:
            for one in found:
                if isinstance(one, Remark):
                    yield one
                elif _known(db, seen, one.id):
                    yield one.id
                elif is_empty(one):
                    yield Remark(one.where, "empty")
                else:
                    yield from self._made_ready(one)
        told = Preview()
        _note_refused(self._source, told)
        yield from told.remarks

    def _made_ready(self, draft: Draft) -> "Iterator[Ready | Remark]":
        ready = Ready(entry_of(draft))
        photos: dict[str, Photo] = {}
        try:
            for picture in draft.pictures:
                self._ask()
                try:
                    photos[picture.key] = self._keep(ready, picture)
                except PictureUnfit as unfit:
                    yield Remark(f"{draft.where}, {picture.name}", f"photo_{unfit.code}")
                except ImportFailed:
                    yield Remark(f"{draft.where}, {picture.name}", "photo_unread")
            ready.show(draft, photos)
        except BaseException:
            ready.discard(self._workspace)
            raise
        yield ready

    def _keep(self, ready: "Ready", picture: Picture) -> Photo:
        if self._pictures is None:
            raise PictureUnfit("kind")
        made = self._pictures(picture.open(), picture.name)
        file = self._workspace.diary.keep_file(made.data)
        words = clean_line(picture.name), clean_line(picture.caption)
        photo = Photo(
            file, *words, made.width, made.height, made.kind, made.thumbnail, clean_line(picture.alt)
        )
        ready.files[photo.id] = len(made.data)
        return photo

    def _put(self, one: "Ready | Remark | str | None") -> None:
        while not self._stopped.is_set():
            try:
                self._queue.put(one, timeout=0.05)
                self._free.wait()
                return
            except queue.Full:
                continue
        if isinstance(one, Ready):
            one.discard(self._workspace)
        raise Cancelled()

    def _put_last(self, error: BaseException) -> None:
        while not self._stopped.is_set():
            try:
                self._queue.put(error, timeout=0.05)
                return
            except queue.Full:
                continue


_NOTHING = object()


def take_back(workspace: "Workspace", number: int) -> Change:
    """Undo an import: everything it brought is hidden at once, and removed here or when nobody types."""
    return workspace.diary.drop_import(number)


# -- reading, for both ------------------------------------------------------------------------------------


def _drafts(reader: "Reader", source: "Source", answers: Answers) -> "Generator[Draft | Remark, None, None]":
    yield from reader.read(source, answers)


def _known(db: "Rows", seen: set[str], id: str) -> bool:
    """Whether an entry of this id is here, in the trash too, or came before in this source."""
    if id in seen:
        return True
    seen.add(id)
    return db.value(f"SELECT 1 FROM entry WHERE id = ? AND {SHOWN}", id) is not None


def _note_refused(source: "Source", told: Preview) -> None:
    for name in source.refused[:_EXAMPLES]:
        told.note(Remark(name, "outside"))
