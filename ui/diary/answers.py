"""What a search brings, put into the list: the first hits at once, then how many, then what follows as it is scrolled to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from companion.diary.asking import Asked
from ui.diary.finding import HITS, Finder, Question, find_in_trash
from ui.widgets.text import announce

if TYPE_CHECKING:
    from array import array

    from companion.diary import Hit
    from ui.diary.rows import EntriesView
    from ui.diary.searchbar import SearchBar
    from ui.session import Session
    from ui.work import Job

_AHEAD = 40
"""So many rows before the last hit in sight, more are asked for."""


class Answers(QObject):
    """Between the search bar, the finder and the list. `came` after the list shows something else."""

    came = Signal()

    def __init__(
        self, session: Session, bar: SearchBar, view: EntriesView, in_trash: Callable[[], bool]
    ) -> None:
        super().__init__(view)
        self._session, self._bar, self._view, self._in_trash = session, bar, view, in_trash
        self._model = view.entries()
        self._question: Question | None = None
        self._job: Job | None = None
        self._more_asked = False
        self.open_row = 0
        """The number of the page that is open: it is marked again when a list holds it again. 0 for none."""
        self.waiting = False
        """Whether something was asked for whose answer has not come."""
        self.finder = Finder(session, self)
        self.finder.found.connect(self._found)
        self.finder.listed.connect(self._listed)
        self.finder.counted.connect(self._counted)
        self.finder.more.connect(self._found_more)
        bar.asked.connect(self.ask)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._want_more())

    @property
    def asked(self) -> Asked:
        """What is searched for."""
        return self._question.asked if self._question is not None else Asked()

    def ask(self, asked: Asked, best: bool = False) -> None:
        """Find this; all entries if it is empty."""
        self._drop()
        workspace = self._session.workspace
        if asked.empty or workspace is None:
            self.list_everything()
            return
        self._question = question = Question(asked, best)
        self.waiting = True
        if not self._in_trash():
            self.finder.ask(question)
            return

        def done(hits: list[Hit]) -> None:
            self._found(question, hits)
            self._counted(question, len(hits))

        diary = workspace.diary
        self._job = self._session.run(
            lambda report: find_in_trash(diary, asked, report), owner=self, done=done
        )

    def ask_again(self) -> None:
        """The same once more, for what is stored has changed."""
        if self._question is not None:
            self.ask(self._question.asked, self._question.best)

    def list_everything(self) -> None:
        """Back from a search."""
        was_searching = self._model.searching
        number = self._marked()
        self._model.show_all()
        if was_searching:
            self._stay_on(number)
        self.came.emit()

    def forget(self) -> None:
        """Hold no word any longer."""
        self._drop()

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.finder.drop()
        self._job, self._question = None, None
        self.waiting = self._more_asked = False

    # --- what comes ---------------------------------------------------------------------------------------

    def _found(self, question: Question, hits: list[Hit]) -> None:
        self._answered(question, lambda: self._model.show_hits(hits), first=True)

    def _listed(self, question: Question, rows: array[int]) -> None:
        self._answered(question, lambda: self._model.show_chosen(rows), first=self.waiting)

    def _answered(self, question: Question, show: Callable[[], None], *, first: bool) -> None:
        if question is not self._question:
            return
        self._job = None
        self.waiting = False
        number = self._marked()
        show()
        self._stay_on(number)
        if first:
            self._view.scrollToTop()
        self.came.emit()

    def _marked(self) -> int:
        """The page that has the mark, or had it before a list was without it."""
        current = self._view.current()
        if current is not None:
            self.open_row = current.row
        return self.open_row

    def _stay_on(self, number: int) -> None:
        """The page that is open keeps its mark, if it is listed."""
        at = self._model.row_of_number(number)
        if at >= 0:
            # What comes later must not bring back a list that was scrolled away on purpose.
            self._view.go_to(at, show=at != self._view.currentIndex().row())
        else:
            self._view.clear_choice()

    def _counted(self, question: Question, count: int) -> None:
        if question is self._question:
            self._bar.counted(0 if self._in_trash() else count)
            announce(self._bar, pages(count))

    # --- more of it ---------------------------------------------------------------------------------------

    def _found_more(self, question: Question, hits: list[Hit]) -> None:
        if question is self._question:
            self._model.add_hits(hits)
            self._more_asked = not hits
            self._want_more()

    def _want_more(self) -> None:
        """The last hits come into sight: ask for those that follow."""
        question = self._question
        if question is None or question.best or self._more_asked or self._in_trash():
            return
        bottom = self._view.rowAt(self._view.viewport().height() - 1)
        near = bottom > self._model.rowCount() - _AHEAD
        if near and self._model.last_hit and self._model.rowCount() > HITS:
            self._more_asked = True
            self.finder.go_on(question, self._model.last_hit)


def pages(count: int) -> str:
    """How many were found, for somebody who hears it."""
    if count == 1:
        return QCoreApplication.translate("ListPane", "1 page")
    return QCoreApplication.translate("ListPane", "{count} pages").format(count=count)
