"""Everything that can stand between a person and a vault, through the real command line: each has its own sentence and
exit code, and nothing on the disk is changed by it. The keyring is a real gnome-keyring."""

import os
import random
import shutil
import subprocess
import sys
from ast import literal_eval
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from companion.store.connection import WRITING, close, connect
from companion.vault import Vault
from companion.vault.header import sealed_text, unsealed_text
from companion.workspace import Workspace
from tests.companion.test_keychain import HOSTILE, LAB, needs_lab
from tests.conftest import ROOT

PASS = "harbour lantern moss"
Prepare = Callable[[Vault], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one vault that only its passphrase and its kit open."""
    home = tmp_path_factory.mktemp("made")
    said = run(home, "new", "--no-keyring", secret=PASS)
    assert said.returncode == 0, said.stderr
    return home


def run(
    home: Path, *words: str, secret: str = "", state: str = "", session: Path | None = None, **extra: str
) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, inside a keyring session if `state` names one."""
    command = [sys.executable, "-m", "ui", *words, "--home", str(home)]
    if secret:
        command.append("--passphrase-stdin")
    if state:
        command = [str(LAB), state, *command]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **extra}
    if session is not None:
        env["KEYRING_LAB"] = str(session)
    done = subprocess.run(
        command, input=secret + "\n", capture_output=True, text=True, env=env, cwd=ROOT, timeout=60
    )
    assert done.returncode != 70, done.stderr
    return done


