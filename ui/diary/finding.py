"""What a search does in its thread: ask the index for pages that are kept, read the few that are in the trash."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from companion.errors import Cancelled, NotFound

if TYPE_CHECKING:
    from array import array

    from companion.diary import Asked, Diary, Hit, Searching
    from ui.session import Session
    from ui.work import Job, Report

HITS = 50  # shown at once; the rest follows while these are being looked at
MORE_HITS = 200
MOST_BEST = 500
AT_ONCE = 64  # of what filters alone leave, so many are shown before the others are gathered
REST = 20.0  # seconds without a question after which the thread and its connection go
PAUSE = 0.3  # seconds without a new letter before the rest of the hits is fetched
LOOK_EVERY = 0.1
_TRASH_READ = 400


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """What somebody wants to find; the most fitting first if `best`. Two are never the same."""

    asked: Asked
    best: bool = False


class Finder(QObject):
    """Searches for somebody who types: a thread of its own with one connection, warm after the first letter.

    Only the newest question counts; a search that was overtaken stops. The thread ends after a rest, at a lock, and with
    the page. `found(question, hits)` brings the first hits and `listed(question, rows)` the row numbers where there are
    filters only, twice if there are many. `counted(question, number)` follows once nobody types, `more(question, hits)`
    brings what comes after the last hit, then, and again whenever `go_on` asks; an empty one is the end.
    """

    found = Signal(object, object)
    listed = Signal(object, object)
    counted = Signal(object, int)
    more = Signal(object, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: Question | None = None
        self._below: int | None = None
        self._woken = threading.Event()
        self._job: Job | None = None

    def ask(self, question: Question) -> None:
        """Search for this instead of anything before."""
        self._wanted, self._below = question, None
        self._wake()

    def go_on(self, question: Question, below: int) -> None:
        """More of the same, newest first, below this row number."""
        if question is self._wanted:
            self._below = below
            self._wake()

    def drop(self) -> None:
        """Nothing is searched for any more."""
        self._wanted = None
        self._woken.set()

    def _wake(self) -> None:
        self._woken.set()
        workspace = self._session.workspace
        if workspace is not None and (self._job is None or not self._job.running()):
            diary = workspace.diary
            self._job = self._session.run(lambda report: self._serve(diary, report), owner=self)
            self._job.setProperty("serves", True)
            self._job.ended.connect(self._ended)

    def _ended(self) -> None:
        self._job = None
        if self._woken.is_set() and self._wanted is not None:  # asked between the last look and the end
            self._wake()

    # --- on the thread ------------------------------------------------------------------------------------

    def _serve(self, diary: Diary, report: Report) -> None:
        answered: Question | None = None
        with diary.searching() as searching:
            while self._waited(REST, report):
                self._woken.clear()
                question, below = self._wanted, self._below
                self._below = None
                if question is not None and question is not answered:
                    answered = question
                    self._answer(question, searching, report)
                elif question is not None and below is not None:
                    self._go_on(question, searching, report, below)

    def _waited(self, seconds: float, report: Report) -> bool:
        """Whether somebody asked within so many seconds."""
        for _ in range(round(seconds / LOOK_EVERY)):
            if self._woken.wait(LOOK_EVERY):
                return True
            report(0, 0, "")
        return False

    def _stop_when_overtaken(self, question: Question, report: Report) -> Report:
        def overtaken(done: int, total: int, step: str = "") -> None:
            report(done, total, step)
            if self._wanted is not question:
                raise Cancelled

        return overtaken

    def _answer(self, question: Question, searching: Searching, report: Report) -> None:
        look = self._stop_when_overtaken(question, report)
        try:
            if question.asked.words:
                self._find(question, searching, look, report)
            else:
                self._list(question, searching, look)
        except Cancelled:
            report(0, 0, "")  # raises again when it was the whole job that was stopped

    def _find(self, question: Question, searching: Searching, look: Report, report: Report) -> None:
        hits = searching.hits(question.asked, HITS, look, best=question.best)
        self.found.emit(question, hits)
        if len(hits) < HITS:
            self.counted.emit(question, len(hits))
        elif not self._waited(PAUSE, report):
            self.counted.emit(question, searching.count(question.asked, look))
            if question.best:
                # In their order they are known only all together; that they are few was the condition.
                self.found.emit(question, searching.hits(question.asked, MOST_BEST, look, best=True))
            else:
                self._go_on(question, searching, report, hits[-1].row.row)

    def _list(self, question: Question, searching: Searching, look: Report) -> None:
        rows: array[int] = searching.rows(question.asked, look, AT_ONCE)
        self.listed.emit(question, rows)
        if len(rows) == AT_ONCE:
            rows = searching.rows(question.asked, look)
            self.listed.emit(question, rows)
        self.counted.emit(question, len(rows))

    def _go_on(self, question: Question, searching: Searching, report: Report, below: int) -> None:
        try:
            look = self._stop_when_overtaken(question, report)
            self.more.emit(question, searching.hits(question.asked, MORE_HITS, look, below=below))
        except Cancelled:
            report(0, 0, "")


def find_in_trash(diary: Diary, asked: Asked, report: Report) -> list[Hit]:
    """The trash is small and not in the index: read it, newest first."""
    from companion.diary import Hit
    from companion.diary.asking import fits
    from companion.spelling import plain

    wanted, unwanted = list(map(plain, asked.terms)), list(map(plain, asked.unwanted))
    found: list[Hit] = []
    rows = diary.rows(diary.ids(trashed=True)[:_TRASH_READ])
    for done, row in enumerate(rows):
        report(done, len(rows), "")
        try:
            entry = diary.get(row.id)
        except NotFound:
            continue
        folded = plain(" ".join((entry.title, " ".join(entry.tags), entry.text)))
        kept = all(word in folded for word in wanted) and not any(word in folded for word in unwanted)
        if kept and fits(entry, asked):
            found.append(Hit(row, row.preview, ()))
    return found
