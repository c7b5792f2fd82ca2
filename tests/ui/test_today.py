"""Today: what it says at which hour, what a tap stores, what it offers, and that nothing on it waits or is cut off."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from companion.content import activities, guides
from companion.guides import NEXT
from companion.guides import question as asked
from companion.planner.suggest import REASONS
from tests import looks
from tests.ui.evening import EVENING, LEFT, SHAPES, OpenVault, british
from tests.ui.hands import straight
from ui import theme
from ui.today.excerpt import LINES, Excerpt, paragraphs
from ui.today.greeting import greeting, sentence
from ui.today.page import TodayPage, make
from ui.today.small_thing import asks
from ui.widgets.buttons import Button
from ui.widgets.steps import StepSelector


class Evening(OpenVault):
    """An open vault, and the page in a window of its own."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.wishes: list[tuple[str, object]] = []

    def page(self, size: tuple[int, int] = (916, 720), small: bool = False) -> TodayPage:
        page = make(self.session)
        assert isinstance(page, TodayPage)
        page.go.connect(lambda key, argument: self.wishes.append((key, argument)))
        page.resize(*size)
        page.set_small(small)
        page.show()
        page.enter()
        settle()
        return page

    def write(self, text: str, when: datetime, title: str = "") -> str:
        entry = replace(self.workspace.diary.blank(when), text=text, title=title)
        self.workspace.diary.save(entry)
        return entry.id

    def plan(self, title: str, days: int, at: time | None = time(10, 30), minutes: int | None = 60) -> str:
        plan = self.workspace.planner.blank(self.now.date() + timedelta(days=days))
        self.workspace.planner.save(
            replace(plan, title=title, at=at, part=None if at else "afternoon", minutes=minutes)
        )
        return plan.id


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def texts(widget: QWidget) -> str:
    return "\n".join(text for _, text in looks.texts(widget))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)
    settle()


@pytest.fixture
def evening(home: Path, qapp: QApplication) -> Iterator[Evening]:
    with british(qapp):
        made = Evening(home)
        yield made
        made.session.close()


# --- what it says


@pytest.mark.parametrize(
    ("hour", "says"),
    [
        (3, "It is late, Alex."),
        (4, "Good morning, Alex."),
        (11, "Good morning, Alex."),
        (12, "Good afternoon, Alex."),
        (17, "Good afternoon, Alex."),
        (18, "Good evening, Alex."),
        (23, "Good evening, Alex."),
        (0, "It is late, Alex."),
    ],
)
def test_greets_by_the_hour(qapp: QApplication, hour: int, says: str) -> None:
    assert greeting(datetime(2030, 11, 14, hour, 5), "Alex", 4) == says


def test_greets_without_a_name_too(qapp: QApplication) -> None:
    assert greeting(EVENING, "", 4) == "Good evening."


def test_no_sentence_speaks_of_time_away_or_of_duties(qapp: QApplication) -> None:
    days = [date(2030, 1, 1) + timedelta(days=n) for n in range(40)]
    said = {sentence(day) for day in days}
    forbidden = set("back missed again since streak ago away last yet finally should must welcome".split())
    assert len(said) > 6
    for line in said:
        assert "!" not in line
        assert not forbidden & set(line.lower().strip("?.").replace(",", "").split()), line


def test_a_sentence_stays_for_the_day(qapp: QApplication) -> None:
    assert sentence(date(2030, 11, 14)) == sentence(date(2030, 11, 14))
    assert sentence(date(2030, 11, 14)) != sentence(date(2030, 11, 15))


def test_after_midnight_it_is_still_the_evening_before(evening: Evening) -> None:
    evening.now = datetime(2030, 11, 15, 1, 30)
    evening.workspace.prefs.set("my_name", "Alex")
    page = evening.page()
    assert page.greeting.text() == "It is late, Alex."
    assert page.date_line.text() == "Thursday 14 November"
    click(page.check_in._selectors["mood"].cells[2])
    assert evening.workspace.diary.check_in(date(2030, 11, 14)).mood == 3
    assert evening.workspace.diary.check_in(date(2030, 11, 15)).empty


