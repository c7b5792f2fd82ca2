"""Numbers to call, exactly as dialled, with who checked them and when; and the ones a person added.

What ships is shown as it stands in the pack: no prefix is added, nothing is built from parts, and a number nobody
has checked says so. Own numbers live encrypted with the notes and are only shown while they are open.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from companion import content
from companion.content import Contact, Number
from ui import messages, theme
from ui.understand.rows import pulled
from ui.widgets.buttons import IconButton, LinkButton, quiet_row
from ui.widgets.cards import Hairline
from ui.widgets.fields import LineField, labelled
from ui.widgets.text import Label

if TYPE_CHECKING:
    from companion.changes import Change
    from ui.session import Session
    from ui.widgets.dialog import Dialog

translate = QCoreApplication.translate

# A number that was checked longer ago than this counts as not checked.
_FRESH_DAYS = 365
_PULL = 10

# The name of a group in a help page, and the field of a country that holds it. The directory is text, not numbers.
GROUPS = {
    "emergency": "emergency",
    "distress": "distress",
    "partner-abuse": "partner_abuse",
    "sexual-violence": "sexual_violence",
    "own-behaviour": "own_behaviour",
    "general-directory": "directory",
}
# Emergency and the directory stand first wherever numbers stand, since those are least likely to be out of date.
_ORDER = ("emergency", "general-directory", "distress", "partner-abuse", "sexual-violence", "own-behaviour")


def group_name(group: str, neutral: bool = False) -> str:
    """What a group is called; neutral where a stranger may look at the screen."""
    if neutral and group in ("partner-abuse", "sexual-violence", "own-behaviour"):
        return {
            "partner-abuse": translate("Numbers", "Advice line"),
            "sexual-violence": translate("Numbers", "Advice line, second"),
            "own-behaviour": translate("Numbers", "Advice line, third"),
        }[group]
    return {
        "emergency": translate("Numbers", "Emergency"),
        "distress": translate("Numbers", "Someone to listen"),
        "partner-abuse": translate("Numbers", "Fear at home"),
        "sexual-violence": translate("Numbers", "Sexual violence"),
        "own-behaviour": translate("Numbers", "If you worry about how you act"),
        "general-directory": translate("Numbers", "A directory of help lines"),
    }[group]


def country_of(code: str) -> Contact | None:
    """The numbers of a country, of everywhere else for an unknown or empty code, or None without a pack."""
    contacts = content.contacts()
    return next((each for each in contacts if each.country == code), contacts[-1] if contacts else None)


def how_text(number: Number) -> str:
    """ "Call", "Call or text", "Text START"."""
    ways = set(number.how)
    if "text" in ways and number.say:
        text = translate("Numbers", "Text {word}").format(word=number.say)
        return (
            translate("Numbers", "Call, or text {word}").format(word=number.say) if "call" in ways else text
        )
    if ways >= {"call", "text"}:
        return translate("Numbers", "Call or text")
    if "text" in ways:
        return translate("Numbers", "Text")
    if "chat" in ways:
        return translate("Numbers", "Chat")
    return translate("Numbers", "Call")


def checked_text(number: Number, today: date) -> str:
    """Who looked at the number: a date, or the line that nobody has."""
    if number.checked:
        try:
            day = date.fromisoformat(number.checked)
        except ValueError:
            return content.unchecked_line()
        shown = QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)
        if (today - day).days > _FRESH_DAYS:
            return translate("Numbers", "checked on {day}, which is a while ago").format(day=shown)
        return translate("Numbers", "checked on {day}").format(day=shown)
    return content.unchecked_line()


class NumberRow(QWidget):
    """One number: large enough to dial from, how to use it, and a button that copies it."""

    def __init__(self, number: str, about: str, copy: Callable[[str], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.space(1), 0, theme.space(1))
        row.setSpacing(theme.space(3))
        words = QVBoxLayout()
        words.setSpacing(0)
        # Digits stay in their order inside text that runs the other way.
        self.number = Label(f"\u2066{number}\u2069", "h2")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self.number)
        words.addWidget(Label(about, "caption", "ink_2", wrap=True))
        row.addLayout(words, 1)
        self.copy_button = IconButton(
            "copy", QCoreApplication.translate("Numbers", "Copy {number}").format(number=number), small=True
        )
        self.copy_button.clicked.connect(lambda: copy(number))
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignVCenter)


class NumberGroups(QWidget):
    """The groups of numbers a page wants, for the chosen country."""

    def __init__(self, session: Session, groups: tuple[str, ...], neutral: bool = False) -> None:
        super().__init__()
        self._session = session
        self._groups = [group for group in _ORDER if group in groups]
        self._neutral = neutral
        self.rows: list[NumberRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._holder: QWidget | None = None
        self.refresh()

    def refresh(self) -> None:
        """Show the numbers of the country in the settings."""
        if self._holder is not None:
            self._column.removeWidget(self._holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        self._column.addWidget(self._holder)
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = []
        contact = country_of(self._session.settings.country)
        if contact is None:
            return
        for group in self._groups:
            if group == "general-directory":
                self._directory(column, contact)
            else:
                self._numbers(column, group, getattr(contact, GROUPS[group]))
        if contact.notes:
            column.addSpacing(theme.space(2))
            column.addWidget(Label(contact.notes, "caption", "ink_2", wrap=True))

    def _heading(self, column: QVBoxLayout, group: str) -> None:
        column.addSpacing(theme.space(3))
        column.addWidget(Label(group_name(group, self._neutral), "label", "ink_2", wrap=True))

    def _numbers(self, column: QVBoxLayout, group: str, numbers: tuple[Number, ...]) -> None:
        if not numbers:
            return
        self._heading(column, group)
        today = self._session.today()
        for number in numbers:
            how = f"{how_text(number)} ({number.note})" if number.note else how_text(number)
            about = f"{how}, {checked_text(number, today)}"
            row = NumberRow(number.number, about, self._session.copy)
            self.rows.append(row)
            column.addWidget(row)
        column.addWidget(Hairline())

    def _directory(self, column: QVBoxLayout, contact: Contact) -> None:
        everywhere = country_of("")
        directory = contact.directory or (everywhere.directory if everywhere is not None else "")
        if not directory:
            return
        self._heading(column, "general-directory")
        about = self.tr("An address to type in a browser. Opening it leaves traces there.")
        row = NumberRow(directory, about, self._session.copy)
        self.rows.append(row)
        column.addWidget(row)
        column.addWidget(Hairline())


# --- numbers of one's own ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """Someone a person trusts. `gone` ones wait for an undo and are dropped when the list is next changed."""

    id: str
    name: str
    number: str
    gone: bool = False


def own_contacts(session: Session) -> list[Own]:
    """Everyone in the list, in the order they were added. Empty while the notes are closed."""
    workspace = session.workspace
    if workspace is None:
        return []
    raw: Any = workspace.prefs.get("own_contacts", [])
    found = []
    for each in raw if isinstance(raw, list) else []:
        if isinstance(each, dict):
            found.append(
                Own(
                    str(each.get("id")),
                    str(each.get("name")),
                    str(each.get("number")),
                    bool(each.get("gone")),
                )
            )
    return found


class OwnNumbers(QWidget):
    """The list of one's own, with adding, changing and letting go. Shown only while the notes are open."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: dict[str, NumberRow] = {}
        self.dialog: Dialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(_PULL, 0, _PULL, 0)
        column.setSpacing(0)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        rows = QWidget()
        rows.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        column.addLayout(pulled(rows))
        self.add_button = LinkButton(self.tr("Add someone"), icon="plus")
        self.add_button.clicked.connect(lambda: self.edit(None))
        column.addSpacing(theme.space(1))
        column.addLayout(quiet_row(self.add_button))
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        for own in own_contacts(self._session):
            if own.gone:
                continue
            row = NumberRow(own.number, own.name, self._session.copy)
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(_PULL, 0, _PULL, 0)
            column.setSpacing(0)
            column.addWidget(row)
            change = LinkButton(self.tr("Change"), size="small")
            change.clicked.connect(lambda _=False, own=own: self.edit(own))
            let_go = LinkButton(self.tr("Remove"), size="small")
            let_go.clicked.connect(lambda _=False, own=own: self.remove(own))
            for button in (change, let_go):
                button.setAccessibleDescription(own.name)
            column.addLayout(quiet_row(change, let_go))
            column.addWidget(Hairline())
            self.rows[own.id] = row
            self._list.addWidget(holder)

    def _changed(self, change: Change, by: object) -> None:
        if change.subject == "prefs" and "own_contacts" in change.ids and self._session.workspace is not None:
            self.refresh()
            self.changed.emit()

    def edit(self, own: Own | None) -> None:
        """A small dialog for a name and a number."""
        from ui.widgets.dialog import Dialog

        title = self.tr("Add someone you trust") if own is None else self.tr("Change")
        dialog = Dialog(title, self)
        self.dialog = dialog
        self.name_field = LineField(self.tr("Name"))
        self.number_field = LineField(self.tr("Number"))
        dialog.body.addWidget(labelled(self.tr("Name"), self.name_field))
        dialog.body.addWidget(
            labelled(self.tr("Number"), self.number_field, hint=self.tr("Kept with your notes, encrypted."))
        )
        if own is not None:
            self.name_field.setText(own.name)
            self.number_field.setText(own.number)
        dialog.add_button(self.tr("Not now"), "secondary", "reject")
        self.keep_button = dialog.add_button(self.tr("Keep"), "primary", "accept")

        def ready() -> None:
            self.keep_button.setEnabled(bool(self.number_field.text().strip()))

        self.number_field.textChanged.connect(lambda _text: ready())
        ready()
        dialog.accepted.connect(lambda: self._keep(own, self.name_field.text(), self.number_field.text()))
        dialog.open()

    def _keep(self, own: Own | None, name: str, number: str) -> None:
        made = Own(own.id if own is not None else str(uuid.uuid4()), name.strip(), number.strip())
        if not made.number:
            return
        stay = [each for each in own_contacts(self._session) if not each.gone]
        if own is None:
            stay.append(made)
        else:
            stay = [made if each.id == own.id else each for each in stay]
        self._store(stay)

    def remove(self, own: Own) -> None:
        """Let one go; it can be taken back for a while."""
        now = [each for each in own_contacts(self._session) if not each.gone or each.id == own.id]
        if not self._store([_gone(each, True) if each.id == own.id else each for each in now]):
            return
        self._session.notice(self.tr("Removed"), messages.undo(), lambda: self._bring_back(own.id))

    def _bring_back(self, own_id: str) -> None:
        self._store(
            [_gone(each, False) if each.id == own_id else each for each in own_contacts(self._session)]
        )

    def _store(self, every: list[Own]) -> bool:
        workspace = self._session.workspace
        if workspace is None:
            return False
        rows = [asdict(each) for each in every]
        return (
            self._session.perform(lambda: workspace.prefs.set("own_contacts", rows), quiet=True) is not None
        )


def _gone(own: Own, gone: bool) -> Own:
    return Own(own.id, own.name, own.number, gone)
