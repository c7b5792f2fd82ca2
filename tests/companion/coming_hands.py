"""What the tests of coming in share: reading a source to drafts, bringing it into a vault, and taking it back.

Real samples of other projects lie outside the repository, in the folder that COMPANION_SAMPLES names;
`coming_samples/README.md` says where each is from. Tests that need them are skipped without it.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from companion.diary.values import Entry
from companion.interchange.coming import Answers, Draft, Remark, Source, bring_in, guess, preview, take_back
from companion.interchange.coming import _reader as reader
from companion.workspace import Workspace, create
from ui.photos import prepare_import

OWN = Path(__file__).parent / "coming_samples"
OTHERS = Path(os.environ.get("COMPANION_SAMPLES", ""))
NOW = datetime(2033, 1, 14, 21, 5)

real = pytest.mark.skipif(
    not os.environ.get("COMPANION_SAMPLES"), reason="COMPANION_SAMPLES names no folder of real samples"
)


@contextmanager
def vault(home: Path) -> Iterator[Workspace]:
    """An empty one."""
    workspace, _kit = create(home, passphrase="harbour lantern moss", keyring=False, clock=lambda: NOW)
    try:
        yield workspace
    finally:
        workspace.close()


def read(path: Path, format: str | None = None, **answers: object) -> list[Draft | Remark]:
    """Everything a reader gives, in its order. Without a format it has to be recognised."""
    with Source(path) as source:
        name = format or guess(source)
        assert name, f"{path.name} was not recognised"
        return list(reader(name).read(source, Answers(**answers)))  # type: ignore[arg-type]


def drafts(path: Path, format: str | None = None, **answers: object) -> list[Draft]:
    return [one for one in read(path, format, **answers) if isinstance(one, Draft)]


def remarks(path: Path, format: str | None = None, **answers: object) -> Counter[str]:
    return Counter(one.why for one in read(path, format, **answers) if isinstance(one, Remark))


def brought(workspace: Workspace) -> list[Entry]:
    """Every entry that shows, oldest first."""
    diary = workspace.diary
    return sorted(
        (diary.get(row.id) for row in diary.rows(diary.ids())), key=lambda entry: (entry.when, entry.id)
    )


def state(workspace: Workspace) -> str:
    """A hash of all rows of all tables and of all photo files. The search index is left to its own check, and what is
    still to be tidied in it to whoever rests."""
    told = hashlib.sha256()
    with workspace.store.reading() as db:
        tables = [
            name
            for (name,) in db.all(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words%'"
                " AND name NOT LIKE 'grams%' AND name NOT LIKE 'sqlite_%' AND name <> 'upkeep' ORDER BY name"
            )
        ]
        for table in tables:
            for row in sorted(map(repr, db.all(f"SELECT * FROM {table}"))):
                told.update(f"{table}{row}".encode())
    for id in sorted(workspace.media.ids()):
        told.update(id.encode())
        told.update(workspace.media.path(id).read_bytes())
    return told.hexdigest()


def there_and_back(
    workspace: Workspace, path: Path, format: str | None = None, **answers: object
) -> list[Entry]:
    """Bring a source in; a second time adds nothing; one undo leaves the vault as it was. Gives what had come in."""
    before = state(workspace)
    given = Answers(**answers)  # type: ignore[arg-type]
    with Source(path) as source:
        name = format or guess(source)
        assert name
        told = preview(workspace, source, name, given)
        assert state(workspace) == before, "a preview wrote something"
        coming = bring_in(workspace, source, name, given, pictures=prepare_import)
        change = coming.run()
        assert (coming.told.added, coming.told.skipped) == (told.added, told.skipped)
        found = brought(workspace)
        assert len(found) == told.added
        assert workspace.health().problems == ()
        full = state(workspace)
        again = bring_in(workspace, source, name, given, pictures=prepare_import)
        again.run()
        assert (again.told.added, again.told.skipped) == (0, told.added + told.skipped)
        assert state(workspace) == full, "a second run changed something"
    assert change.undo is not None
    change.undo()
    while workspace.tidy():
        pass
    assert state(workspace) == before, "undo left something"
    return found


def pixels(data: bytes) -> QImage:
    image = QImage.fromData(data)
    assert not image.isNull()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


__all__ = ["NOW", "OTHERS", "OWN", "brought", "drafts", "pixels", "read", "real", "remarks", "state"]
__all__ += ["take_back", "there_and_back", "vault"]
