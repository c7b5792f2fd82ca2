"""A learn card as a page to read: the text, one small thing, when it does not fit, and what it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from companion import content
from companion.content import Learn
from ui import theme
from ui.typeset import curly
from ui.understand import prose
from ui.widgets.buttons import LinkButton, quiet_row
from ui.widgets.cards import Hairline, LampBar
from ui.widgets.text import Label, ReadLabel

_MEASURE = 540
_PULL = 10
_TOGETHER = 640


class ReadingPage(QWidget):
    """One card. `together` sets it larger, for two people in front of one screen."""

    back_asked = Signal()
    write_asked = Signal(str)
    help_asked = Signal()
    card_asked = Signal(str)

    def __init__(self, card: Learn, together: bool = False) -> None:
        super().__init__()
        self.card = card
        self._together = together
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._block = QWidget()
        self._block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self._block)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(0)
        row.addWidget(self._block, 1000)
        row.addStretch(1)
        self.back_button = LinkButton(self.tr("All cards"), icon="chevron-left")
        self.back_button.clicked.connect(lambda: self.back_asked.emit())
        column.addLayout(quiet_row(self.back_button))
        column.addSpacing(theme.space(3))
        self._text(column)
        self._try(column)
        self._unless(column)
        self._related(column)
        self._ground(column)
        column.addStretch(1)
        self._restyle()
        theme.watcher.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self._block.setMaximumWidth(theme.px(_TOGETHER if self._together else _MEASURE) + 2 * _PULL)

    def _text(self, column: QVBoxLayout) -> None:
        self.heading = ReadLabel(prose.plain(self.card.title), "display" if self._together else "entry_title")
        column.addWidget(self.heading)
        column.addSpacing(theme.space(3))
        self.body: list[ReadLabel] = []
        for part in prose.paragraphs(self.card.body):
            label = prose.label(part, "lead" if self._together else "read")
            self.body.append(label)
            column.addWidget(label)
            column.addSpacing(theme.space(3) + 2)

    def _try(self, column: QVBoxLayout) -> None:
        column.addSpacing(theme.space(2))
        bar = LampBar()
        bar.body.addWidget(Label(self.tr("One small thing"), "caption", "ink_2"))
        self.small_thing = prose.label(self.card.try_, "suggest")
        bar.body.addWidget(self.small_thing)
        self.write_button = LinkButton(self.tr("Write about this"), size="small")
        self.write_button.clicked.connect(lambda: self.write_asked.emit(prose.plain(self.card.try_)))
        bar.body.addLayout(quiet_row(self.write_button))
        column.addWidget(bar)
        column.addSpacing(theme.space(6))

    def _unless(self, column: QVBoxLayout) -> None:
        column.addWidget(Label(self.tr("When this card doesn’t fit"), "h3", wrap=True))
        self.unless = Label(prose.plain(self.card.unless), "body", "ink_2", wrap=True)
        column.addWidget(self.unless)
        self.help_button = LinkButton(self.tr("Help & safety"), size="small")
        self.help_button.clicked.connect(lambda: self.help_asked.emit())
        column.addLayout(quiet_row(self.help_button))

    def _related(self, column: QVBoxLayout) -> None:
        shipped = {card.id: card for card in content.learn()}
        self.related: dict[str, LinkButton] = {}
        for card_id in self.card.related:
            if card_id in shipped:
                button = LinkButton(prose.plain(shipped[card_id].title), size="small")
                button.clicked.connect(lambda _=False, card_id=card_id: self.card_asked.emit(card_id))
                self.related[card_id] = button
        if not self.related:
            return
        column.addSpacing(theme.space(3))
        column.addWidget(Label(self.tr("Close to this one"), "h3", wrap=True))
        for button in self.related.values():
            column.addLayout(quiet_row(button))

    def _ground(self, column: QVBoxLayout) -> None:
        column.addSpacing(theme.space(5))
        column.addWidget(Hairline())
        column.addSpacing(theme.space(3))
        self.ground = Label(
            self.tr("How firm the ground is: {words}").format(words=prose.evidence(self.card.evidence)),
            "caption",
            "ink_2",
            wrap=True,
        )
        column.addWidget(self.ground)
        known = {source.id: source.text for source in content.sources()}
        self.sources = [prose.plain(known[key]) for key in self.card.sources if key in known]
        if self.sources:
            column.addSpacing(theme.space(2))
            column.addWidget(Label(self.tr("Sources"), "label", "ink_2"))
            for text in self.sources:
                column.addSpacing(theme.space(1))
                column.addWidget(Label(curly(text), "caption", "ink_3", wrap=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)
