"""Writing in the real window: undo walks through saves and pictures, focus mode is as drawn, a key costs what it changes."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hands import press
from ui import theme
from ui.diary.editor import Editor
from ui.diary.layout import PageLayout
from ui.diary.styling import Styling
from ui.session import Session
from ui.shell import Shell
from ui.widgets.dialog import open_dialogs

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(window: Shell, session: Session):
    session.prefer(spelling="off")
    window.go("diary", {"new": True, "text": ""})
    page = window.page()
    while not page.list.known:
        QApplication.processEvents()
    return page


def kept(page) -> str:
    """What the store has, after a save."""
    assert page.desk.autosave.flush()
    QApplication.processEvents()
    return page.diary().get(page.desk.entry.id).text


class TestUndo:
    def test_it_walks_back_through_every_save_and_on_again(self, page) -> None:
        editor = page.sheet.editor
        states = [""]
        for words in ("one", " two", "\n- three", "\nfour"):
            for letter in words:
                press(editor, Qt.Key.Key_Return) if letter == "\n" else QTest.keyClicks(editor, letter)
            states.append(editor.text())
            assert kept(page) == editor.text()
        editor.bold()
        states.append(editor.text())
        assert kept(page) == editor.text()
        seen = [editor.text()]
        while editor.document().isUndoAvailable():
            press(editor, Qt.Key.Key_Z, CONTROL)
            assert editor.text() != seen[-1]
            seen.append(editor.text())
            assert kept(page) == editor.text() or not editor.text()
        assert editor.text() == ""
        assert [state for state in seen if state in states] == states[::-1]
        for state in seen[-2::-1]:
            press(editor, Qt.Key.Key_Z, CONTROL, SHIFT)
            assert editor.text() == state
        assert kept(page) == states[-1]

    def test_a_picture_in_the_middle(self, page, tmp_path: Path) -> None:
        editor = page.sheet.editor
        QTest.keyClicks(editor, "before")
        assert kept(page) == "before"
        picture = QImage(60, 40, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.darkCyan)
        file = tmp_path / "a.png"
        picture.save(str(file))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        editor.insertFromMimeData(data)
        while "photo:" not in editor.text():
            QApplication.processEvents()
        for dialog in open_dialogs(page.window()):
            dialog.reject()
        QApplication.processEvents()
        with_photo = editor.text()
        assert kept(page) == with_photo
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        QTest.keyClicks(editor, "after")
        assert kept(page).endswith("after")
        editor.undo()
        assert editor.text() == with_photo
        editor.undo()
        assert editor.text() == "before"
        assert kept(page) == "before"
        editor.redo()
        assert editor.text() == with_photo
        editor.redo()
        assert kept(page).endswith("after")

    def test_leaving_the_page_keeps_what_was_being_composed_once(self, page, window: Shell) -> None:
        editor = page.sheet.editor
        QTest.keyClicks(editor, "a ")
        QApplication.sendEvent(editor, QInputMethodEvent("word", []))
        assert kept(page) == "a "  # a save in the middle stores what is written, and disturbs nothing
        assert editor.textCursor().block().layout().preeditAreaText() == "word"
        entry = page.desk.entry.id
        assert page.flush()
        assert page.diary().get(entry).text == "a word"

    def test_a_box_is_ticked_with_keys_and_kept(self, page) -> None:
        editor = page.sheet.editor
        QTest.keyClicks(editor, "milk")
        press(editor, Qt.Key.Key_Return, CONTROL)
        assert kept(page) == "- [ ] milk"
        press(editor, Qt.Key.Key_Return, CONTROL)
        assert kept(page) == "- [x] milk"


class TestFocusMode:
    TEXT = (
        "The smallest thing was only that.\n\n"
        "I think I kept it back because then I would have been the one who spoke first."
    )

    @pytest.fixture
    def room(self, page):
        QTest.keyClicks(page.sheet.editor, "x")
        page.sheet.editor.set_text(self.TEXT)
        page.focus_mode.toggle()
        for _ in range(6):
            QApplication.processEvents()
        yield page.focus_mode.room
        page.focus_mode.leave()

    def line(self, editor: Editor, window: Shell) -> float:
        middle = editor.viewport().mapTo(window, editor.cursorRect().center()).y()
        return middle / window.height()

    def test_it_is_as_it_was_drawn(self, page, room, window: Shell) -> None:
        editor = page.sheet.editor
        assert editor.column().width() == theme.size("measure_focus") == 640
        assert abs(editor.column().center().x() - window.width() / 2) < 8
        assert abs(self.line(editor, window) - 0.58) < 0.02
        picture = window.grab().toImage()
        inks = {theme.color(name).rgb() for name in ("ink", "ink_2")}
        tops = [
            editor.viewport().mapTo(window, editor.cursorRect(self.at(editor, place)).center()).y()
            for place in (3, 60)
        ]
        found = [
            {picture.pixel(x, y) for x in range(230, 870) for y in range(top - 12, top + 12)} & inks
            for top in tops
        ]
        assert found[0] == {theme.color("ink_2").rgb()}
        assert found[1] == {theme.color("ink").rgb()}

    def at(self, editor: Editor, place: int):
        cursor = editor.textCursor()
        cursor.setPosition(place)
        return cursor

    def test_the_line_stays_there_under_the_find_bar_too(self, page, room, window: Shell) -> None:
        editor = page.sheet.editor
        page.text_help.bar.open()
        for _ in range(6):
            QApplication.processEvents()
        assert abs(self.line(editor, window) - 0.58) < 0.02
        QTest.keyClicks(editor, " and more")
        QApplication.processEvents()
        assert not room.bar_shown
        assert abs(self.line(editor, window) - 0.58) < 0.02


class TestWork:
    """What a key costs is counted, not timed: lines styled and laid out again."""

    @pytest.fixture
    def counted(self, editor: Editor, monkeypatch: pytest.MonkeyPatch):
        paragraph = "We ate late and *nobody* said anything for a long while, [not a bad thing](https://example.org/a)."
        text = "\n\n".join([paragraph, "- [ ] a box", "1. one", "> said"] * 1700)
        assert len(text) > 200_000
        editor.set_text(text, caret=len(text) // 2)
        editor.ensureCursorVisible()
        while editor._page._idle.isActive():
            QApplication.processEvents()
        editor.viewport().repaint()
        work = {"styled": 0, "laid": 0}
        styled, laid = Styling.highlightBlock, PageLayout._lay

        def style(self, text: str) -> None:
            work["styled"] += 1
            styled(self, text)

        def lay(self, block) -> int:
            work["laid"] += 1
            return laid(self, block)

        monkeypatch.setattr(Styling, "highlightBlock", style)
        monkeypatch.setattr(PageLayout, "_lay", lay)
        return work

    @pytest.mark.parametrize("quotes", [None, "en"])
    def test_a_key_touches_the_line_it_is_in(
        self, editor: Editor, counted: dict[str, int], quotes: str | None
    ) -> None:
        editor.set_quotes(quotes)
        for typed in 'the lamp "on" ':
            counted.update(styled=0, laid=0)
            QTest.keyClicks(editor, typed)
            editor.viewport().repaint()
            assert counted["styled"] <= 6
            assert counted["laid"] <= 8

    @pytest.mark.parametrize(
        "key", [Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Down, Qt.Key.Key_Tab]
    )
    def test_so_do_the_other_keys(self, editor: Editor, counted: dict[str, int], key: Qt.Key) -> None:
        press(editor, key)
        editor.viewport().repaint()
        assert counted["styled"] <= 12
        assert counted["laid"] <= 60

    def test_so_do_undo_and_a_tick(self, editor: Editor, counted: dict[str, int]) -> None:
        editor.tick()
        editor.undo()
        editor.viewport().repaint()
        assert counted["styled"] <= 12
        assert counted["laid"] <= 60