def test_the_page_turns_with_the_clock_while_it_is_open(evening: Evening) -> None:
    evening.now = datetime(2030, 11, 15, 3, 59)
    page = evening.page()
    click(page.check_in._selectors["mood"].cells[0])
    evening.now = datetime(2030, 11, 15, 4, 1)
    page._clock.timeout.emit()
    assert page.date_line.text() == "Friday 15 November"
    assert page.greeting.text() == "Good morning."
    assert page.check_in.corner.text() == "Any of these, or none"


# --- the check-in


def test_a_tap_is_stored_at_once_and_seen_by_the_next_page(evening: Evening) -> None:
    page = evening.page()
    assert page.check_in.corner.text() == "Any of these, or none"
    assert not page.check_in.clear_button.isVisible()
    click(page.check_in._selectors["closeness"].cells[1])
    noted = evening.workspace.diary.check_in(EVENING.date())
    assert (noted.closeness, noted.energy, noted.mood) == (2, None, None)
    assert page.check_in.corner.text() == "Noted, 21:40"
    assert "a little apart" in texts(page.check_in)
    assert evening.notices == []
    again = evening.page()
    assert again.check_in._selectors["closeness"].value == 2


def test_the_keyboard_alone_can_check_in(evening: Evening) -> None:
    page = evening.page()
    page.activateWindow()
    home = page.home_focus()
    assert home is not None
    home.setFocus()
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Closeness")
    QTest.keyClick(focused, Qt.Key.Key_Right)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Right)
    assert evening.workspace.diary.check_in(EVENING.date()).closeness == 2
    for scale in ("Energy", "Mood"):
        while not (now := page.focusWidget()).accessibleName().startswith(scale):
            QTest.keyClick(now, Qt.Key.Key_Tab)
            assert page.focusWidget() is not now
        QTest.keyClick(now, Qt.Key.Key_End)
    noted = evening.workspace.diary.check_in(EVENING.date())
    assert (noted.closeness, noted.energy, noted.mood) == (2, 3, 5)


def test_clear_takes_it_back_and_undo_brings_it_again(evening: Evening) -> None:
    page = evening.page()
    click(page.check_in._selectors["closeness"].cells[3])
    click(page.check_in._selectors["energy"].cells[0])
    click(page.check_in.clear_button)
    assert evening.workspace.diary.check_in(EVENING.date()).empty
    assert page.check_in._selectors["closeness"].value is None
    assert page.check_in.corner.text() == "Any of these, or none"
    undo = evening.notices[-1].action
    assert undo is not None
    undo()
    assert page.check_in._selectors["closeness"].value == 4
    assert page.check_in._selectors["energy"].value == 1


def test_the_same_step_again_takes_the_answer_back(evening: Evening) -> None:
    page = evening.page()
    cell = page.check_in._selectors["mood"].cells[4]
    click(cell)
    click(cell)
    assert evening.workspace.diary.check_in(EVENING.date()).empty
    assert page.check_in.corner.text() == "Any of these, or none"
    click(page.check_in._selectors["energy"].cells[1])
    click(cell)
    click(cell)
    noted = evening.workspace.diary.check_in(EVENING.date())
    assert (noted.energy, noted.mood) == (2, None)


# --- continue writing


def test_the_end_of_a_warm_page_is_shown_and_continues(evening: Evening) -> None:
    lines = [f"This is line number {n} of a quiet page" for n in range(1, 9)]
    entry = evening.write("\n".join(lines), EVENING - timedelta(hours=3))
    page = evening.page()
    assert page.writing.heading.text() == "Continue writing"
    assert page.writing.corner.text() == "today, 18:40"
    assert page.writing.excerpt.shown() == " ".join(lines[-LINES:])
    click(page.writing.main)
    assert evening.wishes[-1] == ("diary", {"open": entry})
    click(page.writing.excerpt)
    assert evening.wishes[-1] == ("diary", {"open": entry})
    click(page.writing.other)
    assert evening.wishes[-1] == ("diary", {"new": True})


