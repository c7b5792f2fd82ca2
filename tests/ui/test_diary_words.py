"""What the diary calls a page, and what a feeling, a mood or a moment is called."""

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from companion.diary import EntryRow
from ui.diary.words import title_of
from ui.scales import feeling_words


def row(**noted: Any) -> EntryRow:
    values: dict[str, Any] = {"title": "", "preview": "", "mood": None, "closeness": None, "tags": ()}
    return EntryRow(1, "id", datetime(2030, 11, 14, 18, 52), **(values | noted))


def test_feelings_are_called_by_the_packs_words_and_own_words_by_themselves() -> None:
    assert feeling_words(("feel-too-much-at-once", "like a paper boat")) == [
        "too much at once",
        "like a paper boat",
    ]
    assert feeling_words(()) == []


@pytest.mark.parametrize(
    ("noted", "called"),
    [
        ({"title": "The quiet", "feelings": ("feel-blank",)}, "The quiet"),
        ({"preview": "We ate late.", "feelings": ("feel-blank",)}, "Untitled"),
        ({"feelings": ("feel-blank", "misty"), "mood": 2}, "blank, misty"),
        ({"mood": 1}, "Mood: heavy"),
        ({"closeness": 4}, "Closeness: near"),
        ({"energy": 1}, "Energy: low"),
        ({}, "Untitled"),
    ],
)
def test_a_page_without_a_typed_word_is_called_by_what_was_felt(
    qapp: QApplication, noted: dict[str, Any], called: str
) -> None:
    assert title_of(row(**noted)) == called
