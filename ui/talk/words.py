"""Every sentence of the talk pages that depends on an answer, by the code the core gives.

The core decides and answers with codes (`companion.talk.Sitting`); what people read stands here, where a
translator finds it in one place. No sentence says what the other person feels, and none counts anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

CHECKS = ("body", "time", "place", "room")
# The selector's three cells, from the least room to the most.
ANSWERS = ("not_yet", "nearly", "yes")
DECKS = ("beside", "closer", "open")


@dataclass(frozen=True, slots=True)
class Told:
    """Something the page says: one heading and some short paragraphs."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice with what it leads to."""

    key: str
    title: str
    text: str


def roles() -> list[tuple[str, str]]:
    """The four answers to "which is closer, right now", with their codes."""
    return [
        ("quiet", translate("Talk", "I’ve gone quiet")),
        ("reaching", translate("Talk", "I’m reaching out")),
        ("mixed", translate("Talk", "A bit of both")),
        ("unsure", translate("Talk", "Not sure")),
    ]


def safe_answers() -> list[tuple[str, str]]:
    """The four answers to SAFE?, in the order they stand."""
    return [
        ("safe", translate("Talk", "Safe enough")),
        ("unsure", translate("Talk", "Not sure")),
        ("afraid", translate("Talk", "I’m afraid of how they might react")),
        ("low", translate("Talk", "I feel unsafe with myself")),
    ]


def three_lines() -> list[str]:
    """What "not sure" is asked, once, without counting anything."""
    return [
        translate("Talk", "Do you change what you say so they won’t get angry?"),
        translate("Talk", "Do they check your phone, money or movements?"),
        translate("Talk", "Have they hurt you, forced sex, or threatened to?"),
    ]


def check_name(check: str) -> str:
    return {
        "body": translate("Talk", "Body"),
        "time": translate("Talk", "Time"),
        "place": translate("Talk", "Place"),
        "room": translate("Talk", "Room inside"),
    }[check]


def question(code: str) -> str:
    """A check in the wording of a role: the code is one of `Sitting.question`."""
    return {
        "body_quiet": translate("Talk", "Is there any ease: a full breath, loose hands?"),
        "body_reaching": translate("Talk", "Can you sit back, or does it have to be now?"),
        "time_quiet": translate("Talk", "Is there a clear end, with nothing urgent after?"),
        "time_reaching": translate("Talk", "Could it end in 20 minutes and be okay?"),
        "place_quiet": translate("Talk", "Private enough, and able to leave?"),
        "place_reaching": translate("Talk", "Is it a place they would choose?"),
        "room_quiet": translate("Talk", "Could you hear one sentence about them?"),
        "room_reaching": translate("Talk", "Could you hear “no”, or “I don’t know”?"),
    }[code]


def answers() -> list[str]:
    return [translate("Talk", "not yet"), translate("Talk", "nearly"), translate("Talk", "yes")]


def result(code: str, role: str) -> Told:
    """What the answers leave room for, in words."""
    reaching = role == "reaching"
    if code == "settle":
        return Told(
            translate("Talk", "Not yet, and that is good to know."),
            (
                translate(
                    "Talk", "Five minutes of something else can change what fits. Then look once more."
                ),
                translate("Talk", "Or leave it for tonight."),
            ),
        )
    if code == "not_now":
        if reaching:
            return Told(
                translate("Talk", "Good that you noticed."),
                (translate("Talk", "The wish is still true, and it can wait an hour."),),
            )
        return Told(
            translate("Talk", "Not now is honest."),
            (translate("Talk", "You can give them a word so they aren’t left guessing, if you want to."),),
        )
    if code == "another_time":
        return Told(
            translate("Talk", "Another time or place may suit it better."),
            (
                translate("Talk", "Pick one that has an end and a door."),
                translate("Talk", "Until then, company without a topic asks nothing of either of you."),
            ),
        )
    if code == "small":
        return Told(
            translate("Talk", "Something small could fit tonight."),
            (
                translate(
                    "Talk",
                    "Stay near the surface, and stop while it is still good. A talk that ends early is not a failed "
                    "talk.",
                ),
                translate("Talk", "If it tips over, stop. You can both come back."),
            ),
        )
    if code == "some":
        return Told(
            translate("Talk", "There is some room tonight."),
            (
                translate("Talk", "Everyday feelings could fit. The quieter one picks who begins."),
                translate("Talk", "Passing is a full answer, for both of you."),
            ),
        )
    if code == "enough":
        return Told(
            translate("Talk", "There is room tonight."),
            (
                translate("Talk", "Closer fits. Open is there too, if you both want it."),
                translate("Talk", "One thing, from your side. Stop while it is still small."),
            ),
        )
    return Told(
        translate("Talk", "There is no hurry."),
        (
            translate("Talk", "Any question can stay open. The gentle cards are there either way."),
            translate("Talk", "“Not tonight” needs no reason."),
        ),
    )


def settling() -> list[Offer]:
    """Three ways to spend five minutes before looking again."""
    return [
        Offer(
            "breath",
            translate("Talk", "Feet and breath"),
            translate(
                "Talk",
                "Feel both feet on the floor. Let a breath out slowly, a little longer than it came in. Do that for "
                "as long as it is pleasant. Nothing has to change.",
            ),
        ),
        Offer(
            "senses",
            translate("Talk", "Something for the senses"),
            translate(
                "Talk",
                "Cold water over your wrists, a window to look out of, or a weight on your lap: a blanket, a book, a "
                "cat. Pick one and stay with it for a while.",
            ),
        ),
        Offer(
            "hot",
            translate("Talk", "Write the hot version first"),
            translate(
                "Talk",
                "All of it, unfair and unpolished, for nobody. It is a page of your diary. You can throw it away "
                "afterwards.",
            ),
        ),
    ]


