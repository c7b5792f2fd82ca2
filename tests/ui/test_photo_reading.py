"""However many photos a diary has: opening it, listing it and showing a page read none but those of the page."""

import builtins
import io
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion.media import Media
from companion.workspace import open_new
from tests import picture_files as files
from tests.ui.hands import NOW, PASSPHRASE
from ui.diary.page import DiaryPage
from ui.photos import prepare
from ui.session import Session
from ui.shell import Shell

PAGES = 40


class Reads:
    """Every file of the media folder that anybody opens or looks up, by any road Python has."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[str] = []
        self.listed = 0
        inside = str(folder)

        def watch(name: str, where: object) -> None:
            real = getattr(where, name)

            def watched(path: object = ".", *rest: object, **named: object) -> object:
                if isinstance(path, str | os.PathLike) and os.fspath(path).startswith(inside):
                    if name in {"scandir", "listdir"}:
                        self.listed += 1
                    else:
                        self.opened.append(os.path.basename(os.fspath(path)))
                return real(path, *rest, **named)

            monkeypatch.setattr(where, name, watched)

        for name, where in (
            ("open", builtins),
            ("open", io),
            ("open", os),
            ("stat", os),
            ("scandir", os),
            ("listdir", os),
        ):
            watch(name, where)


def test_only_the_photos_of_the_page_are_read(
    home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, _kit = open_new(home, passphrase=PASSPHRASE, clock=lambda: NOW)
    made = prepare(files.png())
    newest: list[str] = []
    for number in range(PAGES):
        entry = workspace.diary.blank(NOW - timedelta(days=number))
        for _ in range(2):
            photo = workspace.diary.add_photo(
                entry.id,
                made.data,
                name="x.png",
                width=made.width,
                height=made.height,
                kind=made.kind,
                thumbnail=made.thumbnail,
            )
            if number == 0:
                newest.append(photo.id)
            entry = replace(entry, text=entry.text + f"words\n\n![](photo:{photo.id})\n\n")
        workspace.diary.save(entry)
    vault = workspace.vault
    workspace.close()
    assert len(Media(vault.media, b"").ids()) == 2 * PAGES

    reads = Reads(vault.media, monkeypatch)
    session = Session(home, clock=lambda: NOW)
    session.prefer(motion="reduced", cover_when_inactive=False)
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window = Shell(session)
    window.resize(1100, 720)
    window.show()
    QTest.qWait(50)
    assert reads.opened == []
    window.go("diary")
    page = window.page()
    assert isinstance(page, DiaryPage)
    for _ in range(500):
        if len(page.album.pictures._kept) == 2:
            break
        QTest.qWait(5)
    assert set(reads.opened) == set(newest)
    assert len(reads.opened) == 2, "each once"
    assert reads.listed == 0, "the folder is not gone through"
    session.close()
    window.close()
