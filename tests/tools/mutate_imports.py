"""Other people's exports, spoiled on purpose, and what bringing them in does then.

`trial` takes sources of every format, spoils each in a way files are spoiled (bits, cuts, doubles) or made to harm (bombs,
names that lead out, links, entities, aliases, numbers without end), and brings it into a real vault. Each ends in a clear
error or in an import that one undo takes back; either way the vault is as before, every row and every file of it.

    python -m tests.tools.mutate imports [COUNT]
"""

import os
import random
import re
import resource
import shutil
import tempfile
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.companion.coming_hands import state, vault
from tests.tools.import_seeds import seeds
from tests.tools.spoil import placed, spoiled

ANSWERS = {"password": "lantern on the sill", "day_first": True}


class Trial:
    """How it went: endings by kind, the slowest, and how much memory it took at most."""

    def __init__(self) -> None:
        self.tried = 0
        self.ended: Counter[str] = Counter()
        self.formats: Counter[str] = Counter()
        self.slowest = (0.0, "")
        self.memory = 0


def trial(folder: Path, count: int, seed: int = 1) -> Trial:
    """`count` spoiled sources, one after the other. AssertionError as soon as one ends otherwise than it should."""
    from PySide6.QtGui import QImage

    image = QImage(24, 16, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(folder / "p.jpg"))
    whole = seeds((folder / "p.jpg").read_bytes())
    told, rng = Trial(), random.Random(seed)
    with vault(folder / "home") as workspace:
        workspace.diary.save(_kept(workspace))
        before = state(workspace)
        for name, (form, files) in whole.items():
            where = folder / "whole"
            where.mkdir()
            ending = _bring(workspace, placed(where, form, files))
            assert ending == "came in", f"{name}, as it should be: {ending}"
            assert state(workspace) == before, f"{name}: undo left something"
            shutil.rmtree(where)
        start = _memory()
        for number in range(count):
            name, (form, files) = list(whole.items())[number % len(whole)]
            what, made = spoiled(form, files, rng)
            where = folder / "spoiled"
            where.mkdir()
            path = made(where)
            began = time.monotonic()
            try:
                ending = _bring(workspace, path)
            except Exception as error:
                keep = folder.parent / f"fell-{seed}-{number}"
                shutil.copytree(
                    where, keep, symlinks=True, ignore=shutil.ignore_patterns("pipe.md", "2031-08.txt")
                )
                raise AssertionError(f"{number}: {name}, {what}: {error!r}; it is kept in {keep}") from error
            took = time.monotonic() - began
            assert state(workspace) == before, f"{number}: {name}, {what}: {ending}, and something was left"
            told.ended[ending] += 1
            told.formats[name] += 1
            told.slowest = max(told.slowest, (took, f"{number}: {name}, {what}"))
            told.tried += 1
            shutil.rmtree(where)
        told.memory = _memory() - start
        assert workspace.health().problems == ()
    return told


def _kept(workspace: Any) -> Any:
    from dataclasses import replace

    return replace(
        workspace.diary.blank(datetime(2031, 1, 3)), title="Mine", text="From before.", tags=("one",)
    )


def _bring(workspace: Any, path: Path) -> str:
    """Bring it in and take it back. The code of the error, or "came in"."""
    from companion.errors import CompanionError
    from companion.interchange.coming import Answers, Source, bring_in, guess, preview
    from ui.photos import prepare_import

    answers = Answers(**ANSWERS)  # type: ignore[arg-type]
    with Source(path) as source:
        try:
            name = guess(source)
            if name is None:
                return "not recognised"
            told = preview(workspace, source, name, answers)
            coming = bring_in(workspace, source, name, answers, pictures=prepare_import)
            change = coming.run()
        except CompanionError as error:
            why = str(error.facts.get("why", error.code))
            assert re.fullmatch(r"[A-Za-z_ ]{3,40}", why), f"no clear error: {why!r}"
            return why
        assert (told.added, told.skipped) == (coming.told.added, coming.told.skipped), (
            "the preview said otherwise"
        )
        assert all(re.fullmatch(r"[a-z_]{2,40}", one.why) for one in coming.told.remarks)
        if change.undo is not None:
            change.undo()
            while workspace.tidy():
                pass
        return "came in"


def _memory() -> int:
    """The most this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(count: int) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    seed = int(os.environ.get("SEED", "1"))
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        told = trial(Path(folder), count, seed)
    print(
        f"imports: {told.tried} spoiled sources of {len(told.formats)} kinds, {time.monotonic() - began:.0f} s"
    )
    for ending, number in told.ended.most_common():
        print(f"  {ending}: {number}")
    print(
        f"  memory grew by {told.memory / 2**20:.0f} MiB; the slowest took {told.slowest[0]:.1f} s ({told.slowest[1]})"
    )
    return 0
