"""Day One: its JSON export (a zip or folder of one file a journal), the older packages, and its plain text.

What was found in exports and agrees across converters (obsidian-day-one-importer, ergebnis's converter, jimmy, day-one-to-wp,
dayone2md): `text` is there in every entry and is Markdown with a backslash before most signs and stray zero-width spaces;
`richText` says the same again and is missing from older entries, so it only stands in where there is no `text`. Times are UTC
with a zone beside. A picture is a moment by its identifier, its file the MD5 with some ending. A moment copied to another
entry is listed in the first one only, so all files are read twice: once for the moments, once for the entries.
"""

import hashlib
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from companion.errors import ImportFailed
from companion.interchange.coming import dayone_classic, dayone_text
from companion.interchange.coming.dayone_rich import plain
from companion.interchange.coming.drafts import Answers, Draft, Picture, Remark, id_of
from companion.interchange.coming.reading import (
    Item,
    json_members,
    listed,
    moment,
    on_the_wall,
    strings,
    words,
)
from companion.interchange.coming.source import LARGEST_PICTURE, Source

_LOOKED = 1 << 18
_ENTRIES = re.compile(rb'"entries"\s*:\s*\[')
_OURS = re.compile(rb'"(?:creationDate|creationDevice|richText|modifiedDate)"')
_MOMENT = re.compile(
    r"!\[((?:[^\[\]\n\\]|\\.){0,500})\]\(dayone-moment:(/{0,2})([a-zA-Z]{0,20}/)?([0-9A-Za-z-]{1,64})\)"
)
_ALONE = re.compile(r"(?m)^[ \t]*\x00[ \t]*(?:\n|\Z)")
_LINK = re.compile(r"\]\(dayone2?:(?://)?/?view\?entryId=([0-9A-Za-z-]{1,64})\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DONE = re.compile(r"(?m)^([ \t]*[-*+] )\[X\] ")
_HEX = re.compile(r"[0-9A-Fa-f]{32}")
_TITLE = re.compile(r"#{1,6} (.{1,200})(?:\n|\Z)")
_NOT_A_TITLE = ("](", "![", "`")
_LEFT_OUT = (
    *(("location", "location"), ("weather", "weather"), ("userActivity", "activity"), ("music", "music")),
    *(("videos", "video"), ("audios", "audio"), ("pdfAttachments", "attachment")),
)
"""What an entry may have that has no place here, with the remark about it."""


class _DayOne:
    name = "dayone"

    def fits(self, source: Source) -> bool:
        return bool(dayone_classic.fits(source) or dayone_text.fits(source) or _journals(source))

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        if dayone_classic.fits(source):
            yield from dayone_classic.read(source)
        elif journals := _journals(source):
            yield from _read(source, journals)
        elif dayone_text.journals(source):
            yield from dayone_text.read(source)
        else:
            raise ImportFailed(why="other_format")


READER = _DayOne()


def _journals(source: Source) -> list[str]:
    """The files with entries: any JSON that looks like it, outside the folders of media."""
    try:
        return [name for name in source.names(".json") if _looks_right(source.head(name, _LOOKED))]
    except ImportFailed:
        return []


def _looks_right(head: bytes) -> bool:
    return bool(
        _ENTRIES.search(head)
        and (_OURS.search(head) or b'"metadata"' in head)
        and b'"format"' not in head[:200]
    )


@dataclass
class _Media:
    """Every picture the journals name, by identifier, and the files there are by the name without its ending."""

    files: dict[str, str]
    moments: dict[str, Item] = field(default_factory=dict)

    def picture(self, source: Source, identifier: str) -> Picture | None:
        """The picture of a moment; None if there is no file."""
        photo = self.moments.get(identifier.upper())
        if photo is None:
            return None
        file = next(
            (
                self.files[name]
                for name in (words(photo, "md5").lower(), identifier.lower())
                if name in self.files
            ),
            "",
        )
        if not file:
            return None
        shown = words(photo, "filename") or file.rpartition("/")[2]
        return Picture(identifier.upper(), shown, lambda: source.read(file, LARGEST_PICTURE))


def _read(source: Source, journals: list[str]) -> Iterator[Draft | Remark]:
    pictures = (name for name in source.names() if "photos/" in name.lower())
    media = _Media({name.rpartition("/")[2].rpartition(".")[0].lower(): name for name in pictures})
    for journal in journals:
        for name, place, item in json_members(source, journal):
            if name == "entries" and place >= 0 and isinstance(item, dict):
                for photo in listed(item, "photos"):
                    if isinstance(photo, dict) and words(photo, "identifier"):
                        media.moments[words(photo, "identifier").upper()] = {
                            key: words(photo, key) for key in ("md5", "filename")
                        }
    for journal in journals:
        told = journal.rpartition("/")[2].removesuffix(".json") if len(journals) > 1 else ""
        for name, place, item in json_members(source, journal):
            if name == "entries" and place >= 0:
                yield from _entry(source, item, f"{journal}, entries[{place}]", media, told)


def _entry(source: Source, item: object, where: str, media: _Media, journal: str) -> Iterator[Draft | Remark]:
    if not isinstance(item, dict):
        yield Remark(where, "value")
        return
    made = moment(words(item, "creationDate"))
    if made is None:
        yield Remark(where, "no_date")
        return
    when, zone, remark = on_the_wall(made, words(item, "timeZone"))
    if remark:
        yield Remark(where, remark)
    text, pictures, remarks = _text(source, item, where, media)
    yield from remarks
    title, text = titled(text)
    tags = strings(item, "tags") + ((journal,) if journal else ())
    yield Draft(
        _id(item, made.isoformat()),
        when,
        where,
        title,
        text,
        zone,
        day_only=item.get("isAllDay") is True,
        tags=tags,
        starred=item.get("starred") is True,
        changed=moment(words(item, "modifiedDate")),
        pictures=pictures,
    )
    for name, why in _LEFT_OUT:
        if item.get(name):
            yield Remark(where, why)
    if item.get("isPinned") is True or item.get("pinned") is True:
        yield Remark(where, "pinned")


def _id(item: Item, made: str) -> str:
    own = words(item, "uuid")
    if own:
        return id_of_entry(own)
    said = hashlib.sha256(words(item, "text").encode("utf-8", "replace")).hexdigest()
    return id_of("dayone", made, said)


def id_of_entry(own: str) -> str:
    """The lasting id of an entry by Day One's: its own as a UUID, so that every kind of export is known by the same."""
    own = own.strip().replace("-", "")
    return str(uuid.UUID(own)) if _HEX.fullmatch(own) else id_of("dayone", own)


def titled(text: str) -> tuple[str, str]:
    """A heading in the first line is the entry's title, as Day One itself shows it."""
    found = _TITLE.match(text.lstrip("\n"))
    if found is None or any(sign in found[1] for sign in _NOT_A_TITLE):
        return "", text.strip("\n")
    title = re.sub(r"(\*\*|~~|==)(.+?)\1", r"\2", found[1]).strip()
    return title, text.lstrip("\n")[found.end() :].strip("\n")


def _text(
    source: Source, item: Item, where: str, media: _Media
) -> tuple[str, tuple[Picture, ...], list[Remark]]:
    """The words with pictures in their places, and what had to be left out of them."""
    text = words(item, "text") or plain(words(item, "richText"))
    pictures: dict[str, Picture] = {}
    remarks: list[Remark] = []

    def place(found: re.Match[str]) -> str:
        caption, _slashes, kind, identifier = found.groups()
        if (kind or "photo/").rstrip("/").lower() not in ("photo", ""):
            return "\x00"  # counted with the entry's own lists
        picture = media.picture(source, identifier)
        if picture is None:
            remarks.append(Remark(where, "photo_missing"))
            return "\x00"
        pictures[picture.key] = picture
        return f"![{caption}](file:{picture.key})"

    text = closed(_MOMENT.sub(place, text.replace("\x00", "")))
    for photo in listed(item, "photos"):
        identifier = words(photo, "identifier") if isinstance(photo, dict) else ""
        if identifier and identifier.upper() not in pictures:
            picture = media.picture(source, identifier)
            if picture is None:
                remarks.append(Remark(where, "photo_missing"))
            else:
                pictures[picture.key] = picture
    text = _DONE.sub(r"\1[x] ", _LINK.sub(_linked, text))
    return unescaped(text), tuple(pictures.values()), remarks


def closed(text: str) -> str:
    """The text without its marks `\\x00`, where something was left out, and without the lines that held nothing else."""
    return _ALONE.sub("", text).replace("\x00", "")


def _linked(found: re.Match[str]) -> str:
    return f"](entry:{id_of_entry(found[1])})"


def unescaped(text: str) -> str:
    """The text as it was typed: without the backslashes that Day One sets, in code as well, and without its zero-width
    spaces. A backslash stays where the sign behind it would become emphasis here, or a heading.
    """
    return _ESCAPED.sub(_typed, text.replace("\u200b", "").replace("\ufeff", ""))


def _typed(found: re.Match[str]) -> str:
    sign, text, start, end = found[1], found.string, found.start(), found.end()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    at_edge = (not before.strip()) != (not after.strip())
    if sign in "*_`~" and at_edge:
        return found[0]  # it would open or close emphasis
    if sign in "#>" and before in ("", "\n") and after in (" ", "\n", ""):
        return found[0]
    return sign
