"""A file, a folder or a zip somebody brings, behind one bounded door.

Nothing in it is believed: names that lead out of it are not there, links are not followed, and neither the number of files,
nor the size of one, nor all that is read may grow without end. Nothing is ever unpacked to the disk, so two names that
differ only in case do no harm; of two members with one name the last counts, as it does for unzip.
"""

import io
import os
import re
import stat
import threading
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self, TextIO

from companion.errors import ImportFailed

MOST_FILES = 200_000
LARGEST_TEXT = 512 * 2**20
"""The largest file that is read piece by piece."""
LARGEST_WHOLE = 32 * 2**20
"""The largest that is held in memory at once, pictures apart."""
LARGEST_PICTURE = 80 * 2**20
MOST_BYTES = 64 * 2**30
"""All that one source may be read for, packed or not."""
_DEEPEST = 24
_DENSEST = 200
_SMALL = 2**20  # so little may be as dense as it likes: a page of blanks is no bomb
_LARGEST_DIRECTORY = 64 * 2**20
_END = 66_000  # the last record of a zip with its longest comment, and the two before it
_DRIVE = re.compile(r"[A-Za-z]:")
_NOTES = (".txt", ".md", ".markdown")


@dataclass(frozen=True, slots=True)
class _Member:
    size: int
    entry: zipfile.ZipInfo | None
    path: Path | None


