"""Continue writing: the end of a page that is still warm, or the first question of a guide for an empty one.

A page counts as warm for two days. After that the card offers an empty page and says nothing of the old one:
nothing here waits to be finished.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from companion import content, guides
from ui.today.excerpt import Excerpt, paragraphs
from ui.typeset import curly
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.phrasing import written_at
from ui.widgets.rows import HeadLine, line_of
from ui.widgets.text import Label, ReadLabel

if TYPE_CHECKING:
    from companion.diary import Entry
    from ui.session import Session

_WARM = timedelta(days=2)


class WritingCard(Card):
    """Asks the diary through `go`, with the argument the diary's page understands."""

    go = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entry = ""
        self._guide = ""
        self._build()

    def _build(self) -> None:
        self.body.setContentsMargins(24, 18, 24, 20)
        self.body.setSpacing(10)
        self.heading = Label("", "h3")
        self.corner = Label("", "caption", "ink_3")
        self._head = HeadLine(self.heading, self.corner)
        self.excerpt = Excerpt()
        self.excerpt.pressed.connect(self._main)
        self.question = ReadLabel("", "suggest")
        self.main = Button("", "primary")
        self.main.clicked.connect(self._main)
        self.other = Button("", "quiet")
        self.other.clicked.connect(lambda: self.go.emit({"new": True}))
        self.body.addWidget(self._head)
        self.body.addWidget(self.excerpt)
        self.body.addWidget(self.question)
        self.body.addSpacing(5)
        self.body.addWidget(line_of(self.main, self.other, spacing=4))

    def refresh(self) -> None:
        """Look at the newest page again."""
        entry = self._warm_page()
        self._entry = entry.id if entry else ""
        self.excerpt.setVisible(entry is not None)
        self.corner.setVisible(entry is not None)
        self.question.setVisible(entry is None)
        self.other.show()
        if entry is not None:
            self.heading.setText(self.tr("Continue writing"))
            self.corner.setText(written_at(entry.when, self._session.today()))
            # A page may so far be a title or a picture alone.
            self.excerpt.set_text(entry.text if paragraphs(entry.text) else entry.title)
            self.main.setText(self.tr("Continue"))
            self.other.setText(self.tr("Start a new page"))
            self._head.fit()
            return
        self._guide, question = self._first_question()
        self.heading.setText(self.tr("Start a page"))
        self.question.setText(question)
        self.question.setVisible(bool(question))
        self.main.setText(self.tr("Begin with this") if question else self.tr("Write"))
        self.other.setText(self.tr("An empty page"))
        self.other.setVisible(bool(question))

    def _first_question(self) -> tuple[str, str]:
        """A guide for today, and what it asks first; nothing where no guide can be read."""
        sitting, workspace = self._session.sitting, self._session.workspace
        said = sitting.conditions if sitting is not None else frozenset()
        guide = guides.opener(content.guides(), self._session.today().toordinal(), said)
        if guide is None or workspace is None:
            return "", ""
        number = guides.coming(workspace.prefs.get(guides.NEXT), guide.id)
        walk = guides.Walk(content.guides(), guides.Place(guide.id, number), said)
        return guide.id, curly(guides.question(walk.step)) if walk.step is not None else ""

    def _warm_page(self) -> Entry | None:
        workspace = self._session.workspace
        # Some diaries that come in hold days that are still to come; they are not what one was writing.
        until = self._session.now().date() + timedelta(days=1)
        newest = workspace.diary.newest(until) if workspace is not None else None
        if workspace is None or newest is None or not self._is_warm(newest.when):
            return None
        return workspace.diary.get(newest.id)

    def _is_warm(self, when: object) -> bool:
        now = self._session.now()
        return now - _WARM <= when <= now + timedelta(days=1)  # type: ignore[operator]

    def _main(self) -> None:
        if self._entry:
            self.go.emit({"open": self._entry})
        else:
            self.go.emit({"new": True, "guide": self._guide} if self._guide else {"new": True})
