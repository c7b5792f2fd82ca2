"""Damage, in the ways files are damaged: one bit, a cut, bytes that came in, went missing or changed places.

`mutations`, `flip` and `some_bits` make it; the `trial_...` functions make it to a vault and its backup,
look at what the app says, and fail with an AssertionError as soon as damage passes as good. The count is
theirs to choose:

    python -m tests.tools.mutate [COUNT]             all four trials, 2,000 each unless told
    python -m tests.tools.mutate imports [COUNT]     what comes in from elsewhere, 5,000 unless told (`mutate_imports`)
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.vault import Keys, Vault
    from companion.workspace import Workspace


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


# -- trials on a real vault --------------------------------------------------------------------------------

PASSPHRASE = "two lamps, one window"


class Subject:
    """A small vault, closed, with a backup, and what its words are."""

    def __init__(self, folder: Path) -> None:
        from companion.workspace import create

        self.home = folder / "home"
        self.file = folder / "Notes-2030-01-31.zip"
        workspace, self.kit = create(self.home, passphrase=PASSPHRASE, keyring=False)
        rng = random.Random(4)
        for number in range(40):
            entry = workspace.diary.blank(datetime(2030, 1, 1 + number % 28, number % 24, 5))
            text = " ".join(rng.choice(("lamp", "river", "bread", "stone", "\u7a93")) for _ in range(200))
            workspace.diary.save(replace(entry, title=f"page {number}", text=text, tags=("one", "two")))
        pictures = [rng.randbytes(size) for size in (3_000, 70_000)]
        for picture in pictures:
            entry_id = workspace.diary.newest().id  # type: ignore[union-attr]
            workspace.diary.add_photo(
                entry_id, picture, name="x.png", width=2, height=2, kind="png", thumbnail=b"t"
            )
        workspace.backups.create(self.file)
        self.words = words(workspace)
        self.media = sorted(path for path in workspace.vault.media.rglob("*") if path.is_file())
        workspace.close()

    def vault(self) -> "Vault":
        from companion.vault import Vault

        return Vault.all(self.home)[0]

    def keys(self) -> "Keys":
        return self.vault().unlock_with_passphrase(PASSPHRASE)


def words(workspace: "Workspace") -> list[tuple[str, str, tuple[str, ...], tuple[bytes, ...]]]:
    """Everything the diary shows."""
    diary = workspace.diary
    entries = [diary.get(row.id) for row in diary.rows(diary.ids())]
    return [
        (entry.title, entry.text, entry.tags, tuple(diary.photo_data(photo.id) for photo in entry.photos))
        for entry in entries
    ]


def trial_backups(folder: Path, count: int) -> int:
    """Mutated backups: each is refused by `verify`, and now and then by `restore`, which leaves nothing."""
    from companion.backup import restore, verify
    from companion.errors import Damaged, NewerVersion, WrongSecret

    subject = Subject(folder)
    good = subject.file.read_bytes()
    secrets = [{"passphrase": PASSPHRASE}, {"code": subject.kit.code}, {"code": subject.kit.identity}]
    changed_file = folder / "changed.zip"
    empty = folder / "empty"
    for number, (kind, changed) in enumerate(mutations(good, count, seed=count)):
        changed_file.write_bytes(changed)
        secret = secrets[number % 3]
        try:
            if number % 10:
                verify(changed_file, **secret)  # type: ignore[arg-type]
            else:
                restore(changed_file, empty, new_passphrase="x", **secret)  # type: ignore[arg-type]
        except (Damaged, NewerVersion):
            pass
        except WrongSecret as error:
            raise AssertionError(f"damage ({kind}) was called a wrong secret") from error
        else:
            raise AssertionError(f"a changed backup passed as good ({kind})")
        assert not [path for path in empty.rglob("*") if path.is_file()], "a refused backup left something"
    verify(subject.file, passphrase=PASSPHRASE)
    return count


def trial_header(folder: Path, count: int) -> int:
    """Single bits of vault.json: the copy is used, that is reported, and everything is there."""
    subject = Subject(folder)
    good_keys = subject.keys()
    path = subject.vault().folder / "vault.json"
    good = path.read_bytes()
    for bit in some_bits(good, count):
        path.write_bytes(flip(good, bit))
        vault = subject.vault()
        assert vault.damaged is None
        assert vault.used_copy, "a changed header passed as good"
        assert vault.header_problems == ("header",)
        assert vault.unlock_with_passphrase(PASSPHRASE).vault_key == good_keys.vault_key
    path.write_bytes(good)
    assert not subject.vault().header_problems
    return min(count, len(good) * 8)


def trial_database(folder: Path, count: int) -> int:
    """Single bits of a cleanly closed database: a check names each, and no wrong word is ever shown."""
    from companion.errors import Damaged
    from companion.workspace import Workspace

    subject = Subject(folder)
    path = subject.vault().database
    good = path.read_bytes()
    assert not [other for other in path.parent.glob(f"{path.name}-*") if other.stat().st_size]
    for bit in some_bits(good, count):
        path.write_bytes(flip(good, bit))
        for left in path.parent.glob(f"{path.name}-*"):
            left.unlink()
        try:
            workspace = Workspace.open(subject.home, subject.vault(), subject.keys())
        except Damaged:
            continue
        try:
            assert workspace.health().problems, "a changed database passed as good"
            try:
                assert words(workspace) == subject.words, "a changed database shows wrong words"
            except Damaged:
                pass
        finally:
            workspace.close()
    return min(count, len(good) * 8)


def trial_media(folder: Path, count: int) -> int:
    """Single bits of photo files: a check names each, and the photo is not shown."""
    from companion.errors import VaultDamaged
    from companion.workspace import Workspace

    subject = Subject(folder)
    workspace = Workspace.open(subject.home, subject.vault(), subject.keys())
    try:
        for path in subject.media:
            good = path.read_bytes()
            for bit in some_bits(good, -(-count // len(subject.media))):
                path.write_bytes(flip(good, bit))
                problems = workspace.health().problems
                assert problems == ("media_damaged",), f"a changed photo passed as good: {problems}"
                try:
                    workspace.media.read(path.name)
                except VaultDamaged:
                    continue
                raise AssertionError("a changed photo was shown")
            path.write_bytes(good)
        assert not workspace.health().problems
    finally:
        workspace.close()
    return count


TRIALS = (trial_backups, trial_header, trial_database, trial_media)


def main() -> int:
    import os
    import time

    os.environ.setdefault("COMPANION_CHEAP_KDF", "1")
    if sys.argv[1:2] == ["imports"]:
        from tests.tools import mutate_imports

        return mutate_imports.main(int(sys.argv[2]) if len(sys.argv) > 2 else 5_000)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    for trial in TRIALS:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            tried = trial(Path(folder), count)
            print(f"{trial.__name__}: {tried}, none passed as good, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
