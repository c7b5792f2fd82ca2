"""What every export shares: one steady view, what it shows, a photo's bytes, and the count of what could not be read."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion import content
from companion.errors import DiskFull, NotFound, VaultDamaged
from companion.interchange.contents import Item

if TYPE_CHECKING:
    from companion.store import Reader
    from companion.workspace import Workspace

SUFFIX = {"jpeg": ".jpg", "png": ".png"}
_BASE64 = 4 / 3
_PIECE = 500


def feeling_words(feelings: Sequence[str]) -> list[str]:
    """Feelings as words: those of the pack in English, one's own as they are."""
    if not feelings:
        return []
    known = {feeling.id: feeling.word for feeling in content.feelings()}
    return [known.get(feeling, feeling) for feeling in feelings]


def feelings_of(words: Sequence[str]) -> tuple[str, ...]:
    """What `feeling_words` made words of; one's own stay."""
    if not words:
        return ()
    known = {feeling.word: feeling.id for feeling in content.feelings()}
    return tuple(known.get(word, word) for word in words)


def plain_moment(entry: Item) -> str:
    """The day, and the hour where it means something, as a machine writes them."""
    when = datetime.fromisoformat(entry["when"])
    return f"{when.year:04}-{when:%m-%d}" + ("" if entry["day_only"] else f" {when:%H:%M}")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a page to read is called and says in the language of whoever reads it. `title` is the discreet name."""

    title: str = "Notes"
    moment: Callable[[Item], str] = plain_moment
    noted: Callable[[Item], Sequence[str]] = lambda entry: feeling_words(entry["feelings"])


@dataclass(frozen=True, slots=True)
class Show:
    """What a page to read shows beside the words."""

    dates: bool = True
    noted: bool = True
    tags: bool = True
    photos: bool = True


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


def look_for_room(
    db: "Reader", place: Path, rows: Sequence[int] | None = None, *, photos: float = _BASE64
) -> None:
    """DiskFull before anything is written, where the disk has not even room for the words and pictures themselves.

    `photos` is how much larger a photo gets on the way.
    """
    if rows is None:
        words = db.value("SELECT sum(length(text)) FROM body")
        pictures = db.value("SELECT sum(size) FROM photo WHERE removed IS NULL")
    else:
        words, pictures = _size_of(db, rows)
    with suppress(OSError):
        if shutil.disk_usage(place).free < (words or 0) + (pictures or 0) * photos:
            raise DiskFull()


def _size_of(db: "Reader", rows: Sequence[int]) -> tuple[int, int]:
    words = pictures = 0
    for start in range(0, len(rows), _PIECE):
        part = rows[start : start + _PIECE]
        marks = ", ".join("?" * len(part))
        words += db.value(f"SELECT sum(length(text)) FROM body WHERE row IN ({marks})", *part) or 0
        pictures += (
            db.value(
                "SELECT sum(size) FROM photo JOIN entry ON entry.id = photo.entry"
                f" WHERE removed IS NULL AND row IN ({marks})",
                *part,
            )
            or 0
        )
    return words, pictures
