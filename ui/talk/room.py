"""The talking room: one page at a time over the whole window, as the flow says. Quick exit stays above it.

It lies over the window as a child of it, so that cover, lock and dialogs reach over it. While it is open the idle lock
waits for the time that was chosen and half an hour; a lock in it is a pause. It stores nothing by itself: only what a person
chose to keep at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from companion.content import deck_of
from ui import theme
from ui.talk import flow_words, guided, words
from ui.talk.closing import AftercareView, CloseView, ReflectView
from ui.talk.pause import AnotherDayView, NotBackView, PauseDialog, PausedView, ReturnView
from ui.talk.room_steps import AgreeView, BesideView, OpenerView, RepairView
from ui.talk.room_view import RoomView
from ui.talk.turns import Names, TurnsView
from ui.talk.wording import Wording
from ui.typeset import curly
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import scroll
from ui.widgets.fields import TextField
from ui.widgets.marks import Mark
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.flow import Flow
    from ui.session import Session

_LEVELS = {"beside": 1, "closer": 2, "open": 3}
_WITH_DEPTH = ("opener", "turns", "repair")
_AROUND_EXIT = 22
_TIMED = ("turns", "beside", "repair")


class TalkingRoom(QWidget):
    """`moved` when the flow stands elsewhere, `left` when the person wants out, `go` leads to another page."""

    moved = Signal()
    left = Signal()
    go = Signal(str, object)

    def __init__(self, window: QWidget, session: Session, flow: Flow, own: Callable[[], str]) -> None:
        super().__init__(window)
        self._session = session
        self.flow = flow
        self._own = own
        self._began_with_own = False
        self._wording = Wording()
        self._names = Names(session)
        self._shown = ""
        self.setAccessibleName(self.tr("Talking room"))
        self._seed = session.now().toordinal()
        self.view: RoomView | None = None
        self.dialog: PauseDialog | None = None
        self._corner: QWidget | None = getattr(window, "quick_exit_button", None)
        self._build()
        self._makers: dict[str, Callable[[], RoomView]] = {
            "agree": lambda: AgreeView(flow, flow.stop_at or session.now()),
            "opener": self._opening,
            "turns": self._turns,
            "beside": BesideView,
            "repair": lambda: RepairView(flow.sitting.role, session.copy),
            "paused": lambda: PausedView(flow.back_at or session.now(), session.now()),
            "return": lambda: ReturnView(session.now(), session, talk=flow.between_two),
            "another_day": AnotherDayView,
            "not_back": NotBackView,
            "close": self._closing,
            "aftercare": self._aftercare,
            "reflect": self._reflecting,
        }
        window.installEventFilter(self)
        if self._corner is not None:
            self._corner.installEventFilter(self)
        self.setGeometry(window.rect())
        self._restyle()
        self.show()
        self.raise_()
        self.refresh()

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(28, 14, 24, 8)
        self.leave_button = LinkButton(self.tr("Leave the room"), icon="chevron-left")
        self.leave_button.clicked.connect(lambda: self.left.emit())
        self._mark_place = QHBoxLayout()
        self._mark_place.setSpacing(10)
        self._depth = Label("", "caption", "ink_3")
        self._mark_place.addWidget(self._depth)
        head.addWidget(self.leave_button)
        head.addStretch(1)
        head.addLayout(self._mark_place)
        column.addLayout(head)
        holder = QWidget()
        self._stage = QVBoxLayout(holder)
        self._stage.setSpacing(0)
        self._area = scroll(holder)
        column.addWidget(self._area, 1)
        self._foot = QVBoxLayout()
        column.addLayout(self._foot)
        self._mark: Mark | None = None
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        side = 86 if self.width() >= 960 else 20
        self._stage.setContentsMargins(side, theme.space(4), side, theme.space(3))
        # Quick exit has the bottom corner, and nothing scrolls below it.
        below = self._corner.height() if self._corner is not None else theme.px(36)
        self._column.setContentsMargins(0, 0, 0, below + _AROUND_EXIT)
        self._foot.setContentsMargins(side, theme.space(2), side, theme.space(1))
        if self.view is not None:
            self.view.foot_bar.arrange(self.width() - 2 * side, self.height())

    def end(self) -> None:
        """Close it; the flow stays where it is."""
        window = self.window()
        window.removeEventFilter(self)
        if self._corner is not None:
            self._corner.removeEventFilter(self)
        if self.dialog is not None and not self.dialog.closed:
            self.dialog.blockSignals(True)
            self.dialog.reject()
        self._session.rest_in_room(0)
        self.hide()
        self.deleteLater()

    # --- what is shown ------------------------------------------------------------------------------------

    def shows(self, state: str) -> bool:
        """Whether a state of the flow belongs here."""
        return state in self._makers or state == "pause"

    def refresh(self) -> None:
        """Show the page the flow stands at."""
        state = self.flow.state
        self._session.rest_in_room(self.flow.idle_minutes)
        if state == "pause":
            self._ask_pause()
        elif state in self._makers:
            self._show(state)

    def _show(self, state: str) -> None:
        made = self._makers[state]()
        made.asked.connect(self._asked)
        old, self.view = self.view, made
        self._shown = state
        if old is not None:
            for place, part in ((self._stage, old), (self._foot, old.foot_bar)):
                place.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._stage.addWidget(made)
        self._foot.addWidget(made.foot_bar)
        self._restyle()
        made.show()
        made.foot_bar.show()
        self._show_depth(state)
        self.look_at_the_clock()
        self._area.verticalScrollBar().setValue(0)
        announce(self, made.title)
        first = made.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, TextField):
            QTimer.singleShot(0, first, lambda: self._area.ensureWidgetVisible(first, 0, 12))

    def _show_depth(self, state: str) -> None:
        """How deep, in the corner, where that belongs; nothing of it during a pause."""
        if self._mark is not None:
            self._mark_place.removeWidget(self._mark)
            self._mark.deleteLater()
            self._mark = None
        deck = deck_of(self.flow.level)
        shown = state in _WITH_DEPTH
        self._depth.setText(words.deck_name(deck) if shown else "")
        if shown:
            self._mark = Mark("pressure", _LEVELS[deck], "ink_3")
            self._mark_place.insertWidget(0, self._mark)

    def look_at_the_clock(self) -> None:
        """Say it once, quietly, when the time that was agreed on has come."""
        if self.view is not None and self._shown in _TIMED and self.flow.over:
            self.view.foot_bar.say(flow_words.time_is_over())

    def _opening(self) -> RoomView:
        view = OpenerView(self.flow, self._names, self._seed, self._own())
        view.own_chosen.connect(lambda own: setattr(self, "_began_with_own", own))
        return view

    def _turns(self) -> RoomView:
        if self._wording.prompt != self.flow.prompt:
            self._wording.begin(self.flow.prompt)
        return TurnsView(self.flow, self._names, self._wording, self._own() if self._began_with_own else "")

    def _closing(self) -> RoomView:
        view = CloseView()
        view.kept.connect(self._keep)
        return view

    def _reflecting(self) -> RoomView:
        view = ReflectView()
        view.kept.connect(self._keep)
        return view

    def _aftercare(self) -> RoomView:
        flow, card = self.flow, self.flow.prompt
        deep = max(flow.level, card.depth if card is not None else 0) >= 4
        after = curly(card.after) if card is not None else ""
        return AftercareView(flow.sitting.role, after, deep=deep, two=flow.company != "me")

    # --- what is pressed ----------------------------------------------------------------------------------

    def _asked(self, what: str) -> None:
        if what == "pause_asked":
            self.pause()
        elif what == "lock_asked":
            self._session.lock()
        elif what == "write":
            self.go.emit("diary", guided.page(guided.after(self.flow.state, "")))
        elif what == "company":
            self.go.emit("together", {"tab": "ideas", "shelf": "quiet"})
        elif what == "plan":
            self.send("go_on")
            self.go.emit("together", {"plan": None})
        elif what.startswith(("page:", "card:")):
            kind, _, key = what.partition(":")
            if key == "s-afraid" and self.flow.company == "me":
                self.send("afraid")  # someone alone has named it: talking is put away
            self.go.emit("understand", {kind: key})
        else:
            self.send(what)

    def send(self, event: str) -> None:
        """Move the flow, and show where it is."""
        before = self.flow.state
        state = self.flow.send(event)
        if state == before and event == "smaller":
            self._lighter()
        elif state != before or event == "swap":
            if self.shows(state):
                self.refresh()
            self.moved.emit()

    def _lighter(self) -> None:
        if isinstance(self.view, OpenerView | TurnsView):
            self.view.refresh()
            announce(self.view, self.view.words.text())
        self._show_depth(self.flow.state)

    # --- pausing ------------------------------------------------------------------------------------------

    def pause(self) -> None:
        """Ask when to come back."""
        if self.view is not None and self.view.pause_button is not None and self.dialog is None:
            self.send("pause")

    def _ask_pause(self) -> None:
        if self.dialog is not None:
            return
        again = self.flow.back_at is not None
        dialog = PauseDialog(self, self._session.now, again=again)
        self.dialog = dialog
        dialog.chosen.connect(self._pause_until)
        dialog.stop_asked.connect(lambda: self._after_dialog("stop"))
        dialog.rejected.connect(lambda: self._after_dialog("keep_talking"))
        dialog.open()

    def _pause_until(self, back: object) -> None:
        self.dialog = None
        self.flow.pause_until(back)  # type: ignore[arg-type]
        self.refresh()
        self.moved.emit()

    def _after_dialog(self, event: str) -> None:
        self.dialog = None
        state = self.flow.send(event)
        if event == "keep_talking" and state == self._shown:
            self.moved.emit()
            return  # nothing changed under the dialog, and what was typed is still there
        if self.shows(state):
            self.refresh()
        self.moved.emit()

    # --- keeping ------------------------------------------------------------------------------------------

    def _keep(self, where: str, text: str) -> None:
        """What a person chose to keep, as an ordinary page or with the kept cards. Then on."""
        workspace = self._session.workspace
        if workspace is None or not text:
            return
        if where == "words":
            change = self._session.perform(lambda: workspace.talk.keep_words(text), by=self)
        else:
            entry = replace(workspace.diary.blank(self._session.now()), text=text)
            change = self._session.perform(lambda: workspace.diary.save(entry), by=self, quiet=True)
        if change is not None:
            self.send("go_on")

    # --- the window ---------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.window().rect())
            self._restyle()
        elif watched is self._corner and isinstance(event, QKeyEvent) and self.dialog is None:
            # It belongs to the window, so Tab from it would go to what lies below the room.
            keys = {Qt.Key.Key_Tab: True, Qt.Key.Key_Backtab: False}
            if event.type() == QEvent.Type.KeyPress and event.key() in keys:
                return self.focusNextPrevChild(keys[Qt.Key(event.key())])
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the room; Quick exit belongs to it."""
        inside = self._focusable()
        if not inside:
            return True
        now = self.window().focusWidget()
        place = inside.index(now) if now in inside else (-1 if forward else 0)
        target = inside[(place + (1 if forward else -1)) % len(inside)]
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        if self._area.isAncestorOf(target):
            self._area.ensureWidgetVisible(target, 0, 24)
        return True

    def _focusable(self) -> list[QWidget]:
        """Where Tab goes, as one reads: the page, its large buttons, Quick exit, the way out above."""
        chain: list[QWidget] = []
        at: QWidget | None = self.nextInFocusChain()
        while at is not None and at is not self:
            chain.append(at)
            at = at.nextInFocusChain()
        foot = self.view.foot_bar.reading_order() if self.view is not None else []
        page = [one for one in chain if self._area.isAncestorOf(one)]
        corner = [self._corner] if self._corner is not None else []
        wanted = [*page, *foot, *corner, self.leave_button]
        return [one for one in wanted if _takes_tab(one)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and not event.isAutoRepeat():
            self.pause()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("page"))


def _takes_tab(widget: QWidget) -> bool:
    if isinstance(widget, QRadioButton) and not widget.isChecked() and widget.group() is not None:
        return False  # one stop for the whole track; arrows go on from there
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
