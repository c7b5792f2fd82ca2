"""How an entry lies in its tables: the narrow row, the body, the runs for search, the versions. Private to the diary.

Every function works inside a transaction that somebody else opened.
"""

import json
from dataclasses import replace

from companion.diary.values import OPEN_GUIDES, Entry, EntryRow, Photo
from companion.store import Reader, Writer
from companion.store.tables import clock, moment, slot
from companion.store.text import clean, clean_line, preview, unspaced
from companion.store.words import index, unindex

VERSIONS_KEPT = 20

ROW = "row, id, at, title, preview, mood, closeness, tags, trashed, starred, feelings, day_only, pictured, energy"
PHOTO = "id, name, caption, width, height, kind, thumbnail, alt"
# What an entry has beside its words and its moment, as columns and as fields.
NOTED = ("mood", "closeness", "energy", "feelings", "starred", "kept_away", "zone", "day_only", "guide")
ENTRY = f"entry.row, at, title, text, tags, changed, {', '.join(NOTED)}"
SHOWN = "batch NOT IN (SELECT id FROM batch WHERE done IS NULL)"


def insert(db: Writer, entry: Entry, changed: str, sitting: str, batch: int) -> int:
    """Store a new entry and give its row number. One of an import (`batch` not 0) is not yet in the word index."""
    row = _free_row(db, slot(entry.when))
    db.run(
        f"INSERT INTO entry (row, id, at, title, preview, tags, changed, batch, {', '.join(NOTED)})"
        f" VALUES (?, ?, ?, ?, ?, ?, ?, ?{', ?' * len(NOTED)})",
        *(row, entry.id, clock(entry.when), entry.title, preview(entry.text)),
        *("\n".join(entry.tags), changed, batch, *_noted(entry)),
    )
    db.run("INSERT INTO body (row, text, sitting) VALUES (?, ?, ?)", row, entry.text, sitting)
    _set_unspaced(db, row, "", _runs(entry))
    if not batch:
        index(db, row, *_texts(entry))
    return row


def insert_photo(db: Writer, entry_id: str, photo: Photo, media: str, size: int, added: str) -> None:
    """Name a photo as the last of an entry's."""
    place = db.value("SELECT coalesce(max(place), 0) + 1 FROM photo WHERE entry = ?", entry_id)
    db.run(
        "INSERT INTO photo (id, entry, media, place, name, caption, width, height, kind, size,"
        " thumbnail, added, alt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *(photo.id, entry_id, media, place, photo.name, photo.caption, photo.width, photo.height, photo.kind),
        *(size, photo.thumbnail, added, photo.alt),
    )


def update(db: Writer, entry: Entry, known: tuple[object, ...], sitting: str, now: str) -> None:
    """Store what changed of an entry, and nothing if nothing did. `known` is the row as `Diary.save` read it."""
    row, at, title, text, tags, changed, *noted, known_sitting = known
    assert isinstance(row, int)
    assert isinstance(at, str)
    joined = "\n".join(entry.tags)
    known_texts = str(title), str(text), str(tags)
    words_changed = (entry.title, entry.text) != (title, text)
    if not words_changed and (joined, clock(entry.when), *_noted(entry)) == (tags, at, *noted):
        return
    if words_changed and (not sitting or sitting != known_sitting):
        _keep_version(db, entry.id, str(changed), str(title), str(text))
    moved = slot(entry.when) != slot(moment(at))
    found_anew = moved or _texts(entry) != known_texts
    if found_anew:
        unindex(db, row, *known_texts)
    names = ("at", "title", "tags", "preview", "changed", *NOTED)
    db.run(
        f"UPDATE entry SET {', '.join(f'{name} = ?' for name in names)} WHERE row = ?",
        *(clock(entry.when), entry.title, joined, preview(entry.text), now, *_noted(entry), row),
    )
    if words_changed:
        db.run("UPDATE body SET text = ?, sitting = ? WHERE row = ?", entry.text, sitting, row)
    make_own(db, entry.id)
    _set_unspaced(db, row, unspaced(*known_texts), _runs(entry))
    if moved:
        place = _free_row(db, slot(entry.when))
        db.run("UPDATE entry SET row = ? WHERE row = ?", place, row)
        row = place
    if found_anew:
        index(db, row, *_texts(entry))


def make_own(db: Writer, id: str) -> None:
    """What somebody has written or noted in here is theirs, and stays when its import is taken back. Nobody has in what
    is not shown yet."""
    db.run(
        "UPDATE entry SET batch = 0 WHERE id = ? AND batch <> 0"
        " AND batch IN (SELECT id FROM batch WHERE done IS NOT NULL)",
        id,
    )


def tidied(entry: Entry) -> Entry:
    """As it is stored: words cleaned, tags and feelings in order of first use and without doubles."""
    return replace(
        entry,
        title=clean_line(entry.title),
        text=clean(entry.text),
        tags=_without_doubles(entry.tags),
        feelings=_without_doubles(entry.feelings),
        zone=clean_line(entry.zone),
        guide=clean_line(entry.guide),
    )


