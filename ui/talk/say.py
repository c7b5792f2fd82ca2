"""Say it kindly: an honest sentence in parts, how it sounds, and, if wanted, a soft remark on words that may sting.

    parts -> a pause in typing -> hints under their part (at most two) | the quiet way to help, and no hint
          -> copy, a small card, the diary, the kept words | "Turn it into a question"

Nothing typed here is stored unless it is kept. Remarks never block, never change a text by themselves, can be left one
by one, and can be switched off for good. After a named fear this tab is not shown (`page.py`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from companion import content
from ui import theme
from ui.hinted import HintBar, HintedField, Remark
from ui.talk import choose, sayings
from ui.talk.here import HereBuilder
from ui.talk.sounding import SoundCard, keep_words
from ui.typeset import curly
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.dialog import Dialog
from ui.widgets.icons import IconView
from ui.widgets.rows import PULL, quiet_line
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, ReadLabel, announce

if TYPE_CHECKING:
    from companion.kindly import Hint
    from ui.session import Session

PAUSE_MS = 700
"""How long nobody types before the words are looked at."""

_STEM = 120
_SIDE = 300
_WIDE = 780  # from here on the result stands beside the parts
_OPENING = ("lonely", "worried", "sad", "tired")


class Part(QWidget):
    """A stem, its field, and the remarks on it. `changed` comes with every letter."""

    changed = Signal()

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part
        name = sayings.name(part)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space(1))
        self.stem = Label(name, "card_title", wrap=True)
        self._row.addWidget(self.stem, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.space(2))
        self.field = HintedField(name)
        self.field.textChanged.connect(self.changed)
        self.stem.setBuddy(self.field)
        self.bar = HintBar()
        column.addWidget(self.field)
        column.addWidget(self.bar)
        caption = sayings.caption(part)
        if caption:
            column.addWidget(Label(caption, "caption", "ink_3", wrap=True))
        self._row.addLayout(column, 1)

    def set_narrow(self, narrow: bool) -> None:
        """Put the stem above the field, where there is no room beside it."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self.stem.setFixedWidth(theme.px(_STEM)) if not narrow else self.stem.setMaximumWidth(16777215)
        self.stem.setMinimumWidth(0 if narrow else theme.px(_STEM))
        top = 0 if narrow else max(0, (self.field.height() - theme.line("card_title")) // 2)
        self.stem.setContentsMargins(0, min(top, theme.px(10)), 0, 0)


class SayKindly(QWidget):
    """The tab. `go` leads to another page, `kept_asked` to the kept words."""

    go = Signal(str, object)
    kept_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._left: set[tuple[str, str]] = set()
        self._need = ""
        self.parts: dict[str, Part] = {}
        self.care = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._build()
        self._choose_form("whole")
        session.settings_changed.connect(self._switched)
        theme.watcher.changed.connect(self._arrange)
        # What the rules are made of is read while nobody waits for it.
        session.run(lambda _report: _warm(), owner=self)

    # --- built once ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.space(3))
        self.form = Segmented(
            self.tr("In which form"),
            [
                ("whole", self.tr("In parts")),
                ("miss", self.tr("Noticed and miss")),
                ("ask", self.tr("Feel and ask")),
                ("here", self.tr("I’m here")),
            ],
        )
        self.form.chosen.connect(self._choose_form)
        top = QHBoxLayout()
        top.setContentsMargins(PULL, 0, PULL, 0)
        top.addWidget(self.form)
        top.addStretch(1)
        outer.addLayout(top)
        self.sentence = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.sentence)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addLayout(self._build_parts(), 1)
        self._sides.addWidget(self._build_side(), 0)
        outer.addWidget(self.sentence)
        self.here: HereBuilder | None = None
        # In a row, so that its height is asked for at the width it may have.
        self._here_row = QHBoxLayout()
        self._here_row.addStretch(1)
        outer.addLayout(self._here_row)
        outer.addStretch(1)

    def _build_parts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(3))
        column.addWidget(
            Label(self.tr("Start anywhere. Each part can stay empty."), "body", "ink_2", wrap=True)
        )
        for name in sayings.ORDER:
            part = Part(name)
            part.changed.connect(self._typed)
            part.bar.left.connect(self._leave)
            part.bar.chosen.connect(partial(self._put_word, name))
            part.bar.used.connect(part.field.put)
            part.bar.more.connect(partial(self._help_with, "feel", name))
            self.parts[name] = part
            column.addWidget(part)
        self.more_button = LinkButton(self.tr("More parts"), size="small")
        self.more_button.clicked.connect(self._show_more)
        self.question_button = LinkButton(self.tr("Turn it into a question"), size="small")
        self.question_button.clicked.connect(self.ask_questions)
        self.helpers: dict[str, LinkButton] = {}
        for name, words in (
            ("noticed", self.tr("Ways to begin")),
            ("feel", self.tr("Words for a feeling")),
            ("need", self.tr("Words for a need")),
            ("ask", self.tr("Small asks")),
        ):
            self.helpers[name] = LinkButton(words, size="small")
            self.helpers[name].clicked.connect(partial(self._help_with, name))
        column.addLayout(quiet_line(*self.helpers.values(), self.more_button, self.question_button))
        column.addStretch(1)
        return column

    def _build_side(self) -> QWidget:
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(PULL, 0, PULL, 0)
        column.setSpacing(theme.space(3))
        self.sound = SoundCard(self._session)
        self.sound.diary_asked.connect(lambda text: self.go.emit("diary", {"new": True, "text": text}))
        column.addWidget(self.sound)
        self.help_link = LinkButton(
            self.tr("People who listen, and what may help"), icon="life-buoy", size="small"
        )
        self.help_link.clicked.connect(lambda: self.go.emit("understand", {"page": "s-afraid"}))
        self.help_link.hide()
        column.addLayout(quiet_line(self.help_link))
        told = QHBoxLayout()
        told.setSpacing(theme.space(2))
        told.addWidget(IconView("info", 16, "ink_3"), 0, Qt.AlignmentFlag.AlignTop)
        self.about = Label("", "caption", "ink_2", wrap=True)
        told.addWidget(self.about, 1)
        column.addLayout(told)
        self.switch = LinkButton("", size="small")
        self.switch.clicked.connect(self._switch)
        column.addLayout(quiet_line(self.switch))
        column.addSpacing(theme.space(2))
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addStretch(1)
        self.clear_button = Button(self.tr("Clear"), "secondary")
        self.clear_button.clicked.connect(self.clear)
        self.keep_button = Button(self.tr("Keep these words"), "primary")
        self.keep_button.clicked.connect(lambda: keep_words(self._session, self.sound.words, self))
        row.addWidget(self.clear_button)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        column.addStretch(1)
        return self.side

    # --- what the page asks -------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The tab is shown: the remarks and their switch as the settings say."""
        self._switched()
        self._arrange()

    def home_focus(self) -> QWidget:
        if self.form.value == "here" and self.here is not None:
            return self.here.first()
        return next(part.field for part in self.parts.values() if not part.isHidden())

    def opening_words(self) -> str:
        """What was put together here, to begin a talk with. Nothing where it tells of harm: that is no opener."""
        self.look()
        return "" if self.care else self.sound.words

    # --- the form -----------------------------------------------------------------------------------------

    def _choose_form(self, form: object) -> None:
        here = form == "here"
        if here:
            self._begin_here()
        self.sentence.setVisible(not here)
        if self.here is not None:
            self.here.setVisible(here)
        shown = sayings.FORMS.get(str(form), ())
        for name, part in self.parts.items():
            typed = form == "whole" and name in sayings.MORE and bool(part.field.words())
            part.setVisible(name in shown or typed)
        for name, button in self.helpers.items():
            button.setVisible(name in shown)
        self.more_button.setVisible(
            form == "whole" and any(self.parts[name].isHidden() for name in sayings.MORE)
        )
        self._typed()
        self._arrange()

    def _begin_here(self) -> None:
        """The builder speaks in the role of the sitting, so it is made anew when that is another one."""
        sitting = self._session.sitting
        role = sitting.role if sitting is not None else "unsure"
        if self.here is not None and self.here.role == role:
            return
        if self.here is not None:
            self._here_row.removeWidget(self.here)
            self.here.hide()
            self.here.deleteLater()
        self.here = HereBuilder(self._session, role, hands_on=False)
        self.here.go.connect(self.go)
        self._here_row.insertWidget(0, self.here, 1000)

    def _show_more(self) -> None:
        first = next(name for name in sayings.MORE)
        for name in sayings.MORE:
            self.parts[name].setVisible(True)
        self.more_button.hide()
        self._arrange()
        self.parts[first].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Empty every part. Each field can still take that back with the keys that undo."""
        for part in self.parts.values():
            part.field.put("")
        self._left.clear()
        self.look()
        self.home_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    # --- words --------------------------------------------------------------------------------------------

    def _shown(self) -> dict[str, str]:
        return {name: part.field.words() for name, part in self.parts.items() if not part.isHidden()}

    def _typed(self) -> None:
        self.sound.show_words(sayings.compose(self._shown()), sayings.MOST_SENTENCES)
        for button in (self.keep_button, self.clear_button, self.question_button):
            button.setEnabled(bool(self.sound.words))
        self._pause.start()

    def look(self) -> None:
        """Hold the words against the rules, all parts together, so that there are never more than two remarks."""
        from companion.kindly import hints

        self._pause.stop()
        texts = {name: words for name, words in self._shown().items() if words.strip()}
        whole, places = "", []
        for name, words in texts.items():
            before, _ = sayings.with_stem(name, words)
            places.append((name, len(whole) + len(before), len(whole) + len(before) + len(words)))
            whole += before + words + "\n"
        told = hints(whole)
        self.care = told.care
        self.help_link.setVisible(told.care)
        found: dict[str, list[tuple[Hint, int]]] = {}
        if self._session.settings.kind_hints:
            for hint in told.hints:
                for name, start, end in places:
                    if start <= hint.end - 1 < end and (name, whole[hint.start : hint.end]) not in self._left:
                        found.setdefault(name, []).append((hint, start))
        for name, part in self.parts.items():
            here = found.get(name, [])
            part.field.mark((max(hint.start - start, 0), hint.end - start) for hint, start in here)
            part.bar.say([self._remark(name, hint, whole) for hint, _ in here])

    def _remark(self, name: str, hint: Hint, whole: str) -> Remark:
        words = whole[hint.start : hint.end]
        key = (name, words)
        if hint.cue == "C5":
            maybe = next(
                (one.maybe for one in content.verdicts() if one.word == words.lower() and one.maybe), ()
            )
            if len(maybe) >= 2:
                question = self.tr("And inside, is that more {one} or {other}?")
                asked = question.format(one=maybe[0], other=maybe[1])
                return Remark(key, asked, tuple(curly(word) for word in maybe))
        if hint.cue in ("C4", "C5") and name == "feel":
            return Remark(key, hint.note, _OPENING)
        return Remark(key, hint.note, (), hint.instead)

    def _leave(self, key: object) -> None:
        self._left.add(key)  # type: ignore[arg-type]  # what the bar was given
        self.look()
        self.parts[key[0]].field.setFocus(Qt.FocusReason.OtherFocusReason)  # type: ignore[index]

    def _put_word(self, name: str, key: tuple[str, str], word: str) -> None:
        """A feeling that was chosen takes the place of a verdict word, or of the whole thought after "I feel"."""
        field = self.parts[name].field
        at = field.words().find(key[1])
        verdict = any(one.word == key[1].lower() for one in content.verdicts())
        if verdict and at >= 0:
            field.replace(at, at + len(key[1]), word)
        else:
            field.put(word)
        self.look()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- helpers ------------------------------------------------------------------------------------------

    def _help_with(self, name: str, into: str = "") -> None:
        field = self.parts[into or name].field
        if name == "feel":
            choose.ChooseDialog(self, self.tr("Words for a feeling"), choose.feelings(), field.put).open()
        elif name == "need":
            choose.ChooseDialog(self, self.tr("Words for a need"), choose.needs(), self._put_need).open()
        else:
            lines = choose.asks(self._need) if name == "ask" else choose.starters()
            title = self.tr("Small asks") if name == "ask" else self.tr("Ways to begin")
            groups = [("", [choose.Choice(line) for line in lines])]
            take = field.put if name == "ask" else lambda line: field.put(f"{line} ")
            choose.ChooseDialog(self, title, groups, take, lines=True).open()

    def _put_need(self, need: str) -> None:
        self._need = need
        self.parts["need"].field.put(need)

    def ask_questions(self) -> None:
        """The words as open questions, for oneself first. Where there was harm, the way to help instead."""
        from companion.kindly import questions

        asked = questions(self.sound.words)
        self.look()
        if self.care:
            announce(self.help_link, self.help_link.text())
            self.help_link.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        QuestionDialog(self, self._session, [curly(question) for question in asked]).open()

    # --- the switch ---------------------------------------------------------------------------------------

    def _switch(self) -> None:
        self._session.prefer(kind_hints=not self._session.settings.kind_hints)

    def _switched(self) -> None:
        on = self._session.settings.kind_hints
        self.about.setText(
            self.tr(
                "Hints come from a list of plain rules on this computer. They can be wrong, and your words stay yours."
            )
            if on
            else self.tr("Hints are off.")
        )
        self.switch.setText(self.tr("Turn hints off") if on else self.tr("Turn hints on"))
        self.look()

    # --- room ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.px(_WIDE)
        self._sides.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._sides.setSpacing(theme.px(40) - 2 * PULL if wide else theme.space(4))
        self.side.setMaximumWidth(theme.px(_SIDE) + 2 * PULL if wide else 16777215)
        self.side.setMinimumWidth(theme.px(_SIDE) + 2 * PULL if wide else 0)
        narrow = self.width() < theme.px(480)
        for part in self.parts.values():
            part.set_narrow(narrow)


def _warm() -> None:
    from companion.kindly import hints

    hints("You never know.")


class QuestionDialog(Dialog):
    """Some open questions in place of a blaming sentence."""

    def __init__(self, parent: QWidget, session: Session, questions: list[str]) -> None:
        super().__init__(parent.tr("As a question"), parent, 560, close_button=True)
        self.questions = questions
        self.body.addWidget(
            Label(
                self.tr("For you first. One of them may be worth asking aloud, some time."),
                "body",
                "ink_2",
                wrap=True,
            )
        )
        for question in questions:
            self.body.addWidget(ReadLabel(question, "lead_small"))
        copy = self.add_button(self.tr("Copy"), "secondary", "other")
        copy.clicked.connect(lambda: session.copy("\n".join(questions)))
        write = self.add_button(self.tr("Write about it"), "quiet", "other")
        write.clicked.connect(lambda: self._write(parent, questions))
        self.add_button(self.tr("Close"), "primary")

    def _write(self, tab: QWidget, questions: list[str]) -> None:
        self.accept()
        tab.go.emit("diary", {"new": True, "text": "\n\n".join(questions) + "\n\n"})  # type: ignore[attr-defined]
