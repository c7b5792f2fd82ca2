"""What a page is besides its words, as far as a menu or a dialog changes it: feelings, star, kept away.

Each can be taken back the way it was done, and says what it did: by its button, its chip, and to screen readers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.diary import keys
from ui.diary.feelings import FeelingsDialog
from ui.widgets.menu import Menu
from ui.widgets.text import announce

if TYPE_CHECKING:
    from ui.diary.page import DiaryPage


class About(QObject):
    """Works on the page that owns it."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        page.add_deed("feelings", self.ask_feelings, self.tr("Words for a feeling"))
        page.add_deed("star", self.turn_star, self.tr("Star"))
        page.add_deed("away", self.turn_away)
        page.more.add("page", self._rows)

    def _rows(self, menu: Menu) -> None:
        entry = self._page.desk.draft()
        if entry is None:
            return
        shown = keys.table()
        menu.add(self.tr("Star"), slot=self.turn_star, shortcut=shown["star"], checked=entry.starred)
        menu.add(self.tr("Keep away from looking back"), slot=self.turn_away, checked=entry.kept_away)

    def ask_feelings(self) -> None:
        """The words to choose from. Each counts as soon as it is chosen."""
        foot = self._page.sheet.foot
        FeelingsDialog(self._page, foot.values.feelings, foot.set_feelings).open()

    def turn_star(self) -> None:
        """Give the page a star, or take it away."""
        page, entry = self._page, self._page.desk.draft()
        if entry is not None and page.desk.set(starred=not entry.starred):
            announce(page.sheet.bar, self.tr("Star taken away") if entry.starred else self.tr("With a star"))

    def turn_away(self) -> None:
        """Keep the page out of looking back, or let it come back. A notice offers to undo it."""
        entry = self._page.desk.draft()
        if entry is None or not self._page.desk.set(kept_away=not entry.kept_away):
            return
        words = (
            self.tr("This page can come up again when you look back.")
            if entry.kept_away
            else self.tr("This page stays out of looking back.")
        )
        self._page.session.notice(words, self.tr("Undo"), lambda: self._take_back(entry.id, entry.kept_away))

    def _take_back(self, id: str, kept_away: bool) -> None:
        """Also when another page is open by now."""
        page = self._page
        entry = page.desk.entry
        if entry is not None and entry.id == id:
            page.desk.set(kept_away=kept_away)
        else:
            diary = page.diary()
            page.session.perform(lambda: diary.save(replace(diary.get(id), kept_away=kept_away)), quiet=True)
