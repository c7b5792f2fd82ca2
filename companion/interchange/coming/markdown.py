"""A folder (or zip, or one file) of Markdown notes: Obsidian's daily notes, Logseq's journals, and our own export.

The day is told by the file's name, else by the front matter, else by the file's own time, which is then said. What is
typed stays as typed; only pictures are taken along, and a link to a note beside becomes one to its entry, or its words
where there is no such note. A note of our own export is the entry it was, by its id.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from companion.errors import ImportFailed
from companion.interchange.coming import dates, front, naming
from companion.interchange.coming.drafts import Answers, Draft, Needs, Picture, Remark, id_of, picture_key
from companion.interchange.coming.front import Front
from companion.interchange.coming.source import LARGEST_PICTURE, Source
from companion.interchange.exporting import feelings_of
from companion.lines import escape, unescape

ENDINGS = (".md", ".markdown")
PICTURES = tuple(".jpg .jpeg .png .gif .webp .bmp .heic .heif .avif .tif .tiff .jxl .svg".split())
_ALT = r"((?:[^\[\]\n\\]|\\.){0,300})"
_TARGET = r"(<[^<>\n]{1,1000}>|[^()\s<>]{1,1000}(?:\([^()\s]{0,200}\)[^()\s<>]{0,200}){0,4})"
_IMAGE = re.compile(rf'!\[{_ALT}\]\({_TARGET}(?:[ \t]{{1,9}}"[^"\n]{{0,1000}}")?\)')
_LINKS = re.compile(
    r"(?P<code>`[^`\n]{1,2000}`)"
    r"|(?P<embed>!)?\[\[(?P<note>[^\[\]|\n]{0,1000})(?:\|(?P<said>[^\[\]\n]{0,1000}))?\]\]"
    rf"|(?P<image>{_IMAGE.pattern})"
    rf"|\[(?P<words>{_ALT[1:-1]})\]\((?P<place>[^()\s<>:]{{1,1000}}\.(?:md|markdown))(?:#[^()\s]{{0,200}})?\)",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?:^|(?<=[\s(]))#([\w/-]{0,100}[^\W\d][\w/-]{0,100})")
_CODE = re.compile(r"`[^`\n]{1,2000}`")
_LONGEST_LINE = 20_000
"""A longer line is no line somebody linked in; it stays as it is."""
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_ESCAPED = re.compile(r"\\(.)")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KNOWN = frozenset(
    (
        "title tags tag keywords aliases alias cssclass cssclasses publish updated modified lastmod permalink"
        " date created created_at creation_date creation-date createdat day uid id type"
    ).split()
)


class _Markdown:
    name = "markdown"

    def fits(self, source: Source) -> bool:
        return bool(_notes(source))

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        notes = _notes(source)
        if not notes:
            raise ImportFailed(why="other_format")
        shelf = _Shelf(source)
        day_first = _day_first(notes, answers)
        for name in notes:
            yield from _note(shelf, name, day_first)
        shelf.used.update(notes)
        for name in source.names():
            if not _hidden(name) and name not in shelf.used:
                yield Remark(name, "other_file")


READER = _Markdown()


def _hidden(name: str) -> bool:
    """What a program keeps for itself: `.obsidian`, `.trash`, `.git`; Logseq's own in `logseq`."""
    return name.startswith((".", "logseq/")) or "/." in name


def _notes(source: Source) -> list[str]:
    """Every note; a plain text is one if its name says a day."""
    found = [name for name in source.names(*ENDINGS, ".txt") if not _hidden(name)]
    return [name for name in found if name.lower().endswith(ENDINGS) or naming.named(name, day_first=True)]


def _day_first(notes: list[str], answers: Answers) -> bool:
    if answers.day_first is not None:
        return answers.day_first
    found = dates.day_comes_first(naming.unclear(notes), sorted_file=False)
    if found is None:
        raise Needs("day_first")
    return found


