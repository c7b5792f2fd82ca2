"""The pages of a talk itself: what both agree on, how to begin, whose turn it is, being there, and a repair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.printing.typeset import curly
from ui.talk import flow_words
from ui.talk.room_view import RoomView
from ui.talk.steps import Saying
from ui.widgets.buttons import LinkButton, quiet_row
from ui.widgets.cards import Card, Hairline
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.icons import IconView
from ui.widgets.paint import rtl
from ui.widgets.phrasing import clock
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Prompt
    from companion.flow import Flow
    from companion.talk import Walk
    from ui.session import Session

translate = QCoreApplication.translate

_BAR_MS = 1000
_WIDE = 720
_ROOM = 908


class Names:
    """How the two are called in the room: the names from Settings, or plain words."""

    def __init__(self, session: Session) -> None:
        prefs = session.workspace.prefs if session.workspace is not None else None
        self._names = {
            who: str(prefs.get(key, "") or "").strip() if prefs is not None else ""
            for who, key in (("me", "my_name"), ("them", "their_name"))
        }

    def name(self, who: str) -> str:
        if self._names[who]:
            return self._names[who]
        return translate("Talk", "Me") if who == "me" else translate("Talk", "Them")

    def _said(self, who: str, named: str, me: str, them: str) -> str:
        if self._names[who]:
            return named.format(name=self._names[who])
        return me if who == "me" else them

    def speaking(self, who: str) -> str:
        return self._said(
            who,
            translate("Talk", "{name} is speaking"),
            translate("Talk", "You’re speaking"),
            translate("Talk", "They’re speaking"),
        )

    def listening(self, who: str) -> str:
        return self._said(
            who,
            translate("Talk", "{name} is listening"),
            translate("Talk", "You’re listening"),
            translate("Talk", "They’re listening"),
        )

    def finished(self, who: str) -> str:
        return self._said(
            who,
            translate("Talk", "{name} has finished, swap"),
            translate("Talk", "I’ve finished, swap"),
            translate("Talk", "They’ve finished, swap"),
        )


class AgreeView(RoomView):
    """A card both can read."""

    def __init__(self, flow: Flow, stop_at: str) -> None:
        told = flow_words.agree()
        super().__init__(told.title)
        self.column.addWidget(ReadLabel(told.title, "lead"))
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 24)
        card.body.setSpacing(theme.space(3))
        lines = (self.tr("We stop at {time}.").format(time=stop_at), *told.lines)
        for place, line in enumerate(lines):
            if place:
                card.body.addWidget(Hairline())
            card.body.addWidget(ReadLabel(line, "lead_small"))
        self.column.addWidget(card)
        if flow.company == "me":
            where = [item for item in flow_words.presences() if item[0] != "alone"]
            self.presence = Segmented(self.tr("Where are you two?"), where, flow.presence)
            self.presence.chosen.connect(flow.choose_presence)
            self.column.addWidget(self.presence)
        self.column.addWidget(
            Label(self.tr("If you like, also a word or a sign for pause, and:"), "body", "ink_2", wrap=True)
        )
        row = FlowLayout(spacing=theme.space(2))
        for text in flow_words.eases():
            row.addWidget(Chip(text, checkable=True))
        self.column.addLayout(row)
        self.column.addLayout(self.ways_out())
        self.go_on_button = self.event_button(self.tr("We both agree"), "go_on", "primary")
        self.foot(self.go_on_button)

    def first(self) -> QWidget:
        return self.go_on_button


class OpenerView(RoomView):
    """A card, an own sentence, or the other one begins. The lightest card lies there first."""

    def __init__(self, flow: Flow, names: Names, seed: int) -> None:
        told = flow_words.opener()
        super().__init__(told.title)
        self._flow = flow
        self._seed = seed
        self._walk: Walk | None = None
        self.tell(told)
        items = [(who, names.name(who)) for who in ("me", "them")]
        if not flow.speaker:
            flow.begin_with("me")
        self.speaker = Segmented(self.tr("Who begins"), items, flow.speaker)
        self.speaker.chosen.connect(flow.begin_with)
        self.column.addWidget(self.speaker)
        self.card = Card()
        self.card.body.setContentsMargins(24, 20, 24, 14)
        self.words = ReadLabel("", "lead_small")
        self._note = Label("", "caption", "ink_3", wrap=True)
        self.card.body.addWidget(self._note)
        self.card.body.addWidget(self.words)
        self.another_button = LinkButton(self.tr("Another card"), size="small")
        self.another_button.clicked.connect(self._another)
        self.without_button = LinkButton(self.tr("Without a card"), size="small")
        self.without_button.clicked.connect(self._without)
        self.with_button = LinkButton(self.tr("With a card"), size="small")
        self.with_button.clicked.connect(self._with)
        self.card.body.addLayout(quiet_row(self.another_button, self.without_button, self.with_button))
        self.column.addWidget(self.card)
        self.column.addLayout(self.ways_out())
        self.go_on_button = self.event_button(self.tr("Begin"), "go_on", "primary")
        self.foot(self.go_on_button)
        if flow.prompt is None:
            self._with()
        else:
            self._show()

    def _with(self) -> None:
        if self._flow.aim == "practical" and self._walk is not None:
            self._flow.ask_for_cards()
        self._walk = self._flow.openers(content.prompts(), self._seed)
        self._put(self._walk.current)

    def _another(self) -> None:
        if self._walk is None:
            self._walk = self._flow.openers(content.prompts(), self._seed)
        self._put(self._walk.next())

    def _without(self) -> None:
        self._put(None)
        self.with_button.setFocus()

    def _put(self, prompt: Prompt | None) -> None:
        self._flow.draw(prompt)
        self._show()
        announce(self.words, self.words.text())

    def _show(self) -> None:
        card = self._flow.text
        practical = self._flow.aim == "practical"
        bare = " ".join(flow_words.practical().lines) if practical else flow_words.no_card()
        self.words.setText(curly(card) if card else bare)
        note = self._flow.prompt.note if card and self._flow.prompt is not None else ""
        self._note.setText(curly(note))
        self._note.setVisible(bool(note))
        self.another_button.setVisible(bool(card))
        self.without_button.setVisible(bool(card))
        self.with_button.setVisible(not card)

    def refresh(self) -> None:
        """It became lighter: a card that is too deep now goes."""
        self._with()

    def first(self) -> QWidget:
        return self.go_on_button


class TimeBar(QWidget):
    """How far a turn is, softly: three pixels, no digits, no sound. When it is full, nothing happens."""

    def __init__(self, seconds: int, color: str) -> None:
        super().__init__()
        self._seconds = seconds
        self._color = color
        self._part = 0.0
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setInterval(_BAR_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.setFixedHeight(3)

    @property
    def part(self) -> float:
        """From 0 to 1."""
        return self._part

    def set_part(self, part: float) -> None:
        self._part = min(1.0, max(0.0, part))
        self.update()
        if self._part >= 1.0:
            self._timer.stop()

    def hold(self) -> None:
        """Stand still, for a picture."""
        self._timer.stop()

    def _tick(self) -> None:
        self.set_part(self._clock.elapsed() / 1000 / self._seconds)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("line"))
        done = round(self.width() * self._part)
        painter.fillRect(self.width() - done if rtl(self) else 0, 0, done, 3, theme.color(self._color))


class Dot(QWidget):
    """Me is the filled mark, the other one the ring."""

    def __init__(self, who: str) -> None:
        super().__init__()
        self._who = who
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(18), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("me" if self._who == "me" else "you")
        inner = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        if self._who == "me":
            painter.setBrush(color)
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setPen(QPen(color, 2.5))
        painter.drawEllipse(inner)


class _Speaker(QFrame):
    """The speaker's card, with a line in the speaker's colour. It listens to S while it has the focus."""

    swap_asked = Signal()

    def __init__(self, who: str) -> None:
        super().__init__()
        self._color = "me" if who == "me" else "you"
        self.ring_radius = theme.radius("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(32, 28, 32, 28)
        self.body.setSpacing(theme.space(3))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_S and not event.modifiers():
            self.swap_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(self._color), 2))
        painter.setBrush(theme.color("surface"))
        radius = theme.radius("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class TurnsView(RoomView):
    """Whose turn it is. The card on the table above, the speaker's card at the start, the listener's cues beside it."""

    def __init__(self, flow: Flow, names: Names) -> None:
        who = flow.speaker or "me"
        other = "me" if who == "them" else "them"
        super().__init__(names.speaking(who), _ROOM)
        self._flow = flow
        self.words = ReadLabel("", "prompt_room", centred=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.words, 1000)
        across.addStretch(1)
        self.column.addSpacing(theme.space(4))
        self.column.addLayout(across)
        self.column.addSpacing(theme.space(6))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.space(8))
        self._pair.addWidget(self._build_speaker(names.speaking(who), who), 54)
        self._pair.addWidget(self._build_listener(names.listening(other), other), 46)
        self.column.addLayout(self._pair)
        self.wrong_button = self.event_link(self.tr("That came out wrong"), "came_out_wrong")
        self.column.addLayout(self.ways_out(self.wrong_button))
        self.close_button = self.event_button(self.tr("Close and thank"), "go_on")
        self.swap_button = self.event_button(names.finished(who), "swap", "primary")
        self.swap_button.setToolTip(self.tr("Swap  (S, while a card has the focus)"))
        self.foot(self.close_button, self.swap_button)
        self._restyle_words()
        theme.watcher.changed.connect(self._restyle_words)
        self.refresh()

    def _restyle_words(self) -> None:
        self.words.setMaximumWidth(theme.px(620))

    def _head(self, words: str, who: str, color: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.space(3))
        row.addWidget(Dot(who), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(ReadLabel(words, "title", color), 1)
        return row

    def _build_speaker(self, words: str, who: str) -> QWidget:
        self.speaker = _Speaker(who)
        self.speaker.body.addLayout(self._head(words, who, "ink"))
        line = flow_words.speaker_line(self._flow.shape)
        self.speaker.body.addWidget(Label(line, "body", "ink_2", wrap=True))
        self.speaker.body.addSpacing(theme.space(5))
        self.speaker.body.addStretch(1)
        each = flow_words.about_each(self._flow.minutes)
        self.speaker.body.addWidget(Label(each, "caption", "ink_3", wrap=True))
        self.bar = TimeBar(120 if self._flow.minutes <= 10 else 180, "me" if who == "me" else "you")
        self.speaker.body.addWidget(self.bar)
        self.speaker.swap_asked.connect(lambda: self.asked.emit("swap"))
        self.speaker.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.speaker.setAccessibleName(f"{words}. {line}")
        return self.speaker

    def _build_listener(self, words: str, who: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 28, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(self._head(words, who, "ink_2"))
        cards: Sequence[tuple[str, str]] = flow_words.listening()
        if self._flow.prompt is not None and self._flow.text:
            cards = [*cards[:1], *(("quote", cue) for cue in self._flow.prompt.listener[:1]), *cards[1:]]
        for icon, cue in cards:
            row = QHBoxLayout()
            row.setSpacing(theme.space(3))
            row.addWidget(IconView(icon), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(curly(cue), "body", wrap=True), 1)
            column.addLayout(row)
        column.addStretch(1)
        return holder

    def refresh(self) -> None:
        """The card as it is shown now; it may have become smaller."""
        card = self._flow.text
        self.words.setText(curly(card) if card else flow_words.no_card())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(across if wide else down)

    def first(self) -> QWidget:
        return self.speaker


class BesideView(RoomView):
    """No talk at all: the room is there, and so are the ways out."""

    def __init__(self) -> None:
        told = flow_words.beside()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(8))
        self.tell(told)
        self.column.addLayout(self.ways_out())
        self.close_button = self.event_button(self.tr("Close and thank"), "go_on", "primary")
        self.foot(self.close_button)

    def first(self) -> QWidget:
        return self.close_button


class RepairView(RoomView):
    """One line to mend with, then carry on, slower, or stop."""

    def __init__(self, role: str, copy: Callable[[str], object]) -> None:
        told = flow_words.repair()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(4))
        self.tell(told)
        voices = ("either", role) if role in ("quiet", "reaching") else ("either", "quiet", "reaching")
        lines = [phrase.text for phrase in content.phrases("repair") if phrase.role in voices]
        self.saying = Saying(lines, copy)
        self.column.addWidget(self.saying)
        self.column.addLayout(self.ways_out())
        self.slower_button = self.event_button(self.tr("Slower"), "slower")
        self.carry_on_button = self.event_button(self.tr("Carry on"), "carry_on", "primary")
        self.foot(self.slower_button, self.carry_on_button)

    def first(self) -> QWidget:
        return self.carry_on_button


def stop_time(flow: Flow, now: Callable[[], object]) -> str:
    """When the talk will stop, as the locale writes a clock time."""
    from companion.flow.pause import in_minutes

    moment = flow.stop_at or in_minutes(now(), flow.minutes)  # type: ignore[arg-type]
    return clock(moment)
