"""A real gnome-keyring in every state, with settings that try to lead us to another keyring, and a few doubles."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from companion import keychain
from companion.errors import (
    CompanionError,
    KeyringAbsent,
    KeyringCleartext,
    KeyringItemMissing,
    KeyringLocked,
    UsageError,
)
from tests.conftest import ROOT, at_rest

LAB = ROOT / "tests" / "tools" / "keyring_lab.sh"
needs_lab = pytest.mark.skipif(
    sys.platform == "win32"
    or not all(map(shutil.which, ("gnome-keyring-daemon", "dbus-run-session", "secret-tool"))),
    reason="gnome-keyring, dbus and libsecret-tools are not installed",
)

# What each state of the session has to be called.
STATES = {
    "open": "ok",
    "locked": "KeyringLocked",
    "cleartext": "KeyringCleartext",
    "noservice": "KeyringAbsent",
    "nobus": "KeyringAbsent",
}
HOSTILE = {
    "nothing": {},
    "null": {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
    "plain": {"PYTHON_KEYRING_BACKEND": "tests.tools.hostile_keyring.Plain"},
    "properties": {
        "KEYRING_PROPERTY_PREFERRED_COLLECTION": "/org/freedesktop/secrets/collection/session",
        "KEYRING_PROPERTY_SCHEME": "KeePassXC",
        "KEYRING_PROPERTY_GET_PASSWORD": "x",
    },
    "config file": {},
}

PROBE = """
import json, sys, time
from companion import keychain
from companion.errors import CompanionError
began = time.monotonic()
secret = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRST"
try:
    keyring = keychain.find()
    user = keyring.put("companion/probe", secret)
    assert keyring.get("companion/probe", user) == secret
    keyring.forget("companion/probe", user)
    answer = "ok " + keyring.name
except CompanionError as error:
    answer = error.code
print(json.dumps({"answer": answer, "seconds": time.monotonic() - began}))
"""


def lab(state: str, code: str, *arguments: object, folder: Path, check: bool = True, **extra: str) -> str:
    """Run Python code in a session with a keyring in this state; gives what it printed."""
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KEYRING_LAB": str(folder),
        "COMPANION_CHEAP_KDF": "1",
        **extra,
    }
    command = [LAB, state, sys.executable, "-c", code, *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=60)
    assert run.returncode != 70, run.stderr
    if check:
        assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.keyring
@needs_lab
@pytest.mark.parametrize("setting", HOSTILE)
@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_name_whatever_the_settings_say(state: str, setting: str, tmp_path: Path):
    stolen = tmp_path / "stolen"
    if setting == "config file":
        config = tmp_path / "config" / "python_keyring" / "keyringrc.cfg"
        config.parent.mkdir(parents=True)
        config.write_text("[backend]\ndefault-keyring=tests.tools.hostile_keyring.Plain\n")
    printed = lab(state, PROBE, folder=tmp_path, HOSTILE_FILE=str(stolen), **HOSTILE[setting])
    answer = json.loads(printed)
    assert answer["answer"].split()[0] == STATES[state]
    if STATES[state] == "ok":
        assert answer["answer"] == "ok SecretService"
    assert answer["seconds"] < at_rest(2)
    assert not stolen.exists()


MAKE = """
import sys; from pathlib import Path; from companion.vault import Vault
vault, keys, kit = Vault.create(Path(sys.argv[1]), passphrase="spare", keyring=True)
vault.opened(keys)
print(kit.code)
"""
OPEN = """
import sys
from pathlib import Path
from companion.errors import CompanionError
from companion.vault import Vault
vault = Vault.all(Path(sys.argv[1]))[0]
try:
    print(vault.unlock_with_keyring().vault_id == vault.id)
except CompanionError as error:
    print(error.code)
print(vault.unlock_with_passphrase("spare").vault_id == vault.id)
print(vault.unlock_with_code(sys.argv[2]).vault_id == vault.id)
"""


@pytest.mark.keyring
@needs_lab
def test_a_vault_opens_in_the_next_session_and_survives_what_happens_to_keyrings(tmp_path: Path):
    home, session = tmp_path / "home", tmp_path / "session"
    code = lab("open", MAKE, home, folder=session).strip()
    before = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}

    def opened(state: str, folder: Path = session, **extra: str) -> str:
        printed = lab(state, OPEN, home, code, folder=folder, **extra).split()
        assert printed[1:] == ["True", "True"]  # the passphrase and the kit open it whatever the keyring does
        return printed[0]

    assert opened("open") == "True"
    assert opened("locked") == "KeyringLocked"
    assert opened("open", KEYRING_PASSWORD="the login password was reset") == "KeyringLocked"
    assert opened("open", folder=tmp_path / "another") == "KeyringItemMissing"
    assert opened("noservice") == opened("nobus") == "KeyringAbsent"
    assert opened("open") == "True"
    assert {file: file.read_bytes() for file in home.rglob("*") if file.is_file()} == before


@pytest.mark.keyring
@needs_lab
def test_a_keyring_that_dies_in_mid_session_is_absent_and_changes_nothing(tmp_path: Path):
    code = """
