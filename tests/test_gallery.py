"""Every page and state fits: nothing is clipped, out of reach, sideways or without a name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import gallery
from tests.conftest import LONG

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ("light", "150-800x560", "200-800x560", "rtl-200")
"""The widest words in the least room. With COMPANION_LONG=1 all variants are run."""


@pytest.mark.parametrize("variant", [variant.name for variant in gallery.VARIANTS] if LONG else SAMPLE)
def test_every_picture_fits(variant: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.gallery", str(tmp_path), "--variant", variant],
        cwd=ROOT,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen", COMPANION_CHEAP_KDF="1"),
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    scenes = [*gallery.locked_scenes(), *gallery.scenes(), *gallery.first_run(), *gallery.empty_scenes()]
    assert len(scenes) > 40
    assert {path.stem for path in tmp_path.glob("*.png")} == {f"{name}-{variant}" for name, _ in scenes}
