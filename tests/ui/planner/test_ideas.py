"""Ideas: shelves and their filters, an idea opened, and ideas of one's own. Real vault, real keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from companion.content import activities
from tests.ui.planner.hands import (
    House,
    button,
    choose,
    click,
    dialog,
    field,
    filled,
    no_dialog,
    press,
    settle,
    texts,
)
from ui.hinted import HintedField
from ui.planner import filters
from ui.planner.filters import Filters
from ui.planner.idea_card import IdeaCard
from ui.planner.idea_dialog import keeping_easy
from ui.planner.invite_field import InviteField
from ui.planner.page import TogetherPage
from ui.typeset import curly
from ui.widgets import phrasing
from ui.widgets.buttons import Button
from ui.widgets.fields import Combo, TextField


def everything(page: TogetherPage) -> None:
    """Press "Show more" on every shelf until there is no more."""
    while more := [b for b in page.ideas.findChildren(Button) if b.text() == "Show more" and b.isVisible()]:
        click(more[0])
        settle(page)


def test_a_shelf_shows_a_few_and_the_rest_when_asked(house: House) -> None:
    page = house.page({"tab": "ideas"})
    quiet = page.ideas.shelves["quiet"]
    assert [shelf.accessibleName() for shelf in page.ideas.shelves.values() if shelf.isVisible()] == [
        "Quiet company",
        "To begin with",
        "Light",
        "Open talk",
        "Apart, still near",
    ]
    assert [len(shelf.grid.cards) for shelf in page.ideas.shelves.values()] == [6, 6, 6, 6, 6, 0]
    quiet.more.setFocus()
    press(page, Qt.Key.Key_Return)
    settle(page)
    assert len(quiet.grid.cards) == 18
    assert page.focusWidget() is quiet.grid.cards[6], "the keyboard is on the first of the new ones"
    everything(page)
    assert sorted(card.idea.id for card in page.ideas.cards) == sorted(a.id for a in activities())
    assert all(card.isVisible() for card in page.ideas.cards)
    for idea in activities():
        assert phrasing.icon_of(idea.family), idea.family
    assert filled(page) == []
    assert button(page, "Add your own").kind == "secondary"


def test_what_asks_almost_nothing_comes_first(house: House) -> None:
    page = house.page({"tab": "ideas"})
    first = page.ideas.cards[:6]
    assert {(card.idea.pressure, card.idea.energy) for card in first} == {(1, 1)}
    assert len({card.idea.family for card in first}) == 6, "six kinds of things, not six of one"
    assert all(page.rect().contains(card.mapTo(page, card.rect().bottomLeft())) for card in first[:3])


def test_the_first_week_has_a_shelf_and_no_order(house: House) -> None:
    page = house.page({"tab": "ideas"})
    everything(page)
    shelf = page.ideas.shelves["first"]
    assert {card.idea.id for card in shelf.grid.cards} == {
        a.id for a in activities() if "first-week" in a.tags
    }
    assert "In no order, and none of them is due." in texts(shelf)


def test_what_was_said_in_this_sitting_keeps_ideas_off_the_shelves(house: House) -> None:
    assert house.session.sitting is not None
    house.session.sitting.say("just-argued")
    page = house.page({"tab": "ideas"})
    everything(page)
    assert {card.idea.id for card in page.ideas.cards} == {
        a.id for a in activities() if "just-argued" not in a.not_when
    }
    page.open_idea(next(a.id for a in activities() if "just-argued" in a.not_when))
    assert dialog(page).isVisible(), "what is in the plan can still be read"


@pytest.mark.parametrize(
    ("chosen", "test"),
    [
        (Filters(shelf="quiet"), lambda a: a.pressure == 1),
        (Filters(shelf="light"), lambda a: a.pressure in (2, 3)),
        (Filters(shelf="open"), lambda a: a.pressure >= 4),
        (Filters(low_energy=True), lambda a: a.energy == 1),
        (Filters(length=15), lambda a: a.minutes[0] <= 15),
        (Filters(cost=1), lambda a: a.cost == 0),
        (Filters(place="out"), lambda a: bool({"out", "car", "anywhere"} & set(a.place))),
        (Filters(place="in"), lambda a: bool({"in", "anywhere"} & set(a.place))),
        (Filters(company="apart"), lambda a: bool(a.apart)),
        (Filters(company="together"), lambda a: a.family != "apart"),
        (Filters(season="warm"), lambda a: bool({"any", "warm"} & set(a.season))),
        (Filters(season="dark-evenings"), lambda a: bool({"any", "dark-evenings"} & set(a.season))),
        (Filters(words="SOUP stir"), lambda a: a.id == "a-one-pot"),
    ],
)
def test_each_filter_narrows_as_it_says(chosen: Filters, test: object) -> None:
    assert callable(test)
    everything = activities()
    assert filters.matching(everything, chosen) == [a for a in everything if test(a)]
    assert filters.matching(everything, chosen.without(chosen.active()[0])) == list(everything)


def test_accents_do_not_hide_an_idea() -> None:
    cafe = replace(activities()[0], title="Café at the corner")
    assert filters.matching([cafe], Filters(words="cafe")) == [cafe]


def test_shelves_hold_each_idea_once() -> None:
    ideas = [*activities(), replace(activities()[0], id="mine", own=True)]
    on_shelves = [idea.id for _, chosen in filters.shelves(ideas) for idea in chosen]
    assert sorted(on_shelves) == sorted(idea.id for idea in ideas)
    assert [name for name, _ in filters.shelves(ideas)] == list(filters.SHELVES)


def test_filters_by_mouse_and_words_and_clear(house: House) -> None:
    page = house.page({"tab": "ideas", "shelf": "quiet"})

    def shown() -> set[str]:
        everything(page)
        return {card.idea.id for card in page.ideas.cards if card.isVisible()}

    assert shown() == {a.id for a in activities() if a.pressure == 1}
    click(page.ideas.bar.energy)
    settle(page)
    assert shown() == {a.id for a in activities() if a.pressure == 1 and a.energy == 1}
    page.ideas.bar._lists["place"].actions()[2].trigger()
    settle()
    assert page.ideas.bar.chips["place"].text() == "Out"
    assert page.ideas.bar.chips["place"].isChecked()
    click(page.ideas.bar.clear_button)
    settle(page)
    assert len(shown()) == len(activities())
    assert not page.ideas.bar.clear_button.isVisible()
    page.search()
    assert page.focusWidget() is page.ideas.bar.search
    page.ideas.bar.search.setText("heard wordless nothing")
    QTest.keyClick(page.ideas.bar.search, Qt.Key.Key_Return)
    settle()
    assert shown() == set()


def test_every_filter_is_reached_and_set_by_keyboard(house: House) -> None:
    page = house.page({"tab": "ideas"})
    page.activateWindow()
    home = page.home_focus()
    assert home is not None
    home.setFocus()
    walked: list[QWidget] = []
    for _ in range(12):
        press(page, Qt.Key.Key_Tab)
        at = page.focusWidget()
        assert at is not None
        walked.append(at)
    bar = page.ideas.bar
    assert any(bar.shelf.isAncestorOf(one) or one is bar.shelf for one in walked)
    for control in (bar.search, bar.energy, *bar.chips.values()):
        assert control in walked
    bar.energy.setFocus()
    press(page, Qt.Key.Key_Space)
    for name, downs, value in (
        ("length", 2, 15),
        ("cost", 2, 1),
        ("place", 3, "out"),
        ("company", 3, "apart"),
        ("season", 2, "warm"),
    ):
        bar.chips[name].setFocus()
        press(page, Qt.Key.Key_Return)
        press(page, *[Qt.Key.Key_Down] * downs, Qt.Key.Key_Return)
        assert getattr(bar.filters, name) == value, name
    assert bar.filters.low_energy
    assert bar.clear_button.isVisible()
    bar.clear_button.setFocus()
    press(page, Qt.Key.Key_Return)
    assert bar.filters == Filters()


def test_when_little_is_left_it_names_what_to_loosen(house: House) -> None:
    page = house.page({"tab": "ideas"})
    page.ideas.bar.apply(Filters(words="soup stir", shelf="open"))
    settle(page)
    assert "Nothing fits all of that." in texts(page.ideas)
    names = [b.text() for b in page.ideas.loosen_buttons]
    assert "Any amount of talking" in names
    assert not {"Any cost", "Any length"} & set(names), "only what helps is named"
    click(page.ideas.loosen_buttons[names.index("Any amount of talking")])
    assert page.ideas.bar.filters == Filters(words="soup stir")
    assert "Any amount of talking" not in [b.text() for b in page.ideas.loosen_buttons]
    assert page.ideas.bar.shelf.value == ""


def test_two_filters_that_hold_together_are_both_named() -> None:
    far = replace(activities()[0], pressure=5, energy=3, cost=3)
    assert set(filters.loosen([far], Filters(shelf="quiet", low_energy=True))) == {"shelf", "low_energy"}


def test_a_card_opens_by_keyboard_and_says_how(house: House) -> None:
    page = house.page({"tab": "ideas"})
    page.ideas.bar.apply(Filters(words="simple soup"))
    settle(page)
    (pot,) = page.ideas.cards
    assert pot.accessibleDescription() == "Make a simple soup. Light, 25 to 60 min, at home."
    pot.setFocus()
    press(page, Qt.Key.Key_Return)
    opened = dialog(page)
    said = texts(opened)
    idea = pot.idea
    for part in (idea.what, idea.leave, idea.access, idea.invite[0], idea.solo, idea.apart):
        assert curly(part) in said
    assert "about a cheap meal" in said or "small change" in said or "costs nothing" in said
    order = [
        said.index(heading)
        for heading in (
            "How to begin",
            "How to keep it easy",
            "How to invite",
            "If the answer is no",
            "From a distance",
        )
    ]
    assert order == sorted(order)
    assert page.focusWidget() is button(opened, "Plan it")
    press(page, Qt.Key.Key_Return)
    assert dialog(page).title == "One pot"
    assert button(dialog(page), "Put it in the plan").isVisible()


def test_an_invitation_of_an_idea_goes_round_and_is_copied(house: House) -> None:
    page = house.page({"tab": "ideas"})
    page.open_idea("a-two-books")
    settle()
    opened = dialog(page)
    idea = next(a for a in activities() if a.id == "a-two-books")
    seen = []
    for _ in range(5):
        click(button(opened, "Copy"))
        seen.append(QApplication.clipboard().text())
        assert seen[-1] in texts(opened)
        click(button(opened, "Another way to say it"))
    assert seen[:2] == [curly(line) for line in idea.invite]
    assert len(set(seen)) == 5
    click(button(opened, "Print"))
    assert dialog(page).title == "Print as a small note"
    assert dialog(page).preview.document.words(0) == seen[0]  # type: ignore[attr-defined]


def test_touch_is_asked_first_and_a_bad_moment_is_named(house: House) -> None:
    page = house.page({"tab": "ideas"})
    for idea in activities():
        easy = " ".join(keeping_easy(idea))
        assert ("Ask first; no" in easy) == (idea.touch != "none"), idea.id
        assert ("Not after drinking." in easy) == ("drinking" in idea.not_when), idea.id
    page.open_idea("a-brush-or-coat")
    settle()
    assert "Touch is not needed. Ask first; no touch is as good an answer." in texts(dialog(page))


def test_arrows_walk_the_cards(house: House) -> None:
    page = house.page({"tab": "ideas"})
    cards = [card for card in page.ideas.cards if card.idea.pressure == 1 and card.idea.family != "apart"]
    cards[0].setFocus()
    press(page, Qt.Key.Key_Right)
    assert page.focusWidget() is cards[1]
    press(page, Qt.Key.Key_Down)
    assert page.focusWidget() is cards[4]
    press(page, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert page.focusWidget() is cards[0]


@pytest.mark.parametrize(("width", "columns"), [(916, 3), (724, 2), (420, 1)])
def test_columns_follow_the_width(house: House, width: int, columns: int) -> None:
    page = house.page({"tab": "ideas"}, (width, 700), width < 800)
    xs = {card.x() for card in page.ideas.cards if card.idea.pressure == 1}
    assert len(xs) == columns


def test_an_idea_of_ones_own_can_be_added_changed_planned_and_trashed(house: House) -> None:
    page = house.page({"tab": "ideas"})
    click(button(page, "Add your own"))
    asked = dialog(page)
    click(button(asked, "Keep it"))
    assert "Add a word or two." in texts(asked)
    field(asked, "Title").setText("Cards at the small table")
    choose(asked, "How much talking", "Light")
    click(button(asked, "Keep it"))
    assert no_dialog(page)
    assert "Your own" in texts(page.ideas)
    (idea,) = house.workspace.planner.own_ideas()
    assert (idea.title, idea.pressure, idea.own) == ("Cards at the small table", 2, True)
    page.open_idea(idea.id)
    settle()
    click(button(dialog(page), "Change"))
    field(dialog(page), "Title").setText("Cards")
    click(button(dialog(page), "Keep it"))
    assert [i.title for i in house.workspace.planner.own_ideas()] == ["Cards"]
    page.plan_something(idea.id)
    settle()
    click(button(dialog(page), "Put it in the plan"))
    assert [(p.title, p.idea, p.pressure) for p in house.plans()] == [("Cards", idea.id, 2)]
    page.step_tab(1)
    page.open_idea(idea.id)
    settle()
    click(button(dialog(page), "Move to trash"))
    assert house.workspace.planner.own_ideas() == []
    assert "Your own" not in texts(page.ideas)
    house.undo()
    assert "Your own" in texts(page.ideas)


def test_what_is_in_the_trash_can_be_put_back_much_later(house: House) -> None:
    for title in ("Cards", "Darts"):
        idea = house.workspace.planner.own_idea(title)
        house.workspace.planner.save_idea(idea)
        house.workspace.planner.trash_idea(idea.id)
    page = house.page({"tab": "ideas"})
    page.ideas.trash_button.setFocus()
    press(page, Qt.Key.Key_Return)
    assert {"Cards", "Darts"} <= set(texts(dialog(page)).splitlines())
    back = next(b for b in dialog(page).findChildren(Button) if b.accessibleName() == "Put back: Cards")
    back.setFocus()
    press(page, Qt.Key.Key_Return)
    assert [idea.title for idea in house.workspace.planner.own_ideas()] == ["Cards"]
    assert page.focusWidget() is next(
        b for b in dialog(page).findChildren(Button) if b.accessibleName() == "Put back: Darts"
    )
    press(page, Qt.Key.Key_Return)
    assert no_dialog(page), "nothing is left in it"
    assert not page.ideas.trash_button.isVisible()
    assert "Darts" in [card.idea.title for card in page.ideas.cards]


def test_an_own_idea_passes_the_same_filters(house: House) -> None:
    page = house.page({"tab": "ideas"})
    click(button(page, "Add your own"))
    asked = dialog(page)
    field(asked, "Title").setText("Chess by post")
    assert not [
        f for f in asked.findChildren(TextField) if f.accessibleName() == "From a distance" and f.isVisible()
    ]
    click(button(asked, "Say more about it"))
    assert page.focusWidget() is next(f for f in asked.findChildren(HintedField))
    for name, words in (
        ("From a distance", "One move a day,\nby card."),
        ("If the answer is no", "A chess puzzle."),
    ):
        next(f for f in asked.findChildren(TextField) if f.accessibleName() == name).setPlainText(words)
    for name, value in (("Cost", 1), ("Season", "cold"), ("How long", 10), ("Where", "in")):
        next(c for c in asked.findChildren(Combo) if c.accessibleName() == name).value = value
    click(button(asked, "Keep it"))
    (idea,) = house.workspace.planner.own_ideas()
    assert (idea.apart, idea.solo, idea.cost, idea.season) == (
        "One move a day, by card.",
        "A chess puzzle.",
        1,
        ("cold",),
    )
    for chosen, passes in (
        (Filters(company="apart"), True),
        (Filters(season="cold"), True),
        (Filters(season="warm"), False),
        (Filters(cost=1), False),
        (Filters(cost=2), True),
        (Filters(length=15), True),
        (Filters(place="out"), False),
        (Filters(shelf="quiet", low_energy=True), True),
        (Filters(shelf="open"), False),
        (Filters(words="chess"), True),
    ):
        page.ideas.bar.apply(chosen)
        settle(page)
        assert ("Chess by post" in [card.idea.title for card in page.ideas.cards]) == passes, chosen
    page.ideas.bar.apply(Filters(company="apart", words="chess"))
    assert page.ideas.cards[0].accessibleDescription().startswith("One move a day, by card.")
    page.open_idea(idea.id)
    settle()
    said = texts(dialog(page))
    assert "A chess puzzle." in said
    assert "small change, cold days" in said
    click(button(dialog(page), "Change"))
    assert next(c for c in dialog(page).findChildren(Combo) if c.accessibleName() == "Cost").isVisible()


def test_an_invitation_that_presses_is_remarked_on_and_kept_as_it_is(house: House) -> None:
    page = house.page({"tab": "ideas"})
    page.add_idea()
    settle()
    asked = dialog(page)
    field(asked, "Title").setText("Tea")
    click(button(asked, "Say more about it"))
    typed = asked.findChild(HintedField)
    assert typed is not None
    words = "You have to come and have tea with me."
    for letter in words:
        QTest.keyClick(typed, letter)
    invite = asked.findChild(InviteField)
    assert invite is not None
    invite.look()
    settle()
    assert "There is no way to say no in it yet." in texts(asked)
    assert typed.marks, "the words that press have dots under them"
    assert typed.words() == words, "nothing is changed by itself"
    left = [b for b in invite.bar.buttons if b.text() == "Leave it"]
    click(left[0])
    assert not typed.marks
    click(button(asked, "Another way to say it"))
    click(button(asked, "Use this"))
    assert typed.words() == f"{words} No is fine."
    assert "There is no way to say no in it yet." not in texts(asked)
    click(button(asked, "Keep it"))
    (idea,) = house.workspace.planner.own_ideas()
    assert idea.invite == (f"{words} No is fine.",)
    page.plan_something(idea.id)
    settle()
    (said,) = [f for f in dialog(page).findChildren(TextField) if f.accessibleName() == "How to say it"]
    assert said.toPlainText() == idea.invite[0]


def test_an_invitation_with_harm_in_it_gets_a_way_to_help_and_no_hint(house: House) -> None:
    page = house.page({"tab": "ideas"})
    wishes: list[tuple[str, object]] = []
    page.go.connect(lambda key, argument: wishes.append((key, argument)))
    page.add_idea()
    settle()
    click(button(dialog(page), "Say more about it"))
    invite = dialog(page).findChild(InviteField)
    assert invite is not None
    invite.put("Come or I will hit you again")
    invite.look()
    settle()
    assert invite.bar.remarks == ()
    click(button(dialog(page), "People who listen, and what may help"))
    assert no_dialog(page)
    assert wishes == [("understand", {"page": "s-afraid"})]


def test_hints_switched_off_are_off_here_too(house: House) -> None:
    house.session.prefer(kind_hints=False)
    page = house.page({"tab": "ideas"})
    page.add_idea()
    invite = dialog(page).findChild(InviteField)
    assert invite is not None
    invite.put("You have to come.")
    invite.look()
    assert invite.bar.remarks == ()


def test_a_shelf_of_many_is_whole_in_the_end(house: House) -> None:
    for n in range(50):
        house.workspace.planner.save_idea(house.workspace.planner.own_idea(f"Number {n}"))
    page = house.page({"tab": "ideas"})
    made = len(page.ideas.findChildren(IdeaCard))
    assert made == 36, "cards nobody asked for are not made"
    page.ideas.bar.apply(Filters(shelf="quiet", low_energy=True))
    page.ideas.bar.apply(Filters(words="window"))
    page.ideas.bar.apply(Filters())
    settle(page)
    assert len(page.ideas.findChildren(IdeaCard)) == made, "a filter changes what stands on the cards"
    everything(page)
    assert len(page.ideas.cards) == len(activities()) + 50
    assert all(card.isVisible() for card in page.ideas.cards)
    places = [(card.parentWidget(), card.pos().toTuple()) for card in page.ideas.cards]
    assert len(set(places)) == len(places), "no card lies on another"


def test_tab_walks_the_cards_as_they_stand_whatever_was_filtered_before(house: House) -> None:
    page = house.page({"tab": "ideas"})
    for chosen in (Filters(words="tea"), Filters(shelf="light"), Filters()):
        page.ideas.bar.apply(chosen)
        settle(page)
    page.activateWindow()
    cards = page.ideas.cards[:8]
    cards[0].setFocus()
    for card in cards[:-1]:
        assert page.focusWidget() is card
        press(page, Qt.Key.Key_Tab)
        if page.focusWidget() is card.plan_button:
            press(page, Qt.Key.Key_Tab)
        if isinstance(page.focusWidget(), Button) and page.focusWidget().text() == "Show more":  # type: ignore[union-attr]
            press(page, Qt.Key.Key_Tab)