class _Shelf:
    """The other files, found the way the programs find them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.used: set[str] = set()
        self._ids: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        for name in reversed(source.names()):
            if not _hidden(name):
                self._by_name[name.rsplit("/", 1)[-1].casefold()] = name

    def find(self, note: str, target: str) -> str | None:
        """From beside the note, from the top, or anywhere by its bare name."""
        folder = note.rpartition("/")[0]
        for path in (f"{folder}/{target}" if folder else target, target):
            path = normpath(path).lstrip("/")
            if not path.startswith("..") and (found := self.source.find(path)):
                return found
        return self._by_name.get(target.casefold()) if "/" not in target else None

    def entry(self, note: str, target: str) -> str | None:
        """The id of the entry that another note becomes."""
        name = self.find(note, target if target.lower().endswith(ENDINGS) else f"{target}.md")
        if name is None or not name.lower().endswith(ENDINGS) or _hidden(name):
            return None
        if name not in self._ids:
            data = self.source.read(name)
            head, _ = front.split(_decoded(data)[0])
            self._ids[name] = head.fields["id"] if head.ours else _id(name, data)
        return self._ids[name]


def _id(name: str, data: bytes) -> str:
    return id_of("markdown", _stem(name), hashlib.sha256(data).hexdigest())


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _note(shelf: _Shelf, name: str, day_first: bool) -> Iterator[Draft | Remark]:
    data = shelf.source.read(name)
    whole, plain = _decoded(data)
    if not plain:
        yield Remark(name, "encoding")
    head, text = front.split(whole)
    if head.ours:
        yield from _ours(shelf, name, head, text)
        return
    body = _Body(shelf, name)
    text = body.read(text).strip("\n")
    when, day_only, zone, title = _when(shelf.source, name, head, day_first)
    if when is None:
        yield Remark(name, "no_date")
        return
    if not (text.strip() or title):
        yield Remark(name, "empty")
        return
    if title is None:  # the file's own time
        yield Remark(name, "file_time")
    if any(value for field, value in head.fields.items() if field not in _KNOWN):
        yield Remark(name, "fields")
    yield from body.remarks
    yield Draft(
        _id(name, data),
        when,
        name,
        head.line("title") or (_stem(name) if title is None else title),
        text,
        zone,
        day_only,
        tuple(dict.fromkeys((*head.tags(), *body.tags))),
        pictures=tuple(body.pictures.values()),
    )


def _when(
    source: Source, name: str, head: Front, day_first: bool
) -> tuple[datetime | None, bool, str, str | None]:
    """When it was, whether only the day is known, the zone, and the words of the name: None if the time is the file's."""
    by_name, said = naming.named(name, day_first), head.when()
    if by_name:
        if said and not by_name.timed and said[0].date() == by_name.when.date() and said[1]:
            return said[0], False, said[2], by_name.rest
        return by_name.when, not by_name.timed, "", by_name.rest
    if said:
        return said[0], not said[1], said[2], _stem(name)
    return source.changed(name), False, "", None


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether it was UTF-8 or UTF-16 as it should be."""
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return data.decode(encoding).replace("\r\n", "\n"), True
        except UnicodeDecodeError:
            pass
    return data.decode("cp1252", "replace").replace("\r\n", "\n"), False


class _Body:
    """A note's text on its way: pictures found, links made words."""

    def __init__(self, shelf: _Shelf, name: str) -> None:
        self.pictures: dict[str, Picture] = {}
        self.remarks: list[Remark] = []
        self.tags: list[str] = []
        self._shelf = shelf
        self._name = name

    def read(self, text: str) -> str:
        lines = []
        fence = ""
        for line in text.split("\n"):
            mark = _FENCE.match(line)
            if fence:
                fence = "" if mark and mark[1] == fence else fence
            elif mark:
                fence = mark[1]
            elif len(line) <= _LONGEST_LINE:
                self.tags += _TAG.findall(_CODE.sub("", line)) if "#" in line else ()
                line = _LINKS.sub(self._link, line) if "[" in line else line
            lines.append(line)
        return "\n".join(lines)

    def _link(self, found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        if found["image"]:
            inner = _IMAGE.fullmatch(found["image"])
            assert inner is not None
            return self._image(found[0], inner[1], unquote(inner[2].strip("<>")))
        if found["place"]:
            id = self._shelf.entry(self._name, unquote(found["place"]))
            return f"[{found['words']}](entry:{id})" if id else found[0]
        target, said = found["note"].strip(), (found["said"] or "").strip()
        path = target.partition("#")[0]
        if found["embed"] and "." in path and not path.lower().endswith(ENDINGS):
            caption = "" if re.fullmatch(r"\d+(?:x\d+)?", said) else escape(said)
            return self._image(said or path.rsplit("/", 1)[-1], caption, path)
        parts = (path.rsplit("/", 1)[-1], target.partition("#")[2].lstrip("#^"))
        words = said or " > ".join(part for part in parts if part)
        id = self._shelf.entry(self._name, path) if path else None
        return f"[{words}](entry:{id})" if id else words

    def _image(self, otherwise: str, caption: str, target: str) -> str:
        """The picture if it comes along, or else what stands for it. `caption` is as it stands between brackets."""
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
            self.remarks.append(Remark(self._name, "photo_outside"))
            return otherwise
        inside = self._shelf.find(self._name, target)
        if inside is None:
            self.remarks.append(Remark(f"{self._name}, {target}", "photo_missing"))
            return otherwise
        self._shelf.used.add(inside)
        if not inside.lower().endswith(PICTURES):
            self.remarks.append(Remark(inside, "attachment"))
            return otherwise
        key = self.keep(inside, _ESCAPED.sub(r"\1", caption))
        return f"![{caption}](file:{key})"

    def keep(self, inside: str, caption: str, alt: str = "") -> str:
        key = picture_key(inside)
        self._shelf.used.add(inside)
        opening = partial(self._shelf.source.read, inside, LARGEST_PICTURE)
        self.pictures.setdefault(key, Picture(key, inside.rsplit("/", 1)[-1], opening, caption, alt))
        return key


def _ours(shelf: _Shelf, name: str, head: Front, text: str) -> Iterator[Draft | Remark]:
    """An entry of our own, as it left. Only its own photos change in the text, whatever else looks like one."""
    fields = head.fields
    try:
        when = datetime.fromisoformat(fields["date"]).replace(tzinfo=None)
    except ValueError:
        yield Remark(name, "no_date")
        return
    if not _ID.fullmatch(fields["id"]):
        yield Remark(name, "id")
        return
    body = _Body(shelf, name)
    for photo in _listed(fields.get("photos")):
        file = photo if isinstance(photo, str) else _words(photo, "file")
        inside = shelf.find(name, file) if file else None
        if inside is None:
            yield Remark(f"{name}, {file}", "photo_missing")
            continue
        shown = re.compile(rf"!\[((?:[^\[\]\n\\]|\\.){{0,2000}})\]\({re.escape(file)}\)")
        first = shown.search(text)
        caption = _words(photo, "caption") or (unescape(first[1]) if first else "")
        key = body.keep(inside, caption, _words(photo, "alt"))
        text = shown.sub(lambda found, key=key: f"![{found[1]}](file:{key})", text)  # type: ignore[misc]
    changed = _words(fields, "changed")
    yield Draft(
        fields["id"],
        when,
        name,
        _words(fields, "title"),
        text,
        _words(fields, "zone"),
        fields.get("day_only") is True or len(fields["date"]) == 10,
        _several(fields, "tags"),
        fields.get("starred") is True,
        _step(fields, "mood", 5),
        feelings_of(_several(fields, "feelings")),
        dates.moment(changed) if changed else None,
        tuple(body.pictures.values()),
        _step(fields, "closeness", 5),
        _step(fields, "energy", 3),
        fields.get("kept_away") is True,
        _words(fields, "guide"),
        verbatim=True,
    )


def _words(fields: Any, name: str) -> str:
    value = fields.get(name) if isinstance(fields, dict) else None
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    return value[:1000] if isinstance(value, list) else []


def _several(fields: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(value for value in _listed(fields.get(name)) if isinstance(value, str))


def _step(fields: dict[str, Any], name: str, most: int) -> int | None:
    value = fields.get(name)
    return value if type(value) is int and 1 <= value <= most else None
