"""Reading a backup: finding its key, checking every byte, and making a new vault of it.

A backup may come from anywhere, so nothing in it is trusted: names come from a short list, sums are checked
while reading, sizes are bounded by what was announced, and the database is rebuilt row by row. What fails
is called NotABackup, BackupDamaged, NewerVersion, or a wrong secret; in every case nothing new is left on
the disk.
"""

import hashlib
import io
import os
import secrets
import shutil
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, BinaryIO

from companion import age, crypto, recovery
from companion.backup import container, manifest
from companion.backup.container import Container
from companion.backup.manifest import BackupInfo, Manifest
from companion.disk import Report, private_folder, profiles, quiet, storing, sync_folder
from companion.errors import (
    BackupDamaged,
    NotFound,
    UsageError,
    VaultDamaged,
    WrongPassphrase,
    WrongRecoveryCode,
    WrongSecret,
)
from companion.media import Media
from companion.recovery import Kit
from companion.store import Store, snapshot
from companion.vault import Keys, Vault, is_label, kit_of, open_slots

_PIECE = 1 << 20
_MOST_MEMBERS = 200_000
_LARGEST_DIRECTORY = 32 << 20
_STAGING = ".new-"
_STALE = 3600.0  # seconds


@dataclass(slots=True)
class Opened:
    """A backup whose payload can be read."""

    outer: Container
    payload: age.Decryptor
    inner: zipfile.ZipFile
    said: Manifest
    by: Keys | None
    """Which of the offered keys it was."""


@contextmanager
def opened(
    file: BinaryIO, *, keys: Sequence[Keys] = (), passphrase: str | None = None, code: str | None = None
) -> Iterator[Opened]:
    """Open a backup with exactly one of the three; `code` may also be the sheet's AGE-SECRET-KEY-1 line."""
    if [keys or None, passphrase, code].count(None) != 2:
        raise UsageError(reason="one secret")
    with _reading():
        outer = container.read(file)
        payload, by = _decryptor(outer, keys, passphrase, code)
        buffered = io.BufferedReader(payload, _PIECE)
        _bounded(buffered)
        inner = zipfile.ZipFile(buffered)
        said = _manifest(inner, outer)
    with inner:
        yield Opened(outer, payload, inner, said, by)


def verify(
    file: Path,
    *,
    keys: Keys | None = None,
    passphrase: str | None = None,
    code: str | None = None,
    report: Report = quiet,
) -> BackupInfo:
    """Read all of a backup and check every sum; gives what it says about itself."""
    with file_opened(file) as source:
        return verify_file(
            source, file, keys=(keys,) if keys else (), passphrase=passphrase, code=code, report=report
        )


def verify_file(
    source: BinaryIO,
    file: Path,
    *,
    keys: Sequence[Keys] = (),
    passphrase: str | None = None,
    code: str | None = None,
    report: Report = quiet,
) -> BackupInfo:
    """The same for a file that is open and may not have its name yet."""
    with opened(source, keys=keys, passphrase=passphrase, code=code) as backup:
        _check_frame(backup)
        for name in backup.said.members:
            for _piece in _pieces(backup, name, report):
                pass
        backup.payload.read_rest()
        return backup.said.info(file, source.seek(0, os.SEEK_END))


def peek(file: Path, keys: Sequence[Keys]) -> tuple[Manifest, Keys]:
    """What a backup of this vault says about itself, without reading the rest, and which keys it opened with."""
    with file_opened(file) as source, opened(source, keys=keys) as backup:
        assert backup.by is not None
        return backup.said, backup.by


def restore(
    file: Path,
    home: Path,
    *,
    keys: Keys | None = None,
    passphrase: str | None = None,
    code: str | None = None,
    keyring: bool = False,
    new_passphrase: str | None = None,
    label: str | None = None,
    dated: Callable[[str, date], str] = "{} {}".format,
    media: Path | None = None,
    report: Report = quiet,
) -> tuple[Vault, Keys, Kit]:
    """A new vault out of a backup, with new keys and a new kit. Nothing that exists is touched.

    The first three open the backup, `keyring` and `new_passphrase` are the new vault's ways in; UsageError
    if it would have none, or if another vault has the `label`. Without a label it has the name it had; if
    that is taken, with the day of the backup as `dated` writes it, and a number if need be. Its kit has the
    number after the backup's, which the new vault knows as an old one.

    An automatic backup refers to photos of the vault it lies in; `media` says where they are if it was
    moved. Photos that cannot be had leave their place empty. If it raises, no new vault is there.
    """
    if new_passphrase is None and not keyring:
        raise UsageError(reason="a vault needs a passphrase or the keyring")
    given = (keys,) if keys else ()
    with file_opened(file) as source, opened(source, keys=given, passphrase=passphrase, code=code) as backup:
        _check_frame(backup)
        name = _label(label, backup.said, dated, {vault.label for vault in Vault.all(home)})
        staging = _staging(private_folder(home))
        vault: Vault | None = None
        try:
            vault, new_keys, kit = Vault.create(
                staging,
                label=name,
                passphrase=new_passphrase,
                keyring=keyring,
                former=kit_of(backup.outer.header),
            )
            _fill(backup, vault, new_keys, [media] if media else _media_beside(file), report)
            backup.payload.read_rest()
            vault.opened(new_keys)
            final = profiles(home) / vault.id
            with storing():
                vault.folder.rename(final)
                sync_folder(final.parent)
        except BaseException:
            if vault is not None:
                vault.forget_keyring()
            raise
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return Vault.load(final), new_keys, kit


