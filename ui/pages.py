"""What a page is, and the list of pages.

A page is one folder with a `page.py` in it; `make(session)` there builds it. It is imported and built on
its first visit, kept until the lock, then deleted. Adding a page is one line in PAGES and one folder.

Left out on purpose: pages never import each other. What belongs to another page leaves through the `go`
signal, and the window carries it there.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ui.session import Session


class Page(QWidget):
    """The base of every page in the workspace.

    `go(key, argument)` asks the window for another page; the argument is None or a small dict of plain
    values, described in ui/README.md. The session outlives the page; the page never outlives an unlock.
    """

    go = Signal(str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def enter(self) -> None:
        """The page is about to be seen: bring what is shown up to date. Called on each visit, also the
        first."""

    def leave(self) -> None:
        """Another page is about to be seen. `flush` was called just before."""

    def flush(self) -> bool:
        """Put everything typed into the store. False means that something could not be stored and stays
        here."""
        return True

    def arrive(self, argument: object) -> None:
        """Somebody asked for something on this page. Called after `enter`."""

    def set_small(self, small: bool) -> None:
        """The window has become narrow (or wide again) for the present text size. Called once before
        `enter`, too."""

    def home_focus(self) -> QWidget | None:
        """Where the keyboard starts on this page, or None for its first control."""
        return None

    def regions(self) -> list[QWidget]:
        """The parts F6 walks through after the rail: head, content, side panel. The page itself, if it is
        one."""
        return [self]

    def fills_window(self) -> bool:
        """Whether something of this page lies over the whole window; the keyboard stays in it then."""
        return False

    # What the window's shortcuts reach. Each answers whether the page had something to do.

    def search(self) -> bool:
        """Ctrl+F: put the cursor into this page's search field."""
        return False

    def step_tab(self, by: int) -> bool:
        """Ctrl+Tab (1) and Ctrl+Shift+Tab (-1): go to the next or previous tab."""
        return False

    def print_page(self) -> bool:
        """Ctrl+P: print what this page shows."""
        return False


@dataclass(frozen=True, slots=True)
class PageInfo:
    """One line of the list: `key` for `go`, `title` to translate in the context "Rail", `icon`, and where
    it is."""

    key: str
    title: str
    icon: str
    module: str

    def name(self) -> str:
        """The page's name in the language of the interface."""
        return QCoreApplication.translate("Rail", self.title)

    def make(self, session: Session) -> Page:
        """Import the page and build it."""
        page: Page = importlib.import_module(self.module).make(session)
        return page


PAGES: tuple[PageInfo, ...] = (
    PageInfo("today", str(QT_TRANSLATE_NOOP("Rail", "Today")), "sun-medium", "ui.today.page"),
    PageInfo("diary", str(QT_TRANSLATE_NOOP("Rail", "Diary")), "notebook-pen", "ui.diary.page"),
    PageInfo("together", str(QT_TRANSLATE_NOOP("Rail", "Together")), "calendar-days", "ui.planner.page"),
    PageInfo("talk", str(QT_TRANSLATE_NOOP("Rail", "Talk")), "message-circle", "ui.talk.page"),
    PageInfo("understand", str(QT_TRANSLATE_NOOP("Rail", "Understand")), "compass", "ui.understand.page"),
    PageInfo("settings", str(QT_TRANSLATE_NOOP("Rail", "Settings")), "settings-2", "ui.settings.page"),
)


def info(key: str) -> PageInfo:
    """The page with that key. KeyError if there is none."""
    for page in PAGES:
        if page.key == key:
            return page
    raise KeyError(key)
