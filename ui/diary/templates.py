"""Texts of one's own to begin a page with: the list of them, writing one, and what is filled in when one is used."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from companion.diary.templates import LONGEST_TITLE, Template
from companion.lines import normalise
from ui.diary.words import dated
from ui.widgets.buttons import LinkButton
from ui.widgets.cards import Hairline
from ui.widgets.dialog import Dialog
from ui.widgets.fields import FaultLine, LineField, TextField, labelled
from ui.widgets.menu import Menu
from ui.widgets.phrasing import clock, weekday
from ui.widgets.rows import PULL, pulled, quiet_line
from ui.widgets.text import Label, announce

if TYPE_CHECKING:
    from companion.changes import Change
    from ui.diary.page import DiaryPage

_PLACE = re.compile(r"\{(date|time|weekday)\}")
_PHOTO_LINE = re.compile(r"^!\[[^\]\n]*\]\(photo:[^)\s]*\)\n?", re.MULTILINE)


def filled(text: str, now: datetime) -> str:
    """The text with {date}, {time} and {weekday} as they are now. Any other braces stay."""
    words: dict[str, Callable[[], str]] = {
        "date": lambda: dated(now.date(), now.date()),
        "time": lambda: clock(now),
        "weekday": lambda: weekday(now.date()),
    }
    return _PLACE.sub(lambda place: words[place[1]](), text)


class OwnTemplates(QObject):
    """Works on the page that owns it: beginning with a template, keeping a page as one."""

    def __init__(self, page: DiaryPage) -> None:
        super().__init__(page)
        self._page = page
        page.more.add("page", self._rows)
        page.beginnings.add(
            self.tr("Start from a template"),
            "file-text",
            self.choose,
            lambda: page.session.workspace is not None and bool(page.diary().templates()),
        )

    def _rows(self, menu: Menu) -> None:
        menu.add(self.tr("Start from a template…"), "file-text", self.choose)
        keep = menu.add(self.tr("Keep this page as a template…"), "copy", self.keep)
        keep.setEnabled(bool(self._page.sheet.editor.text().strip()))

    def choose(self) -> None:
        """The templates there are."""
        TemplatesDialog(self._page, self).open()

    def begin(self, template: Template) -> None:
        """A page that begins with this text: the one at hand if nothing is on it yet, or else a new one."""
        self._page.write(filled(template.text, self._page.session.now()))

    def keep(self) -> None:
        """Make a template of this page. Its photos stay where they are."""
        sheet = self._page.sheet
        text = _PHOTO_LINE.sub("", sheet.editor.text())
        self.write(Template(sheet.head.title.text(), text))

    def write(self, template: Template, after: Callable[[], object] = lambda: None) -> None:
        """A dialog for a template, new or known; `after` is called when it has gone."""
        dialog = TemplateDialog(self._page, template, self._store)
        dialog.accepted.connect(lambda: after())
        dialog.rejected.connect(lambda: after())
        dialog.open()

    def _store(self, template: Template) -> bool:
        new = not template.id
        change = self.perform(lambda: self._page.diary().save_template(template))
        if change is not None and new:
            self._page.session.notice(self.tr("Kept as a template"))
        return change is not None

    def perform(self, operation: Callable[[], Change]) -> Change | None:
        return self._page.session.perform(operation, by=self._page, quiet=True)

    def listed(self, *, trashed: bool = False) -> list[Template]:
        return self._page.diary().templates(trashed=trashed)


class TemplateDialog(Dialog):
    """Name and text of a template. `keep` stores it and says whether it could."""

    def __init__(self, parent: QWidget, template: Template, keep: Callable[[Template], bool]) -> None:
        title = self.tr("Change this template") if template.id else self.tr("A template of your own")
        super().__init__(title, parent, 560)
        self._template, self._keep = template, keep
        self.name = LineField(self.tr("Name"))
        self.name.setMaxLength(LONGEST_TITLE)
        self.name.setText(template.title)
        self.text = TextField(self.tr("Text"), lines=5, most=10)
        self.text.setPlainText(template.text)
        self._name_fault, self._text_fault = FaultLine(), FaultLine()
        self.body.addWidget(labelled(self.tr("Name"), self.name, self._name_fault))
        self.body.addWidget(labelled(self.tr("Text"), self.text, self._text_fault))
        note = self.tr("{date}, {time} and {weekday} in it become those of the page it begins.")
        self.body.addWidget(Label(note, "caption", "ink_3", wrap=True))
        self.add_button(self.tr("Leave it"), "secondary", "reject")
        self.keep_button = self.add_button(self.tr("Keep"), "primary", "other")
        self.keep_button.clicked.connect(self._done)

    def _done(self) -> None:
        name, text = self.name.text().strip(), normalise(self.text.document().toRawText())
        self.name.fault(not name)
        self._name_fault.say("" if name else self.tr("It needs a name to be found by."))
        self._text_fault.say("" if text.strip() else self.tr("There is nothing in it yet."))
        if name and text.strip() and self._keep(Template(name, text, self._template.id)):
            self.accept()


class TemplatesDialog(Dialog):
    """The templates, each to begin with, to change, or to throw away; and those in the trash, to put back."""

    def __init__(self, page: DiaryPage, own: OwnTemplates) -> None:
        super().__init__(self.tr("Templates"), page, 560, close_button=True)
        self._page, self._own = page, own
        self.buttons: list[LinkButton] = []
        self._list = QWidget()
        self.body.addLayout(pulled(self._list))
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.new_button = self.add_button(self.tr("Write a template"), "quiet", "other")
        self.new_button.clicked.connect(lambda: self._write(Template("", "")))
        self.add_button(self.tr("Close"), "secondary", "reject")
        self._fill()

    def _fill(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        templates, thrown = self._own.listed(), self._own.listed(trashed=True)
        if not templates:
            words = self.tr("There is none yet. Any page can be kept as one, or you write one here.")
            self._column.addWidget(_indented(Label(words, "body", "ink_2", wrap=True)))
        for number, template in enumerate(templates):
            self._column.addWidget(self._kept_row(template, lined=number > 0))
        if thrown:
            self._column.addSpacing(12)
            label = Label(self.tr("In the trash, for 30 days"), "label", "ink_2", wrap=True)
            self._column.addWidget(_indented(label))
            for template in thrown:
                self._column.addWidget(self._thrown_row(template))
        self._arrange()

    def _kept_row(self, template: Template, *, lined: bool) -> QWidget:
        row = self._named(template, "h3", "ink", lined=lined)
        self._add(
            row,
            template,
            (self.tr("Begin with it"), partial(self._begin, template)),
            (self.tr("Change"), partial(self._write, template)),
            (self.tr("Move to trash"), partial(self._throw_away, template)),
        )
        return row

    def _thrown_row(self, template: Template) -> QWidget:
        row = self._named(template, "body", "ink_2")
        self._add(row, template, (self.tr("Put back"), partial(self._put_back, template)))
        return row

    def _named(self, template: Template, style: str, color: str, *, lined: bool = False) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(PULL, 0, PULL, 4)
        column.setSpacing(2)
        if lined:
            column.addWidget(Hairline())
        column.addSpacing(8)
        column.addWidget(Label(template.title, style, color, wrap=True))
        return row

    def _add(self, row: QWidget, template: Template, *deeds: tuple[str, Callable[[], object]]) -> None:
        made = []
        for words, deed in deeds:
            button = LinkButton(words, size="small")
            spoken = self.tr("{deed}, {template}").format(deed=words, template=template.title)
            button.setAccessibleName(spoken)
            button.clicked.connect(lambda _=False, deed=deed: deed())
            made.append(button)
        self.buttons += made
        layout = row.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(quiet_line(*made))

    def _begin(self, template: Template) -> None:
        self.accept()
        self._own.begin(template)

    def _write(self, template: Template) -> None:
        self.accept()
        self._own.write(template, self._own.choose)

    def _throw_away(self, template: Template) -> None:
        self._do(lambda: self._page.diary().trash_template(template.id), self.tr("Moved to trash"))

    def _put_back(self, template: Template) -> None:
        self._do(lambda: self._page.diary().put_back_template(template.id), self.tr("Put back"))

    def _do(self, operation: Callable[[], Change], words: str) -> None:
        at = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), 0)
        if self._own.perform(operation) is None:
            return
        self._fill()
        announce(self, words)
        target = self.buttons[min(at, len(self.buttons) - 1)] if self.buttons else self.new_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _indented(label: Label) -> Label:
    """In line with the names of the rows, which keep room for quiet buttons."""
    label.setContentsMargins(PULL, 0, PULL, 0)
    return label
