"""A backup, written and read back, against the least that could be done.

    python -m tests.benchmarks.backup [--entries N] [--home DIR] [--rounds N]

Two limits, each with sqlcipher3, deflate level 1 and AES-256-GCM in frames of 1 MiB, and nothing else. *one text* packs the
text of all entries once, as an export that holds nothing else would. *the same* packs what a backup of ours has to hold: the
rows as a database under a key of its own, and the text twice, as lines for programs and as pages for people; and reads all
of it back, since a backup that nobody has read is none. The goal is twice the latter.
"""

import os
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.vaults import bare, filled, parser

GOAL = 2.0
FRAME = 1 << 20


def one_text(workspace: Any, target: Path) -> None:
    """The text of all entries, packed once and synced."""
    base = bare(workspace)
    try:
        _seal(target, os.urandom(32), _deflated(_texts(base)))
    finally:
        base.close()


def the_same(workspace: Any, folder: Path) -> None:
    """What a backup holds, packed as barely as can be, and read back."""
    base, key = bare(workspace), os.urandom(32)
    copy, packed = folder / "rows", folder / "packed"
    try:
        base.execute("ATTACH ? AS copy KEY ?", (str(copy), f"x'{os.urandom(32).hex()}'"))
        base.execute("PRAGMA copy.journal_mode = OFF").fetchall()
        base.execute("PRAGMA copy.synchronous = OFF").fetchall()
        for table in ("entry", "body"):
            base.execute(f"CREATE TABLE copy.{table} AS SELECT * FROM main.{table}")
        base.execute("DETACH copy")
        for _of in ("lines", "pages"):
            _seal(packed, key, _deflated(_texts(base)))
            unpack = zlib.decompressobj()
            for data in _unsealed(packed, key):
                unpack.decompress(data)
        with copy.open("rb") as rows:
            _seal(packed, key, iter(lambda: rows.read(FRAME), b""))
        for _data in _unsealed(packed, key):
            pass
    finally:
        base.close()
        for file in (copy, packed):
            file.unlink(missing_ok=True)


def _texts(base: Any) -> Iterator[bytes]:
    for title, text in base.execute("SELECT title, text FROM entry JOIN body USING (row) ORDER BY row"):
        yield f"{title}\n{text}\n".encode()


def _deflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    squeeze, held = zlib.compressobj(1), bytearray()
    for piece in pieces:
        held += squeeze.compress(piece)
        if len(held) >= FRAME:
            yield bytes(held)
            held.clear()
    yield bytes(held) + squeeze.flush()


def _seal(target: Path, key: bytes, pieces: Iterator[bytes]) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    seal = AESGCM(key)
    with target.open("wb") as write:
        for number, piece in enumerate(pieces):
            sealed = seal.encrypt(number.to_bytes(12, "big"), piece, None)
            write.write(len(sealed).to_bytes(4, "big") + sealed)
        write.flush()
        os.fsync(write.fileno())


def _unsealed(source: Path, key: bytes) -> Iterator[bytes]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    seal, number = AESGCM(key), 0
    with source.open("rb") as read:
        while size := read.read(4):
            yield seal.decrypt(number.to_bytes(12, "big"), read.read(int.from_bytes(size, "big")), None)
            number += 1


def timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def main(argv: list[str] | None = None) -> int:
    arguments = parser(__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    chosen = arguments.parse_args(argv)
    mine, least, once = [], [], []
    with tempfile.TemporaryDirectory() as scratch, filled(chosen.entries, chosen.home) as workspace:
        workspace.store.checkpoint(whole=True)
        folder = Path(scratch)
        made: list[Any] = []
        for number in range(chosen.rounds):
            target = folder / f"Notes-{number}.zip"
            mine.append(timed(lambda target=target: made.append(workspace.backups.create(target))))
            target.unlink()
            least.append(timed(lambda: the_same(workspace, folder)))
            once.append(timed(lambda: one_text(workspace, folder / "once")))
        assert all(info.entries == len(workspace.diary.ids()) for info in made)
    ratio = median(mine) / median(least)
    print(
        f"backup of {made[0].entries} entries, verified: {median(mine):.1f} s against {median(least):.1f} s for the same, "
        f"{ratio:.2f} x (goal {GOAL}); {median(once):.1f} s for one text, {median(mine) / median(once):.2f} x"
    )
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
