"""Whatever an import file is, it ends in a clear error or in an import that can be taken back; the vault is never harmed."""

import sys
from pathlib import Path

import pytest

from tests.conftest import rounds

if sys.platform == "win32":
    pytest.skip(
        "named pipes, and how much memory a process held, are asked the POSIX way", allow_module_level=True
    )

from tests.tools.mutate_imports import trial


def test_spoiled_sources_of_every_format_harm_nothing(tmp_path: Path) -> None:
    told = trial(tmp_path, rounds(120, 5_000), seed=rounds(7, 1))
    assert told.tried == rounds(120, 5_000)
    assert len(told.formats) == 24
    assert told.ended["came in"] > 0
    assert sum(told.ended.values()) > told.ended["came in"]
    assert told.memory < 400 * 2**20
