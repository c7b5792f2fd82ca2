"""Spelling while one writes: which words of a line to draw a wave under, and what may have been meant.

    a line is drawn -> its words that nobody asked about yet go to the thread -> verdicts come home -> drawn again

The dictionary is loaded and asked on a thread, only about what is seen. The word that the caret is in is never doubted.
A verdict is kept in memory until a lock, nothing else.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from ui import spelling
from ui.source import units, whole, words

if TYPE_CHECKING:
    from ui.session import Session
    from ui.work import Job, Report

OWN = "spelling_words"
"""Where in the vault's preferences a person's own words lie."""
_REST = 30.0  # seconds without a question after which the thread goes, and the dictionary with it
_LOOK_EVERY = 0.1
_MOST = 50_000  # verdicts kept

Span = tuple[int, int]


class Speller(QObject):
    """`ready` when more is known about words on screen; `suggested(word, list)` answers `suggest`."""

    ready = Signal()
    suggested = Signal(str, object)
    _told = Signal(object)
    _none = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._choice = "off"
        self._tag = ""
        self._there = True
        self._own: frozenset[str] | None = None
        self._verdicts: dict[str, bool] = {}
        self._asked: set[str] = set()
        self._lines: dict[tuple[str, bool], list[tuple[int, int, str]]] = {}
        self._lock = threading.Lock()
        self._wanted: list[str] = []
        self._meant = ""
        self._wake = threading.Event()
        self._job: Job | None = None
        self._told.connect(self._take)
        self._none.connect(self._give_up)

    # --- settings ---------------------------------------------------------------------------------------------

    def choose(self, choice: str, language: str) -> None:
        """Check in this language: "off", "system" for the one the app speaks (`language`, or the system's own), or
        a dictionary's tag."""
        tag = choice if choice != "system" else (language or QLocale.system().name())
        if tag == "C":  # a system that was told no language speaks English here
            tag = "en_US"
        if (choice, tag) != (self._choice, self._tag):
            self._choice, self._tag = choice, tag
            self._there = True
            self.forget()

    @property
    def on(self) -> bool:
        """Whether anything is checked; known for sure once a dictionary was asked for."""
        return self._choice != "off" and self._there and self._session.workspace is not None

    def forget(self) -> None:
        """Hold no word any longer."""
        with self._lock:
            self._wanted, self._meant = [], ""
        self._verdicts, self._asked, self._lines = {}, set(), {}
        self._own = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.ready.emit()

    # --- words ------------------------------------------------------------------------------------------------

    def doubted(self, line: str, in_code: bool = False) -> list[Span]:
        """Where in a line words stand that the dictionary does not know. Words nobody asked about yet are asked about."""
        if not self.on:
            return []
        found, fresh = [], []
        for start, end, word in self._words(line, in_code):
            verdict = self._verdict(word)
            if verdict is None:
                fresh.append(word)
            elif not verdict:
                found.append((start, end))
        if fresh:
            self._ask(fresh)
        return found

    def word_at(self, line: str, place: int, in_code: bool = False) -> tuple[int, int, str] | None:
        """The word of a line at this place."""
        return next((each for each in self._words(line, in_code) if each[0] <= place <= each[1]), None)

    def wrong(self, word: str) -> bool:
        """Whether this word is known to be in no dictionary."""
        return self.on and self._verdict(word) is False

    def suggest(self, word: str) -> None:
        """Ask what may have been meant."""
        with self._lock:
            self._meant = word
        self._serve()

    def is_own(self, word: str) -> bool:
        return word in self._own_words()

    def learn(self, word: str, known: bool = True) -> None:
        """Make a word one of the person's own, in the vault and nowhere else, or take it out again."""
        workspace = self._session.workspace
        if workspace is None:
            return
        kept = sorted(self._own_words() | {word} if known else self._own_words() - {word})
        if self._session.perform(lambda: workspace.prefs.set(OWN, kept or None), by=self) is not None:
            self._own = frozenset(kept)
            self._verdicts.pop(word, None)
            self._asked.discard(word)
            self.ready.emit()

    def _words(self, line: str, in_code: bool) -> list[tuple[int, int, str]]:
        key = (line, in_code)
        if key not in self._lines:
            if len(self._lines) > 400:
                self._lines.clear()
            self._lines[key] = [(a, b, whole(word)) for a, b, word in words(units(line), in_code)]
        return self._lines[key]

    def _own_words(self) -> frozenset[str]:
        workspace = self._session.workspace
        if self._own is None:
            kept = workspace.prefs.get(OWN, []) if workspace is not None else []
            self._own = frozenset(str(word) for word in kept) if isinstance(kept, list) else frozenset()
        return self._own

    def _verdict(self, word: str) -> bool | None:
        return True if word in self._own_words() else self._verdicts.get(word)

    # --- to the thread and back -------------------------------------------------------------------------------

    def _ask(self, fresh: list[str]) -> None:
        new = [word for word in fresh if word not in self._asked]
        if not new:
            return
        self._asked.update(new)
        with self._lock:
            self._wanted += new
        self._serve()

    def _serve(self) -> None:
        self._wake.set()
        if self._job is None or not self._job.running():
            tag = self._tag
            self._job = self._session.run(lambda report: self._work(tag, report), owner=self)
            self._job.setProperty("serves", True)
            self._job.ended.connect(self._ended)

    def _ended(self) -> None:
        if self._job is not None and not self._job.running():
            self._job = None
            if self.on and (
                self._wanted or self._meant
            ):  # asked in the moment between the last look and the end
                self._serve()

    def _take(self, told: tuple[str, dict[str, bool]]) -> None:
        tag, verdicts = told
        if tag != self._tag:
            return
        if len(self._verdicts) > _MOST:
            self._verdicts, self._asked = {}, set()
        self._verdicts.update(verdicts)
        if not all(verdicts.values()):
            self.ready.emit()

    def _give_up(self) -> None:
        self._there = False
        with self._lock:
            self._wanted, self._meant = [], ""

    # --- on the thread ----------------------------------------------------------------------------------------

    def _work(self, tag: str, report: Report) -> None:
        fits = spelling.fitting(tag, spelling.languages())
        if not fits:
            self._none.emit()
            return
        dictionary = spelling.Dictionary(fits)
        while self._waited(report):
            self._wake.clear()
            with self._lock:
                wanted, self._wanted = self._wanted, []
                meant, self._meant = self._meant, ""
            if meant:
                self.suggested.emit(meant, dictionary.suggest(meant))
            verdicts = {}
            for word in wanted:
                report(0, 0, "")
                verdicts[word] = dictionary.knows(word)
            if verdicts:
                self._told.emit((tag, verdicts))

    def _waited(self, report: Report) -> bool:
        """Whether something was asked before the rest was over."""
        for _ in range(round(_REST / _LOOK_EVERY)):
            report(0, 0, "")
            if self._wake.wait(_LOOK_EVERY):
                return True
        return False
