"""Links between pages: putting one in, following it, and the pages that point to this one.

A link is text like any other, `[words](entry:ID)`. The app opens no addresses of the web; those can be copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.diary.links import SCHEME, link_to
from companion.errors import NotFound
from ui.diary import commands, keys
from ui.diary.words import dated, title_of
from ui.widgets.cards import Card
from ui.widgets.dialog import Dialog
from ui.widgets.fields import SearchField
from ui.widgets.menu import Menu
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.diary import Diary, EntryRow
    from ui.diary.page import DiaryPage
    from ui.work import Job, Report

SHOWN = 12
_BEGINNING = 60
_DATES = ("d MMMM yyyy", "d MMM yyyy", "d MMMM", "d MMM", "MMMM d, yyyy", "MMMM d", "d.M.yyyy", "d.M.")


def day_of(typed: str, today: date) -> date | None:
    """The day somebody typed, "2030-11-14", "14 November" or as the locale writes it; without a year, the last such."""
    words = " ".join(typed.split())
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    locale = QLocale()
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    for pattern in (short, *_DATES):
        for spoken in (locale, QLocale.c()):
            found: QDate = spoken.toDate(words, pattern, today.year)
            if not found.isValid():
                continue
            day = date(found.year(), found.month(), found.day())
            return day.replace(year=today.year - 1) if "y" not in pattern and day > today else day
    return None


class Linking(QObject):
    """Works on the page that owns it."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        page.add_deed("link", self.ask, self.tr("Link to another page"))
        page.add_deed("follow", self._follow_caret, self.tr("Go where this link points"))
        page.more.add("links", self._rows)
        page.sheet.editor.link_asked.connect(self.follow)

    def _rows(self, menu: Menu) -> None:
        entry = self._page.desk.entry
        ask = self.tr("Link to another page…")
        menu.add(ask, "link-2", self.ask, shortcut=keys.table()["link"])
        if entry is not None and entry.row and self._page.diary().pointing_to(entry.id):
            menu.add(self.tr("Pages that point here…"), "signpost", self.show_pointing)

    # --- putting one in -------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Choose the page to point to; the link goes to the caret, around what is marked."""
        page, entry = self._page, self._page.desk.entry
        if entry is None:
            return
        finder = PageFinder(page, self.tr("Link to another page"), self._put, leave_out=entry.id)
        finder.open()

    def _put(self, row: EntryRow) -> None:
        editor = self._page.sheet.editor
        cursor = editor.textCursor()
        marked = cursor.selectedText()
        words = marked if marked and "\u2029" not in marked else self._called(row)
        commands.put(cursor, link_to(row.id, words))
        editor.setTextCursor(cursor)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _called(self, row: EntryRow) -> str:
        return row.title or dated(row.when.date(), self._page.session.today())

    # --- following ------------------------------------------------------------------------------------------

    def _follow_caret(self) -> None:
        """The link the caret is in."""
        editor = self._page.sheet.editor
        address = editor.link_at(editor.textCursor())
        if address:
            self.follow(address)

    def follow(self, target: str) -> None:
        """Go where a link points, or say why not."""
        page = self._page
        if not target.startswith(SCHEME):
            words = self.tr("Web pages aren’t opened from here. You can copy the address.")
            page.session.notice(words, self.tr("Copy"), lambda: page.session.copy(target))
            return
        diary, id = page.diary(), target.removeprefix(SCHEME)
        try:
            entry = diary.get(id)
        except NotFound:
            page.session.notice(self.tr("The page this points to is no longer here."))
            return
        row = next(iter(diary.rows([entry.row])), None)
        if row is None or row.trashed is not None:
            page.session.notice(
                self.tr("The page this points to is in the trash."),
                self.tr("Open the trash"),
                lambda: page.bin.open(),
            )
            return
        page.focus_mode.leave()
        page.open_id(id)

    def show_pointing(self) -> None:
        """The pages that point to this one, to go to."""
        page, entry = self._page, self._page.desk.entry
        if entry is None:
            return
        rows = page.diary().pointing_to(entry.id)
        PageList(page, self.tr("Pages that point here"), rows, lambda row: page.open_id(row.id)).open()


