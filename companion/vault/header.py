"""`vault.json`: what it says, how it is written, and how a damaged one is told from a newer one.

    {"format": 1, "id": ..., "made": ..., "database": "diary-1.db", "media": "media", "revision": 4,
     "backup_recipient": "age1...", "old_kits": [...], "started": true,
     "slots": [{"kind": "passphrase", "public": {...}, "sealed": "base64"}, ...],
     "mac": "hex", "notes": {"label": "Notes", "kit_confirmed": 1}, "sum": "hex"}

The file has exactly one spelling, and `sum`, the SHA-256 of everything else, shows damage before any secret
was asked for. `mac`, under a key that follows from the vault key, shows a change somebody made on purpose;
it covers all but `notes`, which hold nothing that protects anything. `sum` keeps its meaning in every later
format: a file that says it is newer and whose sum is right is newer, and anything else is damaged.

No cryptography is imported here beyond SHA-256: the lock screen reads this file before anything else is
loaded.
"""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from companion.disk import copies_of, sorted_error
from companion.errors import CompanionError, NewerVersion, StorageError, VaultDamaged

FORMAT = 1
NAME = "vault.json"
COPIES = 2
KINDS = ("keyring", "passphrase", "recovery")
_LARGEST = 256 * 1024
_RECIPIENT = r"age1[02-9ac-hj-np-z]{58}"

