"""The few uses of cryptography this app makes, all of them from the `cryptography` package.

Key derivation (HKDF-SHA256, Argon2id), the sealing of one small key under another (AES-256-GCM), and the
format of encrypted media files. Which key opens what is `vault`'s business; the format of backups is
`age`'s. Importing this module loads OpenSSL, so whatever has to start fast imports it late.
"""

import os
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from companion.errors import VaultDamaged, WrongSecret

KEY = 32
NONCE = 12
TAG = 16
SALT = 16


def hkdf(secret: bytes, *, salt: bytes, info: str, length: int = KEY) -> bytes:
    """A key for one purpose, named by `info`, out of a secret that is already random enough."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info.encode()).derive(secret)


def mac(key: bytes, data: bytes) -> bytes:
    """HMAC-SHA256. Compare two of them with `hmac.compare_digest` only."""
    code = HMAC(key, SHA256())
    code.update(data)
    return code.finalize()


def wrap(key: bytes, secret: bytes, *, public: bytes) -> bytes:
    """Seal a small secret; `public` has to be the same when it is opened. Starts with a random nonce."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, secret, public)


def unwrap(key: bytes, sealed: bytes, *, public: bytes) -> bytes:
    """Open what `wrap` sealed. WrongSecret if the key, the sealed bytes or `public` are not the same."""
    if len(sealed) < NONCE + TAG:
        raise WrongSecret()
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], public)
    except InvalidTag as error:
        raise WrongSecret() from error


# -- passphrases -------------------------------------------------------------------------------------------

_MIB = 1024  # Argon2 counts memory in KiB


@dataclass(frozen=True, slots=True)
class KdfParams:
    """What one guess at a passphrase costs: memory in KiB, passes over it, lanes side by side."""

    memory: int = 64 * _MIB
    passes: int = 3
    lanes: int = 4

    def check(self) -> None:
        """VaultDamaged for costs no vault of ours has: no header may ask for an hour or all memory."""
        for value in (self.memory, self.passes, self.lanes):
            if not isinstance(value, int) or isinstance(value, bool):
                raise VaultDamaged(part="header")
        bounded = 1 <= self.lanes <= 8 and 1 <= self.passes <= 16
        if not bounded or not 8 * self.lanes <= self.memory <= 256 * _MIB:
            raise VaultDamaged(part="header")


CHEAPEST = KdfParams(memory=64, passes=1, lanes=1)


def passphrase_key(passphrase: str, salt: bytes, params: KdfParams) -> bytes:
    """Argon2id over the NFC form, so that one passphrase typed on two systems is one. Slow by intent."""
    params.check()
    derive = Argon2id(
        salt=salt, length=KEY, iterations=params.passes, lanes=params.lanes, memory_cost=params.memory
    )
    return derive.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"))


def calibrate(seconds: float = 0.5) -> KdfParams:
    """Costs that take about this long here: from 64 MiB and three passes up, memory first, then passes.

    One derivation is timed. COMPANION_CHEAP_KDF=1 (tests) gives the cheapest costs at once.
    """
    if os.environ.get("COMPANION_CHEAP_KDF") == "1":
        return CHEAPEST
    least = KdfParams()
    began = time.perf_counter()
    passphrase_key("calibration", bytes(SALT), least)
    return scaled(least, seconds / max(time.perf_counter() - began, 1e-3))


def scaled(least: KdfParams, factor: float) -> KdfParams:
    """`least` made `factor` times as costly, as far as the bounds allow, and never cheaper."""
    memory = min(256 * _MIB, max(least.memory, int(least.memory * factor)))
    rest = factor * least.memory / memory
    return KdfParams(memory, min(16, max(least.passes, int(least.passes * rest))), least.lanes)


# -- media files -------------------------------------------------------------------------------------------
#
# MAGIC, then chunks of 1 MiB, each AES-256-GCM with its tag. The nonce is the chunk's number and a flag
# that is 1 on the last chunk only, so a missing, moved or added chunk does not open. The key belongs to one
# file alone.

MAGIC = b"companion media 1\n"
CHUNK = 1 << 20


def media_file_key(media_key: bytes, file_id: bytes) -> bytes:
    """The key of the one file with this 16-byte id."""
    return hkdf(media_key, salt=file_id, info="companion media file")


def seal_stream(source: BinaryIO, target: BinaryIO, key: bytes) -> int:
    """Encrypt all of `source` to `target` under a key no other file has. Gives the number of bytes read."""
    cipher = AESGCM(key)
    target.write(MAGIC)
    total = number = 0
    chunk = _read(source, CHUNK)
    while True:
        following = _read(source, CHUNK) if len(chunk) == CHUNK else b""
        target.write(cipher.encrypt(_nonce(number, last=not following), chunk, MAGIC))
        total += len(chunk)
        if not following:
            return total
        chunk, number = following, number + 1


def unseal_stream(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The content in pieces of at most 1 MiB. VaultDamaged(part="media") if anything is not as written.

    What came before the error is genuine but not whole: use it only once the iterator has ended well.
    """
    if _read(source, len(MAGIC)) != MAGIC:
        raise VaultDamaged(part="media")
    cipher = AESGCM(key)
    number = 0
    sealed = _read(source, CHUNK + TAG)
    while True:
        following = _read(source, CHUNK + TAG) if len(sealed) == CHUNK + TAG else b""
        try:
            chunk = cipher.decrypt(_nonce(number, last=not following), sealed, MAGIC)
        except (InvalidTag, ValueError) as error:
            raise VaultDamaged(part="media") from error
        if number and not chunk:  # an empty chunk belongs to an empty file only
            raise VaultDamaged(part="media")
        yield chunk
        if not following:
            return
        sealed, number = following, number + 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(NONCE - 1, "big") + (b"\x01" if last else b"\x00")


def _read(source: BinaryIO, size: int) -> bytes:
    """Exactly `size` bytes unless the source ends: a raw file or a pipe may give fewer at a time."""
    data = source.read(size)
    if len(data) == size or not data:
        return data
    parts = [data]
    left = size - len(data)
    while left and (data := source.read(left)):
        parts.append(data)
        left -= len(data)
    return b"".join(parts)
