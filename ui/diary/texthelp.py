"""What helps with the text of the page that is open: finding in it, its spelling, typographic signs, and long pastes.

It ties the editor to the session's settings and threads, so that the editor itself knows neither.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from companion.spelling import plain
from ui.diary import keys
from ui.diary.findbar import FindBar
from ui.diary.speller import Speller
from ui.language import PSEUDO, PSEUDO_MIRRORED

if TYPE_CHECKING:
    from ui.diary.page import DiaryPage
    from ui.widgets.menu import Menu


class TextHelp(QObject):
    """Made once for a page of the diary; `forget` at a lock."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page, self._session = page, page.session
        self._editor = page.sheet.editor
        self.bar = FindBar(self._editor)
        page.sheet.above.addWidget(self.bar)
        self.speller = Speller(page.session, self)
        self._editor.doubts.ask(self.speller)
        self._editor.aside = self._aside
        page.add_deed("find", self.bar.open, self.tr("Find on this page"))
        page.add_deed("find_next", lambda: self.bar.go(True), self.tr("The next one"))
        page.add_deed("find_previous", lambda: self.bar.go(False), self.tr("The one before"))
        page.more.add("writing", self._rows)
        page.session.settings_changed.connect(self._settings)
        self._settings()

    def _rows(self, menu: Menu) -> None:
        menu.add(self.tr("Find on this page"), "search", self.bar.open, shortcut=keys.table()["find"])

    def _settings(self) -> None:
        settings = self._session.settings
        language = "" if settings.language in {PSEUDO, PSEUDO_MIRRORED} else settings.language
        self._editor.set_quotes(language if settings.typographic_quotes else None)
        self.speller.choose(settings.spelling, language)

    def mark_found(self) -> None:
        """On a page that a search found, where the words are, and nothing on another."""
        if not self.bar.isHidden():
            return  # somebody looks for other words on it
        entry, pages = self._page.desk.entry, self._page.list
        terms = pages.answers.asked.terms
        listed = entry is not None and pages.model.row_of_number(entry.row) >= 0
        text = plain(self._editor.text()) if terms and listed else ""
        self.bar.mark(next((term for term in terms if plain(term) in text), ""))

    def _aside(self, work: Callable[[], str], done: Callable[[str], object]) -> None:
        self._session.run(lambda _report: work(), owner=self._editor, done=done)

    def forget(self) -> None:
        """Hold no word any longer."""
        self.bar.forget()
        self.speller.forget()
