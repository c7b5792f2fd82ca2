"""Talk when ready: whether there is room for a talk, which cards may be drawn, and the cards a person kept.

`Sitting` is one unlock, in memory only. It is asked SAFE? before the four small checks, and answers with
codes; the words belong to the window. Nothing of it is stored, counted or printed, and `begin_again`
forgets all of it. `Walk` goes through a deck. `Talk` is the only part that touches the vault: cards kept by
hand, with the wording that was seen, so that an old card still makes sense when the packs have moved on.

The talk itself, from the first question to the close, is `companion.flow`, which stands on this.
"""

import random
import unicodedata
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from companion.changes import Change
from companion.content import DECKS, Activity, Guide, Prompt, deck_of
from companion.errors import NotFound

if TYPE_CHECKING:  # a sitting needs no database, and loading one takes longer than the lock screen may
    from companion.store import Store

SAFE_ANSWERS = ("safe", "unsure", "afraid", "low")
ROLES = ("quiet", "reaching", "mixed", "unsure")
CHECKS = ("body", "time", "place", "room")
ANSWERS = ("yes", "nearly", "not_yet")

# Said in this sitting, these take an item away. Every other `not_when` is only shown as a line under it.
FILTERS = frozenset({"overloaded", "afraid", "crisis", "just-argued", "one-said-no"})
CLOSED_AFTER_LOW = frozenset({"g-four-sittings", "g-unsaid"})

FORGOTTEN_DAYS = 30

# The deepest card each result leaves room for. Without a check the everyday cards are one tap away.
_CEILING = {"": 3, "settle": 2, "not_now": 2, "another_time": 2, "small": 2, "some": 3, "enough": 4}
# What two people can have room for, from the least.
_GENTLEST = ("not_now", "small", "some", "enough")


