"""Every page and state fits: nothing is clipped, out of reach, sideways or without a name."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import LONG
from tests.gallery import VARIANTS

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ("light", "150-800x560", "200-800x560", "rtl-200")
"""The widest words in the least room. With COMPANION_LONG=1 all variants are run."""


def test_every_picture_fits(tmp_path: Path) -> None:
    names = [variant.name for variant in VARIANTS] if LONG else SAMPLE
    chosen = [word for name in names for word in ("--variant", name)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.gallery", str(tmp_path), *chosen],
        cwd=ROOT,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen", COMPANION_CHEAP_KDF="1"),
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    pictures = {path.stem for path in tmp_path.glob("*.png")}
    scenes = {name.removesuffix("-light") for name in pictures if name.endswith("-light")}
    assert len(scenes) > 40
    assert pictures == {f"{scene}-{name}" for scene in scenes for name in names}