# -- secrets -----------------------------------------------------------------------------------------------


def _decryptor(
    outer: Container, keys: Sequence[Keys], passphrase: str | None, code: str | None
) -> tuple[age.Decryptor, Keys | None]:
    """The payload opened. A file that is damaged is not called a wrong secret."""
    try:
        if passphrase is not None:
            return _with(outer, _slot_identity(outer, passphrase), WrongPassphrase()), None
        if not keys:
            return _with(outer, _code_identity(code or ""), WrongRecoveryCode()), None
        for some in keys[:-1]:
            with suppress(WrongSecret):
                return _with(outer, some.backup_identity, WrongSecret()), some
        return _with(outer, keys[-1].backup_identity, WrongSecret()), keys[-1]
    except WrongSecret:
        if not outer.crc_holds():
            raise BackupDamaged(part="payload") from None
        raise


def _with(outer: Container, identity: age.Identity, wrong: WrongSecret) -> age.Decryptor:
    try:
        return age.Decryptor(outer.payload(), identities=[identity])
    except WrongSecret:
        raise wrong from None


def _slot_identity(outer: Container, passphrase: str) -> age.Identity:
    keys = open_slots(outer.header, passphrase=passphrase)
    try:
        return keys.backup_identity
    finally:
        keys.close()


def _code_identity(code: str) -> age.Identity:
    if code.strip().upper().startswith("AGE-SECRET-KEY-"):
        try:
            return age.Identity.parse(code)
        except WrongSecret:
            raise WrongRecoveryCode() from None
    return recovery.identity(recovery.parse(code))


# -- checking ----------------------------------------------------------------------------------------------


@contextmanager
def file_opened(file: Path) -> Iterator[BinaryIO]:
    """A backup to read. NotFound, StorageError's kinds."""
    try:
        source = file.open("rb")
    except (FileNotFoundError, IsADirectoryError):
        raise NotFound(what="file") from None
    except OSError:
        with storing():
            raise
    with source, storing():
        yield source


@contextmanager
def _reading() -> Iterator[None]:
    """Inside, whatever a header or a zip says against the file becomes BackupDamaged."""
    try:
        yield
    except VaultDamaged as error:
        raise BackupDamaged(part=str(error.facts.get("part", "header"))) from error
    except _ODD as error:
        raise BackupDamaged(part="payload") from error


# What zipfile raises for files that somebody prepared; RuntimeError stands for a member with a password of
# its own.
_ODD = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,
)


def _bounded(payload: IO[bytes]) -> None:
    """Refuse a list of members that would fill the memory, before it is read."""
    end = payload.seek(0, os.SEEK_END)
    payload.seek(max(0, end - 98))  # the end record with its zip64 parts, and no comment
    tail = payload.read()
    count = size = 0
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at != 22:
        raise BackupDamaged(part="payload")
    count, size = (
        int.from_bytes(tail[at + 10 : at + 12], "little"),
        int.from_bytes(tail[at + 12 : at + 16], "little"),
    )
    at = tail.rfind(b"PK\x06\x06")
    if at >= 0 and len(tail) - at >= 56:
        count = max(count, int.from_bytes(tail[at + 32 : at + 40], "little"))
        size = max(size, int.from_bytes(tail[at + 40 : at + 48], "little"))
    elif count == 0xFFFF or size == 0xFFFFFFFF:
        raise BackupDamaged(part="payload")
    if count > _MOST_MEMBERS or size > _LARGEST_DIRECTORY:
        raise BackupDamaged(part="payload")


def _manifest(inner: zipfile.ZipFile, outer: Container) -> Manifest:
    """The manifest, after the list of members has been held against it."""
    names = [info.filename for info in inner.infolist()]
    if len(set(names)) != len(names) or manifest.NAME not in names:
        raise BackupDamaged(part="manifest")
    info = inner.getinfo(manifest.NAME)
    if info.file_size > 64 << 20:
        raise BackupDamaged(part="manifest")
    with inner.open(info) as member:
        raw = member.read(info.file_size + 1)
    said = manifest.parse(raw)
    if set(names) - {manifest.NAME} != set(said.members):
        raise BackupDamaged(part="manifest")
    room = outer.size
    for name, expected in said.members.items():
        info = inner.getinfo(name)
        stored = info.compress_type == zipfile.ZIP_STORED
        readable = stored or (info.compress_type == zipfile.ZIP_DEFLATED and _is_text(name))
        room -= info.compress_size
        if (
            not readable
            or info.file_size != expected.size
            or (stored and info.compress_size != expected.size)
        ):
            raise BackupDamaged(part="manifest")
    if room < 0:  # members that lie over each other
        raise BackupDamaged(part="manifest")
    return said


