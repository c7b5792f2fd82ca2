"""The bar over a page: the way back to the list, what helps to write, "Saved", the star, history, focus, and more.

Where it is too narrow for everything, what the More menu has as well goes first, then the words of the way back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.diary import keys
from ui.diary.editor import Editor
from ui.widgets.buttons import Button, IconButton, LinkButton
from ui.widgets.cards import Hairline
from ui.widgets.paint import rtl
from ui.widgets.text import Label, announce

_ROOM_FOR_SAVED = 40  # so that the tools do not move when "Saved" appears
_START = {False: 47, True: 12}
_BOXED = 7  # a tool's drawing stands in line with the text; a button with a border does as a whole


class Bar(QWidget):
    """Signals: `asked(name)` for "photo", "star", "history", "focus", "more", "put_back" and "erase"; `back`."""

    asked = Signal(str)
    back = Signal()

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self._small, self._writable = False, True
        self.saved = Label("", "caption", "ink_3")
        self._make()
        self._build()
        theme.watcher.changed.connect(self.restyle)

    # --- building -------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.back_button = LinkButton(self.tr("All entries"), "chevron-left")
        self.back_button.setAccessibleName(self.tr("All entries"))
        self.back_button.clicked.connect(self.back)
        self._back_line = Hairline(upright=True)
        self.tools: dict[str, IconButton] = {}
        editor = self._editor
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
        self.star_button = self._tool("star", self.tr("Star"), "star")
        self.star_button.setCheckable(True)
        self.history_button = self._tool("history", self.tr("History"), "history")
        self.focus_button = self._tool("maximize-2", self.tr("Write without distraction"), "focus")
        self.more_button = IconButton("ellipsis", self.tr("More"), small=True)
        self.put_back_button = Button(self.tr("Put back"), "secondary", size="small")
        self.erase_button = Button(self.tr("Delete for good"), "destructive", "trash-2", size="small")
        for name, button in (
            ("star", self.star_button),
            ("history", self.history_button),
            ("focus", self.focus_button),
            ("more", self.more_button),
            ("put_back", self.put_back_button),
            ("erase", self.erase_button),
        ):
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))

    def _tool(self, icon: str, text: str, name: str) -> IconButton:
        tip = self.tr("{what} ({keys})").format(what=text, keys=keys.spoken(name))
        return IconButton(icon, text, small=True, tooltip=tip)

    def _use_tool(self, deed: Callable[[], object]) -> None:
        deed()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(2)
        self._row.addWidget(self.back_button)
        self._back_gap = QWidget()
        self._back_gap.setFixedWidth(6)
        self._row.addSpacing(2)
        self._row.addWidget(self._back_line)
        self._row.addWidget(self._back_gap)
        for tool in self.tools.values():
            self._row.addWidget(tool)
        self._boxed = QWidget()
        self._boxed.setFixedWidth(_BOXED - 2)
        self._row.addWidget(self._boxed)
        self._row.addWidget(self.put_back_button)
        self._row.addSpacing(6)
        self._row.addWidget(self.erase_button)
        self._row.addStretch(1)
        self._row.addWidget(self.saved)
        self._row.addSpacing(8)
        for button in (self.star_button, self.history_button, self.focus_button, self.more_button):
            self._row.addWidget(button)
        self._back_line.setFixedHeight(20)

    # --- what it says ---------------------------------------------------------------------------------------

    def say_saved(self, words: str) -> None:
        """The whisper. Spoken once when it changes to something."""
        if words != self.saved.text():
            self.saved.setText(words)
            if words:
                announce(self.saved, words)

    def show_star(self, starred: bool) -> None:
        """Whether the page has a star. Not an edit."""
        self.star_button.setChecked(starred)

    # --- looks ----------------------------------------------------------------------------------------------

    def set_small(self, small: bool) -> None:
        """The small layout has a way back to the list."""
        self._small = small
        start = _START[small]
        self._row.setContentsMargins(20 if rtl(self) else start, 0, start if rtl(self) else 20, 0)
        self.back_button.setVisible(small)
        self.restyle()

    def set_writable(self, writable: bool) -> None:
        """A page from the trash can only be put back or deleted."""
        self._writable = writable
        for tool in (*self.tools.values(), self.more_button):
            tool.setVisible(writable)
        self._boxed.setVisible(not writable and not self._small)
        self.put_back_button.setVisible(not writable)
        self.erase_button.setVisible(not writable)
        self._fit()

    def offer_tools(self, offered: bool) -> None:
        """What helps to write rests while an earlier version is read."""
        for tool in self.tools.values():
            tool.setEnabled(offered)

    def restyle(self) -> None:
        """Take the height from the theme again."""
        self.setFixedHeight(theme.size("toolbar") - 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._fitting:
            return  # showing and hiding resizes the bar, which would ask again, and again
        self._fitting = True
        try:
            self._fit_once()
        finally:
            self._fitting = False

    _fitting = False

    def _fit_once(self) -> None:
        self.back_button.setText(self.tr("All entries"))
        self._back_line.setVisible(self._small)
        self._back_gap.setVisible(self._small)
        steps: tuple[Callable[[], object], ...] = (
            lambda: self._show_twice(self._writable),
            lambda: self._show_twice(False),
            self._shorten_way_back,
        )
        for step in steps:
            step()
            if self._needs() <= self.width():
                break

    def _show_twice(self, shown: bool) -> None:
        """Star, history and focus are in the More menu, too."""
        for button in (self.star_button, self.history_button, self.focus_button):
            button.setVisible(shown)

    def _shorten_way_back(self) -> None:
        self.back_button.setText("")
        self._back_line.hide()
        self._back_gap.hide()

    def _needs(self) -> int:
        margins = self._row.contentsMargins()
        shown = [
            item
            for item in (self._row.itemAt(at) for at in range(self._row.count()))
            if item is not None and not item.isEmpty()
        ]
        words = max(self.saved.sizeHint().width(), theme.px(_ROOM_FOR_SAVED)) - self.saved.sizeHint().width()
        wide = sum(item.sizeHint().width() for item in shown) + self._row.spacing() * (len(shown) - 1)
        return wide + words + margins.left() + margins.right()
