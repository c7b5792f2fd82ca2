"""Whose turn it is: the card on the table, the speaker's card with a soft bar, and the listener's cues beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.talk import flow_words
from ui.talk.room_view import RoomView
from ui.talk.wording import Wording
from ui.typeset import curly
from ui.widgets.buttons import LinkButton
from ui.widgets.icons import IconView
from ui.widgets.paint import rtl
from ui.widgets.rows import line_of
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.flow import Flow
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
    """Whose turn it is. The card on the table above, the speaker's card at the start, the listener's cues beside it.

    `wording` says how the card is read, and stays that way when they swap; `own` is a sentence somebody began with instead
    of a card.
    """

    def __init__(self, flow: Flow, names: Names, wording: Wording, own: str = "") -> None:
        who = flow.speaker or "me"
        other = "me" if who == "them" else "them"
        super().__init__(names.speaking(who), _ROOM)
        self._flow = flow
        self._wording = wording
        self._own = own if who == "me" else ""
        self.words = ReadLabel("", "prompt_room", centred=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.words, 1000)
        across.addStretch(1)
        self.column.addSpacing(theme.space(4))
        self.column.addLayout(across)
        self.column.addLayout(self._build_wordings())
        self.column.addSpacing(theme.space(3))
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.space(8))
        self._pair.addWidget(self._build_speaker(names.speaking(who), who), 54)
        self._pair.addWidget(self._build_listener(names.listening(other), other), 46)
        self.column.addLayout(self._pair)
        self.wrong_button = self.event_link(self.tr("That came out wrong"), "came_out_wrong")
        self.ways_out(self.wrong_button)
        self.close_button = self.event_button(self.tr("Close and thank"), "go_on")
        self.swap_button = self.event_button(names.finished(who), "swap", "primary")
        self.swap_button.setToolTip(self.tr("Swap  (S, while a card has the focus)"))
        self.foot_bar.shorten(self.close_button, self.tr("Close"))
        self.foot_bar.shorten(self.swap_button, self.tr("Swap"))
        self.foot(self.close_button, self.swap_button)
        self._restyle_words()
        theme.watcher.changed.connect(self._restyle_words)
        self.refresh()

    def _restyle_words(self) -> None:
        self.words.setMaximumWidth(theme.px(620))

    def _build_wordings(self) -> QHBoxLayout:
        """Below the card: one of its further questions, and plain words where it is a picture."""
        self.more_button = LinkButton("", size="small")
        self.plain_button = LinkButton("", size="small")
        self.more_button.clicked.connect(lambda: self._vary("more"))
        self.plain_button.clicked.connect(lambda: self._vary("plain"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(line_of(self.more_button, self.plain_button))
        row.addStretch(1)
        return row

    def _vary(self, variant: str) -> None:
        self._wording.vary(variant)
        self.refresh()
        announce(self.words, self.words.text())

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
        """The card as it is read now. One that became smaller has no further questions: they could be larger again."""
        card, wording = self._flow.text, self._wording
        whole = wording.prompt is not None and card == wording.prompt.text
        if not whole:
            wording.begin(self._flow.prompt)
        words = curly(wording.text() if whole else card)
        self.words.setText(words or self._own or flow_words.no_card())
        as_it_was = self.tr("The card as it was")
        more, plain = self.tr("One more question"), self.tr("In plain words")
        self.more_button.setText(as_it_was if wording.last_more() else more)
        self.plain_button.setText(as_it_was if wording.variant == "plain" else plain)
        prompt = wording.prompt if whole else None
        self.more_button.setVisible(prompt is not None and bool(prompt.followups))
        self.plain_button.setVisible(prompt is not None and bool(prompt.plain))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._pair.setDirection(across if wide else down)

    def first(self) -> QWidget:
        return self.speaker
