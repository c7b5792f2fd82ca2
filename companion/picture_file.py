"""Picture files as bytes: what kind one is, and how to take out of it all that is not the picture.

A JPEG or PNG is rewritten piece by piece: what its pixels need stays byte for byte, place, camera, time, previews,
comments, texts and whatever lies behind the end go. Two things are made anew, since the picture would look wrong
without them: which way up it is (one number), and its colour profile, which keeps its measures and loses its words,
dates and names. The file is hostile: nothing is believed, nothing is unpacked but a bounded profile.

No pixel is decoded here. Other kinds are only recognised.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["jpeg", "png", "gif", "webp", "heic", "avif", "empty", "other"]

MOST_SCANS: Final = 64  # a progressive JPEG has about ten; each costs a walk over all its pixels

_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST_PROFILE = 4 * 1024 * 1024


class PictureUnfit(Exception):
    """A picture that cannot be taken in. `code`: "empty", "heic", "avif", "kind" (no picture we know), "large",
    "damaged" (cut off or broken), "unread" (the file cannot be opened)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture as it is kept: its file, its size the right way up, and a small one of it."""

    data: bytes
    kind: Literal["jpeg", "png"]
    width: int
    height: int
    thumbnail: bytes
    name: str


class Unreadable(Exception):
    """`cut` if the file ends before its picture does; otherwise it is built in a way that is not known here."""

    def __init__(self, *, cut: bool) -> None:
        super().__init__("cut" if cut else "odd")
        self.cut = cut


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A JPEG or PNG without what is not its picture. `orientation` is the number of EXIF: 1 is upright, 5 to 8 lie
    on their side. `held_whole` is true if a decoder has to hold all of it at once however small it is asked for."""

    data: bytes
    orientation: int
    held_whole: bool


def kind(data: bytes) -> Kind:
    """What a file is, by its first bytes and never by its name."""
    if not data:
        return "empty"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(_PNG):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        brands = {data[at : at + 4] for at in range(8, min(len(data), 64), 4)}
        if brands & {b"avif", b"avis"}:
            return "avif"
        if brands & _HEIF:
            return "heic"
    return "other"


def cleaned(data: bytes) -> Cleaned:
    """The picture and nothing else. Unreadable if it is neither a whole JPEG nor a whole PNG."""
    return _clean_png(data) if data.startswith(_PNG) else _clean_jpeg(data)


# -- JPEG ------------------------------------------------------------------------------------------------------

_SOS, _EOI, _COM, _APP0, _APP1, _APP2, _APP14 = 0xDA, 0xD9, 0xFE, 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
_NEEDED = _FRAMES | {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, _SOS}
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PLAIN_JFIF = b"JFIF\0\1\1\0\0\1\0\1\0\0"
_EXIF, _ICC = b"Exif\0\0", b"ICC_PROFILE\0"
_ICC_PIECE = 65_000


def _clean_jpeg(data: bytes) -> Cleaned:
    kept: list[bytes] = []
    profile: dict[int, bytes] = {}
    jfif, orientation, frame, scans, whole = False, 1, b"", 0, False
    for marker, body, scan in _segments(data):
        if marker in _NEEDED:
            kept += (_segment(marker, body), scan)
        if marker in _FRAMES:
            frame, whole = body, marker in _PROGRESSIVE
        elif marker == _SOS:
            scans += 1
            # Fewer colours in a scan than in the picture: the others follow, and the decoder has to wait for them.
            whole = whole or body[:1] != frame[5:6]
        elif marker == _APP0 and body.startswith(b"JFIF\0"):
            jfif = True
        elif marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:
            kept.append(_segment(_APP14, body[:12]))  # says how the colours are mixed
        elif marker == _APP1 and body.startswith(_EXIF):
            orientation = _orientation(body[len(_EXIF) :])
        elif marker == _APP2 and body.startswith(_ICC):
            profile[body[len(_ICC)] if len(body) > len(_ICC) else 0] = body[len(_ICC) + 2 :]
    if not frame or not 0 < scans <= MOST_SCANS:
        raise Unreadable(cut=not scans)
    head = [b"\xff\xd8"]
    if jfif:
        head.append(_segment(_APP0, _PLAIN_JFIF))
    if orientation != 1:
        head.append(_segment(_APP1, _EXIF + _turn_only(orientation)))
    head += _profile_segments(_clean_profile(b"".join(profile[number] for number in sorted(profile))))
    return Cleaned(b"".join([*head, *kept, b"\xff\xd9"]), orientation, whole)


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Each marker with its body and, after the start of a scan, what is packed there. Ends well or raises."""
    at = 2
    while True:
        start = at
        while data[at : at + 1] == b"\xff":
            at += 1
        if at >= len(data):
            raise Unreadable(cut=True)
        if at == start:
            raise Unreadable(cut=False)
        marker = data[at]
        if marker == _EOI:
            return
        if marker < 0xC0 or 0xD0 <= marker <= 0xD8:
            raise Unreadable(cut=False)
        length = int.from_bytes(data[at + 1 : at + 3], "big")
        if length < 2:
            raise Unreadable(cut=at + 3 > len(data))
        end = at + 1 + length
        if end > len(data):
            raise Unreadable(cut=True)
        body, scan = data[at + 3 : end], b""
        if marker == _SOS:
            following = _NEXT_MARKER.search(data, end)
            if following is None:
                raise Unreadable(cut=True)
            scan = data[end : following.start()]
            end = following.start()
        yield marker, body, scan
        at = end


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _profile_segments(profile: bytes) -> list[bytes]:
    pieces = [profile[at : at + _ICC_PIECE] for at in range(0, len(profile), _ICC_PIECE)]
    return [
        _segment(_APP2, _ICC + bytes((number, len(pieces))) + piece)
        for number, piece in enumerate(pieces, start=1)
    ]


# -- PNG -------------------------------------------------------------------------------------------------------

_KEPT_CHUNKS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"cICP",
    b"sBIT",
}


def _clean_png(data: bytes) -> Cleaned:
    kept: list[bytes] = []
    orientation = 1
    for name, body, whole in _chunks(data):
        if name in _KEPT_CHUNKS:
            kept.append(whole)
        elif name == b"iCCP" and (profile := _clean_profile(_unpacked(body))):
            kept.append(_chunk(b"iCCP", b"c\0\0" + zlib.compress(profile)))
        elif name == b"eXIf":
            orientation = _orientation(body)
        elif name[:1].isupper() and name != b"IEND":
            raise Unreadable(cut=False)
    if not kept or kept[0][4:8] != b"IHDR":
        raise Unreadable(cut=False)
    if orientation != 1:
        kept.insert(1, _chunk(b"eXIf", _turn_only(orientation)))
    return Cleaned(b"".join([_PNG, *kept, _chunk(b"IEND", b"")]), orientation, held_whole=True)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Each chunk's name, its body, and all its bytes."""
    at = len(_PNG)
    while True:
        if at + 12 > len(data):
            raise Unreadable(cut=True)
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if not name.isalpha():
            raise Unreadable(cut=False)
        if end > len(data):
            raise Unreadable(cut=True)
        yield name, data[at + 8 : end - 4], data[at:end]
        if name == b"IEND":
            return
        at = end


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _unpacked(body: bytes) -> bytes:
    """The profile of an iCCP chunk, or nothing."""
    packed = body.partition(b"\0")[2][1:]
    try:
        return zlib.decompressobj().decompress(packed, _LARGEST_PROFILE)
    except zlib.error:
        return b""


