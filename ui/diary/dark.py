"""The quiet line under a page that sounds dark, with the way to people who listen.

Only if the person wants it, only while they write, only on this computer. It looks at the lines around the caret once
nobody has typed for a moment, in a job; it never stands in the way, stores nothing, counts nothing and tells nobody.
"Leave it" ends it for this page until the next unlock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.workspace import LOOK_FOR_SELF_HARM
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import LampBar
from ui.widgets.rows import PULL, HeadLine
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from ui.diary.page import DiaryPage
    from ui.work import Report

REST_MS = 2500
_AROUND = 1500  # characters to either side of the caret
HELP = "s-low"


class DarkLine(QObject):
    """Works on the page that owns it."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        self._left: set[str] = set()  # pages on which it was left
        self._found = ""  # the lines in which something was found
        self.line: _Line | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.look)
        page.sheet.editor.edited.connect(self._rest.start)

    def show_page(self) -> None:
        """Another page lies on the sheet. It is looked at once somebody writes on it."""
        self._rest.stop()
        self._hide()

    def forget(self) -> None:
        self.show_page()
        self._left.clear()

    # --- looking --------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Look at what was just written."""
        page, entry = self._page, self._page.desk.entry
        workspace = page.session.workspace
        if entry is None or workspace is None or entry.id in self._left:
            return
        if not workspace.prefs.get(LOOK_FOR_SELF_HARM, True):
            self._hide()
            return
        if self._found and self._found in page.sheet.editor.text():
            return  # it stands there already, and rightly
        words = self._lines_around()
        page.session.run(
            lambda report: _dark(words, report),
            owner=self,
            done=lambda dark: self._answered(entry.id, words, dark),
        )

    def _lines_around(self) -> str:
        """The whole lines around the caret, as many as fit."""
        text, caret = self._page.sheet.editor.text(), self._page.sheet.editor.caret()
        start = text.rfind("\n", 0, max(0, caret - _AROUND)) + 1
        end = text.find("\n", caret + _AROUND)
        return text[start : end if end >= 0 else len(text)][: 4 * _AROUND]

    def _answered(self, id: str, words: str, dark: bool) -> None:
        entry = self._page.desk.entry
        if entry is None or entry.id != id or id in self._left:
            return
        self._found = words if dark else ""
        if not dark:
            self._hide()
        elif self.line is None:
            self._show()

    # --- the line -------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.line = _Line()
        self.line.help_asked.connect(lambda: self._page.go.emit("understand", {"page": HELP}))
        self.line.left.connect(self._leave)
        self.place()
        announce(self.line, self.line.words.text())

    def place(self) -> None:
        """The line under the text, wherever that lies just now."""
        room = self._page.focus_mode.room
        if self.line is not None:
            (room or self._page.sheet).put_below(self.line)
            self.line.show()
            self._page.focus_mode.chain()

    def _hide(self) -> None:
        line, self.line, self._found = self.line, None, ""
        if line is not None:
            line.hide()
            line.deleteLater()

    def _leave(self) -> None:
        entry = self._page.desk.entry
        if entry is not None:
            self._left.add(entry.id)
        self._hide()
        self._page.sheet.editor.setFocus()


def _dark(words: str, report: Report) -> bool:
    from companion.kindly import self_harm

    report(0, 0, "")
    return self_harm(words)


class _Line(QWidget):
    """The line itself: `help_asked` and `left`."""

    help_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = Label(self.tr("If it’s that dark: people who listen, any hour."), "body", wrap=True)
        self.help_button = LinkButton(self.tr("Show them"), size="small")
        self.help_button.setAccessibleName(self.tr("Show people who listen, any hour"))
        self.help_button.clicked.connect(self.help_asked)
        self.leave_button = LinkButton(self.tr("Leave it"), size="small")
        self.leave_button.clicked.connect(self.left)
        bar = LampBar()
        bar.body.addWidget(HeadLine(self.words, self.help_button, self.leave_button, gap=4))
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 10, PULL, 6)
        column.addWidget(bar)
