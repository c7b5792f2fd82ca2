"""Photos on their way in: pixels stay, all that else stands in a file goes, and what is no picture is refused."""

import random
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QColorSpace, QImage

from companion import picture_file
from companion.picture_file import PictureUnfit
from tests import picture_files as files
from tests.picture_files import CANARY, TELLING
from ui.photos import MOST_PIXELS, decoded, prepare, prepare_import

pytestmark = pytest.mark.usefixtures("qapp")
Format, Space = QImage.Format, QColorSpace.NamedColorSpace


def telling(data: bytes) -> list[bytes]:
    found = [mark for mark in TELLING if mark in data]
    if QImage.fromData(data).textKeys():
        found.append(b"text keys")
    return found


def alike(one: QImage, other: QImage, tolerance: int = 40) -> bool:
    """Whether two pictures show the same, JPEG's own noise along the edges aside."""
    if one.size() != other.size():
        return False
    apart = places = 0
    for x in range(2, one.width(), 7):
        for y in range(2, one.height(), 7):
            a, b = one.pixelColor(x, y), other.pixelColor(x, y)
            differs = max(abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue()))
            apart += differs > tolerance
            places += 1
    return apart < places / 4


# -- what else stands in a file goes, the pixels stay ------------------------------------------------------


@pytest.mark.parametrize("make", [files.jpeg, files.png])
@pytest.mark.parametrize("take", [prepare, prepare_import])
def test_nothing_but_the_picture_is_kept_and_the_pixels_are_the_same(
    make: Callable[[], bytes], take: Callable[[bytes, str], object]
) -> None:
    source = make()
    assert CANARY in source
    ready = take(source, "/home/someone/IMG_2034.jpg")
    assert telling(ready.data) == telling(ready.thumbnail) == []  # type: ignore[attr-defined]
    assert b"Exif" not in ready.data  # type: ignore[attr-defined]
    assert b"eXIf" not in ready.data  # type: ignore[attr-defined]
    assert files.as_qt_sees(ready.data) == files.as_qt_sees(source)  # type: ignore[attr-defined]
    assert ready.name == "IMG_2034.jpg"  # type: ignore[attr-defined]


def test_a_jpeg_is_not_encoded_anew() -> None:
    """What its pixels are packed in is there byte for byte."""
    source = files.jpeg()
    packed = source[source.index(b"\xff\xda") : source.rindex(b"\xff\xd9")]
    assert packed in prepare(source).data
    assert packed in prepare_import(source, "").data


def test_who_keeps_all_keeps_every_byte() -> None:
    for source in (files.jpeg(turned=6), files.png(), files.jpeg(files.drawn(3000, 2400))):
        assert prepare(source, keep_all=True).data == source
    assert prepare(files.jpeg(turned=6), keep_all=True).width == 40


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("take", [prepare, lambda data: prepare_import(data, "")])
def test_all_eight_ways_to_hold_a_camera(turned: int, take: Callable[[bytes], object]) -> None:
    source = files.jpeg(turned=turned)
    upright = files.as_qt_sees(source, turn=True)
    ready = take(source)
    assert (ready.width, ready.height) == upright.size().toTuple()  # type: ignore[attr-defined]
    assert alike(decoded(ready.data), upright)  # type: ignore[attr-defined]
    assert alike(files.as_qt_sees(ready.data, turn=True), upright)  # type: ignore[attr-defined]
    small = QImage.fromData(ready.thumbnail)  # type: ignore[attr-defined]
    assert alike(small, upright)
    assert telling(ready.data) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_png_that_lies_on_its_side_is_turned_and_not_labelled(turned: int) -> None:
    image = files.drawn()
    upright = files.as_qt_sees(files.jpeg(image, turned=turned), turn=True)
    for ready in (
        prepare(files.png(image, turned=turned)),
        prepare_import(files.png(image, turned=turned), ""),
    ):
        shown = QImage.fromData(ready.data)
        assert b"eXIf" not in ready.data
        assert (ready.width, ready.height) == shown.size().toTuple()
        assert alike(shown, upright)


