"""A page written with a guide: the walk, the bar above the text, and what goes into the text on the way.

    begin(id) -> question -> answer -> next … -> last words -> put away

Answers are ordinary paragraphs, so the page is whole wherever the walk ends. What is remembered are ids and numbers in
the vault: where the walk on a page stands, which sitting of a series comes next, and whether questions are kept as
headings. What somebody fears is told to the sitting in memory, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from companion import content
from companion.changes import Change
from companion.diary import OPEN_GUIDES
from companion.guides import NEXT, Place, Walk, coming, following, questions
from companion.talk import FILTERS
from ui.diary import guidewords
from ui.diary.guidebar import GuideBar, GuidePlace
from ui.diary.guidetext import Answers
from ui.typeset import curly

if TYPE_CHECKING:
    from companion.diary import Entry
    from ui.diary.page import DiaryPage
    from ui.widgets.menu import Menu

QUESTIONS = "guide_questions"
"""In `prefs`: false if questions are left out of the text."""
PLACE = "diary_guide"
"""In `session.places`: the walk on a page that holds nothing yet."""
_REMEMBERED = 12


class Guided(QObject):
    """One for the diary page. `place` is the widget that stands above the text, `walking` whether it does."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        self._session, self._desk, self._editor = page.session, page.desk, page.sheet.editor
        self.walk: Walk | None = None
        self._entry = ""
        self._seen: set[str] = set()
        self._writing = False
        self._bar: GuideBar | None = None
        self.place = GuidePlace(self._editor)
        self.answers = Answers(self._editor)
        page.sheet.above.addWidget(self.place)
        self._connect()

    @property
    def bar(self) -> GuideBar:
        """The bar itself, made when it is first needed: most pages are written without one, and it takes a while."""
        if self._bar is None:
            bar = self._bar = GuideBar()
            bar.asked.connect(self._asked)
            bar.picked.connect(self._picked)
            bar.sitting_asked.connect(self._go_to_sitting)
            bar.typed.connect(self._hand_on)
            self.place.hold(bar)
        return self._bar

    def _connect(self) -> None:
        page = self._page
        page.add_deed("next_question", self.go_on, self.tr("Next question"))
        page.more.add("writing", self._rows)
        self.offer = page.beginnings.add(
            self.tr("Begin with a guide"), "lamp", self.choose, lambda: not self.walking
        )
        self._desk.settle = self._settle
        self._desk.stored.connect(lambda *_: self._remember())
        page.sheet.edited.connect(self._edited)

    def _rows(self, menu: Menu) -> None:
        menu.add(self.tr("Guides"), "lamp", self.choose)

    @property
    def walking(self) -> bool:
        entry = self._desk.entry
        return self.walk is not None and entry is not None and entry.id == self._entry

    # --- beginning and ending ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """The list of guides."""
        from ui.diary.guidelist import GuideList

        said = self._said()
        chooser = GuideList(self._page, content.guides(), said, self._role())
        chooser.chosen.connect(self.begin)
        chooser.open()

    def begin(self, id: str) -> None:
        """Write the page that is open with this guide. An id nobody knows changes nothing."""
        entry = self._desk.entry
        if entry is None or all(guide.id != id for guide in content.guides()):
            return
        if self.walking:
            self._end()
        self._walk_from(Place(id, coming(self._pref(NEXT), id)), entry)
        self._arrived()
        # Whoever was not writing goes on in the bar, and not at what the list was opened with.
        self._focus(in_bar=not self._editor.hasFocus())

    def _walk_from(self, place: Place, entry: Entry) -> None:
        self.walk = Walk(content.guides(), place, self._said())
        self._entry = entry.id
        self._seen = {entry.guide, self.walk.gave_way} - {""}
        prefs = self._prefs()
        kept = prefs is None or prefs.get(QUESTIONS) is not False
        self.answers.with_questions = self.bar.keeps_questions = kept

    def put_away(self) -> None:
        """No guide any more. What was written stays as it is."""
        if self.walking:
            self._end()
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        entry = self._desk.entry
        with self._own_edits():
            self.answers.turn()
        if self.walk is not None:
            self.walk.put_away()
        self.walk = None
        self._remember()
        if self._editor.is_empty():
            self._desk.guide = ""
        self._drop()
        self.arrange()
        self._page.beginnings.refresh(self._editor.is_empty() and entry is not None and not entry.row)

    def _drop(self) -> None:
        self.walk, self._entry = None, ""
        self.answers.forget()
        if self._bar is not None:
            self._bar.forget()

    def forget(self) -> None:
        """Hold no word any longer."""
        self._drop()
        self._seen.clear()

    # --- the page ---------------------------------------------------------------------------------------------

    def opened(self, entry: Entry) -> None:
        """An entry was put on the desk: its guide comes back with it, if it has one that was not put away."""
        self.answers.forget()
        if self.walk is None or self._entry != entry.id:
            self._drop()
            place = _place(self._pref(OPEN_GUIDES).get(entry.id))
            if place is not None:
                self._walk_from(place, entry)
        if self.walk is not None:
            self._resume()
        self.arrange()

    def come_back(self) -> bool:
        """After a lock: a new page again, where a guide stood on one that held nothing yet."""
        place = _place(self._session.places.pop(PLACE, None))
        if place is None or not self._page.write() or self._desk.entry is None:
            return False
        self._walk_from(place, self._desk.entry)
        self._resume()
        self.arrange()
        return True

    def leaving(self) -> None:
        """The page is left. A walk on a page without a word lives as long as the app does."""
        entry = self._desk.entry
        self._session.places.pop(PLACE, None)
        if self.walking and entry is not None and not entry.row and self.walk is not None:
            place = self.walk.place
            self._session.places[PLACE] = [place.guide, place.sitting, place.step]

    def _resume(self) -> None:
        walk = self.walk
        assert walk is not None
        self._desk.guide = walk.guide.id
        if walk.kept:
            self.answers.resume(walk.key, guidewords.asked(walk))
            self._take_up_picks(walk)
        self._show()

    def _take_up_picks(self, walk: Walk) -> None:
        """What was picked before is known by the line it left on the page."""
        line = self.answers.first_line()
        picked = guidewords.picked_in(walk, line) if line else ()
        if picked and not walk.picked:
            for place in picked:
                walk.pick(place)
        if picked:
            self.answers.take_up(line)

    def _show(self) -> None:
        """The bar says where the walk stands, and the keyboard walks through it before the text."""
        walk = self.walk
        assert walk is not None
        self.bar.show_walk(walk)
        order = [self._page.sheet.bar.more_button, *self.bar.controls()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._page.focus_mode.chain()

    def arrange(self) -> None:
        """Show the bar where it belongs."""
        page = self._page
        self.place.setVisible(self.walking and page.bin.shown is None and not page.sheet.history_open)

    def _settle(self) -> None:
        if self.walking:
            with self._own_edits():
                self.answers.settle()

    # --- on the way -------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The next question, or the last words."""
        if self.walk is not None and self.walking:
            self._move(self.walk.go_on)

    def _asked(self, what: str) -> None:
        walk = self.walk
        if walk is None:
            return
        deeds: dict[str, Callable[[], object]] = {
            "next": self.go_on,
            "back": lambda: self._move(walk.go_back),
            "lighter": lambda: self._move(walk.take_lighter),
            "hint": self.bar.toggle_hint,
            "away": self.put_away,
            "help": self._open_help,
            "list": self.choose,
            "questions": self._toggle_questions,
        }
        deeds[what]()

    def _go_to_sitting(self, sitting: int) -> None:
        walk = self.walk
        if walk is not None:
            self._move(lambda: walk.go_to_sitting(sitting))

    def _move(self, move: Callable[[], object]) -> None:
        """Do something that may lead to another step, and show what comes of it."""
        walk = self.walk
        assert walk is not None
        before, named = (walk.key, walk.stage), walk.named
        in_bar = self._in_bar()
        move()
        self._tell(walk.named - named)
        if walk.stage == "away":
            self._end()
            self._session.notice(guidewords.nothing_lighter())
        elif (walk.key, walk.stage) == before:
            self.bar.show_walk(walk)
        else:
            self._arrived()
            self._focus(in_bar)

    def _arrived(self) -> None:
        """Another step: room for its answer, and the bar says it."""
        walk = self.walk
        assert walk is not None
        if walk.stage == "away":
            self._end()
            self._session.notice(guidewords.nothing_lighter())
            return
        self._seen |= {walk.guide.id, walk.gave_way} - {""}
        self._desk.guide = walk.guide.id
        with self._own_edits():
            if walk.kept:
                self.answers.turn(walk.key, guidewords.asked(walk))
            else:
                self.answers.turn()
        if walk.stage == "close" and walk.guide.sittings > 1:
            self._store(NEXT, {**self._pref(NEXT), walk.guide.id: following(walk.sitting, walk.guide)})
        self._remember()
        self._show()
        self.place.to_top()
        self.arrange()
        self._page.beginnings.refresh(False)

    def _picked(self, place: int) -> None:
        walk = self.walk
        if walk is None:
            return
        if not walk.kept:
            named = walk.named
            self._move(lambda: walk.pick(place))
            if walk.step is not None and walk.step.asks and walk.named - named:
                self._open_help()
            return
        walk.pick(place)
        with self._own_edits():
            self.answers.pick(guidewords.answer_line(walk))
        self.bar.show_walk(walk)

    def _edited(self) -> None:
        """What was picked and is not on the page any more is not picked any more."""
        if self._writing:
            return
        walk = self.walk
        if walk is not None and walk.kept and walk.picked and not self.answers.pick_stands:
            walk.take_back()
            self.bar.show_walk(walk)

    def _toggle_questions(self) -> None:
        kept = not self.bar.keeps_questions
        self.bar.keeps_questions = kept
        guides = [guide for guide in content.guides() if guide.id in self._seen]
        with self._own_edits():
            self.answers.keep_questions(kept, [curly(said) for guide in guides for said in questions(guide)])
        self._store(QUESTIONS, None if kept else False)

    @contextmanager
    def _own_edits(self) -> Iterator[None]:
        self._writing = True
        try:
            yield
        finally:
            self._writing = False

    # --- help and the sitting ---------------------------------------------------------------------------------

    def _open_help(self) -> None:
        page = self.walk.help if self.walk is not None else ""
        self._page.go.emit("understand", {"page": page} if page else {"tab": "help"})

    def _tell(self, named: frozenset[str]) -> None:
        """What was named holds for the whole sitting: nothing offers a talk to somebody who is afraid."""
        sitting = self._session.sitting
        if sitting is None or not named:
            return
        if "afraid" in named:
            sitting.answer_safe("afraid")
        for condition in named & FILTERS:
            sitting.say(condition)
        self._session.broadcast(Change("sitting"), self)

    def _said(self) -> frozenset[str]:
        sitting = self._session.sitting
        return sitting.conditions if sitting is not None else frozenset()

    def _role(self) -> str:
        sitting, prefs = self._session.sitting, self._prefs()
        told = sitting.role if sitting is not None else "unsure"
        return told if told != "unsure" or prefs is None else str(prefs.get("role") or "unsure")

    # --- the keyboard -----------------------------------------------------------------------------------------

    def _in_bar(self) -> bool:
        focus = self.place.window().focusWidget()
        return focus is not None and self.place.isAncestorOf(focus)

    def _focus(self, in_bar: bool) -> None:
        """To what answers the question; where nothing does, the focus stays on the side it was."""
        walk = self.walk
        if walk is None:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        target: QWidget | None = self.bar.first_choice()
        if target is None and walk.kept:
            target = self._editor
        if target is None and in_bar:
            target = self.bar.next if walk.can_go_on else self.bar.away
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hand_on(self, event: QKeyEvent) -> None:
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        QCoreApplication.sendEvent(self._editor, event)

    # --- what is remembered -----------------------------------------------------------------------------------

    def _prefs(self) -> Any:
        workspace = self._session.workspace
        return workspace.prefs if workspace is not None else None

    def _pref(self, name: str) -> dict[str, Any]:
        prefs = self._prefs()
        found = prefs.get(name) if prefs is not None else None
        return found if isinstance(found, dict) else {}

    def _store(self, name: str, value: object) -> None:
        prefs = self._prefs()
        if prefs is not None and prefs.get(name) != value:
            self._session.perform(lambda: prefs.set(name, value), by=self._page, quiet=True)

    def _remember(self) -> None:
        """Where the walk on a stored page stands; a page without a walk is left out."""
        entry = self._desk.entry
        if entry is None or not entry.row or entry.id != self._entry:
            return
        kept = {id: place for id, place in self._pref(OPEN_GUIDES).items() if id != entry.id}
        if self.walk is not None:
            place = self.walk.place
            kept[entry.id] = [place.guide, place.sitting, place.step]
        latest = dict(list(kept.items())[-_REMEMBERED:])
        self._store(OPEN_GUIDES, latest or None)


def _place(found: object) -> Place | None:
    """A place as it was kept, if it is one and its guide is still there."""
    if not isinstance(found, list) or len(found) != 3:
        return None
    id, sitting, step = found
    known = any(guide.id == id for guide in content.guides())
    return Place(id, sitting, step) if known and isinstance(sitting, int) and isinstance(step, int) else None
