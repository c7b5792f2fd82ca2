"""Cards of one's own: written, kept in decks, thrown away and brought back, with the words that were typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion import content
from companion.decks import LONGEST, Decks, OwnCard
from companion.errors import NotFound, UsageError
from companion.store import Store
from companion.talk import CHECKS, Sitting

NOW = datetime(2030, 1, 14, 21, 5)
CARD = OwnCard("Slow evenings", "What was the best minute of today?", "Point at it.", "A nod is enough.", 3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "diary-1.db", bytes(range(32)))
    yield store
    store.close()


@pytest.fixture
def decks(store: Store) -> Decks:
    return Decks(store, lambda: NOW)


def stored(decks: Decks, card: OwnCard = CARD) -> OwnCard:
    (id,) = decks.save(card).ids
    return decks.get(id)


def test_a_deck_is_there_while_a_card_lies_in_it(decks: Decks) -> None:
    assert decks.names() == []
    card = stored(decks)
    stored(decks, replace(CARD, deck="Äpfel"))
    stored(decks, replace(CARD, deck="a walk"))
    assert decks.names() == ["a walk", "Slow evenings", "Äpfel"]
    assert card == replace(CARD, id=card.id)
    assert decks.cards("Slow evenings") == [card]
    decks.trash([card.id])
    assert decks.names() == ["a walk", "Äpfel"]
    assert decks.cards(trashed=True) == [card]


def test_cards_stay_in_the_order_they_were_written(decks: Decks) -> None:
    decks.add([replace(CARD, text=f"Card {letter}?") for letter in "cab"])
    assert [card.text for card in decks.cards("Slow evenings")] == ["Card c?", "Card a?", "Card b?"]


def test_changing_a_card_keeps_it_the_same_card(decks: Decks) -> None:
    card = stored(decks)
    decks.save(replace(card, text="  What  was\nwarm today? ", deck="Winter"))
    assert decks.cards() == [replace(card, text="What was warm today?", deck="Winter")]


@pytest.mark.parametrize(
    "change",
    [
        {"text": " \n"},
        {"deck": ""},
        {"text": "a" * (LONGEST["text"] + 1)},
        {"smaller": "a" * (LONGEST["smaller"] + 1)},
        {"listener": "a" * (LONGEST["listener"] + 1)},
        {"deck": "a" * (LONGEST["deck"] + 1)},
        {"depth": 0},
        {"depth": 6},
    ],
)
def test_what_is_no_card_is_refused(decks: Decks, change: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        decks.save(replace(CARD, **change))
    with pytest.raises(UsageError):
        decks.add([CARD, replace(CARD, **change)])
    assert decks.cards() == []


def test_the_trash_gives_back_for_thirty_days(decks: Decks) -> None:
    card = stored(decks)
    change = decks.trash([card.id])
    assert change.label == "trashed"
    assert change.undo is not None
    change.undo()
    assert decks.cards() == [card]
    decks.trash([card.id])
    decks.purge(NOW + timedelta(days=29))
    assert decks.cards(trashed=True) == [card]
    decks.purge(NOW + timedelta(days=31))
    assert decks.cards(trashed=True) == []
    with pytest.raises(NotFound):
        decks.put_back([card.id])


def test_a_deck_can_be_called_something_else_and_back(decks: Decks) -> None:
    card, other = stored(decks), stored(decks, replace(CARD, deck="Winter", text="Snow?"))
    change = decks.rename("Slow evenings", " Winter ")
    assert decks.names() == ["Winter"]
    assert change.undo is not None
    change.undo()
    assert decks.cards() == [card, other]
    with pytest.raises(UsageError):
        decks.rename("Winter", " ")


def test_adding_the_same_twice_adds_nothing(decks: Decks) -> None:
    cards = [CARD, replace(CARD, text="And tomorrow?"), CARD]
    assert len(decks.add(cards).ids) == 2
    again = decks.add([replace(card, deck="SLOW EVENINGS") for card in cards])
    assert again.ids == frozenset()
    assert len(decks.cards()) == 2


def test_a_deck_takes_in_what_names_it_in_other_capitals(decks: Decks) -> None:
    stored(decks)
    decks.add([replace(CARD, deck="SLOW evenings", text="And tomorrow?")])
    stored(decks, replace(CARD, deck="slow evenings", text="And now?"))
    assert decks.names() == ["Slow evenings"]
    assert len(decks.cards("Slow evenings")) == 3


def test_adding_brings_back_what_was_thrown_away_and_undo_takes_all_of_it_out(decks: Decks) -> None:
    card = stored(decks)
    decks.trash([card.id])
    change = decks.add([CARD, replace(CARD, text="And tomorrow?")])
    assert card in decks.cards()
    assert len(change.ids) == 2
    assert change.undo is not None
    change.undo()
    assert decks.cards() == []


def test_an_own_card_is_shown_under_the_same_conditions_as_any_other(decks: Decks) -> None:
    light, deep = (replace(CARD, depth=depth, id="x").prompt() for depth in (1, 4))
    sitting = Sitting()
    assert (light.text, light.smaller, light.listener) == (CARD.text, CARD.smaller, (CARD.listener,))
    assert sitting.allows(light)
    assert not sitting.allows(deep)
    sitting.answer_safe("afraid")
    assert not sitting.allows(light)
    assert [replace(CARD, depth=depth).level for depth in range(1, 6)] == [
        *("beside", "closer", "closer"),
        *("open", "open"),
    ]


def test_an_own_card_rests_when_most_shipped_cards_of_its_depth_do(decks: Decks) -> None:
    def rests(depth: int, *said: str) -> bool:
        sitting = Sitting(today=NOW.date)
        sitting.answer_safe("safe")
        for check in CHECKS:
            sitting.answer(check, "yes")
        sitting.both_said_yes()
        assert sitting.allows(replace(CARD, depth=depth, id="x").prompt())
        for condition in said:
            sitting.say(condition)
        return not sitting.allows(replace(CARD, depth=depth, id="x").prompt())

    assert [depth for depth in range(1, 6) if rests(depth, "just-argued")] == [2, 3, 4, 5]
    assert [depth for depth in range(1, 6) if rests(depth, "overloaded")] == [3, 4, 5]
    assert [depth for depth in range(1, 6) if rests(depth, "crisis")] == [5]
    for depth in range(1, 6):
        shipped = [prompt for prompt in content.prompts() if prompt.depth == depth]
        for condition in ("just-argued", "overloaded", "crisis"):
            most = sum(condition in prompt.not_when for prompt in shipped) > len(shipped) / 2
            assert rests(depth, condition) is most


def test_the_deepest_own_card_asks_for_both_yes_today() -> None:
    card = replace(CARD, depth=5, id="x")
    assert (card.level, card.deepness) == ("open", "deepest")
    sitting = Sitting(today=NOW.date)
    sitting.answer_safe("safe")
    for check in CHECKS:
        sitting.answer(check, "yes")
    assert not sitting.may_show(card.prompt())
    sitting.both_said_yes()
    assert sitting.may_show(card.prompt())
