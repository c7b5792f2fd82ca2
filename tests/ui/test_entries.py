"""The list of diary pages: a virtual model over a real store, rows that can be walked, the month, the search."""

from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from companion.diary import Diary, EntryRow
from tests.ui.hands import NOW, until
from ui import theme
from ui.diary.entries import BLOCK, BLOCKS_KEPT, EntriesModel
from ui.diary.listpane import ListPane
from ui.diary.strip import MonthStrip
from ui.session import Session
from ui.widgets.cards import EmptyState


def write(diary: Diary, when: datetime, text: str = "", **more: object) -> str:
    entry = replace(diary.blank(when), text=text, **more)  # type: ignore[arg-type]
    diary.save(entry)
    return entry.id


def many(diary: Diary, count: int) -> None:
    """One page a day, going back from today, in one import."""
    number = diary.start_import("test")
    entries = [
        replace(diary.blank(NOW - timedelta(days=n)), title=f"Day {n}", text=f"Words of day {n}.")
        for n in range(count)
    ]
    diary.add_imported(number, entries)
    diary.finish_import(number)


class Counted:
    """A store that notes what it is asked for."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.asked: list[int] = []

    def rows(self, numbers: "array[int]") -> list[EntryRow]:
        self.asked.append(len(numbers))
        return self.diary.rows(numbers)


def model_of(diary: Diary) -> tuple[EntriesModel, Counted]:
    counted = Counted(diary)
    model = EntriesModel(counted.rows, NOW.date)  # type: ignore[arg-type]
    model.show_ids(diary.ids())
    return model, counted


class TestModel:
    def test_it_keeps_the_rules_of_models(self, diary: Diary, qtmodeltester: object) -> None:
        many(diary, 300)
        model, _ = model_of(diary)
        watched = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        qtmodeltester.check(model, force_py=True)  # type: ignore[attr-defined]
        fresh = write(diary, NOW + timedelta(hours=1), "new")
        model.put(diary.row_of(fresh) or 0)
        assert model.rowCount() == 301
        assert model.data(model.index(0, 0)) == "Untitled"
        model.drop(diary.row_of(fresh) or 0)
        assert model.rowCount() == 300
        hits = diary.search("day 1", 10)
        model.show_hits(hits[:3])
        model.add_hits(hits[3:])
        assert model.rowCount() == len(hits)
        model.show_all()
        assert model.rowCount() == 300
        every = diary.ids()
        model.show_chosen(every[:100:2])
        model.show_chosen(every[:200:2])  # the same and more
        assert model.rowCount() == 100
        model.put(every[2])
        model.put(diary.row_of(write(diary, NOW + timedelta(hours=2), "not among these")) or 0)
        model.drop(every[4])
        assert model.rowCount() == 99
        model.show_hits(hits[:2])
        model.show_chosen(every[:10])
        model.show_all()
        assert model.rowCount() == 300
        assert model.row_of_number(every[4]) == -1
        model.forget()
        assert model.rowCount() == 0
        watched.deleteLater()

    def test_newest_first_and_every_page_once(self, diary: Diary) -> None:
        many(diary, BLOCK * 2 + 7)
        model, _ = model_of(diary)
        titles = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
        assert titles == [f"Day {n}" for n in range(BLOCK * 2 + 7)]

    def test_only_what_is_looked_at_is_fetched(self, diary: Diary) -> None:
        many(diary, BLOCK * 4)
        model, counted = model_of(diary)
        assert model.rowCount() == BLOCK * 4
        assert counted.asked == []
        model.entry(BLOCK + 5)
        model.entry(BLOCK + 6)
        assert counted.asked == [BLOCK]
        model.glance(3)
        assert counted.asked == [BLOCK, 1]

    def test_blocks_looked_at_long_ago_are_let_go(self, diary: Diary) -> None:
        many(diary, BLOCK * (BLOCKS_KEPT + 3))
        model, _ = model_of(diary)
        for block in range(BLOCKS_KEPT + 3):
            model.entry(block * BLOCK)
        assert len(model._blocks) <= BLOCKS_KEPT

    def test_a_page_that_moves_to_another_day_moves_in_the_list(self, diary: Diary) -> None:
        many(diary, 5)
        model, _ = model_of(diary)
        row = model.entry(0)
        assert row is not None
        entry = diary.get(row.id)
        diary.save(replace(entry, when=NOW - timedelta(days=2, hours=1)))
        model.put(diary.row_of(row.id) or 0, row.row)
        assert [model.data(model.index(n, 0)) for n in range(5)] == [
            "Day 1",
            "Day 2",
            "Day 0",
            "Day 3",
            "Day 4",
        ]

    def test_a_row_that_leads_nowhere_asks_for_a_new_list(self, diary: Diary) -> None:
        many(diary, 3)
        model, _ = model_of(diary)
        stale: list[bool] = []
        model.stale = lambda: stale.append(True)
        row = diary.rows(diary.ids())[1]
        diary.erase([row.id])
        assert model.entry(1) is None
        assert stale

    def test_what_is_said_of_a_row(self, diary: Diary) -> None:
        write(diary, NOW, "x", title="The quiet after dinner", mood=3, tags=("evening", "kitchen"))
        model, _ = model_of(diary)
        said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
        assert said == "Thursday 14 November. The quiet after dinner. Mood even. Tags evening, kitchen."
        assert not model.index(5, 0).isValid()
        assert model.data(QModelIndex()) is None


@pytest.fixture
def pane(session: Session) -> Iterator[ListPane]:
    made = ListPane(session)
    made.resize(312, 620)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def load(pane: ListPane) -> None:
    pane.reload()
    until(lambda: pane.known)
    QApplication.processEvents()


def titles(pane: ListPane) -> list[str]:
    model = pane.model
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


class TestWalking:
    def test_keys_move_open_and_throw_away(self, pane: ListPane, diary: Diary) -> None:
        many(diary, 40)
        load(pane)
        moved: list[str] = []
        opened: list[str] = []
        unwanted: list[str] = []
        pane.moved.connect(lambda row: moved.append(row.title))
        pane.opened.connect(lambda row: opened.append(row.title))
        pane.unwanted.connect(lambda row: unwanted.append(row.title))
        view = pane.view
        view.setFocus()
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
            QTest.keyClick(view, key)
        assert moved == ["Day 1", "Day 2", "Day 1", "Day 39", "Day 0"]
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert opened == ["Day 0"]
        QTest.keyClick(view, Qt.Key.Key_Delete)
        assert unwanted == ["Day 0"]

    def test_a_click_opens_the_row_under_it(self, pane: ListPane, diary: Diary) -> None:
        many(diary, 10)
        load(pane)
        opened: list[str] = []
        pane.opened.connect(lambda row: opened.append(row.title))
        pitch = theme.size("row_pitch_diary")
        QTest.mouseClick(
            pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(120, pitch * 2 + pitch // 2)
        )
        assert opened == ["Day 2"]

    def test_rows_are_of_one_height_at_every_text_size(
        self, pane: ListPane, diary: Diary, qapp: QApplication
    ) -> None:
        many(diary, 5)
        load(pane)
        for scale in (1.0, 2.0):
            theme.apply(qapp, "light", scale, reduced_motion=True)
            assert pane.view.rowHeight(0) == pane.view.rowHeight(4) == theme.size("row_pitch_diary")
        theme.apply(qapp, "light", 1.0, reduced_motion=True)

    def test_a_screen_reader_hears_whole_sentences(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "x", title="One line", mood=5)
        load(pane)
        table = QAccessible.queryAccessibleInterface(pane.view)
        cells = [table.child(at) for at in range(table.childCount())]
        spoken = [cell.text(QAccessible.Text.Name) for cell in cells if cell is not None]
        assert "Thursday 14 November. One line. Mood bright." in spoken
        write(
            diary, NOW - timedelta(days=1), title="Rain", starred=True, feelings=("wobbly",), tags=("night",)
        )
        write(diary, NOW - timedelta(days=2), feelings=("wobbly", "torn"))
        pane.reload()
        until(lambda: pane.model.rowCount() == 3)
        spoken = [pane.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in (1, 2)]
        assert spoken[0] == "Wednesday 13 November. Rain. Starred. Felt wobbly. Tags night."
        assert spoken[1] == "Tuesday 12 November. wobbly, torn."


class TestSearch:
    def type_words(self, pane: ListPane, words: str) -> None:
        pane.search.setFocus()
        QTest.keyClicks(pane.search, words)
        until(lambda: pane.search.text() == words and not pane.search._wait.isActive() and not pane.waiting)

    def test_typing_filters_and_clearing_brings_everything_back(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "We saw the lighthouse from the car.")
        write(diary, NOW - timedelta(days=1), "Nothing of the kind.", title="A lighthouse")
        write(diary, NOW - timedelta(days=2), "Bread.", tags=("lighthouse",))
        write(diary, NOW - timedelta(days=3), "Soup.")
        load(pane)
        self.type_words(pane, "lightho")
        assert len(titles(pane)) == 3
        QTest.keyClick(pane.search, Qt.Key.Key_Escape)
        assert len(titles(pane)) == 4

    def test_found_words_are_marked_in_the_snippet(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "\U0001f3e1 We saw the lighthouse from the car.")
        load(pane)
        self.type_words(pane, "lighthouse")
        hit = pane.model.index(0, 0).data(Qt.ItemDataRole.UserRole + 1)
        start, end = hit.marks[0]
        assert hit.snippet[start:end] == "lighthouse"
        pane.grab()  # drawn with an emoji before the mark: places are counted in the toolkit's own way

    def test_the_last_letters_win(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "alpha")
        write(diary, NOW - timedelta(days=1), "beta")
        load(pane)
        pane.search_for("alpha")
        pane.search_for("beta")
        until(lambda: not pane.waiting)
        assert [hit.row.preview for hit in pane.model._hits or []] == ["beta"]

    def test_more_than_fifty_come_in_two_steps_and_are_all_there(self, pane: ListPane, diary: Diary) -> None:
        many(diary, 120)
        load(pane)
        pane.search_for("words")
        until(lambda: pane.model.rowCount() == 120)
        assert titles(pane) == [f"Day {n}" for n in range(120)]

    def test_nothing_found_says_so_and_offers_two_ways_on(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "bread")
        gone = write(diary, NOW - timedelta(days=1), "We saw the lighthouse.")
        diary.trash([gone])
        load(pane)
        self.type_words(pane, "lighthouse")
        nothing = pane.below.currentWidget().findChild(EmptyState)
        assert isinstance(nothing, EmptyState)
        assert nothing.primary is not None
        assert nothing.quiet is not None
        assert nothing.primary.text() == "Clear the search"
        nothing.quiet.click()
        until(lambda: pane.known and not pane.waiting and pane.model.rowCount() == 1)
        assert pane.title.text() == "Trash"
        row = pane.model.entry(0)
        assert row is not None
        assert row.id == gone

    def test_the_search_never_asks_the_store_on_the_window_thread(
        self, pane: ListPane, diary: Diary, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import threading

        many(diary, 3)
        load(pane)
        threads: list[str] = []
        real = Diary._hits

        def watched(self: Diary, *args: object, **more: object) -> object:
            threads.append(threading.current_thread().name)
            return real(self, *args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Diary, "_hits", watched)
        self.type_words(pane, "day")
        assert threads
        assert threading.main_thread().name not in threads


class TestStrip:
    def test_left_and_right_go_to_days_with_something(self, pane: ListPane, diary: Diary) -> None:
        for day in (2, 9, 14):
            write(diary, datetime(2030, 11, day, 12), f"day {day}")
        write(diary, datetime(2030, 10, 30, 12), "october")
        load(pane)
        opened: list[date] = []
        pane.opened.connect(
            lambda row: (opened.append(row.when.date()), pane.strip.show_day(row.when.date()))
        )
        pane.view.go_to(0)
        dots = pane.strip.dots
        dots.setFocus()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
            QTest.keyClick(dots, key)
        assert [day.isoformat() for day in opened] == ["2030-11-09", "2030-11-02", "2030-10-30", "2030-11-02"]
        assert dots.hasFocus()

    def test_two_pages_of_one_day_are_one_step(self, pane: ListPane, diary: Diary) -> None:
        write(diary, datetime(2030, 11, 14, 8), "morning")
        write(diary, datetime(2030, 11, 14, 20), "evening")
        write(diary, datetime(2030, 11, 12, 20), "before")
        load(pane)
        pane.view.go_to(0)
        opened: list[str] = []
        pane.opened.connect(lambda row: opened.append(row.preview))
        QTest.keyClick(pane.strip.dots, Qt.Key.Key_Left)
        QTest.keyClick(pane.strip.dots, Qt.Key.Key_Right)
        assert opened == ["before", "evening"]

    def test_page_up_turns_the_month_and_scrolls_there(self, pane: ListPane, diary: Diary) -> None:
        many(diary, 90)
        load(pane)
        pane.strip.dots.setFocus()
        QTest.keyClick(pane.strip.dots, Qt.Key.Key_PageUp)
        assert pane.strip.label.text() == "October"
        top = pane.model.entry(pane.view.rowAt(4))
        assert top is not None
        assert top.when.month == 10

    def test_it_asks_for_one_month_only(self, qapp: QApplication) -> None:
        asked: list[tuple[int, int]] = []

        def days(year: int, month: int) -> frozenset[int]:
            asked.append((year, month))
            return frozenset({3})

        strip = MonthStrip(days, NOW.date)
        strip.show_day(date(2029, 2, 3))
        assert asked == [(2030, 11), (2029, 2)]
        assert strip.label.text() == "February 2029"
        strip.deleteLater()


class TestTrash:
    def test_rows_say_until_when_they_stay(self, pane: ListPane, diary: Diary) -> None:
        gone = write(diary, NOW, "bread")
        diary.trash([gone])
        pane.show_trash(True)
        until(lambda: pane.known)
        row = pane.model.entry(0)
        assert row is not None
        assert pane.view.until(row) == "In the trash until Saturday 14 December"
        assert pane.write_button.isHidden()

    def test_an_empty_trash_says_so(self, pane: ListPane, diary: Diary) -> None:
        write(diary, NOW, "bread")
        pane.show_trash(True)
        until(lambda: pane.known)
        assert pane.below.currentWidget().findChild(EmptyState) is not None
