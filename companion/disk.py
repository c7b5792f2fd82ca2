"""Where things lie on the disk and how a file is replaced without ever being half there.

Folders, atomic writing, the one lock of a vault, and the shape of a progress report. Knows nothing of keys,
vaults or databases. The system's errors are sorted here, once, into those of `companion.errors`.
"""

import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from companion.errors import (
    CompanionError,
    DiskFull,
    FileBusy,
    NotWritable,
    StorageError,
    UsageError,
    VaultInUse,
)

Report = Callable[[int, int, str], None]
"""done, total, step code ("writing", "verifying", ...). It may raise Cancelled to stop the work."""

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENODEV}
_BUSY = {errno.EBUSY, errno.EAGAIN, getattr(errno, "ETXTBSY", errno.EBUSY)}
_LEAST_ROOM = 1 << 20  # what a save and its log may need before the next checkpoint
_SHARING_VIOLATIONS = (32, 33)  # Windows: another program, often a virus scanner, has the file open


def quiet(done: int, total: int, step: str = "") -> None:
    """The report of those who do not watch."""


def sorted_error(error: OSError) -> StorageError:
    """Ours for one of the system's. The path is left out: it may hold a name."""
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS or error.errno in _BUSY:
        return FileBusy()
    if error.errno in _FULL:
        return DiskFull()
    if error.errno in _REFUSED:
        return NotWritable()
    return StorageError(errno=error.errno)


def has_no_room(folder: Path) -> bool:
    """Whether a disk that could be written to is full. One that cannot be written to may say that it is, too."""
    try:
        return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False


@contextmanager
def storing() -> Iterator[None]:
    """Inside, an OSError becomes DiskFull, NotWritable, FileBusy or StorageError."""
    try:
        yield
    except CompanionError:
        raise
    except OSError as error:
        raise sorted_error(error) from error


def data_home(home: Path | None = None) -> Path:
    """The folder that holds everything of this login, made if it is missing, readable by its owner only.

    `home` wins over COMPANION_HOME, which wins over the system's local (never synchronised) data folder.
    """
    if home is None and os.environ.get("COMPANION_HOME"):
        home = Path(os.environ["COMPANION_HOME"])
    if home is None:
        from platformdirs import user_data_path

        home = user_data_path("companion", appauthor=False, roaming=False)
    return private_folder(home.expanduser().absolute())


def profiles(home: Path) -> Path:
    """The folder with one folder for each vault. It need not exist yet."""
    return home / "profiles"


def vault_folders(home: Path) -> list[Path]:
    """The folders in which something was made: a header, a copy of one, or a database that lost all of them."""
    try:
        return [folder for folder in sorted(profiles(home).iterdir()) if _is_vault(folder)]
    except OSError:
        return []


def _is_vault(folder: Path) -> bool:
    names = ("vault.json", "vault.json.bak", "vault.json.bak2")
    return any((folder / name).is_file() for name in names) or any(folder.glob("diary-*.db"))


def private_folder(path: Path) -> Path:
    """Make `path` with its parents, 0700. A folder that was there keeps the rights somebody gave it."""
    with storing():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            if not path.is_dir():
                raise NotWritable() from None
    return path


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file to write (and read back); it takes the place of `path` when the block ends well.

    Until then it lies beside as `<name>.part`, 0600. Any exception, Cancelled too, removes it and leaves
    `path` as it was. What was written is on the disk before the name is switched, and the folder is synced
    after. For folders of ours: what lies there under the name of the part is what a crash left, and goes.
    """
    part = path.with_name(path.name + ".part")
    with storing(), suppress(FileNotFoundError):
        part.unlink()
    with _written(part, path) as file:
        yield file


@contextmanager
def handing_out(path: Path) -> Iterator[BinaryIO]:
    """`replacing` for a place that a person chose: nothing of theirs is touched but `path` itself.

    UsageError(reason="inside a vault") where every name may be one of ours.
    """
    keep_out(path)
    with _written(free_name(path.with_name(path.name + ".part")), path) as file:
        yield file


def keep_out(path: Path) -> None:
    """UsageError(reason="inside a vault") for a place in the folder of a vault, by whatever links it is reached."""
    with storing():
        found = path.resolve()
    if any(_is_vault(folder) for folder in (found, *found.parents)):
        raise UsageError(reason="inside a vault")


def free_name(path: Path) -> Path:
    """The path, or the first with a number that nothing has: `Notes.zip`, `Notes-2.zip`."""
    number, found = 1, path
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def ending_in(chosen: str, ending: str) -> Path:
    """The name a person chose with the ending its kind has. One that had to be completed was not asked about, so
    it never takes a name that something has."""
    return Path(chosen) if chosen.lower().endswith(ending) else free_name(Path(chosen + ending))


@contextmanager
def _written(part: Path, path: Path) -> Iterator[BinaryIO]:
    with storing():
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        file = os.fdopen(os.open(part, flags, 0o600), "w+b")
    try:
        with storing():
            yield file
            file.flush()
            os.fsync(file.fileno())
            file.close()
            _switch(part, path)
            sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            part.unlink()
        raise


def write_beside(path: Path, data: bytes, *, copies: int = 0) -> None:
    """Replace the file's content whole, or not at all; then its copies `<name>.bak`, `.bak2`, ... one by one.

    A crash between leaves the new file with an older copy, never two half ones. Raises StorageError or a
    kind of it.
    """
    for name in [path, *copies_of(path, copies)]:
        with replacing(name) as file:
            file.write(data)


def copies_of(path: Path, copies: int) -> list[Path]:
    """Where `write_beside` puts the copies, the first to be asked first."""
    endings = [".bak", *(f".bak{number}" for number in range(2, copies + 1))]
    return [path.with_name(path.name + ending) for ending in endings[:copies]]


def _switch(part: Path, path: Path) -> None:
    """os.replace; on Windows tried again for half a second while a scanner holds the old file."""
    for remaining in range(10, -1, -1):
        try:
            os.replace(part, path)
            return
        except PermissionError:
            if sys.platform != "win32" or not remaining:
                raise
            time.sleep(0.05)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last. Windows has no such call and does it by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders cannot sync a directory
            raise
    finally:
        os.close(handle)


class ProcessLock:
    """An advisory lock of the system, held by an open file: free again as soon as the process is gone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        return self._handle is not None

    def acquire(self) -> None:
        """Take it or raise VaultInUse at once; held already, it stays held.

        NotWritable where there is none yet and none can be made.
        """
        if self._handle is not None:
            return
        with storing():
            try:
                handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                if error.errno not in (errno.EROFS, errno.EACCES) or not self._path.is_file():
                    raise
                handle = os.open(
                    self._path, os.O_RDONLY
                )  # a lock is a promise between processes, not a change
        try:
            _lock(handle)
        except OSError as error:
            os.close(handle)
            raise VaultInUse() from error
        self._handle = handle

    def release(self) -> None:
        """Let go. The file stays, since deleting it would let two processes lock two different files."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> "ProcessLock":
        self.acquire()
        return self

    def __exit__(self, *exception: object) -> None:
        self.release()


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
