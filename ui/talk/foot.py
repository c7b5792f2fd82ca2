"""What stands below every page of the talking room and never scrolls: the quiet ways out, and the large buttons.

Where large words leave little room, the large buttons become ordinary ones with shorter words, so that pausing, stopping and
going on are in sight at any text size. What a screen reader hears stays the same.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.chips import FlowLayout
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.text import Label, announce

_MOST = 0.27
"""The part of the window it may take before it becomes small."""


class Foot(QWidget):
    """The rows, from top to bottom: a line said now and then, quiet buttons, large ones."""

    def __init__(self) -> None:
        super().__init__()
        self.small = False
        self._words: dict[Button, tuple[str, str]] = {}
        self._quiet: tuple[QWidget, ...] = ()
        self._start: Button | None = None
        self._end: tuple[Button, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(1))
        self._line = Label("", "caption", "ink_2", wrap=True)
        self._line.hide()
        column.addWidget(self._line)
        self._above = QVBoxLayout()
        column.addLayout(self._above)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.space(3))
        column.addLayout(self._row)

    # --- building -----------------------------------------------------------------------------------------

    def say(self, line: str) -> None:
        """A line above the buttons, told once."""
        if line != self._line.text():
            self._line.setText(line)
            self._line.setVisible(bool(line))
            announce(self._line, line)

    @property
    def said(self) -> str:
        """The line that stands there, or nothing."""
        return self._line.text()

    def put_quiet(self, *links: QWidget) -> None:
        """Quiet buttons above the large ones."""
        self._quiet = (*self._quiet, *links)
        self._above.addLayout(quiet_line(*links))

    def put_above(self, row: QWidget, *buttons: Button) -> None:
        """A row that comes and goes, between the quiet buttons and the large ones."""
        self._quiet = (*self._quiet, *buttons)
        self._above.addWidget(row)

    def put(self, start: Button | None, *end: Button) -> None:
        """The large buttons: one alone at the start, the ways on at the end."""
        self._start, self._end = start, end
        if start is not None:
            self._row.addWidget(start, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addStretch(1)
        holder = QWidget()
        row = FlowLayout(holder, spacing=theme.space(3))
        for button in end:
            row.addWidget(button)
        self._row.addWidget(holder, 0)

    def shorten(self, button: Button, words: str) -> None:
        """What a button says where there is little room."""
        self._words[button] = (button.text(), words)

    def reading_order(self) -> list[QWidget]:
        """Everything to press here, as one reads it."""
        return [*self._quiet, *self._large()]

    def _large(self) -> list[Button]:
        return [button for button in (self._start, *self._end) if button is not None]

    # --- room ---------------------------------------------------------------------------------------------

    def arrange(self, width: int, height: int) -> None:
        """Large, if that leaves the page enough of a window of this size."""
        self._show_small(False)
        if self._wanted() > width or self.heightForWidth(width) > _MOST * height:
            self._show_small(True)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(across if self._wanted() <= width else down)

    def _wanted(self) -> int:
        return sum(button.sizeHint().width() + theme.space(3) for button in self._large()) + 2 * PULL

    def _show_small(self, small: bool) -> None:
        self.small = small
        for button in self._large():
            button.set_size("normal" if small else "large")
        for button, (long, short) in self._words.items():
            button.setText(short if small else long)
            button.setAccessibleName(long)


def pause_button(*, more: bool = False) -> Button:
    """The one that stands in every state that asks; `more` after a pause, for a longer one."""
    translate = QCoreApplication.translate
    words = translate("Talk", "More time") if more else translate("Talk", "Pause, and come back")
    button = Button(words, "secondary", icon="pause", size="large")
    button.setToolTip(translate("Talk", "{words}  (F2)").format(words=words))
    return button
