"""Filters in words: what their names and values are called, how one reads as a chip, and the menu that chooses them.

Typing and choosing write the same line, so nobody has to know a word of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from companion.diary.asking import DATES, LABELS, SCALES, STATES, Piece, Vocabulary, days_of, written
from companion.spelling import plain
from ui.scales import closeness_words, energy_words, feeling_words, mood_words
from ui.widgets.menu import Menu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

translate = QCoreApplication.translate

MOST_OFFERED = 12


def names() -> dict[str, str]:
    """What each filter is called where one types it, by its English name: one word, for a colon follows."""
    return {
        "tag": translate("Filters", "tag", "typed in the search field before a colon; one word"),
        "feeling": translate("Filters", "feeling", "typed in the search field before a colon; one word"),
        "mood": translate("Filters", "mood", "typed in the search field before a colon; one word"),
        "closeness": translate("Filters", "closeness", "typed in the search field before a colon; one word"),
        "energy": translate("Filters", "energy", "typed in the search field before a colon; one word"),
        "after": translate("Filters", "after", "typed in the search field before a colon; one word"),
        "before": translate("Filters", "before", "typed in the search field before a colon; one word"),
        "on": translate("Filters", "on", "typed in the search field before a colon; one word"),
        "in": translate("Filters", "in", "typed in the search field before a colon; one word"),
        "has": translate("Filters", "has", "typed in the search field before a colon; one word"),
        "is": translate("Filters", "is", "typed in the search field before a colon; one word"),
    }


def _states() -> dict[str, str]:
    """What is typed after "has:" and "is:"."""
    return {
        "photo": translate("Filters", "photo", "typed in the search field: has:photo"),
        "starred": translate("Filters", "starred", "typed in the search field: is:starred"),
        "untitled": translate("Filters", "untitled", "typed in the search field: is:untitled"),
    }


def scale_words(key: str) -> list[str]:
    """The words of a scale, from its first step."""
    return {"mood": mood_words, "closeness": closeness_words, "energy": energy_words}[key]()


def vocabulary() -> Vocabulary:
    """The words of the language in use, for reading what is typed."""
    from companion import content

    values = {
        key: {plain(word): str(step) for step, word in enumerate(scale_words(key), 1)} for key in SCALES
    }
    ids = [feeling.id for feeling in content.feelings()]
    values["feeling"] = {plain(word): id for word, id in zip(feeling_words(ids), ids, strict=True)}
    for state, key in STATES.items():
        values.setdefault(key, {})[plain(_states()[state])] = state
    return Vocabulary({plain(name): key for key, name in names().items()}, values)


def written_by_hand(key: str, value: str) -> str:
    """A filter as it is put into the line, in the words of the language."""
    if key in SCALES:
        value = scale_words(key)[int(value) - 1]
    elif key == "feeling":
        value = feeling_words([value])[0]
    return written(names()[key], _states().get(value, value) if key in {"has", "is"} else value)


# -- as a chip ---------------------------------------------------------------------------------------------


def chip_words(piece: Piece, known: Vocabulary) -> str:
    """What the chip of a filter says."""
    value = " ".join(piece.value.split())
    if piece.key in DATES:
        return _date_words(piece.key, value)
    if piece.key in {"has", "is"}:
        state = known.values[piece.key].get(plain(value), plain(value))
        return _state_words(state, piece.no)
    if piece.key in SCALES:
        step = known.values[piece.key].get(plain(value), value)
        value = scale_words(piece.key)[int(step) - 1]
    return _label_words(piece, f"{value}…" if piece.open and piece.key in LABELS else value)


def _label_words(piece: Piece, value: str) -> str:
    say = {
        ("tag", False): translate("Filters", "Tag: {value}"),
        ("tag", True): translate("Filters", "Not tagged {value}"),
        ("feeling", False): translate("Filters", "Felt: {value}"),
        ("feeling", True): translate("Filters", "Not felt: {value}"),
        ("mood", False): translate("Filters", "Mood: {value}"),
        ("closeness", False): translate("Filters", "Closeness: {value}"),
        ("energy", False): translate("Filters", "Energy: {value}"),
    }
    return say[piece.key, piece.no].format(value=value)


def _state_words(state: str, no: bool) -> str:
    return {
        ("photo", False): translate("Filters", "With a photo"),
        ("photo", True): translate("Filters", "Without a photo"),
        ("starred", False): translate("Filters", "Starred"),
        ("starred", True): translate("Filters", "Not starred"),
        ("untitled", False): translate("Filters", "Without a title"),
        ("untitled", True): translate("Filters", "With a title"),
    }[state, no]


def _date_words(key: str, value: str) -> str:
    span = days_of(value)
    assert span is not None
    patterns = {
        1: translate("Filters", "yyyy", "pattern of a year, see QLocale"),
        2: translate("Filters", "MMMM yyyy", "pattern of a month, see QLocale"),
        3: translate("Filters", "d MMMM yyyy", "pattern of a day, see QLocale"),
    }
    first = QDate(span[0].year, span[0].month, span[0].day)
    day = QLocale().toString(first, patterns[len(re.split("[-/.]", value))])
    return {
        "after": translate("Filters", "From {date}"),
        "before": translate("Filters", "Before {date}"),
    }.get(key, "{date}").format(date=day)


def hint(piece: Piece) -> str:
    """How to write what could not be read, or "" where there is nothing to say."""
    if piece.no or not piece.value.strip():
        return ""
    if piece.key in DATES:
        return translate("Filters", "A date looks like 2024, 2024-05 or 2024-05-12.")
    if piece.key in SCALES:
        words = translate("Filters", ", ", "between words of a scale").join(scale_words(piece.key))
        return translate("Filters", "After “{name}:” comes one of: {words}.").format(
            name=names()[piece.key], words=words
        )
    return ""


# -- the menu ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """What there is to choose from: tags, feelings and years in use, the most used and the newest first."""

    tags: tuple[str, ...] = ()
    feelings: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


def filter_menu(
    parent: QWidget,
    known: Known,
    today: date,
    chosen: Callable[[str, str], bool],
    choose: Callable[[str, str], object],
    begin: Callable[[str], object],
    ask_day: Callable[[str], object],
) -> Menu:
    """The filters by hand. `chosen` says whether one is in the line, `choose` puts it there or takes it away; `begin`
    puts the beginning of one into the line, to be typed on; `ask_day` asks for a day."""

    def row(menu: Menu, key: str, value: str, words: str, icon: str = "") -> None:
        menu.add(words, icon, partial(choose, key, value), checked=chosen(key, value))

    menu = Menu(parent)
    tags = _sub(menu, translate("Filters", "Tag"), "tag")
    for tag in known.tags[:MOST_OFFERED]:
        row(tags, "tag", tag, tag)
    _another(tags, translate("Filters", "Another tag…"), partial(begin, "tag"))
    felt = _sub(menu, translate("Filters", "Feeling"), "leaf")
    for id in known.feelings[:MOST_OFFERED]:
        row(felt, "feeling", id, feeling_words([id])[0])
    _another(felt, translate("Filters", "Another feeling…"), partial(begin, "feeling"))
    titles = {
        "mood": translate("Filters", "Mood"),
        "closeness": translate("Filters", "Closeness"),
        "energy": translate("Filters", "Energy"),
    }
    for key, icon in (("mood", "sun-medium"), ("closeness", "users-round"), ("energy", "flame")):
        scale = _sub(menu, titles[key], icon)
        for step, word in enumerate(scale_words(key), 1):
            row(scale, key, str(step), word)
    _when(_sub(menu, translate("Filters", "When"), "calendar-days"), known, today, row, ask_day)
    menu.addSeparator()
    row(menu, "has", "photo", _state_words("photo", False))
    row(menu, "is", "starred", _state_words("starred", False))
    row(menu, "is", "untitled", _state_words("untitled", False))
    return menu


def _sub(menu: Menu, words: str, icon: str) -> Menu:
    sub = Menu(menu)
    sub.setTitle(words.replace("&", "&&"))
    menu.pictures[sub.title()] = (icon, False)
    menu.indented = True
    menu.addMenu(sub)
    return sub


def _another(menu: Menu, words: str, slot: Callable[[], object]) -> None:
    if menu.actions():
        menu.addSeparator()
    menu.add(words, slot=slot)


def _when(
    menu: Menu,
    known: Known,
    today: date,
    row: Callable[[Menu, str, str, str], None],
    ask_day: Callable[[str], object],
) -> None:
    menu.add(translate("Filters", "From a day…"), slot=partial(ask_day, "after"))
    menu.add(translate("Filters", "Before a day…"), slot=partial(ask_day, "before"))
    menu.add(translate("Filters", "On a day…"), slot=partial(ask_day, "on"))
    menu.addSeparator()
    row(menu, "in", f"{today.year:04}-{today.month:02}", translate("Filters", "This month"))
    for year in known.years[:MOST_OFFERED]:
        row(menu, "in", f"{year:04}", _date_words("in", f"{year:04}"))
    if len(known.years) > MOST_OFFERED:
        earlier = _sub(menu, translate("Filters", "Earlier years"), "")
        for year in known.years[MOST_OFFERED:]:
            row(earlier, "in", f"{year:04}", _date_words("in", f"{year:04}"))
