"""What stands on the large card for the card at hand, in the wording that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from companion import content
from companion.talk import remarks
from ui.talk import words
from ui.talk.prompt_card import Shown
from ui.typeset import curly
from ui.widgets.phrasing import better_not

if TYPE_CHECKING:
    from ui.talk.hand import Hand

translate = QCoreApplication.translate


def shown(hand: Hand) -> Shown:
    """The card at hand, or a kind line where there is none."""
    prompt = hand.current
    if prompt is None:
        return _empty(hand)
    label = {
        "smaller": translate("Cards", "A smaller version"),
        "plain": translate("Cards", "In plain words"),
        "more": translate("Cards", "One more, if you both like"),
    }.get(hand.wording.variant)
    # What a person wrote is never touched; what the app says gets the marks of a book.
    set_ = str if hand.own else curly
    return Shown(
        text=set_(hand.wording.text()),
        deck=content.deck_of(prompt.depth),
        label=label or hand.own or words.deck_name(hand.deck),
        note=set_(prompt.note),
        listener=[set_(line) for line in prompt.listener],
        after=set_(prompt.after),
        remarks=[line for line in map(better_not, remarks(prompt)) if line],
    )


def _empty(hand: Hand) -> Shown:
    if hand.own:
        line = translate("Cards", "Some may go deeper than fits right now. They stay in “Your decks”.")
    else:
        line = translate("Cards", "Another depth has others. Or let it rest.")
    return Shown(
        text=translate("Cards", "No more cards here for now."),
        deck="" if hand.own else hand.deck,
        label=hand.own or words.deck_name(hand.deck),
        remarks=[line],
    )
