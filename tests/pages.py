"""The pages of an encrypted database as they lie in its file and its log, decrypted: live, free and half-used ones alike.

The same arithmetic as SQLCipher's, on `cryptography` alone, so nothing that SQLite would leave out is left out.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
_HEAD, _FRAME = 32, 24  # of a log, and before each page in it


def decrypted(database: Path, key: bytes) -> Iterator[bytes]:
    """Every page of the file, then every page of its log, whether or not anything refers to it."""
    data = database.read_bytes()
    for at in range(0, len(data), PAGE):
        yield _page(data[at : at + PAGE], key, first=at == 0)
    log = database.with_name(database.name + "-wal")
    if log.exists():
        frames = log.read_bytes()
        for at in range(_HEAD, len(frames), _FRAME + PAGE):
            number = int.from_bytes(frames[at : at + 4], "big")
            page = frames[at + _FRAME : at + _FRAME + PAGE]
            if len(page) == PAGE:
                yield _page(page, key, first=number == 1)


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    if not any(page):
        return page  # never written
    start = SALT if first else 0
    end = len(page) - RESERVED
    engine = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
    return engine.update(page[start:end]) + engine.finalize()
