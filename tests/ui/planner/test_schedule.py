"""The schedule dialog: when, how often, for which, with what reminder, in whose clocks, and how it is said. Real keys."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from companion.planner import Plan, Repeat
from companion.planner.repeat import Choice, make
from tests import looks
from tests.ui.planner.hands import (
    TODAY,
    House,
    button,
    choose,
    click,
    dialog,
    field,
    no_dialog,
    pick,
    settle,
    texts,
)
from ui import theme
from ui.planner.page import TogetherPage
from ui.planner.schedule import ScheduleDialog
from ui.widgets.calendar import DatePicker
from ui.widgets.chips import Chip
from ui.widgets.toggles import Radio

SUNDAY = date(2030, 11, 17)


def own(page: TogetherPage, title: str = "Walk") -> QWidget:
    page.plan_something(day=SUNDAY)
    settle()
    asked = dialog(page)
    field(asked, "What").setText(title)
    return asked


def keep(asked: QWidget, words: str = "Put it in the plan") -> None:
    click(button(asked, words))


def form(page: TogetherPage) -> ScheduleDialog:
    return page.findChildren(ScheduleDialog)[-1]


def write(line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    for letter in words:
        QTest.keyClick(line, letter)


def a_day_later(picker: DatePicker) -> None:
    """Open the month, one to the right, take it."""
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert picker._popover is not None
    table = picker._popover.month.table
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(table, key)
    settle()


def days_of(house: House, weeks: int = 8) -> list[date]:
    return [plan.day for plan in house.workspace.planner.plans(TODAY, TODAY + timedelta(weeks=weeks))]


# --- how often


def test_once_is_where_it_begins_and_says_nothing(house: House) -> None:
    page = house.page()
    asked = own(page)
    assert form(page).repeat.words.isHidden()
    keep(asked)
    (plan,) = house.plans()
    assert plan.repeat is None


def test_every_second_tuesday_until_a_day_is_read_back(house: House) -> None:
    page = house.page()
    asked = own(page)
    choose(asked, "Repeat", "Every week")
    assert "Every Sunday." in texts(asked)
    pick(asked, "How many weeks apart", 2)
    for name in ("Tuesday", "Sunday"):
        click(next(chip for chip in asked.findChildren(Chip) if chip.accessibleName() == name))
    pick(asked, "How long", "until")
    repeat = form(page).repeat
    repeat.until.value = date(2031, 1, 7)
    repeat.until.chosen.emit(repeat.until.value)
    assert repeat.words.text() == (
        "Every second Tuesday, until 7 January 2031. The first time is Tuesday 19 November."
    )
    keep(asked)
    assert days_of(house, 20) == [date(2030, 11, 19) + timedelta(weeks=2 * n) for n in range(4)]
    assert "every second Tuesday" in texts(page.plan.agenda)


@pytest.mark.parametrize(
    ("words", "which", "said", "days"),
    [
        ("Every day", None, "Every day, three times.", [17, 18, 19]),
        ("Monthly", 0, "Every month on the 17th, three times.", [17, 17, 17]),
        ("Monthly", 3, "Every month on the third Sunday, three times.", [17, 15, 19]),
    ],
)
def test_other_ways_to_repeat_are_read_back(
    house: House, words: str, which: int | None, said: str, days: list[int]
) -> None:
    page = house.page()
    asked = own(page)
    choose(asked, "Repeat", words)
    if which is not None:
        pick(asked, "Which day of the month", which)
    pick(asked, "How long", "count")
    write(field(asked, "How many times"), "3")
    assert form(page).repeat.words.text() == said
    keep(asked)
    assert [day.day for day in days_of(house, 14)] == days


def test_the_31st_says_that_short_months_are_left_out(house: House) -> None:
    page = house.page()
    page.plan_something(day=date(2030, 12, 31))
    settle()
    choose(dialog(page), "Repeat", "Monthly")
    assert form(page).repeat.words.text() == "Every month on the 31st. Shorter months are left out."


def test_a_number_that_is_none_is_explained_and_nothing_is_lost(house: House) -> None:
    page = house.page()
    asked = own(page, "Soup")
    choose(asked, "Repeat", "Every day")
    pick(asked, "How long", "count")
    write(field(asked, "How many times"), "many")
    keep(asked)
    assert "Write a number like 6." in texts(asked)
    assert asked.window().focusWidget() is field(asked, "How many times")
    assert field(asked, "What").text() == "Soup"
    assert house.plans() == []
    write(field(asked, "How many times"), "4")
    assert "Write a number like 6." not in texts(asked)
    keep(asked)
    assert len(days_of(house)) == 4


@pytest.mark.parametrize(("locale", "saturday"), [("en_US", 6), ("en_GB", 13)])
def test_every_other_week_begins_as_weeks_do_here(house: House, locale: str, saturday: int) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        page = house.page()
        asked = own(page)
        choose(asked, "Repeat", "Every week")
        pick(asked, "How many weeks apart", 2)
        click(next(chip for chip in asked.findChildren(Chip) if chip.accessibleName() == "Saturday"))
        keep(asked)
    finally:
        QLocale.setDefault(before)
    # Sunday begins the week in one place and ends it in the other.
    assert days_of(house)[1] - SUNDAY == timedelta(days=saturday)


def test_a_week_that_begins_on_sunday_stays_so_when_something_else_is_changed(house: House) -> None:
    planner = house.workspace.planner
    made = replace(planner.blank(SUNDAY), title="Walk", at=time(10), part=None)
    planner.save(replace(made, repeat=Repeat("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,SA;WKST=SU")))
    days = days_of(house)
    page = house.page()
    page._asked("change", page.plan.agenda.rows[0].plan.key)
    settle()
    asked = dialog(page)
    click(next(radio for radio in asked.findChildren(Radio) if radio.text() == "All of them"))
    field(asked, "What").setText("Longer walk")
    keep(asked, "Keep the change")
    assert {plan.title for plan in house.plans()} == {"Longer walk"}
    assert days_of(house) == days


def test_a_last_day_before_the_first_time_is_explained_and_no_plan_is_lost(house: House) -> None:
    page = house.page()
    asked = own(page)
    choose(asked, "Repeat", "Every week")
    for name in ("Tuesday", "Sunday"):
        click(next(chip for chip in asked.findChildren(Chip) if chip.accessibleName() == name))
    pick(asked, "How long", "until")
    repeat = form(page).repeat
    repeat.until.value = date(2030, 11, 18)
    repeat.until.chosen.emit(repeat.until.value)
    keep(asked)
    assert "The first time is Tuesday 19 November. Choose that day or a later one." in texts(asked)
    assert repeat.until.hasFocus()
    repeat.until.value = date(2030, 11, 19)
    repeat.until.chosen.emit(repeat.until.value)
    assert "Choose that day" not in texts(asked)
    keep(asked)
    assert days_of(house) == [date(2030, 11, 19)]


def test_once_for_all_of_them_keeps_the_one_that_was_opened(house: House) -> None:
    rule = make(Choice("week"), SUNDAY - timedelta(weeks=4), timed=True)
    planner = house.workspace.planner
    begun = replace(planner.blank(SUNDAY - timedelta(weeks=4)), title="Walk", at=time(10), part=None)
    planner.save(replace(begun, repeat=rule))
    page = house.page()
    page._asked("change", planner.plans(SUNDAY, SUNDAY)[0].key)
    settle()
    asked = dialog(page)
    click(next(radio for radio in asked.findChildren(Radio) if radio.text() == "All of them"))
    choose(asked, "Repeat", "Once")
    keep(asked, "Keep the change")
    assert days_of(house) == [SUNDAY]
    assert [row.plan.day for row in page.plan.agenda.rows] == [SUNDAY]
    assert page.plan.agenda.rows[0].more.hasFocus()


def test_the_weekday_follows_the_day_and_several_stay(house: House) -> None:
    page = house.page()
    asked = own(page)
    choose(asked, "Repeat", "Every week")
    made = form(page)
    a_day_later(made.when.day)
    assert made.when.day.value == SUNDAY + timedelta(days=1)
    assert made.repeat.words.text() == "Every Monday."
    click(made.repeat.days[3])
    a_day_later(made.when.day)
    assert made.repeat.words.text() == ("Every Monday and Thursday. The first time is Thursday 21 November.")
    assert not no_dialog(page)
    asked.reject()


def test_a_rule_richer_than_the_form_stays_as_it_is(house: House) -> None:
    from companion.planner import Repeat

    rule = Repeat("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1")
    house.plan("Market", 11, repeat=rule)
    page = house.page()
    page._asked("change", page.plan.agenda.rows[0].plan.key)
    settle()
    asked = dialog(page)
    click(next(r for r in asked.findChildren(Radio) if r.text() == "All of them"))
    assert "It comes again as the calendar it came from says." in texts(asked)
    field(asked, "Where").setText("square")
    keep(asked, "Keep the change")
    (series,) = {plan.id for plan in house.plans()}
    assert house.workspace.planner.get(series).repeat == rule
    assert house.workspace.planner.get(series).place == "square"


# --- which of them


def weekly(house: House, **more: object) -> Plan:
    blank = house.workspace.planner.blank(SUNDAY)
    rule = make(Choice("week", count=5), SUNDAY, timed=True)
    plan = replace(blank, title="Walk", at=time(10), part=None, repeat=rule, **more)
    house.workspace.planner.save(plan)
    return plan


@pytest.mark.parametrize(
    ("words", "moved"),
    [("Only this one", [1]), ("This and the later ones", [1, 2, 3, 4]), ("All of them", [0, 1, 2, 3, 4])],
)
def test_moving_asks_which_and_moves_those(house: House, words: str, moved: list[int]) -> None:
    weekly(house)
    page = house.page()
    page._asked("move", page.plan.agenda.rows[1].plan.key)
    settle()
    asked = dialog(page)
    click(next(r for r in asked.findChildren(Radio) if r.text() == words))
    write(field(asked, "Time"), "11:30")
    click(button(asked, "Move it"))
    assert no_dialog(page)
    found = house.workspace.planner.plans(SUNDAY, SUNDAY + timedelta(weeks=9))
    assert [n for n, plan in enumerate(found) if plan.at == time(11, 30)] == moved
    assert len(found) == 5


def test_changing_one_leaves_the_rule_out_and_the_others_alone(house: House) -> None:
    weekly(house)
    page = house.page()
    page._asked("change", page.plan.agenda.rows[2].plan.key)
    settle()
    asked = dialog(page)
    assert not form(page).repeat.isVisible()
    field(asked, "What").setText("Walk in the rain")
    keep(asked, "Keep the change")
    titles = [row.plan.title for row in page.plan.agenda.rows]
    assert titles == ["Walk", "Walk", "Walk in the rain", "Walk", "Walk"]
    assert page.focusWidget() is page.plan.agenda.rows[2].more


def test_long_words_from_a_calendar_are_not_cut_off_by_a_change(house: House) -> None:
    title, place = "Choir 🎵 rehearsal " * 9, "Old school, second floor, room 12, " * 6
    plan = house.plan(title.strip(), 2, place=place.strip())
    page = house.page()
    page._asked("change", plan)
    settle()
    choose(dialog(page), "Together or apart", "Apart")
    keep(dialog(page), "Keep the change")
    kept = house.workspace.planner.get(plan)
    assert (kept.title, kept.place, kept.apart) == (title.strip(), place.strip(), True)


def test_a_plan_that_does_not_repeat_is_not_asked_which(house: House) -> None:
    plan = house.plan("Soup", 2)
    page = house.page({"move": plan})
    assert not dialog(page).findChildren(Radio)


# --- loosely, reminders


def test_some_time_this_week_has_no_day(house: House) -> None:
    page = house.page()
    asked = own(page, "Sort a drawer")
    pick(asked, "Part of the day", "week")
    assert "Any day from Sunday 17 November to Saturday 23 November." in texts(asked)
    keep(asked)
    (plan,) = house.plans()
    assert (plan.part, plan.day, plan.at) == ("week", SUNDAY, None)
    assert "some time that week" in texts(page.plan.agenda)
    house.now += timedelta(days=4)
    page.enter()
    settle()
    assert "some time this week" in texts(page.plan.agenda)


@pytest.mark.parametrize(
    ("at", "code", "minutes"),
    [("19:30", "at", 0), ("19:30", "hour", 60), ("19:30", "morning", 630), ("19:30", "evening", 1530)],
)
def test_a_reminder_is_stored_as_minutes_and_comes_back(
    house: House, at: str, code: str, minutes: int
) -> None:
    page = house.page()
    asked = own(page)
    choose(asked, "At a time or loosely", "At a time")
    write(field(asked, "Time"), at)
    pick(asked, "Remind me", code)
    assert "The screen will only say “Something you planned”." in texts(asked)
    keep(asked)
    (plan,) = house.plans()
    assert plan.remind == minutes
    page._asked("change", plan.key)
    settle()
    assert form(page).remind.choice.value == code


def test_a_reminder_shortly_before_becomes_that_morning_for_an_afternoon(house: House) -> None:
    page = house.page()
    asked = own(page)
    choose(asked, "At a time or loosely", "At a time")
    pick(asked, "Remind me", "ten")
    choose(asked, "At a time or loosely", "Loosely")
    assert form(page).remind.choice.value == "morning"
    keep(asked)
    (plan,) = house.plans()
    assert (plan.part, plan.remind) == ("afternoon", 180)


def test_another_hour_offers_no_reminder_nobody_chose(house: House) -> None:
    page = house.page()
    asked = own(page)
    pick(asked, "Part of the day", "day")
    pick(asked, "Remind me", "morning")
    keep(asked)
    page._asked("change", house.plans()[0].key)
    settle()
    asked = dialog(page)
    choose(asked, "At a time or loosely", "At a time")
    offered = form(page).remind.choice
    assert "own" not in [offered.itemData(n) for n in range(offered.count())]
    write(field(asked, "Time"), "20:00")
    assert offered.value == "morning"
    keep(asked, "Keep the change")
    assert [(plan.at, plan.remind) for plan in house.plans()] == [(time(20), 660)]


# --- how to say it


def test_an_invitation_is_looked_over_quietly_and_can_be_left(house: House) -> None:
    page = house.page()
    asked = own(page)
    invitation = form(page).invitation
    assert not invitation.remark.isVisible()
    invitation.text.setPlainText("We finally need to talk on a walk")
    invitation.look()
    assert "“finally” can press. Without it the line weighs less." in texts(asked)
    click(invitation.leave)
    invitation.text.setPlainText("A walk on Sunday at three?")
    invitation.look()
    assert "There is no way to say no in it yet." in texts(asked)
    click(invitation.add)
    assert invitation.words() == "A walk on Sunday at three? No is fine."
    assert not invitation.remark.isVisible()
    keep(asked)
    assert house.plans()[0].invite == "A walk on Sunday at three? No is fine."


def test_someone_who_wants_no_hints_gets_none_and_harm_is_not_corrected(house: House) -> None:
    page = house.page()
    own(page)
    invitation = form(page).invitation
    invitation.text.setPlainText("You hit me last night and now we have to talk")
    invitation.look()
    assert not invitation.remark.isVisible()
    house.session.prefer(kind_hints=False)
    invitation.text.setPlainText("You must come")
    invitation.look()
    assert not invitation.remark.isVisible()


# --- apart


def test_two_apart_see_both_evenings(house: House) -> None:
    house.workspace.planner.zone = lambda: "Europe/London"
    house.workspace.prefs.set("their_name", "Robin")
    page = house.page()
    asked = own(page, "The same soup")
    choose(asked, "At a time or loosely", "At a time")
    write(field(asked, "Time"), "19:00")
    choose(asked, "Together or apart", "Apart")
    zone = form(page).company.zone
    assert zone is not None
    zone.setFocus()
    for letter in "helsin":
        QTest.keyClick(zone, letter)
    assert zone.value == "Europe/Helsinki"
    assert "21:00 in Helsinki" in texts(asked)
    keep(asked)
    (plan,) = house.plans()
    assert (plan.zone, plan.zone_there, plan.at) == ("Europe/London", "Europe/Helsinki", time(19))
    assert "21:00 in Helsinki" in texts(page.plan.agenda)
    assert "21:00 in Helsinki" in page.plan.agenda.rows[0].accessibleName()


@pytest.mark.parametrize(
    ("scale", "size", "rtl"), [(1.0, (724, 560), False), (2.0, (648, 560), False), (1.5, (948, 720), True)]
)
def test_nothing_of_the_choices_is_cut_off_or_nameless(
    house: House, qapp: QApplication, scale: float, size: tuple[int, int], rtl: bool
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    theme.apply(qapp, "light", text_scale=scale, reduced_motion=True)
    weekly(house, zone="Europe/London", zone_there="Asia/Tokyo", apart=True)
    page = house.page(size=size, small=True)
    page._asked("change", page.plan.agenda.rows[0].plan.key)
    settle()
    asked = dialog(page)
    click(next(r for r in asked.findChildren(Radio) if r.text() == "All of them"))
    form(page).invitation.text.setPlainText("We finally need to talk")
    form(page).invitation.look()
    for every in ("Monthly", "Every week"):
        choose(asked, "Repeat", every)
        pick(asked, "How long", "count" if every == "Monthly" else "until")
        front = looks.front(page)
        found = [*looks.clipped(front), *looks.sideways(front), *looks.nameless(front)]
        assert [problem for problem in found if "qt_scrollarea_viewport" not in problem] == []
