"""Chosen entries for whoever lays them out: one after the other, forwards and back, without holding all of them."""

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from companion.errors import NotFound, VaultDamaged
from companion.interchange import contents
from companion.interchange.contents import Item

if TYPE_CHECKING:
    from companion.workspace import Workspace

_AT_ONCE = 32


class Leafing:
    """The entries with these row numbers, oldest first. Any thread; each reads by itself and holds a few dozen."""

    def __init__(self, workspace: "Workspace", rows: Sequence[int]) -> None:
        self.damaged: set[str] = set()
        """Photos that were wanted and could not be read."""
        self._workspace = workspace
        self._rows = sorted(rows)
        self._held = threading.local()

    def __len__(self) -> int:
        return len(self._rows)

    def entry(self, number: int) -> Item | None:
        """An entry by its place, from 0, or None if it has gone meanwhile."""
        first = number - number % _AT_ONCE
        if getattr(self._held, "first", None) != first:
            with self._workspace.store.reading() as db:
                wanted = self._rows[first : first + _AT_ONCE]
                found = [next(contents.entries(db, trashed=False, only=[row]), None) for row in wanted]
            self._held.first, self._held.entries = first, found
        entry: Item | None = self._held.entries[number - first]
        return entry

    def photo(self, photo: Item) -> bytes | None:
        """The picture, or None if its file is missing or damaged."""
        try:
            return self._workspace.media.read(photo["media"])
        except (VaultDamaged, NotFound):
            self.damaged.add(photo["id"])
            return None
