"""How is it, right now: three scales, each of them optional, saved at a tap.

What is noted belongs to the day an evening belongs to, can be changed all day and taken back. There is no
default and no button to confirm: an unanswered scale is an ordinary one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QSpacerItem, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.phrasing import clock
from ui.widgets.rows import HeadLine
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.diary import CheckIn
    from ui.session import Session

_LABEL_WIDTH = 72
_GAP = 14
# The quiet button reaches this far over the edge of the words below it.
_PULL = 10
_PAD = 24
_TOP = 18


class CheckInCard(Card):
    """The first card of Today."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._noted: CheckIn | None = None
        self._rows: list[tuple[QGridLayout, Label, StepSelector, Label]] = []
        self._wide: bool | None = None
        self._selectors = {
            "closeness": StepSelector(
                self.tr("Closeness"),
                [
                    self.tr("far apart"),
                    self.tr("a little apart"),
                    self.tr("side by side"),
                    self.tr("near"),
                    self.tr("close"),
                ],
                "closeness",
                show_word=False,
            ),
            "energy": StepSelector(
                self.tr("Energy"), [self.tr("low"), self.tr("some"), self.tr("plenty")], ""
            ),
            "mood": StepSelector(
                self.tr("Mood"),
                [
                    self.tr("heavy"),
                    self.tr("low"),
                    self.tr("even"),
                    self.tr("light"),
                    self.tr("bright"),
                ],
                "mood",
                show_word=False,
            ),
        }
        self._build()
        theme.watcher.changed.connect(self._fit)

    def _build(self) -> None:
        self.body.setSpacing(0)
        self.corner = Label("", "caption", "ink_3")
        self.clear_button = Button(self.tr("Clear"), "quiet", size="small")
        self.clear_button.setAccessibleName(self.tr("Clear the check-in of today"))
        self.clear_button.clicked.connect(self._clear)
        self._head = HeadLine(Label(self.tr("How is it, right now?"), "h3"), self.corner, self.clear_button)
        self.body.addWidget(self._head)
        self._below = QSpacerItem(0, 15)
        self.body.addItem(self._below)
        names = {"closeness": self.tr("Closeness"), "energy": self.tr("Energy"), "mood": self.tr("Mood")}
        for field, selector in self._selectors.items():
            label = Label(names[field], "label", "ink_2")
            # The chosen word stands after a scale of drawings, and beside its name where there is no room for it.
            word = Label("", "caption", "ink_2")
            grid = QGridLayout()
            grid.setContentsMargins(_PULL, 0, _PULL, 0)
            grid.setColumnStretch(3, 1)
            if self._rows:
                self.body.addSpacing(theme.space(3))
            self.body.addLayout(grid)
            self._rows.append((grid, label, selector, word))
            selector.chosen.connect(partial(self._choose, field))
        self._fit()

    def refresh(self) -> None:
        """Show what the store knows of today."""
        workspace = self._session.workspace
        if workspace is None:
            return
        self._show(workspace.diary.check_in(self._session.today()))

    def first_control(self) -> QWidget:
        """Where the keyboard starts."""
        return self._selectors["closeness"]

    def _show(self, noted: CheckIn) -> None:
        self._noted = noted
        for field, selector in self._selectors.items():
            selector.value = getattr(noted, field)
        for _, _, selector, word in self._rows:
            word.setText(selector.words[selector.value - 1] if selector.glyph and selector.value else "")
        if noted.empty or noted.at is None:
            self.corner.setText(self.tr("Any of these, or none"))
        else:
            self.corner.setText(self.tr("Noted, {time}").format(time=clock(noted.at)))
        self.clear_button.setVisible(not noted.empty)
        self._fit()

    def _choose(self, field: str, value: object) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        day, now = self._session.today(), self._session.now()
        noted = workspace.diary.check_in(day)
        others = [getattr(noted, name) for name in self._selectors if name != field]
        if value is None and not any(others):
            # The last answer was taken back: that is a cleared check-in, not one that says nothing.
            self._session.perform(lambda: workspace.diary.clear_check_in(day), self, quiet=True)
        else:
            chosen: dict[str, Any] = {field: value}
            self._session.perform(lambda: workspace.diary.set_check_in(day, at=now, **chosen), self)
        self.refresh()
        announce(self, self.corner.text())

    def _clear(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        day = self._session.today()
        self.first_control().setFocus(Qt.FocusReason.OtherFocusReason)
        self._session.perform(lambda: workspace.diary.clear_check_in(day), self)
        self.refresh()

    # --- room -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        """Beside one another where there is room, the label above its scale where there is not."""
        # The button is higher and wider than its words; its words, not its box, keep to the lines of the card.
        over = max(0, (theme.size("button_small") - theme.line("h3")) // 2)
        shown = not self.clear_button.isHidden()
        start, end = _PULL, 0 if shown else _PULL
        left, right = (end, start) if self.isRightToLeft() else (start, end)
        self._head.row.setContentsMargins(left, 0, right, 0)
        self._head.fit()
        self.body.setContentsMargins(_PAD - _PULL, _TOP - over if shown else _TOP, _PAD - _PULL, 20)
        self._below.changeSize(0, 15 - over if shown else 15)
        first = max(theme.px(_LABEL_WIDTH), *(label.sizeHint().width() for _, label, _, _ in self._rows))
        metrics = QFontMetrics(theme.font("caption"))
        last = max(
            metrics.horizontalAdvance(word)
            for selector in self._selectors.values()
            if selector.glyph
            for word in selector.words
        )
        track = max(selector.sizeHint().width() for selector in self._selectors.values())
        wide = self.width() >= first + track + last + 2 * (_GAP + _PAD)
        for grid, *_ in self._rows:
            grid.setColumnMinimumWidth(0, first if wide else 0)
        if wide != self._wide:
            self._wide = wide
            self._place(wide)

    def _place(self, wide: bool) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        for grid, label, selector, word in self._rows:
            for widget in (label, selector, word):
                grid.removeWidget(widget)
            grid.setHorizontalSpacing(_GAP if wide else theme.space(3))
            grid.setVerticalSpacing(theme.space(1))
            grid.addWidget(label, 0, 0, middle)
            if wide:
                grid.addWidget(selector, 0, 1, middle)
                grid.addWidget(word, 0, 2, middle)
            else:
                grid.addWidget(word, 0, 1, 1, 3, middle)
                grid.addWidget(selector, 1, 0, 1, 4, middle)
