"""Another vault key for everything: for the day somebody saw the kit or the passphrase, or has a copy of the files.

    a new key -> the database copied under it in one step, every page of the copy checked
              -> the photos one by one, each read back -> the header replaced, which names the new files
              -> the old files deleted

Until the header is replaced the old vault is whole and the new files are only in the way; from then on it is the other
way round. What is in the way is found by name and removed at the end, after a failure, or at the next unlock, by one and
the same function, which believes nothing but the header on the disk.

The vault must be closed. So no save can fall between the copy and the switch, and nothing has to be held still.
"""

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.backup import earlier
from companion.backup.shelf import Shelf
from companion.disk import ProcessLock, Report, quiet, storing, sync_folder
from companion.errors import CompanionError, DiskFull, VaultDamaged
from companion.media import Media
from companion.store import Store, snapshot
from companion.vault import Keys, Vault
from companion.vault.files import database_of, media_of, remove_leftovers

if TYPE_CHECKING:
    from companion.crypto import KdfParams
    from companion.recovery import Kit

_SPARE = 16 << 20  # what the search index may need while it is checked, and the header


@dataclass(frozen=True, slots=True, repr=False)
class Rekeyed:
    """What came of it. `keys` are the new ones and belong to the caller; the kit exists nowhere else."""

    keys: Keys
    kit: "Kit"
    damaged: int
    """Photos that could not be read before either. They were carried over as they are."""
    missing: int
    earlier: int
    """Automatic backups that go on opening with the former kit and passphrase."""


def change_key(
    vault: Vault,
    keys: Keys,
    *,
    passphrase: str | None = None,
    kdf: "KdfParams | None" = None,
    report: Report = quiet,
) -> Rekeyed:
    """Encrypt everything anew. Any thread; the vault must be closed. `keys` stay the caller's.

    A vault with a passphrase needs one anew, one that the keyring opens gets a new secret there, and there is a new
    kit. `report` counts bytes, with the steps "database", "checking", "media", "switching". If it or anything else
    raises, the vault is as it was: VaultInUse, UsageError without a passphrase that is needed, KeyringUnavailable's
    kinds, StorageError's kinds, VaultDamaged if the database cannot be read or does not check clean.
    """
    lock = ProcessLock(vault.lock)
    lock.acquire()
    try:
        remove_leftovers(vault.folder)
        vault.may_renew(keys, passphrase)
        new = Keys(vault.id, os.urandom(32))
        try:
            work = _Work(vault, keys, new, report)
            work.copy_database()
            work.copy_photos()
            work.remember_key()
            work.tell("switching")
            kit = vault.renew(keys, new, passphrase=passphrase, kdf=kdf)
        except BaseException:
            new.close()
            raise
        finally:
            remove_leftovers(vault.folder)
        return Rekeyed(new, kit, work.damaged, work.missing, _tidied(vault, new))
    finally:
        lock.release()


def _tidied(vault: Vault, keys: Keys) -> int:
    """Remove the old photos that no backup needs; gives how many automatic backups are from before."""
    shelf = Shelf(vault, keys)
    try:
        shelf.sweep()
        return sum(info.earlier for info in shelf.list())
    except (CompanionError, OSError):
        return 0  # the change stands; the next unlock sweeps again
    finally:
        shelf.close()


class _Work:
    """One change under way: from these files to the next set."""

    def __init__(self, vault: Vault, old: Keys, new: Keys, report: Report) -> None:
        self._vault, self._old, self._new, self._report = vault, old, new, report
        self._generation = vault.generation + 1
        self._database = vault.folder / database_of(self._generation)
        self._source = Media(vault.media, old.media_key)
        self._target = Media(vault.folder / media_of(self._generation), new.media_key)
        self._sizes: dict[str, int] = {}
        self._step = "database"
        self._done = self._total = 0
        self.damaged = self.missing = 0

    def tell(self, step: str = "") -> None:
        self._step = step or self._step
        self._report(self._done, max(self._total, 1), self._step)

    def copy_database(self) -> None:
        """One step under the new key; then every page of the copy, and the search index against the texts."""
        store = Store.open(self._vault.database, self._old.database_key)
        try:
            store.checkpoint(whole=True)
            size = self._vault.database.stat().st_size
            self._sizes = {name: self._size(name) for name in _photos(store)}
            photos = sum(self._sizes.values())
            self._total = 2 * size + photos
            self._room(size + photos)
            self.tell("database")
            snapshot.take(store, self._database, self._new.database_key)
            self._done = size
            self.tell("checking")
            found = self._checked()
            # What was not in order before may stay as it was; nothing may have come to it.
            if found and ("pages" in found or found != store.damage(lambda *_told: self.tell())):
                raise VaultDamaged(part="database")
        finally:
            store.close()
        self._done = 2 * size

    def _checked(self) -> dict[str, int]:
        copy = Store.open(self._database, self._new.database_key)
        try:
            found = copy.damage(lambda *_told: self.tell())
        finally:
            copy.close()
        with storing(), self._database.open("rb+") as file:
            os.fsync(file.fileno())
        return found

    def copy_photos(self) -> None:
        """Those the diary names, each read back. One that is damaged stays that, one that is missing too."""
        self.tell("media")
        try:
            for name, size in self._sizes.items():
                self.tell()
                if not self._source.path(name).exists():
                    self.missing += 1
                elif not self._target.carry_over(name, self._source, self.tell):
                    self.damaged += 1
                self._done += size
            if self._target.folder.exists():
                with storing():
                    sync_folder(self._target.folder)
        finally:
            self._source.close()
            self._target.close()

    def remember_key(self) -> None:
        """Keep the old key under the new one: the automatic backups made until now open with it."""
        folder = self._vault.folder / "backups"
        before = earlier.read(folder, self._vault.generation, self._old)
        earlier.write(folder, self._generation, self._new, (*(before or ()), self._old))
        for keys in before or ():
            keys.close()

    def _size(self, name: str) -> int:
        try:
            return self._source.path(name).stat().st_size
        except OSError:
            return 0

    def _room(self, needed: int) -> None:
        """DiskFull before the disk is full, so that nothing else on it comes to harm."""
        with storing():
            if shutil.disk_usage(self._vault.folder).free < needed + _SPARE:
                raise DiskFull()


def _photos(store: Store) -> list[str]:
    with store.reading() as db:
        return [name for (name,) in db.all("SELECT DISTINCT media FROM photo ORDER BY media")]
