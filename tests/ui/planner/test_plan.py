"""The plan by the clocks here, in every direction and order of the week, with much in it, and what is remembered of it."""

import os
import time as clock
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from companion.planner import Plan
from companion.planner.repeat import Choice, make
from tests.ui.planner.hands import TODAY, House, button, click, press, settle, texts
from ui.planner.agenda import AT_ONCE
from ui.planner.page import TogetherPage

KEY = Qt.Key


def weekly(house: House, title: str = "Walk", first: date = TODAY, **more: object) -> Plan:
    rule = make(Choice("week"), first, timed=False)
    plan = replace(house.workspace.planner.blank(first), title=title, repeat=rule, **more)
    house.workspace.planner.save(plan)
    return plan


def titles(page: TogetherPage) -> list[str]:
    return [row.plan.title for row in page.plan.agenda.rows]


# --- the agenda


def test_what_repeats_is_there_time_by_time_under_its_months(house: House) -> None:
    weekly(house, part="evening")
    page = house.page()
    words = [label.text() for label in page.plan.agenda.findChildren(QLabel)]
    order = ["This week", "Later", "December", "January 2031", "February 2031"]
    assert [word for word in words if word in order] == order
    assert "every Thursday" in words
    assert page.plan.agenda.rows[8].accessibleName() == (
        "Thursday 9 January 2031. Walk. evening, no fixed time, every Thursday. Quiet company."
    )


def test_much_is_shown_a_part_at_a_time(house: House) -> None:
    weekly(house)
    page = house.page()
    assert len(titles(page)) == AT_ONCE
    last = page.plan.agenda.rows[-1]
    last.take_focus()
    press(page, KEY.Key_Tab, KEY.Key_Return)
    assert len(titles(page)) == 2 * AT_ONCE
    assert page.focusWidget() is page.plan.agenda.rows[AT_ONCE].more
    assert page.plan.agenda.rows[AT_ONCE - 1] is last, "what was there stays there"


def test_a_day_far_ahead_begins_the_agenda_and_today_is_one_step_back(house: House) -> None:
    weekly(house)
    page = house.page()
    grid = page.plan.month.grid
    grid.table.setFocus()
    grid.value = date(2032, 4, 29)
    press(page, KEY.Key_Return)
    assert "From Thursday 29 April 2032" in texts(page.plan.agenda)
    assert page.focusWidget() is page.plan.agenda.rows[0].more
    assert page.plan.agenda.rows[0].day == date(2032, 4, 29)
    click(button(page, "Back to today"))
    assert page.plan.agenda.rows[0].day == TODAY


