"""Cards a person wrote: each lies in a deck with a name of their choosing, and a deck is there while a card lies in it.

An own card becomes a `Prompt` wherever cards are shown, so everything that holds for shipped ones holds for it too: how
deep it goes, what was said in this sitting, and that nothing shows after a named fear.

Left out: the text file a deck travels in (`deck_file`).
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from companion.changes import Change
from companion.content import DECKS, Prompt
from companion.errors import NotFound, UsageError
from companion.store.tables import days_before, stamp
from companion.store.text import clean_line

if TYPE_CHECKING:
    from companion.store import Store

LONGEST = {"deck": 60, "text": 240, "smaller": 240, "listener": 160}
"""Characters. A shipped prompt has the same limit; it is what fits on a printed card."""

DEPTHS = {"beside": 1, "closer": 3, "open": 4, "deepest": 5}
"""How deep a card of one's own goes, by the deck of the app it would lie in; "deepest" lies in "open" too, and asks for both
people's yes on the day."""

_STAYS_AWAY = {
    1: (),
    2: ("just-argued",),
    3: ("just-argued", "afraid", "overloaded"),
    4: ("just-argued", "afraid", "overloaded"),
    5: ("just-argued", "afraid", "overloaded", "crisis"),
}
"""When a card of that depth rests: at the moments at which most shipped cards of its depth do."""

TRASH_DAYS = 30
_COLUMNS = "id, deck, text, smaller, listener, depth"


@dataclass(frozen=True, slots=True)
class OwnCard:
    """A card of one's own. Without an `id` it is not stored yet."""

    deck: str
    text: str
    smaller: str = ""
    listener: str = ""
    depth: int = 1
    id: str = ""

    @property
    def level(self) -> str:
        """The deck of the app it would lie in: "beside", "closer" or "open"."""
        return next(name for name, depths in DECKS.items() if self.depth in depths)

    @property
    def deepness(self) -> str:
        """The word for its depth: one of `DEPTHS`."""
        return "deepest" if self.depth == DEPTHS["deepest"] else self.level

    def prompt(self) -> Prompt:
        """The same card as any other is shown."""
        return Prompt(
            id=self.id,
            text=self.text,
            depth=self.depth,
            theme="",
            role="either",
            mode="ask",
            channel=(),
            minutes=0,
            followups=(),
            listener=(self.listener,) if self.listener else (),
            smaller=self.smaller,
            not_when=_STAYS_AWAY[self.depth],
        )

    def tidy(self) -> "OwnCard":
        """With single spaces and no line breaks, as it is stored."""
        deck, text, smaller, listener = (
            " ".join(clean_line(words).split())
            for words in (self.deck, self.text, self.smaller, self.listener)
        )
        return OwnCard(deck, text, smaller, listener, self.depth, self.id)


