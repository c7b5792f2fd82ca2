"""The Settings page: a list of sections at the start, the chosen section beside it.

In the small layout the list becomes a drop-down on top. A section is built on its first visit. Left out, until they are
whole: language and reminders.
"""

import importlib

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from companion.changes import Change
from ui import theme
from ui.pages import Page
from ui.session import Session
from ui.settings.rows import Section, SectionButton
from ui.widgets.cards import Hairline, scroll
from ui.widgets.fields import Combo
from ui.widgets.text import Label

SECTIONS = (
    ("privacy", str(QT_TRANSLATE_NOOP("Settings", "Privacy and lock")), "ui.settings.privacy", "Privacy"),
    ("backup", str(QT_TRANSLATE_NOOP("Settings", "Backup")), "ui.settings.backup", "Backup"),
    ("appearance", str(QT_TRANSLATE_NOOP("Settings", "Appearance")), "ui.settings.appearance", "Appearance"),
    ("data", str(QT_TRANSLATE_NOOP("Settings", "Your data")), "ui.settings.data", "YourData"),
    ("about", str(QT_TRANSLATE_NOOP("Settings", "About")), "ui.settings.about", "About"),
)
LIST_WIDTH = 196
MEASURE = 720


def make(session: Session) -> "SettingsPage":
    return SettingsPage(session)


class SettingsPage(Page):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._built: dict[str, int] = {}
        self._small = False
        self.key = "privacy"
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.side = self._make_side()
        self.edge = Hairline(upright=True)
        outer.addWidget(self.side)
        outer.addWidget(self.edge)
        self.stack = QStackedWidget()
        self.top = Combo(self.tr("Section"), [(key, self._name(title)) for key, title, _m, _c in SECTIONS])
        self.top.chosen.connect(self.show_section)
        self.top_title = Label(self.tr("Settings"), "title")
        right = QVBoxLayout()
        right.setSpacing(0)
        self.head = QWidget()
        head = QHBoxLayout(self.head)
        head.setContentsMargins(24, 16, 24, 8)
        head.addWidget(self.top_title)
        head.addStretch(1)
        head.addWidget(self.top)
        right.addWidget(self.head)
        right.addWidget(self.stack, 1)
        outer.addLayout(right, 1)
        session.settings_changed.connect(self.refresh)
        session.changed.connect(self._changed)

    @staticmethod
    def _name(title: str) -> str:
        return QCoreApplication.translate("Settings", title)

    def _make_side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("SettingsList")
        side.setFixedWidth(theme.px(LIST_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 32, 12, 16)
        column.setSpacing(2)
        title = Label(self.tr("Settings"), "title")
        title.setContentsMargins(12, 0, 0, 20)
        column.addWidget(title)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, SectionButton] = {}
        for key, title_text, _module, _class in SECTIONS:
            button = SectionButton(self._name(title_text))
            button.clicked.connect(lambda _checked=False, key=key: self.show_section(key))
            self.group.addButton(button)
            self.buttons[key] = button
            column.addWidget(button)
        column.addStretch(1)
        return side

    # --- the page

    def enter(self) -> None:
        self.show_section(self.key)

    def arrive(self, argument: object) -> None:
        if isinstance(argument, dict) and argument.get("section") in self.buttons:
            self.show_section(argument["section"])

    def set_small(self, small: bool) -> None:
        self._small = small
        self.side.setVisible(not small)
        self.edge.setVisible(not small)
        self.head.setVisible(small)
        for index in range(self.stack.count()):
            self._pad(index)

    def home_focus(self) -> QWidget | None:
        return self.top if self._small else self.buttons[self.key]

    def step_tab(self, by: int) -> bool:
        keys = [key for key, *_rest in SECTIONS]
        self.show_section(keys[(keys.index(self.key) + by) % len(keys)])
        return True

    # --- sections

    def show_section(self, key: str) -> None:
        self.key = key
        if key not in self._built:
            self._built[key] = self.stack.addWidget(self._make_section(key))
            self._pad(self._built[key])
        self.stack.setCurrentIndex(self._built[key])
        self.buttons[key].setChecked(True)
        self.top.value = key
        self.refresh()

    def _make_section(self, key: str) -> QWidget:
        _key, _title, module, name = next(line for line in SECTIONS if line[0] == key)
        section: Section = getattr(importlib.import_module(module), name)(self.session)
        section.setMaximumWidth(theme.px(MEASURE))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.addWidget(section, 1, Qt.AlignmentFlag.AlignTop)
        holder.setProperty("section", section)
        return scroll(holder)

    def _pad(self, index: int) -> None:
        holder = self.stack.widget(index).widget()  # type: ignore[attr-defined]
        layout = holder.layout()
        assert layout is not None
        edge = (24, 8, 24, 24) if self._small else (44, 36, 48, 28)
        layout.setContentsMargins(*edge)

    def current(self) -> Section | None:
        area = self.stack.currentWidget()
        found = area.widget().property("section") if area is not None else None  # type: ignore[attr-defined]
        return found if isinstance(found, Section) else None

    def refresh(self) -> None:
        section = self.current()
        if section is not None and self.session.workspace is not None:
            section.refresh()

    def _changed(self, change: Change, _by: object) -> None:
        if change.subject in ("vault", "backup", "prefs", "settings"):
            self.refresh()
