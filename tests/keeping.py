"""Scenes of the gallery: photos close up, what a page was before, and what goes for good."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from tests import lifelike


def _newest(studio: Any) -> Any:
    row = studio.session.workspace.diary.newest()
    return studio.session.workspace.diary.get(row.id)


def _open(studio: Any) -> Any:
    page = studio.go("diary", {"open": _newest(studio).id})
    page.list.search.clear()
    studio.settle(12)
    return page


def describe(studio: Any) -> None:
    page = _open(studio)
    page.album.describe(_newest(studio).photos[0].id)


def photo(studio: Any) -> None:
    page = _open(studio)
    page.album.view(_newest(studio).photos[0].id)
    studio.after.append(page.album.close_view)


def photo_close(studio: Any) -> None:
    photo(studio)
    studio.settle(8)
    for _ in range(4):
        QTest.keyClick(studio.page.album.viewer.canvas, Qt.Key.Key_Plus)


def photo_copy(studio: Any) -> None:
    page = _open(studio)
    page.album.copy_out(_newest(studio).photos[0].id)


def photo_menu(studio: Any) -> None:
    page = _open(studio)
    found = _newest(studio).photos[0].id
    menu = page.album.menu(found)
    menu.ensurePolished()
    size = menu.sizeHint()
    menu.setParent(studio.shell, menu.windowFlags() & ~Qt.WindowType.WindowType_Mask)
    at = page.sheet.editor.viewport().mapTo(studio.shell, page.sheet.editor.picture_on_screen(found).center())
    menu.setGeometry(QRect(at, size))
    menu.show()
    studio.after.append(menu.deleteLater)


def photo_faults(studio: Any) -> None:
    page = _open(studio)
    with tempfile.TemporaryDirectory() as folder:
        kitchen, ticket = Path(folder) / "IMG_2041.heic", Path(folder) / "ticket.pdf"
        kitchen.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40))
        ticket.write_bytes(b"%PDF-1.7")
        page.album.add([str(kitchen), str(ticket)])
        while page.sheet.fault is None:
            studio.settle(2)
    studio.after.append(page.sheet.clear_fault)


def version(studio: Any) -> None:
    """An earlier evening of the newest page: other words, some fewer, a line less, another title."""
    page, now = _open(studio), _newest(studio)
    diary = studio.session.workspace.diary
    if len(diary.versions(now.id)) < 3:
        before = now.text.replace("We ate late. Robin asked", "We ate early, and Robin asked again")
        before = before.replace(" for a long while", "").partition("Tomorrow I could")[0].rstrip()
        for sitting, text, title in (
            ("a", before, "A quiet evening"),
            ("b", before + "\n\nI will not think of it.", now.title),
            ("c", now.text, now.title),
        ):
            diary.save(replace(diary.get(now.id), text=text, title=title), sitting=sitting)
        page.put(diary.get(now.id))
    page.sheet.asked.emit("history")
    studio.settle(4)
    page.sheet.history.rows[2].click()
    studio.after.append(page.sheet.close_history)


def erase(studio: Any) -> None:
    workspace = studio.session.workspace
    for days in (0, 1, 2, 7):
        workspace.backups.automatic(lifelike.NOW - timedelta(days=days))
    if len(workspace.diary.ids(trashed=True)) < 3:
        for title, text in (("Sunday", "Rain."), ("", "Three words, and no more.")):
            thrown = replace(workspace.diary.blank(lifelike.NOW), title=title, text=text)
            workspace.diary.save(thrown)
            workspace.diary.trash([thrown.id])
    page = studio.go("diary", {"trash": True})
    studio.settle(12)
    QTest.keyClick(page.list.view, Qt.Key.Key_Home)
    page.bin.ask_erase()
    studio.after.append(page.bin.leave)


def empty(studio: Any) -> None:
    page = studio.go("diary", {"trash": True})
    studio.settle(12)
    page.bin.ask_empty()
    studio.after.append(page.bin.leave)


SCENES: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("05m-photo-describe", describe),
    ("05n-photo", photo),
    ("05o-photo-close", photo_close),
    ("05p-photo-copy", photo_copy),
    ("05q-photo-menu", photo_menu),
    ("05r-photo-faults", photo_faults),
    ("05s-history-version", version),
    ("05t-delete-for-good", erase),
    ("05u-empty-trash", empty),
)