def urges() -> list[Offer]:
    """For the one who reaches: what the pull to ask wants, and something that gives a part of it."""
    return [
        Offer(
            "okay",
            translate("Talk", "To know we’re okay"),
            translate(
                "Talk", "Think of one small thing they did lately that was kind. It still counts tonight."
            ),
        ),
        Offer(
            "alone",
            translate("Talk", "To be less alone"),
            translate(
                "Talk", "Ring or write to someone else who likes you. Not about this, if you’d rather."
            ),
        ),
        Offer(
            "heard",
            translate("Talk", "To be heard"),
            translate("Talk", "Say it to the diary first, in the words you would use to a friend."),
        ),
        Offer(
            "stop",
            translate("Talk", "To make it stop"),
            translate(
                "Talk", "Move your body for a bit: stairs, the street, the washing-up. Then look again."
            ),
        ),
    ]


def afraid() -> Told:
    return Told(
        translate("Talk", "Then this may not be the moment for a talk, and that is not a failing of yours."),
        (
            translate(
                "Talk",
                "Here is a private page with people who listen, and ways to use this computer quietly.",
            ),
        ),
    )


def low() -> Told:
    return Told(
        translate("Talk", "The next hour is enough."),
        (
            translate("Talk", "You don’t have to sort out the relationship tonight."),
            translate(
                "Talk", "There are people who listen to this every day. You don’t need the right words."
            ),
        ),
    )


def ended(role: str) -> Told:
    """After "Not tonight"."""
    if role == "reaching":
        line = translate("Talk", "The wish is still true, and it can wait.")
    else:
        line = translate("Talk", "You can give them a word so they aren’t left guessing, if you want to.")
    return Told(translate("Talk", "Not tonight is an answer too."), (line,))


def stopped() -> Told:
    return Told(
        translate("Talk", "That’s enough for today."),
        (translate("Talk", "You don’t need to finish it. Nothing was kept but what you kept yourself."),),
    )


def deck_name(deck: str) -> str:
    return {
        "beside": translate("Talk", "Beside"),
        "closer": translate("Talk", "Closer"),
        "open": translate("Talk", "Open"),
    }[deck]


def deepness(code: str) -> str:
    """How deep a card of one's own goes; the code is one of `companion.decks.DEPTHS`."""
    return translate("Talk", "Open, the deepest") if code == "deepest" else deck_name(code)


def both_yes() -> str:
    """What two people agree to before the deepest cards."""
    return translate("Talk", "We have both said yes to the deepest cards, today")


def deck_line(deck: str) -> str:
    return {
        "beside": translate("Talk", "Easy to answer, nothing to solve."),
        "closer": translate("Talk", "What it has been like lately."),
        "open": translate("Talk", "What has been hard to say."),
    }[deck]


def closed(reason: str) -> Told:
    """Why a deck stays closed now; the reason is one of `Sitting.may_open`."""
    if reason in ("safe_first", "check_first"):
        return Told(
            translate("Talk", "Open cards ask something first."),
            (
                translate(
                    "Talk",
                    "A short question and four small checks, each time your notes are opened. They take a minute.",
                ),
            ),
        )
    if reason == "low":
        return Told(
            translate("Talk", "Not these tonight."),
            (
                translate(
                    "Talk", "Open cards stay closed for now. The gentle ones and quiet company are there."
                ),
            ),
        )
    return Told(
        translate("Talk", "Not these tonight."),
        (translate("Talk", "Your answers leave room for something gentler. That can change another day."),),
    )


def spoken(text: str) -> str:
    """A card for screen readers: a gap to fill is said as a word."""
    return text.replace("___", translate("Talk", "blank"))


def deck_fault(why: str, line: int) -> str:
    """What is wrong with a text file of cards; `why` and `line` are those of `companion.deck_file`."""
    said = {
        "unreadable": translate("Talk", "This file can’t be read."),
        "too_large": translate("Talk", "This file is larger than a deck can be."),
        "not_text": translate("Talk", "This is not a text file in UTF-8."),
        "no_name": translate("Talk", "The first line has to be “Deck:” and a name."),
        "no_cards": translate("Talk", "There is a name in this file, but no card."),
        "too_many": translate("Talk", "There are more cards in this file than a deck can hold."),
        "no_words": translate("Talk", "Line {line}: this card has no words of its own."),
        "too_long": translate("Talk", "Line {line}: this is longer than a card holds."),
        "twice": translate("Talk", "Line {line}: this stands there twice for one card."),
        "depth": translate("Talk", "Line {line}: the depth is beside, closer, open or deepest."),
    }.get(why, translate("Talk", "This file can’t be read."))
    return " ".join((said.format(line=line), translate("Talk", "Nothing was added or changed.")))


def deck_remarks() -> list[str]:
    """What stands at the beginning of a text file of cards."""
    return [
        translate("Talk", "You can change this file by hand and bring it in again."),
        translate("Talk", "A blank line ends a card. Below its words may stand, in any order:"),
        translate(
            "Talk",
            "“or:” a smaller version, “listening:” for who listens, “depth:” beside, closer, open or deepest.",
        ),
    ]


def conditions() -> list[tuple[str, str]]:
    """What a person can say about this moment; some cards stay away then. Codes of `Sitting.say`."""
    return [
        ("overloaded", translate("Talk", "It is a lot right now")),
        ("just-argued", translate("Talk", "We just argued")),
        ("one-said-no", translate("Talk", "One of us said no")),
    ]
