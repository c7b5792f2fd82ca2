"""Photos on a page in the real window: dropped, pasted, described, looked at, copied out, removed, and undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from companion.diary import Entry, Photo
from tests import picture_files as files
from tests.ui.hands import until
from ui import theme
from ui.diary.describing import DescribeDialog
from ui.diary.page import DiaryPage
from ui.diary.photo_words import description
from ui.diary.viewer import Viewer
from ui.session import Session
from ui.shell import Shell
from ui.widgets.dialog import Dialog, open_dialogs
from ui.widgets.toggles import CheckBox


class Writing:
    """A new page in the window, with the caret in it."""

    def __init__(self, window: Shell, session: Session) -> None:
        self.window, self.session = window, session
        window.activateWindow()
        window.go("diary", {"new": True})
        page = window.page()
        assert isinstance(page, DiaryPage)
        self.page, self.editor, self.album = page, page.sheet.editor, page.album
        until(lambda: page.list.known)

    def stored(self) -> Entry:
        assert self.session.workspace is not None
        diary = self.session.workspace.diary
        return diary.get(diary.rows(diary.ids())[0].id)

    def paste(self, *paths: Path, **formats: bytes | str) -> None:
        self.editor.insertFromMimeData(given(*paths, **formats))

    def dialog(self) -> Dialog:
        until(lambda: bool(open_dialogs(self.window)))
        return open_dialogs(self.window)[-1]

    def skip(self, times: int = 1) -> None:
        for _ in range(times):
            self.dialog().reject()
            QApplication.processEvents()

    def fault(self) -> str:
        until(lambda: self.page.sheet.fault is not None)
        assert self.page.sheet.fault is not None
        return self.page.sheet.fault.accessibleName()

    def lines(self) -> list[str]:
        return [line.partition("](photo:")[0] for line in self.editor.text().split("\n") if line]


def given(*paths: Path, **formats: bytes | str) -> QMimeData:
    data = QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    for name, value in formats.items():
        if name == "html":
            data.setHtml(str(value))
        elif name == "text":
            data.setText(str(value))
        elif name == "url":
            data.setUrls([QUrl(str(value))])
        else:
            assert isinstance(value, bytes)
            data.setData(f"image/{name}", QByteArray(value))
    return data


def drop(target: QWidget, data: QMimeData) -> None:
    """Drag something in and let it go."""
    at, copy = QPoint(60, 60), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(target, QDragMoveEvent(at, copy, data, left, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(at), copy, data, left, none))


@pytest.fixture
def writing(window: Shell, session: Session) -> Writing:
    return Writing(window, session)


@pytest.fixture
def two(writing: Writing) -> Writing:
    """A page with two photos, the first described."""
    QTest.keyClicks(writing.editor, "Two of them")
    writing.album.add([files.jpeg(), files.png()])
    first = writing.dialog()
    assert isinstance(first, DescribeDialog)
    first.alt.setText("A red and a blue half")
    first.caption.setText("The first")
    first.accept()
    QApplication.processEvents()
    writing.skip()
    return writing


def test_words_found_in_a_caption_light_the_caption_and_nothing_beside_it(two: Writing) -> None:
    """The words that stand behind a photo are one pixel high; a ground for them would be a stray line."""
    sheet = two.page.sheet
    two.editor.moveCursor(QTextCursor.MoveOperation.Start)
    two.page.list.view.setFocus()
    QApplication.processEvents()
    lit = theme.color("accent_soft")

    def lights() -> list[tuple[int, int]]:
        image = sheet.editor.viewport().grab().toImage()
        return [
            (x, y)
            for y in range(image.height())
            for x in range(image.width())
            if image.pixelColor(x, y) == lit
        ]

    assert not lights()
    bar = two.page.text_help.bar
    bar.open()
    bar.field.setText("first")
    bar.field._send()
    until(lambda: not bar.finder.reading)
    bar.field.setFocus()
    two.editor.moveCursor(QTextCursor.MoveOperation.Start)
    found = lights()
    assert len(found) > 300
    [shape] = {max(y for _x, y in found) - min(y for _x, y in found)}
    assert shape < 40, "all of it lies where the caption is"


# -- coming in -------------------------------------------------------------------------------------------------


def test_several_dropped_at_once_stand_in_order_and_each_is_asked_about(
    writing: Writing, tmp_path: Path
) -> None:
    paths = []
    for name, made in (("a.jpg", files.jpeg()), ("b.png", files.png()), ("c.gif", files.animated_gif())):
        paths.append(tmp_path / name)
        paths[-1].write_bytes(made)
    QTest.keyClicks(writing.editor, "Before")
    drop(writing.editor.viewport(), given(*paths))
    for name in ("a.jpg", "b.png", "c.gif"):
        assert isinstance(writing.dialog(), DescribeDialog)
        assert [photo.name for photo in writing.stored().photos] == ["a.jpg", "b.png", "c.gif"], name
        writing.skip()
    QApplication.processEvents()
    assert open_dialogs(writing.window) == []
    assert writing.editor.hasFocus()
    shown = [line for line in writing.editor.text().split("\n") if "photo:" in line]
    assert shown == [f"![](photo:{photo.id})" for photo in writing.stored().photos]


def test_the_others_can_be_skipped_together(writing: Writing) -> None:
    writing.album.add([files.jpeg(), files.png(), files.png()])
    dialog = writing.dialog()
    QTest.mouseClick(dialog._buttons[0][0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert open_dialogs(writing.window) == []
    assert len(writing.stored().photos) == 3


def test_a_folder_gives_its_pictures_and_an_empty_one_says_so(writing: Writing, tmp_path: Path) -> None:
    folder, bare = tmp_path / "summer", tmp_path / "winter"
    (folder / "further").mkdir(parents=True)
    bare.mkdir()
    (folder / "2.png").write_bytes(files.png())
    (folder / "1.JPG").write_bytes(files.jpeg())
    (folder / "list.txt").write_text("no picture")
    (folder / "further" / "3.png").write_bytes(files.png())
    writing.paste(folder)
    writing.skip(2)
    assert [photo.name for photo in writing.stored().photos] == ["1.JPG", "2.png"]
    writing.paste(bare)
    assert "There is no picture in “winter”." in writing.fault()


BROWSER = (
    '<html><body><!--StartFragment--><img src="https://example.org/lamp.png" alt="a lamp"/></body></html>'
)


@pytest.mark.parametrize(
    "formats",
    [
        {"html": BROWSER, "png": files.png()},
        {"html": BROWSER, "jpeg": files.jpeg(turned=6), "text": "https://example.org/lamp.jpg"},
        {"html": BROWSER, "png": files.png(), "url": "https://example.org/lamp.png"},
        {"png": files.png()},
    ],
)
def test_a_picture_from_a_browser_is_a_picture(writing: Writing, formats: dict[str, bytes]) -> None:
    QTest.keyClicks(writing.editor, "Seen")
    writing.paste(**formats)
    writing.skip()
    photo = writing.stored().photos[0]
    assert writing.editor.text() == f"Seen\n\n![](photo:{photo.id})\n\n"
    if "jpeg" in formats:
        assert (photo.width, photo.height) == (40, 60), "its own turn is kept"


def test_words_with_a_picture_of_them_stay_words(writing: Writing) -> None:
    """A word processor gives what was copied as words, as HTML, and as a picture."""
    writing.paste(html="<p>Two <b>words</b></p>", text="Two words", png=files.png())
    QTest.qWait(30)
    assert "Two" in writing.editor.text()
    assert "words" in writing.editor.text()
    assert "photo:" not in writing.editor.text()


def test_each_file_that_is_no_photo_has_its_sentence_and_the_rest_comes_in(
    writing: Writing, tmp_path: Path
) -> None:
    made = {
        "phone.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40,
        "web.avif": b"\0\0\0\x18ftypavif\0\0\0\0avif" + b"\0" * 40,
        "empty.jpg": b"",
        "cut.jpg": files.jpeg()[:300],
        "huge.png": files.claiming(60_000, 60_000),
        "letter.pdf": b"%PDF-1.7",
        "good.png": files.png(),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    QTest.keyClicks(writing.editor, "words")
    for name, sentence in (
        ("phone.heic", "“phone.heic” is a HEIC picture, which can’t be read here."),
        ("web.avif", "“web.avif” is an AVIF picture, which can’t be read here."),
        ("empty.jpg", "“empty.jpg” is empty."),
        ("cut.jpg", "“cut.jpg” is damaged or cut off."),
        ("huge.png", "“huge.png” is too large."),
        ("letter.pdf", "“letter.pdf” isn’t a picture that can be read here."),
        ("gone.png", "“gone.png” can’t be opened."),
    ):
        writing.page.sheet.clear_fault()
        writing.paste(tmp_path / name)
        said = writing.fault()
        assert said.startswith(sentence)
        assert "The page is as it was." in said
        assert writing.editor.text() == "words"
    writing.page.sheet.clear_fault()
    writing.paste(tmp_path / "letter.pdf", tmp_path / "good.png", tmp_path / "empty.jpg")
    writing.skip()
    assert "“letter.pdf”" in writing.fault()
    assert "“empty.jpg” is empty." in writing.fault()
    assert len(writing.stored().photos) == 1


def test_more_than_thirty_at_once_are_not_lost_in_silence(writing: Writing) -> None:
    writing.album.add([files.png()] * 33)
    writing.dialog()._buttons[0][0].click()
    assert "At most 30" in writing.fault()
    assert len(writing.stored().photos) == 30


def test_an_insertion_is_undone_and_done_again(writing: Writing) -> None:
    QTest.keyClicks(writing.editor, "Before")
    writing.album.add([files.png()])
    writing.skip()
    with_photo = writing.editor.text()
    writing.editor.undo()
    assert writing.editor.text() == "Before"
    writing.editor.redo()
    assert writing.editor.text() == with_photo
    assert writing.page.flush()
    photo = writing.stored().photos[0].id
    assert writing.album.pictures.known(photo) is not None
    writing.album.remove(photo)
    assert writing.stored().photos == ()
    writing.editor.undo()
    assert writing.page.flush()
    assert [each.id for each in writing.stored().photos] == [photo]
    assert writing.editor.text() == with_photo


@pytest.mark.parametrize("kept", [False, True])
def test_what_the_camera_wrote_goes_unless_it_is_asked_for(
    writing: Writing, tmp_path: Path, kept: bool
) -> None:
    file = tmp_path / "IMG_1.jpg"
    file.write_bytes(files.jpeg())
    writing.album.choose_files()
    chooser = writing.window.findChild(QFileDialog)
    assert chooser is not None
    box = chooser.findChild(CheckBox)
    assert box is not None
    assert not box.isChecked()
    box.setChecked(kept)
    chooser.filesSelected.emit([str(file)])
    chooser.close()
    writing.skip()
    assert writing.session.workspace is not None
    data = writing.session.workspace.diary.photo_data(writing.stored().photos[0].id)
    assert (data == file.read_bytes()) is kept
    assert (files.CANARY in data) is kept


# -- words -----------------------------------------------------------------------------------------------------


def test_words_for_the_eye_and_for_the_ear(two: Writing) -> None:
    first, second = two.stored().photos
    assert (first.alt, first.caption) == ("A red and a blue half", "The first")
    assert (second.alt, second.caption) == ("", "")
    assert description(first) == "Photo: A red and a blue half"
    assert description(second) == "Photo, not described"
    two.album.describe(first.id)
    dialog = two.dialog()
    assert isinstance(dialog, DescribeDialog)
    assert (dialog.alt.text(), dialog.caption.text()) == ("A red and a blue half", "The first")
    assert dialog.alt.hasFocus()
    dialog.alt.setText("")
    dialog.accept()
    assert (two.stored().photos[0].alt, two.stored().photos[0].caption) == ("", "The first")


# -- looking ---------------------------------------------------------------------------------------------------


def view(writing: Writing, photo: Photo) -> Viewer:
    box = writing.editor.picture_on_screen(photo.id)
    QTest.mouseClick(writing.editor.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    viewer = writing.album.viewer
    assert viewer is not None
    until(lambda: viewer.canvas.is_sharp and viewer._job is None)
    return viewer


def test_a_click_shows_a_photo_over_the_window_and_esc_goes_back(two: Writing) -> None:
    first, _second = two.stored().photos
    two.editor.setFocus()
    viewer = view(two, first)
    assert viewer.geometry() == two.window.rect()
    assert two.window.focusWidget() is viewer.canvas
    assert viewer.caption.text() == "The first"
    assert viewer.canvas.accessibleName() == "Photo: A red and a blue half. 1 of 2"
    shown = viewer.canvas.grab().toImage()
    rect = viewer.canvas.picture_rect()
    assert shown.pixelColor(int(rect.right()) - 8, int(rect.center().y())).blue() > 200
    assert shown.pixelColor(3, 3) == theme.color("page"), "the ground is that of any page"
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    assert viewer.canvas.accessibleName() == "Photo, not described. 2 of 2"
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Right)
    assert viewer.at == 1
    assert not viewer.later.isEnabled()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Left)
    assert viewer.at == 0
    before = two.editor.text()
    QTest.keyClick(viewer.canvas, Qt.Key.Key_A)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Escape)
    assert two.album.viewer is None
    assert viewer.canvas._image.isNull()
    assert two.window.focusWidget() is two.editor
    assert two.editor.text() == before, "no key went through to the page"


def test_enter_in_its_line_shows_it_and_beside_it_goes_on_writing(two: Writing) -> None:
    cursor = two.editor.textCursor()
    number = two.editor.photo_line(two.stored().photos[0].id)
    assert number is not None
    block = two.editor.document().findBlockByNumber(number)
    cursor.setPosition(block.position() + 3)
    two.editor.setTextCursor(cursor)
    before = two.editor.text()
    QTest.keyClick(two.editor, Qt.Key.Key_Return)
    assert two.album.viewer is not None
    assert two.editor.text() == before
    QTest.keyClick(two.album.viewer.canvas, Qt.Key.Key_Escape)
    cursor.setPosition(block.position() + block.length() - 1)
    two.editor.setTextCursor(cursor)
    QTest.keyClick(two.editor, Qt.Key.Key_Return)
    assert two.album.viewer is None
    assert two.editor.text() != before


def test_larger_and_smaller_by_keys_wheel_and_hand(two: Writing) -> None:
    viewer = view(two, two.stored().photos[0])
    canvas = viewer.canvas
    whole = canvas.picture_rect()
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.picture_rect().width() > whole.width()
    for _ in range(20):
        QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert not viewer.larger.isEnabled()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert viewer.at == 0, "arrows move a large picture"
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.picture_rect() == whole
    point = QPointF(canvas.rect().center()) + QPointF(10, 0)
    wheel = QWheelEvent(
        point,
        canvas.mapToGlobal(point),
        QPoint(),
        QPoint(0, 360),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, wheel)
    assert canvas.factor > 1.5
    viewer.smaller.click()
    assert canvas.factor > 1


def test_tab_stays_within_and_every_control_has_a_name(two: Writing) -> None:
    viewer = view(two, two.stored().photos[1])
    seen: list[QWidget | None] = []
    for _ in range(8):
        QTest.keyClick(two.window.focusWidget() or viewer, Qt.Key.Key_Tab)
        seen.append(two.window.focusWidget())
    for widget in seen:
        assert widget is not None
        assert viewer.isAncestorOf(widget)
        assert widget.accessibleName() or widget.text()  # type: ignore[attr-defined]
    assert len(set(map(id, seen))) >= 5


def test_a_lock_a_cover_and_quick_exit_reach_over_a_photo(two: Writing) -> None:
    viewer = view(two, two.stored().photos[0])
    QApplication.processEvents()
    exit_button = two.window.quick_exit_button
    assert two.window.childAt(exit_button.geometry().center()) is exit_button
    two.window.cover()
    assert two.window.childAt(two.window.rect().center()) is two.window._cover
    two.window.uncover()
    canvas = viewer.canvas
    two.session.lock()
    assert two.album.viewer is None
    assert canvas._image.isNull()
    assert canvas._ready.isNull()


def test_another_page_puts_the_photo_away(two: Writing) -> None:
    view(two, two.stored().photos[0])
    two.window.go("today")
    assert two.album.viewer is None
    two.window.go("diary")
    view(two, two.stored().photos[0])
    two.page.write()
    assert two.album.viewer is None


def test_a_photo_whose_file_is_gone_is_said_to_be_and_the_others_are_shown(two: Writing) -> None:
    assert two.session.workspace is not None
    first = two.stored().photos[0]
    two.session.workspace.media.remove(first.id)
    box = two.editor.picture_on_screen(first.id)
    QTest.mouseClick(two.editor.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    viewer = two.album.viewer
    assert viewer is not None
    until(lambda: bool(viewer.canvas.note))
    assert "can’t be read" in viewer.canvas.note
    QTest.keyClick(viewer.canvas, Qt.Key.Key_PageDown)
    assert viewer.canvas.note == ""


# -- out -------------------------------------------------------------------------------------------------------


def test_a_copy_is_said_to_be_readable_and_takes_no_name_by_itself(
    two: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    photo = two.stored().photos[1]
    assert two.session.workspace is not None
    kept = two.session.workspace.diary.photo_data(photo.id)
    viewer = view(two, photo)
    viewer.copy.click()
    dialog = two.dialog()
    assert "not encrypted" in " ".join(
        label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")
    )
    dialog.accept()
    chooser = two.window.findChild(QFileDialog)
    assert chooser is not None
    assert not chooser.testOption(QFileDialog.Option.DontConfirmOverwrite)
    (tmp_path / "taken.png").write_bytes(b"mine")
    chooser.fileSelected.emit(str(tmp_path / "taken"))
    chooser.close()
    until(lambda: (tmp_path / "taken-2.png").exists())
    assert (tmp_path / "taken-2.png").read_bytes() == kept
    assert (tmp_path / "taken.png").read_bytes() == b"mine"
    assert QImage(str(tmp_path / "taken-2.png")).size().toTuple() == (photo.width, photo.height)


def test_the_menu_of_a_photo_has_every_deed(two: Writing) -> None:
    photo = two.stored().photos[0]
    menu = two.album.menu(photo.id)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Look at this photo",
        "Describe this photo",
        "Save a copy out",
        "Remove this photo",
    ]
    gone = two.album.menu("0" * 32)
    assert [action.text() for action in gone.actions() if action.text()] == ["Remove this photo"]


def test_a_photo_in_the_trash_can_be_looked_at_and_not_changed(two: Writing) -> None:
    photo = two.stored().photos[0]
    entry = two.stored()
    two.page.bin.throw_away(entry.id)
    two.page.bin.open()
    until(lambda: two.page.list.known)
    QTest.keyClick(two.page.list.view, Qt.Key.Key_Home)
    QTest.keyClick(two.page.list.view, Qt.Key.Key_Return)
    view(two, photo)
    two.album.close_view()
    words = [action.text() for action in two.album.menu(photo.id).actions()]
    assert "Remove this photo" not in words
    assert "Save a copy out" in words


@pytest.mark.parametrize("stored", [True, False])
def test_a_page_that_is_gone_before_its_photo_is_ready_keeps_nothing_of_it(
    writing: Writing, tmp_path: Path, stored: bool
) -> None:
    workspace = writing.session.workspace
    assert workspace is not None
    if stored:
        QTest.keyClicks(writing.editor, "Words")
        assert writing.page.flush()
    entry = writing.page.desk.entry
    assert entry is not None
    (tmp_path / "a.jpg").write_bytes(files.jpeg())
    drop(writing.editor.viewport(), given(tmp_path / "a.jpg"))
    if stored:
        writing.session.perform(lambda: workspace.diary.trash([entry.id]))
        writing.session.perform(lambda: workspace.diary.erase([entry.id]))
    else:
        writing.window.go("diary", {"new": True})
    assert writing.page.desk.entry is None or writing.page.desk.entry.id != entry.id
    until(lambda: not [job for job in writing.session._jobs if job.running() and not job.property("serves")])
    QTest.qWait(20)
    assert workspace.media.ids() == []
    with workspace.store.reading() as db:
        assert db.value("SELECT count(*) FROM photo") == 0