class Decks:
    """The own cards of one open vault. Reading works in every thread, writing in the one that opened it."""

    def __init__(self, store: "Store", now: Callable[[], datetime] = datetime.now) -> None:
        self._store = store
        self._now = now

    def names(self) -> list[str]:
        """The decks there are, by name."""
        with self._store.reading() as db:
            rows = db.all("SELECT DISTINCT deck FROM own_card WHERE trashed IS NULL")
        return sorted((name for (name,) in rows), key=lambda name: (name.casefold(), name))

    def cards(self, deck: str | None = None, *, trashed: bool = False) -> list[OwnCard]:
        """The cards of a deck, or of all, in the order they were written."""
        where = f"trashed IS {'NOT NULL' if trashed else 'NULL'}"
        given = () if deck is None else (deck,)
        where += "" if deck is None else " AND deck = ?"
        with self._store.reading() as db:
            rows = db.all(f"SELECT {_COLUMNS} FROM own_card WHERE {where} ORDER BY created, rowid", *given)
        return [_card(row) for row in rows]

    def get(self, id: str) -> OwnCard:
        """NotFound if there is no such card."""
        with self._store.reading() as db:
            row = db.one(f"SELECT {_COLUMNS} FROM own_card WHERE id = ?", id)
        if row is None:
            raise NotFound(what="card")
        return _card(row)

    def save(self, card: OwnCard) -> Change:
        """Store a card, new or known. It needs words and a deck, and none longer than `LONGEST` (UsageError). A deck
        that is there already in other capitals takes it in."""
        stored = self._spelled([self._checked(card)])[0]
        with self._store.transaction():
            self._put(stored, self._stamp())
        return Change("decks", frozenset({stored.id}))

    def trash(self, ids: Iterable[str]) -> Change:
        """Out of their decks; undo puts them back, for as long as they are not purged."""
        found = self._set(ids, "trashed = ?", self._stamp())
        return Change("decks", found, "trashed", lambda: self.put_back(found))

    def put_back(self, ids: Iterable[str]) -> Change:
        found = self._set(ids, "trashed = ?", None)
        return Change("decks", found, "put_back", lambda: self.trash(found))

    def rename(self, deck: str, name: str) -> Change:
        """Give a deck another name; one that is there already takes the cards in."""
        new = " ".join(clean_line(name).split())
        if not new or len(new) > LONGEST["deck"]:
            raise UsageError(reason="a deck needs a name")
        found = frozenset(card.id for card in self.cards(deck))
        self._set(found, "deck = ?", new)
        return Change("decks", found, undo=lambda: self._moved(found, deck))

    def _moved(self, ids: frozenset[str], deck: str) -> Change:
        self._set(ids, "deck = ?", deck)
        return Change("decks", ids)

    def add(self, cards: Iterable[OwnCard]) -> Change:
        """All of these that are not here word for word, in one step. `ids` are the ones that are new; undo takes
        them out again. One that was here and lies in the trash comes back."""
        here = {_words(card): card.id for card in self.cards()}
        gone = {_words(card): card.id for card in self.cards(trashed=True)}
        wanted = {_words(card): card for card in self._spelled(map(self._checked, cards))}
        new = {words: card for words, card in wanted.items() if words not in here}
        ids = frozenset(gone.get(words, card.id) for words, card in new.items())
        now = self._stamp()
        with self._store.transaction():
            for words, card in new.items():
                if words in gone:
                    self._set([gone[words]], "trashed = ?", None)
                else:
                    self._put(card, now)
        return Change("decks", ids, undo=lambda: self.trash(ids))

    def take_over(self, card: OwnCard, *, created: str, changed: str, trashed: str | None) -> None:
        """Store a card under the id and with the moments it has, for imports of a whole vault."""
        with self._store.transaction() as db:
            self._put(self._checked(card), changed, created)
            db.run("UPDATE own_card SET trashed = ? WHERE id = ?", trashed, card.id)

    def purge(self, now: datetime) -> Change:
        """Remove for good what was put in the trash 30 days ago."""
        with self._store.transaction() as db:
            db.run("DELETE FROM own_card WHERE trashed < ?", days_before(now, TRASH_DAYS))
        return Change("decks")

    # -- inside --------------------------------------------------------------------------------------------

    def _checked(self, card: OwnCard) -> OwnCard:
        tidy = card.tidy()
        long = any(len(getattr(tidy, name)) > most for name, most in LONGEST.items())
        if not tidy.text or not tidy.deck or long or not 1 <= tidy.depth <= 5:
            raise UsageError(reason="a card needs words and a deck")
        return tidy if tidy.id else replace(tidy, id=str(uuid.uuid4()))

    def _spelled(self, cards: Iterable[OwnCard]) -> list[OwnCard]:
        known = {name.casefold(): name for name in self.names()}
        return [replace(card, deck=known.get(card.deck.casefold(), card.deck)) for card in cards]

    def _put(self, card: OwnCard, changed: str, created: str = "") -> None:
        with self._store.transaction() as db:
            db.run(
                f"INSERT INTO own_card ({_COLUMNS}, created, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET deck = excluded.deck, text = excluded.text,"
                " smaller = excluded.smaller, listener = excluded.listener, depth = excluded.depth,"
                " changed = excluded.changed",
                *(card.id, card.deck, card.text, card.smaller, card.listener, card.depth),
                *(created or changed, changed),
            )

    def _set(self, ids: Iterable[str], what: str, value: str | None) -> frozenset[str]:
        now = self._stamp()
        found = frozenset(ids)
        with self._store.transaction() as db:
            for id in found:
                if not db.run(f"UPDATE own_card SET {what}, changed = ? WHERE id = ?", value, now, id):
                    raise NotFound(what="card")
        return found

    def _stamp(self) -> str:
        return stamp(self._now())


def _card(row: tuple[str, str, str, str, str, int]) -> OwnCard:
    id, deck, text, smaller, listener, depth = row
    return OwnCard(deck, text, smaller, listener, depth, id)


def _words(card: OwnCard) -> tuple[object, ...]:
    return card.deck.casefold(), card.text, card.smaller, card.listener, card.deepness
