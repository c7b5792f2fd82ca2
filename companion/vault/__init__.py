"""The vault: one random key, the ways in that wrap it, and the header file that holds them.

Opening gives `Keys`; everything else follows from those. The header is replaced whole, so at every moment one
header matches one set of files, and it never names a way in that was not tried first. Nothing here opens a
database, and nothing makes a new vault or a new key because something could not be opened.

`Vault` is what the lock screen shows, so this module loads no cryptography until a key is needed.
"""

import logging
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion.disk import private_folder, profiles, vault_folders
from companion.errors import (
    CompanionError,
    KeyringItemMissing,
    StorageError,
    UsageError,
    VaultDamaged,
    WrongKeyringItem,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSecret,
)
from companion.vault import header as headers
from companion.vault.files import database_of, generation_of, media_of, others, remove_leftovers
from companion.vault.header import FORMAT, Found, Header, OldKit, Slot
from companion.vault.keys import (
    Keys,
    forget_item,
    key_of_passphrase,
    keyring_slot,
    kit_of,
    open_slot,
    open_slots,
    passphrase_slot,
    recovery_slot,
    stretched,
    unspelled,
)
from companion.vault.writing import authentic, signed, switch, write

if TYPE_CHECKING:
    from companion.crypto import KdfParams
    from companion.recovery import Kit

__all__ = ["Keys", "OldKit", "Vault", "is_label", "kit_of", "open_slots"]

log = logging.getLogger("companion")