def test_rows_are_walked_by_arrows_and_let_go_by_delete_and_taken_back(house: House) -> None:
    weekly(house)
    page = house.page()
    rows = page.plan.agenda.rows
    rows[0].take_focus()
    press(page, KEY.Key_Down, KEY.Key_Down, KEY.Key_Up)
    assert page.focusWidget() is rows[1].more
    press(page, KEY.Key_End)
    assert page.focusWidget() is rows[-1].more
    press(page, KEY.Key_Home, KEY.Key_Delete)
    assert page.plan.agenda.rows[0].day == TODAY + timedelta(weeks=1)
    assert house.notices[-1].text == "Let go. That’s all right."
    assert page.focusWidget() is page.plan.agenda.rows[0].more
    QTest.keyClick(page.focusWidget(), KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.plan.agenda.rows[0].day == TODAY
    assert page.focusWidget() is page.plan.agenda.rows[0].more


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Let this one go", [0, 2, 3]),
        ("Let this and later ones go", [0]),
        ("Let all of them go", []),
    ],
)
def test_letting_go_of_what_repeats_is_one_step_each_with_undo(
    house: House, words: str, left: list[int]
) -> None:
    weekly(house)
    page = house.page()
    page.plan.agenda.rows[1].take_focus()
    press(page, KEY.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts_there = [action.text() for action in menu.actions() if action.text()]
    assert texts_there == [
        "Move",
        "Change",
        "As a calendar file",
        "Let this one go",
        "Let this and later ones go",
        "Let all of them go",
    ]
    for _ in range(texts_there.index(words) + 1):
        QTest.keyClick(menu, KEY.Key_Down)
    QTest.keyClick(menu, KEY.Key_Return)
    settle()
    weeks = [TODAY + timedelta(weeks=n) for n in range(4)]
    there = {plan.day for plan in house.workspace.planner.plans(TODAY, weeks[-1])}
    assert [n for n, day in enumerate(weeks) if day in there] == left
    house.undo()
    assert {plan.day for plan in house.workspace.planner.plans(TODAY, weeks[-1])} == set(weeks)


def test_several_days_say_their_last_and_are_marked_on_each(house: House) -> None:
    house.plan("Away by the sea", 2, at=None, end_day=date(2030, 11, 18))
    page = house.page()
    assert "until Monday 18 November" in texts(page.plan.agenda)
    assert "to 18" in texts(page.plan.agenda)
    grid = page.plan.month.grid
    marked = [day for day in range(14, 22) if grid.mark_of(date(2030, 11, day)) is not None]
    assert marked == [16, 17, 18]
    assert page.plan.agenda.row_on(date(2030, 11, 17)) is page.plan.agenda.rows[0]


def test_what_is_over_elsewhere_is_over_and_what_comes_is_not(house: House) -> None:
    house.plan("Late call", 0, at=time(22, 0))
    house.plan("Earlier call", 0, at=time(21, 0), minutes=30)
    assert titles(house.page()) == ["Late call"]


# --- the clocks of the machine


@pytest.fixture
def travel() -> Iterator[object]:
    """Let the machine be somewhere else."""
    before = os.environ.get("TZ")

    def go(zone: str) -> None:
        os.environ["TZ"] = zone
        clock.tzset()

    yield go
    if before is None:
        os.environ.pop("TZ")
    else:
        os.environ["TZ"] = before
    clock.tzset()


def test_the_page_follows_the_machine_to_another_zone_while_open(house: House, travel) -> None:
    travel("Europe/London")
    house.plan("Tea", 1, at=time(17, 30), zone="Europe/London")
    page = house.page()
    house.session.watch.start()
    row = page.plan.agenda.rows[0]
    assert (row.day, "17:30" in texts(row), "London" in texts(row)) == (date(2030, 11, 15), True, False)
    travel("Pacific/Auckland")
    house.session.watch.tick()
    settle()
    row = page.plan.agenda.rows[0]
    assert row.day == date(2030, 11, 16)
    assert "06:30, 17:30 on Friday in London" in texts(row)
    grid = page.plan.month.grid
    assert grid.mark_of(date(2030, 11, 16)) is not None
    assert grid.mark_of(date(2030, 11, 15)) is None
    house.session.watch.stop()


# --- the month, in every order of the week


@pytest.mark.parametrize(
    ("locale", "first", "number"),
    [("en_US", "Su", "16"), ("en_GB", "Mo", "16"), ("ar_EG", "السبت", "١٦"), ("fa_IR", "شنبه", "۱۶")],
)
def test_the_first_weekday_and_the_digits_are_the_locales(
    house: House, locale: str, first: str, number: str
) -> None:
    QLocale.setDefault(QLocale(locale))
    house.plan("Soup", 2)
    page = house.page()
    model = page.plan.month.grid.model
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == first
    index = model.place(date(2030, 11, 16))
    assert index.data() == number
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(
        QLocale(locale).toString(index.model().day(index), QLocale.FormatType.LongFormat)
    )
    assert "Soup" in spoken


@pytest.mark.parametrize(
    ("locale", "first", "last"), [("en_US", 10, 16), ("en_GB", 11, 17), ("ar_EG", 9, 15)]
)
def test_home_and_end_are_the_ends_of_the_locales_week(
    house: House, locale: str, first: int, last: int
) -> None:
    QLocale.setDefault(QLocale(locale))
    page = house.page()
    grid = page.plan.month.grid
    grid.value = TODAY
    QTest.keyClick(grid.table, KEY.Key_Home)
    assert grid.value == date(2030, 11, first)
    QTest.keyClick(grid.table, KEY.Key_End)
    assert grid.value == date(2030, 11, last)


def test_right_to_left_the_arrows_follow_the_eye(house: House, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page = house.page()
    grid = page.plan.month.grid
    grid.value = TODAY
    table, model = grid.table, grid.model
    thursday, friday = model.place(TODAY), model.place(TODAY + timedelta(days=1))
    assert table.visualRect(friday).x() < table.visualRect(thursday).x(), "the week runs from the right"
    QTest.keyClick(table, KEY.Key_Left)
    assert grid.value == TODAY + timedelta(days=1)


def test_every_day_of_a_year_is_spoken_with_what_is_planned(house: House) -> None:
    weekly(house)
    page = house.page()
    grid = page.plan.month.grid
    for _ in range(12):
        year, month = grid.month()
        for number in range(1, 29):
            day = date(year, month, number)
            said = grid.model.place(day).data(Qt.ItemDataRole.AccessibleTextRole)
            assert said.startswith(QLocale().toString(day, QLocale.FormatType.LongFormat))
            planned = day >= TODAY and (day - TODAY).days % 7 == 0
            assert ("Walk, any time that day, Quiet company" in said) == planned
        grid.turn(1)


# --- what was


def test_an_occurrence_is_asked_about_and_remembered(house: House) -> None:
    weekly(house, first=TODAY - timedelta(days=1), at=time(16), part=None)
    page = house.page()
    card = page.plan.after
    assert "Walk" in texts(card)
    assert card.answer is not None
    card.answer.line.setText("Fog on the bridge.")
    card.answer.steps.near = 3
    click(card.keep)
    page.step_tab(1)
    page.step_tab(1)
    settle()
    assert "Fog on the bridge." in texts(page.back)
    assert [row.plan.title for row in page.back.rows] == ["Walk"]


def test_what_did_not_happen_is_never_asked_again_for_an_occurrence(house: House) -> None:
    weekly(house, first=TODAY - timedelta(days=1), at=time(16), part=None)
    page = house.page()
    click(page.plan.after.didnt)
    assert not page.plan.after.isVisible()
    house.now += timedelta(days=1)
    page.enter()
    settle()
    assert not page.plan.after.isVisible()


def test_what_seemed_to_help_is_a_maybe_and_can_be_hidden(house: House) -> None:
    planner = house.workspace.planner
    for n in range(2):
        planner.keep_line(house.plan("Cards", -n - 1), "", 3)
    page = house.page({"tab": "back"})
    assert not page.back.helped.isVisible(), "twice is not enough"
    planner.keep_line(house.plan("Cards", -5), "", 3)
    page.enter()
    settle()
    said = texts(page.back.helped)
    assert "Maybe “Cards”." in said
    assert not any(letter.isdigit() for letter in said)
    click(button(page, "Hide this"))
    assert "Cards" not in texts(page.back.helped)
    assert page.focusWidget() is page.back.helped.show_button
    again = house.page({"tab": "back"})
    assert "Maybe" not in texts(again.back.helped)
    click(button(again, "Show what seemed to help"))
    assert "Maybe “Cards”." in texts(again.back.helped)


def words_of(page: QWidget) -> str:
    return texts(page).casefold()


def test_nothing_here_counts_or_blames(house: House) -> None:
    weekly(house, first=TODAY - timedelta(weeks=4), at=time(16), part=None)
    for n in range(3):
        house.workspace.planner.keep_line(house.plan("Cards", -n - 1), "", 3)
    page = house.page()
    said = words_of(page)
    page.step_tab(1)
    page.step_tab(1)
    settle()
    said += words_of(page)
    for word in ("missed", "overdue", "completed", "streak", "times in a row", "why", "!"):
        assert word not in said, word
