"""Photo files: whole or absent, unreadable without the key, and noticed when they change."""

import hashlib
import os
import random
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from companion import media as media_module
from companion.errors import Cancelled, DiskFull, VaultDamaged
from companion.media import Media
from tests.conftest import rounds

KEY = bytes(range(32))
MIB = 1 << 20


@pytest.fixture
def media(tmp_path: Path) -> Media:
    return Media(tmp_path / "media", KEY)


def files(media: Media) -> list[Path]:
    return sorted(file for file in media.folder.rglob("*") if file.is_file()) if media.folder.exists() else []


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB])
def test_what_goes_in_comes_out(media: Media, size: int) -> None:
    data = os.urandom(size)
    id = media.add(data)
    assert media.read(id) == data
    assert media.ids() == [id]


def test_names_and_content_say_nothing(media: Media) -> None:
    data = b"JFIF canary picture " * 1000
    first, second = media.add(data), media.add(data)
    contents = [file.read_bytes() for file in files(media)]
    assert not any(b"canary" in content or b"JFIF" in content for content in contents)
    assert contents[0][18:] != contents[1][18:], "two files under one key stream"
    assert hashlib.sha256(data).hexdigest()[:8] not in first + second
    if sys.platform != "win32":
        assert {file.stat().st_mode & 0o777 for file in files(media)} == {0o600}
        assert media.folder.stat().st_mode & 0o777 == 0o700


def test_another_key_opens_nothing(media: Media) -> None:
    id = media.add(b"picture")
    with pytest.raises(VaultDamaged):
        Media(media.folder, bytes(32)).read(id)


def test_every_flip_cut_and_swap_is_noticed(media: Media) -> None:
    id, other = media.add(os.urandom(MIB + 500)), media.add(os.urandom(MIB + 500))
    path = media.path(id)
    whole = path.read_bytes()
    chance = random.Random(1)
    broken = [whole[:-1], whole[: MIB + 34], b"", media.path(other).read_bytes(), whole + b"x"]
    for _ in range(rounds(20, 500)):
        at = chance.randrange(len(whole))
        broken.append(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
    for content in broken:
        path.write_bytes(content)
        with pytest.raises(VaultDamaged) as caught:
            media.read(id)
        assert caught.value.facts == {"part": "media"}
        assert media.damaged([id, other]) == (0, 1)
    path.unlink()
    assert media.damaged([id, other]) == (1, 0)
    with pytest.raises(VaultDamaged):
        media.read(id)


@pytest.mark.parametrize("name", ["../../vault.json", "", "AB" * 16, "0" * 31, "0" * 33, "0" * 31 + "/"])
def test_only_ids_are_names(media: Media, name: str) -> None:
    with pytest.raises(VaultDamaged):
        media.read(name)


def test_a_write_that_fails_leaves_nothing(media: Media, monkeypatch) -> None:
    kept = media.add(b"kept")

    def full(source, target, key) -> None:
        target.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(media_module.crypto, "seal_stream", full)
    with pytest.raises(DiskFull):
        media.add(b"lost")
    assert [file.name for file in files(media)] == [kept]


def test_the_sweep_takes_old_files_that_nothing_names(media: Media) -> None:
    named, fresh, old = media.add(b"1"), media.add(b"2"), media.add(b"3")
    part = media.path(old).with_name(old + ".part")
    part.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 86_400
    for path in (media.path(named), media.path(old), part):
        os.utime(path, (two_days_ago, two_days_ago))
    assert media.sweep({named}, datetime.now()) == 2
    assert set(media.ids()) == {named, fresh}
    assert media.sweep({named}, datetime.now() - timedelta(days=3650)) == 0
    assert Media(media.folder / "nowhere", KEY).sweep((), datetime.now()) == 0


def test_removing_twice_is_fine(media: Media) -> None:
    id = media.add(b"x")
    media.remove(id)
    media.remove(id)
    assert files(media) == []


def test_a_check_can_be_stopped(media: Media) -> None:
    ids = [media.add(b"x") for _ in range(5)]
    seen = []

    def report(done: int, total: int, step: str) -> None:
        seen.append((done, total, step))
        if done == 2:
            raise Cancelled()

    with pytest.raises(Cancelled):
        media.damaged(ids, report)
    assert seen == [(0, 5, "media"), (1, 5, "media"), (2, 5, "media")]
