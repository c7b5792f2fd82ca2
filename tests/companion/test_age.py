"""Our age files open with the age command and pyrage, theirs with ours, and nothing malformed is read."""

import io
import os
import random
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest

from companion import age
from companion.age import CHUNK, Identity
from companion.crypto import hkdf, mac
from companion.errors import (
    BackupDamaged,
    Damaged,
    NewerVersion,
    NotABackup,
    UsageError,
    WrongPassphrase,
    WrongSecret,
)
from tests.conftest import rounds
from tests.tools.mutate import flip, mutations

SIZES = [0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]
PASSPHRASE = "Gr\u00fc\u00dfe aus K\u00f6ln, zwei Br\u00f6tchen"
ME = Identity.from_secret(bytes(range(32)))
SOMEBODY = Identity.from_secret(bytes(range(1, 33)))
needs_age = pytest.mark.skipif(not shutil.which("age"), reason="the age command is not installed")


def locked(data: bytes, **keys) -> bytes:
    target = io.BytesIO()
    age.encrypt(io.BytesIO(data), target, **(keys or {"recipients": [ME.recipient]}))
    return target.getvalue()


def opened(data: bytes, **keys) -> bytes:
    target = io.BytesIO()
    age.decrypt(io.BytesIO(data), target, **(keys or {"identities": [ME]}))
    return target.getvalue()


# -- keys --------------------------------------------------------------------------------------------------


def test_keys_are_spelled_as_others_spell_them():
    theirs = pyrage.x25519.Identity.generate()
    ours = Identity.parse(str(theirs))
    assert ours.text == str(theirs)
    assert ours.recipient == str(theirs.to_public())
    assert Identity.parse(f"  {ours.text.lower()}\n") == ours
    assert ours.text not in repr(ours)


def test_a_mistyped_key_is_refused():
    text = ME.text
    rng = random.Random(1)
    wrong = [
        text[:-1],
        text + "Q",
        text.replace("AGE", "age"),
        "",
        "AGE-SECRET-KEY-1",
        ME.recipient,
        "1" * 80,
    ]
    for _ in range(500):
        at = rng.randrange(16, len(text))
        other = rng.choice("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LBIO1")
        if other != text[at]:
            wrong.append(text[:at] + other + text[at + 1 :])
    for candidate in wrong:
        with pytest.raises(WrongSecret):
            Identity.parse(candidate)


def test_writing_needs_one_kind_of_reader():
    for keys in (
        {},
        {"recipients": [ME.recipient], "passphrase": "x"},
        {"passphrase": ""},
        {"recipients": ["age1nobody"]},
        {"recipients": [age.bech32("age", bytes(32))]},
    ):
        with pytest.raises(UsageError):
            age.Encryptor(io.BytesIO(), **keys)


# -- with others -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_ours_and_pyrage_read_each_other(size: int):
    data = os.urandom(size)
    theirs = pyrage.x25519.Identity.from_str(ME.text)
    assert bytes(pyrage.decrypt(locked(data), [theirs])) == data
    assert opened(bytes(pyrage.encrypt(data, [theirs.to_public()]))) == data
    assert opened(locked(data)) == data


@pytest.mark.parametrize("size", [0, CHUNK, CHUNK + 1])
def test_passphrases_with_umlauts_work_both_ways(size: int):
    data = os.urandom(size)
    assert bytes(pyrage.passphrase.decrypt(locked(data, passphrase=PASSPHRASE), PASSPHRASE)) == data
    with pytest.raises(WrongPassphrase):
        opened(locked(data, passphrase=PASSPHRASE), passphrase="Gr\u00fcsse")


@pytest.mark.slow
def test_a_passphrase_file_made_by_pyrage_opens():
    data = os.urandom(CHUNK + 1)
    assert opened(bytes(pyrage.passphrase.encrypt(data, PASSPHRASE)), passphrase=PASSPHRASE) == data


@needs_age
@pytest.mark.parametrize("size", SIZES)
def test_ours_and_the_age_command_read_each_other(size: int, tmp_path: Path):
    data = os.urandom(size)
    key, plain, ours, theirs = (tmp_path / name for name in ("key.txt", "plain", "ours.age", "theirs.age"))
    key.write_text(ME.text + "\n")
    plain.write_bytes(data)
    ours.write_bytes(locked(data, recipients=[SOMEBODY.recipient, ME.recipient]))
    run = subprocess.run(["age", "-d", "-i", key, ours], capture_output=True, check=True)
    assert run.stdout == data
    subprocess.run(["age", "-r", ME.recipient, "-r", SOMEBODY.recipient, "-o", theirs, plain], check=True)
    assert opened(theirs.read_bytes()) == data
    assert opened(theirs.read_bytes(), identities=[SOMEBODY]) == data


