"""The keys of a vault, and the slots that wrap the one they follow from.

A slot is made together with the proof that it opens. Which slots a vault has, and when one takes another's
place, is decided in the package itself.
"""

import base64
import binascii
import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from companion.errors import (
    CompanionError,
    UsageError,
    VaultDamaged,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSecret,
)
from companion.vault.header import FORMAT, OldKit, Slot, read_slots, unsealed_text

if TYPE_CHECKING:
    from companion.age import Identity
    from companion.crypto import KdfParams
    from companion.recovery import Kit

log = logging.getLogger("companion")


@dataclass(frozen=True, repr=False, eq=False)
class Keys:
    """What an open vault can do. Held by whoever holds the vault open, and by nothing else."""

    vault_id: str
    vault_key: bytes
    database_key: bytes = field(init=False)
    media_key: bytes = field(init=False)
    mac_key: bytes = field(init=False)
    backup_identity: "Identity" = field(init=False)

    def __post_init__(self) -> None:
        from companion.age import Identity

        self._set("database_key", self._derived("database"))
        self._set("media_key", self._derived("media"))
        self._set("mac_key", self._derived("header"))
        self._set("backup_identity", Identity.from_secret(self._derived("backups")))

    def _derived(self, purpose: str) -> bytes:
        from companion.crypto import hkdf

        return hkdf(self.vault_key, salt=bytes.fromhex(self.vault_id), info=f"companion vault, {purpose}")

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def copy(self) -> "Keys":
        """The same, for somebody who closes them at another time."""
        return Keys(self.vault_id, self.vault_key)

    def close(self) -> None:
        """Drop every key. What the interpreter still has in its memory ends with the process, not before."""
        for name in ("vault_key", "database_key", "media_key", "mac_key"):
            self._set(name, b"")
        self._set("backup_identity", None)


def open_slots(raw: bytes, *, passphrase: str | None = None, code: str | None = None) -> Keys:
    """The keys behind what `public_slots` gave. VaultDamaged(part="slots"), NewerVersion or WrongSecret's kinds."""
    from companion import recovery

    vault_id, slots = _public(raw)
    if passphrase is not None:
        slot = slots.get("passphrase")
        if slot is None:
            raise WrongPassphrase()
        return _opened_or(WrongPassphrase(), vault_id, slot, lambda s: key_of_passphrase(s, passphrase))
    slot = slots.get("recovery")
    secret = recovery.parse(code or "")
    if slot is None:
        raise WrongRecoveryCode()
    return _opened_or(WrongRecoveryCode(), vault_id, slot, lambda s: stretched(secret, s))


def kit_of(raw: bytes) -> OldKit | None:
    """The recovery kit in what `public_slots` gave, as one that was replaced today. VaultDamaged(part="slots")."""
    slot = _public(raw)[1].get("recovery")
    return OldKit(slot.public["number"], slot.public["fingerprint"], date.today()) if slot else None


def _public(raw: bytes) -> tuple[str, dict[str, Slot]]:
    document = unsealed_text(raw, newest=FORMAT, part="slots")
    try:
        vault_id = str(document["id"])
        slots = {slot.kind: slot for slot in read_slots(document["slots"])}
        if len(bytes.fromhex(vault_id)) != 16:
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise VaultDamaged(part="slots") from error
    return vault_id, slots


def _opened_or(wrong: WrongSecret, vault_id: str, slot: Slot, key_of: Callable[[Slot], bytes]) -> Keys:
    try:
        return open_slot(vault_id, slot, key_of(slot))
    except WrongSecret:
        raise wrong from None


def _sealed(keys: Keys, kind: str, public: dict[str, Any], key_of: Callable[[Slot], bytes]) -> Slot:
    """A new slot, opened once before anybody relies on it."""
    from companion.crypto import wrap

    empty = Slot(kind, public, b"")
    key = key_of(empty)
    slot = Slot(kind, public, wrap(key, keys.vault_key, public=empty.bound(keys.vault_id)))
    if open_slot(keys.vault_id, slot, key).vault_key != keys.vault_key:
        raise VaultDamaged(part="header")
    return slot


def open_slot(vault_id: str, slot: Slot, key: bytes) -> Keys:
    from companion.crypto import unwrap

    return Keys(vault_id, unwrap(key, slot.sealed, public=slot.bound(vault_id)))


def stretched(secret: bytes, slot: Slot) -> bytes:
    """The key of a slot whose secret is random already, so that nobody has to be slowed down."""
    from companion.crypto import hkdf

    return hkdf(secret, salt=bytes.fromhex(slot.public["salt"]), info=f"companion slot, {slot.kind}")


def key_of_passphrase(slot: Slot, passphrase: str) -> bytes:
    from companion.crypto import KdfParams, passphrase_key

    params = KdfParams(slot.public["memory"], slot.public["passes"], slot.public["lanes"])
    return passphrase_key(passphrase, bytes.fromhex(slot.public["salt"]), params)


def passphrase_slot(keys: Keys, passphrase: str, kdf: "KdfParams | None") -> Slot:
    from companion.crypto import calibrate

    if not passphrase:
        raise UsageError(reason="an empty passphrase")
    kdf = kdf or calibrate()
    public = {
        "salt": secrets.token_hex(16),
        "memory": kdf.memory,
        "passes": kdf.passes,
        "lanes": kdf.lanes,
        "made": date.today().isoformat(),
    }
    return _sealed(keys, "passphrase", public, lambda slot: key_of_passphrase(slot, passphrase))


def recovery_slot(keys: Keys, kit: "Kit") -> Slot:
    from companion import recovery

    secret = recovery.parse(kit.code)
    public = {
        "number": kit.number,
        "fingerprint": kit.fingerprint,
        "recipient": kit.recipient,
        "salt": secrets.token_hex(16),
        "made": kit.made.isoformat(),
    }
    return _sealed(keys, "recovery", public, lambda slot: stretched(secret, slot))


def keyring_slot(keys: Keys) -> Slot:
    """Put a new secret into the keyring and seal a slot with it. If sealing fails the item is taken out again."""
    from companion import keychain

    secret = os.urandom(32)
    user = keychain.find().put(keychain.service_of(keys.vault_id), spelled(secret))
    try:
        public = {"user": user, "salt": secrets.token_hex(16), "made": date.today().isoformat()}
        return _sealed(keys, "keyring", public, lambda slot: stretched(secret, slot))
    except BaseException:
        forget_item(keys.vault_id, user)
        raise


def spelled(secret: bytes) -> str:
    """52 letters and digits in one line: some keyrings cut at a line break."""
    return base64.b32encode(secret).decode().rstrip("=")


def unspelled(text: str) -> bytes:
    try:
        secret = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError) as error:
        raise WrongSecret() from error
    return secret


def forget_item(vault_id: str, user: str) -> bool:
    """Take an item out of the keyring if that can be done. What stays behind opens nothing."""
    from companion import keychain

    if not user:
        return True
    try:
        keychain.find().forget(keychain.service_of(vault_id), user)
    except CompanionError as error:
        log.info("keyring item not removed: %s", error.code)
        return False
    return True
