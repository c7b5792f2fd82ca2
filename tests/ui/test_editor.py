"""The editor keeps what is written, byte for byte, shows it, and its tools write ordinary marks."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion.lines import Kind, normalise, photo_line, photos, runs, shape
from tests.ui.hands import press, select
from ui import theme
from ui.diary.editor import Editor

# Words as people write them, in many scripts, with everything a text editor might be tempted to change.
AWKWARD = st.sampled_from(
    [
        "\u00a0",
        "\u202f",
        "\u2003",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        "\u2029",
        "\x00",
        "\x0b",
        "\x85",
        "\ufeff",
        "\ufffe",
        "\ufffc",
        "\ufdd0",
        "\ufdd1",
        "\ud83d",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467",
        "\U0001f1e9\U0001f1ea",
        "مرحبا",
        "\u0627\u0644\u0633\u064e\u0651\u0644\u0627\u0645",
        "שָׁלוֹם",
        "e\u0301",
        "a\u0308\u0323",
        "\u1100\u1161\u11a8",
        "日本語",
        "ไทย",
        "**",
        "*",
        "_",
        "`",
        "~~",
        "# ",
        "- ",
        "> ",
        "```",
        "![x](photo:1)",
        "\\",
        "&nbsp;",
        "<b>x</b>",
        "  ",
        " \n",
    ]
)
TEXTS = st.lists(st.one_of(AWKWARD, st.text(max_size=12)), max_size=20).map("".join)


class TestKeeping:
    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=TEXTS)
    def test_loaded_and_pasted_text_comes_back_byte_for_byte(self, editor: Editor, text: str) -> None:
        editor.set_text(text)
        assert editor.text() == normalise(text)
        editor.set_text("")
        data = QMimeData()
        data.setText(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        editor.insertFromMimeData(data)
        assert editor.text() == normalise(data.text())

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30))
    def test_composed_text_comes_back_byte_for_byte(self, editor: Editor, text: str) -> None:
        editor.set_text("")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)
        # What the event holds: a string handed over from Python loses a byte-order mark it begins with.
        assert editor.text() == normalise(event.commitString())

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        text=st.text(st.characters(max_codepoint=0xD7FF, categories=["L", "N", "P", "Zs", "Sm"]), max_size=30)
    )
    def test_typed_text_comes_back_byte_for_byte(self, editor: Editor, text: str) -> None:
        editor.set_text("")
        for letter in text:
            QApplication.sendEvent(
                editor, QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            )
        assert editor.text() == text

    @given(text=TEXTS)
    def test_normalising_twice_changes_nothing(self, text: str) -> None:
        once = normalise(text)
        assert normalise(once) == once
        assert not set(once) & set("\r\x00\u2028\u2029\ufffc\ufdd0\ufdd1")
        once.encode("utf-8")

    def test_composing_shows_and_leaves_no_trace_until_it_is_committed(self, editor: Editor) -> None:
        editor.set_text("a\n\nb", caret=2)
        for preedit in ("k", "ka", "か"):
            QApplication.sendEvent(editor, QInputMethodEvent(preedit, []))
            editor.viewport().repaint()
            assert editor.text() == "a\n\nb"
        event = QInputMethodEvent()
        event.setCommitString("か")
        QApplication.sendEvent(editor, event)
        assert editor.text() == "a\nか\nb"

    def test_a_no_break_space_survives_copying_too(self, editor: Editor) -> None:
        editor.set_text("10\u00a0km\nand more")
        editor.selectAll()
        press(editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "10\u00a0km\nand more"
        press(editor, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
        assert editor.text() == ""
        press(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert editor.text() == "10\u00a0km\nand more"

    def test_loading_is_not_an_edit(self, editor: Editor) -> None:
        heard: list[int] = []
        editor.edited.connect(lambda: heard.append(1))
        editor.set_text("One\n\n**two**\n\n![x](photo:1)")
        press(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        press(editor, Qt.Key.Key_Down)
        assert heard == []
        assert not editor.document().isUndoAvailable()
        QTest.keyClicks(editor, "x")
        assert heard == [1]

    def test_forgetting_leaves_neither_text_nor_undo(self, editor: Editor) -> None:
        editor.set_text("before")
        QTest.keyClicks(editor, " secret")
        editor.forget()
        editor.undo()
        assert editor.text() == ""
        assert not editor.document().isUndoAvailable()
        assert not editor.document().isRedoAvailable()


class TestTools:
    def test_bold_wraps_the_selection_and_takes_it_away_again(self, editor: Editor) -> None:
        editor.set_text("one two three")
        select(editor, 4, 8)  # with the blank behind it
        editor.bold()
        assert editor.text() == "one **two** three"
        assert editor.textCursor().selectedText() == "two"
        editor.bold()
        assert editor.text() == "one two three"
        editor.undo()
        assert editor.text() == "one **two** three"
        editor.undo()
        assert editor.text() == "one two three"

    def test_bold_and_italic_live_together(self, editor: Editor) -> None:
        editor.set_text("word")
        editor.selectAll()
        editor.bold()
        editor.italic()
        assert editor.text() == "***word***"
        editor.bold()
        assert editor.text() == "*word*"
        editor.italic()
        assert editor.text() == "word"

    def test_several_lines_are_wrapped_one_by_one(self, editor: Editor) -> None:
        editor.set_text("- one\n\n> two")
        editor.selectAll()
        editor.italic()
        assert editor.text() == "- *one*\n\n> *two*"
        editor.italic()
        assert editor.text() == "- one\n\n> two"

    def test_typing_in_bold(self, editor: Editor) -> None:
        QTest.keyClicks(editor, "a ")
        editor.bold()
        QTest.keyClicks(editor, "b")
        editor.bold()
        QTest.keyClicks(editor, " c")
        assert editor.text() == "a **b** c"

    def test_two_marks_without_words_are_taken_away(self, editor: Editor) -> None:
        editor.set_text("a ")
        editor.bold()
        editor.bold()
        assert editor.text() == "a "

    def test_bold_without_a_selection_takes_the_word(self, editor: Editor) -> None:
        editor.set_text("we don’t speak", caret=6)
        editor.bold()
        assert editor.text() == "we **don’t** speak"
        QTest.keyClicks(editor, "X")
        assert editor.text() == "we **donX’t** speak"

    def test_headings_lists_and_quotes_replace_one_another(self, editor: Editor) -> None:
        editor.set_text("line", caret=2)
        for tool, expected in (
            (lambda: editor.heading(1), "# line"),
            (lambda: editor.heading(2), "## line"),
            (editor.bullets, "- line"),
            (editor.quote, "> line"),
            (editor.quote, "line"),
        ):
            tool()
            assert editor.text() == expected
        assert editor.caret() == 2

    def test_a_list_of_the_chosen_lines(self, editor: Editor) -> None:
        editor.set_text("a\n\nb")
        editor.selectAll()
        editor.bullets()
        assert editor.text() == "- a\n\n- b"
        editor.undo()
        assert editor.text() == "a\n\nb"

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("- milk", "- milk\n- "),
            ("  * milk", "  * milk\n  * "),
            ("9. milk", "9. milk\n10. "),
            ("> said", "> said\n> "),
            ("plain", "plain\n"),
            ("- ", ""),
            ("1. a\n2. ", "1. a\n"),
        ],
    )
    def test_enter_goes_on_with_lists_and_ends_them(self, editor: Editor, before: str, after: str) -> None:
        editor.set_text(before)
        press(editor, Qt.Key.Key_Return)
        assert editor.text() == after

    def test_enter_before_the_mark_only_breaks_the_line(self, editor: Editor) -> None:
        editor.set_text("- milk", caret=0)
        press(editor, Qt.Key.Key_Return)
        assert editor.text() == "\n- milk"

    def test_shift_enter_is_a_line_break_like_any_other(self, editor: Editor) -> None:
        editor.set_text("a")
        press(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert editor.text() == "a\n"
        assert editor.document().blockCount() == 2


class TestPhotoLines:
    def test_photos_stand_on_lines_of_their_own(self, editor: Editor) -> None:
        editor.set_text("before\n\nafter", caret=3)
        editor.insert_photos(["![a](photo:1)", "![b](photo:2)"])
        assert editor.text() == "before\n\n![a](photo:1)\n\n![b](photo:2)\n\nafter"
        editor.undo()
        assert editor.text() == "before\n\nafter"

    def test_a_photo_on_an_empty_page_leaves_a_line_to_write_on(self, editor: Editor) -> None:
        editor.insert_photos(["![a](photo:1)"])
        QTest.keyClicks(editor, "after")
        assert editor.text() == "![a](photo:1)\n\nafter"

    def test_backspace_takes_the_whole_photo_line(self, editor: Editor) -> None:
        editor.set_text("a\n\n![x](photo:1)\n\nb", caret=16)
        assert editor.photo_of_caret() == "1"
        press(editor, Qt.Key.Key_Backspace)
        assert editor.text() == "a\n\nb"
        press(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert editor.text() == "a\n\n![x](photo:1)\n\nb"

    def test_a_caption_with_brackets_survives(self, editor: Editor) -> None:
        line = photo_line("12-ab", "a [small] \\ thing\nin two lines")
        assert shape(line).caption == "a [small] \\ thing in two lines"
        assert photos(f"x\n{line}\nphoto:12") == ["12-ab"]

    def test_the_picture_has_room_and_can_be_clicked(self, editor: Editor) -> None:
        picture = QImage(800, 400, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.red)
        editor.show_pictures(lambda _id: (800, 400), lambda _id, _w, _h: picture)
        editor.set_text("![x](photo:1)\n\ntext")
        QApplication.processEvents()
        box = editor.picture_on_screen("1")
        assert 230 < box.height() <= 320
        assert editor.grab().toImage().pixelColor(box.center()) == Qt.GlobalColor.red
        assert editor.photo_at(box.center()) == "1"
        asked: list[str] = []
        editor.photo_opened.connect(asked.append)
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        assert asked == ["1"]
        assert editor.photo_at(QPoint(box.center().x(), box.bottom() + 60)) == ""

    def test_files_and_pictures_are_handed_on_and_not_pasted_as_text(self, editor: Editor) -> None:
        files: list[object] = []
        images: list[object] = []
        editor.files_given.connect(files.append)
        editor.image_given.connect(images.append)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile("/a/b.jpg")])
        editor.insertFromMimeData(data)
        data = QMimeData()
        data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
        editor.insertFromMimeData(data)
        assert files == [["/a/b.jpg"]]
        assert len(images) == 1
        assert editor.text() == ""


class TestLooks:
    def test_marks_take_room_only_where_the_caret_is(self, editor: Editor) -> None:
        editor.set_text("plain\n**bold**")
        line = editor.document().lastBlock()
        editor._page.blockBoundingRect(line)
        shown = line.layout().lineAt(0).naturalTextWidth()
        press(editor, Qt.Key.Key_Up)
        hidden = line.layout().lineAt(0).naturalTextWidth()
        assert shown > hidden + 10

    def test_lines_stand_at_the_pitch_of_the_design(self, editor: Editor) -> None:
        editor.set_text("a\nb\n\nc")
        tops = [editor._page.top(number) for number in range(4)]
        assert [b - a for a, b in pairwise(tops)] == [28, 28, 14]

    @pytest.mark.parametrize(
        ("line", "kind"),
        [
            ("# a", Kind.HEADING),
            ("#a", Kind.TEXT),
            ("- a", Kind.ITEM),
            ("-a", Kind.TEXT),
            ("12) a", Kind.NUMBER),
            ("> a", Kind.QUOTE),
            ("---", Kind.RULE),
            (" ", Kind.BLANK),
            ("![a](photo:1)", Kind.PHOTO),
            ("![a](photo:1) b", Kind.TEXT),
        ],
    )
    def test_what_a_line_is(self, line: str, kind: Kind) -> None:
        assert shape(line).kind is kind

    @settings(max_examples=200)
    @given(line=st.text("*_`~\\ ab", max_size=40))
    def test_emphasis_stays_inside_the_line_and_marks_are_marks(self, line: str) -> None:
        for run in runs(line):
            assert 0 <= run.start < run.start + run.length <= len(line)

    def test_code_goes_on_until_it_is_closed(self, editor: Editor) -> None:
        editor.set_text("```\n# not a heading\n```\n# a heading")
        kinds = []
        block = editor.document().firstBlock()
        while block.isValid():
            kinds.append(editor._page.shape_of(block).kind)
            block = block.next()
        assert kinds == [Kind.FENCE, Kind.CODE, Kind.FENCE, Kind.HEADING]

    def test_arabic_stands_at_its_own_start(self, editor: Editor) -> None:
        editor.set_text("مرحبا بك في البيت")
        QApplication.processEvents()
        line = editor.document().firstBlock().layout().lineAt(0)
        assert line.naturalTextRect().right() > editor.column().right() - 8

    def test_a_click_lands_on_the_letter_under_it(self, editor: Editor) -> None:
        editor.set_text("one two three\n\nfour five six " * 30)
        editor.verticalScrollBar().setValue(120)
        QApplication.processEvents()
        for place in (200, 260, 330, 420):
            cursor = editor.textCursor()
            cursor.setPosition(place)
            rect = editor.cursorRect(cursor)
            found = editor.cursorForPosition(rect.center())
            assert found.position() == place

    def test_focus_mode_keeps_the_line_of_the_caret_in_place(self, editor: Editor) -> None:
        editor.set_text("\n\n".join(f"Paragraph {n} " + "word " * 30 for n in range(30)), caret=0)
        editor.set_focus_mode(True)
        for _ in range(12):
            press(editor, Qt.Key.Key_Down)
            QApplication.processEvents()
            middle = editor.cursorRect().center().y() / editor.viewport().height()
            assert abs(middle - 0.58) < 0.05

    def test_the_line_one_writes_in_does_not_stand_on_the_lower_edge(self, editor: Editor) -> None:
        editor.show()
        editor.setFocus()
        editor.set_text("first")
        for number in range(40):
            press(editor, Qt.Key.Key_Return)
            QTest.keyClicks(editor, f"line {number}")
            free = editor.viewport().height() - editor.cursorRect().bottom()
            assert free >= theme.line("read")

    def test_undo_of_a_whole_replacement_brings_the_text_back(self, editor: Editor) -> None:
        editor.set_text("present")
        editor.replace_text("an\nolder one")
        assert editor.text() == "an\nolder one"
        editor.undo()
        assert editor.text() == "present"


class TestLongTexts:
    def test_a_megabyte_stays_usable(self, editor: Editor) -> None:
        paragraph = "We ate late and *nobody* said anything for a long while, which was not a bad thing. " * 2
        text = "\n\n".join([paragraph] * 6000)
        assert len(text) > 1_000_000
        editor.set_text(text, caret=0)
        QApplication.processEvents()
        short = self._keys(editor)
        editor.set_text(paragraph, caret=0)
        QApplication.processEvents()
        usual = self._keys(editor)
        # A key in a megabyte costs about what it costs in one paragraph: nothing goes through the whole text.
        assert short < max(8 * usual, 0.02)

    def _keys(self, editor: Editor) -> float:
        costs = []
        for letter in "the lamp on":
            start = time.process_time()
            QTest.keyClicks(editor, letter)
            editor.viewport().repaint()
            costs.append(time.process_time() - start)
        return sorted(costs)[len(costs) // 2]

    def test_estimates_become_exact_and_the_view_stays(self, editor: Editor, qtbot: object) -> None:
        editor.set_text("\n".join("word " * (n % 40) for n in range(3000)), caret=0)
        page = editor._page
        number = 1500
        editor.verticalScrollBar().setValue(page.top(number))
        QApplication.processEvents()
        deadline = time.monotonic() + 20
        while page._idle.isActive() and time.monotonic() < deadline:
            QApplication.processEvents()
        assert not page._idle.isActive()
        assert abs(page.number_at(editor.verticalScrollBar().value()) - number) <= 1
        heights = []
        block = editor.document().firstBlock()
        while block.isValid():
            heights.append(page.blockBoundingRect(block).height())
            block = block.next()
        assert page.documentSize().height() == page.top(0) + sum(heights) + 48
