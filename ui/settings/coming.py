"""Bringing words in: what was chosen is looked through and shown, then it comes in a little at a time.

One dialog from the choice to the decision. It says what the thing seems to be, asks what only a person can know, and tells
what would come in, from when to when, and what would be left out. No word of anybody's diary is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from companion.errors import CompanionError, WrongSecret
from ui import theme
from ui.settings import coming_words as words
from ui.widgets.combo import Combo
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FaultLine, LineField, PassphraseField
from ui.widgets.phrasing import joined, unbroken
from ui.widgets.segmented import Segmented
from ui.widgets.text import Label, announce
from ui.widgets.turns import Turns

if TYPE_CHECKING:
    from companion.changes import Change
    from companion.interchange.bringing import Bringing, Taking
    from companion.interchange.coming import Prepared, Preview
    from ui.session import Session
    from ui.work import Job

_WIDTH = 600
_COLUMN = 124
_WIDE = 440
_ANY = 16_777_215
_KINDS = 8
_EXAMPLE = date(2030, 4, 3)


class ComingIn(QObject):
    """The dialog about one file or folder. `brought` comes with the change when everything is there, in words what, and
    the number of the import; `taken_back` when its undo was used, from wherever."""

    brought = Signal(object, str, int)
    taken_back = Signal()

    def __init__(self, session: Session, parent: QWidget, path: Path) -> None:
        super().__init__(parent)
        from companion.interchange.bringing import Bringing

        self._session, self._parent = session, parent
        self._job: Job | None = None
        self._ask: _Question | None = None
        self._total = 0
        workspace = session.workspace
        assert workspace is not None
        self.bringing: Bringing = Bringing(workspace, path, pictures=_picture)
        self.dialog = Dialog(self.tr("Bring words in"), parent, width=_WIDTH, close_button=True)
        self.format = Combo(self.tr("What it is"), [("", self.tr("Not known yet")), *words.formats()])
        self.format.chosen.connect(self._format_chosen)
        name = Label(path.name, "caption", "ink_3", wrap=True)
        self.dialog.body.addWidget(_Facts(self.tr("What it is"), self.format, name))
        self._holder = QWidget()
        self.column = QVBoxLayout(self._holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.space(3))
        self.dialog.body.addWidget(self._holder)
        self.dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.go = self.dialog.add_button(self.tr("Bring in"), "primary", "other")
        self.go.clicked.connect(self._go_on)
        self.dialog.rejected.connect(self._leave)

    def open(self) -> None:
        """Show it, and look."""
        self.look()
        self.dialog.open()

    # --- looking

    def look(self) -> None:
        """Read what was chosen, in a job."""
        self._show([Label(self.tr("Looking through it. Nothing is added yet."), "body", "ink_2", wrap=True)])
        self._ask = None
        self.go.setEnabled(False)
        if self._job is not None:
            self._job.cancel()
        self._job = self._session.run(
            self.bringing.look, owner=self.dialog, done=self._seen, failed=self._not_seen
        )

    def _format_chosen(self, name: object) -> None:
        self.bringing.format = str(name)
        self.look()

    def _seen(self, told: Preview) -> None:
        self._job = None
        self.format.value = self.bringing.format
        self._total = told.added + told.skipped
        self._show(self._told(told))
        self.go.setText(self.tr("Bring in"))
        self.go.setEnabled(bool(told.added or told.updated))
        announce(self.dialog, self.tr("New: {count}").format(count=_number(told.added)))

    def _not_seen(self, error: BaseException) -> None:
        from companion.interchange.coming import Needs

        self._job = None
        self.format.value = self.bringing.format
        if isinstance(error, Needs):
            self._question(error.what)
        elif isinstance(error, WrongSecret) and self.bringing.answers.password is not None:
            self._question("password", self.tr("That didn’t open it. Look at every letter and try again."))
        elif isinstance(error, CompanionError):
            line = FaultLine()
            self._show([line])
            line.say(words.why_not(error))
        else:
            self.dialog.reject()
            self._session.fault(error)

    # --- asking

    def _question(self, what: str, fault: str = "") -> None:
        self._ask = _QUESTIONS[what]()
        line = FaultLine()
        hint = [Label(self._ask.hint, "caption", "ink_3", wrap=True)] if self._ask.hint else []
        self._show([_Facts(self._ask.words, self._ask.field, *hint, line)])
        line.say(fault)
        self.go.setText(self.tr("Go on"))
        self.go.setEnabled(True)
        if self.dialog.isVisible():
            self._ask.field.setFocus()

    def _go_on(self) -> None:
        if self._ask is None:
            self.bring_in()
            return
        answer = self._ask.answer()
        if answer is not None:
            self.bringing.answers = replace(self.bringing.answers, **{self._ask.name: answer})
            self.look()

    # --- what would come in

    def _told(self, told: Preview) -> list[QWidget]:
        ours = told.format == words.OURS
        new = self.tr("Pages, plans, cards and choices: {count}") if ours else self.tr("Pages: {count}")
        rows: list[tuple[str, list[str]]] = []
        if told.added or not told.skipped:
            rows.append((self.tr("New"), [new.format(count=_number(told.added))]))
        if told.photos and rows:
            rows[0][1].append(self.tr("Photos: {count}").format(count=_number(told.photos)))
        if told.updated:
            rows.append(
                (self.tr("Changed since"), [self._count(told.updated, self.tr("brought up to date"))])
            )
        if told.skipped:
            rows.append((self.tr("Here already"), [self._count(told.skipped, self.tr("left as they are"))]))
        if told.first and told.last:
            span = self.tr("{first} to {last}").format(first=_day(told.first), last=_day(told.last))
            rows.append((self.tr("Days"), [_day(told.first) if told.first == told.last else span]))
        if len(told.days) > 1:
            rows.append((self.tr("The first ones"), [joined([_day(day) for day in told.days])]))
        rows += self._remarks(told)
        shown: list[QWidget] = [_told(title, lines) for title, lines in rows]
        if told.added or told.updated:
            end = self.tr("Nothing has been added yet. Afterwards one step takes it all back.")
        else:
            end = self.tr("There is nothing in it that isn’t here.")
        return [*shown, Label(end, "body", "ink_2", wrap=True)]

    def _count(self, count: int, what: str) -> str:
        return self.tr("{count}, {what}").format(count=_number(count), what=what)

    def _remarks(self, told: Preview) -> list[tuple[str, list[str]]]:
        from companion.interchange.coming import KEPT

        rows: list[tuple[str, list[str]]] = []
        for title, kept in ((self.tr("Left out"), False), (self.tr("Not quite as there"), True)):
            kinds = [(code, count) for code, count in told.kinds.most_common() if (code in KEPT) is kept]
            lines = [
                self.tr("{what}: {count}").format(what=words.what_was_left(code), count=_number(count))
                for code, count in kinds[:_KINDS]
            ]
            if len(kinds) > _KINDS:
                lines.append(self.tr("And other things."))
            if lines:
                rows.append((title, lines))
        return rows

    # --- bringing in

    def bring_in(self) -> ComingRun | None:
        """Take it in, with a dialog that can stop it."""
        if self._session.workspace is None:
            return None
        self.dialog.accept()
        run = ComingRun(self._parent, self._session, self.bringing, self._total)
        run.brought.connect(self.brought)
        run.taken_back.connect(self.taken_back)
        run.start()
        return run

    def _leave(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.bringing.close()

    def _show(self, widgets: list[QWidget]) -> None:
        while self.column.count():
            item = self.column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for widget in widgets:
            self.column.addWidget(widget)
            widget.show()  # what is not seen yet cannot keep the focus when the window comes back from choosing a file


class ComingRun(Turns):
    """One import on the thread of the window."""

    brought = Signal(object, str, int)
    taken_back = Signal()

    def __init__(self, owner: QWidget, session: Session, bringing: Bringing, total: int) -> None:
        self._bringing = bringing
        self._taking: Taking = bringing.begin()
        super().__init__(owner, session, self._taking, _say("Bringing words in"), total)

    def let_go(self) -> None:
        self._bringing.close()

    def make_whole(self) -> Change:
        return self._watched(self.task.finish())

    def made(self, change: Change) -> None:
        pages = self.tr("{count} from {format}")
        what = pages.format(
            count=_number(self._taking.told.added), format=words.format_name(self._bringing.format)
        )
        self.brought.emit(change, what, self._taking.number)

    def _watched(self, change: Change) -> Change:
        undo = change.undo
        if undo is None:
            return change

        def back() -> Change:
            made = undo()
            self.taken_back.emit()
            return made

        return replace(change, undo=back)


class _Question:
    """What only a person can know: the name of the answer, the words, and the field for it."""

    def __init__(self, name: str, words: str, field: Any, hint: str = "") -> None:
        self.name, self.words, self.field, self.hint = name, words, field, hint

    def answer(self) -> Any:
        """What was answered, or None as long as nothing was."""
        if isinstance(self.field, Segmented):
            return self.field.value
        return self.field.text() or None


def _password() -> _Question:
    field = PassphraseField(_say("Its passphrase"))
    hint = _say(
        "The one it was locked with there. For an export sealed for these notes, the recovery code opens it, too."
    )
    return _Question("password", _say("Its passphrase"), field, hint)


def _day_first() -> _Question:
    other = _EXAMPLE.replace(day=_EXAMPLE.month, month=_EXAMPLE.day)
    field = Segmented(
        _say("Dates like 03/04"), [(True, _short(_EXAMPLE.replace(day=3, month=4))), (False, _short(other))]
    )
    field.value = None  # a guess here would put half of somebody's pages on other days
    return _Question("day_first", _say("Dates like 03/04 mean"), field)


def _tag_symbols() -> _Question:
    field = LineField(_say("Signs before a tag"), "@#")
    return _Question("tag_symbols", _say("Signs before a tag"), field)


def _time_format() -> _Question:
    field = LineField(_say("How a day and time is written"), "%Y-%m-%d %H:%M")
    hint = _say("As in the settings of the program it comes from.")
    return _Question("time_format", _say("How a day and time is written"), field, hint)


_QUESTIONS: dict[str, Callable[[], _Question]] = {
    "password": _password,
    "day_first": _day_first,
    "tag_symbols": _tag_symbols,
    "time_format": _time_format,
}


def questions() -> frozenset[str]:
    """Every question there is a field for; a test holds them against those the core asks."""
    return frozenset(_QUESTIONS)


def _picture(data: bytes, name: str) -> Prepared:
    """A picture made fit to be kept, in the thread that reads."""
    from ui.photos import prepare_import

    return prepare_import(data, name)


class _Facts(QWidget):
    """A row of the preview: what it is about, and beside it, or below where text is large, what is told of it."""

    def __init__(self, title: str, *lines: QWidget) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._label = Label(title, "label", "ink_2", wrap=True)
        self._row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        # Beside a field its name stands at the height of what is in the field.
        self._down = (
            1 if isinstance(lines[0], Label) else (lines[0].sizeHint().height() - theme.line("label")) // 2
        )
        column = QVBoxLayout()
        column.setSpacing(theme.space(1))
        for line in lines:
            column.addWidget(line)
        self._row.addLayout(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_WIDE)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(across if wide else down)
        self._row.setSpacing(theme.space(3) if wide else theme.space(1))
        self._label.setFixedWidth(theme.px(_COLUMN)) if wide else self._label.setMaximumWidth(_ANY)
        self._label.setContentsMargins(0, self._down if wide else 0, 0, 0)


def _told(title: str, lines: list[str]) -> QWidget:
    return _Facts(title, *(Label(line, "body", "ink_2", wrap=True) for line in lines))


def _number(count: int) -> str:
    return QLocale().toString(count)


def _day(day: date) -> str:
    return unbroken(QLocale().toString(QDate(day.year, day.month, day.day), _say("d MMMM yyyy")))


def _short(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), _say("d MMMM"))


def _say(text: str) -> str:
    return QCoreApplication.translate("Coming", text)
