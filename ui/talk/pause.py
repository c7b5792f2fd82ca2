"""The pause: when to come back, the quiet screen meanwhile, and the return.

What is on the screen during a pause says a time and nothing of the talk. Only the person who set it is told, by a clock time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from companion import content
from companion.flow.pause import CHOICES, PRESET, in_minutes, tomorrow_at, tonight_at
from ui import theme
from ui.talk import flow_words
from ui.talk.room_view import RoomView
from ui.talk.steps import Saying
from ui.widgets.buttons import quiet_row
from ui.widgets.cards import LampBar
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.dialog import Dialog
from ui.widgets.phrasing import clock
from ui.widgets.text import Label, ReadLabel, announce
from ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from ui.session import Session

translate = QCoreApplication.translate

_WIDTH = 540
_LATER = time(21, 0)


class PauseDialog(Dialog):
    """Half an hour is chosen already. `chosen` carries when to come back; `stop_asked` ends it for today."""

    chosen = Signal(object)
    stop_asked = Signal()

    def __init__(self, parent: QWidget, now: Callable[[], datetime], *, again: bool = False) -> None:
        told = flow_words.pausing()
        super().__init__(told.title, parent, _WIDTH)
        self._now = now
        self._at = str(PRESET)
        for line in told.lines:
            self.body.addWidget(Label(line, "body", "ink_2", wrap=True))
        question = self.tr("Come back")
        self.body.addSpacing(theme.space(1))
        self.body.addWidget(Label(question, "h3", wrap=True))
        row = FlowLayout(spacing=theme.space(2))
        self.chips: dict[str, Chip] = {}
        for key in (*map(str, CHOICES), "tonight", "tomorrow"):
            chip = Chip("", checkable=True, large=True)
            chip.setAccessibleDescription(question)
            chip.clicked.connect(lambda _=False, key=key: self._choose(key))
            self.chips[key] = chip
            row.addWidget(chip)
        self.body.addLayout(row)
        self.time = TimeField(self.tr("Time to come back"), self._later())
        self.time.textChanged.connect(lambda _text: self._show())
        self.body.addWidget(self.time)
        bar = LampBar()
        self.sentence = ReadLabel("", "suggest")
        bar.body.addWidget(self.sentence)
        self.body.addWidget(bar)
        self.body.addWidget(Label(flow_words.signs(), "caption", "ink_3", wrap=True))
        self.keep_button = self.add_button(
            self.tr("Back") if again else self.tr("Keep talking"), "quiet", "reject"
        )
        self.stop_button = self.add_button(self.tr("Stop for today"), "secondary", "other")
        self.stop_button.clicked.connect(self._stop)
        self.pause_button = self.add_button("", "primary", "other")
        self.pause_button.clicked.connect(self._pause)
        self._show()

    def open(self) -> None:
        super().open()
        # Pausing is one press away: half an hour is chosen already.
        self.pause_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _later(self) -> time:
        """A likely time for tonight: nine, or the next full hour but one."""
        now = self._now()
        if now.time() < _LATER:
            return _LATER
        return (now + timedelta(hours=2)).replace(minute=0).time() if now.hour < 22 else time(23, 45)

    @property
    def back(self) -> datetime | None:
        """When to come back, or None while what is typed is no time, or one that is over."""
        now = self._now()
        if self._at.isdigit():
            return in_minutes(now, int(self._at))
        at = self.time.value
        if at is None:
            return None
        return tonight_at(now, at) if self._at == "tonight" else tomorrow_at(now, at)

    def _choose(self, key: str) -> None:
        self._at = key
        self._show()
        if not key.isdigit():
            self.time.setFocus()
            self.time.selectAll()
        announce(self.pause_button, self.pause_button.text())

    def _show(self) -> None:
        words = {
            "20": self.tr("in 20 minutes"),
            "30": self.tr("in half an hour"),
            "60": self.tr("in an hour"),
            "tonight": self.tr("tonight at"),
            "tomorrow": self.tr("tomorrow at"),
        }
        back = self.back
        for key, chip in self.chips.items():
            chosen = key == self._at
            chip.setChecked(chosen)
            if chosen and key.isdigit() and back is not None:
                chip.setText(self.tr("{when}, {time}").format(when=words[key], time=clock(back)))
            else:
                chip.setText(words[key])
        self.time.setVisible(not self._at.isdigit())
        self.time.fault(back is None)
        self.pause_button.setEnabled(back is not None)
        self.sentence.setText(self._sentence(back))
        if back is None:
            self.pause_button.setText(self.tr("Pause"))
        else:
            self.pause_button.setText(self.tr("Pause until {time}").format(time=clock(back)))

    def _sentence(self, back: datetime | None) -> str:
        if back is None:
            return self.tr("“I want to stay in this with you, and I need a break first.”")
        if back.date() != self._now().date():
            return self.tr(
                "“I want to stay in this with you, and my body is full. I’ll check in tomorrow at {time}.”"
            ).format(time=clock(back))
        return self.tr(
            "“I want to stay in this with you, and my body is full. I’ll check in at {time}.”"
        ).format(time=clock(back))

    def _pause(self) -> None:
        back = self.back
        if back is not None:
            self._close_with(lambda: self.chosen.emit(back))

    def _stop(self) -> None:
        self._close_with(self.stop_asked.emit)

    def _close_with(self, then: Callable[[], object]) -> None:
        self.blockSignals(True)
        self.accept()
        self.blockSignals(False)
        then()


class PausedView(RoomView):
    """A time, two lines, nothing to fill in. It may be locked."""

    def __init__(self, back: datetime, today: datetime) -> None:
        when = clock(back)
        title = translate("Talk", "Back at {time}").format(time=when)
        if back.date() != today.date():
            title = translate("Talk", "Back tomorrow at {time}").format(time=when)
        super().__init__(title, 480)
        self._ideas = flow_words.calming()
        self._at = 0
        self.column.addSpacing(theme.space(12))
        self.column.addWidget(ReadLabel(title, "display"))
        self.column.addWidget(
            Label(self.tr("Until then nothing is needed here."), "body", "ink_2", wrap=True)
        )
        self.idea = Label(self._ideas[0], "body", "ink_2", wrap=True)
        self.column.addWidget(self.idea)
        self.another_button = self.event_link(self.tr("Another idea"), "")
        self.another_button.clicked.disconnect()
        self.another_button.clicked.connect(self._another)
        self.early_button = self.event_link(self.tr("We’re both back already"), "back")
        self.stop_button = self.event_link(self.tr("Stop for today"), "stop")
        self.column.addLayout(quiet_row(self.another_button))
        self.foot_bar.put_quiet(self.early_button, self.stop_button)
        self.lock_button = self.event_button(self.tr("Lock"), "lock_asked", "secondary", icon="lock")
        self.foot(self.lock_button, pause="")

    def _another(self) -> None:
        self._at = (self._at + 1) % len(self._ideas)
        self.idea.setText(self._ideas[self._at])
        announce(self.idea, self.idea.text())

    def first(self) -> QWidget:
        return self.lock_button


class ReturnView(RoomView):
    """The time has come: ready, more time, not this topic today; or they did not come. Whoever paused the questions before
    a talk, alone, has nobody to say a word to. `talk` tells which."""

    def __init__(self, now: datetime, session: Session, *, talk: bool) -> None:
        told = flow_words.returning(clock(now), talk=talk)
        super().__init__(told.title)
        self.column.addSpacing(theme.space(6))
        self.tell(told)
        if talk:
            self._build_talk(session)
        self.ways_out()
        ready = self.tr("Ready, a little lighter") if talk else self.tr("Go on")
        self.ready_button = self.event_button(ready, "ready", "primary")
        self.topic_button = self.event_button(self.tr("Not this topic today"), "not_this_topic")
        self.topic_button.setParent(self)
        self.topic_button.setVisible(talk)
        self.foot_bar.shorten(self.ready_button, self.tr("Ready") if talk else ready)
        self.foot_bar.shorten(self.topic_button, self.tr("Not this topic"))
        self.foot(*([self.topic_button] if talk else []), self.ready_button, pause="more")

    def _build_talk(self, session: Session) -> None:
        # A line that names a time would be right once a day.
        lines = [phrase.text for phrase in content.phrases("return") if "names-a-time" not in phrase.tags]
        self.saying = Saying(lines, session.copy)
        self.column.addWidget(self.saying)
        self.missing_button = self.event_link(self.tr("They did not come back"), "no_return")
        self.afraid_button = self.event_link(self.tr("If it frightened you"), "page:s-afraid")
        self.column.addLayout(quiet_row(self.missing_button, self.afraid_button))

    def first(self) -> QWidget:
        return self.ready_button


class AnotherDayView(RoomView):
    """After two extensions: a day within a week, chosen together, kept only if they put it in the plan."""

    def __init__(self) -> None:
        told = flow_words.another_day()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(6))
        self.tell(told)
        self.column.addLayout(quiet_row(self.event_link(self.tr("Back"), "back")))
        self.leave_button = self.event_button(self.tr("Leave it open"), "go_on")
        self.plan_button = self.event_button(self.tr("Put it in the plan"), "plan", "primary")
        self.foot(self.leave_button, self.plan_button, pause="")

    def first(self) -> QWidget:
        return self.plan_button


class NotBackView(RoomView):
    """They did not check in at the time. Nothing of it is kept."""

    def __init__(self) -> None:
        told = flow_words.not_back()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(6))
        self.tell(told)
        self.write_button = self.event_button(self.tr("Write a little"), "write", "primary")
        self.company_button = self.event_button(self.tr("Something for the evening"), "company")
        row = FlowLayout(spacing=theme.space(3))
        row.addWidget(self.write_button)
        row.addWidget(self.company_button)
        self.column.addLayout(row)
        self.card_button = self.event_link(self.tr("What a pause is, and what it isn’t"), "card:l-pause")
        self.afraid_button = self.event_link(self.tr("If it frightened you"), "page:s-afraid")
        self.column.addLayout(quiet_row(self.card_button, self.afraid_button))
        self.done_button = self.event_button(self.tr("Done for today"), "go_on")
        self.foot(self.done_button, pause="")

    def first(self) -> QWidget:
        return self.write_button