class Sitting:
    """What was said since the vault was opened, and what it leaves room for. Never stored.

    `safe` is None until SAFE? is answered. After a named fear nothing but `begin_again` brings talk prompts
    back.
    """

    def __init__(self, role: str = "unsure", today: Callable[[], date] = date.today) -> None:
        self._today = today
        self._role = "unsure"
        self.role = role
        self._forget()

    def _forget(self) -> None:
        self._safe: str | None = None
        self._low = False
        self._put_away = False
        self.answer_afresh()
        self._said: set[str] = set()
        self._both_yes: date | None = None

    def answer_afresh(self) -> None:
        """The four checks are asked from the beginning, of one person or of two."""
        self._answers: dict[str, str] = {}
        self._settled = False
        self._first = ""
        self._joined = ""

    def begin_again(self) -> None:
        """A new session: SAFE? and the check are asked afresh. The role stays until it is changed."""
        self._forget()

    # --- SAFE? ---

    @property
    def safe(self) -> str | None:
        return self._safe

    @property
    def feared(self) -> bool:
        return self._safe == "afraid"

    @property
    def low(self) -> bool:
        return self._low

    def answer_safe(self, answer: str) -> str:
        """What comes next: "check", "three_lines" (ask `answer_lines`), "s-afraid" or "s-low" (help
        pages)."""
        one_of(answer, SAFE_ANSWERS)
        if not self.feared:
            self._safe = answer
            self._low = self._low or answer == "low"
        return {"safe": "check", "unsure": "three_lines", "afraid": "s-afraid", "low": "s-low"}[
            self._safe or ""
        ]

    def answer_lines(self, one_fits: bool) -> str:
        """The answer to the three plain lines: "s-afraid" if one of them fits, otherwise "check".

        "None fits" leads on and says nothing more: it is never taken to mean that someone is safe.
        """
        if one_fits:
            return self.answer_safe("afraid")
        return self.answer_safe("safe")

    def opened(self, page: str) -> None:
        """A help page was opened, from wherever. After "s-low" the deep cards stay closed for this
        session."""
        self._low = self._low or page == "s-low"

    # --- the role and the four checks ---

    @property
    def role(self) -> str:
        return self._role

    @role.setter
    def role(self, role: str) -> None:
        one_of(role, ROLES)
        self._role = role

    def question(self, check: str) -> str:
        """The code of the wording to ask in, such as "body_reaching". Mixed and unsure get the quiet wording,
        which asks for less."""
        one_of(check, CHECKS)
        return f"{check}_{'reaching' if self._role == 'reaching' else 'quiet'}"

    def answer(self, check: str, answer: str) -> None:
        one_of(check, CHECKS)
        one_of(answer, ANSWERS)
        self._answers[check] = answer

    def answered(self, check: str) -> str | None:
        return self._answers.get(check)

    @property
    def complete(self) -> bool:
        """Whether all four are answered."""
        return len(self._answers) == len(CHECKS)

    def rather_not(self) -> None:
        """One of two would rather not, and says nothing more: it looks like any other "not tonight"."""
        self._answers = dict.fromkeys(CHECKS, "not_yet")

    # --- two people ---

    @property
    def handed_over(self) -> bool:
        """Whether the first of two has answered, and the other one is to."""
        return self._first != ""

    @property
    def joined(self) -> bool:
        """Whether both have answered."""
        return self._joined != ""

    def hand_over(self) -> None:
        """The first of two has answered. What was answered is forgotten; what it leaves room for stays until the other
        one has answered too."""
        self._first = self._for_two()
        self._answers.clear()
        self._role = "unsure"

    def join(self) -> None:
        """Both have answered: the gentler of the two holds, and from now on nobody knows whose it was. Nothing happens
        while an answer is missing."""
        if self._first and self.complete:
            self._joined = min(self._first, self._for_two(), key=_GENTLEST.index)
            self._first = ""
            self._answers.clear()
            self._role = "unsure"

    def _for_two(self) -> str:
        """For two, every way of "not tonight" is one."""
        result = self.result()
        return result if result in _GENTLEST else "not_now"

    def settled(self) -> None:
        """Five minutes of settling are over: body and room inside are asked once more."""
        self._settled = True
        self._answers.pop("body", None)
        self._answers.pop("room", None)

    def result(self) -> str:
        """What the answers leave room for; empty while something is unanswered.

        "settle" (and the second time "not_now"): body or room inside say not yet, which needs no other
        answer. "another_time": time or place say not yet. "small": nearly everywhere. "some": in between.
        "enough": four yes.
        """
        if self._joined:
            return self._joined
        answers = self._answers
        if "not_yet" in (answers.get("body"), answers.get("room")):
            return "not_now" if self._settled else "settle"
        if len(answers) < len(CHECKS):
            return ""
        given = set(answers.values())
        if "not_yet" in given:
            return "another_time"
        return {frozenset({"yes"}): "enough", frozenset({"nearly"}): "small"}.get(frozenset(given), "some")

    def fits(self) -> str:
        """The deck to mark as fitting tonight, or empty. Never "open": that is a choice, not a suggestion."""
        return {"small": "beside", "some": "closer", "enough": "closer"}.get(self.result(), "")

    def both_said_yes(self) -> None:
        """Both people want the deepest cards, today."""
        self._both_yes = self._today()

    def not_both_yes(self) -> None:
        """One of them took it back."""
        self._both_yes = None

    # --- what may be shown ---

    def say(self, condition: str) -> None:
        """One of `FILTERS` holds, in the person's own words ("just-argued")."""
        one_of(condition, FILTERS)
        self._said.add(condition)

    def unsay(self, condition: str) -> None:
        """It does not hold any more, or was said by mistake."""
        self._said.discard(condition)

    @property
    def said(self) -> frozenset[str]:
        """What was said to hold, without what follows from the answers."""
        return frozenset(self._said)

    @property
    def conditions(self) -> frozenset[str]:
        found = set(self._said)
        if self.feared:
            found.add("afraid")
        if self._low:
            found.add("crisis")
        if self.result() in ("settle", "not_now"):
            found.add("overloaded")
        return frozenset(found)

    @property
    def shows_prompts(self) -> bool:
        """False once fear was named or a no was rough: no talk prompt then, in any tab."""
        return not self.feared and not self._put_away

    def put_away(self) -> None:
        """No talk prompt for the rest of this session."""
        self._put_away = True

    @property
    def _safe_enough(self) -> bool:
        """Two people are never asked SAFE?; the check is asked of each."""
        return self._safe == "safe" or self.joined

    def ceiling(self) -> int:
        """The deepest level that may be shown now."""
        deepest = _CEILING[self.result()]
        if deepest == 4 and (not self._safe_enough or self._low):
            return 3
        return 5 if deepest == 4 and self._both_yes == self._today() else deepest

    def allows(self, item: Prompt | Activity | Guide) -> bool:
        """Whether an item may be shown at all after what was said."""
        if isinstance(item, Guide):
            return not (self._low and item.id in CLOSED_AFTER_LOW)
        if isinstance(item, Prompt) and (not self.shows_prompts or item.depth > self.ceiling()):
            return False
        return not self.conditions & set(item.not_when)

    def may_open(self, deck: str) -> str:
        """Empty if the deck may be opened, or why not yet: "afraid", "low", "put_away", "safe_first",
        "check_first", "not_tonight"."""
        one_of(deck, DECKS)
        if self.feared:
            return "afraid"
        if self._put_away:
            return "put_away"
        if deck != "open":
            return ""
        if self._low:
            return "low"
        if not self._safe_enough:
            return "safe_first"
        return {"": "check_first", "enough": ""}.get(self.result(), "not_tonight")

    def may_show(self, prompt: Prompt) -> bool:
        """Whether a prompt may be shown now, be it in a deck, in a search or on paper."""
        return not self.may_open(deck_of(prompt.depth)) and self.allows(prompt)

    def walk(self, prompts: Iterable[Prompt], deck: str, seed: int) -> "Walk":
        """The cards of a deck that may be shown now: gentler ones first, then the ones in the person's own
        voice, otherwise in an order that depends on `seed` alone. Empty if the deck may not be opened."""
        cards: list[Prompt] = []
        if not self.may_open(deck):
            cards = [p for p in prompts if p.depth in DECKS[deck] and self.allows(p)]
        random.Random(seed).shuffle(cards)
        cards.sort(key=lambda card: (card.depth, not self.voiced(card)))
        return Walk(cards)

    def voiced(self, card: Prompt) -> bool:
        """Whether a card speaks in the person's own voice."""
        mine = ("quiet", "reaching") if self._role in ("mixed", "unsure") else (self._role,)
        return card.role in ("either", "together", *mine)


