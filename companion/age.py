"""The age v1 file format (age-encryption.org/v1): X25519 keys and passphrases, streaming, constant memory.

Backups are age files, so that other programs can open them. This module is the whole of the format apart from
ASCII armor and plugins. It reads strictly: what the specification calls malformed is refused, and so is any
passphrase work factor that would take more than a gigabyte. It knows nothing of what is inside a file.

Every failure to open is one of: NotABackup (no age file), NewerVersion, BackupDamaged, WrongSecret or
WrongPassphrase.
"""

import base64
import binascii
import hmac
import io
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from companion.crypto import hkdf, mac
from companion.errors import (
    BackupDamaged,
    NewerVersion,
    NotABackup,
    UsageError,
    WrongPassphrase,
    WrongSecret,
)

VERSION = b"age-encryption.org/v1"
CHUNK = 64 * 1024
TAG = 16
SEALED = CHUNK + TAG
FILE_KEY = 16
PAYLOAD_NONCE = 16
MAX_HEADER = 1 << 17
MAX_WORK_FACTOR = 20  # 2^20 blocks are a gigabyte
_WORK_FACTOR = 18
_X25519_INFO = "age-encryption.org/v1/X25519"
_SCRYPT_SALT = b"age-encryption.org/v1/scrypt"


class Writable(Protocol):
    """What an Encryptor needs of its target."""

    def write(self, data: bytes, /) -> object: ...


# -- keys as text (bech32) ---------------------------------------------------------------------------------

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _polymod(prefix: str, values: Sequence[int]) -> int:
    check = 1
    for value in [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *values]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= factor
    return check


