"""Picture files taken apart and put together again, without a toolkit: built here piece by piece."""

import struct
import zlib

import pytest

from companion.picture_file import MOST_SCANS, Unreadable, cleaned, kind

SECRET = b"private-canary-7431"


def part(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


FRAME = part(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0")
SCAN = part(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
TABLES = part(0xDB, bytes(65)) + part(0xC4, bytes(19))
JPEG = b"\xff\xd8" + TABLES + FRAME + SCAN + b"\xff\xd9"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


HEAD = chunk(b"IHDR", struct.pack(">II5B", 1, 1, 8, 0, 0, 0, 0))
DATA, END = chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND", b"")
PNG = b"\x89PNG\r\n\x1a\n" + HEAD + DATA + END


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"", "empty"),
        (JPEG, "jpeg"),
        (PNG, "png"),
        (b"GIF89a....", "gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0avif", "avif"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isom", "other"),
        (b"BM", "other"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(data: bytes, called: str) -> None:
    assert kind(data) == called


@pytest.mark.parametrize("whole", [JPEG, PNG])
def test_what_has_nothing_to_hide_comes_back_byte_for_byte(whole: bytes) -> None:
    assert cleaned(whole).data == whole
    assert cleaned(cleaned(whole).data) == cleaned(whole)


def test_every_other_segment_of_a_jpeg_goes_wherever_it_stands() -> None:
    told = b"".join(part(marker, SECRET) for marker in (0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xEF, 0xFE))
    full = b"\xff\xd8" + told + TABLES + told + FRAME + told + SCAN + told + b"\xff\xff\xd9" + SECRET
    assert cleaned(full).data.replace(b"\xff\xff\xd9", b"\xff\xd9") == JPEG


def test_every_other_chunk_of_a_png_goes_wherever_it_stands() -> None:
    told = b"".join(
        chunk(name, SECRET) for name in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"prVt", b"iCCP")
    )
    full = PNG[:8] + HEAD + told + DATA + told + END + SECRET
    assert cleaned(full).data == PNG


@pytest.mark.parametrize("whole", [JPEG, PNG])
def test_cut_anywhere_it_is_called_cut(whole: bytes) -> None:
    for at in range(8, len(whole)):
        with pytest.raises(Unreadable) as caught:
            cleaned(whole[:at])
        assert caught.value.cut


def test_what_is_built_in_another_way_is_called_odd() -> None:
    stray = b"\xff\xd8" + TABLES + b"\x00stray" + FRAME + SCAN + b"\xff\xd9"
    unknown = PNG[:8] + HEAD + chunk(b"NEWx", b"") + DATA + END
    endless = b"\xff\xd8" + TABLES + FRAME + SCAN * (MOST_SCANS + 1) + b"\xff\xd9"
    for data in (stray, unknown, endless):
        with pytest.raises(Unreadable) as caught:
            cleaned(data)
        assert not caught.value.cut


@pytest.mark.parametrize("turned", [0, 1, 3, 6, 8, 9, 700])
@pytest.mark.parametrize("order", ["<", ">"])
def test_the_turn_is_one_number_whatever_stands_around_it(turned: int, order: str) -> None:
    tiff = struct.pack(order + "2sHIH", b"II" if order == "<" else b"MM", 42, 8, 1)
    tiff += struct.pack(order + "HHIHH", 0x0112, 3, 1, turned, 0) + SECRET
    made = cleaned(b"\xff\xd8" + part(0xE1, b"Exif\0\0" + tiff) + JPEG[2:])
    real = turned if 1 <= turned <= 8 else 1
    assert made.orientation == real
    assert SECRET not in made.data
    assert (made.data == JPEG) is (real == 1)
    assert cleaned(made.data) == made