class Walk:
    """A way through a deck. It counts nothing and has no end while a card is left."""

    def __init__(self, cards: list[Prompt]) -> None:
        self._cards = cards
        self._at = 0

    @property
    def current(self) -> Prompt | None:
        return self._cards[self._at] if self._cards else None

    def next(self) -> Prompt | None:
        return self._step(1)

    def previous(self) -> Prompt | None:
        return self._step(-1)

    def pass_(self) -> Prompt | None:
        """The card at hand does not come again in this walk."""
        if self._cards:
            del self._cards[self._at]
        return self._step(0)

    def go_to(self, card: Prompt) -> None:
        """Go on at this card, wherever it lies; one that was passed comes back."""
        if card not in self._cards:
            self._cards.insert(self._at, card)
        self._at = self._cards.index(card)

    def _step(self, by: int) -> Prompt | None:
        if self._cards:
            self._at = (self._at + by) % len(self._cards)
        return self.current


def find(prompts: Iterable[Prompt], words: str) -> list[Prompt]:
    """The prompts in which every word that was typed stands somewhere, in the order they came in."""
    wanted = _plain(words).split()
    return [
        prompt
        for prompt in prompts
        if all(
            word in _plain(" ".join((prompt.text, prompt.smaller, prompt.plain, *prompt.followups)))
            for word in wanted
        )
    ]


