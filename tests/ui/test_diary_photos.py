"""Photos on the diary page: dropped, described, taken out and back, damaged, and let go with the page."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.picture_files import encoded
from tests.ui.hands import until
from tests.ui.page_hands import Opened, press, seed
from tests.ui.page_hands import opened as opened  # a fixture
from ui.session import Session
from ui.widgets.dialog import open_dialogs
from ui.widgets.fields import LineField


def picture(width: int = 60, height: int = 40, kind: str = "JPEG") -> bytes:
    """Left half red, right half blue."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    painter = QPainter(image)
    painter.fillRect(width // 2, 0, width, height, QColor("blue"))
    painter.end()
    return encoded(image, kind)


class TestPhotos:
    def give(self, opened: Opened, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        opened.editor.insertFromMimeData(data)

    def test_dropped_described_shown_removed_and_back(self, opened: Opened, tmp_path: Path) -> None:
        file = tmp_path / "lamp.jpg"
        file.write_bytes(picture())
        opened.page.write()
        QTest.keyClicks(opened.editor, "Before")
        self.give(opened, file)
        until(lambda: bool(open_dialogs(opened.page.window())))
        photo = opened.stored().photos[0]
        assert opened.stored().text == f"Before\n\n![](photo:{photo.id})\n\n"
        alt, caption = opened.dialog().findChildren(LineField)
        assert alt.hasFocus()
        QTest.keyClicks(alt, "A lamp on a sill")
        QTest.keyClicks(caption, "The lamp [ours]")
        QTest.keyClick(caption, Qt.Key.Key_Return)
        assert "![The lamp \\[ours\\]](photo:" in opened.stored().text
        assert opened.stored().photos[0].caption == "The lamp [ours]"
        assert opened.stored().photos[0].alt == "A lamp on a sill"
        assert opened.diary.search("lamp")
        until(lambda: opened.page.album.pictures._kept != {})
        box = opened.editor.picture_on_screen(photo.id)
        shown = opened.editor.grab().toImage()
        assert shown.pixelColor(box.left() + 12, box.center().y()).red() > 200
        assert shown.pixelColor(box.right() - 12, box.center().y()).blue() > 200
        before = opened.stored().text
        opened.page.album.remove(photo.id)
        assert opened.stored().photos == ()
        assert "photo:" not in opened.stored().text
        assert opened.notices[-1].text == "Photo removed"
        assert opened.notices[-1].action is not None
        opened.notices[-1].action()
        assert opened.stored().text.strip() == before.strip()
        assert [each.id for each in opened.stored().photos] == [photo.id]

    def test_undo_in_the_text_brings_a_removed_photo_back_too(self, opened: Opened) -> None:
        opened.page.write()
        opened.page.album.add([picture(kind="PNG")])
        until(lambda: bool(open_dialogs(opened.page.window())))
        opened.dialog().reject()
        photo = opened.stored().photos[0].id
        opened.page.album.remove(photo)
        opened.editor.setFocus()
        press(opened.editor, "Ctrl+Z")
        opened.page.flush()
        assert [each.id for each in opened.stored().photos] == [photo]
        assert f"photo:{photo}" in opened.stored().text

    def test_a_photo_whose_line_was_deleted_is_let_go_when_the_page_is_left(self, opened: Opened) -> None:
        opened.page.write()
        QTest.keyClicks(opened.editor, "x")
        opened.page.album.add([picture()])
        until(lambda: bool(open_dialogs(opened.page.window())))
        opened.dialog().reject()
        entry = opened.stored()
        opened.editor.replace_text("x")
        assert opened.page.write()
        assert opened.diary.get(entry.id).photos == ()

    def test_files_that_are_no_photos_are_named_and_nothing_is_lost(
        self, opened: Opened, tmp_path: Path
    ) -> None:
        bad, missing, good = tmp_path / "notes.pdf", tmp_path / "gone.png", tmp_path / "good.png"
        bad.write_bytes(b"%PDF-1.7 nothing")
        good.write_bytes(picture(kind="PNG"))
        opened.page.write()
        QTest.keyClicks(opened.editor, "words")
        self.give(opened, bad)
        until(lambda: opened.page.sheet.fault is not None)
        assert opened.page.sheet.fault is not None
        said = opened.page.sheet.fault.accessibleName()
        assert said.startswith("“notes.pdf” isn’t a picture that can be read here.")
        assert "The page is as it was." in said
        assert opened.editor.text() == "words"
        self.give(opened, missing, good)
        until(lambda: bool(open_dialogs(opened.page.window())))
        opened.dialog().reject()
        assert len(opened.stored().photos) == 1
        assert opened.page.sheet.fault is not None
        assert "can’t be opened" in opened.page.sheet.fault.accessibleName()

    def test_a_photo_that_is_ready_after_the_person_went_on_lands_on_its_own_page(
        self, session: Session
    ) -> None:
        ids = seed(session, "one", "two")
        opened = Opened(session)
        opened.page.album.add([picture()])
        opened.page.open_id(ids[1])
        until(lambda: bool(opened.diary.get(ids[0]).photos))
        until(lambda: "photo:" in opened.diary.get(ids[0]).text)
        assert opened.diary.get(ids[0]).text.startswith("one\n\n![](photo:")
        assert opened.editor.text() == "two"
        opened.page.deleteLater()

    def test_a_damaged_photo_is_said_in_its_place(self, opened: Opened) -> None:
        opened.page.write()
        opened.page.album.add([picture()])
        until(lambda: bool(open_dialogs(opened.page.window())))
        opened.dialog().reject()
        photo = opened.stored().photos[0].id
        assert opened.session.workspace is not None
        for file in opened.session.workspace.vault.media.rglob("*"):
            if file.is_file():
                data = bytearray(file.read_bytes())
                data[-5] ^= 1
                file.write_bytes(data)
        opened.page.album.pictures.forget()
        opened.page.album.show(opened.stored())
        opened.editor.grab()
        until(lambda: opened.page.album.pictures.broken(photo))
        assert opened.page.album._note(photo) == "This photo can’t be read. A backup may hold it."

    def test_pictures_are_let_go_with_the_page(self, opened: Opened) -> None:
        opened.page.write()
        opened.page.album.add([picture()])
        until(lambda: bool(open_dialogs(opened.page.window())))
        opened.dialog().reject()
        opened.editor.grab()
        until(lambda: opened.page.album.pictures._kept != {})
        opened.page.write()
        QApplication.processEvents()
        assert opened.page.album.pictures._kept == {}
        assert opened.page.album.pictures._thumbnails == {}