def test_an_imported_picture_on_its_side_keeps_its_pixels_and_one_number() -> None:
    source = files.jpeg(turned=8)
    ready = prepare_import(source, "")
    assert files.as_qt_sees(ready.data) == files.as_qt_sees(source)
    at = ready.data.index(b"Exif\0\0")
    length = struct.unpack(">H", ready.data[at - 2 : at])[0]
    assert length == 2 + 6 + 26, "a head, one entry, an end"


def test_a_large_photo_gets_smaller_when_added_and_stays_when_imported() -> None:
    source = files.jpeg(files.drawn(4000, 3000), turned=6)
    added, brought = prepare(source), prepare_import(source, "")
    assert MOST_PIXELS * 0.99 < added.width * added.height <= MOST_PIXELS
    assert (brought.width, brought.height) == (3000, 4000)
    assert telling(added.data) == telling(brought.data) == []
    assert max(QImage.fromData(brought.thumbnail).size().toTuple()) == 256


# -- colours -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("space", [Space.DisplayP3, Space.AdobeRgb, Space.ProPhotoRgb])
@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_a_colour_profile_keeps_its_measures_and_loses_its_words(
    space: QColorSpace.NamedColorSpace, kind: str
) -> None:
    profile = files.telling_profile(QColorSpace(space))
    assert CANARY.decode().encode("utf-16-be") in profile
    image = files.drawn()
    if kind == "jpeg":
        source = files.with_profile(profile)
    else:
        made = files.encoded(image, "PNG")
        source = made[:33] + files.chunk(b"iCCP", b"words\0\0" + zlib.compress(profile)) + made[33:]
    ready = prepare(source)
    kept = files.as_qt_sees(ready.data)
    assert kept == files.as_qt_sees(source)
    srgb = QColorSpace(Space.SRgb)
    assert kept.convertedToColorSpace(srgb) == files.as_qt_sees(source).convertedToColorSpace(srgb)
    assert kept.colorSpace().isValid()
    found = bytes(kept.colorSpace().iccProfile().data())
    for words in (CANARY.decode().encode("utf-16-be"), b"MAKEMODL", struct.pack(">3H", 2026, 11, 14)):
        assert words not in found
        assert words not in ready.data
    assert alike(decoded(ready.data), files.as_qt_sees(source).convertedToColorSpace(srgb), 2)


def test_a_profile_that_is_none_is_left_out() -> None:
    for broken in (CANARY * 20, b"\0" * 36 + b"acsp" + b"\xff" * 200, b""):
        ready = prepare(files.with_profile(broken))
        assert b"ICC_PROFILE" not in ready.data
        assert not files.as_qt_sees(ready.data).colorSpace().isValid()


def test_a_print_shop_s_jpeg_is_shown_in_the_colours_of_a_screen() -> None:
    source = files.encoded(files.drawn(form=Format.Format_CMYK8888), "JPEG")
    assert files.as_qt_sees(source).format() == Format.Format_CMYK8888
    added, brought = prepare(source), prepare_import(source, "")
    assert files.as_qt_sees(added.data).format() != Format.Format_CMYK8888
    assert files.as_qt_sees(brought.data) == files.as_qt_sees(source)
    for ready in (added, brought):
        assert alike(decoded(ready.data), files.drawn())


@pytest.mark.parametrize(
    "form",
    [
        Format.Format_RGBA64,
        Format.Format_Grayscale16,
        Format.Format_Grayscale8,
        Format.Format_Indexed8,
        Format.Format_Mono,
        Format.Format_ARGB32,
    ],
)
def test_every_depth_of_png_stays_as_it_is(form: QImage.Format) -> None:
    source = files.png(files.drawn(form=form))
    for ready in (prepare(source), prepare_import(source, "")):
        assert files.as_qt_sees(ready.data) == files.as_qt_sees(source)
        assert not QImage.fromData(ready.thumbnail).isNull()


def test_clear_places_stay_clear() -> None:
    image = QImage(8, 8, Format.Format_ARGB32)
    image.fill(QColor(10, 20, 30, 128))
    ready = prepare(files.encoded(image, "PNG"))
    assert QImage.fromData(ready.data).convertToFormat(Format.Format_ARGB32) == image
    assert QImage.fromData(ready.thumbnail).hasAlphaChannel()