def _plain(text: str) -> str:
    """Without accents, capitals and curved apostrophes, as people type when they search."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def remarks(item: Prompt | Activity) -> tuple[str, ...]:
    """The `not_when` values that are shown as a short line under an item."""
    return tuple(value for value in item.not_when if value not in FILTERS)


def one_of(value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise ValueError(value)


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card somebody put aside, worded as they saw it. `when` is the clock time of keeping it."""

    id: str
    prompt_id: str
    text: str
    note: str
    when: datetime


class Talk:
    """The kept cards of one open vault. Reading works in every thread, writing in the one that opened it."""

    def __init__(self, store: "Store", now: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._now = now

    def keep(self, prompt: Prompt, note: str = "") -> Change:
        """Put a card aside. One that is kept already stays the one it is; a note given now takes its place."""
        for card in self.kept():
            if card.prompt_id == prompt.id and card.text == prompt.text:
                return self.note(card.id, note) if note else Change("talk", frozenset({card.id}), "kept")
        when = self._now().replace(microsecond=0, tzinfo=None)
        card = KeptCard(str(uuid.uuid4()), prompt.id, prompt.text, note, when)
        self.take_over(card)
        return Change("talk", frozenset({card.id}), "kept", lambda: self.forget(card.id))

    def keep_words(self, text: str) -> Change:
        """Put words of one's own aside, where no card was on the table."""
        when = self._now().replace(microsecond=0, tzinfo=None)
        card = KeptCard(str(uuid.uuid4()), "", text, "", when)
        self.take_over(card)
        return Change("talk", frozenset({card.id}), "kept", lambda: self.forget(card.id))

    def kept(self) -> list[KeptCard]:
        """Every kept card, the latest first."""
        with self._store.reading() as db:
            rows = db.all(
                "SELECT id, prompt, text, note, at FROM kept_card WHERE forgotten IS NULL ORDER BY at DESC, id"
            )
        return [
            KeptCard(id, prompt, text, note, datetime.fromisoformat(at))
            for id, prompt, text, note, at in rows
        ]

    def is_kept(self, prompt: Prompt) -> bool:
        return any(card.prompt_id == prompt.id for card in self.kept())

    def note(self, id: str, text: str) -> Change:
        """Write beside a card; an empty text takes the words away. NotFound if there is no such card."""
        from companion.store.text import clean

        self._update(id, "note = ?", clean(text))
        return Change("talk", frozenset({id}))

    def forget(self, id: str) -> Change:
        """Out of the list; undo brings it back, for as long as it is not purged."""
        self._update(id, "forgotten = ?", _stamp(self._now()))
        return Change("talk", frozenset({id}), "forgotten", lambda: self.bring_back(id))

    def bring_back(self, id: str) -> Change:
        self._update(id, "forgotten = ?", None)
        return Change("talk", frozenset({id}), "kept", lambda: self.forget(id))

    def purge(self, now: datetime) -> Change:
        """Remove for good what was forgotten 30 days ago."""
        limit = _stamp(now - timedelta(days=FORGOTTEN_DAYS))
        with self._store.transaction() as db:
            db.run("DELETE FROM kept_card WHERE forgotten < ?", limit)
        return Change("talk")

    def take_over(self, card: KeptCard) -> str:
        """Store a card under the id it has, for imports: "added", "updated", or "skipped" if nothing is new.

        A card that was forgotten here stays forgotten.
        """
        from companion.store.text import clean

        words = (card.prompt_id, clean(card.text), clean(card.note))
        with self._store.transaction() as db:
            known = db.one("SELECT prompt, text, note FROM kept_card WHERE id = ?", card.id)
            if known == words:
                return "skipped"
            db.run(
                "INSERT INTO kept_card (id, prompt, text, note, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET prompt = excluded.prompt, text = excluded.text, note = excluded.note",
                *(card.id, *words, card.when.replace(tzinfo=None).isoformat()),
            )
        return "updated" if known else "added"

    def _update(self, id: str, what: str, value: str | None) -> None:
        with self._store.transaction() as db:
            if not db.run(f"UPDATE kept_card SET {what} WHERE id = ?", value, id):
                raise NotFound(what="card")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
