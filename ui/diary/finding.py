"""What a search does in its thread: ask the index for pages that are kept, read the few that are in the trash."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from companion.errors import Cancelled, NotFound

if TYPE_CHECKING:
    from companion.diary import Diary, Hit
    from ui.session import Session
    from ui.work import Job, Report

    Ask = Callable[[str, int, Report], tuple[list[Hit], int]]

HITS = 50  # shown at once; the rest follows while these are being looked at
MORE_HITS = 1000
REST = 20.0  # seconds without a question after which the thread and its connection go
PAUSE = 0.3  # seconds without a new letter before the rest of the hits is fetched
LOOK_EVERY = 0.1
_TRASH_READ = 400


class Finder(QObject):
    """Searches for somebody who types: a thread of its own with one connection, warm after the first letter.

    Only the newest words count; a search that was overtaken stops. The thread ends after a rest, at a lock, and with the
    page. `found(words, hits, count)` brings the newest hits and how many there are in all, `more(words, hits)` the rest
    of them once nobody types.
    """

    found = Signal(str, object, int)
    more = Signal(str, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = ""
        self._asked = threading.Event()
        self._job: Job | None = None

    def ask(self, words: str) -> None:
        """Search for these words instead of any before."""
        self._wanted = words
        self._asked.set()
        workspace = self._session.workspace
        if workspace is not None and (self._job is None or not self._job.running()):
            diary = workspace.diary
            self._job = self._session.run(lambda report: self._serve(diary, report), owner=self)
            self._job.setProperty("serves", True)
            self._job.ended.connect(self._ended)

    def drop(self) -> None:
        """Nothing is searched for any more."""
        self._wanted = ""
        self._asked.set()

    def _ended(self) -> None:
        self._job = None
        if self._asked.is_set() and self._wanted:  # asked in the moment between the last look and the end
            self.ask(self._wanted)

    # --- on the thread ------------------------------------------------------------------------------------

    def _serve(self, diary: Diary, report: Report) -> None:
        with diary.searching() as ask:
            while self._waited(REST, report):
                self._asked.clear()
                words = self._wanted
                if words:
                    self._answer(words, ask, report)

    def _waited(self, seconds: float, report: Report) -> bool:
        """Whether somebody asked within so many seconds."""
        for _ in range(round(seconds / LOOK_EVERY)):
            if self._asked.wait(LOOK_EVERY):
                return True
            report(0, 0, "")
        return False

    def _answer(self, words: str, ask: Ask, report: Report) -> None:
        def overtaken(done: int, total: int, step: str = "") -> None:
            report(done, total, step)
            if self._asked.is_set():
                raise Cancelled

        try:
            hits, count = ask(words, HITS, overtaken)
            self.found.emit(words, hits, count)
            if count > len(hits) and not self._waited(PAUSE, report):
                rest, _count = ask(words, MORE_HITS, overtaken)
                self.more.emit(words, rest[len(hits) :])
        except Cancelled:
            report(0, 0, "")  # raises again when it was the whole job that was stopped


def find_in_trash(diary: Diary, words: str, report: Report) -> tuple[list[Hit], int]:
    """The trash is small and not in the index: read it, newest first."""
    from companion.diary import Hit

    wanted = [word.strip("\"'").casefold() for word in words.split()]
    found: list[Hit] = []
    rows = diary.rows(diary.ids(trashed=True)[:_TRASH_READ])
    for done, row in enumerate(rows):
        report(done, len(rows), "")
        try:
            entry = diary.get(row.id)
        except NotFound:
            continue
        folded = " ".join((entry.title, " ".join(entry.tags), entry.text)).casefold()
        if all(word in folded for word in wanted):
            found.append(Hit(row, row.preview, ()))
    return found, len(found)
