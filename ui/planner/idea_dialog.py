"""One idea, opened: how to begin, how to keep it easy, how to invite, and what it is if the answer is no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion.talk import remarks
from ui import theme
from ui.typeset import curly
from ui.widgets.buttons import Button
from ui.widgets.cards import LampBar
from ui.widgets.dialog import Dialog
from ui.widgets.marks import Mark
from ui.widgets.phrasing import (
    band,
    band_word,
    better_not,
    cost_word,
    energy_word,
    idea_facts,
    joined,
    seasons,
)
from ui.widgets.rows import quiet_line
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.content import Activity
    from ui.session import Session

translate = QCoreApplication.translate


class IdeaDialog(QObject):
    """Emits what was asked for, with the id; the dialog is closed by then. `print_asked` carries an invitation."""

    plan_asked = Signal(str)
    change_asked = Signal(str)
    trash_asked = Signal(str)
    print_asked = Signal(str)

    def __init__(self, session: Session, idea: Activity, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self.idea = session, idea
        self.dialog = Dialog(idea.title, parent, width=560, close_button=True)
        self.dialog.destroyed.connect(self.deleteLater)
        self.dialog.body.addLayout(facts_line(idea, cost_word(idea.cost), seasons(idea.season)))
        self._sections()
        if idea.own:
            change = self.dialog.add_button(self.tr("Change"), "quiet", "other")
            trash = self.dialog.add_button(self.tr("Move to trash"), "quiet", "other")
            change.clicked.connect(lambda: self._leave(self.change_asked, idea.id))
            trash.clicked.connect(lambda: self._leave(self.trash_asked, idea.id))
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.main = self.dialog.add_button(self.tr("Plan it"), "primary", "accept")
        self.dialog.accepted.connect(lambda: self.plan_asked.emit(idea.id))

    def open(self) -> None:
        """Show it, with the keyboard on what most people came for."""
        self.dialog.open()
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self, signal: object, value: str) -> None:
        self.dialog.reject()
        signal.emit(value)  # type: ignore[attr-defined]

    def _sections(self) -> None:
        idea = self.idea
        self._section(self.tr("How to begin"), idea.what)
        self._section(self.tr("How to keep it easy"), *keeping_easy(idea))
        self._invitation()
        self._section(self.tr("If the answer is no"), idea.solo)
        self._section(self.tr("From a distance"), idea.apart)
        self._section(self.tr("Afterwards"), idea.after)

    def _section(self, heading: str, *lines: str) -> None:
        shown = [set_for(self.idea, line) for line in lines if line]
        if shown:
            self._headed(heading).addWidget(ReadLabel("\n".join(shown), "read_small"))

    def _headed(self, heading: str) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setContentsMargins(0, theme.space(2), 0, 0)
        section.setSpacing(theme.space(1))
        section.addWidget(Label(heading, "label", "ink_2", wrap=True))
        self.dialog.body.addLayout(section)
        return section

    def _invitation(self) -> None:
        name = self._session.name("their_name")
        heading = self.tr("How to invite {name}").format(name=name) if name else self.tr("How to invite")
        section = self._headed(heading)
        section.setSpacing(theme.space(2))
        self._lines, self._at = invitations(self.idea), 0
        bar = LampBar()
        self.line = ReadLabel(self._lines[0], "read_small")
        bar.body.addWidget(self.line)
        self.another = Button(self.tr("Another way to say it"), "quiet", size="small")
        self.copy = Button(self.tr("Copy"), "quiet", size="small")
        print_ = Button(self.tr("Print"), "quiet", size="small")
        for button in (self.copy, print_):
            button.setAccessibleDescription(self._lines[0])
        self.another.clicked.connect(lambda: self._say_another(print_))
        self.copy.clicked.connect(self._copy)
        print_.clicked.connect(lambda: self._leave(self.print_asked, self._lines[self._at]))
        bar.body.addLayout(quiet_line(self.another, self.copy, print_))
        section.addWidget(bar)

    def _say_another(self, print_: Button) -> None:
        self._at = (self._at + 1) % len(self._lines)
        line = self._lines[self._at]
        self.line.setText(line)
        self.copy.setText(self.tr("Copy"))
        for button in (self.copy, print_):
            button.setAccessibleDescription(line)
        announce(self.line, line)

    def _copy(self) -> None:
        self._session.copy(self._lines[self._at])
        self.copy.setText(self.tr("Copied"))
        announce(self.copy, self.tr("Copied"))


def keeping_easy(idea: Activity) -> list[str]:
    """How either may leave, how it works seated or with low light, what to ask first, when it is better left."""
    touch = {
        "optional": translate("Idea", "Touch is not needed. Ask first; no touch is as good an answer."),
        "part": translate("Idea", "Touch is part of it. Ask first; no is as good an answer."),
    }.get(idea.touch, "")
    return [idea.leave, idea.access, touch, " ".join(filter(None, map(better_not, remarks(idea))))]


def invitations(idea: Activity | None) -> list[str]:
    """Ways to ask for something: the idea's own, and some that fit anything. Each of them holds a clear no."""
    return [
        *(set_for(idea, line) for line in (idea.invite if idea is not None else ())),
        translate("Idea", "I’d like some company for this. No is a fine answer."),
        translate("Idea", "I’ll be doing this either way. Come along if you like, no need to talk."),
        translate("Idea", "Would you like to, or rather not? Both are fine."),
    ]


def set_for(idea: Activity | None, text: str) -> str:
    """A pack's words with the marks of a book; what a person wrote stays as it is."""
    return text if idea is None or idea.own else curly(text)


def facts_line(idea: Activity, *more: str) -> QHBoxLayout:
    """The line under a dialog's title: "Quiet company, low energy, 10 to 40 min, at home"."""
    line = QHBoxLayout()
    line.setSpacing(theme.space(2))
    line.addWidget(Mark("pressure", band(idea.pressure)), 0, Qt.AlignmentFlag.AlignTop)
    facts = [
        band_word(band(idea.pressure)),
        energy_word(idea.energy),
        idea_facts(*idea.minutes, idea.place),
        *more,
    ]
    words = Label(joined(facts), "caption", "ink_2", wrap=True)
    line.addWidget(words, 1)
    return line
