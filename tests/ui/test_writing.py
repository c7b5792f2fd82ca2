"""What is typed, composed and pasted is what is kept, and undo and redo walk through it exactly."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion.lines import normalise, runs
from tests.conftest import rounds
from tests.ui.hands import press, select
from ui.diary import pasting
from ui.diary.editor import Editor
from ui.source import units, whole

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def key(editor: Editor, letter: str) -> str:
    """A key that brings this letter, as a keyboard does; what the event held."""
    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
    held = event.text()  # a string handed over from Python loses a byte-order mark it begins with
    QApplication.sendEvent(editor, event)
    return held


def compose(editor: Editor, *steps: str, commit: str = "") -> str:
    """Letters that come by and by through an input method; what the last event brings is kept."""
    for step in steps:
        QApplication.sendEvent(editor, QInputMethodEvent(step, []))
    event = QInputMethodEvent()
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)
    return event.commitString()  # a string handed over from Python loses a byte-order mark it begins with


def paste(editor: Editor, text: str = "", html: str = "") -> QMimeData:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
    editor.insertFromMimeData(data)
    return data


def undo(editor: Editor) -> None:
    press(editor, Qt.Key.Key_Z, CONTROL)


def redo(editor: Editor) -> None:
    press(editor, Qt.Key.Key_Z, CONTROL, SHIFT)


# --- what is typed is what is stored ------------------------------------------------------------------------------

# One key brings one sign: no breaks, which are keys of their own, and nothing a keyboard cannot send.
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
MARKS = st.sampled_from(
    [
        "**",
        "*",
        "_",
        "`",
        "~~",
        "[a](b)",
        "- ",
        "# ",
        "> ",
        "1. ",
        "- [ ] ",
        "👩‍👩‍👧",
        "🇩🇪",
        "مرحبا",
        "\u00a0",
        "é",
        "e\u0301",
    ]
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("key"), LETTERS),
        st.tuples(st.just("compose"), WORDS),
        st.tuples(st.just("paste"), st.one_of(st.text(max_size=20), MARKS)),
    ),
    max_size=25,
)


class TestKept:
    @settings(
        max_examples=rounds(60, 2000),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @example(steps=[("paste", "\x00")])
    @given(steps=STEPS)
    def test_every_way_in_keeps_what_came_and_undo_and_redo_walk_back_exactly(
        self, editor: Editor, steps: list[tuple[str, str]]
    ) -> None:
        editor.set_text("")
        expected, states = "", [""]
        for way, text in steps:
            if way == "key":
                expected += normalise(key(editor, text))
            elif way == "compose":
                expected += normalise(compose(editor, text[:1], text[:2], commit=text))
            else:
                expected += normalise(paste(editor, text).text())
            assert editor.text() == expected
            states.append(expected)
        back = [editor.text()]
        while editor.document().isUndoAvailable():
            undo(editor)
            assert editor.text() != back[-1]  # no step that does nothing
            assert editor.text() in states
            back.append(editor.text())
        assert editor.text() == ""
        for state in reversed(back[:-1]):
            redo(editor)
            assert editor.text() == state
        assert not editor.document().isRedoAvailable()
        assert editor.text() == expected

    @given(text=st.text(max_size=40))
    def test_halves_and_wholes(self, text: str) -> None:
        kept = normalise(text)
        assert whole(units(kept)) == kept
        assert len(units(kept)) == len(kept.encode("utf-16-le")) // 2


# --- commands, lists, pastes and undo, mixed ----------------------------------------------------------------------


class Mixed(RuleBasedStateMachine):
    """Whatever is done, every undo brings a state that was there, in order, and redo brings all of them back."""

    editor: Editor

    @initialize(text=st.sampled_from(["", "- a\n- b", "1. a\n2. b\n\ntext", "> 👩‍👩‍👧 *b*\n- [ ] c"]))
    def begin(self, text: str) -> None:
        self.editor.set_text(text)
        self.states = [self.editor.text()]
        self.at = 0

    def done(self, deed: Callable[[], object]) -> None:
        deed()
        text = self.editor.text()
        if text != self.states[self.at]:
            del self.states[self.at + 1 :]
            self.states.append(text)
            self.at += 1

    @rule(text=st.sampled_from(["word", "- ", "**", "1. x", "😀", "é", " a b "]))
    def types(self, text: str) -> None:
        for letter in text:
            self.done(lambda letter=letter: key(self.editor, letter))

    @rule(
        which=st.sampled_from(
            [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Space]
        )
    )
    def presses(self, which: Qt.Key) -> None:
        self.done(lambda: press(self.editor, which))

    @rule()
    def goes_out(self) -> None:
        self.done(lambda: press(self.editor, Qt.Key.Key_Backtab, SHIFT))

    @rule(text=st.sampled_from(["plain", "two\nlines", "- [x] done\n", "🇩🇪\u00a0"]))
    def pastes(self, text: str) -> None:
        self.done(lambda: paste(self.editor, text))

    @rule(text=st.sampled_from(["か", "word", "👍🏽"]))
    def composes(self, text: str) -> None:
        # What was chosen goes when composing begins: a state of its own.
        self.done(lambda: QApplication.sendEvent(self.editor, QInputMethodEvent("k", [])))
        self.done(lambda: compose(self.editor, "ka", commit=text))

    @rule(tool=st.sampled_from(["bold", "italic", "bullets", "quote", "tick"]))
    def uses(self, tool: str) -> None:
        self.done(getattr(self.editor, tool))

    @rule(a=st.floats(0, 1), b=st.floats(0, 1))
    def chooses(self, a: float, b: float) -> None:
        text = units(self.editor.text())
        places = [round(part * len(text)) for part in (a, b)]
        # As keys and mouse would: never between the halves of a letter.
        first, last = (place - ("\udc00" <= text[place : place + 1] <= "\udfff") for place in places)
        select(self.editor, first, last)

    @precondition(lambda self: self.editor.document().isUndoAvailable())
    @rule()
    def goes_back(self) -> None:
        undo(self.editor)
        here = self.editor.text()
        # The same one again, where something was replaced by its like.
        earlier = [at for at in range(self.at + 1) if self.states[at] == here]
        assert earlier, "a state that never was"
        self.at = earlier[-1]

    @precondition(lambda self: self.editor.document().isRedoAvailable())
    @rule()
    def goes_on(self) -> None:
        redo(self.editor)
        here = self.editor.text()
        later = [at for at in range(self.at, len(self.states)) if self.states[at] == here]
        assert later, "a state that never was"
        self.at = later[0]

    @invariant()
    def is_kept_as_it_is(self) -> None:
        text = self.editor.text()
        assert text == normalise(text)

    def teardown(self) -> None:
        last = self.editor.text()
        while self.editor.document().isUndoAvailable():
            self.editor.undo()
        assert self.editor.text() == self.states[0]
        while self.editor.document().isRedoAvailable():
            self.editor.redo()
        assert self.editor.text() == self.states[-1] or last in self.states


def test_commands_lists_pastes_and_undo_mixed(editor: Editor) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    machine = type("MixedHere", (Mixed,), {"editor": editor})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=rounds(25, 500),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


class TestUndo:
    def test_it_goes_back_word_by_word(self, editor: Editor) -> None:
        QTest.keyClicks(editor, "we ate  late")
        found = []
        while editor.document().isUndoAvailable():
            undo(editor)
            found.append(editor.text())
        assert found[-3:] == ["we ate", "we", ""]

    def test_a_paste_is_a_step_of_its_own_on_both_sides(self, editor: Editor) -> None:
        QTest.keyClicks(editor, "ab")
        paste(editor, "XY")
        QTest.keyClicks(editor, "cd")
        for expected in ("abXY", "ab", ""):
            undo(editor)
            assert editor.text() == expected
        for expected in ("ab", "abXY", "abXYcd"):
            redo(editor)
            assert editor.text() == expected


# --- pasting --------------------------------------------------------------------------------------------------------


class TestPasting:
    def test_formatting_becomes_marks_in_one_step(self, editor: Editor) -> None:
        editor.set_text("a ")
        paste(editor, "Bold and more", "<b>Bold</b> and <i>more</i>")
        assert editor.text() == "a **Bold** and *more*"
        undo(editor)
        assert editor.text() == "a "

    def test_words_without_formatting_come_in_byte_for_byte(self, editor: Editor) -> None:
        paste(editor, "two  blanks\u00a0and *stars*", "<p>two  blanks\u00a0and *stars*</p>")
        assert editor.text() == "two  blanks\u00a0and *stars*"

    def test_a_list_and_a_link_from_a_browser(self, editor: Editor) -> None:
        html = '<ul><li>one</li><li><a href="https://example.org/a_b">two</a></li></ul><script>x</script>'
        paste(editor, "one\ntwo", html)
        assert editor.text() == "- one\n- [two](https://example.org/a_b)"

    def test_plainly_there_is_no_mark(self, editor: Editor) -> None:
        data = QMimeData()
        data.setHtml("<b>Bold</b>")
        data.setText("Bold")
        QApplication.clipboard().setMimeData(data)
        editor.paste_plain()
        assert editor.text() == "Bold"
        editor.set_text("")
        editor.paste()
        assert editor.text() == "**Bold**"

    def test_a_picture_copied_in_a_browser_is_a_picture(self, editor: Editor) -> None:
        images: list[object] = []
        editor.image_given.connect(images.append)
        data = QMimeData()
        data.setHtml('<img src="https://example.org/x.png">')
        data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
        editor.insertFromMimeData(data)
        assert len(images) == 1
        assert editor.text() == ""

    def test_a_cell_of_a_table_with_its_picture_is_words(self, editor: Editor) -> None:
        data = QMimeData()
        data.setHtml("<b>12</b>")
        data.setText("12")
        data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
        editor.insertFromMimeData(data)
        assert editor.text() == "**12**"

    def test_much_of_it_is_read_aside_and_goes_where_the_caret_was(self, editor: Editor) -> None:
        waiting: list[tuple[Callable[[], str], Callable[[str], object]]] = []
        editor.aside = lambda work, done: waiting.append((work, done))
        html = "<p><b>long</b></p>" * (pasting.AT_ONCE // 10)
        editor.set_text("ab", caret=1)
        paste(editor, "long", html)
        key(editor, "x")
        assert editor.text() == "axb"
        work, done = waiting.pop()
        done(work())
        assert editor.text().startswith("a**long**")
        assert editor.text().endswith("xb")
        undo(editor)
        assert editor.text() == "axb"
        paste(editor, "long", html)
        editor.set_text("another page")
        work, done = waiting.pop()
        done(work())
        assert editor.text() == "another page"

    def test_too_much_comes_in_plain(self, editor: Editor) -> None:
        paste(editor, "words", "<b>words</b>" + " " * pasting.LONGEST)
        assert editor.text() == "words"


# --- signs made of several ------------------------------------------------------------------------------------------

FAMILY, FLAG, CAP, SKIN, HEART = "👩‍👩‍👧", "🇩🇪", "1️⃣", "👍🏽", "❤️"


class TestSigns:
    @pytest.mark.parametrize("sign", [FAMILY, FLAG, CAP, SKIN, HEART, "😀"])
    def test_backspace_delete_and_arrows_take_one_whole(self, editor: Editor, sign: str) -> None:
        size = len(units(sign))
        editor.set_text(f"a{sign}")
        press(editor, Qt.Key.Key_Backspace)
        assert editor.text() == "a"
        undo(editor)
        assert editor.text() == f"a{sign}"
        editor.set_text(f"a{sign}b", caret=1)
        press(editor, Qt.Key.Key_Right)
        assert editor.caret() == 1 + size
        press(editor, Qt.Key.Key_Left)
        press(editor, Qt.Key.Key_Delete)
        assert editor.text() == "ab"

    def test_in_other_scripts_backspace_takes_the_last_mark_alone(self, editor: Editor) -> None:
        editor.set_text("e\u0301")
        press(editor, Qt.Key.Key_Backspace)
        assert editor.text() == "e"
        editor.set_text("नि")
        press(editor, Qt.Key.Key_Backspace)
        assert editor.text() == "न"

    def test_marks_behind_signs_are_found_where_they_are(self, editor: Editor) -> None:
        editor.set_text("😀😀😀 **bold** x\n\n", caret=0)
        press(editor, Qt.Key.Key_End, CONTROL)
        formats = editor.document().firstBlock().layout().formats()
        bold = next(each for each in formats if each.format.fontWeight() == 700)
        assert (bold.start, bold.length) == (9, 4)

    def test_tools_behind_signs_reach_the_right_word(self, editor: Editor) -> None:
        editor.set_text("😀 word 😀")
        select(editor, 3, 7)
        editor.bold()
        assert editor.text() == "😀 **word** 😀"
        editor.bold()
        assert editor.text() == "😀 word 😀"


# --- input methods --------------------------------------------------------------------------------------------------


class TestComposing:
    def test_saving_styling_and_themes_in_the_middle_change_nothing(self, editor: Editor) -> None:
        editor.set_text("# a\n\n**b** c", caret=5)
        QApplication.sendEvent(editor, QInputMethodEvent("ni", []))
        assert editor.text() == "# a\n\n**b** c"  # what a save would store
        editor.viewport().repaint()
        editor._restyle()
        editor.resize(500, 400)
        editor._styling.rehighlight()
        assert editor.textCursor().block().layout().preeditAreaText() == "ni"
        QApplication.sendEvent(editor, QInputMethodEvent("nih", []))
        compose(editor, commit="你")
        assert editor.text() == "# a\n\n你**b** c"
        undo(editor)
        assert editor.text() == "# a\n\n**b** c"

    def test_a_tool_finishes_the_word_first(self, editor: Editor) -> None:
        editor.set_text("a ")
        QApplication.sendEvent(editor, QInputMethodEvent("word", []))
        editor.quote()
        assert editor.text() == "> a word"
        assert editor.textCursor().block().layout().preeditAreaText() == ""

    def test_leaving_the_page_loses_no_word_and_doubles_none(self, editor: Editor) -> None:
        editor.set_text("a ")
        QApplication.sendEvent(editor, QInputMethodEvent("word", []))
        editor.settle()
        editor.settle()
        assert editor.text() == "a word"

    def test_another_page_does_not_get_what_was_composed_on_this_one(self, editor: Editor) -> None:
        editor.set_text("a ")
        QApplication.sendEvent(editor, QInputMethodEvent("word", []))
        editor.set_text("b")
        editor.settle()
        assert editor.text() == "b"

    def test_in_a_list(self, editor: Editor) -> None:
        editor.set_text("- ")
        compose(editor, "k", "ka", commit="か")
        press(editor, Qt.Key.Key_Return)
        compose(editor, "k", commit="き")
        assert editor.text() == "- か\n- き"


# --- typographic signs ----------------------------------------------------------------------------------------------


class TestQuotes:
    @pytest.mark.parametrize(
        ("language", "typed", "expected"),
        [
            ("en", "\"He said 'no' -- didn't he?\"", "“He said ‘no’ — didn’t he?”"),
            ("de", "\"Er sagte 'nein' -- geht's?\"", "„Er sagte ‚nein‘ – geht’s?“"),
            ("fr", '"L\'heure"', "«\u00a0L’heure\u00a0»"),
            ("sv", '"ja"', "”ja”"),
            ("en", '("x") **"y"** *"z*"', "(“x”) **“y”** *“z*”"),
            ("en", "`\"code\"` 'x'", '`"code"` ‘x’'),
            ("en", "---", "---"),
            ("en", "- a", "- a"),
            ("en", '[a](b"c) "d"', '[a](b"c) “d”'),
        ],
    )
    def test_what_stands_there(self, editor: Editor, language: str, typed: str, expected: str) -> None:
        editor.set_quotes(language)
        QTest.keyClicks(editor, typed)
        assert editor.text() == expected

    def test_off_nothing_is_changed(self, editor: Editor) -> None:
        QTest.keyClicks(editor, "\"a\" -- 'b'")
        assert editor.text() == "\"a\" -- 'b'"

    @pytest.mark.parametrize("back", [lambda editor: press(editor, Qt.Key.Key_Backspace), undo])
    def test_backspace_or_undo_brings_back_what_was_typed(
        self, editor: Editor, back: Callable[[Editor], None]
    ) -> None:
        editor.set_quotes("en")
        for typed in ('say "', "a --"):
            editor.set_text("")
            QTest.keyClicks(editor, typed)
            assert editor.text() != typed
            back(editor)
            assert editor.text() == typed
            press(editor, Qt.Key.Key_Backspace)  # and another takes it away, as ever
            assert editor.text() == typed[:-1]

    def test_in_a_block_of_code_nothing_is_changed(self, editor: Editor) -> None:
        editor.set_quotes("en")
        editor.set_text("```\n")
        QTest.keyClicks(editor, '"x" --')
        assert editor.text() == '```\n"x" --'

    def test_letters_that_come_through_an_input_method(self, editor: Editor) -> None:
        editor.set_quotes("en")
        for letter in '"a"':
            compose(editor, commit=letter)
        assert editor.text() == "“a”"

    def test_what_is_pasted_stays(self, editor: Editor) -> None:
        editor.set_quotes("en")
        paste(editor, '"a" -- b')
        assert editor.text() == '"a" -- b'


class TestLinks:
    def test_the_words_are_shown_and_the_rest_is_out_of_the_way(self, editor: Editor) -> None:
        editor.set_text("see [the map](https://example.org/a_b_c) now\n\nx")
        formats = editor.document().firstBlock().layout().formats()
        hidden = {
            place
            for each in formats
            if each.format.font().pixelSize() == 1
            for place in range(each.start, each.start + each.length)
        }
        line = "see [the map](https://example.org/a_b_c) now"
        assert (
            "".join(letter for at, letter in enumerate(line) if at not in hidden)
            == "see the map(https://example.org/a_b_c) now"
        )

    def test_a_link_to_another_page_shows_its_words_alone(self, editor: Editor) -> None:
        editor.set_text("as on [that day](entry:12ab)\n\nx")
        formats = editor.document().firstBlock().layout().formats()
        hidden = {
            place
            for each in formats
            if each.format.font().pixelSize() == 1
            for place in range(each.start, each.start + each.length)
        }
        line = "as on [that day](entry:12ab)"
        assert "".join(letter for at, letter in enumerate(line) if at not in hidden) == "as on that day"

    @pytest.mark.parametrize(
        ("line", "place", "address"),
        [
            ("see [the map](https://x.org/a(b)) now", 6, "https://x.org/a(b)"),
            ("see [the map](https://x.org) now", 2, ""),
            ("😀 [a](https://x.org/😀)", 4, "https://x.org/😀"),
            ("`[a](b)`", 3, ""),
            ("![a](b)", 3, ""),
            ("[a](b) [c](d)", 9, "d"),
            ("[](b)", 1, "b"),
        ],
    )
    def test_the_address_at_a_place(self, editor: Editor, line: str, place: int, address: str) -> None:
        editor.set_text(line, caret=place)
        assert editor.link_at(editor.textCursor()) == address

    def test_an_address_is_no_emphasis(self) -> None:
        line = "[a](https://x.org/_b_*c*) _d_"
        looks = [line[run.start : run.start + run.length] for run in runs(line)]
        assert "b" not in looks
        assert "d" in looks

    def test_ten_thousand_brackets_cost_no_more_than_their_length(self) -> None:
        for line in ("[" * 19_000, "[a](" * 4_000, "](" * 9_000, "[a](b(" * 3_000):
            assert len(runs(line)) < 19_000
