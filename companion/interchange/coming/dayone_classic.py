"""Day One Classic: a package of one property list an entry (`entries/*.doentry`) and photos named by the entry's UUID.

Property lists are XML or binary. `plistlib` refuses entity declarations, and expat's own bound on amplification holds for
whatever is left; each file is small and bounded besides.
"""

import plistlib
import xml.parsers.expat
from collections.abc import Iterator
from datetime import UTC, datetime

from companion.errors import ImportFailed
from companion.interchange.coming.drafts import Draft, Picture, Remark
from companion.interchange.coming.reading import Item, on_the_wall, strings, words
from companion.interchange.coming.source import LARGEST_PICTURE, Source

_LARGEST = 4 * 2**20
_LEFT_OUT = (("Location", "location"), ("Weather", "weather"), ("Music", "music"), ("Activity", "activity"))


def fits(source: Source) -> bool:
    """Whether any file is such an entry, by name."""
    try:
        return bool(source.names(".doentry"))
    except ImportFailed:
        return False


def read(source: Source) -> Iterator[Draft | Remark]:
    """Every entry, by file name. One that cannot be read is a remark."""
    photos = {
        name.rpartition("/")[2].rpartition(".")[0].lower(): name
        for name in source.names(".jpg", ".jpeg", ".png")
        if "photos/" in name.lower()
    }
    for name in source.names(".doentry"):
        try:
            found = plistlib.loads(source.read(name, _LARGEST))
        except ImportFailed as failed:
            yield Remark(name, str(failed.facts.get("why", "unreadable")))
            continue
        except (plistlib.InvalidFileException, xml.parsers.expat.ExpatError, ValueError, TypeError, LookupError,
                AttributeError, OverflowError, RecursionError, MemoryError, OSError):  # fmt: skip
            yield Remark(name, "broken")
            continue
        yield from _entry(source, name, found, photos)


def _entry(source: Source, name: str, found: object, photos: dict[str, str]) -> Iterator[Draft | Remark]:
    from companion.interchange.coming.dayone import id_of_entry, titled

    made = found.get("Creation Date") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(made, datetime):
        yield Remark(name, "no_date")
        return
    item: Item = found
    own = words(item, "UUID") or name.rpartition("/")[2].rpartition(".")[0]
    when, zone, remark = on_the_wall(made.replace(tzinfo=UTC), words(item, "Time Zone"))
    if remark:
        yield Remark(name, remark)
    title, text = titled(words(item, "Entry Text"))
    pictures: tuple[Picture, ...] = ()
    if (file := photos.get(own.lower())) is not None:
        shown = file.rpartition("/")[2]
        pictures = (Picture(own, shown, lambda: source.read(file, LARGEST_PICTURE)),)
    yield Draft(
        id_of_entry(own),
        when,
        name,
        title,
        text,
        zone,
        tags=strings(item, "Tags"),
        starred=item.get("Starred") is True,
        pictures=pictures,
    )
    for key, why in _LEFT_OUT:
        if item.get(key):
            yield Remark(name, why)
