"""The menu behind "More" on a page of the diary: groups of rows, each filled by the part they belong to.

    page.more.add("writing", lambda menu: menu.add(self.tr("Find on this page"), "search", self.find))

A row is made anew each time the menu opens, so that it says how things are at that moment.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.widgets.menu import Menu

GROUPS = ("writing", "page", "links", "trash")
"""From the top: what helps with the text; what this page is; what points here; the trash."""


class More:
    """What the menu holds, before there is one."""

    def __init__(self) -> None:
        self._fillers: dict[str, list[Callable[[Menu], object]]] = {group: [] for group in GROUPS}

    def add(self, group: str, fill: Callable[[Menu], object]) -> None:
        """Have `fill` put its rows into the menu each time it opens, after those already in this group."""
        self._fillers[group].append(fill)

    def menu(self, parent: QWidget) -> Menu:
        """The menu as it is now. It goes away by itself once it is closed."""
        menu = Menu(parent)
        for fillers in self._fillers.values():
            before = len(menu.actions())
            line = menu.addSeparator() if before else None
            for fill in fillers:
                fill(menu)
            if line is not None and len(menu.actions()) == before + 1:
                menu.removeAction(line)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
