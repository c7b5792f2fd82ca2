"""Diarium: its JSON export (a zip, a folder or the file alone), its backup, which is a plain SQLite file, and its text.

What converters agree on (Daily You, Diarium-CLI, Diarium2HTML, diarium-to-dayone): `date` is the clock on the wall with up
to seven decimals, in the backup the same moment as ticks of a ten-millionth of a second; the text is HTML; `rating` is one to
five; pictures lie in `media/<day and time>/`. Weather, sun, moon and trackers are sentences in the writer's language.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from companion.errors import ImportFailed
from companion.interchange.coming import diarium_backup, diarium_text
from companion.interchange.coming.drafts import Answers, Draft, Picture, Remark, id_of
from companion.interchange.coming.reading import Item, json_elements, json_whole, strings, words
from companion.interchange.coming.source import LARGEST_PICTURE, Source
from companion.markup import from_html

_BEGINS = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(\[)?\s*\{")
_KEYS = re.compile(rb'"(?:html|heading|tracker|lunar|rating)"\s*:')
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?(?:Z|[+-]\d{2}:?\d{2})?")
_FOLDER = re.compile(r"(?:^|/)(\d{4}-\d{2}-\d{2}_\d{6})(\d{0,3})/[^/]+$")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".heif", ".bmp")
_OTHERS = {
    ".mp4": "video",
    ".mov": "video",
    ".m4a": "audio",
    ".mp3": "audio",
    ".wav": "audio",
    ".aac": "audio",
}
_LEFT_OUT = (("location", "location"), ("weather", "weather"), ("tracker", "tracker"))
"""Sun and moon follow from the day and the place, and nobody wrote them: they are left out without a word."""


class _Diarium:
    name = "diarium"

    def fits(self, source: Source) -> bool:
        try:
            return diarium_backup.fits(source) or bool(_files(source) or diarium_text.fits(source))
        except ImportFailed:
            return False

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        if diarium_backup.fits(source):
            for row, pictures, left_out in diarium_backup.rows(source):
                where = f"entry {row['ticks']}"
                yield from _entry(row, where, pictures)
                yield from (Remark(where, why) for why in left_out)
            return
        files, media = _files(source), _media(source)
        if not files:
            if not diarium_text.files(source):
                raise ImportFailed(why="other_format")
            yield from diarium_text.read(source)
        for name in files:
            for place, item in _items(source, name):
                where = f"{name}[{place}]"
                if not isinstance(item, dict):
                    yield Remark(where, "value")
                    continue
                stamp = _when(words(item, "date"))
                found = media.get(stamp.folder, []) if stamp else []
                pictures = [
                    Picture(f"p{number}", file.rpartition("/")[2], _opener(source, file))
                    for number, file in enumerate(found)
                    if file.lower().endswith(_PICTURES)
                ]
                yield from _entry(item, where, pictures)
                for file in found:
                    if not file.lower().endswith(_PICTURES):
                        yield Remark(
                            f"{where}, {file}",
                            _OTHERS.get("." + file.rpartition(".")[2].lower(), "attachment"),
                        )


READER = _Diarium()


@dataclass(frozen=True, slots=True)
class _Stamp:
    when: datetime
    ticks: int
    folder: str


def _files(source: Source) -> list[str]:
    return [name for name in source.names(".json") if _looks_right(source.head(name, 1 << 16))]


def _looks_right(head: bytes) -> bool:
    return bool(_BEGINS.match(head)) and len(set(_KEYS.findall(head))) >= 2 and b'"date"' in head


def _items(source: Source, name: str) -> Iterator[tuple[int, Any]]:
    begins = _BEGINS.match(source.head(name, 64))
    if begins and begins[1]:
        yield from json_elements(source, name)
    else:
        yield 0, json_whole(source, name, 32 * 2**20)


def _media(source: Source) -> dict[str, list[str]]:
    """The files of each folder of media, by the folder's day and time to the second."""
    found: dict[str, list[str]] = {}
    for name in source.names():
        if match := _FOLDER.search(name):
            found.setdefault(match[1], []).append(name)
    return found


def _opener(source: Source, file: str) -> Callable[[], bytes]:
    return lambda: source.read(file, LARGEST_PICTURE)


def _entry(item: Item, where: str, pictures: list[Picture]) -> Iterator[Draft | Remark]:
    stamp = _when(words(item, "date")) if "date" in item else _ticked(item.get("ticks"))
    if stamp is None:
        yield Remark(where, "no_date")
        return
    rating = item.get("rating")
    yield Draft(
        id_of("diarium", str(stamp.ticks)),
        stamp.when,
        where,
        " ".join(words(item, "heading").split()),
        from_html(words(item, "html")),
        tags=(*strings(item, "tags"), *strings(item, "people")),
        mood=rating
        if isinstance(rating, int) and not isinstance(rating, bool) and 1 <= rating <= 5
        else None,
        pictures=tuple(pictures),
    )
    for name, why in _LEFT_OUT:
        if item.get(name):
            yield Remark(where, why)


def _when(date: str) -> _Stamp | None:
    found = _DATE.fullmatch(date.strip())
    if found is None:
        return None
    try:
        when = datetime.fromisoformat(found[1])
    except ValueError:
        return None
    parts = int((found[2] or "").ljust(7, "0"))
    since = when - datetime.min
    ticks = (since.days * 86_400 + since.seconds) * 10_000_000 + parts
    return _Stamp(when, ticks, when.strftime("%Y-%m-%d_%H%M%S"))


def _ticked(ticks: object) -> _Stamp | None:
    if not isinstance(ticks, int) or not 0 <= ticks < 3_155_378_976_000_000_000:
        return None
    when = datetime.min + timedelta(seconds=ticks // 10_000_000)
    return _Stamp(when, ticks, "")
