"""Apple's Journal: a zip or folder with `Entries/*.html` and `Resources/`, as the app on a phone exports it.

There is no hour and no identity, so an entry is known by its file's name. That begins with a day in UTC: what was written at
midnight in India lies in the file of the day before (seen in the fixtures of Apple-Journal-Analysis). The day the person saw
is in the page's header, in the phone's language: of the three days around the file's, the one whose numbers are there counts.

The markup is broken (a `div` opens inside a `span` and closes in another), and only its classes tell what is what: `title`,
`reflectionPrompt`, `bodyText`, and an `assetGrid` with the pictures and whatever else the phone suggested. So the page is cut
at its classes, and each piece read by itself.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import zip_longest
from urllib.parse import unquote

from companion.errors import ImportFailed
from companion.interchange.coming.drafts import Answers, Draft, Picture, Remark, id_of
from companion.interchange.coming.source import LARGEST_PICTURE, Source
from companion.markup import from_html

_FILE = re.compile(r"(?:.*/)?(\d{4}-\d{2}-\d{2})[^/]*\.html?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
_PIECE = re.compile(
    r"<div[^>]{0,200}\bclass\s*=\s*[\"'](pageHeader|assetGrid|reflectionPrompt|title|bodyText)[\"'][^>]{0,200}>"
)
_ASSET = re.compile(r"\bassetType_([A-Za-z]{1,40})")
_SOURCE = re.compile(r"<(?:img|source)\b[^>]{0,400}?\bsrc\s*=\s*[\"']([^\"']{1,400})[\"']")
_PICTURES = {"photo", "livePhoto", "screenshot", "drawing"}
_TOLD = {
    **dict.fromkeys(("video",), "video"),
    **dict.fromkeys(("audio",), "audio"),
    **dict.fromkeys(("multiPinMap", "genericMap", "location", "map"), "location"),
    **dict.fromkeys(("motionActivity", "workoutIcon", "workoutRoute", "workout"), "activity"),
    **dict.fromkeys(("thirdPartyMedia", "music", "podcast", "book"), "music"),
    "stateOfMind": "mood_unknown",
    "contact": "people",
}
_LARGEST = 8 * 2**20


class _AppleJournal:
    name = "applejournal"

    def fits(self, source: Source) -> bool:
        try:
            for name in _entries(source)[:20]:
                head = source.head(name, 1 << 16)
                if b"pageContainer" in head or b"pageHeader" in head:
                    return True
        except ImportFailed:
            pass
        return False

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        if not self.fits(source):
            raise ImportFailed(why="other_format")
        for name in _entries(source):
            try:
                page = source.read(name, _LARGEST).decode("utf-8-sig", "replace")
            except ImportFailed as failed:
                yield Remark(name, str(failed.facts.get("why", "broken")))
                continue
            yield from _entry(source, name, page)


READER = _AppleJournal()


def _entries(source: Source) -> list[str]:
    """The files of entries, by name."""
    return [name for name in source.names(".html", ".htm") if not name.lower().endswith("index.html")]


def _entry(source: Source, name: str, page: str) -> Iterator[Draft | Remark]:
    pieces = _pieces(page)
    day = _day(name, " ".join(from_html(pieces.get("pageHeader", "")).split()))
    if day is None:
        yield Remark(name, "no_date")
        return
    if "bodyText" not in pieces and "title" not in pieces and "assetGrid" not in pieces:
        yield Remark(name, "other_format")
        return
    prompt, body = from_html(pieces.get("reflectionPrompt", "")), from_html(pieces.get("bodyText", ""))
    text = "\n\n".join(part for part in (f"> {prompt}" if prompt else "", body) if part)
    pictures, remarks = _assets(source, name, pieces.get("assetGrid", ""))
    yield Draft(
        id_of("applejournal", name.rpartition("/")[2]),
        day,
        name,
        " ".join(from_html(pieces.get("title", "")).split()),
        text,
        day_only=True,
        pictures=tuple(pictures),
    )
    yield from remarks


def _day(name: str, header: str) -> datetime | None:
    """The day in the header, if it is that of the file's name or a neighbour's; else that of the file's name."""
    found = _FILE.fullmatch(name)
    try:
        base = datetime.fromisoformat(found[1]) if found else None
    except ValueError:
        base = None
    if base is None:
        return _english(header)
    numbers = sorted(int(number) for number in _NUMBER.findall(header[:200]))
    for shift in (0, 1, -1):
        try:
            day = base + timedelta(days=shift)
        except OverflowError:
            continue
        if numbers in (sorted((day.year, day.day)), sorted((day.year, day.month, day.day))):
            return day
    return base


def _english(header: str) -> datetime | None:
    """A day as an English phone writes it, for files that were given another name."""
    for form in ("%A, %d %B %Y", "%A, %B %d, %Y"):
        try:
            return datetime.strptime(header, form)
        except ValueError:
            continue
    return None


def _pieces(page: str) -> dict[str, str]:
    """What stands after each class, up to the next one."""
    pieces: dict[str, str] = {}
    for name, piece in _cut(page, _PIECE):
        pieces[name] = pieces.get(name, "") + piece
    return pieces


def _cut(text: str, at: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Each mark with what stands behind it, up to the next."""
    found = list(at.finditer(text))
    for match, following in zip_longest(found, found[1:]):
        yield match[1], text[match.end() : following.start() if following else len(text)]


def _assets(source: Source, name: str, grid: str) -> tuple[list[Picture], list[Remark]]:
    pictures: list[Picture] = []
    remarks: list[Remark] = []
    for kind, piece in _cut(grid, _ASSET):
        if kind not in _PICTURES:
            remarks.append(Remark(name, _TOLD.get(kind, "asset")))
            continue
        named = _SOURCE.search(piece)
        file = source.find(_beside(name, unquote(named[1]))) if named else None
        if file is None:
            remarks.append(Remark(name, "photo_missing"))
            continue
        shown = file.rpartition("/")[2]
        pictures.append(Picture(f"p{len(pictures)}", shown, _opener(source, file)))
    return pictures, remarks


def _opener(source: Source, file: str) -> Callable[[], bytes]:
    return lambda: source.read(file, LARGEST_PICTURE)


def _beside(name: str, src: str) -> str:
    """`../Resources/x.heic`, seen from an entry, as a name in the source. It may lead nowhere, and never outside."""
    parts = name.split("/")[:-1]
    for part in src.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
