"""A deck as a text file that anyone can read, write by hand and send to a friend.

    # A line like this is a remark.
    Deck: Slow evenings

    What was the best minute of today?
    or: Point at something that was in it.
    listening: A nod is enough.
    depth: beside

    Is there something you would like me to know
    before the weekend?
    depth: closer

UTF-8. The deck's name comes first. A blank line ends a card. Its words may go over several lines; the three other
lines are optional, each once, in any order. `depth` is beside, closer, open or deepest (for after both said yes); without
it a card lies beside. A line of the card's own words that would be taken for something else begins with a backslash.

A file may come from anywhere, so nothing is believed: it is read whole and judged before anything is done with it.
"""

from dataclasses import dataclass
from pathlib import Path

from companion.decks import DEPTHS, LONGEST, OwnCard
from companion.errors import ImportFailed
from companion.store.text import clean

LARGEST = 256 * 1024
MOST = 500
"""Cards in one file."""

_FIELDS = {"or": "smaller", "listening": "listener", "depth": "depth"}


@dataclass(slots=True)
class _Block:
    """The lines of one card, and the line it begins at."""

    line: int
    words: list[str]
    fields: dict[str, str]


def read(file: Path) -> list[OwnCard]:
    """The cards of a file, none of them stored.

    ImportFailed with `why` and, where there is one, the `line`: "unreadable", "too_large", "not_text", "no_name",
    "no_cards", "too_many", "no_words", "too_long", "twice", "depth".
    """
    try:
        if not file.is_file():
            raise ImportFailed(why="unreadable")
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        raise ImportFailed(why="unreadable") from None
    if len(data) > LARGEST:
        raise ImportFailed(why="too_large")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportFailed(why="not_text") from None
    if "\x00" in text:
        raise ImportFailed(why="not_text")
    return parse(text)


def parse(text: str) -> list[OwnCard]:
    """The cards in a text; raises as `read` does."""
    name, blocks = _blocks(clean(text).split("\n"))
    if len(name) > LONGEST["deck"]:
        raise ImportFailed(why="too_long", line=1)
    if not blocks:
        raise ImportFailed(why="no_cards")
    if len(blocks) > MOST:
        raise ImportFailed(why="too_many")
    return [_card(name, block) for block in blocks]


def write(deck: str, cards: list[OwnCard], remarks: list[str] | None = None) -> str:
    """A deck as `parse` reads it, with some remarks at the beginning."""
    parts = ["\n".join([*(f"# {line}" for line in remarks or ()), f"Deck: {deck}"])]
    for card in cards:
        lines = [_escaped(card.text)]
        lines += [f"or: {card.smaller}"] if card.smaller else []
        lines += [f"listening: {card.listener}"] if card.listener else []
        parts.append("\n".join([*lines, f"depth: {card.deepness}"]))
    return "\n\n".join(parts) + "\n"


def _blocks(lines: list[str]) -> tuple[str, list[_Block]]:
    name = ""
    blocks: list[_Block] = []
    between = True
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if line.startswith("#"):
            continue
        if not name:
            key, colon, rest = line.partition(":")
            if line and (key.strip().casefold() != "deck" or not colon or not rest.strip()):
                raise ImportFailed(why="no_name", line=number)
            name = " ".join(rest.split())
            continue
        if not line:
            between = True
            continue
        if between:
            blocks.append(_Block(number, [], {}))
            between = False
        _take(blocks[-1], line, number)
    if not name:
        raise ImportFailed(why="no_name", line=1)
    return name, blocks


def _take(block: _Block, line: str, number: int) -> None:
    key, colon, rest = line.partition(":")
    field = _FIELDS.get(key.strip().casefold()) if colon else None
    if field is None:
        block.words.append(line.removeprefix("\\"))
        return
    if field in block.fields:
        raise ImportFailed(why="twice", line=number)
    value = " ".join(rest.split())
    if field == "depth" and value.casefold() not in DEPTHS:
        raise ImportFailed(why="depth", line=number)
    block.fields[field] = value


def _card(deck: str, block: _Block) -> OwnCard:
    text = " ".join(" ".join(block.words).split())
    if not text:
        raise ImportFailed(why="no_words", line=block.line)
    smaller, listener = block.fields.get("smaller", ""), block.fields.get("listener", "")
    for name, value in (("text", text), ("smaller", smaller), ("listener", listener)):
        if len(value) > LONGEST[name]:
            raise ImportFailed(why="too_long", line=block.line)
    depth = DEPTHS[block.fields.get("depth", "beside").casefold()]
    return OwnCard(deck, text, smaller, listener, depth)


def _escaped(text: str) -> str:
    key, colon, _ = text.partition(":")
    taken = text.startswith(("#", "\\")) or (colon and key.strip().casefold() in _FIELDS)
    return f"\\{text}" if taken else text
