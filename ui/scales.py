"""The words of the two scales, of energy, and of feelings, wherever an entry is shown: in the diary, on paper, in a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QCoreApplication

from companion import content
from ui.typeset import curly

translate = QCoreApplication.translate


def mood_words() -> list[str]:
    """How much light there is, 1 to 5."""
    return [
        translate("Diary", "heavy"),
        translate("Diary", "low"),
        translate("Diary", "even"),
        translate("Diary", "light"),
        translate("Diary", "bright"),
    ]


def closeness_words() -> list[str]:
    """How near it feels, 1 to 5."""
    return [
        translate("Diary", "far apart"),
        translate("Diary", "a little apart"),
        translate("Diary", "side by side"),
        translate("Diary", "near"),
        translate("Diary", "close"),
    ]


def energy_words() -> list[str]:
    """How much there is to spend, 1 to 3."""
    return [translate("Diary", "low"), translate("Diary", "some"), translate("Diary", "plenty")]


def feeling_words(feelings: Sequence[str]) -> list[str]:
    """What an entry's feelings are called: the pack's word for an id of it, and words of one's own as they are."""
    if not feelings:
        return []  # the pack is not read for a diary that has none
    known = _feelings()
    return [known.get(feeling, feeling) for feeling in feelings]


@cache
def _feelings() -> dict[str, str]:
    return {feeling.id: curly(feeling.word) for feeling in content.feelings()}
