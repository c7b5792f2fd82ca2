"""An open vault: the app without a window. Puts the subjects together, in order, and takes them apart again.

`create` makes a vault with its database, `Workspace.open` opens one with keys that were proved before, `close` empties
the log, lets go of the database and overwrites the keys. From open to close the vault's process lock is held, so no
second process can be inside. The thread that opened it is the one that may write.

A locked app has no Workspace at all, so nobody has to ask whether it is open.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.changes import Change
from companion.decks import Decks
from companion.diary import Diary
from companion.disk import ProcessLock, Report, profiles, quiet, storing
from companion.errors import Cancelled, CompanionError, DatabaseMissing, NotWritable, StorageError, UsageError
from companion.flow.pause import Pauses
from companion.media import Media
from companion.planner import Planner
from companion.store import Store
from companion.store import engine as store_engine
from companion.talk import Talk

if TYPE_CHECKING:
    from companion.backup import Backups
    from companion.recovery import Kit
    from companion.vault import Keys, Vault


@dataclass(frozen=True, slots=True)
class Health:
    """What a full check found: `problems` are codes, empty when all is well; `counts` how many of what."""

    problems: tuple[str, ...]
    counts: Mapping[str, int]


LOOK_FOR_SELF_HARM = "look_for_self_harm"
"""The preference whether the diary may look for words about self-harm. Unset means yes, as the first run presets it."""


class Prefs:
    """Small private choices, kept inside the vault: names, the role, whether a hint was seen. JSON values by name."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str, default: Any = None) -> Any:
        with self._store.reading() as db:
            value = db.value("SELECT value FROM pref WHERE name = ?", name)
        return default if value is None else json.loads(value)

    def set(self, name: str, value: Any) -> Change:
        """Keep a value; None forgets the name."""
        with self._store.transaction() as db:
            if value is None:
                db.run("DELETE FROM pref WHERE name = ?", name)
            else:
                db.run(
                    "INSERT INTO pref (name, value) VALUES (?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    *(name, json.dumps(value, ensure_ascii=False)),
                )
        return Change("prefs", frozenset({name}))

    def all(self) -> dict[str, Any]:
        with self._store.reading() as db:
            return {name: json.loads(value) for name, value in db.all("SELECT name, value FROM pref")}


_BEFORE_UPGRADE = re.compile(r"diary-\d+\.v\d+-(\d{4}-\d\d-\d\d)\.db")


