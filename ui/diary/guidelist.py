"""Choosing a guide: all of them with what they are for and how long they take, one's own voice first.

A guide that rests after what was said in this sitting says so in one sentence, and opens the lighter one instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.guides import lighter, rests
from ui import theme
from ui.diary import guidewords
from ui.typeset import curly
from ui.widgets.cards import Hairline
from ui.widgets.dialog import Dialog
from ui.widgets.openrow import OpenRow
from ui.widgets.rows import PULL, pulled
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.content import Guide


class GuideList(Dialog):
    """`chosen` carries the id of a guide."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, guides: Iterable[Guide], said: Iterable[str], role: str) -> None:
        super().__init__(self.tr("Guides"), parent, width=560)
        self._guides = {guide.id: guide for guide in guides}
        self._said = frozenset(said)
        self.rows: dict[str, OpenRow] = {}
        lead = self.tr("One question at a time. You can pass any of them, and stop anywhere.")
        self.body.addWidget(Label(lead, "body", "ink_2", wrap=True))
        for group, heading in guidewords.groups(role):
            self.body.addLayout(self._group(group, heading))
        self.add_button(self.tr("Not now"), "secondary")

    def _group(self, group: str, heading: str) -> QVBoxLayout:
        """One part of the list, the shortest first."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addSpacing(theme.space(3))
        column.addWidget(Label(heading, "label", "ink_2", wrap=True))
        column.addSpacing(theme.space(1))
        found = [guide for guide in self._guides.values() if _group_of(guide) == group]
        for guide in sorted(found, key=lambda guide: guide.minutes):
            column.addWidget(Hairline())
            column.addLayout(pulled(self._made(guide)))
        return column

    def _made(self, guide: Guide) -> OpenRow:
        purpose = curly(guide.purpose)
        if rests(guide, self._said):
            purpose = guidewords.resting(lighter(guide, self._guides, self._said))
        long = guidewords.length(guide)
        row = OpenRow(curly(guide.title), purpose, inset=PULL, note=long[:1].upper() + long[1:])
        row.clicked.connect(partial(self._choose, guide.id))
        self.rows[guide.id] = row
        return row

    def _choose(self, id: str) -> None:
        self.accept()
        self.chosen.emit(id)


def _group_of(guide: Guide) -> str:
    return "series" if guide.sittings > 1 else guide.role
