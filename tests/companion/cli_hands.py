"""Hands for tests of the command line: running it in this process, a vault with something in it, what was said."""

import io
import json
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from companion import cli
from companion.vault import Vault
from companion.workspace import Workspace

PASS = "harbour lantern moss"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Shell:
    """Calls commands in this process, as the entry point does."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
    ) -> None:
        self._patch, self._capsys, self.home = monkeypatch, capsys, home

    def __call__(self, *words: object, stdin: str = "", **more: Any) -> Said:
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        self._capsys.readouterr()
        code = cli.main([str(word) for word in words], **more)
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)

    def open(self, *words: object, **more: Any) -> Said:
        """With the passphrase of the vault that `made` makes."""
        return self(*words, "--passphrase-stdin", stdin=PASS + "\n", **more)

    def made(self, *more: object) -> Said:
        return self.open("new", "--no-keyring", *more)

    def vault(self) -> Vault:
        return Vault.all(self.home)[0]

    def workspace(self) -> Workspace:
        vault = self.vault()
        return Workspace.open(self.home, vault, vault.unlock_with_passphrase(PASS))


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path) -> Shell:
    return Shell(monkeypatch, capsys, home)


@pytest.fixture
def filled(shell: Shell) -> Shell:
    assert shell.made().code == 0
    workspace = shell.workspace()
    diary = workspace.diary
    entry = replace(diary.blank(datetime(2030, 1, 14, 21, 5)), title="The back step", tags=("evening",))
    diary.save(replace(entry, text="A lamp in the kitchen.\x1b[2J And quiet."))
    diary.add_photo(entry.id, PNG, name="a.png", width=2, height=2, kind="png", thumbnail=b"t")
    diary.save(replace(diary.blank(datetime(2030, 1, 12, 8, 0)), text="Another lamp."))
    workspace.close()
    return shell


def one_sentence(said: Said) -> str:
    lines = said.err.splitlines()
    assert len(lines) == 1, said.err
    assert said.out == ""
    return lines[0]
