"""The sentences of a talk by the codes of `companion.flow`: before it, at their answer, in the room, and afterwards.

Beside `words.py`, which has the safety question, the check and the decks. No sentence here says what the other person
feels or who is right, none asks for a reason, and none counts.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.talk.words import Offer, Told

translate = QCoreApplication.translate

# --- before the talk -------------------------------------------------------------------------------------------


def start() -> Told:
    return Told(
        translate("Talk", "Is there room for a talk?"),
        (translate("Talk", "A few small questions first. Nothing is scored or kept."),),
    )


def role() -> Told:
    return Told(
        translate("Talk", "Right now, about this, which is closer?"),
        (translate("Talk", "It changes the wording, and nothing else."),),
    )


def hand_over() -> Told:
    return Told(
        translate("Talk", "Now hand it over."),
        (
            translate("Talk", "What was just answered is put away. Nobody can look at it again."),
            translate("Talk", "The next person answers alone, in the same way."),
        ),
    )


def for_two() -> Told:
    return Told(
        translate("Talk", "Each of you answers alone."),
        (
            translate("Talk", "One first, then the other. Nobody sees what the other one chose."),
            translate("Talk", "What fits is the gentler of the two."),
        ),
    )


def not_tonight_for_two() -> Told:
    return Told(
        translate("Talk", "Not tonight is an answer too."),
        (
            translate("Talk", "It says nothing about either of you. The evening is still yours."),
            translate("Talk", "Company without a topic asks nothing of anyone."),
        ),
    )


def aims() -> list[tuple[str, str]]:
    return [
        ("understood", translate("Talk", "To be understood")),
        ("understand", translate("Talk", "To understand them")),
        ("near", translate("Talk", "To feel near")),
        ("practical", translate("Talk", "To sort out a practical thing")),
        ("mend", translate("Talk", "To mend something")),
    ]


def aim() -> Told:
    return Told(
        translate("Talk", "What is it for?"),
        (translate("Talk", "Pick one. The other can have its own day."),),
    )


def shapes() -> list[tuple[str, str]]:
    return [
        ("talk", translate("Talk", "Talk")),
        ("side", translate("Talk", "Side by side")),
        ("write", translate("Talk", "Write and swap")),
        ("text", translate("Talk", "By text")),
        ("be", translate("Talk", "Just be there")),
    ]


def shape_line(shape: str) -> str:
    return {
        "talk": translate("Talk", "Across a table, or on the phone. One speaks, one listens."),
        "side": translate("Talk", "While walking, cooking, folding the washing. Nobody has to look up."),
        "write": translate("Talk", "Each writes a few lines, then you swap papers, if both want to."),
        "text": translate("Talk", "Slowly, one message at a time. No answer is due at once."),
        "be": translate("Talk", "The same room, no topic. This asks least."),
    }[shape]


def presences() -> list[tuple[str, str]]:
    return [
        ("alone", translate("Talk", "I’m preparing alone")),
        ("together", translate("Talk", "In the same place")),
        ("apart", translate("Talk", "In two places")),
    ]


def minutes(number: int) -> str:
    return {
        10: translate("Talk", "10 minutes"),
        20: translate("Talk", "20 minutes"),
        30: translate("Talk", "30 minutes"),
    }[number]


def ask() -> Told:
    return Told(
        translate("Talk", "Ask them, in your own words or these."),
        (
            translate(
                "Talk",
                "Nothing is sent from here. Say it, copy it, or write it on paper. No is a fair answer.",
            ),
        ),
    )


def their_answers() -> list[tuple[str, str]]:
    return [
        ("yes", translate("Talk", "Yes")),
        ("yes_smaller", translate("Talk", "Yes, but smaller")),
        ("no_kindly", translate("Talk", "Not now")),
        ("no_harshly", translate("Talk", "Not now, and it was rough")),
        ("no_answer", translate("Talk", "No answer")),
        ("upset", translate("Talk", "They got upset")),
    ]


# --- after a no ------------------------------------------------------------------------------------------------


def refusal(state: str) -> Told:
    """What is said when the other person does not want to now; the state is one of the flow's."""
    return {
        "their_no": Told(
            translate("Talk", "A no can be them looking after the talk."),
            (
                translate("Talk", "It may still sting."),
                translate("Talk", "You could answer with one line, or with none."),
            ),
        ),
        "their_rough_no": Told(
            translate("Talk", "That sounded rough."),
            (
                translate("Talk", "You don’t have to answer right away."),
                translate("Talk", "Cards are put away for this session. Something for you comes first."),
            ),
        ),
        "silence": Told(
            translate("Talk", "Silence can mean many things."),
            (
                translate("Talk", "You can’t know which from here."),
                translate(
                    "Talk", "You can leave a light on, with no question in it. Then the evening is yours."
                ),
            ),
        ),
        "upset": Told(
            translate("Talk", "Stop is fine. Is everyone okay?"),
            (
                translate("Talk", "Nothing more has to be said about this today."),
                translate("Talk", "If you both want to come back to it, a pause has a time in it."),
            ),
        ),
    }[state]


