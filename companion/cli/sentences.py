"""What the command line says when something went wrong: one plain sentence for each kind of failure.

The window has its own words in `ui/messages.py`, with room for three parts. A sentence here says what
happened and, where there is one, the way on. None ever holds a path, a title or a word of somebody's; codes
and numbers only.
"""

from collections.abc import Callable

from companion import errors

Facts = dict[str, object]


class Misused(Exception):
    """Words that make no command; its text is the sentence."""


_USAGE = {
    "a vault needs a passphrase or the keyring": "Without the keyring a vault needs a passphrase: add"
    " --passphrase-stdin.",
    "an empty passphrase": "The passphrase is empty.",
    "the last way in": "That is the last way in, and stays until there is another.",
    "not empty": "There is something at that place already, so nothing was written.",
    "inside a vault": "That place is inside the folder of a vault, so nothing was written; choose another.",
    "no such format": "This version writes json, markdown and html.",
    "no such import format": "There is no such format; see companion import --help for those there are.",
    "no such days": "The last day is before the first.",
    "no such vault": "There is no vault of that name here.",
    "name is taken": "There is a vault of that name already; choose another with --vault.",
    "one secret": "Give --passphrase-stdin or --recovery-stdin, not both.",
    "no secret": "Nothing came on standard input where a passphrase or a recovery code was expected.",
    "not text": "What came on standard input is not text in UTF-8.",
    "no cards": "No card fits that choice.",
}
_IMPORT = {
    "not_json": "That file is not JSON, or breaks off in the middle; nothing was brought in.",
    "not_text": "That file is not text in UTF-8; nothing was brought in.",
    "other_format": "That is not of this format, or of none known here; nothing was brought in. Name another with --format.",
    "unknown": "It is not clear what made that; name it with --format. Nothing was brought in.",
    "unreadable": "That file could not be read; nothing was brought in.",
    "broken": "That file is damaged or incomplete; nothing was brought in.",
    "damaged": "That file is damaged or incomplete; nothing was brought in.",
    "encrypted": "That is locked in a way this app cannot open; export it without a password. Nothing was brought in.",
    "missing": "Something that belongs to it is not there; nothing was brought in.",
    "no_dates": "There is no day in it anywhere; nothing was brought in.",
    "too_dense": "That would unpack to far more than it says; nothing was brought in.",
    "sealed": "That is locked with a password: add --source-password-stdin and give it on the next line.",
    "needs_password": "That is locked with a password: add --source-password-stdin and give it on the next line.",
    "needs_day_first": "It is not clear whether the day or the month comes first: add --day-first or --month-first.",
    "needs_tag_symbols": "Say with --tag-symbols what a tag begins with.",
    "not_calendar": "That file is not a calendar; nothing was brought in.",
    "old_calendar": "That calendar is of the older kind vCalendar 1.0; save it as iCalendar (.ics) and try again.",
    "too_large": "That is larger than any this app reads; nothing was brought in.",
    "too_many": "That holds more than this app reads, of a calendar 10,000 events; nothing was brought in.",
}
_PART = {
    "header": "The vault's header is damaged in every copy; nothing was changed. A backup can be restored.",
    "database": "The vault's database is damaged; nothing was changed. A backup can be restored.",
    "media": "A photo file is missing or damaged; the rest is not touched by it.",
}


def _usage(facts: Facts) -> str:
    return _USAGE.get(str(facts.get("reason")), "That cannot be done this way; see companion --help.")


def _found(facts: Facts) -> str:
    return (
        "There is no such file." if facts.get("what") == "file" else "There is no such thing in this vault."
    )


def _code(facts: Facts) -> str:
    if "group" in facts:
        return f"Group {facts['group']} of the recovery code has a mistake in it; compare it with the sheet."
    if "old_kit" in facts:
        return (
            f"That is kit {facts['old_kit']}, which was replaced; it opens only backups made before that day."
        )
    return "That recovery code does not open it; compare it with the sheet."


def _import(facts: Facts) -> str:
    return _IMPORT.get(str(facts.get("why")), "That file could not be brought in.")


def _vault(facts: Facts) -> str:
    return _PART.get(
        str(facts.get("part")),
        "A part of the vault is damaged; nothing was changed. A backup can be restored.",
    )


def _engine(facts: Facts) -> str:
    found = f"{facts.get('sqlite', '?')} and {facts.get('sqlcipher', '?')}"
    return f"The database library here is too old or built in another way (SQLite and SQLCipher {found})."


def _always(sentence: str) -> Callable[[Facts], str]:
    return lambda _facts: sentence


