"""The page one writes on: tools above, the text with its date and title, mood, closeness and tags below.

It shows an entry and says that something was edited; it knows no store. The same sheet shows a page from the
trash, which can be read and not written, and an earlier version laid over the text.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.diary.bar import Bar
from ui.diary.comparing import NOTHING_CHANGED, Changes, compare
from ui.diary.editor import Editor
from ui.diary.foot import Foot, FootRoom, Noted
from ui.diary.head import SIDE, PageHead
from ui.diary.history import HistoryPanel, local_time
from ui.diary.moment import Moment
from ui.diary.words import moment, untitled
from ui.widgets.cards import FaultBar, Hairline, scroll
from ui.widgets.paint import rtl
from ui.widgets.rows import BOTTOM_BAR, PULL, chain_focus
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.diary import Entry, Version


_FOOT_AT_MOST = 0.36

_FAULT_SHARE = 0.45
_COMPARED_AT_ONCE = 20_000  # characters; longer pages are compared on a thread


class Sheet(QWidget):
    """Signals: `edited` when the person changed anything, `back` to the list (small layout), `asked(name)` for what
    the bar and the foot ask for, `history_toggled` when the panel opens or closes.

    `above` and `below` are places over and under the text, as wide as its column, the lower one wider by the `PULL` of
    quiet buttons, and empty at first: whoever has something to say about the text puts it there and takes it away again.
    """

    edited = Signal()
    back = Signal()
    asked = Signal(str)
    history_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Page"))
        self.editor = Editor()
        self.editor.setAccessibleName(self.tr("Text of the page"))
        self.head = PageHead()
        self.editor.set_header(self.head)
        self.older = Editor()
        self.older.setReadOnly(True)
        self.older.setAccessibleName(self.tr("An earlier version"))
        self._older_head = _OlderHead()
        self.older.set_header(self._older_head)
        self.foot = Foot()
        self.history = HistoryPanel()
        self.bar = Bar(self.editor)
        self.aside: Callable[[Callable[[], Changes], Callable[[Changes], object]], object] = _at_once
        self.fault: FaultBar | None = None
        self._fault_place = QVBoxLayout()
        self.above = QVBoxLayout()
        self.below = QVBoxLayout()
        self._build()
        self._connect()

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._fault_place.setContentsMargins(0, 0, 0, 0)
        self.papers = QStackedWidget()
        self.papers.addWidget(self.editor)
        self.papers.addWidget(self.older)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.papers, 1)
        middle.addWidget(self.history)
        self.history.hide()
        self._foot_line = Hairline()
        self._foot_room = FootRoom(self.foot)
        self._foot_room.setObjectName(BOTTOM_BAR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(Hairline())
        column.addLayout(self._fault_place)
        column.addLayout(self.above)
        column.addLayout(middle, 1)
        column.addLayout(self.below)
        column.addWidget(self._foot_line)
        column.addWidget(self._foot_room)
        self.set_small(False)
        self.set_writable(True)
        self.chain()

    def chain(self, above: QBoxLayout | None = None, below: QBoxLayout | None = None) -> None:
        """Let Tab walk as one reads: the bar, what stands above the text, date and title, the text, earlier versions
        beside it, what stands below, the foot. `above` and `below` say where that is while the text is lent. To be called
        after anything moved."""
        over, under = _in(above or self.above), _in(below or self.below)
        chain_focus([self.bar, *over, self.editor, self.history, *under, self.foot])
        # Date and title live inside the text's scroll area, and are read before it.
        before = self.editor.previousInFocusChain()
        for control in (self.head.date_line, self.head.title, self.editor):
            if before is not None:
                QWidget.setTabOrder(before, control)
            before = control

    def put_below(self, widget: QWidget) -> None:
        """Put something under the text; Tab reaches it from there."""
        self.below.addWidget(widget)
        self.chain()

    def _connect(self) -> None:
        self.editor.edited.connect(self.edited)
        self.editor.placed.connect(self._place_foot)
        self.head.title.edited.connect(self.edited)
        self.head.title.left.connect(self._into_text)
        self.head.resized.connect(self.editor.place)
        self.foot.edited.connect(self.edited)
        self.foot.asked.connect(self.asked)
        self.bar.back.connect(self.back)
        self.bar.asked.connect(self.asked)
        self.history.closed.connect(self.close_history)
        self.history.chosen.connect(self._show_version)
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._fit_fault()
        self.editor.place()

    def _place_foot(self) -> None:
        """Chips and tags begin where the text does, and so does what stands above and below it."""
        if self.papers.indexOf(self.editor) < 0:
            return  # it is lent to writing without distraction, and has another width there
        column, air = self.editor.column(), 10 if self._small else 13
        # From the edges of the sheet: a scroll bar that comes moves nothing that stands above or below the text.
        seen = self.editor.viewport().x()
        before, after = seen + column.left(), self.editor.width() - seen - column.right() - 1
        if rtl(self):
            self._foot_room.box.setContentsMargins(24 - PULL, air, max(0, after - PULL), air)
        else:
            self._foot_room.box.setContentsMargins(max(0, before - PULL), air, 24 - PULL, air)
        # The text keeps most of the height, however much is noted.
        self._foot_room.most = max(theme.size("chip") + 2 * air, round(self.height() * _FOOT_AT_MOST))
        self._foot_room.fit()
        self.above.setContentsMargins(before, 0, after, 0)
        self.below.setContentsMargins(before - PULL, 0, max(0, after - PULL), 0)

    def take_back(self) -> None:
        """Put the text back where it was before it was lent; everything has its place again at once."""
        self.papers.insertWidget(0, self.editor)
        self.papers.setCurrentWidget(self.editor)
        for layout in (self.layout(), self._foot_room.box, self.layout()):
            if layout is not None:
                layout.activate()

    def _into_text(self) -> None:
        cursor = self.editor.textCursor()
        cursor.setPosition(0)
        self.editor.setTextCursor(cursor)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.history.fit(self.width())
        self._fit_fault()
        self._place_foot()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_foot_room"):
            self.set_small(self._small)

    # --- looks ----------------------------------------------------------------------------------------------

    def set_small(self, small: bool) -> None:
        """The small layout: a way back to the list in the bar, more room at the start edge."""
        self._small = small
        self.bar.set_small(small)
        self.head.set_small(small)
        self.editor.set_small(small)
        self.older.set_small(small)
        self._restyle()

    def set_writable(self, writable: bool) -> None:
        """Whether this page can be changed. One from the trash can only be read, put back or deleted."""
        self.editor.setReadOnly(not writable)
        self.head.title.setReadOnly(not writable)
        self.head.date_line.setEnabled(writable)
        self.head.title.setFocusPolicy(Qt.FocusPolicy.StrongFocus if writable else Qt.FocusPolicy.NoFocus)
        self.bar.set_writable(writable)
        self._foot_line.setVisible(writable)
        self._foot_room.setVisible(writable)
        for action in self.editor.actions():
            action.setEnabled(writable)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))

    # --- the entry ------------------------------------------------------------------------------------------

    def show_entry(self, entry: Entry, today: date, *, caret: int | None = None) -> None:
        """Show an entry. Not an edit."""
        self.close_history()
        self.bar.say_saved("")
        self.clear_fault()
        self.show_about(entry, today)
        self.head.title.set_text(entry.title)
        self.foot.show_values(Noted.of(entry))
        self.editor.set_text(entry.text, caret)
        if caret is None:
            # The caret is at the end, where writing goes on; the page is seen from its beginning.
            self.editor.verticalScrollBar().setValue(0)

    def show_about(self, entry: Entry, today: date) -> None:
        """Show what an entry is besides its words and what stands at the foot. Not an edit."""
        self.head.show_moment(Moment(entry.when, entry.zone, entry.day_only), today)
        self.bar.show_star(entry.starred)
        self.foot.show_away(entry.kept_away)

    def forget(self) -> None:
        """Hold no word any longer."""
        self.history.show_versions([], date(2000, 1, 1))
        self.head.title.forget()
        self.foot.show_values(Noted())
        self.foot.suggest = lambda: ()
        self.foot.field.offer([])
        self.editor.forget()
        self.older.forget()
        self._older_head.show_words("", "")

    def show_fault(
        self, title: str, line: str, action: tuple[str, Callable[[], object]] | None, *, kind: str
    ) -> None:
        """Say above the text what is wrong. `kind` says who may take it away again ("save" or "photo")."""
        said = f"{title} {line}".strip()
        if self.fault is not None and self.fault.accessibleName() == said:
            return
        self.clear_fault()
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(24, 12, 24, 0)
        self.fault, self._fault_kind = FaultBar(title, line, action), kind
        box.addWidget(self.fault)
        self._fault_room = scroll(holder)
        self._fault_place.addWidget(self._fault_room)
        self._fit_fault()
        announce(self, said)

    def _fit_fault(self) -> None:
        """As high as its words, and never so high that nothing of the page is left: then it scrolls."""
        if self._fault_room is not None:
            holder = self._fault_room.widget()
            layout = holder.layout() if holder is not None else None
            assert layout is not None
            tall = layout.totalHeightForWidth(self.width())
            self._fault_room.setFixedHeight(min(tall, max(theme.px(56), round(self.height() * _FAULT_SHARE))))

    def clear_fault(self, kind: str = "") -> None:
        """Take the bar away; with `kind`, only if it is of that kind."""
        if self.fault is None or (kind and kind != self._fault_kind):
            return
        room, self.fault, self._fault_room = self._fault_room, None, None
        if room is not None:
            self._fault_place.removeWidget(room)
            room.hide()
            room.deleteLater()

    _fault_kind = ""
    _fault_room: QScrollArea | None = None

    # --- earlier versions -----------------------------------------------------------------------------------

    def open_history(self, versions: list[Version], today: date) -> None:
        self._today = today
        self.history.show_versions(versions, today)
        self.history.show()
        self.history_toggled.emit()
        self.history.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_history(self) -> None:
        if self.history.isHidden():
            return
        had_focus = self.history.isAncestorOf(self.focusWidget() or self)
        self.history.hide()
        self._show_version(None)
        self.history_toggled.emit()
        if had_focus:
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def history_open(self) -> bool:
        return not self.history.isHidden()

    def _show_version(self, version: Version | None) -> None:
        self.bar.offer_tools(version is None)
        if version is None:
            self._compared = None
            self.papers.setCurrentWidget(self.editor)
            self.older.forget()
            return
        self._older_head.show_words(
            self.tr("As it was on {when}").format(when=moment(local_time(version.at), self._today)),
            version.title or untitled(),
        )
        title, now = self.head.title.text(), self.editor.text()
        self._older_head.say_now(
            "" if version.title == title else self.tr("Now: {title}").format(title=title or untitled())
        )
        self.older.mark_changes(NOTHING_CHANGED)
        self.older.set_text(version.text, 0)
        self.papers.setCurrentWidget(self.older)
        self.older.place()

        def came(changes: Changes) -> None:
            if self._compared is version:
                self.older.mark_changes(changes)
                self.history.say_difference(changes, title=version.title != title)

        self._compared = version
        if len(version.text) + len(now) <= _COMPARED_AT_ONCE:
            came(compare(version.text, now))
        else:
            self.aside(lambda: compare(version.text, now), came)

    _compared: Version | None = None
    _today = date(2000, 1, 1)
    _small = False


def _at_once(work: Callable[[], Changes], done: Callable[[Changes], object]) -> None:
    done(work())


class _OlderHead(QWidget):
    """The head of an earlier version: when, and its title. To read only."""

    def __init__(self) -> None:
        super().__init__()
        self._when = Label("", "caption", "ink_3", wrap=True)
        self._when.setForegroundRole(
            QPalette.ColorRole.WindowText
        )  # in a text field labels take the text's own
        self._title = ReadLabel("", "entry_title")
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 32, SIDE, 18)
        column.setSpacing(6)
        column.addWidget(self._when)
        column.addWidget(self._title)
        self._now = Label("", "caption", "ink_3", wrap=True)
        self._now.setForegroundRole(QPalette.ColorRole.WindowText)
        self._now.hide()
        column.addWidget(self._now)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, when: str, title: str) -> None:
        self._when.setText(when)
        self._title.setText(title)

    def say_now(self, words: str) -> None:
        """Under the title, if the page has another one now."""
        self._now.setText(words)
        self._now.setVisible(bool(words))


def _in(layout: QBoxLayout) -> list[QWidget]:
    items = [layout.itemAt(at) for at in range(layout.count())]
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]
