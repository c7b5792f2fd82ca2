"""The end of a talk: thanks, aftercare, a few minutes for oneself. Keeping nothing is what the large button does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.talk import flow_words
from ui.talk.room_view import RoomView
from ui.widgets.buttons import Button
from ui.widgets.fields import TextField, labelled
from ui.widgets.rows import line_of
from ui.widgets.text import Label, announce


class _Written(RoomView):
    """A page with a few lines to fill in or leave out. `kept` carries where to ("diary" or "words") and the text."""

    kept = Signal(str, str)

    def _fields(self, fields: list[tuple[str, str]]) -> None:
        self.fields: dict[str, TextField] = {}
        self._names = dict(fields)
        for key, name in fields:
            field = TextField(name, lines=1, most=5)
            self.fields[key] = field
            self.column.addWidget(labelled(name, field))

    @property
    def text(self) -> str:
        """What was written, each with what it answers."""
        lines = [
            f"{self._names[key]}: {field.toPlainText().strip()}"
            for key, field in self.fields.items()
            if field.toPlainText().strip()
        ]
        return "\n\n".join(lines)

    def first(self) -> QWidget:
        return next(iter(self.fields.values()))


class CloseView(_Written):
    """Three short lines, all of which may be left out."""

    def __init__(self) -> None:
        told = flow_words.close()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(3))
        self.tell(told)
        self._fields(flow_words.close_fields())
        self.ways_out()
        self._build_where()
        self.keep_button = Button(self.tr("Keep for us"), "secondary", size="large")
        self.keep_button.clicked.connect(self._ask_where)
        self.close_button = self.event_button(self.tr("Close, keep nothing"), "go_on", "primary")
        self.foot_bar.shorten(self.keep_button, self.tr("Keep"))
        self.foot(self.keep_button, self.close_button)
        for field in self.fields.values():
            field.textChanged.connect(self._show)
        self._show()

    def _build_where(self) -> None:
        """Asked only after "Keep for us", above the large buttons."""
        self.diary_button = Button(self.tr("In the diary"))
        self.words_button = Button(self.tr("With the kept cards"))
        self.diary_button.clicked.connect(lambda: self.kept.emit("diary", self.text))
        self.words_button.clicked.connect(lambda: self.kept.emit("words", self.text))
        question = Label(self.tr("Keep it where?"), "body", "ink_2")
        self._where = line_of(question, self.diary_button, self.words_button)
        self._where.hide()
        self.foot_bar.put_above(self._where, self.diary_button, self.words_button)

    def _show(self) -> None:
        self.keep_button.setEnabled(bool(self.text))
        if not self.text:
            self._where.hide()

    def _ask_where(self) -> None:
        self._where.show()
        announce(self._where, self.tr("Keep it where?"))
        self.diary_button.setFocus()


class AftercareView(RoomView):
    """Something ordinary now; a few minutes alone only if wished. `after` is the card's own line, if it has one."""

    def __init__(self, role: str, after: str, *, deep: bool, two: bool) -> None:
        told = flow_words.aftercare(role, after, deep=deep, two=two)
        super().__init__(told.title)
        self.column.addSpacing(theme.space(8))
        self.tell(told)
        self.reflect_button = self.event_button(self.tr("A few minutes for me"), "reflect")
        self.done_button = self.event_button(self.tr("Done for today"), "go_on", "primary")
        self.foot(self.reflect_button, self.done_button, pause="")

    def first(self) -> QWidget:
        return self.done_button


class ReflectView(_Written):
    """Up to three questions, alone. No rating of anybody or anything."""

    def __init__(self) -> None:
        told = flow_words.reflect()
        super().__init__(told.title)
        self.column.addSpacing(theme.space(3))
        self.tell(told)
        self._fields(flow_words.reflect_fields())
        self.ways_out()
        self.keep_button = Button(self.tr("Keep as a diary page"), "secondary", size="large")
        self.keep_button.clicked.connect(lambda: self.kept.emit("diary", self.text))
        self.done_button = self.event_button(self.tr("Done, keep nothing"), "go_on", "primary")
        self.foot_bar.shorten(self.keep_button, self.tr("Keep"))
        self.foot(self.keep_button, self.done_button)
        for field in self.fields.values():
            field.textChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.keep_button.setEnabled(bool(self.text))
