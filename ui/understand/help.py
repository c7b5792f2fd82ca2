"""Help & safety: what shutdown is not, people to call, the twelve pages, and leaving in a hurry.

    HelpView(session)    usable with the notes open or closed

While the notes are closed nothing private is shown and the words are neutral: no list of one's own numbers, no
sentence about a partner on the first view. No page here stands behind a step, and no number is guessed from
anywhere: the country is chosen by the person and kept in the settings. Links are text to copy; nothing is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.typeset import curly
from ui.understand import prose
from ui.understand.numbers import NumberGroups
from ui.understand.overview import Overview
from ui.widgets.buttons import LinkButton, quiet_row
from ui.widgets.cards import Hairline
from ui.widgets.openrow import OpenRow
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Help
    from ui.session import Session

_MEASURE = 540
_PULL = 10

# What a line of `do` on a page leads to, by its place; the rest are things to do away from the screen.
_DEEDS: dict[str, dict[int, str]] = {
    "s-start": {0: "settings:privacy", 1: "exit", 2: "country", 3: "back"},
    "s-afraid": {0: "numbers", 1: "page:s-computer", 2: "card:l-your-heart", 3: "back"},
    "s-now": {0: "numbers", 1: "exit-now"},
    "s-low": {0: "numbers", 1: "numbers", 3: "back"},
    "s-worried": {1: "numbers", 2: "numbers"},
    "s-my-actions": {0: "numbers", 2: "numbers"},
    "s-sex-pressure": {0: "numbers", 1: "numbers", 2: "card:l-your-heart", 3: "back"},
    "s-computer": {0: "settings:privacy", 1: "settings:privacy", 2: "settings:privacy", 3: "settings:data"},
    "s-print": {0: "print", 2: "back"},
    "s-private-work": {0: "numbers", 1: "page:s-computer", 2: "write"},
    "s-numbers": {0: "country", 1: "numbers", 2: "numbers", 3: "numbers"},
}
# These need the notes to be open; while they are closed the line is only text.
_INSIDE = ("settings", "card", "print", "write")


class HelpView(QWidget):
    """The overview, and each page over it. `go` leads to another page of the workspace, `closed` says that the
    person wants to leave the overview (only where there is somewhere to go back to)."""

    go = Signal(str, object)
    closed = Signal()

    def __init__(self, session: Session, *, closable: bool = False) -> None:
        super().__init__()
        self._session = session
        self._small = False
        self.page_id = ""
        self._closable = closable
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.overview = Overview(session, closable)
        self.overview.page_asked.connect(self.show_page)
        self.overview.closed.connect(self.closed)
        self._column.addWidget(self.overview)
        self.page: HelpPage | None = None
        session.settings_changed.connect(self._settings_changed)

    def refresh(self) -> None:
        """Bring numbers and keys up to date."""
        self.overview.refresh()

    def show_page(self, page_id: str) -> None:
        """Open one of the twelve pages; an unknown id, or an empty one, shows the overview."""
        found = next((page for page in content.help_pages() if page.id == page_id), None)
        self._drop_page()
        self.page_id = found.id if found is not None else ""
        self.overview.setVisible(found is None)
        if found is None:
            return
        if self._session.sitting is not None:
            self._session.sitting.opened(found.id)
        self.page = HelpPage(self._session, found)
        self.page.back_asked.connect(self.back)
        self.page.deed_asked.connect(self._deed)
        self._column.addWidget(self.page)
        self.page.show()
        announce(self, self.page.title)
        if self.isVisible():
            self.page.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._to_top()

    def back(self) -> None:
        """From a page to the overview, the keyboard where it came from."""
        came_from = self.page_id
        self.show_page("")
        row = self.overview.rows.get(came_from)
        (row or self.overview.country).setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_page(self) -> None:
        if self.page is not None:
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None

    def _to_top(self) -> None:
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.verticalScrollBar().setValue(0)
                return
            parent = parent.parentWidget()

    def _deed(self, deed: str) -> None:
        kind, _, what = deed.partition(":")
        if kind == "page":
            self.show_page(what)
        elif kind == "back":
            self.back()
        elif kind == "country":
            self.show_page("")
            self.overview.country.setFocus(Qt.FocusReason.OtherFocusReason)
        elif kind == "exit":
            self.overview.try_exit()
        elif kind == "exit-now":
            self._session.quick_exit()
        elif kind == "settings":
            self.go.emit("settings", {"section": what})
        elif kind == "card":
            self.go.emit("understand", {"card": what})
        elif kind == "print":
            self.go.emit("talk", {"tab": "cards"})
        elif kind == "write":
            self.go.emit("diary", {"new": True})

    def _settings_changed(self) -> None:
        self.overview.refresh()
        if self.page is not None:
            self.page.numbers.refresh()

    def set_small(self, small: bool) -> None:
        """One column in a narrow window."""
        self._small = small
        self.overview.set_small(small)

    def home_focus(self) -> QWidget:
        return self.page.back_button if self.page is not None else self.overview.safe_button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self.page is not None or self._closable):
            if self.page is not None:
                self.back()
            else:
                self.closed.emit()
        else:
            super().keyPressEvent(event)


class HelpPage(QWidget):
    """One of the twelve pages: its text, what one can do, and the numbers it names."""

    back_asked = Signal()
    deed_asked = Signal(str)

    def __init__(self, session: Session, page: Help) -> None:
        super().__init__()
        self._session = session
        self.title = prose.plain(page.title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._block = QWidget()
        self._block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self._block)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(0)
        row.addWidget(self._block, 1000)
        row.addStretch(1)
        self.back_button = LinkButton(self.tr("Help & safety"), icon="chevron-left")
        self.back_button.clicked.connect(lambda: self.back_asked.emit())
        column.addLayout(quiet_row(self.back_button))
        column.addSpacing(theme.space(3))
        column.addWidget(ReadLabel(self.title, "entry_title"))
        column.addSpacing(theme.space(3))
        for part in prose.paragraphs(page.body):
            column.addWidget(prose.label(part))
            column.addSpacing(theme.space(3) + 2)
        self.deeds: dict[int, OpenRow] = {}
        self._do(column, page)
        self.numbers = NumberGroups(session, page.contacts, neutral=session.workspace is None)
        column.addWidget(self.numbers)
        column.addStretch(1)
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._block.setMaximumWidth(theme.px(_MEASURE) + 2 * _PULL)

    def _do(self, column: QVBoxLayout, page: Help) -> None:
        column.addSpacing(theme.space(1))
        column.addWidget(Label(self.tr("What you can do"), "h3"))
        column.addSpacing(theme.space(1))
        deeds = _DEEDS.get(page.id, {})
        for place, text in enumerate(page.do):
            deed = deeds.get(place, "")
            if deed.partition(":")[0] in _INSIDE and self._session.workspace is None:
                deed = ""
            if deed == "numbers" and not page.contacts:
                deed = ""
            column.addWidget(Hairline())
            if deed:
                row = OpenRow(curly(text), low=True)
                row.clicked.connect(self._asker(deed))
                self.deeds[place] = row
                column.addWidget(row)
            else:
                label = Label(curly(text), "body", wrap=True)
                label.setContentsMargins(0, theme.space(2) + 2, 0, theme.space(2) + 2)
                column.addWidget(label)
        column.addWidget(Hairline())

    def _asker(self, deed: str) -> Callable[[], None]:
        return lambda: self._to_numbers() if deed == "numbers" else self.deed_asked.emit(deed)

    def _to_numbers(self) -> None:
        """The numbers stand on this page already: bring them into view and the keyboard to the first."""
        if self.numbers.rows:
            self.numbers.rows[0].copy_button.setFocus(Qt.FocusReason.OtherFocusReason)
            parent = self.parentWidget()
            while parent is not None and not isinstance(parent, QScrollArea):
                parent = parent.parentWidget()
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(self.numbers.rows[-1])
                parent.ensureWidgetVisible(self.numbers.rows[0])