class Source:
    """What a person chose. Open it with `with`; every call works in any thread, one at a time.

    All calls raise ImportFailed: "unreadable", "too_many", "too_large", "too_dense", "broken" (a damaged zip), "encrypted" (a
    zip with a password), "missing".
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.refused: list[str] = []
        """Names that were passed over: links, and those that lead out of the source."""
        self.watch: Callable[[], object] = lambda: None
        """Asked with every piece that is read; it may raise Cancelled, also where a reader has nothing to give for long."""
        self._lock = threading.RLock()
        self._zip: zipfile.ZipFile | None = None
        self._members: dict[str, _Member] | None = None
        self._folded: dict[str, str] = {}
        self._left = MOST_BYTES
        self._kind: Literal["file", "folder", "zip"] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Asking again opens it again."""
        with self._lock:
            if self._zip is not None:
                self._zip.close()
            self._zip, self._members = None, None

    @property
    def name(self) -> str:
        """What the file or folder is called."""
        return self.path.name

    @property
    def kind(self) -> Literal["file", "folder", "zip"]:
        """A zip is known by its first bytes, whatever it is called."""
        if self._kind is None:
            self._kind = self._look()
        return self._kind

    def names(self, *endings: str) -> list[str]:
        """Every file in it with `/` between folders, sorted, or those with one of these endings in any case.

        A single file has one name, its own.
        """
        found = self._listed()
        if not endings:
            return list(found)
        return [name for name in found if name.lower().endswith(endings)]

    def find(self, name: str) -> str | None:
        """The file of this name: exactly, or in another case or another spelling of its accents."""
        found = self._listed()
        name = name.replace("\\", "/").removeprefix("./")
        return name if name in found else self._folded.get(_fold(name))

    def size(self, name: str) -> int:
        return self._member(name).size

    def changed(self, name: str) -> datetime | None:
        """When the file was last changed, on the wall clock here; None if nobody knows."""
        member = self._member(name)
        try:
            if member.entry is not None:
                return datetime(*member.entry.date_time)
            assert member.path is not None
            return datetime.fromtimestamp(member.path.stat().st_mtime).replace(microsecond=0)
        except (OSError, ValueError, OverflowError):
            return None

    def read(self, name: str, limit: int = LARGEST_WHOLE) -> bytes:
        """The whole of a file that is no larger than this."""
        with self.opened(name, limit) as file:
            return file.read()

    def head(self, name: str, length: int = 4096) -> bytes:
        """How a file begins; b"" for one that cannot be read, since this is for guessing."""
        try:
            with self.opened(name, LARGEST_TEXT) as file:
                return file.read(length)
        except ImportFailed:
            return b""

    @contextmanager
    def opened(self, name: str, limit: int = LARGEST_TEXT) -> Iterator[BinaryIO]:
        """A file to be read piece by piece, up to this many bytes."""
        member = self._member(name)
        if member.size > limit:
            raise ImportFailed(why="too_large")
        with _reading():
            file = self._open(member)
        with file:
            yield io.BufferedReader(_Bounded(file, self, limit), 1 << 16)

    @contextmanager
    def text(self, name: str, limit: int = LARGEST_TEXT) -> Iterator[TextIO]:
        """The same as text in UTF-8, with or without a mark at its beginning. ImportFailed(why="not_text") if it is none."""
        with self.opened(name, limit) as file:
            try:
                yield io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            except UnicodeDecodeError:
                raise ImportFailed(why="not_text") from None

    # -- inside --------------------------------------------------------------------------------------------

    def _look(self) -> Literal["file", "folder", "zip"]:
        with _reading():
            if self.path.is_dir():
                return "folder"
            with self.path.open("rb") as file:
                begins = file.read(4)
        return "zip" if begins in (b"PK\x03\x04", b"PK\x05\x06") else "file"

    def _listed(self) -> dict[str, _Member]:
        with self._lock:
            if self._members is None:
                with _reading():
                    found = dict(self._list())
                self._members = dict(sorted(found.items()))
                self._folded = {_fold(name): name for name in reversed(self._members)}
            return self._members

    def _list(self) -> Iterator[tuple[str, _Member]]:
        self.refused = []
        if self.kind == "zip":
            return self._list_zip()
        if self.kind == "folder":
            return self._list_folder()
        return iter([(self.path.name, _Member(self.path.stat().st_size, None, self.path))])

    def _list_zip(self) -> Iterator[tuple[str, _Member]]:
        _check_directory(self.path)
        self._zip = zipfile.ZipFile(self.path)
        entries = self._zip.infolist()
        if len(entries) > MOST_FILES:
            raise ImportFailed(why="too_many")
        for entry in entries:
            name = _proper(entry.filename)
            if entry.is_dir() or (name or "").startswith("__MACOSX/") or "/._" in f"/{name}":
                continue  # what a Mac adds about its files
            if name is None or stat.S_ISLNK(entry.external_attr >> 16):
                self.refused.append(entry.filename)
            else:
                yield name, _Member(entry.file_size, entry, None)

    def _list_folder(self) -> Iterator[tuple[str, _Member]]:
        seen = 0
        waiting = [(self.path, "", 0)]
        while waiting:
            folder, before, depth = waiting.pop()
            with os.scandir(folder) as listed:
                for one in listed:
                    seen += 1
                    if seen > MOST_FILES:
                        raise ImportFailed(why="too_many")
                    name = before + one.name
                    if one.is_symlink() or depth > _DEEPEST:
                        self.refused.append(name)
                    elif one.is_dir(follow_symlinks=False):
                        waiting.append((Path(one.path), f"{name}/", depth + 1))
                    elif one.is_file(follow_symlinks=False):
                        yield name, _Member(one.stat(follow_symlinks=False).st_size, None, Path(one.path))

    def _member(self, name: str) -> _Member:
        found = self._listed().get(name)
        if found is None:
            raise ImportFailed(why="missing")
        return found

    def _open(self, member: _Member) -> BinaryIO:
        if member.path is not None:
            # A file may have become a link, or a pipe that never ends, since it was listed.
            flags = (
                os.O_RDONLY
                | getattr(os, "O_NOFOLLOW", 0)
                | getattr(os, "O_NONBLOCK", 0)
                | getattr(os, "O_BINARY", 0)
            )
            if self.kind == "file":
                flags &= ~getattr(os, "O_NOFOLLOW", 0)  # the one they chose may be a link: they chose it
            return os.fdopen(os.open(member.path, flags), "rb")
        entry = member.entry
        assert entry is not None
        if entry.flag_bits & 1:
            raise ImportFailed(why="encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ImportFailed(
                why="broken"
            )  # other ways of packing may ask for gigabytes before the first byte
        if entry.file_size > _SMALL and entry.file_size > _DENSEST * max(1, entry.compress_size):
            raise ImportFailed(why="too_dense")
        assert self._zip is not None
        return self._zip.open(entry)  # type: ignore[return-value]

    def _used(self, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise ImportFailed(why="too_large")


class _Bounded(io.RawIOBase):
    """A file that ends with an error where it is longer than it may be."""

    def __init__(self, file: BinaryIO, source: Source, limit: int) -> None:
        super().__init__()
        self._file = file
        self._source = source
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        self._source.watch()
        with self._source._lock, _reading():
            found = self._file.read(len(buffer))
        self._left -= len(found)
        self._source._used(len(found))
        if self._left < 0:
            raise ImportFailed(why="too_large")
        buffer[: len(found)] = found
        return len(found)


def _check_directory(path: Path) -> None:
    """ImportFailed(why="too_many") for a zip whose list of members alone would fill the memory: it is read as a whole."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    listed = int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0
    if listed == 0xFFFFFFFF:  # a larger one says so elsewhere
        at = end.rfind(b"PK\x06\x06")
        listed = int.from_bytes(end[at + 40 : at + 48], "little") if at >= 0 else listed
    if listed > _LARGEST_DIRECTORY:
        raise ImportFailed(why="too_many")


def _proper(name: str) -> str | None:
    """A member's name with `/`, or None if it leads out of where it is."""
    name = name.replace("\\", "/").removeprefix("./")
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or _DRIVE.match(name) or "\x00" in name or ".." in parts or not parts[-1]:
        return None
    return name


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


@contextmanager
def _reading() -> Iterator[None]:
    """Inside, whatever a disk or a damaged zip can raise becomes ImportFailed."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise ImportFailed(why="broken") from None
    except RuntimeError:
        raise ImportFailed(why="encrypted") from None
    except (OSError, ValueError):
        raise ImportFailed(why="unreadable") from None


def most_of(source: Source, found: list[str]) -> bool:
    """Whether these files, if any, are at least half of the notes in it."""
    return bool(found) and 2 * len(found) >= len(source.names(*_NOTES))