def test_a_page_of_a_year_to_come_does_not_hide_a_warm_one(evening: Evening) -> None:
    evening.write("Something I began", EVENING - timedelta(hours=3))
    evening.write("From an old diary with odd dates", EVENING + timedelta(days=1800))
    page = evening.page()
    assert "Something I began" in page.writing.excerpt.shown()


@pytest.mark.parametrize(("hours", "warm"), [(47, True), (49, False)])
def test_only_two_days_keep_a_page_warm(evening: Evening, hours: int, warm: bool) -> None:
    evening.write("Something I began", EVENING - timedelta(hours=hours))
    page = evening.page()
    assert page.writing.excerpt.isVisible() is warm
    assert ("Something I began" in page.writing.excerpt.shown()) is warm


def test_without_a_page_the_first_question_of_a_guide_opens_one(evening: Evening) -> None:
    page = evening.page()
    assert page.writing.heading.text() == "Start a page"
    question = page.writing.question.text()
    click(page.writing.main)
    key, argument = evening.wishes[-1]
    assert key == "diary"
    assert isinstance(argument, dict)
    assert argument["new"] is True
    guide = next(guide for guide in guides() if guide.id == argument["guide"])
    assert straight(question) in [asked(step) for step in guide.steps], "the guide begins with what was shown"
    click(page.writing.other)
    assert evening.wishes[-1] == ("diary", {"new": True})


def test_a_series_goes_on_with_the_sitting_that_comes_next(evening: Evening) -> None:
    evening.workspace.prefs.set(NEXT, {"g-own-heart": 3})
    shown = set()
    for _ in range(4):
        evening.now += timedelta(days=1)
        shown.add(evening.page().writing.question.text())
    assert "Pick one thing that takes ten minutes and is only for you. When could it fit?" in shown
    assert len(shown) == 4, "another guide each day"


def test_what_is_written_meanwhile_is_shown(evening: Evening) -> None:
    page = evening.page()
    entry = replace(evening.workspace.diary.blank(EVENING), text="Fresh words")
    evening.session.perform(lambda: evening.workspace.diary.save(entry))
    assert page.writing.excerpt.shown() == "Fresh words"
    evening.session.perform(lambda: evening.workspace.diary.trash([entry.id]))
    assert page.writing.heading.text() == "Start a page"


def test_an_excerpt_shows_words_not_marks() -> None:
    found = paragraphs("# A *warm* day\n\n![Two cups](photo:1)\n- one **bold** thing\n> quoted\n\n2. two")
    assert [p.text for p in found] == ["A warm day", "one bold thing", "quoted", "two"]
    assert found[0].spans == ((2, 4, "italic"),)
    assert found[1].spans == ((4, 4, "bold"),)
    assert paragraphs("snake_case_name and 2 * 3 * 4")[0].text == "snake_case_name and 2 * 3 * 4"
    assert paragraphs("") == []
    assert paragraphs("![Two cups](photo:1)") == []


def test_a_very_long_page_begins_its_excerpt_at_a_word(evening: Evening) -> None:
    view = Excerpt()
    view.resize(400, 130)
    view.set_text("lantern " * 5000 + "the end")
    words = view.shown().split()
    assert words[-2:] == ["the", "end"]
    assert set(words[:-2]) == {"lantern"}
    view.deleteLater()


def test_the_excerpt_fades_only_where_more_stands_above(evening: Evening) -> None:
    def darkness(lines: int) -> int:
        view = Excerpt()
        view.set_text("\n".join(["mmmmmmmm"] * lines))
        view.resize(300, view.heightForWidth(300))
        picture = view.grab().toImage()
        ratio = picture.devicePixelRatio()
        pitch = round(theme.line("read_small") * ratio)
        view.deleteLater()
        return min(
            picture.pixelColor(x, y).lightness()
            for x in range(0, round(60 * ratio), 1)
            for y in range(round(4 * ratio), pitch)
        )

    whole, cut = darkness(LINES), darkness(LINES + 1)
    assert whole < 90, "the first line of a short page stands in full ink"
    assert cut > whole + 60, "the first line of a longer page fades"