def replies(state: str) -> list[str]:
    """One line the person could answer with. None of them asks for anything."""
    return {
        "their_no": [
            translate("Talk", "Thanks for telling me. I’m around."),
            translate("Talk", "Okay. No hurry from me."),
            translate("Talk", "That’s fine. Tea later, if you like."),
        ],
        "their_rough_no": [
            translate("Talk", "Okay. I’ll leave it there."),
            translate("Talk", "I heard you. I’m going to do something else now."),
        ],
        "upset": [
            translate("Talk", "I’m stopping here. That’s enough for today."),
            translate("Talk", "I didn’t mean to make it heavier. We can leave it."),
        ],
    }.get(state, [])


def keeps_happening() -> Told:
    return Told(
        translate("Talk", "Being told “later” again and again is hard."),
        (
            translate("Talk", "Your needs count in this too."),
            translate(
                "Talk", "Writing them down, or telling someone outside of it, can take some weight off."
            ),
        ),
    )


def often_not_now() -> Told:
    return Told(
        translate("Talk", "There may be a good reason your body says no."),
        (translate("Talk", "You could look at it in private, or with someone trained."),),
    )


def put_away() -> Told:
    return Told(
        translate("Talk", "Not these now."),
        (
            translate("Talk", "After a rough no, cards rest for this session."),
            translate("Talk", "Something for you can come first: a page, a walk, someone who likes you."),
        ),
    )


# --- the room --------------------------------------------------------------------------------------------------


def time_is_over() -> str:
    """When the time two people agreed on has come. Nothing else happens then."""
    return translate("Talk", "This is the time you agreed on. Closing now is enough.")


def agree() -> Told:
    return Told(
        translate("Talk", "Before you begin, three lines for both of you."),
        (
            translate("Talk", "Either of us can say pause, and we choose when to check in."),
            translate("Talk", "Passing is an answer."),
        ),
    )


def eases() -> list[str]:
    """What can make a talk easier to sit through. Choosing them changes nothing in the app."""
    return [
        translate("Talk", "No eye contact needed"),
        translate("Talk", "Lights low"),
        translate("Talk", "Walking"),
        translate("Talk", "Typing side by side"),
    ]


def opener() -> Told:
    return Told(
        translate("Talk", "How would you like to begin?"),
        (translate("Talk", "The quieter one picks who goes first."),),
    )


def practical() -> Told:
    return Told(
        translate("Talk", "One practical thing."),
        (translate("Talk", "Name it in a sentence. What would be good enough? Who does what, by when?"),),
    )


def no_card() -> str:
    return translate("Talk", "One thing. From your side.")


def speaker_line(shape: str) -> str:
    if shape == "write":
        return translate("Talk", "Write it down. One thing, from your side. Stop while it is still small.")
    if shape == "text":
        return translate("Talk", "One message. One thing, from your side. Stop while it is still small.")
    return translate("Talk", "One thing, from your side. Silence in the middle is fine.")


def listening() -> list[tuple[str, str]]:
    """What the listener can do, with the icon that stands beside it."""
    return [
        (
            "ear",
            translate("Talk", "Let it land. Say back the gist: “So for you it was…” Then: “Did I get it?”"),
        ),
        ("quote", translate("Talk", "“That makes sense because…”, or “Thank you for telling me.”")),
        ("hand", translate("Talk", "No fixing unless asked. A short answer is a real answer.")),
    ]


def about_each(minutes: int) -> str:
    """How long a turn is, loosely. Never in digits."""
    if minutes <= 10:
        return translate("Talk", "about two minutes each, loosely")
    return translate("Talk", "about three minutes each, loosely")


def beside() -> Told:
    return Told(
        translate("Talk", "Just be there."),
        (
            translate("Talk", "Nothing to say and nothing to do. The same room is enough."),
            translate("Talk", "It ends when either of you gets up."),
        ),
    )


