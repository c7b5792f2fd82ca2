"""An import onto a disk that has no room for it, with a real one: nothing stays, and what was free is free again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

TRIAL = """
import subprocess, sys
from dataclasses import replace
from pathlib import Path

place, source = Path(sys.argv[1]), Path(sys.argv[2])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=10m", "none", place], check=True)

from companion.errors import DiskFull
from companion.interchange.coming import Source, bring_in
from companion.picture_file import Prepared
from companion.workspace import create
from tests.companion.coming_hands import brought, state

def keep(data, name):
    return Prepared(data, "png", 9, 7, b"small", name)

workspace, _kit = create(place / "home", passphrase="x", keyring=False)
before, files = state(workspace), sorted(workspace.media.ids())
with Source(source) as given:
    coming = bring_in(workspace, given, "markdown", pictures=keep)
    try:
        while coming.step(0.2):
            pass
        raise AssertionError("there was room")
    except DiskFull:
        # Whatever else writes there takes the last of it.
        with (place / "others").open("wb", buffering=0) as file:
            try:
                while file.write(bytes(512)):
                    pass
            except OSError:
                pass
    coming.drop()
assert state(workspace) == before, "something stayed"
assert sorted(workspace.media.ids()) == files, "pictures stayed"
workspace.diary.save(replace(workspace.diary.blank(workspace.clock()), text="There is room to write."))
assert [entry.text for entry in brought(workspace)] == ["There is room to write."]
assert workspace.health().problems == ()
workspace.close()
"""


@pytest.mark.mount
def test_a_disk_that_an_import_filled_can_be_written_to_again(tmp_path: Path) -> None:
    """Removing rows takes room, too: the pictures have to go before them."""
    source, place = tmp_path / "notes", tmp_path / "disk"
    source.mkdir()
    place.mkdir()
    for number in range(60):
        name = f"2030-01-{1 + number % 28:02} {number}"
        (source / f"{name}.md").write_text(f"Words.\n\n![x]({number}.png)\n")
        (source / f"{number}.png").write_bytes(os.urandom(400_000))
    subprocess.run(
        ["unshare", "-m", sys.executable, "-c", TRIAL, place, source],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        check=True,
        timeout=120,
    )
