"""Codes to sentences: what happened, what is safe, what to do.

`explain(error)` answers for every failure of the core, `notice(label)` for what a Change says of itself.
Sentences are whole; nothing is glued from parts, so that every language can say them its own way. A test
walks the error tree and the labels in the core and fails on one without words here.

Left out: where a message is shown. That is the shell's affair (a bar, a toast) or the page's (inline).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from companion import errors


@dataclass(frozen=True, slots=True)
class Message:
    """Three short texts. `safe` may be empty where nothing was in danger; `code` is for somebody
    helping."""

    what: str
    safe: str
    do: str
    code: str = ""

    @property
    def line(self) -> str:
        """What is safe and what to do, as one line under the first."""
        return " ".join(part for part in (self.safe, self.do) if part)


translate = QCoreApplication.translate


def _unexpected() -> Message:
    return Message(
        translate("Messages", "Something here went wrong, and it is our mistake."),
        translate("Messages", "What you wrote before is stored."),
        translate(
            "Messages", "Try it again. If it comes back, Settings, About can open the folder with the report."
        ),
    )


def _usage() -> Message:
    return Message(
        translate("Messages", "That can’t be done this way."),
        translate("Messages", "Nothing was changed."),
        translate("Messages", "Keep at least one way in besides this one, then try again."),
    )


def _inside_a_vault() -> Message:
    return Message(
        translate("Messages", "This folder belongs to the notes themselves."),
        translate("Messages", "Nothing was written, and nothing was changed."),
        translate("Messages", "Choose a place outside it, then try again."),
    )


def _not_found() -> Message:
    return Message(
        translate("Messages", "It isn’t here any more."),
        translate("Messages", "Nothing was changed."),
        translate("Messages", "It may be in the trash."),
    )


def _no_vault() -> Message:
    return Message(
        translate("Messages", "There is nothing to open yet."),
        "",
        translate("Messages", "Begin here, or bring a backup."),
    )


def _wrong_secret() -> Message:
    return Message(
        translate("Messages", "That didn’t open it."),
        translate("Messages", "Nothing was changed."),
        translate("Messages", "Try again, or choose another way in."),
    )


def _wrong_passphrase() -> Message:
    return Message(
        translate("Messages", "That didn’t open it."),
        translate("Messages", "Nothing was changed."),
        translate("Messages", "Try the passphrase again, or use the recovery kit."),
    )


def _wrong_code() -> Message:
    return Message(
        translate("Messages", "This code doesn’t open these notes."),
        translate("Messages", "Nothing was changed."),
        translate("Messages", "Compare it with the sheet. A newer kit may have taken its place."),
    )


def _wrong_item() -> Message:
    return Message(
        translate("Messages", "The keyring holds a different key."),
        translate("Messages", "Your writing is still here and still encrypted. Nothing has been changed."),
        translate(
            "Messages", "Use another way in. A keyring brought over from elsewhere can look like this."
        ),
    )


def _damaged() -> Message:
    return Message(
        translate("Messages", "A file is damaged."),
        translate("Messages", "Nothing has been changed, and nothing damaged is shown as if it were whole."),
        translate("Messages", "Open a backup. Keep the damaged files until you have what you need."),
    )


def _vault_damaged() -> Message:
    return Message(
        translate("Messages", "A part of these notes can’t be read."),
        translate("Messages", "Nothing has been changed. Your backups are not touched by this."),
        translate("Messages", "Open a backup. Keep the damaged files until you have what you need."),
    )


def _header_damaged() -> Message:
    return Message(
        translate("Messages", "The file that holds the locks is damaged."),
        translate("Messages", "Your writing is still here and still encrypted. Nothing has been changed."),
        translate(
            "Messages", "A backup brings everything back up to its date. Look again if the disk was away."
        ),
    )


def _database_damaged() -> Message:
    return Message(
        translate("Messages", "The file with your writing is damaged."),
        translate("Messages", "Nothing has been changed, and nothing damaged is shown as if it were whole."),
        translate(
            "Messages", "A backup brings back everything up to its date. Keep the damaged file until then."
        ),
    )


def _media_damaged() -> Message:
    return Message(
        translate("Messages", "A photo can’t be read."),
        translate("Messages", "Your words are not affected, and nothing has been changed."),
        translate("Messages", "A backup may still hold it."),
    )


def _database_missing() -> Message:
    return Message(
        translate("Messages", "The file with your writing isn’t where it was."),
        translate("Messages", "The key is still here. Nothing new was made in its place."),
        translate(
            "Messages", "If the folder was moved, move it back and look again. Otherwise open a backup."
        ),
    )


def _backup_damaged() -> Message:
    return Message(
        translate("Messages", "This backup is damaged."),
        translate("Messages", "Nothing was taken from it, and nothing here was changed."),
        translate("Messages", "Try another backup, or copy the file again from where it lies."),
    )


def _not_a_backup() -> Message:
    return Message(
        translate("Messages", "This file isn’t one of our backups."),
        translate("Messages", "Nothing was changed."),
        translate("Messages", "Choose a file whose name ends in .zip and that was made here."),
    )


def _newer() -> Message:
    return Message(
        translate("Messages", "A newer version of this program wrote these notes."),
        translate("Messages", "They are whole, and this version has left them alone."),
        translate("Messages", "Install the newer version again, and they will open."),
    )


def _keyring() -> Message:
    return Message(
        translate("Messages", "The keyring can’t be used just now."),
        translate("Messages", "Your writing is still here and still encrypted. Nothing has been changed."),
        translate("Messages", "Use the passphrase or the recovery kit, or look again later."),
    )


def _keyring_absent() -> Message:
    return Message(
        translate("Messages", "There is no keyring to ask in this session."),
        translate("Messages", "Your writing is still here and still encrypted. Nothing has been changed."),
        translate("Messages", "Sign in to the desktop as usual and look again, or use another way in."),
    )


def _keyring_locked() -> Message:
    return Message(
        translate("Messages", "Your computer’s keyring is locked."),
        translate("Messages", "Your writing is still here and still encrypted. Nothing has been changed."),
        translate("Messages", "Unlock the keyring and look again, or use another way in."),
    )


def _keyring_cleartext() -> Message:
    return Message(
        translate("Messages", "This computer’s keyring keeps its secrets readable."),
        translate("Messages", "No key was left in it."),
        translate("Messages", "Use a passphrase here instead."),
    )


def _keyring_item() -> Message:
    return Message(
        translate("Messages", "The key isn’t in the keyring."),
        translate(
            "Messages",
            "Your writing is still here and still encrypted. Nothing has been changed. This can happen after a "
            "new system, a new user account, or when the keyring was emptied.",
        ),
        translate("Messages", "Use another way in, or look again after unlocking the keyring."),
    )


def _in_use() -> Message:
    return Message(
        translate("Messages", "These notes are open in another window."),
        translate("Messages", "They are safe there. Two windows can’t write at once."),
        translate("Messages", "Close the other window, then look again."),
    )


def _storage() -> Message:
    return Message(
        translate("Messages", "The disk didn’t take this, so it isn’t saved yet."),
        translate("Messages", "Your words stay here."),
        translate("Messages", "It is tried again by itself."),
    )


def _disk_full() -> Message:
    return Message(
        translate("Messages", "The disk is full, so this isn’t saved yet."),
        translate("Messages", "Your words stay here."),
        translate("Messages", "Free some space; it is tried again by itself."),
    )


def _busy() -> Message:
    return Message(
        translate("Messages", "Another program is holding the file, so this isn’t saved yet."),
        translate("Messages", "Your words stay here."),
        translate(
            "Messages", "It is tried again by itself. A sync or virus program may be reading the folder."
        ),
    )


def _not_writable() -> Message:
    return Message(
        translate("Messages", "This place can’t be written to."),
        translate("Messages", "Your words stay here."),
        translate(
            "Messages", "Check that the disk is there and that the folder is yours, or choose another place."
        ),
    )


def _engine() -> Message:
    return Message(
        translate("Messages", "A part of this installation is too old to keep your writing safe."),
        translate("Messages", "Your files have not been touched."),
        translate("Messages", "Install the program again, and they will open."),
    )


def _import_failed() -> Message:
    return Message(
        translate("Messages", "This file couldn’t be brought in."),
        translate("Messages", "Nothing was added, and nothing here was changed."),
        translate("Messages", "Check that the file is complete and try again."),
    )


def _not_a_calendar() -> Message:
    return Message(
        translate("Messages", "This file is not a calendar."),
        translate("Messages", "Nothing was added, and nothing here was changed."),
        translate("Messages", "A calendar file mostly ends in .ics. Choose another one."),
    )


def _old_calendar() -> Message:
    return Message(
        translate("Messages", "This calendar is of an older kind, vCalendar 1.0."),
        translate("Messages", "Nothing was added, and nothing here was changed."),
        translate("Messages", "Save it there as iCalendar (.ics) and try again."),
    )


def _large_calendar() -> Message:
    return Message(
        translate("Messages", "This calendar is larger than any that can be read here."),
        translate("Messages", "Nothing was added, and nothing here was changed."),
        translate("Messages", "Save a part of it there, a few years perhaps, and try again."),
    )


def _pack() -> Message:
    return Message(
        translate("Messages", "A set of words and ideas can’t be read."),
        translate("Messages", "Your own writing isn’t part of it."),
        translate("Messages", "Everything else works. Installing the program again brings the set back."),
    )


_EXPLAIN: dict[type[BaseException], Callable[[], Message]] = {
    errors.CompanionError: _unexpected,
    errors.UsageError: _usage,
    errors.NotFound: _not_found,
    errors.NoVault: _no_vault,
    errors.WrongSecret: _wrong_secret,
    errors.WrongPassphrase: _wrong_passphrase,
    errors.WrongRecoveryCode: _wrong_code,
    errors.WrongKeyringItem: _wrong_item,
    errors.Damaged: _damaged,
    errors.VaultDamaged: _vault_damaged,
    errors.DatabaseMissing: _database_missing,
    errors.BackupDamaged: _backup_damaged,
    errors.NotABackup: _not_a_backup,
    errors.NewerVersion: _newer,
    errors.KeyringUnavailable: _keyring,
    errors.KeyringAbsent: _keyring_absent,
    errors.KeyringLocked: _keyring_locked,
    errors.KeyringCleartext: _keyring_cleartext,
    errors.KeyringItemMissing: _keyring_item,
    errors.VaultInUse: _in_use,
    errors.StorageError: _storage,
    errors.DiskFull: _disk_full,
    errors.FileBusy: _busy,
    errors.NotWritable: _not_writable,
    errors.UnsupportedEngine: _engine,
    errors.ImportFailed: _import_failed,
    errors.PackError: _pack,
}

_DAMAGED_PARTS: dict[str, Callable[[], Message]] = {
    "header": _header_damaged,
    "database": _database_damaged,
    "media": _media_damaged,
}


_USAGES: dict[str, Callable[[], Message]] = {
    "inside a vault": _inside_a_vault,
}

_IMPORTS: dict[str, Callable[[], Message]] = {
    "not_calendar": _not_a_calendar,
    "old_calendar": _old_calendar,
    "too_large": _large_calendar,
    "too_many": _large_calendar,
}


def explain(error: BaseException) -> Message:
    """The three texts for a failure. Anything that is not one of ours is owned as a mistake of the
    program."""
    if not isinstance(error, errors.CompanionError):
        made = _unexpected()
        return Message(made.what, made.safe, made.do, type(error).__name__)
    make = _EXPLAIN.get(type(error))
    if isinstance(error, errors.VaultDamaged):
        make = _DAMAGED_PARTS.get(str(error.facts.get("part", "")), make)
    if isinstance(error, errors.UsageError):
        make = _USAGES.get(str(error.facts.get("reason", "")), make)
    if isinstance(error, errors.ImportFailed):
        make = _IMPORTS.get(str(error.facts.get("why", "")), make)
    if make is None:
        make = next(_EXPLAIN[kind] for kind in type(error).__mro__ if kind in _EXPLAIN)
    made = make()
    return Message(made.what, made.safe, made.do, error.code)


def knows(kind: type[BaseException]) -> bool:
    """Whether this very class has words of its own."""
    return kind in _EXPLAIN


def wrong_group(number: int) -> str:
    """For a recovery code whose group `number` (1 to 7) cannot be right."""
    return translate("Messages", "Box {number} doesn’t look right. Compare it with the sheet.").format(
        number=number
    )


_NOTICES: dict[str, Callable[[], str]] = {
    "trashed": lambda: translate("Notices", "Moved to trash"),
    "put_back": lambda: translate("Notices", "Put back"),
    "erased": lambda: translate("Notices", "Deleted for good"),
    "let_go": lambda: translate("Notices", "Let go. That’s all right."),
    "moved": lambda: translate("Notices", "Moved to another day"),
    "cleared": lambda: translate("Notices", "Cleared"),
    "photo_back": lambda: translate("Notices", "The photo is back"),
    "photo_removed": lambda: translate("Notices", "Photo removed"),
    "kept": lambda: translate("Notices", "Kept"),
    "forgotten": lambda: translate("Notices", "Card let go"),
    "imported": lambda: translate("Notices", "Everything is in"),
    "calendar_in": lambda: translate("Notices", "The calendar is in the plan"),
}


def notice(label: str) -> str:
    """The sentence for a Change's label, or an empty text for a label that needs none."""
    make = _NOTICES.get(label)
    return make() if make else ""


def has_notice(label: str) -> bool:
    return label in _NOTICES


def undo() -> str:
    return translate("Notices", "Undo")
