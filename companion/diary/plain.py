"""An entry as plain values: the form in which it goes into a backup or an export, and is compared on the way in."""

from typing import Any

NOTED = (
    "mood",
    "closeness",
    "energy",
    "starred",
    "kept_away",
    "zone",
    "day_only",
    "guide",
    "changed",
    "trashed",
)
"""What an entry has beside id, moment, words, tags and feelings, under the same names as in the table."""
SWITCHES = ("starred", "kept_away", "day_only")
ENTRY = (
    f"SELECT entry.id, at, title, text, tags, feelings, {', '.join(NOTED)}"
    " FROM entry JOIN body ON body.row = entry.row"
)
"""Its columns, for `item`."""


def item(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row of `ENTRY`, without photos: what JSON can hold, the wall clock's time without a zone."""
    id, at, title, text, tags, feelings, *noted = row
    words = {"id": id, "when": at, "title": title, "text": text}
    lists = {"tags": tags, "feelings": feelings}
    found = words | {name: joined.split("\n") if joined else [] for name, joined in lists.items()}
    found |= dict(zip(NOTED, noted, strict=True))
    return found | {name: bool(found[name]) for name in SWITCHES}
