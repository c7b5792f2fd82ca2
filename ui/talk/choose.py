"""A dialog to choose some words from, in groups. What is chosen goes where it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.typeset import curly
from ui.widgets.cards import Card
from ui.widgets.chips import Chip, FlowLayout
from ui.widgets.dialog import Dialog
from ui.widgets.text import Label, ReadLabel


@dataclass(frozen=True, slots=True)
class Choice:
    """Words to choose, and what they mean, for those who listen or point."""

    words: str
    about: str = ""


class ChooseDialog(Dialog):
    """`take` is called with the words that were chosen; the dialog has gone by then. With `lines` the choices are
    sentences under one another instead of chips."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        groups: Sequence[tuple[str, Sequence[Choice]]],
        take: Callable[[str], object],
        *,
        lines: bool = False,
    ) -> None:
        super().__init__(title, parent, 560, close_button=True)
        self._take = take
        self.choices: list[QWidget] = []
        for heading, choices in groups:
            if heading:
                self.body.addWidget(Label(heading, "label", "ink_2", wrap=True))
            self.body.addWidget(self._lines(choices) if lines else self._chips(heading, choices))
        self.add_button(self.tr("Close"))

    def _chips(self, heading: str, choices: Sequence[Choice]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        for choice in choices:
            chip = Chip(choice.words, large=True)
            chip.setToolTip(choice.about)
            chip.setAccessibleDescription(", ".join(filter(None, (choice.about, heading))))
            chip.clicked.connect(lambda _=False, choice=choice: self._chosen(choice))
            self.choices.append(chip)
            flow.addWidget(chip)
        return holder

    def _lines(self, choices: Sequence[Choice]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for choice in choices:
            card = Card(choosable=True)
            card.setAccessibleName(choice.words)
            card.body.setContentsMargins(16, 10, 16, 10)
            card.body.addWidget(ReadLabel(choice.words, "read_small"))
            card.clicked.connect(lambda choice=choice: self._chosen(choice))
            self.choices.append(card)
            column.addWidget(card)
        return holder

    def _chosen(self, choice: Choice) -> None:
        self.accept()
        self._take(choice.words)


def feelings() -> list[tuple[str, list[Choice]]]:
    """The grid of feelings, "can't tell" first."""
    found: dict[str, list[Choice]] = {group: [] for group in content.FEELING_GROUPS}
    for feeling in content.feelings():
        about = curly(f"{feeling.plain}; {feeling.body}")
        found[feeling.group].append(Choice(curly(feeling.word), about))
    return [(curly(group), choices) for group, choices in found.items() if choices]


def needs() -> list[tuple[str, list[Choice]]]:
    return [("", [Choice(curly(need.word), curly(need.plain)) for need in content.needs()])]


def asks(need: str) -> list[str]:
    """Small asks a need can lead to, and then some that fit many."""
    mine = [ask for one in content.needs() if curly(one.word) == need for ask in one.asks]
    return [curly(text) for text in (*mine, *(phrase.text for phrase in content.phrases("ask")))]


def starters() -> list[str]:
    """Ways to begin with a time and a thing, without the dots at their end."""
    return [curly(phrase.text.rstrip(" .")) for phrase in content.phrases("observation")]
