"""Lists go on, go in and out, count on, and have boxes to tick; each with keys or a click, each one step of undo."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.ui.hands import press, select
from ui import theme
from ui.diary import lists
from ui.diary.editor import Editor

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def undo_and_redo(editor: Editor, before: str) -> None:
    """One step back is what was there before, and one forward brings it again."""
    after = editor.text()
    press(editor, Qt.Key.Key_Z, CONTROL)
    assert editor.text() == before
    press(editor, Qt.Key.Key_Z, CONTROL, SHIFT)
    assert editor.text() == after


class TestEnter:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("- [ ] milk", "- [ ] milk\n- [ ] "),
            ("- [x] milk", "- [x] milk\n- [ ] "),
            ("> - said", "> - said\n> - "),
            ("> > twice", "> > twice\n> > "),
            ("9) milk", "9) milk\n10) "),
            ("\t- milk", "\t- milk\n\t- "),
            ("- a\n  - ", "- a\n- "),
            ("1. a\n   1. ", "1. a\n2. "),
            ("> - ", "> "),
            ("- [ ] ", ""),
            ("👩‍👩‍👧 - no list", "👩‍👩‍👧 - no list\n"),
            ("- 👩‍👩‍👧", "- 👩‍👩‍👧\n- "),
            ("```\n- code", "```\n- code\n"),
        ],
    )
    def test_it_goes_on_as_it_began(self, editor: Editor, before: str, after: str) -> None:
        editor.set_text(before)
        press(editor, Qt.Key.Key_Return)
        assert editor.text() == after
        assert editor.caret() == editor.document().characterCount() - 1
        undo_and_redo(editor, before)

    def test_what_is_typed_on_the_new_line_is_a_step_of_its_own(self, editor: Editor) -> None:
        editor.set_text("- a")
        press(editor, Qt.Key.Key_Return)
        QTest.keyClicks(editor, "b")
        press(editor, Qt.Key.Key_Z, CONTROL)
        assert editor.text() == "- a\n- "
        press(editor, Qt.Key.Key_Z, CONTROL)
        assert editor.text() == "- a"

    def test_the_numbers_below_count_on(self, editor: Editor) -> None:
        before = "1. a\n   - x\n2. b\n\n3. c\n7. mine"
        editor.set_text(before, caret=4)
        press(editor, Qt.Key.Key_Return)
        assert editor.text() == "1. a\n2. \n   - x\n3. b\n\n4. c\n7. mine"
        assert editor.caret() == 8
        undo_and_redo(editor, before)

    def test_numbers_that_never_counted_stay(self, editor: Editor) -> None:
        editor.set_text("1. a\n1. b\n1. c", caret=4)
        press(editor, Qt.Key.Key_Return)
        assert editor.text() == "1. a\n2. \n1. b\n1. c"

    def test_an_item_is_divided_where_the_caret_is(self, editor: Editor) -> None:
        editor.set_text("- one two", caret=6)
        press(editor, Qt.Key.Key_Return)
        assert editor.text() == "- one \n- two"

    def test_shift_enter_leaves_the_list_alone(self, editor: Editor) -> None:
        editor.set_text("- a")
        press(editor, Qt.Key.Key_Return, SHIFT)
        assert editor.text() == "- a\n"

    @pytest.mark.parametrize(
        ("before", "mark"), [("- ab", 2), ("- [x] ab", 6), ("12. ab", 4), ("> ab", 2), ("## ab", 3)]
    )
    def test_backspace_behind_a_mark_takes_all_of_it(self, editor: Editor, before: str, mark: int) -> None:
        editor.set_text(before, caret=mark)
        press(editor, Qt.Key.Key_Backspace)
        assert editor.text() == "ab"
        undo_and_redo(editor, before)

    def test_a_page_that_can_only_be_read_stays_as_it_is(self, editor: Editor) -> None:
        editor.set_text("- a\n- [ ] b")
        editor.setReadOnly(True)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_X):
            press(editor, key)
        assert editor.text() == "- a\n- [ ] b"


class TestTab:
    @pytest.fixture
    def between(self, editor: Editor):
        room = QWidget()
        column = QVBoxLayout(room)
        before, after = QLineEdit(), QLineEdit()
        for widget in (before, editor, after):
            column.addWidget(widget)
        room.show()
        editor.setFocus()
        QApplication.processEvents()
        yield after
        editor.setParent(None)
        room.close()

    def test_elsewhere_it_moves_the_focus(self, editor: Editor, between: QLineEdit) -> None:
        editor.set_text("no list")
        press(editor, Qt.Key.Key_Tab)
        assert between.hasFocus()
        assert editor.text() == "no list"

    def test_it_moves_an_item_under_the_one_above_and_back(self, editor: Editor, between: QLineEdit) -> None:
        editor.set_text("- a\n- b")
        press(editor, Qt.Key.Key_Tab)
        assert editor.hasFocus()
        assert editor.text() == "- a\n  - b"
        undo_and_redo(editor, "- a\n- b")
        press(editor, Qt.Key.Key_Tab)  # nothing to go under any more
        assert editor.text() == "- a\n  - b"
        press(editor, Qt.Key.Key_Backtab, SHIFT)
        assert editor.text() == "- a\n- b"
        press(editor, Qt.Key.Key_Backtab, SHIFT)
        assert editor.text() == "- a\n- b"
        assert editor.hasFocus()

    def test_numbers_are_counted_anew_on_both_levels(self, editor: Editor) -> None:
        before = "1. a\n2. b\n3. c\n4. d"
        editor.set_text(before, caret=9)
        press(editor, Qt.Key.Key_Tab)
        assert editor.text() == "1. a\n   1. b\n2. c\n3. d"
        undo_and_redo(editor, before)
        press(editor, Qt.Key.Key_Backtab, SHIFT)
        assert editor.text() == before

    def test_what_lies_under_an_item_goes_with_it(self, editor: Editor) -> None:
        editor.set_text("- a\n- b\n  - c\n- d", caret=6)
        press(editor, Qt.Key.Key_Tab)
        assert editor.text() == "- a\n  - b\n    - c\n- d"
        press(editor, Qt.Key.Key_Backtab, SHIFT)
        assert editor.text() == "- a\n- b\n  - c\n- d"

    def test_several_items_go_together(self, editor: Editor) -> None:
        editor.set_text("1. a\n2. b\n3. c\n4. d")
        select(editor, 6, 13)
        press(editor, Qt.Key.Key_Tab)
        assert editor.text() == "1. a\n   1. b\n   2. c\n2. d"
        press(editor, Qt.Key.Key_Backtab, SHIFT)
        assert editor.text() == "1. a\n2. b\n3. c\n4. d"


class TestBoxes:
    def box(self, editor: Editor, number: int) -> QPoint:
        return editor._page.box_rect(number).center().toPoint() - QPoint(
            0, editor.verticalScrollBar().value()
        )

    def test_a_click_ticks_it_and_another_unticks_it(self, editor: Editor) -> None:
        before = "- [ ] milk\n- [x] bread\n\ntext"
        editor.set_text(before)
        for number, after in (
            (0, "- [x] milk\n- [x] bread"),
            (1, "- [x] milk\n- [ ] bread"),
            (1, "- [x] milk\n- [x] bread"),
        ):
            QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=self.box(editor, number))
            assert editor.text() == after + "\n\ntext"
        assert editor.caret() == len(before)  # which stays where it was
        for _ in range(3):
            editor.undo()
        assert editor.text() == before

    def test_a_click_beside_it_sets_the_caret(self, editor: Editor) -> None:
        editor.set_text("- [ ] milk\n\ntext")
        place = self.box(editor, 0) + QPoint(theme.size("check") + 20, 0)
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert editor.text() == "- [ ] milk\n\ntext"
        assert editor.textCursor().blockNumber() == 0

    def test_the_box_is_drawn_in_place_of_its_marks(self, editor: Editor) -> None:
        editor.set_text("- [x] milk\n\ntext")
        picture = editor.grab().toImage()
        ground = theme.color("accent").rgb()
        at = self.box(editor, 0)
        near = {picture.pixel(at.x() + x, at.y() + y) for x in range(-12, 13) for y in range(-8, 9)}
        assert ground in near
        press(editor, Qt.Key.Key_Home, CONTROL)
        editor.setCursorWidth(0)
        picture = editor.grab().toImage()
        near = {picture.pixel(at.x() + x, at.y() + y) for x in range(-2, 10) for y in range(-8, 9)}
        assert ground not in near  # the marks themselves are to be seen where the caret is

    @pytest.mark.parametrize(
        ("before", "after", "again"),
        [
            ("milk", "- [ ] milk", "- [x] milk"),
            ("- milk", "- [ ] milk", "- [x] milk"),
            ("  * milk", "  * [ ] milk", "  * [x] milk"),
            ("- [X] milk", "- [ ] milk", "- [x] milk"),
            ("", "- [ ] ", "- [x] "),
            ("# title", "# title", "# title"),
        ],
    )
    def test_the_tool_gives_a_box_and_ticks_it(
        self, editor: Editor, before: str, after: str, again: str
    ) -> None:
        editor.set_text(before)
        editor.tick()
        assert editor.text() == after
        editor.tick()
        assert editor.text() == again

    def test_several_at_once(self, editor: Editor) -> None:
        editor.set_text("- [ ] a\n- [x] b\n- [ ] c")
        editor.selectAll()
        editor.tick()
        assert editor.text() == "- [x] a\n- [x] b\n- [x] c"
        editor.tick()
        assert editor.text() == "- [ ] a\n- [ ] b\n- [ ] c"

    def test_a_ticked_box_before_arabic_stands_at_the_right(self, editor: Editor) -> None:
        editor.set_text("- [x] مرحبا\n- [ ] في البيت\n- [x] milk\n\n.")
        QApplication.processEvents()
        boxes = [editor._page.box_rect(number).center().x() for number in range(3)]
        middle = editor.column().center().x()
        assert boxes[0] > middle
        assert boxes[1] > middle
        assert boxes[2] < middle


def test_a_list_of_thousands_is_not_read_whole_at_a_key(editor: Editor) -> None:
    editor.set_text("\n".join(f"{number}. item" for number in range(1, 5001)), caret=7)
    read: list[str] = []
    kept, lists.read = lists.read, lambda text: read.append(text) or kept(text)
    try:
        press(editor, Qt.Key.Key_Return)
    finally:
        lists.read = kept
    assert editor.text().startswith("1. item\n2. \n3. item\n4. item")
    assert len(read) < 700


def test_a_line_that_is_not_in_the_list_is_never_moved(editor: Editor) -> None:
    editor.set_text("- a\n- b\nplain\n- c")
    cursor = QTextCursor(editor.document())
    cursor.setPosition(6)
    assert lists.in_list(cursor)
    cursor.setPosition(9)
    assert not lists.in_list(cursor)