def _is_text(name: str) -> bool:
    """Whether a member may be compressed: those are checked, and never written anywhere."""
    return name.endswith((".txt", ".jsonl", ".md"))


def _check_frame(backup: Opened) -> None:
    """The unencrypted members. The payload needs no sum of its own: every byte of it is authenticated."""
    outer = backup.outer
    found = {
        container.README: hashlib.sha256(outer.readme).hexdigest(),
        container.HEADER: hashlib.sha256(outer.header).hexdigest(),
    }
    if found != backup.said.outer:
        raise BackupDamaged(part="container")


def _pieces(backup: Opened, name: str, report: Report) -> Iterator[bytes]:
    """A member in pieces; BackupDamaged at its end if its sum is not the one the manifest names."""
    expected, total = backup.said.members[name], backup.said.total
    digest, size = hashlib.sha256(), 0
    while True:
        with _reading():
            if size == 0:
                member = backup.inner.open(name)
            piece = member.read(min(_PIECE, expected.size - size + 1))
        report(total * backup.payload.tell() // max(1, backup.outer.size), total, "verifying")
        digest.update(piece)
        size += len(piece)
        if size > expected.size:
            raise BackupDamaged(part="payload")
        if not piece:
            break
        yield piece
    if size != expected.size or digest.hexdigest() != expected.sha256:
        raise BackupDamaged(part="payload")


# -- restoring ---------------------------------------------------------------------------------------------


def _staging(home: Path) -> Path:
    """A folder beside the profiles where the new vault grows; what a crash left of an earlier one goes."""
    base = private_folder(profiles(home))
    for left in base.glob(f"{_STAGING}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE:  # younger ones may belong to another process
                shutil.rmtree(left, ignore_errors=True)
    return private_folder(base / f"{_STAGING}{secrets.token_hex(4)}")


def _label(label: str | None, said: Manifest, dated: Callable[[str, date], str], taken: set[str]) -> str:
    """The wanted name, else the one it had, told apart from every name in `taken`."""
    if label is not None:
        if " ".join(label.split()) in taken:
            raise UsageError(reason="name is taken")
        return label
    kept = " ".join(said.label.split())[:36]  # of 60, so that a date and a number have room
    kept = kept if is_label(kept) else "Notes"
    if kept not in taken:
        return kept
    named = found = dated(kept, _local_day(said.made))
    number = 1
    while found in taken:
        number += 1
        found = f"{named} ({number})"
    return found


def _local_day(made: datetime) -> date:
    try:
        return made.astimezone().date()
    except (OverflowError, ValueError, OSError):  # a day that this system's clock does not know
        return made.date()


def _fill(backup: Opened, vault: Vault, keys: Keys, old_media: Sequence[Path], report: Report) -> None:
    said = backup.said
    media = Media(vault.media, keys.media_key)
    names: dict[str, str] = {}
    copy = vault.folder / "snapshot.part"
    try:
        for name in said.members:
            pieces = _pieces(backup, name, report)
            if name == manifest.SNAPSHOT:
                with storing(), copy.open("wb") as target:
                    for piece in pieces:
                        target.write(piece)
            elif name.startswith("photos/"):
                names[Path(name).stem] = media.add_pieces(pieces)
            else:
                for _piece in pieces:
                    pass
        for number, (name, key) in enumerate(said.media.items()):
            report(number, len(said.media), "restoring")
            for folder in old_media:
                with suppress(VaultDamaged):
                    names[name] = media.add_pieces(_from_vault(folder, name, key))
                    break
        snapshot.rebuild(
            copy,
            said.snapshot_key,
            vault.database,
            keys.database_key,
            media=_renamed(names),
            report=report,
        )
    finally:
        media.close()
        with suppress(OSError):
            copy.unlink()
    Store.open(vault.database, keys.database_key).close()


def _renamed(names: dict[str, str]) -> Callable[[str], str]:
    """Each photo's file gets its new name; one that is lost a name nothing has, so that it counts as missing."""
    return lambda old: names.get(old) or secrets.token_hex(16)


def _media_beside(file: Path) -> list[Path]:
    """Where the vault an automatic backup lies in keeps photos: a change of the key begins a new folder."""
    return sorted(file.parent.parent.glob("media*"))


def _from_vault(folder: Path, name: str, key: bytes) -> Iterator[bytes]:
    """A photo of the vault an automatic backup lies in."""
    try:
        file = (folder / name[:2] / name).open("rb")
    except OSError:
        raise VaultDamaged(part="media") from None
    with file:
        yield from crypto.unseal_stream(file, key)
