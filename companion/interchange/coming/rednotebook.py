"""RedNotebook: a folder or a zip of `YYYY-MM.txt`, YAML of one text and some categories a day.

It knows no hours, so neither do the entries. A day can be written on after it came in; its id follows from the day and
from what stands there, so that coming again brings the longer one beside the first and never hides it.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from companion.errors import ImportFailed
from companion.interchange.coming import txt2tags, words
from companion.interchange.coming.drafts import Answers, Draft, Picture, Remark, id_of, picture_key
from companion.interchange.coming.source import LARGEST_PICTURE, Source

_MONTH = re.compile(r"(?P<folder>(?:.*/)?)(?P<year>\d{4})-(?P<month>\d{2})\.txt")
_MOST_NAMES = 2_000
"""Categories and entries in them, for one day."""


class _RedNotebook:
    name = "rednotebook"

    def fits(self, source: Source) -> bool:
        months = _months(source)
        return bool(months) and any(_looks_like_it(source.head(found[0])) for found in months[:12])

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        months = _months(source)
        if not months:
            raise ImportFailed(why="other_format")
        for found in months:
            yield from _month(source, found)


READER = _RedNotebook()


def _months(source: Source) -> list[re.Match[str]]:
    """The months of the shallowest folder that has some: copies in folders below are not the journal."""
    found = [match for name in source.names(".txt") if (match := _MONTH.fullmatch(name))]
    depth = min((match["folder"].count("/") for match in found), default=0)
    return [match for match in found if match["folder"].count("/") == depth]


def _looks_like_it(start: bytes) -> bool:
    words = start.decode("utf-8-sig", "replace").lstrip()
    return bool(re.match(r"\{\}|['\"]?\d{1,2}['\"]?:\s|\{\s*\d{1,2}:", words))


def _month(source: Source, found: re.Match[str]) -> Iterator[Draft | Remark]:
    name = found[0]
    try:
        days = words.load(source.read(name).decode("utf-8-sig"))
    except UnicodeDecodeError:
        yield Remark(name, "not_text")
        return
    except words.NotYaml:
        yield Remark(name, "damaged")
        return
    if days in (None, "", {}):
        return
    if not isinstance(days, dict):
        yield Remark(name, "value")
        return
    for number, content in days.items():
        where = f"{name}, {number}"
        try:
            when = datetime(int(found["year"]), int(found["month"]), int(number))
        except (ValueError, TypeError, OverflowError):
            yield Remark(where, "no_date")
            continue
        if not isinstance(content, dict):
            yield Remark(where, "value")
            continue
        yield from _Day(source, found["folder"], when, where, content).read()


class _Day:
    """One day of the journal on its way."""

    def __init__(
        self, source: Source, folder: str, when: datetime, where: str, content: dict[str, Any]
    ) -> None:
        self._source = source
        self._folder = folder
        self._when = when
        self._where = where
        self._content = content
        self._pictures: dict[str, Picture] = {}
        self._remarks: list[Remark] = []

    def read(self) -> Iterator[Draft | Remark]:
        raw = self._content.get("text", "")
        if not isinstance(raw, str):
            yield Remark(self._where, "value")
            return
        raw = "" if raw in words.NOTHING else raw
        categories = self._categories()
        if not (raw.strip() or categories):
            return
        text = "\n".join([txt2tags.to_markdown(raw, self._picture).rstrip(), *self._listed(categories)])
        parts = [f"{name}\x1e{entry}" for name, entries in categories.items() for entry in ("", *entries)]
        yield from self._remarks
        yield Draft(
            id_of("rednotebook", self._when.date().isoformat(), raw, *sorted(parts)),
            self._when,
            self._where,
            text=text.strip("\n"),
            day_only=True,
            tags=tuple(dict.fromkeys((*categories, *txt2tags.hashtags(raw)))),
            pictures=tuple(self._pictures.values()),
        )

    def _categories(self) -> dict[str, list[str]]:
        """Each category with its entries; those of the old "Tags" are categories without any."""
        found: dict[str, list[str]] = {}
        left = _MOST_NAMES
        for name, entries in self._content.items():
            if name == "text":
                continue
            listed = [str(entry) for entry in entries] if isinstance(entries, dict | list) else []
            left -= 1 + len(listed)
            if left < 0:
                self._remarks.append(Remark(self._where, "too_many"))
                break
            if name == "Tags":
                found.update({entry: found.get(entry, []) for entry in listed})
            else:
                found.setdefault(name, []).extend(listed)
        return found

    def _listed(self, categories: dict[str, list[str]]) -> Iterator[str]:
        """What stands under a category, below the text, as RedNotebook's own exports have it."""
        for name, entries in categories.items():
            if entries:
                yield from ("", f"**{name}**", "")
                yield from (f"- {txt2tags.inline(' '.join(e.split()), self._picture)}" for e in entries)

    def _picture(self, path: str) -> str | None:
        """A picture beside the months comes along; one from elsewhere on somebody's disk cannot."""
        name = unquote(re.sub(r"^file:(?://)?", "", path))
        outside = bool(re.match(r"[/\\]|[A-Za-z]+:", name)) or ".." in re.split(r"[/\\]", name)
        inside = None if outside else self._source.find(self._folder + name)
        if inside is None:
            why = "photo_outside" if outside else "photo_missing"
            self._remarks.append(Remark(f"{self._where}, {path}", why))
            return None
        if inside not in self._pictures:
            source = self._source
            self._pictures[inside] = Picture(
                picture_key(inside), inside.split("/")[-1], lambda: source.read(inside, LARGEST_PICTURE)
            )
        return f"![](file:{picture_key(inside)})"
