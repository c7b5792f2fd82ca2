"""A draft made ready for the diary: fit values, and each photo on a line of its own where the text names it."""

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from companion import content, zones
from companion.diary.values import NEVER, Entry, Photo
from companion.interchange.coming.drafts import Draft
from companion.lines import photo_line
from companion.store.text import clean, clean_line

if TYPE_CHECKING:
    from companion.workspace import Workspace

_PICTURE = re.compile(r"!\[((?:[^\[\]\n\\]|\\.){0,2000})\]\(file:([^()\s]{1,400})\)")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Ready:
    """An entry as it will be stored, and the files of its photos with their sizes. They are on the disk already."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.files: dict[str, int] = {}
        self.kept = False

    def show(self, draft: Draft, photos: dict[str, Photo]) -> None:
        """Put the photos where the text names them, each on a line of its own, and the others at the end."""
        keys = {picture.key: picture.name for picture in draft.pictures}
        text = (
            _renamed(self.entry.text, keys, photos)
            if draft.verbatim
            else _placed(self.entry.text, keys, photos)
        )
        self.entry = replace(self.entry, text=text, photos=tuple(photos.values()))

    def discard(self, workspace: "Workspace") -> None:
        if not self.kept:
            workspace.diary.discard_files(self.files)
            self.files = {}


def _renamed(text: str, keys: dict[str, str], photos: dict[str, Photo]) -> str:
    def name(found: re.Match[str]) -> str:
        if found[2] not in keys:
            return found[0]  # somebody's words that look like one
        photo = photos.get(found[2])
        return f"![{found[1]}]({f'photo:{photo.id}' if photo else keys[found[2]]})"

    return _PICTURE.sub(name, text)


def _placed(text: str, keys: dict[str, str], photos: dict[str, Photo]) -> str:
    named: set[str] = set()

    def line(found: re.Match[str]) -> str:
        if found[2] not in keys:
            return found[0]
        photo = photos.get(found[2])
        if photo is None:
            return ""
        named.add(found[2])
        before = "" if found.start() == 0 or text[found.start() - 1] == "\n" else "\n"
        after = "" if found.end() == len(text) or text[found.end()] == "\n" else "\n"
        return f"{before}![{found[1]}](photo:{photo.id}){after}"

    text = _PICTURE.sub(line, text)
    rest = [photo_line(photo.id, photo.caption) for key, photo in photos.items() if key not in named]
    if rest:
        text = "\n".join([text.rstrip("\n"), "", *rest] if text.strip() else rest)
    return text


def entry_of(draft: Draft) -> Entry:
    """As the diary keeps it. What a reader let through that can't be is made fit here, once for all of them."""
    mood = draft.mood if draft.mood is not None and 1 <= draft.mood <= 5 else None
    return Entry(
        draft.id if _ID.fullmatch(draft.id) else str(uuid.uuid5(uuid.NAMESPACE_OID, repr(draft.id))),
        draft.when.replace(tzinfo=None, fold=0),
        clean_line(draft.title) if draft.verbatim else clean_line(draft.title).strip(),
        clean(draft.text),
        mood=mood,
        tags=draft.tags,
        feelings=_feelings(draft.feelings),
        starred=draft.starred,
        zone=draft.zone if len(draft.zone) <= 64 and zones.zone(draft.zone) else "",
        day_only=draft.day_only,
        changed=_moment(draft.changed),
        closeness=draft.closeness,
        energy=draft.energy,
        kept_away=draft.kept_away,
        guide=clean_line(draft.guide)[:64],
    )


def _feelings(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words that stand among ours, too, are ours: our own exports write feelings as words."""
    if not words:
        return ()
    known = {feeling.word.casefold(): feeling.id for feeling in content.feelings()}
    return tuple(dict.fromkeys(known.get(word.casefold(), word) for word in words))


def _moment(changed: datetime | None) -> datetime:
    if changed is None:
        return NEVER
    try:
        return changed.astimezone(UTC)
    except (OverflowError, ValueError, OSError):
        return NEVER


def is_empty(draft: Draft) -> bool:
    """Whether it has nothing this app keeps, as an entry that was only a video."""
    return not draft.pictures and entry_of(draft).empty
