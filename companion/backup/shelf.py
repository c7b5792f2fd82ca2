"""The automatic backups beside a vault: which there are, what they say, what photo files they refer to.

After a change of the vault key the earlier ones stay. They open with the keys of their time, which the vault
remembers, and refer to photos in the folder of their time, which is kept as long as one of them names them.
"""

import logging
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

from companion.backup import earlier, rotation
from companion.backup.manifest import BackupInfo, Manifest
from companion.backup.opening import peek
from companion.disk import Report, quiet, storing
from companion.errors import CompanionError, StorageError
from companion.media import Media
from companion.vault import Keys, Vault
from companion.vault.files import media_of

log = logging.getLogger("companion")


class Shelf:
    """What an open vault, or one whose keys are at hand, knows of its automatic backups. Any thread."""

    def __init__(self, vault: Vault, keys: Keys) -> None:
        self._vault = vault
        self._keys = keys
        self._known: dict[tuple[str, int, int], tuple[Manifest, Keys]] = {}
        self._earlier: tuple[Keys, ...] | None = None

    @property
    def folder(self) -> Path:
        """Where they lie. It need not exist yet."""
        return self._vault.folder / "backups"

    @property
    def keys(self) -> tuple[Keys, ...]:
        """The present keys first, then those of before, the latest first."""
        if self._earlier is None:
            self._earlier = earlier.read(self.folder, self._vault.generation, self._keys) or ()
        return (self._keys, *reversed(self._earlier))

    def list(self) -> list[BackupInfo]:
        """Those that can be read, newest first."""
        found = []
        for file in self._files():
            if (known := self._said(file)) is not None:
                said, by = known
                with suppress(OSError):
                    size = file.stat().st_size
                    found.append(said.info(file, size, earlier=by is not self._keys))
        return sorted(found, key=lambda info: info.made, reverse=True)

    def media(self, report: Report = quiet, *, earlier: bool = False, sure: bool = False) -> frozenset[str]:
        """The photo files that they refer to, those of now or the `earlier` ones. `report` is asked before each and once at
        the end, and may raise. `sure` is for whoever removes the others: StorageError's kinds where one cannot be read
        just now, as while another program holds it."""
        named: set[str] = set()
        for file in self._files():
            report(0, 0, "sweeping")
            if (known := self._said(file, sure=sure)) is not None:
                said, by = known
                if earlier is (by is not self._keys):
                    named.update(said.media)
        report(0, 0, "sweeping")
        return frozenset(named)

    def is_earlier(self, file: Path) -> bool:
        """Whether this one opens with a key of before."""
        known = self._said(file)
        return known is not None and known[1] is not self._keys

    def remove_earlier(self) -> int:
        """Delete the ones from before the key was changed, and the photos kept for them; gives how many went."""
        files = [file for file in self._files() if self.is_earlier(file)]
        with storing():
            for file in files:
                file.unlink(missing_ok=True)
        with suppress(StorageError):  # the next unlock sweeps again
            self.sweep()
        return len(files)

    def remove_all(self) -> int:
        """Delete every one, also one that cannot be read; gives how many went."""
        files = self._files()
        with storing():
            for file in files:
                file.unlink(missing_ok=True)
        with suppress(StorageError):  # the next unlock sweeps again
            self.sweep()
        return len(files)

    def days(self) -> "tuple[date, ...]":
        """The days that have one, by their names alone, newest first."""
        found = {day for file in self._files() if (day := rotation.day_of(file.name)) is not None}
        return tuple(sorted(found, reverse=True))

    def sweep(self, report: Report = quiet) -> int:
        """Remove photo files of earlier sets that no backup of those days names; gives how many. `report` may raise;
        StorageError's kinds where a backup cannot be read just now."""
        folders = [self._vault.folder / media_of(n) for n in range(1, self._vault.generation)]
        folders = [folder for folder in folders if folder.is_dir()]
        if not folders:
            return 0
        if earlier.read(self.folder, self._vault.generation, self._keys) is None:
            log.warning("earlier keys cannot be read: photos of earlier backups stay")
            return 0
        named = self.media(report, earlier=True, sure=True)
        removed = sum(Media(folder, b"").keep_only(named, report) for folder in folders)
        for folder in folders:
            if not any(path.is_file() for path in folder.rglob("*")):
                shutil.rmtree(folder, ignore_errors=True)
        return removed

    def close(self) -> None:
        """Drop the keys of before; the present ones belong to somebody else."""
        for keys in self._earlier or ():
            keys.close()
        self._earlier = None
        self._known.clear()

    def _files(self) -> tuple[Path, ...]:
        try:
            return tuple(file for file in self.folder.iterdir() if rotation.day_of(file.name))
        except OSError:
            return ()

    def _said(self, file: Path, *, sure: bool = False) -> tuple[Manifest, Keys] | None:
        """The manifest of one and what opened it, read once as long as the file stays the same. None if it cannot be read,
        unless it is only not to be had now and somebody has to be `sure`."""
        try:
            state = file.stat()
            key = (file.name, state.st_mtime_ns, state.st_size)
            if key not in self._known:
                self._known[key] = peek(file, self.keys)
            return self._known[key]
        except (CompanionError, OSError) as error:
            log.warning("an automatic backup cannot be read: %s", type(error).__name__)
            if sure and isinstance(error, StorageError):
                raise
            return None
