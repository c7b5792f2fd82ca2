"""What stands in the list where there is nothing to list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.widgets.cards import EmptyState

if TYPE_CHECKING:
    from companion.diary.asking import Asked

translate = QCoreApplication.translate


def first_page(write: Callable[[], object], guide: Callable[[], object]) -> EmptyState:
    """Where the first page will be."""
    return EmptyState(
        "page",
        translate("Nothing", "A page can be one line."),
        translate("Nothing", "Nobody grades it, and it is kept only on this computer. Begin anywhere."),
        (translate("Nothing", "Write"), write),
        (translate("Nothing", "Begin with a guide"), guide),
    )


def thrown_away() -> EmptyState:
    """The empty trash."""
    return EmptyState(
        "page",
        translate("Nothing", "Nothing in the trash."),
        translate("Nothing", "What you move here stays for 30 days and can be put back."),
    )


def back_then(leave: Callable[[], object]) -> EmptyState:
    """No earlier year has a page around the day."""
    return EmptyState(
        "page",
        translate("Nothing", "No page around this day in earlier years."),
        translate("Nothing", "Other days may have some."),
        (translate("Nothing", "All entries"), leave),
        primary_kind="secondary",
    )


def found(asked: Asked, clear: Callable[[], object], in_trash: Callable[[], object] | None) -> EmptyState:
    """A search found nothing; `in_trash` looks there, None if that is where it looked."""
    again = (translate("Nothing", "Search the trash"), in_trash) if in_trash is not None else None
    way_on = (translate("Nothing", "Clear the search"), clear)
    if asked.filtered:
        title = translate("Nothing", "No page is all of this at once.")
        line = translate("Nothing", "Taking one of the filters away may bring something.")
    else:
        title = translate("Nothing", "No words like “{words}”.").format(words=asked.words)
        line = translate("Nothing", "Tags and titles were searched too. Trash is kept apart.")
        if in_trash is None:
            line = translate("Nothing", "Titles and tags were searched too.")
    return EmptyState("search", title, line, way_on, again, primary_kind="secondary")
