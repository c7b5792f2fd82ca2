"""Journey (journey.cloud): a zip or folder with one JSON file an entry beside its pictures, all named by the entry's id.

Newer exports have the words as HTML (`type` is "html"), older ones as Markdown. Times are thousandths of a second with a zone
beside. 1.7976931348623157e308, the largest double, stands for "nothing". Its `mood` is a number of which nobody says what it
means, so it is left out with a remark and not guessed.
"""

import re
from collections.abc import Iterator
from typing import Any

from companion.errors import ImportFailed
from companion.interchange.coming.drafts import Answers, Draft, Picture, Remark, id_of
from companion.interchange.coming.reading import (
    Item,
    json_whole,
    listed,
    moment_of,
    on_the_wall,
    strings,
    words,
)
from companion.interchange.coming.source import LARGEST_PICTURE, Source
from companion.markup import from_html

_NAME = re.compile(r"(?:.*/)?(\d{10,16}-[0-9A-Za-z_-]{4,40})\.json", re.IGNORECASE)
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".sticker")
_VIDEOS = (".mp4", ".mov", ".avi", ".3gp", ".mkv", ".webm")
_TAG = re.compile(r"<(?:p|br|div|ul|ol|h[1-6]|strong|em|span|b|i)\b[^>]{0,1000}>", re.IGNORECASE)
_ABSENT = 1e300


class _Journey:
    name = "journey"

    def fits(self, source: Source) -> bool:
        try:
            for name in source.names(".json"):
                if (_NAME.fullmatch(name) or source.kind == "file") and b'"date_journal"' in source.head(
                    name, 1 << 18
                ):
                    return True
        except ImportFailed:
            pass
        return False

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        if not self.fits(source):
            raise ImportFailed(why="other_format")
        for name in source.names(".json"):
            try:
                found = json_whole(source, name)
            except ImportFailed as failed:
                yield Remark(name, str(failed.facts.get("why", "broken")))
                continue
            if isinstance(found, dict) and "date_journal" in found:
                yield from _entry(source, name, found)


READER = _Journey()


def _entry(source: Source, name: str, item: Item) -> Iterator[Draft | Remark]:
    made = moment_of(item.get("date_journal"))
    if made is None:
        yield Remark(name, "no_date")
        return
    when, zone, remark = on_the_wall(made, words(item, "timezone"))
    if remark:
        yield Remark(name, remark)
    folder = name.rpartition("/")[0]
    pictures: list[Picture] = []
    remarks: list[Remark] = []
    for number, one in enumerate(strings(item, "photos")):
        remark = _picture(source, folder, one, f"p{number}", pictures)
        if remark:
            remarks.append(Remark(f"{name}, {one}", remark))
    text = words(item, "text")
    if words(item, "type") == "html" or (not words(item, "type") and _TAG.search(text)):
        text = from_html(text)
    own = words(item, "id") or name.rpartition("/")[2][: -len(".json")]
    yield Draft(
        id_of("journey", own),
        when,
        name,
        "",
        text.strip("\n"),
        zone,
        tags=strings(item, "tags"),
        starred=item.get("favourite") is True,
        changed=moment_of(item.get("date_modified")),
        pictures=tuple(pictures),
    )
    yield from remarks
    yield from _left_out(name, item)


def _picture(source: Source, folder: str, one: str, key: str, pictures: list[Picture]) -> str:
    """Take a picture of the entry along, or say as a code why not."""
    ending = "." + one.rpartition(".")[2].lower()
    if ending in _VIDEOS:
        return "video"
    if ending not in _PICTURES:
        return "audio" if ending in (".mp3", ".m4a", ".aac", ".wav", ".ogg") else "attachment"
    file = source.find(f"{folder}/{one}" if folder else one)
    if file is None:
        return "photo_missing"
    pictures.append(Picture(key, one, lambda: source.read(file, LARGEST_PICTURE)))
    return ""


def _left_out(name: str, item: Item) -> Iterator[Remark]:
    if words(item, "address").strip() or _said(item.get("lat")):
        yield Remark(name, "location")
    weather = item.get("weather")
    if isinstance(weather, dict) and (_said(weather.get("degree_c")) or words(weather, "description")):
        yield Remark(name, "weather")
    if words(item, "music_title"):
        yield Remark(name, "music")
    if _said(item.get("mood")):
        yield Remark(name, "mood_unknown")
    if words(item, "label") or words(item, "folder") or listed(item, "activities"):
        yield Remark(name, "label")


def _said(value: Any) -> bool:
    """Whether a number says something: it is not nothing, and not Journey's mark for nothing."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < abs(value) < _ABSENT
