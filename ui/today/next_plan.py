"""Next, together: the nearest thing in the plan, with two ways to change one's mind. Nothing planned, nothing shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets import paint
from ui.widgets.buttons import Button
from ui.widgets.marks import Mark
from ui.widgets.phrasing import (
    band,
    band_word,
    day_number,
    full_day,
    plan_facts,
    plan_sentence,
    weekday_short,
)
from ui.widgets.rows import quiet_line
from ui.widgets.text import Label

if TYPE_CHECKING:
    from datetime import date

    from companion.planner import Plan
    from ui.session import Session


class DateTile(QWidget):
    """A day as a small sheet: weekday over number."""

    def __init__(self) -> None:
        super().__init__()
        self._day: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watcher.changed.connect(self.updateGeometry)

    def set_day(self, day: date) -> None:
        """Show this day."""
        self._day = day
        self.setAccessibleName(full_day(day))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(52), theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._day is None:
            return
        painter = QPainter(self)
        paint.box(
            painter, QRectF(self.rect()), theme.radius("row"), theme.color("surface"), theme.color("line")
        )
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.color("ink_2"))
        painter.drawText(QRectF(0, theme.px(5), self.width(), theme.px(18)), middle, weekday_short(self._day))
        painter.setFont(theme.font("numeral"))
        painter.setPen(theme.color("ink"))
        painter.drawText(QRectF(0, theme.px(23), self.width(), theme.px(28)), middle, day_number(self._day))


class NextTogether(QWidget):
    """The block without a card. `move_asked` carries the key of a plan; `found` says whether it shows anything."""

    move_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._plan: Plan | None = None
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.space(1), 2, 0, 0)
        outer.setSpacing(11)
        self.heading = Label("", "label", "ink_3", wrap=True)
        outer.addWidget(self.heading)
        row = QHBoxLayout()
        row.setSpacing(theme.space(4))
        self.tile = DateTile()
        row.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        self.title = Label("", "h3", wrap=True)
        self.facts = Label("", "caption", "ink_3", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        pressure = QHBoxLayout()
        pressure.setSpacing(theme.space(2))
        self.mark = Mark("pressure", 1)
        self.pressure = Label("", "caption", "ink_2")
        pressure.addWidget(self.mark)
        pressure.addWidget(self.pressure)
        pressure.addStretch(1)
        words.addLayout(pressure)
        self.move_button = Button(self.tr("Move it"), "quiet")
        self.let_go_button = Button(self.tr("Let it go"), "quiet")
        self.move_button.clicked.connect(self._move)
        self.let_go_button.clicked.connect(self._let_go)
        words.addLayout(quiet_line(self.move_button, self.let_go_button))
        row.addLayout(words, 1)
        outer.addLayout(row)
        outer.addStretch(1)

    def refresh(self) -> bool:
        """Look at the plan again. Answers whether there is something to show."""
        workspace = self._session.workspace
        self._plan = workspace.planner.next(self._session.now()) if workspace is not None else None
        plan = self._plan
        if plan is None:
            return False
        self.tile.set_day(plan.here().date())
        self.title.setText(plan.title)
        self.facts.setText(plan_facts(plan, place=False, today=self._session.today()))
        shelf = band(plan.pressure)
        self.mark.set_step(shelf)
        self.pressure.setText(band_word(shelf))
        sentence = plan_sentence(plan)
        name = self._session.name("their_name")
        self.heading.setText(
            self.tr("Next, with {name}").format(name=name) if name else self.tr("Next, together")
        )
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(sentence)
        self.move_button.setAccessibleDescription(sentence)
        self.let_go_button.setAccessibleDescription(sentence)
        return True

    def _move(self) -> None:
        if self._plan is not None:
            self.move_asked.emit(self._plan.key)

    def _let_go(self) -> None:
        workspace, plan = self._session.workspace, self._plan
        if workspace is not None and plan is not None:
            self._session.perform(lambda: workspace.planner.let_go(plan.key))
