"""What a backup says about itself, and the strict reading of it."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from companion.errors import BackupDamaged, NewerVersion

FORMAT = 1
NAME = "manifest.json"
SNAPSHOT = "snapshot.db"
_LARGEST = 64 << 20
_MEMBER = re.compile(
    r"README\.txt|entries\.jsonl|snapshot\.db|text/\d{4}\.md|more/[a-z_]{1,40}\.jsonl"
    r"|photos/[0-9a-f]{32}\.(?:jpg|png)"
)
_COUNTS = ("entries", "photos", "plans", "check_ins", "cards")


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """What is known of one backup. `made` is in UTC, `size` in bytes.

    `missing` counts photos whose file was already lost or damaged when the backup was made. `elsewhere` is
    only known right after making one: whether it lies on another disk than the vault. `earlier` ones are from
    before the vault's key was changed: the kit and the passphrase of those days open them.
    """

    file: Path
    made: datetime
    automatic: bool
    entries: int
    photos: int
    plans: int
    missing: int
    size: int
    app: str
    elsewhere: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, repr=False)
class Manifest:
    """The content of manifest.json. `media` are photos that lie in the vault's folder, each with its own key."""

    automatic: bool
    app: str
    schema: int
    made: datetime
    vault: str
    label: str
    counts: dict[str, int]
    snapshot_key: bytes
    outer: dict[str, str]
    members: dict[str, Member]
    media: dict[str, bytes] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """What progress is counted in: entries and photos."""
        return self.counts["entries"] + (0 if self.automatic else self.counts["photos"])

    def info(self, file: Path, size: int, *, earlier: bool = False) -> BackupInfo:
        counts = self.counts
        return BackupInfo(
            file,
            self.made,
            self.automatic,
            counts["entries"],
            counts["photos"],
            counts["plans"],
            len(self.missing),
            size,
            self.app,
            earlier=earlier,
        )

    def written(self) -> bytes:
        document = {
            "format": FORMAT,
            "kind": "automatic" if self.automatic else "full",
            "app": self.app,
            "schema": self.schema,
            "made": self.made.astimezone(UTC).isoformat(timespec="seconds"),
            "vault": self.vault,
            "label": self.label,
            "counts": self.counts,
            "snapshot_key": self.snapshot_key.hex(),
            "outer": self.outer,
            "members": {name: {"size": m.size, "sha256": m.sha256} for name, m in self.members.items()},
            "media": {name: key.hex() for name, key in self.media.items()},
            "missing": list(self.missing),
        }
        return json.dumps(document, indent=1, ensure_ascii=False).encode("utf-8", "surrogatepass")


def parse(raw: bytes) -> Manifest:
    """BackupDamaged(part="manifest") for anything that is not one of ours, NewerVersion for a later format."""
    damaged = BackupDamaged(part="manifest")
    if len(raw) > _LARGEST:
        raise damaged
    try:
        document = json.loads(raw)
        number = document["format"]
        if type(number) is not int or number < 1:
            raise damaged
        if number > FORMAT:
            raise NewerVersion(part="backup", needs=number)
        return _manifest(document)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        raise damaged from error


def _manifest(document: dict[str, Any]) -> Manifest:
    made = datetime.fromisoformat(document["made"])
    if made.tzinfo is None or document["kind"] not in ("automatic", "full"):
        raise ValueError
    members = {}
    for name, said in document["members"].items():
        if not _MEMBER.fullmatch(name):
            raise ValueError
        members[name] = Member(_number(said["size"]), _hex(said["sha256"], 32))
    if SNAPSHOT not in members:
        raise ValueError
    media = {_hex(name, 16): bytes.fromhex(_hex(key, 32)) for name, key in document["media"].items()}
    return Manifest(
        automatic=document["kind"] == "automatic",
        app=str(document["app"]),
        schema=_number(document["schema"]),
        made=made,
        vault=_hex(document["vault"], 16),
        label=str(document["label"]),
        counts={name: _number(document["counts"][name]) for name in _COUNTS},
        snapshot_key=bytes.fromhex(_hex(document["snapshot_key"], 32)),
        outer={str(name): _hex(value, 32) for name, value in document["outer"].items()},
        members=members,
        media=media,
        missing=tuple(_hex(name, 16) for name in document["missing"]),
    )


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 53:
        raise ValueError
    return value


def _hex(value: Any, size: int) -> str:
    if not isinstance(value, str) or not re.fullmatch(rf"[0-9a-f]{{{2 * size}}}", value):
        raise ValueError
    return value
