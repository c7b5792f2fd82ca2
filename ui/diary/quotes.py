"""Typographic quotation marks and dashes in the place of a keyboard's, for who wants them. Off, nothing here is asked.

It only says what would stand there; the editor types what was typed first, so that one step of undo brings it back.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale

from companion.lines import Look, runs

TYPED = frozenset("\"'-")
_OPENS_AFTER = frozenset("([{—–-/‘“„‚«‹>")
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Signs:
    """What a language puts around what was said, twice; its apostrophe is the same everywhere."""

    double: tuple[str, str]
    single: tuple[str, str] | None
    dash: str


def signs(language: str) -> Signs:
    """The signs of a language, "" for the system's."""
    locale = QLocale(language) if language else QLocale.system()
    if locale.language() == QLocale.Language.C:  # a system that was told no language
        locale = QLocale(QLocale.Language.English)
    alternate = QLocale.QuotationStyle.AlternateQuotation
    double, single = _pair(locale.quoteString("|")), _pair(locale.quoteString("|", alternate))
    only = double == single
    if only and len(double[0]) == 1 and double[0] in "‘’":
        double, only = ("“", "”"), False  # where what is said has single ones only, two were typed for two
    english = locale.language() == QLocale.Language.English
    if locale.language() == QLocale.Language.French and locale.territory() != QLocale.Country.Switzerland:
        double = (double[0] + _NO_BREAK, _NO_BREAK + double[1])
    return Signs(double, None if only else single, "—" if english else "–")


def _pair(quoted: str) -> tuple[str, str]:
    opens, _, closes = quoted.partition("|")
    return opens, closes


def instead(before: str, typed: str, language: Signs) -> tuple[str, int]:
    """What stands in the place of the sign just typed, `before` being its line up to it, and how many letters of
    `before` it takes with it. The sign itself where nothing is to be done."""
    if typed == "-":
        if before.endswith("-") and before.strip("- \t") and not before.endswith("--"):
            return language.dash, 1
        return typed, 0
    last = before.rstrip("*_~")[-1:]
    opens = not last or last.isspace() or last in _OPENS_AFTER
    if typed == '"':
        return language.double[0 if opens else 1], 0
    if language.single is None:
        return "’", 0
    if opens:
        return language.single[0], 0
    return (language.single[1] if _is_open(before, language.single) else "’"), 0


def _is_open(before: str, pair: tuple[str, str]) -> bool:
    """Whether a single quotation mark still waits for its end. Where both ends look alike, the end is an apostrophe."""
    opened = before.rfind(pair[0])
    return pair[0] != pair[1] and opened >= 0 and pair[1] not in before[opened + 1 :]


def in_code(line: str, place: int) -> bool:
    """Whether this place of a line is code or an address, or may become it."""
    if "`" not in line and "](" not in line[:place]:
        return False
    for run in runs(line):
        if run.look & (Look.CODE | Look.ADDRESS) and run.start <= place <= run.start + run.length:
            return True
    before = line[:place]
    return before.count("`") % 2 == 1 or before.rfind("](") > before.rfind(")")
