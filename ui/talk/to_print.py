"""Which cards may be printed now: the decks that are open, one's own, the kept ones, and the card on the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from companion import content
from ui.printing.card_dialog import CardSet
from ui.talk import words
from ui.talk.hand import own_prompts

if TYPE_CHECKING:
    from companion.content import Prompt
    from companion.talk import KeptCard
    from ui.session import Session

translate = QCoreApplication.translate


def card_sets(session: Session, at_hand: Prompt | None) -> list[CardSet]:
    """The sets to offer. `at_hand` is the card on the table, if there is one. None while nothing is open."""
    workspace, sitting = session.workspace, session.sitting
    if workspace is None or sitting is None:
        return []
    sets = []
    for deck in words.DECKS:
        shipped = tuple(
            p for p in content.prompts() if content.deck_of(p.depth) == deck and sitting.may_show(p)
        )
        if shipped:
            sets.append(CardSet(deck, words.deck_name(deck), shipped, deck))
    for name in workspace.decks.names():
        own = tuple(p for p in own_prompts(session, name) if sitting.may_show(p))
        if own:
            sets.append(CardSet(f"own:{name}", name, own))
    kept = _as_prompts(workspace.talk.kept())
    if kept:
        sets.append(CardSet("kept", translate("TalkPage", "Kept cards"), tuple(kept)))
    if at_hand is not None:
        sets.append(CardSet("this", translate("TalkPage", "The card on the table"), (at_hand,)))
    return sets


def _as_prompts(kept: Sequence[KeptCard]) -> list[Prompt]:
    """Kept cards as cards to print: in the wording that was kept, with what the pack still knows about it. Each has an id
    of its own, so that each can be picked: one card may be kept in two wordings, and words of one's own have no card."""
    known = {prompt.id: prompt for prompt in content.prompts()}
    bare = content.Prompt("", "", 1, "", "either", "ask", (), 0, followups=(), listener=())
    return [replace(known.get(card.prompt_id, bare), id=card.id, text=card.text) for card in kept]
