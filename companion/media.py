"""Photos on the disk: each an encrypted file under a key of its own, named by a random id and nothing else.

`media/ab/abcdef…` with the format of `crypto.seal_stream`. A file is whole or absent: it is written beside, synced and
renamed. Which entry it belongs to is the diary's to know; a file nobody names is removed after a day by `sweep`.
"""

import io
import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from companion import crypto
from companion.disk import Report, private_folder, quiet, replacing, storing
from companion.errors import VaultDamaged

ORPHAN_AGE = timedelta(days=1)

_NAME = re.compile(r"[0-9a-f]{32}")


class Media:
    """The media folder of an open vault. Every call works in any thread."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = bytearray(key)

    def add(self, data: bytes) -> str:
        """Encrypt and store; gives the new id. DiskFull and its kind leave nothing behind."""
        id = os.urandom(16)
        path = self.path(id.hex())
        private_folder(self.folder)
        private_folder(path.parent)
        with replacing(path) as target:
            crypto.seal_stream(io.BytesIO(data), target, self._file_key(id))
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

    def sweep(self, named: Collection[str], now: datetime) -> int:
        """Remove files older than a day that nothing names, and left-over parts; gives how many."""
        removed = 0
        limit = (now - ORPHAN_AGE).timestamp()
        for path in self._files():
            if path.name not in named:
                with suppress(OSError):
                    if path.stat().st_mtime < limit:
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