import os, signal, sys, time
from pathlib import Path
from companion.vault import Vault
from companion.errors import CompanionError
vault, keys, kit = Vault.create(Path(sys.argv[1]), passphrase="spare", keyring=True)
before = (vault.folder / "vault.json").read_bytes()
from companion import keychain
held = keychain.find()
user = held.put("companion/x", "SECRET")
os.kill(int(os.environ["KEYRING_DAEMON"]), signal.SIGKILL)
deadline = time.monotonic() + 5
answers = set()
while time.monotonic() < deadline and not answers & {"KeyringAbsent"}:
    try:
        held.get("companion/x", user)
    except CompanionError as error:
        answers.add(error.code)
for work in (vault.unlock_with_keyring, lambda: vault.add_keyring(keys)):
    try:
        work()
    except CompanionError as error:
        answers.add(error.code)
vault.unlock_with_code(kit.code)
assert (vault.folder / "vault.json").read_bytes() == before
print(sorted(answers))
"""
    printed = lab("open", code, tmp_path / "home", folder=tmp_path / "session")
    assert printed.strip() == "['KeyringAbsent']"


@pytest.mark.keyring
@needs_lab
def test_a_keyring_in_clear_text_gets_nothing_that_stays(tmp_path: Path):
    code = """
import sys
from pathlib import Path
from companion.errors import KeyringCleartext
from companion.vault import Vault
try:
    Vault.create(Path(sys.argv[1]), passphrase=None, keyring=True)
except KeyringCleartext:
    print("refused")
"""
    assert lab("cleartext", code, tmp_path / "home", folder=tmp_path / "session").strip() == "refused"
    plain = (tmp_path / "session" / "data" / "keyrings" / "plain.keyring").read_text()
    assert "secret=" not in plain
    assert not any((tmp_path / "home").rglob("vault.json*"))


# -- without a lab -----------------------------------------------------------------------------------------


class Double:
    def __init__(self, answer: object = None) -> None:
        self.answer = answer
        self.removed: list[str] = []
        self.kept = ""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept = password
        if isinstance(self.answer, Exception):
            raise self.answer

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept if self.answer is None else str(self.answer)

    def delete_password(self, service: str, username: str) -> None:
        self.removed.append(username)


def test_a_keyring_that_gives_back_something_else_is_none_of_ours():
    double = Double("cut at the line break")
    with pytest.raises(KeyringAbsent):
        keychain.Keychain("double", double).put("s", "SECRET")
    assert len(double.removed) == 1


def test_a_secret_is_one_short_line_of_ascii():
    double = Double()
    ring = keychain.Keychain("double", double)
    for secret in ("", "a\nb", "\u00fc", "x" * 257, "tab\t"):
        with pytest.raises(UsageError):
            ring.put("s", secret)
    assert double.kept == ""
    assert ring.put("s", "x" * 256).startswith("key-")
    assert ring.put("s", "x") != ring.put("s", "x")  # never the name of an older one


def test_foreign_failures_become_ours():
    import keyring.errors

    class SecretServiceNotAvailableException(Exception):
        pass

    cases: list[tuple[Exception, type[CompanionError]]] = [
        (keyring.errors.KeyringLocked(), KeyringLocked),
        (keyring.errors.InitError(), KeyringLocked),
        (keyring.errors.PasswordSetError(), KeyringLocked),
        (keyring.errors.NoKeyringError(), KeyringAbsent),
        (SecretServiceNotAvailableException(), KeyringAbsent),
        (ConnectionResetError(), KeyringAbsent),
        (EOFError(), KeyringAbsent),
        (RuntimeError("-25293"), KeyringLocked),
    ]
    for failure, expected in cases:
        with pytest.raises(expected):
            keychain.Keychain("double", Double(failure)).put("s", "SECRET")


def test_a_missing_item_is_told_apart_and_forgetting_it_is_fine():
    import keyring.errors

    class Empty(Double):
        def get_password(self, service: str, username: str) -> str | None:
            return None

        def delete_password(self, service: str, username: str) -> None:
            raise keyring.errors.PasswordDeleteError()

    ring = keychain.Keychain("double", Empty())
    with pytest.raises(KeyringItemMissing):
        ring.get("s", "key-1")
    ring.forget("s", "key-1")


def test_a_service_that_never_answers_does_not_hold_us(monkeypatch):
    import threading

    release = threading.Event()

    class Silent(Double):
        def get_password(self, service: str, username: str) -> str | None:
            release.wait(20)
            return None

    monkeypatch.setattr(keychain, "PATIENCE", 0.2)
    began = time.monotonic()
    with pytest.raises(KeyringLocked):
        keychain.Keychain("silent", Silent()).get("s", "key-1")
    assert time.monotonic() - began < 5
    release.set()


def test_a_secret_that_lies_readable_in_a_keyring_file_is_refused(home: Path, monkeypatch):
    if sys.platform in ("win32", "darwin"):
        pytest.skip("there are no keyring files")
    folder = Path(os.environ["XDG_DATA_HOME"]) / "keyrings"
    folder.mkdir()

    class Readable(Double):
        def set_password(self, service: str, username: str, password: str) -> None:
            super().set_password(service, username, password)
            (folder / "default.keyring").write_text(f"[1]\nsecret={password}\n")

    double = Readable()
    with pytest.raises(KeyringCleartext):
        keychain.Keychain("double", double).put("s", "SECRET")
    assert len(double.removed) == 1
