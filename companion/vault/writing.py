"""A header on its way to the disk: signed, written whole, and never beside an older one that still opens.

The header's own file counts. Its copies follow it, and go before it where they would name other files.
"""

import hmac
import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from companion.disk import copies_of, storing, sync_folder, write_beside
from companion.errors import StorageError, VaultDamaged
from companion.vault import header as headers
from companion.vault.header import COPIES, NAME, Header

if TYPE_CHECKING:
    from companion.vault.keys import Keys

log = logging.getLogger("companion")


def signed(header: Header, keys: "Keys") -> Header:
    """The header with its MAC, after it has been read back from its own bytes."""
    from companion.crypto import mac

    header = replace(header, mac=mac(keys.mac_key, header.covered()).hex())
    if not authentic(headers.parse(header.written()), keys):
        raise VaultDamaged(part="header")
    return header


def authentic(header: Header, keys: "Keys") -> bool:
    """Whether it says what somebody with these keys wrote."""
    from companion.crypto import mac

    return hmac.compare_digest(header.mac, mac(keys.mac_key, header.covered()).hex())


def write(folder: Path, header: Header) -> None:
    """The header, then its copies. It counts as written once the header itself is: a copy that cannot be renewed
    is removed, since it would still name ways in that are gone."""
    write_beside(folder / NAME, header.written())
    _write_copies(folder, header)


def switch(folder: Path, old: Header, new: Header) -> None:
    """A header of another key in the old one's place, in one atomic step. If it raises, the old one counts.

    The copies go before: while one of the old header lay beside the new, the former ways in would open the former
    files, and it would be chance which of the two vaults is the true one.
    """
    if not headers.counts(folder, old):
        write(
            folder, old
        )  # damaged since it was read: then the copies are all there is, and must not go first
    try:
        with storing():
            for copy in copies_of(folder / NAME, COPIES):
                copy.unlink(missing_ok=True)
            sync_folder(folder)
        write_beside(folder / NAME, new.written())
    except BaseException:
        # The name may have been switched before the disk said no.
        if not headers.counts(folder, new):
            if headers.counts(folder, old):
                _write_copies(folder, old)
            raise
    _write_copies(folder, new)


def _write_copies(folder: Path, header: Header) -> None:
    for copy in copies_of(folder / NAME, COPIES):
        try:
            write_beside(copy, header.written())
        except StorageError as error:
            log.warning("copy of the vault header not written: %s", error.code)
            with suppress(OSError):
                copy.unlink()
