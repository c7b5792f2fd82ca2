"""Today: where a fresh start opens. A greeting, a check-in, the page one was writing, what is next, one suggestion.

Wide, two columns; small, one column that scrolls. Everything on it is optional and nothing counts. The page
only arranges: each block looks after its own part of the workspace and shows nothing where there is nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from ui import theme
from ui.pages import Page
from ui.today.check_in import CheckInCard
from ui.today.greeting import greeting, sentence
from ui.today.next_plan import NextTogether
from ui.today.small_thing import SmallThing
from ui.today.writing import WritingCard
from ui.widgets.cards import scroll
from ui.widgets.icons import IconView
from ui.widgets.phrasing import full_day
from ui.widgets.rows import chain_focus
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from companion.changes import Change
    from ui.session import Session

_SIDE = 292
_WIDEST = 1120
# Below this the suggestion and the plan stand under one another too.
_PAIR = 560
_MINUTE = 60_000


def make(session: Session) -> Page:
    """Build the page."""
    return TodayPage(session)


class TodayPage(Page):
    """The page itself."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._small = False
        self._has_next = self._has_thing = False
        self._arranged: tuple[object, ...] = ()
        self._shown: tuple[date, str] | None = None
        self.check_in = CheckInCard(session)
        self.writing = WritingCard(session)
        self.next = NextTogether(session)
        self.small_thing = SmallThing(session)
        self.writing.go.connect(lambda argument: self.go.emit("diary", argument))
        self.next.move_asked.connect(lambda plan: self.go.emit("together", {"move": plan}))
        self.small_thing.plan_asked.connect(lambda idea: self.go.emit("together", {"plan": idea}))
        self._build()
        session.changed.connect(self._changed)
        theme.watcher.changed.connect(self._arrange)
        # The evening turns into night, and the night into another day, while the page is open.
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(self._tick)

    def _build(self) -> None:
        inner = QWidget()
        self._page = QVBoxLayout(inner)
        self._page.setSpacing(0)
        self.date_line = Label("", "caption", "ink_3")
        self.greeting = ReadLabel("", "display")
        self.sentence = Label("", "body", "ink_2", wrap=True)
        self._page.addWidget(self.date_line)
        self._air = QSpacerItem(0, theme.space(2))
        self._page.addItem(self._air)
        self._page.addWidget(self.greeting)
        self._page.addWidget(self.sentence)
        self._gap = QWidget()
        self._page.addWidget(self._gap)
        for block in (self.check_in, self.writing, self.next, self.small_thing):
            block.setParent(inner)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._start = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._side = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._page.addLayout(self._columns)
        self._page.addStretch(1)
        self._page.addSpacing(theme.space(5))
        self._page.addLayout(self._footer())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scroll(inner)
        self._area.verticalScrollBar().rangeChanged.connect(lambda *_: self._arrange())
        outer.addWidget(self._area)

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        self.footer = Label("", "caption", "ink_3", wrap=True)
        row.addWidget(IconView("lock-keyhole", 16, "ink_3"))
        row.addWidget(self.footer, 1)
        return row

    # --- what the window asks -------------------------------------------------------------------------------

    def enter(self) -> None:
        self._refresh()
        self._order_keys()
        self._clock.start()

    def leave(self) -> None:
        self._clock.stop()

    def set_small(self, small: bool) -> None:
        self._small = small
        self._arrange()

    def home_focus(self) -> QWidget | None:
        return self.check_in.first_control()

    # --- what is shown --------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self._greet()
        self.check_in.refresh()
        self.writing.refresh()
        self._refresh_side()
        self._refresh_footer()

    def _greet(self) -> None:
        today = self.session.today()
        hello = greeting(self.session.now(), self.session.name("my_name"), self.session.settings.evening_ends)
        self._shown = (today, hello)
        self.date_line.setText(full_day(today))
        self.greeting.setText(hello)
        self.sentence.setText(sentence(today))

    def _refresh_side(self) -> None:
        self._has_next, self._has_thing = self.next.refresh(), self.small_thing.refresh()
        self.next.setVisible(self._has_next)
        self.small_thing.setVisible(self._has_thing)
        self._arrange()

    def _refresh_footer(self) -> None:
        kept = self.tr("Kept only on this computer, encrypted.")
        note = self.session.footer_note()
        self.footer.setText(f"{kept} {note}" if note else kept)

    def _changed(self, change: Change, by: object) -> None:
        if self.session.workspace is None or not self._clock.isActive():
            return
        if change.subject == "diary":
            self.writing.refresh()
        elif change.subject == "check_in":
            if by is not self.check_in:
                self.check_in.refresh()
            self._refresh_side()
        elif change.subject == "planner":
            self._refresh_side()
        elif change.subject == "footer":
            self._refresh_footer()
        else:
            self._refresh()

    def _tick(self) -> None:
        if self.session.workspace is None:
            return
        before = self._shown
        self._greet()
        if before is not None and self._shown is not None and before[0] != self._shown[0]:
            self._refresh()

    # --- room -----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arranged = ()
            self._arrange()

    def _arrange(self) -> None:
        small = self._small
        side = theme.space("page_x_small" if small else "page_x")
        room = self.width() - 2 * side
        pair = small and room >= theme.px(_PAIR) and self._has_next and self._has_thing
        wanted = (small, pair, theme.scale(), self._has_next, self._has_thing)
        # From a certain width on, the page stops growing and stays at the start edge.
        spare = max(0, room - theme.px(_WIDEST)) if not small else 0
        # The scroll bar takes its room from the padding: nothing moves when it comes.
        bar = self._area.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        start, end = side, side + spare - taken
        if self.isRightToLeft():
            start, end = end, start
        top = 3 + theme.space(4 if small else "page_top")
        self._page.setContentsMargins(
            start, top, end, theme.space(4) if small else theme.space("page_bottom")
        )
        if wanted == self._arranged:
            return
        self._arranged = wanted
        self._gap.setFixedHeight(theme.space(4) if small else theme.space(7))
        self.greeting.set_style("prompt_room" if small else "display")
        self._air.changeSize(0, 2 if small else theme.space(2))
        for layout in (self._columns, self._start, self._side):
            _empty(layout)
        if small:
            self._arrange_small(pair)
        else:
            self._arrange_wide()
        self._order_keys()

    def _order_keys(self) -> None:
        """The keyboard walks the page as it is read."""
        blocks: tuple[QWidget, ...] = (self.check_in, self.writing, self.next, self.small_thing)
        if self._small:
            blocks = (self.check_in, self.next, self.small_thing, self.writing)
        chain_focus(blocks)

    def _arrange_wide(self) -> None:
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.space("column"))
        self._start.setSpacing(theme.space(5))
        self._side.setDirection(QBoxLayout.Direction.TopToBottom)
        self._side.setSpacing(theme.space(5))
        self._start.addWidget(self.check_in)
        self._start.addWidget(self.writing)
        self._start.addStretch(1)
        self._columns.addLayout(self._start, 1)
        for block in (self.next, self.small_thing):
            block.setFixedWidth(theme.px(_SIDE))
        self._side.addWidget(self.next)
        self._side.addWidget(self.small_thing, 1)
        if not self._has_thing:
            self._side.addStretch(1)
        if self._has_next or self._has_thing:
            self._columns.addLayout(self._side)

    def _arrange_small(self, pair: bool) -> None:
        for block in (self.next, self.small_thing):
            block.setMinimumWidth(0)
            block.setMaximumWidth(16_777_215)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(theme.space("gutter"))
        self._side.setSpacing(theme.space("gutter"))
        across = QBoxLayout.Direction.LeftToRight if pair else QBoxLayout.Direction.TopToBottom
        self._side.setDirection(across)
        self._columns.addWidget(self.check_in)
        self._side.addWidget(self.next, 9 if pair else 0)
        self._side.addWidget(self.small_thing, 11 if pair else 0)
        if self._has_next or self._has_thing:
            self._columns.addLayout(self._side)
        self._columns.addWidget(self.writing)


def _empty(layout: QBoxLayout) -> None:
    """Take everything out. A widget is removed, not taken: the item it had would live on beside the new one and
    go on answering for its height."""
    while (item := layout.itemAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            layout.removeWidget(widget)
        else:
            layout.takeAt(0)
