"""What is in a vault as text that any editor opens, for the day when this app is gone.

Made from the rows of a snapshot: one JSON line an entry, one Markdown page a year, and every other table that
holds something a person noted as JSON lines. Bringing a vault back uses the snapshot; these are for reading.
"""

import json
import re
from collections.abc import Generator
from typing import Any

from companion.diary import plain
from companion.diary.rows import SHOWN as _SHOWN
from companion.lines import escape
from companion.store import Reader, snapshot

Pieces = Generator[bytes, None, None]

_PHOTO = re.compile(r"\]\(photo:([^)\s]+)\)")
_SUFFIX = {"jpeg": "jpg", "png": "png"}
# Kept elsewhere in the backup, or made from what is.
_LEFT_OUT = {"entry", "body", "photo", "unspaced", "batch", "declined"}


def photo_name(media: str, kind: str) -> str:
    """The name of a photo's file inside a backup."""
    return f"photos/{media}.{_SUFFIX[kind]}"


def photos(db: Reader) -> list[tuple[str, str]]:
    """Every photo's file and kind."""
    return [(media, kind) for media, kind in db.each("SELECT media, kind FROM photo ORDER BY media")]


def counts(db: Reader) -> dict[str, int]:
    """How many of what, for the manifest."""
    asked = {
        "entries": f"SELECT count(*) FROM entry WHERE {_SHOWN}",
        "photos": "SELECT count(*) FROM photo",
        "plans": "SELECT count(*) FROM plan",
        "check_ins": "SELECT count(*) FROM check_in",
        "cards": "SELECT count(*) FROM kept_card",
    }
    return {name: int(db.value(sql)) for name, sql in asked.items()}


def entries(db: Reader) -> Pieces:
    """Each entry as a line of JSON, oldest first, those in the trash too."""
    files = _files(db)
    with snapshot.each(db, f"{plain.ENTRY} WHERE {_SHOWN} ORDER BY entry.row") as found:
        for row in found:
            item = plain.item(row)
            item["photos"] = [
                {"file": file, "id": id, "caption": caption}
                for id, file, caption in files.get(item["id"], ())
            ]
            yield _line(item)


def years(db: Reader) -> dict[str, tuple[int, int]]:
    """The years with a page, as four digits, and between which rows of the database their entries are."""
    rows = db.all(
        "SELECT substr(at, 1, 4), min(row), max(row) FROM entry"
        f" WHERE trashed IS NULL AND {_SHOWN} GROUP BY 1 ORDER BY 1"
    )
    return {year: (first, last) for year, first, last in rows if re.fullmatch(r"\d{4}", year)}


def page(db: Reader, year: str, between: tuple[int, int]) -> Pieces:
    """One year as Markdown, without what is in the trash. Photos are links to the files beside."""
    files = _files(db)
    yield f"# {year}\n".encode()
    rows = snapshot.each(
        db,
        "SELECT entry.id, at, title, text, tags FROM entry JOIN body ON body.row = entry.row"
        " WHERE entry.row BETWEEN ? AND ?"
        f" AND trashed IS NULL AND substr(at, 1, 4) = ? AND {_SHOWN} ORDER BY entry.row",
        *(*between, year),
    )
    with rows as found:
        for id, at, title, text, tags in found:
            own = files.get(id, [])
            links = {photo: file for photo, file, _caption in own}
            parts = [f"## {at[:10]} {at[11:16]}  {title}".rstrip()]
            if tags:
                parts.append("Tags: " + ", ".join(tags.split("\n")))
            parts.append(_linked(text, links))
            parts += [
                f"![{escape(caption)}](../{file})"
                for photo, file, caption in own
                if f"(photo:{photo})" not in text
            ]
            yield ("\n" + "\n\n".join(part for part in parts if part) + "\n").encode("utf-8", "surrogatepass")


def _linked(text: str, links: dict[str, str]) -> str:
    """The text with references to photos of this entry as links to their files."""

    def link(found: re.Match[str]) -> str:
        file = links.get(found[1])
        return f"](../{file})" if file else found[0]

    return _PHOTO.sub(link, text)


def others(db: Reader) -> list[str]:
    """The other tables with something in them."""
    rows = db.all("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    virtual = tuple(f"{name}_" for name, sql in rows if sql.upper().startswith("CREATE VIRTUAL"))
    names = [
        name
        for name, sql in rows
        if not sql.upper().startswith("CREATE VIRTUAL")
        and not name.startswith(("sqlite_", *virtual))
        and name not in _LEFT_OUT
        and re.fullmatch("[a-z_]{1,40}", name)
    ]
    return [name for name in names if db.value(f'SELECT 1 FROM "{name}" LIMIT 1')]


def table(db: Reader, name: str) -> Pieces:
    """Its rows as lines of JSON."""
    columns = [column for (column,) in db.all(f"SELECT name FROM pragma_table_info('{name}')")]
    with snapshot.each(db, f'SELECT * FROM "{name}"') as rows:
        for row in rows:
            yield _line({key: value for key, value in zip(columns, row, strict=True) if value is not None})


def _files(db: Reader) -> dict[str, list[tuple[str, str, str]]]:
    """Of each entry: id, file and caption of its photos, in their order."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for entry, id, media, kind, caption in db.each(
        "SELECT entry, id, media, kind, caption FROM photo WHERE removed IS NULL ORDER BY entry, place"
    ):
        found.setdefault(entry, []).append((id, photo_name(media, kind), caption))
    return found


def _line(item: dict[str, Any]) -> bytes:
    return json.dumps(item, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


INSIDE = """\
What is in this folder

entries.jsonl   every entry, one a line, with date, title, text, tags and the names of its pictures
text/           the same as pages to read, one a year
photos/         the pictures
more/           everything else that was noted, one line each
snapshot.db     the database the program itself uses (SQLCipher 4; its key is in manifest.json)
manifest.json   how many of what, and the SHA-256 sum of each file

All text is UTF-8. A mood or closeness goes from 1 (low, far) to 5 (high, close).
"""

OUTSIDE = """\
{title}

This file is encrypted. To open it you need one of these: the sheet with the recovery code that was
printed or saved, or the passphrase.

With the program that made it: choose "Open a backup" and this file.

Without that program, two free ones are enough: age (https://age-encryption.org) and unzip. Both run on
Windows, macOS and Linux. You need the sheet, and on it the line that begins with AGE-SECRET-KEY-1.

1. Put that line into a text file named key.txt, beside this backup, and open a terminal there.

2. Take the encrypted part out of the backup:

    unzip -o "{file}" payload.age

3. Decrypt it:

    age --decrypt --identity key.txt --output opened.zip payload.age

4. Unpack it into a folder:

    unzip -o opened.zip -d opened

5. Read README.txt in that folder. Then delete key.txt, payload.age and opened.zip: they are not protected.

The passphrase alone opens it in the program only. Do not unpack this file and pack it again: the
program checks every byte of it.
"""
