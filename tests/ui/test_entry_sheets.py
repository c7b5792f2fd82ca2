"""Pages of the diary on paper: nothing of them is lost between sheets, and only what was chosen shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from companion.diary.asking import Asked
from companion.errors import Cancelled
from companion.interchange import Leafing, Show
from companion.workspace import Workspace, open_new
from tests.companion.test_markdown_folder import png
from tests.sheets import picture
from tests.ui.hands import click, shown_texts
from ui.printing import paper as papers
from ui.printing.entries import EntriesDocument
from ui.printing.picked import wording
from ui.widgets.dialog import open_dialogs

NOW = datetime(2030, 11, 14, 21, 40)
LONG = "\n".join(f"Line {number} of what was said that evening, and a little more." for number in range(140))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _kit = open_new(tmp_path / "home", passphrase="x")
    yield made
    made.close()


def write(workspace: Workspace, text: str, day: int = 0, **more: object) -> str:
    entry = replace(workspace.diary.blank(NOW + timedelta(days=day)), text=text, **more)  # type: ignore[arg-type]
    workspace.diary.save(entry)
    return entry.id


def document(workspace: Workspace, show: Show | None = None, sheet: str = "A4") -> EntriesDocument:
    rows = workspace.diary.chosen_rows(Asked())
    return EntriesDocument(Leafing(workspace, rows), show or Show(), wording("Notes"), sheet=sheet)


def read(file: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(file).pages]


@pytest.mark.parametrize("sheet", ["A4", "Letter"])
def test_a_long_page_goes_on_over_sheets_and_loses_no_line(qapp, workspace, tmp_path, sheet):
    write(workspace, LONG, title="A long evening")
    write(workspace, "The day after.", 1)
    made = document(workspace, sheet=sheet)
    assert papers.write_pdf(tmp_path / "out.pdf", made) == made.count
    pages = read(tmp_path / "out.pdf")
    assert len(pages) == made.count >= 3
    whole = " ".join(" ".join(pages).split())
    places = [whole.index(f"Line {number} of what") for number in range(140)]
    assert places == sorted(places)
    assert whole.index("The day after.") > places[-1]
    assert all(whole.count(f"Line {number} of what") == 1 for number in range(140))
    assert [page.split()[-1] for page in pages] == [str(number) for number in range(1, len(pages) + 1)]
    assert "Thursday 14 November 2030, 21:40" in " ".join(pages[0].split())


def test_the_file_says_neither_when_it_was_made_nor_what_is_in_it(qapp, workspace, tmp_path):
    write(workspace, "Words.", title="A private title")
    papers.write_pdf(tmp_path / "out.pdf", document(workspace))
    data = (tmp_path / "out.pdf").read_bytes()
    found = pypdf.PdfReader(tmp_path / "out.pdf")
    assert found.metadata.title == "Notes"
    assert found.metadata.creation_date.year == 2000
    assert b'xmp:CreateDate="20' not in data.replace(b"2000-01-01T00:00:00", b"")
    assert "A private title" not in str(found.metadata)
    fonts = {str(font) for page in found.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts


def test_marks_of_markdown_become_what_they_stand_for(qapp, workspace, tmp_path):
    write(
        workspace,
        "# Evening\nWe sat on the **step** and *waited*.\n- one\n- [x] done\n1. first\n> said\n```\n**as is**\n```",
    )
    made = document(workspace)
    said = ["Evening", "We sat on the step and waited.", "one", "done", "first", "said", "**as is**"]
    assert made.words(0).split("\n")[1:] == said
    papers.write_pdf(tmp_path / "out.pdf", made)
    (page,) = read(tmp_path / "out.pdf")
    assert "#" not in page
    for mark in ("•", "☑", "1."):
        assert mark in page


def test_only_what_was_chosen_shows(qapp, workspace, tmp_path):
    write(workspace, "Words.", mood=2, feelings=("feel-lonely",), tags=("kitchen",))
    full = document(workspace).words(0)
    assert full.split("\n") == ["Thursday 14 November 2030, 21:40", "Mood: low, lonely", "kitchen", "Words."]
    assert document(workspace, Show(dates=False, noted=False, tags=False)).words(0) == "Words."


def test_photos_stand_where_the_text_names_them_and_the_others_below(qapp, workspace, tmp_path):
    id = write(workspace, "Before.")
    photos = [
        workspace.diary.add_photo(
            id,
            png(0xCC2222),
            name="a",
            width=300,
            height=200,
            kind="png",
            thumbnail=b"x",
            caption=f"Cup {number}",
        )
        for number in range(2)
    ]
    write_again = replace(workspace.diary.get(id), text=f"Before.\n![Cup 1](photo:{photos[1].id})\nAfter.")
    workspace.diary.save(write_again)
    made = document(workspace)
    assert made.words(0).split("\n")[1:] == ["Before.", "Cup 1", "After.", "Cup 0"]
    assert red(picture(made)) > 1000
    assert red(picture(document(workspace, Show(photos=False)))) == 0


def red(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).red() - image.pixelColor(x, y).blue() > 100
        for x in range(0, image.width(), 8)
        for y in range(0, image.height(), 8)
    )


def test_a_damaged_photo_leaves_a_frame_and_is_named(qapp, workspace):
    id = write(workspace, "Before.")
    workspace.diary.add_photo(id, png(0), name="a", width=300, height=200, kind="png", thumbnail=b"x")
    for file in workspace.media.ids():
        workspace.media.path(file).write_bytes(b"something else")
    made = document(workspace)
    picture(made)
    assert len(made.leafing.damaged) == 1


def test_words_from_right_to_left_begin_at_the_right(qapp, workspace):
    write(workspace, "العربية هنا")
    image = picture(document(workspace, Show(dates=False)))
    dark = [
        x
        for x in range(image.width())
        for y in range(0, image.height() // 4, 2)
        if image.pixelColor(x, y).value() < 128
    ]
    assert min(dark) > image.width() / 2


def test_a_stop_leaves_no_file(qapp, workspace, tmp_path):
    write(workspace, LONG)
    made = document(workspace)

    def stop(done: int, _total: int, _step: str) -> None:
        if done:
            raise Cancelled()

    with pytest.raises(Cancelled):
        papers.write_pdf(tmp_path / "out.pdf", made, stop)
    assert list(tmp_path.glob("out*")) == []


def test_laying_out_can_be_stopped(qapp, workspace):
    write(workspace, LONG)

    def stop(*_step: object) -> None:
        raise Cancelled()

    rows = workspace.diary.chosen_rows(Asked())
    with pytest.raises(Cancelled):
        EntriesDocument(Leafing(workspace, rows), Show(), wording("Notes"), report=stop)


@pytest.fixture
def dialog(qtbot, window, session):
    diary = session.workspace.diary
    first = replace(diary.blank(NOW), text="The lamp was left on.", tags=("kitchen",))
    diary.save(first)
    diary.save(replace(diary.blank(NOW - timedelta(days=400)), text="Long ago.", starred=True))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go("diary", {"open": first.id})
    qtbot.waitUntil(lambda: window.page().list.known)
    QTest.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (made,) = open_dialogs(window)
    qtbot.waitUntil(lambda: made.document is not None, timeout=20000)
    return made


def chosen(qtbot, dialog, kind: str) -> str:
    dialog.which.kind.value = kind
    dialog.which.kind.chosen.emit(kind)
    qtbot.waitUntil(lambda: dialog.document is not None, timeout=20000)
    return dialog.document.words(0) if dialog.document.count else ""


def test_ctrl_p_prints_the_page_that_is_open_or_others(qtbot, dialog):
    assert dialog.which.kind.value == "page"
    assert dialog.document.words(0).endswith("The lamp was left on.")
    assert "Long ago." not in dialog.document.words(0)
    assert "Long ago." in chosen(qtbot, dialog, "all")
    assert "lamp" not in chosen(qtbot, dialog, "starred")
    assert "Long ago." not in chosen(qtbot, dialog, "tag")
    assert "Long ago." not in chosen(qtbot, dialog, "days")
    assert dialog.document.title == "Notes"


def test_a_tick_taken_away_takes_it_from_the_sheets(qtbot, dialog):
    click(dialog.shows.dates)
    qtbot.waitUntil(lambda: dialog.document is not None, timeout=20000)
    assert dialog.document.words(0).split("\n") == ["kitchen", "The lamp was left on."]


def test_it_is_saved_as_a_pdf_that_is_said_not_to_be_encrypted(qtbot, session, dialog, tmp_path):
    dialog.save(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: "Saved. The file is not encrypted." in shown_texts(dialog), timeout=20000)
    assert "The lamp was left on." in " ".join(read(tmp_path / "out.pdf")[0].split())
