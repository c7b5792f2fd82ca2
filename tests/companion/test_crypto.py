"""Sealing, slow keys with bounded costs, and media files that cannot be cut, moved about or lengthened."""

import io
import os
import random
import sys
import time

import pytest

from companion import crypto
from companion.crypto import CHUNK, MAGIC, TAG, KdfParams
from companion.errors import VaultDamaged, WrongSecret

KEY = bytes(range(32))


def sealed(data: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    assert crypto.seal_stream(io.BytesIO(data), target, key) == len(data)
    return target.getvalue()


def unsealed(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(crypto.unseal_stream(io.BytesIO(data), key))


def test_a_wrapped_secret_opens_with_the_same_key_and_the_same_public_part_only():
    box = crypto.wrap(KEY, b"vault key", public=b"slot 1")
    assert crypto.unwrap(KEY, box, public=b"slot 1") == b"vault key"
    assert box != crypto.wrap(KEY, b"vault key", public=b"slot 1")
    attempts = [
        (bytes(32), box, b"slot 1"),
        (KEY, box, b"slot 2"),
        (KEY, box[:20], b"slot 1"),
        (KEY, b"", b""),
    ]
    for bit in range(len(box) * 8):
        changed = bytearray(box)
        changed[bit // 8] ^= 1 << bit % 8
        attempts.append((KEY, bytes(changed), b"slot 1"))
    for key, data, public in attempts:
        with pytest.raises(WrongSecret):
            crypto.unwrap(key, data, public=public)


def test_one_passphrase_spelled_two_ways_by_two_systems_is_one():
    salt = bytes(16)
    composed, decomposed = "Gr\u00fc\u00dfe", "Gru\u0308\u00dfe"
    assert composed != decomposed
    key = crypto.passphrase_key(composed, salt, crypto.CHEAPEST)
    assert key == crypto.passphrase_key(decomposed, salt, crypto.CHEAPEST)
    assert key != crypto.passphrase_key("Grusse", salt, crypto.CHEAPEST)
    assert key != crypto.passphrase_key(composed, b"x" * 16, crypto.CHEAPEST)


@pytest.mark.parametrize(
    "params",
    [
        KdfParams(256 * 1024 + 1, 3, 4),
        KdfParams(1 << 40, 3, 4),
        KdfParams(64 * 1024, 17, 4),
        KdfParams(64 * 1024, 10**12, 4),
        KdfParams(64 * 1024, 3, 9),
        KdfParams(64 * 1024, 3, 0),
        KdfParams(64 * 1024, 0, 4),
        KdfParams(31, 3, 4),
        KdfParams(-1, 3, 4),
        KdfParams(True, 3, 4),
        KdfParams(65536.0, 3, 4),  # type: ignore[arg-type]
    ],
)
def test_absurd_costs_are_refused_before_any_memory_is_taken(params: KdfParams):
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    with pytest.raises(VaultDamaged):
        crypto.passphrase_key("x", bytes(16), params)
    assert time.perf_counter() - began < 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * (1 if sys.platform == "darwin" else 1024) < 8 << 20


def test_costs_grow_with_the_machine_and_never_below_the_floor():
    least = KdfParams()
    assert crypto.scaled(least, 0.2) == least
    assert crypto.scaled(least, 2) == KdfParams(128 * 1024, 3, 4)
    assert crypto.scaled(least, 8) == KdfParams(256 * 1024, 6, 4)
    fastest = crypto.scaled(least, 1e6)
    assert fastest == KdfParams(256 * 1024, 16, 4)
    fastest.check()


@pytest.mark.slow
def test_calibration_measures_this_machine(monkeypatch):
    assert crypto.calibrate() == crypto.CHEAPEST
    monkeypatch.delenv("COMPANION_CHEAP_KDF")
    params = crypto.calibrate(0.5)
    params.check()
    assert params.memory >= 64 * 1024
    assert params.passes >= 3


@pytest.mark.parametrize("size", [0, 1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5])
def test_media_comes_back_as_it_was(size: int):
    data = os.urandom(size)
    box = sealed(data)
    assert unsealed(box) == data
    assert len(box) == len(MAGIC) + size + TAG * max(1, -(-size // CHUNK))


def test_media_is_refused_when_anything_is_cut_moved_or_added():
    data = os.urandom(3 * CHUNK + 100)
    box = sealed(data)
    body = box[len(MAGIC) :]
    step = CHUNK + TAG
    parts = [body[i : i + step] for i in range(0, len(body), step)]
    other = sealed(os.urandom(3 * CHUNK + 100), crypto.media_file_key(KEY, b"y" * 16))[len(MAGIC) :]
    wrong = {
        "empty": b"",
        "magic only": MAGIC,
        "no magic": body,
        "newer magic": MAGIC.replace(b"1", b"2") + body,
        "cut at a chunk": MAGIC + b"".join(parts[:3]),
        "cut in a chunk": box[: len(box) - 7],
        "cut in the first tag": box[: len(MAGIC) + 5],
        "chunks swapped": MAGIC + parts[1] + parts[0] + parts[2] + parts[3],
        "chunk twice": MAGIC + parts[0] + parts[0] + parts[2] + parts[3],
        "chunk left out": MAGIC + parts[0] + parts[2] + parts[3],
        "last chunk only": MAGIC + parts[3],
        "something after the end": box + b"\x00",
        "a whole file after the end": box + body,
        "a chunk of another file": MAGIC + parts[0] + other[step : 2 * step] + parts[2] + parts[3],
    }
    for name, changed in wrong.items():
        with pytest.raises(VaultDamaged) as caught:
            unsealed(changed)
        assert caught.value.facts == {"part": "media"}, name
    with pytest.raises(VaultDamaged):
        unsealed(box, bytes(32))
    with pytest.raises(VaultDamaged):  # the same bytes under another file's name
        unsealed(sealed(data, crypto.media_file_key(KEY, b"a" * 16)), crypto.media_file_key(KEY, b"b" * 16))


def test_no_single_bit_of_a_media_file_can_change_unseen():
    box = sealed(b"a small picture" * 4)
    for bit in range(len(box) * 8):
        changed = bytearray(box)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(VaultDamaged):
            unsealed(bytes(changed))


def test_an_empty_chunk_at_the_end_is_not_another_spelling_of_the_same_file():
    cipher = crypto.AESGCM(KEY)
    chunk = os.urandom(CHUNK)
    spelled = (
        MAGIC + cipher.encrypt(bytes(12), chunk, MAGIC) + cipher.encrypt(bytes(10) + b"\x01\x01", b"", MAGIC)
    )
    with pytest.raises(VaultDamaged):
        unsealed(spelled)


def test_a_source_that_gives_little_at_a_time_is_read_whole():
    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, random.Random(self.tell()).randint(1, 70_000)))

    data = os.urandom(2 * CHUNK + 77)
    target = io.BytesIO()
    crypto.seal_stream(Trickle(data), target, KEY)
    assert b"".join(crypto.unseal_stream(Trickle(target.getvalue()), KEY)) == data
