"""The diary page as a person uses it: writing, tags, history, the trash, one of the two when small, keys."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.hands import NOW, until
from tests.ui.page_hands import Opened, press, seed
from tests.ui.page_hands import opened as opened  # a fixture
from ui import keys as window_keys
from ui.autosave import CEILING_MS, IDLE_MS
from ui.diary import keys
from ui.diary.page import DiaryPage
from ui.session import Session
from ui.shell import Shell
from ui.widgets.cards import EmptyState
from ui.widgets.time_field import TimeField

# --- writing


class TestWriting:
    def test_a_first_page_from_the_empty_state_to_the_store(self, opened: Opened) -> None:
        until(lambda: opened.page.right.findChild(EmptyState) is not None)  # a turn after the list is known
        empty = opened.page.right.currentWidget().findChild(EmptyState)
        assert empty is not None
        assert empty.primary is not None
        empty.primary.click()
        assert opened.editor.hasFocus()
        QTest.keyClicks(opened.editor, "We ate late. ")
        opened.editor.italic()
        QTest.keyClicks(opened.editor, "It was quiet")
        assert opened.page.flush()
        assert opened.stored().text == "We ate late. *It was quiet*"
        assert opened.stored().when == NOW
        assert opened.titles() == ["Untitled"]
        assert opened.page.sheet.bar.saved.text() == "Saved"

    def test_what_is_typed_is_stored_without_being_asked(self, opened: Opened) -> None:
        opened.page.write()
        QTest.keyClicks(opened.editor, "words")
        assert not opened.diary.ids()
        until(lambda: len(opened.diary.ids()) == 1)
        assert opened.stored().text == "words"
        assert (IDLE_MS, CEILING_MS) == (800, 5000)

    def test_an_empty_page_is_never_stored(self, opened: Opened) -> None:
        opened.page.write()
        QTest.keyClicks(opened.editor, "x")
        press(opened.editor, "Backspace")
        assert opened.page.flush()
        assert opened.page.write()
        assert not opened.diary.ids()

    def test_title_and_text_are_one_walk_for_the_keyboard(self, opened: Opened) -> None:
        opened.page.write()
        title = opened.page.sheet.head.title
        title.setFocus()
        QTest.keyClicks(title, "The quiet after dinner")
        QTest.keyClick(title, Qt.Key.Key_Return)
        assert opened.editor.hasFocus()
        QTest.keyClicks(opened.editor, "We ate late.")
        opened.page.flush()
        assert (opened.stored().title, opened.stored().text) == ("The quiet after dinner", "We ate late.")
        assert opened.titles() == ["The quiet after dinner"]

    def test_several_pages_a_day_newest_first(self, opened: Opened, session: Session) -> None:
        for words in ("first", "second", "third"):
            opened.page.write()
            QTest.keyClicks(opened.editor, words)
        opened.page.flush()
        assert [row.preview for row in opened.diary.on_day(NOW.date())] == ["third", "second", "first"]
        assert opened.page.list.model.rowCount() == 3

    def test_opening_and_leaving_a_page_changes_nothing(self, session: Session) -> None:
        ids = seed(session, "**bold**\n\n- a\u00a0b  \n", "other")
        opened = Opened(session)
        changed = opened.diary.get(ids[0]).changed
        assert opened.page.desk.entry is not None
        assert opened.page.desk.entry.id == ids[0]
        opened.page.open_id(ids[1])
        opened.page.open_id(ids[0])
        opened.page.flush()
        assert opened.diary.get(ids[0]).changed == changed
        assert opened.diary.versions(ids[0]) == []
        opened.page.deleteLater()

    def test_going_to_another_page_stores_the_first(self, session: Session) -> None:
        ids = seed(session, "one", "two")
        opened = Opened(session)
        opened.editor.setFocus()
        QTest.keyClicks(opened.editor, " more")
        QTest.keyClick(opened.page.list.view, Qt.Key.Key_Down)
        QTest.keyClick(opened.page.list.view, Qt.Key.Key_Return)
        assert opened.page.desk.entry is not None
        assert opened.page.desk.entry.id == ids[1]
        assert opened.editor.hasFocus()
        assert opened.diary.get(ids[0]).text == "one more"
        opened.page.deleteLater()

    def test_resting_on_a_row_shows_its_page_and_leaves_the_focus(self, session: Session) -> None:
        seed(session, "one", "two", "three")
        opened = Opened(session)
        view = opened.page.list.view
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Down)
        until(lambda: opened.editor.text() == "three")
        assert view.hasFocus()
        opened.page.deleteLater()

    def test_another_date_moves_the_page(self, session: Session) -> None:
        seed(session, "one", "two")
        opened = Opened(session)
        opened.page.sheet.head.date_line.click()
        dialog = opened.dialog()
        field = dialog.findChild(TimeField)
        assert field is not None
        field.setText("25:00")
        change = next(button for button, kind in dialog._buttons if kind == "primary")
        change.click()
        assert dialog.isVisible()
        field.setText("7.05")
        change.click()
        assert opened.stored().when == datetime(2030, 11, 14, 7, 5)
        opened.page.desk.set(when=datetime(2030, 11, 1, 9, 0))
        assert opened.titles() == ["Page 1", "Page 0"]
        assert opened.page.sheet.head.date_line.text() == "Friday 1 November, 09:00"
        opened.page.deleteLater()

    def test_a_page_that_starts_with_words_from_elsewhere_is_stored_once_it_is_written_on(
        self, opened: Opened
    ) -> None:
        opened.page.arrive({"new": True, "text": "## What a camera would see\n\n"})
        assert opened.page.flush()
        assert not opened.diary.ids()
        QTest.keyClicks(opened.editor, "A kitchen.")
        opened.page.flush()
        assert opened.stored().text == "## What a camera would see\n\nA kitchen."


# --- mood, closeness, tags


class TestFoot:
    def test_mood_and_closeness_by_keyboard(self, opened: Opened) -> None:
        opened.page.write()
        QTest.keyClicks(opened.editor, "x")
        press(opened.editor, keys.table()["mood"])
        panel = QApplication.activePopupWidget()
        assert panel is not None
        selectors = {each.glyph: each for each in panel.findChildren(QWidget) if hasattr(each, "glyph")}
        QTest.keyClick(selectors["mood"].focusProxy(), Qt.Key.Key_End)
        selectors["closeness"].cells[1].click()
        panel.close()
        opened.page.flush()
        assert (opened.stored().mood, opened.stored().closeness) == (5, 2)
        assert opened.page.sheet.foot.mood.text() == "bright"
        assert opened.page.sheet.foot.closeness.accessibleName() == "Closeness, a little apart"

    def test_tags_are_typed_offered_and_taken_away(self, session: Session) -> None:
        seed(session, "one")
        assert session.workspace is not None
        diary = session.workspace.diary
        diary.save(replace(diary.get(diary.rows(diary.ids())[0].id), tags=("evening",)))
        opened = Opened(session)
        opened.page.write()
        QTest.keyClicks(opened.editor, "x")
        press(opened.editor, keys.table()["tag"])
        field = opened.page.sheet.foot.field
        assert field.hasFocus()
        QTest.keyClicks(field, "ven")
        assert field.offers == ["evening"]
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.offers == []
        QTest.keyClicks(field, "kitchen")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, "  Late   night,")
        QTest.keyClicks(field, "KITCHEN")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert field.isHidden()
        opened.page.flush()
        assert opened.stored().tags == ("evening", "kitchen", "Late night")
        opened.page.sheet.foot.begin_tag()
        tag = opened.page.sheet.foot._shown_tags[0]
        QTest.keyClick(tag.cross, Qt.Key.Key_Return)
        opened.page.flush()
        assert opened.stored().tags == ("kitchen", "Late night")
        opened.page.deleteLater()

    def test_a_tag_that_was_not_confirmed_is_kept_at_a_leave(self, opened: Opened) -> None:
        opened.page.write()
        opened.page.sheet.foot.begin_tag()
        QTest.keyClicks(opened.page.sheet.foot.field, "almost")
        assert opened.page.flush()
        assert opened.stored().tags == ("almost",)

    def test_a_mood_alone_is_something_to_keep(self, opened: Opened) -> None:
        opened.page.write()
        opened.page.sheet.foot._choose(mood=2)
        opened.page.flush()
        assert opened.stored().mood == 2


# --- history


class TestHistory:
    def test_looking_changes_nothing_and_going_back_keeps_the_present(self, session: Session) -> None:
        ids = seed(session, "old words\nsame")
        opened = Opened(session)
        opened.editor.replace_text("new words\nsame")
        assert opened.page.flush()
        press(opened.editor, keys.table()["history"])
        panel = opened.page.sheet.history
        assert panel.isVisible()
        assert len(panel.rows) == 2
        QTest.keyClick(panel.rows[0], Qt.Key.Key_Down)
        older = opened.page.sheet.older
        assert older.isVisible()
        assert older.text() == "old words\nsame"
        assert older._page.changes.of_line(0).differs
        assert not older._page.changes.of_line(1).differs
        assert panel.difference.text() == "One line differs."
        assert older.isReadOnly()
        QTest.keyClick(panel.rows[1], Qt.Key.Key_Tab)
        assert panel.use.hasFocus(), "Tab goes from the versions to what can be done with one"
        QTest.keyClick(panel.use, Qt.Key.Key_Tab)
        assert opened.page.isAncestorOf(opened.page.window().focusWidget()), "and stays on the page"
        tools = opened.page.sheet.bar.tools.values()
        assert not any(tool.isEnabled() for tool in tools), "nothing is written in an earlier version"
        assert opened.diary.get(ids[0]).text == "new words\nsame"
        panel.use.click()
        assert opened.diary.get(ids[0]).text == "old words\nsame"
        assert [version.text for version in opened.diary.versions(ids[0])] == [
            "new words\nsame",
            "old words\nsame",
        ]
        assert opened.editor.isVisible()
        assert all(tool.isEnabled() for tool in tools)
        press(opened.editor, "Ctrl+Z")
        assert opened.editor.text() == "new words\nsame"
        opened.page.deleteLater()

    def test_one_sitting_is_one_version(self, session: Session) -> None:
        ids = seed(session, "old")
        opened = Opened(session)
        opened.editor.setFocus()
        for letter in "abc":
            QTest.keyClicks(opened.editor, letter)
            opened.page.flush()
        assert [version.text for version in opened.diary.versions(ids[0])] == ["old"]
        opened.page.deleteLater()


# --- trash


class TestTrash:
    def test_delete_moves_on_and_undo_brings_back(self, session: Session) -> None:
        ids = seed(session, "one", "two", "three")
        opened = Opened(session)
        view = opened.page.list.view
        view.setFocus()
        view.go_to(1)
        opened.page.turning.open(view.current())
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Delete)
        assert opened.titles() == ["Page 0", "Page 2"]
        assert opened.editor.text() == "three"
        assert view.hasFocus()
        assert view.currentIndex().row() == 1
        assert opened.notices[-1].text == "Moved to trash"
        assert opened.notices[-1].action is not None
        opened.notices[-1].action()
        assert opened.titles() == ["Page 0", "Page 1", "Page 2"]
        assert opened.diary.get(ids[1]).text == "two"
        opened.page.deleteLater()

    def test_words_just_typed_are_stored_before_a_page_goes_to_the_trash(self, session: Session) -> None:
        ids = seed(session, "one", "two")
        opened = Opened(session)
        opened.editor.setFocus()
        QTest.keyClicks(opened.editor, " more")
        opened.page.bin.throw_away(ids[0])
        assert opened.diary.get(ids[0]).text == "one more"
        opened.page.deleteLater()

    def test_put_back_and_delete_for_good(self, session: Session) -> None:
        ids = seed(session, "one", "two", "three")
        assert session.workspace is not None
        session.workspace.diary.trash(ids[:2])
        opened = Opened(session)
        assert opened.titles() == ["Page 2"]
        opened.page.arrive({"trash": True})
        until(lambda: opened.titles() == ["Page 0", "Page 1"])
        until(lambda: opened.page.list.known)
        opened.page.turning.open(opened.page.list.model.entry(0))
        assert opened.editor.text() == "one"
        assert opened.editor.isReadOnly()
        QTest.keyClicks(opened.editor, "x")
        assert opened.editor.text() == "one"
        opened.page.sheet.bar.put_back_button.click()
        assert opened.titles() == ["Page 1"]
        opened.page.turning.open(opened.page.list.model.entry(0))
        opened.page.sheet.bar.erase_button.click()
        dialog = opened.dialog()
        assert dialog.window().focusWidget() is not None
        assert dialog.window().focusWidget().text() == "Leave it in the trash"
        next(button for button, kind in dialog._buttons if kind == "destructive").click()
        assert opened.titles() == []
        opened.page.list.leave_trash.click()
        until(lambda: opened.titles() == ["Page 0", "Page 2"])
        assert not opened.editor.isReadOnly()
        opened.page.deleteLater()

    def test_a_page_put_in_the_trash_elsewhere_is_closed_here(self, session: Session) -> None:
        ids = seed(session, "one", "two")
        opened = Opened(session)
        session.perform(lambda: opened.diary.trash([ids[0]]))
        assert opened.editor.text() == "two"
        opened.page.deleteLater()


# --- small, keys


class TestSmall:
    def test_one_of_the_two_at_a_time(self, session: Session) -> None:
        seed(session, "one", "two")
        opened = Opened(session)
        page = opened.page
        page.set_small(True)
        page.show_list()
        assert page.list.isVisible()
        assert not page.sheet.isVisible()
        QTest.keyClick(page.list.view, Qt.Key.Key_Return)
        assert page.sheet.isVisible()
        assert not page.list.isVisible()
        assert page.sheet.bar.back_button.isVisible()
        page.sheet.bar.back_button.click()
        assert page.list.isVisible()
        assert page.list.view.hasFocus()
        page.set_small(False)
        assert page.list.isVisible()
        assert page.sheet.isVisible()
        page.deleteLater()

    def test_a_small_empty_diary_offers_the_first_page(self, opened: Opened) -> None:
        opened.page.set_small(True)
        empty = opened.page.list.below.currentWidget().findChild(EmptyState)
        assert isinstance(empty, EmptyState)
        assert empty.primary is not None
        empty.primary.click()
        assert opened.editor.hasFocus()


class TestKeys:
    @pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
    def test_no_shortcut_is_given_twice(self, platform: str) -> None:
        given = [QKeySequence(each).toString() for each in keys.table(platform).values()]
        given += [
            QKeySequence(each).toString() for many in window_keys.table(platform).values() for each in many
        ]
        assert sorted(given) == sorted(set(given))

    def test_every_tool_has_a_name_and_its_keys_in_the_tooltip(self, opened: Opened) -> None:
        for name, tool in opened.page.sheet.bar.tools.items():
            assert tool.accessibleName()
            assert keys.spoken(name) in tool.toolTip()

    def test_the_keys_of_the_editor_write_marks(self, opened: Opened) -> None:
        opened.page.write()
        for name, expected in (
            ("heading", "# word"),
            ("heading_small", "## word"),
            ("list", "- word"),
            ("quote", "> word"),
        ):
            opened.editor.set_text("word")
            press(opened.editor, keys.table()[name])
            assert opened.editor.text() == expected
        opened.editor.set_text("word")
        opened.editor.selectAll()
        press(opened.editor, keys.table()["bold"])
        press(opened.editor, keys.table()["italic"])
        assert opened.editor.text() == "***word***"

    def test_search_takes_the_focus_and_a_hit_opens(self, session: Session) -> None:
        seed(session, "bread", "the lighthouse")
        opened = Opened(session)
        opened.page.arrive({"search": True})
        assert opened.page.list.search.hasFocus()
        QTest.keyClicks(opened.page.list.search, "lighthouse")
        until(lambda: opened.titles() == ["Page 1"])
        QTest.keyClick(opened.page.list.search, Qt.Key.Key_Down)
        assert opened.page.list.view.hasFocus()
        QTest.keyClick(opened.page.list.view, Qt.Key.Key_Return)
        assert opened.editor.text() == "the lighthouse"
        opened.page.deleteLater()

    def test_every_action_has_words(self, opened: Opened) -> None:
        for action in opened.page.findChildren(QAction):
            assert action.text() or action.isSeparator()


def test_a_window_made_small_leaves_the_foot_no_more_room_than_it_takes(
    window: Shell, session: Session
) -> None:
    assert session.workspace is not None
    entry = replace(session.workspace.diary.blank(NOW), text="words", tags=("kitchen", "late evenings"))
    session.workspace.diary.save(entry)
    window.resize(1100, 720)
    window.go("diary", {"open": entry.id})
    page = window.page()
    assert isinstance(page, DiaryPage)
    sheet = page.sheet
    until(lambda: sheet.isVisible() and sheet.foot.isVisible())
    for wide, high in ((800, 560), (1100, 720), (800, 560)):
        window.resize(wide, high)
        until(lambda wide=wide: page.small is (wide == 800))
        for _ in range(30):  # it must have come to rest, and be right then
            QApplication.processEvents()
        assert sheet._foot_room.geometry().bottom() == sheet.rect().bottom()


def test_what_one_is_in_stays_in_front_when_the_window_becomes_small(window: Shell, session: Session) -> None:
    assert session.workspace is not None
    entry = replace(session.workspace.diary.blank(NOW), text="words")
    session.workspace.diary.save(entry)
    window.resize(1100, 720)
    window.go("diary", {"open": entry.id})
    page = window.page()
    assert isinstance(page, DiaryPage)
    page.show_list()
    for place in (page.sheet.editor, page.list.view, page.sheet.editor):
        place.setFocus()
        window.resize(800, 560)
        until(lambda: page.small)
        assert window.focusWidget() is place
        assert place.isVisible()
        window.resize(1100, 720)
        until(lambda: not page.small)
