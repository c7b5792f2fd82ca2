"""Journals that jrnl encrypted, opened with `cryptography` alone. The three forms it has had:

1. up to jrnl 1.9: AES-256-CBC under the SHA-256 of the password; 16 bytes of IV, then the text with PKCS7
   padding (the oldest filled up with spaces). Nothing authenticates it.
2. jrnl 2 to 4: a Fernet token; its key is PBKDF2-HMAC-SHA256 of the password, 100,000 rounds, one fixed salt.
3. `JRNLv3`, two bytes of length, a header (JSON with a salt of its own; in base64, at first without), and a
   Fernet token as in 2.

Fernet fails alike for a wrong password and for changed bytes, so what the form of a token can tell is asked
first: a token that is cut or mangled is damaged, whatever the password.
"""

import binascii
import hashlib
import json
import struct
from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from typing import Final

_V3: Final = b"JRNLv3"
_V2: Final = b"gAAAAA"
_SALT: Final = bytes.fromhex("f2d5710ec18d2ededc8e36748904cef8")
_ROUNDS: Final = 100_000
_BLOCK: Final = 16


class WrongPassword(Exception):
    """It is whole, as far as that can be seen, and this password does not open it."""


class Broken(Exception):
    """It cannot be opened with any password."""


def is_locked(start: bytes, size: int) -> bool:
    """Whether a file that begins like this is an encrypted journal."""
    if start.startswith((_V3, _V2)):
        return True
    return size >= 2 * _BLOCK and size % _BLOCK == 0 and _is_noise(start[:4096])


def _is_noise(start: bytes) -> bool:
    """The first form has no mark of its own; but text is UTF-8 or at least mostly letters, and noise is neither."""
    strange = sum(byte < 9 or 13 < byte < 32 or byte > 126 for byte in start)
    try:
        start[: len(start) - 4].decode("utf-8")
    except UnicodeDecodeError:
        return strange * 4 > len(start)
    return b"\0" in start


def opened(data: bytes, password: str) -> str:
    """The journal's text. WrongPassword, Broken."""
    secret = password.encode("utf-8", "surrogatepass")
    if data.startswith(_V3):
        salt, token = _header(data)
        plain = _fernet(token, _key(secret, salt))
    elif data.startswith(_V2):
        plain = _fernet(data, _key(secret, _SALT))
    else:
        return _first_form(data, secret)
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken() from None


def _header(data: bytes) -> tuple[bytes, bytes]:
    start = len(_V3) + 2
    if len(data) < start:
        raise Broken()
    (length,) = struct.unpack_from(">H", data, len(_V3))
    field, token = data[start : start + length], data[start + length :]
    try:
        try:
            raw = b64decode(field, validate=True)
        except binascii.Error:
            raw = field  # what jrnl's main branch wrote before the release of 2026
        salt = urlsafe_b64decode(json.loads(raw)["salt"])
    except (binascii.Error, ValueError, KeyError, TypeError, RecursionError):
        raise Broken() from None
    if not salt:
        raise Broken()
    return salt, token


def _key(secret: bytes, salt: bytes) -> bytes:
    return urlsafe_b64encode(hashlib.pbkdf2_hmac("sha256", secret, salt, _ROUNDS))


def _fernet(token: bytes, key: bytes) -> bytes:
    from cryptography.fernet import Fernet, InvalidToken

    token = token.strip()
    try:
        raw = b64decode(token, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Broken() from None
    # version, eight bytes of time, IV, whole blocks, HMAC
    if raw[:1] != b"\x80" or len(raw) < 9 + _BLOCK + _BLOCK + 32 or (len(raw) - 41) % _BLOCK:
        raise Broken()
    try:
        return Fernet(key).decrypt(token)
    except InvalidToken:
        raise WrongPassword() from None


def _first_form(data: bytes, secret: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if len(data) < 2 * _BLOCK or len(data) % _BLOCK:
        raise Broken()
    key = hashlib.sha256(secret).digest()
    cipher = Cipher(algorithms.AES(key), modes.CBC(data[:_BLOCK])).decryptor()
    padded = cipher.update(data[_BLOCK:]) + cipher.finalize()
    plain = _unpadded(padded)
    if plain is None:
        raise Broken() if _mostly_text(padded) else WrongPassword()
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        # A wrong key gives noise from end to end; a damaged block garbles itself and one byte row behind it.
        raise (Broken() if _mostly_text(plain) else WrongPassword()) from None


def _unpadded(padded: bytes) -> bytes | None:
    count = padded[-1]
    if count == 32:
        return padded.rstrip(b" ")
    if 1 <= count <= _BLOCK and padded.endswith(bytes([count]) * count):
        return padded[:-count]
    return None


def _mostly_text(plain: bytes) -> bool:
    strange = sum(byte < 9 or 13 < byte < 32 or byte == 127 for byte in plain)
    wrong = plain.decode("utf-8", "replace").count("\ufffd")
    return len(plain) >= 64 and (strange + wrong) * 4 < len(plain)