def repair() -> Told:
    return Told(
        translate("Talk", "That came out wrong. It happens."),
        (translate("Talk", "A repair asks for nothing back. “Not yet” is a fair reply."),),
    )


# --- the pause -------------------------------------------------------------------------------------------------


def pausing() -> Told:
    return Told(
        translate("Talk", "Let’s pause here"),
        (
            translate("Talk", "Nothing more gets said about this for now."),
            translate("Talk", "Coming back can be a word or a text. It can be “I need more time.”"),
        ),
    )


def signs() -> str:
    return translate(
        "Talk",
        "A fast heart, a hot face, a blank mind, wanting to run, going flat: all good moments to stop.",
    )


def calming() -> list[str]:
    """One at a time, while it is paused. Nothing to fill in."""
    return [
        translate("Talk", "Try not to rehearse what comes next. It can wait."),
        translate("Talk", "Feel both feet on the floor. Let one breath out slowly."),
        translate("Talk", "Cold water over your wrists helps some people."),
        translate("Talk", "Look out of a window, at something far away."),
        translate("Talk", "Do a small thing with your hands: a cup, a plate, a plant."),
    ]


def returning(clock: str, *, talk: bool = True) -> Told:
    """The time has come, in a talk or in the questions before one."""
    line = translate("Talk", "A word to them keeps the bridge up, even if the word is “later”.")
    if not talk:
        line = translate("Talk", "The questions are there if you want them. It can also be enough for today.")
    return Told(translate("Talk", "It’s {time}.").format(time=clock), (line,))


def another_day() -> Told:
    return Told(
        translate("Talk", "Another day, then."),
        (
            translate("Talk", "Some things need a night or two. Choose a day within a week, together."),
            translate(
                "Talk", "You can put it in the plan under a name of your own. Nothing else is kept here."
            ),
        ),
    )


def not_back() -> Told:
    return Told(
        translate("Talk", "They did not check in at the time."),
        (translate("Talk", "That can sting or frighten. You kept your side."),),
    )


# --- afterwards ------------------------------------------------------------------------------------------------


def close() -> Told:
    return Told(
        translate("Talk", "Thank each other for one thing."),
        (
            translate("Talk", "All of this may be left out."),
            translate("Talk", "It’s enough for today. You don’t need to finish it."),
        ),
    )


def close_fields() -> list[tuple[str, str]]:
    return [
        ("heard", translate("Talk", "One thing I heard")),
        ("glad", translate("Talk", "One thing I’m glad of")),
        ("next", translate("Talk", "One small next thing, or nothing")),
    ]


def aftercare(role: str, after: str, *, deep: bool, two: bool) -> Told:
    lines = [after] if after else []
    lines += [translate("Talk", "Water, air, something ordinary. No going over it for an hour.")]
    if role != "reaching" or two:
        lines.append(translate("Talk", "Feeling wrung out is common, and it passes."))
    if role != "quiet" or two:
        lines.append(translate("Talk", "Try not to test it tonight by asking if it helped."))
    if deep:
        lines.append(translate("Talk", "If it keeps hurting tomorrow, tell someone you trust."))
    return Told(translate("Talk", "That’s enough for today."), tuple(lines))


def reflect() -> Told:
    return Told(
        translate("Talk", "A few minutes for you."),
        (translate("Talk", "Only if you want to. Any of these can stay empty, and nobody else sees it."),),
    )


def reflect_fields() -> list[tuple[str, str]]:
    return [
        ("me", translate("Talk", "What did I learn about me?")),
        ("new", translate("Talk", "What did I hear that I hadn’t known?")),
        ("now", translate("Talk", "What do I need now?")),
    ]


def offers_after(state: str) -> list[Offer]:
    """Where the kind pages lead on to: a key, what the button says, and a help page or card where it is one."""
    write = Offer("write", translate("Talk", "Write a little"), "")
    company = Offer("company", translate("Talk", "Quiet company instead"), "")
    own = Offer("company", translate("Talk", "Something for the evening"), "")
    afraid = Offer("page", translate("Talk", "If it frightened you"), "s-afraid")
    therapist = Offer("page", translate("Talk", "Someone trained to help"), "s-therapist")
    return {
        "their_no": [write, company],
        "their_rough_no": [afraid, write, own],
        "silence": [own, write],
        "upset": [afraid, write],
        "keeps_happening": [write, therapist],
        "often_not_now": [write, therapist],
        "not_back": [write, own],
    }.get(state, [])
