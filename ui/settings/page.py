"""The Settings page: a list of sections at the start, the chosen section beside it.

In the small layout the list becomes a drop-down on top. A section is built on its first visit. Left out until it is
whole: language.
"""

import importlib

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from companion.changes import Change
from ui import theme
from ui.pages import Page
from ui.session import Session
from ui.settings.rows import Section, SectionButton
from ui.widgets.cards import scroll
from ui.widgets.fields import Combo
from ui.widgets.paint import rtl
from ui.widgets.text import Label

SECTIONS = (
    ("privacy", str(QT_TRANSLATE_NOOP("Settings", "Privacy and lock")), "ui.settings.privacy", "Privacy"),
    ("backup", str(QT_TRANSLATE_NOOP("Settings", "Backup")), "ui.settings.backup", "Backup"),
    ("appearance", str(QT_TRANSLATE_NOOP("Settings", "Appearance")), "ui.settings.appearance", "Appearance"),
    ("writing", str(QT_TRANSLATE_NOOP("Settings", "Writing")), "ui.settings.writing", "WritingSection"),
    ("names", str(QT_TRANSLATE_NOOP("Settings", "The two of you")), "ui.settings.names", "Names"),
    (
        "reminders",
        str(QT_TRANSLATE_NOOP("Settings", "Reminders")),
        "ui.settings.reminders",
        "RemindersSection",
    ),
    ("data", str(QT_TRANSLATE_NOOP("Settings", "Your data")), "ui.settings.data", "YourData"),
    ("about", str(QT_TRANSLATE_NOOP("Settings", "About")), "ui.settings.about", "About"),
)
LIST_WIDTH = 196


def make(session: Session) -> "SettingsPage":
    """The page, for `ui.pages`."""
    return SettingsPage(session)


class SettingsPage(Page):
    """`arrive({"section": "backup"})` opens a section; `stand_in` shows something else in place of everything."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._built: dict[str, QScrollArea] = {}
        self._sections: dict[str, Section] = {}
        self._small = False
        kept = session.places.get("settings")
        self.key = kept if kept in {key for key, *_rest in SECTIONS} else "privacy"
        self._rooms = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._rooms)
        self._rooms.addWidget(self._make_room())
        session.settings_changed.connect(self.refresh)
        session.changed.connect(self._changed)

    def _make_room(self) -> QWidget:
        room = QWidget()
        outer = QHBoxLayout(room)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.side = _SectionList()
        self.group = QButtonGroup(self)
        self.buttons: dict[str, SectionButton] = {}
        for key, title, _module, _class in SECTIONS:
            button = SectionButton(_translated(title))
            button.clicked.connect(lambda _checked=False, key=key: self.show_section(key))
            self.group.addButton(button)
            self.buttons[key] = button
            self.side.column.addWidget(button)
        self.side.column.addStretch(1)
        outer.addWidget(self.side)
        right = QVBoxLayout()
        right.setSpacing(0)
        self.head = self._make_head()
        right.addWidget(self.head)
        self.stack = QStackedWidget()
        right.addWidget(self.stack, 1)
        outer.addLayout(right, 1)
        return room

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 16, 24, 8)
        row.setSpacing(16)
        choices = [(key, _translated(title)) for key, title, _module, _class in SECTIONS]
        self.top = Combo(self.tr("Section"), choices)
        self.top.chosen.connect(self.show_section)
        row.addWidget(Label(self.tr("Settings"), "title"))
        row.addStretch(1)
        row.addWidget(self.top)
        return head

    # --- the page

    def enter(self) -> None:
        self.show_section(self.key)

    def arrive(self, argument: object) -> None:
        if isinstance(argument, dict) and argument.get("section") in self.buttons:
            self.show_section(argument["section"])

    def flush(self) -> bool:
        kept = [section.flush() for section in self._sections.values()]
        return all(kept)

    def set_small(self, small: bool) -> None:
        self._small = small
        self.side.setVisible(not small)
        self.head.setVisible(small)
        for key in self._built:
            self._pad(key)

    def home_focus(self) -> QWidget | None:
        if self._rooms.currentIndex():
            return None
        return self.top if self._small else self.buttons[self.key]

    def regions(self) -> list[QWidget]:
        return [self.head if self._small else self.side, self.stack]

    def step_tab(self, by: int) -> bool:
        keys = [key for key, *_rest in SECTIONS]
        listed = self.buttons[self.key].hasFocus()
        self.show_section(keys[(keys.index(self.key) + by) % len(keys)])
        if listed:
            self.buttons[self.key].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def stand_in(self, view: QWidget) -> None:
        """Show a view in place of the whole page, until `back_to_sections`."""
        self._rooms.addWidget(view)
        self._rooms.setCurrentWidget(view)

    def back_to_sections(self) -> None:
        """Put the view away and show the sections again."""
        view = self._rooms.currentWidget()
        self._rooms.setCurrentIndex(0)
        if view is not None and view is not self._rooms.widget(0):
            self._rooms.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.refresh()

    # --- sections

    @Slot(object)
    def show_section(self, key: str) -> None:
        """Show a section, building it on its first visit."""
        self.key = self.session.places["settings"] = (
            key  # a lock takes the page away, and one comes back to it
        )
        if key not in self._built:
            self._build(key)
        self.stack.setCurrentWidget(self._built[key])
        self.buttons[key].setChecked(True)
        self.top.value = key
        self.refresh()

    def _build(self, key: str) -> None:
        _key, _title, module, name = next(line for line in SECTIONS if line[0] == key)
        section: Section = getattr(importlib.import_module(module), name)(self.session)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setSpacing(0)
        row.addWidget(section, 1000)
        row.addStretch(1)
        self._sections[key] = section
        self._built[key] = scroll(holder)
        self.stack.addWidget(self._built[key])
        self._pad(key)

    def _pad(self, key: str) -> None:
        self._sections[key].heading.setVisible(not self._small)  # the drop-down above says it there
        holder = self._built[key].widget()
        layout = holder.layout() if holder is not None else None
        if layout is not None:
            edge = (24, 12, 24, 24) if self._small else (44, 36, 48, 28)
            if rtl(self):
                edge = (edge[2], edge[1], edge[0], edge[3])
            layout.setContentsMargins(*edge)

    def current(self) -> Section | None:
        """The section that is shown."""
        return self._sections.get(self.key)

    @Slot()
    def refresh(self) -> None:
        """Bring the section that is shown up to date."""
        section = self.current()
        if section is not None and self.session.workspace is not None:
            section.refresh()

    @Slot(object, object)
    def _changed(self, change: Change, _by: object) -> None:
        if change.subject in {"vault", "backup", "prefs", "settings"}:
            self.refresh()


class _SectionList(QFrame):
    """The list at the start, with a hairline at its end edge."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setSpacing(2)
        self._title = Label(QCoreApplication.translate("Settings", "Settings"), "title")
        self.column.addWidget(self._title)
        self.column.addSpacing(20)
        self.restyle()
        theme.watcher.changed.connect(self.restyle)

    def restyle(self) -> None:
        self.setFixedWidth(theme.px(LIST_WIDTH))
        start, end = 20, 13
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.column.setContentsMargins(end if backwards else start, 30, start if backwards else end, 16)
        self._title.setContentsMargins(SectionButton.PADDING, 0, SectionButton.PADDING, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        x = 0 if rtl(self) else self.width() - 1
        QPainter(self).fillRect(x, 0, 1, self.height(), theme.color("line"))


def _translated(title: str) -> str:
    return QCoreApplication.translate("Settings", title)
