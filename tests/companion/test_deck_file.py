"""A deck as a text file: written by hand or by the app, read back word for word, and refused whole when it is broken."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion import deck_file
from companion.decks import LONGEST, OwnCard
from companion.errors import ImportFailed

BY_HAND = """
# Written at the kitchen table.
deck:   Slow   evenings

What was the best minute of today?
or: Point at something that was in it.
Listening: A nod is enough.
DEPTH: Beside
# a remark inside

Is there something you would like me to know
before the weekend?
depth: closer


Just this.
"""


def test_a_file_written_by_hand_is_read() -> None:
    deck = "Slow evenings"
    assert deck_file.parse(BY_HAND) == [
        OwnCard(
            deck,
            "What was the best minute of today?",
            "Point at something that was in it.",
            "A nod is enough.",
            1,
        ),
        OwnCard(deck, "Is there something you would like me to know before the weekend?", depth=3),
        OwnCard(deck, "Just this."),
    ]


def test_the_example_in_the_documentation_is_a_file() -> None:
    example = (deck_file.__doc__ or "").split("\n\n", 1)[1].split("\n\nUTF-8")[0]
    assert len(deck_file.parse("\n".join(line.strip() for line in example.splitlines()))) == 2


line = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40)
words = st.one_of(
    line, st.sampled_from(["# one?", "or: two", "\\three", "Deck: four", "depth: five", "LISTENING : six"])
)


@given(
    st.lists(
        st.tuples(
            words, st.one_of(st.just(""), line), st.one_of(st.just(""), line), st.sampled_from([1, 3, 4, 5])
        ),
        min_size=1,
        max_size=6,
    ),
    line,
)
def test_what_is_written_is_read_back(made: list[tuple[str, str, str, int]], deck: str) -> None:
    cards = [OwnCard(deck, *card).tidy() for card in made]
    cards = [card for card in cards if card.text and card.deck]
    if not cards or any(
        not 0 < len(getattr(card, name)) <= most for card in cards for name, most in (("deck", 60),)
    ):
        return
    assert deck_file.parse(deck_file.write(cards[0].deck, cards)) == cards


def write(folder: Path, data: bytes | str) -> Path:
    file = folder / "deck.txt"
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def test_a_mark_at_the_beginning_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    file = write(tmp_path, b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode())
    assert deck_file.read(file) == deck_file.parse(BY_HAND)


HEAD = "Deck: Tea\n\n"
BROKEN = [
    ("empty", "", "no_name", 1),
    ("no name", "What was warm?\n", "no_name", 1),
    ("a name of nothing", "# x\nDeck:  \n\nWhat?\n", "no_name", 2),
    ("only a name", HEAD, "no_cards", None),
    ("no words", HEAD + "or: Point.\ndepth: open\n", "no_words", 3),
    ("an unknown depth", HEAD + "What?\ndepth: bottomless\n", "depth", 4),
    ("a depth of nothing", HEAD + "What?\ndepth:\n", "depth", 4),
    ("two smaller ones", HEAD + "What?\nor: a\nor: b\n", "twice", 5),
    ("long words", HEAD + "a" * (LONGEST["text"] + 1), "too_long", 3),
    ("a long smaller one", HEAD + "What?\nor: " + "a" * (LONGEST["smaller"] + 1), "too_long", 3),
    ("a long listener", HEAD + "What?\nlistening: " + "a" * (LONGEST["listener"] + 1), "too_long", 3),
    ("a long name", "Deck: " + "a" * (LONGEST["deck"] + 1) + "\n\nWhat?", "too_long", 1),
    ("too many", HEAD + "What?\n\n" * (deck_file.MOST + 1), "too_many", None),
    ("another code", b"Deck: Tea\n\n\xff\xfe\xfa", "not_text", None),
    ("two bytes a letter", (HEAD + "What?").encode("utf-16"), "not_text", None),
    ("a program", b"\x7fELF\x00\x00", "not_text", None),
    ("NUL", HEAD + "Wh\x00at?", "not_text", None),
    ("too large", HEAD + "What?\n\n" * (deck_file.LARGEST // 7 + 1), "too_large", None),
]


@pytest.mark.parametrize(("data", "why", "line"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_refused_with_its_reason(
    tmp_path: Path, data: bytes | str, why: str, line: int | None
) -> None:
    with pytest.raises(ImportFailed) as caught:
        deck_file.read(write(tmp_path, data))
    assert caught.value.facts == ({"why": why} if line is None else {"why": why, "line": line})


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for nowhere in (tmp_path, tmp_path / "missing", pipe):
        with pytest.raises(ImportFailed) as caught:
            deck_file.read(nowhere)
        assert caught.value.facts == {"why": "unreadable"}


def test_the_longest_card_there_may_be_goes_out_and_comes_back() -> None:
    long = OwnCard(*("W" * LONGEST[name] for name in ("deck", "text", "smaller", "listener")))
    assert deck_file.parse(deck_file.write(long.deck, [replace(long, depth=4)])) == [replace(long, depth=4)]