# --- next, together


def test_nothing_planned_shows_nothing(evening: Evening) -> None:
    page = evening.page()
    assert not page.next.isVisible()
    assert "Next, together" not in texts(page)


def test_the_next_plan_is_said_in_words_and_can_be_moved(evening: Evening) -> None:
    evening.plan("A far one", 9)
    plan = evening.plan("Soup, and the radio on", 2)
    page = evening.page()
    said = texts(page.next)
    for words in ("Soup, and the radio on", "10:30, about an hour", "Quiet company"):
        assert words in said
    assert page.next.tile.accessibleName() == "Saturday 16 November"
    assert "Saturday 16 November. Soup, and the radio on." in page.next.move_button.accessibleDescription()
    click(page.next.move_button)
    assert evening.wishes == [("together", {"move": plan})]


def test_letting_go_is_one_tap_and_can_be_undone(evening: Evening) -> None:
    evening.plan("Soup", 2)
    evening.plan("Walk", 3, at=None)
    page = evening.page()
    click(page.next.let_go_button)
    assert page.next.title.text() == "Walk"
    assert "afternoon, no fixed time" in texts(page.next)
    assert evening.notices[-1].action is not None
    evening.notices[-1].action()
    assert page.next.title.text() == "Soup"


# --- one small thing


def test_another_is_another_and_the_first_does_not_come_back_today(evening: Evening) -> None:
    page = evening.page()
    seen = []
    for _ in range(4):
        idea = page.small_thing.idea
        assert idea is not None
        assert idea.id not in seen
        assert idea.title in page.small_thing.facts.text()
        seen.append(idea.id)
        click(page.small_thing.another_button)
    again = evening.page()
    assert again.small_thing.idea is not None
    assert again.small_thing.idea.id not in seen


def test_not_today_puts_it_away_until_tomorrow(evening: Evening) -> None:
    page = evening.page()
    click(page.small_thing.not_today_button)
    assert not page.small_thing.isVisible()
    assert not evening.page().small_thing.isVisible()
    evening.now += timedelta(days=1)
    assert evening.page().small_thing.isVisible()


def test_plan_it_asks_together_for_this_idea(evening: Evening) -> None:
    page = evening.page()
    idea = page.small_thing.idea
    assert idea is not None
    click(page.small_thing.plan_button)
    assert evening.wishes == [("together", {"plan": idea.id})]


def test_little_energy_is_offered_what_asks_for_nothing(evening: Evening) -> None:
    page = evening.page()
    click(page.check_in._selectors["energy"].cells[0])
    for _ in range(5):
        idea = page.small_thing.idea
        assert idea is not None
        assert (idea.pressure, idea.energy) == (1, 1)
        click(page.small_thing.another_button)


def menu_row(page: TodayPage, name: str) -> None:
    """Open the menu of the card by keyboard and choose a row in it."""
    card = page.small_thing
    card.menu_button.setFocus()
    QTest.keyClick(card.menu_button, Qt.Key.Key_Return)
    settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    for _ in range(names.index(name) + 1):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle()


def rows(page: TodayPage) -> list[str]:
    return [action.objectName() for action in page.small_thing.menu().actions() if action.objectName()]


def test_every_reason_of_the_planner_has_a_sentence_of_its_own(evening: Evening) -> None:
    card = evening.page().small_thing
    said = [card.why(reason) for reason in REASONS]
    assert len(set(said)) == len(REASONS)


