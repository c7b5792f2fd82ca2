"""Finding in the window: filters typed and chosen, chips, orders, more while scrolling, and looking back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from companion.diary import Diary
from tests.ui.hands import NOW, until
from tests.ui.test_entries import many, titles, write
from ui.diary.finding import HITS
from ui.diary.listpane import ListPane
from ui.diary.page import DiaryPage
from ui.session import Session
from ui.source import units
from ui.widgets.cards import EmptyState
from ui.widgets.chips import Tag
from ui.widgets.menu import Menu


@pytest.fixture
def pane(session: Session) -> Iterator[ListPane]:
    made = ListPane(session)
    made.resize(320, 640)
    made.show()
    made.activateWindow()
    yield made
    made.deleteLater()


def load(pane: ListPane) -> None:
    pane.reload()
    until(lambda: pane.known and pane._loading is None)


def settled(pane: ListPane) -> None:
    until(lambda: not pane.search._wait.isActive() and not pane.waiting)


def type_words(pane: ListPane, words: str) -> None:
    pane.search.setFocus()
    QTest.keyClicks(pane.search, words)
    settled(pane)


def chips(pane: ListPane) -> list[str]:
    return [tag.text for tag in pane.bar.chips.findChildren(Tag) if not tag.isHidden()]


def action(menu: Menu, *names: str) -> QAction:
    """A row of the menu, through its submenus."""
    for name in names[:-1]:
        found = next(each for each in menu.actions() if each.text() == name).menu()
        assert isinstance(found, Menu)
        menu = found
    return next(each for each in menu.actions() if each.text() == names[-1])


class TestTyping:
    def test_words_and_filters_in_one_line(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "The lamp was on.", tags=("kitchen",), title="both")
        write(diary, NOW - timedelta(days=1), "The lamp was off.", title="only the lamp")
        write(diary, NOW - timedelta(days=900), "The lamp.", tags=("kitchen",), title="long ago")
        load(pane)
        type_words(pane, "lamp tag:kitchen after:2029-05 ")
        assert titles(pane) == ["both"]
        assert chips(pane) == ["Tag: kitchen", "From May 2029"]

    def test_the_open_page_has_its_mark_again_when_it_is_found_again(
        self, pane: ListPane, diary: Diary
    ) -> None:
        here = write(diary, NOW, "The lamp was on.", title="here")
        write(diary, NOW - timedelta(days=1), "The lamp was off, the door was open.", title="other")
        load(pane)
        pane.choose(diary.row_of(here))
        type_words(pane, "door")
        assert pane.view.current() is None
        pane.search.clear()
        type_words(pane, "lamp")
        marked = pane.view.current()
        assert marked is not None
        assert marked.id == here
        pane.choose(None)
        pane.search.clear()
        settled(pane)
        assert pane.view.current() is None, "nothing is open"

    def test_the_cross_of_a_chip_takes_its_filter_out_of_the_line(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one", tags=("kitchen",), starred=True)
        write(diary, NOW - timedelta(days=1), "two", starred=True)
        load(pane)
        type_words(pane, "tag:kitchen is:starred ")
        assert len(titles(pane)) == 1
        first = pane.bar.chips.findChildren(Tag)[0]
        assert first.cross.accessibleName() == "Remove Tag: kitchen"
        first.cross.setFocus()
        QTest.keyClick(first.cross, Qt.Key.Key_Return)
        settled(pane)
        assert pane.search.text() == "is:starred "
        assert len(titles(pane)) == 2
        assert pane.search.hasFocus()

    def test_tab_walks_as_one_reads(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one", tags=("kitchen",))
        load(pane)
        type_words(pane, "lamp tag:kitchen is:starred ")

        def next_one() -> str:
            focus = pane.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            focus = pane.focusWidget()
            assert focus is not None
            return focus.accessibleName() or getattr(focus, "text", str)()

        assert [next_one() for _ in range(7)] == [
            "Clear the search",
            "Filters",
            "Remove Tag: kitchen",
            "Remove Starred",
            "Days of the month",
            "Clear the search",
            "Search the trash",
        ]

    def test_the_cross_in_the_field_gives_the_field_back(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one", tags=("kitchen",))
        load(pane)
        type_words(pane, "lamp")
        QTest.keyClick(pane.search, Qt.Key.Key_Tab)
        focus = pane.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Space)
        assert pane.search.text() == ""
        assert pane.search.hasFocus()
        assert titles(pane) == ["Untitled"]

    def test_a_cross_pressed_right_after_a_letter_takes_out_its_own_filter(
        self, pane: ListPane, diary: Diary
    ) -> None:
        load(pane)
        type_words(pane, "tag:kitchen is:starred ")
        pane.search.setCursorPosition(0)
        QTest.keyClicks(pane.search, "lamp ")
        QTest.mouseClick(pane.bar.chips.findChildren(Tag)[1].cross, Qt.MouseButton.LeftButton)
        assert pane.search.text() == "lamp tag:kitchen "

    def test_filters_alone_list_everything_they_leave(self, pane: ListPane, diary: Diary) -> None:
        number = diary.start_import("test")
        entries = [
            replace(diary.blank(NOW - timedelta(days=n)), title=f"Day {n}", starred=n % 2 == 0)
            for n in range(400)
        ]
        diary.add_imported(number, entries)
        diary.finish_import(number)
        load(pane)
        type_words(pane, "is:starred ")
        until(lambda: pane.model.rowCount() == 200)
        assert titles(pane) == [f"Day {n}" for n in range(0, 400, 2)]
        assert pane.bar.order.isHidden()

    def test_what_is_typed_so_far_filters_and_stays_when_one_goes_on(
        self, pane: ListPane, diary: Diary
    ) -> None:
        write(diary, NOW, "one", tags=("kitchen",))
        load(pane)
        type_words(pane, "tag:kit")
        assert len(titles(pane)) == 1
        assert chips(pane) == []
        QTest.keyClick(pane.search, Qt.Key.Key_Escape)  # the offers
        QTest.keyClick(pane.search, Qt.Key.Key_Down)
        assert pane.view.hasFocus()
        settled(pane)
        assert len(titles(pane)) == 1
        assert chips(pane) == ["Tag: kit…"]

    def test_down_waits_for_what_was_just_asked(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "lamp")
        write(diary, NOW - timedelta(days=1), "heron")
        load(pane)
        opened: list[str] = []
        pane.opened.connect(opened.append)
        pane.search.setFocus()
        QTest.keyClicks(pane.search, "heron")
        QTest.keyClick(pane.search, Qt.Key.Key_Down)
        assert pane.search.hasFocus(), "the list still shows what was not asked for"
        QTest.keyClick(pane.search, Qt.Key.Key_Return)
        assert opened == []
        until(pane.view.hasFocus)
        assert len(titles(pane)) == 1
        assert pane.model.searching

    def test_a_date_that_is_none_is_text_and_a_hint_says_how(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "We met after:school.")
        load(pane)
        type_words(pane, "after:school")
        assert len(titles(pane)) == 1
        assert pane.bar.hint.text() == "A date looks like 2024, 2024-05 or 2024-05-12."
        QTest.keyClick(pane.search, Qt.Key.Key_Escape)
        assert pane.bar.hint.isHidden()

    def test_scales_are_typed_in_words(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one", mood=1)
        write(diary, NOW - timedelta(days=1), "two", mood=5)
        load(pane)
        type_words(pane, "mood:heavy ")
        assert [hit.data(Qt.ItemDataRole.UserRole).preview for hit in [pane.model.index(0, 0)]] == ["one"]
        assert chips(pane) == ["Mood: heavy"]

    @pytest.mark.parametrize("high", [640, 260, 200])
    def test_offers_stay_inside_the_window_and_the_likeliest_comes_first(
        self, pane: ListPane, diary: Diary, high: int
    ) -> None:
        for number in range(8):
            for day in range(8 - number):
                write(diary, NOW - timedelta(days=10 * number + day), "words", tags=(f"tag {number}",))
        load(pane)
        pane.resize(320, high)
        type_words(pane, "tag:")
        until(lambda: bool(pane.bar.offers))
        offers = pane.bar._offering.box
        assert offers is not None
        assert pane.rect().contains(offers.geometry())
        assert not offers.geometry().intersects(pane.search.geometry().translated(pane.bar.pos()))
        assert pane.bar.offers == [f"tag {number}" for number in range(len(pane.bar.offers))]

    def test_tags_and_feelings_in_use_are_offered(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one", tags=("long walk", "lamp"), feelings=("wobbly",))
        load(pane)
        pane.search.setFocus()
        QTest.keyClicks(pane.search, "tag:")
        until(lambda: pane.bar.offers == ["lamp", "long walk"])
        QTest.keyClicks(pane.search, "lo")
        assert pane.bar.offers == ["long walk"]
        QTest.keyClick(pane.search, Qt.Key.Key_Down)
        QTest.keyClick(pane.search, Qt.Key.Key_Return)
        assert pane.search.text() == 'tag:"long walk" '
        assert chips(pane) == ["Tag: long walk"]
        QTest.keyClicks(pane.search, "feeling:wob")
        assert pane.bar.offers == ["wobbly"]
        pane.search.clear()
        write(diary, NOW - timedelta(days=1), "two", tags=("loft",))
        QTest.keyClicks(pane.search, "tag:lo")
        until(lambda: pane.bar.offers == ["loft", "long walk"])

    def test_filters_that_fit_nothing_say_so(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one")
        load(pane)
        type_words(pane, "tag:nowhere ")
        nothing = pane.below.currentWidget().findChild(EmptyState)
        assert isinstance(nothing, EmptyState)
        assert nothing.primary is not None
        nothing.primary.click()
        assert len(titles(pane)) == 1


class TestChoosing:
    def test_a_filter_is_chosen_by_hand_and_taken_away_again(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one", mood=2, starred=True)
        write(diary, NOW - timedelta(days=1), "two")
        load(pane)
        pane.bar._learn(pane.bar._learnt)
        until(lambda: bool(pane.bar.known.years))
        action(pane.bar.menu(), "Mood", "low").trigger()
        settled(pane)
        assert pane.search.text() == "mood:low "
        assert len(titles(pane)) == 1
        again = action(pane.bar.menu(), "Mood", "low")
        assert again.isChecked()
        again.trigger()
        settled(pane)
        assert pane.search.text() == ""
        assert len(titles(pane)) == 2
        action(pane.bar.menu(), "When", "2030").trigger()
        assert pane.search.text() == "in:2030 "

    def test_the_button_opens_the_menu_by_keyboard(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one", tags=("kitchen",))
        load(pane)
        pane.bar.button.setFocus()
        QTest.keyClick(pane.bar.button, Qt.Key.Key_Space)
        until(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, Menu)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):  # into the tags
            QTest.keyClick(menu, key)
        inner = QApplication.activePopupWidget()
        assert inner is not None
        assert inner is not menu
        QTest.keyClick(inner, Qt.Key.Key_Return)
        settled(pane)
        assert pane.search.text() == "tag:kitchen "
        assert pane.search.hasFocus()

    def test_a_day_is_chosen_from_the_month(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "one")
        write(diary, datetime(2029, 3, 4, 12), "two")
        load(pane)
        action(pane.bar.menu(), "When", "Before a day…").trigger()
        panel = QApplication.activePopupWidget()
        assert panel is not None
        panel.month.value, panel.year.value = 3, 2029  # type: ignore[attr-defined]
        panel.month.chosen.emit(3)  # type: ignore[attr-defined]
        panel.grid.opened.emit(date(2029, 3, 5))  # type: ignore[attr-defined]
        settled(pane)
        assert pane.search.text() == "before:2029-03-05 "
        assert len(titles(pane)) == 1


class TestOrder:
    def test_best_matches_are_a_step_away_where_few_fit(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "lamp and many other words that stand around it on a long day at home")
        write(diary, NOW - timedelta(days=9), "lamp lamp lamp", title="lamp")
        load(pane)
        type_words(pane, "lamp")
        until(lambda: not pane.bar.order.isHidden())
        assert titles(pane) == ["Untitled", "lamp"]
        QTest.mouseClick(pane.bar.order.cells[1], Qt.MouseButton.LeftButton)
        until(lambda: titles(pane) == ["lamp", "Untitled"])
        type_words(pane, "s")
        assert pane.bar.order.value is False

    def test_it_is_not_offered_for_one_page_or_for_all(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "lamp")
        many(diary, 600)
        load(pane)
        type_words(pane, "lamp")
        assert pane.bar.order.isHidden()
        pane.search.clear()
        type_words(pane, "words")
        until(lambda: pane.model.rowCount() > HITS)
        assert pane.bar.order.isHidden()

    def test_scrolling_brings_the_rest(self, pane: ListPane, diary: Diary) -> None:
        many(diary, 700)
        load(pane)
        pane.search_for("words")
        until(lambda: pane.model.rowCount() > HITS)
        for _ in range(20):
            pane.view.scrollToBottom()
            before = pane.model.rowCount()
            if before == 700:
                break
            until(lambda before=before: pane.model.rowCount() > before)
        assert titles(pane) == [f"Day {n}" for n in range(700)]


class TestLookingBack:
    def test_the_days_around_one_in_earlier_years(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "now", title="now")
        write(diary, datetime(2029, 11, 12, 9), "x", title="last year")
        write(diary, datetime(2021, 11, 14, 9), "x", title="long ago")
        write(diary, datetime(2022, 11, 14, 9), "x", title="kept away", kept_away=True)
        write(diary, datetime(2029, 6, 1, 9), "x", title="another season")
        load(pane)
        pane.show_back(NOW.date())
        assert titles(pane) == ["last year", "long ago"]
        assert pane.title.text() == "On this day"
        opened: list[str] = []
        pane.opened.connect(lambda row: opened.append(row.title))
        pane.back.one.click()
        assert opened
        assert opened[0] in {"last year", "long ago", "another season"}
        pane.leave_trash.click()
        assert len(titles(pane)) == 5
        assert pane.title.text() == "Diary"

    def test_nothing_from_earlier_years_says_so(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "now")
        load(pane)
        pane.show_back(NOW.date())
        assert pane.below.currentWidget().findChild(EmptyState) is not None
        pane.back.one.click()
        assert pane.back.none.isVisible()

    def test_the_month_jumps_over_sixty_years_and_offers_earlier_ones(
        self, pane: ListPane, diary: Diary
    ) -> None:
        for year in (1971, 1988, 2030):
            write(diary, datetime(year, 5, 3, 12), str(year))
        load(pane)
        pane.strip.dots.setFocus()
        QTest.keyClick(pane.strip.dots, Qt.Key.Key_Return)
        panel = QApplication.activePopupWidget()
        assert panel is not None
        year = panel.year  # type: ignore[attr-defined]
        assert [year.itemData(n) for n in range(year.count())] == [2030, 1988, 1971]
        assert (year.accessibleName(), panel.month.accessibleName()) == ("Year", "Month")  # type: ignore[attr-defined]
        year.setFocus()
        QTest.keyClicks(year, "1971")
        year.activated.emit(year.currentIndex())
        assert panel.grid.month() == (1971, 11)  # type: ignore[attr-defined]
        panel.close()


class TestPage:
    @pytest.fixture
    def page(self, session: Session) -> Iterator[DiaryPage]:
        made = DiaryPage(session)
        made.resize(1000, 700)
        made.show()
        made.enter()
        yield made
        made.flush()
        made.deleteLater()

    @pytest.mark.parametrize(
        ("typed", "written"),
        [("strasse", "Straße"), ("كتب", "كَتَبَ"), ("हिन्दी", "हिन्दी"), ("ελλαδα", "Ελλάδα"), ("lodz", "Łódź")],
    )
    def test_a_word_in_another_spelling_is_marked_in_the_list_and_on_its_page(
        self, page: DiaryPage, diary: Diary, typed: str, written: str
    ) -> None:
        write(diary, NOW, f"A lamp ❤️, and {written}.")
        write(diary, NOW - timedelta(days=1), "No light here.")
        page.list.reload()
        until(lambda: page.list.known and page.list.model.total == 2)
        page.list.search_for(typed)
        until(lambda: page.list.model.searching and not page.list.waiting)
        (hit,) = diary.search(typed)
        assert [hit.snippet[a:b] for a, b in hit.marks] == [written]
        entry = page.list.model.entry(0)
        assert entry is not None
        page.list.opened.emit(entry)
        before = len(units("A lamp ❤️, and "))
        marked = [(before, before + len(written))]
        until(lambda: page.text_help.bar.finder.in_line(0) == marked)

    def test_opening_a_hit_shows_the_first_place_and_marks_it(self, page: DiaryPage, diary: Diary) -> None:
        far = "\n".join(f"Line {n}." for n in range(200))
        write(diary, NOW, f"{far}\nThen the lamp went out.")
        write(diary, NOW - timedelta(days=1), "No light here.")
        page.list.reload()
        until(lambda: page.list.known and page.list.model.total == 2)
        page.list.search_for("lamp")
        until(lambda: page.list.model.searching and not page.list.waiting)
        entry = page.list.model.entry(0)
        assert entry is not None
        page.list.opened.emit(entry)
        editor = page.sheet.editor
        until(lambda: page.text_help.bar.finder.in_line(200) == [(9, 13)])
        assert editor.textCursor().positionInBlock() == 9
        assert not editor.textCursor().hasSelection()
        assert editor.verticalScrollBar().value() > 0
        assert page.text_help.bar.isHidden()
        page.list.search.clear()
        assert page.open_id(diary.rows(diary.ids())[1].id)
        assert page.text_help.bar.finder.count == 0
        assert editor.verticalScrollBar().value() == 0

    def test_the_menu_leads_to_earlier_years_and_writing_leads_back(
        self, page: DiaryPage, diary: Diary
    ) -> None:
        write(diary, NOW, "now")
        write(diary, datetime(2029, 11, 14, 9), "x", title="last year")
        page.list.reload()
        until(lambda: page.list.known and page.list.model.total == 2)
        rows = page.more.menu(page).actions()
        next(each for each in rows if each.text() == "This day in earlier years").trigger()
        assert titles(page.list) == ["last year"]
        assert page.write()
        assert len(titles(page.list)) == 2


class TestTrash:
    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ("cafe", ["Café"]),
            ("lamp -cold", ["warm lamp"]),
            ('"the cold lamp"', ["cold lamp"]),
            ("-灯台 雨", ["rain"]),
            ("tag:kitchen", ["warm lamp"]),
        ],
    )
    def test_what_one_types_means_the_same_there(
        self, pane: ListPane, diary: Diary, line: str, found: list[str]
    ) -> None:
        write(diary, NOW, "The warm lamp.", title="warm lamp", tags=("kitchen",))
        write(diary, NOW - timedelta(days=1), "We saw the cold lamp.", title="cold lamp")
        write(diary, NOW - timedelta(days=2), "In town.", title="Café")
        write(diary, NOW - timedelta(days=3), "灯台 雨", title="lighthouse")
        write(diary, NOW - timedelta(days=4), "雨", title="rain")
        diary.trash([row.id for row in diary.rows(diary.ids())])
        pane.show_trash(True)
        until(lambda: pane.known and pane._loading is None)
        pane.search_for(line)
        settled(pane)
        assert titles(pane) == found