class PageList(Dialog):
    """Some pages to choose from. `take` gets the chosen row; the dialog has gone by then."""

    def __init__(
        self, page: DiaryPage, title: str, rows: Sequence[EntryRow], take: Callable[[EntryRow], object]
    ) -> None:
        super().__init__(title, page, 560, close_button=True)
        self._page, self._take = page, take
        self.cards: list[_PageCard] = []
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(self._list)
        self.add_button(self.tr("Close"), "secondary", "reject")
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[EntryRow]) -> None:
        """Show these instead of what is there."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for row in rows:
            card = _PageCard(row, self._page.session.today(), self._step)
            card.clicked.connect(lambda row=row: self._chosen(row))
            self._column.addWidget(card)
            self.cards.append(card)
        self._arrange()

    def _chosen(self, row: EntryRow) -> None:
        self.accept()
        self._take(row)

    def _step(self, card: _PageCard, by: int) -> None:
        at = self.cards.index(card) + by
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(self.cards[at])
        elif at < 0:
            self.before_first()

    def before_first(self) -> None:
        """Up from the first row."""


class PageFinder(PageList):
    """Looks for a page by words or by a date; before anything is typed, the newest ones."""

    def __init__(
        self, page: DiaryPage, title: str, take: Callable[[EntryRow], object], *, leave_out: str
    ) -> None:
        self.search = SearchField(QCoreApplication.translate("PageFinder", "Words of the page, or its date"))
        self.nothing = Label("", "body", "ink_2", wrap=True)
        super().__init__(page, title, [], take)
        self._leave_out, self._asked = leave_out, 0
        self._job: Job | None = None
        self.pin(self.search)
        self.body.insertWidget(0, self.nothing)
        self.nothing.setText(self.tr("No page found."))
        self.nothing.hide()
        self.search.words.connect(self._look)
        self.search.installEventFilter(self)
        self._look("")

    def _look(self, words: str) -> None:
        """In a job: a large diary is not searched in between two letters."""
        self._asked += 1
        asked, page = self._asked, self._page
        diary, today, leave_out = page.diary(), page.session.today(), self._leave_out
        if self._job is not None and self._job.running():
            self._job.cancel()  # its answer would come too late
        self._job = page.session.run(
            lambda report: _found(diary, words, today, leave_out, report),
            owner=self,
            done=lambda rows: self._answered(asked, words, rows),
        )

    def _answered(self, asked: int, words: str, rows: list[EntryRow]) -> None:
        if asked != self._asked or self.closed:
            return
        self.nothing.setVisible(not rows)
        self.show_rows(rows)
        if words:
            found = self.tr("No page found.") if not rows else self.tr("{count} pages")
            announce(self.search, found.format(count=len(rows)))

    def before_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.BacktabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Down in the field would scroll the dialog.
        pressed = event.key() if watched is self.search and isinstance(event, QKeyEvent) else None
        if pressed == Qt.Key.Key_Down and event.type() == QEvent.Type.KeyPress and self.cards:
            self.cards[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)


def _found(diary: Diary, words: str, today: date, leave_out: str, report: Report) -> list[EntryRow]:
    """On the thread: the pages of a day that was typed, then what holds the words; each once."""
    if not words.strip():
        rows = diary.rows(diary.ids(limit=SHOWN + 1))
    else:
        day = day_of(words, today)
        rows = diary.on_day(day) if day is not None else []
        rows += [hit.row for hit in diary.search(words, SHOWN + 1, best=True, report=report)]
    once = {row.id: row for row in rows if row.id != leave_out}
    return list(once.values())[:SHOWN]


class _PageCard(Card):
    """A page in a list: its name, when it was, how it begins."""

    def __init__(self, row: EntryRow, today: date, step: Callable[[_PageCard, int], object]) -> None:
        super().__init__(choosable=True)
        self._step = step
        when = dated(row.when.date(), today)
        name = row.title or _beginning(row.preview) or title_of(row)
        self.setAccessibleName(
            QCoreApplication.translate("PageList", "{page}. {day}").format(page=name, day=when)
        )
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.setSpacing(2)
        self.body.addWidget(Label(name, "h3", wrap=True))
        self.body.addWidget(Label(when, "caption", "ink_3", wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def _beginning(preview: str) -> str:
    """The first words of a page without a title."""
    if len(preview) <= _BEGINNING:
        return preview
    return preview[:_BEGINNING].rpartition(" ")[0].rstrip(" .,;:") + "…"
