"""The vault's keys from before its key was changed: what the backups of those days open with.

    backups/earlier-2.age       what the second set of files remembers of the first

Sealed to the vault itself, so only whoever has the new key gets at the old ones. It belongs to one set of files, like
the database, so that a change that is cut off half-way leaves the one that counts alone.
"""

import io
import json
from collections.abc import Sequence
from pathlib import Path

from companion import age
from companion.disk import private_folder, write_beside
from companion.errors import CompanionError
from companion.vault import Keys
from companion.vault.files import earlier_of


def write(folder: Path, generation: int, new: Keys, earlier: Sequence[Keys]) -> None:
    """Keep `earlier`, oldest first, for the set of files that `new` opens. StorageError's kinds."""
    document = {"keys": [keys.vault_key.hex() for keys in earlier]}
    sealed = io.BytesIO()
    recipient = new.backup_identity.recipient
    age.encrypt(io.BytesIO(json.dumps(document).encode()), sealed, recipients=[recipient])
    write_beside(private_folder(folder) / earlier_of(generation), sealed.getvalue())


def read(folder: Path, generation: int, keys: Keys) -> tuple[Keys, ...] | None:
    """What was kept, oldest first; nothing for the first set. None if it should be there and cannot be read."""
    if generation == 1:
        return ()
    try:
        with (folder / earlier_of(generation)).open("rb") as file:
            document = json.loads(age.open_bytes(file, keys.backup_identity))
        return tuple(Keys(keys.vault_id, bytes.fromhex(key)) for key in document["keys"])
    except (CompanionError, OSError, ValueError, KeyError, TypeError):
        return None
