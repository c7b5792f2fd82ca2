"""Spelling is asked of a real dictionary where there is one, off the window's thread, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hands import press
from ui import spelling
from ui.diary.speller import OWN
from ui.session import Session
from ui.settings.writing import WritingSection
from ui.shell import Shell
from ui.source import words as words_of
from ui.widgets.menu import Menu

THERE = spelling.languages()
dictionary = pytest.mark.skipif(
    "en_US" not in THERE,
    reason="needs pyenchant, libenchant and an English dictionary (the extra `spelling`)",
)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Two words", ["Two", "words"]),
        ("don’t and don't", ["don’t", "and", "don't"]),
        ("- [x] milk `code` **bold**", ["milk", "bold"]),
        ("see [the map](https://example.org/wrng) now", ["see", "the", "map", "now"]),
        ("mail me@example.org, www.example.org, a_b, x2", ["mail"]),
        ("![caption](photo:1)", []),
        ("😀 über 日本語", ["über", "日本語"]),
        ("---", []),
    ],
)
def test_the_words_of_a_line(line: str, found: list[str]) -> None:
    words = list(words_of(line))
    assert [word for _a, _b, word in words] == found
    assert all(line[a:b] == word for a, b, word in words)


@pytest.mark.parametrize(
    ("wanted", "there", "tag"),
    [
        ("en_GB", ["de_DE", "en_GB", "en_US"], "en_GB"),
        ("en_NZ", ["de_DE", "en_GB", "en_US"], "en_US"),
        ("de", ["de_AT", "de_DE"], "de_DE"),
        ("pt-BR", ["pt_BR"], "pt_BR"),
        ("fi", ["de_DE"], ""),
        ("en", [], ""),
    ],
)
def test_the_dictionary_that_fits(wanted: str, there: list[str], tag: str) -> None:
    assert spelling.fitting(wanted, there) == tag


@dictionary
def test_it_knows_words_and_says_what_may_have_been_meant() -> None:
    english = spelling.Dictionary("en_US")
    assert all(english.knows(word) for word in ("kettle", "don’t", "don't", "日本語", "поздно"))
    assert not english.knows("kettel")
    assert "kettle" in english.suggest("kettel")
    assert all("'" not in word for word in english.suggest("don’tt"))


@dictionary
def test_it_makes_no_file_anywhere(home: Path) -> None:
    script = "from ui import spelling as s; print(s.Dictionary('en_US').knows('kettel'))"
    env = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": "", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert not [path for path in home.rglob("*") if "enchant" in str(path)]


@dictionary
class TestOnThePage:
    @pytest.fixture
    def page(self, window: Shell, session: Session):
        session.prefer(spelling="en_US")
        window.go("diary", {"new": True, "text": ""})
        return window.page()

    def waves(self, page) -> list[str]:
        """The words with a wave under them on the first line, once nothing is open any more."""
        editor = page.sheet.editor
        block = editor.document().firstBlock()
        line = block.text()
        editor.doubts.spans(block)
        speller = page.text_help.speller
        words = {word for _a, _b, word in words_of(line)}
        while any(speller._verdict(word) is None for word in words):
            QApplication.processEvents()
        return [line[a:b] for a, b in editor.doubts.spans(block)]

    def choose(self, page, word: str, row: str) -> None:
        """Ask for the menu at this word and choose one of its rows."""
        editor = page.sheet.editor
        cursor = editor.textCursor()
        cursor.setPosition(editor.text().index(word) + 1)
        place = editor.cursorRect(cursor).center()
        done: list[bool] = []

        def take() -> None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, Menu):
                QTimer.singleShot(5, take)
                return
            rows = {action.text(): action for action in menu.actions()}
            menu.close()
            done.append(row in rows)
            if row in rows:
                rows[row].trigger()

        QTimer.singleShot(0, take)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, editor.mapToGlobal(place))
        QApplication.sendEvent(editor.viewport(), event)
        while not done:
            QApplication.processEvents()
        assert done == [True]

    def test_a_wave_comes_when_the_word_is_done(self, page) -> None:
        editor = page.sheet.editor
        QTest.keyClicks(editor, "the kettel")
        assert self.waves(page) == []
        QTest.keyClicks(editor, " ")
        assert self.waves(page) == ["kettel"]
        QTest.keyClicks(editor, "sang")
        assert self.waves(page) == ["kettel"]
        press(editor, Qt.Key.Key_Home)
        assert self.waves(page) == ["kettel"]

    def test_another_word_is_one_step(self, page) -> None:
        editor = page.sheet.editor
        QTest.keyClicks(editor, "the kettel sang")
        assert self.waves(page) == ["kettel"]
        self.choose(page, "kettel", "kettle")
        assert editor.text() == "the kettle sang"
        editor.undo()
        assert editor.text() == "the kettel sang"

    def test_own_words_lie_in_the_vault_and_can_be_taken_out(self, page, session: Session) -> None:
        editor = page.sheet.editor
        QTest.keyClicks(editor, "the kettel sang")
        assert self.waves(page) == ["kettel"]
        self.choose(page, "kettel", "Add to my words")
        assert self.waves(page) == []
        assert session.workspace.prefs.get(OWN) == ["kettel"]
        self.choose(page, "kettel", "Take out of my words")
        assert session.workspace.prefs.get(OWN) is None
        assert self.waves(page) == ["kettel"]

    def test_a_lock_forgets_every_word(self, page, session: Session) -> None:
        QTest.keyClicks(page.sheet.editor, "the kettel sang")
        assert self.waves(page) == ["kettel"]
        speller = page.text_help.speller
        session.lock()
        assert not speller._verdicts
        assert not speller._lines
        assert not speller._wanted

    def test_off_nothing_is_asked(self, page, session: Session) -> None:
        session.prefer(spelling="off")
        QTest.keyClicks(page.sheet.editor, "the kettel sang")
        editor = page.sheet.editor
        assert editor.doubts.spans(editor.document().firstBlock()) == []
        assert page.text_help.speller._job is None


def test_without_a_dictionary_it_is_off_and_says_so(
    window: Shell, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spelling, "_broker", lambda: None)
    session.prefer(spelling="system")
    window.go("diary", {"new": True, "text": "the kettel sang"})
    page = window.page()
    speller = page.text_help.speller
    editor = page.sheet.editor
    editor.doubts.spans(editor.document().firstBlock())
    while speller.on:
        QApplication.processEvents()
    assert editor.doubts.spans(editor.document().firstBlock()) == []
    section = WritingSection(session)
    while section._tags is None:
        QApplication.processEvents()
    section.refresh()
    assert not section.spelling.isEnabled()
    assert "no dictionary" in section.spelling_row.caption.text()
    section.deleteLater()


def test_the_settings_apply_at_once(window: Shell, session: Session) -> None:
    window.go("diary", {"new": True, "text": ""})
    editor = window.page().sheet.editor
    QTest.keyClicks(editor, '"a"')
    section = WritingSection(session)
    section.refresh()
    section.quotes.click()
    assert session.settings.typographic_quotes
    QTest.keyClicks(editor, ' "b"')
    assert editor.text() == '"a" “b”'
    section.deleteLater()