def bech32(prefix: str, data: bytes) -> str:
    """The text form of 32 bytes, in lower case."""
    bits = int.from_bytes(data, "big") << -len(data) * 8 % 5
    count = (len(data) * 8 + 4) // 5
    values = [bits >> 5 * (count - 1 - place) & 31 for place in range(count)]
    check = _polymod(prefix, [*values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(_ALPHABET[value] for value in values)


def unbech32(prefix: str, text: str) -> bytes:
    """The 32 bytes of a key with this prefix. ValueError for any other text, mixed case included."""
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    found, _, rest = text.lower().rpartition("1")
    values = [_ALPHABET.find(symbol) for symbol in rest]
    if found != prefix or len(values) != 52 + 6 or min(values) < 0 or _polymod(prefix, values) != 1:
        raise ValueError("not a key of this kind")
    bits = 0
    for value in values[:52]:
        bits = bits << 5 | value
    if bits & 15:  # 52 symbols hold 260 bits
        raise ValueError("padding")
    return (bits >> 4).to_bytes(32, "big")


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """A secret X25519 key. Its `recipient` is public, and is all that is needed to encrypt for it."""

    secret: bytes

    @staticmethod
    def from_secret(secret: bytes) -> "Identity":
        """Any 32 random bytes are a key."""
        if len(secret) != 32:
            raise ValueError("32 bytes")
        return Identity(secret)

    @staticmethod
    def parse(text: str) -> "Identity":
        """From "AGE-SECRET-KEY-1...", with white space around it allowed. WrongSecret if it is none."""
        try:
            return Identity(unbech32("age-secret-key-", text.strip()))
        except ValueError as error:
            raise WrongSecret() from error

    @property
    def text(self) -> str:
        return bech32("age-secret-key-", self.secret).upper()

    @property
    def recipient(self) -> str:
        return bech32("age", self._public())

    def _public(self) -> bytes:
        return X25519PrivateKey.from_private_bytes(self.secret).public_key().public_bytes_raw()

    def _open(self, stanza: "_Stanza") -> bytes | None:
        """The file key, or None if the stanza is for somebody else."""
        share = _unbase64(stanza.arguments[0])
        shared = _agree(X25519PrivateKey.from_private_bytes(self.secret), share)
        key = hkdf(shared, salt=share + self._public(), info=_X25519_INFO)
        return _unseal_key(key, stanza.body)


def _agree(private: X25519PrivateKey, public: bytes) -> bytes:
    """The shared secret. A point of low order makes it zero for every key, and is refused."""
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:
        raise BackupDamaged(part="header") from error


# -- the header --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stanza:
    kind: str
    arguments: tuple[str, ...]
    body: bytes

    def written(self) -> bytes:
        lines = [" ".join(("->", self.kind, *self.arguments)).encode()]
        body = _base64(self.body)
        lines += [body[at : at + 64] for at in range(0, len(body) + 1, 64)]
        return b"".join(line + b"\n" for line in lines)


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unbase64(text: str | bytes) -> bytes:
    """Standard base64 without padding, in its one canonical spelling."""
    raw = text.encode() if isinstance(text, str) else text
    try:
        data = base64.b64decode(raw + b"=" * (-len(raw) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BackupDamaged(part="header") from error
    if _base64(data) != raw:
        raise BackupDamaged(part="header")
    return data


class _Lines:
    """The header, a line at a time, remembering what was read, since the HMAC covers it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.text = bytearray()

    def next(self) -> bytes:
        line = self._source.readline(MAX_HEADER - len(self.text) + 1)
        self.text += line
        if not line.endswith(b"\n") or len(self.text) > MAX_HEADER:
            raise BackupDamaged(part="header")
        return line[:-1]


def _read_header(source: BinaryIO) -> tuple[list[_Stanza], bytes, bytes]:
    """The stanzas, the text the HMAC covers, and the HMAC."""
    first = source.readline(len(VERSION) + 8)
    if first != VERSION + b"\n":
        newer = re.fullmatch(rb"age-encryption\.org/v([2-9]|[1-9][0-9]+)\n", first)
        raise NewerVersion(needs=int(newer[1])) if newer else NotABackup()
    lines = _Lines(source)
    stanzas: list[_Stanza] = []
    while True:
        line = lines.next()
        if line.startswith(b"--- ") and stanzas:
            tag = _unbase64(line[4:])
            if len(tag) != 32:
                raise BackupDamaged(part="header")
            return stanzas, first + bytes(lines.text[: -len(line) - 1]) + b"---", tag
        stanzas.append(_read_stanza(line, lines))


def _read_stanza(line: bytes, lines: _Lines) -> _Stanza:
    if not re.fullmatch(rb"->( [\x21-\x7e]+)+", line):
        raise BackupDamaged(part="header")
    kind, *arguments = line[3:].decode("ascii").split(" ")
    body = b""
    while True:
        line = lines.next()
        if len(line) > 64:
            raise BackupDamaged(part="header")
        body += line
        if len(line) < 64:
            break
    stanza = _Stanza(kind, tuple(arguments), _unbase64(body))
    _check_shape(stanza)
    return stanza


def _check_shape(stanza: _Stanza) -> None:
    """The kinds we know have one form only; those we do not know are none of our business."""
    if stanza.kind == "X25519":
        fits = len(stanza.arguments) == 1 and len(_unbase64(stanza.arguments[0])) == 32
    elif stanza.kind == "scrypt":
        fits = (
            len(stanza.arguments) == 2
            and len(_unbase64(stanza.arguments[0])) == 16
            and re.fullmatch("[1-9][0-9]?", stanza.arguments[1]) is not None
        )
    else:
        return
    if not fits or len(stanza.body) != FILE_KEY + TAG:
        raise BackupDamaged(part="header")


def _seal_key(key: bytes, file_key: bytes) -> bytes:
    return ChaCha20Poly1305(key).encrypt(bytes(12), file_key, None)


def _unseal_key(key: bytes, body: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), body, None)
    except InvalidTag:
        return None


def _passphrase_key(passphrase: str, salt: bytes, work_factor: int) -> bytes:
    derive = Scrypt(salt=_SCRYPT_SALT + salt, length=32, n=1 << work_factor, r=8, p=1)
    return derive.derive(passphrase.encode("utf-8", "surrogatepass"))


def _find_file_key(stanzas: list[_Stanza], identities: Sequence[Identity], passphrase: str | None) -> bytes:
    locked = [stanza for stanza in stanzas if stanza.kind == "scrypt"]
    if locked and len(stanzas) > 1:  # nobody may add a recipient to a file that a passphrase vouches for
        raise BackupDamaged(part="header")
    if passphrase is not None and locked:
        salt, work_factor = _unbase64(locked[0].arguments[0]), int(locked[0].arguments[1])
        if work_factor > MAX_WORK_FACTOR:
            raise BackupDamaged(part="header")
        found = _unseal_key(_passphrase_key(passphrase, salt, work_factor), locked[0].body)
        if found is None:
            raise WrongPassphrase()
        return found
    for stanza in stanzas:
        for identity in identities if stanza.kind == "X25519" else ():
            found = identity._open(stanza)
            if found is not None:
                return found
    raise WrongPassphrase() if passphrase is not None and not identities else WrongSecret()


def _open(source: BinaryIO, identities: Sequence[Identity], passphrase: str | None) -> ChaCha20Poly1305:
    """Read up to the first chunk and give the cipher of the payload."""
    stanzas, covered, tag = _read_header(source)
    file_key = _find_file_key(stanzas, identities, passphrase)
    if not hmac.compare_digest(mac(hkdf(file_key, salt=b"", info="header"), covered), tag):
        raise BackupDamaged(part="header")
    nonce = source.read(PAYLOAD_NONCE)
    if len(nonce) != PAYLOAD_NONCE:
        raise BackupDamaged(part="header")
    return ChaCha20Poly1305(hkdf(file_key, salt=nonce, info="payload"))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


# -- writing -----------------------------------------------------------------------------------------------


class Encryptor:
    """A file to write to; what arrives is encrypted to `target`.

    It ends with `close`, and only then: an Encryptor that is dropped, or left by an exception, has written a
    file that nobody can take for whole. Neither recipients nor passphrase, or both, is a UsageError.
    """

    def __init__(
        self, target: Writable, *, recipients: Sequence[str] = (), passphrase: str | None = None
    ) -> None:
        if (passphrase is None) == (not recipients) or passphrase == "":
            raise UsageError()
        file_key = os.urandom(FILE_KEY)
        if passphrase is not None:
            stanzas = [_passphrase_stanza(passphrase, file_key)]
        else:
            stanzas = [_recipient_stanza(recipient, file_key) for recipient in recipients]
        header = VERSION + b"\n" + b"".join(stanza.written() for stanza in stanzas) + b"---"
        tag = mac(hkdf(file_key, salt=b"", info="header"), header)
        nonce = os.urandom(PAYLOAD_NONCE)
        target.write(header + b" " + _base64(tag) + b"\n" + nonce)
        self._target = target
        self._cipher = ChaCha20Poly1305(hkdf(file_key, salt=nonce, info="payload"))
        self._waiting = bytearray()
        self._number = 0
        self._closed = False

    def write(self, data: bytes | bytearray | memoryview) -> int:
        if self._closed:
            raise ValueError("closed")
        self._waiting += data
        # A full chunk waits until more comes, since the last one is marked.
        while len(self._waiting) > CHUNK:
            self._put(last=False)
        return len(data)

    def flush(self) -> None:
        """Nothing: a chunk goes out when it is full."""

    def close(self) -> None:
        """Write the last chunk. The target stays open."""
        if not self._closed:
            self._put(last=True)
            self._closed = True

    def _put(self, *, last: bool) -> None:
        with memoryview(self._waiting) as view:
            sealed = self._cipher.encrypt(_nonce(self._number, last=last), view[:CHUNK], None)
        del self._waiting[:CHUNK]
        self._target.write(sealed)
        self._number += 1

    def __enter__(self) -> "Encryptor":
        return self

    def __exit__(self, kind: object, *exception: object) -> None:
        if kind is None:
            self.close()


def _recipient_stanza(recipient: str, file_key: bytes) -> _Stanza:
    try:
        public = unbech32("age", recipient)
        ephemeral = X25519PrivateKey.generate()
        shared = _agree(ephemeral, public)
    except (ValueError, BackupDamaged) as error:
        raise UsageError() from error
    share = ephemeral.public_key().public_bytes_raw()
    key = hkdf(shared, salt=share + public, info=_X25519_INFO)
    return _Stanza("X25519", (_base64(share).decode(),), _seal_key(key, file_key))


def _passphrase_stanza(passphrase: str, file_key: bytes) -> _Stanza:
    work_factor = 10 if os.environ.get("COMPANION_CHEAP_KDF") == "1" else _WORK_FACTOR
    salt = os.urandom(16)
    body = _seal_key(_passphrase_key(passphrase, salt, work_factor), file_key)
    return _Stanza("scrypt", (_base64(salt).decode(), str(work_factor)), body)


def encrypt(
    source: BinaryIO, target: Writable, *, recipients: Sequence[str] = (), passphrase: str | None = None
) -> None:
    """Encrypt all of `source` to `target`, for every recipient or for a passphrase."""
    with Encryptor(target, recipients=recipients, passphrase=passphrase) as file:
        while data := source.read(16 * CHUNK):
            file.write(data)


# -- reading -----------------------------------------------------------------------------------------------


def decrypt(
    source: BinaryIO, target: Writable, *, identities: Sequence[Identity] = (), passphrase: str | None = None
) -> None:
    """Decrypt `source` to `target`, from front to end. What was written before an exception is not whole."""
    for chunk in chunks(source, identities=identities, passphrase=passphrase):
        target.write(chunk)


def chunks(
    source: BinaryIO, *, identities: Sequence[Identity] = (), passphrase: str | None = None
) -> Iterator[bytes]:
    """The content in pieces. Each is genuine; that none is missing is known when the iterator ends well."""
    cipher = _open(source, identities, passphrase)
    number = 0
    while True:
        sealed = _read_full(source, SEALED)
        chunk, last = _unseal_chunk(cipher, number, sealed)
        if last and number and not chunk:  # an empty chunk belongs to an empty file only
            raise BackupDamaged(part="payload")
        yield chunk
        if last:
            break
        number += 1
    if source.read(1):
        raise BackupDamaged(part="payload")


def _unseal_chunk(cipher: ChaCha20Poly1305, number: int, sealed: bytes) -> tuple[bytes, bool]:
    """Only the last chunk may be short, and a full one may be the last."""
    for last in (False, True):
        if not last and len(sealed) < SEALED:
            continue
        try:
            return cipher.decrypt(_nonce(number, last=last), sealed, None), last
        except (InvalidTag, ValueError):
            continue
    raise BackupDamaged(part="payload")


def _read_full(source: BinaryIO, size: int) -> bytes:
    parts = []
    while size and (data := source.read(size)):
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


class Decryptor(io.RawIOBase):
    """An age file opened to read at any place, with one chunk in memory. The source has to be seekable.

    The last chunk is opened first, so the length is known to be genuine; a chunk is checked when it is read.
    `read_rest` checks all that nobody has read. Closing it leaves the source open.
    """

    def __init__(
        self, source: BinaryIO, *, identities: Sequence[Identity] = (), passphrase: str | None = None
    ) -> None:
        super().__init__()
        source.seek(0)
        cipher = _open(source, identities, passphrase)
        self._begin(source, cipher, source.tell())

    def again(self, source: BinaryIO) -> "Decryptor":
        """The same file, opened once more by whoever has it: no secret is worked through a second time."""
        other = Decryptor.__new__(Decryptor)
        io.RawIOBase.__init__(other)
        other._begin(source, self._cipher, self._start)
        return other

    def _begin(self, source: BinaryIO, cipher: ChaCha20Poly1305, start: int) -> None:
        self._source, self._cipher, self._start = source, cipher, start
        sealed = source.seek(0, os.SEEK_END) - self._start
        self._count = max(1, -(-sealed // SEALED))
        self._size = sealed - self._count * TAG
        self._seen = bytearray(self._count)
        self._place = 0
        self._held: tuple[int, bytes] = (-1, b"")
        last = self._chunk(self._count - 1)
        if not last and self._count > 1:
            raise BackupDamaged(part="payload")

    def _chunk(self, number: int) -> bytes:
        if self._held[0] == number:
            return self._held[1]
        self._source.seek(self._start + number * SEALED)
        sealed = _read_full(self._source, SEALED)
        last = number == self._count - 1
        try:
            data = self._cipher.decrypt(_nonce(number, last=last), sealed, None)
        except (InvalidTag, ValueError) as error:
            raise BackupDamaged(part="payload") from error
        self._held = (number, data)
        self._seen[number] = 1
        return data

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if self._place >= self._size:
            return 0
        number, offset = divmod(self._place, CHUNK)
        piece = self._chunk(number)[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def read_rest(self, report: Callable[[int, int], None] | None = None) -> None:
        """Open every chunk that nobody has read yet; BackupDamaged if one does not open."""
        for number in range(self._count):
            if not self._seen[number]:
                self._chunk(number)
                if report:
                    report(number, self._count)


def open_bytes(file: BinaryIO, secret: Identity | str) -> bytes:
    """The whole content for an identity or a passphrase, or one of the errors named above."""
    target = io.BytesIO()
    if isinstance(secret, Identity):
        decrypt(file, target, identities=[secret])
    else:
        decrypt(file, target, passphrase=secret)
    return target.getvalue()