SENTENCES: dict[type[errors.CompanionError], Callable[[Facts], str]] = {
    errors.CompanionError: _always("That did not work."),
    errors.UsageError: _usage,
    errors.NotFound: _found,
    errors.NoVault: _always("There is no vault here yet; make one with: companion new"),
    errors.WrongSecret: _always("That does not open it."),
    errors.WrongPassphrase: _always("That passphrase does not open it."),
    errors.WrongRecoveryCode: _code,
    errors.WrongKeyringItem: _always(
        "The keyring holds another key than this vault's; use --passphrase-stdin or --recovery-stdin."
    ),
    errors.Damaged: _always("A file is damaged; nothing was changed."),
    errors.VaultDamaged: _vault,
    errors.DatabaseMissing: _always(
        "The vault's database is missing or empty; nothing was changed. A backup can be restored."
    ),
    errors.BackupDamaged: _always("This backup is damaged and was not used; try another one."),
    errors.NotABackup: _always("That file is not a backup of this app."),
    errors.NewerVersion: _always(
        "That was made by a newer version of this app; nothing was changed. Install the newer version to open it."
    ),
    errors.KeyringUnavailable: _always(
        "The keyring is not available; use --passphrase-stdin or --recovery-stdin."
    ),
    errors.KeyringAbsent: _always(
        "There is no keyring this app may use in this session; use --passphrase-stdin or --recovery-stdin, and for"
        " a new vault --no-keyring with --passphrase-stdin."
    ),
    errors.KeyringLocked: _always(
        "The keyring is locked; unlock it and try again, or use --passphrase-stdin or --recovery-stdin."
    ),
    errors.KeyringCleartext: _always(
        "The keyring here keeps its secrets readable on the disk, so no key was put there; use --no-keyring with"
        " --passphrase-stdin."
    ),
    errors.KeyringItemMissing: _always(
        "The keyring does not hold this vault's key; use --passphrase-stdin or --recovery-stdin."
    ),
    errors.VaultInUse: _always("The vault is open in another process; close it there first."),
    errors.StorageError: _always("The disk did not do what it was asked; nothing half-written was left."),
    errors.DiskFull: _always("The disk is full; nothing half-written was left."),
    errors.FileBusy: _always("Another program is using the file; try again in a moment."),
    errors.NotWritable: _always(
        "It cannot be written there: the place is missing, or is not yours to write to."
    ),
    errors.UnsupportedEngine: _engine,
    errors.ImportFailed: _import,
    errors.PackError: _always("A content pack could not be read."),
    errors.Cancelled: _always("Stopped; nothing was left half done."),
}

WHY = {
    "id": "has no id that can be used",
    "date": "has a day or time that does not exist",
    "value": "holds something that does not belong there",
    "photo": "is not the picture it says it is",
    "rule": "repeats by a rule that cannot be kept here",
    "often": "repeats more often than four times an hour",
    "several_rules": "repeats by two rules at once, which cannot be kept here",
    "this_and_future": "changes a series from one time on; write it as a series of its own",
    "cancelled": "was cancelled",
    "task": "is a task or a note and not an event",
    "broken": "breaks off in the middle",
    "long": "lasts longer than two months",
    "again": "says something else about an event that is in the file already",
    "zone": "has a time zone that is not known here; its times are kept as written",
    "encoding": "was read as Western European text, since it is not UTF-8",
    "line": "cannot be read; the rest of its event was taken",
    "length": "has an end that does not fit; only its start was taken",
    "edit": "changes a time its series does not have; it was taken as one more",
    # what other diaries have
    "location": "has a place, which is not kept here",
    "weather": "has weather, which is not kept here",
    "activity": "says what somebody was doing, which is not kept here",
    "people": "names contacts, which are not kept here",
    "music": "names what was playing, which is not kept here",
    "audio": "has a recording, which is not kept here",
    "video": "has a video, which is not kept here",
    "attachment": "has a file of another kind, which is not kept here",
    "tracker": "has a tracker, which is not kept here",
    "asset": "has something a phone suggested, which is not kept here",
    "label": "has a label or a folder, which is not kept here",
    "pinned": "is pinned there, which means nothing here",
    "mood_unknown": "has a mood of which nobody says what it means",
    "fields": "has more noted about it than is kept here",
    "scales": "has scales, which are not kept here",
    "empty": "has nothing in it that is kept here",
    "no_date": "has no day",
    "file_time": "has no day; it got the day its file was last changed",
    "no_zone": "names no time zone; its hour is told in this computer's",
    "other_file": "is a file of another kind",
    "outside": "lies outside what was chosen, or only points elsewhere",
    "not_json": "is not JSON",
    "not_text": "is not text in UTF-8",
    "other_format": "is not built like the others",
    "damaged": "is damaged",
    "unreadable": "could not be read",
    "encrypted": "is locked with a password",
    "missing": "is not there",
    "too_large": "is too large",
    "too_many": "has more parts than are kept",
    "too_dense": "would unpack to far more than it says",
    "photo_missing": "has a picture that is not there",
    "photo_outside": "has a picture that lies outside what was chosen",
    "photo_unread": "could not be read",
    "photo_kind": "is a picture of a kind that cannot be kept here",
    "photo_heic": "is an HEIC picture, which cannot be read here; saved as JPEG it can come in",
    "photo_avif": "is an AVIF picture, which cannot be read here; saved as JPEG it can come in",
    "photo_large": "is a picture larger than can be opened safely",
    "photo_damaged": "is a damaged picture",
    "photo_empty": "is an empty picture",
}
"""Why an item of an import was left out, or not taken quite as it stands, after "entries[3] " or "line 12 "."""

PROBLEMS = {
    "pages": "Pages of the database that cannot be read",
    "structure": "Faults in the structure of the database",
    "index": "Faults in the search index",
    "references": "Entries or photos that point nowhere",
    "media_missing": "Photo files that are missing",
    "media_damaged": "Photo files that are damaged",
}
"""What a health check found, before ": 3"."""


def sentence(error: errors.CompanionError) -> str:
    """One plain sentence, for any error there is or will be."""
    kind = next(kind for kind in type(error).__mro__ if kind in SENTENCES)
    return SENTENCES[kind](error.facts)
