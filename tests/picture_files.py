"""Picture files as they come from cameras, browsers and old diaries, and as somebody hostile would make them."""

import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageReader, QPainter

CANARY = b"private-canary-7431"

TELLING = (
    *(CANARY, CANARY.decode().encode("utf-16-be"), CANARY.decode().encode("utf-16-le")),
    *(b"iTXt", b"tEXt", b"zTXt", b"tIME", b"ns.adobe.com", b"Photoshop", b"MPF\0"),
)
"""What no stored picture may hold, wherever it stands in it."""


def encoded(image: QImage, kind: str, quality: int = 90) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind, quality)  # type: ignore[call-overload]
    return bytes(held.data())


def drawn(width: int = 60, height: int = 40, form: QImage.Format = QImage.Format.Format_RGB32) -> QImage:
    """A blue half and a red and a green quarter, so that every turn and mirror looks different."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    painter = QPainter(image)
    painter.fillRect(width // 2, 0, width, height, QColor("blue"))
    painter.fillRect(0, 0, width // 2, height // 2, QColor("green"))
    painter.end()
    return image.convertToFormat(form)


def jpeg(image: QImage | None = None, *, turned: int = 1, space: QColorSpace | None = None) -> bytes:
    """A JPEG with EXIF (an orientation and a place), XMP, a preview list, a comment, and words after its end."""
    image = QImage(image if image is not None else drawn())
    if space is not None:
        image.setColorSpace(space)
    made = encoded(image, "JPEG")
    pieces = b"".join(
        segment(marker, body)
        for marker, body in (
            (0xE1, b"Exif\0\0" + exif(turned)),
            (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + CANARY),
            (0xE2, b"MPF\0" + CANARY),
            (0xED, b"Photoshop 3.0\0" + CANARY),
            (0xFE, CANARY),
        )
    )
    return made[:2] + pieces + made[2:] + CANARY


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(turned: int) -> bytes:
    tiff = struct.pack("<2sHIH", b"II", 42, 8, 2)
    tiff += struct.pack("<HHII", 0x010E, 2, len(CANARY), 38)
    tiff += struct.pack("<HHII", 0x0112, 3, 1, turned)
    return tiff + struct.pack("<I", 0) + CANARY


def png(image: QImage | None = None, *, turned: int = 0) -> bytes:
    """A PNG with every kind of text, a time, EXIF, an unknown chunk, and words after its end."""
    made = encoded(image if image is not None else drawn(), "PNG")
    pieces = b"".join(
        chunk(name, body)
        for name, body in (
            (b"tEXt", b"Comment\0" + CANARY),
            (b"zTXt", b"Comment\0\0" + zlib.compress(CANARY)),
            (b"iTXt", b"Comment\0\0\0\0\0" + CANARY),
            (b"eXIf", exif(turned) if turned else b"II*\0\x08\0\0\0\0\0" + CANARY),
            (b"tIME", b"\x07\xee\x0b\x0e\x15\x28\x00"),
            (b"prVt", CANARY),
        )
    )
    return made[:33] + pieces + made[33:] + CANARY


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def claiming(width: int, height: int) -> bytes:
    """A PNG whose head says how large it is, with next to nothing behind it."""
    head = chunk(b"IHDR", struct.pack(">II5B", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + encoded(drawn(), "PNG")[33:]


def with_profile(profile: bytes) -> bytes:
    """A JPEG with this colour profile, in two pieces."""
    made, half = encoded(drawn(), "JPEG"), len(profile) // 2
    parts = (profile[:half], profile[half:])
    pieces = [segment(0xE2, b"ICC_PROFILE\0" + bytes((n, 2)) + part) for n, part in enumerate(parts, 1)]
    return made[:2] + b"".join(pieces) + made[2:]


def telling_profile(space: QColorSpace) -> bytes:
    """A colour profile with words, a date and a maker in it."""
    profile = bytearray(bytes(space.iccProfile().data()))
    profile[24:36] = struct.pack(">6H", 2026, 11, 14, 21, 40, 0)
    profile[48:56] = b"MAKEMODL"
    words = CANARY.decode().encode("utf-16-be")
    said = struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", len(words), 28) + words + bytes(2)
    for number in range(struct.unpack_from(">I", profile, 128)[0]):
        entry = 132 + 12 * number
        if bytes(profile[entry : entry + 4]) in {b"desc", b"cprt"}:
            struct.pack_into(">II", profile, entry + 4, len(profile), len(said))
    profile += said
    struct.pack_into(">I", profile, 0, len(profile))
    return bytes(profile)


def animated_gif() -> bytes:
    """Two pictures of 2 × 1, the first red and blue, with a comment."""
    head = b"GIF89a" + struct.pack("<HHBBB", 2, 1, 0x80, 0, 0) + b"\xff\0\0\0\0\xff"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    comment = b"\x21\xfe" + bytes((len(CANARY),)) + CANARY + b"\0"
    pictures = [
        b"\x21\xf9\x04\0\x0a\0\0\0"
        + b"\x2c"
        + struct.pack("<HHHHB", 0, 0, 2, 1, 0)
        + b"\x02\x02"
        + bits
        + b"\0"
        for bits in (b"\x44\x0a", b"\x44\x0a")
    ]
    return head + loop + comment + b"".join(pictures) + b"\x3b"


def as_qt_sees(data: bytes, *, turn: bool = False) -> QImage:
    """Decoded by the toolkit alone."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(turn)
    image = reader.read()
    assert not image.isNull(), reader.errorString()
    return image


def size_of(data: bytes) -> QSize:
    return as_qt_sees(data, turn=True).size()
