"""Everything that can go wrong, as codes and facts.

CompanionError                 exit 1
├─ UsageError                  exit 2    the caller asked for something that makes no sense
├─ NotFound                    exit 1    no such entry, plan, vault
├─ NoVault                     exit 1    nothing has been made yet
├─ WrongSecret                 exit 3    the vault is fine, what was offered does not open it
│  ├─ WrongPassphrase
│  ├─ WrongRecoveryCode        facts: group (1 to 7) when a check symbol names it
│  └─ WrongKeyringItem         the keyring holds another key than this vault's
├─ Damaged                     exit 4
│  ├─ VaultDamaged             facts: part ("header", "database", "media")
│  ├─ DatabaseMissing          the header says there is one, the folder does not
│  ├─ BackupDamaged
│  └─ NotABackup
├─ NewerVersion                exit 5    facts: needs (a format or schema number)
├─ KeyringUnavailable          exit 6
│  ├─ KeyringAbsent            no keyring we may use in this session
│  ├─ KeyringLocked            there is one, locked, or the person said no
│  ├─ KeyringCleartext         it keeps its secrets readable on disk
│  └─ KeyringItemMissing       it is open and does not hold our key
├─ VaultInUse                  exit 7    another process holds it
├─ StorageError                exit 1
│  └─ DiskFull, FileBusy, NotWritable, UnsupportedEngine
├─ ImportFailed, PackError     exit 1
└─ Cancelled                   control flow, never shown

Facts never hold a person's words, a secret or a path. Sentences live in `ui/messages.py` and `companion/cli.py`.
"""

from typing import ClassVar


class CompanionError(Exception):
    """A failure of the world, sorted once where it entered. `code` names it, `facts` fill the sentence."""

    exit_code: ClassVar[int] = 1

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    @property
    def code(self) -> str:
        return type(self).__name__


class UsageError(CompanionError):
    exit_code = 2


class NotFound(CompanionError):
    pass


class NoVault(CompanionError):
    pass


class WrongSecret(CompanionError):
    exit_code = 3


class WrongPassphrase(WrongSecret):
    pass


class WrongRecoveryCode(WrongSecret):
    pass


class WrongKeyringItem(WrongSecret):
    pass


class Damaged(CompanionError):
    exit_code = 4


class VaultDamaged(Damaged):
    pass


class DatabaseMissing(Damaged):
    pass


class BackupDamaged(Damaged):
    pass


class NotABackup(Damaged):
    pass


class NewerVersion(CompanionError):
    exit_code = 5


class KeyringUnavailable(CompanionError):
    exit_code = 6


class KeyringAbsent(KeyringUnavailable):
    pass


class KeyringLocked(KeyringUnavailable):
    pass


class KeyringCleartext(KeyringUnavailable):
    pass


class KeyringItemMissing(KeyringUnavailable):
    pass


class VaultInUse(CompanionError):
    exit_code = 7


class StorageError(CompanionError):
    pass


class DiskFull(StorageError):
    pass


class FileBusy(StorageError):
    pass


class NotWritable(StorageError):
    pass


class UnsupportedEngine(StorageError):
    """SQLite or SQLCipher is older than the floor. Facts: sqlite, sqlcipher."""


class ImportFailed(CompanionError):
    pass


class PackError(CompanionError):
    pass


class Cancelled(CompanionError):
    """Raised by a Report to stop a long function; the function then leaves nothing behind."""
