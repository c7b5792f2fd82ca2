"""The diary page when a disk is full, and at a lock: no word is lost, and none is left where it should not be."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from companion.diary import Diary
from companion.errors import DiskFull
from companion.vault import Vault
from tests.ui.hands import PASSPHRASE
from tests.ui.page_hands import Opened, press, seed
from tests.ui.page_hands import opened as opened  # a fixture
from ui.session import Session, State


class TestTrouble:
    def test_a_full_disk_keeps_the_words_and_says_so(
        self, opened: Opened, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        full = True
        real = Diary.save

        def save(self: Diary, *args: object, **more: object) -> object:
            if full:
                raise DiskFull
            return real(self, *args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Diary, "save", save)
        opened.page.write()
        QTest.keyClicks(opened.editor, "precious")
        assert not opened.page.flush()
        sheet = opened.page.sheet
        assert sheet.fault is not None
        assert "disk is full" in sheet.fault.accessibleName()
        assert "Your words stay here" in sheet.fault.accessibleName()
        assert sheet.bar.saved.text() == "Not saved yet"
        assert not opened.page.write()
        assert opened.editor.text() == "precious"
        full = False
        assert sheet.fault.button is not None
        sheet.fault.button.click()
        assert opened.stored().text == "precious"
        assert sheet.fault is None
        assert sheet.bar.saved.text() == "Saved"

    def test_a_lock_with_a_full_disk_holds_the_text_and_loses_nothing(
        self, opened: Opened, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Room:
            def flush(self) -> bool:
                return opened.page.flush()

            def cover(self) -> None: ...

            def dismantle(self) -> None:
                opened.page.leave()

            def vanish(self) -> None: ...

        opened.session.attach(Room())
        opened.page.write()
        QTest.keyClicks(opened.editor, "precious")
        opened.page.focus_mode.toggle()
        with monkeypatch.context() as broken:
            broken.setattr(Diary, "save", lambda *_, **__: (_ for _ in ()).throw(DiskFull()))
            assert not opened.session.lock()
        assert opened.session.state is State.HELD
        assert opened.page.focus_mode.room is None
        assert opened.editor.text() == "precious"
        opened.session._try_again()
        assert opened.session.state is State.LOCKED
        assert opened.editor.text() == ""

    def test_after_an_unlock_one_goes_on_where_one_was(self, session: Session) -> None:
        ids = seed(session, "one", "two and more words")
        opened = Opened(session)
        opened.page.open_id(ids[1])
        cursor = opened.editor.textCursor()
        cursor.setPosition(4)
        opened.editor.setTextCursor(cursor)
        opened.page.leave()
        assert session.lock()
        opened.page.deleteLater()
        vault = Vault.all(session.home)[0]
        session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
        again = Opened(session)
        assert again.editor.text() == "two and more words"
        assert again.editor.caret() == 4
        again.page.deleteLater()

    def test_after_a_lock_no_word_is_left_in_any_widget(self, opened: Opened) -> None:
        opened.page.write()
        opened.page.sheet.head.title.setFocus()
        QTest.keyClicks(opened.page.sheet.head.title, "Canary title")
        opened.editor.setFocus()
        QTest.keyClicks(opened.editor, "canary text")
        press(opened.editor, "Ctrl+Z")
        press(opened.editor, "Ctrl+Shift+Z")
        opened.page.sheet.foot._take_tag("canarytag")
        opened.page.flush()
        opened.page._toggle_history()
        opened.page.list.search.setText("canary")
        assert opened.session.lock()
        found = []
        for widget in [opened.page, *opened.page.findChildren(QWidget)]:
            for name in ("text", "toPlainText", "accessibleName", "placeholderText", "toolTip"):
                value = getattr(widget, name, None)
                value = value() if callable(value) else value
                if (
                    isinstance(value, str)
                    and "canary" in value.casefold()
                    and widget.isVisibleTo(opened.page)
                ):
                    found.append((type(widget).__name__, name))
        assert found == []
        assert not opened.editor.document().isUndoAvailable()
        assert not opened.editor.document().isRedoAvailable()
        assert opened.page.list.model.rowCount() == 0
