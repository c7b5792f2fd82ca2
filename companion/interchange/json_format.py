"""JSON, the export that can be brought back whole: everything, or chosen entries and nothing else.

    {"format": "companion", "version": 1, "made": ...,
     "entries": [...], "check_ins": [...], "plans": [...], "ideas": [...], "declined": [...], "cards": [...],
     "own_cards": [...], "templates": [...], "preferences": {...}}

One item a line, photos in base64 inside their entry, earlier words in `history`. What lies in the trash goes along with
the moment it was put there. The file is plain text: whoever finds it can read all of it. Sealed, the same text lies in
an age file, for which a passphrase or keys are needed.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from companion import age
from companion.disk import Report, handing_out, quiet
from companion.interchange import contents
from companion.interchange.exporting import Exported, look_for_room, photo_bytes, view

if TYPE_CHECKING:
    from companion.store import Reader
    from companion.workspace import Workspace

FORMAT = "companion"
VERSION = 1


LISTS = ("check_ins", "plans", "ideas", "declined", "cards", "own_cards", "templates")
"""What goes along beside the entries, each made by the function of `contents` with that name."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Who may open it: whoever has the passphrase, or the holders of these age keys. One of the two."""

    passphrase: str | None = None
    recipients: tuple[str, ...] = ()


def export_json(
    workspace: "Workspace",
    target: Path,
    report: Report = quiet,
    *,
    rows: Sequence[int] | None = None,
    seal: Seal | None = None,
) -> Exported:
    """Write the file; it appears when it is whole. With `rows` only these entries and what hangs on them.

    What `disk.handing_out` and `report` raise.
    """
    told = Exported()
    with view(workspace) as db, handing_out(target) as file, _sealed(file, seal) as out:
        look_for_room(db, target.parent, rows)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        head = {"format": FORMAT, "version": VERSION, "made": made}
        _put(out, _text(head)[:-1] + ',\n"entries": [')
        total = contents.count(db) if rows is None else len(rows)
        for entry in contents.entries(db, only=rows):
            report(told.entries, total, "exporting")
            _put(out, (",\n" if told.entries else "\n") + _text(_whole(workspace, db, entry, told)))
            told.entries += 1
        _put(out, "\n]")
        if rows is None:
            for name in LISTS:
                items = getattr(contents, name)(db)
                _put(out, f',\n"{name}": [\n' + ",\n".join(map(_text, items)) + "\n]")
            _put(out, ',\n"preferences": ' + _text(contents.preferences(db)))
        _put(out, "\n}\n")
        report(total, total, "exporting")
    return told


@contextmanager
def _sealed(file: BinaryIO, seal: Seal | None) -> Iterator[age.Writable]:
    if seal is None:
        yield file
        return
    with age.Encryptor(file, recipients=seal.recipients, passphrase=seal.passphrase) as sealed:
        yield sealed


def _whole(workspace: "Workspace", db: "Reader", entry: contents.Item, told: Exported) -> contents.Item:
    removed = contents.photos(db, entry["id"], removed=True)
    photos = [_photo(workspace, photo, told) for photo in (*entry["photos"], *removed)]
    return entry | {
        "photos": [photo for photo in photos if photo],
        "sitting": contents.sitting(db, entry["id"]),
        "history": contents.history(db, entry["id"]),
    }


def _photo(workspace: "Workspace", photo: contents.Item, told: Exported) -> contents.Item | None:
    data = photo_bytes(workspace, photo, told)
    if data is None:
        return None
    whole = {name: value for name, value in photo.items() if name != "media"}
    return whole | {
        "thumbnail": b64encode(photo["thumbnail"]).decode("ascii"),
        "data": b64encode(data).decode("ascii"),
    }


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _put(file: age.Writable, text: str) -> None:
    file.write(text.encode("utf-8"))
