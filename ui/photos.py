"""Photos on their way into the diary, and their pictures decoded again.

All of this works in jobs. A JPEG or PNG that is upright and of a sensible size keeps its pixels as they are: what else
stands in its file (place, camera, time, comments, preview, the words of its colour profile) is taken out of the file
(`companion.picture_file`). Anything else is painted into a fresh image before it is encoded, so that nothing but
pixels is carried over. Nothing is ever written to the disk here.

Of GIF and WebP the first picture is kept. Left out: HEIC and AVIF, which nothing here can decode.
"""

from __future__ import annotations

import math
import os
from typing import Literal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter, QTransform

from companion import picture_file
from companion.picture_file import PictureUnfit, Prepared

LARGEST_FILE = 80 * 1024 * 1024
LARGEST_AREA = 200_000_000
LARGEST_HELD_WHOLE = 60_000_000
MOST_PIXELS = 2560 * 2560
THUMBNAIL_SIDE = 256
JPEG_QUALITY = 88
_SMALL = 2_000_000
_SRGB = QColorSpace.NamedColorSpace.SRgb

Kind = Literal["jpeg", "png"]


def read_file(path: str) -> bytes:
    """The bytes of a file, if it is of a sensible size. PictureUnfit otherwise."""
    try:
        if os.path.getsize(path) > LARGEST_FILE:
            raise PictureUnfit("large")
        with open(path, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError:
        raise PictureUnfit("unread") from None


def prepare(source: bytes | QImage, name: str = "", *, keep_all: bool = False) -> Prepared:
    """Make a photo ready to be kept, no larger than there is use for. Any thread. PictureUnfit says why it cannot be.

    With `keep_all` a JPEG or PNG stays byte for byte as it is, with all that its camera wrote into it.
    """
    if isinstance(source, QImage):
        return _encoded(_fresh(_fitted(source, _room(source.size()))), None, name)
    opened = _Opened(source)
    if keep_all and opened.kept:
        return _as_it_is(opened, source, name)
    room = _room(opened.size)
    if opened.upright and opened.kept and room == opened.size and not opened.is_cmyk:
        return _as_it_is(opened, opened.data, name)
    return _encoded(_fresh(_fitted(opened.decode(room), room)), opened.kept, name)


def prepare_import(data: bytes, name: str) -> Prepared:
    """Make a photo of somebody's old diary ready: its metadata goes, its size and every pixel stay as they were.

    A JPEG or PNG is not encoded anew; a JPEG that lies on its side keeps the one number that says so. Of what moves,
    the first picture is kept. Any thread. PictureUnfit says why it cannot be.
    """
    opened = _Opened(data)
    if opened.upright or (opened.whole and opened.kept == "jpeg"):
        return _as_it_is(opened, opened.data, name)
    image = opened.decode()
    return _encoded(image if opened.whole else _fresh(image), "png", name)


def decoded(data: bytes, within: QSize | None = None) -> QImage:
    """A kept picture, the right way up and in the colours of a screen, at most as large as `within`. Any thread."""
    return _in_srgb(_Opened(data).decode(within))


class _Opened:
    """A picture file that was looked at and not yet decoded. `data` has nothing but the picture in it if `whole`."""

    def __init__(self, data: bytes) -> None:
        kind = picture_file.kind(data)
        if kind in {"empty", "heic", "avif", "other"}:
            raise PictureUnfit("kind" if kind == "other" else kind)
        self.kept: Kind | None = kind if kind in {"jpeg", "png"} else None
        self.data, self.whole, self.orientation = data, False, 1
        held_whole = True
        if self.kept:
            try:
                clean = picture_file.cleaned(data)
                self.data, self.whole, self.orientation = clean.data, True, clean.orientation
                held_whole = clean.held_whole
            except picture_file.Unreadable as error:
                if error.cut:
                    raise PictureUnfit("damaged") from None
        self._kind = kind
        buffer, reader = self._reader()
        lying, self.is_cmyk = reader.size(), reader.imageFormat() == QImage.Format.Format_CMYK8888
        if not lying.isValid() or lying.isEmpty():
            raise PictureUnfit("damaged")
        deep = reader.imageFormat() in {QImage.Format.Format_RGBA64, QImage.Format.Format_RGBX64}
        buffer.close()
        most = LARGEST_HELD_WHOLE // (2 if deep else 1) if held_whole else LARGEST_AREA
        if _area(lying) > most:
            raise PictureUnfit("large")
        self._lying = lying
        self.size = lying.transposed() if self.orientation > 4 else lying

    @property
    def upright(self) -> bool:
        return self.whole and self.orientation == 1

    def _reader(self) -> tuple[QBuffer, QImageReader]:
        buffer = QBuffer()
        buffer.setData(QByteArray(self.data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, QByteArray(self._kind.encode()))
        # Qt turns a JPEG and not a PNG, so both are turned here; one that could not be walked through is Qt's.
        reader.setAutoTransform(not self.whole)
        # Qt finds who can read it under a lock, and may ask the buffer then, which is Python's: `read` lets other threads
        # go on, and one of them may wait for that lock with the interpreter in its hands. `size` lets nobody.
        reader.size()
        return buffer, reader

    def decode(self, within: QSize | None = None) -> QImage:
        """The first picture, the right way up."""
        buffer, reader = self._reader()
        if within is not None:
            box = within.transposed() if self.orientation > 4 else within
            if self._lying.width() > box.width() or self._lying.height() > box.height():
                # A JPEG is then decoded small and never held large.
                reader.setScaledSize(
                    self._lying.scaled(box, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
                )
        image = reader.read()
        buffer.close()
        if image.isNull():
            raise PictureUnfit("damaged")
        return _turned(image, self.orientation)


def _as_it_is(opened: _Opened, data: bytes, name: str) -> Prepared:
    assert opened.kept is not None
    small = opened.decode(QSize(THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return _prepared(data, opened.kept, opened.size, small, name)


def _encoded(image: QImage, kind: Kind | None, name: str) -> Prepared:
    if kind is None:
        kind = "png" if image.hasAlphaChannel() or _area(image.size()) <= _SMALL else "jpeg"
    return _prepared(_encode(image, kind), kind, image.size(), image, name)


def _prepared(data: bytes, kind: Kind, size: QSize, image: QImage, name: str) -> Prepared:
    small = _fresh(_fitted(image, QSize(THUMBNAIL_SIDE, THUMBNAIL_SIDE)))
    thumbnail = _encode(small, "png" if small.hasAlphaChannel() else "jpeg")
    return Prepared(data, kind, size.width(), size.height(), thumbnail, os.path.basename(name))


def _turned(image: QImage, orientation: int) -> QImage:
    """Orientations 2, 4, 5 and 7 of EXIF are seen in a mirror, 5 to 8 lie on their side."""
    degrees = {3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}.get(orientation, 0)
    if degrees:
        image = image.transformed(QTransform().rotate(degrees))
    return image.flipped(Qt.Orientation.Horizontal) if orientation in {2, 4, 5, 7} else image


def _area(size: QSize) -> int:
    return size.width() * size.height()


def _fitted(image: QImage, room: QSize) -> QImage:
    if image.width() <= room.width() and image.height() <= room.height():
        return image
    size = image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _room(size: QSize) -> QSize:
    """The largest size of this shape that is kept."""
    area = _area(size)
    if area <= MOST_PIXELS:
        return size
    share = math.sqrt(MOST_PIXELS / area)
    return QSize(max(1, int(size.width() * share)), max(1, int(size.height() * share)))


def _in_srgb(image: QImage) -> QImage:
    space = image.colorSpace()
    if space.isValid() and space != QColorSpace(_SRGB):
        to = QImage.Format.Format_RGB32 if image.format() == QImage.Format.Format_CMYK8888 else image.format()
        changed = image.convertedToColorSpace(QColorSpace(_SRGB), to)
        image = image if changed.isNull() else changed
    if image.format() == QImage.Format.Format_CMYK8888:
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    return image


def _fresh(image: QImage) -> QImage:
    """The pixels and nothing else: a new image has no texts, no profile and no resolution to write."""
    image = _in_srgb(image)
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


def _encode(image: QImage, kind: Kind) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind.upper(), JPEG_QUALITY if kind == "jpeg" else 60):  # type: ignore[call-overload]
        raise PictureUnfit("damaged")
    return bytes(held.data())