@pytest.mark.parametrize(
    ("noted", "says"),
    [
        ({"energy": 1}, "Because you noted low energy."),
        ({"mood": 1}, "Because you noted a low mood, and this asks for very little."),
        ({"closeness": 1}, "Because you noted feeling far apart, and this can be done in silence."),
        (
            {"energy": 3, "closeness": 5},
            "Because you noted energy and closeness, so it may ask a little more.",
        ),
    ],
)
def test_why_this_is_one_sentence_and_only_when_asked(
    evening: Evening, noted: dict[str, int], says: str
) -> None:
    evening.workspace.diary.set_check_in(evening.now.date(), at=evening.now, **noted)
    page = evening.page()
    card = page.small_thing
    while card.idea is not None and {"cold", "dark-evenings"} & set(card.idea.season):
        click(card.another_button)  # the season would be said before closeness
    assert not card.reason.isVisible()
    card.why_button.setFocus()
    QTest.keyClick(card.why_button, Qt.Key.Key_Space)
    settle()
    assert card.reason.isVisible()
    assert card.reason.text() == says
    assert not card.more_button.isVisible(), "nothing was held back, so there is nothing to give back"
    assert page.focusWidget() is card.plan_button
    click(card.another_button)
    assert not card.reason.isVisible(), "the next one has not been asked about"


def test_without_a_check_in_the_reason_is_the_season_or_none(evening: Evening) -> None:
    card = evening.page().small_thing
    for _ in range(10):
        assert card.idea is not None
        click(card.why_button)
        fits = {"cold", "dark-evenings"} & set(card.idea.season)
        assert card.reason.text() == (
            "Because it fits this time of year."
            if fits
            else "No special reason. It asks for little, and each day another one comes first."
        )
        click(card.another_button)


def test_after_something_was_let_go_it_asks_less_until_more_is_fine(evening: Evening) -> None:
    film = evening.workspace.planner.blank(evening.now.date() + timedelta(days=2))
    evening.workspace.planner.save(replace(film, title="Film", pressure=2))
    evening.workspace.planner.let_go(film.id)
    page = evening.page()
    card = page.small_thing
    assert card.idea is not None
    assert card.idea.pressure == 1
    click(card.why_button)
    assert card.reason.text() == "Something was let go lately, so this one asks less."
    evening.now += timedelta(minutes=1)
    click(card.more_button)
    assert not card.reason.isVisible()
    assert "more" not in rows(page)
    assert evening.workspace.planner.step() == 5


def test_asks_less_asks_less_for_the_rest_of_the_day(evening: Evening) -> None:
    page = evening.page()
    card = page.small_thing
    asked = []
    for _ in range(6):
        assert card.idea is not None
        asked.append(asks(card.idea))
        menu_row(page, "less")
        if asks(card.idea) == asked[-1]:
            break
    assert asked == sorted(set(asked), reverse=True), "each asks less than the one before"
    page = evening.page()
    assert page.small_thing.idea is not None
    assert asks(page.small_thing.idea) <= asked[-1], "also after the page was made anew"
    click(page.small_thing.why_button)
    assert page.small_thing.reason.text() == "Because you chose something that asks less today."
    click(page.small_thing.more_button)
    assert evening.session.places.get("less_than") is None
    evening.now += timedelta(days=1)
    assert "more" not in rows(evening.page())


def test_when_nothing_asks_less_it_says_so_and_keeps_what_there_is(evening: Evening) -> None:
    page = evening.page()
    card = page.small_thing
    for _ in range(60):
        before = card.idea
        menu_row(page, "less")
        if card.reason.isVisible():
            break
    assert card.reason.text() == "Nothing here asks less than this."
    assert card.isVisible()
    assert card.idea == before


def test_the_most_it_may_ask_is_set_in_the_menu_and_kept(evening: Evening) -> None:
    page = evening.page()
    evening.workspace.diary.set_check_in(evening.now.date(), at=evening.now, energy=3, closeness=5)
    menu_row(page, "quiet")
    assert evening.workspace.planner.ceiling() == 1
    for _ in range(8):
        assert page.small_thing.idea is not None
        assert page.small_thing.idea.pressure == 1
        click(page.small_thing.another_button)
    chosen = [a.objectName() for a in page.small_thing.menu().actions() if a.isChecked()]
    assert chosen == ["quiet"]
    menu_row(page, "light")
    assert evening.workspace.planner.ceiling() == 5


def test_what_was_said_in_this_sitting_keeps_ideas_away(evening: Evening) -> None:
    assert evening.session.sitting is not None
    evening.session.sitting.say("just-argued")
    page = evening.page()
    for _ in range(12):
        assert page.small_thing.idea is not None
        assert "just-argued" not in page.small_thing.idea.not_when
        click(page.small_thing.another_button)


