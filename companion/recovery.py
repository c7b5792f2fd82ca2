"""The code on the recovery sheet: 140 random bits as seven groups of five symbols that can be typed again.

Four symbols of Crockford's base32 carry the secret, the fifth checks them and the place of the group, so that
a mistyped group is named while it is typed and groups in the wrong order are noticed. What a code opens is
`vault`'s and `backup`'s business.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from companion.errors import WrongRecoveryCode

if TYPE_CHECKING:
    from companion.age import Identity

GROUPS = 7
GROUP = 5
SECRET = 18
"""Bytes a secret takes; the upper four of its 144 bits are zero."""
_BITS = GROUPS * (GROUP - 1) * 5
_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {symbol: value for value, symbol in enumerate(_SYMBOLS)} | {"O": 0, "I": 1, "L": 1, "U": 27}

# GF(32) with x^5 + x^2 + 1. A group is right when the sum of its symbols, each times the factor of its
# column, is the group's own constant. All factors differ and none is 0: one wrong symbol, and any two that
# changed places, always change the sum. All constants differ: so do groups that changed places.
_FACTORS = (2, 4, 8, 16, 1)
_CONSTANTS = (1, 2, 3, 4, 5, 6, 7)


def _times(one: int, other: int) -> int:
    product = 0
    for bit in range(5):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(9, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << bit - 5
    return product


def _sum(values: list[int]) -> int:
    total = 0
    for factor, value in zip(_FACTORS, values, strict=False):
        total ^= _times(factor, value)
    return total


@dataclass(frozen=True, slots=True, repr=False)
class Kit:
    """What one recovery sheet says. It exists while it is shown or printed, and is never stored."""

    number: int
    code: str
    groups: tuple[str, ...]
    identity: str
    recipient: str
    fingerprint: str
    made: date


def new_secret() -> bytes:
    """140 random bits in 18 bytes."""
    return secrets.randbits(_BITS).to_bytes(SECRET, "big")


def groups(secret: bytes) -> tuple[str, ...]:
    """The seven groups of five symbols."""
    bits = int.from_bytes(secret, "big")
    if len(secret) != SECRET or bits >> _BITS:
        raise ValueError("not a secret of this kind")
    made = []
    for group in range(GROUPS):
        rest = bits >> 20 * (GROUPS - 1 - group) & 0xFFFFF
        values = [rest >> 5 * (3 - column) & 31 for column in range(4)]
        values.append(_sum(values) ^ _CONSTANTS[group])
        made.append("".join(_SYMBOLS[value] for value in values))
    return tuple(made)


def code(secret: bytes) -> str:
    """The groups in one line: "JZVMJ-T8PEC-..."."""
    return "-".join(groups(secret))


def parse(text: str) -> bytes:
    """The secret behind a typed code: any case, with or without dashes, O I L U read as 0 1 1 V.

    WrongRecoveryCode otherwise, with `group` (1 to 7) when one can be named: the first that does not fit.
    """
    typed = _split(text)
    wrong = wrong_groups(text)
    if not wrong and len(typed) < GROUPS:
        wrong = [len(typed) + 1] if typed and len(typed[-1]) == GROUP else [max(1, len(typed))]
    if not wrong and len(typed[-1]) < GROUP:
        wrong = [GROUPS]
    if wrong:
        raise WrongRecoveryCode(group=wrong[0])
    if len(typed) > GROUPS:
        raise WrongRecoveryCode()
    bits = 0
    for group in typed:
        for symbol in group[: GROUP - 1]:
            bits = bits << 5 | _VALUES[symbol]
    return bits.to_bytes(SECRET, "big")


def wrong_groups(text: str) -> list[int]:
    """The numbers (1 to 7) of the groups that cannot be right, for use while somebody types.

    A group is complete when it has five symbols or another one follows; the one being typed is only wrong
    when it holds a sign that no code has, or too many.
    """
    typed = _split(text)
    wrong = []
    for place, group in enumerate(typed[:GROUPS]):
        strange = any(symbol not in _VALUES for symbol in group) or len(group) > GROUP
        finished = len(group) == GROUP or place + 1 < len(typed)
        if strange or (finished and not _fits(place, group)):
            wrong.append(place + 1)
    return wrong


def _fits(place: int, group: str) -> bool:
    return len(group) == GROUP and _sum([_VALUES[symbol] for symbol in group]) == _CONSTANTS[place]


def _split(text: str) -> list[str]:
    """Groups as they were typed; where somebody left the dashes out, every five symbols are one.

    Signs that separate are kept as borders, so that one missing or doubled symbol spoils its own group only.
    """
    parts = [part for part in re.split(r"[\s\-\u2010-\u2015\u2212.,;:/_]+", text.upper()) if part]
    found: list[str] = []
    for number, part in enumerate(parts):
        bordered = number + 1 < len(parts) or len(found) == GROUPS - 1
        if len(part) <= GROUP + bordered:
            found.append(part)
        else:
            found += [part[at : at + GROUP] for at in range(0, len(part), GROUP)]
    return found


def identity(secret: bytes) -> "Identity":
    """The age key of the same sheet, which opens backups without this app. The code does not follow from it."""
    from companion.age import Identity
    from companion.crypto import hkdf

    return Identity.from_secret(hkdf(secret, salt=b"", info="companion recovery sheet, age identity"))


def fingerprint(secret: bytes) -> str:
    """Four digits that tell sheets apart. They follow from the public half, so they give nothing away."""
    digest = sha256(identity(secret).recipient.encode()).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10_000:04}"


def kit(secret: bytes, number: int, made: date) -> Kit:
    """Everything the sheet of this secret says."""
    key = identity(secret)
    return Kit(number, code(secret), groups(secret), key.text, key.recipient, fingerprint(secret), made)