# What the public part of each kind of slot holds, and what a value may look like.
_PUBLIC: dict[str, dict[str, str | type]] = {
    "keyring": {"user": r"key-[0-9a-f]{16}", "salt": r"[0-9a-f]{32}", "made": r"\d{4}-\d\d-\d\d"},
    "passphrase": {
        "salt": r"[0-9a-f]{32}",
        "memory": int,
        "passes": int,
        "lanes": int,
        "made": r"\d{4}-\d\d-\d\d",
    },
    "recovery": {
        "number": int,
        "fingerprint": r"\d{4}",
        "recipient": _RECIPIENT,
        "salt": r"[0-9a-f]{32}",
        "made": r"\d{4}-\d\d-\d\d",
    },
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: the vault key sealed under another, and what has to be known to try."""

    kind: str
    public: dict[str, Any]
    sealed: bytes

    def bound(self, vault_id: str) -> bytes:
        """What its seal covers besides the key: every public field, and whose slot it is."""
        return canonical({"format": FORMAT, "id": vault_id, "kind": self.kind, "public": self.public})

    @property
    def made(self) -> date:
        return date.fromisoformat(self.public["made"])

    def document(self) -> dict[str, Any]:
        sealed = base64.b64encode(self.sealed).decode()
        return {"kind": self.kind, "public": self.public, "sealed": sealed}


@dataclass(frozen=True, slots=True)
class OldKit:
    """A recovery sheet that no longer opens the vault."""

    number: int
    fingerprint: str
    replaced: date


@dataclass(frozen=True, slots=True)
class Header:
    """The content of one `vault.json`."""

    id: str
    made: date
    database: str
    media: str
    revision: int
    started: bool
    backup_recipient: str
    slots: tuple[Slot, ...]
    old_kits: tuple[OldKit, ...]
    label: str
    kit_confirmed: int
    mac: str = ""

    def slot(self, kind: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def with_slot(self, slot: Slot) -> "Header":
        """The same with this one in the place of any of its kind."""
        return replace(self.without_slot(slot.kind), slots=(*self.without_slot(slot.kind).slots, slot))

    def without_slot(self, kind: str) -> "Header":
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind != kind))

    def covered(self) -> bytes:
        """What `mac` is computed over."""
        return canonical(self._protected())

    def _protected(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "id": self.id,
            "made": self.made.isoformat(),
            "database": self.database,
            "media": self.media,
            "revision": self.revision,
            "started": self.started,
            "backup_recipient": self.backup_recipient,
            "slots": [slot.document() for slot in self.slots],
            "old_kits": [[kit.number, kit.fingerprint, kit.replaced.isoformat()] for kit in self.old_kits],
        }

    def written(self) -> bytes:
        """The bytes of the file."""
        notes = {"label": self.label, "kit_confirmed": self.kit_confirmed}
        return sealed_text(self._protected() | {"mac": self.mac, "notes": notes})


def canonical(document: dict[str, Any]) -> bytes:
    """The one spelling of a document for seals and sums."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def sealed_text(document: dict[str, Any]) -> bytes:
    """The document with its sum, as text a person can read."""
    total = hashlib.sha256(canonical(document)).hexdigest()
    return json.dumps(document | {"sum": total}, sort_keys=True, indent=1).encode() + b"\n"


def unsealed_text(raw: bytes, *, newest: int, part: str) -> dict[str, Any]:
    """The document of such a text, without its sum. VaultDamaged(part), or NewerVersion for a later format."""
    damaged = VaultDamaged(part=part)
    try:
        if len(raw) > _LARGEST:
            raise damaged
        document = json.loads(raw.decode("ascii"))
        total = document.pop("sum")
        if total != hashlib.sha256(canonical(document)).hexdigest():
            raise damaged
        number = document["format"]
        if type(number) is not int or number < 1:
            raise damaged
        if number > newest:
            raise NewerVersion(part=part, needs=number)
        # Every byte counts: another spelling of the same content is not what we wrote.
        if sealed_text(document) != raw:
            raise damaged
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise damaged from error
    return document  # type: ignore[no-any-return]


def parse(raw: bytes) -> Header:
    """The header in these bytes, or VaultDamaged(part="header"), or NewerVersion."""
    document = unsealed_text(raw, newest=FORMAT, part="header")
    try:
        return _header(document)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise VaultDamaged(part="header") from error


def _header(document: dict[str, Any]) -> Header:
    notes = document["notes"]
    header = Header(
        id=_fits(r"[0-9a-f]{32}", document["id"]),
        made=date.fromisoformat(document["made"]),
        database=_fits(r"[a-z]+-\d{1,9}\.db", document["database"]),
        media=_fits(r"media(-\d{1,9})?", document["media"]),
        revision=_count(document["revision"]),
        started=_truth(document["started"]),
        backup_recipient=_fits(_RECIPIENT, document["backup_recipient"]),
        slots=read_slots(document["slots"]),
        old_kits=tuple(_old_kit(kit) for kit in document["old_kits"]),
        label=_fits(r"[^\x00-\x1f]{1,60}", notes["label"]),
        kit_confirmed=_count(notes["kit_confirmed"]),
        mac=_fits(r"[0-9a-f]{64}", document["mac"]),
    )
    if header.slot("recovery") is None or header.written() != sealed_text(document):
        raise ValueError  # something is missing, or something stands there that we know nothing of
    return header


def read_slots(documents: list[dict[str, Any]]) -> tuple[Slot, ...]:
    """The slots of a header or of a backup; ValueError and its kin for anything that is none."""
    slots = []
    for document in documents:
        kind, public = document["kind"], document["public"]
        shape = _PUBLIC[kind]
        if set(public) != set(shape) or set(document) != {"kind", "public", "sealed"}:
            raise ValueError
        for name, expected in shape.items():
            if isinstance(expected, str):
                _fits(expected, public[name])
            else:
                _count(public[name])
        date.fromisoformat(public["made"])
        try:
            sealed = base64.b64decode(document["sealed"], validate=True)
        except binascii.Error as error:
            raise ValueError from error
        slots.append(Slot(kind, public, sealed))
    if len({slot.kind for slot in slots}) != len(slots):
        raise ValueError
    return tuple(slots)


def _old_kit(kit: list[Any]) -> OldKit:
    number, fingerprint, replaced = kit
    return OldKit(_count(number), _fits(r"\d{4}", fingerprint), date.fromisoformat(replaced))


def _fits(pattern: str, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
        raise ValueError
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 53:
        raise ValueError
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError
    return value


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a vault's folder: the header to use, other readings of it, and what is not as it should be."""

    header: Header
    others: tuple[Header, ...]
    problems: tuple[str, ...]
    """"header", "copy 1", "copy 2": which files are missing, damaged or say something else."""


def read(folder: Path) -> Found:
    """The header of this folder, from a copy if the file itself is damaged.

    VaultDamaged(part="header") if no copy is whole either, StorageError if we may not read. NewerVersion if
    the first one that is whole was made by a later version: an older copy beside it does not count then.
    """
    path = folder / NAME
    unread: list[StorageError] = []
    raws = [_bytes(file, unread) for file in (path, *copies_of(path, COPIES))]
    names = ("header", *(f"copy {number}" for number in range(1, COPIES + 1)))
    readings: list[Header] = []
    used = b""
    for raw in raws:
        try:
            if raw is not None:
                found = parse(raw)
                if re.fullmatch("[0-9a-f]{32}", folder.name) and found.id != folder.name:
                    continue  # another vault's header was put here
                used = used or raw
                if found not in readings:
                    readings.append(found)
        except NewerVersion:
            if not readings:
                raise
        except CompanionError:
            continue
    if not readings:
        raise unread[0] if unread else VaultDamaged(part="header")
    problems = tuple(name for name, raw in zip(names, raws, strict=True) if raw != used)
    return Found(readings[0], tuple(readings[1:]), problems)


def counts(folder: Path, header: Header) -> bool:
    """Whether the file of this folder can be read and says exactly this."""
    return _bytes(folder / NAME, []) == header.written()


def _bytes(file: Path, unread: list[StorageError]) -> bytes | None:
    """What the file holds, or None; why it could not be read goes to `unread`, unless it is just not there."""
    try:
        with file.open("rb") as content:
            return content.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        unread.append(sorted_error(error))
        return None