class Workspace:
    """Everything of one open vault. `store` and `media` are for the core; a face uses the subjects."""

    def __init__(
        self,
        home: Path,
        vault: "Vault",
        keys: "Keys",
        store: Store,
        lock: ProcessLock,
        clock: Callable[[], datetime],
    ) -> None:
        self.home = home
        self.vault = vault
        self.keys = keys
        self.clock = clock
        self.store = store
        self.media = Media(vault.media, keys.media_key)
        self.diary = Diary(store, self.media, clock)
        self.planner = Planner(store, clock)
        self.talk = Talk(store, clock)
        self.pauses = Pauses(store, clock)
        self.decks = Decks(store, clock)
        self.prefs = Prefs(store)
        self._backups: Backups | None = None
        self._lock = lock
        self._strays_purged = False
        self._scratch: Path | None = None
        self.diary.kept_media = lambda: self.backups.kept_media(sure=True)

    # -- opening and closing -------------------------------------------------------------------------------

    @classmethod
    def open(
        cls, home: Path, vault: "Vault", keys: "Keys", *, clock: Callable[[], datetime] = datetime.now
    ) -> "Workspace":
        """Open a vault in this thread. One that was never started gets its empty database now.

        VaultInUse if another process has it, DatabaseMissing, NewerVersion (nothing was written), VaultDamaged. If it
        raises, nothing is left open or held, and the keys are still the caller's.
        """
        lock = ProcessLock(vault.lock)
        lock.acquire()
        store = None
        try:
            if vault.started or vault.database.exists():
                store = Store.open(vault.database, keys.database_key)
            else:
                store = Store.create(vault.database, keys.database_key)
            vault.opened(keys)
        except BaseException:
            if store is not None:
                store.close()
            lock.release()
            raise
        workspace = cls(home, vault, keys, store, lock, clock)
        with suppress(CompanionError):  # a disk that is full now must not keep anyone from reading
            workspace._purge()
        return workspace

    @classmethod
    def open_copy(
        cls, home: Path, vault: "Vault", keys: "Keys", *, clock: Callable[[], datetime] = datetime.now
    ) -> "Workspace":
        """A vault that lies where nothing can be written, to read from; what is written in it is gone at the close.

        SQLite reads such a database only by leaving out what its log still holds. So the database and its log, both
        encrypted as they are, are copied to a private temporary folder and opened there; photos are read where they
        lie, and nothing is changed there. Raises what `open` raises; DiskFull where the copy finds no room.
        """
        lock = ProcessLock(vault.lock)
        with suppress(NotWritable):  # without a lock's file nobody else can hold it either
            lock.acquire()
        scratch = None
        try:
            if not vault.database.is_file():
                raise DatabaseMissing()
            with storing():
                scratch = Path(tempfile.mkdtemp())
                for name in (vault.database.name, vault.database.name + "-wal"):
                    with suppress(FileNotFoundError):
                        shutil.copyfile(vault.database.with_name(name), scratch / name)
            store = Store.open(scratch / vault.database.name, keys.database_key)
        except BaseException:
            lock.release()
            if scratch is not None:
                shutil.rmtree(scratch, ignore_errors=True)
            raise
        workspace = cls(home, vault, keys, store, lock, clock)
        workspace._scratch = scratch
        return workspace

    @property
    def backups(self) -> "Backups":
        """Made on first use: a session that makes no backup loads nothing for it."""
        if self._backups is None:
            from companion.backup import Backups

            self._backups = Backups(self)
        return self._backups

    def close(self) -> None:
        """Put everything away. Closing twice is fine."""
        try:
            self.store.close()
        finally:
            if self._backups is not None:
                self._backups.close()
            self._backups = None
            self.media.close()
            self.keys.close()
            self._lock.release()
            if self._scratch is not None:
                shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def is_copy(self) -> bool:
        """Whether it only reads: where the vault lies, nothing may be written."""
        return self._scratch is not None

    @property
    def scratch(self) -> Path:
        """For files that hold nothing readable and soon go."""
        return self._scratch or self.vault.folder

    @property
    def closed(self) -> bool:
        return self.store.closed

    def rename(self, label: str) -> Change:
        """Another open name for these notes, 1 to 60 characters. UsageError for none, or for one that others have."""
        from companion.vault import Vault

        wanted = " ".join(label.split())
        if any(other.label == wanted for other in Vault.all(self.home) if other.id != self.vault.id):
            raise UsageError(reason="name is taken")
        self.vault.rename(wanted)
        return Change("vault")

    # -- upkeep --------------------------------------------------------------------------------------------

    def tidy(self) -> bool:
        """A small piece of housekeeping for a moment when nobody types, a few milliseconds; True while there is more.

        Removes imports that never ended, photos of pages that never came, erased words from the search index, and moves
        the log into the database. Files are for `sweep`, which may take longer.
        """
        if self.diary.tidy_imports(5) or self.store.merge_some():
            return True
        if not self._strays_purged:
            self._strays_purged = True
            self.diary.purge_strays(self.clock())
            return True
        self.store.checkpoint()
        return False

    def sweep(self, report: Report = quiet) -> int:
        """Remove photo files that no entry and no automatic backup names; gives how many. Any thread; `report` is asked
        before every backup and file, and what it raises stops it. Cancelled once the workspace is closed: a backup that
        could not be read for want of its key would seem to name no photos. StorageError's kinds where one cannot be read
        just now, for the same reason."""

        def ask(*told: Any) -> None:
            if self.closed:
                raise Cancelled()
            report(*told)

        try:
            earlier = self.backups.sweep_earlier(ask)
            named = self._named_media() | self.backups.kept_media(ask, sure=True)
            return earlier + self.media.sweep(named, datetime.now(), ask)
        except Exception:
            ask(0, 0, "sweeping")  # whatever it was: it came of the close
            raise

    def copies(self) -> list[date]:
        """The days of which this computer still keeps a copy, newest first: automatic backups, and the database as it was
        before an upgrade. They hold what was deleted for good since."""
        upgrades = [date.fromisoformat(found[1]) for _file, found in self._upgraded()]
        return sorted({*self.backups.days(), *upgrades}, reverse=True)

    def remove_copies(self, report: Report = quiet) -> int:
        """Delete those copies, and the photos kept only for them; gives how many went. In a job: a backup that is being
        made is waited for. What a person keeps elsewhere is not touched."""
        kept = self.backups.kept_media()
        removed = self.backups.remove_automatic(report)
        with suppress(
            StorageError
        ):  # one that cannot be read just now may need them; the next sweep looks again
            for media in kept - self._named_media() - self.backups.kept_media(sure=True):
                self.media.remove(media)
        with storing():
            for file, _found in self._upgraded():
                file.unlink(missing_ok=True)
                removed += 1
        return removed

    def _upgraded(self) -> list[tuple[Path, re.Match[str]]]:
        return [
            (file, found)
            for file in _listed(self.vault.folder)
            if (found := _BEFORE_UPGRADE.fullmatch(file.name)) is not None
        ]

    def _purge(self) -> None:
        now = self.clock()
        self.diary.purge(now)
        self.planner.purge(now)
        self.talk.purge(now)
        self.pauses.purge()
        self.decks.purge(now)

    def _named_media(self) -> frozenset[str]:
        with self.store.reading() as db:
            return frozenset(media for (media,) in db.each("SELECT media FROM photo"))

    def health(self, report: Report = quiet) -> Health:
        """Check all of it: every page, the search index against the texts, references, every photo file.

        Any thread; a job opens its own connection and can be stopped. Nothing is changed.
        """
        damage = self.store.damage(report)
        counts: dict[str, int] = {}
        if "pages" not in damage and "structure" not in damage:
            with self.store.reading() as db:
                for name, table in (("entries", "entry"), ("photos", "photo"), ("plans", "plan")):
                    counts[name] = int(db.value(f"SELECT count(*) FROM {table}"))
            missing, broken = self.media.damaged(sorted(self._named_media()), report)
            damage |= {"media_missing": missing, "media_damaged": broken}
        found = {code: count for code, count in damage.items() if count}
        return Health(tuple(sorted(found)), counts | found)

    def engine_versions(self) -> tuple[str, str]:
        """SQLite's and SQLCipher's, for the About page."""
        found = store_engine()
        return found.sqlite, found.sqlcipher


