"""One idea, opened: how to begin, how to keep it easy, how to invite, and what it is for one person alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.printing.typeset import curly
from ui.widgets.buttons import Button
from ui.widgets.cards import LampBar
from ui.widgets.dialog import Dialog
from ui.widgets.marks import Mark
from ui.widgets.phrasing import band, band_word, energy_word, idea_facts, joined
from ui.widgets.rows import quiet_line
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Activity
    from ui.session import Session


class IdeaDialog(QObject):
    """Emits what was asked for, with the id; the dialog is closed by then."""

    plan_asked = Signal(str)
    change_asked = Signal(str)
    trash_asked = Signal(str)

    def __init__(self, session: Session, idea: Activity, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self.idea = session, idea
        self.dialog = Dialog(idea.title, parent, width=560, close_button=True)
        self.dialog.destroyed.connect(self.deleteLater)
        self.dialog.body.addLayout(facts_line(idea))
        self._sections()
        if idea.own:
            change = self.dialog.add_button(self.tr("Change"), "quiet", "other")
            trash = self.dialog.add_button(self.tr("Move to trash"), "quiet", "other")
            change.clicked.connect(lambda: self._leave(self.change_asked))
            trash.clicked.connect(lambda: self._leave(self.trash_asked))
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.dialog.add_button(self.tr("Plan it"), "primary", "accept")
        self.dialog.accepted.connect(lambda: self.plan_asked.emit(idea.id))

    def open(self) -> None:
        """Show it."""
        self.dialog.open()

    def _leave(self, signal: object) -> None:
        self.dialog.reject()
        signal.emit(self.idea.id)  # type: ignore[attr-defined]

    def _sections(self) -> None:
        idea = self.idea
        self._section(self.tr("How to begin"), idea.what)
        self._section(
            self.tr("How to keep it easy"), "\n".join(part for part in (idea.leave, idea.access) if part)
        )
        if idea.invite:
            self._invitations()
        self._section(self.tr("From a distance"), idea.apart)
        self._section(self.tr("If it is just you"), idea.solo)

    def _section(self, heading: str, text: str) -> None:
        if text:
            self._headed(heading).addWidget(ReadLabel(curly(text), "read_small"))

    def _headed(self, heading: str) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setContentsMargins(0, theme.space(2), 0, 0)
        section.setSpacing(theme.space(1))
        section.addWidget(Label(heading, "label", "ink_2"))
        self.dialog.body.addLayout(section)
        return section

    def _invitations(self) -> None:
        name = self._session.name("their_name")
        heading = self.tr("How to invite {name}").format(name=name) if name else self.tr("How to invite")
        section = self._headed(heading)
        section.setSpacing(theme.space(2))
        for line in map(curly, self.idea.invite):
            hint = LampBar()
            hint.body.addWidget(ReadLabel(line, "read_small"))
            copy = Button(self.tr("Copy"), "quiet", size="small")
            copy.setAccessibleDescription(line)
            copy.clicked.connect(partial(self._copy, copy, line))
            hint.body.addLayout(quiet_line(copy))
            section.addWidget(hint)

    def _copy(self, button: Button, line: str, _checked: bool = False) -> None:
        self._session.copy(line)
        button.setText(self.tr("Copied"))
        announce(button, self.tr("Copied"))


def facts_line(idea: Activity) -> QHBoxLayout:
    """The line under a dialog's title: "Quiet company, low energy, 10 to 40 min, at home"."""
    line = QHBoxLayout()
    line.setSpacing(theme.space(2))
    line.addWidget(Mark("pressure", band(idea.pressure)))
    facts = [band_word(band(idea.pressure)), energy_word(idea.energy), idea_facts(*idea.minutes, idea.place)]
    words = Label(joined(facts), "caption", "ink_2", wrap=True)
    line.addWidget(words, 1)
    return line
