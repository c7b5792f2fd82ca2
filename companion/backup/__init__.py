"""Backups: one sealed file that opens with the kit, with the passphrase, with the running vault, or with `age`.

`Backups` makes them out of an open workspace, the ones a person asks for and the daily ones beside the vault.
`verify` and `restore` read a file from anywhere. A backup counts once it was written, synced, read back,
decrypted and compared sum by sum; only then does it get its name.
"""

import io
import json
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion import age, settings
from companion.backup import rotation
from companion.backup.making import Making
from companion.backup.manifest import BackupInfo
from companion.backup.opening import file_opened, restore, verify, verify_file
from companion.backup.shelf import Shelf
from companion.disk import Report, handing_out, private_folder, quiet, replacing, write_beside
from companion.errors import BackupDamaged, CompanionError, StorageError

if TYPE_CHECKING:
    from companion.workspace import Workspace

__all__ = ["BackupInfo", "Backups", "restore", "verify"]

log = logging.getLogger("companion")

_LAST = "last.age"


class Backups:
    """The backups of one open workspace. Every call may run in any thread; the long ones belong in a job."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._busy = threading.Lock()
        self._shelf = Shelf(workspace.vault, workspace.keys)

    @property
    def folder(self) -> Path:
        """Where the automatic ones lie. It need not exist yet."""
        return self._shelf.folder

    def create(self, target: Path, report: Report = quiet) -> BackupInfo:
        """Write everything to `target`, which keeps what it held until the new file is whole and checked.

        `report` counts entries and photos, with the steps "snapshot", "writing", "verifying"; when it raises,
        nothing is left behind. What `disk.handing_out` raises, and VaultDamaged if the database cannot be read.
        """
        info = self._make(target, self._workspace.clock(), automatic=False, report=report)
        if not self._workspace.is_copy:
            with suppress(StorageError):
                self._remember(info)
        return info

    def automatic(self, now: datetime, report: Report = quiet) -> BackupInfo | None:
        """The backup of this day beside the vault, or None if there is one. Old ones go once it is checked.

        One of this day from before the key was changed does not count, and is replaced.
        """
        folder = private_folder(self.folder)
        day = now.date()
        todays = [file for file in folder.iterdir() if rotation.day_of(file.name) == day]
        if any(not self._shelf.is_earlier(file) for file in todays):
            return None
        target = folder / rotation.file_name(self._discreet_name(), day)
        for left in folder.glob("*.zip.part"):  # a crash in the middle of another day's
            with suppress(OSError):
                left.unlink()
        info = self._make(target, now, automatic=True, report=report)
        for name in rotation.surplus([file.name for file in folder.iterdir()], day):
            with suppress(OSError):
                (folder / name).unlink()
        return info

    def last(self) -> BackupInfo | None:
        """The last one a person made, or None. The file need not be there any more."""
        try:
            raw = (self.folder / _LAST).read_bytes()
        except OSError:
            return None
        for keys in self._shelf.keys:
            try:
                said = json.loads(age.open_bytes(io.BytesIO(raw), keys.backup_identity))
                said["made"] = datetime.fromisoformat(said["made"])
                said["file"] = Path(said["file"])
                return replace(BackupInfo(**said), earlier=keys is not self._workspace.keys)
            except (CompanionError, ValueError, TypeError, KeyError):
                continue
        return None

    def verify(self, file: Path, report: Report = quiet) -> BackupInfo:
        """Read all of a backup of this vault and check every sum, one from before its key was changed too."""
        with file_opened(file) as source:
            return verify_file(source, file, keys=self._shelf.keys, report=report)

    def list(self) -> "list[BackupInfo]":
        """The automatic ones that can be read, newest first."""
        return self._shelf.list()

    def days(self) -> tuple[date, ...]:
        """The days of which there is an automatic one, newest first. Quick: only names are read."""
        return self._shelf.days()

    def remove_automatic(self, report: Report = quiet) -> int:
        """Delete all automatic ones; gives how many. Waits for one that is being made, so it belongs in a job."""
        with self._alone(report):
            return self._shelf.remove_all()

    def kept_media(self, report: Report = quiet, *, sure: bool = False) -> frozenset[str]:
        """The photo files that automatic backups refer to: they stay until no backup names them. `report` may raise. `sure`
        raises StorageError's kinds where one cannot be read just now."""
        return self._shelf.media(report, sure=sure)

    def remove_earlier(self) -> int:
        """Delete the automatic ones from before the key was changed, with the photos kept for them; gives how many."""
        return self._shelf.remove_earlier()

    def sweep_earlier(self, report: Report = quiet) -> int:
        """Remove photos from before a change of the key that no automatic backup names; gives how many. `report` may
        raise."""
        return self._shelf.sweep(report)

    def close(self) -> None:
        """Drop the keys of before."""
        self._shelf.close()

    # -- inside
    # ------------------------------------------------------------------------------------------------

    def _make(self, target: Path, made: datetime, *, automatic: bool, report: Report) -> BackupInfo:
        workspace = self._workspace
        making = Making(workspace, made.astimezone(UTC), automatic=automatic, name=target.name, report=report)
        with self._alone(report), (replacing if automatic else handing_out)(target) as file:
            said = making.write(file)
            file.flush()
            os.fsync(file.fileno())
            try:
                info = verify_file(file, target, keys=(workspace.keys,), report=report)
            except BackupDamaged:
                raise StorageError() from None  # the disk did not keep what it was given
            log.info("backup checked: %d entries, %d photos", said.counts["entries"], said.counts["photos"])
        return replace(info, elsewhere=_elsewhere(target, workspace.vault.folder))

    @contextmanager
    def _alone(self, report: Report) -> Iterator[None]:
        """One backup at a time; whoever waits can still be stopped."""
        while not self._busy.acquire(timeout=0.1):
            report(0, 0, "snapshot")
        try:
            yield
        finally:
            self._busy.release()

    def _remember(self, info: BackupInfo) -> None:
        """Keep what the window says about the last backup, readable for this vault only."""
        fields = {name: getattr(info, name) for name in BackupInfo.__slots__}
        document = fields | {"file": str(info.file), "made": info.made.isoformat()}
        sealed = _sealed(json.dumps(document).encode(), self._workspace.vault.backup_recipients[1])
        write_beside(private_folder(self.folder) / _LAST, sealed)

    def _discreet_name(self) -> str:
        return settings.load(self._workspace.home).discreet_name


def _sealed(data: bytes, recipient: str) -> bytes:
    target = io.BytesIO()
    age.encrypt(io.BytesIO(data), target, recipients=[recipient])
    return target.getvalue()


def _elsewhere(target: Path, folder: Path) -> bool:
    """Whether a file lies on another disk than the vault."""
    try:
        return target.stat().st_dev != folder.stat().st_dev
    except OSError:
        return False
