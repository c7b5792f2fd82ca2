"""What was brought in before: a row for each import that can still be taken back, and the question before it is.

It may be ten years of somebody's diary, so it is asked once, and Enter alone does nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Signal
from PySide6.QtWidgets import QWidget

from companion.diary import MOST_COUNTED, Imported
from ui.settings import coming_words
from ui.settings.rows import Row
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.phrasing import clock, day_and_month, unbroken
from ui.widgets.text import Label

translate = QCoreApplication.translate


class EarlierImport(Row):
    """One import; `asked` comes with it when somebody wants it back out."""

    asked = Signal(object, str)

    def __init__(self) -> None:
        self.back = Button(translate("Earlier", "Undo"))
        super().__init__("", "", self.back)
        self.shown: Imported | None = None
        self.back.clicked.connect(lambda: self.asked.emit(self.shown, self.title.text()))

    def tell(self, found: Imported, title: str) -> None:
        """Show this one."""
        self.shown = found
        self.title.setText(title)
        self.back.setAccessibleName(self.tr("Undo: {title}").format(title=title))
        words = self.tr("{pages}. Undo leaves the pages you have written in since.")
        self.set_caption(words.format(pages=_pages(found.pages)))


def titles(found: Sequence[Imported], today: date) -> list[str]:
    """When each came and from where; with the hour where two of them would read the same."""
    plain = [_title(one, today, with_hour=False) for one in found]
    return [
        _title(one, today, with_hour=True) if plain.count(title) > 1 else title
        for one, title in zip(found, plain, strict=True)
    ]


def ask(page: QWidget, found: Imported, title: str) -> Dialog:
    """The question before an import is taken back; `accepted` is a yes."""
    made = Dialog(translate("Earlier", "Take this back?"), page)
    made.body.addWidget(Label(title, "h3", wrap=True))
    words = translate(
        "Earlier",
        "What goes: {pages}, photos included. Nothing of it goes to the trash; the file or folder it came from can bring"
        " it in once more.",
    )
    stays = translate("Earlier", "What stays: the pages you have written in since, and everything else.")
    for said in (words.format(pages=_pages(found.pages)), stays):
        made.body.addWidget(Label(said, "body", "ink_2", wrap=True))
    made.add_button(translate("Earlier", "Keep it"), "secondary", "reject")
    made.add_button(translate("Earlier", "Take it back"), "destructive", "accept")
    return made


def _title(found: Imported, today: date, *, with_hour: bool) -> str:
    when = found.when.astimezone().replace(tzinfo=None)
    day = _day(when, today)
    if with_hour:
        day = translate("Earlier", "{day}, {time}").format(day=day, time=clock(when))
    name = coming_words.format_name(found.source)
    if not name:
        return translate("Earlier", "Brought in on {day}").format(day=day)
    return translate("Earlier", "Brought in on {day}, from {format}").format(day=day, format=name)


def _day(when: datetime, today: date) -> str:
    if when.year == today.year:
        return unbroken(day_and_month(when.date()))
    pattern = translate("Earlier", "d MMMM yyyy", "pattern of a day with its year, see QLocale")
    return unbroken(QLocale().toString(QDate(when.year, when.month, when.day), pattern))


def _pages(count: int) -> str:
    number = QLocale().toString(count)
    if count == 1:
        return translate("Earlier", "{count} page").format(count=number)
    if count >= MOST_COUNTED:
        return translate("Earlier", "{count} pages or more").format(count=number)
    return translate("Earlier", "{count} pages").format(count=number)
