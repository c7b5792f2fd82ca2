"""Writing one backup: a snapshot, the text made from it, photos and manifest, all of it encrypted as it goes.

Nothing readable touches the disk: the only temporary file is the snapshot, which has a key of its own. Runs
in any thread, and never needs more than a chunk of a photo and one entry in memory.
"""

import hashlib
import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from companion import __version__, age, crypto
from companion.backup import container, manifest, text
from companion.backup.manifest import Manifest, Member
from companion.disk import Report, storing
from companion.errors import BackupDamaged, DiskFull, NotWritable, VaultDamaged
from companion.store import migrations, snapshot

if TYPE_CHECKING:
    from companion.store import Reader
    from companion.workspace import Workspace

_EVERY = 50  # entries between two reports
_PIECE = 1 << 16  # bytes that are compressed and encrypted at a time
_HELD = 16  # pieces of a photo, a mebibyte each, that may be in memory at once


class Making:
    """One backup of an open workspace, written to a file that somebody else names and verifies."""

    def __init__(
        self, workspace: "Workspace", made: datetime, *, automatic: bool, name: str, report: Report
    ) -> None:
        self._vault = workspace.vault
        self._keys = workspace.keys
        self._store = workspace.store
        self._media = workspace.media
        self._scratch = workspace.scratch
        self._made = made
        self._automatic = automatic
        self._name = name
        self._report = report
        self._done = self._total = 0
        self._members: dict[str, Member] = {}
        self._missing: list[str] = []

    def write(self, file: BinaryIO) -> Manifest:
        """Write all of it to an empty file. What `report` raises stops it; StorageError's kinds, VaultDamaged."""
        readme = text.OUTSIDE.format(title=f"{Path(self._name).stem}", file=self._name).encode()
        header = self._vault.public_slots()
        with self._snapshot() as (copy, key):
            outer = container.Writer(file, readme, header)
            sums = {
                container.README: hashlib.sha256(readme).hexdigest(),
                container.HEADER: hashlib.sha256(header).hexdigest(),
            }
            with (
                age.Encryptor(outer, recipients=self._vault.backup_recipients) as encryptor,
                zipfile.ZipFile(encryptor, "w", allowZip64=True) as inner,
            ):
                try:
                    said = self._fill(inner, copy, key, sums)
                except BackupDamaged:  # there is no backup yet: what cannot be read is the vault
                    raise VaultDamaged(part="database") from None
            outer.close()
        return said

    @contextmanager
    def _snapshot(self) -> Iterator[tuple[Path, bytes]]:
        """A copy of the rows with a key that nobody else has; gone afterwards."""
        self._tell("snapshot")
        for left in self._scratch.glob("snapshot-*.part"):  # a crash in the middle of an earlier one
            with suppress(OSError):
                left.unlink()
        key = os.urandom(32)
        copy = self._scratch / f"snapshot-{secrets.token_hex(8)}.part"
        elsewhere: Path | None = None
        try:
            try:
                snapshot.take_rows(self._store, copy, key, self._report)
            except (DiskFull, NotWritable):
                # Getting it all to another disk is what one wants most when this one is full or takes nothing more.
                with storing():
                    elsewhere = Path(tempfile.mkdtemp())
                copy = elsewhere / copy.name
                snapshot.take_rows(self._store, copy, key, self._report)
            yield copy, key
        finally:
            with suppress(OSError):
                copy.unlink()
            if elsewhere is not None:
                shutil.rmtree(elsewhere, ignore_errors=True)

    def _fill(self, inner: zipfile.ZipFile, copy: Path, key: bytes, outer: dict[str, str]) -> Manifest:
        with snapshot.opened(copy, key) as db:
            counts = text.counts(db)
            photos = text.photos(db)
            self._total = counts["entries"] + (0 if self._automatic else len(photos))
            self._put(inner, "README.txt", iter([text.INSIDE.encode()]), small=True)
            self._put_text(inner, db)
        with copy.open("rb") as file:
            self._put(inner, manifest.SNAPSHOT, iter(lambda: file.read(1 << 20), b""))
        media: dict[str, bytes] = {}
        if self._automatic:
            media_key = self._keys.media_key
            media = {name: crypto.media_file_key(media_key, bytes.fromhex(name)) for name, _kind in photos}
            self._missing = [name for name in media if not self._media.path(name).exists()]
        else:
            for name, kind in photos:
                self._put_photo(inner, name, kind)
                self._step()
        said = Manifest(
            automatic=self._automatic,
            app=__version__,
            schema=migrations.LATEST,
            made=self._made,
            vault=self._vault.id,
            label=self._vault.label,
            counts=counts,
            snapshot_key=key,
            outer=outer,
            members=self._members,
            media=media,
            missing=tuple(self._missing),
        )
        self._put(inner, manifest.NAME, iter([said.written()]), small=True)
        return said

    def _put_text(self, inner: zipfile.ZipFile, db: "Reader") -> None:
        self._put(inner, "entries.jsonl", self._counted(text.entries(db)), small=True)
        for year, between in text.years(db).items():
            self._put(inner, f"text/{year}.md", self._asked(text.page(db, year, between)), small=True)
        for name in text.others(db):
            self._put(inner, f"more/{name}.jsonl", self._asked(text.table(db, name)), small=True)

    def _put_photo(self, inner: zipfile.ZipFile, name: str, kind: str) -> None:
        """One photo. A file that is lost or damaged is noted: it must not keep all others from being saved."""
        pieces = self._media.pieces(name)
        held: list[bytes] = []
        try:
            for piece in pieces:
                held.append(piece)
                if len(held) == _HELD:
                    # Too long to hold: read it through once, so that nothing is written that ends badly.
                    for _piece in self._media.pieces(name):
                        self._tell("writing")
                    break
        except VaultDamaged:
            self._missing.append(name)
            return
        self._put(inner, text.photo_name(name, kind), _after(held, pieces))

    def _put(
        self, inner: zipfile.ZipFile, name: str, pieces: Iterator[bytes], *, small: bool = False
    ) -> None:
        """One member, `small` for what is worth compressing."""
        year = min(max(self._made.year, 1980), 2107)  # what a zip can say
        info = zipfile.ZipInfo(name, (year, *self._made.timetuple()[1:6]))
        info.compress_type = zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED
        info._compresslevel = 1  # type: ignore[attr-defined]  # the others cost four times as much for a sixth
        info.external_attr = 0o100600 << 16
        digest, size = hashlib.sha256(), 0
        with _ended(pieces), inner.open(info, "w", force_zip64=True) as member:
            for piece in _gathered(pieces):
                digest.update(piece)
                size += len(piece)
                member.write(piece)
                if not small:
                    self._tell("writing")
        if name != manifest.NAME:
            self._members[name] = Member(size, digest.hexdigest())

    def _counted(self, pieces: text.Pieces) -> text.Pieces:
        with closing(pieces):
            for piece in pieces:
                yield piece
                self._done += 1
                if self._done % _EVERY == 0:
                    self._tell("writing")

    def _asked(self, pieces: text.Pieces) -> text.Pieces:
        with closing(pieces):
            for number, piece in enumerate(pieces):
                yield piece
                if number % _EVERY == 0:
                    self._tell("writing")

    def _step(self) -> None:
        self._done += 1
        self._tell("writing")

    def _tell(self, step: str) -> None:
        self._report(self._done, self._total, step)


@contextmanager
def _ended(pieces: Iterator[bytes]) -> Iterator[None]:
    """Whatever happens inside, what a generator holds open is closed before its database is."""
    try:
        yield
    finally:
        if isinstance(pieces, Generator):
            pieces.close()


def _gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in larger pieces: what is done with each costs more than its length where they are lines."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= _PIECE:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _after(held: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    yield from held
    yield from rest
