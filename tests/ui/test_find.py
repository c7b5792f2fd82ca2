"""Words are found on the page that is open: marked, counted, walked through, without a key waiting."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion.spelling import plain
from tests.ui.hands import press
from ui import theme
from ui.diary.editor import Editor
from ui.diary.find import spans
from ui.diary.findbar import FindBar
from ui.session import Session
from ui.shell import Shell
from ui.source import units

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bar(editor: Editor) -> FindBar:
    made = FindBar(editor)
    made.resize(560, 60)
    return made


def look_for(bar: FindBar, words: str) -> None:
    bar.open()
    bar.field.setText(words)
    bar.field._send()
    read(bar)


def read(bar: FindBar) -> None:
    while bar.finder.reading:
        QApplication.processEvents()


class TestComparing:
    @pytest.mark.parametrize(
        ("line", "wanted", "found"),
        [
            ("Café und CAFE", "cafe", [(0, 4), (9, 13)]),
            ("cafe\u0301!", "café", [(0, 5)]),
            ("Straße", "strasse", [(0, 6)]),
            ("don’t", "don't", [(0, 5)]),
            ("“so”", '"so"', [(0, 4)]),
            ("😀 here 😀 here", "here", [(3, 7), (11, 15)]),
            ("aaa", "aa", [(0, 2)]),
            ("かがみ", "かかみ", []),
            ("ПОЗДНО", "поздно", [(0, 6)]),
            ("a\u00a0b", "a b", [(0, 3)]),
            ("", "a", []),
        ],
    )
    def test_accents_case_and_signs_make_no_difference(
        self, line: str, wanted: str, found: list[tuple[int, int]]
    ) -> None:
        assert spans(units(line), plain(wanted)) == found

    @given(
        before=st.text(max_size=9), word=st.text("abcäéß", min_size=1, max_size=5), after=st.text(max_size=9)
    )
    def test_what_is_there_is_found(self, before: str, word: str, after: str) -> None:
        line = units(before + "|" + word + "|" + after)
        start = len(units(before)) + 1
        found = spans(line, plain(word))
        assert any(a <= start and b >= start + len(word) - 1 for a, b in found)

    @pytest.mark.parametrize("letter", ["a", "é"])
    def test_in_a_very_long_line_none_is_lost_or_told_twice(self, letter: str) -> None:
        word = f"b{letter}b{letter}c"
        line = (letter * 7 + word) * 4000
        found = spans(line, plain(word))
        assert len(found) == 4000
        assert all(plain(line[a:b]) == plain(word) for a, b in found)


class TestBar:
    def test_finds_are_counted_and_walked_through_in_a_ring(self, editor: Editor, bar: FindBar) -> None:
        editor.set_text("lamp\n\nThe LAMP and a lamp\n\n- lämp", caret=8)
        look_for(bar, "lamp")
        assert bar.count.text() == "2 of 4"
        assert editor.textCursor().selectedText() == "LAMP"
        for expected in ("3 of 4", "4 of 4", "1 of 4"):
            press(bar.field, Qt.Key.Key_Return)
            assert bar.count.text() == expected
        press(bar.field, Qt.Key.Key_Return, SHIFT)
        assert bar.count.text() == "4 of 4"
        assert editor.textCursor().selectedText() == "lämp"

    @pytest.mark.parametrize("mode", ["light", "dark"])
    def test_each_find_can_be_seen_by_its_shape(
        self, qapp: QApplication, editor: Editor, bar: FindBar, mode: str
    ) -> None:
        theme.apply(qapp, mode)
        editor.set_text("lamp and\n\nnothing\n\nanother lamp", caret=0)
        look_for(bar, "lamp")
        cursor = editor.textCursor()
        seen = []
        for place in (1, 5, len("lamp and\n\nnothing\n\nanother l")):
            cursor.setPosition(place)
            rect, picture = editor.cursorRect(cursor), editor.viewport().grab().toImage()
            near = range(rect.bottom() - 8, rect.bottom() + 8)
            seen.append({picture.pixelColor(rect.left(), y).name() for y in near})
        chosen, other, find = seen
        assert theme.color("accent").name() in chosen
        assert theme.color("line_strong").name() in find
        assert not {theme.color(name).name() for name in ("accent", "line_strong", "accent_soft")} & other

    def test_what_is_not_there_is_said(self, editor: Editor, bar: FindBar) -> None:
        editor.set_text("lamp")
        look_for(bar, "lighthouse")
        assert bar.count.text() == "Nothing found"
        assert not bar.after.isEnabled()
        press(bar.field, Qt.Key.Key_Return)
        assert editor.text() == "lamp"

    def test_esc_leaves_the_caret_at_the_find_and_no_mark(self, editor: Editor, bar: FindBar) -> None:
        editor.set_text("one lamp\n\nanother lamp", caret=0)
        look_for(bar, "lamp")
        press(bar.field, Qt.Key.Key_Return)
        press(bar.field, Qt.Key.Key_Escape)
        assert bar.isHidden()
        assert editor.textCursor().selectionStart() == 18
        assert bar.finder.in_line(0) == []
        assert editor.text() == "one lamp\n\nanother lamp"

    def test_finds_stand_on_a_ground_of_their_own(self, editor: Editor, bar: FindBar) -> None:
        editor.set_text("lamp and lamp", caret=0)
        look_for(bar, "lamp")
        editor.clearFocus()
        picture = editor.grab().toImage()
        colors = {
            picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
        }
        assert theme.color("accent_soft").name() in colors
        assert theme.color("select").name() in colors  # the one that is chosen

    def test_an_edit_is_searched_again(self, editor: Editor, bar: FindBar) -> None:
        editor.set_text("lamp", caret=4)
        look_for(bar, "lamp")
        editor.set_text("a lamp, a lamp, a lamp")
        assert bar.finder.in_line(0) == []  # never marks in the wrong place
        bar.finder._again.setInterval(0)
        bar.finder._again.start()
        read(bar)
        assert len(bar.finder.in_line(0)) == 3
        assert bar.count.text() == "3 found"

    def test_a_megabyte_is_searched_in_slices(self, editor: Editor, bar: FindBar) -> None:
        editor.set_text(
            "\n\n".join(["We ate late and nobody said anything, which was not a bad thing. " * 3] * 6000),
            caret=0,
        )
        QApplication.processEvents()
        costs = []
        read_on = bar.finder._read_on

        def measured() -> None:
            start = time.process_time()
            read_on()
            costs.append(time.process_time() - start)

        bar.finder._idle.timeout.disconnect()
        bar.finder._idle.timeout.connect(measured)
        bar.open()
        bar.field.setText("nobody")
        start = time.process_time()
        bar.field._send()
        costs.append(time.process_time() - start)
        read(bar)
        assert bar.finder.count == 18_000
        assert len(costs) > 3
        assert sorted(costs)[-2] < 0.016


def test_the_keys_of_a_page(window: Shell, session: Session) -> None:
    window.go("diary", {"new": True, "text": "a lamp\n\nanother lamp"})
    page = window.page()
    bar = page.text_help.bar
    editor = page.sheet.editor
    press(editor, Qt.Key.Key_F, CONTROL, SHIFT)
    assert bar.isVisible()
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, "lamp")
    bar.field._send()
    read(bar)
    assert bar.count.text().endswith("of 2")
    first = editor.textCursor().selectionStart()
    press(editor, Qt.Key.Key_F3)
    assert editor.textCursor().selectionStart() != first
    press(editor, Qt.Key.Key_F3, SHIFT)
    assert editor.textCursor().selectionStart() == first
    menu = page.more.menu(page)
    assert "Find on this page" in {action.text().split("\t")[0] for action in menu.actions()}
    page.focus_mode.toggle()
    QApplication.processEvents()
    assert bar.window() is window
    assert page.focus_mode.room.isAncestorOf(bar)
    press(bar.field, Qt.Key.Key_Escape)  # the bar's, not the room's
    assert page.focus_mode.room is not None
    assert bar.isHidden()
    assert editor.hasFocus()
    page.focus_mode.leave()
    assert page.sheet.isAncestorOf(bar)
    session.lock()
    assert bar.field.text() == ""


def test_the_bar_fits(window: Shell, fine) -> None:
    window.go("diary", {"new": True, "text": "a lamp\n\nanother lamp"})
    bar = window.page().text_help.bar
    bar.open()
    fine()
    look_for(bar, "lamp")
    fine()


def test_larger_text_while_the_diary_is_open(window: Shell, session: Session) -> None:
    window.go("diary", {"new": True, "text": "# a\n\nplain"})
    QApplication.processEvents()
    session.prefer(text_scale=2.0)
    window.resize(800, 560)
    QApplication.processEvents()
    editor = window.page().sheet.editor
    assert editor.document().defaultFont().family() == theme.font("read").family()
    assert editor.document().defaultFont().pixelSize() == theme.font("read").pixelSize()
