"""What stands above a note between two lines `---`: YAML as other programs write it, JSON by the line as we do."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.interchange.coming import dates, words

_FENCE = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([a-z_]+): (.+)")
_OURS = frozenset(
    (
        "id date title tags mood closeness energy feelings starred kept_away zone day_only guide photos changed"
    ).split()
)
_WHEN = (
    *("date", "created", "created_at", "creation_date", "creation-date", "date created", "date_created"),
    *("createdat", "date-created", "day", "journal-date"),
)
_OFFSET = re.compile(r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})$")
_LONGEST = 256 * 1024


@dataclass(frozen=True)
class Front:
    """What was said of a note, names in small letters. `ours`: it is one of our own exports."""

    fields: dict[str, Any]
    ours: bool

    def line(self, name: str) -> str:
        """A single piece of text, or ""."""
        value = flat(self.fields.get(name))
        return value[0] if len(value) == 1 else ""

    def tags(self) -> tuple[str, ...]:
        """Each without its `#`, from a list, or from words with commas or spaces between."""
        found: dict[str, None] = {}
        for name in ("tags", "tag", "keywords"):
            value = self.fields.get(name)
            listed = re.split(r"[,\s]+", value) if isinstance(value, str) else flat(value)
            found.update((tag, None) for word in listed if (tag := word.strip().lstrip("#").strip()))
        return tuple(found)

    def when(self) -> tuple[datetime, bool, str] | None:
        """The clock on the wall, whether it had an hour, and the zone if it is UTC's."""
        for name in _WHEN:
            for value in flat(self.fields.get(name))[:1]:
                if found := written(value):
                    return found
        return None


def split(text: str) -> tuple[Front, str]:
    """The front matter and the text below it, which is all of it where there is none that can be read."""
    found = _FENCE.match(text[:_LONGEST]) if text.startswith("---") else None
    if not found:
        return Front({}, False), text
    rest = text[found.end() :]
    ours = _ours(found[1])
    if ours is not None:
        return Front(ours, True), rest.removeprefix("\n")
    try:
        fields = words.load(found[1])
    except words.NotYaml:
        return Front({}, False), text
    if not isinstance(fields, dict):
        return Front({}, False), rest.lstrip("\n") if not fields else text
    return Front({str(name).strip().lower(): value for name, value in fields.items()}, False), rest.lstrip(
        "\n"
    )


def _ours(head: str) -> dict[str, Any] | None:
    """Our own lines `name: JSON`, which say what they are by being nothing else."""
    fields: dict[str, Any] = {}
    for line in head.split("\n"):
        found = _LINE.fullmatch(line)
        if not found or found[1] not in _OURS:
            return None
        try:
            fields[found[1]] = json.loads(found[2])
        except (ValueError, RecursionError):
            return None
    if not (isinstance(fields.get("id"), str) and isinstance(fields.get("date"), str)):
        return None
    return fields


def flat(value: Any) -> list[str]:
    """The words in a value: itself, its items, and what was meant as a link and read as lists in lists."""
    if isinstance(value, str):
        value = value.strip().removeprefix("[[").removesuffix("]]").split("|")[-1].strip()
        return [] if value in words.NOTHING else [value]
    if isinstance(value, list):
        return [word for item in value[:1000] for word in flat(item)]
    return []


def written(value: str) -> tuple[datetime, bool, str] | None:
    """A date as somebody's template wrote it."""
    value = value.strip()
    offset = _OFFSET.search(value) if re.search(r"\d{1,2}:\d{2}", value) else None
    zone = "UTC" if offset and offset["zone"] in ("Z", "UTC") else ""
    bare = value[: offset.start()] if offset else value
    try:
        when = datetime.fromisoformat(bare)
        return when.replace(tzinfo=None, microsecond=0), len(bare) > 10, zone
    except ValueError:
        pass
    spelling = dates.spelled(bare)
    if spelling is None or (spelling.open and dates.day_comes_first([spelling], False) is None):
        return None
    found = spelling.when(bool(dates.day_comes_first([spelling], False)))
    return (found, spelling.timed, zone) if found else None
