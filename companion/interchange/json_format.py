"""Everything as one JSON file: the export that can be brought back whole.

    {"format": "companion", "version": 1, "made": ...,
     "entries": [...], "check_ins": [...], "plans": [...], "ideas": [...], "cards": [...],
     "own_cards": [...], "templates": [...], "preferences": {...}}

One item a line, photos in base64 inside their entry, earlier words in `history` unless they were left out.
The file is plain text: whoever finds it can read all of it.
"""

import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from companion.disk import Report, handing_out, quiet
from companion.interchange import contents
from companion.interchange.exporting import Exported, photo_bytes, view

if TYPE_CHECKING:
    from companion.store import Reader
    from companion.workspace import Workspace

FORMAT = "companion"
VERSION = 1


def export_json(
    workspace: "Workspace", target: Path, report: Report = quiet, *, history: bool = True
) -> Exported:
    """Write the file; it appears when it is whole. What `disk.handing_out` and `report` raise."""
    told = Exported()
    with view(workspace) as db, handing_out(target) as file:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        head = {"format": FORMAT, "version": VERSION, "made": made}
        _put(file, _text(head)[:-1] + ',\n"entries": [')
        total = contents.count(db)
        for entry in contents.entries(db):
            report(told.entries, total, "exporting")
            _put(file, (",\n" if told.entries else "\n") + _text(_whole(workspace, db, entry, told, history)))
            told.entries += 1
        lists = {
            "check_ins": contents.check_ins(db),
            "plans": contents.plans(db),
            "ideas": contents.ideas(db),
            "cards": contents.cards(db),
            "own_cards": contents.own_cards(db),
            "templates": contents.templates(db),
        }
        for name, items in lists.items():
            _put(file, f'\n],\n"{name}": [\n' + ",\n".join(map(_text, items)))
        _put(file, '\n],\n"preferences": ' + _text(contents.preferences(db)) + "\n}\n")
        report(total, total, "exporting")
    return told


def _whole(
    workspace: "Workspace", db: "Reader", entry: contents.Item, told: Exported, history: bool
) -> contents.Item:
    photos = []
    for photo in entry["photos"]:
        data = photo_bytes(workspace, photo, told)
        kept = {name: value for name, value in photo.items() if name != "media"}
        kept["thumbnail"] = b64encode(photo["thumbnail"]).decode("ascii")
        if data is not None:
            photos.append(kept | {"data": b64encode(data).decode("ascii")})
    whole = entry | {"photos": photos}
    if history:
        whole["history"] = contents.history(db, entry["id"])
    return whole


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _put(file: BinaryIO, text: str) -> None:
    file.write(text.encode("utf-8"))
