"""How is it, right now: three scales, each of them optional, saved at a tap.

What is noted belongs to the day an evening belongs to, can be changed all day and taken back. There is no
default and no button to confirm: an unanswered scale is an ordinary one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.phrasing import clock
from ui.widgets.steps import StepSelector
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.diary import CheckIn
    from ui.session import Session

_LABEL_WIDTH = 74


class CheckInCard(Card):
    """The first card of Today."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._noted: CheckIn | None = None
        self._rows: list[tuple[QBoxLayout, Label]] = []
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
            ),
        }
        self._build()
        theme.watcher.changed.connect(self._fit)

    def _build(self) -> None:
        self.body.setSpacing(theme.space(3))
        head = QHBoxLayout()
        head.setSpacing(theme.space(2))
        head.addWidget(Label(self.tr("How is it, right now?"), "h3"))
        head.addStretch(1)
        self.corner = Label("", "caption", "ink_3")
        self.clear_button = Button(self.tr("Clear"), "quiet", size="small")
        self.clear_button.setAccessibleName(self.tr("Clear the check-in of today"))
        self.clear_button.clicked.connect(self._clear)
        head.addWidget(self.corner)
        head.addWidget(self.clear_button)
        self.body.addLayout(head)
        names = {"closeness": self.tr("Closeness"), "energy": self.tr("Energy"), "mood": self.tr("Mood")}
        for field, selector in self._selectors.items():
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            label = Label(names[field], "label", "ink_2")
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(selector, 1)
            selector.chosen.connect(partial(self._choose, field))
            self._rows.append((row, label))
            self.body.addLayout(row)
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
        if noted.empty or noted.at is None:
            self.corner.setText(self.tr("Any of these, or none"))
        else:
            self.corner.setText(self.tr("Noted, {time}").format(time=clock(noted.at)))
        self.clear_button.setVisible(not noted.empty)

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
        wide = self.width() >= theme.px(_LABEL_WIDTH + 300) + 3 * theme.space(6)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        widest = max((label.sizeHint().width() for _, label in self._rows), default=0)
        for row, label in self._rows:
            row.setDirection(direction)
            row.setSpacing(theme.space(3) if wide else theme.space(1))
            label.setFixedWidth(max(theme.px(_LABEL_WIDTH), widest) if wide else label.sizeHint().width())
