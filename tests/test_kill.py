"""Kill -9 of the real app while somebody types and while it backs up: no acknowledged word is lost.

Each round starts the app, lets a robot type numbered words and make backups, kills the process at a random moment, and then
looks: every word the app had acknowledged as stored is there, pages and search index check clean, every backup that had its
final name verifies. The vault is the same through all rounds, so it also survives being killed again and again.
"""

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.conftest import ROOT, rounds
from tests.tools.robot import PASSPHRASE


def one_round(home: Path, seconds: float) -> list[list[str]]:
    """What the app had said by the time it was killed."""
    env = dict(os.environ, COMPANION_HOME=str(home))
    app = subprocess.Popen(
        [sys.executable, "-m", "tests.tools.robot", "typing"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said: list[list[str]] = []
    reader = threading.Thread(
        target=lambda: said.extend(line.split() for line in app.stdout or ()), daemon=True
    )
    reader.start()
    start = time.monotonic()
    while (
        not any(words[0] == "saved" for words in said)
        and time.monotonic() - start < 30
        and app.poll() is None
    ):
        time.sleep(0.01)  # the kill comes after the first save, so that every round tries something
    time.sleep(seconds)
    app.kill()
    app.wait()
    reader.join(5)
    assert app.stderr is not None
    trouble = app.stderr.read()
    app.stderr.close()
    assert app.stdout is not None
    app.stdout.close()
    assert said, trouble[-2000:]
    assert not any(words[0] == "broken" for words in said), said
    return said


def after(home: Path, said: list[list[str]]) -> None:
    from companion.backup import verify
    from companion.vault import Vault
    from companion.workspace import Workspace

    vault = Vault.all(home)[0]
    workspace = Workspace.open(home, vault, vault.unlock_with_passphrase(PASSPHRASE))
    try:
        for words in said:
            if words[0] == "saved":
                text = workspace.diary.get(words[1]).text
                assert len(text.split(" ")) >= int(words[2]), "acknowledged words are gone"
                typed = [word for word in text.split() if word]
                assert typed == [f"w{n:06d}" for n in range(1, len(typed))] + typed[-1:], "words out of order"
        assert workspace.health().problems == ()
        found = {hit.row.id for hit in workspace.diary.search("w000001", limit=1000)}
        assert {words[1] for words in said if words[0] == "saved"} <= found
        for words in said:
            if words[0] == "backup":
                verify(home / "copies" / words[1], passphrase=PASSPHRASE)
    finally:
        workspace.close()
    for finished in (home / "copies").glob("*.zip"):
        finished.unlink()
    for part in (home / "copies").glob("*"):
        part.unlink()


def test_killed_at_random_moments_while_typing_and_backing_up(home: Path, companion) -> None:
    made = companion("new", "--no-keyring", "--passphrase-stdin", stdin=PASSPHRASE + "\n")
    assert made.returncode == 0, made.stderr
    chosen = random.Random(os.environ.get("COMPANION_SEED", "kill"))
    for _ in range(rounds(3, 100)):
        after(home, one_round(home, chosen.random() * 2.5))