def entry_of(id: str, row: tuple[object, ...], photos: tuple[Photo, ...]) -> Entry:
    """What `ENTRY` selects, as the value."""
    number, at, title, text, tags, changed, *noted = row
    fields = dict(zip(NOTED, noted, strict=True))
    fields["feelings"] = tags_of(str(fields["feelings"]))
    for name in ("starred", "kept_away", "day_only"):
        fields[name] = bool(fields[name])
    return Entry(
        id,
        moment(str(at)),
        str(title),
        str(text),
        tags=tags_of(str(tags)),
        photos=photos,
        changed=moment(str(changed)),
        row=number,  # type: ignore[arg-type]
        **fields,  # type: ignore[arg-type]
    )


def _noted(entry: Entry) -> tuple[object, ...]:
    """The values of `NOTED` as they lie in the table."""
    fields = {name: getattr(entry, name) for name in NOTED}
    fields["feelings"] = "\n".join(entry.feelings)
    return tuple(int(value) if isinstance(value, bool) else value for value in fields.values())


def _without_doubles(words: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for word in words:
        word = " ".join(clean_line(word).split())
        if word:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())


def _texts(entry: Entry) -> tuple[str, str, str]:
    """What is found of an entry: title, text and tags, as they lie in the tables."""
    return entry.title, entry.text, "\n".join(entry.tags)


def _runs(entry: Entry) -> str:
    return unspaced(*_texts(entry))


def _set_unspaced(db: Writer, row: int, before: str, after: str) -> None:
    if before == after:
        return
    if not after:
        db.run("DELETE FROM unspaced WHERE row = ?", row)
    elif not before:
        db.run("INSERT INTO unspaced (row, text) VALUES (?, ?)", row, after)
    else:
        db.run("UPDATE unspaced SET text = ? WHERE row = ?", after, row)


def _keep_version(db: Writer, id: str, at: str, title: str, text: str) -> None:
    if not (title.strip() or text.strip()):
        return
    db.run("INSERT INTO history (entry, at, title, text) VALUES (?, ?, ?, ?)", id, at, title, text)
    db.run(
        "DELETE FROM history WHERE entry = ? AND number NOT IN"
        " (SELECT number FROM history WHERE entry = ? ORDER BY number DESC LIMIT ?)",
        *(id, id, VERSIONS_KEPT),
    )


def remove(db: Writer, id: str) -> list[str]:
    """Delete an entry with all that hangs on it; gives the media files that nothing names any more."""
    files = [media for (media,) in db.all("SELECT media FROM photo WHERE entry = ?", id)]
    texts = "SELECT row, title, body, tags FROM written WHERE row = (SELECT row FROM entry WHERE id = ?)"
    for row in db.all(texts, id):
        unindex(db, *row)
    db.run("DELETE FROM photo WHERE entry = ?", id)
    db.run("DELETE FROM entry WHERE id = ?", id)
    _forget_walk(db, id)
    return files


def _forget_walk(db: Writer, id: str) -> None:
    """Which guide a page was written with says something about it."""
    walks = json.loads(db.value("SELECT value FROM pref WHERE name = ?", OPEN_GUIDES) or "null")
    if not isinstance(walks, dict) or walks.pop(id, None) is None:
        return
    if walks:
        db.run("UPDATE pref SET value = ? WHERE name = ?", json.dumps(walks), OPEN_GUIDES)
    else:
        db.run("DELETE FROM pref WHERE name = ?", OPEN_GUIDES)


def _free_row(db: Reader, wanted: int) -> int:
    """The wanted row number, or the next free one; only a day with a thousand entries runs over into the next."""
    if db.value("SELECT 1 FROM entry WHERE row = ?", wanted) is None:
        return wanted
    return int(
        db.value(
            "SELECT row + 1 FROM entry AS taken WHERE row >= ?"
            " AND NOT EXISTS (SELECT 1 FROM entry WHERE row = taken.row + 1) ORDER BY row LIMIT 1",
            wanted,
        )
    )


def photos_of(db: Reader, id: str) -> tuple[Photo, ...]:
    rows = db.all(f"SELECT {PHOTO} FROM photo WHERE entry = ? AND removed IS NULL ORDER BY place", id)
    return tuple(Photo(*row) for row in rows)


def tags_of(tags: str) -> tuple[str, ...]:
    return tuple(tags.split("\n")) if tags else ()


def entry_row(row: tuple[object, ...]) -> EntryRow:
    number, id, at, title, head, mood, closeness, tags, trashed, *others = row
    starred, feelings, day_only, pictured, energy = others
    when = moment(str(at))
    gone = moment(str(trashed)) if trashed else None
    noted = bool(starred), tags_of(str(feelings)), bool(day_only), bool(pictured), energy
    return EntryRow(number, id, when, title, head, mood, closeness, tags_of(str(tags)), gone, *noted)  # type: ignore[arg-type]