def test_a_file_for_somebody_else_does_not_open():
    file = locked(b"x", recipients=[SOMEBODY.recipient])
    with pytest.raises(WrongSecret):
        opened(file)
    with pytest.raises(WrongPassphrase):
        opened(file, passphrase="x")
    with pytest.raises(WrongSecret):
        opened(locked(b"x", passphrase="x"))
    assert age.open_bytes(io.BytesIO(file), SOMEBODY) == b"x"
    assert age.open_bytes(io.BytesIO(locked(b"y", passphrase="p")), "p") == b"y"


# -- reading strictly --------------------------------------------------------------------------------------


def header_of(stanzas: bytes, file_key: bytes = bytes(16)) -> bytes:
    """A header with a right HMAC over whatever stanzas, so that only the stanzas can be what is wrong."""
    text = b"age-encryption.org/v1\n" + stanzas + b"---"
    return text + b" " + age._base64(mac(hkdf(file_key, salt=b"", info="header"), text)) + b"\n" + bytes(16)


def payload(*pieces: tuple[int, bool, bytes], file_key: bytes = bytes(16)) -> bytes:
    cipher = age.ChaCha20Poly1305(hkdf(file_key, salt=bytes(16), info="payload"))
    return b"".join(cipher.encrypt(age._nonce(n, last=last), data, None) for n, last, data in pieces)


def stanza() -> bytes:
    return age._recipient_stanza(ME.recipient, bytes(16)).written()


def test_the_forged_files_of_these_tests_are_right_when_nothing_is_wrong():
    file = header_of(stanza()) + payload((0, True, b"hello"))
    assert opened(file) == b"hello"
    unknown = b"-> something else\n\n-> !x\nAAAA\n"
    assert opened(header_of(unknown + stanza()) + payload((0, True, b"hello"))) == b"hello"


def test_malformed_headers_are_refused():
    good = stanza()
    first, body = good.splitlines()
    share = first.split()[2]
    loose = share[:-1] + bytes([share[-1] + 1])  # the same 32 bytes, spelled with a bit that does not count
    low = age._base64(bytes(32))
    scrypt = age._passphrase_stanza("p", bytes(16))
    salt = scrypt.arguments[0].encode()
    sealed = age._base64(scrypt.body)
    wrong = {
        "no stanza": b"",
        "one more argument": b"-> X25519 " + share + b" extra\n" + body + b"\n",
        "no argument": b"-> X25519\n" + body + b"\n",
        "short share": b"-> X25519 AAAA\n" + body + b"\n",
        "padding": b"-> X25519 " + share + b"=\n" + body + b"\n",
        "another spelling": b"-> X25519 " + loose + b"\n" + body + b"\n",
        "low order": b"-> X25519 " + low + b"\n" + body + b"\n",
        "long file key": b"-> X25519 " + share + b"\n" + age._base64(bytes(33)) + b"\n",
        "two spaces": b"->  X25519 " + share + b"\n" + body + b"\n",
        "space at the end": b"-> X25519 " + share + b" \n" + body + b"\n",
        "carriage return": first + b"\r\n" + body + b"\n",
        "no body": first + b"\n",
        "long line": b"-> x\n" + b"A" * 68 + b"\n\n",
        "full line and no end": b"-> x\n" + b"A" * 64 + b"\n" + good,
        "letter beyond ASCII": "-> ä\n\n".encode() + good,
        "scrypt beside others": scrypt.written() + good,
        "scrypt twice": scrypt.written() * 2,
        "work factor 21": b"-> scrypt " + salt + b" 21\n" + sealed + b"\n",
        "work factor 010": b"-> scrypt " + salt + b" 010\n" + sealed + b"\n",
        "work factor +9": b"-> scrypt " + salt + b" +9\n" + sealed + b"\n",
        "work factor 0": b"-> scrypt " + salt + b" 0\n" + sealed + b"\n",
        "work factor missing": b"-> scrypt " + salt + b"\n" + sealed + b"\n",
        "short salt": b"-> scrypt AAAA 10\n" + sealed + b"\n",
    }
    for name, stanzas in wrong.items():
        for reader in ({"identities": [ME]}, {"passphrase": "p"}):
            with pytest.raises((BackupDamaged, WrongSecret)) as caught:
                opened(header_of(stanzas) + payload((0, True, b"")), **reader)
            expected: type[Exception] = BackupDamaged
            if name == "low order" and "passphrase" in reader:  # nobody looked at it
                expected = WrongPassphrase
            if name.startswith("work factor 21") and "identities" in reader:
                expected = WrongSecret
            assert type(caught.value) is expected, name