class Vault:
    """One profile on the disk, open or not. It holds no key.

    A vault whose header could not be read is listed too: then `damaged` is the error and only `folder` and
    `id` mean something.
    """

    def __init__(self, folder: Path, found: "Found | CompanionError") -> None:
        self.folder = folder
        self.damaged = found if isinstance(found, CompanionError) else None
        self._found = None if isinstance(found, CompanionError) else found

    # -- finding and making ----------------------------------------------------------------------------------

    @staticmethod
    def all(home: Path) -> "list[Vault]":
        """Every vault of this home, oldest first, damaged ones last."""
        found = []
        for folder in vault_folders(home):
            try:
                found.append(Vault.load(folder))
            except CompanionError as error:
                found.append(Vault(folder, error))
        return sorted(
            found, key=lambda vault: (vault._found.header.made if vault._found else date.max, vault.id)
        )

    @staticmethod
    def load(folder: Path) -> "Vault":
        """The vault in this folder. VaultDamaged if no copy of its header can be read, NewerVersion."""
        return Vault(folder, headers.read(folder))

    @staticmethod
    def create(
        home: Path,
        *,
        label: str = "Notes",
        passphrase: str | None,
        keyring: bool,
        former: OldKit | None = None,
        kdf: "KdfParams | None" = None,
    ) -> "tuple[Vault, Keys, Kit]":
        """A new vault with a new key. UsageError without a passphrase and without the keyring.

        `former` is the kit that somebody may take for this vault's; the new one has the next number.
        If the keyring refuses, or anything else fails, nothing was made. The database is not made here: until
        `opened` was called, `started` is False and a missing database means a new one.
        """
        from companion import recovery

        if passphrase is None and not keyring:
            raise UsageError(reason="a vault needs a passphrase or the keyring")
        vault_id = secrets.token_hex(16)
        keys = Keys(vault_id, os.urandom(32))
        kit = recovery.kit(recovery.new_secret(), former.number + 1 if former else 1, date.today())
        slots = [recovery_slot(keys, kit)]
        if passphrase is not None:
            slots.append(passphrase_slot(keys, passphrase, kdf))
        header = Header(
            id=vault_id,
            made=date.today(),
            database=database_of(1),
            media=media_of(1),
            revision=1,
            started=False,
            backup_recipient=keys.backup_identity.recipient,
            slots=tuple(slots),
            old_kits=(former,) if former else (),
            label=_label(label),
            kit_confirmed=0,
        )
        user = ""
        folder = private_folder(profiles(private_folder(home))) / vault_id
        try:
            if keyring:
                slot = keyring_slot(keys)
                user = slot.public["user"]
                header = header.with_slot(slot)
            private_folder(folder)
            write(folder, signed(header, keys))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            forget_item(vault_id, user)
            raise
        return Vault.load(folder), keys, kit

    # -- what it says ----------------------------------------------------------------------------------------

    @property
    def _header(self) -> Header:
        if self._found is None:
            raise self.damaged or VaultDamaged(part="header")
        return self._found.header

    @property
    def id(self) -> str:
        return self._found.header.id if self._found else self.folder.name

    @property
    def label(self) -> str:
        return self._found.header.label if self._found else ""

    @property
    def made(self) -> date | None:
        """The day it was made; None for one whose header cannot be read."""
        return self._found.header.made if self._found else None

    @property
    def used(self) -> datetime | None:
        """When it was last open, as far as the disk says it without a key: every session writes something."""
        times = []
        for file in self.folder.glob("diary-*.db*"):
            with suppress(OSError):
                times.append(file.stat().st_mtime)
        return datetime.fromtimestamp(max(times)) if times else None

    @property
    def database(self) -> Path:
        return self.folder / self._header.database

    @property
    def media(self) -> Path:
        return self.folder / self._header.media

    @property
    def lock(self) -> Path:
        """The file that is held open by whoever has the vault open."""
        return self.folder / "lock"

    @property
    def generation(self) -> int:
        """Which set of files counts, from 1: a change of the vault key makes the next."""
        return generation_of(self._header.database)

    @property
    def started(self) -> bool:
        """Whether there must be a database. Before, a missing one is no damage."""
        return self._header.started

    @property
    def has_keyring(self) -> bool:
        return self._header.slot("keyring") is not None

    @property
    def has_passphrase(self) -> bool:
        return self._header.slot("passphrase") is not None

    @property
    def passphrase_set(self) -> date | None:
        slot = self._header.slot("passphrase")
        return slot.made if slot else None

    @property
    def _kit(self) -> Slot:
        slot = self._header.slot("recovery")
        if slot is None:
            raise VaultDamaged(part="header")
        return slot

    @property
    def kit_number(self) -> int:
        return int(self._kit.public["number"])

    @property
    def kit_fingerprint(self) -> str | None:
        return str(self._kit.public["fingerprint"])

    @property
    def kit_made(self) -> date | None:
        return self._kit.made

    @property
    def kit_confirmed(self) -> bool:
        """Whether two groups of the present kit were asked back."""
        return self._header.kit_confirmed == self.kit_number

    @property
    def old_kits(self) -> tuple[tuple[int, date], ...]:
        """Number of each replaced kit, and the day it was replaced: it opens the backups made before."""
        return tuple((kit.number, kit.replaced) for kit in self._header.old_kits)

    @property
    def backup_recipients(self) -> tuple[str, ...]:
        """Who can read a backup: the present recovery kit, and the vault itself."""
        return (str(self._kit.public["recipient"]), self._header.backup_recipient)

    @property
    def header_problems(self) -> tuple[str, ...]:
        """Header files that are missing, damaged or out of date: "header", "copy 1", "copy 2"."""
        return self._found.problems if self._found else ()

    @property
    def used_copy(self) -> bool:
        """Whether the header itself was damaged and a copy is in use."""
        return "header" in self.header_problems

    # -- opening ---------------------------------------------------------------------------------------------

    def unlock_with_keyring(self) -> Keys:
        """KeyringAbsent, KeyringLocked, KeyringItemMissing, WrongKeyringItem or VaultDamaged if it does not open."""
        from companion import keychain

        if not any(header.slot("keyring") for header in self._readings()):
            raise KeyringItemMissing()
        keyring = keychain.find()

        def secret(slot: Slot) -> bytes:
            kept = keyring.get(keychain.service_of(self.id), slot.public["user"])
            return stretched(unspelled(kept), slot)

        return self._unlock("keyring", secret, WrongKeyringItem())

    def unlock_with_passphrase(self, passphrase: str) -> Keys:
        """WrongPassphrase or VaultDamaged if it does not open. Takes half a second by intent."""
        return self._unlock("passphrase", lambda slot: key_of_passphrase(slot, passphrase), WrongPassphrase())

    def unlock_with_code(self, code: str) -> Keys:
        """WrongRecoveryCode, which names the group or the old kit where it can, or VaultDamaged."""
        from companion import recovery

        secret = recovery.parse(code)
        fingerprint = recovery.fingerprint(secret)
        old = [kit.number for kit in self._header.old_kits if kit.fingerprint == fingerprint]
        wrong = WrongRecoveryCode(old_kit=old[0]) if old else WrongRecoveryCode()
        return self._unlock("recovery", lambda slot: stretched(secret, slot), wrong)

    def _readings(self) -> tuple[Header, ...]:
        return (self._header, *(self._found.others if self._found else ()))

    def _unlock(self, kind: str, key_of: Callable[[Slot], bytes], wrong: CompanionError) -> Keys:
        """Try the header, then what its copies say differently; the first that opens and is authentic counts."""
        missing: CompanionError | None = None
        forged = False
        for header in self._readings():
            slot = header.slot(kind)
            if slot is None:
                continue
            try:
                keys = open_slot(header.id, slot, key_of(slot))
            except WrongSecret:
                continue
            except KeyringItemMissing as error:
                missing = error
                continue
            if not authentic(header, keys):
                forged = True
                continue
            if header is not self._header:
                if authentic(self._header, keys) and self._header.revision >= header.revision:
                    keys.close()  # a way in that was taken away, and is still named by an old copy
                    continue
                self._use(header)
            return keys
        if forged:
            raise VaultDamaged(part="header")
        raise missing or wrong

    def _use(self, header: Header) -> None:
        """A copy turned out to be the true one."""
        assert self._found is not None
        others = tuple(other for other in self._readings() if other is not header)
        problems = self._found.problems
        self._found = Found(header, others, problems if "header" in problems else ("header", *problems))

    def opened(self, keys: Keys) -> None:
        """To be called once the database is open, by whoever holds the vault's lock.

        Notes that there is a database, writes header files anew that are damaged or out of date, and removes what a
        change of the key that was cut off left behind. What was wrong stays readable in `header_problems`. A read-only
        folder is left as it is.
        """
        problems = self.header_problems
        try:
            if not self.started:
                self._replace(keys, replace(self._header, started=True))
            elif problems:
                write(self.folder, self._header)
                self._found = Found(self._header, (), ())
        except StorageError as error:
            log.warning("vault header not renewed: %s", error.code)
            if not self.started:
                raise
        if problems and self._found:
            self._found = replace(self._found, problems=problems)
        if not self.used_copy and others(self.folder, self.generation):
            remove_leftovers(self.folder)

    # -- changing the ways in --------------------------------------------------------------------------------

    def set_passphrase(self, keys: Keys, passphrase: str, kdf: "KdfParams | None" = None) -> None:
        """A first or another passphrase. The old one opens nothing afterwards, apart from older backups."""
        self._replace(keys, self._header.with_slot(passphrase_slot(keys, passphrase, kdf)))

    def remove_passphrase(self, keys: Keys) -> None:
        """UsageError if there is no keyring slot: the recovery kit alone is for emergencies."""
        if not self.has_keyring:
            raise UsageError(reason="the last way in")
        self._replace(keys, self._header.without_slot("passphrase"))

    def add_keyring(self, keys: Keys) -> None:
        """Keep a new key in the system's keyring, and take the former one out last. Raises KeyringUnavailable's kinds."""
        old = self._header.slot("keyring")
        slot = keyring_slot(keys)
        try:
            self._replace(keys, self._header.with_slot(slot))
        except BaseException:
            forget_item(self.id, slot.public["user"])
            raise
        if old:
            forget_item(self.id, old.public["user"])

    def remove_keyring(self, keys: Keys) -> None:
        """From now on the passphrase is asked. UsageError if there is none."""
        if not self.has_passphrase:
            raise UsageError(reason="the last way in")
        old = self._header.slot("keyring")
        if old:
            self._replace(keys, self._header.without_slot("keyring"))
            forget_item(self.id, old.public["user"])

    def forget_keyring(self) -> bool:
        """Take the item out of the keyring, as a part of deleting everything. True if there is none any more."""
        slot = self._header.slot("keyring")
        return forget_item(self.id, slot.public["user"]) if slot else True

    def new_kit(self, keys: Keys) -> "Kit":
        """A new recovery kit. The one before opens nothing afterwards, apart from backups made until now."""
        from companion import recovery

        old = self._kit.public
        kit = recovery.kit(recovery.new_secret(), old["number"] + 1, date.today())
        replaced = OldKit(old["number"], old["fingerprint"], date.today())
        header = self._header.with_slot(recovery_slot(keys, kit))
        self._replace(keys, replace(header, old_kits=(*header.old_kits, replaced)))
        return kit

    def renew(
        self, keys: Keys, new: Keys, *, passphrase: str | None = None, kdf: "KdfParams | None" = None
    ) -> "Kit":
        """Put another vault key in the place of this one, with other ways in and the next set of files.

        The files have to be there already, whole, under `new`. If it raises, everything is as it was. Afterwards the
        present passphrase, kit and keyring item open nothing but backups made until now. What `may_renew` raises, and
        KeyringUnavailable's kinds.
        """
        from companion import recovery

        self.may_renew(keys, passphrase)
        before = self._header
        kit = recovery.kit(recovery.new_secret(), self.kit_number + 1, date.today())
        slots = [recovery_slot(new, kit)]
        if passphrase is not None:
            slots.append(passphrase_slot(new, passphrase, kdf))
        user = ""
        try:
            if self.has_keyring:
                slots.append(keyring_slot(new))
                user = slots[-1].public["user"]
            replaced = OldKit(self.kit_number, str(self.kit_fingerprint), date.today())
            header = replace(
                before,
                database=database_of(self.generation + 1),
                media=media_of(self.generation + 1),
                revision=before.revision + 1,
                backup_recipient=new.backup_identity.recipient,
                slots=tuple(slots),
                old_kits=(*before.old_kits, replaced),
            )
            header = signed(header, new)
            switch(self.folder, before, header)
        except BaseException:
            if headers.counts(self.folder, before):  # never the secret of a header that may be in force
                forget_item(self.id, user)
            raise
        self._found = Found(header, (), ())
        if old := before.slot("keyring"):
            forget_item(self.id, old.public["user"])
        return kit

    def may_renew(self, keys: Keys, passphrase: str | None) -> None:
        """UsageError where a way in would be lost on the way, VaultDamaged if these are not the keys, and what the
        keyring says if it does not answer now; a stale or missing item in it is no hindrance."""
        if not self.started or passphrase == "" or (self.has_passphrase and passphrase is None):
            raise UsageError(reason="a passphrase is needed anew")
        if keys.vault_id != self.id or not authentic(self._header, keys):
            raise VaultDamaged(part="header")
        if slot := self._header.slot("keyring"):
            from companion import keychain

            with suppress(KeyringItemMissing):
                keychain.find().get(keychain.service_of(self.id), slot.public["user"])

    def confirm_kit(self) -> None:
        """Two groups of the present kit were asked back."""
        self._note(replace(self._header, kit_confirmed=self.kit_number))

    def rename(self, label: str) -> None:
        """Another open name, 1 to 60 characters; UsageError for none. Anybody at this login can read it."""
        self._note(replace(self._header, label=_label(label)))

    def _note(self, header: Header) -> None:
        """Write what the header's MAC does not cover."""
        write(self.folder, header)
        self._found = Found(header, (), ())

    def _replace(self, keys: Keys, header: Header) -> None:
        """The new header in the old one's place, after it has been read back from its own bytes."""
        if keys.vault_id != self.id or not authentic(self._header, keys):
            raise VaultDamaged(part="header")
        header = signed(replace(header, revision=header.revision + 1), keys)
        write(self.folder, header)
        self._found = Found(header, (), ())

    # -- for backups -----------------------------------------------------------------------------------------

    def public_slots(self) -> bytes:
        """The ways in without the keyring's, for a backup to carry along. Holds nothing secret, and no label."""
        slots = [slot.document() for slot in self._header.slots if slot.kind != "keyring"]
        return headers.sealed_text({"format": FORMAT, "id": self.id, "slots": slots})


def _label(label: str) -> str:
    label = " ".join(label.split())
    if not is_label(label):
        raise UsageError(reason="a name of 1 to 60 characters")
    return label


def is_label(text: str) -> bool:
    """Whether notes may be called so: one line that can be seen. Letters may be joined or kept apart as scripts do."""
    shown = text.replace("\u200c", "").replace("\u200d", "")
    return bool(shown) and len(text) <= 60 and shown.isprintable()
