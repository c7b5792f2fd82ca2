"""Text from packs as it is read: paragraphs, *emphasis*, and how long it takes.

A pack knows one mark only, a pair of asterisks around words to be stressed. Nothing else in it is markup.
"""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCharFormat, QTextLayout

from companion.content import Learn
from ui.typeset import curly
from ui.widgets.text import ReadLabel

translate = QCoreApplication.translate

# Unhurried reading, with a pause at the end.
_WORDS_A_MINUTE = 120

_STRESSED = re.compile(r"\*([^*\n]+)\*")


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a pack's text, line ends within one taken out."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", body.strip()) if part.strip()]


def plain(text: str) -> str:
    """The words without the marks."""
    return curly(_STRESSED.sub(r"\1", text))


def label(text: str, style: str = "read", color: str = "ink") -> ReadLabel:
    """A paragraph with its stressed words in italics."""
    made = ReadLabel("", style, color)
    words = ""
    spans: list[tuple[int, int]] = []
    at = 0
    curved = curly(text)
    for found in _STRESSED.finditer(curved):
        words += curved[at : found.start()]
        begin = _units(words)
        words += found[1]
        spans.append((begin, _units(words) - begin))
        at = found.end()
    words += curved[at:]
    made.setText(words)
    made.set_formats([_italic(begin, length) for begin, length in spans])
    return made


def _units(text: str) -> int:
    """Length as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _italic(begin: int, length: int) -> QTextLayout.FormatRange:
    slanted = QTextCharFormat()
    slanted.setFontItalic(True)
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = begin, length, slanted
    return made


def minutes(card: Learn) -> int:
    """An honest time for one reading."""
    return max(1, ceil(len(f"{card.body} {card.try_}".split()) / _WORDS_A_MINUTE))


def minutes_text(card: Learn) -> str:
    return translate("Learn", "{minutes} min").format(minutes=minutes(card))


def evidence(code: str) -> str:
    """How firm the ground of a card is, in one line."""
    return {
        "well-studied": translate("Learn", "Well studied."),
        "early-or-mixed": translate("Learn", "Early or mixed findings."),
        "from-practice": translate("Learn", "From practice, not from studies."),
    }.get(code, "")
