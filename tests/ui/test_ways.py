"""Passphrases judged in words, and words that are fit to be suggested."""

import re

import pytest

from ui.ways import passphrase


def test_the_word_list_is_plain_and_long_enough() -> None:
    words = passphrase.words()
    assert len(words) >= 400
    assert len(set(words)) == len(words)
    assert list(words) == sorted(words)
    assert all(re.fullmatch("[a-z]{3,10}", word) for word in words)
    # Five words have to be worth more than what we call hard to guess.
    assert passphrase.guess_bits(" ".join(words[:5])) > passphrase.FAIR_BITS


def test_suggestions_come_from_the_list_and_differ() -> None:
    made = {passphrase.suggest() for _ in range(50)}
    assert len(made) == 50
    for text in made:
        assert len(text.split()) == 5
        assert set(text.split()) <= set(passphrase.words())


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "12345678",
        "password",
        "password1!",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "lamp lamp lamp",
        "summer",
        "abcdefghij",
    ],
)
def test_what_is_easy_is_called_easy(text: str) -> None:
    assert "Easy to guess" in passphrase.strength(text)


@pytest.mark.parametrize(
    "text", ["my old grey garden gate sings", "v8#kQz!2mW@pL", "harbour lantern moss quiet tin"]
)
def test_what_is_hard_is_called_hard_with_a_proviso(text: str) -> None:
    said = passphrase.strength(text)
    assert said.startswith("Hard to guess")
    assert "unless" in said


def test_nothing_typed_nothing_said() -> None:
    assert passphrase.strength("") == ""
    assert passphrase.strength("   ") == ""


def test_no_sentence_holds_a_number_or_a_score() -> None:
    for text in ("a", "harbour lantern", "harbour lantern moss quiet tin"):
        assert not re.search(r"\d|score|strong|weak", passphrase.strength(text))
