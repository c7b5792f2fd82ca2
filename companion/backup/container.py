"""The outside of a backup: a zip file with a README, the ways in, and one encrypted payload.

Every byte of it follows from its three members, so that a byte that changed anywhere is noticed: reading
builds the frame anew and compares. It is an ordinary zip to everything else, stored, and zip64 only when it
has to be.
"""

import io
import os
import struct
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from companion.errors import BackupDamaged, NotABackup

README, HEADER, PAYLOAD = "README.txt", "header.json", "payload.age"
_SMALL = 1 << 20
_LOCAL, _CENTRAL, _END = 0x04034B50, 0x02014B50, 0x06054B50
_END64, _LOCATOR64 = 0x06064B50, 0x07064B50
_FULL32 = 0xFFFFFFFF
_DAY = 0x0021  # 1 January 1980, the zip format's zero
_PADDING = 0xD935  # an extra field others use for padding; it keeps the place of the zip64 sizes
_EXTRA = 20


@dataclass(frozen=True, slots=True)
class _Member:
    name: bytes
    crc: int
    size: int
    padded: bool = False

    @property
    def large(self) -> bool:
        return self.size >= _FULL32

    def local(self) -> bytes:
        size = _FULL32 if self.large else self.size
        extra = b""
        if self.padded:
            kind, content = (1, (self.size, self.size)) if self.large else (_PADDING, (0, 0))
            extra = struct.pack("<HHQQ", kind, 16, *content)
        fields = (_LOCAL, self.needs, 0, 0, 0, _DAY, self.crc, size, size, len(self.name), len(extra))
        return struct.pack("<IHHHHHIIIHH", *fields) + self.name + extra

    @property
    def needs(self) -> int:
        return 45 if self.large else 20

    def central(self, offset: int) -> bytes:
        # Only the last of three members is ever large, so every offset is small.
        size = _FULL32 if self.large else self.size
        extra = struct.pack("<HHQQ", 1, 16, self.size, self.size) if self.large else b""
        fields = (_CENTRAL, 3 << 8 | self.needs, self.needs, 0, 0, 0, _DAY, self.crc, size, size)
        rest = (len(self.name), len(extra), 0, 0, 0, 0o100600 << 16, offset)
        return struct.pack("<IHHHHHHIIIHHHHHII", *fields, *rest) + self.name + extra


def _directory(members: list[_Member]) -> bytes:
    """What follows the last member."""
    place, entries = 0, b""
    for member in members:
        entries += member.central(place)
        place += len(member.local()) + member.size
    count = len(members)
    if place < _FULL32:
        return entries + struct.pack("<IHHHHIIH", _END, 0, 0, count, count, len(entries), place, 0)
    after = place + len(entries)
    entries_and_end = entries + struct.pack(
        "<IQHHIIQQQQ", _END64, 44, 3 << 8 | 45, 45, 0, 0, count, count, len(entries), place
    )
    entries_and_end += struct.pack("<IIQI", _LOCATOR64, 0, after, 1)
    return entries_and_end + struct.pack("<IHHHHIIH", _END, 0, 0, count, count, len(entries), _FULL32, 0)


class Writer:
    """Writes the file from front to back; `write` takes the payload's bytes, `close` writes the end."""

    def __init__(self, file: BinaryIO, readme: bytes, header: bytes) -> None:
        self._file = file
        self._members = [
            _Member(name.encode(), zlib.crc32(data), len(data))
            for name, data in ((README, readme), (HEADER, header))
        ]
        for member, data in zip(self._members, (readme, header), strict=True):
            file.write(member.local() + data)
        self._place = file.tell()
        self._crc = self._size = 0
        file.write(self._payload().local())

    def _payload(self) -> _Member:
        return _Member(PAYLOAD.encode(), self._crc, self._size, padded=True)

    def write(self, data: bytes) -> int:
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        return self._file.write(data)

    def close(self) -> None:
        payload = self._payload()
        self._file.write(_directory([*self._members, payload]))
        self._file.seek(self._place)
        self._file.write(payload.local())


@dataclass(frozen=True, slots=True)
class Container:
    """An opened file: its small members, and where the payload is."""

    file: BinaryIO
    readme: bytes
    header: bytes
    start: int
    size: int
    crc: int

    def payload(self) -> BinaryIO:
        """The payload as a file of its own, to read and seek. Closing it leaves the backup open."""
        return io.BufferedReader(_Window(self.file, self.start, self.size), 1 << 18)

    def crc_holds(self) -> bool:
        """Whether the payload is as it was written, as far as a sum can tell that needs no key."""
        crc = done = 0
        self.file.seek(self.start)
        while done < self.size and (data := self.file.read(min(1 << 20, self.size - done))):
            crc = zlib.crc32(data, crc)
            done += len(data)
        return crc == self.crc and done == self.size


def read(file: BinaryIO) -> Container:
    """Look at the frame. NotABackup if this never was one of ours, BackupDamaged if it is not as we write it."""
    length = file.seek(0, os.SEEK_END)
    file.seek(0)
    members: list[_Member] = []
    data: list[bytes] = []
    for name in (README, HEADER):
        member = _read_local(file, name, first=name == README)
        if member.size > _SMALL:
            raise BackupDamaged(part="container")
        content = file.read(member.size)
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            raise BackupDamaged(part="container")
        members.append(member)
        data.append(content)
    payload = _read_local(file, PAYLOAD, first=False)
    start = file.tell()
    directory = _directory([*members, payload])
    if start + payload.size + len(directory) != length:
        raise BackupDamaged(part="container")
    file.seek(start + payload.size)
    if file.read(len(directory)) != directory:
        raise BackupDamaged(part="container")
    return Container(file, data[0], data[1], start, payload.size, payload.crc)


def _read_local(file: BinaryIO, name: str, *, first: bool) -> _Member:
    wrong = NotABackup() if first else BackupDamaged(part="container")
    padded = name == PAYLOAD
    fixed = file.read(30)
    if len(fixed) != 30 or not fixed.startswith(b"PK\x03\x04"):
        raise wrong
    crc, size, length = struct.unpack_from("<14xI4xIH", fixed)
    rest = file.read(length + (_EXTRA if padded else 0)) if length == len(name) else b""
    if rest[:length] != name.encode():
        raise wrong
    if padded and size == _FULL32 and len(rest) == length + _EXTRA:
        size = struct.unpack_from("<4xQ", rest, length)[0]
    member = _Member(name.encode(), crc, size, padded)
    if member.local() != fixed + rest:
        raise BackupDamaged(part="container")
    return member


class _Window(io.RawIOBase):
    """A stretch of another file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._file, self._start, self._size = file, start, size
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        wanted = min(len(buffer), self._size - self._place)
        if wanted <= 0:
            return 0
        self._file.seek(self._start + self._place)
        data = self._file.read(wanted)
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)
