"""Which pages of the diary, and what of them is shown: the two questions that printing and taking out share."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import scales, theme
from ui.widgets.calendar import DatePicker
from ui.widgets.combo import Combo
from ui.widgets.phrasing import clock
from ui.widgets.rows import line_of
from ui.widgets.text import Label
from ui.widgets.toggles import CheckBox

if TYPE_CHECKING:
    from companion.diary import Asked, Diary
    from companion.interchange import Show
    from companion.interchange.contents import Item
    from companion.interchange.exporting import Wording
    from companion.workspace import Workspace
    from ui.work import Report

_MONTH = timedelta(days=30)


def wording(title: str) -> Wording:
    """The words a page to read may hold, in the language of the window; `title` is the discreet name."""
    from companion.interchange import Wording

    return Wording(title, _moment, _noted)


def _moment(entry: Item) -> str:
    when = datetime.fromisoformat(entry["when"])
    pattern = _say("dddd d MMMM yyyy")
    day = QLocale().toString(QDate(when.year, when.month, when.day), pattern)
    return day if entry["day_only"] else _say("{day}, {time}").format(day=day, time=clock(when))


def _noted(entry: Item) -> list[str]:
    """Mood, closeness, energy and feelings, as far as there are any."""
    asked = (
        ("mood", _say("Mood: {word}"), scales.mood_words),
        ("closeness", _say("Closeness: {word}"), scales.closeness_words),
        ("energy", _say("Energy: {word}"), scales.energy_words),
    )
    told = [
        said.format(word=steps()[entry[name] - 1]) for name, said, steps in asked if entry[name] is not None
    ]
    return [*told, *scales.feeling_words(entry["feelings"])]


def _say(text: str) -> str:
    return QCoreApplication.translate("Pages", text)


class WhichPages(QWidget):
    """All pages, the starred ones, those with a tag, or those of some days; and, where there is one, the page that is
    open, or what was found. `changed` comes with every choice."""

    changed = Signal()

    def __init__(
        self, workspace: Workspace, today: date, *, open_page: str = "", found: Asked | None = None
    ) -> None:
        super().__init__()
        self._workspace, self._open_page, self._found = workspace, open_page, found
        kinds = [("page", self.tr("This page"))] if open_page else []
        kinds += [("found", self.tr("What was found"))] if found is not None else []
        kinds += [("all", self.tr("All pages")), ("days", self.tr("From one day to another"))]
        kinds += [("starred", self.tr("With a star"))]
        tags = workspace.diary.tags()
        kinds += [("tag", self.tr("With a tag"))] if tags else []
        self.kind = Combo(self.tr("Which pages"), kinds)
        self.first = DatePicker(self.tr("From"), today - _MONTH, today=today)
        self.last = DatePicker(self.tr("To"), today, today=today)
        self.tag = Combo(self.tr("Tag"), [(tag, tag) for tag in tags])
        self._dates = line_of(self.first, Label(self.tr("to"), "body", "ink_2"), self.last)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for widget in (self.kind, self._dates, self.tag):
            column.addWidget(widget)
        for signal in (self.kind.chosen, self.first.chosen, self.last.chosen, self.tag.chosen):
            signal.connect(self._changed)
        self._changed()

    def _changed(self, _value: object = None) -> None:
        self._dates.setVisible(self.kind.value == "days")
        self.tag.setVisible(self.kind.value == "tag")
        self.changed.emit()

    @property
    def all(self) -> bool:
        """Whether everything is meant."""
        return bool(self.kind.value == "all")

    def chooser(self) -> Callable[[Report], array[int]]:
        """What looks up their row numbers, in a job."""
        diary = self._workspace.diary
        if self.kind.value == "page":
            return lambda _report: _row(diary, self._open_page)
        asked = self._asked()
        return lambda report: diary.chosen_rows(asked, report=report)

    def _asked(self) -> Asked:
        from companion.diary.asking import Asked, Label

        kind = self.kind.value
        if kind == "found" and self._found is not None:
            return self._found
        if kind == "starred":
            return Asked(starred=True)
        if kind == "tag":
            return Asked(tags=(Label(str(self.tag.value)),))
        if kind == "days":
            first, last = sorted((self.first.value, self.last.value))
            return Asked(after=first, before=last + timedelta(days=1))
        return Asked()


def _row(diary: Diary, id: str) -> array[int]:
    row = diary.row_of(id)
    return array("q", [] if row is None else [row])


class WhatShows(QWidget):
    """What stands beside the words. `changed` comes with every tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dates = CheckBox(self.tr("Days and hours"))
        self.noted = CheckBox(self.tr("Mood, closeness and feelings"))
        self.tags = CheckBox(self.tr("Tags"))
        self.photos = CheckBox(self.tr("Photos"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        for box in (self.dates, self.noted, self.tags, self.photos):
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.changed.emit())
            column.addWidget(box)

    def show_what(self) -> Show:
        """The choice, for whoever writes or draws."""
        from companion.interchange import Show

        return Show(
            dates=self.dates.isChecked(),
            noted=self.noted.isChecked(),
            tags=self.tags.isChecked(),
            photos=self.photos.isChecked(),
        )
