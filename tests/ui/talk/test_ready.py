"""When ready: who is here, safety first, the check for one and for two, and what follows each answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from companion import content
from tests.ui.hands import PASSPHRASE, click, shown_texts
from tests.ui.talk.hands import all_yes, answer, focus_in, just_me, press, say_safe, workspace_of
from ui.talk import guided, words
from ui.talk.ask_them import AskStep, KindPage
from ui.talk.asking import HandOverStep, ShapeStep, StartStep
from ui.talk.check import CheckStep
from ui.talk.steps import EndStep, KindStep, LinesStep, SafeStep, SettleStep
from ui.widgets.segmented import Segmented

# --- SAFE? -----------------------------------------------------------------------------------------------


def test_the_safety_question_stands_before_anything(page):
    assert isinstance(page.ready.step, StartStep)
    just_me(page)
    assert [button.text() for button in page.ready.step.buttons.values()] == [
        "Safe enough",
        "Not sure",
        "I’m afraid of how they might react",
        "I feel unsafe with myself",
    ]
    assert "Does it feel safe enough to bring this up with them?" in shown_texts(page)


def test_not_sure_leads_to_three_lines_and_none_fits_says_nothing_more(page):
    just_me(page)
    click(page.ready.step.buttons["unsure"])
    assert isinstance(page.ready.step, LinesStep)
    for line in words.three_lines():
        assert line in shown_texts(page)
    click(page.ready.step.none)
    click(page.ready.step.buttons["unsure"])
    assert isinstance(page.ready.step, CheckStep)
    assert "you are safe" not in shown_texts(page).lower()


def test_one_that_fits_opens_the_help_page_and_hides_every_card(window, page):
    just_me(page)
    click(page.ready.step.buttons["unsure"])
    click(page.ready.step.fits)
    assert window.page().help.page_id == "s-afraid"
    window.go("talk")
    assert isinstance(page.ready.step, KindStep)


def test_fear_hides_cards_in_every_tab_until_a_new_session(window, page):
    just_me(page)
    click(page.ready.step.buttons["afraid"])
    assert isinstance(page.ready.step, KindStep)
    assert "not a failing of yours" in shown_texts(page)
    assert page.print_button.isHidden()
    page.tabs.chosen.emit("cards")
    assert not page.cards.card.isVisible()
    assert "not a failing of yours" in shown_texts(page)
    assert page.print_page() is False
    prompts = [prompt.text for prompt in content.prompts()]
    assert not any(text in shown_texts(page).replace("’", "'") for text in prompts)
    click(page.kind.again_button)
    assert page.tab == "ready"
    assert isinstance(page.ready.step, SafeStep)
    page.show_tab("cards")
    assert page.cards.card.isVisible()
    assert not page.print_button.isHidden()


def test_the_help_page_and_leaving_are_offered_after_fear(window, page):
    just_me(page)
    click(page.ready.step.buttons["afraid"])
    click(page.ready.step.help_button)
    assert window.page().help.page_id == "s-afraid"
    window.go("talk")
    click(page.ready.step.close_button)
    assert window.workroom.current == "today"


def test_unsafe_with_oneself_opens_its_page_and_closes_the_deep_cards(window, page):
    just_me(page)
    click(page.ready.step.buttons["low"])
    assert window.page().help.page_id == "s-low"
    window.go("talk")
    assert isinstance(page.ready.step, KindStep)
    page.show_tab("cards")
    page.cards.choose("open")
    assert not page.cards.card.isVisible()
    page.cards.choose("beside")
    assert page.cards.card.isVisible()


def test_nothing_of_the_answers_is_stored(page):
    before = workspace_of(page).prefs.all()
    all_yes(page)
    assert workspace_of(page).prefs.all() == before


def test_the_question_comes_again_after_a_lock(window, page, session):
    all_yes(page)
    vault = session.vault
    assert session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window.go("talk")
    assert isinstance(window.page().ready.step, StartStep)
    just_me(window.page())


# --- the check -------------------------------------------------------------------------------------------


def test_the_check_asks_in_the_words_of_the_role(page):
    step = say_safe(page, "quiet")
    assert step.asked["body"].text() == "Is there any ease: a full breath, loose hands?"
    page.ready.send("back")
    click(page.ready.step.buttons["reaching"])
    step = page.ready.step
    assert step.asked["body"].text() == "Can you sit back, or does it have to be now?"
    assert step.asked["room"].text() == "Could you hear “no”, or “I don’t know”?"


def test_the_role_a_person_told_the_app_is_where_it_begins(window, page, session):
    session.perform(lambda: session.workspace.prefs.set("role", "reaching"))
    session.sitting.begin_again()
    vault = session.vault
    session.lock()
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    window.go("talk")
    page = window.page()
    click(just_me(page).buttons["safe"])
    assert page.ready.step.first() is page.ready.step.buttons["reaching"]
    click(page.ready.step.first())
    step = page.ready.step
    assert step.asked["time"].text() == "Could it end in 20 minutes and be okay?"


@pytest.mark.parametrize(
    ("answers", "title", "fits"),
    [
        ((2, 2, 2, 2), "Something small could fit tonight.", "beside"),
        ((3, 2, 3, 2), "There is some room tonight.", "closer"),
        ((3, 3, 3, 3), "There is room tonight.", "closer"),
        ((3, 1, 3, 3), "Another time or place may suit it better.", ""),
    ],
)
def test_the_result_is_said_in_words_and_marks_what_fits(page, answers, title, fits):
    step = say_safe(page)
    answer(step, **dict(zip(words.CHECKS, answers, strict=True)))
    assert step.result.heading.text() == title
    assert not any(sign.isdigit() for sign in shown_texts(step.result))
    marked = [deck for deck, card in step.depths.items() if "fits tonight" in shown_texts(card)]
    assert marked == ([fits] if fits else [])
    if fits:
        assert step.chosen_deck() == fits


def test_not_tonight_is_as_large_as_drawing_and_first_when_there_is_hardly_any(page):
    step = say_safe(page)
    assert step.draw_button.height() == step.not_tonight_button.height() == 44
    assert (step.draw_button.kind, step.not_tonight_button.kind) == ("primary", "secondary")
    answer(step, body=1)
    assert (step.draw_button.kind, step.not_tonight_button.kind) == ("secondary", "primary")


def test_settling_is_offered_once_and_then_it_may_rest(page):
    step = say_safe(page)
    answer(step, body=1, time=3)
    click(step.result.offers["senses"])
    assert isinstance(page.ready.step, SettleStep)
    assert "Cold water" in shown_texts(page)
    click(page.ready.step.again_button)
    step = page.ready.step
    assert isinstance(step, CheckStep)
    assert step.steps["body"].value is None
    assert step.steps["time"].value == 3
    answer(step, body=1)
    assert step.result.heading.text() == "Not now is honest."
    assert not step.result.offers["senses"].isVisible()


def test_the_one_who_reaches_is_asked_what_the_pull_wants(page):
    step = say_safe(page, "reaching")
    answer(step, room=1)
    click(step.result.offers["breath"])
    settle = page.ready.step
    assert "What does the pull to ask right now want?" in shown_texts(settle)
    click(settle.urges.chips["alone"])
    assert "Ring or write to someone else who likes you." in shown_texts(settle)


def test_not_tonight_ends_kindly_and_can_become_company(window, page, qtbot):
    step = say_safe(page)
    click(step.not_tonight_button)
    end = page.ready.step
    assert isinstance(end, EndStep)
    first = end.saying.line.text()
    click(end.saying.another_button)
    assert end.saying.line.text() != first
    click(end.saying.copy_button)
    assert QApplication.clipboard().text() == end.saying.line.text()
    click(end.company_button)
    assert window.workroom.current == "together"
    assert window.page().tab == "ideas"


def test_who_reaches_and_says_not_now_is_offered_five_minutes_of_something(page):
    click(say_safe(page, "reaching").not_tonight_button)
    end = page.ready.step
    click(end.calming.chips["senses"])
    assert "Cold water over your wrists" in shown_texts(end)
    assert page.flow.state == "not_now", "nothing is asked again after it"


@pytest.mark.parametrize(
    ("event", "guide"),
    [
        ("no_kindly", "g-they-said-not-now"),
        ("no_harshly", "g-they-said-not-now"),
        ("keeps_happening", "g-needs-limits"),
    ],
)
def test_writing_opens_the_guide_that_fits(window, page, event, guide):
    step = to_ask(page, "reaching")
    click(step.buttons["no_kindly" if event == "keeps_happening" else event])
    if event == "keeps_happening":
        click(page.ready.step.buttons[event])
    click(page.ready.step.buttons["write"])
    assert window.workroom.current == "diary"
    assert window.page().guide.walk.guide.id == guide
    assert window.page().guide.place.isVisible()


def test_a_guide_that_rests_now_gives_way(window, page):
    page.session.sitting.opened("s-low")
    window.go("diary", guided.page("g-when-i-go-quiet"))
    walk = window.page().guide.walk
    assert (walk.gave_way, walk.guide.id) == ("g-when-i-go-quiet", "g-no-words")
    assert guided.page("") == {"new": True}


def test_after_somebody_got_upset_mending_is_for_later_and_asks_nothing(page):
    click(to_ask(page, "reaching").buttons["upset"])
    step = page.ready.step
    assert "For later, if you like:" in shown_texts(step)
    seen = set()
    while step.later.text not in seen:
        seen.add(step.later.text)
        click(step.later.another_button)
    assert len(seen) > 5
    assert not any("?" in line for line in seen)


def test_a_fear_named_after_a_no_puts_talking_away(window, page):
    click(to_ask(page, "reaching").buttons["upset"])
    click(page.ready.step.buttons["page:s-afraid"])
    assert window.workroom.current == "understand"
    assert page.session.sitting.feared
    window.go("talk", {"tab": "cards"})
    assert "Then this may not be the moment for a talk" in shown_texts(page)


def test_the_ways_out_are_in_every_step_that_asks(window, page):
    def all_there(step: QWidget) -> bool:
        ways = (step.pause_button, step.smaller_button, step.stop_button)
        return all(way.isVisible() for way in (*ways, window.quick_exit_button))

    def ask() -> None:
        assert all_there(page.ready.step), type(page.ready.step)

    ask()
    just_me(page)
    ask()
    click(page.ready.step.buttons["unsure"])
    ask()
    click(page.ready.step.none)
    ask()
    click(page.ready.step.buttons["quiet"])
    ask()
    answer(page.ready.step, body=1)
    click(page.ready.step.result.offers["breath"])
    ask()
    click(page.ready.step.again_button)
    answer(page.ready.step, body=3, time=1, place=3, room=3)
    click(page.ready.step.go_on_button)
    ask()
    click(page.ready.step.back_button)
    answer(page.ready.step, time=3)
    click(page.ready.step.go_on_button)
    ask()
    click(page.ready.step.buttons["near"])
    ask()
    click(page.ready.step.go_on_button)
    ask()
    click(page.ready.step.stop_button)
    assert "That’s enough for today." in shown_texts(page)
    page.show_tab("cards")
    assert page.cards.stop_button.isVisible()
    click(page.cards.stop_button)
    assert page.tab == "ready"
    assert "That’s enough for today." in shown_texts(page)


# --- both of us ------------------------------------------------------------------------------------------


def both(page) -> CheckStep:
    click(page.ready.step.buttons["both_of_us"])
    step = page.ready.step
    assert isinstance(step, CheckStep)
    return step


def test_two_people_are_not_asked_about_safety_and_see_neither_result_nor_depth(page):
    step = both(page)
    assert step.company.value == "both"
    assert not any(card.isVisible() for card in step.depths.values())
    assert not step.draw_button.isVisible()
    assert not step.go_on_button.isEnabled()
    answer(step, body=3, time=3, place=3, room=3)
    assert step.result.heading.text() == "Each of you answers alone."
    assert step.go_on_button.isEnabled()


def test_a_plain_sheet_stands_between_the_two_answers(page):
    answer(both(page), body=3, time=3, place=3, room=3)
    click(page.ready.step.go_on_button)
    assert isinstance(page.ready.step, HandOverStep)
    assert "Now hand it over." in shown_texts(page)
    assert "yes" not in shown_texts(page.ready).lower()
    click(page.ready.step.here_button)
    step = page.ready.step
    assert isinstance(step, CheckStep)
    assert all(selector.value is None for selector in step.steps.values())


def test_the_gentler_answer_of_two_is_what_is_said(page):
    answer(both(page), body=3, time=3, place=3, room=3)
    click(page.ready.step.go_on_button)
    click(page.ready.step.here_button)
    answer(page.ready.step, body=2, time=2, place=2, room=2)
    click(page.ready.step.go_on_button)
    assert "Something small could fit tonight." in shown_texts(page)
    click(page.ready.step.buttons["near"])
    shape = page.ready.step
    assert isinstance(shape, ShapeStep)
    assert page.flow.level == 1
    closer = next(cell for cell in shape.wishes[0].cells if cell.value == "closer")
    click(closer)
    assert page.flow.level == 1, "the lighter of the two wishes holds"


@pytest.mark.parametrize("careful", [0, 1])
def test_rather_not_tonight_looks_the_same_whoever_says_it(page, careful):
    both(page)
    shown = []
    for person in (0, 1):
        if person == careful:
            click(page.ready.step.not_tonight_button)
        else:
            answer(page.ready.step, body=3, time=3, place=3, room=3)
            click(page.ready.step.go_on_button)
        shown.append(shown_texts(page.ready))
        if person == 0:
            click(page.ready.step.here_button)
    assert "Now hand it over." in shown[0]
    assert "It says nothing about either of you." in shown[1]
    assert "s-afraid" not in shown[1]


def test_changing_to_just_me_asks_about_safety_first(page):
    step = both(page)
    click(step.company.cells[0])
    assert isinstance(page.ready.step, SafeStep)


# --- asking, and their answer ------------------------------------------------------------------------------


def to_ask(page, role: str = "quiet", shape: str = "side"):
    answer(say_safe(page, role), body=3, time=3, place=3, room=3)
    click(page.ready.step.go_on_button)
    click(page.ready.step.buttons["near"])
    step = page.ready.step
    click(next(cell for cell in step.shape.cells if cell.value == shape))
    click(step.go_on_button)
    assert isinstance(page.ready.step, AskStep)
    return page.ready.step


@pytest.mark.parametrize("role", ["quiet", "reaching"])
def test_the_words_to_ask_with_are_made_of_three_parts_in_the_own_voice(page, role):
    step = to_ask(page, role)
    builder = step.builder
    assert builder.role == role
    for part in ("matter", "free", "near"):
        click(builder.another[part])
        assert builder.fields[part].words()
    whole = builder.sound.words
    assert all(field.words().rstrip(".") in whole for field in builder.fields.values())
    click(builder.use_button)
    assert "That can be all of it." in shown_texts(page)


@pytest.mark.parametrize(
    ("event", "title"),
    [
        ("no_kindly", "A no can be them looking after the talk."),
        ("no_harshly", "That sounded rough."),
        ("no_answer", "Silence can mean many things."),
        ("upset", "Stop is fine. Is everyone okay?"),
    ],
)
def test_a_no_ends_kindly_and_asks_nothing_again(page, event, title):
    click(to_ask(page, "reaching").buttons[event])
    step = page.ready.step
    assert isinstance(step, KindPage)
    assert title in shown_texts(page)
    assert "?" not in step.saying.text
    click(step.buttons["keeps_happening"])
    assert "Your needs count in this too." in shown_texts(page)
    click(page.ready.step.buttons["go_on"])
    assert "That’s enough for today." in shown_texts(page)
    click(page.ready.step.again_button)
    assert isinstance(page.ready.step, SafeStep)


def test_after_a_rough_no_the_help_page_is_in_plain_sight_and_cards_rest(window, page):
    click(to_ask(page, "reaching").buttons["no_harshly"])
    assert page.print_button.isHidden()
    page.show_tab("cards")
    assert not page.cards.card.isVisible()
    assert "After a rough no, cards rest for this session." in shown_texts(page)
    page.show_tab("ready")
    click(page.ready.step.buttons["page:s-afraid"])
    assert window.page().help.page_id == "s-afraid"


def test_tab_goes_through_how_as_one_reads(page):
    answer(say_safe(page), body=3, time=3, place=3, room=3)
    click(page.ready.step.go_on_button)
    click(page.ready.step.buttons["near"])
    step = page.ready.step
    walked: list[QWidget] = []
    for _ in range(16):
        at = focus_in(page)
        at = at.parentWidget() if isinstance(at.parentWidget(), Segmented) else at
        walked += [at] if at not in walked else []
        press(page, Qt.Key.Key_Tab)
    cards = list(step.depths.values())
    deeds = [step.go_on_button, step.not_tonight_button]
    assert walked[:9] == [step.shape, step.presence, step.minutes, *cards, step.deepest, *deeds]


def test_someone_preparing_alone_may_leave_it_at_that(page):
    click(to_ask(page).later_button)
    assert "That’s enough for today." in shown_texts(page)


def test_what_is_on_a_step_stays_when_the_page_is_left_for_a_moment(window, page):
    step = to_ask(page)
    click(step.builder.another["near"])
    said = step.builder.sound.words
    window.go("today")
    window.go("talk")
    assert page.ready.step is step
    assert step.builder.sound.words == said
