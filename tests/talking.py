"""A talk, state by state, as the gallery shows it: the way to each is pressed on the page, as a person would."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from companion import content
from companion.flow import Pause
from ui.talk import words

State = tuple[str, Callable[[Any], object]]


def begin(studio: Any) -> Any:
    """The Talk page at the first question of a new session."""
    page = studio.go("talk", {"tab": "ready"})
    page.close_room()
    page.flow.sitting.begin_again()
    page.ready.send("begin_again")
    if page.flow.state == "safe":
        page.ready.send("back")
    studio.settle(4)
    return page


def check(studio: Any, role: str = "quiet", **answers: str) -> Any:
    """The four checks, answered: yes where nothing else is said."""
    page = begin(studio)
    page.ready.send("just_me")
    page.ready.send("safe")
    page.ready.step.answered.emit(role)
    for name in words.CHECKS:
        given = answers.get(name, "yes")
        if given:
            page.flow.sitting.answer(name, given)
    page.ready.refresh()
    return page


def aim(studio: Any, role: str = "quiet", **answers: str) -> Any:
    page = check(studio, role, **answers)
    page.ready.send("go_on")
    return page


def shape(studio: Any, **answers: str) -> Any:
    page = aim(studio, **answers)
    page.ready.step.answered.emit("understand")
    return page


def ask(studio: Any, role: str = "quiet") -> Any:
    page = aim(studio, role)
    page.ready.step.answered.emit("near")
    page.ready.send("go_on")
    return page


def answer(studio: Any, event: str) -> Any:
    page = ask(studio, "reaching")
    page.ready.send(event)
    return page


def two(studio: Any) -> Any:
    page = begin(studio)
    page.ready.send("both_of_us")
    return page


def handed_over(studio: Any) -> Any:
    page = two(studio)
    for name in words.CHECKS:
        page.flow.sitting.answer(name, "nearly")
    page.ready.send("go_on")
    return page


def shape_for_two(studio: Any) -> Any:
    page = handed_over(studio)
    page.ready.send("handed_over")
    for name in words.CHECKS:
        page.flow.sitting.answer(name, "yes")
    page.ready.send("go_on")
    page.ready.step.answered.emit("near")
    return page


def not_tonight_for_two(studio: Any) -> Any:
    page = handed_over(studio)
    page.ready.send("handed_over")
    page.flow.sitting.rather_not()
    page.ready.send("go_on")
    return page


# --- the room ---------------------------------------------------------------------------------------------------


def agree(studio: Any) -> Any:
    page = ask(studio)
    page.flow.choose_depth("closer")
    page.ready.send("yes")
    return page


def opener(studio: Any) -> Any:
    page = agree(studio)
    page.room.send("go_on")
    return page


def turns(studio: Any) -> Any:
    page = opener(studio)
    page.flow.choose_depth("closer")
    page.flow.draw(next(prompt for prompt in content.prompts() if prompt.depth == 3 and "?" in prompt.text))
    page.flow.begin_with("them")
    page.room.send("go_on")
    page.room.view.bar.set_part(0.38)
    page.room.view.bar.hold()
    return page


def asked_more(studio: Any) -> Any:
    page = turns(studio)
    page.room.view.more_button.click()
    page.flow.stop_at = studio.session.now()
    page.room.look_at_the_clock()
    return page


def with_own_sentence(studio: Any) -> Any:
    page = agree(studio)
    page.say.parts["noticed"].field.put("we haven’t sat down together since Sunday")
    page.room.send("go_on")
    page.room.view.own_button.click()
    return page


def paused_before(studio: Any) -> Any:
    page = check(studio)
    page.flow.send("pause")
    page.flow.pause_until(studio.session.now() + timedelta(minutes=30))
    page.flow.send("back")
    page.open_room()
    return page


def in_room(studio: Any, *events: str) -> Any:
    page = turns(studio)
    for event in events:
        page.room.send(event)
    return page


def paused(studio: Any) -> Any:
    page = turns(studio)
    page.room.send("pause")
    studio.settle(4)
    page.room.dialog.chips["60"].click()
    page.room.dialog.pause_button.click()
    return page


def returned(studio: Any, *events: str) -> Any:
    page = paused(studio)
    page.room.send("back")
    for event in events:
        page.room.send(event)
    return page


def another_day(studio: Any) -> Any:
    page = paused(studio)
    page.flow.resume(Pause(studio.session.now() - timedelta(minutes=1), "", 2, "me", 2), ())
    page.room.refresh()
    page.room.send("more_time")
    return page


def door(studio: Any, state: str) -> Any:
    page = paused(studio) if state else begin(studio)
    if state:
        page.room.left.emit()
    page.show_tab("room")
    return page


READY: list[State] = [
    ("11a-talk-start", begin),
    ("11b-talk-safe", lambda s: begin(s).ready.send("just_me")),
    ("11c-talk-lines", lambda s: (begin(s).ready.send("just_me"), s.shell.page().ready.send("unsure"))),
    ("11d-talk-role", lambda s: (begin(s).ready.send("just_me"), s.shell.page().ready.send("safe"))),
    ("11-talk-when-ready", lambda s: check(s, body="nearly", time="nearly", place="nearly", room="nearly")),
    ("11e-talk-unanswered", lambda s: check(s, body="", time="", place="", room="")),
    ("11f-talk-settle", lambda s: check(s, body="not_yet").ready.step.settle_asked.emit("senses")),
    ("11g-talk-another-time", lambda s: (check(s, time="not_yet"), s.shell.page().ready.send("go_on"))),
    ("11h-talk-both", two),
    ("11i-talk-hand-over", handed_over),
    ("11j-talk-both-not-tonight", not_tonight_for_two),
    ("11k-talk-aim", aim),
    ("11l-talk-shape", shape),
    ("11m-talk-shape-both", shape_for_two),
    ("11n-talk-ask", ask),
    ("11o-talk-their-no", lambda s: answer(s, "no_kindly")),
    ("11p-talk-rough-no", lambda s: answer(s, "no_harshly")),
    ("11q-talk-silence", lambda s: answer(s, "no_answer")),
    ("11r-talk-upset", lambda s: answer(s, "upset")),
    ("11s-talk-keeps-happening", lambda s: answer(s, "no_kindly").ready.send("keeps_happening")),
    ("11t-talk-not-now", lambda s: check(s).ready.send("not_now")),
    (
        "11u-talk-often",
        lambda s: (check(s).ready.send("not_now"), s.shell.page().ready.send("often_not_now")),
    ),
    ("11v-talk-stopped", lambda s: check(s).ready.send("stop")),
    ("11w-talk-afraid", lambda s: (begin(s).ready.send("just_me"), s.shell.page().ready.send("afraid"))),
    ("11x-talk-cards-resting", lambda s: answer(s, "no_harshly").show_tab("cards")),
]

ROOM: list[State] = [
    ("14a-room-door", lambda s: door(s, "")),
    ("14b-room-agree", agree),
    ("14c-room-opener", opener),
    ("14-talk-room", turns),
    ("14i-room-further-question", asked_more),
    ("14j-room-own-sentence", with_own_sentence),
    ("14d-room-swapped", lambda s: in_room(s, "swap")),
    ("14e-room-repair", lambda s: in_room(s, "came_out_wrong")),
    ("14f-room-close", lambda s: in_room(s, "go_on")),
    ("14g-room-aftercare", lambda s: in_room(s, "go_on", "go_on")),
    ("14h-room-reflect", lambda s: in_room(s, "go_on", "go_on", "reflect")),
    ("15-talk-pause", lambda s: in_room(s, "pause")),
    ("15a-room-paused", paused),
    ("15b-room-return", returned),
    ("15f-room-return-before", paused_before),
    ("15c-room-not-back", lambda s: returned(s, "no_return")),
    ("15d-room-another-day", another_day),
    ("15e-room-door-paused", lambda s: door(s, "paused")),
    ("11y-talk-when-ready-again", lambda s: put_back(s)),
]


def put_back(studio: Any) -> None:
    """Leave no talk behind for what comes next."""
    page = begin(studio)
    page.ready.send("just_me")
    page.ready.send("safe")
    page.ready.send("go_on")
