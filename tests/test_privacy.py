"""Canary words: typed into every place a person can type, found in clear nowhere.

A robot uses the real app, process and all: a page with title, text, tag and photo, the search box, a plan, an answer to a
card. While it runs, after it was killed, and after a backup and a quick exit, every file it could have written is searched:
data, settings, cache and temporary folders, logs at their most verbose, and files that are deleted but still open. Each word
is looked for in nine spellings.
"""

import base64
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from tests.conftest import ROOT
from tests.tools.robot import PASSPHRASE

PLACES = ("body", "title", "tag", "search", "plan", "answer", "photo", "exif", "caption", "alt", "reminder")


def spellings(word: str) -> dict[str, bytes]:
    """UTF-8, UTF-16 both ways, hex both ways, base64 at its three offsets, and capitals."""
    plain = word.encode()
    found = {
        "utf-8": plain,
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "capitals": word.upper().encode(),
    }
    for offset in range(3):
        # What base64 makes of the word does not depend on its neighbours, but for the first and last signs.
        coded = base64.b64encode(b"\0" * offset + plain)
        found[f"base64+{offset}"] = coded[(0, 2, 3)[offset] : -4]
    return found


def picture(folder: Path, name: str, hidden: str) -> Path:
    """A PNG whose file name and whose hidden text hold a canary."""
    image = QImage(320, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#335566"))
    image.setText("Comment", hidden)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    path = folder / f"{name}.png"
    path.write_bytes(bytes(held.data()))
    assert hidden.encode() in path.read_bytes()
    return path


def written(home: Path, pid: int | None) -> Iterator[tuple[str, bytes]]:
    """Every file the app could have written, and every open file, deleted ones included, of the running process."""
    roots = [home, *(Path(os.environ[name]) for name in os.environ if name.startswith("XDG_"))]
    roots += [Path(os.environ[name]) for name in ("HOME", "TMPDIR")]
    for path in sorted({p for root in roots for p in root.rglob("*") if p.is_file() and not p.is_symlink()}):
        yield f"{path.name} (name)", str(path).encode()
        yield path.name, path.read_bytes()
    for handle in Path(f"/proc/{pid}/fd").iterdir() if pid else ():
        target = os.readlink(handle)
        if (
            target.startswith("/")
            and not target.startswith(("/dev", "/proc", "/sys"))
            and Path(handle).is_file()
        ):
            yield f"open: {Path(target).name}", handle.read_bytes()


def assert_unseen(words: dict[str, str], home: Path, pid: int | None = None) -> None:
    hunted = {(place, how): text for place, word in words.items() for how, text in spellings(word).items()}
    seen = 0
    for name, data in written(home, pid):
        seen += 1
        found = [key for key, text in hunted.items() if text in data]
        assert not found, f"{found} in {name}"
    assert seen > 6, "there was hardly anything to search"


def start(home: Path, play: str, words: dict[str, str], file: Path, logs: Path) -> "subprocess.Popen[str]":
    env = dict(
        os.environ,
        COMPANION_HOME=str(home),
        COMPANION_CANARIES=" ".join(f"{place}={word}" for place, word in words.items()),
        COMPANION_PICTURE=str(file),
        COMPANION_VERBOSE_LOG=str(logs),
        COMPANION_DEBUG="1",
        QT_LOGGING_RULES="*=true",
    )
    with (logs / f"{play}.err").open("w") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.tools.robot", play],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )


def wait_for(app: "subprocess.Popen[str]", word: str) -> None:
    assert app.stdout is not None
    for line in app.stdout:
        if line.split()[:1] == [word]:
            return
        assert not line.startswith("broken"), line
    raise AssertionError(f"it ended without saying {word!r}")


def test_no_canary_is_ever_seen(home: Path, companion, tmp_path: Path) -> None:
    made = companion("new", "--no-keyring", "--passphrase-stdin", stdin=PASSPHRASE + "\n")
    assert made.returncode == 0, made.stderr
    words = {place: "zq" + secrets.token_hex(7) + "vx" for place in PLACES}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    file = picture(elsewhere, words["photo"], words["exif"])
    logs = home / "verbose"
    logs.mkdir()

    app = start(home, "everywhere", words, file, logs)
    try:
        wait_for(app, "done")
        os.kill(app.pid, signal.SIGSTOP)  # so that no file comes or goes while we look
        os.waitpid(app.pid, os.WUNTRACED)
        assert_unseen(words, home, app.pid)
    finally:
        app.kill()
        app.communicate()
    assert_unseen(words, home)

    app = start(home, "and_back_up", words, file, logs)
    try:
        wait_for(app, "backup")
        app.communicate(timeout=20)
    finally:
        app.kill()
        app.communicate()
    assert app.returncode == 0, "quick exit ends the process"
    assert_unseen(words, home)

    for place in ("body", "title", "tag", "caption"):
        found = companion("search", words[place], "--passphrase-stdin", stdin=PASSPHRASE + "\n")
        assert found.returncode == 0, f"what was typed as {place} is not there, so the hunt proves nothing"
    exported = companion(
        "export", tmp_path / "out.json", "--format", "json", "--passphrase-stdin", stdin=PASSPHRASE + "\n"
    )
    assert exported.returncode == 0, exported.stderr
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert words["plan"] in text
    assert words["answer"] in text
    assert words["exif"] not in text, "the photo kept its hidden text"
    assert words["search"] not in text


def test_the_hunt_finds_each_spelling(home: Path) -> None:
    """Otherwise the test above could not fail."""
    word = "zqlanternmossvx"
    for number in range(8):
        (home / f"plain-{number}").write_bytes(b"nothing here")
    for how in ("utf-8", "utf-16-le", "hex", "base64+0", "base64+1", "base64+2"):
        text = f"before {word} after"
        coded = {
            "utf-8": text.encode(),
            "utf-16-le": text.encode("utf-16-le"),
            "hex": text.encode().hex().encode(),
        }.get(how) or base64.b64encode(b"x" * int(how[-1]) + word.encode() + b" after")
        (home / "leak").write_bytes(b"\0\1" + coded)
        with pytest.raises(AssertionError, match="leak"):
            assert_unseen({"body": word}, home)


def test_after_a_lock_no_widget_holds_a_word(qtbot, home: Path) -> None:
    """Every page was seen; then the lock. What Qt still has alive is asked for each text it could show."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from tests import lifelike
    from ui.pages import PAGES
    from ui.session import Session
    from ui.shell import Shell

    lifelike.open_workspace(home).close()
    session = Session(home, clock=lambda: lifelike.NOW)
    session.prefer(cover_when_inactive=False, motion="reduced")
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.show()
    vault = session.vaults()[0]
    session.open(vault, vault.unlock_with_passphrase(PASSPHRASE))
    qtbot.waitUntil(lambda: shell.page() is not None)
    for page in PAGES:
        shell.go(page.key)
        qtbot.waitUntil(lambda: not session.jobs_running(), timeout=20_000)
    shell.go("diary", {"open": session.workspace.diary.newest().id})
    shell.go("together", {"plan": "a-walk-no-topic"})
    assert any("boiler" in text for text in everything_shown()), "the page was never on the screen"
    assert session.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    told = [
        word
        for word in ("boiler", "Robin", "Alex", "heron", "Soup, and")
        for text in everything_shown()
        if word in text
    ]
    assert not told
    assert "boiler" not in QApplication.clipboard().text()
    session.close()


def everything_shown() -> list[str]:
    from PySide6.QtWidgets import QApplication

    found = []
    for widget in QApplication.allWidgets():
        for name in (
            "text",
            "toPlainText",
            "placeholderText",
            "accessibleName",
            "accessibleDescription",
            "toolTip",
        ):
            ask = getattr(widget, name, None)
            if callable(ask):
                found.append(str(ask()))
        found.append(widget.windowTitle())
    return found