def test_when_every_idea_was_declined_the_block_is_gone(evening: Evening) -> None:
    page = evening.page()
    for _ in range(len(activities()) + 1):
        if page.small_thing.isVisible():
            click(page.small_thing.another_button)
    assert not page.small_thing.isVisible()


# --- the page as a whole


def test_the_footer_says_where_it_is_kept_and_at_most_one_thing_more(evening: Evening) -> None:
    page = evening.page()
    assert page.footer.text() == "Kept only on this computer, encrypted."
    evening.session.set_footer_note("A copy elsewhere would be safer.")
    assert page.footer.text() == "Kept only on this computer, encrypted. A copy elsewhere would be safer."


def fill(evening: Evening) -> None:
    evening.write("We ate late. " * 60, EVENING - timedelta(hours=3))
    evening.plan("Soup, and the radio on", 2)
    evening.workspace.diary.set_check_in(EVENING.date(), at=EVENING, closeness=2)
    evening.session.set_footer_note("A copy elsewhere would be safer. Settings, Backup makes one.")


@pytest.mark.parametrize("filled", [True, False], ids=["filled", "empty"])
def test_one_filled_button_at_most(evening: Evening, filled: bool) -> None:
    if filled:
        fill(evening)
    page = evening.page()
    primary = [b for b in page.findChildren(Button) if b.kind == "primary" and b.isVisible()]
    assert len(primary) == 1


@pytest.mark.parametrize("filled", [True, False], ids=["filled", "empty"])
@pytest.mark.parametrize(
    ("scale", "size", "small", "rtl"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES]
)
def test_nothing_is_cut_off_or_nameless(
    evening: Evening,
    qapp: QApplication,
    scale: float,
    size: tuple[int, int],
    small: bool,
    rtl: bool,
    filled: bool,
) -> None:
    if filled:
        fill(evening)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    theme.apply(qapp, "light", text_scale=scale, reduced_motion=True)
    page = evening.page(size, small)
    assert visible_problems(page) == []


def visible_problems(page: QWidget) -> list[str]:
    """What the machine's eye finds; what lies below the fold of a scrolling page is not cut off."""
    found = [*looks.clipped(page), *looks.sideways(page), *looks.nameless(page)]
    return [problem for problem in found if "qt_scrollarea_viewport" not in problem]


def test_turning_narrow_and_wide_again_keeps_everything(evening: Evening) -> None:
    fill(evening)
    page = evening.page()
    wide = {b.text() for b in page.findChildren(Button) if b.isVisible()}
    for small, size in ((True, (724, 560)), (False, (916, 720)), (True, (500, 560)), (False, (1300, 800))):
        page.resize(*size)
        page.set_small(small)
        settle()
        assert {b.text() for b in page.findChildren(Button) if b.isVisible()} == wide
        assert visible_problems(page) == []


@pytest.mark.parametrize(
    ("small", "order"),
    [
        (False, ["Closeness", "Continue", "Move it", "Plan it"]),
        (True, ["Closeness", "Move it", "Plan it", "Continue"]),
    ],
)
def test_tab_walks_the_page_as_it_is_read(evening: Evening, small: bool, order: list[str]) -> None:
    fill(evening)
    page = evening.page((724, 560) if small else (916, 720), small)
    first: Callable[[str], bool] = lambda name: any(name.startswith(part) for part in order)  # noqa: E731
    page.check_in.first_control().setFocus()
    walked = []
    for _ in range(14):
        name = page.focusWidget().accessibleName() or getattr(page.focusWidget(), "text", str)()
        if first(name):
            walked.append(next(part for part in order if name.startswith(part)))
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert list(dict.fromkeys(walked)) == order


def test_every_scale_says_what_it_asks(evening: Evening) -> None:
    page = evening.page()
    for selector in page.findChildren(StepSelector):
        for cell in selector.cells:
            assert cell.accessibleName() == f"{selector.accessibleName()}, {cell.word}"
            assert "not required" in cell.accessibleDescription()
