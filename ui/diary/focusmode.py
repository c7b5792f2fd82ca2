"""Writing without distraction, as far as the page has to do with it: lending the text to the room, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from ui.diary.focusroom import FocusRoom

if TYPE_CHECKING:
    from ui.diary.page import DiaryPage


class FocusMode(QObject):
    """Works on the page that owns it. `room` is where the text lies meanwhile, or None."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        self.room: FocusRoom | None = None
        page.desk.said.connect(self._say)
        page.add_deed("focus", self.toggle, self.tr("Write without distraction"))

    def toggle(self) -> None:
        """Write without distraction, or stop it."""
        page, sheet = self._page, self._page.sheet
        if self.room is not None:
            self.leave()
        elif page.on_sheet():
            sheet.close_history()
            self.room = FocusRoom(page.window(), sheet.editor, sheet.above)
            self.room.addActions(page.actions())
            page.dark.place()
            self.chain()
            self.room.say(sheet.bar.saved.text())
            self.room.left.connect(self.leave)

    def leave(self) -> None:
        """Back to the whole page."""
        room, self.room = self.room, None
        if room is None:
            return
        page, editor = self._page, room.give_back()
        page.sheet.take_back()
        page.dark.place()
        self.chain()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, editor, editor.ensureCursorVisible)  # not before it has its size again

    def around(self, deed: Callable[[], object]) -> None:
        """Do something for which there has to be the page around the text: the room is left first. The caret stays where
        it is."""
        self.leave()
        deed()

    def chain(self) -> None:
        """Let Tab walk as one reads, wherever the text lies just now."""
        room, sheet = self.room, self._page.sheet
        if room is not None:
            sheet.chain(room.above, room.below)
        else:
            sheet.chain()

    def _say(self, words: str) -> None:
        if self.room is not None:
            self.room.say(words)
