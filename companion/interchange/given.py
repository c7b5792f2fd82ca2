"""A JSON export as it is given to us: in the clear, or sealed with age.

What seals it is a passphrase or a key. Where neither is known it says so with a code, and nothing is read. It may be read
several times and from several threads, one after the other; a passphrase is worked through once.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from companion import age, recovery
from companion.errors import (
    BackupDamaged,
    ImportFailed,
    NotABackup,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSecret,
)

_OURS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"companion"')
_BEGINNING = 4096


class Given:
    """A file, and what may open it: `secret` is what a person typed, a passphrase or a recovery code."""

    def __init__(
        self, file: Path, secret: str | None = None, identities: Sequence[age.Identity] = ()
    ) -> None:
        self.file = file
        self.secret = secret
        self._identities = [*identities, *_identity_of(secret)]
        self._opened: age.Decryptor | None = None

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """Its words from the beginning.

        ImportFailed(why="sealed") where a secret is needed, WrongPassphrase or WrongSecret for one that does not open
        it, ImportFailed(why="damaged" or "unreadable").
        """
        try:
            with self.file.open("rb") as raw:
                plain = io.BufferedReader(self._unsealed(raw)) if is_sealed(raw) else raw
                with io.TextIOWrapper(plain, encoding="utf-8-sig") as text:
                    yield text
        except OSError:
            raise ImportFailed(why="unreadable") from None
        except (BackupDamaged, NotABackup):
            raise ImportFailed(why="damaged") from None

    def _unsealed(self, raw: BinaryIO) -> age.Decryptor:
        if self._opened is not None:
            return self._opened.again(raw)
        try:
            self._opened = age.Decryptor(raw, identities=self._identities, passphrase=self.secret)
        except (WrongPassphrase, WrongSecret):
            if self.secret is None:
                raise ImportFailed(why="sealed") from None
            raise
        return self._opened


def is_sealed(file: BinaryIO) -> bool:
    """Whether it begins like an age file. It stands at its beginning afterwards."""
    found = file.read(len(age.VERSION)) == age.VERSION
    file.seek(0)
    return found


def is_ours(file: Path) -> bool:
    """Whether it looks like an export of this app, in the clear or sealed."""
    try:
        with file.open("rb") as raw:
            return is_sealed(raw) or bool(_OURS.match(raw.read(_BEGINNING)))
    except OSError:
        return False


def _identity_of(secret: str | None) -> list[age.Identity]:
    """The key of the kit, where the secret is its code or the line printed below it."""
    if secret is None:
        return []
    for read in (age.Identity.parse, lambda typed: recovery.identity(recovery.parse(typed))):
        try:
            return [read(secret)]
        except (WrongSecret, WrongRecoveryCode):
            continue
    return []
