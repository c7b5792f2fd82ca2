"""Mini Diary's JSON (one entry a day, under its date), and that of its successor Mini Diarium (a list, days may repeat).

Both know no hours. Mini Diary writes Markdown, Mini Diarium what its editor holds, which is HTML. Both can also write one
Markdown file with a heading for each day, in the words of a language; that is read, too, and an entry has the same id.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from companion.errors import ImportFailed, UsageError
from companion.interchange.coming.dates import moment, spelled
from companion.interchange.coming.drafts import Answers, Draft, Remark, id_of
from companion.interchange.coming.reading import json_whole
from companion.interchange.coming.source import LARGEST_WHOLE, Source

_PAGE = re.compile(r"# Mini Diar(?:y|ium)\r?\n")
_DAY = re.compile(r"^## (.+)$", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*(?:\n|\Z)")
_HTML = re.compile(r"\s*<(?:p|h[1-6]|ul|ol|div|blockquote|pre|hr|img|br)\b[^>]*>", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![\w\\_*])_(?=[^\s_])([^_\n]{1,5000})(?<=[^\s\\])_(?![\w_])")


class _MiniDiary:
    name = "minidiary"

    def fits(self, source: Source) -> bool:
        if source.kind != "file":
            return False
        start = source.head(source.name, 4096).decode("utf-8-sig", "replace")
        return bool(_PAGE.match(start)) or (
            bool(re.match(r'\s*\{\s*"(?:metadata|entries)"\s*:\s*[{\[]', start))
            and (
                bool(re.search(r'"application"\s*:\s*"Mini Diar', start))
                or bool(re.search(r'"entries"\s*:\s*\{\s*"\d{4}-\d\d-\d\d"', start))
            )
        )

    def read(self, source: Source, answers: Answers) -> Iterator[Draft | Remark]:
        told: Counter[str] = Counter()
        if source.kind == "file" and _PAGE.match(
            source.head(source.name, 200).decode("utf-8-sig", "replace")
        ):
            found = _days(source)
        else:
            found = enumerate(_items(_loaded(source)))
        for number, (day, item) in found:
            one = _draft(day, item, f"{source.name}, entries[{number}]", told)
            if one is not None:
                yield one


READER = _MiniDiary()


def _loaded(source: Source) -> Any:
    if source.kind != "file":
        raise ImportFailed(why="other_format")
    found = json_whole(source, source.name, LARGEST_WHOLE)
    entries = found.get("entries") if isinstance(found, dict) else None
    if not isinstance(entries, dict | list):
        raise ImportFailed(why="other_format")
    return entries


def _days(source: Source) -> Iterator[tuple[int, tuple[str, Any]]]:
    """The entries of the Markdown form, as the JSON would have them. A heading that is no day is somebody's own."""
    try:
        text = source.read(source.name).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ImportFailed(why="not_text") from None
    places = [(found, when) for found in _DAY.finditer(text) if (when := _day(found[1]))]
    ends = [found.start() for found, _ in places[1:]] + [len(text)]
    for number, ((found, when), end) in enumerate(zip(places, ends, strict=False)):
        words = text[found.end() : end].strip()
        title = _BOLD.match(words)
        item = {"title": title[1] if title else "", "text": words[title.end() :] if title else words}
        yield number, (when.isoformat(), item)


def _day(heading: str) -> date | None:
    spelling = spelled(heading)
    when = spelling.when(True) if spelling and not spelling.open else None
    return when.date() if when else None


def _items(entries: dict[str, Any] | list[Any]) -> Iterator[tuple[Any, Any]]:
    if isinstance(entries, dict):
        yield from entries.items()
    else:
        yield from ((item.get("date") if isinstance(item, dict) else None, item) for item in entries)


def _draft(day: Any, item: Any, where: str, told: Counter[str]) -> Draft | Remark | None:
    if not isinstance(item, dict):
        return Remark(where, "value")
    title, text, updated = (item.get(name) or "" for name in ("title", "text", "dateUpdated"))
    if not (isinstance(title, str) and isinstance(text, str) and isinstance(updated, str)):
        return Remark(where, "value")
    try:
        when = datetime.combine(date.fromisoformat(day), time())
    except (ValueError, TypeError):
        return Remark(where, "no_date")
    title, text = title.strip(), text.strip()
    if not (title or text):
        return None
    try:
        shown = _markdown(text)
    except UsageError:
        return Remark(where, "too_large")
    id = id_of("minidiary", day, title, text)
    told[id] += 1
    if told[id] > 1:
        id = id_of("minidiary", day, title, text, str(told[id]))
    return Draft(id, when, where, title, shown, day_only=True, changed=moment(updated) if updated else None)


def _markdown(text: str) -> str:
    """Our Markdown: its underscores are asterisks here. Underscores inside words stay."""
    if _HTML.match(text):
        from companion.markup import from_html

        return from_html(text)
    return _ITALIC.sub(r"*\1*", text) if "_" in text else text
