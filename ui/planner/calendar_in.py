"""What a calendar file would bring, before it does: new, changed, gone there, left out and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.dialog import Dialog
from ui.widgets.phrasing import clock, full_day, joined
from ui.widgets.text import Label
from ui.widgets.turns import Turns

if TYPE_CHECKING:
    from companion.interchange.ics_drafts import Draft, Remark
    from companion.interchange.ics_taking import Look
    from ui.session import Session

SHOWN = 8
"""Lines of a kind that are shown; the number of the others stands below."""
_WIDTH = 560


class CalendarPreview(QObject):
    """The dialog. Bringing it in is one step, and one step takes it back."""

    def __init__(self, session: Session, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._session, self._parent, self._look = session, parent, look
        self.dialog = Dialog(self.tr("Bring a calendar in"), parent, width=_WIDTH, close_button=True)
        self.dialog.destroyed.connect(self.deleteLater)
        self._list(self.tr("New: {count}"), self._lines("added"))
        self._list(self.tr("Changed there, brought up to date here: {count}"), self._lines("updated"))
        self._list(self.tr("Cancelled there, taken out here: {count}"), self._lines("removed"))
        left = [_remark(remark) for remark in look.remarks if remark.left_out]
        self._list(self.tr("Left out: {count}"), left)
        self._list(
            self.tr("Not quite as in the file: {count}"),
            [_remark(remark) for remark in look.remarks if not remark.left_out],
        )
        here = look.count("same", "older")
        if here:
            words = self.tr("Here already, left as they are: {count}")
            self._label(words.format(count=_number(here)))
        if look.changes_something:
            words = self.tr("Nothing has changed yet. Afterwards one step takes it all back.")
        else:
            words = self.tr("There is nothing in it that isn’t here.")
        self._label(words, "ink_2")
        no = self.tr("Not now") if look.changes_something else self.tr("Close")
        self.dialog.add_button(no, "secondary", "reject")
        if look.changes_something:
            self.dialog.add_button(self.tr("Bring it in"), "primary", "accept")
            self.dialog.accepted.connect(self.bring_in)

    def open(self) -> None:
        """Show it."""
        self.dialog.open()

    def bring_in(self) -> None:
        """Take all of it in, a little at a time; the notice offers to take it back."""
        workspace, look = self._session.workspace, self._look
        if workspace is None:
            return
        from companion.interchange.ics_taking import Taking

        task = Taking(workspace, look, untitled=_say("Something planned"))
        total = look.count("added")
        turns = Turns(self._parent, self._session, task, self.tr("Bringing a calendar in"), total)
        turns.dialog.accepted.connect(turns.deleteLater)
        turns.start()

    def _lines(self, what: str) -> list[str]:
        return [_event(step.draft) for step in self._look.steps if step.what == what]

    def _list(self, heading: str, lines: list[str]) -> None:
        if not lines:
            return
        column = QVBoxLayout()
        column.setSpacing(theme.space(1))
        column.addWidget(Label(heading.format(count=_number(len(lines))), "h3", wrap=True))
        for line in lines[:SHOWN]:
            column.addWidget(Label(line, "body", "ink_2", wrap=True))
        if len(lines) > SHOWN:
            words = self.tr("And {count} more.").format(count=_number(len(lines) - SHOWN))
            column.addWidget(Label(words, "body", "ink_3", wrap=True))
        self.dialog.body.addLayout(column)

    def _label(self, words: str, color: str = "ink") -> None:
        self.dialog.body.addWidget(Label(words, "body", color, wrap=True))


def _number(count: int) -> str:
    return QLocale().toString(count)


def _say(text: str) -> str:
    return QCoreApplication.translate("Calendars", text)


def _event(draft: Draft) -> str:
    """ "Evening walk: Thursday 5 March 2026, 19:00, comes again"."""
    when = [f"{full_day(draft.start.date())} {draft.start.year}"]
    if not draft.whole_day:
        when.append(clock(draft.start))
    elif draft.end_day is not None and draft.end_day - draft.start.date() > timedelta():
        when.append(_say("until {day}").format(day=full_day(draft.end_day)))
    if draft.repeat is not None:
        when.append(_say("comes again"))
    title = draft.title or _say("Something planned")
    return _say("{title}: {when}").format(title=title, when=joined(when))


def _remark(remark: Remark) -> str:
    """Where and why, as one sentence."""
    why = _WHY[remark.why]().format(zone=remark.detail)
    place = _say("Line {number}").format(number=_number(remark.line)) if remark.line else ""
    where = joined([place, f"“{remark.title}”" if remark.title else ""])
    return _say("{where}: {why}").format(where=where, why=why) if where else why


_WHY = {
    "date": lambda: _say("its day or time does not exist."),
    "rule": lambda: _say("it comes again by a rule that can’t be kept here."),
    "often": lambda: _say("it comes more often than four times an hour."),
    "several_rules": lambda: _say("it comes again by two rules at once, which can’t be kept here."),
    "this_and_future": lambda: _say(
        "it changes a series from one time on. Written there as a series of its own, it can come in."
    ),
    "cancelled": lambda: _say("it was cancelled there."),
    "task": lambda: _say("it is a task or a note and not an event."),
    "broken": lambda: _say("it breaks off in the middle."),
    "long": lambda: _say("it lasts longer than two months."),
    "again": lambda: _say("it says something else about an event that is in the file already."),
    "zone": lambda: _say("the time zone “{zone}” isn’t known here. The times stay as they are written."),
    "encoding": lambda: _say("The file is not in UTF-8. It was read as Western European text."),
    "line": lambda: _say("this line can’t be read. The rest of its event comes in."),
    "length": lambda: _say("its end doesn’t fit. Only its start comes in."),
    "edit": lambda: _say("it changes a time that its series does not have. It comes in as one more."),
}


def reasons() -> Iterable[str]:
    """Every code there are words for; a test holds them against those the core has."""
    return _WHY.keys()
