"""Everything in a vault as plain values: the form in which words leave, and in which they are compared on
the way in.

Every function takes something to ask (`store.reading(steady=True)` shows one unchanging state) and gives
dictionaries of what JSON can hold. Times are ISO: the wall clock's without a zone, moments in UTC with one.
Only `photos` carries something of the vault's inside, the name of the file its bytes are in; it never
leaves as such.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from companion.diary import plain
from companion.diary.plain import ENTRY
from companion.diary.rows import SHOWN
from companion.store import Reader
from companion.store.tables import PASSING

Item = dict[str, Any]

PHOTO = ("id", "name", "caption", "alt", "width", "height", "kind", "place", "added", "removed")
"""What a photo has beside its picture and the small one of it."""
CALENDAR = ("uid", "sequence", "revised", "mark")
"""What a calendar said of a plan, to know the same file again."""

_PLAN = (
    *(
        "id",
        "title",
        "idea",
        "day",
        "at",
        "part",
        "end_day",
        "minutes",
        "place",
        "pressure",
        "apart",
        "invite",
    ),
    *(
        "state",
        "line",
        "closeness",
        "zone",
        "zone_there",
        "rule",
        "extra",
        "gone",
        "remind",
        "uid",
        "sequence",
    ),
    *("alias", "revision", "created", "changed"),
)
_HAPPENED = ("was", "day", "at", "part", "state", "line", "closeness", "fields", "changed")


def count(db: Reader, *, trashed: bool = True) -> int:
    """How many entries there are to go through."""
    where = SHOWN if trashed else f"trashed IS NULL AND {SHOWN}"
    return int(db.value(f"SELECT count(*) FROM entry WHERE {where}"))


def entries(db: Reader, *, trashed: bool = True, only: Sequence[int] | None = None) -> Iterator[Item]:
    """Every entry with its photos, oldest first; or only those with these row numbers."""
    where = SHOWN if trashed else f"trashed IS NULL AND {SHOWN}"
    if only is None:
        for row in db.each(f"{ENTRY} WHERE {where} ORDER BY entry.row"):
            yield _entry(db, row)
        return
    for number in sorted(only):
        if found := db.one(f"{ENTRY} WHERE entry.row = ? AND {where}", number):
            yield _entry(db, found)


def entry(db: Reader, id: str, *, shown: bool = False) -> Item | None:
    """One entry, in the trash or not; one of an import that has not ended only where `shown` is not asked for."""
    row = db.one(f"{ENTRY} WHERE entry.id = ?" + (f" AND {SHOWN}" if shown else ""), id)
    return _entry(db, row) if row else None


def _entry(db: Reader, row: tuple[Any, ...]) -> Item:
    return plain.item(row) | {"photos": photos(db, row[0])}


def photos(db: Reader, entry_id: str, *, removed: bool = False) -> list[Item]:
    """The photos of an entry in their order, with the name of the file that holds each; or those taken from it."""
    names = (*PHOTO, "thumbnail", "media")
    state = "IS NOT NULL" if removed else "IS NULL"
    rows = db.all(
        f"SELECT {', '.join(names)} FROM photo WHERE entry = ? AND removed {state} ORDER BY place, id",
        entry_id,
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def sitting(db: Reader, entry_id: str) -> str:
    """The name of the sitting in which an entry was last written."""
    return str(
        db.value("SELECT sitting FROM body JOIN entry ON body.row = entry.row WHERE id = ?", entry_id) or ""
    )


def history(db: Reader, entry_id: str) -> list[Item]:
    """Earlier words of an entry, oldest first."""
    rows = db.all("SELECT at, title, text FROM history WHERE entry = ? ORDER BY number", entry_id)
    return [{"at": at, "title": title, "text": text} for at, title, text in rows]


def check_ins(db: Reader) -> list[Item]:
    """What was noted of each day, also what was cleared since."""
    return _table(db, "check_in", ("day", "at", "closeness", "energy", "mood", "cleared"), "day")


def plans(db: Reader) -> list[Item]:
    """Every plan, whatever became of it; a series with what happened to single times of it."""
    happened: dict[str, list[Item]] = {}
    for id, *row in db.each(f"SELECT plan, {', '.join(_HAPPENED)} FROM occurrence ORDER BY plan, was"):
        item = dict(zip(_HAPPENED, row, strict=True))
        happened.setdefault(id, []).append(item | {"fields": json.loads(item["fields"])})
    said: dict[str, list[Item]] = {}
    for item in _table(db, "calendar_item", ("plan", *CALENDAR), "uid"):
        said.setdefault(item.pop("plan"), []).append(item)
    return [_plan(item, happened, said) for item in _table(db, "plan", _PLAN, "day, id")]


def _plan(item: Item, happened: dict[str, list[Item]], said: dict[str, list[Item]]) -> Item:
    rule, extra, gone = (item.pop(name) for name in ("rule", "extra", "gone"))
    item["apart"] = bool(item["apart"])
    item["repeat"] = None
    if rule is not None:
        item["repeat"] = {"rule": rule, "extra": extra.split("\n") if extra else []}
        item["repeat"]["gone"] = gone.split("\n") if gone else []
    item["occurrences"] = happened.get(item["id"], [])
    item["calendar"] = said.get(item["id"], [])
    return item


def ideas(db: Reader) -> list[Item]:
    """A person's own ideas, also those in the trash."""
    rows = db.all("SELECT id, title, fields, created, trashed FROM own_idea ORDER BY created, id")
    return [
        {"id": id, "title": title, **json.loads(written), "created": created, "trashed": trashed}
        for id, title, written, created, trashed in rows
    ]


def declined(db: Reader) -> list[Item]:
    """Which ideas were not wanted on which day."""
    return _table(db, "declined", ("day", "idea"), "day, idea")


def cards(db: Reader) -> list[Item]:
    """The cards that were kept, also those forgotten since."""
    rows = _table(db, "kept_card", ("id", "prompt", "text", "note", "at", "forgotten"), "at, id")
    return [{("when" if name == "at" else name): value for name, value in row.items()} for row in rows]


def own_cards(db: Reader) -> list[Item]:
    """A person's own cards, also those in the trash."""
    names = ("id", "deck", "text", "smaller", "listener", "depth", "created", "changed", "trashed")
    return _table(db, "own_card", names, "created, rowid")


def templates(db: Reader) -> list[Item]:
    """A person's own templates, also those in the trash."""
    return _table(db, "template", ("id", "title", "text", "created", "changed", "trashed"), "created, id")


def preferences(db: Reader) -> Item:
    rows = db.all("SELECT name, value FROM pref ORDER BY name")
    return {name: json.loads(value) for name, value in rows if name not in PASSING}


def _table(db: Reader, table: str, names: tuple[str, ...], order: str) -> list[Item]:
    rows = db.all(f"SELECT {', '.join(names)} FROM {table} ORDER BY {order}")
    return [dict(zip(names, row, strict=True)) for row in rows]
