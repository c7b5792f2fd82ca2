"""The card at hand: which deck is open, where in it, and in which of its wordings the card is read.

Which cards may come is the sitting's answer, asked each time; nothing counts how many were seen or are left. Left out:
anything that is drawn.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from companion import content
from companion.decks import DEPTHS
from companion.talk import Walk
from ui.talk.wording import Wording

if TYPE_CHECKING:
    from companion.content import Prompt
    from companion.talk import Sitting
    from ui.session import Session


class Hand:
    """`deck` is the code of a shipped deck; `own` is the name of one's own, or empty."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._walks: dict[tuple[str, str], tuple[tuple[object, ...], Walk]] = {}
        self._seed = random.randrange(1 << 30)
        self.sitting: Sitting | None = None
        self.deck = "beside"
        self.own = ""
        self._wording = Wording()

    def refresh(self) -> None:
        """Take up the sitting there is now."""
        sitting = self._session.sitting
        if sitting is not self.sitting:
            self.sitting = sitting
            self._walks.clear()

    def choose(self, deck: str) -> None:
        """Open a shipped deck."""
        self.deck, self.own = deck, ""
        self._wording.begin(None)

    def choose_own(self, name: str) -> None:
        """Open a deck of one's own."""
        self.own = name
        self._wording.begin(None)

    def open(self, prompt: Prompt, own: str = "") -> None:
        """Go to a card, in the deck it lies in."""
        if own:
            self.choose_own(own)
        else:
            self.choose(content.deck_of(prompt.depth))
        walk = self._walk()
        if walk is not None:
            walk.go_to(prompt)

    def closed(self) -> str:
        """Why the deck stays closed now, as the sitting says it, or nothing."""
        return "" if self.sitting is None or self.own else self.sitting.may_open(self.deck)

    @property
    def current(self) -> Prompt | None:
        walk = self._walk()
        return walk.current if walk is not None else None

    def go(self, move: str) -> bool:
        """ "next", "previous" or "pass". False if there is no card."""
        walk = self._walk()
        if walk is None or walk.current is None:
            return False
        {"next": walk.next, "previous": walk.previous, "pass": walk.pass_}[move]()
        self._wording.begin(None)
        return True

    # --- wordings -----------------------------------------------------------------------------------------

    @property
    def wording(self) -> Wording:
        """In which of its wordings the card at hand is read."""
        if self._wording.prompt != self.current:
            self._wording.begin(self.current)
        return self._wording

    def goes_deepest(self) -> bool:
        """Whether the open deck has cards that ask for both people's yes."""
        if self.own:
            return any(card.depth == DEPTHS["deepest"] for card in own_prompts(self._session, self.own))
        return self.deck == "open"

    # --- which cards --------------------------------------------------------------------------------------

    def _walk(self) -> Walk | None:
        sitting = self.sitting
        if sitting is None:
            return None
        # What was said since changes which cards may come; a walk is only as good as what it was made from.
        mine = own_prompts(self._session, self.own) if self.own else ()
        state = (sitting.ceiling(), sitting.conditions, sitting.role, self.closed(), tuple(mine))
        key = ("own", self.own) if self.own else ("", self.deck)
        known = self._walks.get(key)
        if known is None or known[0] != state:
            if self.own:
                known = (state, Walk([prompt for prompt in mine if sitting.may_show(prompt)]))
            else:
                known = (state, sitting.walk(content.prompts(), self.deck, self._seed))
            self._walks[key] = known
        return known[1]


def own_prompts(session: Session, deck: str) -> list[Prompt]:
    """The cards of a deck of one's own as any other, the gentler ones first."""
    workspace = session.workspace
    found = [card.prompt() for card in workspace.decks.cards(deck)] if workspace is not None else []
    return sorted(found, key=lambda prompt: prompt.depth)
