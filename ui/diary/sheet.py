"""The page one writes on: tools above, the text with its date and title, mood, closeness and tags below.

It shows an entry and says that something was edited; it knows no store. The same sheet shows a page from the
trash, which can be read and not written, and an earlier version laid over the text.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.diary import keys
from ui.diary.editor import Editor
from ui.diary.foot import Foot
from ui.diary.head import SIDE, PageHead
from ui.diary.history import HistoryPanel, changed_lines, local_time
from ui.diary.words import moment, untitled
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import FaultBar, Hairline
from ui.widgets.paint import rtl
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.diary import Entry, Version


_ROOM_FOR_SAVED = 40  # so that the tools do not move when "Saved" appears


class Sheet(QWidget):
    """Signals: `edited` when the person changed anything, `back` to the list (small layout), `asked(name)` for
    "photo", "history", "focus", "more", "put_back" and "erase", `history_toggled` when the panel opens or closes.

    `above` and `below` are places over and under the text, as wide as its column and empty at first: whoever has
    something to say about the text puts it there and takes it away again."""

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
        self.saved = Label("", "caption", "ink_3")
        self.fault: FaultBar | None = None
        self._fault_place = QVBoxLayout()
        self.above = QVBoxLayout()
        self.below = QVBoxLayout()
        self._make_bars()
        self._build()
        self._connect()

    # --- building -------------------------------------------------------------------------------------------

    def _make_bars(self) -> None:
        self.back_button = LinkButton(self.tr("All entries"), "chevron-left")
        self.back_button.setAccessibleName(self.tr("All entries"))
        self._back_line = Hairline(upright=True)
        self.tools: dict[str, IconButton] = {}
        editor = self.editor
        deeds: list[tuple[str, str, str, Callable[[], object]]] = [
            ("bold", "bold", self.tr("Bold"), editor.bold),
            ("italic", "italic", self.tr("Italic"), editor.italic),
            ("heading_small", "heading-2", self.tr("Heading"), lambda: editor.heading(2)),
            ("list", "list", self.tr("List"), editor.bullets),
            ("quote", "quote", self.tr("Quote"), editor.quote),
            ("photo", "image", self.tr("Add a photo"), lambda: self.asked.emit("photo")),
        ]
        for name, icon, text, deed in deeds:
            self.tools[name] = self._tool(icon, text, name)
            self.tools[name].clicked.connect(lambda _checked=False, deed=deed: self._use_tool(deed))
            keys.add(editor, name, text, deed)
        keys.add(editor, "heading", self.tr("Large heading"), lambda: editor.heading(1))
        keys.add(editor, "tick", self.tr("Tick, or give a box to tick"), editor.tick)
        keys.add(editor, "paste_plain", self.tr("Paste without formatting"), editor.paste_plain)
        self.history_button = self._tool("history", self.tr("History"), "history")
        self.focus_button = self._tool("maximize-2", self.tr("Write without distraction"), "focus")
        self.more_button = IconButton("ellipsis", self.tr("More"), small=True)
        for name, button in (
            ("history", self.history_button),
            ("focus", self.focus_button),
            ("more", self.more_button),
        ):
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
        self.put_back_button = Button(self.tr("Put back"), "secondary", size="small")
        self.erase_button = Button(self.tr("Delete for good"), "destructive", "trash-2", size="small")
        self.put_back_button.clicked.connect(lambda: self.asked.emit("put_back"))
        self.erase_button.clicked.connect(lambda: self.asked.emit("erase"))

    def _tool(self, icon: str, text: str, name: str) -> IconButton:
        tip = self.tr("{what} ({keys})").format(what=text, keys=keys.spoken(name))
        return IconButton(icon, text, small=True, tooltip=tip)

    def _use_tool(self, deed: Callable[[], object]) -> None:
        deed()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._bar = QWidget()
        self._row = QHBoxLayout(self._bar)
        self._row.setSpacing(2)
        self._row.addWidget(self.back_button)
        self._back_gap = QWidget()
        self._back_gap.setFixedWidth(6)
        self._row.addSpacing(2)
        self._row.addWidget(self._back_line)
        self._row.addWidget(self._back_gap)
        for tool in self.tools.values():
            self._row.addWidget(tool)
        self._row.addWidget(self.put_back_button)
        self._row.addSpacing(6)
        self._row.addWidget(self.erase_button)
        self._row.addStretch(1)
        self._row.addWidget(self.saved)
        self._row.addSpacing(8)
        for button in (self.history_button, self.focus_button, self.more_button):
            self._row.addWidget(button)
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
        self._foot_room = QWidget()
        self._foot_box = QVBoxLayout(self._foot_room)
        self._foot_box.setContentsMargins(0, 0, 0, 0)
        self._foot_box.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(Hairline())
        column.addLayout(self._fault_place)
        column.addLayout(self.above)
        column.addLayout(middle, 1)
        column.addLayout(self.below)
        column.addWidget(self._foot_line)
        column.addWidget(self._foot_room)
        self.set_small(False)
        self.set_writable(True)
        # Reading order: the bar, date and title, the text; the first two live inside the text's scroll area.
        order = (self.more_button, self.head.date_line, self.head.title, self.editor)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.editor.edited.connect(self.edited)
        self.editor.placed.connect(self._place_foot)
        self.head.title.edited.connect(self.edited)
        self.head.title.left.connect(self._into_text)
        self.head.resized.connect(self.editor.place)
        self.foot.edited.connect(self.edited)
        self.back_button.clicked.connect(self.back)
        self.history.closed.connect(self.close_history)
        self.history.chosen.connect(self._show_version)
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._bar.setFixedHeight(theme.size("toolbar") - 1)
        self._fit_bar()
        self.editor.place()

    def _place_foot(self) -> None:
        """Chips and tags begin where the text does, and so does what stands above and below it."""
        column, air = self.editor.column(), 10 if self._small else 13
        before, after = column.left(), self.editor.viewport().width() - column.right() - 1
        if rtl(self):
            self._foot_box.setContentsMargins(24, air, after, air)
        else:
            self._foot_box.setContentsMargins(before, air, 24, air)
        for place in (self.above, self.below):
            place.setContentsMargins(before, 0, after, 0)

    def _into_text(self) -> None:
        cursor = self.editor.textCursor()
        cursor.setPosition(0)
        self.editor.setTextCursor(cursor)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.history.fit(self.width())
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Where the bar is too narrow for everything, what the More menu has as well goes first, then the words of the
        way back."""
        writable = not self.editor.isReadOnly()
        self.back_button.setText(self.tr("All entries"))
        self._back_line.setVisible(self._small)
        self._back_gap.setVisible(self._small)
        steps: tuple[Callable[[], object], ...] = (
            lambda: self._show_twice(writable),
            lambda: self._show_twice(False),
            self._shorten_way_back,
        )
        for step in steps:
            step()
            if self._bar_needs() <= self.width():
                break

    def _show_twice(self, shown: bool) -> None:
        """History and focus are in the More menu, too."""
        self.history_button.setVisible(shown)
        self.focus_button.setVisible(shown)

    def _shorten_way_back(self) -> None:
        self.back_button.setText("")
        self._back_line.hide()
        self._back_gap.hide()

    def _bar_needs(self) -> int:
        margins = self._row.contentsMargins()
        shown = [
            item
            for item in (self._row.itemAt(at) for at in range(self._row.count()))
            if item is not None and not item.isEmpty()
        ]
        words = max(self.saved.sizeHint().width(), theme.px(_ROOM_FOR_SAVED)) - self.saved.sizeHint().width()
        wide = sum(item.sizeHint().width() for item in shown) + self._row.spacing() * (len(shown) - 1)
        return wide + words + margins.left() + margins.right()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_foot_box"):
            self.set_small(self._small)

    # --- looks ----------------------------------------------------------------------------------------------

    def set_small(self, small: bool) -> None:
        """The small layout: a way back to the list in the bar, more room at the start edge."""
        self._small = small
        self.back_button.setVisible(small)
        self._back_line.setVisible(small)
        self._back_gap.setVisible(small)
        self._back_line.setFixedHeight(20)
        start = 12 if small else 47
        self._row.setContentsMargins(20 if rtl(self) else start, 0, start if rtl(self) else 20, 0)
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
        for tool in (*self.tools.values(), self.history_button, self.focus_button, self.more_button):
            tool.setVisible(writable)
        self.put_back_button.setVisible(not writable)
        self.erase_button.setVisible(not writable)
        self._foot_line.setVisible(writable)
        self._foot_room.setVisible(writable)
        for action in self.editor.actions():
            action.setEnabled(writable)
        self._fit_bar()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))

    # --- the entry ------------------------------------------------------------------------------------------

    def show_entry(self, entry: Entry, today: date, *, caret: int | None = None) -> None:
        """Show an entry. Not an edit."""
        self.close_history()
        self.say_saved("")
        self.clear_fault()
        self.head.show_moment(entry.when, today)
        self.head.title.set_text(entry.title)
        self.foot.show_values(entry.mood, entry.closeness, entry.tags)
        self.editor.set_text(entry.text, caret)
        if caret is None:
            # The caret is at the end, where writing goes on; the page is seen from its beginning.
            self.editor.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """Hold no word any longer."""
        self.history.show_versions([], date(2000, 1, 1))
        self.head.title.forget()
        self.foot.show_values(None, None, ())
        self.foot.suggest = lambda: ()
        self.foot.field.offer([])
        self.editor.forget()
        self.older.forget()
        self._older_head.show_words("", "")

    def say_saved(self, words: str) -> None:
        """The whisper in the bar. Spoken once when it changes to something."""
        if words != self.saved.text():
            self.saved.setText(words)
            if words:
                announce(self.saved, words)

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
        self._fault_place.addWidget(holder)
        announce(self, said)

    def clear_fault(self, kind: str = "") -> None:
        """Take the bar away; with `kind`, only if it is of that kind."""
        if self.fault is None or (kind and kind != self._fault_kind):
            return
        holder = self.fault.parentWidget()
        self.fault = None
        if holder is not None:
            self._fault_place.removeWidget(holder)
            holder.hide()
            holder.deleteLater()

    _fault_kind = ""

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
        if version is None:
            self.papers.setCurrentWidget(self.editor)
            self.older.forget()
            return
        self._older_head.show_words(
            self.tr("As it was on {when}").format(when=moment(local_time(version.at), self._today)),
            version.title or untitled(),
        )
        self.older.set_text(version.text, 0)
        self.older.mark_lines(changed_lines(version.text, self.editor.text()))
        self.papers.setCurrentWidget(self.older)
        self.older.place()

    _today = date(2000, 1, 1)
    _small = False


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
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, when: str, title: str) -> None:
        self._when.setText(when)
        self._title.setText(title)
