"""The sets of files of one vault, by name. A change of the vault key makes the next; the header names the one that counts.

    diary-2.db (-wal, -shm)     media-2/     backups/earlier-2.age

What belongs to another set is what a change of the key left behind, finished or not.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from companion.errors import CompanionError
from companion.vault import header as headers

_BESIDE_THE_HEADER = re.compile(r"(diary|media)-(\d{1,9})(?:\..+)?")
_BESIDE_THE_BACKUPS = re.compile(r"(earlier)-(\d{1,9})\.age(?:\.part)?")


def database_of(generation: int) -> str:
    return f"diary-{generation}.db"


def media_of(generation: int) -> str:
    return "media" if generation == 1 else f"media-{generation}"


def earlier_of(generation: int) -> str:
    """Where this set remembers the keys of the sets before it; beside the backups that need them."""
    return f"earlier-{generation}.age"


def generation_of(database: str) -> int:
    """Which set of files a database's name stands for."""
    return int(re.findall(r"\d+", database)[0])


def others(folder: Path, generation: int) -> list[Path]:
    """What belongs to another set and may go.

    The photos of a set that counted before are not among it: automatic backups may refer to them.
    """
    found = []
    for place, names in ((folder, _BESIDE_THE_HEADER), (folder / "backups", _BESIDE_THE_BACKUPS)):
        for path in _listed(place):
            if name := names.fullmatch(path.name):
                kind, number = name[1], int(name[2])
                if number > generation or (number < generation and kind != "media"):
                    found.append(path)
    return found


def remove_leftovers(folder: Path) -> None:
    """Remove `others`, going by nothing but the header on the disk. For whoever holds the vault's lock.

    Nothing goes while the header itself cannot be read. What cannot be removed now is left for the next time.
    """
    try:
        found = headers.read(folder)
    except CompanionError:
        return
    if "header" in found.problems:
        return  # a copy is in use, and what it names may be an older set
    for path in others(folder, generation_of(found.header.database)):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def _listed(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.iterdir()
