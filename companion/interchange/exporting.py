"""What every export shares: one steady view, a photo's bytes, and the count of what could not be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.errors import NotFound, VaultDamaged
from companion.interchange.contents import Item

if TYPE_CHECKING:
    from companion.store import Reader
    from companion.workspace import Workspace

SUFFIX = {"jpeg": ".jpg", "png": ".png"}
PHOTO_LINE = r"!\[([^\]\n]*)\]\(photo:([^)\s]*)\)"


@dataclass(slots=True)
class Exported:
    """How much went out. A photo that could not be read whole is left out and counted in `damaged`."""

    entries: int = 0
    photos: int = 0
    damaged: int = 0


@contextmanager
def view(workspace: "Workspace") -> "Iterator[Reader]":
    """One unchanging state of the vault, from whichever thread, however much is written meanwhile."""
    with workspace.store.reading(steady=True) as db:
        yield db


def photo_bytes(workspace: "Workspace", photo: Item, told: Exported) -> bytes | None:
    """The picture, or None if its file is missing or damaged: the rest shall be able to leave all the
    same."""
    try:
        data = workspace.media.read(photo["media"])
    except (VaultDamaged, NotFound):
        told.damaged += 1
        return None
    told.photos += 1
    return data