# -- other kinds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("take", [prepare, lambda data: prepare_import(data, "")])
def test_of_what_moves_the_first_picture_is_kept(take: Callable[[bytes], object]) -> None:
    for source in (files.animated_gif(), files.encoded(files.drawn(), "WEBP", 100)):
        ready = take(source)
        assert ready.kind == "png"  # type: ignore[attr-defined]
        assert telling(ready.data) == []  # type: ignore[attr-defined]
        first = files.as_qt_sees(source)
        assert files.as_qt_sees(ready.data).convertToFormat(first.format()) == first  # type: ignore[attr-defined]


def test_the_name_of_a_file_says_nothing() -> None:
    assert prepare(files.png(), "holiday.jpg").kind == "png"
    assert prepare(files.jpeg(), "holiday.gif").kind == "jpeg"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 nothing", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif" + b"\0" * 40, "avif"),
        (b"GIF89a" + b"\0" * 40, "damaged"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 24, "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 200, "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "damaged"),
        (files.claiming(60_000, 60_000), "large"),
        (files.claiming(20_000, 4_000), "large"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_by_name(data: bytes, code: str) -> None:
    for take in (prepare, lambda given: prepare_import(given, "")):
        with pytest.raises(PictureUnfit) as caught:
            take(data)
        assert caught.value.code == code


@pytest.mark.parametrize("make", [files.jpeg, files.png])
def test_a_file_that_was_cut_off_anywhere_is_called_damaged(make: Callable[[], bytes]) -> None:
    whole = make()
    end = whole.rindex(b"\xff\xd9") if make is files.jpeg else whole.rindex(b"IEND")
    for at in range(4, end, 97):
        with pytest.raises(PictureUnfit) as caught:
            prepare_import(whole[:at], "")
        assert caught.value.code in {"damaged", "kind"}


def progressive(source: bytes, scans: int) -> bytes:
    """The same JPEG, claiming to come in many layers."""
    start, end = source.index(b"\xff\xda"), source.rindex(b"\xff\xd9")
    layer = source[start:end]
    return source[:start].replace(b"\xff\xc0", b"\xff\xc2", 1) + layer * scans + b"\xff\xd9"


def test_a_jpeg_in_a_thousand_layers_is_refused_before_it_costs_anything() -> None:
    with pytest.raises(picture_file.Unreadable):
        picture_file.cleaned(progressive(files.encoded(files.drawn(), "JPEG"), 1000))
    with pytest.raises(PictureUnfit):
        prepare(progressive(files.encoded(files.drawn(), "JPEG"), 1000))


def test_a_bomb_takes_no_memory() -> None:
    """A hundred refusals of pictures that claim gigabytes stay within what a few photos take."""
    resource = pytest.importorskip("resource")
    prepare(files.jpeg(files.drawn(2000, 1500)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bombs = [files.claiming(50_000, 50_000), files.claiming(9_000, 9_000)]
    profile = b"words\0\0" + zlib.compress(b"\0" * 60_000_000)
    made = files.encoded(files.drawn(), "PNG")
    bombs.append(made[:33] + files.chunk(b"iCCP", profile) + made[33:])
    for bomb in bombs * 30:
        with suppress(PictureUnfit):
            prepare_import(bomb, "")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 64


def test_two_thousand_broken_files_are_taken_or_refused_and_nothing_else() -> None:
    chance = random.Random(5)
    seeds = [
        files.jpeg(turned=6),
        files.png(),
        files.animated_gif(),
        files.with_profile(files.telling_profile(QColorSpace(Space.DisplayP3))),
    ]
    for number in range(2000):
        data = bytearray(seeds[number % len(seeds)])
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            kind = chance.randrange(3)
            if kind == 0:
                data[at] = chance.randrange(256)
            elif kind == 1:
                del data[at : at + chance.randint(1, 40)]
            else:
                data[at:at] = chance.randbytes(chance.randint(1, 8))
        try:
            ready = prepare_import(bytes(data), "")
        except PictureUnfit:
            continue
        assert ready.kind in {"jpeg", "png"}
        assert decoded(ready.data, QSize(64, 64)).width() > 0
