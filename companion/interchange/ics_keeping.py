"""A calendar file that follows the plan: written anew after each change, for a program that subscribes to it.

It is not encrypted, so it is off until asked for, and what is in it is chosen with it. The choice lies in the vault, and
neither a backup nor an export takes it along: on another computer, nothing is written in the clear by itself.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.changes import Change
from companion.disk import handing_out, keep_out
from companion.interchange.ics_writing import TITLES, Choice, Wording, calendar

if TYPE_CHECKING:
    from companion.workspace import Workspace

_PREF = "calendar_file"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Where the file is, and what goes into it."""

    path: Path
    choice: Choice


def kept_file(workspace: "Workspace") -> KeptFile | None:
    """The file that is kept up to date, or None."""
    return _read(workspace.prefs.get(_PREF))


def keep_file(workspace: "Workspace", path: Path, choice: Choice) -> Change:
    """Keep a file up to date from now on, beginning at once. Undo keeps what was kept before.

    What `disk.handing_out` raises; nothing is changed then.
    """
    return keep_on(workspace, write_first(workspace, path, choice))


def write_first(workspace: "Workspace", path: Path, choice: Choice) -> KeptFile:
    """The file for the first time; `keep_on` then goes on with it. Good in a job. What `disk.handing_out` raises."""
    path = path.expanduser().absolute()
    keep_out(path)
    kept = KeptFile(path, choice)
    _write(workspace, kept)
    return kept


def keep_on(workspace: "Workspace", kept: KeptFile) -> Change:
    """Keep a file that was just written up to date from now on. Undo keeps what was kept before."""
    before = workspace.prefs.get(_PREF)
    workspace.prefs.set(_PREF, {"path": str(kept.path), **asdict(kept.choice)})
    return Change("prefs", frozenset({_PREF}), undo=lambda: workspace.prefs.set(_PREF, before))


def let_file_be(workspace: "Workspace") -> Change:
    """Write it no more. The file stays where it is, as it is."""
    before = workspace.prefs.get(_PREF)
    workspace.prefs.set(_PREF, None)
    return Change("prefs", frozenset({_PREF}), undo=lambda: workspace.prefs.set(_PREF, before))


def bring_up_to_date(workspace: "Workspace") -> bool:
    """Write the file if there is one and it is not as it should be; gives whether it was written. Good in a job.

    StorageError's kinds: a stick that was pulled out, a full disk.
    """
    kept = kept_file(workspace)
    return kept is not None and _write(workspace, kept)


def _write(workspace: "Workspace", kept: KeptFile) -> bool:
    with workspace.store.reading(steady=True) as db:
        data = calendar(db, kept.choice).data
    try:
        if kept.path.read_bytes() == data:
            return False
    except OSError:
        pass  # not there yet, or not to be read: the writing says what is wrong
    with handing_out(kept.path) as file:
        file.write(data)
    return True


def _read(value: Any) -> KeptFile | None:
    """The choice as it lies in the vault; one that somebody else's version wrote is as good as none."""
    try:
        titles = value["titles"]
        choice = Choice(titles, bool(value["brought_in"]), bool(value["alarms"]), Wording(**value["wording"]))
        return KeptFile(Path(value["path"]), choice) if titles in TITLES else None
    except (TypeError, KeyError):
        return None
