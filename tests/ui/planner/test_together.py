"""Together: planning, moving and letting go; ideas and their filters; what was, without totals. Real vault, real keys."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu

from companion.content import activities
from tests import looks
from tests.ui.evening import SHAPES
from tests.ui.planner.hands import (
    TODAY,
    House,
    button,
    choose,
    click,
    dialog,
    field,
    filled,
    no_dialog,
    pick,
    press,
    settle,
    texts,
)
from ui import theme
from ui.planner.filters import Filters
from ui.typeset import curly
from ui.widgets.buttons import Button
from ui.widgets.calendar import DatePicker
from ui.widgets.dialog import Dialog
from ui.widgets.fields import TextField
from ui.widgets.time_field import read_time

# --- the plan


def test_an_empty_plan_is_restful_and_shows_two_ways_on(house: House) -> None:
    page = house.page()
    assert "Nothing is planned. That can be restful." in texts(page)
    assert filled(page) == ["Look at the quiet shelf"]
    click(button(page, "Look at the quiet shelf"))
    assert page.tab == "ideas"
    assert page.ideas.bar.filters == Filters(shelf="quiet")
    page.step_tab(-1)
    click(button(page, "Plan my own"))
    assert dialog(page).title == "Plan something"


def test_what_comes_is_listed_by_week_and_what_is_over_is_not(house: House) -> None:
    house.plan("This morning", 0)
    house.plan("Later tonight", 0, time(22, 0))
    house.plan("Soup, and the radio on", 2, minutes=60, place="at home")
    house.plan("Walk", 3, None)
    house.plan("Film", 4, time(20, 15), pressure=2)
    page = house.page()
    assert [row.plan.title for row in page.plan.agenda.rows] == [
        "Later tonight",
        "Soup, and the radio on",
        "Walk",
        "Film",
    ]
    words = [label.text() for label in page.plan.agenda.findChildren(QLabel)]
    assert words.index("This week") < words.index("Walk") < words.index("Later") < words.index("Film")
    assert "10:30, about an hour, at home" in words
    assert "afternoon, no fixed time" in words
    row = page.plan.agenda.rows[1]
    assert row.accessibleName() == (
        "Saturday 16 November. Soup, and the radio on. 10:30, about an hour, at home. Quiet company."
    )
    assert filled(page) == ["Plan something"]


def test_the_menu_of_a_row_works_by_keyboard_and_letting_go_can_be_undone(house: House) -> None:
    house.plan("Soup", 2)
    walk = house.plan("Walk", 3)
    page = house.page()
    page.plan.agenda.rows[0].more.setFocus()
    press(page, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = ["Move", "Change", "As a calendar file", "Let it go"]
    assert [a.text() for a in menu.actions() if a.text()] == words
    press(page, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert [row.plan.title for row in page.plan.agenda.rows] == ["Walk"]
    assert page.focusWidget() is page.plan.agenda.rows[0].more, "the keyboard is on the next row"
    house.undo()
    assert [row.plan.title for row in page.plan.agenda.rows] == ["Soup", "Walk"]
    assert house.workspace.planner.get(walk).state == "planned"


def test_moving_asks_for_the_day_only(house: House) -> None:
    plan = house.plan("Soup", 2, place="at home")
    page = house.page({"move": plan})
    asked = dialog(page)
    assert asked.title == "Move it"
    assert "Soup" in texts(asked)
    assert [f.accessibleName() for f in asked.findChildren(QLineEdit) if f.isVisible()] == ["Time"]
    picker = asked.findChild(DatePicker)
    assert picker is not None
    picker.value = TODAY + timedelta(days=5)
    choose(asked, "At a time or loosely", "Loosely")
    pick(asked, "Part of the day", "evening")
    click(button(asked, "Move it"))
    moved = house.workspace.planner.get(plan)
    assert (moved.day, moved.at, moved.part, moved.place) == (date(2030, 11, 19), None, "evening", "at home")
    assert no_dialog(page)
    assert "evening, no fixed time" in texts(page.plan.agenda)


def test_changing_keeps_what_was_not_changed(house: House) -> None:
    plan = house.plan("Soup", 2, idea="a-one-pot", pressure=2, minutes=60, invite="Soup at six?")
    page = house.page()
    page._asked("change", plan)
    settle()
    asked = dialog(page)
    field(asked, "What").setText("Soup, and the radio on")
    click(button(asked, "Keep the change"))
    changed = house.workspace.planner.get(plan)
    assert changed.title == "Soup, and the radio on"
    assert (changed.idea, changed.pressure, changed.minutes, changed.invite, changed.at) == (
        "a-one-pot",
        2,
        60,
        "Soup at six?",
        time(10, 30),
    )


def test_something_of_ones_own_needs_a_word_and_nothing_else(house: House) -> None:
    page = house.page({"plan": None})
    asked = dialog(page)
    click(button(asked, "Put it in the plan"))
    assert "Add a word or two." in texts(asked)
    assert house.plans() == []
    assert asked.window().focusWidget() is field(asked, "What")
    for letter in "Cards":
        QTest.keyClick(field(asked, "What"), letter)
    press(page, Qt.Key.Key_Return)
    assert no_dialog(page)
    (plan,) = house.plans()
    assert (plan.title, plan.idea, plan.pressure, plan.apart) == ("Cards", None, 1, False)
    assert plan.day == date(2030, 11, 15), "so late in the evening it begins with tomorrow"
    assert page.focusWidget() is page.plan.agenda.rows[0].more


def test_not_now_plans_nothing(house: House) -> None:
    page = house.page({"plan": "a-one-pot"})
    click(button(dialog(page), "Not now"))
    assert no_dialog(page)
    page.plan_something("a-one-pot")
    press(page, Qt.Key.Key_Escape)
    assert no_dialog(page)
    assert house.plans() == []


def test_an_idea_arrives_with_its_words(house: House) -> None:
    page = house.page({"plan": "a-walk-no-topic"})
    asked = dialog(page)
    assert asked.title == "A walk with no topic"
    assert isinstance(page.focusWidget(), DatePicker), "the keyboard begins with the day"
    assert "Quiet company, some energy, 10 to 30 min, outdoors" in texts(asked)
    assert "Either of us can let it go, no reason needed" in texts(asked)
    choose(asked, "At a time or loosely", "At a time")
    typed = field(asked, "Time")
    typed.setFocus()
    typed.selectAll()
    for letter in "7.30 pm":
        QTest.keyClick(typed, letter)
    field(asked, "Where").setText("  to the   bridge ")
    choose(asked, "Together or apart", "Apart")
    click(button(asked, "Put it in the plan"))
    (plan,) = house.plans()
    assert (plan.title, plan.idea, plan.pressure) == ("A walk with no topic", "a-walk-no-topic", 1)
    assert (plan.at, plan.part, plan.minutes) == (time(19, 30), None, 20)
    assert (plan.place, plan.apart) == ("to the bridge", True)
    assert plan.invite == "I’m going round the block at six. Come if you like. I’m fine alone too."


def test_a_time_that_is_none_is_explained_and_kept_in_the_field(house: House) -> None:
    page = house.page({"plan": "a-walk-no-topic"})
    asked = dialog(page)
    choose(asked, "At a time or loosely", "At a time")
    field(asked, "Time").setText("half past")
    click(button(asked, "Put it in the plan"))
    assert "Write a time like 19:00." in texts(asked)
    assert field(asked, "Time").text() == "half past"
    assert house.plans() == []
    choose(asked, "At a time or loosely", "Loosely")
    click(button(asked, "Put it in the plan"))
    assert len(house.plans()) == 1


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("19:30", time(19, 30)),
        ("19.30", time(19, 30)),
        (" 7 ", time(7)),
        ("7 pm", time(19)),
        ("12 am", time(0)),
        ("12 pm", time(12)),
        ("7:05 AM", time(7, 5)),
        ("19h30", time(19, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("١٩:٣٠", time(19, 30)),
        ("24:00", None),
        ("13 pm", None),
        ("7:75", None),
        ("19301", None),
        ("", None),
        ("soon", None),
    ],
)
def test_times_are_read_generously(typed: str, means: time | None) -> None:
    assert read_time(typed) == means


def test_an_invitation_can_be_said_another_way_and_copied(house: House) -> None:
    page = house.page({"plan": "a-two-books"})
    asked = dialog(page)
    said = [house_invitation(asked)]
    for _ in range(4):
        click(button(asked, "Another way to say it"))
        said.append(house_invitation(asked))
    assert len(set(said)) == 5
    assert said[:2] == [curly(line) for line in next(a for a in activities() if a.id == "a-two-books").invite]
    click(button(asked, "Another way to say it"))
    assert house_invitation(asked) == said[0]
    click(button(asked, "Copy"))
    assert QApplication.clipboard().text() == said[0]
    house.session.clear_clipboard()
    assert QApplication.clipboard().text() == ""


# --- the month


def test_the_month_marks_what_is_there_and_says_it(house: House) -> None:
    house.plan("Soup", 2)
    house.plan("Film", 2, time(20), pressure=3)
    page = house.page()
    grid = page.plan.month.grid
    assert grid.mark_of(date(2030, 11, 16)) == ("pressure", 2), "the most talking of the day"
    assert grid.mark_of(date(2030, 11, 15)) is None
    assert grid.spoken(date(2030, 11, 16)).endswith("Soup, 10:30, Quiet company; Film, 20:00, Light")


def test_what_did_not_happen_leaves_no_mark(house: House) -> None:
    plan = house.plan("Tea", -1, time(16))
    page = house.page()
    assert page.plan.month.grid.mark_of(date(2030, 11, 13)) is not None
    click(page.plan.after.didnt)
    assert page.plan.month.grid.mark_of(date(2030, 11, 13)) is None
    assert house.workspace.planner.get(plan).state == "didnt"


def test_enter_on_a_day_goes_to_its_row(house: House) -> None:
    house.plan("Soup", 2)
    page = house.page()
    grid = page.plan.month.grid
    grid.table.setFocus()
    press(page, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert grid.value == date(2030, 11, 16)
    assert page.focusWidget() is page.plan.agenda.rows[0].more


def test_an_empty_day_to_come_can_be_planned_and_a_past_one_cannot(house: House) -> None:
    house.plan("Soup", 2)
    page = house.page()
    month = page.plan.month
    month.grid._choose(date(2030, 11, 21), opened=True)
    settle()
    assert "Thursday 21 November" in texts(month)
    click(month.day_button)
    picker = dialog(page).findChild(DatePicker)
    assert picker is not None
    assert picker.value == date(2030, 11, 21)
    dialog(page).reject()
    month.grid._choose(date(2030, 11, 5), opened=True)
    settle()
    assert not month.day_button.isVisible()


def test_narrow_shows_one_week_and_unfolds(house: House) -> None:
    house.plan("Soup", 2)
    page = house.page(size=(724, 560), small=True)
    table, model = page.plan.month.grid.table, page.plan.month.grid.model

    def weeks() -> list[int]:
        return [row for row in range(model.rowCount()) if not table.isRowHidden(row)]

    assert weeks() == [2]
    page.plan.month.grid._choose(date(2030, 11, 28))
    settle()
    assert weeks() == [4], "the week follows the chosen day"
    click(page.plan.month.fold_button)
    assert len(weeks()) == 5
    click(page.plan.month.fold_button)
    assert len(weeks()) == 1
    month, agenda = page.plan.month, page.plan.agenda
    assert month.mapTo(page, QPoint()).y() < agenda.mapTo(page, QPoint()).y()


# --- afterwards


def test_one_line_afterwards_by_keyboard(house: House) -> None:
    tea = house.plan("Tea on the back step", -1, time(16))
    page = house.page()
    card = page.plan.after
    assert card.isVisible()
    assert "Yesterday" in texts(card)
    assert "only if you want to" in texts(card)
    assert card.answer is not None
    card.answer.line.setFocus()
    for letter in "We saw the heron.":
        QTest.keyClick(card.answer.line, letter)
    press(page, Qt.Key.Key_Tab, Qt.Key.Key_End, Qt.Key.Key_Tab)
    assert page.focusWidget() is card.keep
    press(page, Qt.Key.Key_Return)
    kept = house.workspace.planner.get(tea)
    assert (kept.state, kept.line, kept.closeness) == ("done", "We saw the heron.", 3)
    assert not card.isVisible()
    assert house.notices == [], "what worked as expected is not announced"


def test_three_steps_are_three_steps(house: House) -> None:
    house.plan("Tea", -1, time(16))
    page = house.page()
    assert page.plan.after.answer is not None
    steps = page.plan.after.answer.steps
    assert [cell.word for cell in steps.cells if cell.isVisible()] == ["far apart", "side by side", "close"]
    page.activateWindow()
    steps.setFocus()
    chosen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        press(page, key)
        chosen.append(steps.near)
    assert chosen == [1, 2, 3, 3, 2]


def test_an_empty_line_may_be_kept(house: House) -> None:
    tea = house.plan("Tea", 0, time(16))
    page = house.page()
    click(page.plan.after.keep)
    kept = house.workspace.planner.get(tea)
    assert (kept.state, kept.line, kept.closeness) == ("done", "", None)


def test_it_is_asked_once_and_for_two_days_only(house: House) -> None:
    house.plan("Tea", -1, time(16))
    house.plan("An old one", -3, time(16))
    page = house.page()
    assert page.plan.after.title.text() == "Tea"
    click(page.plan.after.didnt)
    assert not page.plan.after.isVisible()
    assert not house.page().plan.after.isVisible()


def test_what_was_typed_survives_a_change_elsewhere(house: House) -> None:
    house.plan("Tea", -1, time(16))
    page = house.page()
    assert page.plan.after.answer is not None
    page.plan.after.answer.line.setText("Half a thought")
    house.session.perform(lambda: house.workspace.planner.save(replace(house.plans()[0], place="out")))
    assert page.plan.after.answer.line.text() == "Half a thought"


def test_half_a_thought_stays_when_something_later_is_over_meanwhile(house: House) -> None:
    house.plan("Tea", -1)
    house.plan("Walk", 0, time(21, 0), minutes=60)
    page = house.page({"tab": "plan"})
    card = page.plan.after
    assert card.title.text() == "Tea"
    assert card.answer is not None
    card.answer.line.setText("Half a thought")
    house.now += timedelta(minutes=40)
    page.enter()
    settle()
    assert card.title.text() == "Tea"
    assert card.answer.line.text() == "Half a thought"
    click(card.keep)
    assert [plan.line for plan in house.workspace.planner.done()] == ["Half a thought"]
    assert card.title.text() == "Walk"
    assert not card.answer.line.text()


def test_half_a_thought_outlives_a_lock(house: House) -> None:
    house.plan("Tea", -1)
    before = house.page({"tab": "plan"})
    assert before.plan.after.answer is not None
    before.plan.after.answer.line.setText("Half a thought")
    before.plan.after.answer.steps.near = 2
    assert before.flush()
    before.deleteLater()
    card = house.page({"tab": "plan"}).plan.after
    assert card.title.text() == "Tea"
    assert card.answer is not None
    assert (card.answer.line.text(), card.answer.steps.near) == ("Half a thought", 2)
    click(card.keep)
    assert [plan.line for plan in house.workspace.planner.done()] == ["Half a thought"]
    assert house.page({"tab": "plan"}).plan.after.isHidden(), "and it is not asked again"


# --- looking back


def test_looking_back_says_what_was_by_month_and_counts_nothing(house: House) -> None:
    for title, days, line, near in (
        ("A walk", -5, "We saw the heron again.", 2),
        ("Cards", -11, "", 3),
        ("One song each", -23, "His was older than I thought.", None),
    ):
        house.workspace.planner.keep_line(house.plan(title, days), line, near)
    house.plan("Only planned", 3)
    page = house.page({"tab": "back"})
    words = [label.text() for label in page.back.findChildren(QLabel) if label.isVisible()]
    order = ["November", "A walk", "We saw the heron again.", "Cards", "October", "One song each"]
    assert [word for word in words if word in order] == order
    assert "It felt side by side" in words
    assert "It felt close" in words
    assert "Only planned" not in words
    assert filled(page) == []
    assert page.back.rows[0].accessibleName() == (
        "Saturday 9 November. A walk. We saw the heron again. It felt side by side."
    )


def test_a_line_can_be_changed_later(house: House) -> None:
    walk = house.plan("A walk", -5)
    house.workspace.planner.keep_line(walk, "We saw a heron.", 2)
    page = house.page({"tab": "back"})
    click(page.back.rows[0].change)
    asked = dialog(page)
    line = asked.findChild(QLineEdit)
    assert line is not None
    assert line.text() == "We saw a heron."
    line.setText("We saw two herons.")
    click(button(asked, "Keep"))
    kept = house.workspace.planner.get(walk)
    assert (kept.line, kept.closeness) == ("We saw two herons.", 2)
    assert "We saw two herons." in texts(page.back)


def test_many_months_come_a_part_at_a_time(house: House) -> None:
    for n in range(95):
        house.workspace.planner.keep_line(house.plan(f"Number {n}", -n - 1), "", None)
    page = house.page({"tab": "back"})
    assert len(page.back.rows) == 40
    click(button(page, "Show earlier"))
    assert len(page.back.rows) == 80
    assert page.focusWidget() is page.back.rows[40].change
    click(button(page, "Show earlier"))
    assert len(page.back.rows) == 95
    assert not [b for b in page.back.findChildren(Button) if b.text() == "Show earlier" and b.isVisible()]


def test_nothing_to_look_back_on_is_said_kindly(house: House) -> None:
    page = house.page({"tab": "back"})
    assert "Nothing to look back on yet." in texts(page)
    click(button(page, "Look at the ideas"))
    assert page.tab == "ideas"


# --- the page as a whole


def test_tabs_go_round_by_keyboard(house: House) -> None:
    page = house.page()
    seen = []
    for _ in range(4):
        assert page.step_tab(1)
        seen.append(page.tab)
    assert seen == ["ideas", "back", "plan", "ideas"]
    page.step_tab(-1)
    assert page.tab == "plan"


def test_a_plan_that_is_gone_is_no_accident(house: House) -> None:
    page = house.page({"move": "there-is-none"})
    assert no_dialog(page)
    assert page.tab == "plan"


def test_locking_takes_page_and_dialog_with_it(house: House) -> None:
    page = house.page({"plan": "a-one-pot"})
    assert dialog(page).isVisible()
    house.session.lock()
    page.close()
    page.deleteLater()
    settle()
    assert house.session.workspace is None


def furnish(house: House) -> None:
    house.plan("Tea on the back step", -1, time(16))
    house.plan("Soup, and the radio on", 2, minutes=60, place="at home")
    house.plan("Walk to the bridge and back", 3, None, minutes=40)
    house.plan(
        "Same film, two sofas", 7, time(20, 15), pressure=2, minutes=90, apart=True, place="on the phone"
    )
    house.workspace.planner.keep_line(house.plan("A walk", -5), "We saw the heron again.", 2)
    house.workspace.planner.save_idea(house.workspace.planner.own_idea("Cards at the small table"))


PLACES: dict[str, object] = {
    "plan": None,
    "ideas": {"tab": "ideas"},
    "back": {"tab": "back"},
    "schedule": {"plan": "a-ten-photos"},
    "own": {"plan": None},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("scale", "size", "small", "rtl"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES]
)
def test_nothing_is_cut_off_or_nameless(
    house: House,
    qapp: QApplication,
    scale: float,
    size: tuple[int, int],
    small: bool,
    rtl: bool,
    place: str,
) -> None:
    furnish(house)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    theme.apply(qapp, "light", text_scale=scale, reduced_motion=True)
    page = house.page(PLACES[place], size, small)
    front = looks.front(page)
    found = [*looks.clipped(front), *looks.sideways(front), *looks.nameless(front)]
    assert [problem for problem in found if "qt_scrollarea_viewport" not in problem] == []
    assert len(filled(front)) <= 1


def test_turning_narrow_and_wide_again_keeps_everything(house: House) -> None:
    furnish(house)
    page = house.page()
    for small, size in ((True, (724, 560)), (False, (916, 720)), (True, (500, 560)), (False, (1300, 800))):
        page.resize(*size)
        page.set_small(small)
        settle()
        assert [row.plan.title for row in page.plan.agenda.rows if row.isVisible()] == [
            "Soup, and the radio on",
            "Walk to the bridge and back",
            "Same film, two sofas",
        ]
        found = [*looks.clipped(page), *looks.sideways(page)]
        assert [problem for problem in found if "qt_scrollarea_viewport" not in problem] == []


def test_f6_has_head_agenda_and_month(house: House) -> None:
    furnish(house)
    page = house.page()
    head, agenda, month = page.regions()
    assert head.isAncestorOf(page.tabs)
    assert agenda.isAncestorOf(page.plan.agenda)
    assert month is page.plan.month


def test_the_keyboard_begins_at_the_open_tab(house: House) -> None:
    page = house.page({"tab": "ideas"})
    home = page.home_focus()
    assert home is not None
    assert home.accessibleName() == "Ideas"
    home.setFocus()
    press(page, Qt.Key.Key_Right)
    assert page.tab == "back"


def house_invitation(asked: Dialog) -> str:

    found = asked.findChild(TextField)
    assert found is not None
    return found.toPlainText()