# -- which way up ----------------------------------------------------------------------------------------------


def _orientation(tiff: bytes) -> int:
    """The orientation an EXIF block names, 1 if it names none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return 1
    at = struct.unpack_from(order + "I", tiff, 4)[0]
    if at + 2 > len(tiff):
        return 1
    for number in range(struct.unpack_from(order + "H", tiff, at)[0]):
        place = at + 2 + 12 * number
        if place + 12 > len(tiff):
            return 1
        tag, type_, _count, value = struct.unpack_from(order + "HHIH", tiff, place)
        if tag == 0x0112:
            return value if type_ == 3 and 1 <= value <= 8 else 1
    return 1


def _turn_only(orientation: int) -> bytes:
    """An EXIF block that says which way up, and nothing more."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)


# -- colour profiles -------------------------------------------------------------------------------------------

_MEASURES = frozenset(
    b"wtpt bkpt chad rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC cicp A2B0 A2B1 A2B2 B2A0 B2A1 B2A2".split()
)
_HEAD = 128


def _clean_profile(profile: bytes) -> bytes:
    """The measures of an ICC profile under a new, empty name; nothing if it is none."""
    if len(profile) < _HEAD + 4 or profile[36:40] != b"acsp":
        return b""
    tags: list[tuple[bytes, bytes]] = []
    for number in range(min(int.from_bytes(profile[_HEAD : _HEAD + 4], "big"), 100)):
        entry = profile[_HEAD + 4 + 12 * number : _HEAD + 16 + 12 * number]
        if len(entry) < 12:
            return b""
        name, at, size = struct.unpack(">4sII", entry)
        if name in _MEASURES:
            if at < _HEAD or at + size > len(profile):
                return b""
            tags.append((name, profile[at : at + size]))
    if not tags:
        return b""
    words = _no_words(modern=profile[8] >= 4)
    return _profile(profile, [*words, *tags])


def _no_words(*, modern: bool) -> list[tuple[bytes, bytes]]:
    """The two texts a profile has to have, with nothing in them."""
    if modern:
        text = struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", 2, 28) + "-".encode("utf-16-be")
        return [(b"desc", text), (b"cprt", text)]
    return [
        (b"desc", b"desc\0\0\0\0" + struct.pack(">I", 2) + b"-\0" + bytes(78)),
        (b"cprt", b"text\0\0\0\0-\0"),
    ]


def _profile(old: bytes, tags: list[tuple[bytes, bytes]]) -> bytes:
    table, bodies, places = b"", b"", {}
    start = _HEAD + 4 + 12 * len(tags)
    for name, body in tags:
        if body not in places:
            places[body] = start + len(bodies)
            bodies += body + bytes(-len(body) % 4)
        table += struct.pack(">4sII", name, places[body], len(body))
    head = bytearray(_HEAD)
    head[0:4] = struct.pack(">I", start + len(bodies))
    head[8:24] = old[8:24]  # version, class, colours, and the space it leads to
    head[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    head[36:40] = b"acsp"
    head[64:80] = old[64:80]  # intent and light
    return bytes(head) + struct.pack(">I", len(tags)) + table + bodies