def test_the_hmac_covers_the_header_and_has_one_spelling():
    good = header_of(stanza())
    line = good.splitlines()[3]
    body = payload((0, True, b""))
    assert line.startswith(b"--- ")
    loose = line[:-1] + bytes([line[-1] + 1])
    for changed in (
        b"---",
        b"--- ",
        line + b"=",
        line + b" ",
        line[:-4],
        loose,
        b"--- " + b"A" * 43,
        line + b"\r",
    ):
        with pytest.raises(BackupDamaged):
            opened(good.replace(line, changed) + body)
    with pytest.raises(BackupDamaged):  # a stanza that came in later
        opened(good.replace(b"\n-> ", b"\n-> more\n\n-> ", 1) + body)


def test_what_is_no_age_file_and_what_is_a_newer_one_have_names_of_their_own():
    for data in (b"", b"PK\x03\x04", b"age-encryption.org/v1", b"age-encryption.org/v1\r\n", b"\xff" * 100):
        with pytest.raises(NotABackup):
            opened(data)
    with pytest.raises(NewerVersion) as caught:
        opened(b"age-encryption.org/v2\nwhatever")
    assert caught.value.facts == {"needs": 2}


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [(0, False, b"a" * CHUNK)],
        [(0, False, b"short"), (1, True, b"x")],
        [(0, False, b"a" * CHUNK), (1, True, b"")],
        [(1, True, b"x")],
        [(0, False, b"a" * CHUNK), (2, True, b"x")],
        [(0, True, b"x"), (1, True, b"y")],
        [(0, True, b"a" * CHUNK), (1, True, b"y")],
    ],
    ids=["none", "no end", "short inside", "empty end", "starts late", "gap", "two ends", "end inside"],
)
def test_payloads_that_are_not_exactly_as_written_are_refused(pieces):
    file = header_of(stanza()) + payload(*pieces)
    with pytest.raises(BackupDamaged):
        opened(file)
    with pytest.raises(BackupDamaged):
        age.Decryptor(io.BytesIO(file), identities=[ME]).read_rest()


def test_an_endless_header_is_given_up():
    endless = b"age-encryption.org/v1\n" + b"-> grease\n\n" * 200_000
    with pytest.raises(BackupDamaged):
        opened(endless)
    with pytest.raises(BackupDamaged):
        opened(b"age-encryption.org/v1\n-> " + b"a" * (5 << 20))


def test_no_changed_file_is_accepted():
    data = os.urandom(2 * CHUNK + 300)
    file = locked(data)
    for _kind, changed in mutations(file, rounds(200, 2_000), seed=7):
        with pytest.raises((Damaged, WrongSecret, NewerVersion)):
            opened(changed)
        with pytest.raises((Damaged, WrongSecret, NewerVersion)):
            age.Decryptor(io.BytesIO(changed), identities=[ME]).readall()


def test_no_single_bit_of_the_header_can_change():
    file = locked(b"text")
    for bit in range(len(file) * 8):
        with pytest.raises((Damaged, WrongSecret, NewerVersion)):
            opened(flip(file, bit))


# -- streaming ---------------------------------------------------------------------------------------------


def test_pieces_of_any_size_give_the_same_content():
    data = os.urandom(5 * CHUNK + 3)
    target = io.BytesIO()
    rng = random.Random(3)
    with age.Encryptor(target, recipients=[ME.recipient]) as file:
        at = 0
        while at < len(data):
            at += file.write(data[at : at + rng.randrange(1, 2 * CHUNK)])
    assert opened(target.getvalue()) == data


def test_a_writer_that_was_left_by_an_exception_made_no_whole_file():
    target = io.BytesIO()

    def interrupted() -> None:
        with age.Encryptor(target, recipients=[ME.recipient]) as file:
            file.write(os.urandom(2 * CHUNK + 5))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    with pytest.raises(BackupDamaged):
        opened(target.getvalue())


@pytest.mark.parametrize("size", SIZES)
def test_any_place_can_be_read(size: int):
    data = os.urandom(size)
    file = age.Decryptor(io.BytesIO(locked(data)), identities=[ME])
    rng = random.Random(size)
    assert file.seek(0, os.SEEK_END) == size
    for _ in range(50):
        at, length = rng.randrange(size + 2), rng.randrange(0, 2 * CHUNK)
        file.seek(at)
        assert file.read(length) == data[at : at + length][: CHUNK - at % CHUNK]
    file.seek(0)
    assert file.readall() == data


def test_damage_that_nobody_read_is_found_at_the_end():
    data = os.urandom(4 * CHUNK)
    box = locked(data)
    file = age.Decryptor(io.BytesIO(flip(box, (len(box) - 2 * age.SEALED) * 8)), identities=[ME])
    assert file.read(CHUNK) == data[:CHUNK]
    with pytest.raises(BackupDamaged):
        file.read_rest()