def content(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def sentence(said: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error. The bus of the lab may grumble about limits before it."""
    assert said.stdout == ""
    lines = [line for line in said.stderr.splitlines() if not line.startswith("dbus-daemon[")]
    assert len(lines) == 1, said.stderr
    return lines[0]


def headers(change: Callable[[Path], object]) -> Prepare:
    return lambda vault: [change(file) for file in vault.folder.glob("vault.json*")]


def flip(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)


def newer_header(file: Path) -> None:
    document = unsealed_text(file.read_bytes(), newest=1, part="header")
    file.write_bytes(sealed_text(document | {"format": 99, "of tomorrow": True}))


def newer_schema(vault: Vault) -> None:
    keys = vault.unlock_with_passphrase(PASS)
    database = connect(vault.database, keys.database_key, WRITING)
    database.execute_sql("PRAGMA user_version = 9999")
    close(database)
    keys.close()


def garbage(vault: Vault) -> None:
    vault.database.write_bytes(random.Random(1).randbytes(vault.database.stat().st_size))


def every_page(vault: Vault) -> None:
    raw = bytearray(vault.database.read_bytes())
    for place in range(4096, len(raw), 4096):
        raw[place + 50] ^= 1
    vault.database.write_bytes(raw)


DAMAGE: dict[str, tuple[Prepare, int, str]] = {
    "every header damaged": (headers(flip), 4, "header is damaged in every copy"),
    "every header empty": (headers(lambda file: file.write_bytes(b"")), 4, "header is damaged in every copy"),
    "every header gone": (headers(Path.unlink), 4, "header is damaged in every copy"),
    "database gone": (lambda vault: vault.database.unlink(), 4, "missing or empty"),
    "database empty": (lambda vault: vault.database.write_bytes(b""), 4, "missing or empty"),
    "database overwritten": (garbage, 4, "database is damaged"),
    "database damaged": (every_page, 4, "database is damaged"),
    "newer header": (headers(newer_header), 5, "newer version"),
    "newer database": (newer_schema, 5, "newer version"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_and_newer_versions_change_nothing(what: str, made: Path, tmp_path: Path) -> None:
    prepare, code, words = DAMAGE[what]
    home = tmp_path / "home"
    shutil.copytree(made, home)
    prepare(Vault.all(home)[0])
    before = content(home)
    for command in (("search", "lamp"), ("check",), ("search", "lamp", "--vault", "Notes")):
        said = run(home, *command, secret=PASS)
        assert (said.returncode, words in sentence(said)) == (code, True), said.stderr
    assert content(home) == before


def test_one_damaged_header_is_mended_once_it_opens_and_not_before(made: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(made, home)
    file = Vault.all(home)[0].folder / "vault.json"
    whole = file.read_bytes()
    flip(file)
    before = content(home)
    said = run(home, "check", secret="another one")
    assert (said.returncode, sentence(said)) == (3, "That passphrase does not open it.")
    assert content(home) == before
    said = run(home, "check", secret=PASS)
    assert said.returncode == 0
    assert "A copy of the vault's header stood in" in said.stdout
    assert file.read_bytes() == whole


KEYRINGS = {
    # state, whether it is the session in which the vault was made: exit code and sentence
    ("open", True): (0, ""),
    ("open", False): (6, "does not hold this vault's key"),
    ("locked", True): (6, "The keyring is locked"),
    ("cleartext", False): (6, "does not hold this vault's key"),
    ("noservice", True): (6, "There is no keyring"),
    ("nobus", True): (6, "There is no keyring"),
}


@pytest.mark.keyring
@needs_lab
@pytest.mark.parametrize("setting", HOSTILE)
def test_each_state_of_the_keyring(setting: str, tmp_path: Path) -> None:
    home, session, stolen = tmp_path / "home", tmp_path / "session", tmp_path / "stolen"
    extra = {"HOSTILE_FILE": str(stolen), **HOSTILE[setting]}
    if setting == "config file":
        config = session / "config" / "python_keyring" / "keyringrc.cfg"
        config.parent.mkdir(parents=True)
        config.write_text("[backend]\ndefault-keyring=tests.tools.hostile_keyring.Plain\n")
    said = run(home, "new", state="open", session=session, **extra)
    assert said.returncode == 0, said.stderr
    assert run(home, "check", state="open", session=session, **extra).returncode == 0
    before = content(home)
    items = content(session / "data" / "keyrings")
    for (state, same), (code, words) in KEYRINGS.items():
        place = session if same else tmp_path / f"another-{state}"
        said = run(home, "search", "lamp", state=state, session=place, **extra)
        assert said.returncode == code, (state, said.stderr)
        assert not code or words in sentence(said), (state, said.stderr)
        assert content(home) == before, state
    assert content(session / "data" / "keyrings").keys() == items.keys()
    assert not stolen.exists()


@pytest.mark.keyring
@needs_lab
@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("locked", "The keyring is locked"),
        ("cleartext", "readable on the disk"),
        ("noservice", "There is no keyring"),
        ("nobus", "There is no keyring"),
    ],
)
def test_no_vault_is_made_where_no_key_can_be_kept(state: str, words: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    said = run(home, "new", state=state, session=tmp_path / "session")
    assert (said.returncode, words in sentence(said)) == (6, True), said.stderr
    assert not any(path.is_file() for path in home.rglob("*"))
    assert Vault.all(home) == []


# --- disks ---

DISK = """
import os, subprocess, sys
from pathlib import Path

place, state = Path(sys.argv[1]), sys.argv[2]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", place], check=True)
subprocess.run(["cp", "-a", sys.argv[3], place / "home"], check=True)
if state == "full":
    with (place / "filling").open("wb") as file:
        try:
            while True:
                os.write(file.fileno(), bytes(4096))
        except OSError:
            pass
else:
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
print("ready", flush=True)
for line in sys.stdin:
    print(repr(subprocess.run(eval(line), input="{secret}\\n", capture_output=True, text=True).__dict__), flush=True)
"""


class Disk:
    """A file system of our own, in a namespace of its own: full, or one that cannot be written to."""

    def __init__(self, place: Path, state: str, made: Path) -> None:
        place.mkdir()
        self.home = place / "home"
        self._process = subprocess.Popen(
            ["unshare", "-m", sys.executable, "-c", DISK.replace("{secret}", PASS), place, state, made],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
        )
        assert self._answer() == "ready"

    def __call__(self, *words: object) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "ui",
            *map(str, words),
            "--home",
            str(self.home),
            "--passphrase-stdin",
        ]
        assert self._process.stdin
        print(repr(command), file=self._process.stdin, flush=True)
        said = literal_eval(self._answer())
        return subprocess.CompletedProcess(said["args"], said["returncode"], said["stdout"], said["stderr"])

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.communicate()


@pytest.mark.mount
@pytest.mark.parametrize("state", ["full", "read-only"])
@pytest.mark.parametrize("log", ["no log", "a log"])
def test_a_disk_that_takes_nothing_still_gives(
    state: str, log: str, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "made"
    shutil.copytree(made, home)
    vault = Vault.all(home)[0]
    workspace = Workspace.open(home, vault, vault.unlock_with_passphrase(PASS))
    workspace.diary.save(
        replace(workspace.diary.blank(datetime(2030, 1, 14, 21, 5)), text="A lamp in the kitchen.")
    )
    kept = tmp_path / "kept"
    shutil.copytree(home, kept)  # as a kill would leave it: the entry is in the log only
    workspace.close()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    disk = Disk(tmp_path / "disk", state, kept if log == "a log" else home)
    try:
        said = disk("search", "lamp")
        assert (said.returncode, said.stderr) == (0, "")
        assert "A lamp in the kitchen." in said.stdout
        out = tmp_path / "out.json"
        assert disk("export", out, "--format", "json").returncode == 0
        assert "A lamp in the kitchen." in out.read_text()
        assert disk("backup", tmp_path / "x.zip").returncode == 0
        said = disk("check")
        assert (said.returncode, "All is well." in said.stdout) == (0, True), said.stderr
        said = disk("import", out)
        assert said.returncode == 1
        assert sentence(said).startswith(
            "The disk is full" if state == "full" else "It cannot be written there"
        )
        assert disk("import", out, "--dry-run").returncode == 0
    finally:
        disk.close()
    assert list(temporary.iterdir()) == []
    assert (
        run(tmp_path / "new", "restore", str(tmp_path / "x.zip"), "--no-keyring", secret=PASS).returncode == 0
    )
    assert "lamp" in run(tmp_path / "new", "search", "lamp", secret=PASS).stdout
