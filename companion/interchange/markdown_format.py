"""The diary as a folder of Markdown files, for any other program: one file an entry, photos beside it.

`2030/2030-01-14-2105.md` begins with front matter and goes on, after one empty line, with the text as it was typed; only
`photo:` references become file names. File names are dates: a title is nobody's business in a folder list. What lies in
the trash stays out. Bringing everything back is what the JSON export is for.

    ---
    id: "6f1c..."
    date: "2030-01-14T21:05:00"       the clock on the wall
    zone: "Europe/Berlin"             where it hung, if known
    day_only: true                    the hour means nothing
    title: "..."
    tags: ["evening", "two words"]
    feelings: ["lonely"]              as words
    mood: 3                           1 to 5; so is closeness, and energy is 1 to 3
    starred: true
    kept_away: true                   stays out of looking back
    guide: "g-unsaid"                 what it was written with
    changed: "2030-01-14T20:05:00+00:00"
    photos: [{"file": "2030-01-14-2105-photo1.png", "caption": "...", "alt": "..."}]
    ---

What says nothing is left out. Every value is JSON, which is YAML, too.
"""

import json
import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion.disk import Report, free_name, keep_out, private_folder, quiet, storing, sync_folder
from companion.errors import UsageError
from companion.interchange import contents
from companion.interchange.exporting import (
    SUFFIX,
    Exported,
    feeling_words,
    look_for_room,
    photo_bytes,
    view,
)

if TYPE_CHECKING:
    from companion.workspace import Workspace

_PHOTO = re.compile(r"\]\(photo:([^)\s]+)\)")
"""The end of a reference. What stands before it is a caption, with whatever is in it."""
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def export_markdown(
    workspace: "Workspace", folder: Path, report: Report = quiet, *, rows: Sequence[int] | None = None
) -> Exported:
    """Write the folder, which must not exist or be empty; it appears when it is whole. With `rows` only these entries.

    UsageError(reason="not empty" or "inside a vault"), StorageError's kinds, and what `report` raises.
    """
    keep_out(folder)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(reason="not empty")
    part = free_name(folder.with_name(folder.name + ".part"))
    told = Exported()
    try:
        with storing():
            private_folder(part)
            with view(workspace) as db:
                look_for_room(db, part, rows, photos=1)
                total = contents.count(db, trashed=False) if rows is None else len(rows)
                names: set[str] = set()
                for entry in contents.entries(db, trashed=False, only=rows):
                    report(told.entries, total, "exporting")
                    _write_entry(workspace, part, entry, names, told)
                    told.entries += 1
            report(total, total, "exporting")
            with suppress(FileNotFoundError):
                folder.rmdir()
            part.rename(folder)
            sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return told


def _write_entry(
    workspace: "Workspace", part: Path, entry: contents.Item, names: set[str], told: Exported
) -> None:
    when = datetime.fromisoformat(entry["when"])
    year = private_folder(part / f"{when.year:04}")
    name = base = f"{when.year:04}-{when:%m-%d-%H%M}"
    number = 1
    while name in names:
        number += 1
        name = f"{base}-{number}"
    names.add(name)
    files: dict[str, str] = {}
    for place, photo in enumerate(entry["photos"], 1):
        data = photo_bytes(workspace, photo, told)
        if data is not None:
            # "photo" in it, or a second entry of the same minute would have the name of a first photo
            files[photo["id"]] = f"{name}-photo{place}{SUFFIX[photo['kind']]}"
            _write(year / files[photo["id"]], data)
    text = _front_matter(entry, files) + _with_files(entry["text"], files)
    _write(year / f"{name}.md", text.encode("utf-8"))


def _front_matter(entry: contents.Item, files: dict[str, str]) -> str:
    fields = {
        "id": entry["id"],
        "date": entry["when"],
        **{name: entry[name] for name in ("zone", "day_only", "title", "tags")},
        "feelings": feeling_words(entry["feelings"]),
        **{
            name: entry[name]
            for name in ("mood", "closeness", "energy", "starred", "kept_away", "guide", "changed")
        },
        "photos": [_photo(photo, files[photo["id"]]) for photo in entry["photos"] if photo["id"] in files],
    }
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items() if value]
    return "\n".join(["---", *lines, "---", "", ""])


def _photo(photo: contents.Item, file: str) -> contents.Item:
    words = {name: photo[name] for name in ("caption", "alt") if photo[name]}
    return {"file": file} | words


def _yaml(value: object) -> str:
    """JSON is YAML but for the signs that YAML takes for line breaks or refuses; JSON lets them be written by number."""
    return _NOT_YAML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))


def _with_files(text: str, files: dict[str, str]) -> str:
    def link(found: re.Match[str]) -> str:
        return f"]({files[found[1]]})" if found[1] in files else found[0]

    return _PHOTO.sub(link, text)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
