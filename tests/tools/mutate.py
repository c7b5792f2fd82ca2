"""Damage, in the ways files are damaged: one bit, a cut, bytes that came in, went missing or changed places."""

import random
from collections.abc import Iterator


def mutations(data: bytes, count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """`count` damaged versions of `data`, each different from it, each with a word that says what was done."""
    rng = random.Random(seed)
    made = 0
    while made < count:
        kind = rng.choice(("flip", "flip", "flip", "cut", "insert", "delete", "swap", "overwrite"))
        changed = _mutate(kind, data, rng)
        if changed != data:
            made += 1
            yield kind, changed


def _mutate(kind: str, data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    size = min(rng.choice((1, 2, 16, 300, 70_000)), len(data) - at)
    if kind == "flip":
        return flip(data, at * 8 + rng.randrange(8))
    if kind == "cut":
        return data[:at]
    if kind == "insert":
        return data[:at] + rng.randbytes(size) + data[at:]
    if kind == "delete":
        return data[:at] + data[at + size :]
    if kind == "overwrite":
        return data[:at] + rng.randbytes(size) + data[at + size :]
    other = rng.randrange(len(data))
    first, second = sorted((at, other))
    size = min(size, second - first, len(data) - second)
    one, two = data[first : first + size], data[second : second + size]
    return data[:first] + two + data[first + size : second] + one + data[second + size :]


def flip(data: bytes, bit: int) -> bytes:
    """`data` with this one bit changed."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def some_bits(data: bytes, count: int, seed: int = 1) -> list[int]:
    """The numbers of `count` bits spread over all of `data`, the same ones in every run."""
    total = len(data) * 8
    return sorted(random.Random(seed).sample(range(total), min(count, total)))