# -- making and unmaking -----------------------------------------------------------------------------------


def create(
    home: Path,
    *,
    label: str = "Notes",
    passphrase: str | None,
    keyring: bool,
    clock: Callable[[], datetime] = datetime.now,
) -> "tuple[Workspace, Kit]":
    """A new vault with an empty diary, open, and its recovery kit, which exists nowhere else.

    If anything fails there is no vault afterwards.
    """
    from companion.vault import Vault

    vault, keys, kit = Vault.create(home, label=label, passphrase=passphrase, keyring=keyring)
    try:
        return Workspace.open(home, vault, keys, clock=clock), kit
    except BaseException:
        keys.close()
        vault.forget_keyring()
        shutil.rmtree(vault.folder, ignore_errors=True)
        raise


def open_new(
    home: Path, *, passphrase: str, clock: Callable[[], datetime] = datetime.now
) -> "tuple[Workspace, Kit]":
    """A new vault that a passphrase opens and no keyring."""
    return create(home, passphrase=passphrase, keyring=False, clock=clock)


OUT_OF_REACH = ("own_backups", "exports", "print_queues")
"""What no program can take back: copies elsewhere, files written in the clear, what a printer was sent."""

_OURS = (
    "settings.json",
    "settings.json.part",
    "window.ini",
    "window.lock",
    "window.socket",
    "QtProject.conf",  # where the file dialog was last
)
_OUR_FOLDERS = re.compile(r"[0-9a-f]{32}|\.new-[0-9a-f]{8}")
"""A vault, also what is left of one without a header, and a restore that was cut off."""
_OUR_LOGS = re.compile(r"report-[\d-]+\.txt|fault\.txt")


def delete_everything(home: Path) -> tuple[str, ...]:
    """Remove every vault of this home with its media and automatic backups, the settings, the logs and our items in the
    keyring. Nothing may be open; VaultInUse if another process has a vault.

    What is not ours stays, in our folders too: `--home` may be a folder that a person uses for other things.
    Gives codes of what is left: always `OUT_OF_REACH`, and "keyring" or "files" if one of those could not be removed.
    """
    from companion.vault import Vault

    left = _unmade(Vault.all(home))
    logs = home / "logs"
    ours = [path for path in _listed(profiles(home)) if _OUR_FOLDERS.fullmatch(path.name)]
    ours += [path for path in _listed(logs) if _OUR_LOGS.fullmatch(path.name)]
    for path in (*ours, *(home / name for name in _OURS)):
        if not _removed(path):
            left.add("files")
    for folder in (profiles(home), logs, home):
        with suppress(OSError):
            folder.rmdir()  # only if nothing else is in it
    return (*OUT_OF_REACH, *sorted(left))


def delete_vault(vault: "Vault") -> tuple[str, ...]:
    """Remove one vault with its media, its automatic backups and its item in the keyring; the others stay as they are.

    It may not be open; VaultInUse if another process has it. Gives codes like `delete_everything`.
    """
    return (*OUT_OF_REACH, *sorted(_unmade([vault])))


def _unmade(vaults: "list[Vault]") -> set[str]:
    """Remove these vaults, or none of them if one is in use; gives codes of what is left."""
    left = set()
    locks = [ProcessLock(vault.lock) for vault in vaults]
    try:
        for lock in locks:
            lock.acquire()
        for vault in vaults:
            if not _forget_keyring(vault):
                left.add("keyring")
            # The header first: from here on the rest is noise, whatever happens to it.
            for header in vault.folder.glob("vault.json*"):
                if not _removed(header):
                    left.add("files")
    finally:
        for lock in locks:
            lock.release()
    for vault in vaults:
        if not _removed(vault.folder):
            left.add("files")
    return left


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _forget_keyring(vault: "Vault") -> bool:
    try:
        return vault.forget_keyring()
    except CompanionError:
        return False  # the header is damaged, so nobody knows the item's name


def _removed(path: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
    return not path.exists()
