"""Photos on their way into the diary, and their pictures on their way onto the page.

`prepare` runs in a job: it reads a JPEG or PNG, turns it upright, makes it no larger than a screen has use for, and
paints its pixels into a fresh image before encoding, so that nothing else in the file (place, camera, time,
comments, colour profile, preview) is carried over. `Pictures` decrypts and scales in jobs, too, keeps a few
pictures in memory, and never writes one anywhere.

Left out: animated pictures (the first one counts), other formats, and keeping the original.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

if TYPE_CHECKING:
    from companion.diary import Diary, Photo
    from ui.session import Session
    from ui.work import Report

LARGEST_FILE = 80 * 1024 * 1024
LARGEST_AREA = 200_000_000
LONGEST_SIDE = 2560
THUMBNAIL_SIDE = 256
JPEG_QUALITY = 88
_CACHE_BYTES = 48 * 1024 * 1024

Kind = Literal["jpeg", "png"]


class PhotoFault(Exception):
    """A picture that cannot be taken in. `code` is "kind" (neither JPEG nor PNG), "large", "damaged" or "unread"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Prepared:
    """A photo as it is kept: encoded afresh, with its size after turning, and a small picture of it."""

    data: bytes
    kind: Kind
    width: int
    height: int
    thumbnail: bytes
    name: str


def read_file(path: str) -> bytes:
    """The bytes of a file, if it is of a sensible size. PhotoFault otherwise."""
    try:
        if os.path.getsize(path) > LARGEST_FILE:
            raise PhotoFault("large")
        with open(path, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError:
        raise PhotoFault("unread") from None


def prepare(source: bytes | QImage, name: str = "") -> Prepared:
    """Make a photo ready to be kept. Any thread. PhotoFault says why it cannot be."""
    if isinstance(source, QImage):
        kind: Kind = "png" if source.hasAlphaChannel() or _area(source.size()) <= 2_000_000 else "jpeg"
        image = source
    else:
        kind = _kind(source)
        image = _decode(source, kind)
    fresh = _fresh(_fitted(image, LONGEST_SIDE))
    small = _fresh(_fitted(fresh, THUMBNAIL_SIDE))
    return Prepared(
        data=_encode(fresh, kind),
        kind=kind,
        width=fresh.width(),
        height=fresh.height(),
        thumbnail=_encode(small, "png" if small.hasAlphaChannel() else "jpeg"),
        name=os.path.basename(name),
    )


def _kind(data: bytes) -> Kind:
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    raise PhotoFault("kind")


def _decode(data: bytes, kind: Kind, side: int = LONGEST_SIDE) -> QImage:
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise PhotoFault("damaged")
    if _area(size) > LARGEST_AREA:
        raise PhotoFault("large")
    if max(size.width(), size.height()) > side:
        # The decoder then makes the smaller picture directly and never holds the large one.
        reader.setScaledSize(
            size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    image = reader.read()
    if image.isNull():
        raise PhotoFault("damaged")
    return image


def _area(size: QSize) -> int:
    return size.width() * size.height()


def _fitted(image: QImage, side: int) -> QImage:
    if max(image.width(), image.height()) <= side:
        return image
    size = image.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _fresh(image: QImage) -> QImage:
    """The pixels and nothing else: a new image has no texts, no profile and no resolution to write."""
    space = image.colorSpace()
    if space.isValid() and space != QColorSpace(QColorSpace.NamedColorSpace.SRgb):
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    clear = image.hasAlphaChannel()
    fresh = QImage(image.size(), QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32)
    fresh.fill(Qt.GlobalColor.transparent if clear else Qt.GlobalColor.white)
    painter = QPainter(fresh)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    source = QImage(image)
    source.setDevicePixelRatio(1)
    painter.drawImage(0, 0, source)
    painter.end()
    return fresh


def _encode(image: QImage, kind: str) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind.upper(), JPEG_QUALITY if kind == "jpeg" else 60):  # type: ignore[call-overload]
        raise PhotoFault("damaged")
    return bytes(held.data())


class Pictures(QObject):
    """The pictures of the page that is open. `picture` answers at once with what is in memory and fetches the rest;
    `ready(photo id)` follows."""

    ready = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._photos: dict[str, Photo] = {}
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._thumbnails: dict[str, QImage] = {}
        self._asked: dict[str, QSize] = {}
        self._broken: set[str] = set()
        self.ratio: Callable[[], float] = lambda: 1.0

    def show(self, photos: tuple[Photo, ...]) -> None:
        """The photos of the entry that is open now. Pictures of others are let go."""
        self._photos = {photo.id: photo for photo in photos}
        for kept in (self._kept, self._thumbnails, self._asked):
            for gone in [each for each in kept if each not in self._photos]:
                del kept[gone]
        self._broken &= set(self._photos)

    def forget(self) -> None:
        """Hold nothing any longer."""
        self.show(())

    def known(self, photo: str) -> Photo | None:
        return self._photos.get(photo)

    def add(self, photo: Photo) -> None:
        self._photos[photo.id] = photo

    def size(self, photo: str) -> tuple[int, int] | None:
        found = self._photos.get(photo)
        return (found.width, found.height) if found is not None else None

    def broken(self, photo: str) -> bool:
        """Whether its file could not be read, or the entry has no such photo."""
        return photo in self._broken or photo not in self._photos

    def picture(self, photo: str, width: int, height: int) -> QImage | None:
        """The picture in this size, or its thumbnail until it is there, or None."""
        if photo not in self._photos:
            return None
        ratio = self.ratio()
        wanted = QSize(max(1, round(width * ratio)), max(1, round(height * ratio)))
        kept = self._kept.get(photo)
        if kept is not None and abs(kept.width() - wanted.width()) <= 2:
            self._kept.move_to_end(photo)
            return kept
        if photo not in self._broken and self._asked.get(photo) != wanted:
            self._asked[photo] = wanted
            self._fetch(photo, wanted)
        return kept or self._thumbnail(photo)

    def _thumbnail(self, photo: str) -> QImage:
        if photo not in self._thumbnails:
            self._thumbnails[photo] = QImage.fromData(self._photos[photo].thumbnail)
        return self._thumbnails[photo]

    def _fetch(self, photo: str, wanted: QSize) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        diary, kind = workspace.diary, self._photos[photo].kind
        self._session.run(
            lambda report: _load(diary, photo, kind, wanted, report),
            owner=self,
            done=lambda image: self._came(photo, image),
            failed=lambda _error: self._failed(photo),
        )

    def _came(self, photo: str, image: QImage) -> None:
        if photo not in self._photos:
            return
        self._kept[photo] = image
        self._kept.move_to_end(photo)
        while len(self._kept) > 1 and sum(each.sizeInBytes() for each in self._kept.values()) > _CACHE_BYTES:
            # What is drawn next asks for it again.
            gone, _image = self._kept.popitem(last=False)
            self._asked.pop(gone, None)
        self.ready.emit(photo)

    def _failed(self, photo: str) -> None:
        if photo in self._photos:
            self._broken.add(photo)
            self.ready.emit(photo)


def _load(diary: Diary, photo: str, kind: Kind, wanted: QSize, report: Report) -> QImage:
    data = diary.photo_data(photo)
    report(1, 2, "")
    side = max(wanted.width(), wanted.height())
    image = _decode(data, kind, max(side, 1))
    return image.scaled(
        wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
