"""Photos on the disk: each an encrypted file under a key of its own, named by a random id and nothing else.

`media/ab/abcdef…` with the format of `crypto.seal_stream`. A file is whole or absent: it is written beside, synced and
renamed. Which entry it belongs to is the diary's to know; a file nobody names is removed after a day by `sweep`.
"""

import hashlib
import io
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from companion import crypto
from companion.disk import Report, private_folder, quiet, replacing, storing
from companion.errors import StorageError, VaultDamaged

ORPHAN_AGE = timedelta(days=1)

_NAME = re.compile(r"[0-9a-f]{32}")


class Media:
    """The media folder of an open vault. Every call works in any thread."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = bytearray(key)

    def add(self, data: bytes) -> str:
        """Encrypt and store; gives the new id. DiskFull and its kind leave nothing behind."""
        return self._seal(os.urandom(16), io.BytesIO(data))

    def add_pieces(self, pieces: Iterator[bytes]) -> str:
        """The same for what is too long to hold; whatever the iterator raises leaves nothing behind either."""
        return self._seal(os.urandom(16), io.BufferedReader(_Source(pieces), crypto.CHUNK))

    def carry_over(self, id: str, source: "Media", asked: Callable[[], object]) -> bool:
        """Take a file over from a folder under another key, read it back and compare. It keeps its id.

        False if it does not authenticate there: then its bytes are carried over as they lie, so that it stays what it
        was, a damaged file, and no missing one. `asked` is called for every piece and may raise.
        """
        sums = hashlib.sha256(), hashlib.sha256()

        def pieces() -> Iterator[bytes]:
            for piece in source.pieces(id):
                asked()
                sums[0].update(piece)
                yield piece

        try:
            self._seal(bytes.fromhex(id), io.BufferedReader(_Source(pieces()), crypto.CHUNK))
        except VaultDamaged:
            with replacing(self.path(id)) as target, source.path(id).open("rb") as file:
                shutil.copyfileobj(file, target)
            return False
        try:
            for piece in self.pieces(id):
                asked()
                sums[1].update(piece)
        except VaultDamaged:
            raise StorageError() from None  # the disk did not keep what it was given
        if sums[0].digest() != sums[1].digest():
            raise StorageError()
        return True

    def _seal(self, id: bytes, source: BinaryIO) -> str:
        path = self.path(id.hex())
        private_folder(self.folder)
        private_folder(path.parent)
        with replacing(path) as target:
            crypto.seal_stream(source, target, self._file_key(id))
        return id.hex()

    def read(self, id: str) -> bytes:
        """The whole content. VaultDamaged(part="media") if the file is missing or not as it was written."""
        return b"".join(self.pieces(id))

    def pieces(self, id: str) -> Iterator[bytes]:
        """The content in pieces of at most 1 MiB; genuine as a whole only once it has ended well."""
        try:
            file = self.path(id).open("rb")
        except FileNotFoundError:
            raise VaultDamaged(part="media") from None
        except OSError:
            with storing():
                raise
        with file:
            yield from crypto.unseal_stream(file, self._file_key(bytes.fromhex(id)))

    def remove(self, id: str) -> None:
        """Gone, if it was there."""
        with storing(), suppress(FileNotFoundError):
            self.path(id).unlink()

    def ids(self) -> list[str]:
        """Every file that is whole, in no order."""
        return [path.name for path in self._files() if _NAME.fullmatch(path.name)]

    def sweep(self, named: Collection[str], now: datetime, report: Report = quiet) -> int:
        """Remove files older than a day that nothing names, and left-over parts; gives how many. `report` is asked before
        each and may raise."""
        removed = 0
        limit = (now - ORPHAN_AGE).timestamp()
        for path in self._files():
            report(0, 0, "sweeping")
            if path.name not in named:
                with suppress(OSError):
                    if path.stat().st_mtime < limit:
                        path.unlink()
                        removed += 1
        return removed

    def keep_only(self, named: Collection[str], report: Report = quiet) -> int:
        """Remove every other file, however young: of a folder that nothing is added to any more. Gives how many. `report`
        is asked before each and may raise."""
        removed = 0
        for path in self._files():
            report(0, 0, "sweeping")
            if path.name not in named:
                with suppress(OSError):
                    path.unlink()
                    removed += 1
        return removed

    def damaged(self, named: Collection[str], report: Report = quiet) -> tuple[int, int]:
        """How many of these files are missing, and how many do not authenticate."""
        missing = broken = 0
        for number, id in enumerate(named):
            report(number, len(named), "media")
            if not self.path(id).exists():
                missing += 1
                continue
            try:
                for _piece in self.pieces(id):
                    pass
            except VaultDamaged:
                broken += 1
        return missing, broken

    def path(self, id: str) -> Path:
        if not _NAME.fullmatch(id):
            raise VaultDamaged(part="media")
        return self.folder / id[:2] / id

    def close(self) -> None:
        """Overwrite the key."""
        for index in range(len(self._key)):
            self._key[index] = 0
        self._key.clear()

    def _file_key(self, id: bytes) -> bytes:
        return crypto.media_file_key(bytes(self._key), id)

    def _files(self) -> Iterator[Path]:
        if self.folder.is_dir():
            for group in self.folder.iterdir():
                if group.is_dir():
                    yield from group.iterdir()


class _Source(io.RawIOBase):
    """Pieces as something to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        taken, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)
